//! A fair queue for the writers of one process: first come, first served.
//!
//! SQLite lets waiting writers try at random, so that among many somebody may wait for seconds while others pass.
//! Connections that share a [`Turn`] ask SQLite for the write lock one after the other, in the order they came.

use std::collections::VecDeque;
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use super::StoreError;

/// As long as SQLite itself is asked for the lock. Another process may hold it, and then nobody's turn comes.
const LONGEST_WAIT: Duration = Duration::from_secs(10);

/// Whose turn it is to write, for all connections of this process to one file.
#[derive(Debug, Default)]
pub struct Turn {
    line: Mutex<Line>,
}

#[derive(Debug, Default)]
struct Line {
    next: u64,
    holder: Option<u64>,
    waiting: VecDeque<Waiter>,
}

#[derive(Debug)]
struct Waiter {
    number: u64,
    called: Arc<Condvar>,
}

/// The right to write; dropped, it goes to whoever has waited longest.
#[derive(Debug)]
pub(super) struct Held<'a>(&'a Turn);

impl Turn {
    /// How many wait for their turn now.
    pub fn waiting(&self) -> usize {
        self.line().waiting.len()
    }

    /// Waits for this caller's turn.
    ///
    /// # Errors
    /// `Busy` when it has not come after 10 s.
    pub(super) fn take(&self) -> Result<Held<'_>, StoreError> {
        self.take_within(LONGEST_WAIT)
    }

    fn take_within(&self, longest: Duration) -> Result<Held<'_>, StoreError> {
        let mut line = self.line();
        let number = line.next;
        line.next += 1;
        if line.holder.is_none() {
            line.holder = Some(number);
            return Ok(Held(self));
        }
        let called = Arc::new(Condvar::new());
        line.waiting.push_back(Waiter { number, called: called.clone() });
        let (mut line, _) = called
            .wait_timeout_while(line, longest, |line| line.holder != Some(number))
            .unwrap_or_else(PoisonError::into_inner);
        if line.holder == Some(number) {
            return Ok(Held(self));
        }
        line.waiting.retain(|waiter| waiter.number != number);
        Err(StoreError::Busy)
    }

    /// Nothing is left half done under this lock, so a panic of its holder spoils nothing.
    fn line(&self) -> MutexGuard<'_, Line> {
        self.line.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Drop for Held<'_> {
    fn drop(&mut self) {
        let mut line = self.0.line();
        let next = line.waiting.pop_front();
        line.holder = next.as_ref().map(|waiter| waiter.number);
        if let Some(waiter) = next {
            waiter.called.notify_one();
        }
    }
}

#[cfg(test)]
mod tests {
    use std::thread;

    use super::*;

    const SOON: Duration = Duration::from_secs(60);

    fn wait_until(turn: &Turn, waiting: usize) {
        while turn.waiting() != waiting {
            thread::yield_now();
        }
    }

    #[test]
    fn each_is_served_in_the_order_of_arrival() {
        const THREADS: usize = 32;
        let turn = Turn::default();
        let served = Mutex::new(Vec::new());
        thread::scope(|scope| {
            let held = turn.take_within(SOON).unwrap();
            for number in 0..THREADS {
                let (turn, served) = (&turn, &served);
                scope.spawn(move || {
                    let _held = turn.take_within(SOON).unwrap();
                    served.lock().unwrap().push(number);
                });
                wait_until(turn, number + 1);
            }
            assert!(served.lock().unwrap().is_empty());
            drop(held);
        });
        assert_eq!(*served.lock().unwrap(), (0..THREADS).collect::<Vec<_>>());
        assert_eq!(turn.waiting(), 0);
    }

    #[test]
    fn nobody_starves_and_nobody_is_let_in_beside_another() {
        const THREADS: usize = 32;
        const ROUNDS: usize = 20;
        let turn = Turn::default();
        let rounds = Mutex::new([0usize; THREADS]);
        let all = std::sync::Barrier::new(THREADS);
        thread::scope(|scope| {
            for number in 0..THREADS {
                let (turn, rounds, all) = (&turn, &rounds, &all);
                scope.spawn(move || {
                    all.wait();
                    for round in 0..ROUNDS {
                        let _held = turn.take_within(SOON).unwrap();
                        let mut rounds = rounds.try_lock().expect("one at a time");
                        rounds[number] = round + 1;
                    }
                });
            }
        });
        assert_eq!(rounds.into_inner().unwrap(), [ROUNDS; THREADS]);
        assert_eq!(turn.waiting(), 0);
    }

    #[test]
    fn a_panic_gives_the_turn_back() {
        let turn = Turn::default();
        thread::scope(|scope| {
            let writer = scope.spawn(|| {
                let _held = turn.take_within(SOON).unwrap();
                panic!("in the middle of a write");
            });
            assert!(writer.join().is_err());
        });
        drop(turn.take_within(SOON).unwrap());
    }

    #[test]
    fn whoever_gives_up_waiting_leaves_the_line() {
        let turn = Turn::default();
        let held = turn.take_within(SOON).unwrap();
        assert!(matches!(turn.take_within(Duration::ZERO), Err(StoreError::Busy)));
        assert_eq!(turn.waiting(), 0);
        drop(held);
        drop(turn.take_within(SOON).unwrap());
    }
}
