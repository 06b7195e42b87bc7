//! Which connections may try to sign in: by network, by pace, and by how many there are. No IO; the time is given.
//!
//! Where too many wait to sign in, a newcomer is let in and the one that has failed most, or else waited longest, is let
//! go: whoever signs in without delay is never that one, and one that has proven an enrolled key only among its like.

use std::cmp::Reverse;
use std::collections::{BTreeMap, HashMap, HashSet};
use std::net::IpAddr;

use ipnet::IpNet;

use crate::config::Serve;
use crate::domain::Micros;

/// Addresses whose pace is kept. A flood from more of them forgets the ones that came least.
const REMEMBERED: usize = 4096;
const MINUTE: i64 = 60_000_000;

/// What becomes of a new connection.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Arrival {
    /// It may try, and the connection `evict` is to be closed for it.
    Admitted {
        ticket: u64,
        evict: Option<u64>,
    },
    Refused(Why),
}

/// Why a connection is refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Why {
    /// Its network is not among the allowed ones.
    NotAllowed,
    /// Too many from its address in a short time.
    TooFast,
    /// All places are taken by people who have signed in.
    Full,
}

/// The gate before the sign-in.
pub(super) struct Gate {
    rules: Rules,
    next: u64,
    /// Connections that have not signed in, by their tickets: the oldest first.
    waiting: BTreeMap<u64, Waiting>,
    entered: HashSet<u64>,
    /// When each address's bucket is full again; one that is full already needs no entry.
    full_at: HashMap<Origin, Micros>,
}

struct Rules {
    allow: Vec<IpNet>,
    connections: usize,
    startups: usize,
    startups_per_address: usize,
    rate_per_minute: i64,
}

struct Waiting {
    origin: Origin,
    failures: u32,
    proven: bool,
}

/// Whom an address belongs to: a customer of IPv6 gets a /64 at the least, and has all addresses in it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
struct Origin(IpAddr);

impl Origin {
    fn of(address: IpAddr) -> Self {
        match address {
            IpAddr::V4(_) => Self(address),
            IpAddr::V6(address) => Self(IpAddr::from((address.to_bits() & !u128::from(u64::MAX)).to_be_bytes())),
        }
    }
}

impl Rules {
    fn new(serve: &Serve) -> Self {
        Self {
            allow: serve.allow.clone(),
            connections: serve.connections.into(),
            startups: serve.startups.into(),
            startups_per_address: serve.startups_per_address.into(),
            rate_per_minute: serve.rate_per_minute.into(),
        }
    }
}

impl Gate {
    pub fn new(serve: &Serve) -> Self {
        Self {
            rules: Rules::new(serve),
            next: 0,
            waiting: BTreeMap::new(),
            entered: HashSet::new(),
            full_at: HashMap::new(),
        }
    }

    /// Other rules for who comes from now on; who is here stays.
    pub fn reload(&mut self, serve: &Serve) {
        self.rules = Rules::new(serve);
    }

    /// Decides about a new connection. What is evicted counts no more from here on.
    pub fn arrive(&mut self, address: IpAddr, now: Micros) -> Arrival {
        let address = address.to_canonical();
        if !self.rules.allow.is_empty() && !self.rules.allow.iter().any(|network| network.contains(&address)) {
            return Arrival::Refused(Why::NotAllowed);
        }
        let origin = Origin::of(address);
        if !self.keeps_pace(origin, now) {
            return Arrival::Refused(Why::TooFast);
        }
        let same = self.waiting.values().filter(|waiting| waiting.origin == origin).count();
        let full = self.waiting.len() + self.entered.len() >= self.rules.connections;
        let evict = if same >= self.rules.startups_per_address {
            self.first_to_go(|waiting| waiting.origin == origin)
        } else if full || self.waiting.len() >= self.rules.startups {
            self.first_to_go(|_| true)
        } else {
            None
        };
        if full && evict.is_none() {
            return Arrival::Refused(Why::Full);
        }
        if let Some(evicted) = evict {
            self.waiting.remove(&evicted);
        }
        let ticket = self.next;
        self.next += 1;
        self.waiting.insert(ticket, Waiting { origin, failures: 0, proven: false });
        Arrival::Admitted { ticket, evict }
    }

    fn first_to_go(&self, among: impl Fn(&Waiting) -> bool) -> Option<u64> {
        let candidates = self.waiting.iter().filter(|(_, waiting)| among(waiting));
        let first = candidates.min_by_key(|(ticket, waiting)| (waiting.proven, Reverse(waiting.failures), **ticket));
        first.map(|(ticket, _)| *ticket)
    }

