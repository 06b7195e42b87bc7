//! Department trees, private customers and customers shared by name: what each member gets on every road.

use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};

use kin::clock::Source;
use kin::desk::Desk;
use kin::desk::api::*;
use kin::desk::import::{OnDuplicate, Trial};
use kin::domain::*;

use crate::bulk::bulk;
use crate::office::*;

/// Every road to one customer, in the order in which `roads` walks them.
const ROADS: [&str; 14] = [
    "list",
    "search",
    "lookup",
    "count",
    "detail",
    "timeline",
    "access",
    "reveal",
    "check",
    "copy name",
    "copy phone",
    "edit",
    "note",
    "bulk",
];
/// What never changes the customer and needs no more than a role of the daily work.
const SEEING: [&str; 9] = ["list", "search", "lookup", "count", "detail", "timeline", "reveal", "check", "copy name"];

const ABSENT: Problem = Problem::NotFound;

fn there(found: bool) -> Result<(), Problem> {
    if found { Ok(()) } else { Err(ABSENT) }
}

/// A customer as it is stored, past every desk.
fn stored(office: &Office, n: usize) -> Customer {
    let found = office.store().read(|snapshot| snapshot.customer(Office::customer(n)));
    found.expect("a read").expect("a planted customer")
}

fn walk(office: &Office, desk: &mut Desk, road: &str, n: usize) -> Result<(), Problem> {
    let customer = Office::customer(n);
    let name = planted(n).name;
    let phone = || planted(n).value(Field::Phone).to_owned();
    let listed = |desk: &mut Desk, search: &str| there(list(desk, search)?.rows.iter().any(|row| row.id == customer));
    let ask = |desk: &mut Desk, request| desk.ask(request).map(|_| ());
    match road {
        "list" => listed(desk, ""),
        "search" => listed(desk, &name),
        "lookup" => listed(desk, &format!("/{}", phone())),
        "count" => {
            let request = Request::CountCustomers { search: name, filter: filter::Filter::All, after: None };
            let Reply::Counted(counted) = desk.ask(request)? else { panic!("no count") };
            there(counted.found == 1)
        }
        "detail" => open(desk, customer).map(|_| ()),
        "timeline" => timeline(desk, customer).map(|_| ()),
        "access" => ask(desk, Request::Access { customer, before: None }),
        "reveal" => revealed(desk, customer, Field::Phone).map(|value| assert_eq!(value, phone())),
        "check" => ask(desk, check(n, Field::Phone, &phone())),
        "copy name" => ask(desk, Request::Copy { customer, what: CopyWhat::Name }),
        "copy phone" => ask(desk, Request::Copy { customer, what: CopyWhat::Sealed(Field::Phone, reason()) }),
        "edit" => save(desk, draft_of(&stored(office, n))).map(|_| ()),
        "note" => ask(desk, Request::AddNote { customer, kind: ActivityKind::Note, text: "ghi chú".into() }),
        _ => {
            let chosen = [(customer, stored(office, n).version)];
            let done = bulk(desk, &chosen, BulkChange::Status(Status::Blocked), true)?;
            there(done.changed == 1)
        }
    }
}

/// The roads that lead to the customer, and the rest with why they do not.
fn roads(office: &Office, name: &str, n: usize) -> (Vec<&'static str>, Vec<(&'static str, Problem)>) {
    let mut desk = office.at(name);
    let (mut open, mut closed) = (Vec::new(), Vec::new());
    for road in ROADS {
        match walk(office, &mut desk, road, n) {
            Ok(()) => open.push(road),
            Err(problem) => closed.push((road, problem)),
        }
    }
    (open, closed)
}

/// All that the role could do is open.
#[track_caller]
fn assert_open(office: &Office, name: &str, n: usize, more: &[&str]) {
    let (open, closed) = roads(office, name, n);
    let expected: Vec<&str> = ROADS.into_iter().filter(|road| SEEING.contains(road) || more.contains(road)).collect();
    assert_eq!(open, expected, "{name} {n}: {closed:?}");
}

