//! The access review: who may do what, and what is other than at the last signed one.

use std::collections::BTreeMap;

use super::super::super::Desk;
use super::super::super::api::{Problem, Review, ReviewChange, ReviewRow, ReviewSigned};
use super::super::super::rights::Standing;
use super::issuer_name;
use crate::domain::{Scope, fold};
use crate::policy::{self, Operation};

impl Desk {
    pub(super) fn review(&mut self) -> Result<Review, Problem> {
        let rows = self.review_rows()?;
        let Some(signed) = self.rights.review.clone() else {
            return Ok(Review { rows, ..Review::default() });
        };
        let before: Vec<ReviewRow> = serde_json::from_value(signed.rights).map_err(|_| Problem::Tampered)?;
        let by = self.store.read(|snapshot| issuer_name(snapshot, signed.by))?;
        let last = ReviewSigned { by, at: signed.at, words: signed.words };
        Ok(Review { changes: changes(&before, &rows), rows, last: Some(last) })
    }

    /// Each right of each role, with whoever has it by that role now: what a review is signed over.
    pub(in crate::desk) fn review_rows(&mut self) -> Result<Vec<ReviewRow>, Problem> {
        let now = self.steady_now()?;
        let mut rows = Vec::new();
        for role in self.all_roles() {
            let Some(rights) = self.rights.role(role) else { continue };
            let mut members = Vec::new();
            let holders: Vec<_> = self
                .rights
                .members()
                .filter(|(_, known)| known.standing == Standing::Active)
                .filter_map(|(id, _)| Some((id, self.rights.held_by(id, now)?.clone())))
                .filter(|(_, held)| held.role == role)
                .collect();
            for (id, held) in holders {
                let name = self.store.read(|snapshot| super::super::member_name(snapshot, id))?;
                members.push((name, held));
            }
            members.sort_by_cached_key(|(name, _)| fold::fold(name));
            for operation in Operation::all() {
                let Some(scope) = policy::reach(&rights, operation) else { continue };
                // A grant may narrow the role.
                let named = members.iter().map(|(name, held)| match held.limit.min(scope) {
                    limit if limit == scope => name.clone(),
                    limit => format!("{name} ({})", word(limit)),
                });
                rows.push(ReviewRow {
                    role: self.rights.role_name(role),
                    rule: operation.rule(),
                    scope,
                    members: named.collect(),
                });
            }
        }
        Ok(rows)
    }
}

const fn word(scope: Scope) -> &'static str {
    match scope {
        Scope::Own => "own",
        Scope::Department => "department",
        Scope::All => "all",
    }
}

fn changes(before: &[ReviewRow], now: &[ReviewRow]) -> Vec<ReviewChange> {
    let index = |rows: &[ReviewRow]| -> BTreeMap<(String, String), ReviewRow> {
        rows.iter().map(|row| ((row.role.clone(), row.rule.clone()), row.clone())).collect()
    };
    let (old, new) = (index(before), index(now));
    let who = |row: &ReviewRow| format!("{}: {}", word(row.scope), row.members.join(", "));
    let mut changes = Vec::new();
    let change = |sign, (role, rule): &(String, String), what| ReviewChange {
        sign,
        role: role.clone(),
        rule: rule.clone(),
        what,
    };
    for (key, row) in &new {
        match old.get(key) {
            None => changes.push(change('+', key, who(row))),
            Some(was) if was != row => changes.push(change('~', key, format!("{} → {}", who(was), who(row)))),
            Some(_) => {}
        }
    }
    let gone = old.iter().filter(|(key, _)| !new.contains_key(key));
    changes.extend(gone.map(|(key, row)| change('-', key, who(row))));
    changes
}
