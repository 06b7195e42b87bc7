//! Quotas, requests over them and past the role, and who may decide.

use kin::desk::Desk;
use kin::desk::api::*;
use kin::domain::*;

use crate::deeds::*;
use crate::office::*;

fn tight(desk: &mut Desk) {
    let done = set_policy(desk, |policy| {
        let quota = Quota { hour: 2, day: 3 };
        policy.quotas.entry("agent".into()).or_default().insert(Class::Contact, quota);
        policy.approval_minutes = 60;
    });
    assert!(matches!(done, Ok(Managed::Done)));
}

fn ask(desk: &mut Desk, n: usize, field: Field) -> Result<Id, Problem> {
    let wanted = Wanted::Reveal { customer: Office::customer(n), field, reason: reason() };
    match desk.ask(Request::AskFor(wanted))? {
        Reply::AskedFor(id) => Ok(id),
        other => panic!("{other:?}"),
    }
}

fn decide(desk: &mut Desk, request: Id, approve: bool) -> Result<Managed, Problem> {
    manage(desk, Manage::Decide { request, approve, words: "as the caller asked".into() })
}

#[test]
fn a_quota_counts_values_by_hour_and_day_whatever_the_clock_says() {
    let office = Office::new();
    tight(&mut office.at("mai"));
    let mut lan = office.at("lan");
    let mut see = |n: usize, field| revealed(&mut lan, Office::customer(n), field).map(|_| ());
    assert_eq!([see(0, Field::Phone), see(6, Field::Phone)], [Ok(()), Ok(())]);
    assert_eq!(see(12, Field::Phone), Err(Problem::QuotaUsedUp));
    let refused = office.last();
    assert_eq!((refused.action, refused.outcome), (Action::FieldReveal, Outcome::Denied));
    // The same value again is nothing new, and another door counts too.
    assert_eq!(see(0, Field::Phone), Ok(()));
    assert_eq!(see(0, Field::Email), Err(Problem::QuotaUsedUp), "another value is");
    office.clock.advance(-7_200);
    assert_eq!(see(12, Field::Phone), Err(Problem::QuotaUsedUp), "a clock set back gives no more");
    office.clock.advance(7_200 + 3_700);
    assert_eq!(see(12, Field::Phone), Ok(()), "an hour later");
    assert_eq!(see(18, Field::Phone), Err(Problem::QuotaUsedUp), "the day's are used up");
    assert_eq!(
        why(&mut lan, "field.reveal phone", Some(Office::customer(18))).lines.last(),
        Some(&WhyLine::Quota { used_hour: 1, hour: 2, used_day: 3, day: 3 })
    );
    // Other classes and other roles have quotas of their own.
    assert!(revealed(&mut office.at("minh"), Office::customer(18), Field::Phone).is_ok());
    whole(&office);
}

#[test]
fn a_request_over_the_quota_waits_for_a_lead_and_opens_one_value_for_a_while() {
    let office = Office::new();
    tight(&mut office.at("mai"));
    let mut lan = office.at("lan");
    for n in [0, 6] {
        assert!(revealed(&mut lan, Office::customer(n), Field::Phone).is_ok());
    }
    let request = ask(&mut lan, 12, Field::Phone).expect("asked");
    assert_eq!(office.last().action, Action::RequestAsk);
    assert_eq!(ask(&mut lan, 12, Field::Phone), Ok(request), "asked twice is asked once");
    let (mut minh, mut sorin, mut ioana) = (office.at("minh"), office.at("sorin"), office.at("ioana"));
    let shown = today(&mut minh).requests;
    assert_eq!(shown.iter().map(|row| (row.id, row.member.as_str())).collect::<Vec<_>>(), [(request, "lan")]);
    assert_eq!(today(&mut lan).own[0].standing, RequestStanding::Open);
    for (who, desk) in [("sorin", &mut sorin), ("ioana", &mut ioana), ("lan", &mut lan)] {
        assert!(today(desk).requests.is_empty(), "{who}");
        assert_eq!(
            decide(desk, request, true).err(),
            Some(Problem::Denied { rule: "request.approve".into() }),
            "{who}"
        );
    }
    assert!(revealed(&mut lan, Office::customer(12), Field::Phone).is_err(), "not yet");
    assert!(matches!(decide(&mut minh, request, true), Ok(Managed::Done)));
    assert_eq!(decide(&mut minh, request, false).err(), Some(Problem::NotFound), "decided once");
    let own = &today(&mut lan).own[0];
    assert_eq!(
        (own.standing, own.decided_by.as_str(), own.words.as_str()),
        (RequestStanding::Approved, "minh", "as the caller asked")
    );
    assert_eq!(revealed(&mut lan, Office::customer(12), Field::Phone).as_deref(), Ok(planted(12).value(Field::Phone)));
    assert!(office.last().details.contains(&request.to_string()), "the entry names the request");
    assert!(revealed(&mut lan, Office::customer(12), Field::Email).is_err(), "this field alone");
    assert!(revealed(&mut lan, Office::customer(18), Field::Phone).is_err(), "this customer alone");
    office.clock.advance(61 * 60);
    assert_eq!(today(&mut lan).own[0].standing, RequestStanding::Over);
    whole(&office);
}

