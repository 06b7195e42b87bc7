//! What each member sees: trees of departments, private customers, shares; listed, searched and counted like a naive
//! filter over everyone.
use jiff::tz::TimeZone;

use super::super::digest;
use super::super::list::Hunt;
use super::super::matcher::{Values, blob};
use super::super::order::Query;
use super::super::reach::over;
use super::customers::pages;
use super::lists::{EFFORTS, count, explain, filters, in_order, known, various};
use super::*;
use crate::domain::ShareLevel;
use crate::domain::audit::Encoder;
use crate::domain::filter::{self, Filter};

const COLLEAGUE: Id = Id([6; 16]);
const THIRD_DEPARTMENT: Id = Id([7; 16]);

fn share(customer: Id, member: Id, until: Option<Micros>) -> Share {
    Share { customer, member, level: ShareLevel::View, until, by: COLLEAGUE, at: Micros(1) }
}

/// Three departments, customers of two members, some private, and shares of which some have ended. Answers the
/// customers and the ids of those that are shared with `MEMBER` now.
fn office(count: u64) -> (Office, Vec<NewCustomer>, Vec<Id>) {
    let mut office = Office::new();
    let mut all = various(&mut office, count);
    let mut random = fastrand::Rng::with_seed(21);
    let (now, mut shared) = (known().now, Vec::new());
    office.write(Action::Import, None, |tx| {
        tx.put_department(&Department { id: THIRD_DEPARTMENT, name: "Far".into(), parent: None })?;
        let colleague = Member {
            id: COLLEAGUE,
            name: "Binh".into(),
            folded: "binh".into(),
            encryption: [1; 32],
            signing: [2; 32],
            created_at: Micros(1),
            active: true,
        };
        tx.insert_member(&colleague, &MemberSecret::default())?;
        for new in &mut all {
            let row = &mut new.customer;
            row.owner = [None, Some(MEMBER), Some(COLLEAGUE)][random.usize(0..3)];
            row.private = row.owner.is_some() && random.u8(0..3) == 0;
            row.department = [DEPARTMENT, OTHER_DEPARTMENT, THIRD_DEPARTMENT][random.usize(0..3)];
            row.version = tx.update_customer(row, &new.folded, &[])?;
            match random.u8(0..12) {
                0 => tx.put_share(&share(row.id, MEMBER, None))?,
                1 => tx.put_share(&share(row.id, MEMBER, Some(Micros(now.0 + 1))))?,
                2 => tx.put_share(&share(row.id, MEMBER, Some(now)))?,
                3 => tx.put_share(&share(row.id, COLLEAGUE, None))?,
                _ => {}
            }
            if tx.share(row.id, MEMBER)?.is_some_and(|share| share.lasts(now)) {
                shared.push(row.id);
            }
        }
        Ok(())
    });
    (office, all, shared)
}

/// Every kind of reach of `MEMBER`, with its shares and without.
fn reaches() -> Vec<Reach> {
    let many: Vec<Id> = (0..80).map(|n| id(70_000_000 + n)).chain([DEPARTMENT, THIRD_DEPARTMENT]).collect();
    let viewers = [None, Some(known().now)].map(|shares_at| Viewer { member: MEMBER, shares_at });
    let of = |viewer: Viewer| {
        let departments = [vec![OTHER_DEPARTMENT], vec![DEPARTMENT, THIRD_DEPARTMENT], many.clone()];
        let departments = departments.into_iter().map(move |ids| Reach::Departments(ids, viewer));
        departments.chain([Reach::Own(viewer)])
    };
    viewers.into_iter().flat_map(of).chain([Reach::All]).collect()
}

/// The same, said plainly.
fn sees(reach: &Reach, customer: &Customer, shared: &[Id]) -> bool {
    let shares = |viewer: &Viewer| viewer.shares_at.is_some() && shared.contains(&customer.id);
    match reach {
        Reach::All => true,
        Reach::Departments(ids, viewer) => {
            let open = !customer.private || customer.owner == Some(MEMBER);
            (ids.contains(&customer.department) && open) || shares(viewer)
        }
        Reach::Own(viewer) => customer.owner == Some(MEMBER) || shares(viewer),
    }
}

