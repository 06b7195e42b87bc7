//! A snippet: words that are often needed, by a name, with placeholders.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use super::service::change;
use super::{Sending, Sent, proved};
use crate::desk::api::{Problem, Reply};
use crate::domain::service::{Service, Snippet};
use crate::ui::context::{Context, Intent};
use crate::ui::event::{Effect, Key};
use crate::ui::hits::Target;
use crate::ui::keymap::{Action, Place};
use crate::ui::layer::{Answer, Layer};
use crate::ui::popups::question::{Ask, Question};
use crate::ui::widgets::area::Area;
use crate::ui::widgets::input::{Edit, Input};
use crate::ui::widgets::paint;

#[derive(Debug)]
pub struct SnippetForm {
    before: Service,
    /// `None`: a new one.
    index: Option<usize>,
    name: Input,
    area: Area,
    in_text: bool,
    touched: bool,
    sending: Sending,
    error: Option<String>,
}

const WIDTH: u16 = 72;
const HEIGHT: u16 = 18;
/// Where the name begins.
const LABEL: u16 = 12;

impl SnippetForm {
    pub fn new(service: &Service, index: Option<usize>) -> Self {
        let snippet = index.and_then(|index| service.snippets.get(index));
        let mut area = Area::default();
        area.insert(snippet.map_or("", |snippet| &snippet.text));
        Self {
            before: service.clone(),
            index,
            name: Input::with(snippet.map_or("", |snippet| &snippet.name)),
            area,
            in_text: snippet.is_some(),
            touched: false,
            sending: Sending::default(),
            error: None,
        }
    }

    fn save(&mut self, cx: &mut Context) {
        if self.sending.busy() {
            return;
        }
        let name = self.name.text().trim().to_owned();
        self.error = None;
        if name.is_empty() || self.area.is_empty() {
            self.in_text = !name.is_empty();
            self.error = Some(cx.t("service-snippet-needed"));
            return;
        }
        let snippet = Snippet { name, text: self.area.text() };
        let mut after = self.before.clone();
        match self.index.and_then(|index| after.snippets.get_mut(index)) {
            Some(old) => *old = snippet,
            None => after.snippets.push(snippet),
        }
        self.sending.send(change(&self.before, after), cx);
    }

    /// What stands at the foot: what went wrong, or which placeholders there are.
    fn draw_foot(&self, buf: &mut Buffer, area: Rect, cx: &Context) {
        let theme = cx.theme;
        if let Some(error) = &self.error {
            paint::paragraph(buf, area, &format!("{} {error}", theme.no()), theme.bad());
        } else if self.sending.busy() {
            paint::text(buf, area.x, area.y, area.width, &cx.t("office-sending"), theme.dim());
        } else {
            let placeholders = Snippet::PLACEHOLDERS.map(|word| format!("{{{word}}}")).join(" ");
            let words = cx.i18n.t_with("service-snippet-note", &[("placeholders", placeholders.into())]);
            paint::paragraph(buf, area, &words, theme.dim());
        }
    }
}

impl Layer for SnippetForm {
    fn place(&self) -> Place {
        Place::NoteForm
    }

    fn trail(&self, cx: &Context) -> Vec<String> {
        vec![cx.t(if self.index.is_some() { "service-snippet" } else { "service-new-snippet" })]
    }

    fn act(&mut self, action: Action, cx: &mut Context) -> Answer {
        match action {
            Action::NextField | Action::PreviousField => self.in_text = !self.in_text,
            Action::Save => self.save(cx),
            Action::EditOutside => cx.effects.push(Effect::EditText(self.area.text())),
            // What is on its way can't be dropped any more.
            Action::Cancel if self.sending.busy() => {}
            Action::Cancel if self.touched => cx.opened.push(Box::new(Question(Ask::DropForm))),
            Action::Cancel => return Answer::Close,
            _ => return Answer::Ignored,
        }
        Answer::Consumed
    }

    fn key(&mut self, key: Key, _cx: &mut Context) -> Answer {
        let taken = if self.in_text {
            let taken = self.area.key(key);
            self.touched |= taken;
            taken
        } else {
            match self.name.key(key) {
                Edit::Ignored => false,
                Edit::Moved => true,
                Edit::Changed => {
                    self.touched = true;
                    true
                }
            }
        };
        if taken { Answer::Consumed } else { Answer::Ignored }
    }

    fn paste(&mut self, text: &str, _cx: &mut Context) {
        self.touched = true;
        if self.in_text { self.area.insert(text) } else { self.name.insert(text) }
    }

    fn hit(&mut self, target: Target, _double: bool, _cx: &mut Context) -> Answer {
        match target {
            Target::Field(_) => self.in_text = false,
            Target::Pane => self.in_text = true,
            _ => return Answer::Ignored,
        }
        Answer::Consumed
    }

    fn edited(&mut self, text: &str, _cx: &mut Context) {
        self.area = Area::default();
        self.area.insert(text.trim_end());
        (self.touched, self.in_text) = (true, true);
    }

    fn waits(&self, ticket: u64) -> bool {
        self.sending.waits(ticket)
    }

    fn reply(&mut self, _ticket: u64, result: Result<Reply, Problem>, cx: &mut Context) -> Answer {
        match self.sending.answer(result, cx) {
            Sent::Done => Answer::Close,
            Sent::Refused(words) => {
                self.error = Some(words);
                Answer::Consumed
            }
        }
    }

    fn intent(&mut self, intent: &Intent, cx: &mut Context) -> Answer {
        match intent {
            Intent::DropForm => Answer::Close,
            intent => proved(&mut self.sending, intent, cx),
        }
    }

    fn unsaved(&self) -> bool {
        self.touched
    }

    fn draw(&self, buf: &mut Buffer, area: Rect, cx: &Context) -> Option<Position> {
        let theme = cx.theme;
        let title = cx.t(if self.index.is_some() { "service-snippet" } else { "service-new-snippet" });
        let inside = paint::popup(buf, area, WIDTH, HEIGHT, &title, theme);
        let line = Rect { height: 1, ..inside };
        cx.hits.add(line, Target::Field(0));
        if !self.in_text {
            paint::text(buf, line.x, line.y, 1, theme.marker(), theme.accent());
        }
        let style = if self.in_text { theme.dim() } else { theme.strong() };
        paint::text(buf, line.x + 2, line.y, LABEL - 3, &cx.t("service-name"), style);
        let value = Rect { x: line.x + LABEL, width: line.width.saturating_sub(LABEL), ..line };
        let column = self.name.draw(buf, value, theme.field(), None);
        paint::rule(buf, inside.x, inside.y + 1, inside.width, theme);
        let body = Rect::new(inside.x, inside.y + 2, inside.width, inside.height.saturating_sub(5));
        if body.is_empty() {
            return None;
        }
        cx.hits.add(body, Target::Pane);
        let at = self.area.draw(buf, body);
        let below = Rect::new(inside.x, body.bottom() + 1, inside.width, 2);
        self.draw_foot(buf, below, cx);
        Some(if self.in_text { at } else { Position::new(value.x + column, value.y) })
    }
}
