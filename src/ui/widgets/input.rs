//! A one-line input: edits by grapheme, keeps NFC, holds its text as a `Secret`.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;
use unicode_normalization::{UnicodeNormalization, is_nfc};
use unicode_segmentation::UnicodeSegmentation;
use unicode_width::UnicodeWidthStr;

use super::paint;
use crate::domain::Secret;
use crate::ui::event::{Key, KeyCode};

/// Longest text of an input, in bytes; reserved at once so that no copy is left behind by growth.
const LIMIT: usize = 1024;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Edit {
    Ignored,
    /// The cursor moved, or the key had nothing to do.
    Moved,
    Changed,
}

#[derive(Debug)]
pub struct Input {
    text: Secret,
    /// In bytes, on a grapheme's edge.
    cursor: usize,
}

impl Default for Input {
    fn default() -> Self {
        Self { text: Secret::new(String::with_capacity(LIMIT)), cursor: 0 }
    }
}

impl Input {
    pub fn with(text: &str) -> Self {
        let mut input = Self::default();
        input.set(text);
        input
    }

    pub fn text(&self) -> &str {
        self.text.expose()
    }

    pub fn is_empty(&self) -> bool {
        self.text().is_empty()
    }

    pub fn set(&mut self, text: &str) {
        self.clear();
        self.insert(text);
    }

    pub fn clear(&mut self) {
        *self = Self::default();
    }

    /// Where the cursor stands, in bytes.
    pub fn cursor(&self) -> usize {
        self.cursor
    }

    /// Puts other text in the place of some bytes, and the cursor behind it.
    pub fn replace(&mut self, bytes: std::ops::Range<usize>, by: &str) {
        self.remove(bytes.start, bytes.end);
        self.cursor = bytes.start;
        self.insert(by);
    }

    /// A copy to hand to the desk.
    pub fn secret(&self) -> Secret {
        Secret::new(self.text())
    }

    /// Puts text at the cursor: control characters become spaces, the rest comes to NFC.
    pub fn insert(&mut self, text: &str) {
        for c in text.trim_end_matches(['\r', '\n']).chars() {
            let c = if c.is_control() { ' ' } else { c };
            if self.text().len() + c.len_utf8() > LIMIT {
                break;
            }
            self.text.expose_mut().insert(self.cursor, c);
            self.cursor += c.len_utf8();
        }
        if !is_nfc(self.text()) {
            let mut whole = String::with_capacity(LIMIT);
            whole.extend(self.text()[..self.cursor].nfc());
            let cursor = whole.len();
            whole.extend(self.text()[self.cursor..].nfc());
            self.text = Secret::new(whole);
            self.cursor = cursor;
        }
    }

    pub fn key(&mut self, key: Key) -> Edit {
        match (key.code, key.ctrl, key.alt) {
            (KeyCode::Char(c), false, false) => {
                self.insert(c.encode_utf8(&mut [0; 4]));
                Edit::Changed
            }
            (KeyCode::Backspace, false, false) | (KeyCode::Char('h'), true, false) => {
                self.remove(self.before(), self.cursor)
            }
            (KeyCode::Delete, ..) => self.remove(self.cursor, self.after()),
            (KeyCode::Char('u'), true, false) => self.remove(0, self.cursor),
            (KeyCode::Char('w'), true, false) | (KeyCode::Backspace, ..) => {
                self.remove(self.word_before(), self.cursor)
            }
            (KeyCode::Left, ..) => self.go(self.before()),
            (KeyCode::Right, ..) => self.go(self.after()),
            (KeyCode::Home, ..) | (KeyCode::Char('a'), true, false) => self.go(0),
            (KeyCode::End, ..) | (KeyCode::Char('e'), true, false) => self.go(self.text().len()),
            _ => Edit::Ignored,
        }
    }

    fn go(&mut self, to: usize) -> Edit {
        self.cursor = to;
        Edit::Moved
    }

    fn remove(&mut self, from: usize, to: usize) -> Edit {
        if from == to {
            return Edit::Moved;
        }
        self.text.expose_mut().replace_range(from..to, "");
        self.cursor = from;
        Edit::Changed
    }

    fn before(&self) -> usize {
        self.text()[..self.cursor].grapheme_indices(true).next_back().map_or(0, |(at, _)| at)
    }

    fn after(&self) -> usize {
        self.cursor + self.text()[self.cursor..].graphemes(true).next().map_or(0, str::len)
    }

    fn word_before(&self) -> usize {
        let head = self.text()[..self.cursor].trim_end();
        head.rfind(' ').map_or(0, |at| at + 1)
    }

    /// The column at which a byte is drawn in an area of this width, if it is in view.
    pub fn column_of(&self, byte: usize, width: u16) -> Option<u16> {
        let skip = (self.text()[..self.cursor].width() + 1).saturating_sub(usize::from(width));
        let at = self.text().get(..byte)?.width().checked_sub(skip)?;
        u16::try_from(at).ok().filter(|at| *at < width)
    }

    /// Draws the part around the cursor; answers the cursor's column within the area.
    pub fn draw(&self, buf: &mut Buffer, area: Rect, style: Style, dot: Option<&str>) -> u16 {
        let width = usize::from(area.width);
        let shown = |grapheme: &str| dot.map_or_else(|| grapheme.width(), |_| 1);
        let at: usize = self.text()[..self.cursor].graphemes(true).map(shown).sum();
        // The cursor needs a column of its own after the text.
        let mut skip = (at + 1).saturating_sub(width);
        let left = skip;
        let mut x = 0;
        buf.set_style(area, style);
        for grapheme in self.text().graphemes(true) {
            let cells = shown(grapheme);
            if skip > 0 {
                skip = skip.saturating_sub(cells);
                continue;
            }
            if x + cells > width {
                break;
            }
            paint::grapheme(buf, area.x + u16::try_from(x).unwrap_or(0), area.y, dot.unwrap_or(grapheme), style);
            x += cells;
        }
        u16::try_from((at - left).min(width.saturating_sub(1))).unwrap_or(0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn typed(keys: &str) -> Input {
        let mut input = Input::default();
        for c in keys.chars() {
            match c {
                '<' => input.key(Key::new(KeyCode::Backspace)),
                c => input.key(Key::char(c)),
            };
        }
        input
    }

    #[test]
    fn an_input_method_may_replace_what_it_typed() {
        // Telex: "hong" typed, then "hồng" put in its place, each byte an event of its own.
        assert_eq!(typed("hong<<<ồng dd<<đ").text(), "hồng đ");
    }

    #[test]
    fn combining_marks_compose_and_go_as_one() {
        assert_eq!(typed("e\u{302}\u{301}").text(), "ế");
        assert_eq!(typed("ae\u{302}\u{301}<").text(), "a");
        assert_eq!(typed("ax\u{30a}<").text(), "a");
    }

    #[test]
    fn a_paste_is_capped_and_clean() {
        let mut input = Input::default();
        input.insert(&"é\u{1b}".repeat(2000));
        assert!(input.text().len() <= LIMIT && !input.text().contains('\u{1b}'));
    }

    #[test]
    fn composing_in_the_middle_keeps_the_tail() {
        let mut input = typed("ab");
        input.key(Key::new(KeyCode::Left));
        input.key(Key::char('\u{301}'));
        assert_eq!(input.text(), "áb");
        input.key(Key::char('x'));
        assert_eq!(input.text(), "áxb");
    }
}
