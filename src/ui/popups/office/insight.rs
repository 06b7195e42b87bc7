//! A member's insight: what it did over some days against the median of its role, by class, reason, hour and day.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use crate::desk::api::{
    Insight, InsightCount, LogFilter, LogMatch, OfficeAnswer, OfficeQuery, Problem, Reply, Request,
};
use crate::domain::{Class, Id};
use crate::ui::context::{Context, Facts, Intent};
use crate::ui::keymap::{Action, Place};
use crate::ui::layer::{Answer, Layer};
use crate::ui::screens::admin::listing::{moved, said};
use crate::ui::screens::admin::words;
use crate::ui::screens::detail::Load;
use crate::ui::widgets::chart;
use crate::ui::widgets::paint;
use crate::ui::widgets::sheet::{self, Line, cell};

/// Over how many days insight is asked for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Span {
    Week,
    #[default]
    Month,
    Quarter,
}

impl Span {
    pub const fn days(self) -> u16 {
        match self {
            Self::Week => 7,
            Self::Month => 30,
            Self::Quarter => 90,
        }
    }

    pub const fn next(self) -> Self {
        match self {
            Self::Week => Self::Month,
            Self::Month => Self::Quarter,
            Self::Quarter => Self::Week,
        }
    }
}

/// Whether a number stands out: at least twice the median, and not a handful.
pub fn much(count: u32, median: Option<u32>) -> bool {
    const HANDFUL: u32 = 10;
    median.is_some_and(|median| count >= HANDFUL && count >= median.saturating_mul(2))
}

/// Where the counts begin, and the columns of one hour.
const LABELS: u16 = 24;
/// The columns of a number, which ends below the others.
const NUMBER: usize = 8;
const HOUR: usize = 2;
/// The columns of a bar, and of what holds it.
const BAR: usize = 24;
const BAR_CELL: u16 = 26;
/// The most columns of the days.
const DAYS: usize = 45;

#[derive(Debug)]
pub struct MemberInsight {
    /// `None`: one's own.
    member: Option<Id>,
    span: Span,
    data: Load<Box<Insight>>,
    ticket: Option<u64>,
    /// The first line that is shown.
    top: usize,
}

impl MemberInsight {
    pub fn open(member: Id, span: Span, cx: &mut Context) -> Self {
        Self::ask(Some(member), span, cx)
    }

    /// What whoever is in did itself.
    pub fn own(cx: &mut Context) -> Self {
        Self::ask(cx.who.as_ref().map(|who| who.member), Span::default(), cx)
    }

    fn ask(member: Option<Id>, span: Span, cx: &mut Context) -> Self {
        let mut page = Self { member, span, data: Load::Waiting, ticket: None, top: 0 };
        page.load(cx);
        page
    }

    fn load(&mut self, cx: &mut Context) {
        let query = OfficeQuery::Insight { member: self.member, days: self.span.days() };
        self.ticket = Some(cx.ask(Request::Office(query)));
    }

    fn loaded(&self) -> Option<&Insight> {
        match &self.data {
            Load::Ready(insight) => Some(insight),
            _ => None,
        }
    }

    /// Goes on to what the log, or the alerts, have about the member.
    fn leave_for(&self, action: Action, cx: &mut Context) -> Answer {
        let Some(insight) = self.loaded() else { return Answer::Consumed };
        cx.intents.push(match (action, insight.member) {
            (Action::ToAlerts, Some(member)) => Intent::AlertsAbout(member, insight.name.clone()),
            _ => {
                let filter = LogFilter::of(LogMatch::Member(vec![insight.name.clone()]));
                Intent::Filter(Box::new(filter.with(false, LogMatch::Since(insight.from))))
            }
        });
        Answer::Close
    }
}

fn number(count: u32, cx: &Context) -> String {
    format!("{:>NUMBER$}", cx.i18n.lang.number(count.into()))
}

