//! Programs: roles of the office's own for them, key files, and what they may do beside people.

use std::path::PathBuf;

use kin::desk::Desk;
use kin::desk::api::*;
use kin::desk::office::OfficeError;
use kin::domain::*;

use crate::deeds::{done, enrol, grant_of, invited, manage, office as of_office};
use crate::notes::{self, words};
use crate::office::*;
use crate::{tasks, tickets};

const EXCHANGE: &str = "exchange";
/// What a phone exchange needs.
const RIGHTS: [(&str, Scope); 5] = [
    ("customer.lookup", Scope::All),
    ("customer.view", Scope::All),
    ("note.add", Scope::All),
    ("ticket.create", Scope::All),
    ("task.edit", Scope::All),
];

fn rights(operations: &[(&str, Scope)]) -> RoleRights {
    let phone = FieldRule { view: FieldRight::Lookup, ..FieldRule::default() };
    RoleRights {
        operations: operations.iter().map(|(operation, scope)| ((*operation).to_owned(), *scope)).collect(),
        fields: [(Field::Phone, phone), (Field::Phone2, phone)].into(),
        program: true,
    }
}

/// The office's role for the exchange, defined as it is wanted.
fn role(mai: &mut Desk, rights: RoleRights) -> Role {
    let named = |mai: &mut Desk| {
        let Ok(OfficeAnswer::Roles(rows)) = of_office(mai, OfficeQuery::Roles) else { panic!("no roles") };
        rows.into_iter().find(|row| row.name == EXCHANGE).map(|row| row.role)
    };
    let known = match named(mai) {
        Some(Role::Custom(id)) => Some(id),
        _ => None,
    };
    done(mai, Manage::SaveRole { role: known, name: EXCHANGE.into(), rights });
    named(mai).expect("the role")
}

/// A program of Support that has joined: its id and its key file.
fn exchange(office: &Office, mai: &mut Desk, role: Role) -> (Id, PathBuf) {
    let invited = invited(mai, Manage::Invite { name: EXCHANGE.into(), grant: grant_of(role, 0) });
    assert!(invited.program);
    let file = office.home().join("exchange.key");
    let name = office.desk().join_by_key_file(&invited.code, &file).expect("joined");
    assert_eq!(name, EXCHANGE);
    (invited.member, file)
}

fn at(office: &Office, file: &std::path::Path) -> Desk {
    let mut desk = office.desk();
    desk.sign_in_by_key_file(file).expect("the program is in");
    desk
}

fn find(desk: &mut Desk, phone: &str) -> Result<Vec<CustomerRow>, Problem> {
    let find = UpkeepRequest::Find { field: Field::Phone, value: Secret::new(phone) };
    match desk.ask(Request::Upkeep(Box::new(find)))? {
        Reply::Upkeep(reply) => match *reply {
            UpkeepReply::Found(page) => Ok(page.rows),
            other => panic!("{other:?}"),
        },
        other => panic!("{other:?}"),
    }
}

type Deed = fn(&mut Desk) -> Result<(), Problem>;

/// What an exchange does, by the right that it needs.
const DEEDS: [(&str, Deed); 4] = [
    ("customer.lookup", |desk| find(desk, planted(2).value(Field::Phone)).map(drop)),
    ("note.add", |desk| {
        let call = ActivityDraft { kind: ActivityKind::Call, outcome: Some(ActivityOutcome::NoAnswer), ..words("") };
        notes::add(desk, 2, call).map(drop)
    }),
    ("ticket.create", |desk| {
        let draft =
            TicketDraft {
                subject: "Gọi nhỡ".into(), customer: Some(Office::customer(2)), ..TicketDraft::default()
            };
        tickets::raise(desk, draft).map(drop)
    }),
    ("task.edit", |desk| {
        let line = QuickLine { line: "@lan gọi lại ngày mai 9h".into(), ..QuickLine::default() };
        tasks::ask(desk, TaskRequest::Add(line)).map(drop)
    }),
];

