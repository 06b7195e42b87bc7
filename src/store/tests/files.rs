//! The file itself: opening, refusing, sharing, rolling back.

use super::super::open::MIGRATIONS;
use super::*;

fn bytes_of(office: &Office) -> Vec<u8> {
    std::fs::read(&office.path).unwrap()
}

#[test]
fn what_was_written_is_there_after_opening_again() {
    let mut office = Office::new();
    office.write(Action::CustomerCreate, None, |tx| tx.insert_customer(&customer(1, "Đặng Văn An", "Kim Sơn")));
    let mut again = Store::open(&office.path, &KEY).unwrap();
    let found = again.read(|tx| tx.customer(id(1))).unwrap().unwrap();
    assert_eq!(found, customer(1, "Đặng Văn An", "Kim Sơn").customer);
    assert_eq!(again.network(), again.journal() == Journal::Truncate);
}

#[test]
fn the_file_holds_no_plain_text() {
    let mut office = Office::new();
    office.write(Action::CustomerCreate, None, |tx| tx.insert_customer(&customer(1, "Needleworth", "Haystack")));
    let wal = office.path.with_file_name("office.kin-wal");
    let mut bytes = bytes_of(&office);
    bytes.extend(std::fs::read(wal).unwrap_or_default());
    assert!(bytes.len() > 4096);
    for needle in [&b"Needleworth"[..], b"needleworth", b"SQLite format", b"customer_by_name"] {
        assert!(!bytes.windows(needle.len()).any(|window| window == needle));
    }
}

#[cfg(unix)]
#[test]
fn only_its_owner_may_read_the_file() {
    use std::os::unix::fs::PermissionsExt;
    let office = Office::new();
    assert_eq!(std::fs::metadata(&office.path).unwrap().permissions().mode() & 0o777, 0o600);
}

#[test]
fn refuses_what_it_cannot_open_and_leaves_it_as_it_is() {
    let office = Office::new();
    let path = office.path.clone();
    assert!(matches!(Store::create(&path, &KEY), Err(StoreError::Exists(_))));
    let missing = path.with_file_name("missing.kin");
    assert!(matches!(Store::open(&missing, &KEY), Err(StoreError::NotFound(_))));
    assert!(!missing.exists());
    let Office { store, _folder: folder, .. } = office;
    drop(store);
    let before = std::fs::read(&path).unwrap();
    assert!(matches!(Store::open(&path, &[8; 32]), Err(StoreError::WrongKeyOrForeign(_))));
    assert_eq!(std::fs::read(&path).unwrap(), before);
    for (name, content) in [("empty", &b""[..]), ("text", &b"name,phone\n".repeat(900)[..])] {
        let foreign = folder.path().join(name);
        std::fs::write(&foreign, content).unwrap();
        assert!(matches!(Store::open(&foreign, &KEY), Err(StoreError::WrongKeyOrForeign(_))), "{name}");
        assert_eq!(std::fs::read(&foreign).unwrap(), content, "{name}");
    }
}

#[test]
fn refuses_a_newer_schema_and_another_application() {
    let office = Office::new();
    office.store.conn.execute_batch("PRAGMA user_version = 99").unwrap();
    assert!(
        matches!(Store::open(&office.path, &KEY), Err(StoreError::NewerSchema { file: 99, program }) if program == MIGRATIONS.len() as i64)
    );
    office.store.conn.execute_batch("PRAGMA user_version = 1; PRAGMA application_id = 5").unwrap();
    assert!(matches!(Store::open(&office.path, &KEY), Err(StoreError::WrongKeyOrForeign(_))));
}

#[test]
fn refuses_a_file_in_wal_mode_where_it_is_not_safe() {
    let office = Office::new();
    office.store.conn.execute_batch("PRAGMA journal_mode = WAL; CREATE TABLE x (y)").unwrap();
    let on_network = |path: &PathBuf| Store::open_on(path, &KEY, &Options::default(), false);
    // While someone has it open, the log lies beside it; afterwards its header alone says so.
    assert!(matches!(on_network(&office.path), Err(StoreError::WalOnNetwork(_))));
    let Office { store, path, _folder, .. } = office;
    drop(store);
    let before = std::fs::read(&path).unwrap();
    assert!(matches!(on_network(&path), Err(StoreError::WalOnNetwork(_))));
    assert_eq!(std::fs::read(&path).unwrap(), before);
    assert_eq!(std::fs::read_dir(path.parent().unwrap()).unwrap().count(), 1);
    // A local computer may turn it into a file that is safe there.
    Store::open(&path, &KEY).unwrap().conn.execute_batch("PRAGMA journal_mode = DELETE").unwrap();
    let mut store = on_network(&path).unwrap();
    assert_eq!((store.journal(), store.network()), (Journal::Truncate, true));
    let mut second = on_network(&path).unwrap();
    store.write(&sign, id(1), |_| Ok::<_, StoreError>((entry(Action::LogView, None), ()))).unwrap();
    assert_eq!(second.read(|tx| tx.head()).unwrap().unwrap().0, 2);
}

