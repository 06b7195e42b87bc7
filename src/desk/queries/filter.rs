//! What the names in a filter stand for in this office.

use super::super::api::Problem;
use crate::domain::filter::{Condition, Filter, Person};
use crate::domain::{Micros, Unfit, fold};
use crate::policy::{self, Actor, Operation};
use crate::store::{Known, Snapshot, TicketReach};

/// Longest filter, in characters, as whoever reads of one that is too large should know it.
const LONGEST: usize = 1_000;

/// The owners and departments that the filter names. A name that nobody has is told, and not taken for an empty list.
///
/// `tickets` is how far the right to list them reaches, if there is one.
pub(super) fn known(
    snapshot: &Snapshot<'_>,
    filter: &Filter,
    actor: &Actor,
    tickets: Option<TicketReach>,
    now: Micros,
) -> Result<Known, Problem> {
    let invalid = |field: &str, unfit| Problem::Invalid { field: field.to_owned(), unfit };
    if !filter.is_small() {
        return Err(invalid("filter", Unfit::TooLong(LONGEST)));
    }
    let (mut people, mut departments) = (Vec::new(), Vec::new());
    let mut unseen = false;
    filter.each(&mut |condition| match condition {
        Condition::Owner(named) => people.extend(named.iter().filter_map(|person| match person {
            Person::Named(name) => Some(name.clone()),
            Person::Me | Person::Nobody => None,
        })),
        Condition::Department(names) => departments.extend_from_slice(names),
        // Whether there is a value tells something of it to who may not even see its mask.
        Condition::Has(fields) => {
            unseen |= fields.iter().any(|field| policy::scope_of(actor, Operation::ViewField(*field)).is_none());
        }
        Condition::HasTicket { .. } => unseen |= tickets.is_none(),
        _ => {}
    });
    if unseen {
        return Err(invalid("has", Unfit::NotInList));
    }
    let mut known = Known { me: actor.member, now, tickets, ..Known::default() };
    for name in people {
        let member = snapshot.member_by_name(&name)?.ok_or_else(|| invalid("owner", Unfit::NotInList))?;
        known.members.insert(name, member.id);
    }
    if !departments.is_empty() {
        for department in snapshot.departments()? {
            known.departments.entry(fold::fold(&department.name)).or_default().push(department.id);
        }
        if departments.iter().any(|name| !known.departments.contains_key(name)) {
            return Err(invalid("department", Unfit::NotInList));
        }
    }
    Ok(known)
}
