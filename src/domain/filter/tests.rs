//! The language of filters: what reads as what, where mistakes are, and that no text at all breaks it.
use jiff::tz::TimeZone;

use super::*;

fn read(text: &str) -> Filter {
    parse(text, &TimeZone::fixed(jiff::tz::offset(7))).unwrap_or_else(|mistake| panic!("{text:?}: {mistake:?}"))
}

fn is(condition: Condition) -> Filter {
    Filter::Is(condition)
}

fn not(filter: Filter) -> Filter {
    Filter::Not(Box::new(filter))
}

fn city(values: &[&str]) -> Filter {
    is(Condition::Text(TextField::City, values.iter().map(|value| (*value).to_owned()).collect()))
}

fn status(status: Status) -> Filter {
    is(Condition::Status(vec![status]))
}

fn day(year: i16, month: i8, day: i8) -> When {
    let date = jiff::civil::date(year, month, day);
    let midnight = date.to_zoned(jiff::tz::TimeZone::UTC).unwrap().timestamp().as_microsecond();
    When::Day(date, Micros(midnight - 7 * 3600 * 1_000_000))
}

#[test]
fn reads_conditions() {
    let named = |name: &str| Person::Named(name.into());
    let time = |field, side, when| is(Condition::Time(field, side, when));
    for (text, filter) in [
        ("", Filter::All),
        (" \t ", Filter::All),
        ("city = Huế", city(&["hue"])),
        ("CITY=hue", city(&["hue"])),
        ("city = Hà Nội", city(&["ha noi"])),
        ("city = \"Hà Nội\"", city(&["ha noi"])),
        ("city = \"\"", city(&[""])),
        ("city != Đà Nẵng", not(city(&["da nang"]))),
        ("city in (Huế, Hà Nội,Iași)", city(&["hue", "ha noi", "iasi"])),
        ("city IN Huế", city(&["hue"])),
        ("name ~ đào", is(Condition::Contains(TextField::Name, "dao".into()))),
        ("company ~ \"Sen and (Co), Ltd\"", is(Condition::Contains(TextField::Company, "sen and co ltd".into()))),
        ("country = România", is(Condition::Text(TextField::Country, vec!["romania".into()]))),
        ("code = kh-000042", is(Condition::Text(TextField::Code, vec!["KH-000042".into()]))),
        ("kind = person", is(Condition::Kind(vec![CustomerKind::Person]))),
        ("kind in (Company, person)", is(Condition::Kind(vec![CustomerKind::Company, CustomerKind::Person]))),
        ("status = ACTIVE", status(Status::Active)),
        ("owner = lan", is(Condition::Owner(vec![named("lan")]))),
        ("owner in (me, nobody, Lê Lan)", is(Condition::Owner(vec![Person::Me, Person::Nobody, named("le lan")]))),
        ("owner = \"me\"", is(Condition::Owner(vec![named("me")]))),
        ("department != Support", not(is(Condition::Department(vec!["support".into()])))),
        ("has phone", is(Condition::Has(vec![Field::Phone]))),
        ("has = birth date", is(Condition::Has(vec![Field::BirthDate]))),
        ("has in (email, national_id)", is(Condition::Has(vec![Field::Email, Field::NationalId]))),
        ("not has iban", not(is(Condition::Has(vec![Field::Iban])))),
        ("has ticket", is(Condition::HasTicket { open: false })),
        ("has Open  Ticket", is(Condition::HasTicket { open: true })),
        ("has != open ticket", not(is(Condition::HasTicket { open: true }))),
        (
            "has in (phone, open ticket, email)",
            Filter::Or(vec![
                is(Condition::HasTicket { open: true }),
                is(Condition::Has(vec![Field::Phone, Field::Email])),
            ]),
        ),
        ("tag in (VIP, nợ)", is(Condition::Tag(vec!["vip".into(), "no".into()]))),
        ("tag != vip", not(is(Condition::Tag(vec!["vip".into()])))),
        ("segment = Vàng", is(Condition::Segment(vec!["vang".into()]))),
        ("starred", is(Condition::Starred)),
        ("not recent", not(is(Condition::Recent))),
        ("activity < 30 days", time(TimeField::Activity, Side::From, When::DaysAgo(30))),
        ("last_activity >= 2026-01-01", time(TimeField::Activity, Side::From, day(2026, 1, 1))),
        ("no activity for 30 days", not(time(TimeField::Activity, Side::From, When::DaysAgo(30)))),
        ("NO Activity 2w", not(time(TimeField::Activity, Side::From, When::DaysAgo(14)))),
        ("no activity since 2026-01-01", not(time(TimeField::Activity, Side::From, day(2026, 1, 1)))),
        ("updated > 30d", time(TimeField::Updated, Side::Before, When::DaysAgo(30))),
        ("updated < 2W", time(TimeField::Updated, Side::From, When::DaysAgo(14))),
        ("since >= 1y", time(TimeField::Since, Side::Before, When::DaysAgo(365))),
        ("created <= 3 m", time(TimeField::Created, Side::From, When::DaysAgo(90))),
        ("created >= 2026-01-01", time(TimeField::Created, Side::From, day(2026, 1, 1))),
        ("created > 31/12/2025", time(TimeField::Created, Side::From, day(2026, 1, 1))),
        ("updated < 2026-02-28", time(TimeField::Updated, Side::Before, day(2026, 2, 28))),
        ("updated <= 2026-02-28", time(TimeField::Updated, Side::Before, day(2026, 3, 1))),
    ] {
        assert_eq!(read(text), filter, "{text:?}");
        assert_eq!(read(&format!("  {} ", text.replace(" = ", "  =\t"))), filter, "{text:?} with more spaces");
        assert!(filter.is_all() == text.trim().is_empty() && filter.is_small());
    }
    let that_day = Filter::And(vec![
        time(TimeField::Since, Side::From, day(2024, 2, 29)),
        time(TimeField::Since, Side::Before, day(2024, 3, 1)),
    ]);
    assert_eq!(read("since = 29.02.2024"), that_day);
    assert_eq!(read("since != 29.02.2024"), not(that_day));
}

