//! Queues of tickets against a plain reading of all: each queue, order and direction, pages by pages, with filters.
use jiff::tz::TimeZone;

use super::customers::pages as customer_pages;
use super::lists::{EFFORTS, explain};
use super::*;
use crate::domain::filter;
use crate::domain::fold::fold;
use crate::domain::sla::{Clock, Clocks};
use crate::domain::ticket::{Channel, Phase, Priority, Ticket};
use crate::store::matcher::Values;

const NOW: Micros = Micros(1_000_000);

fn ticket(n: u64, random: &mut fastrand::Rng) -> Ticket {
    let time = |random: &mut fastrand::Rng| Some(Micros(random.i64(500_000..2_000_000)));
    let clock = |random: &mut fastrand::Rng| match random.u8(..4) {
        0 => Clock::default(),
        1 => Clock { left: Some(random.i64(-50..50)), ..Clock::default() },
        2 => Clock { due: time(random), ended: time(random), ..Clock::default() },
        _ => Clock { due: time(random), warn: time(random), ..Clock::default() },
    };
    Ticket {
        id: id(n),
        number: n as i64,
        subject: ["Vé chậm", "Đổi vé bay", "Hóa đơn sai", "Factura"][random.usize(..4)].into(),
        customer: None,
        kind: String::new(),
        product: String::new(),
        priority: random.choice(Priority::ALL).unwrap(),
        channel: Channel::Phone,
        status: "open".into(),
        phase: random.choice(Phase::ALL).unwrap(),
        owner: random.bool().then_some(MEMBER),
        department: if random.bool() { DEPARTMENT } else { OTHER_DEPARTMENT },
        clocks: Clocks { respond: clock(random), resolve: clock(random) },
        merged_into: None,
        satisfaction: None,
        escalated: 0,
        created_by: MEMBER,
        created_at: Micros(1),
        updated_at: Micros(random.i64(..20)),
        version: 1,
    }
}

fn office(count: u64) -> (Office, Vec<Ticket>) {
    let mut office = Office::new();
    let mut random = fastrand::Rng::with_seed(7);
    let all: Vec<Ticket> = (1..=count).map(|n| ticket(n, &mut random)).collect();
    office.write(Action::Import, None, |tx| all.iter().try_for_each(|ticket| tx.insert_ticket(ticket)));
    office.write(Action::TicketEdit, None, |tx| {
        all.iter().step_by(5).try_for_each(|ticket| tx.watch_ticket(ticket.id, MEMBER, true))
    });
    (office, all)
}

const ORDERS: [TicketOrder; 4] = [TicketOrder::Due, TicketOrder::Priority, TicketOrder::Updated, TicketOrder::Number];

fn reaches() -> Vec<TicketReach> {
    vec![TicketReach::All, TicketReach::Departments(vec![DEPARTMENT]), TicketReach::Own(MEMBER)]
}

fn sets() -> Vec<TicketSet> {
    vec![
        TicketSet::Owner(MEMBER),
        TicketSet::Departments(vec![DEPARTMENT, OTHER_DEPARTMENT]),
        TicketSet::Unassigned(vec![DEPARTMENT]),
        TicketSet::Breaching(NOW),
        TicketSet::Watched(MEMBER),
        TicketSet::WatchedLive(MEMBER),
        TicketSet::All,
    ]
}

/// Whether a ticket is in the set and in reach, said once more without SQL.
fn belongs(ticket: &Ticket, set: &TicketSet, reach: &TicketReach) -> bool {
    let live = ticket.phase.is_live();
    let calls = |clock: &Clock| {
        let at = if clock.left.is_some_and(|left| left < 0) { Some(Micros(0)) } else { clock.warn.or(clock.due) };
        clock.ended.is_none() && at.is_some_and(|at| at <= NOW)
    };
    let watched = (ticket.number - 1) % 5 == 0;
    let inside = match set {
        TicketSet::Owner(owner) => live && ticket.owner == Some(*owner),
        TicketSet::Departments(team) => live && team.contains(&ticket.department),
        TicketSet::Unassigned(team) => live && ticket.owner.is_none() && team.contains(&ticket.department),
        TicketSet::Breaching(_) => live && (calls(&ticket.clocks.respond) || calls(&ticket.clocks.resolve)),
        TicketSet::Watched(_) => watched,
        TicketSet::WatchedLive(_) => watched && live,
        TicketSet::All => true,
    };
    inside
        && match reach {
            TicketReach::All => true,
            TicketReach::Departments(all) => all.contains(&ticket.department),
            TicketReach::Own(member) => ticket.owner == Some(*member),
        }
}

