//! The entries themselves: in ranges, side by side, and put together in the order of the log.

use std::collections::HashMap;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{SyncSender, sync_channel};

use rusqlite::Rows;

use super::gone::Counted;
use super::{Checks, Newest, Opener, Signed, Stop, bad, count};
use crate::domain::audit::{self, SealedEntry};
use crate::domain::{Id, Micros};
use crate::store::audit::{ENTRY, hash_of, read_entry};
use crate::store::tree::{Edge, place};
use crate::store::{Snapshot, Store, StoreError};

/// A range has so many entries, so that it is one whole tree: 2 to the power of `LEVEL`.
const LEVEL: u8 = 13;
const RANGE: i64 = 1 << LEVEL;

/// The log as it is walked.
pub(super) struct Walk<'a> {
    pub snapshot: &'a Snapshot<'a>,
    /// The sequence of the last entry.
    pub last: i64,
    pub tombstones: &'a [Counted],
    pub checks: &'a Checks<'a>,
}

/// What a range came to.
struct Range {
    end: i64,
    tree: Edge,
    newest: Newest,
}

/// What it takes to check a range on any connection.
#[derive(Clone, Copy)]
struct Rules<'a> {
    last: i64,
    tombstones: &'a [Counted],
    public_key_of: &'a (dyn Fn(Option<Id>, Micros) -> Option<[u8; 32]> + Sync),
    batch_verify: &'a (dyn Fn(&[Signed]) -> Result<(), usize> + Sync),
    chain_only: bool,
}

impl Walk<'_> {
    /// Checks every entry and the tree; answers the newest word on each record.
    pub fn whole(&self, open: Option<Opener<'_>>, progress: &mut dyn FnMut(u64)) -> Result<Newest, Stop> {
        let first = self.snapshot.one("SELECT min(sequence) FROM audit_log", [], |row| row.get::<_, Option<i64>>(0))?;
        if let Some(before) = first.flatten().filter(|first| *first < 1) {
            return Err(bad(before, format!("Entry {before} was put in before the first.")));
        }
        let mut whole = Whole { snapshot: self.snapshot, tree: Edge::default(), newest: Newest::new() };
        let ranges = (self.last + RANGE - 1) / RANGE;
        let readers = if ranges > 1 { self.readers(open)? } else { Vec::new() };
        if readers.is_empty() {
            let rules = self.rules();
            for range in 0..ranges {
                let done = rules.range(self.snapshot, range)?;
                progress(done.end.unsigned_abs());
                whole.add(done)?;
            }
        } else {
            self.side_by_side(readers, ranges, |done| {
                progress(done.end.unsigned_abs());
                whole.add(done)
            })?;
        }
        self.nothing_besides()?;
        Ok(whole.newest)
    }

    fn rules(&self) -> Rules<'_> {
        let Checks { public_key_of, batch_verify, chain_only, .. } = *self.checks;
        Rules { last: self.last, tombstones: self.tombstones, public_key_of, batch_verify, chain_only }
    }

    fn readers(&self, open: Option<Opener<'_>>) -> Result<Vec<Store>, StoreError> {
        let cores = std::thread::available_parallelism().map_or(1, usize::from);
        match open.filter(|_| cores > 1) {
            Some(open) => (0..cores).map(|_| open()).collect(),
            None => Ok(Vec::new()),
        }
    }

    /// Each reader takes every so manieth range, and is never more than two ahead of what is put together.
    fn side_by_side(
        &self,
        readers: Vec<Store>,
        ranges: i64,
        mut take: impl FnMut(Range) -> Result<(), Stop>,
    ) -> Result<(), Stop> {
        let (rules, step, stopped) = (self.rules(), readers.len(), AtomicBool::new(false));
        let pruned = self.snapshot.last_prune()?;
        std::thread::scope(|scope| {
            let mut inboxes = Vec::new();
            for (number, mut reader) in readers.into_iter().enumerate() {
                let (outbox, inbox) = sync_channel(1);
                inboxes.push(inbox);
                let stopped = &stopped;
                scope.spawn(move || {
                    let work = |snapshot: &Snapshot| {
                        // Entries are never changed, but somebody may have removed old ones since.
                        if snapshot.last_prune()? != pruned {
                            return Err(Stop::Store(StoreError::Busy));
                        }
                        let mine = (0..ranges).skip(number).step_by(step);
                        rules.ranges(snapshot, mine, &outbox, stopped);
                        Ok(())
                    };
                    if let Err(stop) = reader.read(work) {
                        let _ = outbox.send(Err(stop));
                    }
                });
            }
            // In the order of the log: what is told first is the first bad entry.
            let all = (0..ranges).zip(inboxes.iter().cycle()).try_for_each(|(_, inbox)| {
                let gone = || StoreError::Io("reading the log stopped".into());
                take(inbox.recv().map_err(|_| gone())??)
            });
            stopped.store(true, Ordering::Relaxed);
            drop(inboxes);
            all
        })
    }

    /// No changes of entries that are not there, and no nodes beside those of the tree.
    fn nothing_besides(&self) -> Result<(), Stop> {
        let sql = "SELECT sequence FROM audit_change WHERE sequence NOT IN (SELECT sequence FROM audit_log) LIMIT 1";
        if let Some(sequence) = self.snapshot.one(sql, [], |row| row.get::<_, i64>(0))? {
            return Err(bad(sequence, format!("There are changes of entry {sequence}, which is not there.")));
        }
        let nodes: u64 = (1..64).map(|level| self.last.max(0).unsigned_abs() >> level).sum();
        if count(self.snapshot, "audit_node")? != nodes {
            let missing = self.last + 1;
            let why = format!("Entry {missing} is missing: the tree of hashes goes on where the log ends.");
            return Err(bad(missing, why));
        }
        Ok(())
    }
}

