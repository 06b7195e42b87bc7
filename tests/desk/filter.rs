//! Lists filtered, sorted, counted: the same as looking at every customer, and never beyond the scope.

use jiff::Timestamp;
use jiff::tz::TimeZone;
use kin::desk::Desk;
use kin::desk::api::*;
use kin::domain::filter::{self, Condition, Filter, Person, Side, Subject, TextField, TimeField, When};
use kin::domain::fold::fold;
use kin::domain::*;
use kin::policy::Operation;

use crate::office::*;

const DAY: i64 = 24 * 3600 * 1_000_000;

/// An office whose customers differ in all that filters ask for.
fn various() -> Office {
    let office = Office::new();
    let mut desk = office.at("mai");
    let cities = ["Huế", "Hà Nội", "HUE", "", "Iași"];
    for n in 0..CUSTOMERS {
        let detail = open(&mut desk, Office::customer(n)).expect("a customer");
        let mut draft = draft_of(&detail.customer);
        draft.city = cities[n % 5].into();
        draft.country = ["VN", "România"][n % 2].into();
        draft.kind = if n % 7 == 0 { CustomerKind::Company } else { CustomerKind::Person };
        draft.status = [Status::Lead, Status::Active, Status::Inactive, Status::Blocked][n % 4];
        if n % 3 == 0 {
            draft.sealed.push((Field::Email, Secret::new("")));
        }
        save(&mut desk, draft).expect("an edit");
        if n % 6 == 5 {
            // Longer than a session lasts.
            office.clock.advance(13 * 3600);
            desk = office.at("mai");
        }
    }
    office.clock.advance(20 * 24 * 3600);
    office
}

fn now(office: &Office) -> Micros {
    use kin::clock::Source;
    office.clock.now()
}

/// What a filter is told to mean, said plainly, of one customer as the desk shows it.
fn passes(filter: &Filter, detail: &CustomerDetail, me: &str, now: Micros) -> bool {
    match filter {
        Filter::All => true,
        Filter::And(parts) => parts.iter().all(|part| passes(part, detail, me, now)),
        Filter::Or(parts) => parts.iter().any(|part| passes(part, detail, me, now)),
        Filter::Not(inner) => !passes(inner, detail, me, now),
        Filter::Is(condition) => fulfils(condition, detail, me, now),
    }
}

fn fulfils(condition: &Condition, detail: &CustomerDetail, me: &str, now: Micros) -> bool {
    let customer = &detail.customer;
    let text = |field: TextField| match field {
        TextField::Name => fold(&customer.name),
        TextField::Company => fold(&customer.company),
        TextField::City => fold(&customer.city),
        TextField::Country => fold(&customer.country),
        TextField::Code => customer.code.clone(),
    };
    match condition {
        Condition::Text(field, texts) => texts.contains(&text(*field)),
        Condition::Contains(field, part) => text(*field).contains(part.as_str()),
        Condition::Kind(kinds) => kinds.contains(&customer.kind),
        Condition::Status(all) => all.contains(&customer.status),
        Condition::Owner(people) => people.iter().any(|person| match person {
            Person::Me => detail.owner == me,
            Person::Nobody => detail.owner.is_empty(),
            Person::Named(name) => fold(&detail.owner) == *name,
        }),
        Condition::Department(names) => names.contains(&fold(&detail.department)),
        Condition::Has(fields) => detail.masked.iter().any(|masked| fields.contains(&masked.field)),
        // Nobody has any here; what they find is tested where they are made.
        Condition::Tag(_)
        | Condition::Segment(_)
        | Condition::Starred
        | Condition::Recent
        | Condition::HasTicket { .. } => false,
        Condition::Time(field, side, when) => {
            let from = *side == Side::From;
            let moment = match when {
                When::Day(_, begins) => begins.0,
                When::DaysAgo(days) => now.0 - i64::from(*days) * DAY,
            };
            let at = match field {
                TimeField::Created => customer.created_at.0,
                TimeField::Updated => customer.updated_at.0,
                // The call that came with the import.
                TimeField::Activity => NOW.0,
                TimeField::Since if customer.since.is_empty() => return false,
                TimeField::Since => {
                    let zoned = Timestamp::from_microsecond(moment).expect("a moment").to_zoned(TimeZone::UTC);
                    return (customer.since >= zoned.date().to_string()) == from;
                }
            };
            (at >= moment) == from
        }
    }
}

fn ask(desk: &mut Desk, query: CustomersQuery) -> Result<CustomersPage, Problem> {
    match desk.ask(Request::Customers(query))? {
        Reply::Customers(page) => Ok(page),
        other => panic!("{other:?}"),
    }
}

