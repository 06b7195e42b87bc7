//! Sessions: who is or was signed in, from where.

use rusqlite::{Row, params};

use super::{Snapshot, StoreError, Tx};
use crate::domain::{Id, Micros};

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Session {
    pub id: Id,
    pub member: Id,
    pub started_at: Micros,
    /// The time of the session's last log entry; follows each write by itself.
    pub last_seen: Micros,
    pub origin: String,
    pub ended_at: Option<Micros>,
}

fn read_session(row: &Row) -> rusqlite::Result<Session> {
    Ok(Session {
        id: row.get(0)?,
        member: row.get(1)?,
        started_at: row.get(2)?,
        last_seen: row.get(3)?,
        origin: row.get(4)?,
        ended_at: row.get(5)?,
    })
}

impl Snapshot<'_> {
    pub fn session(&self, id: Id) -> Result<Option<Session>, StoreError> {
        let sql = "SELECT id, member, started_at, last_seen, origin, ended_at FROM session WHERE id = ?1";
        self.one(sql, [id], read_session)
    }

    /// The member's sessions that have not ended, newest first.
    pub fn open_sessions(&self, member: Id) -> Result<Vec<Session>, StoreError> {
        self.all(
            "SELECT id, member, started_at, last_seen, origin, ended_at FROM session
             WHERE member = ?1 AND ended_at IS NULL ORDER BY started_at DESC",
            [member],
            read_session,
        )
    }

    /// All that have not ended and began since then, the newest first.
    pub fn live_sessions(&self, since: Micros) -> Result<Vec<Session>, StoreError> {
        self.all(
            "SELECT id, member, started_at, last_seen, origin, ended_at FROM session
             WHERE ended_at IS NULL AND started_at >= ?1 ORDER BY started_at DESC, id",
            [since],
            read_session,
        )
    }
}

impl Tx<'_> {
    pub fn insert_session(&mut self, session: &Session) -> Result<(), StoreError> {
        self.execute(
            "INSERT INTO session (id, member, started_at, last_seen, origin, ended_at)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
            params![
                session.id,
                session.member,
                session.started_at,
                session.last_seen,
                session.origin,
                session.ended_at
            ],
        )?;
        Ok(())
    }

    pub fn end_session(&mut self, id: Id, at: Micros) -> Result<(), StoreError> {
        self.change_one(
            "UPDATE session SET ended_at = ?2, last_seen = max(last_seen, ?2) WHERE id = ?1",
            params![id, at],
        )
    }
}
