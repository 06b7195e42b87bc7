//! Checks the whole log, and every record against what the log says of it.

mod entries;
mod gone;
mod records;

use std::collections::HashMap;

use super::{Snapshot, Store, StoreError};
use crate::domain::audit::RecordKind;
use crate::domain::{Id, Micros};

/// What was found good.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Report {
    pub entries: u64,
    /// Of them those whose content was removed, as a tombstone says.
    pub gone: u64,
    /// 0 where the chain alone was checked.
    pub records: u64,
    /// The hash of the last entry; zeros for an empty log.
    pub head: [u8; 32],
}

/// The first thing that is not as it was written.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{why}")]
pub struct FirstBad {
    /// The entry that is bad or that wrote the record that is; 0: no entry speaks of it.
    pub sequence: i64,
    pub why: String,
}

/// A public key, what it signed, and the signature.
pub type Signed = ([u8; 32], [u8; 32], [u8; 64]);

/// What the log was once, as somebody outside has kept it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mark {
    pub size: i64,
    pub root: [u8; 32],
    pub head: [u8; 32],
    /// When, in words.
    pub at: String,
}

/// What the log is checked by.
pub struct Checks<'a> {
    /// The signing key that a member had at that time, or the office's for `None`.
    pub public_key_of: &'a (dyn Fn(Option<Id>, Micros) -> Option<[u8; 32]> + Sync),
    /// Checks signatures and answers the index of a bad one.
    pub batch_verify: &'a (dyn Fn(&[Signed]) -> Result<(), usize> + Sync),
    /// Before which time this member might remove entries at that time; `None`: it might not remove any.
    pub might_prune: &'a dyn Fn(Id, Micros) -> Option<Micros>,
    /// What the log must have been.
    pub marks: &'a [Mark],
    /// Hashes, links and the tree alone: no signatures and no records.
    pub chain_only: bool,
}

/// Why checking stopped.
enum Stop {
    Bad(FirstBad),
    Store(StoreError),
}

impl<E: Into<StoreError>> From<E> for Stop {
    fn from(error: E) -> Self {
        Self::Store(error.into())
    }
}

fn bad(sequence: i64, why: impl Into<String>) -> Stop {
    Stop::Bad(FirstBad { sequence, why: why.into() })
}

/// The newest word of the log on each record: the entry, and the digest that it wrote.
type Newest = HashMap<(RecordKind, Id), (i64, [u8; 16])>;

/// One more connection to the same file.
pub type Opener<'a> = &'a dyn Fn() -> Result<Store, StoreError>;

/// Checks that sequences run from 1 without a gap, times never backwards, every hash, link and signature holds, the tree
/// is that of the hashes, that every record of every table is what the newest entry about it wrote, with none missing and
/// none unknown, and that the indexes say the same as the tables.
///
/// Several connections read the log side by side where the file is local. `progress` is told how much is done of how
/// much. Others may write meanwhile: what they write is not looked at.
pub fn chain(
    store: &mut Store,
    open: Opener<'_>,
    checks: &Checks<'_>,
    progress: &mut dyn FnMut(u64, u64),
) -> Result<Result<Report, FirstBad>, StoreError> {
    // On a network's file system each more reader is one more who may be waited for.
    let open = Some(open).filter(|_| !store.network());
    store.read(|snapshot| check(snapshot, open, checks, progress))
}

/// As `chain`, on a snapshot.
pub(super) fn check(
    snapshot: &Snapshot,
    open: Option<Opener<'_>>,
    checks: &Checks<'_>,
    progress: &mut dyn FnMut(u64, u64),
) -> Result<Result<Report, FirstBad>, StoreError> {
    let checked = (|| {
        let (last, head) = snapshot.head()?.unwrap_or_default();
        let entries = last.max(0).unsigned_abs();
        let total = entries + if checks.chain_only { 0 } else { count(snapshot, "customer")? };
        let tombstones = gone::tombstones(snapshot, checks)?;
        let walk = entries::Walk { snapshot, last, tombstones: &tombstones, checks };
        let mut newest = walk.whole(open, &mut |done| progress(done, total))?;
        let gone = gone::check(snapshot, &tombstones)?;
        marks(snapshot, last, checks.marks)?;
        if checks.chain_only {
            return Ok(Report { entries, gone, records: 0, head });
        }
        let records = records::check(snapshot, &mut newest, &mut |done| progress(entries + done, total))?;
        indexes(snapshot)?;
        Ok(Report { entries, gone, records, head })
    })();
    match checked {
        Ok(report) => Ok(Ok(report)),
        Err(Stop::Bad(first)) => Ok(Err(first)),
        Err(Stop::Store(error)) => Err(error),
    }
}

/// KiB of page cache while indexes are proven: each row is looked up in all of its table's indexes, and a page that has
/// left the cache is deciphered and authenticated again. With 10 MiB it takes more than twice as long.
const INDEXES_CACHE_KIB: i64 = 64 * 1024;

/// SQLite's own proof that indexes say what the tables do: an old page put back may hide a record from a list.
fn indexes(snapshot: &Snapshot) -> Result<(), Stop> {
    let before = snapshot.one("PRAGMA cache_size", [], |row| row.get::<_, i64>(0))?.unwrap_or_default();
    let cache = |pages: i64| snapshot.one(&format!("PRAGMA cache_size = {pages}"), [], |_| Ok(()));
    cache(-INDEXES_CACHE_KIB)?;
    let said = snapshot.one("PRAGMA integrity_check(1)", [], |row| row.get::<_, String>(0));
    cache(before)?;
    let said = said?.unwrap_or_default();
    if said == "ok" { Ok(()) } else { Err(bad(0, format!("The file's parts do not agree ({said})."))) }
}

fn count(snapshot: &Snapshot, table: &str) -> Result<u64, StoreError> {
    let count = snapshot.one(&format!("SELECT count(*) FROM {table}"), [], |row| row.get::<_, i64>(0))?;
    Ok(count.and_then(|count| u64::try_from(count).ok()).unwrap_or(0))
}

/// Compares with what was kept outside, the smallest first; the tree is known to be that of the hashes.
fn marks(snapshot: &Snapshot, last: i64, marks: &[Mark]) -> Result<(), Stop> {
    let mut marks: Vec<&Mark> = marks.iter().collect();
    marks.sort_unstable_by_key(|mark| mark.size);
    let mut held = 0;
    for Mark { size, root, head, at } in marks {
        if *size > last {
            let missing = last + 1;
            let why = format!(
                "Entry {missing} is missing: the checkpoint of {at} is of {size} entries, and {last} are there. \
                 The end was cut off, or the file is an older copy."
            );
            return Err(bad(missing, why));
        }
        let same = snapshot.tree_root(*size)? == *root && snapshot.hash_at(*size)?.unwrap_or_default() == *head;
        if *size < 1 || !same {
            let why = format!(
                "The entries up to {size} are not those of the checkpoint of {at}: the first that differs is among {} \
                 to {size}.",
                held + 1
            );
            return Err(bad(*size, why));
        }
        held = *size;
    }
    Ok(())
}
