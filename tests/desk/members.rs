//! A member's life: invited, in for the first time, keys given, credentials changed, reset, suspended, removed.

use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};

use kin::desk::api::*;
use kin::domain::*;

use crate::deeds::*;
use crate::office::*;

const BINH: &str = "Nguyễn Văn Bình";

#[test]
fn an_invited_member_makes_its_own_keys_and_gets_the_classes_from_a_holder() {
    let office = Office::new();
    let mut ioana = office.at("ioana");
    let binh = join(&office, &mut ioana, BINH, Role::Agent, 0);
    assert_eq!(binh.codes.len(), 10);
    assert_eq!(office.last().action, Action::MemberEnrol);
    // An admin holds no class, so it could give none: the customers are there, their values are not.
    let mut desk = binh.at(&office);
    assert!(list(&mut desk, "dao").is_ok_and(|page| !page.rows.is_empty()));
    let customer = Office::customer(0);
    assert_eq!(revealed(&mut desk, customer, Field::Phone), Err(Problem::Denied { rule: "field.reveal phone".into() }));
    let why = why(&mut desk, "field.reveal phone", Some(customer));
    assert!(!why.allowed);
    assert!(why.lines.contains(&WhyLine::Key { class: Class::Contact, lookup: false, held: false, waiting: true }));
    let mut mai = office.at("mai");
    assert_eq!(today(&mut mai).waiting.iter().map(|row| row.name.as_str()).collect::<Vec<_>>(), [BINH]);
    assert!(today(&mut ioana).waiting.is_empty(), "who holds nothing can give nothing");
    assert_eq!(
        manage(&mut ioana, Manage::GiveKeys { member: binh.id }).err(),
        Some(Problem::Denied { rule: "keys.give".into() })
    );
    done(&mut mai, Manage::GiveKeys { member: binh.id });
    // The session that is open already has the keys at its next request.
    assert_eq!(revealed(&mut desk, customer, Field::Phone).as_deref(), Ok(planted(0).value(Field::Phone)));
    assert!(revealed(&mut desk, customer, Field::Iban).is_err(), "no more than the role gives");
    assert!(today(&mut mai).waiting.is_empty());
    whole(&office);
}

#[test]
fn an_invitation_is_good_once_and_for_its_time() {
    let office = Office::new();
    let mut ioana = office.at("ioana");
    let act = || Manage::Invite { name: BINH.into(), grant: grant_of(Role::Agent, 0) };
    let first = invited(&mut ioana, act());
    let again = manage(&mut ioana, act()).err();
    assert_eq!(again, Some(Problem::Invalid { field: "name".into(), unfit: Unfit::Taken }));
    let code = first.code.expose().to_owned();
    assert!(first.until.0 > NOW.0 + 71 * 3_600_000_000);
    let password = "seven quiet herons wade at noon";
    for wrong in ["", "AAAA-BBBB", &code[..20], &code.replace(&code[..4], "AAAA")] {
        let wrong = enrol(&office, wrong, BINH, password).err();
        assert!(matches!(wrong, Some(Problem::NoInvitation | Problem::Wait { .. })), "{wrong:?}");
        office.clock.advance(30);
    }
    assert_eq!(office.last().outcome, Outcome::Failed);
    office.clock.advance(1_000);
    for weak in ["short", "password password", "nguyen van binh 1234", "aaaaaaaaaaaaaaaaaaaaaaaa"] {
        let refused = enrol(&office, &code, BINH, weak).err();
        assert!(matches!(refused, Some(Problem::Invalid { ref field, .. }) if field == "password"), "{refused:?}");
    }
    // Typed as people type it.
    let typed = code.to_lowercase().replace('-', " ");
    assert!(enrol(&office, &typed, BINH, password).is_ok());
    assert!(matches!(enrol(&office, &code, BINH, password), Err(Problem::NoInvitation)));
    drop(ioana);
    let mut ioana = office.at("ioana");
    let late = invited(&mut ioana, Manage::Invite { name: "Late".into(), grant: grant_of(Role::Agent, 0) });
    drop(ioana);
    office.clock.advance(73 * 3_600);
    assert!(matches!(enrol(&office, late.code.expose(), "Late", password), Err(Problem::NoInvitation)));
    // A clock set back does not open it again: the log remembers the later time.
    let _ = office.at("lan");
    office.clock.advance(-30 * 3_600);
    assert!(matches!(enrol(&office, late.code.expose(), "Late", password), Err(Problem::NoInvitation)));
    whole(&office);
}

