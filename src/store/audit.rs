//! Reading the log: single entries, and whether a record is what the log says.

use std::collections::HashMap;
use std::collections::hash_map::Entry as Slot;

use rusqlite::{Row, params};

use super::{Snapshot, StoreError};
use crate::domain::audit::{self, Change, RecordKind, SealedEntry};
use crate::domain::{Action, Entry, Id, Micros, Outcome};

/// An entry as stored, with the hash that the entry before it holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Logged {
    pub sealed: SealedEntry,
    /// Zeros before the first entry, or where the entry before is gone.
    pub before: [u8; 32],
}

impl Logged {
    /// Whether the entry is what its hash was made over.
    pub fn hash_holds(&self) -> bool {
        hash_of(&self.sealed) == self.sealed.hash
    }

    /// Whether the entry is linked to the one before it.
    pub fn link_holds(&self) -> bool {
        self.sealed.previous == self.before
    }
}

pub(super) fn hash_of(sealed: &SealedEntry) -> [u8; 32] {
    audit::entry_hash(sealed.sequence, &sealed.entry, &sealed.changes, &sealed.previous)
}

pub(super) const ENTRY: &str = "l.sequence, l.at, l.member, l.session, l.origin, l.action, l.subject, l.outcome, \
     l.reason, l.details, l.changes, l.previous, l.hash, l.signature";

pub(super) fn read_entry(row: &Row) -> rusqlite::Result<SealedEntry> {
    Ok(SealedEntry {
        sequence: row.get(0)?,
        entry: Entry {
            at: row.get(1)?,
            member: row.get(2)?,
            session: row.get(3)?,
            origin: row.get(4)?,
            action: row.get(5)?,
            subject: row.get(6)?,
            outcome: row.get(7)?,
            reason: row.get(8)?,
            details: row.get(9)?,
        },
        changes: row.get(10)?,
        previous: row.get(11)?,
        hash: row.get(12)?,
        signature: row.get(13)?,
    })
}

fn read_logged(row: &Row) -> rusqlite::Result<Logged> {
    Ok(Logged { sealed: read_entry(row)?, before: row.get::<_, Option<_>>(14)?.unwrap_or_default() })
}

/// What an entry tells of what is new.
pub struct Since {
    pub sequence: i64,
    pub hash: [u8; 32],
    pub action: Action,
    pub subject: Option<Id>,
    pub outcome: Outcome,
    /// The rows it wrote, encoded; `None`: it wrote none.
    pub changes: Option<Vec<u8>>,
}

fn read_since(row: &Row) -> rusqlite::Result<Since> {
    Ok(Since {
        sequence: row.get(0)?,
        hash: row.get(1)?,
        action: row.get(2)?,
        subject: row.get(3)?,
        outcome: row.get(4)?,
        changes: row.get(5)?,
    })
}

/// Of an entry that was removed its hash is left.
const BEFORE: &str = "coalesce((SELECT b.hash FROM audit_log b WHERE b.sequence = l.sequence - 1), \
     (SELECT g.hash FROM audit_gone g WHERE g.sequence = l.sequence - 1))";

