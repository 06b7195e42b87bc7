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
use crate::store::{Counted, LOG_EFFORT, LogFilter, Snapshot, Tallied};

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
                let (bars, unfinished) = over_time(snapshot, &filter, &starts, until)?;
                return Ok(LogChart { bars, unfinished });
            }
            let (members, unfinished) = by_member(snapshot, &filter)?;
            let mut bars = Vec::with_capacity(members.len());
            for (member, Counted { all, refused }) in members {
                let member = member.map(|member| member_name(snapshot, member)).transpose()?.unwrap_or_default();
                bars.push(ChartBar { at: first, member, count: all, refused });
            }
            bars.sort_by(|a, b| (b.count, &a.member).cmp(&(a.count, &b.member)));
            bars.truncate(usize::from(MOST));
            Ok(LogChart { bars, unfinished })
        })
    }
}

/// By time, and whether what is older is not in it: by indexes where the filter allows it, or entry by entry.
fn over_time(
    snapshot: &Snapshot<'_>,
    filter: &LogFilter,
    starts: &[Micros],
    until: Micros,
) -> Result<(Vec<ChartBar>, bool), Problem> {
    let edges: Vec<Micros> = starts.iter().copied().chain([until]).collect();
    let (counts, unfinished) = match snapshot.log_counts(filter, &edges)? {
        Some(counts) => (counts, false),
        None => {
            let mut counts = vec![Counted::default(); starts.len()];
            let rested = snapshot.log_tally(filter, LOG_EFFORT, |entry| {
                let after = starts.partition_point(|start| *start <= entry.at);
                if let Some(count) = after.checked_sub(1).and_then(|bar| counts.get_mut(bar)) {
                    add(count, entry);
                }
            })?;
            (counts, rested.is_some())
        }
    };
    let bars = starts.iter().zip(counts).map(|(at, Counted { all, refused })| ChartBar {
        at: *at,
        member: String::new(),
        count: all,
        refused,
    });
    Ok((bars.collect(), unfinished))
}

fn by_member(snapshot: &Snapshot<'_>, filter: &LogFilter) -> Result<(HashMap<Option<Id>, Counted>, bool), Problem> {
    if let Some(counts) = snapshot.log_counts_by_member(filter)? {
        return Ok((counts, false));
    }
    let mut counts = HashMap::new();
    let rested = snapshot.log_tally(filter, LOG_EFFORT, |entry| add(counts.entry(entry.member).or_default(), entry))?;
    Ok((counts, rested.is_some()))
}

fn add(count: &mut Counted, entry: Tallied) {
    count.all += 1;
    count.refused += u64::from(entry.refused);
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
