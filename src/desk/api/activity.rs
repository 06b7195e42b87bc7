//! What may be asked about timelines beside their pages, and what is answered.

use serde::Serialize;

use crate::domain::service::Snippet;
use crate::domain::{Activity, ActivityKind, ActivityOutcome, Direction, Id, Micros, NoteVersion};

#[derive(Debug)]
pub enum ActivityRequest {
    /// A page of a timeline, of one kind or of all.
    List {
        customer: Id,
        kind: Option<ActivityKind>,
        before: Option<(Micros, Id)>,
    },
    /// Adds a line.
    Add {
        customer: Id,
        draft: ActivityDraft,
    },
    /// Puts other words in the place of version `version`, which is kept.
    Edit {
        note: Id,
        version: i64,
        draft: ActivityDraft,
    },
    /// Takes one's own line away, with what it was before.
    Remove {
        note: Id,
    },
    /// One line, and what it was before it was changed.
    History {
        note: Id,
    },
    /// Where somebody turned to whoever asks: what was not seen yet first.
    Mentions,
    MentionSeen {
        note: Id,
    },
    /// Who may be turned to about a customer.
    Mentionable {
        customer: Id,
    },
    /// The office's usual words, filled in for a customer.
    Snippets {
        customer: Id,
    },
}

impl ActivityRequest {
    pub const fn changes(&self) -> bool {
        matches!(self, Self::Add { .. } | Self::Edit { .. } | Self::Remove { .. })
    }

    /// Whether it keeps something of the member's own.
    pub const fn keeps(&self) -> bool {
        matches!(self, Self::MentionSeen { .. })
    }
}

/// What a line says.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct ActivityDraft {
    pub kind: ActivityKind,
    pub direction: Direction,
    pub outcome: Option<ActivityOutcome>,
    pub minutes: Option<u32>,
    pub next_step: String,
    pub next_at: Option<Micros>,
    /// Markdown. May be empty where an outcome says enough.
    pub text: String,
}

impl From<&Activity> for ActivityDraft {
    fn from(activity: &Activity) -> Self {
        Self {
            kind: activity.kind,
            direction: activity.direction,
            outcome: activity.outcome,
            minutes: activity.minutes,
            next_step: activity.next_step.clone(),
            next_at: activity.next_at,
            text: activity.text.clone(),
        }
    }
}

#[derive(Debug)]
pub enum ActivityReply {
    List(Vec<TimelineRow>),
    Saved(SavedNote),
    Removed,
    History(Box<NoteHistory>),
    Mentions(Vec<MentionRow>),
    MentionSeen,
    Mentionable(Vec<(Id, String)>),
    Snippets(Vec<Snippet>),
}

/// A line that was added or changed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct SavedNote {
    pub note: Id,
    pub version: i64,
    /// How many numbers and addresses were masked in its words.
    pub hidden: usize,
    /// Behind an `@`: names of members who may not see the customer, and words that are nobody's name. They were told
    /// nothing.
    pub not_mentioned: Vec<String>,
}

#[derive(Debug, Clone, Serialize)]
pub struct TimelineRow {
    pub activity: Activity,
    pub member: String,
    /// Who changed it last; empty where nobody did.
    pub edited_by: String,
    pub may_edit: bool,
    pub may_remove: bool,
}

#[derive(Debug, Clone, Serialize)]
pub struct NoteHistory {
    pub current: TimelineRow,
    /// The first one first, each with the name of whoever wrote it.
    pub versions: Vec<(NoteVersion, String)>,
}

/// A line that turns to whoever asks.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct MentionRow {
    pub note: Id,
    pub customer: Id,
    pub name: String,
    /// Who wrote it.
    pub by: String,
    pub at: Micros,
    pub text: String,
    pub seen: bool,
}
