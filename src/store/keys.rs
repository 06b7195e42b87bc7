//! Class keys, lookup keys and data keys: public halves, and copies sealed to their holders.

use rusqlite::{Row, params};

use super::{Snapshot, StoreError, Tx, digest};
use crate::domain::audit::RecordKind;
use crate::domain::{Class, Id};

/// The public half of a class's key pair.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ClassKey {
    pub class: Class,
    pub generation: u32,
    pub public: [u8; 32],
}

/// A key sealed to one holder: a member, or the recovery kit under an id of its own.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KeyCopy {
    pub holder: Id,
    pub sealed: Vec<u8>,
}

/// A key that seals values, itself sealed to a class key.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DataKey {
    pub id: Id,
    pub class: Class,
    pub generation: u32,
    pub sealed: Vec<u8>,
}

pub(super) const CLASS_KEY: &str = "class, generation, public, audit_seq";
pub(super) const DATA_KEY: &str = "id, class, generation, sealed, audit_seq";

pub(super) fn read_class_key(row: &Row) -> rusqlite::Result<ClassKey> {
    Ok(ClassKey { class: row.get(0)?, generation: row.get(1)?, public: row.get(2)? })
}

pub(super) fn read_data_key(row: &Row) -> rusqlite::Result<DataKey> {
    Ok(DataKey { id: row.get(0)?, class: row.get(1)?, generation: row.get(2)?, sealed: row.get(3)? })
}

fn read_copy(row: &Row) -> rusqlite::Result<KeyCopy> {
    Ok(KeyCopy { holder: row.get(0)?, sealed: row.get(1)? })
}

impl Snapshot<'_> {
    /// The newest generation.
    pub fn class_key(&self, class: Class) -> Result<Option<ClassKey>, StoreError> {
        let sql = format!("SELECT {CLASS_KEY} FROM class_key WHERE class = ?1 ORDER BY generation DESC LIMIT 1");
        self.one(&sql, [class], read_class_key)
    }

    pub fn class_key_at(&self, class: Class, generation: u32) -> Result<Option<ClassKey>, StoreError> {
        let sql = format!("SELECT {CLASS_KEY} FROM class_key WHERE class = ?1 AND generation = ?2");
        self.one(&sql, params![class, generation], read_class_key)
    }

    pub fn class_key_copy(&self, class: Class, generation: u32, holder: Id) -> Result<Option<Vec<u8>>, StoreError> {
        self.one(
            "SELECT sealed FROM class_key_copy WHERE class = ?1 AND generation = ?2 AND holder = ?3",
            params![class, generation, holder],
            |row| row.get(0),
        )
    }

    /// The copies of one holder: (generation, sealed).
    pub fn class_key_copies_of(&self, class: Class, holder: Id) -> Result<Vec<(u32, Vec<u8>)>, StoreError> {
        let sql = "SELECT generation, sealed FROM class_key_copy WHERE class = ?1 AND holder = ?2 ORDER BY generation";
        self.all(sql, params![class, holder], |row| Ok((row.get(0)?, row.get(1)?)))
    }

    pub(super) fn class_key_copies(&self, class: Class, generation: u32) -> Result<Vec<KeyCopy>, StoreError> {
        let sql = "SELECT holder, sealed FROM class_key_copy WHERE class = ?1 AND generation = ?2 ORDER BY holder";
        self.all(sql, params![class, generation], read_copy)
    }

    pub fn lookup_key_copy(&self, class: Class, holder: Id) -> Result<Option<Vec<u8>>, StoreError> {
        let sql = "SELECT sealed FROM lookup_key_copy WHERE class = ?1 AND holder = ?2";
        self.one(sql, params![class, holder], |row| row.get(0))
    }

    pub(super) fn lookup_key_copies(&self, class: Class) -> Result<Vec<KeyCopy>, StoreError> {
        self.all("SELECT holder, sealed FROM lookup_key_copy WHERE class = ?1 ORDER BY holder", [class], read_copy)
    }

    pub fn data_key(&self, id: Id) -> Result<Option<DataKey>, StoreError> {
        self.one(&format!("SELECT {DATA_KEY} FROM data_key WHERE id = ?1"), [id], read_data_key)
    }
}

