//! Columns that share the width: headings, and a row of cells under them.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;

use super::paint;
use crate::ui::context::Context;

/// A column: the key of its heading, and its width with one blank cell.
#[derive(Clone, Copy, Debug)]
pub struct Column {
    key: &'static str,
    width: u16,
    /// Against the right edge of the column.
    right: bool,
}

/// Columns by the key of their heading, the least width, and how many parts of what is left they get.
pub fn columns(width: u16, wanted: &[(&'static str, u16, u16)]) -> Vec<Column> {
    let least: u16 = wanted.iter().map(|(_, least, _)| least).sum();
    // The gutter before and a margin behind.
    let spare = width.saturating_sub(least + 3);
    let parts: u16 = wanted.iter().map(|(_, _, parts)| parts).sum::<u16>().max(1);
    let column = |(key, least, share): &(&'static str, u16, u16)| Column {
        key,
        width: least + spare * share / parts,
        right: false,
    };
    wanted.iter().map(column).collect()
}

/// The same columns, those at these places with what is in them against the right: numbers stand one below the other.
pub fn numbers(mut columns: Vec<Column>, places: &[usize]) -> Vec<Column> {
    for place in places {
        if let Some(column) = columns.get_mut(*place) {
            column.right = true;
        }
    }
    columns
}

/// Words in a cell.
fn draw_cell(buf: &mut Buffer, area: Rect, right: bool, words: &str, style: Style) {
    if right {
        paint::right(buf, area.x, area.y, area.width, words, style);
    } else {
        paint::text(buf, area.x, area.y, area.width, words, style);
    }
}

pub fn heading(buf: &mut Buffer, area: Rect, columns: &[Column], cx: &Context) {
    buf.set_style(Rect { height: 1, ..area }, cx.theme.heading());
    let mut x = area.x + 2;
    for column in columns {
        let words = if column.key.is_empty() { String::new() } else { cx.t(column.key) };
        let room = (column.width.saturating_sub(1)).min(area.right().saturating_sub(x));
        draw_cell(buf, Rect::new(x, area.y, room, 1), column.right, &words, cx.theme.heading());
        x += column.width;
    }
}

/// One row; the first cell with a heading stands out in the selected one.
pub fn row(buf: &mut Buffer, area: Rect, columns: &[Column], cells: &[(String, Style)], selected: bool, cx: &Context) {
    let theme = cx.theme;
    if selected {
        paint::text(buf, area.x, area.y, 1, theme.marker(), theme.accent());
    }
    let named = columns.iter().position(|column| !column.key.is_empty()).unwrap_or(0);
    let end = area.right().saturating_sub(1);
    let mut x = area.x + 2;
    for (index, ((words, style), column)) in cells.iter().zip(columns).enumerate() {
        let left = end.saturating_sub(x);
        let last = index + 1 == columns.len() && !column.right;
        let room = if last { left } else { column.width.saturating_sub(1).min(left) };
        let style = if selected && index == named { theme.selected() } else { *style };
        draw_cell(buf, Rect::new(x, area.y, room, 1), column.right, words, style);
        x += column.width;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_left_is_shared_out() {
        let wide = |width| {
            columns(width, &[("a", 10, 2), ("b", 5, 0), ("c", 10, 1)]).iter().map(|c| c.width).collect::<Vec<_>>()
        };
        assert_eq!(wide(28), [10, 5, 10]);
        assert_eq!(wide(58), [30, 5, 20]);
        assert_eq!(wide(9), [10, 5, 10], "too narrow: the least");
    }
}
