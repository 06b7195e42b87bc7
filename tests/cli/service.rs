//! The rules for tickets from the command line: shown, kept in a file, set from it.

use serde_json::json;

use crate::office::Office;

#[test]
fn the_rules_are_kept_in_a_file() {
    let office = Office::demo(1);
    let mai = |arguments: &[&str]| office.run_as("mai", arguments);
    let mut rules = mai(&["service", "show", "--json"]).json();
    assert_eq!(rules["statuses"][0]["key"], "new");
    rules["calendar"] = json!({ "zone": "Asia/Ho_Chi_Minh", "hours": "mon-fri 08:00-17:30", "holidays": ["VN"] });
    rules["targets"]["high"] = json!({ "respond_minutes": 30, "resolve_minutes": 240 });
    rules["flow"] = json!({ "waiting": ["open", "solved"] });
    rules["snippets"] = json!([{ "name": "Chào", "text": "Chào {customer},\ncảm ơn." }]);
    rules["escalations"] = json!([
        { "promise": "resolve", "minutes": 60, "priority": "urgent", "department": null, "tell_leads": true },
        { "promise": "respond", "minutes": -10, "priority": null, "department": null, "tell_leads": true },
    ]);
    let file = office.file("service.json", rules.to_string());
    let set = mai(&["service", "set", "--from", &file, "--json"]);
    assert_eq!(set.json(), json!({ "done": true }));
    let now = mai(&["service", "show", "--json"]).json();
    assert_eq!(now["calendar"]["hours"], "mon-fri 08:00-17:30");
    assert_eq!(now["escalations"][0]["minutes"], -10, "in the order in which they come due");
    let text = mai(&["service", "show"]);
    text.good();
    for words in [
        "public holidays      VN, known to the end of 2032",
        "  high               30/240",
        "to open, solved",
        "resolve +60 minutes: priority urgent, leads are told",
        "  Chào               Chào {customer},\n",
    ] {
        assert!(text.out.contains(words), "{words}: {}", text.out);
    }
    // From standard input, behind what signs in; what is not named is as it comes with the program.
    let input = format!("{}\n{}\n{{\"satisfaction\": false}}", office.password("mai"), office.code("mai"));
    office.run(&["service", "set", "--from", "-", "--member", "mai"], &input).good();
    let now = mai(&["service", "show", "--json"]).json();
    assert_eq!((&now["satisfaction"], &now["snippets"]), (&json!(false), &json!([])));
}

#[test]
fn what_is_wrong_is_told_and_changes_nothing() {
    let office = Office::demo(1);
    let mai = |arguments: &[&str], code: i32, words: &str| office.run_as("mai", arguments).fails(code, words);
    let set = |rules: &str, code: i32, words: &str| {
        let file = office.file("service.json", rules);
        mai(&["service", "set", "--from", &file], code, words);
    };
    mai(&["service", "set", "--from", "nowhere.json"], 2, "nowhere.json can't be read");
    set("{", 2, "no rules for tickets");
    set(r#"{ "warn_percents": 50 }"#, 2, "nothing called \"warn_percents\"");
    set(r#"{ "warn_percent": 0 }"#, 1, "1 to 100 percent");
    set(r#"{ "calendar": { "hours": "mon 8-17" } }"#, 1, "07:30-19:00");
    let file = office.file("good.json", "{}");
    office.run_as("minh", &["service", "set", "--from", &file]).fails(1, "policy.manage");
    office.run_as("lan", &["service", "show"]).fails(1, "member.view");
    office.run_as("lan", &["service", "set", "--from", &file]).fails(1, "member.view");
}
