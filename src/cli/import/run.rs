//! `kin import`: the file's shape and mapping shown, rows brought to the desk in chunks, the summary told.

use std::io::IsTerminal;
use std::path::Path;
use std::sync::atomic::{AtomicU64, Ordering};

use super::encoding;
use super::mapping::Mapping;
use super::report::{ErrorFile, Summary};
use super::rows::{Row, Rows};
use super::sniff::{Choices, Shape, Source};
use super::work;
use crate::cli::args::{Global, Import, ImportCustomers, ImportFile, OnDuplicate as Choice};
use crate::cli::door;
use crate::cli::output::{Failure, print_json, print_line};
use crate::cli::progress::Progress;
use crate::desk::Desk;
use crate::desk::import::{self as road, ChunkReport, ImportOptions, ImportRow, OnDuplicate, WorkKind};
use crate::domain::{ActivityKind, Id, Micros};

/// Rows of one transaction: the more, the fewer pages of the indexes are written again; and others who write wait for a
/// second or two.
const CHUNK: usize = 10_000;
/// Page cache for bulk work, in KiB.
pub(super) const CACHE_KIB: u32 = 128 * 1024;
/// Duplicates told by line; the rest are only counted.
const TOLD: usize = 20;

pub fn run(global: &Global, command: Import) -> Result<(), Failure> {
    match command {
        Import::Customers(arguments) => customers(global, &arguments),
        Import::Tickets(file) => work::run(global, WorkKind::Ticket, &file),
        Import::Tasks(file) => work::run(global, WorkKind::Task, &file),
        Import::Activities(file) => work::run(global, WorkKind::Activity, &file),
        Import::Revert { id } => revert(global, &id),
        Import::List => list(global),
    }
}

fn customers(global: &Global, arguments: &ImportCustomers) -> Result<(), Failure> {
    let file = &arguments.file;
    let (source, shape) = open(file)?;
    let mapping = Mapping::new(&shape, file.map.as_deref()).map_err(|error| Failure::Usage(error.to_string()))?;
    announce(global, file, &shape, &mapping)?;
    let config = door::config(global)?;
    let region = arguments.region.clone().unwrap_or(config.import.region);
    let mut desk = door::signed_in_for_bulk(global, CACHE_KIB)?;
    let mut told = Told {
        summary: Summary { source: file.file.clone(), dry_run: file.dry_run, ..Summary::default() },
        duplicates: Vec::new(),
    };
    let mut errors = error_file(file, &shape);
    let rows = Rows::new(source, &shape, mapping)?;
    let options = ImportOptions { source: file.file.clone(), on_duplicate: choice(arguments.on_duplicate), region };
    let id = bring(&mut desk, rows, &mut errors, &options, &mut told)?;
    told.summary.error_file = errors.finish()?;
    tell(global, &told.summary, &told.duplicates, id)
}

/// Opens a file and finds out what it is.
pub(super) fn open(file: &ImportFile) -> Result<(Source, Shape), Failure> {
    let wrong = |error: &dyn std::fmt::Display| Failure::Usage(error.to_string());
    let chosen = match &file.encoding {
        Some(label) => Some(encoding::by_label(label).ok_or_else(|| {
            Failure::Usage(format!(
                "No encoding {label:?} is known. Try utf-8, utf-16le, windows-1250 or windows-1258."
            ))
        })?),
        None => None,
    };
    let delimiter = match file.delimiter.as_deref() {
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
    let mut source = Source::open(&file.file).map_err(|error| wrong(&error))?;
    let shape = source.sniff(&Choices { encoding: chosen, delimiter, header: None }).map_err(|error| wrong(&error))?;
    Ok((source, shape))
}

/// Shows how the file is read, and asks whether to go on.
pub(super) fn announce(
    global: &Global,
    file: &ImportFile,
    shape: &Shape,
    columns: &dyn std::fmt::Display,
) -> Result<(), Failure> {
    if !global.json {
        eprintln!("{}: {shape}\n{columns}", file.file);
    }
    if file.yes || file.dry_run { Ok(()) } else { confirm(file) }
}

/// Where the rows go that can't be read.
pub(super) fn error_file(file: &ImportFile, shape: &Shape) -> ErrorFile {
    let wanted = file.errors.clone().unwrap_or_else(|| ErrorFile::name_for(&file.file, Path::new(".")));
    ErrorFile::new(wanted, &shape.header)
}

fn choice(choice: Choice) -> OnDuplicate {
    match choice {
        Choice::Skip => OnDuplicate::Skip,
        Choice::Update => OnDuplicate::Update,
        Choice::Keep => OnDuplicate::Keep,
    }
}

fn confirm(file: &ImportFile) -> Result<(), Failure> {
    let unasked = || Failure::Usage("Nothing was imported: there is no terminal to ask on. Add --yes to go on.".into());
    if file.file == "-" {
        return Err(unasked());
    }
    match door::ask_line("Import it so? [y/N] ")? {
        Some(answer) if answer.eq_ignore_ascii_case("y") => Ok(()),
        Some(_) => Err(Failure::Other("Nothing was imported. --map changes which column goes where.".into())),
        None => Err(unasked()),
    }
}

/// What has been read so far, counted on the thread that reads while the other one stores.
struct Reader<'a> {
    rows: Rows,
    errors: &'a mut ErrorFile,
    read: &'a AtomicU64,
    bad: &'a mut Vec<&'static str>,
    failure: &'a mut Option<std::io::Error>,
    /// Of the file, in thousandths.
    share: &'a AtomicU64,
    now: Micros,
}

