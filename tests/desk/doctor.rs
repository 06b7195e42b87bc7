//! The doctor: each check made bad on purpose and seen, what is mended, and that it tells of nobody.

use std::fs::{self, Permissions};
use std::os::unix::fs::PermissionsExt;
use std::os::unix::net::UnixListener;
use std::path::Path;
use std::sync::Arc;

use kin::clock::{Fixed, Source};
use kin::config::{Config, SignInBy};
use kin::desk::api::*;
use kin::desk::doctor::{Enforced, Layer, Mode, Patient, Report, State, Terminal, compliance, examine, fix};
use kin::desk::office::OfficePaths;
use kin::domain::*;
use kin::policy;
use kin::vault::HostSecret;

use crate::deeds::*;
use crate::office::*;
use crate::witness::tick;

/// How the office is looked at; changed by the tests.
struct Look {
    paths: OfficePaths,
    config: Config,
    clock: Arc<dyn Source>,
    terminal: Terminal,
    deep: bool,
}

impl Look {
    fn at(office: &Office) -> Self {
        let terminal = Terminal { term: "xterm-256color".into(), utf8: true, colours: true, size: Some((120, 40)) };
        let clock: Arc<dyn Source> = office.clock.clone();
        Self { paths: office.paths.clone(), config: office.config.clone(), clock, terminal, deep: false }
    }

