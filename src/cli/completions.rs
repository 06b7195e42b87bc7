//! `kin completions`: a script for a shell, that completes subcommands and flags.

use clap::CommandFactory;
use clap_complete::Shell;

use super::args::Cli;
use super::output::Failure;
use super::seat;

pub fn run(shell: Shell) -> Result<(), Failure> {
    let mut script = Vec::new();
    clap_complete::generate(shell, &mut Cli::command(), "kin", &mut script);
    Ok(seat::write(|out| out.write_all(&script))?)
}