    /// Takes a drop from the address's bucket, which holds a minute's worth and fills evenly.
    fn keeps_pace(&mut self, origin: Origin, now: Micros) -> bool {
        let drop = MINUTE / self.rules.rate_per_minute;
        let full_at = self.full_at.get(&origin).copied().unwrap_or(now).max(now);
        if full_at.0 + drop > now.0 + MINUTE {
            return false;
        }
        if self.full_at.len() >= REMEMBERED && !self.full_at.contains_key(&origin) {
            self.forget(now);
        }
        self.full_at.insert(origin, Micros(full_at.0 + drop));
        true
    }

    /// Makes room for one address: those with a full bucket are told from no stranger; failing that the fullest goes.
    fn forget(&mut self, now: Micros) {
        self.full_at.retain(|_, full_at| *full_at > now);
        if self.full_at.len() >= REMEMBERED {
            let fullest = self.full_at.iter().min_by_key(|(_, full_at)| **full_at).map(|(origin, _)| *origin);
            fullest.map(|origin| self.full_at.remove(&origin));
        }
    }

    /// A wrong answer.
    pub fn failed(&mut self, ticket: u64) {
        if let Some(waiting) = self.waiting.get_mut(&ticket) {
            waiting.failures += 1;
        }
    }

    /// It has proven a key that is enrolled.
    pub fn proven(&mut self, ticket: u64) {
        if let Some(waiting) = self.waiting.get_mut(&ticket) {
            waiting.proven = true;
        }
    }

    /// It has signed in. One that was evicted in the same moment stays out: then this is false.
    pub fn entered(&mut self, ticket: u64) -> bool {
        self.waiting.remove(&ticket).is_some() && self.entered.insert(ticket)
    }

    /// The connection is gone.
    pub fn left(&mut self, ticket: u64) {
        self.waiting.remove(&ticket);
        self.entered.remove(&ticket);
    }

