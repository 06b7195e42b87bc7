//! What is done with one ticket and with many: status, owner, priority, queue, words, merging, and what is said of it.

use kin::desk::api::*;
use kin::domain::ticket::*;
use kin::domain::*;
use kin::ui::*;

use super::*;

fn seat() -> Seat {
    Seat::at_ticket(start((80, 24)), agent(Role::Lead))
}

fn change(seat: &Seat) -> (Vec<(Id, i64)>, TicketChange, bool) {
    match seat.asked_of_tickets() {
        TicketRequest::Change { tickets, change, dry_run } => (tickets.clone(), change.clone(), *dry_run),
        other => panic!("no change: {other:?}"),
    }
}

fn done(changed: u32) -> TicketReply {
    TicketReply::Changed(TicketsDone { changed, ..TicketsDone::default() })
}

#[test]
fn a_ticket_is_read_whole() {
    let mut seat = Seat::at_ticket(start((80, 36)), agent(Role::Agent));
    for words in [
        "#1042 Máy in không nhận giấy",
        "Nguyễn Thị Hồng Đào (KH-004201) · Repair · by phone",
        "!! urgent",
        "Support",
        "met",
        "late 1h",
        "minh",
        "#1043 Hóa đơn · Open",
        "#1001",
        "PUBLIC answer",
        "internal note",
        "Kỹ thuật viên đến trong chiều nay.",
        "Xin giữ máy ở chỗ cũ.",
        "Đã gọi hai lần",
        "Hỏi về hóa đơn.",
    ] {
        seat.shows(words);
    }
    // The newest stands first.
    assert!(seat.find("Kỹ thuật viên").1 < seat.find("Đã gọi hai lần").1);
}

#[test]
fn a_status_is_picked_from_where_the_flow_leads() {
    let mut seat = seat();
    seat.keys("s");
    seat.shows("Waiting");
    seat.hides("▸ Closed");
    seat.keys("solved\n");
    assert_eq!(change(&seat), (vec![(id(102), 4)], TicketChange::Status("solved".into()), false));
    seat.told(done(1));
    // Solved: how content was the customer?
    seat.shows("How content was the customer?");
    seat.keys("4\n");
    assert!(matches!(seat.asked_of_tickets(), TicketRequest::Rate { score: 4, .. }));
    seat.told(TicketReply::Done);
    assert!(matches!(seat.asked_of_tickets(), TicketRequest::Refresh(_)));
}

#[test]
fn owner_queue_and_priority_are_a_key_away() {
    for (keys, expected) in [
        ("o", TicketChange::Owner(Some(id(200)))),
        ("Ominh\n", TicketChange::Owner(Some(id(202)))),
        ("Onobody\n", TicketChange::Owner(None)),
        ("phigh\n", TicketChange::Priority(Priority::High)),
        ("mrepair\n", TicketChange::Department(id(204))),
    ] {
        let mut seat = seat();
        seat.keys(keys);
        assert_eq!(change(&seat), (vec![(id(102), 4)], expected, false), "{keys}");
        seat.told(done(1));
        seat.shows("Ticket #1042 was changed. u takes it back.");
        seat.keys("u");
        assert!(matches!(seat.last(), Request::Undo));
        let undone = Undone { what: UndoneWhat::Ticket(1042), customer: None, undo_left: 0, redo_left: 1 };
        seat.reply(Ok(Reply::Undone(undone)));
        seat.shows("The change of ticket #1042 is taken back.");
        assert_eq!(seat.asks(|ask| matches!(ask, Request::Customer(_))), 0, "no customer is opened for it");
    }
}

#[test]
fn what_somebody_else_changed_is_told_and_shown() {
    for way in ["counted", "told"] {
        let mut seat = seat();
        seat.keys("o");
        if way == "counted" {
            seat.told(TicketReply::Changed(TicketsDone { conflicts: 1, ..TicketsDone::default() }));
        } else {
            let current = Box::new(ticket(2, "Máy in"));
            seat.refuse(|ask| matches!(ask, TicketRequest::Change { .. }), Problem::TicketConflict { current });
        }
        seat.shows("Somebody else has changed ticket #1042 meanwhile.");
        assert!(seat.asks_of_tickets(|ask| matches!(ask, TicketRequest::Refresh(_))) == 1);
        seat.keys("u");
        assert!(!matches!(seat.last(), Request::Undo), "nothing was done");
    }
    let mut seat = seat();
    seat.keys("o");
    seat.told(TicketReply::Changed(TicketsDone { refused: 1, ..TicketsDone::default() }));
    seat.shows("may not go there now");
}

