//! Class keys: a pair for each sealed class and generation. With the public half anyone writes; with the private half,
//! sealed to each entitled member, one reads.

use super::hpke::{PrivateKey, seal_to};
use super::{MemberKeys, VaultError, exactly};
use crate::clock::Source;
use crate::domain::audit::Encoder;
use crate::domain::{Class, Id};

const LABEL: &str = "kin class key v1";
const WHAT: &str = "class key";

/// The private half of a class's pair.
pub struct ClassKey {
    key: PrivateKey,
    class: Class,
    generation: u32,
}

impl ClassKey {
    pub fn generate(class: Class, generation: u32, source: &dyn Source) -> Self {
        Self { key: PrivateKey::generate(source), class, generation }
    }

    pub const fn class(&self) -> Class {
        self.class
    }

    pub const fn generation(&self) -> u32 {
        self.generation
    }

    pub fn public(&self) -> [u8; 32] {
        self.key.public()
    }

    /// Seals the private half to a member's (or the recovery kit's) encryption key.
    pub fn seal_for(&self, recipient: &[u8; 32], install: Id, source: &dyn Source) -> Result<Vec<u8>, VaultError> {
        let context = context(self.class, self.generation, install);
        seal_to(recipient, LABEL, &context, self.key.to_bytes().as_slice(), source)
    }

    /// Opens what `seal_for` sealed. It proves nothing about who made it: compare `public()` with the signed record.
    pub fn open(
        bytes: &[u8],
        member: &MemberKeys,
        class: Class,
        generation: u32,
        install: Id,
    ) -> Result<Self, VaultError> {
        let secret = member
            .open_sealed(LABEL, &context(class, generation, install), bytes)
            .map_err(|_| VaultError::NotOpened { what: WHAT })?;
        Ok(Self { key: PrivateKey::from_bytes(&*exactly(&secret, WHAT)?), class, generation })
    }

    pub(super) const fn private(&self) -> &PrivateKey {
        &self.key
    }
}

fn context(class: Class, generation: u32, install: Id) -> Vec<u8> {
    let mut context = Encoder::new(LABEL);
    context.put(&install.0).put(class.name().as_bytes()).put_int(generation.into());
    context.0
}
