//! What reports count, against a plain reading of all: each reach, from any place on, and by indexes alone.

use super::lists::explain;
use super::*;
use crate::domain::service::Promise;
use crate::domain::sla::{Clock, Clocks, Standing};
use crate::domain::ticket::{Channel, Phase, Priority, Ticket};

const NOW: Micros = Micros(1_000);
const FROM: Micros = Micros(200);

fn clock(random: &mut fastrand::Rng) -> Clock {
    let time = |random: &mut fastrand::Rng| Some(Micros(random.i64(0..1_400)));
    match random.u8(..6) {
        0 => Clock::default(),
        1 => Clock { left: Some(random.i64(-50..50)), ..Clock::default() },
        2 => Clock { left: Some(random.i64(-50..50)), ended: time(random), ..Clock::default() },
        3 => Clock { due: time(random), ..Clock::default() },
        _ => Clock { due: time(random), ended: time(random), ..Clock::default() },
    }
}

/// Many lie at the same moment, as an import leaves them.
fn tickets(office: &mut Office) -> Vec<Ticket> {
    let mut random = fastrand::Rng::with_seed(11);
    let random = &mut random;
    let ticket = |n: u64| Ticket {
        id: id(n),
        number: n as i64,
        subject: "Vé".into(),
        customer: None,
        kind: String::new(),
        product: String::new(),
        priority: Priority::Normal,
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
        created_at: if n.is_multiple_of(3) { FROM } else { Micros(random.i64(0..1_200)) },
        updated_at: NOW,
        version: 1,
    };
    let all: Vec<Ticket> = (1..=300).map(ticket).collect();
    office.write(Action::Import, None, |tx| all.iter().try_for_each(|ticket| tx.insert_ticket(ticket)));
    all
}

fn reaches() -> [TicketReach; 4] {
    let departments = TicketReach::Departments;
    [TicketReach::All, departments(vec![DEPARTMENT]), departments(Vec::new()), TicketReach::Own(MEMBER)]
}

fn sees(reach: &TicketReach, ticket: &Ticket) -> bool {
    match reach {
        TicketReach::All => true,
        TicketReach::Departments(all) => all.contains(&ticket.department),
        TicketReach::Own(member) => ticket.owner == Some(*member),
    }
}

/// What is counted from a place on.
fn counted(office: &mut Office, tally: Tally<'_>, from: Spot) -> Vec<(Micros, usize)> {
    let mut found = Vec::new();
    let rested = office.read(|tx| tx.tally(tally, from, NOW, |at, kind| found.push((at, kind))));
    assert_eq!(rested, None, "so few take no time");
    found
}

/// All and, from each of some places on, what is behind it: the order of time, and within a moment that of ids.
fn assert_counts(office: &mut Office, tally: Tally<'_>, mut expected: Vec<(Micros, Id, usize)>) {
    expected.retain(|(at, ..)| *at >= FROM && *at < NOW);
    expected.sort_unstable();
    let plain = |rows: &[(Micros, Id, usize)]| rows.iter().map(|(at, _, kind)| (*at, *kind)).collect::<Vec<_>>();
    assert_eq!(counted(office, tally, Spot::before(FROM)), plain(&expected), "{tally:?}");
    for after in (0..expected.len()).step_by(17) {
        let (at, id, _) = expected[after];
        assert_eq!(counted(office, tally, Spot { at, id }), plain(&expected[after + 1..]), "{tally:?} from {after}");
    }
}

#[test]
fn live_tickets_are_counted_by_age_and_phase() {
    let mut office = Office::new();
    let all = tickets(&mut office);
    for reach in &reaches() {
        let kind = |phase| match phase {
            Phase::New => 0,
            Phase::Open => 1,
            _ => 2,
        };
        let live = all.iter().filter(|ticket| ticket.phase.is_live() && sees(reach, ticket));
        let expected = live.map(|ticket| (ticket.created_at, ticket.id, kind(ticket.phase))).collect();
        assert_counts(&mut office, Tally::LiveTickets(reach), expected);
    }
}

