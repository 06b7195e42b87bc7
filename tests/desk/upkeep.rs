//! Upkeep of customers: the trash, out of which nobody sees anything; merges that lose nothing and can be taken back;
//! who is there twice; stars, what was opened last, and filters by them.
use jiff::tz::TimeZone;

use kin::desk::Desk;
use kin::desk::api::*;
use kin::desk::import::OnDuplicate;
use kin::domain::filter;
use kin::domain::*;

use crate::bulk::bulk;
use crate::office::*;

fn ask(desk: &mut Desk, request: UpkeepRequest) -> Result<UpkeepReply, Problem> {
    match desk.ask(Request::Upkeep(Box::new(request)))? {
        Reply::Upkeep(reply) => Ok(*reply),
        other => panic!("{other:?}"),
    }
}

fn trash(desk: &mut Desk, customers: &[(Id, i64)]) -> Result<BulkDone, Problem> {
    match ask(desk, UpkeepRequest::Trash { customers: customers.to_vec(), dry_run: false })? {
        UpkeepReply::Trashed(done) => Ok(done),
        other => panic!("{other:?}"),
    }
}

fn trash_list(desk: &mut Desk) -> Result<Vec<TrashRow>, Problem> {
    match ask(desk, UpkeepRequest::Trashed { before: None, limit: 50 })? {
        UpkeepReply::Trash(page) => Ok(page.rows),
        other => panic!("{other:?}"),
    }
}

fn restore(desk: &mut Desk, customer: Id) -> Result<(), Problem> {
    ask(desk, UpkeepRequest::Restore { customer }).map(|_| ())
}

fn preview(desk: &mut Desk, one: usize, other: usize) -> Result<MergePreview, Problem> {
    let (one, other) = (Office::customer(one), Office::customer(other));
    match ask(desk, UpkeepRequest::MergePreview { one, other })? {
        UpkeepReply::MergePreview(preview) => Ok(*preview),
        other => panic!("{other:?}"),
    }
}

fn merge(desk: &mut Desk, keep: (usize, i64), gone: (usize, i64), take: &[AnyField]) -> Result<Id, Problem> {
    let request = UpkeepRequest::Merge {
        keep: (Office::customer(keep.0), keep.1),
        gone: (Office::customer(gone.0), gone.1),
        take: take.iter().map(|field| (*field, Side::Gone)).collect(),
    };
    match ask(desk, request)? {
        UpkeepReply::Merged(kept) => Ok(kept),
        other => panic!("{other:?}"),
    }
}

fn similar(desk: &mut Desk, name: &str, sealed: &[(Field, &str)]) -> Result<Similar, Problem> {
    let request = UpkeepRequest::Similar {
        name: name.into(),
        company: String::new(),
        city: "Huế".into(),
        kind: CustomerKind::Person,
        sealed: sealed.iter().map(|(field, value)| (*field, Secret::new(*value))).collect(),
        except: None,
    };
    match ask(desk, request)? {
        UpkeepReply::Similar(similar) => Ok(similar),
        other => panic!("{other:?}"),
    }
}

/// Every pair, part by part.
fn duplicates(desk: &mut Desk) -> Result<Vec<DuplicateRow>, Problem> {
    let (mut all, mut from) = (Vec::new(), None);
    loop {
        match ask(desk, UpkeepRequest::Duplicates { from, limit: 3 })? {
            UpkeepReply::Duplicates(page) => {
                all.extend(page.rows);
                from = page.next;
            }
            other => panic!("{other:?}"),
        }
        if from.is_none() {
            return Ok(all);
        }
    }
}

fn undo(desk: &mut Desk) -> Result<Undone, Problem> {
    match desk.ask(Request::Undo)? {
        Reply::Undone(undone) => Ok(undone),
        other => panic!("{other:?}"),
    }
}

fn redo(desk: &mut Desk) -> Result<Undone, Problem> {
    match desk.ask(Request::Redo)? {
        Reply::Undone(undone) => Ok(undone),
        other => panic!("{other:?}"),
    }
}

#[track_caller]
fn verifies(desk: &mut Desk) {
    match desk.verify_log(&mut |_, _| {}) {
        Ok(Ok(_)) => {}
        other => panic!("{other:?}"),
    }
}

fn filtered(desk: &mut Desk, text: &str) -> Vec<Id> {
    let filter = filter::parse(text, &TimeZone::UTC).unwrap_or_else(|mistake| panic!("{text}: {mistake:?}"));
    match desk.ask(Request::Customers(CustomersQuery { filter, ..query("") })) {
        Ok(Reply::Customers(page)) => page.rows.into_iter().map(|row| row.id).collect(),
        other => panic!("{other:?}"),
    }
}

