//! The rows of the list: pages, the count of what matches, and marking all of it. Each ask is short, so that
//! a key never waits for a long one.

use super::Customers;
use crate::desk::api::{CustomerRow, CustomersPage, CustomersQuery, Place, Problem, Reply, Request};
use crate::domain::{Id, Micros};
use crate::ui::Mode;
use crate::ui::context::{Context, Tone};
use crate::ui::popups::bulk::Marked;
use crate::ui::widgets::rows::{Fetch, Keyed, Step};

const PAGE: u16 = 64;
/// Rows of the first page beyond those that are shown.
const SPARE: usize = 8;
/// Rows asked for at once when all are marked; and most that are marked.
const MARK_PAGE: u16 = 500;
const MOST_MARKED: usize = 10_000;
/// Counting begins after this long without a key, and each further part, which takes some 30 ms of a processor, follows
/// after the second pause.
const CALM: i64 = 300_000;
const PAUSE: i64 = 50_000;
/// The same where many share a server's processors: a few who count must not hold up those who type.
const CALM_SERVED: i64 = 2_000_000;
const PAUSE_SERVED: i64 = 1_000_000;

impl Keyed for CustomerRow {
    type Key = Id;
    fn key(&self) -> Id {
        self.id
    }
}

/// Calm and pause for how this office is used.
fn pace(cx: &Context) -> (i64, i64) {
    match cx.start.mode {
        Mode::Local | Mode::Shared => (CALM, PAUSE),
        Mode::Served => (CALM_SERVED, PAUSE_SERVED),
    }
}

/// How many match, as far as it is known.
#[derive(Debug, Default)]
pub struct Count {
    found: u64,
    next: Option<Place>,
    ticket: Option<u64>,
    /// When to count on.
    due: Option<Micros>,
    done: bool,
}

impl Customers {
    pub fn load(&mut self, cx: &mut Context) {
        self.unasked = false;
        self.opening = false;
        self.stale = false;
        self.count = Count::default();
        self.marking = None;
        self.fetch(Fetch::First, cx);
    }

    /// Loads what is held again: rows keep their places as far as they are still there.
    pub fn reload(&mut self, cx: &mut Context) {
        if self.rows.is_empty() || self.is_lookup() {
            return self.load(cx);
        }
        self.count = Count::default();
        self.stale = false;
        self.again = None;
        self.fetch(Fetch::Again, cx);
    }

    /// Whether rows that others may have changed can be loaded again now. An exact lookup is audited and limited: it
    /// is never repeated by itself.
    pub fn may_freshen(&self, cx: &Context) -> bool {
        self.stale && self.fetch.is_none() && self.total.is_some() && !self.is_lookup() && !self.covered(cx)
    }

    pub fn fresh_wake(&self, cx: &Context) -> Option<Micros> {
        self.may_freshen(cx).then_some(Micros(cx.now.0 + PAUSE))
    }

    pub fn freshen(&mut self, cx: &mut Context) {
        if !self.may_freshen(cx) {
            return;
        }
        self.stale = false;
        if self.rows.is_empty() {
            return self.load(cx);
        }
        self.again = None;
        self.quiet = true;
        self.fetch(Fetch::Again, cx);
    }

    fn query(&self, from: Option<Place>, limit: u16) -> CustomersQuery {
        CustomersQuery {
            search: self.search.text().trim().to_string(),
            filter: self.filter.clone(),
            sort: self.sort,
            from,
            backward: false,
            limit,
        }
    }

    pub fn fetch(&mut self, fetch: Fetch, cx: &mut Context) {
        self.again.take_if(|_| fetch != Fetch::Again);
        let (from, limit) = match fetch {
            // While a search is typed most pages are never scrolled: each row costs the desk time.
            Fetch::First | Fetch::Here => {
                let from = self.before.clone().filter(|_| fetch == Fetch::Here);
                (from, u16::try_from(self.height(cx) + SPARE).unwrap_or(PAGE).min(PAGE))
            }
            Fetch::Last => (None, PAGE),
            Fetch::Next => (self.next.clone(), PAGE),
            Fetch::Previous => {
                let first = || self.rows.all().first().map(|row| row.place.clone());
                (self.previous.clone().or_else(first), PAGE)
            }
            Fetch::Again if self.again.is_some() => (self.next.clone(), PAGE),
            Fetch::Again => (self.before.clone(), u16::try_from(self.rows.len()).unwrap_or(PAGE).clamp(PAGE, 500)),
        };
        let query = CustomersQuery { backward: fetch.is_backward(), ..self.query(from, limit) };
        self.fetch = Some((cx.ask(Request::Customers(query)), fetch));
    }

