//! The chart over the log: how many entries by hour, by day or by member, with those that were refused.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;
use unicode_width::UnicodeWidthStr;

use crate::desk::api::{ChartBar, ChartBy, LogChart, LogChartQuery, LogFilter, LogRow, Problem, Reply, Request};
use crate::domain::Micros;
use crate::ui::context::{Context, Tone};
use crate::ui::preferences::Preferences;
use crate::ui::theme::Theme;
use crate::ui::widgets::paint;

const HOUR: i64 = 3_600_000_000;
/// Rows it takes: a title, three of bars, and what they stand on.
const ROWS: u16 = 5;
const BAR_ROWS: u16 = 3;
/// Of fewer rows none can be spared.
const LEAST_BODY: usize = 16;
/// The columns of the scale.
const SCALE: u16 = 8;
/// Hours that are counted by member, and most bars the desk gives.
const MEMBER_HOURS: u16 = 336;
const MOST_BARS: u16 = 400;
/// While entries come in it is counted anew no sooner.
const PACE: i64 = 10_000_000;
const MEMBER_WIDTH: u16 = 26;

#[derive(Debug, Default)]
pub struct Chart {
    by: Option<ChartBy>,
    ticket: Option<u64>,
    data: Option<LogChart>,
    problem: Option<Problem>,
    /// The end of the last bar, where that is not now.
    until: Option<Micros>,
    asked_at: Micros,
    /// The entry that the bars were last moved for.
    moved_for: Option<i64>,
}

const fn name(by: ChartBy) -> &'static str {
    match by {
        ChartBy::Hour => "hour",
        ChartBy::Day => "day",
        ChartBy::Member => "member",
    }
}

impl Chart {
    /// As the member had it the last time.
    pub fn prefer(&mut self, own: &Preferences) {
        let all = [ChartBy::Hour, ChartBy::Day, ChartBy::Member];
        self.by = all.into_iter().find(|by| own.log_chart.as_deref() == Some(name(*by)));
    }

    pub fn waits(&self, ticket: u64) -> bool {
        self.ticket == Some(ticket)
    }

    /// Rows that it takes of the list.
    pub fn height(&self, cx: &Context) -> u16 {
        if self.by.is_some() && cx.body_height() >= LEAST_BODY { ROWS } else { 0 }
    }

    /// By hour, by day, by member, and away.
    pub fn turn(&mut self, filter: &LogFilter, selected: Option<&LogRow>, cx: &mut Context) {
        self.by = match self.by {
            None => Some(ChartBy::Hour),
            Some(ChartBy::Hour) => Some(ChartBy::Day),
            Some(ChartBy::Day) => Some(ChartBy::Member),
            Some(ChartBy::Member) => None,
        };
        let kept = self.by.map(|by| name(by).to_owned());
        cx.prefer(|own| own.log_chart = kept);
        self.data = None;
        self.moved_for = None;
        if self.by.is_some() && self.height(cx) == 0 {
            cx.say(Tone::Warn, cx.t("log-chart-small"));
        }
        // The bars are to hold what is selected.
        self.until = selected.and_then(|row| self.end_for(row, cx));
        self.ask(filter, cx);
    }

    /// Another filter or another part of the log: all is counted anew.
    pub fn stale(&mut self, filter: &LogFilter, cx: &mut Context) {
        (self.until, self.moved_for) = (None, None);
        self.ask(filter, cx);
    }

    /// New entries came in.
    pub fn refresh(&mut self, filter: &LogFilter, cx: &mut Context) {
        if self.until.is_none() && cx.now.0 - self.asked_at.0 >= PACE {
            self.ask(filter, cx);
        }
    }

    /// Moves the bars to where the selected entry lies, if it is outside of them.
    pub fn follow(&mut self, filter: &LogFilter, selected: Option<&LogRow>, cx: &mut Context) {
        let (Some(row), Some(data), None) = (selected, &self.data, self.ticket) else { return };
        let Some(first) = data.bars.first() else { return };
        let end = self.until.unwrap_or(cx.now);
        let inside = row.entry.at >= first.at && (row.entry.at < end || self.until.is_none());
        if !inside && self.moved_for != Some(row.sequence) {
            self.moved_for = Some(row.sequence);
            self.until = self.end_for(row, cx);
            self.ask(filter, cx);
        }
    }

