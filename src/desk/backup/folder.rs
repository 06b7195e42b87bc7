//! The folder of an office's backups: their names, what lies beside them, and which are there.

use std::fs::{self, File};
use std::io::{self, BufReader, Read};
use std::os::unix::fs::OpenOptionsExt;
use std::path::{Path, PathBuf};

use jiff::Timestamp;
use jiff::civil::DateTime;
use jiff::tz::TimeZone;
use rustix::fs::{FlockOperation, flock};

use super::{BackupError, Beside, Bytes};
use crate::domain::{Id, Micros};

const SUFFIX: &str = ".age";
/// The times in names: UTC, and in the order of time when sorted as text.
const TIME: &str = "%Y-%m-%dT%H%M%SZ";
/// What stands for one that is being made.
const REMAINS: [&str; 6] = [".part", ".copy", ".copy-wal", ".copy-shm", ".copy-journal", ".new"];
const LOCK: &str = ".kin-backup.lock";
/// No manifest comes near it.
const LONGEST_MANIFEST: u64 = 256 * 1024;

/// A folder that holds backups of one office.
#[derive(Clone, Debug)]
pub struct Folder {
    pub path: PathBuf,
    install: Id,
}

/// A backup that lies there.
#[derive(Clone, Debug)]
pub struct Kept {
    pub path: PathBuf,
    /// When it was made, as its name has it.
    pub at: Micros,
    pub bytes: u64,
    /// What lies beside it; `None`: nothing that could be read.
    pub beside: Option<Beside>,
}

impl Kept {
    pub fn name(&self) -> String {
        self.path.file_name().unwrap_or_default().to_string_lossy().into_owned()
    }
}

impl Folder {
    pub fn new(path: PathBuf, install: Id) -> Self {
        Self { path, install }
    }

    /// The name of a backup made at that time.
    pub fn name(&self, at: Micros) -> String {
        let time = Timestamp::from_microsecond(at.0).unwrap_or_default().to_zoned(TimeZone::UTC);
        format!("{}{}{SUFFIX}", self.begins(), time.strftime(TIME))
    }

    fn begins(&self) -> String {
        // The end of an id is what is random in it.
        let id = self.install.to_string();
        format!("kin-{}-", id.get(id.len().saturating_sub(8)..).unwrap_or_default())
    }

    /// The time in the name of one of this office's backups.
    fn time_in(&self, name: &str) -> Option<Micros> {
        let time = name.strip_prefix(&self.begins())?.strip_suffix(SUFFIX)?;
        let at = DateTime::strptime(TIME, time).ok()?.to_zoned(TimeZone::UTC).ok()?;
        Some(Micros(at.timestamp().as_microsecond()))
    }

    /// Makes the folder where it is not there, for its owner alone.
    pub fn make(&self) -> Result<(), BackupError> {
        use std::os::unix::fs::DirBuilderExt;
        let made = fs::DirBuilder::new().recursive(true).mode(0o700).create(&self.path);
        made.map_err(BackupError::io(&self.path))
    }

    /// Whether a disk other than the one of `/` is mounted on the folder or above it.
    pub fn is_mounted(&self) -> bool {
        use std::os::unix::fs::MetadataExt;
        let device = |path: &Path| fs::metadata(path).map(|there| there.dev()).ok();
        // The folder itself is made where it is not there yet.
        let own = self.path.ancestors().find_map(device);
        own.is_some_and(|own| device(Path::new("/")) != Some(own))
    }

    /// Keeps others from making one at the same time, as long as the answer lives.
    pub fn lock(&self) -> Result<File, BackupError> {
        let path = self.path.join(LOCK);
        let file = File::options().create(true).truncate(false).write(true).mode(0o600).open(&path);
        let file = file.map_err(BackupError::io(&path))?;
        match flock(&file, FlockOperation::NonBlockingLockExclusive) {
            Ok(()) => Ok(file),
            Err(rustix::io::Errno::WOULDBLOCK) => Err(BackupError::Running(self.path.display().to_string())),
            Err(error) => Err(BackupError::io(&path)(error.into())),
        }
    }

    /// Takes away what backups of this office have left that were killed. Nobody may be making one.
    pub fn remove_remains(&self) -> Result<(), BackupError> {
        for entry in fs::read_dir(&self.path).map_err(BackupError::io(&self.path))? {
            let path = entry.map_err(BackupError::io(&self.path))?.path();
            let name = path.file_name().unwrap_or_default().to_string_lossy();
            if name.starts_with(&self.begins()) && REMAINS.iter().any(|suffix| name.ends_with(suffix)) {
                fs::remove_file(&path).map_err(BackupError::io(&path))?;
            }
        }
        Ok(())
    }

    /// The backups that are there, the newest first. Empty where the folder is not there.
    pub fn list(&self) -> Result<Vec<Kept>, BackupError> {
        let entries = match fs::read_dir(&self.path) {
            Ok(entries) => entries,
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Vec::new()),
            Err(error) => return Err(BackupError::io(&self.path)(error)),
        };
        let mut kept = Vec::new();
        for entry in entries {
            let entry = entry.map_err(BackupError::io(&self.path))?;
            let Some(at) = self.time_in(&entry.file_name().to_string_lossy()) else { continue };
            let (path, bytes) = (entry.path(), entry.metadata().map_or(0, |there| there.len()));
            kept.push(Kept { beside: read_beside(&path), path, at, bytes });
        }
        kept.sort_by_key(|kept| std::cmp::Reverse(kept.at));
        Ok(kept)
    }

    /// The newest backup that is there.
    pub fn newest(&self) -> Result<Kept, BackupError> {
        let newest = self.list()?.into_iter().next();
        newest.ok_or_else(|| BackupError::None(self.path.display().to_string()))
    }

    /// Takes a backup away with what lies beside it.
    pub fn remove(&self, kept: &Kept) -> Result<(), BackupError> {
        fs::remove_file(&kept.path).map_err(BackupError::io(&kept.path))?;
        match fs::remove_file(beside_of(&kept.path)) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => Err(BackupError::io(&kept.path)(error)),
            _ => Ok(()),
        }
    }
}

/// Where a backup's manifest lies.
pub fn beside_of(path: &Path) -> PathBuf {
    path.with_extension("json")
}

/// What lies beside a backup, as far as it is a manifest; who signed it is not looked at.
pub fn read_beside(path: &Path) -> Option<Beside> {
    let mut text = Vec::new();
    File::open(beside_of(path)).ok()?.take(LONGEST_MANIFEST).read_to_end(&mut text).ok()?;
    serde_json::from_slice(&text).ok()
}

/// A file's size and hash.
pub fn hash_of(path: &Path) -> io::Result<(u64, Bytes<32>)> {
    let mut hash = blake3::Hasher::new();
    let bytes = io::copy(&mut BufReader::with_capacity(1 << 20, File::open(path)?), &mut hash)?;
    Ok((bytes, Bytes(*hash.finalize().as_bytes())))
}
