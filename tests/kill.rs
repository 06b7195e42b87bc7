//! Kills: writers at one office, each killed over and over at a random moment, by the write-ahead log as on a local disk
//! and by the rollback journal as on a network file system. What was said to be written is there, and the log holds.
//!
//! Ten times as many, in each mode: `cargo bench --bench faults -- kills --count 5000`.

#[allow(dead_code, reason = "a part of it is used")]
#[path = "support/kills.rs"]
mod kills;
#[path = "support/office.rs"]
mod office;

use std::process::Command;

use kin::store::Journal;

const WRITERS: usize = 4;

/// Not a test: a writer, killed by the tests below.
#[test]
#[ignore = "started by the tests below"]
fn writer() {
    kills::write_until_killed();
}

fn start() -> Command {
    let mut command = Command::new(std::env::current_exe().expect("this program"));
    command.args(["--exact", "writer", "--ignored", "--nocapture"]);
    command
}

#[test]
fn nothing_acknowledged_is_lost_to_500_kills() {
    kills::storm(Journal::Wal, 500, WRITERS, &start);
}

/// Each waits for the others' whole commit there, so there are fewer.
#[test]
fn nothing_acknowledged_is_lost_on_a_network_file_system() {
    kills::storm(Journal::Truncate, 60, WRITERS, &start);
}
