//! How the list of customers is drawn: the search line, what narrows it, the headings, the rows.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use super::Customers;
use crate::ui::context::Context;
use crate::ui::hits::Target;
use crate::ui::screens::columns::{Column, GUTTER, State, columns, draw_row};
use crate::ui::widgets::paint;

impl Customers {
    pub(super) fn draw_list(&self, buf: &mut Buffer, area: Rect, cx: &Context) -> Position {
        cx.hits.add(area, Target::List);
        let mut cursor = self.draw_search(buf, Rect { height: 1, ..area }, cx);
        let mut y = area.y + 1;
        if self.informs() {
            self.draw_info(buf, Rect::new(area.x, y, area.width, 1), cx);
            y += 1;
        }
        let columns = columns(area.width, &self.own_columns());
        self.draw_heading(buf, Rect::new(area.x, y, area.width, 1), &columns, cx);
        let body = Rect::new(area.x, y + 1, area.width, area.bottom().saturating_sub(y + 1));
        if self.rows.is_empty() {
            self.draw_empty(buf, body, cx);
            return cursor;
        }
        let first = self.rows.first_visible(usize::from(body.height));
        for (index, (selected, row)) in self.rows.visible(usize::from(body.height)).enumerate() {
            let line = Rect::new(body.x, body.y + u16::try_from(index).unwrap_or(0), body.width, 1);
            cx.hits.add(line, Target::Row(first + index));
            let state = State { selected, focused: !self.in_detail, marked: self.marks.contains_key(&row.id) };
            draw_row(buf, line, row, &columns, state, cx);
            if selected && !self.typing {
                cursor = Position::new(line.x, line.y);
            }
        }
        cursor
    }

    fn draw_search(&self, buf: &mut Buffer, line: Rect, cx: &Context) -> Position {
        let theme = cx.theme;
        let count = self.count_words(cx);
        let at = paint::right(buf, line.x, line.y, line.width.saturating_sub(1), &count, theme.dim());
        paint::text(buf, line.x + 1, line.y, 1, "/", if self.typing { theme.accent() } else { theme.dim() });
        let field = Rect::new(line.x + 3, line.y, at.saturating_sub(line.x + 5), 1);
        let style = if self.typing { theme.strong() } else { theme.text() };
        let column = self.search.draw(buf, field, style, None);
        if self.search.is_empty() && !self.typing {
            let words = cx.i18n.t_with("customers-search", &[("key", cx.keys.written("search").into())]);
            paint::text(buf, field.x, field.y, field.width, &words, theme.dim());
        }
        Position::new(field.x + column, field.y)
    }

    /// What narrows the list, and how many rows are marked.
    fn draw_info(&self, buf: &mut Buffer, line: Rect, cx: &Context) {
        let theme = cx.theme;
        let count = i64::try_from(self.marks.len()).unwrap_or(i64::MAX);
        let marks = match (count, self.marking.is_some()) {
            (0, false) => String::new(),
            (count, busy) => {
                let words = cx.i18n.t_with("marked", &[("count", count.into())]);
                if busy { format!("{words} {}", cx.t("loading")) } else { words }
            }
        };
        let at = paint::right(buf, line.x, line.y, line.width.saturating_sub(1), &marks, theme.marked());
        let mut words: Vec<&str> = self.view.as_deref().into_iter().collect();
        words.extend((!self.filter_text.is_empty()).then_some(self.filter_text.as_str()));
        if !words.is_empty() {
            let words = format!("{} {}", cx.t("filtered"), words.join(theme.between()));
            paint::text(buf, line.x + 1, line.y, at.saturating_sub(line.x + 2), &words, theme.warn());
        }
    }

    fn draw_heading(&self, buf: &mut Buffer, line: Rect, columns: &[(Column, u16)], cx: &Context) {
        let theme = cx.theme;
        buf.set_style(line, theme.heading());
        let mut x = line.x + GUTTER;
        for (column, width) in columns {
            let sorted = column.sort() == Some(self.sort.by) && self.search.is_empty();
            let mark = if sorted { theme.order(self.sort.descending) } else { "" };
            let words = format!("{} {mark}", cx.t(column.key()));
            paint::text(buf, x, line.y, width.saturating_sub(1), words.trim_end(), theme.heading());
            let index = Column::ALL.iter().position(|other| other == column).unwrap_or(0);
            cx.hits.add(Rect::new(x, line.y, *width, 1), Target::Column(index));
            x += width;
        }
    }

    fn draw_empty(&self, buf: &mut Buffer, area: Rect, cx: &Context) {
        let theme = cx.theme;
        let key = |text: &str, action: &str| cx.i18n.t_with(text, &[("key", cx.keys.written(action).into())]);
        let (words, style) = match &self.problem {
            Some(problem) => {
                let again = key("press-reload", "reload");
                (format!("{} {} {again}", theme.no(), cx.i18n.problem(problem)), theme.bad())
            }
            None if self.unasked && cx.start.mode.limits_by_program_alone() => {
                (format!("{}\n\n{}", key("customers-lookup", "lookup"), cx.t("limits-by-program")), theme.dim())
            }
            None if self.unasked => (key("customers-lookup", "lookup"), theme.dim()),
            None if self.fetch.is_some() => (cx.t("loading"), theme.dim()),
            None if !self.search.is_empty() => (key("customers-none-found", "clear-search"), theme.dim()),
            None if !self.filter.is_all() => (key("customers-none-match", "clear-filter"), theme.dim()),
            None if cx.rights().create => (key("customers-none-new", "new"), theme.dim()),
            None => (cx.t("customers-none"), theme.dim()),
        };
        let inside = Rect::new(area.x + 2, area.y + 1, area.width.saturating_sub(4), area.height.saturating_sub(1));
        paint::paragraph(buf, inside, &words, style);
    }
}
