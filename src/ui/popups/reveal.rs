//! Reveal: the reason first, then the value until its time is over. Where one may not see it, the same reason goes to
//! those who may approve it.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use crate::desk::api::{CopyWhat, CustomerDetail, Problem, REASONS, Reason, Reply, Request, Wanted};
use crate::domain::{Field, Id, Micros, Secret};
use crate::ui::context::{Context, Facts, Intent, Tone};
use crate::ui::event::{Key, KeyCode};
use crate::ui::hits::Target;
use crate::ui::keymap::{Action, Place};
use crate::ui::layer::{Answer, Layer};
use crate::ui::screens::detail_view::activity_key;
use crate::ui::screens::{next_second, seconds_left};
use crate::ui::widgets::input::{Edit, Input};
use crate::ui::widgets::{markdown, paint};

/// What the reason is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Goal {
    See,
    /// Somebody else has to approve it.
    Ask,
}

#[derive(Debug)]
pub struct Reveal {
    goal: Goal,
    customer: Id,
    name: String,
    field: Field,
    /// No reason is needed.
    freely: bool,
    /// What stands before the first blank of its mask: a phone's country code.
    prefix: String,
    reason: usize,
    words: Input,
    part: Part,
    /// The newest lines of the timeline, and which of them it belongs to: 0, none.
    links: Vec<(Id, String)>,
    link: usize,
    linking: Option<u64>,
    may_copy: bool,
    copying: Option<u64>,
    ticket: Option<u64>,
    error: Option<String>,
    /// The value and when it ends. Dropping it zeroes it.
    shown: Option<(Secret, Micros)>,
}

/// What has the focus before the value is shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Part {
    Reason,
    Words,
    Link,
}

/// The country code of a phone's mask, or nothing.
fn prefix(detail: &CustomerDetail, field: Field) -> String {
    let mask = detail.masked.iter().find(|masked| masked.field == field).map(|masked| masked.mask.as_str());
    let code = mask.and_then(|mask| mask.split(' ').next()).filter(|code| code.starts_with('+'));
    let is_phone = field.is_phone();
    code.filter(|_| is_phone).unwrap_or_default().to_owned()
}

/// A number in groups of three from its end, to be read out.
fn spaced(number: &Secret, code: &str) -> Secret {
    let text = number.expose();
    let Some(digits) = text.strip_prefix(code).filter(|rest| rest.bytes().all(|byte| byte.is_ascii_digit())) else {
        return Secret::new(text);
    };
    let mut shown = Secret::new(String::with_capacity(2 * text.len()));
    shown.expose_mut().push_str(code);
    for (at, digit) in digits.chars().enumerate() {
        if (digits.len() - at).is_multiple_of(3) || at == 0 {
            shown.expose_mut().push(' ');
        }
        shown.expose_mut().push(digit);
    }
    shown
}

const PARTS: [Part; 3] = [Part::Reason, Part::Words, Part::Link];

impl Reveal {
    pub fn new(detail: &CustomerDetail, field: Field, goal: Goal, cx: &mut Context) -> Self {
        let (customer, freely) = (detail.customer.id, goal == Goal::See && detail.may_reveal_freely.contains(&field));
        Self {
            goal,
            customer,
            name: detail.customer.name.clone(),
            field,
            freely,
            prefix: prefix(detail, field),
            reason: 0,
            words: Input::default(),
            part: Part::Reason,
            links: Vec::new(),
            link: 0,
            linking: Some(cx.ask(Request::Timeline { customer: detail.customer.id, before: None })),
            may_copy: detail.may_copy.contains(&field),
            copying: None,
            ticket: freely.then(|| cx.ask(Request::Reveal { customer, field, reason: Reason::NONE })),
            error: None,
            shown: None,
        }
    }

    fn until(&self) -> Option<Micros> {
        self.shown.as_ref().map(|(_, until)| *until)
    }

    fn reason(&self) -> Reason {
        if self.freely && self.goal == Goal::See {
            return Reason::NONE;
        }
        Reason {
            key: REASONS[self.reason].to_string(),
            words: self.words.text().trim().to_string(),
            link: self.link.checked_sub(1).and_then(|index| self.links.get(index)).map(|(id, _)| *id),
        }
    }

    fn confirm(&mut self, cx: &mut Context) {
        if self.ticket.is_none() {
            self.error = None;
            let (customer, field, reason) = (self.customer, self.field, self.reason());
            self.ticket = Some(cx.ask(match self.goal {
                Goal::See => Request::Reveal { customer, field, reason },
                Goal::Ask => Request::AskFor(Wanted::Reveal { customer, field, reason }),
            }));
        }
    }

    fn turn(&mut self, by: usize) {
        let at = PARTS.iter().position(|part| *part == self.part).unwrap_or(0);
        self.part = PARTS[(at + by) % PARTS.len()];
    }
}

