//! What serving costs: `cargo bench --bench served -- load` and `-- slow`.
//!
//! `load` seats people at the built server, each pressing a key a second, and takes more until their keys wait too long.
//! `slow` sits one person at the end of a poor line. Server and clients share this machine.
//!
//! `KIN_SERVED_HOME=DIR` keeps the office for the next time; `KIN_SERVED_CUSTOMERS`, `KIN_SERVED_SESSIONS` (such as
//! `50,200`) and `KIN_SERVED_SECONDS` change what is measured, and `KIN_SERVED_SETTINGS` (such as `cache_kib = 4096`) how
//! it is served.

mod client;
#[path = "../demo/mod.rs"]
mod demo;
mod line;
mod office;

use std::collections::BTreeMap;
use std::sync::Arc;
use std::sync::atomic::{AtomicU8, Ordering};
use std::time::{Duration, Instant};

use client::{Seat, Step, now};
use hdrhistogram::Histogram;
use line::Line;
use office::{Office, Server, processor_seconds};
use tokio::task::JoinSet;
use tokio::time::{MissedTickBehavior, interval_at, sleep};

/// Keys wait too long from here on, in microseconds: the promise is for 99 of 100 keys.
const TOO_LONG: u64 = 50_000;
/// A frame is over when nothing has come for so long: what comes later, such as a count, is a frame of its own.
const QUIET: Duration = Duration::from_millis(150);
/// On the poor line a lost packet may lie between two parts of a frame.
const QUIET_ON_A_POOR_LINE: Duration = Duration::from_millis(950);
/// Sessions that sign in at the same time.
const AT_THE_DOOR: usize = 4;

#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
enum Kind {
    Move,
    Page,
    Search,
    Open,
    /// A lone Esc waits a moment for what may follow it, so it is counted apart.
    Esc,
}

/// What somebody does, again and again: searches, takes it back, moves, turns pages, opens a customer.
const DAY: [(Kind, &[u8]); 25] = [
    (Kind::Search, b"/"),
    (Kind::Search, b"n"),
    (Kind::Search, b"g"),
    (Kind::Search, b"u"),
    (Kind::Search, b"y"),
    (Kind::Search, b"e"),
    (Kind::Search, b"n"),
    (Kind::Search, b" "),
    (Kind::Search, b"h"),
    (Kind::Search, b"o"),
    (Kind::Search, b"\x7f"),
    (Kind::Search, b"\x7f"),
    (Kind::Esc, b"\x1b"),
    (Kind::Move, b"j"),
    (Kind::Move, b"j"),
    (Kind::Move, b"\x1b[B"),
    (Kind::Move, b"k"),
    (Kind::Move, b"\x1b[A"),
    (Kind::Page, b"\x1b[6~"),
    (Kind::Page, b"\x1b[6~"),
    (Kind::Page, b"\x1b[5~"),
    (Kind::Open, b"\r"),
    (Kind::Esc, b"\x1b"),
    (Kind::Move, b"j"),
    (Kind::Move, b"k"),
];

/// Waits and bytes of keys, by kind.
#[derive(Default)]
struct Told(BTreeMap<Kind, Keys>);

struct Keys {
    waits: Histogram<u64>,
    bytes: usize,
    /// Keys that drew nothing.
    silent: u64,
}

impl Default for Keys {
    fn default() -> Self {
        Self { waits: Histogram::new_with_bounds(1, 120_000_000, 3).expect("bounds"), bytes: 0, silent: 0 }
    }
}

impl Told {
    fn add(&mut self, kind: Kind, pressed: &client::Pressed) {
        let keys = self.0.entry(kind).or_default();
        keys.bytes += pressed.bytes;
        match pressed.took {
            Some(took) => keys.waits.saturating_record(took.as_micros() as u64),
            None => keys.silent += 1,
        }
    }

    fn merge(&mut self, other: &Self) {
        for (kind, keys) in &other.0 {
            let mine = self.0.entry(*kind).or_default();
            mine.waits.add(&keys.waits).expect("the same bounds");
            mine.bytes += keys.bytes;
            mine.silent += keys.silent;
        }
    }

