//! The trash: customers that are there for nobody, each of which can be put back; and the question before they go there.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use crate::desk::api::{BulkDone, Problem, Reply, Request, TrashRow, UpkeepReply, UpkeepRequest};
use crate::domain::{Id, Micros};
use crate::ui::context::{Context, Facts, Intent, Tone};
use crate::ui::hits::Target;
use crate::ui::keymap::{Action, Place};
use crate::ui::layer::{Answer, Layer};
use crate::ui::widgets::paint;

const PAGE: u16 = 100;

#[derive(Debug)]
pub struct TrashView {
    rows: Vec<TrashRow>,
    at: usize,
    next: Option<(Micros, Id)>,
    loading: Option<u64>,
    restoring: Option<u64>,
    problem: Option<Problem>,
}

impl TrashView {
    pub fn open(cx: &mut Context) -> Self {
        let mut view = Self { rows: Vec::new(), at: 0, next: None, loading: None, restoring: None, problem: None };
        view.load(cx);
        view
    }

    fn load(&mut self, cx: &mut Context) {
        let request = UpkeepRequest::Trashed { before: self.next.take(), limit: PAGE };
        self.loading = Some(cx.ask(Request::Upkeep(Box::new(request))));
    }
}

impl Layer for TrashView {
    fn place(&self) -> Place {
        Place::Trash
    }

    fn trail(&self, cx: &Context) -> Vec<String> {
        vec![cx.t("place-trash")]
    }

    fn facts(&self, facts: &mut Facts) {
        facts.row = !self.rows.is_empty();
    }

    fn act(&mut self, action: Action, cx: &mut Context) -> Answer {
        match action {
            Action::Up => self.at = self.at.saturating_sub(1),
            Action::Down => {
                self.at = (self.at + 1).min(self.rows.len().saturating_sub(1));
                if self.next.is_some() && self.loading.is_none() && self.at + 10 >= self.rows.len() {
                    self.load(cx);
                }
            }
            Action::Confirm => {
                if let Some(row) = self.rows.get(self.at).filter(|_| self.restoring.is_none()) {
                    let request = UpkeepRequest::Restore { customer: row.id };
                    self.restoring = Some(cx.ask(Request::Upkeep(Box::new(request))));
                }
            }
            Action::Cancel => return Answer::Close,
            _ => return Answer::Ignored,
        }
        Answer::Consumed
    }

    fn hit(&mut self, target: Target, double: bool, cx: &mut Context) -> Answer {
        let Target::Row(row) = target else { return Answer::Ignored };
        self.at = row.min(self.rows.len().saturating_sub(1));
        if double { self.act(Action::Confirm, cx) } else { Answer::Consumed }
    }

    fn waits(&self, ticket: u64) -> bool {
        [self.loading, self.restoring].contains(&Some(ticket))
    }

    fn reply(&mut self, ticket: u64, result: Result<Reply, Problem>, cx: &mut Context) -> Answer {
        if self.restoring.take_if(|expected| *expected == ticket).is_none() {
            self.loading = None;
        }
        match result {
            Ok(Reply::Upkeep(reply)) => match *reply {
                UpkeepReply::Trash(page) => {
                    self.rows.extend(page.rows);
                    self.next = page.next;
                }
                UpkeepReply::Restored(id) => {
                    cx.steps = (cx.steps.0.saturating_add(1), 0);
                    let name = self.rows.iter().find(|row| row.id == id).map(|row| row.name.clone());
                    let args = [("name", name.unwrap_or_default().into())];
                    cx.say(Tone::Good, cx.i18n.t_with("trash-restored", &args));
                    self.rows.retain(|row| row.id != id);
                    self.at = self.at.min(self.rows.len().saturating_sub(1));
                    cx.intents.push(Intent::CustomersChanged);
                }
                _ => {}
            },
            Ok(_) => {}
            Err(problem) => self.problem = Some(problem),
        }
        if self.rows.is_empty() && self.next.is_some() && self.loading.is_none() {
            self.load(cx);
        }
        Answer::Consumed
    }

    fn draw(&self, buf: &mut Buffer, area: Rect, cx: &Context) -> Option<Position> {
        let theme = cx.theme;
        let rows = u16::try_from(self.rows.len()).unwrap_or(u16::MAX);
        let height = rows.saturating_add(4).clamp(5, area.height.saturating_sub(2).max(5));
        let inside = paint::popup(buf, area, 96, height, &cx.t("place-trash"), theme);
        let list = Rect { height: inside.height.saturating_sub(2), ..inside };
        let foot = inside.bottom().saturating_sub(1);
        let top = (self.at + 1).saturating_sub(usize::from(list.height));
        let mut cursor = Position::new(inside.x, inside.y);
        for (index, row) in self.rows.iter().enumerate().skip(top).take(usize::from(list.height)) {
            let y = list.y + u16::try_from(index - top).unwrap_or(0);
            cx.hits.add(Rect::new(list.x, y, list.width, 1), Target::Row(index));
            let here = index == self.at;
            if here {
                paint::text(buf, list.x, y, 1, theme.marker(), theme.accent());
                cursor = Position::new(list.x, y);
            }
            let when = format!("{}{}{}", cx.stamp(row.at), theme.between(), row.by);
            let right = paint::right(buf, list.x, y, list.width, &when, theme.dim());
            let mut words = [&row.code, &row.name, &row.company, &row.city].map(String::as_str).to_vec();
            words.retain(|part| !part.is_empty());
            let mut words = words.join(theme.between());
            if !row.merged_into.is_empty() {
                let into = cx.i18n.t_with("trash-merged", &[("code", row.merged_into.clone().into())]);
                words = format!("{words}{}{into}", theme.between());
            }
            let style = if here { theme.selected() } else { theme.text() };
            paint::text(buf, list.x + 2, y, right.saturating_sub(list.x + 3), &words, style);
        }
        let (words, style) = match &self.problem {
            Some(problem) => (format!("{} {}", theme.no(), cx.i18n.problem(problem)), theme.bad()),
            None if self.loading.is_some() => (cx.t("loading"), theme.dim()),
            None if self.rows.is_empty() => (cx.t("trash-empty"), theme.dim()),
            None => (cx.t("trash-lead"), theme.dim()),
        };
        // Where there are no rows the words stand in their place.
        let y = if self.rows.is_empty() { inside.y } else { foot };
        paint::text(buf, inside.x, y, inside.width, &words, style);
        Some(cursor)
    }
}

