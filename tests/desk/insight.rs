//! Insight: counted exactly as the log says, told no further than one reaches, and never one colleague's number.

use std::collections::HashMap;

use kin::desk::Desk;
use kin::desk::api::*;
use kin::domain::*;

use crate::deeds;
use crate::office::*;

fn ask(desk: &mut Desk, member: Option<Id>, days: u16) -> Result<Insight, Problem> {
    match deeds::office(desk, OfficeQuery::Insight { member, days })? {
        OfficeAnswer::Insight(insight) => Ok(*insight),
        other => panic!("{other:?}"),
    }
}

fn count(insight: &Insight, what: &str) -> u32 {
    insight.counts.iter().find(|row| row.what == what).expect("it is counted").count
}

fn reveal(desk: &mut Desk, n: usize, field: Field, key: &str) -> Result<Reply, Problem> {
    let reason = Reason { key: key.into(), words: "xong".into(), link: None };
    desk.ask(Request::Reveal { customer: Office::customer(n), field, reason })
}

/// Some days of work of several people, refusals and failures among it.
fn work(office: &Office) {
    const HOUR: i64 = 3_600;
    for (round, name) in ["lan", "minh", "lan", "hoa", "mai", "lan"].into_iter().enumerate() {
        let mut desk = office.at(name);
        for n in [0, 2, 4, 6] {
            let _ = desk.ask(Request::Customer(Office::customer(n)));
            let _ = reveal(&mut desk, n, Field::Phone, ["call", "billing", "legal"][round % 3]);
        }
        let _ = reveal(&mut desk, 0, Field::NationalId, "identity");
        let _ = reveal(&mut desk, 1, Field::Phone, "call");
        let _ = desk.ask(Request::Copy { customer: Office::customer(0), what: CopyWhat::Code });
        let reason = Reason { key: "call".into(), words: String::new(), link: None };
        let sealed = CopyWhat::Sealed(Field::Phone, reason);
        let _ = desk.ask(Request::Copy { customer: Office::customer(0), what: sealed });
        let said = Secret::new("0903000000");
        let _ = desk.ask(Request::Check { customer: Office::customer(0), field: Field::Phone, said });
        let _ = desk.ask(Request::Customers(CustomersQuery::new("/0903000000", 5)));
        let (customer, kind) = (Office::customer(0), ActivityKind::Call);
        let _ = desk.ask(Request::AddNote { customer, kind, text: "đã gọi".into() });
        drop(desk);
        let wrong = office.desk().ask(sign_in("lan", "not her password at all", "000000"));
        assert!(wrong.is_err());
        office.clock.advance(9 * HOUR);
    }
}

/// What the log says of a member, counted one by one.
fn naive(office: &Office, member: Id, from: Micros) -> HashMap<&'static str, u32> {
    let mut counts = HashMap::new();
    for entry in office.log().into_iter().filter(|entry| entry.at >= from) {
        let tried = entry.action == Action::SignIn && entry.outcome == Outcome::Failed;
        let whose = if tried { entry.subject } else { entry.member };
        if whose != Some(member) {
            continue;
        }
        let details: serde_json::Value = serde_json::from_str(&entry.details).expect("JSON");
        let sealed = details["field"].as_str().is_some_and(|field| Field::from_name(field).is_some());
        let what = match (entry.action, entry.outcome) {
            (_, Outcome::Denied) => "denied",
            (Action::SignIn, Outcome::Failed) => "failed_sign_ins",
            (Action::FieldCheck, _) => "checks",
            (Action::CustomerLookup, _) => "lookups",
            (_, Outcome::Failed) => continue,
            (Action::CustomerView, _) => "views",
            (Action::FieldReveal, _) => "reveals",
            (Action::FieldCopy, _) if sealed => "copies",
            (Action::NoteAdd, _) => "changes",
            _ => continue,
        };
        *counts.entry(what).or_default() += 1;
    }
    counts
}

