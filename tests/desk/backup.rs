//! Backups: made while people work, opened by few keys, proven, and brought back on a bare machine.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};

use kin::config::Config;
use kin::desk::Desk;
use kin::desk::api::*;
use kin::desk::backup::{BackupError, By, Lost, Made, Opening, Restored, Restoring, restore};
use kin::desk::office::OfficePaths;
use kin::desk::witness::Witness;
use kin::domain::*;
use kin::vault::HostSecret;

use crate::deeds::alerts;
use crate::office::*;
use crate::witness::{act, founded, tick};

/// Goes on whatever comes.
fn on(_: u64) -> bool {
    true
}

pub fn make(office: &Office) -> Made {
    office.desk().back_up(&office.config.backup, None, By::Operator, &mut on).expect("a backup")
}

/// A machine that has never seen the office.
struct Bare {
    home: tempfile::TempDir,
}

impl Bare {
    fn new() -> Self {
        Self { home: tempfile::tempdir().expect("a folder") }
    }

    fn config(&self) -> PathBuf {
        self.home.path().join("config")
    }

    fn to(&self) -> PathBuf {
        self.home.path().join("office")
    }

    fn restore(&self, office: &Office, file: &Path, opening: &Opening<'_>) -> Result<Restored, BackupError> {
        let restoring = Restoring {
            file,
            to: &self.to(),
            config_dir: &self.config(),
            host_secret: None,
            present: None,
            config: &office.config,
            clock: office.clock.clone(),
        };
        restore(restoring, opening, &mut on)
    }

    fn by_kit(&self, office: &Office, file: &Path) -> Result<Restored, BackupError> {
        self.restore(office, file, &Opening { hosts: Vec::new(), kit: Some(&Office::kit()) })
    }

    fn is_untouched(&self) -> bool {
        let offices = fs::read_dir(self.config().join("offices")).into_iter().flatten().flatten();
        !self.to().exists() && !offices.into_iter().any(|home| home.path().join("host.secret").exists())
    }
}

/// Opens the office that lies there, with this member at it.
fn at(office: &Office, paths: &OfficePaths, name: &str) -> Desk {
    let mut desk = Desk::open(paths.clone(), &office.config, office.clock.clone(), "test").expect("a desk");
    desk.ask(office.right(name)).expect("in");
    desk
}

#[test]
fn nothing_but_the_kit_and_the_file_brings_the_office_back() {
    let office = Office::new();
    let mut lan = office.at("lan");
    save(&mut lan, new_draft("Lê Thị Cuối")).expect("saved");
    let made = make(&office);
    let bare = Bare::new();
    let restored = bare.by_kit(&office, &made.path).expect("back");
    assert!(restored.host_secret && restored.paths.host_secret_path().exists());
    assert_eq!(restored.report.entries as i64, made.beside.signed.manifest.head);
    assert_eq!((restored.manifest.customers(), restored.lost), (CUSTOMERS as u64 + 1, None));
    // The same people come in with the same passwords, and see what they saw.
    let mut lan = at(&office, &restored.paths, "lan");
    assert_eq!(revealed(&mut lan, Office::customer(0), Field::Phone), Ok(planted(0).value(Field::Phone).into()));
    assert_eq!(list(&mut lan, "cuoi").expect("a list").rows.len(), 1);
    assert!(lan.ask(reveal(1, Field::Phone)).is_err(), "no right has grown");
    let mut mai = at(&office, &restored.paths, "mai");
    let told = alerts(&mut mai);
    assert!(told.iter().any(|alert| alert.kind == "office_restored"), "{told:?}");
    let verdict = mai.verify_log(&mut |_, _| {}).expect("a verdict");
    assert!(verdict.is_ok(), "{verdict:?}");
}

