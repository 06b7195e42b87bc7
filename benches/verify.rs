//! How fast a long, honest log is verified: `cargo bench --bench verify -- [ENTRIES]` (a million without a number).
//!
//! The office is one that was made before there was a tree of hashes, so opening it shows what making the tree costs.

use std::path::Path;
use std::sync::Arc;
use std::time::Instant;

use kin::clock::{Fixed, Source};
use kin::config::Config;
use kin::desk::Desk;
use kin::desk::found::{Credential, Foundation, Founded, Newcomer, found};
use kin::desk::verify::Checking;
use kin::desk::witness::Witness;
use kin::domain::audit::{self, Entry};
use kin::domain::{Action, Id, Micros, Outcome, Role, Scope, Secret};
use kin::store::Store;
use kin::vault::{KdfParams, MemberKeys, Signer};

const LABEL: &str = "kin audit entry v1";
const NOW: Micros = Micros(1_795_330_920_000_000);

fn main() {
    let entries = std::env::args().find_map(|argument| argument.parse().ok()).unwrap_or(1_000_000);
    let home = tempfile::tempdir().expect("a folder");
    let clock = Arc::new(Fixed::new(NOW, 1));
    let founded = office(home.path(), clock.clone());
    fill(home.path(), &founded, entries);
    let open = || Desk::open(founded.paths.clone(), &Config::default(), clock.clone(), "bench").expect("a desk");
    let took = timed("opened, and its tree made", entries, || drop(open()));
    println!("  {:.2} µs an entry", took * 1e6 / entries as f64);
    let mut desk = open();
    let checked = |desk: &mut Desk, chain_only| {
        let checking = Checking { chain_only, ..Checking::default() };
        let report = desk.verify_log_by(&checking, &mut |_, _| {}).expect("a verdict").expect("an honest log");
        assert!(report.entries >= entries as u64);
    };
    timed("chain and tree", entries, || checked(&mut desk, true));
    timed("chain, tree, signatures, records", entries, || checked(&mut desk, false));
    clock.advance(3600);
    let mut witness = Witness::open(&founded.paths, &Config::default(), clock.clone()).expect("a witness");
    timed("a checkpoint, made and carried", 1, || witness.tick().expect("a checkpoint"));
    timed("all, against the checkpoint", entries, || checked(&mut desk, false));
    write(&founded, &clock);
}

#[expect(clippy::disallowed_methods, reason = "a bench measures time")]
fn timed(what: &str, pieces: usize, work: impl FnOnce()) -> f64 {
    let (begun, used) = (Instant::now(), processor());
    work();
    let (took, used) = (begun.elapsed().as_secs_f64(), processor() - used);
    println!("{what}: {took:.2} s, {:.0} a second; {used:.2} s of the processor", pieces as f64 / took);
    took
}

/// Seconds that this process has had of all cores, which a busy machine does not change.
fn processor() -> f64 {
    let stat = std::fs::read_to_string("/proc/self/stat").unwrap_or_default();
    let after_name = stat.rsplit(") ").next().unwrap_or_default();
    // User and system time, in hundredths.
    after_name.split(' ').skip(11).take(2).filter_map(|ticks| ticks.parse::<f64>().ok()).sum::<f64>() / 100.0
}

fn office(home: &Path, clock: Arc<Fixed>) -> Founded {
    let person = |name: &str, role, credential| Newcomer {
        name: name.into(),
        role,
        department: 0,
        limit: Scope::All,
        credential,
    };
    found(Foundation {
        folder: home.join("office"),
        config_dir: home.join("config"),
        host_secret: None,
        office: "Figures".into(),
        departments: vec!["Support".into()],
        members: vec![
            person("mai", Role::Owner, Credential::Password(Secret::new("seven quiet herons wade at noon"))),
            person("importer", Role::Service, Credential::KeyFile(home.join("importer.key"))),
        ],
        kdf: KdfParams::MIN,
        clock,
    })
    .expect("an office")
}