/// No road leads there, and each that the role could walk at all answers as if nothing were there.
#[track_caller]
fn assert_absent(office: &Office, name: &str, n: usize) {
    let (open, closed) = roads(office, name, n);
    assert!(open.is_empty(), "{name} {n}: {open:?}");
    let absent: Vec<&str> = closed.iter().filter(|(_, problem)| *problem == ABSENT).map(|(road, _)| *road).collect();
    assert!(SEEING.iter().all(|road| absent.contains(road)), "{name} {n}: {closed:?}");
    for (road, problem) in &closed {
        assert!(matches!(problem, Problem::NotFound | Problem::Denied { .. }), "{name} {n} {road}: {problem:?}");
        assert!(!problem.to_string().contains(&planted(n).name));
    }
    assert_eq!(Err(ABSENT), open_missing(office, name), "the words are those for what is not there");
}

fn open_missing(office: &Office, name: &str) -> Result<(), Problem> {
    open(&mut office.at(name), Id([7; 16])).map(|_| ())
}

fn change(desk: &mut Desk, n: usize, change: SharingChange) -> Result<Sharing, Problem> {
    match desk.ask(Request::Share { customer: Office::customer(n), change })? {
        Reply::Sharing(sharing) => Ok(sharing),
        other => panic!("{other:?}"),
    }
}

fn share(desk: &mut Desk, n: usize, with: &str, level: ShareLevel, until: Option<Micros>) -> Result<Sharing, Problem> {
    change(desk, n, SharingChange::Share { member: Office::member(with), level, until })
}

fn manage(desk: &mut Desk, manage: Manage) {
    match desk.ask(Request::Manage(Box::new(manage))) {
        Ok(Reply::Managed(Managed::Done)) => {}
        other => panic!("{other:?}"),
    }
}

fn shown(desk: &mut Desk, n: usize) -> Option<CustomerRow> {
    list(desk, "").expect("a list").rows.into_iter().find(|row| row.id == Office::customer(n))
}

fn total(office: &Office, name: &str) -> u64 {
    list(&mut office.at(name), "").expect("a list").total
}

#[track_caller]
fn assert_whole(office: &Office) {
    match office.desk().verify_log(&mut |_, _| {}) {
        Ok(Ok(_)) => {}
        bad => panic!("{bad:?}"),
    }
}

/// `minh` leads Support; customer 1 is Sales', and `sorin`'s.
#[test]
fn a_share_opens_one_customer_as_far_as_it_says() {
    let office = Office::new();
    let before = total(&office, "minh");
    assert_absent(&office, "minh", 1);
    let given = share(&mut office.at("mai"), 1, "minh", ShareLevel::View, None).expect("a share");
    let with = SharedWith { member: Office::member("minh"), name: "minh".into(), level: ShareLevel::View, until: None };
    assert_eq!(given, Sharing { private: false, members: vec![with.clone()] });
    let copies = ["copy phone"];
    assert_open(&office, "minh", 1, &copies);
    let row = shown(&mut office.at("minh"), 1).expect("listed");
    assert!(row.shared && !row.private);
    assert_eq!(total(&office, "minh"), before + 1);
    // What it does not open is refused, not hidden.
    let (_, closed) = roads(&office, "minh", 1);
    for (road, problem) in closed.iter().filter(|(road, _)| *road != "bulk") {
        assert!(matches!(problem, Problem::Denied { .. }), "{road}: {problem:?}");
    }
    // Others got nothing, and neither did he elsewhere.
    assert_absent(&office, "lan", 1);
    assert_absent(&office, "minh", 3);
    let detail = open(&mut office.at("minh"), Office::customer(1)).expect("there");
    assert!(!detail.may_edit && !detail.may_note && !detail.may_share && !detail.may_see_access);

    share(&mut office.at("mai"), 1, "minh", ShareLevel::Edit, None).expect("a share");
    assert_open(&office, "minh", 1, &["copy phone", "edit", "note", "bulk"]);
    assert_eq!(total(&office, "minh"), before + 1, "one share, not two");
    let mut desk = office.at("minh");
    assert!(matches!(change(&mut desk, 1, SharingChange::Private(true)), Err(Problem::Denied { .. })));
    assert!(matches!(desk.ask(Request::Sharing { customer: Office::customer(1) }), Err(Problem::Denied { .. })));
    // With whom it is shared may not take it over.
    let chosen = [(Office::customer(1), stored(&office, 1).version)];
    let mine = BulkChange::Owner(Some(Office::member("minh")));
    assert_eq!(bulk(&mut desk, &chosen, mine, false).expect("counts").refused, 1);
    assert_eq!(stored(&office, 1).owner, Some(Office::member("sorin")));
    drop(desk);

    let taken = change(&mut office.at("mai"), 1, SharingChange::Unshare { member: Office::member("minh") });
    assert_eq!(taken.expect("taken back").members, []);
    assert_absent(&office, "minh", 1);
    assert_eq!(total(&office, "minh"), before);
    assert_whole(&office);
}

