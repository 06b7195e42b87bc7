//! Who asks: a customer, found by typing.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use crate::desk::api::{CustomerRow, CustomersQuery, Problem, Reply, Request};
use crate::domain::Id;
use crate::ui::context::{Context, Facts, Intent};
use crate::ui::event::Key;
use crate::ui::hits::Target;
use crate::ui::keymap::{Action, Place};
use crate::ui::layer::{Answer, Layer};
use crate::ui::popups::ticket::TicketsIntent;
use crate::ui::widgets::input::{Edit, Input};
use crate::ui::widgets::paint;

/// Most customers proposed.
const MOST: u16 = 10;

#[derive(Debug)]
pub struct RequesterPick {
    typed: Input,
    found: Vec<CustomerRow>,
    at: usize,
    asked: Option<u64>,
    problem: Option<String>,
}

impl RequesterPick {
    pub fn new(cx: &mut Context) -> Self {
        let mut pick = Self { typed: Input::default(), found: Vec::new(), at: 0, asked: None, problem: None };
        pick.search(cx);
        pick
    }

    fn search(&mut self, cx: &mut Context) {
        // An exact lookup is logged: it belongs into the customers' own search.
        let words = self.typed.text().trim().trim_start_matches('/').to_owned();
        self.asked = Some(cx.ask(Request::Customers(CustomersQuery::new(words, MOST))));
    }

    fn chosen(&self) -> Option<(Id, String)> {
        self.found.get(self.at).map(|row| (row.id, row.name.clone()))
    }
}

impl Layer for RequesterPick {
    fn place(&self) -> Place {
        Place::Pick
    }

    fn trail(&self, cx: &Context) -> Vec<String> {
        vec![cx.t("field-requester")]
    }

    fn facts(&self, facts: &mut Facts) {
        facts.row = !self.found.is_empty();
    }

    fn act(&mut self, action: Action, cx: &mut Context) -> Answer {
        let count = self.found.len().max(1);
        match action {
            Action::Up => self.at = (self.at + count - 1) % count,
            Action::Down => self.at = (self.at + 1) % count,
            Action::Confirm => {
                let chosen = self.chosen().map(|(id, name)| TicketsIntent::Requester(id, name));
                cx.intents.extend(chosen.map(Intent::Tickets));
                return Answer::Close;
            }
            Action::Cancel => return Answer::Close,
            _ => return Answer::Ignored,
        }
        Answer::Consumed
    }

    fn key(&mut self, key: Key, cx: &mut Context) -> Answer {
        match self.typed.key(key) {
            Edit::Ignored => return Answer::Ignored,
            Edit::Moved => {}
            Edit::Changed => self.search(cx),
        }
        Answer::Consumed
    }

    fn paste(&mut self, text: &str, cx: &mut Context) {
        self.typed.insert(text);
        self.search(cx);
    }

    fn hit(&mut self, target: Target, _double: bool, cx: &mut Context) -> Answer {
        let Target::Row(row) = target else { return Answer::Ignored };
        self.at = row.min(self.found.len().saturating_sub(1));
        self.act(Action::Confirm, cx)
    }

    fn waits(&self, ticket: u64) -> bool {
        self.asked == Some(ticket)
    }

    fn reply(&mut self, _ticket: u64, result: Result<Reply, Problem>, cx: &mut Context) -> Answer {
        self.asked = None;
        self.problem = None;
        match result {
            Ok(Reply::Customers(page)) => {
                self.found = page.rows;
                self.at = 0;
            }
            Ok(_) => {}
            Err(problem) => self.problem = Some(cx.told(&problem)),
        }
        Answer::Consumed
    }

    fn draw(&self, buf: &mut Buffer, area: Rect, cx: &Context) -> Option<Position> {
        let theme = cx.theme;
        let inside = paint::popup(buf, area, 72, MOST + 4, &cx.t("field-requester"), theme);
        paint::text(buf, inside.x, inside.y, 1, "/", theme.accent());
        let field = Rect::new(inside.x + 2, inside.y, inside.width.saturating_sub(2), 1);
        let column = self.typed.draw(buf, field, theme.field(), None);
        let list = Rect { y: inside.y + 2, height: inside.height.saturating_sub(2), ..inside };
        if let Some(problem) = &self.problem {
            paint::paragraph(buf, list, &format!("{} {problem}", theme.no()), theme.bad());
        } else if self.found.is_empty() {
            let words = cx.t(if self.asked.is_some() { "loading" } else { "choose-none" });
            paint::text(buf, list.x + 2, list.y, list.width.saturating_sub(2), &words, theme.dim());
        }
        let top = (self.at + 1).saturating_sub(usize::from(list.height));
        for (index, row) in self.found.iter().enumerate().skip(top).take(usize::from(list.height)) {
            let y = list.y + u16::try_from(index - top).unwrap_or(0);
            cx.hits.add(Rect::new(list.x, y, list.width, 1), Target::Row(index));
            let right = paint::right(buf, list.x, y, list.width, &row.code, theme.dim());
            let parts = [&row.name, &row.company, &row.city].into_iter().filter(|part| !part.is_empty());
            let words = parts.map(String::as_str).collect::<Vec<_>>().join(theme.between());
            let style = if index == self.at { theme.selected() } else { theme.text() };
            if index == self.at {
                paint::text(buf, list.x, y, 1, theme.marker(), theme.accent());
            }
            paint::text(buf, list.x + 2, y, right.saturating_sub(list.x + 3), &words, style);
        }
        Some(Position::new(field.x + column, field.y))
    }
}
