//! What others do meanwhile, the line that is lost, and the server's words.

use std::sync::Arc;

use kin::desk::api::*;
use kin::domain::*;
use kin::ui::*;

use crate::cast::Cast;
use crate::office::*;
use crate::shelf::*;
use crate::staff::office;

const SECOND: i64 = 1_000_000;

fn is_refresh(request: &Request) -> bool {
    matches!(request, Request::Refresh(_))
}

fn is_opening(request: &Request) -> bool {
    matches!(request, Request::Customer(_))
}

fn is_messages(request: &Request) -> bool {
    matches!(request, Request::Messages)
}

fn news(change: impl FnOnce(&mut News)) -> Event {
    let mut news = News { head: 900, ..News::default() };
    change(&mut news);
    Event::News(Arc::new(news))
}

fn changed(ids: &[Id]) -> Event {
    news(|news| news.customers = ids.to_vec())
}

impl Seat {
    /// Let in by a server, with everything answered that is asked then.
    pub fn served(who: SignedIn, rows: Vec<CustomerRow>) -> Self {
        let mut seat = Self::before(Start { mode: Mode::Served, ..start((80, 24)) }, |model| model.come_in(who));
        seat.reply(Ok(Reply::Customers(page(rows))));
        seat.reply(Ok(Reply::Drafts(Vec::new())));
        seat.pass(30);
        seat
    }
}

/// The next sign-in of the same member, with these drafts; the list is answered from the shelf.
fn again(size: (u16, u16), drafts: Vec<Draft>, shelf: &mut Shelf, after: i64) -> Seat {
    let mut seat = Seat::new(start(size));
    seat.pass(after);
    seat.keys("lan\tx\t1\n");
    seat.reply(Ok(Reply::SignedIn(Box::new(who(Role::Lead)))));
    seat.reply(Ok(Reply::Drafts(drafts)));
    shelf.answered = 0;
    shelf.serve(&mut seat);
    seat
}

#[test]
fn an_open_customer_is_shown_as_others_left_it() {
    let mut seat = Seat::at_customer();
    seat.keys("l");
    seat.reply(Ok(Reply::Timeline(vec![note(11, ActivityKind::Call, "một"), note(12, ActivityKind::Call, "hai")])));
    seat.keys("j");
    let (opened, pages) = (seat.asks(is_opening), seat.asks(is_page));
    seat.model.take_dirty();
    seat.send(changed(&[id(1)]));
    assert!(!seat.model.take_dirty(), "nothing is different yet");
    assert_eq!((seat.asks(is_refresh), seat.asks(is_opening)), (1, opened), "the same look goes on");
    let mut theirs = detail();
    theirs.customer.name = "Nguyễn Thị Hồng Thắm".into();
    seat.reply(Ok(Reply::Customer(Box::new(theirs))));
    let newest = note(13, ActivityKind::Call, "mới");
    let lines = vec![newest, note(11, ActivityKind::Call, "một"), note(12, ActivityKind::Call, "hai")];
    seat.reply(Ok(Reply::Timeline(lines)));
    seat.shows("› Nguyễn Thị Hồng Thắm");
    seat.shows("▸ 21 Nov 14:42 Call      lan     hai");
    seat.shows("mới");
    // The list behind it waits until it is seen again.
    assert_eq!(seat.asks(is_page), pages);
    seat.keys("\x1b");
    seat.wait(SECOND);
    assert_eq!(seat.asks(is_page), pages + 1);
    // What others open, or do to somebody else, is nothing for an open customer.
    let refreshed = seat.asks(is_refresh);
    seat.send(news(|_| ()));
    seat.keys("\n");
    seat.reply(Ok(Reply::Customer(Box::new(detail()))));
    seat.wait(SECOND);
    seat.send(changed(&[id(2)]));
    assert_eq!(seat.asks(is_refresh), refreshed);
}

