//! `kin` for the first time: no office anywhere, and somebody at a terminal who wants to know what this is.

use std::io::IsTerminal;
use std::path::PathBuf;
use std::sync::Arc;

use super::args::{Demo, Global, Init};
use super::output::{Failure, print_line};
use super::wizard::Wizard;
use super::{demo, terminal};
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
    let wizard = Wizard::new(config);
    wizard.say("first-lead")?;
    wizard.say("first-sealed")?;
    print_line("")?;
    wizard.say_with("first-none", &[("folder", folder.display().to_string().into())])?;
    print_line("")?;
    for (key, number) in [("first-own", '1'), ("first-demo", '2'), ("first-leave", 'q')] {
        wizard.say_with(key, &[("number", number.to_string().into())])?;
    }
    print_line("")?;
    while let Some(choice) = wizard.ask("first-ask")? {
        match choice.as_str() {
            "1" => {
                let founded = wizard.run(global, folder, Init { name: None, owner: None })?;
                // The kit and the codes were shown; what is below would cover them.
                wizard.ask("first-enter")?;
                let desk = Desk::open(founded.paths, config, Arc::new(System), "terminal")?;
                return terminal::show(global, config, desk);
            }
            "2" => {
                return demo::run(
                    global,
                    &Demo { customers: 2_000, seed: 1, days: None, agents: 0, create_only: false },
                );
            }
            "q" | "Q" => break,
            _ => wizard.remark("first-again"),
        }
    }
    Ok(())
}
