//! `kin grant`: the signed decisions that rights come from, keys that wait, and second persons.

use super::{manage, member, names, office, policy, today};
use crate::cli::args::{Global, Grant};
use crate::cli::door;
use crate::cli::output::{Failure, moment, print_json, print_table, unexpected};
use crate::desk::Desk;
use crate::desk::api::{DecisionRow, Manage, OfficeAnswer, OfficeQuery};

pub fn run(global: &Global, command: &Grant) -> Result<(), Failure> {
    let mut desk = door::signed_in(global)?;
    match command {
        Grant::List { about, limit } => list(global, &mut desk, about.as_deref(), usize::from(*limit)),
        Grant::Waiting => waiting(global, &mut desk),
        Grant::Give { name } => {
            let row = names::member(&mut desk, name)?;
            let told = format!("{} has the keys that you hold.", row.name);
            manage(global, &mut desk, &told, || Manage::GiveKeys { member: row.id })
        }
        Grant::Proposals => proposals(global, &mut desk),
        Grant::Approve { proposal } => {
            let second = || Manage::Second { proposal: *proposal, approve: true };
            manage(global, &mut desk, "It is approved and carried out.", second)
        }
        Grant::Deny { proposal } => {
            manage(global, &mut desk, "It is turned down.", || Manage::Second { proposal: *proposal, approve: false })
        }
        Grant::Policy(command) => policy::run(global, &mut desk, command),
    }
}

fn list(global: &Global, desk: &mut Desk, about: Option<&str>, limit: usize) -> Result<(), Failure> {
    let rows = match about {
        Some(name) => member::detail(desk, name)?.decisions,
        None => decisions(desk, limit)?,
    };
    let rows = &rows[..rows.len().min(limit)];
    if global.json {
        return rows.iter().try_for_each(print_json);
    }
    let cells: Vec<_> = rows
        .iter()
        .map(|row| {
            let refused = if row.refused.is_empty() { "" } else { "REFUSED: " };
            [
                row.sequence.to_string(),
                moment(row.issued_at),
                row.act.clone(),
                row.about.clone(),
                row.issuer.clone(),
                row.second.clone(),
                format!("{refused}{}", row.refused),
            ]
        })
        .collect();
    print_table(["decision", "at", "act", "about", "by", "and", ""], &cells)
}

fn decisions(desk: &mut Desk, limit: usize) -> Result<Vec<DecisionRow>, Failure> {
    let (mut rows, mut before) = (Vec::new(), None);
    loop {
        let OfficeAnswer::Decisions(page) = office(desk, OfficeQuery::Decisions { before })? else {
            return Err(unexpected());
        };
        rows.extend(page.rows);
        before = page.next;
        if rows.len() >= limit || before.is_none() {
            return Ok(rows);
        }
    }
}

fn waiting(global: &Global, desk: &mut Desk) -> Result<(), Failure> {
    let mut rows = names::members(desk)?;
    rows.retain(|row| !row.waiting.is_empty());
    if global.json {
        return rows.iter().try_for_each(print_json);
    }
    let cells: Vec<_> = rows
        .iter()
        .map(|row| {
            [row.name.clone(), row.role_name.clone(), row.department_name.clone(), member::classes(&row.waiting)]
        })
        .collect();
    print_table(["name", "role", "department", "waits for keys"], &cells)
}

fn proposals(global: &Global, desk: &mut Desk) -> Result<(), Failure> {
    let rows = today(desk)?.proposals;
    if global.json {
        return rows.iter().try_for_each(print_json);
    }
    let cells: Vec<_> = rows
        .iter()
        .map(|row| {
            let by = if row.mine { format!("{} (you)", row.by) } else { row.by.clone() };
            [row.id.to_string(), row.act.clone(), row.about.clone(), by, moment(row.until)]
        })
        .collect();
    print_table(["proposal", "act", "about", "by", "until"], &cells)
}
