//! The table of rights: for each role and operation how far it reaches, or not at all.

use super::Operation;
use crate::domain::{Class, Role, Scope};

const ALL: Option<Scope> = Some(Scope::All);
const DEPARTMENT: Option<Scope> = Some(Scope::Department);
const OWN: Option<Scope> = Some(Scope::Own);
const NONE: Option<Scope> = None;

/// How far a role reaches with an operation; `None`: not at all.
pub const fn reach(role: Role, operation: Operation) -> Option<Scope> {
    // Columns:                    owner, admin, lead,       agent,      auditor, service
    let row = match operation {
        Operation::ListCustomers => [ALL, ALL, DEPARTMENT, DEPARTMENT, ALL, NONE],
        Operation::ViewCustomer => [ALL, ALL, DEPARTMENT, DEPARTMENT, ALL, NONE],
        Operation::LookupCustomer => [ALL, NONE, DEPARTMENT, DEPARTMENT, NONE, NONE],
        Operation::CreateCustomer => [ALL, NONE, DEPARTMENT, DEPARTMENT, NONE, NONE],
        Operation::EditCustomer => [ALL, NONE, DEPARTMENT, DEPARTMENT, NONE, NONE],
        Operation::BulkEdit => [ALL, NONE, DEPARTMENT, NONE, NONE, NONE],
        Operation::AddNote => [ALL, NONE, DEPARTMENT, DEPARTMENT, NONE, NONE],
        Operation::Reveal(field) => match field.class() {
            Class::Contact => [ALL, NONE, DEPARTMENT, DEPARTMENT, NONE, NONE],
            Class::Identity => [ALL, NONE, DEPARTMENT, NONE, NONE, NONE],
            Class::Financial => [ALL, NONE, NONE, NONE, NONE, NONE],
        },
        Operation::Copy(field) => match field.class() {
            Class::Contact => [ALL, NONE, DEPARTMENT, NONE, NONE, NONE],
            Class::Identity | Class::Financial => [ALL, NONE, NONE, NONE, NONE, NONE],
        },
        Operation::Check(field) => match field.class() {
            Class::Contact | Class::Identity => [ALL, NONE, DEPARTMENT, DEPARTMENT, NONE, NONE],
            Class::Financial => [ALL, NONE, DEPARTMENT, NONE, NONE, NONE],
        },
        Operation::ShareView => [ALL, ALL, DEPARTMENT, NONE, NONE, NONE],
        Operation::ViewAccess => [ALL, ALL, DEPARTMENT, NONE, ALL, NONE],
        Operation::ViewLog => [ALL, ALL, DEPARTMENT, OWN, ALL, NONE],
        Operation::ExportLog => [ALL, NONE, NONE, NONE, ALL, NONE],
        Operation::Import => [ALL, NONE, NONE, NONE, NONE, ALL],
        Operation::RevertImport => [ALL, NONE, NONE, NONE, NONE, OWN],
    };
    row[match role {
        Role::Owner => 0,
        Role::Admin => 1,
        Role::Lead => 2,
        Role::Agent => 3,
        Role::Auditor => 4,
        Role::Service => 5,
    }]
}

/// The classes whose keys a role is granted to begin with: (class keys, lookup keys).
pub const fn initial_classes(role: Role) -> (&'static [Class], &'static [Class]) {
    use Class::{Contact, Financial, Identity};
    match role {
        Role::Owner => (&[Contact, Identity, Financial], &[Contact, Identity, Financial]),
        Role::Lead => (&[Contact, Identity], &[Contact, Identity, Financial]),
        Role::Agent => (&[Contact], &[Contact, Identity]),
        // An importer writes what it may not read; it needs the lookup keys to find duplicates.
        Role::Service => (&[], &[Contact, Identity, Financial]),
        Role::Admin | Role::Auditor => (&[], &[]),
    }
}
