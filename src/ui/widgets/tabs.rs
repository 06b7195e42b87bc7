//! Names side by side, the chosen one in brackets.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use ratatui::style::Style;
use unicode_width::UnicodeWidthStr;

use super::paint;
use crate::ui::context::Context;
use crate::ui::hits::Target;

/// Draws the names, each in its style, that of the chosen one included. Where they are more than fit, those around the
/// chosen one are shown, and a mark at either end tells that there are more. Answers where the chosen one stands.
pub fn draw(buf: &mut Buffer, line: Rect, names: &[(String, Style)], chosen: usize, cx: &Context) -> Position {
    let theme = cx.theme;
    // The brackets take the place of the blanks around a name, so that nothing moves.
    let widths: Vec<u16> = names.iter().map(|(name, _)| u16::try_from(name.width()).unwrap_or(0) + 2).collect();
    let shown = around(&widths, chosen, line.width.saturating_sub(2));
    let [before, after] = theme.choice();
    if shown.start > 0 {
        paint::text(buf, line.x, line.y, 1, before, theme.dim());
    }
    if shown.end < names.len() {
        paint::text(buf, line.right().saturating_sub(1), line.y, 1, after, theme.dim());
    }
    let mut x = line.x + 1;
    let mut at = Position::new(x, line.y);
    for index in shown {
        let (name, style) = &names[index];
        let room = line.right().saturating_sub(x);
        let words = if index == chosen { format!("[{name}]") } else { format!(" {name} ") };
        if index == chosen {
            at.x = x;
        }
        paint::text(buf, x, line.y, room, &words, *style);
        cx.hits.add(Rect::new(x, line.y, widths[index].min(room), 1), Target::Tab(index));
        x += widths[index];
    }
    at
}

/// Which of some things in a row are shown in so much room: the first ones as long as the wanted one is among them.
fn around(widths: &[u16], wanted: usize, room: u16) -> std::ops::Range<usize> {
    let total = |range: std::ops::Range<usize>| widths[range].iter().sum::<u16>();
    let last = wanted.min(widths.len().saturating_sub(1));
    let start = (0..=last).find(|start| total(*start..(last + 1).min(widths.len())) <= room).unwrap_or(last);
    let end = (last + 1..=widths.len()).rev().find(|end| total(start..*end) <= room).unwrap_or(last + 1);
    start..end.min(widths.len())
}

#[cfg(test)]
mod tests {
    use super::around;

    #[test]
    fn the_wanted_one_is_always_among_those_that_are_shown() {
        let widths = [5, 5, 5, 5];
        assert_eq!([around(&widths, 0, 20), around(&widths, 3, 20)], [0..4, 0..4]);
        assert_eq!([around(&widths, 0, 12), around(&widths, 1, 12), around(&widths, 2, 12)], [0..2, 0..2, 1..3]);
        assert_eq!([around(&widths, 3, 12), around(&widths, 3, 2), around(&[], 0, 9)], [2..4, 3..4, 0..0]);
    }
}