#[test]
fn every_row_comes_back_as_it_was() {
    let office = Office::new();
    let mut mai = office.at("mai");
    mai.ask(Request::AddNote { customer: Office::customer(0), kind: ActivityKind::Note, text: "ghi chú".into() })
        .expect("a note");
    drop(mai);
    let before = rows(&office, &office.paths);
    let made = make(&office);
    let bare = Bare::new();
    let restored = bare.by_kit(&office, &made.path).expect("back");
    let mut after = rows(&office, &restored.paths);
    // The copy says of itself that it is one, and has that told: two entries and an alert.
    for (table, more) in [("alert", 1), ("audit_log", 2), ("audit_change", 1)] {
        let rows = after.get_mut(table).expect("a table");
        assert_eq!(rows.len(), before[table].len() + more, "{table}");
        rows.truncate(before[table].len());
    }
    for (table, rows) in before {
        // The tree of the log grows with it.
        if table != "audit_node" && table != "audit_about" {
            assert_eq!(after[&table], rows, "{table}");
        }
    }
}

/// All rows of all tables, as texts in the order of their keys.
#[expect(clippy::disallowed_types, reason = "the rows are compared past the program")]
fn rows(office: &Office, paths: &OfficePaths) -> std::collections::BTreeMap<String, Vec<String>> {
    let conn = {
        let key: String = office.host().store_key().iter().map(|byte| format!("{byte:02x}")).collect();
        let conn = rusqlite::Connection::open(paths.database()).expect("the file");
        conn.execute_batch(&format!("PRAGMA key = \"x'{key}'\"")).expect("the key");
        conn
    };
    let mut names =
        conn.prepare("SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite%'").expect("names");
    let names: Vec<String> =
        names.query_map([], |row| row.get(0)).expect("names").map(|name| name.expect("a name")).collect();
    let all = |name: &String| {
        let mut statement = conn.prepare(&format!("SELECT * FROM \"{name}\"")).expect("a table");
        let columns = statement.column_count();
        let read = |row: &rusqlite::Row<'_>| {
            (0..columns).map(|at| row.get_ref(at).map(|value| format!("{value:?}"))).collect::<Result<Vec<_>, _>>()
        };
        let rows = statement.query_map([], read).expect("rows");
        rows.map(|row| row.expect("a row").join("|")).collect()
    };
    names.iter().map(|name| (name.clone(), all(name))).collect()
}

#[test]
fn it_opens_for_this_computer_and_the_kit_and_for_nobody_else() {
    let office = Office::new();
    let made = make(&office);
    let bytes = fs::read(&made.path).expect("bytes");
    assert!(bytes.starts_with(b"age-encryption.org/v1"));
    assert_eq!(leaks(&String::from_utf8_lossy(&bytes)), Vec::<String>::new());
    let beside = fs::read_to_string(made.path.with_extension("json")).expect("text");
    assert!(!beside.contains("Hoa Sen") && leaks(&beside).is_empty(), "{beside}");
    let other = || HostSecret::generate(office.clock.as_ref());
    let bare = Bare::new();
    let refused = bare.restore(&office, &made.path, &Opening { hosts: vec![other()], kit: None });
    assert!(matches!(refused, Err(BackupError::OtherKey(_))), "{refused:?}");
    let wrong = kin::vault::RecoveryKit::generate(office.clock.as_ref());
    let wrong = Secret::new(wrong.words().to_string());
    let refused = bare.restore(&office, &made.path, &Opening { hosts: Vec::new(), kit: Some(&wrong) });
    assert!(matches!(refused, Err(BackupError::OtherKey(_))), "{refused:?}");
    assert!(bare.is_untouched());
    bare.restore(&office, &made.path, &Opening { hosts: vec![other(), office.host()], kit: None }).expect("back");
}

