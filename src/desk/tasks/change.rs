//! Tasks done, put off or removed: one or many, in one act.

use jiff::tz::TimeZone;
use serde_json::json;

use super::super::Desk;
use super::super::api::{Problem, TaskChange, TasksDone};
use super::super::session::Trace;
use super::super::steps::{Step, Turn};
use super::turn::Did;
use super::{Me, target_of};
use crate::clock::{self, Source};
use crate::domain::{Entry, Id, Micros, Task, Unfit, audit};
use crate::policy::{self, Actor, Operation, Target};
use crate::store::{Snapshot, Tx};

/// Most tasks of one act.
const MOST: usize = 500;

/// What of many can be done now.
struct Plan {
    done: TasksDone,
    ready: Vec<Task>,
    /// The first that somebody else has changed.
    stale: Option<Task>,
}

/// Whoever acts, and when.
struct Doing<'a> {
    actor: &'a Actor,
    me: Me,
    now: Micros,
    zone: &'a TimeZone,
    clock: &'a dyn Source,
}

impl Desk {
    pub(super) fn change_tasks(&mut self, mut tasks: Vec<(Id, i64)>, change: TaskChange) -> Result<TasksDone, Problem> {
        if tasks.len() > MOST {
            return Err(Problem::Invalid { field: "tasks".into(), unfit: Unfit::TooMany(MOST) });
        }
        tasks.sort_unstable_by_key(|(task, _)| *task);
        tasks.dedup_by_key(|(task, _)| *task);
        let permit = match tasks[..] {
            [(task, _)] => self.task_for(task, Operation::EditTasks, false)?.0,
            _ => self.judge(Operation::EditTasks, Target::Office)?,
        };
        let alone = tasks.len() == 1;
        let (me, actor, zone, clock) =
            (self.me()?, self.session()?.actor.clone(), self.settings.zone.clone(), self.clock.clone());
        let scribe = self.scribe()?;
        let (now, blank) = (scribe.now, scribe.done(&permit, Trace::default()));
        let doing = Doing { actor: &actor, me, now, zone: &zone, clock: clock.as_ref() };
        // Where there is nothing to do, nothing is written down.
        let Plan { done, ready, stale } = self.store.read(|snapshot| plan(snapshot, &doing, &tasks, change))?;
        if ready.is_empty() {
            return match stale.filter(|_| alone) {
                Some(current) => Err(Problem::TaskConflict { current: Box::new(current) }),
                None => Ok(done),
            };
        }
        let (of, (done, did)) = self.act(&permit, |tx| {
            let Plan { mut done, ready, stale } = plan(tx, &doing, &tasks, change)?;
            if ready.is_empty() {
                let changed = stale.map(|current| Problem::TaskConflict { current: Box::new(current) });
                return Err(changed.unwrap_or(Problem::NotFound));
            }
            let ids: Vec<Id> = ready.iter().map(|task| task.id).collect();
            let did = apply(tx, &doing, ready, change, &mut done)?;
            Ok((entry(&blank, &done, &ids, change), (done, did)))
        })?;
        let turns = did.into_iter().map(|did| self.kept(did)).collect::<Result<_, _>>()?;
        self.did(Step { of, turn: Turn::Tasks(turns) });
        Ok(done)
    }
}

/// Judges each task as it stands. Out of reach and gone count alike.
fn plan(snapshot: &Snapshot<'_>, doing: &Doing<'_>, tasks: &[(Id, i64)], change: TaskChange) -> Result<Plan, Problem> {
    let mut plan = Plan { done: TasksDone::default(), ready: Vec::with_capacity(tasks.len()), stale: None };
    for (id, version) in tasks {
        let may =
            |task: &Task| policy::judge(doing.actor, Operation::EditTasks, target_of(task, doing.me, false)).is_ok();
        match snapshot.task(*id)?.filter(may) {
            None => plan.done.refused += 1,
            Some(task) if change == TaskChange::Done(task.done_at.is_some()) => plan.done.same += 1,
            Some(task) if task.version != *version => {
                plan.done.conflicts += 1;
                plan.stale.get_or_insert(task);
            }
            Some(task) => plan.ready.push(task),
        }
    }
    Ok(plan)
}

fn apply(
    tx: &mut Tx<'_>,
    doing: &Doing<'_>,
    ready: Vec<Task>,
    change: TaskChange,
    done: &mut TasksDone,
) -> Result<Vec<Did>, Problem> {
    let mut did = Vec::with_capacity(ready.len());
    for before in ready {
        done.changed += 1;
        if change == TaskChange::Delete {
            tx.delete_task(before.id, before.version)?;
            did.push(Did::Removed { before });
            continue;
        }
        let mut task = Task { updated_at: doing.now, ..before.clone() };
        match change {
            TaskChange::Done(on) => task.done_at = on.then_some(doing.now),
            TaskChange::Snooze(snooze) => {
                snooze.apply(&mut task, doing.now, doing.zone);
            }
            TaskChange::Delete => {}
        }
        let left = tx.update_task(&task)?;
        let following = task.done_at.and_then(|now| before.following(clock::new_id(doing.clock), now, doing.zone));
        did.push(Did::Changed { before, left });
        if let Some(next) = following.filter(|_| change == TaskChange::Done(true)) {
            tx.insert_task(&next)?;
            done.next.extend(next.due);
            did.push(Did::Made { id: next.id, version: next.version });
        }
    }
    Ok(did)
}

/// The act's one entry: of many, how many, and which by the hash of their ids.
fn entry(blank: &Entry, done: &TasksDone, ids: &[Id], change: TaskChange) -> Entry {
    let mut details = json!({ "change": change.name(), "count": done.changed });
    if ids.len() > 1 || blank.subject.is_none() {
        details["ids"] = json!(audit::ids_hash(ids));
        details["refused"] = json!(done.refused);
        details["conflicts"] = json!(done.conflicts);
    }
    if !done.next.is_empty() {
        details["next"] = json!(done.next.len());
    }
    Entry { details: details.to_string(), ..blank.clone() }
}
