//! The signed decisions, newest first, with those that give nothing.

use super::super::super::Desk;
use super::super::super::api::{DecisionPage, DecisionRow, Problem};
use super::super::super::rights::{Act, Issuer, Rights, Statement};
use super::super::member_name;
use super::issuer_name;
use crate::domain::{Id, Scope};
use crate::policy::Permit;
use crate::store::{GrantRow, Snapshot};

/// Decisions of one page.
const PAGE: usize = 100;

impl Desk {
    /// Those within reach: of the whole office, or about members of one's departments.
    pub(super) fn decision_page(&mut self, permit: &Permit, before: Option<i64>) -> Result<DecisionPage, Problem> {
        let mut within = self.store.read(|snapshot| snapshot.grants())?;
        if permit.scope() != Scope::All {
            let mut kept = Vec::new();
            for row in within {
                if row.member != Id::default() && self.reaches(permit, row.member)? {
                    kept.push(row);
                }
            }
            within = kept;
        }
        let older = within.iter().rev().filter(|row| before.is_none_or(|before| row.sequence < before));
        let page: Vec<&GrantRow> = older.take(PAGE + 1).collect();
        let next = if page.len() > PAGE { page.get(PAGE - 1).map(|row| row.sequence) } else { None };
        let rights = &self.rights;
        let rows = self.store.read(|snapshot| {
            page.into_iter().take(PAGE).map(|row| decision_row(snapshot, rights, row)).collect::<Result<_, Problem>>()
        })?;
        Ok(DecisionPage { rows, next })
    }

    /// The decisions about a member, newest first.
    pub(super) fn decisions_about(&mut self, member: Id) -> Result<Vec<DecisionRow>, Problem> {
        let rights = &self.rights;
        self.store.read(|snapshot| {
            let rows = snapshot.grants_of(member)?;
            rows.iter().rev().take(PAGE).map(|row| decision_row(snapshot, rights, row)).collect()
        })
    }
}

fn decision_row(snapshot: &Snapshot<'_>, rights: &Rights, row: &GrantRow) -> Result<DecisionRow, Problem> {
    let refused = rights.refused.iter().find(|refused| refused.sequence == row.sequence);
    let refused = refused.map(|refused| refused.why.clone()).unwrap_or_default();
    let Some(statement) = Statement::read(row) else {
        return Ok(DecisionRow {
            sequence: row.sequence,
            act: "unreadable".into(),
            about: String::new(),
            issuer: String::new(),
            second: String::new(),
            issued_at: crate::domain::Micros(0),
            refused,
        });
    };
    // Of two persons the first proposed it, and who signed the statement was the second.
    let signer = issuer_name(snapshot, statement.issuer)?;
    let (issuer, second) = match &statement.seconded {
        Some(seconded) => (issuer_name(snapshot, Issuer::Member(seconded.by))?, signer),
        None => (signer, String::new()),
    };
    Ok(DecisionRow {
        sequence: row.sequence,
        act: statement.act.name().to_owned(),
        about: about(snapshot, rights, &statement.act)?,
        issuer,
        second,
        issued_at: statement.issued_at,
        refused,
    })
}

/// Whom or what a decision is about, in names.
pub(super) fn about(snapshot: &Snapshot<'_>, rights: &Rights, act: &Act) -> Result<String, Problem> {
    Ok(match act {
        Act::Appoint { name, terms, .. } | Act::Invite { name, terms, .. } => {
            format!("{name}: {}", rights.role_name(terms.role))
        }
        Act::Grant { member, terms, .. } => {
            format!("{}: {}", member_name(snapshot, *member)?, rights.role_name(terms.role))
        }
        Act::Give { member, classes, lookups } => {
            let mut names: Vec<&str> = classes.iter().chain(lookups).map(|class| class.name()).collect();
            names.sort_unstable();
            names.dedup();
            format!("{}: {}", member_name(snapshot, *member)?, names.join(", "))
        }
        Act::Reset { member, .. }
        | Act::Enrol { member, .. }
        | Act::Suspend { member }
        | Act::Reactivate { member }
        | Act::Remove { member } => member_name(snapshot, *member)?,
        Act::Role { name, .. } | Act::Department { name, .. } => name.clone(),
        Act::RemoveRole { role } => role.to_string(),
        Act::RemoveDepartment { department } => department.to_string(),
        Act::ClassKey { class, generation, .. } => format!("{} {generation}", class.name()),
        Act::Policy(_) | Act::RecoveryKit { .. } | Act::OfficeKey { .. } => String::new(),
        Act::Review { words, .. } => words.clone(),
    })
}
