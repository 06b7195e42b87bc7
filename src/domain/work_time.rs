//! Working time: an office's calendar laid over the line of time. What it is closed for does not count.

use std::collections::BTreeSet;

use jiff::Timestamp;
use jiff::civil::{Date, DateTime, Time};
use jiff::tz::{AmbiguousOffset, TimeZone};

use super::hours::DAY;
use super::service::Calendar;
use super::{Holidays, Hours, Micros};

/// Later than any promise: where a walk ends that found too little working time. The last day that a date can name.
pub const NEVER: Micros = Micros(253_402_207_200_000_000);
/// The same for a walk back.
pub const LONG_AGO: Micros = Micros(-377_705_000_000_000_000);

const SECOND: i64 = 1_000_000;
/// How many days a walk looks at, 40 years: a calendar that hardly ever opens must end, too.
const FARTHEST: usize = 40 * 366;
/// How far a day in place of a holiday may lie behind it.
const MAKE_UP_WITHIN: usize = 60;

/// An office's calendar, ready to count by.
///
/// A span belongs to the day on which it begins: one over midnight counts to its end although the next day is closed.
/// It begins when the clocks of the zone first show its start, and ends when they first show its end. A time that the
/// clocks leave out is the moment at which they jump; what they show twice counts twice inside of a span.
#[derive(Clone, Debug)]
pub struct WorkTime {
    zone: TimeZone,
    /// Spans by the weekday on which they begin, Monday first.
    week: [Vec<(Edge, Edge)>; 7],
    holidays: Vec<&'static Holidays>,
    /// Days off beside the holidays, those in place of one among them.
    closed: BTreeSet<Date>,
    /// Worked on whatever else is said.
    open: BTreeSet<Date>,
    /// Nothing is ever closed.
    always: bool,
}

/// A time on the wall clock of a day, or of the day after.
#[derive(Clone, Copy, Debug)]
struct Edge {
    next_day: bool,
    time: Time,
}

impl Edge {
    fn new(seconds: i32) -> Self {
        let next_day = seconds >= DAY;
        let of_day = seconds % DAY;
        let part = |value: i32| i8::try_from(value).unwrap_or(0);
        let time = Time::new(part(of_day / 3_600), part(of_day / 60 % 60), part(of_day % 60), 0);
        Self { next_day, time: time.unwrap_or_default() }
    }

    fn on(self, date: Date) -> Option<DateTime> {
        let date = if self.next_day { date.tomorrow().ok()? } else { date };
        Some(date.to_datetime(self.time))
    }
}

impl WorkTime {
    /// The calendar, in the office's own zone where it names none. One that can't be read is always open: a promise then
    /// comes too early rather than never.
    pub fn new(calendar: &Calendar, office_zone: &TimeZone) -> Self {
        Self::read(calendar, office_zone).unwrap_or_else(|| Self {
            zone: office_zone.clone(),
            week: Hours::default().week().map(edges),
            holidays: Vec::new(),
            closed: BTreeSet::new(),
            open: BTreeSet::new(),
            always: true,
        })
    }

    fn read(calendar: &Calendar, office_zone: &TimeZone) -> Option<Self> {
        let zone = match calendar.zone.as_str() {
            "" => office_zone.clone(),
            name => TimeZone::get(name).ok()?,
        };
        let hours = Hours::parse(&calendar.hours).ok()?;
        let holidays: Vec<_> = calendar.holidays.iter().filter_map(|country| Holidays::of(country)).collect();
        let always = hours == Hours::default() && holidays.is_empty() && calendar.closed.is_empty();
        let (closed, open) = (calendar.closed.clone(), calendar.open.clone());
        let mut work = Self { zone, week: hours.week().map(edges), holidays, closed, open, always };
        work.make_up();
        Some(work)
    }

    /// Takes the next working day off for each holiday on a weekday without hours, where the country's law wants it.
    fn make_up(&mut self) {
        for holidays in self.holidays.clone().into_iter().filter(|holidays| holidays.make_up) {
            for holiday in holidays.known() {
                if self.open.contains(&holiday) || self.has_hours(holiday) {
                    continue;
                }
                let after = std::iter::successors(holiday.tomorrow().ok(), |date| date.tomorrow().ok());
                let mut after = after.take(MAKE_UP_WITHIN);
                self.closed.extend(after.find(|date| self.has_hours(*date) && !self.is_off(*date)));
            }
        }
    }

    fn of_weekday(&self, date: Date) -> &[(Edge, Edge)] {
        &self.week[usize::from(date.weekday().to_monday_zero_offset().unsigned_abs())]
    }

    fn has_hours(&self, date: Date) -> bool {
        !self.of_weekday(date).is_empty()
    }

