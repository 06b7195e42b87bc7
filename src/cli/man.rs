//! `kin man`: the manual's pages, one for the program and one for each subcommand, from the same text as the help.

use std::io::Write;
use std::path::Path;

use clap::{Command, CommandFactory};
use clap_mangen::Man;
use serde_json::json;

use super::args::{Cli, Global};
use super::output::{Failure, counted, print_json, print_line};
use super::{exit, seat};

/// The files and what of the environment is read, for the main page.
const FILES: &str = "~/.config/kin/config.toml  the settings: kin config path, kin config show --origin
~/.config/kin/offices/     host secrets and pins, by office
~/.local/share/kin/office  the office, where no other is named
";
const ENVIRONMENT: &str = "KIN_OFFICE, KIN_KEY, KIN_HOST_SECRET, KIN_CONFIG  as the flags of these names
LC_ALL, LC_MESSAGES, LANG  the language of the screens, where none is set
NO_COLOR                   no colours
";

/// Prints the main page, or writes all of them into a folder.
pub fn run(global: &Global, folder: Option<&Path>) -> Result<(), Failure> {
    let mut root = Cli::command().disable_help_subcommand(true);
    root.build();
    let Some(folder) = folder else {
        let page = page(&root)?;
        return Ok(seat::write(|out| out.write_all(&page))?);
    };
    let failed = |error: std::io::Error| {
        Failure::Usage(format!("{} can't be written to: {error}. Name a folder of yours.", folder.display()))
    };
    std::fs::create_dir_all(folder).map_err(failed)?;
    let mut pages = 0;
    let mut waiting = vec![&root];
    while let Some(command) = waiting.pop() {
        std::fs::write(folder.join(format!("{}.1", name(command))), page(command)?).map_err(failed)?;
        pages += 1;
        waiting.extend(command.get_subcommands().filter(|command| !command.is_hide_set()));
    }
    if global.json {
        print_json(&json!({ "folder": folder, "pages": pages }))
    } else {
        print_line(&format!("Wrote {} to {}.", counted(pages, "page", "pages"), folder.display()))
    }
}

/// `kin-customer-list`.
fn name(command: &Command) -> &str {
    command.get_display_name().unwrap_or_else(|| command.get_name())
}

fn page(command: &Command) -> Result<Vec<u8>, Failure> {
    let man = Man::new(command.clone()).manual("Kin");
    let mut page = Vec::new();
    man.render_title(&mut page)?;
    man.render_name_section(&mut page)?;
    man.render_synopsis_section(&mut page)?;
    man.render_description_section(&mut page)?;
    if command.get_arguments().any(|argument| !argument.is_hide_set()) {
        man.render_options_section(&mut page)?;
    }
    if command.get_subcommands().any(|command| !command.is_hide_set()) {
        man.render_subcommands_section(&mut page)?;
    }
    let notes = command.get_after_help().map(ToString::to_string).unwrap_or_default();
    let notes = notes.strip_suffix(exit::WORDS).unwrap_or(&notes);
    // Where the help says so itself, the section's heading says it.
    let lines = notes.strip_prefix("Example").and_then(|rest| rest.split_once('\n')).map_or(notes, |(_, lines)| lines);
    section(&mut page, "EXAMPLES", lines.trim_end())?;
    if name(command) == "kin" {
        section(&mut page, "FILES", FILES)?;
        section(&mut page, "ENVIRONMENT", ENVIRONMENT)?;
    }
    section(&mut page, "EXIT STATUS", exit::WORDS.split_once('\n').map_or("", |(_, codes)| codes))?;
    Ok(page)
}

/// A section whose lines stay as they are; nothing where there are none.
fn section(page: &mut Vec<u8>, heading: &str, lines: &str) -> Result<(), Failure> {
    if lines.is_empty() {
        return Ok(());
    }
    write!(page, ".SH \"{heading}\"\n.nf\n")?;
    for line in lines.lines() {
        // Before `.` and `'`, which begin a request.
        let line = line.replace('\\', "\\e").replace('-', "\\-").replace('\'', "\\(aq");
        writeln!(page, "\\&{line}")?;
    }
    Ok(writeln!(page, ".fi")?)
}
