//! What each member marked with a star, and the customers that it opened last.

use rusqlite::params;

use super::{Shelf, Snapshot, StoreError, Tx};
use crate::domain::{Id, Micros};

/// So many of the customers opened last are kept for each member.
const MOST_RECENT: i64 = 50;

impl Snapshot<'_> {
    pub fn is_starred(&self, member: Id, customer: Id) -> Result<bool, StoreError> {
        let sql = "SELECT 1 FROM star WHERE member = ?1 AND customer = ?2";
        Ok(self.one(sql, [member, customer], |_| Ok(()))?.is_some())
    }

    /// The customers that the member opened last, the newest first, whether they are still there or not.
    pub fn recent(&self, member: Id) -> Result<Vec<(Id, Micros)>, StoreError> {
        let sql = "SELECT customer, at FROM recent WHERE member = ?1 ORDER BY at DESC, customer LIMIT ?2";
        self.all(sql, params![member, MOST_RECENT], |row| Ok((row.get(0)?, row.get(1)?)))
    }
}

impl Shelf<'_> {
    /// Marks a customer for this member alone, or takes the mark away.
    pub fn set_star(&self, member: Id, customer: Id, on: bool) -> Result<(), StoreError> {
        let sql = if on {
            "INSERT OR IGNORE INTO star (member, customer) VALUES (?1, ?2)"
        } else {
            "DELETE FROM star WHERE member = ?1 AND customer = ?2"
        };
        self.snapshot.prepare(sql)?.execute([member, customer])?;
        Ok(())
    }
}

impl Tx<'_> {
    /// The member opens a customer: part of the write that says so in the log.
    pub fn put_recent(&mut self, member: Id, customer: Id, at: Micros) -> Result<(), StoreError> {
        self.execute(
            "INSERT INTO recent (member, customer, at) VALUES (?1, ?2, ?3)
             ON CONFLICT (member, customer) DO UPDATE SET at = excluded.at",
            params![member, customer, at],
        )?;
        self.execute(
            "DELETE FROM recent WHERE member = ?1 AND customer NOT IN
               (SELECT customer FROM recent WHERE member = ?1 ORDER BY at DESC, customer LIMIT ?2)",
            params![member, MOST_RECENT],
        )?;
        Ok(())
    }
}
