//! `kin detector`: what is watched for, from how much on, and what follows; and the customers who do not exist.

use serde_json::json;

use super::{manage, office};
use crate::cli::args::{DetectorSet, Detectors as Command, Global, Honeytoken};
use crate::cli::output::{Failure, print_json, print_line, print_table, unexpected};
use crate::cli::{customer, door};
use crate::desk::Desk;
use crate::desk::api::{DetectorRow, Detectors, Manage, OfficeAnswer, OfficeQuery};
use crate::domain::Detector;

pub fn run(global: &Global, command: &Command) -> Result<(), Failure> {
    let mut desk = door::signed_in(global)?;
    match command {
        Command::List => list(global, &detectors(&mut desk)?.rows),
        Command::Set(wanted) => set(global, &mut desk, wanted),
        Command::Honeytoken(Honeytoken::List) => honeytokens(global, &detectors(&mut desk)?),
        Command::Honeytoken(Honeytoken::Add { customer }) => {
            let customer = customer::find(&mut desk, customer)?;
            let told = "Whoever looks at this customer from now on raises an alert.";
            manage(global, &mut desk, told, || Manage::SetHoneytoken { customer, on: true })
        }
        Command::Honeytoken(Honeytoken::Remove { customer }) => {
            let customer = customer::find(&mut desk, customer)?;
            let told = "It is a customer like any other.";
            manage(global, &mut desk, told, || Manage::SetHoneytoken { customer, on: false })
        }
    }
}

fn detectors(desk: &mut Desk) -> Result<Detectors, Failure> {
    match office(desk, OfficeQuery::Detectors)? {
        OfficeAnswer::Detectors(detectors) => Ok(*detectors),
        _ => Err(unexpected()),
    }
}

/// Says what is wrong with a setting before it is sent.
pub fn check(detector: &Detector) -> Result<(), Failure> {
    match detector.fault() {
        None => Ok(()),
        Some((setting, why)) => Err(Failure::Usage(format!("--{}: {why}", setting.replace('_', "-")))),
    }
}

fn list(global: &Global, rows: &[DetectorRow]) -> Result<(), Failure> {
    if global.json {
        return rows.iter().try_for_each(print_json);
    }
    let cells: Vec<_> = rows
        .iter()
        .map(|row| {
            let Detector { on, threshold, window_minutes, severity, responses, hours } = &row.detector;
            let responses: Vec<_> = responses.iter().map(|response| response.name()).collect();
            let changed = if row.detector == row.usual { "" } else { "changed" };
            [
                row.kind.name().to_owned(),
                if *on { "on" } else { "off" }.to_owned(),
                threshold.to_string(),
                window_minutes.to_string(),
                severity.name().to_owned(),
                responses.join(", "),
                hours.clone(),
                format!("{} open, {} false, {} in all", row.open, row.false_alarms, row.all),
                changed.to_owned(),
            ]
        })
        .collect();
    let heads = ["detector", "", "from", "minutes", "severity", "follows", "hours", "alerts", ""];
    print_table(heads, &cells)
}

fn set(global: &Global, desk: &mut Desk, wanted: &DetectorSet) -> Result<(), Failure> {
    let set = detectors(desk)?;
    let row = set.rows.iter().find(|row| row.kind == wanted.kind).ok_or_else(unexpected)?;
    let mut detector = if wanted.usual { row.usual.clone() } else { row.detector.clone() };
    detector.on = (detector.on || wanted.on) && !wanted.off;
    detector.threshold = wanted.threshold.unwrap_or(detector.threshold);
    detector.window_minutes = wanted.window_minutes.unwrap_or(detector.window_minutes);
    detector.severity = wanted.severity.unwrap_or(detector.severity);
    if let Some(responses) = &wanted.response {
        detector.responses = responses.0.iter().copied().collect();
    }
    if let Some(hours) = &wanted.hours {
        detector.hours.clone_from(hours);
    }
    check(&detector)?;
    let kind = wanted.kind;
    manage(global, desk, "The detector is set.", || Manage::SetDetector { kind, detector: detector.clone() })
}

fn honeytokens(global: &Global, detectors: &Detectors) -> Result<(), Failure> {
    if global.json {
        let one = |(id, code, name): &_| print_json(&json!({ "id": id, "code": code, "name": name }));
        return detectors.honeytokens.iter().try_for_each(one);
    }
    if detectors.honeytokens.is_empty() {
        return print_line("There is none yet: kin detector honeytoken add CODE");
    }
    let cells: Vec<_> = detectors.honeytokens.iter().map(|(_, code, name)| [code.clone(), name.clone()]).collect();
    print_table(["code", "name"], &cells)
}
