//! A log of several ranges, which several connections read side by side.

use super::*;
use crate::store::verify::Mark;

const ENTRIES: i64 = 20_000;

/// With entries in two whole ranges and a part of a third. Nothing is waited for but the file's cache.
fn long() -> Office {
    let mut office = Office::new();
    office.store.conn.execute_batch("PRAGMA synchronous = OFF").unwrap();
    office.write(Action::CustomerCreate, None, |tx| tx.insert_customers(&[customer(1, "an le", "kim")]));
    for n in 2..ENTRIES {
        if n % 4_000 == 7 { office.note(n as u64, id(1)) } else { office.write(Action::LogView, None, |_| Ok(())) }
    }
    office
}

/// What is found after these statements, on a copy.
fn after(office: &Office, sql: &str) -> Result<verify::Report, verify::FirstBad> {
    let path = office.path.with_extension("changed");
    std::fs::copy(&office.path, &path).unwrap();
    let mut store = Store::open(&path, &KEY).unwrap();
    store.conn.execute_batch(&format!("PRAGMA foreign_keys = OFF; {sql}")).unwrap();
    let found = verify::chain(&mut store, &|| Store::open(&path, &KEY), &checks(), &mut |_, _| {}).unwrap();
    drop(store);
    std::fs::remove_file(path).unwrap();
    found
}

#[test]
fn several_connections_find_the_first_bad_entry() {
    let mut office = long();
    let mut told = Vec::new();
    let (path, checks) = (office.path.clone(), checks());
    let report = verify::chain(&mut office.store, &|| Store::open(&path, &KEY), &checks, &mut |done, of| {
        told.push((done, of));
    });
    assert_eq!(report.unwrap().unwrap().entries, ENTRIES as u64);
    assert!(told.is_sorted() && told.len() >= 3, "{told:?}");
    // Into the file itself, for the copies.
    office.store.conn.query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |_| Ok(())).unwrap();
    let node = |level, last: i64| tree::place(level, (last as u64 >> level) - 1);
    for (sql, sequence, words) in [
        ("UPDATE audit_log SET reason = 'x' WHERE sequence IN (8193, 9000, 16385)".to_owned(), 8193, "hash"),
        ("UPDATE audit_log SET reason = 'x' WHERE sequence = 19999".to_owned(), 19_999, "hash"),
        ("UPDATE audit_log SET signature = zeroblob(64) WHERE sequence IN (8192, 16384)".to_owned(), 8192, "signature"),
        ("DELETE FROM audit_log WHERE sequence = 16384".to_owned(), 16_384, "missing"),
        ("DELETE FROM audit_log WHERE sequence > 8192 AND sequence <= 16384".to_owned(), 8193, "missing"),
        ("UPDATE audit_log SET previous = zeroblob(32) WHERE sequence = 8193".to_owned(), 8193, "hash"),
        (format!("UPDATE audit_node SET hash = zeroblob(32) WHERE place = {}", node(1, 8194)), 8194, "tree"),
        (format!("UPDATE audit_node SET hash = zeroblob(32) WHERE place = {}", node(13, 16_384)), 16_384, "tree"),
        (format!("UPDATE audit_node SET hash = zeroblob(32) WHERE place = {}", node(14, 16_384)), 16_384, "tree"),
        (format!("DELETE FROM audit_node WHERE place = {}", node(5, 19_968)), 19_968, "tree"),
        ("DELETE FROM audit_log WHERE sequence > 19000".to_owned(), 19_001, "tree of hashes goes on"),
    ] {
        let bad = after(&office, &sql).expect_err(&sql);
        assert_eq!(bad.sequence, sequence, "{sql}: {bad}");
        assert!(bad.why.contains(words), "{sql}: {bad}");
    }
}

#[test]
fn others_write_while_several_connections_read() {
    let mut office = long();
    let path = office.path.clone();
    let stop = std::sync::atomic::AtomicBool::new(false);
    let (begun, begins) = std::sync::mpsc::channel();
    std::thread::scope(|scope| {
        let stop = &stop;
        scope.spawn(move || {
            let mut store = Store::open(&path, &KEY).unwrap();
            let mut op = 5_000_000_000;
            while !stop.load(std::sync::atomic::Ordering::Relaxed) {
                op += 1;
                store.write(&sign, id(op), |_| Ok::<_, StoreError>((entry(Action::LogView, None), ()))).unwrap();
                let _ = begun.send(());
            }
        });
        begins.recv().unwrap();
        let counts = [(); 5].map(|()| office.verify().unwrap().entries);
        stop.store(true, std::sync::atomic::Ordering::Relaxed);
        assert!(counts.is_sorted() && counts[4] > ENTRIES as u64, "{counts:?}");
    });
    office.verify().unwrap();
}

