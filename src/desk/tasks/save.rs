//! A task made or changed, and given to somebody.

use serde_json::json;

use super::super::Desk;
use super::super::api::{Problem, Repeated, TaskDraft, TicketRequest};
use super::super::queries::is_person;
use super::super::session::Trace;
use super::super::steps::{Step, Turn};
use super::turn::Did;
use crate::domain::task::{self, MOST_EVERY, Repeat};
use crate::domain::{Id, Scope, Task, Unfit, quick_add, scan, text};
use crate::policy::{self, Denied, Operation, Permit, Target};
use crate::store::{Member, Tx};

/// Longest title, and longest words, in characters.
pub(super) const LONGEST_TITLE: usize = 300;
pub(super) const LONGEST_WORDS: usize = 10_000;

/// A task as it is wanted. What is not said stays.
#[derive(Default)]
pub(super) struct Wanted {
    pub id: Option<Id>,
    pub version: i64,
    pub title: String,
    pub customer: Option<Id>,
    pub ticket: Option<Id>,
    pub owner: Option<Id>,
    pub when: quick_add::When,
    pub remind: Option<u32>,
    pub words: String,
}

impl Desk {
    pub(super) fn save_task(&mut self, draft: &TaskDraft) -> Result<Id, Problem> {
        let when = self.when(draft)?;
        self.put_task(Wanted {
            id: draft.id,
            version: draft.version,
            title: draft.title.clone(),
            customer: draft.customer,
            ticket: draft.ticket,
            owner: draft.owner,
            when,
            remind: draft.remind,
            words: draft.words.clone(),
        })
    }

    /// The time that a draft says.
    fn when(&self, draft: &TaskDraft) -> Result<quick_add::When, Problem> {
        let invalid = |unfit| Problem::Invalid { field: "due".into(), unfit };
        let (now, zone) = (self.clock.now(), &self.settings.zone);
        let said = draft.when.trim();
        let (due, all_day, repeat) = match said.is_empty() {
            true => (None, false, None),
            false => quick_add::parse_when(said, now, zone).ok_or_else(|| invalid(Unfit::When))?,
        };
        let chosen = draft.repeat.filter(|_| repeat.is_none());
        let Some(Repeated { every, unit }) = chosen else { return Ok((due, all_day, repeat)) };
        if !(1..=MOST_EVERY).contains(&every) {
            return Err(Problem::Invalid { field: "repeat".into(), unfit: Unfit::NotInList });
        }
        // What comes again has a first time.
        let first = due.and_then(|due| task::local(due, zone)).ok_or_else(|| invalid(Unfit::Empty))?;
        Ok((due, all_day, Some(Repeat { every, unit, first })))
    }

    pub(super) fn put_task(&mut self, wanted: Wanted) -> Result<Id, Problem> {
        let created = wanted.id.is_none();
        let (permit, base) = self.permit_task(wanted.id)?;
        let (task, hidden) = self.filled_task(wanted, &base)?;
        if task.customer != base.customer
            && let Some(customer) = task.customer
        {
            let target = self.target(customer, Operation::ViewCustomer)?;
            self.judge(Operation::ViewCustomer, target)?;
        }
        if task.ticket != base.ticket
            && let Some(ticket) = task.ticket
        {
            self.ticket(TicketRequest::Refresh(ticket))?;
        }
        let given = task.owner != base.owner;
        let mut details = json!({ "fields": changed(&base, &task), "hidden": hidden });
        if created {
            details["created"] = json!(true);
        }
        if given {
            details["owner"] = json!(task.owner);
        }
        let entry = self.scribe()?.done(&permit, Trace { details, ..Trace::default() });
        let (of, did) = self.act(&permit, |tx| {
            if given {
                still_active(tx, task.owner)?;
            }
            if created {
                tx.insert_task(&task)?;
                return Ok((entry.clone(), Did::Made { id: task.id, version: task.version }));
            }
            let before = tx.task(task.id)?.ok_or(Problem::NotFound)?;
            let left = tx.update_task(&task)?;
            Ok((entry.clone(), Did::Changed { before, left }))
        })?;
        let turns = vec![self.kept(did)?];
        self.did(Step { of, turn: Turn::Tasks(turns) });
        Ok(task.id)
    }

    /// The right to change this task, or to make one, and the task to start from.
    fn permit_task(&mut self, id: Option<Id>) -> Result<(Permit, Task), Problem> {
        if let Some(id) = id {
            return self.task_for(id, Operation::EditTasks, false);
        }
        let (me, id, now) = (self.me()?, self.new_id(), self.clock.now());
        let permit = self.judge(Operation::EditTasks, Target::record(id, Some(me.member), me.department))?;
        let (owner, department, by) = (me.member, me.department, me.member);
        Ok((permit, Task { id, owner, department, by, created_at: now, version: 1, ..Task::default() }))
    }

