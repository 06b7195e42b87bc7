//! Public holidays by country: data that comes with the program, from `assets/holidays`.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::OnceLock;

use jiff::civil::Date;
use serde::Deserialize;

const SOURCES: [&str; 2] =
    [include_str!("../../assets/holidays/vn.toml"), include_str!("../../assets/holidays/ro.toml")];

/// One country's holidays. Fixed ones are there in every year; those that move only up to the last year of the data.
#[derive(Clone, Debug, Deserialize)]
pub struct Holidays {
    country: String,
    /// Whether one on a weekly day off is made up for on the next working day.
    pub make_up: bool,
    pub last_year: i16,
    fixed: Vec<Fixed>,
    /// By the holiday's name.
    movable: BTreeMap<String, BTreeSet<Date>>,
}

#[derive(Clone, Copy, Debug, Deserialize)]
struct Fixed {
    /// Month and day.
    on: (i8, i8),
    /// The first year.
    #[serde(default)]
    since: i16,
}

impl Holidays {
    /// The countries whose holidays are known, by ISO 3166-1.
    pub const COUNTRIES: [&str; 2] = ["VN", "RO"];

    /// The last year up to which all holidays of these countries are known; `None`: of no country that there is.
    pub fn known_until<'a>(countries: impl IntoIterator<Item = &'a String>) -> Option<i16> {
        countries.into_iter().filter_map(|country| Self::of(country)).map(|holidays| holidays.last_year).min()
    }

    /// A country's, if they are known.
    pub fn of(country: &str) -> Option<&'static Self> {
        static ALL: OnceLock<Vec<Holidays>> = OnceLock::new();
        // A test keeps the files readable.
        let all = ALL.get_or_init(|| SOURCES.iter().filter_map(|source| toml::from_str(source).ok()).collect());
        all.iter().find(|holidays| holidays.country == country)
    }

    pub fn include(&self, date: Date) -> bool {
        let on = (date.month(), date.day());
        self.fixed.iter().any(|fixed| fixed.on == on && fixed.since <= date.year())
            || self.movable.values().any(|dates| dates.contains(&date))
    }

    /// The movable ones, and the fixed ones of the years that they are known for, in order.
    pub fn known(&self) -> BTreeSet<Date> {
        let mut known: BTreeSet<Date> = self.movable.values().flatten().copied().collect();
        let first = known.first().map_or(self.last_year, |date| date.year());
        for year in first..=self.last_year {
            let fixed = self.fixed.iter().filter(|fixed| fixed.since <= year);
            known.extend(fixed.filter_map(|fixed| Date::new(year, fixed.on.0, fixed.on.1).ok()));
        }
        known
    }
}

#[cfg(test)]
mod tests {
    use jiff::ToSpan;
    use jiff::civil::date;

    use super::*;

    /// Easter of the Orthodox Church by the algorithm of Meeus for the Julian calendar, whose days are 13 behind until
    /// 2099.
    fn orthodox_easter(year: i16) -> Date {
        let year = i64::from(year);
        let (a, b, c) = (year % 4, year % 7, year % 19);
        let d = (19 * c + 15) % 30;
        let e = (2 * a + 4 * b - d + 34) % 7;
        let (month, day) = ((d + e + 114) / 31, (d + e + 114) % 31 + 1);
        let julian = date(year as i16, month as i8, day as i8);
        julian.checked_add(13.days()).unwrap()
    }

    fn named(country: &str, name: &str, year: i16) -> Vec<Date> {
        let dates = &Holidays::of(country).unwrap().movable[name];
        dates.iter().filter(|date| date.year() == year).copied().collect()
    }

    fn after(date: Date, days: i32) -> Date {
        date.checked_add(days.days()).unwrap()
    }

    #[test]
    fn each_country_is_read() {
        for country in Holidays::COUNTRIES {
            assert!(Holidays::of(country).is_some_and(|holidays| holidays.last_year >= 2030), "{country}");
        }
        assert!(Holidays::of("XX").is_none());
        assert_eq!(Holidays::known_until(&["RO".to_owned(), "XX".to_owned()]), Some(2032));
        assert_eq!(Holidays::known_until(&[]), None);
    }

    #[test]
    fn the_holidays_of_easter_are_where_the_algorithm_has_them() {
        assert_eq!(orthodox_easter(2024), date(2024, 5, 5));
        for year in 2025..=2032 {
            let easter = orthodox_easter(year);
            assert_eq!(named("RO", "vinerea_mare", year), [after(easter, -2)]);
            assert_eq!(named("RO", "paste", year), [easter, after(easter, 1)]);
            assert_eq!(named("RO", "rusalii", year), [after(easter, 49), after(easter, 50)]);
        }
    }

    #[test]
    fn tet_is_five_days_around_the_new_year() {
        let new_years = [
            date(2025, 1, 29),
            date(2026, 2, 17),
            date(2027, 2, 6),
            date(2028, 1, 26),
            date(2029, 2, 13),
            date(2030, 2, 2),
            date(2031, 1, 23),
            date(2032, 2, 11),
        ];
        for new_year in new_years {
            let tet = named("VN", "tet", new_year.year());
            assert_eq!(tet.len(), 5);
            assert!(tet.windows(2).all(|pair| pair[1] == after(pair[0], 1)), "{tet:?}");
            assert!(tet.contains(&new_year) && tet.contains(&after(new_year, -1)), "{tet:?}");
            assert_eq!(named("VN", "gio_to_hung_vuong", new_year.year()).len(), 1);
            let national = date(new_year.year(), 9, 2);
            let [beside] = named("VN", "beside_national_day", new_year.year())[..] else { panic!() };
            assert!([after(national, -1), after(national, 1)].contains(&beside));
        }
    }

    #[test]
    fn fixed_ones_go_on_and_movable_ones_end_with_the_data() {
        let (vn, ro) = (Holidays::of("VN").unwrap(), Holidays::of("RO").unwrap());
        assert!(vn.include(date(2040, 9, 2)) && ro.include(date(2040, 12, 1)));
        assert!(!ro.include(after(orthodox_easter(2033), 1)));
        assert!(!vn.include(date(2025, 11, 24)) && vn.include(date(2026, 11, 24)));
        // 17 days a year: in 2026 and 2031 Pentecost takes 1 June with it.
        let of = |year: i16| ro.known().iter().filter(|date| date.year() == year).count();
        assert_eq!([of(2025), of(2026), of(2027), of(2031), of(2032)], [17, 16, 17, 16, 17]);
    }
}
