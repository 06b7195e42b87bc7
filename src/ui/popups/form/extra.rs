//! What the form holds beside a customer's row: tags, segment, employer, labels of contact points, the office's fields.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::{PLAIN, Sealed};
use crate::desk::api::{CustomersPage, Employer, MoreDraft, MoreView};
use crate::domain::own_field::{read_number, write_number};
use crate::domain::{
    AnyField, CustomerKind, Field, OwnField, OwnKind, PlainField, PointLabel, Secret, Unfit, fold, own_field,
};
use crate::ui::context::Context;
use crate::ui::widgets::input::Input;

/// Rows behind those of the sealed fields.
pub const TAGS: usize = PLAIN.len() + Field::ALL.len();
pub const SEGMENT: usize = TAGS + 1;
pub const EMPLOYER: usize = SEGMENT + 1;
pub const LABELS: usize = EMPLOYER + 1;
pub const OWN: usize = LABELS + POINTS.len();

/// The contact points, as their labels stand in the form.
pub const POINTS: [Field; 8] = [
    Field::Phone,
    Field::Phone2,
    Field::Phone3,
    Field::Email,
    Field::Email2,
    Field::Email3,
    Field::Address,
    Field::Address2,
];

/// In front of a label: the one to use among its like.
const PREFERRED: char = '*';

/// A value of one of the office's fields as it is filled in.
#[derive(Debug)]
enum Value {
    Text(Input),
    /// One of the field's words; 0: none.
    Pick(usize),
}

#[derive(Debug, Default)]
pub struct Extras {
    habit: Habit,
    /// As the record was opened.
    base: MoreView,
    tags: Input,
    segment: Input,
    employer: Input,
    /// The company that the text stands for.
    company: Option<Employer>,
    labels: [Input; POINTS.len()],
    /// All fields of the office's own, and the values of those that are not sealed.
    pub fields: Vec<OwnField>,
    own: BTreeMap<String, Value>,
}

/// What is typed, as it is kept in a draft.
#[derive(Default, Serialize, Deserialize)]
pub struct ExtraDraft {
    habit: Habit,
    base: MoreView,
    company: Option<Employer>,
    fields: Vec<OwnField>,
    texts: BTreeMap<usize, String>,
}

/// How the language of the form writes.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
struct Habit {
    commas: bool,
    yes: String,
    no: String,
}

impl Habit {
    fn of(cx: &Context) -> Self {
        Self { commas: cx.i18n.writes_commas(), yes: cx.t("own-yes"), no: cx.t("own-no") }
    }

    /// The words that a field is picked from; of another, none.
    fn words(&self, kind: &OwnKind) -> Vec<String> {
        match kind {
            OwnKind::Choice(choices) => choices.clone(),
            OwnKind::YesNo => vec![self.yes.clone(), self.no.clone()],
            _ => Vec::new(),
        }
    }

    /// A kept value as it is typed: a date stays in the form that every language reads.
    fn written(&self, field: &OwnField, kept: &str) -> String {
        match &field.kind {
            kind if kind.is_number() => write_number(kept, self.commas),
            OwnKind::YesNo if kept == "yes" => self.yes.clone(),
            OwnKind::YesNo => self.no.clone(),
            _ => kept.to_owned(),
        }
    }

    /// What is typed for a field as the desk takes it.
    fn read(&self, field: &OwnField, text: &str) -> String {
        match &field.kind {
            kind if kind.is_number() => read_number(text, self.commas),
            OwnKind::YesNo if text == self.yes => "yes".to_owned(),
            OwnKind::YesNo if text == self.no => "no".to_owned(),
            _ => text.trim().to_owned(),
        }
    }
}

fn label_text(label: &PointLabel) -> String {
    if label.preferred { format!("{PREFERRED} {}", label.label).trim_end().to_owned() } else { label.label.clone() }
}

fn label_of(text: &str) -> PointLabel {
    let text = text.trim();
    match text.strip_prefix(PREFERRED) {
        Some(label) => PointLabel { label: label.trim().to_owned(), preferred: true },
        None => PointLabel { label: text.to_owned(), preferred: false },
    }
}

impl Extras {
    pub fn new(fields: &[OwnField], view: &MoreView, cx: &Context) -> Self {
        Self::with(fields, view, Habit::of(cx))
    }

