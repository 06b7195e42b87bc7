//! Why a value is revealed.

use crate::domain::Id;

/// Why a value is revealed: a reason from the list (a stable key), and words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reason {
    pub key: String,
    pub words: String,
    /// A line of this customer's timeline that it belongs to.
    pub link: Option<Id>,
}

impl Reason {
    /// No reason: for values that need none.
    pub const NONE: Self = Self { key: String::new(), words: String::new(), link: None };

    pub const fn is_empty(&self) -> bool {
        self.key.is_empty() && self.words.is_empty() && self.link.is_none()
    }
}

/// The reasons to choose from; screens show them by the text `reason-KEY`.
pub const REASONS: [&str; 6] = ["call", "delivery", "billing", "identity", "complaint", "legal"];
