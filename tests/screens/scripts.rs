//! What keys, replies and time do.

use kin::desk::api::*;
use kin::domain::*;
use kin::ui::*;
use ratatui::Terminal;
use ratatui::backend::CrosstermBackend;

use crate::office::*;

#[test]
fn a_stale_page_is_dropped() {
    let mut seat = Seat::signed_in(start((80, 24)), people(), 7);
    seat.keys("/a");
    let first = seat.asked.last().unwrap().0;
    seat.keys("n");
    seat.reply(Ok(Reply::Customers(CustomersPage {
        rows: people()[3..4].to_vec(),
        next: None,
        total: 7,
        ..CustomersPage::default()
    })));
    seat.model.take_dirty();
    seat.reply_to(
        first,
        Ok(Reply::Customers(CustomersPage {
            rows: people()[..1].to_vec(),
            next: None,
            total: 7,
            ..CustomersPage::default()
        })),
    );
    assert!(!seat.model.take_dirty(), "a stale reply draws nothing");
    let screen = seat.screen();
    assert!(screen.contains("Trần Quốc Đức") && !screen.contains("Hồng Đào"), "{screen}");
}

#[test]
fn a_reveal_ends_by_time_key_and_lock() {
    for way in ["time", "x", "esc", "lock"] {
        let mut seat = opened(start((80, 24)));
        seat.keys("r\n");
        assert!(matches!(seat.last(), Request::Reveal { field: Field::Phone, reason, .. } if reason.key == "call"));
        seat.reply(Ok(revealed()));
        assert!(seat.screen().contains("+84 903 123 567"));
        assert!(!format!("{:?}", seat.model).contains("903"), "Debug shows nothing");
        match way {
            "time" => {
                seat.pass(29);
                assert!(seat.screen().contains("903"));
                seat.pass(1);
            }
            "x" => seat.keys("x"),
            "esc" => seat.keys("\x1b"),
            _ => seat.press(KeyCode::F(9)),
        }
        assert!(!seat.screen().contains("903"), "{way}");
        if way == "lock" {
            assert!(matches!(seat.last(), Request::Lock { idle: false }));
            seat.keys("pw\n");
            seat.reply(Ok(Reply::Unlocked));
            assert!(!seat.screen().contains("903"), "gone after unlocking too");
        }
    }
}

#[test]
fn a_reveal_that_comes_after_the_lock_is_dropped() {
    let mut seat = opened(start((80, 24)));
    seat.keys("r\n");
    let ticket = seat.asked.last().unwrap().0;
    seat.press(KeyCode::F(9));
    seat.reply_to(ticket, Ok(revealed()));
    seat.keys("pw\n");
    seat.reply(Ok(Reply::Unlocked));
    assert!(!seat.screen().contains("903"));
}

#[test]
fn the_lock_blanks_and_keeps_the_plain_draft() {
    let mut seat = opened(start((80, 24)));
    seat.keys("e");
    seat.press(KeyCode::Down);
    seat.keys(" Group");
    for _ in 0..5 {
        seat.press(KeyCode::Down);
    }
    seat.keys("0903123567");
    seat.pass(300);
    assert!(seat.model.locked() && matches!(seat.last(), Request::Lock { idle: true }));
    let screen = seat.screen();
    assert!(!screen.contains("Hồng") && !screen.contains("0903") && !screen.contains("Group"), "{screen}");
    seat.send(Event::Key(Key::ctrl('q')));
    assert!(!seat.quit(), "an unsaved draft is not lost from the lock");
    seat.keys("pw\n");
    assert!(matches!(seat.last(), Request::Unlock { password } if password.expose() == "pw"));
    seat.reply(Ok(Reply::Unlocked));
    let screen = seat.screen();
    assert!(screen.contains("Cơ khí Bình Minh Group") && !screen.contains("0903"), "{screen}");
    assert!(screen.contains("Type them again"), "{screen}");
}

#[test]
fn the_selection_stays_on_its_record() {
    let mut seat = Seat::signed_in(start((80, 24)), people(), 7);
    seat.keys("jj");
    seat.press(KeyCode::F(5));
    let mut rows = people();
    rows.rotate_right(2);
    seat.reply(Ok(Reply::Customers(CustomersPage { rows, next: None, total: 7, ..CustomersPage::default() })));
    assert!(seat.screen().lines().any(|line| line.starts_with("▸ Phạm Hồng Đào")), "{}", seat.screen());
}

