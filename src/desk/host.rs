//! The host secret at work: how it lies here, out to a second computer and in there, and another in its place.

use std::fs::{self, OpenOptions};
use std::io::{ErrorKind, Write};
use std::path::{Path, PathBuf};
use std::time::UNIX_EPOCH;

use serde_json::json;

use super::api::Problem;
use super::found::MINIMUM_PASSWORD;
use super::keys::HOST_LABEL;
use super::office::{OfficeError, OfficePaths};
use super::rights::{Act, PublicKey};
use super::session::Trace;
use super::{Desk, commands::Decision, facts};
use crate::domain::{Action, Entry, Micros, Secret, password};
use crate::policy::{Operation, Permit, Target};
use crate::store::{Options, Store, StoreError};
use crate::vault::{self, HostSecret, VaultError};

/// One look at the file opens it.
const CACHE_KIB: u32 = 256;

/// How the host secret lies on this computer; never the secret.
#[derive(Debug, Clone, serde::Serialize)]
pub struct HostStatus {
    pub path: PathBuf,
    pub there: bool,
    /// The file's mode, such as `0600`, and whose it is (user id); unix alone.
    pub mode: Option<String>,
    pub owner: Option<u32>,
    /// Since when this secret is here, by the file's time.
    pub since: Option<Micros>,
    /// It lies in the office folder, where whoever copies the office has it too.
    pub inside_office: bool,
    /// A change of it left something to be put in its place.
    pub next: bool,
}

impl HostStatus {
    pub fn of(paths: &OfficePaths) -> Self {
        let path = paths.host_secret_path().to_owned();
        let metadata = fs::metadata(&path).ok();
        let real = |path: &Path| fs::canonicalize(path).unwrap_or_else(|_| path.to_owned());
        let since = metadata.as_ref().and_then(|metadata| metadata.modified().ok()?.duration_since(UNIX_EPOCH).ok());
        Self {
            there: metadata.is_some(),
            mode: metadata.as_ref().and_then(mode),
            owner: metadata.as_ref().and_then(owner),
            since: since.and_then(|since| i64::try_from(since.as_micros()).ok()).map(Micros),
            inside_office: real(&path).starts_with(real(&paths.folder)),
            next: !paths.left_behind().is_empty(),
            path,
        }
    }
}

#[cfg(unix)]
fn mode(metadata: &fs::Metadata) -> Option<String> {
    use std::os::unix::fs::MetadataExt;
    Some(format!("{:04o}", metadata.mode() & 0o7777))
}

#[cfg(unix)]
fn owner(metadata: &fs::Metadata) -> Option<u32> {
    use std::os::unix::fs::MetadataExt;
    Some(metadata.uid())
}

#[cfg(not(unix))]
fn mode(_: &fs::Metadata) -> Option<String> {
    None
}

#[cfg(not(unix))]
fn owner(_: &fs::Metadata) -> Option<u32> {
    None
}

/// Whether the office opens with this secret.
pub fn opens(paths: &OfficePaths, host: &HostSecret) -> Result<bool, OfficeError> {
    match Store::open_with(&paths.database(), &host.store_key(), &Options::shared(CACHE_KIB, None)) {
        Ok(mut store) => Ok(store.read(facts::read)?.install == paths.install),
        Err(StoreError::WrongKeyOrForeign(_)) => Ok(false),
        Err(error) => Err(error.into()),
    }
}

/// Brings the host secret to this computer from a file that `Desk::export_host` wrote. One that is here is never
/// overwritten.
pub fn import(paths: &OfficePaths, file: &Path, passphrase: &Secret) -> Result<(), OfficeError> {
    if paths.host_secret_path().exists() {
        return Err(VaultError::Exists { path: paths.host_secret_path().to_owned() }.into());
    }
    let sealed = fs::read(file).map_err(OfficeError::io(file))?;
    let opened = vault::open_under_passphrase(passphrase.expose(), &sealed)?;
    let text = str::from_utf8(&opened).map_err(|_| VaultError::Damaged { what: "exported host secret" })?;
    let host = HostSecret::from_text(text)?;
    if !opens(paths, &host)? {
        return Err(OfficeError::OtherSecret(format!("The secret in {}", file.display())));
    }
    Ok(host.save(paths.host_secret_path())?)
}

/// What came of asking for another host secret.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum HostRotated {
    /// The office is under another host secret.
    Changed,
    /// A change that had been stopped was brought to its end; no other was begun.
    Finished,
}

impl Desk {
    /// How many host secrets of before the office keeps.
    pub const fn earlier_host_secrets(&self) -> usize {
        self.host.earlier()
    }

    /// Whether the office still signs with the key of an earlier host secret: its change was stopped before the end.
    pub fn host_rotation_unfinished(&self) -> bool {
        self.rights.office_key() != Some(self.host.present().office_signer(self.paths.install).public())
    }

