//! One change to many customers: judged one by one, counted, and one entry in the log.

use kin::desk::Desk;
use kin::desk::api::*;
use kin::domain::*;

use crate::office::*;

pub fn bulk(desk: &mut Desk, customers: &[(Id, i64)], change: BulkChange, dry_run: bool) -> Result<BulkDone, Problem> {
    match desk.ask(Request::Bulk { customers: customers.to_vec(), change, dry_run })? {
        Reply::Bulk(done) => Ok(done),
        other => panic!("{other:?}"),
    }
}

/// These customers at their first version.
pub fn first(customers: impl IntoIterator<Item = usize>) -> Vec<(Id, i64)> {
    customers.into_iter().map(|n| (Office::customer(n), 1)).collect()
}

fn counts(changed: u32, same: u32, refused: u32, conflicts: u32) -> BulkDone {
    BulkDone { changed, same, refused, conflicts }
}

const BLOCKED: BulkChange = BulkChange::Status(Status::Blocked);

#[test]
fn a_dry_run_says_what_would_be_done_and_does_nothing() {
    let office = Office::new();
    let mut desk = office.at("minh");
    let mut customers = first(0..6);
    customers.push((Office::customer(8), 7));
    customers.push((Id([7; 16]), 1));
    customers.push((Office::customer(0), 1));
    let before = office.log().len();
    // Three of Sales, one that is not there; the doubled one counts once.
    let expected = counts(3, 0, 4, 1);
    assert_eq!(bulk(&mut desk, &customers, BLOCKED, true), Ok(expected.clone()));
    assert_eq!(office.log().len(), before);
    assert_eq!(bulk(&mut desk, &customers, BLOCKED, false), Ok(expected));
    assert_eq!(office.log().len(), before + 1);
    let entry = office.last();
    assert_eq!((entry.action, entry.outcome, entry.subject), (Action::CustomerBulk, Outcome::Done, None));
    let details: serde_json::Value = serde_json::from_str(&entry.details).expect("JSON");
    let mut ids: Vec<Id> = [0, 2, 4].map(Office::customer).into();
    ids.sort_unstable();
    assert_eq!(details["change"], "status");
    assert_eq!(details["count"], 3);
    assert_eq!(details["ids"], audit::ids_hash(&ids));
    for (n, status) in [(0, Status::Blocked), (1, Status::Active), (2, Status::Blocked), (8, Status::Active)] {
        let customer = open(&mut office.at("mai"), Office::customer(n)).expect("there").customer;
        assert_eq!(customer.status, status, "{n}");
        assert_eq!(customer.version, if status == Status::Blocked { 2 } else { 1 });
    }
    // Sealed values stay as they were, and open.
    assert_eq!(revealed(&mut desk, Office::customer(0), Field::Phone).as_deref(), Ok(planted(0).value(Field::Phone)));
    assert!(matches!(desk.verify_log(&mut |_, _| {}), Ok(Ok(_))));
    let again: Vec<(Id, i64)> = customers.iter().map(|(id, _)| (*id, 2)).collect();
    assert_eq!(bulk(&mut desk, &again, BLOCKED, false), Ok(counts(0, 3, 4, 1)));
    assert_eq!(office.last().outcome, Outcome::Failed, "nothing was done, and that is in the log");
}

