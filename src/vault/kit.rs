//! Secrets on paper that stand for keys: the recovery kit, kept in a safe, and the one-time code of an invitation.

use zeroize::Zeroizing;

use super::armor::Armor;
use super::{MemberKeys, VaultError, exactly, kdf, random};
use crate::clock::Source;

/// Only the checksum knows the labels: what is printed begins with its first group.
const KIT: Armor = Armor { what: "recovery kit", label: "KIN-RECOVERY-KIT-1" };
const INVITATION: Armor = Armor { what: "invitation code", label: "KIN-INVITATION-1" };

/// 160 random bits on paper.
pub struct RecoveryKit(Zeroizing<[u8; 20]>);

impl RecoveryKit {
    pub fn generate(source: &dyn Source) -> Self {
        Self(random(source))
    }

    /// The kit to print: ten groups of four letters and digits, with a checksum of 40 bits in the last two.
    pub fn words(&self) -> Zeroizing<String> {
        KIT.groups(self.0.as_slice(), ' ')
    }

    /// Reads a kit as people type it: in any case, with spaces and dashes, 0 for O, 1 for I, 8 for B.
    pub fn parse(text: &str) -> Result<Self, VaultError> {
        read(&KIT, text).map(Self)
    }

    /// The kit's own keys: always the same for the same kit.
    pub fn keys(&self) -> MemberKeys {
        keys(self.0.as_slice(), b"kin recovery kit encryption v1", b"kin recovery kit signing v1")
    }
}

/// 120 random bits that an invited person is handed, good once.
pub struct InviteCode(Zeroizing<[u8; 15]>);

impl InviteCode {
    pub fn generate(source: &dyn Source) -> Self {
        Self(random(source))
    }

    /// The code to hand over: eight groups of four letters and digits, with a checksum of 40 bits in the last two.
    pub fn words(&self) -> Zeroizing<String> {
        INVITATION.groups(self.0.as_slice(), '-')
    }

    /// Reads a code as people type it, as `RecoveryKit::parse` does.
    pub fn parse(text: &str) -> Result<Self, VaultError> {
        read(&INVITATION, text).map(Self)
    }

    /// The keys that stand for the invited person until it has made its own.
    pub fn keys(&self) -> MemberKeys {
        keys(self.0.as_slice(), b"kin invitation encryption v1", b"kin invitation signing v1")
    }
}

fn read<const N: usize>(armor: &Armor, text: &str) -> Result<Zeroizing<[u8; N]>, VaultError> {
    let secret = armor.decode_groups(text)?;
    exactly(&secret, armor.what).map_err(|_| VaultError::Mistyped { what: armor.what })
}

fn keys(secret: &[u8], encryption: &[u8], signing: &[u8]) -> MemberKeys {
    MemberKeys::from_secrets(&kdf::derive(secret, encryption), &kdf::derive(secret, signing))
}
