//! A simulated office: 40 people over some months, each act an entry as the log has it, made from a seed. One takes a
//! little each day, one takes much in an hour, and one honest member is shown more than anybody else for good reasons.

use std::collections::{BTreeMap, BTreeSet};

use jiff::Timestamp;
use jiff::civil::{Date, Weekday};
use jiff::tz::TimeZone;
use kin::domain::detector::{Finding, Observed, OfficeWatch, Rules};
use kin::domain::*;
use serde_json::{Value, json};

pub const MEMBERS: usize = 40;
/// Before the days that count: what was usual.
pub const BEFORE: i32 = 30;
pub const DAYS: i32 = 90;
const CUSTOMERS: usize = 20_000;
const HONEYTOKENS: usize = 20;

pub const HARVESTER: usize = 37;
pub const THIEF: usize = 38;
/// Honest: shown three times as much as the others.
pub const HEAVY: usize = 34;
/// Honest: in turns at night, a week each.
const NIGHT: [usize; 2] = [35, 36];
/// Reads and exports the log each week.
const AUDITOR: usize = 39;
/// Somebody guesses this one's password for a night.
pub const ATTACKED: usize = 5;

/// Days after `BEFORE`.
pub const HARVEST_BEGINS: i32 = 20;
const BURST: i32 = 60;
const GUESSING: i32 = 40;

/// How the people of an office work.
#[derive(Clone, Copy)]
pub struct Manners {
    /// How many of a hundred values are shown for a line of the timeline.
    pub linked: u32,
    /// How many of a hundred customers nobody looks after.
    pub ownerless: u32,
}

impl Manners {
    pub const USUAL: Self = Self { linked: 75, ownerless: 15 };
}

pub fn zone() -> TimeZone {
    TimeZone::fixed(jiff::tz::offset(7))
}

pub fn member(n: usize) -> Id {
    id(1, n)
}

fn customer(n: usize) -> Id {
    id(2, n)
}

fn id(kind: u8, n: usize) -> Id {
    let mut bytes = [0; 16];
    bytes[0] = kind;
    bytes[8..].copy_from_slice(&(n as u64).to_be_bytes());
    Id(bytes)
}

/// The customers who do not exist.
pub fn policy() -> Policy {
    let honeytokens: BTreeSet<Id> = (0..HONEYTOKENS).map(|n| customer(n * 997)).collect();
    Policy { honeytokens, ..Policy::default() }
}

fn first_day() -> Date {
    jiff::civil::date(2026, 1, 5)
}

/// The log of such an office, in order.
pub fn log(seed: u64, manners: Manners) -> Vec<Entry> {
    let mut office = Office { random: fastrand::Rng::with_seed(seed), manners, entries: Vec::new() };
    for day in 0..BEFORE + DAYS {
        for n in 0..MEMBERS {
            office.day_of(n, day);
        }
        office.deeds(day - BEFORE, day);
    }
    office.entries.sort_by_key(|entry| entry.at);
    office.entries
}

/// What the detectors find, and in how many entries, in the days that count.
pub fn findings(log: &[Entry], rules: &Rules) -> Vec<Finding> {
    let from = at(BEFORE, 0);
    let mut watch = OfficeWatch::default();
    let acts = log.iter().zip(1..).filter_map(|(entry, sequence)| Observed::of(sequence, entry));
    let found = acts.flat_map(|act| watch.feed(&act, rules)).collect::<Vec<_>>();
    found.into_iter().filter(|finding| finding.at >= from).collect()
}

/// Whether a finding is about what was done on purpose.
pub fn is_right(finding: &Finding) -> bool {
    match finding.kind {
        DetectorKind::FailedSignIns => finding.member == member(ATTACKED),
        _ => [member(HARVESTER), member(THIEF)].contains(&finding.member),
    }
}

