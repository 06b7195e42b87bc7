//! Which libraries keep the file.

use rusqlite::Connection;

use super::StoreError;

/// The versions of the libraries that this program was linked with, as they tell them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Libraries {
    pub sqlite: String,
    pub sqlcipher: String,
    /// The library that SQLCipher encrypts by.
    pub crypto: String,
}

/// Asks the libraries; no file is opened.
pub fn libraries() -> Result<Libraries, StoreError> {
    let conn = Connection::open_in_memory()?;
    // Only a database that has a key tells what it would be encrypted by; nothing is written under this one.
    conn.execute_batch("PRAGMA key = 'nothing'")?;
    let pragma = |name| conn.pragma_query_value(None, name, |row| row.get(0));
    Ok(Libraries {
        sqlite: rusqlite::version().to_owned(),
        sqlcipher: pragma("cipher_version")?,
        crypto: pragma("cipher_provider_version")?,
    })
}
