//! `kin log verify`: the proof that nothing was changed, and what it was compared with.

use std::io::Read;
use std::path::{Path, PathBuf};

use serde_json::json;

use crate::cli::args::Global;
use crate::cli::door;
use crate::cli::output::{Failure, counted, moment, print_json, print_line};
use crate::cli::progress::Progress;
use crate::desk::RESTORE;
use crate::desk::backup::restored::Restoration;
use crate::desk::verify::{Checking, Compared, FirstBad, Report};

pub fn run(global: &Global, checkpoints: &[PathBuf], chain_only: bool) -> Result<(), Failure> {
    let checkpoints = checkpoints.iter().map(|path| read(path)).collect::<Result<_, _>>()?;
    let mut desk = door::open(global, door::DOOR)?;
    let mut progress = Progress::new("verifying", None);
    let mut before = 0;
    let verdict =
        desk.verify_log_by(&Checking { checkpoints, chain_only, ..Checking::default() }, &mut |done, of| {
            progress.reach(done as f64 / of.max(1) as f64);
            progress.tick(done.saturating_sub(before));
            before = done;
        })?;
    progress.finish();
    match verdict {
        Ok(report) if global.json => print_json(&json!({
            "ok": true,
            "entries": report.entries,
            "removed": report.removed,
            "records": report.records,
            "head": report.head,
            "chain_only": chain_only,
            "checkpoints": report.checkpoints,
            "restored": report.restored,
        })),
        Ok(report) => tell(&report, chain_only),
        Err(FirstBad { sequence, why, misnamed }) => {
            if global.json {
                print_json(&json!({ "ok": false, "sequence": sequence, "why": why }))?;
            }
            if misnamed {
                return Err(Failure::Usage(format!(
                    "{why} Nothing was verified. Name a file with this office's checkpoints."
                )));
            }
            let place = if sequence == 0 { String::new() } else { format!(" at entry {sequence}") };
            Err(Failure::Other(format!("The log does not hold{place}: {why} Keep this file as evidence. {RESTORE}")))
        }
    }
}

/// The text that was named, and its name; `-` is standard input.
fn read(path: &Path) -> Result<(String, String), Failure> {
    let mut bytes = Vec::new();
    let (name, read) = if path == Path::new("-") {
        ("standard input".to_owned(), std::io::stdin().lock().read_to_end(&mut bytes).map(drop))
    } else {
        (path.display().to_string(), std::fs::read(path).map(|read| bytes = read))
    };
    match read {
        Ok(()) => Ok((name, String::from_utf8_lossy(&bytes).into_owned())),
        Err(error) => Err(Failure::Usage(format!("{name} can't be read: {error}. Name a file with checkpoints."))),
    }
}

fn tell(report: &Report, chain_only: bool) -> Result<(), Failure> {
    let Report { entries, removed, records, head, checkpoints, restored } = report;
    if chain_only {
        print_line(&format!(
            "Good: {} as written. Head {head}\nSignatures and records were not looked at.",
            counted(*entries, "entry is linked", "entries are linked")
        ))?;
    } else {
        print_line(&format!("Good: {entries} entries and {records} records are as they were written. Head {head}"))?;
    }
    if *removed > 0 {
        let removed = counted(*removed, "old entry", "old entries");
        print_line(&format!("The content of {removed} was removed by policy, as the log says."))?;
    }
    for Restoration { head, at } in restored {
        print_line(&format!(
            "It goes on from a backup that had {head} entries, brought back {}; what was logged between the two is gone.",
            moment(*at)
        ))?;
    }
    if checkpoints.is_empty() {
        return print_line(
            "No checkpoint from outside was there to compare with: that the log's end was cut off, or that the whole \
             file is an older copy, can't be told without one. Give one with --checkpoint FILE.",
        );
    }
    checkpoints.iter().try_for_each(|Compared { source, count, size, at }| {
        print_line(&format!("Held by {source}: checkpoints {count}, the newest of {size} entries from {at}."))
    })
}
