//! A list to choose from, narrowed by typing: words match loosely, the best first.

use std::cell::RefCell;

use nucleo_matcher::pattern::{CaseMatching, Normalization, Pattern};
use nucleo_matcher::{Config, Matcher, Utf32Str};
use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use super::input::{Edit, Input};
use super::paint;
use crate::domain::fold;
use crate::ui::context::Context;
use crate::ui::event::Key;
use crate::ui::hits::Target;
use crate::ui::keymap::Action;
use crate::ui::layer::Answer;

/// One thing to choose.
#[derive(Clone, Debug)]
pub struct Item<T> {
    pub label: String,
    /// Stands at the right edge.
    pub note: String,
    /// The note is a key.
    keyed: bool,
    pub value: T,
}

impl<T> Item<T> {
    pub fn new(label: impl Into<String>, value: T) -> Self {
        Self { label: label.into(), note: String::new(), keyed: false, value }
    }

    pub fn with_note(self, note: impl Into<String>) -> Self {
        Self { note: note.into(), ..self }
    }

    /// With the key that does the same.
    pub fn with_key(self, key: impl Into<String>) -> Self {
        Self { note: key.into(), keyed: true, ..self }
    }
}

/// The parts of a label that there are.
pub fn joined(parts: impl IntoIterator<Item = String>, cx: &Context) -> String {
    let parts: Vec<String> = parts.into_iter().filter(|part| !part.is_empty()).collect();
    parts.join(cx.theme.between())
}

#[derive(Debug)]
pub struct Choose<T> {
    items: Vec<Item<T>>,
    pub typed: Input,
    /// Indexes of the items that match, the best first.
    matching: Vec<usize>,
    at: usize,
}

/// Answers for each text how well it matches what was typed, accents and letter case aside; `None`: not at all.
pub fn scores<'a>(typed: &str, texts: impl Iterator<Item = &'a str>) -> Vec<Option<u32>> {
    thread_local! {
        static MATCHER: RefCell<Matcher> = RefCell::new(Matcher::new(Config::DEFAULT));
    }
    let pattern = Pattern::parse(&fold::fold(typed), CaseMatching::Ignore, Normalization::Smart);
    let mut chars = Vec::new();
    MATCHER.with_borrow_mut(|matcher| {
        texts.map(|text| pattern.score(Utf32Str::new(&fold::fold(text), &mut chars), matcher)).collect()
    })
}

impl<T: Clone> Choose<T> {
    pub fn new(items: Vec<Item<T>>) -> Self {
        let matching = (0..items.len()).collect();
        Self { items, typed: Input::default(), matching, at: 0 }
    }

    /// Other items under the same words.
    pub fn set(&mut self, items: Vec<Item<T>>) {
        self.items = items;
        self.narrow();
    }

    /// Stands on the first item like this.
    pub fn select(&mut self, is: impl Fn(&T) -> bool) {
        self.at = self.matching.iter().position(|index| is(&self.items[*index].value)).unwrap_or(0);
    }

    fn narrow(&mut self) {
        let scores = scores(self.typed.text(), self.items.iter().map(|item| item.label.as_str()));
        let mut matching: Vec<usize> = (0..self.items.len()).filter(|index| scores[*index].is_some()).collect();
        matching.sort_by_key(|index| std::cmp::Reverse(scores[*index]));
        self.matching = matching;
        self.at = 0;
    }

    pub fn chosen(&self) -> Option<T> {
        self.matching.get(self.at).map(|index| self.items[*index].value.clone())
    }

    pub fn is_empty(&self) -> bool {
        self.matching.is_empty()
    }

    pub fn go(&mut self, to: usize) {
        self.at = to.min(self.matching.len().saturating_sub(1));
    }

    /// Up and down go round.
    pub fn step(&mut self, down: bool) {
        let count = self.matching.len().max(1);
        self.at = (self.at + if down { 1 } else { count - 1 }) % count;
    }