#[test]
fn a_share_ends_by_itself_and_a_clock_set_back_brings_nothing_back() {
    let office = Office::new();
    let until = Micros(office.clock.now().0 + 3_600_000_000);
    share(&mut office.at("mai"), 1, "minh", ShareLevel::Edit, Some(until)).expect("a share");
    let mut desk = office.at("minh");
    assert_eq!(walk(&office, &mut desk, "edit", 1), Ok(()));
    office.clock.advance(3_600);
    for road in ROADS.into_iter().filter(|road| *road != "access") {
        assert_eq!(walk(&office, &mut desk, road, 1), Err(ABSENT), "{road}");
    }
    // Something was written since, so the office knows that it was later once.
    walk(&office, &mut desk, "detail", 0).expect("there");
    office.clock.advance(-3_600);
    for road in ROADS.into_iter().filter(|road| *road != "access") {
        assert_eq!(walk(&office, &mut desk, road, 1), Err(ABSENT), "{road}");
    }
    let mut mai = office.at("mai");
    match mai.ask(Request::Sharing { customer: Office::customer(1) }) {
        Ok(Reply::Sharing(sharing)) => assert_eq!(sharing.members, []),
        other => panic!("{other:?}"),
    }
    let past = share(&mut mai, 1, "minh", ShareLevel::View, Some(until));
    assert_eq!(past, Err(Problem::Invalid { field: "until".into(), unfit: Unfit::Past }));
}

/// `lan` and `minh` are in Support with customer 0, which is `lan`'s own.
#[test]
fn a_private_customer_is_its_owners_and_of_those_it_is_shared_with() {
    let office = Office::new();
    let agents = ["edit", "note"];
    let before = total(&office, "minh");
    assert_open(&office, "minh", 0, &["access", "copy phone", "edit", "note", "bulk"]);
    let private = change(&mut office.at("lan"), 0, SharingChange::Private(true)).expect("private");
    assert_eq!(private, Sharing { private: true, members: vec![] });
    assert_open(&office, "lan", 0, &agents);
    assert!(shown(&mut office.at("lan"), 0).is_some_and(|row| row.private && !row.shared));
    assert!(open(&mut office.at("lan"), Office::customer(0)).expect("there").customer.private);
    assert_absent(&office, "minh", 0);
    assert_eq!(total(&office, "minh"), before - 1);
    // The whole office is in the owner's reach.
    assert_open(&office, "mai", 0, &["access", "copy phone", "edit", "note", "bulk"]);
    share(&mut office.at("lan"), 0, "minh", ShareLevel::View, None).expect("a share");
    assert_open(&office, "minh", 0, &["copy phone"]);
    assert_eq!(total(&office, "minh"), before);
    assert!(matches!(walk(&office, &mut office.at("minh"), "access", 0), Err(Problem::Denied { .. })));

    // It stays somebody's, and whoever it is given to has it.
    let mut mai = office.at("mai");
    let version = |office: &Office| [(Office::customer(0), stored(office, 0).version)];
    assert_eq!(bulk(&mut mai, &version(&office), BulkChange::Owner(None), false).expect("counts").refused, 1);
    let to_hoa = BulkChange::Owner(Some(Office::member("hoa")));
    assert_eq!(bulk(&mut mai, &version(&office), to_hoa, false).expect("counts").changed, 1);
    assert_absent(&office, "lan", 0);
    assert_open(&office, "hoa", 0, &agents);
    change(&mut mai, 0, SharingChange::Private(false)).expect("not private");
    assert_open(&office, "lan", 0, &agents);
    // Nobody's customer can't be private.
    assert_eq!(bulk(&mut mai, &version(&office), BulkChange::Owner(None), false).expect("counts").changed, 1);
    let unfit = Problem::Invalid { field: "owner".into(), unfit: Unfit::Empty };
    assert_eq!(change(&mut mai, 0, SharingChange::Private(true)), Err(unfit));
    assert_whole(&office);
}

