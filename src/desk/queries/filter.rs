//! What the names in a filter stand for in this office.

use super::super::api::Problem;
use crate::domain::filter::{Condition, Filter, Person};
use crate::domain::{Id, Micros, Unfit, fold};
use crate::store::{Known, Snapshot};

/// Longest filter, in characters, as whoever reads of one that is too large should know it.
const LONGEST: usize = 1_000;

/// The owners and departments that the filter names. A name that nobody has is told, and not taken for an empty list.
pub(super) fn known(snapshot: &Snapshot<'_>, filter: &Filter, me: Id, now: Micros) -> Result<Known, Problem> {
    let invalid = |field: &str, unfit| Problem::Invalid { field: field.to_owned(), unfit };
    if !filter.is_small() {
        return Err(invalid("filter", Unfit::TooLong(LONGEST)));
    }
    let (mut people, mut departments) = (Vec::new(), Vec::new());
    filter.each(&mut |condition| match condition {
        Condition::Owner(named) => people.extend(named.iter().filter_map(|person| match person {
            Person::Named(name) => Some(name.clone()),
            Person::Me | Person::Nobody => None,
        })),
        Condition::Department(names) => departments.extend_from_slice(names),
        _ => {}
    });
    let mut known = Known { me, now, ..Known::default() };
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
