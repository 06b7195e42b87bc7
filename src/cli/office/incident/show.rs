//! How incidents, playbooks and what was touched are printed.

use serde_json::json;

use super::asked;
use crate::cli::args::Global;
use crate::cli::door;
use crate::cli::output::{Failure, counted, moment, print_json, print_line, print_table, unexpected};
use crate::desk::Desk;
use crate::desk::api::{IncidentPage, IncidentReply, IncidentRequest, IncidentRow, IncidentView, Touched};
use crate::domain::incident::{EventKind, Jurisdiction, Mark, Playbook, Stage, Wording};
use crate::domain::{Lang, Micros};

const HOUR: i64 = 3_600_000_000;
/// Most customers that are printed as text.
const MOST_CUSTOMERS: usize = 50;

pub fn playbooks(global: &Global, lang: Lang, key: Option<&str>) -> Result<(), Failure> {
    let chosen: Vec<&Playbook> =
        Playbook::all().iter().filter(|playbook| key.is_none_or(|key| playbook.key == key)).collect();
    if global.json {
        return chosen.into_iter().try_for_each(|playbook| print_json(&playbook_json(playbook, lang)));
    }
    let [playbook] = chosen[..] else {
        let cells: Vec<_> = chosen
            .into_iter()
            .map(|playbook| [&*playbook.key, playbook.name.get(lang), playbook.about.get(lang)].map(str::to_owned))
            .collect();
        return print_table(["playbook", "name", "when"], &cells);
    };
    print_line(&format!("{}: {}", playbook.name.get(lang), playbook.about.get(lang)))?;
    for stage in Stage::ALL {
        print_line(Wording::new(lang).stage(stage))?;
        for step in playbook.steps.iter().filter(|step| step.stage == stage) {
            print_line(&format!("  {:<16} {}", step.key, step.text.get(lang)))?;
            let ways = [step.act.map(|act| format!("act: {}", act.name())), step.command.clone()];
            ways.into_iter().flatten().try_for_each(|way| print_line(&format!("  {:<16} {way}", "")))?;
        }
    }
    Ok(())
}

fn playbook_json(playbook: &Playbook, lang: Lang) -> serde_json::Value {
    let step = |step: &crate::domain::incident::Step| {
        json!({
            "step": step.key, "stage": step.stage, "text": step.text.get(lang),
            "act": step.act, "command": step.command,
        })
    };
    json!({
        "playbook": playbook.key, "name": playbook.name.get(lang), "about": playbook.about.get(lang),
        "steps": playbook.steps.iter().map(step).collect::<Vec<_>>(),
    })
}

pub fn list(global: &Global, desk: &mut Desk, limit: usize) -> Result<(), Failure> {
    let (mut rows, mut before) = (Vec::new(), None);
    while rows.len() < limit {
        let IncidentReply::List(IncidentPage { rows: page, next }) = asked(desk, || IncidentRequest::List { before })?
        else {
            return Err(unexpected());
        };
        rows.extend(page);
        before = next;
        if before.is_none() {
            break;
        }
    }
    rows.truncate(limit);
    if global.json {
        return rows.iter().try_for_each(print_json);
    }
    let cells: Vec<_> = rows
        .iter()
        .map(|row| {
            let standing = if row.closed_at.is_some() { "closed" } else { "open" };
            let standing = if row.drill { format!("{standing} drill") } else { standing.to_owned() };
            let steps = format!("{}/{}", row.score.done, row.score.steps);
            [
                row.id.to_string(),
                moment(row.started_at),
                row.playbook.clone(),
                standing,
                steps,
                clock(row),
                row.words.clone(),
            ]
        })
        .collect();
    print_table(["incident", "started", "playbook", "standing", "steps", "clock", "words"], &cells)
}

/// What is left of the clock, or how it ended.
fn clock(row: &IncidentRow) -> String {
    let Some(due) = row.due else { return "none runs".into() };
    let hours = |from: Micros, to: Micros| {
        let minutes = (to.0 - from.0) / (HOUR / 60);
        format!("{} h {:02} min", minutes / 60, minutes % 60)
    };
    let now = door::now();
    match row.told_at {
        Some(at) if at <= due => format!("told in time, {}", moment(at)),
        Some(at) => format!("told {} late, {}", hours(due, at), moment(at)),
        None if now <= due => format!("{} left, until {}", hours(now, due), moment(due)),
        None => format!("over since {}", hours(due, now)),
    }
}

