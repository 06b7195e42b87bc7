//! Making an office, finding it, and files that are not one.

use std::collections::BTreeMap;
use std::os::unix::fs::PermissionsExt;
use std::path::Path;

use serde_json::Value;

use crate::office::{Office, home, run_in, skip};

/// Every file of a folder with its bytes.
fn files(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    let entries = std::fs::read_dir(folder).expect("a folder");
    let named = entries.map(|entry| {
        let path = entry.expect("an entry").path();
        (path.display().to_string(), std::fs::read(&path).expect("a file"))
    });
    named.collect()
}

#[test]
fn init_makes_an_office_that_opens() {
    let home = home();
    let folder = home.path().join("office");
    let office = folder.to_str().expect("a path");
    let init = ["init", "--office", office, "--name", "Cửa hàng", "--owner", "ana", "--json"];
    let short = run_in(home.path(), &init, "too short\n");
    short.fails(2, "at least");
    assert!(!folder.exists(), "a refused password makes nothing");
    run_in(home.path(), &init[..5], "").fails(2, "--owner");

    let made = run_in(home.path(), &init, "four plain words here\n").json();
    for part in ["host_secret", "root_fingerprint", "totp_secret", "totp_uri", "recovery_kit"] {
        assert!(made[part].as_str().is_some_and(|text| !text.is_empty()), "{part} in {made}");
    }
    assert_eq!(made["owner"], "ana");
    let secret = Path::new(made["host_secret"].as_str().expect("a path"));
    assert!(secret.starts_with(home.path().join("config")) && !secret.starts_with(&folder));
    let mode = |path: &Path| std::fs::metadata(path).expect("it is there").permissions().mode() & 0o777;
    assert_eq!((mode(secret), mode(&folder), mode(&folder.join("office.db"))), (0o600, 0o700, 0o600));

    let base32 = made["totp_secret"].as_str().expect("a secret");
    let totp = data_encoding::BASE32_NOPAD.decode(base32.as_bytes()).expect("base32");
    let totp = kin::vault::TotpSecret::from_bytes(&totp).expect("20 bytes");
    let code = totp.code_at(kin::clock::Source::now(&kin::clock::System));
    let list = ["customer", "list", "--json", "--office", office, "--member", "ana"];
    let listed = run_in(home.path(), &list, &format!("four plain words here\n{code}\n"));
    listed.good();
    assert_eq!(listed.out, "");
    // The same code is not taken twice.
    run_in(home.path(), &list, &format!("four plain words here\n{code}\n")).fails(1, "error");

    let before = files(&folder);
    run_in(home.path(), &init, "four plain words here\n").fails(1, "already holds");
    assert_eq!(files(&folder), before);
}

/// What the members of a demo did before it is opened stands in its log as if they had, since they have.
#[test]
fn a_demo_of_some_days_was_worked_in() {
    let office = Office::demo_of_days(200, 20);
    office.run_as("mai", &["log", "verify"]).good();
    let entries = office.run_as("mai", &["log", "list", "--limit", "500", "--json"]).lines();
    let count = |action: &str, outcome: &str| {
        entries.iter().filter(|line| line["entry"]["action"] == action && line["entry"]["outcome"] == outcome).count()
    };
    let customers = office.run_as("mai", &["customer", "list", "--json", "--limit", "500"]).lines();
    assert_eq!(customers.len(), 200);
    for (action, outcome, least) in [
        ("session.sign_in", "done", 12),
        ("customer.view", "done", 30),
        ("field.reveal", "done", 25),
        ("field.reveal", "denied", 5),
        ("field.check", "failed", 5),
        ("backup.make", "done", 1),
        ("alert.raise", "done", 1),
        ("request.ask", "done", 1),
    ] {
        let found = count(action, outcome);
        assert!(found >= least, "{found} of {action}, {outcome}: {entries:?}");
    }
    let times: Vec<i64> = entries.iter().filter_map(|line| line["entry"]["at"].as_i64()).collect();
    assert!(times.iter().rev().is_sorted() && times.len() == entries.len(), "{times:?}");
    assert!(times[0] <= jiff::Timestamp::now().as_microsecond(), "{times:?}");
    let alerts = office.run_as("mai", &["alert", "list", "--json"]).lines();
    assert_eq!(alerts.len(), 1, "{alerts:?}");
    assert_eq!(alerts[0]["kind"], "off_hours");
    let requests = office.run_as("mai", &["request", "list", "--json"]).lines();
    assert_eq!(requests.len(), 1, "{requests:?}");
    // One customer is enough to work with, and none is not.
    for customers in [0, 1, 7] {
        let office = Office::demo_of_days(customers, 20);
        office.run_as("mai", &["log", "verify"]).good();
    }
}

