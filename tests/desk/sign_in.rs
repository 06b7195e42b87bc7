//! Who gets in and who does not: wrong answers, waits, codes, locks, ages, and rows written by hand.

use kin::clock::{self, Source};
use kin::desk::api::*;
use kin::desk::rights::{self, Act, Issuer, PublicKey, Statement, Terms};
use kin::domain::*;
use kin::vault::{KdfParams, MemberKeys, TotpSecret, seal_to};

use crate::office::*;

#[test]
fn a_wrong_answer_never_tells_which() {
    let office = Office::new();
    let mut desk = office.desk();
    let right = office.code("lan");
    let wrong = if right == "000000" { "000001" } else { "000000" };
    let mut entries = Vec::new();
    for request in [
        sign_in("lan", "not the password at all", &right),
        sign_in("minh", &password("minh"), wrong),
        sign_in("nobody here", &password("lan"), &right),
        sign_in("", "", ""),
        sign_in(SERVICE, "", ""),
    ] {
        assert_eq!(desk.ask(request).err(), Some(Problem::SignInRefused));
        entries.push(office.last());
    }
    for entry in &entries {
        assert_eq!((entry.action, entry.outcome, entry.member), (Action::SignIn, Outcome::Failed, None));
        assert_eq!((entry.reason.as_str(), entry.details.as_str()), ("", "{}"), "what was typed is not kept");
    }
    assert_eq!(entries[0].subject, Some(Office::member("lan")));
    assert_eq!(desk.ask(Request::Customers(query(""))).err(), Some(Problem::NoSession));
    assert!(desk.ask(office.right("lan")).is_ok());
}

#[test]
fn waits_grow_and_pass_for_names_that_are_there_and_not() {
    for name in ["lan", "nobody here"] {
        let office = Office::new();
        let mut desk = office.desk();
        let mut fail = || desk.ask(sign_in(name, "not the password at all", "000000")).err();
        assert_eq!([fail(), fail()], [Some(Problem::SignInRefused), Some(Problem::SignInRefused)], "{name}");
        for seconds in [1, 2, 4, 8] {
            assert_eq!(fail(), Some(Problem::Wait { seconds }), "{name}");
            // Asking again during the wait costs nothing and gives nothing.
            assert_eq!(fail(), Some(Problem::Wait { seconds }), "{name}");
            office.clock.advance(i64::from(seconds));
        }
    }
}

#[test]
fn a_right_answer_waits_too_and_then_counts() {
    let office = Office::new();
    let mut desk = office.desk();
    for _ in 0..7 {
        office.clock.advance(20);
        let _ = desk.ask(sign_in("lan", "not the password at all", "000000"));
    }
    let code = office.code("lan");
    assert_eq!(desk.ask(sign_in("lan", &password("lan"), &code)).err(), Some(Problem::Wait { seconds: 16 }));
    // Another door to the same file knows of the wait, and a clock set back does not end it.
    assert!(matches!(office.desk().ask(sign_in("LAN", &password("lan"), &code)), Err(Problem::Wait { .. })));
    office.clock.advance(-3_600);
    let code = office.code("lan");
    assert_eq!(desk.ask(sign_in("lan", &password("lan"), &code)).err(), Some(Problem::Wait { seconds: 16 }));
    office.clock.advance(3_600);
    match desk.ask(office.right("lan")) {
        Ok(Reply::SignedIn(who)) => assert_eq!(who.failures_since, 7),
        other => panic!("{other:?}"),
    }
    assert_eq!(office.desk().ask(sign_in("lan", "wrong once more", "1")).err(), Some(Problem::SignInRefused));
}

#[test]
fn a_code_counts_once_whatever_the_door_and_the_clock() {
    let office = Office::new();
    let (mut one, mut other) = (office.desk(), office.desk());
    let code = office.code("lan");
    assert!(one.ask(sign_in("lan", &password("lan"), &code)).is_ok());
    assert_eq!(other.ask(sign_in("lan", &password("lan"), &code)).err(), Some(Problem::SignInRefused));
    // Codes of steps that are past give nothing on a clock set back.
    office.clock.advance(-90);
    let old = office.code("lan");
    assert_eq!(other.ask(sign_in("lan", &password("lan"), &old)).err(), Some(Problem::SignInRefused));
    office.clock.advance(120);
    assert!(other.ask(office.right("lan")).is_ok());
}

