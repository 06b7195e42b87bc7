//! Checks the whole log, and every record against what the log says of it.

use std::collections::HashMap;
use std::hash::{BuildHasher, RandomState};

use super::audit::{ENTRY, hash_of, read_entry};
use super::{Snapshot, Store, StoreError, digest, order};
use crate::domain::audit::{self, RecordKind};
use crate::domain::{Id, Micros};

/// What was found good.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Report {
    pub entries: u64,
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

/// Signatures are checked in batches of so many.
const BATCH: usize = 8192;

/// A public key, what it signed, and the signature.
pub type Signed = ([u8; 32], [u8; 32], [u8; 64]);

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

/// Checks that sequences run from 1 without a gap, times never backwards, every hash, link and signature holds, and
/// that every record of every table is what the newest entry about it wrote, with none missing and none unknown.
///
/// `public_key_of` answers the signing key that a member had at that time, or the office's for `None`. `batch_verify` checks
/// signatures and answers the index of a bad one. `progress` is told how much is done of how much.
pub fn chain(
    store: &mut Store,
    public_key_of: &dyn Fn(Option<Id>, Micros) -> Option<[u8; 32]>,
    batch_verify: &dyn Fn(&[Signed]) -> Result<(), usize>,
    progress: &mut dyn FnMut(u64, u64),
) -> Result<Result<Report, FirstBad>, StoreError> {
    store.read(|snapshot| check(snapshot, public_key_of, batch_verify, progress))
}

/// As `chain`, on a snapshot.
pub(super) fn check(
    snapshot: &Snapshot,
    public_key_of: &dyn Fn(Option<Id>, Micros) -> Option<[u8; 32]>,
    batch_verify: &dyn Fn(&[Signed]) -> Result<(), usize>,
    progress: &mut dyn FnMut(u64, u64),
) -> Result<Result<Report, FirstBad>, StoreError> {
    let checked = (|| {
        let total = count(snapshot, "audit_log")? + count(snapshot, "customer")?;
        let (entries, head, mut newest) =
            check_entries(snapshot, public_key_of, batch_verify, &mut |done| progress(done, total))?;
        let records = check_records(snapshot, &mut newest, &mut |done| progress(entries + done, total))?;
        Ok(Report { entries, records, head })
    })();
    match checked {
        Ok(report) => Ok(Ok(report)),
        Err(Stop::Bad(first)) => Ok(Err(first)),
        Err(Stop::Store(error)) => Err(error),
    }
}

fn count(snapshot: &Snapshot, table: &str) -> Result<u64, StoreError> {
    let count = snapshot.one(&format!("SELECT count(*) FROM {table}"), [], |row| row.get::<_, i64>(0))?;
    Ok(count.and_then(|count| u64::try_from(count).ok()).unwrap_or(0))
}

/// Signatures waiting to be checked, in the order of the log.
struct Signatures<'a> {
    waiting: Vec<Signed>,
    first: i64,
    verify: &'a dyn Fn(&[Signed]) -> Result<(), usize>,
}

impl Signatures<'_> {
    fn flush(&mut self) -> Result<(), Stop> {
        let checked = if self.waiting.is_empty() { Ok(()) } else { (self.verify)(&self.waiting) };
        let first = self.first;
        self.first += self.waiting.len() as i64;
        self.waiting.clear();
        checked.map_err(|index| {
            let sequence = first + index as i64;
            bad(sequence, format!("The signature of entry {sequence} is not its member's."))
        })
    }
}

