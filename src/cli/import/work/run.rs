//! `kin import tickets|tasks|activities`: rows brought to the desk in chunks, the summary told.

use super::columns::Columns;
use super::read::WorkRows;
use crate::cli::args::{Global, ImportFile};
use crate::cli::door;
use crate::cli::import::lines::{BadReason, BadRow, Lines};
use crate::cli::import::report::{ErrorFile, Summary};
use crate::cli::import::run::{CACHE_KIB, announce, error_file, how_to_revert, open};
use crate::cli::output::{Failure, print_json, print_line};
use crate::cli::progress::Progress;
use crate::desk::Desk;
use crate::desk::import::{WorkKind, WorkRow, WorkTrial};
use crate::domain::Id;

/// Rows of one transaction.
const CHUNK: usize = 2_000;

pub fn run(global: &Global, kind: WorkKind, file: &ImportFile) -> Result<(), Failure> {
    let (source, shape) = open(file)?;
    let columns = Columns::new(kind, &shape, file.map.as_deref()).map_err(|error| Failure::Usage(error.to_string()))?;
    announce(global, file, &shape, &columns)?;
    let zone = door::config(global)?.serve.zone();
    let mut desk = door::signed_in_for_bulk(global, CACHE_KIB)?;
    let mut import = Bringing {
        kind,
        rows: WorkRows::new(kind, Lines::new(source, &shape)?, columns, zone),
        errors: error_file(file, &shape),
        summary: Summary { source: file.file.clone(), dry_run: file.dry_run, ..Summary::default() },
        trial: WorkTrial::default(),
        id: None,
    };
    import.bring(&mut desk)?;
    let Bringing { mut summary, errors, id, .. } = import;
    summary.error_file = errors.finish()?;
    if global.json {
        let mut value = serde_json::to_value(&summary).map_err(|error| Failure::Other(error.to_string()))?;
        value["import"] = serde_json::json!(id);
        return print_json(&value);
    }
    print_line(summary.to_string().trim_end())?;
    how_to_revert(id.filter(|_| summary.added > 0))
}

/// An import under way.
struct Bringing {
    kind: WorkKind,
    rows: WorkRows,
    errors: ErrorFile,
    summary: Summary,
    trial: WorkTrial,
    /// Once it has begun.
    id: Option<Id>,
}

impl Bringing {
    /// Brings all rows to the desk, or only compares them.
    fn bring(&mut self, desk: &mut Desk) -> Result<(), Failure> {
        let mut progress = Progress::new("importing", None);
        loop {
            let before = self.rows.read();
            let (rows, cells) = self.chunk()?;
            if self.rows.read() == before && rows.is_empty() {
                break;
            }
            self.store(desk, &rows, cells)?;
            progress.reach(self.rows.share());
            progress.tick(self.rows.read() - before);
        }
        self.summary.read = self.rows.read();
        self.summary.milliseconds = u64::try_from(progress.finish().as_millis()).unwrap_or(u64::MAX);
        Ok(())
    }

    /// The next good rows, and their cells as written; the bad ones go into their file.
    fn chunk(&mut self) -> Result<(Vec<WorkRow>, Vec<Vec<String>>), Failure> {
        let (mut rows, mut cells) = (Vec::with_capacity(CHUNK), Vec::with_capacity(CHUNK));
        for row in self.rows.by_ref() {
            match row {
                Ok((row, written)) => {
                    rows.push(row);
                    cells.push(written);
                }
                Err(bad) => {
                    self.summary.refuse(bad.reason.key());
                    write(&mut self.errors, &bad)?;
                }
            }
            if rows.len() == CHUNK {
                break;
            }
        }
        Ok((rows, cells))
    }

    fn store(&mut self, desk: &mut Desk, rows: &[WorkRow], mut cells: Vec<Vec<String>>) -> Result<(), Failure> {
        let report = if self.summary.dry_run {
            desk.import_work_trial(&mut self.trial, self.kind, rows)?
        } else {
            let id = match self.id {
                Some(id) => id,
                None => *self.id.insert(desk.import_work_start(self.kind, &self.summary.source)?),
            };
            desk.import_work(id, self.kind, rows)?
        };
        self.summary.added += report.added;
        self.summary.skipped_duplicates += report.skipped;
        self.summary.flagged += report.renumbered;
        for (line, refusal) in report.refused {
            self.summary.refuse(refusal.key());
            let at = rows.iter().position(|row| row.line == line);
            let cells = at.map(|at| std::mem::take(&mut cells[at])).unwrap_or_default();
            write(&mut self.errors, &BadRow { line, reason: BadReason::Refused(refusal), cells })?;
        }
        Ok(())
    }
}

fn write(errors: &mut ErrorFile, bad: &BadRow) -> Result<(), Failure> {
    errors.write(bad).map_err(|error| {
        Failure::Other(format!("The file of bad rows can't be written: {error}. What was read before it is in."))
    })
}
