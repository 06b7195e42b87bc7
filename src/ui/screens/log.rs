//! The log: newest first, filtered, each entry with its verification.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use super::detail_view::{action_key, outcome_key};
use crate::desk::api::{LogFilter, LogMatch, LogPage, LogPlace, LogQuery, LogRow, Problem, Reply, Request, Verified};
use crate::ui::context::{Context, Facts, Intent};
use crate::ui::hits::Target;
use crate::ui::keymap::{Action, Place};
use crate::ui::layer::{Answer, Layer};
use crate::ui::popups::entry::EntryView;
use crate::ui::popups::filter::FilterForm;
use crate::ui::popups::why::{self, WhyView};
use crate::ui::widgets::paint;
use crate::ui::widgets::rows::{Rows, Step};

const PAGE: u16 = 100;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Fetch {
    Newest,
    Older,
    /// Rows that left the window at its top, again.
    Newer,
}

#[derive(Debug, Default)]
pub struct Log {
    rows: Rows<LogRow>,
    filter: LogFilter,
    fetch: Option<(u64, Fetch)>,
    head: Option<i64>,
    asked: bool,
    problem: Option<Problem>,
    /// Where the pages held begin (`before` of their queries), oldest page last; then those above the window.
    starts: Vec<i64>,
}

pub const fn verified_key(verified: Verified) -> &'static str {
    match verified {
        Verified::Good => "verified-good",
        Verified::BadHash => "verified-bad-hash",
        Verified::BadLink => "verified-bad-link",
        Verified::BadSignature => "verified-bad-signature",
    }
}

impl Log {
    /// Loads the newest entries the first time the screen is shown.
    pub fn enter(&mut self, cx: &mut Context) {
        if !self.asked {
            self.load(Fetch::Newest, cx);
        }
    }

    fn load(&mut self, fetch: Fetch, cx: &mut Context) {
        self.asked = true;
        let before = match fetch {
            Fetch::Newest => None,
            Fetch::Older => self.rows.all().last().map(|row| row.sequence),
            Fetch::Newer => self.starts.last().copied(),
        };
        let query =
            LogQuery { filter: self.filter.clone(), from: before.map_or(LogPlace::End, LogPlace::Before), limit: PAGE };
        self.fetch = Some((cx.ask(Request::Log(query)), fetch));
    }

    fn loaded(&mut self, fetch: Fetch, page: LogPage, cx: &Context) {
        self.problem = None;
        self.head = page.head;
        match fetch {
            Fetch::Newest => {
                self.rows.replace(page.rows);
                self.starts.clear();
                (self.rows.at_start, self.rows.at_end) = (true, page.next.is_none());
                self.rows.settle(height(cx));
            }
            Fetch::Older => {
                let dropped = self.rows.append(page.rows);
                // What left at the top is asked for again by the page that held it.
                self.starts.extend(dropped.chunks(usize::from(PAGE)).map(|part| part[0].sequence + 1));
                self.rows.at_end = page.next.is_none();
            }
            Fetch::Newer => {
                let first = self.rows.all().first().map_or(0, |row| row.sequence);
                self.rows.prepend(page.rows.into_iter().filter(|row| row.sequence > first).collect());
                self.starts.pop();
                self.rows.at_start = self.starts.is_empty();
            }
        }
    }

    fn step(&mut self, step: Step, cx: &mut Context) {
        if step == Step::First && !self.rows.at_start {
            return self.load(Fetch::Newest, cx);
        }
        self.rows.step(step, height(cx));
        if self.fetch.is_some() || self.rows.is_empty() {
            return;
        }
        if !self.rows.at_end && self.rows.near_end() {
            self.load(Fetch::Older, cx);
        } else if !self.rows.at_start && self.rows.near_start() {
            self.load(Fetch::Newer, cx);
        }
    }

    fn set_filter(&mut self, filter: LogFilter, cx: &mut Context) {
        self.filter = filter;
        self.load(Fetch::Newest, cx);
    }