/// Hotline is below Support and has customers 1 and 3; `sorin` works there now.
#[test]
fn who_is_above_sees_what_is_below_and_not_the_other_way() {
    let office = Office::new();
    let mut mai = office.at("mai");
    let support = Office::department(0);
    manage(&mut mai, Manage::SaveDepartment { department: None, name: "Hotline".into(), parent: Some(support) });
    let Ok(Reply::Choices(choices)) = mai.ask(Request::Choices) else { panic!("no choices") };
    let (hotline, _) = choices.departments.into_iter().find(|(_, name)| name == "Hotline").expect("there");
    let chosen = [1, 3].map(|n| (Office::customer(n), stored(&office, n).version));
    assert_eq!(bulk(&mut mai, &chosen, BulkChange::Department(hotline), false).expect("counts").changed, 2);
    let grant = GrantDraft { role: Role::Agent, department: hotline, limit: Scope::All, expires: None };
    manage(&mut mai, Manage::Grant { member: Office::member("sorin"), grant, temporary: false });
    drop(mai);

    for n in [0, 1, 3] {
        assert_open(&office, "minh", n, &["access", "copy phone", "edit", "note", "bulk"]);
        assert_open(&office, "lan", n, &["edit", "note"]);
    }
    for n in [1, 3] {
        assert_open(&office, "sorin", n, &["edit", "note"]);
    }
    for n in [0, 5] {
        assert_absent(&office, "sorin", n);
    }
    assert_absent(&office, "hoa", 1);
    let half = CUSTOMERS as u64 / 2;
    assert_eq!((total(&office, "lan"), total(&office, "sorin")), (half + 2, 2));
    // A page at a time the list is the same, in both directions.
    let mut desk = office.at("lan");
    let whole: Vec<Id> = list(&mut desk, "").expect("a list").rows.into_iter().map(|row| row.id).collect();
    for backward in [false, true] {
        let (mut paged, mut from) = (Vec::new(), None);
        loop {
            let query = CustomersQuery { from, backward, limit: 7, ..query("") };
            let Ok(Reply::Customers(page)) = desk.ask(Request::Customers(query)) else { panic!("no page") };
            let rows = page.rows.into_iter().map(|row| row.id);
            if backward {
                paged.splice(0..0, rows)
            } else {
                paged.splice(paged.len().., rows)
            };
            from = page.next;
            if from.is_none() {
                break;
            }
        }
        assert_eq!(paged, whole);
    }
    // What is private below stays so for those above.
    change(&mut office.at("sorin"), 1, SharingChange::Private(true)).expect("private");
    assert_absent(&office, "lan", 1);
    assert_absent(&office, "minh", 1);
    assert_open(&office, "sorin", 1, &["edit", "note"]);
    assert_whole(&office);
}