fn check_entries(
    snapshot: &Snapshot,
    public_key_of: &dyn Fn(Option<Id>, Micros) -> Option<[u8; 32]>,
    batch_verify: &dyn Fn(&[Signed]) -> Result<(), usize>,
    progress: &mut dyn FnMut(u64),
) -> Result<(u64, [u8; 32], Newest), Stop> {
    let mut newest = Newest::new();
    let mut signatures = Signatures { waiting: Vec::with_capacity(BATCH), first: 1, verify: batch_verify };
    let (mut expected, mut previous, mut at) = (1, [0; 32], Micros(i64::MIN));
    let sql = format!(
        "SELECT {ENTRY}, c.changes FROM audit_log l LEFT JOIN audit_change c ON c.sequence = l.sequence
         ORDER BY l.sequence"
    );
    let mut statement = snapshot.prepare(&sql)?;
    let mut rows = statement.query([])?;
    while let Some(row) = rows.next()? {
        let sealed = match read_entry(row) {
            Ok(sealed) => sealed,
            Err(error) => {
                signatures.flush()?;
                return Err(bad(expected, format!("Entry {expected} cannot be read ({error}).")));
            }
        };
        let sequence = sealed.sequence;
        let changes = row.get_ref(14)?.as_blob_or_null().map_err(rusqlite::Error::from)?.unwrap_or_default();
        let decoded = audit::decode_changes(changes);
        let key = public_key_of(sealed.entry.member, sealed.entry.at);
        let why = if sequence != expected {
            Some(format!("Entry {expected} is missing."))
        } else if hash_of(&sealed) != sealed.hash {
            Some(format!("Entry {sequence} is not what its hash was made over."))
        } else if sealed.previous != previous {
            Some(format!("Entry {sequence} is not linked to the entry before it."))
        } else if sealed.entry.at < at {
            Some(format!("Entry {sequence} is dated before the entry before it."))
        } else if audit::changes_hash(changes) != sealed.changes || decoded.is_none() {
            Some(format!("The list of changes of entry {sequence} is not what it signed."))
        } else if key.is_none() {
            Some(format!("Entry {sequence} is by a member who had no right to act then."))
        } else {
            None
        };
        if let Some(why) = why {
            // A bad signature further up comes first.
            signatures.flush()?;
            return Err(bad(expected, why));
        }
        for change in decoded.unwrap_or_default() {
            newest.insert((change.kind, change.id), (sequence, change.digest));
        }
        signatures.waiting.push((key.unwrap_or_default(), sealed.hash, sealed.signature));
        if signatures.waiting.len() == BATCH {
            signatures.flush()?;
            progress(sequence.unsigned_abs());
        }
        (expected, previous, at) = (sequence + 1, sealed.hash, sealed.entry.at);
    }
    signatures.flush()?;
    let sql = "SELECT sequence FROM audit_change WHERE sequence NOT IN (SELECT sequence FROM audit_log) LIMIT 1";
    if let Some(sequence) = snapshot.one(sql, [], |row| row.get::<_, i64>(0))? {
        return Err(bad(sequence, format!("There are changes of entry {sequence}, which is not there.")));
    }
    let entries = (expected - 1).unsigned_abs();
    progress(entries);
    Ok((entries, previous, newest))
}

/// Tables whose rows count as part of a record in another table: a row without its record is nobody's.
const PARTS: [(&str, &str); 3] = [
    ("member_secret", "member NOT IN (SELECT id FROM member)"),
    ("class_key_copy", "(class, generation) NOT IN (SELECT class, generation FROM class_key)"),
    ("lookup_key_copy", "class NOT IN ('contact', 'identity', 'financial')"),
];

