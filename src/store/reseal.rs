//! How far the values of a class have been sealed under its newest key.

use rusqlite::{Row, params};

use super::{SealedValue, Snapshot, StoreError, Tx};
use crate::domain::audit::RecordKind;
use crate::domain::{Class, Id};

/// A walk over all customers in the order of their ids.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Reseal {
    pub class: Class,
    /// The generation under which values are sealed.
    pub generation: u32,
    /// The last customer looked at.
    pub cursor: Id,
    pub looked: u64,
    pub sealed: u64,
    pub done: bool,
}

fn read_reseal(row: &Row) -> rusqlite::Result<Reseal> {
    let number = |column| row.get::<_, i64>(column).map(i64::unsigned_abs);
    Ok(Reseal {
        class: row.get(0)?,
        generation: row.get(1)?,
        cursor: row.get(2)?,
        looked: number(3)?,
        sealed: number(4)?,
        done: row.get(5)?,
    })
}

impl Snapshot<'_> {
    pub fn reseal(&self, class: Class) -> Result<Option<Reseal>, StoreError> {
        let sql = "SELECT class, generation, cursor, looked, sealed, finished FROM reseal WHERE class = ?1";
        self.one(sql, [class], read_reseal)
    }

    /// The next customers in the order of their ids.
    pub fn customers_after(&self, id: Id, most: usize) -> Result<Vec<Id>, StoreError> {
        self.all(&format!("SELECT id FROM customer WHERE id > ?1 ORDER BY id LIMIT {most}"), [id], |row| row.get(0))
    }
}

impl Tx<'_> {
    /// The log does not vouch for this: the values tell by themselves.
    pub fn put_reseal(&mut self, reseal: &Reseal) -> Result<(), StoreError> {
        let number = |count: u64| i64::try_from(count).unwrap_or(i64::MAX);
        self.execute(
            "INSERT INTO reseal (class, generation, cursor, looked, sealed, finished) VALUES (?1, ?2, ?3, ?4, ?5, ?6)
             ON CONFLICT (class) DO UPDATE SET generation = excluded.generation, cursor = excluded.cursor,
               looked = excluded.looked, sealed = excluded.sealed, finished = excluded.finished",
            params![
                reseal.class,
                reseal.generation,
                reseal.cursor,
                number(reseal.looked),
                number(reseal.sealed),
                reseal.done
            ],
        )?;
        Ok(())
    }

    /// The same values under another key: the customer is not another version for it.
    pub fn replace_sealed(&mut self, customer: Id, values: &[SealedValue]) -> Result<(), StoreError> {
        values.iter().try_for_each(|value| self.put_sealed(customer, value))?;
        let sql = "UPDATE customer SET audit_seq = ?2 WHERE id = ?1";
        self.change_one(sql, params![customer, self.sequence()])?;
        let (_, digest) = self.present(RecordKind::Customer, customer)?.ok_or(StoreError::Missing)?;
        self.record(RecordKind::Customer, customer, digest);
        Ok(())
    }
}
