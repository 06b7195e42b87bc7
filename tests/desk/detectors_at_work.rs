//! Detectors over a real desk and file: what follows from an alert on each path, who deals with it, and who learns of
//! the customers who do not exist.

use kin::config::{Alerts, Hours};
use kin::desk::Desk;
use kin::desk::api::*;
use kin::desk::detect::tell::Teller;
use kin::domain::*;

use crate::deeds::*;
use crate::office::*;

fn set(desk: &mut Desk, kind: DetectorKind, threshold: u32, responses: &[Response]) {
    let responses = responses.iter().copied().collect();
    done(desk, Manage::SetDetector { kind, detector: Detector { threshold, responses, ..kind.usual() } });
}

/// Every other detector is off: what is told is what is asked for.
pub fn quiet_but(desk: &mut Desk, kind: DetectorKind, threshold: u32, responses: &[Response]) {
    for other in DetectorKind::ALL.into_iter().filter(|other| *other != kind) {
        done(desk, Manage::SetDetector { kind: other, detector: Detector { on: false, ..other.usual() } });
    }
    set(desk, kind, threshold, responses);
}

pub fn see(desk: &mut Desk, n: usize) -> Result<(), Problem> {
    revealed(desk, Office::customer(n), Field::Phone).map(|_| ())
}

fn copied(desk: &mut Desk, n: usize) -> Result<(), Problem> {
    let what = CopyWhat::Sealed(Field::Phone, reason());
    desk.ask(Request::Copy { customer: Office::customer(n), what }).map(|_| ())
}

pub fn close(alert: Id) -> Manage {
    Manage::CloseAlert { alert, words: "it was the move".into(), verdict: Verdict::Explained }
}

/// The open alerts of detectors about a member.
pub fn about(desk: &mut Desk, name: &str) -> Vec<AlertView> {
    alerts(desk).into_iter().filter(|alert| alert.member == Some(Office::member(name))).collect()
}

#[test]
fn a_burst_is_stopped_until_somebody_has_looked_into_it() {
    let office = Office::new();
    let mut mai = office.at("mai");
    quiet_but(&mut mai, DetectorKind::ManyReveals, 3, &[Response::SecondPerson]);
    let mut minh = office.at("minh");
    assert_eq!([0, 6].map(|n| see(&mut minh, n)), [Ok(()), Ok(())]);
    assert!(about(&mut mai, "minh").is_empty(), "one below");
    assert_eq!(see(&mut minh, 12), Ok(()));
    let [alert] = &about(&mut mai, "minh")[..] else { panic!("one alert") };
    assert_eq!((alert.kind.as_str(), alert.severity, alert.evidence.len()), ("many_reveals", Severity::High, 3));
    assert_eq!(alert.responses, [Response::SecondPerson]);
    // Each way to a value.
    assert_eq!(see(&mut minh, 18), Err(Problem::NeedsApproval));
    assert_eq!(office.last().outcome, Outcome::Denied);
    assert_eq!(see(&mut minh, 12), Err(Problem::NeedsApproval), "seen or not");
    assert_eq!(copied(&mut minh, 18), Err(Problem::NeedsApproval));
    assert_eq!(see(&mut office.at("minh"), 24), Err(Problem::NeedsApproval), "another session too");
    assert!(open(&mut minh, Office::customer(18)).is_ok() && list(&mut minh, "").is_ok(), "masks are still seen");
    // Somebody else may let it through.
    let wanted = Wanted::Reveal { customer: Office::customer(18), field: Field::Phone, reason: reason() };
    let Ok(Reply::AskedFor(request)) = minh.ask(Request::AskFor(wanted)) else { panic!("asked") };
    done(&mut mai, Manage::Decide { request, approve: true, words: "yes".into() });
    assert_eq!(see(&mut minh, 18), Ok(()));
    assert_eq!(copied(&mut minh, 18), Ok(()));
    // Closing lifts it.
    done(&mut mai, Manage::TakeAlert { alert: alert.id });
    done(&mut mai, Manage::AnswerAlert { alert: alert.id, words: "minh says: the move".into() });
    let [taken] = &about(&mut mai, "minh")[..] else { panic!("one alert") };
    assert_eq!((taken.taken_by.as_str(), taken.answers.len()), ("mai", 1));
    done(&mut mai, close(alert.id));
    assert_eq!(see(&mut minh, 30), Ok(()));
    assert_eq!(manage(&mut mai, close(alert.id)).err(), Some(Problem::NotFound));
    whole(&office);
}

