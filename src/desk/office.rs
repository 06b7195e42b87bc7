//! An office on disk: its folder, its host secret outside it, and the pinned root key.

use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

use crate::domain::Id;
use crate::store::{Options, Store, StoreError};
use crate::vault::HostSecret;

/// The database's file name in the office folder.
pub const DATABASE: &str = "office.db";
const MANIFEST: &str = "office.toml";
const KIT_COPY: &str = "host-secret.kit";
/// What is to take the place of the file before it.
const NEXT: &str = ".next";
const HOST_SECRET: &str = "host.secret";
const ROOT_PIN: &str = "root.pin";

/// What stands in the clear in the office folder: enough to find the host secret.
#[derive(Serialize, Deserialize)]
struct Manifest {
    format: u32,
    install: Id,
}

/// Where the parts of one office lie.
#[derive(Debug, Clone)]
pub struct OfficePaths {
    pub folder: PathBuf,
    pub install: Id,
    host_secret: PathBuf,
    pin: PathBuf,
}

/// Why an office can't be opened or made, with what to do.
#[derive(Debug, thiserror::Error)]
pub enum OfficeError {
    #[error("There is no office in {0}. Make one with `kin init --office {0}`, or try `kin demo`.")]
    NotFound(String),
    #[error("{0} already holds an office or other files. Choose an empty or new folder.")]
    NotEmpty(String),
    #[error("The office's file {0} can't be read: {1}. Put the original back.")]
    BadManifest(String, String),
    #[error(
        "The host secret is missing: {0} is not there. Copy it from the computer that made the office, or name it with --host-secret FILE. Without it nobody can open the office."
    )]
    NoHostSecret(String),
    #[error(
        "{0} is of another office, or of a time before this office's host secret was changed: it opens nothing here. Export the host secret anew where the office opens."
    )]
    OtherSecret(String),
    #[error(
        "The new host secret can't be written to {0} ({1}). Name another place with --new-secret FILE; a service's credential is then put there by whoever runs the service."
    )]
    SecretPlace(String, String),
    #[error("{0}")]
    Vault(#[from] crate::vault::VaultError),
    #[error(
        "This office's root key is not the one this computer has seen before. Somebody may have replaced the office. Ask the owner to compare the fingerprint; if it is right, remove {0}."
    )]
    OtherRoot(String),
    #[error("{path}: {error}")]
    Io { path: String, error: std::io::Error },
    #[error("{0}")]
    Store(#[from] crate::store::StoreError),
    #[error("{0}")]
    Problem(#[from] super::api::Problem),
    #[error(
        "This key file lets nobody in: it is no program's of this office, or the program was reset, suspended or removed. Ask whoever manages the members."
    )]
    KeyFileRefused,
    #[error("This invitation is for a person, who has no key file. Take it up with: kin join")]
    PersonInvitation,
    #[error(
        "None of the office's signed decisions can be read: it was made by another version of Kin. Open it with that one, or make a new office and import again."
    )]
    OtherDecisions,
    #[error(
        "The office's keys or grants can't be trusted: {0}. Run `kin log verify` to see what was changed. {RESTORE}",
        RESTORE = crate::store::RESTORE
    )]
    Untrusted(String),
}

impl OfficeError {
    pub(super) fn io(path: &Path) -> impl FnOnce(std::io::Error) -> Self {
        let path = path.display().to_string();
        move |error| Self::Io { path, error }
    }
}

impl OfficePaths {
    /// Finds the parts of an existing office. `host_secret` overrides the place in the config folder.
    pub fn find(folder: &Path, config_dir: &Path, host_secret: Option<&Path>) -> Result<Self, OfficeError> {
        let path = folder.join(MANIFEST);
        let shown = path.display().to_string();
        let text = match fs::read_to_string(&path) {
            Ok(text) => text,
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => {
                return Err(OfficeError::NotFound(folder.display().to_string()));
            }
            Err(error) => return Err(OfficeError::io(&path)(error)),
        };
        let manifest: Manifest =
            toml::from_str(&text).map_err(|error| OfficeError::BadManifest(shown, error.message().to_owned()))?;
        Ok(Self::at(folder, manifest.install, config_dir, host_secret))
    }

