//! A class's key changed: who has it, what is sealed anew, what goes on after a stop, and the recovery kit.

use kin::desk::Desk;
use kin::desk::api::*;
use kin::desk::import::OnDuplicate;
use kin::domain::*;

use crate::deeds::*;
use crate::office::*;

fn reseal(desk: &mut Desk) -> ResealState {
    match desk.ask(Request::Reseal { class: Class::Contact }) {
        Ok(Reply::Resealed(state)) => state,
        other => panic!("{other:?}"),
    }
}

/// Values of the class by the generation under which they are sealed.
fn generations(office: &Office) -> Vec<(i64, i64)> {
    let conn = office.dishonest();
    let mut statement = conn
        .prepare(
            "SELECT k.generation, count(*) FROM sealed_value v JOIN data_key k ON k.id = v.data_key
             WHERE k.class = 'contact' GROUP BY 1 ORDER BY 1",
        )
        .expect("a query");
    let rows = statement.query_map([], |row| Ok((row.get(0)?, row.get(1)?))).expect("rows");
    rows.map(|row| row.expect("a row")).collect()
}

#[test]
fn a_rotation_shuts_out_who_left_and_nobody_else() {
    let office = Office::new();
    let mut mai = office.at("mai");
    assert!(keys(&mut mai).classes.iter().all(|row| row.generation == 1 && row.kit && row.former.is_empty()));
    done(&mut mai, Manage::Suspend { member: Office::member("sorin") });
    assert_eq!(today(&mut mai).rotations, [Class::Contact]);
    let status = keys(&mut mai);
    assert_eq!(status.classes[0].former, ["sorin"]);
    let before = status.classes[0].fingerprint.clone();
    done(&mut mai, Manage::RotateKeys { class: Class::Contact });
    let status = keys(&mut mai);
    let row = &status.classes[0];
    assert_eq!((row.generation, row.kit), (2, true));
    assert_ne!(row.fingerprint, before);
    assert_eq!(row.holders, ["hoa", "lan", "mai", "minh"]);
    assert!(row.former.is_empty() && today(&mut mai).rotations.is_empty());
    assert!(row.reseal.is_some_and(|state| state.looked == 0 && !state.finished));
    // What is written now is under the new key, which who left has no copy of.
    let mut lan = office.at("lan");
    let draft = CustomerDraft { sealed: vec![(Field::Phone, Secret::new("0903123456"))], ..new_draft("Lê Mới") };
    let new = save(&mut lan, draft).expect("saved");
    assert_eq!(generations(&office).last().map(|row| row.0), Some(2));
    assert!(revealed(&mut lan, Office::customer(0), Field::Phone).is_ok(), "old values open as before");
    let state = reseal(&mut mai);
    assert!(state.finished && state.sealed > 36, "{state:?}");
    assert_eq!(generations(&office).len(), 1, "all under the new one");
    assert_eq!(revealed(&mut lan, new, Field::Phone).as_deref(), Ok("+84903123456"));
    for n in [0, 6, 12] {
        for field in [Field::Phone, Field::Email, Field::Address] {
            let value = revealed(&mut lan, Office::customer(n), field);
            assert_eq!(value.as_deref(), Ok(planted(n).value(field)), "{n} {field:?}");
        }
    }
    assert_eq!(list(&mut lan, &format!("/{}", planted(0).value(Field::Phone))).map(|page| page.rows.len()), Ok(1));
    assert!(keys(&mut mai).classes[0].reseal.is_none());
    whole(&office);
    for (name, rule) in [("ioana", "keys.rotate"), ("lan", "keys.rotate")] {
        let mut desk = office.at(name);
        let refused = || Some(Problem::Denied { rule: rule.into() });
        assert_eq!(manage(&mut desk, Manage::RotateKeys { class: Class::Contact }).err(), refused(), "{name}");
        assert_eq!(desk.ask(Request::Reseal { class: Class::Contact }).err(), refused(), "{name}");
    }
}

