//! Failed tries at coming in: under what they are counted, and the wait that they cost.

use std::net::IpAddr;

use super::Desk;
use super::api::Problem;
use crate::domain::audit::Encoder;
use crate::domain::{Id, Micros};
use crate::store::{Snapshot, Tx};

pub(super) const SECOND: i64 = 1_000_000;

/// Failures that cost nothing; from the next on each doubles the wait.
const FREE_FAILURES: u32 = 3;
/// Those of one address: many people may come from it.
const FREE_OF_ADDRESS: u32 = 10;
const LONGEST_WAIT: i64 = 15 * 60;
/// NIST SP 800-63B-4: at most 100 failures in a row; then the office must reset the member.
const MOST_FAILURES: u32 = 100;

/// Under which wrong codes of invitations are counted: a member's folded name has no such sign.
const INVITATIONS: &str = "\u{0}invitation";

/// What was shown before the password: failures are counted apart by it, so that whoever shows less holds up nobody who
/// shows more.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Shown {
    /// Nothing: a local door, or a server that asks for no key.
    Nothing,
    /// No key of the member's where one is asked for: no answer lets this one in.
    NoKey,
    /// A key that the member has enrolled.
    Key,
}

/// One try at coming in under a name.
pub(super) struct Attempt {
    pub now: Micros,
    /// The enrolled key that was proven.
    pub key: Option<Id>,
    /// Whether no answer can be the right one.
    pub hopeless: bool,
    pub folded: String,
    pub counters: Counters,
}

impl Attempt {
    /// A program's: its key can't be guessed, so nobody waits for others' failures.
    pub fn by_key_file(folded: &str, now: Micros) -> Self {
        let counters = Counters { name: Some(name_key(folded, Shown::Nothing)), address: None };
        Self { now, key: None, hopeless: false, folded: folded.to_owned(), counters }
    }
}

/// Where the failures of a try are counted.
pub(super) struct Counters {
    name: Option<[u8; 16]>,
    address: Option<[u8; 16]>,
}

/// What one more failure made of the counters.
pub(super) struct Failed {
    /// So many in a row, where that is worth telling.
    pub told: Option<u32>,
    /// Whether so many were under the name; else they are of one address, under whatever names.
    pub by_name: bool,
    /// Seconds to wait.
    pub wait: Option<u32>,
}

impl Counters {
    /// Seconds still to wait, or none.
    pub fn wait(&self, snapshot: &Snapshot<'_>, now: Micros) -> Result<Option<u32>, Problem> {
        let (mut by_name, mut by_address) = (None, None);
        if let Some(key) = &self.name {
            let attempts = snapshot.attempts(key)?;
            by_name = name_wait(attempts.failures, attempts.last_at, now);
        }
        if let Some(key) = &self.address {
            let attempts = snapshot.attempts(key)?;
            by_address = wait(attempts.failures, FREE_OF_ADDRESS, attempts.last_at, now);
        }
        Ok(by_name.max(by_address))
    }

    /// Somebody is told of the failure that is the `told_at`th in a row, and of the last one that is possible.
    pub fn add(&self, tx: &mut Tx<'_>, now: Micros, told_at: Option<u32>) -> Result<Failed, Problem> {
        let mut count = |key: &Option<[u8; 16]>| -> Result<Option<u32>, Problem> {
            let Some(key) = key else { return Ok(None) };
            let failures = tx.add_attempt(key, now)?.failures;
            Ok(Some(failures).filter(|failures| told_at == Some(*failures) || *failures == MOST_FAILURES))
        };
        let (by_name, by_address) = (count(&self.name)?, count(&self.address)?);
        Ok(Failed { told: by_name.or(by_address), by_name: by_name.is_some(), wait: self.wait(tx, now)? })
    }

    pub fn clear(&self, tx: &mut Tx<'_>) -> Result<(), Problem> {
        for key in [&self.name, &self.address].into_iter().flatten() {
            tx.clear_attempts(key)?;
        }
        Ok(())
    }
}

impl Desk {
    /// A try at coming in as this member, or under a name that is nobody's. Whoever must wait is told so, and costs
    /// nothing more than the look at the clock.
    pub(super) fn attempt(&mut self, folded: &str, member: Option<Id>) -> Result<Attempt, Problem> {
        let now = self.clock.now();
        let key = self.proven_key_of(member)?;
        let asked = self.caller.as_ref().is_some_and(|caller| caller.wants_key());
        let shown = match key {
            Some(_) => Shown::Key,
            None if asked => Shown::NoKey,
            None => Shown::Nothing,
        };
        let address = self.caller.as_ref().filter(|_| key.is_none()).map(|caller| address_key(caller.address));
        let counters = Counters { name: Some(name_key(folded, shown)), address };
        self.waited(&counters, now)?;
        Ok(Attempt { now, key, hopeless: shown == Shown::NoKey, folded: folded.to_owned(), counters })
    }