    /// The filter in words.
    fn filter_words(&self, cx: &Context) -> String {
        let mut words = Vec::new();
        for term in &self.filter.terms {
            match &term.matches {
                LogMatch::Member(names) => words.extend(names.iter().cloned()),
                LogMatch::Action(actions) => words.extend(actions.iter().map(|action| cx.t(&action_key(*action)))),
                LogMatch::Outcome(outcomes) => {
                    words.extend(outcomes.iter().map(|outcome| cx.t(outcome_key(*outcome))));
                }
                LogMatch::Since(from) => {
                    words.push(cx.i18n.t_with("filter-since", &[("date", cx.date(*from).into())]));
                }
                LogMatch::Until(to) => {
                    let last = cx.date(crate::domain::Micros(to.0 - 1));
                    words.push(cx.i18n.t_with("filter-until", &[("date", last.into())]));
                }
                _ => {}
            }
        }
        words.join(cx.theme.between())
    }
}

fn height(cx: &Context) -> usize {
    cx.body_height().saturating_sub(2)
}

impl Layer for Log {
    fn place(&self) -> Place {
        Place::Log
    }

    fn trail(&self, cx: &Context) -> Vec<String> {
        vec![cx.t("place-log")]
    }

    fn facts(&self, facts: &mut Facts) {
        facts.row = !self.rows.is_empty();
        facts.filtered = self.filter != LogFilter::default();
    }

    fn act(&mut self, action: Action, cx: &mut Context) -> Answer {
        match action {
            Action::Up => self.step(Step::Up, cx),
            Action::Down => self.step(Step::Down, cx),
            Action::PageUp => self.step(Step::PageUp, cx),
            Action::PageDown => self.step(Step::PageDown, cx),
            Action::First => self.step(Step::First, cx),
            Action::Last => self.step(Step::Last, cx),
            Action::Open => {
                if let Some(sequence) = self.rows.selected().map(|row| row.sequence) {
                    let entry = EntryView::open(sequence, cx);
                    cx.opened.push(Box::new(entry));
                }
            }
            Action::Filter => {
                let form = FilterForm::new(&self.filter, cx);
                cx.opened.push(Box::new(form));
            }
            Action::ClearFilter => self.set_filter(LogFilter::default(), cx),
            Action::Why => {
                let why = WhyView::of(why::LOG, cx);
                cx.opened.push(Box::new(why));
            }
            Action::Reload => self.load(Fetch::Newest, cx),
            _ => return Answer::Ignored,
        }
        Answer::Consumed
    }

    fn hit(&mut self, target: Target, double: bool, cx: &mut Context) -> Answer {
        let Target::Row(row) = target else { return Answer::Ignored };
        self.rows.select(row.min(self.rows.len().saturating_sub(1)));
        if double { self.act(Action::Open, cx) } else { Answer::Consumed }
    }

    fn waits(&self, ticket: u64) -> bool {
        self.fetch.is_some_and(|(expected, _)| expected == ticket)
    }

    fn reply(&mut self, _ticket: u64, result: Result<Reply, Problem>, cx: &mut Context) -> Answer {
        let Some((_, fetch)) = self.fetch.take() else { return Answer::Ignored };
        match result {
            Ok(Reply::Log(page)) => self.loaded(fetch, page, cx),
            Err(problem) => {
                cx.complain(&problem);
                self.problem = Some(problem);
            }
            Ok(_) => {}
        }
        Answer::Consumed
    }

    fn intent(&mut self, intent: &Intent, cx: &mut Context) -> Answer {
        if let Intent::Filter(filter) = intent {
            self.set_filter((**filter).clone(), cx);
        }
        Answer::Consumed
    }