#[test]
fn sealing_anew_goes_on_where_it_stopped() {
    let office = Office::new();
    let mut importer = office.at(SERVICE);
    let import = importer.import_start(&options(OnDuplicate::Skip)).expect("an import");
    let rows = (0..450).map(|n| kin::desk::import::ImportRow {
        external_id: Some(format!("MORE-{n}")),
        name: format!("Thêm {n:03}"),
        sealed: vec![(Field::Phone, format!("+84912{n:06}"))],
        notes: Vec::new(),
        ..row(0, None, Some(Office::department(0)))
    });
    importer.import_chunk(&import, rows.collect()).expect("a chunk");
    drop(importer);
    let mut mai = office.at("mai");
    done(&mut mai, Manage::RotateKeys { class: Class::Contact });
    let first = reseal(&mut mai);
    assert!(!first.finished && first.looked == 200 && first.of == 486, "{first:?}");
    assert_eq!(generations(&office).len(), 2);
    // The process is gone; whoever comes next with the right goes on, and a value read meanwhile is what it was.
    drop(mai);
    assert!(revealed(&mut office.at("lan"), Office::customer(0), Field::Phone).is_ok());
    let mut mai = office.at("mai");
    assert_eq!(keys(&mut mai).classes[0].reseal.map(|state| state.looked), Some(200));
    let mut steps = 0;
    while !reseal(&mut mai).finished {
        steps += 1;
        assert!(steps < 10);
    }
    assert_eq!(generations(&office).len(), 1);
    assert!(reseal(&mut mai).finished, "asked once more it does nothing");
    whole(&office);
}

/// What asks for a rotation: who could open a class and holds it no longer, and nobody else.
#[test]
fn a_rotation_is_due_for_who_could_open_and_no_longer_may() {
    let office = Office::new();
    let (mut mai, mut ioana) = (office.at("mai"), office.at("ioana"));
    let former = |desk: &mut Desk, class: usize| keys(desk).classes[class].former.clone();
    // Invited and not there yet; there, and waiting for keys that nobody gave.
    let invite = |name: &str| Manage::Invite { name: name.into(), grant: grant_of(Role::Agent, 0) };
    let by_owner = invited(&mut mai, invite("An"));
    let waiting = join(&office, &mut ioana, "Bình", Role::Agent, 0);
    assert!(today(&mut mai).rotations.is_empty());
    done(&mut mai, Manage::Remove { member: waiting.id });
    done(&mut mai, Manage::Remove { member: by_owner.member });
    assert!(today(&mut mai).rotations.is_empty(), "neither ever opened anything");
    // A lead who is an agent from now on keeps contact and loses identity.
    done(&mut mai, Manage::Grant { member: Office::member("minh"), grant: grant_of(Role::Agent, 0), temporary: false });
    assert_eq!((former(&mut mai, 0), former(&mut mai, 1)), (vec![], vec!["minh".to_owned()]));
    done(&mut mai, Manage::RotateKeys { class: Class::Identity });
    assert!(former(&mut mai, 1).is_empty(), "it has been done");
    // A stand-in's week is over.
    let week = Micros(NOW.0 + 7 * 86_400_000_000);
    let lead = GrantDraft { expires: Some(week), ..grant_of(Role::Lead, 0) };
    done(&mut mai, Manage::Grant { member: Office::member("lan"), grant: lead, temporary: true });
    assert!(former(&mut mai, 1).is_empty());
    office.clock.advance(7 * 86_400);
    let mut mai = office.at("mai");
    assert_eq!(former(&mut mai, 1), ["lan"]);
    assert!(former(&mut mai, 0).is_empty());
}

/// A record that was changed behind the log's back is not given a new seal, which would hide it.
#[test]
fn what_the_log_does_not_vouch_for_is_not_sealed_anew() {
    let office = Office::new();
    office.run(&format!("UPDATE customer SET city = 'Elsewhere' WHERE id = {}", sql(Office::customer(3))));
    let mut mai = office.at("mai");
    done(&mut mai, Manage::RotateKeys { class: Class::Contact });
    assert!(reseal(&mut mai).finished);
    assert_eq!(generations(&office).iter().map(|row| row.0).collect::<Vec<_>>(), [1, 2]);
    assert!(office.last().details.contains("\"skipped\":1"), "{}", office.last().details);
    assert!(matches!(office.desk().verify_log(&mut |_, _| {}), Ok(Err(_))));
}

