//! One change to many customers, in one act with one entry in the log.

use std::collections::HashMap;

use serde_json::{Value, json};

use super::super::Desk;
use super::super::api::{BulkChange, BulkDone, Problem};
use super::super::queries::{is_person, record, steady};
use super::super::session::Trace;
use super::super::steps::{BulkTurn, Moved, Step, Turn};
use crate::domain::{Customer, Entry, Id, Micros, Outcome, PlainField, Scope, Unfit, audit};
use crate::policy::{self, Actor, Denied, Operation, Permit, Target};
use crate::store::{Folded, Snapshot, Tx};

/// Most customers of one act.
const MOST: usize = 10_000;

/// What one customer is to become, if it still has this version.
pub(super) struct Wish {
    pub customer: Id,
    pub version: i64,
    pub change: BulkChange,
}

/// What of many wishes can be done now.
pub(super) struct Plan {
    pub done: BulkDone,
    pub ready: Vec<(Customer, BulkChange)>,
    /// The first that somebody else has changed.
    pub stale: Option<Customer>,
}

impl Desk {
    pub(in crate::desk) fn bulk(
        &mut self,
        mut customers: Vec<(Id, i64)>,
        change: BulkChange,
        dry_run: bool,
    ) -> Result<BulkDone, Problem> {
        let permit = self.permit_bulk(matches!(change, BulkChange::Department(_)))?;
        if customers.len() > MOST {
            return Err(Problem::Invalid { field: "customers".into(), unfit: Unfit::TooMany(MOST) });
        }
        self.check_change(change)?;
        // Each once, in one order: so the hash of their ids is of the set.
        customers.sort_unstable_by_key(|(customer, _)| *customer);
        customers.dedup_by_key(|(customer, _)| *customer);
        let wishes: Vec<Wish> =
            customers.into_iter().map(|(customer, version)| Wish { customer, version, change }).collect();
        let actor = self.session()?.actor.clone();
        let scribe = self.scribe()?;
        let now = scribe.now;
        if dry_run {
            return Ok(self.store.read(|snapshot| plan(snapshot, &actor, now, &wishes))?.done);
        }
        let blank = scribe.done(&permit, Trace::default());
        let (of, (done, turns)) = self.act(&permit, |tx| {
            let Plan { done, ready, .. } = plan(tx, &actor, now, &wishes)?;
            let ids: Vec<Id> = ready.iter().map(|(customer, _)| customer.id).collect();
            let turns = apply(tx, ready, now)?;
            tx.put_about(&ids)?;
            let entry = entry(&blank, &done, &ids, named(change));
            Ok((entry, (done, turns)))
        })?;
        if !turns.is_empty() {
            self.did(Step { of, turn: Turn::Bulk(turns) });
        }
        Ok(done)
    }

    /// The right to change many at once; moving them between departments is for who reaches all of them.
    pub(super) fn permit_bulk(&mut self, departments: bool) -> Result<Permit, Problem> {
        let permit = self.judge(Operation::BulkEdit, Target::Office)?;
        if departments && permit.scope() != Scope::All {
            let denied = Denied { operation: Operation::BulkEdit, target: Target::Office, out_of_scope: false };
            return self.with_keys(|desk, keys| desk.refuse(&keys.member, &denied));
        }
        Ok(permit)
    }

    /// A customer is given only to a person of the office, and only into a department that is there.
    fn check_change(&mut self, change: BulkChange) -> Result<(), Problem> {
        let now = self.clock.now();
        let (field, fits) = match change {
            BulkChange::Status(_) | BulkChange::Owner(None) => return Ok(()),
            BulkChange::Owner(Some(owner)) => {
                let active = self.store.read(|snapshot| snapshot.member(owner))?.is_some_and(|member| member.active);
                ("owner", active && is_person(&self.rights, owner, now))
            }
            BulkChange::Department(department) => {
                ("department", self.store.read(|snapshot| snapshot.department(department))?.is_some())
            }
        };
        if fits { Ok(()) } else { Err(Problem::Invalid { field: field.into(), unfit: Unfit::NotInList }) }
    }
}

