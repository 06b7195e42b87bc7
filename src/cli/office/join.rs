//! `kin join`: an invited person's first sign-in without the screens: password, code app, recovery codes; a program's
//! with a key file.

use std::io::IsTerminal;
use std::path::Path;

use serde_json::json;

use super::password::ask_new;
use crate::cli::args::Global;
use crate::cli::output::{Failure, print_json, print_line, unexpected};
use crate::cli::{door, qr};
use crate::desk::Desk;
use crate::desk::api::{Codes, Enrolment, Problem, Reply, Request};
use crate::domain::{Secret, Unfit};
use crate::term;

pub fn run(global: &Global, key_out: Option<&Path>) -> Result<(), Failure> {
    let mut desk = door::open(global, door::DOOR)?;
    let code = door::ask_secret("Invitation code: ")?;
    if let Some(file) = key_out {
        return join_by_key_file(global, &mut desk, &code, file);
    }
    let invited = match desk.ask(Request::OpenInvitation { code: Secret::new(code.expose()) })? {
        Reply::Invitation(enrolment) => *enrolment,
        _ => return Err(unexpected()),
    };
    if !global.json {
        print_line(&format!("{} expects you as {}.", invited.office, invited.name))?;
    }
    let password = ask_new(invited.minimum_password, &[&invited.name, &invited.office])?;
    show_app(global, &invited)?;
    let codes = enrol(&mut desk, &code, &password)?;
    show_codes(global, &invited, &codes)
}

fn join_by_key_file(global: &Global, desk: &mut Desk, code: &Secret, file: &Path) -> Result<(), Failure> {
    let name = desk.join_by_key_file(code, file)?;
    if global.json {
        return print_json(&json!({ "name": name, "key": file }));
    }
    let file = file.display();
    print_line(&format!("{name} is in {}. It signs in with: kin --key {file}", desk.office_name()))?;
    print_line("Whoever can read this file can act as it: keep it where the program runs, and nowhere else.")
}

/// The secret for the code app: a picture to scan where there is room for it, and the text to type.
fn show_app(global: &Global, invited: &Enrolment) -> Result<(), Failure> {
    let Enrolment { name, office, totp, link, .. } = invited;
    if global.json {
        return print_json(
            &json!({ "office": office, "name": name, "totp_secret": totp.expose(), "totp_uri": link.expose() }),
        );
    }
    let ascii = term::looks(|name| std::env::var(name).ok(), &door::config(global)?.ui).ascii;
    match qr::show(link.expose(), ascii)? {
        None => print_line("Scan the picture with the code app on your phone, or type this secret into it:")?,
        Some(_) => print_line("Type this secret into the code app on your phone:")?,
    }
    let line = Secret::new(format!("  {}", totp.expose()));
    print_line(line.expose())
}

/// Asks for the app's code until it is right; a script has one try.
fn enrol(desk: &mut Desk, code: &Secret, password: &Secret) -> Result<Codes, Failure> {
    let copy = |secret: &Secret| Secret::new(secret.expose());
    loop {
        let totp = door::ask_secret("The code that the app shows now: ")?.expose().to_owned();
        match desk.ask(Request::Enrol { code: copy(code), password: copy(password), totp }) {
            Ok(Reply::Enrolled(codes)) => return Ok(codes),
            Ok(_) => return Err(unexpected()),
            Err(Problem::Invalid { unfit: Unfit::Code, .. }) if std::io::stdin().is_terminal() => {
                eprintln!("That is not the code. Wait for the next one and type it.");
            }
            Err(problem) => return Err(problem.into()),
        }
    }
}

fn show_codes(global: &Global, invited: &Enrolment, codes: &Codes) -> Result<(), Failure> {
    if global.json {
        let codes: Vec<&str> = codes.codes.iter().map(Secret::expose).collect();
        return print_json(&json!({ "name": invited.name, "recovery_codes": codes }));
    }
    print_line(
        "\nRecovery codes: each opens once in place of the app's code. They are shown this once; keep them on paper.",
    )?;
    for code in &codes.codes {
        let line = Secret::new(format!("  {}", code.expose()));
        print_line(line.expose())?;
    }
    print_line(&format!(
        "\nYou are in {} as {}. Sign in with: kin --member {}",
        invited.office, invited.name, invited.name
    ))
}