    fn with(fields: &[OwnField], view: &MoreView, habit: Habit) -> Self {
        let mut extras = Self { habit, fields: fields.to_vec(), ..Self::default() };
        extras.stand_on(view);
        for (row, text) in extras.texts_of(view) {
            extras.set(row, &text);
        }
        extras.company.clone_from(&view.employer);
        extras
    }

    /// Takes the office's fields as they are now; what is typed stays.
    pub fn learn(&mut self, fields: &[OwnField]) {
        if self.fields != fields {
            let typed: Vec<_> = self.changed().into_iter().map(|row| (self.name_of(row), self.text(row))).collect();
            let company = self.company.take();
            *self = Self::with(fields, &self.base.clone(), self.habit.clone());
            self.company = company;
            for (name, text) in typed {
                if let [row] = self.rows_of(&name)[..] {
                    self.set(row, &text);
                }
            }
        }
    }

    /// Stands on this version of the record; what is typed stays.
    pub fn stand_on(&mut self, view: &MoreView) {
        self.base = view.clone();
    }

    /// The fields that stand in rows here: those that are not sealed.
    fn plain(&self) -> impl Iterator<Item = &OwnField> {
        self.fields.iter().filter(|field| field.slot.is_none())
    }

    fn field_of(&self, row: usize) -> Option<&OwnField> {
        self.plain().nth(row.checked_sub(OWN)?)
    }

    /// The rows in their order; labels only of contact points that there are.
    pub fn rows(&self, kind: CustomerKind, sealed: &[Sealed]) -> (Vec<usize>, Vec<usize>) {
        let there = |field: Field| {
            let at = Field::ALL.iter().position(|other| *other == field);
            at.and_then(|at| sealed.get(at)).is_some_and(|one| !one.mask.is_empty() || !one.input.is_empty())
        };
        let mut more = vec![SEGMENT, TAGS];
        if kind == CustomerKind::Person {
            more.push(EMPLOYER);
        }
        more.extend(OWN..OWN + self.plain().count());
        let labels = (0..POINTS.len()).filter(|at| there(POINTS[*at])).map(|at| LABELS + at);
        (more, labels.collect())
    }

    /// The name by which the desk knows a row.
    pub fn name_of(&self, row: usize) -> String {
        match row {
            TAGS => "tags".to_owned(),
            SEGMENT => "segment".to_owned(),
            EMPLOYER => "employer".to_owned(),
            row if row < OWN => POINTS[row - LABELS].name().to_owned(),
            row => self.field_of(row).map(|field| field.key.clone()).unwrap_or_default(),
        }
    }

    /// The rows that a field of the desk stands in; a sealed one of the office's own is known by its key too.
    pub fn rows_of(&self, name: &str) -> Vec<usize> {
        match name {
            "tags" => vec![TAGS],
            "segment" => vec![SEGMENT],
            "employer" => vec![EMPLOYER],
            "labels" => (LABELS..OWN).collect(),
            "own" => (OWN..OWN + self.plain().count()).collect(),
            key => match self.fields.iter().find(|field| field.key == key).map(|field| field.slot) {
                Some(Some(slot)) => Field::ALL.iter().position(|field| *field == slot).map(|at| PLAIN.len() + at),
                Some(None) => self.plain().position(|field| field.key == key).map(|at| OWN + at),
                None => None,
            }
            .into_iter()
            .collect(),
        }
    }