fn key(ticket: &Ticket, order: TicketOrder) -> (i64, i64) {
    let live = ticket.phase.is_live();
    let running = [ticket.clocks.respond, ticket.clocks.resolve].into_iter().filter(|clock| clock.ended.is_none());
    let due = running.filter_map(|clock| clock.due).map(|due| due.0).min().filter(|_| live).unwrap_or(i64::MAX);
    match order {
        TicketOrder::Due => (due, 0),
        TicketOrder::Priority if !live => (i64::MAX, 0),
        TicketOrder::Priority => (-(ticket.priority as i64), due),
        TicketOrder::Updated => (ticket.updated_at.0, 0),
        TicketOrder::Number => (ticket.number, 0),
    }
}

fn query(reach: &TicketReach, set: TicketSet, order: TicketOrder) -> TicketQuery<'_> {
    TicketQuery { reach, set, terms: Vec::new(), order, descending: false, from: None, backward: false, limit: 7 }
}

/// All pages after each other in one direction.
fn pages(office: &mut Office, mut query: TicketQuery) -> Vec<i64> {
    let mut found = Vec::new();
    loop {
        let page = office.read(|snapshot| snapshot.ticket_page(&query));
        let mut numbers: Vec<i64> = page.rows.iter().map(|(ticket, _)| ticket.number).collect();
        if query.backward {
            numbers.reverse();
        }
        found.extend(numbers);
        match page.next {
            Some(next) => query.from = Some(next),
            None => return found,
        }
    }
}

#[test]
fn every_queue_pages_in_every_order_both_ways() {
    let (mut office, all) = office(150);
    for reach in reaches() {
        for set in sets() {
            for order in ORDERS {
                let mut expected: Vec<&Ticket> = all.iter().filter(|ticket| belongs(ticket, &set, &reach)).collect();
                expected.sort_by_key(|ticket| (key(ticket, order), ticket.id));
                let mut expected: Vec<i64> = expected.iter().map(|ticket| ticket.number).collect();
                let asked = query(&reach, set.clone(), order);
                assert_eq!(pages(&mut office, asked.clone()), expected, "{reach:?} {set:?} {order:?}");
                let count = office.read(|snapshot| snapshot.count_tickets(&asked));
                assert_eq!(count, Some(expected.len() as u32), "{reach:?} {set:?} {order:?}");
                expected.reverse();
                for (descending, backward) in [(true, false), (false, true)] {
                    let asked = TicketQuery { descending, backward, ..asked.clone() };
                    assert_eq!(pages(&mut office, asked), expected, "{reach:?} {set:?} {order:?} {backward}");
                }
            }
        }
    }
}

