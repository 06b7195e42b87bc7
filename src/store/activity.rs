//! The timeline of a customer: its lines, and what they were before they were changed.

use rusqlite::{Row, params};

use super::{Snapshot, StoreError, Tx, digest};
use crate::domain::audit::RecordKind;
use crate::domain::{Activity, ActivityKind, Id, Micros, NoteVersion};

pub(super) const ACTIVITY: &str = "id, customer, kind, member, at, text, audit_seq, direction, outcome, minutes, \
     next_step, next_at, edited_at, edited_by, version, ticket, mentions";

pub(super) fn read_activity(row: &Row) -> rusqlite::Result<Activity> {
    Ok(Activity {
        id: row.get(0)?,
        customer: row.get(1)?,
        kind: row.get(2)?,
        member: row.get(3)?,
        at: row.get(4)?,
        text: row.get(5)?,
        direction: row.get(7)?,
        outcome: row.get(8)?,
        minutes: row.get(9)?,
        next_step: row.get(10)?,
        next_at: row.get(11)?,
        edited_at: row.get(12)?,
        edited_by: row.get(13)?,
        version: row.get(14)?,
        ticket: row.get(15)?,
        mentions: ids(row.get_ref(16)?.as_blob().map_err(rusqlite::Error::from)?),
    })
}

/// Ids that stand one behind the other. A rest that is none is not what was written: the digest tells it.
pub(super) fn ids(bytes: &[u8]) -> Vec<Id> {
    bytes.as_chunks::<16>().0.iter().copied().map(Id).collect()
}

pub(super) fn joined(ids: &[Id]) -> Vec<u8> {
    ids.iter().flat_map(|id| id.0).collect()
}

pub(super) const NOTE_VERSION: &str =
    "id, activity, version, at, member, kind, direction, outcome, minutes, next_step, next_at, text, audit_seq";

pub(super) fn read_note_version(row: &Row) -> rusqlite::Result<NoteVersion> {
    Ok(NoteVersion {
        id: row.get(0)?,
        activity: row.get(1)?,
        version: row.get(2)?,
        at: row.get(3)?,
        member: row.get(4)?,
        kind: row.get(5)?,
        direction: row.get(6)?,
        outcome: row.get(7)?,
        minutes: row.get(8)?,
        next_step: row.get(9)?,
        next_at: row.get(10)?,
        text: row.get(11)?,
    })
}

impl Snapshot<'_> {
    pub fn activity(&self, id: Id) -> Result<Option<Activity>, StoreError> {
        self.one(&format!("SELECT {ACTIVITY} FROM activity WHERE id = ?1"), [id], read_activity)
    }

    /// What happened with a customer, newest first, from before a place in that order; all of it, or of one kind.
    pub fn timeline(
        &self,
        customer: Id,
        kind: Option<ActivityKind>,
        before: Option<(Micros, Id)>,
        limit: usize,
    ) -> Result<Vec<Activity>, StoreError> {
        let (at, id) = before.unwrap_or((Micros(i64::MAX), Id([0xFF; 16])));
        self.all(
            &format!(
                "SELECT {ACTIVITY} FROM activity
                 WHERE customer = ?1 AND (at, id) < (?2, ?3) AND (?5 IS NULL OR kind = ?5)
                 ORDER BY at DESC, id DESC LIMIT ?4"
            ),
            params![customer, at, id, limit as i64, kind],
            read_activity,
        )
    }

    /// What a line was before it was changed, the first one first.
    pub fn note_versions(&self, activity: Id) -> Result<Vec<NoteVersion>, StoreError> {
        let sql = format!("SELECT {NOTE_VERSION} FROM note_version WHERE activity = ?1 ORDER BY version");
        self.all(&sql, [activity], read_note_version)
    }
}

impl Tx<'_> {
    pub fn insert_activity(&mut self, activity: &Activity) -> Result<(), StoreError> {
        self.execute(
            "INSERT INTO activity (id, customer, kind, member, at, text, audit_seq, direction, outcome, minutes,
               next_step, next_at, edited_at, edited_by, version, ticket, mentions)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17)",
            params![
                activity.id,
                activity.customer,
                activity.kind,
                activity.member,
                activity.at,
                activity.text,
                self.sequence(),
                activity.direction,
                activity.outcome,
                activity.minutes,
                activity.next_step,
                activity.next_at,
                activity.edited_at,
                activity.edited_by,
                activity.version,
                activity.ticket,
                joined(&activity.mentions)
            ],
        )?;
        self.set_mentions(activity)?;
        self.record(RecordKind::Activity, activity.id, digest::activity(activity));
        self.follow_activity(activity.customer)
    }

    /// Stores an edit of the version that the caller has read, and keeps what stood there under the id `kept`; answers
    /// the new version. `StoreError::NoteConflict` when the stored version is another one.
    pub fn update_activity(&mut self, activity: &Activity, kept: Id) -> Result<i64, StoreError> {
        let stored = self.activity(activity.id)?.ok_or(StoreError::Missing)?;
        if stored.version != activity.version {
            return Err(StoreError::NoteConflict { current: Box::new(stored) });
        }
        self.insert_note_version(&stored.as_version(kept))?;
        let activity = Activity { version: stored.version + 1, ..activity.clone() };
        self.change_one(
            "UPDATE activity SET kind = ?2, text = ?3, audit_seq = ?4, direction = ?5, outcome = ?6, minutes = ?7,
               next_step = ?8, next_at = ?9, edited_at = ?10, edited_by = ?11, version = ?12, ticket = ?13,
               mentions = ?14
             WHERE id = ?1",
            params![
                activity.id,
                activity.kind,
                activity.text,
                self.sequence(),
                activity.direction,
                activity.outcome,
                activity.minutes,
                activity.next_step,
                activity.next_at,
                activity.edited_at,
                activity.edited_by,
                activity.version,
                activity.ticket,
                joined(&activity.mentions)
            ],
        )?;
        self.set_mentions(&activity)?;
        let written = self.activity(activity.id)?.ok_or(StoreError::Missing)?;
        self.record(RecordKind::Activity, written.id, digest::activity(&written));
        Ok(written.version)
    }

    /// Deletes a line with what it was before.
    pub fn delete_activity(&mut self, id: Id) -> Result<(), StoreError> {
        let customer = self.activity(id)?.ok_or(StoreError::Missing)?.customer;
        for version in self.note_versions(id)? {
            self.change_one("DELETE FROM note_version WHERE id = ?1", [version.id])?;
            self.record(RecordKind::NoteVersion, version.id, digest::GONE);
        }
        self.execute("DELETE FROM mention WHERE activity = ?1", [id])?;
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

    pub fn insert_note_version(&mut self, version: &NoteVersion) -> Result<(), StoreError> {
        self.execute(
            "INSERT INTO note_version (id, activity, version, at, member, kind, direction, outcome, minutes, next_step,
               next_at, text, audit_seq)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13)",
            params![
                version.id,
                version.activity,
                version.version,
                version.at,
                version.member,
                version.kind,
                version.direction,
                version.outcome,
                version.minutes,
                version.next_step,
                version.next_at,
                version.text,
                self.sequence()
            ],
        )?;
        self.record(RecordKind::NoteVersion, version.id, digest::note_version(version));
        Ok(())
    }
}