#[test]
fn a_folder_with_other_files_is_left_alone() {
    let home = home();
    let folder = home.path().join("letters");
    std::fs::create_dir(&folder).expect("a folder");
    std::fs::write(folder.join("letter.txt"), "Dear").expect("a file");
    let office = folder.to_str().expect("a path");
    let init = ["init", "--office", office, "--name", "Shop", "--owner", "ana"];
    run_in(home.path(), &init, "four plain words here\n").fails(1, "already holds");
    run_in(home.path(), &["demo", "--customers", "3", "--office", office, "--create-only"], "")
        .fails(1, "already holds");
    run_in(home.path(), &["--office", office, "demo", "--customers", "3", "--create-only"], "")
        .fails(1, "already holds");
    run_in(home.path(), &["demo", "--customers", "3", "--create-only"], "").fails(2, "--office DIR");
    assert_eq!(files(&folder).len(), 1);
}

#[test]
fn what_is_not_there_or_not_an_office_is_said_and_left_alone() {
    let office = Office::demo(3);
    let missing = office.home().join("missing").display().to_string();
    run_in(office.home(), &["--office", &missing], "").fails(1, "There is no office in");
    let told = run_in(office.home(), &["--office", &missing, "--json", "log", "verify"], "");
    told.fails(1, "There is no office in");
    assert!(serde_json::from_str::<Value>(&told.err).is_ok_and(|error| error["error"].is_string()), "{told:?}");

    let good = std::fs::read(office.database()).expect("the database");
    let verify = |words: &str| {
        let before = files(&office.folder());
        let told = office.run(&["log", "verify"], "");
        told.fails(1, words);
        assert!(told.err.starts_with("kin: ") && told.err.lines().count() == 1, "no library's words: {told:?}");
        assert!(files(&office.folder()) == before, "a file was changed: {words}");
    };
    let put = |bytes: &[u8]| std::fs::write(office.database(), bytes).expect("written");

    put(&vec![0xA5; 16 * 1024]);
    verify("is not a Kin office, or the host secret is another one");
    put(b"");
    verify("is not a Kin office");
    put(b"Name,Phone\nAn,0903\n");
    verify("is not a Kin office");
    put(&good[..good.len() / 2]);
    let half = office.run(&["log", "verify"], "");
    half.fails(1, "kin: ");
    assert_eq!(half.err.lines().count(), 1, "{half:?}");
    std::fs::remove_file(office.database()).expect("removed");
    verify("There is no office at");
    foreign(&office);
    verify("is not a Kin office");

    std::fs::write(office.database(), &good).expect("written");
    office.run(&["log", "verify"], "").good();
    office.open_database().execute_batch("PRAGMA user_version = 99").expect("a newer schema");
    verify("newer Kin (schema 99");

    std::fs::write(office.database(), &good).expect("written");
    let manifest = office.folder().join("office.toml");
    let text = std::fs::read(&manifest).expect("the manifest");
    std::fs::write(&manifest, "format = ").expect("written");
    verify("office.toml can't be read");
    std::fs::write(&manifest, text).expect("written");

    let secret = std::fs::read(office.host_secret()).expect("the secret");
    let set_mode = |path: &Path, mode| {
        std::fs::set_permissions(path, std::fs::Permissions::from_mode(mode)).expect("a mode");
    };
    set_mode(&office.host_secret(), 0o644);
    verify("chmod 600");
    set_mode(&office.host_secret(), 0o600);
    std::fs::write(office.host_secret(), "nothing of the kind\n").expect("written");
    verify("host secret");
    std::fs::remove_file(office.host_secret()).expect("removed");
    verify("The host secret is missing");
    let copy = office.file("copy.secret", secret);
    set_mode(Path::new(&copy), 0o600);
    office.run(&["log", "verify", "--host-secret", &copy], "").good();
}

