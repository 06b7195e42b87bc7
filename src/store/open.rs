//! Opening, making and migrating the file.

use std::fs::OpenOptions;
use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use rusqlite::config::DbConfig;
use rusqlite::{Connection, OpenFlags, TransactionBehavior};

use super::{StoreError, Turn, about, customer, file_system, pages, tree};

/// `Kin1`: what SQLite's header says the file belongs to.
pub(super) const APPLICATION_ID: i64 = 0x4B69_6E31;

/// Each migration brings the file from version `index` to `index + 1`. Never edited after it landed.
pub(super) const MIGRATIONS: [&str; 18] = [
    include_str!("../../assets/migrations/0001_office.sql"),
    include_str!("../../assets/migrations/0002_lists.sql"),
    include_str!("../../assets/migrations/0003_personal.sql"),
    include_str!("../../assets/migrations/0004_rights.sql"),
    include_str!("../../assets/migrations/0005_sharing.sql"),
    include_str!("../../assets/migrations/0006_served.sql"),
    include_str!("../../assets/migrations/0007_witness.sql"),
    include_str!("../../assets/migrations/0008_log.sql"),
    include_str!("../../assets/migrations/0009_alerts.sql"),
    include_str!("../../assets/migrations/0010_tickets.sql"),
    include_str!("../../assets/migrations/0011_tasks.sql"),
    include_str!("../../assets/migrations/0012_customers.sql"),
    include_str!("../../assets/migrations/0013_upkeep.sql"),
    include_str!("../../assets/migrations/0014_timeline.sql"),
    include_str!("../../assets/migrations/0015_lists.sql"),
    include_str!("../../assets/migrations/0016_imported.sql"),
    include_str!("../../assets/migrations/0017_incidents.sql"),
    include_str!("../../assets/migrations/0018_reports.sql"),
];

/// What a migration leaves for Rust to do, in the same transaction.
fn fill(tx: &Connection, version: usize) -> Result<(), StoreError> {
    match version {
        2 => customer::fold_places(tx),
        7 => tree::fill(tx),
        8 => about::fill(tx),
        _ => Ok(()),
    }
}

/// How the store uses the machine.
#[derive(Clone, Debug)]
pub struct Options {
    /// The page cache of this connection, in KiB.
    pub cache_kib: u32,
    /// How many prepared statements this connection keeps.
    pub statements: usize,
    /// Shared by connections of one process, they write in the order they came.
    pub turn: Option<Arc<Turn>>,
    /// For proofs: the file is used as if it lay on a local disk, or on none, whatever it lies on.
    #[doc(hidden)]
    pub local: Option<bool>,
}

impl Default for Options {
    fn default() -> Self {
        Self { cache_kib: 10 * 1024, statements: 128, turn: None, local: None }
    }
}

impl Options {
    /// For one of many connections of this process.
    pub fn shared(cache_kib: u32, turn: Option<Arc<Turn>>) -> Self {
        Self { cache_kib, statements: 32, turn, local: None }
    }
}

/// How SQLite makes a commit durable here.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Journal {
    /// Write-ahead log: local file systems.
    Wal,
    /// Rollback journal, truncated after each commit: everywhere else.
    Truncate,
}

/// One connection to the office file.
pub struct Store {
    pub(super) conn: Connection,
    pub(super) turn: Option<Arc<Turn>>,
    pub(super) journal: Journal,
}

impl Store {
    /// Makes a new, empty office file, readable by its owner alone.
    pub fn create(path: &Path, key: &[u8; 32]) -> Result<Self, StoreError> {
        Self::create_with(path, key, &Options::default())
    }

    pub fn create_with(path: &Path, key: &[u8; 32], options: &Options) -> Result<Self, StoreError> {
        private_file(path)?;
        let made = (|| {
            let mut conn = connect(path, key)?;
            tune(&conn, options)?;
            let journal =
                set_journal(&conn, if file_system::is_local(path) { Journal::Wal } else { Journal::Truncate })?;
            migrate(&mut conn)?;
            Ok(Self { conn, turn: options.turn.clone(), journal })
        })();
        if made.is_err() {
            // The file is ours and empty of data: leave nothing half made behind.
            let _ = std::fs::remove_file(path);
        }
        made
    }