    fn draw(&self, buf: &mut Buffer, area: Rect, cx: &Context) -> Option<Position> {
        let theme = cx.theme;
        // How many there are in all says nothing of how many a filter finds.
        let head = self.head.filter(|_| self.filter == LogFilter::default());
        let head = head.map(|head| cx.i18n.t_with("log-count", &[("count", head.into())])).unwrap_or_default();
        let at = paint::right(buf, area.x, area.y, area.width.saturating_sub(1), &head, theme.dim());
        let words = self.filter_words(cx);
        let (words, style) = if words.is_empty() {
            (cx.t("log-all"), theme.dim())
        } else {
            (format!("{} {words}", cx.t("filtered")), theme.warn())
        };
        paint::text(buf, area.x + 2, area.y, at.saturating_sub(area.x + 4), &words, style);
        let columns = columns(area.width);
        let mut x = area.x + 2;
        buf.set_style(Rect::new(area.x, area.y + 1, area.width, 1), theme.heading());
        for (key, width) in columns {
            paint::text(buf, x, area.y + 1, width.saturating_sub(1), &cx.t(key), theme.heading());
            x += width;
        }
        let body = Rect::new(area.x, area.y + 2, area.width, area.height.saturating_sub(2));
        if self.rows.is_empty() {
            let (words, style) = match &self.problem {
                Some(problem) => {
                    let again = cx.i18n.t_with("press-reload", &[("key", cx.keys.written("reload").into())]);
                    (format!("{} {} {again}", theme.no(), cx.i18n.problem(problem)), theme.bad())
                }
                None if self.fetch.is_some() => (cx.t("loading"), theme.dim()),
                None => {
                    let key = cx.keys.written("clear-filter");
                    (cx.i18n.t_with("log-none", &[("key", key.into())]), theme.dim())
                }
            };
            let inside = Rect::new(body.x + 2, body.y + 1, body.width.saturating_sub(4), body.height.saturating_sub(1));
            paint::paragraph(buf, inside, &words, style);
            return Some(inside.as_position());
        }
        let mut cursor = None;
        let first = self.rows.first_visible(usize::from(body.height));
        for (index, (selected, row)) in self.rows.visible(usize::from(body.height)).enumerate() {
            let y = body.y + u16::try_from(index).unwrap_or(0);
            cx.hits.add(Rect::new(body.x, y, body.width, 1), Target::Row(first + index));
            draw_row(buf, Rect::new(body.x, y, body.width, 1), row, &columns, selected, cx);
            if selected {
                cursor = Some(Position::new(body.x, y));
            }
        }
        cursor
    }
}

/// Sequence, time, member, action, subject, outcome, verification, with widths (one blank column included).
fn columns(width: u16) -> [(&'static str, u16); 7] {
    /// A subject is a code: less room shows nothing of use.
    const LEAST_SUBJECT: u16 = 10;
    let wide = width >= 100;
    let (member, action) = if wide { (14, 24) } else { (8, 17) };
    let (sequence, time) = if wide { (10, 18) } else { (8, 13) };
    let usual = if wide { 12 } else { 9 };
    let rest = width.saturating_sub(2 + sequence + time + member + action + 11);
    // Where it is narrow the mark of verification stays, and an entry's detail tells the rest.
    let outcome = if rest >= usual { usual } else { 0 };
    let subject = if rest - outcome >= LEAST_SUBJECT { rest - outcome } else { 0 };
    [
        ("log-sequence", sequence),
        ("log-time", time),
        ("log-member", member),
        ("log-action", action),
        ("log-subject", subject),
        ("log-outcome", outcome),
        ("log-verified", 11),
    ]
}

fn draw_row(buf: &mut Buffer, area: Rect, row: &LogRow, columns: &[(&str, u16); 7], selected: bool, cx: &Context) {
    let theme = cx.theme;
    let good = row.verified == Verified::Good;
    let outcome_style = match row.entry.outcome {
        crate::domain::Outcome::Done => theme.dim(),
        crate::domain::Outcome::Denied | crate::domain::Outcome::Failed => theme.warn(),
    };
    let mark = format!("{} {}", if good { theme.yes() } else { theme.no() }, cx.t(verified_key(row.verified)));
    let cells = [
        (cx.i18n.lang.number(row.sequence), theme.dim()),
        (
            if area.width >= 100 { cx.moment(row.entry.at) } else { cx.short(row.entry.at) },
            if selected { theme.selected() } else { theme.text() },
        ),
        (row.member.clone(), theme.text()),
        (cx.t(&action_key(row.entry.action)), theme.text()),
        (row.subject.clone(), theme.dim()),
        (cx.t(outcome_key(row.entry.outcome)), outcome_style),
        (mark, if good { theme.good() } else { theme.bad() }),
    ];
    let mut x = area.x + 2;
    for (index, ((words, style), (_, width))) in cells.iter().zip(columns).enumerate() {
        let blank = u16::from(index + 1 < columns.len());
        let room = width.saturating_sub(blank).min(area.right().saturating_sub(x));
        if index == 0 {
            paint::right(buf, x - 1, area.y, room, words, *style);
        } else {
            paint::text(buf, x, area.y, room, words, *style);
        }
        x += width;
    }
    if selected {
        paint::text(buf, area.x, area.y, 1, theme.marker(), theme.accent());
    }
}
