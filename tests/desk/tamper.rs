//! A program that holds the file's key and writes what it likes: `verify_log` names the first thing that is not
//! as it was written, and a reveal shows nothing of a record that was touched.
//!
//! What no check inside the file finds: the end of the log cut off cleanly, where nothing that is left depends on
//! it, the whole file put back to an earlier day, and what who holds the host secret signs anew as the office. All are
//! seen by a checkpoint that lies outside.

use std::sync::OnceLock;

use kin::desk::api::*;
use kin::desk::verify::{Checking, FirstBad, Report};

use kin::domain::audit;
use kin::domain::*;

use crate::office::*;

/// An office with some history, and the entries in it.
struct Past {
    office: Office,
    /// The import's chunk, an edit of customer 0, a note on customer 2, an opening of customer 4, the last entry.
    chunk: i64,
    edit: i64,
    note: i64,
    view: i64,
    head: i64,
}

fn past() -> &'static Past {
    static PAST: OnceLock<Past> = OnceLock::new();
    PAST.get_or_init(|| {
        let office = Office::new();
        // What is there before the edit, for a replay.
        office.run("CREATE TABLE old_customer AS SELECT * FROM customer; CREATE TABLE old_sealed AS SELECT * FROM sealed_value");
        let mut desk = office.at("lan");
        let seen = open(&mut desk, Office::customer(0)).expect("there").customer;
        let sealed = vec![(Field::Phone, Secret::new("0904733101"))];
        save(&mut desk, CustomerDraft { sealed, ..draft_of(&seen) }).expect("an edit");
        let note = Request::AddNote { customer: Office::customer(2), kind: ActivityKind::Note, text: "đã hẹn".into() };
        desk.ask(note).expect("a note");
        open(&mut desk, Office::customer(4)).expect("there");
        revealed(&mut desk, Office::customer(0), Field::Phone).expect("a value");
        drop(desk);
        let log = office.log();
        let sequence = |action| (log.len() - log.iter().position(|entry| entry.action == action).expect("an entry")) as i64;
        Past {
            chunk: sequence(Action::Import),
            edit: sequence(Action::CustomerEdit),
            note: sequence(Action::NoteAdd),
            view: sequence(Action::CustomerView),
            head: log.len() as i64,
            office,
        }
    })
}

fn verdict(office: &Office) -> Result<Report, FirstBad> {
    office.desk().verify_log(&mut |_, _| {}).expect("a verdict")
}

/// The verdict after some statements on a copy.
fn after(sql: &str) -> Result<Report, FirstBad> {
    let office = past().office.copy();
    office.run(sql);
    verdict(&office)
}

#[track_caller]
fn names(sql: &str, sequence: i64, words: &str) {
    match after(sql) {
        Ok(_) => panic!("not found: {sql}"),
        Err(bad) => {
            assert_eq!(bad.sequence, sequence, "{sql}: {}", bad.why);
            assert!(bad.why.contains(words), "{sql}: {}", bad.why);
        }
    }
}

fn id(n: usize) -> String {
    sql(Office::customer(n))
}

#[test]
fn an_honest_office_verifies() {
    let report = verdict(&past().office.copy()).expect("a good log");
    assert_eq!(report.entries, past().head as u64);
    assert!(report.records > CUSTOMERS as u64);
}

