//! Sign-in: member, password and code, with a demo office's members shown.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use super::Waiting;
use crate::desk::api::{Problem, Reply, Request};
use crate::domain::Micros;
use crate::ui::context::{Context, Facts, Intent};
use crate::ui::event::{Key, KeyCode};
use crate::ui::hits::Target;
use crate::ui::keymap::{Action, Place};
use crate::ui::layer::{Answer, Layer};
use crate::ui::popups::access::enrol::Enrol;
use crate::ui::widgets::input::{Edit, Input};
use crate::ui::widgets::paint;

const NAME: usize = 0;
const PASSWORD: usize = 1;
const CODE: usize = 2;
/// What concerns all of them.
const ALL: usize = 3;
const LABELS: [&str; 3] = ["sign-in-member", "sign-in-password", "sign-in-code"];

#[derive(Debug, Default)]
pub struct SignIn {
    fields: [Input; 3],
    focus: usize,
    ticket: Option<u64>,
    error: Option<(usize, String)>,
    /// A good word, until something is typed.
    word: Option<String>,
    waiting: Waiting,
    /// The demo's current codes.
    pub codes: Vec<String>,
    /// The demo member whose sign-in was filled in.
    filled: Option<usize>,
}

impl SignIn {
    pub fn with_word(word: Option<String>) -> Self {
        Self { error: word.map(|word| (ALL, word)), ..Self::default() }
    }

    /// Somebody has just joined and may sign in.
    pub fn welcome(&mut self, name: &str, cx: &Context) {
        self.fields.iter_mut().for_each(Input::clear);
        self.fields[NAME].set(name);
        (self.focus, self.error, self.filled) = (PASSWORD, None, None);
        self.word = Some(cx.t("enrolled"));
    }

    /// New codes of the demo; a code that was filled in follows.
    pub fn set_codes(&mut self, codes: Vec<String>) {
        if let Some(index) = self.filled
            && self.codes.get(index).is_some_and(|old| old == self.fields[CODE].text())
            && let Some(code) = codes.get(index)
        {
            self.fields[CODE].set(code);
        }
        self.codes = codes;
    }

    fn fill(&mut self, index: usize, cx: &Context) {
        let Some(login) = cx.start.demo.as_ref().and_then(|demo| demo.get(index)) else { return };
        self.fields[NAME].set(&login.name);
        self.fields[PASSWORD].set(&login.password);
        self.fields[CODE].set(self.codes.get(index).map_or("", String::as_str));
        self.filled = Some(index);
        self.focus = CODE;
        self.error = None;
    }

    fn submit(&mut self, cx: &mut Context) {
        if self.ticket.is_some() || self.waiting.left(cx) > 0 {
            return;
        }
        if let Some(empty) = self.fields.iter().position(Input::is_empty) {
            // Enter in a field goes on to the next; only a later empty one is an error.
            if empty <= self.focus {
                self.error =
                    Some((empty, cx.i18n.t_with("sign-in-empty", &[("key", cx.keys.written("confirm").into())])));
            }
            self.focus = empty;
            return;
        }
        (self.error, self.word) = (None, None);
        self.ticket = Some(cx.ask(Request::SignIn {
            name: self.fields[NAME].text().trim().to_string(),
            password: self.fields[PASSWORD].secret(),
            code: self.fields[CODE].text().split_whitespace().collect(),
        }));
    }

    fn draw_demo(&self, buf: &mut Buffer, area: Rect, cx: &Context) {
        let Some(demo) = &cx.start.demo else { return };
        let theme = cx.theme;
        let left = 30 - (cx.now.0 / 1_000_000).rem_euclid(30);
        let age = cx.i18n.t_with("demo-seconds", &[("seconds", left.into())]);
        let at = paint::right(buf, area.x, area.y, area.width, &age, theme.dim());
        paint::text(buf, area.x, area.y, at.saturating_sub(area.x + 1), &cx.t("demo-title"), theme.accent());
        let widths = [3, 12, 16, area.width.saturating_sub(43), 10];
        for (index, login) in demo.iter().enumerate().take(usize::from(area.height.saturating_sub(1))) {
            let y = area.y + 1 + u16::try_from(index).unwrap_or(0);
            let role = cx.role(login.role);
            let code = self.codes.get(index).map_or("------", String::as_str);
            let number = format!("{}", index + 1);
            let mut x = area.x;
            for (column, (words, width)) in
                [number.as_str(), &login.name, &role, &login.password, code].into_iter().zip(widths).enumerate()
            {
                let style = if column == 0 {
                    theme.key()
                } else if column == 2 {
                    theme.dim()
                } else {
                    theme.text()
                };
                paint::text(buf, x, y, width.saturating_sub(1), words, style);
                x += width;
            }
        }
    }
}

impl Layer for SignIn {
    fn place(&self) -> Place {
        Place::SignIn
    }

    fn trail(&self, cx: &Context) -> Vec<String> {
        vec![cx.t("place-sign-in")]
    }

    fn facts(&self, facts: &mut Facts) {
        facts.demo &= !self.codes.is_empty();
    }

    fn act(&mut self, action: Action, cx: &mut Context) -> Answer {
        match action {
            Action::NextField => self.focus = (self.focus + 1) % self.fields.len(),
            Action::PreviousField => self.focus = (self.focus + self.fields.len() - 1) % self.fields.len(),
            Action::Confirm => self.submit(cx),
            // An answer that is on its way may let somebody in.
            Action::Enrol if self.ticket.is_some() => {}
            Action::Enrol => {
                let enrol = Enrol::new(cx);
                cx.opened.push(Box::new(enrol));
            }
            Action::Demo => {
                let count = cx.start.demo.as_ref().map_or(1, |demo| demo.len().max(1));
                self.fill(self.filled.map_or(0, |index| (index + 1) % count), cx);
            }
            _ => return Answer::Ignored,
        }
        Answer::Consumed
    }