/// All that names one customer, for the roads on which one in the trash must read as one that is not there.
fn roads(customer: Id, other: Id) -> Vec<Request> {
    let upkeep = |request: UpkeepRequest| Request::Upkeep(Box::new(request));
    let field = Field::Phone;
    vec![
        Request::Customer(customer),
        Request::Refresh(customer),
        Request::Timeline { customer, before: None },
        Request::Access { customer, before: None },
        Request::Seen { customer },
        Request::Sharing { customer },
        Request::Share { customer, change: SharingChange::Private(true) },
        Request::Reveal { customer, field, reason: reason() },
        Request::Check { customer, field, said: Secret::new("0903481503") },
        Request::Copy { customer, what: CopyWhat::Code },
        Request::Copy { customer, what: CopyWhat::Name },
        Request::Copy { customer, what: CopyWhat::Sealed(field, reason()) },
        Request::AddNote { customer, kind: ActivityKind::Note, text: "x".into() },
        Request::SaveCustomer(Box::new(CustomerDraft { id: Some(customer), version: 2, ..new_draft("Mới") })),
        Request::AskFor(Wanted::Reveal { customer, field, reason: reason() }),
        Request::Why(WhyQuery { rule: "field.reveal phone".into(), customer: Some(customer) }),
        upkeep(UpkeepRequest::Star { customer, on: Some(true) }),
        upkeep(UpkeepRequest::MergePreview { one: customer, other }),
        upkeep(UpkeepRequest::MergePreview { one: other, other: customer }),
        upkeep(UpkeepRequest::NotDuplicates { one: other, other: customer }),
        upkeep(UpkeepRequest::Merge { keep: (customer, 2), gone: (other, 1), take: Vec::new() }),
        upkeep(UpkeepRequest::Merge { keep: (other, 1), gone: (customer, 2), take: Vec::new() }),
        upkeep(UpkeepRequest::Trash { customers: vec![(customer, 2)], dry_run: false }),
    ]
}

#[test]
fn what_is_in_the_trash_is_on_no_road() {
    let office = Office::new();
    let (mut mai, mut lan, mut hoa) = (office.at("mai"), office.at("lan"), office.at("hoa"));
    let (customer, name) = (Office::customer(2), planted(2).name);
    let phone = planted(2).value(Field::Phone).to_owned();
    open(&mut lan, customer).expect("there");
    ask(&mut lan, UpkeepRequest::Star { customer, on: Some(true) }).expect("a star");
    assert_eq!(filtered(&mut lan, "starred"), [customer]);
    assert_eq!(filtered(&mut lan, "recent"), [customer]);
    let totals = |desk: &mut Desk| list(desk, "").expect("a list").total;
    let before = [totals(&mut mai), totals(&mut lan), totals(&mut hoa)];
    let detail = open(&mut mai, customer).expect("there");
    let lines = timeline(&mut mai, customer).expect("lines").len();
    // Only said first.
    let dry = UpkeepRequest::Trash { customers: vec![(customer, 1), (Office::customer(4), 9)], dry_run: true };
    match ask(&mut mai, dry) {
        Ok(UpkeepReply::Trashed(done)) => assert_eq!((done.changed, done.conflicts), (1, 1)),
        other => panic!("{other:?}"),
    }
    assert!(open(&mut mai, customer).is_ok());
    assert_eq!(trash(&mut mai, &[(customer, 1)]).map(|done| done.changed), Ok(1));
    let entry = office.last();
    assert_eq!((entry.action, entry.outcome, entry.subject), (Action::CustomerTrash, Outcome::Done, None));
    assert!(!entry.details.contains(&name));

    for desk in [&mut mai, &mut lan, &mut hoa] {
        for request in roads(customer, Office::customer(4)) {
            let asked = format!("{request:?}");
            match desk.ask(request) {
                // Who has no right at all is told so, whatever is there.
                Err(Problem::NotFound | Problem::Denied { .. }) => {}
                other => panic!("{asked}: {other:?}"),
            }
        }
        for search in [name.as_str(), "KH-000003", "zinnia02", &format!("/{phone}"), ""] {
            let page = list(desk, search).expect("a list");
            assert!(page.rows.iter().all(|row| row.id != customer), "{search}");
        }
        for text in
            ["starred", "recent", "city = Huế", "code = KH-000003", "name ~ zinnia02", "has phone", "owner = hoa"]
        {
            assert!(!filtered(desk, text).contains(&customer), "{text}");
        }
        match ask(desk, UpkeepRequest::Recent) {
            Ok(UpkeepReply::Recent(rows)) => assert!(rows.iter().all(|row| row.id != customer)),
            other => panic!("{other:?}"),
        }
        assert!(similar(desk, &name, &[]).expect("names").rows.iter().all(|row| row.row.id != customer));
        let found = ask(desk, UpkeepRequest::Find { field: Field::Phone, value: Secret::new(phone.clone()) });
        assert!(matches!(found, Ok(UpkeepReply::Found(page)) if page.rows.is_empty()));
    }
    assert_eq!(
        bulk(&mut mai, &[(customer, 2)], BulkChange::Status(Status::Lead), false).map(|done| done.refused),
        Ok(1)
    );
    assert_eq!([totals(&mut mai), totals(&mut lan), totals(&mut hoa)], before.map(|total| total - 1));
    verifies(&mut mai);

    // The list is for who may, in its reach; its code stays its own.
    assert_eq!(trash_list(&mut mai).map(|rows| rows[0].code.clone()), Ok("KH-000003".into()));
    assert_eq!(trash_list(&mut office.at("minh")).map(|rows| rows.len()), Ok(1));
    for name in ["lan", "sorin", "hoa", "ioana", "radu"] {
        let mut desk = office.at(name);
        assert_eq!(trash_list(&mut desk), Err(Problem::Denied { rule: "customer.trash".into() }), "{name}");
        assert_eq!(restore(&mut desk, customer), Err(Problem::Denied { rule: "customer.trash".into() }), "{name}");
    }
    // Taken back, all is as it was.
    assert_eq!(undo(&mut mai).map(|undone| undone.what), Ok(UndoneWhat::OutOfTrash(1)));
    let again = open(&mut mai, customer).expect("there again");
    assert_eq!(again.customer, Customer { version: 3, ..detail.customer });
    assert_eq!(again.masked, detail.masked);
    assert_eq!(timeline(&mut mai, customer).expect("lines").len(), lines);
    assert_eq!([totals(&mut mai), totals(&mut lan), totals(&mut hoa)], before);
    assert_eq!(list(&mut lan, "zinnia02").expect("a list").rows.len(), 1);
    assert_eq!(filtered(&mut lan, "starred"), [customer]);
    verifies(&mut mai);
    assert_eq!(redo(&mut mai).map(|undone| undone.what), Ok(UndoneWhat::IntoTrash(1)));
    assert_eq!(restore(&mut office.at("minh"), customer), Ok(()));
    assert_eq!(revealed(&mut mai, customer, Field::Phone), Ok(phone));
    verifies(&mut mai);
}

