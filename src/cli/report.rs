//! `kin report`: the figures of the screen Reports, under the same rights.

use serde_json::{Value, json};

use super::args::{Global, Report as Arguments};
use super::door;
use super::output::{Failure, print_json, print_line, print_table, unexpected};
use crate::cli::zone::zone;
use crate::desk::Desk;
use crate::desk::api::{Problem, Reply, Report, ReportBar, ReportKind, ReportQuery, Request};
use crate::domain::Micros;
use jiff::Timestamp;

pub fn run(global: &Global, arguments: &Arguments) -> Result<(), Failure> {
    let wanted = arguments.kind.map(kind);
    let mut desk = door::signed_in(global)?;
    let (mut reports, mut refused) = (Vec::new(), None);
    for kind in ReportKind::ALL.into_iter().filter(|kind| wanted.is_none_or(|wanted| wanted == *kind)) {
        match whole(&mut desk, kind) {
            Ok(report) => reports.push(report),
            // What a role may not open is not shown beside the others.
            Err(Failure::Problem(denied @ Problem::Denied { .. })) => refused = Some(denied),
            Err(failure) => return Err(failure),
        }
    }
    match refused {
        Some(denied) if reports.is_empty() => return Err(denied.into()),
        _ => {}
    }
    if global.json {
        let all: serde_json::Map<String, Value> =
            reports.iter().map(|report| (name(report.kind), value(report))).collect();
        return print_json(&all);
    }
    for (n, report) in reports.iter().enumerate() {
        if n > 0 {
            print_line("")?;
        }
        show(report)?;
    }
    Ok(())
}

/// Counted to its end: the desk counts in parts.
fn whole(desk: &mut Desk, kind: ReportKind) -> Result<Report, Failure> {
    let mut part = |from| match desk.ask(Request::Report(ReportQuery { kind, from }))? {
        Reply::Report(report) => Ok::<Report, Failure>(*report),
        _ => Err(unexpected()),
    };
    let mut report = part(None)?;
    while report.next.is_some() {
        report.add(&part(report.next)?);
    }
    Ok(report)
}

fn kind(named: super::args::ReportName) -> ReportKind {
    use super::args::ReportName;
    match named {
        ReportName::Tickets => ReportKind::Tickets,
        ReportName::Promises => ReportKind::Promises,
        ReportName::Customers => ReportKind::Customers,
        ReportName::Reveals => ReportKind::Reveals,
    }
}

fn name(kind: ReportKind) -> String {
    match kind {
        ReportKind::Tickets => "tickets",
        ReportKind::Promises => "promises",
        ReportKind::Customers => "customers",
        ReportKind::Reveals => "reveals",
    }
    .to_owned()
}

fn day(at: Micros) -> String {
    let at = Timestamp::from_microsecond(at.0).unwrap_or_default();
    at.to_zoned(zone()).strftime("%Y-%m-%d").to_string()
}

/// A bar with its counts by their names; times in microseconds since 1970, UTC.
fn value(report: &Report) -> Value {
    let bar = |bar: &ReportBar| {
        let counts: serde_json::Map<String, Value> = report
            .kind
            .parts()
            .iter()
            .zip(&bar.counts)
            .map(|(part, count)| ((*part).to_owned(), json!(count)))
            .collect();
        json!({ "from": bar.from, "until": bar.until, "counts": counts })
    };
    report.bars.iter().map(bar).collect()
}

fn rate(kept: u64, broken: u64) -> String {
    let all = kept + broken;
    (100 * kept).checked_div(all).map_or_else(|| "-".to_owned(), |percent| format!("{percent}% ({kept}/{all})"))
}

/// The newest first, as on the screen.
fn show(report: &Report) -> Result<(), Failure> {
    let bars = report.bars.iter().rev();
    let numbers = |bar: &ReportBar| -> [String; 3] { std::array::from_fn(|part| bar.counts[part].to_string()) };
    match report.kind {
        ReportKind::Tickets => {
            let cells = bars.map(|bar| {
                let [new, open, waiting] = numbers(bar);
                [age(report, bar), new, open, waiting, bar.total().to_string()]
            });
            print_table(["open tickets", "new", "open", "waiting", "all"], &cells.collect::<Vec<_>>())
        }
        ReportKind::Promises => {
            let row = |label: String, counts: &[u64]| [label, rate(counts[0], counts[1]), rate(counts[2], counts[3])];
            let cells = bars.map(|bar| row(day(bar.from), &bar.counts));
            let cells = cells.chain([row("all".to_owned(), &report.totals())]);
            print_table(["promises, week of", "first answer", "solution"], &cells.collect::<Vec<_>>())
        }
        ReportKind::Customers => {
            let cells = bars.map(|bar| [day(bar.from)[..7].to_owned(), bar.total().to_string()]);
            print_table(["new customers", "all"], &cells.collect::<Vec<_>>())
        }
        ReportKind::Reveals => {
            let cells = bars.map(|bar| {
                let [contact, identity, financial] = numbers(bar);
                [day(bar.from), contact, identity, financial, bar.total().to_string()]
            });
            print_table(
                ["values shown, week of", "contact", "identity", "financial", "all"],
                &cells.collect::<Vec<_>>(),
            )
        }
    }
}

/// The span of an age, in days before the count.
fn age(report: &Report, bar: &ReportBar) -> String {
    const DAY: i64 = 24 * 3_600_000_000;
    let now = report.bars.last().map_or(bar.until, |newest| newest.until);
    let days = |at: Micros| (now.0 - at.0) / DAY;
    match bar.from {
        Micros(0) => format!("over {} days", days(bar.until)),
        from if bar.until == now => format!("under {} day", days(from)),
        from => format!("{} to {} days", days(bar.until), days(from)),
    }
}
