//! The password again, before a grave act.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use crate::desk::api::{Problem, Reply, Request};
use crate::domain::Micros;
use crate::ui::context::{Context, Intent};
use crate::ui::event::Key;
use crate::ui::keymap::{Action, Place};
use crate::ui::layer::{Answer, Layer};
use crate::ui::screens::Waiting;
use crate::ui::widgets::input::{Edit, Input};
use crate::ui::widgets::paint;

#[derive(Debug, Default)]
pub struct Prove {
    password: Input,
    ticket: Option<u64>,
    error: Option<String>,
    waiting: Waiting,
}

impl Layer for Prove {
    fn place(&self) -> Place {
        Place::Prove
    }

    fn trail(&self, cx: &Context) -> Vec<String> {
        vec![cx.t("place-prove")]
    }

    fn act(&mut self, action: Action, cx: &mut Context) -> Answer {
        match action {
            Action::Confirm => {
                if self.ticket.is_none() && self.waiting.left(cx) == 0 && !self.password.is_empty() {
                    self.error = None;
                    self.ticket = Some(cx.ask(Request::Prove { password: self.password.secret() }));
                    self.password.clear();
                }
                Answer::Consumed
            }
            Action::Cancel => Answer::Close,
            _ => Answer::Ignored,
        }
    }

    fn key(&mut self, key: Key, _cx: &mut Context) -> Answer {
        if self.password.key(key) == Edit::Ignored { Answer::Ignored } else { Answer::Consumed }
    }

    fn paste(&mut self, text: &str, _cx: &mut Context) {
        self.password.insert(text);
    }

    fn waits(&self, ticket: u64) -> bool {
        self.ticket == Some(ticket)
    }

    fn reply(&mut self, _ticket: u64, result: Result<Reply, Problem>, cx: &mut Context) -> Answer {
        self.ticket = None;
        match result {
            Ok(Reply::Proved) => {
                cx.intents.push(Intent::Proved);
                return Answer::Close;
            }
            Ok(_) => {}
            Err(Problem::SignInRefused) => self.error = Some(cx.t("lock-refused")),
            Err(Problem::Wait { seconds }) => self.waiting.start(seconds, cx),
            Err(problem) => self.error = Some(cx.i18n.problem(&problem)),
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

    fn lock(&mut self, _cx: &mut Context) -> Answer {
        Answer::Close
    }

    fn draw(&self, buf: &mut Buffer, area: Rect, cx: &Context) -> Option<Position> {
        let theme = cx.theme;
        let inside = paint::popup(buf, area, 60, 9, &cx.t("prove-title"), theme);
        let lead = Rect { height: inside.height.min(2), ..inside };
        paint::paragraph(buf, lead, &cx.t("prove-lead"), theme.dim());
        let y = inside.y + 3;
        paint::text(buf, inside.x, y, 1, theme.marker(), theme.accent());
        let field = Rect::new(inside.x + 2, y, inside.width.saturating_sub(2), 1);
        let column = self.password.draw(buf, field, theme.field(), Some(theme.dot()));
        let below = Rect { y: y + 2, height: inside.bottom().saturating_sub(y + 2), ..inside };
        let left = self.waiting.left(cx);
        let (words, style) = if left > 0 {
            (cx.i18n.t_with("problem-wait", &[("seconds", left.into())]), theme.warn())
        } else if self.ticket.is_some() {
            (cx.t("sign-in-busy"), theme.dim())
        } else {
            (self.error.as_ref().map(|error| format!("{} {error}", theme.no())).unwrap_or_default(), theme.bad())
        };
        paint::paragraph(buf, below, &words, style);
        Some(Position::new(field.x + column, y))
    }
}
