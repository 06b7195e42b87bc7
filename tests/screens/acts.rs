//! Acts on many, saved views, the palette, taking back, and two people on one record.

use kin::desk::api::*;
use kin::domain::*;
use kin::ui::*;

use crate::office::*;
use crate::shelf::*;

fn is_bulk(request: &Request) -> bool {
    matches!(request, Request::Bulk { .. })
}

fn is_save(request: &Request) -> bool {
    matches!(request, Request::SaveCustomer(_))
}

fn is_views(request: &Request) -> bool {
    matches!(request, Request::Views(ViewKind::Customers))
}

fn view(n: u8, name: &str, filter: &str, mine: bool) -> View {
    let draft = ViewDraft {
        id: Some(id(n)),
        name: name.into(),
        filter: filter.into(),
        list: ViewList::Customers {
            sort: Sort { by: SortBy::City, descending: true },
            columns: vec![("city".into(), 20), ("name".into(), 30)],
        },
        shared: if mine { Vec::new() } else { vec![Role::Agent] },
    };
    View { id: id(n), draft, member: "mai".into(), mine }
}

#[test]
fn marked_customers_are_changed_after_a_preview() {
    let mut seat = Seat::lead(people());
    seat.keys("b");
    seat.shows("Not possible here");
    seat.keys("  ");
    seat.shows("2 marked");
    seat.keys("k ");
    seat.shows("1 marked");
    seat.keys("  ");
    seat.shows("3 marked");
    seat.keys("bblocked\n");
    let Request::Bulk { customers, change, dry_run } = seat.last() else { panic!("no preview") };
    assert_eq!((customers.len(), change.clone(), *dry_run), (3, BulkChange::Status(Status::Blocked), true));
    // Nothing is done before the preview has come.
    seat.keys("\n");
    assert_eq!(seat.asks(is_bulk), 1);
    seat.reply(Ok(Reply::Bulk(BulkDone { changed: 2, same: 0, refused: 0, conflicts: 1 })));
    seat.shows("2 customers would change.");
    seat.shows("mark it again");
    // Back to the choice, and another one.
    seat.keys("\x1b");
    seat.keys("<<<<<<<inact\n");
    seat.reply(Ok(Reply::Bulk(BulkDone { changed: 3, ..BulkDone::default() })));
    seat.keys("\n");
    assert!(matches!(seat.last(), Request::Bulk { dry_run: false, change: BulkChange::Status(Status::Inactive), .. }));
    // What is being done is waited for, and done once.
    seat.keys("\x1b\n\n");
    assert_eq!(seat.asks(is_bulk), 3);
    seat.reply(Ok(Reply::Bulk(BulkDone { changed: 3, ..BulkDone::default() })));
    seat.shows("3 customers were changed. u takes it back.");
    seat.hides("marked");
    assert!(matches!(seat.last(), Request::Customers(_)), "the list is loaded again");
    seat.keys("u");
    assert!(matches!(seat.last(), Request::Undo));
}

#[test]
fn a_bulk_act_that_is_refused_says_why() {
    let mut seat = Seat::lead(people());
    seat.keys(" b\n");
    seat.fail(is_bulk, Problem::Denied { rule: "customer.bulk".into() });
    seat.shows("You are not allowed to do this (customer.bulk)");
    seat.keys("\n\x1b\x1b");
    assert_eq!(seat.asks(is_bulk), 1);
    seat.shows("1 marked");
    // An agent marks nothing.
    let mut agent = Seat::at_work(start((80, 24)), who(Role::Agent), people());
    agent.keys(" *b");
    agent.hides("1 marked");
    // Nothing to do is not done.
    seat.keys("b\n");
    seat.reply(Ok(Reply::Bulk(BulkDone { same: 1, ..BulkDone::default() })));
    seat.shows("Nothing would change");
    seat.keys("\n");
    assert_eq!(seat.asks(is_bulk), 2);
}

