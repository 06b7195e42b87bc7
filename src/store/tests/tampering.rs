//! Whoever changes the file behind Kin's back is found out.

use super::*;
use crate::domain::ShareLevel;
use crate::domain::audit::RecordKind;

fn office() -> Office {
    let mut office = Office::new();
    let three = [customer(1, "an le", "kim"), customer(2, "binh", ""), customer(3, "chi", "son")];
    office.write(Action::Import, None, |tx| {
        tx.insert_import(&ImportRow {
            id: id(50),
            member: MEMBER,
            at: Micros(1),
            file: "a.csv".into(),
            counts: "{}".into(),
            reverted_at: None,
        })?;
        tx.insert_customers(&three)?;
        tx.put_share(&Share {
            customer: id(2),
            member: MEMBER,
            level: ShareLevel::View,
            until: None,
            by: MEMBER,
            at: Micros(1),
        })
    });
    office.note(1, id(1));
    office.write(Action::CustomerView, Some(id(1)), |_| Ok(()));
    office.write(Action::LogView, None, |_| Ok(()));
    assert_eq!(office.verify().unwrap().entries, 5);
    office
}

/// Every edit is made on a fresh office with plain SQL, without foreign keys, as an attacker with the key would.
#[test]
fn verify_finds_every_edit() {
    let edits = [
        // The log.
        ("UPDATE audit_log SET reason = 'x' WHERE sequence = 3", 3),
        ("UPDATE audit_log SET signature = zeroblob(64) WHERE sequence = 4", 4),
        ("UPDATE audit_log SET hash = zeroblob(32) WHERE sequence = 5", 5),
        ("UPDATE audit_log SET previous = zeroblob(32) WHERE sequence = 2", 2),
        ("UPDATE audit_log SET at = 5 WHERE sequence = 3", 3),
        ("UPDATE audit_log SET action = 'nonsense' WHERE sequence = 3", 3),
        ("UPDATE audit_log SET member = zeroblob(16) WHERE sequence = 3", 3),
        ("DELETE FROM audit_log WHERE sequence = 1", 1),
        ("DELETE FROM audit_log WHERE sequence = 4", 4),
        ("UPDATE audit_log SET sequence = sequence + 1 WHERE sequence = 5", 5),
        (
            "UPDATE audit_log SET sequence = 99 WHERE sequence = 3; UPDATE audit_log SET sequence = 3 WHERE sequence = 4;
             UPDATE audit_log SET sequence = 4 WHERE sequence = 99",
            3,
        ),
        (
            "INSERT INTO audit_log SELECT 6, zeroblob(16), at, member, session, origin, action, subject, outcome, reason,
               details, changes, previous, hash, signature FROM audit_log WHERE sequence = 5",
            6,
        ),
        ("UPDATE audit_change SET changes = zeroblob(33) WHERE sequence = 2", 2),
        ("DELETE FROM audit_change WHERE sequence = 2", 2),
        ("INSERT INTO audit_change VALUES (77, zeroblob(33))", 77),
        ("INSERT INTO audit_change SELECT 4, changes FROM audit_change WHERE sequence = 2", 4),
        // Customers and what hangs on them.
        ("UPDATE customer SET name = 'x' WHERE code = 'KH-000001'", 2),
        ("UPDATE customer SET owner = zeroblob(16) WHERE code = 'KH-000002'", 2),
        ("UPDATE customer SET private = 1 WHERE code = 'KH-000002'", 2),
        ("UPDATE customer SET search = 'x' WHERE code = 'KH-000002'", 2),
        ("UPDATE customer SET audit_seq = 3 WHERE code = 'KH-000002'", 2),
        ("UPDATE customer SET status = 'nonsense' WHERE code = 'KH-000002'", 0),
        ("DELETE FROM customer WHERE code = 'KH-000003'", 2),
        ("DELETE FROM customer", 2),
        (
            "INSERT INTO customer SELECT zeroblob(16), kind, 'new', external_id, name, company, city, country, website,
               since, status, owner, department, flags, import_id, version, created_at, updated_at, search, audit_seq,
               city_folded, country_folded, private, NULL, NULL, NULL, 0
             FROM customer WHERE code = 'KH-000003'",
            0,
        ),
        ("UPDATE sealed_value SET mask = 'x' WHERE field = 'email'", 2),
        ("UPDATE sealed_value SET token = x'00' WHERE field = 'email'", 2),
        ("UPDATE sealed_value SET blob = x'00' WHERE field = 'phone'", 2),
        ("UPDATE sealed_value SET version = 2 WHERE field = 'phone'", 2),
        ("DELETE FROM sealed_value WHERE field = 'phone'", 2),
        (
            "INSERT INTO sealed_value SELECT customer, 'iban', mask, NULL, blob, 1, data_key FROM sealed_value
             WHERE field = 'phone'",
            2,
        ),
        ("INSERT INTO sealed_value SELECT x'FF', field, mask, token, blob, 1, data_key FROM sealed_value LIMIT 1", 0),
        ("INSERT INTO sealed_value SELECT x'00', field, mask, token, blob, 1, data_key FROM sealed_value LIMIT 1", 0),
        ("DELETE FROM customer_word WHERE word = 'le'", 0),
        ("UPDATE customer_word SET word = 'x' WHERE word = 'le'", 0),
        ("UPDATE customer_count SET count = 2", 0),
        ("UPDATE customer_count SET private = 1", 0),
        ("UPDATE customer_share SET level = 'edit'", 2),
        ("UPDATE customer_share SET until = 5", 2),
        ("DELETE FROM customer_share", 2),
        ("INSERT INTO customer_share SELECT x'FF', member, level, until, by, at, audit_seq FROM customer_share", 0),
        ("INSERT INTO customer_share SELECT customer, x'FF', level, until, by, at, audit_seq FROM customer_share", 0),
        ("UPDATE activity SET text = 'x'", 3),
        ("DELETE FROM activity", 3),
        (
            "INSERT INTO activity (id, customer, kind, member, at, text, audit_seq)
               SELECT zeroblob(16), customer, kind, member, at, text, audit_seq FROM activity",
            0,
        ),
        ("UPDATE activity SET outcome = 'busy'", 3),
        ("UPDATE activity SET direction = 'in'", 3),
        ("UPDATE activity SET minutes = 5", 3),
        ("UPDATE activity SET next_step = 'x'", 3),
        ("UPDATE activity SET next_at = 5", 3),
        ("UPDATE activity SET edited_at = 5", 3),
        ("UPDATE activity SET edited_by = zeroblob(16)", 3),
        ("UPDATE activity SET version = 2", 3),
        ("UPDATE activity SET ticket = zeroblob(16)", 3),
        ("UPDATE activity SET mentions = zeroblob(16)", 3),
        ("INSERT INTO mention VALUES (zeroblob(16), (SELECT id FROM activity), 1, NULL)", 0),
        ("INSERT INTO mention VALUES (zeroblob(16), zeroblob(16), 1, NULL)", 0),
        (
            "INSERT INTO note_version SELECT zeroblob(16), id, 1, at, member, kind, 'none', NULL, NULL, '', NULL, text,
               audit_seq FROM activity",
            0,
        ),
        // Everything else.
        ("UPDATE office SET value = x'00'", 1),
        ("INSERT INTO office VALUES ('y', x'00', 1)", 1),
        ("DELETE FROM office", 1),
        ("UPDATE member SET signing = zeroblob(32)", 1),
        ("UPDATE member SET active = 0", 1),
        ("DELETE FROM member", 1),
        ("INSERT INTO member SELECT zeroblob(16), 'x', 'x', encryption, signing, 1, 1, 1 FROM member", 0),
        ("UPDATE member_secret SET sealed_totp = x'00'", 1),
        ("DELETE FROM member_secret", 1),
        ("INSERT INTO member_secret VALUES (zeroblob(16), x'00', x'00')", 0),
        ("UPDATE grant_statement SET statement = x'00'", 1),
        ("DELETE FROM grant_statement", 1),
        ("INSERT INTO grant_statement SELECT 2, member, statement, issuer, signature, 1 FROM grant_statement", 0),
        ("UPDATE department SET name = 'x' WHERE parent IS NULL", 1),
        ("DELETE FROM department", 1),
        ("INSERT INTO department VALUES (zeroblob(16), 'x', NULL, 1)", 0),
        ("UPDATE class_key SET public = zeroblob(32)", 1),
        ("DELETE FROM class_key", 1),
        ("INSERT INTO class_key SELECT class, 2, public, 1 FROM class_key", 0),
        ("UPDATE class_key_copy SET sealed = x'00'", 1),
        ("DELETE FROM class_key_copy", 1),
        ("INSERT INTO class_key_copy VALUES ('contact', 9, zeroblob(16), x'00')", 0),
        ("UPDATE lookup_key_copy SET sealed = x'00'", 1),
        ("DELETE FROM lookup_key_copy", 1),
        ("INSERT INTO lookup_key_copy VALUES ('identity', zeroblob(16), x'00', 1)", 0),
        ("INSERT INTO lookup_key_copy VALUES ('other', zeroblob(16), x'00', 1)", 0),
        ("UPDATE data_key SET sealed = x'00'", 1),
        ("DELETE FROM data_key", 1),
        ("INSERT INTO data_key SELECT zeroblob(16), class, 1, sealed, 1 FROM data_key", 0),
        ("UPDATE import SET counts = 'x'", 2),
        ("DELETE FROM import", 2),
    ];
    let mut office = office();
    for (sql, sequence) in edits {
        let edit = format!("PRAGMA foreign_keys = OFF; SAVEPOINT edit; {sql}");
        office.store.conn.execute_batch(&edit).unwrap_or_else(|error| panic!("{sql}: {error}"));
        assert!(office.store.conn.changes() > 0, "{sql}");
        // Read inside the edit's savepoint, which is taken back for the next edit.
        let found = check_inside(&office);
        office.store.conn.execute_batch("ROLLBACK TO edit; RELEASE edit").unwrap();
        let first = found.expect_err(sql);
        assert_eq!(first.sequence, sequence, "{sql}: {first}");
    }
    office.verify().unwrap();
}

