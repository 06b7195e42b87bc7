//! How the charts stand on the screen: two beside each other and two below them where there is room for that,
//! otherwise the one that the keys go to.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use super::panels::{self, Panel};
use super::{Chart, MOST_BARS, Reports};
use crate::desk::api::ReportKind;
use crate::ui::context::Context;
use crate::ui::hits::Target;
use crate::ui::screens::admin::listing::said;
use crate::ui::widgets::paint;

/// The least that a chart needs, and what stands between two.
const LEAST: (u16, u16) = (38, 9);
const BETWEEN: u16 = 1;

/// Where each chart stands, by its number.
fn places(area: Rect, count: usize, at: usize) -> Vec<(usize, Rect)> {
    let all = u16::try_from(count.max(1)).unwrap_or(1);
    let columns = if all > 1 && area.width >= 2 * LEAST.0 + BETWEEN { 2 } else { 1 };
    let rows = all.div_ceil(columns);
    let (width, height) = ((area.width - (columns - 1) * BETWEEN) / columns, area.height / rows);
    if rows > 1 && height < LEAST.1 {
        return vec![(at, area)];
    }
    let place = |n: u16| {
        let (column, row) = (n % columns, n / columns);
        Rect::new(area.x + column * (width + BETWEEN), area.y + row * height, width, height)
    };
    (0..count).zip((0..all).map(place)).collect()
}

pub fn draw(reports: &Reports, buf: &mut Buffer, area: Rect, cx: &Context) -> Option<Position> {
    if reports.charts.is_empty() {
        return Some(said(buf, area, false, None, &cx.t("reports-none"), cx));
    }
    let mut cursor = None;
    for (n, place) in places(area, reports.charts.len(), reports.at) {
        let Some(chart) = reports.charts.get(n) else { continue };
        cx.hits.add(place, Target::Tab(n));
        let focused = n == reports.at;
        let here = draw_chart(buf, place, chart, Some((n, focused)), cx);
        cursor = cursor.or(here.filter(|_| focused));
    }
    cursor
}

/// Charts beside each other, with nothing to choose in them.
pub fn draw_beside(reports: &Reports, buf: &mut Buffer, area: Rect, cx: &Context) {
    for (n, place) in places(area, reports.charts.len(), 0) {
        if let Some(chart) = reports.charts.get(n).filter(|chart| chart.counted().is_some()) {
            draw_chart(buf, place, chart, None, cx);
        }
    }
}

const fn title_key(kind: ReportKind) -> &'static str {
    match kind {
        ReportKind::Tickets => "reports-tickets",
        ReportKind::Promises => "reports-promises",
        ReportKind::Customers => "reports-customers",
        ReportKind::Reveals => "reports-reveals",
    }
}

const fn none_key(kind: ReportKind) -> &'static str {
    match kind {
        ReportKind::Tickets => "reports-tickets-none",
        ReportKind::Promises => "reports-promises-none",
        ReportKind::Customers => "reports-customers-none",
        ReportKind::Reveals => "reports-reveals-none",
    }
}

/// The title with how much there is in all, and the bars below it; its number and whether the keys go to it, where one
/// can choose in it.
fn draw_chart(
    buf: &mut Buffer,
    area: Rect,
    chart: &Chart,
    among: Option<(usize, bool)>,
    cx: &Context,
) -> Option<Position> {
    let focused = among.is_some_and(|(_, focused)| focused);
    let theme = cx.theme;
    let counting = chart.report.as_ref().is_some_and(|report| report.next.is_some());
    let total = match chart.counted() {
        Some(_) if counting => cx.t("reports-counting"),
        Some(report) if chart.kind != ReportKind::Promises => panels::number(report.total(), cx),
        _ => String::new(),
    };
    let end = area.width.saturating_sub(1);
    let at = paint::right(buf, area.x, area.y, end, &total, theme.dim());
    let style = if focused { theme.strong() } else { theme.accent() };
    paint::text(buf, area.x + 2, area.y, at.saturating_sub(area.x + 3), &cx.t(title_key(chart.kind)), style);
    let body = Rect { y: area.y + 1, width: end, height: area.height.saturating_sub(1), ..area };
    let Some(report) = chart.counted() else {
        let loading = chart.report.is_none() || counting;
        let none = cx.t(none_key(chart.kind));
        return Some(said(buf, Rect { y: area.y, ..body }, loading, chart.problem.as_ref(), &none, cx));
    };
    let first = among.map(|(n, _)| n * MOST_BARS);
    let panel = Panel { report, selected: chart.at(), focused, first };
    match chart.kind {
        ReportKind::Tickets | ReportKind::Reveals => panels::stacks(buf, body, &panel, cx),
        ReportKind::Promises => panels::rates(buf, body, &panel, cx),
        ReportKind::Customers => panels::columns(buf, body, &panel, cx),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn charts_share_the_screen_where_there_is_room() {
        let shown = |width, height, count| {
            let places = places(Rect::new(0, 2, width, height), count, 1);
            places.into_iter().map(|(n, at)| (n, at.x, at.y, at.width, at.height)).collect::<Vec<_>>()
        };
        assert_eq!(shown(80, 20, 4), [(0, 0, 2, 39, 10), (1, 40, 2, 39, 10), (2, 0, 12, 39, 10), (3, 40, 12, 39, 10)]);
        assert_eq!(shown(80, 20, 2), [(0, 0, 2, 39, 20), (1, 40, 2, 39, 20)]);
        assert_eq!(shown(60, 20, 2), [(0, 0, 2, 60, 10), (1, 0, 12, 60, 10)]);
        assert_eq!(shown(60, 20, 4), [(1, 0, 2, 60, 20)]);
        assert_eq!(shown(80, 20, 1), [(0, 0, 2, 80, 20)]);
    }
}
