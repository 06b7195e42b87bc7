//! What an import leaves behind: a file of the rows that could not be read, and a summary.

use std::collections::BTreeMap;
use std::fmt;
use std::fs::{File, OpenOptions};
use std::io::{self, BufWriter, Write};
use std::os::unix::fs::OpenOptionsExt;
use std::path::{Path, PathBuf};

use serde::Serialize;

use super::lines::BadRow;
use crate::cli::output::neutral;
use crate::cli::progress::thousands;

/// How many numbered names are tried before giving up.
const MAX_NAMES: u32 = 10_000;

/// A CSV of bad rows: line, reason, and the cells as they were, safe to open in a spreadsheet. It holds personal data:
/// only its owner may read it (0600). Made with the first bad row, never over an existing file.
pub struct ErrorFile {
    wanted: PathBuf,
    header: Vec<String>,
    open: Option<(PathBuf, csv::Writer<BufWriter<File>>)>,
}

impl ErrorFile {
    /// `wanted`, such as `customers.errors.csv`; where that is taken, `customers.errors-2.csv` and so on.
    pub fn new(wanted: impl Into<PathBuf>, header: &[String]) -> Self {
        Self { wanted: wanted.into(), header: header.to_vec(), open: None }
    }

    /// The usual name for the bad rows of a file, in a directory.
    pub fn name_for(source: &str, directory: &Path) -> PathBuf {
        let stem = Path::new(source).file_stem().filter(|stem| *stem != "-").unwrap_or("import".as_ref());
        let mut name = stem.to_owned();
        name.push(".errors.csv");
        directory.join(name)
    }

    pub fn write(&mut self, bad: &BadRow) -> io::Result<()> {
        let writer = match &mut self.open {
            Some((_, writer)) => writer,
            None => &mut self.open.insert(start(&self.wanted, &self.header)?).1,
        };
        let line = bad.line.to_string();
        let reason = format!("{}: {}", bad.reason.key(), bad.reason);
        write_record(writer, [line.as_str(), &reason].into_iter().chain(bad.cells.iter().map(String::as_str)))
    }

    /// Writes all to the disk; the file's path, or `None` where no row was bad.
    pub fn finish(self) -> io::Result<Option<PathBuf>> {
        let Some((path, writer)) = self.open else { return Ok(None) };
        let buffered = writer.into_inner().map_err(|error| io::Error::other(error.to_string()))?;
        buffered.into_inner().map_err(io::IntoInnerError::into_error)?.sync_all()?;
        Ok(Some(path))
    }
}

fn start(wanted: &Path, header: &[String]) -> io::Result<(PathBuf, csv::Writer<BufWriter<File>>)> {
    let (path, file) = create(wanted)?;
    let mut writer = csv::WriterBuilder::new().flexible(true).from_writer(BufWriter::new(file));
    write_record(&mut writer, ["line", "reason"].into_iter().chain(header.iter().map(String::as_str)))?;
    Ok((path, writer))
}

/// A new file under the first free name.
fn create(wanted: &Path) -> io::Result<(PathBuf, File)> {
    let stem = wanted.file_stem().unwrap_or_default();
    for number in 1..=MAX_NAMES {
        let path = if number == 1 {
            wanted.to_owned()
        } else {
            let mut name = stem.to_owned();
            name.push(format!("-{number}"));
            if let Some(extension) = wanted.extension() {
                name.push(".");
                name.push(extension);
            }
            wanted.with_file_name(name)
        };
        match OpenOptions::new().write(true).create_new(true).mode(0o600).open(&path) {
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {}
            opened => return opened.map(|file| (path, file)),
        }
    }
    Err(io::Error::new(io::ErrorKind::AlreadyExists, "all numbered names for the error file are taken; remove some"))
}

fn write_record<'a>(writer: &mut csv::Writer<impl Write>, cells: impl Iterator<Item = &'a str>) -> io::Result<()> {
    cells.map(neutral).try_for_each(|cell| writer.write_field(cell.as_ref())).map_err(io::Error::from)?;
    writer.write_record(None::<&[u8]>).map_err(io::Error::from)
}

/// What became of a file's rows. `Display` is for people, `json` for programs.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Summary {
    pub source: String,
    /// A trial: nothing was written.
    pub dry_run: bool,
    /// Rows found, good and bad; the counts below add up to it, but for `flagged`.
    pub read: u64,
    pub added: u64,
    pub updated: u64,
    /// Rows left out, for the customer is there already.
    pub skipped_duplicates: u64,
    /// Rows added although a customer looks the same.
    pub kept_duplicates: u64,
    /// Rows taken in that have a field not read cleanly.
    pub flagged: u64,
    pub bad: u64,
    /// Of the bad rows, how many for which reason, by its stable name.
    pub bad_by: BTreeMap<&'static str, u64>,
    pub error_file: Option<PathBuf>,
    pub milliseconds: u64,
}

impl Summary {
    pub fn rows_per_second(&self) -> u64 {
        self.read.saturating_mul(1_000) / self.milliseconds.max(1)
    }

    /// One more bad row.
    pub fn refuse(&mut self, reason: &'static str) {
        self.bad += 1;
        *self.bad_by.entry(reason).or_default() += 1;
    }

    /// One line of JSON.
    pub fn json(&self) -> serde_json::Result<String> {
        serde_json::to_string(self)
    }
}

impl fmt::Display for Summary {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let trial = if self.dry_run { " (a trial: nothing was written)" } else { "" };
        let (rows, rate) = (thousands(self.read), thousands(self.rows_per_second()));
        writeln!(f, "{}: {rows} rows read, {rate} a second{trial}", self.source)?;
        let counts = [
            ("added", self.added),
            ("updated", self.updated),
            ("duplicates left out", self.skipped_duplicates),
            ("duplicates kept", self.kept_duplicates),
            ("flagged", self.flagged),
            ("bad", self.bad),
        ];
        for (name, count) in counts.into_iter().filter(|(name, count)| *count > 0 || *name == "added") {
            writeln!(f, "  {:>12}  {name}", thousands(count))?;
        }
        for (reason, count) in &self.bad_by {
            writeln!(f, "  {:>12}    {reason}", thousands(*count))?;
        }
        match &self.error_file {
            Some(path) => writeln!(f, "The bad rows are in {}; correct them and import that file.", path.display()),
            None => Ok(()),
        }
    }
}
