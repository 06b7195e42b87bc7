//! `kin import`: the file's shape and mapping shown, rows brought to the desk in chunks, the summary told.

use std::io::IsTerminal;
use std::path::Path;

use super::encoding;
use super::mapping::Mapping;
use super::report::{ErrorFile, Summary};
use super::rows::{Row, Rows};
use super::sniff::{Choices, Source};
use crate::cli::args::{Global, Import, ImportCustomers, OnDuplicate as Choice};
use crate::cli::door;
use crate::cli::output::{Failure, print_json, print_line};
use crate::cli::progress::Progress;
use crate::desk::Desk;
use crate::desk::import::{self as road, ChunkReport, ImportOptions, ImportRow, OnDuplicate};
use crate::domain::{ActivityKind, Id, Micros};

/// Rows of one transaction.
const CHUNK: usize = 1_000;
/// Page cache for bulk work, in KiB.
const CACHE_KIB: u32 = 64 * 1024;
/// Duplicates told by line; the rest are only counted.
const TOLD: usize = 20;

pub fn run(global: &Global, command: Import) -> Result<(), Failure> {
    match command {
        Import::Customers(arguments) => customers(global, &arguments),
        Import::Revert { id } => revert(global, &id),
        Import::List => list(global),
    }
}

fn customers(global: &Global, arguments: &ImportCustomers) -> Result<(), Failure> {
    let wrong = |error: &dyn std::fmt::Display| Failure::Usage(error.to_string());
    let chosen = match &arguments.encoding {
        Some(label) => Some(encoding::by_label(label).ok_or_else(|| {
            Failure::Usage(format!(
                "No encoding {label:?} is known. Try utf-8, utf-16le, windows-1250 or windows-1258."
            ))
        })?),
        None => None,
    };
    let delimiter = match arguments.delimiter.as_deref() {
        None => None,
        Some("tab") => Some(b'\t'),
        Some(text) => match *text.as_bytes() {
            [byte] if byte.is_ascii_punctuation() || byte == b'\t' => Some(byte),
            _ => {
                return Err(Failure::Usage(format!(
                    "A delimiter is one sign such as ; or the word tab, not {text:?}."
                )));
            }
        },
    };
    let mut source = Source::open(&arguments.file).map_err(|error| wrong(&error))?;
    let shape = source.sniff(&Choices { encoding: chosen, delimiter, header: None }).map_err(|error| wrong(&error))?;
    let mapping = Mapping::new(&shape, arguments.map.as_deref()).map_err(|error| wrong(&error))?;
    if !global.json {
        eprintln!("{}: {shape}\n{mapping}", arguments.file);
    }
    if !arguments.yes && !arguments.dry_run {
        confirm(arguments)?;
    }
    let config = door::config(global)?;
    let region = arguments.region.clone().unwrap_or(config.import.region);
    let mut desk = door::signed_in_for_bulk(global, CACHE_KIB)?;
    let wanted = arguments.errors.clone().unwrap_or_else(|| ErrorFile::name_for(&arguments.file, Path::new(".")));
    let mut work = Work {
        desk: &mut desk,
        summary: Summary { source: arguments.file.clone(), dry_run: arguments.dry_run, ..Summary::default() },
        duplicates: Vec::new(),
        id: None,
        now: door::now(),
    };
    let mut errors = ErrorFile::new(wanted, &shape.header);
    let rows = Rows::new(source, &shape, mapping)?;
    let options =
        ImportOptions { source: arguments.file.clone(), on_duplicate: choice(arguments.on_duplicate), region };
    work.all(rows, &mut errors, &options, arguments.dry_run)?;
    work.summary.error_file = errors.finish()?;
    let (summary, duplicates, id) = (work.summary, work.duplicates, work.id);
    tell(global, &summary, &duplicates, id)
}

fn choice(choice: Choice) -> OnDuplicate {
    match choice {
        Choice::Skip => OnDuplicate::Skip,
        Choice::Update => OnDuplicate::Update,
        Choice::Keep => OnDuplicate::Keep,
    }
}

fn confirm(arguments: &ImportCustomers) -> Result<(), Failure> {
    let unasked = || Failure::Usage("Nothing was imported: there is no terminal to ask on. Add --yes to go on.".into());
    if arguments.file == "-" {
        return Err(unasked());
    }
    match door::ask_line("Import it so? [y/N] ")? {
        Some(answer) if answer.eq_ignore_ascii_case("y") => Ok(()),
        Some(_) => Err(Failure::Other("Nothing was imported. --map changes which column goes where.".into())),
        None => Err(unasked()),
    }
}

/// One import on its way.
struct Work<'a> {
    desk: &'a mut Desk,
    summary: Summary,
    duplicates: Vec<(u64, &'static str)>,
    id: Option<Id>,
    now: Micros,
}

