//! Incidents in words: how they stand, what is left of the clock, what was touched.

use ratatui::style::Style;

use crate::desk::api::{IncidentRow, Touched};
use crate::domain::Micros;
use crate::domain::incident::{Jurisdiction, Playbook};
use crate::ui::context::Context;

const MINUTE: i64 = 60_000_000;
const DAY: i64 = 24 * 60;

/// What its playbook is called.
pub fn playbook(key: &str, cx: &Context) -> String {
    Playbook::of(key).map_or_else(|| key.to_owned(), |playbook| playbook.name.get(cx.i18n.lang).to_owned())
}

pub fn jurisdiction(key: &str, cx: &Context) -> String {
    Jurisdiction::of(key).map_or_else(|| key.to_owned(), |law| law.name.get(cx.i18n.lang).to_owned())
}

pub fn standing(row: &IncidentRow, cx: &Context) -> (String, Style) {
    let theme = cx.theme;
    let (mark, key, style) = match (row.closed_at.is_some(), row.drill) {
        (false, false) => ("!", "incident-open", theme.warn()),
        (false, true) => (theme.dot(), "incident-drill-open", theme.warn()),
        (true, false) => (theme.yes(), "incident-closed", theme.dim()),
        (true, true) => (theme.yes(), "incident-drill-closed", theme.dim()),
    };
    (format!("{mark} {}", cx.t(key)), style)
}

/// A span in days, hours and minutes, by its two largest parts.
fn span(from: Micros, to: Micros, cx: &Context) -> String {
    let minutes = (to.0 - from.0).max(0) / MINUTE;
    let (days, hours, minutes) = (minutes / DAY, minutes % DAY / 60, minutes % 60);
    let args = [("days", days.into()), ("hours", hours.into()), ("minutes", minutes.into())];
    cx.i18n.t_with(if days > 0 { "incident-days" } else { "incident-hours" }, &args)
}

/// What is left of the clock, or how it ended.
pub fn clock(row: &IncidentRow, cx: &Context) -> (String, Style) {
    let theme = cx.theme;
    let Some(due) = row.due else { return (cx.t("incident-clock-none"), theme.dim()) };
    let words = |key, from, to| cx.i18n.t_with(key, &[("span", span(from, to, cx).into())]);
    let wrong = |words: String| (format!("{} {words}", theme.no()), theme.bad());
    match row.told_at {
        Some(at) if at <= due => (cx.t("incident-clock-told"), theme.good()),
        Some(at) => wrong(words("incident-clock-late", due, at)),
        None if row.closed_at.is_some() => (cx.t("incident-clock-not-told"), theme.dim()),
        None if cx.now > due => wrong(words("incident-clock-over", due, cx.now)),
        None => {
            let urgent = due.0 - cx.now.0 < DAY * MINUTE;
            (words("incident-clock-left", cx.now, due), if urgent { theme.warn() } else { theme.text() })
        }
    }
}

pub fn touched(touched: &Touched, cx: &Context) -> String {
    let counts = touched.counts;
    let number = |count: u64| i64::try_from(count).unwrap_or(i64::MAX);
    let args = [
        ("customers", number(touched.customer_count).into()),
        ("opened", number(counts.opened).into()),
        ("revealed", number(counts.revealed).into()),
        ("copied", number(counts.copied).into()),
        ("exports", number(touched.exports).into()),
    ];
    cx.i18n.t_with("incident-touched-counts", &args)
}
