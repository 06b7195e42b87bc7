//! Working time by hand-made cases, and by what must hold over random calendars, zones and moments.

use jiff::civil::{Date, date};

use super::*;

const HOUR: i64 = 3_600;
const ZONES: [&str; 5] = ["Asia/Ho_Chi_Minh", "Europe/Bucharest", "America/New_York", "Australia/Lord_Howe", "UTC"];

impl WorkTime {
    /// Whether it is working time.
    pub(in crate::domain) fn is_open(&self, at: Micros) -> bool {
        let Some(date) = self.local(at).filter(|_| !self.always) else { return true };
        let days = [date.yesterday().ok(), Some(date), date.tomorrow().ok()];
        let mut spans = days.into_iter().flatten().flat_map(|date| self.spans(date));
        spans.any(|(start, end)| (start * SECOND..end * SECOND).contains(&at.0))
    }
}

fn zone(name: &str) -> TimeZone {
    TimeZone::get(name).unwrap()
}

fn calendar(zone: &str, hours: &str) -> Calendar {
    Calendar { zone: zone.into(), hours: hours.into(), ..Calendar::default() }
}

fn work(calendar: &Calendar) -> WorkTime {
    WorkTime::new(calendar, &TimeZone::UTC)
}

/// A moment such as `2026-03-02T09:00+07:00`.
fn at(text: &str) -> Micros {
    Micros(text.parse::<Timestamp>().unwrap().as_microsecond())
}

#[test]
fn an_afternoon_goes_on_the_next_working_morning() {
    let work = work(&calendar("Asia/Ho_Chi_Minh", "mon-fri 08:00-12:00, 13:00-17:00"));
    // A Friday: one hour is left of it.
    let friday = at("2026-03-06T16:00:00+07:00");
    assert_eq!(work.add(friday, HOUR), at("2026-03-06T17:00:00+07:00"), "the end of the day and not the next morning");
    assert_eq!(work.add(friday, HOUR + 1), at("2026-03-09T08:00:01+07:00"));
    assert_eq!(work.add(friday, 6 * HOUR), at("2026-03-09T14:00:00+07:00"));
    assert_eq!(work.add(at("2026-03-09T14:00:00+07:00"), -6 * HOUR), friday);
    let sunday = at("2026-03-08T10:00:00+07:00");
    assert_eq!((work.add(sunday, 0), work.add(sunday, 60)), (sunday, at("2026-03-09T08:01:00+07:00")));
    assert_eq!(work.add(sunday, -60), at("2026-03-06T16:59:00+07:00"));
    assert_eq!(work.between(friday, at("2026-03-09T14:00:00+07:00")), 6 * HOUR);
    assert_eq!(work.between(at("2026-03-09T14:00:00+07:00"), friday), -6 * HOUR);
    assert!(!work.is_open(sunday) && work.is_open(friday) && !work.is_open(at("2026-03-06T17:00:00+07:00")));
    assert_eq!(work.between(at("2026-01-05T00:00:00+07:00"), at("2026-01-12T00:00:00+07:00")), 40 * HOUR);
}

#[test]
fn a_night_is_of_the_day_on_which_it_begins() {
    let mut nights = calendar("UTC", "mon-fri 22:00-06:00, sat 05:00-08:00");
    let saturday = |hour: i8| {
        Micros(date(2026, 3, 7).at(hour, 0, 0, 0).to_zoned(TimeZone::UTC).unwrap().timestamp().as_microsecond())
    };
    // Friday's night runs into Saturday's hours, and the hour of both counts once.
    assert_eq!(work(&nights).between(saturday(0), saturday(12)), 8 * HOUR);
    assert_eq!(work(&nights).add(saturday(12), -8 * HOUR), saturday(0));
    nights.closed.insert(date(2026, 3, 7));
    assert_eq!(work(&nights).between(saturday(0), saturday(12)), 6 * HOUR, "Friday's night counts to its end");
    nights.closed.insert(date(2026, 3, 6));
    assert_eq!(work(&nights).between(saturday(0), saturday(12)), 0);
}