#[test]
fn one_that_was_changed_or_cut_leaves_nothing_behind() {
    let office = Office::new();
    let made = make(&office);
    let bytes = fs::read(&made.path).expect("bytes");
    let file = office.home().join("changed.age");
    let bare = Bare::new();
    let refused = |changed: &[u8]| {
        fs::write(&file, changed).expect("written");
        let refused = bare.restore(&office, &file, &Opening { hosts: vec![office.host()], kit: None });
        let known =
            matches!(refused, Err(BackupError::Damaged { .. } | BackupError::NoBackup(_) | BackupError::OtherKey(_)));
        assert!(known, "{refused:?}");
        assert!(bare.is_untouched());
    };
    for at in (0..bytes.len()).step_by(bytes.len() / 40) {
        let mut changed = bytes.clone();
        changed[at] ^= 4;
        refused(&changed);
        refused(&bytes[..at]);
    }
    refused(&bytes[..bytes.len() - 1]);
    refused(&[&bytes[..], b"more"].concat());
    // What lies beside it does not save it, and a changed one is not believed.
    let verified = office.desk().verify_backup(&file, By::Operator, &mut on);
    assert!(matches!(verified, Err(BackupError::Damaged { .. })), "{verified:?}");
    let beside = made.path.with_extension("json");
    let text = fs::read_to_string(&beside).expect("text");
    fs::write(&beside, text.replace("\"head\": ", "\"head\": 9")).expect("written");
    let mut desk = office.desk();
    let kept = desk.list_backups(&office.config.backup, By::Operator).expect("a list");
    assert!(kept[0].beside.is_some() && desk.signed_beside(&kept[0]).is_none());
}

#[test]
fn nothing_is_overwritten() {
    let office = Office::new();
    let made = make(&office);
    let bare = Bare::new();
    fs::create_dir(bare.to()).expect("a folder");
    fs::write(bare.to().join("mine.txt"), "kept").expect("written");
    assert!(bare.by_kit(&office, &made.path).is_err());
    assert_eq!(fs::read_to_string(bare.to().join("mine.txt")).expect("text"), "kept");
    // Nor the office that is there, nor its host secret.
    let secret = fs::read(office.paths.host_secret_path()).expect("bytes");
    let restoring = Restoring {
        file: &made.path,
        to: &office.paths.folder,
        config_dir: &office.home().join("config"),
        host_secret: None,
        present: None,
        config: &office.config,
        clock: office.clock.clone(),
    };
    let opening = Opening { hosts: vec![office.host()], kit: None };
    assert!(restore(restoring, &opening, &mut on).is_err());
    assert_eq!(fs::read(office.paths.host_secret_path()).expect("bytes"), secret);
    list(&mut office.at("lan"), "zinnia").expect("it is there");
}

#[test]
fn it_is_of_one_moment_while_people_write() {
    let office = Office::new();
    let mut desks: Vec<Desk> = ["lan", "minh"].map(|name| office.at(name)).into();
    let mut operator = office.desk();
    let stop = AtomicBool::new(false);
    let made: Vec<Made> = std::thread::scope(|scope| {
        for desk in &mut desks {
            let stop = &stop;
            scope.spawn(move || {
                while !stop.load(Ordering::Relaxed) {
                    let note =
                        Request::AddNote {
                            customer: Office::customer(0), kind: ActivityKind::Note, text: "và".into()
                        };
                    desk.ask(note).expect("written meanwhile");
                }
            });
        }
        let made = (0..5).map(|n| {
            office.clock.advance(1 + n);
            operator.back_up(&office.config.backup, None, By::Operator, &mut on).expect("a backup")
        });
        let made = made.collect();
        stop.store(true, Ordering::Relaxed);
        made
    });
    for made in made {
        let bare = Bare::new();
        let restored = bare.by_kit(&office, &made.path).expect("back");
        assert_eq!(restored.report.entries as i64, made.beside.signed.manifest.head);
    }
}

