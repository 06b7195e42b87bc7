//! Tasks that come in from elsewhere: under the right to import, in one act.

use serde_json::json;

use super::super::Desk;
use super::super::api::Problem;
use super::super::session::Trace;
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
        let (now, made): (Micros, Vec<Task>) =
            (self.clock.now(), tasks.iter().map(|task| self.imported(task)).collect());
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

    fn imported(&self, import: &TaskImport) -> Task {
        let zone = &self.settings.zone;
        let first = import.due.and_then(|due| task::local(due, zone));
        let mut task = Task {
            id: self.new_id(),
            title: scan::mask_secrets(&text::clean_input(&import.title, 300)).0,
            words: scan::mask_secrets(&text::clean_multiline(&import.words, 10_000)).0,
            owner: import.owner,
            by: import.owner,
            department: import.department,
            due: import.due,
            all_day: import.all_day,
            repeat: import.repeat.zip(first).map(|((every, unit), first)| Repeat { every, unit, first }),
            done_at: import.done.then(|| self.clock.now()),
            version: 1,
            ..Task::default()
        };
        task.remind_at = task.due.filter(|_| !task.all_day);
        task
    }
}
