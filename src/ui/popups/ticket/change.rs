//! One change to many tickets: previewed by the desk, and only then done.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use crate::desk::api::{Problem, Reply, TicketChange, TicketReply, TicketRequest, TicketRow, TicketsDone};
use crate::ui::context::{Context, Facts, Intent, Tone};
use crate::ui::keymap::{Action, Place};
use crate::ui::layer::{Answer, Layer};
use crate::ui::popups::ticket::TicketsIntent;
use crate::ui::screens::tickets::load::ask;
use crate::ui::screens::tickets::words;
use crate::ui::widgets::paint;

#[derive(Debug)]
pub struct ChangeMany {
    marked: Vec<TicketRow>,
    change: TicketChange,
    /// What it sets, in words.
    after: String,
    preview: Option<TicketsDone>,
    /// The ask, and whether it is only a trial.
    asked: Option<(u64, bool)>,
    error: Option<String>,
}

impl ChangeMany {
    pub fn new(marked: Vec<TicketRow>, change: TicketChange, after: String, cx: &mut Context) -> Self {
        let mut many = Self { marked, change, after, preview: None, asked: None, error: None };
        many.ask(true, cx);
        many
    }

    fn ask(&mut self, dry_run: bool, cx: &mut Context) {
        if self.asked.is_none() {
            self.error = None;
            let tickets = self.marked.iter().map(|row| (row.ticket.id, row.ticket.version)).collect();
            let request = TicketRequest::Change { tickets, change: self.change.clone(), dry_run };
            self.asked = Some((ask(request, cx), dry_run));
        }
    }

    /// What the change replaces.
    fn before(&self, row: &TicketRow, cx: &Context) -> String {
        match self.change {
            TicketChange::Status(_) => words::status(&row.ticket.status, row.ticket.phase, cx),
            TicketChange::Priority(_) => words::priority(row.ticket.priority, cx).0,
            TicketChange::Department(_) => row.department.clone(),
            TicketChange::Owner(_) | TicketChange::HandOver { .. } if row.owner.is_empty() => cx.t("filter-nobody"),
            TicketChange::Owner(_) | TicketChange::HandOver { .. } => row.owner.clone(),
        }
    }
}

impl Layer for ChangeMany {
    fn place(&self) -> Place {
        Place::Bulk
    }

    fn trail(&self, cx: &Context) -> Vec<String> {
        vec![cx.t("place-bulk")]
    }

    fn facts(&self, facts: &mut Facts) {
        facts.row = self.preview.as_ref().is_some_and(|preview| preview.changed > 0);
    }

    fn act(&mut self, action: Action, cx: &mut Context) -> Answer {
        match action {
            Action::Confirm => self.ask(false, cx),
            // What is being done is waited for, so that it is told and can be taken back.
            Action::Cancel if self.asked.is_some_and(|(_, dry_run)| !dry_run) => {}
            Action::Cancel => return Answer::Close,
            _ => return Answer::Ignored,
        }
        Answer::Consumed
    }

    fn waits(&self, ticket: u64) -> bool {
        self.asked.is_some_and(|(expected, _)| expected == ticket)
    }

    fn reply(&mut self, _ticket: u64, result: Result<Reply, Problem>, cx: &mut Context) -> Answer {
        let Some((_, dry_run)) = self.asked.take() else { return Answer::Ignored };
        let done = match result {
            Ok(Reply::Ticket(reply)) => match *reply {
                TicketReply::Changed(done) => done,
                _ => return Answer::Consumed,
            },
            Ok(_) => return Answer::Consumed,
            Err(problem) => {
                self.error = Some(cx.told(&problem));
                return Answer::Consumed;
            }
        };
        if dry_run {
            self.preview = Some(done);
            return Answer::Consumed;
        }
        if done.changed > 0 {
            cx.steps = (cx.steps.0.saturating_add(1), 0);
        }
        let args = [("count", done.changed.into()), ("undo", cx.keys.written("undo").into())];
        cx.say(Tone::Good, cx.i18n.t_with("tickets-changed", &args));
        cx.intents.push(Intent::Tickets(TicketsIntent::ManyChanged));
        Answer::Close
    }

    fn draw(&self, buf: &mut Buffer, area: Rect, cx: &Context) -> Option<Position> {
        let theme = cx.theme;
        let count = |key: &str, count: u32| cx.i18n.t_with(key, &[("count", count.into())]);
        let title = count("tickets-change-title", u32::try_from(self.marked.len()).unwrap_or(u32::MAX));
        let inside = paint::popup(buf, area, 74, 16, &title, theme);
        let mut lines = Vec::new();
        if let Some(error) = &self.error {
            lines.push((format!("{} {error}", theme.no()), theme.bad()));
        } else if let Some(preview) = &self.preview {
            lines.push((count("tickets-changes", preview.changed), theme.strong()));
            let others = [
                ("tickets-same", preview.same, theme.dim()),
                ("tickets-refused", preview.refused, theme.warn()),
                ("tickets-conflicts", preview.conflicts, theme.warn()),
            ];
            let others = others.into_iter().filter(|(_, number, _)| *number > 0);
            lines.extend(others.map(|(key, number, style)| (count(key, number), style)));
        } else {
            lines.push((cx.t("loading"), theme.dim()));
        }
        let mut y = inside.y;
        for (words, style) in lines {
            let rest = Rect { y, height: inside.bottom().saturating_sub(y), ..inside };
            y += paint::paragraph(buf, rest, &words, style);
        }
        y += 1;
        let half = inside.width / 2;
        let arrow = if theme.ascii { "->" } else { "→" };
        let changes = self.marked.iter().map(|row| (row, self.before(row, cx)));
        for (row, before) in changes.filter(|(_, before)| *before != self.after) {
            if y >= inside.bottom() {
                break;
            }
            let subject = format!("#{} {}", row.ticket.number, row.ticket.subject);
            paint::text(buf, inside.x, y, half.saturating_sub(1), &subject, theme.text());
            let words = format!("{before} {arrow} {}", self.after);
            paint::text(buf, inside.x + half, y, inside.width - half, &words, theme.dim());
            y += 1;
        }
        Some(Position::new(inside.x, inside.y))
    }
}
