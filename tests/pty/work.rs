//! A day's work on the screens, at the smallest usual size and at a wide one.

use crate::seat::{PHONE, PHONE_SHOWN, SOON, Seat, assert_restored, office};

#[test]
fn a_wrong_password_is_said_and_a_right_one_opens() {
    let office = office();
    let mut seat = Seat::at(&office, (80, 24), &[]);
    seat.type_text("mai\tnot the password\t000000\r");
    seat.wait_for("Name, password or code is wrong. Type them again.", SOON);
    assert!(!seat.screen().contains("not the password"));
    seat.key("ctrl-q");
    assert_eq!(seat.exit_code(SOON), 0);
    let seat = Seat::signed_in(&office, "mai", (80, 24));
    seat.wait_for("mai (owner)", SOON);
    let screen = seat.screen();
    assert!(screen.contains("+84 ••• ••• 567") && !screen.contains("903"), "{screen}");
}

#[test]
fn search_follows_every_letter() {
    let office = office();
    let mut seat = Seat::signed_in(&office, "mai", (80, 24));
    let found = |seat: &Seat, wanted: &[&str]| {
        seat.wait_until(&format!("{wanted:?} alone"), SOON, |screen| {
            let text = screen.contents();
            ["Hồng Đào", "Ștefănescu", "Quốc Đức"].iter().all(|name| text.contains(name) == wanted.contains(name))
        });
    };
    for (typed, wanted) in [
        ("hong", &["Hồng Đào"][..]),
        ("HỒNG", &["Hồng Đào"]),
        ("đ", &["Hồng Đào", "Quốc Đức"]),
        ("stefanescu", &["Ștefănescu"]),
        ("ma ste", &["Ștefănescu"]),
        ("tran đưc", &["Quốc Đức"]),
        ("nobody of this name", &[]),
    ] {
        seat.type_text("/");
        seat.type_text(typed);
        seat.wait_for(typed, SOON);
        found(&seat, wanted);
        seat.key("esc");
        seat.key("esc");
        found(&seat, &["Hồng Đào", "Ștefănescu", "Quốc Đức"]);
    }
    // An input method's burst: what was typed is taken back and typed anew, in one write.
    seat.type_text("/");
    seat.type_text("ho\x7f\x7fhồ");
    seat.wait_for("/ hồ ", SOON);
    found(&seat, &["Hồng Đào"]);
}

#[test]
fn a_value_is_revealed_with_a_reason_and_hidden_again() {
    let office = office();
    for (member, size) in [("mai", (80, 24)), ("minh", (120, 40))] {
        let mut seat = Seat::signed_in(&office, member, size);
        seat.open_hong();
        seat.wait_for("+84 ••• ••• 567", SOON);
        assert!(!seat.screen().contains(PHONE) && !seat.screen().contains(PHONE_SHOWN));
        seat.type_text("r");
        seat.wait_for("Why do you need it?", SOON);
        seat.key("down");
        seat.key("tab");
        seat.type_text("hẹn giao chiều nay");
        seat.key("enter");
        seat.wait_for("hidden again in", SOON);
        assert!(seat.screen().contains(PHONE_SHOWN), "{}", seat.screen());
        seat.wait_for("hidden again in 28 s", SOON);
        seat.key("esc");
        seat.wait_gone("hidden again in");
        assert!(!seat.screen().contains(PHONE) && !seat.screen().contains(PHONE_SHOWN));
        seat.type_text("q");
        assert_eq!(seat.exit_code(SOON), 0);
        assert_restored(&seat);
        assert!(!seat.screen().contains(PHONE) && !seat.screen().contains(PHONE_SHOWN));
    }
    let log = office.run_as("radu", &["log", "list", "--json", "--limit", "5000"]);
    assert_eq!(log.out.matches("hẹn giao chiều nay").count(), 2);
    assert!(!log.out.contains("3123567"));
}

#[test]
fn the_lock_shows_nothing_of_anybody() {
    let office = office();
    let mut seat = Seat::signed_in(&office, "mai", (80, 24));
    seat.open_hong();
    seat.type_text("L");
    seat.wait_for("Type your password to go on.", SOON);
    for text in ["Hồng", "Đào", "•••", "567", "Huế"] {
        assert!(!seat.screen().contains(text), "{text}:\n{}", seat.screen());
    }
    seat.type_text("wrong\r");
    seat.wait_for("That password is wrong. Try again.", SOON);
    let password = office.password("mai");
    seat.type_text(&format!("{password}\r"));
    seat.wait_for("Nguyễn Thị Hồng Đào", SOON);
    assert!(!seat.screen().contains(&password));
}

#[test]
fn a_note_and_a_customer_are_added() {
    let office = office();
    let mut seat = Seat::signed_in(&office, "mai", (80, 24));
    seat.open_hong();
    seat.type_text("a");
    seat.wait_for("Note: Nguyễn Thị Hồng Đào", SOON);
    seat.type_text("Hỏi về hóa đơn.\rGọi lạ\x7fại.");
    seat.wait_for("Gọi lại.", SOON);
    seat.key("ctrl-s");
    seat.wait_for("The note is in the timeline.", SOON);
    seat.key("right");
    seat.wait_for("Hỏi về hóa đơn.", SOON);
    seat.wait_for("hay gọi sáng", SOON);
    seat.key("esc");
    seat.key("esc");

    seat.wait_for("Press / to search", SOON);
    seat.type_text("n");
    seat.wait_for("Sealed: masked once saved", SOON);
    seat.key("ctrl-s");
    seat.wait_for("A name is needed.", SOON);
    seat.type_text("Phạm Ánh Nguyệt");
    for _ in 0..6 {
        seat.key("tab");
    }
    seat.type_text("0987 654 321");
    seat.key("ctrl-s");
    seat.wait_for("+84 ••• ••• 321", SOON);
    assert!(!seat.screen().contains("0987"), "{}", seat.screen());
    seat.wait_for("Phạm Ánh Nguyệt", SOON);
    seat.type_text("q");
    assert_eq!(seat.exit_code(SOON), 0);
    let rows = office.run_as("mai", &["customer", "list", "--json", "--search", "/+84987654321"]).lines();
    assert_eq!((rows.len(), &rows[0]["name"]), (1, &"Phạm Ánh Nguyệt".into()));
    office.run(&["log", "verify"], "").good();
}

#[test]
fn the_log_and_the_help_open() {
    let office = office();
    let mut seat = Seat::signed_in(&office, "mai", (80, 24));
    seat.open_hong();
    seat.type_text("9");
    seat.wait_for("Newest first", SOON);
    seat.wait_for("✓ good", SOON);
    seat.wait_for("opened", SOON);
    assert!(!seat.screen().contains("✗"), "{}", seat.screen());
    seat.key("enter");
    seat.wait_for("log viewed", SOON);
    seat.key("esc");
    seat.type_text("?");
    seat.wait_for("Find a key or a word", SOON);
    seat.key("esc");
    seat.wait_gone("Find a key or a word");
    seat.type_text("2");
    seat.wait_for("Nguyễn Thị Hồng Đào", SOON);
}