#[test]
fn each_deed_needs_its_right_and_a_refusal_is_in_the_log() {
    let office = Office::new();
    let mut mai = office.at("mai");
    let role_of = role(&mut mai, rights(&RIGHTS));
    let (id, file) = exchange(&office, &mut mai, role_of);
    let mut desk = at(&office, &file);
    for (right, deed) in DEEDS {
        assert_eq!(deed(&mut desk), Ok(()), "{right}");
        let entry = office.last();
        assert_eq!((entry.member, entry.outcome), (Some(id), Outcome::Done), "{right}: {entry:?}");
    }
    // The caller, masked; nobody there reads as nobody.
    let found = find(&mut desk, planted(2).value(Field::Phone)).expect("an answer");
    assert_eq!(found.iter().map(|row| row.id).collect::<Vec<_>>(), [Office::customer(2)]);
    assert!(!found[0].phone.contains(planted(2).value(Field::Phone)) && !found[0].phone.is_empty(), "{found:?}");
    assert_eq!(office.last().action, Action::CustomerLookup);
    assert_eq!(find(&mut desk, "0900000000"), Ok(Vec::new()));
    for (missing, _) in DEEDS {
        let without: Vec<_> = RIGHTS.into_iter().filter(|(right, _)| *right != missing).collect();
        role(&mut mai, rights(&without));
        for (right, deed) in DEEDS {
            let answer = deed(&mut desk);
            if right != missing {
                assert_eq!(answer, Ok(()), "{right} without {missing}");
                continue;
            }
            assert_eq!(answer, Err(Problem::Denied { rule: missing.into() }));
            let entry = office.last();
            assert_eq!((entry.member, entry.outcome), (Some(id), Outcome::Denied), "{missing}: {entry:?}");
        }
    }
    // What it never had: a reveal, the list, the log.
    role(&mut mai, rights(&RIGHTS));
    assert!(matches!(desk.ask(reveal(2, Field::Phone)), Err(Problem::Denied { .. })));
    assert!(matches!(desk.ask(Request::Customers(query(""))), Err(Problem::Denied { .. })));
    // Another department's customer is not there for one whose grant is narrower.
    let narrow = GrantDraft { limit: Scope::Department, ..grant_of(role_of, 0) };
    done(&mut mai, Manage::Grant { member: id, grant: narrow, temporary: false });
    assert_eq!(find(&mut desk, planted(5).value(Field::Phone)), Ok(Vec::new()));
    assert_eq!(notes::add(&mut desk, 5, words("x")).err(), Some(Problem::NotFound));
    assert!(matches!(office.at("mai").verify_log(&mut |_, _| {}), Ok(Ok(_))));
}

#[test]
fn a_program_comes_in_by_its_key_file_alone() {
    let office = Office::new();
    let mut mai = office.at("mai");
    let role_of = role(&mut mai, rights(&RIGHTS));
    let invited = invited(&mut mai, Manage::Invite { name: EXCHANGE.into(), grant: grant_of(role_of, 0) });
    let code = invited.code.expose();
    // By no password, at no screen.
    let refused = enrol(&office, code, EXCHANGE, "seven quiet herons wade at noon").err();
    assert_eq!(refused, Some(Problem::ProgramInvitation));
    let file = office.home().join("exchange.key");
    let join = |code: &str| office.desk().join_by_key_file(&Secret::new(code), &file);
    assert!(matches!(join("AAAA-BBBB"), Err(OfficeError::Problem(Problem::NoInvitation))));
    assert!(!file.exists(), "no key that opens nothing is left");
    // A file that is there stays as it is, and the invitation holds.
    std::fs::write(&file, "another's").expect("a file");
    assert!(matches!(join(code), Err(OfficeError::Vault(_))));
    assert_eq!(std::fs::read_to_string(&file).expect("a file"), "another's");
    std::fs::remove_file(&file).expect("gone");
    join(code).expect("joined");
    assert!(matches!(join(code), Err(OfficeError::Problem(Problem::NoInvitation))), "once");
    at(&office, &file);
    assert!(office.desk().ask(sign_in(EXCHANGE, "", "")).is_err());
    // A person's invitation makes no key file.
    let person = self::invited_person(&mut mai);
    let other = office.home().join("person.key");
    let answer = office.desk().join_by_key_file(&person.code, &other);
    assert!(matches!(answer, Err(OfficeError::PersonInvitation)) && !other.exists(), "{answer:?}");
    // A reset is a new invitation for a new file; the old one opens nothing from then on.
    let reset = crate::deeds::invited(&mut mai, Manage::Reset { member: invited.member });
    assert!(reset.program);
    assert!(office.desk().sign_in_by_key_file(&file).is_err());
    let again = office.home().join("again.key");
    office.desk().join_by_key_file(&reset.code, &again).expect("joined anew");
    let mut desk = at(&office, &again);
    assert!(office.desk().sign_in_by_key_file(&file).is_err(), "the old file");
    assert!(find(&mut desk, planted(2).value(Field::Phone)).is_ok(), "who reset it holds the lookup keys");
    // Suspended: out at its next request, and in no more.
    done(&mut mai, Manage::Suspend { member: invited.member });
    assert_eq!(find(&mut desk, "0900000000").err(), Some(Problem::NoSession));
    assert!(office.desk().sign_in_by_key_file(&again).is_err());
    done(&mut mai, Manage::Reactivate { member: invited.member });
    office.clock.advance(60);
    at(&office, &again);
    assert!(matches!(office.at("mai").verify_log(&mut |_, _| {}), Ok(Ok(_))));
}

