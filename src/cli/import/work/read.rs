//! A file's rows as tickets, tasks or activities to be: cleaned, times as moments, bad rows with their reasons.

use jiff::civil::{Date, Time};
use jiff::tz::TimeZone;

use super::columns::{Column, Columns};
use super::words;
use crate::cli::import::dates::{DateShape, time_of};
use crate::cli::import::lines::{BadReason, BadRow, Lines, read_cell};
use crate::cli::import::records::Record;
use crate::desk::import::{WorkKind, WorkRow};
use crate::domain::Micros;

/// Reads a file's rows one by one, each with its cells as written.
pub struct WorkRows {
    kind: WorkKind,
    lines: Lines,
    columns: Columns,
    zone: TimeZone,
}

impl WorkRows {
    /// Times without a zone of their own are meant in `zone`.
    pub const fn new(kind: WorkKind, lines: Lines, columns: Columns, zone: TimeZone) -> Self {
        Self { kind, lines, columns, zone }
    }

    /// Rows given so far, good and bad.
    pub fn read(&self) -> u64 {
        self.lines.read()
    }

    /// How much of the file has been read, from 0 to 1.
    pub fn share(&self) -> f64 {
        self.lines.share()
    }

    fn row(&self, record: &Record) -> Result<WorkRow, BadReason> {
        let mut row = WorkRow { line: record.line, ..WorkRow::default() };
        for ((header, column, dates), written) in self.columns.of.iter().zip(&record.cells) {
            if *column == Column::Ignore {
                continue;
            }
            let (cell, _) = read_cell(header, written, *column == Column::Text)?;
            if !cell.is_empty() && self.put(&mut row, *column, *dates, cell).is_none() {
                return Err(BadReason::Unreadable { column: header.clone() });
            }
        }
        let missing = match self.kind {
            WorkKind::Activity if row.text.is_empty() && row.note.outcome.is_none() => "text",
            WorkKind::Ticket | WorkKind::Task if row.subject.is_empty() => "subject",
            WorkKind::Activity if row.customer.is_empty() => "customer",
            _ => return Ok(row),
        };
        Err(BadReason::Missing { column: missing })
    }

    /// Puts a cell where it belongs; `None`: it could not be read.
    fn put(&self, row: &mut WorkRow, column: Column, dates: Option<DateShape>, cell: String) -> Option<()> {
        let moment = || self.moment(dates, &cell);
        match column {
            Column::ExternalId => row.external_id = Some(cell),
            Column::Customer => row.customer.push(cell),
            Column::Subject => row.subject = cell,
            Column::Text if row.text.is_empty() => row.text = cell,
            Column::Text => row.text = format!("{}\n{cell}", row.text),
            Column::Number => row.number = Some(words::number(&cell)?),
            Column::Kind if self.kind == WorkKind::Activity => row.note.kind = words::activity_kind(&cell)?,
            Column::Kind => row.kind = cell,
            Column::Product => row.product = cell,
            Column::Priority => row.priority = words::priority(&cell)?,
            Column::Channel => row.channel = words::channel(&cell)?,
            Column::Status => row.status = cell,
            Column::Satisfaction => {
                row.satisfaction = Some(cell.parse().ok().filter(|score| (1..=5).contains(score))?);
            }
            Column::Owner => row.owner = cell,
            Column::Department => row.department = cell,
            Column::At => row.at = Some(moment()?.0),
            Column::Closed => row.closed = Some(moment()?.0),
            Column::Due => row.due = Some(moment()?),
            Column::Done => row.done = words::done(&cell)?,
            Column::Direction => row.note.direction = words::direction(&cell)?,
            Column::Outcome => row.note.outcome = Some(words::outcome(&cell)?),
            Column::Minutes => row.note.minutes = Some(cell.parse().ok()?),
            Column::NextStep => row.note.next_step = cell,
            Column::NextAt => row.note.next_at = Some(moment()?.0),
            Column::Ignore => {}
        }
        Some(())
    }

    /// A moment, and whether it is a day without a time.
    fn moment(&self, dates: Option<DateShape>, cell: &str) -> Option<(Micros, bool)> {
        if let Ok(moment) = cell.parse::<jiff::Timestamp>() {
            return Some((Micros(moment.as_microsecond()), false));
        }
        let day: Date = dates?.parse(cell)?.parse().ok()?;
        let written = time_of(cell);
        let forms = ["%H:%M:%S%.f", "%H:%M", "%I:%M:%S %p", "%I:%M %p"];
        let time = forms.iter().find_map(|form| Time::strptime(form, written).ok());
        if time.is_none() && !written.is_empty() {
            return None;
        }
        let local = day.to_datetime(time.unwrap_or_else(Time::midnight));
        let at = self.zone.to_ambiguous_timestamp(local).compatible().ok()?;
        Some((Micros(at.as_microsecond()), time.is_none()))
    }
}

impl Iterator for WorkRows {
    type Item = Result<(WorkRow, Vec<String>), BadRow>;

    fn next(&mut self) -> Option<Self::Item> {
        let record = match self.lines.next()? {
            Ok(record) => record,
            Err(bad) => return Some(Err(bad)),
        };
        Some(match self.row(&record) {
            Ok(row) => Ok((row, record.cells)),
            Err(reason) => Err(BadRow::of(record, reason)),
        })
    }
}