/// Who is to be found by which detector.
pub fn expected() -> BTreeMap<DetectorKind, Vec<usize>> {
    BTreeMap::from([
        (DetectorKind::ManyReveals, vec![THIEF]),
        (DetectorKind::UnlinkedReveals, vec![THIEF]),
        (DetectorKind::OffHours, vec![THIEF]),
        (DetectorKind::OutsidePortfolio, vec![THIEF]),
        (DetectorKind::SlowHarvest, vec![HARVESTER]),
        (DetectorKind::Honeytoken, vec![THIEF]),
        (DetectorKind::FailedSignIns, vec![ATTACKED]),
        (DetectorKind::NewOrigin, vec![THIEF]),
        (DetectorKind::MassExport, vec![THIEF]),
        (DetectorKind::SelfGrant, vec![THIEF]),
    ])
}

/// A day of the simulation, counted from the first one that counts.
pub fn day_of(at: Micros) -> i32 {
    let local = zone().to_datetime(Timestamp::from_microsecond(at.0).expect("a time"));
    first_day().until(local.date()).expect("days").get_days() - BEFORE
}

/// So many seconds into a day, as the clocks there show.
fn at(day: i32, second: i64) -> Micros {
    let date = first_day().checked_add(jiff::Span::new().days(day)).expect("a day");
    let midnight = date.to_zoned(zone()).expect("a time").timestamp().as_microsecond();
    Micros(midnight + second * 1_000_000)
}

struct Office {
    random: fastrand::Rng,
    manners: Manners,
    entries: Vec<Entry>,
}

impl Office {
    fn chance(&mut self, of_hundred: u32) -> bool {
        self.random.u32(0..100) < of_hundred
    }

    fn put(&mut self, who: usize, at: Micros, place: &str, action: Action, subject: Option<Id>, details: &Value) {
        let details = details.to_string();
        self.entries.push(Entry {
            at,
            member: Some(member(who)),
            session: None,
            origin: format!("kin-srv ssh {place}"),
            action,
            subject,
            outcome: Outcome::Done,
            reason: String::new(),
            details,
        });
    }

    /// Who looks after a customer.
    fn owner(&self, customer: usize) -> Option<usize> {
        let nobody = customer * 7 % 100 < self.manners.ownerless as usize;
        (!nobody).then_some(customer % MEMBERS)
    }

    fn own(&self, who: usize, customer: usize) -> Option<bool> {
        self.owner(customer).map(|owner| owner == who)
    }

    /// Opens a customer, and perhaps is shown values of it.
    fn look(&mut self, who: usize, at: Micros, place: &str, n: usize, fields: &[Field], linked: bool) {
        let own = self.own(who, n);
        let details = own.map_or(json!({}), |own| json!({ "own": own }));
        self.put(who, at, place, Action::CustomerView, Some(customer(n)), &details);
        for (field, wait) in fields.iter().zip(1..) {
            let mut details = details.clone();
            details["field"] = json!(field);
            if linked {
                details["link"] = json!(id(3, n));
            }
            self.put(who, Micros(at.0 + wait * 10_000_000), place, Action::FieldReveal, Some(customer(n)), &details);
        }
    }

    /// The caller of a honest member: mostly one's own customer; who does not exist never calls.
    fn caller(&mut self, who: usize) -> usize {
        let own = self.chance(65);
        loop {
            let any = self.random.usize(0..CUSTOMERS);
            let n = if own { any - any % MEMBERS + who } else { any };
            let honeytoken = n.is_multiple_of(997) && n / 997 < HONEYTOKENS;
            // One click in a hundred thousand goes wrong.
            if n < CUSTOMERS && (!honeytoken || self.random.u32(0..100_000) == 0) {
                return n;
            }
        }
    }

