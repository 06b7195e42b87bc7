//! Taking back and doing again: each a new act, judged and in the log, and never over somebody else's work.

use kin::desk::Desk;
use kin::desk::api::*;
use kin::domain::*;

use crate::bulk::{bulk, first};
use crate::office::*;

fn turn(desk: &mut Desk, request: Request) -> Result<Undone, Problem> {
    match desk.ask(request)? {
        Reply::Undone(undone) => Ok(undone),
        other => panic!("{other:?}"),
    }
}

fn undo(desk: &mut Desk) -> Result<Undone, Problem> {
    turn(desk, Request::Undo)
}

fn redo(desk: &mut Desk) -> Result<Undone, Problem> {
    turn(desk, Request::Redo)
}

#[track_caller]
fn verifies(desk: &mut Desk) {
    match desk.verify_log(&mut |_, _| {}) {
        Ok(Ok(_)) => {}
        other => panic!("{other:?}"),
    }
}

/// Name, city, phone of a customer.
fn state(desk: &mut Desk, n: usize) -> (String, String, Result<String, Problem>) {
    let id = Office::customer(n);
    let customer = open(desk, id).expect("there").customer;
    (customer.name, customer.city, revealed(desk, id, Field::Phone))
}

fn edit(desk: &mut Desk, n: usize, name: &str, city: &str, phone: Option<&str>) {
    let seen = open(desk, Office::customer(n)).expect("there").customer;
    let sealed = phone.map(|phone| (Field::Phone, Secret::new(phone))).into_iter().collect();
    save(desk, CustomerDraft { name: name.into(), city: city.into(), sealed, ..draft_of(&seen) }).expect("an edit");
}

