//! Secrets as text: base32 with a label and a checksum, and the files that hold such a line.

use std::fs::{File, OpenOptions};
use std::io::{ErrorKind, Read, Write};
use std::path::Path;

use data_encoding::BASE32_NOPAD;
use zeroize::Zeroizing;

use super::VaultError;

const CHECKSUM: usize = 5;
/// No file of ours comes near it; a wrong path to a big file stays cheap.
const LONGEST: u64 = 4096;

/// A kind of secret that is written as text.
pub struct Armor {
    /// In words, for errors.
    pub what: &'static str,
    /// Stands in front of the text and in the checksum.
    pub label: &'static str,
}

impl Armor {
    /// The secret and its checksum in base32 (RFC 4648, no padding), without the label.
    pub fn encode(&self, secret: &[u8]) -> Zeroizing<String> {
        let mut bytes = Zeroizing::new(Vec::with_capacity(secret.len() + CHECKSUM));
        bytes.extend_from_slice(secret);
        bytes.extend_from_slice(&self.checksum(secret));
        Zeroizing::new(BASE32_NOPAD.encode(&bytes))
    }

    /// The secret in such a text; a single wrong character is noticed.
    pub fn decode(&self, text: &str) -> Result<Zeroizing<Vec<u8>>, VaultError> {
        let mistyped = || VaultError::Mistyped { what: self.what };
        let mut bytes = Zeroizing::new(BASE32_NOPAD.decode(text.as_bytes()).map_err(|_| mistyped())?);
        let length = bytes.len().checked_sub(CHECKSUM).ok_or_else(mistyped)?;
        let (secret, checksum) = bytes.split_at(length);
        if checksum != self.checksum(secret) {
            return Err(mistyped());
        }
        bytes.truncate(length);
        Ok(bytes)
    }

    /// The same text for paper: groups of four.
    pub fn groups(&self, secret: &[u8], between: char) -> Zeroizing<String> {
        grouped(&self.encode(secret), between)
    }

    /// The secret in groups that somebody typed from paper.
    pub fn decode_groups(&self, typed: &str) -> Result<Zeroizing<Vec<u8>>, VaultError> {
        self.decode(&plain(typed))
    }

    /// The whole line: label, space, text.
    pub fn line(&self, secret: &[u8]) -> Zeroizing<String> {
        Zeroizing::new([self.label, " ", &self.encode(secret), "\n"].concat())
    }

    pub fn parse_line(&self, line: &str) -> Result<Zeroizing<Vec<u8>>, VaultError> {
        let text = line.trim().strip_prefix(self.label);
        self.decode(text.ok_or(VaultError::NotThis { what: self.what, begins: self.label })?.trim_start())
    }

    /// Writes the line into a new file that the owner alone may read, with its folders (owner alone as well).
    pub fn save(&self, path: &Path, secret: &[u8]) -> Result<(), VaultError> {
        let failed = |error: std::io::Error| match error.kind() {
            ErrorKind::AlreadyExists => VaultError::Exists { path: path.into() },
            _ => VaultError::File { path: path.into(), error },
        };
        let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
        let no_folder = |error| VaultError::File { path: folder.into(), error };
        private_folder().recursive(true).create(folder).map_err(no_folder)?;
        let mut file = private_file().create_new(true).write(true).open(path).map_err(failed)?;
        let written = file.write_all(self.line(secret).as_bytes()).and_then(|()| file.sync_all());
        // Without this secret nothing opens: its name must outlive a power cut as well.
        let written = written.and_then(|()| sync_folder(folder));
        written.map_err(|error| {
            // Half a secret is of no use and would stand in the way of the next try.
            let _ = std::fs::remove_file(path);
            failed(error)
        })
    }

    /// Reads what `save` wrote; refuses a file that others may read.
    pub fn load(&self, path: &Path) -> Result<Zeroizing<Vec<u8>>, VaultError> {
        let failed = |error: std::io::Error| match error.kind() {
            ErrorKind::NotFound => VaultError::Missing { what: self.what, path: path.into() },
            _ => VaultError::File { path: path.into(), error },
        };
        let file = File::open(path).map_err(failed)?;
        refuse_exposed(&file, path).map_err(failed)??;
        let mut bytes = Zeroizing::new(Vec::with_capacity(LONGEST as usize));
        file.take(LONGEST).read_to_end(&mut bytes).map_err(failed)?;
        let line = str::from_utf8(&bytes).map_err(|_| VaultError::NotThis { what: self.what, begins: self.label })?;
        self.parse_line(line)
    }

    fn checksum(&self, secret: &[u8]) -> [u8; CHECKSUM] {
        // Keyed by what it is: a member's key file is not taken for a host secret.
        let key = blake3::derive_key("kin text checksum v1", self.label.as_bytes());
        let mut checksum = [0; CHECKSUM];
        checksum.copy_from_slice(&blake3::keyed_hash(&key, secret).as_bytes()[..CHECKSUM]);
        checksum
    }
}

/// A text in groups of four.
pub fn grouped(text: &str, between: char) -> Zeroizing<String> {
    let mut groups = Zeroizing::new(String::with_capacity(text.len() * 2));
    for (index, character) in text.chars().enumerate() {
        if index > 0 && index % 4 == 0 {
            groups.push(between);
        }
        groups.push(character);
    }
    groups
}

/// What was typed from paper as base32: without what stands between, and with the digits that base32 does not have
/// taken for the letters that they look like.
pub fn plain(typed: &str) -> Zeroizing<String> {
    let mut plain = Zeroizing::new(String::with_capacity(typed.len()));
    plain.extend(typed.chars().filter(|c| !c.is_whitespace() && !matches!(c, '-' | '–' | '—')).map(|c| match c {
        '0' => 'O',
        '1' => 'I',
        '8' => 'B',
        _ => c.to_ascii_uppercase(),
    }));
    plain
}

#[cfg(unix)]
fn private_folder() -> std::fs::DirBuilder {
    use std::os::unix::fs::DirBuilderExt;
    let mut folder = std::fs::DirBuilder::new();
    folder.mode(0o700);
    folder
}

#[cfg(unix)]
fn private_file() -> OpenOptions {
    use std::os::unix::fs::OpenOptionsExt;
    let mut options = OpenOptions::new();
    options.mode(0o600);
    options
}

#[cfg(unix)]
fn refuse_exposed(file: &File, path: &Path) -> std::io::Result<Result<(), VaultError>> {
    use std::os::unix::fs::MetadataExt;
    let there = file.metadata()?;
    let mode = there.mode() & 0o7777;
    // A service's credential: root's, for the service by an access list, whose mask shows as the group's bits.
    let credential = mode == 0o440 && (there.uid(), there.gid()) == (0, 0);
    Ok(if mode & 0o077 == 0 || credential { Ok(()) } else { Err(VaultError::Exposed { path: path.into(), mode }) })
}

#[cfg(unix)]
fn sync_folder(folder: &Path) -> std::io::Result<()> {
    File::open(folder)?.sync_all()
}

// Elsewhere a user's own folders are closed to other users by the system's defaults.
#[cfg(not(unix))]
fn private_folder() -> std::fs::DirBuilder {
    std::fs::DirBuilder::new()
}

#[cfg(not(unix))]
fn private_file() -> OpenOptions {
    OpenOptions::new()
}

#[cfg(not(unix))]
fn sync_folder(_: &Path) -> std::io::Result<()> {
    Ok(())
}

#[cfg(not(unix))]
fn refuse_exposed(_: &File, _: &Path) -> std::io::Result<Result<(), VaultError>> {
    Ok(Ok(()))
}