#[test]
fn whoever_may_not_makes_none_and_sees_none() {
    let office = Office::new();
    make(&office);
    let settings = &office.config.backup;
    let denied = |refused: Result<(), BackupError>| {
        assert!(matches!(refused, Err(BackupError::Problem(Problem::Denied { .. }))), "{refused:?}");
    };
    let files = || fs::read_dir(settings.folder(&office.paths.folder)).expect("a folder").count();
    let before = files();
    for name in ["minh", "lan", "radu", SERVICE] {
        let mut desk = office.at(name);
        denied(desk.list_backups(settings, By::Member).map(drop));
        denied(desk.back_up(settings, None, By::Member, &mut on).map(drop));
        denied(desk.back_up(settings, Some(office.home()), By::Member, &mut on).map(drop));
        denied(desk.drill_backup(settings, None, By::Member, &mut on).map(drop));
        denied(desk.prune_backups(settings, By::Member, false).map(drop));
        let newest = office.desk().backups(settings).newest().expect("one").path;
        denied(desk.verify_backup(&newest, By::Member, &mut on).map(drop));
        let last = office.last();
        assert_eq!((last.action, last.outcome), (Action::BackupMake, Outcome::Denied));
        assert_eq!(files(), before);
    }
    for name in ["mai", "ioana"] {
        let mut desk = office.at(name);
        desk.back_up(settings, None, By::Member, &mut on).expect("a backup");
        let last = office.last();
        assert_eq!(
            (last.action, last.outcome, last.member),
            (Action::BackupMake, Outcome::Done, Some(Office::member(name)))
        );
        assert!(!desk.list_backups(settings, By::Member).expect("a list").is_empty());
        desk.drill_backup(settings, None, By::Member, &mut on).expect("a drill");
    }
    // Nobody at all is no member.
    denied_as_nobody(&mut office.desk(), &office.config);
}

fn denied_as_nobody(desk: &mut Desk, config: &Config) {
    let refused = desk.list_backups(&config.backup, By::Member);
    assert!(matches!(refused, Err(BackupError::Problem(Problem::NoSession))), "{refused:?}");
}

#[test]
fn a_drill_leaves_its_result_and_nothing_else() {
    let office = Office::new();
    let mut desk = office.desk();
    let none = desk.drill_backup(&office.config.backup, None, By::Operator, &mut on);
    assert!(matches!(none, Err(BackupError::None(_))), "{none:?}");
    assert_eq!((office.last().action, office.last().outcome), (Action::BackupDrill, Outcome::Failed));
    let made = make(&office);
    act(&office);
    let files = |folder: &Path| fs::read_dir(folder).expect("a folder").count();
    let before = files(&office.paths.folder);
    let found = desk.drill_backup(&office.config.backup, None, By::Operator, &mut on).expect("a drill");
    assert_eq!(found.entries as i64, made.beside.signed.manifest.head);
    assert_eq!((found.customers, found.since), (CUSTOMERS as u64, 3));
    assert_eq!(files(&office.paths.folder), before);
    let last = office.last();
    assert_eq!((last.action, last.outcome), (Action::BackupDrill, Outcome::Done));
    assert!(last.details.contains("\"customers\":36"), "{}", last.details);
    // The office is no copy, and the copy that was tried has told nobody.
    let told = alerts(&mut office.at("mai"));
    assert!(told.iter().all(|alert| alert.kind != "office_restored"), "{told:?}");
    let mut bytes = fs::read(&made.path).expect("bytes");
    let middle = bytes.len() / 2;
    bytes[middle] ^= 1;
    fs::write(&made.path, bytes).expect("written");
    assert!(desk.drill_backup(&office.config.backup, None, By::Operator, &mut on).is_err());
    assert_eq!((office.last().action, office.last().outcome), (Action::BackupDrill, Outcome::Failed));
    assert!(alerts(&mut office.at("mai")).iter().any(|alert| alert.kind == "backup_drill_failed"));
    assert_eq!(files(&office.paths.folder), before);
}

