//! Customers read from the command line, and the demo's people.

use std::process::Stdio;

use serde_json::Value;

use crate::office::{Office, command};

/// The customers of an office as anybody may compare them: without ids and times, which are new each time.
fn people(office: &Office) -> Vec<Value> {
    let mut rows = office.run_as("mai", &["customer", "list", "--json", "--sort", "code"]).lines();
    for row in &mut rows {
        let row = row.as_object_mut().expect("an object");
        for new in ["id", "place", "created_at", "updated_at"] {
            row.remove(new);
        }
    }
    rows
}

#[test]
fn the_same_seed_makes_the_same_people() {
    let (one, two) = (Office::demo(40), Office::demo(40));
    let rows = people(&one);
    assert_eq!(rows.len(), 40);
    assert_eq!(rows, people(&two));
    assert!(rows.iter().all(|row| row["phone"].as_str().is_some_and(|phone| phone.contains('•'))), "{rows:?}");
    let other = one.home().join("other").display().to_string();
    let seed = ["demo", "--customers", "40", "--seed", "2", "--create-only", "--json", "--office", &other];
    let made = crate::office::run_in(one.home(), &seed, "").json();
    assert_ne!(made["importer_key"], one.importer_key(), "a second demo beside it does not take the first one's key");
    one.run_by_key(&["import", "list", "--json"]).good();
}

#[test]
fn a_member_lists_shows_and_reveals() {
    let office = Office::demo(30);
    let rows = office.run_as("minh", &["customer", "list", "--json", "--limit", "5"]).lines();
    assert_eq!(rows.len(), 5);
    let code = rows[0]["code"].as_str().expect("a code");
    let shown = office.run_as("minh", &["customer", "show", code, "--json"]);
    let detail = shown.json();
    assert_eq!(detail["customer"]["name"], rows[0]["name"]);
    let masked = detail["masked"].as_array().expect("masks");
    assert!(
        masked
            .iter()
            .all(|field| field["mask"].as_str().is_some_and(|mask| mask.contains('•') || field["field"] == "address")),
        "{detail}"
    );

    let reveal = ["customer", "reveal", code, "email", "--reason", "delivery", "--words", "giao hàng", "--json"];
    let value = office.run_as("mai", &reveal).json();
    let value = value["value"].as_str().expect("a value");
    assert!(value.contains('@') && !shown.out.contains(value), "{value}");

    // A reason is needed, one of the list; a field, one of the fields.
    office.run_as("mai", &["customer", "reveal", code, "email"]).fails(1, "reason");
    office.run(&["customer", "list"], "").fails(2, "Who signs in?");

    // The auditor sees masks, and never a value.
    let refused = office.run_as("radu", &reveal);
    refused.fails(1, "error");
    let error: Value = serde_json::from_str(&refused.err).expect("one JSON value");
    assert!(error["error"].is_string() && refused.out.is_empty());
    assert!(!refused.err.contains(value) && !refused.err.contains('@'), "{refused:?}");

    let log = office.run_as("radu", &["log", "list", "--json", "--limit", "5000"]).lines();
    let reveals: Vec<_> = log
        .iter()
        .filter(|row| row["entry"]["action"].as_str().is_some_and(|action| action.contains("reveal")))
        .collect();
    let outcomes: Vec<_> =
        reveals.iter().map(|row| (row["member"].as_str(), row["entry"]["outcome"].as_str())).collect();
    // The try that gave no reason is there too.
    let expected = [("radu", "denied"), ("mai", "failed"), ("mai", "done")];
    assert_eq!(outcomes, expected.map(|(member, outcome)| (Some(member), Some(outcome))), "newest first");
    assert!(reveals[2]["entry"]["reason"].as_str().is_some_and(|reason| reason.contains("giao hàng")));
    assert!(log.iter().all(|row| !row.to_string().contains(value)), "no value in the log");
}

