//! A file's rows as customers to be: cleaned, dates in ISO 8601, sealed fields apart, bad rows with their reasons.

use std::fmt;
use std::io;

use super::lines::{BadReason, BadRow, Lines, read_cell};
use super::mapping::{Goal, Mapping, Target};
use super::records::Record;
use super::sniff::{Shape, Source};
use crate::domain::fold::fold;
use crate::domain::{CustomerKind, Field, Status, forbidden};

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

/// Reads a file's rows one by one.
pub struct Rows {
    lines: Lines,
    mapping: Mapping,
}

impl Rows {
    pub fn new(source: Source, shape: &Shape, mapping: Mapping) -> io::Result<Self> {
        Ok(Self { lines: Lines::new(source, shape)?, mapping })
    }

    /// Rows given so far, good and bad.
    pub fn read(&self) -> u64 {
        self.lines.read()
    }

    /// How much of the file has been read, from 0 to 1.
    pub fn share(&self) -> f64 {
        self.lines.share()
    }
}

impl Iterator for Rows {
    type Item = Result<Row, BadRow>;

    fn next(&mut self) -> Option<Self::Item> {
        let record = match self.lines.next()? {
            Ok(record) => record,
            Err(bad) => return Some(Err(bad)),
        };
        Some(read_row(&record, &self.mapping).map_err(|reason| BadRow::of(record, reason)))
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
    let columns = &mapping.columns;
    let mut row = Row::empty(record.line);
    let mut parts = Parts::default();
    if record.cells.len() < columns.len() {
        row.flag(FLAG_SHORT);
    }
    for (column, written) in columns.iter().zip(&record.cells) {
        if column.target == Target::Ignore {
            continue;
        }
        let (cell, whole) = read_cell(&column.header, written, column.target == Target::Note)?;
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
        if let Some(unfit) = self.note.as_deref().and_then(forbidden::find) {
            return Err(BadReason::Words(unfit));
        }
        Ok(self)
    }
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
