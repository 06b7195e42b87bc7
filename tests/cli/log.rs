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