    /// The task as it is to be, and how many secrets were masked in what was typed.
    fn filled_task(&mut self, wanted: Wanted, base: &Task) -> Result<(Task, usize), Problem> {
        let (title, in_title) = scan::mask_secrets(&text::clean_input(&wanted.title, LONGEST_TITLE));
        let (words, in_words) = scan::mask_secrets(&text::clean_multiline(&wanted.words, LONGEST_WORDS));
        if title.trim().is_empty() {
            return Err(Problem::Invalid { field: "title".into(), unfit: Unfit::Empty });
        }
        let (due, all_day, repeat) = wanted.when;
        let owner = wanted.owner.unwrap_or(base.owner);
        // A program gives tasks to people, and has none itself.
        let own = wanted.id.is_none() && owner == base.owner;
        if own && !is_person(&self.rights, owner, self.clock.now()) {
            return Err(Problem::Invalid { field: "owner".into(), unfit: Unfit::NotInList });
        }
        let mut task = Task {
            title,
            words,
            customer: wanted.customer,
            ticket: wanted.ticket,
            due,
            all_day,
            repeat,
            version: if wanted.id.is_some() { wanted.version } else { base.version },
            updated_at: self.clock.now(),
            ..base.clone()
        };
        // A series goes on from where it began, unless another day or rhythm is wanted.
        if let (Some(new), Some(old)) = (&mut task.repeat, base.repeat)
            && (base.due, new.every, new.unit) == (due, old.every, old.unit)
        {
            new.first = old.first;
        }
        task.remind_at = wanted.remind.and_then(|minutes| task.remind(minutes, &self.settings.zone));
        if owner != base.owner {
            task.department = self.department_of_receiver(base, owner)?;
            (task.owner, task.by) = (owner, self.me()?.member);
        }
        Ok((task, in_title + in_words))
    }

    /// The department of whoever is to get a task: within one's reach, and somebody who works on tasks.
    fn department_of_receiver(&mut self, task: &Task, owner: Id) -> Result<Id, Problem> {
        let me = self.me()?;
        if owner == me.member {
            return Ok(me.department);
        }
        let member = self.store.read(|snapshot| snapshot.member(owner))?;
        let department = member.and_then(|member| self.receiver(&member));
        if let Some(department) = department.filter(|department| self.may_give_into(*department)) {
            return Ok(department);
        }
        let target = Target::record(task.id, Some(owner), department.unwrap_or_default());
        let denied = Denied { operation: Operation::EditTasks, target, out_of_scope: true };
        self.with_keys(|desk, keys| desk.refuse(&keys.member, &denied))
    }

    /// Whether one may give tasks into this department.
    fn may_give_into(&self, department: Id) -> bool {
        let Ok(session) = self.session() else { return false };
        match policy::scope_of(&session.actor, Operation::EditTasks) {
            Some(Scope::All) => true,
            Some(_) => session.actor.departments.contains(&department),
            None => false,
        }
    }

    /// The department of somebody who can work on tasks.
    fn receiver(&self, member: &Member) -> Option<Id> {
        let now = self.clock.now();
        let works = member.active && is_person(&self.rights, member.id, now);
        let actor = self.rights.actor(member.id, now).filter(|_| works)?;
        policy::scope_of(&actor, Operation::EditTasks)?;
        Some(actor.department)
    }

    /// Whom one may give tasks to, by name.
    pub(super) fn receivers(&mut self) -> Result<Vec<(Id, String)>, Problem> {
        let me = self.me()?.member;
        let members = self.store.read(|snapshot| snapshot.members())?;
        let within = |member: &Member| self.receiver(member).is_some_and(|department| self.may_give_into(department));
        let found = members.into_iter().filter(|member| member.id == me || within(member));
        Ok(found.map(|member| (member.id, member.name)).collect())
    }
}

/// Whoever gets it is still there.
fn still_active(tx: &Tx<'_>, owner: Id) -> Result<(), Problem> {
    if tx.member(owner)?.is_some_and(|member| member.active) { Ok(()) } else { Err(Problem::NotFound) }
}

/// The names of what differs, for the log.
fn changed(base: &Task, task: &Task) -> Vec<&'static str> {
    let fields = [
        ("title", base.title != task.title),
        ("customer", base.customer != task.customer),
        ("ticket", base.ticket != task.ticket),
        ("owner", base.owner != task.owner),
        ("due", (base.due, base.all_day) != (task.due, task.all_day)),
        ("repeat", base.repeat != task.repeat),
        ("remind", base.remind_at != task.remind_at),
        ("words", base.words != task.words),
    ];
    fields.into_iter().filter(|(_, differs)| *differs).map(|(name, _)| name).collect()
}
