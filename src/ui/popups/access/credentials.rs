//! One's own password or code app, changed: both take the current password.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use super::code_app::CodeApp;
use super::codes::CodesView;
use super::new_password::NewPassword;
use crate::desk::api::{Problem, Reply, Request};
use crate::domain::{Micros, Secret};
use crate::ui::context::{Context, Facts, Tone};
use crate::ui::event::Key;
use crate::ui::hits::Target;
use crate::ui::keymap::{Action, Place};
use crate::ui::layer::{Answer, Layer};
use crate::ui::screens::Waiting;
use crate::ui::widgets::input::Edit;
use crate::ui::widgets::lines::Lines;
use crate::ui::widgets::paint;

#[derive(Debug)]
pub struct ChangePassword {
    password: NewPassword,
    ticket: Option<u64>,
    waiting: Waiting,
}

impl ChangePassword {
    /// `None` while nobody is in.
    pub fn new(minimum: usize, cx: &Context) -> Option<Self> {
        let password = NewPassword::change(minimum, cx.who.as_ref()?);
        Some(Self { password, ticket: None, waiting: Waiting::default() })
    }
}

/// What a refusal says here: the current password is all that can be wrong.
fn refusal(problem: &Problem, waiting: &mut Waiting, cx: &Context) -> String {
    if let Problem::Wait { seconds } = problem {
        waiting.start(*seconds, cx);
    }
    match problem {
        Problem::SignInRefused => cx.t("lock-refused"),
        problem => cx.i18n.problem(problem),
    }
}

impl Layer for ChangePassword {
    fn place(&self) -> Place {
        Place::Credentials
    }

    fn trail(&self, _cx: &Context) -> Vec<String> {
        // The title of the popup says it.
        Vec::new()
    }

    fn facts(&self, facts: &mut Facts) {
        facts.may_suggest = true;
    }

    fn act(&mut self, action: Action, cx: &mut Context) -> Answer {
        match action {
            Action::Confirm if self.ticket.is_some() || self.waiting.left(cx) > 0 => {}
            Action::Confirm => {
                if self.password.confirm(cx) {
                    let (current, new) = (self.password.current(), self.password.chosen());
                    self.ticket = Some(cx.ask(Request::ChangePassword { current, new }));
                }
            }
            Action::Cancel if self.ticket.is_some() => {}
            Action::Cancel => return Answer::Close,
            action => return self.password.act(action, cx),
        }
        Answer::Consumed
    }

    fn key(&mut self, key: Key, _cx: &mut Context) -> Answer {
        self.password.key(key)
    }

    fn paste(&mut self, text: &str, _cx: &mut Context) {
        self.password.paste(text);
    }

    fn hit(&mut self, target: Target, _double: bool, _cx: &mut Context) -> Answer {
        let Target::Field(line) = target else { return Answer::Ignored };
        self.password.go(line);
        Answer::Consumed
    }

    fn waits(&self, ticket: u64) -> bool {
        self.ticket == Some(ticket) || self.password.waits(ticket)
    }

    fn reply(&mut self, ticket: u64, result: Result<Reply, Problem>, cx: &mut Context) -> Answer {
        if self.password.waits(ticket) {
            self.password.reply(result, cx);
            return Answer::Consumed;
        }
        self.ticket = None;
        match result {
            Ok(Reply::PasswordChanged) => {
                cx.say(Tone::Good, cx.t("password-changed"));
                return Answer::Close;
            }
            Ok(_) => {}
            Err(problem) => self.password.fail(refusal(&problem, &mut self.waiting, cx)),
        }
        Answer::Consumed
    }

    fn lock(&mut self, _cx: &mut Context) -> Answer {
        Answer::Close
    }

    fn draw(&self, buf: &mut Buffer, area: Rect, cx: &Context) -> Option<Position> {
        let inside = paint::popup(buf, area, 70, 17, &cx.t("password-title"), cx.theme);
        let form = Rect { y: inside.y + 1, height: inside.height.saturating_sub(1), ..inside };
        self.password.draw(buf, form, self.ticket.is_some(), cx)
    }
}

