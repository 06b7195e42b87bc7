//! Tickets: the queues, their list with search, filter, order and marks, and the opened ticket beside it or in its
//! place.

pub mod acts;
pub mod draw;
pub mod load;
mod open;
mod page;
mod place;
pub mod words;

use std::collections::BTreeMap;

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use self::acts::Deed;
use self::draw::Column;
use self::open::OpenTicket;
pub use self::place::TicketsPlace;
use crate::desk::api::{
    Presence, Problem, Queue, Reply, TicketChange, TicketDetail, TicketPlace, TicketRow, TicketSort, View, ViewDraft,
    ViewList,
};
use crate::domain::{Id, Micros, ticket_filter};
use crate::ui::context::{Context, Facts, Intent, Tone};
use crate::ui::event::Key;
use crate::ui::hits::Target;
use crate::ui::keymap::{Action, Place};
use crate::ui::layer::{Answer, Layer};
use crate::ui::popups::pick::Choice;
use crate::ui::popups::ticket::TicketsIntent;
use crate::ui::popups::ticket::change::ChangeMany;
use crate::ui::popups::ticket::filter::TicketFilter;
use crate::ui::popups::ticket::form::TicketForm;
use crate::ui::popups::views::Views;
use crate::ui::popups::why::{self, WhyView};
use crate::ui::widgets::input::{Edit, Input};
use crate::ui::widgets::record_list::{draw_none_open, draw_panes};
use crate::ui::widgets::rows::{Fetch, Rows, Step};

#[derive(Debug, Default)]
pub struct Tickets {
    rows: Rows<TicketRow>,
    queue: Queue,
    counts: Vec<(Queue, u32)>,
    search: Input,
    typing: bool,
    /// As it was typed: the desk reads it.
    filter: String,
    /// The saved view that is open.
    view: Option<String>,
    sort: TicketSort,
    descending: bool,
    total: Option<u32>,
    fetch: Option<(u64, Fetch)>,
    /// The asks for how many lie in the queues, and for what may be chosen from.
    counting: Option<u64>,
    choosing: Option<u64>,
    /// Where the next page begins, and the place before the first row held.
    next: Option<TicketPlace>,
    before: Option<TicketPlace>,
    marks: BTreeMap<Id, TicketRow>,
    /// The ask of marking all.
    marking: Option<u64>,
    /// An act that is on its way.
    doing: Option<(u64, Deed)>,
    problem: Option<Problem>,
    /// The first row that comes is opened: the one that is shown is none of what was asked last.
    opening: bool,
    /// The list was loaded once.
    asked: bool,
    /// Others have changed what is shown, perhaps.
    stale: bool,
    open: Option<OpenTicket>,
    /// Whether the keys go to the opened ticket.
    in_detail: bool,
    /// Up to when the words of promises are drawn.
    seen: Micros,
}

impl Tickets {
    /// The screen is shown: what it must know is asked for.
    pub fn enter(&mut self, cx: &mut Context) {
        self.learn(cx);
        self.seen = cx.now;
        if self.asked {
            self.freshen(cx);
        } else {
            self.load(cx);
        }
        if let Some(open) = &mut self.open {
            open.freshen(cx);
        }
    }

    fn narrowed(&self) -> bool {
        !self.filter.is_empty() || self.view.is_some()
    }

    /// Rows of the list.
    fn height(&self, cx: &Context) -> usize {
        cx.body_height().saturating_sub(3 + usize::from(self.narrowed()))
    }

    pub fn open(&mut self, id: Id, cx: &mut Context) {
        self.open = Some(OpenTicket::open(id, cx));
        self.in_detail = true;
        self.typing = false;
    }

    /// The ticket that the keys go to.
    pub fn opened(&self) -> Option<Id> {
        self.open.as_ref().filter(|_| self.in_detail).map(|open| open.id)
    }

    /// The ticket that is in view and may be seen.
    pub fn in_view(&self) -> Option<Id> {
        self.open.as_ref().filter(|open| open.loaded().is_some()).map(|open| open.id)
    }

    fn loaded(&self) -> Option<&TicketDetail> {
        self.open.as_ref().and_then(OpenTicket::loaded)
    }

    pub fn leave_detail(&mut self, cx: &mut Context) {
        self.in_detail = false;
        if !cx.wide() {
            self.open = None;
        }
        self.freshen(cx);
    }

