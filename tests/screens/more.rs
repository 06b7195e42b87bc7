//! What a customer holds beside its row, on the screens: in the form, the detail, the list, bulk acts and Admin.

use std::sync::Arc;

use kin::desk::api::*;
use kin::domain::*;
use kin::ui::*;

use crate::cast::Cast;
use crate::office::*;
use crate::shelf::{choices, page};
use crate::staff::{chief, managed, office};

fn own(key: &str, label: &str, kind: OwnKind, slot: Option<Field>) -> OwnField {
    OwnField { key: key.into(), label: label.into(), kind, slot, required: false, most: 0, retired: false }
}

pub fn fields() -> Vec<OwnField> {
    vec![
        own("shoe", "Shoe size", OwnKind::Number, None),
        own("level", "Level", OwnKind::Choice(vec!["Gold".into(), "Silver".into()]), None),
        own("interests", "Interests", OwnKind::Choices(vec!["Sea".into(), "Mountains".into()]), None),
        own("loyal", "Loyal", OwnKind::YesNo, None),
        own("card", "Member card", OwnKind::Id, Some(Field::Own1)),
    ]
}

pub fn held() -> MoreView {
    let label = PointLabel { label: "mother".into(), preferred: true };
    MoreView {
        tags: vec!["Đối tác".into(), "VIP".into()],
        segment: "Du lịch".into(),
        employer: Some(Employer { id: id(70), name: "Cơ khí Bình Minh".into() }),
        labels: [(Field::Phone, label)].into(),
        own: [("shoe", "1042.5"), ("level", "Gold"), ("loyal", "yes")]
            .map(|(key, value)| (key.into(), value.into()))
            .into(),
    }
}

fn opened() -> CustomerDetail {
    let mut detail = CustomerDetail { more: held(), own_fields: fields(), ..detail() };
    detail.masked.push(Masked { field: Field::Own1, mask: "•••••••••456".into() });
    detail.masked.push(Masked { field: Field::Own2, mask: "•••".into() });
    detail
}

fn cast() -> Cast {
    Cast::usual(Lang::En, (96, 44))
}

/// A customer opened, by who knows the office's fields.
fn at(detail: CustomerDetail) -> Seat {
    let mut seat = cast().arriving(chief());
    seat.reply(Ok(Reply::Choices(Box::new(Choices { own_fields: detail.own_fields.clone(), ..choices() }))));
    seat.reply(Ok(Reply::Customers(page(people()))));
    seat.pass(30);
    cast().open(&mut seat, detail);
    seat
}

/// The line on which the cursor stands.
fn focused(seat: &mut Seat) -> String {
    let (buffer, out) = seat.frame();
    line(&buffer, out.cursor.expect("a cursor").y)
}

fn saved(seat: &Seat) -> &CustomerDraft {
    match seat.last() {
        Request::SaveCustomer(draft) => draft,
        other => panic!("{other:?}"),
    }
}

/// Goes down to the row with this label.
fn to_row(seat: &mut Seat, label: &str) {
    for _ in 0..60 {
        if focused(seat).contains(label) {
            return;
        }
        seat.press(KeyCode::Down);
    }
    panic!("no row {label}: {}", seat.screen());
}

#[test]
fn the_detail_shows_what_there_is() {
    let mut seat = at(opened());
    for words in [
        "mother, preferred",
        "Segment",
        "Du lịch",
        "Đối tác, VIP",
        "1,042.5",
        "Level",
        "Gold",
        "yes",
        "Works for",
        "Member card",
    ] {
        seat.shows(words);
    }
    seat.hides("Interests");
    seat.hides("Own field 2");
    let mut bare = at(CustomerDetail { own_fields: fields(), ..detail() });
    for words in ["Segment", "Tags", "Shoe size"] {
        bare.hides(words);
    }
}

