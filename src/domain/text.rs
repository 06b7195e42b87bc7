//! Text that came from outside, made safe to keep and to show.

use std::iter::Peekable;
use std::str::Chars;

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;
use unicode_segmentation::UnicodeSegmentation;
use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

/// Combining marks allowed on one base character; more would spill over the neighbouring rows.
const MAX_MARKS: usize = 4;

/// Stands for a run of dropped characters.
const DROPPED: char = '\u{FFFD}';

use unicode_normalization::UnicodeNormalization;
use unicode_segmentation::UnicodeSegmentation;
use unicode_width::UnicodeWidthStr;

/// Text that can be drawn, logged and copied: see `SafeText::new`.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct SafeText(String);

fn hidden(c: char) -> bool {
    c.is_control()
        || matches!(c, '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}' | '\u{e0000}'..='\u{e007f}')
}

impl SafeText {
    /// NFC, with every control, bidi and invisible character made visible as `�`.
    pub fn new(text: &str) -> Self {
        Self(text.nfc().map(|c| if hidden(c) { '\u{fffd}' } else { c }).collect())
    }

    /// As `new`, but lines stay apart.
    pub fn multiline(text: &str) -> Self {
        Self(text.nfc().map(|c| if c != '\n' && hidden(c) { '\u{fffd}' } else { c }).collect())
    }

    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Columns it takes on the screen.
    pub fn width(&self) -> usize {
        self.0.width()
    }

    /// At most `width` columns, with `…` at the end where something was cut.
    pub fn truncate(&self, width: usize) -> String {
        if self.width() <= width {
            return self.0.clone();
        }
        let mut out = String::new();
        let mut used = 0;
        for grapheme in self.0.graphemes(true) {
            if used + grapheme.width() + 1 > width {
                break;
            }
            used += grapheme.width();
            out.push_str(grapheme);
        }
        if width > 0 {
            out.push('…');
        }
        out
    }

    /// Exactly `width` columns.
    pub fn pad(&self, width: usize) -> String {
        let mut out = self.truncate(width);
        out.extend(std::iter::repeat_n(' ', width.saturating_sub(out.width())));
        out
    }
}
