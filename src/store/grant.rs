//! Signed grants, as the bytes that were signed.

use std::collections::HashMap;

use rusqlite::{Row, params};

use super::{Snapshot, StoreError, Tx, digest};
use crate::domain::audit::{self, RecordKind};
use crate::domain::{Action, Id};

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct GrantRow {
    pub sequence: i64,
    /// The member to whom it is given.
    pub member: Id,
    pub statement: Vec<u8>,
    /// The member who signed; `None`: the office's root key.
    pub issuer: Option<Id>,
    pub signature: Vec<u8>,
}

pub(super) const GRANT: &str = "sequence, member, statement, issuer, signature, audit_seq";

pub(super) fn read_grant(row: &Row) -> rusqlite::Result<GrantRow> {
    Ok(GrantRow {
        sequence: row.get(0)?,
        member: row.get(1)?,
        statement: row.get(2)?,
        issuer: row.get(3)?,
        signature: row.get(4)?,
    })
}

/// How the rows differ from what the log says was written.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub struct GrantFaults {
    /// Rows of which no entry speaks.
    pub unlogged: Vec<i64>,
    /// Rows that are not what an entry wrote.
    pub altered: Vec<i64>,
    /// How many that an entry wrote are gone.
    pub missing: usize,
}

impl Snapshot<'_> {
    /// Compares the rows with the lists of changes of all entries with these actions, which are the only ones that
    /// write statements.
    pub fn grant_faults(&self, rows: &[GrantRow], actions: &[Action]) -> Result<GrantFaults, StoreError> {
        let mut logged: HashMap<Id, [u8; 16]> = HashMap::new();
        for action in actions {
            let lists: Vec<Vec<u8>> = self.all(
                "SELECT c.changes FROM audit_log l JOIN audit_change c ON c.sequence = l.sequence
                 WHERE l.action = ?1",
                [action],
                |row| row.get(0),
            )?;
            for change in lists.iter().filter_map(|list| audit::decode_changes(list)).flatten() {
                if change.kind == RecordKind::Grant {
                    logged.insert(change.id, change.digest);
                }
            }
        }
        let mut faults = GrantFaults::default();
        for row in rows {
            match logged.remove(&digest::grant_id(row.sequence)) {
                None => faults.unlogged.push(row.sequence),
                Some(digest) if digest != digest::grant(row) => faults.altered.push(row.sequence),
                Some(_) => {}
            }
        }
        faults.missing = logged.len();
        Ok(faults)
    }

    /// All grants, in the order in which they were given.
    pub fn grants(&self) -> Result<Vec<GrantRow>, StoreError> {
        self.all(&format!("SELECT {GRANT} FROM grant_statement ORDER BY sequence"), [], read_grant)
    }

    pub fn grants_of(&self, member: Id) -> Result<Vec<GrantRow>, StoreError> {
        let sql = format!("SELECT {GRANT} FROM grant_statement WHERE member = ?1 ORDER BY sequence");
        self.all(&sql, [member], read_grant)
    }

    /// 0 when there is none yet.
    pub fn last_grant_sequence(&self) -> Result<i64, StoreError> {
        let last = self.one("SELECT max(sequence) FROM grant_statement", [], |row| row.get::<_, Option<i64>>(0))?;
        Ok(last.flatten().unwrap_or(0))
    }
}

impl Tx<'_> {
    pub fn insert_grant(&mut self, grant: &GrantRow) -> Result<(), StoreError> {
        self.execute(
            "INSERT INTO grant_statement (sequence, member, statement, issuer, signature, audit_seq)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
            params![grant.sequence, grant.member, grant.statement, grant.issuer, grant.signature, self.sequence()],
        )?;
        self.record(RecordKind::Grant, digest::grant_id(grant.sequence), digest::grant(grant));
        Ok(())
    }
}
