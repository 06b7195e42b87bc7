//! The office's own facts: which install it is, its name, its root key.

use zeroize::Zeroizing;

use crate::domain::Id;
use crate::store::{Snapshot, StoreError, Tx};

pub struct Facts {
    pub install: Id,
    pub name: String,
    pub root: [u8; 32],
    /// The host secrets of before the present one, as `vault::HostSecrets` keeps them.
    pub earlier_secrets: Zeroizing<Vec<u8>>,
}

const INSTALL: &str = "install";
const NAME: &str = "name";
const ROOT: &str = "root";
const EARLIER_SECRETS: &str = "earlier host secrets";

pub fn write(tx: &mut Tx<'_>, install: Id, name: &str, root: &[u8; 32]) -> Result<(), StoreError> {
    tx.set_office(INSTALL, &install.0)?;
    tx.set_office(NAME, name.as_bytes())?;
    tx.set_office(ROOT, root)
}

/// Keeps these host secrets, as `vault::HostSecrets` writes them: what was sealed under them opens no other way.
pub fn keep_secrets(tx: &mut Tx<'_>, kept: &[u8]) -> Result<(), StoreError> {
    tx.set_office(EARLIER_SECRETS, kept)
}

pub fn read(snapshot: &Snapshot<'_>) -> Result<Facts, StoreError> {
    let missing = |key: &str| StoreError::Corrupt(format!("the office's {key} is missing"));
    let get = |key: &str| snapshot.office(key)?.ok_or_else(|| missing(key));
    Ok(Facts {
        install: Id(get(INSTALL)?.try_into().map_err(|_| missing(INSTALL))?),
        name: String::from_utf8(get(NAME)?).map_err(|_| missing(NAME))?,
        root: get(ROOT)?.try_into().map_err(|_| missing(ROOT))?,
        earlier_secrets: snapshot.office(EARLIER_SECRETS)?.unwrap_or_default().into(),
    })
}
