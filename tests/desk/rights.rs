//! Every role, every operation, near and far records: the desk grants exactly what the judge does, and writes
//! down what it refuses.

use kin::config::Backup;
use kin::desk::Desk;
use kin::desk::api::*;
use kin::desk::backup::{BackupError, By};
use kin::desk::import::OnDuplicate;
use kin::domain::*;
use kin::policy::{self, Actor, Operation, Target};

use crate::deeds::grant_of;
use crate::more::tagged;
use crate::notes::words;
use crate::office::*;
use crate::served::{HERE, come, with_keys};
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

/// Somebody's wish that stands in the way of nobody: a version that is not there, so that only a right can be missing.
const STALE: i64 = 999;

/// What an operation is asked with beside the customer, made anew for each member.
struct Props {
    /// An open request of somebody else's for each of `REACHED`.
    requests: [Id; 3],
    /// Two tickets like each of `REACHED`: of the same owner and department.
    tickets: [[Id; 2]; 3],
    name: &'static str,
    turn: usize,
}

impl Props {
    fn tickets_at(&self, n: usize) -> [Id; 2] {
        self.tickets[REACHED.iter().position(|reached| *reached == n).expect("a reached one")]
    }
}

/// Asks for an operation at a customer. Every operation has its row here: a new one does not compile without.
fn ask(desk: &mut Desk, operation: Operation, n: usize, props: &mut Props) -> Result<(), Problem> {
    let customer = Office::customer(n);
    props.turn += 1;
    let fresh = format!("Mới {} {}", props.name, props.turn);
    let unchanged = || CustomerDraft {
        id: Some(customer),
        version: STALE,
        company: format!("Vườn{n:02} Sen"),
        city: "Huế".into(),
        country: "VN".into(),
        status: Status::Active,
        ..new_draft(&planted(n).name)
    };
    let save = |draft: CustomerDraft| Request::SaveCustomer(Box::new(draft));
    let deed = |manage: Manage| Request::Manage(Box::new(manage));
    let request = match operation {
        Operation::ListCustomers => Request::Customers(query("")),
        Operation::LookupCustomer => Request::Customers(query(&format!("/{}", planted(n).value(Field::Phone)))),
        Operation::ViewCustomer => Request::Customer(customer),
        Operation::CreateCustomer => save(new_draft("Lê Mới")),
        Operation::EditCustomer => save(unchanged()),
        Operation::BulkEdit => {
            let change = BulkChange::Status(Status::Blocked);
            Request::Bulk { customers: vec![(customer, STALE)], change, dry_run: false }
        }
        Operation::ShareCustomer => Request::Share { customer, change: SharingChange::Private(false) },
        Operation::AddNote => Request::AddNote { customer, kind: ActivityKind::Note, text: "ghi chú".into() },
        Operation::ViewField(field) => {
            let detail = open(desk, customer)?;
            let seen = detail.masked.iter().any(|masked| masked.field == field);
            return if seen { Ok(()) } else { denied_by(operation) };
        }
        Operation::EditField(AnyField::Sealed(field)) => {
            save(CustomerDraft { sealed: vec![(field, Secret::default())], ..unchanged() })
        }
        Operation::EditField(AnyField::Plain(field)) => match field {
            PlainField::Kind => save(CustomerDraft { kind: CustomerKind::Company, ..unchanged() }),
            PlainField::Name => save(CustomerDraft { name: fresh, ..unchanged() }),
            PlainField::Company => save(CustomerDraft { company: fresh, ..unchanged() }),
            PlainField::City => save(CustomerDraft { city: fresh, ..unchanged() }),
            PlainField::Country => save(CustomerDraft { country: "RO".into(), ..unchanged() }),
            PlainField::Website => save(CustomerDraft { website: "kin.example".into(), ..unchanged() }),
            PlainField::Status => save(CustomerDraft { status: Status::Blocked, ..unchanged() }),
            PlainField::Tags => save(CustomerDraft { more: Some(tagged(&fresh)), ..unchanged() }),
            PlainField::Segment => {
                let more = MoreDraft { segment: Some(fresh), ..MoreDraft::default() };
                save(CustomerDraft { more: Some(more), ..unchanged() })
            }
            PlainField::Employer => {
                let more = MoreDraft { employer: Some(None), ..MoreDraft::default() };
                save(CustomerDraft { more: Some(more), ..unchanged() })
            }
            PlainField::Labels => {
                let label = PointLabel { label: fresh, preferred: true };
                let more = MoreDraft { labels: [(Field::Phone, label)].into(), ..MoreDraft::default() };
                save(CustomerDraft { more: Some(more), ..unchanged() })
            }
            // The office has none yet: what is not there has nothing to be judged.
            PlainField::Own => save(unchanged()),
            PlainField::Owner | PlainField::Department => {
                let change = match field {
                    PlainField::Owner => BulkChange::Owner(Some(Office::member("minh"))),
                    _ => BulkChange::Department(Office::department(1 - n % 2)),
                };
                let request = Request::Bulk { customers: vec![(customer, STALE)], change, dry_run: true };
                return match desk.ask(request)? {
                    Reply::Bulk(done) if done.refused == 0 => Ok(()),
                    Reply::Bulk(_) => denied_by(operation),
                    other => panic!("{other:?}"),
                };
            }
        },
        Operation::Reveal(field) => reveal(n, field),
        Operation::Copy(field) => Request::Copy { customer, what: CopyWhat::Sealed(field, reason()) },
        Operation::Check(field) => check(n, field, "no such value"),
        Operation::ShareView => Request::SaveView(view("chung", &[Role::Lead])),
        Operation::ViewAccess => Request::Access { customer, before: None },
        Operation::ViewLog => Request::Log(LogQuery { limit: 5, ..LogQuery::default() }),
        Operation::ExportLog => Request::ExportLog(LogQuery { limit: 5, ..LogQuery::default() }),
        Operation::Import => return desk.import_start(&options(OnDuplicate::Skip)).map(|_| ()),
        Operation::RevertImport => return desk.imports().map(|_| ()),
        Operation::ApproveRequest => {
            let at = REACHED.iter().position(|reached| *reached == n).expect("a reached one");
            deed(Manage::Decide { request: props.requests[at], approve: false, words: String::new() })
        }
        Operation::ViewMembers => Request::Office(OfficeQuery::Members),
        Operation::ManageMembers => deed(Manage::Invite { name: fresh, grant: grant_of(Role::Agent, 0) }),
        Operation::ManageRoles => deed(Manage::SaveRole { role: None, name: fresh, rights: RoleRights::default() }),
        Operation::ManageDepartments => deed(Manage::SaveDepartment { department: None, name: fresh, parent: None }),
        Operation::ManagePolicy => deed(Manage::SetPolicy(Box::default())),
        Operation::GiveKeys => deed(Manage::GiveKeys { member: Office::member("lan") }),
        Operation::RotateKeys => deed(Manage::RotateKeys { class: Class::Financial }),
        Operation::SignReview => deed(Manage::SignReview { words: "quý tư".into() }),
        Operation::HandleAlerts => {
            deed(Manage::CloseAlert { alert: Id([7; 16]), words: String::new(), verdict: Verdict::Explained })
        }
        Operation::ListTickets => crate::tickets::request(TicketRequest::List(TicketsQuery::default())),
        Operation::CreateTicket => crate::tickets::request(crate::tickets::new("Vé mới")),
        Operation::ViewTicket
        | Operation::EditTicket
        | Operation::NoteTicket
        | Operation::BulkTickets
        | Operation::MergeTickets => {
            let [one, other] = props.tickets_at(n);
            crate::tickets::request(match operation {
                Operation::ViewTicket => TicketRequest::Open(one),
                Operation::EditTicket => TicketRequest::Save(Box::new(TicketDraft {
                    id: Some(one),
                    version: STALE,
                    subject: fresh,
                    ..TicketDraft::default()
                })),
                Operation::NoteTicket => TicketRequest::Note { ticket: one, public: false, text: fresh },
                Operation::MergeTickets => TicketRequest::Merge { from: (one, STALE), into: (other, STALE) },
                _ => {
                    let change = TicketChange::Priority(ticket::Priority::Urgent);
                    TicketRequest::Change { tickets: vec![(one, STALE), (other, STALE)], change, dry_run: false }
                }
            })
        }
        Operation::EditNote => {
            let edit = ActivityRequest::Edit { note: Office::line(n), version: STALE, draft: words("khác") };
            Request::Activity(Box::new(edit))
        }
        Operation::ViewTasks => {
            Request::Task(Box::new(TaskRequest::List(TasksQuery { limit: 5, ..TasksQuery::default() })))
        }
        Operation::EditTasks => Request::Task(Box::new(TaskRequest::Choices)),
        Operation::MergeCustomers => {
            // Another one of the same owner.
            let gone = (Office::customer(n + 6), STALE);
            Request::Upkeep(Box::new(UpkeepRequest::Merge { keep: (customer, STALE), gone, take: Vec::new() }))
        }
        Operation::ManageBackups => {
            return match desk.list_backups(&Backup::default(), By::Member) {
                Err(BackupError::Problem(problem)) => Err(problem),
                other => other.map(drop).map_err(|error| panic!("{error}")),
            };
        }
        Operation::ManageIncidents => Request::Incident(Box::new(IncidentRequest::List { before: None })),
        Operation::TrashCustomer => {
            let customers = vec![(customer, STALE)];
            Request::Upkeep(Box::new(UpkeepRequest::Trash { customers, dry_run: false }))
        }
    };
    match (operation, desk.ask(request)) {
        (_, Ok(_)) => Ok(()),
        // Granted, and then changed since.
        (_, Err(Problem::Conflict { .. } | Problem::TicketConflict { .. } | Problem::NoteConflict { .. })) => Ok(()),
        // Granted, and then nothing is there to be done.
        (Operation::GiveKeys | Operation::HandleAlerts, Err(Problem::NotFound)) => Ok(()),
        (_, Err(problem)) => Err(problem),
    }
}

