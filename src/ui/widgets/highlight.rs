//! Where words that were searched for stand in a text, accents and letter case aside.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Modifier;
use unicode_segmentation::UnicodeSegmentation;
use unicode_width::UnicodeWidthStr;

use crate::domain::{SafeText, fold};
use crate::ui::theme::Theme;

/// The columns of a text (from, to) at which one of the words stands. The words are folded already.
pub fn places(text: &str, words: &[String]) -> Vec<(usize, usize)> {
    let (mut folded, mut columns) = (String::with_capacity(text.len()), Vec::with_capacity(text.len()));
    let mut column = 0;
    for piece in text.graphemes(true) {
        let plain = fold::fold(piece);
        // What is no letter is a gap, as it is between words.
        folded.push_str(if plain.is_empty() { " " } else { &plain });
        columns.resize(folded.len(), column);
        column += piece.width();
    }
    columns.push(column);
    let of = |word: &String| {
        let found = folded.match_indices(word.as_str()).map(|(at, word)| (columns[at], columns[at + word.len()]));
        found.collect::<Vec<_>>()
    };
    words.iter().filter(|word| !word.is_empty()).flat_map(of).collect()
}

/// The text from shortly before the first of the words on; `None`: none of them is in it.
pub fn around(text: &str, words: &[String]) -> Option<String> {
    const BEFORE: usize = 8;
    let first = places(text, words).into_iter().map(|(from, _)| from).min()?;
    let mut column = 0;
    let after = text.graphemes(true).skip_while(|piece| {
        let skip = column + BEFORE < first;
        column += piece.width();
        skip
    });
    Some(after.collect::<String>().trim_start().to_owned())
}

/// Marks the words in a text that is drawn already, one line from the area's left edge.
pub fn mark(buf: &mut Buffer, area: Rect, text: &str, words: &[String], theme: Theme) {
    let shown = SafeText::new(text).truncate(usize::from(area.width));
    for (from, to) in places(&shown, words) {
        let (from, to) = (u16::try_from(from).unwrap_or(area.width), u16::try_from(to).unwrap_or(area.width));
        let part = Rect { x: area.x.saturating_add(from), width: to - from, height: 1, ..area }.intersection(area);
        buf.set_style(part.intersection(buf.area), theme.accent().add_modifier(Modifier::UNDERLINED));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_found_where_they_stand_on_the_screen() {
        let of = |text: &str, words: &[&str]| places(text, &words.iter().map(ToString::to_string).collect::<Vec<_>>());
        assert_eq!(of("Hồng Đào", &["dao"]), [(5, 8)]);
        assert_eq!(of("李小龍 gọi lại", &["goi"]), [(7, 10)]);
        assert_eq!(of("Straße", &["ss"]), [(4, 5)]);
        assert_eq!(of("a-b", &["a b"]), [(0, 3)]);
        assert_eq!(of("abc", &["x", ""]), []);
        assert_eq!(of("aXa", &["a"]), [(0, 1), (2, 3)]);
    }

    #[test]
    fn a_part_begins_shortly_before_the_word() {
        let wanted = ["hoa don".to_owned()];
        assert_eq!(around("khách hỏi về Hóa Đơn tháng 10", &wanted).as_deref(), Some("hỏi về Hóa Đơn tháng 10"));
        assert_eq!(around("hóa đơn", &wanted).as_deref(), Some("hóa đơn"));
        assert_eq!(around("gọi", &wanted), None);
    }
}
