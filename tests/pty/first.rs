//! Somebody who has just got the program: the first question, the wizard, and a way out of each.

use kin::clock::{Source, System};
use kin::vault::TotpSecret;

use crate::office::{home, run_in};
use crate::seat::{SOON, assert_restored, start};
use crate::support::Pty;

const PASSWORD: &str = "four plain words here";

fn code(base32: &str) -> String {
    let secret = data_encoding::BASE32_NOPAD.decode(base32.as_bytes()).expect("base32");
    TotpSecret::from_bytes(&secret).expect("20 bytes").code_at(System.now())
}

/// Types the wizard's answers up to the recovery kit; answers the code secret.
fn answer(pty: &mut Pty) -> String {
    pty.wait_for("1 of 4", SOON);
    pty.wait_for("Its name:", SOON);
    pty.type_text("\r");
    pty.wait_for("It needs a name.", SOON);
    pty.type_text("Tiệm sách\r");
    pty.wait_for("2 of 4", SOON);
    pty.wait_for("Your name for signing in:", SOON);
    pty.type_text("ana\r");
    pty.wait_for("Password (at least", SOON);
    pty.type_text("short\r");
    pty.wait_for("Password: at least 15 characters", SOON);
    // What is typed before a question is asked without echo is not its answer.
    pty.wait_until("asked again", SOON, |screen| screen.contents().matches("Password (at least").count() == 2);
    pty.type_text(&format!("{PASSWORD}\r"));
    pty.wait_for("The same once more:", SOON);
    pty.type_text(&format!("{PASSWORD}\r"));
    pty.wait_for("3 of 4", SOON);
    pty.wait_for("The code that the app shows now", SOON);
    assert!(!pty.screen().contains(PASSWORD));
    let screen = pty.screen();
    let secret = screen.lines().map(str::trim).find(|line| line.len() == 32).expect("a code secret").to_owned();
    pty.type_text("000\r");
    pty.wait_for("That is not the code.", SOON);
    pty.type_text(&format!("{}\r", code(&secret)));
    pty.wait_for("4 of 4", SOON);
    pty.wait_for("Type its last group", SOON);
    secret
}

#[test]
fn an_office_of_ones_own() {
    let home = home();
    let mut pty = start(home.path(), &[], &[], (100, 60));
    pty.wait_for("1, 2 or q:", SOON);
    assert!(pty.screen().contains("make my own office here") && pty.screen().contains("Kin keeps customers"));
    pty.type_text("what\r");
    pty.wait_for("Type 1, 2 or q", SOON);
    pty.type_text("1\r");
    let secret = answer(&mut pty);
    assert!(pty.screen().contains('▀') && pty.screen().contains(&secret), "a picture to scan");
    let screen = pty.screen();
    let groups = |line: &&str| {
        let groups: Vec<&str> = line.split_whitespace().collect();
        groups.len() == 5 && groups.iter().all(|group| group.len() == 4)
    };
    let kit: Vec<&str> = screen.lines().filter(groups).collect();
    assert_eq!(kit.len(), 2, "{screen}");
    pty.type_text("nope\r");
    pty.wait_for("That is not its last group.", SOON);
    let last = kit[1].split_whitespace().next_back().expect("a group").to_lowercase();
    pty.type_text(&format!("{last}\r"));
    pty.wait_for("Enter opens the office.", SOON);
    pty.type_text("\r");
    pty.wait_for("Tiệm sách", SOON);
    pty.wait_until("the screens", SOON, |screen| screen.alternate_screen());
    pty.type_text(&format!("ana\t{PASSWORD}\t{}\r", code(&secret)));
    pty.wait_for("ana (owner)", SOON);
    pty.key("ctrl-q");
    assert_eq!(pty.exit_code(SOON), 0);
    assert_restored(&pty);
    // The second time there is an office.
    let mut pty = start(home.path(), &[], &[], (80, 24));
    pty.wait_until("the screens", SOON, |screen| screen.alternate_screen());
    pty.key("ctrl-q");
    assert_eq!(pty.exit_code(SOON), 0);
}

#[test]
fn a_demo_first() {
    let home = home();
    let mut pty = start(home.path(), &[], &[], (80, 24));
    pty.wait_for("1, 2 or q:", SOON);
    pty.type_text("2\r");
    pty.wait_for("Demo office", SOON * 3);
    pty.key("ctrl-q");
    assert_eq!(pty.exit_code(SOON), 0);
    assert_restored(&pty);
}

#[test]
fn leaving_makes_nothing() {
    let home = home();
    // Ctrl-D, too, is an answer.
    for way_out in ["q\r", "\x04", "1\r\x04"] {
        let mut pty = start(home.path(), &[], &[], (80, 24));
        pty.wait_for("1, 2 or q:", SOON);
        pty.type_text(way_out);
        let code = if way_out.starts_with('1') { 2 } else { 0 };
        assert_eq!(pty.exit_code(SOON), code, "{way_out:?}\n{}", pty.screen());
        assert!(std::fs::read_dir(home.path()).expect("a folder").next().is_none());
    }
    // Where there is nobody to ask, or an office was named, it is said what is missing.
    run_in(home.path(), &[], "").fails(1, "There is no office in");
    let mut pty = start(home.path(), &["--office", "/nowhere"], &[], (80, 24));
    assert_eq!(pty.exit_code(SOON), 1);
    assert!(pty.screen().contains("There is no office in /nowhere"));
}

#[test]
fn a_picture_in_ascii_and_the_warnings() {
    let home = home();
    let office = home.path().join("shop").display().to_string();
    let mut pty = start(home.path(), &["init", "--office", &office], &[("LANG", "C"), ("TERM", "linux")], (110, 80));
    answer(&mut pty);
    assert!(pty.screen().is_ascii() || !pty.screen().contains(['█', '▀']), "{}", pty.screen());
    assert!(String::from_utf8_lossy(&pty.raw_bytes()).contains("\x1b[7m  "));
    pty.type_text("\r");
    pty.wait_for("a lost office", SOON);
    pty.type_text("\r");
    pty.wait_for("Now open it:  kin --office", SOON);
    assert_eq!(pty.exit_code(SOON), 0);
    // A folder that has something in it is refused before anything is asked.
    let mut pty = start(home.path(), &["init", "--office", &office], &[], (80, 24));
    assert_eq!(pty.exit_code(SOON), 1);
    assert!(pty.screen().contains("already holds") && !pty.screen().contains("1 of 4"));
}
