//! Which rows are of a customer who is there already, or of one before them in the file.

use std::collections::HashSet;

use super::prepare::Prepared;
use crate::desk::api::Problem;
use crate::domain::{Field, Id};
use crate::store::Snapshot;

/// What makes two rows the same customer.
#[derive(PartialEq, Eq, Hash)]
pub enum DuplicateKey {
    ExternalId(String),
    Token(Vec<u8>),
}

/// The word for a row whose external id is that of a customer in the trash.
pub const IN_TRASH: &str = "in the trash";

impl DuplicateKey {
    /// The customer who is there already under this key.
    fn stored(&self, tx: &Snapshot<'_>) -> Result<Option<Id>, Problem> {
        Ok(match self {
            Self::ExternalId(external) => tx.customer_by_external_id(external)?,
            Self::Token(token) => tx.customers_by_token(token)?.first().map(|(id, _)| *id),
        })
    }
}

/// The customer whom a row repeats: one who is stored, or (without an id) one of the rows before it.
pub fn find_duplicate(
    snapshot: &Snapshot<'_>,
    seen: &HashSet<DuplicateKey>,
    keys: &[(&'static str, DuplicateKey)],
) -> Result<Option<(&'static str, Option<Id>)>, Problem> {
    for (word, key) in keys {
        if let Some(id) = key.stored(snapshot)? {
            let word = if snapshot.trashed(id)?.is_some() { IN_TRASH } else { word };
            return Ok(Some((word, Some(id))));
        }
    }
    Ok(keys.iter().find(|(_, key)| seen.contains(key)).map(|(word, _)| (*word, None)))
}

/// The word for two customers who share this field, if that makes them the same.
/// A phone that could not be read (`-5361`) may be anybody's, and is no proof.
pub const fn duplicate_word(field: Field, odd: bool) -> Option<&'static str> {
    match field {
        _ if odd => None,
        field if field.is_email() => Some("email"),
        field if field.is_phone() => Some("phone"),
        _ => None,
    }
}

/// What makes two rows the same customer, strongest first.
pub fn duplicate_keys(row: &Prepared) -> Vec<(&'static str, DuplicateKey)> {
    let mut keys = Vec::with_capacity(4);
    if let Some(external) = &row.customer.external_id {
        keys.push(("external_id", DuplicateKey::ExternalId(external.clone())));
    }
    keys.extend(row.identifying.iter().map(|(word, token)| (*word, DuplicateKey::Token(token.clone()))));
    keys
}
