//! An SSH key of one's own, enrolled: its line pasted, and what to know it by.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use crate::desk::api::{Problem, Reply, Request};
use crate::domain::Unfit;
use crate::ui::context::{Context, Intent, Tone};
use crate::ui::event::Key;
use crate::ui::hits::Target;
use crate::ui::keymap::{Action, Place};
use crate::ui::layer::{Answer, Layer};
use crate::ui::popups::office::prove::Prove;
use crate::ui::widgets::input::Edit;
use crate::ui::widgets::lines::Lines;
use crate::ui::widgets::paint;

const KEY: usize = 0;
const LABEL: usize = 1;

#[derive(Debug)]
pub struct KeyForm {
    lines: Lines,
    ticket: Option<u64>,
    /// It waits for the password.
    proving: bool,
    error: Option<String>,
}

impl KeyForm {
    pub fn new() -> Self {
        let lines = Lines::new(&[("key-line", false), ("key-label", false)]);
        Self { lines, ticket: None, proving: false, error: None }
    }

    fn send(&mut self, cx: &mut Context) {
        let [line, label] = [KEY, LABEL].map(|index| self.lines.text(index).to_owned());
        self.error = None;
        self.ticket = Some(cx.ask(Request::AddKey { line, label }));
    }
}

impl Layer for KeyForm {
    fn place(&self) -> Place {
        Place::Credentials
    }

    fn trail(&self, _cx: &Context) -> Vec<String> {
        // The title of the popup says it.
        Vec::new()
    }

    fn act(&mut self, action: Action, cx: &mut Context) -> Answer {
        match action {
            Action::Confirm if self.ticket.is_some() => {}
            Action::Confirm => {
                if self.lines.text(KEY).trim().is_empty() {
                    self.lines.go(KEY);
                } else if self.lines.is_last() {
                    self.send(cx);
                }
            }
            Action::NextField => self.lines.step(true),
            Action::PreviousField => self.lines.step(false),
            Action::Cancel if self.ticket.is_some() => {}
            Action::Cancel => return Answer::Close,
            _ => return Answer::Ignored,
        }
        Answer::Consumed
    }

    fn key(&mut self, key: Key, _cx: &mut Context) -> Answer {
        if self.lines.key(key) == Edit::Ignored { Answer::Ignored } else { Answer::Consumed }
    }

    fn paste(&mut self, text: &str, _cx: &mut Context) {
        self.lines.paste(text);
    }

    fn hit(&mut self, target: Target, _double: bool, _cx: &mut Context) -> Answer {
        let Target::Field(line) = target else { return Answer::Ignored };
        self.lines.go(line);
        Answer::Consumed
    }

    fn waits(&self, ticket: u64) -> bool {
        self.ticket == Some(ticket)
    }

    fn reply(&mut self, _ticket: u64, result: Result<Reply, Problem>, cx: &mut Context) -> Answer {
        self.ticket = None;
        match result {
            Ok(Reply::KeyAdded(_)) => {
                cx.say(Tone::Good, cx.t("key-added"));
                cx.intents.push(Intent::KeysChanged);
                return Answer::Close;
            }
            Ok(_) => {}
            Err(problem) => {
                self.error = Some(cx.i18n.problem(&problem));
                match problem {
                    Problem::ProveAgain => {
                        self.proving = true;
                        cx.opened.push(Box::new(Prove::default()));
                    }
                    // It does not stay on the screen.
                    Problem::Invalid { unfit: Unfit::KeyPrivate, .. } => self.lines.clear(),
                    _ => self.lines.go(KEY),
                }
            }
        }
        Answer::Consumed
    }

    fn intent(&mut self, intent: &Intent, cx: &mut Context) -> Answer {
        if matches!(intent, Intent::Proved) && std::mem::take(&mut self.proving) {
            self.send(cx);
            return Answer::Consumed;
        }
        Answer::Ignored
    }

    fn lock(&mut self, _cx: &mut Context) -> Answer {
        Answer::Close
    }

    fn draw(&self, buf: &mut Buffer, area: Rect, cx: &Context) -> Option<Position> {
        let theme = cx.theme;
        let inside = paint::popup(buf, area, 76, 14, &cx.t("key-title"), theme);
        let used = paint::paragraph(buf, inside, &cx.t("key-lead"), theme.dim()) + 1;
        let form = Rect { y: inside.y + used, height: inside.height.saturating_sub(used), ..inside };
        let cursor = self.lines.draw(buf, form, 2, cx);
        let below = Rect { y: form.y + 4, height: form.height.saturating_sub(4), ..form }.intersection(inside);
        if self.ticket.is_some() {
            paint::text(buf, below.x, below.y, below.width, &cx.t("office-sending"), theme.dim());
        } else if let Some(error) = &self.error {
            paint::paragraph(buf, below, &format!("{} {error}", theme.no()), theme.bad());
        }
        cursor
    }
}
