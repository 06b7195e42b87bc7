//! Tasks: by who has to do them, by department, customer and ticket, each in the order of their dates.

use rusqlite::{Row, ToSql, params, params_from_iter};

use super::matcher::blob;
use super::{Snapshot, StoreError, Tx, digest};
use crate::domain::audit::RecordKind;
use crate::domain::task::{Repeat, Unit};
use crate::domain::{Id, Micros, Task};

pub(super) const TASK: &str = "id, title, customer, ticket, owner, department, by, due, all_day, remind_at, repeat, words, \
     done_at, created_at, updated_at, version, audit_seq";

/// One part of the tasks, which an index leads to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TaskPart {
    All,
    Owner(Id),
    Department(Id),
    /// Given by this member to others.
    Given(Id),
    Customer(Id),
    Ticket(Id),
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TaskState {
    /// By their dates; what has none comes last.
    Open,
    /// The last one done first.
    Done,
    /// The open ones and the done ones, by their dates.
    Any,
}

/// Where a page goes on: behind this place in its order.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TaskCursor {
    pub key: i64,
    pub id: Id,
}

/// The tasks that are in at least one of the parts.
#[derive(Clone, Copy, Debug)]
pub struct TaskList<'a> {
    pub parts: &'a [TaskPart],
    pub state: TaskState,
    pub from: Option<TaskCursor>,
    pub limit: usize,
}

impl TaskState {
    /// Where a task stands in this order.
    pub fn cursor(self, task: &Task) -> TaskCursor {
        let key = match self {
            Self::Done => task.done_at.unwrap_or_default().0,
            Self::Open | Self::Any => task.due.map_or(i64::MAX, |due| due.0),
        };
        TaskCursor { key, id: task.id }
    }
}

/// A repeat as it stands in its column: `1 week 2026-11-30T09:00:00`.
fn repeat_text(repeat: Option<Repeat>) -> String {
    repeat.map(|Repeat { every, unit, first }| format!("{every} {} {first}", unit.name())).unwrap_or_default()
}

fn read_repeat(text: &str) -> Option<Repeat> {
    let mut words = text.split(' ');
    let (every, unit, first) = (words.next()?, words.next()?, words.next()?);
    Some(Repeat { every: every.parse().ok()?, unit: Unit::from_name(unit)?, first: first.parse().ok()? })
}

pub(super) fn read_task(row: &Row) -> rusqlite::Result<Task> {
    let repeat: String = row.get(10)?;
    Ok(Task {
        id: row.get(0)?,
        title: row.get(1)?,
        customer: row.get(2)?,
        ticket: row.get(3)?,
        owner: row.get(4)?,
        department: row.get(5)?,
        by: row.get(6)?,
        due: row.get(7)?,
        all_day: row.get(8)?,
        remind_at: row.get(9)?,
        repeat: read_repeat(&repeat),
        words: row.get(11)?,
        done_at: row.get(12)?,
        created_at: row.get(13)?,
        updated_at: row.get(14)?,
        version: row.get(15)?,
    })
}

/// The digest of a row as it stands, whatever its repeat reads as.
pub(super) fn digest_of(row: &Row) -> rusqlite::Result<[u8; 16]> {
    let repeat: String = row.get(10)?;
    Ok(digest::task(&read_task(row)?, &repeat))
}

impl TaskPart {
    /// The condition that its index answers, and the value there; the whole has none.
    const fn condition(self) -> (&'static str, Option<Id>) {
        match self {
            Self::All => ("1", None),
            Self::Owner(id) => ("owner = ?4", Some(id)),
            Self::Department(id) => ("department = ?4", Some(id)),
            Self::Given(id) => ("by = ?4 AND owner <> by", Some(id)),
            Self::Customer(id) => ("customer = ?4", Some(id)),
            Self::Ticket(id) => ("ticket = ?4", Some(id)),
        }
    }
}

