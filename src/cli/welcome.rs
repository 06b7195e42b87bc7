//! `kin` for the first time: no office anywhere, and somebody at a terminal who wants to know what this is.

use std::io::IsTerminal;
use std::path::PathBuf;
use std::sync::Arc;

use super::args::{Demo, Global, Init};
use super::output::{Failure, print_line};
use super::{demo, door, init, terminal};
use crate::clock::System;
use crate::config::Config;
use crate::desk::Desk;
use crate::term;

/// Whether nobody has named an office and there is somebody to ask.
pub fn fits(global: &Global, config: &Config) -> bool {
    let named = global.office.is_some() || config.office.path.is_some();
    let shows = config.ui.linear || term::guard::check(|name| std::env::var(name).ok()).is_ok();
    let terminal = std::io::stdin().is_terminal() && std::io::stderr().is_terminal() && shows;
    !named && !global.json && terminal
}

/// Says what Kin is and does what the person chooses.
pub fn run(global: &Global, config: &Config, folder: PathBuf) -> Result<(), Failure> {
    print_line("Kin keeps customers in the terminal: who they are, what was said, what is next.")?;
    print_line("Their data lie sealed in a file of your own, and a log tells who saw what.\n")?;
    print_line(&format!("There is no office on this computer yet. It would be in {}.\n", folder.display()))?;
    print_line("  1  make my own office here")?;
    print_line("  2  look at a filled demo first")?;
    print_line("  q  leave\n")?;
    while let Some(choice) = door::ask_line("1, 2 or q: ")? {
        match choice.as_str() {
            "1" => {
                let looks = term::looks(|name| std::env::var(name).ok(), &config.ui);
                let founded = init::wizard(global, folder, Init { name: None, owner: None }, looks.ascii)?;
                // The kit and the codes were shown; what is below would cover them.
                door::ask_line("Enter opens the office. ")?;
                let desk = Desk::open(founded.paths, config, Arc::new(System), "terminal")?;
                return terminal::show(global, config, desk);
            }
            "2" => return demo::run(global, &Demo { customers: 2_000, seed: 1, create_only: false }),
            "q" | "Q" => break,
            _ => eprintln!("Type 1, 2 or q, then Enter."),
        }
    }
    Ok(())
}
