//! Single customers shared with members by name.

use rusqlite::{Row, params};

use super::{Snapshot, StoreError, Tx, digest};
use crate::domain::audit::RecordKind;
use crate::domain::{Id, Micros, ShareLevel};

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Share {
    pub customer: Id,
    /// With whom.
    pub member: Id,
    pub level: ShareLevel,
    /// Until when it lasts; `None`: until it is taken back.
    pub until: Option<Micros>,
    pub by: Id,
    pub at: Micros,
}

impl Share {
    pub fn lasts(&self, now: Micros) -> bool {
        self.until.is_none_or(|until| now < until)
    }
}

pub(super) const SHARE: &str = "customer, member, level, until, by, at, audit_seq";

pub(super) fn read_share(row: &Row) -> rusqlite::Result<Share> {
    Ok(Share {
        customer: row.get(0)?,
        member: row.get(1)?,
        level: row.get(2)?,
        until: row.get(3)?,
        by: row.get(4)?,
        at: row.get(5)?,
    })
}

impl Snapshot<'_> {
    pub fn share(&self, customer: Id, member: Id) -> Result<Option<Share>, StoreError> {
        let sql = format!("SELECT {SHARE} FROM customer_share WHERE customer = ?1 AND member = ?2");
        self.one(&sql, [customer, member], read_share)
    }

    /// All shares of a customer, also those that have ended.
    pub fn shares_of(&self, customer: Id) -> Result<Vec<Share>, StoreError> {
        let sql = format!("SELECT {SHARE} FROM customer_share WHERE customer = ?1 ORDER BY member");
        self.all(&sql, [customer], read_share)
    }

    /// Whether anything is shared with the member at this time.
    pub fn has_shares(&self, member: Id, now: Micros) -> Result<bool, StoreError> {
        let sql = "SELECT 1 FROM customer_share WHERE member = ?1 AND (until IS NULL OR until > ?2) LIMIT 1";
        Ok(self.one(sql, params![member, now], |_| Ok(()))?.is_some())
    }
}

impl Tx<'_> {
    /// Shares a customer, in place of an earlier share of it with the same member.
    pub fn put_share(&mut self, share: &Share) -> Result<(), StoreError> {
        self.execute(
            "INSERT INTO customer_share (customer, member, level, until, by, at, audit_seq)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)
             ON CONFLICT (customer, member) DO UPDATE SET level = excluded.level, until = excluded.until,
               by = excluded.by, at = excluded.at, audit_seq = excluded.audit_seq",
            params![share.customer, share.member, share.level, share.until, share.by, share.at, self.sequence()],
        )?;
        let id = digest::share_id(share.customer, share.member);
        self.record(RecordKind::Share, id, digest::share(share));
        Ok(())
    }

    pub fn delete_share(&mut self, customer: Id, member: Id) -> Result<(), StoreError> {
        let sql = "DELETE FROM customer_share WHERE customer = ?1 AND member = ?2";
        self.change_one(sql, [customer, member])?;
        self.record(RecordKind::Share, digest::share_id(customer, member), digest::GONE);
        Ok(())
    }

    /// Takes back every share of a customer.
    pub(super) fn delete_shares(&mut self, customer: Id) -> Result<(), StoreError> {
        let shares = self.shares_of(customer)?;
        shares.iter().try_for_each(|share| self.delete_share(customer, share.member))
    }
}
