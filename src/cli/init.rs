//! `kin init`: a new office, asked for step by step on a terminal or made from flags by a script.

use std::io::{IsTerminal, Write};
use std::path::PathBuf;
use std::sync::Arc;

use serde_json::json;

use super::args::{Global, Init};
use super::output::{Failure, print_json, print_line};
use super::{door, qr};
use crate::clock::System;
use crate::desk::found::{
    Credential, Foundation, Founded, KdfParams, MINIMUM_PASSWORD, Newcomer, found, password_problem,
};
use crate::desk::office::OfficeError;
use crate::domain::{Role, Scope, Secret};
use crate::term;

pub fn run(global: &Global, arguments: Init) -> Result<(), Failure> {
    let config = door::config(global)?;
    let folder = door::office_folder(global, &config)?;
    if std::io::stdin().is_terminal() && std::io::stdout().is_terminal() && !global.json {
        let looks = term::looks(|name| std::env::var(name).ok(), &config.ui);
        let founded = wizard(global, folder, arguments, looks.ascii)?;
        return print_line(&format!("Now open it:  kin --office {}", founded.paths.folder.display()));
    }
    let name = answer(arguments.name, "Name of the office: ", "--name")?;
    let owner = answer(arguments.owner, "Your name for signing in: ", "--owner")?;
    let password = choose_password(&owner, &name)?;
    tell(global, &office(global, folder, name, owner, password)?)
}

/// Asks for what an office needs, makes it, and sees to it that its owner can come in again.
pub fn wizard(global: &Global, folder: PathBuf, arguments: Init, ascii: bool) -> Result<Founded, Failure> {
    // Said before all is asked; the founding checks it again.
    if std::fs::read_dir(&folder).is_ok_and(|mut files| files.next().is_some()) {
        return Err(OfficeError::NotEmpty(folder.display().to_string()).into());
    }
    print_line(&format!("A new office in {}. Its data will be sealed.", folder.display()))?;
    step(1, "The office")?;
    let name = answer(arguments.name, "Its name: ", "--name")?;
    step(2, "You, its owner")?;
    let owner = answer(arguments.owner, "Your name for signing in: ", "--owner")?;
    let password = choose_password(&owner, &name)?;
    let founded = office(global, folder, name, owner, password)?;
    step(3, "Your code app")?;
    show_codes(&founded, ascii)?;
    step(4, "The recovery kit")?;
    show_kit(&founded)?;
    print_line(&format!("\nThe office is made. Its root fingerprint: {}", founded.fingerprint))?;
    print_line(&format!("This computer's host secret: {}", founded.paths.host_secret_path().display()))?;
    print_line("Without that file, or the recovery kit, nobody can open the office: keep a copy elsewhere.\n")?;
    Ok(founded)
}

fn step(number: u8, title: &str) -> Result<(), Failure> {
    print_line(&format!("\n{number} of 4  {title}\n"))
}

