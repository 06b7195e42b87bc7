//! Customers: the list with its search, filter, order and marks, and the opened customer beside it or in its
//! place.

mod draw;
mod load;
mod place;
mod upkeep;

use std::collections::{BTreeMap, BTreeSet};

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use super::columns::Column;
use super::detail::Detail;
use crate::desk::api::{CopyWhat, CustomerRow, Problem, Reply, Request, Sort, SortBy, View, ViewDraft, ViewList};
use crate::domain::filter::{self, Filter};
use crate::domain::{Id, Micros};
use crate::ui::context::{Context, Facts, Intent, Tone};
use crate::ui::event::Key;
use crate::ui::hits::Target;
use crate::ui::keymap::{Action, Place};
use crate::ui::layer::{Answer, Layer};
use crate::ui::popups::bulk::{Bulk, Marked};
use crate::ui::popups::column_choice::ColumnChoice;
use crate::ui::popups::form::CustomerForm;
use crate::ui::popups::list_filter::ListFilter;
use crate::ui::popups::pick::{Choice, Pick};
use crate::ui::popups::ticket::form::TicketForm;
use crate::ui::popups::views::Views;
use crate::ui::popups::why::{self, WhyView};
use crate::ui::widgets::choose::Item;
use crate::ui::widgets::input::{Edit, Input};
use crate::ui::widgets::record_list::{draw_none_open, draw_panes, list_width};
use crate::ui::widgets::rows::{Fetch, Rows, Step};
use load::Count;
pub use place::ListPlace;

#[derive(Debug, Default)]
pub struct Customers {
    rows: Rows<CustomerRow>,
    search: Input,
    typing: bool,
    /// An exact lookup (`/` first) was typed and waits for Enter: each one is audited.
    unasked: bool,
    /// As typed, and as read.
    filter_text: String,
    filter: Filter,
    sort: Sort,
    /// The columns and their widths; empty: as many as fit.
    columns: Vec<(String, u16)>,
    /// The saved view that is open.
    view: Option<String>,
    total: Option<u64>,
    count: Count,
    fetch: Option<(u64, Fetch)>,
    /// Where the next page begins, and the place before the first row held.
    next: Option<crate::desk::api::Place>,
    before: Option<crate::desk::api::Place>,
    /// What has come so far of the rows that are held, when they are loaded again.
    again: Option<Vec<CustomerRow>>,
    /// Where the desk rested on its way back, before there was enough to show.
    previous: Option<crate::desk::api::Place>,
    marks: BTreeMap<Id, Marked>,
    /// The ask of marking all.
    marking: Option<u64>,
    copying: Option<u64>,
    /// The ask for a star, and whose it is.
    starring: Option<(u64, Id)>,
    problem: Option<Problem>,
    /// The first row that comes is opened: the one that is shown is none of what was asked last.
    opening: bool,
    /// Others have changed what is shown, perhaps.
    stale: bool,
    /// The rows are loaded again for what others did: what was counted is near enough.
    quiet: bool,
    pub detail: Option<Detail>,
    /// Whether the keys go to the detail.
    in_detail: bool,
}

impl Customers {
    /// The first load after the sign-in, as the member likes the list.
    pub fn begin(&mut self, cx: &mut Context) {
        self.sort = cx.preferences.sort;
        self.columns.clone_from(&cx.preferences.columns);
        self.load(cx);
    }

    fn typed(&mut self, cx: &mut Context) {
        self.unasked = self.is_lookup();
        if self.unasked {
            // The rows of the search before are no answer to this one.
            self.rows.replace(Vec::new());
        } else {
            self.load(cx);
        }
    }

    /// Whether a line tells of a filter or a view.
    fn is_narrowed(&self) -> bool {
        !self.filter_text.is_empty() || self.view.is_some()
    }

    fn height(&self, cx: &Context) -> usize {
        cx.body_height().saturating_sub(2 + usize::from(self.is_narrowed()))
    }

    fn own_columns(&self) -> Vec<(Column, u16)> {
        self.columns.iter().filter_map(|(name, width)| Some((Column::from_name(name)?, *width))).collect()
    }

    pub fn open(&mut self, id: Id, cx: &mut Context) {
        self.detail = Some(Detail::open(id, cx));
        self.in_detail = true;
        self.typing = false;
    }

    /// The customer that the keys go to.
    pub fn opened(&self) -> Option<Id> {
        self.detail.as_ref().filter(|_| self.in_detail).map(|detail| detail.id)
    }

    pub fn leave_detail(&mut self, cx: &Context) {
        self.in_detail = false;
        if !cx.wide() {
            self.detail = None;
        }
    }

