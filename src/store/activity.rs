//! The timeline of a customer.

use rusqlite::{Row, params};

use super::{Snapshot, StoreError, Tx, digest};
use crate::domain::audit::RecordKind;
use crate::domain::{Activity, Id, Micros};

pub(super) const ACTIVITY: &str = "id, customer, kind, member, at, text, audit_seq";

pub(super) fn read_activity(row: &Row) -> rusqlite::Result<Activity> {
    Ok(Activity {
        id: row.get(0)?,
        customer: row.get(1)?,
        kind: row.get(2)?,
        member: row.get(3)?,
        at: row.get(4)?,
        text: row.get(5)?,
    })
}

impl Snapshot<'_> {
    pub fn activity(&self, id: Id) -> Result<Option<Activity>, StoreError> {
        self.one(&format!("SELECT {ACTIVITY} FROM activity WHERE id = ?1"), [id], read_activity)
    }

    /// What happened with a customer, newest first, from before a place in that order.
    pub fn timeline(
        &self,
        customer: Id,
        before: Option<(Micros, Id)>,
        limit: usize,
    ) -> Result<Vec<Activity>, StoreError> {
        let (at, id) = before.unwrap_or((Micros(i64::MAX), Id([0xFF; 16])));
        self.all(
            &format!(
                "SELECT {ACTIVITY} FROM activity WHERE customer = ?1 AND (at, id) < (?2, ?3)
                 ORDER BY at DESC, id DESC LIMIT ?4"
            ),
            params![customer, at, id, limit as i64],
            read_activity,
        )
    }
}

impl Tx<'_> {
    pub fn insert_activity(&mut self, activity: &Activity) -> Result<(), StoreError> {
        self.execute(
            "INSERT INTO activity (id, customer, kind, member, at, text, audit_seq) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
            params![
                activity.id,
                activity.customer,
                activity.kind,
                activity.member,
                activity.at,
                activity.text,
                self.sequence()
            ],
        )?;
        self.record(RecordKind::Activity, activity.id, digest::activity(activity));
        self.follow_activity(activity.customer)
    }

    pub fn delete_activity(&mut self, id: Id) -> Result<(), StoreError> {
        let customer = self.activity(id)?.ok_or(StoreError::Missing)?.customer;
        self.change_one("DELETE FROM activity WHERE id = ?1", [id])?;
        self.record(RecordKind::Activity, id, digest::GONE);
        self.follow_activity(customer)
    }

    /// Keeps when something last happened with a customer in step with its timeline.
    pub(super) fn follow_activity(&self, customer: Id) -> Result<(), StoreError> {
        self.execute(
            "UPDATE customer SET last_activity = coalesce(
               (SELECT at FROM activity WHERE customer = ?1 ORDER BY at DESC LIMIT 1), 0) WHERE id = ?1",
            [customer],
        )?;
        Ok(())
    }

    /// Deletes all that happened with a customer.
    pub(super) fn delete_activities(&mut self, customer: Id) -> Result<(), StoreError> {
        let ids: Vec<Id> = self.all("SELECT id FROM activity WHERE customer = ?1", [customer], |row| row.get(0))?;
        for id in ids {
            self.delete_activity(id)?;
        }
        Ok(())
    }
}
