//! Bringing a backup back into a folder of its own: nothing that is there is ever overwritten, and nothing stays that does
//! not prove whole.

use std::fs::File;
use std::io::{self, BufReader, ErrorKind, Read};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use serde_json::json;

use super::archive::{Head, Part, Reader};
use super::{BackupError, FORMAT, Manifest, Scrap, Signed, Step};
use crate::clock::Source;
use crate::config::Config;
use crate::desk::Desk;
use crate::desk::alerts::Sight;
use crate::desk::api::Problem;
use crate::desk::keys::HOST_LABEL;
use crate::desk::office::{OfficeError, OfficePaths};
use crate::desk::verify::{Checking, Report};
use crate::desk::witness;
use crate::domain::{Action, Micros, Outcome, Secret};
use crate::store::{Load, StoreError, Table};
use crate::vault::age::{self, AgeError, Identity};
use crate::vault::note::Keys;
use crate::vault::{HostSecret, RecoveryKit, VaultError};

/// What opens a backup.
pub struct Opening<'a> {
    /// Secrets of this computer; one of them may be the office's.
    pub hosts: Vec<HostSecret>,
    /// The words of the recovery kit.
    pub kit: Option<&'a Secret>,
}

impl Opening<'_> {
    /// Adds the secrets of the offices that this computer knows, and the one of the file that was named.
    pub fn add_of_this_computer(&mut self, config_dir: &Path, named: Option<&Path>) {
        let offices = std::fs::read_dir(config_dir.join("offices")).into_iter().flatten().flatten();
        let kept = offices.map(|office| OfficePaths::host_secret_in(&office.path()));
        let all = named.map(Path::to_owned).into_iter().chain(kept);
        self.hosts.extend(all.filter_map(|path| HostSecret::load(&path).ok()));
    }
}

/// Where a backup is brought back to.
pub struct Restoring<'a> {
    pub file: &'a Path,
    /// A folder that is empty or not there.
    pub to: &'a Path,
    pub config_dir: &'a Path,
    /// Where this computer keeps the host secret, if not in the config folder.
    pub host_secret: Option<&'a Path>,
    /// The office that the backup is of, where that can still be read: what it has beyond the backup is told.
    pub present: Option<&'a mut Desk>,
    pub config: &'a Config,
    pub clock: Arc<dyn Source>,
}

/// What was brought back, and what it was found to be.
#[derive(Debug)]
pub struct Restored {
    pub paths: OfficePaths,
    pub manifest: Manifest,
    pub report: Report,
    /// What was logged after the backup, as far as anything still tells.
    pub lost: Option<Lost>,
    /// Whether the host secret was put where `paths` has it: out of the recovery kit's copy, or one of before a change.
    pub host_secret: bool,
    /// The office's root key, for whoever compares it with the printed one.
    pub root: String,
}

/// What is not in a backup: entries of the log after its last one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize)]
pub struct Lost {
    pub entries: i64,
    /// The time of the last one.
    pub until: Micros,
}

/// Brings a backup back, proves the copy, and has it say in its log what it is.
///
/// # Errors
/// The folder is taken; the backup does not open, is damaged or not signed; the copy does not prove whole.
pub fn restore(restoring: Restoring<'_>, opening: &Opening<'_>, step: Step<'_>) -> Result<Restored, BackupError> {
    let Restoring { file, to, config_dir, host_secret, present, config, clock } = restoring;
    refuse_taken(to)?;
    let opened = open(file, opening)?;
    let scrap = Scrap::new(to.to_owned());
    let paths = OfficePaths::restored(to, opened.head.install, config_dir, host_secret, &opened.head.host_copy)?;
    let (paths, secret) = SecretInPlace::put(paths, &opened.host)?;
    let (manifest, report, mut desk) = bring_back(file, opened, &paths, config, &clock, step)?;
    let lost = beyond(&desk.ends_of_log(present, config), manifest.head);
    desk.tell_restored(file, &manifest, lost)?;
    let host_secret = secret.keep();
    let root = desk.root_fingerprint();
    scrap.keep();
    Ok(Restored { paths, manifest, report, lost, host_secret, root })
}

/// Makes the office's file of a backup, opens it, and proves it.
pub(super) fn bring_back(
    file: &Path,
    opened: Opened,
    paths: &OfficePaths,
    config: &Config,
    clock: &Arc<dyn Source>,
    step: Step<'_>,
) -> Result<(Manifest, Report, Desk), BackupError> {
    let signed = unpack(file, opened, &paths.database(), step)?;
    let mut desk = Desk::open(paths.clone(), config, Arc::clone(clock), "restore")?;
    if signed.manifest.install != paths.install || !signed.is_by(desk.rights.office_keys()) {
        return Err(BackupError::Unsigned(file.display().to_string()));
    }
    let report = desk.prove_restored(&signed.manifest)?;
    Ok((signed.manifest, report, desk))
}

