//! The language of the log's filters: what reads as what, where mistakes are, and that writing and reading agree.

use jiff::tz::TimeZone;

use super::*;
use crate::domain::filter::MistakeKind;

/// 2026-11-27T12:00 in the zone of the tests.
const NOW: Micros = Micros(1_795_773_600_000_000);

fn zone() -> TimeZone {
    TimeZone::get("Europe/Bucharest").unwrap()
}

fn read(text: &str) -> LogFilter {
    LogFilter::parse(text, NOW, &zone()).unwrap_or_else(|mistake| panic!("{text:?}: {mistake:?}"))
}

fn at(text: &str) -> Micros {
    Micros(text.parse::<jiff::Timestamp>().unwrap().as_microsecond())
}

fn words(words: &[&str]) -> Vec<String> {
    words.iter().map(|word| (*word).to_owned()).collect()
}

#[test]
fn reads_terms() {
    use Action::*;
    let id: Id = "0190a3f4-1111-7000-8000-00000000002a".parse().unwrap();
    for (text, matches) in [
        ("member:lan", LogMatch::Member(words(&["lan"]))),
        ("MEMBER:\"Lê Lan\",ana", LogMatch::Member(words(&["Lê Lan", "ana"]))),
        ("member:\"a \"\"b\"\"\"", LogMatch::Member(words(&["a \"b\""]))),
        ("role:agent,\"Night shift\"", LogMatch::Role(words(&["agent", "Night shift"]))),
        ("action:field.reveal", LogMatch::Action(vec![FieldReveal])),
        ("action:field.", LogMatch::Action(vec![FieldReveal, FieldCopy, FieldCheck])),
        ("action:field.*", LogMatch::Action(vec![FieldReveal, FieldCopy, FieldCheck])),
        ("action:Field.Re*", LogMatch::Action(vec![FieldReveal])),
        ("action:field.copy,field.*,field.copy", LogMatch::Action(vec![FieldCopy, FieldReveal, FieldCheck])),
        ("customer:KH-000042,kh-000043", LogMatch::Customer(words(&["KH-000042", "kh-000043"]))),
        ("field:phone,birth_date", LogMatch::Field(vec![Field::Phone, Field::BirthDate])),
        ("outcome:denied", LogMatch::Outcome(vec![Outcome::Denied])),
        ("outcome:refused", LogMatch::Outcome(vec![Outcome::Denied, Outcome::Failed])),
        ("outcome:done,refused", LogMatch::Outcome(vec![Outcome::Done, Outcome::Denied, Outcome::Failed])),
        ("origin:\"ssh 10.0.0.1\",desk-3", LogMatch::Origin(words(&["ssh 10.0.0.1", "desk-3"]))),
        ("session:0190a3f4-1111-7000-8000-00000000002a", LogMatch::Session(id)),
        ("subject:0190A3F4-1111-7000-8000-00000000002A", LogMatch::Subject(id)),
        ("since:2026-11-01", LogMatch::Since(at("2026-10-31T22:00:00Z"))),
        ("until:2026-11-01", LogMatch::Until(at("2026-11-01T22:00:00Z"))),
        ("until:01/11/2026", LogMatch::Until(at("2026-11-01T22:00:00Z"))),
        ("since:2026-11-01T14:00", LogMatch::Since(at("2026-11-01T12:00:00Z"))),
        ("until:\"2026-11-01 14:00:30\"", LogMatch::Until(at("2026-11-01T12:00:30Z"))),
        ("since:2026-11-01T14:00+07:00", LogMatch::Since(at("2026-11-01T07:00:00Z"))),
        ("since:30m", LogMatch::Since(Micros(NOW.0 - 1_800_000_000))),
        ("until:24h", LogMatch::Until(Micros(NOW.0 - 86_400_000_000))),
        ("since:2w", LogMatch::Since(Micros(NOW.0 - 14 * 86_400_000_000))),
        // The clock was set back in between: the day has 25 hours.
        ("since:35d", LogMatch::Since(Micros(NOW.0 - (35 * 24 + 1) * 3_600_000_000))),
        ("wrong", LogMatch::Text("wrong".into())),
        ("a,b", LogMatch::Text("a,b".into())),
        ("10.0.0.1:22", LogMatch::Text("10.0.0.1:22".into())),
        ("\"member:lan\"", LogMatch::Text("member:lan".into())),
        ("\"two words\"", LogMatch::Text("two words".into())),
    ] {
        assert_eq!(read(text), LogFilter::of(matches.clone()), "{text:?}");
        let out = LogFilter { terms: vec![LogTerm { out: true, matches }] };
        assert_eq!(read(&format!("  -{text} ")), out, "-{text:?}");
        assert_eq!(read(&out.to_text(&zone())), out, "{}", out.to_text(&zone()));
    }
    assert_eq!(read(" \t "), LogFilter::default());
    let several = read("member:lan -action:log.* xyz member:lan \"a\"b -\"-\"");
    let texts: Vec<String> = several.terms.iter().map(|term| format!("{}{:?}", term.out, term.matches)).collect();
    assert_eq!(texts.len(), 6, "{texts:?}: a term that is there already is not repeated");
    assert_eq!(several.terms[5], LogTerm { out: true, matches: LogMatch::Text("-".into()) });
}