#[test]
fn all_that_match_are_marked_page_by_page() {
    let mut seat = Seat::lead(people());
    let mut shelf = Shelf::of(1_234);
    seat.press(KeyCode::F(5));
    shelf.serve(&mut seat);
    seat.keys("A");
    shelf.serve(&mut seat);
    seat.shows("1,234 marked");
    // Without a rest from the first mark on: ten thousand are the most.
    let mut shelf = Shelf { answered: shelf.answered, ..Shelf::of(12_000) };
    seat.keys("\x1b");
    seat.hides("marked");
    seat.keys("A");
    shelf.serve(&mut seat);
    seat.shows("10,000 marked");
    seat.shows("10,000 are the most");
    // Esc ends it on the way.
    seat.keys("\x1bA\x1b");
    shelf.serve(&mut seat);
    seat.hides("0 marked");
    // One who looks on meanwhile loses nothing.
    seat.keys("A");
    seat.keys("G");
    shelf.serve(&mut seat);
    seat.shows("10,000 marked");
    assert!(seat.screen().contains("Name 11999"), "{}", seat.screen());
}

#[test]
fn a_view_is_saved_opened_and_shared() {
    let mut seat = Seat::lead(people());
    seat.keys("fcity = Huế\n");
    seat.reply(Ok(Reply::Customers(page(people()[..2].to_vec()))));
    seat.keys("V");
    seat.shows("Loading");
    seat.reply(Ok(Reply::Views(Vec::new())));
    seat.shows("No views yet. Press n to save");
    seat.keys("n\n");
    seat.shows("A name is needed.");
    seat.keys("Khách Huế\n");
    let Request::SaveView(draft) = seat.last() else { panic!("not saved") };
    assert_eq!((draft.id, draft.name.as_str(), draft.filter.as_str()), (None, "Khách Huế", "city = Huế"));
    assert!(draft.shared.is_empty(), "private unless it is shared");
    // The help over it hinders nothing.
    seat.press(KeyCode::F(1));
    let before = seat.asks(is_views);
    seat.reply(Ok(Reply::ViewSaved(id(1))));
    assert_eq!(seat.asks(is_views), before + 1);
    seat.keys("\x1b");
    seat.reply(Ok(Reply::Views(vec![view(1, "Khách Huế", "city = Huế", true), view(2, "Mới", "", false)])));
    seat.shows("you alone");
    seat.shows("by mai");
    seat.keys("s");
    seat.press(KeyCode::Right);
    seat.press(KeyCode::Right);
    seat.keys("\n");
    let Request::SaveView(draft) = seat.last() else { panic!("not shared") };
    assert_eq!((draft.id, draft.shared.as_slice()), (Some(id(1)), &[Role::Agent][..]));
    seat.reply(Ok(Reply::ViewSaved(id(1))));
    seat.reply(Ok(Reply::Views(vec![view(1, "Khách Huế", "city = Huế", true)])));
    seat.keys("\n");
    assert_eq!(seat.query().sort, Sort { by: SortBy::City, descending: true });
    seat.reply(Ok(Reply::Customers(page(people()[..2].to_vec()))));
    seat.shows("Filtered: Khách Huế · city = Huế");
    let heading = seat.screen().lines().nth(4).unwrap().to_owned();
    assert!(heading.find("City") < heading.find("Name"), "{heading}");
    assert_eq!(seat.asks(is_preference), 0, "a view is no preference");
    // Another filter is another list.
    seat.keys("c");
    seat.hides("Filtered:");
}

