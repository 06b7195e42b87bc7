//! Another host secret: everything that was sealed or signed before opens and verifies after it, and the old one opens
//! nothing.

use std::path::Path;

use kin::desk::Desk;
use kin::desk::api::*;
use kin::desk::host::{HostRotated, HostStatus, import, opens};
use kin::desk::office::OfficeError;
use kin::desk::recover::restore_host_secret;
use kin::desk::rights::Statement;
use kin::desk::verify::Checking;
use kin::domain::*;
use kin::store::StoreError;
use kin::vault::{HostSecret, VaultError};

use crate::deeds::*;
use crate::evidence::{extract, proven};
use crate::office::*;
use crate::witness::{act, kept, tick};

fn rotate(office: &Office, name: &str) -> Result<HostRotated, OfficeError> {
    office.at(name).rotate_host(None)
}

/// A failed sign-in, which the office signs.
fn failure(office: &Office) {
    let mut desk = office.desk();
    assert!(desk.ask(sign_in("nobody here", "wrong in every way", "000000")).is_err());
}

fn secret_of(office: &Office) -> HostSecret {
    HostSecret::load(office.paths.host_secret_path()).expect("a secret")
}

fn draft(desk: &mut Desk) -> Option<String> {
    match desk.ask(Request::Drafts) {
        Ok(Reply::Drafts(drafts)) => drafts.first().map(|draft| draft.body.expose().to_owned()),
        other => panic!("{other:?}"),
    }
}

#[test]
fn everything_opens_and_verifies_after_one_change_and_after_two() {
    let office = Office::new();
    office.clock.advance(60);
    failure(&office);
    tick(&office);
    let draft_kept =
        office.at("lan").ask(Request::SaveDraft { key: "note:1".into(), body: Secret::new("khách dặn") });
    assert!(matches!(draft_kept, Ok(Reply::DraftSaved)));
    let mut extracts = vec![extract(&office, "radu", LogFilter::default())];
    let first = secret_of(&office);
    let mut known = vec![first.expose().to_owned()];
    for round in 1..=2 {
        let before = secret_of(&office);
        assert_eq!(rotate(&office, "mai").expect("changed"), HostRotated::Changed);
        let now = secret_of(&office);
        assert!(!opens(&office.paths, &before).expect("it can be tried"), "the old one opens nothing");
        assert!(opens(&office.paths, &now).expect("it can be tried"));
        assert!(!known.contains(now.expose()));
        known.push(now.expose().to_owned());
        let desk = office.desk();
        assert_eq!((desk.earlier_host_secrets(), desk.host_rotation_unfinished()), (round, false));
        drop(desk);
        failure(&office);
        act(&office);
        tick(&office);
        whole(&office);
        extracts.push(extract(&office, "radu", LogFilter::default()));
    }
    // Who has not signed in since has a seal of before two changes.
    for name in ["hoa", "minh", "sorin", SERVICE] {
        office.at(name);
    }
    assert_eq!(draft(&mut office.at("lan")).as_deref(), Some("khách dặn"));
    assert_eq!(
        revealed(&mut office.at("lan"), Office::customer(0), Field::Phone).as_deref(),
        Ok(planted(0).value(Field::Phone))
    );
    for text in &extracts {
        let proven = proven(text).unwrap_or_else(|bad| panic!("{bad}"));
        assert!(proven.entries > 3);
    }
    let keys: std::collections::HashSet<_> =
        extracts.iter().map(|text| proven(text).expect("good").cover.office_key.0).collect();
    assert_eq!(keys.len(), 3, "each has a key of its own");
    // Each checkpoint of before holds: the file has them from under all three secrets.
    let text = std::fs::read_to_string(kept(&office)).expect("checkpoints");
    let checking = Checking { checkpoints: vec![("kept".into(), text)], ..Checking::default() };
    let report = office.desk().verify_log_by(&checking, &mut |_, _| {}).expect("it runs").expect("it holds");
    assert!(report.checkpoints.iter().all(|one| one.count >= 3), "{:?}", report.checkpoints);
    let decided = office.store().read(|snapshot| snapshot.grants()).expect("rows");
    let named = decided.iter().filter_map(Statement::read).filter(|made| made.act.name() == "office_key").count();
    assert_eq!(named, 2);
    let told: Vec<Entry> = office.log().into_iter().filter(|entry| entry.action == Action::HostRotate).collect();
    assert!(told.len() == 2 && told.iter().all(|entry| entry.member == Some(Office::member("mai"))), "{told:?}");
}

