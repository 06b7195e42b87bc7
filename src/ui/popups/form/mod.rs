//! The form of a new customer or of an edit. It covers the whole body.

mod draft;
mod draw;
mod merge;
mod similar;

pub use draft::FormDraft;
use similar::Hints;

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use super::question::{Ask, Question};
use crate::desk::api::{CustomerDetail, CustomerDraft, Problem, Reply, Request};
use crate::domain::{AnyField, Customer, CustomerKind, Field, Masked, Micros, Secret, Status, contact};
use crate::ui::context::{Context, Intent, Tone};
use crate::ui::drafts::{self, Body};
use crate::ui::event::{Key, KeyCode};
use crate::ui::hits::Target;
use crate::ui::keymap::{Action, Place};
use crate::ui::layer::{Answer, Layer};
use crate::ui::popups::why::WhyView;
use crate::ui::widgets::input::{Edit, Input};

const KINDS: [CustomerKind; 2] = [CustomerKind::Person, CustomerKind::Company];
const STATUSES: [Status; 4] = [Status::Lead, Status::Active, Status::Inactive, Status::Blocked];

const KIND: usize = 0;
const NAME: usize = 1;
const COMPANY: usize = 2;
const CITY: usize = 3;
const STATUS: usize = 6;
/// Labels of the plain fields; the sealed ones follow, in the order of `Field::ALL`.
const PLAIN: [&str; 7] = ["kind", "name", "company", "city", "country", "website", "status"];
const COUNT: usize = PLAIN.len() + Field::ALL.len();

/// A sealed field: what stands there now, what is typed over it.
#[derive(Debug, Default)]
struct Sealed {
    mask: String,
    input: Input,
    /// The value shall be removed.
    cleared: bool,
}

#[derive(Debug)]
pub struct CustomerForm {
    /// The record as it was opened; `None` for a new one.
    base: Option<Box<Customer>>,
    kind: usize,
    status: usize,
    /// Name, company, city, country, website.
    plain: [Input; 5],
    sealed: [Sealed; 7],
    focus: usize,
    /// Rows that may be read alone.
    locked: Vec<usize>,
    ticket: Option<u64>,
    /// The ask for the other's version after a conflict.
    theirs: Option<u64>,
    errors: Vec<(usize, String)>,
    /// What went wrong with the whole form.
    problem: Option<String>,
    /// Who is there already and may be this one.
    similar: Hints,
}

impl CustomerForm {
    pub fn new_customer() -> Self {
        Self {
            base: None,
            kind: 0,
            status: 1,
            plain: Default::default(),
            sealed: Default::default(),
            focus: NAME,
            locked: Vec::new(),
            ticket: None,
            theirs: None,
            errors: Vec::new(),
            problem: None,
            similar: Hints::default(),
        }
    }

    pub fn edit(detail: &CustomerDetail) -> Self {
        let mut form = Self::new_customer();
        form.begin(&detail.customer, &detail.masked);
        form.lock_rows(&detail.locked);
        let customer = &detail.customer;
        form.kind = kind_index(customer.kind);
        form.status = status_index(customer.status);
        form.plain = texts_of(customer).map(Input::with);
        form
    }

    /// Stands on this version of the record.
    fn begin(&mut self, customer: &Customer, masks: &[Masked]) {
        for sealed in &mut self.sealed {
            sealed.mask.clear();
        }
        for Masked { field, mask } in masks {
            self.sealed[place(*field)].mask.clone_from(mask);
        }
        self.base = Some(Box::new(customer.clone()));
    }

    fn lock_rows(&mut self, locked: &[AnyField]) {
        self.locked = locked.iter().filter_map(|field| row_of(field.name())).collect();
    }

    fn is_locked(&self) -> bool {
        self.locked.contains(&self.focus)
    }

    /// Which rule keeps the field with the focus as it is, and by what.
    fn ask_why(&self, cx: &mut Context) {
        let rules = vec![format!("field.edit {}", name_of(self.focus)), "customer.edit".to_owned()];
        let why = WhyView::open(rules, self.base.as_ref().map(|base| base.id), cx);
        cx.opened.push(Box::new(why));
    }

    fn input(&mut self) -> Option<&mut Input> {
        match self.focus {
            _ if self.is_locked() => None,
            KIND | STATUS => None,
            index if index < STATUS => self.plain.get_mut(index - 1),
            index => self.sealed.get_mut(index - PLAIN.len()).map(|sealed| &mut sealed.input),
        }
    }

    fn texts(&self) -> [String; 5] {
        [0, 1, 2, 3, 4].map(|index| self.plain[index].text().trim().to_string())
    }

    /// Goes to another field; what was typed into the one left is judged at once.
    fn go(&mut self, to: usize, cx: &Context) {
        let left = std::mem::replace(&mut self.focus, to);
        self.left_similar(left, cx);
        self.errors.retain(|(index, _)| *index != left);
        if left == NAME && self.texts()[0].is_empty() {
            self.errors.push((NAME, cx.t("form-name-needed")));
        }
        let sealed =
            left.checked_sub(PLAIN.len()).and_then(|index| Some((Field::ALL.get(index)?, self.sealed.get(index)?)));
        if let Some((field, sealed)) = sealed
            && !sealed.input.is_empty()
            && !matches!(field, Field::Phone | Field::Phone2)
            && let Err(unfit) = contact::validate(*field, sealed.input.text(), &cx.start.region)
        {
            // Any phone is taken as written, and judging one costs the time to load all numbering plans.
            self.errors.push((left, cx.i18n.unfit(unfit)));
        }
    }

