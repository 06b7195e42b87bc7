//! Tasks: the list under its days, the line that adds one, and the form.

use kin::desk::api::*;
use kin::domain::task::Unit;
use kin::domain::*;

use super::Sight;
use crate::cast::Cast;
use crate::office::{Seat, id, who};
use crate::tasks::{page, rows, told};

pub const SIGHTS: &[Sight] = &[
    ("tasks", at_tasks),
    ("tasks_loading", entering),
    ("tasks_empty", |cast| listed(cast, Vec::new())),
    ("tasks_failed", |cast| {
        let mut seat = entering(cast);
        let list = |request: &Request| matches!(request, Request::Task(task) if matches!(**task, TaskRequest::List(_)));
        let ticket = seat.ticket(list);
        seat.reply_to(ticket, Err(Problem::Busy));
        seat.pass(30);
        seat
    }),
    ("tasks_marked", |cast| pressed(cast, "  ")),
    ("task_later", |cast| pressed(cast, "s")),
    ("task_new", |cast| pressed(cast, "n")),
    ("task_new_understood", |cast| {
        let mut seat = pressed(cast, "n");
        seat.keys("call Ana fri 14:00 every 2 weeks @x");
        let understood = Understood {
            title: "call Ana".into(),
            due: Some(jiff::civil::date(2026, 11, 20).at(14, 0, 0, 0)),
            repeat: Some(Repeated { every: 2, unit: Unit::Week }),
            past: true,
            owner: "lan".into(),
            unknown: vec!["@x".into()],
            ..Understood::default()
        };
        seat.reply(told(TaskReply::Understood(Box::new(understood))));
        seat
    }),
    ("task_form", form),
    ("task_form_mistake", |cast| {
        let mut seat = form(cast);
        seat.keys("x");
        seat.send(kin::ui::Event::Key(kin::ui::Key::ctrl('s')));
        seat.reply(Err(Problem::Invalid { field: "due".into(), unfit: Unfit::When }));
        seat
    }),
];

fn entering(cast: &Cast) -> Seat {
    let mut who = who(Role::Agent);
    who.rights.tasks = true;
    let mut seat = cast.arriving(who);
    seat.reply(Ok(Reply::Customers(crate::cast::page(cast.people(), 7))));
    seat.pass(30);
    seat.keys("5");
    seat
}

fn listed(cast: &Cast, rows: Vec<TaskRow>) -> Seat {
    let mut seat = entering(cast);
    seat.reply(told(page(rows)));
    seat
}

fn shown(cast: &Cast) -> Vec<TaskRow> {
    let mut rows = rows();
    if cast.short {
        for (row, title) in rows.iter_mut().zip(["Bill", "Call", "Map", "Plan", "List", "Idea"]) {
            row.task.title = title.into();
            row.customer.truncate(0);
        }
    }
    rows
}

fn at_tasks(cast: &Cast) -> Seat {
    listed(cast, shown(cast))
}

fn pressed(cast: &Cast, keys: &str) -> Seat {
    let mut seat = at_tasks(cast);
    seat.keys(keys);
    seat
}

fn form(cast: &Cast) -> Seat {
    let mut seat = pressed(cast, "j\n");
    let mut row = shown(cast).swap_remove(1);
    row.task.words = cast.say("Hỏi về báo giá.\nGọi lại trước 17 giờ.", "Quote?\nCall.").into();
    seat.reply(told(TaskReply::Task(Box::new(TaskDetail { row, remind: Some(0) }))));
    seat.reply(told(TaskReply::Choices(vec![(id(200), "lan".into()), (id(203), "ana".into())])));
    seat
}
