//! Every role, every operation, near and far records: the desk grants exactly what the judge does, and writes
//! down what it refuses.

use kin::desk::Desk;
use kin::desk::api::*;
use kin::desk::import::OnDuplicate;
use kin::domain::*;
use kin::policy::{self, Actor, Operation, Target};

use crate::office::*;
use crate::views::view;

/// A customer for each reach, with all fields: `lan`'s (Support), `hoa`'s (Support), `sorin`'s (Sales).
const REACHED: [usize; 3] = [0, 8, 1];

fn actor(name: &str) -> Actor {
    let known = PEOPLE.iter().find(|person| person.0 == name);
    let (role, department, limit) =
        known.map_or((Role::Service, 0, Scope::All), |&(_, role, department, limit)| (role, department, limit));
    let rights = policy::built_in(role);
    let (classes, lookups) = policy::classes_of(&rights);
    Actor {
        member: Office::member(name),
        role,
        rights: rights.into(),
        department: Office::department(department),
        departments: vec![Office::department(department)],
        limit,
        classes,
        lookups,
        policy: Default::default(),
        approved: Vec::new(),
    }
}

fn record(n: usize) -> Target {
    let (owner, department) = (Some(Office::member(owner_of(n))), Office::department(n % 2));
    Target::record(Office::customer(n), owner, department)
}

/// The request by which an operation is asked for at a customer. A new operation has to get its row here.
fn ask(desk: &mut Desk, operation: Operation, n: usize) -> Result<(), Problem> {
    let customer = Office::customer(n);
    let request = match operation {
        Operation::ListCustomers => Request::Customers(query("")),
        Operation::LookupCustomer => Request::Customers(query(&format!("/{}", planted(n).value(Field::Phone)))),
        Operation::ViewCustomer => Request::Customer(customer),
        Operation::CreateCustomer => Request::SaveCustomer(Box::new(new_draft("Lê Mới"))),
        Operation::EditCustomer => {
            // Of the version that is there, so that only a right can be missing.
            let draft = CustomerDraft { id: Some(customer), version: 1, ..new_draft("Lê Đổi") };
            Request::SaveCustomer(Box::new(draft))
        }
        Operation::BulkEdit => {
            // At a version that is not there: judged, counted, and nothing changed for the others.
            let change = BulkChange::Status(Status::Blocked);
            Request::Bulk { customers: vec![(customer, 999)], change, dry_run: false }
        }
        Operation::ShareView => Request::SaveView(view("chung", &[Role::Lead])),
        Operation::Copy(field) => Request::Copy { customer, what: CopyWhat::Sealed(field, reason()) },
        Operation::AddNote => Request::AddNote { customer, kind: ActivityKind::Note, text: "ghi chú".into() },
        Operation::Reveal(field) => reveal(n, field),
        Operation::Check(field) => check(n, field, "no such value"),
        Operation::ViewAccess => Request::Access { customer, before: None },
        Operation::ViewLog => Request::Log(LogQuery { limit: 5, ..LogQuery::default() }),
        Operation::ExportLog => Request::ExportLog(LogQuery { limit: 5, ..LogQuery::default() }),
        Operation::EditField(AnyField::Sealed(field)) => {
            let sealed = vec![(field, Secret::default())];
            let draft = CustomerDraft { id: Some(customer), version: 999, sealed, ..new_draft(&planted(n).name) };
            Request::SaveCustomer(Box::new(draft))
        }
        Operation::Import => return desk.import_start(&options(OnDuplicate::Skip)).map(|_| ()),
        Operation::RevertImport => return desk.imports().map(|_| ()),
        _ => return Ok(()),
    };
    match desk.ask(request) {
        Ok(_) => Ok(()),
        // Granted, and then changed since.
        Err(Problem::Conflict { .. }) => Ok(()),
        Err(problem) => Err(problem),
    }
}

/// Those whose requests are answered already.
fn asked(operation: &Operation) -> bool {
    use Operation::*;
    operation.action().name().starts_with("customer.")
        && !matches!(operation, ShareCustomer | ViewField(_) | EditField(_))
        || matches!(operation, AddNote | ShareView | Copy(_) | Reveal(_) | Check(_) | ViewAccess | ViewLog | ExportLog)
        || matches!(operation, Import | RevertImport)
}

/// Whether an operation is on one customer, and not on the office.
fn on_record(operation: Operation) -> bool {
    matches!(
        operation,
        Operation::ViewCustomer
            | Operation::EditCustomer
            | Operation::AddNote
            | Operation::Reveal(_)
            | Operation::Copy(_)
            | Operation::Check(_)
            | Operation::ViewAccess
    )
}

