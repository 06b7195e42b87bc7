//! Alerts: what was seen that should not be, until somebody has dealt with it.

use rusqlite::{Row, params};

use super::{Snapshot, StoreError, Tx, digest};
use crate::domain::audit::RecordKind;
use crate::domain::{Id, Micros};

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AlertRow {
    pub id: Id,
    pub at: Micros,
    /// What kind of sight, by a stable word.
    pub kind: String,
    pub subject: Option<Id>,
    /// A JSON object of ids and numbers; there is one alert for the same sight.
    pub about: String,
    /// Whether nobody has dealt with it yet.
    pub open: bool,
    pub handled_by: Option<Id>,
    pub handled_at: Option<Micros>,
    pub words: String,
}

pub(super) const ALERT: &str = "id, at, kind, subject, about, state = 'open', handled_by, handled_at, words, audit_seq";

pub(super) fn read_alert(row: &Row) -> rusqlite::Result<AlertRow> {
    Ok(AlertRow {
        id: row.get(0)?,
        at: row.get(1)?,
        kind: row.get(2)?,
        subject: row.get(3)?,
        about: row.get(4)?,
        open: row.get(5)?,
        handled_by: row.get(6)?,
        handled_at: row.get(7)?,
        words: row.get(8)?,
    })
}

impl Snapshot<'_> {
    pub fn alert(&self, id: Id) -> Result<Option<AlertRow>, StoreError> {
        self.one(&format!("SELECT {ALERT} FROM alert WHERE id = ?1"), [id], read_alert)
    }

    /// Whether this sight has an alert already, open or closed.
    pub fn has_alert(&self, about: &str) -> Result<bool, StoreError> {
        Ok(self.one("SELECT 1 FROM alert WHERE about = ?1", [about], |_| Ok(()))?.is_some())
    }

    /// Newest first; all of them, or the open ones.
    pub fn alerts(&self, open_only: bool, most: usize) -> Result<Vec<AlertRow>, StoreError> {
        let within = if open_only { "WHERE state = 'open'" } else { "" };
        self.all(&format!("SELECT {ALERT} FROM alert {within} ORDER BY at DESC, id DESC LIMIT {most}"), [], read_alert)
    }
}

impl Tx<'_> {
    /// Stores an alert in place of the one with the same id, if there is one.
    pub fn put_alert(&mut self, alert: &AlertRow) -> Result<(), StoreError> {
        self.execute(
            "INSERT INTO alert (id, at, kind, subject, about, state, handled_by, handled_at, words, audit_seq)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)
             ON CONFLICT (id) DO UPDATE SET state = excluded.state, handled_by = excluded.handled_by,
               handled_at = excluded.handled_at, words = excluded.words, audit_seq = excluded.audit_seq",
            params![
                alert.id,
                alert.at,
                alert.kind,
                alert.subject,
                alert.about,
                if alert.open { "open" } else { "closed" },
                alert.handled_by,
                alert.handled_at,
                alert.words,
                self.sequence()
            ],
        )?;
        self.record(RecordKind::Alert, alert.id, digest::alert(alert));
        Ok(())
    }
}
