//! Room: cli (see the map in lib.rs).

pub mod import;
pub mod progress;
