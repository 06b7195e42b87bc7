//! Removing the content of old entries: what is left of each is its hash, and a tombstone in the log says which they
//! were.

use std::collections::{HashMap, HashSet};

use rusqlite::params;
use serde_json::{Value, json};

use super::{Snapshot, StoreError, Tx};
use crate::domain::audit;
use crate::domain::{Action, Id, Micros, Outcome};

/// What an entry says that it removed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tombstone {
    /// The entry that says so.
    pub sequence: i64,
    /// Nothing after this entry was removed.
    pub through: i64,
    /// How many were.
    pub removed: u64,
    /// BLAKE3 over their sequences and hashes.
    pub list: [u8; 32],
    /// The root of the tree of the entries up to `through`.
    pub root: [u8; 32],
}

impl Tombstone {
    /// Reads the details of an entry.
    pub(super) fn read(sequence: i64, details: &str) -> Option<Self> {
        let details: Value = serde_json::from_str(details).ok()?;
        let hash = |name: &str| -> Option<[u8; 32]> {
            data_encoding::HEXLOWER.decode(details[name].as_str()?.as_bytes()).ok()?.try_into().ok()
        };
        Some(Self {
            sequence,
            through: details["through"].as_i64()?,
            removed: details["removed"].as_u64()?,
            list: hash("list")?,
            root: hash("root")?,
        })
    }

    /// The same as the details of its entry.
    pub fn details(&self) -> Value {
        let hex = |hash: &[u8; 32]| data_encoding::HEXLOWER.encode(hash);
        json!({ "through": self.through, "removed": self.removed, "list": hex(&self.list), "root": hex(&self.root) })
    }
}

/// How many entries a tombstone has removed, and the digest of their sequences and hashes.
pub(super) fn list_digest(snapshot: &Snapshot, tombstone: i64) -> Result<(u64, [u8; 32]), StoreError> {
    let sql = "SELECT sequence, hash FROM audit_gone WHERE tombstone = ?1 ORDER BY sequence";
    let mut statement = snapshot.prepare(sql)?;
    let mut rows = statement.query([tombstone])?;
    let (mut removed, mut list) = (0, blake3::Hasher::new());
    while let Some(row) = rows.next()? {
        list.update(&row.get::<_, i64>(0)?.to_be_bytes()).update(&row.get::<_, [u8; 32]>(1)?);
        removed += 1;
    }
    Ok((removed, *list.finalize().as_bytes()))
}

/// Entries that stay whatever their age: what vouches for the log itself.
const KEPT: [Action; 4] = [Action::OfficeCreate, Action::GrantIssue, Action::LogPrune, Action::OfficeRestore];

