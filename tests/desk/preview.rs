//! Looking as another role: narrower where that is narrower, never wider than one's own rights, and no change.

use kin::desk::Desk;
use kin::desk::api::*;
use kin::domain::*;

use crate::deeds::*;
use crate::office::*;

fn look_as(desk: &mut Desk, role: Option<Role>) -> Result<Rights, Problem> {
    match desk.ask(Request::PreviewRole(role))? {
        Reply::Previewing { rights, .. } => Ok(*rights),
        other => panic!("{other:?}"),
    }
}

#[test]
fn an_owner_sees_what_an_agent_of_the_department_sees() {
    let office = Office::new();
    let mut mai = office.at("mai");
    assert_eq!(list(&mut mai, "").map(|page| page.total), Ok(36));
    let rights = look_as(&mut mai, Some(Role::Agent)).expect("a preview");
    assert!(rights.list && !rights.members && !rights.bulk && rights.reveal == [Class::Contact]);
    assert_eq!(office.last().action, Action::RolePreview);
    assert_eq!(list(&mut mai, "").map(|page| page.total), Ok(18), "the department's");
    assert_eq!(open(&mut mai, Office::customer(1)).err(), Some(Problem::NotFound));
    let detail = open(&mut mai, Office::customer(0)).expect("a customer");
    assert!(!detail.may_reveal.contains(&Field::Iban) && detail.may_reveal.contains(&Field::Phone));
    assert!(matches!(mai.ask(reveal(0, Field::Iban)), Err(Problem::Denied { .. })));
    assert!(matches!(office_denied(&mut mai), Problem::Denied { .. }));
    let why = why(&mut mai, "field.reveal iban", Some(Office::customer(0)));
    assert!(!why.allowed && why.lines.contains(&WhyLine::Preview { role: "agent".into() }));
    // Nothing is changed while looking.
    for request in [
        Request::SaveCustomer(Box::new(new_draft("Mới"))),
        Request::AddNote { customer: Office::customer(0), kind: ActivityKind::Note, text: "x".into() },
        Request::Manage(Box::new(Manage::Suspend { member: Office::member("lan") })),
        Request::Undo,
    ] {
        assert_eq!(mai.ask(request).err(), Some(Problem::Previewing));
    }
    let rights = look_as(&mut mai, None).expect("the end of it");
    assert!(rights.members);
    assert_eq!(list(&mut mai, "").map(|page| page.total), Ok(36));
}

fn office_denied(desk: &mut Desk) -> Problem {
    office(desk, OfficeQuery::Members).expect_err("not for an agent")
}

#[test]
fn an_admin_who_looks_as_an_owner_sees_no_more_than_before() {
    let office = Office::new();
    let mut ioana = office.at("ioana");
    let rights = look_as(&mut ioana, Some(Role::Owner)).expect("a preview");
    assert!(rights.reveal.is_empty() && !rights.rotate_keys && rights.members);
    assert!(matches!(ioana.ask(reveal(0, Field::Phone)), Err(Problem::Denied { .. })));
    assert!(open(&mut ioana, Office::customer(0)).is_ok_and(|detail| detail.may_reveal.is_empty()));
    // Who may not look at members may not look as anybody.
    let mut lan = office.at("lan");
    assert_eq!(look_as(&mut lan, Some(Role::Owner)).err(), Some(Problem::Denied { rule: "member.view".into() }));
}

