//! Timelines: lines added, changed and taken away, what they were before, and whom they turn to.

mod list;
mod mentions;
mod remove;
mod save;
mod snippets;
mod turn;

pub(super) use list::row;
pub(super) use save::{Clean, cleaned, with};

use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::Value;

use super::Desk;
use super::api::{ActivityReply, ActivityRequest, Problem};
use super::commands::draft_place;
use super::session::Trace;
use crate::domain::{Action, Activity, Entry, Id};
use crate::policy::{self, Operation, Permit, Target};
use crate::store::Snapshot;

/// A line that its reader may change, and what that rests on.
struct Editable {
    note: Activity,
    edit: Permit,
    /// The right to see the customer: what the transaction looks at again.
    seen: Permit,
}

impl Desk {
    pub(super) fn activity(&mut self, request: ActivityRequest) -> Result<ActivityReply, Problem> {
        match request {
            ActivityRequest::List { customer, kind, before } => {
                self.timeline_of(customer, kind, before).map(ActivityReply::List)
            }
            ActivityRequest::Add { customer, draft } => self.add_activity(customer, draft).map(ActivityReply::Saved),
            ActivityRequest::Edit { note, version, draft } => {
                self.edit_activity(note, version, draft).map(ActivityReply::Saved)
            }
            ActivityRequest::Remove { note } => self.remove_activity(note).map(|()| ActivityReply::Removed),
            ActivityRequest::History { note } => {
                self.note_history(note).map(|history| ActivityReply::History(Box::new(history)))
            }
            ActivityRequest::Mentions => self.mentions().map(ActivityReply::Mentions),
            ActivityRequest::MentionSeen { note } => self.see_mention(note).map(|()| ActivityReply::MentionSeen),
            ActivityRequest::Mentionable { customer } => self.mentionable(customer).map(ActivityReply::Mentionable),
            ActivityRequest::Snippets { customer } => self.snippets(customer).map(ActivityReply::Snippets),
        }
    }

    /// A line with the right to change it. One of a customer who can't be seen is not there.
    fn editable(&mut self, id: Id) -> Result<Editable, Problem> {
        let (note, department) = self.store.read(|snapshot| {
            let note = snapshot.activity(id)?;
            let customer = note.as_ref().map(|note| snapshot.customer(note.customer)).transpose()?.flatten();
            Ok::<_, Problem>((note, customer.map(|customer| customer.department).unwrap_or_default()))
        })?;
        let Some(note) = note else {
            // Who lacks the right altogether is not told whether it is there.
            if policy::scope_of(&self.session()?.actor, Operation::EditNote).is_none() {
                self.judge(Operation::EditNote, Target::record(id, None, Id::default()))?;
            }
            return Err(Problem::NotFound);
        };
        let edit = self.judge(Operation::EditNote, Target::record(id, Some(note.member), department))?;
        let target = self.target(note.customer, Operation::ViewCustomer)?;
        let seen = self.judge(Operation::ViewCustomer, target)?;
        Ok(Editable { note, edit, seen })
    }

    /// The entry of an act on a line: about its customer, as all that happens with one.
    fn about_note(&self, permit: &Permit, customer: Id, action: Action, details: Value) -> Result<Entry, Problem> {
        let entry = self.scribe()?.done(permit, Trace { details, ..Trace::default() });
        Ok(Entry { action, subject: Some(customer), ..entry })
    }

    /// Words of a line for a step of this session, sealed to the member.
    fn seal_note(&self, note: Id, words: &impl Serialize) -> Result<Vec<u8>, Problem> {
        let text = serde_json::to_vec(words).map_err(|error| Problem::Store(error.to_string()))?;
        let keys = &self.session()?.keys.as_ref().ok_or(Problem::NoSession)?.member;
        Ok(keys.seal_draft(&self.note_place(note)?, &text, self.clock.as_ref()))
    }

    fn open_note<T: DeserializeOwned>(&self, note: Id, sealed: &[u8]) -> Result<T, Problem> {
        let keys = &self.session()?.keys.as_ref().ok_or(Problem::NoSession)?.member;
        let bytes = keys.open_draft(&self.note_place(note)?, sealed).map_err(|_| Problem::NotFound)?;
        serde_json::from_slice(&bytes).map_err(|_| Problem::NotFound)
    }

    /// Where the sealed words of a line open.
    fn note_place(&self, note: Id) -> Result<Vec<u8>, Problem> {
        Ok(draft_place(self.paths.install, self.session()?.actor.member, &format!("UNDO {note}")))
    }
}

fn name_of(snapshot: &Snapshot<'_>, customer: Id) -> Result<String, Problem> {
    Ok(snapshot.customer(customer)?.ok_or(Problem::NotFound)?.name)
}
