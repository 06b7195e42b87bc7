//! Tickets: what somebody asked for, who works on it and how far it is.

use serde::{Deserialize, Serialize};

use super::sla::Clocks;
use super::{Id, Micros};

/// Lowest first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Default, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Priority {
    Low,
    #[default]
    Normal,
    High,
    Urgent,
}

impl Priority {
    pub const ALL: [Self; 4] = [Self::Low, Self::Normal, Self::High, Self::Urgent];

    pub const fn name(self) -> &'static str {
        match self {
            Self::Low => "low",
            Self::Normal => "normal",
            Self::High => "high",
            Self::Urgent => "urgent",
        }
    }

    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|priority| priority.name() == name)
    }
}

/// How it came in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Default, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Channel {
    #[default]
    Phone,
    Email,
    Chat,
    Visit,
    Web,
    Other,
}

impl Channel {
    pub const ALL: [Self; 6] = [Self::Phone, Self::Email, Self::Chat, Self::Visit, Self::Web, Self::Other];

    pub const fn name(self) -> &'static str {
        match self {
            Self::Phone => "phone",
            Self::Email => "email",
            Self::Chat => "chat",
            Self::Visit => "visit",
            Self::Web => "web",
            Self::Other => "other",
        }
    }

    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|channel| channel.name() == name)
    }
}

/// What a status means for queues and clocks. An office names its statuses as it likes, each in one phase.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Default, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Phase {
    #[default]
    New,
    Open,
    /// Somebody outside has to answer first: the clock of the resolution pauses.
    Waiting,
    Solved,
    /// Nothing more is to come; only reopening changes it.
    Closed,
}

impl Phase {
    pub const ALL: [Self; 5] = [Self::New, Self::Open, Self::Waiting, Self::Solved, Self::Closed];

    pub const fn name(self) -> &'static str {
        match self {
            Self::New => "new",
            Self::Open => "open",
            Self::Waiting => "waiting",
            Self::Solved => "solved",
            Self::Closed => "closed",
        }
    }

    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|phase| phase.name() == name)
    }

    /// Whether somebody still has to do something.
    pub const fn is_live(self) -> bool {
        matches!(self, Self::New | Self::Open | Self::Waiting)
    }
}

/// A ticket as stored. Its department is the team in whose queue it lies.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Ticket {
    pub id: Id,
    /// The office's running number, unique: shown as `#1042`.
    pub number: i64,
    pub subject: String,
    /// Who asks.
    pub customer: Option<Id>,
    /// One of the office's kinds (`Service::kinds`), or empty.
    pub kind: String,
    /// One of the office's products, or empty.
    pub product: String,
    pub priority: Priority,
    pub channel: Channel,
    /// The key of one of the office's statuses.
    pub status: String,
    pub phase: Phase,
    pub owner: Option<Id>,
    pub department: Id,
    pub clocks: Clocks,
    /// It goes on in this one.
    pub merged_into: Option<Id>,
    /// How content the customer was, 1 to 5.
    pub satisfaction: Option<u8>,
    /// How many rules of escalation have been applied.
    pub escalated: u8,
    pub created_by: Id,
    pub created_at: Micros,
    pub updated_at: Micros,
    /// Grows by one with each change; an edit of an older version is a conflict.
    pub version: i64,
}

/// One line of a ticket's conversation.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TicketNote {
    pub id: Id,
    pub ticket: Id,
    pub member: Id,
    pub at: Micros,
    /// What the customer is told, too.
    pub public: bool,
    pub text: String,
}
