//! A text of several lines, over the text area of `ratatui-textarea`.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use ratatui::style::Style;
use ratatui::widgets::Widget;
use tui_textarea::{Input, TextArea, WrapMode};
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

use crate::ui::event::{Key, KeyCode};

/// Longest text, in bytes.
const LIMIT: usize = 16 * 1024;

pub struct Area(TextArea<'static>);

impl std::fmt::Debug for Area {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Area(…)")
    }
}

impl Default for Area {
    fn default() -> Self {
        let mut area = TextArea::default();
        area.set_wrap_mode(WrapMode::WordOrGlyph);
        area.set_cursor_line_style(Style::new());
        // The terminal's real cursor stands there instead.
        area.set_cursor_style(Style::new());
        Self(area)
    }
}

impl Area {
    pub fn text(&self) -> String {
        self.0.lines().join("\n")
    }

    pub fn is_empty(&self) -> bool {
        self.0.lines().iter().all(|line| line.trim().is_empty())
    }

    /// What stands in the cursor's line before it.
    pub fn before_cursor(&self) -> String {
        let (row, column) = {
            let at = self.0.cursor();
            (at.0, at.1)
        };
        self.0.lines().get(row).map(|line| line.chars().take(column).collect()).unwrap_or_default()
    }

    /// Puts a word in the place of so many characters before the cursor.
    pub fn complete(&mut self, typed: usize, word: &str) {
        for _ in 0..typed {
            self.0.delete_char();
        }
        self.insert(word);
    }

    /// Line breaks stay; other control characters become spaces.
    pub fn insert(&mut self, text: &str) {
        let room = LIMIT.saturating_sub(self.text().len());
        let mut clean = String::new();
        for c in text.replace("\r\n", "\n").replace('\r', "\n").nfc() {
            let c = if c != '\n' && c.is_control() { ' ' } else { c };
            if clean.len() + c.len_utf8() > room {
                break;
            }
            clean.push(c);
        }
        self.0.insert_str(clean);
    }

    /// Whether the key was taken.
    pub fn key(&mut self, key: Key) -> bool {
        if let (KeyCode::Char(c), false, false) = (key.code, key.ctrl, key.alt) {
            self.char(c);
            return true;
        }
        // Ctrl-U would undo there and clear the line elsewhere: only plain editing keys go through.
        if key.ctrl || key.alt {
            return false;
        }
        let code = match key.code {
            KeyCode::Enter => tui_textarea::Key::Enter,
            KeyCode::Backspace => tui_textarea::Key::Backspace,
            KeyCode::Delete => tui_textarea::Key::Delete,
            KeyCode::Left => tui_textarea::Key::Left,
            KeyCode::Right => tui_textarea::Key::Right,
            KeyCode::Up => tui_textarea::Key::Up,
            KeyCode::Down => tui_textarea::Key::Down,
            KeyCode::Home => tui_textarea::Key::Home,
            KeyCode::End => tui_textarea::Key::End,
            KeyCode::PageUp => tui_textarea::Key::PageUp,
            KeyCode::PageDown => tui_textarea::Key::PageDown,
            _ => return false,
        };
        self.0.input(Input { key: code, ctrl: false, alt: false, shift: key.shift });
        true
    }

    /// A combining mark joins the letter before it, so that one Backspace takes both.
    fn char(&mut self, c: char) {
        let (row, column) = {
            let at = self.0.cursor();
            (at.0, at.1)
        };
        let before = column.checked_sub(1).and_then(|at| self.0.lines().get(row)?.chars().nth(at));
        if is_combining_mark(c)
            && let Some(before) = before
        {
            let joined: Vec<char> = [before, c].into_iter().nfc().collect();
            if let [one] = joined[..] {
                self.0.delete_char();
                self.0.insert_char(one);
                return;
            }
        }
        if self.text().len() < LIMIT {
            self.0.insert_char(c);
        }
    }

    /// Draws the text; answers where the cursor stands.
    pub fn draw(&self, buf: &mut Buffer, area: Rect) -> Position {
        Widget::render(&self.0, area, buf);
        let (top, left) = self.0.scroll_offset();
        let at = self.0.screen_cursor();
        let row = u16::try_from(at.row).unwrap_or(0).saturating_sub(top).min(area.height.saturating_sub(1));
        let column = u16::try_from(at.col).unwrap_or(0).saturating_sub(left).min(area.width.saturating_sub(1));
        Position::new(area.x + column, area.y + row)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn typed_marks_compose_and_go_with_their_letter() {
        let mut area = Area::default();
        for c in "Gọi e\u{302}\u{301}".chars() {
            area.key(Key::char(c));
        }
        assert_eq!(area.text(), "Gọi ế");
        area.key(Key::new(KeyCode::Backspace));
        area.key(Key::new(KeyCode::Enter));
        area.insert("một\r\nhai\u{1b}");
        assert_eq!(area.text(), "Gọi \nmột\nhai ");
    }

    #[test]
    fn a_text_is_capped() {
        let mut area = Area::default();
        area.insert(&"ế".repeat(LIMIT));
        area.key(Key::char('x'));
        assert!(area.text().len() <= LIMIT);
    }
}
