//! When people may come: spans of the week such as `mon-fri 07:30-19:00, sat 08:00-12:00`.

use std::fmt;

use jiff::Timestamp;
use jiff::civil::{Time, Weekday};
use jiff::tz::TimeZone;
use serde::{Deserialize, Deserializer};

use super::Micros;

const DAYS: [(&str, Weekday); 7] = [
    ("mon", Weekday::Monday),
    ("tue", Weekday::Tuesday),
    ("wed", Weekday::Wednesday),
    ("thu", Weekday::Thursday),
    ("fri", Weekday::Friday),
    ("sat", Weekday::Saturday),
    ("sun", Weekday::Sunday),
];

/// Seconds of a day on the wall clock.
pub(super) const DAY: i32 = 86_400;

/// Spans of the week in local time. None at all means always.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Hours(Vec<Span>);

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Span {
    days: Days,
    start: Time,
    /// The first moment outside; `None`: the end of the day. One before `start` is of the day after.
    end: Option<Time>,
}

/// From one day of the week to another, both among them; it may run over the end of the week.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Days(Weekday, Weekday);

impl Hours {
    /// Reads spans with commas between them; one that names no days is of the days of the one before, or of all.
    ///
    /// # Errors
    /// What is wrong and how to write it, on one line.
    pub fn parse(text: &str) -> Result<Self, String> {
        let mut spans = Vec::new();
        let mut days = Days(Weekday::Monday, Weekday::Sunday);
        if text.trim().is_empty() {
            return Ok(Self::default());
        }
        for part in text.split(',') {
            let words: Vec<&str> = part.split_whitespace().collect();
            let times = match words[..] {
                [named, times] => {
                    days = Days::parse(named)?;
                    times
                }
                // A day alone is not taken for all of it: in "mon, wed 08:00-12:00" it would be meant otherwise.
                [times] if times.contains(':') => times,
                _ => return Err(format!("{part:?} is no span: write such as \"mon-fri 07:30-19:00\"")),
            };
            let (start, end) = parse_times(times)?;
            spans.push(Span { days, start, end });
        }
        Ok(Self(spans))
    }

    /// Whether the moment is inside, by the clocks of that time zone.
    pub fn includes(&self, at: Micros, zone: &TimeZone) -> bool {
        let Ok(at) = Timestamp::from_microsecond(at.0) else { return false };
        let local = zone.to_datetime(at);
        self.0.is_empty() || self.0.iter().any(|span| span.includes(local.weekday(), local.time()))
    }
}

impl Hours {
    /// The spans that begin on each day of the week, Monday first: seconds from that day's midnight by the wall clock, in
    /// order and apart from each other. One that ends past 86,400 runs into the day after.
    pub fn week(&self) -> [Vec<(i32, i32)>; 7] {
        DAYS.map(|(_, day)| {
            if self.0.is_empty() {
                return vec![(0, DAY)];
            }
            let mut spans: Vec<(i32, i32)> =
                self.0.iter().filter(|span| span.days.include(day)).map(Span::seconds).collect();
            spans.sort_unstable();
            let mut apart: Vec<(i32, i32)> = Vec::with_capacity(spans.len());
            for (start, end) in spans {
                match apart.last_mut() {
                    Some(last) if start <= last.1 => last.1 = last.1.max(end),
                    _ => apart.push((start, end)),
                }
            }
            apart
        })
    }
}

impl Span {
    /// From the midnight of the day on which it begins.
    fn seconds(&self) -> (i32, i32) {
        let of = |time: Time| (i32::from(time.hour()) * 60 + i32::from(time.minute())) * 60;
        let start = of(self.start);
        match self.end.map(of) {
            None => (start, DAY),
            Some(end) if end > start => (start, end),
            Some(end) => (start, DAY + end),
        }
    }

    fn includes(&self, day: Weekday, time: Time) -> bool {
        let begun = self.days.include(day) && time >= self.start;
        match self.end {
            None => begun,
            Some(end) if end > self.start => begun && time < end,
            Some(end) => begun || (self.days.include(day.previous()) && time < end),
        }
    }
}

impl Days {
    fn parse(text: &str) -> Result<Self, String> {
        let (first, last) = text.split_once('-').unwrap_or((text, text));
        let day = |name: &str| {
            let found = DAYS.iter().find(|(short, _)| name.eq_ignore_ascii_case(short)).map(|(_, day)| *day);
            found.ok_or_else(|| format!("{name:?} is no day: write mon, tue, wed, thu, fri, sat or sun"))
        };
        Ok(Self(day(first)?, day(last)?))
    }

    fn include(self, day: Weekday) -> bool {
        self.0.until(day) <= self.0.until(self.1)
    }
}

fn parse_times(text: &str) -> Result<(Time, Option<Time>), String> {
    let wrong = || format!("{text:?} is no time of the day: write such as 07:30-19:00");
    let time = |text: &str| Time::strptime("%H:%M", text).map_err(|_| wrong());
    let (start, end) = text.split_once('-').ok_or_else(wrong)?;
    let (start, end) = (time(start)?, if end == "24:00" { None } else { Some(time(end)?) });
    if end == Some(start) {
        return Err(format!("{text:?} ends as it begins: write 00:00-24:00 for a whole day"));
    }
    Ok((start, end))
}