    fn draft(&self) -> CustomerDraft {
        let [name, company, city, country, website] = self.texts();
        let sealed = Field::ALL.into_iter().zip(&self.sealed);
        CustomerDraft {
            id: self.base.as_ref().map(|base| base.id),
            version: self.base.as_ref().map_or(0, |base| base.version),
            kind: KINDS[self.kind],
            name,
            company,
            city,
            country,
            website,
            status: STATUSES[self.status],
            sealed: sealed
                .filter(|(_, sealed)| sealed.cleared || !sealed.input.is_empty())
                .map(|(field, sealed)| (field, sealed.input.secret()))
                .collect(),
        }
    }

    fn save(&mut self, cx: &mut Context) {
        if self.ticket.is_some() {
            return;
        }
        self.errors.clear();
        self.problem = None;
        if self.texts()[0].is_empty() {
            self.errors.push((NAME, cx.t("form-name-needed")));
            self.focus = NAME;
            return;
        }
        self.ticket = Some(cx.ask(Request::SaveCustomer(Box::new(self.draft()))));
    }

    fn refused(&mut self, problem: Problem, cx: &mut Context) {
        match problem {
            // Their masks are needed too, so that a changed sealed field shows.
            Problem::Conflict { current } => self.theirs = Some(cx.ask(Request::Customer(current.id))),
            Problem::Invalid { ref field, .. } | Problem::Duplicate { ref field } => {
                let words = match &problem {
                    Problem::Invalid { unfit, .. } => cx.i18n.unfit(*unfit),
                    _ => cx.i18n.problem(&problem),
                };
                match row_of(field) {
                    Some(index) => {
                        self.errors.push((index, words));
                        self.focus = index;
                    }
                    None => self.problem = Some(cx.i18n.problem(&problem)),
                }
            }
            problem => self.problem = Some(cx.told(&problem)),
        }
    }
}

fn texts_of(customer: &Customer) -> [&str; 5] {
    [&customer.name, &customer.company, &customer.city, &customer.country, &customer.website]
}

fn kind_index(kind: CustomerKind) -> usize {
    KINDS.iter().position(|other| *other == kind).unwrap_or(0)
}

fn status_index(status: Status) -> usize {
    STATUSES.iter().position(|other| *other == status).unwrap_or(1)
}

fn place(field: Field) -> usize {
    Field::ALL.iter().position(|other| *other == field).unwrap_or(0)
}

/// The field's name of a row.
fn name_of(row: usize) -> &'static str {
    match row.checked_sub(PLAIN.len()) {
        Some(sealed) => Field::ALL.get(sealed).map_or("", |field| field.name()),
        None => PLAIN[row],
    }
}

/// The row of a field the desk names.
fn row_of(name: &str) -> Option<usize> {
    PLAIN
        .iter()
        .position(|plain| *plain == name)
        .or_else(|| Field::from_name(name).map(|field| PLAIN.len() + place(field)))
}

impl Layer for CustomerForm {
    fn place(&self) -> Place {
        Place::Form
    }

    fn trail(&self, cx: &Context) -> Vec<String> {
        match &self.base {
            Some(_) => vec![cx.t("form-edit")],
            None => vec![cx.t("form-new")],
        }
    }

    fn act(&mut self, action: Action, cx: &mut Context) -> Answer {
        match action {
            Action::NextField => self.go((self.focus + 1) % self.rows(), cx),
            Action::PreviousField => self.go((self.focus + self.rows() - 1) % self.rows(), cx),
            Action::Save => self.save(cx),
            // What is on its way can't be dropped any more.
            Action::Cancel if self.ticket.or(self.theirs).is_some() => {}
            Action::Cancel if self.unsaved() => cx.opened.push(Box::new(Question(Ask::DropForm))),
            Action::Cancel => return Answer::Close,
            _ => return Answer::Ignored,
        }
        Answer::Consumed
    }

