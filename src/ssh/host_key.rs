//! The key by which clients know this server again: Ed25519, made at the first start.

use std::fs::OpenOptions;
use std::io::{self, Write};
use std::os::unix::fs::{MetadataExt, OpenOptionsExt};
use std::path::{Path, PathBuf};

use russh::keys::ssh_key::private::{Ed25519Keypair, KeypairData};
use russh::keys::ssh_key::{LineEnding, PrivateKey};
use russh::keys::{Algorithm, HashAlg};
use zeroize::Zeroizing;

use crate::clock::Source;

/// Why there is no host key.
#[derive(Debug, thiserror::Error)]
pub enum HostKeyError {
    #[error("The host key {0} can't be read or written: {1}. Correct the path or the folder's rights.")]
    Io(PathBuf, io::Error),
    #[error("The host key {0} may be read by others. Take their rights away: chmod 600 {0}")]
    Open(PathBuf),
    #[error(
        "The host key {0} is no Ed25519 key in OpenSSH's form without a passphrase. Name another file, or move it away \
         and let Kin make one."
    )]
    Unusable(PathBuf),
}

pub struct HostKey(PrivateKey);

impl HostKey {
    /// Reads the key, or makes one where there is none (0600). Says whether it was made.
    pub fn find(path: &Path, clock: &dyn Source) -> Result<(Self, bool), HostKeyError> {
        match Self::read(path) {
            Err(HostKeyError::Io(_, error)) if error.kind() == io::ErrorKind::NotFound => {
                Ok((Self::make(path, clock)?, true))
            }
            found => Ok((found?, false)),
        }
    }

    /// Reads the key.
    pub fn read(path: &Path) -> Result<Self, HostKeyError> {
        let failed = |error| HostKeyError::Io(path.to_owned(), error);
        let text = Zeroizing::new(std::fs::read_to_string(path).map_err(failed)?);
        if path.metadata().map_err(failed)?.mode() & 0o077 != 0 {
            return Err(HostKeyError::Open(path.to_owned()));
        }
        let key = PrivateKey::from_openssh(text.as_bytes());
        match key {
            Ok(key) if key.algorithm() == Algorithm::Ed25519 && !key.is_encrypted() => Ok(Self(key)),
            _ => Err(HostKeyError::Unusable(path.to_owned())),
        }
    }

    fn make(path: &Path, clock: &dyn Source) -> Result<Self, HostKeyError> {
        let failed = |error| HostKeyError::Io(path.to_owned(), error);
        let mut seed = Zeroizing::new([0; 32]);
        clock.fill(seed.as_mut());
        let unusable = |_| HostKeyError::Unusable(path.to_owned());
        let pair = KeypairData::Ed25519(Ed25519Keypair::from_seed(&seed));
        let key = PrivateKey::new(pair, "kin").map_err(unusable)?;
        let text = key.to_openssh(LineEnding::LF).map_err(unusable)?;
        if let Some(folder) = path.parent() {
            std::fs::create_dir_all(folder).map_err(failed)?;
        }
        let mut file = OpenOptions::new().write(true).create_new(true).mode(0o600).open(path).map_err(failed)?;
        file.write_all(text.as_bytes()).and_then(|()| file.sync_all()).map_err(failed)?;
        Ok(Self(key))
    }

    /// As `ssh` shows it: `SHA256:...`.
    pub fn fingerprint(&self) -> String {
        self.0.fingerprint(HashAlg::Sha256).to_string()
    }

    /// As a line of `known_hosts` has it after the host's name.
    pub fn public_line(&self) -> Option<String> {
        self.0.public_key().to_openssh().ok()
    }

    pub(super) fn private(&self) -> PrivateKey {
        self.0.clone()
    }
}

#[cfg(test)]
mod tests {
    use std::os::unix::fs::PermissionsExt;

    use super::*;
    use crate::clock::System;

    #[test]
    fn a_key_is_made_once_and_for_its_owner_alone() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("deep/host_key");
        let (made, new) = HostKey::find(&path, &System).unwrap();
        assert!(new);
        assert_eq!(path.metadata().unwrap().mode() & 0o777, 0o600);
        let (found, new) = HostKey::find(&path, &System).unwrap();
        assert!(!new);
        assert_eq!(found.fingerprint(), made.fingerprint());
        assert!(made.public_line().unwrap().starts_with("ssh-ed25519 "));
        std::fs::set_permissions(&path, std::fs::Permissions::from_mode(0o640)).unwrap();
        assert!(matches!(HostKey::find(&path, &System), Err(HostKeyError::Open(_))));
        std::fs::set_permissions(&path, std::fs::Permissions::from_mode(0o600)).unwrap();
        std::fs::write(&path, "no key").unwrap();
        assert!(matches!(HostKey::find(&path, &System), Err(HostKeyError::Unusable(_))));
    }
}
