//! A form whose answer is one act on the office. What is typed stays until the act is done.

use std::marker::PhantomData;

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use ratatui::style::Style;

use super::{Deed, Sending, Sent};
use crate::desk::api::{Manage, OfficeAnswer, Problem, Reply};
use crate::ui::context::{Context, Facts, Intent};
use crate::ui::event::Key;
use crate::ui::hits::Target;
use crate::ui::keymap::{Action, Place};
use crate::ui::layer::{Answer, Layer};
use crate::ui::popups::question::{Ask, Question};
use crate::ui::widgets::fields::Fields;
use crate::ui::widgets::paint;
use crate::ui::widgets::sheet::{self, Line};

/// What a form is about: what it says, and which act `D` comes of its fields.
pub trait Matter<D = Manage>: std::fmt::Debug + Send {
    fn title(&self, cx: &Context) -> String;

    /// Its part of the trail.
    fn trail(&self, cx: &Context) -> String {
        self.title(cx)
    }

    /// What there is to know before one decides: labels and words.
    fn about(&self, _cx: &Context) -> Vec<(String, String)> {
        Vec::new()
    }

    /// A plain word on what it does.
    fn note(&self, _cx: &Context) -> String {
        String::new()
    }

    /// The act, or the field that is not right yet, and why.
    fn act(&self, fields: &Fields, cx: &Context) -> Result<D, (usize, String)>;

    /// `Some`: it covers the body and begins its values at this column.
    fn whole(&self) -> Option<u16> {
        None
    }

    /// Whether it has asked for something with this ticket.
    fn waits(&self, _ticket: u64) -> bool {
        false
    }

    /// Whether it can be tried before it is done.
    fn may_try(&self) -> bool {
        false
    }

    /// Tries what stands in the fields, or says which field is not right yet, and why.
    fn try_out(&mut self, _fields: &Fields, _cx: &mut Context) -> Result<(), (usize, String)> {
        Ok(())
    }

    /// What stands under the fields of a page of its own.
    fn below(&self, _width: u16, _cx: &Context) -> Vec<Line> {
        Vec::new()
    }

    /// What it had asked for.
    fn learn(&mut self, _ticket: u64, _answer: OfficeAnswer, _fields: &mut Fields, _cx: &Context) {}

    /// What it had asked for does not come.
    fn refused(&mut self, _ticket: u64) {}
}

#[derive(Debug)]
pub struct ActForm<M, D = Manage> {
    matter: M,
    /// What comes of it.
    deed: PhantomData<fn() -> D>,
    fields: Fields,
    sending: Sending,
    error: Option<String>,
}

/// Where values begin in a popup.
const LABELS: u16 = 18;
const WIDTH: u16 = 72;

impl<M: Matter<D>, D: Into<Deed>> ActForm<M, D> {
    pub fn new(matter: M, fields: Fields) -> Self {
        Self { matter, deed: PhantomData, fields, sending: Sending::default(), error: None }
    }

    fn confirm(&mut self, cx: &mut Context) {
        if self.sending.busy() {
            return;
        }
        self.error = None;
        self.fields.clear_errors();
        match self.matter.act(&self.fields, cx) {
            Ok(act) => self.sending.send(act, cx),
            Err((field, words)) => self.fields.fail(field, words),
        }
    }

    fn try_out(&mut self, cx: &mut Context) {
        self.error = None;
        self.fields.clear_errors();
        if let Err((field, words)) = self.matter.try_out(&self.fields, cx) {
            self.fields.fail(field, words);
        }
    }

    /// What stands at the foot.
    fn foot(&self, cx: &Context) -> (String, Style) {
        let theme = cx.theme;
        match &self.error {
            Some(error) => (format!("{} {error}", theme.no()), theme.bad()),
            None if self.sending.busy() => (cx.t("office-sending"), theme.dim()),
            None => (self.matter.note(cx), theme.dim()),
        }
    }

    /// A page of its own: the fields, and the foot under them.
    fn draw_whole(&self, buf: &mut Buffer, area: Rect, labels: u16, cx: &Context) -> Option<Position> {
        paint::clear(buf, area, cx.theme);
        let (foot, style) = self.foot(cx);
        let foot = paint::first_lines(&foot, area.width.saturating_sub(4), 3);
        let feet = u16::try_from(foot.len()).unwrap_or(0).max(1);
        let body = Rect::new(area.x + 1, area.y, area.width.saturating_sub(2), area.height.saturating_sub(feet + 1));
        for (row, line) in (area.bottom() - feet..).zip(&foot) {
            paint::text(buf, area.x + 3, row, area.width.saturating_sub(4), line, style);
        }
        let below = self.matter.below(body.width, cx);
        let wanted = u16::try_from(below.len()).unwrap_or(u16::MAX).saturating_add(1);
        // Where there is not room for all, the fields have at least half of it.
        let left = body.height.saturating_sub(self.fields.height()).max(body.height / 2);
        let lower = if below.is_empty() { 0 } else { wanted.min(left) };
        let fields = Rect { height: body.height - lower, ..body };
        if lower > 1 {
            let rest = Rect { y: fields.bottom() + 1, height: lower - 1, ..body };
            sheet::draw(buf, rest, &below, None, cx);
        }
        self.fields.draw(buf, fields, labels, cx)
    }

