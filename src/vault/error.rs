//! What can go wrong with keys and seals, in words that say what to do.

use std::path::PathBuf;

use crate::domain::Class;

#[derive(Debug, thiserror::Error)]
pub enum VaultError {
    #[error("the password is wrong, or the keys were sealed under another host secret; check both and try again")]
    WrongPassword,
    #[error("the {what} is damaged or from a newer Kin; update Kin, or restore it from a backup")]
    Damaged { what: &'static str },
    #[error("the {what} does not open: it was changed, moved from elsewhere, or sealed for another key; see the log")]
    NotOpened { what: &'static str },
    #[error("this data key seals {class} values of generation {generation}; take the one made for the value")]
    WrongDataKey { class: &'static str, generation: u32 },
    #[error("a public key is not a usable one, so nothing was sealed to it; check the member's or class's record")]
    BadPublicKey,
    #[error(
        "the password seal asks for {memory_kib} KiB and {passes} passes, outside of what Kin accepts; \
         restore the member's record from a backup"
    )]
    KdfBounds { memory_kib: u32, passes: u32 },
    #[error("checking a password needs {memory_kib} KiB of memory, which is not free; close programs and try again")]
    NoMemory { memory_kib: u32 },
    #[error("the passphrase is wrong; try again, or export the host secret anew where the office is")]
    WrongPassphrase,
    #[error("the age file could not be made or opened: {why}")]
    Age { why: String },
    #[error("this is not a {what}: it must begin with {begins}; check that it is the right file")]
    NotThis { what: &'static str, begins: &'static str },
    #[error("the {what} is mistyped or cut off; compare it character by character with the original")]
    Mistyped { what: &'static str },
    #[error("there is no {what} at {path:?}; bring the file back to this place, or join this computer again")]
    Missing { what: &'static str, path: PathBuf },
    #[error("{path:?} already exists and was left as it is; move it away first if it is no longer needed")]
    Exists { path: PathBuf },
    #[error("others on this computer may read {path:?} (mode {mode:04o}); run `chmod 600` on it, then try again")]
    Exposed { path: PathBuf, mode: u32 },
    #[error("cannot read or write {path:?}: {error}; check the folder and its permissions")]
    File { path: PathBuf, error: std::io::Error },
}

impl VaultError {
    pub(super) const fn wrong_data_key(class: Class, generation: u32) -> Self {
        Self::WrongDataKey { class: class.name(), generation }
    }
}
