//! The whole file as rows: what a backup is made of, and what a new file is made from again.
//!
//! Rows travel in packs: each cell one after the other, in the compact form of postcard. Indexes are not among them; a
//! new file makes its own, so that a damaged one is not carried over.

use std::collections::BTreeMap;
use std::fs::File;
use std::path::{Path, PathBuf};
use std::time::Duration;

use rusqlite::backup::{Backup, StepResult};
use rusqlite::types::{ToSqlOutput, ValueRef};
use rusqlite::{Connection, ToSql, params_from_iter};
use serde::{Deserialize, Serialize, Serializer};

use super::open::{APPLICATION_ID, MIGRATIONS, connect, pragma, private_file, tune};
use super::{Journal, Options, Snapshot, Store, StoreError};

/// A pack is handed over when it has so many bytes.
const PACK: usize = 256 * 1024;
/// Pages that are copied between two looks at whether others want to write.
const PAGES: i32 = 256;
/// A copy that others' writes began anew so often is made in one go.
const BEGUN_ANEW: u32 = 3;
/// The page cache of whoever makes a new file, in KiB.
const LOAD_CACHE_KIB: u32 = 64 * 1024;

/// A table and the columns of it that are stored.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Table {
    pub name: String,
    pub columns: Vec<String>,
}

#[derive(Serialize, Deserialize)]
enum Cell<'a> {
    Null,
    Integer(i64),
    Real(f64),
    Text(&'a str),
    Blob(#[serde(serialize_with = "as_bytes")] &'a [u8]),
}

/// At once, and not as a list of numbers.
fn as_bytes<S: Serializer>(bytes: &[u8], serializer: S) -> Result<S::Ok, S::Error> {
    serializer.serialize_bytes(bytes)
}

impl<'a> Cell<'a> {
    fn of(value: ValueRef<'a>) -> Result<Self, StoreError> {
        Ok(match value {
            ValueRef::Null => Self::Null,
            ValueRef::Integer(number) => Self::Integer(number),
            ValueRef::Real(number) => Self::Real(number),
            ValueRef::Text(text) => {
                Self::Text(str::from_utf8(text).map_err(|_| StoreError::Corrupt("a text is no text".into()))?)
            }
            ValueRef::Blob(bytes) => Self::Blob(bytes),
        })
    }
}

impl ToSql for Cell<'_> {
    fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
        Ok(ToSqlOutput::Borrowed(match self {
            Self::Null => ValueRef::Null,
            Self::Integer(number) => ValueRef::Integer(*number),
            Self::Real(number) => ValueRef::Real(*number),
            Self::Text(text) => ValueRef::Text(text.as_bytes()),
            Self::Blob(bytes) => ValueRef::Blob(bytes),
        }))
    }
}

/// The tables of a file, by name.
fn tables(conn: &Connection) -> Result<Vec<Table>, StoreError> {
    let sql =
        "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\' ORDER BY name";
    let mut names = conn.prepare(sql)?;
    let names: Vec<String> = names.query_map([], |row| row.get(0))?.collect::<rusqlite::Result<_>>()?;
    // Columns that are computed from others are not stored.
    let mut columns = conn.prepare("SELECT name FROM pragma_table_xinfo(?1) WHERE hidden = 0 ORDER BY cid")?;
    let table = |name: String| {
        let columns = columns.query_map([&name], |row| row.get(0))?.collect::<rusqlite::Result<_>>()?;
        Ok(Table { name, columns })
    };
    names.into_iter().map(table).collect()
}

fn quoted(name: &str) -> String {
    format!("\"{}\"", name.replace('"', "\"\""))
}

impl Table {
    fn column_list(&self) -> String {
        self.columns.iter().map(|column| quoted(column)).collect::<Vec<_>>().join(", ")
    }
}

