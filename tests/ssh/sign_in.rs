//! Coming in with the ordinary client: a key, the password and the code; an invitation; and what does not let anybody in.

use crate::office::Office;
use crate::server::{SOON, Server, has_ssh};

const SIZE: (u16, u16) = (100, 30);

#[test]
fn a_member_works_over_ssh() {
    if !has_ssh() {
        return;
    }
    let office = Office::demo(60);
    let server = Server::start(&office, "");
    server.enrol("lan");
    let mut pty = server.seat("lan", SIZE);
    pty.wait_for("served", SOON);
    pty.key("enter");
    pty.wait_for("[Overview]", SOON);
    pty.type_text("q");
    assert_eq!(pty.exit_code(SOON), 0, "{}", pty.screen());
    let state = pty.state();
    assert!(!state.alternate_screen() && !state.bracketed_paste() && !state.hide_cursor());
    let log = office.run_as("radu", &["log", "list", "--json"]);
    let signed_in =
        log.lines().into_iter().find(|row| row["entry"]["action"] == "session.sign_in" && row["member"] == "lan");
    let origin = signed_in.expect("an entry")["entry"]["origin"].as_str().expect("an origin").to_owned();
    assert!(origin.contains("127.0.0.1"), "{origin}");
}

#[test]
fn a_new_member_joins_with_only_a_client() {
    if !has_ssh() {
        return;
    }
    let office = Office::demo(5);
    let server = Server::start(&office, "");
    let invited = office
        .run_as("mai", &["member", "invite", "Bùi Văn Nam", "--role", "agent", "--department", "Support", "--json"])
        .json();
    let code = invited["code"].as_str().expect("a code").to_owned();
    let key = server.key("nam");
    let mut pty = server.ssh("join", Some(&key), &[], (100, 40));
    pty.wait_for("Invitation code:", SOON);
    pty.type_text("no such code at all\r");
    let asked = |screen: &vt100::Screen| screen.contents().matches("Invitation code:").count() == 2;
    pty.wait_until("second question", SOON, asked);
    pty.type_text(&format!("{code}\r"));
    pty.wait_for("Bùi Văn Nam", SOON);
    drop(pty);
    // Nothing but the first sign-in was there, and the invitation still holds.
    assert!(office.join(&code, "eight calm otters drift at dusk").is_ok());
}

#[test]
fn the_client_refuses_another_host_key() {
    if !has_ssh() {
        return;
    }
    let office = Office::demo(0);
    let server = Server::start(&office, "");
    let known = office.file("other_hosts", {
        let line = crate::server::new_key().public_key().to_openssh().expect("a line");
        format!("[127.0.0.1]:{} {line}\n", server.port)
    });
    let option = format!("UserKnownHostsFile={known}");
    let mut pty = server.ssh("lan", None, &["-o", &option], SIZE);
    assert_eq!(pty.exit_code(SOON), 255);
}

#[test]
fn a_password_alone_is_enough_only_where_the_office_says_so() {
    if !has_ssh() {
        return;
    }
    let office = Office::demo(5);
    let server = Server::start(&office, "sign_in = \"password\"");
    let mut pty = server.ssh("lan", None, &[], SIZE);
    server.answer(&mut pty, "lan");
    drop((pty, server));
    let server = Server::start(&office, "sign_in = \"key\"");
    let mut pty = server.ssh("lan", None, &[], SIZE);
    assert_eq!(pty.exit_code(SOON), 255);
    assert!(!pty.screen().contains("Password"), "{}", pty.screen());
}
