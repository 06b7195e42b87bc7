//! Backups as the screens see them.

use crate::domain::Micros;

/// The backups of the configured folder, and how they stand.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Backups {
    pub folder: String,
    /// The newest first.
    pub rows: Vec<BackupRow>,
    /// When the last one was made, when one was last tried to a good end, and when the next is due by itself.
    pub last: Option<Micros>,
    pub drill: Option<Micros>,
    pub next: Option<Micros>,
    /// The last trial is older than the settings want.
    pub drill_overdue: bool,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BackupRow {
    pub name: String,
    pub at: Micros,
    pub bytes: u64,
    pub state: BackupState,
    /// As the signed manifest has it; none where there is none.
    pub customers: Option<u64>,
    pub head: Option<i64>,
}

/// What a look at the folder tells of a backup: it was not opened.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum BackupState {
    /// The office has signed what lies beside it, and the size is right.
    Signed,
    /// The size is another one than the manifest's.
    Changed,
    /// There is no manifest of this office beside it.
    Unsigned,
}
