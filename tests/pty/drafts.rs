//! What is typed outlives the program's end; an editor of one's own writes into it.

use std::time::Duration;

use crate::seat::{SOON, Seat, assert_restored, office};

const HONG: &str = "Nguyễn Thị Hồng Đào";

#[test]
fn a_note_outlives_a_kill_and_a_lost_line() {
    let office = office();
    for (member, words) in [("mai", "Hẹn gọi lại chiều mai"), ("minh", "Đã gửi báo giá")] {
        let mut seat = Seat::signed_in(&office, member, (80, 24));
        seat.open_hong();
        seat.type_text("a");
        seat.wait_for("Note:", SOON);
        seat.type_text(words);
        seat.wait_for(words, SOON);
        // What was promised: two seconds.
        std::thread::sleep(Duration::from_millis(2_300));
        if member == "mai" {
            seat.signal("KILL");
            seat.exit_code(SOON);
        } else {
            seat.hang_up();
            assert_eq!(seat.exit_code(SOON), 129);
        }
        let mut seat = Seat::at(&office, (80, 24), &[]);
        seat.give(member);
        seat.wait_for(&format!("Note for {HONG}"), SOON);
        assert!(!seat.screen().contains(words), "only that there is one");
        seat.key("enter");
        seat.wait_for(words, SOON);
        seat.key("ctrl-s");
        seat.wait_for("in the timeline", SOON);
        seat.key("ctrl-q");
        assert_eq!(seat.exit_code(SOON), 0);
        assert_restored(&seat);
    }
    // Once saved it is offered no more, and never to anybody else.
    let mut seat = Seat::signed_in(&office, "mai", (80, 24));
    seat.open_hong();
    seat.key("right");
    seat.wait_for("Hẹn gọi lại chiều mai", SOON);
    seat.wait_for("Đã gửi báo giá", SOON);
    assert!(!seat.screen().contains("Note for"));
    office.run(&["log", "verify"], "").good();
}

#[test]
fn a_lost_line_is_gone_on_with_where_it_was() {
    let office = office();
    let mut seat = Seat::signed_in(&office, "mai", (80, 24));
    seat.open_hong();
    seat.type_text("a");
    seat.wait_for("Note:", SOON);
    // Not a moment passes between the words and the end of the line.
    seat.type_text("Hẹn gọi lại");
    seat.wait_for("Hẹn gọi lại", SOON);
    seat.hang_up();
    assert_eq!(seat.exit_code(SOON), 129);
    let mut seat = Seat::at(&office, (80, 24), &[]);
    seat.give("mai");
    seat.wait_for(&format!("Note for {HONG}"), SOON);
    seat.key("enter");
    seat.wait_for("Hẹn gọi lại", SOON);
    seat.key("ctrl-s");
    seat.wait_for("in the timeline", SOON);
    seat.wait_for("[Overview]", SOON);
    assert!(seat.screen().contains(HONG), "{}", seat.screen());
    seat.key("esc");
    seat.wait_for("/ hong dao", SOON);
    // A signal is told too: here it is the search that is gone back to.
    seat.signal("TERM");
    assert_eq!(seat.exit_code(SOON), 143);
    let mut seat = Seat::at(&office, (80, 24), &[]);
    seat.give("mai");
    seat.wait_for("/ hong dao", SOON);
    assert!(!seat.screen().contains("Note for"), "{}", seat.screen());
    // Whoever leaves begins anew.
    seat.key("ctrl-q");
    assert_eq!(seat.exit_code(SOON), 0);
    Seat::signed_in(&office, "mai", (80, 24)).wait_for("Trần Quốc Đức", SOON);
    office.run(&["log", "verify"], "").good();
}

#[test]
fn an_editor_of_ones_own_goes_on_with_a_note() {
    let office = office();
    let script = office.file("editor.sh", "printf ' ở Huế\\nhai dòng\\n' >> \"$1\"; touch \"$HOME/edited\"\n");
    let mut seat = Seat::at(&office, (80, 24), &[("EDITOR", &format!("sh '{script}'"))]);
    seat.sign_in("mai");
    seat.open_hong();
    seat.type_text("a");
    seat.wait_for("Note:", SOON);
    seat.type_text("Gặp");
    seat.wait_for("Gặp", SOON);
    seat.key("ctrl-o");
    seat.wait_for("Gặp ở Huế", SOON);
    seat.wait_for("hai dòng", SOON);
    assert!(seat.state().alternate_screen() && !seat.echoes() && office.home().join("edited").exists());
    let left: Vec<_> = std::fs::read_dir(office.home())
        .expect("a folder")
        .filter_map(|entry| entry.ok()?.file_name().into_string().ok())
        .filter(|name| name.starts_with("kin-"))
        .collect();
    assert!(left.is_empty(), "{left:?}");
    seat.key("ctrl-s");
    seat.wait_for("in the timeline", SOON);
    seat.type_text("q");
    assert_eq!(seat.exit_code(SOON), 0);
    // One that fails takes nothing away.
    let mut seat = Seat::at(&office, (80, 24), &[("EDITOR", "false")]);
    seat.sign_in("minh");
    seat.open_hong();
    seat.type_text("a");
    seat.wait_for("Note:", SOON);
    seat.type_text("Gặp");
    seat.key("ctrl-o");
    seat.wait_for("The editor gave nothing back", SOON);
    seat.wait_for("Gặp", SOON);
}