    pub fn step(&mut self, step: Step, cx: &mut Context) {
        self.calm(cx);
        self.opening = false;
        if let Some(fetch) = self.rows.walk(step, self.height(cx), self.fetch.is_some()) {
            self.fetch(fetch, cx);
        }
    }

    pub fn open_selected(&mut self, cx: &mut Context) {
        self.opening = false;
        if let Some(id) = self.rows.selected().map(|row| row.id) {
            self.open(id, cx);
        }
    }

    /// Takes a page in; goes on at once where the desk stopped looking before there was enough to show.
    fn loaded(&mut self, fetch: Fetch, page: CustomersPage, cx: &mut Context) {
        let more = page.next.is_some();
        let unfinished = more && page.unfinished;
        let forward = !fetch.is_backward();
        self.previous = page.next.clone().filter(|_| unfinished && !forward);
        for row in &page.rows {
            // What is shown anew is what a bulk act is about.
            self.marks.entry(row.id).and_modify(|mark| *mark = marked(row));
        }
        let height = self.height(cx);
        self.total = Some(page.total);
        self.problem = None;
        match fetch {
            Fetch::Again
                if unfinished && self.again.as_ref().map_or(0, Vec::len) + page.rows.len() < self.rows.len() =>
            {
                // Not before as many have come as are held: what is selected would jump.
                self.again.get_or_insert_default().extend(page.rows);
                self.next = page.next;
                return self.fetch(Fetch::Again, cx);
            }
            // All that was there is gone.
            Fetch::Here if page.rows.is_empty() && self.before.is_some() => return self.load(cx),
            Fetch::First | Fetch::Here | Fetch::Again => {
                let mut rows = self.again.take().unwrap_or_default();
                rows.extend(page.rows);
                match fetch {
                    Fetch::Again => self.rows.renew(rows),
                    _ => self.rows.replace(rows),
                }
                if fetch == Fetch::First {
                    self.before = None;
                }
                (self.rows.at_start, self.rows.at_end) = (self.before.is_none(), !more);
                self.next = page.next;
                self.rows.settle(height);
                let counted = std::mem::take(&mut self.quiet) && fetch == Fetch::Again;
                if !counted || (self.rows.at_start && self.rows.at_end) {
                    self.begin_count(cx);
                }
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
                if let Some(last) = dropped.last() {
                    self.before = Some(last.place.clone());
                }
                self.rows.at_end = !more;
                self.next = page.next;
            }
            Fetch::Previous => {
                let mut rows = page.rows;
                let none = self.rows.is_empty();
                // Loading again begins where the desk rested, or at the row before the first one held.
                self.before = match page.next {
                    Some(_) if !unfinished && !rows.is_empty() => Some(rows.remove(0).place),
                    next => next,
                };
                self.rows.prepend(rows);
                if none {
                    self.rows.step(Step::Last, height);
                }
                self.rows.fill(height);
                self.rows.at_start = !more;
                if !self.rows.at_end {
                    self.next = self.rows.all().last().map(|row| row.place.clone());
                }
            }
        }
        if self.opening && !(unfinished && self.rows.is_empty()) {
            self.open_selected(cx);
        }
        if unfinished && self.rows.len() < height * 2 {
            self.fetch(if forward { Fetch::Next } else { Fetch::Previous }, cx);
        }
    }

    pub fn page_waits(&self, ticket: u64) -> bool {
        self.fetch.is_some_and(|(expected, _)| expected == ticket)
            || [self.count.ticket, self.marking].contains(&Some(ticket))
    }

    /// An answer to one of the asks of this file.
    pub fn take_page(&mut self, ticket: u64, result: Result<Reply, Problem>, cx: &mut Context) {
        if self.count.ticket == Some(ticket) {
            return self.counted(result, cx);
        }
        if self.marking == Some(ticket) {
            return self.mark_page(result, cx);
        }
        let Some((_, fetch)) = self.fetch.take() else { return };
        match result {
            Ok(Reply::Customers(page)) => self.loaded(fetch, page, cx),
            Err(problem) => {
                self.again = None;
                if !self.rows.is_empty() {
                    cx.complain(&problem);
                }
                self.opening = false;
                self.problem = Some(problem);
            }
            Ok(_) => {}
        }
    }

