//! Files brought in, and taken back.

use std::os::unix::fs::PermissionsExt;
use std::path::Path;

use serde_json::Value;

use crate::office::{Office, skip};

const PEOPLE: &str = "Name,Phone,Email,City,Note\n\
    Nguyễn Thị Hồng Đào,0903123567,dao@example.com,Huế,hay gọi sáng\n\
    Ștefănescu Măriuca,+40 721 234 567,maria@example.ro,Iași,\n\
    ,0903000000,nobody@example.com,,\n";

fn import(office: &Office, file: &str, more: &[&str]) -> Value {
    let arguments: Vec<&str> =
        ["import", "customers", file, "--json", "--yes"].into_iter().chain(more.iter().copied()).collect();
    office.run_by_key(&arguments).json()
}

fn names(office: &Office, member: &str) -> Vec<String> {
    let rows = office.run_as(member, &["customer", "list", "--json"]).lines();
    rows.iter().filter_map(|row| row["name"].as_str().map(str::to_owned)).collect()
}

fn customers(office: &Office) -> i64 {
    office.open_database().query_row("SELECT count(*) FROM customer", [], |row| row.get(0)).expect("a count")
}

#[track_caller]
fn counts(summary: &Value, wanted: [(&str, u64); 4]) {
    for (name, count) in wanted {
        assert_eq!(summary[name], count, "{name} in {summary}");
    }
}

#[test]
fn a_file_is_tried_brought_in_and_taken_back() {
    let office = Office::demo(0);
    let file = office.file("people.csv", PEOPLE);
    let errors = office.home().join("bad.csv").display().to_string();
    let head = office.run(&["log", "verify", "--json"], "").json();

    let trial = import(&office, &file, &["--dry-run", "--errors", &errors]);
    counts(&trial, [("read", 3), ("added", 2), ("bad", 1), ("skipped_duplicates", 0)]);
    assert!(trial["dry_run"] == true && trial["import"].is_null());
    assert_eq!(customers(&office), 0);
    let after = office.run(&["log", "verify", "--json"], "").json();
    assert_eq!(after["records"], head["records"]);
    assert_eq!(office.run_by_key(&["import", "list", "--json"]).lines().len(), 0);

    // Without a word of consent nothing happens.
    office.run_by_key(&["import", "customers", &file]).fails(2, "--yes");
    assert_eq!(customers(&office), 0);

    let done = import(&office, &file, &["--errors", &errors]);
    counts(&done, [("read", 3), ("added", 2), ("bad", 1), ("skipped_duplicates", 0)]);
    let bad = done["error_file"].as_str().expect("a file of bad rows");
    assert_ne!(bad, trial["error_file"].as_str().expect("one of the trial"), "never over an older one");
    let text = std::fs::read_to_string(bad).expect("bad rows");
    assert!(
        text.starts_with("line,reason,Name") && text.contains("no-name") && text.contains("nobody@example.com"),
        "{text}"
    );
    assert_eq!(std::fs::metadata(bad).expect("a file").permissions().mode() & 0o777, 0o600);
    assert_eq!(names(&office, "mai"), ["Nguyễn Thị Hồng Đào", "Ștefănescu Măriuca"]);

    let listed = office.run_by_key(&["import", "list", "--json"]).lines();
    assert_eq!(
        (&listed[0]["added"], &listed[0]["reverted"], &listed[0]["id"]),
        (&2.into(), &false.into(), &done["import"])
    );
    let id = done["import"].as_str().expect("an id");
    let reverted = office.run_by_key(&["import", "revert", id, "--json"]).json();
    assert_eq!(reverted["removed"], 2);
    assert_eq!(customers(&office), 0);
    assert_eq!(office.run_by_key(&["import", "list", "--json"]).lines()[0]["reverted"], true);
    office.run_by_key(&["import", "revert", "nonsense"]).fails(2, "no import's id");
    office.run(&["log", "verify"], "").good();
    // An agent may not import.
    office.run_as("lan", &["import", "customers", &file, "--yes", "--json"]).fails(1, "error");
}

#[test]
fn duplicates_are_skipped_updated_or_kept() {
    let office = Office::demo(0);
    let first = office.file("first.csv", "Customer Id,Name,Email,City\nA1,Lê An,an@example.com,Huế\n");
    counts(&import(&office, &first, &[]), [("read", 1), ("added", 1), ("bad", 0), ("flagged", 0)]);
    let second = office.file("second.csv", "Name,Email,City\nLê Thị An,AN@example.com,Đà Nẵng\n");
    let skipped = import(&office, &second, &[]);
    counts(&skipped, [("read", 1), ("added", 0), ("skipped_duplicates", 1), ("updated", 0)]);
    assert_eq!(skipped["duplicates"][0]["by"], "email");
    assert_eq!(names(&office, "mai"), ["Lê An"]);
    counts(
        &import(&office, &second, &["--on-duplicate", "update"]),
        [("read", 1), ("added", 0), ("updated", 1), ("bad", 0)],
    );
    assert_eq!(names(&office, "mai"), ["Lê Thị An"]);
    counts(
        &import(&office, &second, &["--on-duplicate", "keep"]),
        [("read", 1), ("kept_duplicates", 1), ("updated", 0), ("bad", 0)],
    );
    assert_eq!(customers(&office), 2);
    office.run(&["log", "verify"], "").good();
}

