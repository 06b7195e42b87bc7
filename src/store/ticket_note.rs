//! What was said about tickets, and tickets that go on in another.

use rusqlite::{Row, params};

use super::{Snapshot, StoreError, Tx, digest};
use crate::domain::audit::RecordKind;
use crate::domain::ticket::TicketNote;
use crate::domain::{Id, Micros};

pub(super) const TICKET_NOTE: &str = "id, ticket, member, at, public, text, audit_seq";

pub(super) fn read_ticket_note(row: &Row) -> rusqlite::Result<TicketNote> {
    Ok(TicketNote {
        id: row.get(0)?,
        ticket: row.get(1)?,
        member: row.get(2)?,
        at: row.get(3)?,
        public: row.get(4)?,
        text: row.get(5)?,
    })
}

/// What a merge moved, to move it back.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Merged {
    pub notes: Vec<Id>,
    pub watchers: Vec<Id>,
    /// Those of them that the other ticket did not have.
    pub new_watchers: Vec<Id>,
    pub related: Vec<Id>,
    pub new_related: Vec<Id>,
}

impl Snapshot<'_> {
    pub fn ticket_note(&self, id: Id) -> Result<Option<TicketNote>, StoreError> {
        self.one(&format!("SELECT {TICKET_NOTE} FROM ticket_note WHERE id = ?1"), [id], read_ticket_note)
    }

    /// Newest first, at most so many.
    pub fn ticket_notes(&self, ticket: Id, most: usize) -> Result<Vec<TicketNote>, StoreError> {
        let sql = format!("SELECT {TICKET_NOTE} FROM ticket_note WHERE ticket = ?1 ORDER BY at DESC, id DESC LIMIT ?2");
        self.all(&sql, params![ticket, most as i64], read_ticket_note)
    }

    /// When the customer was first told something.
    pub fn first_answer(&self, ticket: Id) -> Result<Option<Micros>, StoreError> {
        let sql = "SELECT min(at) FROM ticket_note WHERE ticket = ?1 AND public = 1";
        Ok(self.one(sql, [ticket], |row| row.get(0))?.flatten())
    }
}

impl Tx<'_> {
    pub fn insert_ticket_note(&mut self, note: &TicketNote) -> Result<(), StoreError> {
        self.execute(
            "INSERT INTO ticket_note (id, ticket, member, at, public, text, audit_seq)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
            params![note.id, note.ticket, note.member, note.at, note.public, note.text, self.sequence()],
        )?;
        self.record(RecordKind::TicketNote, note.id, digest::ticket_note(note));
        Ok(())
    }

    pub fn delete_ticket_note(&mut self, id: Id) -> Result<(), StoreError> {
        self.change_one("DELETE FROM ticket_note WHERE id = ?1", [id])?;
        self.record(RecordKind::TicketNote, id, digest::GONE);
        Ok(())
    }

    fn move_note(&mut self, mut note: TicketNote, ticket: Id) -> Result<(), StoreError> {
        note.ticket = ticket;
        let sql = "UPDATE ticket_note SET ticket = ?2, audit_seq = ?3 WHERE id = ?1";
        self.change_one(sql, params![note.id, ticket, self.sequence()])?;
        self.record(RecordKind::TicketNote, note.id, digest::ticket_note(&note));
        Ok(())
    }

    /// Moves notes, watchers and relations from one ticket to another. The caller stores both tickets after it, so
    /// that the log vouches for them as they are then.
    pub fn merge_tickets(&mut self, from: Id, into: Id) -> Result<Merged, StoreError> {
        let notes = self.ticket_notes(from, usize::MAX >> 1)?;
        let (watchers, known) = (self.ticket_watchers(from)?, self.ticket_watchers(into)?);
        let (related, known_related) = (self.related_tickets(from)?, self.related_tickets(into)?);
        let merged = Merged {
            notes: notes.iter().map(|note| note.id).collect(),
            new_watchers: watchers.iter().copied().filter(|member| !known.contains(member)).collect(),
            new_related: related
                .iter()
                .copied()
                .filter(|other| *other != into && !known_related.contains(other))
                .collect(),
            watchers,
            related,
        };
        notes.into_iter().try_for_each(|note| self.move_note(note, into))?;
        merged.watchers.iter().try_for_each(|member| self.put_watcher(from, *member, false))?;
        merged.new_watchers.iter().try_for_each(|member| self.put_watcher(into, *member, true))?;
        merged.related.iter().try_for_each(|other| self.put_relation(from, *other, false))?;
        merged.new_related.iter().try_for_each(|other| self.put_relation(into, *other, true))?;
        self.record_related(&merged)?;
        Ok(merged)
    }

    /// Moves back what `merge_tickets` moved, as far as it is there still.
    pub fn unmerge_tickets(&mut self, from: Id, into: Id, merged: &Merged) -> Result<(), StoreError> {
        for id in &merged.notes {
            if let Some(note) = self.ticket_note(*id)?.filter(|note| note.ticket == into) {
                self.move_note(note, from)?;
            }
        }
        merged.new_watchers.iter().try_for_each(|member| self.put_watcher(into, *member, false))?;
        merged.watchers.iter().try_for_each(|member| self.put_watcher(from, *member, true))?;
        merged.new_related.iter().try_for_each(|other| self.put_relation(into, *other, false))?;
        merged.related.iter().try_for_each(|other| self.put_relation(from, *other, true))?;
        self.record_related(merged)
    }

    fn record_related(&mut self, merged: &Merged) -> Result<(), StoreError> {
        merged.related.iter().try_for_each(|other| self.record_ticket(*other))
    }
}
