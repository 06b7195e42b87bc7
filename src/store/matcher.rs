//! Filters as SQL: text with `?N` for every value, and the parts of a filter that an index could answer.

use std::collections::HashMap;

use jiff::Timestamp;
use jiff::tz::TimeZone;
use rusqlite::types::Value;

use super::reach::over;
use super::row::Named;
use super::{Reach, TicketReach, order};
use crate::domain::filter::{Condition, Filter, Person, Side, TextField, TimeField, When};
use crate::domain::{Id, Micros};

const DAY: i64 = 24 * 3600 * 1_000_000;

/// What the names and ages of a filter stand for.
#[derive(Clone, Debug, Default)]
pub struct Known {
    /// Whoever asks.
    pub me: Id,
    pub now: Micros,
    /// Members by folded name.
    pub members: HashMap<String, Id>,
    /// Departments by folded name; two may be called the same.
    pub departments: HashMap<String, Vec<Id>>,
    /// The tickets that whoever asks may list; `None`: none at all.
    pub tickets: Option<TicketReach>,
}

/// The values of a statement, in the order of its parameters.
#[derive(Debug, Default)]
pub(super) struct Values(pub Vec<Value>);

impl Values {
    /// Takes a value and answers the parameter that stands for it.
    pub fn bind(&mut self, value: impl Into<Value>) -> String {
        self.0.push(value.into());
        format!("?{}", self.0.len())
    }

    fn list(&mut self, values: impl IntoIterator<Item = Value>) -> String {
        let list: Vec<String> = values.into_iter().map(|value| self.bind(value)).collect();
        list.join(", ")
    }
}

pub(super) fn blob(id: Id) -> Value {
    Value::Blob(id.0.to_vec())
}

/// An index that leads to all that can match.
pub(super) struct Driver {
    /// The statement that lists the candidates.
    pub candidates: String,
    /// The conditions on a customer that is one of them, of which one must hold.
    pub parts: Vec<String>,
    pub values: Values,
}

/// A range of an index: at or after the first, before the second.
type Bounds = (Option<i64>, Option<i64>);

impl Known {
    /// The condition of a filter on a row of `customer`; never NULL.
    pub(super) fn sql(&self, filter: &Filter, values: &mut Values) -> String {
        let join = |parts: &[Filter], word: &str, none: &str, values: &mut Values| {
            let parts: Vec<String> = parts.iter().map(|part| self.sql(part, values)).collect();
            if parts.is_empty() { none.to_owned() } else { format!("({})", parts.join(word)) }
        };
        match filter {
            Filter::All => "1".to_owned(),
            Filter::And(parts) => join(parts, " AND ", "1", values),
            Filter::Or(parts) => join(parts, " OR ", "0", values),
            Filter::Not(inner) => format!("(NOT {})", self.sql(inner, values)),
            Filter::Is(condition) => format!("({})", self.condition(condition, values)),
        }
    }

    fn condition(&self, condition: &Condition, values: &mut Values) -> String {
        match condition {
            Condition::Text(field, texts) => among(text_column(*field), texts.iter().cloned().map(Value::Text), values),
            Condition::Contains(field, text) => {
                format!("instr({}, {}) > 0", text_column(*field), values.bind(text.clone()))
            }
            Condition::Kind(kinds) => among("kind", kinds.iter().map(|kind| name(*kind)), values),
            Condition::Status(all) => among("status", all.iter().map(|status| name(*status)), values),
            Condition::Owner(people) => {
                let nobody = if people.contains(&Person::Nobody) { "owner IS NULL" } else { "0" };
                let owners = among("coalesce(owner, x'')", self.owners(people).into_iter().map(blob), values);
                format!("{nobody} OR {owners}")
            }
            Condition::Department(names) => among("department", self.departments(names).into_iter().map(blob), values),
            Condition::Time(TimeField::Since, side, when) => {
                format!("since <> '' AND since {} {}", comparison(*side), values.bind(self.day(*when)))
            }
            Condition::Time(field, side, when) => {
                let condition =
                    format!("{} {} {}", time_column(*field), comparison(*side), values.bind(self.moment(*when)));
                // What never had an activity has none before any time either.
                let never = *field == TimeField::Activity && *side == Side::Before;
                if never { format!("last_activity <> 0 AND {condition}") } else { condition }
            }
            Condition::Has(fields) => {
                let fields = among("field", fields.iter().map(|field| Value::Text(field.name().into())), values);
                format!("EXISTS (SELECT 1 FROM sealed_value s WHERE s.customer = customer.id AND {fields})")
            }
            Condition::HasTicket { open } => {
                let tickets = self.ticketed(*open, values);
                tickets.map_or_else(none, |seen| format!("EXISTS (SELECT 1 {seen} AND ticket.customer = customer.id)"))
            }
            Condition::Tag(_) | Condition::Segment(_) | Condition::Starred | Condition::Recent => {
                let (table, held) = self.held(condition, values);
                format!("EXISTS (SELECT 1 FROM {table} WHERE {table}.customer = customer.id AND {held})")
            }
        }
    }