#[test]
fn a_lock_drops_the_keys_and_the_password_opens_it() {
    let office = Office::new();
    let mut desk = office.at("lan");
    let customer = Office::customer(0);
    assert!(matches!(desk.ask(Request::Lock { idle: true }), Ok(Reply::Locked)));
    assert_eq!(office.last().action, Action::Lock);
    for request in [
        Request::Customers(query("")),
        Request::Customer(customer),
        Request::Timeline { customer, before: None },
        Request::Access { customer, before: None },
        reveal(0, Field::Phone),
        check(0, Field::Phone, "0903123456"),
        Request::SaveCustomer(Box::new(new_draft("Khóa"))),
        Request::AddNote { customer, kind: ActivityKind::Note, text: "khóa".into() },
        Request::Log(LogQuery::default()),
        Request::ExportLog(LogQuery::default()),
        Request::LogEntry(1),
    ] {
        let shown = format!("{request:?}");
        assert_eq!(desk.ask(request).err(), Some(Problem::NoSession), "{shown}");
    }
    let wrong = Request::Unlock { password: Secret::new("not the password at all") };
    assert_eq!(desk.ask(wrong).err(), Some(Problem::SignInRefused));
    assert_eq!(desk.ask(Request::Customer(customer)).err(), Some(Problem::NoSession));
    let right = || Request::Unlock { password: Secret::new(password("lan")) };
    assert!(matches!(desk.ask(right()), Ok(Reply::Unlocked)));
    assert_eq!(revealed(&mut desk, customer, Field::Phone).as_deref(), Ok(planted(0).value(Field::Phone)));
    // Its own life goes on while locked, and a session that has ended is not unlocked.
    desk.ask(Request::Lock { idle: false }).expect("locked");
    office.clock.advance(13 * 3_600);
    assert_eq!(desk.ask(right()).err(), Some(Problem::NoSession));
}

#[test]
fn a_session_ends_by_age_by_sign_out_and_by_others() {
    let office = Office::new();
    let mut desk = office.at("lan");
    office.clock.advance(12 * 3_600 - 5);
    assert!(list(&mut desk, "").is_ok());
    office.clock.advance(10);
    assert_eq!(list(&mut desk, "").err(), Some(Problem::NoSession));
    let mut desk = office.at("lan");
    assert!(matches!(desk.ask(Request::SignOut), Ok(Reply::SignedOut)));
    assert_eq!(list(&mut desk, "").err(), Some(Problem::NoSession));
    // Ended in the office by somebody else.
    let mut desk = office.at("lan");
    office.run("UPDATE session SET ended_at = started_at + 1");
    assert_eq!(list(&mut desk, "").err(), Some(Problem::NoSession));
}

#[test]
fn only_a_service_signs_in_by_a_key_file() {
    let office = Office::new();
    let (host, id) = (office.host(), Office::member("mai"));
    let secret = office.store().read(|snapshot| snapshot.member_secret(id)).expect("a read").expect("a secret");
    let keys = MemberKeys::open(&secret.sealed_keys, &password("mai"), &host, office.paths.install, id).expect("keys");
    let file = office.home().join("mai.key");
    keys.save_key_file(&file).expect("a file");
    let mut desk = office.desk();
    assert!(desk.sign_in_by_key_file(&file).is_err(), "a person's key stands for no code");
    let stranger = office.home().join("stranger.key");
    MemberKeys::generate(office.clock.as_ref()).save_key_file(&stranger).expect("a file");
    assert!(desk.sign_in_by_key_file(&stranger).is_err());
    assert!(desk.sign_in_by_key_file(&office.service_key()).is_ok());
}

/// The keys of a member who turns on the office.
pub fn keys_of(office: &Office, name: &str) -> MemberKeys {
    let id = Office::member(name);
    let secret = office.store().read(|snapshot| snapshot.member_secret(id)).expect("a read").expect("a secret");
    MemberKeys::open(&secret.sealed_keys, &password(name), &office.host(), office.paths.install, id).expect("keys")
}

