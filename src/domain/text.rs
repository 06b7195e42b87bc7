//! Text that came from outside, made safe to show.

/// Text that can be drawn, logged and copied: see `SafeText::new`.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct SafeText(String);
