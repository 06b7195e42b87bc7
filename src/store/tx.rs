//! The two ways to the data: a consistent snapshot to read, and a write that ends in a log entry.

use std::ops::Deref;

use rusqlite::{CachedStatement, Connection, Params, Row, TransactionBehavior, params};

use super::{Store, StoreError, Turn};
use crate::domain::audit::{self, Change, RecordKind};
use crate::domain::{Entry, Id, Micros};

/// What a write left behind.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Committed<T> {
    /// The sequence of its log entry.
    pub sequence: i64,
    pub value: T,
}

/// The office as it stands at one moment.
pub struct Snapshot<'a> {
    pub(super) conn: &'a Connection,
}

/// A write under way: reads as a snapshot, and collects what it changes for the log entry.
pub struct Tx<'a> {
    snapshot: Snapshot<'a>,
    sequence: i64,
    changes: Vec<Change>,
}

/// The end of the log: where the next entry goes.
struct Head {
    sequence: i64,
    at: Micros,
    hash: [u8; 32],
}

impl Store {
    /// Runs `work` on a consistent snapshot.
    pub fn read<T, E: From<StoreError>>(&mut self, work: impl FnOnce(&Snapshot) -> Result<T, E>) -> Result<T, E> {
        let transaction = self.conn.transaction().map_err(StoreError::from)?;
        work(&Snapshot { conn: &transaction })
    }

    /// Runs `work` and appends the entry that it returns, in one transaction: both are stored or neither.
    ///
    /// `sign` signs the entry's hash; `op` names this write, so that a caller who does not know how a commit
    /// ended can look it up. `work` has no effect outside and may be run again.
    pub fn write<T, E: From<StoreError>>(
        &mut self,
        sign: &dyn Fn(&[u8; 32]) -> [u8; 64],
        op: Id,
        mut work: impl FnMut(&mut Tx) -> Result<(Entry, T), E>,
    ) -> Result<Committed<T>, E> {
        // Given back behind the transaction, however that ends.
        let _turn = self.turn.as_deref().map(Turn::take).transpose()?;
        // Dropped without commit it rolls back, and bears it when a full disk has done so already.
        let unwritten = |error: rusqlite::Error| StoreError::from(error).writing();
        let transaction = self.conn.transaction_with_behavior(TransactionBehavior::Immediate).map_err(unwritten)?;
        let snapshot = Snapshot { conn: &transaction };
        if let Some(sequence) = snapshot.sequence_of(op)? {
            return Err(StoreError::AlreadyDone { sequence }.into());
        }
        let head = snapshot.log_end()?;
        let mut tx = Tx { snapshot, sequence: head.sequence + 1, changes: Vec::new() };
        let (entry, value) = work(&mut tx)?;
        tx.append(head, entry, op, sign).map_err(StoreError::writing)?;
        let sequence = tx.sequence;
        transaction.commit().map_err(unwritten)?;
        Ok(Committed { sequence, value })
    }
}

impl<'a> Deref for Tx<'a> {
    type Target = Snapshot<'a>;

    fn deref(&self) -> &Self::Target {
        &self.snapshot
    }
}

impl<'a> Snapshot<'a> {
    pub(super) fn prepare(&self, sql: &str) -> Result<CachedStatement<'a>, StoreError> {
        Ok(self.conn.prepare_cached(sql)?)
    }

    pub(super) fn one<T>(
        &self,
        sql: &str,
        params: impl Params,
        read: impl FnOnce(&Row) -> rusqlite::Result<T>,
    ) -> Result<Option<T>, StoreError> {
        let mut statement = self.prepare(sql)?;
        let mut rows = statement.query(params)?;
        Ok(rows.next()?.map(read).transpose()?)
    }

    pub(super) fn all<T>(
        &self,
        sql: &str,
        params: impl Params,
        read: impl FnMut(&Row) -> rusqlite::Result<T>,
    ) -> Result<Vec<T>, StoreError> {
        let mut statement = self.prepare(sql)?;
        let rows = statement.query_map(params, read)?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }

    fn log_end(&self) -> Result<Head, StoreError> {
        let sql = "SELECT sequence, at, hash FROM audit_log ORDER BY sequence DESC LIMIT 1";
        let head = self.one(sql, [], |row| Ok(Head { sequence: row.get(0)?, at: row.get(1)?, hash: row.get(2)? }))?;
        Ok(head.unwrap_or(Head { sequence: 0, at: Micros(i64::MIN), hash: [0; 32] }))
    }
}

impl Tx<'_> {
    /// The sequence that this write's entry will have.
    pub fn sequence(&self) -> i64 {
        self.sequence
    }

    /// Runs one statement; answers how many rows it changed.
    pub(super) fn execute(&self, sql: &str, params: impl Params) -> Result<usize, StoreError> {
        self.prepare(sql)?.execute(params).map_err(|error| StoreError::from(error).writing())
    }

    /// As `execute`, where the row must be there.
    pub(super) fn change_one(&self, sql: &str, params: impl Params) -> Result<(), StoreError> {
        if self.execute(sql, params)? == 0 { Err(StoreError::Missing) } else { Ok(()) }
    }

    /// Puts into the log entry that the record now has this digest.
    pub(super) fn record(&mut self, kind: RecordKind, id: Id, digest: [u8; 16]) {
        self.changes.push(Change { kind, id, digest });
    }

    fn append(
        &mut self,
        head: Head,
        mut entry: Entry,
        op: Id,
        sign: &dyn Fn(&[u8; 32]) -> [u8; 64],
    ) -> Result<(), StoreError> {
        // A clock set back must not make the log run backwards.
        entry.at = entry.at.max(head.at);
        let encoded = audit::encode_changes(&self.changes);
        let changes = audit::changes_hash(&encoded);
        let hash = audit::entry_hash(self.sequence, &entry, &changes, &head.hash);
        let signature = sign(&hash);
        self.execute(
            "INSERT INTO audit_log (sequence, op, at, member, session, origin, action, subject, outcome, reason,
               details, changes, previous, hash, signature)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15)",
            params![
                self.sequence,
                op,
                entry.at,
                entry.member,
                entry.session,
                entry.origin,
                entry.action,
                entry.subject,
                entry.outcome,
                entry.reason,
                entry.details,
                changes,
                head.hash,
                hash,
                signature
            ],
        )?;
        self.grow_tree(self.sequence, &hash)?;
        if !encoded.is_empty() {
            let sql = "INSERT INTO audit_change (sequence, changes) VALUES (?1, ?2)";
            self.execute(sql, params![self.sequence, encoded])?;
        }
        if let Some(session) = entry.session {
            let sql = "UPDATE session SET last_seen = max(last_seen, ?2) WHERE id = ?1 AND ended_at IS NULL";
            self.execute(sql, params![session, entry.at])?;
        }
        Ok(())
    }
}
