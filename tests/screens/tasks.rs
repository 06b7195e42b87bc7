//! Tasks on the screens: the list under its days, the quick-add line, the form, reminders, and Today.

use std::sync::Arc;

use jiff::civil::{Date, DateTime, date};
use kin::desk::api::*;
use kin::domain::task::{Snooze, Unit};
use kin::domain::*;
use kin::ui::*;

use crate::cast::{Cast, LONG};
use crate::office::*;

const HOUR: i64 = 3_600_000_000;
const DAY: i64 = 24 * HOUR;

fn today() -> Date {
    date(2026, 11, 22)
}

/// Whether this can be the answer.
pub fn answers(reply: &TaskReply, request: &TaskRequest) -> bool {
    use {TaskReply as A, TaskRequest as Q};
    matches!(
        (reply, request),
        (A::List(_), Q::List(_))
            | (A::Today(_), Q::Today)
            | (A::Reminders(_), Q::Reminders { .. })
            | (A::Task(_), Q::Open(_))
            | (A::Choices(_), Q::Choices)
            | (A::Saved { .. }, Q::Save(_) | Q::Add(_))
            | (A::Changed(_), Q::Change { .. })
            | (A::Understood(_), Q::Preview(_))
    )
}

pub fn told(reply: TaskReply) -> Result<Reply, Problem> {
    Ok(Reply::Task(Box::new(reply)))
}

/// Due so many days from now, at this time, or the whole day.
fn task_row(n: u8, title: &str, days: i64, time: Option<i8>) -> TaskRow {
    let day = today().checked_add(jiff::Span::new().days(days)).expect("a day");
    let due: DateTime = day.at(time.unwrap_or(0), 0, 0, 0);
    let at = Micros(jiff::tz::Offset::constant(7).to_timestamp(due).expect("a time").as_microsecond());
    TaskRow {
        task: Task {
            id: id(n),
            title: title.into(),
            owner: id(200),
            by: id(200),
            due: Some(at),
            all_day: time.is_none(),
            version: 1,
            ..Task::default()
        },
        due: Some(due),
        code: String::new(),
        customer: String::new(),
        owner: "lan".into(),
        by: String::new(),
        may_edit: true,
    }
}

pub fn rows() -> Vec<TaskRow> {
    let mut about = task_row(2, "Gọi lại về báo giá", 0, Some(9));
    (about.task.customer, about.code, about.customer) = (Some(id(1)), "KH-004201".into(), LONG.into());
    let mut weekly = task_row(4, "Raport săptămânal", 1, Some(8));
    weekly.task.repeat = Some(task::Repeat { every: 1, unit: Unit::Week, first: weekly.due.expect("a date") });
    let mut given = task_row(5, "Send the price list", 20, None);
    (given.task.owner, given.owner, given.may_edit) = (id(203), "ana".into(), false);
    let mut dateless = task_row(6, LONG, 0, None);
    (dateless.task.due, dateless.due) = (None, None);
    vec![
        task_row(1, "Gửi lại hóa đơn", -3, None),
        about,
        task_row(3, "Kiểm tra địa chỉ", 0, None),
        weekly,
        given,
        dateless,
    ]
}

pub fn page(rows: Vec<TaskRow>) -> TaskReply {
    let tomorrow = Micros(NOW.0 - NOW.0.rem_euclid(DAY) + DAY - 7 * HOUR + DAY);
    TaskReply::List(TasksPage { rows, next: None, today: today(), tomorrow })
}

fn seat(lang: Lang, size: (u16, u16), change: impl FnOnce(&mut Start)) -> Seat {
    let mut who = who(Role::Agent);
    who.rights.tasks = true;
    let mut seat = Cast::usual(lang, size).with(change).arriving(who);
    seat.reply(Ok(Reply::Customers(CustomersPage { rows: people(), total: 7, ..CustomersPage::default() })));
    seat.pass(30);
    seat
}

fn at_tasks(rows: Vec<TaskRow>) -> Seat {
    let mut seat = seat(Lang::En, (80, 24), |_| {});
    seat.keys("5");
    seat.reply(told(page(rows)));
    seat
}

