//! What a customer holds beside its row: tags, segment, employer, labels of contact points, the office's own fields.
//! Judged part by part, covered by the customer's version, vouched for by the log, and nowhere in it.

use kin::desk::Desk;
use kin::desk::api::*;
use kin::domain::*;

use crate::bulk::{bulk, first};
use crate::deeds::{done, manage, proposed, set_policy, whole};
use crate::office::*;

pub fn tagged(tag: &str) -> MoreDraft {
    MoreDraft { tags: Some(vec![tag.to_owned()]), ..MoreDraft::default() }
}

fn own(key: &str, kind: OwnKind, slot: Option<Field>) -> OwnField {
    let label = format!("Trường {key}");
    OwnField { key: key.into(), label, kind, slot, required: false, most: 0, retired: false }
}

fn set(field: OwnField) -> Manage {
    Manage::SetOwnField(Box::new(field))
}

fn label(label: &str, preferred: bool) -> PointLabel {
    PointLabel { label: label.into(), preferred }
}

/// Saves a change of what a customer holds beside its row, on the version that is there.
fn change(desk: &mut Desk, id: Id, more: MoreDraft) -> Result<Id, Problem> {
    let seen = open(desk, id)?.customer;
    save(desk, CustomerDraft { more: Some(more), ..draft_of(&seen) })
}

fn company(desk: &mut Desk, name: &str) -> Id {
    save(desk, CustomerDraft { kind: CustomerKind::Company, ..new_draft(name) }).expect("a company")
}

fn invalid(field: &str, unfit: Unfit) -> Problem {
    Problem::Invalid { field: field.into(), unfit }
}

fn turn(desk: &mut Desk, request: Request) {
    assert!(matches!(desk.ask(request), Ok(Reply::Undone(_))));
}

