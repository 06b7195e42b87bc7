//! Two people on one ticket see each other.

use kin::desk::api::*;
use kin::domain::*;

use super::*;

fn told(seat: &Seat) -> Vec<(Id, Option<bool>)> {
    let present = |request: &Request| match request {
        Request::Ticket(request) => match **request {
            TicketRequest::Present { ticket, writing } => Some((ticket, writing)),
            _ => None,
        },
        _ => None,
    };
    seat.asked.iter().filter_map(|(_, request)| present(request)).collect()
}

#[test]
fn being_there_writing_and_leaving_is_told() {
    let mut seat = Seat::at_ticket(start((80, 24)), agent(Role::Agent));
    let ticket = id(102);
    assert_eq!(told(&seat), [(ticket, Some(false))]);
    seat.pass(19);
    assert_eq!(told(&seat).len(), 1);
    seat.pass(1);
    assert_eq!(told(&seat)[1..], [(ticket, Some(false))]);
    seat.keys("a");
    assert_eq!(told(&seat).len(), 2, "an empty answer is none");
    seat.keys("Xin");
    assert_eq!(told(&seat)[2..], [(ticket, Some(true))]);
    seat.keys("\x1b\n");
    assert_eq!(told(&seat)[3..], [(ticket, Some(false))]);
    seat.keys("\x1b");
    assert_eq!(told(&seat)[4..], [(ticket, None)]);
    seat.pass(60);
    assert_eq!(told(&seat).len(), 5);
}

#[test]
fn leaving_for_another_screen_ends_it_and_coming_back_begins_it() {
    let mut seat = Seat::at_ticket(start((120, 36)), agent(Role::Agent));
    seat.keys("2");
    assert_eq!(told(&seat)[1..], [(id(102), None)]);
    seat.keys("3");
    assert_eq!(told(&seat)[2..], [(id(102), Some(false))]);
    seat.press(KeyCode::F(9));
    seat.pass(60);
    assert_eq!(told(&seat).len(), 3, "nothing from behind the lock");
}

#[test]
fn others_are_shown_and_a_quiet_answer_draws_nothing() {
    let mut seat = Seat::at_ticket(start((80, 24)), agent(Role::Agent));
    let minh = |writing| Presence { member: "Minh".into(), since: NOW, writing };
    seat.told(TicketReply::Present(vec![minh(false)]));
    seat.shows("@ Minh is looking");
    seat.pass(20);
    seat.told(TicketReply::Present(vec![minh(true)]));
    seat.shows("@ Minh is writing");
    seat.pass(20);
    seat.screen();
    seat.model.take_dirty();
    seat.told(TicketReply::Present(vec![Presence { since: Micros(5), ..minh(true) }]));
    assert!(!seat.model.take_dirty(), "who is there has not changed");
    seat.pass(20);
    let ticket = seat.ticket(
        |request| matches!(request, Request::Ticket(request) if matches!(**request, TicketRequest::Present { .. })),
    );
    seat.model.take_dirty();
    seat.reply_to(ticket, Err(Problem::Busy));
    assert!(!seat.model.take_dirty(), "what can't be had is not told");
    seat.pass(20);
    seat.told(TicketReply::Present(Vec::new()));
    seat.hides("Minh is");
}
