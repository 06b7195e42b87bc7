//! How the queues and their list are drawn.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use ratatui::style::Style;
use unicode_width::UnicodeWidthStr;

use super::{Tickets, words};
use crate::desk::api::{Problem, Queue, TicketRow, TicketSort};
use crate::ui::context::Context;
use crate::ui::hits::Target;
use crate::ui::widgets::record_list::{self, GUTTER, State};
use crate::ui::widgets::{paint, tabs};

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Column {
    Number,
    Priority,
    Subject,
    Customer,
    Status,
    Time,
    Owner,
}

impl Column {
    pub const ALL: [Self; 7] =
        [Self::Number, Self::Priority, Self::Subject, Self::Customer, Self::Status, Self::Time, Self::Owner];

    const fn key(self) -> &'static str {
        match self {
            Self::Number => "ticket-number",
            Self::Priority => "field-priority",
            Self::Subject => "field-subject",
            Self::Customer => "field-requester",
            Self::Status => "field-status",
            Self::Time => "field-time",
            Self::Owner => "ticket-owner",
        }
    }

    /// What the list can be ordered by here.
    pub const fn sort(self) -> Option<TicketSort> {
        match self {
            Self::Number => Some(TicketSort::Number),
            Self::Priority => Some(TicketSort::Priority),
            Self::Time => Some(TicketSort::Due),
            _ => None,
        }
    }
}

/// What tells somebody's presence behind a number.
const BUSY: &str = " @";

/// The columns that fit, with their widths; the subject takes what is left.
fn columns(width: u16, rows: &[TicketRow], queue: Queue) -> Vec<(Column, u16)> {
    // There is always room for the mark of presence, so that it moves nothing.
    let numbers = rows.iter().map(|row| number(row).width()).max().unwrap_or(0).max(7);
    // Whose they are is told where they are not all one's own.
    let owners = width >= 80 && !matches!(queue, Queue::Mine | Queue::Unassigned);
    let widths = [
        (Column::Number, u16::try_from(numbers).unwrap_or(7) + 2, true),
        (Column::Priority, 11, width >= 50),
        (Column::Subject, 0, true),
        (Column::Customer, if width >= 100 { 22 } else { 14 - 3 * u16::from(owners) }, width >= 76),
        (Column::Status, 11, width >= 64),
        (Column::Time, 13, true),
        (Column::Owner, 9, owners),
    ];
    let mut chosen: Vec<(Column, u16)> =
        widths.into_iter().filter(|(.., shown)| *shown).map(|(column, width, _)| (column, width)).collect();
    let used: u16 = chosen.iter().map(|(_, width)| width).sum();
    if let Some((_, subject)) = chosen.iter_mut().find(|(column, _)| *column == Column::Subject) {
        *subject = width.saturating_sub(used + GUTTER);
    }
    chosen
}

fn number(row: &TicketRow) -> String {
    format!("#{}{}", row.ticket.number, if row.busy { BUSY } else { "" })
}

fn value(column: Column, row: &TicketRow, cx: &Context) -> (String, Style) {
    let theme = cx.theme;
    let ticket = &row.ticket;
    match column {
        Column::Number => (number(row), theme.text()),
        Column::Priority => words::priority(ticket.priority, cx),
        Column::Subject => (ticket.subject.clone(), theme.text()),
        Column::Customer => (row.customer.clone(), theme.text()),
        Column::Status => (words::status(&ticket.status, ticket.phase, cx), theme.text()),
        Column::Time => words::promise(words::nearest(&ticket.clocks, cx.now), cx),
        Column::Owner => (row.owner.clone(), theme.dim()),
    }
}

/// A row of the list, or of what is shown like it.
pub fn draw_row(buf: &mut Buffer, line: Rect, row: &TicketRow, columns: &[(Column, u16)], state: State, cx: &Context) {
    let mut x = line.x + GUTTER;
    for (column, width) in columns {
        let (text, style) = value(*column, row, cx);
        let style = state.style(cx).filter(|_| *column == Column::Number).unwrap_or(style);
        paint::text(buf, x, line.y, width.saturating_sub(1), &text, style);
        x += width;
    }
    state.draw_gutter(buf, line, cx);
}

/// The rows alone, such as the tickets of one customer.
pub fn plain_columns(width: u16, rows: &[TicketRow]) -> Vec<(Column, u16)> {
    let mut columns = columns(width.min(75), rows, Queue::Mine);
    if let Some((_, subject)) = columns.iter_mut().find(|(column, _)| *column == Column::Subject) {
        *subject += width.saturating_sub(75);
    }
    columns
}