fn count_line(row: &InsightCount, cx: &Context) -> Line {
    let theme = cx.theme;
    let outstanding = much(row.count, row.median);
    let style = if outstanding { theme.warn() } else { theme.text() };
    let count = if outstanding { format!("{} !", number(row.count, cx)) } else { number(row.count, cx) };
    let mut cells = vec![
        cell(LABELS, cx.t(count_key(&row.what)), theme.text()),
        cell(11, count, style),
        cell(11, row.median.map_or_else(|| format!("{:>NUMBER$}", "-"), |median| number(median, cx)), theme.dim()),
    ];
    // Where there is room for it, the count lies as a bar against the mark of the median.
    if cx.wide() && row.median.is_some() {
        let bar = chart::against(row.count, row.median, BAR, theme);
        cells.push(cell(BAR_CELL, bar, if outstanding { style } else { theme.accent() }));
    }
    cells.push(cell(0, against(row, cx), style));
    Line::of(cells)
}

/// How a count lies to the median, in words.
fn against(row: &InsightCount, cx: &Context) -> String {
    let Some(median) = row.median else { return String::new() };
    match row.count.checked_div(median) {
        _ if row.count == 0 && median == 0 => String::new(),
        Some(times) if times >= 2 => cx.i18n.t_with("insight-times", &[("times", times.into())]),
        _ if row.count > median => cx.t("insight-above"),
        _ if row.count == median => cx.t("insight-same"),
        _ => cx.t("insight-below"),
    }
}

fn count_key(what: &str) -> &'static str {
    match what {
        "views" => "insight-count-views",
        "reveals" => "insight-count-reveals",
        "copies" => "insight-count-copies",
        "checks" => "insight-count-checks",
        "lookups" => "insight-count-lookups",
        "exports" => "insight-count-exports",
        "changes" => "insight-count-changes",
        "failed_sign_ins" => "insight-count-failed-sign-ins",
        _ => "insight-count-denied",
    }
}

fn class_words(key: &str, cx: &Context) -> String {
    let class = Class::ALL.into_iter().find(|class| class.name() == key);
    class.map_or_else(|| key.to_owned(), |class| cx.t(words::class_key(class)))
}

fn reason_words(key: &str, cx: &Context) -> String {
    if key.is_empty() { cx.t("insight-no-reason") } else { cx.reason(key) }
}

/// Names with numbers, one below the other.
fn parts(heading: &str, parts: &[(String, u32)], words: fn(&str, &Context) -> String, cx: &Context) -> Vec<Line> {
    let theme = cx.theme;
    if parts.is_empty() {
        return Vec::new();
    }
    let line = |(key, count): &(String, u32)| {
        Line::of(vec![cell(10, number(*count, cx), theme.text()), cell(0, words(key, cx), theme.text())])
    };
    let head = [Line::blank(), Line::heading(cx.t(heading), theme)];
    head.into_iter().chain(parts.iter().map(line)).collect()
}

/// Values shown, by hour of the day, with the hours under the bars; and by day.
fn charts(insight: &Insight, cx: &Context) -> Vec<Line> {
    let theme = cx.theme;
    let text = |words: String, style| Line::of(vec![cell(0, words, style)]);
    let mut lines = vec![Line::blank(), Line::heading(cx.t("insight-by-hour"), theme)];
    let bars = chart::bars(&insight.by_hour, HOUR, 2, theme);
    lines.extend(bars.into_iter().map(|bar| text(bar, theme.accent())));
    let hours: String = (0..24).step_by(6).map(|hour| format!("{hour:<width$}", width = 6 * HOUR)).collect();
    lines.push(text(hours.trim_end().to_owned(), theme.dim()));
    lines.extend([Line::blank(), Line::heading(cx.t("insight-by-days"), theme)]);
    let days = chart::together(&insight.by_day, DAYS);
    lines.extend(chart::bars(&days, 1, 2, theme).into_iter().map(|bar| text(bar, theme.accent())));
    let span = [("from", cx.date(insight.from).into()), ("until", cx.date(cx.now).into())];
    lines.push(text(cx.i18n.t_with("insight-span", &span), theme.dim()));
    lines
}

