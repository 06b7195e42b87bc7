//! Snapshots of whole screens.

use kin::desk::api::*;
use kin::domain::*;
use kin::ui::*;

use crate::office::*;

macro_rules! sight {
    ($name:literal, $seat:expr) => {
        insta::with_settings!({ snapshot_path => "../snapshots", prepend_module_to_snapshot => false }, {
            insta::assert_snapshot!($name, $seat.screen())
        })
    };
}

fn demo() -> Start {
    let login = |name: &str, role, password: &str| DemoLogin {
        name: name.into(),
        role,
        password: password.into(),
        totp_secret: "JBSWY3DPEHPK3PXP".into(),
    };
    Start {
        demo: Some(vec![
            login("lan", Role::Agent, "sen-nở-giữa-hồ"),
            login("minh", Role::Lead, "mưa-bay-qua-phố"),
            login("ana", Role::Auditor, "merele-coapte-cad"),
            login("thu", Role::Owner, "gió-từ-biển-về"),
        ]),
        ..start((80, 24))
    }
}

#[test]
fn sign_in() {
    let mut seat = Seat::small();
    sight!("sign_in", seat);
    seat.keys("lan\tabc\t1\n");
    seat.reply(Err(Problem::SignInRefused));
    sight!("sign_in_refused", seat);
    seat.keys("abc\t123456\n");
    seat.reply(Err(Problem::Wait { seconds: 9 }));
    seat.pass(2);
    sight!("sign_in_wait", seat);
}

#[test]
fn sign_in_of_a_demo() {
    let mut seat = Seat::new(demo());
    seat.send(Event::Codes(["123456", "234567", "345678", "456789"].map(String::from).to_vec()));
    seat.pass(7);
    seat.keys("2");
    sight!("sign_in_demo", seat);
}

#[test]
fn lists() {
    let mut seat = Seat::new(start((80, 24)));
    seat.keys("lan\tx\t1\n");
    seat.reply(Ok(Reply::SignedIn(Box::new(SignedIn { failures_since: 2, ..who(Role::Lead) }))));
    sight!("list_loading", seat);
    seat.reply(Err(Problem::Busy));
    sight!("list_error", seat);
    sight!("list_empty", Seat::signed_in(start((80, 24)), Vec::new(), 0));
    sight!("list_80", Seat::signed_in(start((80, 24)), people(), 1_000_000));
    sight!("list_120", Seat::signed_in(start((120, 40)), people(), 1_000_000));
    let mut seat = Seat::signed_in(start((80, 24)), people(), 1_000_000);
    seat.keys("/hong dao");
    seat.reply(Ok(Reply::Customers(CustomersPage {
        rows: people()[..3].to_vec(),
        next: None,
        total: 1_000_000,
        ..CustomersPage::default()
    })));
    sight!("search", seat);
    sight!("list_vi", Seat::signed_in(Start { lang: Lang::Vi, ..start((80, 24)) }, people(), 1_000_000));
    sight!("list_ro", Seat::signed_in(Start { lang: Lang::Ro, ..start((120, 40)) }, people(), 25_000));
    let plain = Start { ascii: true, mono: true, theme: "mono".into(), ..start((80, 24)) };
    sight!("list_ascii", Seat::signed_in(plain, people(), 7));
}

#[test]
fn hostile_and_long_names() {
    let names = vec![
        row(1, "\x1b[31mred\x1b[0m \u{202e}txt.exe", "\u{200b}zero\u{feff}", "a\tb\nc"),
        row(2, &"Rất dài ".repeat(20), &"Công ty ".repeat(20), &"Phố ".repeat(20)),
        row(3, "👩‍👩‍👧‍👦 family 漢字漢字漢字漢字漢字漢字漢字", "", ""),
        row(4, "a\u{301}\u{301}\u{301}\u{301}\u{301}\u{301}\u{301}b", "", ""),
    ];
    let mut seat = Seat::signed_in(start((120, 40)), names, 4);
    let screen = seat.screen();
    for c in ['\x1b', '\u{202e}', '\u{200b}', '\u{feff}', '\t'] {
        assert!(!screen.contains(c), "{c:?} reached the screen");
    }
    // Every row's columns stay in line: the phones stand at one column.
    let columns: Vec<usize> =
        screen.lines().filter_map(|line| line.find("+84").map(|at| SafeText::new(&line[..at]).width())).collect();
    assert_eq!(columns.len(), 4);
    assert!(columns.windows(2).all(|pair| pair[0] == pair[1]), "{columns:?}\n{screen}");
}

#[test]
fn customer() {
    sight!("detail_80", opened(start((80, 24))));
    let mut seat = opened(start((120, 40)));
    seat.press(KeyCode::Down);
    sight!("detail_120", seat);
    seat.press(KeyCode::Right);
    seat.reply(Ok(Reply::Timeline(vec![
        note(11, ActivityKind::Call, "Hỏi về hóa đơn tháng 10.\nGọi lại chiều mai."),
        note(12, ActivityKind::Note, "Prefers to be called after 17:00, because the workshop is loud before that."),
    ])));
    sight!("timeline_120", seat);
    seat.press(KeyCode::Right);
    seat.reply(Ok(Reply::Access(log_page().rows)));
    sight!("access_120", seat);
    let mut seat = opened(start((80, 24)));
    seat.keys("l");
    seat.reply(Ok(Reply::Timeline(Vec::new())));
    sight!("timeline_empty", seat);
    let mut seat = opened(Start { lang: Lang::Vi, ..start((80, 24)) });
    sight!("detail_vi", seat);
    seat.press(KeyCode::Left);
    seat.reply(Ok(Reply::Access(log_page().rows)));
    sight!("access_vi", seat);
}

