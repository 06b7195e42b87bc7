//! Who and what was touched: counted from the log over the span of an incident.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use serde_json::{Value, json};

use super::super::Desk;
use super::super::api::{Problem, Touched, TouchedCounts, TouchedCustomer, TouchedField, TouchedMember};
use super::super::queries::{member_name, target_of};
use crate::domain::{Action, Entry, Field, Id, Outcome};
use crate::policy::{self, Operation, Target};
use crate::store::{EntryIs, LogFilter};

/// Most entries that one answer is made of, the newest.
const MOST: usize = 200_000;
/// Most customers that are named.
const MOST_CUSTOMERS: usize = 500;

/// What is counted. What was only looked for has shown nothing but a match.
const COUNTED: [Action; 4] = [Action::CustomerView, Action::FieldReveal, Action::FieldCopy, Action::LogExport];

/// What was done to one thing, or by one member.
#[derive(Default)]
struct Tally {
    counts: TouchedCounts,
    customers: BTreeSet<Id>,
    exported: u64,
}

impl Tally {
    fn add(&mut self, entry: &Entry) {
        match entry.action {
            Action::CustomerView => self.counts.opened += 1,
            Action::FieldReveal => self.counts.revealed += 1,
            Action::FieldCopy => self.counts.copied += 1,
            _ => {}
        }
        self.customers.extend(entry.subject);
    }
}

#[derive(Default)]
struct Tallies {
    entries: u64,
    all: Tally,
    members: HashMap<Id, Tally>,
    fields: BTreeMap<&'static str, (Field, Tally)>,
    customers: HashMap<Id, TouchedCounts>,
    exports: u64,
}

impl Tallies {
    /// Counts one entry. Only what was done has touched anything; a list that was opened is about nobody.
    fn add(&mut self, entry: &Entry) {
        self.entries += 1;
        let Some(member) = entry.member else { return };
        let details: Value = serde_json::from_str(&entry.details).unwrap_or_default();
        if entry.action == Action::LogExport {
            let count = details["count"].as_u64().unwrap_or_default();
            self.exports += 1;
            self.all.exported += count;
            self.members.entry(member).or_default().exported += count;
            return;
        }
        let Some(customer) = entry.subject else { return };
        let field = details["field"].as_str().and_then(Field::from_name);
        // The code and the name are no sealed values.
        if entry.action == Action::FieldCopy && field.is_none() {
            return;
        }
        self.all.add(entry);
        self.members.entry(member).or_default().add(entry);
        if let Some(field) = field.filter(|_| entry.action != Action::CustomerView) {
            self.fields.entry(field.name()).or_insert_with(|| (field, Tally::default())).1.add(entry);
        }
        let counts = self.customers.entry(customer).or_default();
        match entry.action {
            Action::CustomerView => counts.opened += 1,
            Action::FieldReveal => counts.revealed += 1,
            _ => counts.copied += 1,
        }
    }
}

impl Desk {
    /// Of the entries that the reader may see in the log; customers are named to who may open them.
    pub(super) fn touched(&mut self, incident: Id) -> Result<Touched, Problem> {
        self.judge(Operation::ManageIncidents, Target::Office)?;
        let permit = self.judge(Operation::ViewLog, Target::Office)?;
        let now = self.steady_now()?;
        let found = self.store.read(|snapshot| snapshot.incident(incident))?.ok_or(Problem::NotFound)?;
        self.look(&permit, false, json!({ "incident": incident, "touched": true }))?;
        let within = self.log_scope(&permit)?;
        let (from, to) = (found.since, found.until.unwrap_or(now));
        let mut filter = LogFilter { from: Some(from), to: Some(to), ..LogFilter::default() }
            .with(EntryIs::Action(COUNTED.to_vec()))
            .with(EntryIs::Outcome(vec![Outcome::Done]));
        let members = (!found.members.is_empty()).then_some(found.members);
        for members in [members, within].into_iter().flatten() {
            filter = filter.with(EntryIs::By(members));
        }
        let entries = self.store.read(|snapshot| snapshot.log(&filter, None, MOST))?;
        let mut tallies = Tallies::default();
        entries.iter().for_each(|logged| tallies.add(&logged.sealed.entry));
        self.put_together(tallies, Touched { from, to, now, unfinished: entries.len() >= MOST, ..Touched::default() })
    }

    fn put_together(&mut self, tallies: Tallies, empty: Touched) -> Result<Touched, Problem> {
        let Tallies { entries, all, members, fields, customers, exports } = tallies;
        let customer_count = customers.len() as u64;
        let mut most: Vec<(Id, TouchedCounts)> = customers.into_iter().collect();
        most.sort_by_key(|(id, counts)| std::cmp::Reverse((counts.revealed + counts.copied, counts.opened, *id)));
        most.truncate(MOST_CUSTOMERS);
        let (session, now) = (self.session()?, self.clock.now());
        // Who looks as another role sees what both may see.
        let actors = [session.actor.clone(), session.seen_as().clone()];
        self.store.read(|snapshot| {
            let member = |(id, tally): (Id, Tally)| {
                Ok(TouchedMember {
                    id,
                    name: member_name(snapshot, id)?,
                    counts: tally.counts,
                    customers: tally.customers.len() as u64,
                    exported: tally.exported,
                })
            };
            let mut members = members.into_iter().map(member).collect::<Result<Vec<_>, Problem>>()?;
            members.sort_by(|a, b| {
                let weight = |row: &TouchedMember| (row.counts.revealed + row.counts.copied, row.counts.opened);
                (weight(b), &a.name).cmp(&(weight(a), &b.name))
            });
            let field = |(field, tally): (Field, Tally)| TouchedField {
                field,
                class: field.class(),
                revealed: tally.counts.revealed,
                copied: tally.counts.copied,
                customers: tally.customers.len() as u64,
            };
            let named = |(id, counts): (Id, TouchedCounts)| {
                let target = target_of(snapshot, id, actors[0].member, now)?;
                let opens =
                    |target| actors.iter().all(|actor| policy::judge(actor, Operation::ViewCustomer, target).is_ok());
                let may = target.is_some_and(opens);
                let customer = if may { snapshot.customer(id)? } else { None };
                let (code, name) = customer.map(|customer| (customer.code, customer.name)).unwrap_or_default();
                Ok(TouchedCustomer { id, code, name, counts })
            };
            Ok(Touched {
                entries,
                members,
                fields: fields.into_values().map(field).collect(),
                customers: most.into_iter().map(named).collect::<Result<_, Problem>>()?,
                customer_count,
                counts: all.counts,
                exports,
                exported: all.exported,
                ..empty
            })
        })
    }
}
