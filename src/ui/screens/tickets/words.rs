//! Tickets in words: how far they are, how urgent, and how their promises stand. Nothing is told by colour alone.

use ratatui::style::Style;

use crate::desk::api::{Queue, TicketSort};
use crate::domain::Micros;
use crate::domain::sla::{Clock, Clocks, Standing};
use crate::domain::ticket::{Channel, Phase, Priority};
use crate::domain::ticket_filter::Age;
use crate::ui::context::Context;

const MINUTE: i64 = 60_000_000;
const HOUR: i64 = 60 * MINUTE;
const DAY: i64 = 24 * HOUR;

pub const fn phase_key(phase: Phase) -> &'static str {
    match phase {
        Phase::New => "phase-new",
        Phase::Open => "phase-open",
        Phase::Waiting => "phase-waiting",
        Phase::Solved => "phase-solved",
        Phase::Closed => "phase-closed",
    }
}

pub const fn priority_key(priority: Priority) -> &'static str {
    match priority {
        Priority::Low => "priority-low",
        Priority::Normal => "priority-normal",
        Priority::High => "priority-high",
        Priority::Urgent => "priority-urgent",
    }
}

pub const fn channel_key(channel: Channel) -> &'static str {
    match channel {
        Channel::Phone => "channel-phone",
        Channel::Email => "channel-email",
        Channel::Chat => "channel-chat",
        Channel::Visit => "channel-visit",
        Channel::Web => "channel-web",
        Channel::Other => "channel-other",
    }
}

pub const fn queue_key(queue: Queue) -> &'static str {
    match queue {
        Queue::Mine => "queue-mine",
        Queue::Team => "queue-team",
        Queue::Unassigned => "queue-unassigned",
        Queue::Breaching => "queue-breaching",
        Queue::Watched => "queue-watched",
        Queue::All => "queue-all",
    }
}

pub const fn sort_key(sort: TicketSort) -> &'static str {
    match sort {
        TicketSort::Due => "ticket-sort-due",
        TicketSort::Priority => "field-priority",
        TicketSort::Updated => "field-updated",
        TicketSort::Number => "ticket-sort-number",
    }
}

/// How old, in words.
pub fn age(age: Age, cx: &Context) -> String {
    let days = |days: u32| i64::from(days);
    match (age.from, age.to) {
        (0, Some(to)) => cx.i18n.t_with("ticket-age-under", &[("count", days(to).into())]),
        (from, Some(to)) => {
            cx.i18n.t_with("ticket-age-between", &[("from", days(from).into()), ("count", days(to).into())])
        }
        (from, None) => cx.i18n.t_with("ticket-age-over", &[("count", days(from).into())]),
    }
}

/// A status as the office calls it; one without a name by its phase.
pub fn status(key: &str, phase: Phase, cx: &Context) -> String {
    let all = cx.ticket_choices.iter().flat_map(|choices| &choices.statuses);
    let named = all.into_iter().find(|(other, name, _)| other == key && !name.is_empty());
    named.map_or_else(|| cx.t(phase_key(phase)), |(_, name, _)| name.clone())
}

/// The phase of a status, as far as it is known.
pub fn phase_of(key: &str, cx: &Context) -> Option<Phase> {
    let mut all = cx.ticket_choices.iter().flat_map(|choices| &choices.statuses);
    all.find(|(other, ..)| other == key).map(|(.., phase)| *phase).or_else(|| Phase::from_name(key))
}

/// A status that one may go to: its key, and the name it has.
pub fn next_status(key: &str, name: &str, cx: &Context) -> String {
    match phase_of(key, cx) {
        _ if !name.is_empty() => name.to_owned(),
        Some(phase) => cx.t(phase_key(phase)),
        None => key.to_owned(),
    }
}

/// A mark and a word.
pub fn priority(priority: Priority, cx: &Context) -> (String, Style) {
    let theme = cx.theme;
    let (mark, style) = match priority {
        Priority::Low => ("- ", theme.dim()),
        Priority::Normal => ("", theme.text()),
        Priority::High => ("! ", theme.warn()),
        Priority::Urgent => ("!! ", theme.warn()),
    };
    (format!("{mark}{}", cx.t(priority_key(priority))), style)
}

/// The promise that runs out first; where none is open, how the last one went.
pub fn nearest(clocks: &Clocks, now: Micros) -> &Clock {
    let open = |clock: &&Clock| clock.ended.is_none() && clock.standing(now) != Standing::None;
    let urgency = |clock: &&Clock| match (clock.left, clock.due) {
        (Some(left), _) if left < 0 => i64::MIN,
        (None, Some(due)) => due.0,
        _ => i64::MAX,
    };
    let last = if clocks.resolve.ended.is_some() { &clocks.resolve } else { &clocks.respond };
    [&clocks.respond, &clocks.resolve].into_iter().filter(open).min_by_key(urgency).unwrap_or(last)
}

