//! Words from one member to a live session: kept until the session has read them.

use rusqlite::{Row, params};

use super::{Snapshot, StoreError, Tx};
use crate::domain::{Id, Micros};

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Message {
    pub id: Id,
    /// For whom.
    pub session: Id,
    pub by: Id,
    pub at: Micros,
    pub text: String,
}

fn read_message(row: &Row) -> rusqlite::Result<Message> {
    Ok(Message { id: row.get(0)?, session: row.get(1)?, by: row.get(2)?, at: row.get(3)?, text: row.get(4)? })
}

impl Snapshot<'_> {
    /// What waits for a session, the oldest first.
    pub fn messages(&self, session: Id) -> Result<Vec<Message>, StoreError> {
        let sql = "SELECT id, session, by, at, text FROM message WHERE session = ?1 ORDER BY at, id";
        self.all(sql, [session], read_message)
    }
}

impl Tx<'_> {
    /// Leaves a message, and forgets those for sessions that have ended. The log vouches for none of it.
    pub fn insert_message(&mut self, message: &Message) -> Result<(), StoreError> {
        self.execute("DELETE FROM message WHERE session IN (SELECT id FROM session WHERE ended_at IS NOT NULL)", [])?;
        self.execute(
            "INSERT INTO message (id, session, by, at, text) VALUES (?1, ?2, ?3, ?4, ?5)",
            params![message.id, message.session, message.by, message.at, message.text],
        )?;
        Ok(())
    }
}
