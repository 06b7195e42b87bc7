//! The form of a new customer or of an edit. It covers the whole body.

mod draft;
mod draw;
mod extra;
mod merge;
mod similar;

pub use draft::FormDraft;
use similar::Hints;

use extra::Extras;

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use super::question::{Ask, Question};
use crate::desk::api::{CustomerDetail, CustomerDraft, CustomersQuery, MoreView, Problem, Reply, Request};
use crate::domain::{
    AnyField, Customer, CustomerKind, Field, Masked, Micros, OwnKind, Secret, Status, Unfit, contact, own_field,
};
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
    sealed: [Sealed; Field::ALL.len()],
    extras: Extras,
    focus: usize,
    /// Rows that may be read alone.
    locked: Vec<usize>,
    ticket: Option<u64>,
    /// The ask for the other's version after a conflict.
    theirs: Option<u64>,
    /// The ask for the company that is meant, and whether the form is saved once it is known.
    finding: Option<(u64, bool)>,
    errors: Vec<(usize, String)>,
    /// What went wrong with the whole form.
    problem: Option<String>,
    /// Who is there already and may be this one.
    similar: Hints,
}

impl CustomerForm {
    pub fn new_customer(cx: &Context) -> Self {
        let own = cx.choices.as_ref().map(|choices| choices.own_fields.clone()).unwrap_or_default();
        Self { extras: Extras::new(&own, &MoreView::default(), cx), ..Self::blank() }
    }

    fn blank() -> Self {
        Self {
            base: None,
            kind: 0,
            status: 1,
            plain: Default::default(),
            sealed: Default::default(),
            extras: Extras::default(),
            focus: NAME,
            locked: Vec::new(),
            ticket: None,
            theirs: None,
            finding: None,
            errors: Vec::new(),
            problem: None,
            similar: Hints::default(),
        }
    }

    pub fn edit(detail: &CustomerDetail, cx: &Context) -> Self {
        let mut form = Self::blank();
        form.begin(&detail.customer, &detail.masked);
        form.extras = Extras::new(&detail.own_fields, &detail.more, cx);
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
        self.locked = locked.iter().flat_map(|field| self.rows_of(field.name())).collect();
    }

    /// The groups of rows in their order, each with the key of its heading. What the office has not defined, and
    /// labels of what is not there, have no row.
    fn groups(&self) -> [(&'static str, Vec<usize>); 4] {
        let defined = |at: &usize| {
            let field = Field::ALL[*at];
            !field.is_own() || own_field::of_slot(&self.extras.fields, field).is_some()
        };
        let sealed = (0..Field::ALL.len()).filter(defined).map(|at| PLAIN.len() + at).collect();
        let (more, labels) = self.extras.rows(KINDS[self.kind], &self.sealed);
        [("", (0..PLAIN.len()).collect()), ("form-sealed", sealed), ("form-labels", labels), ("form-more", more)]
    }

    fn step(&mut self, forward: bool, cx: &mut Context) {
        let rows = self.rows();
        let at = rows.iter().position(|row| *row == self.focus).unwrap_or(0);
        let to = (at + if forward { 1 } else { rows.len() - 1 }) % rows.len();
        self.go(rows[to], cx);
    }

    fn is_locked(&self) -> bool {
        self.locked.contains(&self.focus)
    }

    /// Which rule keeps the field with the focus as it is, and by what.
    fn ask_why(&self, cx: &mut Context) {
        let field =
            if self.focus < extra::TAGS { self.name_of(self.focus) } else { self.extras.rule_of(self.focus).into() };
        let rules = vec![format!("field.edit {field}"), "customer.edit".to_owned()];
        let why = WhyView::open(rules, self.base.as_ref().map(|base| base.id), cx);
        cx.opened.push(Box::new(why));
    }

    fn input(&mut self) -> Option<&mut Input> {
        match self.focus {
            _ if self.is_locked() => None,
            KIND | STATUS => None,
            index if index < STATUS => self.plain.get_mut(index - 1),
            index if index < extra::TAGS => self.sealed.get_mut(index - PLAIN.len()).map(|sealed| &mut sealed.input),
            index => self.extras.input(index),
        }
    }

    fn texts(&self) -> [String; 5] {
        [0, 1, 2, 3, 4].map(|index| self.plain[index].text().trim().to_string())
    }

    /// Goes to another field; what was typed into the one left is judged at once.
    fn go(&mut self, to: usize, cx: &mut Context) {
        let left = std::mem::replace(&mut self.focus, to);
        self.left_similar(left, cx);
        self.errors.retain(|(index, _)| *index != left);
        if left == NAME && self.texts()[0].is_empty() {
            self.errors.push((NAME, cx.t("form-name-needed")));
        }
        if let Some(unfit) = self.fault(left, cx) {
            self.errors.push((left, cx.i18n.unfit_alone(unfit)));
        }
        if left == extra::EMPLOYER {
            self.find_employer(false, cx);
        }
    }

    /// What is wrong with what is typed in a row. Any phone is taken as written, and judging one costs the time to load
    /// all numbering plans.
    fn fault(&self, row: usize, cx: &Context) -> Option<Unfit> {
        if row >= extra::TAGS {
            return self.extras.fault(row, cx).filter(|_| !self.locked.contains(&row));
        }
        let at = row.checked_sub(PLAIN.len())?;
        let (field, sealed) = (*Field::ALL.get(at)?, self.sealed.get(at)?);
        if sealed.input.is_empty() || field.is_phone() {
            return None;
        }
        match own_field::of_slot(&self.extras.fields, field) {
            Some(own) if own.kind == OwnKind::Phone => None,
            Some(own) => own.canonical(self.extras.sealed(field, &sealed.input).expose(), &cx.start.region).err(),
            None => contact::validate(field, sealed.input.text(), &cx.start.region).err(),
        }
    }

    /// Asks which company is meant by what is typed, if that is not known.
    fn find_employer(&mut self, save: bool, cx: &mut Context) -> bool {
        self.extras.forget_employer();
        let Some(typed) = self.extras.unknown_employer().filter(|_| KINDS[self.kind] == CustomerKind::Person) else {
            return false;
        };
        let ticket = cx.ask(Request::Customers(CustomersQuery::new(typed.trim_start_matches('/'), 20)));
        self.finding = Some((ticket, save));
        true
    }

    fn found_employer(&mut self, result: Result<Reply, Problem>, cx: &mut Context) {
        let Some((_, save)) = self.finding.take() else { return };
        let found = match result {
            Ok(Reply::Customers(page)) => self.extras.found(&page, cx),
            Ok(_) => return,
            Err(problem) => Err(cx.told(&problem)),
        };
        self.errors.retain(|(row, _)| *row != extra::EMPLOYER);
        match found {
            Ok(()) if save => self.save(cx),
            Ok(()) => {}
            Err(words) => {
                self.errors.push((extra::EMPLOYER, words));
                self.focus = extra::EMPLOYER;
            }
        }
    }

    /// The first field that the office requires and that has no value, of those that may be filled in.
    fn missing(&self) -> Option<usize> {
        let empty = |slot: Field| {
            let sealed = &self.sealed[place(slot)];
            sealed.input.is_empty() && (sealed.mask.is_empty() || sealed.cleared)
        };
        let required = self.extras.fields.iter().filter(|own| own.required).filter_map(|own| own.slot);
        let sealed = required.filter(|slot| empty(*slot)).map(|slot| PLAIN.len() + place(slot));
        sealed.chain(self.extras.missing()).find(|row| !self.locked.contains(row))
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
                .map(|(field, sealed)| (field, self.extras.sealed(field, &sealed.input)))
                .collect(),
            more: self.extras.draft(),
        }
    }

