//! `kin member`, `role`, `department`, `grant`, `request`, `alert`, `incident`, `detector`, `service`, `insight`, `keys`,
//! `host`, `recover`, `review`, `why`, `join`, `password` and `ssh-key`: the office itself by the shell's door.

pub mod alert;
pub mod department;
pub mod detector;
pub mod grant;
pub mod host;
pub mod incident;
pub mod insight;
pub mod join;
pub mod keys;
pub mod member;
mod names;
pub mod own_field;
pub mod password;
mod policy;
pub mod recover;
pub mod request;
pub mod review;
pub mod role;
pub mod service;
pub mod ssh_key;
pub(super) mod time;
pub mod why;

use serde_json::json;

use super::args::Global;
use super::door;
use super::output::{Failure, moment, print_json, print_line, unexpected};
use crate::desk::Desk;
use crate::desk::api::{Invited, Manage, Managed, OfficeAnswer, OfficeQuery, Problem, Reply, Request, Today};
use crate::domain::{Id, Secret};

/// Asks about the office.
fn office(desk: &mut Desk, query: OfficeQuery) -> Result<OfficeAnswer, Failure> {
    match desk.ask(Request::Office(query))? {
        Reply::Office(answer) => Ok(answer),
        _ => Err(unexpected()),
    }
}

/// What waits for whoever is signed in.
fn today(desk: &mut Desk) -> Result<Today, Failure> {
    match office(desk, OfficeQuery::Today)? {
        OfficeAnswer::Today(today) => Ok(*today),
        _ => Err(unexpected()),
    }
}

/// Asks the desk; where it wants to know again who is there, asks that and tries once more.
fn ask(desk: &mut Desk, request: impl Fn() -> Request) -> Result<Reply, Failure> {
    match desk.ask(request()) {
        Err(Problem::ProveAgain) => {
            let password = door::ask_secret("Your password again: ")?;
            desk.ask(Request::Prove { password })?;
            Ok(desk.ask(request())?)
        }
        reply => Ok(reply?),
    }
}

/// Makes a change to the office and answers what came of it.
fn change(desk: &mut Desk, manage: impl Fn() -> Manage) -> Result<Managed, Failure> {
    match ask(desk, || Request::Manage(Box::new(manage())))? {
        Reply::Managed(managed) => Ok(managed),
        _ => Err(unexpected()),
    }
}

/// Makes a change and says so: `told` is the sentence for a change that was made at once.
fn manage(global: &Global, desk: &mut Desk, told: &str, manage: impl Fn() -> Manage) -> Result<(), Failure> {
    let managed = change(desk, manage)?;
    tell(global, told, managed)
}

fn tell(global: &Global, told: &str, managed: Managed) -> Result<(), Failure> {
    match managed {
        Managed::Done if global.json => print_json(&json!({ "done": true })),
        Managed::Done => print_line(told),
        Managed::Proposed(id) if global.json => print_json(&json!({ "done": false, "proposal": id })),
        Managed::Proposed(id) => tell_proposed(id),
        Managed::Invited(invited) => tell_invited(global, &invited),
    }
}

/// The one-time code, shown this once.
fn tell_invited(global: &Global, invited: &Invited) -> Result<(), Failure> {
    let Invited { member, name, program, code, until, proposal } = invited;
    if global.json {
        return print_json(&json!({
            "done": proposal.is_none(),
            "proposal": proposal,
            "member": member,
            "name": name,
            "code": code.expose(),
            "until": until,
        }));
    }
    let line = Secret::new(format!("Invitation for {name}:  {}", code.expose()));
    print_line(line.expose())?;
    print_line(&format!("It is shown this once and holds until {}. Hand it over in person.", moment(*until)))?;
    let with = if *program { "kin join --key-out FILE, where the program runs" } else { "kin join" };
    print_line(&format!("{name} joins with:  {with}"))?;
    match proposal {
        Some(id) => tell_proposed(*id),
        None => Ok(()),
    }
}

fn tell_proposed(id: Id) -> Result<(), Failure> {
    print_line(&format!("It waits for a second person, who approves it with: kin grant approve {id}"))
}

/// Asks before what cannot be taken back; a script says `--yes`.
fn confirm(yes: bool, question: &str) -> Result<(), Failure> {
    if yes {
        return Ok(());
    }
    match door::ask_line(&format!("{question} [y/N] "))? {
        Some(answer) if answer.eq_ignore_ascii_case("y") => Ok(()),
        Some(_) => Err(Failure::Other("Nothing was changed.".into())),
        None => Err(Failure::Usage("Nothing was changed: there is no terminal to ask on. Add --yes to go on.".into())),
    }
}
