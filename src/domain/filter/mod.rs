//! Filters over customers: conditions that combine. They are typed in a small language, read by [`parse`].

mod complete;
mod parse;
mod token;

#[cfg(test)]
mod tests;

pub use complete::{Completion, Wanted, complete};
pub use parse::{Mistake, MistakeKind, parse};
pub(super) use parse::{mistake, nearest};

use jiff::civil::Date;

use super::{CustomerKind, Field, Micros, Status};

/// Which customers are shown.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub enum Filter {
    #[default]
    All,
    And(Vec<Filter>),
    Or(Vec<Filter>),
    Not(Box<Filter>),
    Is(Condition),
}

/// One condition on one field.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Condition {
    /// The text is one of these. Both are folded; codes are in upper case.
    Text(TextField, Vec<String>),
    /// The text holds this. Both are folded; codes are in upper case.
    Contains(TextField, String),
    Kind(Vec<CustomerKind>),
    Status(Vec<Status>),
    /// Looked after by one of these.
    Owner(Vec<Person>),
    /// The department's name, folded, is one of these.
    Department(Vec<String>),
    Time(TimeField, Side, When),
    /// Something is stored in one of these sealed fields: their masks show as much.
    Has(Vec<Field>),
    /// It has a ticket that whoever asks may list; `open`: one on which somebody still has to do something.
    HasTicket {
        open: bool,
    },
    /// One of these tags is on it. Folded.
    Tag(Vec<String>),
    /// Its segment is one of these. Folded.
    Segment(Vec<String>),
    /// Whoever asks marked it with a star.
    Starred,
    /// It is among those that whoever asks opened last.
    Recent,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum TextField {
    Name,
    Company,
    City,
    Country,
    Code,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum TimeField {
    /// A day as text; a customer without one is on neither side of any.
    Since,
    Created,
    Updated,
    /// When something last happened; where nothing ever has, a customer is on neither side of any time. What has been
    /// quiet for so long is `not` since then: nothing ever counts as quiet.
    Activity,
}

/// On which side of a moment.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Side {
    /// At it or after it.
    From,
    Before,
}

/// Who looks after a customer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Person {
    /// Whoever asks.
    Me,
    Nobody,
    /// By name, folded.
    Named(String),
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum When {
    /// A day, and the moment at which it begins where the filter was typed.
    Day(Date, Micros),
    /// So many days before now.
    DaysAgo(u32),
}

/// What else than a field a customer may have, as it is typed.
pub const TICKET: &str = "ticket";
pub const OPEN_TICKET: &str = "open ticket";

/// What one filter may hold, so that it is quick to read and to apply.
const DEEPEST: usize = 8;
const MOST_CONDITIONS: usize = 500;

impl Filter {
    /// Whether it leaves nobody out.
    pub fn is_all(&self) -> bool {
        *self == Self::All
    }

    /// Whether it is small enough to be applied. What `parse` has read is.
    pub fn is_small(&self) -> bool {
        let mut left = MOST_CONDITIONS;
        // The parser's brackets each hold at most an `or` of `and`s.
        self.fits(3 * (DEEPEST + 1), &mut left)
    }

    fn fits(&self, depth: usize, left: &mut usize) -> bool {
        let Some(depth) = depth.checked_sub(1) else { return false };
        let Some(rest) = left.checked_sub(1) else { return false };
        *left = rest;
        match self {
            Self::All | Self::Is(_) => true,
            Self::Not(inner) => inner.fits(depth, left),
            Self::And(parts) | Self::Or(parts) => parts.iter().all(|part| part.fits(depth, left)),
        }
    }

    /// Shows every condition to `visit`.
    pub fn each(&self, visit: &mut dyn FnMut(&Condition)) {
        match self {
            Self::All => {}
            Self::Is(condition) => visit(condition),
            Self::Not(inner) => inner.each(visit),
            Self::And(parts) | Self::Or(parts) => parts.iter().for_each(|part| part.each(visit)),
        }
    }