impl Snapshot<'_> {
    /// The version of the file's schema.
    pub fn schema(&self) -> Result<i64, StoreError> {
        pragma(self.conn, "user_version")
    }

    /// The tables of the file, by name.
    pub fn tables(&self) -> Result<Vec<Table>, StoreError> {
        tables(self.conn)
    }

    /// Hands over all rows of a table, in packs, with how many each has.
    ///
    /// # Errors
    /// What can't be read, and what `each` says.
    pub fn dump<E: From<StoreError>>(
        &self,
        table: &Table,
        mut each: impl FnMut(&[u8], u64) -> Result<(), E>,
    ) -> Result<(), E> {
        let sql = format!("SELECT {} FROM {}", table.column_list(), quoted(&table.name));
        let mut statement = self.conn.prepare(&sql).map_err(StoreError::from)?;
        let mut rows = statement.query([]).map_err(StoreError::from)?;
        let (mut pack, mut count) = (Vec::with_capacity(PACK * 2), 0);
        while let Some(row) = rows.next().map_err(StoreError::from)? {
            for column in 0..table.columns.len() {
                let cell = Cell::of(row.get_ref(column).map_err(StoreError::from)?)?;
                pack = postcard::to_extend(&cell, pack).map_err(|error| StoreError::Io(error.to_string()))?;
            }
            count += 1;
            if pack.len() >= PACK {
                each(&pack, count)?;
                pack.clear();
                count = 0;
            }
        }
        if count > 0 { each(&pack, count) } else { Ok(()) }
    }
}

impl Store {
    /// A copy of the file under the same key, page by page, while others go on to write. For file systems where a long
    /// look at the file itself would keep them from it.
    ///
    /// # Errors
    /// The file can't be read, or the copy not written.
    pub fn copy_to(&mut self, path: &Path, key: &[u8; 32]) -> Result<Self, StoreError> {
        private_file(path)?;
        let mut copy = connect(path, key)?;
        tune(&copy, &Options::shared(LOAD_CACHE_KIB, None))?;
        {
            let copying = Backup::new(&self.conn, &mut copy)?;
            let (mut pages, mut left, mut begun) = (PAGES, i32::MAX, 0);
            loop {
                match copying.step(pages)? {
                    StepResult::Done => break,
                    StepResult::More => {}
                    _ => std::thread::sleep(Duration::from_millis(20)),
                }
                let now = copying.progress().remaining;
                begun += u32::from(now > left);
                left = now;
                // Somebody always writes: then they wait, once.
                pages = if begun >= BEGUN_ANEW { -1 } else { PAGES };
                std::thread::yield_now();
            }
        }
        Ok(Self { conn: copy, turn: None, journal: Journal::Truncate })
    }
}

/// A new file that is being filled from rows. Dropped before `finish` it takes the file away again.
pub struct Load {
    conn: Option<Connection>,
    path: PathBuf,
    /// What the schema has, and of each table how many rows came in.
    tables: Vec<Table>,
    counts: BTreeMap<String, u64>,
    indexes: Vec<String>,
    schema: usize,
}

impl Load {
    /// Begins a new file with the schema of that version, under this key.
    ///
    /// # Errors
    /// The file is there already or can't be made, or this program does not know the schema.
    pub fn begin(path: &Path, key: &[u8; 32], schema: i64) -> Result<Self, StoreError> {
        let program = MIGRATIONS.len();
        let known = usize::try_from(schema).ok().filter(|schema| (1..=program).contains(schema));
        let schema = known.ok_or(StoreError::NewerSchema { file: schema, program: program as i64 })?;
        private_file(path)?;
        let mut load = Self {
            conn: None,
            path: path.to_owned(),
            tables: Vec::new(),
            counts: BTreeMap::new(),
            indexes: Vec::new(),
            schema,
        };
        let conn = connect(path, key)?;
        tune(&conn, &Options { cache_kib: LOAD_CACHE_KIB, ..Options::default() })?;
        // Half a file is taken away, so nothing is lost by writing without a net; `finish` has it all on the disk.
        conn.execute_batch("PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; PRAGMA foreign_keys = OFF; BEGIN")?;
        MIGRATIONS[..schema].iter().try_for_each(|migration| conn.execute_batch(migration))?;
        load.indexes = taken_indexes(&conn)?;
        load.tables = tables(&conn)?;
        load.counts = load.tables.iter().map(|table| (table.name.clone(), 0)).collect();
        load.conn = Some(conn);
        Ok(load)
    }

