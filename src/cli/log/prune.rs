//! `kin log prune`: the content of entries older than the policy keeps them goes.

use serde_json::json;

use crate::cli::args::Global;
use crate::cli::door;
use crate::cli::output::{Failure, counted, moment, print_json, print_line};
use crate::desk::api::{Problem, Request};

pub fn run(global: &Global, dry_run: bool) -> Result<(), Failure> {
    let mut desk = door::signed_in(global)?;
    let pruned = match desk.prune_log(dry_run) {
        Err(Problem::ProveAgain) => {
            let password = door::ask_secret("Your password again: ")?;
            desk.ask(Request::Prove { password })?;
            desk.prune_log(dry_run)?
        }
        pruned => pruned?,
    };
    if global.json {
        return print_json(&json!({ "removed": pruned.removed, "before": pruned.before, "dry_run": dry_run }));
    }
    let (count, before) = (counted(pruned.removed, "entry", "entries"), moment(pruned.before));
    print_line(&match (pruned.removed, dry_run) {
        (0, _) => format!(
            "There is nothing to remove: no entry is from before {before}, or each still vouches for something."
        ),
        (_, true) => format!("The content of {count} from before {before} would go. Nothing was removed."),
        (_, false) => {
            format!("The content of {count} from before {before} is gone; the hashes and a signed tombstone stay.")
        }
    })
}
