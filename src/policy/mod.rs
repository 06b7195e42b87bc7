//! Who may do what: one table, one judge. No IO.
//!
//! A [`Permit`] can only be made by [`judge`], and carries the actor, the operation and the
//! target it was judged for, so that a check for one record can't be used for another.

mod table;

use crate::domain::{Action, Class, Field, Id, Role, Scope};

pub use table::{initial_classes, reach};

/// One kind of act that needs a right.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Operation {
    ListCustomers,
    ViewCustomer,
    LookupCustomer,
    CreateCustomer,
    EditCustomer,
    /// One change to many customers; the right to edit each of them is needed too.
    BulkEdit,
    AddNote,
    Reveal(Field),
    /// A revealed value onto the clipboard; the right to reveal it is needed too.
    Copy(Field),
    Check(Field),
    /// Lets others use a saved view, or changes one that is shared.
    ShareView,
    ViewAccess,
    ViewLog,
    ExportLog,
    Import,
    RevertImport,
}

impl Operation {
    /// Every operation, fields expanded: what the matrix test walks.
    pub fn all() -> Vec<Self> {
        let mut all = vec![
            Self::ListCustomers,
            Self::ViewCustomer,
            Self::LookupCustomer,
            Self::CreateCustomer,
            Self::EditCustomer,
            Self::BulkEdit,
            Self::AddNote,
            Self::ShareView,
            Self::ViewAccess,
            Self::ViewLog,
            Self::ExportLog,
            Self::Import,
            Self::RevertImport,
        ];
        all.extend(Field::ALL.map(Self::Reveal));
        all.extend(Field::ALL.map(Self::Copy));
        all.extend(Field::ALL.map(Self::Check));
        all
    }

    /// The action under which the log keeps it.
    pub const fn action(self) -> Action {
        match self {
            Self::ListCustomers | Self::ViewCustomer => Action::CustomerView,
            Self::LookupCustomer => Action::CustomerLookup,
            Self::CreateCustomer => Action::CustomerCreate,
            Self::EditCustomer => Action::CustomerEdit,
            Self::BulkEdit => Action::CustomerBulk,
            Self::AddNote => Action::NoteAdd,
            Self::Reveal(_) => Action::FieldReveal,
            Self::Copy(_) => Action::FieldCopy,
            Self::Check(_) => Action::FieldCheck,
            Self::ShareView => Action::ViewSave,
            Self::ViewAccess | Self::ViewLog => Action::LogView,
            Self::ExportLog => Action::LogExport,
            Self::Import => Action::Import,
            Self::RevertImport => Action::ImportRevert,
        }
    }

    /// The rule's name in messages, such as `customer.edit`.
    pub fn rule(self) -> String {
        match self {
            Self::ListCustomers => "customer.list".into(),
            Self::ViewAccess => "access.view".into(),
            Self::ShareView => "view.share".into(),
            Self::Reveal(field) | Self::Copy(field) | Self::Check(field) => {
                format!("{} {}", self.action().name(), field.name())
            }
            _ => self.action().name().into(),
        }
    }
}

/// Who acts, as verified grants say.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Actor {
    pub member: Id,
    pub role: Role,
    pub department: Id,
    /// A grant may narrow what the role reaches, never widen it.
    pub limit: Scope,
    /// Classes whose private key the member's grant names.
    pub classes: Vec<Class>,
    /// Classes whose lookup key the member's grant names.
    pub lookups: Vec<Class>,
}

/// What is acted on, with the facts that rights depend on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Target {
    /// The office as a whole: lists, the log, an import.
    Office,
    /// One customer, or an import or a view (owner: who made it).
    Record { id: Id, owner: Option<Id>, department: Id },
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

