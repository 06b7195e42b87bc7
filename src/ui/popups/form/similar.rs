//! Who is there already and may be the one that is being typed: shown below the fields, in nobody's way.

use std::hash::{DefaultHasher, Hash, Hasher};

use super::{CITY, COMPANY, CustomerForm, KINDS, NAME, PLAIN};
use crate::desk::api::{Problem, Reply, Request, SimilarRow, UpkeepReply, UpkeepRequest};
use crate::domain::{Field, Micros, Secret};
use crate::ui::context::{Context, Intent};
use crate::ui::popups::duplicates;
use crate::ui::popups::question::{Ask, Question};

/// After so long without a key the desk is asked.
const CALM: i64 = 400_000;
const SOON: i64 = 50_000;
/// A name is compared from so many letters on.
const LETTERS: usize = 2;
/// The row of the first of them, behind all that any office may ask.
pub(super) const FIRST: usize = 1_000;
/// Most shown.
const MOST: usize = 4;

/// What was found so far.
#[derive(Debug, Default)]
pub(super) struct Hints {
    by_value: Vec<SimilarRow>,
    by_name: Vec<SimilarRow>,
    due: Option<Micros>,
    ticket: Option<u64>,
    /// The values whose fields were left and that are to be looked up.
    left: Vec<Field>,
    /// What was looked up is not looked up again: each one is in the log, and counted.
    looked_up: Vec<(Field, u64)>,
    with_values: bool,
}

impl Hints {
    pub fn rows(&self) -> impl Iterator<Item = &SimilarRow> {
        let new = |row: &&SimilarRow| self.by_value.iter().all(|other| other.row.id != row.row.id);
        self.by_value.iter().chain(self.by_name.iter().filter(new)).take(MOST)
    }

    pub fn len(&self) -> usize {
        self.rows().count()
    }

    /// When to ask. A time that has passed, as behind a lock, is soon.
    pub fn wake(&self, now: Micros) -> Option<Micros> {
        self.due.map(|due| due.max(Micros(now.0 + SOON)))
    }

    pub fn waits(&self, ticket: u64) -> bool {
        self.ticket == Some(ticket)
    }

    pub fn forget_values(&mut self) {
        self.by_value.clear();
        self.left.clear();
        self.looked_up.clear();
    }

    pub fn take(&mut self, result: Result<Reply, Problem>) {
        self.ticket = None;
        // What can't be found is not shown; saving is never in its way.
        let Ok(Reply::Upkeep(reply)) = result else { return };
        if let UpkeepReply::Similar(similar) = *reply {
            let of_value = |row: &SimilarRow| matches!(row.why, crate::desk::api::Likeness::Value(_));
            let (values, names) = similar.rows.into_iter().partition(of_value);
            self.by_name = names;
            if std::mem::take(&mut self.with_values) {
                self.by_value = values;
            }
        }
    }
}

fn hashed(text: &str) -> u64 {
    let mut hasher = DefaultHasher::new();
    text.hash(&mut hasher);
    hasher.finish()
}

impl CustomerForm {
    /// Rows to go through: the fields, and who is like the one that is typed.
    pub(super) fn rows(&self) -> Vec<usize> {
        let fields = self.groups().into_iter().flat_map(|(_, rows)| rows);
        fields.chain((0..self.similar.len()).map(|index| FIRST + index)).collect()
    }

    /// Fewer may be shown than before.
    pub(super) fn keep_focus(&mut self) {
        let rows = self.rows();
        if !rows.contains(&self.focus) {
            self.focus = rows.last().copied().unwrap_or(NAME);
        }
    }

    /// Something was typed here.
    pub(super) fn typed_similar(&mut self, cx: &Context) {
        if matches!(self.focus, NAME | COMPANY | CITY) {
            self.similar.due = Some(Micros(cx.now.0 + CALM));
        }
    }

    /// This row was left: an exact value is looked up once.
    pub(super) fn left_similar(&mut self, row: usize, cx: &Context) {
        let Some(index) = row.checked_sub(PLAIN.len()) else { return };
        let (Some(field), Some(sealed)) = (Field::ALL.get(index).copied(), self.sealed.get(index)) else { return };
        if !field.has_lookup() || sealed.input.is_empty() || !cx.rights().lookup {
            return;
        }
        let value = (field, hashed(sealed.input.text()));
        if !self.similar.looked_up.contains(&value) {
            self.similar.looked_up.retain(|(other, _)| *other != field);
            self.similar.looked_up.push(value);
            self.similar.left.push(field);
            self.similar.due = Some(Micros(cx.now.0 + CALM));
        }
    }

    pub(super) fn ask_similar(&mut self, cx: &mut Context) {
        if self.similar.due.is_none_or(|due| due > cx.now) {
            return;
        }
        self.similar.due = None;
        if self.ticket.is_some() {
            return;
        }
        let [name, company, city, ..] = self.texts();
        let left = std::mem::take(&mut self.similar.left);
        if !cx.rights().list || (name.chars().count() < LETTERS && left.is_empty()) {
            return;
        }
        let held = Field::ALL.into_iter().zip(&self.sealed);
        let sealed: Vec<(Field, Secret)> = held
            .filter(|(field, sealed)| left.contains(field) && !sealed.input.is_empty())
            .map(|(field, sealed)| (field, sealed.input.secret()))
            .collect();
        self.similar.with_values = !sealed.is_empty();
        let request = UpkeepRequest::Similar {
            name,
            company,
            city,
            kind: KINDS[self.kind],
            sealed,
            except: self.base.as_ref().map(|base| base.id),
        };
        self.similar.ticket = Some(cx.ask(Request::Upkeep(Box::new(request))));
    }

    /// Opens the customer that has the focus, in place of this form; what was typed is asked about first.
    pub(super) fn open_similar(&self, unsaved: bool, cx: &mut Context) {
        let chosen = self.focus.checked_sub(FIRST).and_then(|index| self.similar.rows().nth(index));
        let Some(id) = chosen.map(|similar| similar.row.id) else { return };
        if unsaved {
            cx.opened.push(Box::new(Question(Ask::OpenInstead(id))));
        } else {
            cx.intents.extend([Intent::DropForm, Intent::OpenCustomer(id)]);
        }
    }

    /// One of those who are alike, in a line.
    pub(super) fn similar_words(&self, index: usize, cx: &Context) -> Option<(String, String)> {
        let similar = self.similar.rows().nth(index)?;
        let words =
            format!("{}{}{}", duplicates::sure(similar.sure, cx), cx.theme.between(), duplicates::why(similar.why, cx));
        // The mask of a phone tells nothing here, and takes the room.
        let row = crate::desk::api::CustomerRow { phone: String::new(), ..similar.row.clone() };
        Some((duplicates::line(&row, cx), words))
    }
}