    /// The keys of a popup that is nothing but a choice: it closes, and `take` gets what was chosen.
    pub fn act(&mut self, action: Action, take: impl FnOnce(T)) -> Answer {
        match action {
            Action::Up => self.step(false),
            Action::Down => self.step(true),
            Action::Confirm => {
                if let Some(chosen) = self.chosen() {
                    take(chosen);
                }
                return Answer::Close;
            }
            Action::Cancel => return Answer::Close,
            _ => return Answer::Ignored,
        }
        Answer::Consumed
    }

    /// Typing; whether the key was taken.
    pub fn key(&mut self, key: Key) -> bool {
        match self.typed.key(key) {
            Edit::Ignored => return false,
            Edit::Moved => {}
            Edit::Changed => self.narrow(),
        }
        true
    }

    pub fn paste(&mut self, text: &str) {
        self.typed.insert(text);
        self.narrow();
    }

    /// The line typed into, a rule, and the list below it; the cursor stands where typing goes on.
    pub fn draw(&self, buf: &mut Buffer, area: Rect, cx: &Context) -> Position {
        let theme = cx.theme;
        paint::text(buf, area.x, area.y, 1, "/", theme.accent());
        let field = Rect::new(area.x + 2, area.y, area.width.saturating_sub(2), 1);
        let column = self.typed.draw(buf, field, theme.field(), None);
        let list = Rect::new(area.x, area.y + 2, area.width, area.height.saturating_sub(2));
        if self.matching.is_empty() {
            let none = if self.items.is_empty() { "choose-empty" } else { "choose-none" };
            paint::text(buf, list.x + 2, list.y, list.width.saturating_sub(2), &cx.t(none), theme.dim());
        }
        self.draw_list(buf, list, cx);
        Position::new(field.x + column, field.y)
    }

    /// The list alone; answers the row of what is chosen.
    pub fn draw_list(&self, buf: &mut Buffer, area: Rect, cx: &Context) -> u16 {
        let theme = cx.theme;
        let height = usize::from(area.height);
        let top = (self.at + 1).saturating_sub(height);
        let mut chosen = area.y;
        for (row, index) in self.matching.iter().enumerate().skip(top).take(height) {
            let item = &self.items[*index];
            let y = area.y + u16::try_from(row - top).unwrap_or(0);
            let line = Rect::new(area.x, y, area.width, 1);
            cx.hits.add(line, Target::Row(row));
            let note = if item.keyed { theme.key() } else { theme.dim() };
            let right = paint::right(buf, area.x, y, area.width, &item.note, note);
            let style = if row == self.at { theme.selected() } else { theme.text() };
            let room = right.saturating_sub(area.x + 3);
            paint::text(buf, area.x + 2, y, room, &item.label, style);
            if row == self.at {
                paint::text(buf, area.x, y, 1, theme.marker(), theme.accent());
                chosen = y;
            }
        }
        chosen
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn accents_and_gaps_do_not_hinder() {
        let typed = |typed: &str, text: &str| scores(typed, std::iter::once(text))[0].is_some();
        assert!(typed("ha noi", "Hà Nội") && typed("hnoi", "Hà Nội") && typed("dao", "Nguyễn Thị Hồng Đào"));
        assert!(!typed("hue", "Hà Nội") && typed("", "anything"));
    }

    #[test]
    fn the_best_stands_first_and_the_list_goes_round() {
        let mut choose = Choose::new(vec![Item::new("Lock at once", 1), Item::new("Log", 2), Item::new("Help", 3)]);
        choose.paste("log");
        assert_eq!(choose.chosen(), Some(2));
        choose.paste("zzz");
        assert!(choose.is_empty() && choose.chosen().is_none());
        choose.set(vec![Item::new("logzzz", 9)]);
        assert_eq!(choose.chosen(), Some(9));
        choose.step(false);
        assert_eq!(choose.chosen(), Some(9));
    }
}
