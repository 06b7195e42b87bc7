//! A page of lines, some of which can be selected. A page that is higher than its room follows the selection.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use ratatui::style::Style;

use super::paint;
use crate::ui::context::Context;
use crate::ui::hits::Target;
use crate::ui::theme::Theme;

/// Words in a column of so many cells, one of them blank; 0: all that is left.
#[derive(Clone, Debug)]
pub struct Cell {
    pub width: u16,
    pub words: String,
    pub style: Style,
}

/// The width of a mark before the words of a row.
pub const MARK: u16 = 2;

/// Beyond so many columns a line is hard to read.
const MEASURE: u16 = 96;

pub fn cell(width: u16, words: impl Into<String>, style: Style) -> Cell {
    Cell { width, words: words.into(), style }
}

#[derive(Clone, Debug, Default)]
pub struct Line {
    pub cells: Vec<Cell>,
    /// Which of the rows that can be selected it is.
    pub row: Option<usize>,
}

impl Line {
    pub fn blank() -> Self {
        Self::default()
    }

    pub fn of(cells: Vec<Cell>) -> Self {
        Self { cells, row: None }
    }

    pub fn row(row: usize, cells: Vec<Cell>) -> Self {
        Self { cells, row: Some(row) }
    }

    pub fn heading(words: impl Into<String>, theme: Theme) -> Self {
        Self::of(vec![cell(0, words, theme.accent())])
    }

    /// A label and what stands behind it.
    pub fn pair(label: impl Into<String>, words: impl Into<String>, width: u16, theme: Theme) -> Self {
        Self::of(vec![cell(width, label, theme.dim()), cell(0, words, theme.text())])
    }
}

/// A label and words that may need several lines.
pub fn wrapped(label: &str, words: &str, labels: u16, width: u16, style: Style, theme: Theme) -> Vec<Line> {
    let lines = paint::wrap(words, usize::from(width.saturating_sub(labels).clamp(8, MEASURE)));
    let first = std::iter::once(label).chain(std::iter::repeat(""));
    let line = |(label, words): (&str, String)| Line::of(vec![cell(labels, label, theme.dim()), cell(0, words, style)]);
    first.zip(lines).map(line).collect()
}

/// The first line to show, so that the selected row is in view with all that belongs to it.
fn top(lines: &[Line], at: Option<usize>, height: usize) -> usize {
    let Some(start) = at.and_then(|at| lines.iter().position(|line| line.row == Some(at))) else { return 0 };
    let after = lines[start + 1..].iter().position(|line| line.row.is_some() || line.cells.is_empty());
    let end = after.map_or(lines.len(), |after| start + 1 + after);
    // One line more shows that there is more.
    (end + 1).min(lines.len()).saturating_sub(height).min(start)
}

/// Draws the lines; answers where the selected one stands.
pub fn draw(buf: &mut Buffer, area: Rect, lines: &[Line], at: Option<usize>, cx: &Context) -> Option<Position> {
    let theme = cx.theme;
    let height = usize::from(area.height);
    let mut cursor = None;
    for (index, line) in lines.iter().skip(top(lines, at, height)).take(height).enumerate() {
        let y = area.y + u16::try_from(index).unwrap_or(0);
        let selected = line.row.is_some() && line.row == at;
        if let Some(row) = line.row {
            cx.hits.add(Rect::new(area.x, y, area.width, 1), Target::Row(row));
        }
        if selected {
            paint::text(buf, area.x, y, 1, theme.marker(), theme.accent());
            cursor = Some(Position::new(area.x, y));
        }
        // A mark before the words does not stand for the row.
        let named = line.cells.iter().position(|cell| cell.width != MARK).unwrap_or(0);
        let mut x = area.x + 2;
        for (place, cell) in line.cells.iter().enumerate() {
            let left = area.right().saturating_sub(x);
            let room = if cell.width == 0 { left } else { (cell.width - 1).min(left) };
            let style = if selected && place == named { theme.selected() } else { cell.style };
            paint::text(buf, x, y, room, &cell.words, style);
            x += cell.width;
        }
    }
    cursor
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_selected_row_is_in_view_with_what_belongs_to_it() {
        let style = Style::new();
        let line = |row: Option<usize>| Line { cells: vec![cell(0, "x", style)], row };
        let lines = vec![line(Some(0)), line(None), line(None), Line::blank(), line(Some(1)), line(None), line(None)];
        assert_eq!(top(&lines, None, 3), 0);
        assert_eq!(top(&lines, Some(0), 4), 0);
        assert_eq!(top(&lines, Some(1), 4), 3);
        assert_eq!(top(&lines, Some(1), 2), 4, "its own line first");
        assert_eq!(top(&lines, Some(9), 2), 0);
    }
}
