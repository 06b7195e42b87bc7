//! Reads: one question a file, scoped in SQL, masked by type.

mod access;
mod choices;
mod customer;
mod customers;
mod drafts;
mod filter;
mod log;
mod office;
mod timeline;
mod views;
mod why;

pub(super) use views::Content;

use super::api::Problem;
use crate::domain::{Customer, Id};
use crate::policy::Target;
use crate::store::Snapshot;

/// The facts that rights on a customer depend on, or `None` where it is not there.
pub(super) fn target_of(snapshot: &Snapshot<'_>, id: Id) -> Result<Option<Target>, Problem> {
    Ok(snapshot.customer(id)?.as_ref().map(record))
}

/// A customer as what rights are judged on.
pub(super) const fn record(customer: &Customer) -> Target {
    Target::record(customer.id, customer.owner, customer.department)
}

/// A member's name; empty for an id that is no member's.
pub(super) fn member_name(snapshot: &Snapshot<'_>, id: Id) -> Result<String, Problem> {
    Ok(snapshot.member(id)?.map(|member| member.name).unwrap_or_default())
}

pub(super) fn department_name(snapshot: &Snapshot<'_>, id: Id) -> Result<String, Problem> {
    Ok(snapshot.department(id)?.map(|department| department.name).unwrap_or_default())
}