    /// Opens an office file, and brings its schema up to date.
    pub fn open(path: &Path, key: &[u8; 32]) -> Result<Self, StoreError> {
        Self::open_with(path, key, &Options::default())
    }

    pub fn open_with(path: &Path, key: &[u8; 32], options: &Options) -> Result<Self, StoreError> {
        Self::open_on(path, key, options, options.local.unwrap_or_else(|| file_system::is_local(path)))
    }

    pub(super) fn open_on(path: &Path, key: &[u8; 32], options: &Options, local: bool) -> Result<Self, StoreError> {
        if !path.is_file() {
            return Err(StoreError::NotFound(path.to_owned()));
        }
        // A write-ahead log beside the file may belong to someone on another host: do not even read through it.
        if !local && pages::wal_of(path).exists() {
            return Err(StoreError::WalOnNetwork(path.to_owned()));
        }
        let mut conn = connect(path, key)?;
        // Nothing of a write-ahead log that may be another file's is taken over when this ends early.
        let beside = pages::wal_of(path).exists();
        conn.set_db_config(DbConfig::SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, beside)?;
        let (tables, mode) = first_look(&conn, options, local).map_err(|error| pages::unread(&conn, path, error))?;
        if !local && mode == "wal" {
            return Err(StoreError::WalOnNetwork(path.to_owned()));
        }
        if tables == 0 || pragma(&conn, "application_id")? != APPLICATION_ID {
            return Err(StoreError::WrongKeyOrForeign(path.to_owned()));
        }
        conn.set_db_config(DbConfig::SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, false)?;
        let (file, program) = (pragma(&conn, "user_version")?, MIGRATIONS.len() as i64);
        if file > program {
            return Err(StoreError::NewerSchema { file, program });
        }
        if conn.is_readonly(rusqlite::MAIN_DB)? {
            return Err(StoreError::ReadOnly);
        }
        if !local {
            retry(|| conn.execute_batch("PRAGMA locking_mode = NORMAL; SELECT count(*) FROM sqlite_schema"))?;
        }
        let journal = set_journal(&conn, if local { Journal::Wal } else { Journal::Truncate })?;
        if file < program {
            migrate(&mut conn)?;
        }
        Ok(Self { conn, turn: options.turn.clone(), journal })
    }

    /// A number that changes when another connection has committed something. Cheap: no page of data is read.
    pub fn data_version(&self) -> Result<i64, StoreError> {
        pragma(&self.conn, "data_version")
    }

    pub fn journal(&self) -> Journal {
        self.journal
    }

    /// Whether the file lies on a network or unknown file system, which calls for a warning.
    pub fn network(&self) -> bool {
        self.journal == Journal::Truncate
    }
}

/// Makes a new file for its owner alone.
pub(super) fn private_file(path: &Path) -> Result<(), StoreError> {
    let mut file = OpenOptions::new();
    file.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut file, 0o600);
    file.open(path).map(drop).map_err(|error| match error.kind() {
        std::io::ErrorKind::AlreadyExists => StoreError::Exists(path.to_owned()),
        std::io::ErrorKind::StorageFull => StoreError::DiskFull,
        std::io::ErrorKind::PermissionDenied | std::io::ErrorKind::ReadOnlyFilesystem => StoreError::ReadOnly,
        _ => StoreError::Io(format!("{}: {error}", path.display())),
    })
}

/// The first pages read: how many tables there are, and the journal mode.
fn first_look(conn: &Connection, options: &Options, local: bool) -> Result<(i64, String), StoreError> {
    tune(conn, options)?;
    if !local {
        // Looks at the journal mode without the shared memory that a write-ahead log would need.
        retry(|| conn.execute_batch("PRAGMA locking_mode = EXCLUSIVE"))?;
    }
    let tables = retry(|| conn.query_row("SELECT count(*) FROM sqlite_schema", [], |row| row.get(0)))?;
    let mode = retry(|| conn.query_row("PRAGMA journal_mode", [], |row| row.get(0)))?;
    Ok((tables, mode))
}

