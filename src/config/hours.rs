//! Hours of the week, as the settings write them: `mon-fri 07:30-19:00, sat 08:00-12:00`.

use jiff::Timestamp;
use jiff::civil::Time;
use jiff::tz::TimeZone;

use crate::domain::Micros;

const DAYS: [&str; 7] = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"];

/// When something is allowed; empty: always.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Hours(Vec<(Vec<i8>, Time, Time)>);

impl Hours {
    pub fn parse(text: &str) -> Result<Self, String> {
        let part = |part: &str| {
            let (days, times) = part.trim().split_once(' ')?;
            let day = |name: &str| DAYS.iter().position(|day| *day == name);
            let (first, last) = days.split_once('-').unwrap_or((days, days));
            let days = (day(first)?..=day(last)?).filter_map(|day| i8::try_from(day + 1).ok()).collect();
            let (from, to) = times.trim().split_once('-')?;
            Some((days, from.parse().ok()?, to.parse().ok()?))
        };
        let parts = text.split(',').filter(|part| !part.trim().is_empty());
        parts.map(|text| part(text).ok_or_else(|| format!("{text:?} is no time"))).collect::<Result<_, _>>().map(Self)
    }

    pub fn includes(&self, at: Micros, zone: &TimeZone) -> bool {
        let Ok(at) = Timestamp::from_microsecond(at.0) else { return false };
        let at = at.to_zoned(zone.clone());
        let day = at.weekday().to_monday_one_offset();
        self.0.is_empty()
            || self.0.iter().any(|(days, from, to)| days.contains(&day) && (*from..*to).contains(&at.time()))
    }
}
