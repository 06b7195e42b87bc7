//! A new password, typed twice, below the current one where there is one: how good it is, and one to choose.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use ratatui::style::Style;

use crate::desk::api::{Enrolment, Problem, Reply, Request, SignedIn};
use crate::domain::Secret;
use crate::domain::password::{self, Strength};
use crate::ui::context::Context;
use crate::ui::event::Key;
use crate::ui::keymap::Action;
use crate::ui::layer::Answer;
use crate::ui::widgets::input::Edit;
use crate::ui::widgets::lines::{LABEL, Lines};
use crate::ui::widgets::paint;

const CURRENT: (&str, bool) = ("password-current", true);
const NEW: (&str, bool) = ("password-new", true);
const AGAIN: (&str, bool) = ("password-again", true);

#[derive(Debug)]
pub struct NewPassword {
    lines: Lines,
    /// The line of the new one.
    first: usize,
    minimum: usize,
    /// Words that a password must not be made of: the member's name, the office's.
    context: [String; 2],
    /// Shown so that it can be written down.
    suggested: Option<Secret>,
    asking: Option<u64>,
    /// Of what is typed, where it is long enough to judge.
    strength: Option<Strength>,
    error: Option<String>,
}

impl NewPassword {
    /// The first one, of an invited member.
    pub fn first(offer: &Enrolment) -> Self {
        Self::with(&[NEW, AGAIN], 0, offer.minimum_password, [offer.name.clone(), offer.office.clone()])
    }

    /// Another one, which takes the current one too.
    pub fn change(minimum: usize, who: &SignedIn) -> Self {
        Self::with(&[CURRENT, NEW, AGAIN], 1, minimum, [who.name.clone(), who.office.clone()])
    }

    fn with(lines: &[(&'static str, bool)], first: usize, minimum: usize, context: [String; 2]) -> Self {
        let lines = Lines::new(lines);
        Self { lines, first, minimum, context, suggested: None, asking: None, strength: None, error: None }
    }

    pub fn current(&self) -> Secret {
        self.lines.secret(0)
    }

    pub fn chosen(&self) -> Secret {
        self.lines.secret(self.first)
    }

    pub fn fail(&mut self, words: String) {
        self.error = Some(words);
    }

    /// Judged here, once for each change: that costs too much for each frame.
    fn changed(&mut self) {
        self.error = None;
        let typed = self.lines.text(self.first);
        let judged = typed.chars().count() >= self.minimum;
        self.strength = judged.then(|| password::strength(typed, &self.context()));
    }

    fn context(&self) -> [&str; 2] {
        [&self.context[0], &self.context[1]]
    }

    /// Enter: goes on to the next line; `true` if all is typed and good.
    pub fn confirm(&mut self, cx: &Context) -> bool {
        self.error = None;
        if !self.lines.is_last() {
            return false;
        }
        let new = self.lines.text(self.first);
        let wrong = if let Some(empty) = self.lines.empty() {
            Some((empty, cx.i18n.t_with("sign-in-empty", &[("key", cx.keys.written("confirm").into())])))
        } else if let Some(unfit) = password::problem(new, self.minimum, &self.context()) {
            let (field, message) = (cx.t("sign-in-password"), cx.i18n.unfit(unfit));
            let args = [("field", field.into()), ("message", message.into())];
            Some((self.first, cx.i18n.t_with("problem-invalid", &args)))
        } else if new != self.lines.text(self.first + 1) {
            Some((self.first + 1, cx.t("wizard-not-same")))
        } else {
            None
        };
        let Some((line, words)) = wrong else { return true };
        self.lines.go(line);
        self.error = Some(words);
        false
    }

    pub fn act(&mut self, action: Action, cx: &mut Context) -> Answer {
        match action {
            Action::NextField => self.lines.step(true),
            Action::PreviousField => self.lines.step(false),
            Action::Suggest if self.asking.is_none() => self.asking = Some(cx.ask(Request::SuggestPassword)),
            Action::Suggest => {}
            _ => return Answer::Ignored,
        }
        Answer::Consumed
    }

    pub fn key(&mut self, key: Key) -> Answer {
        match self.lines.key(key) {
            Edit::Ignored => return Answer::Ignored,
            Edit::Moved => {}
            Edit::Changed => self.changed(),
        }
        Answer::Consumed
    }

    pub fn paste(&mut self, text: &str) {
        self.lines.paste(text);
        self.changed();
    }

    pub fn go(&mut self, line: usize) {
        self.lines.go(line);
    }

    pub fn waits(&self, ticket: u64) -> bool {
        self.asking == Some(ticket)
    }

    /// The suggestion fills both lines: whoever does not want it types over it.
    pub fn reply(&mut self, result: Result<Reply, Problem>, cx: &Context) {
        self.asking = None;
        match result {
            Ok(Reply::SuggestedPassword(password)) => {
                self.lines.set(self.first, password.expose());
                self.lines.set(self.first + 1, password.expose());
                self.lines.go(self.lines.empty().unwrap_or(self.first + 1));
                self.suggested = Some(password);
                self.changed();
            }
            Ok(_) => {}
            Err(problem) => self.error = Some(cx.i18n.problem(&problem)),
        }
    }

    /// How long and how good what is typed is.
    fn strength(&self, cx: &Context) -> (String, Style) {
        let theme = cx.theme;
        let Some(strength) = self.strength else {
            let count = self.lines.text(self.first).chars().count();
            let args = [("count", count.into()), ("least", self.minimum.into())];
            return (cx.i18n.t_with("password-length", &args), theme.dim());
        };
        let (key, style) = match strength {
            Strength::Weak => ("password-weak", theme.warn()),
            Strength::Fair => ("password-fair", theme.text()),
            Strength::Good => ("password-good", theme.good()),
            Strength::Strong => ("password-strong", theme.good()),
        };
        (cx.t(key), style)
    }

    /// Needs eleven rows with a current one, nine without.
    pub fn draw(&self, buf: &mut Buffer, area: Rect, busy: bool, cx: &Context) -> Option<Position> {
        let theme = cx.theme;
        let cursor = self.lines.draw(buf, area, 2, cx);
        let row = |rows: usize| area.y + u16::try_from(rows).unwrap_or(0);
        let below = |y: u16, height: u16| Rect::new(area.x, y, area.width, height).intersection(area);
        let hint = row(2 * self.first + 1);
        if hint < area.bottom() {
            let (words, style) = self.strength(cx);
            paint::text(buf, area.x + LABEL, hint, area.width.saturating_sub(LABEL), &words, style);
        }
        let told = below(row(2 * self.first + 4), 2);
        if let Some(error) = &self.error {
            paint::paragraph(buf, told, &format!("{} {error}", theme.no()), theme.bad());
        } else if busy || self.asking.is_some() {
            paint::paragraph(buf, told, &cx.t("loading"), theme.dim());
        }
        let shown = below(row(2 * self.first + 6), 3);
        if shown.height > 0
            && let Some(suggested) = &self.suggested
        {
            paint::text(buf, shown.x, shown.y, shown.width, &cx.t("password-suggested"), theme.dim());
            let value = Rect { y: shown.y + 1, height: shown.height - 1, ..shown };
            paint::secret(buf, value, suggested.expose(), theme.strong());
        }
        cursor
    }
}
