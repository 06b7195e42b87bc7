//! Whoever has proven no key tries a password in a queue, a place for each address: one address's guesses hold up
//! nobody else's sign-in.

use std::collections::HashMap;
use std::net::IpAddr;
use std::sync::{Arc, Mutex, PoisonError};

use tokio::sync::{OwnedSemaphorePermit, Semaphore};

pub(super) struct Doorway {
    all: Arc<Semaphore>,
    addresses: Mutex<HashMap<IpAddr, Arc<Semaphore>>>,
}

/// A turn to try; dropping it lets the next one try.
pub(super) struct Turn {
    _all: Option<OwnedSemaphorePermit>,
    _address: Option<OwnedSemaphorePermit>,
}

/// Addresses remembered before those that nobody waits at are forgotten.
const REMEMBERED: usize = 1024;

impl Doorway {
    pub fn new(at_a_time: u8) -> Self {
        Self { all: Arc::new(Semaphore::new(usize::from(at_a_time).max(1))), addresses: Mutex::default() }
    }

    pub async fn enter(&self, address: IpAddr) -> Turn {
        let own = {
            let mut addresses = self.addresses.lock().unwrap_or_else(PoisonError::into_inner);
            if addresses.len() >= REMEMBERED {
                addresses.retain(|_, semaphore| Arc::strong_count(semaphore) > 1);
            }
            Arc::clone(addresses.entry(address).or_insert_with(|| Arc::new(Semaphore::new(1))))
        };
        // Both are fair: first come, first served. Neither is ever closed.
        let address = own.acquire_owned().await.ok();
        let all = Arc::clone(&self.all).acquire_owned().await.ok();
        Turn { _all: all, _address: address }
    }
}
