//! Members: invited, given rights, reset, suspended, removed; their sessions ended.

use super::super::super::Desk;
use super::super::super::api::{GrantDraft, Managed, Problem};
use super::super::super::rights::Act;
use crate::domain::Id;
use crate::policy::Operation;

impl Desk {
    pub(super) fn invite(&mut self, _name: &str, _grant: &GrantDraft) -> Result<Managed, Problem> {
        Err(Problem::NoSession)
    }

    pub(super) fn reset(&mut self, _member: Id) -> Result<Managed, Problem> {
        Err(Problem::NoSession)
    }

    pub(super) fn grant(&mut self, _member: Id, _grant: &GrantDraft, _temporary: bool) -> Result<Managed, Problem> {
        Err(Problem::NoSession)
    }

    pub(super) fn give_keys(&mut self, _member: Id) -> Result<Managed, Problem> {
        Err(Problem::NoSession)
    }

    pub(super) fn end_session(&mut self, _session: Id) -> Result<Managed, Problem> {
        Err(Problem::NoSession)
    }

    /// An act on a member that needs nothing more than the right to manage it.
    pub(super) fn on_member(&mut self, member: Id, act: Act) -> Result<Managed, Problem> {
        let target = self.member_target(member)?;
        self.permit_grave(Operation::ManageMembers, target)?;
        self.decide(Operation::ManageMembers, target, act)
    }
}
