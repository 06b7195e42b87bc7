//! An invited member comes in for the first time: the invitation's code, a password of one's own, the code app.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use super::code_app::CodeApp;
use super::codes::CodesView;
use super::new_password::NewPassword;
use crate::desk::api::{Enrolment, Problem, Reply, Request};
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

/// How long what is secret stays on a screen that nobody uses: nobody is signed in yet, so nothing locks it.
#[derive(Debug)]
pub struct Patience(Micros);

impl Patience {
    const USUAL: i64 = 600;

    pub fn begin(cx: &Context) -> Self {
        let seconds = match i64::from(cx.start.idle_lock_seconds) {
            0 => Self::USUAL,
            seconds => seconds,
        };
        Self(Micros(cx.now.0 + seconds * 1_000_000))
    }

    pub fn ends(&self, cx: &Context) -> Option<Micros> {
        cx.who.is_none().then_some(self.0)
    }

    pub fn is_over(&self, cx: &Context) -> bool {
        self.ends(cx).is_some_and(|end| end <= cx.now)
    }
}

#[derive(Debug)]
enum Stage {
    Code(Lines),
    Password(NewPassword),
    App(CodeApp, Secret),
}

#[derive(Debug)]
pub struct Enrol {
    /// The invitation's, once it was taken.
    code: Secret,
    name: String,
    office: String,
    minimum: usize,
    stage: Stage,
    /// Waits while the password is chosen.
    offer: Option<Box<Enrolment>>,
    ticket: Option<u64>,
    error: Option<String>,
    waiting: Waiting,
    patience: Patience,
}

fn code_line() -> Stage {
    Stage::Code(Lines::new(&[("enrol-code", false)]))
}

impl Enrol {
    pub fn new(cx: &Context) -> Self {
        Self {
            code: Secret::default(),
            name: String::new(),
            office: String::new(),
            minimum: 0,
            stage: code_line(),
            offer: None,
            ticket: None,
            error: None,
            waiting: Waiting::default(),
            patience: Patience::begin(cx),
        }
    }

    /// The code was given at the door.
    pub fn with_code(code: Secret, cx: &mut Context) -> Self {
        let mut enrol = Self::new(cx);
        enrol.try_code(code, cx);
        enrol
    }

    fn try_code(&mut self, code: Secret, cx: &mut Context) {
        self.code = Secret::new(code.expose());
        self.ticket = Some(cx.ask(Request::OpenInvitation { code }));
    }

    fn confirm(&mut self, cx: &mut Context) {
        if self.ticket.is_some() || self.waiting.left(cx) > 0 {
            return;
        }
        self.error = None;
        match &mut self.stage {
            Stage::Code(lines) if lines.text(0).trim().is_empty() => self.error = Some(cx.t("enrol-code-needed")),
            Stage::Code(lines) => {
                let code = Secret::new(lines.text(0).trim());
                self.try_code(code, cx);
            }
            Stage::Password(password) => {
                if password.confirm(cx)
                    && let Some(offer) = self.offer.take()
                {
                    self.stage = Stage::App(CodeApp::new(offer), password.chosen());
                }
            }
            Stage::App(app, password) => {
                if let Some(totp) = app.code(cx) {
                    let (code, password) = (Secret::new(self.code.expose()), Secret::new(password.expose()));
                    self.ticket = Some(cx.ask(Request::Enrol { code, password, totp }));
                }
            }
        }
    }

    /// One level back: what was typed there goes.
    fn back(&mut self) -> Answer {
        // What is on its way can't be dropped any more.
        if self.ticket.is_some() && matches!(self.stage, Stage::App(..)) {
            return Answer::Consumed;
        }
        (self.ticket, self.error) = (None, None);
        match std::mem::replace(&mut self.stage, code_line()) {
            Stage::Code(_) => return Answer::Close,
            Stage::Password(_) => (self.code, self.offer) = (Secret::default(), None),
            Stage::App(app, _) => self.choose(app.take_back()),
        }
        Answer::Consumed
    }

    fn choose(&mut self, offer: Box<Enrolment>) {
        (self.name, self.office) = (offer.name.clone(), offer.office.clone());
        self.minimum = offer.minimum_password;
        self.stage = Stage::Password(NewPassword::first(&offer));
        self.offer = Some(offer);
    }

    fn refused(&mut self, problem: &Problem, cx: &Context) {
        let words = cx.i18n.problem(problem);
        match (&mut self.stage, problem) {
            (stage, Problem::Wait { seconds }) => {
                self.waiting.start(*seconds, cx);
                if let Stage::App(app, _) = stage {
                    app.fail(words);
                }
            }
            // It was used or has ended meanwhile: everything begins again.
            (Stage::App(..) | Stage::Password(_), Problem::NoInvitation) => {
                self.stage = code_line();
                (self.code, self.offer) = (Secret::default(), None);
                self.error = Some(words);
            }
            (Stage::App(app, _), _) => app.fail(words),
            _ => self.error = Some(words),
        }
    }