#[test]
fn errors_of_the_disk_have_names() {
    use rusqlite::ffi;
    let of = |code| StoreError::from(rusqlite::Error::SqliteFailure(ffi::Error::new(code), None));
    assert!(matches!(of(ffi::SQLITE_READONLY), StoreError::ReadOnly));
    assert!(matches!(of(ffi::SQLITE_FULL), StoreError::DiskFull));
    assert!(matches!(of(ffi::SQLITE_BUSY_SNAPSHOT), StoreError::Busy));
    assert!(matches!(of(ffi::SQLITE_CORRUPT), StoreError::Corrupt(_)));
}

#[test]
fn a_failed_write_leaves_no_trace() {
    let mut office = Office::new();
    let head = office.read(|tx| tx.head());
    let failed = office.try_write(Action::CustomerCreate, None, |tx| -> Result<(), StoreError> {
        tx.insert_customer(&customer(1, "An", ""))?;
        Err(StoreError::Missing)
    });
    assert!(matches!(failed, Err(StoreError::Missing)));
    assert_eq!(office.read(|tx| tx.head()), head);
    assert_eq!(office.read(|tx| tx.customer(id(1))), None);
    // A full disk has rolled back already when the error arrives.
    let rolled_back = office.try_write(Action::CustomerCreate, None, |tx| -> Result<(), StoreError> {
        tx.insert_customer(&customer(1, "An", ""))?;
        tx.conn.execute_batch("ROLLBACK")?;
        Err(StoreError::DiskFull)
    });
    assert!(matches!(rolled_back, Err(StoreError::DiskFull)));
    office.write(Action::CustomerCreate, None, |tx| tx.insert_customer(&customer(1, "An", "")));
    assert_eq!(office.verify().unwrap().entries, 2);
}

#[test]
fn a_full_disk_is_borne() {
    let mut office = Office::new();
    let pages: i64 = office.store.conn.query_row("PRAGMA page_count", [], |row| row.get(0)).unwrap();
    office.store.conn.query_row(&format!("PRAGMA max_page_count = {}", pages + 8), [], |_| Ok(())).unwrap();
    let many: Vec<NewCustomer> = (0..500).map(|n| customer(n, "An", "")).collect();
    let full = office.try_write(Action::Import, None, |tx| tx.insert_customers(&many));
    assert!(matches!(full, Err(StoreError::DiskFull)), "{full:?}");
    office.write(Action::LogView, None, |_| Ok(()));
    assert_eq!(office.read(|tx| tx.customer_total(&Reach::All)), 0);
    office.verify().unwrap();
}

#[test]
fn one_op_is_done_once() {
    let mut office = Office::new();
    let mut write = || office.store.write(&sign, id(77), |_| Ok::<_, StoreError>((entry(Action::LogView, None), ())));
    assert_eq!(write().unwrap().sequence, 2);
    assert!(matches!(write(), Err(StoreError::AlreadyDone { sequence: 2 })));
    assert_eq!(office.read(|tx| tx.sequence_of(id(77))), Some(2));
}

#[test]
fn time_never_runs_backwards_in_the_log() {
    let mut office = Office::new();
    for at in [5_000, 2_000, 9_000] {
        let op = id(at as u64);
        let late = Entry { at: Micros(at), ..entry(Action::LogView, None) };
        office.store.write(&sign, op, |_| Ok::<_, StoreError>((late.clone(), ()))).unwrap();
    }
    let log = office.read(|tx| tx.log(&LogFilter::default(), None, 10));
    let times: Vec<i64> = log.iter().map(|logged| logged.sealed.entry.at.0).collect();
    assert_eq!(times, [9_000, 5_000, 5_000, 1_000]);
    let from = LogFilter { from: Some(Micros(5_000)), to: Some(Micros(9_000)), ..LogFilter::default() };
    assert_eq!(office.read(|tx| tx.log(&from, None, 10)).len(), 2);
}

