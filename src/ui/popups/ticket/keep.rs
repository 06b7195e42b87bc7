//! What is typed about tickets, as it is kept sealed.

use serde::{Deserialize, Serialize};

use crate::desk::api::TicketDraft;
use crate::domain::Id;
use crate::domain::ticket::Ticket;

/// A ticket's form. It prints nothing of what was typed.
#[derive(Clone, Serialize, Deserialize)]
pub struct TicketKept {
    pub draft: TicketDraft,
    /// The ticket as it was opened; `None` for a new one.
    pub base: Option<Box<Ticket>>,
    /// Names that go with the draft's ids.
    pub requester: String,
    pub owner: String,
    pub department: String,
}

impl std::fmt::Debug for TicketKept {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("TicketKept(…)")
    }
}

/// Who is to read what is typed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum AnswerKind {
    Internal,
    Public,
    /// The one who takes the ticket over.
    HandOver(Option<Id>),
}

/// Words on a ticket. It prints none of them.
#[derive(Clone, Serialize, Deserialize)]
pub struct AnswerDraft {
    pub ticket: Id,
    pub version: i64,
    pub number: i64,
    pub kind: AnswerKind,
    pub text: String,
}

impl std::fmt::Debug for AnswerDraft {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("AnswerDraft(…)")
    }
}