#[test]
fn the_recovery_kit_brings_an_owner_back_and_is_drilled() {
    use kin::config::Config;
    use kin::desk::found::{Credential, Foundation, Newcomer, found};
    use kin::desk::recover::restore_host_secret;
    let home = tempfile::tempdir().expect("a folder");
    let clock = std::sync::Arc::new(kin::clock::Fixed::new(NOW, 5));
    let founded = found(Foundation {
        folder: home.path().join("office"),
        config_dir: home.path().join("config"),
        host_secret: None,
        office: "Hoa Sen Travel".into(),
        departments: vec!["Support".into()],
        members: vec![Newcomer {
            name: "mai".into(),
            role: Role::Owner,
            department: 0,
            limit: Scope::All,
            credential: Credential::Password(Secret::new(password("mai"))),
        }],
        kdf: kin::vault::KdfParams::MIN,
        clock: clock.clone(),
    })
    .expect("an office");
    assert_eq!(founded.members[0].codes.len(), 10);
    let words = || Secret::new(founded.kit.to_string());
    let open_desk = || Desk::open(founded.paths.clone(), &Config::default(), clock.clone(), "test").expect("a desk");
    let totp = founded.members[0].totp_copy().expect("a secret");
    let code = || totp.code_at(kin::clock::Source::now(clock.as_ref()));
    let mut desk = open_desk();
    assert!(desk.ask(sign_in("mai", &password("mai"), &code())).is_ok());
    let customer = save(
        &mut desk,
        CustomerDraft { sealed: vec![(Field::Phone, Secret::new("0903123456"))], ..new_draft("Lê Mới") },
    )
    .expect("saved");
    assert_eq!(keys(&mut desk).drilled_at, None);
    done(&mut desk, Manage::RotateKeys { class: Class::Contact });
    let drill = desk.drill(&words()).expect("a drill");
    assert!(drill.is_good(), "{drill:?}");
    assert!(keys(&mut desk).drilled_at.is_some());
    assert!(matches!(desk.drill(&Secret::new("ABCD EFGH")), Err(Problem::Refused(_))));
    drop(desk);
    // The host secret and the owner's phone are both lost.
    std::fs::remove_file(founded.paths.host_secret_path()).expect("removed");
    assert!(restore_host_secret(&founded.paths, &Secret::new("ABCD")).is_err());
    assert!(restore_host_secret(&founded.paths, &words()).is_ok_and(|restored| restored));
    let mut desk = open_desk();
    assert!(matches!(desk.recover(&Secret::new(kin_kit(&clock)), "mai"), Err(Problem::Refused(_))), "another kit");
    let invited = desk.recover(&words(), "mai").expect("recovered");
    let bytes = {
        let Ok(Reply::Invitation(shown)) =
            desk.ask(Request::OpenInvitation { code: Secret::new(invited.code.expose()) })
        else {
            panic!("not open")
        };
        data_encoding::BASE32_NOPAD.decode(shown.totp.expose().as_bytes()).expect("base32")
    };
    let totp = kin::vault::TotpSecret::from_bytes(&bytes).expect("a secret");
    let now = || kin::clock::Source::now(clock.as_ref());
    let enrol = Request::Enrol {
        code: Secret::new(invited.code.expose()),
        password: Secret::new("four copper kettles hum at dawn"),
        totp: totp.code_at(now()),
    };
    assert!(matches!(desk.ask(enrol), Ok(Reply::Enrolled(_))));
    assert!(desk.ask(sign_in("mai", &password("mai"), &code())).is_err(), "the old password");
    clock.advance(60);
    assert!(desk.ask(sign_in("mai", "four copper kettles hum at dawn", &totp.code_at(now()))).is_ok());
    assert_eq!(revealed(&mut desk, customer, Field::Phone).as_deref(), Ok("+84903123456"), "all is there");
    // Somebody new as owner, where the old one is gone for good.
    let other = open_desk().recover(&words(), "An").expect("recovered");
    assert_eq!(other.name, "An");
    match open_desk().verify_log(&mut |_, _| {}) {
        Ok(Ok(_)) => {}
        other => panic!("{other:?}"),
    }
}

fn kin_kit(clock: &std::sync::Arc<kin::clock::Fixed>) -> String {
    kin::vault::RecoveryKit::generate(clock.as_ref()).words().to_string()
}
