//! One opened customer: overview, timeline and access.

use crate::desk::api::{
    ActivityReply, ActivityRequest, CustomerDetail, CustomerRow, LogRow, Problem, Reply, Request, TicketReply,
    TicketRequest, TicketRow, TimelineRow,
};
use crate::domain::{ActivityKind, CustomerKind, Field, Id, Micros};
use crate::ui::context::{Context, Facts, Intent, Tone};
use crate::ui::hits::Target;
use crate::ui::keymap::Action;
use crate::ui::layer::Answer;
use crate::ui::popups::check::Check;
use crate::ui::popups::entry::EntryView;
use crate::ui::popups::note::NoteForm;
use crate::ui::popups::note_view::NoteView;
use crate::ui::popups::office::detector;
use crate::ui::popups::pick::{Choice, Pick};
use crate::ui::popups::reveal::{Goal, Reveal};
use crate::ui::popups::seen::SeenView;
use crate::ui::popups::sharing::SharingView;
use crate::ui::popups::task::quick::QuickAdd;
use crate::ui::popups::ticket::TicketsIntent;
use crate::ui::popups::why::{self, WhyView};
use crate::ui::screens::detail_view::activity_key;
use crate::ui::screens::tickets::load::ask;
use crate::ui::widgets::choose::Item;
use crate::ui::widgets::rows::{Keyed, Rows, Step};

impl Keyed for TimelineRow {
    type Key = Id;
    fn key(&self) -> Id {
        self.activity.id
    }
}

