//! Signed grants, as the bytes that were signed.

use rusqlite::{Row, params};

use super::{Snapshot, StoreError, Tx, digest};
use crate::domain::Id;
use crate::domain::audit::RecordKind;

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

impl Snapshot<'_> {
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
