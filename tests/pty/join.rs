//! An invited person who comes in without the screens, and changes the password after.

use kin::clock::{Source, System};
use kin::vault::TotpSecret;

use crate::office::{Office, home};
use crate::seat::{SOON, start};
use crate::support::Pty;

const PASSWORD: &str = "vịt bầu lội ao sen";

/// The times a text stands on the screen.
fn times(pty: &Pty, text: &str, count: usize) {
    pty.wait_until(&format!("{text:?} {count} times"), SOON, |screen| screen.contents().matches(text).count() == count);
}

fn type_twice(pty: &mut Pty, password: &str, asked: usize) {
    times(pty, "New password", asked);
    pty.type_text(&format!("{password}\r"));
    pty.wait_for("It is strong.", SOON);
    pty.wait_until("the question once more", SOON, |screen| screen.contents().trim_end().ends_with("once more:"));
    pty.type_text(&format!("{password}\r"));
}

#[test]
fn an_invitation_a_password_a_picture_and_the_recovery_codes() {
    let office = Office::demo(0);
    let invite = ["member", "invite", "sen", "--role", "agent", "--department", "Sales", "--json"];
    let invitation = office.run_as("mai", &invite).json()["code"].as_str().expect("a code").to_owned();
    let folder = office.folder().display().to_string();
    let mut pty = start(office.home(), &["--office", &folder, "join"], &[], (100, 70));
    pty.wait_for("Invitation code:", SOON);
    pty.type_text(&format!("{invitation}\r"));
    pty.wait_for("Kin Demo expects you as sen.", SOON);
    pty.wait_for("Enter alone takes it", SOON);
    times(&pty, "New password", 1);
    pty.type_text("short\r");
    pty.wait_for("The password needs at least 15 characters", SOON);
    times(&pty, "New password", 2);
    // The suggestion is taken by Enter, and has to be typed to show that it was kept.
    pty.type_text("\r");
    pty.wait_for("It is strong.", SOON);
    pty.wait_until("the question once more", SOON, |screen| screen.contents().trim_end().ends_with("once more:"));
    pty.type_text("something else\r");
    pty.wait_for("These were not the same.", SOON);
    type_twice(&mut pty, PASSWORD, 3);

    pty.wait_for("The code that the app shows now:", SOON);
    let screen = pty.screen();
    assert!(screen.contains('▀') && screen.contains("Scan the picture"), "{screen}");
    let secret = screen.lines().map(str::trim).find(|line| line.len() == 32 && !line.contains(' ')).expect("a secret");
    pty.type_text("000\r");
    pty.wait_for("That is not the code.", SOON);
    pty.wait_until("the question again", SOON, |screen| screen.contents().matches("shows now:").count() == 2);
    let secret = data_encoding::BASE32_NOPAD.decode(secret.as_bytes()).expect("base32");
    let code = TotpSecret::from_bytes(&secret).expect("20 bytes").code_at(System.now());
    pty.type_text(&format!("{code}\r"));
    pty.wait_for("You are in Kin Demo as sen.", SOON);
    assert_eq!(pty.exit_code(SOON), 0);
    let screen = pty.screen();
    let codes: Vec<&str> = screen.lines().map(str::trim).filter(|line| line.matches('-').count() == 3).collect();
    assert_eq!(codes.len(), 10, "{screen}");
    for secret in [PASSWORD, &invitation, &code] {
        assert!(!screen.contains(secret), "{secret} on\n{screen}");
    }
    assert!(pty.echoes());

    let mut pty = start(office.home(), &["--office", &folder, "password", "--member", "sen"], &[], (100, 30));
    pty.wait_for("Password:", SOON);
    pty.type_text(&format!("{PASSWORD}\r"));
    pty.wait_for("Code:", SOON);
    pty.type_text(&format!("{}\r", codes[0].to_lowercase()));
    type_twice(&mut pty, "rổ khoai nướng bên sông Hương", 1);
    pty.wait_for("The password is changed.", SOON);
    assert_eq!(pty.exit_code(SOON), 0);
}

#[test]
fn what_cannot_be_taken_back_is_asked() {
    let office = Office::demo(0);
    let folder = office.folder().display().to_string();
    let remove = ["--office", &folder, "member", "remove", "lan", "--member", "mai"];
    let mut pty = start(office.home(), &remove, &[], (80, 24));
    pty.wait_for("Take lan out of the office for good? [y/N]", SOON);
    pty.type_text("\r");
    pty.wait_for("Nothing was changed.", SOON);
    assert_eq!(pty.exit_code(SOON), 1);
    let mut pty = start(office.home(), &remove, &[], (80, 24));
    pty.wait_for("[y/N]", SOON);
    pty.type_text("y\r");
    pty.wait_for("Password:", SOON);
    pty.type_text(&format!("{}\r", office.password("mai")));
    pty.wait_for("Code:", SOON);
    pty.type_text(&format!("{}\r", office.code("mai")));
    pty.wait_for("lan is removed.", SOON);
    assert_eq!(pty.exit_code(SOON), 0);
    // Where there is no office nothing is asked.
    let empty = home();
    let mut pty = start(empty.path(), &["join", "--office", "/nowhere"], &[], (80, 24));
    assert_eq!(pty.exit_code(SOON), 1);
    assert!(pty.screen().contains("There is no office in /nowhere"), "{}", pty.screen());
}
