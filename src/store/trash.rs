//! The trash: customers that are there for nobody until they are put back.
//!
//! A customer in the trash keeps its row, its values and its timeline. Its words and its count are gone, and what reads
//! customers (`customer`, `Reach`) passes it over, so that no list, search or look-up finds it.

use rusqlite::{Row, params, params_from_iter};

use super::customer::{CUSTOMER, read_customer};
use super::matcher::Values;
use super::{Reach, Snapshot, StoreError, Tx, order};
use crate::domain::audit::RecordKind;
use crate::domain::{Customer, Id, Micros};

/// How a customer came into the trash.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Trashed {
    pub at: Micros,
    pub by: Id,
    /// The customer that it was merged with, which has its timeline.
    pub merged_into: Option<Id>,
}

/// Where these stand among the columns of `CUSTOMER`.
const AT: usize = 21;

/// The mark of a row read by `CUSTOMER`.
pub(super) fn read_trashed(row: &Row) -> rusqlite::Result<Option<Trashed>> {
    let Some(at) = row.get(AT)? else { return Ok(None) };
    let by: Option<Id> = row.get(AT + 1)?;
    Ok(Some(Trashed { at, by: by.unwrap_or_default(), merged_into: row.get(AT + 2)? }))
}

/// A part of the trash.
#[derive(Clone, Debug, Default)]
pub struct TrashPage {
    pub rows: Vec<(Customer, Trashed)>,
    /// Where to go on from; `None`: that was all.
    pub next: Option<(Micros, Id)>,
}

/// So many rows of the trash are looked at for one page.
const EFFORT: usize = 5_000;

impl Snapshot<'_> {
    /// A customer in the trash.
    pub fn trashed(&self, id: Id) -> Result<Option<(Customer, Trashed)>, StoreError> {
        let sql = format!("SELECT {CUSTOMER} FROM customer WHERE id = ?1 AND trashed_at IS NOT NULL");
        let found = self.one(&sql, [id], |row| Ok((read_customer(row)?, read_trashed(row)?)))?;
        Ok(found.and_then(|(customer, trashed)| Some((customer, trashed?))))
    }

    /// The trash of whoever reaches so far, what went there last first.
    pub fn trash(&self, reach: &Reach, before: Option<(Micros, Id)>, limit: usize) -> Result<TrashPage, StoreError> {
        let mut values = Values::default();
        let sieve = reach.whoever(&mut values);
        let (at, id) = before.unwrap_or((Micros(i64::MAX), Id([0xFF; 16])));
        let (at, id) = (values.bind(at.0), values.bind(super::matcher::blob(id)));
        let sql = format!(
            "SELECT {CUSTOMER}, {sieve} FROM customer WHERE trashed_at IS NOT NULL AND (trashed_at, id) < ({at}, {id})
             ORDER BY trashed_at DESC, id DESC LIMIT {EFFORT}"
        );
        let mut statement = self.prepare(&sql)?;
        let mut rows = statement.query(params_from_iter(&values.0))?;
        let mut page = TrashPage::default();
        let mut looked = 0;
        while let Some(row) = rows.next()? {
            looked += 1;
            let Some(trashed) = read_trashed(row)? else { continue };
            let customer = read_customer(row)?;
            let place = (trashed.at, customer.id);
            if row.get(AT + 3)? {
                page.rows.push((customer, trashed));
            }
            if page.rows.len() >= limit || looked >= EFFORT {
                page.next = Some(place);
                break;
            }
        }
        Ok(page)
    }
}

impl Tx<'_> {
    /// Puts the version that the caller has read into the trash; answers the new version.
    pub fn trash_customer(&mut self, id: Id, version: i64, mark: &Trashed) -> Result<i64, StoreError> {
        let stored = self.customer(id)?.ok_or(StoreError::Missing)?;
        if stored.version != version {
            return Err(StoreError::Conflict { current: Box::new(stored) });
        }
        let search = self.customer_search(id)?.ok_or(StoreError::Missing)?;
        self.delete_words(id, &search)?;
        self.count(stored.department, -1, -i64::from(stored.private))?;
        self.mark(id, version + 1, Some(mark))
    }

    /// Takes a customer out of the trash; answers the new version.
    pub fn restore_customer(&mut self, id: Id, version: i64) -> Result<i64, StoreError> {
        let (stored, _) = self.trashed(id)?.ok_or(StoreError::Missing)?;
        if stored.version != version {
            return Err(StoreError::Conflict { current: Box::new(stored) });
        }
        let search = self.customer_search(id)?.ok_or(StoreError::Missing)?;
        for word in order::indexed_words(&search) {
            let sql = "INSERT INTO customer_word (word, search, customer) VALUES (?1, ?2, ?3)";
            self.execute(sql, params![word, search, id])?;
        }
        self.count(stored.department, 1, i64::from(stored.private))?;
        self.mark(id, version + 1, None)
    }

    fn mark(&mut self, id: Id, version: i64, mark: Option<&Trashed>) -> Result<i64, StoreError> {
        self.change_one(
            "UPDATE customer SET trashed_at = ?2, trashed_by = ?3, merged_into = ?4, version = ?5, audit_seq = ?6
             WHERE id = ?1",
            params![
                id,
                mark.map(|mark| mark.at),
                mark.map(|mark| mark.by),
                mark.and_then(|mark| mark.merged_into),
                version,
                self.sequence()
            ],
        )?;
        let (_, digest) = self.present(RecordKind::Customer, id)?.ok_or(StoreError::Missing)?;
        self.record(RecordKind::Customer, id, digest);
        Ok(version)
    }
}
