//! A note, call, meeting ... added to a customer's timeline, or changed in it.

use serde_json::json;

use super::super::Desk;
use super::super::api::{ActivityDraft, Problem, SavedNote};
use super::super::steps::{Step, Turn};
use super::Editable;
use crate::domain::{Action, Activity, ActivityKind, Id, Micros, Unfit, forbidden, scan, text};
use crate::policy::Operation;

/// Longest text of one timeline line, in characters.
const LONGEST: usize = 10_000;
const LONGEST_STEP: usize = 200;
/// A day and a night.
const MOST_MINUTES: u32 = 24 * 60;

/// What is kept of a draft, and how much was masked in it.
pub(in crate::desk) struct Clean {
    pub draft: ActivityDraft,
    pub hidden: usize,
}

/// Words that may be kept: numbers that belong into sealed fields are masked, and what nobody may write down is refused.
fn words(field: &str, words: &str) -> Result<(String, usize), Problem> {
    match forbidden::find(words) {
        Some(unfit) => Err(Problem::Invalid { field: field.into(), unfit }),
        None => Ok(scan::mask_secrets(words)),
    }
}

pub(in crate::desk) fn cleaned(draft: ActivityDraft) -> Result<Clean, Problem> {
    let (text, in_text) = words("text", &text::clean_multiline(&draft.text, LONGEST))?;
    let (next_step, in_step) = words("next_step", &text::clean_input(&draft.next_step, LONGEST_STEP))?;
    if text.trim().is_empty() && draft.outcome.is_none() {
        return Err(Problem::Invalid { field: "text".into(), unfit: Unfit::Empty });
    }
    if draft.minutes.is_some_and(|minutes| minutes > MOST_MINUTES) {
        let unfit = Unfit::TooMany(MOST_MINUTES as usize);
        return Err(Problem::Invalid { field: "minutes".into(), unfit });
    }
    Ok(Clean { draft: ActivityDraft { text, next_step, ..draft }, hidden: in_text + in_step })
}

/// The line with what a draft says in the place of what it said.
pub(in crate::desk) fn with(draft: ActivityDraft, mentions: Vec<Id>, line: Activity) -> Activity {
    let ActivityDraft { kind, direction, outcome, minutes, next_step, next_at, text } = draft;
    Activity { kind, direction, outcome, minutes, next_step, next_at, text, mentions, ..line }
}

impl Desk {
    pub(in crate::desk) fn add_note(&mut self, customer: Id, kind: ActivityKind, text: String) -> Result<Id, Problem> {
        let draft = ActivityDraft { kind, text, ..ActivityDraft::default() };
        Ok(self.add_activity(customer, draft)?.note)
    }

    pub(super) fn add_activity(&mut self, customer: Id, draft: ActivityDraft) -> Result<SavedNote, Problem> {
        let target = self.target(customer, Operation::AddNote)?;
        let permit = self.judge(Operation::AddNote, target)?;
        let Clean { draft, hidden } = cleaned(draft)?;
        let (mentions, not_mentioned) = self.mentioned(customer, &draft.text)?;
        let line = Activity::blank(self.new_id(), customer, permit.actor(), self.clock.now());
        let line = with(draft, mentions, line);
        let details = json!({
            "kind": line.kind, "activity": line.id, "hidden": hidden, "mentions": line.mentions.len(),
        });
        let entry = self.about_note(&permit, customer, Action::NoteAdd, details)?;
        let (of, ()) = self.act(&permit, |tx| {
            tx.insert_activity(&line)?;
            Ok((entry.clone(), ()))
        })?;
        self.did(Step { of, turn: Turn::RemoveNote { note: line.id, left: line.version } });
        Ok(SavedNote { note: line.id, version: line.version, hidden, not_mentioned })
    }

    pub(super) fn edit_activity(&mut self, id: Id, version: i64, draft: ActivityDraft) -> Result<SavedNote, Problem> {
        let Editable { note, edit, seen } = self.editable(id)?;
        let Clean { draft, hidden } = cleaned(draft)?;
        let (mentions, not_mentioned) = self.mentioned(note.customer, &draft.text)?;
        if version == note.version && draft == ActivityDraft::from(&note) {
            return Ok(SavedNote { note: id, version, hidden, not_mentioned });
        }
        let customer = note.customer;
        let changed = with(draft, mentions, note.clone());
        let changed = Activity { version, ..self.changed_now(changed)? };
        let details = json!({
            "activity": id, "version": version + 1, "hidden": hidden, "mentions": changed.mentions.len(),
        });
        let entry = self.about_note(&edit, customer, Action::NoteEdit, details)?;
        // Sealed as it was read: the version says that it still is so.
        let sealed = self.seal_note(id, &note)?;
        let kept = self.new_id();
        let (of, left) = self.act(&seen, |tx| Ok((entry.clone(), tx.update_activity(&changed, kept)?)))?;
        self.did(Step { of, turn: Turn::EditNote { note: id, base: version, left, sealed } });
        Ok(SavedNote { note: id, version: left, hidden, not_mentioned })
    }

    /// The line as changed by who is in, at this time.
    pub(super) fn changed_now(&self, line: Activity) -> Result<Activity, Problem> {
        let (by, at): (Id, Micros) = (self.session()?.actor.member, self.clock.now());
        Ok(Activity { edited_at: Some(at), edited_by: Some(by), ..line })
    }
}