fn check_records(snapshot: &Snapshot, newest: &mut Newest, progress: &mut dyn FnMut(u64)) -> Result<u64, Stop> {
    let mut records = 0;
    let mut first: Option<FirstBad> = None;
    let mut note = |found: FirstBad| {
        if first.as_ref().is_none_or(|first| found.sequence < first.sequence) {
            first = Some(found);
        }
    };
    let mut check = |kind: RecordKind, present: &super::record::Present| {
        records += 1;
        let name = if present.label.is_empty() { present.id.to_string() } else { present.label.clone() };
        let kind_name = kind.name();
        let said = newest.remove(&(kind, present.id));
        let (sequence, why) = match said {
            None => (0, format!("No entry speaks of the {kind_name} {name}.")),
            Some((sequence, digest::GONE)) => {
                (sequence, format!("The {kind_name} {name} is there, but entry {sequence} deleted it."))
            }
            Some((sequence, digest)) if digest != present.digest || sequence != present.audit_seq => {
                (sequence, format!("The {kind_name} {name} is not what entry {sequence} wrote."))
            }
            Some(_) => return,
        };
        note(FirstBad { sequence, why });
    };
    for kind in RecordKind::ALL.into_iter().filter(|kind| *kind != RecordKind::Customer) {
        readable(kind, snapshot.each_record(kind, &mut |present| check(kind, &present)))?;
    }
    let mut words = WordSum::default();
    let mut done = 0;
    let mut misplaced = None;
    let orphan = snapshot.each_customer(&mut |present, search, folded| {
        check(RecordKind::Customer, &present);
        if !folded {
            misplaced.get_or_insert(present.label);
        }
        order::indexed_words(search).into_iter().for_each(|word| words.add(word, search, present.id));
        done += 1;
        if done % 8192 == 0 {
            progress(done);
        }
    });
    let orphan = readable(RecordKind::Customer, orphan)?;
    for ((kind, id), (sequence, digest)) in newest.iter() {
        if *digest != digest::GONE {
            let why = format!("The {} {id} that entry {sequence} wrote is gone.", kind.name());
            note(FirstBad { sequence: *sequence, why });
        }
    }
    if let Some(first) = first {
        return Err(Stop::Bad(first));
    }
    if orphan {
        return Err(bad(0, "There is a sealed value that belongs to no customer."));
    }
    for (table, condition) in PARTS {
        let sql = format!("SELECT 1 FROM {table} WHERE {condition} LIMIT 1");
        if snapshot.one(&sql, [], |_| Ok(()))?.is_some() {
            return Err(bad(0, format!("There is a row in {table} that belongs to no record.")));
        }
    }
    if let Some(code) = misplaced {
        return Err(bad(0, format!("The customer {code} is listed under another city or country than its own.")));
    }
    check_search(snapshot, &words)?;
    progress(done);
    Ok(records)
}

/// A row that cannot be read was not written by Kin.
fn readable<T>(kind: RecordKind, read: Result<T, StoreError>) -> Result<T, Stop> {
    read.map_err(|error| match error {
        StoreError::Corrupt(words) => bad(0, format!("A {} cannot be read ({words}).", kind.name())),
        error => Stop::Store(error),
    })
}

/// The words of the search index as a sum that does not depend on their order.
#[derive(Default)]
struct WordSum {
    hasher: RandomState,
    sum: u64,
}

impl WordSum {
    fn add(&mut self, word: &str, search: &str, id: Id) {
        self.sum = self.sum.wrapping_add(self.hasher.hash_one((word, search, id)));
    }
}

/// What is derived from the customers must follow from them, or a customer could be hidden from searches.
fn check_search(snapshot: &Snapshot, expected: &WordSum) -> Result<(), Stop> {
    let mut stored = WordSum { hasher: expected.hasher.clone(), sum: 0 };
    let mut statement = snapshot.prepare("SELECT word, search, customer FROM customer_word")?;
    let mut rows = statement.query([])?;
    while let Some(row) = rows.next()? {
        let word = row.get_ref(0)?.as_str().map_err(rusqlite::Error::from)?;
        let search = row.get_ref(1)?.as_str().map_err(rusqlite::Error::from)?;
        stored.add(word, search, row.get(2)?);
    }
    if stored.sum != expected.sum {
        return Err(bad(0, "The index of words is not what the customers' names say."));
    }
    let sql = "SELECT 1 FROM customer_count c
               WHERE (c.count, c.private) <> (SELECT count(*), coalesce(sum(private), 0) FROM customer
                 WHERE department = c.department) LIMIT 1";
    if snapshot.one(sql, [], |_| Ok(()))?.is_some() {
        return Err(bad(0, "The count of customers of a department is wrong."));
    }
    Ok(())
}
