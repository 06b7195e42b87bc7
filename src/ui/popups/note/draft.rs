//! What is typed into a note, as it is kept sealed.

use serde::{Deserialize, Serialize};

use super::{MINUTES, NoteForm, ON};
use crate::desk::api::ActivityDraft;
use crate::domain::{ActivityKind, ActivityOutcome, Direction, Id};
use crate::ui::context::Context;
use crate::ui::screens::timeline_words::read_when;

#[derive(Serialize, Deserialize)]
pub struct NoteDraft {
    pub(super) customer: Id,
    pub name: String,
    kind: ActivityKind,
    text: String,
    /// The line that is changed, its version and its words.
    #[serde(default)]
    pub(super) note: Option<(Id, i64)>,
    #[serde(default)]
    pub(super) before: String,
    #[serde(default)]
    direction: Direction,
    #[serde(default)]
    outcome: Option<ActivityOutcome>,
    /// As typed.
    #[serde(default)]
    minutes: String,
    #[serde(default)]
    next_step: String,
    #[serde(default)]
    next_at: String,
}

/// Prints nothing of what was typed.
impl std::fmt::Debug for NoteDraft {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("NoteDraft(…)")
    }
}

impl NoteDraft {
    pub(super) fn of(form: &NoteForm) -> Self {
        let ActivityDraft { kind, direction, outcome, next_step, text, .. } = form.choices();
        Self {
            customer: form.customer,
            name: form.name.clone(),
            kind,
            text,
            note: form.note,
            before: form.before.clone(),
            direction,
            outcome,
            minutes: form.fields.typed(MINUTES).to_owned(),
            next_step,
            next_at: form.fields.typed(ON).to_owned(),
        }
    }

    /// What it says, as far as it can be read.
    pub(super) fn said(&self, cx: &Context) -> ActivityDraft {
        ActivityDraft {
            kind: self.kind,
            direction: self.direction,
            outcome: self.outcome,
            minutes: self.minutes.parse().ok(),
            next_step: self.next_step.clone(),
            next_at: read_when(&self.next_at, cx),
            text: self.text.clone(),
        }
    }
}
