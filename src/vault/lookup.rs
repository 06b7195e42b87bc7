//! Lookup keys: an exact value finds its customer by a keyed hash, without being stored or shown.
//!
//! Whoever holds a lookup key can try all phone numbers, so it is granted apart from the class key.

use subtle::ConstantTimeEq;
use zeroize::{Zeroize, Zeroizing};

use super::hpke::seal_to;
use super::{Key, MemberKeys, VaultError, exactly, random};
use crate::clock::Source;
use crate::domain::audit::Encoder;
use crate::domain::{Class, Id};

const LABEL: &str = "kin lookup key v1";
const TOKEN_LABEL: &str = "kin lookup token v1";
const WHAT: &str = "lookup key";

/// The key of a class's lookup tokens.
pub struct LookupKey {
    key: Key,
    class: Class,
}

impl LookupKey {
    pub fn generate(class: Class, source: &dyn Source) -> Self {
        Self { key: random(source), class }
    }

    pub const fn class(&self) -> Class {
        self.class
    }

    /// Seals the key to a member's (or the recovery kit's) encryption key.
    pub fn seal_for(&self, recipient: &[u8; 32], install: Id, source: &dyn Source) -> Result<Vec<u8>, VaultError> {
        seal_to(recipient, LABEL, &context(self.class, install), self.key.as_slice(), source)
    }

    pub fn open(bytes: &[u8], member: &MemberKeys, class: Class, install: Id) -> Result<Self, VaultError> {
        let secret = member
            .open_sealed(LABEL, &context(class, install), bytes)
            .map_err(|_| VaultError::NotOpened { what: WHAT })?;
        Ok(Self { key: exactly(&secret, WHAT)?, class })
    }

    /// The token of a normalised value; `kind` keeps apart what may look alike, such as phones and identity numbers.
    pub fn token(&self, kind: &str, normalised: &str) -> [u8; 16] {
        let parts = [TOKEN_LABEL, kind, normalised];
        let room = parts.iter().map(|part| 4 + part.len()).sum();
        let mut message = Encoder(Vec::with_capacity(room));
        for part in parts {
            message.put(part.as_bytes());
        }
        let message = Zeroizing::new(message.0);
        let mut hasher = blake3::Hasher::new_keyed(&self.key);
        hasher.update(&message);
        let mut token = [0; 16];
        token.copy_from_slice(&hasher.finalize().as_bytes()[..16]);
        hasher.zeroize();
        token
    }
}

/// Whether two tokens are the same, in a time that does not tell where they differ.
pub fn same(one: &[u8], other: &[u8]) -> bool {
    one.ct_eq(other).into()
}

fn context(class: Class, install: Id) -> Vec<u8> {
    let mut context = Encoder::new(LABEL);
    context.put(&install.0).put(class.name().as_bytes());
    context.0
}
