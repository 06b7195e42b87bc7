//! The review of rights from the command line: the matrix, its signature, and what changed since.

use crate::office::Office;

#[test]
fn the_matrix_is_shown_signed_and_compared() {
    let office = Office::demo(1);
    let csv = office.run_as("radu", &["review", "show", "--csv"]);
    csv.good();
    let mut rows = csv.out.lines();
    assert_eq!(rows.next(), Some("role,operation,reach,members"));
    assert!(rows.clone().any(|row| row == "agent,customer.edit,department,lan"), "{}", csv.out);
    assert!(rows.all(|row| row.matches(',').count() == 3), "{}", csv.out);
    office.run_as("lan", &["review", "show"]).fails(1, "member.view");
    let review = office.run_as("radu", &["review", "show", "--json"]).json();
    assert!(review["last"].is_null());
    let count = review["rows"].as_array().expect("rows").len();
    assert_eq!(count, csv.out.lines().count() - 1);
    office.run(&["review", "show", "--csv", "--json"], "").fails(2, "cannot be used with");

    office.run(&["review", "sign"], "").fails(2, "--word");
    office.run_as("minh", &["review", "sign", "--word", "xem"]).fails(1, "review.sign");
    office.run_as("radu", &["review", "sign", "--word", "đã xem quý 4"]).good();
    let same = office.run_as("radu", &["review", "diff"]);
    same.good();
    assert!(
        same.out.starts_with("Last signed by radu") && same.out.trim_end().ends_with("Changes since: 0"),
        "{}",
        same.out
    );

    office.run_as("mai", &["member", "grant", "lan", "--role", "lead"]).good();
    let changes = office.run_as("radu", &["review", "diff", "--json"]).lines();
    let bulk = changes.iter().find(|change| change["role"] == "lead" && change["rule"] == "customer.bulk");
    assert!(bulk.is_some_and(|change| change["what"].as_str().is_some_and(|what| what.contains("lan"))), "{changes:?}");
    let text = office.run_as("radu", &["review", "diff"]);
    assert!(text.out.contains("lead  customer.bulk  "), "{}", text.out);
}

#[test]
fn no_cell_is_a_formula() {
    let office = Office::demo(1);
    office.run_as("mai", &["role", "save", "=cmd|' /C calc'!A0", "--set", "customer.list=own"]).good();
    let csv = office.run_as("mai", &["review", "show", "--csv"]);
    csv.good();
    assert!(csv.out.lines().any(|row| row.starts_with("'=cmd|' /C calc'!A0,customer.list,own")), "{}", csv.out);
    assert!(csv.out.lines().all(|row| !row.starts_with(['=', '+', '-', '@'])), "{}", csv.out);
}
