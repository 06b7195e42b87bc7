//! Customers: their rows, with sealed values, search words and counts kept in step.

use rusqlite::{Connection, Row, params};

use super::{SealedChange, SealedValue, Snapshot, StoreError, Tx, digest, order};
use crate::domain::audit::RecordKind;
use crate::domain::{Customer, Id, fold};

/// A customer's name and company, folded by `domain::fold`.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub struct Folded {
    pub name: String,
    pub company: String,
}

impl Folded {
    pub fn of(customer: &Customer) -> Self {
        Self { name: fold::fold(&customer.name), company: fold::fold(&customer.company) }
    }

    fn search(&self) -> String {
        format!("{}{}{}", self.name, order::SEPARATOR, self.company)
    }
}

/// All that is stored of a new customer.
#[derive(Clone, Debug)]
pub struct NewCustomer {
    pub customer: Customer,
    pub folded: Folded,
    pub sealed: Vec<SealedValue>,
}

pub(super) const CUSTOMER: &str = "id, kind, code, external_id, name, company, city, country, website, since, status, \
     owner, department, flags, import_id, version, created_at, updated_at, search, audit_seq, private, trashed_at, trashed_by, merged_into";

pub(super) fn read_customer(row: &Row) -> rusqlite::Result<Customer> {
    Ok(Customer {
        id: row.get(0)?,
        kind: row.get(1)?,
        code: row.get(2)?,
        external_id: row.get(3)?,
        name: row.get(4)?,
        company: row.get(5)?,
        city: row.get(6)?,
        country: row.get(7)?,
        website: row.get(8)?,
        since: row.get(9)?,
        status: row.get(10)?,
        owner: row.get(11)?,
        department: row.get(12)?,
        private: row.get(20)?,
        flags: row.get(13)?,
        import_id: row.get(14)?,
        version: row.get(15)?,
        created_at: row.get(16)?,
        updated_at: row.get(17)?,
    })
}

/// Folds the city and the country of every customer, at the migration that brings these columns.
pub(super) fn fold_places(tx: &Connection) -> Result<(), StoreError> {
    const AT_ONCE: usize = 1_000;
    let mut read = tx.prepare("SELECT rowid, city, country FROM customer WHERE rowid > ?1 ORDER BY rowid LIMIT ?2")?;
    let mut write = tx.prepare("UPDATE customer SET city_folded = ?2, country_folded = ?3 WHERE rowid = ?1")?;
    let mut last = i64::MIN;
    loop {
        let rows = read.query_map(params![last, AT_ONCE as i64], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))?;
        let rows: Vec<(i64, String, String)> = rows.collect::<rusqlite::Result<_>>()?;
        for (row, city, country) in &rows {
            write.execute(params![row, fold::fold(city), fold::fold(country)])?;
        }
        match rows.last() {
            Some((row, ..)) if rows.len() == AT_ONCE => last = *row,
            _ => return Ok(()),
        }
    }
}

impl Snapshot<'_> {
    /// One that is not in the trash.
    pub fn customer(&self, id: Id) -> Result<Option<Customer>, StoreError> {
        let sql = format!("SELECT {CUSTOMER} FROM customer WHERE id = ?1 AND trashed_at IS NULL");
        self.one(&sql, [id], read_customer)
    }

    /// Also one in the trash, which keeps its code: the log tells of it.
    pub fn customer_by_code(&self, code: &str) -> Result<Option<Id>, StoreError> {
        self.one("SELECT id FROM customer WHERE code = ?1", [code], |row| row.get(0))
    }

    /// Also one in the trash, which keeps its external id.
    pub fn customer_by_external_id(&self, external_id: &str) -> Result<Option<Id>, StoreError> {
        self.one("SELECT id FROM customer WHERE external_id = ?1", [external_id], |row| row.get(0))
    }

    /// Also of one in the trash, for what the log tells of it.
    pub fn customer_code(&self, id: Id) -> Result<Option<String>, StoreError> {
        self.one("SELECT code FROM customer WHERE id = ?1", [id], |row| row.get(0))
    }

    pub(super) fn customer_search(&self, id: Id) -> Result<Option<String>, StoreError> {
        self.one("SELECT search FROM customer WHERE id = ?1", [id], |row| row.get(0))
    }
}

