//! One opened ticket: loaded, loaded again, scrolled; who else is at it.

use super::load::ask;
use crate::desk::api::{Presence, Problem, Reply, TicketDetail, TicketReply, TicketRequest};
use crate::domain::{Id, Micros};
use crate::ui::context::{Context, Facts};
use crate::ui::screens::detail::Load;
use crate::ui::screens::tickets::words;
use crate::ui::widgets::record_list::list_width;
use crate::ui::widgets::rows::Step;

#[derive(Debug)]
pub struct OpenTicket {
    pub id: Id,
    asked: Option<u64>,
    data: Load<Box<TicketDetail>>,
    /// The first line that is shown of what can be scrolled.
    scroll: usize,
    /// Others have changed it, perhaps.
    pub stale: bool,
}

impl OpenTicket {
    /// Opens a ticket: the desk audits this.
    pub fn open(id: Id, cx: &mut Context) -> Self {
        let asked = Some(ask(TicketRequest::Open(id), cx));
        Self { id, asked, data: Load::Waiting, scroll: 0, stale: false }
    }

    /// Shows it as it is now, as a part of the look that is logged already.
    pub fn refresh(&mut self, cx: &mut Context) {
        self.stale = false;
        let request = if self.loaded().is_some() { TicketRequest::Refresh } else { TicketRequest::Open };
        self.asked = Some(ask(request(self.id), cx));
    }

    /// What others did is asked for once nothing else is.
    pub fn freshen(&mut self, cx: &mut Context) {
        if self.stale && self.asked.is_none() {
            self.refresh(cx);
        }
    }

    pub const fn state(&self) -> &Load<Box<TicketDetail>> {
        &self.data
    }

    pub fn loaded(&self) -> Option<&TicketDetail> {
        match &self.data {
            Load::Ready(detail) => Some(detail),
            _ => None,
        }
    }

    pub fn facts(&self, facts: &mut Facts) {
        facts.detail = true;
        let Some(detail) = self.loaded() else { return };
        let ticket = &detail.row.ticket;
        facts.ticket = true;
        facts.may_edit = detail.may_edit;
        facts.may_note = detail.may_note;
        facts.may_merge_ticket = detail.may_merge;
        facts.linked = !links(detail).is_empty();
        facts.has_customer = ticket.customer.is_some() && !detail.row.customer.is_empty() && facts.may_list;
        facts.may_rate &= detail.may_edit && !ticket.phase.is_live();
    }

    /// The columns and rows of the pane that it is drawn in.
    fn room(cx: &Context) -> (u16, usize) {
        match cx.wide() {
            true => (cx.size.0.saturating_sub(list_width(cx.size.0) + 1), cx.body_height().saturating_sub(1)),
            false => (cx.size.0, cx.body_height()),
        }
    }

    /// How far it can be scrolled.
    fn deepest(&self, cx: &Context) -> usize {
        let (width, height) = Self::room(cx);
        let Some(detail) = self.loaded() else { return 0 };
        let head = super::page::head(detail, width.saturating_sub(2), cx).len() + 1;
        let lines = super::page::lines(detail, width.saturating_sub(2), cx).len();
        lines.saturating_sub(height.saturating_sub(head))
    }

    pub fn scroll(&mut self, step: Step, cx: &Context) {
        let (deepest, page) = (self.deepest(cx), Self::room(cx).1.saturating_sub(6).max(1));
        let to = match step {
            Step::Up => self.scroll.saturating_sub(1),
            Step::Down => self.scroll + 1,
            Step::PageUp => self.scroll.saturating_sub(page),
            Step::PageDown => self.scroll + page,
            Step::First => 0,
            Step::Last => deepest,
        };
        self.scroll = to.min(deepest);
    }

    /// The first line to draw where so many lines have so much room.
    pub fn first_line(&self, lines: usize, room: usize) -> usize {
        self.scroll.min(lines.saturating_sub(room))
    }

    pub fn waits(&self, ticket: u64) -> bool {
        self.asked == Some(ticket)
    }

    pub fn reply(&mut self, result: Result<Reply, Problem>, cx: &mut Context) {
        self.asked = None;
        match result {
            Ok(Reply::Ticket(reply)) => {
                if let TicketReply::Ticket(detail) = *reply {
                    self.data = Load::Ready(detail);
                    self.scroll = self.scroll.min(self.deepest(cx));
                }
            }
            Ok(_) => {}
            Err(problem) => {
                cx.complain(&problem);
                // What is shown may be read on while the office is only busy.
                if self.loaded().is_none() || problem == Problem::NotFound {
                    self.data = Load::Failed(problem);
                }
            }
        }
    }

    /// Who is at it now; whether that is something new.
    pub fn meet(&mut self, others: Vec<Presence>) -> bool {
        let Load::Ready(detail) = &mut self.data else { return false };
        let who = |all: &[Presence]| all.iter().map(|one| (one.member.clone(), one.writing)).collect::<Vec<_>>();
        let new = who(&detail.present) != who(&others);
        detail.present = others;
        new
    }

    /// When words of its promises next change.
    pub fn next_change(&self, now: Micros) -> Option<Micros> {
        let clocks = self.loaded()?.row.ticket.clocks;
        [clocks.respond, clocks.resolve].iter().filter_map(|clock| words::next_change(clock, now)).min()
    }
}

/// The tickets that belong to it: each with its number and, where it is known, its subject.
pub fn links(detail: &TicketDetail) -> Vec<(Id, i64, String)> {
    let into = detail.merged_into.iter().chain(&detail.merged).map(|(id, number)| (*id, *number, String::new()));
    let related = detail.related.iter().map(|other| (other.id, other.number, other.subject.clone()));
    into.chain(related).collect()
}