/// The tasks and the change that were asked for last.
#[track_caller]
fn change(seat: &Seat) -> (Vec<(Id, i64)>, TaskChange) {
    let asked = seat.asked.iter().rev().find_map(|(_, request)| match request {
        Request::Task(request) => match &**request {
            TaskRequest::Change { tasks, change } => Some((tasks.clone(), *change)),
            _ => None,
        },
        _ => None,
    });
    asked.expect("a change")
}

fn count(seat: &Seat, like: impl Fn(&TaskRequest) -> bool) -> usize {
    seat.asked.iter().filter(|(_, request)| matches!(request, Request::Task(request) if like(request))).count()
}

#[test]
fn tasks_stand_under_their_days() {
    let mut seat = at_tasks(rows());
    let screen = seat.screen();
    let order = [
        "Overdue 1",
        "Gửi lại hóa đơn",
        "Today, Sun 22 Nov 2",
        "09:00",
        "Tomorrow 1",
        "every week",
        "Later 1",
        "No date 1",
    ];
    let mut rest = screen.as_str();
    for words in order {
        let at = rest.find(words).unwrap_or_else(|| panic!("{words:?} in its place on\n{screen}"));
        rest = &rest[at + words.len()..];
    }
    seat.shows("@ana");
}

#[test]
fn pictures_in_every_language_and_size() {
    for lang in Lang::ALL {
        for size in [(80, 24), (120, 36), (42, 14)] {
            for bare in [false, true] {
                let mut seat = seat(lang, size, |start| (start.mono, start.ascii) = (bare, bare));
                seat.keys("5");
                seat.reply(told(page(if bare { Vec::new() } else { rows() })));
                let screen = seat.screen();
                assert!(screen.lines().all(|line| SafeText::new(line).width() <= usize::from(size.0)), "{screen}");
                assert!(!bare || screen.is_ascii() || lang != Lang::En, "{screen}");
                seat.keys("n");
                assert_ne!(seat.screen(), screen);
            }
        }
    }
    at_tasks(Vec::new()).shows("Nothing to do. Have a good day.");
}

#[test]
fn a_task_is_done_put_off_and_deleted_by_a_key_each() {
    let mut seat = at_tasks(rows());
    seat.keys("x");
    assert_eq!(change(&seat), (vec![(id(1), 1)], TaskChange::Done(true)));
    seat.keys("x");
    assert_eq!(count(&seat, |request| matches!(request, TaskRequest::Change { .. })), 1, "sent once");
    let done = TasksDone { changed: 1, next: vec![Micros(NOW.0 + DAY)], ..TasksDone::default() };
    seat.reply(told(TaskReply::Changed(done)));
    seat.shows("1 task was changed. u takes it back. It comes again on 23 Nov");
    seat.reply(told(page(rows()[1..].to_vec())));
    seat.hides("hóa đơn");
    seat.keys("s");
    seat.shows("In an hour");
    seat.press(KeyCode::Down);
    seat.keys("\n");
    assert_eq!(change(&seat), (vec![(id(2), 1)], TaskChange::Snooze(Snooze::Tomorrow)));
    seat.reply(Err(Problem::TaskConflict { current: Box::default() }));
    seat.shows("Somebody else has changed this task");
    seat.keys("  d");
    assert_eq!(change(&seat), (vec![(id(2), 1), (id(3), 1)], TaskChange::Delete), "what is selected with Space");
    seat.reply(told(TaskReply::Changed(TasksDone { changed: 1, conflicts: 1, ..TasksDone::default() })));
    seat.shows("1 was left as it is");
    seat.keys("u");
    assert!(matches!(seat.last(), Request::Undo));
    let undone = Undone { what: UndoneWhat::Tasks("x".into(), 2), customer: None, undo_left: 1, redo_left: 1 };
    seat.reply(Ok(Reply::Undone(undone)));
    seat.shows("Taken back: 2 tasks.");
}

#[test]
fn what_may_not_be_changed_is_left_alone() {
    let mut seat = at_tasks(rows());
    (0..4).for_each(|_| seat.press(KeyCode::Down));
    seat.keys("x");
    seat.shows("Not possible here");
    seat.keys(" d");
    assert_eq!(count(&seat, |request| matches!(request, TaskRequest::Change { .. })), 0);
    let without = Cast::usual(Lang::En, (80, 24)).arriving(who(Role::Agent));
    assert_eq!(count(&without, |_| true), 0, "nothing is asked without the right");
}

