//! What the log is narrowed to: terms in and out that add up. They are typed in a small language, read by
//! [`LogFilter::parse`] and written by [`LogFilter::to_text`].

mod parse;
mod write;

#[cfg(test)]
mod tests;

use jiff::tz::TimeZone;
use serde::{Deserialize, Serialize};

use super::filter::Mistake;
use super::{Action, Field, Id, Micros, Outcome};

/// Most terms of one filter.
const MOST_TERMS: usize = 50;
/// Most values of one filter, actions by family counted one by one.
const MOST_VALUES: usize = 500;
/// Longest text of a filter, and of one value in it, in bytes.
const LONGEST: usize = 1_000;

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
    /// Reads a typed filter; nothing but spaces narrows nothing. Days and times without an offset are those of `zone`,
    /// and ages such as `7d` count back from `now`.
    ///
    /// # Errors
    /// Where the text cannot be read, and why.
    pub fn parse(text: &str, now: Micros, zone: &TimeZone) -> Result<Self, Mistake> {
        parse::parse(text, now, zone)
    }

    /// The text that reads as this filter in `zone`.
    pub fn to_text(&self, zone: &TimeZone) -> String {
        write::to_text(self, zone)
    }

    /// Whether it is small enough to be applied. What `parse` has read is.
    pub fn is_small(&self) -> bool {
        let values: usize = self.terms.iter().map(|term| term.matches.values()).sum();
        let short = |text: &String| text.len() <= LONGEST;
        let all_short = self.terms.iter().all(|term| match &term.matches {
            LogMatch::Member(texts) | LogMatch::Role(texts) | LogMatch::Customer(texts) | LogMatch::Origin(texts) => {
                texts.iter().all(short)
            }
            LogMatch::Text(text) => short(text),
            _ => true,
        });
        self.terms.len() <= MOST_TERMS && values <= MOST_VALUES && all_short
    }

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

impl LogMatch {
    /// What it is about, as it is typed; `None`: free text.
    pub const fn key(&self) -> Option<LogKey> {
        Some(match self {
            Self::Member(_) => LogKey::Member,
            Self::Role(_) => LogKey::Role,
            Self::Action(_) => LogKey::Action,
            Self::Customer(_) => LogKey::Customer,
            Self::Subject(_) => LogKey::Subject,
            Self::Field(_) => LogKey::Field,
            Self::Outcome(_) => LogKey::Outcome,
            Self::Origin(_) => LogKey::Origin,
            Self::Session(_) => LogKey::Session,
            Self::Since(_) => LogKey::Since,
            Self::Until(_) => LogKey::Until,
            Self::Text(_) => return None,
        })
    }

    /// How many values it is compared with.
    const fn values(&self) -> usize {
        match self {
            Self::Member(list) | Self::Role(list) | Self::Customer(list) | Self::Origin(list) => list.len(),
            Self::Action(list) => list.len(),
            Self::Field(list) => list.len(),
            Self::Outcome(list) => list.len(),
            Self::Subject(_) | Self::Session(_) | Self::Since(_) | Self::Until(_) | Self::Text(_) => 1,
        }
    }
}

/// What a term may be about, as it is typed before its colon.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum LogKey {
    Member,
    Role,
    Action,
    Customer,
    Subject,
    Field,
    Outcome,
    Origin,
    Session,
    Since,
    Until,
}

/// What `outcome:refused` stands for.
const REFUSED: [Outcome; 2] = [Outcome::Denied, Outcome::Failed];

impl LogKey {
    pub const ALL: [Self; 11] = [
        Self::Member,
        Self::Role,
        Self::Action,
        Self::Customer,
        Self::Subject,
        Self::Field,
        Self::Outcome,
        Self::Origin,
        Self::Session,
        Self::Since,
        Self::Until,
    ];

    pub const fn name(self) -> &'static str {
        match self {
            Self::Member => "member",
            Self::Role => "role",
            Self::Action => "action",
            Self::Customer => "customer",
            Self::Subject => "subject",
            Self::Field => "field",
            Self::Outcome => "outcome",
            Self::Origin => "origin",
            Self::Session => "session",
            Self::Since => "since",
            Self::Until => "until",
        }
    }

    fn named(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|key| key.name().eq_ignore_ascii_case(word))
    }

    /// The values that are always there to choose from.
    pub fn fixed_values(self) -> Vec<&'static str> {
        match self {
            Self::Action => Action::ALL.map(Action::name).to_vec(),
            Self::Field => Field::ALL.map(Field::name).to_vec(),
            Self::Outcome => vec!["done", "denied", "failed", "refused"],
            Self::Since | Self::Until => vec!["30m", "24h", "7d", "2w"],
            Self::Member | Self::Role | Self::Customer | Self::Subject | Self::Origin | Self::Session => Vec::new(),
        }
    }
}