#[test]
fn records_changed_by_hand_are_named_by_the_entry_that_wrote_them() {
    let Past { chunk, edit, note, .. } = *past();
    let (zero, two, four) = (id(0), id(2), id(4));
    names(&format!("UPDATE customer SET name = 'Kẻ Khác' WHERE id = {four}"), chunk, "customer");
    names(&format!("UPDATE customer SET name = 'Kẻ Khác' WHERE id = {zero}"), edit, "customer KH-000001");
    names(
        &format!("UPDATE customer SET department = {} WHERE id = {four}", sql(Office::department(1))),
        chunk,
        "customer",
    );
    names(&format!("UPDATE customer SET owner = NULL, version = 7 WHERE id = {four}"), chunk, "customer");
    names(
        &format!("UPDATE sealed_value SET mask = '+84 000' WHERE customer = {four} AND field = 'phone'"),
        chunk,
        "customer",
    );
    names(
        &format!("UPDATE sealed_value SET token = NULL WHERE customer = {zero} AND field = 'phone'"),
        edit,
        "customer",
    );
    names(&format!("DELETE FROM sealed_value WHERE customer = {four} AND field = 'iban'"), chunk, "customer");
    let swap = format!(
        "CREATE TEMP TABLE s AS SELECT * FROM sealed_value WHERE field = 'phone' AND customer IN ({two}, {four});
         UPDATE sealed_value SET (mask, token, blob, version, data_key) = (SELECT mask, token, blob, version, data_key
           FROM temp.s WHERE temp.s.customer <> sealed_value.customer) WHERE field = 'phone' AND customer IN ({two}, {four})"
    );
    names(&swap, chunk, "customer");
    names(&replay(), edit, "customer");
    names(
        &format!("DELETE FROM customer WHERE id = {four}; DELETE FROM sealed_value WHERE customer = {four}"),
        chunk,
        "gone",
    );
    names(&format!("UPDATE activity SET text = 'không hẹn' WHERE audit_seq = {note}"), note, "activity");
    names(&format!("DELETE FROM activity WHERE audit_seq = {note}"), note, "gone");
    names(
        &format!("INSERT INTO customer SELECT x'{}', kind, 'KH-9', NULL, name, company, city, country, website, since, status,
           owner, department, flags, NULL, version, created_at, updated_at, search, audit_seq, city_folded, country_folded, private, NULL, NULL, NULL, last_activity
           FROM customer WHERE id = {four}", "5".repeat(32)),
        0,
        "No entry speaks of the customer",
    );
    names(&format!("UPDATE member SET active = 0 WHERE id = {}", sql(Office::member("radu"))), 1, "member radu");
    names("UPDATE class_key SET public = randomblob(32) WHERE class = 'identity'", 1, "class key");
    names("DELETE FROM lookup_key_copy WHERE class = 'contact' AND holder <> zeroblob(16)", 1, "class key");
}

/// A value of an earlier day put back, with all that stands beside it.
fn replay() -> String {
    format!(
        "UPDATE sealed_value SET (mask, token, blob, version, data_key) = (SELECT mask, token, blob, version, data_key
         FROM old_sealed o WHERE o.customer = sealed_value.customer AND o.field = sealed_value.field) WHERE customer = {}",
        id(0)
    )
}

#[test]
fn hidden_customers_and_orphans_are_found() {
    names(&format!("DELETE FROM customer_word WHERE customer = {}", id(4)), 0, "index of words");
    names("UPDATE customer_count SET count = count - 1", 0, "count");
    names(
        "INSERT INTO sealed_value SELECT zeroblob(16), field, mask, NULL, blob, version, data_key FROM sealed_value LIMIT 1",
        0,
        "sealed value",
    );
}

#[test]
fn a_log_changed_by_hand_is_named_at_the_first_bad_entry() {
    let Past { edit, view, head, .. } = *past();
    names(&format!("DELETE FROM audit_log WHERE sequence = {view}"), view, "missing");
    names("DELETE FROM audit_log WHERE sequence = 1", 1, "missing");
    for column in
        ["reason = 'vì thế'", "outcome = 'denied'", "at = at + 1", "origin = 'x'", "member = NULL", "details = '{}{}'"]
    {
        names(&format!("UPDATE audit_log SET {column} WHERE sequence = {view}"), view, "hash");
    }
    names(&format!("UPDATE audit_log SET action = 'no.such' WHERE sequence = {view}"), view, "read");
    names(&format!("UPDATE audit_log SET signature = zeroblob(64) WHERE sequence = {view}"), view, "signature");
    names(&format!("UPDATE audit_change SET changes = zeroblob(33) WHERE sequence = {edit}"), edit, "changes");
    names(&format!("DELETE FROM audit_change WHERE sequence = {edit}"), edit, "changes");
    // Reordered: two entries in each other's place.
    names(
        &format!(
            "UPDATE audit_log SET sequence = -1 WHERE sequence = {view}; UPDATE audit_log SET sequence = {view} WHERE
           sequence = {head}; UPDATE audit_log SET sequence = {head} WHERE sequence = -1"
        ),
        view,
        "hash",
    );
    // The earlier of two is named.
    names(
        &format!(
            "UPDATE audit_log SET signature = zeroblob(64) WHERE sequence = {edit};
           UPDATE audit_log SET reason = 'x' WHERE sequence = {head}"
        ),
        edit,
        "signature",
    );
    names("UPDATE audit_log SET sequence = sequence + 1000 WHERE sequence > 3", 4, "missing");
}

