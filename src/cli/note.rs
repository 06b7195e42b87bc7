//! `kin note`: timelines read and written by scripts, such as a phone exchange that logs a call.

use std::io::Read;

use jiff::civil::{DateTime, Time, time};
use serde_json::json;

use super::args::{Global, Note, Said};
use super::customer;
use super::door;
use super::office::time as span;
use super::output::{Failure, moment, print_json, print_line, print_table, unexpected};
use crate::cli::zone::zone;
use crate::desk::Desk;
use crate::desk::api::{
    ActivityDraft, ActivityReply, ActivityRequest, NoteHistory, Reply, Request, SavedNote, TimelineRow,
};
use crate::domain::{ActivityKind, Direction, Id, Micros, date};

/// Longest text from standard input, in bytes.
const LONGEST: u64 = 64 * 1024;

pub fn run(global: &Global, command: Note) -> Result<(), Failure> {
    match command {
        Note::List { customer, kind, limit } => list(global, &mut *door::signed_in(global)?, &customer, kind, limit),
        Note::Show { note } => {
            let note = id(&note)?;
            show(global, &mut *door::signed_in(global)?, note)
        }
        Note::Add { customer, text, said } => {
            let on = said.on.as_deref().map(when).transpose()?;
            let mut desk = door::signed_in(global)?;
            let customer = customer::find(&mut desk, &customer)?;
            let base = ActivityDraft { text: text_of(text)?, ..ActivityDraft::default() };
            let draft = with(base, said, on);
            saved(global, &mut desk, ActivityRequest::Add { customer, draft })
        }
        Note::Edit { note, text, said } => {
            let (note, on) = (id(&note)?, said.on.as_deref().map(when).transpose()?);
            let mut desk = door::signed_in(global)?;
            // Who may not change it is told that, and not what it says.
            let base = match history(&mut desk, note) {
                Ok(history) => history.current.activity,
                Err(failure) => return refused(&mut desk, note, failure),
            };
            let mut draft = ActivityDraft::from(&base);
            if let Some(text) = text {
                draft.text = text_of(text)?;
            }
            let request = ActivityRequest::Edit { note, version: base.version, draft: with(draft, said, on) };
            saved(global, &mut desk, request)
        }
    }
}

/// A line that can't be read is not changed either: the desk says why, as it would for the change.
fn refused(desk: &mut Desk, note: Id, failure: Failure) -> Result<(), Failure> {
    let request = ActivityRequest::Edit { note, version: 0, draft: ActivityDraft::default() };
    match ask(desk, request) {
        Err(refused) => Err(refused),
        Ok(_) => Err(failure),
    }
}

fn id(text: &str) -> Result<Id, Failure> {
    text.parse().map_err(|_| {
        Failure::Usage(format!("{text:?} is no id of a line. Give one as `kin note list CUSTOMER` shows it."))
    })
}

/// The text itself, or what comes from standard input for `-`.
fn text_of(text: String) -> Result<String, Failure> {
    if text != "-" {
        return Ok(text);
    }
    let mut bytes = Vec::new();
    std::io::stdin().lock().take(LONGEST).read_to_end(&mut bytes)?;
    Ok(String::from_utf8_lossy(&bytes).into_owned())
}

/// A day, a day with an hour, or a time from now; a day alone is meant from nine in the morning.
fn when(typed: &str) -> Result<Micros, Failure> {
    const MORNING: Time = time(9, 0, 0, 0);
    let hour: Option<DateTime> = typed.parse().ok().filter(|_| typed.contains('T'));
    let at = hour.or_else(|| date::parse(typed).map(|day| day.to_datetime(MORNING)));
    match at.and_then(|at| at.to_zoned(zone()).ok()) {
        Some(at) => Ok(Micros(at.timestamp().as_microsecond())),
        None => span::until(typed, door::now()),
    }
}

