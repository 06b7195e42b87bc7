//! Drafts: sealed to whoever types them, in their place, and to be read nowhere else.

use kin::desk::Desk;
use kin::desk::api::*;
use kin::domain::*;

use crate::office::*;

fn keep(desk: &mut Desk, key: &str, body: &str) -> Result<(), Problem> {
    match desk.ask(Request::SaveDraft { key: key.into(), body: Secret::new(body) })? {
        Reply::DraftSaved => Ok(()),
        other => panic!("{other:?}"),
    }
}

fn drafts(desk: &mut Desk) -> Vec<(String, String)> {
    match desk.ask(Request::Drafts) {
        Ok(Reply::Drafts(drafts)) => drafts.into_iter().map(|d| (d.key, d.body.expose().to_owned())).collect(),
        other => panic!("{other:?}"),
    }
}

fn pair(key: &str, body: &str) -> (String, String) {
    (key.into(), body.into())
}

#[test]
fn a_draft_is_kept_replaced_and_dropped() {
    let office = Office::new();
    let mut desk = office.at("lan");
    let before = office.log().len();
    keep(&mut desk, "note:1", "khách dặn").expect("kept");
    office.clock.advance(1);
    keep(&mut desk, "customer-new", r#"{"phone":"+84904733101"}"#).expect("kept");
    office.clock.advance(1);
    keep(&mut desk, "note:1", "khách dặn lại").expect("kept");
    let kept = [pair("note:1", "khách dặn lại"), pair("customer-new", r#"{"phone":"+84904733101"}"#)];
    assert_eq!(drafts(&mut desk), kept);
    assert!(drafts(&mut office.at("hoa")).is_empty());
    assert_eq!(drafts(&mut office.at("lan")), kept, "after another sign-in");
    assert!(matches!(desk.ask(Request::DropDraft { key: "note:1".into() }), Ok(Reply::DraftDropped)));
    assert!(matches!(desk.ask(Request::DropDraft { key: "note:1".into() }), Ok(Reply::DraftDropped)));
    assert_eq!(drafts(&mut desk), kept[1..]);
    assert!(office.log().iter().take(office.log().len() - before).all(|entry| entry.action == Action::SignIn));
    assert!(matches!(desk.verify_log(&mut |_, _| {}), Ok(Ok(_))));
}

#[test]
fn drafts_have_bounds() {
    let office = Office::new();
    let mut desk = office.at("lan");
    for key in ["", "Note", "note 1", "note/1", "ghi-chú", "x'; DROP", &"a".repeat(101)] {
        match keep(&mut desk, key, "x") {
            Err(Problem::Invalid { field, .. }) => assert_eq!(field, "key", "{key:?}"),
            other => panic!("{key:?}: {other:?}"),
        }
    }
    assert!(matches!(keep(&mut desk, "a", &"x".repeat(64 * 1024 + 1)), Err(Problem::Invalid { .. })));
    keep(&mut office.at("hoa"), "hers", "stays").expect("kept");
    for n in 0..25 {
        office.clock.advance(1);
        keep(&mut desk, &format!("n-{n}"), &"x".repeat(if n == 24 { 64 * 1024 } else { n })).expect("kept");
    }
    let keys: Vec<String> = drafts(&mut desk).into_iter().map(|(key, _)| key).collect();
    assert_eq!(keys, (5..25).rev().map(|n| format!("n-{n}")).collect::<Vec<_>>());
    // A clock set back does not throw away what is being typed now.
    office.clock.advance(-1_000);
    keep(&mut desk, "now", "mới").expect("kept");
    assert!(drafts(&mut desk).contains(&pair("now", "mới")));
    assert_eq!(drafts(&mut desk).len(), 20);
    office.clock.advance(2_000);
    assert_eq!(drafts(&mut office.at("hoa")).len(), 1);
}

#[test]
fn a_lock_closes_them_and_the_password_opens_them() {
    let office = Office::new();
    let mut desk = office.at("lan");
    keep(&mut desk, "note:1", "khách dặn").expect("kept");
    desk.ask(Request::Lock { idle: true }).expect("locked");
    assert_eq!(desk.ask(Request::Drafts).err(), Some(Problem::NoSession));
    assert_eq!(keep(&mut desk, "note:2", "x"), Err(Problem::NoSession));
    assert_eq!(desk.ask(Request::DropDraft { key: "note:1".into() }).err(), Some(Problem::NoSession));
    desk.ask(Request::Unlock { password: Secret::new(password("lan")) }).expect("open");
    assert_eq!(drafts(&mut desk), [pair("note:1", "khách dặn")]);
}

/// Whoever writes the file can move a draft about, and it opens nowhere but in its place.
#[test]
fn a_draft_that_was_moved_does_not_open() {
    let office = Office::new();
    keep(&mut office.at("lan"), "note:1", "khách dặn").expect("kept");
    let (lan, hoa) = (sql(Office::member("lan")), sql(Office::member("hoa")));
    for (touch, who) in [
        ("UPDATE draft SET key = 'note:2'".to_owned(), "lan"),
        (format!("UPDATE draft SET member = {hoa}"), "hoa"),
        (format!("INSERT INTO draft SELECT {hoa}, key, at, sealed FROM draft WHERE member = {lan}"), "hoa"),
        ("UPDATE draft SET sealed = zeroblob(length(sealed))".to_owned(), "lan"),
        ("UPDATE draft SET sealed = x''".to_owned(), "lan"),
    ] {
        let copy = office.copy();
        copy.run(&touch);
        let mut desk = copy.at(who);
        assert!(drafts(&mut desk).is_empty(), "{touch}");
        let lie: i64 = copy.dishonest().query_row("SELECT count(*) FROM draft", [], |row| row.get(0)).expect("a count");
        assert!(lie > 0, "what does not open stays: {touch}");
        keep(&mut desk, "note:1", "mới").expect("a new one takes its place");
        assert!(drafts(&mut desk).contains(&pair("note:1", "mới")), "{touch}");
    }
}

#[test]
fn the_open_database_holds_no_word_of_a_draft() {
    let office = Office::new();
    let mut desk = office.at("lan");
    keep(&mut desk, "customer-new", "Nghệ Quỳnh Anh, giao hàng sau chợ Đông Ba, +84904733101").expect("kept");
    desk.ask(Request::AddNote {
        customer: Office::customer(0),
        kind: ActivityKind::Note,
        text: "một lời ghi vào dòng thời gian".into(),
    })
    .expect("a note");
    // Every page as SQLite sees it, past the file's own encryption.
    let plain = office.home().join("plain.db");
    office
        .dishonest()
        .execute_batch(&format!(
            "ATTACH '{}' AS plain KEY ''; SELECT sqlcipher_export('plain'); DETACH plain",
            plain.display()
        ))
        .expect("an export");
    let bytes = std::fs::read(plain).expect("a file");
    let holds = |text: &str| bytes.windows(text.len()).any(|window| window == text.as_bytes());
    assert!(holds("customer-new") && holds("một lời ghi vào dòng"), "the pages can be read");
    for text in ["Nghệ Quỳnh", "giao hàng sau", "84904733101"] {
        assert!(!holds(text), "{text}");
    }
}
