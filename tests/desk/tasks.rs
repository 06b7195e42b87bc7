//! Tasks: who may see, change and give them, what is taken back, and what two people do at once.

use kin::desk::Desk;
use kin::desk::api::*;
use kin::domain::task::Snooze;
use kin::domain::*;

use crate::office::*;

pub fn ask(desk: &mut Desk, request: TaskRequest) -> Result<TaskReply, Problem> {
    match desk.ask(Request::Task(Box::new(request)))? {
        Reply::Task(reply) => Ok(*reply),
        other => panic!("{other:?}"),
    }
}

fn add(desk: &mut Desk, line: &str) -> Result<Id, Problem> {
    match ask(desk, TaskRequest::Add(QuickLine { line: line.into(), ..QuickLine::default() }))? {
        TaskReply::Saved { task, created: true } => Ok(task),
        other => panic!("{other:?}"),
    }
}

fn list(desk: &mut Desk, view: TaskView) -> Vec<TaskRow> {
    match ask(desk, TaskRequest::List(TasksQuery { view, limit: 100, ..TasksQuery::default() })) {
        Ok(TaskReply::List(page)) => page.rows,
        other => panic!("{other:?}"),
    }
}

fn titles(desk: &mut Desk, view: TaskView) -> Vec<String> {
    list(desk, view).into_iter().map(|row| row.task.title).collect()
}

fn detail(desk: &mut Desk, id: Id) -> Result<TaskDetail, Problem> {
    match ask(desk, TaskRequest::Open(id))? {
        TaskReply::Task(detail) => Ok(*detail),
        other => panic!("{other:?}"),
    }
}

fn draft_of(seen: &TaskDetail) -> TaskDraft {
    let task = seen.row.task.clone();
    let form = if task.all_day { "%Y-%m-%d" } else { "%Y-%m-%d %H:%M" };
    TaskDraft {
        id: Some(task.id),
        version: task.version,
        title: task.title,
        customer: task.customer,
        ticket: task.ticket,
        owner: Some(task.owner),
        when: seen.row.due.map(|due| due.strftime(form).to_string()).unwrap_or_default(),
        repeat: task.repeat.map(Into::into),
        remind: seen.remind,
        words: task.words,
    }
}

fn save(desk: &mut Desk, draft: TaskDraft) -> Result<Id, Problem> {
    match ask(desk, TaskRequest::Save(Box::new(draft)))? {
        TaskReply::Saved { task, .. } => Ok(task),
        other => panic!("{other:?}"),
    }
}

fn change(desk: &mut Desk, tasks: &[(Id, i64)], change: TaskChange) -> Result<TasksDone, Problem> {
    match ask(desk, TaskRequest::Change { tasks: tasks.to_vec(), change })? {
        TaskReply::Changed(done) => Ok(done),
        other => panic!("{other:?}"),
    }
}

fn turn(desk: &mut Desk, request: Request) -> Result<UndoneWhat, Problem> {
    match desk.ask(request)? {
        Reply::Undone(undone) => Ok(undone.what),
        other => panic!("{other:?}"),
    }
}

#[track_caller]
fn verifies(office: &Office) {
    assert!(matches!(office.desk().verify_log(&mut |_, _| {}), Ok(Ok(_))));
}

