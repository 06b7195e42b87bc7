//! What the log is narrowed to: terms in and out that add up.

use serde::{Deserialize, Serialize};

use super::{Action, Field, Id, Micros, Outcome};

/// Which entries are shown: those that every term lets through. Nothing narrows nothing.
#[derive(Clone, Debug, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct LogFilter {
    pub terms: Vec<LogTerm>,
}

/// One condition, or its contrary.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct LogTerm {
    /// What matches is left out instead of let in.
    pub out: bool,
    pub matches: LogMatch,
}

/// What an entry is looked at for. A list matches with any of its members.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum LogMatch {
    /// Parts of members' names.
    Member(Vec<String>),
    /// Roles of today, by their names.
    Role(Vec<String>),
    Action(Vec<Action>),
    /// Customers by their codes.
    Customer(Vec<String>),
    Subject(Id),
    Field(Vec<Field>),
    Outcome(Vec<Outcome>),
    /// Parts of hosts, doors and addresses.
    Origin(Vec<String>),
    Session(Id),
    /// From this time on.
    Since(Micros),
    /// Before this time.
    Until(Micros),
    /// Words in the reason, the details, the origin, the member's name or the subject's code.
    Text(String),
}

impl LogFilter {
    pub const fn is_empty(&self) -> bool {
        self.terms.is_empty()
    }

    /// The one filter that lets through what this matches.
    pub fn of(matches: LogMatch) -> Self {
        Self { terms: vec![LogTerm { out: false, matches }] }
    }

    /// The same, narrowed once more; a term that stands there already is not repeated.
    #[must_use]
    pub fn with(mut self, out: bool, matches: LogMatch) -> Self {
        let term = LogTerm { out, matches };
        if !self.terms.contains(&term) {
            self.terms.push(term);
        }
        self
    }
}
