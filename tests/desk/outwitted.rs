//! People who try to get around the log's witness, its alerts and what follows from them.

use std::time::Duration;

use kin::desk::Desk;
use kin::desk::api::*;
use kin::desk::evidence::{ExtractError, ExtractQuery};
use kin::domain::*;
use kin::store::{AlertMore, AlertRow, StoreError, Tombstone};

use crate::deeds::*;
use crate::detectors_at_work::{about, close, quiet_but, see};
use crate::office::*;
use crate::served::{HERE, WRONG, served};
use crate::sign_in::keys_of;
use crate::witness::{act, founded, keep_for, kept, tick};

const LABEL: &str = "kin audit entry v1";

fn entry(office: &Office, member: &str, action: Action) -> Entry {
    let last = office.last();
    let member = Office::member(member);
    Entry {
        at: last.at,
        member: Some(member),
        session: None,
        action,
        subject: Some(member),
        outcome: Outcome::Done,
        reason: String::new(),
        ..last
    }
}

/// A second alert-handler's approval is not had by writing it.
#[test]
fn who_may_not_close_an_alert_lifts_nothing_by_writing_that_he_did() {
    let office = Office::new();
    let mut mai = office.at("mai");
    quiet_but(&mut mai, DetectorKind::ManyReveals, 1, &[Response::SecondPerson]);
    assert_eq!(see(&mut office.at("lan"), 0), Ok(()));
    let [alert] = &about(&mut mai, "lan")[..] else { panic!("one alert") };
    let keys = keys_of(&office, "lan");
    let details = serde_json::json!({ "alert": alert.id, "step": "close", "verdict": "explained" }).to_string();
    let entry = Entry { details, ..entry(&office, "lan", Action::AlertHandle) };
    let sign = |hash: &[u8; 32]| keys.signer().sign(LABEL, hash);
    let written = office.store().write(&sign, Id([9; 16]), |tx| {
        let row = tx.alert(alert.id)?.ok_or(StoreError::Missing)?;
        tx.put_alert(&AlertRow { open: false, handled_by: entry.member, ..row })?;
        Ok::<_, StoreError>((entry.clone(), ()))
    });
    written.expect("written");
    let mut lan = office.at("lan");
    assert_eq!(see(&mut lan, 6), Err(Problem::NeedsApproval));
    let told = about(&mut mai, "lan");
    let altered = told.iter().find(|alert| alert.kind == "alert_altered").expect("it is told");
    done(&mut mai, close(altered.id));
    assert_eq!(see(&mut lan, 6), Ok(()));
    // Who closed it when he might, and may no longer, has closed it all the same.
    assert_eq!(see(&mut office.at("minh"), 6), Ok(()));
    let [alert] = &about(&mut mai, "minh")[..] else { panic!("one alert") };
    done(&mut office.at("ioana"), close(alert.id));
    done(&mut mai, Manage::Suspend { member: Office::member("ioana") });
    assert_eq!(see(&mut office.at("minh"), 12), Ok(()));
}

#[test]
fn nobody_closes_what_was_seen_of_himself() {
    let office = Office::new();
    let (ioana, signer) = (Office::member("ioana"), office.host().office_signer(office.paths.install));
    let row = AlertRow {
        id: Id([8; 16]),
        at: NOW,
        kind: "request_altered".into(),
        subject: Some(ioana),
        about: serde_json::json!({ "kind": "request_altered", "subject": ioana }).to_string(),
        open: true,
        handled_by: None,
        handled_at: None,
        words: String::new(),
        more: AlertMore::default(),
    };
    let raised = Entry { member: None, details: "{}".into(), ..entry(&office, "ioana", Action::AlertRaise) };
    let written = office.store().write(&|hash| signer.sign(LABEL, hash), Id([9; 16]), |tx| {
        tx.put_alert(&row)?;
        Ok::<_, StoreError>((raised.clone(), ()))
    });
    written.expect("written");
    let denied = Problem::Denied { rule: "alert.handle".into() };
    assert_eq!(manage(&mut office.at("ioana"), close(row.id)).err(), Some(denied));
    done(&mut office.at("mai"), close(row.id));
}

