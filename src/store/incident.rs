//! Incidents and the lines of their timelines.

use rusqlite::{Row, params};

use super::activity::{ids, joined};
use super::{Snapshot, StoreError, Tx, digest};
use crate::domain::audit::RecordKind;
use crate::domain::{Id, Incident, IncidentEvent, Micros};

pub(super) const INCIDENT: &str = "id, playbook, words, drill, jurisdiction, started_at, started_by, aware_at, since, until, \
     members, told_at, closed_at, audit_seq, closed_by";
pub(super) const EVENT: &str = "id, incident, at, by, kind, step, act, member, words, audit_seq";

pub(super) fn read_incident(row: &Row) -> rusqlite::Result<Incident> {
    Ok(Incident {
        id: row.get(0)?,
        playbook: row.get(1)?,
        words: row.get(2)?,
        drill: row.get(3)?,
        jurisdiction: row.get(4)?,
        started_at: row.get(5)?,
        started_by: row.get(6)?,
        aware_at: row.get(7)?,
        since: row.get(8)?,
        until: row.get(9)?,
        members: ids(row.get_ref(10)?.as_blob().map_err(rusqlite::Error::from)?),
        told_at: row.get(11)?,
        closed_at: row.get(12)?,
        closed_by: row.get(14)?,
    })
}

pub(super) fn read_event(row: &Row) -> rusqlite::Result<IncidentEvent> {
    Ok(IncidentEvent {
        id: row.get(0)?,
        incident: row.get(1)?,
        at: row.get(2)?,
        by: row.get(3)?,
        kind: row.get(4)?,
        step: row.get(5)?,
        act: row.get(6)?,
        member: row.get(7)?,
        words: row.get(8)?,
    })
}

impl Snapshot<'_> {
    pub fn incident(&self, id: Id) -> Result<Option<Incident>, StoreError> {
        self.one(&format!("SELECT {INCIDENT} FROM incident WHERE id = ?1"), [id], read_incident)
    }

    /// Newest first, those that started before this one; `None`: from the newest on.
    pub fn incidents(&self, before: Option<(Micros, Id)>, most: usize) -> Result<Vec<Incident>, StoreError> {
        let (at, id) = before.unwrap_or((Micros(i64::MAX), Id([0xff; 16])));
        let sql = format!(
            "SELECT {INCIDENT} FROM incident WHERE (started_at, id) < (?1, ?2)
             ORDER BY started_at DESC, id DESC LIMIT {most}"
        );
        self.all(&sql, params![at, id], read_incident)
    }

    /// The timeline of an incident in its order.
    pub fn incident_events(&self, incident: Id) -> Result<Vec<IncidentEvent>, StoreError> {
        let sql = format!("SELECT {EVENT} FROM incident_event WHERE incident = ?1 ORDER BY at, id");
        self.all(&sql, [incident], read_event)
    }
}

impl Tx<'_> {
    /// Stores an incident in place of the one with the same id, if there is one. When and by whom it was started, by
    /// which playbook and whether it is a drill stays.
    pub fn put_incident(&mut self, incident: &Incident) -> Result<(), StoreError> {
        self.execute(
            "INSERT INTO incident (id, playbook, words, drill, jurisdiction, started_at, started_by, aware_at, since,
               until, members, told_at, closed_at, closed_by, audit_seq)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15)
             ON CONFLICT (id) DO UPDATE SET words = excluded.words, jurisdiction = excluded.jurisdiction,
               aware_at = excluded.aware_at, since = excluded.since, until = excluded.until,
               members = excluded.members, told_at = excluded.told_at, closed_at = excluded.closed_at,
               closed_by = excluded.closed_by, audit_seq = excluded.audit_seq",
            params![
                incident.id,
                incident.playbook,
                incident.words,
                incident.drill,
                incident.jurisdiction,
                incident.started_at,
                incident.started_by,
                incident.aware_at,
                incident.since,
                incident.until,
                joined(&incident.members),
                incident.told_at,
                incident.closed_at,
                incident.closed_by,
                self.sequence()
            ],
        )?;
        self.record(RecordKind::Incident, incident.id, digest::incident(incident));
        Ok(())
    }

    pub fn insert_incident_event(&mut self, event: &IncidentEvent) -> Result<(), StoreError> {
        self.execute(
            "INSERT INTO incident_event (id, incident, at, by, kind, step, act, member, words, audit_seq)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)",
            params![
                event.id,
                event.incident,
                event.at,
                event.by,
                event.kind,
                event.step,
                event.act,
                event.member,
                event.words,
                self.sequence()
            ],
        )?;
        self.record(RecordKind::IncidentEvent, event.id, digest::incident_event(event));
        Ok(())
    }
}
