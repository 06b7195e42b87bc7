//! A member's keys: one pair to be sealed to, one pair to sign with, kept under the password and the host secret.

use std::path::Path;

use serde::{Deserialize, Serialize};
use zeroize::Zeroizing;

use super::armor::Armor;
use super::hpke::PrivateKey;
use super::kdf::SALT;
use super::{HostSecret, HostSecrets, KdfParams, Key, Signer, VaultError, aead, kdf};
use crate::clock::Source;
use crate::domain::Id;
use crate::domain::audit::Encoder;

const VERSION: u8 = 1;
/// Version, memory, passes, salt.
const HEADER: usize = 1 + 4 + 4 + SALT;
/// Two private keys of 32 bytes.
const SECRETS: usize = 64;
const WHAT: &str = "member's sealed key";
const ARMOR: Armor = Armor { what: "service key", label: "KIN-SERVICE-KEY-1" };

/// The private halves of a member's two pairs.
pub struct MemberKeys {
    encryption: PrivateKey,
    signer: Signer,
}

/// The public halves, as they stand in grants.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct MemberPublic {
    /// X25519: what the member may read is sealed to it.
    #[serde(with = "hex_key")]
    pub encryption: [u8; 32],
    /// Ed25519: what the member did is checked against it.
    #[serde(with = "hex_key")]
    pub signing: [u8; 32],
}

impl MemberKeys {
    pub fn generate(source: &dyn Source) -> Self {
        Self { encryption: PrivateKey::generate(source), signer: Signer::generate(source) }
    }

    pub(super) fn from_secrets(encryption: &[u8; 32], signing: &[u8; 32]) -> Self {
        Self { encryption: PrivateKey::from_bytes(encryption), signer: Signer::from_seed(signing) }
    }

    pub fn public(&self) -> MemberPublic {
        MemberPublic { encryption: self.encryption.public(), signing: self.signer.public() }
    }

    /// The private half that opens what was sealed to these keys.
    pub(super) fn encryption_secret(&self) -> Key {
        self.encryption.to_bytes()
    }

    pub const fn signer(&self) -> &Signer {
        &self.signer
    }

    /// Opens what `seal_to` sealed to this member with the same label and context.
    pub fn open_sealed(&self, label: &str, context: &[u8], bytes: &[u8]) -> Result<Zeroizing<Vec<u8>>, VaultError> {
        self.encryption.open(label, context, bytes).ok_or(VaultError::NotOpened { what: "seal" })
    }

    /// Seals unsaved work to this member alone; `context` says of what it is, and is needed to open it. The key comes
    /// from both private halves: nobody else can read a draft, and nobody else can put one in.
    pub fn seal_draft(&self, context: &[u8], plaintext: &[u8], source: &dyn Source) -> Vec<u8> {
        aead::seal(&self.draft_key(), context, plaintext, source)
    }

    pub fn open_draft(&self, context: &[u8], bytes: &[u8]) -> Result<Zeroizing<Vec<u8>>, VaultError> {
        aead::open(&self.draft_key(), context, bytes).ok_or(VaultError::NotOpened { what: "draft" })
    }

    fn draft_key(&self) -> Key {
        kdf::derive(self.to_secrets().as_slice(), b"kin draft v1")
    }

    /// The keys under HKDF(Argon2id(password) || host secret). 129 bytes: version, memory in KiB and passes (big-endian,
    /// 4 bytes each), salt (16), nonce (24), ciphertext and tag. Opening it is the password check.
    pub fn seal(
        &self,
        password: &str,
        host: &HostSecret,
        params: KdfParams,
        install: Id,
        member: Id,
        source: &dyn Source,
    ) -> Result<Vec<u8>, VaultError> {
        let mut salt = [0; SALT];
        source.fill(&mut salt);
        let mut sealed = vec![VERSION];
        sealed.extend_from_slice(&params.to_bytes());
        sealed.extend_from_slice(&salt);
        let key = password_key(password, host, &salt, params)?;
        let aad = seal_context(&sealed, install, member);
        sealed.extend(aead::seal(&key, &aad, self.to_secrets().as_slice(), source));
        Ok(sealed)
    }

    pub fn open(sealed: &[u8], password: &str, host: &HostSecret, install: Id, member: Id) -> Result<Self, VaultError> {
        Self::open_by_one(sealed, password, [host], install, member).map(|(keys, _)| keys)
    }

    /// The same where the seal may be of a time before the host secret was changed; answers whether it is, and should be
    /// made anew.
    pub fn open_by_any(
        sealed: &[u8],
        password: &str,
        hosts: &HostSecrets,
        install: Id,
        member: Id,
    ) -> Result<(Self, bool), VaultError> {
        let (keys, place) = Self::open_by_one(sealed, password, hosts.all().rev(), install, member)?;
        Ok((keys, place > 0))
    }