#[test]
fn reads_what_joins_conditions() {
    let (hue, iasi) = (|| city(&["hue"]), || city(&["iasi"]));
    let active = || status(Status::Active);
    let and = Filter::And;
    let or = Filter::Or;
    for (text, filter) in [
        ("city = Huế and status = active", and(vec![hue(), active()])),
        ("city = Huế, status = active", and(vec![hue(), active()])),
        ("city = Huế or city = Iași and status = active", or(vec![hue(), and(vec![iasi(), active()])])),
        ("(city = Huế OR city = Iași) AND status = active", and(vec![or(vec![hue(), iasi()]), active()])),
        ("not city = Huế and status = active", and(vec![not(hue()), active()])),
        ("not (city = Huế and status = active)", not(and(vec![hue(), active()]))),
        ("not not city = Huế", not(not(hue()))),
        ("((city = Huế))", hue()),
        ("city in (Huế, Iași), status = active", and(vec![city(&["hue", "iasi"]), active()])),
    ] {
        assert_eq!(read(text), filter, "{text:?}");
    }
}

#[test]
fn says_where_the_mistake_is() {
    use MistakeKind::*;
    for (text, at, kind, near) in [
        ("citty = Huế", "citty", UnknownField, Some("city")),
        ("starred = yes", "=", OperatorNotForField, None),
        ("no activity for long", "for long", BadDate, None),
        ("no activity", "", MissingValue, None),
        ("zzzzzz = 1", "zzzzzz", UnknownField, None),
        ("city == Huế", "==", UnknownOperator, Some("=")),
        ("city contains Huế", "contains", UnknownOperator, Some("~")),
        ("city =!= Huế", "=!=", UnknownOperator, None),
        ("city > Huế", ">", OperatorNotForField, None),
        ("status ~ act", "~", OperatorNotForField, None),
        ("updated = 7d", "=", OperatorNotForField, None),
        ("updated in (7d)", "in", OperatorNotForField, None),
        ("status = activ", "activ", UnknownValue, Some("active")),
        ("kind in (person, robot)", "robot", UnknownValue, None),
        ("has fone", "fone", UnknownValue, Some("phone")),
        ("name ~ \"...\"", "\"...\"", UnknownValue, None),
        ("owner = -", "-", UnknownValue, None),
        ("created > soon", "soon", BadDate, None),
        ("created = 2026-02-30", "2026-02-30", BadDate, None),
        ("created = 9999-12-31", "9999-12-31", BadDate, None),
        ("created > 101y", "101y", BadDate, None),
        ("city =", "", MissingValue, None),
        ("city = and status = active", "and", MissingValue, None),
        ("city in (Huế,)", ")", MissingValue, None),
        ("has", "", MissingValue, None),
        ("city", "", MissingOperator, None),
        ("city Huế", "Huế", MissingOperator, None),
        ("= Huế", "=", MissingField, None),
        ("city = Huế and", "", MissingField, None),
        ("city = Huế, , status = active", ",", MissingField, None),
        ("()", ")", MissingField, None),
        ("\"city\" = Huế", "\"city\"", MissingField, None),
        ("city = Huế status = active", "status", MissingJoiner, None),
        ("city = \"Huế\" status = active", "status", MissingJoiner, None),
        ("city = Huế (cũ)", "(", MissingJoiner, None),
        ("(city = Huế", "(", UnclosedParenthesis, None),
        ("city in (Huế", "(", UnclosedParenthesis, None),
        ("city = Huế )", ")", UnclosedParenthesis, None),
        ("city = \"Huế and", "\"Huế and", UnclosedQuote, None),
        ("((((((((( city = Huế", "(", TooDeep, None),
        ("not not not not not not not not not has iban", "not", TooDeep, None),
    ] {
        let mistake = parse(text, &TimeZone::UTC).expect_err(text);
        assert_eq!((mistake.kind, mistake.near, &text[mistake.at.clone()]), (kind, near, at), "{text:?}");
    }
    let last = parse("city = Huế, , status = active", &TimeZone::UTC).unwrap_err().at.start;
    assert_eq!(last, 14, "the second comma");
    assert_eq!(parse(&"ế".repeat(400), &TimeZone::UTC).unwrap_err().kind, TooLong);
    let many = |count| format!("city in ({})", vec!["a"; count].join(","));
    assert!(parse(&many(50), &TimeZone::UTC).is_ok());
    assert_eq!(parse(&many(51), &TimeZone::UTC).unwrap_err().kind, TooLong);
    let keys: std::collections::HashSet<_> = MistakeKind::ALL.into_iter().map(MistakeKind::key).collect();
    assert_eq!(keys.len(), MistakeKind::ALL.len());
}