#[test]
fn a_wrong_sign_in_tells_nothing_and_makes_wait() {
    let office = Office::demo(3);
    let list = |name: &str, input: &str| office.run(&["customer", "list", "--json", "--member", name], input);
    let wrong = list("lan", "not the password\n000000\n");
    wrong.fails(1, "error");
    let nobody = list("nobody", "not the password\n000000\n");
    nobody.fails(1, "error");
    assert_eq!(wrong.err, nobody.err, "a wrong password and a wrong name read alike");
    list("lan", &format!("{}\n000000\n", office.password("lan"))).fails(1, &wrong.err);
    list("lan", "").fails(1, "Too many failed tries. Wait 1 s");
}

#[test]
fn a_closed_standard_output_ends_it_quietly() {
    let office = Office::demo(30);
    let folder = office.folder().display().to_string();
    for arguments in [&["log", "export"][..], &["customer", "list"], &["customer", "list", "--json"]] {
        let all: Vec<&str> = arguments.iter().copied().chain(["--office", &folder, "--member", "mai"]).collect();
        let mut child = command(office.home(), &all).stdout(Stdio::piped()).spawn().expect("it starts");
        // Closed before the first line, as `head -0` does it.
        drop(child.stdout.take());
        let input = format!("{}\n{}\n", office.password("mai"), office.code("mai"));
        std::io::Write::write_all(&mut child.stdin.take().expect("a pipe"), input.as_bytes()).expect("it reads");
        let output = child.wait_with_output().expect("it ends");
        let err = String::from_utf8_lossy(&output.stderr);
        assert!(output.status.code().is_some_and(|code| code < 2), "{arguments:?} {:?}", output.status);
        assert!(!err.contains("panicked") && !err.contains("kin:"), "{arguments:?}: {err}");
    }
}

#[test]
fn a_list_is_filtered_and_sorted() {
    let office = Office::demo(60);
    let list = |arguments: &[&str]| {
        let all: Vec<&str> = ["customer", "list", "--json"].iter().chain(arguments).copied().collect();
        office.run_as("mai", &all).lines()
    };
    let all = list(&["--limit", "60"]);
    assert_eq!(all.len(), 60);
    let city = all.iter().find_map(|row| row["city"].as_str().filter(|city| !city.is_empty())).expect("a city");
    let filter = format!("city = \"{}\" and status in (active, lead)", city.to_uppercase());
    let found = list(&["--filter", &filter, "--sort", "code", "--descending"]);
    let expected = |row: &&Value| row["city"] == *city && (row["status"] == "active" || row["status"] == "lead");
    assert_eq!(found.len(), all.iter().filter(expected).count());
    assert!(!found.is_empty() && found.iter().all(|row| expected(&row)), "{found:?}");
    assert!(found.is_sorted_by(|a, b| a["code"].as_str() > b["code"].as_str()));
    let row = &found[0];
    assert!(row["department"].is_string() && row["version"] == 1 && row["updated_at"].is_i64(), "{row}");

    let nobody = office.run_as("lan", &["customer", "list", "--filter", "owner = nobodyatall"]);
    nobody.fails(1, "owner: choose one from the list");
    // These need nobody to sign in.
    let bad = |arguments: &[&str]| {
        let all: Vec<&str> = ["customer", "list", "--member", "mai"].iter().chain(arguments).copied().collect();
        office.run(&all, "")
    };
    let mistake = bad(&["--filter", "city = Huế and statut = active"]);
    mistake.fails(2, "  city = Huế and statut = active\n                 ^^^^^^\n");
    mistake.fails(2, "Did you mean status?");
    bad(&["--filter", "city ="]).fails(2, "  city =\n        ^\n");
    bad(&["--filter", "updated > tomorrow"]).fails(2, "Write a day like 2026-12-31");
    bad(&["--sort", "phone"]).fails(2, "They sort by: name, code, city, created, updated.");
}