#[test]
fn several_connections_write_one_chain() {
    let mut office = Office::new();
    let path = &office.path;
    std::thread::scope(|scope| {
        for writer in 0..4_u8 {
            scope.spawn(move || {
                let mut store = Store::open(path, &KEY).unwrap();
                for n in 0..25_u8 {
                    let write = |tx: &mut Tx| {
                        tx.set_office(&format!("{writer}"), &[n])?;
                        Ok::<_, StoreError>((entry(Action::LogView, None), ()))
                    };
                    store.write(&sign, id(u64::from(writer) * 100 + u64::from(n)), write).unwrap();
                }
            });
        }
    });
    assert_eq!(office.verify().unwrap().entries, 101);
}

#[test]
fn connections_that_share_a_turn_write_in_the_order_they_came() {
    let mut office = Office::new();
    let turn = std::sync::Arc::new(Turn::default());
    let options = Options::shared(256, Some(turn.clone()));
    let open = || Store::open_with(&office.path, &KEY, &options).unwrap();
    let mut stores: Vec<Store> = (0..6).map(|_| open()).collect();
    let mut last = stores.pop().unwrap();
    std::thread::scope(|scope| {
        last.write(&sign, id(500), |_| {
            // They come one after the other while this one writes.
            for (number, mut store) in (0..).zip(stores.drain(..)) {
                scope.spawn(move || {
                    let entry = Entry { reason: number.to_string(), ..entry(Action::LogView, None) };
                    store.write(&sign, id(600 + number), |_| Ok::<_, StoreError>((entry.clone(), ()))).unwrap();
                });
                while turn.waiting() != number as usize + 1 {
                    std::thread::yield_now();
                }
            }
            Ok::<_, StoreError>((entry(Action::LogView, None), ()))
        })
        .unwrap();
    });
    let order = office.read(|tx| (600..605).map(|op| tx.sequence_of(id(op))).collect::<Result<Vec<_>, _>>());
    assert!(order.is_sorted() && order.iter().all(Option::is_some), "{order:?}");
    // A write that fails gives its turn back, and so does one without an entry.
    last.write(&sign, id(700), |_| Err::<(Entry, ()), _>(StoreError::Missing)).unwrap_err();
    last.shelf(|shelf| shelf.set_preferences(MEMBER, "{}")).unwrap();
    last.write(&sign, id(701), |_| Ok::<_, StoreError>((entry(Action::LogView, None), ()))).unwrap();
    office.verify().unwrap();
}

#[test]
fn a_snapshot_does_not_move() {
    let mut office = Office::new();
    if office.store.network() {
        return; // A rollback journal makes the writer wait instead.
    }
    let mut other = Store::open(&office.path, &KEY).unwrap();
    office.read(|tx| {
        let before = tx.head()?;
        other.write(&sign, id(5), |_| Ok::<_, StoreError>((entry(Action::LogView, None), ()))).unwrap();
        assert_eq!(tx.head()?, before);
        Ok(())
    });
    assert_eq!(office.read(|tx| tx.head()).unwrap().0, 2);
}

/// A migration is never edited after it landed: this is the schema that they make together.
#[test]
fn the_schema_is_the_one_that_landed() {
    assert_eq!(MIGRATIONS.len(), 18);
    let office = Office::new();
    let sql = "SELECT type || ' ' || name || coalesce(' ' || sql, '') FROM sqlite_schema ORDER BY type, name";
    let mut statement = office.store.conn.prepare(sql).unwrap();
    let schema: Vec<String> = statement.query_map([], |row| row.get(0)).unwrap().map(Result::unwrap).collect();
    insta::assert_snapshot!(schema.join("\n"));
}

