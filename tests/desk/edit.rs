//! Customers made and changed, notes, reveals and checks, as people do them all day.

use kin::desk::api::*;
use kin::domain::*;

use crate::office::*;

#[test]
fn a_customer_is_made_changed_and_cleared() {
    let office = Office::new();
    let mut desk = office.at("lan");
    let sealed = vec![
        (Field::Phone, Secret::new("0904 733 101")),
        (Field::Email, Secret::new("Moi.Nguoi@Example.VN")),
        (Field::Address, Secret::new("  5 Lê Duẩn ")),
        (Field::BirthDate, Secret::new("31/05/1990")),
    ];
    let id =
        save(&mut desk, CustomerDraft { sealed, city: " Huế ".into(), ..new_draft("  Lê Thị Mới ") }).expect("made");
    assert_eq!(office.last().subject, Some(id));
    assert!(!office.last().details.contains("0904"));
    let detail = open(&mut desk, id).expect("there");
    assert_eq!((detail.customer.name.as_str(), detail.customer.city.as_str()), ("Lê Thị Mới", "Huế"));
    assert_eq!((detail.owner.as_str(), detail.department.as_str()), ("lan", "Support"));
    assert_eq!(detail.customer.code, format!("KH-{:06}", CUSTOMERS + 1));
    let values =
        [(Field::Phone, "+84904733101"), (Field::Email, "Moi.Nguoi@example.vn"), (Field::Address, "5 Lê Duẩn")];
    for (field, value) in values {
        assert_eq!(revealed(&mut desk, id, field).as_deref(), Ok(value));
    }
    // An edit that names no sealed field leaves them as they are, and they open at the new version.
    save(&mut desk, CustomerDraft { company: "Sen".into(), ..draft_of(&detail.customer) }).expect("changed");
    assert_eq!(revealed(&mut desk, id, Field::Phone).as_deref(), Ok("+84904733101"));
    // One changed, one cleared; the tokens follow.
    let now = open(&mut desk, id).expect("there");
    assert_eq!((now.customer.version, now.customer.company.as_str()), (2, "Sen"));
    let sealed = vec![(Field::Phone, Secret::new("0904733202")), (Field::Email, Secret::new(""))];
    save(&mut desk, CustomerDraft { sealed, ..draft_of(&now.customer) }).expect("changed");
    let fields: Vec<Field> = open(&mut desk, id).expect("there").masked.iter().map(|masked| masked.field).collect();
    assert_eq!(fields, [Field::Phone, Field::Address, Field::BirthDate]);
    assert_eq!(revealed(&mut desk, id, Field::Phone).as_deref(), Ok("+84904733202"));
    assert_eq!(revealed(&mut desk, id, Field::Email).err(), Some(Problem::NotFound));
    let found = |desk: &mut _, value: &str| list(desk, value).expect("a list").rows.len();
    assert_eq!(found(&mut desk, "/0904733202"), 1);
    assert_eq!(found(&mut desk, "/0904733101"), 0);
    assert_eq!(found(&mut desk, "/moi.nguoi@example.vn"), 0);
    assert!(matches!(desk.verify_log(&mut |_, _| {}), Ok(Ok(_))));
}

#[test]
fn what_is_wrong_is_refused_by_its_field_and_nothing_is_kept() {
    let office = Office::new();
    let mut desk = office.at("lan");
    let before = office.log().len();
    for (field, value) in [
        (Field::Email, "no address"),
        (Field::BirthDate, "31/02/1990"),
        (Field::NationalId, "003190012345"),
        (Field::Iban, "RO49AAAA1B31007593840001"),
        (Field::Address, &"x".repeat(501)),
    ] {
        let sealed = vec![(Field::Phone, Secret::new("0904733101")), (field, Secret::new(value))];
        match save(&mut desk, CustomerDraft { sealed, ..new_draft("Sai") }) {
            Err(Problem::Invalid { field: named, unfit }) => {
                assert_eq!(named, field.name());
                assert!(!unfit.to_string().contains(value));
            }
            other => panic!("{field:?}: {other:?}"),
        }
    }
    for name in ["", "   ", "\u{200B}\u{202E}", "\u{1b}"] {
        assert!(matches!(save(&mut desk, new_draft(name)), Err(Problem::Invalid { field, .. }) if field == "name"));
    }
    assert_eq!(list(&mut desk, "sai").expect("a list").rows.len(), 0);
    assert_eq!(office.log().len(), before, "nothing was done, nothing is in the log");
}

#[test]
fn of_two_who_edit_the_second_gets_what_is_there_now() {
    let office = Office::new();
    let (mut one, mut other) = (office.at("lan"), office.at("minh"));
    let seen = open(&mut one, Office::customer(0)).expect("there").customer;
    save(&mut other, CustomerDraft { city: "Đà Lạt".into(), ..draft_of(&seen) }).expect("first");
    let sealed = vec![(Field::Phone, Secret::new("0904733101"))];
    match save(&mut one, CustomerDraft { name: "Khác".into(), sealed, ..draft_of(&seen) }) {
        Err(Problem::Conflict { current }) => {
            assert_eq!((current.city.as_str(), current.version), ("Đà Lạt", 2));
            assert_eq!(current.name, seen.name);
        }
        other => panic!("{other:?}"),
    }
    let kept = planted(0).value(Field::Phone).to_owned();
    assert_eq!(revealed(&mut one, seen.id, Field::Phone), Ok(kept), "nothing of the second was kept");
    // The keys made for the refused edit are not used later.
    let now = open(&mut one, seen.id).expect("there").customer;
    let sealed = vec![(Field::Phone, Secret::new("0904733102"))];
    save(&mut one, CustomerDraft { sealed, ..draft_of(&now) }).expect("again");
    assert_eq!(revealed(&mut one, seen.id, Field::Phone).as_deref(), Ok("+84904733102"));
}