    /// All but a lone Esc.
    fn all(&self) -> Keys {
        let mut all = Keys::default();
        for (_, keys) in self.0.iter().filter(|(kind, _)| **kind != Kind::Esc) {
            all.waits.add(&keys.waits).expect("the same bounds");
            all.bytes += keys.bytes;
            all.silent += keys.silent;
        }
        all
    }

    fn tell(&self) {
        for (kind, keys) in &self.0 {
            println!("    {:<8} {}", format!("{kind:?}").to_lowercase(), keys.words());
        }
    }
}

impl Keys {
    fn words(&self) -> String {
        let ms = |quantile: f64| self.waits.value_at_quantile(quantile) as f64 / 1_000.0;
        let count = self.waits.len() + self.silent;
        format!(
            "{count:>6} keys  p50 {:>7.1} ms  p99 {:>7.1} ms  most {:>7.1} ms  {:>5} bytes a key",
            ms(0.5),
            ms(0.99),
            ms(1.0),
            self.bytes as u64 / count.max(1)
        )
    }
}

fn setting(name: &str, otherwise: &str) -> String {
    std::env::var(name).unwrap_or_else(|_| otherwise.to_owned())
}

fn main() {
    let mode = std::env::args().skip(1).find(|argument| !argument.starts_with('-'));
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build().expect("a runtime");
    match mode.as_deref() {
        Some("load") => runtime.block_on(load()),
        Some("slow") => runtime.block_on(slow()),
        _ => println!("Say what to measure: cargo bench --bench served -- load (or slow)"),
    }
}

async fn load() {
    let office = Arc::new(Office::find(&setting("KIN_SERVED_CUSTOMERS", "1000000"), "400"));
    let seconds: u64 = setting("KIN_SERVED_SECONDS", "60").parse().expect("seconds");
    let sizes = setting("KIN_SERVED_SESSIONS", "50,200,400,600,800,1000");
    let server = office.serve();
    let mut before = (0, server.resident());
    println!("no session: {} MiB resident", before.1 >> 10);
    let mut crowd = Crowd::default();
    for size in sizes.split(',').map(|size| size.trim().parse().expect("a number of sessions")) {
        let begun = now();
        crowd.grow(&office, server.port, size).await;
        println!("{size} sessions ({:.0} s to sign {} in)", begun.elapsed().as_secs_f64(), size - before.0);
        let Worked { told, server: used, clients: own } =
            crowd.work(&server.process(), Duration::from_secs(seconds)).await;
        let share = |used: f64| 100.0 * used / seconds as f64;
        let all = told.all();
        println!("    all      {}", all.words());
        told.tell();
        let resident = server.resident();
        println!(
            "    resident {} MiB, {} KiB for each more session; processor: server {:.0} %, clients {:.0} % of 100 a core",
            resident >> 10,
            resident.saturating_sub(before.1) / (size - before.0).max(1) as u64,
            share(used),
            share(own),
        );
        let status = office.status();
        println!("    the server says {} of {} sessions", status["key_to_frame_us"], status["sessions"]);
        before = (size, resident);
        if all.waits.value_at_quantile(0.99) > TOO_LONG {
            println!("more than {} ms: the knee lies before {size} sessions", TOO_LONG / 1_000);
            break;
        }
    }
}

/// People at their seats.
#[derive(Default)]
struct Crowd(Vec<Seat>);

impl Crowd {
    /// Signs people in until there are so many. Each code is taken once: a member comes with three of them at most.
    async fn grow(&mut self, office: &Arc<Office>, port: u16, size: usize) {
        let agents = office.demo.members.len();
        let mut signing = JoinSet::new();
        for number in self.0.len()..size {
            if signing.len() >= AT_THE_DOOR {
                self.seat(signing.join_next().await);
            }
            let (office, step) = (Arc::clone(office), Step((number / agents) as i64 - 1));
            signing.spawn(async move {
                let take = || Seat::take(port, &office.demo.members[number % agents], step, false);
                // A code that was near its end may have been too old when it was looked at.
                match take().await {
                    Err(_) => take().await,
                    seat => seat,
                }
            });
        }
        while let Some(seat) = signing.join_next().await {
            self.seat(Some(seat));
        }
        assert!(self.0.len() == size, "not all could sign in");
    }

