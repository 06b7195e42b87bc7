//! The host secret from the command line: told, carried to a second computer, changed, and brought back by the kit.

use std::path::Path;

use serde_json::Value;

use crate::office::{Office, home, run_in};

const PASSPHRASE: &str = "eleven quiet herons fish";

fn copy(from: &Path, to: &Path) {
    std::fs::create_dir_all(to).expect("a folder");
    for entry in std::fs::read_dir(from).expect("a folder").map(|entry| entry.expect("an entry")) {
        let (path, to) = (entry.path(), to.join(entry.file_name()));
        if path.is_dir() { copy(&path, &to) } else { std::fs::copy(&path, &to).map(drop).expect("copied") }
    }
}

#[test]
fn the_status_tells_where_it_lies_and_never_what_it_is() {
    let office = Office::demo(3);
    let secret = std::fs::read_to_string(office.host_secret()).expect("a secret");
    let status = office.run(&["host", "status", "--json"], "").json();
    assert_eq!(status["secret"]["path"], office.host_secret().display().to_string());
    assert_eq!((&status["secret"]["mode"], &status["secret"]["inside_office"]), (&"0600".into(), &false.into()));
    assert_eq!((&status["opens"], &status["unfinished"], &status["earlier"]), (&true.into(), &false.into(), &0.into()));
    let text = office.run(&["host", "status"], "");
    text.good();
    for words in ["mode      0600", "opens with it, and keeps 0 earlier secrets", "none under way"] {
        assert!(text.out.contains(words), "no {words:?} in {text:?}");
    }
    let word = secret.split_whitespace().nth(1).expect("the secret itself");
    assert!(!text.out.contains(word) && !status.to_string().contains(word));
    std::fs::remove_file(office.host_secret()).expect("removed");
    let gone = office.run(&["host", "status"], "");
    gone.good();
    assert!(gone.out.contains("is not there") && gone.out.contains("does not open"), "{gone:?}");
}

#[test]
fn a_second_computer_joins_by_a_file() {
    let office = Office::demo(5);
    let file = office.home().join("carried.age").display().to_string();
    let export = |name: &str, twice: [&str; 2]| {
        let input = format!("{}\n{}\n{}\n{}\n", office.password(name), office.code(name), twice[0], twice[1]);
        office.run(&["host", "export", &file, "--member", name], &input)
    };
    export("lan", [PASSPHRASE; 2]).fails(1, "keys.rotate");
    export("mai", [PASSPHRASE, "another"]).fails(2, "not the same");
    export("mai", ["short"; 2]).fails(1, "kin:");
    export("mai", [PASSPHRASE; 2]).good();
    let mode = std::os::unix::fs::PermissionsExt::mode(&std::fs::metadata(&file).expect("a file").permissions());
    assert_eq!(mode & 0o777, 0o600);
    assert!(office.run_as("radu", &["log", "list", "--json"]).out.contains("host.export"));

    let second = home();
    let folder = office.folder().display().to_string();
    let there = |arguments: &[&str], input: &str| {
        run_in(second.path(), &[&["--office", folder.as_str()], arguments].concat(), input)
    };
    there(&["log", "verify"], "").fails(1, "The host secret is missing");
    there(&["host", "import", &file], "not the passphrase\n").fails(1, "the passphrase is wrong");
    there(&["host", "import", &office.database().display().to_string()], "x\n").fails(1, "damaged");
    let imported = there(&["host", "import", &file, "--json"], &format!("{PASSPHRASE}\n")).json();
    assert!(imported["host_secret"].as_str().is_some_and(|path| path.contains("second") || Path::new(path).exists()));
    there(&["host", "import", &file], &format!("{PASSPHRASE}\n")).fails(1, "already exists");
    there(&["log", "verify"], "").good();

    let other = Office::demo(0);
    let input = format!("{PASSPHRASE}\n");
    std::fs::remove_file(other.host_secret()).expect("removed");
    other.run(&["host", "import", &file], &input).fails(1, "of another office");
    assert!(!other.host_secret().exists());
}

#[test]
fn the_secret_is_changed_and_everybody_comes_in_as_before() {
    let office = Office::demo(60);
    let line = office.run_as("radu", &["log", "checkpoint", "--line"]);
    let checkpoint = office.file("checkpoint", &line.out);
    let old = office.file("old.secret", "");
    office.run_as("lan", &["host", "rotate", "--yes"]).fails(1, "keys.rotate");
    office.run_as("mai", &["host", "rotate"]).fails(2, "--yes");
    // Who has it open is not thrown out.
    let held = office.open_database();
    let one: i64 = held.query_row("SELECT count(*) FROM customer", [], |row| row.get(0)).expect("a row");
    assert!(one >= 60);
    office.run_as("mai", &["host", "rotate", "--yes"]).fails(1, "has the office open");
    drop(held);
    for round in 1..=2 {
        std::fs::remove_file(&old).expect("removed");
        std::fs::copy(office.host_secret(), &old).expect("copied");
        let done = office.run_as("mai", &["host", "rotate", "--yes", "--json"]).json();
        assert_eq!(done["finished_earlier"], false);
        office.run(&["log", "verify", "--host-secret", &old], "").fails(1, "the host secret is another one");
        let status = office.run(&["host", "status", "--json"], "").json();
        assert_eq!((&status["earlier"], &status["unfinished"]), (&round.into(), &false.into()));
        office.run_by_key(&["customer", "list", "--limit", "1"]).fails(1, "does not allow");
    }
    office.run_as("lan", &["customer", "list", "--limit", "1"]).good();
    office.run(&["log", "verify", "--checkpoint", &checkpoint], "").good();
    let drill = format!("{}\n{}\n{}\n", office.password("mai"), office.code("mai"), office.recovery_kit());
    office.run(&["keys", "drill", "--member", "mai"], &drill).good();
    let decisions = office.run_as("radu", &["grant", "list", "--json"]).lines();
    assert_eq!(decisions.iter().filter(|row| row["act"] == "office_key").count(), 2, "{decisions:?}");
}

#[test]
fn from_nothing_but_a_folder_and_the_kit() {
    let office = Office::demo(10);
    office.run_as("mai", &["host", "rotate", "--yes"]).good();
    let bare = home();
    let folder = bare.path().join("brought back");
    copy(&office.folder(), &folder);
    let folder = folder.display().to_string();
    let there = |arguments: &[&str], input: &str| {
        run_in(bare.path(), &[&["--office", folder.as_str()], arguments].concat(), input)
    };
    let kit = format!("{}\n", office.recovery_kit());
    there(&["log", "verify"], "").fails(1, "The host secret is missing");
    there(&["recover"], "nothing of the kind\n").fails(1, "kin:");
    there(&["recover"], &format!("{}\n", Office::demo(0).recovery_kit())).fails(1, "kin:");
    let back = there(&["recover"], &kit);
    back.good();
    assert!(back.out.contains("is put back") && back.out.contains("the kit is its own"), "{back:?}");
    assert!(!back.out.contains(kit.trim()), "the kit is never shown");
    there(&["log", "verify"], "").good();
    let again = there(&["recover", "--json"], &kit).json();
    assert_eq!((&again["done"], &again["restored"]), (&true.into(), &false.into()));
    there(&["recover", "--owner", "lan"], &kit).fails(1, "is not an owner");
    let invited: Value = there(&["recover", "--owner", "mai", "--json"], &kit).json();
    assert!(invited["code"].as_str().is_some_and(|code| code.len() > 30), "{invited}");
    there(&["log", "verify"], "").good();
}