pub fn show(global: &Global, view: &IncidentView, lang: Lang) -> Result<(), Failure> {
    if global.json {
        return print_json(view);
    }
    let (row, words) = (&view.row, Wording::new(lang));
    let playbook = Playbook::of(&row.playbook);
    let name = playbook.map_or(row.playbook.as_str(), |playbook| playbook.name.get(lang));
    print_line(&format!("{name}{}: {}", if row.drill { " (drill)" } else { "" }, row.words))?;
    print_line(&format!("started   {} by {}", moment(row.started_at), row.started_by))?;
    print_line(&format!("aware     {}", moment(row.aware_at)))?;
    if let Some(law) = Jurisdiction::of(&row.jurisdiction) {
        print_line(&format!("law       {}, {}", law.law.get(lang), law.authority.get(lang)))?;
    }
    print_line(&format!("clock     {}", clock(row)))?;
    let until = view.until.map_or_else(|| "now".to_owned(), moment);
    let names: Vec<&str> = view.members.iter().map(|(_, name)| name.as_str()).collect();
    let whose = if names.is_empty() { "everybody".to_owned() } else { names.join(", ") };
    print_line(&format!("span      {} to {until}, acts of {whose}", moment(view.since)))?;
    if view.exports_frozen {
        print_line("exports   frozen")?;
    }
    if let Some(at) = row.closed_at {
        print_line(&format!("closed    {} by {}", moment(at), view.closed_by))?;
    }
    if row.drill {
        let contained = row.score.minutes_to_contain;
        let contained =
            contained.map_or_else(|| "not contained".into(), |minutes| format!("contained in {minutes} min"));
        print_line(&format!("score     {} of {} steps in time, {contained}", row.score.in_time, row.score.steps))?;
    }
    for stage in Stage::ALL {
        print_line(words.stage(stage))?;
        for step in view.steps.iter().filter(|step| step.stage == stage) {
            let mark = match step.mark {
                Some(Mark::Done) => "x",
                Some(Mark::Skipped) => "-",
                None => " ",
            };
            let text = playbook.and_then(|playbook| playbook.step(&step.key)).map_or("", |step| step.text.get(lang));
            print_line(&format!("  [{mark}] {:<16} {text}", step.key))?;
            let ways = [step.act.map(|act| format!("act: {}", act.name())), step.command.clone()];
            for way in ways.into_iter().flatten().filter(|_| step.mark.is_none()) {
                print_line(&format!("      {:<16} {way}", ""))?;
            }
        }
    }
    timeline(view)
}

fn timeline(view: &IncidentView) -> Result<(), Failure> {
    let cells: Vec<_> = view
        .events
        .iter()
        .map(|event| {
            let act = event.act.map(|act| act.name().to_owned()).unwrap_or_default();
            let parts = [&act, &event.step, &event.member, &event.words];
            let parts: Vec<&str> = parts.into_iter().map(String::as_str).filter(|part| !part.is_empty()).collect();
            [moment(event.at), event.by.clone(), EventKind::name(event.kind).to_owned(), parts.join("; ")]
        })
        .collect();
    print_table(["at", "by", "what", "words"], &cells)
}

pub fn touched(global: &Global, touched: &Touched) -> Result<(), Failure> {
    if global.json {
        return print_json(touched);
    }
    let counts = touched.counts;
    print_line(&format!(
        "{} to {}: {}, opened {}, revealed {}, copied {}; {} of the log with {}",
        moment(touched.from),
        moment(touched.to),
        counted(touched.customer_count, "customer", "customers"),
        counts.opened,
        counts.revealed,
        counts.copied,
        counted(touched.exports, "export", "exports"),
        counted(touched.exported, "entry", "entries"),
    ))?;
    if touched.unfinished {
        print_line("There are more entries than were counted: the numbers are at least these.")?;
    }
    let number = |number: u64| number.to_string();
    let members: Vec<_> = touched
        .members
        .iter()
        .map(|row| {
            let counts = row.counts;
            let numbers = [counts.opened, counts.revealed, counts.copied, row.customers, row.exported].map(number);
            let [opened, revealed, copied, customers, exported] = numbers;
            [row.name.clone(), opened, revealed, copied, customers, exported]
        })
        .collect();
    print_table(["member", "opened", "revealed", "copied", "customers", "entries exported"], &members)?;
    let fields: Vec<_> = touched
        .fields
        .iter()
        .map(|row| {
            let [revealed, copied, customers] = [row.revealed, row.copied, row.customers].map(number);
            [row.field.name().to_owned(), row.class.name().to_owned(), revealed, copied, customers]
        })
        .collect();
    print_table(["field", "class", "revealed", "copied", "customers"], &fields)?;
    let customers: Vec<_> = touched
        .customers
        .iter()
        .take(MOST_CUSTOMERS)
        .map(|row| {
            let [opened, revealed, copied] = [row.counts.opened, row.counts.revealed, row.counts.copied].map(number);
            let code = if row.code.is_empty() { row.id.to_string() } else { row.code.clone() };
            [code, opened, revealed, copied, row.name.clone()]
        })
        .collect();
    print_table(["customer", "opened", "revealed", "copied", "name"], &customers)?;
    let more = touched.customer_count.saturating_sub(customers.len() as u64);
    if more > 0 {
        print_line(&format!("and {more} more; up to 500 come with --json"))?;
    }
    Ok(())
}
