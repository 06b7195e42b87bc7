//! Labelled lines to type into, one below the other, one of them with the focus.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use super::input::{Edit, Input};
use super::paint;
use crate::domain::Secret;
use crate::ui::context::Context;
use crate::ui::event::Key;
use crate::ui::hits::Target;

/// Where what is typed begins.
pub const LABEL: u16 = 19;

#[derive(Debug)]
struct Line {
    /// The key of its text.
    label: &'static str,
    masked: bool,
    input: Input,
}

/// At least one line.
#[derive(Debug)]
pub struct Lines {
    lines: Vec<Line>,
    focus: usize,
}

impl Lines {
    /// Each by the key of its label, and whether dots stand for what is typed.
    pub fn new(lines: &[(&'static str, bool)]) -> Self {
        let line = |(label, masked): &(&'static str, bool)| Line { label, masked: *masked, input: Input::default() };
        Self { lines: lines.iter().map(line).collect(), focus: 0 }
    }

    pub fn text(&self, index: usize) -> &str {
        self.lines.get(index).map_or("", |line| line.input.text())
    }

    pub fn secret(&self, index: usize) -> Secret {
        Secret::new(self.text(index))
    }

    pub fn set(&mut self, index: usize, text: &str) {
        if let Some(line) = self.lines.get_mut(index) {
            line.input.set(text);
        }
    }

    pub fn clear(&mut self) {
        self.lines.iter_mut().for_each(|line| line.input.clear());
        self.focus = 0;
    }

    pub fn go(&mut self, to: usize) {
        self.focus = to.min(self.lines.len().saturating_sub(1));
    }

    pub fn step(&mut self, forward: bool) {
        let count = self.lines.len().max(1);
        self.focus = (self.focus + if forward { 1 } else { count - 1 }) % count;
    }

    /// Enter in a line goes on to the next; `true` in the last one.
    pub fn is_last(&mut self) -> bool {
        let last = self.focus + 1 == self.lines.len();
        self.focus += usize::from(!last);
        last
    }

    /// The first line without a text.
    pub fn empty(&self) -> Option<usize> {
        self.lines.iter().position(|line| line.input.is_empty())
    }

    pub fn key(&mut self, key: Key) -> Edit {
        self.lines.get_mut(self.focus).map_or(Edit::Ignored, |line| line.input.key(key))
    }

    pub fn paste(&mut self, text: &str) {
        if let Some(line) = self.lines.get_mut(self.focus) {
            line.input.insert(text);
        }
    }

    /// Draws a line every `apart` rows; answers the cursor.
    pub fn draw(&self, buf: &mut Buffer, area: Rect, apart: u16, cx: &Context) -> Option<Position> {
        let theme = cx.theme;
        let mut cursor = None;
        for (index, line) in self.lines.iter().enumerate() {
            let y = area.y + apart * u16::try_from(index).unwrap_or(0);
            let focused = index == self.focus;
            let field = Rect::new(area.x + LABEL, y, area.width.saturating_sub(LABEL), 1).intersection(area);
            if field.is_empty() {
                break;
            }
            cx.hits.add(Rect::new(area.x, y, area.width, 1), Target::Field(index));
            if focused {
                paint::text(buf, area.x, y, 1, theme.marker(), theme.accent());
            }
            let style = if focused { theme.strong() } else { theme.dim() };
            paint::text(buf, area.x + 2, y, LABEL - 3, &cx.t(line.label), style);
            let dot = line.masked.then(|| theme.dot());
            let column = line.input.draw(buf, field, theme.field(), dot);
            if focused {
                cursor = Some(Position::new(field.x + column, y));
            }
        }
        cursor
    }
}
