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

    /// The line that its file holds, for a file of another kind.
    pub fn to_text(&self) -> Zeroizing<String> {
        ARMOR.line(self.0.as_slice())
    }

    pub fn from_text(text: &str) -> Result<Self, VaultError> {
        Ok(Self(exactly(&ARMOR.parse_line(text)?, ARMOR.what)?))
    }
}

/// The host secret of now, and those in whose place it came: seals that members have not made anew since open with one
/// of these, and the office may still sign with the key of one.
pub struct HostSecrets {
    present: HostSecret,
    /// The oldest first.
    earlier: Vec<HostSecret>,
}

impl HostSecrets {
    /// `kept`: the earlier ones as the office keeps them, 32 bytes each, the oldest first; the present one may be among
    /// them.
    pub fn new(present: HostSecret, kept: &[u8]) -> Result<Self, VaultError> {
        let (kept, rest) = kept.as_chunks::<32>();
        if !rest.is_empty() {
            return Err(VaultError::Damaged { what: "list of earlier host secrets" });
        }
        let earlier = kept.iter().filter(|kept| *kept != present.expose());
        let earlier = earlier.map(|kept| HostSecret::from_bytes(kept)).collect::<Result<_, _>>()?;
        Ok(Self { present, earlier })
    }

    pub const fn present(&self) -> &HostSecret {
        &self.present
    }

    pub const fn earlier(&self) -> usize {
        self.earlier.len()
    }

    /// All, the oldest first.
    pub fn all(&self) -> impl DoubleEndedIterator<Item = &HostSecret> {
        self.earlier.iter().chain([&self.present])
    }

    /// All as the office keeps them.
    pub fn kept(&self) -> Zeroizing<Vec<u8>> {
        let mut kept = Zeroizing::new(Vec::with_capacity(32 * (self.earlier.len() + 1)));
        self.all().for_each(|secret| kept.extend_from_slice(secret.expose()));
        kept
    }

    /// Puts another in place of the present one, which becomes an earlier one.
    pub fn replace(&mut self, next: HostSecret) {
        self.earlier.push(std::mem::replace(&mut self.present, next));
    }

    /// What the office signs with where no decision names a key: what it was founded with.
    pub fn founding_signer(&self, install: Id) -> Signer {
        self.earlier.first().unwrap_or(&self.present).office_signer(install)
    }

    /// The signer with this public key, if one of the secrets makes it.
    pub fn signer(&self, install: Id, key: &[u8; 32]) -> Option<Signer> {
        self.all().rev().map(|secret| secret.office_signer(install)).find(|signer| signer.public() == *key)
    }
}
