//! A list of the office: asked for, moved through, drawn as a table.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use ratatui::style::Style;

use crate::desk::api::{OfficeQuery, Problem, Request};
use crate::ui::context::Context;
use crate::ui::hits::Target;
use crate::ui::keymap::Action;
use crate::ui::layer::Answer;
use crate::ui::widgets::paint;
use crate::ui::widgets::rows::{Keyed, Rows, Step};
use crate::ui::widgets::table::{self, Column};

/// Rows that a question of the office answers.
#[derive(Debug)]
pub struct Listing<T: Keyed> {
    pub rows: Rows<T>,
    pub ticket: Option<u64>,
    pub problem: Option<Problem>,
}

impl<T: Keyed> Default for Listing<T> {
    fn default() -> Self {
        Self { rows: Rows::default(), ticket: None, problem: None }
    }
}

impl<T: Keyed> Listing<T> {
    pub fn ask(&mut self, query: OfficeQuery, cx: &mut Context) {
        self.ticket = Some(cx.ask(Request::Office(query)));
    }

    pub fn waits(&self, ticket: u64) -> bool {
        self.ticket == Some(ticket)
    }

    /// What is there now; what was selected stays so.
    pub fn take(&mut self, rows: Vec<T>, height: usize) {
        (self.ticket, self.problem) = (None, None);
        if self.rows.is_empty() {
            self.rows.replace(rows)
        } else {
            self.rows.renew(rows)
        }
        self.rows.fill(height);
    }

    /// How many there are, by the key of a text; nothing as long as that is not known.
    pub fn count(&self, key: &str, count: usize, cx: &Context) -> String {
        if self.rows.is_empty() && (self.ticket.is_some() || self.problem.is_some()) {
            return String::new();
        }
        cx.i18n.t_with(key, &[("count", count.into())])
    }

    pub fn failed(&mut self, problem: Problem, cx: &mut Context) {
        self.ticket = None;
        if !self.rows.is_empty() {
            cx.complain(&problem);
        }
        self.problem = Some(problem);
    }

    pub fn moved(&mut self, action: Action, height: usize) -> Answer {
        match step(action) {
            Some(step) => {
                self.rows.step(step, height);
                Answer::Consumed
            }
            None => Answer::Ignored,
        }
    }

    pub fn hit(&mut self, target: Target) -> Answer {
        let Target::Row(row) = target else { return Answer::Ignored };
        self.rows.select(row.min(self.rows.len().saturating_sub(1)));
        Answer::Consumed
    }

    /// Headings and rows, or what is said in their place; answers where the selected row stands.
    pub fn draw(
        &self,
        buf: &mut Buffer,
        area: Rect,
        columns: &[Column],
        cells: impl Fn(&T) -> Vec<(String, Style)>,
        none: &str,
        cx: &Context,
    ) -> Option<Position> {
        table::heading(buf, area, columns, cx);
        let body = Rect::new(area.x, area.y + 1, area.width, area.height.saturating_sub(1));
        if self.rows.is_empty() {
            return Some(said(buf, body, self.ticket.is_some(), self.problem.as_ref(), none, cx));
        }
        let height = usize::from(body.height);
        let first = self.rows.first_visible(height);
        let mut cursor = None;
        for (index, (selected, row)) in self.rows.visible(height).enumerate() {
            let line = Rect::new(body.x, body.y + u16::try_from(index).unwrap_or(0), body.width, 1);
            cx.hits.add(line, Target::Row(first + index));
            table::row(buf, line, columns, &cells(row), selected, cx);
            if selected {
                cursor = Some(line.as_position());
            }
        }
        cursor
    }
}

/// The step of an action that moves.
pub fn step(action: Action) -> Option<Step> {
    Some(match action {
        Action::Up => Step::Up,
        Action::Down => Step::Down,
        Action::PageUp => Step::PageUp,
        Action::PageDown => Step::PageDown,
        Action::First => Step::First,
        Action::Last => Step::Last,
        _ => return None,
    })
}

/// Where an action goes to among so many rows.
pub fn moved(at: usize, count: usize, action: Action, height: usize) -> Option<usize> {
    let (last, page) = (count.saturating_sub(1), height.saturating_sub(1).max(1));
    let to = match step(action)? {
        Step::Up => at.saturating_sub(1),
        Step::Down => at + 1,
        Step::PageUp => at.saturating_sub(page),
        Step::PageDown => at + page,
        Step::First => 0,
        Step::Last => last,
    };
    Some(to.min(last))
}

/// What stands where nothing can be shown: that it is loading, what went wrong, or that there is nothing.
pub fn said(
    buf: &mut Buffer,
    body: Rect,
    loading: bool,
    problem: Option<&Problem>,
    none: &str,
    cx: &Context,
) -> Position {
    let theme = cx.theme;
    let (words, style) = match problem {
        Some(problem) => {
            let again = cx.i18n.t_with("press-reload", &[("key", cx.keys.written("reload").into())]);
            (format!("{} {} {again}", theme.no(), cx.i18n.problem(problem)), theme.bad())
        }
        None if loading => (cx.t("loading"), theme.dim()),
        None => (none.to_owned(), theme.dim()),
    };
    let inside = Rect::new(body.x + 2, body.y + 1, body.width.saturating_sub(4), body.height.saturating_sub(1));
    paint::paragraph(buf, inside, &words, style);
    inside.as_position()
}

/// What is left below the lead of a page; a blank row keeps them apart where there is room.
pub fn below_lead(area: Rect) -> Rect {
    let above = 1 + u16::from(area.height > 20);
    Rect { y: area.y + above, height: area.height.saturating_sub(above), ..area }
}

/// Where so many rows of words about what is selected stand: one blank row below the list, at the bottom at the latest.
pub fn below_rows(list: Rect, rows: usize, height: u16, end: u16) -> Rect {
    let below = list.y.saturating_add(u16::try_from(rows).unwrap_or(u16::MAX)).saturating_add(1);
    let y = below.min(end.saturating_sub(height));
    Rect { x: list.x + 2, y, width: list.width.saturating_sub(3), height }
}

/// The line over a section: what it shows, and how many there are at the right.
pub fn lead(buf: &mut Buffer, area: Rect, words: &str, style: Style, count: &str, cx: &Context) {
    let at = paint::right(buf, area.x, area.y, area.width.saturating_sub(1), count, cx.theme.dim());
    paint::text(buf, area.x + 2, area.y, at.saturating_sub(area.x + 4), words, style);
}