impl Iterator for Reader<'_> {
    type Item = Vec<ImportRow>;

    fn next(&mut self) -> Option<Self::Item> {
        let mut chunk = Vec::with_capacity(CHUNK);
        while chunk.len() < CHUNK && self.failure.is_none() {
            match self.rows.next() {
                None => break,
                Some(Ok(row)) => chunk.push(to_road(row, self.now)),
                Some(Err(bad)) => {
                    self.bad.push(bad.reason.key());
                    *self.failure = self.errors.write(&bad).err();
                }
            }
        }
        self.read.store(self.rows.read(), Ordering::Relaxed);
        self.share.store((self.rows.share() * 1_000.0) as u64, Ordering::Relaxed);
        (!chunk.is_empty()).then_some(chunk)
    }
}

/// Brings all rows of a file to the desk, or only compares them. Answers the import's id, if one was begun.
fn bring(
    desk: &mut Desk,
    rows: Rows,
    errors: &mut ErrorFile,
    options: &ImportOptions,
    told: &mut Told,
) -> Result<Option<Id>, Failure> {
    let (read, share) = (AtomicU64::new(0), AtomicU64::new(0));
    let (mut bad, mut failure) = (Vec::new(), None);
    let mut progress = Progress::new("importing", None);
    let mut seen = 0;
    let mut count = |report: ChunkReport, summary: &mut Told| {
        summary.count(report);
        progress.reach(share.load(Ordering::Relaxed) as f64 / 1_000.0);
        let now = read.load(Ordering::Relaxed);
        progress.tick(now.saturating_sub(seen));
        seen = now;
    };
    let reader =
        Reader { rows, errors, read: &read, bad: &mut bad, failure: &mut failure, share: &share, now: door::now() };
    let import = if told.summary.dry_run {
        let mut trial = road::Trial::default();
        for rows in reader {
            let report = desk.import_trial(&mut trial, options, rows)?;
            count(report, told);
        }
        None
    } else {
        let import = desk.import_start(options)?;
        desk.import_chunks(&import, reader, &mut |report| count(report, told))?;
        Some(import.id)
    };
    told.summary.milliseconds = u64::try_from(progress.finish().as_millis()).unwrap_or(u64::MAX);
    told.summary.read = read.into_inner();
    bad.into_iter().for_each(|reason| told.summary.refuse(reason));
    match failure {
        Some(error) => Err(Failure::Other(format!(
            "The file of bad rows can't be written: {error}. What was read before it is in."
        ))),
        None => Ok(import),
    }
}

/// A row of a file as the desk takes it; its note is dated now.
pub fn to_road(row: Row, now: Micros) -> ImportRow {
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
        notes: row.note.map(|note| (ActivityKind::Note, now, note).into()).into_iter().collect(),
        flags: row.flags,
        made: None,
    }
}

/// What is told at the end.
struct Told {
    summary: Summary,
    duplicates: Vec<(u64, &'static str)>,
}

impl Told {
    fn count(&mut self, report: ChunkReport) {
        self.summary.added += report.added;
        self.summary.updated += report.updated;
        self.summary.skipped_duplicates += report.skipped;
        self.summary.kept_duplicates += report.kept;
        self.summary.flagged += report.flagged;
        report.refused.iter().for_each(|(_, reason)| self.summary.refuse(reason));
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
    how_to_revert(id.filter(|_| summary.added + summary.updated > 0))
}

/// Says how an import that has changed something is taken back.
pub(super) fn how_to_revert(id: Option<Id>) -> Result<(), Failure> {
    id.map_or(Ok(()), |id| print_line(&format!("To take it back: kin import revert {id}")))
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
    print_line(&format!("{gone} records were taken back."))?;
    if stayed > 0 {
        print_line(&format!(
            "{stayed} stayed, since somebody has changed them, or done something with them, after the import."
        ))?;
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
