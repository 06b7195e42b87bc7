//! One task: all that it says, to be changed where one may. What somebody else saved meanwhile is taken in, and what
//! both have changed is told.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use crate::desk::api::{Problem, Repeated, Reply, Request, TaskDetail, TaskDraft, TaskReply, TaskRequest};
use crate::domain::Id;
use crate::domain::task::Unit;
use crate::ui::context::{Context, Facts, Intent, Tone};
use crate::ui::event::{Effect, Key, KeyCode};
use crate::ui::hits::Target;
use crate::ui::keymap::{Action, Place};
use crate::ui::layer::{Answer, Layer};
use crate::ui::popups::question::{Ask, Question};
use crate::ui::screens::tasks::words;
use crate::ui::widgets::fields::Fields;
use crate::ui::widgets::paint;
use crate::ui::widgets::sheet::{self, Line};

const TITLE: usize = 0;
const WHEN: usize = 1;
const REPEAT: usize = 2;
const REMIND: usize = 3;
const OWNER: usize = 4;
const WORDS: usize = 5;
/// Where values begin.
const LABELS: u16 = 16;

/// What can be typed or chosen.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Values {
    title: String,
    when: String,
    repeat: Option<Repeated>,
    remind: Option<u32>,
    owner: Id,
    words: String,
}

impl Values {
    fn of(detail: &TaskDetail) -> Self {
        let task = &detail.row.task;
        Self {
            title: task.title.clone(),
            when: words::typed(detail.row.due, task.all_day),
            repeat: task.repeat.map(Into::into),
            remind: detail.remind,
            owner: task.owner,
            words: task.words.clone(),
        }
    }

    /// Mine where I changed something, else theirs; and the labels of what both changed.
    fn merged(base: &Self, mine: Self, theirs: &Self) -> (Self, Vec<&'static str>) {
        let mut clashes = Vec::new();
        let mut one = |label, mine_changed: bool, theirs_changed: bool, same: bool| {
            if mine_changed && theirs_changed && !same {
                clashes.push(label);
            }
            mine_changed
        };
        macro_rules! pick {
            ($field:ident, $label:literal) => {{
                let keep =
                    one($label, mine.$field != base.$field, theirs.$field != base.$field, mine.$field == theirs.$field);
                if keep { mine.$field } else { theirs.$field.clone() }
            }};
        }
        let merged = Self {
            title: pick!(title, "task-title"),
            when: pick!(when, "task-when"),
            repeat: pick!(repeat, "task-repeat"),
            remind: pick!(remind, "task-remind"),
            owner: pick!(owner, "task-owner"),
            words: pick!(words, "task-words"),
        };
        (merged, clashes)
    }
}

#[derive(Debug)]
pub struct TaskForm {
    id: Id,
    /// The ask for the task as it is; a second one after somebody else has saved it.
    opening: Option<u64>,
    choosing: Option<u64>,
    saving: Option<u64>,
    /// As it was when it was opened.
    base: Option<TaskDetail>,
    people: Vec<(Id, String)>,
    repeats: Vec<Option<Repeated>>,
    reminds: Vec<Option<u32>>,
    fields: Fields,
    /// The words with their lines, where the field has not been typed in.
    words: String,
    /// Somebody else has saved it: what comes is merged.
    merging: bool,
    error: Option<String>,
}

impl TaskForm {
    pub fn open(id: Id, cx: &mut Context) -> Self {
        Self {
            id,
            opening: Some(cx.ask(Request::Task(Box::new(TaskRequest::Open(id))))),
            choosing: None,
            saving: None,
            base: None,
            people: Vec::new(),
            repeats: Vec::new(),
            reminds: Vec::new(),
            fields: Fields::default(),
            words: String::new(),
            merging: false,
            error: None,
        }
    }

    fn may_edit(&self) -> bool {
        self.base.as_ref().is_some_and(|base| base.row.may_edit)
    }