/// Whoever is not let in anyway, or tries many names, locks nobody out who does better.
#[test]
fn failed_sign_ins_lock_whom_they_are_about_alone() {
    let locking = || {
        let office = Office::new();
        quiet_but(&mut office.at("mai"), DetectorKind::FailedSignIns, 3, &[Response::LockAccount]);
        office
    };
    let fail = |desk: &mut Desk, name: &str| desk.ask(sign_in(name, WRONG, "000000")).err();
    let told = |office: &Office| {
        let told = alerts(&mut office.at("mai"));
        told.iter().filter(|alert| alert.kind == "sign_in_failures").count()
    };
    let mut office = locking();
    office.config.serve.sign_in = kin::config::SignInBy::Password;
    for name in ["an", "bình", "lan"] {
        fail(&mut served(&office, HERE, None), name);
    }
    assert_eq!(told(&office), 1, "it is told");
    drop(office.at("lan"));
    // Without a key no answer is the right one.
    let office = locking();
    for _ in 0..3 {
        fail(&mut served(&office, HERE, None), "lan");
    }
    assert_eq!(told(&office), 1, "it is told");
    drop(office.at("lan"));
    // Who guesses at a local door locks the account, and that is lifted by no edit.
    let office = locking();
    for _ in 0..3 {
        fail(&mut office.desk(), "lan");
    }
    for tamper in ["UPDATE alert SET more = ''", "UPDATE alert SET state = 'closed'", "DELETE FROM alert"] {
        office.run(tamper);
        assert_eq!(office.desk().ask(office.right("lan")).err(), Some(Problem::AccountLocked), "{tamper}");
    }
    let mut mai = office.at("mai");
    about(&mut mai, "lan").iter().for_each(|alert| done(&mut mai, close(alert.id)));
    drop(office.at("lan"));
}

#[test]
fn what_an_open_alert_rests_on_is_not_removed() {
    let office = founded();
    let mut mai = office.at("mai");
    quiet_but(&mut mai, DetectorKind::ManyReveals, 2, &[Response::SecondPerson]);
    let mut lan = office.at("lan");
    assert_eq!([see(&mut lan, 0), see(&mut lan, 6)], [Ok(()), Ok(())]);
    let [alert] = &about(&mut mai, "lan")[..] else { panic!("one alert") };
    done(&mut mai, Manage::TakeAlert { alert: alert.id });
    keep_for(&office, 3).expect("three months");
    office.clock.advance(120 * 24 * 3600);
    act(&office);
    let mut mai = office.at("mai");
    assert!(mai.prune_log(false).expect("gone").removed > 5);
    let [kept] = &about(&mut mai, "lan")[..] else { panic!("one alert") };
    assert_eq!((&kept.evidence, kept.evidence.len()), (&alert.evidence, 2));
    for sequence in &kept.evidence {
        let there = office.store().read(|snapshot| snapshot.entry(*sequence)).expect("a read");
        assert!(there.is_some(), "{sequence}");
    }
    whole(&office);
    office.run("UPDATE alert SET more = ''");
    assert_eq!(see(&mut office.at("lan"), 12), Err(Problem::NeedsApproval), "the entry that raised it is there");
    // Closed, it keeps nothing.
    done(&mut mai, close(alert.id));
    office.clock.advance(120 * 24 * 3600);
    assert!(office.at("mai").prune_log(false).expect("gone").removed > 5);
    let there = office.store().read(|snapshot| snapshot.entry(alert.evidence[0])).expect("a read");
    assert!(there.is_none());
    whole(&office);
}

/// The owner's own program removes what the policy keeps.
#[test]
fn a_tombstone_covers_no_more_than_the_policy_let_go() {
    for months in [0, 3] {
        let office = founded();
        if months > 0 {
            keep_for(&office, months).expect("three months");
        }
        act(&office);
        let viewed = office.log().iter().position(|entry| entry.action == Action::CustomerView).expect("a view");
        let gone = (office.log().len() - viewed) as i64;
        let keys = keys_of(&office, "mai");
        let blank = Entry { subject: None, ..entry(&office, "mai", Action::LogPrune) };
        let written = office.store().write(&|hash| keys.signer().sign(LABEL, hash), Id([9; 16]), |tx| {
            let details = Tombstone::details(&tx.remove_entries(&[gone])?).to_string();
            Ok::<_, StoreError>((Entry { details, ..blank.clone() }, ()))
        });
        written.expect("written");
        let bad = office.desk().verify_log(&mut |_, _| {}).expect("a verdict").expect_err("removed too soon");
        assert_eq!(bad.sequence, gone, "{}", bad.why);
    }
}

#[test]
fn an_extract_tells_no_traps_to_who_may_not_see_them() {
    let office = Office::new();
    let mut mai = office.at("mai");
    let rights = RoleRights { operations: [("log.export".to_owned(), Scope::All)].into(), ..RoleRights::default() };
    done(&mut mai, Manage::SaveRole { role: None, name: "Bailiff".into(), rights });
    let Ok(OfficeAnswer::Roles(roles)) = crate::deeds::office(&mut mai, OfficeQuery::Roles) else { panic!("roles") };
    let role = roles.iter().find(|row| row.name == "Bailiff").expect("the new one").role;
    done(&mut mai, Manage::Grant { member: Office::member("lan"), grant: grant_of(role, 0), temporary: false });
    done(&mut mai, Manage::SetHoneytoken { customer: Office::customer(12), on: true });
    let mut out = Vec::new();
    let made = office.at("lan").export_extract(&ExtractQuery::default(), &mut out, &mut |_, _| {});
    assert!(matches!(made, Err(ExtractError::Problem(Problem::Denied { .. }))), "{made:?}");
    assert!(out.is_empty());
}

