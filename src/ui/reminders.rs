//! Reminders inside the program: at the time of a task a word on it, once, and it stays until it was seen.

use std::collections::VecDeque;

use super::context::Context;
use crate::desk::api::{Problem, Reminder, Reply, Request, TaskReply, TaskRequest};
use crate::domain::Micros;

/// What one will be reminded of.
#[derive(Debug, Default)]
pub struct Reminders {
    ticket: Option<u64>,
    /// Soonest first.
    next: VecDeque<Reminder>,
    /// What was due before is told already, or was over when one came in.
    since: Option<Micros>,
}

impl Reminders {
    /// Asks for what comes; what is known stays until the answer is there.
    pub fn load(&mut self, cx: &mut Context) {
        if cx.rights().tasks {
            let from = *self.since.get_or_insert(cx.now);
            self.ticket = Some(cx.ask(Request::Task(Box::new(TaskRequest::Reminders { from }))));
        }
    }

    pub fn waits(&self, ticket: u64) -> bool {
        self.ticket == Some(ticket)
    }

    pub fn reply(&mut self, result: Result<Reply, Problem>, cx: &mut Context) {
        self.ticket = None;
        // Where it fails one is still reminded of what was known before.
        if let Ok(Reply::Task(reply)) = result
            && let TaskReply::Reminders(next) = *reply
        {
            self.next = next.into();
            self.tick(cx);
        }
    }

    /// Tells what has become due.
    pub fn tick(&mut self, cx: &mut Context) {
        let mut told = false;
        while self.next.front().is_some_and(|next| next.at <= cx.now)
            && let Some(reminder) = self.next.pop_front()
        {
            let key = cx.keys.written("show-tasks");
            let args = [("title", reminder.title.into()), ("key", key.into())];
            let words = cx.i18n.t_with("task-reminder", &args);
            cx.announced.add(&words, cx.now);
            self.since = Some(Micros(reminder.at.0 + 1));
            (told, cx.dirty) = (true, true);
        }
        if told && self.next.is_empty() {
            self.load(cx);
        }
    }

    pub fn wake(&self) -> Option<Micros> {
        self.next.front().map(|next| next.at)
    }
}