/// Opens the file under its key; nothing of it is read yet.
pub(super) fn connect(path: &Path, key: &[u8; 32]) -> Result<Connection, StoreError> {
    let mut conn =
        Connection::open_with_flags(path, OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX)?;
    let mut random = fastrand::Rng::new();
    // SQLite's own waiting starves some of many writers for seconds; jitter does not. About 10 s in all.
    conn.busy_handler(Some(move |tries: i32| {
        std::thread::sleep(Duration::from_micros(random.u64(500..=if tries < 20 { 5_000 } else { 25_000 })));
        tries < 800
    }))?;
    // SQLCipher would write its errors over the screen; they reach the caller as `StoreError` anyway.
    conn.execute_batch("PRAGMA cipher_log_level = NONE")?;
    conn.execute_batch(&with_key("key", key))?;
    conn.execute_batch("PRAGMA cipher_page_size = 4096")?;
    conn.set_db_config(DbConfig::SQLITE_DBCONFIG_DEFENSIVE, true)?;
    Ok(conn)
}

/// Sets what this connection may use, and SQLite's guards.
pub(super) fn tune(conn: &Connection, options: &Options) -> Result<(), StoreError> {
    retry(|| {
        conn.execute_batch(&format!(
            "PRAGMA cache_size = -{}; PRAGMA wal_autocheckpoint = {}; PRAGMA temp_store = MEMORY;
             PRAGMA foreign_keys = ON; PRAGMA trusted_schema = OFF",
            options.cache_kib,
            // Bulk work writes the same pages again and again: to the log first, and to the file once.
            (options.cache_kib / 4).max(1_000)
        ))
    })?;
    conn.set_prepared_statement_cache_capacity(options.statements);
    Ok(())
}

/// A pragma of SQLCipher that takes the file's key as it is, without a password's stretching.
pub(super) fn with_key(pragma: &str, key: &[u8; 32]) -> zeroize::Zeroizing<String> {
    let mut sql = zeroize::Zeroizing::new(String::with_capacity(128));
    sql.push_str("PRAGMA ");
    sql.push_str(pragma);
    sql.push_str(" = \"x'");
    for byte in key {
        for nibble in [byte >> 4, byte & 15] {
            sql.push(char::from_digit(u32::from(nibble), 16).unwrap_or('0'));
        }
    }
    sql.push_str("'\"");
    sql
}

pub(super) fn set_journal(conn: &Connection, journal: Journal) -> Result<Journal, StoreError> {
    set_mode(conn, if journal == Journal::Wal { "WAL" } else { "TRUNCATE" })?;
    retry(|| conn.execute_batch("PRAGMA synchronous = FULL"))?;
    Ok(journal)
}

pub(super) fn set_mode(conn: &Connection, name: &str) -> Result<(), StoreError> {
    let sql = format!("PRAGMA journal_mode = {name}");
    let set: String = retry(|| conn.query_row(&sql, [], |row| row.get(0)))?;
    if !set.eq_ignore_ascii_case(name) {
        return Err(StoreError::Io(format!("the journal mode is {set} and could not be made {name}")));
    }
    Ok(())
}

/// Brings the schema from what the file has to what the program knows, in one transaction.
fn migrate(conn: &mut Connection) -> Result<(), StoreError> {
    let tx = conn.transaction_with_behavior(TransactionBehavior::Immediate)?;
    // Read again under the lock: another process may have migrated meanwhile.
    let from = usize::try_from(pragma(&tx, "user_version")?).unwrap_or(0);
    for (version, migration) in (1..).zip(MIGRATIONS).skip(from) {
        tx.execute_batch(migration)?;
        fill(&tx, version)?;
    }
    tx.execute_batch(&format!(
        "PRAGMA application_id = {APPLICATION_ID}; PRAGMA user_version = {}",
        MIGRATIONS.len().max(from)
    ))?;
    tx.commit()?;
    Ok(())
}

pub(super) fn pragma(conn: &Connection, name: &str) -> Result<i64, StoreError> {
    retry(|| conn.query_row(&format!("PRAGMA {name}"), [], |row| row.get(0)))
}

/// Tries again while the file is locked: pragmas at opening do not always wait by the busy handler.
pub(super) fn retry<T>(mut attempt: impl FnMut() -> rusqlite::Result<T>) -> Result<T, StoreError> {
    for _ in 0..40 {
        match attempt().map_err(StoreError::from) {
            Err(StoreError::Busy) => std::thread::sleep(Duration::from_millis(fastrand::u64(5..=50))),
            done => return done,
        }
    }
    Err(StoreError::Busy)
}