    /// Where bars that hold this entry end, with some room after it; `None`: now.
    fn end_for(&self, row: &LogRow, cx: &Context) -> Option<Micros> {
        let by = self.by?;
        let hours = match by {
            ChartBy::Day => i64::from(bars(by, cx)) * 24,
            ChartBy::Hour | ChartBy::Member => i64::from(bars(by, cx)),
        };
        let end = row.entry.at.0.saturating_add(hours * HOUR / 4);
        (end < cx.now.0).then_some(Micros(end))
    }

    fn ask(&mut self, filter: &LogFilter, cx: &mut Context) {
        self.ticket = None;
        let Some(by) = self.by else { return };
        let query = LogChartQuery { filter: filter.clone(), by, until: self.until, bars: bars(by, cx) };
        self.ticket = Some(cx.ask(Request::LogChart(query)));
        self.asked_at = cx.now;
    }

    pub fn take(&mut self, result: Result<Reply, Problem>, cx: &mut Context) {
        self.ticket = None;
        match result {
            Ok(Reply::LogChart(chart)) => (self.data, self.problem) = (Some(chart), None),
            Ok(_) => {}
            Err(problem) => {
                cx.complain(&problem);
                (self.data, self.problem) = (None, Some(problem));
            }
        }
    }

    pub fn draw(&self, buf: &mut Buffer, area: Rect, selected: Option<&LogRow>, cx: &Context) {
        let Some(by) = self.by else { return };
        let theme = cx.theme;
        let title = Rect { x: area.x + 2, width: area.width.saturating_sub(3), height: 1, ..area };
        let below = Rect { y: area.y + 1, height: area.height.saturating_sub(1), ..area };
        let Some(data) = &self.data else {
            let (words, style) = match &self.problem {
                Some(problem) => (format!("{} {}", theme.no(), cx.i18n.problem(problem)), theme.bad()),
                None => (cx.t("loading"), theme.dim()),
            };
            paint::paragraph(buf, Rect { height: 2, ..title }, &words, style);
            return;
        };
        let marked = selected.and_then(|row| bar_of(data, by, row));
        draw_title(buf, title, data, (by, marked), cx);
        match by {
            ChartBy::Member => draw_members(buf, below, data, marked, cx),
            ChartBy::Hour | ChartBy::Day => draw_times(buf, below, data, (by, marked), cx),
        }
    }
}

/// How many bars there is room for.
fn bars(by: ChartBy, cx: &Context) -> u16 {
    let room = cx.size.0.saturating_sub(SCALE + 1);
    match by {
        ChartBy::Member => MEMBER_HOURS,
        by => (room / bar_width(by)).clamp(1, MOST_BARS),
    }
}

const fn bar_width(by: ChartBy) -> u16 {
    match by {
        ChartBy::Day => 2,
        ChartBy::Hour | ChartBy::Member => 1,
    }
}

/// The bar that counts this entry.
fn bar_of(data: &LogChart, by: ChartBy, row: &LogRow) -> Option<usize> {
    if by == ChartBy::Member {
        return data.bars.iter().position(|bar| bar.member == row.member);
    }
    let after = data.bars.partition_point(|bar| bar.at <= row.entry.at);
    after.checked_sub(1)
}

const fn title_key(by: ChartBy) -> &'static str {
    match by {
        ChartBy::Hour => "log-chart-hour",
        ChartBy::Day => "log-chart-day",
        ChartBy::Member => "log-chart-member",
    }
}

