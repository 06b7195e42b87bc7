//! The program and its terminal: sizes, colours, silence, and every way out.

use std::time::Duration;

use crate::seat::{SOON, Seat, assert_restored, office, start};

#[test]
fn every_way_out_restores_the_terminal() {
    let office = office();
    for (member, signal, code) in [("mai", "TERM", 143), ("minh", "HUP", 129)] {
        let mut seat = Seat::signed_in(&office, member, (80, 24));
        seat.signal(signal);
        assert_eq!(seat.exit_code(SOON), code, "{signal}");
        assert_restored(&seat);
    }
    let mut seat = Seat::at(&office, (80, 24), &[]);
    seat.hang_up();
    assert_eq!(seat.exit_code(SOON), 129);
    let mut seat = Seat::signed_in(&office, "mai", (80, 24));
    seat.type_text("q");
    assert_eq!(seat.exit_code(SOON), 0);
    assert_restored(&seat);
    let log = office.run_as("radu", &["log", "list", "--json", "--limit", "5000"]).lines();
    let out = log.iter().find(|row| row["member"] == "mai").expect("an entry");
    assert_eq!(out["entry"]["action"], "session.sign_out", "leaving signs out");
    office.run(&["log", "verify"], "").good();
}

#[test]
fn a_storm_of_sizes_ends_in_a_right_screen() {
    let office = office();
    let mut seat = Seat::signed_in(&office, "mai", (80, 24));
    seat.wait_for("Trần Quốc Đức", SOON);
    let before = seat.screen();
    let mut random = fastrand::Rng::with_seed(5);
    for _ in 0..50 {
        seat.resize(random.u16(20..180), random.u16(5..60));
        std::thread::sleep(Duration::from_millis(random.u64(0..15)));
    }
    seat.resize(30, 8);
    seat.wait_for("too small", SOON);
    assert!(!seat.screen().contains("Hồng"));
    seat.resize(80, 24);
    // The clock in the corner may have gone on.
    let body = |screen: &str| screen.lines().skip(1).map(|row| row.trim_end().to_owned()).collect::<Vec<_>>();
    seat.wait_until("the screen of before", SOON, |screen| body(&screen.contents()) == body(&before));
}

#[test]
fn a_window_too_small_says_so() {
    let office = office();
    let folder = office.folder().display().to_string();
    let mut pty = start(office.home(), &["--office", &folder], &[], (30, 8));
    pty.wait_for("too small", SOON);
    pty.key("ctrl-q");
    assert_eq!(pty.exit_code(SOON), 0);
}

#[test]
fn without_colour_no_colour_is_sent() {
    let office = office();
    let colours = |more: &[(&str, &str)], member: &str| {
        let mut seat = Seat::at(&office, (80, 24), more);
        seat.sign_in(member);
        seat.open_hong();
        seat.type_text("r");
        seat.wait_for("Why do you need it?", SOON);
        let raw = String::from_utf8_lossy(&seat.raw_bytes()).into_owned();
        let codes = raw.split("\x1b[").skip(1).filter_map(|rest| {
            let (parameters, _) = rest.split_once('m')?;
            parameters
                .bytes()
                .all(|byte| byte.is_ascii_digit() || byte == b';' || byte == b':')
                .then(|| parameters.to_owned())
        });
        codes
            .flat_map(|codes| codes.split([';', ':']).map(str::to_owned).collect::<Vec<_>>())
            .filter(|code| matches!(code.parse(), Ok(30..=38 | 40..=48 | 58 | 90..=107)))
            .count()
    };
    assert_eq!(colours(&[("NO_COLOR", "1")], "mai"), 0);
    assert!(colours(&[], "minh") > 0, "the test sees colours where there are some");
}

#[test]
fn who_does_nothing_is_sent_nothing() {
    let office = office();
    let mut seat = Seat::signed_in(&office, "mai", (80, 24));
    seat.open_hong();
    seat.wait_for("+84 ••• ••• 567", SOON);
    // The clock in the corner turns once a minute: look between two turns, away from the welcome's end too.
    let quiet = (0..5).any(|_| {
        std::thread::sleep(Duration::from_secs(1));
        let before = seat.raw_bytes().len();
        std::thread::sleep(Duration::from_secs(2));
        seat.raw_bytes().len() == before
    });
    assert!(quiet, "an idle program sends nothing");
}
