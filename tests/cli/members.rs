//! Members from the command line: invited, joined, given other rights, shut out and let in again.

use std::sync::Arc;

use kin::clock::System;
use kin::config::Config;
use kin::desk::Desk;
use kin::desk::api::{Problem, Request};
use kin::desk::office::OfficePaths;
use kin::domain::Secret;

use serde_json::Value;

use crate::office::{Office, Ran};

const PASSWORD: &str = "chiếc ô đỏ bay qua cầu";

/// The member's row of `kin member list --json`, as mai sees it.
fn row(office: &Office, name: &str) -> Value {
    let rows = office.run_as("mai", &["member", "list", "--json"]).lines();
    rows.into_iter().find(|row| row["name"] == name).unwrap_or(Value::Null)
}

fn invited(office: &Office, name: &str, more: &[&str]) -> String {
    let all: Vec<&str> = ["member", "invite", name, "--json"].iter().chain(more).copied().collect();
    let made = office.run_as("mai", &all).json();
    assert_eq!((&made["done"], &made["name"]), (&true.into(), &name.into()), "{made}");
    assert!(made["until"].as_i64().is_some_and(|until| until > 0), "{made}");
    made["code"].as_str().expect("a code").to_owned()
}

fn list_as(office: &Office, name: &str) -> Ran {
    office.run_as(name, &["customer", "list", "--json"])
}

#[test]
fn an_invited_person_joins_with_keys_of_her_own() {
    let office = Office::demo(20);
    let code = invited(&office, "đào", &["--role", "agent", "--department", "support"]);
    assert_eq!(row(&office, "đào")["standing"], "invited");

    let refused = |code: &str, password: &str| office.join(code, password).expect_err("refused");
    refused("AAAA-BBBB", PASSWORD).fails(1, "The invitation is wrong");
    for (weak, why) in
        [("short", "at least"), ("passwordpassword1", "many people take"), ("đào đào đào đào đào", "a name")]
    {
        let ran = refused(&code, weak);
        ran.fails(2, why);
        assert!(!ran.out.contains("totp") && !ran.err.contains(weak), "{ran:?}");
    }

    let joined = office.join(&code, PASSWORD).expect("joined");
    let codes = joined["recovery_codes"].as_array().expect("codes");
    assert_eq!(codes.len(), 10);
    refused(&code, PASSWORD).fails(1, "The invitation is wrong");
    let seen = list_as(&office, "đào").lines();
    assert!(!seen.is_empty() && seen.iter().all(|row| row["department"] == "Support"), "{seen:?}");
    let first = seen[0]["code"].as_str().expect("a code");
    let reveal = ["customer", "reveal", first, "email", "--reason", "call", "--json"];
    assert!(office.run_as("đào", &reveal).json()["value"].as_str().is_some_and(|value| value.contains('@')));

    let there = row(&office, "đào");
    assert_eq!((&there["standing"], &there["role"]), (&"active".into(), &"agent".into()), "{there}");
    let shown = office.run_as("mai", &["member", "show", "dao", "--json"]);
    assert_eq!(shown.json()["row"]["name"], "đào");
    // Nobody who looks is told what opens the way in, and neither does the log.
    let log = office.run_as("radu", &["log", "export"]);
    log.good();
    let text = office.run_as("mai", &["member", "show", "đào"]);
    text.good();
    for secret in [code.as_str(), PASSWORD, first_of(codes)] {
        for ran in [&shown, &log, &text] {
            assert!(!ran.out.contains(secret), "{secret}");
        }
    }
}

fn first_of(codes: &[Value]) -> &str {
    codes[0].as_str().expect("a code")
}

#[test]
fn a_wrong_code_of_the_app_does_not_use_the_invitation_up() {
    let office = Office::demo(1);
    let code = invited(&office, "đào", &["--role", "agent", "--department", "Sales", "--expires", "2w"]);
    office.run(&["join"], &format!("{code}\n{PASSWORD}\n000000\n")).fails(1, "code");
    let told = office.run(&["join"], &format!("{code}\n{PASSWORD}\n"));
    assert!(told.code == 1 && told.out.contains("Kin Demo expects you as đào."), "{told:?}");
    assert!(!told.out.contains('\u{1b}') && !told.out.contains(PASSWORD), "{told:?}");
    office.join(&code, PASSWORD).expect("joined");
}

#[test]
fn a_way_in_is_closed_and_opened_again() {
    let office = Office::demo(3);
    let mai = |arguments: &[&str]| office.run_as("mai", arguments);
    list_as(&office, "lan").good();
    mai(&["member", "suspend", "lan"]).good();
    list_as(&office, "lan").fails(1, "wrong");
    let done = mai(&["member", "reactivate", "LAN", "--json"]);
    assert_eq!(done.json(), serde_json::json!({ "done": true }));
    list_as(&office, "lan").good();

    let reset = mai(&["member", "reset", "lan", "--json"]).json();
    list_as(&office, "lan").fails(1, "wrong");
    office.join(reset["code"].as_str().expect("a code"), PASSWORD).expect("joined anew");
    list_as(&office, "lan").good();

    mai(&["member", "remove", "lan"]).fails(2, "--yes");
    list_as(&office, "lan").good();
    let removed = mai(&["member", "remove", "lan", "--yes"]);
    removed.good();
    assert_eq!(removed.out, "lan is removed.\n");
    list_as(&office, "lan").fails(1, "wrong");
    assert_eq!(row(&office, "lan")["standing"], "removed");
}

