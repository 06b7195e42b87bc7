//! Alerts told outside: a command for each, with the alert as JSON, and once a day a digest. What was told is noted in
//! the file, so that of several processes one tells it.

use std::sync::Arc;
use std::time::Duration;

use jiff::Timestamp;
use jiff::tz::TimeZone;
use serde_json::{Value, json};

use super::super::alerts::severity_of;
use super::super::api::Problem;
use super::super::background::Background;
use super::super::facts;
use super::super::office::{OfficeError, OfficePaths};
use super::super::program;
use crate::clock::Source;
use crate::config::{Alerts, Config, Hours};
use crate::domain::{Id, Micros};
use crate::store::{AlertRow, Options, Store};

const LOOK: Duration = Duration::from_secs(2);
/// After a command that failed.
const AGAIN: i64 = 60_000_000;
/// So long a command may take.
const PATIENCE: Duration = Duration::from_secs(20);
const CACHE_KIB: u32 = 256;
/// Alerts told in one look, and named in one digest.
const MOST: usize = 100;
const DAY: i64 = 24 * 3_600_000_000;
/// Under which the last digest is noted.
const DIGEST: Id = Id([0; 16]);

/// Begins to tell, on a thread of its own, if the settings name a command.
///
/// # Errors
/// When the file can't be opened once more, or no thread begun.
pub fn start(paths: &OfficePaths, config: &Config, clock: Arc<dyn Source>) -> Result<Option<Background>, OfficeError> {
    if config.alerts.command.is_empty() {
        return Ok(None);
    }
    let mut teller = Teller::open(paths, config)?;
    let look = move || {
        // What can't be read or told now is told later.
        let _ = teller.look(clock.now());
        true
    };
    Background::each(LOOK, "alerts", look).map(Some).map_err(OfficeError::io(&paths.folder))
}

/// Looks for alerts that nobody was told of.
pub struct Teller {
    store: Store,
    alerts: Alerts,
    zone: TimeZone,
    office: String,
    /// Not before this time again.
    rests: Micros,
}

impl Teller {
    /// # Errors
    /// When the file can't be opened.
    pub fn open(paths: &OfficePaths, config: &Config) -> Result<Self, OfficeError> {
        let (mut store, _) = paths.open_store(&Options::shared(CACHE_KIB, None))?;
        let office = store.read(facts::read)?.name;
        Ok(Self { store, alerts: config.alerts.clone(), zone: config.serve.zone(), office, rests: Micros(0) })
    }

    /// Tells what is new, and the digest when it is time.
    ///
    /// # Errors
    /// When the file can't be read or written.
    pub fn look(&mut self, now: Micros) -> Result<(), Problem> {
        if now < self.rests {
            return Ok(());
        }
        for row in self.store.read(|snapshot| snapshot.untold_alerts(MOST))? {
            if self.waits(&row, now) || !self.store.shelf(|shelf| shelf.tell_alert(row.id, now, Micros(i64::MIN)))? {
                continue;
            }
            let told = json!({ "office": self.office, "alert": shown(&row) });
            if program::tell(&self.alerts.command, &format!("{told}\n"), PATIENCE).is_err() {
                self.store.shelf(|shelf| shelf.untell_alert(row.id))?;
                self.rests = Micros(now.0 + AGAIN);
                return Ok(());
            }
        }
        self.digest(now)
    }

    /// Whether an alert is not grave enough for the hour that it came in.
    fn waits(&self, row: &AlertRow, now: Micros) -> bool {
        let Alerts { quiet_hours, quiet_below, digest_at, .. } = &self.alerts;
        let quiet = |at| *quiet_hours != Hours::default() && quiet_hours.includes(at, &self.zone);
        let severity = row.more.severity.unwrap_or_else(|| severity_of(&row.kind));
        severity < *quiet_below && quiet(row.at) && (digest_at.is_some() || quiet(now))
    }

    fn digest(&mut self, now: Micros) -> Result<(), Problem> {
        let Some(due) = self.last_due(now) else { return Ok(()) };
        let last = self.store.read(|snapshot| snapshot.told_at(DIGEST))?;
        if last.is_some_and(|last| last >= due) || !self.store.shelf(|shelf| shelf.tell_alert(DIGEST, now, due))? {
            return Ok(());
        }
        let since = last.unwrap_or(Micros(now.0 - DAY));
        let rows = self.store.read(|snapshot| snapshot.alerts_since(since, MOST))?;
        if rows.is_empty() {
            return Ok(());
        }
        let alerts: Vec<Value> = rows.iter().map(shown).collect();
        let told = json!({ "office": self.office, "digest": { "since": moment(since), "alerts": alerts } });
        if program::tell(&self.alerts.command, &format!("{told}\n"), PATIENCE).is_err() {
            self.rests = Micros(now.0 + AGAIN);
            return match last {
                // As it was before.
                Some(last) => {
                    Ok(self.store.shelf(|shelf| shelf.tell_alert(DIGEST, last, Micros(i64::MAX)).map(|_| ()))?)
                }
                None => Ok(self.store.shelf(|shelf| shelf.untell_alert(DIGEST))?),
            };
        }
        Ok(())
    }

    /// The last time that a digest was due.
    fn last_due(&self, now: Micros) -> Option<Micros> {
        let at = self.alerts.digest_at?;
        let local = self.zone.to_datetime(Timestamp::from_microsecond(now.0).ok()?);
        let day = if local.time() >= at { local.date() } else { local.date().yesterday().ok()? };
        let due = day.to_datetime(at).to_zoned(self.zone.clone()).ok()?;
        Some(Micros(due.timestamp().as_microsecond()))
    }
}

/// An alert as it leaves the office: no name, and nothing of a customer.
fn shown(row: &AlertRow) -> Value {
    json!({
        "id": row.id,
        "at": moment(row.at),
        "kind": row.kind,
        "severity": row.more.severity.unwrap_or_else(|| severity_of(&row.kind)),
        "member": row.more.member,
        "count": row.more.count,
        "responses": row.more.responses,
        "open": row.open,
    })
}

fn moment(at: Micros) -> String {
    Timestamp::from_microsecond(at.0).map(|at| at.to_string()).unwrap_or_default()
}