    fn key(&mut self, key: Key, cx: &mut Context) -> Answer {
        if self.ticket.is_some() && !key.ctrl {
            // It is on its way: what is typed now would be in no version.
            return Answer::Consumed;
        }
        let focus = self.focus;
        if focus >= COUNT {
            // Nothing is typed at those who are alike.
            if key.code == KeyCode::Enter {
                self.open_similar(self.unsaved(), cx);
                return Answer::Consumed;
            }
            return Answer::Ignored;
        }
        if key.code == KeyCode::Enter {
            self.go((focus + 1) % self.rows(), cx);
            return Answer::Consumed;
        }
        if self.is_locked() {
            // Nothing is typed here: the key that asks why is free.
            return if cx.keys.is("why", key) {
                self.ask_why(cx);
                Answer::Consumed
            } else {
                Answer::Ignored
            };
        }
        if let Some(sealed) = focus.checked_sub(PLAIN.len()).and_then(|index| self.sealed.get_mut(index)) {
            match key.code {
                KeyCode::Delete if sealed.input.is_empty() && !sealed.mask.is_empty() => {
                    sealed.cleared = !sealed.cleared;
                    return Answer::Consumed;
                }
                KeyCode::Char(_) | KeyCode::Backspace => sealed.cleared = false,
                _ => {}
            }
        }
        if let Some(input) = self.input() {
            return match input.key(key) {
                Edit::Ignored => Answer::Ignored,
                Edit::Moved => Answer::Consumed,
                Edit::Changed => {
                    self.errors.retain(|(index, _)| *index != focus);
                    self.typed_similar(cx);
                    Answer::Consumed
                }
            };
        }
        let (choice, count) =
            if focus == KIND { (&mut self.kind, KINDS.len()) } else { (&mut self.status, STATUSES.len()) };
        *choice = match key.code {
            KeyCode::Left => (*choice + count - 1) % count,
            KeyCode::Right | KeyCode::Char(' ') => (*choice + 1) % count,
            _ => return Answer::Ignored,
        };
        Answer::Consumed
    }

    fn paste(&mut self, text: &str, cx: &mut Context) {
        let focus = self.focus;
        if let Some(input) = self.input() {
            input.insert(text);
            self.errors.retain(|(index, _)| *index != focus);
            self.typed_similar(cx);
        }
    }

    fn hit(&mut self, target: Target, double: bool, cx: &mut Context) -> Answer {
        let Target::Row(row) = target else { return Answer::Ignored };
        self.go(row.min(self.rows() - 1), cx);
        if double && self.focus >= COUNT {
            self.open_similar(self.unsaved(), cx);
        }
        Answer::Consumed
    }

    fn wake(&self, cx: &Context) -> Option<Micros> {
        self.similar.wake(cx.now)
    }

    fn tick(&mut self, cx: &mut Context) -> Answer {
        self.ask_similar(cx);
        Answer::Consumed
    }

    fn waits(&self, ticket: u64) -> bool {
        [self.ticket, self.theirs].contains(&Some(ticket)) || self.similar.waits(ticket)
    }

    fn reply(&mut self, ticket: u64, result: Result<Reply, Problem>, cx: &mut Context) -> Answer {
        if self.similar.waits(ticket) {
            self.similar.take(result);
            self.focus = self.focus.min(self.rows() - 1);
            return Answer::Consumed;
        }
        (self.ticket, self.theirs) = (None, None);
        match result {
            Ok(Reply::Saved { customer, created }) => {
                let key = if created { "form-created" } else { "form-saved" };
                let args = [("name", self.texts()[0].clone().into()), ("undo", cx.keys.written("undo").into())];
                cx.say(Tone::Good, cx.i18n.t_with(key, &args));
                cx.intents.push(Intent::CustomerSaved(customer));
                return Answer::Close;
            }
            Ok(Reply::Customer(theirs)) => {
                let conflict = self.conflict(theirs, cx);
                cx.opened.push(Box::new(conflict));
            }
            Ok(_) => {}
            Err(problem) => self.refused(problem, cx),
        }
        Answer::Consumed
    }

    fn intent(&mut self, intent: &Intent, cx: &mut Context) -> Answer {
        match intent {
            Intent::DropForm => return Answer::Close,
            Intent::Merge(merge) => {
                self.merge(merge);
                self.save(cx);
            }
            _ => return Answer::Ignored,
        }
        Answer::Consumed
    }

    fn lock(&mut self, cx: &mut Context) -> Answer {
        let typed = self.sealed.iter().any(|sealed| !sealed.input.is_empty());
        for sealed in &mut self.sealed {
            sealed.input.clear();
        }
        self.similar.forget_values();
        if typed {
            self.problem = Some(cx.t("form-dropped"));
        }
        Answer::Consumed
    }

    fn draft_key(&self) -> Option<String> {
        Some(match &self.base {
            Some(base) => format!("customer:{}", base.id),
            None => "customer:new".to_owned(),
        })
    }

    fn draft(&self) -> Option<Secret> {
        Some(drafts::written(&Body::Customer(Box::new(FormDraft::of(self)))))
    }

    fn refill(&mut self, body: Body) {
        if let Body::Customer(draft) = body {
            self.take_sealed(&draft);
            self.problem = None;
        }
    }

    fn unsaved(&self) -> bool {
        let sealed = self.sealed.iter().any(|sealed| sealed.cleared || !sealed.input.is_empty());
        let plain = match &self.base {
            Some(base) => {
                texts_of(base).iter().zip(&self.plain).any(|(held, input)| *held != input.text())
                    || base.kind != KINDS[self.kind]
                    || base.status != STATUSES[self.status]
            }
            None => self.plain.iter().any(|input| !input.is_empty()),
        };
        sealed || plain
    }

    fn draw(&self, buf: &mut Buffer, area: Rect, cx: &Context) -> Option<Position> {
        self.draw_form(buf, area, cx)
    }
}
