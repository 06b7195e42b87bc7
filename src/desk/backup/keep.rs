//! Which backups are kept: all of the last 24 hours, and the newest of each of the last days, weeks and months that
//! have one.

use std::collections::BTreeSet;

use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::TimeZone;

use crate::config::Backup;
use crate::domain::Micros;

const DAY: i64 = 24 * 3_600_000_000;

/// Of these times, the newest first, those whose backups may go. The newest of all stays.
pub fn surplus(times: &[Micros], settings: &Backup, zone: &TimeZone) -> Vec<Micros> {
    let day = |at: &Micros| Timestamp::from_microsecond(at.0).map_or(Date::ZERO, |at| at.to_zoned(zone.clone()).date());
    let newest = times.first().copied().unwrap_or(Micros(0));
    let mut kept: BTreeSet<Micros> = times.iter().copied().filter(|at| newest.0 - at.0 < DAY).collect();
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

    /// Backups each so many hours for so many days before 2026-11-27T18:00Z, a Friday, the newest first.
    fn each(hours: i64, days: i64) -> Vec<Micros> {
        let last = "2026-11-27T18:00:00Z".parse::<Timestamp>().unwrap().as_microsecond();
        (0..days * 24 / hours).map(|n| Micros(last - n * hours * HOUR)).collect()
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
            "2026-11-26T18:00:00Z",
            "2026-11-25T18:00:00Z",
            "2026-11-22T18:00:00Z",
            "2026-10-31T18:00:00Z",
            "2026-09-30T18:00:00Z",
        ];
        assert_eq!(kept(&each(24, 120), &settings), expected);
    }

    #[test]
    fn of_the_last_day_all_stay() {
        let settings = Backup { keep_days: 1, keep_weeks: 0, keep_months: 0, ..Backup::default() };
        assert_eq!(kept(&each(6, 30), &settings).len(), 4);
    }

    #[test]
    fn by_default_a_year_is_two_dozen_files() {
        let all = each(24, 500);
        // Two of the weeks' are days' too, and one of the months' is.
        assert_eq!(kept(&all, &Backup::default()).len(), 7 + 3 + 11);
        assert_eq!(kept(&all[..1], &Backup::default()).len(), 1);
        assert!(kept(&[], &Backup::default()).is_empty());
    }
}
