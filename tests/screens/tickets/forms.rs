//! The form: new tickets from everywhere, edits, two people on one ticket, drafts; the tab of a customer.

use kin::desk::api::*;
use kin::domain::ticket::*;
use kin::domain::*;
use kin::ui::*;

use super::*;

fn draft(seat: &Seat) -> TicketDraft {
    match seat.asked_of_tickets() {
        TicketRequest::Save(draft) => (**draft).clone(),
        other => panic!("not saved: {other:?}"),
    }
}

#[test]
fn a_new_ticket_is_typed_and_opened() {
    let mut seat = Seat::at_tickets(start((80, 24)), agent(Role::Agent), rows());
    seat.keys("n");
    seat.shows("New ticket");
    seat.ctrl('s');
    seat.shows("A subject is needed.");
    seat.keys("Máy in hỏng\nre");
    seat.press(KeyCode::Down);
    seat.press(KeyCode::Down);
    seat.keys("u");
    seat.ctrl('r');
    seat.keys("đào");
    seat.reply(Ok(Reply::Customers(CustomersPage { rows: people(), ..CustomersPage::default() })));
    seat.keys("\n");
    seat.shows("Nguyễn Thị Hồng Đào");
    seat.keys("\tKêu to.\nKẹt giấy.");
    seat.ctrl('s');
    let draft = draft(&seat);
    assert_eq!((draft.subject.as_str(), draft.kind.as_str()), ("Máy in hỏng", "Repair"));
    assert_eq!((draft.id, draft.customer, draft.owner, draft.department), (None, Some(id(1)), None, None));
    assert_eq!(draft.text, "Kêu to.\nKẹt giấy.");
    seat.told(TicketReply::Saved { ticket: id(109), number: 1049, created: true });
    seat.shows("Ticket #1049 is open.");
    assert!(matches!(seat.asked_of_tickets(), TicketRequest::Open(open) if *open == id(109)));
}

#[test]
fn a_customer_at_hand_is_the_requester() {
    let mut seat = Seat::at_work(start((80, 24)), agent(Role::Agent), people());
    seat.told(TicketReply::Choices(Box::new(choices())));
    seat.keys("t");
    seat.shows("Nguyễn Thị Hồng Đào");
    seat.keys("\x1b\n");
    seat.reply(Ok(Reply::Customer(Box::new(crate::office::detail()))));
    seat.keys("tHỏi giá");
    seat.ctrl('s');
    assert_eq!(draft(&seat).customer, Some(id(1)));
    seat.told(TicketReply::Saved { ticket: id(109), number: 1049, created: true });
    seat.shows("Ticket #1049 is open.");
    assert_eq!(seat.asks_of_tickets(|ask| matches!(ask, TicketRequest::Open(open) if *open == id(109))), 1);
}

#[test]
fn an_edit_keeps_what_it_does_not_touch() {
    let mut seat = Seat::at_ticket(start((80, 24)), agent(Role::Agent));
    seat.keys("e");
    seat.shows("Edit #1042");
    seat.keys(" A4");
    seat.ctrl('s');
    let draft = draft(&seat);
    assert_eq!((draft.id, draft.version), (Some(id(102)), 4));
    assert_eq!(draft.subject, "Máy in không nhận giấy A4");
    assert_eq!((draft.kind.as_str(), draft.priority, draft.channel), ("Repair", Priority::Urgent, Channel::Phone));
    assert_eq!((draft.owner, draft.department, draft.customer), (Some(id(200)), Some(id(201)), Some(id(1))));
    assert!(draft.status.is_empty() && draft.text.is_empty());
    let problem = Problem::Invalid { field: "subject".into(), unfit: Unfit::TooLong(200) };
    seat.refuse(|ask| matches!(ask, TicketRequest::Save(_)), problem);
    seat.shows("✗");
    seat.ctrl('s');
    seat.told(TicketReply::Saved { ticket: id(102), number: 1042, created: false });
    seat.shows("Ticket #1042 was changed. u takes it back.");
    seat.keys("u");
    assert!(matches!(seat.last(), Request::Undo));
}

#[test]
fn what_is_held_and_not_offered_stays() {
    // The office has dropped the kind, and the owner is nobody that may be chosen.
    let mut seat = Seat::at_tickets(start((80, 24)), agent(Role::Agent), rows());
    let mut held = detail();
    held.row.ticket.kind = "Old kind".into();
    held.row.ticket.owner = Some(id(77));
    held.row.owner = "former".into();
    held.row.ticket.department = id(78);
    seat.keys("\n");
    seat.told(TicketReply::Ticket(Box::new(held)));
    seat.keys("ex");
    seat.shows("former");
    seat.ctrl('s');
    let draft = draft(&seat);
    assert_eq!((draft.kind.as_str(), draft.owner, draft.department), ("Old kind", Some(id(77)), Some(id(78))));
}

