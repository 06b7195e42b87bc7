//! XChaCha20-Poly1305 (draft-irtf-cfrg-xchacha) under a random nonce.

use chacha20poly1305::aead::{Aead, Payload};
use chacha20poly1305::{KeyInit, XChaCha20Poly1305};
use zeroize::Zeroizing;

use crate::clock::Source;

pub const NONCE: usize = 24;
const TAG: usize = 16;

/// Nonce, then ciphertext and tag. 24 random bytes never repeat under one key.
pub fn seal(key: &[u8; 32], aad: &[u8], plaintext: &[u8], source: &dyn Source) -> Vec<u8> {
    let mut nonce = [0; NONCE];
    source.fill(&mut nonce);
    let ciphertext = encrypt(key, &nonce, aad, plaintext);
    [nonce.as_slice(), &ciphertext].concat()
}

/// What `seal` sealed; `None` when anything differs: key, associated data, or a single bit.
pub fn open(key: &[u8; 32], aad: &[u8], sealed: &[u8]) -> Option<Zeroizing<Vec<u8>>> {
    let (nonce, ciphertext) = sealed.split_first_chunk::<NONCE>()?;
    decrypt(key, nonce, aad, ciphertext)
}

/// How long the sealed form of a text of this length is.
pub const fn sealed_len(plaintext: usize) -> usize {
    NONCE + plaintext + TAG
}

fn encrypt(key: &[u8; 32], nonce: &[u8; NONCE], aad: &[u8], plaintext: &[u8]) -> Vec<u8> {
    XChaCha20Poly1305::new(key.into())
        .encrypt(nonce.into(), Payload { msg: plaintext, aad })
        .expect("only texts above 256 GiB are refused")
}

fn decrypt(key: &[u8; 32], nonce: &[u8; NONCE], aad: &[u8], ciphertext: &[u8]) -> Option<Zeroizing<Vec<u8>>> {
    let cipher = XChaCha20Poly1305::new(key.into());
    cipher.decrypt(nonce.into(), Payload { msg: ciphertext, aad }).ok().map(Zeroizing::new)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::vault::tests::hex;

    /// draft-irtf-cfrg-xchacha-03, appendix A.3.1.
    #[test]
    fn published_vector() {
        let key = hex("808182838485868788898a8b8c8d8e8f909192939495969798999a9b9c9d9e9f");
        let nonce = hex("404142434445464748494a4b4c4d4e4f5051525354555657");
        let (key, nonce) = (key[..].try_into().unwrap(), nonce[..].try_into().unwrap());
        let aad = hex("50515253c0c1c2c3c4c5c6c7");
        let text: &[u8] = b"Ladies and Gentlemen of the class of '99: If I could offer you only one tip for the \
                            future, sunscreen would be it.";
        let sealed = hex(concat!(
            "bd6d179d3e83d43b9576579493c0e939572a1700252bfaccbed2902c21396cbb731c7f1b0b4aa6440bf3a82f4eda7e39",
            "ae64c6708c54c216cb96b72e1213b4522f8c9ba40db5d945b11b69b982c1bb9e3f3fac2bc369488f76b2383565d3fff9",
            "21f9664c97637da9768812f615c68b13b52e",
            "c0875924c1c7987947deafd8780acf49"
        ));
        assert_eq!(encrypt(key, nonce, &aad, text), sealed);
        assert_eq!(decrypt(key, nonce, &aad, &sealed).unwrap().as_slice(), text);
    }
}