/// A database of another program, in the clear.
#[expect(clippy::disallowed_types, reason = "made as another program would")]
fn foreign(office: &Office) {
    let database = rusqlite::Connection::open(office.database()).expect("a file");
    database.execute_batch("CREATE TABLE songs (name TEXT); INSERT INTO songs VALUES ('Hà Nội')").expect("a table");
}

#[test]
fn a_file_that_may_only_be_read_is_said() {
    let office = Office::demo(1);
    let database = office.database();
    std::fs::set_permissions(&database, std::fs::Permissions::from_mode(0o400)).expect("a mode");
    if std::fs::OpenOptions::new().write(true).open(&database).is_ok() {
        skip("this account may write what is read-only");
        return;
    }
    let before = std::fs::read(&database).expect("the database");
    office.run(&["log", "verify"], "").fails(1, "may only be read");
    assert!(std::fs::read(&database).expect("the database") == before);
}

#[test]
fn the_office_comes_from_the_environment_too() {
    let office = Office::demo(2);
    let run = |name: &str, value: &Path| {
        let mut command = crate::office::command(office.home(), &["log", "verify", "--json"]);
        command.env(name, value).output().expect("it runs").status.code()
    };
    assert_eq!(run("KIN_OFFICE", &office.folder()), Some(0));
    assert_eq!(run("KIN_OFFICE", &office.home().join("missing")), Some(1));
    assert_eq!(run("KIN_CONFIG", &office.home().join("missing.toml")), Some(2));
    let config = office.file("kin.toml", "[office]\npath = \"office\"\n");
    assert_eq!(run("KIN_CONFIG", Path::new(&config)), Some(0));
}

#[test]
fn every_subcommand_has_help() {
    let home = home();
    for words in [
        "",
        "init",
        "demo",
        "import",
        "import customers",
        "import revert",
        "import list",
        "customer",
        "customer list",
        "customer show",
        "customer reveal",
        "customer seen",
        "log",
        "log list",
        "log export",
        "log verify",
        "member",
        "member list",
        "member show",
        "member invite",
        "member grant",
        "member stand-in",
        "member reset",
        "member suspend",
        "member reactivate",
        "member remove",
        "member sessions",
        "member end-session",
        "join",
        "password",
        "role",
        "role list",
        "role show",
        "role save",
        "role rename",
        "role remove",
        "department",
        "department list",
        "department add",
        "department rename",
        "department move",
        "department remove",
        "grant",
        "grant list",
        "grant waiting",
        "grant give",
        "grant proposals",
        "grant approve",
        "grant deny",
        "grant policy",
        "grant policy show",
        "grant policy set",
        "request",
        "request list",
        "request approve",
        "request deny",
        "request ask",
        "request ask-export",
        "alert",
        "alert list",
        "alert close",
        "insight",
        "why",
        "keys",
        "keys status",
        "keys rotate",
        "keys recover",
        "keys drill",
        "host",
        "host status",
        "host export",
        "host import",
        "host rotate",
        "recover",
        "doctor",
        "review",
        "review show",
        "review sign",
        "review diff",
        "bench",
    ] {
        let arguments: Vec<&str> = words.split_whitespace().chain(["--help"]).collect();
        let ran = run_in(home.path(), &arguments, "");
        ran.good();
        assert!(ran.out.contains("Usage: kin") && ran.out.contains("--office"), "{words}: {ran:?}");
    }
    run_in(home.path(), &["--version"], "").good();
    run_in(home.path(), &["nonsense"], "").fails(2, "nonsense");
    assert!(std::fs::read_dir(home.path()).expect("a folder").next().is_none(), "help writes nothing");
}
