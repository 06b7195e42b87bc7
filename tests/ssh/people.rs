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
    server.enrol("mai");
    server.enrol("minh");
    let mut mai = server.seat("mai", SIZE);
    let mut minh = server.seat("minh", SIZE);
    // Both look at the same customer; one corrects its name.
    open_first(&mut mai);
    open_first(&mut minh);
    mai.key("e");
    mai.wait_for("Name", SOON);
    mai.type_text("Zzyzx ");
    mai.key("ctrl-s");
    mai.wait_for("Saved", SOON);
    minh.wait_for("Zzyzx", SOON);
    // Where nothing changes nothing is sent.
    let sent = minh.raw_bytes().len();
    std::thread::sleep(std::time::Duration::from_secs(3));
    assert_eq!(minh.raw_bytes().len(), sent, "an idle screen is silent");
}

#[test]
fn a_dropped_line_keeps_the_draft_and_the_place() {
    if !has_ssh() {
        return;
    }
    let office = Office::demo(30);
    let server = Server::start(&office, "");
    server.enrol("mai");
    let mut mai = server.seat("mai", SIZE);
    open_first(&mut mai);
    mai.key("n");
    mai.wait_for("Esc", SOON);
    mai.type_text("half a thought");
    mai.wait_for("half a thought", SOON);
    mai.kill();
    until("end of the session", || server.status()["sessions"] == 0);
    let mut mai = server.ssh("mai", Some(&server.key("mai")), &[], SIZE);
    mai.wait_for("Password:", SOON);
    mai.type_text(&format!("{}\r", office.password("mai")));
    mai.wait_for("Code:", SOON);
    mai.type_text(&format!("{}\r", office.code("mai")));
    mai.wait_for("Overview", SOON);
}

#[test]
fn an_admin_writes_to_people_and_ends_a_session() {
    if !has_ssh() {
        return;
    }
    let office = Office::demo(10);
    let server = Server::start(&office, "");
    for member in ["mai", "lan"] {
        server.enrol(member);
    }
    let mut lan = server.seat("lan", SIZE);
    let mut mai = server.seat("mai", SIZE);
    mai.key("0");
    mai.wait_for("Sessions", SOON);
    assert_eq!(server.status()["sessions"], 2);
    drop(mai);
    assert!(!lan.screen().is_empty());
    lan.key("q");
    assert_eq!(lan.exit_code(SOON), 0);
}
