//! Opening a file of customers and finding out what it is: encoding, delimiter, header.

use std::fmt;
use std::fs::File;
use std::io::{self, BufReader, Cursor, Read, Seek};

use encoding_rs::Encoding;

use super::encoding::{self, Decoded};
use super::headers;
use super::records::{Cut, Records};

/// The largest file read, in bytes.
pub const MAX_FILE: u64 = 2 << 30;
/// The most read from standard input, which is held in memory and never written to disk.
pub const MAX_STDIN: u64 = 256 << 20;
/// The most columns of a table.
pub const MAX_COLUMNS: usize = 200;
/// How much of the beginning is looked at closely.
const PEEK: u64 = 256 * 1024;
/// How many records decide on the delimiter, and how many rows are kept as the sample.
const SAMPLE: usize = 1_000;
const DELIMITERS: [u8; 4] = *b",;\t|";

/// Why a file is not read at all.
#[derive(Debug, thiserror::Error)]
pub enum SniffError {
    #[error("{name} could not be read: {error}. Check the path and its permissions.")]
    Unreadable { name: String, error: io::Error },
    #[error("{name} is a directory. Name a file.")]
    Directory { name: String },
    #[error("{name} is larger than {limit} bytes. Split it and import the parts.")]
    TooLarge { name: String, limit: u64 },
    #[error("{name} is empty. Name a file with a header and rows.")]
    Empty { name: String },
    #[error("{name} is {what}, not a text table. Save it as CSV (UTF-8) and import that.")]
    NotText { name: String, what: &'static str },
    #[error("{name} has {columns} columns; {MAX_COLUMNS} are the most. Check the delimiter (--delimiter).")]
    TooManyColumns { name: String, columns: usize },
}

/// What can be read twice.
pub(super) trait Input: Read + Seek + Send {}
impl<T: Read + Seek + Send> Input for T {}

/// A source's records.
pub(super) type Table = Records<BufReader<Decoded<io::Take<Box<dyn Input>>>>>;

/// A file, or all of standard input, to be read twice: once to find out what it is, once for its rows.
pub struct Source {
    name: String,
    size: u64,
    input: Box<dyn Input>,
}

impl Source {
    /// Opens a path, or standard input by the name `-`.
    pub fn open(path: &str) -> Result<Self, SniffError> {
        if path == "-" {
            return Self::read_all("Standard input", &mut io::stdin().lock(), MAX_STDIN);
        }
        let unreadable = |error| SniffError::Unreadable { name: path.to_owned(), error };
        let mut file = File::open(path).map_err(unreadable)?;
        let about = file.metadata().map_err(unreadable)?;
        if about.is_dir() {
            Err(SniffError::Directory { name: path.to_owned() })
        } else if !about.is_file() {
            // A pipe or a device cannot be read twice.
            Self::read_all(path, &mut file, MAX_STDIN)
        } else if about.len() > MAX_FILE {
            Err(SniffError::TooLarge { name: path.to_owned(), limit: MAX_FILE })
        } else {
            Ok(Self { name: path.to_owned(), size: about.len(), input: Box::new(file) })
        }
    }

    /// Takes all that a reader gives into memory, at most `limit` bytes.
    pub fn read_all(name: &str, input: &mut dyn Read, limit: u64) -> Result<Self, SniffError> {
        let mut bytes = Vec::new();
        input
            .take(limit + 1)
            .read_to_end(&mut bytes)
            .map_err(|error| SniffError::Unreadable { name: name.to_owned(), error })?;
        if bytes.len() as u64 > limit {
            return Err(SniffError::TooLarge { name: name.to_owned(), limit });
        }
        Ok(Self { name: name.to_owned(), size: bytes.len() as u64, input: Box::new(Cursor::new(bytes)) })
    }

    pub fn name(&self) -> &str {
        &self.name
    }

    /// Bytes.
    pub fn size(&self) -> u64 {
        self.size
    }

