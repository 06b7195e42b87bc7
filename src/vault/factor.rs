//! A member's second factor: the code app's secret, and one-time recovery codes for when the app is lost.

use subtle::ConstantTimeEq;
use zeroize::Zeroizing;

use super::armor::{grouped, plain};
use super::{TotpSecret, VaultError, random};
use crate::clock::Source;

/// How many recovery codes are made at once.
pub const CODES: usize = 10;
const TOTP: usize = 20;
const HASH: usize = 16;

/// What is sealed to a member beside its keys: 20 bytes of the app's secret, then 16 for each code that is left.
pub struct Factor {
    pub totp: TotpSecret,
    /// Hashes: whoever opens this learns no code.
    codes: Vec<[u8; HASH]>,
}

impl Factor {
    /// A factor with fresh recovery codes, which are shown once.
    pub fn new(totp: TotpSecret, source: &dyn Source) -> (Self, Vec<Zeroizing<String>>) {
        let codes: Vec<_> = (0..CODES).map(|_| code(source)).collect();
        let hashes = codes.iter().map(|code| hash(code)).collect();
        (Self { totp, codes: hashes }, codes)
    }

    pub fn from_bytes(bytes: &[u8]) -> Result<Self, VaultError> {
        let damaged = || VaultError::Damaged { what: "second factor" };
        let (totp, rest) = bytes.split_at_checked(TOTP).ok_or_else(damaged)?;
        let (codes, left) = rest.as_chunks::<HASH>();
        if !left.is_empty() {
            return Err(damaged());
        }
        Ok(Self { totp: TotpSecret::from_bytes(totp)?, codes: codes.to_vec() })
    }

    pub fn to_bytes(&self) -> Zeroizing<Vec<u8>> {
        let mut bytes = Zeroizing::new(Vec::with_capacity(TOTP + self.codes.len() * HASH));
        bytes.extend_from_slice(self.totp.as_bytes());
        self.codes.iter().for_each(|code| bytes.extend_from_slice(code));
        bytes
    }

    pub fn codes_left(&self) -> usize {
        self.codes.len()
    }

    /// Uses a recovery code up, if it is one.
    pub fn take(&mut self, typed: &str) -> bool {
        let wanted = hash(&plain(typed));
        let before = self.codes.len();
        // All are compared, so that time tells nothing.
        self.codes.retain(|code| !bool::from(code.ct_eq(&wanted)));
        self.codes.len() < before
    }
}

/// 80 random bits in four groups of four.
fn code(source: &dyn Source) -> Zeroizing<String> {
    let bytes = random::<10>(source);
    grouped(&Zeroizing::new(data_encoding::BASE32_NOPAD.encode(bytes.as_slice())), '-')
}

fn hash(code: &str) -> [u8; HASH] {
    let mut hash = [0; HASH];
    let key = blake3::derive_key("kin recovery code v1", plain(code).as_bytes());
    hash.copy_from_slice(&key[..HASH]);
    hash
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::vault::tests::fixed;

    #[test]
    fn a_recovery_code_is_good_once_and_comes_back_from_bytes() {
        let source = fixed();
        let (factor, codes) = Factor::new(TotpSecret::generate(&source), &source);
        let mut factor = Factor::from_bytes(&factor.to_bytes()).unwrap();
        assert_eq!((factor.codes_left(), codes.len()), (CODES, CODES));
        assert!(!factor.take(""));
        assert!(!factor.take("AAAA-AAAA-AAAA-AAAA"));
        assert!(factor.take(&codes[3].to_lowercase().replace('-', " ")));
        assert!(!factor.take(&codes[3]));
        assert_eq!(factor.codes_left(), CODES - 1);
        let mut again = Factor::from_bytes(&factor.to_bytes()).unwrap();
        assert!(!again.take(&codes[3]) && again.take(&codes[0]));
    }

    #[test]
    fn an_app_without_codes_and_damaged_bytes() {
        assert_eq!(Factor::from_bytes(&[7; 20]).unwrap().codes_left(), 0);
        for length in [0, 19, 21, 35] {
            assert!(Factor::from_bytes(&vec![7; length]).is_err(), "{length}");
        }
    }
}