#[derive(Debug)]
pub struct ChangeFactor {
    lines: Lines,
    /// Once the current password was taken.
    app: Option<CodeApp>,
    ticket: Option<u64>,
    error: Option<String>,
    waiting: Waiting,
}

impl ChangeFactor {
    pub fn new() -> Self {
        let lines = Lines::new(&[("password-current", true)]);
        Self { lines, app: None, ticket: None, error: None, waiting: Waiting::default() }
    }

    fn confirm(&mut self, cx: &mut Context) {
        if self.ticket.is_some() || self.waiting.left(cx) > 0 {
            return;
        }
        self.error = None;
        let totp = match &mut self.app {
            Some(app) => app.code(cx),
            None => (!self.lines.text(0).is_empty()).then(String::new),
        };
        if let Some(totp) = totp {
            let password: Secret = self.lines.secret(0);
            self.ticket = Some(cx.ask(Request::ChangeFactor { password, totp }));
        }
    }
}

impl Layer for ChangeFactor {
    fn place(&self) -> Place {
        Place::Credentials
    }

    fn trail(&self, _cx: &Context) -> Vec<String> {
        Vec::new()
    }

    fn act(&mut self, action: Action, cx: &mut Context) -> Answer {
        match action {
            Action::Confirm => self.confirm(cx),
            // What is on its way can't be dropped any more.
            Action::Cancel if self.ticket.is_some() && self.app.is_some() => {}
            Action::Cancel => return Answer::Close,
            Action::NextField | Action::PreviousField => {}
            _ => return Answer::Ignored,
        }
        Answer::Consumed
    }

    fn key(&mut self, key: Key, _cx: &mut Context) -> Answer {
        self.error = None;
        match &mut self.app {
            Some(app) => app.key(key),
            None => match self.lines.key(key) {
                Edit::Ignored => Answer::Ignored,
                Edit::Moved | Edit::Changed => Answer::Consumed,
            },
        }
    }

    fn paste(&mut self, text: &str, _cx: &mut Context) {
        match &mut self.app {
            Some(app) => app.paste(text),
            None => self.lines.paste(text),
        }
    }

    fn hit(&mut self, target: Target, _double: bool, _cx: &mut Context) -> Answer {
        if matches!(target, Target::Field(_)) { Answer::Consumed } else { Answer::Ignored }
    }

    fn waits(&self, ticket: u64) -> bool {
        self.ticket == Some(ticket)
    }

    fn reply(&mut self, _ticket: u64, result: Result<Reply, Problem>, cx: &mut Context) -> Answer {
        self.ticket = None;
        match (result, &mut self.app) {
            (Ok(Reply::FactorOffered(offer)), _) => self.app = Some(CodeApp::new(offer)),
            (Ok(Reply::FactorChanged(codes)), _) => {
                cx.opened.push(Box::new(CodesView::new(codes, None, cx)));
                return Answer::Close;
            }
            (Ok(_), _) => {}
            (Err(problem), Some(app)) => app.fail(refusal(&problem, &mut self.waiting, cx)),
            (Err(problem), None) => {
                self.lines.clear();
                self.error = Some(refusal(&problem, &mut self.waiting, cx));
            }
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
        if let Some(app) = &self.app {
            return app.draw(buf, area, self.ticket.is_some(), cx);
        }
        let theme = cx.theme;
        let inside = paint::popup(buf, area, 66, 12, &cx.t("app-title"), theme);
        let lead = Rect { height: inside.height.min(4), ..inside };
        let used = paint::paragraph(buf, lead, &cx.t("app-lead"), theme.text());
        let form = Rect { y: inside.y + used + 1, height: inside.height.saturating_sub(used + 1), ..inside };
        let cursor = self.lines.draw(buf, form, 2, cx);
        let below = Rect { y: form.y + 2, height: form.height.saturating_sub(2), ..form };
        if let Some(error) = &self.error {
            paint::paragraph(buf, below, &format!("{} {error}", theme.no()), theme.bad());
        } else if self.ticket.is_some() {
            paint::paragraph(buf, below, &cx.t("loading"), theme.dim());
        }
        cursor
    }
}
