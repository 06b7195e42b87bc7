//! Signatures: Ed25519 (RFC 8032), alone and in batches.

use std::collections::HashMap;
use std::sync::atomic::{AtomicUsize, Ordering};

use ed25519_dalek::{Signature, Signer as _, SigningKey, VerifyingKey};

use super::{Key, random};
use crate::clock::Source;
use crate::domain::audit::Encoder;

/// The private half of a signing pair.
pub struct Signer(SigningKey);

impl Signer {
    pub(super) fn generate(source: &dyn Source) -> Self {
        Self::from_seed(&random(source))
    }

    pub(super) fn from_seed(seed: &[u8; 32]) -> Self {
        Self(SigningKey::from_bytes(seed))
    }

    pub(super) fn to_seed(&self) -> Key {
        let mut seed = Key::default();
        seed.copy_from_slice(self.0.as_bytes());
        seed
    }

    pub fn public(&self) -> [u8; 32] {
        self.0.verifying_key().to_bytes()
    }

    /// A signature over the label and the bytes, each with its length.
    pub fn sign(&self, label: &str, bytes: &[u8]) -> [u8; 64] {
        self.sign_message(&message(label, bytes))
    }

    pub(super) fn sign_message(&self, message: &[u8]) -> [u8; 64] {
        self.0.sign(message).to_bytes()
    }
}

/// Whether `Signer::sign` made this signature with the private half of `public`.
pub fn verify(public: &[u8; 32], label: &str, bytes: &[u8], signature: &[u8; 64]) -> bool {
    verify_message(public, &message(label, bytes), signature)
}

/// One signature to check: public key, label, bytes, signature.
pub type Signed<'a> = (&'a [u8; 32], &'a str, &'a [u8], &'a [u8; 64]);

/// Signatures in one multiplication: more gains little.
const GROUP: usize = 512;

