//! `kin department`: the tree that members and customers belong to.

use super::{manage, names};
use crate::cli::args::{Department, Global};
use crate::cli::door;
use crate::cli::output::{Failure, print_json, print_table};
use crate::cli::progress::thousands;
use crate::desk::api::Manage;

pub fn run(global: &Global, command: &Department) -> Result<(), Failure> {
    let mut desk = door::signed_in(global)?;
    let rows = names::departments(&mut desk)?;
    let id = |typed: &Option<String>| match typed {
        Some(typed) => names::department(&rows, typed).map(|row| Some(row.id)),
        None => Ok(None),
    };
    match command {
        Department::List if global.json => rows.iter().try_for_each(print_json),
        Department::List => {
            let cells: Vec<_> = rows
                .iter()
                .map(|row| {
                    let name = format!("{}{}", "  ".repeat(row.depth.into()), row.name);
                    [name, row.members.to_string(), thousands(row.customers)]
                })
                .collect();
            print_table(["department", "members", "customers"], &cells)
        }
        Department::Add { name, under } => {
            let parent = id(under)?;
            let add = || Manage::SaveDepartment { department: None, name: name.clone(), parent };
            manage(global, &mut desk, &format!("{name} is added."), add)
        }
        Department::Rename { department, name } => {
            let row = names::department(&rows, department)?;
            let (department, parent) = (Some(row.id), row.parent);
            let rename = || Manage::SaveDepartment { department, name: name.clone(), parent };
            manage(global, &mut desk, &format!("{} is {name} now.", row.name), rename)
        }
        Department::Move { department, under } => {
            let (row, parent) = (names::department(&rows, department)?, id(under)?);
            let change = || Manage::SaveDepartment { department: Some(row.id), name: row.name.clone(), parent };
            manage(global, &mut desk, &format!("{} is moved.", row.name), change)
        }
        Department::Remove { department } => {
            let row = names::department(&rows, department)?;
            let remove = || Manage::RemoveDepartment { department: row.id };
            manage(global, &mut desk, &format!("{} is removed.", row.name), remove)
        }
    }
}
