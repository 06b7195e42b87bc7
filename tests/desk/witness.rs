//! Checkpoints: when they are made, where they are carried, and what happens where that fails.

use std::os::unix::net::UnixDatagram;
use std::path::{Path, PathBuf};

use kin::desk::api::*;
use kin::desk::witness::Witness;
use kin::domain::*;
use kin::vault::note::{self, Note};

use crate::deeds::{alerts, manage};
use crate::office::*;

/// An office that is a little more than an hour old.
pub fn founded() -> Office {
    let office = Office::new();
    office.clock.advance(60);
    office
}

fn witness(office: &Office) -> Witness {
    Witness::open(&office.paths, &office.config, office.clock.clone()).expect("a witness")
}

pub fn tick(office: &Office) {
    witness(office).tick().expect("a look");
}

/// Where checkpoints go without a word in the configuration.
pub fn kept(office: &Office) -> PathBuf {
    office.paths.home().join("log.checkpoints")
}

/// Every checkpoint in a text, proven.
fn notes(office: &Office, text: &str) -> Vec<Note> {
    let public = office.host().office_signer(office.paths.install).public();
    note::find(text, office.paths.install, &[(Micros(i64::MIN), public)])
        .into_iter()
        .map(|found| found.note.expect("a note"))
        .collect()
}

fn notes_in(office: &Office, path: &Path) -> Vec<Note> {
    std::fs::read_to_string(path).map(|text| notes(office, &text)).unwrap_or_default()
}

fn made(office: &Office) -> usize {
    office.log().iter().filter(|entry| entry.action == Action::CheckpointMake).count()
}

/// Something to log.
pub fn act(office: &Office) {
    open(&mut office.at("lan"), Office::customer(0)).expect("there");
}

