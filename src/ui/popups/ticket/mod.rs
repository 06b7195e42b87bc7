//! What is done with tickets in popups: forms, answers, choices, merging, one change for many.

pub mod answer;
pub mod change;
pub mod filter;
pub mod form;
mod keep;
pub mod number;
pub mod requester;
mod sides;

pub use keep::{AnswerDraft, AnswerKind, TicketKept};

use crate::desk::api::{TicketChange, TicketSort};
use crate::domain::Id;

/// What was chosen for the list of tickets, or for one of them.
#[derive(Clone, Debug)]
pub enum TicketPick {
    /// An order, and whether it is turned.
    Sort(TicketSort, bool),
    Change(TicketChange),
    /// A change for all that are marked, and what it sets, in words.
    Many(TicketChange, String),
    Open(Id),
    Rate(u8),
    /// The words of this name, for the answer below.
    Snippet(String),
}

/// What popups about tickets want from the others.
#[derive(Clone, Debug)]
pub enum TicketsIntent {
    Open(Id),
    /// A saved ticket: lists are loaded again and it is opened.
    Saved(Id),
    /// Something of this ticket was changed.
    Changed(Id),
    /// What was marked was changed.
    ManyChanged,
    /// The filter of the list, as typed.
    Filter(String),
    /// Who asks, for the form below.
    Requester(Id, String),
}