/// An entry with a right hash and a right link, by somebody who has no key of the member named.
#[test]
fn an_entry_put_in_is_nobodys() {
    let office = past().office.copy();
    let conn = office.dishonest();
    let (sequence, at, previous): (i64, i64, [u8; 32]) = conn
        .query_row("SELECT sequence + 1, at, hash FROM audit_log ORDER BY sequence DESC LIMIT 1", [], |row| {
            Ok((row.get(0)?, row.get(1)?, row.get(2)?))
        })
        .expect("the head");
    let entry = Entry {
        at: Micros(at),
        member: Some(Office::member("mai")),
        session: None,
        origin: "x".into(),
        action: Action::FieldReveal,
        subject: Some(Office::customer(0)),
        outcome: Outcome::Done,
        reason: "call".into(),
        details: "{}".into(),
    };
    let changes = audit::changes_hash(&[]);
    let hash = audit::entry_hash(sequence, &entry, &changes, &previous);
    conn.execute(
        "INSERT INTO audit_log VALUES (?1, randomblob(16), ?2, ?3, NULL, 'x', ?4, ?5, 'done', 'call', '{}', ?6, ?7, ?8, zeroblob(64))",
        rusqlite::params![sequence, at, entry.member.map(|id| id.0), entry.action.name(), entry.subject.map(|id| id.0), changes, previous, hash],
    )
    .expect("an entry");
    drop(conn);
    let bad = verdict(&office).expect_err("a forged entry");
    assert_eq!(bad.sequence, sequence);
    assert!(bad.why.contains("signature"), "{}", bad.why);
    // The screens mark it, too.
    let mut desk = office.at("radu");
    match desk.ask(Request::LogEntry(sequence)) {
        Ok(Reply::LogEntry(detail)) => assert_eq!(detail.row.verified, Verified::BadSignature),
        other => panic!("{other:?}"),
    }
}

/// Cut off down to an entry on which a record rests, the cut is found; a clean cut is found by a head outside alone.
#[test]
fn a_cut_tail_is_found_where_something_rests_on_it() {
    let Past { edit, view, head, .. } = *past();
    let cut = |from: i64| {
        format!("DELETE FROM audit_change WHERE sequence >= {from}; DELETE FROM audit_log WHERE sequence >= {from}")
    };
    // A cut that leaves the tree's nodes behind is told by them.
    names(&cut(view), view, "tree of hashes goes on");
    let cut = |from: i64| format!("{}; {}", cut(from), cut_nodes(from));
    // The customer, its new phone's data key and the note say that later entries wrote them.
    assert!(after(&cut(edit)).is_err());
    let whole = verdict(&past().office.copy()).expect("a good log");
    let report = after(&cut(view)).expect("the file alone tells nothing of a clean cut");
    assert_eq!(report.entries, view as u64 - 1);
    assert!(report.entries < head as u64 && report.head != whole.head, "a head noted outside tells it");
}

/// Takes the nodes away that a log has which ends before this entry.
fn cut_nodes(from: i64) -> String {
    format!("DELETE FROM audit_node WHERE place >= {}", tlog_tiles::tlog::stored_hash_count(from as u64 - 1))
}

/// The office of the past with a checkpoint of it outside, and its text.
fn noted() -> (Office, String) {
    let office = past().office.copy();
    let text = office.at("radu").checkpoint().expect("a checkpoint").note.text().to_owned();
    // Nothing is compared but what is given.
    std::fs::remove_file(office.paths.home().join("log.checkpoints")).expect("it was there");
    (office, text)
}

fn compared(office: &Office, text: &str) -> Result<Report, FirstBad> {
    let checking = Checking { checkpoints: vec![("a drawer".into(), text.into())], ..Checking::default() };
    office.desk().verify_log_by(&checking, &mut |_, _| {}).expect("a verdict")
}

/// Whatever was done, it is found at this entry, with the checkpoint and, where said so, without it.
#[track_caller]
fn caught(office: &Office, text: &str, sequence: i64, also_without: bool) {
    let bad = compared(office, text).expect_err("with the checkpoint");
    assert_eq!(bad.sequence, sequence, "{}", bad.why);
    match verdict(office) {
        Ok(_) => assert!(!also_without),
        Err(bad) => assert!(also_without, "an honest file, as far as can be told: {}", bad.why),
    }
}

