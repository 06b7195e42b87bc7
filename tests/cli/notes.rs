//! `kin note`: a call logged by a script, read again, changed, and refused to those who may not.

use crate::office::{Office, Ran};

/// Runs a line as a member, with more on standard input behind the sign-in.
fn run(office: &Office, member: &str, line: &[&str], more: &str) -> Ran {
    let input = format!("{}\n{}\n{more}", office.password(member), office.code(member));
    let all: Vec<&str> = line.iter().copied().chain(["--member", member]).collect();
    office.run(&all, &input)
}

/// A customer of lan's.
fn code(office: &Office) -> String {
    let rows = office.run_as("mai", &["customer", "list", "--json"]).lines();
    let row = rows.iter().find(|row| row["owner"] == "lan").expect("one of lan's");
    row["code"].as_str().expect("a code").to_owned()
}

#[test]
fn a_script_logs_a_call_and_changes_it() {
    let office = Office::demo(40);
    let customer = code(&office);
    let line = [
        "note",
        "add",
        &customer,
        "hỏi **hóa đơn** từ 0903123567, nhờ @minh và @ai-đó",
        "--kind",
        "call",
        "--direction",
        "in",
        "--outcome",
        "reached",
        "--minutes",
        "5",
        "--next",
        "gọi lại",
        "--on",
        "2027-01-31T14:30",
        "--json",
    ];
    let saved = office.run_as("lan", &line).json();
    assert_eq!((&saved["version"], &saved["hidden"]), (&1.into(), &1.into()));
    assert_eq!(saved["not_mentioned"], serde_json::json!(["ai-đó"]));
    let note = saved["note"].as_str().expect("an id");
    let rows = office.run_as("lan", &["note", "list", &customer, "--kind", "call", "--limit", "1", "--json"]).lines();
    let line = &rows[0]["activity"];
    assert_eq!((rows.len(), &line["id"], &line["outcome"]), (1, &note.into(), &"reached".into()));
    assert_eq!(
        (&line["minutes"], &line["direction"], &line["next_step"]),
        (&5.into(), &"in".into(), &"gọi lại".into())
    );
    assert_eq!(line["next_at"], 1_801_405_800_000_000_i64);
    assert!(!line["text"].as_str().expect("a text").contains("0903"));

    let changed =
        run(&office, "lan", &["note", "edit", note, "--outcome", "done", "--text", "-"], "chữ khác\ndòng hai\n");
    changed.good();
    assert!(changed.out.contains("version 2"), "{changed:?}");
    let shown = office.run_as("minh", &["note", "show", note, "--json"]).json();
    assert_eq!(shown["current"]["activity"]["text"], "chữ khác\ndòng hai");
    assert_eq!((&shown["current"]["activity"]["minutes"], &shown["versions"][0]["member"]), (&5.into(), &"lan".into()));
    let shown = office.run_as("minh", &["note", "show", note]);
    assert!(shown.out.contains("call in done 5 min") && shown.out.contains("version 1 of"), "{shown:?}");

    // What has nothing to say but that nobody answered; and standard input.
    office.run_as("lan", &["note", "add", &customer, "--kind", "call", "--outcome", "no_answer"]).good();
    run(&office, "lan", &["note", "add", &customer, "-"], "# Biên bản\n\n- một\n").good();
    let listed = office.run_as("lan", &["note", "list", &customer]);
    assert!(listed.out.contains("call no_answer") && listed.out.contains("# Biên bản"), "{listed:?}");
    office.run_as("mai", &["log", "verify"]).good();
}

#[test]
fn what_is_wrong_is_refused() {
    let office = Office::demo(40);
    let customer = code(&office);
    let fails = |member: &str, line: &[&str], exit, words: &str| office.run_as(member, line).fails(exit, words);
    fails("lan", &["note", "add", &customer, "mật khẩu: Sen2026"], 1, "holds a password");
    fails("lan", &["note", "add", &customer], 1, "must not be empty");
    fails("radu", &["note", "add", &customer, "x"], 1, "does not allow this (note.add)");
    let note = office.run_as("lan", &["note", "add", &customer, "của lan", "--json"]).json();
    let note = note["note"].as_str().expect("an id");
    fails("radu", &["note", "edit", note, "--outcome", "done"], 1, "does not allow this (note.edit)");
    office.run(&["note", "edit", "KH-1", "--outcome", "done"], "").fails(2, "is no id of a line");
    office.run(&["note", "add", &customer, "x", "--outcome", "maybe"], "").fails(2, "is none of");
    office.run(&["note", "add", &customer, "x", "--on", "soon"], "").fails(2, "is no day");
}
