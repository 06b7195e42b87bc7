//! SSH public keys: which are taken, and how they are known. The one place of the desk that names the SSH library.

use russh::keys::ssh_key::{Algorithm, HashAlg, PublicKey};

use crate::domain::{Id, Micros, Unfit, text};
use crate::store;

/// Longest label, in characters.
pub(super) const LONGEST_LABEL: usize = 60;
/// Longer lines are no keys that are taken.
const LONGEST_LINE: usize = 16 * 1024;

/// A public key that may be enrolled.
#[derive(Debug)]
pub(super) struct SshKey {
    pub blob: Vec<u8>,
    kind: &'static str,
    fingerprint: String,
    /// What its owner wrote beside it.
    comment: String,
}

impl SshKey {
    /// Reads the one line of a file `.pub`.
    pub fn from_line(line: &str) -> Result<Self, Unfit> {
        let line = line.trim();
        if line.is_empty() {
            return Err(Unfit::Empty);
        }
        if line.contains("PRIVATE KEY") || line.starts_with("PuTTY-User-Key-File") {
            return Err(Unfit::KeyPrivate);
        }
        if line.contains("BEGIN SSH2 PUBLIC KEY") {
            return Err(Unfit::KeyPutty);
        }
        // Certificates are of keys, but they are not keys.
        if line.split(' ').next().is_some_and(|kind| kind.contains("-cert-v")) {
            return Err(Unfit::KeyKind);
        }
        if line.len() > LONGEST_LINE || line.contains('\n') {
            return Err(Unfit::KeyUnreadable);
        }
        let key = PublicKey::from_openssh(line).map_err(|_| Unfit::KeyUnreadable)?;
        Self::read(&key)
    }

    /// Reads a key as it comes over the wire.
    pub fn from_blob(blob: &[u8], line: &str) -> Result<Self, Unfit> {
        let mut key = PublicKey::from_bytes(blob).map_err(|_| Unfit::KeyUnreadable)?;
        if let Ok(commented) = PublicKey::from_openssh(line.trim()) {
            key.set_comment(commented.comment().clone());
        }
        Self::read(&key)
    }

    fn read(key: &PublicKey) -> Result<Self, Unfit> {
        let kind = match key.algorithm() {
            Algorithm::Ed25519 => "ssh-ed25519",
            Algorithm::SkEd25519 => "sk-ssh-ed25519@openssh.com",
            Algorithm::SkEcdsaSha2NistP256 => "sk-ecdsa-sha2-nistp256@openssh.com",
            _ => return Err(Unfit::KeyKind),
        };
        Ok(Self {
            blob: key.to_bytes().map_err(|_| Unfit::KeyUnreadable)?,
            kind,
            fingerprint: key.fingerprint(HashAlg::Sha256).to_string(),
            comment: key.comment().to_string(),
        })
    }

    /// The row of a member's key. Without a label it has its comment, and without that its kind.
    pub fn row(&self, id: Id, member: Id, label: &str, at: Micros) -> store::SshKey {
        let labels = [label, &self.comment, self.kind].map(|label| text::clean_input(label, LONGEST_LABEL));
        store::SshKey {
            id,
            member,
            blob: self.blob.clone(),
            kind: self.kind.to_owned(),
            fingerprint: self.fingerprint.clone(),
            label: labels.into_iter().find(|label| !label.is_empty()).unwrap_or_default(),
            added_at: at,
            last_used: None,
        }
    }
}
