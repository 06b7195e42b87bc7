//! Alerts: what was seen that should not be, until somebody has dealt with it.

use std::collections::BTreeSet;

use rusqlite::{Row, params};
use serde::{Deserialize, Serialize};

use super::{Shelf, Snapshot, StoreError, Tx, digest};
use crate::domain::audit::RecordKind;
use crate::domain::{Id, Micros, Response, Severity, Verdict};

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AlertRow {
    pub id: Id,
    pub at: Micros,
    /// What kind of sight, by a stable word.
    pub kind: String,
    pub subject: Option<Id>,
    /// A JSON object of ids and numbers; there is one alert for the same sight.
    pub about: String,
    /// Whether nobody has dealt with it yet.
    pub open: bool,
    pub handled_by: Option<Id>,
    pub handled_at: Option<Micros>,
    pub words: String,
    pub more: AlertMore,
}

/// What a detector's alert holds beside the sight, and what came of it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct AlertMore {
    /// `None`: as the kind of sight has it.
    pub severity: Option<Severity>,
    /// The member whose acts raised it.
    pub member: Option<Id>,
    pub responses: BTreeSet<Response>,
    /// How many, of what the detector counts, and within how many minutes.
    pub count: u32,
    pub minutes: u32,
    /// Entries of the log.
    pub evidence: Vec<i64>,
    pub taken: Option<(Id, Micros)>,
    pub notes: Vec<AlertNote>,
    pub verdict: Option<Verdict>,
}

/// What somebody found or was told.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AlertNote {
    pub by: Id,
    pub at: Micros,
    pub words: String,
}

impl AlertMore {
    /// As it stands in its column: empty where there is nothing.
    pub(super) fn stored(&self) -> String {
        if *self == Self::default() { String::new() } else { serde_json::to_string(self).unwrap_or_default() }
    }

    /// What can't be read is not what was written: the digest tells it.
    fn read(stored: &str) -> Self {
        serde_json::from_str(stored).unwrap_or_default()
    }
}

pub(super) const ALERT: &str =
    "id, at, kind, subject, about, state = 'open', handled_by, handled_at, words, audit_seq, more";

pub(super) fn read_alert(row: &Row) -> rusqlite::Result<AlertRow> {
    Ok(AlertRow {
        id: row.get(0)?,
        at: row.get(1)?,
        kind: row.get(2)?,
        subject: row.get(3)?,
        about: row.get(4)?,
        open: row.get(5)?,
        handled_by: row.get(6)?,
        handled_at: row.get(7)?,
        words: row.get(8)?,
        more: AlertMore::read(row.get_ref(10)?.as_str().map_err(rusqlite::Error::from)?),
    })
}

impl Snapshot<'_> {
    pub fn alert(&self, id: Id) -> Result<Option<AlertRow>, StoreError> {
        self.one(&format!("SELECT {ALERT} FROM alert WHERE id = ?1"), [id], read_alert)
    }

    /// Whether this sight has an alert already, open or closed.
    pub fn has_alert(&self, about: &str) -> Result<bool, StoreError> {
        Ok(self.one("SELECT 1 FROM alert WHERE about = ?1", [about], |_| Ok(()))?.is_some())
    }

    /// Newest first; all of them, or the open ones.
    pub fn alerts(&self, open_only: bool, most: usize) -> Result<Vec<AlertRow>, StoreError> {
        let within = if open_only { "WHERE state = 'open'" } else { "" };
        self.all(&format!("SELECT {ALERT} FROM alert {within} ORDER BY at DESC, id DESC LIMIT {most}"), [], read_alert)
    }

    /// All the open ones.
    pub(super) fn open_alerts(&self) -> Result<Vec<AlertRow>, StoreError> {
        self.all(&format!("SELECT {ALERT} FROM alert WHERE state = 'open'"), [], read_alert)
    }

    /// The open ones that were not handed on yet, the oldest first.
    pub fn untold_alerts(&self, most: usize) -> Result<Vec<AlertRow>, StoreError> {
        let sql = format!(
            "SELECT {ALERT} FROM alert WHERE state = 'open' AND id NOT IN (SELECT alert FROM alert_told)
             ORDER BY at, id LIMIT {most}"
        );
        self.all(&sql, [], read_alert)
    }

    /// Those since a time, the oldest first.
    pub fn alerts_since(&self, since: Micros, most: usize) -> Result<Vec<AlertRow>, StoreError> {
        let sql = format!("SELECT {ALERT} FROM alert WHERE at >= ?1 ORDER BY at, id LIMIT {most}");
        self.all(&sql, [since], read_alert)
    }

    /// When an alert was handed on, if it was.
    pub fn told_at(&self, alert: Id) -> Result<Option<Micros>, StoreError> {
        self.one("SELECT at FROM alert_told WHERE alert = ?1", [alert], |row| row.get(0))
    }
}

impl Tx<'_> {
    /// Stores an alert in place of the one with the same id, if there is one.
    pub fn put_alert(&mut self, alert: &AlertRow) -> Result<(), StoreError> {
        self.execute(
            "INSERT INTO alert (id, at, kind, subject, about, state, handled_by, handled_at, words, audit_seq, more)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11)
             ON CONFLICT (id) DO UPDATE SET state = excluded.state, handled_by = excluded.handled_by,
               handled_at = excluded.handled_at, words = excluded.words, audit_seq = excluded.audit_seq,
               more = excluded.more",
            params![
                alert.id,
                alert.at,
                alert.kind,
                alert.subject,
                alert.about,
                if alert.open { "open" } else { "closed" },
                alert.handled_by,
                alert.handled_at,
                alert.words,
                self.sequence(),
                alert.more.stored()
            ],
        )?;
        self.record(RecordKind::Alert, alert.id, digest::alert(alert));
        Ok(())
    }
}

impl Shelf<'_> {
    /// Notes that an alert is handed on, unless it was since that time; answers whether it is this one's to do. So two
    /// processes do not tell twice.
    pub fn tell_alert(&self, alert: Id, at: Micros, unless_since: Micros) -> Result<bool, StoreError> {
        let sql = "INSERT INTO alert_told (alert, at) VALUES (?1, ?2)
                   ON CONFLICT (alert) DO UPDATE SET at = excluded.at WHERE at < ?3";
        Ok(self.snapshot.prepare(sql)?.execute(params![alert, at, unless_since])? > 0)
    }

    /// It could not be handed on: it is tried again.
    pub fn untell_alert(&self, alert: Id) -> Result<(), StoreError> {
        self.snapshot.prepare("DELETE FROM alert_told WHERE alert = ?1")?.execute([alert])?;
        Ok(())
    }
}