#[test]
fn what_is_lost_is_told_and_the_witness_knows_the_way() {
    let office = founded();
    tick(&office);
    let made = make(&office);
    let head = made.beside.signed.manifest.head;
    act(&office);
    office.clock.advance(3_601);
    tick(&office);
    let gone = office.home().join("gone");
    let restored = |present: Option<&mut Desk>| {
        let restoring = Restoring {
            file: &made.path,
            to: &office.home().join(if present.is_some() { "beside" } else { "office" }),
            config_dir: &office.home().join("config"),
            host_secret: None,
            present,
            config: &office.config,
            clock: office.clock.clone(),
        };
        restore(restoring, &Opening { hosts: vec![office.host()], kit: None }, &mut on).expect("back")
    };
    let length = office.log().len() as i64;
    let Lost { entries, .. } = restored(Some(&mut office.desk())).lost.expect("something");
    assert_eq!(entries, length - head);
    // Without the office itself the checkpoints tell.
    fs::rename(&office.paths.folder, &gone).expect("moved");
    let back = restored(None);
    assert!(back.lost.is_some_and(|lost| lost.entries > 0 && lost.entries <= length - head), "{:?}", back.lost);
    // It took the place of the office: the checkpoints of what is lost are no proof against it, and it goes on.
    office.clock.advance(3_601);
    act(&office);
    tick(&office);
    let told: Vec<String> = alerts(&mut office.at("mai")).into_iter().map(|alert| alert.kind).collect();
    assert!(told.contains(&"office_restored".into()) && !told.contains(&"log_rolled_back".into()), "{told:?}");
    let report = office.desk().verify_log(&mut |_, _| {}).expect("a verdict").expect("a good log");
    assert_eq!(report.checkpoints.len(), 1);
    // A copy that was put there in silence is still told.
    fs::remove_dir_all(&office.paths.folder).expect("removed");
    fs::rename(&gone, &office.paths.folder).expect("moved");
    Witness::open(&office.paths, &office.config, office.clock.clone()).expect("a witness").tick().expect("a look");
    assert!(alerts(&mut office.at("mai")).iter().any(|alert| alert.kind == "log_rolled_back"));
}

#[test]
fn it_is_carried_further_and_compared() {
    let mut office = Office::new();
    let elsewhere = office.home().join("elsewhere");
    fs::create_dir(&elsewhere).expect("a folder");
    let shell = |line: &str| ["sh", "-c", line, "{file}", "{name}"].map(str::to_owned).to_vec();
    let there = elsewhere.display();
    office.config.backup.command = shell(&format!("cp \"$0\" \"{there}/$1\""));
    office.config.backup.check = shell(&format!("cat \"{there}/$1\""));
    let made = make(&office);
    assert_eq!(made.carried, Some(true));
    let name = made.path.file_name().expect("a name");
    assert_eq!(fs::read(elsewhere.join(name)).expect("bytes"), fs::read(&made.path).expect("bytes"));
    office.config.backup.check.clear();
    office.clock.advance(60);
    assert_eq!(make(&office).carried, Some(false));
    for (command, check) in [
        (format!("head -c 100 \"$0\" > \"{there}/$1\""), format!("cat \"{there}/$1\"")),
        ("exit 3".into(), String::new()),
        ("true".into(), "exit 4".into()),
    ] {
        office.config.backup.command = shell(&command);
        office.config.backup.check = if check.is_empty() { Vec::new() } else { shell(&check) };
        office.clock.advance(60);
        let failed = office.desk().back_up(&office.config.backup, None, By::Operator, &mut on);
        let Err(BackupError::NotCarried { path, .. }) = failed else { panic!("{failed:?}") };
        assert!(Path::new(&path).exists(), "the backup itself is there");
        assert_eq!((office.last().action, office.last().outcome), (Action::BackupMake, Outcome::Failed));
    }
    assert!(alerts(&mut office.at("mai")).iter().any(|alert| alert.kind == "backup_failed"));
}