#[test]
fn a_reason_is_asked_of_who_needed_none() {
    let office = Office::new();
    let mut mai = office.at("mai");
    quiet_but(&mut mai, DetectorKind::ManyReveals, 1, &[Response::RequireReason]);
    let free = |desk: &mut Desk| {
        let request = Request::Reveal { customer: Office::customer(1), field: Field::Phone, reason: Reason::NONE };
        desk.ask(request).map(|_| ())
    };
    let detail = open(&mut mai, Office::customer(1)).expect("a customer");
    if detail.may_reveal_freely.contains(&Field::Phone) {
        assert_eq!(free(&mut mai), Ok(()));
        assert!(matches!(free(&mut mai), Err(Problem::Invalid { .. })));
    } else {
        assert_eq!(see(&mut mai, 1), Ok(()));
    }
    assert!(open(&mut mai, Office::customer(1)).expect("a customer").may_reveal_freely.is_empty());
}

#[test]
fn sessions_end_and_the_account_is_locked_until_the_alert_is_closed() {
    let office = Office::new();
    let mut mai = office.at("mai");
    quiet_but(&mut mai, DetectorKind::ManyReveals, 2, &[Response::EndSessions, Response::LockAccount]);
    let (mut lan, mut other) = (office.at("lan"), office.at("lan"));
    assert_eq!([see(&mut lan, 0), see(&mut lan, 6)], [Ok(()), Ok(())], "what was over the threshold was shown");
    assert_eq!(see(&mut lan, 12), Err(Problem::NoSession));
    assert_eq!(list(&mut other, "").err(), Some(Problem::NoSession), "the other session, too");
    let ended = office.log().into_iter().filter(|entry| entry.action == Action::SessionEnd).count();
    assert_eq!(ended, 2);
    office.clock.advance(31);
    assert_eq!(office.desk().ask(office.right("lan")).err(), Some(Problem::AccountLocked));
    let refused = office.last();
    assert_eq!((refused.action, refused.outcome), (Action::SignIn, Outcome::Failed));
    let [alert] = &about(&mut mai, "lan")[..] else { panic!("one alert") };
    done(&mut mai, close(alert.id));
    office.clock.advance(31);
    assert_eq!(see(&mut office.at("lan"), 12), Ok(()));
    whole(&office);
}

#[test]
fn a_lock_holds_for_what_is_open_already() {
    let office = Office::new();
    let mut mai = office.at("mai");
    quiet_but(&mut mai, DetectorKind::ManyReveals, 2, &[Response::LockAccount]);
    let mut lan = office.at("lan");
    assert_eq!([see(&mut lan, 0), see(&mut lan, 6)], [Ok(()), Ok(())]);
    assert_eq!(see(&mut lan, 12), Err(Problem::AccountLocked));
    assert_eq!(list(&mut lan, "").err(), Some(Problem::AccountLocked));
    assert!(lan.ask(Request::SignOut).is_ok());
}

#[test]
fn nothing_is_lifted_by_hand() {
    for tamper in ["DELETE FROM alert", "UPDATE alert SET state = 'closed'", "UPDATE alert SET more = ''"] {
        let office = Office::new();
        let mut mai = office.at("mai");
        quiet_but(&mut mai, DetectorKind::ManyReveals, 1, &[Response::SecondPerson]);
        assert_eq!(see(&mut office.at("lan"), 0), Ok(()));
        office.run(tamper);
        let mut lan = office.at("lan");
        assert_eq!(see(&mut lan, 6), Err(Problem::NeedsApproval), "{tamper}");
        if !tamper.contains("more") {
            let told = about(&mut mai, "lan");
            let altered = told.iter().find(|alert| alert.kind == "alert_altered").expect("it is told");
            assert_eq!(altered.severity, Severity::Critical);
            // One that is gone is found again, too.
            told.iter().for_each(|alert| done(&mut mai, close(alert.id)));
            assert_eq!(see(&mut lan, 6), Ok(()), "{tamper}: closed with the one that told of it");
        }
    }
}

