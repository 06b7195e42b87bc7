//! What may be asked about tasks, and the answers.

use jiff::civil::{Date, DateTime};
use serde::{Deserialize, Serialize};

use crate::domain::task::{Repeat, Snooze, Task};
use crate::domain::{Id, Micros};

#[derive(Debug)]
pub enum TaskRequest {
    List(TasksQuery),
    /// One's own that are due today or before.
    Today,
    /// One's own whose reminders come next, from a time on.
    Reminders {
        from: Micros,
    },
    /// Opens a task: audited.
    Open(Id),
    /// Whom one may give tasks to.
    Choices,
    Save(Box<TaskDraft>),
    /// One change to one or many tasks, in one act, each with the version it was chosen at.
    Change {
        tasks: Vec<(Id, i64)>,
        change: TaskChange,
    },
    /// What a typed line would become. Nothing is kept.
    Preview(QuickLine),
    Add(QuickLine),
}

impl TaskRequest {
    pub const fn changes(&self) -> bool {
        matches!(self, Self::Save(_) | Self::Change { .. } | Self::Add(_))
    }
}

#[derive(Debug)]
pub enum TaskReply {
    List(TasksPage),
    Today(Box<TasksToday>),
    /// Soonest first.
    Reminders(Vec<Reminder>),
    Task(Box<TaskDetail>),
    /// By name.
    Choices(Vec<(Id, String)>),
    Saved {
        task: Id,
        created: bool,
    },
    Changed(TasksDone),
    Understood(Box<Understood>),
}

/// Which tasks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum TaskView {
    /// What one has to do.
    #[default]
    Mine,
    /// What others have to do that one gave them.
    Given,
    /// What one's departments have to do, as far as one may see it.
    Team,
    /// All in reach that is to do.
    All,
    /// What is done, the last first.
    Done,
}

impl TaskView {
    pub const ALL: [Self; 5] = [Self::Mine, Self::Given, Self::Team, Self::All, Self::Done];

    pub const fn name(self) -> &'static str {
        match self {
            Self::Mine => "mine",
            Self::Given => "given",
            Self::Team => "team",
            Self::All => "all",
            Self::Done => "done",
        }
    }

    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|view| view.name() == name)
    }
}

#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct TasksQuery {
    pub view: TaskView,
    /// Those about this customer or ticket alone, done ones too; `view` does not count then.
    pub customer: Option<Id>,
    pub ticket: Option<Id>,
    /// Continue after this place.
    pub from: Option<TaskPlace>,
    pub limit: u16,
}

/// Where a page ends. Opaque to screens.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct TaskPlace {
    pub key: i64,
    pub id: Id,
}

#[derive(Debug, Clone, Default)]
pub struct TasksPage {
    pub rows: Vec<TaskRow>,
    pub next: Option<TaskPlace>,
    /// Which day it is in the office, and when the next one begins there.
    pub today: Date,
    pub tomorrow: Micros,
}

/// A task in a list: without its words.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct TaskRow {
    pub task: Task,
    /// When it is due, as the office's clocks show it.
    pub due: Option<DateTime>,
    /// The customer's code and name, where whoever asks may see that customer; empty otherwise.
    pub code: String,
    pub customer: String,
    pub owner: String,
    /// Who gave it, where that is not the owner.
    pub by: String,
    pub may_edit: bool,
}

#[derive(Debug, Clone, Serialize)]
pub struct TaskDetail {
    pub row: TaskRow,
    /// How many minutes before one is reminded of it.
    pub remind: Option<u32>,
}

#[derive(Debug, Clone, Default)]
pub struct TasksToday {
    /// The most overdue first.
    pub rows: Vec<TaskRow>,
    pub today: Date,
    /// When the next day begins in the office.
    pub tomorrow: Micros,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reminder {
    pub task: Id,
    pub at: Micros,
    pub title: String,
}

/// A new task (`id` is `None`) or an edit of version `version`.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct TaskDraft {
    pub id: Option<Id>,
    pub version: i64,
    pub title: String,
    pub customer: Option<Id>,
    pub ticket: Option<Id>,
    /// `None`: as it is, or one's own.
    pub owner: Option<Id>,
    /// A time in words, as in the quick-add line, or as `TaskRow::due` has it; empty: none.
    pub when: String,
    /// Counts unless `when` says another one.
    pub repeat: Option<Repeated>,
    /// So many minutes before; of a whole day, before 9:00.
    pub remind: Option<u32>,
    pub words: String,
}

/// How it repeats, without since when.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Repeated {
    pub every: u16,
    pub unit: crate::domain::task::Unit,
}

impl From<Repeat> for Repeated {
    fn from(repeat: Repeat) -> Self {
        Self { every: repeat.every, unit: repeat.unit }
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TaskChange {
    /// A repeating one that is done makes the next one in the same act.
    Done(bool),
    Snooze(Snooze),
    /// For good; it can be taken back like every act.
    Delete,
}

impl TaskChange {
    /// The word in the log's details.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Done(true) => "done",
            Self::Done(false) => "reopen",
            Self::Snooze(_) => "snooze",
            Self::Delete => "delete",
        }
    }
}

/// What a change did.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize)]
pub struct TasksDone {
    pub changed: u32,
    /// They are so already.
    pub same: u32,
    /// Out of reach or gone.
    pub refused: u32,
    /// Somebody else has changed them since they were chosen.
    pub conflicts: u32,
    /// When the next ones are due, where done ones repeat.
    pub next: Vec<Micros>,
}

/// A typed line, and what it is about by where it was typed.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct QuickLine {
    pub line: String,
    pub customer: Option<Id>,
    pub ticket: Option<Id>,
}

/// What was understood of a line.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Understood {
    pub title: String,
    pub due: Option<DateTime>,
    pub all_day: bool,
    pub repeat: Option<Repeated>,
    /// It says a time that is over.
    pub past: bool,
    /// Who has to do it: oneself, unless the line says who.
    pub owner: String,
    /// The customer's code and name.
    pub code: String,
    pub customer: String,
    pub ticket: Option<i64>,
    /// What the line names and nobody found, as typed: `@x`, `#7`, `/KH-9`.
    pub unknown: Vec<String>,
}
