//! The signed decisions, keys that wait, and second persons from the command line.

use serde_json::Value;

use crate::office::Office;

const PASSWORD: &str = "trei pisici dorm pe sobă";

/// An office with a second owner-like person: an admin who runs it.
fn with_admin() -> Office {
    let office = Office::demo(3);
    let invite = ["member", "invite", "hùng", "--role", "admin", "--department", "Support", "--json"];
    let code = office.run_as("mai", &invite).json()["code"].as_str().expect("a code").to_owned();
    office.join(&code, PASSWORD).expect("joined");
    office
}

#[test]
fn what_two_persons_decide_waits_for_the_second() {
    let office = with_admin();
    let mai = |arguments: &[&str]| office.run_as("mai", arguments);
    mai(&["grant", "policy", "set", "--two-persons", "policy_change"]).good();
    let change = ["grant", "policy", "set", "--approval-minutes", "30"];
    let made = mai(&[&change[..], &["--json"]].concat()).json();
    assert_eq!(made["done"], false);
    let id = made["proposal"].as_str().expect("an id").to_owned();
    mai(&["grant", "approve", &id]).fails(1, "second person");
    let waits = office.run_as("hùng", &["grant", "proposals", "--json"]).lines();
    assert_eq!((waits.len(), &waits[0]["id"], &waits[0]["mine"]), (1, &id.as_str().into(), &false.into()), "{waits:?}");
    assert_eq!((&waits[0]["by"], &waits[0]["act"]), (&"mai".into(), &"policy".into()));
    office.run_as("lan", &["grant", "approve", &id]).fails(1, "kin:");
    office.run_as("hùng", &["grant", "approve", &id]).good();
    office.run_as("hùng", &["grant", "approve", &id]).fails(1, "not there");
    let policy = mai(&["grant", "policy", "show", "--json"]).json();
    assert_eq!(policy["policy"]["approval_minutes"], 30);
    let newest = mai(&["grant", "list", "--limit", "1", "--json"]).lines();
    assert_eq!(
        (newest.len(), &newest[0]["issuer"], &newest[0]["second"]),
        (1, &"mai".into(), &"hùng".into()),
        "{newest:?}"
    );

    let told = mai(&change);
    told.good();
    let id = told.out.rsplit("kin grant approve ").next().expect("an id").trim().to_owned();
    office.run_as("hùng", &["grant", "deny", &id]).good();
    assert!(mai(&["grant", "proposals", "--json"]).lines().is_empty());
}

#[test]
fn keys_wait_for_a_holder() {
    let office = with_admin();
    // The admin gives a role whose keys he does not hold.
    let invite = ["member", "invite", "sen", "--role", "agent", "--department", "Sales", "--json"];
    let code = office.run_as("hùng", &invite).json()["code"].as_str().expect("a code").to_owned();
    office.join(&code, "vịt bầu lội ao sen").expect("joined");
    let waiting = office.run_as("mai", &["grant", "waiting", "--json"]).lines();
    assert_eq!((waiting.len(), &waiting[0]["name"]), (1, &"sen".into()), "{waiting:?}");
    assert!(waiting[0]["waiting"].as_array().is_some_and(|classes| classes.contains(&"contact".into())));
    office.run_as("hùng", &["grant", "give", "sen"]).fails(1, "keys.give");
    office.run_as("mai", &["grant", "give", "sen"]).good();
    assert!(office.run_as("mai", &["grant", "waiting"]).out.is_empty());
    office.run_as("mai", &["grant", "give", "sen"]).fails(1, "not there");
}

#[test]
fn the_decisions_are_listed_newest_first_and_by_member() {
    let office = with_admin();
    let all = office.run_as("mai", &["grant", "list", "--json"]).lines();
    let sequences: Vec<i64> = all.iter().map(|row| row["sequence"].as_i64().expect("a number")).collect();
    assert!(sequences.len() > 8 && sequences.is_sorted_by(|a, b| a > b), "{sequences:?}");
    assert!(all.iter().all(|row| row["refused"] == ""), "{all:?}");
    let about = office.run_as("mai", &["grant", "list", "--about", "hung", "--json"]).lines();
    let acts: Vec<&Value> = about.iter().map(|row| &row["act"]).collect();
    assert_eq!(acts, ["enrol", "invite"]);
    let text = office.run_as("mai", &["grant", "list", "--limit", "2"]);
    text.good();
    assert_eq!(text.out.lines().count(), 3, "a heading and two decisions: {}", text.out);
    office.run_as("lan", &["grant", "list"]).fails(1, "member.view");
}
