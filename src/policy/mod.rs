//! Who may do what: one table, one judge. No IO.
//!
//! A [`Permit`] can only be made by [`judge`], and carries the actor, the operation and the
//! target it was judged for, so that a check for one record can't be used for another.

mod operation;
mod table;
#[cfg(test)]
mod tests;

use std::sync::Arc;

use crate::domain::{AnyField, Class, EditManner, Field, FieldRight, Id, Policy, Role, RoleRights, Scope, ShareLevel};

pub use operation::Operation;
pub use table::{built_in, classes_of};

/// Who acts, as verified grants say.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Actor {
    pub member: Id,
    pub role: Role,
    /// What the role allows.
    pub rights: Arc<RoleRights>,
    pub department: Id,
    /// The department and all below it.
    pub departments: Vec<Id>,
    /// A grant may narrow what the role reaches, never widen it.
    pub limit: Scope,
    /// Classes whose private key the member's grant gives.
    pub classes: Vec<Class>,
    /// Classes whose lookup key the member's grant gives.
    pub lookups: Vec<Class>,
    /// The office's rules beside the roles.
    pub policy: Arc<Policy>,
    /// Fields of customers that somebody with the right to it has let this member see for a while.
    pub approved: Vec<(Id, Field)>,
}

/// What is acted on, with the facts that rights depend on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Target {
    /// The office as a whole: lists, the log, an import.
    Office,
    /// One customer, or an import or a view (owner: who made it), or a member (owner: itself).
    Record { id: Id, owner: Option<Id>, department: Id, private: bool, shared: Option<ShareLevel> },
}

impl Target {
    /// A record that is not private and shared with nobody.
    pub const fn record(id: Id, owner: Option<Id>, department: Id) -> Self {
        Self::Record { id, owner, department, private: false, shared: None }
    }
}

/// Proof that the judge allowed this actor this operation on this target.
#[derive(Debug)]
pub struct Permit {
    actor: Id,
    operation: Operation,
    target: Target,
    scope: Scope,
}

impl Permit {
    pub const fn actor(&self) -> Id {
        self.actor
    }

    pub const fn operation(&self) -> Operation {
        self.operation
    }

    pub const fn target(&self) -> Target {
        self.target
    }

    /// How far the right reaches: put into the query.
    pub const fn scope(&self) -> Scope {
        self.scope
    }

    pub const fn subject(&self) -> Option<Id> {
        match self.target {
            Target::Office => None,
            Target::Record { id, .. } => Some(id),
        }
    }
}

/// Why it was refused. A record out of scope reads as "not there", so that refusals tell nothing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Denied {
    pub operation: Operation,
    pub target: Target,
    pub out_of_scope: bool,
}

/// How far the role reaches with an operation, whoever looks after the record and whatever keys are held.
pub fn reach(rights: &RoleRights, operation: Operation) -> Option<Scope> {
    let plain = |operation: Operation| rights.operations.get(operation.key()).copied();
    let seen = |field, least| {
        let scope = plain(Operation::ViewCustomer);
        scope.filter(|_| rights.field(field).view >= least)
    };
    match operation {
        Operation::ViewField(field) => seen(field, FieldRight::Masked),
        Operation::Check(field) => seen(field, FieldRight::Lookup).filter(|_| field.has_token()),
        Operation::Reveal(field) => seen(field, FieldRight::RevealWithReason),
        Operation::Copy(field) => seen(field, FieldRight::RevealWithReason).filter(|_| rights.field(field).copy),
        // The field's manner counts too, and needs the record.
        Operation::EditField(_) => plain(Operation::EditCustomer),
        operation => plain(operation),
    }
}

/// The scope of the actor's right to an operation, or none: role, narrowed by the grant, and the keys held.
pub fn scope_of(actor: &Actor, operation: Operation) -> Option<Scope> {
    let scope = reach(&actor.rights, operation)?.min(actor.limit);
    let holds = match operation {
        Operation::Reveal(field) | Operation::Copy(field) => actor.classes.contains(&field.class()),
        Operation::Check(field) => actor.lookups.contains(&field.class()),
        Operation::LookupCustomer => !actor.lookups.is_empty(),
        // Possible for somebody's customers at least; which ones depends on the manner.
        Operation::EditField(field) => permitted(actor, field) || actor.policy.manner(field) != EditManner::Permitted,
        _ => true,
    };
    holds.then_some(scope)
}

/// Whether the role allows to edit the field.
fn permitted(actor: &Actor, field: AnyField) -> bool {
    match field {
        AnyField::Sealed(field) => actor.rights.field(field).edit,
        AnyField::Plain(_) => true,
    }
}

/// Whether a value may be seen without giving a reason.
pub fn needs_reason(actor: &Actor, field: Field) -> bool {
    actor.rights.field(field).view < FieldRight::Reveal
}

/// The one judge.
pub fn judge(actor: &Actor, operation: Operation, target: Target) -> Result<Permit, Denied> {
    let denied = |out_of_scope| Denied { operation, target, out_of_scope };
    if let (Operation::Reveal(field), Target::Record { id, .. }) = (operation, target)
        && actor.approved.contains(&(id, field))
    {
        // Whoever may open the customer at all.
        let seen = judge(actor, Operation::ViewCustomer, target)?;
        return Ok(Permit { operation, ..seen });
    }
    let scope = scope_of(actor, operation).ok_or_else(|| denied(false))?;
    if let Target::Record { owner, department, private, shared, .. } = target {
        let mine = owner == Some(actor.member);
        let covered = match scope {
            Scope::All => true,
            Scope::Department => actor.departments.contains(&department) && (mine || !private),
            Scope::Own => mine,
        };
        let by_share = match shared {
            None => false,
            Some(ShareLevel::View) => operation.by_share() && !operation.changes_customer(),
            Some(ShareLevel::Edit) => operation.by_share(),
        };
        if !covered && !by_share {
            // Who may see it may be told that it is there.
            return Err(denied(shared.is_none()));
        }
        if let Operation::EditField(field) = operation {
            let allowed = match actor.policy.manner(field) {
                EditManner::Permitted => permitted(actor, field),
                EditManner::OwnerAndPermitted => mine || permitted(actor, field),
                EditManner::OwnerOnly => mine,
            };
            if !allowed {
                return Err(denied(false));
            }
        }
    }
    Ok(Permit { actor: actor.member, operation, target, scope })
}

/// What of a definition is not for programs: what runs the office or changes much at once, and the keys of sealed
/// values, which a file on a disk would open for whoever copies it. Empty: all of it is.
pub fn not_for_programs(given: &RoleRights) -> Vec<String> {
    let held = Operation::plain().into_iter().filter(|operation| given.operations.contains_key(operation.key()));
    let operations = held.filter(|operation| !operation.is_for_programs()).map(|operation| operation.key().to_owned());
    let revealed = given.classes().into_iter().map(|class| format!("field.reveal of {}", class.name()));
    operations.chain(revealed).collect()
}

/// What of a definition its giver may not hand on: the powers that he does not hold so far himself. Empty: all is his
/// to give.
pub fn beyond(giver: &Actor, given: &RoleRights) -> Vec<&'static str> {
    Operation::plain()
        .into_iter()
        .filter(|operation| operation.is_power() && reach(given, *operation) > scope_of(giver, *operation))
        .map(Operation::key)
        .collect()
}