    fn is_off(&self, date: Date) -> bool {
        !self.open.contains(&date)
            && (self.closed.contains(&date) || self.holidays.iter().any(|holidays| holidays.include(date)))
    }

    /// The spans that begin on this day.
    fn day(&self, date: Date) -> &[(Edge, Edge)] {
        if self.is_off(date) { &[] } else { self.of_weekday(date) }
    }

    /// The same in seconds since 1970, apart from what is left of the day before, in order.
    fn spans(&self, date: Date) -> impl DoubleEndedIterator<Item = (i64, i64)> + '_ {
        let before = date.yesterday().ok();
        let night = before.and_then(|before| {
            let (_, end) = self.day(before).last().filter(|(_, end)| end.next_day)?;
            self.moment(before, *end)
        });
        let begins = night.unwrap_or(i64::MIN);
        self.day(date).iter().filter_map(move |(start, end)| {
            let span = (self.moment(date, *start)?.max(begins), self.moment(date, *end)?);
            (span.0 < span.1).then_some(span)
        })
    }

    /// When the clocks first show it.
    fn moment(&self, date: Date, edge: Edge) -> Option<i64> {
        let shown = self.zone.to_ambiguous_timestamp(edge.on(date)?);
        let earlier = shown.earlier().ok()?;
        let moment = match shown.offset() {
            AmbiguousOffset::Gap { .. } => self.zone.following(earlier).next()?.timestamp(),
            _ => earlier,
        };
        Some(moment.as_second())
    }

    fn local(&self, at: Micros) -> Option<Date> {
        Some(self.zone.to_datetime(Timestamp::from_microsecond(at.0).ok()?).date())
    }

    /// The moment so many working seconds later, or earlier for less than 0. Where there is too little working time
    /// within 40 years it is [`NEVER`], or `LONG_AGO`. With 0 seconds it is `from` itself, open or not; else it is the
    /// nearest such moment: the end of an afternoon and not the next morning.
    pub fn add(&self, from: Micros, seconds: i64) -> Micros {
        let wanted = seconds.saturating_mul(SECOND);
        let date = if self.always || wanted == 0 { None } else { self.local(from) };
        match date {
            None => Micros(from.0.saturating_add(wanted)).clamp(LONG_AGO, NEVER),
            Some(date) if wanted > 0 => self.forward(from, date, wanted),
            Some(date) => self.back(from, date, wanted.saturating_neg()),
        }
    }

    fn forward(&self, from: Micros, date: Date, mut wanted: i64) -> Micros {
        // What began the day before may go on.
        let mut date = date.yesterday().unwrap_or(date);
        for _ in 0..FARTHEST {
            for (start, end) in self.spans(date) {
                let (start, end) = ((start * SECOND).max(from.0), end * SECOND);
                if end > start {
                    if wanted <= end - start {
                        return Micros(start + wanted);
                    }
                    wanted -= end - start;
                }
            }
            let Ok(next) = date.tomorrow() else { break };
            date = next;
        }
        NEVER
    }

    fn back(&self, from: Micros, date: Date, mut wanted: i64) -> Micros {
        // Clocks that go back over midnight show the day before again.
        let mut date = date.tomorrow().unwrap_or(date);
        for _ in 0..FARTHEST {
            for (start, end) in self.spans(date).rev() {
                let (start, end) = (start * SECOND, (end * SECOND).min(from.0));
                if end > start {
                    if wanted <= end - start {
                        return Micros(end - wanted);
                    }
                    wanted -= end - start;
                }
            }
            let Ok(before) = date.yesterday() else { break };
            date = before;
        }
        LONG_AGO
    }

    /// Whole working seconds from one moment to another; below 0 if that one is earlier. No more than 40 years are looked
    /// at.
    pub fn between(&self, from: Micros, to: Micros) -> i64 {
        if to < from {
            return -self.between(to, from);
        }
        let Some(first) = (if self.always { None } else { self.local(from) }) else {
            return to.0.saturating_sub(from.0) / SECOND;
        };
        let last = self.local(to).and_then(|last| last.tomorrow().ok()).unwrap_or(Date::MAX);
        let (mut date, mut worked) = (first.yesterday().unwrap_or(first), 0);
        for _ in 0..FARTHEST {
            for (start, end) in self.spans(date) {
                worked += ((end * SECOND).min(to.0) - (start * SECOND).max(from.0)).max(0);
            }
            match date.tomorrow() {
                Ok(next) if next <= last => date = next,
                _ => break,
            }
        }
        worked / SECOND
    }
}

fn edges(spans: Vec<(i32, i32)>) -> Vec<(Edge, Edge)> {
    spans.into_iter().map(|(start, end)| (Edge::new(start), Edge::new(end))).collect()
}

#[cfg(test)]
pub(in crate::domain) mod tests;
