//! Reports: tickets by age, promises by week, customers by month, values shown by week. Each is counted within what the
//! list or the log behind it would show, and a part at a time.

use jiff::civil::Date;
use jiff::tz::TimeZone;
use jiff::{Timestamp, ToSpan};
use serde_json::{Value, json};

use super::Desk;
use super::api::{Problem, Report, ReportBar, ReportKind, ReportPlace, ReportQuery, ReportRest};
use crate::domain::service::Promise;
use crate::domain::ticket_filter::Age;
use crate::domain::{Action, Class, Field, Micros, Outcome};
use crate::policy::{Operation, Target};
use crate::store::{EntryIs, LOG_EFFORT, LogFilter, Spot, Tally, TicketReach};

const DAY: i64 = 24 * 3_600_000_000;
const WEEKS: i32 = 12;
/// One more than a year has, so that a month stands beside the same one of the year before.
const MONTHS: i32 = 13;

impl Desk {
    pub(super) fn report(&mut self, query: &ReportQuery) -> Result<Report, Problem> {
        let now = match query.from {
            Some(place) => place.now,
            None => self.steady_now()?,
        };
        let bars = bars(query.kind, now, &self.settings.zone)
            .ok_or_else(|| Problem::Store("the clock shows a time that no calendar has".into()))?;
        let report = Report { kind: query.kind, bars, next: None };
        match query.kind {
            ReportKind::Tickets => {
                let reach = self.reported_tickets()?;
                self.counted(report, query.from, now, &[Tally::LiveTickets(&reach)])
            }
            ReportKind::Promises => {
                let reach = self.reported_tickets()?;
                let walks = [Promise::Respond, Promise::Resolve].map(|promise| Tally::Promises(promise, &reach));
                self.counted(report, query.from, now, &walks)
            }
            ReportKind::Customers => {
                let permit = self.judge(Operation::ListCustomers, Target::Office)?;
                let reach = self.reach(&permit)?;
                self.counted(report, query.from, now, &[Tally::Customers(&reach)])
            }
            ReportKind::Reveals => self.reveals(report, query.from, now),
        }
    }

    fn reported_tickets(&mut self) -> Result<TicketReach, Problem> {
        self.judge(Operation::ListTickets, Target::Office)?;
        self.seen_tickets()?.ok_or(Problem::NotFound)
    }

