//! A dishonest member, who holds the file's key and keeps no rule, against an office: what he gets, and what is told.
//!
//! OWASP ASVS 5.0, chapters V6 (authentication), V7 (sessions) and V8 (authorisation), by what Kin does in its local
//! and shared modes, where each member's program holds the file: *crypto* is upheld by keys and signatures whatever
//! program is used, *program* by an honest program alone. Served by `kin serve` the latter will be the server's.
//!
//! | requirement | test | met |
//! |---|---|---|
//! | 6.1.1 limits against guessing are stated | README, `sign_in::waits_grow_and_pass_for_names_that_are_there_and_not` | program |
//! | 6.1.2 context words are listed and refused | `members::an_invitation_is_good_once_and_for_its_time` | program |
//! | 6.2.1 least length | `domain::password` tests | program, 15 characters |
//! | 6.2.2 passwords can be changed | `members::a_member_changes_its_password_and_its_app_with_the_current_password` | crypto |
//! | 6.2.3 with the current one | the same | crypto: the old one opens the keys |
//! | 6.2.4, 6.2.12 against lists of common ones | `domain::password` tests; breaches' lists are too large to carry | partly |
//! | 6.2.5, 6.2.9, 6.2.10 no composition, 64 and more, no expiry | `domain::password` tests | met |
//! | 6.2.6, 6.2.7 masked while typed, paste works | screens' scripts of the first sign-in | met |
//! | 6.2.8 verified as typed | `domain::password` tests, NFC alone | crypto |
//! | 6.2.11 context words | as 6.1.2 | program |
//! | 6.3.1 guessing is slowed | `ten_thousand_wrong_passwords_let_nobody_in_and_are_told` | program; offline: Argon2id and the host secret |
//! | 6.3.2 no default accounts | `desk::found`: the first member is named by who founds | met |
//! | 6.3.3 two factors | `sign_in::a_wrong_answer_never_tells_which` | program: a stolen file and password are stopped by the host secret |
//! | 6.3.4 no way round them | `members::a_reset_is_a_new_invitation_and_no_way_round_the_app` | program |
//! | 6.3.5 suspicious tries are told | welcome of `SignedIn`; alert `sign_in_failures` | program |
//! | 6.3.7 changes of credentials are told | `members::a_member_changes_its_password_and_its_app_with_the_current_password` | program |
//! | 6.3.8 names can't be found by answers or time | `sign_in::a_wrong_answer_never_tells_which`, `cargo bench --bench figures -- told_apart` | met |
//! | 6.4.1 first secrets are random, short-lived | `members::an_invitation_is_good_once_and_for_its_time` | crypto and program |
//! | 6.4.2, 6.4.3 no hints, a reset keeps the second factor | `members::a_reset_is_a_new_invitation_and_no_way_round_the_app` | met |
//! | 6.4.4 identity is proved again when a factor is lost | hand-over in person, as the code's screen says | people |
//! | 6.5.1 codes count once | `one_code_in_many_desks_at_once_lets_one_in`, `members::recovery_codes_stand_in_for_the_app_once_each` | program |
//! | 6.5.2 recovery codes: stored hashed | `vault::factor` tests | crypto: sealed to the member |
//! | 6.5.3, 6.5.4 their randomness: 80 bits | `vault::factor` | met |
//! | 6.5.5 TOTP lives 30 seconds, one step more at most | `vault::totp` tests | program |
//! | 6.5.6 a factor can be revoked | `members::a_member_changes_its_password_and_its_app_with_the_current_password` | program |
//! | 6.5.8 time from a trusted source | `a_clock_set_back_changes_nothing` | program: never before the log |
//! | 6.6 out of band, 6.7 cryptographic devices, 6.8 identity providers | none of them is offered | does not apply |
//! | 7.1.1-7.1.3 lifetime, number, federation documented | `config.example.toml` | met |
//! | 7.2.1-7.2.4 sessions are the desk's, new at each sign-in | `sign_in::a_session_ends_by_age_by_sign_out_and_by_others` | program |
//! | 7.3.1 idle lock, 7.3.2 absolute lifetime | `sign_in::a_lock_drops_the_keys_and_the_password_opens_it` | program; keys are gone from memory |
//! | 7.4.1 an ended session is over | `members::sessions_are_listed_and_ended` | program |
//! | 7.4.2 disabled members' sessions end | `members::a_suspended_member_is_out_at_its_next_request_and_comes_back_without_keys` | crypto for new keys, program for the rest |
//! | 7.4.3 other sessions end with a changed credential | `members::a_member_changes_its_password_and_its_app_with_the_current_password` | program |
//! | 7.4.4 sign-out can be seen | screens | met |
//! | 7.4.5 admins end sessions | `members::sessions_are_listed_and_ended` | program |
//! | 7.5.1 proved again before credentials change | `members::a_member_changes_its_password_and_its_app_with_the_current_password` | crypto |
//! | 7.5.2 members see and end their sessions | `members::sessions_are_listed_and_ended` | program |
//! | 7.5.3 proved again before grave acts | `members::a_grave_act_asks_for_the_password_again_after_a_while` | program |
//! | 7.6 federated sessions | none | does not apply |
//! | 8.1.1-8.1.4 rules are documented | README; the table in `policy`; `w` and `kin why` | met |
//! | 8.2.1 function level | `rights::the_desk_grants_what_the_judge_does` | crypto for statements and values, program for the rest |
//! | 8.2.2 records | `rights::out_of_scope_is_as_if_it_were_not_there`, `sharing` | program |
//! | 8.2.3 fields | `paths`, `requests` | crypto |
//! | 8.2.4 by context (time, place) | comes with `kin serve` | not met |
//! | 8.3.1 enforced where it can't be changed | `a_member_who_writes_himself_admin_gets_an_alert_and_nothing` | crypto for what is said so, else not met without a server |
//! | 8.3.2 changes of rights count at once | `members::a_suspended_member_is_out_at_its_next_request_and_comes_back_without_keys` | program; keys for new values: crypto |
//! | 8.3.3 by the rights of who asks | `desk::judge`: the session's own actor | met |
//! | 8.4.1 tenants apart | one office, one file, one key | crypto |
//! | 8.4.2 administration in layers | password again, two persons by policy, signed statements | crypto |