fn check_inside(office: &Office) -> Result<verify::Report, verify::FirstBad> {
    verify::check(&Snapshot { conn: &office.store.conn }, None, &checks(), &mut |_, _| {}).unwrap()
}

#[test]
fn the_first_bad_thing_is_named() {
    let mut office = office();
    office.store.conn.execute_batch("UPDATE customer SET name = 'x' WHERE code = 'KH-000001'").unwrap();
    let first = office.verify().unwrap_err();
    assert_eq!(first.to_string(), "The customer KH-000001 is not what entry 2 wrote.");
}

#[test]
fn a_record_is_vouched_for_until_it_is_touched() {
    let mut office = office();
    let vouched = |tx: &Snapshot| tx.vouched(RecordKind::Customer, id(1)).map(|entry| entry.map(|e| e.sequence));
    assert_eq!(office.read(vouched), Some(2));
    // Keeps the row of before an edit, and puts it back afterwards.
    let before = "CREATE TEMP TABLE kept AS SELECT * FROM customer WHERE code = 'KH-000001';";
    office.store.conn.execute_batch(before).unwrap();
    let edited = Customer { name: "Le".into(), ..customer(1, "an le", "kim").customer };
    let folded = Folded { name: "le".into(), company: "kim".into() };
    office.write(Action::CustomerEdit, Some(id(1)), |tx| tx.update_customer(&edited, &folded, &[]));
    assert_eq!(office.read(vouched), Some(6));
    let mask = |mask: &str| format!("UPDATE sealed_value SET mask = '{mask}' WHERE field = 'phone'");
    office.store.conn.execute_batch(&mask("x")).unwrap();
    assert_eq!(office.read(vouched), None);
    office.store.conn.execute_batch(&mask("phone***")).unwrap();
    assert_eq!(office.read(vouched), Some(6));
    let put_back = "PRAGMA foreign_keys = OFF; DELETE FROM customer WHERE code = 'KH-000001';
                    INSERT INTO customer SELECT * FROM kept";
    office.store.conn.execute_batch(put_back).unwrap();
    assert_eq!(office.read(vouched), None);
    for kind in [RecordKind::Member, RecordKind::Activity, RecordKind::DataKey, RecordKind::Import] {
        let id = match kind {
            RecordKind::Member => MEMBER,
            RecordKind::Activity => id(5_000_001),
            RecordKind::DataKey => DATA_KEY,
            _ => id(50),
        };
        assert!(office.read(|tx| tx.vouched(kind, id)).is_some(), "{kind:?}");
    }
    assert_eq!(office.read(|tx| tx.vouched(RecordKind::Customer, id(999))), None);
}

