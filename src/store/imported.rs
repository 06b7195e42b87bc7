//! Tickets, tasks and activities that an import made: by which no row comes in twice, and an import is taken back.

use rusqlite::params;

use super::{Snapshot, StoreError, Tx};
use crate::domain::Id;
use crate::domain::audit::RecordKind;

/// One record of an import that is there still.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Imported {
    pub kind: RecordKind,
    pub record: Id,
    /// The entry that made it, as it says itself.
    pub sequence: i64,
    /// It is as that entry made it: not edited, and nothing was added to it.
    pub untouched: bool,
}

/// The kinds that are imported so, by their numbers in the log.
const KINDS: [RecordKind; 3] = [RecordKind::Ticket, RecordKind::Task, RecordKind::Activity];

impl Snapshot<'_> {
    /// Whether a record of this kind with this id of elsewhere was imported before.
    pub fn was_imported(&self, kind: RecordKind, external_id: &str) -> Result<bool, StoreError> {
        let sql = "SELECT 1 FROM imported WHERE kind = ?1 AND external_id = ?2";
        Ok(self.one(sql, params![kind as i64, external_id], |_| Ok(()))?.is_some())
    }

    /// The records of an import that are there still, behind one of them in the order of their ids.
    pub fn records_of_import(&self, import: Id, after: Option<Id>, limit: usize) -> Result<Vec<Imported>, StoreError> {
        let sql = "SELECT kind, record, audit_seq, untouched FROM (
               SELECT i.kind, i.record, i.audit_seq, CASE i.kind
                 WHEN ?4 THEN (SELECT t.version = 1 AND t.audit_seq = i.audit_seq
                   AND NOT EXISTS (SELECT 1 FROM ticket_note n WHERE n.ticket = t.id AND n.audit_seq <> i.audit_seq)
                   AND NOT EXISTS (SELECT 1 FROM task k WHERE k.ticket = t.id)
                   AND NOT EXISTS (SELECT 1 FROM ticket m WHERE m.merged_into = t.id)
                   FROM ticket t WHERE t.id = i.record)
                 WHEN ?5 THEN (SELECT k.audit_seq = i.audit_seq FROM task k WHERE k.id = i.record)
                 ELSE (SELECT a.audit_seq = i.audit_seq FROM activity a WHERE a.id = i.record) END AS untouched
               FROM imported i WHERE i.import = ?1 AND i.record > ?2)
             WHERE untouched IS NOT NULL ORDER BY record LIMIT ?3";
        let after = after.as_ref().map_or(&[][..], |id| &id.0);
        let (ticket, task) = (RecordKind::Ticket as i64, RecordKind::Task as i64);
        let rows = self.all(sql, params![import, after, limit as i64, ticket, task], |row| {
            Ok((row.get::<_, i64>(0)?, row.get(1)?, row.get(2)?, row.get(3)?))
        })?;
        let known = |(number, record, sequence, untouched)| {
            let kind = KINDS.into_iter().find(|kind| *kind as i64 == number)?;
            Some(Imported { kind, record, sequence, untouched })
        };
        Ok(rows.into_iter().filter_map(known).collect())
    }
}

impl Tx<'_> {
    /// Keeps that this write makes a record of an import.
    pub fn put_imported(
        &mut self,
        import: Id,
        kind: RecordKind,
        record: Id,
        external_id: &str,
    ) -> Result<(), StoreError> {
        self.execute(
            "INSERT INTO imported (kind, external_id, import, record, audit_seq) VALUES (?1, ?2, ?3, ?4, ?5)",
            params![kind as i64, external_id, import, record, self.sequence()],
        )?;
        Ok(())
    }

    /// Takes a record of an import away: its row may come in again.
    pub fn take_imported_back(&mut self, import: Id, imported: Imported) -> Result<(), StoreError> {
        let id = imported.record;
        match imported.kind {
            RecordKind::Ticket => self.delete_ticket(id)?,
            RecordKind::Task => {
                let task = self.task(id)?.ok_or(StoreError::Missing)?;
                self.delete_task(id, task.version)?;
            }
            _ => self.delete_activity(id)?,
        }
        self.execute("DELETE FROM imported WHERE import = ?1 AND record = ?2", params![import, id])?;
        Ok(())
    }
}
