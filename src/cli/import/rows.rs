//! A file's rows as customers to be: cleaned, dates in ISO 8601, sealed fields apart, bad rows with their reasons.

use std::fmt;
use std::io;

use unicode_normalization::{UnicodeNormalization, is_nfc};

use super::mapping::{Mapping, Target};
use super::records::{Fault, Record};
use super::sniff::{Shape, Source, Table};
use crate::domain::fold::fold;
use crate::domain::{CustomerKind, Field, Status};

/// The most rows of a file.
pub const MAX_ROWS: u64 = 10_000_000;
/// The most letters of a cell.
pub const MAX_CELL: usize = 10_000;
/// The flag of a row with fewer cells than the header.
pub const FLAG_SHORT: &str = "columns";

/// One customer to be.
#[derive(Clone, PartialEq, Eq)]
pub struct Row {
    /// Where it begins in the file, from 1.
    pub line: u64,
    pub external_id: Option<String>,
    /// Never empty.
    pub name: String,
    pub company: String,
    pub kind: CustomerKind,
    pub city: String,
    pub country: String,
    pub website: String,
    /// `YYYY-MM-DD`, or empty.
    pub since: String,
    pub status: Status,
    /// As written, without control characters, composed (NFC); a readable birth date as `YYYY-MM-DD`. Never empty.
    pub sealed: Vec<(Field, String)>,
    pub note: Option<String>,
    /// Names of fields that were not read cleanly, and `columns` for a short row.
    pub flags: Vec<String>,
}

/// Says the line only: a row is personal data.
impl fmt::Debug for Row {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Row").field("line", &self.line).field("flags", &self.flags).finish_non_exhaustive()
    }
}

/// A row that is not imported.
#[derive(Clone, PartialEq, Eq)]
pub struct BadRow {
    /// Where it begins in the file, from 1.
    pub line: u64,
    pub reason: BadReason,
    /// As written.
    pub cells: Vec<String>,
}

impl fmt::Debug for BadRow {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("BadRow").field("line", &self.line).field("reason", &self.reason).finish_non_exhaustive()
    }
}

/// Why a row is not imported. `Display` says it and what to do.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum BadReason {
    #[error("there is no name; give one")]
    NoName,
    #[error("{cells} cells where the header has {columns}; quote cells that hold the delimiter")]
    TooManyColumns { cells: usize, columns: usize },
    #[error("a letter of {column} cannot be read in this encoding; name the right one (--encoding) or correct it")]
    Encoding { column: String },
    #[error("{column} is longer than {MAX_CELL} letters; shorten it")]
    LongCell { column: String },
    #[error("the line is longer than 2 MiB; shorten it")]
    LongLine,
    #[error("a quote is opened and not closed; close or remove it")]
    OpenQuote,
    /// The last item: nothing is read after it.
    #[error("{MAX_ROWS} rows are the most; this row and all after it were not read: split the file")]
    TooManyRows,
    /// The last item: nothing is read after it.
    #[error("the file could not be read further: {message}")]
    Interrupted { message: String },
}

impl BadReason {
    /// A stable name.
    pub const fn key(&self) -> &'static str {
        match self {
            Self::NoName => "no-name",
            Self::TooManyColumns { .. } => "too-many-columns",
            Self::Encoding { .. } => "encoding",
            Self::LongCell { .. } => "long-cell",
            Self::LongLine => "long-line",
            Self::OpenQuote => "open-quote",
            Self::TooManyRows => "too-many-rows",
            Self::Interrupted { .. } => "interrupted",
        }
    }

    /// Whether the rest of the file was not read.
    pub const fn ends_reading(&self) -> bool {
        matches!(self, Self::TooManyRows | Self::Interrupted { .. })
    }
}

/// Reads a file's rows one by one.
pub struct Rows {
    table: Table,
    mapping: Mapping,
    size: u64,
    read: u64,
    /// Records still to pass over: the header.
    skip: usize,
    ended: bool,
}

impl Rows {
    pub fn new(source: Source, shape: &Shape, mapping: Mapping) -> io::Result<Self> {
        let size = source.size();
        Ok(Self { table: source.records(shape)?, mapping, size, read: 0, skip: shape.skip, ended: false })
    }