/// Whether these customers shall go into the trash.
#[derive(Debug)]
pub struct IntoTrash {
    customers: Vec<(Id, i64)>,
    /// The name of the only one.
    name: Option<String>,
    /// What would be done, asked for where there are many.
    preview: Option<BulkDone>,
    ticket: Option<(u64, bool)>,
    problem: Option<String>,
}

impl IntoTrash {
    pub fn one(customer: Id, version: i64, name: &str) -> Self {
        let customers = vec![(customer, version)];
        Self { customers, name: Some(name.to_owned()), preview: None, ticket: None, problem: None }
    }

    pub fn many(customers: Vec<(Id, i64)>, cx: &mut Context) -> Self {
        let mut asked = Self { customers, name: None, preview: None, ticket: None, problem: None };
        asked.ask(true, cx);
        asked
    }

    fn ask(&mut self, dry_run: bool, cx: &mut Context) {
        let request = UpkeepRequest::Trash { customers: self.customers.clone(), dry_run };
        self.ticket = Some((cx.ask(Request::Upkeep(Box::new(request))), dry_run));
    }

    fn words(&self, cx: &Context) -> String {
        if let Some(name) = &self.name {
            return cx.i18n.t_with("trash-ask", &[("name", name.clone().into())]);
        }
        let Some(preview) = &self.preview else { return cx.t("loading") };
        let mut words = cx.i18n.t_with("trash-ask-many", &[("count", preview.changed.into())]);
        let others = preview.refused + preview.conflicts;
        if others > 0 {
            words = format!("{words} {}", cx.i18n.t_with("trash-not", &[("count", others.into())]));
        }
        words
    }
}

impl Layer for IntoTrash {
    fn place(&self) -> Place {
        Place::Question
    }

    fn trail(&self, _cx: &Context) -> Vec<String> {
        Vec::new()
    }

    fn act(&mut self, action: Action, cx: &mut Context) -> Answer {
        match action {
            Action::Confirm if self.ticket.is_none() => self.ask(false, cx),
            Action::Confirm => {}
            // What is being done is waited for, so that it is told and can be taken back.
            Action::Cancel if self.ticket.is_some_and(|(_, dry_run)| !dry_run) => {}
            Action::Cancel => return Answer::Close,
            _ => return Answer::Ignored,
        }
        Answer::Consumed
    }

    fn waits(&self, ticket: u64) -> bool {
        self.ticket.is_some_and(|(expected, _)| expected == ticket)
    }

    fn reply(&mut self, _ticket: u64, result: Result<Reply, Problem>, cx: &mut Context) -> Answer {
        let Some((_, dry_run)) = self.ticket.take() else { return Answer::Ignored };
        let done = match result {
            Ok(Reply::Upkeep(reply)) => match *reply {
                UpkeepReply::Trashed(done) => done,
                _ => return Answer::Consumed,
            },
            Ok(_) => return Answer::Consumed,
            Err(problem) => {
                self.problem = Some(cx.told(&problem));
                return Answer::Consumed;
            }
        };
        if dry_run {
            self.preview = Some(done);
            return Answer::Consumed;
        }
        if done.changed == 0 {
            let key = if done.conflicts > 0 { "problem-conflict" } else { "problem-not-found" };
            self.problem = Some(cx.t(key));
            return Answer::Consumed;
        }
        cx.steps = (cx.steps.0.saturating_add(1), 0);
        let args = [("count", done.changed.into()), ("undo", cx.keys.written("undo").into())];
        cx.say(Tone::Good, cx.i18n.t_with("trash-done", &args));
        cx.intents.push(Intent::Trashed(self.customers.iter().map(|(id, _)| *id).collect()));
        Answer::Close
    }

    fn draw(&self, buf: &mut Buffer, area: Rect, cx: &Context) -> Option<Position> {
        let below = self.problem.as_ref().map(|problem| (format!("{} {problem}", cx.theme.no()), cx.theme.bad()));
        paint::question(buf, area, &cx.t("trash-title"), &self.words(cx), below, cx.theme);
        None
    }
}
