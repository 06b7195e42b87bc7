//! The fields of a form: texts and choices under one another, one of them with the focus.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use super::input::{Edit, Input};
use super::paint;
use crate::domain::fold;
use crate::ui::context::Context;
use crate::ui::event::{Key, KeyCode};
use crate::ui::hits::Target;

#[derive(Debug)]
enum Value {
    Text(Input),
    Choice { options: Vec<String>, at: usize },
}

#[derive(Debug)]
struct Item {
    /// Stands over it, where a new part begins.
    heading: String,
    label: String,
    value: Value,
    /// What belongs here, while nothing is typed.
    hint: String,
    error: Option<String>,
}

/// A form's fields, by their place.
#[derive(Debug, Default)]
pub struct Fields {
    items: Vec<Item>,
    focus: usize,
    /// The focus is elsewhere.
    left: bool,
    touched: bool,
}

/// The widest a field gets.
const WIDEST: u16 = 60;

impl Fields {
    fn with(mut self, label: impl Into<String>, value: Value) -> Self {
        let (heading, hint) = (String::new(), String::new());
        self.items.push(Item { heading, label: label.into(), value, hint, error: None });
        self
    }

    pub fn text(self, label: impl Into<String>, text: &str) -> Self {
        self.with(label, Value::Text(Input::with(text)))
    }

    pub fn choice(self, label: impl Into<String>, options: Vec<String>, at: usize) -> Self {
        self.with(label, Value::Choice { options, at })
    }

    /// Words over the field put in last.
    pub fn under(mut self, heading: impl Into<String>) -> Self {
        if let Some(item) = self.items.last_mut() {
            item.heading = heading.into();
        }
        self
    }

    /// What belongs into the field put in last.
    pub fn hint(mut self, hint: impl Into<String>) -> Self {
        if let Some(item) = self.items.last_mut() {
            item.hint = hint.into();
        }
        self
    }

    pub fn is_empty(&self) -> bool {
        self.items.is_empty()
    }

    /// Whether something was typed or chosen.
    pub fn touched(&self) -> bool {
        self.touched
    }

    /// What stands here was typed, though not now.
    pub fn touch(&mut self) {
        self.touched = true;
    }

    /// A text without blanks around it; of a choice, nothing.
    pub fn typed(&self, field: usize) -> &str {
        match self.items.get(field).map(|item| &item.value) {
            Some(Value::Text(input)) => input.text().trim(),
            _ => "",
        }
    }

    /// Which option is chosen.
    pub fn chosen(&self, field: usize) -> usize {
        match self.items.get(field).map(|item| &item.value) {
            Some(Value::Choice { at, .. }) => *at,
            _ => 0,
        }
    }

    /// Other options, once they are known.
    pub fn offer(&mut self, field: usize, words: Vec<String>, chosen: usize) {
        if let Some(item) = self.items.get_mut(field) {
            item.value = Value::Choice { at: chosen.min(words.len().saturating_sub(1)), options: words };
        }
    }

    /// Says what is wrong with a field, and goes there.
    pub fn fail(&mut self, field: usize, words: String) {
        self.go(field);
        if let Some(item) = self.items.get_mut(field) {
            item.error = Some(words);
        }
    }

    pub fn clear_errors(&mut self) {
        self.items.iter_mut().for_each(|item| item.error = None);
    }

    pub fn go(&mut self, to: usize) {
        self.focus = to.min(self.items.len().saturating_sub(1));
        self.left = false;
    }

    /// Which field has the focus; `None`: it is elsewhere.
    pub fn at(&self) -> Option<usize> {
        (!self.left).then_some(self.focus)
    }

    pub fn len(&self) -> usize {
        self.items.len()
    }

    /// The focus goes elsewhere, until `go` brings it back.
    pub fn leave(&mut self) {
        self.left = true;
    }

    pub fn step(&mut self, down: bool) {
        let count = self.items.len().max(1);
        self.focus = (self.focus + if down { 1 } else { count - 1 }) % count;
    }

    /// Typing, or another choice; whether the key was taken.
    pub fn key(&mut self, key: Key) -> bool {
        let Some(item) = self.items.get_mut(self.focus) else { return false };
        let changed = match &mut item.value {
            Value::Text(input) => match input.key(key) {
                Edit::Ignored => return false,
                Edit::Moved => return true,
                Edit::Changed => true,
            },
            Value::Choice { options, at } => match turned(options, *at, key) {
                Some(to) => std::mem::replace(at, to) != to,
                None => return false,
            },
        };
        if changed {
            item.error = None;
            self.touched = true;
        }
        true
    }

    pub fn paste(&mut self, text: &str) {
        if let Some(Item { value: Value::Text(input), error, .. }) = self.items.get_mut(self.focus) {
            input.insert(text);
            *error = None;
            self.touched = true;
        }
    }

    /// Whether the focus is on a choice.
    pub fn on_choice(&self) -> bool {
        self.items.get(self.focus).is_some_and(|item| matches!(item.value, Value::Choice { .. }))
    }

