//! Check: does what the caller says match? The value itself is never shown.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use crate::desk::api::{CustomerDetail, Problem, Reply, Request};
use crate::domain::{Field, Id};
use crate::ui::context::Context;
use crate::ui::event::Key;
use crate::ui::keymap::{Action, Place};
use crate::ui::layer::{Answer, Layer};
use crate::ui::widgets::input::{Edit, Input};
use crate::ui::widgets::paint;

#[derive(Debug)]
pub struct Check {
    customer: Id,
    name: String,
    mask: String,
    field: Field,
    said: Input,
    ticket: Option<u64>,
    /// Whether it matched, and the tries left.
    result: Option<(bool, u16)>,
    error: Option<String>,
}

impl Check {
    pub fn new(detail: &CustomerDetail, field: Field) -> Self {
        let mask = detail.masked.iter().find(|masked| masked.field == field).map(|masked| masked.mask.clone());
        Self {
            customer: detail.customer.id,
            name: detail.customer.name.clone(),
            mask: mask.unwrap_or_default(),
            field,
            said: Input::default(),
            ticket: None,
            result: None,
            error: None,
        }
    }
}

impl Layer for Check {
    fn place(&self) -> Place {
        Place::Check
    }

    fn trail(&self, cx: &Context) -> Vec<String> {
        vec![cx.t("place-check")]
    }

    fn act(&mut self, action: Action, cx: &mut Context) -> Answer {
        match action {
            Action::Confirm => {
                if self.ticket.is_none() && !self.said.is_empty() {
                    (self.result, self.error) = (None, None);
                    let (customer, field) = (self.customer, self.field);
                    self.ticket = Some(cx.ask(Request::Check { customer, field, said: self.said.secret() }));
                }
                Answer::Consumed
            }
            Action::Cancel => Answer::Close,
            _ => Answer::Ignored,
        }
    }

    fn key(&mut self, key: Key, _cx: &mut Context) -> Answer {
        match self.said.key(key) {
            Edit::Ignored => Answer::Ignored,
            Edit::Moved => Answer::Consumed,
            Edit::Changed => {
                (self.result, self.error) = (None, None);
                Answer::Consumed
            }
        }
    }

    fn paste(&mut self, text: &str, _cx: &mut Context) {
        self.said.insert(text);
        self.result = None;
    }

    fn waits(&self, ticket: u64) -> bool {
        self.ticket == Some(ticket)
    }

    fn reply(&mut self, _ticket: u64, result: Result<Reply, Problem>, cx: &mut Context) -> Answer {
        self.ticket = None;
        match result {
            Ok(Reply::Checked { matches, tries_left, .. }) => {
                self.result = Some((matches, tries_left));
                self.said.clear();
            }
            Ok(_) => {}
            Err(problem) => self.error = Some(cx.told(&problem)),
        }
        Answer::Consumed
    }

    fn lock(&mut self, _cx: &mut Context) -> Answer {
        Answer::Close
    }

    fn draw(&self, buf: &mut Buffer, area: Rect, cx: &Context) -> Option<Position> {
        const WIDTH: u16 = 60;
        let theme = cx.theme;
        let label = cx.i18n.field(self.field.name());
        let title = cx.i18n.t_with("check-title", &[("field", label.into())]);
        let (words, style) = if let Some(error) = &self.error {
            (format!("{} {error}", theme.no()), theme.bad())
        } else if let Some((matches, left)) = self.result {
            let tries = cx.i18n.t_with("check-tries", &[("count", left.into())]);
            if matches {
                (format!("{} {}", theme.yes(), cx.t("check-match")), theme.good())
            } else {
                (format!("{} {} {tries}", theme.no(), cx.t("check-no-match")), theme.bad())
            }
        } else if self.ticket.is_some() {
            (cx.t("loading"), theme.dim())
        } else {
            (cx.t("check-logged"), theme.dim())
        };
        let limits = if cx.start.mode.limits_by_program_alone() { cx.t("limits-by-program") } else { String::new() };
        let rows = |words: &str| u16::try_from(paint::wrap(words, usize::from(WIDTH - 4)).len()).unwrap_or(0);
        let height = 8 + rows(&words) + rows(&limits) + u16::from(!limits.is_empty());
        let inside = paint::popup(buf, area, WIDTH, height, &title, theme);
        let used = paint::text(buf, inside.x, inside.y, inside.width, &self.name, theme.strong());
        paint::right(buf, inside.x + used, inside.y, inside.width - used, &self.mask, theme.dim());
        paint::text(buf, inside.x, inside.y + 1, inside.width, &cx.t("check-lead"), theme.dim());
        paint::text(buf, inside.x, inside.y + 3, 1, theme.marker(), theme.accent());
        let field = Rect::new(inside.x + 2, inside.y + 3, inside.width - 2, 1);
        let column = self.said.draw(buf, field, theme.field(), None);
        let below = Rect::new(inside.x, inside.y + 5, inside.width, inside.height.saturating_sub(5));
        let used = paint::paragraph(buf, below, &words, style);
        let last = Rect { y: below.y + used + 1, height: below.height.saturating_sub(used + 1), ..below };
        paint::paragraph(buf, last, &limits, theme.dim());
        Some(Position::new(field.x + column, field.y))
    }
}