    /// Rows given so far, good and bad.
    pub fn read(&self) -> u64 {
        self.read
    }

    /// How much of the file has been read, from 0 to 1.
    pub fn share(&self) -> f64 {
        let consumed = self.table.input().get_ref().consumed();
        if self.size == 0 { 1.0 } else { (consumed as f64 / self.size as f64).min(1.0) }
    }

    fn end(&mut self, reason: BadReason, line: u64, cells: Vec<String>) -> Option<Result<Row, BadRow>> {
        self.ended = true;
        Some(Err(BadRow { line, reason, cells }))
    }
}

impl Iterator for Rows {
    type Item = Result<Row, BadRow>;

    fn next(&mut self) -> Option<Self::Item> {
        if self.ended {
            return None;
        }
        let record = loop {
            match self.table.read() {
                Ok(None) => {
                    self.ended = true;
                    return None;
                }
                Ok(Some(_)) if self.skip > 0 => self.skip -= 1,
                // Spreadsheets leave rows of delimiters behind.
                Ok(Some(record)) if record.cells.iter().all(|cell| cell.trim().is_empty()) => {}
                Ok(Some(record)) => break record,
                Err(error) => {
                    let line = self.table.lines_read() + 1;
                    return self.end(BadReason::Interrupted { message: error.to_string() }, line, Vec::new());
                }
            }
        };
        if self.read == MAX_ROWS {
            return self.end(BadReason::TooManyRows, record.line, record.cells);
        }
        self.read += 1;
        Some(read_row(&record, &self.mapping).map_err(|reason| BadRow {
            line: record.line,
            reason,
            cells: record.cells,
        }))
    }
}

/// The parts of a row that are put together when all cells are read.
#[derive(Default)]
struct Parts {
    name: String,
    first: String,
    last: String,
    kind: Option<CustomerKind>,
    notes: Vec<String>,
}

fn read_row(record: &Record, mapping: &Mapping) -> Result<Row, BadReason> {
    match record.fault {
        Some(Fault::OpenQuote) => return Err(BadReason::OpenQuote),
        Some(Fault::TooLong) => return Err(BadReason::LongLine),
        None => {}
    }
    let columns = &mapping.columns;
    if record.cells.iter().skip(columns.len()).any(|cell| !cell.trim().is_empty()) {
        return Err(BadReason::TooManyColumns { cells: record.cells.len(), columns: columns.len() });
    }
    let mut row = Row::empty(record.line);
    let mut parts = Parts::default();
    if record.cells.len() < columns.len() {
        row.flag(FLAG_SHORT);
    }
    for (column, written) in columns.iter().zip(&record.cells) {
        if written.len() > MAX_CELL && written.chars().count() > MAX_CELL {
            return Err(BadReason::LongCell { column: column.header.clone() });
        }
        if column.target == Target::Ignore {
            continue;
        }
        if written.contains(char::REPLACEMENT_CHARACTER) {
            return Err(BadReason::Encoding { column: column.header.clone() });
        }
        let (cell, whole) = clean(written, column.target == Target::Note);
        if !whole {
            row.flag(column.target.name());
        }
        if !cell.is_empty() {
            row.put(column.target, column.dates, cell, &mut parts);
        }
    }
    row.finish(parts, mapping.family_first)
}

impl Row {
    fn empty(line: u64) -> Self {
        Self {
            line,
            external_id: None,
            name: String::new(),
            company: String::new(),
            kind: CustomerKind::default(),
            city: String::new(),
            country: String::new(),
            website: String::new(),
            since: String::new(),
            status: Status::default(),
            sealed: Vec::new(),
            note: None,
            flags: Vec::new(),
        }
    }

    fn flag(&mut self, name: &str) {
        if !self.flags.iter().any(|flag| flag == name) {
            self.flags.push(name.to_owned());
        }
    }

