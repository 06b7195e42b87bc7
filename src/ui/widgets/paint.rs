//! Drawing straight into the buffer: safe text, aligned columns, rules, popup frames.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;
use unicode_segmentation::UnicodeSegmentation;
use unicode_width::UnicodeWidthStr;

use crate::domain::SafeText;
use crate::ui::theme::Theme;

/// One line of text from outside, cut with `…`; answers the columns used.
pub fn text(buf: &mut Buffer, x: u16, y: u16, width: u16, text: &str, style: Style) -> u16 {
    if y >= buf.area.bottom() || x >= buf.area.right() {
        return 0;
    }
    let shown = SafeText::new(text).truncate(usize::from(width));
    buf.set_stringn(x, y, &shown, usize::from(width), style).0.saturating_sub(x)
}

/// As `text`, against the right edge of `x .. x + width`; answers the column it begins at.
pub fn right(buf: &mut Buffer, x: u16, y: u16, width: u16, words: &str, style: Style) -> u16 {
    let used = u16::try_from(SafeText::new(words).width()).unwrap_or(width).min(width);
    text(buf, x + width - used, y, used, words, style);
    x + width - used
}

/// One grapheme, made safe by itself, so that no copy of a whole secret is made.
pub fn grapheme(buf: &mut Buffer, x: u16, y: u16, grapheme: &str, style: Style) {
    if x < buf.area.right() && y < buf.area.bottom() {
        buf.set_stringn(x, y, SafeText::new(grapheme).as_str(), usize::from(buf.area.right() - x), style);
    }
}

/// A revealed value over as many rows as it needs, grapheme by grapheme.
pub fn secret(buf: &mut Buffer, area: Rect, value: &str, style: Style) {
    let (mut x, mut y) = (area.x, area.y);
    for piece in value.graphemes(true) {
        let cells = u16::try_from(SafeText::new(piece).width()).unwrap_or(1);
        if x + cells > area.right() {
            (x, y) = (area.x, y + 1);
        }
        if y >= area.bottom() {
            return;
        }
        grapheme(buf, x, y, piece, style);
        x += cells;
    }
}

/// Text broken into lines at spaces; a word longer than a line goes on in the next one.
pub fn wrap(text: &str, width: usize) -> Vec<String> {
    let safe = SafeText::multiline(text);
    let mut lines = Vec::new();
    for paragraph in safe.as_str().lines() {
        let mut line = String::new();
        for word in paragraph.split_inclusive(' ') {
            if line.width() + word.trim_end().width() > width && !line.trim().is_empty() {
                lines.push(line.trim_end().to_string());
                line.clear();
            }
            for piece in word.graphemes(true) {
                if line.width() + piece.trim_end().width() > width && !line.is_empty() {
                    lines.push(std::mem::take(&mut line));
                }
                line.push_str(piece);
            }
        }
        lines.push(line.trim_end().to_string());
    }
    lines
}

/// Wrapped text, cut with `…` where the area ends; answers the rows used.
pub fn paragraph(buf: &mut Buffer, area: Rect, words: &str, style: Style) -> u16 {
    let mut used = 0;
    for line in first_lines(words, area.width, area.height) {
        text(buf, area.x, area.y + used, area.width, &line, style);
        used += 1;
    }
    used
}

/// The lines of wrapped text that fit into so many rows; `…` ends the last one if there are more.
pub fn first_lines(words: &str, width: u16, rows: u16) -> Vec<String> {
    let (width, rows) = (usize::from(width), usize::from(rows));
    let mut lines = wrap(words, width);
    if lines.len() > rows {
        lines.truncate(rows);
        if let Some(last) = lines.last_mut() {
            *last = SafeText::new(&format!("{last} …")).truncate(width).to_string();
        }
    }
    lines
}

/// Marks that are no ASCII, in ASCII: one column each.
const PLAIN: [(&str, &str); 8] =
    [("…", "~"), ("·", "-"), ("–", "-"), ("•", "*"), ("←", "<"), ("→", ">"), ("↑", "^"), ("↓", "v")];

/// Puts ASCII in the place of the marks that texts and masks bring along.
pub fn plain(buf: &mut Buffer) {
    for cell in &mut buf.content {
        if let Some((_, plain)) = PLAIN.iter().find(|(mark, _)| *mark == cell.symbol()) {
            cell.set_symbol(plain);
        }
    }
}

/// A thin line across.
pub fn rule(buf: &mut Buffer, x: u16, y: u16, width: u16, theme: Theme) {
    if y < buf.area.bottom() {
        buf.set_stringn(x, y, theme.horizontal().repeat(usize::from(width)), usize::from(width), theme.dim());
    }
}

/// A thin line down.
pub fn divider(buf: &mut Buffer, x: u16, y: u16, height: u16, theme: Theme) {
    for row in y..y.saturating_add(height).min(buf.area.bottom()) {
        buf.set_stringn(x, row, theme.vertical(), 1, theme.dim());
    }
}

/// Lets what is drawn stand back, so that what comes over it stands out.
pub fn recede(buf: &mut Buffer, area: Rect, theme: Theme) {
    let style = theme.text().patch(theme.dim());
    let area = area.intersection(buf.area);
    for y in area.top()..area.bottom() {
        for x in area.left()..area.right() {
            buf[(x, y)].set_style(Style::reset()).set_style(style);
        }
    }
}

