//! SSH keys that members have enrolled.

use rusqlite::{Row, params};

use super::{Snapshot, StoreError, Tx, digest};
use crate::domain::audit::RecordKind;
use crate::domain::{Id, Micros};

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SshKey {
    pub id: Id,
    pub member: Id,
    /// The public key as it goes over the wire (RFC 4253, section 6.6).
    pub blob: Vec<u8>,
    /// The algorithm's name, such as `ssh-ed25519`.
    pub kind: String,
    /// `SHA256:` and the hash in base64.
    pub fingerprint: String,
    pub label: String,
    pub added_at: Micros,
    /// The last sign-in with it; the log does not vouch for this.
    pub last_used: Option<Micros>,
}

pub(super) const SSH_KEY: &str = "id, member, blob, kind, fingerprint, label, added_at, last_used, audit_seq";

pub(super) fn read_ssh_key(row: &Row) -> rusqlite::Result<SshKey> {
    Ok(SshKey {
        id: row.get(0)?,
        member: row.get(1)?,
        blob: row.get(2)?,
        kind: row.get(3)?,
        fingerprint: row.get(4)?,
        label: row.get(5)?,
        added_at: row.get(6)?,
        last_used: row.get(7)?,
    })
}

impl Snapshot<'_> {
    /// The key with these bytes, if this member has it.
    pub fn ssh_key(&self, member: Id, blob: &[u8]) -> Result<Option<SshKey>, StoreError> {
        let sql = format!("SELECT {SSH_KEY} FROM ssh_key WHERE member = ?1 AND blob = ?2");
        self.one(&sql, params![member, blob], read_ssh_key)
    }

    /// All keys of a member, the oldest first.
    pub fn ssh_keys(&self, member: Id) -> Result<Vec<SshKey>, StoreError> {
        let sql = format!("SELECT {SSH_KEY} FROM ssh_key WHERE member = ?1 ORDER BY added_at, id");
        self.all(&sql, [member], read_ssh_key)
    }
}

impl Tx<'_> {
    pub fn insert_ssh_key(&mut self, key: &SshKey) -> Result<(), StoreError> {
        self.execute(
            "INSERT INTO ssh_key (id, member, blob, kind, fingerprint, label, added_at, last_used, audit_seq)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)",
            params![
                key.id,
                key.member,
                key.blob,
                key.kind,
                key.fingerprint,
                key.label,
                key.added_at,
                key.last_used,
                self.sequence()
            ],
        )?;
        self.record(RecordKind::SshKey, key.id, digest::ssh_key(key));
        Ok(())
    }

    /// Notes a sign-in with the key; the log does not vouch for it.
    pub fn use_ssh_key(&mut self, id: Id, at: Micros) -> Result<(), StoreError> {
        self.change_one("UPDATE ssh_key SET last_used = ?2 WHERE id = ?1", params![id, at])
    }

    /// One of the member's keys; another's is not there.
    pub fn delete_ssh_key(&mut self, member: Id, id: Id) -> Result<(), StoreError> {
        self.change_one("DELETE FROM ssh_key WHERE id = ?1 AND member = ?2", [id, member])?;
        self.record(RecordKind::SshKey, id, digest::GONE);
        Ok(())
    }

    /// Every key of the member; answers how many there were.
    pub fn delete_ssh_keys(&mut self, member: Id) -> Result<usize, StoreError> {
        let keys = self.ssh_keys(member)?;
        keys.iter().try_for_each(|key| self.delete_ssh_key(member, key.id))?;
        Ok(keys.len())
    }
}
