//! `kin completions`: a script for a shell, that completes subcommands and flags.

use clap::{Arg, Command, CommandFactory};
use clap_complete::Shell;

use super::args::Cli;
use super::output::Failure;
use super::seat;

pub fn run(shell: Shell) -> Result<(), Failure> {
    let mut script = Vec::new();
    let mut root = Cli::command();
    clap_complete::generate(shell, &mut root, "kin", &mut script);
    let script = without_hidden(&root, String::from_utf8_lossy(&script).into_owned()).into_bytes();
    Ok(seat::write(|out| out.write_all(&script))?)
}

/// The script without the flags that help hides, too: for bash they stand in the lists of what is offered.
fn without_hidden(command: &Command, script: String) -> String {
    let hidden = command.get_arguments().filter(|argument| argument.is_hide_set()).filter_map(Arg::get_long);
    let script = hidden.fold(script, |script, flag| script.replace(&format!(" --{flag} "), " "));
    command.get_subcommands().fold(script, |script, inner| without_hidden(inner, script))
}
