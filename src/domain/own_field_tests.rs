//! Fields of an office's own: what they take, how they keep it, and which definitions hold.

use super::*;

fn own(kind: OwnKind) -> OwnField {
    OwnField { key: "card".into(), label: "Card".into(), kind, slot: None, required: false, most: 0, retired: false }
}

fn kept(kind: OwnKind, typed: &str) -> Result<String, Unfit> {
    own(kind).canonical(typed, "VN")
}

fn list(words: &[&str]) -> Vec<String> {
    words.iter().map(|word| (*word).to_owned()).collect()
}

#[test]
fn each_kind_keeps_one_form() {
    for (kind, typed, expected) in [
        (OwnKind::Text, " xin chào ", "xin chào"),
        (OwnKind::Number, "007.50", "7.5"),
        (OwnKind::Number, "-0.0", "0"),
        (OwnKind::Number, "-12", "-12"),
        (OwnKind::Money("RON".into()), "1200.5", "1200.5"),
        (OwnKind::Date, "31/05/1990", "1990-05-31"),
        (OwnKind::Choice(list(&["Vàng", "Bạc"])), "vang", "Vàng"),
        (OwnKind::Choices(list(&["Đỏ", "Xanh", "Tím"])), "tim; do;tim", "Đỏ; Tím"),
        (OwnKind::YesNo, "Có", "yes"),
        (OwnKind::YesNo, "nu", "no"),
        (OwnKind::Link, "kin.example/a?b", "https://kin.example/a?b"),
        (OwnKind::Link, "http://kin.example", "http://kin.example"),
        (OwnKind::Phone, "0903 123 567", "+84903123567"),
        (OwnKind::Email, "Dao@GMail.com", "Dao@gmail.com"),
        (OwnKind::Id, "AB 12 34", "AB1234"),
    ] {
        let value = kept(kind.clone(), typed);
        assert_eq!(value.as_deref(), Ok(expected), "{kind:?} {typed}");
        assert_eq!(kept(kind.clone(), expected).as_deref(), Ok(expected), "{kind:?} keeps its own form");
        assert_eq!(kept(kind, "  ").as_deref(), Ok(""));
    }
}

#[test]
fn what_does_not_belong_is_refused() {
    for (kind, typed, why) in [
        (OwnKind::Number, "1,5", Unfit::Number),
        (OwnKind::Number, "1e9", Unfit::Number),
        (OwnKind::Number, "1234567890123456", Unfit::Number),
        (OwnKind::Number, "-", Unfit::Number),
        (OwnKind::Money("EUR".into()), "1.005", Unfit::Number),
        (OwnKind::Date, "31/02/1990", Unfit::Date),
        (OwnKind::Choice(list(&["a"])), "b", Unfit::NotInList),
        (OwnKind::Choices(list(&["a"])), "a; b", Unfit::NotInList),
        (OwnKind::YesNo, "maybe", Unfit::NotInList),
        (OwnKind::Link, "javascript://x.y", Unfit::Link),
        (OwnKind::Link, "kin", Unfit::Link),
        (OwnKind::Email, "kin", Unfit::Email),
    ] {
        assert_eq!(kept(kind.clone(), typed), Err(why), "{kind:?} {typed}");
    }
    let short = OwnField { most: 3, ..own(OwnKind::Text) };
    assert_eq!(short.canonical("Đàoo", "VN"), Err(Unfit::TooLong(3)));
    let small = OwnField { most: 3, ..own(OwnKind::Number) };
    assert_eq!(small.canonical("3", "VN").as_deref(), Ok("3"));
    for more in ["3.1", "4", "-3.5"] {
        assert_eq!(small.canonical(more, "VN"), Err(Unfit::NotInRange(3)), "{more}");
    }
    let sealed = OwnField { slot: Some(Field::Own1), ..own(OwnKind::Text) };
    assert_eq!(sealed.canonical(&"a".repeat(501), "VN"), Err(Unfit::TooLong(500)));
}

