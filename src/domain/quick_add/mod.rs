//! A task in one typed line of English, Vietnamese or Romanian: `call Ana fri 14:00`, `gọi lại Đào ngày mai 9h`,
//! `mâine 10 sună la Ion`. What is no day and no time is the title.

mod days;
mod reader;
#[cfg(test)]
mod tests;
mod times;
mod words;

use jiff::civil::{Date, Time, Weekday};
use jiff::tz::TimeZone;

use super::task::{self, Repeat, Unit};
use super::{Micros, text};
use reader::Reader;
use words::Part;

/// Longest line, in characters.
const LONGEST: usize = 500;

/// What was understood of a line.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub struct Parsed {
    pub title: String,
    /// Of a whole day, its midnight.
    pub due: Option<Micros>,
    pub all_day: bool,
    pub repeat: Option<Repeat>,
    /// `@name`: as typed, without the sign.
    pub assignee: Option<String>,
    /// `#1042`.
    pub ticket: Option<i64>,
    /// `/KH-000123`, in capitals.
    pub customer: Option<String>,
    /// The line says a time that is over.
    pub past: bool,
}

/// So many of what a span is counted in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Span {
    Minutes,
    Hours,
    Of(Unit),
}

/// What the words of a line say, before it is put together.
#[derive(Debug, Default)]
struct Said {
    day: Option<Date>,
    part: Option<Part>,
    time: Option<Time>,
    /// So many minutes from now.
    minutes: Option<i64>,
    repeat: Option<(u16, Unit, Option<Weekday>)>,
    assignee: Option<String>,
    ticket: Option<i64>,
    customer: Option<String>,
    title: Vec<String>,
}

/// Reads a line, as of `now` in the office's zone. Never fails: what is not understood is the title.
pub fn parse(line: &str, now: Micros, zone: &TimeZone) -> Parsed {
    let line = text::clean_input(line, LONGEST);
    let Some(civil) = task::local(now, zone) else { return Parsed { title: line, ..Parsed::default() } };
    let said = Reader::new(&line, civil.date()).read();
    let (due, all_day) = said.due(now, zone).map_or((None, false), |(due, all_day)| (Some(due), all_day));
    let first = due.and_then(|due| task::local(due, zone));
    let over = |due: Micros| {
        let end = if all_day { task::local(due, zone).is_some_and(|due| due.date() < civil.date()) } else { due < now };
        due < now && end
    };
    Parsed {
        repeat: said.repeat.zip(first).map(|((every, unit, _), first)| Repeat { every, unit, first }),
        past: due.is_some_and(over),
        title: said.title.join(" ").trim_matches([' ', ',', ';']).to_owned(),
        due,
        all_day,
        assignee: said.assignee,
        ticket: said.ticket,
        customer: said.customer,
    }
}

/// When something is: the due time, whether it is a whole day's, and its repeat.
pub type When = (Option<Micros>, bool, Option<Repeat>);

/// Reads a text that says a time and nothing else; `None` where there is more in it, or nothing.
pub fn parse_when(text: &str, now: Micros, zone: &TimeZone) -> Option<When> {
    let parsed = parse(text, now, zone);
    let all = parsed.title.is_empty() && (&parsed.assignee, parsed.ticket, &parsed.customer) == (&None, None, &None);
    (all && parsed.due.is_some()).then_some((parsed.due, parsed.all_day, parsed.repeat))
}

impl Said {
    /// The moment that was said, and whether it is a whole day.
    fn due(&self, now: Micros, zone: &TimeZone) -> Option<(Micros, bool)> {
        if let Some(minutes) = self.minutes {
            return Some((Micros(now.0.checked_add(minutes.checked_mul(60_000_000)?)?), false));
        }
        let today = task::local(now, zone)?.date();
        let time = self.time_of_day();
        let begins = |day: Date| task::moment(day.to_datetime(time.unwrap_or_default()), zone);
        let day = match (self.day, self.repeat) {
            (Some(day), _) => day,
            (None, Some((_, _, Some(weekday)))) => today.nth_weekday(1, weekday).ok()?,
            (None, Some((_, unit, None))) => {
                // The first time that is still to come.
                let fits = |day: &Date| {
                    let workday = !matches!(day.weekday(), Weekday::Saturday | Weekday::Sunday);
                    (unit != Unit::Weekday || workday) && (time.is_none() || begins(*day).is_some_and(|at| at > now))
                };
                (0..7).filter_map(|n| today.checked_add(jiff::Span::new().days(n)).ok()).find(fits)?
            }
            // A time alone is the next one of this kind.
            (None, None) => {
                time?;
                if begins(today)? > now { today } else { today.tomorrow().ok()? }
            }
        };
        Some((begins(day)?, time.is_none()))
    }

    /// `8h` in the evening is 20:00; a part of the day alone has an hour of its own.
    fn time_of_day(&self) -> Option<Time> {
        match (self.time, self.part) {
            (Some(time), Some(Part::Afternoon | Part::Evening)) if time.hour() < 12 => {
                Time::new(time.hour() + 12, time.minute(), 0, 0).ok()
            }
            (Some(time), _) => Some(time),
            (None, part) => Time::new(part?.hour(), 0, 0, 0).ok(),
        }
    }
}
