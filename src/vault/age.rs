//! Files of age (<https://age-encryption.org/v1>): what leaves the office in one, such as a backup, opens for its
//! recipients alone, with Kin or without it.

use std::io::{self, BufRead, ErrorKind, Read, Write};
use std::str::FromStr;

use age::x25519;
use age::{DecryptError, Decryptor, Encryptor};
use bech32::{Bech32, Hrp};
use zeroize::Zeroizing;

use super::{HostSecret, MemberKeys, VaultError, kdf};

const PUBLIC: Hrp = Hrp::parse_unchecked("age");
const SECRET: Hrp = Hrp::parse_unchecked("age-secret-key-");

/// Whom a file is made for.
#[derive(Clone, PartialEq, Eq)]
pub struct Recipient(x25519::Recipient);

impl Recipient {
    /// Whoever holds the private half of an X25519 key, such as the recovery kit.
    pub fn of(public: &[u8; 32]) -> Result<Self, VaultError> {
        let text = bech32::encode::<Bech32>(PUBLIC, public).map_err(|_| VaultError::BadPublicKey)?;
        Self::parse(&text)
    }

    /// A recipient as age writes it: `age1…`.
    pub fn parse(text: &str) -> Result<Self, VaultError> {
        let key = x25519::Recipient::from_str(text.trim());
        key.map(Self).map_err(|_| VaultError::NotThis { what: "recipient", begins: "age1" })
    }
}

/// The text that age knows it by.
impl std::fmt::Display for Recipient {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}", self.0)
    }
}

/// What opens files that were made for it.
pub struct Identity(x25519::Identity);

impl Identity {
    fn of(secret: &[u8; 32]) -> Result<Self, VaultError> {
        let damaged = VaultError::Damaged { what: "key of backups" };
        let Ok(text) = bech32::encode::<Bech32>(SECRET, secret).map(Zeroizing::new) else { return Err(damaged) };
        x25519::Identity::from_str(&text).map(Self).map_err(|_| damaged)
    }

    pub fn recipient(&self) -> Recipient {
        Recipient(self.0.to_public())
    }
}

impl HostSecret {
    /// Opens the office's backups on its own computers, so that they can be tried without the recovery kit.
    pub fn backup_identity(&self) -> Result<Identity, VaultError> {
        Identity::of(&kdf::derive(self.expose(), b"kin backup v1"))
    }
}

impl MemberKeys {
    /// Opens what was made for these keys' encryption half, as a recovery kit's.
    pub fn age_identity(&self) -> Result<Identity, VaultError> {
        Identity::of(&self.encryption_secret())
    }
}

/// Begins a file for these recipients: what is written goes into it. `finish` must end it, or it does not open.
///
/// # Errors
/// There are no recipients, or the output can't be written.
pub fn encrypt<W: Write>(recipients: &[Recipient], output: W) -> io::Result<age::stream::StreamWriter<W>> {
    let keys = recipients.iter().map(|recipient| -> &dyn age::Recipient { &recipient.0 });
    Encryptor::with_recipients(keys).map_err(io::Error::other)?.wrap_output(output)
}

/// Why a file does not open.
#[derive(Debug, thiserror::Error)]
pub enum AgeError {
    #[error("it was not made for this key")]
    OtherKey,
    #[error("it is no file of age, or its beginning is damaged")]
    NotAge,
    #[error("{0}")]
    Io(io::Error),
}

/// Opens a file with whichever of the identities it was made for. Reading fails where it was changed or cut off.
pub fn decrypt<R: BufRead>(identities: &[Identity], input: R) -> Result<impl Read + use<R>, AgeError> {
    let why = |error| match error {
        DecryptError::NoMatchingKeys => AgeError::OtherKey,
        DecryptError::Io(error) if !matches!(error.kind(), ErrorKind::InvalidData | ErrorKind::UnexpectedEof) => {
            AgeError::Io(error)
        }
        _ => AgeError::NotAge,
    };
    let file = Decryptor::new_buffered(input).map_err(why)?;
    let keys: Vec<&dyn age::Identity> =
        identities.iter().map(|identity| -> &dyn age::Identity { &identity.0 }).collect();
    file.decrypt(keys.into_iter()).map_err(why)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::clock::System;
    use crate::vault::RecoveryKit;

    fn sealed(recipients: &[Recipient]) -> Vec<u8> {
        let mut file = Vec::new();
        let mut writer = encrypt(recipients, &mut file).unwrap();
        writer.write_all(b"all that there is").unwrap();
        writer.finish().unwrap();
        file
    }

    fn opened(identity: Identity, file: &[u8]) -> Result<Vec<u8>, AgeError> {
        let mut text = Vec::new();
        decrypt(&[identity], file)?.read_to_end(&mut text).map_err(AgeError::Io)?;
        Ok(text)
    }

    #[test]
    fn a_kits_public_key_is_a_recipient_that_the_kit_opens() {
        let keys = RecoveryKit::generate(&System).keys();
        let recipient = Recipient::of(&keys.public().encryption).unwrap();
        assert!(recipient.to_string().starts_with("age1"));
        assert!(Recipient::parse(&recipient.to_string()).unwrap() == recipient);
        let file = sealed(&[recipient]);
        assert_eq!(opened(keys.age_identity().unwrap(), &file).unwrap(), b"all that there is");
        let other = RecoveryKit::generate(&System).keys();
        assert!(matches!(opened(other.age_identity().unwrap(), &file), Err(AgeError::OtherKey)));
    }

    #[test]
    fn each_recipient_opens_it_and_no_changed_or_cut_file_does() {
        let host = HostSecret::generate(&System);
        let kit = RecoveryKit::generate(&System).keys();
        let identity = || host.backup_identity().unwrap();
        let file = sealed(&[identity().recipient(), Recipient::of(&kit.public().encryption).unwrap()]);
        assert!(opened(identity(), &file).is_ok() && opened(kit.age_identity().unwrap(), &file).is_ok());
        for at in 0..file.len() {
            let mut changed = file.clone();
            changed[at] ^= 1;
            assert!(opened(identity(), &changed).is_err(), "byte {at}");
            assert!(opened(identity(), &file[..at]).is_err(), "cut at {at}");
        }
        assert!(matches!(opened(identity(), b"PK\x03\x04"), Err(AgeError::NotAge)));
        assert!(encrypt(&[], Vec::new()).is_err());
        assert!(Recipient::parse("age1nonsense").is_err());
    }
}