use kin::desk::api::*;
use kin::desk::rights::{Act, Issuer, Rights, Terms};
use kin::domain::*;
use kin::policy;
use kin::store::GrantRow;
use kin::vault::MemberKeys;

use crate::deeds::*;
use crate::office::*;

/// What `lan` can open of his own: his signing key.
fn lans_keys(office: &Office) -> MemberKeys {
    let mut store = office.store();
    let id = Office::member("lan");
    let secret = store.read(|snapshot| snapshot.member_secret(id)).expect("a read").expect("a secret");
    MemberKeys::open(&secret.sealed_keys, &password("lan"), &office.host(), office.paths.install, id).expect("keys")
}

fn rows(office: &Office) -> Vec<GrantRow> {
    office.store().read(|snapshot| snapshot.grants()).expect("a read")
}

/// Puts a row in past the log.
fn insert(office: &Office, row: &GrantRow) {
    office
        .dishonest()
        .execute(
            "INSERT INTO grant_statement (sequence, member, statement, issuer, signature, audit_seq)
             VALUES (?1, ?2, ?3, ?4, ?5, 1)",
            rusqlite::params![
                row.sequence,
                row.member.0,
                row.statement,
                row.issuer.map(|issuer| issuer.0),
                row.signature
            ],
        )
        .expect("a row");
}

fn kinds(office: &Office) -> Vec<(String, String)> {
    alerts(&mut office.at("radu")).into_iter().map(|alert| (alert.kind, alert.about)).collect()
}

#[test]
fn a_member_who_writes_himself_admin_gets_an_alert_and_nothing() {
    let office = Office::new();
    let known = rows(&office);
    let last = known.last().expect("rows").sequence;
    let root = office.desk_root();
    let rights = Rights::verify(office.paths.install, &root, &known);
    let (classes, lookups) = policy::classes_of(&policy::built_in(Role::Owner));
    let terms = Terms {
        role: Role::Owner,
        department: Office::department(0),
        limit: Scope::All,
        classes,
        lookups,
        expires: None,
    };
    let lan = Office::member("lan");
    let act = Act::Grant { member: lan, terms, temporary: false };
    let keys = lans_keys(&office);
    // Signed by himself; by himself in the owner's name; by the root key's name.
    for issuer in [Issuer::Member(lan), Issuer::Member(Office::member("mai")), Issuer::Root] {
        let copy = office.copy();
        let row = rights.next(issuer, act.clone(), None, last, NOW).sign(keys.signer());
        insert(&copy, &row);
        let mut desk = copy.at("lan");
        assert!(revealed(&mut desk, Office::customer(0), Field::Iban).is_err(), "{issuer:?}");
        assert!(manage(&mut desk, Manage::Suspend { member: Office::member("mai") }).is_err(), "{issuer:?}");
        assert!(list(&mut desk, "").is_ok_and(|page| page.total == 18), "his own department, as before");
        let told = kinds(&copy);
        let refused = told.iter().find(|(kind, _)| kind == "decision_refused").expect("an alert");
        assert!(refused.1.contains(&format!("decision {}", row.sequence)), "{refused:?}");
        assert!(told.iter().any(|(kind, _)| kind == "decision_unlogged"));
        let Ok(Reply::SignedIn(who)) = copy.desk().ask(copy.right("radu")) else { panic!("not in") };
        assert!(who.notices.iter().any(|notice| matches!(notice, Notice::RefusedStatements(_))));
    }
}

