//! Today: what its screen asks when it is opened.

use kin::desk::api::{OfficeQuery, Queue, Request, TaskRequest, TicketRequest, TicketsQuery};

use crate::Seat;
use crate::fill::Known;
use crate::table::{TODAY, Table};

pub fn ask(seat: &mut Seat, table: &mut Table, _: &Known) {
    let office = || Request::Office(OfficeQuery::Today);
    let tasks = || Request::Task(Box::new(TaskRequest::Today));
    let tickets = || {
        let query = TicketsQuery { queue: Queue::Breaching, limit: 50, ..TicketsQuery::default() };
        Request::Ticket(Box::new(TicketRequest::List(query)))
    };
    // Who audits has no tasks, and its screen does not ask for them.
    if seat.role == "auditor" {
        table.ask_all(seat, "Today", TODAY, |_, _| vec![office(), tickets()]);
    } else {
        table.ask_all(seat, "Today", TODAY, |_, _| vec![office(), tasks(), tickets()]);
    }
}
