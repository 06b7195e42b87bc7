//! How the file itself is: whole or not, by which SQLite, on which file system.

use std::path::Path;

use super::{Store, StoreError, file_system};

/// Faults that one look tells at most.
const MOST: usize = 20;
/// The first SQLite without the fault that could damage a file with a write-ahead log at a checkpoint.
const SOUND_WAL: i32 = 3_051_003;

impl Store {
    /// What SQLite, and where `deep` SQLCipher's page codes too, find wrong; nothing where the file is whole. Quick: the
    /// structure alone. Deep: indexes against their tables, and each page's code.
    pub fn faults(&mut self, deep: bool) -> Result<Vec<String>, StoreError> {
        let pragmas: &[&str] = if deep { &["cipher_integrity_check", "integrity_check"] } else { &["quick_check"] };
        let mut faults = Vec::new();
        for pragma in pragmas {
            let mut statement = self.conn.prepare(&format!("PRAGMA {pragma}"))?;
            let rows = statement.query_map([], |row| row.get::<_, String>(0))?;
            for row in rows.take(MOST) {
                faults.extend(Some(row?).filter(|words| words != "ok"));
            }
        }
        Ok(faults)
    }
}

/// The SQLite that is built in, and whether its write-ahead log is without known faults.
pub fn sqlite() -> (&'static str, bool) {
    (rusqlite::version(), rusqlite::version_number() >= SOUND_WAL)
}

/// Whether the file lies on a file system known to be local.
pub fn is_local(path: &Path) -> bool {
    file_system::is_local(path)
}