#[test]
fn counts_are_what_the_log_says() {
    let office = Office::new();
    work(&office);
    let mut mai = office.at("mai");
    let together = ask(&mut mai, None, 7).expect("the office");
    for (name, days) in [("lan", 7), ("lan", 1), ("minh", 7), ("hoa", 7), ("sorin", 7)] {
        let member = Office::member(name);
        let insight = ask(&mut mai, Some(member), days).expect("a member");
        assert_eq!((insight.member, insight.name.as_str(), insight.days), (Some(member), name, days));
        let expected = naive(&office, member, insight.from);
        for row in &insight.counts {
            let expected = expected.get(row.what.as_str()).copied().unwrap_or(0);
            assert_eq!(row.count, expected, "{name} {} over {days} days", row.what);
        }
        // The parts make the whole.
        let reveals = count(&insight, "reveals");
        let sum = |parts: &[(String, u32)]| parts.iter().map(|(_, count)| count).sum::<u32>();
        assert_eq!([sum(&insight.by_class), sum(&insight.by_reason)], [reveals; 2], "{name}");
        assert_eq!([insight.by_hour.iter().sum::<u32>(), insight.by_day.iter().sum()], [reveals; 2], "{name}");
        if days == 7 {
            let line = together.members.iter().find(|row| row.id == member).expect("a line");
            assert_eq!((line.views, line.reveals, &line.by_day), (count(&insight, "views"), reveals, &insight.by_day));
        }
    }
    let lan = ask(&mut mai, Some(Office::member("lan")), 7).expect("lan");
    assert!(count(&lan, "reveals") > 8 && count(&lan, "denied") > 0 && count(&lan, "failed_sign_ins") == 6, "{lan:?}");
    assert!(lan.by_reason.len() > 1 && lan.by_day.iter().filter(|count| **count > 0).count() > 1, "{lan:?}");
    let sum = together.members.iter().map(|row| row.reveals).sum::<u32>();
    assert_eq!(count(&together, "reveals"), sum);
    assert!(together.members.is_sorted_by_key(|row| std::cmp::Reverse(row.reveals)));
}

/// Who sees whom, by role and reach; the rest is as if it were not there.
#[test]
fn nobody_sees_further_than_its_reach() {
    let office = Office::new();
    work(&office);
    let all: Vec<&str> = PEOPLE.iter().map(|person| person.0).chain([SERVICE]).collect();
    let support = ["mai", "minh", "lan", "hoa", SERVICE];
    for (name, sees) in [
        ("mai", &all[..]),
        ("ioana", &all[..]),
        ("radu", &all[..]),
        ("minh", &support[..]),
        ("lan", &["lan"][..]),
        ("hoa", &["hoa"][..]),
        ("sorin", &["sorin"][..]),
    ] {
        let mut desk = office.at(name);
        for other in &all {
            let answer = ask(&mut desk, Some(Office::member(other)), 30);
            if sees.contains(other) {
                assert!(answer.is_ok_and(|insight| insight.name == **other), "{name} at {other}");
            } else {
                assert_eq!(answer.err(), Some(Problem::NotFound), "{name} at {other}");
            }
        }
        assert_eq!(ask(&mut desk, Some(Office::customer(0)), 30).err(), Some(Problem::NotFound), "{name}");
        let whole = ask(&mut desk, None, 30).expect("what one reaches");
        if sees.len() == 1 {
            assert_eq!((whole.member, whole.members.len()), (Some(Office::member(name)), 0), "{name}: oneself");
        } else {
            let mut names: Vec<&str> = whole.members.iter().map(|row| row.name.as_str()).collect();
            let mut expected = sees.to_vec();
            names.sort_unstable();
            expected.sort_unstable();
            assert_eq!(names, expected, "{name}");
        }
    }
    // A role that may not read the log learns nothing, not even who is there.
    let mut service = office.at(SERVICE);
    for member in [None, Some(Office::member("lan")), Some(Office::member(SERVICE)), Some(Office::customer(0))] {
        let answer = ask(&mut service, member, 30).err();
        assert_eq!(answer, Some(Problem::Denied { rule: "log.view".into() }), "{member:?}");
    }
}

