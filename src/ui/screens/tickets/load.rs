//! The rows of the list, page by page in both directions; how many lie in each queue; marking all.

use super::Tickets;
use crate::desk::api::{
    Problem, Queue, Reply, Request, TicketPlace, TicketReply, TicketRequest, TicketRow, TicketsPage, TicketsQuery,
};
use crate::domain::{Id, Micros};
use crate::ui::context::{Context, Tone};
use crate::ui::widgets::rows::{Fetch, Keyed, Step};

const PAGE: u16 = 64;
/// Rows asked for at once when all are marked; and most that are marked.
const MARK_PAGE: u16 = 500;
const MOST_MARKED: usize = 2_000;
const PAUSE: i64 = 50_000;
/// Between two times that promises which are used up are seen to.
const ESCALATED_EACH: i64 = 60_000_000;

impl Keyed for TicketRow {
    type Key = Id;
    fn key(&self) -> Id {
        self.ticket.id
    }
}

impl Tickets {
    /// Loads the queue from its start.
    pub fn load(&mut self, cx: &mut Context) {
        self.stale = false;
        self.opening = false;
        self.marking = None;
        self.fetch(Fetch::First, cx);
        self.count(cx);
        escalate(cx);
    }

    /// Loads what is held again: rows keep their places as far as they are still there.
    pub fn reload(&mut self, cx: &mut Context) {
        if self.rows.is_empty() {
            return self.load(cx);
        }
        self.stale = false;
        self.fetch(Fetch::Again, cx);
        self.count(cx);
    }

    fn count(&mut self, cx: &mut Context) {
        self.counting = Some(ask(TicketRequest::Counts, cx));
    }

    /// Whether rows that others may have changed can be loaded again now.
    fn may_freshen(&self, cx: &Context) -> bool {
        self.asked && self.stale && self.fetch.is_none() && !self.covered(cx)
    }

    pub fn fresh_wake(&self, cx: &Context) -> Option<Micros> {
        self.may_freshen(cx).then_some(Micros(cx.now.0 + PAUSE))
    }

    pub fn freshen(&mut self, cx: &mut Context) {
        if self.may_freshen(cx) {
            self.reload(cx);
        }
    }

    fn query(&self, from: Option<TicketPlace>, limit: u16) -> TicketsQuery {
        TicketsQuery {
            queue: self.queue,
            search: self.search.text().trim().to_owned(),
            filter: self.filter.clone(),
            sort: self.sort,
            descending: self.descending,
            from,
            backward: false,
            limit,
        }
    }

    pub fn fetch(&mut self, fetch: Fetch, cx: &mut Context) {
        self.asked = true;
        let (from, limit) = match fetch {
            Fetch::First | Fetch::Last => (None, PAGE),
            Fetch::Here => (self.before, PAGE),
            Fetch::Next => (self.next, PAGE),
            Fetch::Previous => (self.rows.all().first().map(|row| row.place), PAGE),
            Fetch::Again => (self.before, u16::try_from(self.rows.len()).unwrap_or(PAGE).clamp(PAGE, 500)),
        };
        let query = TicketsQuery { backward: fetch.is_backward(), ..self.query(from, limit) };
        self.fetch = Some((ask(TicketRequest::List(query), cx), fetch));
    }

    pub fn step(&mut self, step: Step, cx: &mut Context) {
        self.opening = false;
        if let Some(fetch) = self.rows.walk(step, self.height(cx), self.fetch.is_some()) {
            self.fetch(fetch, cx);
        }
    }

    pub fn open_selected(&mut self, cx: &mut Context) {
        self.opening = false;
        if let Some(id) = self.rows.selected().map(|row| row.ticket.id) {
            self.open(id, cx);
        }
    }

    fn page_came(&mut self, fetch: Fetch, page: TicketsPage, cx: &mut Context) {
        let more = page.next.is_some();
        let height = self.height(cx);
        for row in &page.rows {
            // What is shown anew is what an act on many is about.
            self.marks.entry(row.ticket.id).and_modify(|mark| mark.clone_from(row));
        }
        self.total = page.total;
        self.problem = None;
        match fetch {
            // All that was there is gone.
            Fetch::Here if page.rows.is_empty() && self.before.is_some() => self.load(cx),
            Fetch::First | Fetch::Here | Fetch::Again => {
                match fetch {
                    Fetch::Again => self.rows.renew(page.rows),
                    _ => self.rows.replace(page.rows),
                }
                if fetch == Fetch::First {
                    self.before = None;
                }
                (self.rows.at_start, self.rows.at_end) = (self.before.is_none(), !more);
                self.next = page.next;
                self.rows.settle(height);
            }
            Fetch::Last => {
                self.rows.replace(page.rows);
                self.before = page.next;
                (self.rows.at_start, self.rows.at_end) = (!more, true);
                self.next = None;
                self.rows.step(Step::Last, height);
            }
            Fetch::Next => {
                let dropped = self.rows.append(page.rows);
                self.before = dropped.last().map(|row| row.place).or(self.before);
                self.rows.at_end = !more;
                self.next = page.next;
            }
            Fetch::Previous => {
                let mut rows = page.rows;
                // Loading again begins at the row before the first one held.
                self.before = if more && !rows.is_empty() { Some(rows.remove(0).place) } else { None };
                self.rows.prepend(rows);
                self.rows.fill(height);
                self.rows.at_start = !more;
                if !self.rows.at_end {
                    self.next = self.rows.all().last().map(|row| row.place);
                }
            }
        }
        if self.opening && !(self.rows.is_empty() && self.next.is_some()) {
            self.open_selected(cx);
        }
        // The desk stopped looking before there was enough to show.
        if self.fetch.is_none() && self.next.is_some() && !self.rows.at_end && self.rows.len() < height {
            self.fetch(Fetch::Next, cx);
        }
    }

