//! What an entry must fulfil, and whether it does.

use std::collections::HashMap;

use rusqlite::Row;

use super::super::about::MANY;
use super::super::{Snapshot, StoreError};
use crate::domain::{Action, Field, Id, Micros, Outcome, fold};

/// Looking for words in a row costs as much as for so many parts of an origin, and as a row by itself.
const WORDS: usize = 16;

/// Which entries to show: those that fulfil every condition. Nothing narrows nothing.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub struct LogFilter {
    pub conditions: Vec<LogCondition>,
    /// From this time on.
    pub from: Option<Micros>,
    /// Before this time.
    pub to: Option<Micros>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LogCondition {
    /// What matches is left out instead of let in.
    pub out: bool,
    pub entry: EntryIs,
}

/// What an entry is looked at for. A list matches with any of its members, an empty one with nothing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum EntryIs {
    By(Vec<Id>),
    Action(Vec<Action>),
    Outcome(Vec<Outcome>),
    /// Its subject, or one of the many it is about.
    About(Vec<Id>),
    /// Names this field.
    Field(Vec<Field>),
    /// Has one of these in its origin, in lower case.
    Origin(Vec<String>),
    Session(Id),
    /// Has this in its reason, details, origin or its subject's code, or is by or about one of these members.
    Text {
        text: Needle,
        members: Vec<Id>,
    },
}

/// A text to look for, with and without accents and signs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Needle {
    lower: String,
    folded: String,
}

impl Needle {
    pub fn new(text: &str) -> Self {
        Self { lower: text.to_lowercase(), folded: fold::fold(text) }
    }

    fn is_in(&self, text: &str) -> bool {
        // Signs alone, such as `{}`, fold to nothing that could be found.
        (!self.folded.is_empty() && fold::fold(text).contains(&self.folded))
            || text.to_lowercase().contains(&self.lower)
    }
}

impl LogFilter {
    /// Narrowed once more.
    #[must_use]
    pub fn with(mut self, entry: EntryIs) -> Self {
        self.conditions.push(LogCondition { out: false, entry });
        self
    }

    /// What it costs to look at a row by all conditions, in rows that are looked at by a few simple ones.
    pub(super) fn cost(&self) -> usize {
        let of = |condition: &LogCondition| match &condition.entry {
            EntryIs::Text { .. } => WORDS,
            EntryIs::Origin(parts) => parts.len(),
            _ => 0,
        };
        self.conditions.iter().map(of).sum::<usize>().div_ceil(WORDS).max(1)
    }

    /// Whether nothing at all can pass.
    pub(super) fn is_impossible(&self) -> bool {
        self.conditions.iter().any(|condition| !condition.out && condition.entry.is_empty())
    }
}

impl EntryIs {
    const fn is_empty(&self) -> bool {
        match self {
            Self::By(list) | Self::About(list) => list.is_empty(),
            Self::Action(list) => list.is_empty(),
            Self::Outcome(list) => list.is_empty(),
            Self::Field(list) => list.is_empty(),
            Self::Origin(list) => list.is_empty(),
            Self::Session(_) | Self::Text { .. } => false,
        }
    }
}

/// Looks at rows of `ENTRY`, one by one.
pub(super) struct Sieve<'a> {
    snapshot: &'a Snapshot<'a>,
    filter: &'a LogFilter,
    /// The subjects' codes, as far as they were looked up; empty: it has none.
    codes: HashMap<Id, String>,
    /// How many more rows than its own a row has cost.
    pub looked_up: usize,
}

impl<'a> Sieve<'a> {
    pub fn new(snapshot: &'a Snapshot<'a>, filter: &'a LogFilter) -> Self {
        Self { snapshot, filter, codes: HashMap::new(), looked_up: 0 }
    }

    pub fn passes(&mut self, row: &Row) -> Result<bool, StoreError> {
        for condition in &self.filter.conditions {
            if self.is(row, &condition.entry)? == condition.out {
                return Ok(false);
            }
        }
        Ok(true)
    }