fn filtered(desk: &mut Desk, filter: &Filter) -> Vec<Id> {
    let page = ask(desk, CustomersQuery { filter: filter.clone(), ..query("") }).expect("a list");
    assert!(page.next.is_none() && !page.unfinished);
    page.rows.iter().map(|row| row.id).collect()
}

fn counted(desk: &mut Desk, search: &str, filter: &Filter) -> Result<u64, Problem> {
    let (mut sum, mut after) = (0, None);
    loop {
        match desk.ask(Request::CountCustomers { search: search.into(), filter: filter.clone(), after })? {
            Reply::Counted(Counted { found, next: None }) => return Ok(sum + found),
            Reply::Counted(Counted { found, next }) => (sum, after) = (sum + found, next),
            other => panic!("{other:?}"),
        }
    }
}

fn choices(desk: &mut Desk) -> Result<Choices, Problem> {
    match desk.ask(Request::Choices)? {
        Reply::Choices(choices) => Ok(*choices),
        other => panic!("{other:?}"),
    }
}

#[test]
fn every_field_and_operator_filters_as_looking_at_each_customer_does() {
    let office = various();
    let mut owner = office.at("mai");
    let mut agent = office.at("sorin");
    let all: Vec<CustomerDetail> =
        (0..CUSTOMERS).map(|n| open(&mut owner, Office::customer(n)).expect("a customer")).collect();
    let mut texts = vec![
        "city = Huế or (city = \"\" and not status = lead)".to_owned(),
        "owner = nobody or owner in (me, lan)".into(),
        "not (has email and updated < 30d), kind = person".into(),
        "created < 2020-01-01".into(),
    ];
    for subject in Subject::ALL {
        for operator in subject.operators() {
            let values: &[&str] = match subject {
                Subject::Name => &["Đào Zinnia07 Thược", "zinnia1", "X"],
                Subject::Company => &["Vườn03 Sen", "sen", "vuon1"],
                Subject::City => &["Huế", "ha", "\"\""],
                Subject::Country => &["romania", "VN"],
                Subject::Code => &["kh-000004", "0000"],
                Subject::Owner => &["me", "nobody", "lan", "Sorin"],
                Subject::Department => &["Support", "sales"],
                Subject::Since => &["2024-01-31", "31/12/2025", "2y", "30d"],
                Subject::Tag | Subject::Segment => &["vip", "Bạc"],
                Subject::Created | Subject::Updated | Subject::Activity => {
                    &["2026-11-22", "2026-11-23", "20d", "19d", "1y"]
                }
                _ => subject.fixed_values(),
            };
            let name = subject.name();
            texts.extend(values.iter().map(|value| format!("{name} {operator} {value}")));
            if *operator == "in" {
                texts.push(format!("{name} in ({})", values.join(", ")));
            }
        }
    }
    let mut tried = 0;
    for text in texts {
        // An age is no day, and nothing holds no part.
        let Ok(filter) = filter::parse(&text, &TimeZone::UTC) else { continue };
        tried += 1;
        for (name, scope) in [("mai", 2), ("sorin", 1)] {
            let desk = if name == "mai" { &mut owner } else { &mut agent };
            let inside = |n: usize| scope == 2 || n % 2 == 1;
            let mut expected: Vec<Id> = (0..CUSTOMERS)
                .filter(|n| inside(*n) && passes(&filter, &all[*n], name, now(&office)))
                .map(Office::customer)
                .collect();
            let mut found = filtered(desk, &filter);
            found.sort_unstable();
            expected.sort_unstable();
            assert_eq!(found, expected, "{name}: {text}");
            assert_eq!(counted(desk, "", &filter), Ok(found.len() as u64), "{name}: {text}");
            assert_eq!(counted(desk, "zinnia", &filter), Ok(found.len() as u64), "{name}: {text}");
        }
    }
    assert!(tried > 120, "{tried}");
}

/// All ids page by page, by the places that the pages and, `by_row`, the rows give.
fn paged(desk: &mut Desk, query: &CustomersQuery, by_row: bool) -> Vec<Id> {
    let (mut ids, mut query) = (Vec::new(), query.clone());
    loop {
        let page = ask(desk, query.clone()).expect("a page");
        let mut rows: Vec<Id> = page.rows.iter().map(|row| row.id).collect();
        if query.backward {
            rows.append(&mut ids);
            ids = rows;
        } else {
            ids.append(&mut rows);
        }
        if page.next.is_none() {
            return ids;
        }
        let edge = if query.backward { page.rows.first() } else { page.rows.last() };
        query.from = if by_row { edge.map(|row| row.place.clone()) } else { page.next };
    }
}

