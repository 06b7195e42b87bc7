//! Whether anything is lost or shown wrongly when things break: `cargo bench --bench faults -- KIND`.
//!
//! | kind | what is done |
//! |---|---|
//! | `kills [--count 5000]` | writers are killed at random moments, in each journal mode |
//! | `calls [--lanes 2] [--only WORD]` | every system call that writes fails once, or ends the program, in a scripted session (by strace) |
//! | `flips [--count 10000]` | a bit of the file flips, or old pages come back, and everything is asked for |
//!
//! It ends with an error where something acknowledged is lost, the log does not hold, or an answer is not the truth.
//! `TMPDIR` says where the offices are made.

#![allow(clippy::disallowed_types, reason = "proofs look behind the store")]

mod calls;
#[allow(dead_code, reason = "a part of it is used")]
mod desk;
#[allow(dead_code, reason = "a part of it is used")]
#[path = "../../tests/support/kills.rs"]
mod kills;
#[path = "../../tests/support/office.rs"]
mod office;

use std::process::{Command, ExitCode};
use std::time::Instant;

use desk::flips::{Counts, Original, log_flips};
use kin::store::Journal;

const WRITERS: usize = 4;
const SEED: u64 = 20_261_127;

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).filter(|argument| argument != "--bench").collect();
    let number = |name: &str| {
        let typed = arguments.iter().skip_while(|argument| *argument != name).nth(1);
        typed.and_then(|typed| typed.parse::<usize>().ok())
    };
    match arguments.first().map(String::as_str) {
        Some("kills") => kills(number("--count").unwrap_or(5_000)),
        Some("flips") => flips(number("--count").unwrap_or(10_000)),
        Some("calls") => {
            let only = arguments.iter().skip_while(|argument| *argument != "--only").nth(1);
            calls::every(number("--lanes").unwrap_or(2), only.map(String::as_str))
        }
        // In processes that the above start.
        Some("writer") => {
            kills::write_until_killed();
            ExitCode::SUCCESS
        }
        Some("session") => calls::session(),
        _ => {
            eprintln!("Say which: kills [--count N], calls [--lanes N] [--only WORD] or flips [--count N].");
            ExitCode::from(2)
        }
    }
}

/// This program once more.
fn again(kind: &str) -> Command {
    let mut command = Command::new(std::env::current_exe().expect("this program"));
    command.arg(kind);
    command
}

fn kills(count: usize) -> ExitCode {
    for journal in [Journal::Wal, Journal::Truncate] {
        let start = now();
        let outcome = kills::storm(journal, count, WRITERS, &|| again("writer"));
        println!("{journal:?}: {count} kills in {:.0} s: {}", start.elapsed().as_secs_f64(), outcome.line());
    }
    ExitCode::SUCCESS
}

fn flips(count: usize) -> ExitCode {
    let original = Original::new();
    let tried: [(&str, &dyn Fn() -> Counts); 3] = [
        ("flipped bits", &|| original.flips(count, SEED)),
        ("old pages put back", &|| original.old_pages(count / 20, SEED)),
        ("flipped bits of the write-ahead log", &|| log_flips(count / 20, SEED)),
    ];
    let mut good = true;
    for (what, tried) in tried {
        let start = now();
        let counts = tried();
        let Counts { copies, refused, failed, reported, harmless, told, wrong, answers } = &counts;
        println!(
            "{what}: {copies} copies in {:.0} s: {refused} not opened, {failed} answered by an error, {reported} all true \
             and found by the proof, {told} not true and found by the proof, {harmless} of no effect; of {answers} \
             answers silently wrong: {}",
            start.elapsed().as_secs_f64(),
            wrong.len()
        );
        wrong.iter().take(20).for_each(|wrong| println!("  {wrong}"));
        good &= wrong.is_empty();
    }
    if good { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

#[expect(clippy::disallowed_methods, reason = "benches measure time")]
fn now() -> Instant {
    Instant::now()
}
