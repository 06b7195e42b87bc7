//! A skilled forger: holds the file's key, knows the formats, and makes hashes, links and the tree anew.

use kin::domain::audit::{self, Entry};
use kin::domain::*;
use rusqlite::{Row, params};
use tlog_tiles::tlog::{Error, Hash, HashReader, record_hash, split_stored_hash_index, stored_hash_index};
use tlog_tiles::tlog::{stored_hash_count, stored_hashes_for_record_hash};

use crate::office::*;

/// How the forger signs: answers a new signature over an entry's hash, or leaves the old one.
pub type Sign<'a> = &'a dyn Fn(Option<Id>, &[u8; 32]) -> Option<[u8; 64]>;

struct Nodes(Vec<Hash>);

impl HashReader for Nodes {
    fn read_hashes(&self, places: &[u64]) -> Result<Vec<Hash>, Error> {
        Ok(places.iter().map(|place| self.0[*place as usize]).collect())
    }
}

/// Makes the log consistent again from this entry on, and the tree as a whole.
pub fn rewrite(office: &Office, from: i64, sign: Sign<'_>) {
    let conn = office.dishonest();
    let mut previous: [u8; 32] = conn
        .query_row("SELECT hash FROM audit_log WHERE sequence = ?1 - 1", [from], |row| row.get(0))
        .unwrap_or_default();
    let sql = "SELECT sequence, at, member, session, origin, action, subject, outcome, reason, details, changes
               FROM audit_log WHERE sequence >= ?1 ORDER BY sequence";
    let entries: Vec<(i64, Entry, [u8; 32])> =
        conn.prepare(sql).expect("sql").query_map([from], read).expect("rows").map(Result::unwrap).collect();
    for (sequence, entry, changes) in entries {
        let hash = audit::entry_hash(sequence, &entry, &changes, &previous);
        let update =
            "UPDATE audit_log SET hash = ?2, previous = ?3, signature = coalesce(?4, signature) WHERE sequence = ?1";
        let signature = sign(entry.member, &hash).map(|signature| signature.to_vec());
        conn.execute(update, params![sequence, hash, previous, signature]).expect("rewritten");
        previous = hash;
    }
    conn.execute("DELETE FROM audit_node", []).expect("emptied");
    let hashes: Vec<[u8; 32]> = conn
        .prepare("SELECT hash FROM audit_log ORDER BY sequence")
        .expect("sql")
        .query_map([], |row| row.get(0))
        .expect("rows")
        .map(Result::unwrap)
        .collect();
    let mut nodes = Nodes(Vec::new());
    for (n, hash) in hashes.iter().enumerate() {
        let made = stored_hashes_for_record_hash(n as u64, record_hash(hash), &nodes).expect("a tree");
        assert_eq!(nodes.0.len() as u64, stored_hash_index(0, n as u64));
        nodes.0.extend(made);
    }
    assert_eq!(nodes.0.len() as u64, stored_hash_count(hashes.len() as u64));
    for (place, hash) in nodes.0.iter().enumerate() {
        if split_stored_hash_index(place as u64).0 > 0 {
            conn.execute("INSERT INTO audit_node VALUES (?1, ?2)", params![place as i64, hash.0]).expect("a node");
        }
    }
}

fn read(row: &Row) -> rusqlite::Result<(i64, Entry, [u8; 32])> {
    let id = |column| row.get::<_, Option<[u8; 16]>>(column).map(|id| id.map(Id));
    let entry = Entry {
        at: Micros(row.get(1)?),
        member: id(2)?,
        session: id(3)?,
        origin: row.get(4)?,
        action: Action::from_name(&row.get::<_, String>(5)?).expect("an action"),
        subject: id(6)?,
        outcome: Outcome::from_name(&row.get::<_, String>(7)?).expect("an outcome"),
        reason: row.get(8)?,
        details: row.get(9)?,
    };
    Ok((row.get(0)?, entry, row.get(10)?))
}
