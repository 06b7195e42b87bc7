//! Tasks: what is to do, under the days that it is due; done, put off and removed from here.

mod draw;
pub mod words;

use std::collections::BTreeMap;

use jiff::civil::Date;
use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use super::admin::listing::moved;
use crate::desk::api::{
    Problem, Reply, Request, TaskChange, TaskPlace, TaskReply, TaskRequest, TaskRow, TaskView, TasksDone, TasksPage,
    TasksQuery,
};
use crate::domain::task::Snooze;
use crate::domain::{Id, Micros};
use crate::ui::context::{Context, Facts, Intent, Tone};
use crate::ui::hits::Target;
use crate::ui::keymap::{Action, Place};
use crate::ui::layer::{Answer, Layer};
use crate::ui::popups::pick::{Choice, Pick};
use crate::ui::popups::task::form::TaskForm;
use crate::ui::popups::task::quick::QuickAdd;
use crate::ui::popups::ticket::TicketsIntent;
use crate::ui::widgets::choose::Item;

/// Rows of one page, and the most that are asked for at once.
const PAGE: usize = 100;
const MOST: usize = 500;

#[derive(Debug, Default)]
pub struct Tasks {
    /// Which of `TaskView::ALL`.
    view: usize,
    rows: Vec<TaskRow>,
    at: usize,
    today: Date,
    /// When the day ends, and the groups are others.
    tomorrow: Option<Micros>,
    next: Option<TaskPlace>,
    marks: BTreeMap<Id, i64>,
    /// The ask for rows, and whether they go on from those that are there.
    loading: Option<(u64, bool)>,
    acting: Option<u64>,
    /// Something was shown already.
    loaded: bool,
    problem: Option<Problem>,
}

impl Tasks {
    /// Asks again for what is shown.
    pub fn load(&mut self, cx: &mut Context) {
        let limit = self.rows.len().clamp(PAGE, MOST);
        self.ask(None, limit, cx);
    }

    fn ask(&mut self, from: Option<TaskPlace>, limit: usize, cx: &mut Context) {
        let query = TasksQuery {
            view: TaskView::ALL[self.view],
            from,
            limit: u16::try_from(limit).unwrap_or(u16::MAX),
            ..TasksQuery::default()
        };
        let ticket = cx.ask(Request::Task(Box::new(TaskRequest::List(query))));
        self.loading = Some((ticket, from.is_some()));
    }

    fn selected(&self) -> Option<&TaskRow> {
        self.rows.get(self.at)
    }

    fn turn(&mut self, by: usize, cx: &mut Context) {
        let to = (self.view + by) % TaskView::ALL.len();
        *self = Self { view: to, today: self.today, ..Self::default() };
        self.load(cx);
    }

    fn take(&mut self, page: TasksPage, more: bool, cx: &Context) {
        let before = self.selected().map(|row| row.task.id);
        if more {
            self.rows.extend(page.rows);
        } else {
            self.rows = page.rows;
        }
        (self.next, self.today, self.loaded, self.problem) = (page.next, page.today, true, None);
        self.tomorrow = Some(page.tomorrow).filter(|tomorrow| *tomorrow > cx.now);
        let found = self.rows.iter().position(|row| Some(row.task.id) == before);
        self.at = found.unwrap_or(self.at.min(self.rows.len().saturating_sub(1)));
        // What is marked is still to be there as it was marked.
        let rows = &self.rows;
        self.marks.retain(|id, version| rows.iter().any(|row| row.task.id == *id && row.task.version == *version));
    }

    fn go(&mut self, to: usize, cx: &mut Context) {
        self.at = to;
        if self.at + 20 >= self.rows.len() && self.next.is_some() && self.loading.is_none() {
            self.ask(self.next, PAGE, cx);
        }
    }

    fn mark(&mut self, cx: &mut Context) {
        let Some(row) = self.selected().filter(|row| row.may_edit) else { return };
        let (id, version) = (row.task.id, row.task.version);
        if self.marks.remove(&id).is_none() {
            self.marks.insert(id, version);
        }
        self.go((self.at + 1).min(self.rows.len().saturating_sub(1)), cx);
    }

    /// What is marked, or else the selected one, changes.
    fn change(&mut self, change: TaskChange, cx: &mut Context) {
        let selected = self.selected().map(|row| (row.task.id, row.task.version));
        let tasks: Vec<(Id, i64)> = match self.marks.is_empty() {
            true => selected.into_iter().collect(),
            false => self.marks.iter().map(|(id, version)| (*id, *version)).collect(),
        };
        if self.acting.is_none() && !tasks.is_empty() {
            self.acting = Some(cx.ask(Request::Task(Box::new(TaskRequest::Change { tasks, change }))));
        }
    }

    fn pick_snooze(cx: &mut Context) {
        let item = |snooze: Snooze| {
            let key = match snooze {
                Snooze::Hour => "task-snooze-hour",
                Snooze::Tomorrow => "task-snooze-tomorrow",
                Snooze::NextWeek => "task-snooze-next-week",
            };
            Item::new(cx.t(key), Choice::Snooze(snooze))
        };
        let items = Snooze::ALL.into_iter().map(item).collect();
        cx.opened.push(Box::new(Pick::new("place-snooze", items)));
    }

