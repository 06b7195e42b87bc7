//! A phone exchange from the command line: a role for programs, a key file, screen-pops, calls logged, tickets raised.

use std::os::unix::fs::PermissionsExt;
use std::path::Path;

use serde_json::{Value, json};

use crate::office::{Office, Ran, run_in};

const SAVE: [&str; 18] = [
    "role",
    "save",
    "phone exchange",
    "--program",
    "--set",
    "customer.lookup=all",
    "--set",
    "customer.view=all",
    "--set",
    "note.add=all",
    "--set",
    "ticket.create=all",
    "--set",
    "task.edit=all",
    "--field",
    "phone=lookup",
    "--field",
    "phone2=lookup",
];
const INVITE: [&str; 7] = ["member", "invite", "exchange", "--role", "phone exchange", "--department", "Support"];

fn with_json<'a>(arguments: &[&'a str]) -> Vec<&'a str> {
    [arguments, &["--json"]].concat()
}

fn mode(file: &str) -> u32 {
    std::fs::metadata(file).expect("a file").permissions().mode() & 0o777
}

/// An office whose exchange has joined, and the exchange's key file.
fn with_exchange() -> (Office, String) {
    let office = Office::demo(20);
    office.run_as("mai", &SAVE).good();
    let invited = office.run_as("mai", &with_json(&INVITE)).json();
    let key = office.home().join("exchange.key").display().to_string();
    let code = invited["code"].as_str().expect("a code");
    office.run(&["join", "--key-out", &key], &format!("{code}\n")).good();
    (office, key)
}

fn run(office: &Office, key: &str, arguments: &[&str], input: &str) -> Ran {
    office.run(&[arguments, &["--key", key, "--json"]].concat(), input)
}

fn find(office: &Office, key: &str, phone: &str) -> Ran {
    run(office, key, &["customer", "find", "--phone", "-"], &format!("{phone}\n"))
}

/// A customer of Support, and its phone.
fn caller(office: &Office) -> (Value, String) {
    let rows = office.run_as("mai", &["customer", "list", "--json"]).lines();
    let row = rows.into_iter().find(|row| row["department"] == "Support").expect("one of Support's");
    let code = row["code"].as_str().expect("a code");
    let phone = office.run_as("mai", &["customer", "reveal", code, "phone", "--reason", "call", "--json"]).json();
    (row.clone(), phone["value"].as_str().expect("a phone").to_owned())
}

#[test]
fn an_exchange_pops_up_who_calls_logs_the_call_and_raises_a_ticket() {
    let (office, key) = with_exchange();
    let (row, phone) = caller(&office);
    let found = find(&office, &key, &phone);
    assert!(!found.out.contains(&phone), "masked: {found:?}");
    let found = found.json();
    assert_eq!((&found["id"], &found["code"], &found["name"]), (&row["id"], &row["code"], &row["name"]));
    assert!(found["phone"].as_str().is_some_and(|mask| mask.contains('•') || mask.contains('*')), "{found}");
    assert_eq!(found["email"], "", "a field that its role does not have");
    assert_eq!(find(&office, &key, "0900000000").lines(), Vec::<Value>::new());
    find(&office, &key, "").fails(2, "The value to find is missing");
    let id = found["id"].as_str().expect("an id");

    let call = ["note", "add", id, "hỏi vé", "--kind", "call", "--direction", "in", "--outcome", "reached"];
    let note = run(&office, &key, &[&call[..], &["--minutes", "3"]].concat(), "").json();
    assert_eq!(note["version"], 1);
    let ticket = ["ticket", "add", "--subject", "Gọi nhỡ", "--customer", id, "--channel", "phone"];
    assert!(run(&office, &key, &ticket, "").json()["number"].as_i64().is_some());
    run(&office, &key, &["task", "add", "@lan gọi lại ngày mai 9h", "--customer", id], "").good();
    let timeline = office.run_as("minh", &["note", "list", id, "--kind", "call", "--limit", "1", "--json"]).lines();
    assert_eq!((&timeline[0]["activity"]["id"], &timeline[0]["member"]), (&note["note"], &"exchange".into()));

    // What it may not is refused, and nothing of it is said.
    for (line, right) in [
        (&["customer", "list"][..], "customer.list"),
        (&["customer", "reveal", id, "phone", "--reason", "call"], "field.reveal"),
        (&["log", "list"], "log.view"),
        (&["member", "list"], "member.view"),
    ] {
        let ran = run(&office, &key, line, "");
        ran.fails(1, right);
        assert!(ran.out.is_empty(), "{ran:?}");
    }
    let entries = |filter: &str| office.run_as("radu", &["log", "list", "--filter", filter, "--json"]).lines();
    let lookups = entries("member:exchange action:customer.lookup");
    let outcomes: Vec<&str> = lookups.iter().filter_map(|entry| entry["entry"]["outcome"].as_str()).collect();
    assert_eq!(outcomes, ["failed", "done"], "{lookups:?}");
    assert!(lookups.iter().all(|entry| !entry.to_string().contains(&phone)));
    assert_eq!(entries("member:exchange outcome:denied").len(), 4);
    office.run_as("mai", &["log", "verify"]).good();
}