fn with(base: ActivityDraft, said: Said, on: Option<Micros>) -> ActivityDraft {
    ActivityDraft {
        kind: said.kind.unwrap_or(base.kind),
        direction: said.direction.unwrap_or(base.direction),
        outcome: said.outcome.or(base.outcome),
        minutes: said.minutes.or(base.minutes),
        next_step: said.next.unwrap_or(base.next_step),
        next_at: on.or(base.next_at),
        text: base.text,
    }
}

fn ask(desk: &mut Desk, request: ActivityRequest) -> Result<ActivityReply, Failure> {
    match desk.ask(Request::Activity(Box::new(request)))? {
        Reply::Activity(reply) => Ok(*reply),
        _ => Err(unexpected()),
    }
}

fn saved(global: &Global, desk: &mut Desk, request: ActivityRequest) -> Result<(), Failure> {
    let ActivityReply::Saved(saved) = ask(desk, request)? else { return Err(unexpected()) };
    if global.json {
        return print_json(&saved);
    }
    let SavedNote { note, version, hidden, not_mentioned } = saved;
    print_line(&format!("{note}  version {version}"))?;
    if hidden > 0 {
        print_line(&format!("Numbers and addresses that were masked: {hidden}"))?;
    }
    if not_mentioned.is_empty() {
        return Ok(());
    }
    let names = not_mentioned.join(", ");
    print_line(&format!("Not told, as they may not see this customer or are nobody here: {names}"))
}

fn list(
    global: &Global,
    desk: &mut Desk,
    customer: &str,
    kind: Option<ActivityKind>,
    limit: u16,
) -> Result<(), Failure> {
    let customer = customer::find(desk, customer)?;
    let limit = usize::from(limit);
    let mut rows: Vec<TimelineRow> = Vec::new();
    while rows.len() < limit {
        let before = rows.last().map(|row| (row.activity.at, row.activity.id));
        let ActivityReply::List(page) = ask(desk, ActivityRequest::List { customer, kind, before })? else {
            return Err(unexpected());
        };
        if page.is_empty() {
            break;
        }
        rows.extend(page);
    }
    rows.truncate(limit);
    if global.json {
        return rows.iter().try_for_each(print_json);
    }
    let cells = |row: &TimelineRow| {
        let activity = &row.activity;
        let first = activity.text.lines().next().unwrap_or_default().to_owned();
        [activity.id.to_string(), moment(activity.at), row.member.clone(), about(&ActivityDraft::from(activity)), first]
    };
    print_table(["note", "at", "member", "what", "text"], &rows.iter().map(cells).collect::<Vec<_>>())
}

/// Kind, direction, outcome and minutes by their stable names.
fn about(draft: &ActivityDraft) -> String {
    let mut parts = vec![draft.kind.name().to_owned()];
    if draft.direction != Direction::None {
        parts.push(draft.direction.name().to_owned());
    }
    parts.extend(draft.outcome.map(|outcome| outcome.name().to_owned()));
    parts.extend(draft.minutes.map(|minutes| format!("{minutes} min")));
    parts.join(" ")
}

fn history(desk: &mut Desk, note: Id) -> Result<NoteHistory, Failure> {
    match ask(desk, ActivityRequest::History { note })? {
        ActivityReply::History(history) => Ok(*history),
        _ => Err(unexpected()),
    }
}

fn show(global: &Global, desk: &mut Desk, note: Id) -> Result<(), Failure> {
    let NoteHistory { current, versions } = history(desk, note)?;
    if global.json {
        let versions: Vec<_> =
            versions.iter().map(|(version, name)| json!({ "version": version, "member": name })).collect();
        return print_json(&json!({ "current": current, "versions": versions }));
    }
    let activity = &current.activity;
    let draft = ActivityDraft::from(activity);
    print_line(&format!("{}  {}  {}", moment(activity.at), current.member, about(&draft)))?;
    if !draft.next_step.is_empty() || draft.next_at.is_some() {
        print_line(&format!("next: {} {}", draft.next_step, moment(draft.next_at)))?;
    }
    print_line(&draft.text)?;
    versions.iter().rev().try_for_each(|(version, name)| {
        print_line(&format!("\nversion {} of {}, {name}:\n{}", version.version, moment(version.at), version.text))
    })
}