/// A file of version 1, with customers who were there before lists by city were.
#[test]
fn an_older_file_is_brought_up_to_date() {
    let mut office = Office::new();
    let mut cities = ["Huế", "Đà Nẵng", "", "Iași"].into_iter().cycle();
    let all: Vec<NewCustomer> = (0..2_500)
        .map(|n| {
            let mut new = customer(n, "An", "");
            new.customer.city = cities.next().unwrap_or_default().into();
            new.customer.country = "România".into();
            new
        })
        .collect();
    office.write(Action::Import, None, |tx| tx.insert_customers(&all));
    let Office { store, path, _folder, .. } = office;
    // What came after 0001 is taken away again.
    store
        .conn
        .execute_batch(&format!(
            "{BEFORE_THE_SUPPORT_DESK}
             DROP INDEX customer_by_city; DROP INDEX customer_by_updated; ALTER TABLE customer DROP COLUMN city_folded;
             ALTER TABLE customer DROP COLUMN country_folded; DROP TABLE saved_view; DROP TABLE preference;
             DROP TABLE draft; DROP TABLE request;
             DROP TABLE proposal; DROP TABLE alert; DROP TABLE reseal; DROP TABLE customer_share;
             DROP INDEX customer_private; DROP INDEX customer_by_department; ALTER TABLE customer DROP COLUMN private;
             ALTER TABLE customer_count DROP COLUMN private;
             CREATE INDEX customer_by_department ON customer (department, search, id, code);
             DROP TABLE ssh_key; DROP TABLE message; DROP TABLE alert_told; DROP INDEX session_live;
             DROP TABLE audit_node; DROP TABLE audit_gone;
             DROP TABLE audit_about; DROP INDEX audit_by_session; DROP INDEX audit_refused;
             PRAGMA user_version = 1"
        ))
        .unwrap();
    let first = rusqlite::Connection::open_in_memory().unwrap();
    first.execute_batch(MIGRATIONS[0]).unwrap();
    let schema = |conn: &rusqlite::Connection| -> Vec<String> {
        let sql = "SELECT name FROM sqlite_schema UNION ALL SELECT name FROM pragma_table_info('customer') ORDER BY 1";
        let mut statement = conn.prepare(sql).unwrap();
        statement.query_map([], |row| row.get(0)).unwrap().map(Result::unwrap).collect()
    };
    assert_eq!(schema(&store.conn), schema(&first), "as 0001 alone makes it");
    drop(store);
    let mut office = Office { store: Store::open(&path, &KEY).unwrap(), path, _folder, next: 50 };
    let cities: Vec<(String, String, i64)> = office.read(|tx| {
        let sql = "SELECT city_folded, country_folded, count(*) FROM customer GROUP BY 1, 2 ORDER BY 1";
        tx.all(sql, [], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))
    });
    let row = |city: &str| (city.to_owned(), "romania".to_owned(), 625);
    assert_eq!(cities, [row(""), row("da nang"), row("hue"), row("iasi")]);
    office.verify().unwrap();
    let known = Known::default();
    let query = ListQuery { sort: ListSort::City, descending: true, ..ListQuery::new(&Reach::All, &known, 3) };
    assert!(office.read(|tx| tx.list(&query)).rows.iter().all(|row| row.city == "Iași"));
}

#[test]
fn counts_at_the_door() {
    let mut office = Office::new();
    let day = 24 * 3600 * 1_000_000;
    let first = office.write(Action::SignIn, None, |tx| {
        tx.add_attempt(b"an", Micros(10))?;
        tx.add_attempt(b"nobody", Micros(10))?;
        tx.add_attempt(b"an", Micros(20))
    });
    assert_eq!(first, Attempts { failures: 2, last_at: Micros(20) });
    office.write(Action::SignIn, None, |tx| tx.clear_attempts(b"an"));
    assert_eq!(office.read(|tx| tx.attempts(b"an")), Attempts::default());
    office.write(Action::SignIn, None, |tx| tx.add_attempt(b"x", Micros(11 + day)));
    assert_eq!(office.read(|tx| tx.attempts(b"nobody")), Attempts::default());
    let state = MemberState { failures: 1, last_sign_in: Some(Micros(5)), last_totp_step: Some(9) };
    office.write(Action::SignIn, None, |tx| tx.set_member_state(MEMBER, &state));
    assert_eq!(office.read(|tx| tx.member_state(MEMBER)), state);
    let tries = |day| move |tx: &mut Tx| tx.add_try(Action::FieldCheck, MEMBER, id(1), Field::Phone, day);
    assert_eq!(office.write(Action::FieldCheck, None, tries(1)), 1);
    assert_eq!(office.write(Action::FieldCheck, None, tries(1)), 2);
    assert_eq!(office.write(Action::FieldCheck, None, tries(2)), 1);
    let session = Session {
        id: id(1),
        member: MEMBER,
        started_at: Micros(1),
        last_seen: Micros(1),
        origin: "desk".into(),
        ended_at: None,
    };
    office.write(Action::SignIn, None, |tx| tx.insert_session(&session));
    let seen = Entry { session: Some(id(1)), ..entry(Action::LogView, None) };
    office.store.write(&sign, id(66), |_| Ok::<_, StoreError>((seen.clone(), ()))).unwrap();
    assert_eq!(office.read(|tx| tx.open_sessions(MEMBER))[0].last_seen, Micros(1_000));
    office.write(Action::SignOut, None, |tx| tx.end_session(id(1), Micros(2_000)));
    assert!(office.read(|tx| tx.open_sessions(MEMBER)).is_empty());
}
