//! How many passwords are stretched at a time in this process: each needs much memory and a whole core. Who comes first
//! is served first.

use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};

pub(super) struct Slots {
    state: Mutex<State>,
    changed: Condvar,
}

struct State {
    most: usize,
    taken: usize,
    /// The number that the next to come gets, and the one whose turn it is.
    next: u64,
    turn: u64,
}

/// A slot that is taken; dropping it gives it back.
pub(super) struct Slot<'a>(&'a Slots);

impl Slots {
    pub const fn new(most: usize) -> Self {
        Self { state: Mutex::new(State { most, taken: 0, next: 0, turn: 0 }), changed: Condvar::new() }
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    pub fn set_most(&self, most: usize) {
        self.state().most = most.max(1);
        self.changed.notify_all();
    }

    /// Waits for one's turn and for a free slot.
    pub fn take(&self) -> Slot<'_> {
        let mut state = self.state();
        let mine = state.next;
        state.next += 1;
        while state.turn != mine || state.taken >= state.most {
            state = self.changed.wait(state).unwrap_or_else(PoisonError::into_inner);
        }
        state.turn += 1;
        state.taken += 1;
        // The next may find another slot free.
        self.changed.notify_all();
        Slot(self)
    }
}

impl Drop for Slot<'_> {
    fn drop(&mut self) {
        self.0.state().taken -= 1;
        self.0.changed.notify_all();
    }
}

#[cfg(test)]
mod tests {
    use std::sync::atomic::{AtomicUsize, Ordering};

    use super::*;

    #[test]
    fn never_more_than_so_many_and_first_come_first_served() {
        let slots = Slots::new(2);
        let (now, most) = (AtomicUsize::new(0), AtomicUsize::new(0));
        let order = Mutex::new(Vec::new());
        let held = [slots.take(), slots.take()];
        std::thread::scope(|scope| {
            for number in 0..12 {
                let (slots, now, most, order) = (&slots, &now, &most, &order);
                scope.spawn(move || {
                    let _slot = slots.take();
                    order.lock().unwrap().push(number);
                    most.fetch_max(now.fetch_add(1, Ordering::SeqCst) + 1, Ordering::SeqCst);
                    std::thread::yield_now();
                    now.fetch_sub(1, Ordering::SeqCst);
                });
                // Each is in the queue before the next comes.
                while slots.state().next < 3 + number {
                    std::thread::yield_now();
                }
            }
            let [one, other] = held;
            drop(one);
            while order.lock().unwrap().len() < 12 {
                std::thread::yield_now();
            }
            drop(other);
        });
        assert!(most.into_inner() <= 2);
        assert_eq!(order.into_inner().unwrap(), (0..12).collect::<Vec<u64>>());
    }

    #[test]
    fn a_panic_gives_its_slot_back() {
        let slots = Slots::new(1);
        let died = std::thread::scope(|scope| {
            scope
                .spawn(|| {
                    let _slot = slots.take();
                    panic!("on purpose");
                })
                .join()
        });
        assert!(died.is_err());
        drop(slots.take());
        slots.set_most(0);
        drop(slots.take());
    }
}
