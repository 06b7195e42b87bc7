//! `kin task`: list, show, add from one line, edit and done, by the same road as the screens.

use serde_json::json;

use super::args::{Global, Task};
use super::customer::find;
use super::door;
use super::output::{Failure, counted, moment, print_json, print_line, print_table, unexpected};
use crate::desk::Desk;
use crate::desk::api::{
    QuickLine, Reply, Request, TaskChange, TaskDetail, TaskDraft, TaskReply, TaskRequest, TaskRow, TaskView, TasksQuery,
};
use crate::domain::{Id, fold};

pub fn run(global: &Global, command: Task) -> Result<(), Failure> {
    match command {
        Task::List { view, customer, limit } => {
            // What is wrong with the question is said before anybody has to sign in.
            let view = view_named(&view)?;
            list(global, &mut *door::signed_in(global)?, view, customer.as_deref(), limit)
        }
        Task::Show { task } => {
            let id = task_id(&task)?;
            show(global, &mut *door::signed_in(global)?, id)
        }
        Task::Add { line, customer } => add(global, &mut *door::signed_in(global)?, line, customer.as_deref()),
        Task::Edit { task, title, when, remind, to, customer, words } => {
            let (id, remind) = (task_id(&task)?, remind.as_deref().map(minutes).transpose()?);
            edit(global, &mut *door::signed_in(global)?, id, Edits { title, when, remind, to, customer, words })
        }
        Task::Done { tasks, reopen } => {
            let ids: Vec<Id> = tasks.iter().map(|task| task_id(task)).collect::<Result<_, _>>()?;
            done(global, &mut *door::signed_in(global)?, &ids, reopen)
        }
    }
}

/// What an edit names.
struct Edits {
    title: Option<String>,
    when: Option<String>,
    remind: Option<Option<u32>>,
    to: Option<String>,
    customer: Option<String>,
    words: Option<String>,
}

fn view_named(name: &str) -> Result<TaskView, Failure> {
    TaskView::from_name(name).ok_or_else(|| {
        let names = TaskView::ALL.map(TaskView::name).join(", ");
        Failure::Usage(format!("No list of tasks {name:?}. There are: {names}."))
    })
}

fn task_id(typed: &str) -> Result<Id, Failure> {
    typed.parse().map_err(|_| Failure::Usage(format!("{typed:?} is no task. Give an id as `kin task list` shows it.")))
}

fn minutes(typed: &str) -> Result<Option<u32>, Failure> {
    if typed == "none" {
        return Ok(None);
    }
    let wrong = || Failure::Usage(format!("{typed:?} is no number of minutes. Write it like 30, or none."));
    typed.parse().map(Some).map_err(|_| wrong())
}

fn ask(desk: &mut Desk, request: TaskRequest) -> Result<TaskReply, Failure> {
    match desk.ask(Request::Task(Box::new(request)))? {
        Reply::Task(reply) => Ok(*reply),
        _ => Err(unexpected()),
    }
}

fn detail(desk: &mut Desk, id: Id) -> Result<TaskDetail, Failure> {
    match ask(desk, TaskRequest::Open(id))? {
        TaskReply::Task(detail) => Ok(*detail),
        _ => Err(unexpected()),
    }
}

/// When a task is due, on the office's clocks; empty where it has no date.
fn when(row: &TaskRow) -> String {
    let form = if row.task.all_day { "%Y-%m-%d" } else { "%Y-%m-%d %H:%M" };
    row.due.map(|due| due.strftime(form).to_string()).unwrap_or_default()
}

fn repeats(row: &TaskRow) -> String {
    row.task.repeat.map(|repeat| format!("every {} {}", repeat.every, repeat.unit.name())).unwrap_or_default()
}

fn list(global: &Global, desk: &mut Desk, view: TaskView, customer: Option<&str>, limit: u16) -> Result<(), Failure> {
    let customer = customer.map(|customer| find(desk, customer)).transpose()?;
    let mut query = TasksQuery { view, customer, limit, ..TasksQuery::default() };
    let mut rows = Vec::new();
    loop {
        let TaskReply::List(page) = ask(desk, TaskRequest::List(query.clone()))? else { return Err(unexpected()) };
        rows.extend(page.rows);
        // The desk gives long lists in parts.
        if rows.len() >= usize::from(limit) || page.next.is_none() {
            break;
        }
        query.from = page.next;
        query.limit = limit - u16::try_from(rows.len()).unwrap_or(limit);
    }
    if global.json {
        return rows.iter().try_for_each(print_json);
    }
    let cells = rows.iter().map(|row| {
        let done = row.task.done_at.map(|at| format!("done {}", moment(at)));
        let due = done.unwrap_or_else(|| when(row));
        [row.task.id.to_string(), due, row.owner.clone(), row.code.clone(), row.task.title.clone()]
    });
    print_table(["task", "due", "who", "customer", "title"], &cells.collect::<Vec<_>>())
}

