//! Tasks: what somebody has to do by when, and when a repeating one comes again.

use jiff::civil::{DateTime, Weekday};
use jiff::tz::TimeZone;
use jiff::{Span, Timestamp};
use serde::{Deserialize, Serialize};

use super::{Id, Micros};

/// A task as stored.
#[derive(Clone, Debug, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Task {
    pub id: Id,
    pub title: String,
    pub customer: Option<Id>,
    pub ticket: Option<Id>,
    /// Who has to do it.
    pub owner: Id,
    /// That of the owner when it was given.
    pub department: Id,
    /// Who gave it last, or made it.
    pub by: Id,
    /// Of a whole day, its midnight in the office's zone.
    pub due: Option<Micros>,
    pub all_day: bool,
    pub remind_at: Option<Micros>,
    pub repeat: Option<Repeat>,
    pub words: String,
    pub done_at: Option<Micros>,
    pub created_at: Micros,
    pub updated_at: Micros,
    /// Grows by one with each change; an edit of an older version is a conflict.
    pub version: i64,
}

/// What a task comes again in so many of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Unit {
    Day,
    /// Monday to Friday.
    Weekday,
    Week,
    Month,
    Year,
}

impl Unit {
    pub const ALL: [Self; 5] = [Self::Day, Self::Weekday, Self::Week, Self::Month, Self::Year];

    pub const fn name(self) -> &'static str {
        match self {
            Self::Day => "day",
            Self::Weekday => "weekday",
            Self::Week => "week",
            Self::Month => "month",
            Self::Year => "year",
        }
    }

    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|unit| unit.name() == name)
    }
}

/// Comes again every so many units, counted from the first time: so the 31st of a month, the 29 February and an hour
/// that one day does not have are not lost on the way.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Repeat {
    pub every: u16,
    pub unit: Unit,
    /// When it was due first, as the office's clocks show it.
    pub first: DateTime,
}

/// The most units between two times.
pub const MOST_EVERY: u16 = 366;

impl Repeat {
    /// The first time after `after` that it is due again; `None` past the end of calendars.
    pub fn next(&self, after: Micros, zone: &TimeZone) -> Option<Micros> {
        let now = local(after, zone)?;
        let every = i64::from(self.every.clamp(1, MOST_EVERY));
        // A little before, as months differ and clocks are changed; then on, one by one.
        let mut count = match self.unit {
            Unit::Weekday => return self.next_weekday(after, now, zone),
            Unit::Day => days(self.first, now) / every,
            Unit::Week => days(self.first, now) / (7 * every),
            Unit::Month => months(self.first, now) / every,
            Unit::Year => months(self.first, now) / (12 * every),
        };
        count = (count - 2).max(0);
        loop {
            count += 1;
            let by = count.checked_mul(every)?;
            let span = match self.unit {
                Unit::Week => Span::new().try_weeks(by),
                Unit::Month => Span::new().try_months(by),
                Unit::Year => Span::new().try_years(by),
                Unit::Day | Unit::Weekday => Span::new().try_days(by),
            };
            let at = moment(self.first.checked_add(span.ok()?).ok()?, zone)?;
            if at > after {
                return Some(at);
            }
        }
    }

    fn next_weekday(&self, after: Micros, now: DateTime, zone: &TimeZone) -> Option<Micros> {
        let mut day = now.date().max(self.first.date()).yesterday().ok()?;
        loop {
            day = day.tomorrow().ok()?;
            let at = moment(day.to_datetime(self.first.time()), zone)?;
            if is_workday(day.weekday()) && at > after && day > self.first.date() {
                return Some(at);
            }
        }
    }
}

const fn is_workday(day: Weekday) -> bool {
    !matches!(day, Weekday::Saturday | Weekday::Sunday)
}

fn days(from: DateTime, to: DateTime) -> i64 {
    from.date().until(to.date()).map_or(0, |span| i64::from(span.get_days()))
}

fn months(from: DateTime, to: DateTime) -> i64 {
    i64::from(to.year() - from.year()) * 12 + i64::from(to.month() - from.month())
}

/// What the office's clocks show at a moment.
pub fn local(at: Micros, zone: &TimeZone) -> Option<DateTime> {
    Some(zone.to_datetime(Timestamp::from_microsecond(at.0).ok()?))
}

/// When the office's clocks show this. An hour that a day does not have is an hour later; of one that comes twice, the
/// first.
pub fn moment(local: DateTime, zone: &TimeZone) -> Option<Micros> {
    Some(Micros(zone.to_timestamp(local).ok()?.as_microsecond()))
}

/// Of a whole day one is reminded at this hour.
const REMIND_HOUR: i8 = 9;

impl Task {
    /// When one is reminded of it, so many minutes before.
    pub fn remind(&self, minutes: u32, zone: &TimeZone) -> Option<Micros> {
        Some(Micros(self.begins(zone)?.0.checked_sub(i64::from(minutes) * 60_000_000)?))
    }