    /// The password is stretched once; answers the place of the host secret that opens the seal, too.
    fn open_by_one<'a>(
        sealed: &[u8],
        password: &str,
        hosts: impl IntoIterator<Item = &'a HostSecret>,
        install: Id,
        member: Id,
    ) -> Result<(Self, usize), VaultError> {
        let params = params_of(sealed)?;
        let (header, ciphertext) = sealed.split_at(HEADER);
        let salt = header.last_chunk::<SALT>().ok_or(VaultError::Damaged { what: WHAT })?;
        let (stretched, context) = (kdf::stretch(password, salt, params)?, seal_context(header, install, member));
        for (place, host) in hosts.into_iter().enumerate() {
            if let Some(secrets) = aead::open(&under_host(&stretched, host), &context, ciphertext) {
                return Ok((Self::from_bytes(&secrets, WHAT)?, place));
            }
        }
        Err(VaultError::WrongPassword)
    }

    /// Does the work of `open` for a name that nobody has, so that time does not tell names apart; always fails.
    pub fn pretend_open(password: &str, host: &HostSecret, params: KdfParams) -> VaultError {
        match password_key(password, host, &[0; SALT], params) {
            Ok(key) => {
                let nothing = [0; aead::sealed_len(SECRETS)];
                std::hint::black_box(aead::open(&key, &seal_context(&[], Id::default(), Id::default()), &nothing));
                VaultError::WrongPassword
            }
            Err(error) => error,
        }
    }

    /// A service member's keys as one line of text.
    pub fn to_key_file_text(&self) -> Zeroizing<String> {
        ARMOR.line(self.to_secrets().as_slice())
    }

    pub fn from_key_file_text(text: &str) -> Result<Self, VaultError> {
        Self::from_bytes(&ARMOR.parse_line(text)?, ARMOR.what)
    }

    /// Writes a new key file (0600, its folders 0700); an existing one is never overwritten.
    pub fn save_key_file(&self, path: &Path) -> Result<(), VaultError> {
        ARMOR.save(path, self.to_secrets().as_slice())
    }

    /// Reads a key file; refuses one that others may read, or that is damaged.
    pub fn load_key_file(path: &Path) -> Result<Self, VaultError> {
        Self::from_bytes(&ARMOR.load(path)?, ARMOR.what)
    }

    fn to_secrets(&self) -> Zeroizing<[u8; SECRETS]> {
        let mut secrets = Zeroizing::new([0; SECRETS]);
        secrets[..32].copy_from_slice(self.encryption.to_bytes().as_slice());
        secrets[32..].copy_from_slice(self.signer.to_seed().as_slice());
        secrets
    }

    fn from_bytes(secrets: &[u8], what: &'static str) -> Result<Self, VaultError> {
        match secrets.split_first_chunk::<32>() {
            Some((encryption, signing)) => Ok(Self::from_secrets(encryption, &*super::exactly(signing, what)?)),
            None => Err(VaultError::Damaged { what }),
        }
    }
}

/// The password cost of a seal. Bounded, for the seal may come from anyone who can write the file.
pub fn params_of(sealed: &[u8]) -> Result<KdfParams, VaultError> {
    match *sealed {
        [VERSION, m0, m1, m2, m3, p0, p1, p2, p3, ..] if sealed.len() == HEADER + aead::sealed_len(SECRETS) => {
            let memory_kib = u32::from_be_bytes([m0, m1, m2, m3]);
            KdfParams { memory_kib, passes: u32::from_be_bytes([p0, p1, p2, p3]) }.check()
        }
        _ => Err(VaultError::Damaged { what: WHAT }),
    }
}

fn password_key(password: &str, host: &HostSecret, salt: &[u8; SALT], params: KdfParams) -> Result<Key, VaultError> {
    Ok(under_host(&kdf::stretch(password, salt, params)?, host))
}

fn under_host(stretched: &Key, host: &HostSecret) -> Key {
    let mut both = Zeroizing::new([0; 64]);
    both[..32].copy_from_slice(stretched.as_slice());
    both[32..].copy_from_slice(host.expose());
    kdf::derive(both.as_slice(), b"kin member key v1")
}

/// What a sealed key is bound to: the office, the member, and its own header.
fn seal_context(header: &[u8], install: Id, member: Id) -> Vec<u8> {
    let mut context = Encoder::new("kin member key v1");
    context.put(&install.0).put(&member.0).put(header);
    context.0
}

/// Public keys as lower-case hexadecimal text.
mod hex_key {
    use data_encoding::HEXLOWER;
    use serde::{Deserialize, Deserializer, Serializer, de::Error};

    pub fn serialize<S: Serializer>(key: &[u8; 32], serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&HEXLOWER.encode(key))
    }

    pub fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<[u8; 32], D::Error> {
        let bytes = HEXLOWER.decode(String::deserialize(deserializer)?.as_bytes()).map_err(D::Error::custom)?;
        bytes.try_into().map_err(|_| D::Error::custom("a public key has 64 hexadecimal digits"))
    }
}
