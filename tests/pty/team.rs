//! Several people in one office: two on one record, a view for all, and what each likes.

use crate::seat::{SOON, Seat, assert_restored, office};

#[test]
fn two_on_one_record_both_get_their_way() {
    let office = office();
    let mut mai = Seat::signed_in(&office, "mai", (100, 30));
    let mut minh = Seat::signed_in(&office, "minh", (80, 24));
    for seat in [&mut mai, &mut minh] {
        seat.open_hong();
        seat.wait_for("+84 ••• ••• 567", SOON);
        seat.type_text("e");
        seat.wait_for("Sealed: masked once saved", SOON);
    }
    mai.key("down");
    mai.type_text("Hoa Sen");
    mai.key("ctrl-s");
    mai.wait_for("was saved.", SOON);
    minh.key("down");
    minh.key("down");
    minh.type_text(" phố");
    minh.key("ctrl-s");
    minh.wait_for("Changed meanwhile", SOON);
    let screen = minh.screen();
    assert!(screen.contains("✓ Hoa Sen") && screen.contains("✓ Huế phố"), "{screen}");
    minh.key("enter");
    minh.wait_for("was saved.", SOON);
    minh.wait_until("both changes", SOON, |screen| {
        screen.contents().contains("Hoa Sen") && screen.contents().contains("Huế phố")
    });
    // Each takes back what is their own: minh's city, but not mai's edit under it.
    mai.type_text("u");
    mai.wait_for("was changed by someone since", SOON);
    minh.type_text("u");
    minh.wait_for("is taken back", SOON);
    minh.wait_until("the old city and the new company", SOON, |screen| {
        screen.contents().contains("Hoa Sen") && !screen.contents().contains("Huế phố")
    });
    minh.type_text("U");
    minh.wait_for("is done again", SOON);
    minh.wait_for("Huế phố", SOON);
    for seat in [&mut mai, &mut minh] {
        seat.key("ctrl-q");
        assert_eq!(seat.exit_code(SOON), 0);
        assert_restored(seat);
    }
    office.run(&["log", "verify"], "").good();
}

#[test]
fn one_sees_what_another_does_without_a_key() {
    let office = office();
    let mut mai = Seat::signed_in(&office, "mai", (120, 30));
    let mut minh = Seat::signed_in(&office, "minh", (120, 30));
    mai.open_hong();
    minh.wait_for("Huế", SOON);
    mai.type_text("e");
    mai.wait_for("Sealed: masked once saved", SOON);
    mai.key("down");
    mai.type_text("Hoa Sen");
    mai.key("ctrl-s");
    mai.wait_for("was saved.", SOON);
    minh.wait_for("Hoa Sen", SOON);
    assert!(minh.screen().contains("Trần Quốc Đức"), "in the whole list, without a key: {}", minh.screen());
    for seat in [&mut mai, &mut minh] {
        seat.key("ctrl-q");
        assert_eq!(seat.exit_code(SOON), 0);
        assert_restored(seat);
    }
    office.run(&["log", "verify"], "").good();
}

#[test]
fn a_filter_becomes_a_view_for_all() {
    let office = office();
    let mut mai = Seat::signed_in(&office, "mai", (80, 24));
    for typed in ["city = \"Cần Thơ\"", "city = can tho", "name ~ ĐỨC"] {
        mai.type_text("f");
        mai.wait_for("Esc cancel", SOON);
        mai.type_text(&format!("\x15{typed}"));
        mai.wait_for(typed, SOON);
        mai.key("enter");
        mai.wait_until("one customer", SOON, |screen| {
            let text = screen.contents();
            text.contains("Trần Quốc Đức") && !text.contains("Hồng Đào") && text.contains("1 of 3")
        });
    }
    mai.type_text("f");
    mai.wait_for("Esc cancel", SOON);
    mai.type_text("and ctiy = x\r");
    mai.wait_for("Did you mean city?", SOON);
    mai.key("esc");
    mai.type_text("V");
    mai.wait_for("No views yet", SOON);
    mai.type_text("n");
    mai.wait_for("you alone", SOON);
    mai.type_text("Khách tên Đức\t");
    mai.key("right");
    mai.wait_for("everyone", SOON);
    mai.key("enter");
    mai.wait_for("The view Khách tên Đức is saved", SOON);

    // An agent of the same department finds it, under the name of who made it.
    let mut lan = Seat::at(&office, (80, 24), &[]);
    let (password, code) = (office.password("lan"), office.code("lan"));
    lan.type_text(&format!("lan\t{password}\t{code}\r"));
    lan.wait_for("lan (agent)", SOON);
    lan.type_text("V");
    lan.wait_for("by mai", SOON);
    lan.key("enter");
    lan.wait_for("Khách tên Đức · name ~ ĐỨC", SOON);
    lan.wait_for("1 of 3", SOON);
    assert!(!lan.screen().contains("Hồng"), "{}", lan.screen());
    // It is not an agent's to delete.
    lan.type_text("V");
    lan.wait_for("by mai", SOON);
    lan.type_text("dd");
    lan.wait_for("Not possible here", SOON);
    for seat in [&mut mai, &mut lan] {
        seat.key("ctrl-q");
        assert_eq!(seat.exit_code(SOON), 0);
    }
}

#[test]
fn the_language_is_kept_for_the_next_time() {
    let office = office();
    let mut seat = Seat::signed_in(&office, "mai", (80, 24));
    seat.type_text(",");
    seat.wait_for("Language", SOON);
    seat.key("right");
    seat.wait_for("Ngôn ngữ", SOON);
    seat.key("esc");
    seat.wait_for("Khách hàng", SOON);
    seat.type_text("q");
    assert_eq!(seat.exit_code(SOON), 0);
    // The sign-in does not know yet who comes.
    let mut seat = Seat::at(&office, (80, 24), &[]);
    let (password, code) = (office.password("mai"), office.code("mai"));
    seat.type_text(&format!("mai\t{password}\t{code}\r"));
    seat.wait_for("Khách hàng", SOON);
    seat.key("ctrl-q");
    assert_eq!(seat.exit_code(SOON), 0);
    // Nobody else gets it.
    Seat::signed_in(&office, "minh", (80, 24)).wait_for("Customers", SOON);
}