#[test]
fn every_order_and_filter_lists_whom_the_member_sees_each_once() {
    let (mut office, all, shared) = office(210);
    assert!(shared.len() > 10);
    let known = known();
    let texts = ["", "city = huế", "not owner = an", "updated > 30d", "created < 2026-01-09", "name ~ ao a"];
    let said: Vec<_> = filters().into_iter().filter(|(text, _)| texts.contains(text)).collect();
    assert_eq!(said.len(), 5, "the others are as good, but slow");
    for (text, passes) in said {
        let filter = filter::parse(text, &TimeZone::UTC).unwrap();
        for reach in &reaches() {
            let seen = |new: &&NewCustomer| sees(reach, &new.customer, &shared) && passes(new);
            for sort in ListSort::ALL {
                let expected: Vec<Id> =
                    in_order(&all, sort).into_iter().filter(seen).map(|new| new.customer.id).collect();
                for (descending, effort) in [false, true].into_iter().flat_map(|d| EFFORTS.map(|effort| (d, effort))) {
                    let fetch = |tx: &Snapshot, from: Option<&Cursor>, backward: bool| {
                        let whole = ListQuery::new(reach, &known, 23);
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
            }
            let expected = all.iter().filter(seen).count() as u64;
            for effort in EFFORTS {
                assert_eq!(count(&mut office, reach, &filter, "", effort), expected, "{text:?} {reach:?}");
            }
        }
    }
}

#[test]
fn totals_rows_and_single_customers_agree() {
    let (mut office, all, shared) = office(210);
    let known = known();
    for reach in &reaches() {
        let seen: Vec<&NewCustomer> = all.iter().filter(|new| sees(reach, &new.customer, &shared)).collect();
        assert_eq!(office.read(|tx| tx.customer_total(reach)), seen.len() as u64, "{reach:?}");
        for new in &all {
            let expected = sees(reach, &new.customer, &shared);
            assert_eq!(office.read(|tx| tx.in_reach(new.customer.id, reach)), expected, "{reach:?}");
        }
        let rows = office.read(|tx| tx.list(&ListQuery::new(reach, &known, 500))).rows;
        for row in rows {
            let new = seen.iter().find(|new| new.customer.id == row.id).unwrap();
            assert_eq!((row.private, row.shared), (new.customer.private, shared.contains(&row.id)));
        }
        let cities: Vec<&str> = seen.iter().map(|new| new.customer.city.as_str()).collect();
        let usual = office.read(|tx| tx.usual(reach, PlaceField::City, 9));
        assert!(usual.iter().all(|city| cities.contains(&city.as_str())), "{reach:?} {usual:?}");
    }
    for department in [DEPARTMENT, OTHER_DEPARTMENT, THIRD_DEPARTMENT] {
        let there = all.iter().filter(|new| new.customer.department == department).count() as u64;
        assert_eq!(office.read(|tx| tx.customers_in(department)), there);
    }
    let now = known.now;
    assert!(office.read(|tx| tx.has_shares(MEMBER, now)));
    assert!(!office.read(|tx| tx.has_shares(DATA_KEY, now)));
    office.verify().unwrap();
}

#[test]
fn every_search_finds_whom_the_member_sees_each_once() {
    let (mut office, all, shared) = office(400);
    let known = known();
    let text = |new: &NewCustomer| format!("{} {}", new.folded.name, new.folded.company);
    for (folded, code) in [("an", ""), ("an s", ""), ("kim", ""), ("dao", "KH-0001"), ("", "KH-0001"), ("zz", "KH-00")]
    {
        let hit = |new: &&NewCustomer| {
            let words = text(new);
            let begins = |term: &str| words.split(' ').any(|word| word.starts_with(term));
            (!folded.is_empty() && folded.split(' ').all(begins))
                || (!code.is_empty() && new.customer.code.starts_with(code))
        };
        for reach in &reaches() {
            let seen = |new: &&NewCustomer| sees(reach, &new.customer, &shared);
            let mut expected: Vec<Id> = all.iter().filter(hit).filter(seen).map(|new| new.customer.id).collect();
            expected.sort_unstable();
            for effort in [EFFORTS[1], EFFORTS[2]] {
                let fetch = |tx: &Snapshot, from: Option<&Cursor>, backward: bool| {
                    let query = ListQuery { from, backward, effort, ..ListQuery::new(reach, &known, 19) };
                    tx.search(&query, &Search { folded, code })
                };
                let mut found = pages(&mut office, false, &fetch);
                assert_eq!(found, pages(&mut office, true, &fetch), "{folded:?} {code:?} {reach:?} backward");
                found.sort_unstable();
                assert_eq!(found, expected, "{folded:?} {code:?} {reach:?}");
                if code.is_empty() {
                    let counted = count(&mut office, reach, &Filter::All, folded, effort);
                    assert_eq!(counted, expected.len() as u64, "{folded:?} {reach:?}");
                }
            }
        }
    }
}

/// One department is one walk along its index; more of them, and what is shared, are merged as they come.
#[test]
fn departments_are_walked_beside_each_other() {
    let (mut office, ..) = office(30);
    let known = known();
    let cursor = Cursor { group: 0, key: "an".into(), key2: String::new(), id: id(3) };
    let viewers = [None, Some(known.now)].map(|shares_at| Viewer { member: MEMBER, shares_at });
    for (from, descending) in [(None, false), (Some(&cursor), false), (None, true), (Some(&cursor), true)] {
        let mut plan = |departments: &[Id], viewer| {
            let reach = Reach::Departments(departments.to_vec(), viewer);
            let query = ListQuery { from, descending, ..ListQuery::new(&reach, &known, 9) };
            let (sql, values) = query.walk();
            explain(&mut office, &sql, &values.0)
        };
        let walks = |plan: &str| plan.matches("customer_by_department (department=?").count();
        let one = plan(&[DEPARTMENT], viewers[0]);
        assert!(one.starts_with("SEARCH customer USING") && walks(&one) == 1 && !one.contains(';'), "{one}");
        let two = plan(&[DEPARTMENT, OTHER_DEPARTMENT], viewers[0]);
        assert!(two.contains("MERGE (UNION ALL)") && walks(&two) == 2 && !two.contains("TEMP B-TREE"), "{two}");
        let shared = plan(&[DEPARTMENT], viewers[1]);
        assert!(shared.contains("MERGE (UNION ALL)") && walks(&shared) == 1, "{shared}");
        assert!(shared.contains("customer_share_by_member (member=?"), "{shared}");
        assert!(shared.contains("sqlite_autoindex_customer_1 (id=?"), "{shared}");
        assert_eq!(shared.matches("TEMP B-TREE").count(), 1, "only what is shared is sorted: {shared}");
    }
}

/// What a small reach holds is sorted by code; the codes of everyone are not walked for it. Own private customers are
/// counted in their index.
#[test]
fn small_parts_are_found_by_their_indexes() {
    let (mut office, ..) = office(30);
    let viewer = Viewer { member: MEMBER, shares_at: None };
    for departments in [vec![DEPARTMENT], vec![DEPARTMENT, OTHER_DEPARTMENT]] {
        let mut values = Values::default();
        let parts = Reach::Departments(departments.clone(), viewer).parts(&mut values);
        let sql = over(&parts, "+code, search, id", "+code >= '' AND +code < 'L'");
        let plan = explain(&mut office, &format!("{sql} ORDER BY 1 ASC"), &values.0);
        assert_eq!(plan.matches("customer_by_department (department=?").count(), departments.len(), "{plan}");
    }
    let me = blob(MEMBER);
    let sql = "SELECT count(*) FROM customer WHERE private = 1 AND owner = ?1 AND department IN (?1, ?1)";
    let plan = explain(&mut office, sql, std::slice::from_ref(&me));
    assert!(plan.contains("COVERING INDEX customer_private (owner=? AND department=?"), "{plan}");
}

/// The index of all words, which a large reach is searched by, gives the order that a walk over a small one gives.
#[test]
fn the_word_index_finds_whom_a_walk_finds() {
    let (mut office, ..) = office(400);
    let known = known();
    for reach in reaches().iter().filter(|reach| **reach != Reach::All) {
        for folded in ["a", "s"] {
            let query = ListQuery::new(reach, &known, 900);
            let walked = office.read(|tx| tx.search(&query, &Search { folded, code: "" })).rows;
            let walked: Vec<Id> = walked.iter().filter(|row| row.cursor.group & 3 == 2).map(|row| row.id).collect();
            let mut hunt = Hunt::new(900, query.effort);
            office.read(|tx| tx.by_word(&query, &Query::new(folded), 0, &mut hunt));
            assert!(!walked.is_empty());
            assert_eq!(walked, hunt.hits.iter().map(|hit| hit.id).collect::<Vec<_>>(), "{folded} {reach:?}");
        }
    }
}

#[test]
fn shares_are_replaced_taken_back_and_gone_with_their_customer() {
    let (mut office, all, _) = office(20);
    let customer = all[0].customer.id;
    let first = share(customer, MEMBER, None);
    let again = Share { level: ShareLevel::Edit, until: Some(Micros(9)), at: Micros(2), ..first.clone() };
    for share in [&first, &again] {
        office.write(Action::CustomerShare, Some(customer), |tx| tx.put_share(share));
        assert_eq!(office.read(|tx| tx.share(customer, MEMBER)).as_ref(), Some(share));
        office.verify().unwrap();
    }
    assert!(again.lasts(Micros(8)) && !again.lasts(Micros(9)));
    office.write(Action::CustomerShare, Some(customer), |tx| tx.delete_share(customer, MEMBER));
    assert_eq!(office.read(|tx| tx.share(customer, MEMBER)), None);
    let twice = office.try_write(Action::CustomerShare, None, |tx| tx.delete_share(customer, MEMBER));
    assert!(matches!(twice, Err(StoreError::Missing)));
    office.verify().unwrap();
    office.write(Action::CustomerShare, Some(customer), |tx| tx.put_share(&first));
    office.write(Action::ImportRevert, None, |tx| tx.delete_customer(customer));
    assert!(office.read(|tx| tx.shares_of(customer)).is_empty());
    office.verify().unwrap();
}

/// An import that is taken back leaves those that somebody has shared since.
#[test]
fn what_is_shared_is_no_longer_the_imports_alone() {
    let mut office = Office::new();
    let mut new = [customer(1, "an", ""), customer(2, "an", "")];
    new.iter_mut().for_each(|new| new.customer.import_id = Some(id(50)));
    office.write(Action::Import, None, |tx| tx.insert_customers(&new));
    office.write(Action::CustomerShare, Some(id(2)), |tx| tx.put_share(&share(id(2), MEMBER, None)));
    let made = office.read(|tx| tx.customers_of_import(id(50), None, 9));
    assert_eq!(made, [(id(1), true), (id(2), false)]);
}

/// Offices exist whose log holds digests from before customers could be private: those still hold.
#[test]
fn a_customer_that_is_not_private_has_the_digest_that_it_always_had() {
    let Customer { id, code, name, company, city, country, .. } = &customer(7, "An", "Kim").customer;
    let mut bytes = Encoder(Vec::new());
    bytes.put(b"kin customer v1").put(&id.0).put(b"person").put(code.as_bytes()).put_int(0);
    for text in [name, company, city, country, "", "", ""] {
        bytes.put(text.as_bytes());
    }
    bytes
        .put(b"active")
        .put_id(None)
        .put(&DEPARTMENT.0)
        .put_id(None)
        .put_int(1)
        .put_int(1)
        .put_int(1)
        .put(b"an\x1fkim");
    let before = bytes.digest();
    let mut now = customer(7, "An", "Kim").customer;
    assert_eq!(digest::customer(&now, "an\x1fkim", [], None), before);
    now.private = true;
    assert_ne!(digest::customer(&now, "an\x1fkim", [], None), before);
}