    fn is(&mut self, row: &Row, entry: &EntryIs) -> Result<bool, StoreError> {
        let text = |column: usize| row.get_ref(column).and_then(|value| value.as_str().map_err(Into::into));
        let id = |column: usize| row.get::<_, Option<Id>>(column);
        Ok(match entry {
            EntryIs::By(members) => id(2)?.is_some_and(|member| members.contains(&member)),
            EntryIs::Session(session) => id(3)? == Some(*session),
            EntryIs::Origin(parts) => {
                let origin = text(4)?.to_lowercase();
                parts.iter().any(|part| origin.contains(part))
            }
            EntryIs::Action(actions) => {
                let name = text(5)?;
                actions.iter().any(|action| action.name() == name)
            }
            EntryIs::About(customers) => {
                let action = text(5)?;
                if id(6)?.is_some_and(|subject| customers.contains(&subject)) {
                    return Ok(true);
                }
                if !MANY.iter().any(|many| many.name() == action) {
                    return Ok(false);
                }
                self.looked_up += customers.len();
                self.snapshot.is_about(row.get(0)?, customers)?
            }
            EntryIs::Outcome(outcomes) => {
                let name = text(7)?;
                outcomes.iter().any(|outcome| outcome.name() == name)
            }
            EntryIs::Field(fields) => {
                let details = text(9)?;
                fields.iter().any(|field| names_field(details, *field))
            }
            EntryIs::Text { text: needle, members } => {
                let one = |id: Option<Id>| id.is_some_and(|id| members.contains(&id));
                let subject = id(6)?;
                needle.is_in(text(8)?)
                    || needle.is_in(text(9)?)
                    || needle.is_in(text(4)?)
                    || one(id(2)?)
                    || one(subject)
                    || match subject {
                        Some(subject) => needle.is_in(self.code(subject)?),
                        None => false,
                    }
            }
        })
    }

    fn code(&mut self, subject: Id) -> Result<&str, StoreError> {
        if !self.codes.contains_key(&subject) {
            self.looked_up += 1;
            let code = self.snapshot.customer_code(subject)?.unwrap_or_default();
            self.codes.insert(subject, code);
        }
        Ok(self.codes.get(&subject).map_or("", String::as_str))
    }
}

/// Whether details speak of a field: of the one that the act was on, of one of those it wrote, or of the one whose rule
/// refused it.
fn names_field(details: &str, field: Field) -> bool {
    let name = field.name();
    if !details.contains(name) {
        return false;
    }
    let details: serde_json::Value = serde_json::from_str(details).unwrap_or_default();
    let written = details["sealed"].as_array().is_some_and(|fields| fields.iter().any(|one| one == name));
    let refused = details["rule"].as_str().and_then(|rule| rule.split_once(' ')).is_some_and(|(_, of)| of == name);
    details["field"] == name || written || refused
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn details_name_their_fields() {
        for (details, fields) in [
            (r#"{"field":"phone"}"#, &[Field::Phone][..]),
            (r#"{"field":"phone2","reason":"phone"}"#, &[Field::Phone2]),
            (r#"{"sealed":["email","iban"]}"#, &[Field::Email, Field::Iban]),
            (r#"{"sealed":12,"class":"phone"}"#, &[]),
            (r#"{"out_of_scope":false,"rule":"field.reveal birth_date"}"#, &[Field::BirthDate]),
            ("not JSON, phone", &[]),
            ("{}", &[]),
        ] {
            let named: Vec<Field> = Field::ALL.into_iter().filter(|field| names_field(details, *field)).collect();
            assert_eq!(named, fields, "{details}");
        }
    }

    #[test]
    fn a_needle_is_found_with_and_without_signs() {
        for (needle, text, found) in [
            ("gọi", "Khách GOI lại", true),
            ("birth_date", r#"{"field":"birth_date"}"#, true),
            ("{}", "{}", true),
            ("{}", r#"{"field":"phone"}"#, false),
            ("10.0.0.1", "desk ssh 10.0.0.17", true),
            ("phone", "iban", false),
        ] {
            assert_eq!(Needle::new(needle).is_in(text), found, "{needle} in {text}");
        }
    }
}
