//! `kin alert`: what was seen that should not be, what became of it, and what a detector would have seen.

use serde_json::json;

use super::{manage, office, time};
use crate::cli::args::{Alert, AlertTest, Global};
use crate::cli::door;
use crate::cli::output::{Failure, counted, moment, print_json, print_line, print_table, unexpected};
use crate::desk::Desk;
use crate::desk::api::{AlertView, LogRow, Manage, OfficeAnswer, OfficeQuery, Reply, Request};
use crate::domain::{Detector, DetectorKind, Id, Severity};

pub fn run(global: &Global, command: &Alert) -> Result<(), Failure> {
    let mut desk = door::signed_in(global)?;
    match command {
        Alert::List { all } => list(global, &alerts(&mut desk, !all)?),
        Alert::Show { alert } => show(global, &mut desk, *alert),
        Alert::Take { alert } => manage(global, &mut desk, "You look into it.", || Manage::TakeAlert { alert: *alert }),
        Alert::Answer { alert, word } => {
            let answer = || Manage::AnswerAlert { alert: *alert, words: word.clone() };
            manage(global, &mut desk, "The answer is added.", answer)
        }
        Alert::Close { alert, word, verdict } => {
            let close = || Manage::CloseAlert { alert: *alert, words: word.clone(), verdict: *verdict };
            manage(global, &mut desk, "The alert is closed.", close)
        }
        Alert::Test(wanted) => test(global, &mut desk, wanted),
        Alert::Digest { since } => {
            let since = time::since(since, door::now())?;
            let mut rows = alerts(&mut desk, false)?;
            rows.retain(|row| row.at >= since);
            digest(global, &rows)
        }
    }
}

fn alerts(desk: &mut Desk, open_only: bool) -> Result<Vec<AlertView>, Failure> {
    match office(desk, OfficeQuery::Alerts { open_only })? {
        OfficeAnswer::Alerts(rows) => Ok(rows),
        _ => Err(unexpected()),
    }
}

fn standing(row: &AlertView) -> String {
    match (row.open, row.taken_by.is_empty()) {
        (true, true) => "open".to_owned(),
        (true, false) => format!("open, with {}", row.taken_by),
        (false, _) => format!("closed by {}: {}", row.handled_by, row.words),
    }
}

fn list(global: &Global, rows: &[AlertView]) -> Result<(), Failure> {
    if global.json {
        return rows.iter().try_for_each(print_json);
    }
    let cells: Vec<_> = rows
        .iter()
        .map(|row| {
            let (id, at, severity) = (row.id.to_string(), moment(row.at), row.severity.name().to_owned());
            [id, at, severity, row.kind.clone(), row.subject.clone(), standing(row), row.about.clone()]
        })
        .collect();
    print_table(["alert", "at", "severity", "kind", "about", "standing", "seen"], &cells)
}

fn show(global: &Global, desk: &mut Desk, alert: Id) -> Result<(), Failure> {
    let found = alerts(desk, false)?.into_iter().find(|row| row.id == alert);
    let row = found.ok_or_else(|| Failure::Other(format!("There is no alert {alert}. See: kin alert list --all")))?;
    let evidence = row.evidence.iter().map(|entry| logged(desk, *entry)).collect::<Result<Vec<_>, _>>()?;
    if global.json {
        let entries: Vec<_> = evidence.iter().map(entry_json).collect();
        return print_json(&json!({ "alert": row, "entries": entries }));
    }
    print_line(&format!("{}  {}  {}  {}", moment(row.at), row.severity.name(), row.kind, row.subject))?;
    print_line(&row.about)?;
    print_line(&format!("standing   {}", standing(&row)))?;
    if let Some(verdict) = row.verdict {
        print_line(&format!("verdict    {}", verdict.name()))?;
    }
    if !row.responses.is_empty() {
        let names: Vec<_> = row.responses.iter().map(|response| response.name()).collect();
        print_line(&format!("follows    {}", names.join(", ")))?;
    }
    for answer in &row.answers {
        print_line(&format!("answer     {}  {}: {}", moment(answer.at), answer.by, answer.words))?;
    }
    let cells: Vec<_> = evidence
        .iter()
        .map(|row| {
            let entry = &row.entry;
            let (action, outcome) = (entry.action.name().to_owned(), entry.outcome.name().to_owned());
            [row.sequence.to_string(), moment(entry.at), row.member.clone(), action, row.subject.clone(), outcome]
        })
        .collect();
    print_table(["entry", "at", "member", "action", "about", "outcome"], &cells)
}

fn logged(desk: &mut Desk, entry: i64) -> Result<LogRow, Failure> {
    match desk.ask(Request::LogEntry(entry))? {
        Reply::LogEntry(detail) => Ok(detail.row),
        _ => Err(unexpected()),
    }
}

fn entry_json(row: &LogRow) -> serde_json::Value {
    json!({ "sequence": row.sequence, "member": row.member, "subject": row.subject, "entry": row.entry })
}

fn test(global: &Global, desk: &mut Desk, wanted: &AlertTest) -> Result<(), Failure> {
    let kinds = wanted.detector.map_or_else(|| DetectorKind::ALL.to_vec(), |kind| vec![kind]);
    let OfficeAnswer::Detectors(set) = office(desk, OfficeQuery::Detectors)? else { return Err(unexpected()) };
    for kind in kinds {
        let row = set.rows.iter().find(|row| row.kind == kind).ok_or_else(unexpected)?;
        let detector = Detector {
            on: true,
            threshold: wanted.threshold.unwrap_or(row.detector.threshold),
            window_minutes: wanted.window_minutes.unwrap_or(row.detector.window_minutes),
            hours: wanted.hours.clone().unwrap_or_else(|| row.detector.hours.clone()),
            ..row.detector.clone()
        };
        super::detector::check(&detector)?;
        let query = OfficeQuery::TestDetector { kind, detector, days: wanted.days };
        let OfficeAnswer::DetectorTest(test) = office(desk, query)? else { return Err(unexpected()) };
        if global.json {
            print_json(&json!({ "detector": kind, "test": test }))?;
            continue;
        }
        print_line(&format!(
            "{}: {} in {} ({} read)",
            kind.name(),
            counted(test.count, "alert", "alerts"),
            counted(wanted.days, "day", "days"),
            counted(test.entries, "entry", "entries")
        ))?;
        for would in &test.found {
            print_line(&format!("  {}  {}  {}", moment(would.at), would.member, would.about))?;
        }
    }
    Ok(())
}

fn digest(global: &Global, rows: &[AlertView]) -> Result<(), Failure> {
    let counts: Vec<_> = Severity::ALL
        .into_iter()
        .rev()
        .map(|severity| (severity, rows.iter().filter(|row| row.severity == severity).count()))
        .collect();
    let open = rows.iter().filter(|row| row.open).count();
    if global.json {
        let counts: serde_json::Map<_, _> =
            counts.iter().map(|(name, count)| (name.name().into(), json!(count))).collect();
        return print_json(&json!({ "count": rows.len(), "open": open, "by_severity": counts, "alerts": rows }));
    }
    let counts: Vec<_> = counts.iter().map(|(severity, count)| format!("{count} {}", severity.name())).collect();
    print_line(&format!("{}, {open} open: {}", counted(rows.len(), "alert", "alerts"), counts.join(", ")))?;
    if rows.is_empty() { Ok(()) } else { list(global, rows) }
}