#[test]
fn a_share_gives_no_key_and_no_right_that_the_role_lacks() {
    let office = Office::new();
    let mut mai = office.at("mai");
    for name in ["lan", "radu"] {
        share(&mut mai, 1, name, ShareLevel::Edit, None).expect("a share");
    }
    let customer = Office::customer(1);
    let mut lan = office.at("lan");
    let rule = |operation: kin::policy::Operation| Some(Problem::Denied { rule: operation.rule() });
    for field in [Field::NationalId, Field::BirthDate, Field::Iban] {
        let expected = rule(kin::policy::Operation::Reveal(field));
        assert_eq!(revealed(&mut lan, customer, field).err(), expected);
    }
    let detail = open(&mut lan, customer).expect("there");
    assert!(detail.masked.iter().all(|masked| leaks(&masked.mask).is_empty()));
    assert!(detail.may_reveal.iter().all(|field| field.class() == Class::Contact));
    let mut radu = office.at("radu");
    assert_eq!(revealed(&mut radu, customer, Field::Phone).err(), rule(kin::policy::Operation::Reveal(Field::Phone)));
    for road in ["edit", "note", "check", "copy phone"] {
        assert!(matches!(walk(&office, &mut radu, road, 1), Err(Problem::Denied { .. })), "{road}");
    }
}

/// Gives `lan`, in Support, a role of the office's own.
fn give_role(office: &Office, operations: &[(&str, Scope)], phone: FieldRight) {
    let mut mai = office.at("mai");
    let phone = FieldRule { view: phone, copy: false, edit: false };
    let rights = RoleRights {
        operations: operations.iter().map(|(operation, scope)| ((*operation).to_owned(), *scope)).collect(),
        fields: [(Field::Phone, phone)].into(),
        ..RoleRights::default()
    };
    manage(&mut mai, Manage::SaveRole { role: None, name: "Narrow".into(), rights });
    let Ok(Reply::Office(OfficeAnswer::Roles(roles))) = mai.ask(Request::Office(OfficeQuery::Roles)) else {
        panic!("no roles")
    };
    let role = roles.into_iter().find(|row| row.name == "Narrow").expect("there").role;
    let grant = GrantDraft { role, department: Office::department(0), limit: Scope::All, expires: None };
    manage(&mut mai, Manage::Grant { member: Office::member("lan"), grant, temporary: false });
}

#[test]
fn nobody_shares_further_than_he_may_go_himself() {
    let office = Office::new();
    let unfit = |field: &str, unfit| Err(Problem::Invalid { field: field.into(), unfit });
    let mut mai = office.at("mai");
    for with in ["mai", SERVICE] {
        let refused = share(&mut mai, 1, with, ShareLevel::View, None);
        assert_eq!(refused, unfit("member", Unfit::NotInList), "{with}");
    }
    let stranger = SharingChange::Share { member: Id([7; 16]), level: ShareLevel::View, until: None };
    assert_eq!(change(&mut mai, 1, stranger), unfit("member", Unfit::NotInList));
    share(&mut mai, 1, "hoa", ShareLevel::View, None).expect("a share");
    manage(&mut mai, Manage::Suspend { member: Office::member("hoa") });
    let suspended = share(&mut mai, 3, "hoa", ShareLevel::View, None);
    assert_eq!(suspended, unfit("member", Unfit::NotInList));
    // What was shared with her can still be taken back, once.
    let unshare = || SharingChange::Unshare { member: Office::member("hoa") };
    assert_eq!(change(&mut mai, 1, unshare()).expect("taken back").members, []);
    assert_eq!(change(&mut mai, 1, unshare()), Err(ABSENT));
    drop(mai);
    // An agent shares what is his own; of others not even the sharing is told.
    let mut lan = office.at("lan");
    for n in [1, 8] {
        assert_eq!(share(&mut lan, n, "sorin", ShareLevel::View, None), Err(ABSENT), "{n}");
        let asked = desk_sharing(&mut lan, n);
        assert_eq!(asked, Err(ABSENT), "{n}");
    }
    for name in ["radu", "ioana"] {
        let refused = share(&mut office.at(name), 1, "lan", ShareLevel::View, None);
        assert!(matches!(refused, Err(Problem::Denied { .. })), "{name}");
        assert_eq!(office.last().outcome, Outcome::Denied);
    }
    drop(lan);
    // A role that may share what is its own, but edit nothing, and look up less than it lists.
    let operations = [
        ("customer.list", Scope::Department),
        ("customer.view", Scope::Department),
        ("customer.lookup", Scope::Own),
        ("customer.share", Scope::Own),
    ];
    give_role(&office, &operations, FieldRight::Lookup);
    let mut lan = office.at("lan");
    let refused = share(&mut lan, 0, "sorin", ShareLevel::Edit, None);
    assert_eq!(refused, Err(Problem::Denied { rule: "customer.edit".into() }));
    share(&mut lan, 0, "sorin", ShareLevel::View, None).expect("a share");
    assert_eq!(desk_sharing(&mut lan, 0).expect("its sharing").members.len(), 1);
    // Looking up reaches less far than listing.
    for (n, found) in [(0, Ok(())), (8, Err(ABSENT))] {
        assert_eq!(walk(&office, &mut lan, "list", n), Ok(()));
        assert_eq!(walk(&office, &mut lan, "lookup", n), found, "{n}");
    }
    assert_whole(&office);
}

