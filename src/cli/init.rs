//! `kin init`: a new office, asked for step by step on a terminal (`wizard`) or made from flags by a script.

use std::io::IsTerminal;
use std::path::PathBuf;
use std::sync::Arc;

use serde_json::json;

use super::args::{Global, Init};
use super::door;
use super::output::{Failure, print_json, print_line};
use super::wizard::Wizard;
use crate::clock::System;
use crate::desk::found::{Credential, Foundation, Founded, KdfParams, MINIMUM_PASSWORD, Newcomer, found};
use crate::domain::{Role, Scope, Secret, password};

pub fn run(global: &Global, arguments: Init) -> Result<(), Failure> {
    let config = door::config(global)?;
    let folder = door::office_folder(global, &config)?;
    if std::io::stdin().is_terminal() && std::io::stdout().is_terminal() && !global.json {
        let wizard = Wizard::new(&config);
        let founded = wizard.run(global, folder, arguments)?;
        return wizard.say_how_to_open(&founded);
    }
    let name = answer(arguments.name, "Name of the office: ", "--name")?;
    let owner = answer(arguments.owner, "Your name for signing in: ", "--owner")?;
    let password = read_password(&owner, &name)?;
    tell(global, &office(global, folder, name, owner, password)?)
}

pub fn office(
    global: &Global,
    folder: PathBuf,
    name: String,
    owner: String,
    password: Secret,
) -> Result<Founded, Failure> {
    Ok(found(Foundation {
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
    })?)
}

/// The flag's answer, or on a terminal the person's.
fn answer(given: Option<String>, question: &str, flag: &str) -> Result<String, Failure> {
    let text = match given {
        Some(text) => text,
        None => door::ask_line(question)?
            .ok_or_else(|| Failure::Usage(format!("There is no terminal to ask on: give {flag}.")))?,
    };
    let text = crate::domain::text::clean_input(&text, 100);
    if text.is_empty() { Err(Failure::Usage(format!("{flag} must not be empty."))) } else { Ok(text) }
}

/// A script's password, judged once.
fn read_password(owner: &str, office: &str) -> Result<Secret, Failure> {
    let typed = door::ask_secret(&format!("Password (at least {MINIMUM_PASSWORD} characters, spaces are welcome): "))?;
    match password::problem(typed.expose(), MINIMUM_PASSWORD, &[owner, office]) {
        Some(unfit) => Err(Failure::Usage(format!("The password {unfit}."))),
        None => Ok(typed),
    }
}

/// Tells, once, what must be kept: the code's secret, the recovery kit, the fingerprint.
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
            "recovery_codes": owner.codes.iter().map(|code| code.as_str()).collect::<Vec<_>>(),
            "recovery_kit": founded.kit.as_str(),
        }));
    }
    print_line(&format!("Code app:          {}", base32.as_str()))?;
    print_line("                   type this secret into the app on your phone.\n")?;
    print_line("Recovery codes:    each opens once in place of the app, if the phone is lost.")?;
    owner.codes.iter().try_for_each(|code| print_line(&format!("                   {}", code.as_str())))?;
    print_line("")?;
    print_line(&format!("Recovery kit:      {}", founded.kit.as_str()))?;
    print_line("                   print it and lock it away. It is shown this once, and opens everything.\n")?;
    print_line(&format!("Root fingerprint:  {}", founded.fingerprint))?;
    print_line(&format!("Host secret:       {}", founded.paths.host_secret_path().display()))?;
    print_line("                   without this file, or the recovery kit, nobody can open the office.\n")?;
    print_line(&format!("Now open it:       kin --office {}", founded.paths.folder.display()))
}