fn office(global: &Global, folder: PathBuf, name: String, owner: String, password: Secret) -> Result<Founded, Failure> {
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

/// The flag's answer, or the person's, who is asked again until there is one.
fn answer(given: Option<String>, question: &str, flag: &str) -> Result<String, Failure> {
    let asked = given.is_none();
    let mut given = given;
    loop {
        let text = match given.take() {
            Some(text) => text,
            None => door::ask_line(question)?
                .ok_or_else(|| Failure::Usage(format!("There is no terminal to ask on: give {flag}.")))?,
        };
        let text = crate::domain::text::clean_input(&text, 100);
        match text.is_empty() {
            false => return Ok(text),
            true if asked => eprintln!("It needs a name."),
            true => return Err(Failure::Usage(format!("{flag} must not be empty."))),
        }
    }
}

/// Asks until the password is long enough and was typed twice alike; a script's password is judged once.
fn choose_password(owner: &str, office: &str) -> Result<Secret, Failure> {
    let person = std::io::stdin().is_terminal();
    loop {
        let password =
            door::ask_secret(&format!("Password (at least {MINIMUM_PASSWORD} characters, spaces are welcome): "))?;
        let problem = match password_problem(password.expose(), &[owner, office]) {
            Some(problem) => problem,
            None if !person => return Ok(password),
            None if door::ask_secret("The same once more: ")? == password => return Ok(password),
            None => "The two are not the same.".into(),
        };
        if !person {
            return Err(Failure::Usage(problem));
        }
        eprintln!("{problem}");
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
            "recovery_kit": founded.kit.as_str(),
        }));
    }
    print_line(&format!("Code app:          {}", base32.as_str()))?;
    print_line("                   type this secret into the app on your phone.\n")?;
    print_line(&format!("Recovery kit:      {}", founded.kit.as_str()))?;
    print_line("                   print it and lock it away. It is shown this once, and opens everything.\n")?;
    print_line(&format!("Root fingerprint:  {}", founded.fingerprint))?;
    print_line(&format!("Host secret:       {}", founded.paths.host_secret_path().display()))?;
    print_line("                   without this file, or the recovery kit, nobody can open the office.\n")?;
    print_line(&format!("Now open it:       kin --office {}", founded.paths.folder.display()))
}

/// The picture for the app, and the proof that the app works before it is needed.
fn show_codes(founded: &Founded, ascii: bool) -> Result<(), Failure> {
    let owner = &founded.members[0];
    let Some(totp) = &owner.totp else { return Ok(()) };
    let uri = totp.uri(&founded.office, &owner.name);
    // The Linux console's fonts differ in their blocks.
    let plain = ascii || std::env::var("TERM").is_ok_and(|term| term == "linux");
    let (picture, columns) = if plain {
        let picture = qr::spaces(&uri);
        let columns = 2 * picture.lines().count();
        (picture, columns)
    } else {
        let picture = qr::half_blocks(&uri);
        let columns = picture.lines().next().unwrap_or_default().chars().count();
        (picture, columns)
    };
    let fits = term::guard::size().is_ok_and(|(width, _)| usize::from(width) >= columns) && columns > 0;
    if fits {
        // Made here of blocks, spaces and reverse video alone.
        writeln!(std::io::stdout().lock(), "{picture}")?;
        print_line("Scan the picture with the code app on your phone, or type this secret into it:")?;
    } else {
        print_line(&format!("Type this secret into the code app on your phone (a picture needs {columns} columns):"))?;
    }
    print_line(&format!("  {}\n", totp.base32().as_str()))?;
    while let Some(code) = door::ask_line("The code that the app shows now (Enter to skip): ")? {
        if code.is_empty() {
            eprintln!("You will need a code each time you sign in.");
            break;
        }
        if totp.check(&code, founded.clock.now(), 1, None).is_some() {
            eprintln!("Right.");
            break;
        }
        eprintln!("That is not the code. Is the clock of the phone right?");
    }
    Ok(())
}

/// The kit, and the proof that it is on paper: its last group, typed from there.
fn show_kit(founded: &Founded) -> Result<(), Failure> {
    let groups: Vec<&str> = founded.kit.split(' ').collect();
    for line in groups.chunks(5) {
        print_line(&format!("  {}", line.join(" ")))?;
    }
    print_line("\nWrite it on paper and lock it away. It opens everything, and is shown this once.")?;
    print_line("It also stands in this window's scrollback until you close the window.\n")?;
    let last = groups.last().copied().unwrap_or_default();
    let mut warned = false;
    while let Some(typed) = door::ask_line("Type its last group from your paper (Enter to skip): ")? {
        if typed.eq_ignore_ascii_case(last) {
            eprintln!("Right.");
            break;
        }
        match (typed.is_empty(), warned) {
            (true, true) => break,
            (true, false) => {
                warned = true;
                eprintln!(
                    "Without the kit, a lost password or computer means a lost office. Enter again goes on without."
                );
            }
            (false, _) => eprintln!("That is not its last group."),
        }
    }
    Ok(())
}
