//! What a customer holds beside its row, as it is shown and as it is changed.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::{CustomerDetail, CustomerRow, Place};
use crate::domain::{Field, Id, PointLabel, own_field};

/// As whoever asks may see it.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct MoreView {
    /// As they were typed.
    pub tags: Vec<String>,
    pub segment: String,
    /// The company that the person works for, where it may be seen.
    pub employer: Option<Employer>,
    /// Of the contact points that may be seen.
    pub labels: BTreeMap<Field, PointLabel>,
    /// Values of the office's own fields that are not sealed, by their keys.
    pub own: BTreeMap<String, String>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Employer {
    pub id: Id,
    pub name: String,
}

/// What of it changes; `None` and what is not named stay as they are.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct MoreDraft {
    /// All tags from now on.
    pub tags: Option<Vec<String>>,
    /// Empty: none.
    pub segment: Option<String>,
    /// `Some(None)`: nobody's employee.
    pub employer: Option<Option<Id>>,
    /// An empty label that is not preferred takes the label off.
    pub labels: BTreeMap<Field, PointLabel>,
    /// As typed, by the field's key; an empty text takes the value away.
    pub own: BTreeMap<String, String>,
}

impl CustomerDetail {
    /// Leaves out values in slots of the office's own whose field was retired: they stay, and are not shown.
    pub fn without_retired(mut self: Box<Self>) -> Box<Self> {
        let own = &self.own_fields;
        self.masked.retain(|masked| !masked.field.is_own() || own_field::of_slot(own, masked.field).is_some());
        self
    }
}

/// Those who work for a company, a page of them.
#[derive(Debug, Clone, Default)]
pub struct People {
    pub rows: Vec<CustomerRow>,
    /// Where the next page begins; `None`: no more.
    pub next: Option<Place>,
}