    /// Whether the list is hidden behind the ticket.
    fn covered(&self, cx: &Context) -> bool {
        self.in_detail && !cx.wide()
    }

    /// Something was changed: the list and, if it is that one, the opened ticket are loaded again where they stand.
    pub fn changed(&mut self, ticket: Option<Id>, cx: &mut Context) {
        if self.asked {
            self.reload(cx);
        }
        if let Some(open) = self.open.as_mut().filter(|open| ticket.is_none_or(|id| id == open.id)) {
            open.refresh(cx);
        }
    }

    /// Others changed tickets: what is shown of them is asked for again, as soon as it is shown.
    pub fn news(&mut self, shown: bool, cx: &mut Context) {
        self.stale = self.asked;
        if let Some(open) = &mut self.open {
            open.stale = true;
            if shown {
                open.freshen(cx);
            }
        }
        if shown {
            self.freshen(cx);
        }
    }

    /// Who else is at the ticket; whether that must be drawn.
    pub fn meet(&mut self, ticket: Id, others: Vec<Presence>) -> bool {
        let open = self.open.as_mut().filter(|open| open.id == ticket);
        open.is_some_and(|open| open.meet(others))
    }

    /// When words of promises next change, of all that is in view.
    fn next_change(&self, now: Micros, cx: &Context) -> Option<Micros> {
        let list = self.rows.visible(if self.covered(cx) { 0 } else { self.height(cx) });
        let nearest = |row: &TicketRow| words::next_change(words::nearest(&row.ticket.clocks, now), now);
        let open = self.open.as_ref().and_then(|open| open.next_change(now));
        list.filter_map(|(_, row)| nearest(row)).chain(open).min()
    }

    fn turn_queue(&mut self, by: usize, cx: &mut Context) {
        let at = Queue::ALL.iter().position(|queue| *queue == self.queue).unwrap_or(0);
        self.show_queue(Queue::ALL[(at + by) % Queue::ALL.len()], cx);
    }

    fn show_queue(&mut self, queue: Queue, cx: &mut Context) {
        self.queue = queue;
        self.marks.clear();
        self.rows = Rows::default();
        self.load(cx);
    }

    fn sort_by(&mut self, sort: TicketSort, descending: bool, cx: &mut Context) {
        (self.sort, self.descending) = (sort, descending);
        self.load(cx);
    }

    fn set_filter(&mut self, text: &str, cx: &mut Context) {
        text.clone_into(&mut self.filter);
        self.view = None;
        self.rows = Rows::default();
        self.load(cx);
    }

    fn open_view(&mut self, view: &View, cx: &mut Context) {
        let ViewList::Tickets { queue, sort, descending } = view.draft.list else { return };
        if ticket_filter::parse(&view.draft.filter).is_err() {
            return cx.say(Tone::Bad, cx.t("view-unreadable"));
        }
        self.search.clear();
        self.typing = false;
        self.leave_detail(cx);
        self.marks.clear();
        (self.queue, self.sort, self.descending) = (queue, sort, descending);
        self.set_filter(&view.draft.filter, cx);
        self.view = Some(view.draft.name.clone());
    }

    /// The list as it is now, to be saved.
    fn view_draft(&self) -> ViewDraft {
        let list = ViewList::Tickets { queue: self.queue, sort: self.sort, descending: self.descending };
        ViewDraft { id: None, name: String::new(), filter: self.filter.clone(), list, shared: Vec::new() }
    }

    fn change_many(&self, change: &TicketChange, words: &str, cx: &mut Context) {
        let change = ChangeMany::new(self.marks.values().cloned().collect(), change.clone(), words.to_owned(), cx);
        cx.opened.push(Box::new(change));
    }

    fn step_pane(&mut self, step: Step, cx: &mut Context) {
        match self.open.as_mut().filter(|_| self.in_detail) {
            Some(open) => open.scroll(step, cx),
            None => self.step(step, cx),
        }
    }