#[test]
fn says_where_the_mistake_is() {
    use MistakeKind::*;
    for (text, at, kind, near) in [
        ("membr:lan", "membr", UnknownField, Some("member")),
        ("x -zzzzzz:1", "zzzzzz", UnknownField, None),
        ("action:field.revel", "field.revel", UnknownValue, Some("field.reveal")),
        ("action:field.reveal,*", "*", UnknownValue, None),
        ("action:nothing.*", "nothing.*", UnknownValue, None),
        ("outcome:ok", "ok", UnknownValue, None),
        ("outcome:refuse", "refuse", UnknownValue, Some("refused")),
        ("field:fone", "fone", UnknownValue, Some("phone")),
        ("session:12", "12", UnknownValue, None),
        ("member:\"...\"", "\"...\"", UnknownValue, None),
        ("since:soon", "soon", BadDate, None),
        ("since:2026-02-30", "2026-02-30", BadDate, None),
        ("since:\"7d ago\"", "\"7d ago\"", BadDate, None),
        ("since:-7d", "-7d", BadDate, None),
        ("since:99999y", "99999y", BadDate, None),
        ("until:9999-12-31", "9999-12-31", BadDate, None),
        ("since:2026-11-01,2026-11-02", "2026-11-02", OperatorNotForField, None),
        ("member: lan", "member:", MissingValue, None),
        ("x -member:", "-member:", MissingValue, None),
        ("member:lan, ana", "member:lan,", MissingValue, None),
        ("-", "-", MissingValue, None),
        ("\"\"", "\"\"", MissingValue, None),
        ("member:\"lan", "\"lan", UnclosedQuote, None),
        ("a \"\"\"", "\"\"\"", UnclosedQuote, None),
    ] {
        let mistake = LogFilter::parse(text, NOW, &zone()).expect_err(text);
        assert_eq!((mistake.kind, mistake.near, &text[mistake.at.clone()]), (kind, near, at), "{text:?}");
    }
    let too_long = |text: &str| LogFilter::parse(text, NOW, &zone()).unwrap_err().kind == TooLong;
    assert!(too_long(&"ế".repeat(400)));
    assert!(too_long(&format!("member:{}", vec!["a"; 51].join(","))));
    assert!(too_long(&(0..51).map(|n| n.to_string()).collect::<Vec<_>>().join(" ")));
}

/// A text of signs that mean something to the language, and of letters with marks.
fn text(random: &mut fastrand::Rng) -> String {
    const SIGNS: [&str; 16] =
        ["a", "Lê", "KH-1", "\"", "\"\"", ",", ":", "-", " ", "member:", "\t", "*", ".", "ế", "\u{1b}", "(x)"];
    let length = random.usize(1..6);
    let text: String = (0..length).map(|_| SIGNS[random.usize(..SIGNS.len())]).collect();
    if crate::domain::fold::fold(&text).is_empty() { "x".into() } else { text }
}