    /// How many minutes before one is reminded of it.
    pub fn reminds(&self, zone: &TimeZone) -> Option<u32> {
        let early = self.begins(zone)?.0.checked_sub(self.remind_at?.0)? / 60_000_000;
        u32::try_from(early.max(0)).ok()
    }

    fn begins(&self, zone: &TimeZone) -> Option<Micros> {
        let due = self.due?;
        if !self.all_day {
            return Some(due);
        }
        moment(local(due, zone)?.date().at(REMIND_HOUR, 0, 0, 0), zone)
    }

    /// The task that follows this one when it is done now; `None` for one that does not repeat.
    pub fn following(&self, id: Id, now: Micros, zone: &TimeZone) -> Option<Self> {
        let due = self.repeat?.next(self.due.map_or(now, |due| due.max(now)), zone)?;
        let mut next = Self {
            id,
            due: Some(due),
            remind_at: None,
            done_at: None,
            created_at: now,
            updated_at: now,
            version: 1,
            ..self.clone()
        };
        next.remind_at = self.reminds(zone).and_then(|minutes| next.remind(minutes, zone));
        Some(next)
    }
}

/// Puts a task off.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Snooze {
    Hour,
    Tomorrow,
    /// To the Monday that comes.
    NextWeek,
}

impl Snooze {
    pub const ALL: [Self; 3] = [Self::Hour, Self::Tomorrow, Self::NextWeek];

