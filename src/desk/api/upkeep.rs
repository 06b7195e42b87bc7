//! What may be asked for the upkeep of customers, and the answers: who is there twice, merges, the trash, stars.

use serde::Serialize;

use super::{BulkDone, CustomerRow, CustomersPage, MoreView, Place};
use crate::domain::{AnyField, Customer, CustomerKind, Field, Id, Masked, Micros, Secret};

#[derive(Debug)]
pub enum UpkeepRequest {
    /// Who is there already and may be the one that is being typed. Exact values (`sealed`) are looked up where the
    /// member may: audited and limited as every look-up.
    Similar {
        name: String,
        company: String,
        city: String,
        kind: CustomerKind,
        sealed: Vec<(Field, Secret)>,
        /// The customer that is being edited.
        except: Option<Id>,
    },
    /// Pairs that may be one customer, a part at a time.
    Duplicates {
        from: Option<Place>,
        limit: u16,
    },
    /// These two are not the same: they come up no more.
    NotDuplicates {
        one: Id,
        other: Id,
    },
    /// Both sides of a merge, field by field. Opens both customers: audited.
    MergePreview {
        one: Id,
        other: Id,
    },
    /// Makes two customers one: what happened with `gone` is `keep`'s, and `gone` is in the trash. Each with the version
    /// that was seen. `take` names the fields that are to be those of the one that goes.
    Merge {
        keep: (Id, i64),
        gone: (Id, i64),
        take: Vec<(AnyField, Side)>,
    },
    /// Puts customers into the trash, each with the version that was seen; `dry_run` only says what it would do.
    Trash {
        customers: Vec<(Id, i64)>,
        dry_run: bool,
    },
    /// What is in the trash, what went there last first.
    Trashed {
        before: Option<(Micros, Id)>,
        limit: u16,
    },
    Restore {
        customer: Id,
    },
    /// Marks a customer for oneself, or takes the mark away; `None`: the other way than now.
    Star {
        customer: Id,
        on: Option<bool>,
    },
    /// The customers that one opened last.
    Recent,
    /// Finds by the exact value of one field: audited.
    Find {
        field: Field,
        value: Secret,
    },
}

impl UpkeepRequest {
    /// Whether it is there to change something of the office's.
    pub const fn changes(&self) -> bool {
        matches!(
            self,
            Self::NotDuplicates { .. } | Self::Merge { .. } | Self::Trash { dry_run: false, .. } | Self::Restore { .. }
        )
    }

    /// Whether it keeps something of the member's own.
    pub const fn keeps(&self) -> bool {
        matches!(self, Self::Star { .. })
    }

    /// Whether it may leave an entry that detectors look at.
    pub const fn is_watched(&self) -> bool {
        matches!(self, Self::MergePreview { .. } | Self::Merge { .. } | Self::Star { .. })
    }
}

#[derive(Debug)]
pub enum UpkeepReply {
    Similar(Similar),
    Duplicates(DuplicatesPage),
    NotDuplicates,
    MergePreview(Box<MergePreview>),
    /// The customer that both are now.
    Merged(Id),
    Trashed(BulkDone),
    Trash(TrashPage),
    Restored(Id),
    Starred(bool),
    Recent(Vec<CustomerRow>),
    Found(CustomersPage),
}

/// Which of the two customers of a merge.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Side {
    Kept,
    Gone,
}

#[derive(Clone, Debug, Default, Serialize)]
pub struct Similar {
    /// The surest first.
    pub rows: Vec<SimilarRow>,
    /// The member has no look-up left in this hour: only names were compared.
    pub limited: bool,
}

#[derive(Clone, Debug, Serialize)]
pub struct SimilarRow {
    pub row: CustomerRow,
    pub why: Likeness,
    pub sure: Sure,
}

/// What makes two customers alike. Screens show it by the text `alike-KEY`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Likeness {
    /// The same value in this field.
    Value(Field),
    SameName,
    ReorderedName,
    NearName,
    /// Another name, of one company in one city.
    Company,
}

impl Likeness {
    pub const fn key(self) -> &'static str {
        match self {
            Self::Value(_) => "value",
            Self::SameName => "name",
            Self::ReorderedName => "reordered",
            Self::NearName => "near",
            Self::Company => "company",
        }
    }
}

/// How sure it is that two are one. The order is that of sureness, the surest first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Sure {
    High,
    Medium,
    Low,
}

impl Sure {
    pub const fn key(self) -> &'static str {
        match self {
            Self::High => "high",
            Self::Medium => "medium",
            Self::Low => "low",
        }
    }
}

#[derive(Clone, Debug, Default, Serialize)]
pub struct DuplicatesPage {
    pub rows: Vec<DuplicateRow>,
    /// Where to go on from; `None`: that was all. There may be no row before it.
    #[serde(skip)]
    pub next: Option<Place>,
}

#[derive(Clone, Debug, Serialize)]
pub struct DuplicateRow {
    pub one: CustomerRow,
    pub other: CustomerRow,
    pub why: Likeness,
    pub sure: Sure,
}

/// Two customers side by side.
#[derive(Clone, Debug, Serialize)]
pub struct MergePreview {
    pub one: MergeSide,
    pub other: MergeSide,
    pub fields: Vec<MergeField>,
}

#[derive(Clone, Debug, Serialize)]
pub struct MergeSide {
    pub customer: Customer,
    pub owner: String,
    pub department: String,
    pub masked: Vec<Masked>,
    pub more: MoreView,
    /// What happened with it, as far as it was counted.
    pub activities: u32,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct MergeField {
    pub field: AnyField,
    /// Whether both have the same; `None` where the member may not know.
    pub same: Option<bool>,
    /// Whether this member may put the value of either side onto the other.
    pub may_take: bool,
}

#[derive(Clone, Debug, Default, Serialize)]
pub struct TrashPage {
    pub rows: Vec<TrashRow>,
    #[serde(skip)]
    pub next: Option<(Micros, Id)>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct TrashRow {
    pub id: Id,
    pub code: String,
    pub name: String,
    pub company: String,
    pub city: String,
    pub at: Micros,
    pub by: String,
    /// The code of the customer that it was merged with, or empty.
    pub merged_into: String,
}