#[test]
fn the_trash_of_others_is_out_of_reach() {
    let office = Office::new();
    let (mut mai, mut minh) = (office.at("mai"), office.at("minh"));
    let far = Office::customer(1);
    trash(&mut mai, &[(far, 1)]).expect("in the trash");
    assert_eq!(trash_list(&mut minh).map(|rows| rows.len()), Ok(0));
    assert_eq!(restore(&mut minh, far), Err(Problem::NotFound));
    assert_eq!(restore(&mut minh, Id([7; 16])), Err(Problem::NotFound));
    // Of many each is judged; what is far and what is not there are told in one number.
    let wishes = [(Office::customer(0), 1), (Office::customer(3), 1), (Id([7; 16]), 1), (Office::customer(4), 8)];
    let done = trash(&mut minh, &wishes).expect("some");
    assert_eq!((done.changed, done.refused, done.conflicts), (1, 2, 1));
    assert!(open(&mut mai, Office::customer(3)).is_ok());
    // One alone that may not go is refused as ever, and that is in the log.
    assert_eq!(trash(&mut minh, &[(Office::customer(5), 1)]), Err(Problem::NotFound));
    assert_eq!((office.last().action, office.last().outcome), (Action::CustomerTrash, Outcome::Denied));
    verifies(&mut mai);
}

#[test]
fn an_edit_comes_before_the_trash() {
    let office = Office::new();
    let (mut lan, mut minh) = (office.at("lan"), office.at("minh"));
    let customer = Office::customer(0);
    let seen = open(&mut lan, customer).expect("there").customer;
    save(&mut lan, CustomerDraft { city: "Đà Lạt".into(), ..draft_of(&seen) }).expect("an edit");
    assert_eq!(trash(&mut minh, &[(customer, 1)]).map(|done| (done.changed, done.conflicts)), Ok((0, 1)));
    assert_eq!(trash(&mut minh, &[(customer, 2)]).map(|done| done.changed), Ok(1));
    // The other one's step is about nothing that is there; taken out of the trash it is there again.
    assert_eq!(save(&mut lan, CustomerDraft { version: 2, ..draft_of(&seen) }), Err(Problem::NotFound));
    undo(&mut minh).expect("back");
    assert!(matches!(undo(&mut lan), Err(Problem::Conflict { .. })), "the version is another one");
    // An edit under one's own trash is found again by its new version.
    let seen = open(&mut minh, customer).expect("there").customer;
    save(&mut minh, CustomerDraft { city: "Huế".into(), ..draft_of(&seen) }).expect("an edit");
    let version = open(&mut minh, customer).expect("there").customer.version;
    trash(&mut minh, &[(customer, version)]).expect("in the trash");
    undo(&mut minh).expect("back");
    undo(&mut minh).expect("the edit too");
    assert_eq!(open(&mut minh, customer).expect("there").customer.city, "Đà Lạt");
    verifies(&mut minh);
}