impl Layer for Reveal {
    fn place(&self) -> Place {
        match self.goal {
            _ if self.shown.is_some() => Place::Revealed,
            Goal::See => Place::Reveal,
            Goal::Ask => Place::Ask,
        }
    }

    fn trail(&self, cx: &Context) -> Vec<String> {
        vec![cx.t(if self.goal == Goal::Ask { "place-ask" } else { "place-reveal" })]
    }

    fn facts(&self, facts: &mut Facts) {
        facts.may_copy = self.may_copy;
    }

    fn act(&mut self, action: Action, cx: &mut Context) -> Answer {
        match action {
            Action::NextField => self.turn(1),
            Action::PreviousField => self.turn(PARTS.len() - 1),
            Action::Up if self.part == Part::Reason => self.reason = self.reason.saturating_sub(1),
            Action::Down if self.part == Part::Reason && self.reason + 1 < REASONS.len() => self.reason += 1,
            Action::Up => self.turn(PARTS.len() - 1),
            Action::Down if self.part == Part::Link => {}
            Action::Down => self.turn(1),
            Action::Confirm => self.confirm(cx),
            Action::Copy if self.copying.is_none() => {
                let what = CopyWhat::Sealed(self.field, self.reason());
                self.copying = Some(cx.ask(Request::Copy { customer: self.customer, what }));
            }
            Action::Copy => {}
            Action::End | Action::Cancel => return Answer::Close,
            _ => return Answer::Ignored,
        }
        Answer::Consumed
    }

    fn key(&mut self, key: Key, _cx: &mut Context) -> Answer {
        if self.shown.is_some() {
            return Answer::Ignored;
        }
        match (self.part, key.code) {
            (Part::Words, _) if self.words.key(key) != Edit::Ignored => {}
            (Part::Link, KeyCode::Left) => self.link = (self.link + self.links.len()) % (self.links.len() + 1),
            (Part::Link, KeyCode::Right | KeyCode::Char(' ')) => self.link = (self.link + 1) % (self.links.len() + 1),
            _ => return Answer::Ignored,
        }
        Answer::Consumed
    }

    fn hit(&mut self, target: Target, double: bool, cx: &mut Context) -> Answer {
        match target {
            Target::Row(row) => (self.part, self.reason) = (Part::Reason, row.min(REASONS.len() - 1)),
            Target::Field(1) => self.part = Part::Words,
            Target::Field(_) => self.part = Part::Link,
            _ => return Answer::Ignored,
        }
        if double { self.act(Action::Confirm, cx) } else { Answer::Consumed }
    }

    fn paste(&mut self, text: &str, _cx: &mut Context) {
        // The reason of a copy is that of the reveal.
        if self.part == Part::Words && self.shown.is_none() {
            self.words.insert(text);
        }
    }

    fn waits(&self, ticket: u64) -> bool {
        [self.ticket, self.linking, self.copying].contains(&Some(ticket))
    }