#[test]
fn a_line_becomes_a_task_and_the_log_holds_none_of_its_words() {
    let office = Office::new();
    let mut lan = office.at("lan");
    let line = QuickLine { line: "gọi lại Hồng ngày mai 9h /KH-000001".into(), ..QuickLine::default() };
    let Ok(TaskReply::Understood(seen)) = ask(&mut lan, TaskRequest::Preview(line.clone())) else {
        panic!("no answer")
    };
    assert_eq!((seen.title.as_str(), seen.owner.as_str(), seen.code.as_str()), ("gọi lại Hồng", "lan", "KH-000001"));
    assert!(seen.unknown.is_empty() && !seen.all_day && seen.due.is_some());
    let before = office.log().len();
    let id = match ask(&mut lan, TaskRequest::Add(line)) {
        Ok(TaskReply::Saved { task, .. }) => task,
        other => panic!("{other:?}"),
    };
    let log = office.log();
    assert_eq!(log.len(), before + 1, "a preview leaves nothing");
    assert_eq!((log[0].action, log[0].outcome, log[0].subject), (Action::TaskEdit, Outcome::Done, Some(id)));
    assert!(!log[0].details.contains("Hồng") && log[0].details.contains(r#""title""#), "{}", log[0].details);
    let row = list(&mut lan, TaskView::Mine).remove(0);
    assert_eq!((row.code.as_str(), row.task.remind_at), ("KH-000001", row.task.due));
    assert_eq!(detail(&mut lan, id).expect("its own").row.task.title, "gọi lại Hồng");
    assert_eq!((office.last().action, office.last().subject), (Action::TaskView, Some(id)));
    // Numbers that belong into sealed fields do not stand in a title or in words.
    let phone = planted(0).value(Field::Phone).to_owned();
    let draft = TaskDraft { title: format!("gọi {phone}"), words: format!("hoặc {phone}"), ..TaskDraft::default() };
    let masked = save(&mut lan, draft).expect("a task");
    let task = detail(&mut lan, masked).expect("its own").row.task;
    assert_eq!(leaks(&format!("{} {}", task.title, task.words)), Vec::<String>::new());
    assert!(office.log()[1].details.contains(r#""hidden":2"#), "{}", office.log()[1].details);
    verifies(&office);
}

#[test]
fn each_sees_what_the_rights_reach() {
    let office = Office::new();
    let (mut lan, mut minh, mut mai) = (office.at("lan"), office.at("minh"), office.at("mai"));
    let (mut sorin, mut hoa) = (office.at("sorin"), office.at("hoa"));
    let own = add(&mut lan, "việc của lan").expect("a task");
    add(&mut sorin, "sarcina lui sorin").expect("a task");
    assert_eq!(titles(&mut lan, TaskView::All), ["việc của lan"]);
    assert_eq!(titles(&mut minh, TaskView::Team), ["việc của lan"], "a lead sees the department's");
    assert_eq!(titles(&mut minh, TaskView::Mine), Vec::<String>::new());
    let mut all = titles(&mut mai, TaskView::All);
    all.sort_unstable();
    assert_eq!(all, ["sarcina lui sorin", "việc của lan"]);
    for desk in [&mut sorin, &mut hoa] {
        assert_eq!(detail(desk, own).err(), Some(Problem::NotFound), "as what is not there");
        assert_eq!(detail(desk, Id([7; 16])).err(), Some(Problem::NotFound));
        for wanted in [TaskChange::Done(true), TaskChange::Delete, TaskChange::Snooze(Snooze::Hour)] {
            assert_eq!(change(desk, &[(own, 1)], wanted).err(), Some(Problem::NotFound));
        }
        let draft = TaskDraft { id: Some(own), version: 1, title: "x".into(), ..TaskDraft::default() };
        assert_eq!(save(desk, draft).err(), Some(Problem::NotFound));
    }
    assert_eq!(office.last().outcome, Outcome::Denied);
    // Among many, what is out of reach is left alone and counted.
    let mine = add(&mut hoa, "việc của hoa").expect("a task");
    let done = change(&mut hoa, &[(own, 1), (mine, 1)], TaskChange::Done(true)).expect("done");
    assert_eq!((done.changed, done.refused), (1, 1));
    assert_eq!(titles(&mut lan, TaskView::Mine), ["việc của lan"]);
    // No right at all: refused in the same words whether it is there or not.
    let mut radu = office.at("radu");
    let rule = |rule: &str| Some(Problem::Denied { rule: rule.into() });
    for id in [own, Id([7; 16])] {
        assert_eq!(detail(&mut radu, id).err(), rule("task.view"));
        assert_eq!(change(&mut radu, &[(id, 1)], TaskChange::Delete).err(), rule("task.edit"));
    }
    for request in [TaskRequest::List(TasksQuery::default()), TaskRequest::Today, TaskRequest::Reminders { from: NOW }]
    {
        assert_eq!(ask(&mut radu, request).err(), rule("task.view"));
    }
    let quick = || QuickLine { line: "x fri".into(), ..QuickLine::default() };
    for request in [TaskRequest::Add(quick()), TaskRequest::Preview(quick()), TaskRequest::Choices] {
        assert_eq!(ask(&mut radu, request).err(), rule("task.edit"));
    }
    verifies(&office);
}

#[test]
fn a_task_is_given_within_ones_department_and_still_seen() {
    let office = Office::new();
    let (mut lan, mut hoa) = (office.at("lan"), office.at("hoa"));
    let Ok(TaskReply::Choices(people)) = ask(&mut lan, TaskRequest::Choices) else { panic!("no choices") };
    let mut names: Vec<&str> = people.iter().map(|(_, name)| name.as_str()).collect();
    names.sort_unstable();
    assert_eq!(names, ["hoa", "lan", "mai", "minh"], "who works on tasks in Support");
    let id = add(&mut lan, "gửi báo giá @hoa mai").expect("given");
    assert_eq!(titles(&mut hoa, TaskView::Mine), ["gửi báo giá"]);
    let given = list(&mut lan, TaskView::Given).remove(0);
    assert_eq!((given.owner.as_str(), given.by.as_str(), given.may_edit), ("hoa", "lan", false));
    assert!(detail(&mut lan, id).is_ok(), "who gave it sees it");
    assert_eq!(change(&mut lan, &[(id, 1)], TaskChange::Done(true)).err(), Some(Problem::NotFound), "and no more");
    assert_eq!(titles(&mut lan, TaskView::Mine), Vec::<String>::new());
    // Out of reach, and nobody who could do it.
    for name in ["sorin", "radu", "importer"] {
        let owner = Some(Office::member(name));
        let draft = TaskDraft { title: "x".into(), owner, ..TaskDraft::default() };
        assert_eq!(save(&mut lan, draft).err(), Some(Problem::NotFound), "{name}");
        assert_eq!((office.last().action, office.last().outcome), (Action::TaskEdit, Outcome::Denied));
        let line = QuickLine { line: format!("x @{name}"), ..QuickLine::default() };
        let Ok(TaskReply::Understood(seen)) = ask(&mut lan, TaskRequest::Preview(line)) else { panic!("no answer") };
        assert_eq!(seen.unknown, [format!("@{name}")]);
        assert!(
            matches!(add(&mut lan, &format!("x @{name}")), Err(Problem::Invalid { field, .. }) if field == "owner")
        );
    }
    assert!(add(&mut office.at("mai"), "x @sorin").is_ok(), "the owner reaches all");
    // Taken back while it is as it was left; not after the other has touched it.
    assert_eq!(turn(&mut lan, Request::Undo), Ok(UndoneWhat::Tasks("gửi báo giá".into(), 1)));
    assert_eq!(titles(&mut hoa, TaskView::Mine), Vec::<String>::new());
    assert!(turn(&mut lan, Request::Redo).is_ok());
    change(&mut hoa, &[(id, 1)], TaskChange::Snooze(Snooze::Tomorrow)).expect("put off");
    assert!(matches!(turn(&mut lan, Request::Undo), Err(Problem::TaskConflict { .. })));
    verifies(&office);
}

#[test]
fn a_customer_is_named_only_to_who_may_see_it() {
    let office = Office::new();
    let (mut lan, mut sorin) = (office.at("lan"), office.at("sorin"));
    // Customer 1 is in Sales.
    let Ok(Reply::Customer(far)) = sorin.ask(Request::Customer(Office::customer(1))) else { panic!("no customer") };
    let code = far.customer.code;
    let draft = |customer| TaskDraft { title: "x".into(), customer: Some(customer), ..TaskDraft::default() };
    assert_eq!(save(&mut lan, draft(Office::customer(1))).err(), Some(Problem::NotFound));
    let line = QuickLine { line: format!("x /{code}"), ..QuickLine::default() };
    let Ok(TaskReply::Understood(seen)) = ask(&mut lan, TaskRequest::Preview(line)) else { panic!("no answer") };
    assert_eq!((seen.customer.as_str(), seen.unknown), ("", vec![format!("/{code}")]));
    // Given by somebody who sees both, the name stays hidden from whoever may not see the customer.
    let mut mai = office.at("mai");
    let owner = Some(Office::member("lan"));
    save(&mut mai, TaskDraft { owner, ..draft(Office::customer(1)) }).expect("given");
    let row = list(&mut lan, TaskView::Mine).remove(0);
    assert_eq!((row.code.as_str(), row.customer.as_str()), ("", ""));
    let query = TasksQuery { customer: Some(Office::customer(1)), limit: 10, ..TasksQuery::default() };
    let Ok(TaskReply::List(page)) = ask(&mut sorin, TaskRequest::List(query)) else { panic!("no list") };
    assert!(page.rows.is_empty(), "others' tasks about one's customer stay theirs");
}

#[test]
fn a_repeating_task_that_is_done_makes_the_next_one_in_the_same_act() {
    let office = Office::new();
    let mut lan = office.at("lan");
    let id = add(&mut lan, "báo cáo mỗi thứ hai 8h30").expect("a task");
    let first = detail(&mut lan, id).expect("there").row.task;
    let before = office.log().len();
    let done = change(&mut lan, &[(id, 1)], TaskChange::Done(true)).expect("done");
    assert_eq!((done.changed, done.next.len(), office.log().len()), (1, 1, before + 1));
    assert_eq!(done.next[0].0 - first.due.expect("a date").0, 7 * 24 * 3_600_000_000);
    let next = list(&mut lan, TaskView::Mine);
    assert_eq!((next.len(), next[0].task.due, next[0].task.remind_at), (1, Some(done.next[0]), Some(done.next[0])));
    assert_eq!(titles(&mut lan, TaskView::Done), ["báo cáo"]);
    assert_eq!(change(&mut lan, &[(id, 2)], TaskChange::Done(true)).expect("so already").same, 1);
    verifies(&office);
    assert!(turn(&mut lan, Request::Undo).is_ok());
    let back = list(&mut lan, TaskView::Mine);
    assert_eq!((back.len(), back[0].task.id, back[0].task.done_at), (1, id, None), "and the next one is gone");
    assert!(turn(&mut lan, Request::Redo).is_ok());
    assert_eq!((list(&mut lan, TaskView::Mine).len(), list(&mut lan, TaskView::Done).len()), (1, 1));
    verifies(&office);
}

/// All the way back and forth, twice: every step finds the task as it left it.
#[test]
fn every_change_is_taken_back_and_done_again() {
    let office = Office::new();
    let mut lan = office.at("lan");
    let state = |desk: &mut Desk| {
        let mut rows: Vec<(String, Option<Micros>, bool)> = [TaskView::Mine, TaskView::Given, TaskView::Done]
            .into_iter()
            .flat_map(|view| list(desk, view))
            .map(|row| (row.task.title, row.task.due, row.task.done_at.is_some()))
            .collect();
        rows.sort_unstable();
        rows
    };
    let mut states = vec![state(&mut lan)];
    let id = add(&mut lan, "gọi Hồng mai 9h").expect("a task");
    states.push(state(&mut lan));
    let seen = detail(&mut lan, id).expect("there");
    save(&mut lan, TaskDraft { title: "gọi Đào".into(), words: "dòng 1\ndòng 2".into(), ..draft_of(&seen) })
        .expect("saved");
    states.push(state(&mut lan));
    change(&mut lan, &[(id, 2)], TaskChange::Snooze(Snooze::NextWeek)).expect("put off");
    states.push(state(&mut lan));
    let other = add(&mut lan, "việc khác").expect("a task");
    states.push(state(&mut lan));
    change(&mut lan, &[(id, 3), (other, 1)], TaskChange::Done(true)).expect("done");
    states.push(state(&mut lan));
    change(&mut lan, &[(id, 4)], TaskChange::Delete).expect("deleted");
    states.push(state(&mut lan));
    let seen = detail(&mut lan, other).expect("there");
    save(&mut lan, TaskDraft { owner: Some(Office::member("hoa")), ..draft_of(&seen) }).expect("given");
    states.push(state(&mut lan));
    for _ in 0..2 {
        for at in (0..states.len() - 1).rev() {
            turn(&mut lan, Request::Undo).unwrap_or_else(|problem| panic!("back to {at}: {problem:?}"));
            assert_eq!(state(&mut lan), states[at], "back to {at}");
        }
        assert_eq!(turn(&mut lan, Request::Undo), Err(Problem::NothingToUndo));
        verifies(&office);
        for (at, expected) in states.iter().enumerate().skip(1) {
            turn(&mut lan, Request::Redo).unwrap_or_else(|problem| panic!("on to {at}: {problem:?}"));
            assert_eq!(&state(&mut lan), expected, "on to {at}");
        }
        verifies(&office);
    }
    let log = office.log();
    assert!(!log.iter().any(|entry| ["Hồng", "Đào", "dòng"].iter().any(|word| entry.details.contains(word))));
}

#[test]
fn of_two_who_save_the_second_is_told_and_shown_what_is_there() {
    let office = Office::new();
    let (mut lan, mut minh) = (office.at("lan"), office.at("minh"));
    let id = add(&mut lan, "gọi lại mai 9h").expect("a task");
    let (one, two) = (detail(&mut lan, id).expect("seen"), detail(&mut minh, id).expect("seen"));
    save(&mut lan, TaskDraft { title: "gọi lại ngay".into(), ..draft_of(&one) }).expect("saved");
    let before = office.log().len();
    match save(&mut minh, TaskDraft { title: "thôi".into(), ..draft_of(&two) }) {
        Err(Problem::TaskConflict { current }) => {
            assert_eq!((current.title.as_str(), current.version), ("gọi lại ngay", 2))
        }
        other => panic!("{other:?}"),
    }
    for wanted in [TaskChange::Done(true), TaskChange::Delete, TaskChange::Snooze(Snooze::Hour)] {
        assert!(matches!(change(&mut minh, &[(id, 1)], wanted), Err(Problem::TaskConflict { .. })), "{wanted:?}");
    }
    assert_eq!(office.log().len(), before, "nothing was done");
    assert!(matches!(turn(&mut minh, Request::Undo), Err(Problem::NothingToUndo)));
    // At once, from two threads: exactly one is first.
    let works = std::thread::scope(|scope| {
        let works: Vec<_> = [lan, minh]
            .into_iter()
            .map(|mut desk| scope.spawn(move || change(&mut desk, &[(id, 2)], TaskChange::Done(true))))
            .collect();
        works.into_iter().map(|work| work.join().expect("no panic")).collect::<Vec<_>>()
    });
    let changed: u32 = works.iter().flatten().map(|done| done.changed).sum();
    assert_eq!(changed, 1, "{works:?}");
    verifies(&office);
}

#[test]
fn pages_go_on_where_they_ended_and_today_is_what_is_due() {
    let office = Office::new();
    let mut lan = office.at("lan");
    for n in 0..25 {
        add(&mut lan, &format!("việc {n:02} in {} days", n % 5)).expect("a task");
    }
    add(&mut lan, "không ngày").expect("a task");
    let mut seen = Vec::new();
    let mut from = None;
    loop {
        let query = TasksQuery { from, limit: 7, ..TasksQuery::default() };
        let Ok(TaskReply::List(page)) = ask(&mut lan, TaskRequest::List(query)) else { panic!("no list") };
        assert!(page.rows.len() <= 7);
        seen.extend(page.rows);
        from = page.next;
        if from.is_none() {
            break;
        }
    }
    assert_eq!(seen.len(), 26);
    assert!(
        seen.windows(2).all(|pair| pair[0].task.due.is_none_or(|due| pair[1].task.due.is_none_or(|next| due <= next)))
    );
    assert_eq!(seen.last().expect("one").task.title, "không ngày");
    let Ok(TaskReply::Today(today)) = ask(&mut lan, TaskRequest::Today) else { panic!("no answer") };
    assert_eq!(today.rows.len(), 5, "those of 0 days");
    office.clock.advance(2 * 24 * 3600);
    let mut lan = office.at("lan");
    let Ok(TaskReply::Today(today)) = ask(&mut lan, TaskRequest::Today) else { panic!("no answer") };
    assert_eq!(today.rows.len(), 15);
}

#[test]
fn reminders_come_for_ones_own_open_tasks() {
    let office = Office::new();
    let mut lan = office.at("lan");
    let first = add(&mut lan, "một sau 30 phút").expect("a task");
    add(&mut lan, "hai sau 2 giờ").expect("a task");
    add(&mut lan, "cả ngày mai").expect("a task");
    add(&mut lan, "của hoa sau 5 phút @hoa").expect("a task");
    let next = |desk: &mut Desk, from| match ask(desk, TaskRequest::Reminders { from }) {
        Ok(TaskReply::Reminders(next)) => next.into_iter().map(|next| next.title).collect::<Vec<_>>(),
        other => panic!("{other:?}"),
    };
    assert_eq!(next(&mut lan, NOW), ["một", "hai"]);
    change(&mut lan, &[(first, 1)], TaskChange::Done(true)).expect("done");
    assert_eq!(next(&mut lan, NOW), ["hai"]);
    assert_eq!(next(&mut lan, Micros(NOW.0 + 30_000_000_000)), Vec::<String>::new());
}

#[test]
fn what_cannot_be_taken_is_said() {
    let office = Office::new();
    let mut lan = office.at("lan");
    let invalid = |answer: Result<Id, Problem>| match answer {
        Err(Problem::Invalid { field, unfit }) => (field, unfit),
        other => panic!("{other:?}"),
    };
    let draft = |title: &str, when: &str| TaskDraft { title: title.into(), when: when.into(), ..TaskDraft::default() };
    assert_eq!(invalid(save(&mut lan, draft(" ", ""))), ("title".into(), Unfit::Empty));
    assert_eq!(invalid(save(&mut lan, draft("x", "soon"))), ("due".into(), Unfit::When));
    let repeat = Some(Repeated { every: 1, unit: task::Unit::Day });
    assert_eq!(invalid(save(&mut lan, TaskDraft { repeat, ..draft("x", "") })), ("due".into(), Unfit::Empty));
    assert_eq!(invalid(add(&mut lan, "mai 9h")), ("title".into(), Unfit::Empty));
    assert!(matches!(add(&mut lan, "x #77"), Err(Problem::Invalid { field, .. }) if field == "ticket"));
    let ticket = Some(Id([9; 16]));
    assert!(save(&mut lan, TaskDraft { ticket, ..draft("x", "") }).is_err(), "no link to what can't be seen");
    assert!(list(&mut lan, TaskView::All).is_empty());
}

/// A row changed by hand is named by the log.
#[test]
fn a_task_changed_by_hand_is_found() {
    let office = Office::new();
    let id = add(&mut office.at("lan"), "gọi lại mai 9h").expect("a task");
    verifies(&office);
    for sql in [
        format!("UPDATE task SET title = 'khác' WHERE id = {}", sql(id)),
        format!("UPDATE task SET owner = {} WHERE id = {}", sql(Office::member("hoa")), sql(id)),
        format!("UPDATE task SET repeat = '1 day' WHERE id = {}", sql(id)),
        "DELETE FROM task".to_owned(),
    ] {
        let copy = office.copy();
        copy.run(&sql);
        assert!(!matches!(copy.desk().verify_log(&mut |_, _| {}), Ok(Ok(_))), "{sql}");
    }
}

#[test]
fn nothing_is_changed_while_looking_as_another_role() {
    let office = Office::new();
    let mut mai = office.at("mai");
    add(&mut office.at("lan"), "việc của lan").expect("a task");
    mai.ask(Request::PreviewRole(Some(Role::Agent))).expect("a preview");
    assert_eq!(add(&mut mai, "x").err(), Some(Problem::Previewing));
    assert_eq!(list(&mut mai, TaskView::All).len(), 0, "an agent sees its own alone");
    mai.ask(Request::PreviewRole(None)).expect("its end");
    assert_eq!(list(&mut mai, TaskView::All).len(), 1);
}
