//! Reveal: the reason first, then the value until its time is over.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use crate::desk::api::{CustomerDetail, Problem, REASONS, Reason, Reply, Request};
use crate::domain::{Field, Id, Micros, Secret};
use crate::ui::context::{Context, Tone};
use crate::ui::event::Key;
use crate::ui::keymap::{Action, Place};
use crate::ui::layer::{Answer, Layer};
use crate::ui::screens::{next_second, seconds_left};
use crate::ui::widgets::input::{Edit, Input};
use crate::ui::widgets::paint;

#[derive(Debug)]
pub struct Reveal {
    customer: Id,
    name: String,
    field: Field,
    reason: usize,
    words: Input,
    in_words: bool,
    ticket: Option<u64>,
    error: Option<String>,
    /// The value and when it ends. Dropping it zeroes it.
    shown: Option<(Secret, Micros)>,
}

impl Reveal {
    pub fn new(detail: &CustomerDetail, field: Field) -> Self {
        Self {
            customer: detail.customer.id,
            name: detail.customer.name.clone(),
            field,
            reason: 0,
            words: Input::default(),
            in_words: false,
            ticket: None,
            error: None,
            shown: None,
        }
    }

    fn until(&self) -> Option<Micros> {
        self.shown.as_ref().map(|(_, until)| *until)
    }
}

impl Layer for Reveal {
    fn place(&self) -> Place {
        if self.shown.is_some() { Place::Revealed } else { Place::Reveal }
    }

    fn trail(&self, cx: &Context) -> Vec<String> {
        vec![cx.t("place-reveal")]
    }

    fn act(&mut self, action: Action, cx: &mut Context) -> Answer {
        match action {
            Action::NextField | Action::PreviousField => self.in_words = !self.in_words,
            Action::Up if !self.in_words => self.reason = self.reason.saturating_sub(1),
            Action::Down if !self.in_words => self.reason = (self.reason + 1).min(REASONS.len() - 1),
            Action::Up => self.in_words = false,
            Action::Down => {}
            Action::Confirm => {
                if self.ticket.is_none() {
                    self.error = None;
                    let reason = Reason {
                        key: REASONS[self.reason].to_string(),
                        words: self.words.text().trim().to_string(),
                        link: None,
                    };
                    self.ticket = Some(cx.ask(Request::Reveal { customer: self.customer, field: self.field, reason }));
                }
            }
            Action::End | Action::Cancel => return Answer::Close,
            _ => return Answer::Ignored,
        }
        Answer::Consumed
    }

    fn key(&mut self, key: Key, _cx: &mut Context) -> Answer {
        if self.in_words && self.shown.is_none() && self.words.key(key) != Edit::Ignored {
            return Answer::Consumed;
        }
        Answer::Ignored
    }

    fn paste(&mut self, text: &str, _cx: &mut Context) {
        if self.in_words {
            self.words.insert(text);
        }
    }

    fn waits(&self, ticket: u64) -> bool {
        self.ticket == Some(ticket)
    }

    fn reply(&mut self, _ticket: u64, result: Result<Reply, Problem>, cx: &mut Context) -> Answer {
        self.ticket = None;
        match result {
            Ok(Reply::Revealed { customer, field, value, seconds })
                if customer == self.customer && field == self.field =>
            {
                self.shown = Some((value, Micros(cx.now.0 + i64::from(seconds) * 1_000_000)));
            }
            Ok(_) => {}
            Err(problem) => self.error = Some(cx.i18n.problem(&problem)),
        }
        Answer::Consumed
    }

    fn wake(&self, cx: &Context) -> Option<Micros> {
        next_second(self.until(), cx)
    }

    fn tick(&mut self, cx: &mut Context) -> Answer {
        let Some(until) = self.until() else { return Answer::Consumed };
        cx.dirty = true;
        if cx.now >= until {
            let field = cx.i18n.field(self.field.name());
            cx.say(Tone::Good, cx.i18n.t_with("reveal-over", &[("field", field.into())]));
            return Answer::Close;
        }
        Answer::Consumed
    }

    fn lock(&mut self, _cx: &mut Context) -> Answer {
        Answer::Close
    }

    fn draw(&self, buf: &mut Buffer, area: Rect, cx: &Context) -> Option<Position> {
        let theme = cx.theme;
        let label = cx.i18n.field(self.field.name());
        if let Some((value, until)) = &self.shown {
            let inside = paint::popup(buf, area, 60, 8, &label, theme);
            paint::text(buf, inside.x, inside.y, inside.width, &self.name, theme.dim());
            let body = Rect { y: inside.y + 2, height: inside.height.saturating_sub(4), ..inside };
            paint::secret(buf, body, value.expose(), theme.strong());
            let left = cx.i18n.t_with("reveal-left", &[("seconds", seconds_left(Some(*until), cx).into())]);
            if inside.height > 4 {
                paint::right(buf, inside.x, inside.bottom() - 1, inside.width, &left, theme.warn());
            }
            return None;
        }
        let title = cx.i18n.t_with("reveal-title", &[("field", label.into())]);
        let inside = paint::popup(buf, area, 60, 15, &title, theme);
        paint::text(buf, inside.x, inside.y, inside.width, &self.name, theme.strong());
        paint::text(buf, inside.x, inside.y + 1, inside.width, &cx.t("reveal-why"), theme.dim());
        let mut cursor = None;
        for (index, reason) in REASONS.iter().enumerate() {
            let y = inside.y + 3 + u16::try_from(index).unwrap_or(0);
            let chosen = index == self.reason;
            let style = match (chosen, self.in_words) {
                (true, false) => theme.selected(),
                (true, true) => theme.strong(),
                _ => theme.text(),
            };
            if y >= inside.bottom() {
                break;
            }
            if chosen {
                paint::text(buf, inside.x, y, 1, theme.marker(), theme.accent());
                cursor = Some(Position::new(inside.x, y));
            }
            paint::text(buf, inside.x + 2, y, inside.width - 2, &cx.t(&format!("reason-{reason}")), style);
        }
        let y = inside.y + 10;
        if y < inside.bottom() {
            let label_width = 12;
            let style = if self.in_words { theme.strong() } else { theme.dim() };
            paint::text(buf, inside.x + 2, y, label_width - 2, &cx.t("reveal-words"), style);
            let field = Rect::new(inside.x + label_width, y, inside.width - label_width, 1);
            let column = self.words.draw(buf, field, theme.field(true), None);
            if self.in_words {
                paint::text(buf, inside.x, y, 1, theme.marker(), theme.accent());
                cursor = Some(Position::new(field.x + column, y));
            }
        }
        let below = Rect::new(inside.x, y + 1, inside.width, inside.bottom().saturating_sub(y + 1));
        if let Some(error) = &self.error {
            paint::paragraph(buf, below, &format!("{} {error}", theme.no()), theme.bad());
        } else if self.ticket.is_some() {
            paint::paragraph(buf, below, &cx.t("loading"), theme.dim());
        } else if below.height > 1 {
            let note = Rect { y: below.y + 1, height: below.height - 1, ..below };
            paint::paragraph(buf, note, &cx.t("reveal-logged"), theme.dim());
        }
        cursor
    }
}
