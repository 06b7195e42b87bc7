//! The table of rights: for each role that Kin brings along how far each operation reaches, and what of each
//! field may be seen. Admins and auditors see masks alone: running the office is no reason to read its customers.

use super::Operation;
use crate::domain::{Class, Field, FieldRight, FieldRule, Role, RoleRights, Scope};

const ALL: Option<Scope> = Some(Scope::All);
const DEPARTMENT: Option<Scope> = Some(Scope::Department);
const OWN: Option<Scope> = Some(Scope::Own);
const NONE: Option<Scope> = None;

/// The column of a role in the table; a custom role has none.
const fn column(role: Role) -> Option<usize> {
    Some(match role {
        Role::Owner => 0,
        Role::Admin => 1,
        Role::Lead => 2,
        Role::Agent => 3,
        Role::Auditor => 4,
        Role::Service => 5,
        Role::Custom(_) => return None,
    })
}

/// How far each role reaches; `None`: not at all. What is on one field follows from `fields`.
const fn row(operation: Operation) -> [Option<Scope>; 6] {
    // Columns: owner, admin, lead, agent, auditor, service
    match operation {
        Operation::ListCustomers => [ALL, ALL, DEPARTMENT, DEPARTMENT, ALL, NONE],
        Operation::ViewCustomer => [ALL, ALL, DEPARTMENT, DEPARTMENT, ALL, NONE],
        Operation::LookupCustomer => [ALL, NONE, DEPARTMENT, DEPARTMENT, NONE, NONE],
        Operation::CreateCustomer => [ALL, NONE, DEPARTMENT, DEPARTMENT, NONE, NONE],
        Operation::EditCustomer => [ALL, NONE, DEPARTMENT, DEPARTMENT, NONE, NONE],
        Operation::BulkEdit => [ALL, NONE, DEPARTMENT, NONE, NONE, NONE],
        Operation::ShareCustomer => [ALL, NONE, DEPARTMENT, OWN, NONE, NONE],
        Operation::AddNote => [ALL, NONE, DEPARTMENT, DEPARTMENT, NONE, NONE],
        Operation::ShareView => [ALL, ALL, DEPARTMENT, NONE, NONE, NONE],
        Operation::ViewAccess => [ALL, ALL, DEPARTMENT, NONE, ALL, NONE],
        Operation::ViewLog => [ALL, ALL, DEPARTMENT, OWN, ALL, NONE],
        Operation::ExportLog => [ALL, NONE, NONE, NONE, ALL, NONE],
        Operation::Import => [ALL, NONE, NONE, NONE, NONE, ALL],
        Operation::RevertImport => [ALL, NONE, NONE, NONE, NONE, OWN],
        Operation::ApproveRequest => [ALL, NONE, DEPARTMENT, NONE, NONE, NONE],
        Operation::ViewMembers => [ALL, ALL, DEPARTMENT, NONE, ALL, NONE],
        Operation::ManageMembers => [ALL, ALL, NONE, NONE, NONE, NONE],
        Operation::ManageRoles => [ALL, ALL, NONE, NONE, NONE, NONE],
        Operation::ManageDepartments => [ALL, ALL, NONE, NONE, NONE, NONE],
        Operation::ManagePolicy => [ALL, ALL, NONE, NONE, NONE, NONE],
        Operation::GiveKeys => [ALL, NONE, NONE, NONE, NONE, NONE],
        Operation::RotateKeys => [ALL, NONE, NONE, NONE, NONE, NONE],
        Operation::SignReview => [ALL, NONE, NONE, NONE, ALL, NONE],
        Operation::HandleAlerts => [ALL, ALL, NONE, NONE, ALL, NONE],
        Operation::ListTickets => [ALL, ALL, DEPARTMENT, DEPARTMENT, ALL, NONE],
        Operation::ViewTicket => [ALL, ALL, DEPARTMENT, DEPARTMENT, ALL, NONE],
        Operation::CreateTicket => [ALL, NONE, DEPARTMENT, DEPARTMENT, NONE, NONE],
        Operation::EditTicket => [ALL, NONE, DEPARTMENT, DEPARTMENT, NONE, NONE],
        Operation::BulkTickets => [ALL, NONE, DEPARTMENT, NONE, NONE, NONE],
        Operation::NoteTicket => [ALL, NONE, DEPARTMENT, DEPARTMENT, NONE, NONE],
        Operation::MergeTickets => [ALL, NONE, DEPARTMENT, DEPARTMENT, NONE, NONE],
        Operation::ViewTasks => [ALL, NONE, DEPARTMENT, OWN, NONE, NONE],
        Operation::EditTasks => [ALL, NONE, DEPARTMENT, OWN, NONE, NONE],
        Operation::EditNote => [ALL, NONE, DEPARTMENT, OWN, NONE, NONE],
        Operation::MergeCustomers => [ALL, NONE, DEPARTMENT, NONE, NONE, NONE],
        Operation::TrashCustomer => [ALL, NONE, DEPARTMENT, NONE, NONE, NONE],
        Operation::ManageBackups => [ALL, ALL, NONE, NONE, NONE, NONE],
        Operation::ManageIncidents => [ALL, ALL, NONE, NONE, ALL, NONE],
        Operation::ViewField(_)
        | Operation::EditField(_)
        | Operation::Reveal(_)
        | Operation::Copy(_)
        | Operation::Check(_) => [NONE; 6],
    }
}

/// What a built-in role may see, copy and edit of a field.
fn field(role: Role, field: Field) -> FieldRule {
    use FieldRight::{Lookup, Masked, RevealWithReason};
    let rule = |view, copy, edit| FieldRule { view, copy, edit };
    match (role, field.class()) {
        (Role::Owner, _) => rule(RevealWithReason, true, true),
        (Role::Lead, Class::Contact) => rule(RevealWithReason, true, true),
        (Role::Lead, Class::Identity) => rule(RevealWithReason, false, true),
        (Role::Lead, Class::Financial) => rule(Lookup, false, true),
        (Role::Agent, Class::Contact) => rule(RevealWithReason, false, true),
        (Role::Agent, Class::Identity) => rule(Lookup, false, true),
        (Role::Agent, Class::Financial) => rule(Masked, false, true),
        (Role::Admin | Role::Auditor, _) => rule(Masked, false, false),
        (Role::Service | Role::Custom(_), _) => FieldRule::default(),
    }
}

/// The definition of a role that Kin brings along; a custom one is empty here.
pub fn built_in(role: Role) -> RoleRights {
    let Some(column) = column(role) else { return RoleRights::default() };
    let operations = Operation::plain()
        .into_iter()
        .filter_map(|operation| Some((operation.key().to_owned(), row(operation)[column]?)))
        .collect();
    let fields = Field::ALL.into_iter().map(|one| (one, field(role, one))).collect();
    RoleRights { operations, fields, program: role == Role::Service }
}

/// The classes whose keys a role needs: (class keys, lookup keys).
pub fn classes_of(rights: &RoleRights) -> (Vec<Class>, Vec<Class>) {
    // An importer writes what it may not read; it needs the lookup keys to find duplicates.
    let imports = rights.operations.contains_key(Operation::Import.key());
    let lookups = if imports { Class::ALL.to_vec() } else { rights.classes_from(FieldRight::Lookup) };
    (rights.classes(), lookups)
}
