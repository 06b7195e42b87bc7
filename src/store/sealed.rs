//! Sealed values of customers, beside their masks and lookup tokens, and tries at them.

use rusqlite::{Row, params};

use super::{Snapshot, StoreError, Tx};
use crate::domain::{Action, Field, Id, Masked};

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SealedValue {
    pub field: Field,
    /// What is shown without opening; made when the value is written.
    pub mask: String,
    /// The keyed hash that finds the exact value, where the field has one.
    pub token: Option<Vec<u8>>,
    pub blob: Vec<u8>,
    pub version: i64,
    pub data_key: Id,
}

/// What an edit does to one sealed field.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SealedChange {
    Put(SealedValue),
    Clear(Field),
}

impl SealedChange {
    pub const fn field(&self) -> Field {
        match self {
            Self::Put(value) => value.field,
            Self::Clear(field) => *field,
        }
    }
}

pub(super) const SEALED: &str = "field, mask, token, blob, version, data_key, customer";

pub(super) fn read_sealed(row: &Row) -> rusqlite::Result<SealedValue> {
    Ok(SealedValue {
        field: row.get(0)?,
        mask: row.get(1)?,
        token: row.get(2)?,
        blob: row.get(3)?,
        version: row.get(4)?,
        data_key: row.get(5)?,
    })
}

impl Snapshot<'_> {
    /// A customer's sealed values, in the order of their fields' names.
    pub fn sealed_values(&self, customer: Id) -> Result<Vec<SealedValue>, StoreError> {
        let sql = format!("SELECT {SEALED} FROM sealed_value WHERE customer = ?1 ORDER BY field");
        self.all(&sql, [customer], read_sealed)
    }

    pub fn sealed_value(&self, customer: Id, field: Field) -> Result<Option<SealedValue>, StoreError> {
        let sql = format!("SELECT {SEALED} FROM sealed_value WHERE customer = ?1 AND field = ?2");
        self.one(&sql, params![customer, field], read_sealed)
    }

    /// What the customer's sealed fields look like, in the order of `Field`.
    pub fn masks(&self, customer: Id) -> Result<Vec<Masked>, StoreError> {
        let mut masks = self.all("SELECT field, mask FROM sealed_value WHERE customer = ?1", [customer], |row| {
            Ok(Masked { field: row.get(0)?, mask: row.get(1)? })
        })?;
        masks.sort_by_key(|masked| masked.field);
        Ok(masks)
    }

    /// The customers, but for those in the trash, that have exactly the value behind a lookup token, and in which field.
    pub fn customers_by_token(&self, token: &[u8]) -> Result<Vec<(Id, Field)>, StoreError> {
        let sql = "SELECT s.customer, s.field FROM sealed_value s JOIN customer c ON c.id = s.customer
                   WHERE s.token = ?1 AND c.trashed_at IS NULL ORDER BY s.customer, s.field";
        self.all(sql, [token], |row| Ok((row.get(0)?, row.get(1)?)))
    }

    /// How often the member has tried this field on this day.
    pub fn tries(&self, action: Action, member: Id, customer: Id, field: Field, day: i64) -> Result<u32, StoreError> {
        let tries = self.one(
            "SELECT tries FROM field_try WHERE member = ?1 AND action = ?2 AND day = ?3 AND customer = ?4 AND field = ?5",
            params![member, action, day, customer, field],
            |row| row.get(0),
        )?;
        Ok(tries.unwrap_or(0))
    }
}

impl Tx<'_> {
    pub(super) fn put_sealed(&self, customer: Id, value: &SealedValue) -> Result<(), StoreError> {
        self.execute(
            "INSERT INTO sealed_value (customer, field, mask, token, blob, version, data_key)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)
             ON CONFLICT (customer, field) DO UPDATE SET mask = excluded.mask, token = excluded.token,
               blob = excluded.blob, version = excluded.version, data_key = excluded.data_key",
            params![customer, value.field, value.mask, value.token, value.blob, value.version, value.data_key],
        )?;
        Ok(())
    }

    /// Values of new customers, in the order of the table's key.
    pub(super) fn insert_sealed(&self, values: &[(Id, &SealedValue)]) -> Result<(), StoreError> {
        let mut insert = self.prepare(
            "INSERT INTO sealed_value (customer, field, mask, token, blob, version, data_key)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
        )?;
        for (customer, value) in values {
            insert.execute(params![
                customer,
                value.field,
                value.mask,
                value.token,
                value.blob,
                value.version,
                value.data_key
            ])?;
        }
        Ok(())
    }

    pub(super) fn clear_sealed(&self, customer: Id, field: Field) -> Result<(), StoreError> {
        self.execute("DELETE FROM sealed_value WHERE customer = ?1 AND field = ?2", params![customer, field])?;
        Ok(())
    }

    /// Counts one more try and answers the day's count; the member's tries of earlier days are forgotten.
    pub fn add_try(
        &mut self,
        action: Action,
        member: Id,
        customer: Id,
        field: Field,
        day: i64,
    ) -> Result<u32, StoreError> {
        self.execute(
            "DELETE FROM field_try WHERE member = ?1 AND action = ?2 AND day < ?3",
            params![member, action, day - 1],
        )?;
        self.execute(
            "INSERT INTO field_try (member, action, day, customer, field, tries) VALUES (?1, ?2, ?3, ?4, ?5, 1)
             ON CONFLICT (member, action, day, customer, field) DO UPDATE SET tries = tries + 1",
            params![member, action, day, customer, field],
        )?;
        self.tries(action, member, customer, field, day)
    }
}