/// A customer with its masks, the values behind them, its lines and with whom it is shared.
type State = (Customer, Vec<Masked>, Vec<Result<String, Problem>>, Vec<String>, Sharing);

/// All that is known of a customer.
fn state(desk: &mut Desk, n: usize) -> State {
    let id = Office::customer(n);
    let detail = open(desk, id).expect("there");
    let values = Field::ALL.map(|field| revealed(desk, id, field)).to_vec();
    let lines = timeline(desk, id).expect("lines").into_iter().map(|row| row.activity.text).collect();
    let Ok(Reply::Sharing(sharing)) = desk.ask(Request::Sharing { customer: id }) else { panic!("no sharing") };
    let customer = Customer { version: 0, updated_at: Micros(0), ..detail.customer };
    (customer, detail.masked, values, lines, sharing)
}

/// Something more is known of a customer.
fn known(desk: &mut Desk, n: usize, version: i64, change: BulkChange) {
    let done = crate::bulk::bulk(desk, &[(Office::customer(n), version)], change, false).expect("known");
    assert_eq!(done.changed, 1);
}

#[test]
fn a_merge_loses_nothing_and_is_taken_back_whole() {
    let office = Office::new();
    let mut mai = office.at("mai");
    // Two of unlike offices, with lines, shares and tags of their own.
    let (keep, gone) = (0, 3);
    let note =
        |n| Request::AddNote { customer: Office::customer(n), kind: ActivityKind::Note, text: format!("dòng {n}") };
    mai.ask(note(keep)).expect("a line");
    mai.ask(note(gone)).expect("a line");
    let share = |member, level| SharingChange::Share { member, level, until: None };
    let shares = [(keep, "lan", ShareLevel::View), (gone, "lan", ShareLevel::Edit), (gone, "hoa", ShareLevel::View)];
    for (n, name, level) in shares {
        let change = share(Office::member(name), level);
        mai.ask(Request::Share { customer: Office::customer(n), change }).expect("shared");
    }
    known(&mut mai, keep, 1, BulkChange::AddTag("VIP".into()));
    known(&mut mai, gone, 1, BulkChange::AddTag("vip".into()));
    known(&mut mai, gone, 2, BulkChange::AddTag("nợ".into()));
    let fields: Vec<AnyField> = AnyField::all().collect();
    let mut seed = 7u64;
    for round in 0..8 {
        office.clock.advance(3_700);
        let (before, other) = (state(&mut mai, keep), state(&mut mai, gone));
        let chosen = |seed: &mut u64| {
            *seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            *seed >> 40 & 1 == 1
        };
        let take: Vec<AnyField> = fields.iter().copied().filter(|_| chosen(&mut seed)).collect();
        let seen = preview(&mut mai, keep, gone).expect("both sides");
        let versions = (seen.one.customer.version, seen.other.customer.version);
        merge(&mut mai, (keep, versions.0), (gone, versions.1), &take).expect("one");
        let entry = office.last();
        assert_eq!((entry.action, entry.outcome), (Action::CustomerMerge, Outcome::Done));
        assert!(!entry.details.contains(&planted(gone).name) && leaks(&entry.details).is_empty());
        let merged = state(&mut mai, keep);
        for field in &fields {
            let from = if take.contains(field) { &other } else { &before };
            match field {
                AnyField::Sealed(sealed) => {
                    let at = Field::ALL.iter().position(|other| other == sealed).expect("a field");
                    assert_eq!(merged.2[at], from.2[at], "round {round}: {field:?}");
                    let mask = |state: &[Masked]| state.iter().find(|masked| masked.field == *sealed).cloned();
                    assert_eq!(mask(&merged.1), mask(&from.1), "round {round}: {field:?}");
                }
                AnyField::Plain(PlainField::Name) => assert_eq!(merged.0.name, from.0.name),
                AnyField::Plain(PlainField::City) => assert_eq!(merged.0.city, from.0.city),
                AnyField::Plain(PlainField::Owner) => assert_eq!(merged.0.owner, from.0.owner),
                AnyField::Plain(PlainField::Department) => assert_eq!(merged.0.department, from.0.department),
                AnyField::Plain(_) => {}
            }
        }
        let mut lines = [before.3.clone(), other.3.clone()].concat();
        let mut held = merged.3.clone();
        lines.sort();
        held.sort();
        assert_eq!(held, lines, "every line is there once");
        assert_eq!(merged.4.members.len(), 2, "the other's shares came along");
        assert!(merged.4.members.iter().any(|with| with.name == "lan" && with.level == ShareLevel::Edit));
        assert_eq!(open(&mut mai, Office::customer(gone)).err(), Some(Problem::NotFound));
        assert_eq!(trash_list(&mut mai).expect("the trash")[0].merged_into, before.0.code);
        assert_eq!(filtered(&mut mai, "tag = no"), [Office::customer(keep)]);
        verifies(&mut mai);

        assert!(matches!(undo(&mut mai).map(|undone| undone.what), Ok(UndoneWhat::Merge(_))));
        assert_eq!(state(&mut mai, keep), before, "round {round}");
        assert_eq!(state(&mut mai, gone), other, "round {round}");
        assert_eq!(filtered(&mut mai, "tag = no"), [Office::customer(gone)]);
        verifies(&mut mai);
        // And once more, and back.
        redo(&mut mai).expect("one again");
        assert_eq!(state(&mut mai, keep), merged, "round {round}");
        verifies(&mut mai);
        undo(&mut mai).expect("two again");
        assert_eq!((state(&mut mai, keep), state(&mut mai, gone)), (before, other), "round {round}");
    }
    verifies(&mut mai);
    assert!(leaks(&office.log().iter().map(|entry| entry.details.clone()).collect::<String>()).is_empty());
}

