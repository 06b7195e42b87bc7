//! Trying backups: reading one through, and the drill, which brings the newest one back into a folder of its own, proves
//! it, takes it away again, and leaves the result in the log.

use std::path::Path;
use std::sync::Arc;

use serde_json::json;

use super::make::By;
use super::restore::{self, Opening};
use super::{BackupError, Kept, Manifest, Scrap, Step};
use crate::config::{Backup, Config};
use crate::desk::Desk;
use crate::desk::alerts::Sight;
use crate::domain::{Action, Outcome};
use crate::vault::HostSecret;

const DAY: i64 = 24 * 3_600_000_000;

/// What a good drill found.
#[derive(Debug, serde::Serialize)]
pub struct DrillResult {
    pub file: String,
    pub made_at: String,
    pub customers: u64,
    pub rows: u64,
    /// Entries of the log and records that proved to be as they were written.
    pub entries: u64,
    pub records: u64,
    /// Entries logged since the backup, which it does not have.
    pub since: i64,
}

impl Desk {
    /// Reads a backup through: that it opens on this computer, is whole, and is signed by the office.
    ///
    /// # Errors
    /// What is wrong with it, or whoever is signed in may not.
    pub fn verify_backup(&mut self, file: &Path, by: By, step: Step<'_>) -> Result<Manifest, BackupError> {
        if by == By::Member {
            self.permit_backups()?;
        }
        let opened = restore::open(file, &self.opening()?)?;
        let manifest = restore::read_through(file, opened, self.rights.office_keys(), step)?;
        if manifest.install == self.paths.install {
            return Ok(manifest);
        }
        Err(BackupError::OtherKey(file.display().to_string()))
    }

    /// Brings a backup back into a temporary folder, proves it, and takes it away again. The result stands in the log; a
    /// bad one is an alert.
    ///
    /// # Errors
    /// What is wrong with the backup, or whoever is signed in may not.
    pub fn drill_backup(
        &mut self,
        settings: &Backup,
        file: Option<&Path>,
        by: By,
        step: Step<'_>,
    ) -> Result<DrillResult, BackupError> {
        let permit = if by == By::Member { Some(self.permit_backups()?) } else { None };
        let found = match file {
            Some(file) => Ok(file.to_owned()),
            None => self.backups(settings).newest().map(|kept| kept.path),
        };
        let tried = found.and_then(|file| self.try_backup(&file, step));
        let (outcome, details) = match &tried {
            Ok(found) => (Outcome::Done, json!(found)),
            Err(BackupError::Stopped) => return tried,
            Err(_) => (Outcome::Failed, json!({})),
        };
        self.log_backup(permit.as_ref(), Action::BackupDrill, outcome, details)?;
        if tried.is_err() {
            self.raise(&[Sight::backup_drill_failed(self.clock.now().0 / DAY)])?;
        }
        tried
    }

    fn try_backup(&mut self, file: &Path, step: Step<'_>) -> Result<DrillResult, BackupError> {
        // On the disk of the office itself: a folder for temporary files may be small, or in memory.
        let folder = self.paths.folder.join(format!("drill-{}", self.new_id()));
        let scrap = Scrap::new(folder.clone());
        let opening = self.opening()?;
        let clock = Arc::clone(&self.clock);
        let config = Config { witness: self.settings.witness.clone(), ..Config::default() };
        let opened = restore::open(file, &opening)?;
        let paths = self.paths.beside(&folder)?;
        opened.host.save(paths.host_secret_path())?;
        let (manifest, report, copy) = restore::bring_back(file, opened, &paths, &config, &clock, step)?;
        drop(copy);
        drop(scrap);
        let head = self.store.read(|snapshot| snapshot.head())?.map_or(0, |(head, _)| head);
        Ok(DrillResult {
            file: file.file_name().unwrap_or_default().to_string_lossy().into_owned(),
            made_at: manifest.made_at_utc.clone(),
            customers: manifest.customers(),
            rows: manifest.rows(),
            entries: report.entries,
            records: report.records,
            since: head - manifest.head,
        })
    }

    /// What this computer opens its own backups with: secrets of now and of before.
    pub fn opening(&self) -> Result<Opening<'static>, BackupError> {
        let hosts = self.host.all().rev().map(|host| HostSecret::from_bytes(host.expose()));
        Ok(Opening { hosts: hosts.collect::<Result<_, _>>()?, kit: None })
    }

    /// The backups of the configured folder, the newest first.
    ///
    /// # Errors
    /// The folder can't be read, or whoever is signed in may not.
    pub fn list_backups(&mut self, settings: &Backup, by: By) -> Result<Vec<Kept>, BackupError> {
        if by == By::Member {
            self.permit_backups()?;
        }
        self.backups(settings).list()
    }
}
