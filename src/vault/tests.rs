//! The room as its callers use it: what opens, and above all what does not.

use super::*;
use crate::clock::Fixed;
use crate::domain::{Class, Field, Id, Micros};

pub fn hex(text: &str) -> Vec<u8> {
    data_encoding::HEXLOWER.decode(text.as_bytes()).unwrap()
}

pub fn fixed() -> Fixed {
    Fixed::new(Micros(1_767_225_600_000_000), 7)
}

const INSTALL: Id = Id([1; 16]);
const MEMBER: Id = Id([2; 16]);
const OTHER: Id = Id([9; 16]);

#[test]
fn a_value_opens_in_its_place_only() {
    let source = fixed();
    let class = ClassKey::generate(Class::Contact, 1, &source);
    let (writer, sealed_key) = DataKey::new(&class.public(), Class::Contact, 1, INSTALL, &source).unwrap();
    let place = ValueContext { install: INSTALL, record: Id([3; 16]), field: Field::Phone, generation: 1, version: 4 };
    let sealed = writer.seal(&place, "+84 912 345 567", &source).unwrap();
    assert_eq!(data_key_id_of(&sealed).unwrap(), writer.id());

    let reader = DataKey::open(&sealed_key, &class, writer.id(), INSTALL).unwrap();
    assert_eq!(reader.open_value(&place, &sealed).unwrap().expose(), "+84 912 345 567");

    let elsewhere = [
        ValueContext { install: OTHER, ..place },
        ValueContext { record: OTHER, ..place },
        ValueContext { field: Field::Phone2, ..place },
        ValueContext { field: Field::Iban, ..place },
        ValueContext { generation: 2, ..place },
        ValueContext { version: 5, ..place },
    ];
    for place in elsewhere {
        assert!(reader.open_value(&place, &sealed).is_err(), "{place:?}");
    }
    for index in 0..sealed.len() {
        let mut flipped = sealed.clone();
        flipped[index] ^= 1;
        assert!(reader.open_value(&place, &flipped).is_err(), "byte {index}");
        assert!(reader.open_value(&place, &sealed[..index]).is_err(), "length {index}");
    }
    let (other, _) = DataKey::new(&class.public(), Class::Contact, 1, INSTALL, &source).unwrap();
    assert!(matches!(other.open_value(&place, &sealed), Err(VaultError::NotOpened { .. })));
    assert_ne!(sealed, writer.seal(&place, "+84 912 345 567", &source).unwrap(), "a nonce is used once");
}

#[test]
fn a_value_is_not_sealed_under_another_class() {
    let source = fixed();
    let class = ClassKey::generate(Class::Contact, 1, &source);
    let (key, _) = DataKey::new(&class.public(), Class::Contact, 1, INSTALL, &source).unwrap();
    let place = ValueContext { install: INSTALL, record: MEMBER, field: Field::Iban, generation: 1, version: 1 };
    assert!(matches!(key.seal(&place, "RO49AAAA", &source), Err(VaultError::WrongDataKey { .. })));
}

#[test]
fn a_data_key_opens_with_its_class_key_only() {
    let source = fixed();
    let class = ClassKey::generate(Class::Contact, 1, &source);
    let (key, sealed) = DataKey::new(&class.public(), Class::Contact, 1, INSTALL, &source).unwrap();
    assert!(DataKey::open(&sealed, &class, OTHER, INSTALL).is_err());
    assert!(DataKey::open(&sealed, &class, key.id(), OTHER).is_err());
    let other = ClassKey::generate(Class::Contact, 1, &source);
    assert!(DataKey::open(&sealed, &other, key.id(), INSTALL).is_err());
}

#[test]
fn class_and_lookup_keys_reach_their_members() {
    let source = fixed();
    let (member, stranger) = (MemberKeys::generate(&source), MemberKeys::generate(&source));
    let recipient = member.public().encryption;

    let class = ClassKey::generate(Class::Identity, 3, &source);
    let sealed = class.seal_for(&recipient, INSTALL, &source).unwrap();
    assert_eq!(ClassKey::open(&sealed, &member, Class::Identity, 3, INSTALL).unwrap().public(), class.public());
    assert!(ClassKey::open(&sealed, &stranger, Class::Identity, 3, INSTALL).is_err());
    assert!(ClassKey::open(&sealed, &member, Class::Contact, 3, INSTALL).is_err());
    assert!(ClassKey::open(&sealed, &member, Class::Identity, 2, INSTALL).is_err());
    assert!(ClassKey::open(&sealed, &member, Class::Identity, 3, OTHER).is_err());

    let lookup = LookupKey::generate(Class::Identity, &source);
    let sealed_lookup = lookup.seal_for(&recipient, INSTALL, &source).unwrap();
    let opened = LookupKey::open(&sealed_lookup, &member, Class::Identity, INSTALL).unwrap();
    assert_eq!(opened.token("phone", "+84912345567"), lookup.token("phone", "+84912345567"));
    assert!(LookupKey::open(&sealed_lookup, &stranger, Class::Identity, INSTALL).is_err());
    assert!(LookupKey::open(&sealed_lookup, &member, Class::Contact, INSTALL).is_err());
    assert!(LookupKey::open(&sealed, &member, Class::Identity, INSTALL).is_err(), "a class key is no lookup key");
}

