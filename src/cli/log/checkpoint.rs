//! `kin log checkpoint`: a checkpoint now, shown and carried outside.

use serde_json::json;

use crate::cli::args::Global;
use crate::cli::door;
use crate::cli::output::{Failure, print_json, print_line};
use crate::desk::witness::Made;

pub fn run(global: &Global, line: bool) -> Result<(), Failure> {
    let mut desk = door::signed_in(global)?;
    let Made { note, failed } = desk.checkpoint()?;
    if global.json {
        let failed: Vec<&str> = failed.iter().map(|(to, _)| *to).collect();
        print_json(&json!({ "size": note.size(), "note": note.text(), "line": note.line(), "failed": failed }))?;
    } else if line {
        print_line(&note.line())?;
    } else {
        print_line(note.text().trim_end())?;
    }
    match failed.first() {
        None => Ok(()),
        Some((to, why)) => Err(Failure::Other(format!(
            "The checkpoint could not be carried to the {to} of [witness]: {why}. Correct the configuration, or keep what is shown here."
        ))),
    }
}