#[test]
fn words_and_terms_narrow() {
    let (mut office, all) = office(150);
    let reach = TicketReach::All;
    let term = |out, matches| TicketTerm { out, matches };
    let word = |word: &str| TicketMatch::Word(word.into());
    type Fits<'a> = &'a dyn Fn(&Ticket) -> bool;
    let cases: [(Vec<TicketTerm>, Fits<'_>); 5] = [
        (vec![term(false, word("ve"))], &|ticket| fold(&ticket.subject).contains("ve")),
        (vec![term(false, word("ve")), term(false, word("ba"))], &|ticket| ticket.subject == "Đổi vé bay"),
        (vec![term(false, word("oi"))], &|_| false),
        (vec![term(true, TicketMatch::Priority(vec![Priority::Low]))], &|ticket| ticket.priority != Priority::Low),
        (vec![term(false, TicketMatch::Owner { members: Vec::new(), nobody: true })], &|ticket| ticket.owner.is_none()),
    ];
    for (terms, matches) in cases {
        let asked = TicketQuery { terms: terms.clone(), ..query(&reach, TicketSet::All, TicketOrder::Number) };
        let expected: Vec<i64> = all.iter().filter(|ticket| matches(ticket)).map(|ticket| ticket.number).collect();
        assert_eq!(pages(&mut office, asked), expected, "{terms:?}");
    }
    // An edit of the subject is found by its new words alone.
    let first = Ticket { subject: "Hành lý".into(), ..all[0].clone() };
    office.write(Action::TicketEdit, Some(first.id), |tx| tx.update_ticket(&first));
    let found = |office: &mut Office, typed: &str| {
        let terms = vec![term(false, word(typed))];
        pages(office, TicketQuery { terms, ..query(&reach, TicketSet::All, TicketOrder::Number) })
    };
    assert_eq!(found(&mut office, "hanh"), [1]);
    assert!(all[0].subject.split(' ').all(|old| !found(&mut office, &fold(old)).contains(&1)));
}

/// No page sorts what it could walk, and none reads the table from end to end.
#[test]
fn every_page_walks_an_index() {
    let (office, _) = office(3);
    for reach in reaches() {
        for set in sets() {
            for (order, from) in ORDERS.into_iter().flat_map(|order| [(order, None), (order, Some((5, id(5))))]) {
                let mut values = Values::default();
                let asked = TicketQuery { from, ..query(&reach, set.clone(), order) };
                let Some(sql) = asked.walk(&mut values) else { continue };
                let mut statement = office.store.conn.prepare(&format!("EXPLAIN QUERY PLAN {sql}")).unwrap();
                let lines = statement
                    .query_map(rusqlite::params_from_iter(&values.0), |row| row.get::<_, String>(3))
                    .unwrap()
                    .collect::<rusqlite::Result<Vec<_>>>()
                    .unwrap();
                // The index of a part is walked from its start, and no row of a live ticket is looked up.
                let bad = |line: &String| {
                    (line.starts_with("SCAN ticket") && !line.contains(" INDEX ticket_"))
                        || (line.contains("_live_") && !line.contains("COVERING"))
                        || line.contains("TEMP B-TREE")
                };
                assert!(!lines.iter().any(bad), "{sql}\n{lines:#?}");
            }
        }
    }
}

/// Customers with tickets, as somebody lists them who sees only some of the tickets.
#[test]
fn customers_are_found_by_the_tickets_that_are_seen() {
    let mut office = Office::new();
    let customers: Vec<NewCustomer> = (1..=90).map(|n| customer(n, "An", "")).collect();
    office.write(Action::Import, None, |tx| tx.insert_customers(&customers));
    let mut random = fastrand::Rng::with_seed(5);
    // Many have none, some have several.
    let owned = |n: u64, random: &mut fastrand::Rng| {
        let customer = random.bool().then(|| id(random.u64(1..=60)));
        Ticket { id: id(1_000 + n), customer, ..ticket(n, random) }
    };
    let all: Vec<Ticket> = (1..=60).map(|n| owned(n, &mut random)).collect();
    office.write(Action::Import, None, |tx| all.iter().try_for_each(|ticket| tx.insert_ticket(ticket)));
    let everyone = Reach::All;
    let nowhere = TicketReach::Departments(Vec::new());
    for tickets in reaches().into_iter().chain([nowhere]).map(Some).chain([None]) {
        let known = Known { tickets: tickets.clone(), ..Known::default() };
        for (text, open) in [("has ticket", false), ("has open ticket", true)] {
            let has = |customer: &NewCustomer| {
                all.iter().any(|ticket| {
                    let seen = tickets.as_ref().is_some_and(|reach| belongs(ticket, &TicketSet::All, reach));
                    ticket.customer == Some(customer.customer.id) && seen && (!open || ticket.phase.is_live())
                })
            };
            for (text, wanted) in [(text.to_owned(), true), (format!("not {text}"), false)] {
                let filter = filter::parse(&text, &TimeZone::UTC).unwrap();
                let expected: Vec<Id> =
                    customers.iter().filter(|new| has(new) == wanted).map(|new| new.customer.id).collect();
                for effort in EFFORTS {
                    let fetch = |tx: &Snapshot, from: Option<&Cursor>, backward: bool| {
                        let whole = ListQuery::new(&everyone, &known, 11);
                        tx.list(&ListQuery { filter: &filter, sort: ListSort::Code, from, backward, effort, ..whole })
                    };
                    assert_eq!(customer_pages(&mut office, false, &fetch), expected, "{text} {tickets:?} {effort:?}");
                }
                let query = ListQuery { filter: &filter, sort: ListSort::Code, ..ListQuery::new(&everyone, &known, 5) };
                let (sql, values) = query.walk();
                let plan = explain(&mut office, &sql, &values.0);
                let index =
                    if open { "INDEX ticket_open (customer=?" } else { "INDEX ticket_customer_number (customer=?" };
                assert_eq!(plan.contains(index), customers.iter().any(has), "{text}: {plan}");
            }
        }
    }
}

#[test]
fn a_customer_who_is_deleted_is_nobodys_requester() {
    let mut office = Office::new();
    let mut asked = ticket(9, &mut fastrand::Rng::with_seed(7));
    asked.customer = Some(id(1));
    office.write(Action::Import, None, |tx| {
        tx.insert_customer(&customer(1, "An", ""))?;
        tx.insert_ticket(&asked)
    });
    office.write(Action::ImportRevert, None, |tx| tx.delete_customer(id(1)));
    assert_eq!(office.read(|tx| tx.ticket(asked.id)).unwrap().customer, None);
    office.verify().unwrap();
}
