//! Proving an extract, with nothing but the extract: on any machine, from anybody. What comes in is hostile until it
//! is proven, so every line, every list and every count is bounded.

use std::io::{self, BufRead, Read};

use serde::Serialize;

use super::super::ENTRY_LABEL;
use super::super::rights::Rights;
use super::{Bytes, Cover, EntryLine, LABEL, Line, VERSION, to_text};
use crate::domain::audit::entry_hash;
use crate::domain::{Micros, Scope};
use crate::policy::{self, Actor, Operation, Target};
use crate::store::{GrantRow, check_proof};
use crate::vault;
use crate::vault::note::Note;

/// Longest line, in bytes: an entry has a few KB, a decision with a whole review some hundreds.
const LONGEST_LINE: usize = 4 << 20;
/// Most bytes of all decisions together.
const MOST_STATEMENTS: usize = 64 << 20;
/// Signatures are checked in batches of so many.
const BATCH: usize = 8_192;

/// What an extract proves.
#[derive(Debug, Clone, Serialize)]
pub struct Proven {
    /// The exporter's own words.
    pub cover: Cover,
    pub entries: u64,
    /// The sequences of the first and the last entry, and their times.
    pub first: Option<(i64, Micros)>,
    pub last: Option<(i64, Micros)>,
    /// Between how many neighbours in the file there are entries of the log that the file does not have.
    pub gaps: u64,
    /// How many signed decisions vouch for the keys.
    pub statements: usize,
    /// The checkpoint that all entries lie under: how many entries the log had then, and when.
    pub log_size: i64,
    pub log_at: Micros,
    /// BLAKE3 of all but the last line, which the exporter signed.
    pub hash: Bytes<32>,
}

/// The first line that does not hold, from 1, and why.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, thiserror::Error)]
#[error("Line {line}: {why}")]
pub struct BadLine {
    pub line: u64,
    pub why: String,
}

/// Why checking stopped.
enum Stop {
    Bad(BadLine),
    Input(io::Error),
}

impl From<io::Error> for Stop {
    fn from(error: io::Error) -> Self {
        Self::Input(error)
    }
}

fn bad<T>(line: u64, why: impl Into<String>) -> Result<T, Stop> {
    Err(Stop::Bad(BadLine { line, why: why.into() }))
}

/// Proves an extract, line by line. `root` is the office's root key, where it is known from elsewhere.
///
/// # Errors
/// When the file can't be read.
pub fn check(
    extract: &mut dyn BufRead,
    root: Option<[u8; 32]>,
    progress: &mut dyn FnMut(u64),
) -> io::Result<Result<Proven, BadLine>> {
    let lines = Lines { from: extract, number: 0, hash: blake3::Hasher::new(), before: Bytes([0; 32]) };
    match prove(lines, root, progress) {
        Ok(proven) => Ok(Ok(proven)),
        Err(Stop::Bad(line)) => Ok(Err(line)),
        Err(Stop::Input(error)) => Err(error),
    }
}

/// Reads line by line, and hashes what it reads.
struct Lines<'a> {
    from: &'a mut dyn BufRead,
    /// Of the line that was read last.
    number: u64,
    hash: blake3::Hasher,
    /// The hash of all before that line.
    before: Bytes<32>,
}

