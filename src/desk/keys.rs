//! The office's keys as a session uses them: opened at sign-in, data keys made at the first write.

use std::collections::HashMap;

use super::api::Problem;
use super::grants::Statement;
use crate::clock::Source;
use crate::domain::{Class, Id};
use crate::store::{self, Snapshot, Tx};
use crate::vault::{ClassKey, DataKey, LookupKey, MemberKeys};

/// Labels under which things are sealed to somebody.
pub const HOST_LABEL: &str = "kin host secret v1";
pub const TOTP_LABEL: &str = "kin totp v1";
pub const ROOT_LABEL: &str = "kin root key v1";

/// The holder id under which the recovery kit's copies lie.
pub const KIT_HOLDER: Id = Id([0; 16]);

/// The private keys that a session holds, by class.
pub type Opened = (HashMap<Class, ClassKey>, HashMap<Class, LookupKey>);

/// Opens the class and lookup keys that the member's grant names and that were sealed for it.
/// A key that was swapped does not open, and is left out: its fields stay masked.
pub fn open_all(
    snapshot: &Snapshot<'_>,
    statement: &Statement,
    member: &MemberKeys,
    install: Id,
) -> Result<Opened, Problem> {
    let mut classes = HashMap::new();
    for &class in &statement.classes {
        if let Some(newest) = snapshot.class_key(class)?
            && let Some(sealed) = snapshot.class_key_copy(class, newest.generation, statement.member)?
            && let Ok(key) = ClassKey::open(&sealed, member, class, newest.generation, install)
            // A pair that somebody else sealed for this member is not the class's.
            && key.public() == newest.public
        {
            classes.insert(class, key);
        }
    }
    let mut lookups = HashMap::new();
    for &class in &statement.lookups {
        if let Some(sealed) = snapshot.lookup_key_copy(class, statement.member)?
            && let Ok(key) = LookupKey::open(&sealed, member, class, install)
        {
            lookups.insert(class, key);
        }
    }
    Ok((classes, lookups))
}

/// Makes the data keys under which this session writes these classes, where it has none yet: each is sealed
/// to its class and stored. When the transaction fails, what was made must be forgotten.
pub fn make_writing_keys(
    tx: &mut Tx<'_>,
    writing: &mut HashMap<Class, DataKey>,
    classes: impl IntoIterator<Item = Class>,
    install: Id,
    source: &dyn Source,
) -> Result<(), Problem> {
    for class in classes {
        if writing.contains_key(&class) {
            continue;
        }
        let newest = tx.class_key(class)?.ok_or(Problem::Tampered)?;
        let (key, sealed) =
            DataKey::new(&newest.public, class, newest.generation, install, source).map_err(|_| Problem::Tampered)?;
        tx.insert_data_key(&store::DataKey { id: key.id(), class, generation: newest.generation, sealed })?;
        writing.insert(class, key);
    }
    Ok(())
}
