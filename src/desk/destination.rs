//! Places outside the office's file that a checkpoint is carried to. None holds up a member: nobody waits for them but
//! the witness.

use std::io::{self, Read, Seek, SeekFrom, Write};
use std::os::unix::net::UnixDatagram;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::thread::sleep;
use std::time::Duration;

use crate::config;
use crate::vault::note::Note;

/// A program has so long.
const PATIENCE: Duration = Duration::from_secs(5);
const LOOK: Duration = Duration::from_millis(20);
/// The newest checkpoint of a file is within this many bytes of its end.
const TAIL: u64 = 64 * 1024;

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
            Self::Command(words) => tell(words, note.text()),
            Self::Journal(socket) => journal(socket, note.text()),
        }
    }
}

/// One write at the file's end, with an empty line after it, and on the disk when this returns.
fn append(path: &Path, text: &str) -> io::Result<()> {
    let mut options = std::fs::OpenOptions::new();
    options.read(true).append(true).create(true);
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    let mut file = options.open(path)?;
    let before = tail_of(&mut file)?;
    // A machine may have gone down in the middle of the last one.
    let apart = if before.is_empty() || before.ends_with("\n\n") { "" } else { "\n\n" };
    file.write_all(format!("{apart}{text}\n").as_bytes())?;
    file.sync_data()
}

/// The end of a file; empty where there is none.
pub fn tail(path: &Path) -> io::Result<String> {
    match std::fs::File::open(path) {
        Ok(mut file) => tail_of(&mut file),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(String::new()),
        Err(error) => Err(error),
    }
}

fn tail_of(file: &mut std::fs::File) -> io::Result<String> {
    let length = file.seek(SeekFrom::End(0))?;
    file.seek(SeekFrom::Start(length.saturating_sub(TAIL)))?;
    let mut bytes = Vec::new();
    file.take(TAIL).read_to_end(&mut bytes)?;
    Ok(String::from_utf8_lossy(&bytes).into_owned())
}

/// Runs a program with the text on its standard input, and nothing of this one's environment but where programs are.
fn tell(words: &[String], text: &str) -> io::Result<()> {
    let (program, arguments) = words.split_first().ok_or_else(|| io::Error::other("no program is named"))?;
    let mut command = Command::new(program);
    command.args(arguments).env_clear().stdin(Stdio::piped()).stdout(Stdio::null()).stderr(Stdio::null());
    if let Some(path) = std::env::var_os("PATH") {
        command.env("PATH", path);
    }
    let mut child = command.spawn()?;
    if let Some(mut stdin) = child.stdin.take() {
        // It is shorter than a pipe is wide, so this waits for nobody. Who does not read it tells by its exit.
        let _ = stdin.write_all(text.as_bytes());
    }
    let ended = wait(&mut child);
    if ended.is_err() {
        let _ = child.kill();
        let _ = child.wait();
    }
    ended
}

fn wait(child: &mut Child) -> io::Result<()> {
    let mut waited = Duration::ZERO;
    while waited < PATIENCE {
        match child.try_wait()? {
            Some(status) if status.success() => return Ok(()),
            Some(status) => return Err(io::Error::other(format!("it ended with {status}"))),
            None => sleep(LOOK),
        }
        waited += LOOK;
    }
    Err(io::Error::other(format!("it did not end in {} s", PATIENCE.as_secs())))
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
