//! The office's own facts: which install it is, its name, its root key.

use crate::domain::Id;
use crate::store::{Snapshot, StoreError, Tx};

pub struct Facts {
    pub install: Id,
    pub name: String,
    pub root: [u8; 32],
}

const INSTALL: &str = "install";
const NAME: &str = "name";
const ROOT: &str = "root";

pub fn write(tx: &mut Tx<'_>, facts: &Facts) -> Result<(), StoreError> {
    tx.set_office(INSTALL, &facts.install.0)?;
    tx.set_office(NAME, facts.name.as_bytes())?;
    tx.set_office(ROOT, &facts.root)
}

pub fn read(snapshot: &Snapshot<'_>) -> Result<Facts, StoreError> {
    let missing = |key: &str| StoreError::Corrupt(format!("the office's {key} is missing"));
    let get = |key: &str| snapshot.office(key)?.ok_or_else(|| missing(key));
    Ok(Facts {
        install: Id(get(INSTALL)?.try_into().map_err(|_| missing(INSTALL))?),
        name: String::from_utf8(get(NAME)?).map_err(|_| missing(NAME))?,
        root: get(ROOT)?.try_into().map_err(|_| missing(ROOT))?,
    })
}
