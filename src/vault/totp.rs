//! One-time codes from an authenticator: TOTP (RFC 6238), SHA-1, six digits, 30 seconds.

use data_encoding::BASE32_NOPAD;
use subtle::ConstantTimeEq;
use totp_rs::{Algorithm, Builder, Totp};
use zeroize::Zeroizing;

use super::{VaultError, exactly, random};
use crate::clock::Source;
use crate::domain::Micros;

const SECONDS: u64 = 30;
const DIGITS: u8 = 6;

/// The secret shared with a member's authenticator: 160 bits, as RFC 4226 asks.
pub struct TotpSecret(Zeroizing<[u8; 20]>);

impl TotpSecret {
    pub fn generate(source: &dyn Source) -> Self {
        Self(random(source))
    }

    /// The secret after it was unsealed.
    pub fn from_bytes(bytes: &[u8]) -> Result<Self, VaultError> {
        Ok(Self(exactly(bytes, "authenticator secret")?))
    }

    /// The secret, to be sealed.
    pub fn as_bytes(&self) -> &[u8; 20] {
        &self.0
    }

    /// For typing into an authenticator: 32 letters and digits.
    pub fn base32(&self) -> Zeroizing<String> {
        Zeroizing::new(BASE32_NOPAD.encode(self.0.as_slice()))
    }

    /// The link behind the picture that an authenticator reads (Google Authenticator's "Key URI Format").
    pub fn uri(&self, office: &str, member: &str) -> Zeroizing<String> {
        let (office, member) = (percent(office), percent(member));
        let secret = self.base32();
        Zeroizing::new(format!(
            "otpauth://totp/{office}:{member}?secret={}&issuer={office}&algorithm=SHA1&digits={DIGITS}&period={SECONDS}",
            *secret
        ))
    }

    /// The code that the authenticator shows at that time.
    pub fn code_at(&self, now: Micros) -> String {
        self.totp().generate(step_at(now) * SECONDS).to_string()
    }

    /// The step whose code this is: within `skew` steps (one at most) of now and after the last accepted step, so that
    /// no code is accepted twice. Spaces in the code do not count. Store the step with the act it allowed.
    pub fn check(&self, code: &str, now: Micros, skew: u8, last_step: Option<i64>) -> Option<i64> {
        let code: String = code.chars().filter(|character| !character.is_whitespace()).collect();
        let (totp, origin, skew) = (self.totp(), step_at(now), u64::from(skew.min(1)));
        let mut accepted = None;
        // All steps are tried whatever fits, so that time tells nothing.
        for step in origin.saturating_sub(skew)..=origin + skew {
            let fits = bool::from(totp.generate(step * SECONDS).to_string().as_bytes().ct_eq(code.as_bytes()));
            let step = i64::try_from(step).ok()?;
            if fits && last_step.is_none_or(|last| step > last) && accepted.is_none() {
                accepted = Some(step);
            }
        }
        accepted
    }

    fn totp(&self) -> Totp {
        Builder::new()
            .with_algorithm(Algorithm::SHA1)
            .with_digits(DIGITS)
            .with_step_duration(SECONDS)
            .with_secret(*self.0)
            .build_noncompliant()
    }
}

/// The number of whole steps since 1970.
fn step_at(now: Micros) -> u64 {
    u64::try_from(now.0).unwrap_or(0) / 1_000_000 / SECONDS
}

/// Text for a link (RFC 3986). A colon would end the office's name, even as `%3A`, so it becomes a space.
fn percent(text: &str) -> String {
    let mut encoded = String::new();
    for byte in text.replace(':', " ").bytes() {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' => encoded.push(char::from(byte)),
            _ => encoded.push_str(&format!("%{byte:02X}")),
        }
    }
    encoded
}

#[cfg(test)]
mod tests {
    use super::*;

    fn published() -> TotpSecret {
        TotpSecret::from_bytes(b"12345678901234567890").unwrap()
    }

    fn at(seconds: i64) -> Micros {
        Micros(seconds * 1_000_000)
    }

    /// RFC 6238, appendix B (SHA-1), of whose eight digits six digits are the last ones.
    #[test]
    fn published_vectors() {
        let vectors = [
            (59, "94287082"),
            (1_111_111_109, "07081804"),
            (1_111_111_111, "14050471"),
            (1_234_567_890, "89005924"),
            (2_000_000_000, "69279037"),
            (20_000_000_000, "65353130"),
        ];
        for (seconds, code) in vectors {
            assert_eq!(published().code_at(at(seconds)), code[2..]);
            assert_eq!(published().check(&code[2..], at(seconds), 0, None), Some(seconds / 30));
        }
    }

    #[test]
    fn a_code_counts_once_and_near_its_time() {
        let secret = published();
        let now = 1_111_111_111;
        let step = now / 30;
        assert_eq!(secret.check(" 050 471", at(now), 0, Some(step - 1)), Some(step));
        assert_eq!(secret.check("050471", at(now), 1, Some(step)), None);
        assert_eq!(secret.check("050471", at(now + 30), 1, None), Some(step));
        assert_eq!(secret.check("050471", at(now - 30), 1, None), Some(step));
        assert_eq!(secret.check("050471", at(now + 30), 0, None), None);
        assert_eq!(secret.check("050471", at(now + 60), 200, None), None, "one step at most");
        for wrong in ["050472", "50471", "", "0050471", "０５０４７１"] {
            assert_eq!(secret.check(wrong, at(now), 1, None), None, "{wrong:?}");
        }
    }

    #[test]
    fn the_link_holds_any_name() {
        let uri = published().uri("Nhà: A&B", "an/đ?");
        assert_eq!(
            *uri,
            "otpauth://totp/Nh%C3%A0%20%20A%26B:an%2F%C4%91%3F?secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ\
             &issuer=Nh%C3%A0%20%20A%26B&algorithm=SHA1&digits=6&period=30"
        );
    }
}
