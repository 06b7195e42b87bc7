//! Styles and line marks. A theme is a small file; no state is told by colour alone.

use std::str::FromStr;

use ratatui::style::{Color, Modifier, Style};
use serde::Deserialize;

/// The themes that Kin brings, by name; the first is the usual one.
const BUILT_IN: [(&str, &str); 5] = [
    ("standard", include_str!("../../assets/themes/standard.toml")),
    ("light", include_str!("../../assets/themes/light.toml")),
    ("dark", include_str!("../../assets/themes/dark.toml")),
    ("contrast", include_str!("../../assets/themes/contrast.toml")),
    ("mono", include_str!("../../assets/themes/mono.toml")),
];

/// A theme by its name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NamedTheme {
    pub name: String,
    pub palette: Palette,
}

impl NamedTheme {
    /// The themes that Kin brings.
    pub fn built_in() -> Vec<Self> {
        let parse = |(name, text)| Self::parse(name, text).ok();
        BUILT_IN.into_iter().filter_map(parse).collect()
    }

    /// Reads a theme's file: a style for each kind of text, such as `"light-cyan on black bold"`. What a file
    /// does not name is plain.
    ///
    /// # Errors
    /// Says which line can't be read, and what a style is.
    pub fn parse(name: &str, text: &str) -> Result<Self, String> {
        let palette = toml::from_str(text).map_err(|error| error.to_string().trim_end().to_owned())?;
        Ok(Self { name: name.to_owned(), palette })
    }
}

/// The style of each kind of text.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields, default, rename_all = "kebab-case")]
pub struct Palette {
    text: Look,
    strong: Look,
    dim: Look,
    accent: Look,
    selected: Look,
    selected_quiet: Look,
    marked: Look,
    heading: Look,
    good: Look,
    bad: Look,
    warn: Look,
    key: Look,
    field: Look,
}

/// One style as a file writes it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(try_from = "String")]
struct Look(Style);

impl TryFrom<String> for Look {
    type Error = String;

    fn try_from(text: String) -> Result<Self, String> {
        let mut style = Style::new();
        let mut background = false;
        for word in text.split_whitespace() {
            match word {
                "on" => background = true,
                "bold" => style = style.add_modifier(Modifier::BOLD),
                "dim" => style = style.add_modifier(Modifier::DIM),
                "italic" => style = style.add_modifier(Modifier::ITALIC),
                "underlined" => style = style.add_modifier(Modifier::UNDERLINED),
                "reversed" => style = style.add_modifier(Modifier::REVERSED),
                word => {
                    let color = Color::from_str(word).map_err(|_| {
                        format!(
                            "{word:?} is no colour: write one of the 16 (such as light-cyan), a number to 255 or #rrggbb"
                        )
                    })?;
                    style = if background { style.bg(color) } else { style.fg(color) };
                }
            }
        }
        Ok(Self(style))
    }
}

/// How things look.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Theme {
    pub palette: Palette,
    pub ascii: bool,
}

impl Theme {
    pub fn text(self) -> Style {
        self.palette.text.0
    }

    pub fn strong(self) -> Style {
        self.palette.strong.0
    }

    /// Labels, separators, what stands back.
    pub fn dim(self) -> Style {
        self.palette.dim.0
    }

    pub fn accent(self) -> Style {
        self.palette.accent.0
    }

    pub fn selected(self) -> Style {
        self.palette.selected.0
    }

    /// The selected row of a pane without the focus.
    pub fn selected_quiet(self) -> Style {
        self.palette.selected_quiet.0
    }

    /// What was chosen for an act on many.
    pub fn marked(self) -> Style {
        self.palette.marked.0
    }

    pub fn heading(self) -> Style {
        self.palette.heading.0
    }

    pub fn good(self) -> Style {
        self.palette.good.0
    }

    pub fn bad(self) -> Style {
        self.palette.bad.0
    }

    pub fn warn(self) -> Style {
        self.palette.warn.0
    }

    pub fn key(self) -> Style {
        self.palette.key.0
    }

    /// What a person types into.
    pub fn field(self) -> Style {
        self.palette.field.0
    }

    /// Whether it uses colours at all.
    pub fn has_colour(self) -> bool {
        self.accent().fg.is_some() || self.text().fg.is_some()
    }

    pub fn marker(self) -> &'static str {
        if self.ascii { ">" } else { "▸" }
    }

    pub fn yes(self) -> &'static str {
        if self.ascii { "+" } else { "✓" }
    }

    pub fn no(self) -> &'static str {
        if self.ascii { "x" } else { "✗" }
    }

    pub fn dot(self) -> &'static str {
        if self.ascii { "*" } else { "•" }
    }

    /// What a person marked for themselves.
    pub fn star(self) -> &'static str {
        if self.ascii { "*" } else { "★" }
    }

    pub fn trail(self) -> &'static str {
        if self.ascii { " > " } else { " › " }
    }

    pub fn between(self) -> &'static str {
        if self.ascii { " - " } else { " · " }
    }

    pub fn horizontal(self) -> &'static str {
        if self.ascii { "-" } else { "─" }
    }

    pub fn vertical(self) -> &'static str {
        if self.ascii { "|" } else { "│" }
    }

    /// The order of a column: upwards or downwards.
    pub fn order(self, descending: bool) -> &'static str {
        match (self.ascii, descending) {
            (false, false) => "↑",
            (false, true) => "↓",
            (true, false) => "^",
            (true, true) => "v",
        }
    }

    /// What stands before the branch of a tree.
    pub fn branch(self) -> &'static str {
        if self.ascii { "`- " } else { "└ " }
    }

    /// A bar's done part and the rest of it.
    pub fn bar(self) -> [&'static str; 2] {
        if self.ascii { ["#", "-"] } else { ["█", "░"] }
    }

    /// The ends of a choice that the arrows change.
    pub fn choice(self) -> [&'static str; 2] {
        if self.ascii { ["<", ">"] } else { ["‹", "›"] }
    }

    /// What points at a mistake above it.
    pub fn caret(self) -> &'static str {
        if self.ascii { "^" } else { "▔" }
    }

    /// Top left, top right, bottom left, bottom right.
    pub fn corners(self) -> [&'static str; 4] {
        if self.ascii { ["+"; 4] } else { ["╭", "╮", "╰", "╯"] }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_theme_that_kin_brings_is_whole() {
        assert_eq!(NamedTheme::built_in().len(), BUILT_IN.len());
        for (name, text) in BUILT_IN {
            for look in BUILT_IN[0].1.lines().filter_map(|line| line.split_once(" =")) {
                assert!(text.contains(&format!("\n{} = ", look.0)), "{name} does not say {}", look.0);
            }
        }
    }

    #[test]
    fn mono_has_no_colour() {
        let mono = NamedTheme::built_in().into_iter().find(|theme| theme.name == "mono").unwrap();
        let debug = format!("{:?}", mono.palette);
        assert!(!debug.contains(".fg(") && !debug.contains("fg: Some") && !debug.contains(".bg("), "{debug}");
    }

    #[test]
    fn a_mistake_in_a_file_is_told() {
        let error = NamedTheme::parse("x", "text = \"blak on white\"").unwrap_err();
        assert!(error.contains("blak") && error.contains("#rrggbb"), "{error}");
        assert!(NamedTheme::parse("x", "txet = \"bold\"").unwrap_err().contains("txet"));
    }
}