#[test]
fn a_view_goes_after_a_second_yes() {
    let mut seat = Seat::lead(people());
    let views = || vec![view(1, "Một", "", true), view(2, "Hai", "", true)];
    let deletes = |seat: &Seat| seat.asks(|ask| matches!(ask, Request::DeleteView(_)));
    seat.keys("V");
    seat.reply(Ok(Reply::Views(views())));
    seat.keys("d");
    seat.shows("Press d again to delete Một");
    // Anything else takes the question back.
    seat.keys("jkd");
    assert_eq!(deletes(&seat), 0);
    seat.keys("jd");
    seat.shows("delete Hai");
    seat.keys("d");
    assert!(matches!(seat.last(), Request::DeleteView(wanted) if *wanted == id(2)));
    seat.fail(|ask| matches!(ask, Request::DeleteView(_)), Problem::Busy);
    seat.shows("The office is busy");
    // The question is asked again, and seen.
    seat.keys("d");
    seat.shows("delete Hai");
    seat.keys("d");
    seat.reply(Ok(Reply::ViewDeleted));
    seat.reply(Ok(Reply::Views(views()[..1].to_vec())));
    seat.hides("Hai");
    seat.keys("\n");
    // An agent deletes only what is their own.
    let mut agent = Seat::at_work(start((80, 24)), who(Role::Agent), people());
    agent.keys("V");
    agent.reply(Ok(Reply::Views(vec![view(1, "Một", "", false)])));
    agent.keys("dd");
    assert_eq!(deletes(&agent), 0);
}

#[test]
fn a_view_that_can_not_be_read_says_so() {
    let mut seat = Seat::lead(people());
    seat.keys("V");
    seat.reply(Ok(Reply::Views(vec![view(1, "Mai sau", "moon = full", true)])));
    let before = seat.asks(is_page);
    seat.keys("\n");
    seat.shows("its filter cannot be read");
    assert_eq!(seat.asks(is_page), before, "the list stays as it was");
    seat.shows("Nguyễn Thị Hồng Đào");
}

#[test]
fn the_palette_finds_actions_customers_and_views() {
    let keys = |own: &[(&str, &str)]| {
        Keymap::remapped(&own.iter().map(|(name, key)| ((*name).into(), vec![(*key).into()])).collect()).unwrap()
    };
    let own = Start { keys: keys(&[("new", "ctrl-t"), ("lock", "Z")]), ..start((80, 24)) };
    let mut seat = Seat::at_work(own, who(Role::Lead), people());
    seat.keys(":adcust");
    seat.shows("Add a customer");
    seat.shows("Ctrl-T");
    seat.ctrl('u');
    seat.keys("lock once");
    let line = seat.screen().lines().find(|line| line.contains("▸ Lock at once")).map(str::to_owned);
    assert!(line.is_some_and(|line| line.contains(" Z ")), "{}", seat.screen());
    seat.ctrl('u');
    // Customers from the second letter on; what comes late counts no more.
    let before = seat.asks(is_page);
    seat.keys("d");
    assert_eq!(seat.asks(is_page), before);
    seat.keys("a");
    assert_eq!((seat.asks(is_page), seat.query().limit), (before + 1, 8));
    let old = seat.ticket(is_page);
    seat.keys("o");
    seat.reply_to(old, Ok(Reply::Customers(page(vec![row(9, "Dã Quỳ", "", "")]))));
    seat.hides("Dã Quỳ");
    seat.reply(Ok(Reply::Customers(page(people()[..3].to_vec()))));
    seat.shows("Nguyễn Thị Hồng Đào");
    seat.reply(Ok(Reply::Views(vec![view(1, "Đào Huế", "city = Huế", true)])));
    seat.shows("Views: Đào Huế");
    // An exact lookup is logged, and not for the palette.
    let before = seat.asks(is_page);
    seat.ctrl('u');
    seat.keys("/0903123567");
    assert_eq!(seat.asks(is_page), before);
    seat.ctrl('u');
    seat.keys("hong dao");
    seat.reply(Ok(Reply::Customers(page(people()[..1].to_vec()))));
    seat.keys("\n");
    assert!(matches!(seat.last(), Request::Customer(wanted) if *wanted == id(1)));
}

#[test]
fn actions_run_from_the_palette() {
    let run = |words: &str| {
        let mut seat = Seat::lead(people());
        seat.keys(":");
        seat.keys(words);
        seat.keys("\n");
        seat
    };
    assert!(run("lock at once").model.locked());
    run("add a customer").shows("Sealed: masked once saved");
    run("these keys type").shows("Find a key or a word");
    run("language tieng viet").shows("Khách hàng");
    run("looks, mouse").shows("Language");
    run("saved views").shows("Loading");
    run("order of the list").shows("Name, upwards");
    let mut seat = run("sign out and leave");
    assert!(matches!(seat.last(), Request::SignOut));
    // The palette's own search is nothing to the list.
    seat.reply(Ok(Reply::SignedOut));
    assert!(seat.quit());
    run("zzzz nothing").shows("Nothing matches");
}

