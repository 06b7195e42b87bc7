//! The charts themselves: bars of several parts, rates of what was kept, columns. Figures stand beside all of them.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use unicode_width::UnicodeWidthStr;

use super::ways::age_of;
use crate::desk::api::{Report, ReportBar, ReportKind};
use crate::domain::Class;
use crate::domain::ticket::Phase;
use crate::ui::context::Context;
use crate::ui::hits::Target;
use crate::ui::screens::admin::words::class_key;
use crate::ui::screens::tickets::words;
use crate::ui::widgets::{chart, paint};

/// What is drawn, and where one is in it.
pub struct Panel<'a> {
    pub report: &'a Report,
    /// The selected bar, the oldest being the first.
    pub selected: usize,
    pub focused: bool,
    /// What the first bar is told by to the mouse; `None`: there is nothing to choose.
    pub first: Option<usize>,
}

impl Panel<'_> {
    /// As many bars as there are rows, the newest first, the selected one among them.
    fn rows(&self, height: usize) -> impl Iterator<Item = (usize, &ReportBar)> {
        let newest = self.report.bars.len().saturating_sub(1);
        let above = (newest - self.selected.min(newest) + 1).saturating_sub(height);
        self.report.bars.iter().enumerate().rev().skip(above).take(height)
    }

    fn hit(&self, area: Rect, index: usize, cx: &Context) {
        if let Some(first) = self.first {
            cx.hits.add(area, Target::Row(first + index));
        }
    }

    /// The label of a row, and the mark of the selected one; answers where that stands.
    fn label(&self, buf: &mut Buffer, line: Rect, index: usize, words: &str, cx: &Context) -> Option<Position> {
        self.hit(line, index, cx);
        let here = self.focused && index == self.selected;
        let style = if here { cx.theme.selected() } else { cx.theme.text() };
        paint::text(buf, line.x + GUTTER, line.y, line.width.saturating_sub(GUTTER), words, style);
        if here {
            paint::text(buf, line.x, line.y, 1, cx.theme.marker(), cx.theme.accent());
        }
        here.then(|| line.as_position())
    }
}

const GUTTER: u16 = 2;
/// The columns of a number.
const NUMBER: u16 = 7;
/// From this width on, the parts of bars have columns of their own.
const WIDE: u16 = 76;

pub fn number(count: u64, cx: &Context) -> String {
    cx.i18n.lang.number(i64::try_from(count).unwrap_or(i64::MAX))
}

fn row(area: Rect, n: usize) -> Rect {
    Rect { y: area.y + u16::try_from(n).unwrap_or(u16::MAX), height: 1, ..area }
}

fn parts(kind: ReportKind, cx: &Context) -> Vec<String> {
    match kind {
        ReportKind::Reveals => Class::ALL.map(|class| cx.t(class_key(class))).to_vec(),
        _ => [Phase::New, Phase::Open, Phase::Waiting].map(|phase| cx.t(words::phase_key(phase))).to_vec(),
    }
}

fn span(kind: ReportKind, bar: &ReportBar, cx: &Context) -> String {
    match kind {
        ReportKind::Tickets => words::age(age_of(bar), cx),
        ReportKind::Customers => cx.month(bar.from),
        ReportKind::Promises | ReportKind::Reveals => cx.day(bar.from),
    }
}

