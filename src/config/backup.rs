//! Backups: where they go, who opens them, how often they are made and how long they are kept.

use std::path::{Path, PathBuf};

use serde::Deserialize;

use super::within;

/// What `path` says where the place is Kin's to choose.
const AUTO: &str = "auto";

#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Backup {
    /// The folder of the backups; `auto`: beside the office's folder, with `.backups` behind its name.
    pub path: String,
    /// A disk must be mounted on the folder or above it, or no backup is made.
    pub mounted: bool,
    /// Who can open them beside this computer and the recovery kit: keys of age (`age1…`).
    pub recipients: Vec<String>,
    /// A program with its arguments that carries each backup further; `{file}` and `{name}` stand for it.
    pub command: Vec<String>,
    /// A program that gives what was carried back on its standard output, to be compared; empty: its exit is believed.
    pub check: Vec<String>,
    /// How long each of them may take, 1 to 1440 minutes.
    #[serde(deserialize_with = "within::<_, _, 1, 1_440>")]
    pub command_minutes: u16,
    /// A backup is made by itself so many hours after the last one, 1 to 720; 0: never.
    #[serde(deserialize_with = "within::<_, _, 0, 720>")]
    pub every_hours: u16,
    /// The newest backup of each of so many days is kept, 1 to 366; and of so many weeks and months, 0 to 120.
    #[serde(deserialize_with = "within::<_, _, 1, 366>")]
    pub keep_days: u16,
    #[serde(deserialize_with = "within::<_, _, 0, 120>")]
    pub keep_weeks: u16,
    #[serde(deserialize_with = "within::<_, _, 0, 120>")]
    pub keep_months: u16,
    /// The newest backup is to be tried at least each so many days, 1 to 366.
    #[serde(deserialize_with = "within::<_, _, 1, 366>")]
    pub drill_days: u16,
}

impl Default for Backup {
    fn default() -> Self {
        Self {
            path: AUTO.into(),
            mounted: false,
            recipients: Vec::new(),
            command: Vec::new(),
            check: Vec::new(),
            command_minutes: 60,
            every_hours: 24,
            keep_days: 7,
            keep_weeks: 5,
            keep_months: 12,
            drill_days: 90,
        }
    }
}

impl Backup {
    /// The folder of an office's backups.
    pub fn folder(&self, office: &Path) -> PathBuf {
        if self.path != AUTO {
            return self.path.clone().into();
        }
        // What `.` and `..` are called is known to the system alone.
        let office = office.canonicalize().unwrap_or_else(|_| office.to_owned());
        let name = office.file_name().unwrap_or_default().to_string_lossy().into_owned();
        office.with_file_name(format!("{name}.backups"))
    }

    /// Paths start at the config's folder.
    pub(super) fn resolve(&mut self, resolve: impl Fn(&Path) -> PathBuf) {
        if self.path != AUTO {
            self.path = resolve(Path::new(self.path.as_str())).to_string_lossy().into_owned();
        }
    }
}