    /// Walk after walk; those of each have as many parts of a bar as there are for each walk.
    fn counted(
        &mut self,
        mut report: Report,
        from: Option<ReportPlace>,
        now: Micros,
        walks: &[Tally<'_>],
    ) -> Result<Report, Problem> {
        let first = Spot::before(report.bars.first().map_or(now, |bar| bar.from));
        let end = Micros(now.0.saturating_add(1));
        let parts = report.kind.parts().len() / walks.len().max(1);
        let (begun, mut spot) = match from.map(|place| place.rest) {
            Some(ReportRest::Record { walk, at, id }) => (walk, Spot { at, id }),
            _ => (0, first),
        };
        self.store.read(|snapshot| {
            for (walk, tally) in walks.iter().enumerate().skip(begun) {
                let bars = &mut report.bars;
                let rested = snapshot.tally(*tally, spot, end, |at, kind| add(bars, at, parts * walk + kind))?;
                if let Some(Spot { at, id }) = rested {
                    report.next = Some(ReportPlace { now, rest: ReportRest::Record { walk, at, id } });
                    break;
                }
                spot = first;
            }
            Ok(report)
        })
    }

    /// Of the log, so that looking is in the log, too.
    fn reveals(&mut self, mut report: Report, from: Option<ReportPlace>, now: Micros) -> Result<Report, Problem> {
        let permit = self.judge(Operation::ViewLog, Target::Office)?;
        self.look(&permit, from.is_some(), json!({ "report": "reveals" }))?;
        let mut filter = LogFilter {
            from: report.bars.first().map(|bar| bar.from),
            to: Some(Micros(now.0.saturating_add(1))),
            ..LogFilter::default()
        }
        .with(EntryIs::Action(vec![Action::FieldReveal]))
        .with(EntryIs::Outcome(vec![Outcome::Done]));
        if let Some(members) = self.log_scope(&permit)? {
            filter = filter.with(EntryIs::By(members));
        }
        let before = match from.map(|place| place.rest) {
            Some(ReportRest::Entry(sequence)) => Some(sequence),
            _ => None,
        };
        self.store.read(|snapshot| {
            let bars = &mut report.bars;
            let rested = snapshot.log_details(&filter, before, LOG_EFFORT, |at, details| {
                if let Some(class) = class_of(details) {
                    add(bars, at, class);
                }
            })?;
            report.next = rested.map(|sequence| ReportPlace { now, rest: ReportRest::Entry(sequence) });
            Ok(report)
        })
    }
}

/// One more in the span that it lies in.
fn add(bars: &mut [ReportBar], at: Micros, part: usize) {
    let after = bars.partition_point(|bar| bar.from <= at);
    let bar = after.checked_sub(1).and_then(|bar| bars.get_mut(bar));
    if let Some(count) = bar.and_then(|bar| bar.counts.get_mut(part)) {
        *count += 1;
    }
}

/// The class of the field that an entry names, by its place among all.
fn class_of(details: &str) -> Option<usize> {
    let details: Value = serde_json::from_str(details).ok()?;
    let class = Field::from_name(details["field"].as_str()?)?.class();
    Class::ALL.iter().position(|one| *one == class)
}

/// The empty bars of a chart as it is drawn now, the oldest first. `None`: there are no such times.
fn bars(kind: ReportKind, now: Micros, zone: &TimeZone) -> Option<Vec<ReportBar>> {
    let today = Timestamp::from_microsecond(now.0).ok()?.to_zoned(zone.clone()).date();
    let edges: Vec<Micros> = match kind {
        ReportKind::Tickets => {
            let ages = Age::USUAL.iter().rev();
            let edge = |age: &Age| age.to.map_or(Micros(0), |days| Micros(now.0 - i64::from(days) * DAY));
            ages.map(edge).chain([now]).collect()
        }
        ReportKind::Promises | ReportKind::Reveals => {
            let monday = today.checked_sub(i32::from(today.weekday().to_monday_zero_offset()).days()).ok()?;
            (-WEEKS + 1..=1)
                .map(|week| midnight(monday.checked_add(week.weeks()).ok()?, zone))
                .collect::<Option<_>>()?
        }
        ReportKind::Customers => {
            let first = today.first_of_month();
            let months = -MONTHS + 1..=1;
            months.map(|month| midnight(first.checked_add(month.months()).ok()?, zone)).collect::<Option<_>>()?
        }
    };
    let empty = vec![0; kind.parts().len()];
    let bar = |pair: &[Micros]| ReportBar { from: pair[0], until: pair[1], counts: empty.clone() };
    Some(edges.windows(2).map(bar).collect())
}

/// When a day begins.
fn midnight(day: Date, zone: &TimeZone) -> Option<Micros> {
    Some(Micros(day.to_zoned(zone.clone()).ok()?.timestamp().as_microsecond()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn spans(kind: ReportKind, now: &str) -> Vec<String> {
        let zone = TimeZone::get("Europe/Bucharest").unwrap();
        let now = Micros(now.parse::<Timestamp>().unwrap().as_microsecond());
        let shown = |at: Micros| Timestamp::from_microsecond(at.0).unwrap().to_string();
        bars(kind, now, &zone).unwrap().iter().map(|bar| shown(bar.from) + "/" + &shown(bar.until)).collect()
    }

    #[test]
    fn spans_are_the_offices_weeks_and_months() {
        // A Sunday evening, half an hour into Monday in Bucharest; the clock was set back four weeks before.
        let weeks = spans(ReportKind::Promises, "2026-11-22T22:30:00Z");
        assert_eq!(weeks.len(), 12);
        assert_eq!(weeks[11], "2026-11-22T22:00:00Z/2026-11-29T22:00:00Z");
        assert_eq!(weeks[7], "2026-10-25T22:00:00Z/2026-11-01T22:00:00Z");
        assert_eq!(weeks[6], "2026-10-18T21:00:00Z/2026-10-25T22:00:00Z");
        let months = spans(ReportKind::Customers, "2026-11-22T22:30:00Z");
        assert_eq!(months.len(), 13);
        assert_eq!(months[0], "2025-10-31T22:00:00Z/2025-11-30T22:00:00Z");
        assert_eq!(months[12], "2026-10-31T22:00:00Z/2026-11-30T22:00:00Z");
        let ages = spans(ReportKind::Tickets, "2026-11-22T22:30:00Z");
        assert_eq!(ages.len(), 5);
        assert_eq!(ages[0], "1970-01-01T00:00:00Z/2026-10-23T22:30:00Z");
        assert_eq!(ages[4], "2026-11-21T22:30:00Z/2026-11-22T22:30:00Z");
        assert!(bars(ReportKind::Reveals, Micros(i64::MAX), &TimeZone::UTC).is_none());
    }

    #[test]
    fn what_lies_at_an_edge_counts_once() {
        let mut bars = bars(ReportKind::Tickets, Micros(100 * DAY), &TimeZone::UTC).unwrap();
        for at in [Micros(0), Micros(70 * DAY - 1), Micros(70 * DAY), Micros(100 * DAY)] {
            add(&mut bars, at, 1);
        }
        assert_eq!(bars.iter().map(|bar| bar.counts[1]).collect::<Vec<_>>(), [2, 1, 0, 0, 1]);
        assert_eq!(class_of(r#"{"field":"iban"}"#), Some(2));
        assert_eq!((class_of(r#"{"field":"name"}"#), class_of("phone")), (None, None));
    }
}