#[test]
fn nobody_judges_himself_and_the_last_who_can_is_never_locked() {
    let office = Office::new();
    let mut mai = office.at("mai");
    quiet_but(&mut mai, DetectorKind::ManyReveals, 1, &[Response::LockAccount, Response::SecondPerson]);
    // Minh leads, and deals with no alerts.
    let denied = Problem::Denied { rule: "alert.handle".into() };
    assert_eq!(see(&mut office.at("minh"), 0), Ok(()));
    let [alert] = &about(&mut mai, "minh")[..] else { panic!("one alert") };
    let mut sorin = office.at("sorin");
    for act in [close(alert.id), Manage::TakeAlert { alert: alert.id }] {
        assert_eq!(manage(&mut sorin, act).err(), Some(denied.clone()));
    }
    done(&mut mai, close(alert.id));
    // With a second person there the owner does not deal with her own.
    set(&mut mai, DetectorKind::ManyReveals, 1, &[Response::SecondPerson]);
    assert_eq!(see(&mut mai, 1), Ok(()));
    let [own] = &about(&mut mai, "mai")[..] else { panic!("one alert") };
    assert_eq!(own.responses, [Response::SecondPerson]);
    assert_eq!(manage(&mut mai, close(own.id)).err(), Some(denied));
    assert_eq!(office.last().outcome, Outcome::Denied);
    done(&mut office.at("ioana"), close(own.id));
    // Alone she is told, and no more.
    for name in ["ioana", "radu"] {
        done(&mut mai, Manage::Suspend { member: Office::member(name) });
    }
    set(&mut mai, DetectorKind::ManyReveals, 1, &[Response::LockAccount, Response::SecondPerson]);
    office.clock.advance(24 * 3_600);
    let mut mai = office.at("mai");
    assert_eq!(see(&mut mai, 2), Ok(()));
    let [own] = &about(&mut mai, "mai")[..] else { panic!("one alert") };
    assert!(own.responses.is_empty());
    assert_eq!(see(&mut mai, 3), Ok(()));
    done(&mut mai, close(own.id));
}

#[test]
fn a_honeytoken_tells_who_looks_and_nobody_learns_of_it() {
    let office = Office::new();
    let mut mai = office.at("mai");
    let trap = Office::customer(12);
    quiet_but(&mut mai, DetectorKind::Honeytoken, 1, &[]);
    done(&mut mai, Manage::SetHoneytoken { customer: trap, on: true });
    let code = match office_detectors(&mut mai) {
        Ok(detectors) => detectors.honeytokens[0].1.clone(),
        Err(problem) => panic!("{problem}"),
    };
    let (mut minh, mut sorin) = (office.at("minh"), office.at("sorin"));
    // What they see of it is what they see of any.
    let before = format!("{:?}", list(&mut minh, "").expect("a list").rows.iter().find(|row| row.id == trap));
    assert!(!before.contains("oney"), "{before}");
    assert!(office_detectors(&mut sorin).is_err());
    assert!(matches!(
        crate::deeds::office(
            &mut sorin,
            OfficeQuery::TestDetector {
                kind: DetectorKind::Honeytoken,
                detector: DetectorKind::Honeytoken.usual(),
                days: 30,
            }
        ),
        Err(Problem::Denied { .. })
    ));
    if let Ok(OfficeAnswer::Policy(view)) = crate::deeds::office(&mut minh, OfficeQuery::Policy) {
        assert!(view.policy.honeytokens.is_empty() && view.policy.detectors.is_empty());
    }
    assert!(open(&mut minh, trap).is_ok());
    let [alert] = &about(&mut mai, "minh")[..] else { panic!("one alert") };
    assert_eq!((alert.kind.as_str(), alert.severity), ("honeytoken", Severity::Critical));
    assert!(alert.about.contains(&code), "{}", alert.about);
    // The log names neither the kind nor the customer where it tells of the alert.
    for entry in office.log() {
        let tells = matches!(entry.action, Action::AlertRaise | Action::PolicyManage);
        assert!(!tells || !(entry.details.contains("oney") || entry.details.contains(&trap.to_string())));
    }
    // A policy set by who does not see them takes none away.
    assert!(set_policy(&mut mai, |policy| policy.honeytokens.clear()).is_ok());
    assert_eq!(office_detectors(&mut mai).expect("seen").honeytokens.len(), 1);
    done(&mut mai, Manage::SetHoneytoken { customer: trap, on: false });
    assert!(office_detectors(&mut mai).expect("seen").honeytokens.is_empty());
}

