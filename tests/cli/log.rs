//! The log read, exported and proved.

use crate::office::Office;

#[test]
fn the_log_is_listed_exported_and_verified() {
    let office = Office::demo(5);
    let newest = office.run_as("radu", &["log", "list", "--json", "--limit", "2"]).lines();
    assert_eq!(newest.len(), 2);
    assert_eq!(newest[1]["entry"]["action"], "session.sign_in", "{newest:?}");
    let all = office.run_as("radu", &["log", "export"]).lines();
    let sequences: Vec<i64> = all.iter().filter_map(|row| row["sequence"].as_i64()).collect();
    let newest = sequences.len() as i64;
    assert_eq!(sequences, (1..=newest).rev().collect::<Vec<_>>());
    assert!(all.iter().all(|row| row["verified"] == true));
    let verified = office.run(&["log", "verify", "--json"], "").json();
    // The export itself has signed out since.
    assert_eq!((&verified["ok"], verified["entries"].as_i64()), (&true.into(), Some(newest + 1)));
    assert_eq!(verified["head"].as_str().map(str::len), Some(64));
    // An agent may not export.
    office.run_as("lan", &["log", "export", "--json"]).fails(1, "error");
}

#[test]
fn any_tampering_is_found() {
    let office = Office::demo(5);
    office.run_as("mai", &["log", "list"]).good();
    let good = std::fs::read(office.database()).expect("the database");
    for change in [
        "UPDATE customer SET name = name || ' '",
        "UPDATE customer SET owner = (SELECT member FROM audit_log WHERE member IS NOT NULL LIMIT 1)",
        "DELETE FROM activity WHERE id = (SELECT id FROM activity LIMIT 1)",
        "UPDATE audit_log SET reason = 'other' WHERE sequence = 3",
        "UPDATE audit_log SET at = at + 1 WHERE sequence = (SELECT max(sequence) FROM audit_log)",
        "DELETE FROM audit_log WHERE sequence = 2",
        "UPDATE audit_log SET signature = zeroblob(64) WHERE sequence = 4",
        "UPDATE audit_change SET changes = zeroblob(33) WHERE sequence = (SELECT min(sequence) FROM audit_change)",
    ] {
        std::fs::write(office.database(), &good).expect("written");
        let database = office.open_database();
        database.execute_batch("PRAGMA foreign_keys = OFF").expect("the guards are off");
        let changed = database.execute(change, []).unwrap_or_else(|error| panic!("{change}: {error}"));
        assert!(changed > 0, "{change}");
        drop(database);
        let told = office.run(&["log", "verify", "--json"], "");
        told.fails(1, "does not hold");
        let verdict: serde_json::Value =
            serde_json::from_str(&told.out).unwrap_or_else(|_| panic!("{change}: {told:?}"));
        assert_eq!(verdict["ok"], false, "{change}");
    }
    std::fs::write(office.database(), &good).expect("written");
    office.run(&["log", "verify"], "").good();
}

#[test]
fn checkpoints_are_made_carried_and_compared() {
    let office = Office::demo(5);
    let alone = office.run(&["log", "verify"], "");
    alone.good();
    assert!(alone.out.contains("No checkpoint from outside"), "{alone:?}");
    office.run_as("lan", &["log", "checkpoint"]).fails(1, "does not allow");
    let line = office.run_as("radu", &["log", "checkpoint", "--line"]);
    line.good();
    assert!(line.out.starts_with("kin-checkpoint kin/"), "{line:?}");
    let made = office.run_as("radu", &["log", "checkpoint", "--json"]).json();
    let text = made["note"].as_str().expect("a note");
    assert_eq!(text.lines().nth(1), made["size"].as_i64().map(|size| size.to_string()).as_deref());
    // The file that both were carried to is looked at by itself; a line comes from standard input.
    let both = office.run(&["log", "verify", "--json", "--checkpoint", "-"], &format!("by hand:\n{}", line.out)).json();
    let counts: Vec<_> = both["checkpoints"].as_array().expect("a list").iter().map(|one| &one["count"]).collect();
    assert_eq!(counts, [1, 2], "{both}");
    let file = office.file("kept", format!("{text}\nwords\n{}", line.out));
    let told = office.run(&["log", "verify", "--checkpoint", &file], "");
    told.good();
    assert!(told.out.contains(&format!("Held by {file}: checkpoints 2")), "{told:?}");
    let quick = office.run(&["log", "verify", "--chain-only", "--json"], "").json();
    assert_eq!((&quick["ok"], &quick["records"]), (&true.into(), &0.into()));
    office.run(&["log", "verify", "--checkpoint", "/nowhere"], "").fails(2, "can't be read");
    let other = office.file("other", "no such thing");
    office.run(&["log", "verify", "--checkpoint", &other], "").fails(1, "There is no checkpoint");
    let forged = office.file("forged", text.replacen("time 20", "time 21", 1));
    let refused = office.run(&["log", "verify", "--json", "--checkpoint", &forged], "");
    refused.fails(1, "signature is not the office's");
    let verdict: serde_json::Value = serde_json::from_str(refused.out.trim()).expect("JSON");
    assert_eq!((&verdict["ok"], &verdict["sequence"]), (&false.into(), &0.into()));
}

#[test]
fn an_older_copy_is_found_by_the_file_beside_the_host_secret() {
    let office = Office::demo(5);
    let older = std::fs::read(office.database()).expect("the database");
    office.run_as("radu", &["log", "checkpoint"]).good();
    std::fs::write(office.database(), older).expect("written");
    office.run(&["log", "verify"], "").fails(1, "the file is an older copy");
}

#[test]
fn a_command_ends_with_what_is_due() {
    let office = Office::demo(5);
    let got = office.home().join("got").display().to_string();
    let config = office.file(
        "kin.toml",
        format!("[witness]\nevery_entries = 2\npath = \"kept\"\ncommand = [\"sh\", \"-c\", \"cat > '{got}'\"]\n"),
    );
    office.run_as("radu", &["log", "list", "--config", &config]).good();
    let kept = std::fs::read_to_string(office.home().join("kept")).expect("a file beside the configuration");
    assert_eq!(kept.trim_end(), std::fs::read_to_string(&got).expect("what the program got").trim_end());
    let held = office.run(&["log", "verify", "--json", "--config", &config], "").json();
    assert_eq!(held["checkpoints"][0]["size"], held["entries"], "{held}");
}

#[test]
fn the_log_is_kept_as_the_policy_says() {
    let office = Office::demo(5);
    office.run_as("mai", &["log", "prune", "--dry-run"]).fails(1, "for ever");
    office.run_as("mai", &["grant", "policy", "set", "--log-months", "2"]).fails(1, "log_months");
    office.run_as("mai", &["grant", "policy", "set", "--log-months", "6"]).good();
    let shown = office.run_as("mai", &["grant", "policy", "show"]);
    assert!(shown.out.contains("the log is kept      6 months"), "{shown:?}");
    let pruned = office.run_as("mai", &["log", "prune", "--json"]).json();
    assert_eq!((&pruned["removed"], &pruned["dry_run"]), (&0.into(), &false.into()));
    office.run_as("lan", &["log", "prune"]).fails(1, "does not allow");
}
