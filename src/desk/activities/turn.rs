//! Lines taken back or put back: what `Undo` and `Redo` do with them.

use serde_json::json;

use super::super::Desk;
use super::super::api::{Problem, UndoneWhat};
use super::super::commands::turn::Turned;
use super::super::steps::{Moved, Step, Turn, Way};
use super::remove::Whole;
use super::{Editable, name_of};
use crate::domain::{Action, Activity, Id};
use crate::policy::Operation;

impl Desk {
    /// One's own line that was added is taken from the timeline, unless somebody has changed it since.
    pub(in crate::desk) fn turn_away_note(&mut self, way: Way, of: i64, id: Id, left: i64) -> Result<Turned, Problem> {
        let note = self.store.read(|snapshot| snapshot.activity(id))?.ok_or(Problem::NotFound)?;
        let customer = note.customer;
        let target = self.target(customer, Operation::AddNote)?;
        let permit = self.judge(Operation::AddNote, target)?;
        if note.member != permit.actor() {
            return Err(Problem::NotFound);
        }
        if note.version != left {
            return Err(Problem::NoteConflict { current: Box::new(note) });
        }
        let name = self.store.read(|snapshot| name_of(snapshot, customer))?;
        let details = json!({ way.name(): true, "of": of, "activity": id });
        let inverse = self.take_away(&note, &permit, &permit, details)?;
        Ok(Turned { what: UndoneWhat::Note(name), customer: Some(customer), inverse, moved: Vec::new() })
    }

    pub(in crate::desk) fn turn_back_note(
        &mut self,
        way: Way,
        of: i64,
        customer: Id,
        id: Id,
        sealed: &[u8],
    ) -> Result<Turned, Problem> {
        let target = self.target(customer, Operation::AddNote)?;
        let permit = self.judge(Operation::AddNote, target)?;
        let (note, versions): Whole = self.open_note(id, sealed)?;
        let details = json!({ way.name(): true, "of": of, "kind": note.kind, "activity": id });
        let entry = self.about_note(&permit, customer, Action::NoteAdd, details)?;
        let (sequence, name) = self.act(&permit, |tx| {
            tx.insert_activity(&note)?;
            versions.iter().try_for_each(|version| tx.insert_note_version(version))?;
            Ok((entry.clone(), name_of(tx, customer)?))
        })?;
        Ok(Turned {
            what: UndoneWhat::NoteBack(name),
            customer: Some(customer),
            inverse: Step { of: sequence, turn: Turn::RemoveNote { note: id, left: note.version } },
            moved: Vec::new(),
        })
    }

    /// A line says again what it said at version `base`; what it says now is kept as a version like any other.
    pub(in crate::desk) fn turn_note(
        &mut self,
        way: Way,
        of: i64,
        id: Id,
        (base, left): (i64, i64),
        sealed: &[u8],
    ) -> Result<Turned, Problem> {
        let Editable { note, edit, seen } = self.editable(id)?;
        let back: Activity = self.open_note(id, sealed)?;
        let customer = note.customer;
        // The customer may have been merged into another one since.
        let back = Activity { version: left, customer, ..self.changed_now(back)? };
        let details = json!({ way.name(): true, "of": of, "activity": id, "version": left + 1 });
        let entry = self.about_note(&edit, customer, Action::NoteEdit, details)?;
        let sealed = self.seal_note(id, &note)?;
        let kept = self.new_id();
        let (sequence, (now, name)) = self.act(&seen, |tx| {
            let now = tx.update_activity(&back, kept)?;
            Ok((entry.clone(), (now, name_of(tx, customer)?)))
        })?;
        Ok(Turned {
            what: UndoneWhat::NoteEdit(name),
            customer: Some(customer),
            inverse: Step { of: sequence, turn: Turn::EditNote { note: id, base: left, left: now, sealed } },
            moved: vec![Moved { record: id, base, now }],
        })
    }
}
