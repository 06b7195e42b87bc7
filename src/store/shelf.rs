//! The one way to write without a log entry: a member's own preferences and drafts, the messages and mentions that it
//! has seen, which alerts were handed on, and who is at which ticket now.

use rusqlite::{TransactionBehavior, params};

use super::{Message, Snapshot, Store, StoreError, Turn};
use crate::domain::{Id, Micros};

/// What somebody was typing, sealed to that member.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SealedDraft {
    pub key: String,
    pub at: Micros,
    pub sealed: Vec<u8>,
}

/// A write to what is each member's own. No other table can be reached from here, so that
/// nothing of the office's changes past the log.
pub struct Shelf<'a> {
    pub(super) snapshot: Snapshot<'a>,
}

impl Store {
    /// Runs `work` in one transaction that leaves no log entry.
    pub fn shelf<T>(&mut self, work: impl FnOnce(&Shelf) -> Result<T, StoreError>) -> Result<T, StoreError> {
        let _turn = self.turn.as_deref().map(Turn::take).transpose()?;
        let transaction = self.conn.transaction_with_behavior(TransactionBehavior::Immediate)?;
        let value = work(&Shelf { snapshot: Snapshot { conn: &transaction } })?;
        transaction.commit()?;
        Ok(value)
    }
}

impl Snapshot<'_> {
    /// Empty where none were saved.
    pub fn preferences(&self, member: Id) -> Result<String, StoreError> {
        let content = self.one("SELECT content FROM preference WHERE member = ?1", [member], |row| row.get(0))?;
        Ok(content.unwrap_or_default())
    }

    /// Newest first.
    pub fn drafts(&self, member: Id) -> Result<Vec<SealedDraft>, StoreError> {
        let sql = "SELECT key, at, sealed FROM draft WHERE member = ?1 ORDER BY at DESC, key";
        self.all(sql, [member], |row| Ok(SealedDraft { key: row.get(0)?, at: row.get(1)?, sealed: row.get(2)? }))
    }
}

impl Shelf<'_> {
    pub fn set_preferences(&self, member: Id, content: &str) -> Result<(), StoreError> {
        let sql = "INSERT INTO preference (member, content) VALUES (?1, ?2)
                   ON CONFLICT (member) DO UPDATE SET content = excluded.content";
        self.snapshot.prepare(sql)?.execute(params![member, content])?;
        Ok(())
    }

    /// Keeps a draft in place of the one under the same key, and of all the member's the newest `most`.
    pub fn put_draft(&self, member: Id, draft: &SealedDraft, most: usize) -> Result<(), StoreError> {
        let sql = "INSERT INTO draft (member, key, at, sealed) VALUES (?1, ?2, ?3, ?4)
                   ON CONFLICT (member, key) DO UPDATE SET at = excluded.at, sealed = excluded.sealed";
        self.snapshot.prepare(sql)?.execute(params![member, draft.key, draft.at, draft.sealed])?;
        // The one just written stays whatever the clock says.
        for old in self.snapshot.drafts(member)?.iter().filter(|old| old.key != draft.key).skip(most.max(1) - 1) {
            self.drop_draft(member, &old.key)?;
        }
        Ok(())
    }

    /// Gives the messages for a session out, once.
    pub fn take_messages(&self, session: Id) -> Result<Vec<Message>, StoreError> {
        let messages = self.snapshot.messages(session)?;
        self.snapshot.prepare("DELETE FROM message WHERE session = ?1")?.execute([session])?;
        Ok(messages)
    }

    /// One that is not there is dropped already.
    pub fn drop_draft(&self, member: Id, key: &str) -> Result<(), StoreError> {
        self.snapshot.prepare("DELETE FROM draft WHERE member = ?1 AND key = ?2")?.execute(params![member, key])?;
        Ok(())
    }
}