#[test]
fn after_an_edit_of_the_kept_one_a_merge_stays() {
    let office = Office::new();
    let (mut mai, mut lan) = (office.at("mai"), office.at("lan"));
    merge(&mut mai, (0, 1), (6, 1), &[]).expect("one");
    let seen = open(&mut lan, Office::customer(0)).expect("there").customer;
    save(&mut lan, CustomerDraft { city: "Đà Lạt".into(), ..draft_of(&seen) }).expect("an edit");
    let before = office.log().len();
    for _ in 0..2 {
        match undo(&mut mai) {
            Err(Problem::Conflict { current }) => assert_eq!(current.city, "Đà Lạt"),
            other => panic!("{other:?}"),
        }
    }
    assert_eq!(office.log().len(), before, "nothing was done");
    assert_eq!(open(&mut mai, Office::customer(6)).err(), Some(Problem::NotFound));
    // What came to the kept one since stays with it.
    undo(&mut lan).expect("the edit");
    let version = open(&mut mai, Office::customer(0)).expect("there").customer.version;
    assert_eq!(version, 4);
    verifies(&mut mai);
}

#[test]
fn races_end_with_one_of_both() {
    let office = Office::new();
    let (mut mai, mut minh, mut lan) = (office.at("mai"), office.at("minh"), office.at("lan"));
    let seen = preview(&mut minh, 0, 6).expect("both sides");
    merge(&mut mai, (6, 1), (0, 1), &[]).expect("the first one");
    // The other way round, a moment later: one of the two is not there any more.
    let versions = (seen.one.customer.version, seen.other.customer.version);
    assert_eq!(merge(&mut minh, (0, versions.0), (6, versions.1), &[]), Err(Problem::NotFound));
    verifies(&mut mai);
    // An edit of either side since it was seen.
    for (edited, keep, gone) in [(4, 4, 10), (16, 10, 16)] {
        let seen = preview(&mut minh, keep, gone).expect("both sides");
        let customer = open(&mut mai, Office::customer(edited)).expect("there").customer;
        save(&mut mai, CustomerDraft { city: "Đà Lạt".into(), ..draft_of(&customer) }).expect("an edit");
        let before = office.log().len();
        let versions = (seen.one.customer.version, seen.other.customer.version);
        match merge(&mut minh, (keep, versions.0), (gone, versions.1), &[]) {
            Err(Problem::Conflict { current }) => assert_eq!(current.id, Office::customer(edited)),
            other => panic!("{other:?}"),
        }
        assert_eq!(office.log().len(), before);
        assert!(open(&mut minh, Office::customer(gone)).is_ok());
        open(&mut minh, Office::customer(keep)).expect("there");
    }
    // Nobody is merged with himself.
    assert!(matches!(merge(&mut minh, (8, 1), (8, 1), &[]), Err(Problem::Invalid { .. })));
    assert!(open(&mut lan, Office::customer(8)).is_ok());
    verifies(&mut mai);
}

