//! What a person sees and sets: revealed values, the clipboard, the way back, the tour, looks, language, keys.

use kin::desk::api::*;
use kin::domain::*;
use kin::ui::*;

use crate::office::*;
use crate::shelf::*;

fn copies(seat: &Seat) -> Vec<String> {
    let copied = seat.others.iter().filter_map(|effect| match effect {
        Effect::Copy(value) => Some(value.expose().to_owned()),
        _ => None,
    });
    copied.collect()
}

fn wipes(seat: &Seat) -> usize {
    seat.others.iter().filter(|effect| matches!(effect, Effect::Wipe)).count()
}

fn demo() -> Start {
    let login = DemoLogin { name: "lan".into(), role: Role::Lead, password: "x".into(), totp_secret: "x".into() };
    Start { demo: Some(vec![login]), ..start((80, 24)) }
}

/// A revealed phone, at a customer whose phone may be copied.
fn looking(start: Start) -> Seat {
    let mut seat = Seat::at_work(start, who(Role::Lead), people());
    seat.keys("\n");
    seat.reply(Ok(Reply::Customer(Box::new(CustomerDetail { may_copy: vec![Field::Phone], ..detail() }))));
    seat.keys("r\n");
    seat.reply(Ok(revealed()));
    seat.shows("+84 903 123 567");
    seat
}

/// A role that needs no reason is not asked for one; over its quota it is, since others decide then.
#[test]
fn what_needs_no_reason_is_shown_at_once() {
    let freely = || CustomerDetail { may_reveal_freely: vec![Field::Phone], ..detail() };
    for over in [false, true] {
        let mut seat = Seat::at_work(start((80, 24)), who(Role::Lead), people());
        seat.keys("\n");
        seat.reply(Ok(Reply::Customer(Box::new(freely()))));
        seat.keys("r");
        let asked = seat.asked.iter().any(|(_, request)| match request {
            Request::Reveal { reason, .. } => reason.is_empty(),
            _ => false,
        });
        assert!(asked, "{:?}", seat.asked);
        if over {
            seat.reply(Err(Problem::QuotaUsedUp));
            seat.shows("Why do you need it?");
            seat.keys("\n");
            assert!(seat.asked.iter().any(|(_, request)| matches!(
                request,
                Request::AskFor(Wanted::Reveal { reason, .. }) if reason.key == "call"
            )));
        } else {
            seat.reply(Ok(revealed()));
            seat.shows("+84 903 123 567");
        }
    }
}

#[test]
fn a_revealed_value_ends_in_its_time_under_other_things_too() {
    let mut seat = looking(start((200, 50)));
    for left in (1..=29).rev() {
        seat.pass(1);
        seat.shows(&format!("hidden again in {left} s"));
    }
    seat.press(KeyCode::F(1));
    seat.pass(1);
    seat.keys("\x1b");
    seat.hides("903");
    seat.shows("is hidden again");
    // The same with time that has passed unseen, as after a sleep of the machine.
    let mut seat = looking(start((80, 24)));
    seat.press(KeyCode::F(1));
    seat.pass(200);
    seat.keys("\x1b");
    seat.hides("903");
}

#[test]
fn nobody_looking_means_nothing_shown() {
    let mut seat = looking(start((80, 24)));
    seat.ctrl('z');
    assert!(matches!(seat.others.last(), Some(Effect::Suspend | Effect::WakeAt(_))) && wipes(&seat) == 1);
    let suspend = seat.others.iter().position(|effect| matches!(effect, Effect::Suspend));
    assert!(seat.others.iter().position(|effect| matches!(effect, Effect::Wipe)) < suspend, "wiped first");
    seat.hides("903");

    let mut seat = looking(Start { blank_unfocused: true, ..start((80, 24)) });
    seat.send(Event::Focus(false));
    assert_eq!(wipes(&seat), 1);
    let screen = seat.screen();
    assert!(screen.contains("Kin shows nothing") && !screen.contains("Hồng") && !screen.contains("903"), "{screen}");
    // The wheel over a blank window moves nothing, and an answer that comes does not show.
    seat.mouse(10, 10, MouseWhat::WheelDown);
    seat.mouse(10, 10, MouseWhat::Press);
    seat.send(Event::Focus(true));
    seat.shows("Nguyễn Thị Hồng Đào");
    seat.hides("903");
    seat.keys("\x1b");
    assert!(seat.selected().1.contains("Nguyễn Thị Hồng Đào"), "{}", seat.screen());
    seat.keys("\n");
    seat.reply(Ok(Reply::Customer(Box::new(detail()))));
    // Asked for and not yet there when the window is left.
    seat.keys("r\n");
    let ticket = seat.asked.last().unwrap().0;
    seat.send(Event::Focus(false));
    seat.reply_to(ticket, Ok(revealed()));
    seat.send(Event::Focus(true));
    seat.hides("903");

    let mut seat = looking(start((80, 24)));
    seat.send(Event::Focus(false));
    seat.shows("903");
    assert_eq!(wipes(&seat), 0, "unless it is set, a window left goes on");

    for idle in [true, false] {
        let mut seat = looking(start((80, 24)));
        if idle {
            seat.pass(300)
        } else {
            seat.press(KeyCode::F(9))
        }
        assert!(seat.model.locked() && wipes(&seat) == 1);
    }
    let mut seat = looking(start((80, 24)));
    seat.keys("x");
    seat.press(KeyCode::F(5));
    seat.fail(|ask| matches!(ask, Request::Customer(_)), Problem::NoSession);
    assert_eq!(wipes(&seat), 1);
}

