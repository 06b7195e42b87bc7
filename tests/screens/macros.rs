//! Macros: recorded, kept, pressed again, and what is never part of one.

use kin::desk::api::*;
use kin::domain::*;
use kin::ui::*;

use crate::office::*;

fn is_list(request: &Request) -> bool {
    matches!(request, Request::Customers(_))
}

/// The macros as they were last kept.
fn kept(seat: &Seat) -> Vec<(String, String)> {
    let saved = seat.asked.iter().rev().find_map(|(_, request)| match request {
        Request::SavePreferences(text) => Some(text),
        _ => None,
    });
    let preferences: serde_json::Value = serde_json::from_str(saved.expect("kept")).expect("JSON");
    serde_json::from_value(preferences["macros"].clone()).unwrap_or_default()
}

fn ctrl_s(seat: &mut Seat) {
    seat.send(Event::Key(Key::ctrl('s')));
}

/// With a macro `turn` that reverses the order twice.
fn recorded() -> Seat {
    let mut seat = Seat::lead(people());
    seat.keys("!SS!");
    seat.shows("Type a name and press Ctrl-S");
    seat.keys("turn");
    ctrl_s(&mut seat);
    seat.shows("Macro turn saved.");
    seat
}

#[test]
fn keys_are_pressed_again_each_after_the_answer_to_the_one_before() {
    let mut seat = recorded();
    assert_eq!(kept(&seat), [("turn".to_owned(), "S S".to_owned())]);
    seat.keys("@");
    seat.shows("S S");
    let before = seat.asks(is_list);
    seat.keys("\n");
    assert_eq!(seat.asks(is_list), before + 1, "the second key waits");
    seat.reply(Ok(Reply::PreferencesSaved));
    seat.reply(Ok(Reply::Customers(CustomersPage { rows: people(), total: 3, ..CustomersPage::default() })));
    assert_eq!(seat.asks(is_list), before + 2);
    seat.reply(Ok(Reply::Customers(CustomersPage { rows: people(), total: 3, ..CustomersPage::default() })));
    assert_eq!(seat.asks(is_list), before + 2, "and it is over");
}

#[test]
fn what_goes_wrong_and_a_key_end_it() {
    let mut seat = recorded();
    seat.keys("@\n");
    let asked = seat.asks(is_list);
    seat.reply(Err(Problem::Busy));
    assert_eq!(seat.asks(is_list), asked, "the keys after were meant for another screen");
    seat.keys("@\n");
    let asked = seat.asks(is_list);
    seat.keys("j");
    seat.shows("Macro stopped.");
    seat.reply(Ok(Reply::Customers(CustomersPage { rows: people(), total: 3, ..CustomersPage::default() })));
    assert_eq!(seat.asks(is_list), asked);
}

#[test]
fn what_is_typed_into_sealed_places_is_never_part_of_one() {
    let mut seat = Seat::lead(people());
    seat.keys("!n");
    seat.shows("A macro holds nothing of what is typed here");
    seat.keys("\x1b");
    // A number in a search is seen, however it was typed.
    seat.keys("!/0903x<123567\x1b\x1b!");
    seat.shows("belongs into a sealed field");
    seat.keys("!");
    seat.send(Event::Paste("0903123567".into()));
    seat.shows("A macro holds keys alone");
    seat.keys("!!");
    seat.shows("No key was pressed");
    assert!(seat.asked.iter().all(|(_, request)| !matches!(request, Request::SavePreferences(_))));
}

#[test]
fn one_ended_from_the_palette_holds_none_of_its_keys() {
    let mut seat = Seat::lead(people());
    seat.keys("!S:end the recording\n");
    seat.keys("one");
    ctrl_s(&mut seat);
    assert_eq!(kept(&seat), [("one".to_owned(), "S".to_owned())]);
}

#[test]
fn a_lock_ends_both() {
    let mut seat = Seat::lead(people());
    seat.keys("!S");
    seat.shows("end macro");
    seat.keys("L");
    seat.reply(Ok(Reply::Locked));
    assert!(!seat.screen().contains("end macro"));
    seat.keys("secret words\n");
    seat.reply(Ok(Reply::Unlocked));
    seat.keys("!");
    seat.shows("Recording keys.");
}

#[test]
fn a_broken_one_says_so() {
    let text = r#"{"macros": [["old", "S hyper-x"]]}"#;
    let mut seat = Seat::new(start((80, 24)));
    seat.keys("lan\tcorrect horse battery\t123456\n");
    let who = SignedIn { preferences: text.into(), ..who(Role::Agent) };
    seat.reply(Ok(Reply::SignedIn(Box::new(who))));
    seat.keys("@\n");
    seat.shows("This macro can't be read.");
}