#[test]
fn the_desk_grants_what_the_judge_does() {
    let office = Office::new();
    let mut granted = 0;
    for name in PEOPLE.map(|person| person.0).into_iter().chain([SERVICE]) {
        let mut desk = office.at(name);
        for operation in Operation::all().into_iter().filter(asked) {
            let reached: &[usize] = if on_record(operation) { &REACHED } else { &REACHED[..1] };
            for &n in reached {
                // The list stands before the lookup: both rights are needed.
                let operations =
                    [Some(operation), (operation == Operation::LookupCustomer).then_some(Operation::ListCustomers)];
                let target = if on_record(operation) { record(n) } else { Target::Office };
                let judged = operations
                    .into_iter()
                    .flatten()
                    .try_for_each(|operation| policy::judge(&actor(name), operation, target).map(|_| ()));
                // The action of the refusal that counts is that of what was asked first.
                let answer = ask(&mut desk, operation, n);
                match judged {
                    Ok(()) => {
                        granted += 1;
                        assert_eq!(answer, Ok(()), "{name} {operation:?} {n}");
                    }
                    Err(denied) => {
                        let last = office.last();
                        assert_eq!(last.outcome, Outcome::Denied, "{name} {operation:?} {n}: {last:?}");
                        assert_eq!(last.member, Some(Office::member(name)));
                        // One that was not made has an id that nobody knows.
                        if operation != Operation::CreateCustomer {
                            assert_eq!(last.subject, on_record(operation).then(|| Office::customer(n)));
                        }
                        if operation != Operation::LookupCustomer {
                            assert_eq!(last.action, operation.action(), "{name} {operation:?} {n}");
                        }
                        let expected = if denied.out_of_scope {
                            Problem::NotFound
                        } else {
                            let rule = if answer == denied_by(Operation::ListCustomers) {
                                Operation::ListCustomers.rule()
                            } else {
                                operation.rule()
                            };
                            Problem::Denied { rule }
                        };
                        assert_eq!(answer, Err(expected), "{name} {operation:?} {n}");
                    }
                }
            }
        }
    }
    assert!(granted > 100, "{granted} granted");
    assert!(matches!(office.desk().verify_log(&mut |_, _| {}), Ok(Ok(_))), "refusals leave the log whole");
}

fn denied_by(operation: Operation) -> Result<(), Problem> {
    Err(Problem::Denied { rule: operation.rule() })
}

#[test]
fn lists_searches_and_lookups_stop_at_the_scope() {
    let office = Office::new();
    for (name, inside) in [
        ("mai", Box::new(|_| true) as Box<dyn Fn(usize) -> bool>),
        ("lan", Box::new(|n: usize| n.is_multiple_of(2))),
        ("sorin", Box::new(|n: usize| !n.is_multiple_of(2))),
        ("hoa", Box::new(|n: usize| owner_of(n) == "hoa")),
    ] {
        let mut desk = office.at(name);
        let expected: Vec<Id> = (0..CUSTOMERS).filter(|n| inside(*n)).map(Office::customer).collect();
        for search in ["", "dao", "zinnia", "KH-0000", "vuon"] {
            let page = list(&mut desk, search).expect("a list");
            let mut found: Vec<Id> = page.rows.iter().map(|row| row.id).collect();
            found.sort_unstable();
            let mut expected = expected.clone();
            expected.sort_unstable();
            let wanted = if search == "vuon" { found.len() } else { expected.len() };
            assert_eq!(found.len(), wanted, "{name} {search:?}");
            assert!(found.iter().all(|id| expected.contains(id)), "{name} {search:?}");
            assert_eq!(page.total, expected.len() as u64, "{name} {search:?}");
        }
        for n in [0, 1, 2, 3] {
            for field in [Field::Phone, Field::Email] {
                let page = list(&mut desk, &format!("/{}", planted(n).value(field))).expect("a lookup");
                let found: Vec<Id> = page.rows.iter().map(|row| row.id).collect();
                let expected: Vec<Id> = inside(n).then(|| Office::customer(n)).into_iter().collect();
                assert_eq!(found, expected, "{name} {n} {field:?}");
            }
        }
    }
}

/// A place from another's list continues one's own list and no other's.
#[test]
fn a_borrowed_place_opens_no_door() {
    let office = Office::new();
    let all = list(&mut office.at("mai"), "").expect("a list");
    let mut desk = office.at("hoa");
    for row in &all.rows {
        let place = CustomersQuery { from: Some(row.place.clone()), ..query("") };
        let Ok(Reply::Customers(page)) = desk.ask(Request::Customers(place)) else { panic!("no list") };
        assert!(page.rows.iter().all(|row| row.owner == "hoa"));
    }
}