    /// The same for an invitation's code. Over the network only the address counts: a code is too long to be guessed,
    /// and nobody keeps others from their first sign-in.
    pub(super) fn attempt_invitation(&mut self) -> Result<Counters, Problem> {
        let counters = match &self.caller {
            None => Counters { name: Some(name_key(INVITATIONS, Shown::Nothing)), address: None },
            Some(caller) => Counters { name: None, address: Some(address_key(caller.address)) },
        };
        self.waited(&counters, self.clock.now())?;
        Ok(counters)
    }

    fn waited(&mut self, counters: &Counters, now: Micros) -> Result<(), Problem> {
        let wait = self.store.read(|snapshot| counters.wait(snapshot, now))?;
        wait.map_or(Ok(()), |seconds| Err(Problem::Wait { seconds }))
    }
}

/// Forgets all failures under a name.
pub(super) fn forgive(tx: &mut Tx<'_>, folded: &str) -> Result<(), Problem> {
    for shown in [Shown::Nothing, Shown::NoKey, Shown::Key] {
        tx.clear_attempts(&name_key(folded, shown))?;
    }
    Ok(())
}

/// Failures are counted by a hash of the name: what was typed may be a password in the wrong place.
fn name_key(folded: &str, shown: Shown) -> [u8; 16] {
    let mut encoder = Encoder::new("kin sign-in attempt v1");
    encoder.put(folded.as_bytes());
    match shown {
        // As it was counted before there was a server.
        Shown::Nothing => &mut encoder,
        Shown::NoKey => encoder.put(b"no key"),
        Shown::Key => encoder.put(b"key"),
    }
    .digest()
}

/// Whoever has one IPv6 address has the 2^64 beside it.
fn address_key(address: IpAddr) -> [u8; 16] {
    let mut encoder = Encoder::new("kin sign-in attempt by address v1");
    match address {
        IpAddr::V4(address) => encoder.put(&address.octets()),
        IpAddr::V6(address) => encoder.put(&address.octets()[..8]),
    };
    encoder.digest()
}

/// Seconds still to wait after so many failures under a name, or none.
fn name_wait(failures: u32, last: Micros, now: Micros) -> Option<u32> {
    if failures >= MOST_FAILURES { Some(u32::MAX) } else { wait(failures, FREE_FAILURES, last, now) }
}

fn wait(failures: u32, free: u32, last: Micros, now: Micros) -> Option<u32> {
    let doubled = failures.checked_sub(free)?;
    let seconds = 2i64.saturating_pow(doubled.min(20)).min(LONGEST_WAIT);
    let left = last.0 + seconds * SECOND - now.0;
    // A clock set back must not open the door sooner, nor lock it for years.
    let left = left.min(seconds * SECOND);
    u32::try_from((left + SECOND - 1) / SECOND).ok().filter(|&left| left > 0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn waits_grow_and_end() {
        let at = |seconds: i64| Micros(seconds * SECOND);
        assert_eq!(name_wait(2, at(0), at(0)), None);
        assert_eq!(name_wait(3, at(0), at(0)), Some(1));
        assert_eq!(name_wait(5, at(0), at(0)), Some(4));
        assert_eq!(name_wait(5, at(0), at(4)), None);
        assert_eq!(name_wait(99, at(0), at(0)), Some(900));
        assert_eq!(name_wait(100, at(0), at(1_000_000)), Some(u32::MAX));
        assert_eq!(name_wait(5, at(1_000), at(0)), Some(4), "a clock set back does not lengthen the wait");
        assert_eq!(wait(1_000, FREE_OF_ADDRESS, at(0), at(0)), Some(900), "an address is never locked out for good");
    }

    #[test]
    fn addresses_that_one_person_has_count_as_one() {
        let key = |address: &str| address_key(address.parse().unwrap());
        assert_eq!(key("2001:db8:1:2::1"), key("2001:db8:1:2:ffff::9"));
        assert_ne!(key("2001:db8:1:2::1"), key("2001:db8:1:3::1"));
        assert_ne!(key("10.8.0.1"), key("10.8.0.2"));
    }
}
