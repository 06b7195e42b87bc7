//! Reading the log for those who watch over it: a member's acts in their order, and what was decided about a member.

use rusqlite::{Row, params};

use super::audit::{ENTRY, read_entry};
use super::{Snapshot, StoreError};
use crate::domain::audit::SealedEntry;
use crate::domain::{Action, Entry, Id, Micros, Outcome};

/// What of an entry tells of an act.
const ACT: &str = "sequence, at, member, origin, action, subject, outcome, details";

fn read_act(row: &Row) -> rusqlite::Result<(i64, Entry)> {
    let entry = Entry {
        at: row.get(1)?,
        member: row.get(2)?,
        session: None,
        origin: row.get(3)?,
        action: row.get(4)?,
        subject: row.get(5)?,
        outcome: row.get(6)?,
        reason: String::new(),
        details: row.get(7)?,
    };
    Ok((row.get(0)?, entry))
}

impl Snapshot<'_> {
    /// A member's acts after this sequence, in their order, without session and reason.
    pub fn acts_of(&self, member: Id, after: i64) -> Result<Vec<(i64, Entry)>, StoreError> {
        let sql = format!("SELECT {ACT} FROM audit_log WHERE member = ?1 AND sequence > ?2 ORDER BY sequence");
        self.all(&sql, params![member, after], read_act)
    }

    /// What all members were shown or copied after this sequence, in no order.
    pub fn disclosures(&self, after: i64) -> Result<Vec<(i64, Entry)>, StoreError> {
        let sql = format!("SELECT {ACT} FROM audit_log WHERE action = ?1 AND sequence > ?2");
        let mut found = Vec::new();
        for action in [Action::FieldReveal, Action::FieldCopy] {
            found.extend(self.all(&sql, params![action, after], read_act)?);
        }
        Ok(found)
    }

    /// Gives every act after this sequence in turn.
    pub fn each_act(&self, after: i64, mut take: impl FnMut(i64, &Entry)) -> Result<(), StoreError> {
        let sql = format!("SELECT {ACT} FROM audit_log WHERE sequence > ?1 ORDER BY sequence");
        let mut statement = self.prepare(&sql)?;
        let mut rows = statement.query([after])?;
        while let Some(row) = rows.next()? {
            let (sequence, entry) = read_act(row)?;
            take(sequence, &entry);
        }
        Ok(())
    }

    /// The last sequence that is before this time; 0: none is.
    pub fn sequence_before(&self, time: Micros) -> Result<i64, StoreError> {
        Ok(self.first_at(time)? - 1)
    }

    /// The last entry of an act that was done; 0: there is none.
    pub fn last_done(&self, action: Action) -> Result<i64, StoreError> {
        let sql = "SELECT sequence FROM audit_log WHERE action = ?1 AND +outcome = ?2 ORDER BY sequence DESC LIMIT 1";
        Ok(self.one(sql, params![action, Outcome::Done], |row| row.get(0))?.unwrap_or(0))
    }

    /// The entries about a member that may raise or handle alerts, after this sequence, in their order.
    pub fn alert_entries(&self, member: Id, after: i64) -> Result<Vec<SealedEntry>, StoreError> {
        let sql = format!(
            "SELECT {ENTRY} FROM audit_log l
             WHERE l.subject = ?1 AND l.sequence > ?2 AND l.action IN (?3, ?4, ?5) ORDER BY l.sequence"
        );
        // A failed sign-in that is one too many raises its alert itself.
        self.all(&sql, params![member, after, Action::AlertRaise, Action::AlertHandle, Action::SignIn], read_entry)
    }

    /// The last failed sign-ins that were tried for a member, the oldest first.
    pub fn failed_sign_ins(&self, member: Id, most: u32) -> Result<Vec<i64>, StoreError> {
        let mut found: Vec<i64> = self.all(
            "SELECT sequence FROM audit_log WHERE subject = ?1 AND +action = ?2 AND +outcome = ?3
             ORDER BY sequence DESC LIMIT ?4",
            params![member, Action::SignIn, Outcome::Failed, most],
            |row| row.get(0),
        )?;
        found.reverse();
        Ok(found)
    }
}
