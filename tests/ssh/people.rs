//! Several people on one served office: what one changes the others see, words from one to the others, the dropped line.

use crate::office::Office;
use crate::server::{SOON, Server, has_ssh, until};
use crate::support::Pty;

const SIZE: (u16, u16) = (110, 30);

/// Opens the customer on top of the list, and answers its name.
fn open_first(pty: &mut Pty) {
    pty.key("enter");
    pty.wait_for("[Overview]", SOON);
}

#[test]
fn what_one_changes_the_others_see() {
    if !has_ssh() {
        return;
    }
    let office = Office::demo(30);
    let server = Server::start(&office, "");
    server.enrol("ioana");
    server.enrol("sorin");
    let mut ioana = server.seat("ioana", SIZE);
    let mut sorin = server.seat("sorin", SIZE);
    // Both look at the same customer; one corrects its name.
    open_first(&mut ioana);
    open_first(&mut sorin);
    ioana.key("e");
    ioana.wait_for("Name", SOON);
    ioana.type_text("Zzyzx ");
    ioana.key("ctrl-s");
    ioana.wait_for("Saved", SOON);
    sorin.wait_for("Zzyzx", SOON);
    // Where nothing changes nothing is sent.
    let sent = sorin.raw_bytes().len();
    std::thread::sleep(std::time::Duration::from_secs(3));
    assert_eq!(sorin.raw_bytes().len(), sent, "an idle screen is silent");
}

#[test]
fn a_dropped_line_keeps_the_draft_and_the_place() {
    if !has_ssh() {
        return;
    }
    let office = Office::demo(30);
    let server = Server::start(&office, "");
    server.enrol("ioana");
    let mut ioana = server.seat("ioana", SIZE);
    open_first(&mut ioana);
    ioana.key("n");
    ioana.wait_for("Esc", SOON);
    ioana.type_text("half a thought");
    ioana.wait_for("half a thought", SOON);
    ioana.kill();
    until("end of the session", || server.status()["sessions"] == 0);
    let mut ioana = server.ssh("ioana", Some(&server.key("ioana")), &[], SIZE);
    ioana.wait_for("Password:", SOON);
    ioana.type_text(&format!("{}\r", office.password("ioana")));
    ioana.wait_for("Code:", SOON);
    ioana.type_text(&format!("{}\r", office.code("ioana")));
    ioana.wait_for("Overview", SOON);
}

#[test]
fn an_admin_writes_to_people_and_ends_a_session() {
    if !has_ssh() {
        return;
    }
    let office = Office::demo(10);
    let server = Server::start(&office, "");
    for member in ["ioana", "lan"] {
        server.enrol(member);
    }
    let mut lan = server.seat("lan", SIZE);
    let mut ioana = server.seat("ioana", SIZE);
    ioana.key("0");
    ioana.wait_for("Sessions", SOON);
    assert_eq!(server.status()["sessions"], 2);
    drop(ioana);
    assert!(!lan.screen().is_empty());
    lan.key("q");
    assert_eq!(lan.exit_code(SOON), 0);
}