    /// Whether the rows are only a part of all customers.
    pub fn narrowed(&self) -> bool {
        !self.search.is_empty() || !self.filter.is_all()
    }

    pub fn is_lookup(&self) -> bool {
        self.search.text().starts_with('/')
    }

    fn begin_count(&mut self, cx: &Context) {
        let whole = self.rows.at_start && self.rows.at_end;
        let found = if whole { self.rows.len() as u64 } else { 0 };
        let due = (!whole && self.narrowed() && !self.is_lookup()).then(|| Micros(cx.now.0 + pace(cx).0));
        self.count = Count { found, done: whole, due, ..Count::default() };
    }

    /// The person is busy: counting waits.
    pub fn calm(&mut self, cx: &Context) {
        if let Some(due) = &mut self.count.due {
            *due = Micros(cx.now.0 + pace(cx).0);
        }
    }

    /// A time that has passed while a page was on its way is soon.
    pub fn count_wake(&self, cx: &Context) -> Option<Micros> {
        let due = self.count.due.filter(|_| self.fetch.is_none())?;
        Some(due.max(Micros(cx.now.0 + PAUSE)))
    }

    pub fn count_on(&mut self, cx: &mut Context) {
        if self.count.due.is_some_and(|due| due <= cx.now) && self.fetch.is_none() {
            self.count.due = None;
            let search = self.search.text().trim().to_string();
            let (filter, after) = (self.filter.clone(), self.count.next.clone());
            self.count.ticket = Some(cx.ask(Request::CountCustomers { search, filter, after }));
        }
    }

    fn counted(&mut self, result: Result<Reply, Problem>, cx: &Context) {
        self.count.ticket = None;
        // A count that fails is left open: the list itself tells what is wrong.
        if let Ok(Reply::Counted(counted)) = result {
            self.count.found += counted.found;
            self.count.done = counted.next.is_none();
            self.count.due = counted.next.is_some().then(|| Micros(cx.now.0 + pace(cx).1));
            self.count.next = counted.next;
        }
    }

    /// How many match, and how many there are.
    pub fn count_words(&self, cx: &Context) -> String {
        let Some(total) = self.total else { return String::new() };
        if !self.narrowed() || self.unasked {
            return cx.i18n.t_with("customers-count", &[("count", total.into())]);
        }
        let known = self.count.found.max(self.rows.len() as u64);
        let found = cx.i18n.lang.number(i64::try_from(known).unwrap_or(i64::MAX));
        let more = if self.count.done || self.is_lookup() { "" } else { "+" };
        cx.i18n.t_with("customers-found", &[("found", format!("{found}{more}").into()), ("total", total.into())])
    }

    /// Marks the selected row, or takes its mark away, and goes on to the next.
    pub fn mark(&mut self, cx: &mut Context) {
        if let Some(row) = self.rows.selected() {
            if self.marks.remove(&row.id).is_none() {
                self.marks.insert(row.id, marked(row));
            }
            self.step(Step::Down, cx);
        }
    }

    /// Marks all that match, page by page.
    pub fn mark_all(&mut self, cx: &mut Context) {
        if self.is_lookup() {
            self.marks.extend(self.rows.all().iter().map(|row| (row.id, marked(row))));
        } else if self.marking.is_none() {
            self.marking = Some(cx.ask(Request::Customers(self.query(None, MARK_PAGE))));
        }
    }

    fn mark_page(&mut self, result: Result<Reply, Problem>, cx: &mut Context) {
        self.marking = None;
        match result {
            Ok(Reply::Customers(page)) => {
                for row in page.rows {
                    if self.marks.len() >= MOST_MARKED {
                        let most = cx.i18n.t_with("marked-most", &[("count", MOST_MARKED.into())]);
                        return cx.say(Tone::Warn, most);
                    }
                    self.marks.insert(row.id, marked(&row));
                }
                if page.next.is_some() {
                    self.marking = Some(cx.ask(Request::Customers(self.query(page.next, MARK_PAGE))));
                }
            }
            Err(problem) => cx.complain(&problem),
            Ok(_) => {}
        }
    }
}

fn marked(row: &CustomerRow) -> Marked {
    Marked {
        id: row.id,
        version: row.version,
        name: row.name.clone(),
        status: row.status,
        owner: row.owner.clone(),
        department: row.department.clone(),
        tags: row.tags.clone(),
        segment: row.segment.clone(),
    }
}