impl Tickets {
    /// One line: every queue with how many lie in it, the chosen one in brackets.
    pub(super) fn draw_queues(&self, buf: &mut Buffer, line: Rect, cx: &Context) {
        let theme = cx.theme;
        let name = |queue: &Queue| {
            let count = self.queue_count(*queue);
            let late = *queue == Queue::Breaching && count > Some(0);
            let style = match (*queue == self.queue, late) {
                (true, _) => theme.accent(),
                (false, true) => theme.warn(),
                _ => theme.dim(),
            };
            let count = count.map_or_else(String::new, |count| format!(" {count}"));
            (cx.t(words::queue_key(*queue)) + &count, style)
        };
        let names: Vec<(String, Style)> = Queue::ALL.iter().map(name).collect();
        let chosen = Queue::ALL.iter().position(|queue| *queue == self.queue).unwrap_or(0);
        tabs::draw(buf, line, &names, chosen, cx);
    }

    pub(super) fn draw_list(&self, buf: &mut Buffer, area: Rect, cx: &Context) -> Position {
        cx.hits.add(area, Target::List);
        let mut cursor = self.draw_search(buf, Rect { height: 1, ..area }, cx);
        let mut y = area.y + 1;
        if self.narrowed() {
            let line = Rect::new(area.x, y, area.width, 1);
            record_list::draw_narrowed(buf, line, self.view.as_deref(), &self.filter, cx);
            y += 1;
        }
        let columns = columns(area.width, self.rows.all(), self.queue);
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
            let marked = self.marks.contains_key(&row.ticket.id);
            let state = State { selected, focused: !self.in_detail, marked };
            draw_row(buf, line, row, &columns, state, cx);
            if selected && !self.typing {
                cursor = Position::new(line.x, line.y);
            }
        }
        cursor
    }

    fn draw_search(&self, buf: &mut Buffer, line: Rect, cx: &Context) -> Position {
        let prompt = cx.i18n.t_with("tickets-search", &[("key", cx.keys.written("search-tickets").into())]);
        let marked = record_list::marked_words(self.marks.len(), self.marking.is_some(), cx);
        let words = [prompt.as_str(), &self.count_words(cx)];
        record_list::draw_search(buf, line, &self.search, self.typing, words, &marked, cx)
    }

    fn draw_headings(&self, buf: &mut Buffer, line: Rect, columns: &[(Column, u16)], cx: &Context) {
        let heading = |column: Column| (column.key(), (column.sort() == Some(self.sort)).then_some(self.descending));
        let index = |column| Column::ALL.iter().position(|other| *other == column).unwrap_or(0);
        record_list::draw_headings(buf, line, columns, heading, index, cx);
    }

    fn draw_empty(&self, buf: &mut Buffer, area: Rect, cx: &Context) {
        let theme = cx.theme;
        let key = |text: &str, action: &str| cx.i18n.t_with(text, &[("key", cx.keys.written(action).into())]);
        let (words, style) = match &self.problem {
            Some(Problem::Invalid { field, .. }) if field == "filter" => {
                (format!("{} {}", theme.no(), key("tickets-filter-wrong", "clear-ticket-filter")), theme.bad())
            }
            Some(problem) => {
                let again = key("press-reload", "reload");
                (format!("{} {} {again}", theme.no(), cx.i18n.problem(problem)), theme.bad())
            }
            None if self.fetch.is_some() => (cx.t("loading"), theme.dim()),
            None if !self.search.is_empty() => (key("tickets-none-found", "clear-ticket-search"), theme.dim()),
            None if !self.filter.is_empty() => (key("tickets-none-match", "clear-ticket-filter"), theme.dim()),
            None if self.queue == Queue::Mine => (key("tickets-none-mine", "next-queue"), theme.dim()),
            None if self.queue == Queue::Breaching => (key("tickets-none-breaching", "next-queue"), theme.good()),
            None if cx.rights().create_tickets => (key("tickets-none-new", "new-ticket"), theme.dim()),
            None => (key("tickets-none", "next-queue"), theme.dim()),
        };
        let inside = Rect::new(area.x + 2, area.y + 1, area.width.saturating_sub(4), area.height.saturating_sub(1));
        paint::paragraph(buf, inside, &words, style);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_fill_the_width_and_the_subject_keeps_its_room() {
        for width in 40..300 {
            for queue in Queue::ALL {
                let chosen = columns(width, &[], queue);
                assert_eq!(chosen.iter().map(|(_, width)| width).sum::<u16>(), width - GUTTER, "{width}");
                let subject = chosen.iter().find(|(column, _)| *column == Column::Subject).unwrap().1;
                assert!(subject >= 14, "{width}: {subject}");
            }
            assert_eq!(
                plain_columns(width, &[]).iter().map(|(_, width)| width).sum::<u16>(),
                width - GUTTER,
                "{width}"
            );
        }
    }
}