    /// Whether it is here and has not signed in.
    pub fn waits(&self, ticket: u64) -> bool {
        self.waiting.contains_key(&ticket)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn gate(change: impl FnOnce(&mut Serve)) -> Gate {
        let mut serve = Serve { rate_per_minute: 10_000, ..Serve::default() };
        change(&mut serve);
        Gate::new(&serve)
    }

    fn ip(text: &str) -> IpAddr {
        text.parse().unwrap()
    }

    const NOW: Micros = Micros(1_795_330_920_000_000);

    #[track_caller]
    fn admitted(gate: &mut Gate, address: &str) -> (u64, Option<u64>) {
        match gate.arrive(ip(address), NOW) {
            Arrival::Admitted { ticket, evict } => (ticket, evict),
            Arrival::Refused(why) => panic!("{why:?}"),
        }
    }

    #[test]
    fn networks_that_are_not_allowed_stay_out() {
        let mut gate = gate(|serve| serve.allow = vec!["10.8.0.0/24".parse().unwrap(), "fd00::/8".parse().unwrap()]);
        for inside in ["10.8.0.7", "::ffff:10.8.0.7", "fd12::1"] {
            assert!(matches!(gate.arrive(ip(inside), NOW), Arrival::Admitted { .. }), "{inside}");
        }
        for outside in ["10.8.1.7", "::ffff:10.8.1.7", "2001:db8::1", "::10.8.0.7"] {
            assert_eq!(gate.arrive(ip(outside), NOW), Arrival::Refused(Why::NotAllowed), "{outside}");
        }
        gate.reload(&Serve::default());
        assert!(matches!(gate.arrive(ip("10.8.1.7"), NOW), Arrival::Admitted { .. }));
    }

    #[test]
    fn an_address_keeps_to_its_pace() {
        let mut gate = gate(|serve| serve.rate_per_minute = 60);
        let mut tries = |address: &str, after: i64| {
            let Arrival::Admitted { ticket, .. } = gate.arrive(ip(address), Micros(NOW.0 + after)) else {
                return false;
            };
            gate.left(ticket);
            true
        };
        assert!((0..60).all(|_| tries("192.0.2.1", 0)));
        assert!(!tries("192.0.2.1", 0) && !tries("192.0.2.1", 999_999));
        assert!(tries("192.0.2.1", 1_000_000) && !tries("192.0.2.1", 1_000_000));
        assert!(tries("192.0.2.2", 0), "another address has its own");
        // All of a /64 is one, and another /64 another.
        assert!((0..60).all(|host| tries(&format!("2001:db8::{host:x}"), 0)));
        assert!(!tries("2001:db8::ffff:1", 0) && tries("2001:db8:0:1::1", 0));
        // A minute later all is as at first.
        assert!((0..60).all(|_| tries("192.0.2.1", 2 * MINUTE)) && !tries("192.0.2.1", 2 * MINUTE));
    }

    #[test]
    fn a_flood_of_addresses_is_forgotten_and_not_those_that_came_too_often() {
        let mut gate = gate(|serve| serve.rate_per_minute = 10);
        assert!((0..10).all(|_| matches!(gate.arrive(ip("192.0.2.1"), NOW), Arrival::Admitted { .. })));
        for number in 0..3 * REMEMBERED {
            let address = IpAddr::from([10, 0, (number >> 8) as u8, number as u8]);
            gate.arrive(address, NOW);
            assert!(gate.full_at.len() <= REMEMBERED);
        }
        assert_eq!(gate.arrive(ip("192.0.2.1"), NOW), Arrival::Refused(Why::TooFast));
        assert!(gate.waiting.len() <= usize::from(Serve::default().startups));
        gate.arrive(ip("192.0.2.9"), Micros(NOW.0 + 2 * MINUTE));
        assert_eq!(gate.full_at.len(), 1, "full buckets need no entry");
    }

    #[test]
    fn the_one_that_failed_most_goes_and_then_the_oldest() {
        let mut gate = gate(|serve| serve.startups_per_address = 3);
        let (first, _) = admitted(&mut gate, "192.0.2.1");
        let (second, _) = admitted(&mut gate, "192.0.2.1");
        let (third, _) = admitted(&mut gate, "192.0.2.1");
        gate.failed(third);
        assert_eq!(admitted(&mut gate, "192.0.2.1").1, Some(third));
        assert!(!gate.waits(third) && gate.waits(first));
        gate.proven(first);
        assert_eq!(admitted(&mut gate, "192.0.2.1").1, Some(second));
        // What has signed in is not among them, nor is another address's.
        gate.entered(first);
        assert!(!gate.waits(first));
        assert_eq!(admitted(&mut gate, "192.0.2.1").1, None);
        assert_eq!(admitted(&mut gate, "192.0.2.2").1, None);
        // An evicted one does not come in any more.
        assert!(!gate.entered(second) && !gate.entered.contains(&second));
    }

    #[test]
    fn all_addresses_together_have_their_limit() {
        let mut gate = gate(|serve| serve.startups = 4);
        let tickets: Vec<u64> = (1..=4).map(|n| admitted(&mut gate, &format!("192.0.2.{n}")).0).collect();
        gate.failed(tickets[1]);
        gate.failed(tickets[2]);
        gate.failed(tickets[2]);
        assert_eq!(admitted(&mut gate, "192.0.2.5").1, Some(tickets[2]));
        assert_eq!(admitted(&mut gate, "192.0.2.6").1, Some(tickets[1]));
        assert_eq!(admitted(&mut gate, "192.0.2.7").1, Some(tickets[0]));
        assert_eq!(gate.waiting.len(), 4);
    }

    #[test]
    fn people_who_have_signed_in_are_never_let_go() {
        let mut gate = gate(|serve| serve.connections = 3);
        for n in 1..=2 {
            let (ticket, _) = admitted(&mut gate, &format!("192.0.2.{n}"));
            gate.entered(ticket);
        }
        let (waits, _) = admitted(&mut gate, "192.0.2.3");
        let (newcomer, evicted) = admitted(&mut gate, "192.0.2.4");
        assert_eq!(evicted, Some(waits));
        gate.entered(newcomer);
        assert_eq!(gate.arrive(ip("192.0.2.5"), NOW), Arrival::Refused(Why::Full));
        gate.left(newcomer);
        assert_eq!(admitted(&mut gate, "192.0.2.5").1, None);
    }

    /// Two hundred connections guess from the same address, and each that is let go comes again at once.
    #[test]
    fn among_two_hundred_guessers_the_honest_one_signs_in() {
        let mut gate = gate(|_| {});
        let address = "192.0.2.1";
        let mut honest = None;
        let mut guessers = Vec::new();
        for round in 0..200 {
            let (ticket, _) = admitted(&mut gate, address);
            // Each guesses at once, as guessing is what it is for.
            gate.failed(ticket);
            guessers.push(ticket);
            if round == 100 {
                honest = Some(admitted(&mut gate, address).0);
            }
        }
        let honest = honest.unwrap();
        assert!(gate.waits(honest), "guessers make room for each other");
        gate.proven(honest);
        // Silent ones that never fail do not push out whoever has proven a key.
        for _ in 0..200 {
            admitted(&mut gate, address);
        }
        gate.entered(honest);
        assert!(gate.entered.contains(&honest));
        assert_eq!(gate.waiting.len(), usize::from(Serve::default().startups_per_address) - 1);
    }
}