    fn draw_popup(&self, buf: &mut Buffer, area: Rect, cx: &Context) -> Option<Position> {
        let theme = cx.theme;
        let width = usize::from(WIDTH.min(area.width).saturating_sub(4));
        let values = width.saturating_sub(usize::from(LABELS));
        let about: Vec<(String, Vec<String>)> = self
            .matter
            .about(cx)
            .into_iter()
            .filter(|(_, words)| !words.is_empty())
            .map(|(label, words)| (label, paint::wrap(&words, values)))
            .collect();
        let above = u16::try_from(about.iter().map(|(_, lines)| lines.len()).sum::<usize>()).unwrap_or(0);
        let (foot, style) = self.foot(cx);
        let feet = u16::try_from(paint::wrap(&foot, width).len()).unwrap_or(0);
        let gap = u16::from(above > 0);
        let feet = if foot.is_empty() { 0 } else { feet + 1 };
        let height = above + gap + self.fields.height() + feet + 2;
        let inside = paint::popup(buf, area, WIDTH, height, &self.matter.title(cx), theme);
        let mut y = inside.y;
        for (label, lines) in &about {
            paint::text(buf, inside.x + 2, y, LABELS - 3, label, theme.dim());
            for line in lines {
                let x = inside.x + LABELS;
                if y < inside.bottom() {
                    paint::text(buf, x, y, inside.right().saturating_sub(x), line, theme.text());
                }
                y += 1;
            }
        }
        y += gap;
        // On a low screen the fields and a line of the foot come before what it is about.
        let least = self.fields.height() + 2;
        y = y.min(inside.bottom().saturating_sub(least)).max(inside.y);
        let fields = Rect { y, height: self.fields.height().min(inside.bottom().saturating_sub(y)), ..inside };
        paint::clear(buf, fields, theme);
        let cursor = self.fields.draw(buf, fields, LABELS, cx);
        let below = fields.bottom() + 1;
        let room = Rect { y: below, height: inside.bottom().saturating_sub(below), ..inside };
        paint::paragraph(buf, room, &foot, style);
        cursor
    }
}

impl<M: Matter<D>, D: Into<Deed> + std::fmt::Debug> Layer for ActForm<M, D> {
    fn place(&self) -> Place {
        if self.matter.whole().is_some() { Place::PolicyForm } else { Place::ActForm }
    }

    fn trail(&self, cx: &Context) -> Vec<String> {
        vec![self.matter.trail(cx)]
    }

    /// Where nothing is asked there is only to read.
    fn facts(&self, facts: &mut Facts) {
        facts.row = !self.fields.is_empty();
        facts.may_try = self.matter.may_try();
    }

    fn act(&mut self, action: Action, cx: &mut Context) -> Answer {
        match action {
            Action::NextField => self.fields.step(true),
            Action::PreviousField => self.fields.step(false),
            Action::Confirm | Action::Save => self.confirm(cx),
            Action::TryOut => self.try_out(cx),
            // What is on its way can't be dropped any more.
            Action::Cancel if self.sending.busy() => {}
            Action::Cancel if self.fields.touched() => cx.opened.push(Box::new(Question(Ask::DropForm))),
            Action::Cancel => return Answer::Close,
            _ => return Answer::Ignored,
        }
        Answer::Consumed
    }

    fn key(&mut self, key: Key, _cx: &mut Context) -> Answer {
        if self.fields.key(key) { Answer::Consumed } else { Answer::Ignored }
    }

    fn paste(&mut self, text: &str, _cx: &mut Context) {
        self.fields.paste(text);
    }

    fn hit(&mut self, target: Target, _double: bool, _cx: &mut Context) -> Answer {
        let Target::Field(field) = target else { return Answer::Ignored };
        self.fields.go(field);
        Answer::Consumed
    }

    fn wheel(&mut self, _target: Option<Target>, down: bool, _cx: &mut Context) -> Answer {
        self.fields.step(down);
        Answer::Consumed
    }

    fn waits(&self, ticket: u64) -> bool {
        self.sending.waits(ticket) || self.matter.waits(ticket)
    }

    fn reply(&mut self, ticket: u64, result: Result<Reply, Problem>, cx: &mut Context) -> Answer {
        if self.matter.waits(ticket) {
            match result {
                Ok(Reply::Office(answer)) => self.matter.learn(ticket, answer, &mut self.fields, cx),
                Ok(_) => {}
                Err(problem) => {
                    self.matter.refused(ticket);
                    self.error = Some(cx.i18n.problem(&problem));
                }
            }
            return Answer::Consumed;
        }
        match self.sending.answer(result, cx) {
            Sent::Done => return Answer::Close,
            Sent::Refused(words) => self.error = Some(words),
        }
        Answer::Consumed
    }

    fn intent(&mut self, intent: &Intent, cx: &mut Context) -> Answer {
        match intent {
            Intent::DropForm => Answer::Close,
            intent => super::proved(&mut self.sending, intent, cx),
        }
    }

    fn unsaved(&self) -> bool {
        self.fields.touched()
    }

    fn draw(&self, buf: &mut Buffer, area: Rect, cx: &Context) -> Option<Position> {
        match self.matter.whole() {
            Some(labels) => self.draw_whole(buf, area, labels, cx),
            None => self.draw_popup(buf, area, cx),
        }
    }
}
