//! The rules for tickets at the desk: who may set them, what is refused, and what two people change at once.

use kin::desk::Desk;
use kin::desk::api::*;
use kin::domain::service::{Promise, Snippet, Target};
use kin::domain::ticket::Priority;
use kin::domain::*;

use crate::deeds::*;
use crate::office::*;

fn shown(desk: &mut Desk) -> Service {
    match crate::deeds::office(desk, OfficeQuery::Policy) {
        Ok(OfficeAnswer::Policy(view)) => view.policy.service,
        other => panic!("{other:?}"),
    }
}

/// Sets the rules as they are shown, but for a change.
fn set(desk: &mut Desk, change: impl FnOnce(&mut Service)) -> Result<Managed, Problem> {
    let before = shown(desk);
    let mut after = before.clone();
    change(&mut after);
    manage(desk, Manage::SetService(Box::new(ServiceChange { before, after })))
}

#[track_caller]
fn refused(answer: Result<Managed, Problem>, words: &str) {
    match answer {
        Err(Problem::Refused(cause)) if cause.contains(words) => {}
        other => panic!("{other:?}"),
    }
}

const SECRET: &str = "Mật khẩu Wi-Fi là hoasen";

#[test]
fn who_may_set_the_policy_sets_them_and_all_see_it() {
    let office = Office::new();
    let (mut mai, mut ioana) = (office.at("mai"), office.at("ioana"));
    assert_eq!(shown(&mut ioana), Service::default());
    let done = set(&mut mai, |service| {
        service.calendar.hours = " mon-fri 08:00-17:30 ".into();
        service.targets.insert(Priority::High, Target { respond_minutes: 30, resolve_minutes: 240 });
        service.snippets.push(Snippet { name: "Wi-Fi".into(), text: SECRET.into() });
    });
    assert!(matches!(done, Ok(Managed::Done)), "{done:?}");
    let entry = office.last();
    assert_eq!((entry.action, entry.outcome), (Action::PolicyManage, Outcome::Done));
    assert!(office.log().iter().all(|entry| !entry.details.contains("hoasen")), "words are not in the log");
    // Another session sees them at once, and a new one too.
    for desk in [&mut ioana, &mut office.at("mai")] {
        let service = shown(desk);
        assert_eq!(service.calendar.hours, "mon-fri 08:00-17:30", "cleaned");
        assert_eq!(service.targets[&Priority::High].respond_minutes, 30);
        assert_eq!(service.snippets[0].text, SECRET);
    }
    // As they are already: nothing is decided.
    let before = office.log().len();
    assert!(matches!(set(&mut ioana, |_| {}), Ok(Managed::Done)));
    assert_eq!(office.log().iter().skip(before).filter(|entry| entry.action == Action::PolicyManage).count(), 0);
    whole(&office);
}

#[test]
fn nobody_else_sets_them() {
    let office = Office::new();
    for (name, role, ..) in PEOPLE {
        let may = matches!(role, Role::Owner | Role::Admin);
        let mut desk = office.at(name);
        let (before, mut after) = (Service::default(), Service::default());
        after.satisfaction = false;
        let answer = manage(&mut desk, Manage::SetService(Box::new(ServiceChange { before, after })));
        assert_eq!(answer.is_ok(), may, "{name}: {answer:?}");
        if !may {
            assert_eq!(answer.err(), Some(Problem::Denied { rule: "policy.manage".into() }), "{name}");
            assert_eq!(office.last().outcome, Outcome::Denied, "{name}");
        }
    }
    whole(&office);
}

#[test]
fn what_can_not_be_is_refused_and_nothing_is_changed() {
    let office = Office::new();
    let mut mai = office.at("mai");
    refused(set(&mut mai, |service| service.statuses.clear()), "a status for new tickets");
    refused(set(&mut mai, |service| service.statuses[1].key = "new".into()), "two statuses have the key new");
    refused(set(&mut mai, |service| service.statuses.rotate_right(1)), "the first status is a new ticket's");
    refused(set(&mut mai, |service| service.statuses.truncate(3)), "solved or closed");
    refused(set(&mut mai, |service| drop(service.flow.insert("gone".into(), [].into()))), "\"gone\"");
    refused(set(&mut mai, |service| service.calendar.zone = "Hanoi".into()), "Asia/Ho_Chi_Minh");
    refused(set(&mut mai, |service| service.calendar.hours = "mon 8-17".into()), "07:30-19:00");
    refused(
        set(&mut mai, |service| {
            service.calendar.holidays.insert("XX".into());
        }),
        "VN, RO",
    );
    refused(set(&mut mai, |service| service.warn_percent = 0), "1 to 100 percent");
    let name = |text: &str| Snippet { name: "x".into(), text: text.into() };
    refused(set(&mut mai, |service| service.snippets.push(name("{phone}"))), "{phone}, which there is not");
    refused(set(&mut mai, |service| service.snippets = vec![name("a"), name("b")]), "two snippets");
    let rule = |department| service::Escalation {
        promise: Promise::Resolve,
        minutes: 0,
        priority: None,
        department: Some(department),
        tell_leads: false,
    };
    refused(set(&mut mai, |service| service.escalations.push(rule(Id([7; 16])))), "a team that there is not");
    assert_eq!(shown(&mut mai), Service::default());
    let known = Office::department(0);
    assert!(matches!(set(&mut mai, |service| service.escalations.push(rule(known))), Ok(Managed::Done)));
    whole(&office);
}

#[test]
fn two_people_change_different_parts_and_neither_is_lost() {
    let office = Office::new();
    let (mut mai, mut ioana) = (office.at("mai"), office.at("ioana"));
    let before = shown(&mut ioana);
    assert!(matches!(set(&mut mai, |service| service.products.push("Tour".into())), Ok(Managed::Done)));
    let send = |desk: &mut Desk, after: Service| {
        manage(desk, Manage::SetService(Box::new(ServiceChange { before: before.clone(), after })))
    };
    let kinds = Service { kinds: vec!["Hóa đơn".into()], ..before.clone() };
    assert!(matches!(send(&mut ioana, kinds), Ok(Managed::Done)));
    let both = shown(&mut mai);
    assert_eq!((both.products, both.kinds), (vec!["Tour".to_owned()], vec!["Hóa đơn".to_owned()]));
    let same = Service { products: vec!["Vé".into()], ..before.clone() };
    refused(send(&mut ioana, same), "somebody else changed the same part");
    // The form of the policy takes none of it back.
    assert!(matches!(manage(&mut ioana, Manage::SetPolicy(Box::default())), Ok(Managed::Done)));
    assert_eq!(shown(&mut mai).products, ["Tour"]);
    whole(&office);
}

#[test]
fn they_wait_for_a_second_person_where_the_policy_does() {
    let office = Office::new();
    let (mut mai, mut ioana) = (office.at("mai"), office.at("ioana"));
    done(
        &mut mai,
        Manage::SetPolicy(Box::new(Policy { two_persons: [Grave::PolicyChange].into(), ..Policy::default() })),
    );
    let Ok(Managed::Proposed(proposal)) = set(&mut ioana, |service| service.birthdays = true) else {
        panic!("not proposed")
    };
    assert!(!shown(&mut ioana).birthdays);
    done(&mut mai, Manage::Second { proposal, approve: true });
    assert!(shown(&mut ioana).birthdays);
    whole(&office);
}
