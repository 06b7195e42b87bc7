//! Carrying a backup further by a program of the configuration, and comparing what it gives back.

use std::io;
use std::path::Path;
use std::time::Duration;

use super::Bytes;
use crate::config::Backup;
use crate::desk::program;

/// Carries the file with this hash. Answers whether it was compared; `None`: nothing is to be carried.
pub fn carry(settings: &Backup, file: &Path, hash: &Bytes<32>) -> io::Result<Option<bool>> {
    if settings.command.is_empty() {
        return Ok(None);
    }
    let patience = Duration::from_secs(60 * u64::from(settings.command_minutes));
    let name = file.file_name().unwrap_or_default().to_string_lossy();
    let words = |words: &[String]| -> Vec<String> {
        let filled = |word: &String| word.replace("{file}", &file.display().to_string()).replace("{name}", &name);
        words.iter().map(filled).collect()
    };
    program::carry(&words(&settings.command), patience, &mut io::sink())?;
    if settings.check.is_empty() {
        return Ok(Some(false));
    }
    let mut back = blake3::Hasher::new();
    program::carry(&words(&settings.check), patience, &mut back)?;
    if back.finalize().as_bytes() == &hash.0 {
        return Ok(Some(true));
    }
    Err(io::Error::other("what [backup] check gave back is not what was carried"))
}
