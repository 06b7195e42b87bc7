//! Tickets and tasks of years, written as the program writes them: in large acts of the importer.

use std::path::Path;

use fastrand::Rng;
use kin::clock::{self, System};
use kin::desk::office::OfficePaths;
use kin::domain::sla::{Clock, Clocks};
use kin::domain::ticket::{Channel, Phase, Priority, Ticket, TicketNote};
use kin::domain::{Action, Entry, Id, Micros, Outcome, Task};
use kin::store::{Options, Store, StoreError, Tx};
use kin::vault::MemberKeys;

use super::{DAY, HUGE, SPAN, Staff, before, id, id_at, ids, open, skewed, staff, weighted};
use crate::Sizes;

const LABEL: &str = "kin audit entry v1";
/// Records of one act.
const AT_ONCE: usize = 10_000;
const HOUR: i64 = DAY / 24;

const WHAT: [&str; 10] = [
    "Hóa đơn ghi sai tên công ty",
    "Giao hàng chậm, khách hỏi hóa đơn",
    "Không đăng nhập được vào tài khoản",
    "Hỏi về tour Sa Pa dịp Tết",
    "Rambursare pentru zborul anulat",
    "Schimbarea numelui de pe bilet",
    "Factura lunii trecute nu se deschide",
    "Group booking for twelve people",
    "Invoice paid twice",
    "Đổi ngày bay vì bận việc gia đình",
];
const KINDS: [(&str, u8); 4] = [("question", 55), ("complaint", 20), ("return", 15), ("", 10)];
const PRODUCTS: [(&str, u8); 4] = [("flights", 50), ("hotels", 30), ("insurance", 15), ("visas", 5)];
const PRIORITIES: [(Priority, u8); 4] =
    [(Priority::Normal, 60), (Priority::Low, 20), (Priority::High, 15), (Priority::Urgent, 5)];
const CHANNELS: [(Channel, u8); 6] = [
    (Channel::Phone, 45),
    (Channel::Email, 30),
    (Channel::Chat, 12),
    (Channel::Web, 8),
    (Channel::Visit, 3),
    (Channel::Other, 2),
];

struct Filler {
    store: Store,
    keys: MemberKeys,
    staff: Staff,
    customers: Vec<Id>,
    huge: Id,
    now: i64,
    random: Rng,
}

pub fn fill(paths: &OfficePaths, key: &Path, sizes: Sizes, now: Micros) {
    let conn = open(paths);
    let (staff, customers) = (staff(&conn), ids(&conn, "SELECT id FROM customer ORDER BY rowid"));
    let huge = id(&conn, "SELECT id FROM customer WHERE code = ?1", HUGE);
    drop(conn);
    let secret = paths.host_secret().expect("a host secret");
    let options = Options { cache_kib: 2_000_000, ..Options::default() };
    let store = Store::open_with(&paths.database(), &secret.store_key(), &options).expect("the file");
    let keys = MemberKeys::load_key_file(key).expect("keys");
    let mut filler = Filler { store, keys, staff, customers, huge, now: now.0, random: Rng::with_seed(11) };
    let tickets = filler.tickets(sizes.tickets);
    println!("tickets are there");
    filler.tasks(sizes.tasks, &tickets);
    println!("tasks are there");
}