#[test]
fn numbers_are_read_and_written_as_a_language_does() {
    for (typed, comma, expected) in [
        ("1.234.567,5", true, "1234567.5"),
        ("1,234,567.5", false, "1234567.5"),
        ("1 000", false, "1000"),
        ("12,5", true, "12.5"),
        ("1234", true, "1234"),
        ("-1.500", true, "-1500"),
    ] {
        assert_eq!(read_number(typed, comma), expected, "{typed}");
        assert_eq!(read_number(&write_number(expected, comma), comma), expected);
    }
    // In a language of commas a point that parts no thousands is not guessed at.
    assert_eq!(kept(OwnKind::Number, &read_number("1.5", true)), Err(Unfit::Number));
    assert_eq!(write_number("1234567.5", true), "1.234.567,5");
    assert_eq!(write_number("-999", false), "-999");
}

#[test]
fn definitions_are_checked() {
    let first = own(OwnKind::Text).checked(&[]).unwrap();
    let sealed = OwnField { key: "blood".into(), label: "Blood".into(), slot: Some(Field::Own5), ..first.clone() };
    let others = [first.clone(), sealed.clone().checked(std::slice::from_ref(&first)).unwrap()];
    let fault = |field: OwnField| field.checked(&others).unwrap_err();
    let new = |key: &str| OwnField { key: key.into(), label: format!("{key} x"), ..first.clone() };
    for key in ["", "1a", "Card", "a-b", "a b", "ă", &"a".repeat(33)] {
        assert_eq!(fault(new(key)), ("field_key", Unfit::Word), "{key}");
    }
    for key in ["name", "phone", "own1", "tags", "tag", "id", "birth_date"] {
        assert_eq!(fault(new(key)), ("field_key", Unfit::Taken), "{key}");
    }
    assert_eq!(fault(OwnField { label: " - ".into(), ..new("a") }), ("field_label", Unfit::Empty));
    assert_eq!(fault(OwnField { label: "CARD".into(), ..new("a") }), ("field_label", Unfit::Taken));
    assert_eq!(fault(OwnField { slot: Some(Field::Phone), ..new("a") }), ("slot", Unfit::NotInList));
    assert_eq!(fault(OwnField { slot: Some(Field::Own5), ..new("a") }), ("slot", Unfit::Taken));
    assert_eq!(fault(OwnField { slot: Some(Field::Own6), ..sealed.clone() }), ("slot", Unfit::Same));
    assert_eq!(fault(OwnField { slot: None, ..sealed.clone() }), ("slot", Unfit::Same), "what was sealed stays sealed");
    assert_eq!(fault(OwnField { kind: OwnKind::Date, ..first.clone() }), ("kind", Unfit::Same));
    for (kind, part) in [
        (OwnKind::Choice(vec![]), "choices"),
        (OwnKind::Choice(list(&["a", "A"])), "choices"),
        (OwnKind::Choices(list(&["a;b"])), "choices"),
        (OwnKind::Money("ron".into()), "currency"),
    ] {
        assert_eq!(fault(OwnField { kind, ..new("a") }).0, part);
    }
    let retired = OwnField { retired: true, ..sealed };
    assert!(retired.checked(&others).is_ok());
}

#[test]
fn a_sealed_one_shows_no_more_than_its_kind() {
    assert_eq!(OwnKind::Phone.mask("+84903123567"), "+84 ••• ••• 567");
    assert_eq!(OwnKind::Email.mask("nhan.tran@gmail.com"), "n•••@gmail.com");
    assert_eq!(OwnKind::Date.mask("1990-05-31"), "••/••/1990");
    for kind in [OwnKind::Text, OwnKind::Number, OwnKind::YesNo, OwnKind::Choice(list(&["a"]))] {
        assert_eq!(kind.mask("secret"), HIDDEN);
        assert_eq!(kind.mask(""), "");
    }
}

#[test]
fn a_kind_is_named_and_made_again() {
    for kind in [OwnKind::Text, OwnKind::Money("VND".into()), OwnKind::Choices(list(&["a", "b c"]))] {
        assert_eq!(OwnKind::from_name(kind.name(), &kind.of()), Some(kind));
    }
    assert_eq!(OwnKind::from_name("colour", ""), None);
}