    fn at(folder: &Path, install: Id, config_dir: &Path, host_secret: Option<&Path>) -> Self {
        let home = config_dir.join("offices").join(install.to_string());
        Self {
            folder: folder.to_owned(),
            install,
            host_secret: host_secret.map_or_else(|| Self::host_secret_in(&home), Path::to_owned),
            pin: home.join(ROOT_PIN),
        }
    }

    /// Makes the folder of a new office and its host secret. Refuses a folder with anything in it.
    pub fn create(
        folder: &Path,
        install: Id,
        config_dir: &Path,
        host_secret: Option<&Path>,
        secret: &HostSecret,
    ) -> Result<Self, OfficeError> {
        let paths = Self::at(folder, install, config_dir, host_secret);
        paths.begin()?;
        secret.save(&paths.host_secret)?;
        Ok(paths)
    }

    /// A new folder for an office that a backup is brought back from. Refuses one with anything in it.
    pub fn restored(
        folder: &Path,
        install: Id,
        config_dir: &Path,
        host_secret: Option<&Path>,
        kit_copy: &[u8],
    ) -> Result<Self, OfficeError> {
        let paths = Self::at(folder, install, config_dir, host_secret);
        paths.begin()?;
        paths.save_kit_copy(kit_copy)?;
        Ok(paths)
    }

    /// The same office in another, new folder with a host secret of its own in it, for what is tried and taken away.
    pub fn beside(&self, folder: &Path) -> Result<Self, OfficeError> {
        private_folder(folder)?;
        Ok(Self { folder: folder.to_owned(), host_secret: Self::host_secret_in(folder), ..self.clone() })
    }

    /// The same with the host secret in a file beside the folder.
    pub fn with_own_secret(self) -> Self {
        let name = self.folder.file_name().unwrap_or_default().to_string_lossy().into_owned();
        Self { host_secret: self.folder.with_file_name(format!("{name}.host-secret")), ..self }
    }

    /// Makes the folder, with what stands there in the clear. Refuses one with anything in it.
    fn begin(&self) -> Result<(), OfficeError> {
        let taken = fs::read_dir(&self.folder).is_ok_and(|mut entries| entries.next().is_some());
        if taken {
            return Err(OfficeError::NotEmpty(self.folder.display().to_string()));
        }
        private_folder(&self.folder)?;
        let manifest = Manifest { format: 1, install: self.install };
        let text = toml::to_string(&manifest).map_err(|error| OfficeError::Untrusted(error.to_string()))?;
        let path = self.folder.join(MANIFEST);
        fs::write(&path, text).map_err(OfficeError::io(&path))
    }

    pub fn database(&self) -> PathBuf {
        self.folder.join(DATABASE)
    }

    /// The folder beside the host secrets for what this machine keeps of the office.
    pub fn home(&self) -> &Path {
        self.pin.parent().unwrap_or(&self.folder)
    }

    pub fn host_secret_path(&self) -> &Path {
        &self.host_secret
    }

    /// Where the host secret lies in the folder that a computer keeps for one office.
    pub fn host_secret_in(home: &Path) -> PathBuf {
        home.join(HOST_SECRET)
    }

    pub fn host_secret(&self) -> Result<HostSecret, OfficeError> {
        if !self.host_secret.exists() {
            return Err(OfficeError::NoHostSecret(self.host_secret.display().to_string()));
        }
        Ok(HostSecret::load(&self.host_secret)?)
    }

    /// Opens the database with this computer's host secret. Where a change of the secret was stopped after the file was
    /// under the new one, the new one takes its place first.
    pub fn open_store(&self, options: &Options) -> Result<(Store, HostSecret), OfficeError> {
        let host = self.host_secret()?;
        match Store::open_with(&self.database(), &host.store_key(), options) {
            Err(foreign @ StoreError::WrongKeyOrForeign(_)) => {
                // Another process may be doing the same at this moment.
                let next = HostSecret::load(&self.next_secret()).or_else(|_| HostSecret::load(&self.host_secret))?;
                match Store::open_with(&self.database(), &next.store_key(), options) {
                    Err(StoreError::WrongKeyOrForeign(_)) => Err(foreign.into()),
                    opened => {
                        let store = opened?;
                        self.take_next_secret()?;
                        self.take_next_kit_copy()?;
                        Ok((store, next))
                    }
                }
            }
            opened => Ok((opened?, host)),
        }
    }