const SEEDS: [&str; 6] = [
    "city = Hà Nội and status in (active, lead) or not (name ~ \"đào, (x)\")",
    "owner = me, updated > 30d, created >= 31/12/2026",
    "has phone and has in (email, iban) and department != Chăm sóc",
    "not not ((kind = company or since < 1y))",
    "code ~ 42 and country = \"România\" and owner in (nobody, lan)",
    "ế=ế\"(",
];

/// Whatever is typed, there is an answer, and what it points at is in the text.
#[test]
fn no_text_breaks_it() {
    let mut random = fastrand::Rng::with_seed(11);
    let check = |text: &str| {
        if let Err(mistake) = parse(text, &TimeZone::fixed(jiff::tz::offset(-1))) {
            assert!(text.get(mistake.at.clone()).is_some(), "{text:?} {mistake:?}");
            assert!(!mistake.at.is_empty() || mistake.at.start == text.len(), "{text:?} {mistake:?}");
        }
        for cursor in 0..=text.len() + 1 {
            let completion = complete(text, cursor);
            assert!(text.get(completion.replace.clone()).is_some(), "{text:?} {cursor} {completion:?}");
            assert!(completion.replace.start <= cursor && completion.typed.len() <= completion.replace.len());
        }
    };
    for seed in SEEDS {
        for (end, _) in seed.char_indices().chain([(seed.len(), ' ')]) {
            check(&seed[..end]);
            check(&seed[end..]);
        }
    }
    let pieces =
        [" ", "\"", "(", ")", ",", "=", "!", "~", "<", ">", "and", "or", "not", "in", "has", "ế", "\u{301}", "7d"];
    for _ in 0..4_000 {
        let mut text: Vec<char> = SEEDS[random.usize(0..SEEDS.len())].chars().collect();
        for _ in 0..random.usize(1..6) {
            let at = random.usize(0..=text.len());
            if random.bool() && at < text.len() {
                text.remove(at);
            } else {
                text.splice(at..at, pieces[random.usize(0..pieces.len())].chars());
            }
        }
        check(&text.into_iter().collect::<String>());
    }
}