/// The code of an invitation as it was told, typed in.
fn typed(told: &str) -> String {
    let code = told.lines().find_map(|line| line.strip_prefix("Invitation for ")?.split_once(":  "));
    format!("{}\n", code.expect("a code").1)
}

#[test]
fn who_joins_by_which_way_is_said() {
    let office = Office::demo(1);
    let mai = |arguments: &[&str]| office.run_as("mai", arguments);
    mai(&SAVE).good();
    let shown = mai(&["role", "show", "phone exchange"]);
    assert!(shown.out.contains("0 members  for programs\n"), "{shown:?}");
    let listed = mai(&["role", "list"]);
    assert!(listed.out.contains("phone exchange  own       programs"), "{}", listed.out);
    mai(&["role", "save", "x", "--program", "--from", "agent"]).fails(1, "may not hold customer.share, log.view");

    let invited = mai(&with_json(&INVITE)).json();
    let code = format!("{}\n", invited["code"].as_str().expect("a code"));
    let key = office.home().join("exchange.key").display().to_string();
    office.run(&["join"], &code).fails(1, "kin join --key-out FILE");
    let person = mai(&["member", "invite", "đào", "--role", "agent", "--department", "Support"]);
    assert!(person.out.contains("đào joins with:  kin join\n"), "{person:?}");
    let persons = typed(&person.out);
    office.run(&["join", "--key-out", &key], &persons).fails(1, "is for a person");
    assert!(!Path::new(&key).exists());
    let joined = office.run(&["join", "--key-out", &key, "--json"], &code);
    assert_eq!(joined.json(), json!({ "name": "exchange", "key": key }));
    assert_eq!(mode(&key), 0o600);

    // Neither becomes the other.
    mai(&["member", "grant", "exchange", "--role", "agent"]).fails(1, "do not change into each other");
    mai(&["role", "save", "phone exchange", "--program=false"]).fails(1, "do not change into each other");
    let reset = mai(&["member", "reset", "exchange"]);
    assert!(reset.out.contains("exchange joins with:  kin join --key-out FILE"), "{reset:?}");
    run(&office, &key, &["customer", "find", "--phone", "-"], "0903123567\n").fails(1, "lets nobody in");
    let again = typed(&reset.out);
    // Never over a key that is there.
    let before = std::fs::read(&key).expect("a key");
    office.run(&["join", "--key-out", &key], &again).fails(1, "exchange.key");
    assert_eq!(std::fs::read(&key).expect("a key"), before);
    let key = office.home().join("keys").join("exchange.key").display().to_string();
    let joined = office.run(&["join", "--key-out", &key], &again);
    joined.good();
    assert!(joined.out.contains(&format!("It signs in with: kin --key {key}")), "{joined:?}");
    // The importer that Kin brings along comes the same way.
    let importer = mai(&["member", "invite", "nightly", "--role", "service", "--department", "Sales", "--json"]).json();
    let code = format!("{}\n", importer["code"].as_str().expect("a code"));
    let nightly = office.home().join("nightly.key").display().to_string();
    office.run(&["join", "--key-out", &nightly], &code).good();
    let people = office.file("people.csv", "name,phone\nNguyễn Sen,0903123567\n");
    run(&office, &nightly, &["import", "customers", &people, "--yes"], "").good();
}