impl Tx<'_> {
    pub fn insert_class_key(&mut self, key: &ClassKey, copies: &[KeyCopy]) -> Result<(), StoreError> {
        self.execute(
            "INSERT INTO class_key (class, generation, public, audit_seq) VALUES (?1, ?2, ?3, ?4)",
            params![key.class, key.generation, key.public, self.sequence()],
        )?;
        for copy in copies {
            self.store_class_key_copy(key.class, key.generation, copy)?;
        }
        self.record_class_key(key.class, key.generation)
    }

    /// Gives one more holder the key, or replaces the holder's copy.
    pub fn put_class_key_copy(&mut self, class: Class, generation: u32, copy: &KeyCopy) -> Result<(), StoreError> {
        self.store_class_key_copy(class, generation, copy)?;
        self.record_class_key(class, generation)
    }

    fn store_class_key_copy(&self, class: Class, generation: u32, copy: &KeyCopy) -> Result<(), StoreError> {
        self.execute(
            "INSERT INTO class_key_copy (class, generation, holder, sealed) VALUES (?1, ?2, ?3, ?4)
             ON CONFLICT (class, generation, holder) DO UPDATE SET sealed = excluded.sealed",
            params![class, generation, copy.holder, copy.sealed],
        )?;
        Ok(())
    }

    fn record_class_key(&mut self, class: Class, generation: u32) -> Result<(), StoreError> {
        self.change_one(
            "UPDATE class_key SET audit_seq = ?3 WHERE class = ?1 AND generation = ?2",
            params![class, generation, self.sequence()],
        )?;
        let key = self.class_key_at(class, generation)?.ok_or(StoreError::Missing)?;
        let copies = self.class_key_copies(class, generation)?;
        self.record(RecordKind::ClassKey, digest::class_key_id(class, generation), digest::class_key(&key, &copies));
        Ok(())
    }

    /// Gives one more holder the class's lookup key, or replaces the holder's copy.
    pub fn put_lookup_key_copy(&mut self, class: Class, copy: &KeyCopy) -> Result<(), StoreError> {
        self.execute(
            "INSERT INTO lookup_key_copy (class, holder, sealed, audit_seq) VALUES (?1, ?2, ?3, ?4)
             ON CONFLICT (class, holder) DO UPDATE SET sealed = excluded.sealed, audit_seq = excluded.audit_seq",
            params![class, copy.holder, copy.sealed, self.sequence()],
        )?;
        self.record_lookup_key(class)
    }

    /// Takes all copies of one holder away.
    pub fn remove_key_copies(&mut self, holder: Id) -> Result<(), StoreError> {
        let held: Vec<(Class, u32)> = self.all(
            "SELECT class, generation FROM class_key_copy WHERE holder = ?1 ORDER BY class, generation",
            [holder],
            |row| Ok((row.get(0)?, row.get(1)?)),
        )?;
        self.execute("DELETE FROM class_key_copy WHERE holder = ?1", [holder])?;
        for (class, generation) in held {
            self.record_class_key(class, generation)?;
        }
        let looked: Vec<Class> =
            self.all("SELECT class FROM lookup_key_copy WHERE holder = ?1 ORDER BY class", [holder], |row| row.get(0))?;
        self.execute("DELETE FROM lookup_key_copy WHERE holder = ?1", [holder])?;
        for class in looked {
            self.record_lookup_key(class)?;
        }
        Ok(())
    }

    /// The copies of a class's lookup key are one record, written by the entry with the highest number among them.
    fn record_lookup_key(&mut self, class: Class) -> Result<(), StoreError> {
        self.execute("UPDATE lookup_key_copy SET audit_seq = ?2 WHERE class = ?1", params![class, self.sequence()])?;
        let copies = self.lookup_key_copies(class)?;
        let digest = if copies.is_empty() { digest::GONE } else { digest::lookup_key(class, &copies) };
        self.record(RecordKind::ClassKey, digest::lookup_key_id(class), digest);
        Ok(())
    }

    pub fn insert_data_key(&mut self, key: &DataKey) -> Result<(), StoreError> {
        self.execute(
            "INSERT INTO data_key (id, class, generation, sealed, audit_seq) VALUES (?1, ?2, ?3, ?4, ?5)",
            params![key.id, key.class, key.generation, key.sealed, self.sequence()],
        )?;
        self.record(RecordKind::DataKey, key.id, digest::data_key(key));
        Ok(())
    }
}
