//! The office's settings and departments.

use rusqlite::{Row, params};

use super::{Snapshot, StoreError, Tx, digest};
use crate::domain::Id;
use crate::domain::audit::RecordKind;

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Department {
    pub id: Id,
    pub name: String,
    pub parent: Option<Id>,
}

pub(super) const DEPARTMENT: &str = "id, name, parent, audit_seq";

pub(super) fn read_department(row: &Row) -> rusqlite::Result<Department> {
    Ok(Department { id: row.get(0)?, name: row.get(1)?, parent: row.get(2)? })
}

impl Snapshot<'_> {
    /// A setting of the office, by its key.
    pub fn office(&self, key: &str) -> Result<Option<Vec<u8>>, StoreError> {
        self.one("SELECT value FROM office WHERE key = ?1", [key], |row| row.get(0))
    }

    pub(super) fn office_settings(&self) -> Result<Vec<(String, Vec<u8>)>, StoreError> {
        self.all("SELECT key, value FROM office ORDER BY key", [], |row| Ok((row.get(0)?, row.get(1)?)))
    }

    /// All departments, by name.
    pub fn departments(&self) -> Result<Vec<Department>, StoreError> {
        self.all(&format!("SELECT {DEPARTMENT} FROM department ORDER BY name, id"), [], read_department)
    }

    /// How many customers are in a department, without those below it.
    pub fn customers_in(&self, department: Id) -> Result<u64, StoreError> {
        let sql = "SELECT count FROM customer_count WHERE department = ?1";
        let count = self.one(sql, [department], |row| row.get::<_, i64>(0))?;
        Ok(count.map_or(0, i64::unsigned_abs))
    }

    pub fn department(&self, id: Id) -> Result<Option<Department>, StoreError> {
        self.one(&format!("SELECT {DEPARTMENT} FROM department WHERE id = ?1"), [id], read_department)
    }
}

impl Tx<'_> {
    pub fn set_office(&mut self, key: &str, value: &[u8]) -> Result<(), StoreError> {
        self.execute(
            "INSERT INTO office (key, value, audit_seq) VALUES (?1, ?2, ?3)
             ON CONFLICT (key) DO UPDATE SET value = excluded.value, audit_seq = excluded.audit_seq",
            params![key, value, self.sequence()],
        )?;
        let settings = self.office_settings()?;
        self.record(RecordKind::Office, digest::OFFICE_ID, digest::office(&settings));
        Ok(())
    }

    /// Stores a department in place of the one with the same id, if there is one.
    pub fn put_department(&mut self, department: &Department) -> Result<(), StoreError> {
        self.execute(
            "INSERT INTO department (id, name, parent, audit_seq) VALUES (?1, ?2, ?3, ?4)
             ON CONFLICT (id) DO UPDATE SET name = excluded.name, parent = excluded.parent,
               audit_seq = excluded.audit_seq",
            params![department.id, department.name, department.parent, self.sequence()],
        )?;
        self.record(RecordKind::Department, department.id, digest::department(department));
        Ok(())
    }

    pub fn delete_department(&mut self, id: Id) -> Result<(), StoreError> {
        self.change_one("DELETE FROM department WHERE id = ?1", [id])?;
        self.record(RecordKind::Department, id, digest::GONE);
        Ok(())
    }
}