    fn put(&mut self, target: Target, dates: Option<super::dates::DateShape>, cell: String, parts: &mut Parts) {
        let date = if target.is_date() { dates.and_then(|dates| dates.parse(&cell)) } else { None };
        if target.is_date() && date.is_none() {
            self.flag(target.name());
        }
        match target {
            Target::ExternalId => self.external_id = Some(cell),
            Target::FullName => parts.name = cell,
            Target::FirstName => parts.first = cell,
            Target::LastName => parts.last = cell,
            Target::Company => self.company = cell,
            Target::City => self.city = cell,
            Target::Country => self.country = cell,
            Target::Website => self.website = cell,
            Target::Note => parts.notes.push(cell),
            Target::Since => self.since = date.unwrap_or_default(),
            // A birth date that cannot be read stays as it was written, under its seal.
            Target::Sealed(field) => self.sealed.push((field, date.unwrap_or(cell))),
            Target::Kind => match kind(&cell) {
                Some(kind) => parts.kind = Some(kind),
                None => self.flag(target.name()),
            },
            Target::Status => match status(&cell) {
                Some(status) => self.status = status,
                None => self.flag(target.name()),
            },
            Target::Ignore => {}
        }
    }

    fn finish(mut self, parts: Parts, family_first: bool) -> Result<Self, BadReason> {
        let joined = if family_first { [parts.last, parts.first] } else { [parts.first, parts.last] }.join(" ");
        let joined = joined.trim();
        let is_named = !parts.name.is_empty() || !joined.is_empty();
        self.name = match (parts.name.is_empty(), joined.is_empty()) {
            (false, _) => parts.name,
            (true, false) => joined.to_owned(),
            (true, true) => self.company.clone(),
        };
        if self.name.is_empty() {
            return Err(BadReason::NoName);
        }
        let guess = if is_named { CustomerKind::Person } else { CustomerKind::Company };
        self.kind = parts.kind.unwrap_or(guess);
        self.note = (!parts.notes.is_empty()).then(|| parts.notes.join("\n"));
        Ok(self)
    }
}

/// A cell composed (NFC), trimmed and in one line (unless it may have more), and whether nothing was taken out of it.
fn clean(written: &str, lines: bool) -> (String, bool) {
    // The apostrophe by which spreadsheets, and our error file, mark text that looks like a formula.
    let text = match written.strip_prefix('\'') {
        Some(rest) if rest.starts_with(['=', '+', '-', '@', '\t', '\r']) => rest,
        _ => written,
    };
    let mut whole = true;
    let mut cleaned = String::with_capacity(text.len());
    let mut push = |c: char| match c {
        '\n' if lines => cleaned.push('\n'),
        '\n' | '\r' | '\t' => cleaned.push(' '),
        '\u{feff}' => {}
        c if c.is_control() => whole = false,
        c => cleaned.push(c),
    };
    if is_nfc(text) {
        text.chars().for_each(&mut push)
    } else {
        text.nfc().for_each(&mut push)
    }
    let trimmed = cleaned.trim();
    (if trimmed.len() == cleaned.len() { cleaned } else { trimmed.to_owned() }, whole)
}

fn kind(cell: &str) -> Option<CustomerKind> {
    Some(match fold(cell).as_str() {
        "person" | "individual" | "private" | "b2c" | "ca nhan" | "persoana fizica" | "persoana" | "pf" => {
            CustomerKind::Person
        }
        "company" | "business" | "organization" | "organisation" | "b2b" | "cong ty" | "doanh nghiep" | "to chuc"
        | "persoana juridica" | "pj" | "companie" | "firma" => CustomerKind::Company,
        _ => return None,
    })
}

fn status(cell: &str) -> Option<Status> {
    Some(match fold(cell).as_str() {
        "lead" | "prospect" | "potential" | "tiem nang" | "khach hang tiem nang" | "potential client" => Status::Lead,
        "active" | "customer" | "client" | "hoat dong" | "dang hoat dong" | "activ" | "activa" => Status::Active,
        "inactive" | "former" | "closed" | "ngung hoat dong" | "khong hoat dong" | "ngung" | "inactiv" | "inactiva" => {
            Status::Inactive
        }
        "blocked" | "suspended" | "bi chan" | "khoa" | "da khoa" | "bi khoa" | "blocat" | "blocata" | "suspendat" => {
            Status::Blocked
        }
        _ => return None,
    })
}