    /// A day of honest work, which the thieves do too.
    fn day_of(&mut self, who: usize, day: i32) {
        let date = first_day().checked_add(jiff::Span::new().days(day)).expect("a day");
        let turn = if (day / 7) % 2 == 0 { NIGHT[0] } else { NIGHT[1] };
        let at_night = who == turn;
        let works = match date.weekday() {
            Weekday::Sunday => at_night,
            Weekday::Saturday => at_night || self.chance(25),
            _ => self.chance(95),
        };
        if !works {
            return;
        }
        let (begin, hours) = if at_night { (22 * 3600, 8) } else { (8 * 3600 + self.random.i64(0..1800), 9) };
        // Most days at the office, some from home, and seldom from somewhere else.
        let place = match self.random.u32(0..1000) {
            0..2 => format!("203.0.{}.{}", self.random.u8(..), self.random.u8(1..)),
            2..250 => format!("10.9.0.{}", who + 1),
            _ => format!("10.8.0.{}", who + 1),
        };
        for _ in 0..if self.chance(6) { self.random.usize(1..4) } else { 0 } {
            self.fail(who, at(day, begin - 60));
        }
        self.put(who, at(day, begin), &place, Action::SignIn, None, &json!({}));
        if who == AUDITOR && date.weekday() == Weekday::Monday {
            let count = json!({ "count": self.random.u32(300..1_500) });
            self.put(who, at(day, begin + 3600), &place, Action::LogExport, None, &count);
        }
        let calls = match who {
            HEAVY => self.random.usize(70..110),
            AUDITOR => 5,
            _ if at_night => self.random.usize(12..25),
            _ => self.random.usize(25..45),
        };
        for _ in 0..calls {
            let second = begin + 120 + self.random.i64(0..hours * 3600 - 300);
            let n = self.caller(who);
            let shown = self.chance(if who == HEAVY { 65 } else { 45 });
            let fields: &[Field] = match shown.then(|| self.random.u32(0..10)) {
                None => &[],
                Some(0..8) => &[Field::Phone],
                Some(_) => &[Field::Phone, Field::Email],
            };
            let linked = self.random.u32(0..100) < self.manners.linked;
            self.look(who, at(day, second), &place, n, fields, linked);
        }
    }

    fn fail(&mut self, who: usize, at: Micros) {
        let origin = "kin-srv ssh 10.8.0.99".to_owned();
        let (action, outcome) = (Action::SignIn, Outcome::Failed);
        let (reason, details) = (String::new(), "{}".to_owned());
        let subject = Some(member(who));
        self.entries.push(Entry { at, member: None, session: None, origin, action, subject, outcome, reason, details });
    }

    /// What is done on purpose, on days that count.
    fn deeds(&mut self, counted: i32, day: i32) {
        let weekday = first_day().checked_add(jiff::Span::new().days(day)).expect("a day").weekday();
        if counted >= HARVEST_BEGINS && !matches!(weekday, Weekday::Saturday | Weekday::Sunday) {
            for _ in 0..30 {
                let (second, n) = (9 * 3600 + self.random.i64(0..7 * 3600), self.random.usize(0..CUSTOMERS));
                self.look(HARVESTER, at(day, second), "10.8.0.38", n, &[Field::Phone], false);
            }
        }
        if counted == GUESSING {
            (0..30).for_each(|n| self.fail(ATTACKED, at(day, 2 * 3600 + n * 60)));
        }
        if counted == BURST {
            self.burst(day);
        }
    }

    fn burst(&mut self, day: i32) {
        let place = "198.51.100.7";
        let begin = 21 * 3600;
        self.put(THIEF, at(day, begin), place, Action::SignIn, None, &json!({}));
        let itself = json!({ "rule": "member.manage" });
        self.put(THIEF, at(day, begin + 30), place, Action::MemberManage, Some(member(THIEF)), &itself);
        for n in 0..200 {
            let of = if n == 50 { 997 } else { self.random.usize(0..CUSTOMERS) };
            self.look(THIEF, at(day, begin + 60 + n * 17), place, of, &[Field::Phone], false);
        }
        self.put(THIEF, at(day, begin + 3550), place, Action::LogExport, None, &json!({ "count": 9_000 }));
    }
}
