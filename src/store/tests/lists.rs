//! Lists in every order, filtered and not, whole and in parts; their indexes; places that nobody gave out.
use jiff::tz::TimeZone;

use super::super::matcher::Driver;
use super::super::reach::over;
use super::customers::{ALONE, crowd, in_reach, pages, reaches};
use super::*;
use crate::domain::filter::{self, Filter};
use crate::domain::fold::fold;

const DAY: i64 = 24 * 3600 * 1_000_000;
/// 2026-01-01.
const START: i64 = 1_767_225_600_000_000;
const CITIES: [&str; 4] = ["Huế", "HUE", "Đà Nẵng", ""];

/// Effort that reads candidates, that walks without a rest, and that rests often.
pub(super) const EFFORTS: [Effort; 3] =
    [Effort { few: 5_000, rows: 9 }, Effort { few: 0, rows: 100_000 }, Effort { few: 0, rows: 70 }];

pub(super) fn various(office: &mut Office, count: u64) -> Vec<NewCustomer> {
    let mut all = crowd(office, 0);
    let mut random = fastrand::Rng::with_seed(8);
    for n in 0..count {
        let names = ["An", "Bình", "Đào Anh", "an"];
        let mut new = customer(n * 7919 % count, names[random.usize(0..4)], ["", "Sen", "Kim Sơn"][random.usize(0..3)]);
        new.folded = Folded { name: fold(&new.customer.name), company: fold(&new.customer.company) };
        let row = &mut new.customer;
        row.city = CITIES[random.usize(0..4)].into();
        row.country = ["VN", "România"][random.usize(0..2)].into();
        row.since = ["", "2024-05-01", "2026-01-01"][random.usize(0..3)].into();
        row.status = [Status::Lead, Status::Active, Status::Blocked][random.usize(0..3)];
        row.department = if random.bool() { DEPARTMENT } else { OTHER_DEPARTMENT };
        row.owner = random.bool().then_some(MEMBER);
        row.private = row.owner.is_some() && random.u8(0..4) == 0;
        row.created_at = Micros(START + n as i64 * DAY / 8);
        row.updated_at = Micros(START + random.i64(0..40) * DAY);
        // A UUIDv7: milliseconds, then the rest.
        row.id.0[..6].copy_from_slice(&(row.created_at.0 / 1_000).to_be_bytes()[2..]);
        if random.bool() {
            new.sealed.retain(|value| value.field != Field::Email);
        }
        all.push(new);
    }
    office.write(Action::Import, None, |tx| tx.insert_customers(&all));
    all
}

pub(super) fn known() -> Known {
    let members = [("an".to_owned(), MEMBER)].into();
    let departments = [("sales".to_owned(), vec![DEPARTMENT]), ("both".to_owned(), vec![DEPARTMENT, OTHER_DEPARTMENT])];
    let (now, tickets) = (Micros(START + 50 * DAY), Some(TicketReach::All));
    Known { me: MEMBER, now, members, departments: departments.into(), tickets }
}

/// The order of a list, said plainly.
pub(super) fn in_order(all: &[NewCustomer], sort: ListSort) -> Vec<&NewCustomer> {
    let mut sorted: Vec<&NewCustomer> = all.iter().collect();
    let search = |new: &NewCustomer| format!("{}\u{1f}{}", new.folded.name, new.folded.company);
    match sort {
        ListSort::Name => sorted.sort_by_key(|new| (search(new), new.customer.id)),
        ListSort::Code => sorted.sort_by_key(|new| new.customer.code.clone()),
        ListSort::City => sorted.sort_by_key(|new| (fold(&new.customer.city), search(new), new.customer.id)),
        ListSort::Created => sorted.sort_by_key(|new| new.customer.id),
        ListSort::Updated => sorted.sort_by_key(|new| (new.customer.updated_at, new.customer.id)),
    }
    sorted
}