    /// The fields with these values.
    fn fill(&mut self, values: Values, cx: &Context) {
        let every = |unit| Some(Repeated { every: 1, unit });
        self.repeats = std::iter::once(None).chain(Unit::ALL.into_iter().map(every)).collect();
        if !self.repeats.contains(&values.repeat) {
            self.repeats.push(values.repeat);
        }
        self.reminds = vec![None, Some(0), Some(10), Some(60), Some(24 * 60)];
        if !self.reminds.contains(&values.remind) {
            self.reminds.push(values.remind);
        }
        let repeats =
            self.repeats.iter().map(|one| one.map_or_else(|| cx.t("task-repeat-none"), |one| words::repeat(one, cx)));
        let reminds = self.reminds.iter().map(|one| remind_words(*one, cx));
        let at = |found: Option<usize>| found.unwrap_or(0);
        if !self.people.iter().any(|(id, _)| *id == values.owner) {
            let name = self.base.as_ref().map(|base| base.row.owner.clone()).unwrap_or_default();
            self.people.insert(0, (values.owner, name));
        }
        let people = self.people.iter().map(|(_, name)| name.clone()).collect();
        self.fields = Fields::default()
            .text(cx.t("task-title"), &values.title)
            .text(cx.t("task-when"), &values.when)
            .hint(cx.t("task-when-hint"))
            .choice(
                cx.t("task-repeat"),
                repeats.collect(),
                at(self.repeats.iter().position(|one| *one == values.repeat)),
            )
            .choice(
                cx.t("task-remind"),
                reminds.collect(),
                at(self.reminds.iter().position(|one| *one == values.remind)),
            )
            .choice(cx.t("task-owner"), people, at(self.people.iter().position(|(id, _)| *id == values.owner)))
            .text(cx.t("task-words"), &flat(&values.words));
        self.words = values.words;
    }

    fn values(&self) -> Values {
        let typed = self.fields.typed(WORDS);
        Values {
            title: self.fields.typed(TITLE).to_owned(),
            when: self.fields.typed(WHEN).to_owned(),
            repeat: self.repeats.get(self.fields.chosen(REPEAT)).copied().flatten(),
            remind: self.reminds.get(self.fields.chosen(REMIND)).copied().flatten(),
            owner: self.people.get(self.fields.chosen(OWNER)).map(|(id, _)| *id).unwrap_or_default(),
            // Lines that were not touched stay lines.
            words: if typed == flat(&self.words) { self.words.clone() } else { typed.to_owned() },
        }
    }

    fn save(&mut self, cx: &mut Context) {
        let Some(base) = self.base.as_ref().filter(|_| self.saving.is_none() && !self.merging) else { return };
        let task = &base.row.task;
        let Values { title, when, repeat, remind, owner, words } = self.values();
        let draft = TaskDraft {
            id: Some(self.id),
            version: task.version,
            title,
            customer: task.customer,
            ticket: task.ticket,
            owner: Some(owner),
            repeat: repeat.filter(|_| !when.is_empty()),
            when,
            remind,
            words,
        };
        self.error = None;
        self.fields.clear_errors();
        self.saving = Some(cx.ask(Request::Task(Box::new(TaskRequest::Save(Box::new(draft))))));
    }

    /// The task as it is: at first, or after somebody else has saved it.
    fn take(&mut self, detail: TaskDetail, cx: &mut Context) {
        let theirs = Values::of(&detail);
        let before = self.base.replace(detail);
        let merging = std::mem::take(&mut self.merging);
        match before.filter(|_| merging) {
            Some(before) => {
                let (merged, clashes) = Values::merged(&Values::of(&before), self.values(), &theirs);
                let told: Vec<String> = clashes.iter().map(|label| self.told(label, &theirs, cx)).collect();
                self.fill(merged, cx);
                self.error = Some(if told.is_empty() {
                    cx.t("task-merged")
                } else {
                    cx.i18n.t_with("task-clash", &[("theirs", told.join("; ").into())])
                });
            }
            None => {
                self.fill(theirs, cx);
                if self.may_edit() {
                    self.choosing = Some(cx.ask(Request::Task(Box::new(TaskRequest::Choices))));
                }
            }
        }
    }

