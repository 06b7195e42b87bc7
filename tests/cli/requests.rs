//! Requests, alerts and reasons from the command line.

use serde_json::Value;

use crate::office::Office;

/// The code of a customer that lan may open.
fn customer(office: &Office) -> String {
    let rows = office.run_as("lan", &["customer", "list", "--limit", "1", "--json"]).lines();
    rows[0]["code"].as_str().expect("a code").to_owned()
}

fn asked(office: &Office, code: &str, field: &str) -> String {
    let ask = ["request", "ask", code, field, "--reason", "identity", "--words", "khách đổi số", "--json"];
    office.run_as("lan", &ask).json()["request"].as_str().expect("an id").to_owned()
}

#[test]
fn a_request_is_asked_approved_and_used() {
    let office = Office::demo(20);
    let code = customer(&office);
    let reveal = ["customer", "reveal", &code, "birth_date", "--reason", "identity", "--words", "hỏi", "--json"];
    office.run_as("lan", &reveal).fails(1, "error");
    let id = asked(&office, &code, "birth_date");
    let waits = office.run_as("minh", &["request", "list", "--json"]).lines();
    assert_eq!(waits.len(), 1);
    let seen = ["id", "member", "field", "code", "standing"].map(|part| waits[0][part].as_str().expect("text"));
    assert_eq!(seen, [id.as_str(), "lan", "birth_date", &code, "open"]);
    assert_eq!(waits[0]["mine"], false);
    assert!(waits[0]["reason"].as_str().is_some_and(|reason| reason.contains("khách đổi số")));
    // Nobody approves his own, and not who may not.
    office.run_as("lan", &["request", "approve", &id]).fails(1, "request.approve");
    office.run_as("radu", &["request", "approve", &id]).fails(1, "kin:");
    office.run_as("minh", &["request", "approve", &id, "--word", "được"]).good();
    let own = office.run_as("lan", &["request", "list", "--json"]).lines();
    assert_eq!((&own[0]["standing"], &own[0]["mine"]), (&"approved".into(), &true.into()), "{own:?}");
    let value = office.run_as("lan", &reveal).json();
    let value = value["value"].as_str().expect("a value");
    let log = office.run_as("radu", &["log", "export"]);
    log.good();
    assert!(!value.is_empty() && !log.out.contains(value));
}

#[test]
fn a_request_is_denied_with_a_word() {
    let office = Office::demo(20);
    let code = customer(&office);
    let id = asked(&office, &code, "birth_date");
    office.run(&["request", "deny", &id], "").fails(2, "--word");
    office.run_as("minh", &["request", "deny", &id, "--word", "không cần"]).good();
    let own = office.run_as("lan", &["request", "list"]);
    own.good();
    assert!(own.out.contains("denied by minh: không cần") && own.out.contains("lan (you)"), "{}", own.out);
    office.run_as("minh", &["request", "approve", &id]).fails(1, "not there");
    let ask = |field: &str, reason: &str| {
        office.run(&["request", "ask", &code, field, "--reason", reason, "--words", "x", "--member", "lan"], "")
    };
    ask("shoe", "identity").fails(2, "There are: phone");
    ask("iban", "curiosity").fails(2, "There are: call");
    office.run_as("lan", &["request", "ask-export", "--words", "kiểm tra"]).fails(1, "log.export");
}

#[test]
fn why_says_what_allows_or_forbids() {
    let office = Office::demo(20);
    let code = customer(&office);
    let why = |arguments: &[&str]| office.run_as("lan", &[&["why"], arguments].concat());
    let allowed = why(&["field.reveal", "email", "--customer", &code, "--json"]).json();
    assert_eq!((&allowed["rule"], &allowed["allowed"]), (&"field.reveal email".into(), &true.into()), "{allowed}");
    assert_eq!(allowed["enforced"], "cryptographic");
    let kinds: Vec<&Value> = allowed["lines"].as_array().expect("lines").iter().map(|line| &line["what"]).collect();
    for kind in ["field", "grant", "key", "record", "quota"] {
        assert!(kinds.contains(&&Value::from(kind)), "no {kind} in {allowed}");
    }
    let denied = why(&["field.reveal iban", "--customer", &code]);
    denied.good();
    assert!(denied.out.starts_with("field.reveal iban: not allowed\n"), "{}", denied.out);
    assert!(denied.out.contains("see the mask alone") && denied.out.contains("is not held"), "{}", denied.out);
    let office_rule = why(&["member.manage"]);
    assert!(office_rule.out.contains("The role agent does not give it."), "{}", office_rule.out);
    why(&["member.eat"]).fails(1, "rule");
}

#[test]
fn alerts_are_listed_and_closed_with_a_word() {
    let office = Office::demo(3);
    assert!(office.run_as("mai", &["alert", "list"]).out.is_empty());
    // Past the program: another key for a member, as somebody who would read with it puts it there.
    office
        .open_database()
        .execute_batch("UPDATE member SET encryption = randomblob(32) WHERE name = 'minh'")
        .expect("a change");
    let open = office.run_as("mai", &["alert", "list", "--json"]).lines();
    let alert = open.iter().find(|alert| alert["kind"] == "member_key_swapped").expect("an alert");
    assert_eq!((&alert["open"], &alert["subject"]), (&true.into(), &"minh".into()), "{alert}");
    let id = alert["id"].as_str().expect("an id");
    office.run(&["alert", "close", id], "").fails(2, "--word");
    office.run_as("mai", &["alert", "close", id, "--word", "đã gọi công an"]).good();
    let open = office.run_as("mai", &["alert", "list", "--json"]).lines();
    assert!(open.iter().all(|alert| alert["id"] != id), "{open:?}");
    let all = office.run_as("mai", &["alert", "list", "--all"]);
    all.good();
    assert!(all.out.contains("closed by mai: đã gọi công an"), "{}", all.out);
    office.run_as("lan", &["alert", "list"]).fails(1, "alert.handle");
}
