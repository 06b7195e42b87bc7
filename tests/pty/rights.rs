//! Somebody who comes into the office for the first time, and a value that a lead lets an agent see: in real terminals.

use data_encoding::BASE32_NOPAD;
use kin::clock::{Source, System};
use kin::domain::Micros;
use kin::vault::TotpSecret;

use crate::seat::{SOON, Seat, office};
use crate::support::Pty;

const NAME: &str = "Nguyễn Văn Ân";
const PASSWORD: &str = "vịt bầu lội ao sen";

/// The letters of a code that stands in groups on lines of its own.
fn letters(screen: &str, group: usize) -> String {
    let is_code = |word: &&str| word.len() == group && word.chars().all(|c| matches!(c, 'A'..='Z' | '2'..='7'));
    let lines = screen.lines().map(|line| line.split_whitespace().filter(is_code).collect::<Vec<_>>());
    lines.filter(|words| words.len() >= 4).flatten().collect()
}

/// Lets the picture of a code app be scanned by who can only read.
fn secret_of(pty: &Pty) -> TotpSecret {
    let text = letters(&pty.screen(), 4);
    let bytes = BASE32_NOPAD.decode(text.as_bytes()).unwrap_or_else(|_| panic!("{text}: {}", pty.screen()));
    TotpSecret::from_bytes(&bytes).expect("20 bytes")
}

#[test]
fn an_invited_member_comes_in_by_the_screens() {
    let office = office();
    let mut mai = Seat::signed_in(&office, "mai", (100, 30));
    mai.type_text("0");
    mai.wait_for("n invite", SOON);
    mai.type_text("n");
    mai.wait_for("A code is shown once", SOON);
    mai.wait_gone("Loading");
    mai.type_text(NAME);
    mai.key("enter");
    mai.wait_for("Hand this code over in person", SOON);
    let code = letters(&mai.screen(), 1);
    assert_eq!(code.len(), 32, "{}", mai.screen());
    mai.type_text("x");
    mai.wait_until("the code gone", SOON, |screen| !screen.contents().contains("Hand this code over"));
    mai.wait_for("invited", SOON);

    let mut seat = Seat::at(&office, (80, 24), &[]);
    seat.key("ctrl-n");
    seat.wait_for("Type or paste the code", SOON);
    seat.type_text("AAAA-BBBB-CCCC\r");
    seat.wait_for("wrong, was used, or has ended", SOON);
    seat.type_text(&format!("\x15{code}\r"));
    seat.wait_for(&format!("Welcome to {}, {NAME}", "Kin Demo"), SOON);
    seat.type_text(&format!("{PASSWORD}\t{PASSWORD}\r"));
    seat.wait_for("Then type the six digits", SOON);
    assert!(!seat.screen().contains(PASSWORD), "what is typed is not shown");
    let totp = secret_of(&seat);
    let step = System.now().0 / 30_000_000;
    seat.type_text(&format!("{}\r", totp.code_at(Micros(step * 30_000_000))));
    seat.wait_for("When they are on paper, press x.", SOON);
    let recovery = seat
        .screen()
        .split_whitespace()
        .find(|word| word.len() == 19 && word.matches('-').count() == 3)
        .map(str::to_owned);
    let recovery = recovery.expect("a recovery code");
    seat.type_text("x");
    seat.wait_for("You have joined", SOON);
    assert!(!seat.screen().contains(&recovery));
    // The next code, since each is good once; the name is there already.
    seat.type_text(&format!("{PASSWORD}\t{}\r", totp.code_at(Micros((step + 1) * 30_000_000))));
    seat.wait_for(&format!("{NAME} (agent)"), SOON);
    seat.key("ctrl-q");
    assert_eq!(seat.exit_code(SOON), 0);
    // And once in place of the app.
    let mut seat = Seat::at(&office, (80, 24), &[]);
    seat.type_text(&format!("{NAME}\t{PASSWORD}\t{recovery}\r"));
    seat.wait_for(&format!("{NAME} (agent)"), SOON);
    office.run(&["log", "verify"], "").good();
}

#[test]
fn a_lead_lets_an_agent_see_one_more_value() {
    let office = office();
    office.run_as("mai", &["grant", "policy", "set", "--quota", "agent:contact=1/1"]).good();
    let mut lan = Seat::signed_in(&office, "lan", (80, 24));
    lan.open_hong();
    lan.type_text("r");
    lan.wait_for("Why do you need it?", SOON);
    lan.key("enter");
    lan.wait_for("hidden again in", SOON);
    lan.type_text("x");
    lan.key("down");
    lan.key("down");
    lan.type_text("r");
    lan.wait_for("Why do you need it?", SOON);
    lan.key("enter");
    lan.wait_for("Ask for approval", SOON);
    lan.key("enter");
    lan.wait_for("Asked. Those who may approve it see it in Today.", SOON);
    assert!(!lan.screen().contains("dao@example.com"));

    let mut minh = Seat::signed_in(&office, "minh", (80, 24));
    minh.wait_for("1 Today: 1", SOON);
    minh.type_text("1");
    minh.wait_for("Requests to decide 1", SOON);
    minh.key("enter");
    minh.wait_for("Your decision", SOON);
    minh.key("right");
    minh.key("enter");
    minh.wait_until("nothing left", SOON, |screen| !screen.contents().contains("Requests to decide"));

    // It is told when the customer is opened again, and the value shows.
    lan.type_text("1");
    lan.wait_for("approved", SOON);
    lan.key("enter");
    lan.wait_for("[Overview]", SOON);
    lan.key("down");
    lan.key("down");
    lan.type_text("r");
    lan.wait_for("Why do you need it?", SOON);
    lan.key("enter");
    lan.wait_for("dao@example.com", SOON);
    lan.type_text("x");
    lan.wait_gone("dao@example.com");
    office.run(&["log", "verify"], "").good();
}
