//! Taking back what was done with tasks, or doing it again. What was typed lies sealed to the member in the steps.

use serde_json::json;

use super::super::Desk;
use super::super::api::{Problem, UndoneWhat};
use super::super::commands::{Turned, draft_place};
use super::super::session::Trace;
use super::super::steps::{Moved, Step, Turn, Way};
use super::{Me, target_of};
use crate::domain::{Id, Task, audit};
use crate::policy::{self, Actor, Operation, Target};
use crate::store::{StoreError, Tx};

/// What an act did to one task.
pub(super) enum Did {
    Made {
        id: Id,
        version: i64,
    },
    Changed {
        before: Task,
        /// The version that the act left.
        left: i64,
    },
    Removed {
        before: Task,
    },
}

/// How to turn back what was done to one task.
pub(in crate::desk) enum TaskTurn {
    Put { task: Kept, left: i64 },
    Remove { id: Id, left: i64 },
    Insert { task: Kept },
}

/// A task without what was typed, which is sealed apart.
pub(in crate::desk) struct Kept {
    task: Task,
    text: Vec<u8>,
}

/// The same opened.
enum Open {
    Put { task: Task, left: i64 },
    Remove { id: Id, left: i64 },
    Insert { task: Task },
}

impl TaskTurn {
    /// The task that it expects at a version.
    pub fn expects(&mut self) -> Option<(Id, &mut i64)> {
        match self {
            Self::Put { task, left } => Some((task.task.id, left)),
            Self::Remove { id, left } => Some((*id, left)),
            Self::Insert { .. } => None,
        }
    }

    const fn id(&self) -> Id {
        match self {
            Self::Put { task, .. } | Self::Insert { task } => task.task.id,
            Self::Remove { id, .. } => *id,
        }
    }
}

impl Desk {
    /// What turns this back, as it is kept.
    pub(super) fn kept(&self, did: Did) -> Result<TaskTurn, Problem> {
        Ok(match did {
            Did::Made { id, version } => TaskTurn::Remove { id, left: version },
            Did::Changed { before, left } => TaskTurn::Put { task: self.sealed_task(before)?, left },
            Did::Removed { before } => TaskTurn::Insert { task: self.sealed_task(before)? },
        })
    }

    fn sealed_task(&self, task: Task) -> Result<Kept, Problem> {
        let keys = &self.session()?.keys.as_ref().ok_or(Problem::NoSession)?.member;
        // A title has no line break.
        let text = format!("{}\n{}", task.title, task.words);
        let text = keys.seal_draft(&self.task_place(task.id)?, text.as_bytes(), self.clock.as_ref());
        Ok(Kept { task: Task { title: String::new(), words: String::new(), ..task }, text })
    }

    fn opened_task(&self, kept: &Kept) -> Result<Task, Problem> {
        let keys = &self.session()?.keys.as_ref().ok_or(Problem::NoSession)?.member;
        let place = self.task_place(kept.task.id)?;
        let bytes = keys.open_draft(&place, &kept.text).map_err(|_| Problem::NotFound)?;
        let text = String::from_utf8_lossy(&bytes);
        let (title, words) = text.split_once('\n').unwrap_or((&text, ""));
        Ok(Task { title: title.to_owned(), words: words.to_owned(), ..kept.task.clone() })
    }

    /// Where the sealed text of a task in a step opens.
    fn task_place(&self, task: Id) -> Result<Vec<u8>, Problem> {
        Ok(draft_place(self.paths.install, self.me()?.member, &format!("UNDO task {task}")))
    }

