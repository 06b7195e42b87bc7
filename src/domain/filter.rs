//! Filters over customers: conditions that combine, and the small language they are typed in.

use super::{CustomerKind, Micros, Status};

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
    /// The folded text is one of these (folded).
    Text(TextField, Vec<String>),
    /// The folded text holds this (folded).
    Contains(TextField, String),
    Kind(Vec<CustomerKind>),
    Status(Vec<Status>),
    /// Looked after by one of these.
    Owner(Vec<Person>),
    /// The department's name, folded.
    Department(Vec<String>),
    /// At or after (`true`) or before (`false`) a moment.
    Time(TimeField, bool, When),
    /// Something is stored in this sealed field: its mask shows as much.
    Has(super::Field),
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
    Since,
    Created,
    Updated,
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
    At(Micros),
    /// So many days before now.
    DaysAgo(u32),
}

impl Filter {
    /// Whether it leaves nobody out.
    pub fn is_all(&self) -> bool {
        *self == Self::All
    }
}
