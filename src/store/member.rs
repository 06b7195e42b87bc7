//! Members, their sealed secrets, and what is counted at their sign-in.

use rusqlite::{Row, params};

use super::{Snapshot, StoreError, Tx, digest};
use crate::domain::audit::RecordKind;
use crate::domain::{Id, Micros};

/// How long a failed sign-in counts, and how many names are remembered at most.
const ATTEMPT_MICROS: i64 = 24 * 3600 * 1_000_000;
const ATTEMPTS_KEPT: i64 = 10_000;

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Member {
    pub id: Id,
    pub name: String,
    /// The folded name, by which a member signs in; unique.
    pub folded: String,
    /// X25519 public key.
    pub encryption: [u8; 32],
    /// Ed25519 public key.
    pub signing: [u8; 32],
    pub created_at: Micros,
    pub active: bool,
}

/// What only the member's password opens.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub struct MemberSecret {
    pub sealed_keys: Vec<u8>,
    pub sealed_totp: Vec<u8>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub struct MemberState {
    /// Failed sign-ins since the last good one.
    pub failures: u32,
    pub last_sign_in: Option<Micros>,
    /// The last TOTP step that was accepted: no step is accepted twice.
    pub last_totp_step: Option<i64>,
}

/// Failed sign-ins under one name.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub struct Attempts {
    pub failures: u32,
    pub last_at: Micros,
}

pub(super) const MEMBER: &str = "id, name, folded, encryption, signing, created_at, active, audit_seq";

pub(super) fn read_member(row: &Row) -> rusqlite::Result<Member> {
    Ok(Member {
        id: row.get(0)?,
        name: row.get(1)?,
        folded: row.get(2)?,
        encryption: row.get(3)?,
        signing: row.get(4)?,
        created_at: row.get(5)?,
        active: row.get(6)?,
    })
}

impl Snapshot<'_> {
    pub fn member(&self, id: Id) -> Result<Option<Member>, StoreError> {
        self.one(&format!("SELECT {MEMBER} FROM member WHERE id = ?1"), [id], read_member)
    }

    pub fn member_by_name(&self, folded: &str) -> Result<Option<Member>, StoreError> {
        self.one(&format!("SELECT {MEMBER} FROM member WHERE folded = ?1"), [folded], read_member)
    }

    /// All members, by folded name.
    pub fn members(&self) -> Result<Vec<Member>, StoreError> {
        self.all(&format!("SELECT {MEMBER} FROM member ORDER BY folded"), [], read_member)
    }

    pub fn member_secret(&self, id: Id) -> Result<Option<MemberSecret>, StoreError> {
        self.one("SELECT sealed_keys, sealed_totp FROM member_secret WHERE member = ?1", [id], |row| {
            Ok(MemberSecret { sealed_keys: row.get(0)?, sealed_totp: row.get(1)? })
        })
    }

    pub fn member_state(&self, id: Id) -> Result<MemberState, StoreError> {
        let sql = "SELECT failures, last_sign_in, last_totp_step FROM member_state WHERE member = ?1";
        let state = self.one(sql, [id], |row| {
            Ok(MemberState { failures: row.get(0)?, last_sign_in: row.get(1)?, last_totp_step: row.get(2)? })
        })?;
        Ok(state.unwrap_or_default())
    }

    /// Failed sign-ins under the name whose hash is `key`, whether a member has that name or not.
    pub fn attempts(&self, key: &[u8]) -> Result<Attempts, StoreError> {
        let attempts = self.one("SELECT failures, last_at FROM attempt WHERE key = ?1", [key], |row| {
            Ok(Attempts { failures: row.get(0)?, last_at: row.get(1)? })
        })?;
        Ok(attempts.unwrap_or_default())
    }
}

impl Tx<'_> {
    pub fn insert_member(&mut self, member: &Member, secret: &MemberSecret) -> Result<(), StoreError> {
        self.execute(
            "INSERT INTO member (id, name, folded, encryption, signing, created_at, active, audit_seq)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)",
            params![
                member.id,
                member.name,
                member.folded,
                member.encryption,
                member.signing,
                member.created_at,
                member.active,
                self.sequence()
            ],
        )?;
        self.execute(
            "INSERT INTO member_secret (member, sealed_keys, sealed_totp) VALUES (?1, ?2, ?3)",
            params![member.id, secret.sealed_keys, secret.sealed_totp],
        )?;
        self.record_member(member.id)
    }

    pub fn update_member(&mut self, member: &Member) -> Result<(), StoreError> {
        self.change_one(
            "UPDATE member SET name = ?2, folded = ?3, encryption = ?4, signing = ?5, active = ?6 WHERE id = ?1",
            params![member.id, member.name, member.folded, member.encryption, member.signing, member.active],
        )?;
        self.record_member(member.id)
    }

    pub fn set_member_secret(&mut self, id: Id, secret: &MemberSecret) -> Result<(), StoreError> {
        self.change_one(
            "UPDATE member_secret SET sealed_keys = ?2, sealed_totp = ?3 WHERE member = ?1",
            params![id, secret.sealed_keys, secret.sealed_totp],
        )?;
        self.record_member(id)
    }

    fn record_member(&mut self, id: Id) -> Result<(), StoreError> {
        self.change_one("UPDATE member SET audit_seq = ?2 WHERE id = ?1", params![id, self.sequence()])?;
        let member = self.member(id)?.ok_or(StoreError::Missing)?;
        let secret = self.member_secret(id)?.unwrap_or_default();
        self.record(RecordKind::Member, id, digest::member(&member, &secret));
        Ok(())
    }

    /// The log does not vouch for this state: it changes at each sign-in.
    pub fn set_member_state(&mut self, id: Id, state: &MemberState) -> Result<(), StoreError> {
        self.execute(
            "INSERT INTO member_state (member, failures, last_sign_in, last_totp_step) VALUES (?1, ?2, ?3, ?4)
             ON CONFLICT (member) DO UPDATE SET failures = excluded.failures, last_sign_in = excluded.last_sign_in,
               last_totp_step = excluded.last_totp_step",
            params![id, state.failures, state.last_sign_in, state.last_totp_step],
        )?;
        Ok(())
    }

    /// Counts one more failed sign-in, and forgets those of more than a day ago.
    pub fn add_attempt(&mut self, key: &[u8], at: Micros) -> Result<Attempts, StoreError> {
        self.execute("DELETE FROM attempt WHERE last_at < ?1", [at.0.saturating_sub(ATTEMPT_MICROS)])?;
        // So many names at once are an attack; the oldest goes, so that the table stays small.
        self.execute(
            "DELETE FROM attempt WHERE (SELECT count(*) FROM attempt) >= ?1
               AND key = (SELECT key FROM attempt ORDER BY last_at LIMIT 1)",
            [ATTEMPTS_KEPT],
        )?;
        self.execute(
            "INSERT INTO attempt (key, failures, last_at) VALUES (?1, 1, ?2)
             ON CONFLICT (key) DO UPDATE SET failures = failures + 1, last_at = max(last_at, excluded.last_at)",
            params![key, at],
        )?;
        self.attempts(key)
    }

    pub fn clear_attempts(&mut self, key: &[u8]) -> Result<(), StoreError> {
        self.execute("DELETE FROM attempt WHERE key = ?1", [key])?;
        Ok(())
    }
}