#[test]
fn notes_keep_words_and_no_numbers() {
    let office = Office::new();
    let mut desk = office.at("lan");
    let customer = Office::customer(0);
    let mut add = |text: &str| desk.ask(Request::AddNote { customer, kind: ActivityKind::Call, text: text.into() });
    assert!(matches!(add(" \n\t\u{200B} "), Err(Problem::Invalid { .. })));
    let values: Vec<String> = planted(7).values.into_iter().map(|(_, value)| value).collect();
    let text = format!("Dòng một\r\n{} và {}; {} {}\u{1b}]52;c;x\u{7}", values[0], values[1], values[4], values[5]);
    add(&text).expect("a note");
    let rows = timeline(&mut desk, customer).expect("a timeline");
    let kept = &rows.iter().find(|row| row.activity.text.starts_with("Dòng một\n")).expect("the note").activity.text;
    assert_eq!(leaks(kept), Vec::<String>::new());
    assert!(kept.contains("•••") && !kept.contains(['\u{1b}', '\u{7}', '\r']), "{kept:?}");
    assert!(office.log().iter().any(|entry| entry.action == Action::NoteAdd && entry.details.contains("\"hidden\":4")));
    // What an import brought in was masked in the same way.
    assert!(rows.iter().any(|row| row.activity.text.starts_with("hẹn gọi lại +84 •••")), "{rows:?}");
}

#[test]
fn a_reveal_needs_a_reason_and_leaves_it() {
    let office = Office::new();
    let mut desk = office.at("lan");
    let mut ask = |key: &str, words: &str| {
        let reason = Reason { key: key.into(), words: words.into(), link: None };
        desk.ask(Request::Reveal { customer: Office::customer(0), field: Field::Phone, reason })
    };
    let before = office.log().len();
    for key in ["", "because", "CALL", "call "] {
        assert!(matches!(ask(key, "words"), Err(Problem::Invalid { field, .. }) if field == "reason"), "{key:?}");
    }
    // Each try is in the log, without what was given for a reason.
    let tried = &office.log()[..4];
    assert!(tried.iter().all(|entry| entry.outcome == Outcome::Failed && entry.reason.is_empty()), "{tried:?}");
    assert_eq!(office.log().len(), before + tried.len());
    let words = format!("khách gọi từ {}", planted(3).value(Field::Phone));
    assert!(matches!(ask("delivery", &words), Ok(Reply::Revealed { seconds: 30, .. })));
    let entry = office.last();
    assert_eq!((entry.action, entry.outcome), (Action::FieldReveal, Outcome::Done));
    assert!(entry.reason.starts_with("delivery: khách gọi từ +84 •••"), "{}", entry.reason);
    assert_eq!((entry.subject, entry.details.as_str()), (Some(Office::customer(0)), r#"{"field":"phone","own":true}"#));
}

#[test]
fn checks_tell_match_or_not_until_the_tries_are_used_up() {
    let office = Office::new();
    let mut desk = office.at("lan");
    let mut ask = |n, field, said: &str| match desk.ask(check(n, field, said)) {
        Ok(Reply::Checked { matches, tries_left, .. }) => Ok((matches, tries_left)),
        Ok(other) => panic!("{other:?}"),
        Err(problem) => Err(problem),
    };
    for (field, value) in
        planted(0).values.into_iter().filter(|(field, _)| field.has_token() && field.class() != Class::Financial)
    {
        assert_eq!(ask(0, field, &value), Ok((true, 5)), "{field:?}");
    }
    let spoken = planted(0).value(Field::Phone).replace("+84", "0");
    assert_eq!(ask(0, Field::Phone, &format!("{} {}", &spoken[..4], &spoken[4..])), Ok((true, 5)), "as it is said");
    for left in (0..5).rev() {
        assert_eq!(ask(0, Field::Phone, planted(2).value(Field::Phone)), Ok((false, left)));
    }
    assert_eq!(ask(0, Field::Phone, &spoken), Err(Problem::TriesUsedUp), "the right one too");
    assert_eq!(office.last().outcome, Outcome::Denied);
    assert!(matches!(ask(0, Field::Email, "x@y.vn"), Ok((false, 4))), "each field has its own");
    assert!(matches!(ask(2, Field::Phone, ""), Ok((false, 4))), "nothing said is a wrong answer");
    // A clock set back gives no new tries; the next day does.
    office.clock.advance(-86_400);
    assert_eq!(ask(0, Field::Phone, "0"), Err(Problem::TriesUsedUp));
    drop(desk);
    office.clock.advance(2 * 86_400);
    let mut desk = office.at("lan");
    assert!(matches!(desk.ask(check(0, Field::Phone, &spoken)), Ok(Reply::Checked { matches: true, .. })));
}