    pub const fn name(self) -> &'static str {
        match self {
            Self::Hour => "hour",
            Self::Tomorrow => "tomorrow",
            Self::NextWeek => "next-week",
        }
    }

    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|snooze| snooze.name() == name)
    }

    /// Puts it off from now, at the time of day that it has. One is reminded anew of what has a time.
    pub fn apply(self, task: &mut Task, now: Micros, zone: &TimeZone) -> Option<()> {
        let today = local(now, zone)?.date();
        let time = task.due.filter(|_| !task.all_day).and_then(|due| local(due, zone)).map(DateTime::time);
        let day = match self {
            Self::Hour => {
                task.due = Some(Micros(now.0.checked_add(3_600_000_000)?));
                task.all_day = false;
                task.remind_at = task.due;
                return Some(());
            }
            Self::Tomorrow => today.tomorrow().ok()?,
            Self::NextWeek => today.nth_weekday(1, Weekday::Monday).ok()?,
        };
        task.all_day = time.is_none();
        task.due = Some(moment(day.to_datetime(time.unwrap_or_default()), zone)?);
        task.remind_at = if task.all_day { None } else { task.due };
        Some(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn zone(name: &str) -> TimeZone {
        TimeZone::get(name).unwrap()
    }

    fn at(text: &str, zone: &TimeZone) -> Micros {
        moment(text.parse().unwrap(), zone).unwrap()
    }

    fn shown(at: Micros, zone: &TimeZone) -> String {
        local(at, zone).unwrap().strftime("%Y-%m-%d %H:%M").to_string()
    }

    /// The next times, each asked for at the one before.
    fn times<const N: usize>(every: u16, unit: Unit, first: &str, zone: &TimeZone) -> [String; N] {
        let repeat = Repeat { every, unit, first: first.parse().unwrap() };
        let mut last = at(first, zone);
        std::array::from_fn(|_| {
            last = repeat.next(last, zone).unwrap();
            shown(last, zone)
        })
    }

    #[test]
    fn the_end_of_a_month_and_the_leap_day_come_back() {
        let utc = TimeZone::UTC;
        assert_eq!(
            times(1, Unit::Month, "2027-01-31T09:00", &utc),
            ["2027-02-28 09:00", "2027-03-31 09:00", "2027-04-30 09:00", "2027-05-31 09:00"]
        );
        assert_eq!(
            times(1, Unit::Year, "2024-02-29T00:00", &utc),
            ["2025-02-28 00:00", "2026-02-28 00:00", "2027-02-28 00:00", "2028-02-29 00:00"]
        );
        assert_eq!(
            times(1, Unit::Weekday, "2026-11-26T08:30", &utc),
            ["2026-11-27 08:30", "2026-11-30 08:30", "2026-12-01 08:30"]
        );
        assert_eq!(times(2, Unit::Week, "2026-12-25T14:00", &utc), ["2027-01-08 14:00", "2027-01-22 14:00"]);
        assert_eq!(times(3, Unit::Day, "2026-12-30T00:00", &utc), ["2027-01-02 00:00", "2027-01-05 00:00"]);
    }

    /// In Romania the clocks went on from 3:00 on 29 March 2026, and back from 4:00 on 25 October.
    #[test]
    fn the_time_of_day_stays_when_clocks_change() {
        let bucharest = zone("Europe/Bucharest");
        assert_eq!(
            times(1, Unit::Day, "2026-03-28T03:30", &bucharest),
            ["2026-03-29 04:30", "2026-03-30 03:30", "2026-03-31 03:30"]
        );
        assert_eq!(times(1, Unit::Day, "2026-10-24T03:30", &bucharest), ["2026-10-25 03:30", "2026-10-26 03:30"]);
    }

    #[test]
    fn what_was_left_lying_comes_next_in_the_future() {
        let hanoi = zone("Asia/Ho_Chi_Minh");
        let repeat = Repeat { every: 1, unit: Unit::Week, first: "2020-01-06T09:00".parse().unwrap() };
        assert_eq!(shown(repeat.next(at("2026-11-27T10:00", &hanoi), &hanoi).unwrap(), &hanoi), "2026-11-30 09:00");
        assert_eq!(shown(repeat.next(at("2026-11-30T08:59", &hanoi), &hanoi).unwrap(), &hanoi), "2026-11-30 09:00");
        assert_eq!(shown(repeat.next(at("2026-11-30T09:00", &hanoi), &hanoi).unwrap(), &hanoi), "2026-12-07 09:00");
        // Asked about a time before the first, it is the second.
        assert_eq!(shown(repeat.next(at("2019-01-01T00:00", &hanoi), &hanoi).unwrap(), &hanoi), "2020-01-13 09:00");
    }

    /// Whatever repeats: the next is after, nothing lies between two that follow one another, and the clock shows the same
    /// time unless the day does not have it.
    #[test]
    fn no_time_is_left_out_and_none_comes_twice() {
        let mut random = fastrand::Rng::with_seed(7);
        let zones = ["Europe/Bucharest", "Asia/Ho_Chi_Minh", "America/St_Johns", "UTC"].map(zone);
        for _ in 0..4_000 {
            let zone = &zones[random.usize(..zones.len())];
            let first = jiff::civil::date(random.i16(2020..2030), random.i8(1..=12), random.i8(1..=28)).at(
                random.i8(0..24),
                random.i8(0..60),
                0,
                0,
            );
            let first = if random.bool() { first.date().last_of_month().to_datetime(first.time()) } else { first };
            let unit = Unit::ALL[random.usize(..Unit::ALL.len())];
            let repeat = Repeat { every: random.u16(1..=if unit == Unit::Weekday { 1 } else { 40 }), unit, first };
            let from = Micros(moment(first, zone).unwrap().0 + random.i64(0..200_000_000) * 1_000_000);
            let next = repeat.next(from, zone).unwrap();
            assert!(next > from, "{repeat:?} after {from:?}");
            let between = Micros(from.0 + random.i64(0..(next.0 - from.0)));
            assert_eq!(repeat.next(between, zone), Some(next), "{repeat:?} between {from:?} and {next:?}");
            let seen = local(next, zone).unwrap();
            let skipped = zone.to_ambiguous_timestamp(seen.date().to_datetime(first.time())).is_ambiguous();
            assert!(skipped || seen.time() == first.time(), "{repeat:?} at {seen}");
        }
    }

    #[test]
    fn a_reminder_follows_its_task() {
        let hanoi = zone("Asia/Ho_Chi_Minh");
        let due = at("2026-11-27T09:00", &hanoi);
        let mut task = Task { due: Some(due), version: 4, ..Task::default() };
        task.remind_at = task.remind(30, &hanoi);
        task.repeat = Some(Repeat { every: 1, unit: Unit::Month, first: local(due, &hanoi).unwrap() });
        let next = task.following(Id([9; 16]), at("2026-11-27T10:00", &hanoi), &hanoi).unwrap();
        assert_eq!(shown(next.due.unwrap(), &hanoi), "2026-12-27 09:00");
        assert_eq!(shown(next.remind_at.unwrap(), &hanoi), "2026-12-27 08:30");
        assert_eq!((next.version, next.repeat, next.done_at), (1, task.repeat, None));
        let whole = Task { due: Some(at("2026-11-27T00:00", &hanoi)), all_day: true, ..Task::default() };
        assert_eq!(shown(whole.remind(0, &hanoi).unwrap(), &hanoi), "2026-11-27 09:00");
        assert_eq!(Task::default().following(Id([9; 16]), due, &hanoi), None);
    }

    #[test]
    fn what_is_put_off_keeps_its_time_of_day() {
        let hanoi = zone("Asia/Ho_Chi_Minh");
        let now = at("2026-11-27T10:00", &hanoi);
        let off = |snooze: Snooze, task: Task| {
            let mut task = task;
            snooze.apply(&mut task, now, &hanoi).unwrap();
            (shown(task.due.unwrap(), &hanoi), task.all_day, task.remind_at == task.due)
        };
        let timed = Task { due: Some(at("2026-11-20T14:30", &hanoi)), ..Task::default() };
        let whole = Task { due: Some(at("2026-11-20T00:00", &hanoi)), all_day: true, ..Task::default() };
        assert_eq!(off(Snooze::Hour, whole.clone()), ("2026-11-27 11:00".into(), false, true));
        assert_eq!(off(Snooze::Tomorrow, timed.clone()), ("2026-11-28 14:30".into(), false, true));
        assert_eq!(off(Snooze::Tomorrow, Task::default()), ("2026-11-28 00:00".into(), true, false));
        assert_eq!(off(Snooze::NextWeek, whole), ("2026-11-30 00:00".into(), true, false));
    }
}