fn desk_sharing(desk: &mut Desk, n: usize) -> Result<Sharing, Problem> {
    match desk.ask(Request::Sharing { customer: Office::customer(n) })? {
        Reply::Sharing(sharing) => Ok(sharing),
        other => panic!("{other:?}"),
    }
}

#[test]
fn an_import_writes_over_nobody_out_of_reach() {
    let office = Office::new();
    change(&mut office.at("minh"), 4, SharingChange::Private(true)).expect("private");
    give_role(&office, &[("import.run", Scope::Department)], FieldRight::None);
    let before = [0, 1, 4].map(|n| stored(&office, n).version);
    let mut lan = office.at("lan");
    let options = options(OnDuplicate::Update);
    let rows = || [0, 1, 4].map(|n| row(n, None, None)).into();
    let trial = lan.import_trial(&mut Trial::default(), &options, rows()).expect("a trial");
    assert_eq!((trial.updated, trial.skipped), (1, 2));
    let import = lan.import_start(&options).expect("an import");
    let told = lan.import_chunk(&import, rows()).expect("a chunk");
    assert_eq!((told.added, told.updated, told.skipped), (0, 1, 2));
    let after = [0, 1, 4].map(|n| stored(&office, n).version);
    assert_eq!(after, [before[0] + 1, before[1], before[2]]);
    assert_whole(&office);
}