#[test]
fn the_list_is_asked_for_again_where_it_stands() {
    let mut seat = Seat::lead(Vec::new());
    let mut shelf = Shelf::of(300);
    seat.press(KeyCode::F(5));
    shelf.serve(&mut seat);
    seat.times(40, KeyCode::Down);
    shelf.serve(&mut seat);
    let (row, text) = seat.selected();
    // Three are made before it, and one of the rows has another name.
    for name in ["Name 00000a", "Name 00000b", "Name 00000c"] {
        let mut new = nth(900);
        (new.id, new.name, new.place.key) = (id(name.len() as u8 + name.as_bytes()[10]), name.into(), name.into());
        shelf.rows.insert(1, new);
    }
    shelf.rows.sort_by(|a, b| a.place.key.cmp(&b.place.key));
    seat.send(changed(&[id(77)]));
    assert_eq!(shelf.serve(&mut seat), 1);
    assert_eq!(seat.selected(), (row, text));
    seat.shows("303 customers");
}

#[test]
fn a_burst_costs_one_ask_a_second_and_no_frame() {
    let mut seat = Seat::lead(people());
    let pages = seat.asks(is_page);
    seat.model.take_dirty();
    for n in 0..1000u32 {
        seat.send(changed(&[Id([u8::try_from(n % 200).unwrap(); 16])]));
        assert!(!seat.model.take_dirty());
    }
    assert_eq!(seat.asks(is_page), pages + 1);
    seat.reply(Ok(Reply::Customers(page(people()))));
    seat.wait(SECOND / 2);
    seat.send(changed(&[id(3)]));
    assert_eq!(seat.asks(is_page), pages + 1);
    // It was told when to wake, and asks for all of it at once.
    let wake = seat.others.iter().rev().find_map(|effect| match effect {
        Effect::WakeAt(at) => Some(at.0 - seat.now.0),
        _ => None,
    });
    assert!(wake.is_some_and(|wake| wake > 0 && wake <= SECOND), "{wake:?}");
    seat.wait(SECOND / 2);
    assert_eq!(seat.asks(is_page), pages + 2);
    seat.reply(Ok(Reply::Customers(page(people()))));
    seat.pass(60);
    assert_eq!(seat.asks(is_page), pages + 2, "and then it is quiet");
}

#[test]
fn a_search_goes_on_and_a_lookup_is_never_repeated() {
    let mut seat = Seat::lead(people());
    seat.keys("/hu");
    seat.reply(Ok(Reply::Customers(page(people()[..2].to_vec()))));
    seat.send(changed(&[id(9)]));
    assert_eq!(seat.query().search, "hu");
    seat.reply(Ok(Reply::Customers(page(people()[..2].to_vec()))));
    seat.keys("ế");
    seat.shows("/ huế");
    // A page that is on its way comes first.
    let pages = seat.asks(is_page);
    seat.wait(2 * SECOND);
    seat.send(changed(&[id(9)]));
    assert_eq!(seat.asks(is_page), pages);
    seat.reply(Ok(Reply::Customers(page(people()[..2].to_vec()))));
    seat.wait(SECOND);
    assert_eq!(seat.asks(is_page), pages + 1);
    seat.keys("\x1b\x1b//0903123567\n");
    seat.reply(Ok(Reply::Customers(page(people()[..1].to_vec()))));
    let pages = seat.asks(is_page);
    seat.send(news(|news| news.many = true));
    seat.wait(5 * SECOND);
    assert_eq!(seat.asks(is_page), pages, "each lookup is logged, and counts");
}

#[test]
fn a_form_is_left_alone() {
    let mut seat = Seat::at_customer();
    seat.keys("e");
    seat.press(KeyCode::Down);
    seat.keys(" Group");
    seat.send(changed(&[id(1)]));
    let mut theirs = detail();
    (theirs.customer.company, theirs.customer.version) = ("Cơ khí Miền Bắc".into(), 9);
    seat.reply(Ok(Reply::Customer(Box::new(theirs))));
    seat.shows("Cơ khí Bình Minh Group");
    seat.ctrl('s');
    let Request::SaveCustomer(draft) = seat.last() else { panic!("not saved") };
    assert_eq!((draft.version, draft.company.as_str()), (3, "Cơ khí Bình Minh Group"), "the conflict is told");
}

