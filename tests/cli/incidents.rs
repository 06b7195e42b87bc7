//! `kin incident`: from the start to the report by the command line, with the rights of who runs it.

use serde_json::Value;

use crate::office::Office;

fn start(office: &Office, member: &str, arguments: &[&str]) -> String {
    let all: Vec<&str> = ["incident"].into_iter().chain(arguments.iter().copied()).chain(["--json"]).collect();
    office.run_as(member, &all).json()["incident"].as_str().expect("an id").to_owned()
}

#[test]
fn an_incident_goes_from_its_start_to_its_report() {
    let office = Office::demo(6);
    office.run_as("lan", &["customer", "show", "KH-000001"]).good();
    office.run_as("lan", &["customer", "reveal", "KH-000001", "phone", "--reason", "call"]).good();
    let words = "laptop of lan <b>gone</b>";
    let id = start(
        &office,
        "mai",
        &["start", "stolen_laptop", "--words", words, "--jurisdiction", "ro", "--aware", "2h", "--by", "lan"],
    );
    // Codes last for so many sign-ins each: two of those who may share the work.
    let shown = office.run_as("radu", &["incident", "show", &id]);
    shown.good();
    for expected in ["Stolen or lost laptop", words, "ANSPDCP", "69 h", "acts of lan", "act: end_sessions"] {
        assert!(shown.out.contains(expected), "{expected}: {shown:?}");
    }
    office.run_as("radu", &["incident", "note", &id, "police: 4711", "--kind", "did"]).good();
    office.run_as("radu", &["incident", "step", &id, "ask"]).good();
    office.run_as("radu", &["incident", "step", &id, "wipe", "--skip"]).good();
    let acted = office.run_as("mai", &["incident", "act", &id, "freeze_exports", "--json"]).json();
    assert_eq!(acted["acted"]["done"], "");
    let frozen = office.run_as("mai", &["log", "export"]);
    frozen.fails(1, "Exports and copies are frozen while an incident is looked into");
    assert!(frozen.out.is_empty(), "{frozen:?}");
    let policy = office.run_as("mai", &["grant", "policy", "show"]);
    assert!(policy.out.contains("frozen: nothing is exported or copied"), "{policy:?}");
    office.run_as("mai", &["incident", "act", &id, "unfreeze_exports"]).good();
    office.run_as("mai", &["incident", "act", &id, "suspend", "--on", "lan", "--step", "suspend"]).good();
    office.run_as("lan", &["customer", "list"]).fails(1, "");
    let backup = office.run_as("mai", &["incident", "act", &id, "backup"]);
    assert!(backup.out.starts_with("It is done: kin-") && backup.out.trim().ends_with(".age."), "{backup:?}");
    let touched = office.run_as("radu", &["incident", "touched", &id, "--json"]).json();
    assert_eq!((&touched["counts"]["opened"], &touched["counts"]["revealed"]), (&1.into(), &1.into()), "{touched}");
    assert_eq!(touched["members"][0]["name"], "lan");
    office.run_as("radu", &["incident", "told", &id, "--at", "1h", "--words", "by the portal"]).good();
    let view = office.run_as("radu", &["incident", "show", &id, "--json"]).json();
    let marks = |key: &str| {
        let steps = view["steps"].as_array().expect("steps");
        steps.iter().find(|step| step["key"] == key).expect("a step")["mark"].clone()
    };
    assert_eq!(
        [marks("ask"), marks("wipe"), marks("suspend"), marks("end")],
        ["done", "skipped", "done"].map(Value::from).into_iter().chain([Value::Null]).collect::<Vec<_>>()[..]
    );

    let report = office.home().join("report.html").display().to_string();
    office.run_as("radu", &["incident", "report", &id, "--html", "-o", &report]).good();
    let page = std::fs::read_to_string(&report).expect("a report");
    assert!(page.contains("&lt;b&gt;gone&lt;/b&gt;") && !page.contains("<b>gone"), "{page}");
    office.run_as("radu", &["incident", "report", &id, "--html", "-o", &report]).fails(2, "can't be made");
    let markdown = office.run_as("radu", &["incident", "report", &id, "--lang", "vi"]);
    assert!(markdown.out.starts_with("# Báo cáo sự cố: Mất hoặc bị trộm máy tính"), "{markdown:?}");
    assert!(markdown.out.contains("police: 4711"), "{markdown:?}");
    for (to, lang, words) in [
        ("authority", "ro", "Notificare a unei încălcări a securității datelor personale"),
        ("people", "en", "Be wary of calls and messages"),
    ] {
        let notice = office.run_as("radu", &["incident", "notice", &id, "--to", to, "--lang", lang]);
        notice.good();
        assert!(notice.out.contains(words), "{notice:?}");
    }
    office.run_as("mai", &["incident", "close", &id, "--words", "found again"]).good();
    office.run_as("mai", &["incident", "note", &id, "one more"]).fails(1, "the incident is closed");
    let list = office.run_as("mai", &["incident", "list", "--json"]).lines();
    assert_eq!((list.len(), list[0]["closed_at"].is_null()), (1, false));
    office.run_as("mai", &["log", "verify"]).good();
}

#[test]
fn a_drill_is_scored_and_carries_nothing_out() {
    let office = Office::demo(3);
    let id = start(&office, "radu", &["drill", "misuse", "--words", "drill of the quarter"]);
    let acted = office.run_as("radu", &["incident", "act", &id, "suspend", "--on", "lan", "--step", "suspend"]);
    assert_eq!(acted.out.trim(), "This is a drill: it is noted, and not carried out.");
    office.run_as("lan", &["customer", "list"]).good();
    let shown = office.run_as("radu", &["incident", "show", &id]);
    assert!(shown.out.contains("score     1 of 12 steps in time, not contained"), "{shown:?}");
}

#[test]
fn who_may_not_is_refused_and_what_is_wrong_is_said() {
    let office = Office::demo(3);
    let id = "01900000-0000-7000-8000-000000000001";
    for arguments in [
        &["incident", "list"][..],
        &["incident", "show", id],
        &["incident", "start", "misuse"],
        &["incident", "report", id],
        &["incident", "act", id, "freeze_exports"],
    ] {
        let ran = office.run_as("lan", arguments);
        ran.fails(1, "Your role does not allow this (incident.manage)");
        assert!(ran.out.is_empty(), "{ran:?}");
    }
    office.run_as("radu", &["incident", "show", id]).fails(1, "It is not there");
    let radu = start(&office, "radu", &["start", "misuse"]);
    office.run_as("radu", &["incident", "act", &radu, "freeze_exports"]).fails(1, "(policy.manage)");
    office.run_as("radu", &["incident", "act", &radu, "suspend"]).fails(1, "member");
    // What is wrong with the question is said before anybody has to sign in.
    office.run(&["incident", "start", "fire"], "").fails(2, "stolen_laptop");
    office.run(&["incident", "act", id, "pray"], "").fails(2, "freeze_exports");
    office.run_as("radu", &["incident", "start", "misuse", "--aware", "soon"]).fails(2, "is no time");
    // The playbooks are there for everybody, in three languages.
    for (lang, words) in [("en", "Ransomware"), ("vi", "Mã độc tống tiền"), ("ro", "Laptop furat sau pierdut")]
    {
        let ran = office.run(&["incident", "playbooks", "--lang", lang], "");
        ran.good();
        assert!(ran.out.contains(words), "{ran:?}");
    }
    let one = office.run(&["incident", "playbooks", "ransomware", "--json"], "").json();
    assert_eq!((one["playbook"].as_str(), one["steps"][0]["stage"].as_str()), (Some("ransomware"), Some("detect")));
}