#[test]
fn pages_come_as_the_selection_nears_the_end_and_the_window_is_bounded() {
    let page = |from: u8, next: bool| CustomersPage {
        rows: (from..from + 50).map(|n| row(n, &format!("Name {n:03}"), "", "")).collect(),
        next: next.then(|| row(from + 49, "", "", "").place),
        total: 1_000,
        unfinished: false,
    };
    let mut seat = Seat::signed_in(start((80, 24)), Vec::new(), 0);
    seat.press(KeyCode::F(5));
    seat.reply(Ok(Reply::Customers(page(0, true))));
    seat.press(KeyCode::PageDown);
    let Request::Customers(query) = seat.last() else { panic!("no page asked") };
    assert!(!query.backward && query.from.as_ref().is_some_and(|place| place.id == id(49)));
    seat.reply(Ok(Reply::Customers(page(50, true))));
    seat.keys("G");
    assert!(matches!(seat.last(), Request::Customers(query) if query.backward && query.from.is_none()));
    seat.reply(Ok(Reply::Customers(page(200, true))));
    assert!(seat.screen().contains("▸ Name 249"), "{}", seat.screen());
    seat.press(KeyCode::PageUp);
    assert!(matches!(seat.last(), Request::Customers(query) if query.backward && query.from.is_some()));
}

#[test]
fn an_exact_search_waits_for_enter() {
    let mut seat = Seat::signed_in(start((80, 24)), people(), 7);
    let before = seat.asked.len();
    seat.keys("//0903123567");
    assert_eq!(seat.asked.len(), before, "each lookup is audited, so none is asked for while typing");
    seat.keys("\n");
    assert!(matches!(seat.last(), Request::Customers(query) if query.search == "/0903123567"));
}

#[test]
fn opening_is_explicit() {
    let mut seat = Seat::signed_in(start((120, 40)), people(), 7);
    let before = seat.asked.len();
    seat.keys("jjk");
    assert_eq!(seat.asked.len(), before);
    seat.keys("\n");
    assert!(seat.asked.iter().any(|(_, request)| matches!(request, Request::Customer(wanted) if *wanted == id(2))));
}

#[test]
fn escape_and_leaving_ask_only_when_something_is_unsaved() {
    let mut seat = opened(start((80, 24)));
    seat.keys("e\x1b");
    assert!(seat.screen().contains("[Overview]"), "an untouched form just closes");
    seat.keys("ex\x1b");
    assert!(seat.screen().contains("Drop it?") && seat.model.unsaved());
    seat.keys("\x1b");
    assert!(seat.model.unsaved(), "Esc keeps it");
    seat.send(Event::Key(Key::ctrl('q')));
    assert!(seat.screen().contains("kept as a draft"));
    seat.keys("\n");
    assert!(matches!(seat.last(), Request::SignOut) && !seat.quit());
    seat.reply(Ok(Reply::SignedOut));
    assert!(seat.quit());
    let mut seat = opened(start((80, 24)));
    seat.keys("q");
    seat.reply(Ok(Reply::SignedOut));
    assert!(seat.quit());
}

#[test]
fn a_form_sends_only_the_sealed_fields_that_were_typed() {
    let mut seat = opened(start((80, 24)));
    seat.keys("e");
    // Past the second and the third phone.
    seat.times(9, KeyCode::Down);
    seat.keys("new@example.com");
    // Past the other e-mails.
    seat.times(3, KeyCode::Down);
    seat.press(KeyCode::Delete);
    seat.send(Event::Key(Key::ctrl('s')));
    let Request::SaveCustomer(draft) = seat.last() else { panic!("not saved") };
    let sealed: Vec<(Field, &str)> = draft.sealed.iter().map(|(field, value)| (*field, value.expose())).collect();
    assert_eq!(sealed, [(Field::Email, "new@example.com"), (Field::Address, "")]);
    assert_eq!((draft.id, draft.version), (Some(id(1)), 3));
    let printed = format!("{:?}", seat.asked.last());
    assert!(!printed.contains("new@example.com"));
    seat.reply(Err(Problem::Conflict { current: Box::new(Customer { version: 5, ..customer() }) }));
    assert!(matches!(seat.last(), Request::Customer(_)), "their version is asked for, with its masks");
    let theirs = CustomerDetail { customer: Customer { version: 5, ..customer() }, ..detail() };
    seat.reply(Ok(Reply::Customer(Box::new(theirs))));
    seat.keys("\n");
    let Request::SaveCustomer(draft) = seat.last() else { panic!("not sent again") };
    assert_eq!((draft.version, draft.sealed.len()), (5, 2));
    seat.reply(Ok(Reply::Saved { customer: id(1), created: false }));
    assert!(!seat.model.unsaved() && matches!(seat.last(), Request::DropDraft { .. } | Request::Customer(_)));
}

