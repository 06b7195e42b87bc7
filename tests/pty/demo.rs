//! `kin demo` as somebody tries it: everything to sign in is shown, and nothing stays behind.

use std::path::Path;

use crate::office::home;
use crate::seat::{SOON, assert_restored, start};

/// What lies in a folder, by name.
fn inside(folder: &Path) -> Vec<String> {
    let entries = std::fs::read_dir(folder).into_iter().flatten();
    entries.filter_map(|entry| entry.ok()?.file_name().into_string().ok()).collect()
}

#[test]
fn a_demo_shows_its_sign_ins_and_leaves_nothing_behind() {
    let home = home();
    let mut pty = start(home.path(), &["demo", "--customers", "60"], &[], (80, 24));
    pty.wait_for("Demo office: nothing here is real", SOON);
    let offices = home.path().join("config/kin/offices");
    assert_eq!(inside(&offices).len(), 1);
    assert!(inside(home.path()).iter().any(|name| name.starts_with("kin-demo-")));
    pty.wait_until("each member's code", SOON, |screen| {
        let shown = ["mai", "lan", "minh", "radu"].into_iter().filter(|name| {
            screen.contents().lines().any(|line| {
                let code = line.split_whitespace().last().unwrap_or_default();
                line.contains(&format!("  {name} ")) && code.len() == 6 && code.parse::<u32>().is_ok()
            })
        });
        shown.count() == 4
    });
    pty.type_text("2");
    pty.wait_until("lan, filled in", SOON, |screen| {
        screen.contents().lines().any(|line| line.contains("Member") && line.contains("lan"))
    });
    pty.key("enter");
    pty.wait_for("lan (agent)", SOON);
    pty.wait_for("•••", SOON);
    assert!(!pty.screen().contains("Demo office"));
    pty.type_text("q");
    assert_eq!(pty.exit_code(SOON), 0);
    assert_restored(&pty);
    assert_eq!(inside(&offices), Vec::<String>::new(), "the host secret is gone");
    let left: Vec<String> = inside(home.path()).into_iter().filter(|name| name.starts_with("kin-demo-")).collect();
    assert_eq!(left, Vec::<String>::new(), "the office is gone");
}

#[test]
fn a_demo_that_a_signal_ends_leaves_nothing_either() {
    let home = home();
    let mut pty = start(home.path(), &["demo", "--customers", "3"], &[], (80, 24));
    pty.wait_for("Demo office", SOON);
    pty.signal("TERM");
    assert_eq!(pty.exit_code(SOON), 143);
    assert_restored(&pty);
    assert!(inside(home.path()).iter().all(|name| !name.starts_with("kin-demo-")));
    assert!(inside(&home.path().join("config/kin/offices")).is_empty());
}

#[test]
fn a_demo_that_is_given_up_while_it_is_made_leaves_nothing_either() {
    let home = home();
    let mut pty = start(home.path(), &["demo", "--customers", "20000"], &[], (80, 24));
    pty.wait_for("making customers", SOON);
    pty.signal("INT");
    assert_eq!(pty.exit_code(SOON), 130);
    assert!(inside(home.path()).iter().all(|name| !name.starts_with("kin-demo-")));
    assert!(inside(&home.path().join("config/kin/offices")).is_empty());
}
