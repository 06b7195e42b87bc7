//! `kin recover`: from the office folder and the recovery kit alone, back into the office.

use serde_json::json;

use super::tell_invited;
use crate::cli::args::Global;
use crate::cli::door;
use crate::cli::output::{Failure, print_json, print_line};
use crate::desk::recover::restore_host_secret;
use crate::domain::Secret;

pub fn ask_kit() -> Result<Secret, Failure> {
    door::ask_secret("Recovery kit, all its groups on one line: ")
}

/// Puts the host secret back where it is missing; then, where one is named, lets an owner in anew.
pub fn run(global: &Global, owner: Option<&str>) -> Result<(), Failure> {
    let paths = door::paths(global, &door::config(global)?)?;
    let kit = ask_kit()?;
    let restored = restore_host_secret(&paths, &kit)?;
    let secret = paths.host_secret_path().display();
    if restored && !global.json {
        print_line(&format!("The host secret is put back: {secret}"))?;
    }
    let mut desk = door::open(global, door::DOOR)?;
    if let Some(name) = owner {
        let invited = desk.recover(&kit, name)?;
        return tell_invited(global, &invited);
    }
    desk.prove_kit(&kit)?;
    if global.json {
        return print_json(&json!({ "done": true, "restored": restored, "host_secret": paths.host_secret_path() }));
    }
    if !restored {
        print_line(&format!("The host secret is here already: {secret}"))?;
    }
    print_line("The office opens, and the kit is its own.")?;
    print_line("If no owner can sign in: kin recover --owner NAME")
}