#[test]
fn the_log_tells_of_sharing_by_ids_alone() {
    let office = Office::new();
    let mut mai = office.at("mai");
    let until = Micros(office.clock.now().0 + 3_600_000_000);
    share(&mut mai, 1, "lan", ShareLevel::Edit, Some(until)).expect("a share");
    let entry = office.last();
    let done = (Action::CustomerShare, Outcome::Done, Some(Office::customer(1)));
    assert_eq!((entry.action, entry.outcome, entry.subject), done);
    let details: serde_json::Value = serde_json::from_str(&entry.details).expect("JSON");
    let told = serde_json::json!({ "member": Office::member("lan"), "level": "edit", "until": until });
    assert_eq!(details, told);
    change(&mut mai, 1, SharingChange::Private(true)).expect("private");
    assert_eq!(office.last().details, r#"{"private":true}"#);
    change(&mut mai, 1, SharingChange::Unshare { member: Office::member("lan") }).expect("taken back");
    assert!(office.last().details.contains("null"));
    // Looking at the sharing is a look at the customer.
    office.at("mai").ask(Request::Sharing { customer: Office::customer(1) }).expect("its sharing");
    assert_eq!((office.last().action, office.last().subject), (Action::CustomerView, Some(Office::customer(1))));
    let filter = LogFilter::of(LogMatch::Subject(Office::customer(1)));
    let exported = mai.ask(Request::ExportLog(LogQuery { filter, limit: 100, ..LogQuery::default() }));
    let Ok(Reply::Log(page)) = exported else { panic!("{exported:?}") };
    let text = format!("{page:?}");
    assert!(page.rows.len() >= 4 && !text.contains(&planted(1).name) && leaks(&text).is_empty());
    // A row written by hand is found.
    office.run(&format!(
        "INSERT INTO customer_share VALUES ({}, {}, 'edit', NULL, {}, 1, 1)",
        sql(Office::customer(5)),
        sql(Office::member("lan")),
        sql(Office::member("mai"))
    ));
    assert!(matches!(office.desk().verify_log(&mut |_, _| {}), Ok(Err(_))));
}

/// An edit begun before a customer became private does not undo that.
#[test]
fn making_private_is_a_change_like_any_other() {
    let office = Office::new();
    let mut lan = office.at("lan");
    let draft = draft_of(&open(&mut lan, Office::customer(0)).expect("there").customer);
    let named = CustomerDraft { city: "Vinh".into(), ..draft_of(&stored(&office, 0)) };
    save(&mut lan, named).expect("an edit");
    change(&mut lan, 0, SharingChange::Private(true)).expect("private");
    assert!(matches!(save(&mut lan, draft), Err(Problem::Conflict { .. })));
    assert!(matches!(lan.ask(Request::Undo), Err(Problem::Conflict { .. })));
    assert!(stored(&office, 0).private);
    save(&mut lan, draft_of(&stored(&office, 0))).expect("an edit");
    lan.ask(Request::Undo).expect("taken back");
    assert!(stored(&office, 0).private);
    assert_whole(&office);
}

/// A clock that jumps after it was asked so many times.
struct Jumping {
    clock: Arc<kin::clock::Fixed>,
    left: AtomicI64,
    jump: AtomicI64,
}

impl Source for Jumping {
    fn now(&self) -> Micros {
        let now = self.clock.now();
        let jumped = self.left.fetch_sub(1, Ordering::SeqCst) <= 0;
        if jumped { Micros(now.0 + self.jump.load(Ordering::SeqCst)) } else { now }
    }

    fn fill(&self, buffer: &mut [u8]) {
        self.clock.fill(buffer);
    }
}

/// However late a share ends while something is done by it: what is written is written while it lasts.
#[test]
fn a_share_that_ends_meanwhile_counts_as_ended() {
    let office = Office::new();
    let until = Micros(office.clock.now().0 + 3_600_000_000);
    share(&mut office.at("mai"), 1, "minh", ShareLevel::Edit, Some(until)).expect("a share");
    let (left, jump) = (AtomicI64::new(i64::MAX), AtomicI64::new(0));
    let clock = Arc::new(Jumping { clock: office.clock.clone(), left, jump });
    let mut desk = Desk::open(office.paths.clone(), &office.config, clock.clone(), "test").expect("a desk");
    desk.ask(office.right("minh")).expect("in");
    let rest = until.0 - office.clock.now().0;
    // How often the clock is asked by a note that nothing disturbs.
    clock.left.store(1_000, Ordering::SeqCst);
    walk(&office, &mut desk, "note", 1).expect("a note");
    let asked = 1_000 - clock.left.load(Ordering::SeqCst);
    assert!(asked > 3);
    clock.jump.store(rest, Ordering::SeqCst);
    let done = |entry: &&Entry| (entry.action, entry.outcome) == (Action::NoteAdd, Outcome::Done);
    let notes = || office.log().iter().filter(done).count();
    let before = notes();
    let mut refused = 0;
    for left in (0..asked).rev() {
        clock.left.store(left, Ordering::SeqCst);
        assert_eq!(walk(&office, &mut desk, "note", 1), Err(ABSENT), "after {left} of {asked}");
        refused += 1;
        // Once the log itself is of the later time the share has ended for good.
        if office.last().at >= until {
            break;
        }
    }
    assert_eq!(notes(), before);
    assert!(refused > 1, "the end was met inside the transaction, too");
}
