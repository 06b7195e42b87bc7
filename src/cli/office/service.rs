//! `kin service`: the rules for tickets, shown and set from a file.

use std::io::{self, Read};

use serde_json::Value;

use super::{manage, names, office};
use crate::cli::args::{Global, Service as Command};
use crate::cli::door;
use crate::cli::output::{Failure, print_json, print_line, unexpected};
use crate::desk::Desk;
use crate::desk::api::{DepartmentRow, Manage, OfficeAnswer, OfficeQuery, ServiceChange};
use crate::domain::service::{Escalation, Promise, Service};
use crate::domain::{Holidays, Id};

/// More than any rules within their bounds take.
const LONGEST_FILE: u64 = 16 * 1024 * 1024;

pub fn run(global: &Global, command: &Command) -> Result<(), Failure> {
    let mut desk = door::signed_in(global)?;
    let before = service(&mut desk)?;
    match command {
        Command::Show if global.json => print_json(&before),
        Command::Show => show(&before, &names::departments(&mut desk)?),
        Command::Set { from } => {
            let after = parse(&read(from)?)?;
            let change = ServiceChange { before, after };
            manage(global, &mut desk, "The rules for tickets are set.", || Manage::SetService(Box::new(change.clone())))
        }
    }
}

fn service(desk: &mut Desk) -> Result<Service, Failure> {
    match office(desk, OfficeQuery::Policy)? {
        OfficeAnswer::Policy(view) => Ok(view.policy.service),
        _ => Err(unexpected()),
    }
}

fn read(from: &str) -> Result<String, Failure> {
    let mut text = String::new();
    let read = if from == "-" {
        io::stdin().lock().take(LONGEST_FILE).read_to_string(&mut text)
    } else {
        std::fs::File::open(from).and_then(|file| file.take(LONGEST_FILE).read_to_string(&mut text))
    };
    read.map_err(|error| Failure::Usage(format!("{from} can't be read: {error}")))?;
    Ok(text)
}

/// The rules in a text of JSON. A name that there is not is a slip of the pen, and told.
fn parse(text: &str) -> Result<Service, Failure> {
    let wrong = |error: serde_json::Error| Failure::Usage(format!("These are no rules for tickets: {error}"));
    let given: Value = serde_json::from_str(text).map_err(wrong)?;
    let service: Service = serde_json::from_value(given.clone()).map_err(wrong)?;
    let taken = serde_json::to_value(&service).map_err(wrong)?;
    match unknown(&given, &taken, "") {
        None => Ok(service),
        Some(name) => Err(Failure::Usage(format!(
            "The rules for tickets have nothing called {name:?}; see what there is with: kin service show --json"
        ))),
    }
}

/// The first name in what was given that was not taken.
fn unknown(given: &Value, taken: &Value, path: &str) -> Option<String> {
    match (given, taken) {
        (Value::Object(given), Value::Object(taken)) => given.iter().find_map(|(name, value)| {
            let path = if path.is_empty() { name.clone() } else { format!("{path}.{name}") };
            match taken.get(name) {
                Some(taken) => unknown(value, taken, &path),
                None => Some(path),
            }
        }),
        (Value::Array(given), Value::Array(taken)) => {
            given.iter().zip(taken).find_map(|(given, taken)| unknown(given, taken, path))
        }
        _ => None,
    }
}

fn show(service: &Service, departments: &[DepartmentRow]) -> Result<(), Failure> {
    let calendar = &service.calendar;
    let or = |text: &str, empty: &str| if text.is_empty() { empty.to_owned() } else { text.to_owned() };
    let list = |items: Vec<String>| or(&items.join(", "), "none");
    let line = |label: &str, text: String| print_line(&format!("{label:<20} {text}"));
    line("time zone", or(&calendar.zone, "the office's own"))?;
    line("hours", or(&calendar.hours, "always"))?;
    let holidays = list(calendar.holidays.iter().cloned().collect());
    let known = Holidays::known_until(&calendar.holidays);
    line("public holidays", known.map_or(holidays.clone(), |year| format!("{holidays}, known to the end of {year}")))?;
    line("days off", list(calendar.closed.iter().map(ToString::to_string).collect()))?;
    line("worked on", list(calendar.open.iter().map(ToString::to_string).collect()))?;
    print_line("promises (working minutes to the first answer / the solution; 0: none)")?;
    for (priority, target) in service.targets.iter().rev() {
        line(&format!("  {}", priority.name()), format!("{}/{}", target.respond_minutes, target.resolve_minutes))?;
    }
    line("grows short from", format!("{} %", service.warn_percent))?;
    print_line("statuses (the first is a new ticket's)")?;
    for status in &service.statuses {
        let next = service
            .flow
            .get(&status.key)
            .map_or_else(|| "anywhere".to_owned(), |next| list(next.iter().cloned().collect()));
        let name = or(&status.name, "-");
        line(&format!("  {}", status.key), format!("{:<8} {name}, to {next}", status.phase.name()))?;
    }
    line("kinds", list(service.kinds.clone()))?;
    line("products", list(service.products.clone()))?;
    print_line("escalations")?;
    service.escalations.iter().try_for_each(|rule| print_line(&format!("  {}", escalation(rule, departments))))?;
    print_line("snippets")?;
    service.snippets.iter().try_for_each(|snippet| {
        let first = snippet.text.lines().next().unwrap_or_default();
        line(&format!("  {}", snippet.name), first.to_owned())
    })?;
    let on = |on: bool| if on { "yes" } else { "no" }.to_owned();
    line("ask how content", on(service.satisfaction))?;
    line("birthdays in Today", on(service.birthdays))
}

fn escalation(rule: &Escalation, departments: &[DepartmentRow]) -> String {
    let name = |id: Id| {
        let row = departments.iter().find(|row| row.id == id);
        row.map_or_else(|| id.to_string(), |row| row.name.clone())
    };
    let promise = match rule.promise {
        Promise::Respond => "respond",
        Promise::Resolve => "resolve",
    };
    let priority = rule.priority.map(|priority| format!("priority {}", priority.name()));
    let team = rule.department.map(|id| format!("to {}", name(id)));
    let tell = rule.tell_leads.then(|| "leads are told".to_owned());
    let does: Vec<String> = [priority, team, tell].into_iter().flatten().collect();
    format!("{promise} {:+} minutes: {}", rule.minutes, does.join(", "))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_slip_of_the_pen_is_told() {
        let told = |text: &str| parse(text).map_err(|failure| failure.to_string()).expect_err("a mistake");
        assert!(told("{").contains("no rules for tickets"));
        assert!(told(r#"{"warn": 50}"#).contains("\"warn\""));
        assert!(told(r#"{"calendar": {"hour": ""}}"#).contains("\"calendar.hour\""));
        let status = r#"{"statuses": [{"key": "new", "name": "", "phase": "new", "colour": "red"}]}"#;
        assert!(told(status).contains("\"statuses.colour\""));
        assert!(told(r#"{"targets": {"asap": {}}}"#).contains("asap"));
        let whole = serde_json::to_string(&Service::default()).expect("JSON");
        assert_eq!(parse(&whole).ok(), Some(Service::default()));
        assert_eq!(parse("{}").ok(), Some(Service::default()));
    }
}