#[test]
fn a_wrong_code_of_the_app_keeps_the_secret_that_is_in_the_app() {
    let office = Office::new();
    let invited =
        invited(&mut office.at("ioana"), Manage::Invite { name: BINH.into(), grant: grant_of(Role::Agent, 0) });
    let code = || Secret::new(invited.code.expose());
    let mut desk = office.desk();
    let Ok(Reply::Invitation(shown)) = desk.ask(Request::OpenInvitation { code: code() }) else { panic!("not open") };
    let password = || Secret::new("seven quiet herons wade at noon");
    let wrong = desk.ask(Request::Enrol { code: code(), password: password(), totp: "000000".into() }).err();
    assert_eq!(wrong, Some(Problem::Invalid { field: "code".into(), unfit: Unfit::Code }));
    let bytes = data_encoding::BASE32_NOPAD.decode(shown.totp.expose().as_bytes()).expect("base32");
    let totp = kin::vault::TotpSecret::from_bytes(&bytes).expect("a secret");
    let right = totp.code_at(kin::clock::Source::now(office.clock.as_ref()));
    assert!(matches!(
        desk.ask(Request::Enrol { code: code(), password: password(), totp: right }),
        Ok(Reply::Enrolled(_))
    ));
}

#[test]
fn recovery_codes_stand_in_for_the_app_once_each() {
    let office = Office::new();
    let mut binh = join(&office, &mut office.at("ioana"), BINH, Role::Agent, 0);
    let code = binh.codes.pop().expect("a code");
    assert!(binh.sign_in_with(&office, &code).is_ok());
    assert!(office.last().details.contains("recovery_code"));
    assert_eq!(binh.sign_in_with(&office, &code).err(), Some(Problem::SignInRefused));
    // The code alone is nothing, and the app goes on as before.
    let other = binh.codes.pop().expect("a code");
    assert_eq!(office.desk().ask(sign_in(BINH, "not the password", &other)).err(), Some(Problem::SignInRefused));
    assert!(binh.sign_in(&office).is_ok());
    let mut told = None;
    while let Some(code) = binh.codes.pop() {
        let (_, who) = binh.sign_in_with(&office, &code.to_lowercase().replace('-', "")).expect("signed in");
        told = who.notices.iter().find(|notice| matches!(notice, Notice::FewRecoveryCodes(_))).copied().or(told);
    }
    assert!(matches!(told, Some(Notice::FewRecoveryCodes(_))));
    whole(&office);
}

/// Two desks with one recovery code: the second finds it used, whoever read it first.
#[test]
fn a_recovery_code_in_two_desks_at_once_lets_one_in() {
    let office = Office::new();
    let binh = join(&office, &mut office.at("ioana"), BINH, Role::Agent, 0);
    let good = std::thread::scope(|scope| {
        let tries: Vec<_> =
            (0..4).map(|_| scope.spawn(|| binh.sign_in_with(&office, &binh.codes[0]).is_ok())).collect();
        tries.into_iter().filter_map(|one| one.join().ok()).filter(|good| *good).count()
    });
    assert_eq!(good, 1);
}