#[test]
fn holidays_and_days_off_do_not_count_and_may_be_worked_on() {
    let mut tet = calendar("Asia/Ho_Chi_Minh", "mon-fri 08:00-17:00");
    let (friday, next) = (at("2026-02-13T16:00:00+07:00"), at("2026-02-23T09:00:00+07:00"));
    assert_eq!(work(&tet).between(friday, next), (1 + 5 * 9 + 1) * HOUR);
    tet.holidays.insert("VN".into());
    assert_eq!(work(&tet).between(friday, next), 2 * HOUR, "five days of Tết");
    tet.open.insert(date(2026, 2, 20));
    assert_eq!(work(&tet).between(friday, next), 11 * HOUR);
    tet.closed.insert(date(2026, 2, 23));
    assert_eq!(work(&tet).between(friday, next), 10 * HOUR);
    // Giỗ Tổ is a Sunday in 2026; who works from Monday to Friday has the Monday off, who works on Sundays has not.
    let monday = (at("2026-04-27T00:00:00+07:00"), at("2026-04-28T00:00:00+07:00"));
    assert_eq!(work(&tet).between(monday.0, monday.1), 0);
    tet.open.insert(date(2026, 4, 27));
    assert_eq!(work(&tet).between(monday.0, monday.1), 9 * HOUR);
    tet.open.remove(&date(2026, 4, 27));
    tet.hours = "mon-sun 08:00-17:00".into();
    assert_eq!(work(&tet).between(monday.0, monday.1), 9 * HOUR);
    // Tết of 2027 takes a Saturday and a Sunday: the two days after it make up for them.
    tet.hours = "mon-fri 08:00-17:00".into();
    assert_eq!(work(&tet).add(at("2027-02-04T17:00:00+07:00"), HOUR), at("2027-02-12T09:00:00+07:00"));
    let mut romania = calendar("Europe/Bucharest", "mon-fri 09:00-17:00");
    romania.holidays.insert("RO".into());
    // Good Friday and Easter Monday.
    assert_eq!(work(&romania).add(at("2026-04-09T16:00:00+03:00"), 2 * HOUR), at("2026-04-14T10:00:00+03:00"));
}

#[test]
fn clocks_that_jump_lose_and_repeat_an_hour() {
    let night = work(&calendar("Europe/Bucharest", "00:00-24:00"));
    let day = |from: &str, to: &str| night.between(at(from), at(to)) / HOUR;
    assert_eq!(day("2026-03-29T00:00:00+02:00", "2026-03-30T00:00:00+03:00"), 23);
    assert_eq!(day("2026-10-25T00:00:00+03:00", "2026-10-26T00:00:00+02:00"), 25);
    // From 03:00 to 04:00 there is no time on that day: who begins at 03:30 begins when the clocks show 04:00.
    let early = work(&calendar("Europe/Bucharest", "03:30-06:00"));
    assert_eq!(early.add(at("2026-03-29T00:00:00+02:00"), HOUR), at("2026-03-29T05:00:00+03:00"));
    let gone = work(&calendar("Europe/Bucharest", "03:10-03:50"));
    assert_eq!(gone.between(at("2026-03-29T00:00:00+02:00"), at("2026-03-30T00:00:00+03:00")), 0);
    // 03:30 comes twice: it begins at the first, ends at the first, and what lies inside counts twice.
    let (from, to) = (at("2026-10-25T00:00:00+03:00"), at("2026-10-26T00:00:00+02:00"));
    assert_eq!(early.between(from, to), 3 * HOUR + HOUR / 2);
    assert_eq!(work(&calendar("Europe/Bucharest", "02:00-03:30")).between(from, to), HOUR + HOUR / 2);
    // Lord Howe Island goes by half hours.
    let island = work(&calendar("Australia/Lord_Howe", "01:00-04:00"));
    let of =
        |from: &str| island.between(at(from), island.add(at(from), 1).max(Micros(at(from).0 + 24 * HOUR * SECOND)));
    assert_eq!(of("2026-10-03T14:00:00Z"), 2 * HOUR + HOUR / 2);
    assert_eq!(of("2026-04-04T13:30:00Z"), 3 * HOUR + HOUR / 2);
}