    pub fn page_waits(&self, ticket: u64) -> bool {
        self.fetch.is_some_and(|(expected, _)| expected == ticket)
            || [self.counting, self.marking, self.choosing].contains(&Some(ticket))
    }

    /// An answer to one of the asks of this file.
    pub fn take_page(&mut self, ticket: u64, result: Result<Reply, Problem>, cx: &mut Context) {
        let reply = match result {
            Ok(Reply::Ticket(reply)) => Ok(*reply),
            Ok(_) => return,
            Err(problem) => Err(problem),
        };
        if self.counting == Some(ticket) {
            self.counting = None;
            // Counts that do not come are not shown: the list itself tells what is wrong.
            if let Ok(TicketReply::Counts(counts)) = reply {
                self.counts = counts.counts;
            }
        } else if self.choosing == Some(ticket) {
            self.choosing = None;
            if let Ok(TicketReply::Choices(choices)) = reply {
                cx.ticket_choices = Some(*choices);
            }
        } else if self.marking == Some(ticket) {
            self.mark_page(reply, cx);
        } else if let Some((_, fetch)) = self.fetch.take() {
            match reply {
                Ok(TicketReply::List(page)) => self.page_came(fetch, page, cx),
                Err(problem) => {
                    if !self.rows.is_empty() {
                        cx.complain(&problem);
                    }
                    self.opening = false;
                    self.problem = Some(problem);
                }
                Ok(_) => {}
            }
        }
    }

    /// Asks what may be chosen from, unless it is known.
    pub fn learn(&mut self, cx: &mut Context) {
        if cx.ticket_choices.is_none() && self.choosing.is_none() {
            self.choosing = Some(ask(TicketRequest::Choices, cx));
        }
    }

    pub fn queue_count(&self, queue: Queue) -> Option<u32> {
        self.counts.iter().find(|(other, _)| *other == queue).map(|(_, count)| *count)
    }

    /// How many match.
    pub fn count_words(&self, cx: &Context) -> String {
        let known = i64::try_from(self.rows.len()).unwrap_or(i64::MAX);
        match self.total {
            _ if !self.asked || self.problem.is_some() => String::new(),
            Some(total) => cx.i18n.t_with("tickets-count", &[("count", total.into())]),
            None if self.rows.is_empty() => String::new(),
            None => cx.i18n.t_with("tickets-more", &[("count", known.into())]),
        }
    }

    /// Marks the selected row, or takes its mark away, and goes on to the next.
    pub fn mark(&mut self, cx: &mut Context) {
        if let Some(row) = self.rows.selected() {
            if self.marks.remove(&row.ticket.id).is_none() {
                self.marks.insert(row.ticket.id, row.clone());
            }
            self.step(Step::Down, cx);
        }
    }

    /// Marks all that match, page by page.
    pub fn mark_all(&mut self, cx: &mut Context) {
        if self.marking.is_none() {
            self.marking = Some(ask(TicketRequest::List(self.query(None, MARK_PAGE)), cx));
        }
    }

    fn mark_page(&mut self, reply: Result<TicketReply, Problem>, cx: &mut Context) {
        self.marking = None;
        match reply {
            Ok(TicketReply::List(page)) => {
                for row in page.rows {
                    if self.marks.len() >= MOST_MARKED {
                        let most = cx.i18n.t_with("marked-most", &[("count", MOST_MARKED.into())]);
                        return cx.say(Tone::Warn, most);
                    }
                    self.marks.insert(row.ticket.id, row);
                }
                if page.next.is_some() {
                    self.marking = Some(ask(TicketRequest::List(self.query(page.next, MARK_PAGE)), cx));
                }
            }
            Err(problem) => cx.complain(&problem),
            Ok(_) => {}
        }
    }
}

/// Asks the desk something about tickets.
/// Sees to tickets whose promises are used up, behind what was asked for before: what it changes is told as news.
pub fn escalate(cx: &mut Context) {
    if cx.rights().edit_tickets && cx.preview.is_none() && cx.now >= cx.escalating {
        cx.escalating = Micros(cx.now.0 + ESCALATED_EACH);
        ask(TicketRequest::Escalate, cx);
    }
}

pub fn ask(request: TicketRequest, cx: &mut Context) -> u64 {
    cx.ask(Request::Ticket(Box::new(request)))
}
