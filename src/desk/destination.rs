//! Places outside the office's file that a checkpoint is carried to. None holds up a member: nobody waits for them but
//! the witness.

use std::fs::{File, OpenOptions};
use std::io::{self, Read, Seek, SeekFrom, Write};
use std::os::unix::fs::OpenOptionsExt;
use std::os::unix::net::UnixDatagram;
use std::path::{Path, PathBuf};
use std::time::Duration;

use rustix::fs::OFlags;
use rustix::io::Errno;

use super::program;
use crate::config;
use crate::vault::note::Note;

/// A program has so long.
const PATIENCE: Duration = Duration::from_secs(5);
/// The newest checkpoint of a file is within this many bytes of its end.
const TAIL: u64 = 64 * 1024;
/// So much of a file is compared: a hundred thousand checkpoints.
const MOST: u64 = 64 * 1024 * 1024;

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Destination {
    /// A file that only grows.
    Path(PathBuf),
    /// A program and its arguments.
    Command(Vec<String>),
    /// The socket of systemd's journal.
    Journal(PathBuf),
}

impl Destination {
    /// The destinations of a configuration; `home` is where this machine keeps what it needs of the office.
    pub fn all(settings: &config::Witness, home: &Path) -> Vec<Self> {
        let path = settings.file(home).map(Self::Path);
        let command = Some(settings.command.clone()).filter(|command| !command.is_empty()).map(Self::Command);
        let journal = Some(&settings.journal).filter(|journal| !journal.is_empty());
        path.into_iter().chain(command).chain(journal.map(|journal| Self::Journal(journal.into()))).collect()
    }

    /// What the log and alerts call it.
    pub const fn name(&self) -> &'static str {
        match self {
            Self::Path(_) => "path",
            Self::Command(_) => "command",
            Self::Journal(_) => "journal",
        }
    }

    pub fn carry(&self, note: &Note) -> io::Result<()> {
        match self {
            Self::Path(path) => append(path, note.text()),
            Self::Command(words) => program::tell(words, note.text(), PATIENCE),
            Self::Journal(socket) => journal(socket, note.text()),
        }
    }
}

/// One write at the file's end, with an empty line after it, and on the disk when this returns.
fn append(path: &Path, text: &str) -> io::Result<()> {
    let mut file = open(path, OpenOptions::new().read(true).append(true).create(true).mode(0o600))?;
    let before = tail_of(&mut file, TAIL)?;
    // A machine may have gone down in the middle of the last one.
    let apart = if before.is_empty() || before.ends_with("\n\n") { "" } else { "\n\n" };
    file.write_all(format!("{apart}{text}\n").as_bytes())?;
    file.sync_data()
}

/// Opens a plain file. Others may have a hand in its folder: a link there could lead into any other file, and a pipe
/// would never end.
fn open(path: &Path, options: &mut OpenOptions) -> io::Result<File> {
    let flags = (OFlags::NOFOLLOW | OFlags::NONBLOCK).bits();
    let opened = options.custom_flags(flags.cast_signed()).open(path);
    let is_link = |error: &io::Error| error.raw_os_error() == Some(Errno::LOOP.raw_os_error());
    let linked = || io::Error::other("it is a link; name the file itself");
    let file = opened.map_err(|error| if is_link(&error) { linked() } else { error })?;
    if file.metadata()?.is_file() { Ok(file) } else { Err(io::Error::other("it is no plain file")) }
}

/// The end of a file, where its newest checkpoint is; empty where there is none.
pub fn tail(path: &Path) -> io::Result<String> {
    end_of(path, TAIL).map(Option::unwrap_or_default)
}

/// A whole file of checkpoints, or of a vast one the end; `None`: there is none.
pub fn all_of(path: &Path) -> io::Result<Option<String>> {
    end_of(path, MOST)
}

fn end_of(path: &Path, most: u64) -> io::Result<Option<String>> {
    match open(path, OpenOptions::new().read(true)) {
        Ok(mut file) => tail_of(&mut file, most).map(Some),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
        Err(error) => Err(error),
    }
}

fn tail_of(file: &mut File, most: u64) -> io::Result<String> {
    let length = file.seek(SeekFrom::End(0))?;
    file.seek(SeekFrom::Start(length.saturating_sub(most)))?;
    let mut bytes = Vec::new();
    file.take(most).read_to_end(&mut bytes)?;
    Ok(String::from_utf8_lossy(&bytes).into_owned())
}

/// One message in the journal's native protocol (<https://systemd.io/JOURNAL_NATIVE_PROTOCOL/>): a value with line
/// breaks in it goes with its length before it, as 8 bytes, the lowest first.
fn journal(socket: &Path, text: &str) -> io::Result<()> {
    let text = text.trim_end();
    let mut message = b"SYSLOG_IDENTIFIER=kin\nPRIORITY=5\nMESSAGE\n".to_vec();
    message.extend((text.len() as u64).to_le_bytes());
    message.extend(text.as_bytes());
    message.push(b'\n');
    UnixDatagram::unbound()?.send_to(&message, socket).map(drop)
}