/// An edit of subject and priority, while somebody else has changed subject and owner.
fn in_conflict() -> Seat {
    let mut seat = Seat::at_ticket(start((80, 24)), agent(Role::Agent));
    seat.keys("e A4");
    seat.times(3, KeyCode::Down);
    seat.keys("l");
    seat.ctrl('s');
    let theirs = Ticket { subject: "Máy in cháy".into(), owner: Some(id(202)), version: 9, ..detail().row.ticket };
    seat.refuse(|ask| matches!(ask, TicketRequest::Save(_)), Problem::TicketConflict { current: Box::new(theirs) });
    seat
}

#[test]
fn two_versions_are_compared_and_each_field_is_chosen() {
    let mut seat = in_conflict();
    for words in ["Changed meanwhile", "theirs", "yours", "! Subject", "Máy in cháy", "giấy A4", "minh", "- low"] {
        seat.shows(words);
    }
    // Mine stays where I changed it, theirs where only they did.
    seat.keys("\n");
    let merged = draft(&seat);
    assert_eq!((merged.version, merged.subject.as_str()), (9, "Máy in không nhận giấy A4"));
    assert_eq!((merged.priority, merged.owner), (Priority::Low, Some(id(202))));
    // The other side of the subject.
    let mut seat = in_conflict();
    seat.press(KeyCode::Left);
    seat.keys("\n");
    assert_eq!(draft(&seat).subject, "Máy in cháy");
    seat.told(TicketReply::Saved { ticket: id(102), number: 1042, created: false });
    seat.shows("was changed");
    // Esc goes back to the form, and nothing was saved.
    let mut seat = in_conflict();
    let saves = seat.asks_of_tickets(|ask| matches!(ask, TicketRequest::Save(_)));
    seat.keys("\x1b");
    seat.shows("giấy A4");
    assert_eq!(seat.asks_of_tickets(|ask| matches!(ask, TicketRequest::Save(_))), saves);
    // Opened again, as it is now.
    let mut seat = in_conflict();
    seat.keys("o");
    seat.hides("Changed meanwhile");
    assert!(matches!(seat.asked_of_tickets(), TicketRequest::Refresh(_)));
}

#[test]
fn what_is_typed_is_kept_and_gone_on_with() {
    let mut seat = Seat::at_ticket(start((80, 24)), agent(Role::Agent));
    seat.keys("AXin chào");
    seat.pass(2);
    let kept = seat.kept();
    assert_eq!(kept.key, format!("ticket-note:{}", id(102)));
    assert!(!format!("{:?} {:?}", seat.asked, seat.model).contains("Xin chào"), "Debug shows nothing");
    let mut form = Seat::at_tickets(start((80, 24)), agent(Role::Agent), rows());
    form.keys("nMáy in");
    form.pass(2);
    let mut next = Seat::new(start((80, 24)));
    next.keys("lan\tx\t1\n");
    next.reply(Ok(Reply::SignedIn(Box::new(agent(Role::Agent)))));
    next.told(TicketReply::Choices(Box::new(choices())));
    next.reply(Ok(Reply::Drafts(vec![kept, form.kept()])));
    next.shows("Words on ticket #1042");
    next.shows("New ticket Máy in");
    next.keys("\n");
    next.shows("PUBLIC answer: #1042");
    next.shows("Xin chào");
    next.ctrl('s');
    assert!(matches!(next.asked_of_tickets(), TicketRequest::Note { public: true, text, .. } if text == "Xin chào"));
    next.told(TicketReply::NoteAdded(id(9)));
    next.keys("3n");
    next.shows("Máy in");
    next.ctrl('s');
    assert_eq!(draft(&next).subject, "Máy in");
    // Given up only after a question.
    let mut seat = Seat::at_ticket(start((80, 24)), agent(Role::Agent));
    seat.keys("ax\x1b");
    seat.shows("Drop it?");
}

#[test]
fn a_customers_tickets_stand_in_a_tab() {
    let mut seat = Seat::at_work(start((80, 24)), agent(Role::Agent), people());
    seat.keys("\n");
    seat.reply(Ok(Reply::Customer(Box::new(crate::office::detail()))));
    seat.press(KeyCode::Right);
    seat.reply(Ok(Reply::Timeline(Vec::new())));
    seat.press(KeyCode::Right);
    seat.shows("[Tickets]");
    assert!(matches!(seat.asked_of_tickets(), TicketRequest::OfCustomer(customer) if *customer == id(1)));
    seat.told(TicketReply::OfCustomer(Vec::new()));
    seat.shows("This customer has no tickets. Press t to open one.");
    seat.pass(2);
    seat.send(Event::News(std::sync::Arc::new(News { head: 9, work: true, ..News::default() })));
    seat.told(TicketReply::OfCustomer(rows()[..2].to_vec()));
    seat.shows("#1042");
    seat.shows("late 1h");
    seat.keys("j\n");
    assert!(matches!(seat.asked_of_tickets(), TicketRequest::Open(open) if *open == id(103)));
    seat.told(TicketReply::Ticket(Box::new(detail())));
    seat.shows("Tickets › #1042");
    seat.keys("[");
    assert_eq!(seat.asks(|ask| matches!(ask, Request::Customer(_))), 2, "back at the customer");
}