    /// Something was changed: the list and the opened customer are loaded again where they stand.
    pub fn changed(&mut self, customer: Option<Id>, cx: &mut Context) {
        self.reload(cx);
        if let Some(detail) = &mut self.detail
            && customer.is_none_or(|id| id == detail.id)
        {
            detail.refresh(cx);
        }
    }

    /// Others changed these customers: what is shown of them is asked for again, and nothing else moves.
    pub fn news(&mut self, changed: &BTreeSet<Id>, many: bool, cx: &mut Context) {
        self.stale = true;
        if let Some(detail) = self.detail.as_mut().filter(|detail| many || changed.contains(&detail.id)) {
            detail.freshen(cx);
        }
    }

    /// Tickets have changed: those of the opened customer are loaded again where they are shown.
    pub fn tickets_changed(&mut self, cx: &mut Context) {
        if let Some(detail) = &mut self.detail {
            detail.reload_tickets(cx);
        }
    }

    /// A new ticket, of the customer that is opened or selected.
    fn new_ticket(&self, cx: &mut Context) {
        let opened = self.detail.as_ref().filter(|_| self.in_detail);
        let requester = match opened {
            Some(detail) => detail.loaded().map(|detail| (detail.customer.id, detail.customer.name.clone())),
            None => self.rows.selected().map(|row| (row.id, row.name.clone())),
        };
        let form = TicketForm::new_ticket(requester, cx);
        cx.opened.push(Box::new(form));
    }

    /// The office changed: what is open may have other fields.
    pub fn office_changed(&mut self, cx: &mut Context) {
        if let Some(detail) = &mut self.detail {
            detail.freshen(cx);
        }
    }

    /// Whether the list is hidden behind the detail.
    fn covered(&self, cx: &Context) -> bool {
        self.in_detail && !cx.wide()
    }

    fn sort_by(&mut self, sort: Sort, cx: &mut Context) {
        self.sort = sort;
        cx.prefer(|own| own.sort = sort);
        self.load(cx);
    }

    fn pick_sort(&self, cx: &mut Context) {
        let item = |by: SortBy, descending: bool| {
            let key = if descending { "sort-descending" } else { "sort-ascending" };
            let field = cx.i18n.field(by.name());
            Item::new(cx.i18n.t_with(key, &[("field", field.into())]), Choice::Sort(Sort { by, descending }))
        };
        let items = SortBy::ALL.into_iter().flat_map(|by| [item(by, false), item(by, true)]).collect();
        let now = self.sort;
        let pick = Pick::new("place-sort", items).at(|choice| matches!(choice, Choice::Sort(sort) if *sort == now));
        cx.opened.push(Box::new(pick));
    }

    fn set_filter(&mut self, text: String, filter: Filter, cx: &mut Context) {
        self.filter_text = text;
        self.filter = filter;
        self.view = None;
        self.load(cx);
    }

    fn open_view(&mut self, view: &View, cx: &mut Context) {
        let ViewList::Customers { sort, columns } = &view.draft.list else { return };
        match filter::parse(&view.draft.filter, cx.zone()) {
            Ok(filter) => {
                self.search.clear();
                self.typing = false;
                self.leave_detail(cx);
                self.sort = *sort;
                self.columns.clone_from(columns);
                self.set_filter(view.draft.filter.clone(), filter, cx);
                self.view = Some(view.draft.name.clone());
            }
            Err(_) => cx.say(Tone::Bad, cx.t("view-unreadable")),
        }
    }

    /// The list as it is now, to be saved.
    fn view_draft(&self) -> ViewDraft {
        ViewDraft {
            id: None,
            name: String::new(),
            filter: self.filter_text.clone(),
            list: ViewList::Customers { sort: self.sort, columns: self.columns.clone() },
            shared: Vec::new(),
        }
    }

    fn copy(&mut self, what: CopyWhat, cx: &mut Context) {
        let open = self.opened().or_else(|| self.rows.selected().map(|row| row.id));
        if let Some(customer) = open.filter(|_| self.copying.is_none()) {
            self.copying = Some(cx.ask(Request::Copy { customer, what }));
        }
    }

