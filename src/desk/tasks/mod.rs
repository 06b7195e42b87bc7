//! Tasks: each request to the one who answers it, and what rights on a task are judged on.

mod change;
pub mod import;
mod list;
mod quick;
mod save;
mod turn;

pub(super) use turn::TaskTurn;

use super::Desk;
use super::api::{Problem, TaskReply, TaskRequest};
use crate::domain::{Id, Task};
use crate::policy::{self, Operation, Permit, Target};
use crate::store::Tx;

/// Whoever asks, as far as tasks go.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Me {
    member: Id,
    department: Id,
}

/// Whether the record of such an act is a task.
pub(super) const fn is_on(operation: Operation) -> bool {
    matches!(operation, Operation::ViewTasks | Operation::EditTasks)
}

/// What rights on a task are judged on. One's own task is one's own wherever one works by now; `given`: what one gave to
/// somebody else counts as one's own, too.
fn target_of(task: &Task, me: Me, given: bool) -> Target {
    if task.owner == me.member || (given && task.by == me.member) {
        return Target::record(task.id, Some(me.member), me.department);
    }
    Target::record(task.id, Some(task.owner), task.department)
}

/// The task is still as a permit was given for; where it is not there, the act itself finds out.
pub(super) fn still_seen(tx: &Tx<'_>, target: Target, member: Id, department: Id) -> Result<(), Problem> {
    let Target::Record { id, .. } = target else { return Ok(()) };
    let Some(task) = tx.task(id)? else { return Ok(()) };
    let me = Me { member, department };
    let still = [false, true].map(|given| target_of(&task, me, given)).contains(&target);
    if still { Ok(()) } else { Err(Problem::NotFound) }
}

impl Desk {
    pub(super) fn task(&mut self, request: TaskRequest) -> Result<TaskReply, Problem> {
        Ok(match request {
            TaskRequest::List(query) => TaskReply::List(self.tasks(&query)?),
            TaskRequest::Today => TaskReply::Today(Box::new(self.tasks_today()?)),
            TaskRequest::Reminders { from } => TaskReply::Reminders(self.reminders(from)?),
            TaskRequest::Open(id) => TaskReply::Task(Box::new(self.open_task(id)?)),
            TaskRequest::Choices => {
                self.judge(Operation::EditTasks, Target::Office)?;
                TaskReply::Choices(self.receivers()?)
            }
            TaskRequest::Save(draft) => {
                let created = draft.id.is_none();
                TaskReply::Saved { task: self.save_task(&draft)?, created }
            }
            TaskRequest::Change { tasks, change } => TaskReply::Changed(self.change_tasks(tasks, change)?),
            TaskRequest::Preview(line) => TaskReply::Understood(Box::new(self.preview_task(&line)?)),
            TaskRequest::Add(line) => TaskReply::Saved { task: self.add_task(&line)?, created: true },
        })
    }

    fn me(&self) -> Result<Me, Problem> {
        let actor = &self.session()?.actor;
        Ok(Me { member: actor.member, department: actor.department })
    }

    /// The right to this on a task, and the task. What is not there is not told apart from what is out of reach.
    fn task_for(&mut self, id: Id, operation: Operation, given: bool) -> Result<(Permit, Task), Problem> {
        let me = self.me()?;
        let found = self.store.read(|snapshot| snapshot.task(id))?;
        if found.is_none() && policy::scope_of(&self.session()?.actor, operation).is_some() {
            return Err(Problem::NotFound);
        }
        let target = found.as_ref().map_or(Target::record(id, None, Id::default()), |task| target_of(task, me, given));
        let permit = self.judge(operation, target)?;
        Ok((permit, found.ok_or(Problem::NotFound)?))
    }
}