/// Where the bar stands, what is wanted, and what is replaced.
#[test]
fn completes() {
    use Subject::*;
    let operator = Wanted::Operator;
    let value = Wanted::Value;
    for (text, wanted, replaced, typed) in [
        ("|", Wanted::Field, "", ""),
        ("ci|", Wanted::Field, "ci", "ci"),
        ("ci|ty = a", Wanted::Field, "city", "ci"),
        ("city|", Wanted::Field, "city", "city"),
        ("city |", operator(City), "", ""),
        ("city i|", operator(City), "i", "i"),
        ("city !|", operator(City), "!", "!"),
        ("city =|", value(City), "", ""),
        ("city = |", value(City), "", ""),
        ("city = hu|", value(City), "hu", "hu"),
        ("city = Hà N|", value(City), "Hà N", "Hà N"),
        ("city = \"Hà N|", value(City), "\"Hà N", "Hà N"),
        ("city = \"Hà |Nội\" and", value(City), "\"Hà Nội\"", "Hà "),
        ("city = Huế |", Wanted::Joiner, "", ""),
        ("city = Huế an|", Wanted::Joiner, "an", "an"),
        ("city = Huế and |", Wanted::Field, "", ""),
        ("city = Huế, st|", Wanted::Field, "st", "st"),
        ("city in (|", value(City), "", ""),
        ("city in (Huế, Hà N|", value(City), "Hà N", "Hà N"),
        ("city in (Huế, Hà |", value(City), "Hà ", "Hà "),
        ("city in (Huế) |", Wanted::Joiner, "", ""),
        ("has |", value(Has), "", ""),
        ("has = ph|", value(Has), "ph", "ph"),
        ("(not status = act|", value(Status), "act", "act"),
        ("status = active or ow|ner", Wanted::Field, "owner", "ow"),
        ("updated |", operator(Updated), "", ""),
    ] {
        let cursor = text.find('|').unwrap();
        let text = text.replace('|', "");
        let completion = complete(&text, cursor);
        assert_eq!(
            (completion.wanted, &text[completion.replace.clone()], completion.typed.as_str()),
            (wanted, replaced, typed),
            "{text:?} at {cursor}"
        );
    }
}

/// Every proposal reads as a part of a filter.
#[test]
fn what_is_proposed_can_be_read() {
    for subject in Subject::ALL {
        // A mark stands for itself.
        if subject.operators().is_empty() {
            read(subject.name());
        }
        for operator in subject.operators() {
            let values = subject.fixed_values();
            for value in if values.is_empty() { &["x"][..] } else { values } {
                // An age is no day.
                if subject.name() != "has" && value.ends_with(['d', 'y']) && matches!(*operator, "=" | "!=") {
                    continue;
                }
                read(&format!("{} {operator} {value}", subject.name()));
            }
        }
    }
}
