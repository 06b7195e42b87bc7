//! Colleagues who are turned to: those who may see the customer are told, and nobody else.

use kin::desk::Desk;
use kin::desk::api::*;
use kin::domain::*;

use crate::notes::{add, ask, words};
use crate::office::*;

fn mentions(desk: &mut Desk) -> Vec<(Id, bool)> {
    match ask(desk, ActivityRequest::Mentions) {
        Ok(ActivityReply::Mentions(rows)) => rows.into_iter().map(|row| (row.note, row.seen)).collect(),
        other => panic!("{other:?}"),
    }
}

#[test]
fn those_who_may_see_the_customer_are_told() {
    let office = Office::new();
    let (mut lan, mut minh, mut sorin) = (office.at("lan"), office.at("minh"), office.at("sorin"));
    // Sorin is of another department; Hoa reaches her own customers alone; nobody is called Tam.
    let saved = add(&mut lan, 0, words("@Minh xem giúp, @sorin @hoa @tam @lan")).expect("a note");
    assert_eq!(saved.not_mentioned, ["tam", "sorin", "hoa"]);
    assert_eq!(mentions(&mut minh), [(saved.note, false)]);
    assert!(mentions(&mut sorin).is_empty() && mentions(&mut lan).is_empty());
    let row = match ask(&mut minh, ActivityRequest::Mentions) {
        Ok(ActivityReply::Mentions(mut rows)) => rows.remove(0),
        other => panic!("{other:?}"),
    };
    assert_eq!((row.by.as_str(), row.customer, row.name), ("lan", Office::customer(0), planted(0).name));
    let before = office.log().len();
    ask(&mut minh, ActivityRequest::MentionSeen { note: saved.note }).expect("seen");
    assert_eq!(mentions(&mut minh), [(saved.note, true)]);
    assert_eq!(office.log().len(), before, "what one has seen is one's own");
    for desk in [&mut sorin, &mut lan] {
        assert_eq!(ask(desk, ActivityRequest::MentionSeen { note: saved.note }).err(), Some(Problem::NotFound));
    }
    // New ones come first.
    office.clock.advance(60);
    let second = add(&mut lan, 2, words("@minh")).expect("a note").note;
    assert_eq!(mentions(&mut minh), [(second, false), (saved.note, true)]);
    assert!(matches!(lan.verify_log(&mut |_, _| {}), Ok(Ok(_))));
}

#[test]
fn what_can_not_be_seen_any_more_is_told_no_more() {
    let office = Office::new();
    let (mut lan, mut minh, mut mai) = (office.at("lan"), office.at("minh"), office.at("mai"));
    let note = add(&mut lan, 0, words("@minh")).expect("a note").note;
    assert_eq!(mentions(&mut minh), [(note, false)]);
    mai.ask(Request::Share { customer: Office::customer(0), change: SharingChange::Private(true) }).expect("private");
    assert!(mentions(&mut minh).is_empty());
    mai.ask(Request::Share { customer: Office::customer(0), change: SharingChange::Private(false) }).expect("open");
    assert_eq!(mentions(&mut minh), [(note, false)]);
    // Taken back it goes, and put back it is there again.
    lan.ask(Request::Undo).expect("taken back");
    assert!(mentions(&mut minh).is_empty());
    lan.ask(Request::Redo).expect("back");
    assert_eq!(mentions(&mut minh), [(note, false)]);
    // One who was written in by hand is told nothing, and it is found.
    let text = format!("INSERT INTO mention VALUES ({}, {}, 1, NULL)", sql(Office::member("hoa")), sql(note));
    office.run(&text);
    assert!(mentions(&mut office.at("hoa")).is_empty());
    assert!(matches!(lan.verify_log(&mut |_, _| {}), Ok(Err(_))));
}

#[test]
fn who_may_be_turned_to_is_who_may_see_the_customer() {
    let office = Office::new();
    let mut lan = office.at("lan");
    let names = |desk: &mut Desk, n| match ask(desk, ActivityRequest::Mentionable { customer: Office::customer(n) }) {
        Ok(ActivityReply::Mentionable(members)) => {
            let mut names: Vec<String> = members.into_iter().map(|(_, name)| name).collect();
            names.sort_unstable();
            Ok(names)
        }
        Err(problem) => Err(problem),
        other => panic!("{other:?}"),
    };
    let told = names(&mut lan, 0).expect("names");
    assert!(told.contains(&"minh".to_owned()) && told.contains(&"mai".to_owned()), "{told:?}");
    assert!(!told.contains(&"sorin".to_owned()) && !told.contains(&"hoa".to_owned()), "{told:?}");
    assert!(!told.contains(&"lan".to_owned()), "not oneself");
    assert_eq!(names(&mut lan, 1), Err(Problem::NotFound));
}
