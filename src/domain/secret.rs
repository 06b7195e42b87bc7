//! A text that must not be kept: passwords and revealed values. Zeroed on drop, never printed.

use zeroize::Zeroizing;

/// Secret text. No `Clone`, no `Serialize`, a redacted `Debug`.
#[derive(Default, PartialEq, Eq)]
pub struct Secret(Zeroizing<String>);

impl Secret {
    pub fn new(text: impl Into<String>) -> Self {
        Self(Zeroizing::new(text.into()))
    }

    /// The text itself: call it only where it is shown, sealed or checked.
    pub fn expose(&self) -> &str {
        &self.0
    }

    pub fn expose_mut(&mut self) -> &mut String {
        &mut self.0
    }
}

impl std::fmt::Debug for Secret {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Secret(…)")
    }
}
