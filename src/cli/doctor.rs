//! `kin doctor`: the eight layers with their state and how to mend them; its exit code is that of the worst.

use std::io::IsTerminal;
use std::sync::Arc;

use serde_json::json;

use super::args::{Doctor, Global};
use super::exit::Exit;
use super::output::{Failure, print_json, print_line};
use super::{door, serve};
use crate::clock::System;
use crate::config::Ui;
use crate::desk::doctor::{Check, Layer, Patient, Report, State, Terminal, compliance, examine, fix};
use crate::term;

pub fn run(global: &Global, arguments: &Doctor) -> Result<(), Failure> {
    let config = door::config(global)?;
    let paths = door::paths(global, &config)?;
    let beside = || config.folder.as_ref().map(|folder| folder.join("config.toml"));
    let patient = Patient {
        paths: &paths,
        config: &config,
        config_file: global.config.clone().or_else(beside),
        socket: paths.folder.join(serve::STATUS),
        host_key: serve::host_key(&config, &paths),
        terminal: terminal(),
        deep: arguments.deep,
        clock: Arc::new(System),
    };
    let fixed = if arguments.fix { fix(&patient)? } else { Vec::new() };
    let report = examine(&patient);
    if arguments.compliance {
        print_line(compliance(&report).trim_end())?;
    } else if global.json {
        print_json(&json!({
            "mode": report.mode,
            "worst": report.worst(),
            "fixed": fixed,
            "at": report.at,
            "checks": report.checks,
        }))?;
    } else {
        show(&report, &fixed)?;
    }
    match report.worst() {
        State::Good | State::CannotTell => Ok(()),
        State::Warning => Err(Failure::Ended(Exit::Refused.code())),
        State::Bad => Err(Failure::Ended(Exit::Usage.code())),
    }
}

fn terminal() -> Terminal {
    let looks = term::looks(|name| std::env::var(name).ok(), &Ui::default());
    let size = std::io::stdout().is_terminal().then(|| rustix::termios::tcgetwinsize(std::io::stdout()).ok()).flatten();
    Terminal {
        term: std::env::var("TERM").unwrap_or_default(),
        utf8: !looks.ascii,
        colours: !looks.mono,
        size: size.map(|size| (size.ws_col, size.ws_row)),
    }
}

fn show(report: &Report, fixed: &[String]) -> Result<(), Failure> {
    fixed.iter().try_for_each(|words| print_line(&format!("mended: {words}")))?;
    print_line(&format!("The office is {}.", report.mode.name()))?;
    for (number, layer) in (1..).zip(Layer::ALL) {
        print_line(&format!("\n{number}. {}", layer.name()))?;
        report.of(layer).try_for_each(show_check)?;
    }
    let count = |state| report.checks.iter().filter(|check| check.state == state).count();
    let counts = [State::Good, State::CannotTell, State::Warning, State::Bad]
        .map(|state| format!("{} {}", count(state), state.name()));
    print_line(&format!("\n{}", counts.join(", ")))
}

fn show_check(Check { what, state, why, mend, enforced, .. }: &Check) -> Result<(), Failure> {
    let kept = enforced.map(|enforced| format!(" [{}]", enforced.name())).unwrap_or_default();
    print_line(&format!("  {:<12} {what}{kept}: {why}", state.name()))?;
    if mend.is_empty() { Ok(()) } else { print_line(&format!("  {:<12} -> {mend}", "")) }
}