#[test]
fn a_line_is_shown_as_it_is_understood_and_added() {
    let mut seat = at_tasks(rows());
    seat.keys("n\n");
    seat.shows("call Ana fri 14:00");
    seat.keys("call Ana");
    let asked = count(&seat, |request| matches!(request, TaskRequest::Preview(_)));
    assert_eq!(asked, 8, "at each letter");
    let understood = Understood {
        title: "call Ana".into(),
        due: Some(date(2026, 11, 20).at(14, 0, 0, 0)),
        repeat: Some(Repeated { every: 2, unit: Unit::Week }),
        past: true,
        owner: "lan".into(),
        unknown: vec!["@x".into()],
        ..Understood::default()
    };
    seat.reply(told(TaskReply::Understood(Box::new(understood))));
    for words in ["Fri 20 Nov 14:00 which is over", "every 2 weeks", "Not found", "@x"] {
        seat.shows(words);
    }
    seat.keys("\n");
    let line = seat.asked.iter().rev().find_map(|(_, request)| match request {
        Request::Task(request) => match &**request {
            TaskRequest::Add(line) => Some(line.clone()),
            _ => None,
        },
        _ => None,
    });
    assert_eq!(line.expect("it is added").line, "call Ana");
    seat.keys("\x1b");
    seat.shows("New task");
    seat.reply(told(TaskReply::Saved { task: id(9), created: true }));
    seat.shows("The task was added.");
    assert!(matches!(seat.asked.last(), Some((_, Request::Task(_)))), "what shows tasks is loaded again");
}

#[test]
fn a_follow_up_is_two_keys_from_a_customer() {
    let mut seat = seat(Lang::En, (80, 24), |_| {});
    seat.keys("\n");
    seat.reply(Ok(Reply::Customer(Box::new(detail()))));
    seat.keys("f");
    seat.shows("New task about Nguyễn Thị Hồng Đào");
    seat.keys("x");
    let about = seat.asked.iter().rev().find_map(|(_, request)| match request {
        Request::Task(request) => match &**request {
            TaskRequest::Preview(line) => line.customer,
            _ => None,
        },
        _ => None,
    });
    assert_eq!(about, Some(id(1)));
}

fn opened(row: TaskRow) -> Seat {
    let mut seat = at_tasks(vec![row.clone()]);
    seat.keys("\n");
    let mut row = row;
    row.task.words = "dòng 1\ndòng 2".into();
    seat.reply(told(TaskReply::Task(Box::new(TaskDetail { row, remind: Some(0) }))));
    seat
}

fn saved(seat: &Seat) -> TaskDraft {
    let draft = seat.asked.iter().rev().find_map(|(_, request)| match request {
        Request::Task(request) => match &**request {
            TaskRequest::Save(draft) => Some((**draft).clone()),
            _ => None,
        },
        _ => None,
    });
    draft.expect("it is saved")
}

fn save_key() -> Event {
    Event::Key(Key::ctrl('s'))
}

#[test]
fn a_task_is_edited_and_its_lines_stay_lines() {
    let mut seat = opened(task_row(1, "Gọi lại", 0, Some(9)));
    seat.reply(told(TaskReply::Choices(vec![(id(200), "lan".into()), (id(203), "ana".into())])));
    seat.keys(" ngay");
    seat.send(save_key());
    let draft = saved(&seat);
    assert_eq!((draft.title.as_str(), draft.when.as_str(), draft.version), ("Gọi lại ngay", "2026-11-22 09:00", 1));
    assert_eq!((draft.words.as_str(), draft.remind, draft.owner), ("dòng 1\ndòng 2", Some(0), Some(id(200))));
    seat.reply(Err(Problem::Invalid { field: "due".into(), unfit: Unfit::When }));
    seat.shows("write it like tomorrow 9:00");
    seat.keys("\x1b");
    seat.shows("Gọi lại ngay");
    seat.keys("\x1b");
    seat.send(save_key());
    seat.reply(told(TaskReply::Saved { task: id(1), created: false }));
    seat.shows("The task was saved.");
}