/// The rights that are judged, in order, and on what.
fn needed(name: &str, operation: Operation, n: usize) -> Vec<(Operation, Target)> {
    let office = Target::Office;
    let person = |name: &str, department| {
        let id = Office::member(name);
        Target::record(id, Some(id), Office::department(department))
    };
    match operation {
        Operation::LookupCustomer | Operation::ShareView => {
            vec![(Operation::ListCustomers, office), (operation, office)]
        }
        Operation::ViewField(_) => vec![(Operation::ViewCustomer, record(n)), (operation, record(n))],
        Operation::EditField(AnyField::Plain(PlainField::Owner | PlainField::Department)) => {
            vec![(Operation::BulkEdit, office), (Operation::EditCustomer, record(n)), (operation, record(n))]
        }
        Operation::EditField(_) => vec![(Operation::EditCustomer, record(n)), (operation, record(n))],
        Operation::MergeCustomers => vec![(operation, record(n)), (Operation::EditCustomer, record(n))],
        Operation::EditNote => {
            let writer = Some(Office::member(owner_of(n)));
            let target = Target::record(Office::line(n), writer, Office::department(n % 2));
            vec![(operation, target), (Operation::ViewCustomer, record(n))]
        }
        Operation::GiveKeys => vec![(operation, person("lan", 0))],
        // Somebody who is not there yet.
        Operation::ManageMembers => {
            let id = Office::member(name);
            vec![(
                operation,
                Target::record(Id([8; 16]), Some(Id([8; 16])).filter(|new| *new != id), Office::department(0)),
            )]
        }
        // Its own, where one reaches no more.
        Operation::CreateTicket => {
            let actor = actor(name);
            vec![(operation, Target::record(Id([8; 16]), Some(actor.member), actor.department))]
        }
        operation if operation.is_on_customer() || operation.is_on_ticket() => vec![(operation, record(n))],
        operation => vec![(operation, office)],
    }
}

