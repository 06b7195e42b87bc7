//! Rows out of a file and into a new one.

use std::path::Path;

use super::super::dump::{Load, Table};
use super::*;

const OTHER: [u8; 32] = [9; 32];

/// All rows of a file, brought into a new one under another key.
fn reloaded(store: &mut Store, path: &Path) -> Result<Store, StoreError> {
    store.read(|snapshot| {
        let mut load = Load::begin(path, &OTHER, snapshot.schema()?)?;
        let mut counts = std::collections::BTreeMap::new();
        for table in snapshot.tables()? {
            let mut rows = 0;
            snapshot.dump(&table, |pack, count| {
                assert_eq!(load.rows(&table, pack)?, count);
                rows += count;
                Ok::<_, StoreError>(())
            })?;
            counts.insert(table.name, rows);
        }
        assert_eq!(load.finish()?, counts);
        Ok::<_, StoreError>(())
    })?;
    Store::open(path, &OTHER)
}

#[test]
fn rows_come_back_with_their_indexes_under_another_key() {
    let mut office = Office::new();
    for n in 1..=400 {
        let name = format!("Nguyễn Văn {n}");
        office.write(Action::CustomerCreate, None, |tx| tx.insert_customer(&customer(n, &name, "Kim Sơn")));
    }
    let path = office.path.with_file_name("again.db");
    let mut again = reloaded(&mut office.store, &path).unwrap();
    let schema = |store: &Store| -> Vec<(String, String)> {
        let sql = "SELECT name, coalesce(sql, '') FROM sqlite_schema ORDER BY name";
        let mut statement = store.conn.prepare(sql).unwrap();
        statement.query_map([], |row| Ok((row.get(0)?, row.get(1)?))).unwrap().map(Result::unwrap).collect()
    };
    assert_eq!(schema(&again), schema(&office.store));
    let found = again.read(|snapshot| snapshot.customer(id(7))).unwrap().unwrap();
    assert_eq!(found, customer(7, "Nguyễn Văn 7", "Kim Sơn").customer);
    let heads = [&mut office.store, &mut again].map(|store| store.read(|snapshot| snapshot.head()).unwrap());
    assert_eq!(heads[0], heads[1]);
    let whole: String = again.conn.query_row("PRAGMA integrity_check", [], |row| row.get(0)).unwrap();
    assert_eq!(whole, "ok");
}

#[test]
fn what_does_not_fit_leaves_no_file() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("new.db");
    let newer = Load::begin(&path, &KEY, 1_000);
    assert!(matches!(newer.err(), Some(StoreError::NewerSchema { file: 1_000, .. })));
    let schema = super::super::open::MIGRATIONS.len() as i64;
    let star = Table { name: "star".into(), columns: vec!["member".into(), "customer".into(), "at".into()] };
    for (table, pack) in [
        (Table { name: "nowhere".into(), columns: Vec::new() }, &b""[..]),
        (Table { columns: vec!["member".into(), "at".into()], ..star.clone() }, b""),
        (Table { name: "star\"; DROP TABLE member; --".into(), ..star.clone() }, b""),
        (star.clone(), b"\x00\x00"),
        (star.clone(), b"\x07\xff\xff\xff\xff\xff"),
        (star, b"\x00\x00\x00"),
    ] {
        let mut load = Load::begin(&path, &KEY, schema).unwrap();
        let refused = load.rows(&table, pack);
        assert!(matches!(refused, Err(StoreError::Corrupt(_))), "{table:?} {refused:?}");
        drop(load);
        assert!(!path.exists());
    }
    let load = Load::begin(&path, &KEY, schema).unwrap();
    assert!(matches!(Load::begin(&path, &KEY, schema).err(), Some(StoreError::Exists(_))));
    drop(load);
}

/// As on a network file system, where a long look would keep others from writing.
#[test]
fn a_copy_is_of_one_moment_while_others_write() {
    let office = Office::new();
    let Office { store, path, _folder, .. } = office;
    store.conn.execute_batch("PRAGMA journal_mode = TRUNCATE").unwrap();
    drop(store);
    let open = || Store::open_on(&path, &KEY, &Options::default(), false).unwrap();
    let mut writer = open();
    let written = std::thread::scope(|scope| {
        let writing = scope.spawn(|| {
            for n in 1..=120 {
                let new = customer(n, "Nguyễn Văn Ghi", "Kim Sơn");
                let act = entry(Action::CustomerCreate, Some(id(n)));
                let write = |tx: &mut Tx| tx.insert_customer(&new).map(|()| (act.clone(), ()));
                writer.write(&|_| [0; 64], id(10_000 + n), write).unwrap();
            }
        });
        let mut copies = Vec::new();
        while !writing.is_finished() || copies.is_empty() {
            let to = path.with_file_name(format!("copy-{}", copies.len()));
            let mut source = open();
            let mut copy = source.copy_to(&to, &KEY).unwrap();
            let head = copy.read(|snapshot| snapshot.head()).unwrap().map_or(0, |(head, _)| head);
            let customers: i64 = copy.conn.query_row("SELECT count(*) FROM customer", [], |row| row.get(0)).unwrap();
            assert_eq!(head - 1, customers, "each entry with its customer");
            copies.push(head);
        }
        copies
    });
    assert!(written.is_sorted());
}