/// A role of the office's own that may see no mask of a field: not in the list, the detail, a lookup or a filter.
#[test]
fn a_field_with_no_right_is_nowhere() {
    let office = Office::new();
    let mut mai = office.at("mai");
    let mut rights = kin::policy::built_in(Role::Agent);
    rights.fields.insert(Field::Phone, FieldRule::default());
    rights.fields.insert(Field::Phone2, FieldRule::default());
    rights.fields.insert(Field::Email, FieldRule { view: FieldRight::Masked, copy: false, edit: false });
    done(&mut mai, Manage::SaveRole { role: None, name: "Lễ tân".into(), rights });
    let Ok(OfficeAnswer::Roles(roles)) = crate::deeds::office(&mut mai, OfficeQuery::Roles) else { panic!("no roles") };
    let role = roles.iter().find(|row| row.name == "Lễ tân").expect("the new one").role;
    let lan = Office::member("lan");
    done(&mut mai, Manage::Grant { member: lan, grant: grant_of(role, 0), temporary: false });
    let mut desk = office.at("lan");
    let customer = Office::customer(0);
    let page = list(&mut desk, "").expect("a list");
    assert!(page.rows.iter().all(|row| row.phone.is_empty() && !row.email.is_empty()));
    let detail = open(&mut desk, customer).expect("a customer");
    let seen: Vec<Field> = detail.masked.iter().map(|masked| masked.field).collect();
    assert!(!seen.contains(&Field::Phone) && !seen.contains(&Field::Phone2) && seen.contains(&Field::Email));
    assert!(detail.locked.contains(&AnyField::Sealed(Field::Phone)));
    for field in [Field::Phone, Field::Email] {
        let found = list(&mut desk, &format!("/{}", planted(0).value(field))).map(|page| page.rows.len());
        assert_eq!(found, Ok(0), "{field:?} is looked up by nobody with this role");
        assert!(matches!(desk.ask(check(0, field, planted(0).value(field))), Err(Problem::Denied { .. })));
        assert!(matches!(desk.ask(reveal(0, field)), Err(Problem::Denied { .. })));
    }
    let filter = kin::domain::filter::Filter::Is(kin::domain::filter::Condition::Has(vec![Field::Phone]));
    let asked = Request::Customers(CustomersQuery { filter, ..query("") });
    assert_eq!(desk.ask(asked).err(), Some(Problem::Invalid { field: "has".into(), unfit: Unfit::NotInList }));
    let wanted = Wanted::Reveal { customer, field: Field::Phone, reason: reason() };
    assert!(matches!(desk.ask(Request::AskFor(wanted)), Err(Problem::Denied { .. })), "nor asked for");
    // The role is given its fields back: who has it has the keys by that, from a giver who holds them.
    let rights = kin::policy::built_in(Role::Agent);
    let Role::Custom(id) = role else { panic!("{role:?}") };
    done(&mut mai, Manage::SaveRole { role: Some(id), name: "Lễ tân".into(), rights });
    assert_eq!(revealed(&mut desk, customer, Field::Phone).as_deref(), Ok(planted(0).value(Field::Phone)));
    let used = manage(&mut mai, Manage::RemoveRole { role: id }).err();
    assert!(matches!(used, Some(Problem::Refused(_))), "somebody has it");
    whole(&office);
}

/// The fifth right: seen without a reason, which others need.
#[test]
fn a_value_without_a_reason_is_for_a_role_that_needs_none() {
    let office = Office::new();
    let mut mai = office.at("mai");
    let mut rights = kin::policy::built_in(Role::Agent);
    rights.fields.insert(Field::Phone, FieldRule { view: FieldRight::Reveal, copy: true, edit: true });
    done(&mut mai, Manage::SaveRole { role: None, name: "Trực".into(), rights });
    let Ok(OfficeAnswer::Roles(roles)) = crate::deeds::office(&mut mai, OfficeQuery::Roles) else { panic!("no roles") };
    let role = roles.iter().find(|row| row.name == "Trực").expect("the new one").role;
    done(&mut mai, Manage::Grant { member: Office::member("lan"), grant: grant_of(role, 0), temporary: false });
    let mut lan = office.at("lan");
    let customer = Office::customer(0);
    assert_eq!(open(&mut lan, customer).map(|detail| detail.may_reveal_freely), Ok(vec![Field::Phone]));
    let without = |field| Request::Reveal { customer, field, reason: Reason::NONE };
    assert!(matches!(lan.ask(without(Field::Phone)), Ok(Reply::Revealed { .. })));
    assert_eq!((office.last().action, office.last().reason.as_str()), (Action::FieldReveal, ""));
    assert!(lan.ask(Request::Copy { customer, what: CopyWhat::Sealed(Field::Phone, Reason::NONE) }).is_ok());
    assert!(matches!(lan.ask(without(Field::Email)), Err(Problem::Invalid { .. })));
    assert!(matches!(office.at("minh").ask(without(Field::Phone)), Err(Problem::Invalid { .. })));
}