#[test]
fn grants_change_in_part_and_stand_ins_have_an_end() {
    let office = Office::demo(3);
    let mai = |arguments: &[&str]| office.run_as("mai", arguments);
    mai(&["member", "grant", "lan", "--department", "sales", "--limit", "own", "--expires", "2099-12-31"]).good();
    let lan = row(&office, "lan");
    assert_eq!(
        (&lan["role"], &lan["department_name"], &lan["limit"]),
        (&"agent".into(), &"Sales".into(), &"own".into())
    );
    assert!(lan["expires"].as_i64().is_some_and(|at| at > 4_000_000_000_000_000), "{lan}");

    mai(&["member", "stand-in", "lan", "--role", "lead", "--until", "7d"]).good();
    let lan = row(&office, "lan");
    assert_eq!((&lan["stands_in"], &lan["role"]), (&true.into(), &"lead".into()), "{lan}");
    // A new grant ends it; what is not named stays as the usual one has it, and not as the one that stood in for it.
    mai(&["member", "grant", "lan", "--expires", "never"]).good();
    let detail = mai(&["member", "show", "lan", "--json"]).json();
    assert_eq!(
        (&detail["usual"]["role_name"], &detail["usual"]["limit"]),
        (&"agent".into(), &"own".into()),
        "{detail}"
    );
    assert_eq!((&detail["usual"]["expires"], &detail["temporary"]), (&Value::Null, &Value::Null), "{detail}");
}

#[test]
fn what_is_wrong_is_said_with_what_there_is() {
    let office = Office::demo(1);
    // Before anybody signs in.
    let wrong = |arguments: &[&str], words: &str| office.run(arguments, "").fails(2, words);
    wrong(&["member", "grant", "lan", "--member", "mai"], "--role");
    wrong(
        &["member", "stand-in", "lan", "--role", "lead", "--until", "2020-01-01", "--member", "mai"],
        "is over already",
    );
    wrong(&["member", "invite", "x", "--role", "agent", "--expires", "soon", "--member", "mai"], "is no day");
    wrong(&["member", "grant", "lan", "--limit", "world"], "own, department, all");
    wrong(&["member", "end-session", "7"], "7");
    let mai = |arguments: &[&str], code: i32, words: &str| office.run_as("mai", arguments).fails(code, words);
    mai(&["member", "suspend", "lana"], 1, "There is no member \"lana\". There are: ");
    mai(&["member", "invite", "x", "--role", "boss", "--department", "Sales"], 1, "There are: owner, admin, lead");
    mai(&["member", "invite", "x", "--role", "agent"], 2, "There are: Sales, Support.");
    mai(&["member", "invite", "x", "--role", "agent", "--department", "Huế"], 1, "There is no department \"Huế\"");
    mai(&["member", "invite", "Lan", "--role", "agent", "--department", "Sales"], 1, "already used");
}

#[test]
fn sessions_are_seen_and_ended() {
    let office = Office::demo(1);
    // One session that stays, beside those of commands, which end with them.
    let paths = OfficePaths::find(&office.folder(), office.home(), Some(&office.host_secret())).expect("an office");
    let mut desk = Desk::open(paths, &Config::default(), Arc::new(System), "test").expect("a desk");
    let (password, code) = (Secret::new(office.password("lan")), office.code("lan"));
    desk.ask(Request::SignIn { name: "lan".into(), password, code }).expect("in");
    let own = office.run_as("lan", &["member", "sessions", "--json"]).lines();
    assert_eq!(own.iter().map(|session| session["mine"] == true).collect::<Vec<_>>(), [true, false], "{own:?}");
    let id = own[1]["id"].as_str().expect("an id").to_owned();
    let others = office.run_as("mai", &["member", "sessions", "lan", "--json"]).lines();
    assert!(others.iter().any(|session| session["id"] == id.as_str()), "{others:?}");
    office.run_as("minh", &["member", "end-session", &id]).fails(1, "kin:");
    office.run_as("mai", &["member", "end-session", &id]).good();
    let left = office.run_as("mai", &["member", "sessions", "lan", "--json"]).lines();
    assert!(left.iter().all(|session| session["id"] != id.as_str()), "{left:?}");
    assert_eq!(desk.ask(Request::Choices).err(), Some(Problem::NoSession));
}

#[test]
fn a_password_is_changed_by_who_has_it() {
    let office = Office::demo(1);
    let change = |new: &str| {
        let (password, code) = (office.password("lan"), office.code("lan"));
        office.run(&["password", "--member", "lan"], &format!("{password}\n{code}\n{new}\n"))
    };
    office.run(&["password"], "").fails(2, "--member");
    change("too short").fails(2, "at least");
    change("lan at lan at lan").fails(2, "password");
    let changed = change(PASSWORD);
    changed.good();
    assert_eq!(changed.out, "The password is changed.\n");
    let old = format!("{}\n{}\n", office.password("lan"), office.code("lan"));
    office.run(&["customer", "list", "--member", "lan"], &old).fails(1, "wrong");
    office.set_password("lan", PASSWORD);
    list_as(&office, "lan").good();
    change(PASSWORD).fails(1, "must be another one than before");
}
