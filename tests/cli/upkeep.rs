//! `kin customer find`, `trash`, `restore`, `merge` and `duplicates` as a script uses them.

use crate::office::Office;

fn listed(office: &Office) -> Vec<serde_json::Value> {
    office.run_as("mai", &["customer", "list", "--json"]).lines()
}

#[test]
fn the_trash_and_back() {
    let office = Office::demo(8);
    let before = listed(&office);
    let code = before[0]["code"].as_str().expect("a code").to_owned();
    let dry = office.run_as("mai", &["customer", "trash", &code, "--dry-run", "--json"]).json();
    assert_eq!((dry["trashed"].as_u64(), dry["dry_run"].as_bool()), (Some(1), Some(true)));
    assert_eq!(listed(&office).len(), before.len());
    assert_eq!(office.run_as("mai", &["customer", "trash", &code, "--json"]).json()["trashed"], 1);
    assert_eq!(listed(&office).len(), before.len() - 1);
    office.run_as("mai", &["customer", "show", &code]).fails(1, "There is no customer");
    let trashed = office.run_as("mai", &["customer", "trashed", "--json"]).lines();
    assert_eq!(trashed[0]["code"], code.as_str());
    // Who may not is told so, and nothing else.
    office.run_as("lan", &["customer", "trashed"]).fails(1, "customer.trash");
    office.run_as("lan", &["customer", "restore", &code]).fails(1, "customer.trash");
    office.run_as("mai", &["customer", "restore", "KH-999999"]).fails(1, "in the trash");
    office.run_as("mai", &["customer", "restore", &code]).good();
    let codes = |rows: &[serde_json::Value]| rows.iter().map(|row| row["code"].clone()).collect::<Vec<_>>();
    assert_eq!(codes(&listed(&office)), codes(&before));
    office.run(&["log", "verify"], "").good();
}

#[test]
fn a_screen_pop_by_phone() {
    let office = Office::demo(8);
    let row = &listed(&office)[0];
    let code = row["code"].as_str().expect("a code");
    let phone = office.run_as("mai", &["customer", "reveal", code, "phone", "--reason", "call", "--json"]).json();
    let phone = phone["value"].as_str().expect("a phone").to_owned();
    let find = |member: &str, value: &str| {
        let input = format!("{}\n{}\n{value}\n", office.password(member), office.code(member));
        office.run(&["customer", "find", "--phone", "-", "--json", "--member", member], &input)
    };
    let found = find("mai", &phone).lines();
    assert!(found.iter().any(|row| row["code"] == code), "{found:?}");
    assert!(!find("mai", &phone).out.contains(&phone), "masked");
    assert!(find("mai", "0900000001").lines().is_empty());
    find("radu", &phone).fails(1, "customer.lookup");
    find("mai", "").fails(2, "missing");
    // The value is never an argument.
    let wrong = office.run(&["customer", "find", "--phone", &phone, "--member", "mai"], "");
    assert_eq!(wrong.code, 2);
    office.run(&["customer", "find"], "").fails(2, "--phone");
    let log = office.run_as("mai", &["log", "list", "--filter", "action:customer.lookup", "--json"]);
    assert!(log.lines().len() >= 3 && !log.out.contains(&phone));
}

#[test]
fn two_into_one() {
    let office = Office::demo(8);
    let rows = listed(&office);
    let code = |n: usize| rows[n]["code"].as_str().expect("a code").to_owned();
    let (keep, gone) = (code(0), code(1));
    let both = office.run_as("mai", &["customer", "merge", &keep, &gone, "--dry-run", "--json"]).json();
    assert_eq!(both["one"]["customer"]["code"], keep.as_str());
    office.run_as("mai", &["customer", "merge", &keep, &gone, "--dry-run"]).good();
    office.run_as("mai", &["customer", "merge", &keep, &gone, "--take", "moon"]).fails(2, "No field");
    office.run_as("lan", &["customer", "merge", &keep, &gone]).fails(1, "");
    let kept = office.run_as("mai", &["customer", "merge", &keep, &gone, "--take", "name,phone", "--json"]).json();
    assert_eq!(kept["kept"], rows[0]["id"]);
    let shown = office.run_as("mai", &["customer", "show", &keep, "--json"]).json();
    assert_eq!(shown["customer"]["name"], rows[1]["name"]);
    assert_eq!(office.run_as("mai", &["customer", "trashed", "--json"]).lines()[0]["merged_into"], keep.as_str());
    office.run_as("mai", &["customer", "duplicates"]).good();
    office.run(&["log", "verify"], "").good();
}
