//! `kin field`: the fields that the office adds to its customers.

use super::{manage, office};
use crate::cli::args::{Global, OwnFields as Command, Tier};
use crate::cli::output::{Failure, print_json, print_line, print_table, unexpected};
use crate::cli::{customer_edit, door};
use crate::desk::Desk;
use crate::desk::api::{Manage, OfficeAnswer, OfficeQuery};
use crate::domain::{Field, OwnField, OwnKind};

pub fn run(global: &Global, command: &Command) -> Result<(), Failure> {
    let mut desk = door::signed_in(global)?;
    if matches!(command, Command::List { all: false }) {
        return list(global, &customer_edit::own_fields(&mut desk)?);
    }
    let all = known(&mut desk)?;
    let (told, field) = match command {
        Command::List { .. } => return list(global, &all),
        Command::Add { own: key, label, kind, of, tier, required, most } => {
            if all.iter().any(|field| field.key == *key) {
                return Err(Failure::Usage(format!(
                    "There is a field {key} already. Change it with: kin field change"
                )));
            }
            let kind = OwnKind::from_name(kind, of).ok_or_else(unexpected)?;
            let slot = slot(*tier, &all)?;
            let (key, label) = (key.clone(), label.clone());
            let field = OwnField { key, label, kind, slot, required: *required, most: *most, retired: false };
            ("The field is there, for everybody at once.", field)
        }
        Command::Change { own: key, label, of, required, most } => {
            let mut field = named(&all, key)?.clone();
            if let Some(label) = label {
                field.label.clone_from(label);
            }
            if let Some(of) = of {
                field.kind = OwnKind::from_name(field.kind.name(), of).ok_or_else(unexpected)?;
            }
            field.required = required.unwrap_or(field.required);
            field.most = most.unwrap_or(field.most);
            ("The field is changed.", field)
        }
        Command::Retire { own: key } => {
            ("The field is retired; its values stay.", OwnField { retired: true, ..named(&all, key)?.clone() })
        }
        Command::Restore { own: key } => (
            "The field is back, with the values that it had.",
            OwnField { retired: false, ..named(&all, key)?.clone() },
        ),
    };
    manage(global, &mut desk, told, || Manage::SetOwnField(Box::new(field.clone())))
}

/// All fields, as the policy has them.
fn known(desk: &mut Desk) -> Result<Vec<OwnField>, Failure> {
    match office(desk, OfficeQuery::Policy)? {
        OfficeAnswer::Policy(view) => Ok(view.policy.own_fields),
        _ => Err(unexpected()),
    }
}

fn named<'a>(all: &'a [OwnField], key: &str) -> Result<&'a OwnField, Failure> {
    all.iter()
        .find(|field| field.key == key)
        .ok_or_else(|| Failure::Other(format!("There is no field {key:?}. What there is shows: kin field list")))
}

/// A sealed place of the wanted class that no field has, retired ones included.
fn slot(tier: Tier, all: &[OwnField]) -> Result<Option<Field>, Failure> {
    let Tier(Some(class)) = tier else { return Ok(None) };
    let taken = |slot: Field| all.iter().any(|own| own.slot == Some(slot));
    let free = Field::ALL.into_iter().find(|field| field.is_own() && field.class() == class && !taken(*field));
    free.map(Some).ok_or_else(|| {
        Failure::Other(format!("All four sealed places of {} are taken. Choose another tier.", class.name()))
    })
}

fn list(global: &Global, all: &[OwnField]) -> Result<(), Failure> {
    if global.json {
        return all.iter().try_for_each(print_json);
    }
    if all.is_empty() {
        return print_line("There is none yet: kin field add KEY --label LABEL --kind KIND");
    }
    let cells: Vec<_> = all
        .iter()
        .map(|field| {
            let tier = field.slot.map_or("plain", |slot| slot.class().name());
            let state = match (field.retired, field.required) {
                (true, _) => "retired",
                (false, true) => "required",
                (false, false) => "",
            };
            [
                field.key.clone(),
                field.label.clone(),
                field.kind.name().to_owned(),
                field.kind.of(),
                tier.to_owned(),
                state.to_owned(),
            ]
        })
        .collect();
    print_table(["field", "label", "kind", "of", "kept", ""], &cells)
}