fn show(global: &Global, desk: &mut Desk, id: Id) -> Result<(), Failure> {
    let detail = detail(desk, id)?;
    if global.json {
        return print_json(&detail);
    }
    let row = &detail.row;
    print_line(&row.task.title)?;
    let customer = [row.code.as_str(), &row.customer].join(" ");
    for (name, value) in [
        ("due", when(row)),
        ("repeats", repeats(row)),
        ("reminds", moment(row.task.remind_at)),
        ("who", row.owner.clone()),
        ("given by", row.by.clone()),
        ("customer", customer.trim().to_owned()),
        ("done", moment(row.task.done_at)),
        ("words", row.task.words.clone()),
    ] {
        if !value.is_empty() {
            print_line(&format!("  {name:<10} {value}"))?;
        }
    }
    Ok(())
}

fn add(global: &Global, desk: &mut Desk, line: String, customer: Option<&str>) -> Result<(), Failure> {
    let customer = customer.map(|customer| find(desk, customer)).transpose()?;
    let quick = QuickLine { line, customer, ticket: None };
    let TaskReply::Understood(understood) = ask(desk, TaskRequest::Preview(quick.clone()))? else {
        return Err(unexpected());
    };
    if !understood.unknown.is_empty() {
        return Err(Failure::Other(format!("There is nobody and nothing like {}.", understood.unknown.join(", "))));
    }
    let TaskReply::Saved { task, .. } = ask(desk, TaskRequest::Add(quick))? else { return Err(unexpected()) };
    if global.json {
        return print_json(&json!({ "task": task, "understood": understood }));
    }
    let form = if understood.all_day { "%Y-%m-%d" } else { "%Y-%m-%d %H:%M" };
    let due = understood.due.map_or_else(|| "no date".to_owned(), |due| due.strftime(form).to_string());
    let past = if understood.past { ", which is over" } else { "" };
    print_line(&format!("Added {task}: {} ({due}{past}, {})", understood.title, understood.owner))
}

fn edit(global: &Global, desk: &mut Desk, id: Id, edits: Edits) -> Result<(), Failure> {
    let TaskDetail { row, remind } = detail(desk, id)?;
    let owner = edits.to.map(|name| receiver(desk, &name)).transpose()?;
    let customer = match edits.customer.as_deref() {
        None => row.task.customer,
        Some("") => None,
        Some(customer) => Some(find(desk, customer)?),
    };
    let (known, repeat) = (when(&row), row.task.repeat.map(Into::into));
    let wanted = edits.when.unwrap_or(known);
    let draft = TaskDraft {
        id: Some(id),
        version: row.task.version,
        title: edits.title.unwrap_or(row.task.title),
        customer,
        ticket: row.task.ticket,
        owner,
        repeat: if wanted.trim().is_empty() { None } else { repeat },
        when: wanted,
        remind: edits.remind.unwrap_or(remind),
        words: edits.words.unwrap_or(row.task.words),
    };
    ask(desk, TaskRequest::Save(Box::new(draft)))?;
    if global.json { print_json(&json!({ "task": id })) } else { print_line("The task was changed.") }
}

/// Somebody whom one may give tasks to, by name.
fn receiver(desk: &mut Desk, name: &str) -> Result<Id, Failure> {
    let TaskReply::Choices(people) = ask(desk, TaskRequest::Choices)? else { return Err(unexpected()) };
    let found = people.iter().find(|(_, known)| fold::fold(known) == fold::fold(name));
    found.map(|(id, _)| *id).ok_or_else(|| {
        let names: Vec<&str> = people.iter().map(|(_, name)| name.as_str()).collect();
        Failure::Other(format!("You can't give a task to {name:?}. You can to: {}.", names.join(", ")))
    })
}

fn done(global: &Global, desk: &mut Desk, ids: &[Id], reopen: bool) -> Result<(), Failure> {
    let mut tasks = Vec::new();
    for id in ids {
        tasks.push((*id, detail(desk, *id)?.row.task.version));
    }
    let change = TaskChange::Done(!reopen);
    let TaskReply::Changed(done) = ask(desk, TaskRequest::Change { tasks, change })? else { return Err(unexpected()) };
    if global.json {
        return print_json(&done);
    }
    print_line(&format!("{} changed.", counted(done.changed, "task was", "tasks were")))?;
    done.next.iter().try_for_each(|next| print_line(&format!("It comes again on {}.", moment(*next))))
}
