//! Imports: who brought in which file, with what result.

use rusqlite::{Row, params};

use super::{Snapshot, StoreError, Tx, digest};
use crate::domain::audit::RecordKind;
use crate::domain::{Id, Micros};

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ImportRow {
    pub id: Id,
    pub member: Id,
    pub at: Micros,
    /// The file's name, without its folder.
    pub file: String,
    /// A JSON object of counts.
    pub counts: String,
    pub reverted_at: Option<Micros>,
}

pub(super) const IMPORT: &str = "id, member, at, file, counts, reverted_at, audit_seq";

pub(super) fn read_import(row: &Row) -> rusqlite::Result<ImportRow> {
    Ok(ImportRow {
        id: row.get(0)?,
        member: row.get(1)?,
        at: row.get(2)?,
        file: row.get(3)?,
        counts: row.get(4)?,
        reverted_at: row.get(5)?,
    })
}

impl Snapshot<'_> {
    pub fn import(&self, id: Id) -> Result<Option<ImportRow>, StoreError> {
        self.one(&format!("SELECT {IMPORT} FROM import WHERE id = ?1"), [id], read_import)
    }

    /// Newest first.
    pub fn imports(&self, limit: usize) -> Result<Vec<ImportRow>, StoreError> {
        let sql = format!("SELECT {IMPORT} FROM import ORDER BY at DESC, id DESC LIMIT ?1");
        self.all(&sql, [limit as i64], read_import)
    }

    /// The customers that an import made, in the order of their ids, and whether they are still as it made them:
    /// not edited, shared with nobody, and nothing has happened with them or is to be done about them since.
    pub fn customers_of_import(
        &self,
        import: Id,
        after: Option<Id>,
        limit: usize,
    ) -> Result<Vec<(Id, bool)>, StoreError> {
        self.all(
            "SELECT id, version = 1 AND NOT EXISTS (
               SELECT 1 FROM activity a WHERE a.customer = customer.id AND a.audit_seq <> customer.audit_seq)
               AND NOT EXISTS (SELECT 1 FROM customer_share s WHERE s.customer = customer.id)
               AND NOT EXISTS (SELECT 1 FROM customer_more m WHERE m.employer = customer.id)
               AND NOT EXISTS (SELECT 1 FROM ticket t WHERE t.customer = customer.id)
               AND NOT EXISTS (SELECT 1 FROM task k WHERE k.customer = customer.id)
             FROM customer WHERE import_id = ?1 AND id > ?2 ORDER BY id LIMIT ?3",
            params![import, after.as_ref().map_or(&[][..], |id| &id.0), limit as i64],
            |row| Ok((row.get(0)?, row.get(1)?)),
        )
    }
}

impl Tx<'_> {
    pub fn insert_import(&mut self, import: &ImportRow) -> Result<(), StoreError> {
        self.execute(
            "INSERT INTO import (id, member, at, file, counts, reverted_at, audit_seq)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
            params![
                import.id,
                import.member,
                import.at,
                import.file,
                import.counts,
                import.reverted_at,
                self.sequence()
            ],
        )?;
        self.record(RecordKind::Import, import.id, digest::import(import));
        Ok(())
    }

    /// Writes the counts and whether it was reverted; who, when and which file stay.
    pub fn update_import(&mut self, import: &ImportRow) -> Result<(), StoreError> {
        self.change_one(
            "UPDATE import SET counts = ?2, reverted_at = ?3, audit_seq = ?4 WHERE id = ?1",
            params![import.id, import.counts, import.reverted_at, self.sequence()],
        )?;
        let stored = self.import(import.id)?.ok_or(StoreError::Missing)?;
        self.record(RecordKind::Import, import.id, digest::import(&stored));
        Ok(())
    }
}
