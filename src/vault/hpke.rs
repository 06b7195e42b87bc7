//! Sealing to someone's public key: HPKE (RFC 9180), base mode, X25519, HKDF-SHA256, ChaCha20-Poly1305.
//!
//! Everything sealed to someone goes through here. Base mode says nothing about who sealed: the signed log does.

use std::convert::Infallible;

use hpke::aead::ChaCha20Poly1305;
use hpke::kdf::HkdfSha256;
use hpke::kem::{Kem, X25519HkdfSha256};
use hpke::rand_core::{TryCryptoRng, TryRng};
use hpke::{Deserializable, OpModeR, OpModeS, Serializable};
use zeroize::Zeroizing;

use super::{Key, VaultError, random};
use crate::clock::Source;

/// The length of the encapsulated key in front of the ciphertext.
const ENCAPSULATED: usize = 32;

/// Seals for the holder of the private half: encapsulated key (32 bytes), ciphertext, tag (16 bytes).
/// `label` says what it is (HPKE's info), `context` where it belongs (its associated data); both are needed to open it.
pub fn seal_to(
    public: &[u8; 32],
    label: &str,
    context: &[u8],
    plaintext: &[u8],
    source: &dyn Source,
) -> Result<Vec<u8>, VaultError> {
    let public = <X25519HkdfSha256 as Kem>::PublicKey::from_bytes(public).map_err(|_| VaultError::BadPublicKey)?;
    let (encapsulated, ciphertext) = hpke::single_shot_seal_with_rng::<ChaCha20Poly1305, HkdfSha256, X25519HkdfSha256>(
        &OpModeS::Base,
        &public,
        label.as_bytes(),
        plaintext,
        context,
        &mut SourceRng(source),
    )
    .map_err(|_| VaultError::BadPublicKey)?;
    Ok([encapsulated.to_bytes().as_slice(), &ciphertext].concat())
}

/// The private half of an X25519 pair, zeroed on drop.
pub struct PrivateKey(<X25519HkdfSha256 as Kem>::PrivateKey);

impl PrivateKey {
    pub fn generate(source: &dyn Source) -> Self {
        Self::from_bytes(&random(source))
    }

    pub fn from_bytes(bytes: &[u8; 32]) -> Self {
        Self(Deserializable::from_bytes(bytes).expect("any 32 bytes are an X25519 private key"))
    }

    pub fn to_bytes(&self) -> Key {
        let mut bytes = Key::default();
        self.0.write_exact(bytes.as_mut());
        bytes
    }

    pub fn public(&self) -> [u8; 32] {
        X25519HkdfSha256::sk_to_pk(&self.0).to_bytes().into()
    }

    /// What `seal_to` sealed to the public half; `None` when anything differs.
    pub fn open(&self, label: &str, context: &[u8], bytes: &[u8]) -> Option<Zeroizing<Vec<u8>>> {
        let (encapsulated, ciphertext) = bytes.split_at_checked(ENCAPSULATED)?;
        let encapsulated = <X25519HkdfSha256 as Kem>::EncappedKey::from_bytes(encapsulated).ok()?;
        hpke::single_shot_open::<ChaCha20Poly1305, HkdfSha256, X25519HkdfSha256>(
            &OpModeR::Base,
            &self.0,
            &encapsulated,
            label.as_bytes(),
            ciphertext,
            context,
        )
        .ok()
        .map(Zeroizing::new)
    }
}

/// HPKE's view of the program's one source of randomness.
struct SourceRng<'a>(&'a dyn Source);

impl TryRng for SourceRng<'_> {
    type Error = Infallible;

    fn try_next_u32(&mut self) -> Result<u32, Infallible> {
        Ok(u32::from_le_bytes(*random(self.0)))
    }

    fn try_next_u64(&mut self) -> Result<u64, Infallible> {
        Ok(u64::from_le_bytes(*random(self.0)))
    }

    fn try_fill_bytes(&mut self, buffer: &mut [u8]) -> Result<(), Infallible> {
        self.0.fill(buffer);
        Ok(())
    }
}

impl TryCryptoRng for SourceRng<'_> {}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::Micros;
    use crate::vault::tests::hex;

    /// Gives RFC 9180's ephemeral key material as "randomness".
    struct Published;

    impl Source for Published {
        fn now(&self) -> Micros {
            Micros(0)
        }

        fn fill(&self, buffer: &mut [u8]) {
            buffer.copy_from_slice(&hex("909a9b35d3dc4713a5e72a4da274b55d3d3821a37e5d099e74a647db583a904b"));
        }
    }

    /// RFC 9180, appendix A.2.1, first encryption; both ways through the functions that Kin calls.
    #[test]
    fn published_vector() {
        let secret = hex("8057991eef8f1f1af18f4a9491d16a1ce333f695d4db8e38da75975c4478e0fb");
        let key = PrivateKey::from_bytes(secret[..].try_into().unwrap());
        let public = hex("4310ee97d88cc1f088a5576c77ab0cf5c3ac797f3d95139c6c84b5429c59662a");
        assert_eq!(key.public().as_slice(), public);
        let text = b"Beauty is truth, truth beauty";
        let (label, context) = ("Ode on a Grecian Urn", b"Count-0");
        let sealed = seal_to(&key.public(), label, context, text, &Published).unwrap();
        let expected = hex(concat!(
            "1afa08d3dec047a643885163f1180476fa7ddb54c6a8029ea33f95796bf2ac4a",
            "1c5250d8034ec2b784ba2cfd69dbdb8af406cfe3ff938e131f0def8c8b60b4db21993c62ce81883d2dd1b51a28"
        ));
        assert_eq!(sealed, expected);
        assert_eq!(key.open(label, context, &sealed).unwrap().as_slice(), text);
        assert!(key.open("Ode to a Nightingale", context, &sealed).is_none());
        assert!(key.open(label, b"Count-1", &sealed).is_none());
        assert!(key.open(label, context, &sealed[..20]).is_none());
    }

    /// RFC 7748, section 6.1: a point of small order gives every sender the same all-zero secret.
    #[test]
    fn nothing_is_sealed_to_a_point_of_small_order() {
        assert!(matches!(seal_to(&[0; 32], "l", b"c", b"t", &Published), Err(VaultError::BadPublicKey)));
    }
}
