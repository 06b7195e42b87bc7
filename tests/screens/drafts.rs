//! Drafts: what is typed outlives locks, ends and crashes, and goes when it is saved or given up.

use kin::desk::api::*;
use kin::domain::*;
use kin::ui::*;

use crate::office::*;
use crate::shelf::*;

/// A new line of the timeline with some words typed.
fn noting() -> Seat {
    let mut seat = Seat::at_customer();
    seat.keys("aGọi lại");
    seat
}

fn copy(draft: &Draft) -> Draft {
    Draft { key: draft.key.clone(), at: draft.at, body: Secret::new(draft.body.expose()) }
}

/// The next sign-in of the same member, to whom these drafts are offered.
fn next_day(drafts: Vec<Draft>) -> Seat {
    let mut seat = Seat::new(start((80, 24)));
    seat.keys("lan\tx\t1\n");
    seat.reply(Ok(Reply::SignedIn(Box::new(who(Role::Lead)))));
    seat.reply(Ok(Reply::Customers(page(people()))));
    seat.reply(Ok(Reply::Drafts(drafts)));
    seat
}

/// Unlocks, and answers with the drafts there are.
fn unlock(seat: &mut Seat, drafts: Vec<Draft>) {
    seat.keys("pw\n");
    seat.reply(Ok(Reply::Unlocked));
    seat.reply(Ok(Reply::Drafts(drafts)));
}

#[test]
fn a_draft_is_kept_soon_and_not_too_often() {
    let mut seat = noting();
    assert_eq!(seat.asks(is_draft), 0);
    let due = seat.others.iter().rev().find_map(|effect| match effect {
        Effect::WakeAt(at) => Some(at.0 - seat.now.0),
        _ => None,
    });
    assert!(due.is_some_and(|due| due > 0 && due <= 2_000_000), "{due:?}");
    seat.wait(1_500_000);
    assert_eq!(seat.asks(is_draft), 1);
    assert_eq!(seat.kept().key, format!("note:{}", id(1)));
    assert!(seat.kept().body.expose().contains("Gọi lại"));
    assert!(!format!("{:?} {:?}", seat.asked, seat.model).contains("Gọi lại"), "Debug shows nothing");
    // Ten seconds of steady typing.
    for _ in 0..50 {
        seat.keys("x");
        seat.wait(200_000);
    }
    assert!((5..=7).contains(&(seat.asks(is_draft) - 1)), "{}", seat.asks(is_draft));
    seat.pass(2);
    let kept = seat.asks(is_draft);
    // What comes to the same is not kept again.
    seat.keys("y<");
    seat.press(KeyCode::Left);
    seat.pass(60);
    assert_eq!(seat.asks(is_draft), kept);
}

#[test]
fn a_click_that_changes_a_draft_is_kept_too() {
    let mut seat = noting();
    seat.pass(2);
    seat.click("Call");
    seat.pass(2);
    assert!(seat.kept().body.expose().contains("\"call\""), "{}", seat.kept().body.expose());
}

#[test]
fn what_is_saved_or_given_up_is_dropped() {
    for way in ["save", "give up", "empty"] {
        let mut seat = noting();
        seat.pass(2);
        seat.reply(Ok(Reply::DraftSaved));
        match way {
            "save" => {
                seat.ctrl('s');
                assert_eq!(seat.asks(is_drop), 0, "not before it is saved");
                seat.reply(Ok(noted()));
            }
            "give up" => seat.keys("\x1b\n"),
            _ => seat.times(20, KeyCode::Backspace),
        }
        assert_eq!(seat.asks(is_drop), 1, "{way}");
        seat.pass(60);
        assert_eq!((seat.asks(is_drop), seat.asks(is_draft)), (1, 1), "{way}");
    }
    // What was never kept needs no dropping.
    let mut seat = noting();
    seat.keys("\x1b\n");
    assert_eq!(seat.asks(is_drop), 0);
}

#[test]
fn a_save_under_way_can_not_be_given_up() {
    let mut seat = noting();
    seat.ctrl('s');
    seat.keys("\x1b");
    seat.hides("Drop it?");
    seat.reply(Ok(noted()));
    seat.shows("in the timeline");
    let mut seat = Seat::at_customer();
    seat.keys("ex");
    seat.ctrl('s');
    seat.keys("\x1b");
    seat.hides("Drop it?");
    seat.reply(Ok(Reply::Saved { customer: id(1), created: false }));
    seat.shows("was saved. u takes it back");
}

