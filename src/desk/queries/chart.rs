//! How the entries that a filter lets through lie over hours, days or members.

use std::collections::HashMap;

use jiff::tz::TimeZone;
use jiff::{RoundMode, Timestamp, ToSpan, Unit, Zoned, ZonedRound};

use super::super::Desk;
use super::super::api::{ChartBar, ChartBy, LogChart, LogChartQuery, Problem};
use super::log_filter::resolved;
use super::member_name;
use crate::domain::{Id, Micros, Unfit};
use crate::policy::{Operation, Target};
use crate::store::{Effort, Tallied};

/// Most bars of one chart.
const MOST: u16 = 400;

impl Desk {
    pub(in crate::desk) fn log_chart(&mut self, query: &LogChartQuery) -> Result<LogChart, Problem> {
        let permit = self.judge(Operation::ViewLog, Target::Office)?;
        self.look_at_log(&permit, &query.filter, false)?;
        let within = self.log_scope(&permit)?;
        let now = self.steady_now()?;
        let until = query.until.unwrap_or(Micros(now.0.saturating_add(1)));
        let unfit = || Problem::Invalid { field: "until".into(), unfit: Unfit::Date };
        let starts = starts(query.by, until, query.bars.clamp(1, MOST), &self.settings.zone).ok_or_else(unfit)?;
        let rights = &self.rights;
        self.store.read(|snapshot| {
            let mut filter = resolved(snapshot, rights, &query.filter, within.as_deref(), now)?;
            let first = starts.first().copied().unwrap_or(until);
            filter.from = filter.from.max(Some(first));
            filter.to = Some(filter.to.map_or(until, |to| to.min(until)));
            if query.by != ChartBy::Member {
                let mut bars: Vec<ChartBar> =
                    starts.iter().map(|at| ChartBar { at: *at, ..ChartBar::default() }).collect();
                let rested = snapshot.log_tally(&filter, Effort::default(), |entry| {
                    let after = starts.partition_point(|start| *start <= entry.at);
                    if let Some(bar) = after.checked_sub(1).and_then(|bar| bars.get_mut(bar)) {
                        count(bar, entry);
                    }
                })?;
                return Ok(LogChart { bars, unfinished: rested.is_some() });
            }
            let mut members: HashMap<Option<Id>, ChartBar> = HashMap::new();
            let rested = snapshot.log_tally(&filter, Effort::default(), |entry| {
                count(members.entry(entry.member).or_default(), entry);
            })?;
            let mut bars = Vec::with_capacity(members.len());
            for (member, bar) in members {
                let member = member.map(|member| member_name(snapshot, member)).transpose()?.unwrap_or_default();
                bars.push(ChartBar { at: first, member, ..bar });
            }
            bars.sort_by(|a, b| (b.count, &a.member).cmp(&(a.count, &b.member)));
            bars.truncate(usize::from(MOST));
            Ok(LogChart { bars, unfinished: rested.is_some() })
        })
    }
}

fn count(bar: &mut ChartBar, entry: Tallied) {
    bar.count += 1;
    bar.refused += u64::from(entry.refused);
}

/// When each bar begins, the oldest first: the last is the hour or day that `until` ends in. `None`: there are no such
/// times.
fn starts(by: ChartBy, until: Micros, bars: u16, zone: &TimeZone) -> Option<Vec<Micros>> {
    let last = Timestamp::from_microsecond(until.0.checked_sub(1)?).ok()?.to_zoned(zone.clone());
    let back = |n: u16| -> Option<Zoned> {
        match by {
            ChartBy::Day => last.start_of_day().ok()?.checked_sub(i64::from(n).days()).ok()?.start_of_day().ok(),
            ChartBy::Hour | ChartBy::Member => {
                let hour = ZonedRound::new().smallest(Unit::Hour).mode(RoundMode::Trunc);
                last.round(hour).ok()?.checked_sub(i64::from(n).hours()).ok()
            }
        }
    };
    (0..bars).rev().map(|n| Some(Micros(back(n)?.timestamp().as_microsecond()))).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(by: ChartBy, until: &str, bars: u16) -> Vec<String> {
        let zone = TimeZone::get("Europe/Bucharest").unwrap();
        let until = Micros(until.parse::<Timestamp>().unwrap().as_microsecond());
        let starts = starts(by, until, bars, &zone).unwrap();
        let shown = |start: &Micros| Timestamp::from_microsecond(start.0).unwrap().to_string();
        starts.iter().map(shown).collect()
    }

    #[test]
    fn bars_begin_with_the_hours_and_days_of_the_office() {
        let hours = shown(ChartBy::Hour, "2026-11-27T10:30:00Z", 3);
        assert_eq!(hours, ["2026-11-27T08:00:00Z", "2026-11-27T09:00:00Z", "2026-11-27T10:00:00Z"]);
        assert_eq!(shown(ChartBy::Hour, "2026-11-27T10:00:00Z", 1), ["2026-11-27T09:00:00Z"]);
        // The day on which the clock is set back has 25 hours.
        let days = shown(ChartBy::Day, "2026-10-26T10:00:00Z", 3);
        assert_eq!(days, ["2026-10-23T21:00:00Z", "2026-10-24T21:00:00Z", "2026-10-25T22:00:00Z"]);
        let night = shown(ChartBy::Hour, "2026-10-25T02:00:00Z", 3);
        assert_eq!(night, ["2026-10-24T23:00:00Z", "2026-10-25T00:00:00Z", "2026-10-25T01:00:00Z"]);
        assert_eq!(starts(ChartBy::Day, Micros(i64::MIN), 3, &TimeZone::UTC), None);
    }
}
