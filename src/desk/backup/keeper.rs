//! The keeper: makes backups when it is time, and has it told where that was missed, or where nobody has tried one.
//!
//! Any process with the office open may do it: when the last one was made stands in the log, and a lock in the folder
//! keeps two from making one at the same time.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use super::{BackupError, By};
use crate::clock::Source;
use crate::config::{Backup, Config};
use crate::desk::Desk;
use crate::desk::alerts::Sight;
use crate::desk::api::Problem;
use crate::desk::entrance::{Entrance, Limits};
use crate::desk::office::{OfficeError, OfficePaths};
use crate::domain::{Action, Micros};
use crate::store::Snapshot;

const MINUTE: i64 = 60_000_000;
const HOUR: i64 = 60 * MINUTE;
const DAY: i64 = 24 * HOUR;
const CACHE_KIB: u32 = 256;

pub struct Keeper {
    desk: Desk,
    settings: Backup,
    /// Not before somebody has signed in since then.
    after_sign_in: Option<Micros>,
    /// When to look again.
    due: Micros,
}

/// How the office's backups stand.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Standing {
    /// When the last backup was made.
    pub backup: Option<Micros>,
    /// When one was last tried, to a good end.
    pub drill: Option<Micros>,
    /// When the office was founded.
    pub begun: Micros,
}

impl Keeper {
    /// A keeper that makes backups whenever it is time, or only after somebody has signed in from now on.
    ///
    /// # Errors
    /// When the file can't be opened.
    pub fn open(
        paths: &OfficePaths,
        config: &Config,
        clock: Arc<dyn Source>,
        after_sign_in: bool,
    ) -> Result<Self, OfficeError> {
        let after_sign_in = after_sign_in.then(|| clock.now());
        let limits = Limits::shared(CACHE_KIB, None);
        let desk = Desk::open_at(paths.clone(), config, clock, Entrance::local("backups"), &limits)?;
        Ok(Self { desk, settings: config.backup.clone(), after_sign_in, due: Micros(i64::MIN) })
    }

    /// Goes on by other settings.
    pub fn set(&mut self, settings: &Backup) {
        if self.settings != *settings {
            self.settings = settings.clone();
            self.due = Micros(i64::MIN);
        }
    }

    /// Makes a backup if it is time. Cheap when it is not. What is under way is given up when `ending` is set.
    ///
    /// # Errors
    /// What kept it from being made; it is tried again in an hour.
    pub fn tick(&mut self, ending: &AtomicBool) -> Result<(), BackupError> {
        let now = self.desk.clock.now();
        if now < self.due {
            return Ok(());
        }
        self.due = Micros(now.0 + MINUTE);
        let standing = self.desk.backup_standing()?;
        self.tell(standing, now)?;
        if !self.is_time(standing, now)? {
            return Ok(());
        }
        let made = self.desk.back_up(&self.settings, None, By::Schedule, &mut |_| !ending.load(Ordering::Relaxed));
        if made.is_err() {
            self.due = Micros(self.desk.clock.now().0 + HOUR);
        }
        made.map(drop)
    }

    /// How the backups stand.
    ///
    /// # Errors
    /// When the file can't be read.
    pub fn standing(&mut self) -> Result<Standing, Problem> {
        self.desk.backup_standing()
    }

    fn every(&self) -> Option<i64> {
        Some(i64::from(self.settings.every_hours) * HOUR).filter(|every| *every > 0)
    }

    fn is_time(&mut self, standing: Standing, now: Micros) -> Result<bool, Problem> {
        let Some(every) = self.every() else { return Ok(false) };
        if standing.backup.is_some_and(|last| now.0 - last.0 < every) {
            return Ok(false);
        }
        let Some(since) = self.after_sign_in else { return Ok(true) };
        let sign_in = self.desk.store.read(|snapshot| snapshot.last_done_of(Action::SignIn))?;
        Ok(sign_in.is_some_and(|(_, at)| at >= since))
    }

    /// Has it told what was missed.
    fn tell(&mut self, standing: Standing, now: Micros) -> Result<(), Problem> {
        let mut sights = Vec::new();
        if let Some(every) = self.every() {
            let late = Micros(standing.backup.unwrap_or(standing.begun).0.saturating_add(2 * every));
            // People work, and for an hour none has come: an office that was closed for days has missed nothing.
            let worked = self.desk.store.read(|snapshot| {
                let first = snapshot.first_at(late)?;
                snapshot.entry(first)
            })?;
            if worked.is_some_and(|entry| now.0 - entry.sealed.entry.at.0 > HOUR) {
                sights.push(Sight::backup_missed(now.0 / DAY));
            }
        }
        let tried = standing.drill.unwrap_or(standing.begun);
        if standing.backup.is_some() && now.0 - tried.0 > i64::from(self.settings.drill_days) * DAY {
            sights.push(Sight::backup_drill_overdue(tried.0 / DAY));
        }
        self.desk.raise(&sights)
    }
}

impl Desk {
    /// How the office's backups stand, as its log has it.
    pub fn backup_standing(&mut self) -> Result<Standing, Problem> {
        let time = |snapshot: &Snapshot<'_>, action| Ok::<_, Problem>(snapshot.last_done_of(action)?.map(|(_, at)| at));
        self.store.read(|snapshot| {
            let begun = snapshot.entry(1)?.map_or(Micros(0), |first| first.sealed.entry.at);
            let (backup, drill) = (time(snapshot, Action::BackupMake)?, time(snapshot, Action::BackupDrill)?);
            Ok(Standing { backup, drill, begun })
        })
    }
}