impl Tx<'_> {
    pub fn insert_customer(&mut self, new: &NewCustomer) -> Result<(), StoreError> {
        self.insert_customers(std::slice::from_ref(new))
    }

    /// Stores many new customers. The larger the chunk, the fewer times each page of an index is written:
    /// rows go in by search text, values at their table's end and words by word.
    pub fn insert_customers(&mut self, new: &[NewCustomer]) -> Result<(), StoreError> {
        let mut rows: Vec<(String, &NewCustomer)> = new.iter().map(|new| (new.folded.search(), new)).collect();
        rows.sort_unstable_by(|(a, _), (b, _)| a.cmp(b));
        for (search, new) in &rows {
            self.insert_row(&new.customer, search)?;
        }
        let mut values: Vec<(Id, &SealedValue)> =
            new.iter().flat_map(|new| new.sealed.iter().map(|value| (new.customer.id, value))).collect();
        values.sort_unstable_by_key(|(customer, value)| (*customer, value.field.name()));
        self.insert_sealed(&values)?;
        let mut words: Vec<(&str, &str, Id)> = Vec::with_capacity(rows.len() * 4);
        for (search, new) in &rows {
            words.extend(order::indexed_words(search).into_iter().map(|word| (word, search.as_str(), new.customer.id)));
        }
        words.sort_unstable();
        let mut insert = self.prepare("INSERT INTO customer_word (word, search, customer) VALUES (?1, ?2, ?3)")?;
        for (word, search, customer) in words {
            insert.execute(params![word, search, customer])?;
        }
        drop(insert);
        let mut counts = std::collections::BTreeMap::<Id, (i64, i64)>::new();
        for (search, new) in &rows {
            let (count, private) = counts.entry(new.customer.department).or_default();
            *count += 1;
            *private += i64::from(new.customer.private);
            let mut sealed: Vec<&SealedValue> = new.sealed.iter().collect();
            sealed.sort_unstable_by_key(|value| value.field.name());
            let digest = digest::customer(&new.customer, search, sealed, None);
            self.record(RecordKind::Customer, new.customer.id, digest);
        }
        counts.into_iter().try_for_each(|(department, (count, private))| self.count(department, count, private))
    }

    fn insert_row(&self, customer: &Customer, search: &str) -> Result<(), StoreError> {
        self.execute(
            "INSERT INTO customer (id, kind, code, external_id, name, company, city, country, website, since, status,
               owner, department, flags, import_id, version, created_at, updated_at, search, audit_seq,
               city_folded, country_folded, private)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, ?18, ?19, ?20,
               ?21, ?22, ?23)",
            params![
                customer.id,
                customer.kind,
                customer.code,
                customer.external_id,
                customer.name,
                customer.company,
                customer.city,
                customer.country,
                customer.website,
                customer.since,
                customer.status,
                customer.owner,
                customer.department,
                customer.flags,
                customer.import_id,
                customer.version,
                customer.created_at,
                customer.updated_at,
                search,
                self.sequence(),
                fold::fold(&customer.city),
                fold::fold(&customer.country),
                customer.private
            ],
        )?;
        Ok(())
    }

    /// Stores an edit of the version that the caller has read; answers the new version.
    /// `StoreError::Conflict` when the stored version is another one.
    pub fn update_customer(
        &mut self,
        customer: &Customer,
        folded: &Folded,
        sealed: &[SealedChange],
    ) -> Result<i64, StoreError> {
        let id = customer.id;
        let stored = self.customer(id)?.ok_or(StoreError::Missing)?;
        if stored.version != customer.version {
            return Err(StoreError::Conflict { current: Box::new(stored) });
        }
        let before = self.customer_search(id)?.ok_or(StoreError::Missing)?;
        let after = folded.search();
        self.change_one(
            "UPDATE customer SET kind = ?2, code = ?3, external_id = ?4, name = ?5, company = ?6, city = ?7,
               country = ?8, website = ?9, since = ?10, status = ?11, owner = ?12, department = ?13, flags = ?14,
               version = ?15, updated_at = ?16, search = ?17, audit_seq = ?18,
               city_folded = ?19, country_folded = ?20, private = ?21
             WHERE id = ?1",
            params![
                id,
                customer.kind,
                customer.code,
                customer.external_id,
                customer.name,
                customer.company,
                customer.city,
                customer.country,
                customer.website,
                customer.since,
                customer.status,
                customer.owner,
                customer.department,
                customer.flags,
                stored.version + 1,
                customer.updated_at,
                after,
                self.sequence(),
                fold::fold(&customer.city),
                fold::fold(&customer.country),
                customer.private
            ],
        )?;
        if after != before {
            self.delete_words(id, &before)?;
            for word in order::indexed_words(&after) {
                let sql = "INSERT INTO customer_word (word, search, customer) VALUES (?1, ?2, ?3)";
                self.execute(sql, params![word, after, id])?;
            }
        }
        if (stored.department, stored.private) != (customer.department, customer.private) {
            self.count(stored.department, -1, -i64::from(stored.private))?;
            self.count(customer.department, 1, i64::from(customer.private))?;
        }
        for change in sealed {
            match change {
                SealedChange::Put(value) => self.put_sealed(id, value)?,
                SealedChange::Clear(field) => self.clear_sealed(id, *field)?,
            }
        }
        let written = self.customer(id)?.ok_or(StoreError::Missing)?;
        let values = self.sealed_values(id)?;
        self.record(RecordKind::Customer, id, digest::customer(&written, &after, &values, None));
        Ok(written.version)
    }

    /// Deletes a customer with all sealed values, shares and all that happened: what reverting an import does.
    pub fn delete_customer(&mut self, id: Id) -> Result<(), StoreError> {
        let stored = self.customer(id)?.ok_or(StoreError::Missing)?;
        let search = self.customer_search(id)?.ok_or(StoreError::Missing)?;
        self.delete_activities(id)?;
        self.delete_more(id)?;
        self.delete_shares(id)?;
        self.forget_requester(id)?;
        self.execute("DELETE FROM sealed_value WHERE customer = ?1", [id])?;
        self.delete_words(id, &search)?;
        self.change_one("DELETE FROM customer WHERE id = ?1", [id])?;
        self.count(stored.department, -1, -i64::from(stored.private))?;
        self.record(RecordKind::Customer, id, digest::GONE);
        Ok(())
    }

    pub(super) fn delete_words(&self, id: Id, search: &str) -> Result<(), StoreError> {
        for word in order::indexed_words(search) {
            let sql = "DELETE FROM customer_word WHERE word = ?1 AND search = ?2 AND customer = ?3";
            self.execute(sql, params![word, search, id])?;
        }
        Ok(())
    }

    /// So many customers more in a department, and so many of them private.
    pub(super) fn count(&self, department: Id, change: i64, private: i64) -> Result<(), StoreError> {
        self.execute(
            "INSERT INTO customer_count (department, count, private) VALUES (?1, ?2, ?3)
             ON CONFLICT (department) DO UPDATE SET count = count + excluded.count, private = private + excluded.private",
            params![department, change, private],
        )?;
        Ok(())
    }

    /// The next code, such as `KH-000001` for the prefix `KH`. A number once given is not given again.
    pub fn next_code(&mut self, prefix: &str) -> Result<String, StoreError> {
        self.next_codes(prefix, 1)?.pop().ok_or(StoreError::Missing)
    }

    /// So many new codes at once, in order. Those that a customer has already are passed over.
    pub fn next_codes(&mut self, prefix: &str, count: usize) -> Result<Vec<String>, StoreError> {
        let mut codes = Vec::with_capacity(count);
        while codes.len() < count {
            let more = i64::try_from(count - codes.len()).unwrap_or(i64::MAX);
            let last: Option<i64> = self.one(
                "INSERT INTO counter (name, value) VALUES (?1, ?2)
                 ON CONFLICT (name) DO UPDATE SET value = value + ?2 RETURNING value",
                params![format!("code {prefix}"), more],
                |row| row.get(0),
            )?;
            let last = last.ok_or(StoreError::Missing)?;
            let block: Vec<String> = (last - more + 1..=last).map(|number| format!("{prefix}-{number:06}")).collect();
            let taken = self.codes_among(&block)?;
            codes.extend(block.into_iter().filter(|code| !taken.contains(code)));
        }
        Ok(codes)
    }

    /// Which of these codes, in order, are taken.
    fn codes_among(&self, block: &[String]) -> Result<std::collections::HashSet<String>, StoreError> {
        let (Some(first), Some(last)) = (block.first(), block.last()) else { return Ok(Default::default()) };
        // Text order is number order only among codes of one length.
        if first.len() == last.len() {
            let sql = "SELECT code FROM customer WHERE code BETWEEN ?1 AND ?2";
            return Ok(self.all(sql, [first, last], |row| row.get(0))?.into_iter().collect());
        }
        let mut taken = std::collections::HashSet::new();
        for code in block {
            if self.customer_by_code(code)?.is_some() {
                taken.insert(code.clone());
            }
        }
        Ok(taken)
    }
}
