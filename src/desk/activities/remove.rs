//! One's own line taken from a timeline, with what it was before.

use serde_json::json;

use super::super::Desk;
use super::super::api::Problem;
use super::super::steps::{Step, Turn};
use super::Editable;
use crate::domain::{Action, Activity, Id, NoteVersion};
use crate::policy::{Denied, Operation, Permit};

/// A line and all that it was before.
pub(super) type Whole = (Activity, Vec<NoteVersion>);

impl Desk {
    pub(super) fn remove_activity(&mut self, id: Id) -> Result<(), Problem> {
        let Editable { note, edit, seen } = self.editable(id)?;
        if note.member != edit.actor() {
            // Another's words may be put right, and stay.
            let denied = Denied { operation: Operation::EditNote, target: edit.target(), out_of_scope: false };
            return self.with_keys(|desk, keys| desk.refuse(&keys.member, &denied));
        }
        let step = self.take_away(&note, &edit, &seen, json!({ "activity": id, "removed": true }))?;
        self.did(step);
        Ok(())
    }

    /// Takes a line away as it was read, under a permit on its customer; answers how to put it back.
    pub(super) fn take_away(
        &mut self,
        note: &Activity,
        permit: &Permit,
        on_customer: &Permit,
        details: serde_json::Value,
    ) -> Result<Step, Problem> {
        let (id, customer) = (note.id, note.customer);
        let versions = self.store.read(|snapshot| snapshot.note_versions(id))?;
        let sealed = self.seal_note(id, &(note, versions))?;
        let entry = self.about_note(permit, customer, Action::NoteRemove, details)?;
        let (of, ()) = self.act(on_customer, |tx| {
            let current = tx.activity(id)?.ok_or(Problem::NotFound)?;
            if current.version != note.version {
                return Err(Problem::NoteConflict { current: Box::new(current) });
            }
            tx.delete_activity(id)?;
            Ok((entry.clone(), ()))
        })?;
        Ok(Step { of, turn: Turn::PutNoteBack { customer, note: id, sealed } })
    }
}
