//! A table's records with true line numbers, in bounded memory, and past a quote that nobody closed.

use std::collections::VecDeque;
use std::io::{self, BufRead, Read};

/// The most lines a record with line breaks in its cells may have: beyond it, a quote was left open.
const MAX_LINES: usize = 200;
/// The most bytes of a record.
const MAX_BYTES: usize = 2 * 1024 * 1024;
/// How much of an over-long line is kept to show which it was.
const KEPT: usize = 200;

/// How a table is cut into cells.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Cut {
    pub delimiter: u8,
    /// `\n` (also for `\r\n`), or `\r` for the files of old Macs.
    pub line_end: u8,
    /// How many cells a record should have; 0: not known.
    pub width: usize,
}

/// Why a record's cells are not to be trusted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fault {
    OpenQuote,
    TooLong,
}

#[derive(Debug, PartialEq, Eq)]
pub struct Record {
    /// Where it begins, from 1.
    pub line: u64,
    pub cells: Vec<String>,
    pub fault: Option<Fault>,
}

struct Line {
    number: u64,
    text: String,
    too_long: bool,
}

/// Reads records one by one. Blank lines are passed over.
pub struct Records<R> {
    input: R,
    cut: Cut,
    lines: u64,
    /// Lines read while looking for the end of a quote, to be read again.
    pending: VecDeque<Line>,
}

impl<R: BufRead> Records<R> {
    pub fn new(input: R, cut: Cut) -> Self {
        Self { input, cut, lines: 0, pending: VecDeque::new() }
    }

    pub fn input(&self) -> &R {
        &self.input
    }

    /// Lines taken from the input so far.
    pub fn lines_read(&self) -> u64 {
        self.lines
    }

    /// The next record, `None` at the end.
    pub fn read(&mut self) -> io::Result<Option<Record>> {
        let first = loop {
            match self.line()? {
                None => return Ok(None),
                Some(line) if line.text.trim_matches([' ', '\u{feff}']).is_empty() => {}
                Some(line) => break line,
            }
        };
        if first.too_long {
            let cells = vec![first.text];
            return Ok(Some(Record { line: first.number, cells, fault: Some(Fault::TooLong) }));
        }
        let mut quotes = Quotes::new(self.cut.delimiter);
        if quotes.closed_after(&first.text) {
            let cells = self.split(&first.text);
            return Ok(Some(Record { line: first.number, cells, fault: None }));
        }
        let mut whole = first.text.clone();
        let mut rest = Vec::new();
        let mut closed = false;
        while !closed && rest.len() < MAX_LINES && whole.len() < MAX_BYTES {
            let Some(line) = self.line()? else { break };
            whole.push('\n');
            whole.push_str(&line.text);
            closed = quotes.closed_after(&line.text) && !line.too_long;
            let stop = line.too_long;
            rest.push(line);
            if stop {
                break;
            }
        }
        if closed && !quotes.torn {
            let cells = self.split(&whole);
            if self.cut.width == 0 || cells.len() == self.cut.width {
                return Ok(Some(Record { line: first.number, cells, fault: None }));
            }
        }
        // The quote was a slip: give this line alone as faulty, and read the ones after it afresh.
        for line in rest.into_iter().rev() {
            self.pending.push_front(line);
        }
        let cells = first.text.split(char::from(self.cut.delimiter)).map(str::to_owned).collect();
        Ok(Some(Record { line: first.number, cells, fault: Some(Fault::OpenQuote) }))
    }

    fn line(&mut self) -> io::Result<Option<Line>> {
        if let Some(line) = self.pending.pop_front() {
            return Ok(Some(line));
        }
        let mut bytes = Vec::with_capacity(256);
        (&mut self.input).take(MAX_BYTES as u64 + 1).read_until(self.cut.line_end, &mut bytes)?;
        if bytes.is_empty() {
            return Ok(None);
        }
        self.lines += 1;
        let ended = bytes.last() == Some(&self.cut.line_end);
        let too_long = !ended && bytes.len() > MAX_BYTES;
        if too_long {
            self.input.skip_until(self.cut.line_end)?;
            bytes.truncate(KEPT);
            bytes.shrink_to_fit();
        } else {
            bytes.truncate(bytes.len() - usize::from(ended));
            if bytes.last() == Some(&b'\r') {
                bytes.pop();
            }
        }
        let text =
            String::from_utf8(bytes).unwrap_or_else(|error| String::from_utf8_lossy(error.as_bytes()).into_owned());
        Ok(Some(Line { number: self.lines, text, too_long }))
    }

    fn split(&self, text: &str) -> Vec<String> {
        split(text, self.cut.delimiter)
    }
}

/// The cells of one record (RFC 4180).
fn split(text: &str, delimiter: u8) -> Vec<String> {
    if !text.contains('"') {
        return text.split(char::from(delimiter)).map(str::to_owned).collect();
    }
    let mut reader = csv::ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .delimiter(delimiter)
        .terminator(csv::Terminator::Any(b'\n'))
        .buffer_capacity(text.len())
        .from_reader(text.as_bytes());
    let mut record = csv::StringRecord::new();
    match reader.read_record(&mut record) {
        Ok(_) => record.iter().map(str::to_owned).collect(),
        // Not reachable for valid UTF-8 in memory; the text stays whole rather than lost.
        Err(_) => vec![text.to_owned()],
    }
}

/// Whether a quoted cell is still open, by the csv crate's rules: a quote opens a cell only at its beginning.
struct Quotes {
    delimiter: u8,
    state: Place,
    /// Text stood right after a closing quote: that quote was likely another cell's opening one.
    torn: bool,
}

#[derive(Clone, Copy, PartialEq)]
enum Place {
    CellStart,
    Cell,
    Quoted,
    /// After a quote in a quoted cell: its end, or the first of a doubled one.
    QuoteInQuoted,
}

impl Quotes {
    fn new(delimiter: u8) -> Self {
        Self { delimiter, state: Place::CellStart, torn: false }
    }

    /// Takes a line (the break before it is part of an open cell); says whether the record ends with it.
    fn closed_after(&mut self, line: &str) -> bool {
        if self.state == Place::CellStart && !line.contains('"') {
            return true;
        }
        for byte in line.bytes() {
            let goes_on = byte == self.delimiter || byte == b'"' || byte == b' ';
            self.torn |= self.state == Place::QuoteInQuoted && !goes_on;
            self.state = match (self.state, byte) {
                (Place::CellStart, b'"') => Place::Quoted,
                (Place::Quoted, b'"') => Place::QuoteInQuoted,
                (Place::Quoted, _) | (Place::QuoteInQuoted, b'"') => Place::Quoted,
                (_, byte) if byte == self.delimiter => Place::CellStart,
                _ => Place::Cell,
            };
        }
        self.state != Place::Quoted
    }
}
