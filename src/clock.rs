//! The only "now" and the only randomness of the program; tests fix both by seed.

use std::sync::Mutex;
use std::sync::atomic::{AtomicI64, Ordering};

use crate::domain::{Id, Micros};

/// Where time and randomness come from.
pub trait Source: Send + Sync {
    /// Microseconds since 1970-01-01T00:00:00Z.
    fn now(&self) -> Micros;
    /// Fills the buffer with unpredictable bytes (predictable in tests, by seed).
    fn fill(&self, buffer: &mut [u8]);
}

/// The system's clock and random generator.
pub struct System;

impl Source for System {
    fn now(&self) -> Micros {
        #[expect(clippy::disallowed_methods, reason = "this is the one place that reads the clock")]
        let now = std::time::SystemTime::now();
        let elapsed = now.duration_since(std::time::UNIX_EPOCH).unwrap_or_default();
        Micros(i64::try_from(elapsed.as_micros()).unwrap_or(i64::MAX))
    }

    fn fill(&self, buffer: &mut [u8]) {
        getrandom::fill(buffer).expect("the system's random generator works");
    }
}

/// A clock that stands still until moved, with the system's randomness: for what is made as of another time.
pub struct Settable(AtomicI64);

impl Settable {
    pub const fn new(now: Micros) -> Self {
        Self(AtomicI64::new(now.0))
    }

    pub fn set(&self, now: Micros) {
        self.0.store(now.0, Ordering::SeqCst);
    }

    /// Moves the clock by some seconds, backwards too.
    pub fn advance(&self, seconds: i64) {
        self.0.fetch_add(seconds * 1_000_000, Ordering::SeqCst);
    }
}

impl Source for Settable {
    fn now(&self) -> Micros {
        Micros(self.0.load(Ordering::SeqCst))
    }

    fn fill(&self, buffer: &mut [u8]) {
        System.fill(buffer);
    }
}

/// The same with randomness from a seed: for tests.
pub struct Fixed {
    clock: Settable,
    random: Mutex<fastrand::Rng>,
}

impl Fixed {
    pub fn new(now: Micros, seed: u64) -> Self {
        Self { clock: Settable::new(now), random: Mutex::new(fastrand::Rng::with_seed(seed)) }
    }

    /// Moves the clock by some seconds, backwards too.
    pub fn advance(&self, seconds: i64) {
        self.clock.advance(seconds);
    }
}

impl Source for Fixed {
    fn now(&self) -> Micros {
        self.clock.now()
    }

    fn fill(&self, buffer: &mut [u8]) {
        self.random.lock().unwrap_or_else(std::sync::PoisonError::into_inner).fill(buffer);
    }
}

/// A new record id (UUIDv7: time-ordered, never reused).
pub fn new_id(source: &dyn Source) -> Id {
    id_of(source, source.now())
}

/// The same of something that was made at this moment.
pub fn id_of(source: &dyn Source, at: Micros) -> Id {
    let mut random = [0u8; 10];
    source.fill(&mut random);
    let millis = u64::try_from(at.0 / 1000).unwrap_or(0);
    Id(*uuid::Builder::from_unix_timestamp_millis(millis, &random).into_uuid().as_bytes())
}