    fn seat(&mut self, seat: Option<Result<Result<Seat, String>, tokio::task::JoinError>>) {
        match seat {
            Some(Ok(Ok(seat))) => self.0.push(seat),
            Some(Ok(Err(words))) => println!("    {words}"),
            _ => {}
        }
    }

    /// Everybody presses a key a second, each at another moment of the second and of the day. What is counted begins
    /// when all are in the middle of it.
    async fn work(&mut self, server: &str, time: Duration) -> Worked {
        let phase = Arc::new(AtomicU8::new(WARMING_UP));
        let mut random = fastrand::Rng::with_seed(7);
        let mut working = JoinSet::new();
        let day = Duration::from_secs(DAY.len() as u64);
        for seat in self.0.drain(..) {
            let first = now() + Duration::from_micros(random.u64(..day.as_micros() as u64));
            working.spawn(days(seat, first, Arc::clone(&phase)));
        }
        sleep(day + Duration::from_secs(2)).await;
        let used = || (processor_seconds(server), processor_seconds("self"));
        let before = used();
        phase.store(COUNTING, Ordering::Relaxed);
        sleep(time).await;
        phase.store(OVER, Ordering::Relaxed);
        let after = used();
        let mut told = Told::default();
        while let Some(done) = working.join_next().await {
            let (seat, pressed) = done.expect("a seat");
            match seat {
                Some(seat) => self.0.push(seat),
                None => println!("    a session ended"),
            }
            told.merge(&pressed);
        }
        Worked { told, server: after.0 - before.0, clients: after.1 - before.1 }
    }
}

const WARMING_UP: u8 = 0;
const COUNTING: u8 = 1;
const OVER: u8 = 2;

/// What came of some time of work, with the processor time that it took, in seconds.
struct Worked {
    told: Told,
    server: f64,
    clients: f64,
}

/// One person's days, until all is over; the seat comes back where the session has not ended.
async fn days(mut seat: Seat, first: Instant, phase: Arc<AtomicU8>) -> (Option<Seat>, Told) {
    let mut told = Told::default();
    let mut ticks = interval_at(first.into(), Duration::from_secs(1));
    ticks.set_missed_tick_behavior(MissedTickBehavior::Delay);
    for (kind, key) in DAY.into_iter().cycle() {
        ticks.tick().await;
        match (seat.press(key, QUIET).await, phase.load(Ordering::Relaxed)) {
            (Err(()), _) => return (None, told),
            (Ok(pressed), COUNTING) => told.add(kind, &pressed),
            (Ok(_), OVER) => break,
            (Ok(_), _) => {}
        }
    }
    // Back to the list, whatever is open.
    for _ in 0..2 {
        let _ = seat.press(b"\x1b", QUIET).await;
    }
    (Some(seat), told)
}

async fn slow() {
    let office = Office::find(&setting("KIN_SERVED_CUSTOMERS", "1000000"), "400");
    let server: Server = office.serve();
    for (compress, member) in [(false, &office.demo.members[1]), (true, &office.demo.members[2])] {
        let line = Line::to(server.port).await;
        let begun = now();
        let mut seat = Seat::take(line.port, member, Step(0), compress).await.expect("a seat");
        let took = begun.elapsed();
        seat.rest(QUIET_ON_A_POOR_LINE).await;
        let with = if compress { "with" } else { "without" };
        let first = line.downward();
        println!("{with} compression: {:.1} s from the connection to the list, {first} bytes", took.as_secs_f64());
        let mut told = Told::default();
        for (kind, key) in DAY.into_iter().cycle().take(4 * DAY.len()) {
            let pressed = seat.press(key, QUIET_ON_A_POOR_LINE).await.expect("a session");
            told.add(kind, &pressed);
        }
        println!("    all      {}", told.all().words());
        told.tell();
        let wire = (line.downward() - first) / (4 * DAY.len());
        println!("    on the wire {wire} bytes a key");
    }
}