#[test]
fn every_sort_pages_both_ways_over_each_customer_once() {
    let office = various();
    let filter = filter::parse("status != lead", &TimeZone::UTC).expect("a filter");
    for name in ["mai", "lan", "hoa"] {
        let mut desk = office.at(name);
        for (by, descending) in SortBy::ALL.into_iter().flat_map(|by| [(by, false), (by, true)]) {
            for filter in [&Filter::All, &filter] {
                let sort = Sort { by, descending };
                let whole =
                    ask(&mut desk, CustomersQuery { sort, filter: filter.clone(), ..query("") }).expect("a list");
                let expected: Vec<Id> = whole.rows.iter().map(|row| row.id).collect();
                let mut once = expected.clone();
                once.sort_unstable();
                once.dedup();
                assert_eq!(once.len(), expected.len());
                for (backward, by_row) in [(false, false), (false, true), (true, false), (true, true)] {
                    let asked = CustomersQuery { limit: 4, backward, sort, filter: filter.clone(), ..query("") };
                    assert_eq!(paged(&mut desk, &asked, by_row), expected, "{name} {sort:?} {backward} {by_row}");
                }
                let keys: Vec<(String, Id)> = whole.rows.iter().map(|row| (key(row, by), row.id)).collect();
                let sorted = keys.is_sorted_by(|a, b| if descending { a.0 >= b.0 } else { a.0 <= b.0 });
                assert!(sorted, "{name} {sort:?} {keys:?}");
            }
        }
    }
}

fn key(row: &CustomerRow, by: SortBy) -> String {
    match by {
        SortBy::Name => fold(&row.name),
        SortBy::Code => row.code.clone(),
        SortBy::City => fold(&row.city),
        SortBy::Created => format!("{:020}", row.created_at.0),
        SortBy::Updated => format!("{:020}", row.updated_at.0),
    }
}

#[test]
fn rows_are_whole_in_lists_and_in_lookups() {
    let office = various();
    let mut desk = office.at("mai");
    let detail = open(&mut desk, Office::customer(1)).expect("a customer");
    let phone = planted(1).value(Field::Phone).to_owned();
    let filter = filter::parse("code = KH-000002", &TimeZone::UTC).expect("a filter");
    let elsewhere = filter::parse("city = nowhere", &TimeZone::UTC).expect("a filter");
    let by_filter = ask(&mut desk, CustomersQuery { filter, ..query("") }).expect("a list").rows;
    // An exact lookup finds its customer whatever the list is filtered by.
    let by_phone = CustomersQuery { filter: elsewhere.clone(), ..query(&format!("/{phone}")) };
    let by_phone = ask(&mut desk, by_phone).expect("a lookup").rows;
    assert_eq!(counted(&mut desk, &format!("/{phone}"), &elsewhere), Ok(1));
    for rows in [by_filter, by_phone] {
        let [row] = &rows[..] else { panic!("{rows:?}") };
        let customer = &detail.customer;
        assert_eq!((row.id, &row.code, &row.name), (customer.id, &customer.code, &customer.name));
        assert_eq!((&row.owner[..], &row.department[..]), ("sorin", "Sales"));
        assert_eq!((&row.country, &row.since, &row.city), (&customer.country, &customer.since, &customer.city));
        assert_eq!((row.created_at, row.updated_at), (customer.created_at, customer.updated_at));
        assert_eq!((row.version, row.status, row.kind), (2, customer.status, customer.kind));
    }
}

