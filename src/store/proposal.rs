//! Decisions that wait for a second person, as the first one signed them.

use rusqlite::{Row, params};

use super::{Snapshot, StoreError, Tx, digest};
use crate::domain::audit::RecordKind;
use crate::domain::{Id, Micros};

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ProposalState {
    Open,
    Done,
    Denied,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ProposalRow {
    pub id: Id,
    /// Who proposed it.
    pub member: Id,
    pub at: Micros,
    pub until: Micros,
    /// JSON of the desk's.
    pub act: String,
    pub signature: Vec<u8>,
    pub state: ProposalState,
    pub decided_by: Option<Id>,
    pub decided_at: Option<Micros>,
}

pub(super) const PROPOSAL: &str = "id, member, at, until, act, signature, state, decided_by, decided_at, audit_seq";

pub(super) fn read_proposal(row: &Row) -> rusqlite::Result<ProposalRow> {
    Ok(ProposalRow {
        id: row.get(0)?,
        member: row.get(1)?,
        at: row.get(2)?,
        until: row.get(3)?,
        act: row.get(4)?,
        signature: row.get(5)?,
        state: row.get(6)?,
        decided_by: row.get(7)?,
        decided_at: row.get(8)?,
    })
}

impl Snapshot<'_> {
    pub fn proposal(&self, id: Id) -> Result<Option<ProposalRow>, StoreError> {
        self.one(&format!("SELECT {PROPOSAL} FROM proposal WHERE id = ?1"), [id], read_proposal)
    }

    /// Those that still wait, oldest first.
    pub fn open_proposals(&self, now: Micros) -> Result<Vec<ProposalRow>, StoreError> {
        let sql = format!("SELECT {PROPOSAL} FROM proposal WHERE state = 'open' AND until > ?1 ORDER BY at, id");
        self.all(&sql, [now], read_proposal)
    }
}

impl Tx<'_> {
    /// Stores a proposal in place of the one with the same id, if there is one.
    pub fn put_proposal(&mut self, proposal: &ProposalRow) -> Result<(), StoreError> {
        self.execute(
            "INSERT INTO proposal (id, member, at, until, act, signature, state, decided_by, decided_at, audit_seq)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)
             ON CONFLICT (id) DO UPDATE SET state = excluded.state, decided_by = excluded.decided_by,
               decided_at = excluded.decided_at, audit_seq = excluded.audit_seq",
            params![
                proposal.id,
                proposal.member,
                proposal.at,
                proposal.until,
                proposal.act,
                proposal.signature,
                proposal.state,
                proposal.decided_by,
                proposal.decided_at,
                self.sequence()
            ],
        )?;
        self.record(RecordKind::Proposal, proposal.id, digest::proposal(proposal));
        Ok(())
    }
}
