//! A filter that is typed, or put together by picking what may come next.

use std::ops::Range;

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use crate::domain::filter::Mistake;
use crate::ui::context::{Context, Facts, Intent};
use crate::ui::event::{Key, KeyCode};
use crate::ui::hits::Target;
use crate::ui::keymap::{Action, Place};
use crate::ui::layer::{Answer, Layer};
use crate::ui::widgets::choose::scores;
use crate::ui::widgets::input::{Edit, Input};
use crate::ui::widgets::paint;

/// Most proposals shown at once.
const SHOWN: usize = 8;

/// How the filter of one list or another is written.
pub trait Grammar: std::fmt::Debug + Send {
    const PLACE: Place;
    /// The key of the text that shows how it is written.
    const EXAMPLE: &'static str;

    /// What may come next at the cursor (a byte of the text).
    fn complete(text: &str, cursor: usize, cx: &Context) -> Completion;

    /// What is wanted by the text.
    ///
    /// # Errors
    /// Where it can't be read, and why.
    fn read(text: &str, cx: &Context) -> Result<Intent, Mistake>;

    /// What is wrong, where no other word was perhaps meant, and what to write.
    fn words(mistake: &Mistake, _text: &str, cx: &Context) -> String {
        cx.t(&format!("filter-mistake-{}", mistake.kind.key()))
    }
}

/// What may come next, and what of the text it takes the place of.
#[derive(Debug)]
pub struct Completion {
    pub replace: Range<usize>,
    /// A space must stand before it.
    pub apart: bool,
    /// What stands there before the cursor.
    pub typed: String,
    pub proposals: Vec<Proposal>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Proposal {
    pub text: String,
    /// What it means, in the person's language.
    pub meaning: String,
    /// More must follow at once.
    pub open: bool,
}

impl Proposal {
    pub fn new(text: impl Into<String>, meaning: impl Into<String>) -> Self {
        Self { text: text.into(), meaning: meaning.into(), open: false }
    }
}

#[derive(Debug)]
pub struct FilterLine<G> {
    grammar: std::marker::PhantomData<G>,
    text: Input,
    proposals: Vec<Proposal>,
    /// The proposal that Tab takes; with the arrows moved onto, Enter takes it too.
    at: usize,
    picking: bool,
    mistake: Option<Mistake>,
}

impl<G: Grammar> FilterLine<G> {
    pub fn new(text: &str, cx: &Context) -> Self {
        let (grammar, text_line) = (std::marker::PhantomData, Input::with(text));
        let mut line = Self { grammar, text: text_line, proposals: Vec::new(), at: 0, picking: false, mistake: None };
        if !text.is_empty() {
            line.text.insert(" ");
        }
        line.propose(cx);
        line
    }

    fn changed(&mut self, cx: &Context) {
        self.mistake = None;
        self.picking = false;
        self.propose(cx);
    }

    /// Collects what may come next at the cursor, what fits best first.
    fn propose(&mut self, cx: &Context) {
        let Completion { typed, proposals: all, .. } = G::complete(self.text.text(), self.text.cursor(), cx);
        let scores = scores(&typed, all.iter().map(|proposal| proposal.text.as_str()));
        let mut fitting: Vec<(u32, Proposal)> =
            all.into_iter().zip(scores).filter_map(|(proposal, score)| Some((score?, proposal))).collect();
        fitting.sort_by_key(|(score, _)| std::cmp::Reverse(*score));
        // What stands there whole already needs no proposal.
        let whole = |proposal: &Proposal| proposal.text.eq_ignore_ascii_case(typed.trim());
        self.proposals =
            fitting.into_iter().map(|(_, proposal)| proposal).filter(|proposal| !whole(proposal)).collect();
        self.at = 0;
    }

    fn take(&mut self, cx: &Context) {
        let Some(proposal) = self.proposals.get(self.at) else { return };
        let Completion { replace, apart, .. } = G::complete(self.text.text(), self.text.cursor(), cx);
        let (before, after) = (if apart { " " } else { "" }, if proposal.open { "" } else { " " });
        let by = format!("{before}{}{after}", proposal.text);
        self.text.replace(replace, &by);
        let picking = self.picking;
        self.changed(cx);
        self.picking = picking;
    }

    fn apply(&mut self, cx: &mut Context) -> Answer {
        match G::read(self.text.text(), cx) {
            Ok(intent) => {
                cx.intents.push(intent);
                Answer::Close
            }
            Err(mistake) => {
                self.mistake = Some(mistake);
                Answer::Consumed
            }
        }
    }
}

impl<G: Grammar> Layer for FilterLine<G> {
    fn place(&self) -> Place {
        G::PLACE
    }