    fn conn(&self) -> Result<&Connection, StoreError> {
        self.conn.as_ref().ok_or(StoreError::Missing)
    }

    /// Puts a pack of rows into a table.
    ///
    /// # Errors
    /// `Corrupt` where they do not fit it.
    pub fn rows(&mut self, table: &Table, pack: &[u8]) -> Result<u64, StoreError> {
        if !self.tables.contains(table) {
            return Err(unfit(&table.name));
        }
        let marks = vec!["?"; table.columns.len()].join(", ");
        let sql = format!("INSERT INTO {} ({}) VALUES ({marks})", quoted(&table.name), table.column_list());
        let mut statement = self.conn()?.prepare_cached(&sql)?;
        let (mut rest, mut count) = (pack, 0);
        while !rest.is_empty() {
            let mut row = Vec::with_capacity(table.columns.len());
            for _ in &table.columns {
                let (cell, after) = postcard::take_from_bytes::<Cell<'_>>(rest).map_err(|_| unfit(&table.name))?;
                row.push(cell);
                rest = after;
            }
            statement.execute(params_from_iter(row)).map_err(|error| match StoreError::from(error) {
                StoreError::DiskFull => StoreError::DiskFull,
                _ => unfit(&table.name),
            })?;
            count += 1;
        }
        drop(statement);
        *self.counts.entry(table.name.clone()).or_default() += count;
        Ok(count)
    }

    /// Makes the indexes, proves the file, and has it on the disk. Answers how many rows each table has.
    ///
    /// # Errors
    /// `Corrupt` where rows name others that are not there, or the file does not prove whole.
    pub fn finish(mut self) -> Result<BTreeMap<String, u64>, StoreError> {
        let conn = self.conn()?;
        self.indexes.iter().try_for_each(|index| conn.execute_batch(index))?;
        conn.execute_batch(&format!(
            "PRAGMA application_id = {APPLICATION_ID}; PRAGMA user_version = {}; COMMIT",
            self.schema
        ))?;
        let astray: i64 = conn.query_row("SELECT count(*) FROM pragma_foreign_key_check", [], |row| row.get(0))?;
        let whole: String = conn.query_row("PRAGMA quick_check(1)", [], |row| row.get(0))?;
        if astray > 0 || whole != "ok" {
            return Err(StoreError::Corrupt(format!("{astray} rows name others that are not there; {whole}")));
        }
        let counts = std::mem::take(&mut self.counts);
        if let Some(conn) = self.conn.take() {
            conn.close().map_err(|(_, error)| StoreError::from(error))?;
        }
        File::open(&self.path)
            .and_then(|file| file.sync_all())
            .map_err(|error| StoreError::Io(format!("{}: {error}", self.path.display())))?;
        // It is whole: nothing to take away.
        self.path = PathBuf::new();
        Ok(counts)
    }
}

impl Drop for Load {
    fn drop(&mut self) {
        if !self.path.as_os_str().is_empty() {
            self.conn = None;
            let _ = std::fs::remove_file(&self.path);
        }
    }
}

fn unfit(table: &str) -> StoreError {
    StoreError::Corrupt(format!("the rows of {table} do not fit"))
}

/// Takes the indexes away, and answers how to make them. They are made at once when all rows are there.
fn taken_indexes(conn: &Connection) -> Result<Vec<String>, StoreError> {
    let sql = "SELECT name, sql FROM sqlite_schema WHERE type = 'index' AND sql IS NOT NULL ORDER BY name";
    let mut statement = conn.prepare(sql)?;
    let indexes: Vec<(String, String)> =
        statement.query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?.collect::<rusqlite::Result<_>>()?;
    drop(statement);
    let take = |(name, sql): (String, String)| {
        conn.execute_batch(&format!("DROP INDEX {}", quoted(&name)))?;
        Ok(sql)
    };
    indexes.into_iter().map(take).collect()
}
