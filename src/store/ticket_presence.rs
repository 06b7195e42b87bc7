//! Who is at which ticket now: known for a short while, and in no log.

use std::collections::HashSet;

use rusqlite::params;

use super::{Shelf, Snapshot, StoreError};
use crate::domain::{Id, Micros};

/// Somebody at a ticket.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct AtTicket {
    pub member: Id,
    pub since: Micros,
    pub writing: bool,
}

impl Snapshot<'_> {
    /// Who is at this ticket beside the member, the first who came first.
    pub fn others_at(&self, ticket: Id, member: Id, now: Micros) -> Result<Vec<AtTicket>, StoreError> {
        self.all(
            "SELECT member, since, writing FROM ticket_presence WHERE ticket = ?1 AND member <> ?2 AND until > ?3
             ORDER BY since, member",
            params![ticket, member, now],
            |row| Ok(AtTicket { member: row.get(0)?, since: row.get(1)?, writing: row.get(2)? }),
        )
    }

    /// The tickets that somebody else is at.
    pub fn busy_tickets(&self, member: Id, now: Micros) -> Result<HashSet<Id>, StoreError> {
        let sql = "SELECT ticket FROM ticket_presence WHERE member <> ?1 AND until > ?2";
        Ok(self.all(sql, params![member, now], |row| row.get(0))?.into_iter().collect())
    }
}

impl Shelf<'_> {
    /// The member is at the ticket until then. What is over is forgotten.
    pub fn put_presence(
        &self,
        ticket: Id,
        member: Id,
        (now, until): (Micros, Micros),
        writing: bool,
    ) -> Result<(), StoreError> {
        self.snapshot.prepare("DELETE FROM ticket_presence WHERE until <= ?1")?.execute([now])?;
        let sql = "INSERT INTO ticket_presence (ticket, member, since, until, writing) VALUES (?1, ?2, ?3, ?4, ?5)
                   ON CONFLICT (ticket, member) DO UPDATE SET until = excluded.until, writing = excluded.writing";
        self.snapshot.prepare(sql)?.execute(params![ticket, member, now, until, writing])?;
        Ok(())
    }

    pub fn drop_presence(&self, ticket: Id, member: Id) -> Result<(), StoreError> {
        let sql = "DELETE FROM ticket_presence WHERE ticket = ?1 AND member = ?2";
        self.snapshot.prepare(sql)?.execute(params![ticket, member])?;
        Ok(())
    }
}