#[test]
fn the_log_is_read_by_its_filters() {
    let mut office = office();
    office.write(Action::CustomerView, Some(id(2)), |_| Ok(()));
    let mut sequences = |filter: LogFilter, before, limit| -> Vec<i64> {
        let log = office.read(|tx| tx.log(&filter, before, limit));
        assert!(log.iter().all(|logged| logged.hash_holds() && logged.link_holds()));
        log.iter().map(|logged| logged.sealed.sequence).collect()
    };
    let any = LogFilter::default;
    assert_eq!(sequences(any(), None, 3), [6, 5, 4]);
    assert_eq!(sequences(any(), Some(4), 9), [3, 2, 1]);
    assert_eq!(sequences(any().with(EntryIs::About(vec![id(1)])), None, 9), [4, 3]);
    let views = || any().with(EntryIs::Action(vec![Action::CustomerView, Action::LogView]));
    assert_eq!(sequences(views(), None, 2), [6, 5]);
    assert_eq!(sequences(views(), Some(5), 9), [4]);
    let both = views().with(EntryIs::By(vec![MEMBER, id(9)])).with(EntryIs::About(vec![id(2)]));
    assert_eq!(sequences(both, None, 9), [6]);
    assert!(sequences(any().with(EntryIs::Outcome(vec![Outcome::Denied])), None, 9).is_empty());
    assert!(sequences(any().with(EntryIs::By(vec![id(9)])), None, 9).is_empty());
    assert!(sequences(any().with(EntryIs::By(vec![])), None, 9).is_empty());
    assert_eq!(office.read(|tx| tx.changes(2)).len(), 5);
    assert!(office.read(|tx| tx.changes(5)).is_empty());
    assert_eq!(office.read(|tx| tx.entry(7)), None);
    // Kin reads an entry that was changed and says so.
    office.store.conn.execute_batch("UPDATE audit_log SET reason = 'x' WHERE sequence = 3").unwrap();
    assert!(!office.read(|tx| tx.entry(3)).unwrap().hash_holds());
}