    /// The customer that the selected task is about, or else its ticket.
    fn open_subject(&self, cx: &mut Context) {
        let Some(row) = self.selected() else { return };
        let customer = row.task.customer.filter(|_| !row.code.is_empty());
        cx.intents.extend(
            customer
                .map(Intent::OpenCustomer)
                .or_else(|| row.task.ticket.map(|id| Intent::Tickets(TicketsIntent::Open(id)))),
        );
    }

    fn changed(&mut self, done: &TasksDone, cx: &mut Context) {
        self.marks.clear();
        cx.intents.push(Intent::TasksChanged);
        let undo = cx.keys.written("undo");
        let args = [("count", done.changed.into()), ("undo", undo.into())];
        let mut words = cx.i18n.t_with("tasks-changed", &args);
        if let Some(next) = done.next.first() {
            let next = cx.short(*next);
            words = format!("{words} {}", cx.i18n.t_with("tasks-next", &[("moment", next.into())]));
        }
        let left = done.refused + done.conflicts;
        if left > 0 {
            words = format!("{words} {}", cx.i18n.t_with("tasks-left", &[("count", left.into())]));
        }
        cx.say(if left > 0 { Tone::Warn } else { Tone::Good }, words);
    }
}

impl Layer for Tasks {
    fn place(&self) -> Place {
        Place::Tasks
    }

    fn trail(&self, cx: &Context) -> Vec<String> {
        vec![cx.t("place-tasks")]
    }

    fn facts(&self, facts: &mut Facts) {
        let selected = self.selected();
        facts.row = selected.is_some();
        facts.marked = !self.marks.is_empty();
        facts.may_change = facts.marked || selected.is_some_and(|row| row.may_edit);
        facts.task_subject = selected.is_some_and(|row| !row.code.is_empty() || row.task.ticket.is_some());
        facts.task_done = selected.is_some_and(|row| row.task.done_at.is_some()) && !facts.marked;
    }

    fn act(&mut self, action: Action, cx: &mut Context) -> Answer {
        if let Some(to) = moved(self.at, self.rows.len(), action, cx.body_height()) {
            self.go(to, cx);
            return Answer::Consumed;
        }
        match action {
            Action::Reload => self.load(cx),
            Action::NextTab => self.turn(1, cx),
            Action::PreviousTab => self.turn(TaskView::ALL.len() - 1, cx),
            Action::New => cx.opened.push(Box::new(QuickAdd::new(None))),
            Action::Open => {
                if let Some(id) = self.selected().map(|row| row.task.id) {
                    let form = TaskForm::open(id, cx);
                    cx.opened.push(Box::new(form));
                }
            }
            Action::Mark => self.mark(cx),
            Action::Back => self.marks.clear(),
            Action::Done => {
                let reopens = self.marks.is_empty() && self.selected().is_some_and(|row| row.task.done_at.is_some());
                self.change(TaskChange::Done(!reopens), cx);
            }
            Action::Snooze => Self::pick_snooze(cx),
            Action::Delete => self.change(TaskChange::Delete, cx),
            Action::ToCustomer => self.open_subject(cx),
            _ => return Answer::Ignored,
        }
        Answer::Consumed
    }

    fn hit(&mut self, target: Target, double: bool, cx: &mut Context) -> Answer {
        match target {
            Target::Row(row) => {
                self.go(row.min(self.rows.len().saturating_sub(1)), cx);
                if double {
                    return self.act(Action::Open, cx);
                }
            }
            Target::Tab(view) => self.turn(view + TaskView::ALL.len() - self.view, cx),
            Target::Pane => return self.act(Action::New, cx),
            _ => return Answer::Ignored,
        }
        Answer::Consumed
    }

    fn waits(&self, ticket: u64) -> bool {
        self.acting == Some(ticket) || self.loading.is_some_and(|(expected, _)| expected == ticket)
    }

    fn reply(&mut self, ticket: u64, result: Result<Reply, Problem>, cx: &mut Context) -> Answer {
        let acted = self.acting.take_if(|expected| *expected == ticket).is_some();
        let more = self.loading.take_if(|(expected, _)| *expected == ticket).is_some_and(|(_, more)| more);
        match result {
            Ok(Reply::Task(reply)) => match *reply {
                TaskReply::List(page) => self.take(page, more, cx),
                TaskReply::Changed(done) => self.changed(&done, cx),
                _ => {}
            },
            Ok(_) => {}
            Err(problem) if acted => {
                cx.complain(&problem);
                // Somebody else was first: what is so now is shown.
                self.load(cx);
            }
            Err(problem) => self.problem = Some(problem),
        }
        Answer::Consumed
    }

    fn tick(&mut self, cx: &mut Context) -> Answer {
        if self.tomorrow.take_if(|tomorrow| *tomorrow <= cx.now).is_some() {
            self.load(cx);
        }
        Answer::Consumed
    }

    fn wake(&self, _cx: &Context) -> Option<Micros> {
        self.tomorrow
    }

    fn intent(&mut self, intent: &Intent, cx: &mut Context) -> Answer {
        match intent {
            Intent::TasksChanged => self.load(cx),
            Intent::Picked(Choice::Snooze(snooze)) => self.change(TaskChange::Snooze(*snooze), cx),
            _ => return Answer::Ignored,
        }
        Answer::Consumed
    }

    fn draw(&self, buf: &mut Buffer, area: Rect, cx: &Context) -> Option<Position> {
        Some(self.draw_all(buf, area, cx))
    }
}