#[test]
fn what_can_not_be_read_or_hardly_opens_has_an_answer() {
    let now = at("2026-03-06T16:00:00Z");
    for calendar in [calendar("Nowhere/At_All", "mon 08:00-09:00"), calendar("UTC", "never"), Calendar::default()] {
        let work = work(&calendar);
        assert_eq!(
            (work.add(now, HOUR), work.between(now, NEVER)),
            (Micros(now.0 + HOUR * SECOND), (NEVER.0 - now.0) / SECOND)
        );
        assert_eq!((work.add(now, i64::MAX), work.add(now, i64::MIN)), (NEVER, LONG_AGO));
    }
    // Closed on every day that a walk looks at.
    let mut never = calendar("UTC", "mon 08:00-09:00");
    let mut day = date(1980, 1, 7);
    while day < date(2090, 1, 1) {
        never.closed.insert(day);
        day = day.checked_add(jiff::ToSpan::days(7)).unwrap();
    }
    let never = work(&never);
    assert_eq!((never.add(now, 1), never.add(now, -1), never.between(now, NEVER)), (NEVER, LONG_AGO, 0));
    let rarely = work(&calendar("UTC", "mon 08:00-09:00"));
    assert_eq!(rarely.add(now, i64::from(u32::MAX) * 60), NEVER);
    assert!(rarely.between(now, NEVER) > 2_000 * HOUR);
    for far in [i64::MIN, LONG_AGO.0, NEVER.0, i64::MAX] {
        let moved = [1, -1, i64::MAX, i64::MIN].map(|seconds| rarely.add(Micros(far), seconds));
        assert!(moved.iter().all(|at| (LONG_AGO..=NEVER).contains(at)), "{moved:?}");
        let _ = (rarely.between(now, Micros(far)), rarely.is_open(Micros(far)));
    }
}

#[test]
#[expect(clippy::disallowed_methods, reason = "a test of speed measures time")]
fn five_working_days_are_added_at_once() {
    let mut office = calendar("Europe/Bucharest", "mon-fri 08:00-12:00, 13:00-17:00");
    office.holidays = ["VN", "RO"].map(String::from).into();
    let work = work(&office);
    let now = at("2026-03-26T09:00:00Z");
    // The best of many: others may work on this machine.
    let best = (0..500).map(|_| {
        let begun = std::time::Instant::now();
        std::hint::black_box(work.add(now, 40 * HOUR));
        begun.elapsed()
    });
    let best = best.min().unwrap();
    assert!(best < std::time::Duration::from_micros(20), "{best:?}");
}

/// A calendar and moments by chance.
pub(in crate::domain) struct Chance(pub fastrand::Rng);

impl Chance {
    fn time(&mut self) -> String {
        format!("{:02}:{:02}", self.0.u8(..24), self.0.u8(..12) * 5)
    }

    pub fn calendar(&mut self) -> Calendar {
        const DAYS: [&str; 7] = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"];
        let mut spans = Vec::new();
        for _ in 0..self.0.usize(1..4) {
            let (start, end) = (self.time(), if self.0.u8(..5) == 0 { "24:00".to_owned() } else { self.time() });
            let days = [DAYS[self.0.usize(..7)], DAYS[self.0.usize(..7)]].join("-");
            if start != end {
                spans.push(format!("{days} {start}-{end}"));
            }
        }
        let mut calendar = calendar(ZONES[self.0.usize(..ZONES.len())], &spans.join(", "));
        calendar.holidays.extend(Holidays::COUNTRIES.iter().filter(|_| self.0.bool()).map(ToString::to_string));
        for _ in 0..self.0.usize(..20) {
            calendar.closed.insert(self.date());
            calendar.open.insert(self.date());
        }
        calendar
    }

    fn date(&mut self) -> Date {
        date(2026, self.0.i8(1..=12), self.0.i8(1..=28))
    }

    /// In 2026, often on a day on which clocks jump somewhere.
    pub fn moment(&mut self) -> Micros {
        const JUMPS: [(i8, i8); 6] = [(3, 8), (3, 29), (4, 5), (10, 4), (10, 25), (11, 1)];
        let (month, day) =
            if self.0.bool() { JUMPS[self.0.usize(..6)] } else { (self.0.i8(1..=12), self.0.i8(1..=28)) };
        let midnight = date(2026, month, day).to_zoned(TimeZone::UTC).unwrap().timestamp().as_microsecond();
        Micros(midnight + self.0.i64(-24 * HOUR * SECOND..48 * HOUR * SECOND))
    }