#[test]
fn a_key_file_that_others_may_read_or_that_is_shut_out_opens_nothing() {
    let (office, key) = with_exchange();
    let works = || find(&office, &key, "0903123567");
    works().good();
    for open in [0o640, 0o604, 0o644] {
        std::fs::set_permissions(&key, PermissionsExt::from_mode(open)).expect("set");
        works().fails(1, "exchange.key");
    }
    std::fs::set_permissions(&key, PermissionsExt::from_mode(0o600)).expect("set");
    works().good();
    office.run_as("mai", &["member", "suspend", "exchange"]).good();
    let ran = works();
    ran.fails(1, "lets nobody in");
    assert!(ran.out.is_empty(), "{ran:?}");
    office.run_as("mai", &["member", "reactivate", "exchange"]).good();
    works().good();
    office.run_as("mai", &["member", "remove", "exchange", "--yes"]).good();
    works().fails(1, "lets nobody in");
    // A person's name opens no key file's way, and a program has no password.
    office.run(&["customer", "list", "--member", "exchange"], "\n\n").fails(1, "wrong");
}

#[test]
fn many_calls_at_once_all_land() {
    const CALLS: usize = 10;
    let (office, key) = with_exchange();
    let (row, phone) = caller(&office);
    let id = row["id"].as_str().expect("an id");
    // What threads share: the office counts the codes that it gives out, and is not shared.
    let (home, folder) = (office.home(), office.folder().display().to_string());
    let (home, folder, key, phone) = (home, folder.as_str(), key.as_str(), phone.as_str());
    let call = move |n: usize| {
        let run = |arguments: &[&str], input: &str| {
            let all = [&["--office", folder, "--key", key, "--json"][..], arguments].concat();
            run_in(home, &all, input).json()
        };
        let found = run(&["customer", "find", "--phone", "-"], &format!("{phone}\n"));
        assert_eq!(found["id"], id);
        run(&["note", "add", id, &format!("cuộc gọi số {n}"), "--kind", "call", "--outcome", "reached"], "");
        let raised = run(&["ticket", "add", "--subject", &format!("Cuộc gọi {n}"), "--customer", id], "");
        raised["number"].as_i64().expect("a number")
    };
    let numbers: std::collections::BTreeSet<i64> = std::thread::scope(|scope| {
        let calls: Vec<_> = (0..CALLS).map(|n| scope.spawn(move || call(n))).collect();
        calls.into_iter().map(|call| call.join().expect("a call that landed")).collect()
    });
    assert_eq!(numbers.len(), CALLS, "each ticket has a number of its own");
    let timeline = office.run_as("mai", &["note", "list", id, "--kind", "call", "--json"]).lines();
    for n in 0..CALLS {
        let text = format!("cuộc gọi số {n}");
        let of = |row: &&Value| row["activity"]["text"] == text.as_str() && row["member"] == "exchange";
        assert_eq!(timeline.iter().filter(of).count(), 1, "{text}");
    }
    let lookups = ["log", "list", "--filter", "member:exchange action:customer.lookup", "--limit", "50", "--json"];
    assert_eq!(office.run_as("radu", &lookups).lines().len(), CALLS);
    office.run_as("mai", &["log", "verify"]).good();
}