/// What was put together so far.
struct Whole<'a> {
    snapshot: &'a Snapshot<'a>,
    tree: Edge,
    newest: Newest,
}

impl Whole<'_> {
    fn add(&mut self, range: Range) -> Result<(), Stop> {
        let Range { tree, newest, .. } = range;
        if self.newest.is_empty() {
            self.newest = newest;
        } else {
            self.newest.extend(newest);
        }
        let snapshot = self.snapshot;
        let stored = |level: u8, n: u64, hash: [u8; 32]| match snapshot.tree_node(level, n)? {
            Some(stored) if stored.0 == hash => Ok(()),
            _ => Err(wrong_node(level, n)),
        };
        // A last range that is not whole makes no node above its own.
        if tree.size() < RANGE.unsigned_abs() { Ok(()) } else { self.tree.push_tree(LEVEL, tree.root(), stored) }
    }
}

fn wrong_node(level: u8, n: u64) -> Stop {
    let (first, last) = ((n << level) + 1, (n + 1) << level);
    let why = format!("The tree of hashes over the entries {first} to {last} is not what they make.");
    bad(i64::try_from(last).unwrap_or(i64::MAX), why)
}

/// The signatures of a range, in the order of the log.
struct Signatures<'a> {
    waiting: Vec<Signed>,
    sequences: Vec<i64>,
    rules: Rules<'a>,
}

impl Signatures<'_> {
    fn check(&self) -> Result<(), Stop> {
        if self.waiting.is_empty() {
            return Ok(());
        }
        (self.rules.batch_verify)(&self.waiting).map_err(|index| {
            let sequence = self.sequences.get(index).copied().unwrap_or_default();
            bad(sequence, format!("The signature of entry {sequence} is not its member's."))
        })
    }
}

/// The stored nodes of a range, compared in their order with those that are made.
struct Nodes<'a> {
    stored: Rows<'a>,
    /// The number of the range's first leaf.
    first: u64,
}

impl Nodes<'_> {
    fn compare(&mut self, level: u8, n: u64, hash: [u8; 32]) -> Result<(), Stop> {
        let n = (self.first >> level) + n;
        let same = match self.stored.next()? {
            Some(row) => {
                row.get::<_, i64>(0)? == place(level, n) && row.get::<_, [u8; 32]>(1).is_ok_and(|is| is == hash)
            }
            None => false,
        };
        if same { Ok(()) } else { Err(wrong_node(level, n)) }
    }
}