    /// The first two steps, in the middle of the body.
    fn draw_step(&self, buf: &mut Buffer, area: Rect, cx: &Context) -> Option<Position> {
        let theme = cx.theme;
        paint::clear(buf, area, theme);
        let width = area.width.saturating_sub(4).min(66);
        let x = area.x + (area.width - width) / 2;
        let y = area.y + area.height.saturating_sub(17) / 2;
        let rest = |y: u16| Rect::new(x, y, width, area.bottom().saturating_sub(y)).intersection(area);
        let (title, lead) = match &self.stage {
            Stage::Code(_) => (cx.t("enrol-title"), cx.t("enrol-lead")),
            _ => {
                let args = [("name", self.name.clone().into()), ("office", self.office.clone().into())];
                let lead = cx.i18n.t_with("password-lead", &[("least", self.minimum.into())]);
                (cx.i18n.t_with("enrol-welcome", &args), lead)
            }
        };
        paint::text(buf, x, y, width, &title, theme.strong());
        let used = paint::paragraph(buf, Rect { height: rest(y + 1).height.min(3), ..rest(y + 1) }, &lead, theme.dim());
        let form = y + used + 2;
        let cursor = match &self.stage {
            Stage::Code(lines) => lines.draw(buf, rest(form), 2, cx),
            Stage::Password(password) => password.draw(buf, rest(form), self.ticket.is_some(), cx),
            Stage::App(..) => None,
        };
        let told = Rect { height: rest(form + 2).height.min(3), ..rest(form + 2) };
        let left = self.waiting.left(cx);
        if left > 0 {
            let words = cx.i18n.t_with("problem-wait", &[("seconds", left.into())]);
            paint::paragraph(buf, told, &format!("! {words}"), theme.warn());
        } else if let Some(error) = &self.error {
            paint::paragraph(buf, told, &format!("{} {error}", theme.no()), theme.bad());
        } else if self.ticket.is_some() {
            paint::paragraph(buf, told, &cx.t("loading"), theme.dim());
        }
        cursor
    }
}

impl Layer for Enrol {
    fn place(&self) -> Place {
        Place::Credentials
    }

    fn trail(&self, cx: &Context) -> Vec<String> {
        vec![cx.t("place-enrol")]
    }

    fn facts(&self, facts: &mut Facts) {
        facts.may_suggest = matches!(self.stage, Stage::Password(_));
    }

    fn act(&mut self, action: Action, cx: &mut Context) -> Answer {
        self.patience = Patience::begin(cx);
        match (action, &mut self.stage) {
            (Action::Confirm, _) => self.confirm(cx),
            (Action::Cancel, _) => return self.back(),
            (action, Stage::Password(password)) => return password.act(action, cx),
            (action, Stage::App(app, _)) => return app.act(action),
            (Action::NextField | Action::PreviousField, Stage::Code(_)) => {}
            _ => return Answer::Ignored,
        }
        Answer::Consumed
    }

    fn key(&mut self, key: Key, cx: &mut Context) -> Answer {
        self.patience = Patience::begin(cx);
        self.error = None;
        match &mut self.stage {
            Stage::Code(lines) => match lines.key(key) {
                Edit::Ignored => Answer::Ignored,
                Edit::Moved | Edit::Changed => Answer::Consumed,
            },
            Stage::Password(password) => password.key(key),
            Stage::App(app, _) => app.key(key),
        }
    }

    fn paste(&mut self, text: &str, cx: &mut Context) {
        self.patience = Patience::begin(cx);
        self.error = None;
        match &mut self.stage {
            Stage::Code(lines) => lines.paste(text),
            Stage::Password(password) => password.paste(text),
            Stage::App(app, _) => app.paste(text),
        }
    }

    fn hit(&mut self, target: Target, _double: bool, cx: &mut Context) -> Answer {
        self.patience = Patience::begin(cx);
        let Target::Field(line) = target else { return Answer::Ignored };
        if let Stage::Password(password) = &mut self.stage {
            password.go(line);
        }
        Answer::Consumed
    }

    fn waits(&self, ticket: u64) -> bool {
        let suggesting = matches!(&self.stage, Stage::Password(password) if password.waits(ticket));
        suggesting || self.ticket == Some(ticket)
    }

    fn reply(&mut self, ticket: u64, result: Result<Reply, Problem>, cx: &mut Context) -> Answer {
        if let Stage::Password(password) = &mut self.stage
            && password.waits(ticket)
        {
            password.reply(result, cx);
            return Answer::Consumed;
        }
        self.ticket = None;
        match result {
            Ok(Reply::Invitation(offer)) => self.choose(offer),
            Ok(Reply::Enrolled(codes)) => {
                let codes = CodesView::new(codes, Some(std::mem::take(&mut self.name)), cx);
                cx.opened.push(Box::new(codes));
                return Answer::Close;
            }
            Ok(_) => {}
            Err(problem) => self.refused(&problem, cx),
        }
        Answer::Consumed
    }

    fn wake(&self, cx: &Context) -> Option<Micros> {
        [self.waiting.wake(cx), self.patience.ends(cx)].into_iter().flatten().min()
    }

    fn tick(&mut self, cx: &mut Context) -> Answer {
        cx.dirty |= self.waiting.wake(cx).is_some();
        if self.patience.is_over(cx) {
            cx.say(Tone::Warn, cx.t("enrol-over"));
            return Answer::Close;
        }
        Answer::Consumed
    }

    fn draw(&self, buf: &mut Buffer, area: Rect, cx: &Context) -> Option<Position> {
        match &self.stage {
            Stage::App(app, _) => app.draw(buf, area, self.ticket.is_some(), cx),
            _ => self.draw_step(buf, area, cx),
        }
    }
}