/// A backup that is open.
pub(super) struct Opened {
    pub head: Head,
    pub host: HostSecret,
    reader: Parts,
}

fn refuse_taken(to: &Path) -> Result<(), BackupError> {
    let taken = std::fs::read_dir(to).is_ok_and(|mut entries| entries.next().is_some());
    if taken { Err(OfficeError::NotEmpty(to.display().to_string()).into()) } else { Ok(()) }
}

/// Opens a backup with whatever of this opens it, and finds the host secret that it was made under.
pub(super) fn open(file: &Path, opening: &Opening<'_>) -> Result<Opened, BackupError> {
    for host in &opening.hosts {
        if let Some((head, reader)) = open_with(file, host.backup_identity()?)? {
            let host = HostSecret::from_bytes(host.expose())?;
            return Ok(Opened { head, host, reader });
        }
    }
    let other_key = || BackupError::OtherKey(file.display().to_string());
    let kit = opening.kit.ok_or_else(other_key)?;
    let kit = RecoveryKit::parse(kit.expose())?.keys();
    let (head, reader) = open_with(file, kit.age_identity()?)?.ok_or_else(other_key)?;
    let copy = kit.open_sealed(HOST_LABEL, &head.install.0, &head.host_copy)?;
    Ok(Opened { head, host: HostSecret::from_bytes(&copy)?, reader })
}

/// The parts of a backup, out of a file that is open.
type Parts = Reader<Box<dyn Read>>;

/// `None`: it was not made for this one.
fn open_with(file: &Path, identity: Identity) -> Result<Option<(Head, Parts)>, BackupError> {
    let input = BufReader::with_capacity(1 << 20, File::open(file).map_err(BackupError::io(file))?);
    let encrypted = match age::decrypt(&[identity], input) {
        Ok(encrypted) => encrypted,
        Err(AgeError::OtherKey) => return Ok(None),
        Err(AgeError::NotAge) => return Err(BackupError::NoBackup(file.display().to_string())),
        Err(AgeError::Io(error)) => return Err(BackupError::io(file)(error)),
    };
    let packed = zstd::stream::read::Decoder::new(encrypted).map_err(|error| damaged(file, &error))?;
    let (reader, head) = Reader::begin(Box::new(packed) as Box<dyn Read>).map_err(|error| damaged(file, &error))?;
    if head.format > FORMAT {
        return Err(BackupError::Newer(file.display().to_string()));
    }
    Ok(Some((head, reader)))
}

fn damaged(file: &Path, error: &io::Error) -> BackupError {
    let why = match error.kind() {
        ErrorKind::UnexpectedEof => "it is cut off".to_owned(),
        _ => error.to_string(),
    };
    BackupError::Damaged { path: file.display().to_string(), why }
}

/// Reads a backup through to its end without making anything of it, and answers the manifest.
///
/// # Errors
/// It is damaged, or the office has not signed it.
pub(super) fn read_through(file: &Path, opened: Opened, keys: &Keys, step: Step<'_>) -> Result<Manifest, BackupError> {
    let go_on = |go_on: bool| if go_on { Ok(()) } else { Err(BackupError::Stopped) };
    let signed = each_part(file, opened.reader, |_, pack| go_on(step(pack.len() as u64)))?;
    if signed.is_by(keys) { Ok(signed.manifest) } else { Err(BackupError::Unsigned(file.display().to_string())) }
}

/// Hands over each pack of rows with its table; answers the signed manifest, whose hash is of what was handed over.
fn each_part(
    file: &Path,
    mut reader: Parts,
    mut each: impl FnMut(&Table, &[u8]) -> Result<(), BackupError>,
) -> Result<Signed, BackupError> {
    let mut table = None;
    loop {
        let before = reader.content();
        match (reader.part().map_err(|error| damaged(file, &error))?, &table) {
            (Part::Table(next), _) => table = Some(next),
            (Part::Rows(pack), Some(table)) => each(table, &pack)?,
            (Part::End(signed), _) if (signed.manifest.bytes, signed.manifest.content.0) == before => {
                return Ok(signed);
            }
            (Part::End(_), _) => return Err(damaged(file, &io::Error::other("its content is not what it says"))),
            _ => return Err(damaged(file, &io::Error::other("its parts are out of order"))),
        }
    }
}