#[test]
fn tokens_differ_by_key_kind_and_value() {
    let source = fixed();
    let (key, other) = (LookupKey::generate(Class::Contact, &source), LookupKey::generate(Class::Contact, &source));
    let token = key.token("phone", "123");
    assert!(same(&token, &key.token("phone", "123")));
    for different in [other.token("phone", "123"), key.token("phon", "e123"), key.token("phone", "124")] {
        assert!(!same(&token, &different));
    }
    assert!(!same(&token, &token[..15]));
}

#[test]
fn the_password_the_host_and_the_place_open_a_member() {
    let source = fixed();
    let (host, other_host) = (HostSecret::generate(&source), HostSecret::generate(&source));
    let keys = MemberKeys::generate(&source);
    let sealed = keys.seal("tiếng Việt 2026", &host, KdfParams::MIN, INSTALL, MEMBER, &source).unwrap();
    assert_eq!(params_of(&sealed).unwrap(), KdfParams::MIN);
    let opened = MemberKeys::open(&sealed, "tiếng Việt 2026", &host, INSTALL, MEMBER).unwrap();
    assert_eq!(opened.public(), keys.public());
    let wrong = [
        ("tieng Viet 2026", &host, INSTALL, MEMBER),
        ("tiếng Việt 2026", &other_host, INSTALL, MEMBER),
        ("tiếng Việt 2026", &host, OTHER, MEMBER),
        ("tiếng Việt 2026", &host, INSTALL, OTHER),
    ];
    for (password, host, install, member) in wrong {
        let result = MemberKeys::open(&sealed, password, host, install, member);
        assert!(matches!(result, Err(VaultError::WrongPassword)));
    }
    assert!(matches!(MemberKeys::pretend_open("x", &host, KdfParams::MIN), VaultError::WrongPassword));
}

#[test]
fn a_hostile_seal_costs_nothing() {
    let source = fixed();
    let host = HostSecret::generate(&source);
    let sealed = MemberKeys::generate(&source).seal("x", &host, KdfParams::MIN, INSTALL, MEMBER, &source).unwrap();
    for (at, bytes) in [(1, [0xff; 4]), (5, [0xff; 4]), (1, [0; 4]), (5, [0; 4])] {
        let mut hostile = sealed.clone();
        hostile[at..at + 4].copy_from_slice(&bytes);
        let result = MemberKeys::open(&hostile, "x", &host, INSTALL, MEMBER);
        assert!(matches!(result, Err(VaultError::KdfBounds { .. })));
    }
    for length in 0..sealed.len() {
        assert!(matches!(params_of(&sealed[..length]), Err(VaultError::Damaged { .. })));
    }
    let mut newer = sealed;
    newer[0] = 2;
    assert!(matches!(params_of(&newer), Err(VaultError::Damaged { .. })));
}

