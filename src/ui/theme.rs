//! Styles.

#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub enum Palette {
    /// The 16 ANSI colours.
    #[default]
    Color,
    /// `NO_COLOR`: bold, reverse and underline only.
    Mono,
}