/// Rows with a bar of several parts each.
pub fn stacks(buf: &mut Buffer, area: Rect, panel: &Panel, cx: &Context) -> Option<Position> {
    let (theme, kind) = (cx.theme, panel.report.kind);
    let names = parts(kind, cx);
    let totals = panel.report.totals();
    let wide = area.width >= WIDE;
    let labels = if kind == ReportKind::Tickets { 14 } else { 8 };
    let figures = NUMBER + if wide { COLUMN * u16::try_from(names.len()).unwrap_or(0) } else { 0 };
    let length = area.width.saturating_sub(GUTTER + labels + figures + 1);
    let bars = area.x + GUTTER + labels;
    let numbers = bars + length + 1;
    let height = usize::from(area.height.saturating_sub(2));
    if wide {
        let mut x = numbers;
        for (part, name) in names.iter().enumerate() {
            paint::right(buf, x, area.y, COLUMN, &format!("{} {name}", chart::fill(part, theme)), theme.dim());
            x += COLUMN;
        }
        paint::right(buf, x, area.y, NUMBER, &cx.t("reports-all"), theme.dim());
    } else {
        let shown = height.min(panel.report.bars.len());
        legend(buf, row(area, shown + 1), &names, &totals, cx);
    }
    let rows = Rect { y: area.y + u16::from(wide), ..area };
    let most = panel.report.bars.iter().map(ReportBar::total).max().unwrap_or(0);
    let mut cursor = None;
    for (n, (index, bar)) in panel.rows(height).enumerate() {
        let line = row(rows, n);
        cursor = cursor.or(panel.label(buf, line, index, &span(kind, bar, cx), cx));
        let mut x = bars;
        for (part, cells) in chart::stacked(&bar.counts, most, length).into_iter().enumerate() {
            let style = if part == 0 { theme.accent() } else { theme.text() };
            x += paint::text(buf, x, line.y, cells, &chart::fill(part, theme).repeat(usize::from(cells)), style);
        }
        let mut x = numbers;
        for count in bar.counts.iter().filter(|_| wide) {
            paint::right(buf, x, line.y, COLUMN, &some(*count, cx), theme.dim());
            x += COLUMN;
        }
        paint::right(buf, x, line.y, NUMBER, &number(bar.total(), cx), theme.text());
    }
    cursor
}

/// The columns of a part's numbers, under its name.
const COLUMN: u16 = 13;

/// A number; nothing for none.
fn some(count: u64, cx: &Context) -> String {
    if count == 0 { String::new() } else { number(count, cx) }
}

/// What the parts are and, where there is room for that, how many of each there are in all.
fn legend(buf: &mut Buffer, line: Rect, names: &[String], totals: &[u64], cx: &Context) {
    const BETWEEN: &str = "  ";
    let words = |with_totals: bool| {
        let part = |(part, (name, total)): (usize, (&String, &u64))| {
            let count = if with_totals { format!(" {}", number(*total, cx)) } else { String::new() };
            format!("{} {name}{count}", chart::fill(part, cx.theme))
        };
        names.iter().zip(totals).enumerate().map(part).collect::<Vec<_>>().join(BETWEEN)
    };
    let room = line.width.saturating_sub(GUTTER);
    let told = words(true);
    let told = if told.width() <= usize::from(room) { told } else { words(false) };
    paint::text(buf, line.x + GUTTER, line.y, room, &told, cx.theme.dim());
}

/// Rows with how many of a hundred promises were kept: of first answers, and of solutions.
pub fn rates(buf: &mut Buffer, area: Rect, panel: &Panel, cx: &Context) -> Option<Position> {
    const LABELS: u16 = 8;
    let theme = cx.theme;
    let each = area.width.saturating_sub(GUTTER + LABELS) / 2;
    let column = |n: u16| area.x + GUTTER + LABELS + n * each;
    for (n, key) in [(0, "reports-respond"), (1, "reports-resolve")] {
        paint::text(buf, column(n), area.y, each.saturating_sub(1), &cx.t(key), theme.dim());
    }
    let pairs = |buf: &mut Buffer, y: u16, counts: &[u64]| {
        for (n, pair) in (0..).zip(counts.chunks_exact(2)) {
            rate(buf, Rect::new(column(n), y, each.saturating_sub(1), 1), pair[0], pair[1], cx);
        }
    };
    let height = usize::from(area.height.saturating_sub(3)).min(panel.report.bars.len());
    let rows = row(area, 1);
    let mut cursor = None;
    for (n, (index, bar)) in panel.rows(height).enumerate() {
        let line = row(rows, n);
        cursor = cursor.or(panel.label(buf, line, index, &span(panel.report.kind, bar, cx), cx));
        pairs(buf, line.y, &bar.counts);
    }
    let last = row(rows, height);
    paint::text(buf, last.x + GUTTER, last.y, LABELS, &cx.t("reports-all"), theme.dim());
    pairs(buf, last.y, &panel.report.totals());
    cursor
}