#[test]
fn a_lock_keeps_first_and_gives_the_sealed_values_back() {
    let mut seat = Seat::at_customer();
    seat.keys("e");
    seat.press(KeyCode::Down);
    seat.keys(" Group");
    seat.times(6, KeyCode::Down);
    seat.keys("0903123567");
    seat.press(KeyCode::F(9));
    let drafts = seat.asked.iter().position(|(_, ask)| is_draft(ask)).expect("kept");
    let lock = seat.asked.iter().position(|(_, ask)| matches!(ask, Request::Lock { .. })).expect("locked");
    assert!(drafts < lock, "kept while the keys are there");
    let kept = seat.kept();
    assert!(kept.body.expose().contains("0903123567"));
    seat.keys("p");
    seat.pass(3);
    seat.keys("w\n");
    seat.reply(Ok(Reply::Unlocked));
    seat.pass(3);
    assert_eq!(seat.asks(is_draft), 1, "the emptied form does not take the place of the whole one");
    seat.hides("0903123567");
    seat.reply(Ok(Reply::Drafts(vec![kept])));
    seat.shows("0903123567");
    seat.shows("Bình Minh Group");
    seat.hides("Type them again");
    seat.ctrl('s');
    let Request::SaveCustomer(draft) = seat.last() else { panic!("not saved") };
    assert_eq!(draft.sealed[0].1.expose(), "0903123567");
    seat.reply(Ok(Reply::Saved { customer: id(1), created: false }));
    assert_eq!(seat.asks(is_drop), 1);
}

#[test]
fn a_form_of_sealed_values_alone_outlives_the_lock() {
    let mut seat = Seat::at_customer();
    seat.keys("e");
    seat.times(7, KeyCode::Down);
    seat.keys("0903123567");
    seat.press(KeyCode::F(9));
    let kept = seat.kept();
    seat.keys("pw\n");
    seat.reply(Ok(Reply::Unlocked));
    assert_eq!(seat.asks(is_drop), 0, "an emptied form is not one that was given up");
    seat.reply(Ok(Reply::Drafts(vec![kept])));
    seat.shows("0903123567");
    assert!(seat.model.unsaved() && seat.asks(is_drop) == 0);
}

#[test]
fn drafts_that_can_not_be_looked_for_are_not_lost() {
    let mut seat = Seat::at_customer();
    seat.keys("e");
    seat.times(7, KeyCode::Down);
    seat.keys("0903123567");
    seat.press(KeyCode::F(9));
    seat.keys("pw\n");
    seat.reply(Ok(Reply::Unlocked));
    seat.fail(|ask| matches!(ask, Request::Drafts), Problem::Busy);
    seat.pass(5);
    assert_eq!(seat.asks(is_drop), 0, "it stays with the desk");
    seat.shows("Type them again");
    // What is typed and saved after that is dropped as ever.
    seat.keys("0911");
    seat.pass(2);
    seat.ctrl('s');
    seat.reply(Ok(Reply::Saved { customer: id(1), created: false }));
    assert_eq!(seat.asks(is_drop), 1);
}

#[test]
fn leaving_keeps_and_the_next_sign_in_offers() {
    let mut seat = noting();
    seat.ctrl('q');
    seat.shows("kept as a draft");
    seat.keys("\n");
    let kept = seat.kept();
    assert!(matches!(seat.last(), Request::SignOut) && seat.asks(is_drop) == 0);
    seat.reply(Ok(Reply::SignedOut));
    assert!(seat.quit() && seat.asks(is_drop) == 0);

    let mut seat = next_day(vec![kept]);
    seat.shows("Drafts");
    seat.shows("Note for Nguyễn Thị Hồng Đào");
    seat.keys("\n");
    seat.shows("Gọi lại");
    seat.keys(" chiều");
    seat.pass(2);
    assert!(seat.kept().body.expose().contains("Gọi lại chiều"));
    seat.ctrl('s');
    let Request::Activity(request) = seat.last() else { panic!("not saved") };
    let ActivityRequest::Add { customer, draft } = request.as_ref() else { panic!("{request:?}") };
    assert_eq!((*customer, draft.text.as_str()), (id(1), "Gọi lại chiều"));
    seat.reply(Ok(noted()));
    assert_eq!(seat.asks(is_drop), 1);
}

#[test]
fn a_session_that_ends_leaves_the_draft_with_the_desk() {
    let mut seat = noting();
    seat.pass(2);
    let kept = seat.kept();
    seat.keys(" mai");
    seat.wait(1_500_000);
    seat.fail(is_draft, Problem::NoSession);
    seat.shows("Your session has ended");
    seat.hides("Gọi");
    assert!(seat.others.iter().any(|effect| matches!(effect, Effect::Wipe)));
    assert_eq!(seat.asks(is_drop), 0);
    seat.keys("lan\tx\t1\n");
    seat.reply(Ok(Reply::SignedIn(Box::new(who(Role::Lead)))));
    seat.reply(Ok(Reply::Customers(page(people()))));
    seat.reply(Ok(Reply::Drafts(vec![kept])));
    seat.shows("Note for");
}

