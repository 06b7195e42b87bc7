//! Customers.

use serde::{Deserialize, Serialize};

use super::{Field, Id, Micros};

#[derive(Clone, Copy, Debug, PartialEq, Eq, Default, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum CustomerKind {
    #[default]
    Person,
    Company,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Default, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Status {
    Lead,
    #[default]
    Active,
    Inactive,
    Blocked,
}

/// The plain (never sealed) part of a customer, as stored. Sealed fields stand beside it, by `Field`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Customer {
    pub id: Id,
    pub kind: CustomerKind,
    /// The office's own number, such as `KH-004211`; unique.
    pub code: String,
    /// The id in the system it was imported from; unique where present.
    pub external_id: Option<String>,
    pub name: String,
    pub company: String,
    pub city: String,
    pub country: String,
    pub website: String,
    /// ISO 8601 date since when they are a customer, or empty.
    pub since: String,
    pub status: Status,
    /// The member who looks after this customer.
    pub owner: Option<Id>,
    pub department: Id,
    /// Only for whoever looks after it, for those it is shared with and for who reaches the whole office.
    pub private: bool,
    /// Words of what an import could not read cleanly (field names only, never values), or empty.
    pub flags: String,
    pub import_id: Option<Id>,
    /// Grows by one with each change; an edit of an older version is a conflict.
    pub version: i64,
    pub created_at: Micros,
    pub updated_at: Micros,
}

impl Customer {
    /// A customer with nothing said of it yet, at its first version.
    pub fn blank(id: Id, owner: Id, department: Id) -> Self {
        Self {
            id,
            kind: CustomerKind::default(),
            code: String::new(),
            external_id: None,
            name: String::new(),
            company: String::new(),
            city: String::new(),
            country: String::new(),
            website: String::new(),
            since: String::new(),
            status: Status::default(),
            owner: Some(owner),
            department,
            private: false,
            flags: String::new(),
            import_id: None,
            version: 1,
            created_at: Micros::default(),
            updated_at: Micros::default(),
        }
    }
}

/// A sealed field of one customer as anyone with the right to the record sees it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Masked {
    pub field: Field,
    pub mask: String,
}
