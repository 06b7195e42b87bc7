//! A change of the office's rules for tickets.

use crate::domain::Service;

/// The rules as they were shown and as they are wanted: what differs is the change.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ServiceChange {
    pub before: Service,
    pub after: Service,
}
