//! Parses the arguments, opens a door and sets the exit code.

use std::process::ExitCode;

use clap::Parser;
use kin::cli::args::Cli;

fn main() -> ExitCode {
    // No core dump may hold keys or what they opened. Where the system can't, work goes on.
    let _ = kin::term::harden_process();
    ExitCode::from(kin::cli::run(Cli::parse()))
}