#[test]
fn an_edit_is_taken_back_and_done_again() {
    let office = Office::new();
    let mut desk = office.at("lan");
    assert_eq!(undo(&mut desk), Err(Problem::NothingToUndo));
    assert_eq!(redo(&mut desk), Err(Problem::NothingToUndo));
    let phone = planted(0).value(Field::Phone).to_owned();
    let states = [
        (planted(0).name, "Huế".into(), Ok(phone.clone())),
        ("Lê Một".into(), "Huế".into(), Ok("+84904733101".into())),
        ("Lê Một".into(), "Đà Lạt".into(), Err(Problem::NotFound)),
        ("Lê Ba".into(), "Đà Lạt".into(), Ok("+84904733303".into())),
    ];
    edit(&mut desk, 0, "Lê Một", "Huế", Some("0904733101"));
    let of = office.log().len();
    edit(&mut desk, 0, "Lê Một", "Đà Lạt", Some(""));
    edit(&mut desk, 0, "Lê Ba", "Đà Lạt", Some("0904733303"));
    // All the way back and forth, twice: versions grow, and the steps still find the record as they left it.
    for _ in 0..2 {
        for at in (0..3).rev() {
            let undone = undo(&mut desk).expect("undone");
            assert_eq!(undone.what, UndoneWhat::Edit(states[at].0.clone()));
            assert_eq!(undone.customer, Some(Office::customer(0)));
            assert_eq!((undone.undo_left, undone.redo_left), (at as u16, 3 - at as u16));
            assert_eq!(state(&mut desk, 0), states[at], "undone to {at}");
            verifies(&mut desk);
        }
        assert_eq!(undo(&mut desk), Err(Problem::NothingToUndo));
        for (at, expected) in states.iter().enumerate().skip(1) {
            let redone = redo(&mut desk).expect("done again");
            assert_eq!((redone.undo_left, redone.redo_left), (at as u16, 3 - at as u16));
            assert_eq!(&state(&mut desk, 0), expected, "redone to {at}");
        }
    }
    verifies(&mut desk);
    let log = office.log();
    let undone = log.iter().rev().find(|entry| entry.details.contains("undo")).expect("an undo");
    assert_eq!((undone.action, undone.subject), (Action::CustomerEdit, Some(Office::customer(0))));
    assert!(!log.iter().any(|entry| entry.details.contains("84904")));
    let of_first = format!(r#""of":{of}"#);
    assert!(log.iter().any(|entry| entry.details.contains(&of_first)), "the entry taken back is named");
    assert_eq!(open(&mut desk, Office::customer(0)).expect("there").customer.version, 16);
    // Found by what it has now.
    undo(&mut desk).expect("undone");
    undo(&mut desk).expect("undone");
    undo(&mut desk).expect("undone");
    assert_eq!(list(&mut desk, &format!("/{phone}")).expect("a list").rows.len(), 1);
    assert_eq!(list(&mut desk, "/0904733303").expect("a list").rows.len(), 0);
}

#[test]
fn somebody_elses_work_is_not_taken_back() {
    let office = Office::new();
    let (mut lan, mut minh) = (office.at("lan"), office.at("minh"));
    edit(&mut lan, 0, "Lê Một", "Huế", None);
    edit(&mut minh, 0, "Lê Hai", "Huế", None);
    let before = office.log().len();
    for _ in 0..2 {
        match undo(&mut lan) {
            Err(Problem::Conflict { current }) => assert_eq!((current.name.as_str(), current.version), ("Lê Hai", 3)),
            other => panic!("{other:?}"),
        }
    }
    assert_eq!(office.log().len(), before, "the step stays, and nothing was done");
    assert_eq!(state(&mut minh, 0).0, "Lê Hai");
    // Each has its own steps.
    undo(&mut minh).expect("his own");
    assert_eq!(undo(&mut minh), Err(Problem::NothingToUndo));
    assert!(matches!(undo(&mut lan), Err(Problem::Conflict { .. })), "the version is another one all the same");
    verifies(&mut lan);
}

#[test]
fn a_new_edit_forgets_what_was_taken_back_and_a_new_customer_is_no_step() {
    let office = Office::new();
    let mut desk = office.at("lan");
    save(&mut desk, new_draft("Lê Mới")).expect("made");
    assert_eq!(undo(&mut desk), Err(Problem::NothingToUndo));
    edit(&mut desk, 0, "Lê Một", "Huế", None);
    undo(&mut desk).expect("undone");
    edit(&mut desk, 2, "Lê Hai", "Huế", None);
    assert_eq!(redo(&mut desk), Err(Problem::NothingToUndo));
    assert_eq!(undo(&mut desk).map(|undone| undone.customer), Ok(Some(Office::customer(2))));
    assert_eq!(undo(&mut desk), Err(Problem::NothingToUndo));
}

#[test]
fn steps_outlive_a_lock_and_no_sign_out() {
    let office = Office::new();
    let mut desk = office.at("lan");
    edit(&mut desk, 0, "Lê Một", "Huế", Some("0904733101"));
    desk.ask(Request::Lock { idle: false }).expect("locked");
    assert_eq!(undo(&mut desk), Err(Problem::NoSession));
    desk.ask(Request::Unlock { password: Secret::new(password("lan")) }).expect("open");
    undo(&mut desk).expect("undone");
    assert_eq!(state(&mut desk, 0).2.as_deref(), Ok(planted(0).value(Field::Phone)));
    desk.ask(office.right("lan")).expect("in again");
    assert_eq!(redo(&mut desk), Err(Problem::NothingToUndo));
}

#[test]
fn a_note_is_taken_back_and_put_back() {
    let office = Office::new();
    let mut desk = office.at("lan");
    let customer = Office::customer(0);
    let add = |desk: &mut Desk, text: &str| match desk.ask(Request::AddNote {
        customer,
        kind: ActivityKind::Call,
        text: text.into(),
    }) {
        Ok(Reply::NoteAdded(id)) => id,
        other => panic!("{other:?}"),
    };
    let id = add(&mut desk, "đã hẹn\nmai gọi lại");
    let note = timeline(&mut desk, customer).expect("a timeline").remove(0).activity;
    assert_eq!(note.id, id);
    for _ in 0..2 {
        let undone = undo(&mut desk).expect("undone");
        assert_eq!((undone.what, undone.customer), (UndoneWhat::Note(planted(0).name), Some(customer)));
        assert_eq!((office.last().action, office.last().subject), (Action::NoteRemove, Some(customer)));
        assert!(timeline(&mut desk, customer).expect("a timeline").iter().all(|row| row.activity.id != id));
        verifies(&mut desk);
        desk.ask(Request::Lock { idle: true }).expect("locked");
        desk.ask(Request::Unlock { password: Secret::new(password("lan")) }).expect("open");
        redo(&mut desk).expect("done again");
        assert_eq!(office.last().action, Action::NoteAdd);
        assert_eq!(timeline(&mut desk, customer).expect("a timeline").remove(0).activity, note);
        verifies(&mut desk);
    }
    // A note that somebody removed in the file is not there to take back: the step goes.
    office.run(&format!("DELETE FROM activity WHERE id = {}", sql(id)));
    assert_eq!(undo(&mut desk), Err(Problem::NotFound));
    assert_eq!(undo(&mut desk), Err(Problem::NothingToUndo));
}

#[test]
fn a_bulk_act_is_taken_back_where_nobody_was_since() {
    let office = Office::new();
    let (mut mai, mut minh) = (office.at("mai"), office.at("minh"));
    edit(&mut mai, 0, "Lê Một", "Huế", Some("0904733101"));
    let mut chosen = first(2..6);
    chosen.push((Office::customer(0), 2));
    let sales = BulkChange::Department(Office::department(1));
    assert_eq!(bulk(&mut mai, &chosen, sales, false).map(|done| (done.changed, done.same)), Ok((3, 2)));
    undo(&mut mai).expect("undone");
    redo(&mut mai).expect("done again");
    let blocked = BulkChange::Status(Status::Blocked);
    bulk(&mut mai, &[(Office::customer(0), 5), (Office::customer(2), 4)], blocked.clone(), false).expect("blocked");
    let status = |desk: &mut Desk, n| open(desk, Office::customer(n)).expect("there").customer.status;
    assert_eq!((status(&mut mai, 0), status(&mut mai, 2)), (Status::Blocked, Status::Blocked));
    // Somebody works on one of them.
    edit(&mut office.at("sorin"), 2, "Lê Sorin", "Huế", None);
    let undone = undo(&mut mai).expect("undone");
    assert_eq!((undone.what, undone.customer), (UndoneWhat::Bulk(1), None));
    let entry = office.last();
    assert_eq!((status(&mut mai, 0), status(&mut mai, 2)), (Status::Active, Status::Blocked));
    assert_eq!((entry.action, entry.outcome), (Action::CustomerBulk, Outcome::Done));
    assert!(
        entry.details.contains(r#""undo":true"#) && entry.details.contains(r#""conflicts":1"#),
        "{}",
        entry.details
    );
    // Under it the departments, and under them the edit.
    assert_eq!(undo(&mut mai).map(|undone| undone.what), Ok(UndoneWhat::Bulk(2)));
    assert_eq!(open(&mut mai, Office::customer(0)).expect("there").department, "Support");
    assert_eq!(open(&mut mai, Office::customer(2)).expect("there").department, "Sales", "it has been worked on");
    undo(&mut mai).expect("the edit");
    assert_eq!(state(&mut mai, 0), (planted(0).name, "Huế".into(), Ok(planted(0).value(Field::Phone).to_owned())));
    for _ in 0..3 {
        redo(&mut mai).expect("done again");
    }
    assert_eq!(status(&mut mai, 0), Status::Blocked);
    assert_eq!(state(&mut office.at("sorin"), 0).0, "Lê Một");
    verifies(&mut mai);
    // All of it somebody else's by now: nothing happens, and the step stays.
    bulk(&mut minh, &first([6]), blocked, false).expect("blocked");
    bulk(&mut mai, &[(Office::customer(6), 2)], BulkChange::Status(Status::Lead), false).expect("changed");
    assert!(matches!(undo(&mut minh), Err(Problem::Conflict { .. })));
    assert!(matches!(undo(&mut minh), Err(Problem::Conflict { .. })));
    verifies(&mut minh);
}

/// Whoever has lost sight of a record does not change it by taking back.
#[test]
fn rights_are_judged_again() {
    let office = Office::new();
    let (mut hoa, mut mai) = (office.at("hoa"), office.at("mai"));
    edit(&mut hoa, 8, "Lê Tám", "Huế", None);
    let lan = BulkChange::Owner(Some(Office::member("lan")));
    bulk(&mut mai, &[(Office::customer(8), 2)], lan, false).expect("given to another");
    assert_eq!(undo(&mut hoa), Err(Problem::NotFound));
    let last = office.last();
    assert_eq!((last.action, last.outcome), (Action::CustomerEdit, Outcome::Denied));
    assert_eq!(undo(&mut hoa), Err(Problem::NothingToUndo), "what is out of reach is no step any more");
    verifies(&mut mai);
}

/// A value put back lies there as it did, and the log vouches for it: an older one, slipped in, does not open.
#[test]
fn what_was_put_back_is_vouched_for() {
    let office = Office::new();
    office.run("CREATE TABLE old_sealed AS SELECT * FROM sealed_value");
    let mut desk = office.at("lan");
    edit(&mut desk, 0, "Lê Một", "Huế", Some("0904733101"));
    edit(&mut desk, 0, "Lê Một", "Huế", Some("0904733202"));
    undo(&mut desk).expect("undone");
    assert_eq!(state(&mut desk, 0).2.as_deref(), Ok("+84904733101"));
    office.run(&format!(
        "UPDATE sealed_value SET (mask, token, blob, version, data_key) = (SELECT mask, token, blob, version, data_key
         FROM old_sealed o WHERE o.customer = sealed_value.customer AND o.field = 'phone')
         WHERE customer = {} AND field = 'phone'",
        sql(Office::customer(0))
    ));
    assert_eq!(state(&mut desk, 0).2, Err(Problem::Tampered));
}
