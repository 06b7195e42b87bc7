//! The office's keys as a session uses them: opened at sign-in, data keys made at the first write.

use std::collections::HashMap;

use super::api::Problem;
use super::rights::{Holding, Rights};
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
pub struct Opened {
    /// Every generation that was sealed for the member: values of an older one are read until they are sealed anew.
    pub classes: HashMap<(Class, u32), ClassKey>,
    pub lookups: HashMap<Class, LookupKey>,
}

/// Opens the class and lookup keys that the member's grant gives and that were sealed for it.
/// A key that was swapped does not open, and is left out: its fields stay masked.
pub fn open_all(
    snapshot: &Snapshot<'_>,
    rights: &Rights,
    holding: &Holding,
    holder: Id,
    member: &MemberKeys,
    install: Id,
) -> Result<Opened, Problem> {
    let mut classes = HashMap::new();
    for &class in &holding.classes {
        for (generation, sealed) in snapshot.class_key_copies_of(class, holder)? {
            // A pair that somebody else sealed for this member is not the class's.
            if let Some(public) = rights.class_key_at(class, generation)
                && let Ok(key) = ClassKey::open(&sealed, member, class, generation, install)
                && key.public() == public
            {
                classes.insert((class, generation), key);
            }
        }
    }
    let mut lookups = HashMap::new();
    for &class in &holding.lookups {
        if let Some(sealed) = snapshot.lookup_key_copy(class, holder)?
            && let Ok(key) = LookupKey::open(&sealed, member, class, install)
        {
            lookups.insert(class, key);
        }
    }
    Ok(Opened { classes, lookups })
}

/// Makes the data keys under which this session writes these classes, where it has none yet: each is sealed
/// to its class and stored. When the transaction fails, what was made must be forgotten.
pub fn make_writing_keys(
    tx: &mut Tx<'_>,
    writing: &mut HashMap<Class, DataKey>,
    classes: impl IntoIterator<Item = Class>,
    rights: &Rights,
    install: Id,
    source: &dyn Source,
) -> Result<(), Problem> {
    for class in classes {
        if writing.contains_key(&class) {
            continue;
        }
        // The signed statement names the key to seal to, whatever stands in the table.
        let (generation, public) = rights.class_key(class).ok_or(Problem::Tampered)?;
        let (key, sealed) = DataKey::new(&public, class, generation, install, source).map_err(|_| Problem::Tampered)?;
        tx.insert_data_key(&store::DataKey { id: key.id(), class, generation, sealed })?;
        writing.insert(class, key);
    }
    Ok(())
}
