//! Every subcommand about the office, for a role that holds nothing of it: refused, in words, with nothing told.

use serde_json::Value;

use crate::office::Office;

const ID: &str = "01900000-0000-7000-8000-000000000001";

/// Each with whether it is refused by a right; the others find nothing to decide on.
const REFUSED: [&str; 42] = [
    "member list",
    "member show lan",
    "member invite x --role agent --department Sales",
    "member grant lan --role owner",
    "member stand-in lan --role owner --until 7d",
    "member reset lan",
    "member suspend mai",
    "member reactivate lan",
    "member remove lan --yes",
    "member sessions mai",
    "role list",
    "role show agent",
    "role save x --from owner",
    "role rename agent x",
    "role remove agent",
    "department list",
    "department add x",
    "department rename Sales x",
    "department move Sales --under Support",
    "department remove Sales",
    "grant list",
    "grant list --about mai",
    "grant waiting",
    "grant give lan",
    "grant policy show",
    "grant policy set --invite-hours 700",
    "alert list",
    "alert list --all",
    "insight",
    "insight mai --days 90",
    "request ask-export --words x",
    "why field.reveal phone --customer KH-000001",
    "customer list",
    "keys status",
    "keys rotate contact --yes",
    "keys drill",
    "host rotate --yes",
    "host export carried.age",
    "review show",
    "review show --csv",
    "review sign --word x",
    "review diff",
];

#[test]
fn a_role_that_holds_nothing_is_refused_everywhere() {
    let office = Office::demo(3);
    let names = ["mai", "lan", "minh", "radu", "Sales", "Support"];
    for line in REFUSED {
        let words: Vec<&str> = line.split(' ').collect();
        let ran = office.run_by_key(&words);
        ran.fails(1, "Your role does not allow this (");
        assert!(ran.out.is_empty(), "{line}: {ran:?}");
        assert!(!names.iter().any(|name| ran.err.contains(name)), "{line}: {ran:?}");
        if !words.contains(&"--csv") {
            let ran = office.run_by_key(&[&words[..], &["--json"]].concat());
            let error: Value = serde_json::from_str(&ran.err).expect("one JSON value");
            assert!(ran.code == 1 && ran.out.is_empty() && error["error"].is_string(), "{line}: {ran:?}");
        }
    }
    for line in [
        format!("grant approve {ID}"),
        format!("grant deny {ID}"),
        format!("request approve {ID}"),
        format!("request deny {ID} --word x"),
        format!("request ask {ID} iban --reason call --words x"),
        format!("alert close {ID} --word x"),
        format!("member end-session {ID}"),
    ] {
        let ran = office.run_by_key(&line.split(' ').collect::<Vec<_>>());
        assert!(ran.code == 1 && ran.out.is_empty() && ran.err.starts_with("kin: "), "{line}: {ran:?}");
    }
    // What waits for one, and one's own sessions, may be looked at by anybody: there is nothing.
    for line in ["grant proposals --json", "request list --json"] {
        let ran = office.run_by_key(&line.split(' ').collect::<Vec<_>>());
        assert!(ran.code == 0 && ran.out.is_empty(), "{line}: {ran:?}");
    }
    // Nothing was changed by any of it.
    let decisions = office.run_as("mai", &["grant", "list", "--json"]).lines();
    assert!(decisions.iter().all(|row| row["issuer"] != "importer"), "{decisions:?}");
    let members = office.run_as("mai", &["member", "list", "--json"]).lines();
    assert!(members.iter().all(|row| row["standing"] == "active"), "{members:?}");
    // Each refusal is in the log.
    let log = office.run_as("radu", &["log", "list", "--json", "--limit", "5000"]).lines();
    let denied = log.iter().filter(|row| row["member"] == "importer" && row["entry"]["outcome"] == "denied").count();
    assert!(denied >= REFUSED.len(), "{denied}");
}
