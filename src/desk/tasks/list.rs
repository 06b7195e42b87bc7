//! Lists of tasks, what is due today, what one is reminded of, and one task opened.

use jiff::civil::Time;

use super::super::Desk;
use super::super::api::{
    Problem, Reminder, TaskDetail, TaskPlace, TaskRow, TaskView, TasksPage, TasksQuery, TasksToday,
};
use super::super::queries::{member_name, record, steady};
use super::{Me, target_of};
use crate::domain::{Id, Micros, Scope, Task, task};
use crate::policy::{self, Actor, Operation, Target};
use crate::store::{Snapshot, TaskCursor, TaskList, TaskPart, TaskState};

/// Most rows of one page.
const MOST: u16 = 500;
/// Most tasks of one customer or ticket.
const MOST_ABOUT: usize = 500;
/// Most tasks of one day.
const MOST_TODAY: usize = 200;
/// So many reminders are known ahead.
const REMINDERS: usize = 50;

/// Who sees the rows, and as whom.
struct Seen {
    me: Me,
    /// Both must allow it: whoever looks as another role sees no more than itself.
    actors: Vec<Actor>,
}

impl Seen {
    fn may(&self, operation: Operation, target: Target) -> bool {
        self.actors.iter().all(|actor| policy::judge(actor, operation, target).is_ok())
    }
}

impl Desk {
    pub(super) fn tasks(&mut self, query: &TasksQuery) -> Result<TasksPage, Problem> {
        let permit = self.judge(Operation::ViewTasks, Target::Office)?;
        let limit = usize::from(query.limit.clamp(1, MOST));
        let (seen, now) = (self.seen_by()?, self.clock.now());
        let (parts, state) = match (query.customer, query.ticket) {
            (Some(customer), _) => (vec![TaskPart::Customer(customer)], TaskState::Any),
            (None, Some(ticket)) => (vec![TaskPart::Ticket(ticket)], TaskState::Any),
            (None, None) => self.parts(query.view, permit.scope())?,
        };
        let limit = if state == TaskState::Any { MOST_ABOUT } else { limit };
        let from = query.from.map(|TaskPlace { key, id }| TaskCursor { key, id });
        let tasks = self.store.read(|snapshot| snapshot.tasks(&TaskList { parts: &parts, state, from, limit }))?;
        let full = tasks.len() == limit;
        let next = tasks.last().filter(|_| full).map(|last| state.cursor(last));
        let next = next.map(|TaskCursor { key, id }| TaskPlace { key, id });
        let rows = self.task_rows(&seen, tasks)?;
        let TasksToday { today, tomorrow, .. } = self.day_of(now)?;
        Ok(TasksPage { rows, next, today, tomorrow })
    }

    /// One's own that are due before the day ends in the office.
    pub(super) fn tasks_today(&mut self) -> Result<TasksToday, Problem> {
        self.judge(Operation::ViewTasks, Target::Office)?;
        let (seen, now) = (self.seen_by()?, self.clock.now());
        let today = self.day_of(now)?;
        let parts = [TaskPart::Owner(seen.me.member)];
        let list = TaskList { parts: &parts, state: TaskState::Open, from: None, limit: MOST_TODAY };
        let mut tasks = self.store.read(|snapshot| snapshot.tasks(&list))?;
        tasks.retain(|task| task.due.is_some_and(|due| due < today.tomorrow));
        Ok(TasksToday { rows: self.task_rows(&seen, tasks)?, ..today })
    }

    pub(super) fn reminders(&mut self, from: Micros) -> Result<Vec<Reminder>, Problem> {
        self.judge(Operation::ViewTasks, Target::Office)?;
        let member = self.me()?.member;
        let tasks = self.store.read(|snapshot| snapshot.reminders(member, from, REMINDERS))?;
        let reminder = |task: Task| Some(Reminder { task: task.id, at: task.remind_at?, title: task.title });
        Ok(tasks.into_iter().filter_map(reminder).collect())
    }

