//! `kin ticket` on the built binary: a script raises a ticket, finds it, answers it; wrong words are told before anybody
//! signs in.

use crate::office::Office;

#[test]
fn a_script_raises_finds_and_answers_a_ticket() {
    let office = Office::demo(20);
    let lines = office.run_as("lan", &["ticket", "list", "--queue", "all", "--json"]).lines();
    assert!(!lines.is_empty() && lines.iter().any(|row| !row["customer"].as_str().expect("a name").is_empty()));
    assert!(lines.iter().all(|row| row["department"] == "Support"), "the agent's team");
    let code = office.run_as("lan", &["customer", "list", "--limit", "1", "--json"]).lines()[0]["code"].clone();
    let code = code.as_str().expect("a code");
    // The text comes behind password and code.
    let input = format!("{}\n{}\nkhách gọi lại\ngọi 0903481503\n", office.password("lan"), office.code("lan"));
    let add = [
        "ticket",
        "add",
        "--subject",
        "Vé chậm",
        "--customer",
        code,
        "--priority",
        "high",
        "--owner",
        "lan",
        "--json",
        "--member",
        "lan",
        "-",
    ];
    let raised = office.run(&add, &input);
    assert_eq!(raised.code, 0, "{raised:?}");
    let number = raised.json()["number"].to_string();
    let shown = office.run_as("lan", &["ticket", "show", &number, "--json"]).json();
    assert_eq!((&shown["row"]["owner"], &shown["row"]["code"]), (&"lan".into(), &code.into()));
    let text = shown["notes"][0]["note"]["text"].as_str().expect("a text");
    assert!(text.starts_with("khách gọi lại\ngọi ") && !text.contains("481503"), "{text}");

    let edited = office.run_as("lan", &["ticket", "edit", &number, "--status", "waiting", "--owner", "nobody"]);
    assert_eq!((edited.code, edited.out.trim()), (0, format!("#{number}").as_str()), "{edited:?}");
    assert_eq!(office.run_as("lan", &["ticket", "note", &number, "Đã gửi lại", "--public"]).code, 0);
    let list = ["ticket", "list", "--queue", "team", "--status", "waiting", "--customer", code, "--search", "ve cham"];
    let found = office.run_as("lan", &list);
    assert!(found.code == 0 && found.out.contains(&format!("#{number}")), "{found:?}");
    let none = office.run_as(
        "lan",
        &["ticket", "list", "--queue", "all", "--filter", &format!("-status:waiting owner:nobody customer:{code}")],
    );
    assert!(none.code == 0 && !none.out.contains(&format!("#{number} ")), "{none:?}");
    let shown = office.run_as("lan", &["ticket", "show", &format!("#{number}")]);
    assert!(shown.out.contains("(public)\nĐã gửi lại") && shown.out.contains("waiting"), "{}", shown.out);
    // The auditor reads and does nothing; a program that only imports does neither.
    let refused = office.run_as("radu", &["ticket", "edit", &number, "--priority", "low"]);
    assert!(refused.code == 1 && refused.err.contains("ticket.edit"), "{refused:?}");
    let key = office.importer_key();
    let refused = office.run(&["ticket", "list", "--key", &key], "");
    assert!(refused.code == 1 && refused.err.contains("ticket.list"), "{refused:?}");
    assert_eq!(office.run_as("mai", &["log", "verify"]).code, 0);
}

#[test]
fn wrong_words_are_told_first() {
    let office = Office::demo(2);
    for (arguments, words) in [
        (&["list", "--queue", "ours"][..], "unassigned"),
        (&["list", "--sort", "colour"], "updated"),
        (&["list", "--filter", "statut:open"], "Did you mean status?"),
        (&["list", "--priority", "urgnt"], "Did you mean urgent?"),
        (&["show", "abc"], "number"),
        (&["add", "--subject", "x", "--priority", "top"], "urgent"),
        (&["edit", "1", "--channel", "pigeon"], "phone"),
        (&["note", "x", "words"], "number"),
    ] {
        let all: Vec<&str> = ["ticket"].iter().chain(arguments).copied().collect();
        let ran = office.run(&all, "");
        assert!(ran.code == 2 && ran.err.contains(words) && ran.out.is_empty(), "{arguments:?}: {ran:?}");
    }
    let missing = office.run_as("lan", &["ticket", "show", "9999"]);
    assert!(missing.code == 1 && missing.err.contains("is not there"), "{missing:?}");
}