    /// Actions of the list, whose pane has the focus.
    fn act_in_list(&mut self, action: Action, cx: &mut Context) -> Answer {
        match action {
            Action::Up => self.step(Step::Up, cx),
            Action::Down => self.step(Step::Down, cx),
            Action::PageUp => self.step(Step::PageUp, cx),
            Action::PageDown => self.step(Step::PageDown, cx),
            Action::First => self.step(Step::First, cx),
            Action::Last => self.step(Step::Last, cx),
            Action::Open if self.unasked => self.load(cx),
            Action::Open if matches!(self.fetch, Some((_, Fetch::First))) => self.opening = true,
            Action::Open => self.open_selected(cx),
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
            Action::Reverse => self.sort_by(Sort { descending: !self.sort.descending, ..self.sort }, cx),
            Action::Filter => {
                let bar = ListFilter::new(&self.filter_text, cx);
                cx.opened.push(Box::new(bar));
            }
            Action::ClearFilter => self.set_filter(String::new(), Filter::All, cx),
            Action::Columns => {
                let width = cx.size.0;
                let shown =
                    super::columns::columns(if cx.wide() { list_width(width) } else { width }, &self.own_columns());
                let own = self.own_columns();
                let shown = if own.is_empty() { shown } else { own };
                cx.opened.push(Box::new(ColumnChoice::new(&shown)));
            }
            Action::Views => {
                let views = Views::new(self.view_draft(), cx);
                cx.opened.push(Box::new(views));
            }
            Action::Mark => self.mark(cx),
            Action::MarkAll => self.mark_all(cx),
            Action::Bulk if !self.marks.is_empty() => {
                let bulk = Bulk::new(self.marks.values().cloned().collect(), cx);
                cx.opened.push(Box::new(bulk));
            }
            Action::Why => {
                let why = WhyView::of(why::LIST, cx);
                cx.opened.push(Box::new(why));
            }
            Action::Reload => self.reload(cx),
            _ => return Answer::Ignored,
        }
        Answer::Consumed
    }
}

impl Layer for Customers {
    fn place(&self) -> Place {
        if self.in_detail {
            Place::Detail
        } else if self.typing {
            Place::Search
        } else {
            Place::Customers
        }
    }

    fn trail(&self, cx: &Context) -> Vec<String> {
        let mut trail = vec![cx.t("place-customers")];
        trail.extend(self.view.clone());
        if self.in_detail {
            trail.extend(self.detail.as_ref().and_then(Detail::name).map(String::from));
        }
        trail
    }

    fn facts(&self, facts: &mut Facts) {
        facts.row = !self.rows.is_empty();
        facts.lookup = self.unasked;
        facts.searched = !self.search.is_empty();
        facts.filtered = !self.filter_text.is_empty() || self.view.is_some();
        facts.pair = self.marks.len() == 2;
        facts.marked = !self.marks.is_empty() || self.marking.is_some();
        if let Some(detail) = &self.detail {
            *facts = detail.facts(*facts);
            // Keys of a line are for whoever is at the lines.
            facts.line &= self.in_detail;
        }
    }

    fn act(&mut self, action: Action, cx: &mut Context) -> Answer {
        match action {
            Action::OtherPane => self.in_detail = !self.in_detail && self.detail.is_some(),
            Action::Back if self.in_detail => self.leave_detail(cx),
            Action::New => cx.opened.push(Box::new(CustomerForm::new_customer(cx))),
            Action::Edit if !self.on_line() => {
                if let Some(detail) = self.detail.as_ref().and_then(Detail::loaded) {
                    cx.opened.push(Box::new(CustomerForm::edit(detail, cx)));
                }
            }
            Action::NewTicket => self.new_ticket(cx),
            Action::Copy => self.copy(CopyWhat::Code, cx),
            Action::CopyName => self.copy(CopyWhat::Name, cx),
            action if self.upkeep(action, cx) => {}
            _ if self.in_detail => {
                return self.detail.as_mut().map_or(Answer::Ignored, |detail| detail.act(action, cx));
            }
            action => return self.act_in_list(action, cx),
        }
        Answer::Consumed
    }

    fn key(&mut self, key: Key, cx: &mut Context) -> Answer {
        if !self.typing {
            return Answer::Ignored;
        }
        self.calm(cx);
        match self.search.key(key) {
            Edit::Ignored => return Answer::Ignored,
            Edit::Moved => {}
            Edit::Changed => self.typed(cx),
        }
        Answer::Consumed
    }