#[test]
fn a_member_changes_its_password_and_its_app_with_the_current_password() {
    let office = Office::new();
    let mut binh = join(&office, &mut office.at("ioana"), BINH, Role::Agent, 0);
    let (mut desk, mut other) = (binh.at(&office), binh.at(&office));
    let change =
        |current: &str, new: &str| Request::ChangePassword { current: Secret::new(current), new: Secret::new(new) };
    let new = "nine brass lanterns over the quay";
    assert_eq!(desk.ask(change("wrong one altogether", new)).err(), Some(Problem::SignInRefused));
    let same = desk.ask(change(&binh.password, &binh.password)).err();
    assert_eq!(same, Some(Problem::Invalid { field: "password".into(), unfit: Unfit::Same }));
    assert!(matches!(desk.ask(change(&binh.password, new)), Ok(Reply::PasswordChanged)));
    assert_eq!(office.last().action, Action::CredentialChange);
    // Whoever else sat in a session of this member is out; this one goes on.
    assert_eq!(other.ask(Request::Customers(query(""))).err(), Some(Problem::NoSession));
    assert!(list(&mut desk, "").is_ok());
    assert!(binh.sign_in(&office).is_err());
    binh.password = new.into();
    let (_, who) = binh.sign_in(&office).expect("signed in");
    assert!(who.notices.iter().any(|notice| matches!(notice, Notice::CredentialsChanged(_))));
    let (_, who) = binh.sign_in(&office).expect("signed in");
    assert!(!who.notices.iter().any(|notice| matches!(notice, Notice::CredentialsChanged(_))), "told once");
    // A new app, with new codes; the old ones are worth nothing.
    let mut desk = binh.at(&office);
    let factor = |totp: &str| Request::ChangeFactor { password: Secret::new(new), totp: totp.into() };
    let Ok(Reply::FactorOffered(shown)) = desk.ask(factor("")) else { panic!("nothing offered") };
    assert!(desk.ask(factor("000000")).is_err());
    let bytes = data_encoding::BASE32_NOPAD.decode(shown.totp.expose().as_bytes()).expect("base32");
    let totp = kin::vault::TotpSecret::from_bytes(&bytes).expect("a secret");
    let code = totp.code_at(kin::clock::Source::now(office.clock.as_ref()));
    let Ok(Reply::FactorChanged(codes)) = desk.ask(factor(&code)) else { panic!("not changed") };
    assert!(binh.sign_in(&office).is_err(), "the old app");
    assert!(binh.sign_in_with(&office, &binh.codes[0]).is_err(), "an old code");
    office.clock.advance(600);
    binh.totp = totp;
    binh.codes = codes.codes.iter().map(|code| code.expose().to_owned()).collect();
    assert!(binh.sign_in(&office).is_ok());
    assert!(binh.sign_in_with(&office, &binh.codes[0]).is_ok());
    whole(&office);
}

#[test]
fn a_reset_is_a_new_invitation_and_no_way_round_the_app() {
    let office = Office::new();
    let (mut ioana, mut mai) = (office.at("ioana"), office.at("mai"));
    let binh = join(&office, &mut ioana, BINH, Role::Agent, 0);
    done(&mut mai, Manage::GiveKeys { member: binh.id });
    let mut desk = binh.at(&office);
    assert!(revealed(&mut desk, Office::customer(0), Field::Phone).is_ok());
    let reset = invited(&mut ioana, Manage::Reset { member: binh.id });
    assert_eq!(desk.ask(Request::Customers(query(""))).err(), Some(Problem::NoSession), "out at once");
    assert!(binh.sign_in(&office).is_err(), "the old password and app");
    assert!(binh.sign_in_with(&office, &binh.codes[0]).is_err(), "an old recovery code");
    office.clock.advance(600);
    let again = enrol(&office, reset.code.expose(), BINH, "four copper kettles hum at dawn").expect("an enrolment");
    assert_eq!(again.id, binh.id);
    let mut desk = again.at(&office);
    // Who reset it holds no class, so neither does whoever used the invitation, until a holder gives it.
    assert!(revealed(&mut desk, Office::customer(0), Field::Phone).is_err());
    done(&mut mai, Manage::GiveKeys { member: binh.id });
    assert!(revealed(&mut desk, Office::customer(0), Field::Phone).is_ok());
    assert!(matches!(manage(&mut ioana, Manage::Reset { member: Office::member("mai") }), Err(Problem::Refused(_))));
    whole(&office);
}