    /// The tickets that count, along the index that leads to them by their customers; `None`: none is seen.
    fn ticketed(&self, open: bool, values: &mut Values) -> Option<String> {
        let seen = self.tickets.as_ref()?.sql(values);
        let (index, live) = if open { ("ticket_open", " AND live = 1") } else { ("ticket_customer_number", "") };
        // Of a condition that nothing fulfils the planner walks no index.
        (seen != none()).then(|| format!("FROM ticket INDEXED BY {index} WHERE customer IS NOT NULL{live} AND {seen}"))
    }

    /// The table that says which customers have something, and what of it.
    fn held(&self, condition: &Condition, values: &mut Values) -> (&'static str, String) {
        let texts = |texts: &[String]| texts.iter().cloned().map(Value::Text).collect::<Vec<_>>();
        match condition {
            Condition::Tag(tags) => ("customer_tag", among("tag", texts(tags), values)),
            Condition::Segment(names) => ("customer_more", among("segment_folded", texts(names), values)),
            Condition::Recent => ("recent", format!("member = {}", values.bind(blob(self.me)))),
            _ => ("star", format!("member = {}", values.bind(blob(self.me)))),
        }
    }

    fn owners(&self, people: &[Person]) -> Vec<Id> {
        let id = |person: &Person| match person {
            Person::Me => Some(self.me),
            Person::Nobody => None,
            Person::Named(name) => self.members.get(name).copied(),
        };
        people.iter().filter_map(id).collect()
    }

    fn departments(&self, names: &[String]) -> Vec<Id> {
        names.iter().filter_map(|name| self.departments.get(name)).flatten().copied().collect()
    }

    fn moment(&self, when: When) -> i64 {
        match when {
            When::Day(_, begins) => begins.0,
            When::DaysAgo(days) => self.now.0.saturating_sub(i64::from(days) * DAY),
        }
    }

    /// As ISO 8601 text.
    fn day(&self, when: When) -> String {
        if let When::Day(day, _) = when {
            return day.to_string();
        }
        let moment = Timestamp::from_microsecond(self.moment(when));
        moment.map(|moment| moment.to_zoned(TimeZone::UTC).date().to_string()).unwrap_or_default()
    }

    /// What indexes could answer of that which every match fulfils.
    /// No more than `most` customers need be led to.
    pub(super) fn drivers(&self, filter: &Filter, reach: &Reach, most: usize) -> Vec<Driver> {
        let mut drivers = Vec::new();
        let mut values = Values::default();
        let parts = reach.parts(&mut values);
        if !parts.is_empty() {
            drivers.push(Driver { candidates: over(&parts, "1", "1"), parts, values });
        }
        let mut add = |write: &dyn Fn(&mut Values) -> String| {
            let mut values = Values::default();
            let parts = vec![write(&mut values)];
            drivers.push(Driver { candidates: over(&parts, "1", "1"), parts, values });
        };
        let mut listed = Vec::new();
        let mut list = |candidates: String, values| {
            let parts = vec![format!("id IN ({candidates} LIMIT {most})")];
            listed.push(Driver { candidates, parts, values });
        };
        for part in filter.conjuncts() {
            match part {
                Filter::Is(condition @ Condition::Text(TextField::City | TextField::Code, _))
                | Filter::Is(condition @ Condition::Department(_)) => add(&|values| self.condition(condition, values)),
                Filter::Is(Condition::Owner(people)) if !people.contains(&Person::Nobody) => {
                    add(&|values| among("owner", self.owners(people).into_iter().map(blob), values));
                }
                Filter::Is(
                    condition @ (Condition::Tag(_) | Condition::Segment(_) | Condition::Starred | Condition::Recent),
                ) => {
                    let mut values = Values::default();
                    let (table, held) = self.held(condition, &mut values);
                    list(format!("SELECT DISTINCT customer FROM {table} WHERE {held}"), values);
                }
                Filter::Is(Condition::HasTicket { open: true }) => {
                    let mut values = Values::default();
                    let tickets = self.ticketed(true, &mut values);
                    let none = format!("FROM ticket WHERE {}", none());
                    list(format!("SELECT DISTINCT customer {}", tickets.unwrap_or(none)), values);
                }
                _ => {}
            }
        }
        for field in [TimeField::Created, TimeField::Updated, TimeField::Activity] {
            if self.bounds(filter, field) != (None, None) {
                add(&|values| self.within(filter, field, values).join(" AND "));
            }
        }
        drivers.extend(listed);
        drivers
    }