impl Lines<'_> {
    /// The next line, in the one form it may have; `None` at the end of the file.
    fn next(&mut self) -> Result<Option<Line>, Stop> {
        let mut text = Vec::new();
        self.from.take(LONGEST_LINE as u64 + 1).read_until(b'\n', &mut text)?;
        if text.is_empty() {
            return Ok(None);
        }
        self.number += 1;
        self.before = Bytes(*self.hash.finalize().as_bytes());
        self.hash.update(&text);
        if text.len() > LONGEST_LINE {
            return bad(self.number, "it is longer than a line of an extract can be");
        }
        let Some(content) = text.strip_suffix(b"\n") else {
            return bad(self.number, "the file is cut off here");
        };
        let Ok(line) = serde_json::from_slice::<Line>(content) else {
            return bad(self.number, "it is no line of an extract, or was changed");
        };
        if to_text(&line).as_bytes() != content {
            return bad(self.number, "it was changed: an extract does not write it so");
        }
        if let Some(before) = line.before()
            && before != self.before
        {
            return bad(
                self.number - 1,
                "it, or the line after it, is not as it was written, or a line is missing between",
            );
        }
        Ok(Some(line))
    }

    /// The same where a line must follow.
    fn needed(&mut self, what: &str) -> Result<Line, Stop> {
        let next = self.next()?;
        next.map_or_else(|| bad(self.number + 1, format!("the file ends here, where {what} should follow")), Ok)
    }
}

impl Line {
    const fn before(&self) -> Option<Bytes<32>> {
        match self {
            Self::Cover(_) => None,
            Self::Statement(line) => Some(line.before),
            Self::Entry(line) => Some(line.before),
            Self::Checkpoint { before, .. } | Self::End { before, .. } => Some(*before),
        }
    }
}

fn prove(mut lines: Lines<'_>, root: Option<[u8; 32]>, progress: &mut dyn FnMut(u64)) -> Result<Proven, Stop> {
    let Line::Cover(cover) = lines.needed("the cover")? else { return bad(1, "an extract begins with its cover") };
    if cover.version != VERSION {
        return bad(1, "it is of another form; verify it with the Kin that wrote it, or a newer one");
    }
    if root.is_some_and(|root| root != cover.root.0) {
        return bad(1, "it is of another office: its root key is not the one that was given");
    }
    let (rights, statements, note) = vouched(&mut lines, &cover)?;
    let mut entries = Entries { rights: &rights, note: &note, waiting: Vec::new(), found: Found::default() };
    loop {
        match lines.needed("an entry or the end")? {
            Line::Entry(line) => {
                entries.add(lines.number, &line)?;
                progress(entries.found.count);
            }
            Line::End { entries: said, before, signature } => {
                entries.flush()?;
                let Found { count, first, last, gaps } = entries.found;
                if (said, cover.entries) != (count, count) {
                    return bad(lines.number, "it says another number of entries than there are");
                }
                let key = rights.signing_key(cover.made_by, cover.made_at);
                if !key.is_some_and(|key| vault::verify(&key, LABEL, &before.0, &signature.0)) {
                    return bad(
                        lines.number,
                        "its signature is not that of the one who is said to have made the extract",
                    );
                }
                let (log_size, log_at) = (note.checkpoint.size, note.checkpoint.at);
                if !might_export(&rights, &cover) || cover.made_at < log_at {
                    return bad(1, "whoever is said to have made the extract had no right to take the log away then");
                }
                if lines.next()?.is_some() {
                    return bad(lines.number, "it follows the end of the extract");
                }
                return Ok(Proven {
                    cover: *cover,
                    entries: count,
                    first,
                    last,
                    gaps,
                    statements,
                    log_size,
                    log_at,
                    hash: before,
                });
            }
            _ => return bad(lines.number, "only entries and the end come here"),
        }
    }
}

/// Whether whoever made it might take all of the log away, by the newest of its decisions.
fn might_export(rights: &Rights, cover: &Cover) -> bool {
    let judged = |actor: Actor| policy::judge(&actor, Operation::ExportLog, Target::Office);
    let permit = rights.actor(cover.made_by, cover.made_at).and_then(|actor| judged(actor).ok());
    permit.is_some_and(|permit| permit.scope() == Scope::All)
}