    /// What somebody else has put into a field.
    fn told(&self, label: &str, theirs: &Values, cx: &Context) -> String {
        let owner = || self.base.as_ref().map(|base| base.row.owner.clone()).unwrap_or_default();
        let value = match label {
            "task-title" => theirs.title.clone(),
            "task-when" => theirs.when.clone(),
            "task-repeat" => theirs.repeat.map_or_else(|| cx.t("task-repeat-none"), |one| words::repeat(one, cx)),
            "task-remind" => remind_words(theirs.remind, cx),
            "task-owner" => owner(),
            _ => flat(&theirs.words),
        };
        format!("{}: {value}", cx.t(label))
    }

    fn refused(&mut self, problem: &Problem, cx: &mut Context) {
        if let Problem::TaskConflict { .. } = problem {
            self.merging = true;
            self.opening = Some(cx.ask(Request::Task(Box::new(TaskRequest::Open(self.id)))));
            return;
        }
        let words = cx.told(problem);
        match problem {
            Problem::Invalid { field, unfit } if ["title", "due"].contains(&field.as_str()) => {
                let at = if field == "title" { TITLE } else { WHEN };
                self.fields.fail(at, cx.i18n.unfit_alone(*unfit));
            }
            _ => self.error = Some(words),
        }
    }

    /// What a task says that one may only read.
    fn plain(&self, base: &TaskDetail, width: u16, cx: &Context) -> Vec<Line> {
        let values = Values::of(base);
        let repeat = values.repeat.map(|one| words::repeat(one, cx)).unwrap_or_default();
        let pairs = [
            ("task-title", values.title.clone()),
            ("task-when", values.when.clone()),
            ("task-repeat", repeat),
            ("task-owner", base.row.owner.clone()),
            ("task-words", values.words),
        ];
        let style = cx.theme.text();
        let lines = pairs.into_iter().filter(|(_, value)| !value.is_empty());
        lines.flat_map(|(label, value)| sheet::wrapped(&cx.t(label), &value, LABELS, width, style, cx.theme)).collect()
    }
}

