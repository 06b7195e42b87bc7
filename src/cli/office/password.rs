//! `kin password`: a new password of one's own. Also how a new one is asked for, here and in `kin join`.

use std::io::IsTerminal;

use super::{ask, office};
use crate::cli::args::Global;
use crate::cli::door;
use crate::cli::output::{Failure, print_json, print_line, unexpected};
use crate::clock::{Source, System};
use crate::desk::api::{OfficeAnswer, OfficeQuery, Reply, Request};
use crate::domain::password::{self, Strength};
use crate::domain::{SafeText, Secret};

pub fn run(global: &Global) -> Result<(), Failure> {
    let Some(name) = global.member.as_deref() else {
        return Err(Failure::Usage("Whose password? Give --member NAME.".into()));
    };
    let (mut desk, current) = door::signed_in_by_password(global, name)?;
    let OfficeAnswer::Own(own) = office(&mut desk, OfficeQuery::Own)? else { return Err(unexpected()) };
    let context = [name.to_owned(), desk.office_name().to_owned()];
    let new = ask_new(own.minimum_password, &context.each_ref().map(String::as_str))?;
    let copy = |secret: &Secret| Secret::new(secret.expose());
    let change = || Request::ChangePassword { current: copy(&current), new: copy(&new) };
    let Reply::PasswordChanged = ask(&mut desk, change)? else { return Err(unexpected()) };
    if global.json { print_json(&serde_json::json!({ "done": true })) } else { print_line("The password is changed.") }
}

/// A new password: on a terminal asked for until it is good and was typed twice alike, from a script judged once. Enter
/// alone takes one that is suggested.
pub fn ask_new(minimum: usize, context: &[&str]) -> Result<Secret, Failure> {
    if !std::io::stdin().is_terminal() {
        let typed = door::ask_secret(&format!("New password (at least {minimum} characters): "))?;
        return match password::problem(typed.expose(), minimum, context) {
            Some(unfit) => Err(Failure::Usage(format!("The password {unfit}."))),
            None => Ok(typed),
        };
    }
    let suggested = Secret::new(password::suggest(&mut |buffer| System.fill(buffer)));
    eprintln!(
        "A password that nobody else has, if you like (Enter alone takes it): {}",
        SafeText::new(suggested.expose())
    );
    loop {
        let typed = door::ask_secret(&format!("New password (at least {minimum} characters, spaces are welcome): "))?;
        let typed = if typed.expose().is_empty() { Secret::new(suggested.expose()) } else { typed };
        if let Some(unfit) = password::problem(typed.expose(), minimum, context) {
            eprintln!("The password {unfit}.");
            continue;
        }
        eprintln!("It is {}.", strength(password::strength(typed.expose(), context)));
        if door::ask_secret("The same once more: ")? == typed {
            return Ok(typed);
        }
        eprintln!("These were not the same. Once more from the start.");
    }
}

const fn strength(strength: Strength) -> &'static str {
    match strength {
        Strength::Weak => "weak",
        Strength::Fair => "fair",
        Strength::Good => "good",
        Strength::Strong => "strong",
    }
}
