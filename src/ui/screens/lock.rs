//! The lock: everything blank, only the password asked.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use super::Waiting;
use crate::desk::api::{Problem, Reply, Request};
use crate::domain::Micros;
use crate::ui::context::Context;
use crate::ui::event::Key;
use crate::ui::keymap::{Action, Place};
use crate::ui::layer::{Answer, Layer};
use crate::ui::widgets::input::{Edit, Input};
use crate::ui::widgets::paint;

#[derive(Debug)]
pub struct Lock {
    input: Input,
    idle: bool,
    /// The answer to the lock itself; nothing depends on it.
    locking: u64,
    ticket: Option<u64>,
    error: Option<String>,
    waiting: Waiting,
}

impl Lock {
    pub fn new(idle: bool, cx: &mut Context) -> Self {
        let locking = cx.ask(Request::Lock { idle });
        Self { input: Input::default(), idle, locking, ticket: None, error: None, waiting: Waiting::default() }
    }

    /// A word on why something can't be done while locked.
    pub fn refuse(&mut self, word: String) {
        self.error = Some(word);
    }
}

impl Layer for Lock {
    fn place(&self) -> Place {
        Place::Lock
    }

    fn trail(&self, cx: &Context) -> Vec<String> {
        vec![cx.t("place-lock")]
    }

    fn act(&mut self, action: Action, cx: &mut Context) -> Answer {
        if action != Action::Confirm {
            return Answer::Ignored;
        }
        if self.ticket.is_none() && self.waiting.left(cx) == 0 && !self.input.is_empty() {
            self.error = None;
            self.ticket = Some(cx.ask(Request::Unlock { password: self.input.secret() }));
            self.input.clear();
        }
        Answer::Consumed
    }

    fn key(&mut self, key: Key, _cx: &mut Context) -> Answer {
        match self.input.key(key) {
            Edit::Ignored => Answer::Ignored,
            Edit::Moved => Answer::Consumed,
            Edit::Changed => {
                self.error = None;
                Answer::Consumed
            }
        }
    }

    fn paste(&mut self, text: &str, _cx: &mut Context) {
        self.input.insert(text);
    }

    fn waits(&self, ticket: u64) -> bool {
        self.ticket == Some(ticket) || self.locking == ticket
    }

    fn reply(&mut self, ticket: u64, result: Result<Reply, Problem>, cx: &mut Context) -> Answer {
        if self.ticket == Some(ticket) {
            self.ticket = None;
            match result {
                Ok(_) => return Answer::Close,
                Err(Problem::Wait { seconds }) => self.waiting.start(seconds, cx),
                Err(Problem::SignInRefused) => self.error = Some(cx.t("lock-refused")),
                Err(problem) => self.error = Some(cx.i18n.problem(&problem)),
            }
        } else if let Err(problem) = result {
            self.error = Some(cx.i18n.problem(&problem));
        }
        Answer::Consumed
    }

    fn wake(&self, cx: &Context) -> Option<Micros> {
        self.waiting.wake(cx)
    }

    fn tick(&mut self, cx: &mut Context) -> Answer {
        cx.dirty |= self.waiting.wake(cx).is_some();
        Answer::Consumed
    }

    fn draw(&self, buf: &mut Buffer, area: Rect, cx: &Context) -> Option<Position> {
        let theme = cx.theme;
        let width = area.width.saturating_sub(4).min(64);
        let x = area.x + (area.width - width) / 2;
        let y = area.y + area.height.saturating_sub(8) / 2;
        let name = cx.who.as_ref().map_or("", |who| who.name.as_str());
        paint::text(buf, x, y, width, &cx.i18n.t_with("lock-title", &[("name", name.into())]), theme.strong());
        let lead = Rect::new(x, y + 1, width, 2).intersection(area);
        paint::paragraph(buf, lead, &cx.t(if self.idle { "lock-idle" } else { "lock-lead" }), theme.dim());
        paint::text(buf, x, y + 4, 2, theme.marker(), theme.accent());
        paint::text(buf, x + 2, y + 4, 14, &cx.t("sign-in-password"), theme.strong());
        let field = Rect::new(x + 17, y + 4, width.saturating_sub(17), 1).intersection(area);
        let column = self.input.draw(buf, field, theme.field(), Some(theme.dot()));
        let left = self.waiting.left(cx);
        let below = Rect::new(x + 2, y + 6, width.saturating_sub(2), 2).intersection(area);
        if left > 0 {
            let words = cx.i18n.t_with("problem-wait", &[("seconds", left.into())]);
            paint::paragraph(buf, below, &format!("! {words}"), theme.warn());
        } else if let Some(error) = &self.error {
            paint::paragraph(buf, below, &format!("{} {error}", theme.no()), theme.bad());
        } else if self.ticket.is_some() {
            paint::paragraph(buf, below, &cx.t("lock-busy"), theme.warn());
        }
        Some(Position::new(field.x + column, field.y))
    }
}
