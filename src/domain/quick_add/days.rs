//! Which day words mean: `ngày mai`, `next monday`, `15/12`, `15 decembrie`.

use jiff::civil::{Date, Weekday};

use super::reader::{Reader, digits};
use super::words::{
    COMING_AFTER, DAYS, MONTHS, NEXT, NEXT_AFTER, NEXT_MONTH, NEXT_WEEK, PARTS, Part, SPANS, THIS, THIS_AFTER,
    WEAK_DAYS, WEAK_WEEKDAYS, WEEKDAYS,
};
use crate::domain::date;

/// A day that stands in a line.
pub struct Found {
    pub day: Date,
    pub part: Option<Part>,
    /// So many words of the line.
    pub used: usize,
}

impl Reader {
    /// The day that begins here. `led`: a word that leads to a day or a time stands before it.
    pub fn day(&self, at: usize, led: bool) -> Option<Found> {
        if let Some(found) = self.near(at).or_else(|| self.named(at, led)).or_else(|| self.written(at)) {
            let (part, used) = match self.part(at + found.used) {
                Some((part, used)) if found.part.is_none() => (Some(part), used),
                _ => (found.part, 0),
            };
            return Some(Found { part, used: found.used + used, ..found });
        }
        // `sáng thứ hai`: the part of the day comes first.
        let (part, before) = self.part(at)?;
        let found = self.near(at + before).or_else(|| self.named(at + before, true))?;
        Some(Found { part: Some(part), used: found.used + before, ..found })
    }

    pub fn part(&self, at: usize) -> Option<(Part, usize)> {
        self.find(at, PARTS)
    }

    /// Today, tomorrow, next week ...
    fn near(&self, at: usize) -> Option<Found> {
        let days = DAYS.iter().filter_map(|(phrase, days, part)| Some((self.phrase(at, phrase)?, *days, *part)));
        if let Some((used, days, part)) = days.max_by_key(|(used, ..)| *used) {
            return Some(Found { day: self.in_days(days)?, part, used });
        }
        if let Some((days, used)) = self.find(at, WEAK_DAYS)
            && !self.is_capital(at)
            && self.ends_or_has_time(at + used)
        {
            return Some(Found { day: self.in_days(days)?, part: None, used });
        }
        let found = |day: Option<Date>, used| Some(Found { day: day?, part: None, used });
        if let Some(used) = self.longest(at, NEXT_WEEK) {
            return found(self.today.nth_weekday(1, Weekday::Monday).ok(), used);
        }
        let used = self.longest(at, NEXT_MONTH)?;
        found(self.today.last_of_month().tomorrow().ok(), used)
    }

    /// A day of the week: this one, the coming one, or that of the week after.
    fn named(&self, at: usize, led: bool) -> Option<Found> {
        let (next, this) = (self.longest(at, NEXT), self.longest(at, THIS));
        let before = next.or(this).unwrap_or(0);
        let (weekday, used) = self.weekday(at + before, led || before > 0)?;
        let after = at + before + used;
        let (next_after, this_after) = (self.longest(after, NEXT_AFTER), self.longest(after, THIS_AFTER));
        let tail = next_after.or(this_after).or_else(|| self.longest(after, COMING_AFTER)).unwrap_or(0);
        let day = if next.is_some() || next_after.is_some() {
            // In the week that begins with the coming Monday.
            let monday = self.today.nth_weekday(1, Weekday::Monday).ok()?;
            monday.yesterday().ok()?.nth_weekday(1, weekday).ok()?
        } else if this.is_some() || this_after.is_some() {
            self.today.yesterday().ok()?.nth_weekday(1, weekday).ok()?
        } else {
            self.today.nth_weekday(1, weekday).ok()?
        };
        Some(Found { day, part: None, used: before + used + tail })
    }

    /// The name of a day of the week. Short names count where something shows that they are meant.
    pub fn weekday(&self, at: usize, meant: bool) -> Option<(Weekday, usize)> {
        // `2 luni` are months.
        if at > 0 && self.tokens.get(at - 1).is_some_and(|before| before.number().is_some()) {
            return None;
        }
        if let Some(found) = self.find(at, WEEKDAYS) {
            return Some(found);
        }
        let (weekday, used) = self.find(at, WEAK_WEEKDAYS)?;
        let shown = meant || (!self.is_capital(at) && self.ends_or_has_time(at + used));
        shown.then_some((weekday, used))
    }