/// Whatever is asked, a filter, a count or a choice tells nothing of another department.
#[test]
fn a_filter_opens_no_door() {
    let office = various();
    // A city that only Sales has, and one that only Support has.
    let mut owner = office.at("mai");
    for (n, city) in [(0, "Chỉ Support"), (1, "Chỉ Sales")] {
        let detail = open(&mut owner, Office::customer(n)).expect("a customer");
        save(&mut owner, CustomerDraft { city: city.into(), ..draft_of(&detail.customer) }).expect("an edit");
    }
    let mut desk = office.at("lan");
    let inside = |id: &Id| (0..CUSTOMERS).step_by(2).any(|n| Office::customer(n) == *id);
    for text in [
        "department = Sales",
        "owner = sorin",
        "city = Chỉ Sales",
        "department = Support or department = Sales",
        "not department = Support",
        "name ~ zinnia or has phone",
        "updated < 1y",
        "code in (KH-000001, KH-000002)",
    ] {
        let filter = filter::parse(text, &TimeZone::UTC).expect("a filter");
        for (search, by) in ["", "zinnia", "KH-0"].into_iter().flat_map(|s| SortBy::ALL.map(|by| (s, by))) {
            let sort = Sort { by, descending: false };
            let page =
                ask(&mut desk, CustomersQuery { filter: filter.clone(), sort, ..query(search) }).expect("a list");
            assert!(page.rows.iter().all(|row| inside(&row.id)), "{text} {search:?} {by:?}");
            assert_eq!(counted(&mut desk, search, &filter), Ok(page.rows.len() as u64), "{text} {search:?}");
            assert_eq!(page.total, CUSTOMERS as u64 / 2);
        }
    }
    let seen = choices(&mut desk).expect("choices");
    assert!(seen.cities.contains(&"Chỉ Support".into()) && !seen.cities.contains(&"Chỉ Sales".into()), "{seen:?}");
    assert_eq!(choices(&mut office.at("hoa")).expect("choices").countries, ["VN"]);
    let all = choices(&mut owner).expect("choices");
    assert!(all.cities.contains(&"Chỉ Sales".into()) && all.countries.len() == 2, "{all:?}");
    let names: Vec<&str> = all.members.iter().map(|(_, name)| name.as_str()).collect();
    assert_eq!(names, ["hoa", "ioana", "lan", "mai", "minh", "radu", "sorin"]);
    let names: Vec<&str> = all.departments.iter().map(|(_, name)| name.as_str()).collect();
    assert_eq!(names, ["Sales", "Support"]);
    assert_eq!(all.departments[1].0, Office::department(0));
}

#[test]
fn who_may_list_nothing_may_neither_count_nor_choose() {
    let office = Office::new();
    let mut desk = office.at(SERVICE);
    let denied = Problem::Denied { rule: Operation::ListCustomers.rule() };
    let count = |search: &str| Request::CountCustomers { search: search.into(), filter: Filter::All, after: None };
    for request in [Request::Customers(query("")), count(""), count("a"), count("/0903"), Request::Choices] {
        let before = office.log().len();
        let shown = format!("{request:?}");
        assert_eq!(desk.ask(request).err(), Some(denied.clone()), "{shown}");
        let last = office.last();
        assert_eq!((office.log().len(), last.outcome), (before + 1, Outcome::Denied), "{shown}");
        assert_eq!(last.member, Some(Office::member(SERVICE)));
    }
    let before = office.log().len();
    assert!(choices(&mut office.at("radu")).is_ok() && counted(&mut office.at("radu"), "", &Filter::All).is_ok());
    assert_eq!(office.log().len(), before + 2, "two sign-ins: a list that is granted leaves no entry");
}

#[test]
fn names_that_nobody_has_are_told() {
    let office = Office::new();
    let mut desk = office.at("mai");
    for (text, field) in
        [("owner = quý", "owner"), ("not owner in (lan, quý)", "owner"), ("department = x", "department")]
    {
        let filter = filter::parse(text, &TimeZone::UTC).expect("a filter");
        let invalid = Problem::Invalid { field: field.into(), unfit: Unfit::NotInList };
        let page = ask(&mut desk, CustomersQuery { filter: filter.clone(), ..query("") });
        assert_eq!(page.err(), Some(invalid.clone()), "{text}");
        assert_eq!(counted(&mut desk, "", &filter), Err(invalid), "{text}");
    }
    // A filter that no text could be is refused, not followed down.
    let mut deep = Filter::Is(Condition::Has(vec![Field::Phone]));
    for _ in 0..2_000 {
        deep = Filter::Not(Box::new(deep));
    }
    let wide = Filter::Or(vec![Filter::All; 5_000]);
    for filter in [deep, wide] {
        let problem = ask(&mut desk, CustomersQuery { filter, ..query("") }).err();
        assert!(matches!(problem, Some(Problem::Invalid { ref field, .. }) if field == "filter"), "{problem:?}");
    }
    // What is typed cannot become SQL.
    for value in ["\"'; DROP TABLE customer; --\"", "\"%\"", "?1", "x' or '1' = '1"] {
        if let Ok(filter) = filter::parse(&format!("name = {value}"), &TimeZone::UTC) {
            assert!(filtered(&mut desk, &filter).is_empty(), "{value}");
        }
    }
    assert_eq!(counted(&mut desk, "", &Filter::All), Ok(CUSTOMERS as u64));
}