/// The scope of the actor's right to an operation, or none: role, narrowed by the grant, and the keys held.
pub fn scope_of(actor: &Actor, operation: Operation) -> Option<Scope> {
    let mut scope = reach(actor.role, operation)?.min(actor.limit);
    let holds = match operation {
        Operation::Reveal(field) => actor.classes.contains(&field.class()),
        // What may not be seen may not be copied.
        Operation::Copy(field) => {
            scope = scope.min(scope_of(actor, Operation::Reveal(field))?);
            true
        }
        Operation::Check(field) => field.has_token() && actor.lookups.contains(&field.class()),
        Operation::LookupCustomer => !actor.lookups.is_empty(),
        _ => true,
    };
    holds.then_some(scope)
}

/// The one judge.
pub fn judge(actor: &Actor, operation: Operation, target: Target) -> Result<Permit, Denied> {
    let denied = |out_of_scope| Denied { operation, target, out_of_scope };
    let scope = scope_of(actor, operation).ok_or_else(|| denied(false))?;
    if let Target::Record { owner, department, .. } = target {
        let inside = match scope {
            Scope::All => true,
            Scope::Department => department == actor.department,
            Scope::Own => owner == Some(actor.member),
        };
        if !inside {
            return Err(denied(true));
        }
    }
    Ok(Permit { actor: actor.member, operation, target, scope })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn actor(role: Role) -> Actor {
        Actor {
            member: Id([1; 16]),
            role,
            department: Id([2; 16]),
            limit: Scope::All,
            classes: Class::ALL.to_vec(),
            lookups: Class::ALL.to_vec(),
        }
    }

    fn record(owner: u8, department: u8) -> Target {
        Target::Record { id: Id([9; 16]), owner: Some(Id([owner; 16])), department: Id([department; 16]) }
    }

    #[test]
    fn a_department_right_stops_at_the_department() {
        let agent = actor(Role::Agent);
        assert!(judge(&agent, Operation::ViewCustomer, record(7, 2)).is_ok());
        assert!(judge(&agent, Operation::ViewCustomer, record(7, 3)).unwrap_err().out_of_scope);
    }

    #[test]
    fn a_grant_narrows_and_never_widens() {
        let mut agent = actor(Role::Agent);
        agent.limit = Scope::Own;
        assert!(judge(&agent, Operation::EditCustomer, record(1, 3)).is_ok());
        assert!(judge(&agent, Operation::EditCustomer, record(7, 2)).is_err());
        agent.limit = Scope::All;
        assert!(judge(&agent, Operation::EditCustomer, record(7, 3)).is_err());
    }

    #[test]
    fn a_right_without_the_key_is_no_right() {
        let mut owner = actor(Role::Owner);
        assert!(judge(&owner, Operation::Reveal(Field::Phone), record(7, 3)).is_ok());
        assert!(judge(&owner, Operation::Copy(Field::Phone), record(7, 3)).is_ok());
        owner.classes.clear();
        assert!(judge(&owner, Operation::Reveal(Field::Phone), record(7, 3)).is_err());
        assert!(judge(&owner, Operation::Copy(Field::Phone), record(7, 3)).is_err());
    }

    #[test]
    fn admins_and_auditors_reveal_nothing_even_with_keys() {
        for role in [Role::Admin, Role::Auditor, Role::Service] {
            for field in Field::ALL {
                for operation in [Operation::Reveal(field), Operation::Copy(field)] {
                    assert!(judge(&actor(role), operation, record(1, 2)).is_err(), "{role:?} {operation:?}");
                }
            }
        }
    }

    /// The whole table in one picture, so that a changed right shows in review.
    #[test]
    fn the_table_is_as_agreed() {
        let roles = [Role::Owner, Role::Admin, Role::Lead, Role::Agent, Role::Auditor, Role::Service];
        let mut picture = String::new();
        for operation in Operation::all() {
            picture.push_str(&format!("{:<26}", operation.rule()));
            for role in roles {
                let word = match reach(role, operation) {
                    None => "-",
                    Some(Scope::Own) => "own",
                    Some(Scope::Department) => "dept",
                    Some(Scope::All) => "all",
                };
                picture.push_str(&format!("{word:<6}"));
            }
            picture.push('\n');
        }
        insta::assert_snapshot!(picture);
    }
}
