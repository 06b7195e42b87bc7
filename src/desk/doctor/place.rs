//! The files and the disk that they lie on: modes and owners, the host secret's place, mount, encryption, room.

use std::fs::{self, Metadata};
use std::os::unix::fs::MetadataExt;
use std::path::{Path, PathBuf};

use super::super::host::HostStatus;
use super::{Check, Layer, Patient, check};
use crate::store::health;

/// Where Linux tells of mounts and of block devices.
const MOUNTS: &str = "/proc/self/mountinfo";
const DEVICES: &str = "/sys/dev/block";
/// Devices upon devices: encryption under a volume manager.
const DEEPEST: usize = 4;
/// Less room than this is too little whatever the file's size.
const LEAST_ROOM: u64 = 256 * 1024 * 1024;

pub fn checks(patient: &Patient<'_>) -> Vec<Check> {
    let paths = patient.paths;
    let closed = |key, what, path: &Path, mode| private(key, what, path, mode, Layer::Sealing);
    let mut checks = vec![
        closed("folder_mode", "office folder", &paths.folder, 0o700),
        closed("database_mode", "office file", &paths.database(), 0o600),
        secret(patient),
        secret_place(patient),
        kit_copy(patient),
        mount(patient),
        encryption(patient),
        room(patient),
    ];
    if let Some(config) = patient.config_file.as_deref().filter(|path| path.exists()) {
        checks.push(config_mode(config));
    }
    if patient.host_key.exists() {
        checks.push(private("host_key_mode", "SSH host key", &patient.host_key, 0o600, Layer::Reach));
    }
    let backups = patient.config.backup.folder(&paths.folder);
    if backups.exists() {
        checks.push(private("backups_mode", "backups' folder", &backups, 0o700, Layer::Recovery));
    }
    checks
}

/// What others may read or enter, or what is somebody else's.
fn private(key: &'static str, what: &'static str, path: &Path, mode: u32, layer: Layer) -> Check {
    let check = check(layer, key, what);
    let there = match fs::metadata(path) {
        Ok(there) => there,
        Err(error) => return check.bad(format!("{}: {error}.", path.display()), "bring it back from a backup"),
    };
    if let Some(others) = others_may(&there) {
        let why = format!("{} has mode {:04o}: {others}.", path.display(), there.mode() & 0o7777);
        return check.bad(why, format!("kin doctor --fix, or: chmod {mode:o} {}", path.display()));
    }
    match owner(&there) {
        Some(user) => {
            let why = format!("{} belongs to user {user}, and not to who runs this program.", path.display());
            check.warning(why, format!("chown it, or run kin as that user: {}", path.display()))
        }
        None => check.good(format!("Only its owner gets at {}.", path.display())),
    }
}

fn others_may(there: &Metadata) -> Option<&'static str> {
    match there.mode() & 0o077 {
        0 => None,
        mode if mode & 0o022 != 0 => Some("others may write it"),
        _ => Some("others may read it"),
    }
}

/// The user that it belongs to, where that is another one.
fn owner(there: &Metadata) -> Option<u32> {
    let me = rustix::process::geteuid().as_raw();
    Some(there.uid()).filter(|user| *user != me && me != 0)
}

fn config_mode(path: &Path) -> Check {
    let check = check(Layer::Session, "config_mode", "configuration");
    match fs::metadata(path) {
        Ok(there) if there.mode() & 0o022 != 0 => {
            let why = format!("Others may write {}, and with it change every limit.", path.display());
            check.bad(why, format!("kin doctor --fix, or: chmod 600 {}", path.display()))
        }
        Ok(_) => check.good(format!("Nobody else may write {}.", path.display())),
        Err(error) => check.untold(format!("{}: {error}.", path.display())),
    }
}

fn secret(patient: &Patient<'_>) -> Check {
    let path = patient.paths.host_secret_path();
    let check = check(Layer::Sealing, "secret_mode", "host secret");
    let Ok(there) = fs::metadata(path) else {
        let why = format!("{} is not there; without it nobody opens the office.", path.display());
        return check.bad(why, "kin host import FILE, or with the kit: kin recover");
    };
    // A service's credential is root's, and readable for the service by an access list.
    let credential = there.mode() & 0o7777 == 0o440 && (there.uid(), there.gid()) == (0, 0);
    if credential {
        return check.good(format!("{} is a credential of the system's.", path.display()));
    }
    private("secret_mode", "host secret", path, 0o600, Layer::Sealing)
}

fn secret_place(patient: &Patient<'_>) -> Check {
    let check = check(Layer::Sealing, "secret_place", "host secret's place");
    let HostStatus { path, inside_office, next, .. } = HostStatus::of(patient.paths);
    if inside_office {
        let why = "It lies inside the office folder: whoever copies the office can open it.";
        return check.bad(why, format!("move {} out, and name it with --host-secret", path.display()));
    }
    if next {
        let why = "A change of it was stopped and has left something behind.";
        return check.warning(why, "kin host rotate, or where none is wanted: kin doctor --fix");
    }
    check.good("It lies outside the office folder.")
}