    fn reply(&mut self, ticket: u64, result: Result<Reply, Problem>, cx: &mut Context) -> Answer {
        for waiting in [&mut self.ticket, &mut self.linking, &mut self.copying] {
            if *waiting == Some(ticket) {
                *waiting = None;
            }
        }
        match result {
            Ok(Reply::Timeline(rows)) => {
                let line = |row: &crate::desk::api::TimelineRow| {
                    let kind = cx.t(activity_key(row.activity.kind));
                    let first = markdown::first_line(&row.activity.text);
                    (row.activity.id, format!("{} {kind}: {first}", cx.short(row.activity.at)))
                };
                self.links = rows.iter().take(20).map(line).collect();
            }
            Ok(Reply::Copied { value, seconds }) => cx.intents.push(Intent::Copied(value, seconds)),
            Ok(Reply::Revealed { customer, field, value, seconds })
                if customer == self.customer && field == self.field =>
            {
                let value = if self.prefix.is_empty() { value } else { spaced(&value, &self.prefix) };
                self.shown = Some((value, Micros(cx.now.0 + i64::from(seconds) * 1_000_000)));
            }
            Ok(Reply::AskedFor(_)) => {
                cx.say(Tone::Good, cx.t("asked"));
                return Answer::Close;
            }
            Ok(_) => {}
            Err(problem) if self.shown.is_some() => cx.complain(&problem),
            Err(problem) => {
                // The reason is kept: it is what the others are asked with.
                if matches!(problem, Problem::QuotaUsedUp | Problem::NeedsApproval) {
                    self.goal = Goal::Ask;
                }
                self.error = Some(cx.told(&problem));
            }
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

    fn hide(&mut self, _cx: &mut Context) -> Answer {
        if self.shown.is_some() || self.ticket.is_some() { Answer::Close } else { Answer::Consumed }
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
            return Some(Position::new(body.x, body.y));
        }
        if self.freely && self.ticket.is_some() {
            let inside = paint::popup(buf, area, 60, 8, &label, theme);
            paint::text(buf, inside.x, inside.y, inside.width, &self.name, theme.dim());
            paint::text(buf, inside.x, inside.y + 2, inside.width, &cx.t("loading"), theme.dim());
            return None;
        }
        let (title, foot) = match self.goal {
            Goal::See => ("reveal-title", "reveal-logged"),
            Goal::Ask => ("ask-title", "ask-who"),
        };
        let title = cx.i18n.t_with(title, &[("field", label.into())]);
        let inside = paint::popup(buf, area, 64, 18, &title, theme);
        paint::text(buf, inside.x, inside.y, inside.width, &self.name, theme.strong());
        paint::text(buf, inside.x, inside.y + 1, inside.width, &cx.t("reveal-why"), theme.dim());
        let mut cursor = None;
        for (index, reason) in REASONS.iter().enumerate() {
            let y = inside.y + 3 + u16::try_from(index).unwrap_or(0);
            if y >= inside.bottom() {
                break;
            }
            cx.hits.add(Rect::new(inside.x, y, inside.width, 1), Target::Row(index));
            let chosen = index == self.reason;
            let style = match (chosen, self.part == Part::Reason) {
                (true, true) => theme.selected(),
                (true, false) => theme.strong(),
                _ => theme.text(),
            };
            if chosen {
                paint::text(buf, inside.x, y, 1, theme.marker(), theme.accent());
                if self.part == Part::Reason {
                    cursor = Some(Position::new(inside.x, y));
                }
            }
            paint::text(buf, inside.x + 2, y, inside.width - 2, &cx.t(&format!("reason-{reason}")), style);
        }
        let rows = Rect { y: inside.y + 10, height: inside.height.saturating_sub(10), ..inside };
        if let Some(at) = self.draw_words(buf, rows, cx) {
            cursor = Some(at);
        }
        let below = Rect { y: rows.y + 3, height: rows.height.saturating_sub(3), ..inside };
        let (words, style) = if let Some(error) = &self.error {
            (format!("{} {error}", theme.no()), theme.bad())
        } else if self.ticket.is_some() {
            (cx.t("loading"), theme.dim())
        } else {
            (cx.t(foot), theme.dim())
        };
        paint::paragraph(buf, below, &words, style);
        cursor
    }
}

impl Reveal {
    /// The words and the link; answers the cursor if one of them has the focus.
    fn draw_words(&self, buf: &mut Buffer, area: Rect, cx: &Context) -> Option<Position> {
        const LABEL: u16 = 14;
        let theme = cx.theme;
        let mut cursor = None;
        for (row, part, label) in [(0, Part::Words, "reveal-words"), (1, Part::Link, "reveal-link")] {
            let y = area.y + row;
            if row >= area.height {
                break;
            }
            cx.hits.add(Rect::new(area.x, y, area.width, 1), Target::Field(usize::from(row) + 1));
            let focused = self.part == part;
            let style = if focused { theme.strong() } else { theme.dim() };
            paint::text(buf, area.x + 2, y, LABEL - 3, &cx.t(label), style);
            let field = Rect::new(area.x + LABEL, y, area.width.saturating_sub(LABEL), 1);
            let column = match part {
                Part::Words => self.words.draw(buf, field, theme.field(), None),
                _ => {
                    let none = || cx.t("reveal-link-none");
                    let chosen = self.link.checked_sub(1).and_then(|index| self.links.get(index));
                    let words = chosen.map_or_else(none, |(_, words)| words.clone());
                    paint::choice(buf, field, &words, focused, theme);
                    0
                }
            };
            if focused {
                paint::text(buf, area.x, y, 1, theme.marker(), theme.accent());
                cursor = Some(Position::new(field.x + column, y));
            }
        }
        cursor
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_is_read_in_groups_of_three_from_its_end() {
        let shown = |number: &str, code: &str| spaced(&Secret::new(number), code).expose().to_owned();
        assert_eq!(shown("+84903123567", "+84"), "+84 903 123 567");
        assert_eq!(shown("+40721234567", "+40"), "+40 721 234 567");
        assert_eq!(shown("+442071234567", "+44"), "+44 2 071 234 567");
        assert_eq!(shown("+84", "+84"), "+84");
    }

    #[test]
    fn what_is_no_such_number_stays_as_it_is() {
        for (number, code) in [("0903 123 567", "+84"), ("+84 903", "+84"), ("+1555", "+84"), ("", "+84")] {
            assert_eq!(spaced(&Secret::new(number), code).expose(), number);
        }
    }
}
