//! Memory of a process that has only opened an office, signed in and drawn the list.

use std::io::Write;
use std::process::{Command, Stdio};
use std::sync::Arc;

use serde::{Deserialize, Serialize};

use super::screen::Screen;
use super::{Filled, Member};
use crate::cli::args::Global;
use crate::cli::door;
use crate::cli::output::{Failure, print_json};
use crate::clock::System;
use crate::config::Config;
use crate::desk::Desk;

/// In KiB; all 0 where the system does not tell.
#[derive(Serialize, Deserialize)]
pub(super) struct Memory {
    pub resident_kib: u64,
    /// What is not a file's: heaps, stacks, caches.
    pub anonymous_kib: u64,
    /// The most so far: Argon2id's memory, while the password is stretched.
    pub peak_kib: u64,
    /// Resident once many searches have filled the page cache.
    pub worked_kib: u64,
}

/// Starts this program once more and lets the third member sign in there: a code is taken once, and the first
/// two sign in here.
pub(super) fn of_a_fresh_process(filled: &Filled) -> Result<Memory, Failure> {
    let failed = |error: &dyn std::fmt::Display| Failure::Other(format!("Memory could not be measured: {error}"));
    let Some(member) = filled.members.get(2) else { return Err(failed(&"no members")) };
    let mut child = Command::new(std::env::current_exe().map_err(|error| failed(&error))?)
        .args(["bench", "--memory", "--json", "--office"])
        .arg(&filled.paths.folder)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .map_err(|error| failed(&error))?;
    if let Some(mut input) = child.stdin.take() {
        let json = serde_json::json!({
            "name": member.name, "password": member.password, "totp_secret": member.totp.base32().as_str(),
        });
        // A child that has ended says so by its status.
        let _ = writeln!(input, "{json}");
    }
    let told = child.wait_with_output().map_err(|error| failed(&error))?;
    serde_json::from_slice(&told.stdout).map_err(|error| failed(&error))
}

/// What the child does.
pub(super) fn measure_this_process(global: &Global, config: &Config) -> Result<(), Failure> {
    let mut line = String::new();
    std::io::stdin().read_line(&mut line)?;
    let json = serde_json::from_str(&line).map_err(|error| Failure::Usage(error.to_string()))?;
    let member = Member::of(&json).ok_or_else(|| Failure::Usage("There is no member on standard input.".into()))?;
    let mut desk = Desk::open(door::paths(global, config)?, config, Arc::new(System), "bench")?;
    let signed_in = member.sign_in(&mut desk)?;
    let mut screen = Screen::new(desk, signed_in)?;
    let memory = now();
    screen.searches()?;
    print_json(&Memory { worked_kib: now().resident_kib, ..memory })
}

fn now() -> Memory {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let kib = |name: &str| {
        let line = status.lines().find_map(|line| line.strip_prefix(name));
        line.and_then(|line| line.trim().trim_end_matches("kB").trim().parse().ok()).unwrap_or(0)
    };
    Memory { resident_kib: kib("VmRSS:"), anonymous_kib: kib("RssAnon:"), peak_kib: kib("VmHWM:"), worked_kib: 0 }
}
