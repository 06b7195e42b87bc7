//! With whom one customer is shared, for those who may change it.

use super::super::Desk;
use super::super::api::{Problem, SharedWith, Sharing};
use super::member_name;
use crate::domain::{Id, Micros, fold};
use crate::policy::Operation;
use crate::store::Snapshot;

impl Desk {
    pub(in crate::desk) fn sharing(&mut self, customer: Id) -> Result<Sharing, Problem> {
        let target = self.target(customer, Operation::ShareCustomer)?;
        self.judge(Operation::ShareCustomer, target)?;
        // A part of the look at the customer.
        let permit = self.judge(Operation::ViewCustomer, target)?;
        self.look(&permit, true, serde_json::Value::Null)?;
        let now = self.steady_now()?;
        self.store.read(|snapshot| sharing_of(snapshot, customer, now))
    }
}

/// What lasts at this time, by the members' names.
pub(in crate::desk) fn sharing_of(snapshot: &Snapshot<'_>, customer: Id, now: Micros) -> Result<Sharing, Problem> {
    let private = snapshot.customer(customer)?.ok_or(Problem::NotFound)?.private;
    let mut members = Vec::new();
    for share in snapshot.shares_of(customer)?.into_iter().filter(|share| share.lasts(now)) {
        let name = member_name(snapshot, share.member)?;
        members.push(SharedWith { member: share.member, name, level: share.level, until: share.until });
    }
    members.sort_by_cached_key(|shared| (fold::fold(&shared.name), shared.member));
    Ok(Sharing { private, members })
}
