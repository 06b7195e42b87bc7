//! A dishonest member, who holds the file's key, against the built program: what he gets, and what is told.

use std::io::Write;

use crate::office::{Office, command};

/// Who may do what, as the program says it to who may know.
fn roles(office: &Office) -> Vec<(String, String)> {
    let members = office.run_as("radu", &["member", "list", "--json"]).lines();
    let pair = |row: &serde_json::Value| {
        let text = |key: &str| row[key].as_str().unwrap_or_default().to_owned();
        (text("name"), text("role"))
    };
    members.iter().map(pair).collect()
}

fn alerts(office: &Office) -> String {
    office.run_as("radu", &["alert", "list"]).out
}

#[test]
fn a_grant_edited_into_the_file_gives_nothing_and_is_named() {
    let office = Office::demo(5);
    let before = roles(&office);
    // lan's own grant once more, as an owner's.
    office
        .open_database()
        .execute_batch(
            "INSERT INTO grant_statement (sequence, member, statement, issuer, signature, audit_seq)
               SELECT (SELECT max(sequence) + 1 FROM grant_statement), member,
                 CAST(replace(CAST(statement AS TEXT), '\"agent\"', '\"owner\"') AS BLOB), issuer, signature, audit_seq
               FROM grant_statement
               WHERE member = (SELECT id FROM member WHERE name = 'lan') AND CAST(statement AS TEXT) LIKE '%\"agent\"%'",
        )
        .expect("a row");
    assert_eq!(roles(&office), before);
    office.run_as("lan", &["member", "list"]).fails(1, "member.view");
    let told = alerts(&office);
    let last: i64 = office
        .open_database()
        .query_row("SELECT max(sequence) FROM grant_statement", [], |row| row.get(0))
        .expect("a number");
    assert!(told.contains(&format!("decision {last}")), "{told}");
    office.run(&["log", "verify"], "").fails(1, &format!("decision {last}"));
    // What is refused is told at the sign-in of who deals with it, and in the list of decisions.
    let listed = office.run_as("mai", &["grant", "list", "--json"]).lines();
    let refused: Vec<_> =
        listed.iter().filter(|row| row["refused"].as_str().is_some_and(|why| !why.is_empty())).collect();
    assert_eq!(refused.len(), 1, "{listed:?}");
}

#[test]
fn a_suspended_member_who_takes_the_suspension_away_closes_the_office() {
    let office = Office::demo(5);
    office.run_as("mai", &["member", "suspend", "lan"]).good();
    office.run_as("lan", &["customer", "list"]).fails(1, "wrong");
    office
        .open_database()
        .execute_batch("DELETE FROM grant_statement WHERE sequence = (SELECT max(sequence) FROM grant_statement)")
        .expect("gone");
    for name in ["lan", "mai"] {
        office.run_as(name, &["customer", "list"]).fails(1, "kin log verify");
    }
    office.run(&["log", "verify"], "").fails(1, "removed");
}

#[test]
fn one_code_in_two_processes_at_once_lets_one_in() {
    let office = Office::demo(5);
    let folder = office.folder().display().to_string();
    let input = format!("{}\n{}\n", office.password("lan"), office.code("lan"));
    let arguments = ["--office", folder.as_str(), "customer", "list", "--member", "lan"];
    let started: Vec<_> = (0..4)
        .map(|_| {
            let mut child = command(office.home(), &arguments).spawn().expect("it starts");
            child.stdin.take().expect("a pipe").write_all(input.as_bytes()).expect("it reads");
            child
        })
        .collect();
    let ended: Vec<_> = started.into_iter().map(|child| child.wait_with_output().expect("it ends")).collect();
    let good = ended.iter().filter(|output| output.status.success()).count();
    assert_eq!(good, 1, "{ended:?}");
    office.run(&["log", "verify"], "").good();
}

#[test]
fn wrong_passwords_wait_and_are_told() {
    let office = Office::demo(5);
    let arguments = ["customer", "list", "--member", "lan"];
    let mut waits = 0;
    for _ in 0..30 {
        let ran = office.run(&arguments, "not the password at all\n000000\n");
        assert!(ran.code == 1 && ran.out.is_empty(), "{ran:?}");
        waits += usize::from(ran.err.contains("Wait"));
    }
    assert!(waits >= 20, "{waits}");
    let who = office.run_as("radu", &["log", "list", "--limit", "40", "--json"]).lines();
    let failed =
        |row: &&serde_json::Value| row["entry"]["action"] == "session.sign_in" && row["entry"]["outcome"] == "failed";
    assert!(who.iter().filter(failed).count() >= 3);
}
