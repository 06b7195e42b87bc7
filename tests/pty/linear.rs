//! Plain lines in a real terminal: what is not shown, what is cleared away, and how it ends.

use std::time::Duration;

use crate::office::Office;
use crate::seat::{PHONE, SOON, office, start};
use crate::support::Pty;

const CLEARED: &[u8] = b"\x1b[H\x1b[2J\x1b[3J";

fn seat(office: &Office, more: &[(&str, &str)], arguments: &[&str]) -> Pty {
    let folder = office.folder().display().to_string();
    let all: Vec<&str> = ["--linear", "--office", &folder].into_iter().chain(arguments.iter().copied()).collect();
    let pty = start(office.home(), &all, more, (80, 24));
    pty.wait_for("Member (Enter alone leaves):", SOON);
    pty
}

fn sign_in(pty: &mut Pty, office: &Office, member: &str) {
    pty.type_text(&format!("{member}\r"));
    pty.wait_for("Password (it is not shown):", SOON);
    assert!(!pty.echoes());
    pty.type_text(&format!("{}\r", office.password(member)));
    pty.wait_for("One-time code:", SOON);
    assert!(pty.echoes());
    pty.type_text(&format!("{}\r", office.code(member)));
    pty.wait_for("0. Leave", SOON);
}

/// Types answers, each once its question is there.
fn answer(pty: &mut Pty, answers: &[(&str, &str)]) {
    for (question, typed) in answers {
        pty.wait_until(question, SOON, |screen| {
            screen.contents().trim_end().lines().last().is_some_and(|line| line.contains(question))
        });
        pty.type_text(&format!("{typed}\r"));
    }
}

fn reveal(pty: &mut Pty) {
    answer(pty, &[("Choose a number", "1"), ("Find (Enter", "hong dao"), ("Type a number to open", "1")]);
    pty.wait_for("What do you want to do with this customer?", SOON);
    answer(pty, &[("Choose a number", "1")]);
    pty.wait_for("Which field?", SOON);
    answer(pty, &[("Choose a number", "1")]);
    pty.wait_for("Why do you need it?", SOON);
    answer(pty, &[("Choose a number", "1"), ("Words for the log", "")]);
}

fn cleared(pty: &Pty) -> usize {
    pty.raw_bytes().windows(CLEARED.len()).filter(|bytes| *bytes == CLEARED).count()
}

#[test]
fn a_password_is_not_echoed_and_a_value_is_cleared_away() {
    let office = office();
    let mut pty = seat(&office, &[], &[]);
    sign_in(&mut pty, &office, "mai");
    assert_eq!(cleared(&pty), 0);
    reveal(&mut pty);
    pty.wait_for(PHONE, SOON);
    pty.wait_for("clears it with the whole screen", SOON);
    pty.key("enter");
    pty.wait_for("Phone is hidden again.", SOON);
    assert!(!pty.screen().contains(PHONE) && !pty.screen().contains("Hồng"), "{}", pty.screen());
    assert_eq!(cleared(&pty), 1);
    answer(&mut pty, &[("Choose a number", "0"), ("Type a number", ""), ("Find (Enter", ""), ("Choose a number", "0")]);
    assert_eq!(pty.exit_code(SOON), 0);
    pty.wait_for("You are signed out.", SOON);
    assert_eq!(cleared(&pty), 2);
    let raw = String::from_utf8_lossy(&pty.raw_bytes()).into_owned();
    assert!(!raw.contains(&office.password("mai")));
    assert!(!raw.replace("\x1b[H\x1b[2J\x1b[3J", "").contains('\x1b'), "nothing but the clearing");
}

#[test]
fn a_value_goes_by_itself_and_who_is_away_is_locked_out() {
    let office = office();
    let config = office.file("kin.toml", "[session]\nreveal_seconds = 5\nidle_lock_seconds = 30\n");
    let mut pty = seat(&office, &[], &["--config", &config]);
    sign_in(&mut pty, &office, "mai");
    reveal(&mut pty);
    pty.wait_for(PHONE, SOON);
    pty.wait_for("Phone is hidden again.", SOON);
    assert!(!pty.screen().contains(PHONE));
    pty.wait_for("Locked because nothing was typed", Duration::from_secs(60));
    assert!(!pty.screen().contains("hidden again") && !pty.echoes());
    pty.type_text(&format!("{}\r", office.password("mai")));
    pty.wait_for("Unlocked.", SOON);
    pty.wait_for("Choose a number", SOON);
    // A line that is lost ends it too.
    pty.signal("HUP");
    assert_eq!(pty.exit_code(SOON), 129);
}

#[test]
fn a_poor_terminal_asks_first_and_sends_no_escape() {
    let office = office();
    let mut pty = seat(&office, &[("TERM", "dumb")], &[]);
    sign_in(&mut pty, &office, "mai");
    reveal(&mut pty);
    answer(&mut pty, &[("Show it all the same?", "y")]);
    pty.wait_for(PHONE, SOON);
    answer(&mut pty, &[("Choose a number", "0")]);
    pty.type_text("\x04");
    assert_eq!(pty.exit_code(SOON), 0);
    assert!(!pty.raw_bytes().contains(&0x1b));
}

#[test]
fn a_signal_signs_out_and_gives_the_echo_back() {
    let office = office();
    let mut pty = seat(&office, &[], &[]);
    pty.type_text("mai\r");
    pty.wait_for("Password (it is not shown):", SOON);
    assert!(!pty.echoes());
    pty.key("ctrl-c");
    assert_eq!(pty.exit_code(SOON), 130);
    assert!(pty.echoes());

    let mut pty = seat(&office, &[], &[]);
    sign_in(&mut pty, &office, "mai");
    pty.signal("TERM");
    assert_eq!(pty.exit_code(SOON), 143);
    assert_eq!(cleared(&pty), 1);
    let log = office.run_as("radu", &["log", "list", "--json", "--limit", "5000"]).lines();
    let last = log.iter().find(|row| row["member"] == "mai").expect("an entry");
    assert_eq!(last["entry"]["action"], "session.sign_out");
}

#[test]
fn a_dumb_terminal_is_told_of_the_plain_lines() {
    let office = office();
    let folder = office.folder().display().to_string();
    let mut pty = start(office.home(), &["--office", &folder], &[("TERM", "dumb")], (80, 24));
    assert_eq!(pty.exit_code(SOON), 2);
    pty.wait_for("kin --linear", SOON);
}