/// Several lines as one.
fn flat(words: &str) -> String {
    words.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn remind_words(remind: Option<u32>, cx: &Context) -> String {
    match remind {
        None => cx.t("task-remind-none"),
        Some(0) => cx.t("task-remind-then"),
        Some(minutes) if minutes % 1440 == 0 => {
            cx.i18n.t_with("task-remind-days", &[("count", (minutes / 1440).into())])
        }
        Some(minutes) if minutes % 60 == 0 => cx.i18n.t_with("task-remind-hours", &[("count", (minutes / 60).into())]),
        Some(minutes) => cx.i18n.t_with("task-remind-minutes", &[("count", minutes.into())]),
    }
}

impl Layer for TaskForm {
    fn place(&self) -> Place {
        Place::TaskForm
    }

    fn trail(&self, cx: &Context) -> Vec<String> {
        vec![cx.t("place-task-form")]
    }

    fn facts(&self, facts: &mut Facts) {
        facts.may_change = self.may_edit();
    }

    fn act(&mut self, action: Action, cx: &mut Context) -> Answer {
        match action {
            Action::NextField => self.fields.step(true),
            Action::PreviousField => self.fields.step(false),
            Action::Save if self.may_edit() => self.save(cx),
            Action::EditOutside if self.may_edit() => cx.effects.push(Effect::EditText(self.values().words)),
            // What is on its way can't be dropped any more.
            Action::Cancel if self.saving.is_some() => {}
            Action::Cancel if self.unsaved() => cx.opened.push(Box::new(Question(Ask::DropForm))),
            Action::Cancel => return Answer::Close,
            _ => return Answer::Ignored,
        }
        Answer::Consumed
    }

    fn key(&mut self, key: Key, _cx: &mut Context) -> Answer {
        if !self.may_edit() {
            return Answer::Ignored;
        }
        if key.code == KeyCode::Enter {
            self.fields.step(true);
            return Answer::Consumed;
        }
        if self.fields.key(key) { Answer::Consumed } else { Answer::Ignored }
    }

    fn paste(&mut self, text: &str, _cx: &mut Context) {
        if self.may_edit() {
            self.fields.paste(text);
        }
    }

    fn edited(&mut self, text: &str, cx: &mut Context) {
        let values = Values { words: text.trim_end().to_owned(), ..self.values() };
        self.fill(values, cx);
        self.fields.go(WORDS);
    }

    fn hit(&mut self, target: Target, _double: bool, _cx: &mut Context) -> Answer {
        let Target::Field(field) = target else { return Answer::Ignored };
        self.fields.go(field);
        Answer::Consumed
    }

    fn wheel(&mut self, _target: Option<Target>, down: bool, _cx: &mut Context) -> Answer {
        self.fields.step(down);
        Answer::Consumed
    }

    fn waits(&self, ticket: u64) -> bool {
        [self.opening, self.choosing, self.saving].contains(&Some(ticket))
    }

    fn reply(&mut self, ticket: u64, result: Result<Reply, Problem>, cx: &mut Context) -> Answer {
        let saved = self.saving.take_if(|expected| *expected == ticket).is_some();
        let chosen = self.choosing.take_if(|expected| *expected == ticket).is_some();
        let opened = self.opening.take_if(|expected| *expected == ticket).is_some();
        match result {
            Ok(Reply::Task(reply)) => match *reply {
                TaskReply::Task(detail) if opened => self.take(*detail, cx),
                TaskReply::Choices(people) if chosen => {
                    let values = self.values();
                    let touched = self.fields.touched();
                    self.people = people;
                    if touched {
                        let at = self.people.iter().position(|(id, _)| *id == values.owner).unwrap_or(0);
                        let names = self.people.iter().map(|(_, name)| name.clone()).collect();
                        self.fields.offer(OWNER, names, at);
                    } else {
                        self.fill(values, cx);
                    }
                }
                TaskReply::Saved { .. } if saved => {
                    let undo = cx.keys.written("undo");
                    cx.say(Tone::Good, cx.i18n.t_with("task-saved", &[("undo", undo.into())]));
                    cx.intents.push(Intent::TasksChanged);
                    return Answer::Close;
                }
                _ => {}
            },
            Ok(_) => {}
            Err(problem) if opened && self.base.is_none() => {
                cx.complain(&problem);
                return Answer::Close;
            }
            Err(problem) => {
                self.merging = false;
                self.refused(&problem, cx);
            }
        }
        Answer::Consumed
    }

    fn intent(&mut self, intent: &Intent, _cx: &mut Context) -> Answer {
        if matches!(intent, Intent::DropForm) { Answer::Close } else { Answer::Ignored }
    }

    fn unsaved(&self) -> bool {
        self.may_edit() && self.base.as_ref().is_some_and(|base| self.values() != Values::of(base))
    }

    fn draw(&self, buf: &mut Buffer, area: Rect, cx: &Context) -> Option<Position> {
        let theme = cx.theme;
        let about = self.base.as_ref().map(|base| base.row.customer.clone()).unwrap_or_default();
        let title = if about.is_empty() {
            cx.t("place-task-form")
        } else {
            cx.i18n.t_with("task-heading-about", &[("name", about.into())])
        };
        let inside = paint::popup(buf, area, 76, self.fields.height().max(6) + 4, &title, theme);
        let Some(base) = &self.base else {
            paint::paragraph(buf, inside, &cx.t("loading"), theme.dim());
            return None;
        };
        if !base.row.may_edit {
            sheet::draw(buf, inside, &self.plain(base, inside.width, cx), None, cx);
            return None;
        }
        let fields = Rect { height: self.fields.height().min(inside.height), ..inside };
        let cursor = self.fields.draw(buf, fields, LABELS, cx);
        let below =
            Rect { y: fields.bottom() + 1, height: inside.bottom().saturating_sub(fields.bottom() + 1), ..inside };
        let foot = match (&self.error, base.row.by.is_empty()) {
            (Some(error), _) => Some((format!("! {error}"), theme.warn())),
            (None, false) => {
                Some((cx.i18n.t_with("task-given-by", &[("name", base.row.by.clone().into())]), theme.dim()))
            }
            (None, true) => None,
        };
        if let Some((words, style)) = foot {
            paint::paragraph(buf, below, &words, style);
        }
        cursor
    }
}