#[test]
fn roots_and_proofs_are_of_the_log_at_any_size() {
    let mut office = Office::new();
    for _ in 0..40 {
        office.write(Action::LogView, None, |_| Ok(()));
    }
    let roots: Vec<[u8; 32]> = (1..=41).map(|size| office.read(|tx| tx.tree_root(size))).collect();
    for _ in 0..9 {
        office.write(Action::LogView, None, |_| Ok(()));
    }
    for (size, root) in (1..=41).zip(&roots) {
        assert_eq!(office.read(|tx| tx.tree_root(size)), *root, "the past stays");
        for sequence in 1..=size {
            let (proof, hash) = office.read(|tx| Ok((tx.prove(sequence, size)?, tx.hash_at(sequence)?.unwrap())));
            assert!(check_proof(&proof, sequence, &hash, size, root));
            assert!(!check_proof(&proof, sequence, &[0; 32], size, root));
        }
    }
    assert!(office.store.read(|tx| tx.tree_root(51)).is_err(), "not there yet");
    assert!(office.store.read(|tx| tx.prove(3, 2)).is_err());
    // A log from before there was a tree gets the same.
    office
        .store
        .conn
        .execute_batch(&format!(
            "{BEFORE_THE_SUPPORT_DESK}
             DROP TABLE audit_node; DROP TABLE audit_gone; DROP TABLE audit_about; DROP INDEX audit_by_session;
             DROP INDEX audit_refused; DROP TABLE alert_told; DROP INDEX alert_by_subject;
             ALTER TABLE alert DROP COLUMN more; PRAGMA user_version = 6"
        ))
        .unwrap();
    office.store = Store::open(&office.path, &KEY).unwrap();
    assert_eq!(office.read(|tx| tx.tree_root(41)), roots[40]);
    office.verify().unwrap();
    // Marks are compared at their size, and beyond the end.
    let head = office.read(|tx| tx.hash_at(41)).unwrap();
    let mark = |size, root| Mark { size, root, head, at: "then".into() };
    let path = office.path.clone();
    for (mark, bad) in [
        (mark(41, roots[40]), None),
        (mark(41, roots[39]), Some(41)),
        (mark(40, roots[39]), Some(40)),
        (mark(51, roots[40]), Some(51)),
        (mark(0, roots[40]), Some(0)),
    ] {
        let marks = [mark];
        let checks = verify::Checks { marks: &marks, ..checks() };
        let found = verify::chain(&mut office.store, &|| Store::open(&path, &KEY), &checks, &mut |_, _| {}).unwrap();
        assert_eq!(found.err().map(|bad| bad.sequence), bad, "{marks:?}");
    }
}

#[test]
fn entries_that_vouch_for_nothing_leave_their_hashes() {
    let mut office = Office::new();
    office.write(Action::CustomerCreate, Some(id(1)), |tx| tx.insert_customers(&[customer(1, "an le", "kim")]));
    office.write(Action::CustomerView, Some(id(1)), |_| Ok(()));
    office.note(1, id(1));
    let changed = Customer { name: "Le".into(), ..customer(1, "an le", "kim").customer };
    let folded = Folded { name: "le".into(), company: "kim".into() };
    office.write(Action::CustomerEdit, Some(id(1)), |tx| tx.update_customer(&changed, &folded, &[]));
    let root = office.read(|tx| tx.tree_root(5));
    // The view, and the creation that the edit has overtaken.
    let removable = office.read(|tx| tx.removable(Micros(i64::MAX)));
    assert_eq!(removable, [2, 3]);
    assert!(office.read(|tx| tx.removable(Micros(1_000))).is_empty(), "nothing is so old");
    let mut tombstone = None;
    office
        .store
        .write(&sign, id(77), |tx| {
            let stone = tx.remove_entries(&removable)?;
            let details = stone.details().to_string();
            tombstone = Some(stone);
            Ok::<_, StoreError>((Entry { details, ..entry(Action::LogPrune, None) }, ()))
        })
        .unwrap();
    let report = office.verify().unwrap();
    assert_eq!((report.entries, report.gone), (6, 2));
    assert_eq!(office.read(|tx| tx.tree_root(5)), root);
    assert_eq!(tombstone.map(|stone| (stone.sequence, stone.through, stone.removed)), Some((6, 3, 2)));
    let log = office.read(|tx| tx.log(&LogFilter::default(), None, 10));
    assert!(log.iter().all(|logged| logged.hash_holds() && logged.link_holds()));
    assert_eq!(log.iter().map(|logged| logged.sealed.sequence).collect::<Vec<_>>(), [6, 5, 4, 1]);
    assert_eq!(office.read(|tx| tx.removable(Micros(i64::MAX))), Vec::<i64>::new());
    // What is left rests on the tombstone alone.
    let nobody = verify::Checks { might_prune: &|_, _| None, ..checks() };
    let path = office.path.clone();
    let found = verify::chain(&mut office.store, &|| Store::open(&path, &KEY), &nobody, &mut |_, _| {}).unwrap();
    assert_eq!(found.unwrap_err().sequence, 2);
}
