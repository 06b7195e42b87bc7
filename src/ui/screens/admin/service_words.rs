//! What the rules for tickets are called on screens: promises, phases, priorities, spans of working time.

use std::collections::BTreeSet;

use jiff::civil::Date;

use crate::domain::Holidays;
use crate::domain::service::{Calendar, Escalation, Target, TicketStatus};
use crate::domain::ticket::{Phase, Priority};
use crate::ui::context::{Context, show_date};

/// So many days are told one by one.
const TOLD: usize = 3;

pub const fn priority_key(priority: Priority) -> &'static str {
    match priority {
        Priority::Low => "service-low",
        Priority::Normal => "service-normal",
        Priority::High => "service-high",
        Priority::Urgent => "service-urgent",
    }
}

pub const fn phase_key(phase: Phase) -> &'static str {
    match phase {
        Phase::New => "service-phase-new",
        Phase::Open => "service-phase-open",
        Phase::Waiting => "service-phase-waiting",
        Phase::Solved => "service-phase-solved",
        Phase::Closed => "service-phase-closed",
    }
}

/// As the office calls it, or as its phase is called.
pub fn status(status: &TicketStatus, cx: &Context) -> String {
    if status.name.is_empty() { cx.t(phase_key(status.phase)) } else { status.name.clone() }
}

/// A span of working time as it is typed: `2h 30m`, `45m`, `0`.
pub fn span(minutes: u32) -> String {
    match (minutes / 60, minutes % 60) {
        (0, 0) => "0".into(),
        (0, minutes) => format!("{minutes}m"),
        (hours, 0) => format!("{hours}h"),
        (hours, minutes) => format!("{hours}h {minutes}m"),
    }
}

/// Minutes of a span such as `2h 30m`, `45m`, `8h` or `0`.
pub fn minutes(typed: &str) -> Option<u32> {
    if typed.trim() == "0" {
        return Some(0);
    }
    let mut total: Option<u32> = None;
    for word in typed.split_whitespace() {
        let unit = word.chars().last()?;
        let each = match unit {
            'h' | 'H' => 60,
            'm' | 'M' => 1,
            _ => return None,
        };
        let count: u32 = word[..word.len() - unit.len_utf8()].parse().ok()?;
        total = Some(total.unwrap_or(0).checked_add(count.checked_mul(each)?)?);
    }
    total
}

pub fn target(target: Target, cx: &Context) -> String {
    let told = |minutes: u32| if minutes == 0 { cx.t("service-no-promise") } else { span(minutes) };
    let args = [("respond", told(target.respond_minutes).into()), ("resolve", told(target.resolve_minutes).into())];
    cx.i18n.t_with("service-target", &args)
}

/// How long before or after the end of what was promised.
pub fn when(minutes: i32, cx: &Context) -> String {
    let key = match minutes {
        0 => return cx.t("service-at-end"),
        ..0 => "service-before",
        _ => "service-after",
    };
    cx.i18n.t_with(key, &[("span", span(minutes.unsigned_abs()).into())])
}

/// What a rule of escalation does.
pub fn escalation(rule: &Escalation, team: Option<&str>, cx: &Context) -> String {
    let priority = rule.priority.map(|priority| {
        let words = cx.t(priority_key(priority));
        cx.i18n.t_with("service-does-priority", &[("priority", words.into())])
    });
    let team = team.map(|team| cx.i18n.t_with("service-does-team", &[("team", team.to_owned().into())]));
    let tell = rule.tell_leads.then(|| cx.t("service-does-tell"));
    [priority, team, tell].into_iter().flatten().collect::<Vec<_>>().join(cx.theme.between())
}

/// Whose holidays count and up to when they are known; whether that ends within a year.
pub fn holidays(calendar: &Calendar, cx: &Context) -> (String, bool) {
    let countries: Vec<&str> = calendar.holidays.iter().map(String::as_str).collect();
    let Some(year) = Holidays::known_until(&calendar.holidays) else { return (cx.t("service-none"), false) };
    let args = [("countries", countries.join(", ").into()), ("year", year.to_string().into())];
    let this: i16 = cx.iso_day(cx.now).get(..4).and_then(|year| year.parse().ok()).unwrap_or(i16::MAX);
    let ends = this >= year;
    (cx.i18n.t_with(if ends { "service-holidays-end" } else { "service-holidays-known" }, &args), ends)
}

/// Days that are still to come, the next ones by name.
pub fn days(days: &BTreeSet<Date>, cx: &Context) -> String {
    let today: Option<Date> = cx.iso_day(cx.now).parse().ok();
    let coming: Vec<_> = days.iter().filter(|day| today.is_none_or(|today| **day >= today)).collect();
    if coming.is_empty() {
        return cx.t("service-none");
    }
    let told = coming.iter().take(TOLD).map(|day| show_date(cx.i18n.lang, **day)).collect::<Vec<_>>().join(", ");
    match coming.len().saturating_sub(TOLD) {
        0 => told,
        more => cx.i18n.t_with("service-days-more", &[("days", told.into()), ("count", more.into())]),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_span_is_typed_as_it_is_written() {
        for span_of in [0, 1, 59, 60, 90, 480, 2_400, 527_040] {
            assert_eq!(minutes(&span(span_of)), Some(span_of));
        }
        assert_eq!((minutes(" 2H 15m "), minutes("90m"), minutes("0h")), (Some(135), Some(90), Some(0)));
        for wrong in ["", "h", "30", "1d", "-1h", "2h30m", "99999999999h", "3ø"] {
            assert_eq!(minutes(wrong), None, "{wrong}");
        }
    }
}