    /// Where the secret lies that is to become the host secret.
    pub fn next_secret(&self) -> PathBuf {
        next_to(&self.host_secret)
    }

    /// Puts the next host secret in the place of the one that opens the file no longer.
    pub fn take_next_secret(&self) -> Result<(), OfficeError> {
        take_next(&self.host_secret)
    }

    /// The next host secret's copy, sealed to the recovery kit alone, beside the present one's.
    pub fn save_next_kit_copy(&self, sealed: &[u8]) -> Result<(), OfficeError> {
        let path = next_to(&self.folder.join(KIT_COPY));
        let written =
            fs::File::create(&path).and_then(|mut file| file.write_all(sealed).and_then(|()| file.sync_all()));
        written.map_err(OfficeError::io(&path))
    }

    pub fn take_next_kit_copy(&self) -> Result<(), OfficeError> {
        take_next(&self.folder.join(KIT_COPY))
    }

    /// Leaves the host secret's copy, sealed to the recovery kit alone, in the office folder.
    pub fn save_kit_copy(&self, sealed: &[u8]) -> Result<(), OfficeError> {
        self.save_next_kit_copy(sealed)?;
        self.take_next_kit_copy()
    }

    /// The host secret's copy for the recovery kit.
    pub fn kit_copy(&self) -> Result<Vec<u8>, OfficeError> {
        let path = self.folder.join(KIT_COPY);
        fs::read(&path).map_err(OfficeError::io(&path))
    }

    /// The same of a change of the host secret that was not finished, if there is one.
    pub fn next_kit_copy(&self) -> Option<Vec<u8>> {
        fs::read(next_to(&self.folder.join(KIT_COPY))).ok()
    }

    /// What a change of the host secret has left to be put in its place.
    pub fn left_behind(&self) -> Vec<PathBuf> {
        [self.next_secret(), next_to(&self.folder.join(KIT_COPY))].into_iter().filter(|path| path.exists()).collect()
    }

    /// Takes the office away, secrets first: for throw-away offices, and for one that could not be founded.
    pub fn remove(&self) {
        let _ = fs::remove_file(&self.host_secret);
        if let Some(home) = self.pin.parent() {
            let _ = fs::remove_dir_all(home);
        }
        let _ = fs::remove_dir_all(&self.folder);
    }

    /// Compares the root key with the one pinned on this computer; pins it at first use.
    pub fn check_pin(&self, root: &[u8; 32]) -> Result<(), OfficeError> {
        let now = fingerprint(root);
        match fs::read_to_string(&self.pin) {
            Ok(pinned) if pinned.trim() == now => Ok(()),
            Ok(_) => Err(OfficeError::OtherRoot(self.pin.display().to_string())),
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => {
                if let Some(home) = self.pin.parent() {
                    private_folder(home)?;
                }
                fs::write(&self.pin, now + "\n").map_err(OfficeError::io(&self.pin))
            }
            Err(error) => Err(OfficeError::io(&self.pin)(error)),
        }
    }
}

fn next_to(path: &Path) -> PathBuf {
    let mut next = path.as_os_str().to_owned();
    next.push(NEXT);
    next.into()
}

/// Renames what lies next to the file over it; nothing where nothing does.
fn take_next(path: &Path) -> Result<(), OfficeError> {
    match fs::rename(next_to(path), path) {
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(()),
        renamed => {
            let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
            renamed.and_then(|()| fs::File::open(folder)?.sync_all()).map_err(OfficeError::io(path))
        }
    }
}

/// The root key as people compare it.
pub fn fingerprint(key: &[u8; 32]) -> String {
    data_encoding::HEXLOWER.encode(key)
}

/// A folder that only its owner may enter.
fn private_folder(path: &Path) -> Result<(), OfficeError> {
    fs::create_dir_all(path).map_err(OfficeError::io(path))?;
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        fs::set_permissions(path, fs::Permissions::from_mode(0o700)).map_err(OfficeError::io(path))?;
    }
    Ok(())
}