#[test]
fn the_form_saves_what_was_changed_alone() {
    let mut seat = at(opened());
    seat.keys("e");
    to_row(&mut seat, "Tags");
    seat.keys(", đo");
    seat.press(KeyCode::Right);
    to_row(&mut seat, "Shoe size");
    seat.times(8, KeyCode::Backspace);
    seat.keys("2,000.25");
    to_row(&mut seat, "Level");
    seat.press(KeyCode::Right);
    to_row(&mut seat, "Interests");
    seat.keys("mou");
    seat.press(KeyCode::Right);
    to_row(&mut seat, "Loyal");
    seat.press(KeyCode::Right);
    seat.ctrl('s');
    let draft = saved(&seat);
    let more = draft.more.as_ref().expect("a change");
    assert_eq!(more.tags.as_ref().map(|tags| tags.len()), Some(3));
    assert!(more.segment.is_none() && more.employer.is_none() && more.labels.is_empty());
    let own: Vec<(&str, &str)> = more.own.iter().map(|(key, value)| (key.as_str(), value.as_str())).collect();
    assert_eq!(own, [("interests", "Mountains"), ("level", "Silver"), ("loyal", "no"), ("shoe", "2000.25")]);
    assert!(draft.sealed.is_empty());
    let mut seat = at(opened());
    seat.keys("e");
    seat.ctrl('s');
    assert_eq!(saved(&seat).more, None, "nothing was changed");
}

#[test]
fn a_label_with_a_star_is_preferred() {
    let mut seat = at(opened());
    seat.keys("e");
    seat.shows("What these are");
    // The masked phone first, its label behind the sealed fields.
    seat.press(KeyCode::Down);
    to_row(&mut seat, "* mother");
    seat.press(KeyCode::Down);
    assert!(focused(&mut seat).contains("E-mail"), "the next contact point that there is");
    seat.keys("* wo");
    seat.press(KeyCode::Right);
    seat.ctrl('s');
    let more = saved(&seat).more.as_ref().expect("a change");
    assert_eq!(more.labels, [(Field::Email, PointLabel { label: "work".into(), preferred: true })].into());
}

#[test]
fn the_employer_is_looked_for_by_name_or_code() {
    let mut seat = at(CustomerDetail { own_fields: fields(), ..detail() });
    seat.keys("e");
    to_row(&mut seat, "Works for");
    seat.keys("bình minh");
    seat.ctrl('s');
    assert!(matches!(seat.last(), Request::Customers(query) if query.search == "bình minh"), "{:?}", seat.last());
    let company = CustomerRow { kind: CustomerKind::Company, ..row(70, "Cơ khí Bình Minh", "", "") };
    let person = row(71, "Bình Minh", "", "");
    let page = |rows| Reply::Customers(page(rows));
    seat.reply(Ok(page(vec![person.clone()])));
    seat.shows("No company of this name");
    seat.ctrl('s');
    seat.reply(Ok(page(vec![person, company])));
    let more = saved(&seat).more.as_ref().expect("a change");
    assert_eq!(more.employer, Some(Some(id(70))));
}

#[test]
fn a_required_field_is_pointed_at() {
    let mut fields = fields();
    fields[0].required = true;
    let mut seat = at(CustomerDetail { own_fields: fields, ..detail() });
    seat.keys("e");
    seat.ctrl('s');
    seat.shows("Must not be empty");
    assert!(focused(&mut seat).contains("Shoe size"));
}

#[test]
fn the_people_of_a_company_are_a_tab() {
    let mut person = at(detail());
    person.hides("People");
    let customer = Customer { kind: CustomerKind::Company, ..customer() };
    let mut seat = at(CustomerDetail { customer, ..detail() });
    seat.keys("ll");
    assert!(matches!(seat.last(), Request::People { from: None, .. }), "{:?}", seat.last());
    seat.reply(Ok(Reply::People(People { rows: vec![row(3, "Phạm Hồng Đào", "", "")], next: None })));
    seat.shows("Phạm Hồng Đào");
    seat.press(KeyCode::Enter);
    assert!(matches!(seat.last(), Request::Customer(wanted) if *wanted == id(3)), "{:?}", seat.last());
}

