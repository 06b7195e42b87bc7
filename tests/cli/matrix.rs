//! The matrix of rights from the shell: each role at each subcommand is granted or refused as the table says.

use kin::domain::{AnyField, Field, Role, Scope};
use kin::policy::{Operation, built_in, classes_of, reach};

use crate::office::Office;

const ID: &str = "01900000-0000-7000-8000-000000000001";
/// Of the demo, and an admin who comes by an invitation: name and role.
const PEOPLE: [(&str, Role); 5] =
    [("mai", Role::Owner), ("ioana", Role::Admin), ("minh", Role::Lead), ("lan", Role::Agent), ("radu", Role::Auditor)];

/// The subcommand for an operation; none where there is no way from the shell. A new operation does not compile without.
fn subcommand(operation: Operation, customer: &str, turn: usize) -> Option<Vec<String>> {
    let line = match operation {
        Operation::ListCustomers => "customer list".into(),
        Operation::ViewCustomer => format!("customer show {customer}"),
        Operation::LookupCustomer => "customer list --search /0900000000".into(),
        Operation::Reveal(field) => format!("customer reveal {customer} {} --reason call", field.name()),
        Operation::ViewField(field) => format!("customer show {customer} --json {}", field.name()),
        Operation::ViewLog => "log list --limit 2".into(),
        Operation::ExportLog => "log export".into(),
        Operation::RevertImport => "import list".into(),
        Operation::ApproveRequest => format!("request deny {ID} --word no"),
        Operation::ViewMembers => "member list".into(),
        Operation::ManageMembers => format!("member invite Moi{turn} --role agent --department Support"),
        Operation::ManageRoles => format!("role save Vai{turn} --set customer.list=own"),
        Operation::ManageDepartments => format!("department add Phong{turn}"),
        Operation::ManagePolicy => "grant policy set --invite-hours 48".into(),
        Operation::GiveKeys => "grant give minh".into(),
        Operation::RotateKeys => "keys rotate financial --yes".into(),
        Operation::SignReview => "review sign --word seen".into(),
        Operation::HandleAlerts => "alert list".into(),
        // By the screens alone, or (`import customers`) by a file, whose tests are beside.
        Operation::CreateCustomer
        | Operation::EditCustomer
        | Operation::BulkEdit
        | Operation::ShareCustomer
        | Operation::AddNote
        | Operation::EditField(_)
        | Operation::Copy(_)
        | Operation::Check(_)
        | Operation::ShareView
        | Operation::ViewAccess
        | Operation::Import => return None,
    };
    Some(line.split(' ').map(str::to_owned).collect())
}

/// What the table says of a role: all that it must hold for the subcommand.
fn granted(role: Role, operation: Operation) -> bool {
    let rights = built_in(role);
    let holds = |operation| reach(&rights, operation).is_some();
    let whole = |operation| reach(&rights, operation) == Some(Scope::All);
    let keys = match operation {
        Operation::Reveal(field) => classes_of(&rights).0.contains(&field.class()),
        _ => true,
    };
    keys && match operation {
        Operation::LookupCustomer => holds(operation) && holds(Operation::ListCustomers),
        Operation::Reveal(_) | Operation::ViewField(_) => holds(operation) && holds(Operation::ViewCustomer),
        // The names in these lines are looked up first.
        Operation::ManageMembers | Operation::GiveKeys => holds(operation) && holds(Operation::ViewMembers),
        Operation::ManageRoles | Operation::ManageDepartments | Operation::ManagePolicy => {
            whole(operation) && holds(Operation::ViewMembers)
        }
        _ => holds(operation),
    }
}

/// Every fourth of the operations with all the roles, each in an office of its own, so that codes last.
fn walk(part: usize) {
    for (name, role) in PEOPLE {
        let office = Office::demo(8);
        if role == Role::Admin {
            let invite = ["member", "invite", name, "--role", "admin", "--department", "Support", "--json"];
            let code = office.run_as("mai", &invite).json()["code"].as_str().expect("a code").to_owned();
            office.join(&code, "seven quiet herons wade at noon").expect("joined");
        }
        let listed = office.run_as("mai", &["customer", "list", "--json"]).lines();
        let of = |row: &&serde_json::Value| row["owner"] == name;
        // One's own where there is one, so that nothing but the right decides.
        let customer = listed.iter().find(of).or(listed.first()).expect("a customer")["code"].as_str().expect("a code");
        let all = Operation::all();
        for (turn, operation) in all.into_iter().enumerate().filter(|(turn, _)| turn % 4 == part) {
            let Some(mut line) = subcommand(operation, customer, turn) else { continue };
            let field = match operation {
                Operation::ViewField(_) => line.pop(),
                _ => None,
            };
            let words: Vec<&str> = line.iter().map(String::as_str).collect();
            let ran = office.run_as(name, &words);
            let expected = granted(role, operation);
            let refused = ran.err.contains("does not allow this");
            let what = format!("{name} {operation:?}: {ran:?}");
            if let Some(field) = field {
                let seen = ran.code == 0 && ran.out.contains(&format!("\"{field}\""));
                assert!(!seen || expected, "{what}");
                continue;
            }
            // What is not there to be decided on, or has no value, is granted and then not found.
            match expected {
                true => assert!(ran.code == 0 || ran.err.contains("is not there"), "{what}"),
                false => assert!(ran.code == 1 && refused && ran.out.is_empty(), "{what}"),
            }
        }
    }
}

#[test]
fn the_shell_grants_what_the_table_says_first_part() {
    walk(0);
}

#[test]
fn the_shell_grants_what_the_table_says_second_part() {
    walk(1);
}

#[test]
fn the_shell_grants_what_the_table_says_third_part() {
    walk(2);
}

#[test]
fn the_shell_grants_what_the_table_says_fourth_part() {
    walk(3);
}

#[test]
fn no_field_is_revealed_from_the_shell_to_who_runs_the_office() {
    for role in [Role::Admin, Role::Auditor] {
        for field in Field::ALL {
            assert!(!granted(role, Operation::Reveal(field)), "{role:?} {field:?}");
            assert!(subcommand(Operation::EditField(AnyField::Sealed(field)), "KH-1", 0).is_none());
        }
    }
}
