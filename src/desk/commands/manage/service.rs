//! The office's rules for tickets: one part of its policy, set beside the others.

use super::super::super::Desk;
use super::super::super::api::{Managed, Problem};
use super::super::super::rights::Act;
use super::Decision;
use crate::domain::{Id, Policy, Service};
use crate::policy::{Operation, Target};

impl Desk {
    /// What was changed since `before` goes over what holds now, so that nothing is taken back that somebody else decided
    /// meanwhile.
    pub(super) fn set_service(&mut self, before: &Service, wanted: &Service) -> Result<Managed, Problem> {
        self.permit_grave(Operation::ManagePolicy, Target::Office)?;
        let policy = Policy::clone(self.rights.policy());
        let service = wanted.over(before, &policy.service).ok_or_else(|| {
            Problem::Refused("somebody else changed the same part meanwhile; look at it, and change it again".into())
        })?;
        let has_department = |id: Id| self.rights.departments().any(|(known, _)| known == id);
        let service = service.tidied(has_department).map_err(Problem::Refused)?;
        if service == policy.service {
            return Ok(Managed::Done);
        }
        let act = Act::Policy(Box::new(Policy { service, ..policy }));
        self.decide(Decision::new(Operation::ManagePolicy, Target::Office, act))
    }
}
