//! One change to many customers, and what may be chosen from for it.

use crate::domain::{Id, OwnField, Status};

/// What may be chosen from when a filter or a bulk act is put together, each list in the order to show.
#[derive(Debug, Clone, Default)]
pub struct Choices {
    pub members: Vec<(Id, String)>,
    pub departments: Vec<(Id, String)>,
    /// The most usual ones in the member's scope.
    pub cities: Vec<String>,
    pub countries: Vec<String>,
    pub tags: Vec<String>,
    pub segments: Vec<String>,
    /// The fields that the office defined, in the order of its list.
    pub own_fields: Vec<OwnField>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub enum BulkChange {
    Status(Status),
    Owner(Option<Id>),
    Department(Id),
    AddTag(String),
    RemoveTag(String),
    /// Empty: none.
    Segment(String),
}

/// What a bulk act did, or would do.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct BulkDone {
    pub changed: u32,
    /// They are so already.
    pub same: u32,
    /// Not in scope, gone, or private and to be nobody's.
    pub refused: u32,
    /// Somebody else has changed them since they were chosen.
    pub conflicts: u32,
}
