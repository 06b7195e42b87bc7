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

/// Text that can be drawn, logged and copied: see `SafeText::new`.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct SafeText(String);

impl SafeText {
    /// One line: NFC; no control characters (so no escape sequences), bidi controls, zero-width, tag, private-use or
    /// noncharacters; at most four combining marks on a base. A run of dropped characters shows as one `�`.
    /// A tab or a line break becomes a space.
    pub fn new(text: &str) -> Self {
        Self(clean(text, Lines::Joined, Drop::Shown))
    }

    /// The same, with line breaks kept as `\n`.
    pub fn multiline(text: &str) -> Self {
        Self(clean(text, Lines::Kept, Drop::Shown))
    }

    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Terminal columns that the text takes.
    pub fn width(&self) -> usize {
        width(&self.0)
    }

    /// At most `columns` wide: what is longer ends in `…`, cut between graphemes.
    pub fn truncate(&self, columns: usize) -> String {
        if self.0.len() <= columns || self.width() <= columns {
            return self.0.clone();
        }
        let mut cut = String::new();
        let mut used = 1; // the ellipsis
        for grapheme in self.0.graphemes(true) {
            used += grapheme.width();
            if used > columns {
                break;
            }
            cut.push_str(grapheme);
        }
        if columns > 0 {
            cut.push('…');
        }
        cut
    }

    /// Exactly `columns` wide: truncated, or filled up with spaces.
    pub fn pad(&self, columns: usize) -> String {
        let mut cell = self.truncate(columns);
        let missing = columns.saturating_sub(width(&cell));
        cell.extend(std::iter::repeat_n(' ', missing));
        cell
    }
}

impl std::fmt::Display for SafeText {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.0)
    }
}

/// One line that comes in by a form or an import: NFC, trimmed, without what `SafeText` would drop, tabs and line breaks
/// as spaces, and at most `max_chars` graphemes (characters as people count them), none of them split.
pub fn clean_input(text: &str, max_chars: usize) -> String {
    bounded(&clean(text, Lines::Joined, Drop::Silent), max_chars)
}

/// The same for text of several lines, such as a note: line breaks are kept as `\n`.
pub fn clean_multiline(text: &str, max_chars: usize) -> String {
    bounded(&clean(text, Lines::Kept, Drop::Silent), max_chars)
}

/// How many characters as people count them (graphemes).
pub fn length(text: &str) -> usize {
    if text.is_ascii() { text.len() } else { text.graphemes(true).count() }
}

fn bounded(text: &str, max_chars: usize) -> String {
    let text = text.trim();
    if text.len() <= max_chars {
        return text.to_owned();
    }
    match text.grapheme_indices(true).nth(max_chars) {
        Some((end, _)) => text[..end].trim_end().to_owned(),
        None => text.to_owned(),
    }
}

/// The screen draws grapheme by grapheme, so that is how columns are counted.
fn width(text: &str) -> usize {
    if text.is_ascii() { text.len() } else { text.graphemes(true).map(UnicodeWidthStr::width).sum() }
}

#[derive(Clone, Copy, PartialEq)]
enum Lines {
    Kept,
    Joined,
}

#[derive(Clone, Copy, PartialEq)]
enum Drop {
    Shown,
    Silent,
}

fn clean(text: &str, lines: Lines, dropping: Drop) -> String {
    if text.bytes().all(|byte| matches!(byte, b' '..=b'~')) {
        return text.to_owned();
    }
    // Dropping may bring characters together that compose, so compose after it; and what composes into one base
    // can't raise the number of marks.
    let kept = keep(text.chars().peekable(), lines, dropping);
    let composed: String = kept.nfc().collect();
    limit_marks(&composed, dropping)
}

fn keep(mut letters: Peekable<Chars<'_>>, lines: Lines, dropping: Drop) -> String {
    let line_break = if lines == Lines::Kept { '\n' } else { ' ' };
    let mut out = Out { text: String::new(), dropping, in_run: false };
    let mut previous = ' ';
    while let Some(letter) = letters.next() {
        match letter {
            ' '..='~' => out.keep(letter),
            '\t' => out.keep(' '),
            '\r' if letters.peek() == Some(&'\n') => {}
            '\r' | '\n' | '\u{2028}' | '\u{2029}' => out.keep(line_break),
            // Says only how to draw the symbol before it: nothing is lost, and terminals disagree on its width.
            '\u{FE0E}' | '\u{FE0F}' if is_symbol(previous) => {}
            _ if is_unsafe(letter) => out.drop(),
            _ => out.keep(letter),
        }
        previous = letter;
    }
    out.text
}

