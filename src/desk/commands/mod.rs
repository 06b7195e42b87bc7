//! Acts: one deed a file, each judged, applied and written into the log in one transaction.

mod bulk;
mod check;
mod copy;
mod credentials;
mod delete_view;
mod drafts;
mod manage;
mod more;
mod preferences;
mod preview;
pub(super) mod reason;
mod reveal;
mod save_customer;
mod save_view;
mod share;
mod ssh_keys;
pub(super) mod turn;

pub(super) use bulk::entry as bulk_entry;
pub(super) use drafts::draft_place;
pub(super) use manage::{Decision, OPEN_FOR};
pub(super) use more::may_see;
pub(super) use reveal::Spent;
pub(super) use save_customer::CODE_PREFIX;
pub(super) use ssh_keys::shown_key;
pub(super) use turn::{Turned, as_they_lie};