#[test]
fn a_seal_is_made_anew_at_the_next_sign_in() {
    let office = Office::new();
    let seal = || {
        let secret = office.store().read(|snapshot| snapshot.member_secret(Office::member("lan"))).expect("a read");
        secret.expect("a secret").sealed_keys
    };
    let before = seal();
    office.at("lan");
    assert_eq!(seal(), before, "nothing to make anew");
    rotate(&office, "mai").expect("changed");
    assert_eq!(seal(), before);
    assert!(office.desk().ask(sign_in("lan", "not the password at all", &office.code("lan"))).is_err());
    let mut lan = office.at("lan");
    let after = seal();
    assert_ne!(after, before);
    // It is under the present secret alone, and at the cost that it had.
    let (host, install, id) = (secret_of(&office), office.paths.install, Office::member("lan"));
    assert!(kin::vault::MemberKeys::open(&after, &password("lan"), &host, install, id).is_ok());
    assert_eq!(after[..9], before[..9]);
    assert!(open(&mut lan, Office::customer(0)).is_ok());
    office.at("lan");
    assert_eq!(seal(), after);
    whole(&office);
}

#[test]
fn who_may_not_changes_and_exports_nothing_and_it_is_in_the_log() {
    let office = Office::new();
    let file = office.home().join("secret.age");
    for name in ["lan", "ioana", "radu"] {
        let mut desk = office.at(name);
        let passphrase = Secret::new("eleven quiet herons fish");
        for refused in [desk.rotate_host(None).err(), desk.export_host(&passphrase, &file).err()] {
            let Some(OfficeError::Problem(Problem::Denied { rule })) = refused else { panic!("{name}: {refused:?}") };
            assert_eq!(rule, "keys.rotate");
        }
        assert_eq!(
            office.log().iter().find(|entry| entry.outcome == Outcome::Denied).map(|entry| entry.member),
            Some(Some(Office::member(name)))
        );
    }
    assert!(!file.exists() && office.paths.left_behind().is_empty());
    assert!(matches!(office.desk().rotate_host(None), Err(OfficeError::Problem(Problem::NoSession))));
    // A proof of long ago is asked for again.
    let mut mai = office.at("mai");
    office.clock.advance(16 * 60);
    assert!(matches!(mai.rotate_host(None), Err(OfficeError::Problem(Problem::ProveAgain))));
}

#[test]
fn nobody_else_may_have_the_office_open() {
    let office = Office::new();
    let mut mai = office.at("mai");
    let other = office.at("lan");
    let refused = mai.rotate_host(None);
    assert!(matches!(refused, Err(OfficeError::Store(StoreError::InUse))), "{refused:?}");
    assert!(office.paths.left_behind().is_empty());
    drop(other);
    assert_eq!(mai.rotate_host(None).expect("changed"), HostRotated::Changed);
    // The desk goes on, and others come in again.
    assert!(open(&mut mai, Office::customer(1)).is_ok());
    office.at("lan");
    whole(&office);
}

