//! Dates as people write them: the order of day, month and year in a column, and each date as ISO 8601.

use std::fmt;

/// Years outside these are slips.
const YEARS: std::ops::RangeInclusive<i16> = 1800..=2200;

/// Which number of a date is which, where the year does not come first.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Order {
    /// `2020-08-26`: no question.
    YearFirst,
    /// `26-08-2020`, `26/8/2020`, `26.08.2020`.
    DayFirst,
    /// `8/26/2020`.
    MonthFirst,
}

/// How a column writes its dates.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct DateShape {
    pub order: Order,
    /// No date looked at shows whether the day or the month comes first.
    pub ambiguous: bool,
    /// Some dates looked at are day-first and some month-first: the rarer ones are flagged.
    pub mixed: bool,
}

impl DateShape {
    /// Looks at some of a column's cells. `None`: none of them is a date.
    pub fn detect<'a>(cells: impl IntoIterator<Item = &'a str>) -> Option<Self> {
        let (mut seen, mut year_last, mut day_first, mut month_first) = (0, 0, 0, 0);
        for (first, second, third) in cells.into_iter().filter_map(numbers) {
            seen += 1;
            if first.1 != 4 && third.1 == 4 {
                year_last += 1;
                day_first += u32::from(first.0 > 12 && second.0 <= 12);
                month_first += u32::from(second.0 > 12 && first.0 <= 12);
            }
        }
        let order = match (year_last, month_first > day_first) {
            _ if seen == 0 => return None,
            (0, _) => Order::YearFirst,
            (_, true) => Order::MonthFirst,
            (_, false) => Order::DayFirst,
        };
        let mixed = day_first > 0 && month_first > 0;
        Some(Self { order, ambiguous: year_last > 0 && day_first + month_first == 0, mixed })
    }

    /// The date as `YYYY-MM-DD`. `None`: no date, no such day, a year of two digits, or an order unlike the column's.
    pub fn parse(self, cell: &str) -> Option<String> {
        let (first, second, third) = numbers(cell)?;
        let (year, month, day) = match self.order {
            _ if first.1 == 4 => (first, second, third),
            Order::MonthFirst if third.1 == 4 => (third, first, second),
            Order::DayFirst if third.1 == 4 => (third, second, first),
            _ => return None,
        };
        if month.1 > 2 || day.1 > 2 {
            return None;
        }
        let (month, day) = (i8::try_from(month.0).ok()?, i8::try_from(day.0).ok()?);
        let date = jiff::civil::Date::new(year.0, month, day).ok()?;
        YEARS.contains(&date.year()).then(|| date.to_string())
    }
}

/// What follows the date in a cell, such as `14:05:00`; empty where there is no time.
pub fn time_of(cell: &str) -> &str {
    cell.trim().split_once(['T', ' ']).map_or("", |(_, time)| time.trim())
}

impl fmt::Display for DateShape {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self.order {
            Order::YearFirst => "year-month-day",
            Order::DayFirst => "day-month-year",
            Order::MonthFirst => "month-day-year",
        })?;
        match (self.ambiguous, self.mixed) {
            (true, _) => f.write_str(", assumed: no date looked at has a day above 12"),
            (_, true) => f.write_str(", though some dates are the other way round: they will be flagged"),
            _ => Ok(()),
        }
    }
}

/// A number and how many digits it was written with.
type Number = (i16, usize);

/// The three numbers of a date; a time of day after it is passed over.
fn numbers(cell: &str) -> Option<(Number, Number, Number)> {
    let date = cell.trim();
    let date = date.split_once(['T', ' ']).map_or(date, |(date, _time)| date);
    if date.len() == 8 && date.bytes().all(|byte| byte.is_ascii_digit()) {
        return Some((number(&date[..4])?, number(&date[4..6])?, number(&date[6..])?));
    }
    let separator = date.chars().find(|c| matches!(c, '-' | '/' | '.'))?;
    let mut parts = date.trim_end_matches('.').split(separator).map(number);
    let three = (parts.next()??, parts.next()??, parts.next()??);
    parts.next().is_none().then_some(three)
}

fn number(digits: &str) -> Option<Number> {
    let plain = (1..=4).contains(&digits.len()) && digits.bytes().all(|byte| byte.is_ascii_digit());
    if plain { Some((digits.parse().ok()?, digits.len())) } else { None }
}
