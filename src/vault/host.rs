//! The host secret: 256 bits outside of the office folder, under which the database file and the office's signature
//! stand, and which goes into every member's seal.

use std::path::Path;

use zeroize::Zeroizing;

use super::armor::Armor;
use super::{Key, Signer, VaultError, exactly, kdf, random};
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

    /// The secret from its copy that the recovery kit opened.
    pub fn from_bytes(bytes: &[u8]) -> Result<Self, VaultError> {
        Ok(Self(exactly(bytes, ARMOR.what)?))
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

    /// The secret itself, for seals under a password and to the recovery kit.
    pub fn expose(&self) -> &[u8; 32] {
        &self.0
    }
}
