//! A file's lines that may be rows, one by one; those that can't, with their reasons.

use std::fmt;
use std::io;

use unicode_normalization::{UnicodeNormalization, is_nfc};

use super::records::{Fault, Record};
use super::sniff::{Shape, Source, Table};
use crate::desk::import::Refusal;
use crate::domain::Unfit;

/// The most rows of a file.
pub const MAX_ROWS: u64 = 10_000_000;
/// The most letters of a cell.
pub const MAX_CELL: usize = 10_000;

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
    #[error("there is no {column}; give one")]
    Missing { column: &'static str },
    #[error("{column} cannot be read; correct it, or leave the column out (--map)")]
    Unreadable { column: String },
    #[error("the note {0}")]
    Words(Unfit),
    /// The desk does not take it.
    #[error("{0}")]
    Refused(Refusal),
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
            Self::Missing { .. } => "missing",
            Self::Unreadable { .. } => "unreadable",
            Self::Words(unfit) => unfit.key(),
            Self::Refused(refusal) => refusal.key(),
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

impl BadRow {
    pub fn of(record: Record, reason: BadReason) -> Self {
        Self { line: record.line, reason, cells: record.cells }
    }
}

/// Reads a file's lines behind its header. Rows of delimiters alone, as spreadsheets leave them behind, are passed over.
pub struct Lines {
    table: Table,
    columns: usize,
    size: u64,
    read: u64,
    /// Records still to pass over: the header.
    skip: usize,
    ended: bool,
}

impl Lines {
    pub fn new(source: Source, shape: &Shape) -> io::Result<Self> {
        let (size, columns) = (source.size(), shape.header.len());
        Ok(Self { table: source.records(shape)?, columns, size, read: 0, skip: shape.skip, ended: false })
    }

    /// Those given so far, good and bad.
    pub fn read(&self) -> u64 {
        self.read
    }

    /// How much of the file has been read, from 0 to 1.
    pub fn share(&self) -> f64 {
        let consumed = self.table.input().get_ref().consumed();
        if self.size == 0 { 1.0 } else { (consumed as f64 / self.size as f64).min(1.0) }
    }

    /// Why a record can't be a row.
    fn fault(&self, record: &Record) -> Option<BadReason> {
        match record.fault {
            Some(Fault::OpenQuote) => return Some(BadReason::OpenQuote),
            Some(Fault::TooLong) => return Some(BadReason::LongLine),
            None => {}
        }
        let (cells, columns) = (record.cells.len(), self.columns);
        let more = record.cells.iter().skip(columns).any(|cell| !cell.trim().is_empty());
        more.then_some(BadReason::TooManyColumns { cells, columns })
    }
}

impl Iterator for Lines {
    type Item = Result<Record, BadRow>;

    fn next(&mut self) -> Option<Self::Item> {
        while !self.ended {
            let record = match self.table.read() {
                Ok(None) => break,
                Ok(Some(_)) if self.skip > 0 => {
                    self.skip -= 1;
                    continue;
                }
                Ok(Some(record)) if record.cells.iter().all(|cell| cell.trim().is_empty()) => continue,
                Ok(Some(record)) => record,
                Err(error) => {
                    self.ended = true;
                    let (line, reason) =
                        (self.table.lines_read() + 1, BadReason::Interrupted { message: error.to_string() });
                    return Some(Err(BadRow { line, reason, cells: Vec::new() }));
                }
            };
            if self.read == MAX_ROWS {
                self.ended = true;
                return Some(Err(BadRow::of(record, BadReason::TooManyRows)));
            }
            self.read += 1;
            return Some(match self.fault(&record) {
                Some(reason) => Err(BadRow::of(record, reason)),
                None => Ok(record),
            });
        }
        self.ended = true;
        None
    }
}

/// A cell as `clean` makes it, if it can be read at all.
pub fn read_cell(header: &str, written: &str, lines: bool) -> Result<(String, bool), BadReason> {
    if written.len() > MAX_CELL && written.chars().count() > MAX_CELL {
        return Err(BadReason::LongCell { column: header.to_owned() });
    }
    if written.contains(char::REPLACEMENT_CHARACTER) {
        return Err(BadReason::Encoding { column: header.to_owned() });
    }
    Ok(clean(written, lines))
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
