//! Roles, departments, policy and reviews: what is decided about them.

use super::super::super::Desk;
use super::super::super::api::{Managed, Problem};
use super::super::super::rights::{Act, Standing, Terms};
use super::super::reason;
use super::Decision;
use super::members::LONGEST_NAME;
use crate::clock;
use crate::domain::{AnyField, Grave, Id, Policy, Quota, Role, RoleRights, Unfit, fold, text};
use crate::policy::{self, Operation, Target};

/// Bounds of what a policy may say: an approval of weeks would be a grant.
const MOST_APPROVAL_MINUTES: u16 = 7 * 24 * 60;
const MOST_INVITE_HOURS: u16 = 30 * 24;
/// Detectors look back over 90 days.
const LEAST_LOG_MONTHS: u16 = 3;
const MOST_LOG_MONTHS: u16 = 100 * 12;

impl Desk {
    /// An act on the office that needs nothing more than the right to it.
    pub(super) fn on_office(&mut self, operation: Operation, act: Act) -> Result<Managed, Problem> {
        self.permit_grave(operation, Target::Office)?;
        self.decide(Decision::new(operation, Target::Office, act))
    }

    /// Defines a role. Who has it already gets the keys that it now needs, as far as they can be given, and loses others.
    pub(super) fn save_role(&mut self, role: Option<Id>, name: &str, rights: RoleRights) -> Result<Managed, Problem> {
        self.permit_grave(Operation::ManageRoles, Target::Office)?;
        let name = text::clean_input(name, LONGEST_NAME);
        let folded = fold::fold(&name);
        if folded.is_empty() {
            return Err(Problem::Invalid { field: "name".into(), unfit: Unfit::Empty });
        }
        let known = |operation: &str| Operation::plain().iter().any(|plain| plain.key() == operation);
        if let Some(unknown) = rights.operations.keys().find(|operation| !known(operation)) {
            return Err(Problem::Invalid { field: unknown.clone(), unfit: Unfit::NotInList });
        }
        let id = role.unwrap_or_else(|| clock::new_id(self.clock.as_ref()));
        let another =
            |(other, known): (Id, &crate::desk::rights::CustomRole)| other != id && fold::fold(&known.name) == folded;
        if self.rights.custom_roles().any(another) || Role::from_key(&folded).is_some() {
            return Err(Problem::Invalid { field: "name".into(), unfit: Unfit::Taken });
        }
        if role.is_some_and(|role| self.rights.role(Role::Custom(role)).is_none()) {
            return Err(Problem::NotFound);
        }
        let further = self.granted_anew(Role::Custom(id), &rights);
        let act = Act::Role { role: id, name, rights };
        self.decide(Decision { further, ..Decision::new(Operation::ManageRoles, Target::Office, act) })
    }

    /// The usual grants of who has a role, with the keys that its new definition needs.
    pub(super) fn granted_anew(&self, role: Role, rights: &RoleRights) -> Vec<Act> {
        let (classes, lookups) = policy::classes_of(rights);
        let holds = |known: &crate::desk::rights::MemberRights| {
            known.usual.role == role && matches!(known.standing, Standing::Active | Standing::Invited)
        };
        let members = self.rights.members().filter(|(_, known)| holds(known));
        let grants = members.map(|(member, known)| {
            let terms = Terms {
                role,
                department: known.usual.department,
                limit: known.usual.limit,
                classes: classes.clone(),
                lookups: lookups.clone(),
                expires: known.usual.expires,
            };
            Act::Grant { member, terms, temporary: false }
        });
        grants.collect()
    }

    pub(super) fn save_department(
        &mut self,
        department: Option<Id>,
        name: &str,
        parent: Option<Id>,
    ) -> Result<Managed, Problem> {
        self.permit_grave(Operation::ManageDepartments, Target::Office)?;
        let name = text::clean_input(name, LONGEST_NAME);
        let folded = fold::fold(&name);
        if folded.is_empty() {
            return Err(Problem::Invalid { field: "name".into(), unfit: Unfit::Empty });
        }
        let known = |id: Id| self.rights.departments().any(|(known, _)| known == id);
        if [department, parent].into_iter().flatten().any(|id| !known(id)) {
            return Err(Problem::NotFound);
        }
        // Two of one name under one parent could not be told apart.
        let beside = self.rights.departments().filter(|(id, node)| Some(*id) != department && node.parent == parent);
        if beside.into_iter().any(|(_, node)| fold::fold(&node.name) == folded) {
            return Err(Problem::Invalid { field: "name".into(), unfit: Unfit::Taken });
        }
        let department = department.unwrap_or_else(|| clock::new_id(self.clock.as_ref()));
        let act = Act::Department { department, name, parent };
        self.decide(Decision::new(Operation::ManageDepartments, Target::Office, act))
    }