    pub fn seconds(&mut self) -> i64 {
        let most = [60, 8 * HOUR, 200 * HOUR][self.0.usize(..3)];
        self.0.i64(0..most)
    }
}

#[test]
fn adding_and_counting_are_inverse_additive_and_in_order() {
    let mut chance = Chance(fastrand::Rng::with_seed(20_260_306));
    for _ in 0..1_500 {
        let calendar = chance.calendar();
        let work = work(&calendar);
        let (from, to, a, b) = (chance.moment(), chance.moment(), chance.seconds(), chance.seconds());
        let told = || format!("{calendar:?} {from:?} {to:?} {a} {b}");
        let moved = work.add(from, a);
        assert_eq!(work.between(from, moved), a, "{}", told());
        assert_eq!(work.between(work.add(from, -a), from), a, "{}", told());
        assert_eq!(work.add(moved, b), work.add(from, a + b), "{}", told());
        assert_eq!(work.add(work.add(from, -a), -b), work.add(from, -a - b), "{}", told());
        assert!(moved >= from && work.add(from, a + 1) >= moved && work.add(from, -a) <= from, "{}", told());
        let later = from.max(to);
        assert!(work.add(later, a) >= work.add(from.min(to), a), "{}", told());
        assert_eq!(work.between(from, to), -work.between(to, from), "{}", told());
        // What is counted in two parts lacks less than a second at each end of them.
        let parts = work.between(from.min(to), later) + work.between(later, work.add(later, b));
        assert!((work.between(from.min(to), work.add(later, b)) - parts).abs() <= 1, "{}", told());
        assert!(work.between(from.min(to), later) <= (later.0 - from.min(to).0) / SECOND, "{}", told());
    }
}

#[test]
fn a_moment_that_is_reached_is_working_time_or_its_end() {
    let mut chance = Chance(fastrand::Rng::with_seed(7));
    for _ in 0..1_000 {
        let calendar = chance.calendar();
        let work = work(&calendar);
        let (from, a) = (chance.moment(), chance.seconds() + 1);
        let told = || format!("{calendar:?} {from:?} {a}");
        let (due, before) = (work.add(from, a), work.add(from, -a));
        assert!(work.is_open(Micros(due.0 - 1)), "{}", told());
        assert!(work.is_open(before), "{}", told());
    }
}

/// Counted minute by minute, by what the wall clock shows. Only where clocks do not jump: there the two ways to read a
/// span may differ.
#[test]
fn closed_time_never_counts() {
    let mut chance = Chance(fastrand::Rng::with_seed(11));
    for _ in 0..60 {
        let mut calendar = chance.calendar();
        calendar.zone = ["Asia/Ho_Chi_Minh", "UTC"][chance.0.usize(..2)].into();
        let work = work(&calendar);
        let from = Micros(chance.moment().0 / (60 * SECOND) * 60 * SECOND);
        let minutes = chance.0.i64(1..6 * 24 * 60);
        let counted =
            (0..minutes).filter(|minute| open(&calendar, &work, Micros(from.0 + minute * 60 * SECOND))).count();
        let to = Micros(from.0 + minutes * 60 * SECOND);
        assert_eq!(work.between(from, to), i64::try_from(counted).unwrap() * 60, "{calendar:?} {from:?} {minutes}");
    }
}

/// Whether a span holds the moment, by its text.
fn open(calendar: &Calendar, work: &WorkTime, at: Micros) -> bool {
    let local = zone(&calendar.zone).to_datetime(Timestamp::from_microsecond(at.0).unwrap());
    calendar.hours.is_empty() && !work.is_off(local.date())
        || calendar.hours.split(", ").filter(|span| !span.is_empty()).any(|span| {
            let hours = Hours::parse(span).unwrap();
            let (start, end) = span.split_once(' ').unwrap().1.split_once('-').unwrap();
            let over_midnight = end <= start;
            let morning = over_midnight && local.time().strftime("%H:%M").to_string().as_str() < end;
            let begun = if morning { local.date().yesterday().unwrap() } else { local.date() };
            hours.includes(at, &zone(&calendar.zone)) && !work.is_off(begun)
        })
}