    /// Writes the host secret into a new age file under a passphrase, for a second computer.
    pub fn export_host(&mut self, passphrase: &Secret, to: &Path) -> Result<(), OfficeError> {
        self.permit_host()?;
        let known = [self.office_name.as_str(), &self.session()?.name];
        if let Some(unfit) = password::problem(passphrase.expose(), MINIMUM_PASSWORD, &known) {
            return Err(Problem::Invalid { field: "passphrase".into(), unfit }.into());
        }
        if to.exists() {
            return Err(VaultError::Exists { path: to.to_owned() }.into());
        }
        let permit = self.judge(Operation::RotateKeys, Target::Office)?;
        let sealed = vault::seal_under_passphrase(passphrase.expose(), self.host.present().to_text().as_bytes())?;
        // It is in the log before it is out.
        let entry = self.host_entry(&permit, Action::HostExport, json!({}))?;
        self.act(&permit, |_| Ok((entry.clone(), ())))?;
        save_private(to, &sealed)
    }

    /// Puts the office under another host secret. Whatever stops it, the office opens after it: with the old secret, or
    /// with the new one, which then takes the old one's place when the office is opened; asked again, it goes on.
    ///
    /// `new_secret`: where the new one is written where it can't take the place of the old one by itself. A secret that
    /// lies there already is taken.
    ///
    /// # Errors
    /// `StoreError::InUse` where anybody else has the office open; nothing was changed then.
    pub fn rotate_host(&mut self, new_secret: Option<&Path>) -> Result<HostRotated, OfficeError> {
        self.permit_host()?;
        let rotated = match self.store.take_alone() {
            Ok(()) => self.rotate_alone(new_secret),
            Err(error) => Err(error.into()),
        };
        self.store.share()?;
        rotated
    }

    fn permit_host(&mut self) -> Result<(), Problem> {
        self.check_session()?;
        self.not_previewing()?;
        self.permit_grave(Operation::RotateKeys, Target::Office)
    }

    fn host_entry(&self, permit: &Permit, action: Action, details: serde_json::Value) -> Result<Entry, Problem> {
        let entry = self.scribe()?.done(permit, Trace { details, ..Trace::default() });
        Ok(Entry { action, ..entry })
    }

    fn rotate_alone(&mut self, new_secret: Option<&Path>) -> Result<HostRotated, OfficeError> {
        if self.host_rotation_unfinished() {
            self.paths.take_next_kit_copy()?;
            self.decide_office_key()?;
            return Ok(HostRotated::Finished);
        }
        let next = self.next_host_secret(new_secret)?;
        self.seal_next_for_kit(&next)?;
        // What is sealed under the present one opens by what the file keeps of it.
        let permit = self.judge(Operation::RotateKeys, Target::Office)?;
        let entry = self.host_entry(&permit, Action::HostRotate, json!({ "earlier": self.host.earlier() + 1 }))?;
        let kept = self.host.kept();
        self.act(&permit, |tx| {
            facts::keep_secrets(tx, &kept)?;
            Ok((entry.clone(), ()))
        })?;
        self.store.rekey(&next.store_key())?;
        self.host.replace(next);
        if new_secret.is_none() {
            self.paths.take_next_secret()?;
        }
        self.paths.take_next_kit_copy()?;
        self.decide_office_key()?;
        Ok(HostRotated::Changed)
    }

    /// A new secret on the disk, or the one that a stopped change has left there.
    fn next_host_secret(&self, new_secret: Option<&Path>) -> Result<HostSecret, OfficeError> {
        let path = new_secret.map_or_else(|| self.paths.next_secret(), Path::to_owned);
        match HostSecret::load(&path) {
            Ok(left) if self.host.all().any(|known| known.expose() == left.expose()) => {
                return Err(VaultError::Exists { path }.into());
            }
            Ok(left) => return Ok(left),
            Err(VaultError::Missing { .. }) => {}
            // Cut off while it was written; nothing was ever under it.
            Err(VaultError::Mistyped { .. } | VaultError::NotThis { .. }) if new_secret.is_none() => {
                fs::remove_file(&path).map_err(OfficeError::io(&path))?;
            }
            Err(error) => return Err(error.into()),
        }
        let next = HostSecret::generate(self.clock.as_ref());
        next.save(&path).map_err(|error| match error {
            VaultError::File { path, error } => OfficeError::SecretPlace(path.display().to_string(), error.to_string()),
            error => error.into(),
        })?;
        Ok(next)
    }

    /// Before the file is under the new secret: the kit's copies open the office at any moment.
    fn seal_next_for_kit(&self, next: &HostSecret) -> Result<(), OfficeError> {
        let kit = self.rights.kit().ok_or(Problem::Tampered)?;
        let sealed = vault::seal_to(&kit, HOST_LABEL, &self.paths.install.0, next.expose(), self.clock.as_ref())?;
        self.paths.save_next_kit_copy(&sealed)
    }

    /// From here on the office signs with the key of the present secret.
    fn decide_office_key(&mut self) -> Result<(), Problem> {
        let before = PublicKey(self.office_signer.public());
        let key = PublicKey(self.host.present().office_signer(self.paths.install).public());
        let act = Act::OfficeKey { before, key };
        self.decide(Decision::new(Operation::RotateKeys, Target::Office, act)).map(drop)
    }
}

/// Writes a new file (0600); one that is there is never overwritten.
fn save_private(path: &Path, bytes: &[u8]) -> Result<(), OfficeError> {
    let mut options = OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    let mut file = options.open(path).map_err(|error| match error.kind() {
        ErrorKind::AlreadyExists => VaultError::Exists { path: path.to_owned() }.into(),
        _ => OfficeError::io(path)(error),
    })?;
    file.write_all(bytes).and_then(|()| file.sync_all()).map_err(OfficeError::io(path))
}