#[test]
fn behind_the_lock_nothing_is_asked() {
    let mut seat = Seat::lead(people());
    seat.press(KeyCode::F(9));
    let asked = seat.asked.len();
    seat.send(news(|news| (news.many, news.office, news.messages, news.sessions) = (true, true, true, true)));
    seat.pass(10);
    assert_eq!(seat.asked.len(), asked);
    seat.send(Event::Stopping);
    seat.hides("The server stops");
    seat.keys("pw\n");
    seat.reply(Ok(Reply::Unlocked));
    seat.shows("The server stops");
    seat.wait(SECOND);
    assert!(seat.asks(is_messages) == 1 && seat.asked.len() > asked + 3);
}

#[test]
fn the_office_is_shown_as_others_left_it() {
    let today = |request: &Request| matches!(request, Request::Office(OfficeQuery::Today));
    let members = |request: &Request| matches!(request, Request::Office(OfficeQuery::Members));
    let sessions = |request: &Request| matches!(request, Request::Office(OfficeQuery::Sessions));
    let cast = Cast::usual(Lang::En, (80, 24));
    let mut seat = cast.at("members");
    let before = (seat.asks(today), seat.asks(members));
    seat.send(news(|news| news.office = true));
    assert_eq!((seat.asks(today), seat.asks(members)), (before.0 + 1, before.1 + 1));
    let mut seat = cast.at("sessions");
    seat.keys("j");
    seat.send(news(|news| news.presence = true));
    assert_eq!(seat.asks(sessions), 2);
    seat.reply(office(OfficeAnswer::Sessions(cast.live()[1..].to_vec())));
    seat.hides("this one");
    assert!(seat.selected().1.contains("Nguyễn Thị Minh"));
}

#[test]
fn sessions_are_told_and_ended() {
    let mut seat = Cast::usual(Lang::En, (80, 24)).at("sessions");
    seat.keys("d");
    seat.shows("Not possible here");
    seat.keys("jm");
    seat.keys("Lưu lại nhé\n");
    let Request::Manage(manage) = seat.last() else { panic!("not sent") };
    assert!(matches!(&**manage, Manage::SendMessage { to: MessageTo::Session(to), text }
        if *to == id(41) && text == "Lưu lại nhé"));
    seat.reply(Ok(Reply::Managed(Managed::Done)));
    seat.shows("The message is sent");
    seat.keys("MĐóng cửa\n");
    let Request::Manage(manage) = seat.last() else { panic!("not sent") };
    assert!(matches!(&**manage, Manage::SendMessage { to: MessageTo::All, .. }));
    seat.reply(Err(Problem::NotFound));
    seat.shows("Đóng cửa");
    seat.keys("\x1b\n");
    seat.keys("d");
    seat.shows("End the session of Nguyễn Thị Minh Khai");
    seat.keys("\n");
    let Request::Manage(manage) = seat.last() else { panic!("not sent") };
    assert!(matches!(**manage, Manage::EndSession { session } if session == id(41)));
    // Whoever may only look at members does not see who is in.
    let mut rights = who(Role::Auditor);
    rights.rights.members = true;
    let mut seat = Cast::usual(Lang::En, (80, 24)).arriving(rights);
    seat.keys("0");
    seat.hides("Sessions");
}

#[test]
fn words_of_others_stay_until_they_were_seen() {
    let mut seat = Seat::at_customer();
    seat.keys("aGọi");
    seat.send(news(|news| news.messages = true));
    let row = |by: &str, text: &str| MessageRow { by: by.into(), at: NOW, text: text.into() };
    seat.reply(Ok(Reply::Messages(vec![row("thu", "Về lúc\u{1b}[31m 18:00"), row("mai", "Nhớ khóa cửa")])));
    seat.shows("thu at 14:02: Về lúc");
    // A key that was on its way has not seen it, and what is typed goes where it belongs.
    seat.keys(" lại");
    seat.shows("Về lúc");
    seat.shows("Gọi lại");
    seat.pass(3600);
    assert!(seat.model.locked());
    seat.hides("Về lúc");
    seat.keys("pw\n");
    seat.reply(Ok(Reply::Unlocked));
    seat.shows("Về lúc");
    seat.pass(100);
    seat.shows("Về lúc");
    seat.press(KeyCode::Left);
    seat.shows("mai at 14:02: Nhớ khóa cửa");
    seat.pass(3);
    seat.press(KeyCode::Left);
    seat.hides("Nhớ khóa cửa");
    // Each is asked for once, and again where the office was too busy.
    assert_eq!(seat.asks(is_messages), 1);
    seat.send(news(|news| news.messages = true));
    seat.fail(is_messages, Problem::Busy);
    seat.wait(2 * SECOND);
    assert_eq!(seat.asks(is_messages), 3);
    assert!(!format!("{:?}", seat.model).contains("Nhớ"), "Debug shows nothing");
}