fn office_detectors(desk: &mut Desk) -> Result<Detectors, Problem> {
    match crate::deeds::office(desk, OfficeQuery::Detectors)? {
        OfficeAnswer::Detectors(detectors) => Ok(*detectors),
        other => panic!("{other:?}"),
    }
}

#[test]
fn detectors_are_set_within_bounds_by_who_may() {
    let office = Office::new();
    let mut mai = office.at("mai");
    let kind = DetectorKind::OffHours;
    let mut wrong = |change: &dyn Fn(&mut Detector)| {
        let mut detector = kind.usual();
        change(&mut detector);
        assert!(matches!(manage(&mut mai, Manage::SetDetector { kind, detector }), Err(Problem::Invalid { .. })));
    };
    wrong(&|detector| detector.threshold = 0);
    wrong(&|detector| detector.window_minutes = 0);
    wrong(&|detector| detector.window_minutes = 36 * 24 * 60);
    wrong(&|detector| detector.hours = "whenever".into());
    for name in ["minh", "lan", "radu"] {
        let denied = manage(&mut office.at(name), Manage::SetDetector { kind, detector: kind.usual() });
        assert_eq!(denied.err(), Some(Problem::Denied { rule: "policy.manage".into() }), "{name}");
    }
    // Two persons, where the policy wants them.
    assert!(set_policy(&mut mai, |policy| policy.two_persons = [Grave::PolicyChange].into()).is_ok());
    let detector = Detector { threshold: 3, ..kind.usual() };
    proposed(&mut mai, Manage::SetDetector { kind, detector });
}

#[test]
fn what_was_missed_is_told_at_the_next_sign_in() {
    let office = Office::new();
    let mut mai = office.at("mai");
    let mut lan = office.at("lan");
    assert_eq!([see(&mut lan, 0), see(&mut lan, 6)], [Ok(()), Ok(())]);
    quiet_but(&mut mai, DetectorKind::ManyReveals, 3, &[]);
    assert!(list(&mut lan, "").is_ok() && open(&mut office.at("lan"), Office::customer(0)).is_ok());
    assert!(about(&mut mai, "lan").is_empty(), "what was before the setting is of the past");
    assert_eq!(see(&mut lan, 12), Ok(()));
    assert_eq!(about(&mut mai, "lan").len(), 1, "with what came since it is enough");
    // As if the program had been killed between the act and the alert: the log ends with the act.
    let end = "(SELECT max(sequence) FROM audit_log WHERE action = 'field.reveal')";
    drop((lan, mai));
    for table in ["audit_change", "audit_log"] {
        office.run(&format!("DELETE FROM {table} WHERE sequence > {end}"));
    }
    office.run("DELETE FROM alert");
    let mut mai = office.at("mai");
    assert!(about(&mut mai, "lan").is_empty());
    drop(office.at("lan"));
    assert_eq!(about(&mut mai, "lan").len(), 1);
    // Other desks on the same file find the same, and tell it once.
    let mut desks = [office.at("lan"), office.at("lan")];
    for (desk, n) in desks.iter_mut().zip([18, 24]) {
        assert_eq!(see(desk, n), Ok(()));
    }
    assert_eq!(about(&mut mai, "lan").len(), 1);
    whole(&office);
}

