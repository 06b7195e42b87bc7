//! Which entries are asked for: pages in both directions, on and on where what is wanted is rare, and what comes anew.

use super::Log;
use crate::desk::api::{LogPage, LogPlace, LogQuery, Problem, Request};
use crate::domain::Micros;
use crate::ui::context::Context;
use crate::ui::widgets::rows::Step;

const PAGE: u16 = 100;
/// So often the desk is asked on by itself where it has found too little; then a person's key goes on.
const MOST_ROUNDS: u16 = 40;
/// Between two looks for what is new.
const PACE: i64 = 2_000_000;
const SOON: i64 = 50_000;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Fetch {
    /// Another part of the log in the place of what is shown; the entry that one leaves earlier or later is named.
    Open(LogPlace, Option<Leap>),
    Older,
    Newer,
    /// What came after all that is shown.
    Fresh,
}

/// A step through time: away from this entry.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Leap {
    from: i64,
    earlier: bool,
}

#[derive(Debug, Default)]
pub struct Pages {
    fetch: Option<(u64, Fetch)>,
    /// Where the desk looks on, where that is not at the rows' own ends.
    older: Option<i64>,
    newer: Option<i64>,
    /// How often it was asked on by itself, and where it has got to.
    rounds: u16,
    reached: Option<i64>,
}

impl Pages {
    pub fn waits(&self, ticket: u64) -> bool {
        self.fetch.is_some_and(|(expected, _)| expected == ticket)
    }

    pub fn loading(&self) -> bool {
        self.fetch.is_some_and(|(_, fetch)| fetch != Fetch::Fresh)
    }

    /// Whether the desk is being asked on for what is rare.
    pub fn seeking(&self) -> bool {
        self.rounds > 0 && self.loading()
    }

    /// Where the search has got to, while it goes on and where it was given up.
    pub const fn reached(&self) -> Option<i64> {
        self.reached
    }

    pub fn stop(&mut self) {
        self.fetch = None;
    }
}

/// What has come after all that is shown, and is not shown yet.
#[derive(Debug, Default)]
pub struct Fresh {
    pub count: usize,
    /// There are more than were counted.
    pub more: bool,
    /// After which entry to look.
    after: i64,
    /// Something may have come; and the earliest time for the next look.
    waits: bool,
    next: Micros,
}

impl Log {
    /// Shows another part of the log.
    pub(super) fn open(&mut self, place: LogPlace, select: Option<i64>, cx: &mut Context) {
        self.rows.expect(select);
        self.ask(Fetch::Open(place, None), place, cx);
        self.pages.rounds = 0;
        self.chart.stale(&self.filter, cx);
    }

    fn ask(&mut self, fetch: Fetch, from: LogPlace, cx: &mut Context) {
        self.asked = true;
        let query = LogQuery { filter: self.filter.clone(), from, limit: PAGE };
        self.pages.fetch = Some((cx.ask(Request::Log(query)), fetch));
    }

    fn ask_older(&mut self, cx: &mut Context) {
        let last = self.rows.all().last().map(|row| row.sequence);
        if let Some(before) = self.pages.older.or(last) {
            self.ask(Fetch::Older, LogPlace::Before(before), cx);
        }
    }

    fn ask_newer(&mut self, cx: &mut Context) {
        let first = self.rows.all().first().map(|row| row.sequence);
        if let Some(after) = self.pages.newer.or(first) {
            self.ask(Fetch::Newer, LogPlace::After(after), cx);
        }
    }

    /// Asks for what is near the selection and not held.
    fn ask_around(&mut self, cx: &mut Context) {
        if self.pages.fetch.is_some() {
            return;
        }
        if !self.rows.at_end && self.rows.near_end() {
            self.ask_older(cx);
        } else if !self.rows.at_start && self.rows.near_start() {
            self.ask_newer(cx);
        }
    }

    pub(super) fn step(&mut self, step: Step, cx: &mut Context) {
        if step == Step::First && !self.rows.at_start {
            return self.open(LogPlace::End, None, cx);
        }
        let height = self.height(cx);
        self.rows.step(step, height);
        // A person's key looks on, where the search was given up.
        self.pages.rounds = 0;
        self.ask_around(cx);
        self.chart.follow(&self.filter, self.rows.selected(), cx);
    }

    /// Goes so far through time from the selected entry, and at least to the next one.
    pub(super) fn leap(&mut self, by: i64, cx: &mut Context) {
        let Some(row) = self.rows.selected() else { return };
        let (from, place) = (row.sequence, LogPlace::At(Micros(row.entry.at.0.saturating_add(by))));
        self.ask(Fetch::Open(place, Some(Leap { from, earlier: by < 0 })), place, cx);
        self.pages.rounds = 0;
    }

