//! The host secret: 256 bits outside of the office folder, under which the database file, the office's signature and
//! drafts stand, and which goes into every member's seal.

use std::path::Path;

use zeroize::Zeroizing;

use super::armor::Armor;
use super::{Key, Signer, VaultError, aead, exactly, kdf, random};
use crate::clock::Source;
use crate::domain::Id;
use crate::domain::audit::Encoder;

const ARMOR: Armor = Armor { what: "host secret", label: "KIN-HOST-SECRET-1" };

/// 256 random bits of this computer.
pub struct HostSecret(Key);

impl HostSecret {
    pub fn generate(source: &dyn Source) -> Self {
        Self(random(source))
    }

    /// Reads the secret's file; refuses one that others may read, or that is damaged.
    pub fn load(path: &Path) -> Result<Self, VaultError> {
        Ok(Self(exactly(&ARMOR.load(path)?, ARMOR.what)?))
    }

    /// Writes a new file (0600, its folders 0700); an existing one is never overwritten.
    pub fn save(&self, path: &Path) -> Result<(), VaultError> {
        ARMOR.save(path, self.0.as_slice())
    }

    /// The database file's key.
    pub fn store_key(&self) -> Zeroizing<[u8; 32]> {
        kdf::derive(self.0.as_slice(), b"kin store v1")
    }

    /// Signs what no member does, such as a failed sign-in.
    pub fn office_signer(&self, install: Id) -> Signer {
        let mut info = Encoder::new("kin office signer v1");
        info.put(&install.0);
        Signer::from_seed(&kdf::derive(self.0.as_slice(), &info.0))
    }

    /// Seals unsaved work on this computer; `context` says whose and of what, and is needed to open it.
    pub fn seal_draft(&self, context: &[u8], plaintext: &[u8], source: &dyn Source) -> Vec<u8> {
        aead::seal(&self.draft_key(), context, plaintext, source)
    }

    pub fn open_draft(&self, context: &[u8], bytes: &[u8]) -> Result<Zeroizing<Vec<u8>>, VaultError> {
        aead::open(&self.draft_key(), context, bytes).ok_or(VaultError::NotOpened { what: "draft" })
    }

    /// The secret itself, for seals under a password and to the recovery kit.
    pub fn expose(&self) -> &[u8; 32] {
        &self.0
    }

    fn draft_key(&self) -> Key {
        kdf::derive(self.0.as_slice(), b"kin draft v1")
    }
}