/// Makes the office's file of a backup.
fn unpack(file: &Path, opened: Opened, database: &Path, step: Step<'_>) -> Result<Signed, BackupError> {
    let Opened { head, host, reader } = opened;
    let shown = || file.display().to_string();
    let mut load = Load::begin(database, &host.store_key(), head.schema).map_err(|error| match error {
        StoreError::NewerSchema { .. } => BackupError::Newer(shown()),
        error => error.into(),
    })?;
    let signed = each_part(file, reader, |table, pack| {
        let rows = load.rows(table, pack)?;
        if step(rows) { Ok(()) } else { Err(BackupError::Stopped) }
    })?;
    if load.finish()? != signed.manifest.tables {
        return Err(damaged(file, &io::Error::other("it does not have as many rows as it says")));
    }
    Ok(signed)
}

/// The host secret that this put somewhere, to be taken away again where it all comes to nothing.
struct SecretInPlace(Option<Scrap>);

impl SecretInPlace {
    /// Puts it into its place, where none is. Where another one is, the host secret was changed since the backup was
    /// made: it goes into a file beside the folder, and nothing of the present one is touched.
    fn put(paths: OfficePaths, host: &HostSecret) -> Result<(OfficePaths, Self), BackupError> {
        let place = paths.host_secret_path();
        let paths = match HostSecret::load(place) {
            Ok(there) if there.expose() == host.expose() => return Ok((paths, Self(None))),
            Ok(_) => paths.with_own_secret(),
            Err(VaultError::Missing { .. }) => paths,
            Err(error) => return Err(error.into()),
        };
        host.save(paths.host_secret_path())?;
        let scrap = Scrap::new(paths.host_secret_path().to_owned());
        Ok((paths, Self(Some(scrap))))
    }

    /// Whether it was put there.
    fn keep(self) -> bool {
        let put = self.0.is_some();
        if let Some(scrap) = self.0 {
            scrap.keep();
        }
        put
    }
}

/// What was logged after the entry `head`, by whatever end goes furthest.
fn beyond(ends: &[(i64, Micros)], head: i64) -> Option<Lost> {
    let (furthest, until) = ends.iter().filter(|(end, _)| *end > head).max()?;
    Some(Lost { entries: furthest - head, until: *until })
}

impl Desk {
    /// How far the log went, by what still tells of it: the file that it was in, and the checkpoints that were carried
    /// outside.
    fn ends_of_log(&self, present: Option<&mut Desk>, config: &Config) -> Vec<(i64, Micros)> {
        let mut ends = Vec::new();
        let mut keys = self.rights.office_keys().to_vec();
        if let Some(present) = present.filter(|present| present.paths.install == self.paths.install) {
            let end = present.store.read(|snapshot| {
                let head = snapshot.head()?.map_or(0, |(head, _)| head);
                Ok::<_, StoreError>(snapshot.log_time()?.map(|at| (head, at)))
            });
            ends.extend(end.ok().flatten());
            keys.extend_from_slice(present.rights.office_keys());
        }
        let kept = config.witness.file(self.paths.home());
        let newest = kept.and_then(|path| witness::newest_in(&path, self.paths.install, &keys));
        ends.extend(newest.map(|note| (note.size(), note.checkpoint.at)));
        ends
    }

    /// Proves the whole log of a copy, and that it goes as far as the manifest says.
    pub(super) fn prove_restored(&mut self, manifest: &Manifest) -> Result<Report, BackupError> {
        let checkpoints = vec![("the backup".to_owned(), manifest.checkpoint.clone())];
        let checking = Checking { checkpoints, apart: true, ..Checking::default() };
        match self.verify_log_by(&checking, &mut |_, _| {})? {
            Ok(report) => Ok(report),
            Err(bad) => Err(BackupError::Unproven(format!("at entry {}: {}", bad.sequence, bad.why))),
        }
    }

    /// Writes into the copy's log that it is one, and of what; and has everybody told.
    fn tell_restored(&mut self, file: &Path, manifest: &Manifest, lost: Option<Lost>) -> Result<(), Problem> {
        let details = json!({
            "file": file.file_name().unwrap_or_default().to_string_lossy(),
            "made_at": manifest.made_at_utc,
            "head": manifest.head,
            "lost": lost.map(|lost| lost.entries),
        });
        self.log_backup(None, Action::OfficeRestore, Outcome::Done, details)?;
        self.raise(&[Sight::office_restored(manifest.head, &manifest.made_at_utc)])
    }
}

/// The folder that a backup is brought back to where none is named.
pub fn usual_folder(file: &Path) -> PathBuf {
    let name = file.file_stem().unwrap_or_default().to_string_lossy().into_owned();
    PathBuf::from(format!("{name}-restored"))
}