    /// The field whose manner decides who may change a row.
    pub fn rule_of(&self, row: usize) -> &'static str {
        AnyField::Plain(match row {
            TAGS => PlainField::Tags,
            SEGMENT => PlainField::Segment,
            EMPLOYER => PlainField::Employer,
            row if row < OWN => PlainField::Labels,
            _ => PlainField::Own,
        })
        .name()
    }

    pub fn input(&mut self, row: usize) -> Option<&mut Input> {
        match row {
            TAGS => Some(&mut self.tags),
            SEGMENT => Some(&mut self.segment),
            EMPLOYER => Some(&mut self.employer),
            row if row < OWN => self.labels.get_mut(row - LABELS),
            row => {
                let key = self.field_of(row)?.key.clone();
                match self.own.get_mut(&key)? {
                    Value::Text(input) => Some(input),
                    Value::Pick(_) => None,
                }
            }
        }
    }

    pub fn shown_input(&self, row: usize) -> Option<&Input> {
        match row {
            TAGS => Some(&self.tags),
            SEGMENT => Some(&self.segment),
            EMPLOYER => Some(&self.employer),
            row if row < OWN => self.labels.get(row.checked_sub(LABELS)?),
            row => match self.own.get(&self.field_of(row)?.key)? {
                Value::Text(input) => Some(input),
                Value::Pick(_) => None,
            },
        }
    }

    /// The next word of a row that is picked from, or the one before; whether it is such a row.
    pub fn turn(&mut self, row: usize, forward: bool) -> bool {
        let Some((key, count)) =
            self.field_of(row).map(|field| (field.key.clone(), self.habit.words(&field.kind).len() + 1))
        else {
            return false;
        };
        match self.own.get_mut(&key) {
            Some(Value::Pick(at)) => *at = (*at + if forward { 1 } else { count - 1 }) % count,
            _ => return false,
        }
        true
    }

    /// What a row shows.
    pub fn text(&self, row: usize) -> String {
        if let Some(input) = self.shown_input(row) {
            return input.text().trim().to_owned();
        }
        let Some(field) = self.field_of(row) else { return String::new() };
        match self.own.get(&field.key) {
            Some(Value::Pick(at)) => {
                at.checked_sub(1).and_then(|at| self.habit.words(&field.kind).into_iter().nth(at)).unwrap_or_default()
            }
            _ => String::new(),
        }
    }

    pub fn set(&mut self, row: usize, text: &str) {
        if let Some((key, all)) = self.field_of(row).map(|field| (field.key.clone(), self.habit.words(&field.kind))) {
            let value = if all.is_empty() {
                Value::Text(Input::with(text))
            } else {
                Value::Pick(all.iter().position(|word| word == text).map_or(0, |at| at + 1))
            };
            self.own.insert(key, value);
        } else if let Some(input) = self.input(row) {
            input.set(text);
        }
    }

    /// Takes what stands in a row of another version.
    pub fn take(&mut self, row: usize, view: &MoreView) {
        if let Some((_, text)) = self.texts_of(view).into_iter().find(|(other, _)| *other == row) {
            self.set(row, &text);
            if row == EMPLOYER {
                self.company.clone_from(&view.employer);
            }
        }
    }

    /// What each row shows of a record.
    pub fn texts_of(&self, view: &MoreView) -> Vec<(usize, String)> {
        let employer = view.employer.as_ref().map(|company| company.name.clone()).unwrap_or_default();
        let mut texts = vec![(TAGS, view.tags.join(", ")), (SEGMENT, view.segment.clone()), (EMPLOYER, employer)];
        for (at, field) in POINTS.into_iter().enumerate() {
            texts.push((LABELS + at, view.labels.get(&field).map(label_text).unwrap_or_default()));
        }
        for (at, field) in self.plain().enumerate() {
            texts.push((
                OWN + at,
                view.own.get(&field.key).map(|kept| self.habit.written(field, kept)).unwrap_or_default(),
            ));
        }
        texts
    }

    /// The rows in which what is typed is not what the record had.
    pub fn changed(&self) -> Vec<usize> {
        let texts = self.texts_of(&self.base);
        texts.into_iter().filter(|(row, text)| self.text(*row) != *text).map(|(row, _)| row).collect()
    }

    pub fn base(&self) -> &MoreView {
        &self.base
    }

    /// What changes, as the desk takes it; `None`: nothing.
    pub fn draft(&self) -> Option<MoreDraft> {
        let mut draft = MoreDraft::default();
        for row in self.changed() {
            let text = self.text(row);
            match row {
                TAGS => draft.tags = Some(text.split(',').map(str::to_owned).collect()),
                SEGMENT => draft.segment = Some(text),
                EMPLOYER => draft.employer = Some(self.company.as_ref().map(|company| company.id)),
                row if row < OWN => {
                    draft.labels.insert(POINTS[row - LABELS], label_of(&text));
                }
                row => {
                    if let Some(field) = self.field_of(row) {
                        draft.own.insert(field.key.clone(), self.habit.read(field, &text));
                    }
                }
            }
        }
        (draft != MoreDraft::default()).then_some(draft)
    }

    /// What is typed for a sealed field as the desk takes it.
    pub fn sealed(&self, field: Field, input: &Input) -> Secret {
        match own_field::of_slot(&self.fields, field) {
            Some(own) if own.kind.is_number() => Secret::new(read_number(input.text(), self.habit.commas)),
            _ => input.secret(),
        }
    }

    /// What is wrong with a row that is being left.
    pub fn fault(&self, row: usize, cx: &Context) -> Option<Unfit> {
        let field = self.field_of(row)?;
        let text = self.text(row);
        if text.is_empty() {
            return field.required.then_some(Unfit::Empty);
        }
        if !self.habit.words(&field.kind).is_empty() || field.kind == OwnKind::Phone {
            return None;
        }
        field.canonical(&self.habit.read(field, &text), &cx.start.region).err()
    }

    /// The rows that must be filled in and are not.
    pub fn missing(&self) -> Option<usize> {
        let mut required = (OWN..).zip(self.plain()).filter(|(_, field)| field.required);
        required.find(|(row, _)| self.text(*row).is_empty()).map(|(row, _)| row)
    }

    /// What is typed for an employer and is not known to be a company yet.
    pub fn unknown_employer(&self) -> Option<String> {
        let text = self.employer.text().trim();
        let known = self.company.as_ref().is_some_and(|company| company.name == text);
        (!text.is_empty() && !known).then(|| text.to_owned())
    }

    /// Nobody's employee any more, if the text was emptied.
    pub fn forget_employer(&mut self) {
        if self.employer.text().trim().is_empty() {
            self.company = None;
        }
    }

    /// Takes the company that was meant from those that were found; else says what there is to choose from.
    pub fn found(&mut self, page: &CustomersPage, cx: &Context) -> Result<(), String> {
        let text = self.employer.text().trim().to_owned();
        let companies: Vec<_> = page.rows.iter().filter(|row| row.kind == CustomerKind::Company).collect();
        let meant = |row: &&&crate::desk::api::CustomerRow| {
            row.code.eq_ignore_ascii_case(&text) || fold::fold(&row.name) == fold::fold(&text)
        };
        let exact: Vec<_> = companies.iter().filter(meant).collect();
        let one = match (&exact[..], &companies[..]) {
            ([one], _) => **one,
            ([], [one]) => *one,
            ([], []) => return Err(cx.t("form-no-company")),
            _ => {
                let some: Vec<String> =
                    companies.iter().take(3).map(|row| format!("{} {}", row.code, row.name)).collect();
                return Err(cx.i18n.t_with("form-which-company", &[("names", some.join(", ").into())]));
            }
        };
        self.company = Some(Employer { id: one.id, name: one.name.clone() });
        self.employer.set(&one.name);
        Ok(())
    }

    /// The word that what is typed in a row begins, and where it begins there.
    pub fn completion(&self, row: usize, cx: &Context) -> Option<(usize, String)> {
        let input = self.shown_input(row)?;
        let text = input.text();
        if input.cursor() < text.len() {
            return None;
        }
        let label_words = || cx.t("form-label-words").split(", ").map(str::to_owned).collect::<Vec<_>>();
        let known = |pick: fn(&crate::desk::api::Choices) -> &Vec<String>| {
            cx.choices.as_ref().map(|all| pick(all).clone()).unwrap_or_default()
        };
        let (start, all) = match row {
            TAGS => (text.rfind(',').map_or(0, |at| at + 1), known(|all| &all.tags)),
            SEGMENT => (0, known(|all| &all.segments)),
            EMPLOYER => return None,
            row if row < OWN => (text.rfind(PREFERRED).map_or(0, |at| at + 1), label_words()),
            row => (text.rfind(';').map_or(0, |at| at + 1), self.field_of(row)?.kind.choices().to_vec()),
        };
        let start = start + text[start..].len() - text[start..].trim_start().len();
        let word = fold::fold(&text[start..]);
        let begins = |one: &String| {
            let folded = fold::fold(one);
            folded.len() > word.len() && folded.starts_with(&word)
        };
        (!word.is_empty()).then(|| all.into_iter().find(begins)).flatten().map(|whole| (start, whole))
    }

    pub fn complete(&mut self, row: usize, cx: &Context) -> bool {
        let Some((start, whole)) = self.completion(row, cx) else { return false };
        if let Some(input) = self.input(row) {
            let end = input.text().len();
            input.replace(start..end, &whole);
        }
        true
    }

    pub fn kept(&self) -> ExtraDraft {
        ExtraDraft {
            habit: self.habit.clone(),
            base: self.base.clone(),
            company: self.company.clone(),
            fields: self.fields.clone(),
            texts: self.changed().into_iter().map(|row| (row, self.text(row))).collect(),
        }
    }

    pub fn resume(draft: &ExtraDraft) -> Self {
        let mut extras = Self::with(&draft.fields, &draft.base, draft.habit.clone());
        for (row, text) in &draft.texts {
            extras.set(*row, text);
        }
        extras.company.clone_from(&draft.company);
        extras
    }
}