/// Entries as Kin writes them, by a member and every hundredth by the office, in a file without a tree.
#[expect(clippy::disallowed_types, reason = "a million writes by the desk would take an hour")]
fn fill(home: &Path, founded: &Founded, entries: usize) {
    let host = founded.paths.host_secret().expect("a host secret");
    let office = host.office_signer(founded.paths.install);
    let keys = MemberKeys::load_key_file(&home.join("importer.key")).expect("keys");
    let member = founded.members[1].id;
    let mut conn = rusqlite::Connection::open(founded.paths.database()).expect("a file");
    let hex = data_encoding::HEXLOWER.encode(host.store_key().as_slice());
    conn.execute_batch(&format!("PRAGMA key = \"x'{hex}'\"; PRAGMA synchronous = OFF")).expect("a key");
    let (mut previous, mut at): ([u8; 32], i64) = conn
        .query_row("SELECT hash, at FROM audit_log WHERE sequence = 1", [], |row| Ok((row.get(0)?, row.get(1)?)))
        .expect("the first entry");
    let transaction = conn.transaction().expect("a transaction");
    transaction
        .execute_batch(
            "DROP TABLE audit_node; DROP TABLE audit_gone; DROP TABLE audit_about; DROP INDEX audit_by_session;
             DROP INDEX audit_refused; DROP TABLE alert_told; DROP INDEX alert_by_subject;
             ALTER TABLE alert DROP COLUMN more;
             DROP TABLE ticket_presence; DROP TABLE ticket_relation; DROP TABLE ticket_watcher;
             DROP TABLE ticket_note; DROP TABLE ticket_word; DROP TABLE ticket;
             ALTER TABLE saved_view DROP COLUMN list;
             DROP INDEX customer_by_activity; DROP INDEX customer_trashed; DROP INDEX customer_by_name;
             DROP INDEX customer_by_owner; DROP INDEX customer_by_city; DROP INDEX customer_by_updated;
             DROP INDEX customer_private; DROP INDEX customer_by_department;
             DROP TABLE star; DROP TABLE recent; DROP TABLE duplicate_dismissed;
             DROP TABLE customer_tag; DROP TABLE customer_more; DROP TABLE task;
             ALTER TABLE customer DROP COLUMN trashed_at; ALTER TABLE customer DROP COLUMN trashed_by;
             ALTER TABLE customer DROP COLUMN merged_into; ALTER TABLE customer DROP COLUMN last_activity;
             CREATE INDEX customer_by_name ON customer (search, id);
             CREATE INDEX customer_by_owner ON customer (owner, search, id, code) WHERE owner IS NOT NULL;
             CREATE INDEX customer_by_city ON customer (city_folded, search, id);
             CREATE INDEX customer_by_updated ON customer (updated_at, id);
             CREATE INDEX customer_private ON customer (owner, department) WHERE private = 1;
             CREATE INDEX customer_by_department ON customer (department, search, id, code, private, owner);
             PRAGMA user_version = 6",
        )
        .expect("as it was before");
    let mut insert = transaction
        .prepare("INSERT INTO audit_log VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15)")
        .expect("sql");
    for sequence in 2..=entries as i64 {
        at += 10_000;
        let by = (sequence % 100 != 0).then_some(member);
        let entry = entry(sequence, Micros(at), by);
        let changes = audit::changes_hash(&[]);
        let hash = audit::entry_hash(sequence, &entry, &changes, &previous);
        let signer: &Signer = if by.is_some() { keys.signer() } else { &office };
        let signature = signer.sign(LABEL, &hash);
        let op = blake3::hash(&sequence.to_be_bytes());
        insert
            .execute(rusqlite::params![
                sequence,
                &op.as_bytes()[..16],
                at,
                by.map(|id| id.0),
                entry.session.map(|id| id.0),
                entry.origin,
                entry.action.name(),
                entry.subject.map(|id| id.0),
                entry.outcome.name(),
                entry.reason,
                entry.details,
                changes,
                previous,
                hash,
                signature
            ])
            .expect("an entry");
        previous = hash;
    }
    drop(insert);
    transaction.commit().expect("committed");
}

fn entry(sequence: i64, at: Micros, member: Option<Id>) -> Entry {
    let (action, details) = match sequence % 3 {
        0 => (Action::CustomerView, r#"{"tab":"overview"}"#),
        1 => (Action::FieldReveal, r#"{"field":"phone","class":"contact","generation":1}"#),
        _ => (Action::LogView, r#"{"filter":"action = field.reveal","rows":50}"#),
    };
    let mut subject = [7; 16];
    subject[..8].copy_from_slice(&(sequence % 50_000).to_be_bytes());
    Entry {
        at,
        member,
        session: member.map(|_| Id([5; 16])),
        origin: "desk-3 server 10.8.0.17".into(),
        action,
        subject: Some(Id(subject)),
        outcome: Outcome::Done,
        reason: "call".into(),
        details: details.into(),
    }
}

/// What a write costs with its place in the tree, durable as always.
fn write(founded: &Founded, clock: &Fixed) {
    const WRITES: usize = 2_000;
    let host = founded.paths.host_secret().expect("a host secret");
    let signer = host.office_signer(founded.paths.install);
    let mut store = Store::open(&founded.paths.database(), &host.store_key()).expect("the store");
    let took = timed("writes of one entry", WRITES, || {
        for n in 0..WRITES {
            let op = kin::clock::new_id(clock);
            store
                .write(&|hash| signer.sign(LABEL, hash), op, |_| {
                    Ok::<_, kin::store::StoreError>((entry(n as i64, clock.now(), None), ()))
                })
                .expect("an entry");
        }
    });
    println!("  {:.0} µs each", took * 1e6 / WRITES as f64);
}
