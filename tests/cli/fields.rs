//! `kin customer add` and `edit`, and `kin field`: values from flags and standard input, and none of them in arguments
//! that ought not to be.

use serde_json::Value;

use crate::office::{Office, Ran};

/// Runs as a member, with further lines behind password and code.
fn run_with(office: &Office, member: &str, arguments: &[&str], lines: &str) -> Ran {
    let all: Vec<&str> = arguments.iter().copied().chain(["--member", member]).collect();
    let input = format!("{}\n{}\n{lines}", office.password(member), office.code(member));
    office.run(&all, &input)
}

fn added(office: &Office, arguments: &[&str], lines: &str) -> String {
    let all: Vec<&str> = ["customer", "add", "--json"].into_iter().chain(arguments.iter().copied()).collect();
    let json = run_with(office, "mai", &all, lines).json();
    assert_eq!(json["created"], true);
    json["code"].as_str().expect("a code").to_owned()
}

fn shown(office: &Office, code: &str) -> Value {
    office.run_as("mai", &["customer", "show", code, "--json"]).json()
}

#[test]
fn a_customer_is_added_and_changed() {
    let office = Office::demo(3);
    let company = added(&office, &["--name", "Sen Vàng", "--kind", "company"], "");
    let person = [
        "--name",
        "Lê Thị Mai",
        "--city",
        "Huế",
        "--tag",
        "vip",
        "--tag",
        "new, loyal",
        "--segment",
        "Retail",
        "--employer",
        &company,
        "--label",
        "phone=*work",
        "--sealed",
        "phone",
        "--sealed",
        "email",
    ];
    let code = added(&office, &person, "0903 123 567\nmai.le@gmail.com\n");
    let seen = shown(&office, &code);
    assert_eq!(seen["more"]["tags"], serde_json::json!(["loyal", "new", "vip"]));
    assert_eq!(seen["more"]["segment"], "Retail");
    assert_eq!(seen["more"]["employer"]["name"], "Sen Vàng");
    assert_eq!(seen["more"]["labels"]["phone"], serde_json::json!({ "label": "work", "preferred": true }));
    assert_eq!(seen["masked"][0]["mask"], "+84 ••• ••• 567");
    let edit = ["customer", "edit", &code, "--untag", "NEW", "--city", "Vinh", "--segment", ""];
    office.run_as("mai", &edit).good();
    let text = office.run_as("mai", &["customer", "show", &code]);
    text.good();
    for words in ["Vinh", "tags         loyal, vip", "employer     Sen Vàng", "+84 ••• ••• 567  (work, preferred)"]
    {
        assert!(text.out.contains(words), "{words}: {}", text.out);
    }
    assert!(!text.out.contains("Retail") && !text.out.contains("0903"));
    office.run_as("mai", &["log", "verify"]).good();
}

#[test]
fn what_is_wrong_is_said_before_anything_is_asked() {
    let office = Office::demo(1);
    office.run(&["customer", "add", "--city", "Huế"], "").fails(2, "--name");
    office.run(&["customer", "add", "--name", "A", "--label", "iban=x"], "").fails(2, "No contact point");
    office.run(&["customer", "add", "--name", "A", "--set", "shoe"], "").fails(2, "KEY=VALUE");
    office.run_as("mai", &["customer", "add", "--name", "A", "--sealed", "shoe"]).fails(2, "No sealed field");
    office.run_as("mai", &["customer", "add", "--name", "A", "--set", "phone=0903123567"]).fails(2, "is sealed");
    office.run_as("mai", &["customer", "add", "--name", "A", "--set", "shoe=1"]).fails(1, "");
    office
        .run_as("mai", &["customer", "add", "--name", "A", "--employer", "KH-999999"])
        .fails(1, "There is no customer");
}

#[test]
fn who_may_not_change_a_customer_is_refused() {
    let office = Office::demo(8);
    let code =
        office.run_as("mai", &["customer", "list", "--json"]).lines()[0]["code"].as_str().expect("a code").to_owned();
    for arguments in [vec!["customer", "add", "--name", "Mới"], vec!["customer", "edit", &code, "--tag", "x"]] {
        let ran = office.run_as("radu", &arguments);
        ran.fails(1, "does not allow this");
        assert!(ran.out.is_empty());
    }
    office
        .run_as("radu", &["field", "add", "shoe", "--label", "Shoe", "--kind", "number"])
        .fails(1, "does not allow this");
    office.run_as("lan", &["field", "list", "--all"]).fails(1, "does not allow this");
}

#[test]
fn the_offices_own_fields_are_kept_from_the_shell() {
    let office = Office::demo(2);
    let field = |arguments: &[&str]| {
        let all: Vec<&str> = ["field"].into_iter().chain(arguments.iter().copied()).collect();
        office.run_as("mai", &all)
    };
    field(&["add", "shoe", "--label", "Shoe size", "--kind", "number", "--most", "60"]).good();
    field(&["add", "level", "--label", "Level", "--kind", "choice", "--of", "Gold; Silver"]).good();
    field(&["add", "card", "--label", "Card", "--kind", "id", "--tier", "contact"]).good();
    field(&["add", "shoe", "--label", "Again", "--kind", "text"]).fails(2, "already");
    field(&["add", "Shoe", "--label", "Again", "--kind", "text"]).fails(1, "short word");
    field(&["change", "level", "--of", "Gold; Silver; Bronze", "--required", "true"]).good();
    let rows = field(&["list", "--json"]).lines();
    assert_eq!(
        rows.iter().map(|row| row["key"].as_str().expect("a key")).collect::<Vec<_>>(),
        ["shoe", "level", "card"]
    );
    assert_eq!(rows[2]["slot"], "own1");
    run_with(&office, "mai", &["customer", "add", "--name", "Mai"], "").fails(1, "must not be empty");
    let code = added(
        &office,
        &["--name", "Mai", "--set", "level=bronze", "--set", "shoe=38.5", "--sealed", "card"],
        "AB 12 34 56\n",
    );
    let seen = shown(&office, &code);
    assert_eq!(seen["more"]["own"], serde_json::json!({ "level": "Bronze", "shoe": "38.5" }));
    office.run_as("mai", &["customer", "edit", &code, "--set", "card=1"]).fails(2, "is sealed");
    office.run_as("mai", &["customer", "edit", &code, "--set", "shoe=61"]).fails(1, "must not be more than 60");
    let ran = office.run_as("mai", &["customer", "reveal", &code, "own1", "--reason", "call"]);
    assert_eq!(ran.out, "AB123456\n");
    let text = office.run_as("mai", &["customer", "show", &code]);
    assert!(text.out.contains("card         •••••••••456"), "{}", text.out);
    field(&["retire", "card"]).good();
    let text = office.run_as("mai", &["customer", "show", &code]);
    assert!(!text.out.contains("card") && !text.out.contains("own1"), "{}", text.out);
    field(&["restore", "card"]).good();
    assert!(office.run_as("mai", &["customer", "show", &code]).out.contains("card"));
}
