//! What lies on the disk: no sealed value, and no name either.

use std::fs;
use std::path::Path;

use kin::desk::api::*;
use kin::domain::*;

use crate::office::*;

/// The files under a folder in which one of the texts lies as written.
fn holding(folder: &Path, texts: &[String]) -> Vec<String> {
    let texts: Vec<&[u8]> = texts.iter().map(String::as_bytes).collect();
    let mut found = Vec::new();
    for file in files(folder) {
        let bytes = fs::read(&file).expect("a file");
        // The first bytes of each text, so that a page is compared once and not for each text.
        for (at, window) in bytes.windows(8).enumerate() {
            for text in texts.iter().filter(|text| window == &text[..8]) {
                if bytes[at..].starts_with(text) {
                    found.push(format!("{}: {}", file.display(), String::from_utf8_lossy(text)));
                }
            }
        }
    }
    found
}

#[test]
fn no_value_and_no_name_lies_on_the_disk() {
    let office = Office::new();
    let mut desk = office.at("mai");
    for n in 0..6 {
        let detail = open(&mut desk, Office::customer(n)).expect("a customer");
        let sealed = vec![(Field::Phone, Secret::new(format!("0904{:06}", 733_100 + n)))];
        save(&mut desk, CustomerDraft { sealed, company: "Nghệ Quỳnh Anh".into(), ..draft_of(&detail.customer) })
            .expect("an edit");
        let text = "Khách dặn: giao hàng sau chợ Đông Ba".to_owned();
        desk.ask(Request::AddNote { customer: Office::customer(n), kind: ActivityKind::Call, text }).expect("a note");
        assert_eq!(
            revealed(&mut desk, Office::customer(n), Field::Email).as_deref(),
            Ok(planted(n).value(Field::Email))
        );
    }
    let mut texts: Vec<String> =
        ["Nghệ Quỳnh Anh", "giao hàng sau chợ", "+84904733100", "Hoa Sen Travel"].map(String::from).into();
    for n in 0..CUSTOMERS {
        let Planted { name, values } = planted(n);
        texts.extend(values.into_iter().map(|(_, value)| value));
        texts.extend([fold::fold(&name), name]);
    }
    let names: Vec<String> = files(office.home()).iter().map(|file| file.display().to_string()).collect();
    for part in ["office.db", "office.db-wal", "office.db-shm", "host-secret.kit", "office.toml"] {
        assert!(names.iter().any(|name| name.ends_with(part)), "{part} is not among {names:?}");
    }
    assert_eq!(holding(office.home(), &texts), Vec::<String>::new(), "while it is open");
    drop(desk);
    assert_eq!(holding(office.home(), &texts), Vec::<String>::new(), "after it was closed");
    // The same search finds a file that is written as it is.
    let draft = office.home().join("draft.txt");
    fs::write(&draft, format!("xx{}yy", planted(3).value(Field::Iban))).expect("a file");
    assert_eq!(holding(office.home(), &texts).len(), 1);
}

#[test]
fn what_lies_beside_the_database_opens_for_nobody_else() {
    use std::os::unix::fs::PermissionsExt;
    let office = Office::new();
    let _desk = office.at("mai");
    for file in [office.paths.database(), office.paths.host_secret_path().to_owned(), office.service_key()] {
        let mode = fs::metadata(&file).expect("a file").permissions().mode();
        assert_eq!(mode & 0o077, 0, "{}", file.display());
    }
}
