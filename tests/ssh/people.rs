//! Several people on one served office: what one changes the others see, words from one to the others, the dropped line.

use std::time::Duration;

use crate::office::Office;
use crate::server::{SOON, Server, has_ssh, until};
use crate::support::Pty;

const SIZE: (u16, u16) = (110, 30);

/// Finds the one customer of this name, and opens it.
fn open(pty: &mut Pty, name: &str) {
    pty.type_text(&format!("/{name}"));
    pty.wait_for("1 of 2", SOON);
    pty.key("enter");
    pty.wait_for("[Overview]", SOON);
}

/// An office whose people are of one's own choice.
fn office() -> Office {
    let office = Office::demo(0);
    let people = "Name,Phone,City\nNguyễn Thị Hồng Đào,0903123567,Huế\nTrần Quốc Đức,0912345678,Cần Thơ\n";
    let file = office.file("people.csv", people);
    office.run_by_key(&["import", "customers", &file, "--yes"]).good();
    office
}

#[test]
fn what_one_changes_the_others_see() {
    if !has_ssh() {
        return;
    }
    let office = office();
    let server = Server::start(&office, "");
    server.enrol("mai");
    server.enrol("minh");
    let mut mai = server.seat("mai", SIZE);
    let mut minh = server.seat("minh", SIZE);
    open(&mut mai, "hong");
    open(&mut minh, "hong");
    mai.type_text("e");
    mai.wait_for("Ctrl-S", SOON);
    mai.type_text("Zzyzx ");
    mai.key("ctrl-s");
    mai.wait_for("[Overview]", SOON);
    // In the list and in the detail, without a key.
    minh.wait_until("the new name, twice", SOON, |screen| screen.contents().matches("Zzyzx").count() >= 2);
    // The clock in the title may move on in one such while, and not in two.
    until("a while in which nothing is sent, as nothing changes", || {
        let sent = minh.raw_bytes().len();
        std::thread::sleep(Duration::from_secs(3));
        minh.raw_bytes().len() == sent
    });
}

#[test]
fn a_dropped_line_keeps_the_draft_and_the_place() {
    if !has_ssh() {
        return;
    }
    let office = office();
    let server = Server::start(&office, "");
    server.enrol("mai");
    let mut mai = server.seat("mai", SIZE);
    open(&mut mai, "duc");
    mai.type_text("a");
    mai.wait_for("Note", SOON);
    mai.type_text("half a thought");
    mai.wait_for("half a thought", SOON);
    // The client dies, as its machine may.
    mai.kill();
    until("the end of the session", || server.status()["sessions"] == 0);
    let mut mai = server.ssh("mai", Some(&server.key("mai")), &[], SIZE);
    server.credentials(&mut mai, "mai");
    mai.wait_for("Trần Quốc Đức", SOON);
    mai.wait_for("[Overview]", SOON);
    mai.wait_for("Note for Trần Quốc Đức", SOON);
}

#[test]
fn an_admin_writes_to_people_and_ends_a_session() {
    if !has_ssh() {
        return;
    }
    let office = office();
    let server = Server::start(&office, "");
    server.enrol("mai");
    server.enrol("radu");
    let mut radu = server.ssh("radu", Some(&server.key("radu")), &[], SIZE);
    server.credentials(&mut radu, "radu");
    radu.wait_for("Please look", SOON);
    radu.key("esc");
    let mut mai = server.seat("mai", SIZE);
    mai.type_text("0");
    mai.wait_for("Members", SOON);
    mai.key("tab");
    mai.wait_for("Who is in now", SOON);
    mai.wait_for("2 in", SOON);
    mai.type_text("M");
    mai.wait_for("At most 500 characters", SOON);
    mai.type_text("Tea is ready");
    mai.key("enter");
    radu.wait_for("Tea is ready", SOON);
    // The other session, wherever it stands in the list.
    for key in ["up", "down"] {
        mai.key(key);
        mai.type_text("d");
        std::thread::sleep(Duration::from_millis(300));
        if mai.screen().contains("End the session") {
            break;
        }
    }
    mai.key("enter");
    radu.exit_code(SOON);
    assert!(radu.screen().contains("ended by an admin"), "{}", radu.screen());
    mai.wait_for("1 in", SOON);
}