impl Keyed for LogRow {
    type Key = i64;
    fn key(&self) -> i64 {
        self.sequence
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub enum Tab {
    #[default]
    Overview,
    Timeline,
    Tickets,
    /// Who works for the company.
    People,
    Access,
}

/// What became of a request.
#[derive(Debug, Default)]
pub enum Load<T> {
    #[default]
    Waiting,
    Ready(T),
    Failed(Problem),
}

/// Rows that load on demand.
#[derive(Debug)]
pub struct Feed<T: Keyed> {
    pub rows: Rows<T>,
    pub ticket: Option<u64>,
    pub asked: bool,
    /// What comes next replaces the rows.
    stale: bool,
    /// It does so for what others did: whoever has gone down the rows stays there.
    quiet: bool,
    pub problem: Option<Problem>,
}

impl<T: Keyed> Feed<T> {
    fn new() -> Self {
        Self { rows: Rows::default(), ticket: None, asked: false, stale: false, quiet: false, problem: None }
    }

    fn take(&mut self, rows: Vec<T>) {
        self.ticket = None;
        self.problem = None;
        let quiet = std::mem::take(&mut self.quiet);
        if std::mem::take(&mut self.stale) {
            if quiet && self.rows.index() > 0 && !rows.is_empty() {
                return self.rows.renew_first(rows);
            }
            self.rows = Rows::default();
        }
        if rows.is_empty() {
            self.rows.at_end = true;
        } else if self.rows.is_empty() {
            self.rows.replace(rows);
        } else {
            self.rows.append(rows);
        }
    }
}

/// Rows of a tab that are seen at least.
fn rows_height(cx: &Context) -> usize {
    cx.body_height().saturating_sub(10).max(3)
}

#[derive(Debug)]
pub struct Detail {
    pub id: Id,
    ticket: Option<u64>,
    data: Load<Box<CustomerDetail>>,
    pub tab: Tab,
    /// The selected sealed field, by its place among the masks.
    pub field: usize,
    pub timeline: Feed<TimelineRow>,
    pub people: Feed<CustomerRow>,
    /// Where the next page of people begins.
    people_from: Option<crate::desk::api::Place>,
    /// The kind of lines that it shows; `None`: all.
    pub kind: Option<ActivityKind>,
    removing: Option<u64>,
    pub access: Feed<LogRow>,
    /// The customer's tickets, where tickets may be seen.
    pub tickets: Option<Feed<TicketRow>>,
}

impl Detail {
    /// Opens a customer: the desk audits this.
    pub fn open(id: Id, cx: &mut Context) -> Self {
        let ticket = Some(cx.ask(Request::Customer(id)));
        let mut detail = Self {
            id,
            ticket,
            data: Load::Waiting,
            tab: Tab::default(),
            field: 0,
            timeline: Feed::new(),
            people: Feed::new(),
            people_from: None,
            kind: None,
            removing: None,
            access: Feed::new(),
            tickets: cx.rights().tickets.then(Feed::new),
        };
        if cx.wide() {
            // There is room for the newest lines below the overview.
            detail.load_timeline(cx);
        }
        detail
    }

    /// Loads the customer again; what is shown stays until the answer comes.
    pub fn refresh(&mut self, cx: &mut Context) {
        self.ticket = Some(cx.ask(Request::Customer(self.id)));
        if self.timeline.asked {
            self.load_timeline(cx);
        }
        if self.people.asked {
            self.load_people(cx);
        }
    }

    /// Shows what others changed, as a part of the look that is logged already.
    pub fn freshen(&mut self, cx: &mut Context) {
        self.ticket = Some(cx.ask(Request::Refresh(self.id)));
        if self.timeline.asked {
            self.load_timeline(cx);
            self.timeline.quiet = true;
        }
    }

    pub fn state(&self) -> &Load<Box<CustomerDetail>> {
        &self.data
    }

    pub fn loaded(&self) -> Option<&CustomerDetail> {
        match &self.data {
            Load::Ready(detail) => Some(detail),
            _ => None,
        }
    }

    /// A mark of one's own: nothing is loaded for it.
    pub fn star(&mut self, on: bool) {
        if let Load::Ready(detail) = &mut self.data {
            detail.starred = on;
        }
    }

    pub fn name(&self) -> Option<&str> {
        self.loaded().map(|detail| detail.customer.name.as_str())
    }

    fn selected_field(&self) -> Option<Field> {
        if self.tab != Tab::Overview {
            return None;
        }
        self.loaded()?.masked.get(self.field).map(|masked| masked.field)
    }

    pub fn facts(&self, facts: Facts) -> Facts {
        let at_access = self.tab == Tab::Access;
        let line = self.line();
        let tickets = self.tickets.as_ref().filter(|_| self.tab == Tab::Tickets);
        let facts = Facts {
            access_row: at_access && !self.access.rows.is_empty(),
            may_see: at_access,
            timeline: self.tab == Tab::Timeline,
            line: line.is_some(),
            may_edit_line: line.is_some_and(|line| line.may_edit),
            may_remove_line: line.is_some_and(|line| line.may_remove),
            ticket_row: tickets.is_some_and(|feed| !feed.rows.is_empty()),
            person_row: self.tab == Tab::People && !self.people.rows.is_empty(),
            ..facts
        };
        match self.loaded() {
            Some(detail) => facts.with_detail(detail, self.selected_field()),
            None => Facts { detail: true, ..facts },
        }
    }

    pub fn tabs(&self) -> Vec<Tab> {
        let mut tabs = vec![Tab::Overview, Tab::Timeline];
        if self.tickets.is_some() {
            tabs.push(Tab::Tickets);
        }
        if self.loaded().is_some_and(|detail| detail.customer.kind == CustomerKind::Company) {
            tabs.push(Tab::People);
        }
        if self.loaded().is_some_and(|detail| detail.may_see_access) {
            tabs.push(Tab::Access);
        }
        tabs
    }

    pub fn load_timeline(&mut self, cx: &mut Context) {
        self.timeline.stale = true;
        self.timeline.quiet = false;
        self.timeline.asked = true;
        self.timeline.ticket = Some(cx.ask(self.page_of_timeline(None)));
    }

    fn page_of_timeline(&self, before: Option<(Micros, Id)>) -> Request {
        let customer = self.id;
        match self.kind {
            None => Request::Timeline { customer, before },
            kind => Request::Activity(Box::new(ActivityRequest::List { customer, kind, before })),
        }
    }

    /// Shows lines of one kind, or all.
    pub fn show_kind(&mut self, kind: Option<ActivityKind>, cx: &mut Context) {
        self.kind = kind;
        self.load_timeline(cx);
    }

    fn pick_kind(&self, cx: &mut Context) {
        let all = Item::new(cx.t("timeline-all"), Choice::Kind(None));
        let kinds = ActivityKind::ALL.map(|kind| Item::new(cx.t(activity_key(kind)), Choice::Kind(Some(kind))));
        let now = self.kind;
        let pick = Pick::new("place-timeline-kind", std::iter::once(all).chain(kinds).collect());
        cx.opened.push(Box::new(pick.at(|choice| matches!(choice, Choice::Kind(kind) if *kind == now))));
    }

    /// The line of the timeline that is selected.
    fn line(&self) -> Option<&TimelineRow> {
        self.timeline.rows.selected().filter(|_| self.tab == Tab::Timeline)
    }

    pub fn on_line(&self) -> bool {
        self.line().is_some()
    }

    /// Takes the selected line away; it can be put back.
    fn remove_line(&mut self, cx: &mut Context) {
        let note = self.line().filter(|line| line.may_remove).map(|line| line.activity.id);
        if let Some(note) = note.filter(|_| self.removing.is_none()) {
            self.removing = Some(cx.ask(Request::Activity(Box::new(ActivityRequest::Remove { note }))));
        }
    }

    fn load_tickets(&mut self, cx: &mut Context) {
        let id = self.id;
        if let Some(feed) = &mut self.tickets {
            (feed.stale, feed.quiet, feed.asked) = (true, feed.asked, true);
            feed.ticket = Some(ask(TicketRequest::OfCustomer(id), cx));
        }
    }

    /// Tickets have changed: if they were shown, they are asked for again.
    pub fn reload_tickets(&mut self, cx: &mut Context) {
        if self.tickets.as_ref().is_some_and(|feed| feed.asked) {
            self.load_tickets(cx);
        }
    }

    fn load_people(&mut self, cx: &mut Context) {
        self.people.stale = true;
        self.people.asked = true;
        self.people.ticket = Some(cx.ask(Request::People { company: self.id, from: None }));
    }

    fn turn(&mut self, by: usize, cx: &mut Context) {
        let tabs = self.tabs();
        let at = tabs.iter().position(|tab| *tab == self.tab).unwrap_or(0);
        self.show(tabs[(at + by) % tabs.len()], cx);
    }

    fn show(&mut self, tab: Tab, cx: &mut Context) {
        self.tab = tab;
        match self.tab {
            Tab::Timeline if !self.timeline.asked => self.load_timeline(cx),
            Tab::Tickets if self.tickets.as_ref().is_some_and(|feed| !feed.asked) => self.load_tickets(cx),
            Tab::People if !self.people.asked => self.load_people(cx),
            Tab::Access if !self.access.asked => {
                self.access.asked = true;
                self.access.ticket = Some(cx.ask(Request::Access { customer: self.id, before: None }));
            }
            _ => {}
        }
    }

    fn step(&mut self, step: Step, cx: &mut Context) {
        let height = rows_height(cx);
        match self.tab {
            Tab::Overview => {
                let last = self.loaded().map_or(0, |detail| detail.masked.len()).saturating_sub(1);
                self.field = match step {
                    Step::Up => self.field.saturating_sub(1),
                    Step::Down => (self.field + 1).min(last),
                    Step::First | Step::PageUp => 0,
                    Step::Last | Step::PageDown => last,
                };
            }
            Tab::Timeline => {
                self.timeline.rows.step(step, height);
                let feed = &self.timeline;
                if feed.ticket.is_none() && !feed.rows.at_end && feed.rows.near_end() {
                    let before = feed.rows.all().last().map(|row| (row.activity.at, row.activity.id));
                    self.timeline.ticket = Some(cx.ask(self.page_of_timeline(before)));
                }
            }
            Tab::Tickets => {
                if let Some(feed) = &mut self.tickets {
                    feed.rows.step(step, height);
                }
            }
            Tab::People => {
                self.people.rows.step(step, height);
                let feed = &mut self.people;
                if feed.ticket.is_none() && self.people_from.is_some() && feed.rows.near_end() {
                    let from = self.people_from.clone();
                    feed.ticket = Some(cx.ask(Request::People { company: self.id, from }));
                }
            }
            Tab::Access => {
                self.access.rows.step(step, height);
                let feed = &mut self.access;
                if feed.ticket.is_none() && !feed.rows.at_end && feed.rows.near_end() {
                    let before = feed.rows.all().last().map(|row| row.sequence);
                    feed.ticket = Some(cx.ask(Request::Access { customer: self.id, before }));
                }
            }
        }
    }

    /// The entry of the log that the selected access is.
    fn open_access(&self, cx: &mut Context) {
        if let Some(row) = self.access.rows.selected().filter(|_| self.tab == Tab::Access) {
            let entry = EntryView::of_list(row.sequence, cx);
            cx.opened.push(Box::new(entry));
        }
    }

    fn open_ticket(&self, cx: &mut Context) {
        let row = self.tickets.as_ref().and_then(|feed| feed.rows.selected());
        cx.intents.extend(row.map(|row| Intent::Tickets(TicketsIntent::Open(row.ticket.id))));
    }

    /// The access above or below, for the entry that is open over them.
    pub fn step_access(&mut self, step: Step, cx: &mut Context) {
        if self.tab == Tab::Access {
            self.step(step, cx);
            cx.intents.extend(self.access.rows.selected().map(|row| Intent::TurnEntry(row.sequence)));
        }
    }

    pub fn act(&mut self, action: Action, cx: &mut Context) -> Answer {
        match action {
            Action::NextTab => self.turn(1, cx),
            Action::PreviousTab => self.turn(self.tabs().len() - 1, cx),
            Action::Up => self.step(Step::Up, cx),
            Action::Down => self.step(Step::Down, cx),
            Action::PageUp => self.step(Step::PageUp, cx),
            Action::PageDown => self.step(Step::PageDown, cx),
            Action::First => self.step(Step::First, cx),
            Action::Last => self.step(Step::Last, cx),
            Action::Reload => *self = Self { tab: Tab::Overview, ..Self::open(self.id, cx) },
            Action::Reveal => {
                if let (Some(field), Some(detail)) = (self.selected_field(), self.loaded()) {
                    let may = detail.may_reveal.contains(&field);
                    let reveal = Reveal::new(detail, field, if may { Goal::See } else { Goal::Ask }, cx);
                    cx.opened.push(Box::new(reveal));
                }
            }
            Action::Check => {
                if let (Some(field), Some(detail)) = (self.selected_field(), self.loaded()) {
                    cx.opened.push(Box::new(Check::new(detail, field)));
                }
            }
            Action::Share => {
                if let Some(detail) = self.loaded() {
                    let sharing = SharingView::open(detail, cx);
                    cx.opened.push(Box::new(sharing));
                }
            }
            Action::Honeytoken => {
                if let Some(detail) = self.loaded() {
                    let sure = detector::make_honeytoken(&detail.customer, cx);
                    cx.opened.push(Box::new(sure));
                }
            }
            Action::Why => {
                let why = WhyView::open(why::of_customer(self.selected_field()), Some(self.id), cx);
                cx.opened.push(Box::new(why));
            }
            Action::Open if self.tab == Tab::Tickets => self.open_ticket(cx),
            Action::Open if self.tab == Tab::People => {
                cx.intents.extend(self.people.rows.selected().map(|row| Intent::OpenCustomer(row.id)));
            }
            Action::Open => match self.line() {
                Some(line) => {
                    let view = NoteView::open(line.activity.id, cx);
                    cx.opened.push(Box::new(view));
                }
                None => self.open_access(cx),
            },
            Action::Edit => {
                if let (Some(detail), Some(line)) = (self.loaded(), self.line().filter(|line| line.may_edit)) {
                    let form = NoteForm::edit(detail, &line.activity, cx);
                    cx.opened.push(Box::new(form));
                }
            }
            Action::Trash => self.remove_line(cx),
            Action::Filter => self.pick_kind(cx),
            Action::LogCall => {
                if let Some(detail) = self.loaded() {
                    let form = NoteForm::call(detail, cx);
                    cx.opened.push(Box::new(form));
                }
            }
            Action::Seen => {
                let seen = SeenView::open(self.id, cx);
                cx.opened.push(Box::new(seen));
            }
            Action::FollowUp => {
                if let Some(detail) = self.loaded() {
                    let about = (detail.customer.id, detail.customer.name.clone());
                    cx.opened.push(Box::new(QuickAdd::new(Some(about))));
                }
            }
            Action::Note => {
                if let Some(detail) = self.loaded() {
                    let form = NoteForm::new(detail, cx);
                    cx.opened.push(Box::new(form));
                }
            }
            _ => return Answer::Ignored,
        }
        Answer::Consumed
    }

    /// A click on a field, a line or a tab.
    pub fn hit(&mut self, target: Target, double: bool, cx: &mut Context) -> Answer {
        match target {
            Target::Tab(index) => {
                if let Some(tab) = self.tabs().get(index) {
                    self.show(*tab, cx);
                }
            }
            Target::Field(index) => {
                match self.tab {
                    Tab::Overview => self.field = index,
                    Tab::Timeline => self.timeline.rows.select(index),
                    Tab::Tickets => {
                        if let Some(feed) = &mut self.tickets {
                            feed.rows.select(index);
                        }
                    }
                    Tab::People => self.people.rows.select(index),
                    Tab::Access => self.access.rows.select(index),
                }
                if double && self.tab == Tab::Tickets {
                    self.open_ticket(cx);
                }
                let may_reveal = self.facts(Facts::default()).may_reveal;
                if double && self.tab == Tab::Overview && may_reveal {
                    return self.act(Action::Reveal, cx);
                }
                if double && matches!(self.tab, Tab::Timeline | Tab::People) {
                    return self.act(Action::Open, cx);
                }
                if double && self.tab == Tab::Access && cx.rights().log {
                    self.open_access(cx);
                }
            }
            Target::Pane => {}
            _ => return Answer::Ignored,
        }
        Answer::Consumed
    }

    pub fn waits(&self, ticket: u64) -> bool {
        let tickets = self.tickets.as_ref().and_then(|feed| feed.ticket);
        [self.ticket, self.timeline.ticket, self.people.ticket, self.removing, self.access.ticket, tickets]
            .contains(&Some(ticket))
    }

    pub fn reply(&mut self, ticket: u64, result: Result<Reply, Problem>, cx: &mut Context) {
        let ticket = Some(ticket);
        match result {
            Ok(Reply::Customer(detail)) if self.ticket == ticket => {
                self.ticket = None;
                let detail = detail.without_retired();
                self.field = self.field.min(detail.masked.len().saturating_sub(1));
                if detail.unlogged {
                    cx.say(Tone::Warn, cx.t("unlogged"));
                }
                self.data = Load::Ready(detail);
            }
            Ok(Reply::Timeline(rows)) if self.timeline.ticket == ticket => {
                self.timeline.take(rows);
                self.timeline.rows.fill(rows_height(cx));
            }
            Ok(Reply::Ticket(reply)) => {
                if let (TicketReply::OfCustomer(rows), Some(feed)) = (*reply, &mut self.tickets) {
                    feed.take(rows);
                    feed.rows.at_end = true;
                }
            }
            Ok(Reply::People(people)) if self.people.ticket == ticket => {
                self.people_from = people.next;
                self.people.take(people.rows);
                self.people.rows.fill(rows_height(cx));
            }
            Ok(Reply::Activity(reply)) => match *reply {
                ActivityReply::List(rows) if self.timeline.ticket == ticket => {
                    self.timeline.take(rows);
                    self.timeline.rows.fill(rows_height(cx));
                }
                ActivityReply::Removed if self.removing == ticket => {
                    self.removing = None;
                    let undo = cx.keys.written("undo");
                    cx.say(Tone::Good, cx.i18n.t_with("note-removed", &[("undo", undo.into())]));
                    self.load_timeline(cx);
                }
                _ => {}
            },
            Ok(Reply::Access(rows)) if self.access.ticket == ticket => self.access.take(rows),
            Ok(_) => {}
            Err(problem) => {
                cx.complain(&problem);
                if self.ticket == ticket {
                    self.ticket = None;
                    self.data = Load::Failed(problem);
                } else if self.removing == ticket {
                    self.removing = None;
                } else if self.timeline.ticket == ticket {
                    self.timeline.ticket = None;
                    self.timeline.problem = Some(problem);
                } else if let Some(feed) = self.tickets.as_mut().filter(|feed| feed.ticket == ticket) {
                    feed.ticket = None;
                    feed.problem = Some(problem);
                } else if self.people.ticket == ticket {
                    self.people.ticket = None;
                    self.people.problem = Some(problem);
                } else {
                    self.access.ticket = None;
                    self.access.problem = Some(problem);
                }
            }
        }
    }
}
