//! Whether the support screens of a large office answer in time: `cargo bench --bench support`.
//!
//! An office of 1,000,000 customers, 3,000,000 activities, 500,000 tickets and 300,000 tasks is made and filled (some ten
//! minutes), and its members ask what the screens ask: every list, filter and count must answer within 50 ms and Today
//! within 100 ms, 99 times of 100. It ends with an error where one does not.
//!
//! `KIN_SUPPORT_HOME=DIR` keeps the office for the next time. `KIN_SUPPORT_SIZES=CUSTOMERS,ACTIVITIES,TICKETS,TASKS`
//! changes how much there is, `KIN_SUPPORT_RUNS` how often each is asked. After `--`, `--quick` takes a small office and few
//! runs, and `--only WORD` asks only what has the word in its name.

#![allow(clippy::disallowed_types, reason = "a large office is filled past the program")]

mod customers;
#[path = "../demo/mod.rs"]
mod demo;
mod fill;
mod reports;
mod table;
mod tickets;
mod today;
mod work;

use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::Arc;

use demo::{Demo, Member};
use kin::clock::{Source, System};
use kin::config::Config;
use kin::desk::Desk;
use kin::desk::api::Request;
use kin::desk::office::OfficePaths;
use kin::domain::{Micros, Secret};
use serde_json::Value;
use table::Table;

/// Agents beside the demo's own four members.
const AGENTS: &str = "36";

/// How much an office holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Sizes {
    pub customers: usize,
    pub activities: usize,
    pub tickets: usize,
    pub tasks: usize,
}

const WHOLE: Sizes = Sizes { customers: 1_000_000, activities: 3_000_000, tickets: 500_000, tasks: 300_000 };
const QUICK: Sizes = Sizes { customers: 4_000, activities: 12_000, tickets: 6_000, tasks: 3_000 };

/// Somebody signed in.
pub struct Seat {
    pub desk: Desk,
    /// Before what it asks, in the table.
    pub role: &'static str,
}

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let quick = arguments.iter().any(|argument| argument == "--quick");
    let only = arguments.iter().skip_while(|argument| *argument != "--only").nth(1).cloned();
    let sizes = sizes(if quick { QUICK } else { WHOLE });
    let runs = std::env::var("KIN_SUPPORT_RUNS").ok().and_then(|runs| runs.parse().ok());
    let home = std::env::var_os("KIN_SUPPORT_HOME").map(PathBuf::from);
    let demo = Demo::find(home, &sizes.customers.to_string(), AGENTS);
    let paths = paths(&demo);
    let known = fill::filled(&demo, &paths, sizes);
    let mut table = Table::new(runs.unwrap_or(if quick { 20 } else { 200 }), only);
    let roles = ["owner", "agent", "lead", "auditor"];
    for (member, role) in demo.members.iter().zip(roles) {
        let mut seat = Seat { desk: signed_in(&paths, member, 0), role };
        let whole = matches!(role, "owner" | "agent");
        today::ask(&mut seat, &mut table, &known);
        reports::ask(&mut seat, &mut table, &known);
        tickets::ask(&mut seat, &mut table, &known, whole);
        work::ask(&mut seat, &mut table, &known);
        customers::ask(&mut seat, &mut table, &known, whole);
    }
    if table.end() { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

fn sizes(usual: Sizes) -> Sizes {
    let Ok(typed) = std::env::var("KIN_SUPPORT_SIZES") else { return usual };
    let numbers: Vec<usize> = typed.split(',').filter_map(|number| number.trim().parse().ok()).collect();
    let [customers, activities, tickets, tasks] = numbers[..] else {
        panic!("KIN_SUPPORT_SIZES is four numbers: customers,activities,tickets,tasks");
    };
    Sizes { customers, activities, tickets, tasks }
}

/// The office's parts: the host secret lies where the demo says.
fn paths(demo: &Demo) -> OfficePaths {
    let made: Value =
        serde_json::from_slice(&std::fs::read(demo.home.join("made.json")).expect("a file")).expect("JSON");
    let secret = Path::new(made["host_secret"].as_str().expect("a path"));
    // CONFIG/offices/ID/the file
    let config = secret.ancestors().nth(3).expect("a config folder");
    OfficePaths::find(&demo.office(), config, None).expect("an office")
}

/// A code is taken once: `step` tells that of now from the one before.
pub fn signed_in(paths: &OfficePaths, member: &Member, step: i64) -> Desk {
    let mut config = Config::default();
    // What is measured is the look-up, more often than anybody may.
    config.limits.lookups_per_hour = 10_000;
    let mut desk = Desk::open(paths.clone(), &config, Arc::new(System), "bench").expect("a desk");
    let code = member.totp.code_at(Micros(System.now().0 + step * 30_000_000));
    let (name, password) = (member.name.clone(), Secret::new(&member.password));
    desk.ask(Request::SignIn { name, password, code }).expect("signed in");
    desk
}
