//! Reading customers, tickets, tasks and activities from a file made elsewhere: what it is, what its columns mean, row
//! by row.
//!
//! `Source::open` → `Source::sniff` (a [`sniff::Shape`]) → `Mapping::new` → `Rows::new`, and what could not be read goes
//! to a [`report::ErrorFile`]. Nothing here knows the desk.

pub mod dates;
pub mod encoding;
pub mod headers;
pub mod lines;
pub mod mapping;
pub mod records;
pub mod report;
pub mod rows;
mod run;
pub mod sniff;
mod work;

pub use run::{run, to_road};

#[cfg(test)]
mod tests;
