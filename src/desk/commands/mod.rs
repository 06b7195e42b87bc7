//! Acts: one deed a file, each judged, applied and written into the log in one transaction.

mod add_note;
mod check;
mod reveal;
mod save_customer;

pub(super) use save_customer::CODE_PREFIX;
