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

/// Text broken into lines at spaces; words longer than a line are cut.
pub fn wrap(text: &str, width: usize) -> Vec<String> {
    let safe = SafeText::multiline(text);
    let mut lines = Vec::new();
    for paragraph in safe.as_str().lines() {
        let mut line = String::new();
        for word in paragraph.split_word_bounds() {
            if line.width() + word.width() > width && !line.trim().is_empty() {
                lines.push(line.trim_end().to_string());
                line.clear();
                if word.trim().is_empty() {
                    continue;
                }
            }
            line.push_str(&SafeText::new(word).truncate(width));
        }
        lines.push(line.trim_end().to_string());
    }
    lines
}

/// Wrapped text; answers the rows used.
pub fn paragraph(buf: &mut Buffer, area: Rect, words: &str, style: Style) -> u16 {
    let mut used = 0;
    for line in wrap(words, usize::from(area.width)).iter().take(usize::from(area.height)) {
        text(buf, area.x, area.y + used, area.width, line, style);
        used += 1;
    }
    used
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

/// A choice changed by the arrows: `‹ words ›` while it has the focus.
pub fn choice(buf: &mut Buffer, area: Rect, words: &str, focused: bool, theme: Theme) {
    let [open, close] = theme.choice();
    let shown = if focused { format!("{open} {words} {close}") } else { words.to_string() };
    text(buf, area.x, area.y, area.width, &shown, if focused { theme.strong() } else { theme.text() });
}