    /// Actions of the list, whose pane has the focus.
    fn act_in_list(&mut self, action: Action, cx: &mut Context) -> Answer {
        match action {
            Action::Open if matches!(self.fetch, Some((_, Fetch::First))) => self.opening = true,
            Action::Open => self.open_selected(cx),
            Action::NextTab => self.turn_queue(1, cx),
            Action::PreviousTab => self.turn_queue(Queue::ALL.len() - 1, cx),
            Action::Search => self.typing = true,
            Action::Back if self.typing => self.typing = false,
            Action::Back if !self.marks.is_empty() || self.marking.is_some() => {
                self.marks.clear();
                self.marking = None;
            }
            Action::Back => {
                self.search.clear();
                self.load(cx);
            }
            Action::Sort => self.pick_sort(cx),
            Action::Reverse => self.sort_by(self.sort, !self.descending, cx),
            Action::Filter => {
                let line = TicketFilter::new(&self.filter, cx);
                cx.opened.push(Box::new(line));
            }
            Action::ClearFilter => self.set_filter("", cx),
            Action::Views => {
                let views = Views::new(self.view_draft(), cx);
                cx.opened.push(Box::new(views));
            }
            Action::Mark => self.mark(cx),
            Action::MarkAll => self.mark_all(cx),
            Action::Bulk if !self.marks.is_empty() => self.pick_many(cx),
            Action::Take => self.take(cx),
            Action::Reload => self.reload(cx),
            _ => return Answer::Ignored,
        }
        Answer::Consumed
    }
}

impl Layer for Tickets {
    fn place(&self) -> Place {
        if self.in_detail {
            Place::Ticket
        } else if self.typing {
            Place::Search
        } else {
            Place::Tickets
        }
    }

    fn trail(&self, cx: &Context) -> Vec<String> {
        let mut trail = vec![cx.t("place-tickets")];
        if self.in_detail {
            trail.extend(self.loaded().map(|detail| format!("#{}", detail.row.ticket.number)));
        } else {
            trail.push(cx.t(words::queue_key(self.queue)));
            trail.extend(self.view.clone());
        }
        trail
    }

    fn facts(&self, facts: &mut Facts) {
        facts.row = !self.rows.is_empty();
        facts.searched = !self.search.is_empty();
        facts.filtered = self.narrowed();
        facts.marked = !self.marks.is_empty() || self.marking.is_some();
        if let Some(open) = &self.open {
            open.facts(facts);
        }
    }

    fn act(&mut self, action: Action, cx: &mut Context) -> Answer {
        match action {
            Action::Up => self.step_pane(Step::Up, cx),
            Action::Down => self.step_pane(Step::Down, cx),
            Action::PageUp => self.step_pane(Step::PageUp, cx),
            Action::PageDown => self.step_pane(Step::PageDown, cx),
            Action::First => self.step_pane(Step::First, cx),
            Action::Last => self.step_pane(Step::Last, cx),
            Action::OtherPane => self.in_detail = !self.in_detail && self.open.is_some(),
            Action::Back if self.in_detail => self.leave_detail(cx),
            Action::New => {
                let form = TicketForm::new_ticket(None, cx);
                cx.opened.push(Box::new(form));
            }
            Action::NextTicket => self.next_ticket(cx),
            Action::Why => {
                let why = WhyView::of(why::TICKETS, cx);
                cx.opened.push(Box::new(why));
            }
            Action::Reload if self.in_detail => {
                let id = self.opened();
                self.open = id.map(|id| OpenTicket::open(id, cx));
            }
            _ if self.in_detail => return self.act_on_ticket(action, cx),
            action => return self.act_in_list(action, cx),
        }
        Answer::Consumed
    }

    fn key(&mut self, key: Key, cx: &mut Context) -> Answer {
        if !self.typing {
            return Answer::Ignored;
        }
        match self.search.key(key) {
            Edit::Ignored => return Answer::Ignored,
            Edit::Moved => {}
            Edit::Changed => self.load(cx),
        }
        Answer::Consumed
    }

    fn paste(&mut self, text: &str, cx: &mut Context) {
        if self.typing {
            self.search.insert(text);
            self.load(cx);
        }
    }