#[test]
fn a_lost_line_keeps_the_place() {
    let mut shelf = Shelf { finds: |row| row.name.ends_with('7'), ..Shelf::of(700) };
    let mut seat = Seat::lead(Vec::new());
    seat.keys("s");
    seat.times(3, KeyCode::Down);
    seat.keys("\n");
    seat.keys("/hồng");
    shelf.serve(&mut seat);
    seat.keys("\x1b");
    seat.times(50, KeyCode::Down);
    shelf.serve(&mut seat);
    let (row, text) = seat.selected();
    seat.keys("\n");
    seat.reply(Ok(Reply::Customer(Box::new(detail()))));
    seat.keys("aGọi lại");
    seat.send(Event::Keep);
    let (place, note) = (seat.kept_place().expect("a place"), seat.kept());
    let open = shelf.rows.iter().find(|row| text.contains(&row.name)).expect("a row").id;
    for secret in ["hồng", "Name", "Gọi"] {
        let mut kept = seat.asked.iter().filter(|(_, request)| matches!(request, Request::SaveDraft { .. }));
        assert!(!kept.any(|ask| format!("{ask:?}").contains(secret)), "Debug shows nothing");
    }
    let mut seat = again((80, 24), vec![place, note], &mut shelf, 3600);
    assert!(seat.asked.iter().any(|(_, request)| matches!(request, Request::Customer(id) if *id == open)));
    assert!(seat.asked.iter().any(|(_, ask)| matches!(ask, Request::DropDraft { key } if key == "place")));
    seat.shows("Drafts");
    seat.shows("Note for");
    seat.keys("\x1b\x1b");
    seat.shows("/ hồng");
    assert_eq!(seat.selected(), (row, text));
    let query = seat.query().clone();
    assert_eq!((query.search.as_str(), query.sort), ("hồng", Sort { by: SortBy::Code, descending: true }));
    // What stands above it can be gone to.
    for _ in 0..3 {
        seat.times(60, KeyCode::Up);
        shelf.serve(&mut seat);
    }
    seat.shows("Name 00007");
}

#[test]
fn the_place_is_that_of_a_screen_a_filter_and_no_more_than_one_may() {
    let mut shelf = Shelf::of(40);
    let mut seat = Seat::lead(people());
    seat.keys("fcity = Huế\n");
    seat.keys("9");
    seat.send(Event::Keep);
    let place = seat.kept_place().expect("a place");
    let copy = || Draft { key: place.key.clone(), at: place.at, body: Secret::new(place.body.expose()) };
    let mut seat = again((80, 24), vec![copy()], &mut shelf, 60);
    assert!(matches!(seat.last(), Request::Log(_)), "{:?}", seat.last());
    seat.shows("› Log");
    seat.keys("2");
    seat.shows("city = Huế");
    // After a day it is somebody's of yesterday, and without the right it is nobody's.
    let mut old = again((80, 24), vec![copy()], &mut shelf, 90_000);
    old.hides("city = Huế");
    assert_eq!(old.asks(is_drop), 1);
    let mut seat = Seat::new(start((80, 24)));
    seat.keys("lan\tx\t1\n");
    seat.reply(Ok(Reply::SignedIn(Box::new(who(Role::Agent)))));
    seat.reply(Ok(Reply::Drafts(vec![copy()])));
    seat.hides("› Log");
    // Something else under its key is dropped.
    let broken = Draft { body: Secret::new("{"), ..copy() };
    assert_eq!(again((80, 24), vec![broken], &mut shelf, 60).asks(is_drop), 1);
}