    /// The filters that must all hold.
    pub fn conjuncts(&self) -> &[Filter] {
        match self {
            Self::And(parts) => parts,
            Self::All => &[],
            one => std::slice::from_ref(one),
        }
    }
}

/// What a condition may be about, as it is typed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Subject {
    Name,
    Company,
    City,
    Country,
    Code,
    Kind,
    Status,
    Owner,
    Department,
    Has,
    Since,
    Created,
    Updated,
    Tag,
    Segment,
    Activity,
    Starred,
    Recent,
}

/// How a field is compared.
enum Sort {
    Text(TextField),
    Choice,
    Time(TimeField),
    /// It stands alone.
    Mark,
}

impl Subject {
    pub const ALL: [Self; 18] = [
        Self::Name,
        Self::Company,
        Self::City,
        Self::Country,
        Self::Code,
        Self::Kind,
        Self::Status,
        Self::Owner,
        Self::Department,
        Self::Has,
        Self::Since,
        Self::Created,
        Self::Updated,
        Self::Tag,
        Self::Segment,
        Self::Activity,
        Self::Starred,
        Self::Recent,
    ];

    pub const fn name(self) -> &'static str {
        match self {
            Self::Name => "name",
            Self::Company => "company",
            Self::City => "city",
            Self::Country => "country",
            Self::Code => "code",
            Self::Kind => "kind",
            Self::Status => "status",
            Self::Owner => "owner",
            Self::Department => "department",
            Self::Has => "has",
            Self::Since => "since",
            Self::Created => "created",
            Self::Updated => "updated",
            Self::Tag => "tag",
            Self::Segment => "segment",
            Self::Activity => "activity",
            Self::Starred => "starred",
            Self::Recent => "recent",
        }
    }

    fn named(word: &str) -> Option<Self> {
        if word.eq_ignore_ascii_case("last_activity") {
            return Some(Self::Activity);
        }
        Self::ALL.into_iter().find(|subject| subject.name().eq_ignore_ascii_case(word))
    }

    const fn sort(self) -> Sort {
        match self {
            Self::Name => Sort::Text(TextField::Name),
            Self::Company => Sort::Text(TextField::Company),
            Self::City => Sort::Text(TextField::City),
            Self::Country => Sort::Text(TextField::Country),
            Self::Code => Sort::Text(TextField::Code),
            Self::Kind | Self::Status | Self::Owner | Self::Department | Self::Has | Self::Tag | Self::Segment => {
                Sort::Choice
            }
            Self::Since => Sort::Time(TimeField::Since),
            Self::Created => Sort::Time(TimeField::Created),
            Self::Updated => Sort::Time(TimeField::Updated),
            Self::Activity => Sort::Time(TimeField::Activity),
            Self::Starred | Self::Recent => Sort::Mark,
        }
    }

    /// Whether it is a condition by itself, without operator and value.
    pub const fn is_mark(self) -> bool {
        matches!(self.sort(), Sort::Mark)
    }

    /// Whether it is compared with days and ages.
    pub const fn is_time(self) -> bool {
        matches!(self.sort(), Sort::Time(_))
    }

    /// What may stand between the field and its value.
    pub const fn operators(self) -> &'static [&'static str] {
        match self.sort() {
            Sort::Text(_) => &["=", "!=", "~", "in"],
            Sort::Choice => &["=", "!=", "in"],
            Sort::Time(_) => &[">", "<", ">=", "<=", "=", "!="],
            Sort::Mark => &[],
        }
    }

    /// The values that are always there to choose from; more may be typed where the field is not a fixed choice.
    pub const fn fixed_values(self) -> &'static [&'static str] {
        match self {
            Self::Kind => &["person", "company"],
            Self::Status => &["lead", "active", "inactive", "blocked"],
            Self::Owner => &["me", "nobody"],
            Self::Has => {
                &["phone", "phone2", "email", "address", "birth_date", "national_id", "iban", TICKET, OPEN_TICKET]
            }
            Self::Since | Self::Created | Self::Updated | Self::Activity => &["7d", "30d", "90d", "1y"],
            _ => &[],
        }
    }
}
