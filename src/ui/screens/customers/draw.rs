//! How the list of customers is drawn: the search line, what narrows it, the headings, the rows.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use super::Customers;
use crate::ui::context::Context;
use crate::ui::hits::Target;
use crate::ui::screens::columns::{Column, State, columns, draw_row};
use crate::ui::widgets::{paint, record_list};

impl Customers {
    pub(super) fn draw_list(&self, buf: &mut Buffer, area: Rect, cx: &Context) -> Position {
        cx.hits.add(area, Target::List);
        let mut cursor = self.draw_search(buf, Rect { height: 1, ..area }, cx);
        let mut y = area.y + 1;
        if self.is_narrowed() {
            let line = Rect::new(area.x, y, area.width, 1);
            record_list::draw_narrowed(buf, line, self.view.as_deref(), &self.filter_text, cx);
            y += 1;
        }
        let columns = columns(area.width, &self.own_columns());
        self.draw_headings(buf, Rect::new(area.x, y, area.width, 1), &columns, cx);
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
        let prompt = cx.i18n.t_with("customers-search", &[("key", cx.keys.written("search").into())]);
        let marked = record_list::marked_words(self.marks.len(), self.marking.is_some(), cx);
        let words = [prompt.as_str(), &self.count_words(cx)];
        record_list::draw_search(buf, line, &self.search, self.typing, words, &marked, cx)
    }

    fn draw_headings(&self, buf: &mut Buffer, line: Rect, columns: &[(Column, u16)], cx: &Context) {
        let heading = |column: Column| {
            let sorted = column.sort() == Some(self.sort.by) && self.search.is_empty();
            (column.key(), sorted.then_some(self.sort.descending))
        };
        let index = |column| Column::ALL.iter().position(|other| *other == column).unwrap_or(0);
        record_list::draw_headings(buf, line, columns, heading, index, cx);
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
