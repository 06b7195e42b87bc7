//! The file under another key: every page written anew, by the only one who has it open, whole or not at all.

use super::open::{retry, set_journal, set_mode, with_key};
use super::{Store, StoreError};

impl Store {
    /// Has the file for itself until `share` gives it back; refuses where anybody else has it open.
    ///
    /// Leaving the write-ahead log wants to be the only connection. Where the file is used without one, on network file
    /// systems, only those are noticed who are reading or writing at this moment.
    pub fn take_alone(&mut self) -> Result<(), StoreError> {
        self.conn.flush_prepared_statement_cache();
        let in_use = |error| if matches!(error, StoreError::Busy) { StoreError::InUse } else { error };
        set_mode(&self.conn, "DELETE").map_err(in_use)?;
        let alone = "PRAGMA locking_mode = EXCLUSIVE; BEGIN EXCLUSIVE; COMMIT";
        retry(|| self.conn.execute_batch(alone)).map_err(in_use)
    }

    /// The end of having the file alone.
    pub fn share(&mut self) -> Result<(), StoreError> {
        self.conn.flush_prepared_statement_cache();
        retry(|| self.conn.execute_batch("PRAGMA locking_mode = NORMAL; SELECT count(*) FROM sqlite_schema"))?;
        set_journal(&self.conn, self.journal()).map(drop)
    }

    /// Encrypts the whole file under another key, in one transaction with a rollback journal of the file's size: a stop
    /// at any moment leaves the file under the one key or under the other. Needs `take_alone` before.
    pub fn rekey(&mut self, key: &[u8; 32]) -> Result<(), StoreError> {
        let unwritten = |error: rusqlite::Error| match error {
            // SQLCipher says that it is done, or nothing.
            rusqlite::Error::QueryReturnedNoRows => StoreError::Unwritten(
                "it could not be encrypted anew, and is as it was; it needs as much free space as it is large".into(),
            ),
            error => StoreError::from(error).writing(),
        };
        self.conn.query_row(&with_key("rekey", key), [], |_| Ok(())).map_err(unwritten)?;
        self.conn.query_row("SELECT count(*) FROM sqlite_schema", [], |_| Ok(())).map_err(unwritten)
    }
}