#[test]
fn steps_are_taken_back_and_done_again_as_far_as_there_are_some() {
    let mut seat = Seat::at_customer();
    seat.keys("u");
    seat.shows("Not possible here");
    seat.keys("U");
    assert_eq!(seat.asks(|ask| matches!(ask, Request::Undo | Request::Redo)), 0);
    seat.keys("eX");
    seat.ctrl('s');
    seat.reply(Ok(Reply::Saved { customer: id(1), created: false }));
    seat.shows("u takes it back");
    seat.keys("uu");
    assert_eq!(seat.asks(|ask| matches!(ask, Request::Undo)), 1, "one at a time");
    let undone = |undo_left, redo_left| Undone {
        what: UndoneWhat::Edit("Nguyễn Thị Hồng Đào".into()),
        customer: Some(id(1)),
        undo_left,
        redo_left,
    };
    let opened = seat.asks(|ask| matches!(ask, Request::Customer(_)));
    seat.reply(Ok(Reply::Undone(undone(0, 1))));
    seat.shows("is taken back");
    assert_eq!(seat.asks(|ask| matches!(ask, Request::Customer(_))), opened + 1, "it is shown as it is now");
    seat.keys("u");
    seat.shows("Not possible here");
    seat.keys("U");
    seat.reply(Ok(Reply::Undone(undone(1, 0))));
    seat.shows("is done again");
    seat.keys("u");
    seat.fail(|ask| matches!(ask, Request::Undo), Problem::Conflict { current: Box::new(customer()) });
    seat.shows("was changed by someone since");
    seat.keys("u");
    seat.fail(|ask| matches!(ask, Request::Undo), Problem::NothingToUndo);
    seat.keys("u");
    seat.shows("Not possible here");
}

#[test]
fn an_undo_cut_off_by_the_end_of_the_session_hinders_no_later_one() {
    let mut seat = Seat::at_customer();
    seat.keys("eX");
    seat.ctrl('s');
    seat.reply(Ok(Reply::Saved { customer: id(1), created: false }));
    seat.keys("u");
    seat.fail(|ask| matches!(ask, Request::Undo), Problem::NoSession);
    seat.keys("lan\tx\t1\n");
    seat.reply(Ok(Reply::SignedIn(Box::new(who(Role::Lead)))));
    seat.reply(Ok(Reply::Customers(page(people()))));
    seat.keys("\n");
    seat.reply(Ok(Reply::Customer(Box::new(detail()))));
    seat.keys("eX");
    seat.ctrl('s');
    seat.reply(Ok(Reply::Saved { customer: id(1), created: false }));
    let before = seat.asks(|ask| matches!(ask, Request::Undo));
    seat.keys("u");
    assert_eq!(seat.asks(|ask| matches!(ask, Request::Undo)), before + 1);
}

/// An edit of company, city and phone, against a version in which company, country and e-mail have changed.
fn in_conflict() -> Seat {
    let mut seat = Seat::at_customer();
    seat.keys("e");
    seat.press(KeyCode::Down);
    seat.keys(" Group");
    seat.press(KeyCode::Down);
    seat.keys(" 2");
    seat.times(4, KeyCode::Down);
    seat.keys("0987654321");
    seat.ctrl('s');
    against(&mut seat, 4);
    seat
}

fn against(seat: &mut Seat, version: i64) {
    let theirs = Customer { company: "Bình Minh".into(), country: "RO".into(), version, ..customer() };
    seat.fail(is_save, Problem::Conflict { current: Box::new(theirs.clone()) });
    let mut masked = detail().masked;
    masked[1].mask = "x•••@example.ro".into();
    seat.reply(Ok(Reply::Customer(Box::new(CustomerDetail { customer: theirs, masked, ..detail() }))));
    seat.shows("Changed meanwhile");
}