#[test]
fn a_request_past_the_role_brings_the_value_sealed_to_who_asked() {
    let office = Office::new();
    let (mut lan, mut minh, mut mai) = (office.at("lan"), office.at("minh"), office.at("mai"));
    let customer = Office::customer(0);
    let request = ask(&mut lan, 0, Field::Iban).expect("asked");
    assert!(today(&mut minh).requests.is_empty(), "a lead may not see it himself");
    assert_eq!(decide(&mut minh, request, true).err(), Some(Problem::Denied { rule: "field.reveal iban".into() }));
    assert!(matches!(decide(&mut mai, request, true), Ok(Managed::Done)));
    assert!(open(&mut lan, customer).is_ok_and(|detail| detail.may_reveal.contains(&Field::Iban)));
    assert_eq!(revealed(&mut lan, customer, Field::Iban).as_deref(), Ok(planted(0).value(Field::Iban)));
    let copy = Request::Copy { customer, what: CopyWhat::Sealed(Field::Iban, reason()) };
    assert_eq!(lan.ask(copy).err(), Some(Problem::Denied { rule: "field.copy iban".into() }), "to look, not to take");
    office.clock.advance(61 * 60);
    assert_eq!(revealed(&mut lan, customer, Field::Iban), Err(Problem::Denied { rule: "field.reveal iban".into() }));
    office.clock.advance(-59 * 60);
    assert!(revealed(&mut lan, customer, Field::Iban).is_err(), "time does not run back");
    office.clock.advance(59 * 60);
    assert!(!open(&mut lan, customer).is_ok_and(|detail| detail.may_reveal.contains(&Field::Iban)));
    // Turned down: nothing changes, and the word is there.
    let request = ask(&mut lan, 6, Field::Iban).expect("asked");
    assert!(matches!(decide(&mut mai, request, false), Ok(Managed::Done)));
    assert!(revealed(&mut lan, Office::customer(6), Field::Iban).is_err());
    assert_eq!(today(&mut lan).own[0].standing, RequestStanding::Denied);
    whole(&office);
}

/// An approval that was written into the file, with another's sealed value or for a value whose key is held.
#[test]
fn an_approval_that_nobody_gave_lets_nobody_see_anything() {
    let office = Office::new();
    tight(&mut office.at("mai"));
    let (mut lan, mut hoa, mut mai) = (office.at("lan"), office.at("hoa"), office.at("mai"));
    let lans = ask(&mut lan, 8, Field::Iban).expect("asked");
    let hoas = ask(&mut hoa, 8, Field::Iban).expect("asked");
    assert!(decide(&mut mai, lans, true).is_ok());
    for n in [0, 6] {
        assert!(revealed(&mut lan, Office::customer(n), Field::Phone).is_ok());
    }
    let over = ask(&mut lan, 12, Field::Phone).expect("asked");
    office.run(&format!(
        "UPDATE request SET state = 'approved', until = {max}, decided_by = {mai},
           sealed = (SELECT sealed FROM request WHERE id = {lans}) WHERE id = {hoas};
         UPDATE request SET state = 'approved', until = {max}, decided_by = {mai} WHERE id = {over};",
        max = i64::MAX,
        mai = sql(Office::member("mai")),
        lans = sql(lans),
        hoas = sql(hoas),
        over = sql(over)
    ));
    let refused = Err(Problem::Denied { rule: "field.reveal iban".into() });
    assert_eq!(revealed(&mut hoa, Office::customer(8), Field::Iban), refused);
    assert_eq!(revealed(&mut lan, Office::customer(12), Field::Phone), Err(Problem::QuotaUsedUp));
    assert!(revealed(&mut lan, Office::customer(8), Field::Iban).is_ok(), "the one that was given");
    let told = alerts(&mut mai);
    assert_eq!(told.iter().filter(|alert| alert.kind == "request_altered").count(), 2, "{told:?}");
    assert!(matches!(office.desk().verify_log(&mut |_, _| {}), Ok(Err(_))), "and the log knows better");
}

#[test]
fn who_may_not_see_a_customer_or_the_mask_asks_in_vain() {
    let office = Office::new();
    let mut lan = office.at("lan");
    assert_eq!(ask(&mut lan, 1, Field::Phone), Err(Problem::NotFound), "another department's");
    assert_eq!(ask(&mut lan, 2, Field::Phone2), Err(Problem::NotFound), "there is none");
    let wanted = Wanted::Reveal {
        customer: Office::customer(0),
        field: Field::Phone,
        reason: Reason { key: "because".into(), words: String::new(), link: None },
    };
    assert!(matches!(lan.ask(Request::AskFor(wanted)), Err(Problem::Invalid { .. })));
    assert_eq!(
        lan.ask(Request::AskFor(Wanted::ExportLog { reason: "audit".into() })).err(),
        Some(Problem::Denied { rule: "log.export".into() })
    );
}

#[test]
fn an_export_waits_for_a_second_person_where_the_policy_says_so() {
    let office = Office::new();
    let (mut mai, mut radu) = (office.at("mai"), office.at("radu"));
    let export = || Request::ExportLog(LogQuery { limit: 5, ..LogQuery::default() });
    assert!(radu.ask(export()).is_ok());
    let two = |policy: &mut Policy| {
        policy.two_persons.insert(Grave::BulkExport);
    };
    assert!(matches!(set_policy(&mut mai, two), Ok(Managed::Done)));
    assert_eq!(radu.ask(export()).err(), Some(Problem::NeedsApproval));
    assert_eq!(mai.ask(export()).err(), Some(Problem::NeedsApproval), "whoever it is");
    let Ok(Reply::AskedFor(request)) = radu.ask(Request::AskFor(Wanted::ExportLog { reason: "audit".into() })) else {
        panic!("not asked")
    };
    assert_eq!(decide(&mut radu, request, true).err(), Some(Problem::Denied { rule: "request.approve".into() }));
    assert!(matches!(decide(&mut mai, request, true), Ok(Managed::Done)));
    assert!(radu.ask(export()).is_ok());
    assert_eq!(mai.ask(export()).err(), Some(Problem::NeedsApproval));
    office.clock.advance(61 * 60);
    assert_eq!(radu.ask(export()).err(), Some(Problem::NeedsApproval));
}
