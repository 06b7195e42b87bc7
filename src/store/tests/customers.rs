//! Customers: edits and conflicts, lists and search against brute force.

use super::super::list::Hunt;
use super::super::order::{Placed, Query, indexed_words};
use super::*;

const NAMES: [&str; 12] = ["nguyen", "tran", "le", "an", "anh", "van", "thi", "ngoc", "ana", "lan", "minh", "nga"];

/// Some thousands of customers with few words, so that words and names repeat.
pub(super) fn crowd(office: &mut Office, count: u64) -> Vec<NewCustomer> {
    let mut random = fastrand::Rng::with_seed(5);
    let mut words = |most: usize| {
        let count = random.usize(0..=most);
        (0..count).map(|_| NAMES[random.usize(0..NAMES.len())]).collect::<Vec<_>>().join(" ")
    };
    let all: Vec<NewCustomer> = (0..count)
        .map(|number| {
            let mut new = customer(number * 7919 % count, &words(4), &words(2));
            new.customer.department = if number % 3 == 0 { OTHER_DEPARTMENT } else { DEPARTMENT };
            new.customer.owner = (number % 5 == 0).then_some(MEMBER);
            new
        })
        .collect();
    office.write(Action::Import, None, |tx| tx.insert_customers(&all));
    all
}

/// A member with whom nothing is shared.
pub(super) const ALONE: Viewer = Viewer { member: MEMBER, shares_at: None };

/// Everyone, a department and one's own.
pub(super) fn reaches() -> [Reach; 3] {
    [Reach::All, Reach::Departments(vec![OTHER_DEPARTMENT], ALONE), Reach::Own(ALONE)]
}

pub(super) fn in_reach(customer: &Customer, reach: &Reach) -> bool {
    match reach {
        Reach::All => true,
        Reach::Departments(ids, viewer) => {
            ids.contains(&customer.department) && (!customer.private || customer.owner == Some(viewer.member))
        }
        Reach::Own(viewer) => customer.owner == Some(viewer.member),
    }
}

/// What a search should find, said as plainly as possible and not by the code under test.
fn expected(all: &[NewCustomer], reach: &Reach, typed: &str, code: &str) -> Vec<Id> {
    let terms: Vec<&str> = typed.split(' ').filter(|term| !term.is_empty()).collect();
    let mut found: Vec<Id> = all
        .iter()
        .filter(|new| in_reach(&new.customer, reach))
        .filter(|new| {
            let text = format!("{} {}", new.folded.name, new.folded.company);
            let matches = |term: &&str| text.split(' ').any(|word| word.starts_with(term));
            (!terms.is_empty() && terms.iter().all(matches))
                || (!terms.is_empty() && new.folded.name.starts_with(&terms.join(" ")))
                || (!code.is_empty() && new.customer.code.starts_with(code))
        })
        .map(|new| new.customer.id)
        .collect();
    found.sort();
    found
}

pub(super) type Fetch<'a> = &'a dyn Fn(&Snapshot, Option<&Cursor>, bool) -> Result<Page, StoreError>;

/// All ids page by page, in the order of the list.
pub(super) fn pages(office: &mut Office, backward: bool, fetch: Fetch) -> Vec<Id> {
    let (mut ids, mut from) = (Vec::new(), None);
    loop {
        let page = office.read(|tx| fetch(tx, from.as_ref(), backward));
        let mut rows: Vec<Id> = page.rows.iter().map(|row| row.id).collect();
        if backward {
            rows.append(&mut ids);
            ids = rows;
        } else {
            ids.append(&mut rows);
        }
        match page.next {
            Some(next) => from = Some(next),
            None => return ids,
        }
    }
}

#[test]
fn search_finds_what_brute_force_finds_in_every_scope_and_direction() {
    let mut office = Office::new();
    let all = crowd(&mut office, 1_500);
    let searches = [
        ("a", ""),
        ("an", ""),
        ("nguyen", ""),
        ("nguyen v", ""),
        ("an le", ""),
        ("le an n", ""),
        ("zz", "ZZ"),
        ("", "KH-0001"),
        ("l", "KH-00001"),
    ];
    for (typed, code) in searches {
        for reach in &reaches() {
            let known = Known::default();
            let fetch = |tx: &Snapshot, from: Option<&Cursor>, backward: bool| {
                let query = ListQuery { from, backward, ..ListQuery::new(reach, &known, 37) };
                tx.search(&query, &Search { folded: typed, code })
            };
            let found = pages(&mut office, false, &fetch);
            assert_eq!(found, pages(&mut office, true, &fetch), "{typed:?} {reach:?} backward");
            let mut sorted = found.clone();
            sorted.sort();
            assert_eq!(sorted, expected(&all, reach, typed, code), "{typed:?} {code:?} {reach:?}");
            // Names that begin with what was typed come first, in their order.
            let by_id: std::collections::HashMap<Id, &NewCustomer> =
                all.iter().map(|new| (new.customer.id, new)).collect();
            let begins: Vec<bool> = found.iter().map(|id| by_id[id].folded.name.starts_with(typed)).collect();
            assert!(typed.is_empty() || begins.is_sorted_by(|a, b| a >= b), "{typed:?} {reach:?}");
        }
    }
}