impl Snapshot<'_> {
    /// The first sequence whose entry is not before this time.
    pub fn first_at(&self, time: Micros) -> Result<i64, StoreError> {
        let (mut low, mut high) = (1, self.head()?.map_or(0, |(sequence, _)| sequence) + 1);
        while low < high {
            let middle = low + (high - low) / 2;
            let at = self.one("SELECT at FROM audit_log WHERE sequence >= ?1 LIMIT 1", [middle], |row| row.get(0))?;
            if at.is_some_and(|at: Micros| at < time) { low = middle + 1 } else { high = middle }
        }
        Ok(low)
    }

    pub fn entry(&self, sequence: i64) -> Result<Option<Logged>, StoreError> {
        self.one(&format!("SELECT {ENTRY}, {BEFORE} FROM audit_log l WHERE l.sequence = ?1"), [sequence], read_logged)
    }

    /// The rows that an entry says it wrote.
    pub fn changes(&self, sequence: i64) -> Result<Vec<Change>, StoreError> {
        match self.changes_bytes(sequence)? {
            Some(bytes) => audit::decode_changes(&bytes)
                .ok_or_else(|| StoreError::Corrupt(format!("the changes of entry {sequence} cannot be read"))),
            None => Ok(Vec::new()),
        }
    }

    fn changes_bytes(&self, sequence: i64) -> Result<Option<Vec<u8>>, StoreError> {
        self.one("SELECT changes FROM audit_change WHERE sequence = ?1", [sequence], |row| row.get(0))
    }

    /// The last entry's sequence and hash.
    pub fn head(&self) -> Result<Option<(i64, [u8; 32])>, StoreError> {
        let sql = "SELECT sequence, hash FROM audit_log ORDER BY sequence DESC LIMIT 1";
        self.one(sql, [], |row| Ok((row.get(0)?, row.get(1)?)))
    }

    /// The time of the last entry: the log's time never runs back, whatever the clock says.
    pub fn log_time(&self) -> Result<Option<Micros>, StoreError> {
        self.one("SELECT at FROM audit_log ORDER BY sequence DESC LIMIT 1", [], |row| row.get(0))
    }

    /// What a member has been shown or has copied since then: when, of which customer, and the entry's details.
    pub fn disclosed_since(&self, member: Id, since: Micros) -> Result<Vec<(Micros, Id, String)>, StoreError> {
        let low = self.first_at(since)?;
        let mut found = Vec::new();
        for action in [Action::FieldReveal, Action::FieldCopy] {
            found.extend(self.all(
                "SELECT at, subject, details FROM audit_log
                 WHERE member = ?1 AND sequence >= ?2 AND +action = ?3 AND +outcome = ?4 AND subject IS NOT NULL
                 ORDER BY sequence DESC",
                params![member, low, action, Outcome::Done],
                |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)),
            )?);
        }
        Ok(found)
    }

    /// Gives each entry after this one in turn: its sequence and hash, what was done to what and how it ended, and the
    /// bytes of its changes.
    pub fn entries_since<E: From<StoreError>>(
        &self,
        sequence: i64,
        mut take: impl FnMut(Since) -> Result<(), E>,
    ) -> Result<(), E> {
        let mut statement = self.prepare(
            "SELECT l.sequence, l.hash, l.action, l.subject, l.outcome, c.changes FROM audit_log l
             LEFT JOIN audit_change c ON c.sequence = l.sequence WHERE l.sequence > ?1 ORDER BY l.sequence",
        )?;
        let mut rows = statement.query([sequence]).map_err(StoreError::from)?;
        while let Some(row) = rows.next().map_err(StoreError::from)? {
            take(read_since(row).map_err(StoreError::from)?)?;
        }
        Ok(())
    }

    /// The entry of the write with this op id: whether a commit of unknown outcome was done.
    pub fn sequence_of(&self, op: Id) -> Result<Option<i64>, StoreError> {
        self.one("SELECT sequence FROM audit_log WHERE op = ?1", [op], |row| row.get(0))
    }

    /// The entry that vouches for a record as it stands now, or `None` when there is none: the record, or the log,
    /// was changed behind Kin's back. The caller checks the entry's signature.
    ///
    /// An entry vouches when its hash and its list of changes hold, the list has the record's present digest, and
    /// no later entry about this record wrote another one. (A later entry about many records, such as an import's,
    /// is found by `verify` alone.)
    pub fn vouched(&self, kind: RecordKind, id: Id) -> Result<Option<SealedEntry>, StoreError> {
        Ok(self.vouched_among(&mut Vouchers::default(), kind, id)?.cloned())
    }

    /// The same for a record whose entries have another subject, such as a member's SSH key.
    pub fn vouched_under(&self, kind: RecordKind, id: Id, subject: Id) -> Result<Option<SealedEntry>, StoreError> {
        Ok(self.vouched_by(&mut Vouchers::default(), kind, id, subject)?.cloned())
    }

    /// The same for many records in a row, where an entry's list of changes is read once.
    pub fn vouched_among<'v>(
        &self,
        vouchers: &'v mut Vouchers,
        kind: RecordKind,
        id: Id,
    ) -> Result<Option<&'v SealedEntry>, StoreError> {
        self.vouched_by(vouchers, kind, id, id)
    }

    fn vouched_by<'v>(
        &self,
        vouchers: &'v mut Vouchers,
        kind: RecordKind,
        id: Id,
        subject: Id,
    ) -> Result<Option<&'v SealedEntry>, StoreError> {
        let Some((sequence, digest)) = self.present(kind, id)? else { return Ok(None) };
        let voucher = match vouchers.0.entry(sequence) {
            Slot::Occupied(known) => known.into_mut(),
            Slot::Vacant(vacant) => vacant.insert(self.voucher(sequence)?),
        };
        let Some(voucher) = voucher.as_ref().filter(|known| known.digests.get(&(kind, id)) == Some(&digest)) else {
            return Ok(None);
        };
        let later: Vec<Vec<u8>> = self.all(
            "SELECT c.changes FROM audit_log l JOIN audit_change c ON c.sequence = l.sequence
             WHERE l.subject = ?1 AND l.sequence > ?2",
            params![subject, sequence],
            |row| row.get(0),
        )?;
        let of_record = |change: &Change| change.kind == kind && change.id == id;
        let rewritten = |bytes: &Vec<u8>| audit::decode_changes(bytes).is_none_or(|list| list.iter().any(of_record));
        Ok(Some(&voucher.sealed).filter(|_| !later.iter().any(rewritten)))
    }

    /// What an entry says that it wrote, if its hash and its list of changes hold.
    fn voucher(&self, sequence: i64) -> Result<Option<Voucher>, StoreError> {
        let Some(logged) = self.entry(sequence)? else { return Ok(None) };
        let bytes = self.changes_bytes(sequence)?.unwrap_or_default();
        if !logged.hash_holds() || audit::changes_hash(&bytes) != logged.sealed.changes {
            return Ok(None);
        }
        let changes = audit::decode_changes(&bytes).unwrap_or_default();
        let digests = changes.into_iter().map(|change| ((change.kind, change.id), change.digest)).collect();
        Ok(Some(Voucher { sealed: logged.sealed, digests }))
    }
}

/// Entries with what they vouch for, by their sequence: none for one that does not hold.
#[derive(Default)]
pub struct Vouchers(HashMap<i64, Option<Voucher>>);

struct Voucher {
    sealed: SealedEntry,
    digests: HashMap<(RecordKind, Id), [u8; 16]>,
}