#[test]
fn a_merge_takes_what_its_maker_may_open() {
    let office = Office::new();
    let mut minh = office.at("minh");
    let seen = preview(&mut minh, 0, 6).expect("both sides");
    let may = |field: Field| {
        let line = seen.fields.iter().find(|line| line.field == AnyField::Sealed(field));
        line.expect("a line").may_take
    };
    // A lead holds no key of the financial class.
    assert!(may(Field::Phone) && may(Field::NationalId) && !may(Field::Iban));
    let refused = merge(&mut minh, (0, 1), (6, 1), &[AnyField::Sealed(Field::Iban)]);
    assert_eq!(refused, Err(Problem::Denied { rule: "field.reveal iban".into() }));
    assert_eq!(office.last().outcome, Outcome::Denied);
    // The customers of others are not there; who may not merge is told so.
    assert_eq!(preview(&mut minh, 0, 1).err(), Some(Problem::NotFound));
    assert_eq!(merge(&mut minh, (0, 1), (1, 1), &[]), Err(Problem::NotFound));
    assert_eq!(merge(&mut minh, (1, 1), (0, 1), &[]), Err(Problem::NotFound));
    for name in ["lan", "hoa", "ioana", "radu"] {
        let mut desk = office.at(name);
        let denied = Some(Problem::Denied { rule: "customer.merge".into() });
        assert_eq!(preview(&mut desk, 0, 6).err(), denied, "{name}");
        assert_eq!(merge(&mut desk, (0, 1), (6, 1), &[]).err(), denied, "{name}");
        assert_eq!(duplicates(&mut desk).err(), denied, "{name}");
        assert_eq!((office.last().action, office.last().outcome), (Action::CustomerMerge, Outcome::Denied), "{name}");
    }
    // Masks alone are shown, and both customers were opened for it.
    assert!(leaks(&format!("{seen:?}")).is_empty());
    let views = office.log().into_iter().filter(|entry| entry.action == Action::CustomerView).count();
    assert_eq!(views, 2);
}

#[test]
fn who_is_like_the_one_typed_is_found_in_reach_alone() {
    let office = Office::new();
    let mut lan = office.at("lan");
    let found = |similar: Similar| -> Vec<(Id, Likeness)> {
        similar.rows.into_iter().map(|row| (row.row.id, row.why)).collect()
    };
    let four = Office::customer(4);
    for (typed, why) in [
        ("dao zinnia04 thuoc", Likeness::SameName),
        ("Thược Đào Zinnia04", Likeness::ReorderedName),
        ("Đào Zinnai04 Thược", Likeness::NearName),
    ] {
        let rows = found(similar(&mut lan, typed, &[]).expect("names"));
        assert!(rows.contains(&(four, why)), "{typed}: {rows:?}");
        assert!(rows.iter().all(|(id, _)| (0..CUSTOMERS).step_by(2).any(|n| Office::customer(n) == *id)), "{rows:?}");
    }
    assert_eq!(found(similar(&mut lan, "Đào Zinnia05 Thược Xa", &[]).expect("names")), []);
    assert!(office.log().iter().all(|entry| entry.action != Action::CustomerLookup), "names are no look-up");
    // An exact value by who may look one up, with its entry.
    let phone = planted(4).value(Field::Phone).to_owned();
    let rows = found(similar(&mut lan, "Ai Đó", &[(Field::Phone, &phone)]).expect("values"));
    assert_eq!(rows, [(four, Likeness::Value(Field::Phone))]);
    let entry = office.last();
    assert_eq!((entry.action, entry.outcome), (Action::CustomerLookup, Outcome::Done));
    assert!(leaks(&entry.details).is_empty());
    let far = planted(5).value(Field::Phone).to_owned();
    assert_eq!(found(similar(&mut lan, "Ai Đó", &[(Field::Phone, &far)]).expect("values")), []);
    assert_eq!(office.last().outcome, Outcome::Failed);
    // Without the right only names are compared, and nothing is looked up.
    let before = office.log().len();
    let mut radu = office.at("radu");
    assert_eq!(found(similar(&mut radu, "Ai Đó", &[(Field::Phone, &phone)]).expect("names")), []);
    assert_eq!(office.log().len(), before + 1, "the sign-in alone");
    let denied = ask(&mut radu, UpkeepRequest::Find { field: Field::Phone, value: Secret::new(phone.clone()) });
    assert_eq!(denied.err(), Some(Problem::Denied { rule: "customer.lookup".into() }));
    // With none left in the hour, names are still told.
    let lookups = office.config.limits.lookups_per_hour;
    for _ in 0..lookups {
        let _ = similar(&mut lan, "Ai Đó", &[(Field::Phone, &phone)]).expect("an answer");
    }
    let used_up = similar(&mut lan, "dao zinnia04 thuoc", &[(Field::Phone, &phone)]).expect("an answer");
    assert!(used_up.limited);
    assert_eq!(found(used_up)[0], (four, Likeness::SameName));
    let find = ask(&mut lan, UpkeepRequest::Find { field: Field::Phone, value: Secret::new(phone) });
    assert_eq!(find.err(), Some(Problem::TriesUsedUp));
    verifies(&mut office.at("mai"));
}