#[test]
fn a_new_place_and_a_grant_to_oneself_are_told() {
    let office = Office::new();
    let mut mai = office.at("mai");
    quiet_but(&mut mai, DetectorKind::SelfGrant, 1, &[]);
    let mut ioana = office.at("ioana");
    let grant = Manage::Grant { member: Office::member("ioana"), grant: grant_of(Role::Owner, 0), temporary: false };
    assert!(manage(&mut ioana, grant).is_err());
    assert_eq!(office.last().outcome, Outcome::Denied);
    assert_eq!(about(&mut mai, "ioana")[0].kind, "self_grant");
}

#[test]
fn the_past_is_tried_with_other_settings() {
    let office = Office::new();
    let mut mai = office.at("mai");
    let mut lan = office.at("lan");
    assert_eq!([0, 6, 12].map(|n| see(&mut lan, n)), [Ok(()), Ok(()), Ok(())]);
    let kind = DetectorKind::ManyReveals;
    let mut test = |threshold| {
        let query = OfficeQuery::TestDetector { kind, detector: Detector { threshold, ..kind.usual() }, days: 7 };
        match crate::deeds::office(&mut mai, query) {
            Ok(OfficeAnswer::DetectorTest(test)) => *test,
            other => panic!("{other:?}"),
        }
    };
    let found = test(3);
    assert_eq!((found.count, found.found[0].member.as_str(), found.found[0].evidence.len()), (1, "lan", 3));
    assert_eq!(test(4).count, 0);
    assert!(alerts(&mut mai).iter().all(|alert| alert.kind != "many_reveals"), "nothing is raised by it");
}

#[cfg(unix)]
#[test]
fn alerts_are_told_once_outside_and_wait_in_quiet_hours() {
    let office = Office::new();
    let mut mai = office.at("mai");
    quiet_but(&mut mai, DetectorKind::ManyReveals, 1, &[]);
    let told = office.home().join("told");
    let script = format!("cat >> '{}'", told.display());
    let mut config = office.config.clone();
    let command = vec!["/bin/sh".to_owned(), "-c".to_owned(), script];
    config.alerts = Alerts { command, quiet_below: Severity::Critical, ..Alerts::default() };
    config.alerts.quiet_hours = Hours::parse("00:00-24:00").expect("hours");
    let teller = |config: &kin::config::Config| Teller::open(&office.paths, config).expect("a teller");
    let words = || std::fs::read_to_string(&told).unwrap_or_default();
    assert_eq!(see(&mut office.at("lan"), 0), Ok(()));
    teller(&config).look(NOW).expect("a look");
    assert_eq!(words(), "", "it waits");
    config.alerts.quiet_hours = Hours::default();
    let (mut one, mut other) = (teller(&config), teller(&config));
    one.look(NOW).expect("a look");
    other.look(NOW).expect("a look");
    let lines: Vec<serde_json::Value> = words().lines().map(|line| serde_json::from_str(line).expect("JSON")).collect();
    assert_eq!(lines.len(), 1, "{lines:?}");
    assert_eq!((&lines[0]["alert"]["kind"], &lines[0]["alert"]["severity"]), (&"many_reveals".into(), &"high".into()));
    assert!(leaks(&words()).is_empty() && !words().contains("Zinnia"));
    // The digest, once for each time that it is due.
    config.alerts.digest_at = jiff::civil::Time::strptime("%H:%M", "00:00").ok();
    for _ in 0..2 {
        teller(&config).look(Micros(NOW.0 + 1)).expect("a look");
    }
    assert_eq!(words().lines().filter(|line| line.contains("digest")).count(), 1);
    // A command that fails is tried again.
    config.alerts.command = vec!["/bin/false".into()];
    assert_eq!(see(&mut office.at("minh"), 6), Ok(()));
    teller(&config).look(NOW).expect("a look");
    config.alerts.command = vec!["/bin/sh".into(), "-c".into(), format!("cat >> '{}'", told.display())];
    config.alerts.digest_at = None;
    teller(&config).look(NOW).expect("a look");
    assert_eq!(words().lines().count(), 3);
}