#[test]
fn a_suspended_member_is_out_at_its_next_request_and_comes_back_without_keys() {
    let office = Office::new();
    let (mut ioana, mut mai) = (office.at("ioana"), office.at("mai"));
    let mut lan = office.at("lan");
    let id = Office::member("lan");
    assert!(revealed(&mut lan, Office::customer(0), Field::Phone).is_ok());
    done(&mut ioana, Manage::Suspend { member: id });
    assert_eq!(revealed(&mut lan, Office::customer(0), Field::Phone), Err(Problem::NoSession));
    assert_eq!(office.desk().ask(office.right("lan")).err(), Some(Problem::SignInRefused));
    office.clock.advance(60);
    done(&mut ioana, Manage::Reactivate { member: id });
    let mut lan = office.at("lan");
    assert!(list(&mut lan, "").is_ok());
    assert!(revealed(&mut lan, Office::customer(0), Field::Phone).is_err(), "the keys wait for a holder");
    done(&mut mai, Manage::GiveKeys { member: id });
    assert!(revealed(&mut lan, Office::customer(0), Field::Phone).is_ok());
    done(&mut ioana, Manage::Remove { member: id });
    assert!(office.desk().ask(office.right("lan")).is_err());
    assert!(matches!(manage(&mut ioana, Manage::Reactivate { member: id }), Err(Problem::Refused(_))));
    // Nobody ends or lowers himself, or the last owner.
    for act in [Manage::Suspend { member: Office::member("mai") }, Manage::Remove { member: Office::member("mai") }] {
        assert!(matches!(manage(&mut mai, act), Err(Problem::Refused(_))));
    }
    whole(&office);
}

#[test]
fn a_stand_in_ends_by_itself_and_a_clock_set_back_does_not_bring_it_back() {
    let office = Office::new();
    let mut mai = office.at("mai");
    let id = Office::member("lan");
    let week = Micros(NOW.0 + 7 * 86_400_000_000);
    let lead = GrantDraft { expires: Some(week), ..grant_of(Role::Lead, 0) };
    let without_end = Manage::Grant { member: id, grant: grant_of(Role::Lead, 0), temporary: true };
    assert!(matches!(manage(&mut mai, without_end), Err(Problem::Invalid { .. })));
    done(&mut mai, Manage::Grant { member: id, grant: lead, temporary: true });
    let mut lan = office.at("lan");
    let reveals_id = |desk: &mut kin::desk::Desk| revealed(desk, Office::customer(0), Field::NationalId).is_ok();
    assert!(reveals_id(&mut lan), "a lead may");
    drop(lan);
    assert!(member(&mut mai, id).temporary.is_some());
    office.clock.advance(7 * 86_400);
    let mut lan = office.at("lan");
    assert!(!reveals_id(&mut lan), "the week is over");
    assert!(revealed(&mut lan, Office::customer(0), Field::Phone).is_ok(), "an agent again");
    office.clock.advance(-6 * 86_400);
    assert!(!reveals_id(&mut lan), "time does not run back");
    office.clock.advance(6 * 86_400);
    let past = GrantDraft { expires: Some(NOW), ..grant_of(Role::Lead, 0) };
    let mut mai = office.at("mai");
    let refused = manage(&mut mai, Manage::Grant { member: id, grant: past, temporary: true }).err();
    assert_eq!(refused, Some(Problem::Invalid { field: "expires".into(), unfit: Unfit::Past }));
    whole(&office);
}