    fn hit(&mut self, target: Target, double: bool, cx: &mut Context) -> Answer {
        match target {
            Target::Row(row) => {
                (self.in_detail, self.typing) = (false, false);
                self.rows.select(row.min(self.rows.len().saturating_sub(1)));
                if double {
                    return self.act(Action::Open, cx);
                }
            }
            Target::Column(column) => {
                if let Some(sort) = Column::ALL.get(column).and_then(|column| column.sort()) {
                    let descending = sort == self.sort && !self.descending;
                    self.sort_by(sort, descending, cx);
                }
            }
            Target::Tab(index) => {
                if let Some(queue) = Queue::ALL.get(index) {
                    self.in_detail = false;
                    self.show_queue(*queue, cx);
                }
            }
            Target::Pane => self.in_detail = self.open.is_some(),
            Target::List => self.in_detail = false,
            Target::Field(_) | Target::Action(_) => return Answer::Ignored,
        }
        Answer::Consumed
    }

    fn wheel(&mut self, target: Option<Target>, down: bool, cx: &mut Context) -> Answer {
        const LINES: usize = 3;
        let step = if down { Step::Down } else { Step::Up };
        for _ in 0..LINES {
            match (target, &mut self.open) {
                (Some(Target::Pane), Some(open)) => open.scroll(step, cx),
                _ => self.step(step, cx),
            }
        }
        Answer::Consumed
    }

    fn waits(&self, ticket: u64) -> bool {
        self.page_waits(ticket)
            || self.doing.as_ref().is_some_and(|(expected, _)| *expected == ticket)
            || self.open.as_ref().is_some_and(|open| open.waits(ticket))
    }

    fn reply(&mut self, ticket: u64, result: Result<Reply, Problem>, cx: &mut Context) -> Answer {
        if self.page_waits(ticket) {
            self.take_page(ticket, result, cx);
        } else if self.doing.as_ref().is_some_and(|(expected, _)| *expected == ticket) {
            self.done(result, cx);
        } else if let Some(open) = &mut self.open {
            open.reply(result, cx);
            open.freshen(cx);
        }
        Answer::Consumed
    }

    fn wake(&self, cx: &Context) -> Option<Micros> {
        [self.fresh_wake(cx), self.next_change(cx.now, cx)].into_iter().flatten().min()
    }

    fn tick(&mut self, cx: &mut Context) -> Answer {
        self.freshen(cx);
        load::escalate(cx);
        cx.dirty |= self.next_change(self.seen, cx).is_some_and(|at| at <= cx.now);
        self.seen = cx.now;
        Answer::Consumed
    }

    fn intent(&mut self, intent: &Intent, cx: &mut Context) -> Answer {
        match intent {
            Intent::Picked(Choice::Ticket(picked)) => self.picked(picked, cx),
            Intent::Tickets(TicketsIntent::Filter(text)) => self.set_filter(text, cx),
            Intent::Tickets(TicketsIntent::Open(id)) => self.open(*id, cx),
            Intent::OpenView(view) => self.open_view(view, cx),
            Intent::Tickets(TicketsIntent::Saved(id)) => {
                let shown = self.open.as_ref().is_some_and(|open| open.id == *id);
                self.changed(Some(*id), cx);
                if !shown {
                    self.open(*id, cx);
                }
            }
            Intent::Tickets(TicketsIntent::Changed(id)) => self.changed(Some(*id), cx),
            Intent::Tickets(TicketsIntent::ManyChanged) => {
                let touched = self.open.as_ref().map(|open| open.id).filter(|id| self.marks.contains_key(id));
                self.marks.clear();
                self.marking = None;
                // What was not changed is not opened anew.
                self.changed(Some(touched.unwrap_or_default()), cx);
            }
            _ => return Answer::Ignored,
        }
        Answer::Consumed
    }

    fn draw(&self, buf: &mut Buffer, area: Rect, cx: &Context) -> Option<Position> {
        if let Some(open) = self.open.as_ref().filter(|_| self.covered(cx)) {
            return Some(open.draw(buf, area, cx));
        }
        self.draw_queues(buf, Rect { height: 1, ..area }, cx);
        let area = Rect { y: area.y + 1, height: area.height.saturating_sub(1), ..area };
        if !cx.wide() {
            return Some(self.draw_list(buf, area, cx));
        }
        let [left, right] = draw_panes(buf, area, cx);
        let list = self.draw_list(buf, left, cx);
        match &self.open {
            Some(open) => {
                let cursor = open.draw(buf, right, cx);
                Some(if self.in_detail { cursor } else { list })
            }
            None => {
                draw_none_open(buf, right, 2, "ticket-none-open", cx);
                Some(list)
            }
        }
    }
}