/// Empties an area, on the theme's background.
pub fn clear(buf: &mut Buffer, area: Rect, theme: Theme) {
    let area = area.intersection(buf.area);
    for y in area.top()..area.bottom() {
        for x in area.left()..area.right() {
            buf[(x, y)].reset();
        }
    }
    buf.set_style(area, theme.text());
}

/// A bordered box in the middle of `area`, cleared, with a title; answers its inside with one column of air.
pub fn popup(buf: &mut Buffer, area: Rect, width: u16, height: u16, title: &str, theme: Theme) -> Rect {
    let (width, height) = (width.min(area.width), height.min(area.height));
    let frame = Rect::new(area.x + (area.width - width) / 2, area.y + (area.height - height) / 2, width, height);
    boxed(buf, frame, title, theme)
}

/// A bordered box, cleared, with a title; answers its inside with one column of air.
pub fn boxed(buf: &mut Buffer, frame: Rect, title: &str, theme: Theme) -> Rect {
    let frame = frame.intersection(buf.area);
    let (width, height) = (frame.width, frame.height);
    for y in frame.top()..frame.bottom() {
        // A wide character under the left edge would eat the border.
        if frame.x > buf.area.x && buf[(frame.x - 1, y)].symbol().width() > 1 {
            buf[(frame.x - 1, y)].set_symbol(" ");
        }
    }
    clear(buf, frame, theme);
    if width < 4 || height < 3 {
        return Rect::new(frame.x, frame.y, width, height);
    }
    let style = theme.accent();
    let corners = theme.corners();
    rule(buf, frame.x + 1, frame.y, width - 2, theme);
    rule(buf, frame.x + 1, frame.bottom() - 1, width - 2, theme);
    divider(buf, frame.x, frame.y + 1, height - 2, theme);
    divider(buf, frame.right() - 1, frame.y + 1, height - 2, theme);
    for (corner, (x, y)) in corners.into_iter().zip([
        (frame.x, frame.y),
        (frame.right() - 1, frame.y),
        (frame.x, frame.bottom() - 1),
        (frame.right() - 1, frame.bottom() - 1),
    ]) {
        buf.set_stringn(x, y, corner, 1, theme.dim());
    }
    let title = SafeText::new(title).truncate(usize::from(width).saturating_sub(6));
    buf.set_string(frame.x + 2, frame.y, format!(" {title} "), style);
    Rect::new(frame.x + 2, frame.y + 1, width - 4, height - 2)
}

/// A question in a box of its own: one blank row above and below, and between the words and what is said under them.
pub fn question(buf: &mut Buffer, area: Rect, title: &str, words: &str, below: Option<(String, Style)>, theme: Theme) {
    const WIDTH: u16 = 66;
    let inside = usize::from(WIDTH.min(area.width).saturating_sub(4));
    let rows = |words: &str| u16::try_from(wrap(words, inside).len()).unwrap_or(u16::MAX);
    let under = below.as_ref().map_or(0, |(words, _)| rows(words) + 1);
    let height = rows(words).saturating_add(under).saturating_add(4);
    let inside = popup(buf, area, WIDTH, height, title, theme);
    let body = Rect { y: inside.y + 1, height: inside.height.saturating_sub(1), ..inside };
    let used = paragraph(buf, body, words, theme.text()) + 1;
    if let Some((words, style)) = below {
        let rest = Rect { y: body.y + used, height: body.height.saturating_sub(used), ..body };
        paragraph(buf, rest, &words, style);
    }
}

/// A choice changed by the arrows: `‹ words ›` while it has the focus.
pub fn choice(buf: &mut Buffer, area: Rect, words: &str, focused: bool, theme: Theme) {
    let [open, close] = theme.choice();
    let shown = if focused { format!("{open} {words} {close}") } else { words.to_string() };
    text(buf, area.x, area.y, area.width, &shown, if focused { theme.strong() } else { theme.text() });
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_break_at_spaces_and_long_words_go_on() {
        assert_eq!(wrap("one two three", 7), ["one two", "three"]);
        assert_eq!(wrap("0123456789 x", 4), ["0123", "4567", "89 x"]);
        assert_eq!(wrap("to do: e-mail.", 7), ["to do:", "e-mail."]);
        assert_eq!(wrap("a\n\nb", 4), ["a", "", "b"]);
        assert_eq!(wrap("漢字漢字", 5), ["漢字", "漢字"]);
    }

    #[test]
    fn a_text_that_goes_on_says_so() {
        assert_eq!(first_lines("one two three", 7, 2), ["one two", "three"]);
        assert_eq!(first_lines("one two three", 7, 1), ["one tw…"]);
        assert_eq!(first_lines("one two three", 9, 1), ["one two …"]);
    }

    #[test]
    fn marks_become_ascii_in_their_columns() {
        let area = Rect::new(0, 0, 8, 1);
        let mut buf = Buffer::empty(area);
        text(&mut buf, 0, 0, 8, "→ •• Huế…", Style::new());
        plain(&mut buf);
        let shown: String = buf.content.iter().map(ratatui::buffer::Cell::symbol).collect();
        assert_eq!(shown, "> ** Hu~");
    }
}
