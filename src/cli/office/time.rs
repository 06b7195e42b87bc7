//! Until when: a day, or so long from now; and since when.

use jiff::Timestamp;

use crate::cli::door;
use crate::cli::output::Failure;
use crate::cli::zone::zone;
use crate::domain::{LogFilter, LogKey, LogMatch, Micros, date};

const HOUR: i64 = 3_600_000_000;

/// The end of a day on this machine (`2026-12-31`, `31/12/2026`), or a time from now in hours, days or weeks (`12h`,
/// `7d`, `2w`); it has to lie ahead.
pub fn until(typed: &str, now: Micros) -> Result<Micros, Failure> {
    let end = match date::parse(typed) {
        Some(day) => end_of(day),
        None => from_now(typed, now),
    };
    match end {
        Some(end) if end > now => Ok(end),
        Some(_) => Err(Failure::Usage(format!("{typed:?} is over already. Give a day that is to come."))),
        None => Err(Failure::Usage(format!("{typed:?} is no day. Write it like 2026-12-31, or 7d for seven days."))),
    }
}

fn end_of(day: jiff::civil::Date) -> Option<Micros> {
    let next = day.tomorrow().ok()?.to_zoned(zone()).ok()?;
    Some(Micros(next.timestamp().as_microsecond()))
}

/// So long ago: hours, days or weeks (`24h`, `7d`, `2w`).
pub fn since(typed: &str, now: Micros) -> Result<Micros, Failure> {
    let wrong = || Failure::Usage(format!("{typed:?} is no span of time. Write it like 24h, 7d or 2w."));
    span(typed).and_then(|span| now.0.checked_sub(span)).map(Micros).ok_or_else(wrong)
}

/// A moment as the log's filter reads it: a day, a time, or so long ago (`2026-11-01T14:00`, `30m`). With `until` a day is
/// meant to its end.
pub fn moment(typed: &str, until: bool) -> Result<Micros, Failure> {
    let key = if until { LogKey::Until } else { LogKey::Since };
    let text = format!("{}:\"{}\"", key.name(), typed.replace('"', ""));
    let filter = LogFilter::parse(&text, door::now(), &zone()).unwrap_or_default();
    match filter.terms.first().map(|term| &term.matches) {
        Some(LogMatch::Since(at) | LogMatch::Until(at)) => Ok(*at),
        _ => Err(Failure::Usage(format!(
            "{typed:?} is no time. Write a day like 2026-12-31, a time like 2026-12-31T14:00, or an age like 30m, 24h, 7d."
        ))),
    }
}

fn from_now(typed: &str, now: Micros) -> Option<Micros> {
    let end = span(typed)?.checked_add(now.0)?;
    Timestamp::from_microsecond(end).ok().map(|_| Micros(end))
}

/// In microseconds.
fn span(typed: &str) -> Option<i64> {
    let hours = match typed.chars().last()? {
        'h' => 1,
        'd' => 24,
        'w' => 7 * 24,
        _ => return None,
    };
    let digits = &typed[..typed.len() - 1];
    let plain = !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit());
    let count: i64 = if plain { digits.parse().ok()? } else { return None };
    count.checked_mul(hours)?.checked_mul(HOUR)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_and_spans_lie_ahead() {
        let now = Micros(1_800_000_000_000_000); // 2027-01-15
        assert_eq!(until("12h", now).unwrap().0, now.0 + 12 * HOUR);
        assert_eq!(until("2w", now).unwrap().0, now.0 + 14 * 24 * HOUR);
        let days = |typed| (until(typed, now).unwrap().0 - now.0) / (24 * HOUR);
        assert!((16..=18).contains(&days("31/01/2027")) && days("31/01/2027") == days("2027-01-31"));
        assert_eq!(since("24h", now).unwrap().0, now.0 - 24 * HOUR);
        assert!(since("soon", now).is_err());
        assert!(until("2027-01-15", now).is_ok(), "the day goes on until its end");
        for wrong in ["", "d", "-1d", "7x", "7", "soon", "2027-02-30", "99999999999999999w", "đ", "0h", "2026-12-31"] {
            assert!(matches!(until(wrong, now), Err(Failure::Usage(_))), "{wrong}");
        }
    }
}
