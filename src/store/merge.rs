//! What belongs to a customer and goes with it into another one, when two are made one.

use rusqlite::params;

use super::{Snapshot, StoreError, Tx};
use crate::domain::Id;
use crate::domain::audit::RecordKind;

/// The tables whose rows follow a customer, each with `id`, `customer` and `audit_seq`, and the kind of record that
/// their rows are: `present` must know it. One line for each.
const FOLLOWING: [(RecordKind, &str); 1] = [(RecordKind::Activity, "activity")];

/// A record that went from one customer to another.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Follower {
    pub kind: RecordKind,
    pub id: Id,
}

impl Snapshot<'_> {
    /// The tags of a customer, folded.
    pub fn tags_of(&self, customer: Id) -> Result<Vec<String>, StoreError> {
        self.all("SELECT tag FROM customer_tag WHERE customer = ?1 ORDER BY tag", [customer], |row| row.get(0))
    }
}

impl Tx<'_> {
    /// All that follows a customer is another one's from now on. Answers what it was.
    pub fn hand_over(&mut self, from: Id, to: Id) -> Result<Vec<Follower>, StoreError> {
        let mut all = Vec::new();
        for (kind, table) in FOLLOWING {
            let sql = format!("SELECT id FROM {table} WHERE customer = ?1");
            let ids: Vec<Id> = self.all(&sql, [from], |row| row.get(0))?;
            all.extend(ids.into_iter().map(|id| Follower { kind, id }));
        }
        self.hand(&all, from, to)
    }

    /// These are another customer's from now on, as far as they are still there and `from`'s. Answers which.
    pub fn hand(&mut self, followers: &[Follower], from: Id, to: Id) -> Result<Vec<Follower>, StoreError> {
        let mut handed = Vec::with_capacity(followers.len());
        for follower in followers {
            let Some((_, table)) = FOLLOWING.iter().find(|(kind, _)| *kind == follower.kind) else { continue };
            let sql = format!("UPDATE {table} SET customer = ?2, audit_seq = ?4 WHERE id = ?1 AND customer = ?3");
            if self.execute(&sql, params![follower.id, to, from, self.sequence()])? > 0 {
                let (_, digest) = self.present(follower.kind, follower.id)?.ok_or(StoreError::Missing)?;
                self.record(follower.kind, follower.id, digest);
                handed.push(*follower);
            }
        }
        self.follow_activity(from)?;
        self.follow_activity(to)?;
        Ok(handed)
    }

    /// A customer has these tags more.
    pub fn add_tags(&mut self, customer: Id, tags: &[String]) -> Result<(), StoreError> {
        for tag in tags {
            let sql = "INSERT OR IGNORE INTO customer_tag (tag, customer) VALUES (?1, ?2)";
            self.execute(sql, params![tag, customer])?;
        }
        Ok(())
    }

    /// A customer has these tags no more.
    pub fn drop_tags(&mut self, customer: Id, tags: &[String]) -> Result<(), StoreError> {
        for tag in tags {
            self.execute("DELETE FROM customer_tag WHERE tag = ?1 AND customer = ?2", params![tag, customer])?;
        }
        Ok(())
    }
}
