//! Keys and seals: the only room that names a cipher.
//!
//! From the outside in: the [`HostSecret`] opens the database file; a password and the host secret open
//! [`MemberKeys`]; member keys open [`ClassKey`]s and [`LookupKey`]s; a class key opens [`DataKey`]s; a data key opens
//! values. The [`RecoveryKit`] stands in for a member when all else is lost, an [`InviteCode`] for one who has no keys yet. Nothing here is of our own making but the
//! order of the parts: HPKE (RFC 9180), XChaCha20-Poly1305, Argon2id (RFC 9106), HKDF (RFC 5869), Ed25519 (RFC 8032),
//! BLAKE3 and TOTP (RFC 6238). Whatever is signed, sealed or hashed begins with a label and has length-prefixed parts,
//! so that no byte string means two things.

mod aead;
pub mod age;
mod age_passphrase;
mod armor;
mod class;
mod error;
mod factor;
mod host;
mod hpke;
mod kdf;
mod kit;
mod lookup;
mod member;
pub mod note;
mod sign;
mod slots;
mod totp;
mod value;

pub use age_passphrase::{open_under_passphrase, seal_under_passphrase};
pub use class::ClassKey;
pub use error::VaultError;
pub use factor::Factor;
pub use host::{HostSecret, HostSecrets};
pub use hpke::seal_to;
pub use kdf::{KdfParams, limit_stretches};
pub use kit::{InviteCode, RecoveryKit};
pub use lookup::{LookupKey, same};
pub use member::{MemberKeys, MemberPublic, params_of};
pub use sign::{Signed, Signer, verify, verify_batch};
pub use totp::TotpSecret;
pub use value::{DataKey, ValueContext, data_key_id_of};

use zeroize::Zeroizing;

use crate::clock::Source;

/// A 32-byte key that is zeroed when it goes.
type Key = Zeroizing<[u8; 32]>;

/// Random bytes for keys, salts and nonces.
fn random<const N: usize>(source: &dyn Source) -> Zeroizing<[u8; N]> {
    let mut bytes = Zeroizing::new([0; N]);
    source.fill(bytes.as_mut());
    bytes
}

/// A secret of a known length, or a word about what is damaged.
fn exactly<const N: usize>(bytes: &[u8], what: &'static str) -> Result<Zeroizing<[u8; N]>, VaultError> {
    let mut array = Zeroizing::new([0; N]);
    if bytes.len() != N {
        return Err(VaultError::Damaged { what });
    }
    array.copy_from_slice(bytes);
    Ok(array)
}

/// `Debug` that shows the name and nothing else.
macro_rules! redacted {
    ($($secret:ty),+) => {$(
        impl std::fmt::Debug for $secret {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str(concat!(stringify!($secret), "(…)"))
            }
        }
    )+};
}
redacted!(
    HostSecret,
    HostSecrets,
    Signer,
    MemberKeys,
    ClassKey,
    LookupKey,
    DataKey,
    TotpSecret,
    Factor,
    RecoveryKit,
    InviteCode
);

#[cfg(test)]
mod tests;
