//! The screen of tickets: queues in each order, filters, searches, counts, the next one; and a customer's tickets.

use kin::desk::api::{Queue, Reply, Request, TicketReply, TicketRequest, TicketSort, TicketsQuery};

use crate::Seat;
use crate::fill::Known;
use crate::table::Table;

/// As the screen asks.
const PAGE: u16 = 64;

/// What people narrow a queue to: a part of many, of some, of few and of none.
const FILTERS: [&str; 22] = [
    "status:new",
    "status:open",
    "status:waiting",
    "status:solved",
    "status:closed",
    "-status:closed",
    "priority:urgent",
    "priority:low",
    "owner:me",
    "owner:nobody",
    "owner:agent0001",
    "owner:agent0030",
    "kind:complaint",
    "product:visas",
    "channel:visit",
    "customer:KH-000001",
    "customer:KH-000008",
    "status:open priority:urgent",
    "status:solved owner:me",
    "status:closed kind:return product:visas",
    "kind:unheard",
    "-owner:nobody channel:chat priority:high,urgent",
];

/// Words that many subjects have, that some have, that few have and that none has.
const WORDS: [&str; 8] = ["h", "ho", "hoa don", "invoice", "bilet", "sa pa tet", "xyzzy", "giao hang hoa don"];

pub fn ask(seat: &mut Seat, table: &mut Table, known: &Known, whole: bool) {
    for queue in Queue::ALL {
        queues(seat, table, queue, whole);
    }
    table.ask(seat, "tickets, counts of the queues", |_, _| asked(TicketRequest::Counts));
    filters(seat, table, whole);
    searches(seat, table, known);
    for queue in [Queue::Mine, Queue::Team, Queue::Unassigned, Queue::Breaching, Queue::All] {
        table.ask(seat, &format!("next ticket, {}", queue.name()), |_, last| {
            let after = match last {
                Some(Reply::Ticket(reply)) => match &**reply {
                    TicketReply::Next(found) => *found,
                    _ => None,
                },
                _ => None,
            };
            asked(TicketRequest::Next { queue, after })
        });
    }
    table.ask(seat, "tickets, what may be chosen from", |_, _| asked(TicketRequest::Choices));
    table.ask(seat, "tickets of a customer of many", |_, _| asked(TicketRequest::OfCustomer(known.huge)));
}

fn queues(seat: &mut Seat, table: &mut Table, queue: Queue, whole: bool) {
    let sorts: &[TicketSort] = if whole { &TicketSort::ALL } else { &[TicketSort::Due] };
    for sort in sorts.iter().copied() {
        let query = TicketsQuery { queue, sort, limit: PAGE, ..TicketsQuery::default() };
        let what = format!("tickets, {}, by {}", queue.name(), sort.name());
        table.ask(seat, &format!("{what}, page after page"), paged(query.clone()));
        table.ask(seat, &format!("{what}, back from the end"), paged(TicketsQuery { backward: true, ..query.clone() }));
        if whole {
            table.ask(seat, &format!("{what}, descending"), paged(TicketsQuery { descending: true, ..query }));
        }
    }
}

fn filters(seat: &mut Seat, table: &mut Table, whole: bool) {
    let filters = if whole { &FILTERS[..] } else { &FILTERS[..8] };
    for queue in [Queue::Team, Queue::All] {
        for filter in filters {
            let query = TicketsQuery { queue, filter: (*filter).into(), limit: PAGE, ..TicketsQuery::default() };
            table.ask(seat, &format!("tickets, {}, {filter}", queue.name()), paged(query));
        }
    }
    let filter = "priority:urgent".to_owned();
    for sort in [TicketSort::Updated, TicketSort::Number] {
        let query = TicketsQuery { queue: Queue::All, filter: filter.clone(), sort, descending: true, ..first() };
        table.ask(seat, &format!("tickets, all, {filter}, last by {}", sort.name()), paged(query));
    }
}

fn searches(seat: &mut Seat, table: &mut Table, known: &Known) {
    for queue in [Queue::Team, Queue::All] {
        for word in WORDS {
            let query = TicketsQuery { queue, search: word.into(), ..first() };
            table.ask(seat, &format!("tickets, {}, searched \"{word}\"", queue.name()), paged(query));
        }
    }
    table.ask(seat, "tickets, searched by number", |n, _| {
        let search = format!("#{}", 1 + n * 31 % known.tickets.len());
        asked(TicketRequest::List(TicketsQuery { search, ..first() }))
    });
    table.ask(seat, "a ticket by its number", |n, _| {
        asked(TicketRequest::Find(i64::try_from(1 + n * 37 % known.tickets.len()).unwrap_or(1)))
    });
}

fn first() -> TicketsQuery {
    TicketsQuery { limit: PAGE, ..TicketsQuery::default() }
}

fn asked(request: TicketRequest) -> Request {
    Request::Ticket(Box::new(request))
}

/// Page after page, and again from the start.
fn paged(query: TicketsQuery) -> impl FnMut(usize, Option<&Reply>) -> Request {
    move |_, last| {
        let from = match last {
            Some(Reply::Ticket(reply)) => match &**reply {
                TicketReply::List(page) => page.next,
                _ => None,
            },
            _ => None,
        };
        asked(TicketRequest::List(TicketsQuery { from, ..query.clone() }))
    }
}