#[test]
fn words_are_internal_or_public_and_one_sees_which() {
    let mut seat = seat();
    seat.keys("aĐã gọi");
    seat.shows("Internal note: #1042");
    seat.shows("Only colleagues read this.");
    seat.ctrl('s');
    assert!(
        matches!(seat.asked_of_tickets(), TicketRequest::Note { public: false, text, .. } if text == "Đã gọi"),
        "{:?}",
        seat.asked_of_tickets()
    );
    seat.told(TicketReply::NoteAdded(id(9)));
    seat.shows("The note is in #1042. u takes it back.");
    seat.keys("A");
    seat.shows("PUBLIC answer: #1042");
    seat.shows("! The customer is told this.");
    seat.ctrl('s');
    seat.shows("Write something first.");
    // A snippet, then the person's own editor.
    seat.ctrl('t');
    seat.keys("greet\n");
    assert!(matches!(seat.asked_of_tickets(), TicketRequest::Snippet { name, .. } if name == "Greeting"));
    seat.told(TicketReply::Text("Kính chào chị Đào,".into()));
    seat.shows("Kính chào chị Đào,");
    seat.ctrl('o');
    assert!(seat.others.iter().any(|effect| matches!(effect, Effect::EditText(text) if text == "Kính chào chị Đào,")));
    seat.send(Event::Edited(Some("Kính chào,\nmáy đã xong.\n".into())));
    // Turned to internal at the last moment.
    seat.keys("\t");
    seat.press(KeyCode::Left);
    seat.shows("Internal note: #1042");
    seat.press(KeyCode::Right);
    seat.ctrl('s');
    assert!(
        matches!(seat.asked_of_tickets(), TicketRequest::Note { public: true, text, .. } if text == "Kính chào,\nmáy đã xong.")
    );
    seat.refuse(|ask| matches!(ask, TicketRequest::Note { .. }), Problem::Busy);
    seat.shows("máy đã xong.");
    seat.ctrl('s');
    seat.told(TicketReply::NoteAdded(id(9)));
    seat.shows("The answer to #1042 is noted.");
}

#[test]
fn a_hand_over_names_somebody_and_says_why() {
    let mut seat = seat();
    seat.keys("h");
    seat.ctrl('s');
    seat.shows("Choose who takes it over.");
    seat.keys("m\tGọi lại chiều nay");
    seat.ctrl('s');
    let (_, asked, _) = change(&seat);
    assert_eq!(asked, TicketChange::HandOver { owner: id(202), text: "Gọi lại chiều nay".into() });
    let current = Box::new(Ticket { version: 7, ..ticket(2, "Máy in") });
    seat.refuse(|ask| matches!(ask, TicketRequest::Change { .. }), Problem::TicketConflict { current });
    seat.shows("Somebody else has changed ticket #1042");
    seat.ctrl('s');
    assert_eq!(change(&seat).0, [(id(102), 7)], "as it is now");
    seat.told(done(1));
    seat.hides("Gọi lại chiều nay");
}

