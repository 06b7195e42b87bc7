//! Tasks that come in from elsewhere: under the right to import, in one act.

use jiff::tz::TimeZone;
use serde_json::json;

use super::super::Desk;
use super::super::api::Problem;
use super::super::session::Trace;
use super::save::{LONGEST_TITLE, LONGEST_WORDS};
use crate::clock::{self, Source};
use crate::domain::task::{self, Repeat, Unit};
use crate::domain::{Id, Micros, Task, Unfit, scan, text};
use crate::policy::{Operation, Target};

/// One task to bring in.
#[derive(Debug, Default)]
pub struct TaskImport {
    pub title: String,
    /// By its code; one that is not there is no customer.
    pub customer: String,
    pub owner: Id,
    pub department: Id,
    pub due: Option<Micros>,
    pub all_day: bool,
    pub repeat: Option<(u16, Unit)>,
    pub words: String,
    pub done: bool,
}

/// Most tasks of one act.
const MOST: usize = 50_000;

impl Desk {
    /// Stores tasks, each as its owner's own.
    ///
    /// # Errors
    /// As every act; `Invalid` where there are too many at once.
    pub fn import_tasks(&mut self, tasks: &[TaskImport]) -> Result<(), Problem> {
        self.check_session()?;
        let permit = self.judge(Operation::Import, Target::Office)?;
        if tasks.len() > MOST {
            return Err(Problem::Invalid { field: "tasks".into(), unfit: Unfit::TooMany(MOST) });
        }
        let (zone, clock) = (&self.settings.zone, self.clock.as_ref());
        let (now, made): (Micros, Vec<Task>) = (clock.now(), tasks.iter().map(|task| task.task(zone, clock)).collect());
        let trace = Trace { details: json!({ "tasks": made.len() }), ..Trace::default() };
        let entry = self.scribe()?.done(&permit, trace);
        self.act(&permit, |tx| {
            for (task, import) in made.iter().zip(tasks) {
                let customer = tx.customer_by_code(&import.customer)?;
                tx.insert_task(&Task { customer, created_at: now, updated_at: now, ..task.clone() })?;
            }
            Ok((entry.clone(), ()))
        })?;
        Ok(())
    }
}

impl TaskImport {
    /// The task, without its customer and its times. What is in the office's zone is told by `zone`.
    pub(in crate::desk) fn task(&self, zone: &TimeZone, clock: &dyn Source) -> Task {
        let first = self.due.and_then(|due| task::local(due, zone));
        let mut task = Task {
            id: clock::new_id(clock),
            title: scan::mask_secrets(&text::clean_input(&self.title, LONGEST_TITLE)).0,
            words: scan::mask_secrets(&text::clean_multiline(&self.words, LONGEST_WORDS)).0,
            owner: self.owner,
            by: self.owner,
            department: self.department,
            due: self.due,
            all_day: self.all_day,
            repeat: self.repeat.zip(first).map(|((every, unit), first)| Repeat { every, unit, first }),
            done_at: self.done.then(|| clock.now()),
            version: 1,
            ..Task::default()
        };
        task.remind_at = task.due.filter(|_| !task.all_day);
        task
    }
}