impl Work<'_> {
    fn all(
        &mut self,
        mut rows: Rows,
        errors: &mut ErrorFile,
        options: &ImportOptions,
        dry_run: bool,
    ) -> Result<(), Failure> {
        let mut progress = Progress::new("importing", None);
        let mut trial = road::Trial::default();
        let import = if dry_run { None } else { Some(self.desk.import_start(options)?) };
        self.id = import.as_ref().map(|import| import.id);
        loop {
            let mut chunk = Vec::with_capacity(CHUNK);
            let before = self.summary.read;
            for read in rows.by_ref().take(CHUNK) {
                self.summary.read += 1;
                match read {
                    Ok(row) => chunk.push(self.row(row)),
                    Err(bad) => {
                        self.summary.bad += 1;
                        errors.write(&bad)?;
                    }
                }
            }
            progress.reach(rows.share());
            if !chunk.is_empty() {
                let report = match &import {
                    Some(import) => self.desk.import_chunk(import, chunk)?,
                    None => self.desk.import_trial(&mut trial, options, chunk)?,
                };
                self.count(report);
            }
            progress.tick(self.summary.read - before);
            if self.summary.read == before {
                break;
            }
        }
        self.summary.milliseconds = u64::try_from(progress.finish().as_millis()).unwrap_or(u64::MAX);
        Ok(())
    }

    fn row(&self, row: Row) -> ImportRow {
        ImportRow {
            line: row.line,
            external_id: row.external_id,
            name: row.name,
            company: row.company,
            kind: row.kind,
            city: row.city,
            country: row.country,
            website: row.website,
            since: row.since,
            status: row.status,
            owner: None,
            department: None,
            sealed: row.sealed,
            notes: row.note.map(|note| (ActivityKind::Note, self.now, note)).into_iter().collect(),
            flags: row.flags,
        }
    }

    fn count(&mut self, report: ChunkReport) {
        self.summary.added += report.added;
        self.summary.updated += report.updated;
        self.summary.skipped_duplicates += report.skipped;
        self.summary.kept_duplicates += report.kept;
        self.summary.flagged += report.flagged;
        self.duplicates.extend(report.duplicates);
    }
}

fn tell(global: &Global, summary: &Summary, duplicates: &[(u64, &'static str)], id: Option<Id>) -> Result<(), Failure> {
    if global.json {
        let mut value = serde_json::to_value(summary).map_err(|error| Failure::Other(error.to_string()))?;
        value["import"] = serde_json::json!(id);
        value["duplicates"] =
            duplicates.iter().map(|(line, by)| serde_json::json!({ "line": line, "by": by })).collect();
        return print_json(&value);
    }
    for (line, by) in duplicates.iter().take(TOLD) {
        eprintln!("line {line}: the same {} as a customer who is there", by.replace('_', " "));
    }
    if duplicates.len() > TOLD {
        eprintln!("... and {} more duplicates; --json lists all", duplicates.len() - TOLD);
    }
    print_line(summary.to_string().trim_end())?;
    match id {
        Some(id) if summary.added + summary.updated > 0 => {
            print_line(&format!("To take it back: kin import revert {id}"))
        }
        _ => Ok(()),
    }
}

fn revert(global: &Global, id: &str) -> Result<(), Failure> {
    let id =
        id.parse().map_err(|_| Failure::Usage(format!("{id:?} is no import's id. `kin import list` shows them.")))?;
    let mut desk = door::signed_in_for_bulk(global, CACHE_KIB)?;
    let mut progress = Progress::new("taking back", None);
    let mut before = 0;
    let (gone, stayed) = desk.import_revert(id, &mut |gone| {
        progress.tick(gone - before);
        before = gone;
    })?;
    progress.finish();
    if global.json {
        return print_json(&serde_json::json!({ "removed": gone, "stayed": stayed }));
    }
    print_line(&format!("{gone} customers were taken back."))?;
    if stayed > 0 {
        print_line(&format!("{stayed} stayed, since somebody has changed them after the import."))?;
    }
    Ok(())
}

fn list(global: &Global) -> Result<(), Failure> {
    let mut desk = door::signed_in(global)?;
    let imports = desk.imports()?;
    if global.json {
        return imports.iter().try_for_each(print_json);
    }
    if imports.is_empty() && std::io::stdout().is_terminal() {
        return print_line("No imports yet. Bring customers in with: kin import customers FILE");
    }
    imports.iter().try_for_each(|import| {
        let at = jiff::Timestamp::from_microsecond(import.at.0).map(|at| at.to_string()).unwrap_or_default();
        let state = if import.reverted { "taken back" } else { "" };
        print_line(&format!(
            "{}  {at:<27}  {:>8} added  {:>8} updated  {}  {state}",
            import.id, import.added, import.updated, import.source
        ))
    })
}
