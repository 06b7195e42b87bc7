//! What the log says of entries that were removed, against what is left of them.

use super::{Checks, Stop, bad};
use crate::domain::{Action, Micros, Outcome};
use crate::store::audit::{ENTRY, hash_of, read_entry};
use crate::store::prune::{Tombstone, list_digest};
use crate::store::{Snapshot, StoreError};

/// A tombstone that counts.
pub(super) struct Counted {
    pub tombstone: Tombstone,
    /// What came before this time was old enough to go.
    pub before: Micros,
}

/// The tombstones that count, the oldest first: signed by who had the right to remove entries then.
pub(super) fn tombstones(snapshot: &Snapshot, checks: &Checks<'_>) -> Result<Vec<Counted>, StoreError> {
    let sql = format!("SELECT {ENTRY} FROM audit_log l WHERE action = ?1 ORDER BY sequence");
    let mut statement = snapshot.prepare(&sql)?;
    let mut rows = statement.query([Action::LogPrune.name()])?;
    let mut counted = Vec::new();
    while let Some(row) = rows.next()? {
        // What can't be read, or is not what its hash was made over, is named where it stands in the chain.
        let Ok(sealed) = read_entry(row) else { continue };
        let (by, at) = (sealed.entry.member, sealed.entry.at);
        let Some(before) = by.and_then(|by| (checks.might_prune)(by, at)) else { continue };
        let Some(key) = (checks.public_key_of)(by, at) else { continue };
        let signed = hash_of(&sealed) == sealed.hash
            && (checks.batch_verify)(&[(key, sealed.hash, sealed.signature)]).is_ok()
            && sealed.entry.outcome == Outcome::Done;
        if signed {
            let read = Tombstone::read(sealed.sequence, &sealed.entry.details);
            counted.extend(read.map(|tombstone| Counted { tombstone, before }));
        }
    }
    Ok(counted)
}

/// Whether what is left is what the tombstones say; the chain and the tree are known to hold. Answers how many are gone.
pub(super) fn check(snapshot: &Snapshot, tombstones: &[Counted]) -> Result<u64, Stop> {
    let mut gone = 0;
    for Counted { tombstone, .. } in tombstones {
        let (removed, list) = list_digest(snapshot, tombstone.sequence)?;
        let sequence = tombstone.sequence;
        if removed != tombstone.removed || list != tombstone.list {
            let why = format!("What is left of removed entries is not what entry {sequence} says that it removed.");
            return Err(bad(sequence, why));
        }
        if snapshot.tree_root(tombstone.through)? != tombstone.root {
            let why = format!("The entries up to {} are not those that entry {sequence} found.", tombstone.through);
            return Err(bad(sequence, why));
        }
        gone += removed;
    }
    let known: Vec<i64> = tombstones.iter().map(|counted| counted.tombstone.sequence).collect();
    let left = snapshot.all("SELECT DISTINCT tombstone FROM audit_gone", [], |row| row.get::<_, i64>(0))?;
    if let Some(unknown) = left.into_iter().find(|tombstone| !known.contains(tombstone)) {
        return Err(bad(unknown, format!("Entry {unknown} removed nothing, and something is left as if it had.")));
    }
    Ok(gone)
}