#[test]
fn pairs_come_up_until_they_are_told_apart() {
    let office = Office::new();
    let (mut mai, mut minh) = (office.at("mai"), office.at("minh"));
    assert_eq!(duplicates(&mut mai).map(|rows| rows.len()), Ok(0));
    let first = save(&mut minh, CustomerDraft { city: "Huế".into(), ..new_draft("Lê Sen") }).expect("one");
    let second = save(&mut minh, CustomerDraft { city: "Hue".into(), ..new_draft("le sen") }).expect("another");
    let mut far = new_draft("Đào Xa");
    far.sealed = vec![(Field::Phone2, Secret::new(planted(0).value(Field::Phone)))];
    let far = save(&mut office.at("sorin"), far).expect("far");
    let pairs = |rows: Vec<DuplicateRow>| -> Vec<(Id, Id, Likeness)> {
        let one = |row: DuplicateRow| (row.one.id.min(row.other.id), row.one.id.max(row.other.id), row.why);
        rows.into_iter().map(one).collect()
    };
    let names = (first.min(second), first.max(second), Likeness::SameName);
    // Equal values lie with two departments: who reaches one of them is told nothing of it.
    assert_eq!(duplicates(&mut minh).map(pairs), Ok(vec![names]));
    let all = duplicates(&mut mai).map(pairs).expect("pairs");
    assert_eq!(all.len(), 2);
    assert!(all.iter().any(|(one, other, why)| {
        let both = [*one, *other];
        both.contains(&Office::customer(0)) && both.contains(&far) && matches!(why, Likeness::Value(_))
    }));
    assert_eq!(office.last().action, Action::CustomerLookup, "that values are equal is a look-up");
    ask(&mut minh, UpkeepRequest::NotDuplicates { one: second, other: first }).expect("told apart");
    assert_eq!((office.last().action, office.last().subject), (Action::CustomerMerge, Some(second)));
    assert_eq!(duplicates(&mut minh).map(|rows| rows.len()), Ok(0));
    assert_eq!(duplicates(&mut mai).map(|rows| rows.len()), Ok(1));
    trash(&mut mai, &[(far, 1)]).expect("in the trash");
    assert_eq!(duplicates(&mut mai).map(|rows| rows.len()), Ok(0));
    verifies(&mut mai);
}

#[test]
fn an_import_is_told_of_the_trash() {
    let office = Office::new();
    trash(&mut office.at("mai"), &[(Office::customer(0), 1)]).expect("in the trash");
    let mut desk = office.at(SERVICE);
    for (on_duplicate, added) in [(OnDuplicate::Skip, 0), (OnDuplicate::Update, 0), (OnDuplicate::Keep, 1)] {
        let import = desk.import_start(&options(on_duplicate)).expect("an import");
        let report = desk.import_chunk(&import, vec![row(0, None, None)]).expect("a chunk");
        assert_eq!(report.duplicates, [(2, "in the trash")], "{on_duplicate:?}");
        assert_eq!((report.added + report.kept, report.updated), (added, 0), "{on_duplicate:?}");
    }
    let mut mai = office.at("mai");
    verifies(&mut mai);
    // The external id is still that of the one in the trash, which may come back beside the other.
    restore(&mut mai, Office::customer(0)).expect("back");
    assert_eq!(list(&mut mai, "zinnia00").expect("a list").rows.len(), 2);
    verifies(&mut mai);
}