fn kit_copy(patient: &Patient<'_>) -> Check {
    let check = check(Layer::Recovery, "kit_copy", "host secret's copy for the kit");
    if patient.paths.kit_copy().is_err() {
        let why = "It is not in the office folder: with the host secret lost, the kit could not open the office.";
        return check.bad(why, "kin host rotate makes it anew");
    }
    check.good("It lies in the office folder, sealed to the recovery kit alone.")
}

/// What the system says of the file system that a path is on: its type and its device's number.
struct Mounted {
    kind: String,
    device: String,
}

fn mounted(path: &Path) -> Option<Mounted> {
    let path = fs::canonicalize(path).ok()?;
    let mounts = fs::read_to_string(MOUNTS).ok()?;
    // Of mounts over each other the last one counts.
    let lines = mounts.lines().filter_map(|line| {
        let (fields, rest) = line.split_once(" - ")?;
        let mut fields = fields.split(' ').skip(2);
        let (device, point) = (fields.next()?, fields.nth(1)?.replace("\\040", " "));
        let kind = rest.split(' ').next()?;
        path.starts_with(&point).then(|| (point.len(), Mounted { kind: kind.into(), device: device.into() }))
    });
    lines.max_by_key(|(length, _)| *length).map(|(_, mounted)| mounted)
}

fn mount(patient: &Patient<'_>) -> Check {
    let check = check(Layer::Sealing, "mount", "file system");
    let mounted = mounted(&patient.paths.folder);
    let kind = mounted.as_ref().map_or("unknown", |mounted| mounted.kind.as_str());
    if !health::is_local(&patient.paths.folder) {
        let why =
            format!("The office lies on a network or unknown file system ({kind}): slower, and open to who runs it.");
        return check.warning(why, "move the folder to a local disk, and let others in with: kin serve");
    }
    if mounted.as_ref().is_some_and(|mounted| removable(&mounted.device)) {
        let why = format!("The office lies on a disk that can be taken out ({kind}).");
        return check.warning(why, "move the folder to a disk that stays in the machine");
    }
    check.good(format!("The office lies on a local file system ({kind})."))
}

/// A partition says it of its disk.
fn removable(device: &str) -> bool {
    let Ok(place) = fs::canonicalize(Path::new(DEVICES).join(device)) else { return false };
    let says = |folder: &Path| fs::read_to_string(folder.join("removable")).is_ok_and(|text| text.trim() == "1");
    says(&place) || place.parent().is_some_and(says)
}

fn encryption(patient: &Patient<'_>) -> Check {
    let check = check(Layer::Sealing, "disk_encryption", "disk encryption");
    let device = mounted(&patient.paths.folder).map(|mounted| Path::new(DEVICES).join(mounted.device));
    if device.is_some_and(|device| encrypted(&device, DEEPEST)) {
        return check.good("The disk is encrypted (dm-crypt), with all that the system writes beside the office.");
    }
    check.is(
        super::State::CannotTell,
        "No dm-crypt is under the office folder; whether the disk encrypts by itself can't be told. The office file is encrypted all the same.",
        "encrypt the disk (LUKS), for swap and temporary files",
    )
}

fn encrypted(device: &Path, deep: usize) -> bool {
    if fs::read_to_string(device.join("dm/uuid")).is_ok_and(|uuid| uuid.starts_with("CRYPT-")) {
        return true;
    }
    let below = fs::read_dir(device.join("slaves")).into_iter().flatten().flatten();
    deep > 0 && below.into_iter().any(|slave| encrypted(&slave.path(), deep - 1))
}

fn room(patient: &Patient<'_>) -> Check {
    let check = check(Layer::Recovery, "room", "free space");
    let Ok(disk) = rustix::fs::statvfs(&patient.paths.folder) else {
        return check.untold("The system does not tell how much is free.");
    };
    let free = disk.f_bavail.saturating_mul(disk.f_frsize);
    let with = |extension: &str| patient.paths.database().with_extension(extension);
    let sizes: [PathBuf; 2] = [with("db"), with("db-wal")];
    let size: u64 = sizes.iter().filter_map(|path| fs::metadata(path).ok()).map(|there| there.len()).sum();
    let why = format!("{} MiB are free; the office has {} MiB.", free >> 20, size >> 20);
    if free < size.max(LEAST_ROOM / 4) {
        return check.bad(why, "free some space: a full disk stops all writing");
    }
    if free < (2 * size).max(LEAST_ROOM) {
        return check
            .warning(why, "free some space: a backup or a change of the host secret needs the file's size once more");
    }
    check.good(why)
}
