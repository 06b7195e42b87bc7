//! One choice of several, narrowed by typing.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use crate::desk::api::{LogMatch, Sort};
use crate::domain::task::Snooze;
use crate::domain::{ActivityKind, Role};
use crate::ui::context::{Context, Facts, Intent};
use crate::ui::event::Key;
use crate::ui::hits::Target;
use crate::ui::keymap::{Action, Place};
use crate::ui::layer::{Answer, Layer};
use crate::ui::popups::ticket::TicketPick;
use crate::ui::widgets::choose::{Choose, Item};
use crate::ui::widgets::paint;

/// What was chosen.
#[derive(Clone, Debug)]
pub enum Choice {
    Sort(Sort),
    /// A role to look as.
    Role(Role),
    /// Conditions that narrow the log, to what they match or to all else.
    LogTerms(bool, Vec<LogMatch>),
    /// The condition of the log's filter to take off, by its place.
    DropTerm(usize),
    Ticket(TicketPick),
    Snooze(Snooze),
    /// The kind of lines that a timeline shows; `None`: all.
    Kind(Option<ActivityKind>),
    /// Words to put into a note.
    Snippet(String),
}

#[derive(Debug)]
pub struct Pick {
    title: &'static str,
    choose: Choose<Choice>,
    rows: u16,
}

impl Pick {
    /// `title` is the key of its text.
    pub fn new(title: &'static str, items: Vec<Item<Choice>>) -> Self {
        let rows = u16::try_from(items.len()).unwrap_or(u16::MAX);
        Self { title, choose: Choose::new(items), rows }
    }

    pub fn at(mut self, is: impl Fn(&Choice) -> bool) -> Self {
        self.choose.select(is);
        self
    }
}

impl Layer for Pick {
    fn place(&self) -> Place {
        Place::Pick
    }

    fn trail(&self, cx: &Context) -> Vec<String> {
        vec![cx.t(self.title)]
    }

    fn facts(&self, facts: &mut Facts) {
        facts.row = !self.choose.is_empty();
    }

    fn act(&mut self, action: Action, cx: &mut Context) -> Answer {
        self.choose.act(action, |chosen| cx.intents.push(Intent::Picked(chosen)))
    }

    fn key(&mut self, key: Key, _cx: &mut Context) -> Answer {
        if self.choose.key(key) { Answer::Consumed } else { Answer::Ignored }
    }

    fn paste(&mut self, text: &str, _cx: &mut Context) {
        self.choose.paste(text);
    }

    fn hit(&mut self, target: Target, _double: bool, cx: &mut Context) -> Answer {
        let Target::Row(row) = target else { return Answer::Ignored };
        self.choose.go(row);
        self.act(Action::Confirm, cx)
    }

    fn draw(&self, buf: &mut Buffer, area: Rect, cx: &Context) -> Option<Position> {
        let height = self.rows.saturating_add(4).min(16);
        let inside = paint::popup(buf, area, 56, height, &cx.t(self.title), cx.theme);
        Some(self.choose.draw(buf, inside, cx))
    }
}
