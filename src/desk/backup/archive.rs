//! The parts of a backup, one after the other: each a byte that says what it is, its length as four bytes (the lowest
//! first), and that many bytes.

use std::io::{self, Read, Write};

use serde::{Deserialize, Serialize, de::DeserializeOwned};

use super::Signed;
use crate::domain::Id;
use crate::store::Table;

const MAGIC: &[u8; 8] = b"KINBACK1";
/// A part of a backup has at most so many bytes: a pack of rows, and the longest row after it.
const MOST: u32 = 64 * 1024 * 1024;

/// Where the rows are from, and what opens a file made of them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Head {
    pub format: u32,
    pub install: Id,
    pub schema: i64,
    /// The host secret, sealed to the recovery kit.
    pub host_copy: Vec<u8>,
}

/// One part.
#[derive(Debug, PartialEq)]
pub enum Part {
    Head(Head),
    /// The rows after this are of it.
    Table(Table),
    /// A pack of rows.
    Rows(Vec<u8>),
    /// The last one.
    End(Signed),
}

const HEAD: u8 = b'H';
const TABLE: u8 = b'T';
const ROWS: u8 = b'R';
const END: u8 = b'E';

/// Writes parts, and hashes what it writes.
pub struct Writer<W> {
    to: W,
    hash: blake3::Hasher,
    bytes: u64,
}

impl<W: Write> Writer<W> {
    pub fn begin(to: W, head: &Head) -> io::Result<Self> {
        let mut writer = Self { to, hash: blake3::Hasher::new(), bytes: 0 };
        writer.put(MAGIC)?;
        writer.put_part(HEAD, &json(head)?)?;
        Ok(writer)
    }

    pub fn table(&mut self, table: &Table) -> io::Result<()> {
        self.put_part(TABLE, &json(table)?)
    }

    pub fn rows(&mut self, pack: &[u8]) -> io::Result<()> {
        self.put_part(ROWS, pack)
    }

    /// How many bytes were written so far, and their hash: what the manifest says.
    pub fn content(&self) -> (u64, [u8; 32]) {
        (self.bytes, *self.hash.finalize().as_bytes())
    }

    pub fn end(mut self, signed: &Signed) -> io::Result<W> {
        self.put_part(END, &json(signed)?)?;
        Ok(self.to)
    }

    fn put_part(&mut self, kind: u8, bytes: &[u8]) -> io::Result<()> {
        let length = u32::try_from(bytes.len()).ok().filter(|length| *length <= MOST);
        let length = length.ok_or_else(|| io::Error::other("a record is too long for a backup"))?;
        let mut head = [kind, 0, 0, 0, 0];
        head[1..].copy_from_slice(&length.to_le_bytes());
        self.put(&head)?;
        self.put(bytes)
    }

    fn put(&mut self, bytes: &[u8]) -> io::Result<()> {
        self.hash.update(bytes);
        self.bytes += bytes.len() as u64;
        self.to.write_all(bytes)
    }
}

fn json<T: Serialize>(part: &T) -> io::Result<Vec<u8>> {
    serde_json::to_vec(part).map_err(io::Error::other)
}

/// Reads parts, and hashes what it reads.
pub struct Reader<R> {
    from: R,
    hash: blake3::Hasher,
    bytes: u64,
}

impl<R: Read> Reader<R> {
    /// # Errors
    /// `InvalidData` where this is no backup.
    pub fn begin(from: R) -> io::Result<(Self, Head)> {
        let mut reader = Self { from, hash: blake3::Hasher::new(), bytes: 0 };
        if reader.take(MAGIC.len())? != MAGIC {
            return Err(invalid("it does not begin as a backup"));
        }
        match reader.part()? {
            Part::Head(head) => Ok((reader, head)),
            _ => Err(invalid("its parts are out of order")),
        }
    }

    /// How many bytes came before the next part, and their hash.
    pub fn content(&self) -> (u64, [u8; 32]) {
        (self.bytes, *self.hash.finalize().as_bytes())
    }

    /// The next part. Behind the last one nothing may follow.
    ///
    /// # Errors
    /// `InvalidData` where it is none, `UnexpectedEof` where the backup is cut off.
    pub fn part(&mut self) -> io::Result<Part> {
        let head = self.take(5)?;
        let length = u32::from_le_bytes([head[1], head[2], head[3], head[4]]);
        if length > MOST {
            return Err(invalid("a part of it is too long"));
        }
        let bytes = self.take(length as usize)?;
        Ok(match head[0] {
            HEAD => Part::Head(read(&bytes)?),
            TABLE => Part::Table(read(&bytes)?),
            ROWS => Part::Rows(bytes),
            END if self.from.read(&mut [0])? == 0 => Part::End(read(&bytes)?),
            END => return Err(invalid("something follows its end")),
            _ => return Err(invalid("a part of it is unknown")),
        })
    }

    fn take(&mut self, length: usize) -> io::Result<Vec<u8>> {
        // No more memory is taken than there are bytes, whatever the length says.
        let mut bytes = Vec::new();
        (&mut self.from).take(length as u64).read_to_end(&mut bytes)?;
        if bytes.len() < length {
            return Err(io::ErrorKind::UnexpectedEof.into());
        }
        self.hash.update(&bytes);
        self.bytes += length as u64;
        Ok(bytes)
    }
}

fn read<T: DeserializeOwned>(bytes: &[u8]) -> io::Result<T> {
    serde_json::from_slice(bytes).map_err(|error| invalid(&error.to_string()))
}

fn invalid(why: &str) -> io::Error {
    io::Error::new(io::ErrorKind::InvalidData, why)
}
