//! What a filter of the log stands for in this office, and what of the log its reader may see.

use super::super::Desk;
use super::super::api::{LogFilter, LogMatch, Problem};
use super::super::rights::Rights;
use crate::domain::{Id, Micros, Scope, Unfit, fold};
use crate::policy::Permit;
use crate::store::{EntryIs, LogCondition, LogFilter as StoreFilter, Member, Needle, Snapshot};

/// Longest filter, in characters, as whoever reads of one that is too large should know it.
const LONGEST: usize = 1_000;

impl Desk {
    /// The members whose entries a reader sees; `None`: everybody's, and those of nobody.
    pub(in crate::desk) fn log_scope(&self, permit: &Permit) -> Result<Option<Vec<Id>>, Problem> {
        let actor = &self.session()?.actor;
        Ok(match permit.scope() {
            Scope::All => None,
            Scope::Own => Some(vec![actor.member]),
            Scope::Department => Some(self.rights.members_of(&actor.departments)),
        })
    }
}

/// The filter as the store knows it, within what the reader may see.
pub(in crate::desk) fn resolved(
    snapshot: &Snapshot<'_>,
    rights: &Rights,
    filter: &LogFilter,
    within: Option<&[Id]>,
    now: Micros,
) -> Result<StoreFilter, Problem> {
    if !filter.is_small() {
        return Err(Problem::Invalid { field: "filter".into(), unfit: Unfit::TooLong(LONGEST) });
    }
    let mut found = StoreFilter::default();
    if let Some(members) = within {
        found = found.with(EntryIs::By(members.to_vec()));
    }
    let all = snapshot.members()?;
    for term in &filter.terms {
        match (&term.matches, term.out) {
            (LogMatch::Since(time), false) | (LogMatch::Until(time), true) => found.from = found.from.max(Some(*time)),
            (LogMatch::Since(time), true) | (LogMatch::Until(time), false) => {
                found.to = Some(found.to.map_or(*time, |to| to.min(*time)));
            }
            (matches, out) => {
                let entry = entry(snapshot, rights, &all, matches, now)?;
                found.conditions.extend(entry.map(|entry| LogCondition { out, entry }));
            }
        }
    }
    Ok(found)
}

/// What an entry must be to match; `None` for times, which are no matter of single entries.
fn entry(
    snapshot: &Snapshot<'_>,
    rights: &Rights,
    all: &[Member],
    matches: &LogMatch,
    now: Micros,
) -> Result<Option<EntryIs>, Problem> {
    Ok(Some(match matches {
        LogMatch::Member(names) => EntryIs::By(named(all, names)),
        LogMatch::Role(names) => EntryIs::By(holding(rights, names, now)),
        LogMatch::Action(actions) => EntryIs::Action(actions.clone()),
        LogMatch::Customer(codes) => {
            let mut customers = Vec::new();
            for code in codes {
                customers.extend(snapshot.customer_by_code(&code.trim().to_uppercase())?);
            }
            EntryIs::About(customers)
        }
        LogMatch::Subject(subject) => EntryIs::About(vec![*subject]),
        LogMatch::Field(fields) => EntryIs::Field(fields.clone()),
        LogMatch::Outcome(outcomes) => EntryIs::Outcome(outcomes.clone()),
        LogMatch::Origin(parts) => EntryIs::Origin(parts.iter().map(|part| part.to_lowercase()).collect()),
        LogMatch::Session(session) => EntryIs::Session(*session),
        LogMatch::Text(text) => {
            EntryIs::Text { text: Needle::new(text), members: named(all, std::slice::from_ref(text)) }
        }
        LogMatch::Since(_) | LogMatch::Until(_) => return Ok(None),
    }))
}

/// The members who have one of these names, or where nobody has it, have it in theirs.
fn named(all: &[Member], names: &[String]) -> Vec<Id> {
    let mut found = Vec::new();
    for name in names.iter().map(|name| fold::fold(name)).filter(|name| !name.is_empty()) {
        let whole = all.iter().find(|member| member.folded == name);
        let parts = all.iter().filter(|member| whole.is_none() && member.folded.contains(&name));
        found.extend(whole.into_iter().chain(parts).map(|member| member.id));
    }
    found.sort_unstable();
    found.dedup();
    found
}

/// The members who have one of these roles now, or had it last.
fn holding(rights: &Rights, names: &[String], now: Micros) -> Vec<Id> {
    let wanted: Vec<String> = names.iter().map(|name| fold::fold(name)).collect();
    let members = rights.members().filter(|(_, member)| {
        let role = member.holding(now).unwrap_or(&member.usual).role;
        wanted.contains(&fold::fold(&rights.role_name(role)))
    });
    members.map(|(id, _)| id).collect()
}
