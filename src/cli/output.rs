//! What subcommands print: JSON or text on standard output, failures on standard error.

use std::borrow::Cow;
use std::fs::{File, OpenOptions};
use std::io::{self, Write};
use std::path::Path;

use jiff::Timestamp;
use serde::Serialize;

use super::exit::Exit;
use super::seat;
use crate::cli::zone::zone;
use crate::config::ConfigError;
use crate::desk::api::Problem;
use crate::desk::office::OfficeError;
use crate::domain::{Micros, SafeText};

/// Why a subcommand ended early.
#[derive(Debug, thiserror::Error)]
pub enum Failure {
    #[error("{0}")]
    Office(#[from] OfficeError),
    #[error("{0}")]
    Problem(#[from] Problem),
    #[error("{0}")]
    Config(#[from] ConfigError),
    /// Wrong arguments or answers.
    #[error("{0}")]
    Usage(String),
    #[error("{0}")]
    Other(String),
    #[error("Standard output could not be written: {0}. Give it a place that takes it.")]
    Output(io::Error),
    /// The screens ended by a signal, a hang-up or a fault; what there is to say has been said.
    #[error("")]
    Ended(u8),
}

impl Failure {
    pub fn exit_code(&self) -> u8 {
        match self {
            Self::Usage(_) | Self::Config(_) => Exit::Usage.code(),
            Self::Ended(code) => *code,
            _ => Exit::Refused.code(),
        }
    }
}

impl From<io::Error> for Failure {
    fn from(error: io::Error) -> Self {
        Self::Output(error)
    }
}

pub fn print_failure(failure: &Failure, json: bool) {
    match failure {
        Failure::Output(error) if error.kind() == io::ErrorKind::BrokenPipe => return,
        Failure::Ended(_) => return,
        _ => {}
    }
    // A failure to tell of a failure has nobody to be told.
    let _ = write_failure(&mut io::stderr().lock(), failure, json);
}

/// The same to where it can be read.
pub fn write_failure(to: &mut dyn Write, failure: &Failure, json: bool) -> io::Result<()> {
    let words = failure.to_string();
    if json {
        writeln!(to, "{}", serde_json::json!({ "error": words }))
    } else {
        writeln!(to, "kin: {}", SafeText::multiline(&words).as_str())
    }
}

/// One JSON value on a line of its own.
pub fn print_json(value: &impl Serialize) -> Result<(), Failure> {
    let text = serde_json::to_string(value).map_err(|error| Failure::Other(error.to_string()))?;
    seat::write(|out| writeln!(out, "{text}"))?;
    Ok(())
}

/// A line of text, made safe for a terminal.
pub fn print_line(text: &str) -> Result<(), Failure> {
    seat::write(|out| writeln!(out, "{}", SafeText::multiline(text).as_str()))?;
    Ok(())
}

/// The widest column of a table but the last.
const WIDEST: usize = 40;

/// Rows under headings, each column as wide as its widest cell; nothing where there are no rows.
pub fn print_table<const N: usize>(headings: [&str; N], rows: &[[String; N]]) -> Result<(), Failure> {
    if rows.is_empty() {
        return Ok(());
    }
    let headings = headings.map(SafeText::new);
    let rows: Vec<[SafeText; N]> = rows.iter().map(|row| row.each_ref().map(|cell| SafeText::new(cell))).collect();
    let lines = || std::iter::once(&headings).chain(&rows);
    let widths: [usize; N] =
        std::array::from_fn(|at| lines().map(|line| line[at].width()).max().unwrap_or_default().min(WIDEST));
    lines().try_for_each(|line| {
        let cells = line.iter().zip(widths).enumerate();
        let cells: Vec<String> =
            cells.map(|(at, (cell, width))| if at + 1 == N { cell.to_string() } else { cell.pad(width) }).collect();
        print_line(cells.join("  ").trim_end())
    })
}

/// A moment by the zone of times, and how far from UTC that is; empty where there is none.
pub fn moment(at: impl Into<Option<Micros>>) -> String {
    at.into().map(|at| shown(at, "%Y-%m-%d %H:%M %:z")).unwrap_or_default()
}

/// The same to the second.
pub fn exact(at: Micros) -> String {
    shown(at, "%Y-%m-%d %H:%M:%S %:z")
}

fn shown(at: Micros, form: &str) -> String {
    let at = Timestamp::from_microsecond(at.0).ok();
    at.map(|at| at.to_zoned(zone()).strftime(form).to_string()).unwrap_or_default()
}

/// A new file that its owner alone may read.
pub fn new_file(path: &Path) -> Result<File, Failure> {
    let mut options = OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options.open(path).map_err(|error| {
        Failure::Usage(format!("{} can't be made: {error}. Name a new file in a folder that is there.", path.display()))
    })
}

/// How many there are, with the word for one or for several.
pub fn counted(count: impl TryInto<u64>, one: &str, several: &str) -> String {
    let count = count.try_into().unwrap_or(u64::MAX);
    format!("{count} {}", if count == 1 { one } else { several })
}

/// A cell that no spreadsheet takes for a formula (OWASP, CSV injection).
pub fn neutral(cell: &str) -> Cow<'_, str> {
    if cell.starts_with(['=', '+', '-', '@', '\t', '\r', '＝', '＋', '－', '＠']) {
        format!("'{cell}").into()
    } else {
        cell.into()
    }
}

pub fn unexpected() -> Failure {
    Failure::Other("The desk answered something else than was asked. Please report this.".into())
}