fn limit_marks(text: &str, dropping: Drop) -> String {
    let mut out = Out { text: String::with_capacity(text.len()), dropping, in_run: false };
    // A mark with nothing under it would sit on the cell before.
    let mut marks = MAX_MARKS;
    for letter in text.chars() {
        if letter.is_ascii() || !is_combining_mark(letter) {
            marks = if letter.is_whitespace() || letter == DROPPED { MAX_MARKS } else { 0 };
            out.keep(letter);
        } else if marks < MAX_MARKS {
            marks += 1;
            out.keep(letter);
        } else {
            out.drop();
        }
    }
    out.text
}

struct Out {
    text: String,
    dropping: Drop,
    in_run: bool,
}

impl Out {
    fn keep(&mut self, letter: char) {
        self.in_run = false;
        self.text.push(letter);
    }

    fn drop(&mut self) {
        if self.dropping == Drop::Shown && !self.in_run && !self.text.ends_with(DROPPED) {
            self.text.push(DROPPED);
        }
        self.in_run = true;
    }
}

fn is_symbol(letter: char) -> bool {
    !letter.is_ascii() && !letter.is_alphanumeric() && !is_combining_mark(letter) && !is_unsafe(letter)
}

/// Characters that steer the terminal, change the order of the line or can't be seen.
fn is_unsafe(letter: char) -> bool {
    match letter {
        _ if letter.is_control() => true,
        // Bidi marks, embeddings, overrides and isolates
        '\u{061C}' | '\u{200E}' | '\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}' => true,
        // Zero-width, joiners, fillers and other default-ignorable characters
        '\u{00AD}' | '\u{034F}' | '\u{115F}' | '\u{1160}' | '\u{17B4}' | '\u{17B5}' | '\u{180B}'..='\u{180F}' => true,
        '\u{200B}'..='\u{200D}' | '\u{2060}'..='\u{2065}' | '\u{206A}'..='\u{206F}' | '\u{3164}' => true,
        '\u{FEFF}' | '\u{FFA0}' | '\u{FFF0}'..='\u{FFFB}' | '\u{1BCA0}'..='\u{1BCA3}' => true,
        '\u{1D173}'..='\u{1D17A}' => true,
        // Variation selectors, tags and the rest of plane 14
        '\u{FE00}'..='\u{FE0F}' | '\u{E0000}'..='\u{E0FFF}' => true,
        // Private use
        '\u{E000}'..='\u{F8FF}' | '\u{F0000}'..='\u{10FFFF}' => true,
        // Noncharacters
        '\u{FDD0}'..='\u{FDEF}' => true,
        _ if letter as u32 & 0xFFFE == 0xFFFE => true,
        // Whatever else takes no column and is no mark on the character before
        _ => letter.width() == Some(0) && !is_combining_mark(letter),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn safe(text: &str) -> String {
        SafeText::new(text).to_string()
    }

    #[test]
    fn leaves_ordinary_text_alone_and_composes_it() {
        assert_eq!(safe("Nguyễn Thị Hồng Đào"), "Nguyễn Thị Hồng Đào");
        assert_eq!(safe(&"Nguyễn Đức".nfd().collect::<String>()), "Nguyễn Đức");
        assert_eq!(safe("สวัสดี 日本語 🙂 ❤\u{FE0F}"), "สวัสดี 日本語 🙂 ❤");
    }

    #[test]
    fn drops_controls_and_shows_that_it_did() {
        assert_eq!(safe("a\u{1b}[31mred\u{1b}[0m"), "a�[31mred�[0m");
        assert_eq!(safe("x\u{1b}]52;c;ZXZpbA==\u{7}y"), "x�]52;c;ZXZpbA==�y");
        assert_eq!(safe("x\u{9b}31m\u{9d}52;\u{9c}"), "x�31m�52;�");
        assert_eq!(safe("a\u{0}\u{1}\u{7f}\u{85}b"), "a�b");
        assert_eq!(safe("a\tb"), "a b");
    }

    #[test]
    fn drops_what_reorders_hides_or_is_nobodys() {
        for hidden in [
            '\u{202E}',
            '\u{2066}',
            '\u{200E}',
            '\u{061C}',
            '\u{200B}',
            '\u{200D}',
            '\u{2060}',
            '\u{FEFF}',
            '\u{AD}',
            '\u{E0041}',
            '\u{E0100}',
            '\u{FE0F}',
            '\u{3164}',
            '\u{E000}',
            '\u{10FFFD}',
            '\u{FFFE}',
            '\u{1FFFF}',
            '\u{FDD0}',
            '\u{206A}',
        ] {
            assert_eq!(safe(&format!("a{hidden}{hidden}b")), "a�b", "U+{:04X}", hidden as u32);
            assert_eq!(clean_input(&format!("a{hidden}b"), 9), "ab", "U+{:04X}", hidden as u32);
        }
    }

    #[test]
    fn bounds_marks_on_a_base() {
        let zalgo = format!("x{}y", "\u{0317}".repeat(50));
        assert_eq!(safe(&zalgo), format!("x{}�y", "\u{0317}".repeat(4)));
        assert_eq!(safe("\u{0301}a"), "�a");
        assert_eq!(safe("a \u{0301}"), "a �");
        // A dropped character does not hide that the marks go on.
        let hidden = "x\u{0317}\u{0317}\u{0317}\u{200B}\u{0317}\u{0317}";
        assert_eq!(safe(hidden), "x\u{0317}\u{0317}\u{0317}�");
        assert_eq!(clean_input(hidden, 9), format!("x{}", "\u{0317}".repeat(4)));
    }

    #[test]
    fn keeps_line_breaks_only_where_asked() {
        assert_eq!(safe("a\r\nb\nc\u{2028}d"), "a b c d");
        assert_eq!(SafeText::multiline("a\r\nb\rc\n\u{1b}d").as_str(), "a\nb\nc\n�d");
    }

    #[test]
    fn truncates_between_graphemes_and_pads_exactly() {
        let text = SafeText::new("日本語テキスト");
        assert_eq!(text.width(), 14);
        assert_eq!(text.truncate(14), "日本語テキスト");
        assert_eq!(text.truncate(6), "日本…");
        assert_eq!(text.truncate(1), "…");
        assert_eq!(text.truncate(0), "");
        let marked = SafeText::new("e\u{0317}e\u{0317}e\u{0317}");
        assert_eq!(marked.truncate(2), "e\u{0317}…");
        for columns in 0..20 {
            for text in [&text, &marked, &SafeText::new("Đào 🙂"), &SafeText::default()] {
                assert_eq!(SafeText::new(&text.pad(columns)).width(), columns, "{text}");
            }
        }
    }

    #[test]
    fn bounds_input_in_graphemes() {
        assert_eq!(clean_input("  Đức\u{0}\u{1b} \n", 50), "Đức");
        assert_eq!(clean_input(&"Đ".repeat(10_000), 100), "Đ".repeat(100));
        assert_eq!(clean_input("e\u{0317}e\u{0317}", 1), "e\u{0317}");
        assert_eq!(clean_input("ab cd", 3), "ab");
        assert_eq!(clean_multiline(" a\r\nb ", 9), "a\nb");
        assert_eq!(clean_input("a\nb", 9), "a b");
    }

    #[test]
    fn long_text_is_safe_too() {
        let long = "x\u{1b}".repeat(5_000);
        let safe = SafeText::new(&long);
        assert_eq!(safe.width(), 10_000);
        assert_eq!(safe.truncate(10), "x�x�x�x�x…");
    }

    #[test]
    fn naughty_strings_come_out_safe() {
        let path = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/data/blns.json");
        let Ok(json) = std::fs::read_to_string(&path) else {
            eprintln!("skipped: {} is not there", path.display());
            return;
        };
        let strings: Vec<String> = serde_json::from_str(&json).expect("a JSON list of strings");
        assert!(strings.len() > 400);
        for string in strings {
            let text = SafeText::new(&string);
            assert!(!text.as_str().chars().any(is_unsafe), "{string:?}");
            assert_eq!(SafeText::new(text.as_str()), text, "{string:?}");
            assert_eq!(SafeText::new(&text.pad(30)).width(), 30, "{string:?}");
            assert!(length(&clean_input(&string, 20)) <= 20);
        }
    }
}