/// Whoever moves customers to other departments must reach all of them.
fn moves(actor: &Actor, operation: Operation) -> Result<(), policy::Denied> {
    let far = policy::scope_of(actor, Operation::BulkEdit) == Some(Scope::All);
    match operation {
        Operation::EditField(AnyField::Plain(PlainField::Department)) if !far => {
            Err(policy::Denied { operation: Operation::BulkEdit, target: Target::Office, out_of_scope: false })
        }
        _ => Ok(()),
    }
}

/// Every operation at near and far records by these members, each at the desk that `seat` gives. How often was granted
/// and how often refused.
fn walk(office: &Office, names: &[&'static str], seat: impl Fn(&str) -> Desk) -> (usize, usize) {
    let (mut granted, mut refused) = (0, 0);
    // One look at the file for all: opening it each time took most of the test's time.
    let mut store = office.store();
    for &name in names {
        // An auditor may open every customer, and asks to see of each what the one under test may decide on or not.
        let mut asker = seat(if name == "radu" { "mai" } else { "radu" });
        let mut desk = seat(name);
        let mut mai = seat("mai");
        let tickets = REACHED.map(|n| [0, 1].map(|_| crate::tickets::like(&mut mai, n)));
        drop(mai);
        let mut props = Props { requests: [Id::default(); 3], tickets, name, turn: 0 };
        for operation in Operation::all() {
            if operation == Operation::ApproveRequest {
                props.requests = REACHED.map(|n| {
                    let wanted =
                        Wanted::Reveal { customer: Office::customer(n), field: Field::Email, reason: reason() };
                    match asker.ask(Request::AskFor(wanted)) {
                        Ok(Reply::AskedFor(id)) => id,
                        other => panic!("{other:?}"),
                    }
                });
            }
            let on_record = operation.is_on_customer() || operation.is_on_ticket();
            let reached: &[usize] = if on_record { &REACHED } else { &REACHED[..1] };
            for &n in reached {
                // Nothing is in the way of a field that the customer does not have.
                if let Some(AnyField::Sealed(of)) = operation.field()
                    && !planted(n).values.iter().any(|(field, _)| *field == of)
                {
                    continue;
                }
                let actor = actor(name);
                let judged = needed(name, operation, n).into_iter().try_for_each(|(needed, target)| {
                    policy::judge(&actor, needed, target)?;
                    if needed == Operation::BulkEdit { moves(&actor, operation) } else { Ok(()) }
                });
                let before = newest(&mut store, 1)[0].sealed.sequence;
                let answer = ask(&mut desk, operation, n, &mut props);
                match judged {
                    Ok(()) => {
                        granted += 1;
                        assert_eq!(answer, Ok(()), "{name} {operation:?} {n}");
                    }
                    Err(denied) => {
                        refused += 1;
                        let expected = match denied.out_of_scope {
                            true => Problem::NotFound,
                            false => Problem::Denied { rule: denied.operation.rule() },
                        };
                        let bulk = matches!(
                            operation,
                            Operation::EditField(AnyField::Plain(PlainField::Owner | PlainField::Department))
                        ) && denied.operation != Operation::BulkEdit;
                        // A mask is left out of what is shown, and a bulk act counts what it leaves alone: neither is
                        // told by an error.
                        if denied.operation == operation && matches!(operation, Operation::ViewField(_)) || bulk {
                            assert_eq!(answer, denied_by(operation), "{name} {operation:?} {n}");
                            continue;
                        }
                        assert_eq!(answer, Err(expected), "{name} {operation:?} {n}");
                        let last = newest(&mut store, 1).remove(0).sealed;
                        assert!(last.sequence > before, "{name} {operation:?} {n} is in the log");
                        let last = last.entry;
                        assert_eq!(last.outcome, Outcome::Denied, "{name} {operation:?} {n}: {last:?}");
                        assert_eq!(last.member, Some(Office::member(name)));
                        assert_eq!(last.action, denied.operation.action(), "{name} {operation:?} {n}");
                        if operation.is_on_customer() && denied.target != Target::Office {
                            assert_eq!(last.subject, Some(Office::customer(n)), "{name} {operation:?} {n}");
                        }
                        if operation.is_on_ticket() {
                            let subject = last.subject.expect("a ticket");
                            assert!(props.tickets_at(n).contains(&subject), "{name} {operation:?} {n}");
                        }
                    }
                }
            }
        }
    }
    drop(store);
    assert!(matches!(office.desk().verify_log(&mut |_, _| {}), Ok(Ok(_))), "refusals leave the log whole");
    (granted, refused)
}

#[test]
fn the_desk_grants_what_the_judge_does() {
    let office = Office::new();
    let mut names: Vec<&str> = PEOPLE.map(|person| person.0).into();
    names.push(SERVICE);
    let (granted, refused) = walk(&office, &names, |name| office.at(name));
    assert!(granted > 250 && refused > 400, "{granted} granted, {refused} refused");
}

/// Whoever comes over the network, key and all, gets neither more nor less. A service member comes by its file alone.
#[test]
fn a_served_desk_grants_what_the_judge_does() {
    let names = PEOPLE.map(|person| person.0);
    let office = with_keys(&names);
    let before = office.log().len();
    let key = |name: &str| (1..).zip(names).find(|(_, known)| *known == name).map(|(n, _)| n);
    let seat = |name: &str| come(&office, name, HERE, key(name)).expect("in by its own key").0;
    let (granted, refused) = walk(&office, &names, seat);
    assert!(granted > 250 && refused > 250, "{granted} granted, {refused} refused");
    let log = office.log();
    let judged = &log[..log.len() - before];
    assert!(judged.iter().all(|entry| entry.origin.ends_with(" ssh 10.8.0.7")), "each with where it came from");
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
        let activity = |request| Request::Activity(Box::new(request));
        let missing = Id([7; 16]);
        for n in [far, usize::MAX] {
            let customer = if n == usize::MAX { missing } else { Office::customer(n) };
            let draft = CustomerDraft { id: Some(customer), version: 1, ..new_draft("Xa") };
            let mut requests = vec![
                Request::Customer(customer),
                Request::Timeline { customer, before: None },
                Request::SaveCustomer(Box::new(draft)),
                Request::AddNote { customer, kind: ActivityKind::Note, text: "xa".into() },
                activity(ActivityRequest::List { customer, kind: None, before: None }),
                activity(ActivityRequest::Add { customer, draft: words("xa") }),
                activity(ActivityRequest::Mentionable { customer }),
                activity(ActivityRequest::Snippets { customer }),
                Request::Reveal { customer, field: Field::Phone, reason: reason() },
                Request::Check { customer, field: Field::Phone, said: Secret::new("0903123456") },
                Request::Copy { customer, what: CopyWhat::Code },
                Request::Copy { customer, what: CopyWhat::Name },
            ];
            let note = if n == usize::MAX { missing } else { Office::line(n) };
            requests.push(activity(ActivityRequest::History { note }));
            requests.push(activity(ActivityRequest::Edit { note, version: 1, draft: words("xa") }));
            requests.push(activity(ActivityRequest::Remove { note }));
            requests.push(activity(ActivityRequest::MentionSeen { note }));
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
        let query = LogQuery { limit: 1, ..LogQuery::default() };
        match office.at(name).ask(Request::Log(query)) {
            Ok(Reply::Log(page)) => assert_eq!(page.head.is_some(), told, "{name}"),
            other => panic!("{name}: {other:?}"),
        }
    }
}
