//! What may be asked about tickets, and the answers.

use serde::{Deserialize, Serialize};

use super::TimelineRow;
use crate::domain::ticket::{Channel, Phase, Priority, Ticket, TicketNote};
use crate::domain::{Id, Micros};

#[derive(Debug)]
pub enum TicketRequest {
    List(TicketsQuery),
    /// Those that wait for whoever asks today.
    Today,
    /// Does what the rules say of tickets whose promises are used up, a few at a time: nothing that one waits for.
    Escalate,
    /// How many live tickets lie in each queue.
    Counts,
    /// Opens a ticket: audited.
    Open(Id),
    /// The ticket that is open, as it is now: part of the same look.
    Refresh(Id),
    /// By its number.
    Find(i64),
    /// The tickets of one customer, newest first.
    OfCustomer(Id),
    /// The one to work on next in a queue, after the one at hand: the most urgent that nobody else is working on.
    Next {
        queue: Queue,
        after: Option<Id>,
    },
    /// What may be chosen from in forms.
    Choices,
    Save(Box<TicketDraft>),
    Note {
        ticket: Id,
        public: bool,
        text: String,
    },
    /// One change to one or many tickets, in one act. `dry_run` only says what it would do.
    Change {
        /// Each with the version it was chosen at.
        tickets: Vec<(Id, i64)>,
        change: TicketChange,
        dry_run: bool,
    },
    /// Whether one is told of what happens to it.
    Watch {
        ticket: Id,
        on: bool,
    },
    Relate {
        ticket: Id,
        other: i64,
        on: bool,
    },
    /// `from` goes on in `into`: its notes, watchers and relations are there from then on.
    Merge {
        from: (Id, i64),
        into: (Id, i64),
    },
    Rate {
        ticket: Id,
        score: u8,
    },
    /// One is looking at it, or writing: told to the others who do, for a short while. `None`: no more.
    Present {
        ticket: Id,
        writing: Option<bool>,
    },
    /// A snippet filled in for this ticket.
    Snippet {
        ticket: Id,
        name: String,
    },
    /// The whole ticket as text, for the clipboard: audited as a copy.
    AsText(Id),
}

impl TicketRequest {
    pub const fn changes(&self) -> bool {
        matches!(
            self,
            Self::Save(_)
                | Self::Note { .. }
                | Self::Change { dry_run: false, .. }
                | Self::Watch { .. }
                | Self::Relate { .. }
                | Self::Merge { .. }
                | Self::Rate { .. }
        )
    }
}

#[derive(Debug)]
pub enum TicketReply {
    List(TicketsPage),
    Today(Box<TicketsToday>),
    Counts(QueueCounts),
    Ticket(Box<TicketDetail>),
    Found(Option<Id>),
    OfCustomer(Vec<TicketRow>),
    Next(Option<Id>),
    Choices(Box<TicketChoices>),
    Saved { ticket: Id, number: i64, created: bool },
    NoteAdded(Id),
    Changed(TicketsDone),
    Done,
    Present(Vec<Presence>),
    Text(String),
}

/// Tickets that wait for somebody, what runs out first before the others.
#[derive(Debug, Clone, Default, Serialize)]
pub struct TicketsToday {
    /// One's own whose promise has run out or soon will.
    pub own: Vec<TicketRow>,
    /// Of one's departments, for who leads there: escalated by a rule that tells leads.
    pub escalated: Vec<TicketRow>,
}

/// Which tickets.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Queue {
    /// One's own live ones.
    #[default]
    Mine,
    /// The live ones of one's departments.
    Team,
    /// Live ones of one's departments that nobody has taken.
    Unassigned,
    /// Live ones whose promise has run out or soon will.
    Breaching,
    /// Watched by whoever asks.
    Watched,
    /// All in reach, the closed ones too.
    All,
}

impl Queue {
    pub const ALL: [Self; 6] = [Self::Mine, Self::Team, Self::Unassigned, Self::Breaching, Self::Watched, Self::All];

    pub const fn name(self) -> &'static str {
        match self {
            Self::Mine => "mine",
            Self::Team => "team",
            Self::Unassigned => "unassigned",
            Self::Breaching => "breaching",
            Self::Watched => "watched",
            Self::All => "all",
        }
    }

    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|queue| queue.name() == name)
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum TicketSort {
    /// What runs out first stands first; what promises nothing comes last.
    #[default]
    Due,
    Priority,
    Updated,
    Number,
}