impl Filler {
    /// One act of the importer.
    fn act(&mut self, mut work: impl FnMut(&mut Tx<'_>) -> Result<(), StoreError>) {
        let entry = Entry {
            at: Micros(self.now),
            member: Some(self.staff.importer),
            session: None,
            origin: "bench".into(),
            action: Action::Import,
            subject: None,
            outcome: Outcome::Done,
            reason: String::new(),
            details: "{}".into(),
        };
        let signer = self.keys.signer();
        let written: Result<_, StoreError> =
            self.store.write(&|hash| signer.sign(LABEL, hash), clock::new_id(&System), |tx| {
                work(tx)?;
                Ok((entry.clone(), ()))
            });
        written.expect("an act");
    }

    /// Makes them in the order of time; answers their ids.
    fn tickets(&mut self, count: usize) -> Vec<Id> {
        let mut made: Vec<Id> = Vec::with_capacity(count);
        while made.len() < count {
            let first = made.len();
            let batch: Vec<(Ticket, Option<Id>)> = (first..count.min(first + AT_ONCE))
                .map(|n| {
                    let created = self.now - SPAN + SPAN / count as i64 * n as i64;
                    let ticket = self.ticket(created, n, made.last().copied());
                    let watched = self.random.u8(..100) < 10;
                    (ticket, watched.then(|| self.staff.agents[skewed(&mut self.random, self.staff.agents.len())]))
                })
                .collect();
            let notes: Vec<TicketNote> = batch.iter().map(|(ticket, _)| self.note(ticket)).collect();
            self.act(|tx| {
                for ((ticket, watcher), note) in batch.iter().zip(&notes) {
                    let number = tx.next_ticket_number()?;
                    tx.insert_ticket(&Ticket { number, ..ticket.clone() })?;
                    tx.insert_ticket_note(note)?;
                    if let Some(watcher) = watcher {
                        tx.watch_ticket(ticket.id, *watcher, true)?;
                    }
                }
                Ok(())
            });
            made.extend(batch.into_iter().map(|(ticket, _)| ticket.id));
        }
        made
    }

    fn ticket(&mut self, created: i64, n: usize, earlier: Option<Id>) -> Ticket {
        let age = self.now - created;
        let random = &mut self.random;
        let live = match age / DAY {
            0..30 => random.u8(..100) < 75,
            30..150 => random.u8(..100) < 8,
            _ => random.u16(..1000) < 5,
        };
        let phase = match live {
            true => weighted(random, &[(Phase::Open, 50), (Phase::New, 25), (Phase::Waiting, 25)]),
            false if age < 60 * DAY => weighted(random, &[(Phase::Solved, 60), (Phase::Closed, 40)]),
            false => Phase::Closed,
        };
        let nobodys = random.u8(..100) < if live { 30 } else { 3 };
        let teams: Vec<(Id, u8)> = self.staff.departments.iter().copied().zip([40, 12, 20, 18, 10]).collect();
        let department = weighted(random, &teams);
        let agent = if department == self.staff.departments[1] {
            self.staff.owner
        } else {
            self.staff.agents[skewed(random, self.staff.agents.len())]
        };
        let customer = match random.u16(..1_000) {
            0..6 => Some(self.huge),
            6..850 => Some(self.customers[skewed(random, self.customers.len())]),
            _ => None,
        };
        let clocks = clocks(random, phase, created, self.now);
        let broken = clocks.resolve.due.is_some_and(|due| due.0 < self.now);
        let merged_into = earlier.filter(|_| phase == Phase::Closed && random.u8(..100) == 0);
        Ticket {
            id: id_at(created, random),
            number: 0,
            subject: format!("{}, {}", WHAT[random.usize(..WHAT.len())], n % 1_000),
            customer,
            kind: weighted(random, &KINDS).into(),
            product: weighted(random, &PRODUCTS).into(),
            priority: weighted(random, &PRIORITIES),
            channel: weighted(random, &CHANNELS),
            status: phase.name().into(),
            phase,
            owner: (!nobodys).then_some(agent),
            department,
            clocks,
            merged_into,
            satisfaction: (!live && random.u8(..5) == 0).then(|| random.u8(1..=5)),
            escalated: u8::from(live && broken && phase != Phase::Waiting),
            created_by: agent,
            created_at: Micros(created),
            updated_at: Micros(before(random, self.now.min(created + 20 * DAY), age.min(20 * DAY))),
            version: 1,
        }
    }

    fn note(&mut self, ticket: &Ticket) -> TicketNote {
        TicketNote {
            id: id_at(ticket.created_at.0, &mut self.random),
            ticket: ticket.id,
            member: ticket.created_by,
            at: ticket.created_at,
            public: self.random.bool(),
            text: "Khách gọi lại hai lần; đã hứa trả lời trước cuối ngày và chuyển cho kế toán xem.".into(),
        }
    }

    fn tasks(&mut self, count: usize, tickets: &[Id]) {
        let mut left = count;
        while left > 0 {
            let batch: Vec<Task> = (0..left.min(AT_ONCE)).map(|n| self.task(left - n, tickets)).collect();
            left -= batch.len();
            self.act(|tx| batch.iter().try_for_each(|task| tx.insert_task(task)));
        }
    }

    fn task(&mut self, n: usize, tickets: &[Id]) -> Task {
        let (now, agents) = (self.now, &self.staff.agents);
        let random = &mut self.random;
        let owner = agents[skewed(random, agents.len())];
        let by = if random.u8(..5) == 0 { agents[1] } else { owner };
        let open = random.u8(..10) == 0;
        let due = match random.u8(..100) {
            0..12 => None,
            12..22 if open => Some(before(random, now, 20 * DAY)),
            12..30 if open => Some(now + random.i64(..12 * HOUR)),
            _ if open => Some(now + random.i64(..60 * DAY)),
            _ => Some(before(random, now, SPAN)),
        };
        let about = match random.u16(..1_000) {
            0..3 => Some(self.huge),
            3..600 => Some(self.customers[random.usize(..self.customers.len())]),
            _ => None,
        };
        let created = due.map_or(now - DAY, |due| due.min(now) - random.i64(1..30) * DAY);
        let done_at = (!open).then(|| Micros(due.unwrap_or(now - DAY).min(now)));
        Task {
            id: id_at(created, random),
            title: format!("{} ({n})", WHAT[random.usize(..WHAT.len())]),
            customer: about,
            ticket: (random.u8(..5) == 0).then(|| tickets[random.usize(..tickets.len())]),
            owner,
            department: self.staff.departments[if random.u8(..4) == 0 { 2 } else { 0 }],
            by,
            due: due.map(Micros),
            all_day: random.u8(..3) == 0,
            remind_at: due.filter(|_| open && random.bool()).map(Micros),
            done_at,
            created_at: Micros(created),
            updated_at: done_at.unwrap_or(Micros(created)),
            version: 1,
            ..Task::default()
        }
    }
}

/// The promises of a ticket: of those that run one in eight has run out, and as many soon will.
fn clocks(random: &mut Rng, phase: Phase, created: i64, now: i64) -> Clocks {
    let met = |hours: i64| {
        let due = Some(Micros(created + hours * HOUR));
        Clock { due, ended: Some(Micros(created + hours * HOUR / 2)), ..Clock::default() }
    };
    let mut running = || {
        let due = match random.u8(..100) {
            0..12 => before(random, now, 6 * DAY),
            12..20 => now + random.i64(1..4 * HOUR),
            _ => now + 5 * HOUR + random.i64(..10 * DAY),
        };
        Clock { due: Some(Micros(due)), warn: Some(Micros(due - 4 * HOUR)), ..Clock::default() }
    };
    match phase {
        Phase::New => Clocks { respond: running(), resolve: running() },
        Phase::Open => Clocks { respond: met(4), resolve: running() },
        Phase::Waiting => {
            let left = Some(if random.u8(..20) == 0 { -3_600 } else { random.i64(600..200_000) });
            Clocks { respond: met(4), resolve: Clock { left, ..Clock::default() } }
        }
        Phase::Solved | Phase::Closed => Clocks { respond: met(4), resolve: met(16) },
    }
}