    /// Turns those that nobody has changed since; where there is none, nothing happens. What one gave away can be taken
    /// back while it is as one left it.
    pub(in crate::desk) fn turn_tasks(&mut self, way: Way, of: i64, turns: &[TaskTurn]) -> Result<Turned, Problem> {
        let permit = match turns {
            [turn] => match self.store.read(|snapshot| snapshot.task(turn.id()))? {
                Some(_) => self.task_for(turn.id(), Operation::EditTasks, true)?.0,
                None => self.permit_missing(turn)?,
            },
            _ => self.judge(Operation::EditTasks, Target::Office)?,
        };
        let open: Vec<Open> = turns.iter().map(|turn| self.open_turn(turn)).collect::<Result<_, _>>()?;
        let (me, actor) = (self.me()?, self.session()?.actor.clone());
        let scribe = self.scribe()?;
        let (now, blank) = (scribe.now, scribe.done(&permit, Trace::default()));
        let (sequence, (did, title, moved)) = self.act(&permit, |tx| {
            let (mut did, mut moved, mut title, mut stale) = (Vec::new(), Vec::new(), String::new(), None);
            for turn in &open {
                match turned(tx, turn, &actor, me, now) {
                    Ok((one, of, follows)) => {
                        title = of;
                        moved.extend(follows);
                        did.push(one);
                    }
                    Err(problem @ (Problem::TaskConflict { .. } | Problem::NotFound)) => stale = Some(problem),
                    Err(problem) => return Err(problem),
                }
            }
            if did.is_empty() {
                return Err(stale.unwrap_or(Problem::NotFound));
            }
            let ids: Vec<Id> = turns.iter().map(TaskTurn::id).collect();
            let details = json!({ way.name(): true, "of": of, "count": did.len(), "ids": audit::ids_hash(&ids) });
            let entry = crate::domain::Entry { details: details.to_string(), ..blank.clone() };
            Ok((entry, (did, title, moved)))
        })?;
        let count = u32::try_from(did.len()).unwrap_or(u32::MAX);
        let turns = did.into_iter().map(|did| self.kept(did)).collect::<Result<_, _>>()?;
        Ok(Turned {
            what: UndoneWhat::Tasks(title, count),
            customer: None,
            inverse: Step { of: sequence, turn: Turn::Tasks(turns) },
            moved,
        })
    }

    /// The right to put back a task that is not there.
    fn permit_missing(&mut self, turn: &TaskTurn) -> Result<policy::Permit, Problem> {
        let TaskTurn::Insert { task } = turn else { return Err(Problem::NotFound) };
        let target = target_of(&task.task, self.me()?, true);
        self.judge(Operation::EditTasks, target)
    }

    fn open_turn(&self, turn: &TaskTurn) -> Result<Open, Problem> {
        Ok(match turn {
            TaskTurn::Put { task, left } => Open::Put { task: self.opened_task(task)?, left: *left },
            TaskTurn::Remove { id, left } => Open::Remove { id: *id, left: *left },
            TaskTurn::Insert { task } => Open::Insert { task: self.opened_task(task)? },
        })
    }
}

/// Turns one; answers what that did, the task's title, and where it stands now.
fn turned(
    tx: &mut Tx<'_>,
    turn: &Open,
    actor: &Actor,
    me: Me,
    now: crate::domain::Micros,
) -> Result<(Did, String, Option<Moved>), Problem> {
    let may = |task: &Task| policy::judge(actor, Operation::EditTasks, target_of(task, me, true)).is_ok();
    let there = |tx: &Tx<'_>, id: Id| -> Result<Task, Problem> {
        Ok(tx.task(id)?.filter(|task| may(task)).ok_or(StoreError::Missing)?)
    };
    Ok(match turn {
        Open::Put { task, left } => {
            let before = there(tx, task.id)?;
            let now = tx.update_task(&Task { version: *left, updated_at: now, ..task.clone() })?;
            let moved = Moved { record: task.id, base: task.version, now };
            (Did::Changed { before, left: now }, task.title.clone(), Some(moved))
        }
        Open::Remove { id, left } => {
            let before = there(tx, *id)?;
            tx.delete_task(*id, *left)?;
            let title = before.title.clone();
            (Did::Removed { before }, title, None)
        }
        Open::Insert { task } => {
            if !may(task) {
                return Err(Problem::NotFound);
            }
            tx.insert_task(task)?;
            (Did::Made { id: task.id, version: task.version }, task.title.clone(), None)
        }
    })
}
