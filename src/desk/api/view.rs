//! Saved views of lists.

use serde::{Deserialize, Serialize};

use super::{Queue, Sort, TicketSort};
use crate::domain::{Id, Role, ViewKind};

/// A list as somebody likes it: saved, and perhaps shared.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ViewDraft {
    /// `None`: a new one.
    pub id: Option<Id>,
    pub name: String,
    /// The filter as it is typed.
    pub filter: String,
    pub list: ViewList,
    /// The roles it is shared with; empty: private.
    pub shared: Vec<Role>,
}

/// The list that a view is of, and how it stands there.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(untagged)]
pub enum ViewList {
    Customers {
        sort: Sort,
        /// The names of the columns and their widths, in order.
        columns: Vec<(String, u16)>,
    },
    Tickets {
        queue: Queue,
        sort: TicketSort,
        descending: bool,
    },
}

impl ViewList {
    pub const fn kind(&self) -> ViewKind {
        match self {
            Self::Customers { .. } => ViewKind::Customers,
            Self::Tickets { .. } => ViewKind::Tickets,
        }
    }
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct View {
    pub id: Id,
    pub draft: ViewDraft,
    /// Who made it.
    pub member: String,
    pub mine: bool,
}