    /// Finds out what the file is; what the caller chose is not guessed.
    pub fn sniff(&mut self, choices: &Choices) -> Result<Shape, SniffError> {
        let name = self.name.clone();
        let unreadable = |error| SniffError::Unreadable { name: name.clone(), error };
        let mut beginning = Vec::new();
        self.input.rewind().map_err(unreadable)?;
        (&mut self.input).take(PEEK).read_to_end(&mut beginning).map_err(unreadable)?;
        if beginning.is_empty() {
            return Err(SniffError::Empty { name });
        }
        if let Some(what) = not_text(&beginning) {
            return Err(SniffError::NotText { name, what });
        }
        let encoding = match choices.encoding {
            Some(encoding) => encoding,
            None => {
                self.input.rewind().map_err(unreadable)?;
                let mut bounded = (&mut self.input).take(MAX_FILE);
                encoding::detect(&beginning, &mut bounded).map_err(unreadable)?
            }
        };
        let whole = (beginning.len() as u64) < PEEK;
        let text = beginning_text(&beginning, encoding, whole).map_err(unreadable)?;
        let nul_bytes = text.bytes().filter(|byte| *byte == 0).count();
        if nul_bytes * 20 > text.len() {
            return Err(SniffError::NotText { name, what: "a binary file" });
        }
        let shape = Shape::of(&text, encoding, choices);
        match shape.header.len() {
            0 => Err(SniffError::Empty { name }),
            columns if columns > MAX_COLUMNS => Err(SniffError::TooManyColumns { name, columns }),
            _ => Ok(shape),
        }
    }

    /// The whole table from its beginning, as records.
    pub(super) fn records(mut self, shape: &Shape) -> io::Result<Table> {
        self.input.rewind()?;
        let decoded = Decoded::new(self.input.take(MAX_FILE), shape.encoding);
        Ok(Records::new(BufReader::with_capacity(64 * 1024, decoded), shape.cut()))
    }
}

/// What the caller says about the file; `None` is found out.
#[derive(Clone, Copy, Debug, Default)]
pub struct Choices {
    /// See `encoding::by_label`.
    pub encoding: Option<&'static Encoding>,
    pub delimiter: Option<u8>,
    pub header: Option<bool>,
}

/// What a file turned out to be. `Display` says it in words without any value of the file.
#[derive(Clone, PartialEq)]
pub struct Shape {
    pub encoding: &'static Encoding,
    pub delimiter: u8,
    pub line_end: u8,
    /// The columns' names; `Column 1`, ... where the file has none.
    pub header: Vec<String>,
    pub has_header: bool,
    /// Records before the first row: a spreadsheet's `sep=;` line and the header.
    pub skip: usize,
    /// The first rows, as written.
    pub sample: Vec<Vec<String>>,
}

impl Shape {
    fn of(text: &str, encoding: &'static Encoding, choices: &Choices) -> Self {
        let line_end = if text.contains('\r') && !text.contains('\n') { b'\r' } else { b'\n' };
        let declared = declared_delimiter(text);
        let table = match declared {
            Some(_) => text.split_once(char::from(line_end)).map_or("", |(_, table)| table),
            None => text,
        };
        let (guessed, width) = delimiter(table, line_end, choices.delimiter.or(declared));
        let mut records = Records::new(table.as_bytes(), Cut { delimiter: guessed, line_end, width });
        let mut sample = Vec::new();
        while sample.len() <= SAMPLE
            && let Ok(Some(record)) = records.read()
        {
            sample.push(record.cells);
        }
        let has_header = choices.header.unwrap_or_else(|| looks_like_header(&sample));
        let mut header = match has_header && !sample.is_empty() {
            true => sample.remove(0).into_iter().map(|name| headers::tidy(&name)).collect(),
            false => Vec::new(),
        };
        for at in header.len()..width {
            header.push(format!("Column {}", at + 1));
        }
        for (at, name) in header.iter_mut().enumerate().filter(|(_, name)| name.is_empty()) {
            *name = format!("Column {}", at + 1);
        }
        let skip = usize::from(declared.is_some()) + usize::from(has_header);
        Self { encoding, delimiter: guessed, line_end, header, has_header, skip, sample }
    }

    pub(super) fn cut(&self) -> Cut {
        Cut { delimiter: self.delimiter, line_end: self.line_end, width: self.header.len() }
    }
}

impl fmt::Debug for Shape {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Shape({self})")
    }
}

impl fmt::Display for Shape {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let delimiter = match self.delimiter {
            b',' => "commas",
            b';' => "semicolons",
            b'\t' => "tabs",
            b'|' => "bars",
            _ => "another delimiter",
        };
        let header = if self.has_header { "a header" } else { "no header" };
        let columns = self.header.len();
        let plural = if columns == 1 { "" } else { "s" };
        write!(f, "{}, {delimiter}, {columns} column{plural}, {header}", self.encoding.name())
    }
}