#[test]
fn reveal() {
    let mut seat = opened(start((80, 24)));
    seat.keys("r");
    seat.press(KeyCode::Down);
    seat.keys("\thẹn giao chiều nay");
    sight!("reveal_why", seat);
    seat.keys("\n");
    seat.reply(Ok(revealed()));
    seat.pass(3);
    sight!("reveal_shown", seat);
    seat.pass(27);
    sight!("reveal_ended", seat);
    let mut seat = opened(start((80, 24)));
    seat.keys("r\n");
    seat.reply(Err(Problem::Denied { rule: "reveal.contact".into() }));
    sight!("reveal_denied", seat);
}

pub fn revealed() -> Reply {
    Reply::Revealed { customer: id(1), field: Field::Phone, value: Secret::new("+84 903 123 567"), seconds: 30 }
}

#[test]
fn check() {
    let mut seat = opened(start((80, 24)));
    seat.press(KeyCode::End);
    seat.keys("v001188012345");
    sight!("check_typed", seat);
    seat.keys("\n");
    seat.reply(Ok(Reply::Checked { field: Field::NationalId, matches: false, tries_left: 2 }));
    sight!("check_no_match", seat);
    seat.keys("001188012346\n");
    seat.reply(Ok(Reply::Checked { field: Field::NationalId, matches: true, tries_left: 1 }));
    sight!("check_match", seat);
}

#[test]
fn forms() {
    let mut seat = Seat::signed_in(start((80, 24)), people(), 1_000_000);
    seat.keys("n");
    seat.send(Event::Key(Key::ctrl('s')));
    sight!("form_name_needed", seat);
    let mut seat = opened(start((80, 24)));
    seat.keys("e");
    for _ in 0..8 {
        seat.press(KeyCode::Down);
    }
    seat.keys("dao");
    seat.send(Event::Key(Key::ctrl('s')));
    seat.reply(Err(Problem::Invalid { field: "email".into(), unfit: Unfit::Email }));
    sight!("form_error", seat);
    seat.keys("<<<");
    for _ in 0..7 {
        seat.press(KeyCode::Up);
    }
    seat.keys(" Group");
    seat.send(Event::Key(Key::ctrl('s')));
    let theirs = Customer { company: "Bình Minh".into(), status: Status::Inactive, version: 4, ..office_customer() };
    seat.reply(Err(Problem::Conflict { current: Box::new(theirs) }));
    sight!("conflict", seat);
    let mut seat = opened(start((120, 40)));
    seat.keys("aHỏi về hóa đơn.\nGọi lại.");
    sight!("note", seat);
}

fn office_customer() -> Customer {
    crate::office::customer()
}

#[test]
fn log() {
    let mut seat = auditor((80, 24));
    sight!("log_80", seat);
    seat.keys("f\t");
    // As far as "revealed"; the first choice is "any".
    let revealed = Action::ALL.iter().position(|action| *action == Action::FieldReveal).expect("an action");
    for _ in 0..=revealed {
        seat.press(KeyCode::Right);
    }
    seat.keys("\t\t2026-13-01\n");
    sight!("filter", seat);
    seat.keys("<<<<<11-01\n");
    seat.reply(Ok(Reply::Log(LogPage { rows: Vec::new(), next: None, head: Some(412) })));
    sight!("log_filtered_empty", seat);
    let mut seat = auditor((120, 40));
    sight!("log_120", seat);
    seat.keys("\n");
    let row = entry(412, Action::FieldReveal, Outcome::Done, Verified::Good);
    let hash = "7f3c".repeat(16);
    let whole = LogDetail { row, changes: 0, previous: hash.clone(), hash, signer: "lan (ed25519 4f1a…)".into() };
    seat.reply(Ok(Reply::LogEntry(Box::new(whole))));
    sight!("entry", seat);
}

pub fn auditor(size: (u16, u16)) -> Seat {
    let mut seat = Seat::new(start(size));
    seat.keys("ana\tx\t1\n");
    seat.reply(Ok(Reply::SignedIn(Box::new(who(Role::Auditor)))));
    seat.reply(Ok(Reply::Customers(CustomersPage {
        rows: people(),
        next: None,
        total: 7,
        ..CustomersPage::default()
    })));
    seat.pass(30);
    seat.keys("9");
    seat.reply(Ok(Reply::Log(log_page())));
    seat
}

#[test]
fn help_lock_and_too_small() {
    let mut seat = opened(start((80, 24)));
    seat.keys("?");
    sight!("help", seat);
    seat.keys("reveal");
    sight!("help_filtered", seat);
    seat.keys("\x1bL");
    sight!("lock", seat);
    seat.keys("wrong\n");
    seat.reply(Err(Problem::SignInRefused));
    sight!("lock_refused", seat);
    sight!("too_small", Seat::new(start((39, 11))));
    sight!("smallest", Seat::signed_in(start((40, 12)), people(), 7));
}