#[test]
fn filters_know_tags_segments_stars_and_quiet() {
    let office = Office::new();
    let mut mai = office.at("mai");
    let tags = [(0, "vip"), (1, "nợ"), (2, "vip")];
    tags.into_iter().for_each(|(n, tag)| known(&mut mai, n, 1, BulkChange::AddTag(tag.into())));
    known(&mut mai, 0, 2, BulkChange::Segment("Bạc".into()));
    let at = |numbers: &[usize]| -> Vec<Id> {
        let mut ids: Vec<Id> = numbers.iter().map(|n| Office::customer(*n)).collect();
        ids.sort_unstable();
        ids
    };
    let found = |desk: &mut Desk, text: &str| {
        let mut ids = filtered(desk, text);
        ids.sort_unstable();
        ids
    };
    assert_eq!(found(&mut mai, "tag in (VIP, nợ)"), at(&[0, 1, 2]));
    assert_eq!(found(&mut mai, "tag = vip and not segment = bạc"), at(&[2]));
    assert_eq!(found(&mut mai, "tag != vip").len(), CUSTOMERS - 2);
    assert_eq!(found(&mut mai, "segment in (Bac, vàng)"), at(&[0]));
    assert_eq!(found(&mut office.at("sorin"), "tag in (vip, nợ)"), at(&[1]), "in reach alone");
    // Everybody had a call at the import; a month later only one has been heard of.
    office.clock.advance(31 * 86_400);
    let mut mai = office.at("mai");
    let text = "đã gọi".to_owned();
    mai.ask(Request::AddNote { customer: Office::customer(2), kind: ActivityKind::Call, text }).expect("a line");
    assert_eq!(found(&mut mai, "city = Huế and tag in (vip) and no activity for 30 days"), at(&[0]));
    assert_eq!(found(&mut mai, "last_activity < 2d"), at(&[2]));
    assert_eq!(found(&mut mai, "activity > 30d").len(), CUSTOMERS - 1);
    assert_eq!(found(&mut mai, "activity >= 2026-12-01"), at(&[2]));
    undo(&mut mai).expect("the line taken back");
    assert_eq!(found(&mut mai, "no activity for 30 days").len(), CUSTOMERS, "as the timeline says");
    // Nothing ever is quiet too, and before no day.
    let new = save(&mut mai, new_draft("Lê Mới")).expect("a customer");
    assert!(found(&mut mai, "no activity since 2020-01-01").contains(&new));
    assert!(found(&mut mai, "activity < 2030-01-01").iter().all(|id| *id != new));
    // Stars are each one's own; so is what was opened last, the newest first.
    for n in [5, 4] {
        open(&mut mai, Office::customer(n)).expect("there");
        office.clock.advance(1);
    }
    ask(&mut mai, UpkeepRequest::Star { customer: Office::customer(5), on: None }).expect("a star");
    assert_eq!(found(&mut mai, "starred"), at(&[5]));
    assert_eq!(found(&mut office.at("ioana"), "starred or recent"), []);
    match ask(&mut mai, UpkeepRequest::Recent) {
        Ok(UpkeepReply::Recent(rows)) => {
            let ids: Vec<Id> = rows.iter().map(|row| row.id).collect();
            assert_eq!(ids, [Office::customer(4), Office::customer(5)]);
        }
        other => panic!("{other:?}"),
    }
    ask(&mut mai, UpkeepRequest::Star { customer: Office::customer(5), on: None }).expect("taken away");
    assert_eq!(found(&mut mai, "starred"), []);
    verifies(&mut mai);
}

#[test]
fn tampering_with_the_trash_is_found() {
    let office = Office::new();
    let (mut mai, trashed) = (office.at("mai"), Office::customer(2));
    trash(&mut mai, &[(trashed, 1)]).expect("in the trash");
    merge(&mut mai, (0, 1), (6, 1), &[AnyField::Sealed(Field::Phone)]).expect("one");
    verifies(&mut mai);
    drop(mai);
    let (kept, gone) = (sql(Office::customer(0)), sql(Office::customer(6)));
    let id = sql(trashed);
    for statement in [
        format!("UPDATE customer SET trashed_at = NULL WHERE id = {id}"),
        format!("UPDATE customer SET trashed_by = {kept} WHERE id = {id}"),
        format!("UPDATE customer SET merged_into = NULL WHERE id = {gone}"),
        format!("UPDATE customer SET merged_into = {id} WHERE id = {gone}"),
        format!("UPDATE customer SET trashed_at = 5 WHERE id = {}", sql(Office::customer(4))),
        format!("UPDATE activity SET customer = {gone} WHERE customer = {kept}"),
        format!("UPDATE customer SET last_activity = 0 WHERE id = {kept}"),
        format!("INSERT INTO customer_word (word, search, customer) VALUES ('an', 'le an', {id})"),
        "UPDATE customer_count SET count = count + 1".to_owned(),
        format!("DELETE FROM audit_about WHERE customer = {gone}"),
    ] {
        let copy = office.copy();
        copy.run(&statement);
        let verdict = copy.desk().verify_log(&mut |_, _| {}).expect("a verdict");
        assert!(verdict.is_err(), "not found: {statement}");
    }
}
