//! Backups: the whole office in one file that opens for a few keys, proves itself, and is made while people work.
//!
//! A backup is a file of age. What opens it finds a stream of zstd, and in that a list of parts (`archive`): where the
//! rows are from, the rows of each table, and the manifest, which the office signs. The same manifest lies beside the
//! file in the clear, with the file's hash: it holds numbers and no names.

pub mod archive;
mod carry;
mod drill;
mod folder;
mod keep;
mod keeper;
mod make;
mod restore;
pub mod restored;

pub use drill::DrillResult;
pub use folder::{Folder, Kept};
pub use keeper::{Keeper, Standing};
pub use make::{By, Made};
pub use restore::{Lost, Opening, Restored, Restoring, restore, usual_folder};

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

use super::api::Problem;
use super::evidence::Bytes;
use super::office::OfficeError;
use crate::domain::{Id, Micros};
use crate::store::StoreError;
use crate::vault::note::Keys;
use crate::vault::{self, Signer, VaultError};

/// The form of backups that this program writes and reads.
const FORMAT: u32 = 1;
/// The label under which the office signs a manifest.
const LABEL: &str = "kin backup manifest v1";

/// What a backup says of itself.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Manifest {
    pub format: u32,
    pub install: Id,
    pub made_at: Micros,
    /// The same as RFC 3339 text.
    pub made_at_utc: String,
    /// The version of the program that made it, and of the file's schema.
    pub program: String,
    pub schema: i64,
    /// The checkpoint of the log at that moment, as a signed note.
    pub checkpoint: String,
    /// The number of the log's last entry.
    pub head: i64,
    /// How many rows each table has.
    pub tables: BTreeMap<String, u64>,
    /// How many bytes there are when it is opened and unpacked, and their BLAKE3.
    pub bytes: u64,
    pub content: Bytes<32>,
}

impl Manifest {
    pub fn rows(&self) -> u64 {
        self.tables.values().sum()
    }

    pub fn customers(&self) -> u64 {
        self.tables.get("customer").copied().unwrap_or_default()
    }

    /// The bytes that are signed: the manifest in the one form in which it is written.
    fn signed_bytes(&self) -> Vec<u8> {
        // Its maps have text keys and there are no fractions, so this can't fail; nothing signs an empty text.
        serde_json::to_vec(self).unwrap_or_default()
    }
}

/// A manifest and the office's signature.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Signed {
    pub manifest: Manifest,
    pub signature: Bytes<64>,
}

impl Signed {
    fn by(manifest: Manifest, office: &Signer) -> Self {
        let signature = Bytes(office.sign(LABEL, &manifest.signed_bytes()));
        Self { manifest, signature }
    }

    /// Whether it bears the signature of one of the office's keys.
    fn is_by(&self, keys: &Keys) -> bool {
        let bytes = self.manifest.signed_bytes();
        keys.iter().any(|(_, key)| vault::verify(key, LABEL, &bytes, &self.signature.0))
    }
}

/// What lies beside a backup.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Beside {
    #[serde(flatten)]
    pub signed: Signed,
    /// The backup's own size and BLAKE3.
    pub file_bytes: u64,
    pub file: Bytes<32>,
}

/// Why a backup was not made, carried, opened or brought back. Nothing that was there before was changed.
#[derive(Debug, thiserror::Error)]
pub enum BackupError {
    #[error("{0}")]
    Office(#[from] OfficeError),
    #[error("{0}")]
    Problem(#[from] Problem),
    #[error("{0}")]
    Store(#[from] StoreError),
    #[error("{0}")]
    Vault(#[from] VaultError),
    #[error("{path}: {error}. Look after the disk and the folder's rights, and try again.")]
    Io { path: String, error: std::io::Error },
    #[error("The disk of {0} is full, so no backup was made. Free some space there, or name another folder with --to.")]
    Full(String),
    #[error(
        "No disk is mounted on {0} or above it, and [backup] asks for one. Mount it and try again, or name another folder with --to."
    )]
    NotMounted(String),
    #[error("Another backup is being made into {0}. Wait for its end.")]
    Running(String),
    #[error("The recipient {0} of [backup] is no key of age: it must begin with age1.")]
    BadRecipient(String),
    #[error("The signed decisions name no recovery kit, and a backup is always made for it too. Run: kin log verify")]
    NoKit,
    #[error(
        "The office's folder has no copy of the host secret for the recovery kit (host-secret.kit), so a backup could not be brought back with it. Make one: kin host rotate"
    )]
    NoKitCopy,
    #[error("The backup lies in {path}, but was not carried further: {error}. See [backup] command and check.")]
    NotCarried { path: String, error: std::io::Error },
    #[error("{0} is no backup of Kin. Name a file of kin backup list.")]
    NoBackup(String),
    #[error("{0} was made for other keys: give the recovery kit of its office with --kit.")]
    OtherKey(String),
    #[error("{path} is damaged: {why}. Take another one: kin backup list.")]
    Damaged { path: String, why: String },
    #[error("{0} was made by a newer Kin. Update Kin, and try again.")]
    Newer(String),
    #[error(
        "{0} does not bear the signature of its office: it was changed, or made by somebody else. Take another one."
    )]
    Unsigned(String),
    #[error("There is no backup in {0} yet. Make one with: kin backup now")]
    None(String),
    #[error("The copy that was brought back does not prove whole: {0} Nothing of it was kept.")]
    Unproven(String),
    #[error("It was stopped, and nothing of it was kept.")]
    Stopped,
}

impl BackupError {
    fn io(path: &Path) -> impl FnOnce(std::io::Error) -> Self {
        let path = path.display().to_string();
        move |error| match error.kind() {
            std::io::ErrorKind::StorageFull => Self::Full(path),
            _ => Self::Io { path, error },
        }
    }
}

/// Told how many more rows were dealt with; answers whether to go on.
pub type Step<'a> = &'a mut dyn FnMut(u64) -> bool;

/// A file or folder that goes with whatever it was made for, unless that came to a good end.
struct Scrap(Option<PathBuf>);

impl Scrap {
    fn new(path: PathBuf) -> Self {
        Self(Some(path))
    }

    fn keep(mut self) {
        self.0 = None;
    }
}

impl Drop for Scrap {
    fn drop(&mut self) {
        if let Some(path) = &self.0 {
            let _ = if path.is_dir() { std::fs::remove_dir_all(path) } else { std::fs::remove_file(path) };
        }
    }
}
