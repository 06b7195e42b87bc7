//! What a log says of itself where it goes on from a backup: which of the checkpoints that were noted outside it has left
//! behind.

use serde_json::Value;

use crate::domain::{Action, Micros};
use crate::store::{Snapshot, StoreError};
use crate::vault::note::Checkpoint;

/// A place where the log goes on from a backup.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize)]
pub struct Restoration {
    /// The last entry that the backup had.
    pub head: i64,
    /// When it was brought back.
    pub at: Micros,
}

impl Restoration {
    /// Whether the checkpoint is of what came after the backup, before it was brought back.
    pub fn leaves_behind(&self, checkpoint: &Checkpoint) -> bool {
        checkpoint.size > self.head && checkpoint.at <= self.at
    }
}

/// All of them, the newest first.
pub fn all(snapshot: &Snapshot<'_>) -> Result<Vec<Restoration>, StoreError> {
    let entries = snapshot.done_of(Action::OfficeRestore)?;
    let read = |(_, at, details): (i64, Micros, String)| {
        let details: Value = serde_json::from_str(&details).ok()?;
        Some(Restoration { head: details["head"].as_i64()?, at })
    };
    Ok(entries.into_iter().filter_map(read).collect())
}

/// Whether the log has left this checkpoint behind.
pub fn left_behind(snapshot: &Snapshot<'_>, checkpoint: &Checkpoint) -> Result<bool, StoreError> {
    Ok(all(snapshot)?.iter().any(|restoration| restoration.leaves_behind(checkpoint)))
}
