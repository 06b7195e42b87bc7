//! The upkeep of customers at the screens: what is asked, and what becomes of the answers.

use kin::desk::api::*;
use kin::domain::*;
use kin::ui::KeyCode;

use crate::cast::Cast;
use crate::office::{Seat, id};
use crate::sights::{find, upkeep::answer};

fn sight(name: &str) -> Seat {
    find(name).1(&Cast::usual(kin::ui::Lang::En, (100, 30)))
}

fn last(seat: &Seat) -> &UpkeepRequest {
    match seat.last() {
        Request::Upkeep(request) => request,
        other => panic!("{other:?}"),
    }
}

#[test]
fn a_merge_sends_what_was_chosen() {
    let mut seat = sight("merge");
    // Name of the other, city of this one, and the other one stays: then what was chosen is made anew.
    seat.keys("l\n");
    match last(&seat) {
        UpkeepRequest::Merge { keep, gone, take } => {
            assert_eq!((keep.0, gone.0), (id(1), id(2)));
            assert_eq!(take[..], [(AnyField::Plain(PlainField::Name), Side::Gone)]);
        }
        other => panic!("{other:?}"),
    }
    let mut seat = sight("merge");
    seat.keys("s\n");
    match last(&seat) {
        UpkeepRequest::Merge { keep, gone, take } => {
            assert_eq!((keep.0, gone.0), (id(2), id(1)));
            assert!(take.iter().all(|(field, _)| *field != AnyField::Sealed(Field::Address)), "{take:?}");
        }
        other => panic!("{other:?}"),
    }
    answer(&mut seat, UpkeepReply::Merged(id(2)));
    seat.shows("The two are one now. u takes it back.");
    // Of a field that may not be moved each keeps its own.
    let mut seat = sight("merge_locked");
    seat.keys("l\n");
    match last(&seat) {
        UpkeepRequest::Merge { take, .. } => assert!(take.iter().all(|(field, _)| *field != Field::Address.into())),
        other => panic!("{other:?}"),
    }
}

#[test]
fn the_trash_is_asked_about_and_told() {
    let mut seat = sight("trash_ask");
    seat.shows("to the trash?");
    let before = seat.asked.len();
    seat.keys("\x1b");
    assert_eq!(seat.asked.len(), before, "nothing was done");
    seat.keys("d\n");
    assert!(matches!(last(&seat), UpkeepRequest::Trash { customers, dry_run: false } if customers.len() == 1));
    answer(&mut seat, UpkeepReply::Trashed(BulkDone { conflicts: 1, ..BulkDone::default() }));
    seat.shows("Someone else has changed");
    seat.keys("\n");
    answer(&mut seat, UpkeepReply::Trashed(BulkDone { changed: 1, ..BulkDone::default() }));
    seat.shows("1 customer is in the trash. u takes it back.");
    let mut seat = sight("trash");
    seat.keys("\n");
    assert!(matches!(last(&seat), UpkeepRequest::Restore { customer } if *customer == id(5)));
    answer(&mut seat, UpkeepReply::Restored(id(5)));
    seat.shows("is back.");
}

#[test]
fn pairs_are_merged_or_told_apart() {
    let mut seat = sight("duplicates");
    seat.keys("x");
    assert!(matches!(last(&seat), UpkeepRequest::NotDuplicates { .. }));
    answer(&mut seat, UpkeepReply::NotDuplicates);
    seat.shows("1 pair.");
    seat.keys("\n");
    assert!(matches!(last(&seat), UpkeepRequest::MergePreview { .. }));
}

#[test]
fn a_star_and_what_was_opened_last() {
    let mut seat = Cast::usual(kin::ui::Lang::En, (100, 30)).lead();
    seat.keys("*");
    assert!(matches!(last(&seat), UpkeepRequest::Star { on: None, .. }));
    answer(&mut seat, UpkeepReply::Starred(true));
    seat.shows("Marked with a star");
    seat.shows("Đào ★");
    let mut seat = sight("recent");
    seat.keys("\n");
    assert!(seat.asked.iter().any(|(_, ask)| matches!(ask, Request::Customer(_))));
}

#[test]
fn hints_come_after_a_pause_and_never_stand_in_the_way() {
    let asked = |seat: &Seat| {
        let similar = |request: &&Request| match request {
            Request::Upkeep(request) => matches!(**request, UpkeepRequest::Similar { .. }),
            _ => false,
        };
        seat.asked.iter().map(|(_, request)| request).filter(similar).count()
    };
    let mut seat = Cast::usual(kin::ui::Lang::En, (100, 30)).lead();
    seat.keys("nHong Dao");
    assert_eq!(asked(&seat), 0, "not while one types");
    seat.pass(1);
    assert_eq!(asked(&seat), 1);
    seat.pass(5);
    assert_eq!(asked(&seat), 1, "once");
    answer(&mut seat, UpkeepReply::Similar(Cast::usual(kin::ui::Lang::En, (100, 30)).similar()));
    seat.shows("Already there?");
    // A phone is looked up when its field is left, and once for each value.
    for _ in 0..6 {
        seat.press(KeyCode::Tab);
    }
    seat.keys("0903123567\t");
    seat.pass(1);
    assert_eq!(asked(&seat), 2);
    match last(&seat) {
        UpkeepRequest::Similar { sealed, .. } => assert_eq!(sealed[0].0, Field::Phone),
        other => panic!("{other:?}"),
    }
    seat.press(KeyCode::BackTab);
    seat.press(KeyCode::Tab);
    seat.pass(1);
    assert_eq!(asked(&seat), 2);
    seat.send(kin::ui::Event::Key(kin::ui::Key::ctrl('s')));
    assert!(matches!(seat.last(), Request::SaveCustomer(_)));
    // Opening one asks about what was typed first.
    let mut seat = sight("form_open_instead");
    seat.shows("Open that customer instead?");
    seat.keys("\n");
    assert!(seat.asked.iter().any(|(_, request)| matches!(request, Request::Customer(_))));
    seat.hides("New customer");
}
