//! How subcommands get to the desk: find the office, open it, sign somebody in.

use std::io::{BufRead, IsTerminal, Write};
use std::path::PathBuf;
use std::sync::Arc;

use super::args::Global;
use super::output::Failure;
use super::seat::{self, Seat};
use super::zone;
use crate::clock::{Source, System};
use crate::config::{self, Config};
use crate::desk::Desk;
use crate::desk::api::Request;
use crate::desk::office::OfficePaths;
use crate::diagnostics;
use crate::domain::{Micros, Secret};

/// How the log names this way in.
pub const DOOR: &str = "command line";

/// The configuration, with what the command line says over it.
pub fn config(global: &Global) -> Result<Config, Failure> {
    let mut config = Config::load(global.config.as_deref())?;
    if let Some(lang) = global.lang {
        config.ui.lang = lang.into();
    }
    config.ui.linear |= global.linear;
    zone::set(config.serve.zone());
    if let Err(error) = diagnostics::start(&config.log) {
        // Told once; work goes on.
        let _ = writeln!(std::io::stderr(), "kin: {}", unwritten(&config, &error));
    }
    Ok(config)
}

/// What to say of a log of the program that can't be written.
pub fn unwritten(config: &Config, error: &std::io::Error) -> String {
    format!("The file of [log] can't be written ({}: {error}). Work goes on without it.", config.log.path)
}

/// Where the office is: the flag, the configuration, or a place in the user's data folder.
pub fn office_folder(global: &Global, config: &Config) -> Result<PathBuf, Failure> {
    let named = global.office.clone().or_else(|| config.office.path.clone());
    named.or_else(|| config::data_dir().map(|data| data.join("office"))).ok_or_else(no_home)
}

/// The folder that holds host secrets and pins.
pub fn config_dir() -> Result<PathBuf, Failure> {
    config::config_dir().ok_or_else(no_home)
}

fn no_home() -> Failure {
    Failure::Usage("No home folder is known here. Set HOME, or name --office DIR and --host-secret FILE.".into())
}

/// The parts of the office that the flags and the configuration name.
pub fn paths(global: &Global, config: &Config) -> Result<OfficePaths, Failure> {
    let folder = office_folder(global, config)?;
    let host_secret = global.host_secret.clone().or_else(|| config.office.host_secret.clone());
    Ok(OfficePaths::find(&folder, &config_dir()?, host_secret.as_deref())?)
}

/// Opens the office, with nobody signed in.
pub fn open(global: &Global, door: &str) -> Result<Desk, Failure> {
    let config = config(global)?;
    Ok(Desk::open(paths(global, &config)?, &config, Arc::new(System), door)?)
}

/// Opens the office and signs in: by the key file, or as `--member` with password and code. Where a command runs for
/// somebody who is in already, it works at that desk.
pub fn signed_in(global: &Global) -> Result<Seat, Failure> {
    if let Some(seat) = seat::taken() {
        return Ok(seat);
    }
    let desk = open(global, DOOR)?;
    enter(global, desk).map(Seat::new)
}

/// The same with a larger page cache.
pub fn signed_in_for_bulk(global: &Global, cache_kib: u32) -> Result<Seat, Failure> {
    let config = config(global)?;
    let desk = Desk::open_for_bulk(paths(global, &config)?, &config, Arc::new(System), DOOR, cache_kib)?;
    enter(global, desk).map(Seat::new)
}

/// The time, for what the shell's door makes itself.
pub fn now() -> Micros {
    System.now()
}

fn enter(global: &Global, mut desk: Desk) -> Result<Desk, Failure> {
    if let Some(key) = &global.key {
        desk.sign_in_by_key_file(key)?;
    } else if let Some(name) = &global.member {
        let password = ask_secret("Password: ")?;
        sign_in(&mut desk, name, password)?;
    } else {
        return Err(Failure::Usage("Who signs in? Give --key FILE (a program) or --member NAME.".into()));
    }
    Ok(desk)
}

/// Asks for the code that goes with the password, and signs in.
fn sign_in(desk: &mut Desk, name: &str, password: Secret) -> Result<(), Failure> {
    let code = ask_secret("Code: ")?.expose().to_owned();
    desk.ask(Request::SignIn { name: name.to_owned(), password, code })?;
    Ok(())
}

/// Opens the office and signs in as this member by password, which is answered for what asks for it once more.
pub fn signed_in_by_password(global: &Global, name: &str) -> Result<(Seat, Secret), Failure> {
    let mut desk = open(global, DOOR)?;
    let password = ask_secret("Password: ")?;
    sign_in(&mut desk, name, Secret::new(password.expose()))?;
    Ok((Seat::new(desk), password))
}

/// One line from the terminal without echo, or from standard input where there is no terminal.
pub fn ask_secret(question: &str) -> Result<Secret, Failure> {
    let stdin = std::io::stdin();
    let mut line = Secret::default();
    if stdin.is_terminal() {
        // First, as turning the echo off drops what was typed before it.
        let quiet = crate::term::echo_off();
        eprint!("{question}");
        std::io::stderr().flush()?;
        let read = stdin.lock().read_line(line.expose_mut());
        drop(quiet);
        eprintln!();
        if read? == 0 {
            return Err(Failure::Usage("The answer is missing: the terminal's input has ended.".into()));
        }
    } else {
        stdin.lock().read_line(line.expose_mut())?;
    }
    let kept = line.expose().trim_end_matches(['\n', '\r']).len();
    line.expose_mut().truncate(kept);
    Ok(line)
}

/// One line with echo; `None` where there is no terminal to ask on, or its input has ended.
pub fn ask_line(question: &str) -> Result<Option<String>, Failure> {
    let stdin = std::io::stdin();
    if !stdin.is_terminal() {
        return Ok(None);
    }
    eprint!("{question}");
    std::io::stderr().flush()?;
    let mut line = String::new();
    let read = stdin.lock().read_line(&mut line)?;
    Ok((read > 0).then(|| line.trim().to_owned()))
}