    fn ends_or_has_time(&self, at: usize) -> bool {
        at >= self.tokens.len() || self.hour_after_day(at).is_some() || self.part(at).is_some()
    }

    fn in_days(&self, days: i32) -> Option<Date> {
        self.today.checked_add(jiff::Span::new().days(days)).ok()
    }

    /// A date in numbers, or with a month's name. Without a year it is the next one of its kind.
    fn written(&self, at: usize) -> Option<Found> {
        let lead = self.phrase(at, "ngày").unwrap_or(0);
        let token = self.tokens.get(at + lead)?;
        let found = |day, used| Some(Found { day, part: None, used: lead + used });
        if let Some(day) = in_numbers(&token.lower) {
            return found(day, 1);
        }
        if let Some((day, month)) = day_and_month(&token.lower) {
            return found(self.coming(month, day)?, 1);
        }
        if let Some((month, used)) = self.find(at, MONTHS) {
            // `dec 15`.
            let day = self.tokens.get(at + used)?.number()?;
            let free = self.find(at + used + 1, SPANS).is_none();
            return Some(Found { day: self.coming(month, day).filter(|_| free)?, part: None, used: used + 1 });
        }
        let day = token.number()?;
        let (month, used) = match self.find(at + lead + 1, MONTHS) {
            Some(found) => found,
            None => match self.phrase(at + lead + 1, "tháng") {
                Some(used) => (i8::try_from(self.tokens.get(at + lead + 1 + used)?.number()?).ok()?, used + 1),
                None if lead > 0 => return found(self.coming_day(day)?, 1),
                None => return None,
            },
        };
        let mut used = used + 1;
        let before = self.phrase(at + lead + used, "năm").unwrap_or(0);
        let year = self.tokens.get(at + lead + used + before).and_then(|token| token.number());
        let Some(year) = year.filter(|year| (1900..=9999).contains(year)) else {
            return found(self.coming(month, day)?, used);
        };
        used += before + 1;
        found(Date::new(i16::try_from(year).ok()?, month, i8::try_from(day).ok()?).ok()?, used)
    }

    /// This day of this month, in this year or the first one after that has it.
    fn coming(&self, month: i8, day: u32) -> Option<Date> {
        let day = i8::try_from(day).ok()?;
        let year = self.today.year();
        let years = (0..=8).filter_map(|n| year.checked_add(n));
        years.filter_map(|year| Date::new(year, month, day).ok()).find(|date| *date >= self.today)
    }

    /// The next day of a month that has this number.
    fn coming_day(&self, day: u32) -> Option<Date> {
        let day = i8::try_from(day).ok()?;
        let months = (0..=12).filter_map(|n| self.today.first_of_month().checked_add(jiff::Span::new().months(n)).ok());
        months.filter_map(|month| Date::new(month.year(), month.month(), day).ok()).find(|date| *date >= self.today)
    }
}

/// `2026-12-15`, `15/12/2026`, `15/12/26`.
fn in_numbers(text: &str) -> Option<Date> {
    if let Some(day) = date::parse(text) {
        return Some(day);
    }
    let (rest, year) = text.rsplit_once(['/', '.'])?;
    let year = digits(year).filter(|_| year.len() == 2)?;
    let (day, month) = day_and_month(rest)?;
    Date::new(2000 + i16::try_from(year).ok()?, month, i8::try_from(day).ok()?).ok()
}

/// `15/12`; with a dot only in two digits each, as other numbers are written so too.
fn day_and_month(text: &str) -> Option<(u32, i8)> {
    let (day, month) = text.split_once('/').or_else(|| text.split_once('.').filter(|_| text.len() == 5))?;
    let short = |number: &str| digits(number).filter(|_| number.len() <= 2);
    let month = short(month).filter(|month| (1..=12).contains(month))?;
    let day = short(day).filter(|day| (1..=31).contains(day))?;
    Some((day, i8::try_from(month).ok()?))
}
