//! The shell's door: one file for each subcommand, text and JSON printers, exit codes.

pub mod args;
mod backup;
mod bench;
mod completions;
mod config;
mod customer;
mod customer_edit;
pub mod demo;
mod doctor;
mod door;
mod exit;
mod filter;
pub mod import;
mod init;
mod linear;
mod log;
mod man;
mod note;
mod office;
mod output;
pub mod progress;
mod qr;
mod remote;
mod report;
mod seat;
mod serve;
mod task;
mod terminal;
mod ticket;
mod upkeep;
mod version;
mod welcome;
mod wizard;
mod zone;

use args::{Cli, Command};

use crate::diagnostics::Event;

/// Runs what the arguments ask for, and answers the exit code (see `exit`).
pub fn run(cli: Cli) -> u8 {
    let json = cli.global.json;
    let done = match cli.command {
        None => terminal::run(&cli.global),
        Some(Command::Init(arguments)) => init::run(&cli.global, arguments),
        Some(Command::Demo(arguments)) => demo::run(&cli.global, &arguments),
        Some(Command::Import(command)) => import::run(&cli.global, command),
        Some(Command::Customer(command)) => customer::run(&cli.global, command),
        Some(Command::Note(command)) => note::run(&cli.global, command),
        Some(Command::Ticket(command)) => ticket::run(&cli.global, command),
        Some(Command::Task(command)) => task::run(&cli.global, command),
        Some(Command::Report(arguments)) => report::run(&cli.global, &arguments),
        Some(Command::Log(command)) => log::run(&cli.global, &command),
        Some(Command::Member(command)) => office::member::run(&cli.global, &command),
        Some(Command::Join { key_out }) => office::join::run(&cli.global, key_out.as_deref()),
        Some(Command::Password) => office::password::run(&cli.global),
        Some(Command::SshKey(command)) => office::ssh_key::run(&cli.global, &command),
        Some(Command::Field(command)) => office::own_field::run(&cli.global, &command),
        Some(Command::Role(command)) => office::role::run(&cli.global, &command),
        Some(Command::Department(command)) => office::department::run(&cli.global, &command),
        Some(Command::Grant(command)) => office::grant::run(&cli.global, &command),
        Some(Command::Request(command)) => office::request::run(&cli.global, &command),
        Some(Command::Alert(command)) => office::alert::run(&cli.global, &command),
        Some(Command::Incident(command)) => office::incident::run(&cli.global, &command),
        Some(Command::Detector(command)) => office::detector::run(&cli.global, &command),
        Some(Command::Service(command)) => office::service::run(&cli.global, &command),
        Some(Command::Insight(arguments)) => office::insight::run(&cli.global, &arguments),
        Some(Command::Why(arguments)) => office::why::run(&cli.global, &arguments),
        Some(Command::Keys(command)) => office::keys::run(&cli.global, &command),
        Some(Command::Host(command)) => office::host::run(&cli.global, &command),
        Some(Command::Recover(arguments)) => office::recover::run(&cli.global, arguments.owner.as_deref()),
        Some(Command::Review(command)) => office::review::run(&cli.global, &command),
        Some(Command::Backup(command)) => backup::run(&cli.global, &command),
        Some(Command::Restore(arguments)) => backup::restore(&cli.global, &arguments),
        Some(Command::Doctor(arguments)) => doctor::run(&cli.global, &arguments),
        Some(Command::Serve(arguments)) => serve::run(&cli.global, arguments),
        Some(Command::Bench(arguments)) => bench::run(&cli.global, &arguments),
        Some(Command::Config(command)) => config::run(&cli.global, &command),
        Some(Command::Completions { shell }) => completions::run(shell),
        Some(Command::Man { out }) => man::run(&cli.global, out.as_deref()),
        Some(Command::Version) => version::run(&cli.global),
    };
    let code = match done {
        Ok(()) => exit::Exit::Done.code(),
        Err(failure) => {
            output::print_failure(&failure, json);
            failure.exit_code()
        }
    };
    Event::Ended { code }.tell();
    code
}
