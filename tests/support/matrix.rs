//! The matrix of rights by commands: each role at each subcommand, and what the table says of it. By which way the
//! commands go is the test program's.

use kin::domain::{AnyField, Field, Role, Scope};
use kin::policy::{Operation, built_in, classes_of, reach};

use crate::office::{Office, Ran};

const ID: &str = "01900000-0000-7000-8000-000000000001";
/// Of the demo, and an admin who comes by an invitation: name and role.
const PEOPLE: [(&str, Role); 5] =
    [("mai", Role::Owner), ("ioana", Role::Admin), ("minh", Role::Lead), ("lan", Role::Agent), ("radu", Role::Auditor)];
/// Each walks its share of the commands, so that codes last.
const PARTS: usize = 6;

/// The commands for an operation; none where there is no way but the screens. A new operation does not compile without.
pub fn commands(operation: Operation, customer: &str, turn: usize) -> Vec<String> {
    let one = |line: &str| vec![line.to_owned()];
    match operation {
        Operation::ListCustomers => ["customer list", "report customers"].map(str::to_owned).into(),
        Operation::ViewCustomer => {
            vec![
                format!("customer show {customer}"),
                format!("why field.reveal phone --customer {customer}"),
                format!("note list {customer}"),
                format!("note show {ID}"),
            ]
        }
        Operation::LookupCustomer => one("customer list --search /0900000000"),
        Operation::Reveal(field) => vec![format!("customer reveal {customer} {} --reason call", field.name())],
        Operation::ViewField(_) => vec![format!("customer show {customer} --json")],
        Operation::ViewAccess => vec![format!("customer seen {customer}")],
        Operation::ViewLog => ["log list --limit 2", "report reveals"].map(str::to_owned).into(),
        Operation::ExportLog => one("log export"),
        Operation::RevertImport => one("import list"),
        Operation::ApproveRequest => vec![format!("request deny {ID} --word no")],
        Operation::ViewMembers => {
            ["member list", "role list", "department list", "grant list", "keys status"].map(str::to_owned).into()
        }
        Operation::ManageMembers => vec![format!("member invite Moi{turn} --role agent --department Support")],
        Operation::ManageRoles => vec![format!("role save Vai{turn} --set customer.list=own")],
        Operation::ManageDepartments => vec![format!("department add Phong{turn}")],
        Operation::ManagePolicy => one("grant policy set --invite-hours 48"),
        Operation::GiveKeys => one("grant give minh"),
        Operation::RotateKeys => one("keys rotate financial --yes"),
        Operation::SignReview => one("review sign --word seen"),
        Operation::HandleAlerts => one("alert list"),
        Operation::AddNote => vec![format!("note add {customer} --kind call --outcome busy")],
        Operation::EditNote => vec![format!("note edit {ID} --text x")],
        Operation::ListTickets => {
            ["ticket list --queue all", "report tickets", "report promises"].map(str::to_owned).into()
        }
        Operation::ViewTicket => one("ticket show 1"),
        Operation::CreateTicket => vec![format!("ticket add --subject Thu{turn}")],
        Operation::EditTicket => vec![format!("ticket edit 1 --subject Moi{turn}")],
        Operation::NoteTicket => vec![format!("ticket note 1 Ghi{turn}")],
        // By the screens alone.
        Operation::BulkTickets | Operation::MergeTickets => Vec::new(),
        Operation::ViewTasks => one("task list"),
        Operation::EditTasks => vec![format!("task add việc{turn}")],
        Operation::MergeCustomers => one("customer duplicates --limit 5"),
        Operation::TrashCustomer => one("customer trashed"),
        Operation::ManageBackups => one("backup list"),
        Operation::ManageIncidents => one("incident list"),
        // By the screens alone, or (`import`) by a file, whose tests are beside.
        Operation::CreateCustomer
        | Operation::EditCustomer
        | Operation::BulkEdit
        | Operation::ShareCustomer
        | Operation::EditField(_)
        | Operation::Copy(_)
        | Operation::Check(_)
        | Operation::ShareView
        | Operation::Import => Vec::new(),
    }
}

/// What the table says of a role: all that it must hold for the command.
pub fn granted(role: Role, operation: Operation) -> bool {
    let rights = built_in(role);
    let holds = |operation| reach(&rights, operation).is_some();
    let whole = |operation| reach(&rights, operation) == Some(Scope::All);
    let keys = match operation {
        Operation::Reveal(field) => classes_of(&rights).0.contains(&field.class()),
        _ => true,
    };
    keys && match operation {
        Operation::LookupCustomer => holds(operation) && holds(Operation::ListCustomers),
        Operation::ViewAccess => holds(operation) && holds(Operation::ListCustomers),
        Operation::Reveal(_) | Operation::ViewField(_) => holds(operation) && holds(Operation::ViewCustomer),
        // The names in these lines are looked up first.
        Operation::ManageMembers | Operation::GiveKeys => holds(operation) && holds(Operation::ViewMembers),
        Operation::ManageRoles | Operation::ManageDepartments | Operation::ManagePolicy => {
            whole(operation) && holds(Operation::ViewMembers)
        }
        _ => holds(operation),
    }
}

/// Of the slots for an office's own fields one of each class stands for all: each command costs a sign-in.
fn represented(operation: &Operation) -> bool {
    match operation.field() {
        Some(AnyField::Sealed(field)) if field.is_own() => {
            matches!(field, Field::Own1 | Field::Own5 | Field::Own9)
        }
        _ => true,
    }
}

/// Every command there is for the table, in its order.
pub fn table(customer: &str) -> Vec<(Operation, String)> {
    let all = Operation::all().into_iter().filter(represented).enumerate();
    all.flat_map(|(turn, operation)| commands(operation, customer, turn).into_iter().map(move |line| (operation, line)))
        .collect()
}

/// What came of a command.
#[derive(Debug)]
#[allow(dead_code, reason = "who it was is told where a test fails")]
pub struct Answer {
    pub name: &'static str,
    pub operation: Operation,
    pub line: String,
    pub granted: bool,
    pub ran: Ran,
}

impl Answer {
    /// The command was granted or refused as the table says.
    #[track_caller]
    pub fn is_as_granted(&self) {
        let Self { ran, granted, .. } = self;
        match self.operation {
            // A mask is left out of what is shown; a customer may have no such value.
            Operation::ViewField(field) => {
                let seen = ran.out.contains(&format!("\"{}\"", field.name()));
                assert!(ran.code == 0 && (*granted || !seen), "{self:?}");
            }
            // What is not there to be decided on, or has no value, is granted and then not found.
            _ if *granted => assert!(ran.code == 0 || ran.err.contains("is not there"), "{self:?}"),
            _ => {
                let refused = ran.err.contains("does not allow this");
                assert!(ran.code == 1 && refused && ran.out.is_empty(), "{self:?}");
            }
        }
    }
}

/// One part of the commands with all the roles, each in an office of its own. `run` gives the lines as this member and
/// answers what came of each.
pub fn walk(part: usize, run: impl Fn(&Office, &str, &[String]) -> Vec<Ran>) -> Vec<Answer> {
    assert!(part < PARTS);
    let mut answers = Vec::new();
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
        let (operations, lines): (Vec<Operation>, Vec<String>) =
            table(customer).into_iter().skip(part).step_by(PARTS).unzip();
        let ran = run(&office, name, &lines);
        assert_eq!(ran.len(), lines.len());
        answers.extend(operations.into_iter().zip(lines).zip(ran).map(|((operation, line), ran)| Answer {
            name,
            operation,
            line,
            granted: granted(role, operation),
            ran,
        }));
    }
    answers
}
