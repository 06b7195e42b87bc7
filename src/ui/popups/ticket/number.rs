//! Another ticket, by its number: to relate the two, or to let one go on in the other. What will happen is said first.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use crate::desk::api::{Problem, Reply, TicketDetail, TicketReply, TicketRequest};
use crate::domain::Id;
use crate::ui::context::{Context, Facts, Intent, Tone};
use crate::ui::event::Key;
use crate::ui::keymap::{Action, Place};
use crate::ui::layer::{Answer, Layer};
use crate::ui::popups::ticket::TicketsIntent;
use crate::ui::screens::tickets::load::ask;
use crate::ui::widgets::input::{Edit, Input};
use crate::ui::widgets::paint;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Goal {
    /// They belong together, or no longer.
    Relate,
    /// The opened one goes on in the other.
    Merge,
}

/// What is on its way.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Asked {
    Find,
    Look,
    Act,
}

#[derive(Debug)]
pub struct NumberForm {
    goal: Goal,
    ticket: Id,
    version: i64,
    number: i64,
    subject: String,
    /// The numbers it is related to already.
    related: Vec<i64>,
    typed: Input,
    /// The other one, once it was found.
    other: Option<Box<TicketDetail>>,
    asked: Option<(u64, Asked)>,
    error: Option<String>,
}

impl NumberForm {
    pub fn new(detail: &TicketDetail, goal: Goal) -> Self {
        let ticket = &detail.row.ticket;
        Self {
            goal,
            ticket: ticket.id,
            version: ticket.version,
            number: ticket.number,
            subject: ticket.subject.clone(),
            related: detail.related.iter().map(|other| other.number).collect(),
            typed: Input::default(),
            other: None,
            asked: None,
            error: None,
        }
    }

    fn typed_number(&self) -> Option<i64> {
        self.typed.text().trim().trim_start_matches('#').parse().ok().filter(|number| *number > 0)
    }

    fn send(&mut self, asked: Asked, request: TicketRequest, cx: &mut Context) {
        self.error = None;
        self.asked = Some((ask(request, cx), asked));
    }

    fn confirm(&mut self, cx: &mut Context) {
        if self.asked.is_some() {
            return;
        }
        match (self.typed_number(), self.goal, &self.other) {
            (None, ..) => self.error = Some(cx.t("ticket-number-wrong")),
            (Some(number), ..) if number == self.number => self.error = Some(cx.t("ticket-number-same")),
            (Some(other), Goal::Relate, _) => {
                let on = !self.related.contains(&other);
                self.send(Asked::Act, TicketRequest::Relate { ticket: self.ticket, other, on }, cx);
            }
            (Some(number), Goal::Merge, None) => self.send(Asked::Find, TicketRequest::Find(number), cx),
            (Some(_), Goal::Merge, Some(other)) => {
                let into = (other.row.ticket.id, other.row.ticket.version);
                let from = (self.ticket, self.version);
                self.send(Asked::Act, TicketRequest::Merge { from, into }, cx);
            }
        }
    }

    fn changed(&mut self) {
        (self.other, self.asked, self.error) = (None, None, None);
    }

    fn take(&mut self, asked: Asked, reply: TicketReply, cx: &mut Context) -> Answer {
        match (asked, reply) {
            (Asked::Find, TicketReply::Found(Some(id))) => self.send(Asked::Look, TicketRequest::Open(id), cx),
            (Asked::Find, TicketReply::Found(None)) => self.error = Some(cx.t("ticket-number-unknown")),
            (Asked::Look, TicketReply::Ticket(other)) => self.other = Some(other),
            (Asked::Act, TicketReply::Done) => return self.done(cx),
            _ => {}
        }
        Answer::Consumed
    }

    fn done(&self, cx: &mut Context) -> Answer {
        let other = self.typed_number().unwrap_or_default();
        let (key, next) = match (self.goal, &self.other) {
            (Goal::Merge, Some(other)) => {
                cx.steps = (cx.steps.0.saturating_add(1), 0);
                ("ticket-merged-done", TicketsIntent::Saved(other.row.ticket.id))
            }
            _ if self.related.contains(&other) => ("ticket-unrelated-done", TicketsIntent::Changed(self.ticket)),
            _ => ("ticket-related-done", TicketsIntent::Changed(self.ticket)),
        };
        let args = [("number", format!("#{}", self.number).into()), ("other", format!("#{other}").into())];
        cx.say(Tone::Good, cx.i18n.t_with(key, &args));
        cx.intents.push(Intent::Tickets(next));
        Answer::Close
    }

