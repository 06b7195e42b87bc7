//! The doctor from the command line: exit codes, JSON, what is mended and told, the page.

use std::fs::{self, Permissions};
use std::os::unix::fs::PermissionsExt;

use serde_json::Value;

use crate::office::{Office, run_in};

fn find<'a>(report: &'a Value, key: &str) -> &'a Value {
    let checks = report["checks"].as_array().expect("checks");
    checks.iter().find(|check| check["key"] == key).unwrap_or_else(|| panic!("no {key} in {report}"))
}

#[test]
fn the_exit_code_is_that_of_the_worst() {
    let office = Office::demo(5);
    // No backup, no drill, and a demo's passwords are cheap: warnings.
    let ran = office.run(&["doctor", "--json"], "");
    assert_eq!((ran.code, ran.err.as_str()), (1, ""), "{ran:?}");
    let report: Value = serde_json::from_str(&ran.out).expect("JSON");
    assert_eq!((&report["worst"], &report["mode"]), (&"warning".into(), &"shared".into()));
    assert_eq!(find(&report, "core_dumps")["state"], "good");
    assert_eq!(find(&report, "terminal")["state"], "cannot_tell");
    let text = office.run(&["doctor"], "");
    assert_eq!(text.code, 1);
    let headings =
        ["1. Reach", "2. Identity", "3. Session", "4. Access", "5. Fields", "6. Sealing", "7. Witness", "8. Recovery"];
    let places: Vec<usize> = headings.iter().map(|heading| text.out.find(heading).expect("a heading")).collect();
    assert!(places.is_sorted(), "{places:?}");
    for words in ["[client-enforced]", "[cryptographic]", "-> kin backup now", "cannot tell"] {
        assert!(text.out.contains(words), "no {words:?} in {}", text.out);
    }
    let members = office.run_as("mai", &["member", "list", "--json"]).lines();
    for name in members.iter().filter_map(|member| member["name"].as_str()) {
        assert!(!text.out.split(|c: char| !c.is_alphanumeric()).any(|word| word == name), "{name}");
    }

    let secret = office.host_secret();
    fs::set_permissions(&secret, Permissions::from_mode(0o644)).expect("a mode");
    let bad = office.run(&["doctor", "--json"], "");
    assert_eq!(bad.code, 2, "{bad:?}");
    let report: Value = serde_json::from_str(&bad.out).expect("JSON");
    assert_eq!(
        (&find(&report, "secret_mode")["state"], &find(&report, "office_opens")["state"]),
        (&"bad".into(), &"bad".into())
    );
    let mended = office.run(&["doctor", "--fix"], "");
    assert_eq!(mended.code, 1, "{mended:?}");
    assert!(mended.out.starts_with("mended: ") && mended.out.contains("had mode 0644 and has 0600 now"), "{mended:?}");
    assert_eq!(fs::metadata(&secret).expect("a secret").permissions().mode() & 0o777, 0o600);
    let nothing = office.run(&["doctor", "--fix", "--json"], "");
    let report: Value = serde_json::from_str(&nothing.out).expect("JSON");
    assert_eq!(report["fixed"], serde_json::json!([]));
}

#[test]
fn the_page_says_what_it_is_not() {
    let office = Office::demo(2);
    let page = office.run(&["doctor", "--compliance", "--deep"], "");
    assert_eq!(page.code, 1, "{page:?}");
    assert!(page.out.starts_with("# What the checks show") && page.out.contains("no certification"), "{page:?}");
    assert!(page.out.contains("| A.8.15 | Logging | good |"), "{}", page.out);
    office.run(&["doctor", "--compliance", "--json"], "").fails(2, "cannot be used with");
    let nowhere = office.home().join("nowhere").display().to_string();
    run_in(office.home(), &["doctor", "--office", &nowhere], "").fails(1, "There is no office");
}

#[test]
fn a_backup_and_the_drills_are_seen() {
    let office = Office::demo(2);
    let states = || {
        let report: Value = serde_json::from_str(&office.run(&["doctor", "--json"], "").out).expect("JSON");
        ["backup", "backup_drill", "kit_drill"].map(|key| find(&report, key)["state"].clone())
    };
    assert_eq!(states(), ["warning"; 3]);
    office.run_as("mai", &["backup", "now"]).good();
    assert_eq!(states(), ["good", "warning", "warning"]);
    office.run_as("mai", &["backup", "drill"]).good();
    let input = format!("{}\n{}\n{}\n", office.password("mai"), office.code("mai"), office.recovery_kit());
    office.run(&["keys", "drill", "--member", "mai"], &input).good();
    assert_eq!(states(), ["good"; 3]);
    let folder = office.folder().with_file_name("office.backups");
    fs::set_permissions(&folder, Permissions::from_mode(0o755)).expect("a mode");
    assert_eq!(office.run(&["doctor"], "").code, 2);
    assert!(office.run(&["doctor", "--fix"], "").out.contains("office.backups had mode 0755"));
}