    pub(super) fn loaded(&mut self, page: LogPage, cx: &mut Context) {
        let Some((_, fetch)) = self.pages.fetch.take() else { return };
        self.problem = None;
        self.head = page.head.or(self.head);
        let (next, unfinished) = (page.next, page.unfinished);
        match fetch {
            Fetch::Fresh => return self.take_fresh(page, cx),
            Fetch::Open(place, leap) => self.take_open(place, leap, page, cx),
            Fetch::Older => {
                let dropped = self.rows.append(page.rows);
                (self.pages.older, self.rows.at_end) = (next, next.is_none());
                if !dropped.is_empty() {
                    self.pages.newer = None;
                }
            }
            Fetch::Newer => self.take_newer(page),
        }
        let height = self.height(cx);
        self.rows.settle(height);
        let short = self.rows.len() < height;
        self.pages.rounds = if unfinished || short { self.pages.rounds + 1 } else { 0 };
        self.pages.reached = next.filter(|_| unfinished);
        if (unfinished || short) && self.pages.rounds <= MOST_ROUNDS {
            self.ask_around(cx);
        }
        self.chart.follow(&self.filter, self.rows.selected(), cx);
    }

    fn take_open(&mut self, place: LogPlace, leap: Option<Leap>, page: LogPage, cx: &Context) {
        let end = place == LogPlace::End;
        if matches!(place, LogPlace::At(_)) {
            self.rows.expect(None);
        }
        self.fresh = Fresh { after: page.head.unwrap_or(0), next: Micros(cx.now.0 + PACE), ..Fresh::default() };
        self.rows.replace(page.rows);
        (self.pages.older, self.pages.newer) = (page.next, None);
        (self.rows.at_start, self.rows.at_end) = (end, page.next.is_none());
        if let Some(newest) = self.rows.all().first().filter(|_| end) {
            self.fresh.after = self.fresh.after.max(newest.sequence);
        }
        if let Some(Leap { from, earlier }) = leap {
            let beyond = |sequence: i64| if earlier { sequence < from } else { sequence > from };
            // Newest first: what is later stands above, the nearest of it last.
            let index = if earlier { self.rows.all().iter().position(|row| beyond(row.sequence)) } else { Some(0) };
            self.rows.select(index.unwrap_or(self.rows.len().saturating_sub(1)));
        }
    }

    fn take_newer(&mut self, page: LogPage) {
        let first = self.rows.all().first().map_or(0, |row| row.sequence);
        self.rows.prepend(page.rows.into_iter().filter(|row| row.sequence > first).collect());
        (self.pages.newer, self.rows.at_start) = (page.next, page.next.is_none());
        if !self.rows.at_end {
            // What left at the end is asked for again from there.
            self.pages.older = None;
        }
        if self.rows.at_start {
            let newest = self.rows.all().first().map_or(0, |row| row.sequence);
            self.fresh = Fresh { after: self.fresh.after.max(newest), next: self.fresh.next, ..Fresh::default() };
        }
    }

    pub(super) fn failed(&mut self, problem: Problem, cx: &mut Context) {
        let fresh = matches!(self.pages.fetch.take(), Some((_, Fetch::Fresh)));
        // A look that nobody asked for is tried again.
        if !(fresh && problem == Problem::Busy) {
            cx.complain(&problem);
            self.problem = Some(problem);
        }
    }

    /// The office's log has grown, or it is followed from now on: a look at whether anything of it is for here.
    pub fn look(&mut self, cx: &mut Context) {
        if self.asked {
            self.fresh.waits = true;
            self.look_if_due(cx);
        }
    }

    /// Whether all is known up to what is looked for: somewhere deep in the log nothing new is told.
    fn at_newest(&self) -> bool {
        self.asked && (self.rows.at_start || self.fresh.count > 0)
    }

    /// When the next look is due.
    pub(super) fn look_at(&self, cx: &Context) -> Option<Micros> {
        let wanted = (self.follow || self.fresh.waits) && self.at_newest();
        wanted.then(|| self.fresh.next.max(Micros(cx.now.0 + SOON)))
    }

    pub(super) fn look_if_due(&mut self, cx: &mut Context) {
        if self.look_at(cx).is_none() || self.fresh.next > cx.now {
            return;
        }
        self.fresh.next = Micros(cx.now.0 + PACE);
        if self.pages.fetch.is_none() {
            self.fresh.waits = false;
            self.ask(Fetch::Fresh, LogPlace::After(self.fresh.after), cx);
        }
    }

    /// New entries come in at the top where they are followed from there; else they are counted.
    fn take_fresh(&mut self, page: LogPage, cx: &mut Context) {
        let newest = page.rows.first().map_or(self.fresh.after, |row| row.sequence);
        self.fresh.after = page.next.unwrap_or(newest).max(self.fresh.after);
        if page.rows.is_empty() {
            return;
        }
        let follows = self.follow && self.fresh.count == 0 && self.rows.index() == 0 && page.next.is_none();
        if follows {
            let first = self.rows.all().first().map_or(0, |row| row.sequence);
            self.rows.prepend(page.rows.into_iter().filter(|row| row.sequence > first).collect());
            if !self.rows.at_end {
                self.pages.older = None;
            }
            self.rows.select(0);
            self.rows.settle(self.height(cx));
            self.chart.refresh(&self.filter, cx);
        } else {
            self.fresh.count += page.rows.len();
            self.fresh.more = page.next.is_some();
            // They are asked for when one goes up to them.
            self.rows.at_start = false;
            self.pages.newer = None;
        }
    }
}