#[test]
fn what_somebody_else_saved_is_taken_in_and_what_both_changed_is_told() {
    let row = task_row(1, "Gọi lại", 0, Some(9));
    let mut seat = opened(row.clone());
    seat.keys(" ngay");
    seat.send(save_key());
    seat.reply(Err(Problem::TaskConflict { current: Box::new(Task { version: 2, ..row.task.clone() }) }));
    let mut theirs = task_row(1, "Gọi mai", 1, Some(10));
    theirs.task.version = 2;
    seat.reply(told(TaskReply::Task(Box::new(TaskDetail { row: theirs, remind: Some(0) }))));
    seat.shows("Somebody else has changed the same: Title: Gọi mai.");
    seat.send(save_key());
    let draft = saved(&seat);
    assert_eq!((draft.title.as_str(), draft.when.as_str(), draft.version), ("Gọi lại ngay", "2026-11-23 10:00", 2));
}

#[test]
fn one_is_reminded_once_and_it_stays_until_it_was_seen() {
    let mut seat = seat(Lang::En, (80, 24), |_| {});
    let next = vec![Reminder { task: id(1), at: Micros(NOW.0 + 60_000_000), title: "Gọi lại Đào".into() }];
    seat.reply(told(TaskReply::Reminders(next.clone())));
    seat.hides("Gọi lại Đào");
    assert!(
        seat.others.iter().any(|effect| matches!(effect, Effect::WakeAt(at) if *at <= next[0].at)),
        "it wakes for it"
    );
    seat.pass(31);
    seat.shows("It is time: Gọi lại Đào (5 for the tasks)");
    seat.pass(40);
    seat.shows("It is time");
    seat.keys("j");
    seat.hides("It is time");
    // Asked again, it is not told again.
    let news = News { work: true, head: 9, ..News::default() };
    seat.send(Event::News(Arc::new(news)));
    seat.pass(2);
    let from = seat.asked.iter().rev().find_map(|(_, request)| match request {
        Request::Task(request) => match **request {
            TaskRequest::Reminders { from } => Some(from),
            _ => None,
        },
        _ => None,
    });
    assert!(from.expect("asked again") > next[0].at);
}

#[test]
fn nobody_is_reminded_behind_the_lock() {
    let mut seat = seat(Lang::En, (80, 24), |_| {});
    let next = vec![Reminder { task: id(1), at: Micros(NOW.0 + 60_000_000), title: "Gọi lại Đào".into() }];
    seat.reply(told(TaskReply::Reminders(next)));
    seat.keys("L");
    seat.reply(Ok(Reply::Locked));
    seat.pass(60);
    seat.hides("Gọi lại Đào");
    seat.keys("p\n");
    seat.reply(Ok(Reply::Unlocked));
    seat.pass(1);
    seat.shows("It is time: Gọi lại Đào");
}