#[test]
fn a_checkpoint_is_made_by_time_and_by_count_and_covers_its_own_entry() {
    let mut office = founded();
    // The office is an hour old by then, and nothing was carried yet.
    tick(&office);
    let [first] = &notes_in(&office, &kept(&office))[..] else { panic!("one") };
    let log = office.log();
    assert_eq!(first.size(), log.len() as i64);
    let entry = &log[0];
    assert_eq!((entry.action, entry.member, entry.at), (Action::CheckpointMake, None, first.checkpoint.at));
    assert_eq!(entry.details, format!(r#"{{"before":{},"to":["path"]}}"#, log.len() - 1));
    let head = office.store().read(|snapshot| snapshot.head()).expect("readable").expect("a head");
    assert_eq!(head, (first.size(), first.checkpoint.head));
    // Nothing new, nothing to do, however long.
    office.clock.advance(48 * 3600);
    tick(&office);
    assert_eq!(made(&office), 1);
    act(&office);
    tick(&office);
    assert_eq!(made(&office), 2, "an hour is over, and something was logged");
    act(&office);
    office.clock.advance(30 * 60);
    tick(&office);
    assert_eq!(made(&office), 2, "not yet");
    office.config.witness.every_entries = 2;
    tick(&office);
    assert_eq!(made(&office), 3, "that many entries");
    let sizes: Vec<i64> = notes_in(&office, &kept(&office)).iter().map(Note::size).collect();
    assert!(sizes.is_sorted() && sizes.len() == 3, "{sizes:?}");
    let report = office.desk().verify_log(&mut |_, _| {}).expect("a verdict").expect("a good log");
    assert_eq!((report.checkpoints[0].count, report.checkpoints[0].size), (3, sizes[2]));
}

#[test]
fn a_witness_that_stays_looks_by_itself() {
    let office = founded();
    let mut witness = witness(&office);
    witness.tick().expect("a look");
    act(&office);
    witness.tick().expect("a look");
    assert_eq!(made(&office), 1);
    office.clock.advance(3600);
    witness.tick().expect("a look");
    assert_eq!(made(&office), 2);
}

#[test]
fn several_at_once_make_one() {
    let office = founded();
    std::thread::scope(|scope| {
        for _ in 0..6 {
            scope.spawn(|| tick(&office));
        }
    });
    assert_eq!(made(&office), 1);
    assert_eq!(notes_in(&office, &kept(&office)).len(), 1);
}

#[test]
fn a_program_and_the_journal_get_the_note_as_it_is() {
    let mut office = founded();
    let (got, environment) = (office.home().join("got"), office.home().join("environment"));
    let socket = office.home().join("journal");
    let journal = UnixDatagram::bind(&socket).expect("a socket");
    let script = format!("cat > '{}'; env > '{}'", got.display(), environment.display());
    office.config.witness.command = ["sh", "-c", &script].map(str::to_owned).to_vec();
    office.config.witness.journal = socket.display().to_string();
    office.config.witness.path = String::new();
    tick(&office);
    assert!(!kept(&office).exists());
    let size = office.log().len() as i64;
    let [note] = &notes_in(&office, &got)[..] else { panic!("one") };
    assert_eq!(note.size(), size);
    let environment = std::fs::read_to_string(environment).expect("text");
    let own = |line: &&str| !["PATH", "PWD", "SHLVL", "_", "OLDPWD"].contains(&line.split('=').next().unwrap_or(""));
    assert_eq!(environment.lines().find(own), None, "nothing of this program's environment");
    let mut message = vec![0; 4096];
    let length = journal.recv(&mut message).expect("a message");
    let message = &message[..length];
    let begin = b"SYSLOG_IDENTIFIER=kin\nPRIORITY=5\nMESSAGE\n";
    assert!(message.starts_with(begin));
    let (size, text) = message[begin.len()..].split_at(8);
    let size = u64::from_le_bytes(size.try_into().expect("8 bytes")) as usize;
    assert_eq!((text.len(), text[size]), (size + 1, b'\n'));
    assert_eq!(notes(&office, &String::from_utf8_lossy(&text[..size])), std::slice::from_ref(note));
}

#[test]
fn what_fails_is_told_once_a_day_and_tried_again() {
    let mut office = founded();
    let blocked = office.home().join("not-there");
    office.config.witness.path = blocked.join("kin.checkpoints").display().to_string();
    office.config.witness.command = vec!["false".into()];
    let mut witness = witness(&office);
    witness.tick().expect("a look");
    let told = |office: &Office| {
        let told = alerts(&mut office.at("mai"));
        told.iter().filter(|alert| alert.kind == "checkpoint_failed").count()
    };
    assert_eq!(told(&office), 2, "the path and the program");
    office.clock.advance(61);
    witness.tick().expect("a look");
    assert_eq!(told(&office), 2, "once a day");
    std::fs::create_dir(&blocked).expect("a folder");
    office.clock.advance(61);
    witness.tick().expect("a look");
    assert_eq!(notes_in(&office, &blocked.join("kin.checkpoints")).len(), 1);
    assert_eq!(made(&office), 1);
    // The desk was never held up: whoever is at it reads on.
    act(&office);
}

#[test]
fn a_program_that_never_ends_is_ended() {
    let mut office = founded();
    office.config.witness.command = ["sleep", "600"].map(str::to_owned).to_vec();
    let mut witness = witness(&office);
    witness.tick().expect("a look");
    assert!(alerts(&mut office.at("mai")).iter().any(|alert| alert.kind == "checkpoint_failed"));
    assert_eq!(notes_in(&office, &kept(&office)).len(), 1, "the other place has it");
}

#[test]
fn what_an_ended_process_left_behind_is_carried_by_the_next() {
    let mut office = founded();
    office.config.witness.path = String::new();
    tick(&office);
    office.config.witness.path = "auto".into();
    tick(&office);
    assert!(!kept(&office).exists(), "whoever made it may still be at it");
    office.clock.advance(31);
    tick(&office);
    assert_eq!(notes_in(&office, &kept(&office)).len(), 1);
    // Half a note, as a machine leaves it that went down, is no obstacle.
    let text = std::fs::read_to_string(kept(&office)).expect("text");
    std::fs::write(kept(&office), format!("{text}{}", &text[..90])).expect("written");
    act(&office);
    office.clock.advance(3600);
    tick(&office);
    let report = office.desk().verify_log(&mut |_, _| {}).expect("a verdict").expect("a good log");
    assert_eq!(report.checkpoints[0].count, 2);
}

#[test]
fn an_older_copy_is_told_and_nothing_is_written_over_the_proof() {
    let office = founded();
    let older = office.copy();
    tick(&office);
    let proof = std::fs::read(kept(&office)).expect("a file");
    std::fs::copy(older.paths.database(), office.paths.database()).expect("the older file");
    let _ = std::fs::remove_file(office.paths.folder.join("office.db-wal"));
    let _ = std::fs::remove_file(office.paths.folder.join("office.db-shm"));
    act(&office);
    tick(&office);
    let told = alerts(&mut office.at("mai"));
    assert!(told.iter().any(|alert| alert.kind == "log_rolled_back"), "{told:?}");
    assert_eq!(std::fs::read(kept(&office)).expect("a file"), proof);
    let bad = office.desk().verify_log(&mut |_, _| {}).expect("a verdict").expect_err("another log");
    assert!(bad.why.contains("not those of the checkpoint"), "{}", bad.why);
}

#[test]
fn one_is_made_by_hand_by_who_may_take_the_log_outside() {
    let office = founded();
    let mut radu = office.at("radu");
    let made_one = radu.checkpoint().expect("a checkpoint");
    assert!(made_one.failed.is_empty());
    assert_eq!(office.last().member, Some(Office::member("radu")));
    assert_eq!(notes(&office, &made_one.note.line()), notes_in(&office, &kept(&office)));
    let denied = office.at("lan").checkpoint().err();
    assert!(matches!(denied, Some(Problem::Denied { .. })), "{denied:?}");
    assert_eq!(office.desk().checkpoint().err(), Some(Problem::NoSession));
}

/// The policy of the office, by its owner.
pub fn keep_for(office: &Office, months: u16) -> Result<Managed, Problem> {
    let mut mai = office.at("mai");
    crate::deeds::set_policy(&mut mai, |policy| policy.log_months = months)
}

#[test]
fn old_entries_go_by_policy_and_all_holds() {
    let office = founded();
    for _ in 0..3 {
        act(&office);
    }
    revealed(&mut office.at("lan"), Office::customer(0), Field::Phone).expect("a value");
    tick(&office);
    assert!(matches!(office.at("mai").prune_log(true), Err(Problem::Refused(_))), "for ever, by default");
    assert!(matches!(keep_for(&office, 2), Err(Problem::Invalid { .. })), "detectors look back over 90 days");
    keep_for(&office, 3).expect("three months");
    assert_eq!(office.at("mai").prune_log(false).expect("nothing is old").removed, 0);
    office.clock.advance(120 * 24 * 3600);
    act(&office);
    assert!(matches!(office.at("lan").prune_log(false), Err(Problem::Denied { .. })));
    let mut mai = office.at("mai");
    let dry = mai.prune_log(true).expect("a count");
    assert!(dry.removed > 10, "{dry:?}");
    let pruned = mai.prune_log(false).expect("gone");
    assert_eq!(pruned.removed, dry.removed);
    assert_eq!(office.last().action, Action::LogPrune);
    office.clock.advance(16 * 60);
    assert_eq!(mai.prune_log(false).expect("nothing more").removed, 0);
    let report = office.desk().verify_log(&mut |_, _| {}).expect("a verdict").expect("a good log");
    assert_eq!(report.removed, pruned.removed as u64);
    assert_eq!(report.checkpoints.len(), 1, "the checkpoint of before holds");
    // Everybody works on, and sees what is left.
    act(&office);
    assert_eq!(revealed(&mut office.at("lan"), Office::customer(0), Field::Phone).as_deref(), Ok("+84903481503"));
    let mut radu = office.at("radu");
    let Ok(Reply::Log(page)) = radu.ask(Request::Log(LogQuery { limit: 200, ..LogQuery::default() })) else { panic!() };
    assert!(page.rows.iter().all(|row| row.verified == Verified::Good));
    assert!(page.rows.iter().any(|row| row.sequence == 1));
    manage(&mut mai, Manage::CloseAlert { alert: Id([1; 16]), words: "x".into(), verdict: Verdict::Explained })
        .expect_err("no such alert");
    tick(&office);
    crate::deeds::whole(&office);
}

#[test]
fn removing_by_hand_is_caught_beside_a_tombstone_too() {
    let office = founded();
    for _ in 0..3 {
        act(&office);
    }
    keep_for(&office, 3).expect("three months");
    office.clock.advance(120 * 24 * 3600);
    act(&office);
    office.at("mai").prune_log(false).expect("gone");
    crate::deeds::whole(&office);
    let head = office.log().len();
    assert!(head > 3);
    let tombstone = "(SELECT max(sequence) FROM audit_log WHERE action = 'log.prune')";
    let last = "(SELECT max(sequence) FROM audit_log)";
    let first_kept = "(SELECT min(sequence) FROM audit_log WHERE sequence > 1 AND action = 'import.chunk')";
    let remove = |entry: &str, by: &str| {
        format!(
            "CREATE TEMP TABLE one AS SELECT sequence, hash FROM audit_log WHERE sequence = {entry};
             INSERT INTO audit_gone SELECT sequence, hash, {by} FROM temp.one;
             DELETE FROM audit_change WHERE sequence IN (SELECT sequence FROM temp.one);
             DELETE FROM audit_log WHERE sequence IN (SELECT sequence FROM temp.one)"
        )
    };
    for attack in [
        remove(first_kept, tombstone),
        remove(first_kept, last),
        remove(&format!("{last} - 1"), tombstone),
        remove(&format!("{tombstone} - 1"), "7"),
        format!("DELETE FROM audit_log WHERE sequence = {tombstone}"),
        "DELETE FROM audit_gone WHERE sequence = (SELECT max(sequence) FROM audit_gone)".to_owned(),
        "UPDATE audit_gone SET hash = randomblob(32) WHERE sequence = (SELECT min(sequence) FROM audit_gone)"
            .to_owned(),
        "UPDATE audit_gone SET tombstone = tombstone + 1".to_owned(),
        "INSERT INTO audit_gone VALUES (999999, zeroblob(32), 999)".to_owned(),
    ] {
        let copy = office.copy();
        copy.run(&attack);
        let verdict = copy.desk().verify_log(&mut |_, _| {}).expect("a verdict");
        assert!(verdict.is_err(), "{attack}");
    }
}