fn sent(seat: &Seat) -> (i64, String, String, String, Vec<(Field, String)>) {
    let Request::SaveCustomer(draft) = seat.last() else { panic!("not saved") };
    let sealed = draft.sealed.iter().map(|(field, value)| (*field, value.expose().to_owned())).collect();
    (draft.version, draft.company.clone(), draft.city.clone(), draft.country.clone(), sealed)
}

#[test]
fn a_merge_keeps_what_each_has_changed() {
    let mut seat = in_conflict();
    // Both changed the company: that is marked, and mine unless I say else. The typed value is not shown.
    let screen = seat.screen();
    assert_eq!(screen.matches("! ").count() - screen.matches("! changed by both").count(), 1, "{screen}");
    seat.hides("0987654321");
    seat.keys("\n");
    let phone = vec![(Field::Phone, "0987654321".to_owned())];
    assert_eq!(sent(&seat), (4, "Cơ khí Bình Minh Group".into(), "Hà Nội 2".into(), "RO".into(), phone.clone()));
    // And again by a third one.
    against(&mut seat, 5);
    seat.keys("\n");
    assert_eq!(sent(&seat).0, 5);
    assert_eq!(sent(&seat).4, phone);
    seat.reply(Ok(Reply::Saved { customer: id(1), created: false }));
    seat.shows("was saved");
    assert!(!seat.model.unsaved());
}

#[test]
fn sides_are_chosen() {
    let mut seat = in_conflict();
    // It begins at what both have changed: their company, then by Space and back by the arrows, and their phone.
    seat.keys(" ");
    seat.press(KeyCode::Right);
    seat.press(KeyCode::Left);
    seat.times(9, KeyCode::Down);
    seat.times(9, KeyCode::Up);
    seat.keys(" ");
    seat.press(KeyCode::Left);
    let phone = seat.find("Phone").1;
    while seat.find_cursor().1 < phone {
        seat.press(KeyCode::Down);
    }
    seat.keys(" ");
    seat.ctrl('s');
    assert_eq!(sent(&seat), (4, "Bình Minh".into(), "Hà Nội 2".into(), "RO".into(), Vec::new()));
}

#[test]
fn a_conflict_is_left_or_theirs_opened() {
    let mut seat = in_conflict();
    seat.keys("\x1b");
    seat.shows("Cơ khí Bình Minh Group");
    assert!(seat.model.unsaved());
    seat.ctrl('s');
    assert_eq!(sent(&seat).0, 3, "nothing was merged");
    against(&mut seat, 4);
    seat.keys("o");
    assert!(matches!(seat.last(), Request::Customer(wanted) if *wanted == id(1)) && !seat.model.unsaved());
    // Help over it, and a merge under the help.
    let mut seat = Seat::at_customer();
    seat.keys("eX");
    seat.ctrl('s');
    seat.press(KeyCode::F(1));
    against(&mut seat, 4);
    seat.keys("\n");
    assert_eq!(sent(&seat).0, 4);
    // Their version can't be had: the form stays and says so.
    let mut seat = Seat::at_customer();
    seat.keys("eX");
    seat.ctrl('s');
    seat.fail(is_save, Problem::Conflict { current: Box::new(customer()) });
    seat.fail(|ask| matches!(ask, Request::Customer(_)), Problem::NotFound);
    seat.shows("not in your scope");
    assert!(seat.model.unsaved());
}

#[test]
fn a_marked_row_that_is_shown_anew_is_changed_as_it_is_now() {
    let mut seat = Seat::lead(people());
    seat.keys(" ");
    seat.press(KeyCode::F(5));
    let mut rows = people();
    rows[0].version = 9;
    seat.reply(Ok(Reply::Customers(CustomersPage { rows, total: 7, ..CustomersPage::default() })));
    seat.keys("b\n");
    let Request::Bulk { customers, dry_run: true, .. } = seat.last() else { panic!("{:?}", seat.last()) };
    assert_eq!(customers[..], [(id(1), 9)]);
}