#[test]
fn a_second_computer_comes_in_by_a_file_under_a_passphrase() {
    let office = Office::new();
    let file = office.home().join("secret.age");
    let passphrase = Secret::new("eleven quiet herons fish");
    let mut mai = office.at("mai");
    for weak in ["short", "Hoa Sen Travel Hoa Sen Travel"] {
        let refused = mai.export_host(&Secret::new(weak), &file);
        assert!(matches!(refused, Err(OfficeError::Problem(Problem::Invalid { .. }))), "{refused:?}");
    }
    mai.export_host(&passphrase, &file).expect("exported");
    assert_eq!(office.last().action, Action::HostExport);
    let bytes = std::fs::read(&file).expect("a file");
    assert!(bytes.starts_with(b"age-encryption.org/v1"));
    assert!(matches!(mai.export_host(&passphrase, &file), Err(OfficeError::Vault(VaultError::Exists { .. }))));
    let place = office.paths.host_secret_path().to_owned();
    let here = import(&office.paths, &file, &passphrase);
    assert!(matches!(here, Err(OfficeError::Vault(VaultError::Exists { .. }))), "{here:?}");
    std::fs::remove_file(&place).expect("removed");
    let wrong = import(&office.paths, &file, &Secret::new("eleven loud herons fish"));
    assert!(matches!(wrong, Err(OfficeError::Vault(VaultError::WrongPassphrase))), "{wrong:?}");
    let other = Office::new();
    rotate(&other, "mai").expect("another secret");
    let foreign = other.home().join("other.age");
    other.at("mai").export_host(&passphrase, &foreign).expect("exported");
    let refused = import(&office.paths, &foreign, &passphrase);
    assert!(matches!(refused, Err(OfficeError::OtherSecret(_))) && !place.exists(), "{refused:?}");
    import(&office.paths, &file, &passphrase).expect("imported");
    let status = HostStatus::of(&office.paths);
    assert_eq!((status.mode.as_deref(), status.there, status.inside_office), (Some("0600"), true, false));
    office.at("lan");
}

/// The old secret back in its place, with what lies there as the next one.
fn as_before(office: &Office, old: &HostSecret) {
    std::fs::rename(office.paths.host_secret_path(), office.paths.next_secret()).expect("renamed");
    old.save(office.paths.host_secret_path()).expect("put back");
}

#[track_caller]
fn changes_now(office: &Office) {
    assert_eq!(rotate(office, "mai").expect("changed"), HostRotated::Changed);
    assert!(office.paths.left_behind().is_empty());
    office.at("lan");
    whole(office);
}

#[test]
fn a_stop_before_the_file_is_under_the_new_secret_leaves_the_old_one_in_force() {
    let office = Office::new();
    let (old, file) = (secret_of(&office), std::fs::read(office.paths.database()).expect("a file"));
    rotate(&office, "mai").expect("changed");
    as_before(&office, &old);
    std::fs::write(office.paths.database(), &file).expect("as it was");
    office.at("lan");
    assert_eq!(secret_of(&office).expose(), old.expose());
    assert!(office.paths.next_secret().exists());
    changes_now(&office);
}

#[test]
fn a_stop_before_the_new_secret_took_its_place_is_mended_at_the_next_opening() {
    let office = Office::new();
    let old = secret_of(&office);
    rotate(&office, "mai").expect("changed");
    let new = secret_of(&office);
    as_before(&office, &old);
    office.at("lan");
    assert_eq!(secret_of(&office).expose(), new.expose());
    assert!(office.paths.left_behind().is_empty());
    changes_now(&office);
}

#[test]
fn half_of_a_new_secret_is_made_anew() {
    let office = Office::new();
    let next = office.paths.next_secret();
    std::fs::write(&next, "KIN-HOST-SECRET-1 AAAA").expect("written");
    std::fs::set_permissions(&next, std::os::unix::fs::PermissionsExt::from_mode(0o600)).expect("a mode");
    office.at("lan");
    changes_now(&office);
}

