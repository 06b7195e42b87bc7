//! Reports: charts to look at, each over what its reader may list or read anyway, with the way into the list behind.

mod draw;
mod panels;
mod ways;

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use crate::desk::api::{Problem, Reply, Report, ReportBar, ReportKind, ReportPlace, ReportQuery, Request};
use crate::domain::Micros;
use crate::ui::context::{Context, Facts};
use crate::ui::hits::Target;
use crate::ui::keymap::{Action, Place};
use crate::ui::layer::{Answer, Layer};

/// What is older than this is counted anew when the screen is shown again.
const STALE: i64 = 60_000_000;
/// More bars than a chart has.
const MOST_BARS: usize = 100;

/// One chart, as far as it is known.
#[derive(Debug)]
struct Chart {
    kind: ReportKind,
    report: Option<Report>,
    problem: Option<Problem>,
    /// The ask, and whether it goes on from the one before.
    ticket: Option<(u64, bool)>,
    /// How far the selected bar lies before the newest one.
    back: usize,
}

impl Chart {
    const fn new(kind: ReportKind) -> Self {
        Self { kind, report: None, problem: None, ticket: None, back: 0 }
    }

    fn ask(&mut self, from: Option<ReportPlace>, cx: &mut Context) {
        let request = Request::Report(ReportQuery { kind: self.kind, from });
        self.ticket = Some((cx.ask(request), from.is_some()));
    }

    fn take(&mut self, result: Result<Reply, Problem>, further: bool, cx: &mut Context) {
        match result {
            Ok(Reply::Report(more)) => {
                let next = more.next;
                match self.report.as_mut().filter(|_| further) {
                    Some(report) => report.add(&more),
                    None => self.report = Some(*more),
                }
                self.problem = None;
                if next.is_some() {
                    self.ask(next, cx);
                }
            }
            Ok(_) => {}
            Err(problem) => (self.report, self.problem) = (None, Some(problem)),
        }
    }

    /// What there is to look at; `None`: nothing was counted.
    fn counted(&self) -> Option<&Report> {
        self.report.as_ref().filter(|report| report.total() > 0)
    }

    /// The place of the selected bar, the oldest being the first.
    fn at(&self) -> usize {
        let count = self.report.as_ref().map_or(0, |report| report.bars.len());
        count.saturating_sub(1 + self.back)
    }

    fn selected(&self) -> Option<&ReportBar> {
        self.counted()?.bars.get(self.at())
    }

    /// So many bars towards the older ones.
    fn step(&mut self, older: bool, by: usize) {
        let most = self.report.as_ref().map_or(0, |report| report.bars.len().saturating_sub(1));
        self.back = if older { self.back.saturating_add(by).min(most) } else { self.back.saturating_sub(by) };
    }
}

#[derive(Debug, Default)]
pub struct Reports {
    charts: Vec<Chart>,
    /// The chart that the keys go to.
    at: usize,
    asked_at: Option<Micros>,
}

impl Reports {
    /// Counts what was not counted yet, or long ago.
    pub fn enter(&mut self, cx: &mut Context) {
        self.look_at(&ReportKind::ALL, cx);
    }

    /// The same of these charts alone, for a screen that shows them beside other things.
    pub fn look_at(&mut self, kinds: &[ReportKind], cx: &mut Context) {
        if self.asked_at.is_none_or(|at| cx.now.0 - at.0 >= STALE) {
            let offered = cx.rights().reports().into_iter();
            self.load(offered.filter(|kind| kinds.contains(kind)).collect(), cx);
        }
    }

    /// Draws them with nothing to choose in them; those without anything to show leave their place free.
    pub fn draw_beside(&self, buf: &mut Buffer, area: Rect, cx: &Context) {
        draw::draw_beside(self, buf, area, cx);
    }

    /// Whether there is anything to look at.
    pub fn has_any(&self) -> bool {
        self.charts.iter().any(|chart| chart.counted().is_some())
    }

    fn load(&mut self, kinds: Vec<ReportKind>, cx: &mut Context) {
        if self.charts.iter().map(|chart| chart.kind).ne(kinds.iter().copied()) {
            self.charts = kinds.into_iter().map(Chart::new).collect();
            self.at = 0;
        }
        self.charts.iter_mut().for_each(|chart| chart.ask(None, cx));
        self.asked_at = Some(cx.now);
    }

    fn turn(&mut self, by: usize) {
        self.at = (self.at + by) % self.charts.len().max(1);
    }

    fn step(&mut self, older: bool, by: usize) {
        if let Some(chart) = self.charts.get_mut(self.at) {
            chart.step(older, by);
        }
    }

    /// Shows the list that the selected bar was counted from.
    fn open(&self, cx: &mut Context) {
        if let Some((kind, bar)) = self.charts.get(self.at).and_then(|chart| Some((chart.kind, chart.selected()?))) {
            let way = ways::behind(kind, bar, cx);
            cx.intents.extend(way);
        }
    }
}

impl Layer for Reports {
    fn place(&self) -> Place {
        Place::Reports
    }

    fn trail(&self, cx: &Context) -> Vec<String> {
        vec![cx.t("place-reports")]
    }

    fn facts(&self, facts: &mut Facts) {
        let chart = self.charts.get(self.at);
        facts.row = chart.is_some_and(|chart| ways::has_list(chart.kind) && chart.selected().is_some());
        facts.listed = self.charts.len() > 1;
    }

    fn act(&mut self, action: Action, cx: &mut Context) -> Answer {
        // Months stand beside each other, the newest at the right; all else below each other, the newest first.
        let beside = self.charts.get(self.at).is_some_and(|chart| chart.kind == ReportKind::Customers);
        match action {
            Action::NextSection => self.turn(1),
            Action::PreviousSection => self.turn(self.charts.len().saturating_sub(1)),
            Action::Previous | Action::Up => self.step(beside, 1),
            Action::Next | Action::Down => self.step(!beside, 1),
            Action::PageUp | Action::First => self.step(beside, MOST_BARS),
            Action::PageDown | Action::Last => self.step(!beside, MOST_BARS),
            Action::Open => self.open(cx),
            Action::Reload => self.load(cx.rights().reports(), cx),
            _ => return Answer::Ignored,
        }
        Answer::Consumed
    }

    fn hit(&mut self, target: Target, double: bool, cx: &mut Context) -> Answer {
        let (Target::Row(place) | Target::Tab(place)) = target else { return Answer::Ignored };
        let (at, bar) = match target {
            Target::Tab(_) => (place, None),
            _ => (place / MOST_BARS, Some(place % MOST_BARS)),
        };
        if let Some(chart) = self.charts.get_mut(at) {
            self.at = at;
            if let Some(bar) = bar {
                chart.back = chart.at() + chart.back - bar.min(chart.at() + chart.back);
                if double {
                    self.open(cx);
                }
            }
        }
        Answer::Consumed
    }

    fn waits(&self, ticket: u64) -> bool {
        self.charts.iter().any(|chart| chart.ticket.is_some_and(|(asked, _)| asked == ticket))
    }

    fn reply(&mut self, ticket: u64, result: Result<Reply, Problem>, cx: &mut Context) -> Answer {
        for chart in &mut self.charts {
            if let Some((_, further)) = chart.ticket.take_if(|(asked, _)| *asked == ticket) {
                chart.take(result, further, cx);
                break;
            }
        }
        Answer::Consumed
    }

    fn draw(&self, buf: &mut Buffer, area: Rect, cx: &Context) -> Option<Position> {
        draw::draw(self, buf, area, cx)
    }
}
