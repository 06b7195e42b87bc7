//! What belongs to a customer and goes with it into another one, when two are made one.

use rusqlite::params;

use super::{StoreError, Tx};
use crate::domain::Id;
use crate::domain::audit::RecordKind;

/// The kinds of records that follow a customer, the table of each, its column of ids and the one that names the
/// customer. `present` must know the kind.
const FOLLOWING: [(RecordKind, &str, &str, &str); 4] = [
    (RecordKind::Activity, "activity", "id", "customer"),
    (RecordKind::Ticket, "ticket", "id", "customer"),
    (RecordKind::Task, "task", "id", "customer"),
    // Those who work for the company.
    (RecordKind::CustomerMore, "customer_more", "customer", "employer"),
];

/// A record that went from one customer to another.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Follower {
    pub kind: RecordKind,
    pub id: Id,
}

impl Tx<'_> {
    /// All that follows a customer is another one's from now on. Answers what it was.
    pub fn hand_over(&mut self, from: Id, to: Id) -> Result<Vec<Follower>, StoreError> {
        let mut all = Vec::new();
        for (kind, table, id, customer) in FOLLOWING {
            let sql = format!("SELECT {id} FROM {table} WHERE {customer} = ?1");
            let ids: Vec<Id> = self.all(&sql, [from], |row| row.get(0))?;
            all.extend(ids.into_iter().map(|id| Follower { kind, id }));
        }
        self.hand(&all, from, to)
    }

    /// These are another customer's from now on, as far as they are still there and `from`'s. Answers which.
    pub fn hand(&mut self, followers: &[Follower], from: Id, to: Id) -> Result<Vec<Follower>, StoreError> {
        let mut handed = Vec::with_capacity(followers.len());
        for follower in followers {
            let known = FOLLOWING.iter().find(|(kind, ..)| *kind == follower.kind);
            let Some((_, table, id, customer)) = known else { continue };
            let sql = format!("UPDATE {table} SET {customer} = ?2, audit_seq = ?4 WHERE {id} = ?1 AND {customer} = ?3");
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
}
