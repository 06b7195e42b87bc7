//! The office's own fields: part of its policy, each added or changed by itself.

use super::super::super::Desk;
use super::super::super::api::{Managed, Problem};
use super::super::super::rights::Act;
use super::Decision;
use crate::domain::{OwnField, Policy};
use crate::policy::{Operation, Target};

impl Desk {
    /// Adds a field, or changes the one of the same key; what it is made of stays as long as it is there.
    pub(super) fn set_own_field(&mut self, field: OwnField) -> Result<Managed, Problem> {
        self.permit_grave(Operation::ManagePolicy, Target::Office)?;
        let mut policy = Policy::clone(self.rights.policy());
        let field = field
            .checked(&policy.own_fields)
            .map_err(|(part, unfit)| Problem::Invalid { field: part.to_owned(), unfit })?;
        match policy.own_fields.iter_mut().find(|known| known.key == field.key) {
            Some(known) => *known = field,
            None => policy.own_fields.push(field),
        }
        self.decide(Decision::new(Operation::ManagePolicy, Target::Office, Act::Policy(Box::new(policy))))
    }
}