#[test]
fn it_is_kept_with_the_customer_and_the_log_holds_names_alone() {
    let office = Office::new();
    let mut lan = office.at("lan");
    let sen = company(&mut lan, "Công ty Sen Vàng");
    let more = MoreDraft {
        tags: Some(vec!["#VIP, Khách quý".into(), "vip".into()]),
        segment: Some(" Du lịch ".into()),
        employer: Some(Some(sen)),
        labels: [(Field::Phone, label("mẹ", true)), (Field::Email, label("cơ quan", false))].into(),
        ..MoreDraft::default()
    };
    change(&mut lan, Office::customer(0), more).expect("saved");
    let entry = office.last();
    assert_eq!(entry.action, Action::CustomerEdit);
    assert_eq!(entry.details, r#"{"more":["tags","segment","employer","labels"],"sealed":[]}"#);
    let detail = open(&mut lan, Office::customer(0)).expect("there");
    assert_eq!(detail.customer.version, 2);
    assert_eq!(detail.more.tags, ["Khách quý", "VIP"]);
    assert_eq!(detail.more.segment, "Du lịch");
    assert_eq!(detail.more.employer, Some(Employer { id: sen, name: "Công ty Sen Vàng".into() }));
    assert_eq!(detail.more.labels, [(Field::Phone, label("mẹ", true)), (Field::Email, label("cơ quan", false))].into());
    let row = &list(&mut lan, &planted(0).name).expect("a list").rows[0];
    assert_eq!((row.tags.join(" "), row.segment.as_str()), ("Khách quý VIP".into(), "Du lịch"));
    // What is not named stays; one preferred phone gives way to another.
    let more = MoreDraft { labels: [(Field::Phone2, label("", true))].into(), ..MoreDraft::default() };
    change(&mut lan, Office::customer(0), more).expect("saved");
    let more = open(&mut lan, Office::customer(0)).expect("there").more;
    assert_eq!(
        (more.labels[&Field::Phone].clone(), more.labels[&Field::Phone2].clone()),
        (label("mẹ", false), label("", true))
    );
    assert_eq!(more.tags.len(), 2);
    let Ok(Reply::Choices(choices)) = lan.ask(Request::Choices) else { panic!("no choices") };
    assert_eq!((choices.tags.join(" "), choices.segments.join(" ")), ("Khách quý VIP".into(), "Du lịch".into()));
    let log = office.log();
    for word in ["VIP", "quý", "Du lịch", "mẹ", "cơ quan", "Sen Vàng"] {
        assert!(log.iter().all(|entry| !entry.details.contains(word) && !entry.reason.contains(word)), "{word}");
    }
    // All taken away again: nothing is left of it.
    let nothing = MoreDraft {
        tags: Some(Vec::new()),
        segment: Some(String::new()),
        employer: Some(None),
        labels: [Field::Phone, Field::Phone2, Field::Email].map(|field| (field, PointLabel::default())).into(),
        ..MoreDraft::default()
    };
    change(&mut lan, Office::customer(0), nothing).expect("saved");
    assert_eq!(open(&mut lan, Office::customer(0)).expect("there").more, MoreView::default());
    whole(&office);
}

#[test]
fn what_does_not_belong_is_refused() {
    let office = Office::new();
    let mut lan = office.at("lan");
    let id = Office::customer(0);
    let mut refused = |more: MoreDraft| change(&mut lan, id, more).expect_err("refused");
    assert_eq!(refused(tagged(&"a".repeat(41))), invalid("tags", Unfit::TooLong(40)));
    let many = (0..21).map(|n| format!("t{n}")).collect();
    assert_eq!(refused(MoreDraft { tags: Some(many), ..MoreDraft::default() }), invalid("tags", Unfit::TooMany(20)));
    let segment = Some("a".repeat(61));
    assert_eq!(refused(MoreDraft { segment, ..MoreDraft::default() }), invalid("segment", Unfit::TooLong(60)));
    let labels = [(Field::Iban, label("x", false))].into();
    assert_eq!(refused(MoreDraft { labels, ..MoreDraft::default() }), invalid("labels", Unfit::NotInList));
    let own = [("moon".to_owned(), "1".to_owned())].into();
    assert_eq!(refused(MoreDraft { own, ..MoreDraft::default() }), invalid("moon", Unfit::NotInList));
    // A person, oneself and nobody are no employers.
    for employer in [Office::customer(2), id, Id([7; 16])] {
        let more = MoreDraft { employer: Some(Some(employer)), ..MoreDraft::default() };
        assert_eq!(refused(more), invalid("employer", Unfit::NotInList));
    }
    let sealed = vec![(Field::Own2, Secret::new("x"))];
    let seen = open(&mut lan, id).expect("there").customer;
    let slot = save(&mut lan, CustomerDraft { sealed, ..draft_of(&seen) });
    assert_eq!(slot, Err(invalid("own2", Unfit::NotInList)), "a slot that no field has");
    assert_eq!(open(&mut lan, id).expect("there").customer.version, 1);
    whole(&office);
}

#[test]
fn a_company_out_of_reach_is_neither_shown_nor_given() {
    let office = Office::new();
    let (mut mai, mut sorin, mut lan) = (office.at("mai"), office.at("sorin"), office.at("lan"));
    // Of Sales, where `lan` does not reach.
    let hidden = company(&mut sorin, "Công ty Kín");
    let more = || MoreDraft { employer: Some(Some(hidden)), ..MoreDraft::default() };
    assert_eq!(change(&mut lan, Office::customer(0), more()), Err(invalid("employer", Unfit::NotInList)));
    change(&mut mai, Office::customer(0), more()).expect("who reaches both");
    let detail = open(&mut lan, Office::customer(0)).expect("there");
    assert_eq!(detail.more.employer, None);
    // An edit by somebody who does not see it leaves it alone.
    change(&mut lan, Office::customer(0), tagged("mới")).expect("saved");
    let seen = open(&mut mai, Office::customer(0)).expect("there").more;
    assert_eq!(seen.employer.map(|one| one.id), Some(hidden));
    let people = |desk: &mut Desk| match desk.ask(Request::People { company: hidden, from: None }) {
        Ok(Reply::People(people)) => Ok(people.rows.iter().map(|row| row.id).collect::<Vec<_>>()),
        Ok(other) => panic!("{other:?}"),
        Err(problem) => Err(problem),
    };
    assert_eq!(people(&mut mai), Ok(vec![Office::customer(0)]));
    assert_eq!(people(&mut sorin), Ok(Vec::new()), "the company, and not its people of another department");
    assert_eq!(people(&mut lan), Err(Problem::NotFound));
}

#[test]
fn people_of_a_company_come_in_pages() {
    let office = Office::new();
    let mut mai = office.at("mai");
    let sen = company(&mut mai, "Công ty Đông");
    for n in 0..53 {
        let more = MoreDraft { employer: Some(Some(sen)), ..MoreDraft::default() };
        save(&mut mai, CustomerDraft { more: Some(more), ..new_draft(&format!("Người {n:02}")) }).expect("added");
    }
    let (mut found, mut from, mut pages) = (Vec::new(), None, 0);
    loop {
        let Ok(Reply::People(people)) = mai.ask(Request::People { company: sen, from }) else { panic!("no people") };
        found.extend(people.rows.iter().map(|row| row.name.clone()));
        pages += 1;
        from = people.next;
        if from.is_none() {
            break;
        }
    }
    assert_eq!((found.len(), pages), (53, 2));
    found.sort_unstable();
    found.dedup();
    assert_eq!(found.len(), 53, "each once");
}

/// Fields that the office limits to who looks after the customer.
#[test]
fn each_part_has_a_manner_of_its_own() {
    for (field, more) in [
        ("tags", tagged("vip")),
        ("segment", MoreDraft { segment: Some("bán lẻ".into()), ..MoreDraft::default() }),
        ("labels", MoreDraft { labels: [(Field::Phone, label("nhà", false))].into(), ..MoreDraft::default() }),
        ("own", MoreDraft { own: [("shoe".to_owned(), "42".to_owned())].into(), ..MoreDraft::default() }),
    ] {
        let office = Office::new();
        let mut mai = office.at("mai");
        done(&mut mai, set(own("shoe", OwnKind::Number, None)));
        let limited = set_policy(&mut mai, |policy| {
            policy.manners.insert(field.into(), EditManner::OwnerOnly);
        });
        assert!(matches!(limited, Ok(Managed::Done)));
        let mut lan = office.at("lan");
        let denied = Err(Problem::Denied { rule: format!("field.edit {field}") });
        // Customer 8 is looked after by `hoa`, 0 by `lan`; both are of Support.
        assert_eq!(change(&mut lan, Office::customer(8), more.clone()), denied, "{field}");
        assert_eq!(office.last().outcome, Outcome::Denied);
        assert!(
            open(&mut lan, Office::customer(8)).is_ok_and(|detail| detail.locked.iter().any(|one| one.name() == field))
        );
        assert!(change(&mut lan, Office::customer(0), more.clone()).is_ok(), "{field}");
        assert_eq!(change(&mut lan, Office::customer(1), more), Err(Problem::NotFound), "out of reach");
    }
}

#[test]
fn an_edit_and_a_bulk_act_are_taken_back_and_done_again() {
    let office = Office::new();
    let mut minh = office.at("minh");
    let states = |desk: &mut Desk| -> Vec<MoreView> {
        [0, 2, 4].map(|n| open(desk, Office::customer(n)).expect("there").more).into()
    };
    let nothing = states(&mut minh);
    change(&mut minh, Office::customer(0), tagged("Vàng")).expect("saved");
    let first_edit = states(&mut minh);
    let versions = [(Office::customer(0), 2), (Office::customer(2), 1), (Office::customer(4), 1)];
    let counts = |changed, same| BulkDone { changed, same, ..BulkDone::default() };
    let add = BulkChange::AddTag("vàng".into());
    assert_eq!(bulk(&mut minh, &versions, add.clone(), true), Ok(counts(2, 1)));
    assert_eq!(bulk(&mut minh, &versions, add, false), Ok(counts(2, 1)));
    assert!(!office.last().details.contains("vàng"));
    let after_add = states(&mut minh);
    assert_eq!([after_add[0].tags.join(""), after_add[1].tags.join("")], ["Vàng", "vàng"]);
    let versions = [0, 2, 4].map(|n| (Office::customer(n), 2));
    let segment = BulkChange::Segment("Bán lẻ".into());
    assert_eq!(bulk(&mut minh, &versions, segment, false), Ok(counts(3, 0)));
    let after_segment = states(&mut minh);
    let versions = [0, 2, 4].map(|n| (Office::customer(n), 3));
    assert_eq!(bulk(&mut minh, &versions, BulkChange::RemoveTag("VANG".into()), false), Ok(counts(3, 0)));
    let after_remove = states(&mut minh);
    assert!(after_remove.iter().all(|more| more.tags.is_empty() && more.segment == "Bán lẻ"));
    let all = [nothing, first_edit, after_add, after_segment, after_remove];
    for _ in 0..2 {
        for before in all.iter().rev().skip(1) {
            turn(&mut minh, Request::Undo);
            assert_eq!(&states(&mut minh), before);
            whole(&office);
        }
        for after in all.iter().skip(1) {
            turn(&mut minh, Request::Redo);
            assert_eq!(&states(&mut minh), after);
        }
    }
    assert_eq!(bulk(&mut minh, &first([6]), BulkChange::AddTag("#".into()), false), Err(invalid("tags", Unfit::Empty)));
}

#[test]
fn a_full_customer_takes_no_tag_more() {
    let office = Office::new();
    let mut minh = office.at("minh");
    let tags = Some((0..20).map(|n| format!("t{n}")).collect());
    change(&mut minh, Office::customer(0), MoreDraft { tags, ..MoreDraft::default() }).expect("saved");
    let wanted = [(Office::customer(0), 2), (Office::customer(2), 1)];
    let done = bulk(&mut minh, &wanted, BulkChange::AddTag("mới".into()), false).expect("counts");
    assert_eq!((done.changed, done.refused), (1, 1));
}

#[test]
fn the_customers_version_covers_it() {
    let office = Office::new();
    let (mut one, mut other) = (office.at("lan"), office.at("hoa"));
    let seen = open(&mut other, Office::customer(8)).expect("there").customer;
    change(&mut one, Office::customer(8), tagged("một")).expect("first");
    let late = save(&mut other, CustomerDraft { more: Some(tagged("hai")), ..draft_of(&seen) });
    assert!(matches!(late, Err(Problem::Conflict { current }) if current.version == 2));
    let row = save(&mut other, CustomerDraft { city: "Vinh".into(), ..draft_of(&seen) });
    assert!(matches!(row, Err(Problem::Conflict { .. })), "one check for both");
    let late = bulk(&mut office.at("minh"), &[(Office::customer(8), 1)], BulkChange::AddTag("ba".into()), false);
    assert_eq!(late.expect("counts").conflicts, 1);
    assert_eq!(open(&mut one, Office::customer(8)).expect("there").more.tags, ["một"]);
}

#[test]
fn a_field_of_the_offices_own_is_there_at_once() {
    let office = Office::new();
    let mut mai = office.at("mai");
    // They came before the field did.
    let (mut lan, mut radu) = (office.at("lan"), office.at("radu"));
    let id = Office::customer(0);
    assert!(open(&mut lan, id).expect("there").own_fields.is_empty());
    let mut watch = mai.watch().expect("a watch");
    done(&mut mai, set(own("shoe", OwnKind::Number, None)));
    done(&mut mai, set(own("card", OwnKind::Id, Some(Field::Own2))));
    assert!(watch.poll().expect("news").is_some_and(|news| news.office), "open screens hear of it");
    let Ok(Reply::OwnFields(fields)) = lan.ask(Request::OwnFields) else { panic!("no fields") };
    assert_eq!(fields.iter().map(|field| field.key.as_str()).collect::<Vec<_>>(), ["shoe", "card"]);
    let seen = open(&mut lan, id).expect("there");
    assert_eq!(seen.own_fields, fields);
    let own = [("shoe".to_owned(), "042.50".to_owned())].into();
    let draft = CustomerDraft {
        sealed: vec![(Field::Own2, Secret::new("AB 123 456"))],
        more: Some(MoreDraft { own, ..MoreDraft::default() }),
        ..draft_of(&seen.customer)
    };
    save(&mut lan, draft).expect("saved");
    assert_eq!(office.last().details, r#"{"more":["shoe"],"sealed":["own2"]}"#);
    let detail = open(&mut lan, id).expect("there");
    assert_eq!(detail.more.own["shoe"], "42.5");
    let mask = detail.masked.iter().find(|masked| masked.field == Field::Own2).expect("a mask");
    assert_eq!(mask.mask, "•••••••••456", "by its kind");
    assert_eq!(revealed(&mut lan, id, Field::Own2).as_deref(), Ok("AB123456"));
    let denied = Err(Problem::Denied { rule: "field.reveal own2".into() });
    assert_eq!(revealed(&mut radu, id, Field::Own2), denied, "an auditor sees the mask alone");
    for (said, expected) in [("ab123 456", true), ("AB123457", false)] {
        let Ok(Reply::Checked { matches, .. }) = lan.ask(check(0, Field::Own2, said)) else { panic!("no check") };
        assert_eq!(matches, expected, "{said}");
    }
    let found = list(&mut lan, "/ab 123456").expect("a lookup").rows;
    assert_eq!(found.iter().map(|row| row.id).collect::<Vec<_>>(), [id], "a card finds its customer");
    let wrong = [("shoe".to_owned(), "large".to_owned())].into();
    let wrong = change(&mut lan, id, MoreDraft { own: wrong, ..MoreDraft::default() });
    assert_eq!(wrong, Err(invalid("shoe", Unfit::Number)));
    for entry in office.log() {
        assert!(!entry.details.contains("42.5") && !entry.details.contains("123456"), "{entry:?}");
    }
    whole(&office);
}

#[test]
fn a_required_field_is_asked_of_who_may_fill_it_in() {
    let office = Office::new();
    let (mut mai, mut lan) = (office.at("mai"), office.at("lan"));
    done(&mut mai, set(OwnField { required: true, ..own("shoe", OwnKind::Number, None) }));
    done(&mut mai, set(OwnField { required: true, ..own("blood", OwnKind::Text, Some(Field::Own6)) }));
    let id = Office::customer(0);
    let shoe = MoreDraft { own: [("shoe".to_owned(), "42".to_owned())].into(), ..MoreDraft::default() };
    assert_eq!(change(&mut lan, id, tagged("x")), Err(invalid("shoe", Unfit::Empty)));
    assert_eq!(change(&mut lan, id, shoe.clone()), Err(invalid("blood", Unfit::Empty)));
    assert_eq!(save(&mut lan, new_draft("Lê Mới")), Err(invalid("shoe", Unfit::Empty)));
    let sealed = || vec![(Field::Own6, Secret::new("AB+"))];
    let seen = open(&mut lan, id).expect("there").customer;
    save(&mut lan, CustomerDraft { sealed: sealed(), more: Some(shoe.clone()), ..draft_of(&seen) }).expect("whole");
    save(&mut lan, CustomerDraft { sealed: sealed(), more: Some(shoe), ..new_draft("Lê Mới") }).expect("whole");
    change(&mut lan, id, tagged("x")).expect("both are there");
    let seen = open(&mut lan, id).expect("there").customer;
    let cleared = vec![(Field::Own6, Secret::default())];
    let cleared = save(&mut lan, CustomerDraft { sealed: cleared, ..draft_of(&seen) });
    assert_eq!(cleared, Err(invalid("blood", Unfit::Empty)));
    // Retired, nobody is asked for it; its value stays and is not shown.
    done(&mut mai, set(OwnField { required: true, retired: true, ..own("shoe", OwnKind::Number, None) }));
    save(&mut lan, CustomerDraft { sealed: sealed(), ..new_draft("Lê Khác") }).expect("without");
    let detail = open(&mut lan, id).expect("there");
    assert!(detail.more.own.is_empty() && detail.own_fields.len() == 1);
    let gone = [("shoe".to_owned(), "40".to_owned())].into();
    let gone = change(&mut lan, id, MoreDraft { own: gone, ..MoreDraft::default() });
    assert_eq!(gone, Err(invalid("shoe", Unfit::NotInList)));
    done(&mut mai, set(own("shoe", OwnKind::Number, None)));
    assert_eq!(open(&mut lan, id).expect("there").more.own["shoe"], "42", "brought back with what it held");
}

#[test]
fn definitions_are_decided_on_like_any_policy() {
    let office = Office::new();
    let mut mai = office.at("mai");
    for name in ["lan", "minh", "radu"] {
        let denied = manage(&mut office.at(name), set(own("shoe", OwnKind::Text, None)));
        assert!(matches!(denied, Err(Problem::Denied { rule }) if rule == "policy.manage"), "{name}");
    }
    let mut refused = |field: OwnField| manage(&mut mai, set(field)).expect_err("refused");
    assert_eq!(refused(own("Shoe", OwnKind::Text, None)), invalid("field_key", Unfit::Word));
    assert_eq!(refused(own("phone", OwnKind::Text, None)), invalid("field_key", Unfit::Taken));
    assert_eq!(refused(own("shoe", OwnKind::Choice(Vec::new()), None)), invalid("choices", Unfit::Empty));
    assert_eq!(refused(own("shoe", OwnKind::Text, Some(Field::Phone))), invalid("slot", Unfit::NotInList));
    done(&mut mai, set(own("shoe", OwnKind::Text, Some(Field::Own1))));
    assert_eq!(
        manage(&mut mai, set(own("hat", OwnKind::Text, Some(Field::Own1)))).expect_err("refused"),
        invalid("slot", Unfit::Taken)
    );
    assert_eq!(
        manage(&mut mai, set(own("shoe", OwnKind::Text, None))).expect_err("refused"),
        invalid("slot", Unfit::Same),
        "what is sealed stays sealed"
    );
    // A policy that was read before knows nothing of fields set since, and takes none away.
    assert!(matches!(manage(&mut mai, Manage::SetPolicy(Box::default())), Ok(Managed::Done)));
    assert_eq!(open(&mut mai, Office::customer(0)).expect("there").own_fields.len(), 1);
    let two = set_policy(&mut mai, |policy| {
        policy.two_persons.insert(Grave::PolicyChange);
    });
    assert!(matches!(two, Ok(Managed::Done)));
    proposed(&mut mai, set(own("hat", OwnKind::Text, None)));
    assert_eq!(open(&mut mai, Office::customer(0)).expect("there").own_fields.len(), 1, "not before a second person");
    whole(&office);
}

#[test]
fn a_role_of_before_gives_nothing_on_fields_that_came_later() {
    let mut rights = kin::policy::built_in(Role::Agent);
    rights.fields.retain(|field, _| {
        matches!(field, Field::Phone | Field::Phone2 | Field::Email | Field::Address | Field::BirthDate)
    });
    let kept = serde_json::to_string(&rights).expect("JSON");
    let read: RoleRights = serde_json::from_str(&kept).expect("the role as it was signed");
    for field in [Field::Phone3, Field::Email2, Field::Email3, Field::Address2, Field::Own1, Field::Own5, Field::Own9] {
        assert_eq!(read.field(field), FieldRule::default(), "{field:?}");
    }
    for role in Role::BUILT_IN {
        let rights = kin::policy::built_in(role);
        for (new, old) in [(Field::Own1, Field::Phone), (Field::Own5, Field::NationalId), (Field::Own12, Field::Iban)] {
            assert_eq!(rights.field(new), rights.field(old), "{role:?}: by class");
        }
    }
}

/// Somebody with the file's key and no right: what he changes is named.
#[test]
fn what_is_changed_by_hand_is_named() {
    let office = Office::new();
    let mut lan = office.at("lan");
    change(&mut lan, Office::customer(0), tagged("vip")).expect("saved");
    let edit = office.log().len() as i64;
    drop(lan);
    let (zero, two) = (sql(Office::customer(0)), sql(Office::customer(2)));
    for (statement, sequence, words) in [
        (format!("UPDATE customer_more SET segment = 'x' WHERE customer = {zero}"), edit, "more of a customer"),
        (format!("UPDATE customer_more SET segment_folded = 'x' WHERE customer = {zero}"), edit, "more of a customer"),
        (format!("UPDATE customer_more SET employer = {two} WHERE customer = {zero}"), edit, "more of a customer"),
        (format!("UPDATE customer_more SET body = '{{}}' WHERE customer = {zero}"), edit, "more of a customer"),
        (format!("UPDATE customer_tag SET tag = 'other' WHERE customer = {zero}"), edit, "more of a customer"),
        (format!("INSERT INTO customer_tag VALUES ('blocked', {zero})"), edit, "more of a customer"),
        (format!("DELETE FROM customer_tag; DELETE FROM customer_more WHERE customer = {zero}"), edit, "gone"),
        (
            format!("INSERT INTO customer_more SELECT {two}, segment, '', NULL, body, audit_seq FROM customer_more"),
            0,
            "No entry speaks of",
        ),
        (format!("INSERT INTO customer_tag VALUES ('vip', {two})"), 0, "customer_tag"),
    ] {
        let copy = office.copy();
        copy.run(&statement);
        let verdict = copy.desk().verify_log(&mut |_, _| {}).expect("a verdict");
        let bad = verdict.expect_err(&statement);
        assert!(bad.sequence == sequence && bad.why.contains(words), "{statement}: {} {}", bad.sequence, bad.why);
    }
    whole(&office);
}