#[test]
fn a_checkpoint_outside_finds_what_the_file_alone_does_not() {
    let (office, text) = noted();
    let size = office.log().len() as i64;
    assert_eq!(compared(&office, &text).expect("a good log").checkpoints[0].size, size);
    let older = past().office.copy();
    let Past { view, head, .. } = *past();
    // Cut off cleanly.
    let cut = office.copy();
    cut.run(&format!(
        "DELETE FROM audit_change WHERE sequence >= {view}; DELETE FROM audit_log WHERE sequence >= {view}; {}",
        cut_nodes(view)
    ));
    caught(&cut, &text, view, false);
    // The last entry alone.
    let last = office.copy();
    last.run(&format!("DELETE FROM audit_log WHERE sequence = {size}; {}", cut_nodes(size)));
    caught(&last, &text, size, false);
    // The file of an earlier day: the entries since are missing.
    caught(&older, &text, head + 1, false);
    // The same, and gone on with until the log is as long again.
    let mut lan = older.at("lan");
    while (older.log().len() as i64) < size + 2 {
        open(&mut lan, Office::customer(4)).expect("there");
        open(&mut lan, Office::customer(6)).expect("there");
    }
    drop(lan);
    caught(&older, &text, size, false);
    // Deleted, edited, put in: found either way, at the same entry.
    for (sql, sequence) in [
        (format!("DELETE FROM audit_log WHERE sequence = {view}"), view),
        (format!("UPDATE audit_log SET reason = 'x' WHERE sequence = {view}"), view),
        (format!("UPDATE audit_log SET sequence = sequence + 1000 WHERE sequence > {view}"), view + 1),
    ] {
        let office = office.copy();
        office.run(&sql);
        caught(&office, &text, sequence, true);
    }
}

/// The log made anew from an entry on, with hashes, links and a tree that hold.
#[test]
fn a_forger_is_stopped_by_signatures_and_who_signs_as_the_office_by_a_checkpoint() {
    let office = past().office.copy();
    // Entries of the office itself, one after the other, at the end.
    for _ in 0..3 {
        office.clock.advance(3600);
        assert!(office.desk().ask(sign_in("lan", "not the password at all", "000000")).is_err());
    }
    let last = office.log().len() as i64;
    let text = {
        // A checkpoint that covers them, by somebody who reads and does nothing else.
        let copy = office.copy();
        copy.clock.advance(3600);
        kin::desk::witness::Witness::open(&copy.paths, &copy.config, copy.clock.clone())
            .expect("one")
            .tick()
            .expect("made");
        let text = std::fs::read_to_string(copy.paths.home().join("log.checkpoints")).expect("text");
        std::fs::remove_file(copy.paths.home().join("log.checkpoints")).expect("gone");
        std::fs::copy(copy.paths.database(), office.paths.database()).expect("the same file");
        text
    };
    crate::deeds::whole(&office);
    let signer = office.host().office_signer(office.paths.install);
    let as_office =
        |member: Option<Id>, hash: &[u8; 32]| member.is_none().then(|| signer.sign("kin audit entry v1", hash));
    let Past { view, .. } = *past();
    // A member's entry changed: it would have to be signed again.
    let forged = office.copy();
    forged.run(&format!("UPDATE audit_log SET reason = 'vì thế' WHERE sequence = {view}"));
    crate::rewrite::rewrite(&forged, view, &|_, _| None);
    caught(&forged, &text, view, true);
    crate::rewrite::rewrite(&forged, view, &as_office);
    caught(&forged, &text, view, true);
    // One of the office's, with nobody's behind it.
    let forged = office.copy();
    forged.run(&format!("UPDATE audit_log SET reason = 'x' WHERE sequence = {last}"));
    crate::rewrite::rewrite(&forged, last, &|_, _| None);
    caught(&forged, &text, last, true);
    crate::rewrite::rewrite(&forged, last, &as_office);
    caught(&forged, &text, last + 1, false);
}

#[test]
fn a_tree_changed_by_hand_is_named() {
    let even = past().head - past().head % 2;
    let place = tlog_tiles::tlog::stored_hash_index(1, even as u64 / 2 - 1);
    names(&format!("UPDATE audit_node SET hash = randomblob(32) WHERE place = {place}"), even, "tree of hashes");
    names(&format!("DELETE FROM audit_node WHERE place = {place}"), even, "tree of hashes");
    names("INSERT INTO audit_node VALUES (1000000, zeroblob(32))", past().head + 1, "tree of hashes");
    names("INSERT INTO audit_node VALUES (0, zeroblob(32))", past().head + 1, "tree of hashes");
}