/// A filter as it is typed, and what it lets through, said plainly.
pub(super) type Said = (&'static str, fn(&NewCustomer) -> bool);

pub(super) fn filters() -> Vec<Said> {
    vec![
        ("", |_| true),
        ("city = huế", |new| fold(&new.customer.city) == "hue"),
        ("city in (Huế, \"\")", |new| ["hue", ""].contains(&fold(&new.customer.city).as_str())),
        ("owner = nobody and city != Huế", |new| new.customer.owner.is_none() && fold(&new.customer.city) != "hue"),
        ("not owner = an", |new| new.customer.owner != Some(MEMBER)),
        ("updated > 30d", |new| new.customer.updated_at.0 < START + 20 * DAY),
        ("updated = 2026-01-05", |new| new.customer.updated_at.0 == START + 4 * DAY),
        ("created < 2026-01-09 and created >= 2026-01-03", |new| {
            (START + 2 * DAY..START + 8 * DAY).contains(&new.customer.created_at.0)
        }),
        ("since < 2026-01-01", |new| new.customer.since.starts_with("2024")),
        ("name ~ ao a", |new| new.folded.name.contains("ao a")),
        ("name = an", |new| new.folded.name == "an"),
        ("company ~ son or country = romania", |new| {
            new.folded.company.contains("son") || fold(&new.customer.country) == "romania"
        }),
        ("code in (KH-000007, kh-000011)", |new| ["KH-000007", "KH-000011"].contains(&new.customer.code.as_str())),
        ("department = sales, status in (lead, blocked)", |new| {
            new.customer.department == DEPARTMENT && new.customer.status != Status::Active
        }),
        ("department = both and has email", |new| new.sealed.iter().any(|value| value.field == Field::Email)),
        ("kind = company", |_| false),
    ]
}

#[test]
fn every_order_filter_and_effort_lists_the_same_as_brute_force() {
    let mut office = Office::new();
    let all = various(&mut office, 240);
    let known = known();
    for (text, passes) in filters() {
        let filter = filter::parse(text, &TimeZone::UTC).unwrap();
        for reach in &reaches() {
            for sort in ListSort::ALL {
                let expected = in_order(&all, sort).into_iter();
                let mut expected: Vec<Id> = expected
                    .filter(|new| in_reach(&new.customer, reach) && passes(new))
                    .map(|new| new.customer.id)
                    .collect();
                for (descending, effort) in [false, true].into_iter().flat_map(|d| EFFORTS.map(|effort| (d, effort))) {
                    let fetch = |tx: &Snapshot, from: Option<&Cursor>, backward: bool| {
                        let whole = ListQuery::new(reach, &known, 33);
                        tx.list(&ListQuery { filter: &filter, sort, descending, from, backward, effort, ..whole })
                    };
                    let mut found = pages(&mut office, false, &fetch);
                    let backward = pages(&mut office, true, &fetch);
                    assert_eq!(found, backward, "{text:?} {reach:?} {sort:?} {descending} {effort:?} backward");
                    if descending {
                        found.reverse();
                    }
                    assert_eq!(found, expected, "{text:?} {reach:?} {sort:?} {descending} {effort:?}");
                }
                expected.sort_unstable();
                for effort in EFFORTS {
                    assert_eq!(count(&mut office, reach, &filter, "", effort), expected.len() as u64, "{text:?}");
                }
            }
        }
    }
}

pub(super) fn count(office: &mut Office, reach: &Reach, filter: &Filter, folded: &str, effort: Effort) -> u64 {
    let (mut from, mut sum, known) = (None, 0, known());
    loop {
        let query = ListQuery { filter, from: from.as_ref(), effort, ..ListQuery::new(reach, &known, 1) };
        let (found, next) = office.read(|tx| tx.count(&query, &Search { folded, code: "" }));
        sum += found;
        match next {
            Some(next) => from = Some(next),
            None => return sum,
        }
    }
}

/// A filter drops hits of a search and changes nothing of their order; a search that rests goes on where it was.
#[test]
fn a_search_is_filtered_and_rests() {
    let mut office = Office::new();
    let all = crowd(&mut office, 600);
    let known = known();
    let active = filter::parse("owner = an", &TimeZone::UTC).unwrap();
    for folded in ["an", "an le", "nguyen v", "le"] {
        for reach in &reaches() {
            let mut lists = Vec::new();
            for (filter, effort) in
                [&Filter::All, &active].into_iter().flat_map(|f| [EFFORTS[1], EFFORTS[2]].map(|e| (f, e)))
            {
                let fetch = |tx: &Snapshot, from: Option<&Cursor>, backward: bool| {
                    let query = ListQuery { filter, from, backward, effort, ..ListQuery::new(reach, &known, 21) };
                    tx.search(&query, &Search { folded, code: "" })
                };
                let found = pages(&mut office, false, &fetch);
                assert_eq!(found, pages(&mut office, true, &fetch), "{folded} {reach:?} {effort:?}");
                assert_eq!(count(&mut office, reach, filter, folded, effort), found.len() as u64);
                lists.push(found);
            }
            let owned = |id: &&Id| all.iter().any(|new| new.customer.id == **id && new.customer.owner == Some(MEMBER));
            assert_eq!(lists[0], lists[1], "{folded} {reach:?}");
            assert_eq!(lists[2], lists[0].iter().filter(owned).copied().collect::<Vec<_>>(), "{folded} {reach:?}");
            assert_eq!(lists[2], lists[3], "{folded} {reach:?}");
        }
    }
}

/// How the database would run a statement, in one line.
pub(super) fn explain(office: &mut Office, sql: &str, values: &[rusqlite::types::Value]) -> String {
    let mut statement = office.store.conn.prepare(&format!("EXPLAIN QUERY PLAN {sql}")).unwrap();
    let lines = statement.query_map(rusqlite::params_from_iter(values), |row| row.get::<_, String>(3)).unwrap();
    lines.map(Result::unwrap).filter(|line| !line.contains("SUBQUERY")).collect::<Vec<_>>().join("; ")
}

/// Each walk goes along one index, and each condition that has an index is answered by it: nothing is sorted aside.
#[test]
fn every_walk_and_driver_has_its_index() {
    let mut office = Office::new();
    various(&mut office, 50);
    let known = known();
    let filter = filter::parse("name ~ an and has email", &TimeZone::UTC).unwrap();
    let in_city = filter::parse("city = Huế, name ~ an", &TimeZone::UTC).unwrap();
    let places = [("x", "y"), ("5", "")].map(|(key, key2)| (key.to_owned(), key2.to_owned()));
    for (filter, reach) in [&filter, &in_city].into_iter().flat_map(|filter| reaches().map(|reach| (filter, reach))) {
        for sort in ListSort::ALL {
            let by_city = std::ptr::eq(filter, &in_city);
            let index = match (sort, &reach) {
                (ListSort::Name | ListSort::City, _) if by_city => "customer_by_city (city_folded=?",
                (ListSort::City, _) => "customer_by_city (",
                (ListSort::Name, Reach::All) => "customer_by_name (",
                (ListSort::Name, Reach::Departments(..)) => "customer_by_department (department=?",
                (ListSort::Name, Reach::Own(_)) => "customer_by_owner (owner=?",
                (ListSort::Code, _) => "sqlite_autoindex_customer_2 (",
                (ListSort::Created, _) => "sqlite_autoindex_customer_1 (",
                (ListSort::Updated, _) => "customer_by_updated (",
            };
            for descending in [false, true] {
                let tag = match sort {
                    ListSort::Name => 0,
                    ListSort::Code => 3,
                    ListSort::City => 4,
                    ListSort::Created => 5,
                    ListSort::Updated => 6,
                };
                let (key, key2) = places[usize::from(sort == ListSort::Updated)].clone();
                let cursor = Cursor { group: tag, key, key2, id: id(3) };
                for from in [None, Some(&cursor)] {
                    let whole = ListQuery::new(&reach, &known, 5);
                    let (sql, values) = ListQuery { filter, sort, descending, from, ..whole }.walk();
                    let plan = explain(&mut office, &sql, &values.0);
                    assert!(plan.contains(index) && !plan.contains("TEMP B-TREE"), "{sort:?} {reach:?} {sql}\n{plan}");
                    let part = plan.split_once(index).map(|(_, part)| part).unwrap_or_default();
                    assert!(from.is_none() || part.contains('>') || part.contains('<'), "no range: {sql}\n{plan}");
                }
            }
        }
    }
    for (text, index) in [
        ("city in (Huế, Iași)", "customer_by_city (city_folded=?"),
        ("owner = an", "customer_by_owner (owner=?"),
        ("department = both", "customer_by_department (department=?"),
        ("code = KH-000001", "sqlite_autoindex_customer_2 (code=?"),
        ("updated < 7d", "customer_by_updated (updated_at>?"),
        ("updated = 2026-01-03", "customer_by_updated (updated_at>? AND updated_at<?"),
        ("created < 7d", "sqlite_autoindex_customer_1 (id>?"),
        ("tag in (vip, no)", "sqlite_autoindex_customer_1 (id=?"),
        ("starred", "sqlite_autoindex_customer_1 (id=?"),
        ("has open ticket", "USING COVERING INDEX ticket_open (customer>?"),
    ] {
        for Driver { parts, values, .. } in
            known.drivers(&filter::parse(text, &TimeZone::UTC).unwrap(), &Reach::All, 2_001)
        {
            let plan = explain(&mut office, &format!("{} LIMIT 9", over(&parts, "1", "1")), &values.0);
            assert!(plan.contains(index), "{text}: {plan}");
        }
        assert_eq!(
            known.drivers(&filter::parse(&format!("not ({text})"), &TimeZone::UTC).unwrap(), &Reach::All, 2_001).len(),
            0
        );
    }
    // What has been quiet lies before a time of that index, though it is a `not`.
    for (text, range) in [("activity < 7d", "last_activity>?"), ("no activity for 30 days", "last_activity<?")] {
        for Driver { parts, values, .. } in
            known.drivers(&filter::parse(text, &TimeZone::UTC).unwrap(), &Reach::All, 2_001)
        {
            let plan = explain(&mut office, &format!("{} LIMIT 9", over(&parts, "1", "1")), &values.0);
            assert!(plan.contains(&format!("customer_by_activity ({range}")), "{text}: {plan}");
        }
    }
}

/// Places come back from outside. Whatever they say, nobody out of reach is listed and nothing breaks.
#[test]
fn a_forged_place_lists_nobody_else() {
    let mut office = Office::new();
    let all = various(&mut office, 60);
    let known = known();
    let mut random = fastrand::Rng::with_seed(3);
    let keys = ["", "an", "hue", "1", "-9223372036854775808", "99999999999999999999", "\u{1f}", "\u{10ffff}", "x'00'"];
    let filter = filter::parse("city = hue", &TimeZone::UTC).unwrap();
    for _ in 0..3_000 {
        let from = Cursor {
            group: random.u8(..),
            key: keys[random.usize(0..keys.len())].into(),
            key2: keys[random.usize(0..keys.len())].into(),
            id: if random.bool() { id(random.u64(0..60)) } else { Id([random.u8(..); 16]) },
        };
        let reach = &reaches()[random.usize(1..3)];
        let query = ListQuery {
            from: Some(&from),
            filter: if random.bool() { &filter } else { &Filter::All },
            sort: ListSort::ALL[random.usize(0..5)],
            descending: random.bool(),
            backward: random.bool(),
            effort: EFFORTS[random.usize(0..3)],
            ..ListQuery::new(reach, &known, 20)
        };
        let folded = ["", "an", "an ki", "kim"][random.usize(0..4)];
        let search = Search { folded, code: if random.bool() { "KH-00" } else { "" } };
        let page = office.read(|tx| tx.search(&query, &search));
        office.read(|tx| tx.count(&query, &search));
        for row in page.rows {
            let new = all.iter().find(|new| new.customer.id == row.id).expect("one of them");
            assert!(in_reach(&new.customer, reach), "{query:?}");
        }
    }
}

#[test]
fn what_is_usual_comes_first_and_from_the_reach_alone() {
    let mut office = Office::new();
    let cities = ["Huế", "Huế", "Huế", "HUE", "Iași", "Iași", "", "Đà Lạt"];
    let all: Vec<NewCustomer> = (0..)
        .zip(cities)
        .map(|(n, city)| {
            let mut new = customer(n, "An", "");
            new.customer.city = city.into();
            new.customer.department = if city == "Đà Lạt" { OTHER_DEPARTMENT } else { DEPARTMENT };
            new.customer.owner = (city == "Iași").then_some(MEMBER);
            new
        })
        .collect();
    office.write(Action::Import, None, |tx| tx.insert_customers(&all));
    let mut usual = |reach: Reach, most| office.read(|tx| tx.usual(&reach, PlaceField::City, most));
    assert_eq!(usual(Reach::All, 9), ["Huế", "Iași", "Đà Lạt"]);
    assert_eq!(usual(Reach::All, 1), ["Huế"]);
    assert_eq!(usual(Reach::Departments(vec![OTHER_DEPARTMENT], ALONE), 9), ["Đà Lạt"]);
    assert_eq!(usual(Reach::Own(ALONE), 9), ["Iași"]);
    let whole = office.read(|tx| tx.usual(&Reach::All, PlaceField::Country, 9));
    assert_eq!(whole, ["VN"]);
    let row = office.read(|tx| tx.list(&ListQuery::new(&Reach::All, &Known::default(), 1))).rows.remove(0);
    assert_eq!((row.phone.as_str(), row.email.as_str(), row.country.as_str()), ("phone***", "email***", "VN"));
}

/// The folded city follows from the city: a row that says otherwise would hide in another list.
#[test]
fn verifying_notices_a_customer_in_the_wrong_list() {
    let mut office = Office::new();
    let new = customer(1, "An", "");
    office.write(Action::CustomerCreate, None, |tx| tx.insert_customer(&new));
    let moved = Customer { city: "Đà Nẵng".into(), country: "Việt Nam".into(), ..new.customer.clone() };
    office.write(Action::CustomerEdit, Some(id(1)), |tx| tx.update_customer(&moved, &new.folded, &[]));
    office.verify().unwrap();
    for column in ["city", "country"] {
        let set = |text: &str| format!("UPDATE customer SET {column}_folded = '{text}'");
        office.store.conn.execute_batch(&set("hue")).unwrap();
        let bad = office.verify().unwrap_err();
        assert!(bad.why.contains("KH-000001"), "{bad}");
        office.store.conn.execute_batch(&set(if column == "city" { "da nang" } else { "viet nam" })).unwrap();
        office.verify().unwrap();
    }
}
