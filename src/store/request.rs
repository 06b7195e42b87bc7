//! Requests to reveal or export more than a role or a quota allows, and what was decided.

use rusqlite::{Row, params};

use super::{Snapshot, StoreError, Tx, digest};
use crate::domain::audit::RecordKind;
use crate::domain::{Field, Id, Micros};

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RequestKind {
    Reveal,
    Export,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RequestState {
    Open,
    Approved,
    Denied,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RequestRow {
    pub id: Id,
    pub kind: RequestKind,
    pub member: Id,
    pub customer: Option<Id>,
    pub field: Option<Field>,
    pub reason: String,
    pub at: Micros,
    pub state: RequestState,
    pub decided_by: Option<Id>,
    pub decided_at: Option<Micros>,
    /// The word that came with the decision.
    pub words: String,
    /// Until when an approval lasts.
    pub until: Option<Micros>,
    /// The value sealed to the member who asked, where it holds no key of the class.
    pub sealed: Option<Vec<u8>>,
}

pub(super) const REQUEST: &str = "id, kind, member, customer, field, reason, at, state, decided_by, decided_at, words, \
     until, sealed, audit_seq";

pub(super) fn read_request(row: &Row) -> rusqlite::Result<RequestRow> {
    Ok(RequestRow {
        id: row.get(0)?,
        kind: row.get(1)?,
        member: row.get(2)?,
        customer: row.get(3)?,
        field: row.get(4)?,
        reason: row.get(5)?,
        at: row.get(6)?,
        state: row.get(7)?,
        decided_by: row.get(8)?,
        decided_at: row.get(9)?,
        words: row.get(10)?,
        until: row.get(11)?,
        sealed: row.get(12)?,
    })
}

impl Snapshot<'_> {
    pub fn request(&self, id: Id) -> Result<Option<RequestRow>, StoreError> {
        self.one(&format!("SELECT {REQUEST} FROM request WHERE id = ?1"), [id], read_request)
    }

    /// Those in a state, oldest first, not older than `since`.
    pub fn requests(&self, state: RequestState, since: Micros, most: usize) -> Result<Vec<RequestRow>, StoreError> {
        let sql = format!("SELECT {REQUEST} FROM request WHERE state = ?1 AND at >= ?2 ORDER BY at, id LIMIT {most}");
        self.all(&sql, params![state, since], read_request)
    }

    /// A member's own, newest first, not older than `since`.
    pub fn requests_of(&self, member: Id, since: Micros, most: usize) -> Result<Vec<RequestRow>, StoreError> {
        let sql = format!(
            "SELECT {REQUEST} FROM request WHERE member = ?1 AND at >= ?2 ORDER BY at DESC, id DESC LIMIT {most}"
        );
        self.all(&sql, params![member, since], read_request)
    }
}

impl Tx<'_> {
    /// Stores a request in place of the one with the same id, if there is one.
    pub fn put_request(&mut self, request: &RequestRow) -> Result<(), StoreError> {
        self.execute(
            "INSERT INTO request (id, kind, member, customer, field, reason, at, state, decided_by, decided_at, words,
               until, sealed, audit_seq)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14)
             ON CONFLICT (id) DO UPDATE SET state = excluded.state, decided_by = excluded.decided_by,
               decided_at = excluded.decided_at, words = excluded.words, until = excluded.until,
               sealed = excluded.sealed, audit_seq = excluded.audit_seq",
            params![
                request.id,
                request.kind,
                request.member,
                request.customer,
                request.field,
                request.reason,
                request.at,
                request.state,
                request.decided_by,
                request.decided_at,
                request.words,
                request.until,
                request.sealed,
                self.sequence()
            ],
        )?;
        self.record(RecordKind::Request, request.id, digest::request(request));
        Ok(())
    }
}
