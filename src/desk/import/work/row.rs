//! A ticket, task or activity as a file has it, and what may become of it.

use std::collections::HashSet;
use std::fmt;

use crate::desk::api::ActivityDraft;
use crate::domain::audit::RecordKind;
use crate::domain::ticket::{Channel, Priority};
use crate::domain::{Micros, Unfit};
use crate::policy::Operation;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum WorkKind {
    Ticket,
    Task,
    Activity,
}

impl WorkKind {
    pub const fn name(self) -> &'static str {
        match self {
            Self::Ticket => "ticket",
            Self::Task => "task",
            Self::Activity => "activity",
        }
    }

    pub(super) const fn record(self) -> RecordKind {
        match self {
            Self::Ticket => RecordKind::Ticket,
            Self::Task => RecordKind::Task,
            Self::Activity => RecordKind::Activity,
        }
    }

    /// What whoever imports them must be allowed beside the import.
    pub const fn right(self) -> Operation {
        match self {
            Self::Ticket => Operation::CreateTicket,
            Self::Task => Operation::EditTasks,
            Self::Activity => Operation::AddNote,
        }
    }
}

/// One record to bring in; texts as written in the file. What its kind has no use for is empty.
#[derive(Clone, Default)]
pub struct WorkRow {
    pub line: u64,
    pub external_id: Option<String>,
    /// Each a code, an external id, an exact phone or e-mail of the customer; the first that is found counts.
    pub customer: Vec<String>,
    pub subject: String,
    pub text: String,
    /// The number that a ticket had.
    pub number: Option<i64>,
    /// One of the office's kinds of tickets.
    pub kind: String,
    pub product: String,
    pub priority: Priority,
    pub channel: Channel,
    /// A status by its key or name, or a phase.
    pub status: String,
    pub satisfaction: Option<u8>,
    /// What an activity says beside its text.
    pub note: ActivityDraft,
    /// The name by which a member signs in.
    pub owner: String,
    /// The name of a ticket's department.
    pub department: String,
    pub at: Option<Micros>,
    /// When a ticket was closed, or a task done.
    pub closed: Option<Micros>,
    /// When, and whether it is a day without a time.
    pub due: Option<(Micros, bool)>,
    pub done: bool,
}

/// Says the line only: a row is personal data.
impl fmt::Debug for WorkRow {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("WorkRow").field("line", &self.line).finish_non_exhaustive()
    }
}

/// Why a row is not taken. What is not there is not told from what is out of the importer's reach.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    #[error("no customer is found by this code, id, phone or e-mail; correct it")]
    NoCustomer,
    #[error("several customers have this phone or e-mail; give the code of one")]
    ManyCustomers,
    #[error("no member of this name can have it; give the name by which one signs in")]
    NoOwner,
    #[error("no department of this name can have it; give another one")]
    NoDepartment,
    #[error("the office has no such kind of tickets; give one of its own, or none")]
    NoKind,
    #[error("the office has no such product; give one of its own, or none")]
    NoProduct,
    #[error("the office has no such status; give one of its own, or none")]
    NoStatus,
    #[error("the text {0}")]
    Words(Unfit),
}

impl Refusal {
    /// A stable name.
    pub const fn key(self) -> &'static str {
        match self {
            Self::NoCustomer => "no-customer",
            Self::ManyCustomers => "many-customers",
            Self::NoOwner => "no-owner",
            Self::NoDepartment => "no-department",
            Self::NoKind => "no-kind",
            Self::NoProduct => "no-product",
            Self::NoStatus => "no-status",
            Self::Words(unfit) => unfit.key(),
        }
    }
}

/// What became of the rows of one chunk: all but `renumbered` add up to them. Lines are those of the file.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct WorkReport {
    pub added: u64,
    /// Imported before, by their external ids, or written twice.
    pub skipped: u64,
    /// Tickets whose number another one has: they have a new one.
    pub renumbered: u64,
    pub refused: Vec<(u64, Refusal)>,
}

/// What a trial has seen so far, so that it finds rows that the file has twice.
#[derive(Default)]
pub struct WorkTrial {
    pub(super) seen: HashSet<String>,
}
