//! The judge and its table.

use std::sync::Arc;

use super::*;
use crate::domain::{Field, PlainField};

fn actor(role: Role) -> Actor {
    let rights = built_in(role);
    Actor {
        member: Id([1; 16]),
        role,
        rights: Arc::new(rights),
        department: Id([2; 16]),
        departments: vec![Id([2; 16]), Id([4; 16])],
        limit: Scope::All,
        classes: Class::ALL.to_vec(),
        lookups: Class::ALL.to_vec(),
        policy: Arc::default(),
        approved: Vec::new(),
    }
}

fn record(owner: u8, department: u8) -> Target {
    Target::record(Id([9; 16]), Some(Id([owner; 16])), Id([department; 16]))
}

fn shared(level: ShareLevel, private: bool) -> Target {
    let (owner, department) = (Some(Id([7; 16])), Id([3; 16]));
    Target::Record { id: Id([9; 16]), owner, department, private, shared: Some(level) }
}

#[test]
fn a_department_right_covers_the_department_and_those_below() {
    let agent = actor(Role::Agent);
    assert!(judge(&agent, Operation::ViewCustomer, record(7, 2)).is_ok());
    assert!(judge(&agent, Operation::ViewCustomer, record(7, 4)).is_ok());
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
fn a_private_record_is_its_owners_and_of_those_it_is_shared_with() {
    let private = |owner: u8| Target::Record {
        id: Id([9; 16]),
        owner: Some(Id([owner; 16])),
        department: Id([2; 16]),
        private: true,
        shared: None,
    };
    let agent = actor(Role::Agent);
    assert!(judge(&agent, Operation::ViewCustomer, private(1)).is_ok());
    assert!(judge(&agent, Operation::ViewCustomer, private(7)).unwrap_err().out_of_scope);
    assert!(judge(&actor(Role::Owner), Operation::ViewCustomer, private(7)).is_ok(), "the whole office is in reach");
    for private in [false, true] {
        assert!(judge(&agent, Operation::Reveal(Field::Phone), shared(ShareLevel::View, private)).is_ok());
        assert!(judge(&agent, Operation::EditCustomer, shared(ShareLevel::View, private)).is_err());
        assert!(judge(&agent, Operation::EditCustomer, shared(ShareLevel::Edit, private)).is_ok());
        assert!(judge(&agent, Operation::ShareCustomer, shared(ShareLevel::Edit, private)).is_err());
        assert!(judge(&agent, Operation::Reveal(Field::NationalId), shared(ShareLevel::Edit, private)).is_err());
    }
}

#[test]
fn a_field_is_edited_in_the_manner_that_the_office_chose() {
    let phone = Operation::EditField(Field::Phone.into());
    let city = Operation::EditField(PlainField::City.into());
    let mut policy = Policy::default();
    let mut rights = built_in(Role::Agent);
    rights.fields.entry(Field::Phone).or_default().edit = false;
    let mut agent = Actor { rights: Arc::new(rights), ..actor(Role::Agent) };
    let (mine, other) = (record(1, 2), record(7, 2));
    assert!(judge(&agent, phone, mine).is_err() && judge(&agent, phone, other).is_err());
    assert!(judge(&agent, city, other).is_ok());
    for name in ["phone", "city"] {
        policy.manners.insert(name.into(), EditManner::OwnerAndPermitted);
    }
    agent.policy = Arc::new(policy.clone());
    assert!(judge(&agent, phone, mine).is_ok() && judge(&agent, phone, other).is_err());
    assert!(judge(&agent, city, other).is_ok());
    for name in ["phone", "city"] {
        policy.manners.insert(name.into(), EditManner::OwnerOnly);
    }
    agent.policy = Arc::new(policy);
    assert!(judge(&agent, city, mine).is_ok() && judge(&agent, city, other).is_err());
    assert!(!judge(&agent, city, other).unwrap_err().out_of_scope);
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

#[test]
fn a_custom_role_starts_with_nothing() {
    let custom = Role::Custom(Id([5; 16]));
    let empty = Actor { rights: Arc::new(built_in(custom)), ..actor(custom) };
    for operation in Operation::all() {
        assert!(judge(&empty, operation, record(1, 2)).is_err(), "{operation:?}");
    }
}

#[test]
fn nobody_gives_a_power_that_he_does_not_hold() {
    let admin = actor(Role::Admin);
    assert!(beyond(&admin, &built_in(Role::Agent)).is_empty());
    assert!(beyond(&admin, &built_in(Role::Lead)).is_empty());
    assert!(beyond(&admin, &built_in(Role::Admin)).is_empty());
    assert!(!beyond(&admin, &built_in(Role::Owner)).is_empty());
    assert_eq!(beyond(&admin, &built_in(Role::Auditor)), ["log.export", "review.sign"]);
    let narrowed = Actor { limit: Scope::Department, ..actor(Role::Admin) };
    assert!(!beyond(&narrowed, &built_in(Role::Admin)).is_empty());
}

#[test]
fn rules_have_names_of_their_own() {
    for operation in Operation::all() {
        assert_eq!(Operation::from_rule(&operation.rule()), Some(operation));
    }
}

/// The whole table in one picture, so that a changed right shows in review.
#[test]
fn the_table_is_as_agreed() {
    let mut picture = String::new();
    for operation in Operation::all() {
        picture.push_str(&format!("{:<26}", operation.rule()));
        for role in Role::BUILT_IN {
            let word = match reach(&built_in(role), operation) {
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

#[test]
fn the_domain_names_the_same_operations() {
    assert_eq!(crate::domain::OPERATIONS, Operation::plain().map(Operation::key));
}
