//! An office on disk: its folder, its host secret outside it, and the pinned root key.

use std::fs;
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

use crate::domain::Id;
use crate::vault::HostSecret;

/// The database's file name in the office folder.
pub const DATABASE: &str = "office.db";
const MANIFEST: &str = "office.toml";
const KIT_COPY: &str = "host-secret.kit";
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
            host_secret: host_secret.map_or_else(|| home.join(HOST_SECRET), Path::to_owned),
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
        let taken = fs::read_dir(folder).is_ok_and(|mut entries| entries.next().is_some());
        if taken {
            return Err(OfficeError::NotEmpty(folder.display().to_string()));
        }
        let paths = Self::at(folder, install, config_dir, host_secret);
        private_folder(folder)?;
        secret.save(&paths.host_secret)?;
        let manifest = Manifest { format: 1, install };
        let text = toml::to_string(&manifest).map_err(|error| OfficeError::Untrusted(error.to_string()))?;
        let path = folder.join(MANIFEST);
        fs::write(&path, text).map_err(OfficeError::io(&path))?;
        Ok(paths)
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

    pub fn host_secret(&self) -> Result<HostSecret, OfficeError> {
        if !self.host_secret.exists() {
            return Err(OfficeError::NoHostSecret(self.host_secret.display().to_string()));
        }
        Ok(HostSecret::load(&self.host_secret)?)
    }

    /// Leaves the host secret's copy, sealed to the recovery kit alone, in the office folder.
    pub fn save_kit_copy(&self, sealed: &[u8]) -> Result<(), OfficeError> {
        let path = self.folder.join(KIT_COPY);
        fs::write(&path, sealed).map_err(OfficeError::io(&path))
    }

    /// The host secret's copy for the recovery kit.
    pub fn kit_copy(&self) -> Result<Vec<u8>, OfficeError> {
        let path = self.folder.join(KIT_COPY);
        fs::read(&path).map_err(OfficeError::io(&path))
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