#[test]
fn today_has_alerts_first_and_tasks_that_open_by_a_key() {
    let cast = Cast::usual(Lang::En, (120, 40));
    let mut chief = crate::staff::chief();
    (chief.rights.tasks, chief.rights.tickets) = (true, true);
    let mut seat = cast.arriving(chief);
    seat.pass(30);
    seat.keys("1");
    let work = TasksToday { rows: rows()[..3].to_vec(), today: today(), tomorrow: Micros(NOW.0 + 10 * HOUR) };
    seat.reply(told(TaskReply::Today(Box::new(work))));
    seat.reply(crate::staff::office(OfficeAnswer::Today(Box::new(cast.today()))));
    let screen = seat.screen();
    let at = |words: &str| screen.find(words).unwrap_or_else(|| panic!("{words:?} on\n{screen}"));
    let order = ["Open alerts", "Requests to decide", "Overdue tasks 1", "Tasks of today 2"].map(at);
    assert!(order.is_sorted(), "{screen}");
    // Tickets whose time runs out, what leads are told of, and who was turned to stand between.
    let mut tickets = crate::tickets::rows();
    tickets.truncate(2);
    let (escalated, own) = (tickets.split_off(1), tickets);
    seat.told(TicketReply::Today(Box::new(TicketsToday { own, escalated })));
    let mention = |note, seen| MentionRow {
        note: id(note),
        customer: id(1),
        name: "Nguyễn Thị Hồng Đào".into(),
        by: "minh".into(),
        at: NOW,
        text: "@chief nhờ chị\ngọi lại giúp".into(),
        seen,
    };
    let mentions = ActivityReply::Mentions(vec![mention(70, false), mention(71, true)]);
    seat.reply(Ok(Reply::Activity(Box::new(mentions))));
    let screen = seat.screen();
    let at = |words: &str| screen.find(words).unwrap_or_else(|| panic!("{words:?} on\n{screen}"));
    assert!(screen.contains("✗ #1042"), "late is told by more than its colour: {screen}");
    let order = [
        "Requests to decide",
        "Tickets whose time runs out 1",
        "Told to leads 1",
        "You are mentioned 1",
        "@chief nhờ chị",
        "Overdue tasks 1",
    ];
    assert!(order.map(at).is_sorted(), "{screen}");
    seat.press(KeyCode::F(5));
    seat.reply(crate::staff::office(OfficeAnswer::Today(Box::default())));
    // The line is read and counts as seen, and Enter goes on to its customer.
    seat.keys("gjj\n");
    let activity = |request: &Request, like: fn(&ActivityRequest) -> bool| matches!(request, Request::Activity(ask) if like(ask.as_ref()));
    let seen = |ask: &ActivityRequest| matches!(ask, ActivityRequest::MentionSeen { note } if *note == id(70));
    assert!(seat.asked.iter().any(|(_, request)| activity(request, seen)));
    assert!(activity(seat.last(), |ask| matches!(ask, ActivityRequest::History { note } if *note == id(70))));
    seat.keys("\n");
    let opens = |request: &Request| matches!(request, Request::Customer(customer) if *customer == id(1));
    assert!(seat.asked.iter().any(|(_, request)| opens(request)));
    seat.keys("1");
    let screen = seat.screen();
    assert!(!screen.contains("You are mentioned") && screen.contains("Told to leads"), "{screen}");
    // No tickets, and nothing but tasks: the first row is one.
    seat.told(TicketReply::Today(Box::default()));
    seat.press(KeyCode::F(5));
    seat.reply(crate::staff::office(OfficeAnswer::Today(Box::default())));
    seat.keys("g\n");
    assert!(
        matches!(seat.last(), Request::Task(request) if matches!(**request, TaskRequest::Open(task) if task == id(1)))
    );
}

#[test]
fn today_begins_at_its_first_row_however_its_parts_come() {
    let mut chief = crate::staff::chief();
    (chief.rights.tasks, chief.rights.tickets) = (true, true);
    let mut seat = Cast::usual(Lang::En, (120, 40)).arriving(chief);
    seat.keys("1");
    let work = TasksToday { rows: rows()[..3].to_vec(), today: today(), tomorrow: Micros(NOW.0 + 10 * HOUR) };
    seat.reply(crate::staff::office(OfficeAnswer::Today(Box::default())));
    seat.reply(told(TaskReply::Today(Box::new(work))));
    let own = crate::tickets::rows()[..1].to_vec();
    let subject = own[0].ticket.subject.clone();
    let tickets = |own| TicketReply::Today(Box::new(TicketsToday { own, escalated: Vec::new() }));
    seat.told(tickets(own));
    let marked = |seat: &mut Seat| {
        let screen = seat.screen();
        screen.lines().find(|line| line.starts_with('▸')).unwrap_or_default().to_owned()
    };
    assert!(marked(&mut seat).contains(&subject), "{}", seat.screen());
    // Who stands at the first row once all is known stays on it.
    seat.reply(Ok(Reply::Activity(Box::new(ActivityReply::Mentions(Vec::new())))));
    seat.keys("1");
    let more = crate::tickets::rows()[..2].iter().rev().cloned().collect();
    seat.told(tickets(more));
    assert!(marked(&mut seat).contains(&subject), "{}", seat.screen());
}

#[test]
fn the_day_after_asks_again() {
    let mut seat = at_tasks(rows());
    let before = count(&seat, |request| matches!(request, TaskRequest::List(_)));
    seat.pass(2 * 86_400);
    assert!(seat.model.locked() || count(&seat, |request| matches!(request, TaskRequest::List(_))) > before);
}
