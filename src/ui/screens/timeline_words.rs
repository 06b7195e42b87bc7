//! How the parts of a timeline's lines are said, and how a moment to come is typed.

use jiff::ToSpan;
use jiff::civil::{Date, Time, time};

use crate::desk::api::ActivityDraft;
use crate::domain::{ActivityOutcome, Direction, Micros, date};
use crate::ui::context::Context;
use crate::ui::screens::detail_view::activity_key;

pub const fn came_key(outcome: ActivityOutcome) -> &'static str {
    match outcome {
        ActivityOutcome::Reached => "came-reached",
        ActivityOutcome::NoAnswer => "came-no-answer",
        ActivityOutcome::Busy => "came-busy",
        ActivityOutcome::Voicemail => "came-voicemail",
        ActivityOutcome::WrongNumber => "came-wrong-number",
        ActivityOutcome::Done => "came-done",
        ActivityOutcome::Other => "came-other",
    }
}

pub const fn direction_key(direction: Direction) -> &'static str {
    match direction {
        Direction::None => "direction-none",
        Direction::In => "direction-in",
        Direction::Out => "direction-out",
    }
}

/// A mark of one column for who turned to whom.
pub const fn mark(direction: Direction) -> &'static str {
    match direction {
        Direction::None => " ",
        Direction::In => "←",
        Direction::Out => "→",
    }
}

/// What came of it and how long it took; empty where neither is said.
pub fn outcome(draft: &ActivityDraft, cx: &Context) -> String {
    let came = draft.outcome.map(|outcome| cx.t(came_key(outcome)));
    let took = draft.minutes.map(|minutes| cx.i18n.t_with("note-took", &[("minutes", minutes.into())]));
    came.into_iter().chain(took).collect::<Vec<_>>().join(cx.theme.between())
}

/// Kind, direction, outcome and duration.
pub fn about(draft: &ActivityDraft, cx: &Context) -> String {
    let mut parts = vec![cx.t(activity_key(draft.kind))];
    if draft.direction != Direction::None {
        parts.push(cx.t(direction_key(draft.direction)));
    }
    parts.push(outcome(draft, cx));
    parts.retain(|part| !part.is_empty());
    parts.join(cx.theme.between())
}

/// What is next and when, in a line; `None` where nothing is.
pub fn next_words(step: &str, at: Option<Micros>, cx: &Context) -> Option<String> {
    let parts: Vec<String> = [step.to_owned(), at.map(|at| cx.moment(at)).unwrap_or_default()]
        .into_iter()
        .filter(|part| !part.is_empty())
        .collect();
    let words = parts.join(cx.theme.between());
    (!words.is_empty()).then(|| cx.i18n.t_with("note-next", &[("words", words.into())]))
}

/// Where no hour is said.
const MORNING: Time = time(9, 0, 0, 0);

/// A day, with an hour or not (`2026-11-28 14:30`, `28/11/2026`, `28/11`), or days or weeks from now (`3d`, `2w 8:00`).
pub fn read_when(typed: &str, cx: &Context) -> Option<Micros> {
    let mut words = typed.split_whitespace();
    let day = read_day(words.next()?, today(cx)?)?;
    let hour = match words.next() {
        Some(hour) => Time::strptime("%H:%M", hour).ok()?,
        None => MORNING,
    };
    let at = day.to_datetime(hour).to_zoned(cx.zone().clone()).ok().filter(|_| words.next().is_none())?;
    Some(Micros(at.timestamp().as_microsecond()))
}

fn today(cx: &Context) -> Option<Date> {
    cx.iso_day(cx.now).parse().ok()
}

fn read_day(word: &str, today: Date) -> Option<Date> {
    if let Some(day) = date::parse(word) {
        return Some(day);
    }
    if let Some(day) = ['/', '.'].iter().find_map(|between| date::parse(&format!("{word}{between}{}", today.year()))) {
        // What is over in this year is meant in the next one.
        return if day < today { day.checked_add(1.year()).ok() } else { Some(day) };
    }
    let digits = word.strip_prefix('+').unwrap_or(word);
    let (count, unit) = digits.split_at_checked(digits.len().checked_sub(1)?)?;
    let count: i64 = count.parse().ok().filter(|count| (0..=3_650).contains(count))?;
    match unit {
        "d" => today.checked_add(count.days()).ok(),
        "w" => today.checked_add(count.weeks()).ok(),
        _ => None,
    }
}

/// A moment as it may be typed again.
pub fn written_when(at: Option<Micros>, cx: &Context) -> String {
    at.map(|at| format!("{} {}", cx.iso_day(at), cx.time(at))).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use jiff::tz::TimeZone;

    use super::*;
    use crate::ui::model::Start;

    /// 2026-11-22 14:02 at +7 hours.
    fn context() -> Context {
        let now = Micros(1_795_330_920_000_000);
        Context::new(Start { now, zone: TimeZone::fixed(jiff::tz::offset(7)), ..Start::default() })
    }

    #[test]
    fn a_moment_to_come_is_typed_in_several_ways() {
        let cx = context();
        for (typed, written) in [
            ("2026-11-28 14:30", "2026-11-28 14:30"),
            ("28/11/2026", "2026-11-28 09:00"),
            ("28/11 8:15", "2026-11-28 08:15"),
            ("28.11", "2026-11-28 09:00"),
            ("3/1", "2027-01-03 09:00"),
            ("3d", "2026-11-25 09:00"),
            ("+2w 10:00", "2026-12-06 10:00"),
            ("0d 16:00", "2026-11-22 16:00"),
        ] {
            assert_eq!(written_when(read_when(typed, &cx), &cx), written, "{typed}");
        }
        for typed in [
            "",
            "soon",
            "31/02",
            "3x",
            "d",
            "đ",
            "99999d",
            "28/11 25:00",
            "28/11 8:15 x",
            "-3d",
            "99999999999999999999w",
        ] {
            assert_eq!(read_when(typed, &cx), None, "{typed}");
        }
    }
}