    /// Only one that nobody and no customer is in.
    pub(super) fn remove_department(&mut self, department: Id) -> Result<Managed, Problem> {
        self.permit_grave(Operation::ManageDepartments, Target::Office)?;
        let customers = self.store.read(|snapshot| snapshot.customers_in(department))?;
        if customers > 0 {
            return Err(Problem::Refused(format!("{customers} customers are in this department; move them first")));
        }
        let act = Act::RemoveDepartment { department };
        let follow = |tx: &mut crate::store::Tx<'_>, _: &_, _: &_| match tx.customers_in(department)? {
            0 => Ok(()),
            _ => Err(Problem::Busy),
        };
        let decision = Decision::new(Operation::ManageDepartments, Target::Office, act);
        self.decide(Decision { follow: &follow, ..decision })
    }

    /// Detectors, the customers who do not exist, the rules for tickets, the office's own fields and whether exports are
    /// frozen are set by themselves.
    pub(super) fn set_policy(&mut self, policy: Policy) -> Result<Managed, Problem> {
        self.permit_grave(Operation::ManagePolicy, Target::Office)?;
        let Policy { detectors, honeytokens, service, own_fields, exports_frozen, .. } =
            Policy::clone(self.rights.policy());
        let policy = Policy { detectors, honeytokens, service, own_fields, exports_frozen, ..policy };
        let invalid = |field: &str, unfit| Err(Problem::Invalid { field: field.to_owned(), unfit });
        if !(1..=MOST_APPROVAL_MINUTES).contains(&policy.approval_minutes) {
            return invalid("approval_minutes", Unfit::NotInList);
        }
        if !(1..=MOST_INVITE_HOURS).contains(&policy.invite_hours) {
            return invalid("invite_hours", Unfit::NotInList);
        }
        if policy.log_months != 0 && !(LEAST_LOG_MONTHS..=MOST_LOG_MONTHS).contains(&policy.log_months) {
            return invalid("log_months", Unfit::NotInList);
        }
        let known = |key: &String| Role::from_key(key).is_some_and(|role| self.rights.role(role).is_some());
        if let Some(role) = policy.quotas.keys().find(|key| !known(key)) {
            return invalid(role, Unfit::NotInList);
        }
        let odd = |quota: &Quota| quota.hour > quota.day;
        if policy.quotas.values().flat_map(|classes| classes.values()).any(odd) {
            return invalid("quotas", Unfit::NotInList);
        }
        if let Some(field) = policy.manners.keys().find(|field| AnyField::from_name(field).is_none()) {
            return invalid(field, Unfit::NotInList);
        }
        self.decide(Decision::new(Operation::ManagePolicy, Target::Office, Act::Policy(Box::new(policy))))
    }

    pub(super) fn freeze_exports(&mut self, on: bool) -> Result<Managed, Problem> {
        self.permit_grave(Operation::ManagePolicy, Target::Office)?;
        let policy = Policy::clone(self.rights.policy());
        if policy.exports_frozen == on {
            return Ok(Managed::Done);
        }
        let act = Act::Policy(Box::new(Policy { exports_frozen: on, ..policy }));
        self.decide(Decision::new(Operation::ManagePolicy, Target::Office, act))
    }

    /// Signs that who may do what was looked at as it now is.
    pub(super) fn sign_review(&mut self, words: &str) -> Result<Managed, Problem> {
        self.permit_grave(Operation::SignReview, Target::Office)?;
        let rows = self.review_rows()?;
        let rights = serde_json::to_value(rows).map_err(|error| Problem::Store(error.to_string()))?;
        let act = Act::Review { rights, words: reason::word(words) };
        self.decide(Decision::new(Operation::SignReview, Target::Office, act))
    }

    /// Whether the policy wants a second person for this.
    pub(in crate::desk) fn wants_two_for(&self, grave: Grave) -> bool {
        self.rights.policy().two_persons.contains(&grave)
    }
}
