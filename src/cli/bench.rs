//! `kin bench`.
use super::args::{Bench, Global};
use super::output::Failure;
pub fn run(_: &Global, _: &Bench) -> Result<(), Failure> { Ok(()) }
