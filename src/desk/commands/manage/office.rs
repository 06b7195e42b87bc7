//! Roles, departments, policy, keys, reviews, alerts and requests: what is decided about them.

use super::super::super::Desk;
use super::super::super::api::{Managed, Problem};
use super::super::super::rights::Act;
use crate::domain::{Class, Id, Policy, RoleRights};
use crate::policy::{Operation, Target};

impl Desk {
    /// An act on the office that needs nothing more than the right to it.
    pub(super) fn on_office(&mut self, operation: Operation, act: Act) -> Result<Managed, Problem> {
        self.permit_grave(operation, Target::Office)?;
        self.decide(operation, Target::Office, act)
    }

    pub(super) fn propose(&mut self, _operation: Operation, _target: Target, _act: Act) -> Result<Managed, Problem> {
        Err(Problem::NoSession)
    }

    pub(super) fn second(&mut self, _proposal: Id, _approve: bool) -> Result<Managed, Problem> {
        Err(Problem::NoSession)
    }

    pub(super) fn save_role(
        &mut self,
        _role: Option<Id>,
        _name: &str,
        _rights: RoleRights,
    ) -> Result<Managed, Problem> {
        Err(Problem::NoSession)
    }

    pub(super) fn save_department(
        &mut self,
        _id: Option<Id>,
        _name: &str,
        _parent: Option<Id>,
    ) -> Result<Managed, Problem> {
        Err(Problem::NoSession)
    }

    pub(super) fn remove_department(&mut self, _department: Id) -> Result<Managed, Problem> {
        Err(Problem::NoSession)
    }

    pub(super) fn set_policy(&mut self, _policy: Policy) -> Result<Managed, Problem> {
        Err(Problem::NoSession)
    }

    pub(super) fn rotate_keys(&mut self, _class: Class) -> Result<Managed, Problem> {
        Err(Problem::NoSession)
    }

    pub(super) fn sign_review(&mut self, _words: &str) -> Result<Managed, Problem> {
        Err(Problem::NoSession)
    }

    pub(super) fn close_alert(&mut self, _alert: Id, _words: &str) -> Result<Managed, Problem> {
        Err(Problem::NoSession)
    }

    pub(super) fn decide_request(&mut self, _request: Id, _approve: bool, _words: &str) -> Result<Managed, Problem> {
        Err(Problem::NoSession)
    }
}
