//! Tickets: queues, one ticket, its forms and popups, the tab of a customer.

use kin::desk::api::*;
use kin::domain::*;
use kin::ui::{Event, Key, KeyCode};

use super::Sight;
use crate::cast::Cast;
use crate::office::{NOW, Seat, detail as customer};
use crate::tickets::{agent, choices, counts, detail, page, rows};

pub const SIGHTS: &[Sight] = &[
    ("tickets", |cast| at_list(cast, Role::Lead, all(cast))),
    ("tickets_empty", |cast| at_list(cast, Role::Agent, Vec::new())),
    ("tickets_marked", |cast| {
        let mut seat = at_list(cast, Role::Lead, all(cast));
        seat.keys("  ");
        seat
    }),
    ("tickets_team", |cast| {
        let mut seat = at_list(cast, Role::Lead, all(cast));
        seat.press(KeyCode::Right);
        seat.told(TicketReply::List(page(all(cast))));
        seat.told(TicketReply::Counts(counts()));
        seat
    }),
    ("tickets_filter", |cast| {
        let mut seat = at_list(cast, Role::Lead, all(cast));
        seat.keys("fpriority:");
        seat
    }),
    ("tickets_filter_wrong", |cast| {
        let mut seat = at_list(cast, Role::Lead, all(cast));
        seat.keys("fprinter\n");
        seat
    }),
    ("tickets_views", |cast| {
        let mut seat = at_list(cast, Role::Lead, all(cast));
        let view = |n: u8, name: &str, queue, filter: &str, shared: &[Role]| {
            let list = ViewList::Tickets { queue, sort: TicketSort::Due, descending: false };
            let (name, shared, filter) = (name.into(), shared.to_vec(), filter.into());
            let draft = ViewDraft { id: Some(id(n)), name, filter, list, shared };
            View { id: id(n), draft, member: "lan".into(), mine: true }
        };
        seat.keys("V");
        seat.reply(Ok(Reply::Views(vec![
            view(70, cast.say("Gấp, chưa ai nhận", "Free"), Queue::Unassigned, "priority:high", &[Role::Agent]),
            view(71, cast.say("Chờ khách", "Wait"), Queue::Team, "status:waiting", &[]),
        ])));
        seat
    }),
    ("tickets_change", |cast| {
        // No late one: the popup would hide its mark and not its words.
        let mut seat = at_list(cast, Role::Lead, all(cast).split_off(1));
        seat.keys("  b");
        seat
    }),
    ("tickets_change_preview", |cast| {
        let mut seat = at_list(cast, Role::Lead, all(cast).split_off(1));
        seat.keys("  b\n");
        let done = TicketsDone { changed: 1, same: 2, refused: 3, conflicts: 4 };
        seat.told(TicketReply::Changed(done));
        seat
    }),
    ("ticket", |cast| opened(cast, one(cast))),
    ("ticket_bare", |cast| {
        let mut bare = one(cast);
        (bare.notes, bare.watchers, bare.related) = (Vec::new(), Vec::new(), Vec::new());
        (bare.timeline, bare.merged, bare.row.ticket.customer) = (Vec::new(), Vec::new(), None);
        (bare.row.customer, bare.row.owner) = (String::new(), String::new());
        opened(cast, bare)
    }),
    ("ticket_shared", |cast| {
        let present = |member: &str, writing| Presence { member: member.into(), since: NOW, writing };
        let mut one = one(cast);
        one.present = vec![present("minh", true), present("ana", false)];
        one.row.ticket.satisfaction = Some(4);
        one.merged_into = Some((id(105), 1050));
        opened(cast, one)
    }),
    ("ticket_status", |cast| {
        let mut seat = opened(cast, one(cast));
        seat.keys("s");
        seat
    }),
    ("ticket_answer", |cast| {
        let mut seat = opened(cast, one(cast));
        seat.keys("A");
        seat.keys(cast.say("Máy đã sửa xong.", "Done."));
        seat
    }),
    ("ticket_note", |cast| {
        let mut seat = opened(cast, one(cast));
        seat.keys("a");
        seat
    }),
    ("ticket_hand_over", |cast| {
        let mut seat = opened(cast, one(cast));
        seat.keys("h");
        seat.send(Event::Key(Key::ctrl('s')));
        seat
    }),
    ("ticket_merge", |cast| {
        let mut seat = opened(cast, one(cast));
        seat.keys("J1043\n");
        seat.told(TicketReply::Found(Some(id(103))));
        let mut other = one(cast);
        (other.row.ticket.id, other.row.ticket.number) = (id(103), 1043);
        seat.told(TicketReply::Ticket(Box::new(other)));
        seat
    }),
    ("ticket_relate", |cast| {
        let mut seat = opened(cast, one(cast));
        seat.keys("r1043");
        seat
    }),
    ("ticket_form", |cast| {
        let mut seat = at_list(cast, Role::Lead, all(cast));
        seat.keys("n");
        seat
    }),
    ("ticket_edit", |cast| {
        let mut seat = opened(cast, one(cast));
        seat.keys("e");
        seat
    }),
    ("ticket_conflict", |cast| {
        let mut seat = opened(cast, one(cast));
        seat.keys("e!");
        seat.send(Event::Key(Key::ctrl('s')));
        let mut theirs = one(cast).row.ticket;
        (theirs.subject, theirs.owner, theirs.version) = (cast.say("Máy in cháy", "Fire").into(), None, 9);
        seat.reply(Err(Problem::TicketConflict { current: Box::new(theirs) }));
        seat
    }),
    ("customer_tickets", |cast| {
        let mut seat = at_customer(cast);
        seat.told(TicketReply::OfCustomer(all(cast)[..2].to_vec()));
        seat
    }),
    ("customer_tickets_none", |cast| {
        let mut seat = at_customer(cast);
        seat.told(TicketReply::OfCustomer(Vec::new()));
        seat
    }),
];

fn id(n: u8) -> Id {
    crate::office::id(n)
}

fn all(cast: &Cast) -> Vec<TicketRow> {
    let mut all = rows();
    if cast.short {
        for row in &mut all {
            row.ticket.subject = "Bill".into();
            row.customer = "An Le".into();
        }
    }
    all
}

fn one(cast: &Cast) -> TicketDetail {
    let mut one = detail();
    if cast.short {
        one.row = all(cast).remove(0);
        one.related[0].subject = "Bill".into();
        one.notes.iter_mut().for_each(|row| row.note.text = "Called.".into());
        one.timeline = cast.timeline();
    }
    one
}

fn at_list(cast: &Cast, role: Role, rows: Vec<TicketRow>) -> Seat {
    let mut seat = Seat::at_tickets(cast.start.clone(), agent(role), rows);
    seat.pass(30);
    seat
}

fn opened(cast: &Cast, one: TicketDetail) -> Seat {
    let mut seat = at_list(cast, Role::Lead, all(cast));
    seat.keys("\n");
    seat.told(TicketReply::Ticket(Box::new(one)));
    seat
}

fn at_customer(cast: &Cast) -> Seat {
    let mut seat = Seat::at_work(cast.start.clone(), agent(Role::Lead), cast.people());
    seat.told(TicketReply::Choices(Box::new(choices())));
    seat.keys("\n");
    let shown = if cast.short { cast.detail() } else { customer() };
    seat.reply(Ok(Reply::Customer(Box::new(shown))));
    seat.press(KeyCode::Right);
    seat.press(KeyCode::Right);
    seat
}