#[test]
fn a_field_added_elsewhere_has_a_row_at_once() {
    let mut seat = at(CustomerDetail { own_fields: Vec::new(), ..detail() });
    seat.hides("Shoe size");
    seat.send(Event::News(Arc::new(News { head: 900, office: true, ..News::default() })));
    seat.reply(Ok(Reply::OwnFields(fields())));
    assert!(seat.asks(|request| matches!(request, Request::Refresh(_))) > 0, "what is open is looked at again");
    seat.reply(Ok(Reply::Customer(Box::new(opened()))));
    seat.shows("1,042.5");
}

#[test]
fn a_new_customers_form_has_a_row_for_it_too() {
    let mut seat = at(CustomerDetail { own_fields: Vec::new(), ..detail() });
    seat.press(KeyCode::Esc);
    seat.keys("nLê Mới");
    seat.hides("Shoe size");
    seat.send(Event::News(Arc::new(News { head: 900, office: true, ..News::default() })));
    seat.reply(Ok(Reply::OwnFields(fields())));
    to_row(&mut seat, "Shoe size");
    seat.keys("41");
    seat.ctrl('s');
    let draft = saved(&seat);
    assert_eq!(
        (draft.name.as_str(), draft.more.as_ref().map(|more| more.own["shoe"].as_str())),
        ("Lê Mới", Some("41"))
    );
}

#[test]
fn fields_are_added_and_retired_in_admin() {
    let mut seat = cast().at("fields");
    seat.shows("None yet.");
    seat.keys("n");
    seat.shows("New field");
    seat.keys("Shoe size\t\t");
    seat.press(KeyCode::Right);
    seat.keys("\t\tshoe\t");
    seat.press(KeyCode::Right);
    seat.keys("\t");
    seat.times(2, KeyCode::Right);
    seat.ctrl('s');
    let Request::Manage(act) = seat.last() else { panic!("{:?}", seat.last()) };
    let Manage::SetOwnField(field) = &**act else { panic!("{act:?}") };
    let expected = OwnField { required: true, ..own("shoe", "Shoe size", OwnKind::Number, Some(Field::Own5)) };
    assert_eq!(**field, expected);
    seat.reply(managed(Managed::Done));
    seat.shows("for everybody at once");
    let policy = Policy { own_fields: vec![expected], ..Policy::default() };
    let view = PolicyView { policy, roles: Vec::new() };
    seat.reply(office(OfficeAnswer::Policy(Box::new(view))));
    seat.shows("Shoe size *");
    seat.keys("d");
    seat.shows("Retire the field Shoe size?");
    seat.press(KeyCode::Enter);
    let Request::Manage(act) = seat.last() else { panic!("{:?}", seat.last()) };
    assert!(matches!(&**act, Manage::SetOwnField(field) if field.retired), "{act:?}");
}

#[test]
fn tags_and_a_segment_are_given_in_bulk() {
    let mut seat = Seat::lead(people());
    seat.keys(" b");
    seat.keys("vip");
    seat.shows("Add tag: VIP");
    seat.press(KeyCode::Enter);
    let Request::Bulk { change, dry_run: true, .. } = seat.last() else { panic!("{:?}", seat.last()) };
    assert_eq!(*change, BulkChange::AddTag("VIP".into()));
    seat.reply(Ok(Reply::Bulk(BulkDone { changed: 1, ..BulkDone::default() })));
    seat.shows("+ VIP");
    seat.press(KeyCode::Esc);
    seat.times(3, KeyCode::Backspace);
    seat.keys("mùa hè");
    seat.shows("Add tag: mùa hè");
    seat.shows("Segment: mùa hè");
}