#[test]
fn who_leaves_keeps_no_place_and_who_is_locked_does() {
    let mut seat = Seat::lead(people());
    seat.ctrl('q');
    seat.send(Event::Keep);
    assert!(seat.kept_place().is_none());
    let mut seat = Seat::at_customer();
    seat.press(KeyCode::F(9));
    let place = seat.kept_place().expect("the line may be lost behind the lock");
    let asked = seat.asked.len();
    seat.send(Event::Keep);
    assert_eq!(seat.asked.len(), asked, "the keys are gone by then");
    seat.keys("pw\n");
    seat.reply(Ok(Reply::Unlocked));
    let opened = seat.asks(is_opening);
    seat.reply(Ok(Reply::Drafts(vec![place])));
    assert_eq!((seat.asks(is_drop), seat.asks(is_opening)), (1, opened), "nobody has gone away");
    // Nobody is in: there is nothing to keep.
    let mut seat = Seat::new(start((80, 24)));
    seat.keys("lan\tx");
    seat.send(Event::Keep);
    assert!(seat.asked.is_empty());
}

#[test]
fn an_exact_lookup_waits_to_be_asked_for_again() {
    let mut seat = Seat::lead(people());
    seat.keys("//0903123567\n");
    seat.send(Event::Keep);
    let place = seat.kept_place().expect("a place");
    let mut shelf = Shelf::of(3);
    let mut seat = again((80, 24), vec![place], &mut shelf, 60);
    seat.shows("/0903123567");
    assert!(
        seat.asked.iter().all(|(_, ask)| !matches!(ask, Request::Customers(query) if query.search.starts_with('/')))
    );
}

#[test]
fn a_served_session_that_ends_ends_the_line() {
    let vi = SignedIn { preferences: r#"{"lang":"vi"}"#.into(), ..who(Role::Agent) };
    for (ended, words) in [(true, "bị quản trị viên kết thúc"), (false, "Phiên của bạn đã hết")] {
        let mut seat = Seat::served(vi.clone(), people());
        seat.shows("qua máy chủ");
        // One that was another's is forgotten.
        seat.send(news(|news| news.sessions = true));
        seat.reply(Ok(Reply::Messages(Vec::new())));
        seat.wait(2 * SECOND);
        if ended {
            seat.send(news(|news| news.sessions = true));
            seat.fail(is_messages, Problem::NoSession);
        } else {
            seat.press(KeyCode::F(5));
            seat.fail(is_page, Problem::NoSession);
        }
        assert!(seat.quit());
        let farewell = seat.model.farewell().expect("it says why");
        assert!(farewell.contains(words), "{farewell}");
        seat.hides("Hồng");
    }
    let mut seat = Seat::served(who(Role::Agent), people());
    seat.ctrl('q');
    seat.reply(Ok(Reply::SignedOut));
    assert!(seat.quit() && seat.model.farewell().is_none(), "who leaves knows why");
}

#[test]
fn an_invitation_is_used_over_a_line() {
    let cast = Cast::usual(Lang::En, (80, 24));
    let begin = || Start { mode: Mode::Served, ..start((80, 24)) };
    let mut seat = Seat::before(begin(), |model| model.join(Secret::new("KIN-7Q2W")));
    assert!(matches!(seat.last(), Request::OpenInvitation { code } if code.expose() == "KIN-7Q2W"));
    seat.reply(Err(Problem::NoInvitation));
    seat.shows("The invitation is wrong");
    seat.keys("KIN-7Q2X\n");
    seat.reply(Ok(Reply::Invitation(Box::new(cast.enrolment()))));
    let password = "sen nở giữa hồ mùa hạ";
    seat.keys(&format!("{password}\n{password}\n"));
    seat.keys("123456\n");
    assert!(matches!(seat.last(), Request::Enrol { .. }));
    seat.reply(Ok(Reply::Enrolled(codes())));
    assert!(!seat.quit());
    seat.keys("x");
    assert!(seat.quit());
    assert!(seat.model.farewell().expect("words").contains("You have joined"));
    // Whoever does not, is let go.
    let mut seat = Seat::before(begin(), |model| model.join(Secret::new("KIN-7Q2W")));
    seat.keys("\x1b");
    assert!(seat.quit() && seat.model.farewell().expect("words").contains("was not used"));
}