#[test]
fn owners_and_departments() {
    let office = Office::new();
    let mut desk = office.at("mai");
    let (hoa, sales) = (Office::member("hoa"), Office::department(1));
    assert_eq!(bulk(&mut desk, &first(0..3), BulkChange::Owner(Some(hoa)), false), Ok(counts(2, 1, 0, 0)));
    assert_eq!(open(&mut desk, Office::customer(0)).expect("there").owner, "hoa");
    assert_eq!(bulk(&mut desk, &[(Office::customer(0), 2)], BulkChange::Owner(None), false), Ok(counts(1, 0, 0, 0)));
    assert_eq!(bulk(&mut desk, &first([3, 4, 6]), BulkChange::Department(sales), false), Ok(counts(2, 1, 0, 0)));
    assert_eq!(list(&mut office.at("sorin"), "").expect("a list").total, CUSTOMERS as u64 / 2 + 2, "counts follow");
    assert!(matches!(desk.verify_log(&mut |_, _| {}), Ok(Ok(_))));
    // To nobody, to a program, to somebody who has gone; into no department.
    office.run(&format!("UPDATE member SET active = 0 WHERE id = {}", sql(Office::member("lan"))));
    let before = office.log().len();
    for change in [
        BulkChange::Owner(Some(Id([7; 16]))),
        BulkChange::Owner(Some(Office::member(SERVICE))),
        BulkChange::Owner(Some(Office::member("lan"))),
        BulkChange::Department(Id([7; 16])),
    ] {
        for dry_run in [true, false] {
            let answer = bulk(&mut desk, &first(10..12), change.clone(), dry_run);
            assert!(matches!(answer, Err(Problem::Invalid { unfit: Unfit::NotInList, .. })), "{change:?} {answer:?}");
        }
    }
    match bulk(&mut desk, &vec![(Id([7; 16]), 1); 10_001], BLOCKED, false) {
        Err(Problem::Invalid { unfit, .. }) => assert_eq!(unfit, Unfit::TooMany(10_000)),
        other => panic!("{other:?}"),
    }
    assert_eq!(office.log().len(), before);
}

#[test]
fn the_right_is_the_owners_and_the_leads() {
    let office = Office::new();
    let denied = Err(Problem::Denied { rule: "customer.bulk".into() });
    for name in ["ioana", "lan", "hoa", "radu", SERVICE] {
        for dry_run in [true, false] {
            assert_eq!(bulk(&mut office.at(name), &first(0..2), BLOCKED, dry_run), denied, "{name}");
            let last = office.last();
            assert_eq!((last.action, last.outcome), (Action::CustomerBulk, Outcome::Denied), "{name}");
            assert_eq!(last.member, Some(Office::member(name)));
        }
    }
    // A lead does not move customers out of the department, nor into it.
    let mut minh = office.at("minh");
    for department in [0, 1] {
        let change = BulkChange::Department(Office::department(department));
        assert_eq!(bulk(&mut minh, &first(0..2), change, false), denied);
        assert_eq!((office.last().action, office.last().outcome), (Action::CustomerBulk, Outcome::Denied));
    }
    // What is far and what is not there are told in one number.
    let far = bulk(&mut minh, &first([1]), BLOCKED, false);
    assert_eq!(far, bulk(&mut minh, &[(Id([7; 16]), 1)], BLOCKED, false));
    assert_eq!(far, Ok(counts(0, 0, 1, 0)));
    assert!(matches!(minh.verify_log(&mut |_, _| {}), Ok(Ok(_))));
}

/// Two people choose the same customers; the second changes those that the first has left alone.
#[test]
fn of_two_bulk_acts_the_second_skips_what_the_first_changed() {
    let office = Office::new();
    let (mut mai, mut minh) = (office.at("mai"), office.at("minh"));
    assert_eq!(bulk(&mut mai, &first(0..4), BLOCKED, false), Ok(counts(4, 0, 0, 0)));
    let inactive = BulkChange::Status(Status::Inactive);
    assert_eq!(bulk(&mut minh, &first([0, 2, 4, 6]), inactive.clone(), false), Ok(counts(2, 0, 0, 2)));
    for (n, status) in [(0, Status::Blocked), (2, Status::Blocked), (4, Status::Inactive), (6, Status::Inactive)] {
        assert_eq!(open(&mut mai, Office::customer(n)).expect("there").customer.status, status, "{n}");
    }
    // At once, from two threads: each customer is changed by exactly one of them.
    let changed: u32 = std::thread::scope(|scope| {
        let works: Vec<_> = [(mai, BLOCKED), (minh, inactive)]
            .into_iter()
            .map(|(mut desk, change)| {
                scope.spawn(move || bulk(&mut desk, &first((8..36).step_by(2)), change, false).expect("done").changed)
            })
            .collect();
        works.into_iter().map(|work| work.join().expect("no panic")).sum()
    });
    assert_eq!(changed, 14);
    assert!(matches!(office.desk().verify_log(&mut |_, _| {}), Ok(Ok(_))));
}
