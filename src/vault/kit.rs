//! The recovery kit: printed once, kept in a safe, and able to open what is sealed to its public key.

use zeroize::Zeroizing;

use super::armor::Armor;
use super::{MemberKeys, VaultError, exactly, kdf, random};
use crate::clock::Source;

/// Only the checksum knows the label: the printed kit begins with its first group.
const ARMOR: Armor = Armor { what: "recovery kit", label: "KIN-RECOVERY-KIT-1" };

/// 160 random bits on paper.
pub struct RecoveryKit(Zeroizing<[u8; 20]>);

impl RecoveryKit {
    pub fn generate(source: &dyn Source) -> Self {
        Self(random(source))
    }

    /// The kit to print: ten groups of four letters and digits, with a checksum of 40 bits in the last two.
    pub fn words(&self) -> Zeroizing<String> {
        let text = ARMOR.encode(self.0.as_slice());
        let mut words = Zeroizing::new(String::with_capacity(text.len() * 2));
        for (index, character) in text.chars().enumerate() {
            if index > 0 && index % 4 == 0 {
                words.push(' ');
            }
            words.push(character);
        }
        words
    }

    /// Reads a kit as people type it: in any case, with spaces and dashes, 0 for O, 1 for I, 8 for B.
    pub fn parse(text: &str) -> Result<Self, VaultError> {
        let mut plain = Zeroizing::new(String::with_capacity(text.len()));
        plain.extend(text.chars().filter(|c| !c.is_whitespace() && !matches!(c, '-' | '–' | '—')).map(|c| match c {
            '0' => 'O',
            '1' => 'I',
            '8' => 'B',
            _ => c.to_ascii_uppercase(),
        }));
        let secret = ARMOR.decode(&plain)?;
        exactly(&secret, ARMOR.what).map(Self).map_err(|_| VaultError::Mistyped { what: ARMOR.what })
    }

    /// The kit's own keys: always the same for the same kit.
    pub fn keys(&self) -> MemberKeys {
        let encryption = kdf::derive(self.0.as_slice(), b"kin recovery kit encryption v1");
        let signing = kdf::derive(self.0.as_slice(), b"kin recovery kit signing v1");
        MemberKeys::from_secrets(&encryption, &signing)
    }
}