#[test]
fn a_grant_that_a_member_writes_for_himself_gives_nothing() {
    for issuer in [Issuer::Root, Issuer::Member(Office::member("lan")), Issuer::Member(Office::member("mai"))] {
        let office = Office::new();
        let mut before = office.at("lan");
        let mut watch = office.desk();
        let keys = keys_of(&office, "lan");
        let member = Office::member("lan");
        let rows = office.store().read(|snapshot| snapshot.grants()).expect("a read");
        let last = rows.last().expect("a statement");
        let sequence = last.sequence + 1;
        let statement = Statement {
            install: office.paths.install,
            sequence,
            previous: PublicKey(rights::statement::hash(last)),
            issued_at: office.clock.now(),
            issuer,
            act: Act::Grant {
                member,
                terms: Terms {
                    role: Role::Owner,
                    department: Office::department(0),
                    limit: Scope::All,
                    classes: Class::ALL.to_vec(),
                    lookups: Class::ALL.to_vec(),
                    expires: None,
                },
                temporary: false,
            },
            seconded: None,
        };
        let grant = statement.sign(keys.signer());
        let entry = Entry {
            at: office.clock.now(),
            member: Some(member),
            session: None,
            origin: "elsewhere".into(),
            action: Action::GrantIssue,
            subject: Some(member),
            outcome: Outcome::Done,
            reason: String::new(),
            details: "{}".into(),
        };
        let sign = |hash: &[u8; 32]| keys.signer().sign("kin audit entry v1", hash);
        let op = clock::new_id(office.clock.as_ref());
        office
            .store()
            .write(&sign, op, |tx| {
                tx.insert_grant(&grant)?;
                Ok::<_, kin::store::StoreError>((entry.clone(), ()))
            })
            .expect("a program that writes as it likes");
        // The session that was open and a new one have the rights of before.
        for desk in [&mut before, &mut office.at("lan")] {
            assert!(matches!(desk.ask(reveal(0, Field::Iban)), Err(Problem::Denied { .. })), "{issuer:?}");
            assert_eq!(open(desk, Office::customer(1)).err(), Some(Problem::NotFound), "{issuer:?}");
        }
        // It is named by a desk that was open before it was written, too.
        for desk in [&mut office.desk(), &mut watch] {
            let bad = desk.verify_log(&mut |_, _| {}).expect("a verdict").expect_err("a forged grant");
            assert!(bad.why.contains(&format!("decision {sequence}")), "{issuer:?}: {}", bad.why);
        }
    }
}

#[test]
fn rows_of_members_edited_by_hand_give_nothing() {
    let office = Office::new();
    let (lan, mai) = (sql(Office::member("lan")), sql(Office::member("mai")));
    // Nobody comes in on a record that the log does not vouch for.
    office.run(&format!(
        "UPDATE member SET folded = 'gone' WHERE id = {mai}; UPDATE member SET name = 'mai', folded = 'mai' WHERE id = {lan}"
    ));
    let mut desk = office.desk();
    office.clock.advance(31);
    let code = office.code("lan");
    assert_eq!(desk.ask(sign_in("mai", &password("lan"), &code)).err(), Some(Problem::Tampered));
    assert_eq!(desk.ask(reveal(0, Field::Iban)).err(), Some(Problem::NoSession));
    let bad = desk.verify_log(&mut |_, _| {}).expect("a verdict").expect_err("edited members");
    assert!(bad.why.contains("member"), "{}", bad.why);
}

#[test]
fn a_grant_edited_by_hand_closes_the_office() {
    let office = Office::new();
    let mut before = office.at("minh");
    office.run(&format!(
        "UPDATE grant_statement SET statement = CAST(replace(CAST(statement AS TEXT), '\"agent\"', '\"admin\"') AS BLOB)
         WHERE member = {}",
        sql(Office::member("lan"))
    ));
    let mut desk = office.desk();
    // It could have been the word that somebody is suspended: nobody can tell, so nobody works on it.
    for name in ["lan", "minh"] {
        assert!(matches!(desk.ask(office.right(name)), Err(Problem::Closed(_))), "{name}");
    }
    let grant = GrantDraft { role: Role::Agent, department: Office::department(0), limit: Scope::All, expires: None };
    let manage = Manage::Invite { name: "tư".into(), grant };
    assert!(before.ask(Request::Manage(Box::new(manage))).is_err());
}

#[test]
fn swapped_keys_open_nothing() {
    let office = Office::new();
    let (mai, mine) = (Office::member("mai"), MemberKeys::generate(office.clock.as_ref()));
    let totp = TotpSecret::generate(office.clock.as_ref());
    let sealed_keys = mine
        .seal("a password of my own", &office.host(), KdfParams::MIN, office.paths.install, mai, office.clock.as_ref())
        .expect("sealed");
    let sealed_totp = seal_to(&mine.public().encryption, "kin totp v1", &mai.0, totp.as_bytes(), office.clock.as_ref())
        .expect("sealed");
    let conn = office.dishonest();
    conn.execute(
        "UPDATE member_secret SET sealed_keys = ?2, sealed_totp = ?3 WHERE member = ?1",
        (mai.0, sealed_keys, sealed_totp),
    )
    .expect("an edit");
    conn.execute(
        "UPDATE member SET encryption = ?2, signing = ?3 WHERE id = ?1",
        (mai.0, mine.public().encryption, mine.public().signing),
    )
    .expect("an edit");
    drop(conn);
    let mut desk = office.desk();
    let code = totp.code_at(office.clock.now());
    assert_eq!(desk.ask(sign_in("mai", "a password of my own", &code)).err(), Some(Problem::Tampered));
    assert_eq!(office.last().outcome, Outcome::Failed);
}