impl Snapshot<'_> {
    /// The sequences of entries before this time that may go, the oldest first.
    ///
    /// An entry stays that has the newest word on any record, be it that the record is gone: it is what the record, or
    /// its absence, is checked against. Newer entries never make one of these needed again. What an open alert rests on
    /// stays, too.
    pub fn removable(&self, before: Micros) -> Result<Vec<i64>, StoreError> {
        let end = self.first_at(before)?;
        let mut needed = HashSet::new();
        let mut seen = HashSet::new();
        let mut statement = self.prepare("SELECT sequence, changes FROM audit_change ORDER BY sequence DESC")?;
        let mut rows = statement.query([])?;
        while let Some(row) = rows.next()? {
            let sequence: i64 = row.get(0)?;
            let bytes = row.get_ref(1)?.as_blob().map_err(rusqlite::Error::from)?;
            let changes = audit::decode_changes(bytes)
                .ok_or_else(|| StoreError::Corrupt(format!("the changes of entry {sequence} cannot be read")))?;
            let mut newest = false;
            for change in changes {
                newest |= seen.insert((change.kind, change.id));
            }
            if newest && sequence < end {
                needed.insert(sequence);
            }
        }
        needed.extend(self.of_open_alerts()?);
        let kept = KEPT.map(|action| format!("'{}'", action.name())).join(", ");
        let sql =
            format!("SELECT sequence FROM audit_log WHERE sequence < ?1 AND action NOT IN ({kept}) ORDER BY sequence");
        let mut old: Vec<i64> = self.all(&sql, [end], |row| row.get(0))?;
        old.retain(|sequence| !needed.contains(sequence));
        Ok(old)
    }

    /// What open alerts rest on: their evidence, the entries that raised them, and what was done about them since.
    fn of_open_alerts(&self) -> Result<Vec<i64>, StoreError> {
        let sql = "SELECT sequence, details FROM audit_log WHERE action IN (?1, ?2)";
        let entries: Vec<(i64, String)> =
            self.all(sql, params![Action::AlertRaise, Action::AlertHandle], |row| Ok((row.get(0)?, row.get(1)?)))?;
        let mut of: HashMap<Id, Vec<i64>> = HashMap::new();
        for (sequence, details) in entries {
            let details: Value = serde_json::from_str(&details).unwrap_or_default();
            if let Some(alert) = details["alert"].as_str().and_then(|id| id.parse().ok()) {
                of.entry(alert).or_default().push(sequence);
            }
        }
        let mut kept = Vec::new();
        for alert in self.open_alerts()? {
            kept.extend(of.remove(&alert.id).unwrap_or_default());
            kept.extend(alert.more.evidence);
        }
        Ok(kept)
    }

    /// The last entry that removed others.
    pub fn last_prune(&self) -> Result<Option<i64>, StoreError> {
        Ok(self.last_of(Action::LogPrune)?.map(|(sequence, _)| sequence))
    }

    /// The last entry of an action: its sequence and its time.
    pub fn last_of(&self, action: Action) -> Result<Option<(i64, Micros)>, StoreError> {
        let sql = "SELECT sequence, at FROM audit_log WHERE action = ?1 ORDER BY sequence DESC LIMIT 1";
        self.one(sql, [action], |row| Ok((row.get(0)?, row.get(1)?)))
    }

    /// The last entry of an action that was done: its sequence and its time.
    pub fn last_done_of(&self, action: Action) -> Result<Option<(i64, Micros)>, StoreError> {
        let sql = "SELECT sequence, at FROM audit_log WHERE action = ?1 AND outcome = ?2
                   ORDER BY sequence DESC LIMIT 1";
        self.one(sql, params![action, Outcome::Done], |row| Ok((row.get(0)?, row.get(1)?)))
    }

    /// All entries of a rare action that were done, the newest first: sequence, time, details.
    pub fn done_of(&self, action: Action) -> Result<Vec<(i64, Micros, String)>, StoreError> {
        let sql = "SELECT sequence, at, details FROM audit_log WHERE action = ?1 AND outcome = ?2
                   ORDER BY sequence DESC";
        self.all(sql, params![action, Outcome::Done], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))
    }
}

impl Tx<'_> {
    /// Leaves of these entries their hashes alone. Answers what this write's entry must say.
    ///
    /// # Errors
    /// `Missing` where one of them is not there.
    pub fn remove_entries(&mut self, sequences: &[i64]) -> Result<Tombstone, StoreError> {
        let sequence = self.sequence();
        for gone in sequences {
            self.change_one(
                "INSERT INTO audit_gone (sequence, hash, tombstone) SELECT sequence, hash, ?2 FROM audit_log WHERE sequence = ?1",
                params![gone, sequence],
            )?;
            self.execute("DELETE FROM audit_change WHERE sequence = ?1", [gone])?;
            self.execute("DELETE FROM audit_log WHERE sequence = ?1", [gone])?;
        }
        let through = sequences.last().copied().unwrap_or(0);
        let (removed, list) = list_digest(self, sequence)?;
        Ok(Tombstone { sequence, through, removed, list, root: self.tree_root(through)? })
    }
}
