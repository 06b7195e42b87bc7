//! Which backups are kept: the newest of each of the last days, weeks and months that have one.

use std::collections::BTreeSet;

use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::TimeZone;

use crate::config::Backup;
use crate::domain::Micros;

/// Of these times, the newest first, those whose backups may go. The newest of all stays.
pub fn surplus(times: &[Micros], settings: &Backup, zone: &TimeZone) -> Vec<Micros> {
    let day = |at: &Micros| Timestamp::from_microsecond(at.0).map_or(Date::ZERO, |at| at.to_zoned(zone.clone()).date());
    let mut kept = BTreeSet::from_iter(times.first().copied());
    kept.extend(newest_of_each(times, settings.keep_days, |at| day(at)));
    kept.extend(newest_of_each(times, settings.keep_weeks, |at| {
        let week = day(at).iso_week_date();
        (week.year(), week.week())
    }));
    kept.extend(newest_of_each(times, settings.keep_months, |at| (day(at).year(), day(at).month())));
    times.iter().copied().filter(|at| !kept.contains(at)).collect()
}

/// The newest of each span, for so many spans that have any.
fn newest_of_each<S: PartialEq>(times: &[Micros], spans: u16, span: impl Fn(&Micros) -> S) -> Vec<Micros> {
    let mut newest: Vec<Micros> = Vec::new();
    for at in times {
        if newest.len() == usize::from(spans) {
            break;
        }
        if newest.last().is_none_or(|last| span(last) != span(at)) {
            newest.push(*at);
        }
    }
    newest
}

#[cfg(test)]
mod tests {
    use super::*;

    const HOUR: i64 = 3_600_000_000;

    /// Hourly backups of so many days before 2026-11-27T18:00Z, a Friday, the newest first.
    fn hourly(days: i64) -> Vec<Micros> {
        let last = "2026-11-27T18:00:00Z".parse::<Timestamp>().unwrap().as_microsecond();
        (0..days * 24).map(|hours| Micros(last - hours * HOUR)).collect()
    }

    fn kept(times: &[Micros], settings: &Backup) -> Vec<String> {
        let gone = surplus(times, settings, &TimeZone::UTC);
        let kept = times.iter().filter(|at| !gone.contains(at));
        kept.map(|at| Timestamp::from_microsecond(at.0).unwrap().to_string()).collect()
    }

    #[test]
    fn the_newest_of_each_day_week_and_month_stays() {
        let settings = Backup { keep_days: 3, keep_weeks: 2, keep_months: 3, ..Backup::default() };
        let expected = [
            "2026-11-27T18:00:00Z",
            "2026-11-26T23:00:00Z",
            "2026-11-25T23:00:00Z",
            "2026-11-22T23:00:00Z",
            "2026-10-31T23:00:00Z",
            "2026-09-30T23:00:00Z",
        ];
        assert_eq!(kept(&hourly(120), &settings), expected);
    }

    #[test]
    fn by_default_a_year_is_two_dozen_files() {
        let all = hourly(500);
        assert_eq!(kept(&all, &Backup::default()).len(), 7 + 4 + 11);
        assert_eq!(kept(&all[..1], &Backup::default()).len(), 1);
        assert!(kept(&[], &Backup::default()).is_empty());
    }
}