fn lines(insight: &Insight, cx: &Context) -> Vec<Line> {
    let theme = cx.theme;
    let heading = |key| cell(11, format!("{:>NUMBER$}", cx.t(key)), theme.accent());
    let above = cell(LABELS, "", theme.text());
    let mut lines = vec![Line::of(vec![above, heading("insight-count"), heading("insight-median")])];
    lines.extend(insight.counts.iter().map(|row| count_line(row, cx)));
    if insight.counts.iter().all(|row| row.median.is_none()) {
        lines.push(Line::of(vec![cell(0, cx.t("insight-few-peers"), theme.dim())]));
    }
    if insight.by_hour.iter().any(|count| *count > 0) {
        lines.extend(charts(insight, cx));
    }
    lines.extend(parts("insight-by-class", &insight.by_class, class_words, cx));
    lines.extend(parts("insight-by-reason", &insight.by_reason, reason_words, cx));
    lines
}

impl Layer for MemberInsight {
    fn place(&self) -> Place {
        Place::MemberInsight
    }

    fn trail(&self, cx: &Context) -> Vec<String> {
        let name = self.loaded().map(|insight| insight.name.clone());
        vec![name.filter(|name| !name.is_empty()).unwrap_or_else(|| cx.t("place-insight"))]
    }

    fn facts(&self, facts: &mut Facts) {
        facts.row = self.loaded().is_some();
    }

    fn act(&mut self, action: Action, cx: &mut Context) -> Answer {
        let count = self.loaded().map_or(0, |insight| lines(insight, cx).len());
        let height = cx.body_height().saturating_sub(2);
        if let Some(to) = moved(self.top, count.saturating_sub(height) + 1, action, height) {
            self.top = to;
            return Answer::Consumed;
        }
        match action {
            Action::Days => {
                self.span = self.span.next();
                self.load(cx);
            }
            Action::ToLog | Action::ToAlerts => return self.leave_for(action, cx),
            Action::Cancel => return Answer::Close,
            _ => return Answer::Ignored,
        }
        Answer::Consumed
    }

    fn waits(&self, ticket: u64) -> bool {
        self.ticket == Some(ticket)
    }

    fn reply(&mut self, _ticket: u64, result: Result<Reply, Problem>, cx: &mut Context) -> Answer {
        self.ticket = None;
        match result {
            Ok(Reply::Office(OfficeAnswer::Insight(insight))) => self.data = Load::Ready(insight),
            Ok(_) => {}
            Err(problem) if self.loaded().is_some() => cx.complain(&problem),
            Err(problem) => self.data = Load::Failed(problem),
        }
        self.top = 0;
        Answer::Consumed
    }

    fn draw(&self, buf: &mut Buffer, area: Rect, cx: &Context) -> Option<Position> {
        let theme = cx.theme;
        paint::clear(buf, area, theme);
        let insight = match &self.data {
            Load::Ready(insight) => insight,
            Load::Waiting => return Some(said(buf, area, true, None, "", cx)),
            Load::Failed(problem) => return Some(said(buf, area, false, Some(problem), "", cx)),
        };
        let mut told = vec![cx.i18n.t_with("insight-days", &[("count", insight.days.into())])];
        if let Some(alerts) = insight.alerts {
            told.push(cx.i18n.t_with("alerts-count", &[("count", alerts.into())]));
        }
        let told = told.join(theme.between());
        let at = paint::right(buf, area.x, area.y, area.width.saturating_sub(1), &told, theme.dim());
        let role = cx.role_named(&insight.role_name);
        let title = [insight.name.as_str(), &role].join(theme.between());
        paint::text(buf, area.x + 2, area.y, at.saturating_sub(area.x + 3), &title, theme.strong());
        let body = Rect::new(area.x, area.y + 2, area.width, area.height.saturating_sub(2));
        let lines = lines(insight, cx);
        sheet::draw(buf, body, lines.get(self.top..).unwrap_or_default(), None, cx);
        Some(Position::new(area.x + 2, area.y))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_stands_out_from_twice_the_median_on() {
        assert!(much(20, Some(10)) && much(10, Some(0)));
        assert!(!much(19, Some(10)) && !much(9, Some(0)) && !much(900, None));
    }
}