/// What a file is that is no text, by its first bytes.
fn not_text(beginning: &[u8]) -> Option<&'static str> {
    const SIGNS: [(&[u8], &str); 6] = [
        (b"PK\x03\x04", "a spreadsheet (.xlsx, .ods) or an archive"),
        (b"\xD0\xCF\x11\xE0", "an old spreadsheet (.xls)"),
        (b"%PDF", "a PDF"),
        (b"\x1F\x8B", "compressed (gzip)"),
        (b"\x28\xB5\x2F\xFD", "compressed (zstd)"),
        (b"SQLite format 3", "a database"),
    ];
    SIGNS.iter().find(|(sign, _)| beginning.starts_with(sign)).map(|(_, what)| *what)
}

/// The beginning as text, up to the end of its last whole line where the file goes on.
fn beginning_text(beginning: &[u8], encoding: &'static Encoding, whole: bool) -> io::Result<String> {
    let mut text = String::new();
    Decoded::new(beginning, encoding).read_to_string(&mut text)?;
    if !whole && let Some(end) = text.rfind(['\n', '\r']) {
        text.truncate(end + 1);
    }
    Ok(text)
}

/// The delimiter of a first line such as `sep=;`, which spreadsheets write.
fn declared_delimiter(text: &str) -> Option<u8> {
    let line = text.lines().next()?.trim_matches(['"', '\r']);
    let delimiter = line.strip_prefix("sep=").or_else(|| line.strip_prefix("SEP="))?;
    match delimiter.as_bytes() {
        [byte] if byte.is_ascii() => Some(*byte),
        _ => None,
    }
}

/// The delimiter by which most records have the same number of cells, and that number.
fn delimiter(table: &str, line_end: u8, known: Option<u8>) -> (u8, usize) {
    let candidates: Vec<u8> = known.map_or_else(|| DELIMITERS.to_vec(), |known| vec![known]);
    let scored = candidates.into_iter().map(|delimiter| {
        let widths = widths(table, line_end, delimiter);
        let (width, records) = most_common(&widths);
        // A header as wide as the rows says more than any row.
        let header = f64::from(u8::from(widths.first() == Some(&width))) / 2.0;
        let steady = records as f64 / widths.len().max(1) as f64;
        (delimiter, width, if width > 1 { steady + header } else { 0.0 })
    });
    let best = scored.reduce(|best, next| {
        let better = next.2 > best.2 + 0.02 || (next.2 > best.2 - 0.02 && next.1 > best.1);
        if better { next } else { best }
    });
    let (delimiter, width, _) = best.unwrap_or((b',', 1, 0.0));
    (delimiter, if table.trim().is_empty() { 0 } else { width.max(1) })
}

/// How many cells each of the first records has.
fn widths(table: &str, line_end: u8, delimiter: u8) -> Vec<usize> {
    let terminator = if line_end == b'\r' { csv::Terminator::Any(b'\r') } else { csv::Terminator::CRLF };
    let mut reader = csv::ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .delimiter(delimiter)
        .terminator(terminator)
        .from_reader(table.as_bytes());
    reader.byte_records().take(SAMPLE).map_while(Result::ok).map(|record| record.len()).collect()
}

/// The most common width above one, or one where there is none.
fn most_common(widths: &[usize]) -> (usize, usize) {
    let mut counts = std::collections::BTreeMap::new();
    for width in widths.iter().filter(|width| **width > 1) {
        *counts.entry(*width).or_insert(0) += 1;
    }
    counts.into_iter().max_by_key(|(_, records)| *records).unwrap_or((1, widths.len()))
}

/// A header names known columns, or holds no digit where the rows under it do.
fn looks_like_header(sample: &[Vec<String>]) -> bool {
    let Some((first, rows)) = sample.split_first() else { return false };
    let named = first.iter().filter(|cell| !cell.trim().is_empty()).count();
    let known = first.iter().filter(|cell| headers::known(cell).is_some()).count();
    let is_data = |cell: &String| cell.contains('@') || cell.bytes().filter(u8::is_ascii_digit).count() >= 4;
    if first.iter().any(is_data) {
        return false;
    }
    let digits = |row: &[String]| row.iter().any(|cell| cell.bytes().any(|byte| byte.is_ascii_digit()));
    known * 2 >= named.max(1) || known >= 2 || (!digits(first) && rows.iter().any(|row| digits(row)))
}
