//! `kin log export`: a signed extract of the log, into a new file or onto standard output.

use std::fs;
use std::io::{BufWriter, Write};
use std::path::Path;

use jiff::tz::TimeZone;

use crate::cli::args::Global;
use crate::cli::output::{Failure, counted, new_file, print_line};
use crate::cli::progress::Progress;
use crate::cli::{door, seat};
use crate::desk::Desk;
use crate::desk::evidence::{ExtractError, ExtractQuery};
use crate::domain::LogFilter;

pub fn run(global: &Global, filter: LogFilter, reason: &str, output: Option<&Path>) -> Result<(), Failure> {
    let query = ExtractQuery { typed: filter.to_text(&TimeZone::UTC), filter, reason: reason.to_owned() };
    let mut desk = door::signed_in(global)?;
    let Some(path) = output else {
        let mut written = Ok(0);
        seat::write(|out| {
            let mut out = BufWriter::new(out);
            written = write(&mut desk, &query, &mut out);
            out.flush()
        })?;
        return written.map(drop);
    };
    let mut file = BufWriter::new(new_file(path)?);
    let written = write(&mut desk, &query, &mut file).and_then(|entries| {
        file.get_ref().sync_all()?;
        Ok(entries)
    });
    match written {
        Ok(entries) => print_line(&format!(
            "The extract with {} is in {path}. Prove it anywhere with: kin log verify {path}",
            counted(entries, "entry", "entries"),
            path = path.display()
        )),
        Err(failure) => {
            // What has no end proves nothing, and should not lie about as if it did.
            let _ = fs::remove_file(path);
            Err(failure)
        }
    }
}

fn write(desk: &mut Desk, query: &ExtractQuery, out: &mut dyn Write) -> Result<u64, Failure> {
    let mut progress = Progress::new("exporting", None);
    let mut before = 0;
    let written = desk.export_extract(query, out, &mut |done, of| {
        progress.reach(done as f64 / of.max(1) as f64);
        progress.tick(done.saturating_sub(before));
        before = done;
    });
    progress.finish();
    written.map_err(|error| match error {
        ExtractError::Problem(problem) => Failure::Problem(problem),
        ExtractError::Output(error) => Failure::Output(error),
    })
}
