//! Customers put into the trash and taken out of it: judged one by one, one entry for all.

use serde_json::json;

use super::super::Desk;
use super::super::api::{BulkDone, Problem, TrashPage, TrashRow};
use super::super::commands::bulk_entry;
use super::super::queries::{member_name, record, steady};
use super::super::session::Trace;
use super::super::steps::{Step, Turn};
use super::trashed_target;
use crate::domain::{Customer, Id, Micros, Unfit};
use crate::policy::{self, Actor, Operation, Target};
use crate::store::{Snapshot, Trashed, Tx};

/// Most customers of one act, and most rows of one page.
const MOST: usize = 10_000;
const MOST_ROWS: u16 = 200;

/// One customer that went into the trash or out of it, and how to turn that.
#[derive(Clone, Copy, Debug)]
pub struct TrashTurn {
    pub customer: Id,
    /// The version that the act left, and the one before it.
    pub left: i64,
    pub base: i64,
    /// What it is to become: in the trash by this mark, or (`None`) there again.
    pub mark: Option<Trashed>,
}

/// What of many wishes can be done now.
pub(super) struct Plan {
    pub done: BulkDone,
    pub ready: Vec<TrashTurn>,
    /// The first that somebody else has changed.
    pub stale: Option<Customer>,
}

impl Desk {
    pub(super) fn trash(&mut self, mut customers: Vec<(Id, i64)>, dry_run: bool) -> Result<BulkDone, Problem> {
        if let ([(customer, _)], false) = (&customers[..], dry_run) {
            // One alone is refused as any act on one: what may not be done is an error, and in the log.
            self.permit_on(*customer, Operation::TrashCustomer)?;
        }
        let permit = self.judge(Operation::TrashCustomer, Target::Office)?;
        if customers.len() > MOST {
            return Err(Problem::Invalid { field: "customers".into(), unfit: Unfit::TooMany(MOST) });
        }
        // Each once, in one order: so the hash of their ids is of the set.
        customers.sort_unstable_by_key(|(customer, _)| *customer);
        customers.dedup_by_key(|(customer, _)| *customer);
        let scribe = self.scribe()?;
        let now = scribe.now;
        let mark = Some(Trashed { at: now, by: permit.actor(), merged_into: None });
        let wish = |(customer, version)| TrashTurn { customer, left: version, base: version, mark };
        let wishes: Vec<TrashTurn> = customers.into_iter().map(wish).collect();
        let blank = scribe.done(&permit, Trace::default());
        let actor = self.session()?.actor.clone();
        if dry_run {
            return Ok(self.store.read(|snapshot| plan(snapshot, &actor, now, &wishes))?.done);
        }
        let (of, (done, turns)) = self.act(&permit, |tx| {
            let Plan { done, ready, .. } = plan(tx, &actor, now, &wishes)?;
            let ids: Vec<Id> = ready.iter().map(|turn| turn.customer).collect();
            let turns = apply(tx, &ready)?;
            tx.put_about(&ids)?;
            let entry = bulk_entry(&blank, &done, &ids, json!({ "trash": true }));
            Ok((entry, (done, turns)))
        })?;
        if !turns.is_empty() {
            self.did(Step { of, turn: Turn::Trash(turns) });
        }
        Ok(done)
    }

    pub(super) fn restore(&mut self, customer: Id) -> Result<Id, Problem> {
        let permit = self.judge(Operation::TrashCustomer, Target::Office)?;
        let (member, now) = (permit.actor(), self.clock.now());
        let target = self.store.read(|snapshot| trashed_target(snapshot, customer, member, now))?;
        self.judge(Operation::TrashCustomer, target.ok_or(Problem::NotFound)?)?;
        let scribe = self.scribe()?;
        let blank = scribe.done(&permit, Trace::default());
        let actor = self.session()?.actor.clone();
        let (of, turns) = self.act(&permit, |tx| {
            let (stored, _) = tx.trashed(customer)?.ok_or(Problem::NotFound)?;
            let wish = TrashTurn { customer, left: stored.version, base: stored.version, mark: None };
            let Plan { done, ready, .. } = plan(tx, &actor, now, &[wish])?;
            if ready.is_empty() {
                return Err(Problem::NotFound);
            }
            let turns = apply(tx, &ready)?;
            tx.put_about(&[customer])?;
            Ok((bulk_entry(&blank, &done, &[customer], json!({ "trash": false })), turns))
        })?;
        self.did(Step { of, turn: Turn::Trash(turns) });
        Ok(customer)
    }

    pub(super) fn trash_list(&mut self, before: Option<(Micros, Id)>, limit: u16) -> Result<TrashPage, Problem> {
        let permit = self.judge(Operation::TrashCustomer, Target::Office)?;
        let reach = self.reach(&permit)?;
        let limit = usize::from(limit.clamp(1, MOST_ROWS));
        self.store.read(|snapshot| {
            let page = snapshot.trash(&reach, before, limit)?;
            let mut rows = Vec::with_capacity(page.rows.len());
            for (customer, mark) in page.rows {
                let mut merged_into = String::new();
                if let Some(into) = mark.merged_into
                    && snapshot.in_reach(into, &reach)?
                {
                    merged_into = snapshot.customer_code(into)?.unwrap_or_default();
                }
                let Customer { id, code, name, company, city, .. } = customer;
                let by = member_name(snapshot, mark.by)?;
                rows.push(TrashRow { id, code, name, company, city, at: mark.at, by, merged_into });
            }
            Ok(TrashPage { rows, next: page.next })
        })
    }
}

/// Judges each customer as it stands. Out of scope and gone count alike.
pub(super) fn plan(snapshot: &Snapshot<'_>, actor: &Actor, now: Micros, wishes: &[TrashTurn]) -> Result<Plan, Problem> {
    let now = steady(snapshot, now)?;
    let mut plan = Plan { done: BulkDone::default(), ready: Vec::with_capacity(wishes.len()), stale: None };
    for wish in wishes {
        let current = match wish.mark {
            Some(_) => snapshot.customer(wish.customer)?,
            None => snapshot.trashed(wish.customer)?.map(|(customer, _)| customer),
        };
        let permitted = match &current {
            Some(current) => {
                let target = record(snapshot, current, actor.member, now)?;
                policy::judge(actor, Operation::TrashCustomer, target).is_ok()
            }
            None => false,
        };
        match current.filter(|_| permitted) {
            None => plan.done.refused += 1,
            Some(current) if current.version != wish.left => {
                plan.done.conflicts += 1;
                plan.stale.get_or_insert(current);
            }
            Some(_) => {
                plan.done.changed += 1;
                plan.ready.push(*wish);
            }
        }
    }
    Ok(plan)
}

/// Does what was planned; answers how to turn it back.
pub(super) fn apply(tx: &mut Tx<'_>, ready: &[TrashTurn]) -> Result<Vec<TrashTurn>, Problem> {
    let mut turns = Vec::with_capacity(ready.len());
    for TrashTurn { customer, left: base, mark, .. } in ready.iter().copied() {
        let (left, back) = match mark {
            Some(mark) => (tx.trash_customer(customer, base, &mark)?, None),
            None => {
                let (_, mark) = tx.trashed(customer)?.ok_or(Problem::NotFound)?;
                (tx.restore_customer(customer, base)?, Some(mark))
            }
        };
        turns.push(TrashTurn { customer, left, base, mark: back });
    }
    Ok(turns)
}