    fn trail(&self, cx: &Context) -> Vec<String> {
        vec![cx.t(G::PLACE.key())]
    }

    fn facts(&self, facts: &mut Facts) {
        facts.row = !self.proposals.is_empty();
    }

    fn act(&mut self, action: Action, cx: &mut Context) -> Answer {
        let count = self.proposals.len().max(1);
        match action {
            Action::Down if !self.picking => self.picking = !self.proposals.is_empty(),
            Action::Down => self.at = (self.at + 1) % count,
            Action::Up if self.at == 0 => self.picking = false,
            Action::Up => self.at -= 1,
            Action::Complete => self.take(cx),
            Action::Confirm if self.picking && !self.proposals.is_empty() => self.take(cx),
            Action::Confirm => return self.apply(cx),
            Action::Cancel if self.picking => self.picking = false,
            Action::Cancel => return Answer::Close,
            _ => return Answer::Ignored,
        }
        Answer::Consumed
    }

    fn key(&mut self, key: Key, cx: &mut Context) -> Answer {
        match self.text.key(key) {
            Edit::Ignored => return Answer::Ignored,
            Edit::Moved if key.code == KeyCode::Esc => return Answer::Ignored,
            Edit::Moved => self.propose(cx),
            Edit::Changed => self.changed(cx),
        }
        Answer::Consumed
    }

    fn paste(&mut self, text: &str, cx: &mut Context) {
        self.text.insert(text);
        self.changed(cx);
    }

    fn hit(&mut self, target: Target, _double: bool, cx: &mut Context) -> Answer {
        let Target::Row(row) = target else { return Answer::Ignored };
        self.at = row.min(self.proposals.len().saturating_sub(1));
        self.picking = true;
        self.take(cx);
        Answer::Consumed
    }

    fn draw(&self, buf: &mut Buffer, area: Rect, cx: &Context) -> Option<Position> {
        let theme = cx.theme;
        let rows = u16::try_from(self.proposals.len().min(SHOWN)).unwrap_or(0).max(1);
        let height = (rows + 6).min(area.height);
        let frame = Rect::new(area.x, area.y, area.width.min(100), height);
        let inside = paint::boxed(buf, frame, &cx.t(G::PLACE.key()), theme);
        let field = Rect::new(inside.x, inside.y, inside.width, 1);
        let column = self.text.draw(buf, field, theme.field(), None);
        if self.text.is_empty() {
            let example = cx.t(G::EXAMPLE);
            paint::text(buf, field.x, field.y, field.width, &example, theme.field().patch(theme.dim()));
        }
        if let Some(mistake) = &self.mistake {
            self.draw_mistake(buf, inside, mistake, cx);
        }
        let list = Rect { y: inside.y + 3, height: rows.min(inside.height.saturating_sub(3)), ..inside };
        let top = (self.at + 1).saturating_sub(usize::from(list.height.max(1)));
        for (index, proposal) in self.proposals.iter().enumerate().skip(top).take(usize::from(list.height)) {
            let y = list.y + u16::try_from(index - top).unwrap_or(0);
            cx.hits.add(Rect::new(list.x, y, list.width, 1), Target::Row(index));
            let here = index == self.at;
            let style = if here && self.picking { theme.selected() } else { theme.text() };
            if here {
                paint::text(buf, list.x, y, 1, theme.marker(), theme.accent());
            }
            let used = paint::text(buf, list.x + 2, y, list.width.saturating_sub(3).min(30), &proposal.text, style);
            let x = list.x + 2 + used.max(16) + 2;
            paint::text(buf, x, y, list.right().saturating_sub(x), &proposal.meaning, theme.dim());
        }
        Some(Position::new(field.x + column, field.y))
    }
}

impl<G: Grammar> FilterLine<G> {
    /// Carets under the wrong word, and what to do about it.
    fn draw_mistake(&self, buf: &mut Buffer, inside: Rect, mistake: &Mistake, cx: &Context) {
        let theme = cx.theme;
        let words = match mistake.near {
            Some(near) => {
                let wrong = cx.t(&format!("filter-mistake-{}", mistake.kind.key()));
                format!("{wrong} {}", cx.i18n.t_with("filter-near", &[("word", near.into())]))
            }
            None => G::words(mistake, self.text.text(), cx),
        };
        let words = format!("{} {words}", theme.no());
        let from = self.text.column_of(mistake.at.start, inside.width).unwrap_or(0);
        let to = self.text.column_of(mistake.at.end, inside.width).unwrap_or(inside.width).max(from + 1);
        for column in from..to.min(inside.width) {
            paint::text(buf, inside.x + column, inside.y + 1, 1, theme.caret(), theme.bad());
        }
        paint::text(buf, inside.x, inside.y + 2, inside.width, &words, theme.bad());
    }
}
