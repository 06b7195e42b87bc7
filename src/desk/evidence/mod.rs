//! Evidence: a signed extract of the log that proves itself on another machine, without the office.
//!
//! An extract is text, one JSON object a line, each in the one form in which it is written:
//!
//! 1. `cover`: in plain words what this is, who made it, when and why, and how to verify it;
//! 2. `statement`, one for each signed decision from the root key on: whose keys were whose, and when;
//! 3. `checkpoint`: the office's signed note over the tree of the log's hashes, made for this extract;
//! 4. `entry`, the oldest first: all that its hash covers, its signature, and its proof in that tree;
//! 5. `end`: the exporter's signature over all before.
//!
//! From the second line on each names the BLAKE3 of all bytes before it, so that a change is found where it is.

mod check;
mod write;

pub use check::{BadLine, Proven, check};
pub use write::{ExtractError, ExtractQuery};

use data_encoding::{BASE64, HEXLOWER};
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use crate::domain::{Entry, Id, Micros};
use crate::store::GrantRow;

/// The label under which the exporter signs an extract.
const LABEL: &str = "kin log extract v1";
/// The form of extracts that this program writes and reads.
const VERSION: u32 = 1;

/// One line.
#[derive(Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
enum Line {
    Cover(Box<Cover>),
    Statement(Box<StatementLine>),
    Checkpoint { note: String, before: Bytes<32> },
    Entry(Box<EntryLine>),
    End { entries: u64, before: Bytes<32>, signature: Bytes<64> },
}

/// What an extract says of itself. The exporter's signature is all that vouches for it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Cover {
    pub version: u32,
    /// Plain words for whoever holds the file, a sentence each.
    pub about: Vec<String>,
    pub office: String,
    pub install: Id,
    /// The office's root key, which people compare.
    pub root: Bytes<32>,
    /// The key of what the office itself signs: entries of nobody, and checkpoints.
    pub office_key: Bytes<32>,
    pub made_by: Id,
    pub made_by_name: String,
    pub made_at: Micros,
    /// The same as RFC 3339 text.
    pub made_at_utc: String,
    pub reason: String,
    /// The filter as it is typed; empty: all entries.
    pub filter: String,
    pub entries: u64,
}

#[derive(Serialize, Deserialize)]
struct StatementLine {
    sequence: i64,
    member: Id,
    statement: Text,
    issuer: Option<Id>,
    signature: Text,
    before: Bytes<32>,
}

impl StatementLine {
    fn of(row: GrantRow, before: Bytes<32>) -> Self {
        let GrantRow { sequence, member, statement, issuer, signature } = row;
        Self { sequence, member, statement: Text(statement), issuer, signature: Text(signature), before }
    }

    fn row(self) -> GrantRow {
        let Self { sequence, member, statement, issuer, signature, .. } = self;
        GrantRow { sequence, member, statement: statement.0, issuer, signature: signature.0 }
    }
}

#[derive(Serialize, Deserialize)]
struct EntryLine {
    sequence: i64,
    entry: Entry,
    changes: Bytes<32>,
    previous: Bytes<32>,
    hash: Bytes<32>,
    signature: Bytes<64>,
    proof: Vec<Bytes<32>>,
    /// The names that the exporter's office had for them then, for who reads it.
    member_name: String,
    subject_name: String,
    before: Bytes<32>,
}

/// So many bytes, in hexadecimal.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Bytes<const N: usize>(pub [u8; N]);

impl<const N: usize> Serialize for Bytes<N> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&HEXLOWER.encode(&self.0))
    }
}

impl<'de, const N: usize> Deserialize<'de> for Bytes<N> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let bytes = HEXLOWER.decode(String::deserialize(deserializer)?.as_bytes()).ok();
        let bytes = bytes.and_then(|bytes| bytes.try_into().ok());
        bytes.map(Self).ok_or_else(|| serde::de::Error::custom(format!("{} hexadecimal digits are wanted", 2 * N)))
    }
}

/// Bytes of any length, in base64.
struct Text(Vec<u8>);

impl Serialize for Text {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&BASE64.encode(&self.0))
    }
}

impl<'de> Deserialize<'de> for Text {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let bytes = BASE64.decode(String::deserialize(deserializer)?.as_bytes());
        bytes.map(Self).map_err(|_| serde::de::Error::custom("base64 is wanted"))
    }
}

/// The one form of a line.
fn to_text(line: &Line) -> String {
    // Maps have text keys and there are no fractions, so this can't fail; an empty line is no line of an extract.
    serde_json::to_string(line).unwrap_or_default()
}