#[test]
fn promises_are_counted_by_when_they_were_due_and_how_they_stand() {
    let mut office = Office::new();
    let all = tickets(&mut office);
    for (reach, promise) in reaches().iter().flat_map(|reach| [(reach, Promise::Respond), (reach, Promise::Resolve)]) {
        let of = |ticket: &Ticket| {
            let clock = match promise {
                Promise::Respond => ticket.clocks.respond,
                Promise::Resolve => ticket.clocks.resolve,
            };
            // One that is kept before it was due counts when it would have been.
            let at = clock.due.or(clock.ended)?;
            Some((at, ticket.id, usize::from(clock.standing(NOW) != Standing::Met)))
        };
        let expected = all.iter().filter(|ticket| sees(reach, ticket)).filter_map(of).collect();
        assert_counts(&mut office, Tally::Promises(promise, reach), expected);
    }
}

#[test]
fn customers_are_counted_by_when_they_were_made_as_far_as_they_are_seen() {
    let mut office = Office::new();
    let mut random = fastrand::Rng::with_seed(12);
    let all: Vec<Customer> = (0..300)
        .map(|n| {
            let row = customer(n, "An", "").customer;
            let owner = random.bool().then_some(MEMBER);
            let department = if random.bool() { DEPARTMENT } else { OTHER_DEPARTMENT };
            let created_at = if n.is_multiple_of(3) { FROM } else { Micros(random.i64(0..1_200)) };
            Customer { owner, department, private: random.u8(..4) == 0, created_at, ..row }
        })
        .collect();
    let fresh = all.iter().zip(0..).map(|(row, n)| NewCustomer { customer: row.clone(), ..customer(n, "An", "") });
    let fresh: Vec<NewCustomer> = fresh.collect();
    let (shared, trashed) = (id(4), id(7));
    office.write(Action::Import, None, |tx| {
        tx.insert_customers(&fresh)?;
        let level = crate::domain::ShareLevel::View;
        tx.put_share(&Share { customer: shared, member: MEMBER, level, until: None, by: MEMBER, at: NOW })?;
        tx.trash_customer(trashed, 1, &Trashed { at: NOW, by: MEMBER, merged_into: None }).map(drop)
    });
    let viewer = Viewer { member: MEMBER, shares_at: Some(NOW) };
    for reach in [Reach::All, Reach::Departments(vec![DEPARTMENT], viewer), Reach::Own(viewer)] {
        let sees = |customer: &&Customer| {
            let own = customer.owner == Some(MEMBER);
            let reached = match &reach {
                Reach::All => true,
                Reach::Departments(all, _) => all.contains(&customer.department) && (own || !customer.private),
                Reach::Own(_) => own,
            };
            (reached || customer.id == shared) && customer.id != trashed
        };
        let expected = all.iter().filter(sees).map(|customer| (customer.created_at, customer.id, 0)).collect();
        assert_counts(&mut office, Tally::Customers(&reach), expected);
    }
}

/// Nothing is sorted aside, and no row of the tables is looked into.
#[test]
fn every_walk_is_along_an_index_that_holds_all() {
    let mut office = Office::new();
    tickets(&mut office);
    let viewer = Viewer { member: MEMBER, shares_at: None };
    let reach = Reach::Departments(vec![DEPARTMENT], viewer);
    let tickets = TicketReach::Departments(vec![DEPARTMENT]);
    for (tally, index) in [
        (Tally::LiveTickets(&tickets), "ticket_made ((created_at,id)>(?,?)"),
        (Tally::Promises(Promise::Respond, &tickets), "ticket_respond_kept (<expr>>? AND <expr><?)"),
        (Tally::Promises(Promise::Resolve, &tickets), "ticket_resolve_kept (<expr>>? AND <expr><?)"),
        (Tally::Customers(&reach), "customer_made ((created_at,id)>(?,?)"),
    ] {
        let (sql, values) = tally.walk(Spot { at: FROM, id: id(5) }, NOW);
        let plan = explain(&mut office, &sql, &values.0);
        assert!(plan.contains(&format!("USING COVERING INDEX {index}")), "{tally:?}: {plan}");
        assert!(!plan.contains("TEMP B-TREE"), "{tally:?}: {plan}");
    }
}
