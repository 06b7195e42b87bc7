//! What happens with a customer: the lines of a timeline, and what they were before they were changed.

use serde::{Deserialize, Serialize};

use super::{Id, Micros};

#[derive(Clone, Copy, Debug, PartialEq, Eq, Default, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum ActivityKind {
    #[default]
    Note,
    Call,
    Email,
    Meeting,
    Visit,
    Chat,
}

impl ActivityKind {
    /// In the order to show them.
    pub const ALL: [Self; 6] = [Self::Note, Self::Call, Self::Email, Self::Meeting, Self::Visit, Self::Chat];

    pub const fn name(self) -> &'static str {
        match self {
            Self::Note => "note",
            Self::Call => "call",
            Self::Email => "email",
            Self::Meeting => "meeting",
            Self::Visit => "visit",
            Self::Chat => "chat",
        }
    }

    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.name() == name)
    }
}

/// Who turned to whom.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Direction {
    #[default]
    None,
    /// The customer to the office.
    In,
    /// The office to the customer.
    Out,
}

impl Direction {
    pub const ALL: [Self; 3] = [Self::None, Self::In, Self::Out];

    pub const fn name(self) -> &'static str {
        match self {
            Self::None => "none",
            Self::In => "in",
            Self::Out => "out",
        }
    }

    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|direction| direction.name() == name)
    }
}

/// What came of a call, a visit ...
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ActivityOutcome {
    Reached,
    NoAnswer,
    Busy,
    Voicemail,
    WrongNumber,
    Done,
    Other,
}

impl ActivityOutcome {
    pub const ALL: [Self; 7] =
        [Self::Reached, Self::NoAnswer, Self::Busy, Self::Voicemail, Self::WrongNumber, Self::Done, Self::Other];

    /// The stable key; screens show it by the text `came-KEY`.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Reached => "reached",
            Self::NoAnswer => "no_answer",
            Self::Busy => "busy",
            Self::Voicemail => "voicemail",
            Self::WrongNumber => "wrong_number",
            Self::Done => "done",
            Self::Other => "other",
        }
    }

    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|outcome| outcome.name() == name)
    }
}

/// One line of a customer's timeline.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Activity {
    pub id: Id,
    pub customer: Id,
    pub kind: ActivityKind,
    /// Who wrote it first.
    pub member: Id,
    pub at: Micros,
    /// Markdown.
    pub text: String,
    pub direction: Direction,
    pub outcome: Option<ActivityOutcome>,
    /// How long it took.
    pub minutes: Option<u32>,
    /// What is to follow, and when; the words may be empty.
    pub next_step: String,
    pub next_at: Option<Micros>,
    /// The last change, and whose it was.
    pub edited_at: Option<Micros>,
    pub edited_by: Option<Id>,
    /// Grows by one with each change; an edit of an older version is a conflict.
    pub version: i64,
    /// The ticket that it belongs to.
    pub ticket: Option<Id>,
    /// The members whom the text turns to.
    pub mentions: Vec<Id>,
}

impl Activity {
    /// A line that says nothing yet, at its first version.
    pub const fn blank(id: Id, customer: Id, member: Id, at: Micros) -> Self {
        Self {
            id,
            customer,
            kind: ActivityKind::Note,
            member,
            at,
            text: String::new(),
            direction: Direction::None,
            outcome: None,
            minutes: None,
            next_step: String::new(),
            next_at: None,
            edited_at: None,
            edited_by: None,
            version: 1,
            ticket: None,
            mentions: Vec::new(),
        }
    }

    /// What it says now, to be kept beside what comes in its place. `id` is that of the kept version.
    pub fn as_version(&self, id: Id) -> NoteVersion {
        NoteVersion {
            id,
            activity: self.id,
            version: self.version,
            at: self.edited_at.unwrap_or(self.at),
            member: self.edited_by.unwrap_or(self.member),
            kind: self.kind,
            direction: self.direction,
            outcome: self.outcome,
            minutes: self.minutes,
            next_step: self.next_step.clone(),
            next_at: self.next_at,
            text: self.text.clone(),
        }
    }
}

/// What a line of a timeline was before it was changed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct NoteVersion {
    pub id: Id,
    pub activity: Id,
    pub version: i64,
    /// When this was written, and by whom.
    pub at: Micros,
    pub member: Id,
    pub kind: ActivityKind,
    pub direction: Direction,
    pub outcome: Option<ActivityOutcome>,
    pub minutes: Option<u32>,
    pub next_step: String,
    pub next_at: Option<Micros>,
    pub text: String,
}