impl TicketSort {
    pub const ALL: [Self; 4] = [Self::Due, Self::Priority, Self::Updated, Self::Number];

    pub const fn name(self) -> &'static str {
        match self {
            Self::Due => "due",
            Self::Priority => "priority",
            Self::Updated => "updated",
            Self::Number => "number",
        }
    }
}

#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct TicketsQuery {
    pub queue: Queue,
    /// Words of the subject, or `#` and a number.
    pub search: String,
    /// In conditions `key:value`, read by `domain::ticket_filter`; empty: all of the queue.
    pub filter: String,
    pub sort: TicketSort,
    pub descending: bool,
    /// Continue after (or, backwards, before) this place.
    pub from: Option<TicketPlace>,
    pub backward: bool,
    pub limit: u16,
}

/// Where a page ends. Opaque to screens.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct TicketPlace {
    pub key: i64,
    pub id: Id,
}

#[derive(Debug, Clone, Default)]
pub struct TicketsPage {
    pub rows: Vec<TicketRow>,
    pub next: Option<TicketPlace>,
    /// How many match, up to some thousands; `None`: more than those.
    pub total: Option<u32>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct TicketRow {
    pub ticket: Ticket,
    /// The requester's code and name, where whoever asks may see that customer; empty otherwise.
    pub code: String,
    pub customer: String,
    pub owner: String,
    pub department: String,
    /// Somebody else is at it now.
    pub busy: bool,
    pub place: TicketPlace,
}

#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct QueueCounts {
    /// In the order of `Queue::ALL`, without `All`.
    pub counts: Vec<(Queue, u32)>,
}

#[derive(Debug, Clone, Serialize)]
pub struct TicketDetail {
    pub row: TicketRow,
    /// Newest first.
    pub notes: Vec<TicketNoteRow>,
    /// Their names.
    pub watchers: Vec<(Id, String)>,
    pub watching: bool,
    pub related: Vec<Related>,
    /// Tickets that go on in this one, by number.
    pub merged: Vec<(Id, i64)>,
    pub merged_into: Option<(Id, i64)>,
    /// What else the customer's timeline says of late; empty where it may not be seen.
    pub timeline: Vec<TimelineRow>,
    pub present: Vec<Presence>,
    pub may_edit: bool,
    pub may_note: bool,
    pub may_merge: bool,
    /// The statuses that it may go to: key and name.
    pub next: Vec<(String, String)>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct TicketNoteRow {
    pub note: TicketNote,
    pub member: String,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Related {
    pub id: Id,
    pub number: i64,
    pub subject: String,
    pub phase: Phase,
}

/// Somebody who is at the same ticket.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Presence {
    pub member: String,
    pub since: Micros,
    pub writing: bool,
}

/// A new ticket (`id` is `None`) or an edit of version `version`.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct TicketDraft {
    pub id: Option<Id>,
    pub version: i64,
    pub subject: String,
    pub customer: Option<Id>,
    pub kind: String,
    pub product: String,
    pub priority: Priority,
    pub channel: Channel,
    /// Empty: the first status of the office, or as it is.
    pub status: String,
    /// A new one: nobody's, unless this says so.
    pub owner: Option<Id>,
    /// `None`: the owner's, or one's own.
    pub department: Option<Id>,
    /// The first note of a new ticket, internal.
    pub text: String,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub enum TicketChange {
    Status(String),
    Owner(Option<Id>),
    /// Into this queue, with no owner.
    Department(Id),
    Priority(Priority),
    /// To somebody else, with words for the hand-over as an internal note.
    HandOver {
        owner: Id,
        text: String,
    },
}

/// What a change did, or would do.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct TicketsDone {
    pub changed: u32,
    pub same: u32,
    /// Out of reach, gone, or the flow of statuses does not allow it.
    pub refused: u32,
    /// Somebody else has changed them since they were chosen.
    pub conflicts: u32,
}

/// What may be chosen from in forms, each in the order to show.
#[derive(Debug, Clone, Default)]
pub struct TicketChoices {
    pub members: Vec<(Id, String)>,
    pub departments: Vec<(Id, String)>,
    pub kinds: Vec<String>,
    pub products: Vec<String>,
    /// Key, name (empty: the phase's) and phase.
    pub statuses: Vec<(String, String, Phase)>,
    pub snippets: Vec<String>,
    pub satisfaction: bool,
}