    /// A task with its words: audited.
    pub(super) fn open_task(&mut self, id: Id) -> Result<TaskDetail, Problem> {
        let (permit, task) = self.task_for(id, Operation::ViewTasks, true)?;
        self.look(&permit, false, serde_json::Value::Null)?;
        let remind = task.reminds(&self.settings.zone);
        let (seen, words) = (self.seen_by()?, task.words.clone());
        let mut row = self.task_rows(&seen, vec![task])?.pop().ok_or(Problem::NotFound)?;
        row.task.words = words;
        Ok(TaskDetail { row, remind })
    }

    /// Which day it is in the office, and when it ends.
    fn day_of(&self, now: Micros) -> Result<TasksToday, Problem> {
        let zone = &self.settings.zone;
        let today = task::local(now, zone).map(|local| local.date()).unwrap_or_default();
        let next = today.tomorrow().ok().and_then(|day| task::moment(day.to_datetime(Time::midnight()), zone));
        Ok(TasksToday { today, tomorrow: next.unwrap_or(now), ..TasksToday::default() })
    }

    fn seen_by(&self) -> Result<Seen, Problem> {
        let session = self.session()?;
        let preview = session.preview.as_ref().map(|preview| preview.actor.clone());
        Ok(Seen { me: self.me()?, actors: std::iter::once(session.actor.clone()).chain(preview).collect() })
    }

    fn parts(&self, view: TaskView, scope: Scope) -> Result<(Vec<TaskPart>, TaskState), Problem> {
        let actor = self.session()?.seen_as();
        let departments = || actor.departments.iter().copied().map(TaskPart::Department);
        let own = [TaskPart::Owner(actor.member), TaskPart::Given(actor.member)];
        let reach = || match scope {
            Scope::All => vec![TaskPart::All],
            Scope::Department => departments().chain(own).collect(),
            Scope::Own => own.to_vec(),
        };
        Ok(match view {
            TaskView::Mine => (vec![own[0]], TaskState::Open),
            TaskView::Given => (vec![own[1]], TaskState::Open),
            TaskView::Team if scope == Scope::Own => (own.to_vec(), TaskState::Open),
            TaskView::Team => (departments().collect(), TaskState::Open),
            TaskView::All => (reach(), TaskState::Open),
            TaskView::Done => (reach(), TaskState::Done),
        })
    }

    /// Those of them that may be seen, as lists show them.
    fn task_rows(&mut self, seen: &Seen, tasks: Vec<Task>) -> Result<Vec<TaskRow>, Problem> {
        let (now, zone) = (self.clock.now(), self.settings.zone.clone());
        self.store.read(|snapshot| {
            let now = steady(snapshot, now)?;
            let visible = |task: &Task| seen.may(Operation::ViewTasks, target_of(task, seen.me, true));
            let row = |task: Task| {
                let (code, customer) = match task.customer {
                    Some(customer) => known_customer(snapshot, customer, seen, now)?,
                    None => Default::default(),
                };
                let by = if task.by == task.owner { String::new() } else { member_name(snapshot, task.by)? };
                Ok(TaskRow {
                    due: task.due.and_then(|due| task::local(due, &zone)),
                    owner: member_name(snapshot, task.owner)?,
                    by,
                    code,
                    customer,
                    may_edit: seen.may(Operation::EditTasks, target_of(&task, seen.me, false)),
                    task: Task { words: String::new(), ..task },
                })
            };
            tasks.into_iter().filter(visible).map(row).collect::<Result<_, Problem>>()
        })
    }

    /// A customer's code and name, where whoever asks may see it; nothing else is told.
    pub(super) fn customer_words(&mut self, customer: Id) -> Result<(String, String), Problem> {
        let (seen, now) = (self.seen_by()?, self.clock.now());
        self.store.read(|snapshot| {
            let now = steady(snapshot, now)?;
            known_customer(snapshot, customer, &seen, now)
        })
    }
}

fn known_customer(snapshot: &Snapshot<'_>, id: Id, seen: &Seen, now: Micros) -> Result<(String, String), Problem> {
    let Some(customer) = snapshot.customer(id)? else { return Ok(Default::default()) };
    let target = record(snapshot, &customer, seen.me.member, now)?;
    Ok(if seen.may(Operation::ViewCustomer, target) { (customer.code, customer.name) } else { Default::default() })
}
