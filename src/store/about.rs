//! Which customers an entry is about that is about many: a bulk change, a look-up that found some.

use rusqlite::{Connection, params};

use super::{Snapshot, StoreError, Tx};
use crate::domain::audit::{self, RecordKind};
use crate::domain::{Action, Id, Micros};

/// Acts whose entries may be about many customers.
pub(super) const MANY: [Action; 3] = [Action::CustomerBulk, Action::CustomerLookup, Action::Import];

/// Finds them for the entries of before, in what each says it wrote or found.
pub(super) fn fill(conn: &Connection) -> Result<(), StoreError> {
    let mut entries = conn.prepare(
        "SELECT l.sequence, l.details, c.changes FROM audit_log l
         LEFT JOIN audit_change c ON c.sequence = l.sequence WHERE l.action = ?1 AND l.subject IS NULL",
    )?;
    let mut put = conn.prepare("INSERT OR IGNORE INTO audit_about (customer, sequence) VALUES (?1, ?2)")?;
    for action in [Action::CustomerBulk, Action::CustomerLookup] {
        let mut rows = entries.query([action])?;
        while let Some(row) = rows.next()? {
            let (sequence, details): (i64, String) = (row.get(0)?, row.get(1)?);
            let changes: Option<Vec<u8>> = row.get(2)?;
            let written = changes.and_then(|bytes| audit::decode_changes(&bytes)).unwrap_or_default();
            let written = written.iter().filter(|change| change.kind == RecordKind::Customer).map(|change| change.id);
            for customer in written.chain(found(&details)) {
                put.execute(params![customer, sequence])?;
            }
        }
    }
    Ok(())
}

/// The customers that a look-up says it found.
fn found(details: &str) -> Vec<Id> {
    let details: serde_json::Value = serde_json::from_str(details).unwrap_or_default();
    let ids = details["found"].as_array().map(Vec::as_slice).unwrap_or_default();
    ids.iter().filter_map(|id| id.as_str()?.parse().ok()).collect()
}

impl Snapshot<'_> {
    /// Whether an entry about many is about one of these customers.
    pub(super) fn is_about(&self, sequence: i64, customers: &[Id]) -> Result<bool, StoreError> {
        let sql = "SELECT 1 FROM audit_about WHERE customer = ?1 AND sequence = ?2";
        for customer in customers {
            if self.one(sql, params![customer, sequence], |_| Ok(()))?.is_some() {
                return Ok(true);
            }
        }
        Ok(false)
    }

    /// The entry of the import's chunk that made a customer.
    pub fn imported(&self, customer: Id, created_at: Micros) -> Result<Option<i64>, StoreError> {
        // The chunk is one of the first that were written from then on.
        let chunks: Vec<(i64, Vec<u8>)> = self.all(
            "SELECT l.sequence, c.changes FROM audit_log l JOIN audit_change c ON c.sequence = l.sequence
             WHERE l.action = ?1 AND l.sequence >= ?2 ORDER BY l.sequence LIMIT 4",
            params![Action::Import, self.first_at(created_at)?],
            |row| Ok((row.get(0)?, row.get(1)?)),
        )?;
        let made = |bytes: &[u8]| {
            let changes = audit::decode_changes(bytes).unwrap_or_default();
            changes.iter().any(|change| (change.kind, change.id) == (RecordKind::Customer, customer))
        };
        Ok(chunks.into_iter().find(|(_, changes)| made(changes)).map(|(sequence, _)| sequence))
    }
}

impl Tx<'_> {
    /// The write's entry is about each of these customers.
    pub fn put_about(&mut self, customers: &[Id]) -> Result<(), StoreError> {
        for customer in customers {
            let sql = "INSERT OR IGNORE INTO audit_about (customer, sequence) VALUES (?1, ?2)";
            self.execute(sql, params![customer, self.sequence()])?;
        }
        Ok(())
    }
}
