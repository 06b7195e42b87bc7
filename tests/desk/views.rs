//! Saved views and preferences: one's own, shared ones, and nobody else's.

use kin::desk::Desk;
use kin::desk::api::*;
use kin::domain::*;

use crate::deeds::{give_role, whole, without_tickets};
use crate::office::*;

pub fn view(name: &str, shared: &[Role]) -> ViewDraft {
    ViewDraft {
        id: None,
        name: name.into(),
        filter: "city:Huế status:active".into(),
        list: customers(vec![("name".into(), 30), ("city".into(), 12)]),
        shared: shared.to_vec(),
    }
}

fn customers(columns: Vec<(String, u16)>) -> ViewList {
    ViewList::Customers { sort: Sort { by: SortBy::City, descending: true }, columns }
}

pub fn tickets_view(name: &str, shared: &[Role]) -> ViewDraft {
    let list = ViewList::Tickets { queue: Queue::Breaching, sort: TicketSort::Priority, descending: true };
    ViewDraft { filter: "priority:urgent -owner:nobody".into(), list, ..view(name, shared) }
}

fn save(desk: &mut Desk, draft: ViewDraft) -> Result<Id, Problem> {
    match desk.ask(Request::SaveView(draft))? {
        Reply::ViewSaved(id) => Ok(id),
        other => panic!("{other:?}"),
    }
}

fn views(desk: &mut Desk) -> Vec<View> {
    views_of(desk, ViewKind::Customers)
}

fn views_of(desk: &mut Desk, kind: ViewKind) -> Vec<View> {
    match desk.ask(Request::Views(kind)) {
        Ok(Reply::Views(views)) => views,
        other => panic!("{other:?}"),
    }
}

fn names(desk: &mut Desk) -> Vec<String> {
    views(desk).into_iter().map(|view| view.draft.name).collect()
}

fn preferences(desk: &mut Desk, office: &Office, name: &str) -> String {
    match desk.ask(office.right(name)) {
        Ok(Reply::SignedIn(signed)) => signed.preferences,
        other => panic!("{other:?}"),
    }
}

#[test]
fn a_view_comes_back_as_it_was_saved() {
    let office = Office::new();
    let mut desk = office.at("lan");
    let id = save(&mut desk, view("  Huế\u{202E} của tôi ", &[])).expect("saved");
    let entry = office.last();
    assert_eq!((entry.action, entry.outcome, entry.subject), (Action::ViewSave, Outcome::Done, Some(id)));
    assert!(!entry.details.contains("Hu"), "{}", entry.details);
    let saved = ViewDraft { id: Some(id), name: "Huế của tôi".into(), ..view("", &[]) };
    assert_eq!(views(&mut desk), [View { id, draft: saved.clone(), member: "lan".into(), mine: true }]);
    let renamed = ViewDraft { name: "Bình Định".into(), list: customers(Vec::new()), ..saved };
    assert_eq!(save(&mut desk, renamed.clone()), Ok(id));
    assert_eq!(views(&mut desk)[0].draft, renamed);
    assert!(matches!(desk.ask(Request::DeleteView(id)), Ok(Reply::ViewDeleted)));
    assert_eq!((office.last().action, office.last().subject), (Action::ViewDelete, Some(id)));
    assert_eq!(desk.ask(Request::DeleteView(id)).err(), Some(denied()), "as a shared one of somebody else");
    assert!(views(&mut desk).is_empty());
    assert!(matches!(desk.verify_log(&mut |_, _| {}), Ok(Ok(_))));
}

fn denied() -> Problem {
    Problem::Denied { rule: "view.share".into() }
}