    fn paste(&mut self, text: &str, cx: &mut Context) {
        if self.typing {
            self.search.insert(text);
            self.typed(cx);
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
                let by = Column::ALL.get(column).and_then(|column| column.sort());
                if let Some(by) = by.filter(|_| self.search.is_empty()) {
                    let descending = by == self.sort.by && !self.sort.descending;
                    self.sort_by(Sort { by, descending }, cx);
                }
            }
            Target::Field(_) | Target::Tab(_) | Target::Pane => {
                self.in_detail = self.detail.is_some();
                return self.detail.as_mut().map_or(Answer::Ignored, |detail| detail.hit(target, double, cx));
            }
            Target::List => self.in_detail = false,
            Target::Action(_) => return Answer::Ignored,
        }
        Answer::Consumed
    }

    fn wheel(&mut self, target: Option<Target>, down: bool, cx: &mut Context) -> Answer {
        const LINES: usize = 3;
        let (step, action) = if down { (Step::Down, Action::Down) } else { (Step::Up, Action::Up) };
        for _ in 0..LINES {
            match (target, &mut self.detail) {
                (Some(Target::Field(_) | Target::Tab(_) | Target::Pane), Some(detail)) => {
                    detail.act(action, cx);
                }
                _ => self.step(step, cx),
            }
        }
        Answer::Consumed
    }

    fn waits(&self, ticket: u64) -> bool {
        self.page_waits(ticket)
            || [self.copying, self.starring.map(|(asked, _)| asked)].contains(&Some(ticket))
            || self.detail.as_ref().is_some_and(|detail| detail.waits(ticket))
    }

    fn reply(&mut self, ticket: u64, result: Result<Reply, Problem>, cx: &mut Context) -> Answer {
        if self.page_waits(ticket) {
            self.take_page(ticket, result, cx);
        } else if self.starring.is_some_and(|(asked, _)| asked == ticket) {
            self.starred(result, cx);
        } else if self.copying == Some(ticket) {
            self.copying = None;
            match result {
                Ok(Reply::Copied { value, seconds }) => cx.intents.push(Intent::Copied(value, seconds)),
                Ok(_) => {}
                Err(problem) => cx.complain(&problem),
            }
        } else if let Some(detail) = &mut self.detail {
            detail.reply(ticket, result, cx);
        }
        Answer::Consumed
    }

    fn wake(&self, cx: &Context) -> Option<Micros> {
        [self.count_wake(cx), self.fresh_wake(cx)].into_iter().flatten().min()
    }

    fn tick(&mut self, cx: &mut Context) -> Answer {
        self.freshen(cx);
        self.count_on(cx);
        Answer::Consumed
    }

    fn intent(&mut self, intent: &Intent, cx: &mut Context) -> Answer {
        match intent {
            Intent::OpenCustomer(id) => self.open(*id, cx),
            Intent::CustomerSaved(id) => {
                if self.detail.as_ref().is_some_and(|detail| detail.id == *id) {
                    self.changed(Some(*id), cx);
                } else {
                    self.reload(cx);
                    self.open(*id, cx);
                }
            }
            Intent::NoteSaved(id) => {
                if let Some(detail) = self.detail.as_mut().filter(|detail| detail.id == *id) {
                    detail.load_timeline(cx);
                }
            }
            Intent::Trashed(customers) => self.trashed(customers, cx),
            Intent::Merged { keep, gone } => self.merged(*keep, *gone, cx),
            Intent::CustomersChanged => self.reload(cx),
            Intent::Picked(Choice::Kind(kind)) => {
                if let Some(detail) = &mut self.detail {
                    detail.show_kind(*kind, cx);
                }
            }
            Intent::StepEntry(step) => {
                if let Some(detail) = &mut self.detail {
                    detail.step_access(*step, cx);
                }
            }
            Intent::FilterList(text, filter) => self.set_filter(text.clone(), filter.clone(), cx),
            Intent::Picked(Choice::Sort(sort)) => self.sort_by(*sort, cx),
            Intent::Columns(columns) => {
                self.columns.clone_from(columns);
                cx.prefer(|own| own.columns.clone_from(columns));
            }
            Intent::OpenView(view) => self.open_view(view, cx),
            Intent::BulkDone => {
                // Opening is logged: what was not changed is not opened anew.
                let touched = self.detail.as_ref().map(|detail| detail.id).filter(|id| self.marks.contains_key(id));
                self.marks.clear();
                self.marking = None;
                match touched {
                    Some(id) => self.changed(Some(id), cx),
                    None => self.reload(cx),
                }
            }
            _ => {}
        }
        Answer::Consumed
    }

    fn draw(&self, buf: &mut Buffer, area: Rect, cx: &Context) -> Option<Position> {
        if self.covered(cx) {
            return self.detail.as_ref().map(|detail| detail.draw(buf, area, true, cx));
        }
        if !cx.wide() {
            return Some(self.draw_list(buf, area, cx));
        }
        let [left, right] = draw_panes(buf, area, cx);
        let list = self.draw_list(buf, left, cx);
        match &self.detail {
            Some(detail) => {
                let cursor = detail.draw(buf, right, self.in_detail, cx);
                Some(if self.in_detail { cursor } else { list })
            }
            None => {
                draw_none_open(buf, right, 3, "detail-none", cx);
                Some(list)
            }
        }
    }
}
