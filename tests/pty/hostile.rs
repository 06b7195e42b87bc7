//! What terminals, networks and strangers do: floods of sizes, kills, stops, hostile pastes, stray reports.

use std::time::Duration;

use crate::office::{KIN, env};
use crate::seat::{SOON, Seat, assert_restored, office, start};
use crate::support::Pty;

const HONG: &str = "Nguyễn Thị Hồng Đào";

#[test]
fn an_input_method_writes_into_the_search_and_a_form() {
    let office = office();
    let mut seat = Seat::signed_in(&office, "mai", (80, 24));
    // Telex as it arrives: what was typed is taken back and typed anew, in one read each.
    seat.type_text("/");
    for burst in ["h", "o", "\x7fô", "n", "g", "\x7f\x7f\x7fồng", "\x08\x08\x08\x08hồng"] {
        seat.type_text(burst);
    }
    seat.wait_for("hồng", SOON);
    seat.wait_until("the one who was searched for", SOON, |screen| {
        screen.contents().contains(HONG) && !screen.contents().contains("Ștefănescu")
    });
    seat.key("esc");
    seat.key("esc");
    seat.wait_for("Ștefănescu", SOON);
    seat.type_text("n");
    seat.wait_for("Sealed: masked once saved", SOON);
    seat.type_text("Nguyeen\x7f\x7f\x7fêntr\x7f\x7f\x7f\x7fễn Vawn\x7f\x7f\x7făn");
    seat.wait_for("Nguyễn Văn", SOON);
    seat.key("ctrl-s");
    seat.wait_gone("Sealed: masked once saved");
    seat.wait_for("Nguyễn Văn", SOON);
    let rows = office.run_as("minh", &["customer", "list", "--json", "--search", "van nguyen"]);
    assert!(rows.code == 0, "{rows:?}");
    let rows = office.run_as("mai", &["customer", "list", "--json"]).lines();
    assert!(rows.iter().any(|row| row["name"] == "Nguyễn Văn"), "{rows:?}");
}

#[test]
fn a_hostile_paste_into_a_note_is_only_text() {
    let office = office();
    let mut seat = Seat::signed_in(&office, "mai", (80, 24));
    seat.open_hong();
    seat.type_text("a");
    seat.wait_for("Note:", SOON);
    let before = seat.raw_bytes().len();
    // A title, a colour, a clipboard, a screen's end, an end of the paste that is none, C1, bidi and zeros.
    seat.type_text(
        "\x1b[200~đầu \x1b]0;owned\x07\x1b[31mđỏ\x1b]52;c;b3duZWQ=\x07\x1b[?1049l\x1b[201\u{9b}31m\0\u{202e}cuối\r\nq\x13\x11\x1b[201~",
    );
    seat.wait_for("đầu", SOON);
    seat.wait_for("cuối", SOON);
    let drawn = String::from_utf8_lossy(&seat.raw_bytes()[before..]).into_owned();
    for bad in ["\x1b]0;", "\x1b]52;", "\x1b[?1049l", "\u{9b}", "\u{202e}"] {
        assert!(!drawn.contains(bad), "{bad:?} in {drawn:?}");
    }
    assert!(seat.state().alternate_screen());
    seat.key("ctrl-s");
    seat.wait_gone("Note:");
    seat.key("esc");
    seat.key("ctrl-q");
    assert_eq!(seat.exit_code(SOON), 0);
    assert_restored(&seat);
    office.run(&["log", "verify"], "").good();
}

#[test]
fn two_hundred_sizes_end_in_one_right_frame() {
    let office = office();
    let mut seat = Seat::signed_in(&office, "mai", (100, 30));
    seat.wait_for("Trần Quốc Đức", SOON);
    let mut random = fastrand::Rng::with_seed(11);
    for _ in 0..200 {
        // The emulator itself fails where a line wraps in a single row or column.
        seat.resize(random.u16(2..200), random.u16(2..70));
        if random.u8(..8) == 0 {
            std::thread::sleep(Duration::from_millis(2));
        }
    }
    seat.resize(100, 30);
    // Sizes that are behind the terminal's may still be drawn; the last one is drawn last.
    seat.wait_until("all three people", SOON, |screen| {
        [HONG, "Ștefănescu", "Trần Quốc Đức"].iter().all(|name| screen.contents().matches(name).count() == 1)
    });
    let mut fresh = Seat::signed_in(&office, "minh", (100, 30));
    fresh.wait_for("Trần Quốc Đức", SOON);
    let names = |pty: &Pty| pty.screen().lines().filter(|row| row.contains("•••")).map(str::len).collect::<Vec<_>>();
    assert_eq!(names(&seat).len(), names(&fresh).len());
    for seat in [&mut seat, &mut fresh] {
        seat.key("ctrl-q");
        assert_eq!(seat.exit_code(SOON), 0);
    }
}

