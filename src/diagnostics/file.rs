//! The file that lines are added to: for its owner alone, put aside when it has grown, made anew when it was moved away.

use std::fs::{self, File, OpenOptions, Permissions};
use std::io::{self, Write};
use std::os::unix::fs::{MetadataExt, OpenOptionsExt, PermissionsExt};
use std::path::{Path, PathBuf};

use rustix::fs::{FlockOperation, OFlags, flock};

use crate::config::Log;

/// Several processes may write the same file: each line is one write at its end.
pub(super) struct LogFile {
    path: Option<PathBuf>,
    most: u64,
    open: Option<File>,
}

impl LogFile {
    pub fn new(settings: &Log) -> Self {
        Self { path: settings.file(), most: u64::from(settings.size_mib) << 20, open: None }
    }

    /// Adds a line.
    ///
    /// # Errors
    /// When the file can't be opened or written; the next line tries again.
    pub fn append(&mut self, line: &[u8]) -> io::Result<()> {
        let Some(path) = &self.path else { return Ok(()) };
        let mut file = match self.open.take().filter(|file| is_at(file, path)) {
            Some(file) => file,
            None => open(path)?,
        };
        let metadata = file.metadata()?;
        if metadata.is_file() && metadata.len() >= self.most {
            file = put_aside(file, path)?;
        }
        file.write_all(line)?;
        self.open = Some(file);
        Ok(())
    }
}

/// Whether the open file is still the one that lies there.
fn is_at(file: &File, path: &Path) -> bool {
    let (Ok(open), Ok(there)) = (file.metadata(), fs::metadata(path)) else { return false };
    (open.dev(), open.ino()) == (there.dev(), there.ino())
}

fn open(path: &Path) -> io::Result<File> {
    // Nobody waits for whoever reads a pipe.
    let flags = i32::try_from(OFlags::NONBLOCK.bits()).unwrap_or(0);
    let file = OpenOptions::new().append(true).create(true).mode(0o600).custom_flags(flags).open(path)?;
    let metadata = file.metadata()?;
    // One that was there before may be open to others; a pipe or a terminal is somebody else's.
    if metadata.is_file() && metadata.mode() & 0o077 != 0 {
        file.set_permissions(Permissions::from_mode(0o600))?;
    }
    Ok(file)
}

/// Renames the file to `NAME.1` and begins a new one. Of several processes one does it.
fn put_aside(file: File, path: &Path) -> io::Result<File> {
    flock(&file, FlockOperation::LockExclusive)?;
    if is_at(&file, path) {
        let mut aside = path.as_os_str().to_owned();
        aside.push(".1");
        fs::rename(path, aside)?;
    }
    open(path)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn log(path: &Path) -> LogFile {
        LogFile { path: Some(path.to_owned()), most: 10, open: None }
    }

    #[test]
    fn a_file_that_has_grown_is_put_aside_by_one_of_several() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("kin.log");
        let (mut one, mut other) = (log(&path), log(&path));
        one.append(b"first\n").unwrap();
        other.append(b"second\n").unwrap();
        one.append(b"third\n").unwrap();
        other.append(b"4\n").unwrap();
        assert_eq!(fs::read_to_string(&path).unwrap(), "third\n4\n");
        assert_eq!(fs::read_to_string(folder.path().join("kin.log.1")).unwrap(), "first\nsecond\n");
        assert_eq!(fs::metadata(&path).unwrap().mode() & 0o777, 0o600);
    }

    #[test]
    fn a_file_that_was_moved_away_is_made_anew() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("kin.log");
        fs::write(&path, "").unwrap();
        fs::set_permissions(&path, Permissions::from_mode(0o644)).unwrap();
        let mut log = log(&path);
        log.append(b"first\n").unwrap();
        assert_eq!(fs::metadata(&path).unwrap().mode() & 0o777, 0o600);
        fs::rename(&path, folder.path().join("old")).unwrap();
        log.append(b"second\n").unwrap();
        assert_eq!(fs::read_to_string(&path).unwrap(), "second\n");
    }

    #[test]
    fn what_cannot_be_written_is_tried_again() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("later/kin.log");
        let mut log = log(&path);
        assert!(log.append(b"first\n").is_err());
        fs::create_dir(folder.path().join("later")).unwrap();
        log.append(b"second\n").unwrap();
        assert_eq!(fs::read_to_string(&path).unwrap(), "second\n");
    }
}
