//! `kin config`: what holds and where it comes from, and mistakes with their place.

use std::path::Path;

use serde_json::Value;

use crate::office::{Ran, command, home, run_in};

fn write(home: &Path, text: &str) -> String {
    let file = home.join("kin.toml");
    std::fs::write(&file, text).expect("a file");
    file.display().to_string()
}

fn show(home: &Path, arguments: &[&str]) -> Vec<Value> {
    run_in(home, &[arguments, &["config", "show", "--json"]].concat(), "").lines()
}

fn setting<'a>(all: &'a [Value], name: &str) -> &'a Value {
    all.iter().find(|row| row["name"] == name).unwrap_or_else(|| panic!("no {name}"))
}

#[test]
fn each_setting_tells_where_it_comes_from() {
    let home = home();
    let file = write(home.path(), "[office]\npath = \"one\"\n\n[ui]\nlang = \"vi\"\nascii = true\n");
    let all = show(home.path(), &["--config", &file, "--lang", "ro"]);
    assert!(all.len() > 50, "{}", all.len());
    let office = setting(&all, "office.path");
    assert_eq!((&office["value"], &office["origin"], &office["line"]), (&"one".into(), &"file".into(), &2.into()));
    assert_eq!(setting(&all, "ui.lang")["name"], "ui.lang");
    assert_eq!(setting(&all, "ui.lang")["value"], "ro");
    assert_eq!(setting(&all, "ui.lang")["origin"], "flag");
    assert_eq!(setting(&all, "ui.ascii")["column"], 1);
    assert_eq!(setting(&all, "session.reveal_seconds")["origin"], "default");
    let all = show(home.path(), &["--config", &file, "--office", "two"]);
    assert_eq!(
        (&setting(&all, "office.path")["value"], &setting(&all, "office.path")["origin"]),
        (&"two".into(), &"flag".into())
    );
    let mut child = command(home.path(), &["config", "show", "--origin", "--config", &file]);
    let ran = child.env("KIN_OFFICE", "three").output().expect("it runs");
    let text = String::from_utf8(ran.stdout).expect("text");
    assert!(
        text.lines()
            .any(|line| line.starts_with("office.path = \"three\"") && line.ends_with("# environment KIN_OFFICE")),
        "{text}"
    );
    assert!(
        text.lines().any(|line| line.starts_with("ui.ascii = true") && line.ends_with(&format!("{file}:6:1"))),
        "{text}"
    );
}

#[test]
fn what_is_shown_is_a_config_again() {
    let home = home();
    let shown = run_in(home.path(), &["config", "show"], "");
    shown.good();
    let file = write(home.path(), &shown.out);
    run_in(home.path(), &["config", "check", &file], "").good();
    let again = run_in(home.path(), &["config", "show", "--config", &file], "");
    assert_eq!(again.out, shown.out);
}

#[test]
fn mistakes_have_a_place_and_a_hint() {
    let home = home();
    let check = |text: &str| -> Ran {
        let file = write(home.path(), text);
        run_in(home.path(), &["config", "check", &file], "")
    };
    check("[session]\nreveal_seconds = 20\n").good();
    for (text, place, words) in [
        ("[session]\n\n  reveal_second = 20\n", ":3:3: ", "Did you mean `reveal_seconds`?"),
        ("[ui]\nascii = \"yes\"\n", ":2:9: ", "expected a boolean"),
        ("[serve]\nlisten = 2222\n", ":2:10: ", "socket address"),
        ("[sessions]\n", ":1:2: ", "Did you mean `session`?"),
        ("[log]\nlevel = \"inf\"\n", ":2:9: ", "Did you mean `info`?"),
        ("[log]\nsize_mib = 0\n", ":2:12: ", "write 1 to 1024"),
        ("[serve.roles.agent]\nhour = \"\"\n", ":2:1: ", "Did you mean `hours`?"),
        ("[ui]\nlang = \"ro\"\nlang = \"vi\"\n", ":3:1: ", "duplicate"),
        ("[keys]\nreveal = \"r\"\n", ":2:10: ", "expected a sequence"),
        ("[keys]\n\nreveel = [\"r\"]\n", ":3:1: ", "did you mean reveal?"),
        ("[keys]\nreveal = [\"hyper-r\"]\n", ":2:1: ", "is no key"),
        ("[ui]\ntheme = \"drak\"\n", ":2:1: ", "There are: "),
    ] {
        let ran = check(text);
        ran.fails(2, words);
        assert!(ran.err.contains(&format!("kin.toml{place}")), "{text}: {ran:?}");
    }
    run_in(home.path(), &["config", "check", "nowhere.toml"], "").fails(2, "cannot be read");
}

#[test]
fn the_file_in_use_is_named() {
    let home = home();
    let expected = home.path().join("config/kin/config.toml");
    let named = run_in(home.path(), &["config", "path", "--json"], "").json();
    assert_eq!((named["file"].as_str(), &named["exists"]), (expected.to_str(), &false.into()));
    run_in(home.path(), &["config", "check"], "").good();
    assert_eq!(run_in(home.path(), &["config", "path", "--config", "other.toml"], "").out, "other.toml\n");
}
