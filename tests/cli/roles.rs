//! Roles, departments and the policy from the command line.

use serde_json::{Value, json};

use crate::office::Office;

#[test]
fn a_role_is_made_from_another_changed_renamed_and_removed() {
    let office = Office::demo(1);
    let mai = |arguments: &[&str]| office.run_as("mai", arguments);
    let show = |name: &str| mai(&["role", "show", name, "--json"]).json();
    let save = ["role", "save", "clerk", "--from", "agent", "--set", "customer.bulk=own", "--set", "note.add=none"];
    mai(&[&save[..], &["--field", "financial=none", "--field", "phone=lookup,edit"]].concat()).good();
    let clerk = show("Clerk");
    assert_eq!(clerk["built_in"], false);
    let rights = &clerk["rights"];
    assert_eq!(
        (&rights["operations"]["customer.bulk"], &rights["operations"]["note.add"]),
        (&"own".into(), &Value::Null)
    );
    assert_eq!(rights["operations"]["customer.edit"], "department", "the rest is the agent's");
    assert_eq!(rights["fields"]["phone"], json!({ "view": "lookup", "copy": false, "edit": true }));
    assert_eq!(rights["fields"]["iban"]["view"], "none");
    assert_eq!(rights["fields"]["email"]["view"], "reveal_with_reason");

    // What is not named stays.
    mai(&["role", "save", "clerk", "--field", "email=masked"]).good();
    let fields = &show("clerk")["rights"]["fields"];
    assert_eq!((&fields["email"]["view"], &fields["phone"]["view"]), (&"masked".into(), &"lookup".into()));
    mai(&["role", "rename", "clerk", "Văn thư"]).good();
    let text = mai(&["role", "show", "van thu"]);
    text.good();
    assert!(
        text.out.contains("customer.bulk        own\n") && text.out.contains("field phone          lookup,edit\n"),
        "{}",
        text.out
    );
    let removed = mai(&["role", "remove", "Văn thư", "--json"]);
    assert_eq!(removed.json(), json!({ "done": true }));
    let names: Vec<Value> = mai(&["role", "list", "--json"]).lines().iter().map(|row| row["name"].clone()).collect();
    assert_eq!(names, ["owner", "admin", "lead", "agent", "auditor", "service"]);
}

#[test]
fn a_role_is_not_made_of_what_there_is_not() {
    let office = Office::demo(1);
    let wrong = |arguments: &[&str], words: &str| office.run(arguments, "").fails(2, words);
    wrong(&["role", "save", "x", "--set", "customer.edit=everywhere"], "own, department, all");
    wrong(&["role", "save", "x", "--set", "customer.edit"], "customer.edit=department");
    wrong(&["role", "save", "x", "--field", "shoe=masked"], "phone2");
    wrong(&["role", "save", "x", "--field", "phone=seen"], "reveal_with_reason");
    let mai = |arguments: &[&str], code: i32, words: &str| office.run_as("mai", arguments).fails(code, words);
    mai(&["role", "save", "x", "--set", "customer.eat=own"], 2, "customer.edit");
    mai(&["role", "save", "agent", "--set", "customer.bulk=all"], 2, "kin role save NAME --from agent");
    mai(&["role", "remove", "owner"], 2, "comes with Kin");
    mai(&["role", "show", "clerk"], 1, "There is no role \"clerk\". There are: owner, admin");
    office.run_as("minh", &["role", "save", "x"]).fails(1, "role.manage");
    office.run_as("lan", &["role", "list"]).fails(1, "member.view");
}

#[test]
fn departments_are_a_tree() {
    let office = Office::demo(10);
    let mai = |arguments: &[&str]| office.run_as("mai", arguments);
    mai(&["department", "add", "Huế", "--under", "support"]).good();
    let text = mai(&["department", "list"]);
    text.good();
    assert!(text.out.contains("\n  Huế"), "{}", text.out);
    mai(&["department", "rename", "hue", "Đà Nẵng"]).good();
    mai(&["department", "move", "Đà Nẵng", "--under", "Sales"]).good();
    let rows = mai(&["department", "list", "--json"]).lines();
    let named = |name: &str| rows.iter().find(|row| row["name"] == name).expect("a department");
    assert_eq!(named("Đà Nẵng")["parent"], named("Sales")["id"]);
    assert_eq!((&named("Support")["customers"], &named("Sales")["customers"]), (&7.into(), &3.into()));
    // Nothing hangs under itself, and nothing goes that somebody is in.
    mai(&["department", "move", "Sales", "--under", "Đà Nẵng"]).fails(1, "kin:");
    mai(&["department", "remove", "Support"]).fails(1, "customers are in this department");
    mai(&["department", "remove", "Đà Nẵng"]).good();
    mai(&["department", "add", "x", "--under", "Huế"]).fails(1, "There are: Sales, Support.");
    office.run_as("lan", &["department", "add", "x"]).fails(1, "member.view");
    office.run_as("radu", &["department", "add", "x"]).fails(1, "department.manage");
}

#[test]
fn the_policy_is_changed_in_part() {
    let office = Office::demo(1);
    let mai = |arguments: &[&str]| office.run_as("mai", arguments);
    let set = ["grant", "policy", "set", "--quota", "agent:contact=2/9", "--edit", "phone=owner_only"];
    mai(&[&set[..], &["--invite-hours", "24"]].concat()).good();
    mai(&["grant", "policy", "set", "--quota", "agent:identity=1/1", "--approval-minutes", "5"]).good();
    let policy = &mai(&["grant", "policy", "show", "--json"]).json()["policy"];
    assert_eq!(
        policy["quotas"]["agent"],
        json!({ "contact": { "hour": 2, "day": 9 }, "identity": { "hour": 1, "day": 1 } })
    );
    assert_eq!((&policy["manners"]["phone"], &policy["invite_hours"]), (&"owner_only".into(), &24.into()));
    let text = mai(&["grant", "policy", "show"]);
    text.good();
    assert!(
        text.out.contains("contact 2/9  identity 1/1") && text.out.contains("an approval lasts    5 minutes"),
        "{}",
        text.out
    );
    for (arguments, words) in [
        (&["--quota", "agent:contact=9"][..], "agent:contact=20/80"),
        (&["--edit", "phone=nobody"], "owner_and_permitted"),
        (&["--two-persons", "sleep"], "policy_change"),
        (&[], "required"),
    ] {
        office.run(&[&["grant", "policy", "set"], arguments].concat(), "").fails(2, words);
    }
    mai(&["grant", "policy", "set", "--quota", "boss:contact=1/2"]).fails(1, "There is no role \"boss\"");
    office.run_as("radu", &["grant", "policy", "set", "--invite-hours", "1"]).fails(1, "policy.manage");

    // The quota holds at once.
    office.run_as("lan", &["customer", "list"]).good();
}
