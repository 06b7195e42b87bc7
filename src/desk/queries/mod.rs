//! Reads: one question a file, scoped in SQL, masked by type.

mod access;
mod chart;
mod choices;
mod customer;
mod customers;
mod drafts;
mod filter;
mod log;
mod log_filter;
mod more;
mod office;
mod seen;
mod sharing;
mod views;
mod why;

pub(super) use customers::{Names, cursor, may_look_up, place, place_of};
pub(super) use log::exported;
pub(super) use log_filter::resolved;
pub(super) use more::{own_fields, shown as shown_more};
pub(super) use sharing::sharing_of;
pub(super) use views::{Content, listing};

use super::api::Problem;
use super::rights::Rights;
use crate::domain::{Customer, Id, Micros};
use crate::policy::Target;
use crate::store::Snapshot;

/// The facts that a member's rights on a customer depend on at this time, or `None` where it is not there.
pub(super) fn target_of(snapshot: &Snapshot<'_>, id: Id, member: Id, now: Micros) -> Result<Option<Target>, Problem> {
    let now = steady(snapshot, now)?;
    snapshot.customer(id)?.map(|customer| record(snapshot, &customer, member, now)).transpose()
}

/// A customer as what a member's rights are judged on at this time.
pub(super) fn record(snapshot: &Snapshot<'_>, customer: &Customer, member: Id, now: Micros) -> Result<Target, Problem> {
    let Customer { id, owner, department, private, .. } = *customer;
    let share = snapshot.share(id, member)?.filter(|share| share.lasts(now));
    Ok(Target::Record { id, owner, department, private, shared: share.map(|share| share.level) })
}

/// A time, or that of the log's last entry if it is later: what ends in time does not begin again when the clock is
/// set back.
pub(super) fn steady(snapshot: &Snapshot<'_>, now: Micros) -> Result<Micros, Problem> {
    Ok(snapshot.log_time()?.map_or(now, |logged| now.max(logged)))
}

/// Whether this is an active member who works with customers: programs look after nobody.
pub(super) fn is_person(rights: &Rights, member: Id, now: Micros) -> bool {
    rights.held_by(member, now).is_some_and(|held| !rights.is_program(held.role))
}

/// A member's name; empty for an id that is no member's.
pub(super) fn member_name(snapshot: &Snapshot<'_>, id: Id) -> Result<String, Problem> {
    Ok(snapshot.member(id)?.map(|member| member.name).unwrap_or_default())
}

pub(super) fn department_name(snapshot: &Snapshot<'_>, id: Id) -> Result<String, Problem> {
    Ok(snapshot.department(id)?.map(|department| department.name).unwrap_or_default())
}