#[test]
fn an_old_grant_replayed_after_a_suspension_gives_nothing() {
    let office = Office::new();
    let old = rows(&office).into_iter().find(|row| row.member == Office::member("lan")).expect("the grant");
    let mut mai = office.at("mai");
    done(&mut mai, Manage::Suspend { member: Office::member("lan") });
    drop(mai);
    let next = rows(&office).last().expect("rows").sequence + 1;
    insert(&office, &GrantRow { sequence: next, ..old.clone() });
    assert!(office.desk().ask(office.right("lan")).is_err());
    let told = kinds(&office);
    assert!(
        told.iter().any(|(kind, about)| kind == "decision_refused" && about.contains(&next.to_string())),
        "{told:?}"
    );
    // Nor where he takes the suspension away: then nobody goes on, and everybody is told.
    let copy = office.copy();
    copy.run(&format!("DELETE FROM grant_statement WHERE sequence >= {}", next - 1));
    assert!(matches!(copy.desk().ask(copy.right("lan")), Err(Problem::Closed(_))));
    assert!(matches!(copy.desk().ask(copy.right("mai")), Err(Problem::Closed(_))));
    assert!(matches!(copy.desk().verify_log(&mut |_, _| {}), Ok(Err(_))));
}

#[test]
fn a_key_swapped_before_a_grant_gets_no_class() {
    let office = Office::new();
    let mut ioana = office.at("ioana");
    let binh = join(&office, &mut ioana, "Bình", Role::Agent, 0);
    // lan puts his own public key where Bình's is, and waits for the owner to give the classes.
    let public = lans_keys(&office).public();
    let hex = |key: &[u8; 32]| data_encoding::HEXLOWER.encode(key);
    office.run(&format!("UPDATE member SET encryption = x'{}' WHERE id = {}", hex(&public.encryption), sql(binh.id)));
    let mut mai = office.at("mai");
    done(&mut mai, Manage::GiveKeys { member: binh.id });
    let sealed: Vec<u8> = office
        .dishonest()
        .query_row("SELECT sealed FROM class_key_copy WHERE holder = ?1 LIMIT 1", [binh.id.0], |row| row.get(0))
        .expect("a copy");
    let lan = lans_keys(&office);
    let opened = kin::vault::ClassKey::open(&sealed, &lan, Class::Contact, 1, office.paths.install);
    assert!(opened.is_err(), "it was sealed to the key of the signed statement");
    assert!(kinds(&office).iter().any(|(kind, _)| kind == "member_key_swapped"));
    // Bình is not let in on a record that the log does not vouch for.
    assert_eq!(binh.sign_in(&office).err(), Some(Problem::Tampered));
}

#[test]
fn another_members_sealed_key_opens_nothing() {
    let office = Office::new();
    let (lan, mai, sorin) = (Office::member("lan"), Office::member("mai"), Office::member("sorin"));
    // The owner's copy of a class that an agent does not hold, and in place of one that he does.
    office.run(&format!(
        "INSERT INTO class_key_copy SELECT class, generation, {lan}, sealed FROM class_key_copy
           WHERE class = 'financial' AND holder = {mai};
         UPDATE class_key_copy SET sealed = (SELECT sealed FROM class_key_copy c WHERE c.class = 'contact' AND c.holder = {mai})
           WHERE class = 'contact' AND holder = {sorin};
         UPDATE lookup_key_copy SET sealed = (SELECT sealed FROM lookup_key_copy c WHERE c.class = 'contact' AND c.holder = {mai})
           WHERE class = 'contact' AND holder = {sorin};",
        lan = sql(lan),
        mai = sql(mai),
        sorin = sql(sorin)
    ));
    assert!(revealed(&mut office.at("lan"), Office::customer(0), Field::Iban).is_err());
    let mut desk = office.at("sorin");
    assert_eq!(revealed(&mut desk, Office::customer(1), Field::Phone), Err(Problem::Tampered));
    let told = kinds(&office);
    assert!(told.iter().any(|(kind, _)| kind == "key_copy_unusable"), "{told:?}");
}