    fn save(&mut self, cx: &mut Context) {
        if self.ticket.is_some() || self.finding.is_some_and(|(_, save)| save) {
            return;
        }
        self.errors.clear();
        self.problem = None;
        if self.texts()[0].is_empty() {
            self.errors.push((NAME, cx.t("form-name-needed")));
            self.focus = NAME;
            return;
        }
        if let Some(row) = self.missing() {
            self.errors.push((row, cx.i18n.unfit_alone(Unfit::Empty)));
            self.focus = row;
            return;
        }
        if self.find_employer(true, cx) {
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
                    Problem::Invalid { unfit, .. } => cx.i18n.unfit_alone(*unfit),
                    _ => cx.i18n.problem(&problem),
                };
                match self.rows_of(field).first().copied() {
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

impl CustomerForm {
    /// The field's name of a row.
    fn name_of(&self, row: usize) -> String {
        match row.checked_sub(PLAIN.len()) {
            None => PLAIN[row].to_owned(),
            Some(at) => Field::ALL.get(at).map_or_else(|| self.extras.name_of(row), |field| field.name().to_owned()),
        }
    }

    /// The rows of a field the desk names.
    fn rows_of(&self, name: &str) -> Vec<usize> {
        let plain = PLAIN.iter().position(|plain| *plain == name);
        match plain.or_else(|| Field::from_name(name).map(|field| PLAIN.len() + place(field))) {
            Some(row) => vec![row],
            None => self.extras.rows_of(name),
        }
    }
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
            Action::NextField => self.step(true, cx),
            Action::PreviousField => self.step(false, cx),
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
        if focus >= similar::FIRST {
            // Nothing is typed at those who are alike.
            if key.code == KeyCode::Enter {
                self.open_similar(self.unsaved(), cx);
                return Answer::Consumed;
            }
            return Answer::Ignored;
        }
        if key.code == KeyCode::Enter {
            self.step(true, cx);
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
        if key.code == KeyCode::Right && focus >= extra::TAGS && self.extras.complete(focus, cx) {
            return Answer::Consumed;
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
        if focus >= extra::TAGS {
            let turned = match key.code {
                KeyCode::Left => self.extras.turn(focus, false),
                KeyCode::Right | KeyCode::Char(' ') => self.extras.turn(focus, true),
                _ => false,
            };
            self.errors.retain(|(index, _)| *index != focus);
            return if turned { Answer::Consumed } else { Answer::Ignored };
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
        if self.rows().contains(&row) {
            self.go(row, cx);
        }
        if double && self.focus >= similar::FIRST {
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
        let asks = [self.ticket, self.theirs, self.finding.map(|(ticket, _)| ticket)];
        asks.contains(&Some(ticket)) || self.similar.waits(ticket)
    }

    fn reply(&mut self, ticket: u64, result: Result<Reply, Problem>, cx: &mut Context) -> Answer {
        if self.similar.waits(ticket) {
            self.similar.take(result);
            self.keep_focus();
            return Answer::Consumed;
        }
        if self.finding.is_some_and(|(expected, _)| expected == ticket) {
            self.found_employer(result, cx);
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
                let conflict = self.conflict(theirs.without_retired(), cx);
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
            // A field of the office's own was added: a new customer has a row for it at once.
            Intent::FieldsChanged => {
                if let Some(choices) = cx.choices.as_ref() {
                    self.extras.learn(&choices.own_fields);
                }
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
        sealed || plain || !self.extras.changed().is_empty()
    }

    fn draw(&self, buf: &mut Buffer, area: Rect, cx: &Context) -> Option<Position> {
        self.draw_form(buf, area, cx)
    }
}