#[test]
fn a_form_is_gone_on_with_whole() {
    let mut seat = Seat::at_customer();
    seat.keys("e");
    seat.press(KeyCode::Down);
    seat.keys(" Group");
    seat.times(4, KeyCode::Down);
    seat.keys("  ");
    seat.press(KeyCode::Down);
    seat.keys("0903123567");
    seat.times(3, KeyCode::Down);
    seat.press(KeyCode::Delete);
    seat.pass(2);
    let mut next = next_day(vec![seat.kept()]);
    next.shows("Edit of Nguyễn Thị Hồng Đào");
    next.keys("\n");
    for text in ["Bình Minh Group", "0903123567", "will be removed", "Blocked"] {
        next.shows(text);
    }
    next.ctrl('s');
    let Request::SaveCustomer(draft) = next.last() else { panic!("not saved") };
    assert_eq!((draft.id, draft.version, draft.status), (Some(id(1)), 3, Status::Blocked));
    let sealed: Vec<&str> = draft.sealed.iter().map(|(_, value)| value.expose()).collect();
    assert_eq!(sealed, ["0903123567", ""]);
    // The record has gone on meanwhile: that is told, and nothing is lost.
    next.fail(
        |ask| matches!(ask, Request::SaveCustomer(_)),
        Problem::Conflict { current: Box::new(Customer { version: 5, ..customer() }) },
    );
    next.reply(Ok(Reply::Customer(Box::new(CustomerDetail {
        customer: Customer { version: 5, city: "Huế".into(), ..customer() },
        ..detail()
    }))));
    next.keys("\n");
    let Request::SaveCustomer(draft) = next.last() else { panic!("not saved") };
    assert_eq!((draft.version, draft.city.as_str(), draft.company.as_str()), (5, "Huế", "Cơ khí Bình Minh Group"));
}

#[test]
fn a_draft_that_waits_is_not_overwritten() {
    let mut first = Seat::lead(people());
    first.keys("nĐỗ An");
    first.pass(2);
    let mut seat = next_day(vec![first.kept()]);
    // Put off, and then a new customer is begun: it is the one that was begun before.
    seat.keys("\x1bn");
    seat.shows("Đỗ An");
    seat.shows("typed before");
    seat.keys(" Bình");
    seat.pass(2);
    assert!(seat.kept().body.expose().contains("Đỗ An Bình"));
    // Given up, the next one is empty.
    seat.keys("\x1b\n");
    assert_eq!(seat.asks(is_drop), 1);
    seat.keys("n");
    seat.hides("Đỗ An");
}

#[test]
fn drafts_are_dropped_from_the_list_and_called_again() {
    let mut note = noting();
    note.pass(2);
    let mut form = Seat::lead(people());
    form.keys("nĐỗ An");
    form.pass(2);
    let mut seat = next_day(vec![note.kept(), form.kept()]);
    seat.keys("\x1bD");
    seat.shows("New customer Đỗ An");
    seat.keys("d");
    assert_eq!(seat.asks(is_drop), 0, "the first word only asks");
    seat.keys("ddd");
    assert_eq!(seat.asks(is_drop), 2);
    seat.hides("never saved");
    seat.keys("D");
    seat.shows("Not possible here");
    assert_eq!(seat.asks(is_draft), 0);
}

#[test]
fn a_draft_that_can_not_be_read_is_left_alone() {
    let draft = |body: &str| Draft { key: "customer:new".into(), at: NOW, body: Secret::new(body) };
    let wrong = r#"{"note":{"customer":7}}"#;
    let mut seat =
        next_day(vec![draft(""), draft("{"), draft(wrong), draft(r#"{"later":{}}"#), draft(&"[".repeat(60_000))]);
    seat.hides("Drafts");
    seat.shows("Nguyễn Thị Hồng Đào");
    assert_eq!(seat.asks(is_drop), 0, "a newer Kin may read it");
}

#[test]
fn that_nothing_can_be_kept_is_said_once_and_tried_again() {
    let mut seat = noting();
    seat.wait(1_500_000);
    seat.fail(is_draft, Problem::Busy);
    seat.shows("cannot be kept as a draft");
    seat.keys("x");
    seat.hides("cannot be kept");
    seat.keys("<");
    seat.wait(1_500_000);
    assert_eq!(seat.asks(is_draft), 2, "the same text again, as it was not kept");
    seat.fail(is_draft, Problem::Busy);
    seat.hides("cannot be kept");
}

#[test]
fn other_drafts_never_fill_a_form_that_is_open() {
    let mut first = Seat::lead(people());
    first.keys("nĐỗ An");
    first.times(6, KeyCode::Down);
    first.keys("0903123567");
    first.pass(2);
    // A quick hand opens a form before the drafts have come.
    let mut seat = Seat::new(start((80, 24)));
    seat.keys("lan\tx\t1\n");
    seat.reply(Ok(Reply::SignedIn(Box::new(who(Role::Lead)))));
    seat.keys("nTrần B");
    seat.reply(Ok(Reply::Drafts(vec![first.kept()])));
    seat.hides("0903123567");
    seat.shows("Trần B");
}

#[test]
fn an_unlock_offers_only_what_is_not_open() {
    let mut other = Seat::lead(people());
    other.keys("nĐỗ An");
    other.pass(2);
    let mut seat = noting();
    seat.press(KeyCode::F(9));
    let drafts = [seat.kept(), other.kept()];
    unlock(&mut seat, drafts.iter().map(copy).collect());
    seat.shows("Gọi lại");
    seat.hides("New customer");
    seat.keys("\x1b\n");
    seat.keys("D");
    seat.shows("New customer Đỗ An");
    seat.hides("Note for");
}