    fn key(&mut self, key: Key, cx: &mut Context) -> Answer {
        if let (KeyCode::Char(c @ '1'..='9'), true, NAME) = (key.code, self.fields[NAME].is_empty(), self.focus)
            && cx.start.demo.is_some()
            && !key.ctrl
        {
            self.fill(c as usize - '1' as usize, cx);
            return Answer::Consumed;
        }
        match self.fields[self.focus].key(key) {
            Edit::Ignored => return Answer::Ignored,
            Edit::Moved => {}
            Edit::Changed => {
                self.error = None;
                if self.focus != CODE {
                    self.filled = None;
                }
            }
        }
        Answer::Consumed
    }

    fn paste(&mut self, text: &str, _cx: &mut Context) {
        self.fields[self.focus].insert(text);
        self.error = None;
    }

    fn hit(&mut self, target: Target, _double: bool, _cx: &mut Context) -> Answer {
        let Target::Field(field) = target else { return Answer::Ignored };
        self.focus = field.min(CODE);
        Answer::Consumed
    }

    fn waits(&self, ticket: u64) -> bool {
        self.ticket == Some(ticket)
    }

    fn reply(&mut self, _ticket: u64, result: Result<Reply, Problem>, cx: &mut Context) -> Answer {
        self.ticket = None;
        match result {
            Ok(Reply::SignedIn(who)) => {
                cx.intents.push(Intent::SignedIn(who));
                return Answer::Close;
            }
            Err(Problem::Wait { seconds }) => self.waiting.start(seconds, cx),
            Err(problem) => {
                self.fields[PASSWORD].clear();
                self.fields[CODE].clear();
                self.focus = PASSWORD;
                self.filled = None;
                self.error = Some((ALL, cx.i18n.problem(&problem)));
            }
            Ok(_) => {}
        }
        Answer::Consumed
    }

    fn wake(&self, cx: &Context) -> Option<Micros> {
        let demo = cx.start.demo.as_ref().map(|_| Micros((cx.now.0 / 1_000_000 + 1) * 1_000_000));
        [demo, self.waiting.wake(cx)].into_iter().flatten().min()
    }

    fn tick(&mut self, cx: &mut Context) -> Answer {
        cx.dirty |= cx.start.demo.is_some() || self.waiting.wake(cx).is_some();
        Answer::Consumed
    }

    fn draw(&self, buf: &mut Buffer, area: Rect, cx: &Context) -> Option<Position> {
        let theme = cx.theme;
        let demo_rows = cx.start.demo.as_ref().map_or(0, |demo| u16::try_from(demo.len()).unwrap_or(0) + 2);
        let width = area.width.saturating_sub(4).min(64);
        let x = area.x + (area.width - width) / 2;
        let y = area.y + area.height.saturating_sub(11 + demo_rows) / 2;
        paint::text(buf, x, y, width, &cx.start.office, theme.strong());
        paint::text(buf, x, y + 1, width, &cx.t("sign-in-lead"), theme.dim());
        let mut cursor = None;
        for (index, label) in LABELS.iter().enumerate() {
            let row = y + 3 + 2 * u16::try_from(index).unwrap_or(0);
            let focused = index == self.focus;
            let mark = if focused { theme.marker() } else { " " };
            paint::text(buf, x, row, 2, mark, theme.accent());
            paint::text(buf, x + 2, row, 14, &cx.t(label), if focused { theme.strong() } else { theme.dim() });
            cx.hits.add(Rect::new(x, row, width, 1).intersection(area), Target::Field(index));
            let field = Rect::new(x + 17, row, width.saturating_sub(17), 1).intersection(area);
            if field.is_empty() {
                continue;
            }
            let dot = (index == PASSWORD).then(|| theme.dot());
            let column = self.fields[index].draw(buf, field, theme.field(), dot);
            if focused {
                cursor = Some(Position::new(field.x + column, row));
            }
            if let Some((_, word)) = self.error.as_ref().filter(|(at, _)| *at == index) {
                let words = format!("{} {word}", theme.no());
                let line = Rect::new(x + 2, row + 1, width.saturating_sub(2), 1).intersection(area);
                paint::paragraph(buf, line, &words, theme.bad());
            }
        }
        let left = self.waiting.left(cx);
        let (word, style) = if left > 0 {
            (format!("! {}", cx.i18n.t_with("problem-wait", &[("seconds", left.into())])), theme.warn())
        } else if self.ticket.is_some() {
            (cx.t("sign-in-busy"), theme.dim())
        } else if let Some((_, word)) = self.error.as_ref().filter(|(at, _)| *at == ALL) {
            (format!("{} {word}", theme.no()), theme.bad())
        } else {
            (self.word.as_ref().map(|word| format!("{} {word}", theme.yes())).unwrap_or_default(), theme.good())
        };
        let below = Rect::new(x + 2, y + 9, width.saturating_sub(2), 2).intersection(area);
        paint::paragraph(buf, below, &word, style);
        let below = Rect::new(x, y + 11, width, demo_rows.saturating_sub(1));
        if below.bottom() <= area.bottom() {
            self.draw_demo(buf, below, cx);
        }
        cursor
    }
}