#[test]
fn sessions_are_listed_and_ended() {
    let office = Office::new();
    let (mut one, mut two) = (office.at("lan"), office.at("lan"));
    let Ok(OfficeAnswer::Own(own)) = crate::deeds::office(&mut one, OfficeQuery::Own) else { panic!("no own") };
    assert_eq!(own.sessions.len(), 2);
    assert_eq!(own.codes_left, 10);
    assert!(own.events.iter().any(|row| row.entry.action == Action::SignIn));
    let other = own.sessions.iter().find(|row| !row.mine).expect("another").id;
    done(&mut one, Manage::EndSession { session: other });
    assert_eq!(two.ask(Request::Customers(query(""))).err(), Some(Problem::NoSession));
    // Another's session is for who manages members.
    let mine = own.sessions.iter().find(|row| row.mine).expect("this one").id;
    let mut sorin = office.at("sorin");
    let refused = manage(&mut sorin, Manage::EndSession { session: mine }).err();
    assert_eq!(refused, Some(Problem::Denied { rule: "member.manage".into() }));
    let refused = manage(&mut sorin, Manage::EndSession { session: Id([9; 16]) }).err();
    assert_eq!(refused, Some(Problem::Denied { rule: "member.manage".into() }), "nor what is there told");
    let mut ioana = office.at("ioana");
    done(&mut ioana, Manage::EndSession { session: mine });
    assert_eq!(one.ask(Request::Customers(query(""))).err(), Some(Problem::NoSession));
    assert_eq!(office.log().iter().filter(|entry| entry.action == Action::SessionEnd).count(), 2);
    whole(&office);
}

#[test]
fn a_grave_act_asks_for_the_password_again_after_a_while() {
    let office = Office::new();
    let mut ioana = office.at("ioana");
    office.clock.advance(16 * 60);
    let act = || Manage::Suspend { member: Office::member("sorin") };
    assert_eq!(manage(&mut ioana, act()).err(), Some(Problem::ProveAgain));
    let prove = |password: &str| Request::Prove { password: Secret::new(password) };
    assert_eq!(ioana.ask(prove("not the password at all")).err(), Some(Problem::SignInRefused));
    assert_eq!(manage(&mut ioana, act()).err(), Some(Problem::ProveAgain));
    assert!(matches!(ioana.ask(prove(&password("ioana"))), Ok(Reply::Proved)));
    office.clock.advance(-5);
    assert_eq!(manage(&mut ioana, act()).err(), Some(Problem::ProveAgain), "not by a clock set back");
    office.clock.advance(5);
    done(&mut ioana, act());
}

/// While a password is being sealed others decide something: both hold, and neither stands in the other's place.
#[test]
fn somebody_comes_in_while_others_decide() {
    let office = Office::new();
    let mut ioana = office.at("ioana");
    let invited = invited(&mut ioana, Manage::Invite { name: BINH.into(), grant: grant_of(Role::Agent, 0) });
    let (over, made) = (AtomicBool::new(false), AtomicUsize::new(0));
    let joined = std::thread::scope(|scope| {
        let others = scope.spawn(|| {
            while !over.load(Ordering::Relaxed) && made.load(Ordering::Relaxed) < 400 {
                let name = format!("Phòng {}", made.load(Ordering::Relaxed));
                done(&mut ioana, Manage::SaveDepartment { department: None, name, parent: None });
                made.fetch_add(1, Ordering::Relaxed);
            }
        });
        // A busy machine may be late with the other thread.
        while made.load(Ordering::Relaxed) == 0 && !others.is_finished() {
            std::thread::yield_now();
        }
        let before = made.load(Ordering::Relaxed);
        let joined = enrol(&office, invited.code.expose(), BINH, "seven quiet herons wade at noon");
        over.store(true, Ordering::Relaxed);
        assert!(made.load(Ordering::Relaxed) > before, "they decided meanwhile");
        joined
    });
    assert!(joined.expect("an enrolment").sign_in(&office).is_ok());
    let told = alerts(&mut office.at("radu"));
    assert!(told.is_empty(), "{told:?}");
    whole(&office);
}

/// Two who decide at the same time both get what they decided: the later one is judged again on what then holds.
#[test]
fn two_decide_at_the_same_time() {
    let office = Office::new();
    let mut deciders = [office.at("ioana"), office.at("ioana")];
    std::thread::scope(|scope| {
        for (which, desk) in deciders.iter_mut().enumerate() {
            scope.spawn(move || {
                for made in 0..20 {
                    let name = format!("Phòng {which}.{made}");
                    done(desk, Manage::SaveDepartment { department: None, name, parent: None });
                }
            });
        }
    });
    let made = office.log().iter().filter(|entry| entry.action == Action::DepartmentManage).count();
    assert_eq!(made, 40);
    whole(&office);
}