#[test]
fn private_views_are_nobody_elses_and_shared_ones_their_roles() {
    let office = Office::new();
    let private = save(&mut office.at("lan"), view("riêng", &[])).expect("saved");
    let mut minh = office.at("minh");
    let shared = save(&mut minh, view("chung", &[Role::Agent, Role::Agent, Role::Auditor])).expect("shared");
    assert!(office.last().details.contains(r#""shared":["agent","auditor"]"#), "{}", office.last().details);
    for (name, sees) in [
        ("lan", &["chung", "riêng"][..]),
        ("minh", &["chung"]),
        ("sorin", &["chung"]),
        ("radu", &["chung"]),
        ("mai", &[]),
        ("ioana", &[]),
    ] {
        assert_eq!(names(&mut office.at(name)), sees, "{name}");
    }
    // What is private to somebody else is as if it were not there: in what is told, and for those who may share, too.
    let missing = Id([7; 16]);
    for (name, told) in
        [("mai", Problem::NotFound), ("ioana", Problem::NotFound), ("minh", Problem::NotFound), ("sorin", denied())]
    {
        let mut desk = office.at(name);
        for id in [private, missing] {
            assert_eq!(desk.ask(Request::DeleteView(id)).err(), Some(told.clone()), "{name} {id}");
            let draft = ViewDraft { id: Some(id), ..view("cướp", &[]) };
            assert_eq!(save(&mut desk, draft).err(), Some(told.clone()), "{name} {id}");
        }
    }
    // A shared one is changed by those who may share, as far as they reach, and stays its maker's.
    let mut sorin = office.at("sorin");
    assert_eq!(sorin.ask(Request::DeleteView(shared)).err(), Some(denied()));
    let last = office.last();
    assert_eq!((last.action, last.outcome, last.subject), (Action::ViewSave, Outcome::Denied, Some(shared)));
    save(&mut office.at("ioana"), ViewDraft { id: Some(shared), ..view("của mọi người", &[Role::Agent]) })
        .expect("hers to change");
    let seen = &views(&mut sorin)[0];
    assert_eq!((seen.draft.name.as_str(), seen.member.as_str(), seen.mine), ("của mọi người", "minh", false));
    let sales = save(&mut office.at("ioana"), view("sales", &[Role::Lead])).expect("shared");
    assert_eq!(names(&mut minh), ["của mọi người", "sales"]);
    assert_eq!(minh.ask(Request::DeleteView(sales)).err(), Some(Problem::NotFound), "another department's");
    // Taken back, it is its maker's alone.
    save(&mut minh, ViewDraft { id: Some(shared), ..view("chung", &[]) }).expect("private again");
    assert!(names(&mut sorin).is_empty());
    assert!(matches!(minh.verify_log(&mut |_, _| {}), Ok(Ok(_))));
}

#[test]
fn views_of_tickets_are_for_those_who_see_tickets() {
    let office = Office::new();
    let tickets = |desk: &mut Desk| views_of(desk, ViewKind::Tickets);
    let mut minh = office.at("minh");
    let id = save(&mut minh, tickets_view("Gấp", &[Role::Agent])).expect("shared");
    let draft = ViewDraft { id: Some(id), ..tickets_view("Gấp", &[Role::Agent]) };
    assert_eq!(tickets(&mut minh), [View { id, draft, member: "minh".into(), mine: true }]);
    assert!(views(&mut minh).is_empty(), "a view is of one list");
    let of_customers = save(&mut minh, view("Huế", &[])).expect("saved");
    // What it is a view of stays.
    for (id, draft) in [(id, view("Gấp", &[])), (of_customers, tickets_view("Huế", &[]))] {
        assert_eq!(save(&mut minh, ViewDraft { id: Some(id), ..draft }), Err(Problem::NotFound));
    }
    let mut lan = office.at("lan");
    assert_eq!((tickets(&mut lan).len(), tickets(&mut office.at("mai")).len()), (1, 0));
    assert_eq!(save(&mut lan, tickets_view("chung", &[Role::Agent])), Err(denied()));
    save(&mut lan, tickets_view("riêng", &[])).expect("her own");
    // One who shares views and sees no tickets.
    give_role(&office, "hoa", without_tickets(Role::Lead));
    let mut hoa = office.at("hoa");
    let refused = || Problem::Denied { rule: "ticket.list".into() };
    assert_eq!(hoa.ask(Request::Views(ViewKind::Tickets)).err(), Some(refused()));
    for shared in [&[][..], &[Role::Agent]] {
        assert_eq!(save(&mut hoa, tickets_view("chung", shared)), Err(refused()));
        assert_eq!(office.last().outcome, Outcome::Denied);
    }
    assert_eq!(hoa.ask(Request::DeleteView(id)).err(), Some(Problem::NotFound));
    let renamed = ViewDraft { id: Some(id), ..tickets_view("của hoa", &[Role::Agent]) };
    assert_eq!(save(&mut hoa, renamed), Err(Problem::NotFound));
    save(&mut hoa, view("Huế", &[Role::Agent])).expect("of customers");
    assert_eq!((views(&mut lan).len(), tickets(&mut lan).len()), (1, 2));
    whole(&office);
}

#[test]
fn sharing_is_a_right_and_a_refusal_is_in_the_log() {
    let office = Office::new();
    for (name, may) in [("mai", true), ("ioana", true), ("minh", true), ("lan", false), ("hoa", false), ("radu", false)]
    {
        let answer = save(&mut office.at(name), view("chung", &[Role::Agent]));
        let last = office.last();
        assert_eq!(last.action, Action::ViewSave);
        if may {
            assert!(answer.is_ok(), "{name}");
        } else {
            assert_eq!((answer, last.outcome), (Err(denied()), Outcome::Denied), "{name}");
        }
    }
    let mut service = office.at(SERVICE);
    assert!(matches!(service.ask(Request::Views(ViewKind::Customers)).err(), Some(Problem::Denied { .. })));
    assert!(matches!(save(&mut service, view("máy", &[])), Err(Problem::Denied { .. })));
}

#[test]
fn views_have_bounds() {
    let office = Office::new();
    let mut desk = office.at("lan");
    let mut refused = |draft: ViewDraft, field: &str| match save(&mut desk, draft) {
        Err(Problem::Invalid { field: named, .. }) => assert_eq!(named, field),
        other => panic!("{field}: {other:?}"),
    };
    refused(view(" \u{200B} ", &[]), "name");
    refused(view(&"ế".repeat(61), &[]), "name");
    refused(ViewDraft { filter: "x".repeat(1_001), ..view("a", &[]) }, "filter");
    refused(ViewDraft { list: customers(vec![("name".into(), 1); 31]), ..view("a", &[]) }, "columns");
    let phone = planted(0).value(Field::Phone).to_owned();
    let told = ViewDraft { filter: format!("name:{phone}"), ..view(&format!("gọi {phone}"), &[]) };
    save(&mut desk, told).expect("saved");
    assert_eq!(leaks(&format!("{:?}", views(&mut desk))), Vec::<String>::new());
    for n in 1..200 {
        save(&mut desk, view(&format!("{n}"), &[])).expect("room");
    }
    match save(&mut desk, view("một nữa", &[])) {
        Err(Problem::Invalid { field, unfit: Unfit::TooMany(200) }) => assert_eq!(field, "views"),
        other => panic!("{other:?}"),
    }
    let first = views(&mut desk)[0].id;
    assert!(
        save(&mut desk, ViewDraft { id: Some(first), ..view("đổi tên", &[]) }).is_ok(),
        "one that is there changes"
    );
    assert!(save(&mut office.at("hoa"), view("của hoa", &[])).is_ok(), "the bound is each one's own");
}

#[test]
fn a_view_changed_in_the_file_is_found() {
    let office = Office::new();
    let id = save(&mut office.at("minh"), view("chung", &[Role::Agent])).expect("shared");
    let entry = office.log().len() as i64;
    for (change, words) in [
        ("UPDATE saved_view SET content = replace(content, 'active', 'lead')", "is not what entry"),
        ("UPDATE saved_view SET shared = 'agent,admin'", "is not what entry"),
        ("UPDATE saved_view SET shared = 'agent,nobody'", "cannot be read"),
        ("UPDATE saved_view SET name = 'khác'", "is not what entry"),
        ("UPDATE saved_view SET list = 'tickets'", "is not what entry"),
        ("DELETE FROM saved_view", "is gone"),
    ] {
        let copy = office.copy();
        copy.run(change);
        let bad = copy.desk().verify_log(&mut |_, _| {}).expect("a verdict").expect_err(change);
        assert!(bad.why.contains(words) && bad.why.contains("view"), "{change}: {}", bad.why);
        assert!(bad.sequence == entry || words == "cannot be read", "{change}: {}", bad.sequence);
    }
    let copy = office.copy();
    copy.run(&format!("UPDATE saved_view SET member = {} WHERE id = {}", sql(Office::member("lan")), sql(id)));
    assert!(matches!(copy.desk().verify_log(&mut |_, _| {}), Ok(Err(_))));
}

#[test]
fn preferences_are_each_members_own_and_leave_no_entry() {
    let office = Office::new();
    let mut desk = office.desk();
    assert_eq!(preferences(&mut desk, &office, "lan"), "");
    let before = office.log().len();
    for content in ["{}", r#"{"theme":"mono","cột":[1,2]}"#] {
        assert!(matches!(desk.ask(Request::SavePreferences(content.into())), Ok(Reply::PreferencesSaved)));
    }
    assert_eq!(office.log().len(), before);
    match desk.ask(Request::SavePreferences("x".repeat(16 * 1024 + 1))) {
        Err(Problem::Invalid { field, .. }) => assert_eq!(field, "preferences"),
        other => panic!("{other:?}"),
    }
    assert_eq!(preferences(&mut desk, &office, "hoa"), "");
    assert_eq!(preferences(&mut desk, &office, "lan"), r#"{"theme":"mono","cột":[1,2]}"#);
    desk.ask(Request::SignOut).expect("out");
    assert_eq!(desk.ask(Request::SavePreferences("x".into())).err(), Some(Problem::NoSession));
    assert!(matches!(desk.verify_log(&mut |_, _| {}), Ok(Ok(_))));
}