/// A seal of a cheaper time is raised by whoever signs in, once, and never lowered.
#[test]
fn a_cheap_seal_is_raised_at_the_next_sign_in() {
    let office = Office::new();
    let cost = || {
        let secret = office.store().read(|snapshot| snapshot.member_secret(Office::member("lan"))).expect("a read");
        let seal = secret.expect("a secret").sealed_keys;
        (kin::vault::params_of(&seal).expect("a seal"), seal)
    };
    let before = cost();
    office.at("lan");
    assert_eq!(cost(), before, "the office was founded at this cost");
    let dearer = KdfParams { passes: 2, ..KdfParams::MIN };
    let set = |params: KdfParams| {
        let hex: String = params.to_bytes().iter().map(|byte| format!("{byte:02x}")).collect();
        office.run(&format!("UPDATE office SET value = x'{hex}' WHERE key = 'password cost'"));
    };
    set(dearer);
    let wrong = sign_in("lan", "not the password at all", &office.code("lan"));
    assert!(office.desk().ask(wrong).is_err());
    assert_eq!(cost(), before, "whoever does not come in changes nothing");
    office.at("lan");
    let raised = cost();
    assert_eq!(raised.0, dearer);
    assert!(open(&mut office.at("lan"), Office::customer(0)).is_ok(), "the same keys");
    set(KdfParams::MIN);
    office.at("lan");
    assert_eq!(cost(), raised);
}

#[test]
fn another_root_or_another_host_opens_no_office() {
    use kin::desk::Desk;
    use kin::desk::office::OfficeError;
    let (office, other) = (Office::new(), Office::new());
    office.run("UPDATE office SET value = randomblob(32) WHERE key = 'root'");
    let opened = Desk::open(office.paths.clone(), &office.config, office.clock.clone(), "test");
    assert!(matches!(opened.err(), Some(OfficeError::OtherRoot(_))));
    std::fs::remove_file(other.paths.host_secret_path()).expect("gone");
    let opened = Desk::open(other.paths.clone(), &other.config, other.clock.clone(), "test");
    assert!(matches!(opened.err(), Some(OfficeError::NoHostSecret(_))));
}

/// A clock that went back to 1970, and one that was in 2100 for a while: the log never runs backwards, no code is taken
/// twice, and who is refused for the clock's sake is told so.
#[test]
fn a_clock_far_from_the_logs() {
    let office = Office::new();
    let set = |seconds: i64| office.clock.advance(seconds - office.clock.now().0 / 1_000_000);
    let now = office.clock.now().0 / 1_000_000;
    let mut lan = office.at("lan");
    let phones = office.code("mai");
    set(3_600);
    // Who is in works on.
    save(&mut lan, new_draft("Phạm Thị Muộn")).expect("a customer");
    assert!(list(&mut lan, "muộn").is_ok_and(|page| page.rows.len() == 1));
    drop(lan);
    for request in [
        // The telephone shows the code of the right time.
        sign_in("mai", &password("mai"), &phones),
        sign_in("mai", "not the password at all", "000000"),
        office.right("lan"),
    ] {
        assert_eq!(office.desk().ask(request).err(), Some(Problem::ClockBehind));
    }
    crate::deeds::whole(&office);
    // 2100-01-01.
    set(4_102_444_800);
    save(&mut office.at("minh"), new_draft("Phạm Văn Sớm")).expect("a customer");
    set(now + 7_200);
    assert_eq!(office.desk().ask(office.right("minh")).err(), Some(Problem::ClockBehind), "only by a recovery code");
    drop(office.at("lan"));
    let times: Vec<Micros> = office.log().iter().rev().map(|entry| entry.at).collect();
    assert!(times.is_sorted() && times.last().is_some_and(|last| last.0 >= 4_102_444_800_000_000));
    crate::deeds::whole(&office);
}
