//! A command that somebody gives over SSH: a small set that only reads, with the rights of whoever is in.

use std::io::Write;

use clap::Parser;

use super::args::{Alert, Backup, Cli, Command, Customer, Department, Grant, Keys, Log, Member, Note, Role, Ticket};
use super::exit::Exit;
use super::output::{Failure, write_failure};
use super::{backup, customer, log, note, office, seat, ticket};
use crate::desk::Desk;

/// What names an office, or who signs in, is settled before a command comes.
const SETTLED: [&str; 6] = ["--office", "--key", "--host-secret", "--config", "--member", "--linear"];

/// Runs one command line; answers the desk and the exit code.
pub fn run(line: &str, desk: Desk, out: Box<dyn Write>, errors: &mut dyn Write) -> (Option<Desk>, u8) {
    let cli = match parse(line) {
        Ok(cli) => cli,
        Err(Refusal::Shown(words, code)) => {
            let _ = errors.write_all(words.as_bytes());
            return (Some(desk), code);
        }
        Err(Refusal::Failed(failure)) => {
            let _ = write_failure(errors, &failure, false);
            return (Some(desk), failure.exit_code());
        }
    };
    let json = cli.global.json;
    let (desk, flushed, done) = seat::at(desk, out, || answer(cli));
    let done = done.and_then(|()| Ok(flushed?));
    let code = match &done {
        Ok(()) => Exit::Done.code(),
        Err(failure) => {
            // The client may be gone.
            let _ = write_failure(errors, failure, json);
            failure.exit_code()
        }
    };
    (desk, code)
}

enum Refusal {
    /// Help, or what is wrong with the line.
    Shown(String, u8),
    Failed(Failure),
}

fn parse(line: &str) -> Result<Cli, Refusal> {
    let usage = |words: String| Refusal::Failed(Failure::Usage(words));
    let words = shlex::split(line).ok_or_else(|| usage("The command's quotes do not close.".into()))?;
    let settled = words.iter().find(|word| SETTLED.iter().any(|flag| word.split('=').next() == Some(*flag)));
    if let Some(flag) = settled {
        return Err(usage(format!("{flag} is settled by the server: leave it out.")));
    }
    let named = words.first().is_some_and(|word| word == "kin");
    let words = (!named).then(|| "kin".to_owned()).into_iter().chain(words);
    Cli::try_parse_from(words)
        .map_err(|error| Refusal::Shown(error.render().to_string(), u8::try_from(error.exit_code()).unwrap_or(2)))
}

fn answer(cli: Cli) -> Result<(), Failure> {
    let global = &cli.global;
    match cli.command {
        Some(Command::Customer(
            command @ (Customer::List { .. } | Customer::Show { .. } | Customer::Reveal { .. } | Customer::Seen { .. }),
        )) => customer::run(global, command),
        Some(Command::Ticket(command @ (Ticket::List(_) | Ticket::Show { .. }))) => ticket::run(global, command),
        Some(Command::Log(command @ (Log::List { follow: false, .. } | Log::Export { output: None, .. }))) => log::run(global, &command),
        Some(Command::Note(command @ (Note::List { .. } | Note::Show { .. }))) => note::run(global, command),
        Some(Command::Member(command @ Member::List)) => office::member::run(global, &command),
        Some(Command::Role(command @ Role::List)) => office::role::run(global, &command),
        Some(Command::Department(command @ Department::List)) => office::department::run(global, &command),
        Some(Command::Grant(command @ Grant::List { .. })) => office::grant::run(global, &command),
        Some(Command::Alert(command @ (Alert::List { .. } | Alert::Show { .. }))) => office::alert::run(global, &command),
        Some(Command::Keys(command @ Keys::Status)) => office::keys::run(global, &command),
        Some(Command::Backup(command @ (Backup::Now { to: None, .. } | Backup::List | Backup::Drill { file: None }))) => backup::run(global, &command),
        Some(Command::Insight(arguments)) => office::insight::run(global, &arguments),
        Some(Command::Why(arguments)) => office::why::run(global, &arguments),
        _ => Err(Failure::Usage(
            "Over SSH there are: customer list, show, reveal and seen; note list and show; ticket list and show; log list \
             (without --follow) and export (without -o); \
             list of member, role, department, grant and alert; alert show; insight; keys status; why; backup list, now and drill. Without a command \
             the screens open."
                .into(),
        )),
    }
}