#[test]
fn a_checkpoint_that_is_not_the_offices_is_refused_aloud() {
    let (office, text) = noted();
    let typed = kin::vault::note::find(
        &text,
        office.paths.install,
        &[(Micros(i64::MIN), office.host().office_signer(office.paths.install).public())],
    );
    let line = typed[0].note.as_ref().expect("a note").line();
    assert_eq!(compared(&office, &format!("Dear Radu,\n> {line}\n")).expect("by the line").checkpoints[0].count, 1);
    let foreign = text.replace(&office.paths.install.to_string(), &Id([1; 16]).to_string());
    let digit = text.lines().nth(1).expect("a size");
    for (text, words) in [
        (text.replacen(digit, "1", 1), "signature"),
        (foreign, "another office"),
        (text[..text.len() - 20].to_owned(), "cut off"),
        ("nothing".to_owned(), "There is no checkpoint"),
        (format!("{line}\n{}", line.replacen("AAAA", "AAAB", 1).replacen("Z ", "Y ", 1)), "refused"),
    ] {
        let bad = compared(&office, &text).expect_err(words);
        assert!(bad.why.contains(words), "{}", bad.why);
        assert_eq!(bad.sequence, 0);
    }
}

#[test]
fn others_write_while_the_log_is_verified() {
    let office = past().office.copy();
    let stop = std::sync::atomic::AtomicBool::new(false);
    std::thread::scope(|scope| {
        for name in ["lan", "minh"] {
            let mut desk = office.at(name);
            let stop = &stop;
            scope.spawn(move || {
                while !stop.load(std::sync::atomic::Ordering::Relaxed) {
                    open(&mut desk, Office::customer(0)).expect("there");
                    open(&mut desk, Office::customer(4)).expect("there");
                }
            });
        }
        for _ in 0..12 {
            crate::deeds::whole(&office);
        }
        stop.store(true, std::sync::atomic::Ordering::Relaxed);
    });
}

#[test]
fn a_grant_changed_by_hand_is_named() {
    for change in
        ["signature = zeroblob(64)", "statement = CAST(replace(CAST(statement AS TEXT), '\"all\"', '\"own\"') AS BLOB)"]
    {
        let bad =
            after(&format!("UPDATE grant_statement SET {change} WHERE sequence = 7")).expect_err("a changed grant");
        assert!(bad.why.contains("decision 7"), "{}", bad.why);
    }
    names("DELETE FROM grant_statement WHERE sequence = 7", 0, "removed");
}

#[test]
fn a_reveal_shows_nothing_of_what_was_touched_and_says_so_in_the_log() {
    let (zero, two) = (id(0), id(2));
    let past_edit = past().edit;
    let whole_replay = format!(
        "{}; DELETE FROM customer WHERE id = {zero}; INSERT INTO customer SELECT * FROM old_customer WHERE id = {zero}",
        replay()
    );
    for (n, touch) in [
        (0, replay()),
        // The record of before with its old entry: a later entry about it is in the log.
        (0, whole_replay),
        (0, format!("UPDATE customer SET name = 'Kẻ Khác' WHERE id = {zero}")),
        (0, format!("UPDATE sealed_value SET mask = '' WHERE customer = {zero} AND field = 'email'")),
        (
            0,
            format!(
                "UPDATE sealed_value SET blob = (SELECT blob FROM sealed_value WHERE customer = {two} AND field = 'phone') WHERE customer = {zero} AND field = 'phone'"
            ),
        ),
        (0, format!("UPDATE audit_log SET reason = 'x' WHERE sequence = {past_edit}")),
        (0, format!("UPDATE audit_log SET signature = zeroblob(64) WHERE sequence = {past_edit}")),
        (0, format!("DELETE FROM audit_log WHERE sequence = {past_edit}")),
        (2, format!("UPDATE sealed_value SET version = 2 WHERE customer = {two}")),
        (2, "UPDATE data_key SET sealed = zeroblob(length(sealed))".to_owned()),
    ] {
        let office = past().office.copy();
        office.run(&touch);
        let mut desk = office.at("lan");
        assert_eq!(revealed(&mut desk, Office::customer(n), Field::Phone).err(), Some(Problem::Tampered), "{touch}");
        let entry = office.last();
        assert_eq!((entry.action, entry.outcome), (Action::FieldReveal, Outcome::Failed), "{touch}");
        assert_eq!(entry.subject, Some(Office::customer(n)), "{touch}");
    }
    // Where the log says nothing of anybody any more, nobody comes in.
    let office = past().office.copy();
    office.run("DELETE FROM audit_change");
    assert_eq!(office.desk().ask(office.right("lan")).err(), Some(Problem::Tampered));
    let office = past().office.copy();
    assert_eq!(revealed(&mut office.at("lan"), Office::customer(0), Field::Phone).as_deref(), Ok("+84904733101"));
}
