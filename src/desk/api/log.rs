//! What is asked of the log and what it shows.

use crate::domain::{Action, Entry, Id, Micros, Outcome};

#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct LogFilter {
    /// Part of a member's name.
    pub member: String,
    pub actions: Vec<Action>,
    pub outcome: Option<Outcome>,
    pub subject: Option<Id>,
    pub from: Option<Micros>,
    pub to: Option<Micros>,
}

#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct LogQuery {
    pub filter: LogFilter,
    /// Entries before this sequence, newest first; `None`: from the end.
    pub before: Option<i64>,
    pub limit: u16,
}

#[derive(Debug, Clone, Default)]
pub struct LogPage {
    /// Newest first.
    pub rows: Vec<LogRow>,
    pub next: Option<i64>,
    /// How many entries the whole log has; `None` for who may see only a part of it.
    pub head: Option<i64>,
}

#[derive(Debug, Clone)]
pub struct LogRow {
    pub sequence: i64,
    pub entry: Entry,
    /// The member's name, or empty.
    pub member: String,
    /// The subject's code or name in the log's own words (a customer's code), or empty.
    pub subject: String,
    pub verified: Verified,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Verified {
    /// Hash, link to the entry before it and signature hold.
    Good,
    BadHash,
    BadLink,
    BadSignature,
}

#[derive(Debug, Clone)]
pub struct LogDetail {
    pub row: LogRow,
    pub changes: usize,
    pub previous: String,
    pub hash: String,
    pub signer: String,
}
