//! `kin role`: the roles that Kin brings and the office's own.

use super::{manage, names};
use crate::cli::args::{Global, Role, scope_name};
use crate::cli::door;
use crate::cli::output::{Failure, print_json, print_line, print_table};
use crate::desk::api::{Manage, RoleRow};
use crate::domain::{Field, FieldRule, Id, Role as RoleId, RoleRights, Scope};

pub fn run(global: &Global, command: &Role) -> Result<(), Failure> {
    match command {
        Role::List => list(global),
        Role::Show { role } => show(global, role),
        Role::Save { name, from, set, field, program } => {
            save(global, name, from.as_deref(), &Change { operations: set, fields: field, program: *program })
        }
        Role::Rename { role, name } => {
            let mut desk = door::signed_in(global)?;
            let roles = names::roles(&mut desk)?;
            let row = names::role(&roles, role)?;
            let id = own(row)?;
            let rename = || Manage::SaveRole { role: Some(id), name: name.clone(), rights: row.rights.clone() };
            manage(global, &mut desk, &format!("{} is {name} now.", row.name), rename)
        }
        Role::Remove { role } => {
            let mut desk = door::signed_in(global)?;
            let roles = names::roles(&mut desk)?;
            let row = names::role(&roles, role)?;
            let role = own(row)?;
            manage(global, &mut desk, &format!("{} is removed.", row.name), || Manage::RemoveRole { role })
        }
    }
}

/// The id of a role that may be changed.
fn own(row: &RoleRow) -> Result<Id, Failure> {
    match row.role {
        RoleId::Custom(id) => Ok(id),
        _ => Err(Failure::Usage(format!(
            "{0} comes with Kin and stays as it is. Make one like it: kin role save NAME --from {0}",
            row.name
        ))),
    }
}

fn list(global: &Global) -> Result<(), Failure> {
    let rows = names::roles(&mut *door::signed_in(global)?)?;
    if global.json {
        return rows.iter().try_for_each(print_json);
    }
    let cells: Vec<_> = rows
        .iter()
        .map(|row| {
            let made = if row.built_in { "built in" } else { "own" };
            let kind = if row.rights.program { "programs" } else { "people" };
            let classes = super::member::classes(&row.rights.classes());
            [
                row.name.clone(),
                made.into(),
                kind.into(),
                row.members.to_string(),
                row.rights.operations.len().to_string(),
                classes,
            ]
        })
        .collect();
    print_table(["role", "made", "for", "members", "operations", "may reveal"], &cells)
}

fn show(global: &Global, name: &str) -> Result<(), Failure> {
    let rows = names::roles(&mut *door::signed_in(global)?)?;
    let row = names::role(&rows, name)?;
    if global.json {
        return print_json(row);
    }
    let kind = if row.rights.program { "  for programs" } else { "" };
    print_line(&format!("{}  {} members{kind}", row.name, row.members))?;
    for (operation, reach) in &row.rights.operations {
        print_line(&format!("  {operation:<20} {}", scope_name(*reach)))?;
    }
    Field::ALL.into_iter().try_for_each(|field| {
        print_line(&format!("  {:<20} {}", format!("field {}", field.name()), rule(row.rights.field(field))))
    })
}

/// As `--field` takes it.
fn rule(rule: FieldRule) -> String {
    let more = [(rule.edit, ",edit"), (rule.copy, ",copy")];
    let more: String = more.into_iter().filter(|(may, _)| *may).map(|(_, name)| name).collect();
    format!("{}{more}", rule.view.name())
}

struct Change<'a> {
    operations: &'a [(String, Option<Scope>)],
    fields: &'a [(Vec<Field>, FieldRule)],
    program: Option<bool>,
}

fn save(global: &Global, name: &str, from: Option<&str>, wanted: &Change) -> Result<(), Failure> {
    let mut desk = door::signed_in(global)?;
    let roles = names::roles(&mut desk)?;
    let there = names::role(&roles, name).ok();
    let role = there.map(own).transpose()?;
    let begin = match from {
        Some(from) => Some(names::role(&roles, from)?),
        None => there,
    };
    let mut rights = begin.map(|row| row.rights.clone()).unwrap_or_default();
    wanted.apply(&mut rights, &operations(&roles))?;
    // A name that was found is kept as the office writes it.
    let name = there.map_or(name, |row| &row.name);
    let save = || Manage::SaveRole { role, name: name.to_owned(), rights: rights.clone() };
    manage(global, &mut desk, &format!("{name} is saved."), save)
}

/// The operations that there are: some role has each of them.
fn operations(roles: &[RoleRow]) -> Vec<&str> {
    let mut names: Vec<&str> = roles.iter().flat_map(|row| row.rights.operations.keys().map(String::as_str)).collect();
    names.sort_unstable();
    names.dedup();
    names
}

impl Change<'_> {
    fn apply(&self, rights: &mut RoleRights, known: &[&str]) -> Result<(), Failure> {
        for (operation, reach) in self.operations {
            if !known.contains(&operation.as_str()) {
                return Err(Failure::Usage(format!("No operation {operation:?}. There are: {}.", known.join(", "))));
            }
            match reach {
                Some(reach) => rights.operations.insert(operation.clone(), *reach),
                None => rights.operations.remove(operation),
            };
        }
        for (fields, rule) in self.fields {
            rights.fields.extend(fields.iter().map(|field| (*field, *rule)));
        }
        rights.program = self.program.unwrap_or(rights.program);
        Ok(())
    }
}