/// The decisions up to the root key, how many there are, and the checkpoint.
fn vouched(lines: &mut Lines<'_>, cover: &Cover) -> Result<(Rights, usize, Note), Stop> {
    let mut rows: Vec<GrantRow> = Vec::new();
    let (mut size, first) = (0, lines.number + 1);
    loop {
        match lines.needed("the checkpoint")? {
            Line::Statement(line) => {
                let row = line.row();
                size += row.statement.len() + row.signature.len();
                if size > MOST_STATEMENTS {
                    return bad(lines.number, "there are more signed decisions than an office can have");
                }
                rows.push(row);
            }
            Line::Checkpoint { note, .. } => {
                let mut rights = Rights::verify(cover.install, &cover.root.0, &rows);
                // Until it is changed by a decision, whoever made the extract vouches for the office's key.
                rights.founded_with(cover.office_key.0);
                if let Some(refused) = rights.refused.first() {
                    let at = rows.iter().position(|row| row.sequence == refused.sequence).unwrap_or(0);
                    return bad(first + at as u64, format!("the signed decision does not hold: {}", refused.why));
                }
                if rights.office_key() != Some(cover.office_key.0) {
                    return bad(1, "the office's key is not the one that its signed decisions name");
                }
                return match Note::open(&note, cover.install, rights.office_keys()) {
                    Ok(note) => Ok((rights, rows.len(), note)),
                    Err(fault) => bad(lines.number, format!("the checkpoint does not hold: {fault}")),
                };
            }
            _ => return bad(lines.number, "only signed decisions and the checkpoint come here"),
        }
    }
}

#[derive(Default)]
struct Found {
    count: u64,
    first: Option<(i64, Micros)>,
    last: Option<(i64, Micros)>,
    gaps: u64,
}

/// A signature that is not checked yet.
struct Waiting {
    line: u64,
    key: [u8; 32],
    hash: [u8; 32],
    signature: [u8; 64],
}

/// The entries so far, and those whose signatures wait.
struct Entries<'a> {
    rights: &'a Rights,
    note: &'a Note,
    waiting: Vec<Waiting>,
    found: Found,
}

impl Entries<'_> {
    fn add(&mut self, number: u64, line: &EntryLine) -> Result<(), Stop> {
        let (EntryLine { sequence, entry, hash, .. }, checkpoint) = (line, &self.note.checkpoint);
        let key = self.rights.signer_at(entry.member, entry.at);
        let proof: Vec<[u8; 32]> = line.proof.iter().map(|node| node.0).collect();
        let (last, at) = self.found.last.unwrap_or((0, Micros(i64::MIN)));
        let why = if *sequence <= last || entry.at < at {
            "the entry is not later than the one before it"
        } else if entry_hash(*sequence, entry, &line.changes.0, &line.previous.0) != hash.0 {
            "the entry is not what its hash was made over"
        } else if !check_proof(&proof, *sequence, &hash.0, checkpoint.size, &checkpoint.root) {
            "the entry is not in the log that the checkpoint is of"
        } else if key.is_none() {
            "the entry is by a member who had no right to act then"
        } else {
            ""
        };
        if !why.is_empty() {
            // A bad signature further up comes first.
            self.flush()?;
            return bad(number, why);
        }
        let (key, signature) = (key.unwrap_or_default(), line.signature.0);
        self.waiting.push(Waiting { line: number, key, hash: hash.0, signature });
        if self.waiting.len() == BATCH {
            self.flush()?;
        }
        let here = (*sequence, entry.at);
        self.found.gaps += u64::from(self.found.count > 0 && *sequence != last + 1);
        self.found.first.get_or_insert(here);
        self.found.last = Some(here);
        self.found.count += 1;
        Ok(())
    }

    fn flush(&mut self) -> Result<(), Stop> {
        let items: Vec<vault::Signed<'_>> =
            self.waiting.iter().map(|one| (&one.key, ENTRY_LABEL, one.hash.as_slice(), &one.signature)).collect();
        let checked = if items.is_empty() { Ok(()) } else { vault::verify_batch(&items) };
        let line = checked.err().and_then(|at| self.waiting.get(at)).map(|one| one.line);
        self.waiting.clear();
        line.map_or(Ok(()), |line| bad(line, "the entry's signature is not its member's"))
    }
}
