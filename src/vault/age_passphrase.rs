//! Age files under a passphrase (<https://c2sp.org/age>, its scrypt recipient), for what people carry by hand.

use std::io::{Read, Write};
use std::iter;

use age::scrypt::{Identity, Recipient};
use age::secrecy::SecretString;
use age::{DecryptError, Decryptor, Encryptor};
use unicode_normalization::UnicodeNormalization;
use zeroize::Zeroizing;

use super::VaultError;

/// scrypt with N = 2^18, r = 8: 256 MiB and about a second.
const WORK: u8 = 18;
/// Of a file from elsewhere: 4 GiB at the most.
const MOST_WORK: u8 = 22;
/// What is carried so is small.
const LONGEST: u64 = 64 * 1024;
const WHAT: &str = "age file";

/// The passphrase in Unicode form NFC, so that every keyboard's "ế" is the same.
fn normal(passphrase: &str) -> SecretString {
    let mut normal = String::with_capacity(passphrase.len() * 3);
    normal.extend(passphrase.nfc());
    SecretString::from(normal)
}

/// An age file that this passphrase alone opens.
pub fn seal_under_passphrase(passphrase: &str, plaintext: &[u8]) -> Result<Vec<u8>, VaultError> {
    let mut recipient = Recipient::new(normal(passphrase));
    recipient.set_work_factor(WORK);
    let sealed = || -> Result<Vec<u8>, String> {
        let encryptor = Encryptor::with_recipients(iter::once(&recipient as _)).map_err(|error| error.to_string())?;
        let mut file = Vec::new();
        let mut writer = encryptor.wrap_output(&mut file).map_err(|error| error.to_string())?;
        writer.write_all(plaintext).and_then(|()| writer.finish().map(drop)).map_err(|error| error.to_string())?;
        Ok(file)
    };
    sealed().map_err(|why| VaultError::Age { why })
}

/// What `seal_under_passphrase` sealed.
///
/// # Errors
/// `WrongPassphrase`; `Damaged` for what is no age file under a passphrase, or not a whole one.
pub fn open_under_passphrase(passphrase: &str, file: &[u8]) -> Result<Zeroizing<Vec<u8>>, VaultError> {
    let damaged = || VaultError::Damaged { what: WHAT };
    let decryptor = Decryptor::new(file).map_err(|_| damaged())?;
    if !decryptor.is_scrypt() {
        return Err(damaged());
    }
    let mut identity = Identity::new(normal(passphrase));
    identity.set_max_work_factor(MOST_WORK);
    let reader = decryptor.decrypt(iter::once(&identity as _)).map_err(|error| match error {
        DecryptError::DecryptionFailed | DecryptError::KeyDecryptionFailed | DecryptError::NoMatchingKeys => {
            VaultError::WrongPassphrase
        }
        DecryptError::ExcessiveWork { .. } => VaultError::Age { why: error.to_string() },
        _ => damaged(),
    })?;
    let mut plaintext = Zeroizing::new(Vec::with_capacity(4096));
    reader.take(LONGEST).read_to_end(&mut plaintext).map_err(|_| damaged())?;
    Ok(plaintext)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_passphrase_alone_opens_it() {
        let file = seal_under_passphrase("tiếng Việt rất hay", b"secret").unwrap();
        assert!(file.starts_with(b"age-encryption.org/v1\n-> scrypt "));
        assert!(!file.windows(6).any(|part| part == b"secret"));
        let typed_apart = "tie\u{302}\u{301}ng Vie\u{323}\u{302}t ra\u{302}\u{301}t hay";
        assert_eq!(open_under_passphrase(typed_apart, &file).unwrap().as_slice(), b"secret");
        assert!(matches!(open_under_passphrase("tieng", &file), Err(VaultError::WrongPassphrase)));
        let mut changed = file.clone();
        *changed.last_mut().unwrap() ^= 1;
        assert!(matches!(open_under_passphrase("tiếng Việt rất hay", &changed), Err(VaultError::Damaged { .. })));
        for other in [&b""[..], b"KIN-HOST-SECRET-1 AAAA", &file[..file.len() - 1]] {
            assert!(open_under_passphrase("tiếng Việt rất hay", other).is_err());
        }
    }
}
