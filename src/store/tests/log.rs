//! The log read by filters: each answer against one that looks at every entry, with little effort too.

use super::*;

const MEMBERS: [u64; 3] = [900, 901, 902];
const SESSIONS: [u64; 4] = [800, 801, 802, 803];

/// An office with some hundred entries of all kinds, and a few that are gone.
fn filled(random: &mut fastrand::Rng) -> (Office, Vec<Logged>) {
    let mut office = office_with_customers();
    const ACTIONS: [Action; 5] =
        [Action::CustomerView, Action::FieldReveal, Action::CustomerBulk, Action::LogView, Action::SignIn];
    for n in 0..400u64 {
        let action = ACTIONS[random.usize(..ACTIONS.len())];
        let many: Vec<Id> = (1..=3).filter(|_| random.bool()).map(id).collect();
        let about = action == Action::CustomerBulk;
        let member = MEMBERS[random.usize(..MEMBERS.len())];
        let entry = Entry {
            at: Micros(2_000 + n as i64 / 3 * 10),
            member: random.bool().then(|| id(member)),
            session: (random.u8(..4) > 0).then(|| id(SESSIONS[random.usize(..SESSIONS.len())])),
            origin: ["desk-1 terminal", "desk-2 ssh 10.0.0.7"][random.usize(..2)].into(),
            action,
            subject: (!about && random.bool()).then(|| id(random.u64(1..=3))),
            outcome: [Outcome::Done, Outcome::Done, Outcome::Denied, Outcome::Failed][random.usize(..4)],
            reason: ["", "call: gọi lại", "billing"][random.usize(..3)].into(),
            details: [r#"{"field":"phone"}"#, r#"{"sealed":["iban"]}"#, "{}"][random.usize(..3)].into(),
        };
        office
            .store
            .write(&sign, id(2_000_000 + n), |tx| {
                if about {
                    tx.put_about(&many)?;
                }
                Ok::<_, StoreError>((entry.clone(), ()))
            })
            .unwrap();
    }
    // What retention has taken leaves gaps.
    office.store.conn.execute_batch("DELETE FROM audit_log WHERE sequence IN (40, 41, 42, 100, 200)").unwrap();
    let all = office.read(|tx| tx.log(&LogFilter::default(), None, 10_000));
    (office, all)
}

fn office_with_customers() -> Office {
    let mut office = Office::new();
    for n in 1..=3 {
        office.write(Action::CustomerCreate, Some(id(n)), |tx| {
            tx.insert_customers(std::slice::from_ref(&customer(n, "an", "kim")))
        });
    }
    office
}

fn some<T: Clone>(random: &mut fastrand::Rng, all: &[T]) -> Vec<T> {
    all.iter().filter(|_| random.bool()).cloned().collect()
}

/// A condition, and the same as a question to an entry and the customers it is about.
type Naive = Box<dyn Fn(&Logged, &[Id]) -> bool>;

fn condition(random: &mut fastrand::Rng) -> (EntryIs, Naive) {
    let ids = |numbers: &[u64]| numbers.iter().copied().map(id).collect::<Vec<_>>();
    match random.u8(..8) {
        0 => {
            let members = some(random, &ids(&MEMBERS));
            let wanted = members.clone();
            (EntryIs::By(members), Box::new(move |l, _| l.sealed.entry.member.is_some_and(|m| wanted.contains(&m))))
        }
        1 => {
            let actions = some(random, &[Action::CustomerView, Action::CustomerBulk, Action::KeyRotate]);
            let wanted = actions.clone();
            (EntryIs::Action(actions), Box::new(move |l, _| wanted.contains(&l.sealed.entry.action)))
        }
        2 => {
            let outcomes = some(random, &[Outcome::Done, Outcome::Denied, Outcome::Failed]);
            let wanted = outcomes.clone();
            (EntryIs::Outcome(outcomes), Box::new(move |l, _| wanted.contains(&l.sealed.entry.outcome)))
        }
        3 => {
            let customers = some(random, &ids(&[1, 2, 3, 77]));
            let wanted = customers.clone();
            (EntryIs::About(customers), Box::new(move |_, about| about.iter().any(|one| wanted.contains(one))))
        }
        4 => {
            let name = ["phone", "iban"][random.usize(..2)];
            let field = Field::from_name(name).unwrap();
            (EntryIs::Field(vec![field]), Box::new(move |l, _| l.sealed.entry.details.contains(name)))
        }
        5 => {
            let part = ["ssh", "10.0.0", "desk-1"][random.usize(..3)];
            (EntryIs::Origin(vec![part.into()]), Box::new(move |l, _| l.sealed.entry.origin.contains(part)))
        }
        6 => {
            let session = id(SESSIONS[random.usize(..SESSIONS.len())]);
            (EntryIs::Session(session), Box::new(move |l, _| l.sealed.entry.session == Some(session)))
        }
        _ => {
            let member = id(MEMBERS[0]);
            let entry = EntryIs::Text { text: Needle::new("GOI"), members: vec![member] };
            let said = |l: &Logged| l.sealed.entry.reason.contains("gọi");
            (entry, Box::new(move |l, _| said(l) || l.sealed.entry.member == Some(member)))
        }
    }
}

#[test]
fn every_filter_answers_as_if_each_entry_were_looked_at() {
    let mut random = fastrand::Rng::with_seed(6);
    let (mut office, all) = filled(&mut random);
    let (mut found_some, mut rested) = (0, 0);
    for round in 0..300 {
        let mut filter = LogFilter::default();
        let mut naive: Vec<(bool, Naive)> = Vec::new();
        for _ in 0..random.usize(..4) {
            let (entry, holds) = condition(&mut random);
            let out = random.u8(..3) == 0;
            filter.conditions.push(LogCondition { out, entry });
            naive.push((out, holds));
        }
        filter.from = (random.u8(..4) == 0).then(|| Micros(random.i64(1_000..3_400)));
        filter.to = (random.u8(..4) == 0).then(|| Micros(random.i64(1_000..3_400)));
        let about = |logged: &Logged| -> Vec<Id> {
            let sequence = logged.sealed.sequence;
            let many = (1..=3).map(id).filter(|one| {
                let sql = "SELECT count(*) FROM audit_about WHERE customer = ?1 AND sequence = ?2";
                let count: i64 = office.store.conn.query_row(sql, (one, sequence), |row| row.get(0)).unwrap();
                count > 0
            });
            many.chain(logged.sealed.entry.subject).collect()
        };
        let passes = |logged: &Logged| {
            let at = logged.sealed.entry.at;
            filter.from.is_none_or(|from| at >= from)
                && filter.to.is_none_or(|to| at < to)
                && naive.iter().all(|(out, holds)| holds(logged, &about(logged)) != *out)
        };
        let expected: Vec<i64> =
            all.iter().filter(|logged| passes(logged)).map(|logged| logged.sealed.sequence).collect();
        found_some += usize::from(!expected.is_empty());
        let limit = random.usize(1..60);
        let effort = Effort { few: random.usize(..40), rows: random.usize(1..500) };
        let mut down = Vec::new();
        let mut from = LogFrom::End;
        loop {
            let page = office.read(|tx| tx.log_page(&filter, from, limit, effort));
            assert!(page.entries.len() <= limit);
            rested += usize::from(page.unfinished);
            down.extend(page.entries.iter().map(|logged| logged.sealed.sequence));
            match page.next {
                Some(next) => from = LogFrom::Before(next),
                None => break,
            }
        }
        assert_eq!(down, expected, "{round} downwards: {filter:?}");
        let mut up: Vec<i64> = Vec::new();
        let mut from = LogFrom::After(0);
        loop {
            let page = office.read(|tx| tx.log_page(&filter, from, limit, effort));
            up.splice(..0, page.entries.iter().map(|logged| logged.sealed.sequence));
            match page.next {
                Some(next) => from = LogFrom::After(next),
                None => break,
            }
        }
        assert_eq!(up, expected, "{round} upwards: {filter:?}");
        // Up to the first that is later than a time.
        let time = Micros(random.i64(1_000..3_500));
        let at = |sequence: &i64| all.iter().find(|one| one.sealed.sequence == *sequence).unwrap().sealed.entry.at;
        let later = expected.iter().rposition(|sequence| at(sequence) > time).unwrap_or(0);
        let effort = Effort::default();
        let page = office.read(|tx| tx.log_page(&filter, LogFrom::At(time), limit, effort));
        let jumped: Vec<i64> = page.entries.iter().map(|logged| logged.sealed.sequence).collect();
        assert_eq!(jumped, expected[later..].iter().copied().take(limit).collect::<Vec<_>>(), "{round} at {time:?}");
        let mut tallied = 0;
        office.read(|tx| tx.log_tally(&filter, Effort::default(), |_| tallied += 1));
        assert_eq!(tallied, expected.len());
    }
    assert!(found_some > 100 && rested > 100, "{found_some} {rested}");
}

#[test]
fn an_answer_costs_no_more_than_its_effort() {
    let mut random = fastrand::Rng::with_seed(8);
    let (mut office, all) = filled(&mut random);
    let nothing = LogFilter::default().with(EntryIs::Origin(vec!["nowhere".into()]));
    let effort = Effort { rows: 100, ..Effort::default() };
    let page = office.read(|tx| tx.log_page(&nothing, LogFrom::End, 10, effort));
    assert_eq!((page.entries.len(), page.unfinished), (0, true));
    assert_eq!(page.next, Some(all[99].sealed.sequence), "it looked at a hundred");
    // Many conditions cost more than one.
    let origin = || EntryIs::Text { text: Needle::new("nowhere"), members: Vec::new() };
    let many = (0..50).fold(LogFilter::default(), |filter, _| LogFilter {
        conditions: [filter.conditions, vec![LogCondition { out: true, entry: origin() }]].concat(),
        ..filter
    });
    let page = office.read(|tx| tx.log_page(&many, LogFrom::End, 1_000, effort));
    assert!(page.unfinished && page.entries.len() <= 2, "{}", page.entries.len());
    // An index that leads to few is taken instead.
    let rare = nothing.with(EntryIs::Action(vec![Action::OfficeCreate]));
    let page = office.read(|tx| tx.log_page(&rare, LogFrom::End, 10, effort));
    assert_eq!((page.entries.len(), page.unfinished, page.next), (0, false, None));
}

#[test]
fn what_the_entries_of_before_are_about_is_found_at_the_migration() {
    let mut office = office_with_customers();
    let edited = |n: u64| {
        let customer = Customer { city: "Hà Nội".into(), ..customer(n, "an", "kim").customer };
        (Folded::of(&customer), customer)
    };
    let bulk = office.try_write(Action::CustomerBulk, None, |tx| {
        for n in [1, 3] {
            let (folded, customer) = edited(n);
            tx.update_customer(&customer, &folded, &[])?;
        }
        Ok(())
    });
    let details = serde_json::json!({ "found": [id(2)] }).to_string();
    let lookup = Entry { details, ..entry(Action::CustomerLookup, None) };
    let lookup = office.store.write(&sign, id(77), |_| Ok::<_, StoreError>((lookup.clone(), ()))).unwrap().sequence;
    super::super::about::fill(&office.store.conn).unwrap();
    let bulk = bulk.unwrap().sequence;
    for (n, sequence) in [(1, bulk), (2, lookup), (3, bulk)] {
        let about = LogFilter::default().with(EntryIs::About(vec![id(n)]));
        let newest = office.read(|tx| tx.log(&about, None, 1));
        assert_eq!(newest[0].sealed.sequence, sequence, "{n}");
    }
}