impl Snapshot<'_> {
    pub fn task(&self, id: Id) -> Result<Option<Task>, StoreError> {
        self.one(&format!("SELECT {TASK} FROM task WHERE id = ?1"), [id], read_task)
    }

    /// A page. Each part is read by its own index, and what stands in two of them comes once.
    pub fn tasks(&self, list: &TaskList<'_>) -> Result<Vec<Task>, StoreError> {
        let mut found = Vec::new();
        for part in list.parts {
            found.extend(self.tasks_of(*part, list)?);
        }
        let key = |task: &Task| {
            let TaskCursor { key, id } = list.state.cursor(task);
            (key, id)
        };
        match list.state {
            TaskState::Done => found.sort_unstable_by_key(|task| std::cmp::Reverse(key(task))),
            TaskState::Open | TaskState::Any => found.sort_unstable_by_key(key),
        }
        found.dedup_by_key(|task| task.id);
        found.truncate(list.limit);
        Ok(found)
    }

    fn tasks_of(&self, part: TaskPart, list: &TaskList<'_>) -> Result<Vec<Task>, StoreError> {
        let (state, key, order, after) = match list.state {
            TaskState::Open => ("done_at IS NULL", "due_key", "ASC", ">"),
            TaskState::Any => ("1", "due_key", "ASC", ">"),
            TaskState::Done => ("done_at IS NOT NULL", "done_at", "DESC", "<"),
        };
        let start = if list.state == TaskState::Done {
            TaskCursor { key: i64::MAX, id: Id([0xFF; 16]) }
        } else {
            TaskCursor { key: i64::MIN, id: Id::default() }
        };
        let from = list.from.unwrap_or(start);
        let mut values: Vec<rusqlite::types::Value> = vec![from.key.into(), blob(from.id), (list.limit as i64).into()];
        let (narrowed, id) = part.condition();
        values.extend(id.map(blob));
        let sql = format!(
            "SELECT {TASK} FROM task WHERE {narrowed} AND {state} AND ({key}, id) {after} (?1, ?2)
             ORDER BY {key} {order}, id {order} LIMIT ?3"
        );
        self.all(&sql, params_from_iter(values), read_task)
    }

    /// What this member has to do and is reminded of from this time on, soonest first.
    pub fn reminders(&self, owner: Id, from: Micros, limit: usize) -> Result<Vec<Task>, StoreError> {
        let sql = format!(
            "SELECT {TASK} FROM task WHERE owner = ?1 AND done_at IS NULL AND remind_at IS NOT NULL AND remind_at >= ?2
             ORDER BY remind_at, id LIMIT ?3"
        );
        self.all(&sql, params![owner, from, limit as i64], read_task)
    }
}

impl Tx<'_> {
    pub fn insert_task(&mut self, task: &Task) -> Result<(), StoreError> {
        let repeat = repeat_text(task.repeat);
        self.execute(
            &format!(
                "INSERT INTO task ({TASK})
                 VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17)"
            ),
            values(task, &repeat, &self.sequence()),
        )?;
        self.record(RecordKind::Task, task.id, digest::task(task, &repeat));
        Ok(())
    }

    /// Puts this in the place of the task of the same version, and answers the new version.
    ///
    /// # Errors
    /// `TaskConflict` where somebody else has changed it since, `Missing` where it is gone.
    pub fn update_task(&mut self, task: &Task) -> Result<i64, StoreError> {
        self.check_task(task.id, task.version)?;
        let task = Task { version: task.version + 1, ..task.clone() };
        let repeat = repeat_text(task.repeat);
        self.change_one(
            "UPDATE task SET title = ?2, customer = ?3, ticket = ?4, owner = ?5, department = ?6, by = ?7, due = ?8,
               all_day = ?9, remind_at = ?10, repeat = ?11, words = ?12, done_at = ?13, created_at = ?14,
               updated_at = ?15, version = ?16, audit_seq = ?17 WHERE id = ?1",
            values(&task, &repeat, &self.sequence()),
        )?;
        self.record(RecordKind::Task, task.id, digest::task(&task, &repeat));
        Ok(task.version)
    }

    /// Removes a task of this version for good.
    ///
    /// # Errors
    /// As `update_task`.
    pub fn delete_task(&mut self, id: Id, version: i64) -> Result<(), StoreError> {
        self.check_task(id, version)?;
        self.change_one("DELETE FROM task WHERE id = ?1", [id])?;
        self.record(RecordKind::Task, id, digest::GONE);
        Ok(())
    }

    fn check_task(&self, id: Id, version: i64) -> Result<(), StoreError> {
        match self.task(id)? {
            None => Err(StoreError::Missing),
            Some(current) if current.version != version => Err(StoreError::TaskConflict { current: Box::new(current) }),
            Some(_) => Ok(()),
        }
    }
}

/// In the order of `TASK`.
fn values<'a>(task: &'a Task, repeat: &'a dyn ToSql, sequence: &'a i64) -> [&'a dyn ToSql; 17] {
    [
        &task.id,
        &task.title,
        &task.customer,
        &task.ticket,
        &task.owner,
        &task.department,
        &task.by,
        &task.due,
        &task.all_day,
        &task.remind_at,
        repeat,
        &task.words,
        &task.done_at,
        &task.created_at,
        &task.updated_at,
        &task.version,
        sequence,
    ]
}