#[test]
fn each_way_to_look_at_a_trap_is_told() {
    let trap = Office::customer(12);
    let wanted = || Wanted::Reveal { customer: trap, field: Field::Phone, reason: reason() };
    let ways: [(&str, Request); 4] = [
        ("radu", Request::Access { customer: trap, before: None }),
        ("radu", Request::Seen { customer: trap }),
        ("minh", Request::Timeline { customer: trap, before: None }),
        ("minh", Request::AskFor(wanted())),
    ];
    for (name, way) in ways {
        let office = Office::new();
        let mut mai = office.at("mai");
        quiet_but(&mut mai, DetectorKind::Honeytoken, 1, &[]);
        done(&mut mai, Manage::SetHoneytoken { customer: trap, on: true });
        let shown = format!("{way:?}");
        assert!(office.at(name).ask(way).is_ok(), "{shown}");
        assert_eq!(about(&mut mai, name).len(), 1, "{shown}");
    }
}

/// Others may have a hand in the folder of the checkpoints.
#[test]
fn a_link_or_a_pipe_in_the_place_of_checkpoints_does_no_harm() {
    let refused = |office: &Office| {
        tick(office);
        let told = alerts(&mut office.at("mai"));
        assert!(told.iter().any(|alert| alert.kind == "checkpoint_failed"), "{told:?}");
        assert!(office.desk().verify_log(&mut |_, _| {}).is_err(), "it is not passed over");
    };
    let office = founded();
    let victim = office.home().join("somebody-elses");
    std::fs::write(&victim, "as it was\n").expect("written");
    std::os::unix::fs::symlink(&victim, kept(&office)).expect("a link");
    refused(&office);
    assert_eq!(std::fs::read_to_string(&victim).expect("text"), "as it was\n");
    let office = founded();
    let made = std::process::Command::new("mkfifo").arg(kept(&office)).status();
    assert!(made.expect("mkfifo").success());
    refused(&office);
}

#[test]
fn a_program_that_leaves_others_behind_is_ended_with_them() {
    let mut office = founded();
    let late = office.home().join("late");
    let script = format!("(sleep 6; touch '{}') & wait", late.display());
    office.config.witness.command = ["sh", "-c", &script].map(str::to_owned).to_vec();
    tick(&office);
    std::thread::sleep(Duration::from_secs(2));
    assert!(!late.exists());
}

#[test]
fn who_is_told_of_alerts_learns_nothing_of_the_environment() {
    let office = Office::new();
    let mut mai = office.at("mai");
    quiet_but(&mut mai, DetectorKind::ManyReveals, 1, &[]);
    assert_eq!(see(&mut office.at("lan"), 0), Ok(()));
    let told = office.home().join("environment");
    let mut config = office.config.clone();
    config.alerts.command = ["sh".into(), "-c".into(), format!("env > '{}'", told.display())].to_vec();
    kin::desk::detect::tell::Teller::open(&office.paths, &config).expect("a teller").look(NOW).expect("a look");
    let environment = std::fs::read_to_string(told).expect("text");
    let own = |line: &&str| !["PATH", "PWD", "SHLVL", "_", "OLDPWD"].contains(&line.split('=').next().unwrap_or(""));
    assert_eq!(environment.lines().find(own), None);
}

/// An act on many is hidden from none of them, and put on nobody else.
#[test]
fn what_an_entry_about_many_is_about_can_not_be_edited() {
    let office = crate::log::busy();
    whole(&office);
    let of =
        |action: &str| format!("(SELECT max(sequence) FROM audit_log WHERE action = '{action}' AND outcome = 'done')");
    for action in ["customer.bulk", "customer.lookup"] {
        for attack in [
            format!("DELETE FROM audit_about WHERE sequence = {}", of(action)),
            format!("INSERT INTO audit_about VALUES ({}, {})", sql(Office::customer(30)), of(action)),
        ] {
            let copy = office.copy();
            copy.run(&attack);
            let bad = copy.desk().verify_log(&mut |_, _| {}).expect("a verdict").expect_err(&attack);
            assert!(bad.why.contains("about"), "{}", bad.why);
        }
    }
}