/// How a promise stands: a word, and how long.
pub fn promise(clock: &Clock, cx: &Context) -> (String, Style) {
    let theme = cx.theme;
    let away = clock.due.map_or(0, |due| (due.0 - cx.now.0).abs());
    let timed = |key: &'static str, micros: i64| cx.i18n.t_with(key, &[("time", span(micros, cx).into())]);
    match clock.standing(cx.now) {
        Standing::None => (String::new(), theme.dim()),
        Standing::Met => (cx.t("promise-met"), theme.good()),
        Standing::Missed => (format!("{} {}", theme.no(), cx.t("promise-missed")), theme.bad()),
        Standing::Paused => (cx.t("promise-paused"), theme.dim()),
        Standing::Running => (timed("promise-left", away), theme.text()),
        Standing::Soon => (timed("promise-soon", away), theme.warn()),
        Standing::Breached => {
            let late = clock.left.map_or(away, |left| left.saturating_mul(-1_000_000));
            (format!("{} {}", theme.no(), timed("promise-late", late)), theme.bad())
        }
    }
}

const fn unit(span: i64) -> i64 {
    if span < HOUR {
        MINUTE
    } else if span < 2 * DAY {
        HOUR
    } else {
        DAY
    }
}

/// A span of time in whole units, and at least a minute: `12m`, `2h`, `3d`.
fn span(micros: i64, cx: &Context) -> String {
    let unit = unit(micros);
    let key = match unit {
        MINUTE => "span-minutes",
        HOUR => "span-hours",
        _ => "span-days",
    };
    cx.i18n.t_with(key, &[("count", (micros / unit).max(1).into())])
}

/// When the words of a promise next change.
pub fn next_change(clock: &Clock, now: Micros) -> Option<Micros> {
    let due = clock.due.filter(|_| clock.ended.is_none() && clock.left.is_none())?;
    let left = due.0.saturating_sub(now.0);
    let unit = unit(left.saturating_abs());
    let whole = left.saturating_abs() / unit;
    let at = if left < 0 {
        due.0.saturating_add((whole.max(1) + 1) * unit)
    } else if unit == MINUTE && whole <= 1 {
        due.0 + 1
    } else {
        due.0 - whole * unit + 1
    };
    let warn = clock.warn.map(|warn| warn.0).filter(|warn| *warn > now.0);
    Some(Micros(warn.map_or(at, |warn| warn.min(at))))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ui::model::Start;

    const NOW: i64 = 1_795_330_920_000_000;

    fn running(left: i64, warn: i64) -> Clock {
        Clock { due: Some(Micros(NOW + left)), warn: Some(Micros(NOW + warn)), ..Clock::default() }
    }

    fn at(now: i64) -> Context {
        Context::new(Start { now: Micros(now), ..Start::default() })
    }

    #[test]
    fn words_change_just_when_it_is_said_and_never_before() {
        for left in
            [3 * DAY, 2 * DAY, 25 * HOUR, HOUR + 1, 59 * MINUTE, MINUTE, 1, 0, -1, -59 * MINUTE, -HOUR, -3 * DAY]
        {
            let clock = running(left, left.min(20 * MINUTE));
            let mut now = NOW;
            for _ in 0..200 {
                let next = next_change(&clock, Micros(now)).unwrap().0;
                assert!(next > now, "{left}: {next} is not after {now}");
                let words = |now| promise(&clock, &at(now)).0;
                assert_eq!(words(now), words(next - 1), "{left}");
                assert_ne!(words(next - 1), words(next), "{left}");
                now = next;
            }
        }
    }

    #[test]
    fn what_runs_out_first_is_told_and_what_waits_comes_last() {
        let paused = Clock { left: Some(600), ..Clock::default() };
        let over = Clock { ended: Some(Micros(NOW)), ..running(HOUR, 0) };
        let late = Clock { left: Some(-60), ..Clock::default() };
        let told = |respond, resolve| promise(nearest(&Clocks { respond, resolve }, Micros(NOW)), &at(NOW)).0;
        assert_eq!(told(running(HOUR, MINUTE), running(30 * MINUTE, MINUTE)), "30m left");
        assert_eq!(told(over, running(2 * HOUR, 0)), "soon 2h");
        assert_eq!(told(running(HOUR, MINUTE), paused), "1h left");
        assert_eq!(told(over, paused), "paused");
        assert_eq!(told(late, running(-HOUR, 0)), "✗ late 1m");
        assert_eq!(told(over, over), "met");
        assert_eq!(told(Clock::default(), Clock::default()), "");
    }
}