/// What is counted by, how much there is, and what the marked bar holds: as much of it as there is room for.
fn draw_title(buf: &mut Buffer, area: Rect, data: &LogChart, (by, marked): (ChartBy, Option<usize>), cx: &Context) {
    let theme = cx.theme;
    let total: u64 = data.bars.iter().map(|bar| bar.count).sum();
    let refused: u64 = data.bars.iter().map(|bar| bar.refused).sum();
    let count = |key: &str, count: u64| cx.i18n.t_with(key, &[("count", i64::try_from(count).unwrap_or(0).into())]);
    let mut parts = vec![(cx.t(title_key(by)), theme.strong())];
    if data.unfinished {
        parts.push((format!("! {}", cx.t("log-chart-unfinished")), theme.warn()));
    }
    if let Some(bar) = marked.and_then(|index| data.bars.get(index)) {
        let of = match by {
            ChartBy::Hour => cx.moment(bar.at),
            ChartBy::Day => cx.date(bar.at),
            ChartBy::Member => named(bar),
        };
        let number = cx.i18n.lang.number(i64::try_from(bar.count).unwrap_or(0));
        parts.push((format!("{of}: {number}"), theme.accent()));
    }
    parts.push((count("log-count", total), theme.dim()));
    if refused > 0 {
        parts.push((format!("{} {}", refused_mark(theme), count("log-chart-refused", refused)), theme.warn()));
    }
    let (mut x, mut between) = (area.x, "");
    for (words, style) in parts {
        let room = area.right().saturating_sub(x);
        if between.width() + words.width() > usize::from(room) {
            break;
        }
        x += paint::text(buf, x, area.y, room, between, theme.dim());
        x += paint::text(buf, x, area.y, room, &words, style);
        between = theme.between();
    }
}

fn named(bar: &ChartBar) -> String {
    if bar.member.is_empty() { "-".to_owned() } else { bar.member.clone() }
}

const fn refused_mark(theme: Theme) -> &'static str {
    if theme.ascii { "x" } else { "▒" }
}

/// A part of a bar's cell, from nothing to the whole of it.
const fn steps(theme: Theme) -> &'static [&'static str] {
    if theme.ascii { &[" ", ".", ":", "#"] } else { &[" ", "▁", "▂", "▃", "▄", "▅", "▆", "▇", "█"] }
}

/// The cells of a bar from its foot up: the refused ones stand at the foot, whole cells of their own mark.
fn cells(bar: &ChartBar, most: u64, theme: Theme) -> Vec<(&'static str, bool)> {
    let steps = steps(theme);
    let whole = steps.len() as u64 - 1;
    let height = (bar.count * whole * u64::from(BAR_ROWS)).div_ceil(most.max(1));
    let refused = (bar.refused * height).div_ceil(bar.count.max(1)).div_ceil(whole);
    let cell = |row: u64| {
        let step = height.saturating_sub(row * whole).min(whole);
        let is_refused = row < refused && step > 0;
        (if is_refused { refused_mark(theme) } else { steps[usize::try_from(step).unwrap_or(0)] }, is_refused)
    };
    (0..u64::from(BAR_ROWS)).map(cell).collect()
}

fn draw_times(buf: &mut Buffer, area: Rect, data: &LogChart, (by, marked): (ChartBy, Option<usize>), cx: &Context) {
    let theme = cx.theme;
    let most = data.bars.iter().map(|bar| bar.count).max().unwrap_or(0);
    let foot = area.y + BAR_ROWS - 1;
    paint::right(buf, area.x, area.y, SCALE - 1, &scale(most, cx), theme.dim());
    paint::right(buf, area.x, foot, SCALE - 1, "0", theme.dim());
    let wide = bar_width(by);
    let x = |index: usize| area.x + SCALE + wide * u16::try_from(index).unwrap_or(u16::MAX / wide);
    for (index, bar) in data.bars.iter().enumerate().take_while(|(index, _)| x(*index) < area.right()) {
        let usual = if marked == Some(index) { theme.strong() } else { theme.accent() };
        for (row, (symbol, refused)) in (0..).zip(cells(bar, most, theme)) {
            let style = if refused { theme.warn() } else { usual };
            paint::text(buf, x(index), foot - row, 1, symbol, style);
        }
    }
    let axis = foot + 1;
    let mut free = area.x + SCALE;
    for (index, bar) in data.bars.iter().enumerate().filter(|(_, bar)| by == ChartBy::Day || is_midnight(bar.at, cx)) {
        let label = cx.day(bar.at);
        if x(index) >= free && x(index) + 6 <= area.right() {
            let used = paint::text(buf, x(index), axis, 6, &label, theme.dim());
            free = x(index) + used + if by == ChartBy::Day { 6 } else { 2 };
        }
    }
    if let Some(index) = marked.filter(|index| x(*index) < area.right()) {
        paint::text(buf, x(index), axis, 1, theme.order(false), theme.accent());
    }
}