#[test]
fn encodings_and_delimiters_are_found() {
    let office = Office::demo(0);
    // As a spreadsheet saves "Unicode text": UTF-16 with a mark, tabs.
    let text = "Họ tên\tĐiện thoại\tThành phố\r\nTrần Quốc Đức\t0912345678\tCần Thơ\r\n";
    let utf16: Vec<u8> = std::iter::once(0xFEFF).chain(text.encode_utf16()).flat_map(u16::to_le_bytes).collect();
    let file = office.file("utf16.txt", utf16);
    counts(&import(&office, &file, &[]), [("read", 1), ("added", 1), ("bad", 0), ("flagged", 0)]);

    // Windows-1258 writes tones after the letter.
    let rows = "Ho\u{323} tên\tĐiê\u{323}n thoa\u{323}i\tThành phô\u{301}\r\n\
                Nguyê\u{303}n Thi\u{323} Hô\u{300}ng Đào\t0903123567\tHuê\u{301}\r\n";
    let (bytes, _, lossy) = encoding_rs::WINDOWS_1258.encode(rows);
    assert!(!lossy);
    let file = office.file("cp1258.txt", &bytes);
    counts(
        &import(&office, &file, &["--encoding", "windows-1258"]),
        [("read", 1), ("added", 1), ("bad", 0), ("flagged", 0)],
    );
    assert_eq!(names(&office, "mai"), ["Nguyễn Thị Hồng Đào", "Trần Quốc Đức"]);

    // Columns by hand, from standard input, and a signed-in member.
    let input = "Kto;Num;X\nAn Bình;0987654321;bí mật\n";
    let map = ["import", "customers", "-", "--map", "Kto=name,Num=phone,X=ignore", "--yes", "--json"];
    let key = office.importer_key();
    let arguments: Vec<&str> = map.into_iter().chain(["--key", key.as_str()]).collect();
    let summary = office.run(&arguments, input).json();
    counts(&summary, [("read", 1), ("added", 1), ("bad", 0), ("flagged", 0)]);
    let value = office.run_as("mai", &["customer", "list", "--json", "--search", "/0987654321"]).lines();
    assert_eq!(value[0]["name"], "An Bình", "found by its exact phone");
    office.run_by_key(&["import", "customers", &file, "--map", "Nowhere=name", "--yes"]).fails(2, "Nowhere");
    office.run_by_key(&["import", "customers", "nothing.csv", "--yes"]).fails(2, "nothing.csv");
    office.run_by_key(&["import", "customers", &file, "--encoding", "klingon", "--yes"]).fails(2, "klingon");
}

#[test]
fn a_key_that_others_may_read_is_refused() {
    let office = Office::demo(0);
    let file = office.file("people.csv", PEOPLE);
    let key = office.importer_key();
    std::fs::set_permissions(&key, std::fs::Permissions::from_mode(0o644)).expect("a mode");
    office.run_by_key(&["import", "customers", &file, "--yes"]).fails(1, "chmod 600");
    assert_eq!(customers(&office), 0);
}

#[test]
fn ten_thousand_customers_made_elsewhere_come_in_unchanged() {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/data/customers-10000.csv");
    if !file.exists() {
        skip("there is no ../shared/data/customers-10000.csv");
        return;
    }
    let office = Office::demo(0);
    let summary = import(&office, &file.display().to_string(), &["--on-duplicate", "keep"]);
    counts(&summary, [("read", 10_000), ("bad", 0), ("updated", 0), ("skipped_duplicates", 0)]);
    assert_eq!(customers(&office), 10_000);
    let id: Vec<u8> = office
        .open_database()
        .query_row("SELECT id FROM customer WHERE external_id = 'E1CDEaC63fDd5aA'", [], |row| row.get(0))
        .expect("the sixth row");
    let id = uuid::Uuid::from_slice(&id).expect("an id").to_string();
    let reveal = ["customer", "reveal", &id, "phone2", "--reason", "call", "--json"];
    assert_eq!(office.run_as("mai", &reveal).json()["value"], "-5361", "what a spreadsheet mangled is kept as it is");
    office.run(&["log", "verify"], "").good();
}