    /// What Enter does now.
    fn preview(&self, cx: &Context) -> String {
        let args = |other: String| [("number", format!("#{}", self.number).into()), ("other", other.into())];
        match (&self.other, self.goal, self.typed_number()) {
            (Some(other), ..) => {
                let ticket = &other.row.ticket;
                let name = format!("#{} {}", ticket.number, ticket.subject);
                let mut words = cx.i18n.t_with("ticket-merge-preview", &args(name));
                if ticket.customer.is_some() && !other.row.customer.is_empty() {
                    let asks = cx.i18n.t_with("ticket-merge-requester", &[("name", other.row.customer.clone().into())]);
                    words = format!("{words}\n\n{asks}");
                }
                words
            }
            (None, Goal::Relate, Some(other)) if self.related.contains(&other) => {
                cx.i18n.t_with("ticket-unrelate-preview", &args(format!("#{other}")))
            }
            (None, Goal::Relate, _) => cx.t("ticket-relate-lead"),
            (None, Goal::Merge, _) => cx.t("ticket-merge-lead"),
        }
    }
}

impl Layer for NumberForm {
    fn place(&self) -> Place {
        Place::TicketNumber
    }

    fn trail(&self, cx: &Context) -> Vec<String> {
        vec![cx.t(if self.goal == Goal::Merge { "ticket-merge-title" } else { "ticket-relate-title" })]
    }

    fn facts(&self, facts: &mut Facts) {
        facts.row = self.other.is_some();
    }

    fn act(&mut self, action: Action, cx: &mut Context) -> Answer {
        match action {
            Action::Confirm => self.confirm(cx),
            // What is being done is waited for.
            Action::Cancel if matches!(self.asked, Some((_, Asked::Act))) => {}
            Action::Cancel => return Answer::Close,
            _ => return Answer::Ignored,
        }
        Answer::Consumed
    }

    fn key(&mut self, key: Key, _cx: &mut Context) -> Answer {
        if matches!(self.asked, Some((_, Asked::Act))) {
            return Answer::Consumed;
        }
        match self.typed.key(key) {
            Edit::Ignored => return Answer::Ignored,
            Edit::Moved => {}
            Edit::Changed => self.changed(),
        }
        Answer::Consumed
    }

    fn paste(&mut self, text: &str, _cx: &mut Context) {
        if !matches!(self.asked, Some((_, Asked::Act))) {
            self.typed.insert(text);
            self.changed();
        }
    }

    fn waits(&self, ticket: u64) -> bool {
        self.asked.is_some_and(|(expected, _)| expected == ticket)
    }

    fn reply(&mut self, _ticket: u64, result: Result<Reply, Problem>, cx: &mut Context) -> Answer {
        let Some((_, asked)) = self.asked.take() else { return Answer::Ignored };
        match result {
            Ok(Reply::Ticket(reply)) => return self.take(asked, *reply, cx),
            Ok(_) => {}
            Err(Problem::TicketConflict { .. }) => {
                // Both are looked at anew before they are merged.
                cx.say(Tone::Warn, cx.t("ticket-merge-conflict"));
                cx.intents.push(Intent::Tickets(TicketsIntent::Changed(self.ticket)));
                return Answer::Close;
            }
            Err(Problem::NotFound) => self.error = Some(cx.t("ticket-number-unknown")),
            Err(problem) => self.error = Some(cx.told(&problem)),
        }
        Answer::Consumed
    }

    fn draw(&self, buf: &mut Buffer, area: Rect, cx: &Context) -> Option<Position> {
        const WIDTH: u16 = 70;
        let theme = cx.theme;
        let title = self.trail(cx).concat();
        let (words, style) = match &self.error {
            Some(error) => (format!("{} {error}", theme.no()), theme.bad()),
            None if self.asked.is_some() => (cx.t("loading"), theme.dim()),
            None if self.other.is_some() => (self.preview(cx), theme.warn()),
            None => (self.preview(cx), theme.dim()),
        };
        let rows = u16::try_from(paint::wrap(&words, usize::from(WIDTH - 4)).len()).unwrap_or(u16::MAX);
        let inside = paint::popup(buf, area, WIDTH, rows.saturating_add(5), &title, theme);
        let subject = format!("#{} {}", self.number, self.subject);
        paint::text(buf, inside.x, inside.y, inside.width, &subject, theme.strong());
        paint::text(buf, inside.x, inside.y + 1, 2, theme.marker(), theme.accent());
        let field = Rect::new(inside.x + 2, inside.y + 1, inside.width.saturating_sub(2).min(20), 1);
        let column = self.typed.draw(buf, field, theme.field(), None);
        let below = Rect { y: inside.y + 3, height: inside.height.saturating_sub(3), ..inside };
        paint::paragraph(buf, below, &words, style);
        Some(Position::new(field.x + column, field.y))
    }
}