impl fmt::Display for Hours {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (index, span) in self.0.iter().enumerate() {
            let comma = if index == 0 { "" } else { ", " };
            write!(f, "{comma}{} {}-", span.days, span.start.strftime("%H:%M"))?;
            match span.end {
                Some(end) => write!(f, "{}", end.strftime("%H:%M"))?,
                None => f.write_str("24:00")?,
            }
        }
        Ok(())
    }
}

impl fmt::Display for Days {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let name = |day: Weekday| DAYS[usize::from(day.to_monday_zero_offset().unsigned_abs())].0;
        f.write_str(name(self.0))?;
        if self.0 == self.1 { Ok(()) } else { write!(f, "-{}", name(self.1)) }
    }
}

impl<'de> Deserialize<'de> for Hours {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Self::parse(&String::deserialize(deserializer)?).map_err(serde::de::Error::custom)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// 5 January 2026 is a Monday; `day` counts from it.
    fn open(hours: &str, day: i8, hour: i8, minute: i8) -> bool {
        let zone = TimeZone::fixed(jiff::tz::offset(7));
        let local = jiff::civil::date(2026, 1, 5 + day).at(hour, minute, 0, 0);
        let at = local.to_zoned(zone.clone()).unwrap().timestamp();
        Hours::parse(hours).unwrap().includes(Micros(at.as_microsecond()), &zone)
    }

    #[test]
    fn office_hours() {
        let hours = "mon-fri 07:30-19:00, sat 08:00-12:00";
        assert!(open(hours, 0, 7, 30) && open(hours, 4, 18, 59) && open(hours, 5, 11, 59));
        assert!(!open(hours, 0, 7, 29) && !open(hours, 4, 19, 0) && !open(hours, 5, 12, 0) && !open(hours, 6, 9, 0));
        assert!(open("", 6, 3, 0) && open(" ", 6, 3, 0));
    }

    #[test]
    fn over_the_end_of_the_day_and_of_the_week() {
        assert!(open("22:00-06:00", 3, 23, 0) && open("22:00-06:00", 3, 5, 59) && !open("22:00-06:00", 3, 6, 0));
        // The night from Sunday to Monday is Sunday's.
        assert!(open("sun 22:00-06:00", 6, 22, 0) && open("sun 22:00-06:00", 0, 5, 0));
        assert!(!open("sun 22:00-06:00", 0, 22, 0) && !open("sun 22:00-06:00", 6, 5, 0));
        for (day, within) in [(4, true), (5, true), (6, true), (0, true), (1, false), (3, false)] {
            assert_eq!(open("fri-mon 08:00-24:00", day, 23, 59), within, "{day}");
        }
        assert!(open("MON 00:00-24:00", 0, 0, 0) && !open("mon 00:00-24:00", 1, 0, 0));
    }

    #[test]
    fn a_span_without_days_is_of_the_days_before_it() {
        let hours = "mon-fri 8:00-12:00, 13:00-17:00";
        assert!(open(hours, 0, 14, 0) && !open(hours, 0, 12, 30) && !open(hours, 6, 14, 0));
    }

    #[test]
    fn the_clocks_are_those_of_the_zone() {
        let (hours, zone) = (Hours::parse("mon 08:00-09:00").unwrap(), TimeZone::fixed(jiff::tz::offset(7)));
        let at = Micros("2026-01-05T01:30:00Z".parse::<Timestamp>().unwrap().as_microsecond());
        assert!(hours.includes(at, &zone) && !hours.includes(at, &TimeZone::UTC));
    }

    #[test]
    fn a_week_of_spans_counts_nothing_twice() {
        const HOUR: i32 = 3_600;
        let week = Hours::parse("mon-fri 08:00-12:00, 11:00-17:00, sat 22:00-06:00, 05:00-07:00").unwrap().week();
        assert_eq!(week[0], [(8 * HOUR, 17 * HOUR)]);
        assert_eq!(week[5], [(5 * HOUR, 7 * HOUR), (22 * HOUR, 30 * HOUR)]);
        assert!(week[6].is_empty());
        assert_eq!(Hours::default().week(), std::array::from_fn(|_| vec![(0, DAY)]));
        assert_eq!(Hours::parse("00:00-24:00").unwrap().week()[3], [(0, DAY)]);
    }

    #[test]
    fn what_is_shown_reads_back() {
        for text in ["", "mon-fri 07:30-19:00, sat 08:00-12:00", "fri-mon 22:00-06:00", "sun 00:00-24:00"] {
            assert_eq!(Hours::parse(text).unwrap().to_string(), text);
        }
        assert_eq!(Hours::parse("7:30-9:00").unwrap().to_string(), "mon-sun 07:30-09:00");
    }

    #[test]
    fn a_mistake_says_how_to_write_it() {
        let wrong = |text| Hours::parse(text).unwrap_err();
        assert!(wrong("mo 08:00-12:00").contains("write mon, tue"));
        assert!(wrong("mon 08:00").contains("07:30-19:00") && wrong("mon 8-12").contains("07:30-19:00"));
        assert!(wrong("mon 08:00-25:00").contains("07:30-19:00") && wrong("mon 24:00-08:00").contains("07:30-19:00"));
        assert!(wrong("mon, wed 08:00-12:00").contains("no span") && wrong("mon").contains("no span"));
        assert!(wrong("mon 08:00-12:00,").contains("no span") && wrong("mon 8:00 - 9:00").contains("no span"));
        assert!(wrong("mon 08:00-08:00").contains("00:00-24:00"));
    }
}