/// A bar of what was kept of all, with the rate in figures and, where there is room, with the numbers.
fn rate(buf: &mut Buffer, area: Rect, kept: u64, broken: u64, cx: &Context) {
    const PERCENT: u16 = 5;
    const NUMBERS: u16 = 14;
    let theme = cx.theme;
    let all = kept + broken;
    if all == 0 {
        paint::text(buf, area.x, area.y, area.width, "-", theme.dim());
        return;
    }
    let numbers = if area.width >= 30 { NUMBERS } else { 0 };
    let length = area.width.saturating_sub(PERCENT + numbers);
    // What was broken shows, however little it is; so does what was kept.
    let cells = chart::stacked(&[kept, broken], all, length);
    let mut x = area.x;
    for ((mark, style), cells) in theme.bar().into_iter().zip([theme.accent(), theme.dim()]).zip(cells) {
        x += paint::text(buf, x, area.y, cells, &mark.repeat(usize::from(cells)), style);
    }
    // Not all of them is never told as all.
    let percent = 100 * kept / all;
    paint::right(buf, area.x + length, area.y, PERCENT, &format!("{percent}%"), theme.text());
    let of = format!("{}/{}", number(kept, cx), number(all, cx));
    paint::right(buf, area.x + length + PERCENT, area.y, numbers, &of, theme.dim());
}

/// Columns beside each other, the oldest first, on a line with their names; the selected one is told above them.
pub fn columns(buf: &mut Buffer, area: Rect, panel: &Panel, cx: &Context) -> Option<Position> {
    const SCALE: u16 = 7;
    const HIGHEST: u16 = 12;
    let theme = cx.theme;
    let bars = &panel.report.bars;
    let count = u16::try_from(bars.len()).unwrap_or(1).max(1);
    let each = (area.width.saturating_sub(GUTTER + SCALE) / count).clamp(1, 9);
    // Where a number fits under its column, it stands there.
    let figured = each >= 5;
    let height = area.height.saturating_sub(3 + u16::from(figured)).clamp(1, HIGHEST);
    let values: Vec<u32> = bars.iter().map(|bar| u32::try_from(bar.total()).unwrap_or(u32::MAX)).collect();
    let most = values.iter().copied().max().unwrap_or(0);
    let (left, top, foot) = (area.x + GUTTER + SCALE, area.y + 1, area.y + height);
    let scale = |buf: &mut Buffer, y: u16, count: u64| {
        paint::right(buf, area.x + GUTTER, y, SCALE - 1, &number(count, cx), theme.dim());
    };
    scale(buf, top, most.into());
    if height > 1 {
        scale(buf, foot, 0);
    }
    for (y, line) in (top..).zip(chart::bars(&values, usize::from(each), usize::from(height), theme)) {
        paint::text(buf, left, y, area.right().saturating_sub(left), &line, theme.accent());
    }
    let mut free = left;
    for (n, (index, bar)) in (0..).zip(bars.iter().enumerate()) {
        let (x, here) = (left + n * each, panel.focused && index == panel.selected);
        panel.hit(Rect::new(x, top, each, height + 2), index, cx);
        let style = if here { theme.strong() } else { theme.dim() };
        if here {
            buf.set_style(Rect::new(x, top, each.saturating_sub(1).max(1), height), theme.strong());
            paint::text(buf, x, foot + 1, 1, theme.order(false), theme.accent());
            free = free.max(x + 2);
        }
        if figured {
            paint::text(buf, x, foot + 2, each - 1, &number(bar.total(), cx), style);
        }
        let name = cx.month_name(bar.from);
        let width = u16::try_from(name.width()).unwrap_or(each);
        let beside = panel.focused && index + 1 == panel.selected && x + width >= x + each;
        if x >= free && !here && !beside && x + width <= area.right() {
            free = x + paint::text(buf, x, foot + 1, width, &name, theme.dim()) + 1;
        }
    }
    let told = bars.get(panel.selected)?;
    let words = format!("{}: {}", cx.month(told.from), number(told.total(), cx));
    panel.label(buf, Rect { height: 1, ..area }, panel.selected, &words, cx)
}
