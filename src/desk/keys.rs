//! The office's keys as a session uses them: opened at sign-in, data keys made at the first write.

use std::collections::HashMap;

use super::api::Problem;
use super::rights::{Holding, Rights};
use crate::clock::Source;
use crate::domain::{Class, Id};
use crate::store::{self, Snapshot, Tx};
use crate::vault::{ClassKey, DataKey, Factor, LookupKey, MemberKeys, VaultError};

/// Labels under which things are sealed to somebody.
pub const HOST_LABEL: &str = "kin host secret v1";
pub const TOTP_LABEL: &str = "kin totp v1";
pub const REQUEST_LABEL: &str = "kin approved value v1";
pub const ROOT_LABEL: &str = "kin root key v1";

/// The holder id under which the recovery kit's copies lie.
pub const KIT_HOLDER: Id = Id([0; 16]);

/// The private keys that a session holds, by class.
#[derive(Default)]
pub struct Opened {
    /// Every generation that was sealed for the member: values of an older one are read until they are sealed anew.
    pub classes: HashMap<(Class, u32), ClassKey>,
    pub lookups: HashMap<Class, LookupKey>,
    /// Copies that lie there for the member and are not what they should be.
    pub unusable: Vec<UnusableCopy>,
}

/// A copy of a key that does not open for whom it is said to be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct UnusableCopy {
    pub class: Class,
    /// Of a class key; none of a lookup key.
    pub generation: Option<u32>,
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
    let mut opened = Opened::default();
    // A copy for a class that the grant does not give opens nothing, whoever put it there.
    for &class in &holding.classes {
        for (generation, sealed) in snapshot.class_key_copies_of(class, holder)? {
            // A pair that somebody else sealed for this member is not the class's.
            let key = ClassKey::open(&sealed, member, class, generation, install).ok();
            match key.filter(|key| rights.class_key_at(class, generation) == Some(key.public())) {
                Some(key) => {
                    opened.classes.insert((class, generation), key);
                }
                None => opened.unusable.push(UnusableCopy { class, generation: Some(generation) }),
            }
        }
    }
    for &class in &holding.lookups {
        let Some(sealed) = snapshot.lookup_key_copy(class, holder)? else { continue };
        match LookupKey::open(&sealed, member, class, install) {
            Ok(key) => {
                opened.lookups.insert(class, key);
            }
            Err(_) => opened.unusable.push(UnusableCopy { class, generation: None }),
        }
    }
    Ok(opened)
}

/// A member's second factor.
pub fn open_factor(keys: &MemberKeys, member: Id, sealed: &[u8]) -> Result<Factor, VaultError> {
    Factor::from_bytes(&keys.open_sealed(TOTP_LABEL, &member.0, sealed)?)
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