#[test]
fn a_median_is_given_only_where_it_is_nobodys_own_number() {
    let office = Office::new();
    work(&office);
    let mut mai = office.at("mai");
    let medians = |insight: &Insight| insight.counts.iter().filter(|row| row.median.is_some()).count();
    let lan = ask(&mut mai, Some(Office::member("lan")), 7).expect("lan");
    assert_eq!(medians(&lan), 0, "hoa and sorin are two");
    let line =
        |insight: &Insight, name: &str| insight.members.iter().find(|row| row.name == name).expect("a line").median;
    assert_eq!(line(&ask(&mut mai, None, 7).expect("the office"), "lan"), None);
    deeds::join(&office, &mut mai, "an", Role::Agent, 1);
    let lan = ask(&mut mai, Some(Office::member("lan")), 7).expect("lan");
    assert_eq!(medians(&lan), lan.counts.len());
    // Of hoa, sorin and an, in order.
    let reveals = |desk: &mut Desk, name| count(&ask(desk, Some(Office::member(name)), 7).expect("one"), "reveals");
    let mut peers = [reveals(&mut mai, "hoa"), reveals(&mut mai, "sorin"), 0];
    peers.sort_unstable();
    let row = lan.counts.iter().find(|row| row.what == "reveals").expect("reveals");
    assert_eq!(row.median, Some(peers[1]));
    assert_eq!(line(&ask(&mut mai, None, 7).expect("the office"), "lan"), Some(peers[1]));
    // What is usual is told to the member itself, too, who knows none of the three.
    assert_eq!(medians(&ask(&mut office.at("lan"), None, 7).expect("lan")), lan.counts.len());
    // A lead knows hoa's number: the median could be that of one of two.
    let mut minh = office.at("minh");
    assert_eq!(line(&ask(&mut minh, None, 7).expect("minh's"), "lan"), None);
    assert_eq!(medians(&ask(&mut minh, Some(Office::member("lan")), 7).expect("lan")), 0);
    deeds::join(&office, &mut mai, "binh", Role::Agent, 1);
    assert!(line(&ask(&mut minh, None, 7).expect("minh's"), "lan").is_some(), "of one of three");
    deeds::done(&mut mai, Manage::Suspend { member: Office::member("hoa") });
    // Who is suspended is nobody's peer.
    deeds::done(&mut mai, Manage::Suspend { member: Office::member("sorin") });
    assert_eq!(medians(&ask(&mut mai, Some(Office::member("lan")), 7).expect("lan")), 0);
}

#[test]
fn each_look_is_in_the_log_and_nothing_personal_in_any() {
    let office = Office::new();
    work(&office);
    let (mut mai, mut lan) = (office.at("mai"), office.at("lan"));
    let mut text = String::new();
    for desk in [&mut mai, &mut lan] {
        for member in [None, Some(Office::member("lan")), Some(Office::member("hoa"))] {
            text.push_str(&format!("{:?}", ask(desk, member, 90)));
        }
    }
    assert_eq!(leaks(&text), Vec::<String>::new());
    assert!(!text.contains("Zinnia") && !text.contains("xong"), "no customer and no words of a reason");
    let looks: Vec<Entry> = office.log().into_iter().filter(|entry| entry.action == Action::InsightView).collect();
    let subjects: Vec<_> = looks.iter().rev().map(|entry| (entry.member, entry.subject)).collect();
    let (mai, lan, hoa) = (Office::member("mai"), Office::member("lan"), Office::member("hoa"));
    let expected = [(mai, None), (mai, Some(lan)), (mai, Some(hoa)), (lan, Some(lan)), (lan, Some(lan))];
    assert_eq!(subjects, expected.map(|(by, about)| (Some(by), about)));
    assert!(looks.iter().all(|entry| entry.outcome == Outcome::Done && entry.details == r#"{"days":90}"#));
    let denied = office.log().into_iter().find(|entry| entry.outcome == Outcome::Denied);
    let denied = denied.expect("the refusal");
    assert_eq!((denied.member, denied.subject), (Some(lan), Some(hoa)));
}

/// Alerts are counted for who may look into them: nobody learns from its own page that it is watched.
#[test]
fn alerts_are_counted_for_who_handles_them() {
    let office = Office::new();
    for _ in 0..12 {
        let _ = office.desk().ask(sign_in("lan", "not her password at all", "000000"));
        office.clock.advance(3_600);
    }
    let lan = Office::member("lan");
    let mut radu = office.at("radu");
    let about = deeds::alerts(&mut radu).iter().filter(|alert| alert.subject == "lan").count();
    assert!(about > 0, "there is an alert");
    assert_eq!(ask(&mut radu, Some(lan), 7).expect("lan").alerts, Some(u32::try_from(about).expect("few")));
    assert_eq!(ask(&mut radu, Some(Office::member("hoa")), 7).expect("hoa").alerts, Some(0));
    assert_eq!(ask(&mut office.at("lan"), None, 7).expect("lan").alerts, None);
    let minhs = ask(&mut office.at("minh"), None, 7).expect("minh's");
    assert!(minhs.alerts.is_none() && minhs.members.iter().all(|row| row.alerts.is_none()));
}

#[test]
fn the_span_is_kept_within_reason() {
    let office = Office::new();
    let mut mai = office.at("mai");
    for (asked, given) in [(0, 1), (1, 1), (366, 366), (u16::MAX, 366)] {
        let insight = ask(&mut mai, None, asked).expect("the office");
        assert_eq!((insight.days, insight.by_day.len()), (given, usize::from(given)));
    }
}