/// Checks many signatures at once, on all cores; `Err` is the index of the first that does not hold.
///
/// A batch proves that somebody with the private key signed, as `verify` does, but only the holder of a key can make
/// a signature that the two judge differently (a point with a small-order part), and that helps him to no forgery.
pub fn verify_batch(items: &[Signed<'_>]) -> Result<(), usize> {
    // Few members sign many entries: each key is decoded once.
    let mut keys: HashMap<&[u8; 32], Option<VerifyingKey>> = HashMap::new();
    for (public, ..) in items {
        keys.entry(*public).or_insert_with(|| strong_key(public));
    }
    let next = AtomicUsize::new(0);
    let first_bad = AtomicUsize::new(usize::MAX);
    // Groups are taken in order, so whoever stops at a known bad one leaves nothing unchecked before it.
    let work = || loop {
        let start = next.fetch_add(GROUP, Ordering::Relaxed);
        if start >= items.len().min(first_bad.load(Ordering::Relaxed)) {
            break;
        }
        let group = &items[start..items.len().min(start + GROUP)];
        if let Some(bad) = first_bad_of(group, &keys) {
            first_bad.fetch_min(start + bad, Ordering::Relaxed);
        }
    };
    let cores = std::thread::available_parallelism().map_or(1, usize::from);
    std::thread::scope(|scope| {
        for _ in 1..cores.min(items.len().div_ceil(GROUP)) {
            scope.spawn(work);
        }
        work();
    });
    match first_bad.into_inner() {
        usize::MAX => Ok(()),
        bad => Err(bad),
    }
}

fn first_bad_of(group: &[Signed<'_>], keys: &HashMap<&[u8; 32], Option<VerifyingKey>>) -> Option<usize> {
    let messages: Vec<_> = group.iter().map(|(_, label, bytes, _)| message(label, bytes)).collect();
    let messages: Vec<_> = messages.iter().map(Vec::as_slice).collect();
    let signatures: Vec<_> = group.iter().map(|(.., signature)| Signature::from_bytes(signature)).collect();
    let verifying: Option<Vec<_>> = group.iter().map(|(public, ..)| keys.get(public).copied().flatten()).collect();
    if verifying.is_some_and(|keys| ed25519_dalek::verify_batch(&messages, &signatures, &keys).is_ok()) {
        return None;
    }
    (0..group.len()).find(|&index| !verify_message(group[index].0, messages[index], group[index].3))
}

pub(super) fn verify_message(public: &[u8; 32], message: &[u8], signature: &[u8; 64]) -> bool {
    strong_key(public).is_some_and(|key| key.verify_strict(message, &Signature::from_bytes(signature)).is_ok())
}

/// A public key under which a signature means something: a point of small order has signatures that fit any message.
fn strong_key(public: &[u8; 32]) -> Option<VerifyingKey> {
    VerifyingKey::from_bytes(public).ok().filter(|key| !key.is_weak())
}

fn message(label: &str, bytes: &[u8]) -> Vec<u8> {
    let mut message = Encoder::new(label);
    message.put(bytes);
    message.0
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::vault::tests::{fixed, hex};

    /// RFC 8032, section 7.1, tests 1 to 3.
    #[test]
    fn published_vectors() {
        let vectors = [
            (
                "9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60",
                "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a",
                "",
                "e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555fb8821590a33bacc61e39701cf9b46bd25bf5f0595bbe24655141438e7a100b",
            ),
            (
                "4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb",
                "3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c",
                "72",
                "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00",
            ),
            (
                "c5aa8df43f9f837bedb7442f31dcb7b166d38535076f094b85ce3a2e0b4458f7",
                "fc51cd8e6218a1a38da47ed00230f0580816ed13ba3303ac5deb911548908025",
                "af82",
                "6291d657deec24024827e69c3abe01a30ce548a284743a445e3680d7db5ac3ac18ff9b538d16f290ae67f760984dc6594a7c15e9716ed28dc027beceea1ec40a",
            ),
        ];
        for (seed, public, message, signature) in vectors {
            let signer = Signer::from_seed(hex(seed)[..].try_into().unwrap());
            assert_eq!(signer.public().as_slice(), hex(public));
            let made = signer.sign_message(&hex(message));
            assert_eq!(made.as_slice(), hex(signature));
            assert!(verify_message(&signer.public(), &hex(message), &made));
        }
    }

    #[test]
    fn a_signature_is_for_one_key_label_and_text() {
        let source = fixed();
        let (one, other) = (Signer::generate(&source), Signer::generate(&source));
        let signature = one.sign("grant", b"admin");
        assert!(verify(&one.public(), "grant", b"admin", &signature));
        assert!(!verify(&other.public(), "grant", b"admin", &signature));
        assert!(!verify(&one.public(), "gran", b"tadmin", &signature));
        assert!(!verify(&one.public(), "grant", b"owner", &signature));
    }

    /// The identity point "signs" everything with R = identity and s = 0.
    #[test]
    fn a_weak_key_signs_nothing() {
        let mut weak = [0; 32];
        weak[0] = 1;
        let mut signature = [0; 64];
        signature[0] = 1;
        assert!(!verify(&weak, "grant", b"admin", &signature));
        assert_eq!(verify_batch(&[(&weak, "grant", b"admin", &signature)]), Err(0));
    }

    #[test]
    fn a_batch_names_the_first_bad_one() {
        let source = fixed();
        let signers = [Signer::generate(&source), Signer::generate(&source)];
        let publics = signers.each_ref().map(Signer::public);
        let texts: Vec<_> = (0..1300u32).map(u32::to_be_bytes).collect();
        let mut signatures: Vec<_> = texts.iter().enumerate().map(|(i, t)| signers[i % 2].sign("entry", t)).collect();
        let check = |signatures: &[[u8; 64]]| {
            let items = texts.iter().zip(signatures).enumerate();
            let items: Vec<Signed<'_>> = items.map(|(i, (t, s))| (&publics[i % 2], "entry", t.as_slice(), s)).collect();
            verify_batch(&items)
        };
        assert_eq!(verify_batch(&[]), Ok(()));
        assert_eq!(check(&signatures), Ok(()));
        signatures[1299][5] ^= 1;
        assert_eq!(check(&signatures), Err(1299));
        signatures.swap(600, 602);
        assert_eq!(check(&signatures), Err(600));
        signatures[511] = [0xff; 64];
        assert_eq!(check(&signatures), Err(511));
    }
}