#[test]
fn public_keys_travel_as_text() {
    let public = MemberKeys::generate(&fixed()).public();
    let json = serde_json::to_string(&public).unwrap();
    assert!(json.contains(&data_encoding::HEXLOWER.encode(&public.signing)));
    assert_eq!(serde_json::from_str::<MemberPublic>(&json).unwrap(), public);
    assert!(serde_json::from_str::<MemberPublic>(r#"{"encryption":"00","signing":"00"}"#).is_err());
}

#[test]
fn the_host_secret_keeps_to_itself() {
    let source = fixed();
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("config/kin/host.secret");
    assert!(matches!(HostSecret::load(&path), Err(VaultError::Missing { .. })));
    let host = HostSecret::generate(&source);
    host.save(&path).unwrap();
    assert!(matches!(host.save(&path), Err(VaultError::Exists { .. })));
    assert_eq!(HostSecret::load(&path).unwrap().store_key(), host.store_key());
    #[cfg(unix)]
    {
        use std::os::unix::fs::{MetadataExt, PermissionsExt};
        let mode = |path: &std::path::Path| path.metadata().unwrap().permissions().mode() & 0o777;
        assert_eq!((mode(&path), mode(path.parent().unwrap())), (0o600, 0o700));
        std::fs::set_permissions(&path, std::fs::Permissions::from_mode(0o640)).unwrap();
        assert!(matches!(HostSecret::load(&path), Err(VaultError::Exposed { mode: 0o640, .. })));
        // As systemd hands a credential to a service, and only so: it is root's.
        std::fs::set_permissions(&path, std::fs::Permissions::from_mode(0o440)).unwrap();
        let owner = path.metadata().map(|there| (there.uid(), there.gid())).unwrap();
        assert_eq!(HostSecret::load(&path).is_ok(), owner == (0, 0));
        std::fs::set_permissions(&path, std::fs::Permissions::from_mode(0o600)).unwrap();
    }
    let text = std::fs::read_to_string(&path).unwrap();
    assert!(text.starts_with("KIN-HOST-SECRET-1 "));
    let mut typo = text.clone();
    typo.replace_range(30..31, if &text[30..31] == "A" { "B" } else { "A" });
    for broken in [&text[..40], &typo] {
        std::fs::write(&path, broken).unwrap();
        assert!(matches!(HostSecret::load(&path), Err(VaultError::Mistyped { .. })));
    }
    std::fs::write(&path, MemberKeys::generate(&source).to_key_file_text().as_str()).unwrap();
    assert!(matches!(HostSecret::load(&path), Err(VaultError::NotThis { .. })));
}

#[test]
fn one_host_secret_makes_keys_that_differ_by_use() {
    let source = fixed();
    let host = HostSecret::generate(&source);
    assert_ne!(host.store_key().as_slice(), host.expose());
    assert_eq!(host.office_signer(INSTALL).public(), host.office_signer(INSTALL).public());
    assert_ne!(host.office_signer(INSTALL).public(), host.office_signer(OTHER).public());
}

#[test]
fn a_draft_opens_for_its_member_in_its_place() {
    let source = fixed();
    let keys = MemberKeys::generate(&source);
    let draft = keys.seal_draft(b"note of 3", b"called, will pay", &source);
    assert_eq!(keys.open_draft(b"note of 3", &draft).unwrap().as_slice(), b"called, will pay");
    assert!(keys.open_draft(b"note of 4", &draft).is_err());
    assert!(MemberKeys::generate(&source).open_draft(b"note of 3", &draft).is_err());
}

#[test]
fn a_service_key_file_comes_back() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("robot.key");
    let keys = MemberKeys::generate(&fixed());
    keys.save_key_file(&path).unwrap();
    assert_eq!(MemberKeys::load_key_file(&path).unwrap().public(), keys.public());
    let text = keys.to_key_file_text();
    assert_eq!(MemberKeys::from_key_file_text(&text).unwrap().public(), keys.public());
    assert!(MemberKeys::from_key_file_text(&text[..text.len() - 3]).is_err());
}

#[test]
fn the_recovery_kit_forgives_form_but_no_typo() {
    let source = fixed();
    let kit = RecoveryKit::generate(&source);
    let words = kit.words();
    assert_eq!(words.split(' ').map(str::len).collect::<Vec<_>>(), [4; 10]);
    let typed = words.to_lowercase().replace(' ', "-").replace('o', "0").replace('b', "8");
    let read = RecoveryKit::parse(&format!(" {typed}\n")).unwrap();
    assert_eq!(read.keys().public(), kit.keys().public());

    for index in (0..words.len()).filter(|&index| &words[index..=index] != " ") {
        let mut wrong = words.to_string();
        wrong.replace_range(index..=index, if &words[index..=index] == "A" { "C" } else { "A" });
        assert!(matches!(RecoveryKit::parse(&wrong), Err(VaultError::Mistyped { .. })), "{index}");
    }
    assert!(RecoveryKit::parse("").is_err());
    assert!(RecoveryKit::parse(&words[5..]).is_err());

    let sealed = seal_to(&kit.keys().public().encryption, "root", b"office", b"key", &source).unwrap();
    assert_eq!(read.keys().open_sealed("root", b"office", &sealed).unwrap().as_slice(), b"key");
}

#[test]
fn secrets_do_not_print_themselves() {
    let source = fixed();
    let host = HostSecret::generate(&source);
    assert_eq!(format!("{host:?} {:?}", host.office_signer(INSTALL)), "HostSecret(…) Signer(…)");
    assert_eq!(format!("{:?}", RecoveryKit::generate(&source)), "RecoveryKit(…)");
}