#[test]
fn departments_make_a_tree_and_empty_ones_go() {
    let office = Office::new();
    let mut mai = office.at("mai");
    let support = Office::department(0);
    done(&mut mai, Manage::SaveDepartment { department: None, name: "Đêm".into(), parent: Some(support) });
    let rows = |desk: &mut Desk| match crate::deeds::office(desk, OfficeQuery::Departments) {
        Ok(OfficeAnswer::Departments(rows)) => rows,
        other => panic!("{other:?}"),
    };
    let shown = rows(&mut mai);
    let night = shown.iter().find(|row| row.name == "Đêm").expect("the new one").clone();
    assert_eq!((night.depth, night.parent, night.customers), (1, Some(support), 0));
    let twice = Manage::SaveDepartment { department: None, name: "dem".into(), parent: Some(support) };
    assert!(matches!(manage(&mut mai, twice), Err(Problem::Invalid { .. })), "the same name, folded");
    let circle = Manage::SaveDepartment { department: Some(support), name: "Support".into(), parent: Some(night.id) };
    assert!(matches!(manage(&mut mai, circle), Err(Problem::Refused(_))), "nothing is below itself");
    let full = manage(&mut mai, Manage::RemoveDepartment { department: support }).err();
    assert!(matches!(full, Some(Problem::Refused(_))));
    done(&mut mai, Manage::RemoveDepartment { department: night.id });
    assert_eq!(rows(&mut mai).len(), 2);
    whole(&office);
}

#[test]
fn a_review_tells_what_has_changed_since_the_last_one() {
    let office = Office::new();
    let (mut radu, mut mai) = (office.at("radu"), office.at("mai"));
    let review = |desk: &mut Desk| match crate::deeds::office(desk, OfficeQuery::Review) {
        Ok(OfficeAnswer::Review(review)) => *review,
        other => panic!("{other:?}"),
    };
    assert!(review(&mut radu).last.is_none());
    done(&mut radu, Manage::SignReview { words: "quý tư".into() });
    let shown = review(&mut mai);
    assert!(shown.changes.is_empty() && shown.last.is_some_and(|last| last.by == "radu" && last.words == "quý tư"));
    let named = |review: &Review, role: &str, rule: &str| {
        review.rows.iter().find(|row| row.role == role && row.rule == rule).map(|row| row.members.clone())
    };
    assert_eq!(
        named(&shown_rows(&mut mai), "agent", "field.reveal phone"),
        Some(vec!["hoa (own)".into(), "lan".into(), "sorin".into()])
    );
    // The misconfigured permission: an agent made lead without anybody saying so in a review.
    done(&mut mai, Manage::Grant { member: Office::member("sorin"), grant: grant_of(Role::Lead, 1), temporary: false });
    let changes = review(&mut radu).changes;
    let lead = changes.iter().find(|change| change.role == "lead" && change.rule == "field.reveal national_id");
    assert!(lead.is_some_and(|change| change.sign == '~' && change.what.contains("sorin")), "{changes:?}");
    // Nobody who may only see it signs it.
    let refused = manage(&mut office.at("ioana"), Manage::SignReview { words: String::new() }).err();
    assert_eq!(refused, Some(Problem::Denied { rule: "review.sign".into() }));
    whole(&office);
}

fn shown_rows(desk: &mut Desk) -> Review {
    match crate::deeds::office(desk, OfficeQuery::Review) {
        Ok(OfficeAnswer::Review(review)) => *review,
        other => panic!("{other:?}"),
    }
}