fn some<T: Copy + PartialEq>(random: &mut fastrand::Rng, all: &[T]) -> Vec<T> {
    let mut found = Vec::new();
    for _ in 0..random.usize(1..6) {
        let one = all[random.usize(..all.len())];
        if !found.contains(&one) {
            found.push(one);
        }
    }
    found
}

fn matches(random: &mut fastrand::Rng) -> LogMatch {
    let texts = |random: &mut fastrand::Rng| (0..random.usize(1..4)).map(|_| text(random)).collect();
    let id = |random: &mut fastrand::Rng| Id(std::array::from_fn(|_| random.u8(..)));
    let time = |random: &mut fastrand::Rng| match random.u8(..3) {
        0 => Micros(random.i64(-62_000_000_000_000_000..250_000_000_000_000_000)),
        1 => Micros(random.i64(-1_000_000..4_000_000) * 60_000_000),
        // Midnights, and the hours of a night in which clocks are set back.
        _ => Micros(at("2026-10-24T21:00:00Z").0 + random.i64(0..48) * 1_800_000_000),
    };
    match random.u8(..12) {
        0 => LogMatch::Member(texts(random)),
        1 => LogMatch::Role(texts(random)),
        2 => LogMatch::Customer(texts(random)),
        3 => LogMatch::Origin(texts(random)),
        4 => LogMatch::Action(some(random, &Action::ALL)),
        5 => {
            let family = Action::ALL[random.usize(..Action::ALL.len())].name().split('.').next().unwrap();
            read(&format!("action:office.create,{family}.*")).terms.remove(0).matches
        }
        6 => LogMatch::Field(some(random, &Field::ALL)),
        7 => LogMatch::Outcome(some(random, &[Outcome::Done, Outcome::Denied, Outcome::Failed])),
        8 => LogMatch::Subject(id(random)),
        9 => LogMatch::Session(id(random)),
        10 if random.bool() => LogMatch::Since(time(random)),
        10 => LogMatch::Until(time(random)),
        _ => LogMatch::Text(text(random)),
    }
}

#[test]
fn what_is_written_reads_as_the_same() {
    let mut random = fastrand::Rng::with_seed(7);
    for zone in [zone(), TimeZone::UTC, TimeZone::get("Asia/Ho_Chi_Minh").unwrap()] {
        for _ in 0..2_000 {
            let mut filter = LogFilter::default();
            for _ in 0..random.usize(..5) {
                filter = filter.with(random.bool(), matches(&mut random));
            }
            let text = filter.to_text(&zone);
            if text.len() <= LONGEST {
                assert_eq!(LogFilter::parse(&text, NOW, &zone).as_ref(), Ok(&filter), "{text:?}");
                assert!(filter.is_small());
            }
        }
    }
}

/// No text breaks the parser, and each mistake lies within it.
#[test]
fn no_text_at_all_breaks_it() {
    const SEEDS: [&str; 5] = [
        "member:\"Lê Lan\",ana -action:field.* since:7d until:2026-11-30T14:00",
        "outcome:refused -origin:\"ssh 10.0.0.1\" \"wrong \"\"password\"\"\"",
        "-since:99999999999999999999d until:-P9999999Y session:x",
        "customer:KH-000001,,\"\u{202e}\" field:phone role:",
        "since:2026-10-25T03:30 until:9999-12-31T23:59:59.999999999",
    ];
    let mut random = fastrand::Rng::with_seed(11);
    for seed in SEEDS {
        for _ in 0..1_000 {
            let mut text: Vec<char> = seed.chars().collect();
            for _ in 0..random.usize(1..6) {
                let place = random.usize(..text.len());
                match random.u8(..3) {
                    0 => drop(text.remove(place)),
                    1 => text.insert(place, ['"', ',', ':', '-', ' ', '9', 'ế', '\0'][random.usize(..8)]),
                    _ => {
                        let other = random.usize(..text.len());
                        text.swap(place, other);
                    }
                }
            }
            let text: String = text.into_iter().collect();
            match LogFilter::parse(&text, NOW, &zone()) {
                Ok(filter) => assert_eq!(read(&filter.to_text(&zone())), filter, "{text:?}"),
                Err(mistake) => assert!(text.get(mistake.at.clone()).is_some_and(|at| !at.is_empty()), "{text:?}"),
            }
        }
    }
}
