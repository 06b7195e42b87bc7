//! Data keys and the values under them: one data key serves a batch of writes, so that bulk work costs symmetric speed.

use zeroize::Zeroize;

use super::hpke::seal_to;
use super::{ClassKey, Key, VaultError, aead, exactly, random};
use crate::clock::{Source, new_id};
use crate::domain::audit::Encoder;
use crate::domain::{Class, Field, Id, Secret};

const KEY_LABEL: &str = "kin data key v1";
const VALUE_LABEL: &str = "kin value v1";
const KEY_WHAT: &str = "data key";
const VALUE_WHAT: &str = "sealed value";
const VERSION: u8 = 1;

/// A symmetric key for the values of one class and generation.
pub struct DataKey {
    key: Key,
    id: Id,
    class: Class,
    generation: u32,
}

/// Where a value belongs. A sealed value opens in this one place only; the class is the field's.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ValueContext {
    pub install: Id,
    pub record: Id,
    pub field: Field,
    /// The class key's generation.
    pub generation: u32,
    /// The record's version at which the value was written.
    pub version: i64,
}

impl DataKey {
    /// A new key, and its sealed form for the holders of the class key: the public half is enough to write.
    pub fn new(
        class_public: &[u8; 32],
        class: Class,
        generation: u32,
        install: Id,
        source: &dyn Source,
    ) -> Result<(Self, Vec<u8>), VaultError> {
        let data = Self { key: random(source), id: new_id(source), class, generation };
        let context = key_context(data.id, class, generation, install);
        let sealed = seal_to(class_public, KEY_LABEL, &context, data.key.as_slice(), source)?;
        Ok((data, sealed))
    }

    pub fn open(sealed: &[u8], class_key: &ClassKey, id: Id, install: Id) -> Result<Self, VaultError> {
        let (class, generation) = (class_key.class(), class_key.generation());
        let secret = class_key
            .private()
            .open(KEY_LABEL, &key_context(id, class, generation, install), sealed)
            .ok_or(VaultError::NotOpened { what: KEY_WHAT })?;
        Ok(Self { key: exactly(&secret, KEY_WHAT)?, id, class, generation })
    }

    pub const fn id(&self) -> Id {
        self.id
    }

    pub const fn class(&self) -> Class {
        self.class
    }

    pub const fn generation(&self) -> u32 {
        self.generation
    }

    /// Seals a value: version byte, data-key id (16), nonce (24), ciphertext and tag (16).
    pub fn seal(&self, place: &ValueContext, plaintext: &str, source: &dyn Source) -> Result<Vec<u8>, VaultError> {
        let mut sealed = vec![VERSION];
        sealed.extend_from_slice(&self.id.0);
        sealed.extend(aead::seal(&self.key, &self.associated(place)?, plaintext.as_bytes(), source));
        Ok(sealed)
    }

    pub fn open_value(&self, place: &ValueContext, bytes: &[u8]) -> Result<Secret, VaultError> {
        let aad = self.associated(place)?;
        let (id, ciphertext) = parts(bytes)?;
        let opened = if id == self.id { aead::open(&self.key, &aad, ciphertext) } else { None };
        let mut plaintext = opened.ok_or(VaultError::NotOpened { what: VALUE_WHAT })?;
        String::from_utf8(std::mem::take(&mut *plaintext)).map(Secret::new).map_err(|error| {
            error.into_bytes().zeroize();
            VaultError::Damaged { what: VALUE_WHAT }
        })
    }

    /// What a value is bound to; refuses a key of another class or generation, which others may read.
    fn associated(&self, place: &ValueContext) -> Result<Vec<u8>, VaultError> {
        if (place.field.class(), place.generation) != (self.class, self.generation) {
            return Err(VaultError::wrong_data_key(self.class, self.generation));
        }
        let mut aad = Encoder::new(VALUE_LABEL);
        aad.put(&[VERSION])
            .put(&self.id.0)
            .put(&place.install.0)
            .put(&place.record.0)
            .put(place.field.name().as_bytes())
            .put(self.class.name().as_bytes())
            .put_int(place.generation.into())
            .put_int(place.version);
        Ok(aad.0)
    }
}

/// Which data key a sealed value needs.
pub fn data_key_id_of(bytes: &[u8]) -> Result<Id, VaultError> {
    parts(bytes).map(|(id, _)| id)
}

fn parts(bytes: &[u8]) -> Result<(Id, &[u8]), VaultError> {
    let rest = bytes.strip_prefix(&[VERSION]).filter(|rest| rest.len() >= 16 + aead::sealed_len(0));
    let (id, ciphertext) = rest.and_then(<[u8]>::split_first_chunk).ok_or(VaultError::Damaged { what: VALUE_WHAT })?;
    Ok((Id(*id), ciphertext))
}

fn key_context(id: Id, class: Class, generation: u32, install: Id) -> Vec<u8> {
    let mut context = Encoder::new(KEY_LABEL);
    context.put(&install.0).put(&id.0).put(class.name().as_bytes()).put_int(generation.into());
    context.0
}
