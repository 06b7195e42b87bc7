//! Backups from the command line, the way back from nothing but the kit and a file, and a backup killed in the middle.

use std::fs;
use std::path::{Path, PathBuf};
use std::time::Duration;

use serde_json::Value;

use crate::office::{Office, Ran, command, home, run_in};

fn made(office: &Office) -> PathBuf {
    let made = office.run(&["backup", "now", "--json"], "").json();
    made["file"].as_str().expect("a file").into()
}

#[test]
fn a_backup_is_made_listed_read_and_tried() {
    let office = Office::demo(300);
    office.run(&["backup", "verify"], "").fails(1, "kin backup now");
    let file = made(&office);
    let list = office.run(&["backup", "list", "--json"], "").json();
    assert_eq!((&list[0]["state"], &list[0]["manifest"]["tables"]["customer"]), (&"signed".into(), &300.into()));
    let text = office.run(&["backup", "list"], "");
    assert!(text.out.starts_with("made ") && text.out.contains("signed"), "{}", text.out);
    office.run(&["backup", "verify"], "").good();
    let drill = office.run(&["backup", "drill"], "");
    assert!(drill.out.contains("300 customers"), "{drill:?}");
    let schedule = office.run(&["backup", "schedule", "--json"], "").json();
    assert!(schedule["last"].is_number() && schedule["drill"].is_number(), "{schedule}");
    let due = office.run(&["backup", "now", "--if-due"], "");
    assert!(due.out.contains("nothing was done"), "{due:?}");
    // Who it was stands in the log.
    office.run_as("mai", &["backup", "now"]).good();
    office.run_as("lan", &["backup", "now"]).fails(1, "backup.manage");
    office.run_as("lan", &["backup", "list"]).fails(1, "backup.manage");
    let log = office.run_as("mai", &["log", "list", "--filter", "action:backup.make", "--json"]).lines();
    let members: Vec<&Value> = log.iter().map(|entry| &entry["entry"]["member"]).collect();
    assert!(log.len() == 4 && members.iter().any(|member| member.is_null()), "{log:?}");
    fs::write(&file, "no backup").expect("written");
    office.run(&["backup", "verify", &file.display().to_string()], "").fails(1, "is no backup of Kin");
}

#[test]
fn units_and_lines_for_timers_are_printed() {
    let home = home();
    for (flag, part) in [("--service", "ExecStart="), ("--timer", "OnCalendar="), ("--cron", "kin backup now")] {
        let ran = run_in(home.path(), &["backup", "schedule", flag], "");
        assert!(ran.code == 0 && ran.out.contains(part), "{ran:?}");
    }
}

/// From nothing: a home that has never seen the office, the kit's words and the file.
#[test]
fn the_kit_and_the_file_are_enough_on_a_bare_machine() {
    let office = Office::demo(60);
    let file = made(&office);
    let (kit, password, code) = (office.recovery_kit(), office.password("mai"), office.code("mai"));
    let bare = home();
    let carried = bare.path().join("copy.age");
    fs::copy(&file, &carried).expect("carried");
    // All that was there is gone.
    drop(office);
    let to = bare.path().join("office").display().to_string();
    let carried = carried.display().to_string();
    let restore = |more: &[&str], input: &str| {
        let arguments: Vec<&str> = ["restore", &carried, "--to", &to].iter().chain(more).copied().collect();
        run_in(bare.path(), &arguments, input)
    };
    restore(&[], "").fails(1, "--kit");
    restore(&["--kit"], "wrong words\n").fails(1, "recovery kit");
    assert!(!Path::new(&to).exists());
    let restored = restore(&["--kit"], &format!("{kit}\n"));
    restored.good();
    assert!(restored.out.contains("60 customers") && restored.out.contains("host secret"), "{restored:?}");
    restore(&["--kit"], &format!("{kit}\n")).fails(1, "already holds");
    let as_mai = |arguments: &[&str]| -> Ran {
        let all: Vec<&str> = ["--office", &to].iter().chain(arguments).chain(&["--member", "mai"]).copied().collect();
        run_in(bare.path(), &all, &format!("{password}\n{code}\n"))
    };
    let list = as_mai(&["customer", "list", "--limit", "100", "--json"]);
    assert_eq!(list.lines().len(), 60, "{list:?}");
    run_in(bare.path(), &["--office", &to, "log", "verify"], "").good();
    let alerts = run_in(bare.path(), &["--office", &to, "backup", "now"], "");
    alerts.good();
}

#[test]
fn a_backup_that_is_killed_leaves_no_half_one() {
    let office = Office::demo(3_000);
    let folder = office.home().join("office.backups");
    for delay in [5, 15, 30, 60, 90, 120, 160] {
        let office_folder = office.folder().display().to_string();
        let mut child =
            command(office.home(), &["--office", &office_folder, "backup", "now"]).spawn().expect("it starts");
        std::thread::sleep(Duration::from_millis(delay));
        child.kill().expect("killed");
        child.wait().expect("ended");
        for kept in office.run(&["backup", "list", "--json"], "").json().as_array().expect("a list") {
            let file = kept["file"].as_str().expect("a file");
            office.run(&["backup", "verify", file], "").good();
        }
    }
    office.run(&["backup", "now"], "").good();
    office.run(&["backup", "drill"], "").good();
    office.run(&["log", "verify"], "").good();
    // What the killed ones left is gone.
    let left = fs::read_dir(&folder).expect("a folder").flatten().map(|file| file.path());
    let left: Vec<PathBuf> = left
        .filter(|path| path.extension().is_some_and(|end| end != "age" && end != "json" && end != "lock"))
        .collect();
    assert_eq!(left, Vec::<PathBuf>::new());
}
