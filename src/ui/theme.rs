//! Styles and line marks. Sixteen ANSI colours or none; no state is told by colour alone.

use ratatui::style::{Color, Modifier, Style};

#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub enum Palette {
    /// The 16 ANSI colours.
    #[default]
    Color,
    /// `NO_COLOR`: bold, reverse and underline only.
    Mono,
}

/// How things look.
#[derive(Clone, Copy, Debug)]
pub struct Theme {
    pub palette: Palette,
    pub ascii: bool,
}

impl Theme {
    fn color(self, color: Color) -> Style {
        match self.palette {
            Palette::Color => Style::new().fg(color),
            Palette::Mono => Style::new(),
        }
    }

    pub fn text(self) -> Style {
        Style::new()
    }

    pub fn strong(self) -> Style {
        Style::new().add_modifier(Modifier::BOLD)
    }

    /// Labels, separators, what stands back.
    pub fn dim(self) -> Style {
        self.color(Color::DarkGray)
    }

    pub fn accent(self) -> Style {
        self.color(Color::Cyan).add_modifier(Modifier::BOLD)
    }

    pub fn selected(self) -> Style {
        Style::new().add_modifier(Modifier::REVERSED)
    }

    /// The selected row of a pane without the focus.
    pub fn selected_quiet(self) -> Style {
        Style::new().add_modifier(Modifier::UNDERLINED)
    }

    pub fn heading(self) -> Style {
        self.dim().add_modifier(Modifier::UNDERLINED)
    }

    pub fn good(self) -> Style {
        self.color(Color::Green)
    }

    pub fn bad(self) -> Style {
        self.color(Color::Red).add_modifier(Modifier::BOLD)
    }

    pub fn warn(self) -> Style {
        self.color(Color::Yellow)
    }

    pub fn key(self) -> Style {
        self.color(Color::Cyan)
    }

    /// What a person types into.
    pub fn field(self, focused: bool) -> Style {
        if focused { Style::new().add_modifier(Modifier::UNDERLINED) } else { Style::new() }
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

    /// Top left, top right, bottom left, bottom right.
    pub fn corners(self) -> [&'static str; 4] {
        if self.ascii { ["+"; 4] } else { ["╭", "╮", "╰", "╯"] }
    }
}