#[test]
fn a_large_scope_and_a_small_one_have_the_same_order() {
    let mut office = Office::new();
    crowd(&mut office, 1_000);
    let reach = Reach::Departments(vec![DEPARTMENT], ALONE);
    office.read(|tx| {
        for folded in ["a", "le", "an le"] {
            let known = Known::default();
            let query = ListQuery::new(&reach, &known, 900);
            let walked = tx.search(&query, &Search { folded, code: "" })?;
            let mut hunt = Hunt::new(900, query.effort);
            tx.by_word(&query, &Query::new(folded), 0, &mut hunt)?;
            let walked: Vec<Id> =
                walked.rows.iter().filter(|row| row.cursor.group & 3 == 2).map(|row| row.id).collect();
            assert!(!walked.is_empty());
            assert_eq!(walked, hunt.hits.iter().map(|hit| hit.id).collect::<Vec<_>>(), "{folded}");
        }
        Ok(())
    });
}

#[test]
fn a_customer_stands_in_its_first_group() {
    let query = Query::new("an le");
    assert_eq!(query.place("an le hoa\u{1f}", 0), Some(Placed::Name));
    assert_eq!(query.place("anh minh le\u{1f}", 0), Some(Placed::Driven));
    assert_eq!(query.place("anh minh le\u{1f}", 1), Some(Placed::Word("le")));
    assert_eq!(query.place("hoa\u{1f}lena anna anh", 0), Some(Placed::Word("anh")));
    assert_eq!(query.place("hoa an\u{1f}", 0), None);
    assert_eq!(indexed_words("an an le\u{1f}le son"), ["an", "le", "son"]);
    assert!(indexed_words("an\u{1f}").is_empty());
}

#[test]
fn an_edit_of_an_older_version_is_a_conflict() {
    let mut office = Office::new();
    let new = customer(1, "an le", "kim");
    office.write(Action::CustomerCreate, Some(id(1)), |tx| tx.insert_customer(&new));
    let mut edited = Customer { name: "Binh Vo".into(), department: OTHER_DEPARTMENT, ..new.customer.clone() };
    let folded = Folded { name: "binh vo".into(), company: "kim".into() };
    let phone = SealedValue { mask: "new".into(), version: 2, ..new.sealed[0].clone() };
    let changes = [SealedChange::Put(phone.clone()), SealedChange::Clear(Field::Email)];
    let version = office.write(Action::CustomerEdit, Some(id(1)), |tx| tx.update_customer(&edited, &folded, &changes));
    assert_eq!(version, 2);
    assert_eq!(office.read(|tx| tx.sealed_value(id(1), Field::Phone)), Some(phone));
    assert_eq!(office.read(|tx| tx.masks(id(1))).len(), 2);
    assert_eq!(office.read(|tx| tx.customers_in(OTHER_DEPARTMENT)), 1);
    let find = |folded: &'static str| {
        move |tx: &Snapshot| {
            let known = Known::default();
            let query = ListQuery::new(&Reach::All, &known, 9);
            Ok(tx.search(&query, &Search { folded, code: "" })?.rows.len())
        }
    };
    assert_eq!((office.read(find("le")), office.read(find("vo")), office.read(find("kim"))), (0, 1, 1));
    let conflict = office.try_write(Action::CustomerEdit, None, |tx| tx.update_customer(&edited, &folded, &[]));
    let Err(StoreError::Conflict { current }) = conflict else { panic!("{conflict:?}") };
    assert_eq!((current.version, current.name.as_str()), (2, "Binh Vo"));
    edited.version = 2;
    edited.id = id(9);
    let gone = office.try_write(Action::CustomerEdit, None, |tx| tx.update_customer(&edited, &folded, &[]));
    assert!(matches!(gone, Err(StoreError::Missing)));
    office.verify().unwrap();
}

#[test]
fn unique_values_are_found_and_guarded() {
    let mut office = Office::new();
    let mut new = customer(1, "an", "");
    new.customer.external_id = Some("x-1".into());
    office.write(Action::CustomerCreate, None, |tx| tx.insert_customer(&new));
    let token = new.sealed[0].token.clone().unwrap();
    assert_eq!(office.read(|tx| tx.customers_by_token(&token)), [(id(1), Field::Phone)]);
    assert_eq!(office.read(|tx| tx.customer_by_external_id("x-1")), Some(id(1)));
    let mut twin = customer(2, "an", "");
    twin.customer.external_id = Some("x-1".into());
    let twice = office.try_write(Action::CustomerCreate, None, |tx| tx.insert_customer(&twin));
    assert!(matches!(twice, Err(StoreError::Duplicate { field: "external_id" })));
    twin.customer.external_id = None;
    twin.customer.code = "KH-000001".into();
    let twice = office.try_write(Action::CustomerCreate, None, |tx| tx.insert_customer(&twin));
    assert!(matches!(twice, Err(StoreError::Duplicate { field: "code" })));
    twin.customer.code = "KH-000003".into();
    office.write(Action::CustomerCreate, None, |tx| tx.insert_customer(&twin));
    // Codes that are taken are passed over, and given ones not given again.
    let codes = office.write(Action::CustomerCreate, None, |tx| Ok([tx.next_code("KH")?, tx.next_code("KH")?]));
    assert_eq!(codes, ["KH-000002", "KH-000004"]);
}