impl Rules<'_> {
    fn ranges(
        self,
        snapshot: &Snapshot,
        ranges: impl Iterator<Item = i64>,
        outbox: &SyncSender<Result<Range, Stop>>,
        stopped: &AtomicBool,
    ) {
        for range in ranges {
            if stopped.load(Ordering::Relaxed) || outbox.send(self.range(snapshot, range)).is_err() {
                return;
            }
        }
    }

    /// Checks the entries of one range, and their links to those before them.
    fn range(self, snapshot: &Snapshot, range: i64) -> Result<Range, Stop> {
        let (first, end) = (range * RANGE + 1, ((range + 1) * RANGE).min(self.last));
        let mut signatures = Signatures { waiting: Vec::new(), sequences: Vec::new(), rules: self };
        let walked = self.walk(snapshot, first, end, &mut signatures);
        // A bad signature further up comes first.
        signatures.check()?;
        walked
    }

    fn walk(self, snapshot: &Snapshot, first: i64, end: i64, signatures: &mut Signatures<'_>) -> Result<Range, Stop> {
        let sql = format!(
            "SELECT {ENTRY}, c.changes FROM audit_log l LEFT JOIN audit_change c ON c.sequence = l.sequence
             WHERE l.sequence BETWEEN ?1 AND ?2 ORDER BY l.sequence"
        );
        let mut entries = snapshot.prepare(&sql)?;
        let mut entries = entries.query([first, end])?;
        let sql = "SELECT sequence, hash, tombstone FROM audit_gone WHERE sequence BETWEEN ?1 AND ?2 ORDER BY sequence";
        let mut gone = snapshot.prepare(sql)?;
        let mut gone = Gone::new(gone.query([first, end])?)?;
        let mut nodes = snapshot.prepare("SELECT place, hash FROM audit_node WHERE place > ?1 ORDER BY place")?;
        let leaf = first.unsigned_abs() - 1;
        let mut nodes = Nodes { stored: nodes.query([place(0, leaf)])?, first: leaf };
        let mut previous = if first == 1 { [0; 32] } else { snapshot.hash_at(first - 1)?.unwrap_or_default() };
        let sql = "SELECT at FROM audit_log WHERE sequence < ?1 ORDER BY sequence DESC LIMIT 1";
        let mut at = snapshot.one(sql, [first], |row| row.get(0))?.unwrap_or(Micros(i64::MIN));
        let mut done = Range { end, tree: Edge::default(), newest: HashMap::new() };
        let mut row = entries.next()?;
        for sequence in first..=end {
            let here = row.map(|row| row.get::<_, i64>(0)).transpose()? == Some(sequence);
            let hash = if here {
                let Some(read) = row else { break };
                let sealed = read_entry(read)
                    .map_err(|error| bad(sequence, format!("Entry {sequence} cannot be read ({error}).")))?;
                let changes = read.get_ref(14)?.as_blob_or_null().map_err(rusqlite::Error::from)?.unwrap_or_default();
                if gone.at(sequence) {
                    return Err(bad(sequence, format!("Entry {sequence} is there, and said to be removed.")));
                }
                self.entry(&sealed, changes, previous, at, signatures, &mut done.newest)?;
                at = sealed.entry.at;
                row = entries.next()?;
                sealed.hash
            } else {
                gone.take(sequence, at, self.tombstones)?
            };
            done.tree.push(&hash, |level, n, hash| nodes.compare(level, n, hash))?;
            previous = hash;
        }
        Ok(done)
    }

    fn entry(
        self,
        sealed: &SealedEntry,
        changes: &[u8],
        previous: [u8; 32],
        at: Micros,
        signatures: &mut Signatures<'_>,
        newest: &mut Newest,
    ) -> Result<(), Stop> {
        let sequence = sealed.sequence;
        let decoded = audit::decode_changes(changes);
        let key = (self.public_key_of)(sealed.entry.member, sealed.entry.at);
        let why = if hash_of(sealed) != sealed.hash {
            "is not what its hash was made over"
        } else if sealed.previous != previous {
            "is not linked to the entry before it"
        } else if sealed.entry.at < at {
            "is dated before the entry before it"
        } else if audit::changes_hash(changes) != sealed.changes || decoded.is_none() {
            return Err(bad(sequence, format!("The list of changes of entry {sequence} is not what it signed.")));
        } else if key.is_none() {
            "is by a member who had no right to act then"
        } else {
            if !self.chain_only {
                signatures.waiting.push((key.unwrap_or_default(), sealed.hash, sealed.signature));
                signatures.sequences.push(sequence);
                let changes = decoded.unwrap_or_default().into_iter();
                newest.extend(changes.map(|change| ((change.kind, change.id), (sequence, change.digest))));
            }
            return Ok(());
        };
        Err(bad(sequence, format!("Entry {sequence} {why}.")))
    }
}

/// What is left of removed entries, read along with those that are there.
struct Gone<'a> {
    rows: Rows<'a>,
    /// Sequence, hash, tombstone.
    next: Option<(i64, [u8; 32], i64)>,
}

impl<'a> Gone<'a> {
    fn new(rows: Rows<'a>) -> Result<Self, Stop> {
        let mut gone = Self { rows, next: None };
        gone.advance()?;
        Ok(gone)
    }

    fn advance(&mut self) -> Result<(), Stop> {
        self.next = self
            .rows
            .next()?
            .map(|row| Ok::<_, rusqlite::Error>((row.get(0)?, row.get(1)?, row.get(2)?)))
            .transpose()?;
        Ok(())
    }

    fn at(&self, sequence: i64) -> bool {
        self.next.is_some_and(|(at, ..)| at == sequence)
    }

    /// The hash of an entry that a tombstone says it removed, and that is not from before `at`.
    fn take(&mut self, sequence: i64, at: Micros, tombstones: &[Counted]) -> Result<[u8; 32], Stop> {
        let Some((_, hash, by)) = self.next.filter(|(at, ..)| *at == sequence) else {
            return Err(bad(sequence, format!("Entry {sequence} is missing.")));
        };
        let vouched = |Counted { tombstone, .. }: &&Counted| tombstone.sequence == by && sequence <= tombstone.through;
        match tombstones.iter().find(vouched) {
            Some(counted) if at < counted.before => {}
            Some(_) => {
                let why = format!("Entry {sequence} is missing: entry {by} removed it before the policy let it go.");
                return Err(bad(sequence, why));
            }
            None => {
                let why = format!("Entry {sequence} is missing: nobody with the right to has removed it.");
                return Err(bad(sequence, why));
            }
        }
        self.advance()?;
        Ok(hash)
    }
}