/// What is out of scope answers in the very words of what is not there, whatever is asked of it.
#[test]
fn out_of_scope_is_as_if_it_were_not_there() {
    let office = Office::new();
    for (name, far) in [("lan", 1), ("sorin", 0), ("hoa", 0), ("minh", 3)] {
        let mut desk = office.at(name);
        let missing = Id([7; 16]);
        for n in [far, usize::MAX] {
            let customer = if n == usize::MAX { missing } else { Office::customer(n) };
            let draft = CustomerDraft { id: Some(customer), version: 1, ..new_draft("Xa") };
            let mut requests = vec![
                Request::Customer(customer),
                Request::Timeline { customer, before: None },
                Request::SaveCustomer(Box::new(draft)),
                Request::AddNote { customer, kind: ActivityKind::Note, text: "xa".into() },
                Request::Reveal { customer, field: Field::Phone, reason: reason() },
                Request::Check { customer, field: Field::Phone, said: Secret::new("0903123456") },
                Request::Copy { customer, what: CopyWhat::Code },
                Request::Copy { customer, what: CopyWhat::Name },
            ];
            if name == "minh" {
                requests.push(Request::Access { customer, before: None });
                requests.push(Request::Copy { customer, what: CopyWhat::Sealed(Field::Phone, reason()) });
            }
            for request in requests {
                let shown = format!("{name} {request:?}");
                assert_eq!(desk.ask(request).err(), Some(Problem::NotFound), "{shown}");
            }
        }
    }
}

/// A right that the role lacks is refused in the same words whether the record is there, far or missing.
#[test]
fn a_missing_right_does_not_tell_what_is_there() {
    let office = Office::new();
    let mut desk = office.at("lan");
    for field in [Field::Iban, Field::NationalId] {
        let answers = [Office::customer(0), Office::customer(1), Id([7; 16])].map(|customer| {
            let answer = desk.ask(Request::Reveal { customer, field, reason: reason() });
            let entry = office.last();
            assert_eq!((entry.outcome, entry.subject), (Outcome::Denied, Some(customer)));
            answer.err()
        });
        assert_eq!(answers[0], Some(Problem::Denied { rule: Operation::Reveal(field).rule() }));
        assert!(answers.iter().all(|answer| *answer == answers[0]), "{answers:?}");
        let answers = [Office::customer(0), Office::customer(1), Id([7; 16])].map(|customer| {
            let answer = desk.ask(Request::Copy { customer, what: CopyWhat::Sealed(field, reason()) });
            let entry = office.last();
            assert_eq!((entry.action, entry.outcome), (Action::FieldCopy, Outcome::Denied));
            assert_eq!(entry.subject, Some(customer));
            answer.err()
        });
        assert_eq!(answers[0], Some(Problem::Denied { rule: Operation::Copy(field).rule() }));
        assert!(answers.iter().all(|answer| *answer == answers[0]), "{answers:?}");
    }
}

#[test]
fn the_log_shows_each_role_its_own_part() {
    let office = Office::new();
    for name in ["sorin", "lan", "mai"] {
        let n = if name == "sorin" { 1 } else { 0 };
        open(&mut office.at(name), Office::customer(n)).expect("a customer");
    }
    let seen = |name: &str| {
        let mut desk = office.at(name);
        let Ok(Reply::Log(page)) = desk.ask(Request::Log(LogQuery { limit: 500, ..LogQuery::default() })) else {
            panic!("{name} sees no log");
        };
        let mut members: Vec<String> = page.rows.into_iter().map(|row| row.member).collect();
        members.sort_unstable();
        members.dedup();
        members
    };
    assert_eq!(seen("lan"), ["lan"]);
    assert_eq!(seen("minh"), ["importer", "lan", "mai", "minh"], "the department's");
    assert!(seen("radu").contains(&"sorin".to_owned()));
    // One entry by its number follows the same rule.
    let number = |member: &str| {
        let log = office.log();
        let at = log.iter().position(|entry| entry.member == Some(Office::member(member))).expect("an entry");
        (log.len() - at) as i64
    };
    let (sorins, lans) = (number("sorin"), number("lan"));
    let mut desk = office.at("lan");
    assert_eq!(desk.ask(Request::LogEntry(sorins)).err(), Some(Problem::NotFound));
    assert_eq!(desk.ask(Request::LogEntry(1_000_000)).err(), Some(Problem::NotFound));
    assert!(desk.ask(Request::LogEntry(lans)).is_ok());
}

/// How much everybody else does is not told to who may see only a part of the log.
#[test]
fn the_size_of_the_log_is_told_to_those_who_may_see_all_of_it() {
    let office = Office::new();
    for (name, told) in [("mai", true), ("radu", true), ("minh", false), ("lan", false)] {
        let query = LogQuery { filter: LogFilter::default(), before: None, limit: 1 };
        match office.at(name).ask(Request::Log(query)) {
            Ok(Reply::Log(page)) => assert_eq!(page.head.is_some(), told, "{name}"),
            other => panic!("{name}: {other:?}"),
        }
    }
}