    fn with<T>(&self, work: impl FnOnce(&Patient<'_>) -> T) -> T {
        work(&Patient {
            paths: &self.paths,
            config: &self.config,
            config_file: Some(self.paths.home().join("config.toml")),
            socket: self.paths.folder.join("serve.sock"),
            host_key: self.paths.home().join("ssh_host_ed25519_key"),
            terminal: self.terminal.clone(),
            deep: self.deep,
            clock: Arc::clone(&self.clock),
        })
    }

    fn report(&self) -> Report {
        self.with(examine)
    }

    fn fix(&self) -> Vec<String> {
        self.with(fix).expect("mended")
    }
}

fn report(office: &Office) -> Report {
    Look::at(office).report()
}

/// An office whose folders are as a founding leaves them, and a configuration.
fn sound() -> Office {
    let office = Office::new();
    [office.paths.folder.as_path(), office.paths.home()].into_iter().for_each(|folder| chmod(folder, 0o700));
    let config = office.paths.home().join("config.toml");
    fs::write(&config, "").expect("written");
    chmod(&config, 0o600);
    office
}

#[track_caller]
fn state(report: &Report, key: &str) -> State {
    report.find(key).unwrap_or_else(|| panic!("no check {key}")).state
}

#[track_caller]
fn why(report: &Report, key: &str) -> String {
    report.find(key).unwrap_or_else(|| panic!("no check {key}")).why.clone()
}

fn chmod(path: &Path, mode: u32) {
    fs::set_permissions(path, Permissions::from_mode(mode)).expect("a mode");
}

#[test]
fn a_sound_office_is_told_by_layers_and_nobody_is_named() {
    let office = sound();
    let report = report(&office);
    assert!(report.checks.iter().all(|check| check.state < State::Bad), "{:?}", report.checks);
    for layer in Layer::ALL {
        assert!(report.of(layer).count() > 0, "{layer:?}");
    }
    let mut keys: Vec<&str> = report.checks.iter().map(|check| check.key).collect();
    let all = keys.len();
    keys.sort_unstable();
    keys.dedup();
    assert_eq!(keys.len(), all, "each has a key of its own");
    for check in &report.checks {
        assert!(!check.why.is_empty() && !check.what.is_empty(), "{check:?}");
        assert!(check.state < State::Warning || !check.mend.is_empty(), "{check:?}");
    }
    let text = serde_json::to_string(&report).expect("JSON") + &compliance(&report);
    assert!(leaks(&text).is_empty());
    for (name, ..) in PEOPLE.into_iter().skip(1) {
        assert!(!text.split(|c: char| !c.is_alphanumeric()).any(|word| word == name), "{name}");
    }
    let before = office.log().len();
    self::report(&office);
    assert_eq!(office.log().len(), before, "looking changes nothing");
}

#[test]
fn files_that_let_others_in_are_seen_and_mended() {
    let office = sound();
    let look = Look::at(&office);
    let (folder, database) = (office.paths.folder.clone(), office.paths.database());
    let (secret, config) = (office.paths.host_secret_path().to_owned(), office.paths.home().join("config.toml"));
    assert!(look.fix().is_empty(), "nothing to mend");
    for (path, mode, key, words) in [
        (&folder, 0o755, "folder_mode", "others may read it"),
        (&database, 0o644, "database_mode", "others may read it"),
        (&database, 0o662, "database_mode", "others may write it"),
        (&secret, 0o644, "secret_mode", "others may read it"),
        (&config, 0o666, "config_mode", "Others may write"),
    ] {
        chmod(path, mode);
        let bad = look.report();
        assert_eq!(state(&bad, key), State::Bad, "{key}");
        assert!(why(&bad, key).contains(words), "{}", why(&bad, key));
        assert_eq!(state(&bad, "office_opens") == State::Bad, key == "secret_mode", "{key}");
        let told = look.fix();
        assert!(told.len() == 1 && told[0].contains(&format!("{mode:04o}")), "{told:?}");
        assert_eq!(state(&look.report(), key), State::Good, "{key}");
        assert!(look.fix().is_empty());
    }
}

#[test]
fn the_host_secrets_place_and_what_a_stop_left_are_seen() {
    let office = sound();
    let inside = office.paths.folder.join("host.secret");
    fs::copy(office.paths.host_secret_path(), &inside).expect("copied");
    let paths = OfficePaths::find(&office.paths.folder, &office.home().join("config"), Some(&inside)).expect("paths");
    let report = Look { paths, ..Look::at(&office) }.report();
    assert_eq!(state(&report, "secret_place"), State::Bad);
    fs::remove_file(inside).expect("removed");

    HostSecret::generate(office.clock.as_ref()).save(&office.paths.next_secret()).expect("left behind");
    let look = Look::at(&office);
    assert_eq!(state(&look.report(), "secret_place"), State::Warning);
    let told = look.fix();
    assert!(told.len() == 1 && told[0].contains("was never in use"), "{told:?}");
    assert_eq!(state(&look.report(), "secret_place"), State::Good);
    office.at("lan");

    // One that the file is under is needed, and stays.
    let old = HostSecret::load(office.paths.host_secret_path()).expect("a secret");
    office.at("mai").rotate_host(None).expect("changed");
    fs::rename(office.paths.host_secret_path(), office.paths.next_secret()).expect("renamed");
    old.save(office.paths.host_secret_path()).expect("put back");
    assert!(look.fix().is_empty());
    assert_eq!(state(&look.report(), "office_opens"), State::Good);

    fs::remove_file(office.paths.folder.join("host-secret.kit")).expect("removed");
    assert_eq!(state(&look.report(), "kit_copy"), State::Bad);
    fs::remove_file(office.paths.host_secret_path()).expect("removed");
    let gone = look.report();
    assert_eq!([state(&gone, "secret_mode"), state(&gone, "office_opens")], [State::Bad; 2]);
    assert!(gone.find("integrity").is_none() && gone.find("room").is_some(), "it says what it can");
}

#[test]
fn a_clock_that_is_wrong_is_seen() {
    let office = Office::new();
    let at = |micros| Look { clock: Arc::new(Fixed::new(Micros(micros), 9)), ..Look::at(&office) }.report();
    for (micros, words) in [
        (1_000_000, "before 2024"),
        (4_200_000_000_000_000, "after 2099"),
        (NOW.0 - 2 * 3_600_000_000, "later than now"),
    ] {
        let report = at(micros);
        assert_eq!(state(&report, "clock"), State::Bad, "{micros}");
        assert!(why(&report, "clock").contains(words), "{}", why(&report, "clock"));
    }
    assert_eq!(state(&at(NOW.0 + 3_600_000_000), "clock"), State::Good);
}

#[test]
fn a_damaged_file_and_a_changed_log_are_seen() {
    let office = Office::new();
    office.run("UPDATE audit_log SET reason = 'another' WHERE sequence = 2");
    assert_eq!(state(&report(&office), "chain"), State::Bad);

    let office = Office::new();
    let path = office.paths.database();
    let whole = fs::read(&path).expect("a file");
    let pages = whole.len() / 4096;
    for page in (2..pages).step_by(pages / 7) {
        let mut bytes = whole.clone();
        bytes[page * 4096 + 1_234] ^= 1;
        fs::write(&path, bytes).expect("written");
        let report = Look { deep: true, ..Look::at(&office) }.report();
        assert_eq!(report.worst(), State::Bad, "page {page}");
        let seen = ["office_opens", "integrity"].iter().filter_map(|key| report.find(key));
        assert!(seen.into_iter().any(|check| check.state == State::Bad), "page {page}");
    }
    fs::write(&path, whole).expect("written");
    let deep = Look { deep: true, ..Look::at(&office) }.report();
    assert_eq!([state(&deep, "integrity"), state(&deep, "chain")], [State::Good; 2]);
}

#[test]
fn what_is_overdue_is_seen() {
    let office = Office::new();
    let fresh = report(&office);
    for key in ["backup", "backup_drill", "kit_drill", "checkpoints", "checkpoints_outside"] {
        assert_eq!(state(&fresh, key), State::Warning, "{key}");
    }
    assert_eq!(state(&fresh, "stale_members"), State::Good);
    office.clock.advance(3_600);
    tick(&office);
    assert_eq!(state(&report(&office), "checkpoints"), State::Good);
    office.clock.advance(8 * 86_400);
    let week = report(&office);
    assert_eq!([state(&week, "backup"), state(&week, "checkpoints")], [State::Bad, State::Warning]);
    office.clock.advance(90 * 86_400);
    let quarter = report(&office);
    assert_eq!(state(&quarter, "stale_members"), State::Warning);
    assert!(why(&quarter, "stale_members").starts_with("7 members"), "{}", why(&quarter, "stale_members"));
    let mut config = office.config.clone();
    config.witness.command = vec!["true".into()];
    assert_eq!(state(&Look { config, ..Look::at(&office) }.report(), "checkpoints_outside"), State::Good);
}

#[test]
fn members_and_rights_that_are_too_weak_or_too_broad_are_seen() {
    let office = Office::new();
    let before = report(&office);
    // The office of the tests is made for speed.
    assert_eq!(state(&before, "argon2"), State::Warning);
    for key in ["totp", "broad_roles", "broad_members", "own_fields", "class_keys", "alerts", "decisions"] {
        assert_eq!(state(&before, key), State::Good, "{key}");
    }
    let mut wide = policy::built_in(Role::Lead);
    wide.operations.insert("log.export".into(), Scope::All);
    give_role(&office, "minh", wide);
    let mut mai = office.at("mai");
    let loyalty = OwnField {
        key: "second_phone".into(),
        label: "Second phone".into(),
        kind: OwnKind::Phone,
        slot: None,
        required: false,
        most: 0,
        retired: false,
    };
    done(&mut mai, Manage::SetOwnField(Box::new(loyalty)));
    done(&mut mai, Manage::Suspend { member: Office::member("sorin") });
    drop(mai);
    let after = report(&office);
    for (key, words) in
        [("broad_roles", "watches over himself"), ("own_fields", "second_phone"), ("class_keys", "contact")]
    {
        assert_eq!(state(&after, key), State::Warning, "{key}");
        assert!(why(&after, key).contains(words), "{}", why(&after, key));
    }
    office.run(&format!("UPDATE member_secret SET sealed_totp = x'' WHERE member = {}", sql(Office::member("hoa"))));
    assert_eq!(state(&report(&office), "totp"), State::Bad);
}

#[test]
fn half_of_all_with_every_right_are_too_many() {
    let office = Office::new();
    let mut mai = office.at("mai");
    for name in ["sorin", "hoa", "radu"] {
        done(&mut mai, Manage::Remove { member: Office::member(name) });
    }
    for name in ["ioana", "minh"] {
        let grant = grant_of(Role::Owner, 0);
        done(&mut mai, Manage::Grant { member: Office::member(name), grant, temporary: false });
    }
    drop(mai);
    let report = report(&office);
    assert_eq!(state(&report, "broad_members"), State::Warning);
    assert!(why(&report, "broad_members").starts_with("3 of 4"), "{}", why(&report, "broad_members"));
}

#[test]
fn alerts_and_decisions_that_do_not_hold_are_seen() {
    let office = Office::new();
    office.run("UPDATE member SET name = 'another', folded = 'another' WHERE folded = 'hoa'");
    let _ = office.desk().ask(sign_in("another", &password("hoa"), &office.code("hoa")));
    let seen = report(&office);
    assert_eq!(state(&seen, "alerts"), State::Warning, "{}", why(&seen, "alerts"));
    office.clock.advance(8 * 86_400);
    assert_eq!(state(&report(&office), "alerts"), State::Bad);
    office.run("DELETE FROM grant_statement WHERE sequence = (SELECT max(sequence) FROM grant_statement)");
    let bad = report(&office);
    assert_eq!(state(&bad, "decisions"), State::Bad);
}

#[test]
fn settings_and_terminals_that_are_too_loose_or_too_poor_are_seen() {
    let office = Office::new();
    let mut config = office.config.clone();
    (config.session.idle_lock_seconds, config.session.absolute_hours) = (7_200, 24);
    let loose = Look { config, ..Look::at(&office) }.report();
    assert_eq!([state(&loose, "idle_lock"), state(&loose, "lifetime")], [State::Warning; 2]);
    // This test's process does not shut itself off as the program does.
    assert_eq!(state(&loose, "core_dumps"), State::Warning);
    let on = |change: fn(&mut Terminal)| {
        let mut look = Look::at(&office);
        change(&mut look.terminal);
        state(&look.report(), "terminal")
    };
    assert_eq!(on(|_| {}), State::Good);
    assert_eq!(on(|terminal| terminal.size = None), State::CannotTell);
    let poor: [fn(&mut Terminal); 4] = [
        |terminal| terminal.term = String::new(),
        |terminal| terminal.term = "dumb".into(),
        |terminal| terminal.utf8 = false,
        |terminal| terminal.size = Some((60, 20)),
    ];
    for (n, change) in poor.into_iter().enumerate() {
        assert_eq!(on(change), State::Warning, "{n}");
    }
}

#[test]
fn the_mode_says_what_keeps_the_rules() {
    let office = sound();
    let shared = report(&office);
    assert_eq!((shared.mode, state(&shared, "mode")), (Mode::Shared, State::Warning));
    let kept = |report: &Report, key: &str| report.find(key).expect("a check").enforced;
    assert_eq!(kept(&shared, "totp"), Some(Enforced::Client));
    let socket = office.paths.folder.join("serve.sock");
    let server = UnixListener::bind(&socket).expect("a socket");
    let mut look = Look::at(&office);
    let served = look.report();
    assert_eq!((served.mode, state(&served, "mode")), (Mode::Served, State::Good));
    for (key, by) in [
        ("totp", Enforced::Server),
        ("scope_rules", Enforced::Server),
        ("sealed_fields", Enforced::Cryptographic),
        ("signed_grants", Enforced::Cryptographic),
    ] {
        assert_eq!(kept(&served, key), Some(by), "{key}");
    }
    assert_eq!([state(&served, "listen"), state(&served, "ssh_key")], [State::Good; 2]);
    look.config.serve.listen = "0.0.0.0:2222".parse().expect("an address");
    look.config.serve.sign_in = SignInBy::Password;
    let open = look.report();
    assert_eq!([state(&open, "listen"), state(&open, "ssh_key")], [State::Warning; 2]);
    let page = compliance(&open);
    assert!(page.contains("This is no certification"), "{page}");
    for words in ["A.8.13", "A.8.24", "Art. 32 (1) (a)", "Art. 32 (1) (d)", "server-enforced", "| Recovery |"] {
        assert!(page.contains(words), "no {words}");
    }
    assert!(!page.contains("| not looked at |"), "each row has a check");
    // A server that is gone has left its socket; a living one's stays.
    assert!(look.fix().is_empty());
    drop(server);
    let told = look.fix();
    assert!(told.len() == 1 && told[0].contains("serve.sock") && !socket.exists(), "{told:?}");
    fs::remove_file(office.paths.database()).expect("removed");
    let alone = report(&office);
    assert_eq!((alone.mode, state(&alone, "office_opens")), (Mode::Local, State::Bad));
}