#[test]
fn what_may_not_be_done_says_so_and_is_not_asked() {
    let mut seat = opened(start((80, 24)));
    let before = seat.asked.len();
    seat.keys("U");
    assert_eq!(seat.asked.len(), before);
    assert!(seat.screen().contains("Not possible here"), "{}", seat.screen());
    seat.keys("9");
    assert!(seat.screen().contains("Customers"), "an agent has no log");
}

#[test]
fn an_entry_leads_to_its_customer() {
    let mut seat = auditor((80, 24));
    seat.keys("\n");
    let row = entry(412, Action::FieldReveal, Outcome::Done, Verified::Good);
    let whole = LogDetail {
        row,
        changes: 0,
        previous: String::new(),
        hash: String::new(),
        signer: String::new(),
        customer: Some(id(1)),
        session: None,
        checkpoint: None,
    };
    seat.reply(Ok(Reply::LogEntry(Box::new(whole))));
    seat.keys("\n");
    assert!(matches!(seat.last(), Request::Customer(wanted) if *wanted == id(1)));
}

#[test]
fn a_filter_is_sent_and_cleared() {
    let mut seat = auditor((80, 24));
    seat.keys("fan\t\t\t2026-11-01\t2026-11-02\n");
    let Request::Log(query) = seat.last() else { panic!("not asked") };
    let terms: Vec<&LogMatch> = query.filter.terms.iter().map(|term| &term.matches).collect();
    let [LogMatch::Member(names), LogMatch::Since(from), LogMatch::Until(to)] = terms[..] else { panic!("{terms:?}") };
    assert_eq!(names, &["an"]);
    assert_eq!(to.0 - from.0, 2 * 86_400_000_000, "the last day counts whole");
    seat.keys("c");
    assert!(matches!(seat.last(), Request::Log(query) if query.filter == LogFilter::default()));
}

#[test]
fn an_ended_session_goes_back_to_the_sign_in() {
    let mut seat = opened(start((80, 24)));
    seat.press(KeyCode::F(5));
    seat.reply(Err(Problem::NoSession));
    let screen = seat.screen();
    assert!(screen.contains("Your session has ended") && !screen.contains("Hồng"), "{screen}");
}

#[test]
fn nothing_is_drawn_or_woken_for_nothing() {
    let mut seat = Seat::signed_in(start((80, 24)), people(), 7);
    seat.model.take_dirty();
    seat.others.clear();
    for _ in 0..60 {
        seat.pass(1);
    }
    assert!(!seat.model.take_dirty());
    assert!(seat.others.len() <= 1, "{:?}", seat.others);
}

/// Bytes a key sends to the terminal.
fn bytes(seat: &mut Seat, size: (u16, u16), keys: &[KeyCode]) -> Vec<usize> {
    let viewport = ratatui::TerminalOptions {
        viewport: ratatui::Viewport::Fixed(ratatui::layout::Rect::new(0, 0, size.0, size.1)),
    };
    let sent = std::rc::Rc::new(std::cell::RefCell::new(Vec::new()));
    struct Wire(std::rc::Rc<std::cell::RefCell<Vec<u8>>>);
    impl std::io::Write for Wire {
        fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
            self.0.borrow_mut().extend_from_slice(bytes);
            Ok(bytes.len())
        }
        fn flush(&mut self) -> std::io::Result<()> {
            Ok(())
        }
    }
    let mut terminal = Terminal::with_options(CrosstermBackend::new(Wire(sent.clone())), viewport).unwrap();
    let mut counts = Vec::new();
    let draw = |terminal: &mut Terminal<_>, model: &Model| {
        sent.borrow_mut().clear();
        terminal
            .draw(|frame| {
                view(model, frame);
            })
            .unwrap();
        sent.borrow().len()
    };
    draw(&mut terminal, &seat.model);
    for key in keys {
        seat.press(*key);
        counts.push(draw(&mut terminal, &seat.model));
    }
    counts
}

#[test]
fn a_move_is_cheap() {
    for size in [(80, 24), (120, 40), (200, 50)] {
        let mut seat = Seat::signed_in(start(size), people(), 1_000_000);
        let counts = bytes(&mut seat, size, &[KeyCode::Down; 6]);
        assert!(counts.iter().all(|count| *count < 300), "{size:?}: {counts:?}");
    }
}
