//! The matrix of rights over SSH: each role at each command of the small set is granted or refused as the table says, and
//! what the set does not have is refused whatever the role.

use crate::attackers::entered_again;
use crate::office::Ran;
use crate::server::Server;
use crate::table::{table, walk};

const SET: [&str; 18] = [
    "customer list",
    "customer show",
    "customer reveal",
    "customer seen",
    "note list",
    "note show",
    "ticket list",
    "ticket show",
    "log list",
    "log export",
    "member list",
    "role list",
    "department list",
    "grant list",
    "alert list",
    "keys status",
    "why",
    "backup list",
];
/// What is said of the set to who wants something else.
const WORDS: &str = "kin: Over SSH there are: customer list, show, reveal and seen; note list and show; ticket list and show; \
                     log list (without --follow) and export (without -o); list of member, role, department, grant and alert; \
                     alert show; insight; keys status; why; backup list, now and drill. Without a command the screens open.\n";

fn in_set(line: &str) -> bool {
    SET.iter().any(|command| line.strip_prefix(command).is_some_and(|rest| rest.is_empty() || rest.starts_with(' ')))
}

fn over_ssh(part: usize) {
    let answers = walk(part, |office, name, lines| {
        let server = Server::start(office, "");
        server.enrol(name);
        let run = |line: &String| {
            let (out, err, code) = entered_again(&server, name).exec(&format!("kin {line}")).expect("an answer");
            Ran { code: i32::try_from(code).unwrap_or(-1), out, err }
        };
        lines.iter().map(run).collect()
    });
    let (mut granted, mut refused) = (0, 0);
    for answer in &answers {
        if in_set(&answer.line) {
            answer.is_as_granted();
            *(if answer.granted { &mut granted } else { &mut refused }) += 1;
        } else {
            assert_eq!((answer.ran.code, answer.ran.out.as_str()), (2, ""), "{answer:?}");
            assert_eq!(answer.ran.err, WORDS, "{answer:?}");
        }
    }
    assert!(granted > 0 && refused > 0 && granted + refused < answers.len(), "{granted} and {refused}");
}

#[test]
fn the_server_grants_what_the_table_says_first_part() {
    over_ssh(0);
}

#[test]
fn the_server_grants_what_the_table_says_second_part() {
    over_ssh(1);
}

#[test]
fn the_server_grants_what_the_table_says_third_part() {
    over_ssh(2);
}

#[test]
fn the_server_grants_what_the_table_says_fourth_part() {
    over_ssh(3);
}

#[test]
fn the_server_grants_what_the_table_says_fifth_part() {
    over_ssh(4);
}

#[test]
fn the_server_grants_what_the_table_says_sixth_part() {
    over_ssh(5);
}

#[test]
fn the_table_has_every_command_of_the_set() {
    let lines = table("KH-000001");
    for command in SET {
        assert!(lines.iter().any(|(_, line)| line.starts_with(command)), "{command}");
    }
}
