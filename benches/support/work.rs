//! The screen of tasks, and the tasks of a customer and of a ticket.

use kin::desk::api::{QuickLine, Reply, Request, TaskReply, TaskRequest, TaskView, TasksQuery};
use kin::domain::Micros;

use crate::Seat;
use crate::fill::Known;
use crate::table::Table;

/// As the screen asks.
const PAGE: u16 = 100;

const LINES: [&str; 4] = [
    "gọi lại Đào ngày mai 9h",
    "call Ana fri 14:00",
    "mâine 10 sună-l pe Ion",
    "send the offer every week monday 8:30",
];

pub fn ask(seat: &mut Seat, table: &mut Table, known: &Known) {
    for view in TaskView::ALL {
        let query = TasksQuery { view, limit: PAGE, ..TasksQuery::default() };
        table.ask(seat, &format!("tasks, {}, page after page", view.name()), paged(query));
    }
    let query = TasksQuery { customer: Some(known.huge), limit: PAGE, ..TasksQuery::default() };
    table.ask(seat, "tasks of a customer of many", |_, _| asked(TaskRequest::List(query.clone())));
    table.ask(seat, "tasks of a ticket", |n, _| {
        let ticket = Some(known.tickets[n % known.tickets.len()]);
        asked(TaskRequest::List(TasksQuery { ticket, limit: PAGE, ..TasksQuery::default() }))
    });
    table.ask(seat, "reminders", |_, _| asked(TaskRequest::Reminders { from: Micros(known.now.0) }));
    table.ask(seat, "whom to give tasks to", |_, _| asked(TaskRequest::Choices));
    table.ask(seat, "a quick-add line as it is typed", |n, _| {
        let line = LINES[n % LINES.len()].to_owned();
        asked(TaskRequest::Preview(QuickLine { line, customer: Some(known.huge), ticket: None }))
    });
}

fn asked(request: TaskRequest) -> Request {
    Request::Task(Box::new(request))
}

/// Page after page, and again from the start.
fn paged(query: TasksQuery) -> impl FnMut(usize, Option<&Reply>) -> Request {
    move |_, last| {
        let from = match last {
            Some(Reply::Task(reply)) => match &**reply {
                TaskReply::List(page) => page.next,
                _ => None,
            },
            _ => None,
        };
        asked(TaskRequest::List(TasksQuery { from, ..query.clone() }))
    }
}