    /// The narrowest range of a time that every match lies in.
    fn bounds(&self, filter: &Filter, field: TimeField) -> Bounds {
        let (mut from, mut before): Bounds = (None, None);
        for part in filter.conjuncts() {
            // A day is two conditions in a pair of brackets.
            for part in part.conjuncts() {
                match part {
                    Filter::Is(Condition::Time(about, side, when)) if *about == field => {
                        let at = self.moment(*when);
                        match side {
                            Side::From => from = Some(from.map_or(at, |from| from.max(at))),
                            Side::Before => before = Some(before.map_or(at, |before| before.min(at))),
                        }
                    }
                    // Quiet since then.
                    Filter::Not(inner) => {
                        if let Filter::Is(Condition::Time(about, Side::From, when)) = &**inner
                            && (*about, field) == (TimeField::Activity, TimeField::Activity)
                        {
                            let at = self.moment(*when);
                            before = Some(before.map_or(at, |before| before.min(at)));
                        }
                    }
                    _ => {}
                }
            }
        }
        (from, before)
    }

    /// That range, as conditions on the columns of an index.
    pub(super) fn within(&self, filter: &Filter, field: TimeField, values: &mut Values) -> Vec<String> {
        let (from, before) = self.bounds(filter, field);
        let mut parts = Vec::new();
        for (side, at) in [(Side::From, from), (Side::Before, before)] {
            let Some(at) = at else { continue };
            let (column, bound) = match field {
                // Ids are made in the order of time; a day more on each side, for the row's own time is another.
                TimeField::Created if side == Side::From => ("id", blob(first_id(at.saturating_sub(DAY)))),
                TimeField::Created => ("id", blob(first_id(at.saturating_add(DAY)))),
                _ => (time_column(field), Value::Integer(at)),
            };
            parts.push(format!("{column} {} {}", comparison(side), values.bind(bound)));
        }
        parts
    }
}

/// The one city that every match is in, folded.
pub(super) fn only_city(filter: &Filter) -> Option<&str> {
    filter.conjuncts().iter().find_map(|part| match part {
        Filter::Is(Condition::Text(TextField::City, texts)) if texts.len() == 1 => texts.first().map(String::as_str),
        _ => None,
    })
}

/// The first id that could be made at this moment: a UUIDv7 begins with its milliseconds (RFC 9562, 5.7).
fn first_id(at: i64) -> Id {
    let millis = u64::try_from(at.div_euclid(1_000)).unwrap_or(0).min((1 << 48) - 1);
    let mut id = [0; 16];
    id[..6].copy_from_slice(&millis.to_be_bytes()[2..]);
    Id(id)
}

/// What nothing fulfils.
fn none() -> String {
    "0".to_owned()
}

pub(super) fn among(column: &str, choices: impl IntoIterator<Item = Value>, values: &mut Values) -> String {
    let list = values.list(choices);
    if list.is_empty() { none() } else { format!("{column} IN ({list})") }
}

fn name(choice: impl Named) -> Value {
    Value::Text(choice.stored().to_owned())
}

const fn comparison(side: Side) -> &'static str {
    match side {
        Side::From => ">=",
        Side::Before => "<",
    }
}

const fn time_column(field: TimeField) -> &'static str {
    match field {
        TimeField::Since => "since",
        TimeField::Created => "created_at",
        TimeField::Updated => "updated_at",
        TimeField::Activity => "last_activity",
    }
}

/// The folded text of a field. Name and company share a column, with `order::SEPARATOR` between them.
const fn text_column(field: TextField) -> &'static str {
    const { assert!(order::SEPARATOR as u32 == 31) };
    match field {
        TextField::Name => "substr(search, 1, instr(search, char(31)) - 1)",
        TextField::Company => "substr(search, instr(search, char(31)) + 1)",
        TextField::City => "city_folded",
        TextField::Country => "country_folded",
        TextField::Code => "code",
    }
}
