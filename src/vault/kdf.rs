//! Keys from keys (HKDF-SHA256, RFC 5869) and keys from passwords (Argon2id, RFC 9106).

use argon2::{Algorithm, Argon2, Block, Params, Version};
use hkdf::Hkdf;
use sha2::Sha256;
use unicode_normalization::UnicodeNormalization;
use zeroize::Zeroizing;

use super::slots::Slots;
use super::{Key, VaultError};

pub const SALT: usize = 16;

/// The cost of one password check: Argon2id, one lane.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct KdfParams {
    pub memory_kib: u32,
    pub passes: u32,
}

impl KdfParams {
    /// The least that is accepted (OWASP's first choice): 46 MiB, one pass.
    pub const MIN: Self = Self { memory_kib: 46 * 1024, passes: 1 };
    /// The most that is accepted: what stands in a file must not take the computer's memory or minutes of time.
    pub const MAX: Self = Self { memory_kib: 256 * 1024, passes: 10 };

    /// Whether guessing a password costs less than at `other`'s memory and passes.
    pub fn is_below(self, other: Self) -> bool {
        self.memory_kib < other.memory_kib || self.passes < other.passes
    }

    /// Memory in KiB and passes, big-endian, 4 bytes each.
    pub fn to_bytes(self) -> [u8; 8] {
        (u64::from(self.memory_kib) << 32 | u64::from(self.passes)).to_be_bytes()
    }

    /// Reads `to_bytes`; `None` where it is something else or out of bounds.
    pub fn from_bytes(bytes: &[u8]) -> Option<Self> {
        let both = u64::from_be_bytes(bytes.try_into().ok()?);
        Self { memory_kib: u32::try_from(both >> 32).ok()?, passes: both as u32 }.check().ok()
    }

    pub(super) fn check(self) -> Result<Self, VaultError> {
        let Self { memory_kib, passes } = self;
        let memory_fits = (Self::MIN.memory_kib..=Self::MAX.memory_kib).contains(&memory_kib);
        if memory_fits && (Self::MIN.passes..=Self::MAX.passes).contains(&passes) {
            Ok(self)
        } else {
            Err(VaultError::KdfBounds { memory_kib, passes })
        }
    }
}

impl Default for KdfParams {
    /// 64 MiB, three passes (RFC 9106's second recommendation, with one lane).
    fn default() -> Self {
        Self { memory_kib: 64 * 1024, passes: 3 }
    }
}

/// A key for one use, named by the label and, where there is any, its context.
pub fn derive(secret: &[u8], info: &[u8]) -> Key {
    hkdf_sha256(&[], secret, info)
}

/// The Argon2id hash of a password in Unicode form NFC, so that every keyboard's "ế" is the same.
pub fn stretch(password: &str, salt: &[u8; SALT], params: KdfParams) -> Result<Key, VaultError> {
    let KdfParams { memory_kib, passes } = params.check()?;
    let params = Params::new(memory_kib, passes, 1, None).map_err(|_| VaultError::KdfBounds { memory_kib, passes })?;
    // NFC makes UTF-8 at most three times as long (UAX #15), so the text never moves and leaves no copy behind.
    let mut normal = Zeroizing::new(String::with_capacity(password.len() * 3));
    normal.extend(password.nfc());
    argon2id(normal.as_bytes(), salt, &[], params)
}

fn hkdf_sha256<const N: usize>(salt: &[u8], secret: &[u8], info: &[u8]) -> Zeroizing<[u8; N]> {
    let mut key = Zeroizing::new([0; N]);
    Hkdf::<Sha256>::new(Some(salt), secret).expand(info, key.as_mut()).expect("keys are shorter than 255 hashes");
    key
}

static SLOTS: Slots = Slots::new(4);

/// Lets so many passwords be stretched at a time in this process, at least one. Without it: 4.
pub fn limit_stretches(most: usize) {
    SLOTS.set_most(most);
}

fn argon2id(password: &[u8], salt: &[u8], pepper: &[u8], params: Params) -> Result<Key, VaultError> {
    let (memory_kib, passes) = (params.m_cost(), params.t_cost());
    let _slot = SLOTS.take();
    // Memory of our own: it is zeroed afterwards, and the lack of it is an error instead of an abort.
    let mut memory = Zeroizing::new(Vec::new());
    memory.try_reserve_exact(params.block_count()).map_err(|_| VaultError::NoMemory { memory_kib })?;
    memory.resize(params.block_count(), Block::default());
    let mut key = Key::default();
    Argon2::new_with_secret(pepper, Algorithm::Argon2id, Version::V0x13, params)
        .and_then(|argon2| argon2.hash_password_into_with_memory(password, salt, key.as_mut(), memory.as_mut_slice()))
        .map_err(|_| VaultError::KdfBounds { memory_kib, passes })?;
    Ok(key)
}

#[cfg(test)]
mod tests {
    use argon2::{AssociatedData, ParamsBuilder};

    use super::*;
    use crate::vault::tests::hex;

    /// RFC 5869, appendix A.1 and A.3.
    #[test]
    fn hkdf_published_vectors() {
        let key = hkdf_sha256::<42>(&hex("000102030405060708090a0b0c"), &[0x0b; 22], &hex("f0f1f2f3f4f5f6f7f8f9"));
        let expected = "3cb25f25faacd57a90434f64d0362f2a2d2d0a90cf1a5a4c5db02d56ecc4c5bf34007208d5b887185865";
        assert_eq!(key.as_slice(), hex(expected));
        // The case without salt and info goes through the very function that Kin calls.
        let expected = "8da4e775a563c18f715f802a063c5a31b8a11f5c5ee1879ec3454e5f3c738d2d";
        assert_eq!(derive(&[0x0b; 22], &[]).as_slice(), hex(expected));
    }

    /// RFC 9106, section 5.3.
    #[test]
    fn argon2id_published_vector() {
        let params = ParamsBuilder::new()
            .m_cost(32)
            .t_cost(3)
            .p_cost(4)
            .data(AssociatedData::new(&[4; 12]).unwrap())
            .build()
            .unwrap();
        let key = argon2id(&[1; 32], &[2; 16], &[3; 8], params).unwrap();
        assert_eq!(key.as_slice(), hex("0d640df58d78766c08c037a34a8b53c9d01ef0452d75b65eb52520e96b01e659"));
    }

    #[test]
    fn the_same_password_from_two_keyboards() {
        let one = stretch("ti\u{1ebf}ng", &[7; SALT], KdfParams::MIN).unwrap();
        let other = stretch("tie\u{302}\u{301}ng", &[7; SALT], KdfParams::MIN).unwrap();
        assert_eq!(one, other);
        assert_ne!(one, stretch("tieng", &[7; SALT], KdfParams::MIN).unwrap());
    }

    #[test]
    fn costs_have_bounds() {
        for (memory_kib, passes) in [(46 * 1024 - 1, 1), (u32::MAX, 1), (64 * 1024, 0), (64 * 1024, u32::MAX)] {
            let result = stretch("x", &[0; SALT], KdfParams { memory_kib, passes });
            assert!(matches!(result, Err(VaultError::KdfBounds { .. })), "{memory_kib} {passes}");
        }
    }
}
