//! Copies for the clipboard, and the line of the timeline that a reason may name.

use kin::desk::Desk;
use kin::desk::api::*;
use kin::domain::*;

use crate::office::*;

fn copy(desk: &mut Desk, n: usize, what: CopyWhat) -> Result<String, Problem> {
    match desk.ask(Request::Copy { customer: Office::customer(n), what })? {
        Reply::Copied { value, seconds } => {
            assert_eq!(seconds, 30);
            Ok(value.expose().to_owned())
        }
        other => panic!("{other:?}"),
    }
}

fn sealed(field: Field) -> CopyWhat {
    CopyWhat::Sealed(field, reason())
}

#[test]
fn a_copy_is_a_right_of_its_own() {
    let office = Office::new();
    let held = |field: &Field| planted(0).values.iter().any(|(held, _)| held == field);
    let all: Vec<Field> = Field::ALL.into_iter().filter(held).collect();
    let contact: Vec<Field> = all.iter().copied().filter(|field| field.class() == Class::Contact).collect();
    for (name, may) in [("mai", &all[..]), ("minh", &contact[..]), ("lan", &[]), ("ioana", &[]), ("radu", &[])] {
        let mut desk = office.desk();
        let Ok(Reply::SignedIn(signed)) = desk.ask(office.right(name)) else { panic!("{name} is not in") };
        let mut classes: Vec<Class> = may.iter().map(|field| field.class()).collect();
        classes.sort_unstable();
        classes.dedup();
        assert_eq!(signed.rights.copy, classes, "{name}");
        assert_eq!(open(&mut desk, Office::customer(0)).expect("there").may_copy, may, "{name}");
        for (field, value) in planted(0).values {
            let answer = copy(&mut desk, 0, sealed(field));
            let last = office.last();
            assert_eq!((last.action, last.subject), (Action::FieldCopy, Some(Office::customer(0))), "{name} {field:?}");
            if may.contains(&field) {
                assert_eq!(answer.as_deref(), Ok(value.as_str()), "{name} {field:?}");
                assert_eq!((last.outcome, last.reason.as_str()), (Outcome::Done, "call"));
                assert!(
                    last.details.starts_with(&format!(r#"{{"field":"{}","own":"#, field.name())),
                    "{}",
                    last.details
                );
            } else {
                let rule = format!("field.copy {}", field.name());
                assert_eq!((answer, last.outcome), (Err(Problem::Denied { rule }), Outcome::Denied));
            }
        }
    }
    assert_eq!(copy(&mut office.at("minh"), 1, sealed(Field::Phone)), Err(Problem::NotFound), "out of scope");
}

#[test]
fn code_and_name_need_the_right_to_open_the_customer() {
    let office = Office::new();
    let mut desk = office.at("lan");
    assert_eq!(copy(&mut desk, 0, CopyWhat::Code).as_deref(), Ok("KH-000001"));
    let last = office.last();
    assert_eq!((last.action, last.details.as_str()), (Action::FieldCopy, r#"{"field":"code"}"#));
    assert_eq!(last.subject, Some(Office::customer(0)));
    assert_eq!(copy(&mut desk, 0, CopyWhat::Name), Ok(planted(0).name));
    for what in [CopyWhat::Code, CopyWhat::Name] {
        assert_eq!(copy(&mut desk, 1, what), Err(Problem::NotFound));
        assert_eq!(office.last().outcome, Outcome::Denied);
    }
}

#[test]
fn a_copy_shows_nothing_of_what_was_touched() {
    let office = Office::new();
    office.run(&format!("UPDATE customer SET name = 'Kẻ Khác' WHERE id = {}", sql(Office::customer(0))));
    assert_eq!(copy(&mut office.at("mai"), 0, sealed(Field::Phone)), Err(Problem::Tampered));
    assert_eq!((office.last().action, office.last().outcome), (Action::FieldCopy, Outcome::Failed));
}

#[test]
fn a_reason_may_name_a_line_of_this_customers_timeline() {
    let office = Office::new();
    let mut desk = office.at("mai");
    let line = |desk: &mut Desk, n| timeline(desk, Office::customer(n)).expect("a timeline")[0].activity.id;
    let (mine, other) = (line(&mut desk, 0), line(&mut desk, 2));
    let because = |key: &str, link| Reason { key: key.into(), words: String::new(), link: Some(link) };
    let before = office.log().len();
    for reason in [because("call", other), because("call", Id([7; 16])), because("because", mine)] {
        for request in [
            Request::Reveal { customer: Office::customer(0), field: Field::Phone, reason: reason.clone() },
            Request::Copy { customer: Office::customer(0), what: CopyWhat::Sealed(Field::Phone, reason.clone()) },
        ] {
            match desk.ask(request) {
                Err(Problem::Invalid { field, unfit: Unfit::NotInList }) => assert_eq!(field, "reason"),
                other => panic!("{other:?}"),
            }
        }
    }
    let tried = &office.log()[..6];
    assert!(tried.iter().all(|entry| entry.outcome == Outcome::Failed && entry.reason.is_empty()), "{tried:?}");
    assert_eq!(office.log().len(), before + tried.len());
    let reveal = Request::Reveal { customer: Office::customer(0), field: Field::Phone, reason: because("call", mine) };
    desk.ask(reveal).expect("a value");
    assert_eq!(office.last().details, format!(r#"{{"field":"phone","link":"{mine}","own":false}}"#));
    copy(&mut desk, 0, CopyWhat::Sealed(Field::Phone, because("call", mine))).expect("a value");
    assert_eq!(office.last().details, format!(r#"{{"field":"phone","link":"{mine}","own":false}}"#));
}
