//! Fields that an office defines for its customers. Part of its policy, so that a new one is there at once for all.

use serde::{Deserialize, Serialize};

use super::Field;

/// One field of the office's own.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct OwnField {
    /// A short word that stays: `loyalty_card`. The name in filters, in JSON and in the log.
    pub key: String,
    /// What people read.
    pub label: String,
    pub kind: OwnKind,
    /// A sealed one lies in this sealed slot, whose class it has; a plain one in none.
    pub slot: Option<Field>,
    /// Nobody saves a customer without it.
    pub required: bool,
    /// Longest text in characters, or the most that a number may be; 0: the usual.
    pub most: u32,
}

/// What such a field holds.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "type", content = "of")]
pub enum OwnKind {
    Text,
    Number,
    /// An amount in this currency (ISO 4217).
    Money(String),
    Date,
    Choice(Vec<String>),
    Choices(Vec<String>),
    YesNo,
    Link,
    Phone,
    Email,
    Id,
}