#[test]
fn a_stopped_program_leaves_a_clean_terminal_to_the_shell() {
    let office = office();
    let line = format!("set -m; {KIN} --office {}; echo STOPPED; read go; fg", office.folder().display());
    let env = env(office.home());
    let env: Vec<(&str, &str)> = env.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
    let pty = Pty::spawn("/bin/sh", &["-c", &line], &env, 80, 24);
    let mut seat = Seat { pty, office: &office };
    seat.wait_for("Sign in with your name", SOON);
    seat.sign_in("mai");
    seat.key("ctrl-z");
    seat.wait_for("STOPPED", SOON);
    let between = seat.state();
    assert!(!between.alternate_screen() && !between.bracketed_paste() && !between.hide_cursor());
    assert_eq!(between.mouse_protocol_mode(), vt100::MouseProtocolMode::None);
    for text in ["Hồng", "•••", "mai"] {
        assert!(!between.contents().contains(text), "{}", between.contents());
    }
    seat.type_text("\r");
    seat.wait_for(HONG, SOON);
    seat.key("ctrl-q");
    assert_eq!(seat.exit_code(SOON), 0);
    assert_restored(&seat);
}

#[test]
fn a_kill_leaves_the_office_whole() {
    let office = office();
    let mut seat = Seat::signed_in(&office, "mai", (80, 24));
    seat.open_hong();
    seat.signal("KILL");
    seat.exit_code(SOON);
    office.run(&["log", "verify"], "").good();
    let log = office.run_as("radu", &["log", "list", "--json", "--limit", "5000"]).lines();
    assert!(log.iter().any(|row| row["entry"]["action"] == "session.sign_in" && row["member"] == "mai"));
    let mut seat = Seat::signed_in(&office, "mai", (80, 24));
    seat.key("ctrl-q");
    assert_eq!(seat.exit_code(SOON), 0);
}

#[test]
fn what_cannot_show_screens_says_why() {
    let office = office();
    let folder = office.folder().display().to_string();
    for term in ["dumb", ""] {
        let mut pty = start(office.home(), &["--office", &folder], &[("TERM", term)], (80, 24));
        assert_eq!(pty.exit_code(SOON), 2, "{}", pty.screen());
        assert!(pty.screen().contains("xterm-256color"), "{}", pty.screen());
        assert!(!String::from_utf8_lossy(&pty.raw_bytes()).contains("\x1b["));
    }
    // Standard output closed: no panic, and words that say so.
    let line = format!("{KIN} --office {folder} >&-; echo code $?");
    let env = env(office.home());
    let env: Vec<(&str, &str)> = env.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
    let mut pty = Pty::spawn("/bin/sh", &["-c", &line], &env, 80, 24);
    pty.exit_code(SOON);
    assert!(pty.screen().contains("code 2") && pty.screen().contains("standard output is not one"), "{}", pty.screen());
}

#[test]
fn the_mouse_never_types() {
    let office = office();
    let mut seat = Seat::signed_in(&office, "mai", (80, 24));
    assert_eq!(seat.state().mouse_protocol_mode(), vt100::MouseProtocolMode::PressRelease);
    seat.type_text("/zz");
    seat.wait_for("zz", SOON);
    for report in ["\x1b[<35;10;10M", "\x1b[<0;70;23m", "\x1b[<2;5;5M", "\x1b[Mqqq", "\x1b[M !!", "\x1b[I", "\x1b[O"] {
        seat.type_text(report);
        // In two reads as well.
        let (start, end) = report.split_at(report.len() - 1);
        seat.type_text(start);
        seat.type_text(end);
    }
    seat.type_text("y");
    seat.wait_for("zzy", SOON);
    seat.key("ctrl-q");
    assert_eq!(seat.exit_code(SOON), 0);
    assert_restored(&seat);
    // Who does not want it is not asked.
    let config = office.file("kin.toml", "[ui]\nmouse = false\n");
    let seat = Seat::at(&office, (80, 24), &[("KIN_CONFIG", &config)]);
    assert_eq!(seat.state().mouse_protocol_mode(), vt100::MouseProtocolMode::None);
}
