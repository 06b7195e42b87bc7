//! What can go wrong with the store, in words that say what to do.

use std::path::PathBuf;

use rusqlite::ErrorCode;

use super::pages::Damage;
use crate::domain::ticket::Ticket;
use crate::domain::{Activity, Customer, Task};

/// What helps where the file itself is not whole.
pub const RESTORE: &str = "Restore the newest backup: kin backup list, kin restore FILE --to DIR";

/// Why the store refused or failed. Nothing was changed.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    #[error("There is no office at {0}. Give another path, or make one with: kin init")]
    NotFound(PathBuf),
    #[error("{0} is there already and was left as it is. Give another path.")]
    Exists(PathBuf),
    #[error(
        "{0} is not a Kin office, or the host secret is another one, or its very beginning is damaged. Check the path and \
         the host secret of this computer. If both are right: {RESTORE}"
    )]
    WrongKeyOrForeign(PathBuf),
    #[error(
        "The write-ahead log {0} is not this office's, or it is damaged. Nothing was changed. Move it to another place \
         (keep it: after a crash the last changes are in it) and try again."
    )]
    ForeignWal(PathBuf),
    #[error("This office was written by a newer Kin (schema {file}, this program knows {program}). Update Kin.")]
    NewerSchema { file: i64, program: i64 },
    #[error(
        "{0} was last used in a mode that is safe on a local disk only, and this is a network or unknown file system. \
         Open it on the computer whose disk it is on."
    )]
    WalOnNetwork(PathBuf),
    #[error("The office file may only be read. Give this account the right to write it and its folder.")]
    ReadOnly,
    #[error(
        "The office file could not be opened ({0}). Give this account the right to read and write it and its folder."
    )]
    Unopened(String),
    #[error("The disk is full, so nothing was changed. Free some space and try again.")]
    DiskFull,
    #[error("Somebody else has the office open. Stop `kin serve`, close the other terminals, and try again.")]
    InUse,
    #[error("Another program is writing to the office. Try again.")]
    Busy,
    #[error("The office file is damaged ({0}). Stop using it and keep it; kin log verify says where. {RESTORE}")]
    Corrupt(String),
    /// Where the damage is known.
    #[error("The office file is damaged: {0}. Stop using it and keep it. {RESTORE}")]
    Damaged(Damage),
    #[error("The office file could not be used: {0}")]
    Io(String),
    #[error("The office file could not be written ({0}). Look after its disk and folder, and try again.")]
    Unwritten(String),
    /// The record has changed since the caller read it.
    #[error("Someone else has changed this record. Open it again and repeat your change.")]
    Conflict { current: Box<Customer> },
    /// The same of a ticket.
    #[error("Someone else has changed this ticket. Open it again and repeat your change.")]
    TicketConflict { current: Box<Ticket> },
    /// The same of a task.
    #[error("Someone else has changed this task. Open it again and repeat your change.")]
    TaskConflict { current: Box<Task> },
    /// The same of a line of a timeline.
    #[error("Someone else has changed this note. Open it again and repeat your change.")]
    NoteConflict { current: Box<Activity> },
    /// The record to change, or one that it refers to, is not there.
    #[error("The record is not there any more. Open the list again.")]
    Missing,
    /// The field's value must be unique and another record has it.
    #[error("This {field} is used by another record. Give another one.")]
    Duplicate { field: &'static str },
    /// The write with this op id is in the log already.
    #[error("This was done already, by entry {sequence}.")]
    AlreadyDone { sequence: i64 },
}

impl StoreError {
    /// The same error where a write met it: what the disk refuses was not written.
    pub(super) fn writing(self) -> Self {
        match self {
            Self::Io(words) | Self::Unopened(words) => Self::Unwritten(words),
            other => other,
        }
    }
}

impl From<rusqlite::Error> for StoreError {
    fn from(error: rusqlite::Error) -> Self {
        use rusqlite::Error as E;
        let words = error.to_string();
        match error {
            E::SqliteFailure(failure, message) => match failure.code {
                ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked => Self::Busy,
                ErrorCode::ReadOnly => Self::ReadOnly,
                ErrorCode::DiskFull => Self::DiskFull,
                ErrorCode::CannotOpen => Self::Unopened(words),
                ErrorCode::DatabaseCorrupt | ErrorCode::NotADatabase => Self::Corrupt(words),
                ErrorCode::ConstraintViolation => constraint(failure.extended_code, message.as_deref().unwrap_or("")),
                _ => Self::Io(words),
            },
            E::FromSqlConversionFailure(..) | E::IntegralValueOutOfRange(..) | E::InvalidColumnType(..) => {
                Self::Corrupt(words)
            }
            E::QueryReturnedNoRows => Self::Missing,
            _ => Self::Io(words),
        }
    }
}

fn constraint(extended: i32, message: &str) -> StoreError {
    match extended {
        rusqlite::ffi::SQLITE_CONSTRAINT_FOREIGNKEY => StoreError::Missing,
        rusqlite::ffi::SQLITE_CONSTRAINT_UNIQUE | rusqlite::ffi::SQLITE_CONSTRAINT_PRIMARYKEY => {
            StoreError::Duplicate { field: unique_field(message) }
        }
        _ => StoreError::Io(message.to_owned()),
    }
}

fn unique_field(message: &str) -> &'static str {
    if message.ends_with("customer.code") {
        "code"
    } else if message.ends_with("customer.external_id") {
        "external_id"
    } else if message.ends_with("member.folded") {
        "name"
    } else {
        "id"
    }
}