fn invited_person(mai: &mut Desk) -> Invited {
    let invited = invited(mai, Manage::Invite { name: "Bình".into(), grant: grant_of(Role::Agent, 0) });
    assert!(!invited.program);
    invited
}

#[test]
fn a_program_is_nobody_to_give_work_to() {
    let office = Office::new();
    let mut mai = office.at("mai");
    let wide: Vec<_> =
        RIGHTS.into_iter().chain([("customer.create", Scope::All), ("ticket.view", Scope::All)]).collect();
    let role_of = role(&mut mai, rights(&wide));
    let (id, file) = exchange(&office, &mut mai, role_of);
    let not_offered = |unfit: Result<(), Problem>, field: &str| {
        assert_eq!(unfit, Err(Problem::Invalid { field: field.into(), unfit: Unfit::NotInList }));
    };
    let owned = TicketDraft { subject: "x".into(), owner: Some(id), ..TicketDraft::default() };
    not_offered(tickets::raise(&mut mai, owned).map(drop), "owner");
    let share = SharingChange::Share { member: id, level: ShareLevel::View, until: None };
    not_offered(mai.ask(Request::Share { customer: Office::customer(2), change: share }).map(drop), "member");
    let line = |line: &str| TaskRequest::Add(QuickLine { line: line.into(), ..QuickLine::default() });
    not_offered(tasks::ask(&mut mai, line("@exchange gọi lại mai 9h")).map(drop), "owner");
    let Ok(Reply::Choices(choices)) = mai.ask(Request::Choices) else { panic!("no choices") };
    assert!(choices.members.iter().all(|(member, _)| *member != id));
    let saved = notes::add(&mut mai, 2, words("nhờ @exchange")).expect("a note");
    assert_eq!(saved.not_mentioned, [EXCHANGE]);
    // What it adds waits for people: no task of its own, no ticket, no customer.
    let mut desk = at(&office, &file);
    not_offered(tasks::ask(&mut desk, line("gọi lại mai 9h")).map(drop), "owner");
    let ticket = tickets::raise(&mut desk, TicketDraft { subject: "Gọi nhỡ".into(), ..TicketDraft::default() });
    let ticket = office.store().read(|snapshot| snapshot.ticket(ticket.expect("a ticket"))).expect("a read");
    assert_eq!(ticket.expect("a ticket").owner, None);
    let customer = save(&mut desk, new_draft("Người gọi lạ")).expect("a customer");
    assert_eq!(open(&mut mai, customer).expect("there").customer.owner, None);
}

#[test]
fn a_role_for_programs_holds_little_and_keeps_its_kind() {
    let office = Office::new();
    let mut mai = office.at("mai");
    let said = |answer: Result<Managed, Problem>| match answer {
        Err(Problem::Refused(why)) => why,
        other => panic!("{other:?}"),
    };
    let agent = RoleRights { program: true, ..kin::policy::built_in(Role::Agent) };
    let why = said(manage(&mut mai, Manage::SaveRole { role: None, name: "x".into(), rights: agent }));
    for right in ["customer.share", "log.view", "ticket.merge", "field.reveal of contact"] {
        assert!(why.contains(right), "{why}");
    }
    assert!(!why.contains("note.add") && !why.contains("identity"), "{why}");
    let role_of = role(&mut mai, rights(&RIGHTS));
    let (id, _) = exchange(&office, &mut mai, role_of);
    for (member, role) in [(id, Role::Agent), (Office::member("lan"), role_of), (Office::member("lan"), Role::Service)]
    {
        for temporary in [false, true] {
            let expires = temporary.then_some(Micros(NOW.0 + 7 * 86_400_000_000));
            let grant = GrantDraft { expires, ..grant_of(role, 0) };
            let why = said(manage(&mut mai, Manage::Grant { member, grant, temporary }));
            assert!(why.contains("do not change into each other"), "{why}");
        }
    }
    let Role::Custom(own) = role_of else { panic!("{role_of:?}") };
    let people = RoleRights { program: false, ..rights(&RIGHTS) };
    said(manage(&mut mai, Manage::SaveRole { role: Some(own), name: EXCHANGE.into(), rights: people }));
}
