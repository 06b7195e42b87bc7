//! The matrix of rights from the shell: each role at each subcommand is granted or refused as the table says.

use kin::domain::{AnyField, Field, Role};
use kin::policy::Operation;

use crate::table::{commands, granted, walk};

fn shell(part: usize) {
    let answers = walk(part, |office, name, lines| {
        lines.iter().map(|line| office.run_as(name, &line.split(' ').collect::<Vec<_>>())).collect()
    });
    for answer in answers {
        answer.is_as_granted();
    }
}

#[test]
fn the_shell_grants_what_the_table_says_first_part() {
    shell(0);
}

#[test]
fn the_shell_grants_what_the_table_says_second_part() {
    shell(1);
}

#[test]
fn the_shell_grants_what_the_table_says_third_part() {
    shell(2);
}

#[test]
fn the_shell_grants_what_the_table_says_fourth_part() {
    shell(3);
}

#[test]
fn the_shell_grants_what_the_table_says_fifth_part() {
    shell(4);
}

#[test]
fn the_shell_grants_what_the_table_says_sixth_part() {
    shell(5);
}

#[test]
fn no_field_is_revealed_from_the_shell_to_who_runs_the_office() {
    for role in [Role::Admin, Role::Auditor] {
        for field in Field::ALL {
            assert!(!granted(role, Operation::Reveal(field)), "{role:?} {field:?}");
            assert!(commands(Operation::EditField(AnyField::Sealed(field)), "KH-1", 0).is_empty());
        }
    }
}
