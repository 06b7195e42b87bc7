//! `kin log`: the entries, signed extracts, the proof that nothing was changed, checkpoints, retention.

mod checkpoint;
mod export;
mod extract;
mod filter;
mod list;
mod prune;
mod verify;

use super::args::{Global, Log};
use super::output::Failure;

pub fn run(global: &Global, command: &Log) -> Result<(), Failure> {
    match command {
        Log::List { filter, since, until, limit, follow } => {
            let filter = filter::read(filter, since.as_deref(), until.as_deref())?;
            list::run(global, filter, usize::try_from(*limit).unwrap_or(usize::MAX), *follow)
        }
        Log::Export { from, to, filter, reason, output } => {
            let filter = filter::read(filter, from.as_deref(), to.as_deref())?;
            export::run(global, filter, reason, output.as_deref())
        }
        Log::Verify { extract: Some(path), root, .. } => extract::run(global, path, root.as_deref()),
        Log::Verify { checkpoint, chain_only, .. } => verify::run(global, checkpoint, *chain_only),
        Log::Checkpoint { line } => checkpoint::run(global, *line),
        Log::Prune { dry_run } => prune::run(global, *dry_run),
    }
}
