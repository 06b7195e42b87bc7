//! `kin init`: a new office, asked for on a terminal or made from flags by a script.

use std::io::IsTerminal;
use std::sync::Arc;

use serde_json::json;

use super::args::{Global, Init};
use super::door;
use super::output::{Failure, print_json, print_line};
use crate::clock::System;
use crate::desk::found::{
    Credential, Foundation, Founded, KdfParams, MINIMUM_PASSWORD, Newcomer, found, password_problem,
};
use crate::domain::{Role, Scope, Secret};

pub fn run(global: &Global, arguments: Init) -> Result<(), Failure> {
    let config = door::config(global)?;
    let folder = door::office_folder(global, &config)?;
    let wizard = std::io::stdin().is_terminal();
    if wizard {
        eprintln!(
            "A new Kin office in {}. Its data will be sealed; write down what is shown at the end.\n",
            folder.display()
        );
    }
    let name = answer(arguments.name, "Name of the office: ", "--name")?;
    let owner = answer(arguments.owner, "Your name for signing in: ", "--owner")?;
    let password = choose_password(wizard, &owner, &name)?;
    let founded = found(Foundation {
        folder,
        config_dir: door::config_dir()?,
        host_secret: global.host_secret.clone(),
        office: name,
        departments: vec!["Office".into()],
        members: vec![Newcomer {
            name: owner,
            role: Role::Owner,
            department: 0,
            limit: Scope::All,
            credential: Credential::Password(password),
        }],
        kdf: KdfParams::default(),
        clock: Arc::new(System),
    })?;
    tell(global, &founded)?;
    if wizard && !global.json {
        confirm_code(&founded)?;
    }
    Ok(())
}

fn answer(given: Option<String>, question: &str, flag: &str) -> Result<String, Failure> {
    let text = match given {
        Some(text) => text,
        None => door::ask_line(question)?
            .ok_or_else(|| Failure::Usage(format!("There is no terminal to ask on: give {flag}.")))?,
    };
    let text = crate::domain::text::clean_input(&text, 100);
    if text.is_empty() { Err(Failure::Usage(format!("{flag} must not be empty."))) } else { Ok(text) }
}

/// Asks until the password is long enough and was typed twice alike; a script's password is judged once.
fn choose_password(wizard: bool, owner: &str, office: &str) -> Result<Secret, Failure> {
    loop {
        let password =
            door::ask_secret(&format!("Password (at least {MINIMUM_PASSWORD} characters, spaces are welcome): "))?;
        let problem = match password_problem(password.expose(), &[owner, office]) {
            Some(problem) => problem,
            None if !wizard => return Ok(password),
            None if door::ask_secret("The same once more: ")? == password => return Ok(password),
            None => "The two are not the same.".into(),
        };
        if !wizard {
            return Err(Failure::Usage(problem));
        }
        eprintln!("{problem}");
    }
}

/// Shows, once, what must be kept: the code's secret, the recovery kit, the fingerprint.
fn tell(global: &Global, founded: &Founded) -> Result<(), Failure> {
    let owner = &founded.members[0];
    let uri = owner.totp.as_ref().map(|totp| totp.uri(&founded.office, &owner.name)).unwrap_or_default();
    let base32 = owner.totp.as_ref().map(|totp| totp.base32()).unwrap_or_default();
    if global.json {
        return print_json(&json!({
            "office": founded.paths.folder,
            "host_secret": founded.paths.host_secret_path(),
            "root_fingerprint": founded.fingerprint,
            "owner": owner.name,
            "totp_secret": base32.as_str(),
            "totp_uri": uri.as_str(),
            "recovery_kit": founded.kit.as_str(),
        }));
    }
    if std::io::stdout().is_terminal() {
        print_line(&super::qr::half_blocks(&uri))?;
    }
    print_line(&format!("Code app:          {}", base32.as_str()))?;
    print_line("                   scan the picture above, or type this secret into the app on your phone.\n")?;
    print_line(&format!("Recovery kit:      {}", founded.kit.as_str()))?;
    print_line("                   print it and lock it away. It is shown this once, and opens everything.\n")?;
    print_line(&format!("Root fingerprint:  {}", founded.fingerprint))?;
    print_line(&format!("Host secret:       {}", founded.paths.host_secret_path().display()))?;
    print_line("                   without this file, or the recovery kit, nobody can open the office.\n")?;
    print_line(&format!("Now open it:       kin --office {}", founded.paths.folder.display()))
}

/// The owner proves the code app works before it is needed.
fn confirm_code(founded: &Founded) -> Result<(), Failure> {
    let Some(totp) = &founded.members[0].totp else { return Ok(()) };
    while let Some(code) = door::ask_line("The code that the app shows now (Enter to skip): ")? {
        if code.is_empty() {
            break;
        }
        if totp.check(&code, founded.clock.now(), 1, None).is_some() {
            eprintln!("Right. All is set.");
            break;
        }
        eprintln!("That is not the code. Is the clock of the phone right?");
    }
    Ok(())
}