#[test]
fn what_is_copied_leaves_the_clipboard_again() {
    let copied = || Ok(Reply::Copied { value: Secret::new("+84903123567"), seconds: 30 });
    for way in ["time", "lock", "quit", "end"] {
        let mut seat = looking(start((80, 24)));
        seat.keys("yy");
        assert_eq!(seat.asks(|ask| matches!(ask, Request::Copy { .. })), 1);
        let Request::Copy { what: CopyWhat::Sealed(Field::Phone, reason), .. } = seat.last() else { panic!("a copy") };
        assert_eq!(reason.key, "call");
        seat.reply(copied());
        assert_eq!(copies(&seat), ["+84903123567"]);
        seat.shows("taken off again in 30 s");
        seat.keys("\x1b");
        match way {
            "time" => {
                seat.pass(29);
                assert_eq!(copies(&seat).len(), 1);
                seat.pass(1);
            }
            "lock" => seat.press(KeyCode::F(9)),
            "quit" => seat.ctrl('q'),
            _ => {
                seat.press(KeyCode::F(5));
                seat.fail(|ask| matches!(ask, Request::Customer(_)), Problem::NoSession);
            }
        }
        assert_eq!(copies(&seat), ["+84903123567", ""], "{way}");
        seat.pass(60);
        assert_eq!(copies(&seat).len(), 2, "{way}: once");
    }
    // An answer after the lock is not copied any more.
    let mut seat = Seat::lead(people());
    seat.keys("y");
    let ticket = seat.asked.last().unwrap().0;
    seat.press(KeyCode::F(9));
    seat.reply_to(ticket, copied());
    assert!(copies(&seat).is_empty());
    // Without the right there is no such key.
    let mut seat = Seat::at_customer();
    seat.keys("r\n");
    seat.reply(Ok(revealed()));
    let before = seat.asked.len();
    seat.keys("y");
    assert_eq!(seat.asked.len(), before);
    seat.send(Event::Paste("other words".into()));
    seat.shows("903");
}

#[test]
fn the_way_back_and_forward() {
    let mut seat = Seat::lead(people());
    seat.keys("[");
    seat.shows("Not possible here");
    let open = |seat: &mut Seat, n: u8| {
        let customer = Customer { id: id(n), name: format!("Khách {n}"), ..customer() };
        seat.reply(Ok(Reply::Customer(Box::new(CustomerDetail { customer, ..detail() }))));
    };
    seat.keys("\n");
    open(&mut seat, 1);
    seat.keys("\x1bj\n");
    open(&mut seat, 2);
    seat.keys("9");
    seat.reply(Ok(Reply::Log(log_page())));
    seat.shows("Newest first");
    seat.keys("[");
    assert!(matches!(seat.last(), Request::Customer(wanted) if *wanted == id(2)));
    open(&mut seat, 2);
    seat.shows("Khách 2");
    seat.keys("[[");
    assert!(matches!(seat.last(), Request::Customer(wanted) if *wanted == id(1)));
    open(&mut seat, 1);
    seat.keys("]]");
    assert!(matches!(seat.last(), Request::Customer(wanted) if *wanted == id(2)));
    open(&mut seat, 2);
    seat.send(Event::Key(Key { alt: true, ..Key::new(KeyCode::Right) }));
    seat.shows("Newest first");
    seat.keys("]");
    seat.shows("Not possible here");
}

#[test]
fn the_tour_goes_on_by_doing_and_ends_for_good() {
    let begin = |preferences: &str| {
        Seat::at_work(demo(), SignedIn { preferences: preferences.into(), ..who(Role::Lead) }, people())
    };
    let mut seat = begin("");
    seat.shows("Tour 1 of 5");
    seat.keys("/\x1b");
    seat.shows("Tour 2 of 5");
    seat.keys("j\n");
    seat.reply(Ok(Reply::Customer(Box::new(detail()))));
    seat.shows("Tour 3 of 5");
    seat.keys("r\x1b:\x1b");
    seat.shows("Tour 5 of 5");
    assert_eq!(seat.asks(is_preference), 0);
    seat.press(KeyCode::F(9));
    let Some((_, Request::SavePreferences(text))) = seat.asked.iter().find(|(_, ask)| is_preference(ask)) else {
        panic!("the end is kept")
    };
    let mut again = begin(text);
    again.hides("Tour");
    // It can be called and ended at any time.
    again.press(KeyCode::F(2));
    again.shows("Tour 1 of 5");
    again.press(KeyCode::F(2));
    again.hides("Tour");
    // A real office has none.
    Seat::lead(people()).hides("Tour");
}

