//! From typed values to sealed ones: validated, masked, tokenised and sealed under the session's data keys.

use std::collections::HashMap;

use super::api::Problem;
use crate::clock::Source;
use crate::domain::{Class, Field, Id, OwnField, Secret, Unfit, contact, mask, own_field};
use crate::store::{SealedChange, SealedValue};
use crate::vault::{DataKey, LookupKey, ValueContext};

/// A field's value in its stored form; empty clears the field.
pub type Canonical = (Field, Secret);

/// Validates what was typed. The first field that can't be taken is named, with the key of its words.
pub fn canonical(sealed: &[(Field, Secret)], own: &[OwnField], region: &str) -> Result<Vec<Canonical>, Problem> {
    let one = |(field, typed): &(Field, Secret)| {
        let typed = typed.expose().trim();
        if typed.is_empty() {
            return Ok((*field, Secret::default()));
        }
        let valid = match own_field::of_slot(own, *field) {
            Some(own) => own.canonical(typed, region),
            // A slot that the office has not put to use.
            None if field.is_own() => Err(Unfit::NotInList),
            None => contact::validate(*field, typed, region).map(|valid| valid.value),
        };
        match valid {
            Ok(value) => Ok((*field, Secret::new(value))),
            Err(unfit) => Err(Problem::Invalid { field: field.name().into(), unfit }),
        }
    };
    sealed.iter().map(one).collect()
}

/// The values of a new record: nothing is there to clear.
pub fn puts(changes: Vec<SealedChange>) -> Vec<SealedValue> {
    let put = |change| match change {
        SealedChange::Put(value) => Some(value),
        SealedChange::Clear(_) => None,
    };
    changes.into_iter().filter_map(put).collect()
}

/// Seals values for one writer, whose data keys are made already (`keys::make_writing_keys`).
pub struct Sealer<'a> {
    pub install: Id,
    pub clock: &'a dyn Source,
    pub lookups: &'a HashMap<Class, LookupKey>,
    pub writing: &'a HashMap<Class, DataKey>,
    /// The fields that the office defined: what is masked by its kind.
    pub own: &'a [OwnField],
}

impl Sealer<'_> {
    /// The changes to store for a record's version. Fails with `NoSession` where the keys went with a lock.
    pub fn seal(&self, record: Id, version: i64, values: &[Canonical]) -> Result<Vec<SealedChange>, Problem> {
        let mut changes = Vec::with_capacity(values.len());
        for (field, value) in values {
            if value.expose().is_empty() {
                changes.push(SealedChange::Clear(*field));
                continue;
            }
            let key = self.writing.get(&field.class()).ok_or(Problem::NoSession)?;
            let place = Place { install: self.install, record, version };
            let mut sealed = seal_value(key, self.lookups, place, *field, value.expose(), self.clock)?;
            if let Some(own) = own_field::of_slot(self.own, *field) {
                sealed.mask = own.kind.mask(value.expose());
            }
            changes.push(SealedChange::Put(sealed));
        }
        Ok(changes)
    }
}

/// What a value is bound to beside its field and key.
#[derive(Clone, Copy)]
pub struct Place {
    pub install: Id,
    pub record: Id,
    pub version: i64,
}

/// One value sealed, with its mask and its token.
pub fn seal_value(
    key: &DataKey,
    lookups: &HashMap<Class, LookupKey>,
    place: Place,
    field: Field,
    value: &str,
    clock: &dyn Source,
) -> Result<SealedValue, Problem> {
    let Place { install, record, version } = place;
    let context = ValueContext { install, record, field, generation: key.generation(), version };
    let blob = key.seal(&context, value, clock).map_err(|error| Problem::Store(error.to_string()))?;
    Ok(SealedValue {
        field,
        mask: mask::mask(field, value),
        token: token(lookups, field, value).map(Vec::from),
        blob,
        version,
        data_key: key.id(),
    })
}

/// The lookup token of a stored form, where the field has one and the key is held.
pub fn token(lookups: &HashMap<Class, LookupKey>, field: Field, canonical: &str) -> Option<[u8; 16]> {
    if !field.has_token() {
        return None;
    }
    let key = lookups.get(&field.class())?;
    Some(key.token(field.token_kind(), &contact::normalise_stored(field, canonical)?))
}
