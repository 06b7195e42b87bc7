//! Help: the table of actions in words, filtered by typing.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use crate::ui::context::Context;
use crate::ui::event::Key;
use crate::ui::keymap::{self, Action, Place};
use crate::ui::layer::{Answer, Layer};
use crate::ui::widgets::input::{Edit, Input};
use crate::ui::widgets::paint;

/// The place it was asked in stands first.
#[derive(Debug)]
pub struct Help {
    from: Place,
    filter: Input,
    top: usize,
}

enum HelpLine {
    Place(String),
    Action(String, String),
}

impl Help {
    pub fn new(from: Place) -> Self {
        Self { from, filter: Input::default(), top: 0 }
    }

    fn lines(&self, cx: &Context) -> Vec<HelpLine> {
        let wanted = self.filter.text().trim().to_lowercase();
        let mut places = vec![self.from];
        places.extend(Place::ALL.into_iter().filter(|place| *place != self.from));
        let mut lines = Vec::new();
        for place in places {
            let name = cx.t(place.key());
            let whole = wanted.is_empty() || (wanted.len() > 1 && name.to_lowercase().contains(&wanted));
            let mut bindings: Vec<_> = cx.keys.of(place).collect();
            // They come first where they can be used, and last where all is listed.
            bindings.sort_by_key(|(binding, _)| ["end-preview", "stop-macro"].contains(&binding.name));
            let actions: Vec<HelpLine> = bindings
                .into_iter()
                .map(|(binding, keys)| {
                    let keys: Vec<String> = keys.iter().map(|key| keymap::written(*key)).collect();
                    (keys, cx.t(&format!("help-{}", binding.name)))
                })
                .filter(|(keys, words)| {
                    // A whole key, or part of the words: `r` alone asks what `r` does.
                    let is_key = |key: &String| {
                        key.to_lowercase() == wanted || (wanted.len() > 1 && key.to_lowercase().contains(&wanted))
                    };
                    whole || keys.iter().any(is_key) || (wanted.len() > 1 && words.to_lowercase().contains(&wanted))
                })
                .map(|(keys, words)| (keys.join(", "), words))
                .map(|(keys, words)| HelpLine::Action(keys, words))
                .collect();
            if !actions.is_empty() {
                lines.push(HelpLine::Place(name));
                lines.extend(actions);
            }
        }
        lines
    }

    fn height(cx: &Context) -> usize {
        cx.body_height().saturating_sub(5)
    }
}

impl Layer for Help {
    fn place(&self) -> Place {
        Place::Help
    }

    fn trail(&self, cx: &Context) -> Vec<String> {
        vec![cx.t("place-help")]
    }

    fn act(&mut self, action: Action, cx: &mut Context) -> Answer {
        let page = Self::height(cx);
        let last = self.lines(cx).len().saturating_sub(page);
        self.top = match action {
            Action::Up => self.top.saturating_sub(1),
            Action::Down => (self.top + 1).min(last),
            Action::PageUp => self.top.saturating_sub(page),
            Action::PageDown => (self.top + page).min(last),
            Action::Cancel => return Answer::Close,
            _ => return Answer::Ignored,
        };
        Answer::Consumed
    }

    fn key(&mut self, key: Key, _cx: &mut Context) -> Answer {
        match self.filter.key(key) {
            Edit::Ignored => return Answer::Ignored,
            Edit::Moved => {}
            Edit::Changed => self.top = 0,
        }
        Answer::Consumed
    }

    fn paste(&mut self, text: &str, _cx: &mut Context) {
        self.filter.insert(text);
        self.top = 0;
    }

    fn draw(&self, buf: &mut Buffer, area: Rect, cx: &Context) -> Option<Position> {
        let theme = cx.theme;
        let inside = paint::popup(buf, area, 80, area.height, &cx.t("help-title"), theme);
        let label = cx.t("help-find");
        let used = paint::text(buf, inside.x, inside.y, inside.width / 2, &label, theme.dim()) + 1;
        let field = Rect::new(inside.x + used, inside.y, inside.width.saturating_sub(used), 1);
        let column = self.filter.draw(buf, field, theme.field(), None);
        let lines = self.lines(cx);
        let body = Rect::new(inside.x, inside.y + 2, inside.width, inside.height.saturating_sub(2));
        if lines.is_empty() {
            paint::text(buf, body.x, body.y, body.width, &cx.t("help-none"), theme.dim());
        }
        for (index, line) in lines.iter().skip(self.top).take(usize::from(body.height)).enumerate() {
            let y = body.y + u16::try_from(index).unwrap_or(0);
            match line {
                HelpLine::Place(name) => {
                    paint::text(buf, body.x, y, body.width, name, theme.accent());
                }
                HelpLine::Action(keys, words) => {
                    paint::text(buf, body.x + 2, y, 16, keys, theme.key());
                    paint::text(buf, body.x + 19, y, body.width.saturating_sub(19), words, theme.text());
                }
            }
        }
        Some(Position::new(field.x + column, field.y))
    }
}
