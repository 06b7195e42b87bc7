//! `kin host`: the host secret's place and state, out to a second computer and in there, another in its place.

use std::io::IsTerminal;
use std::path::Path;
use std::sync::mpsc::{self, RecvTimeoutError};
use std::thread;
use std::time::Duration;

use serde_json::json;

use super::confirm;
use crate::cli::args::{Global, Host};
use crate::cli::door;
use crate::cli::output::{Failure, counted, moment, print_json, print_line};
use crate::cli::progress::Progress;
use crate::desk::Desk;
use crate::desk::api::{Problem, Request};
use crate::desk::host::{self, HostRotated, HostStatus};
use crate::desk::office::{OfficeError, OfficePaths};
use crate::domain::{SafeText, Secret};

/// Between two looks at how far it has come.
const LOOK: Duration = Duration::from_millis(200);
/// SQLCipher's, as the office's file has them.
const PAGE: u64 = 4096;

pub fn run(global: &Global, command: &Host) -> Result<(), Failure> {
    match command {
        Host::Status => status(global),
        Host::Export { file } => export(global, file),
        Host::Import { file } => import(global, file),
        Host::Rotate { new_secret, yes } => {
            confirm(*yes, "Put the office under another host secret? Every other computer needs the new one then.")?;
            rotate(global, new_secret.as_deref())
        }
    }
}

fn status(global: &Global) -> Result<(), Failure> {
    let paths = door::paths(global, &door::config(global)?)?;
    let status = HostStatus::of(&paths);
    let opened = door::open(global, door::DOOR);
    let unfinished = status.next || opened.as_ref().is_ok_and(Desk::host_rotation_unfinished);
    if global.json {
        return print_json(&json!({
            "secret": status,
            "opens": opened.is_ok(),
            "why_not": opened.as_ref().err().map(ToString::to_string),
            "unfinished": unfinished,
            "earlier": opened.as_ref().ok().map(Desk::earlier_host_secrets),
        }));
    }
    let HostStatus { path, there, mode, owner, since, inside_office, .. } = status;
    let place = if there { String::new() } else { ", which is not there".into() };
    let place = if inside_office { format!("{place}, inside the office folder: move it out") } else { place };
    print_line(&format!("secret    {}{place}", path.display()))?;
    if let (Some(mode), Some(owner)) = (mode, owner) {
        print_line(&format!("mode      {mode}, of user {owner}"))?;
    }
    if since.is_some() {
        print_line(&format!("since     {}", moment(since)))?;
    }
    match &opened {
        Ok(desk) => {
            let kept = counted(desk.earlier_host_secrets() as u64, "earlier secret", "earlier secrets");
            print_line(&format!("office    opens with it, and keeps {kept}"))?;
        }
        Err(failure) => print_line(&format!("office    does not open: {failure}"))?,
    }
    let change = if unfinished { "not finished; go on with: kin host rotate" } else { "none under way" };
    print_line(&format!("change    {change}"))
}

fn export(global: &Global, file: &Path) -> Result<(), Failure> {
    let mut desk = door::signed_in(global)?;
    let passphrase = ask_passphrase()?;
    proving(&mut desk, |desk| desk.export_host(&passphrase, file))?;
    if global.json {
        return print_json(&json!({ "done": true, "file": file }));
    }
    print_line(&format!("The host secret is in {}, under the passphrase.", file.display()))?;
    print_line("On the other computer: kin host import FILE --office DIR. Remove the file when it is there.")
}

fn import(global: &Global, file: &Path) -> Result<(), Failure> {
    let paths = door::paths(global, &door::config(global)?)?;
    let passphrase = door::ask_secret("Passphrase of the file: ")?;
    host::import(&paths, file, &passphrase)?;
    if global.json {
        return print_json(&json!({ "done": true, "host_secret": paths.host_secret_path() }));
    }
    print_line(&format!("The host secret is at {}, and opens the office.", paths.host_secret_path().display()))
}

fn rotate(global: &Global, new_secret: Option<&Path>) -> Result<(), Failure> {
    let mut desk = door::signed_in(global)?;
    let paths = door::paths(global, &door::config(global)?)?;
    let rotated = watched(&paths, || proving(&mut desk, |desk| desk.rotate_host(new_secret)))?;
    let secret = new_secret.unwrap_or_else(|| paths.host_secret_path()).display().to_string();
    if global.json {
        let finished = rotated == HostRotated::Finished;
        return print_json(&json!({ "done": true, "finished_earlier": finished, "host_secret": secret }));
    }
    print_line(match rotated {
        HostRotated::Changed => "The office is under another host secret; the old one opens nothing any more.",
        HostRotated::Finished => "A change that was stopped is finished. For another secret run it once more.",
    })?;
    if new_secret.is_some() && rotated == HostRotated::Changed {
        let place = paths.host_secret_path().display();
        print_line(&format!(
            "Put {} in the place of {place} now; until then: --host-secret FILE",
            SafeText::new(&secret)
        ))?;
    }
    print_line("Other computers need it too: kin host export FILE, and there kin host import FILE.")?;
    print_line("Backups of before open with the old secret, which the recovery kit finds in them.")
}

/// Does the work while a line tells how far it is: the rollback journal grows to the file's size.
fn watched<T>(paths: &OfficePaths, work: impl FnOnce() -> T) -> T {
    let database = paths.database();
    let journal = database.with_extension("db-journal");
    let pages = |path: &Path| std::fs::metadata(path).map_or(0, |metadata| metadata.len() / PAGE);
    let (done, ended) = mpsc::channel::<()>();
    thread::scope(|scope| {
        scope.spawn(move || {
            let mut progress = Progress::new("pages encrypted anew:", Some(pages(&database)));
            let mut seen = 0;
            while ended.recv_timeout(LOOK) == Err(RecvTimeoutError::Timeout) {
                let now = pages(&journal).min(pages(&database)).max(seen);
                progress.tick(now - seen);
                seen = now;
            }
            progress.finish();
        });
        let answer = work();
        drop(done);
        answer
    })
}

/// A new passphrase, twice alike: on a terminal until it is, from a script a line each.
fn ask_passphrase() -> Result<Secret, Failure> {
    loop {
        let typed = door::ask_secret("A passphrase for the file (at least 15 characters): ")?;
        if door::ask_secret("The same once more: ")? == typed {
            return Ok(typed);
        }
        let words = "These were not the same.";
        if !std::io::stdin().is_terminal() {
            return Err(Failure::Usage(words.into()));
        }
        eprintln!("{words} Once more from the start.");
    }
}

/// Where the desk wants to know again who is there, asks that and tries once more.
fn proving<T>(desk: &mut Desk, mut work: impl FnMut(&mut Desk) -> Result<T, OfficeError>) -> Result<T, Failure> {
    match work(desk) {
        Err(OfficeError::Problem(Problem::ProveAgain)) => {
            let password = door::ask_secret("Your password again: ")?;
            desk.ask(Request::Prove { password })?;
            Ok(work(desk)?)
        }
        done => Ok(done?),
    }
}
