//! Which customers an entry is about that is about many: a bulk change, a look-up that found some.

use std::collections::BTreeSet;
use std::hash::{BuildHasher, RandomState};

use rusqlite::{Connection, params};

use super::{Snapshot, StoreError, Tx};
use crate::domain::audit::{self, RecordKind};
use crate::domain::{Action, Id, Micros};

/// Acts whose entries may be about many customers.
pub(super) const MANY: [Action; 5] =
    [Action::CustomerBulk, Action::CustomerLookup, Action::Import, Action::CustomerTrash, Action::CustomerMerge];

/// Of them those whose entries tell which.
const TOLD: [Action; 4] = [Action::CustomerBulk, Action::CustomerLookup, Action::CustomerTrash, Action::CustomerMerge];

/// Finds them for the entries of before.
pub(super) fn fill(conn: &Connection) -> Result<(), StoreError> {
    let mut put = conn.prepare("INSERT OR IGNORE INTO audit_about (customer, sequence) VALUES (?1, ?2)")?;
    each(conn, |customer, sequence| Ok(put.execute(params![customer, sequence]).map(drop)?))
}

/// Shows `take` each customer that a bulk change says it wrote, or a look-up that it found, with the entry, once.
fn each(conn: &Connection, mut take: impl FnMut(Id, i64) -> Result<(), StoreError>) -> Result<(), StoreError> {
    let mut entries = conn.prepare(
        "SELECT l.sequence, l.details, c.changes FROM audit_log l
         LEFT JOIN audit_change c ON c.sequence = l.sequence WHERE l.action = ?1 AND l.subject IS NULL",
    )?;
    for action in TOLD {
        let mut rows = entries.query([action])?;
        while let Some(row) = rows.next()? {
            let (sequence, details): (i64, String) = (row.get(0)?, row.get(1)?);
            let changes: Option<Vec<u8>> = row.get(2)?;
            let written = changes.and_then(|bytes| audit::decode_changes(&bytes)).unwrap_or_default();
            let written = written.iter().filter(|change| change.kind == RecordKind::Customer).map(|change| change.id);
            let customers: BTreeSet<Id> = written.chain(found(&details)).collect();
            customers.into_iter().try_for_each(|customer| take(customer, sequence))?;
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
    /// Whether bulk changes and look-ups are about the customers that they say, and about no others.
    pub(super) fn about_holds(&self) -> Result<bool, StoreError> {
        let hasher = RandomState::new();
        let mut expected = 0u64;
        each(self.conn, |customer, sequence| {
            expected = expected.wrapping_add(hasher.hash_one((customer, sequence)));
            Ok(())
        })?;
        let mut stored = 0u64;
        let sql = "SELECT a.customer, a.sequence FROM audit_about a JOIN audit_log l ON l.sequence = a.sequence
                   WHERE l.action IN (?1, ?2, ?3, ?4)";
        let mut statement = self.prepare(sql)?;
        let mut rows = statement.query(TOLD)?;
        while let Some(row) = rows.next()? {
            stored = stored.wrapping_add(hasher.hash_one((row.get::<_, Id>(0)?, row.get::<_, i64>(1)?)));
        }
        Ok(stored == expected)
    }

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