/// Another class key in place of the real one would be sealed to from then on.
#[test]
fn a_class_key_swapped_in_the_table_is_sealed_to_by_nobody() {
    let office = Office::new();
    office.run("UPDATE class_key SET public = x'1111111111111111111111111111111111111111111111111111111111111111' WHERE class = 'contact'");
    let mut lan = office.at("lan");
    let draft = CustomerDraft { sealed: vec![(Field::Phone, Secret::new("0903123456"))], ..new_draft("Lê Mới") };
    let customer = save(&mut lan, draft).expect("saved");
    assert_eq!(revealed(&mut lan, customer, Field::Phone).as_deref(), Ok("+84903123456"));
    assert!(kinds(&office).iter().any(|(kind, _)| kind == "class_key_swapped"));
}

/// A second factor or a password of one's own making in another's record.
#[test]
fn nobody_signs_in_with_what_somebody_else_put_into_a_record() {
    let office = Office::new();
    let (lan, mai) = (Office::member("lan"), Office::member("mai"));
    office.run(&format!(
        "UPDATE member_secret SET sealed_totp = (SELECT sealed_totp FROM member_secret WHERE member = {}) WHERE member = {}",
        sql(mai),
        sql(lan)
    ));
    assert!(office.desk().ask(office.right("lan")).is_err());
    let copy = Office::new();
    copy.run(&format!("UPDATE member SET name = 'lan ' WHERE id = {}", sql(lan)));
    assert_eq!(copy.desk().ask(copy.right("lan")).err(), Some(Problem::Tampered));
    assert!(kinds(&copy).iter().any(|(kind, _)| kind == "member_altered"));
}

#[test]
fn one_code_in_many_desks_at_once_lets_one_in() {
    let office = Office::new();
    let code = office.code("lan");
    let good = std::thread::scope(|scope| {
        let tries: Vec<_> = (0..6)
            .map(|_| scope.spawn(|| office.desk().ask(sign_in("lan", &password("lan"), &code)).is_ok()))
            .collect();
        tries.into_iter().filter_map(|one| one.join().ok()).filter(|good| *good).count()
    });
    assert_eq!(good, 1);
    whole(&office);
}

#[test]
fn a_clock_set_back_changes_nothing() {
    let office = Office::new();
    let mut mai = office.at("mai");
    let until = Micros(NOW.0 + 5 * 3_600_000_000);
    let grant = GrantDraft { expires: Some(until), ..grant_of(Role::Agent, 0) };
    done(&mut mai, Manage::Grant { member: Office::member("sorin"), grant, temporary: false });
    assert!(office.desk().ask(office.right("sorin")).is_ok());
    office.clock.advance(6 * 3_600);
    assert!(office.desk().ask(office.right("sorin")).is_err(), "it has ended");
    office.clock.advance(-5 * 3_600);
    // His codes of that time are of steps that were never used, and still he is not in.
    assert!(office.desk().ask(office.right("sorin")).is_err());
    assert!(office.log().windows(2).all(|pair| pair[0].at >= pair[1].at), "the log's time runs on");
}

#[test]
fn ten_thousand_wrong_passwords_let_nobody_in_and_are_told() {
    let office = Office::new();
    let mut desk = office.desk();
    let mut tried = 0;
    for round in 0..10_000 {
        match desk.ask(sign_in("lan", "not the password at all", "000000")) {
            Err(Problem::SignInRefused) => tried += 1,
            Err(Problem::Wait { seconds }) => {
                // Now and then he waits as long as he is told.
                if seconds < 1_000 && round % 80 == 0 {
                    office.clock.advance(i64::from(seconds));
                }
            }
            other => panic!("{other:?}"),
        }
    }
    assert!(tried < 200, "{tried} were looked at");
    assert!(matches!(desk.ask(office.right("lan")), Err(Problem::Wait { .. })), "nor is the right one");
    let told = kinds(&office);
    assert!(told.iter().any(|(kind, about)| kind == "sign_in_failures" && about.starts_with("10 ")), "{told:?}");
    assert!(told.iter().any(|(kind, about)| kind == "sign_in_failures" && about.starts_with("100 ")), "{told:?}");
    // A new invitation is the way out.
    let mut ioana = office.at("ioana");
    let reset = invited(&mut ioana, Manage::Reset { member: Office::member("lan") });
    let lan = enrol(&office, reset.code.expose(), "lan", "seven quiet herons wade at noon").expect("enrolled");
    assert!(lan.sign_in(&office).is_ok());
}
