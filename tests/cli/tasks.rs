//! `kin task` by the built binary.

use crate::office::Office;

#[test]
fn a_task_goes_from_a_line_to_done() {
    let office = Office::demo(12);
    let listed = office.run_as("lan", &["task", "list", "--json"]).lines();
    assert!(listed.len() > 4, "a demo has tasks");
    let code = office.run_as("lan", &["customer", "list", "--json", "--limit", "1"]).lines()[0]["code"].clone();
    let code = code.as_str().expect("a code");
    let added = office.run_as("lan", &["task", "add", "gọi lại Đào ngày mai 9h", "--customer", code, "--json"]).json();
    assert_eq!(added["understood"]["title"], "gọi lại Đào");
    let id = added["task"].as_str().expect("an id");
    let about = office.run_as("lan", &["task", "list", "--customer", code]);
    about.good();
    assert!(about.out.contains("gọi lại Đào") && about.out.contains(code), "{about:?}");
    let edit = ["task", "edit", id, "--title", "gọi Đào", "--when", "mỗi thứ hai 8h30", "--words", "mang hợp đồng"];
    office.run_as("lan", &edit).good();
    let shown = office.run_as("lan", &["task", "show", id]);
    assert!(
        ["gọi Đào", "08:30", "every 1 week", "mang hợp đồng"].iter().all(|words| shown.out.contains(words)),
        "{shown:?}"
    );
    office.run_as("lan", &["task", "edit", id, "--to", "radu"]).fails(1, "You can't give a task to \"radu\"");
    let done = office.run_as("lan", &["task", "done", id, "--json"]).json();
    assert_eq!((done["changed"].as_u64(), done["next"].as_array().map(Vec::len)), (Some(1), Some(1)));
}

#[test]
fn what_is_wrong_is_said_and_who_has_no_right_sees_nothing() {
    let office = Office::demo(4);
    office.run(&["task", "list", "--view", "theirs"], "").fails(2, "There are: mine, given, team, all, done.");
    office.run(&["task", "show", "7"], "").fails(2, "is no task");
    office.run_as("lan", &["task", "add", "x @nobody"]).fails(1, "@nobody");
    let refused = office.run_as("radu", &["task", "list"]);
    refused.fails(1, "task.view");
    assert_eq!(refused.out, "");
    let team = office.run_as("minh", &["task", "list", "--view", "team", "--json"]).lines();
    let id =
        team.iter().find(|row| row["owner"] == "minh").expect("one")["task"]["id"].as_str().expect("an id").to_owned();
    office.run_as("lan", &["task", "show", &id]).fails(1, "not there");
}
