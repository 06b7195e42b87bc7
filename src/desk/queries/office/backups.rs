//! The backups, for whoever manages them from the screens.

use super::super::super::Desk;
use super::super::super::api::{BackupRow, BackupState, Backups, Managed, Problem};
use crate::desk::backup::{BackupError, By, Kept, Made};
use crate::domain::Micros;

const HOUR: i64 = 3_600_000_000;

impl Desk {
    pub(super) fn backups_shown(&mut self) -> Result<Backups, Problem> {
        let settings = self.settings.backup.clone();
        let standing = self.backup_standing()?;
        let folder = self.backups(&settings);
        let kept = folder.list().map_err(told)?;
        let every = i64::from(settings.every_hours) * HOUR;
        let tried = standing.drill.unwrap_or(standing.begun);
        Ok(Backups {
            folder: folder.path.display().to_string(),
            rows: kept.iter().map(|kept| self.backup_row(kept)).collect(),
            last: standing.backup,
            drill: standing.drill,
            next: standing.backup.filter(|_| every > 0).map(|last| Micros(last.0 + every)),
            drill_overdue: self.clock.now().0 - tried.0 > i64::from(settings.drill_days) * 24 * HOUR,
        })
    }

    /// What a look at the folder tells of a backup.
    pub fn backup_row(&self, kept: &Kept) -> BackupRow {
        let signed = self.signed_beside(kept);
        let state = match signed {
            Some(beside) if beside.file_bytes == kept.bytes => BackupState::Signed,
            Some(_) => BackupState::Changed,
            None => BackupState::Unsigned,
        };
        let manifest = signed.map(|beside| &beside.signed.manifest);
        BackupRow {
            name: kept.name(),
            at: kept.at,
            bytes: kept.bytes,
            state,
            customers: manifest.map(|manifest| manifest.customers()),
            head: manifest.map(|manifest| manifest.head),
        }
    }

    pub(in crate::desk) fn back_up_now(&mut self) -> Result<Made, Problem> {
        let settings = self.settings.backup.clone();
        self.back_up(&settings, None, By::Member, &mut |_| true).map_err(told)
    }

    pub(in crate::desk) fn try_newest_backup(&mut self) -> Result<Managed, Problem> {
        let settings = self.settings.backup.clone();
        self.drill_backup(&settings, None, By::Member, &mut |_| true).map(|_| Managed::Done).map_err(told)
    }
}

fn told(error: BackupError) -> Problem {
    match error {
        BackupError::Problem(problem) => problem,
        error => Problem::Store(error.to_string()),
    }
}
