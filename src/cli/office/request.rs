//! `kin request`: asking to see more than one's rights allow, and deciding on it.

use serde::Serialize;

use super::{ask, manage, today};
use crate::cli::args::{Asked, Global};
use crate::cli::output::{Failure, moment, print_json, print_line, print_table, unexpected};
use crate::cli::{customer, door};
use crate::desk::Desk;
use crate::desk::api::{Manage, Reply, Request, RequestStanding, RequestView, Wanted};
use crate::domain::Id;

pub fn run(global: &Global, command: &Asked) -> Result<(), Failure> {
    match command {
        Asked::List => list(global),
        Asked::Approve { request, word } => decide(global, *request, true, word),
        Asked::Deny { request, word } => decide(global, *request, false, word),
        Asked::Ask { customer, field, reason, words } => {
            // What is wrong with the question is said before anybody has to sign in.
            let field = customer::named_field(field)?;
            let reason = customer::named_reason(reason.clone(), words.clone())?;
            let mut desk = door::signed_in(global)?;
            let customer = customer::find(&mut desk, customer)?;
            put(global, &mut desk, &Wanted::Reveal { customer, field, reason })
        }
        Asked::AskExport { words } => {
            put(global, &mut *door::signed_in(global)?, &Wanted::ExportLog { reason: words.clone() })
        }
    }
}

/// A request with whose it is.
#[derive(Serialize)]
struct Listed {
    mine: bool,
    #[serde(flatten)]
    request: RequestView,
}

fn list(global: &Global) -> Result<(), Failure> {
    let today = today(&mut *door::signed_in(global)?)?;
    let listed = |mine| move |request| Listed { mine, request };
    let rows: Vec<Listed> =
        today.requests.into_iter().map(listed(false)).chain(today.own.into_iter().map(listed(true))).collect();
    if global.json {
        return rows.iter().try_for_each(print_json);
    }
    let cells: Vec<_> = rows.iter().map(cells).collect();
    print_table(["request", "by", "for", "customer", "standing", "until", "reason"], &cells)
}

fn cells(row: &Listed) -> [String; 7] {
    let Listed { mine, request } = row;
    let by = if *mine { format!("{} (you)", request.member) } else { request.member.clone() };
    let standing = match request.standing {
        RequestStanding::Open => "open",
        RequestStanding::Approved => "approved",
        RequestStanding::Denied => "denied",
        RequestStanding::Over => "over",
    };
    let decided = match (request.decided_by.is_empty(), request.words.is_empty()) {
        (true, _) => String::new(),
        (false, true) => format!(" by {}", request.decided_by),
        (false, false) => format!(" by {}: {}", request.decided_by, request.words),
    };
    [
        request.id.to_string(),
        by,
        request.field.map_or("log export", |field| field.name()).to_owned(),
        request.code.clone(),
        format!("{standing}{decided}"),
        moment(request.until),
        request.reason.clone(),
    ]
}

fn decide(global: &Global, request: Id, approve: bool, words: &str) -> Result<(), Failure> {
    let told = if approve { "It is approved." } else { "It is denied." };
    let decide = || Manage::Decide { request, approve, words: words.to_owned() };
    manage(global, &mut *door::signed_in(global)?, told, decide)
}

fn put(global: &Global, desk: &mut Desk, wanted: &Wanted) -> Result<(), Failure> {
    let Reply::AskedFor(id) = ask(desk, || Request::AskFor(wanted.clone()))? else { return Err(unexpected()) };
    if global.json {
        return print_json(&serde_json::json!({ "request": id }));
    }
    print_line(&format!("It is asked for: request {id}. What comes of it: kin request list"))
}