#[test]
fn deleting_takes_all_with_it() {
    let mut office = Office::new();
    let import = ImportRow {
        id: id(50),
        member: MEMBER,
        at: Micros(1),
        file: "a.csv".into(),
        counts: "{}".into(),
        reverted_at: None,
    };
    let mut new: Vec<NewCustomer> = (1..=3).map(|n| customer(n, "an le", "kim")).collect();
    new.iter_mut().for_each(|new| new.customer.import_id = Some(import.id));
    office.write(Action::Import, None, |tx| {
        tx.insert_import(&import)?;
        tx.insert_customers(&new)
    });
    office.note(1, id(2));
    office.note(2, id(2));
    let timeline = office.read(|tx| tx.timeline(id(2), None, None, 1));
    let before = (timeline[0].at, timeline[0].id);
    assert_eq!(office.read(|tx| tx.timeline(id(2), None, Some(before), 5)).len(), 1);
    let made = office.read(|tx| tx.customers_of_import(import.id, Some(id(1)), 9));
    assert_eq!(made, [(id(2), false), (id(3), true)], "a note was written on the second");
    office.write(Action::ImportRevert, None, |tx| {
        made.iter().try_for_each(|(id, _)| tx.delete_customer(*id))?;
        tx.update_import(&ImportRow { reverted_at: Some(Micros(9)), ..import.clone() })
    });
    assert_eq!(office.read(|tx| tx.customer_total(&Reach::All)), 1);
    assert_eq!(office.read(|tx| tx.import(import.id)).unwrap().reverted_at, Some(Micros(9)));
    for table in ["customer", "customer_word", "sealed_value", "activity"] {
        let sql = format!("SELECT count(*) FROM {table}");
        let left: i64 = office.store.conn.query_row(&sql, [], |row| row.get(0)).unwrap();
        assert_eq!(
            left,
            match table {
                "customer" => 1,
                "activity" => 0,
                "customer_word" => 2,
                _ => 3,
            },
            "{table}"
        );
    }
    office.verify().unwrap();
}

#[test]
fn what_more_is_known_goes_with_its_customer() {
    let mut office = Office::new();
    let all = crowd(&mut office, 40);
    let (one, company) = (all[0].customer.id, all[1].customer.id);
    let more = |tag: &str, segment: &str| More {
        tags: vec![tag.into()],
        segment: segment.into(),
        employer: Some(company),
        labels: [(Field::Phone, PointLabel { label: "work".into(), preferred: true })].into(),
        own: [("shoe".to_owned(), "42".to_owned())].into(),
    };
    let known = more("Quý", "Bán lẻ");
    office.write(Action::CustomerEdit, Some(one), |tx| tx.put_more(one, &known));
    assert_eq!(office.read(|tx| tx.more(one)), known);
    assert_eq!(office.read(|tx| tx.stored_tags(one)), ["quy"]);
    assert_eq!(office.read(|tx| tx.people_of(company, None, 9)), [one]);
    assert_eq!(office.read(|tx| tx.people_of(company, Some(one), 9)), []);
    let usual = |reach: Reach| move |tx: &Snapshot| tx.usual_more(&reach, 9);
    assert_eq!(office.read(usual(Reach::All)), (vec!["Quý".to_owned()], vec!["Bán lẻ".to_owned()]));
    let elsewhere = if all[0].customer.department == DEPARTMENT { OTHER_DEPARTMENT } else { DEPARTMENT };
    assert_eq!(office.read(usual(Reach::Departments(vec![elsewhere], ALONE))), (vec![], vec![]), "out of reach");
    office.verify().unwrap();
    let other = more("Mới", "");
    office.write(Action::CustomerEdit, Some(one), |tx| tx.put_more(one, &other));
    assert_eq!(office.read(|tx| tx.stored_tags(one)), ["moi"]);
    office.write(Action::CustomerEdit, Some(one), |tx| tx.put_more(one, &More::default()));
    assert_eq!(office.read(|tx| tx.more(one)), More::default());
    office.verify().unwrap();
    office.write(Action::CustomerEdit, Some(one), |tx| tx.put_more(one, &known));
    office.write(Action::ImportRevert, None, |tx| tx.delete_customer(one));
    assert_eq!(office.read(|tx| tx.more(one)), More::default());
    assert_eq!(office.read(|tx| tx.stored_tags(one)), [] as [String; 0]);
    office.verify().unwrap();
}
