//! What happened within a span of time, each thing once.

use std::collections::{HashMap, VecDeque};

use crate::domain::{Field, Id, Micros};

/// What is counted once, however often it happens.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Thing {
    Value(Id, Field),
    Customer(Id),
    /// The entry itself: each counts.
    Entry(i64),
}

/// Entries kept as evidence: the first ones and the last.
const FIRST: usize = 20;
const LAST: usize = 4;

#[derive(Clone, Debug)]
pub struct Window {
    /// In microseconds.
    span: i64,
    kept: VecDeque<Kept>,
    times: HashMap<Thing, Times>,
    total: u64,
}

#[derive(Clone, Copy, Debug)]
struct Kept {
    at: Micros,
    sequence: i64,
    thing: Thing,
}

#[derive(Clone, Copy, Debug)]
struct Times {
    count: u32,
    weight: u32,
}

impl Window {
    pub fn new(minutes: u32) -> Self {
        Self { span: i64::from(minutes) * 60_000_000, kept: VecDeque::new(), times: HashMap::new(), total: 0 }
    }

    /// Adds a thing, and forgets what is too long ago.
    pub fn push(&mut self, at: Micros, sequence: i64, thing: Thing, weight: u32) {
        self.forget(at);
        self.kept.push_back(Kept { at, sequence, thing });
        let times = self.times.entry(thing).or_insert(Times { count: 0, weight });
        if times.count == 0 {
            self.total += u64::from(weight);
        }
        times.count += 1;
    }

    /// Forgets what is too long ago at that time.
    pub fn forget(&mut self, now: Micros) {
        while let Some(first) = self.kept.front().filter(|first| first.at.0 <= now.0 - self.span) {
            if let Some(times) = self.times.get_mut(&first.thing) {
                times.count -= 1;
                if times.count == 0 {
                    self.total -= u64::from(times.weight);
                    self.times.remove(&first.thing);
                }
            }
            self.kept.pop_front();
        }
    }

    pub fn clear(&mut self) {
        self.kept.clear();
        self.times.clear();
        self.total = 0;
    }

    /// Different things, by their weight.
    pub fn total(&self) -> u32 {
        u32::try_from(self.total).unwrap_or(u32::MAX)
    }

    /// How many of the kept entries are of one thing, and which.
    pub fn of(&self, thing: Thing) -> Vec<i64> {
        self.kept.iter().filter(|kept| kept.thing == thing).map(|kept| kept.sequence).collect()
    }

    pub fn times(&self) -> impl Iterator<Item = Micros> {
        self.kept.iter().map(|kept| kept.at)
    }

    /// The entries, the oldest first; of many the first ones and the last.
    pub fn evidence(&self) -> Vec<i64> {
        some(self.kept.iter().map(|kept| kept.sequence).collect())
    }
}

/// Of many the first ones and the last.
pub fn some(mut entries: Vec<i64>) -> Vec<i64> {
    if entries.len() > FIRST + LAST {
        entries.drain(FIRST..entries.len() - LAST);
    }
    entries
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn things_count_once_and_are_forgotten_in_time() {
        let value = |n: u8| Thing::Value(Id([n; 16]), Field::Phone);
        let minute = |n: i64| Micros(n * 60_000_000);
        let mut window = Window::new(10);
        for (at, n) in [(0, 1), (1, 2), (2, 1), (3, 3)] {
            window.push(minute(at), at, value(n), 1);
        }
        assert_eq!(window.total(), 3);
        window.forget(minute(10));
        assert_eq!(window.total(), 3, "the first was seen again since");
        window.forget(minute(12));
        assert_eq!((window.total(), window.evidence()), (1, vec![3]));
        window.push(minute(12), 12, Thing::Entry(12), 500);
        assert_eq!(window.total(), 501);
        assert_eq!(some((0..100).collect()).len(), FIRST + LAST);
    }
}