/// Judges each customer as it stands. Out of scope and gone count alike.
pub(super) fn plan(snapshot: &Snapshot<'_>, actor: &Actor, now: Micros, wishes: &[Wish]) -> Result<Plan, Problem> {
    let now = steady(snapshot, now)?;
    let mut plan = Plan { done: BulkDone::default(), ready: Vec::with_capacity(wishes.len()), stale: None };
    for wish in wishes {
        let current = snapshot.customer(wish.customer)?;
        let target = current.as_ref().map(|current| record(snapshot, current, actor.member, now)).transpose()?;
        let permitted = |current: &Customer| {
            let operations = [Operation::EditCustomer, Operation::EditField(field(wish.change).into())];
            let may = |operation| target.is_some_and(|target| policy::judge(actor, operation, target).is_ok());
            // A private customer stays somebody's.
            operations.into_iter().all(may) && !(current.private && wish.change == BulkChange::Owner(None))
        };
        match current.filter(permitted) {
            None => plan.done.refused += 1,
            Some(current) if current.version != wish.version => {
                plan.done.conflicts += 1;
                plan.stale.get_or_insert(current);
            }
            Some(current) if value(&current, wish.change) == wish.change => plan.done.same += 1,
            Some(current) => {
                plan.done.changed += 1;
                plan.ready.push((current, wish.change));
            }
        }
    }
    Ok(plan)
}

/// Changes what was planned; answers how to turn it back.
pub(super) fn apply(
    tx: &mut Tx<'_>,
    ready: Vec<(Customer, BulkChange)>,
    now: Micros,
) -> Result<Vec<BulkTurn>, Problem> {
    let one = |(mut customer, change): (Customer, BulkChange)| {
        let (base, back) = (customer.version, value(&customer, change));
        match change {
            BulkChange::Status(status) => customer.status = status,
            BulkChange::Owner(owner) => customer.owner = owner,
            BulkChange::Department(department) => customer.department = department,
        }
        customer.updated_at = now;
        let folded = Folded::of(&customer);
        let left = tx.update_customer(&customer, &folded, &[])?;
        Ok(BulkTurn { customer: customer.id, left, base, back })
    };
    ready.into_iter().map(one).collect()
}

const fn field(change: BulkChange) -> PlainField {
    match change {
        BulkChange::Status(_) => PlainField::Status,
        BulkChange::Owner(_) => PlainField::Owner,
        BulkChange::Department(_) => PlainField::Department,
    }
}

/// What a customer now has of what a change is about.
fn value(customer: &Customer, change: BulkChange) -> BulkChange {
    match change {
        BulkChange::Status(_) => BulkChange::Status(customer.status),
        BulkChange::Owner(_) => BulkChange::Owner(customer.owner),
        BulkChange::Department(_) => BulkChange::Department(customer.department),
    }
}

/// The act's one entry: how many, and which by the hash of their ids; `details` says what was done.
pub(super) fn entry(blank: &Entry, done: &BulkDone, ids: &[Id], mut details: Value) -> Entry {
    details["count"] = json!(done.changed);
    details["ids"] = json!(audit::ids_hash(ids));
    details["refused"] = json!(done.refused);
    details["conflicts"] = json!(done.conflicts);
    let outcome = if done.changed == 0 { Outcome::Failed } else { blank.outcome };
    Entry { details: details.to_string(), outcome, ..blank.clone() }
}

fn named(change: BulkChange) -> Value {
    match change {
        BulkChange::Status(status) => json!({ "change": "status", "to": status }),
        BulkChange::Owner(owner) => json!({ "change": "owner", "to": owner }),
        BulkChange::Department(department) => json!({ "change": "department", "to": department }),
    }
}

/// Where customers turned back stand now, by their versions.
pub(super) fn moved(turned: &[BulkTurn], wanted: &[BulkTurn]) -> Vec<Moved> {
    let base: HashMap<Id, i64> = wanted.iter().map(|turn| (turn.customer, turn.base)).collect();
    let one = |turn: &BulkTurn| Some(Moved { record: turn.customer, base: *base.get(&turn.customer)?, now: turn.left });
    turned.iter().filter_map(one).collect()
}