fn is_midnight(at: Micros, cx: &Context) -> bool {
    cx.midnight(&cx.iso_day(at)) == Some(at)
}

/// A number that fits the scale.
fn scale(count: u64, cx: &Context) -> String {
    match i64::try_from(count).unwrap_or(i64::MAX) {
        count if count < 1_000_000 => cx.i18n.lang.number(count),
        count => format!("{}k", cx.i18n.lang.number(count / 1000)),
    }
}

/// Each member with a bar lying beside the name, as many as there is room for.
fn draw_members(buf: &mut Buffer, area: Rect, data: &LogChart, marked: Option<usize>, cx: &Context) {
    const NAME: u16 = 9;
    /// What a member takes beside its bar.
    const BESIDE: u16 = 19;
    const LONGEST: u16 = 40;
    let theme = cx.theme;
    let most = data.bars.iter().map(|bar| bar.count).max().unwrap_or(0).max(1);
    // Few members have longer bars.
    let wanted = u16::try_from(data.bars.len().div_ceil(usize::from(area.height.max(1)))).unwrap_or(u16::MAX);
    let columns = wanted.clamp(1, (area.width / MEMBER_WIDTH).max(1));
    let longest = (area.width / columns).saturating_sub(BESIDE).min(LONGEST);
    let length = |count: u64| u16::try_from((count * u64::from(longest)).div_ceil(most)).unwrap_or(longest);
    for (index, bar) in (0u16..).zip(&data.bars).take(usize::from(columns * area.height)) {
        let (x, y) = (area.x + (longest + BESIDE) * (index / area.height), area.y + index % area.height);
        let here = marked == Some(usize::from(index));
        let (mark, style): (&str, Style) = if here { (theme.order(false), theme.strong()) } else { ("", theme.text()) };
        paint::text(buf, x, y, 1, mark, theme.accent());
        paint::text(buf, x + 2, y, NAME, &named(bar), style);
        let (whole, refused) = (length(bar.count), length(bar.refused));
        let plain = theme.bar()[0].repeat(usize::from(whole.saturating_sub(refused)));
        let used = paint::text(buf, x + 3 + NAME, y, longest, &plain, theme.accent());
        let rest = refused_mark(theme).repeat(usize::from(refused));
        paint::text(buf, x + 3 + NAME + used, y, longest - used.min(longest), &rest, theme.warn());
        paint::text(buf, x + 4 + NAME + whole, y, 6, &scale(bar.count, cx), theme.dim());
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ui::theme::Palette;

    fn shape(count: u64, refused: u64, most: u64, ascii: bool) -> String {
        let bar = ChartBar { count, refused, ..ChartBar::default() };
        cells(&bar, most, Theme { palette: Palette::default(), ascii }).into_iter().map(|(symbol, _)| symbol).collect()
    }

    #[test]
    fn bars_are_as_high_as_what_they_count() {
        for (count, refused, most, plain, ascii) in [
            (0, 0, 0, "   ", "   "),
            (0, 0, 10, "   ", "   "),
            (24, 0, 24, "███", "###"),
            (1, 0, 1_000_000, "▁  ", ".  "),
            (12, 0, 24, "█▄ ", "#: "),
            (24, 24, 24, "▒▒▒", "xxx"),
            (24, 1, 24, "▒██", "x##"),
            (1, 1, 24, "▒  ", "x  "),
        ] {
            assert_eq!(shape(count, refused, most, false), plain, "{count} of {most}");
            assert_eq!(shape(count, refused, most, true), ascii, "{count} of {most}");
        }
    }
}
