//! What the lists of records have in common on the screen: the line to search in, what narrows them, the headings, and
//! the opened record beside them where there is room.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use ratatui::style::Style;
use unicode_width::UnicodeWidthStr;

use super::input::Input;
use super::paint;
use crate::ui::context::Context;
use crate::ui::hits::Target;

/// Columns before the first one, for the marker or the mark.
pub const GUTTER: u16 = 2;

/// How a row stands out.
#[derive(Clone, Copy, Debug)]
pub struct State {
    pub selected: bool,
    /// The pane has the focus.
    pub focused: bool,
    pub marked: bool,
}

impl State {
    /// The style of the column that the row is known by, unless it stands out in no way.
    pub fn style(self, cx: &Context) -> Option<Style> {
        match (self.selected, self.focused) {
            (true, true) => Some(cx.theme.selected()),
            (true, false) => Some(cx.theme.selected_quiet()),
            (false, _) => self.marked.then(|| cx.theme.marked()),
        }
    }

    /// What stands before the row. A marked row that is selected still shows as such by its first column.
    pub fn draw_gutter(self, buf: &mut Buffer, line: Rect, cx: &Context) {
        let theme = cx.theme;
        if self.marked {
            paint::text(buf, line.x, line.y, 1, theme.yes(), theme.marked());
        } else if self.selected {
            paint::text(buf, line.x, line.y, 1, theme.marker(), theme.accent());
        }
    }
}

/// The line that a search is typed into, with the count at its end, and before that how many are marked; `prompt`
/// stands there while there is none. Answers where typing goes on.
pub fn draw_search(
    buf: &mut Buffer,
    line: Rect,
    search: &Input,
    typing: bool,
    [prompt, count]: [&str; 2],
    marked: &str,
    cx: &Context,
) -> Position {
    let theme = cx.theme;
    let between = theme.between();
    let all = [prompt, marked, between, count].iter().map(|words| words.width()).sum::<usize>();
    // Where it is narrow how many are marked comes before how many there are.
    let count = if marked.is_empty() || all + 5 <= usize::from(line.width) { count } else { "" };
    let mut at = paint::right(buf, line.x, line.y, line.width.saturating_sub(1), count, theme.dim());
    if !marked.is_empty() {
        let between = if count.is_empty() { "" } else { between };
        at = paint::right(buf, line.x, line.y, at.saturating_sub(line.x), between, theme.dim());
        at = paint::right(buf, line.x, line.y, at.saturating_sub(line.x), marked, theme.marked());
    }
    let room = at.saturating_sub(line.x + GUTTER + 2);
    let field = Rect::new(line.x + GUTTER + 2, line.y, room.saturating_sub(2), 1);
    if search.is_empty() && !typing {
        paint::text(buf, line.x + GUTTER, line.y, room, prompt, theme.dim());
        return field.as_position();
    }
    paint::text(buf, line.x + GUTTER, line.y, 1, "/", if typing { theme.accent() } else { theme.dim() });
    let column = search.draw(buf, field, if typing { theme.strong() } else { theme.text() }, None);
    Position::new(field.x + column, field.y)
}

/// How many rows are marked; `marking`: more are coming.
pub fn marked_words(marks: usize, marking: bool, cx: &Context) -> String {
    let count = i64::try_from(marks).unwrap_or(i64::MAX);
    let marked = cx.i18n.t_with("marked", &[("count", count.into())]);
    match (count, marking) {
        (0, false) => String::new(),
        (_, false) => marked,
        (_, true) => format!("{marked} {}", cx.t("loading")),
    }
}

/// The saved view and the filter that narrow the list.
pub fn draw_narrowed(buf: &mut Buffer, line: Rect, view: Option<&str>, filter: &str, cx: &Context) {
    let narrowed: Vec<&str> = view.into_iter().chain((!filter.is_empty()).then_some(filter)).collect();
    let words = format!("{} {}", cx.t("filtered"), narrowed.join(cx.theme.between()));
    paint::text(buf, line.x + 2, line.y, line.width.saturating_sub(3), &words, cx.theme.warn());
}

/// The headings: of each column the key of its text, its width and, where the list is in its order, whether that is
/// turned. A click on one is told by `index`.
pub fn draw_headings<C: Copy>(
    buf: &mut Buffer,
    line: Rect,
    columns: &[(C, u16)],
    heading: impl Fn(C) -> (&'static str, Option<bool>),
    index: impl Fn(C) -> usize,
    cx: &Context,
) {
    let theme = cx.theme;
    buf.set_style(line, theme.heading());
    let mut x = line.x + GUTTER;
    for (column, width) in columns {
        let (key, order) = heading(*column);
        let words = format!("{} {}", cx.t(key), order.map_or("", |descending| theme.order(descending)));
        paint::text(buf, x, line.y, width.saturating_sub(1), words.trim_end(), theme.heading());
        cx.hits.add(Rect::new(x, line.y, *width, 1), Target::Column(index(*column)));
        x += width;
    }
}

/// The list's part of a wide screen.
pub fn list_width(width: u16) -> u16 {
    (width * 11 / 20).min(110)
}

/// The list and, to the right of a line, the opened record.
pub fn draw_panes(buf: &mut Buffer, area: Rect, cx: &Context) -> [Rect; 2] {
    let left = list_width(area.width);
    paint::divider(buf, area.x + left, area.y, area.height, cx.theme);
    [Rect { width: left, ..area }, Rect { x: area.x + left + 1, width: area.width - left - 1, ..area }]
}

/// What stands where no record is open; `words` is the key of a text that names the key to open one.
pub fn draw_none_open(buf: &mut Buffer, area: Rect, below: u16, words: &str, cx: &Context) {
    let inside = Rect::new(area.x + 2, area.y + below, area.width.saturating_sub(4), 4).intersection(area);
    let words = cx.i18n.t_with(words, &[("key", cx.keys.written("open").into())]);
    paint::paragraph(buf, inside, &words, cx.theme.dim());
}
