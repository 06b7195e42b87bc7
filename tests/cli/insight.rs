//! `kin insight`: everybody oneself, others as far as one reaches.

use crate::office::Office;

#[test]
fn insight_reaches_as_far_as_the_log() {
    let office = Office::demo(3);
    office.run_as("lan", &["customer", "show", "KH-000001"]).good();
    let own = office.run_as("lan", &["insight", "--json"]).json();
    assert_eq!((own["name"].as_str(), own["days"].as_u64()), (Some("lan"), Some(30)));
    let views = own["counts"].as_array().expect("counts").iter().find(|row| row["what"] == "views").expect("views");
    assert_eq!(views["count"], 1);
    assert!(own["alerts"].is_null(), "nobody learns here that it is watched");
    // Oneself by name, and nobody else.
    let named = office.run_as("lan", &["insight", "lan", "--days", "7", "--json"]).json();
    assert_eq!((named["name"].as_str(), named["days"].as_u64()), (Some("lan"), Some(7)));
    let other = office.run_as("lan", &["insight", "minh"]);
    other.fails(1, "Your role does not allow this (");
    assert!(other.out.is_empty(), "{other:?}");
    let whole = office.run_as("radu", &["insight"]);
    whole.good();
    assert!(whole.out.contains("lan") && whole.out.contains("median of the role"), "{whole:?}");
    let one = office.run_as("radu", &["insight", "lan", "--days", "90"]);
    one.good();
    assert!(one.out.contains("lan (agent), 90 days from") && one.out.contains("failed sign ins"), "{one:?}");
    office.run_as("radu", &["insight", "--days", "0"]).fails(2, "--days");
}