#[test]
fn a_new_secret_goes_where_it_is_told_when_it_can_not_take_the_place() {
    let office = Office::new();
    let old = secret_of(&office);
    let elsewhere = office.home().join("new.secret");
    assert_eq!(office.at("mai").rotate_host(Some(&elsewhere)).expect("changed"), HostRotated::Changed);
    assert_eq!(secret_of(&office).expose(), old.expose(), "the old one stays where it is");
    let refused = Desk::open(office.paths.clone(), &office.config, office.clock.clone(), "test").err();
    assert!(matches!(refused, Some(OfficeError::Store(StoreError::WrongKeyOrForeign(_)))), "{refused:?}");
    std::fs::rename(&elsewhere, office.paths.host_secret_path()).expect("put in its place");
    office.at("lan");
    whole(&office);
    // The present one is no new one.
    let same = office.home().join("same.secret");
    secret_of(&office).save(&same).expect("a copy");
    let refused = office.at("mai").rotate_host(Some(&same));
    assert!(matches!(refused, Err(OfficeError::Vault(VaultError::Exists { .. }))), "{refused:?}");
    office.at("lan");
}

#[test]
fn the_office_signs_with_the_named_key_until_another_is_named() {
    let office = Office::new();
    rotate(&office, "mai").expect("changed");
    // As if the change had been stopped before the decision: the file is under a secret whose key nobody named.
    let (old, new) = (secret_of(&office), HostSecret::generate(office.clock.as_ref()));
    let mut store = office.store();
    store.take_alone().expect("alone");
    store.rekey(&new.store_key()).expect("another key");
    store.share().expect("shared");
    drop(store);
    let place = office.paths.host_secret_path();
    std::fs::remove_file(place).expect("removed");
    new.save(place).expect("saved");
    let refused = Desk::open(office.paths.clone(), &office.config, office.clock.clone(), "test").err();
    assert!(matches!(refused, Some(OfficeError::Problem(Problem::Closed(_)))), "without the old secret: {refused:?}");
    // With it among those that the office keeps, as a change keeps it first.
    let hosts = kin::vault::HostSecrets::new(old, &[]).expect("secrets");
    let conn = rusqlite_with(&office, &new);
    conn.execute(
        "UPDATE office SET value = CAST(value || ?1 AS BLOB) WHERE key = 'earlier host secrets'",
        [hosts.kept().as_slice()],
    )
    .expect("kept");
    drop(conn);
    let desk = Desk::open(office.paths.clone(), &office.config, office.clock.clone(), "test").expect("it opens");
    assert!(desk.host_rotation_unfinished());
    drop(desk);
    failure(&office);
    assert_eq!(rotate(&office, "mai").expect("finished"), HostRotated::Finished);
    failure(&office);
    assert!(!office.desk().host_rotation_unfinished());
}

#[expect(clippy::disallowed_types, reason = "the test looks behind the store")]
fn rusqlite_with(office: &Office, host: &HostSecret) -> rusqlite::Connection {
    let conn = rusqlite::Connection::open(office.paths.database()).expect("the file");
    let hex = data_encoding::HEXLOWER.encode(host.store_key().as_slice());
    conn.execute_batch(&format!("PRAGMA key = \"x'{hex}'\"")).expect("the key");
    conn
}

#[test]
fn a_secret_in_the_office_folder_is_told() {
    let office = Office::new();
    assert!(!HostStatus::of(&office.paths).inside_office);
    let inside = office.paths.folder.join("host.secret");
    std::fs::copy(office.paths.host_secret_path(), &inside).expect("copied");
    let config: &Path = &office.home().join("config");
    let paths = kin::desk::office::OfficePaths::find(&office.paths.folder, config, Some(&inside)).expect("paths");
    assert!(HostStatus::of(&paths).inside_office);
}

#[test]
fn the_kit_of_another_office_puts_nothing_back() {
    let office = Office::new();
    std::fs::remove_file(office.paths.host_secret_path()).expect("removed");
    assert!(restore_host_secret(&office.paths, &Secret::new("ABCD EFGH")).is_err());
    assert!(!office.paths.host_secret_path().exists());
}