#[test]
fn tickets_are_related_and_merged_by_number_with_a_word_before() {
    let mut seat = seat();
    seat.keys("r1042\n");
    seat.shows("That is this ticket.");
    seat.keys("<<<<abc\n");
    seat.shows("That is no number of a ticket.");
    seat.keys("<<<#1050\n");
    assert!(matches!(seat.asked_of_tickets(), TicketRequest::Relate { other: 1050, on: true, .. }));
    seat.told(TicketReply::Done);
    seat.shows("#1042 and #1050 are related now.");
    seat.keys("r1043");
    seat.shows("Enter ends that.");
    seat.keys("\n");
    assert!(matches!(seat.asked_of_tickets(), TicketRequest::Relate { other: 1043, on: false, .. }));
    seat.told(TicketReply::Done);
    seat.keys("J9\n");
    seat.told(TicketReply::Found(None));
    seat.shows("There is no such ticket in your reach.");
    seat.keys("<1043\n");
    assert!(matches!(seat.asked_of_tickets(), TicketRequest::Find(1043)));
    seat.told(TicketReply::Found(Some(id(103))));
    let other = TicketDetail { row: rows().remove(1), ..detail() };
    seat.told(TicketReply::Ticket(Box::new(other)));
    seat.shows("#1042 goes on in #1043");
    assert_eq!(seat.asks_of_tickets(|ask| matches!(ask, TicketRequest::Merge { .. })), 0, "not before it was read");
    seat.keys("\n");
    assert!(
        matches!(seat.asked_of_tickets(), TicketRequest::Merge { from, into } if *from == (id(102), 4) && *into == (id(103), 4))
    );
    seat.told(TicketReply::Done);
    seat.shows("#1042 goes on in #1043.");
    assert!(seat.asks_of_tickets(|ask| matches!(ask, TicketRequest::Open(open) if *open == id(103))) >= 2);
}

#[test]
fn watching_copying_linked_and_next() {
    let mut seat = seat();
    seat.keys("W");
    assert!(matches!(seat.asked_of_tickets(), TicketRequest::Watch { on: true, .. }));
    seat.told(TicketReply::Done);
    seat.told(TicketReply::Ticket(Box::new(TicketDetail { watching: true, ..detail() })));
    seat.keys("W");
    assert!(matches!(seat.asked_of_tickets(), TicketRequest::Watch { on: false, .. }));
    seat.told(TicketReply::Done);
    seat.keys("y");
    seat.told(TicketReply::Text("#1042 Máy in\n...".into()));
    assert!(
        seat.others.iter().any(|effect| matches!(effect, Effect::Copy(text) if text.expose().starts_with("#1042")))
    );
    seat.keys("l1043\n");
    assert!(matches!(seat.asked_of_tickets(), TicketRequest::Open(open) if *open == id(103)));
    seat.told(TicketReply::Ticket(Box::new(detail())));
    seat.keys(">");
    assert!(
        matches!(seat.asked_of_tickets(), TicketRequest::Next { queue: Queue::Mine, after: Some(after) } if *after == id(103))
    );
    seat.told(TicketReply::Next(None));
    seat.shows("Nothing waits for you in the queue Mine.");
    seat.keys("N");
    seat.told(TicketReply::Next(Some(id(104))));
    assert!(matches!(seat.asked_of_tickets(), TicketRequest::Open(open) if *open == id(104)));
}

#[test]
fn one_change_for_many_is_previewed_and_then_done() {
    let mut seat = Seat::at_tickets(start((80, 24)), agent(Role::Lead), rows());
    seat.keys("  ");
    seat.shows("2 marked");
    seat.keys("b");
    seat.keys("ownerminh\n");
    let (tickets, asked, dry_run) = change(&seat);
    assert_eq!((tickets, asked, dry_run), (vec![(id(102), 4), (id(103), 4)], TicketChange::Owner(Some(id(202))), true));
    seat.keys("\n");
    assert_eq!(seat.asks_of_tickets(|ask| matches!(ask, TicketRequest::Change { .. })), 1, "not before the preview");
    seat.told(TicketReply::Changed(TicketsDone { changed: 1, conflicts: 1, ..TicketsDone::default() }));
    seat.shows("1 ticket will change.");
    seat.shows("1 was changed by somebody else meanwhile");
    seat.shows("lan → minh");
    seat.keys("\n");
    assert!(!change(&seat).2);
    seat.told(done(1));
    seat.shows("1 ticket was changed. u takes it back.");
    seat.hides("marked");
    // Esc from the preview does nothing.
    seat.keys(" bstatus: closed\n");
    seat.keys("\x1b");
    assert_eq!(seat.asks_of_tickets(|ask| matches!(ask, TicketRequest::Change { dry_run: false, .. })), 1);
}

#[test]
fn the_list_takes_the_selected_one() {
    let mut seat = Seat::at_tickets(start((80, 24)), agent(Role::Agent), rows());
    seat.keys("jjo");
    assert_eq!(change(&seat).0, [(id(104), 4)]);
    // One at a time.
    seat.keys("ko");
    assert_eq!(seat.asks_of_tickets(|ask| matches!(ask, TicketRequest::Change { .. })), 1);
}