#[test]
fn the_mouse_goes_off_and_on() {
    let mut seat = Seat::lead(people());
    seat.press(KeyCode::F(8));
    assert!(seat.others.iter().any(|effect| matches!(effect, Effect::Mouse(false))));
    seat.shows("The mouse is off");
    let Request::SavePreferences(text) = seat.last() else { panic!("not kept") };
    let preferences = text.clone();
    let next = Seat::at_work(start((80, 24)), SignedIn { preferences, ..who(Role::Lead) }, people());
    assert!(next.others.iter().any(|effect| matches!(effect, Effect::Mouse(false))));
    seat.press(KeyCode::F(8));
    assert!(seat.others.iter().any(|effect| matches!(effect, Effect::Mouse(true))));
}

#[test]
fn settings_hold_at_once() {
    let mut seat = Seat::lead(people());
    seat.keys(",");
    seat.shows("Language");
    seat.press(KeyCode::Right);
    seat.shows("Ngôn ngữ");
    seat.press(KeyCode::Right);
    seat.shows("Limba");
    seat.press(KeyCode::Left);
    seat.press(KeyCode::Down);
    let before = seat.asks(is_preference);
    seat.press(KeyCode::Right);
    let Request::SavePreferences(text) = seat.last() else { panic!("not kept") };
    assert!(seat.asks(is_preference) == before + 1 && text.contains("\"vi\"") && text.contains("theme"), "{text}");
    let preferences = text.clone();
    seat.keys("\x1b");
    seat.shows("Khách hàng");

    let again =
        |start: Start| Seat::at_work(start, SignedIn { preferences: preferences.clone(), ..who(Role::Lead) }, people());
    again(start((80, 24))).shows("Khách hàng");
    // What was asked for at the start is stronger.
    again(Start { lang_fixed: true, lang: Lang::Ro, ..start((80, 24)) }).shows("Clienți");
    let mut mono = again(Start { mono: true, theme: "mono".into(), ..start((80, 24)) });
    mono.keys(",");
    mono.shows("NO_COLOR");
    let before = mono.asks(is_preference);
    mono.keys("jl");
    assert_eq!(mono.asks(is_preference), before);
}

#[test]
fn who_comes_next_does_not_get_the_looks_of_whoever_was_here() {
    let vi = SignedIn { preferences: r#"{"lang":"vi","mouse":false,"theme":"dark"}"#.into(), ..who(Role::Lead) };
    let mut seat = Seat::at_work(start((80, 24)), vi, people());
    seat.shows("Khách hàng");
    seat.press(KeyCode::F(5));
    seat.fail(is_page, Problem::NoSession);
    seat.shows("Your session has ended");
    assert!(seat.others.iter().any(|effect| matches!(effect, Effect::Mouse(true))));
    seat.keys("ana\tx\t1\n");
    seat.reply(Ok(Reply::SignedIn(Box::new(who(Role::Agent)))));
    seat.shows("Customers");
}

#[test]
fn other_keys_are_named_everywhere() {
    let own = [("search", "ctrl-t"), ("undo", "f7"), ("cancel", "f10"), ("reveal", "Z"), ("help", "H"), ("new", "N")];
    let keys = Keymap::remapped(&own.map(|(name, key)| (name.to_owned(), vec![key.to_owned()])).into()).unwrap();
    let mut seat = Seat::at_work(Start { keys, ..start((80, 24)) }, who(Role::Lead), people());
    seat.shows("Press Ctrl-T to search");
    seat.shows("N new");
    seat.keys("n/");
    seat.shows("Press Ctrl-T to search");
    seat.keys("H");
    seat.keys("add a customer");
    seat.shows("  N ");
    seat.keys("\x1b:search");
    seat.shows("Ctrl-T");
    seat.keys("\x1b\n");
    seat.reply(Ok(Reply::Customer(Box::new(detail()))));
    seat.shows("Z reveal");
    seat.keys("eX");
    seat.keys("\x1b");
    seat.hides("Drop it?");
    seat.ctrl('s');
    seat.reply(Ok(Reply::Saved { customer: id(1), created: false }));
    seat.shows("F7 takes it back");
    seat.press(KeyCode::F(7));
    assert!(matches!(seat.last(), Request::Undo));
}

#[test]
fn a_key_that_holds_everywhere_is_met_everywhere() {
    let wrong = |name: &str, key: &str| {
        let own = [(name.to_owned(), vec![key.to_owned()])].into();
        Keymap::remapped(&own).unwrap_err().iter().map(ToString::to_string).collect::<Vec<_>>().join("\n")
    };
    // It would lock in one place and do something else in another.
    assert!(wrong("note", "f9").contains("F9 means both lock-anywhere and note"));
    assert!(wrong("lock-anywhere", "ctrl-s").contains("Ctrl-S means both"));
    assert!(Keymap::remapped(&[("lock".to_owned(), vec!["f9".to_owned()])].into()).is_ok(), "the same deed");
}
