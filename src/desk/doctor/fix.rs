//! What is mended without a question: modes that let others in, and what a stop left behind and nobody needs.

use std::fs::{self, Permissions};
use std::os::unix::fs::{FileTypeExt, PermissionsExt};
use std::os::unix::net::UnixStream;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::super::Desk;
use super::super::office::OfficeError;
use super::Patient;
use crate::vault::HostSecret;

/// Mends what is safe to mend, and says what it did.
///
/// # Errors
/// When a file can't be changed; what was mended before stays.
pub fn fix(patient: &Patient<'_>) -> Result<Vec<String>, OfficeError> {
    let mut told = Vec::new();
    for (path, mode) in places(patient) {
        told.extend(close(&path, mode)?);
    }
    told.extend(stale_socket(&patient.socket)?);
    told.extend(left_behind(patient)?);
    Ok(told)
}

/// What nobody else is to read or enter, and the mode for it.
fn places(patient: &Patient<'_>) -> Vec<(PathBuf, u32)> {
    let paths = patient.paths;
    let beside = |extension: &str| paths.database().with_extension(extension);
    let mut places = vec![(paths.folder.clone(), 0o700), (paths.home().to_owned(), 0o700)];
    let files = [beside("db"), beside("db-wal"), beside("db-shm"), beside("db-journal"), patient.host_key.clone()];
    places.extend(files.map(|path| (path, 0o600)));
    places.push((paths.host_secret_path().to_owned(), 0o600));
    places.extend(patient.config_file.clone().map(|path| (path, 0o600)));
    places.push((patient.config.backup.folder(&paths.folder), 0o700));
    places
}

fn close(path: &Path, mode: u32) -> Result<Option<String>, OfficeError> {
    let Ok(there) = fs::metadata(path) else { return Ok(None) };
    let now = there.permissions().mode() & 0o7777;
    // What the system lends a service is not ours to change.
    if now & 0o077 == 0 || there.permissions().readonly() {
        return Ok(None);
    }
    fs::set_permissions(path, Permissions::from_mode(mode)).map_err(OfficeError::io(path))?;
    Ok(Some(format!("{} had mode {now:04o} and has {mode:04o} now.", path.display())))
}

/// A server that ended without taking its socket along.
fn stale_socket(path: &Path) -> Result<Option<String>, OfficeError> {
    let socket = fs::symlink_metadata(path).is_ok_and(|there| there.file_type().is_socket());
    if !socket || UnixStream::connect(path).is_ok() {
        return Ok(None);
    }
    fs::remove_file(path).map_err(OfficeError::io(path))?;
    Ok(Some(format!("{} was left by a server that runs no more, and is removed.", path.display())))
}

/// The secret of a change that never came to the file. Opening the office has put a needed one in its place.
fn left_behind(patient: &Patient<'_>) -> Result<Vec<String>, OfficeError> {
    let paths = patient.paths;
    let Ok(desk) = Desk::open(paths.clone(), patient.config, Arc::clone(&patient.clock), "doctor") else {
        return Ok(Vec::new());
    };
    let mut told = Vec::new();
    if desk.host_rotation_unfinished() {
        return Ok(told);
    }
    let known = HostSecret::load(&paths.next_secret())
        .is_ok_and(|left| desk.host.all().any(|one| one.expose() == left.expose()));
    for path in paths.left_behind() {
        fs::remove_file(&path).map_err(OfficeError::io(&path))?;
        let was = if known { "was taken over already" } else { "was never in use" };
        told.push(format!("{} {was}, and is removed.", path.display()));
    }
    Ok(told)
}