    /// How many lines all of it needs.
    pub fn height(&self) -> u16 {
        let lines = |item: &Item| 1 + 2 * usize::from(!item.heading.is_empty()) + usize::from(item.error.is_some());
        u16::try_from(self.items.iter().map(lines).sum::<usize>()).unwrap_or(u16::MAX)
    }

    /// Draws as many as fit around the focus; values begin `labels` columns in. Answers the cursor's place.
    pub fn draw(&self, buf: &mut Buffer, area: Rect, labels: u16, cx: &Context) -> Option<Position> {
        let theme = cx.theme;
        let lines = self.lines();
        let room = usize::from(area.height);
        let at = lines.iter().position(|line| *line == Part::Field(self.focus)).unwrap_or(0);
        let top = (at + 2).saturating_sub(room).min(lines.len().saturating_sub(room));
        let mut cursor = None;
        for (row, part) in lines.iter().skip(top).take(room).enumerate() {
            let y = area.y + u16::try_from(row).unwrap_or(0);
            match part {
                Part::Blank => {}
                Part::Heading(index) => {
                    paint::text(buf, area.x, y, area.width, &self.items[*index].heading, theme.accent());
                }
                Part::Error(index) => {
                    let words = self.items[*index].error.as_deref().unwrap_or_default();
                    let width = area.width.saturating_sub(labels);
                    paint::text(buf, area.x + labels, y, width, &format!("{} {words}", theme.no()), theme.bad());
                }
                Part::Field(index) => {
                    let line = Rect::new(area.x, y, area.width, 1);
                    cx.hits.add(line, Target::Field(*index));
                    let column = self.draw_field(buf, line, *index, labels, cx);
                    if self.at() == Some(*index) {
                        cursor = Some(Position::new(area.x + labels + column, y));
                    }
                }
            }
        }
        cursor
    }

    fn lines(&self) -> Vec<Part> {
        let mut lines = Vec::new();
        for (index, item) in self.items.iter().enumerate() {
            if !item.heading.is_empty() {
                if index > 0 {
                    lines.push(Part::Blank);
                }
                lines.push(Part::Heading(index));
            }
            lines.push(Part::Field(index));
            if item.error.is_some() {
                lines.push(Part::Error(index));
            }
        }
        lines
    }

    /// One field; answers the cursor's column within its value.
    fn draw_field(&self, buf: &mut Buffer, line: Rect, index: usize, labels: u16, cx: &Context) -> u16 {
        let theme = cx.theme;
        let item = &self.items[index];
        let focused = self.at() == Some(index);
        if focused {
            paint::text(buf, line.x, line.y, 1, theme.marker(), theme.accent());
        }
        let style = if focused { theme.strong() } else { theme.dim() };
        paint::text(buf, line.x + 2, line.y, labels.saturating_sub(3), &item.label, style);
        let width = line.width.saturating_sub(labels).min(WIDEST);
        let value = Rect::new(line.x + labels, line.y, width, 1);
        match &item.value {
            Value::Text(input) => {
                let column = input.draw(buf, value, theme.field(), None);
                if input.is_empty() {
                    paint::text(buf, value.x, value.y, value.width, &item.hint, theme.field().patch(theme.dim()));
                }
                column
            }
            Value::Choice { options, at } => {
                let words = options.get(*at).map_or("", String::as_str);
                paint::choice(buf, value, words, focused, theme);
                0
            }
        }
    }
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Part {
    Blank,
    Heading(usize),
    Field(usize),
    Error(usize),
}

/// The option that a key goes to: the next, the one before, or the next that begins with the letter.
fn turned(options: &[String], at: usize, key: Key) -> Option<usize> {
    let count = options.len().max(1);
    match key.code {
        KeyCode::Left => Some((at + count - 1) % count),
        KeyCode::Right | KeyCode::Char(' ') => Some((at + 1) % count),
        KeyCode::Char(c) if !key.ctrl && !key.alt => {
            let letter = fold::fold(c.encode_utf8(&mut [0; 4]));
            let begins =
                |index: &usize| options.get(*index).is_some_and(|words| fold::fold(words).starts_with(&letter));
            Some((1..=count).map(|by| (at + by) % count).find(begins).unwrap_or(at))
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_letter_finds_the_next_choice_that_begins_so() {
        let options: Vec<String> = ["Huế", "Đà Nẵng", "Hà Nội"].map(String::from).to_vec();
        let to = |at, c| turned(&options, at, Key::char(c)).unwrap();
        assert_eq!([to(0, 'h'), to(2, 'h'), to(0, 'd'), to(1, 'x'), to(2, ' ')], [2, 0, 1, 1, 0]);
    }

    #[test]
    fn a_mistake_is_told_at_its_field_until_that_is_changed() {
        let mut fields = Fields::default().text("a", "").choice("b", vec!["x".into(), "y".into()], 0).text("c", "");
        fields.fail(2, "no".into());
        assert_eq!((fields.focus, fields.height(), fields.touched()), (2, 4, false));
        fields.key(Key::char('1'));
        assert_eq!((fields.typed(2), fields.height(), fields.touched()), ("1", 3, true));
        fields.step(true);
        fields.step(true);
        fields.key(Key::new(KeyCode::Right));
        assert_eq!(fields.chosen(1), 1);
    }
}
