//! Whoever comes over the network: keys, networks, hours, attempts, first sign-ins, and words between those who are in.

use data_encoding::BASE64;
use kin::config::{Hours, Reach, SignInBy};
use kin::desk::Desk;
use kin::desk::api::*;
use kin::desk::entrance::{Entrance, Limits, ProvenKey, Served, ServerEvent};
use kin::domain::*;

use crate::deeds::*;
use crate::office::*;

pub const HERE: &str = "10.8.0.7";
const ELSEWHERE: &str = "203.0.113.9";
pub const WRONG: &str = "not the password at all";

/// The line of an Ed25519 key whose 32 bytes are all `n`.
pub fn line(n: u8) -> String {
    let mut blob = Vec::new();
    for part in [b"ssh-ed25519".as_slice(), &[n; 32]] {
        blob.extend_from_slice(&u32::try_from(part.len()).expect("short").to_be_bytes());
        blob.extend_from_slice(part);
    }
    format!("ssh-ed25519 {} laptop {n}", BASE64.encode(&blob))
}

fn blob(line: &str) -> Vec<u8> {
    BASE64.decode(line.split(' ').nth(1).expect("a second word").as_bytes()).expect("base64")
}

fn proven(n: u8) -> ProvenKey {
    ProvenKey { blob: blob(&line(n)), line: line(n) }
}

/// A desk for who comes from this address and has proven this key.
pub fn served(office: &Office, address: &str, key: Option<u8>) -> Desk {
    let served = Served { address: address.parse().expect("an address"), key: key.map(proven) };
    let entrance = Entrance { door: "ssh".into(), served: Some(served) };
    let limits = Limits { cache_kib: 512, ..Limits::default() };
    Desk::open_at(office.paths.clone(), &office.config, office.clock.clone(), entrance, &limits).expect("a desk")
}

/// Signs in over the network with everything right but perhaps the key and the place.
pub fn come(office: &Office, name: &str, address: &str, key: Option<u8>) -> Result<(Desk, SignedIn), Problem> {
    let mut desk = served(office, address, key);
    match desk.ask(office.right(name))? {
        Reply::SignedIn(who) => Ok((desk, *who)),
        other => panic!("{other:?}"),
    }
}

fn add(desk: &mut Desk, n: u8) -> Result<SshKeyRow, Problem> {
    match desk.ask(Request::AddKey { line: line(n), label: String::new() })? {
        Reply::KeyAdded(row) => Ok(*row),
        other => panic!("{other:?}"),
    }
}

/// An office where these members have enrolled a key: theirs is the one of their place in the list, from 1.
pub fn with_keys(names: &[&str]) -> Office {
    let office = Office::new();
    for (n, name) in (1..).zip(names) {
        add(&mut office.at(name), n).expect("a key");
    }
    office
}

fn own(desk: &mut Desk) -> OwnSignIn {
    match office(desk, OfficeQuery::Own) {
        Ok(OfficeAnswer::Own(own)) => *own,
        other => panic!("{other:?}"),
    }
}

fn read_messages(desk: &mut Desk) -> Vec<MessageRow> {
    match desk.ask(Request::Messages) {
        Ok(Reply::Messages(rows)) => rows,
        other => panic!("{other:?}"),
    }
}

fn reach(allow: &[&str], hours: &str) -> Reach {
    let allow = allow.iter().map(|network| network.parse().expect("a network")).collect();
    Reach { allow, hours: Hours::parse(hours).expect("hours") }
}

#[test]
fn nobody_comes_in_without_a_key_of_its_own() {
    let office = with_keys(&["lan", "minh"]);
    for (name, key) in [("lan", None), ("lan", Some(2)), ("minh", Some(1)), ("minh", Some(9)), ("sorin", Some(1))] {
        assert_eq!(come(&office, name, HERE, key).err(), Some(Problem::SignInRefused), "{name} {key:?}");
        let entry = office.last();
        assert_eq!((entry.action, entry.outcome, entry.member), (Action::SignIn, Outcome::Failed, None));
        assert_eq!(entry.details, "{}", "as a wrong password is");
        assert!(entry.origin.ends_with(" ssh 10.8.0.7"), "{}", entry.origin);
    }
    let (mut lan, _) = come(&office, "lan", HERE, Some(1)).expect("lan is in");
    let entry = office.last();
    assert_eq!((entry.outcome, entry.member), (Outcome::Done, Some(Office::member("lan"))));
    let key = own(&mut lan).keys.remove(0);
    assert!(entry.details.contains(&key.id.to_string()), "{}", entry.details);
    assert!(key.last_used.is_some_and(|used| used > key.added_at));
    // The key alone is nothing.
    let mut desk = served(&office, HERE, Some(1));
    office.clock.advance(31);
    assert_eq!(desk.ask(sign_in("lan", WRONG, &office.code("lan"))).err(), Some(Problem::SignInRefused));
    whole(&office);
}

#[test]
fn where_no_key_is_asked_for_password_and_code_are_enough() {
    let mut office = with_keys(&["lan"]);
    office.config.serve.sign_in = SignInBy::Password;
    for (name, key) in [("lan", None), ("minh", Some(1)), ("lan", Some(1))] {
        assert!(come(&office, name, HERE, key).is_ok(), "{name} {key:?}");
    }
}

#[test]
fn a_key_is_known_by_the_user_name_in_all_its_forms() {
    let office = with_keys(&["lan"]);
    let mut desk = served(&office, HERE, None);
    for (name, at) in [("Nguyễn Văn Lân", 0), ("nguyenvan lan", 1)] {
        join(&office, &mut office.at("ioana"), name, Role::Agent, at);
    }
    let key = blob(&line(1));
    assert_eq!(desk.accepts_key("lan", &key), Ok(true));
    for user in ["LAN", "l-a-n", "lán"] {
        assert_eq!(desk.name_for(user), Ok(Some("lan".into())), "{user}");
    }
    for (user, key) in [("lan", line(2)), ("minh", line(1)), ("nobody", line(1)), ("", line(1))] {
        assert_eq!(desk.accepts_key(user, &blob(&key)), Ok(false), "{user}");
    }
    assert_eq!(desk.accepts_key("lan", b"no key at all"), Ok(false));
    // Two are meant by the words in one; each is by its own.
    assert_eq!(desk.name_for("nguyenvanlan"), Ok(None));
    assert_eq!(desk.name_for("nguyen.van_lan"), Ok(Some("Nguyễn Văn Lân".into())));
    assert_eq!(desk.name_for("nguyenvan-lan"), Ok(Some("nguyenvan lan".into())));
    // What was asked changed nothing: an offer is no proof.
    assert_eq!(desk.ask(office.right("lan")).err(), Some(Problem::SignInRefused));
    desk.prove_key(proven(1));
    assert!(desk.ask(office.right("lan")).is_ok());
}

#[test]
fn a_key_is_enrolled_and_taken_away_by_who_has_just_given_the_password() {
    let office = Office::new();
    let mut lan = office.at("lan");
    office.clock.advance(16 * 60);
    assert_eq!(add(&mut lan, 1).err(), Some(Problem::ProveAgain));
    assert!(lan.ask(Request::Prove { password: Secret::new(password("lan")) }).is_ok());
    let row = add(&mut lan, 1).expect("a key");
    assert_eq!((row.kind.as_str(), row.label.as_str(), row.last_used), ("ssh-ed25519", "laptop 1", None));
    assert!(row.fingerprint.starts_with("SHA256:") && row.fingerprint.len() == 50, "{}", row.fingerprint);
    let entry = office.last();
    assert_eq!((entry.action, entry.subject), (Action::SshKeyAdd, Some(Office::member("lan"))));
    let taken = Problem::Invalid { field: "key".into(), unfit: Unfit::Taken };
    assert_eq!(add(&mut lan, 1).err(), Some(taken));
    let label = |label: &str| Request::AddKey { line: line(2), label: label.into() };
    match lan.ask(label(" work\u{1b}[31m \u{202e}station ")) {
        Ok(Reply::KeyAdded(row)) => assert_eq!(row.label, "work[31m station"),
        other => panic!("{other:?}"),
    }
    // It is told at the next sign-in, and another's key is nobody's to take.
    let (mut other, who) = come(&office, "lan", HERE, Some(1)).expect("lan is in");
    assert!(who.notices.iter().any(|notice| matches!(notice, Notice::CredentialsChanged(_))), "{:?}", who.notices);
    let mut minh = office.at("minh");
    assert_eq!(minh.ask(Request::RemoveKey { key: row.id }).err(), Some(Problem::NotFound));
    assert!(lan.ask(Request::Prove { password: Secret::new(password("lan")) }).is_ok());
    assert!(lan.ask(Request::RemoveKey { key: row.id }).is_ok());
    assert_eq!(office.last().action, Action::SshKeyRemove);
    // Out at once and for good: the session that came by it, and the next that would.
    assert_eq!(other.ask(Request::Office(OfficeQuery::Own)).err(), Some(Problem::NoSession));
    assert_eq!(come(&office, "lan", HERE, Some(1)).err(), Some(Problem::SignInRefused));
    assert!(come(&office, "lan", HERE, Some(2)).is_ok());
    assert_eq!(lan.ask(Request::RemoveKey { key: row.id }).err(), Some(Problem::NotFound));
    for n in 3..=11 {
        add(&mut lan, n).expect("a key");
    }
    let most = Problem::Invalid { field: "key".into(), unfit: Unfit::TooMany(10) };
    assert_eq!(add(&mut lan, 12).err(), Some(most));
    whole(&office);
}

#[test]
fn what_is_no_key_to_enrol_is_refused_with_what_to_do() {
    let office = Office::new();
    let mut lan = office.at("lan");
    let rsa = "ssh-rsa AAAAB3NzaC1yc2EAAAADAQABAAABAQCq6JNCsTvkLigRc6WpINQDMPuX9nGwByGy+bEuzdHTh3TBKl3cb1TulyZny4V2pLfmcGc1wmFSVV4lfZvFPtBzpdqxoNTLZW2RMOxn0ABwWEq861itDURhukmaGKHfoN41nrwxirRn6uF7adlYGkR4Sco8VZr7TyEf38UGssoB5nhVi+sYcIK83rbLwk8qE47PN/LRKeA/OyjqW7znK6OH+wagCHL3R7koySCWn5UVe0DSBKcYfs25dkLysEr7FCGtWdwKHAes+BU0QgtG6vEQpd4MRkNKwaHEgdC2+oAT5mnu4bmR0Vr4vCFbJ1KOMe7dUU9W4/u8jPbh423/B1CV lan@desk";
    let ecdsa = "ecdsa-sha2-nistp256 AAAAE2VjZHNhLXNoYTItbmlzdHAyNTYAAAAIbmlzdHAyNTYAAABBBMjBI233AuExZO0VfAD+QpReiy9LcluFmAJQWh1rM4pkiAYbUhtCB+pr7hmtxtsAbxSfYXM3vX9NWfkwlKjdKIs= lan@desk";
    let certificate = "ssh-ed25519-cert-v01@openssh.com AAAAHHNzaC1lZDI1NTE5LWNlcnQtdjAx lan@desk";
    let putty = format!("---- BEGIN SSH2 PUBLIC KEY ----\nComment: \"lan\"\n{}\n", BASE64.encode(&blob(&line(1))));
    for (text, unfit) in [
        (String::new(), Unfit::Empty),
        ("  \n ".into(), Unfit::Empty),
        (rsa.into(), Unfit::KeyKind),
        (ecdsa.into(), Unfit::KeyKind),
        (certificate.into(), Unfit::KeyKind),
        ("-----BEGIN OPENSSH PRIVATE KEY-----\nb3BlbnNzaC1rZXktdjE=\n".into(), Unfit::KeyPrivate),
        ("PuTTY-User-Key-File-3: ssh-ed25519\nEncryption: none\n".into(), Unfit::KeyPrivate),
        (putty, Unfit::KeyPutty),
        ("SHA256:fzKuU+4IeX+Hs4rSUiEYkVpb2H+ZbtuMq7KwMnWaZLk".into(), Unfit::KeyUnreadable),
        (format!("restrict {}", line(1)), Unfit::KeyUnreadable),
        (line(1).replace("ssh-ed25519 ", "sk-ssh-ed25519@openssh.com "), Unfit::KeyUnreadable),
        (format!("{}\n{}", line(1), line(2)), Unfit::KeyUnreadable),
        (format!("{} {}", line(1), "x".repeat(20_000)), Unfit::KeyUnreadable),
    ] {
        let refused = lan.ask(Request::AddKey { line: text.clone(), label: String::new() }).err();
        assert_eq!(refused, Some(Problem::Invalid { field: "key".into(), unfit }), "{text}");
    }
    assert!(own(&mut lan).keys.is_empty());
    // A hardware key is taken: its kind, its 32 bytes and its application.
    let mut wire = Vec::new();
    for part in [b"sk-ssh-ed25519@openssh.com".as_slice(), &[7; 32], b"ssh:"] {
        wire.extend_from_slice(&u32::try_from(part.len()).expect("short").to_be_bytes());
        wire.extend_from_slice(part);
    }
    let hardware = format!("  sk-ssh-ed25519@openssh.com {}\r\n", BASE64.encode(&wire));
    match lan.ask(Request::AddKey { line: hardware, label: String::new() }) {
        Ok(Reply::KeyAdded(row)) => assert_eq!(row.label, row.kind, "known by its kind where nobody named it"),
        other => panic!("{other:?}"),
    }
    assert_eq!(served(&office, HERE, None).accepts_key("lan", &wire), Ok(true));
}

#[test]
fn a_key_that_somebody_put_into_the_file_lets_nobody_in_and_is_told() {
    let forged = |sql_of: &dyn Fn(&Office) -> String| {
        let office = with_keys(&["lan", "minh"]);
        office.run(&sql_of(&office));
        office
    };
    let (lan, minh) = (sql(Office::member("lan")), sql(Office::member("minh")));
    let new = |office: &Office| {
        let bytes: String = blob(&line(3)).iter().map(|byte| format!("{byte:02x}")).collect();
        let head = office.log().len();
        format!(
            "INSERT INTO ssh_key VALUES (x'{}', {lan}, x'{bytes}', 'ssh-ed25519', 'SHA256:x', 'y', 1, NULL, {head})",
            "07".repeat(16)
        )
    };
    let anothers = |_: &Office| format!("UPDATE ssh_key SET member = {lan} WHERE member = {minh}");
    let changed = |_: &Office| {
        let bytes: String = blob(&line(3)).iter().map(|byte| format!("{byte:02x}")).collect();
        format!("UPDATE ssh_key SET blob = x'{bytes}' WHERE member = {lan}")
    };
    for (key, forge) in [(3, &new as &dyn Fn(&Office) -> String), (2, &anothers), (3, &changed)] {
        let office = forged(forge);
        assert_eq!(served(&office, HERE, None).accepts_key("lan", &blob(&line(key))), Ok(false));
        assert_eq!(come(&office, "lan", HERE, Some(key)).err(), Some(Problem::SignInRefused));
        let told = alerts(&mut office.at("mai"));
        let of_keys = told.iter().filter(|alert| alert.kind == "ssh_key_altered").count();
        assert_eq!(of_keys, 1, "{told:?}");
        assert!(matches!(office.desk().verify_log(&mut |_, _| {}), Ok(Err(_))), "kin log verify names it");
    }
}

#[test]
fn a_key_that_was_taken_away_is_not_put_back_by_hand() {
    let office = with_keys(&["lan"]);
    office.run("CREATE TABLE kept AS SELECT * FROM ssh_key");
    let mut lan = office.at("lan");
    let key = own(&mut lan).keys.remove(0).id;
    assert!(lan.ask(Request::RemoveKey { key }).is_ok());
    office.run("INSERT INTO ssh_key SELECT * FROM kept; DROP TABLE kept");
    assert_eq!(served(&office, HERE, None).accepts_key("lan", &blob(&line(1))), Ok(false));
    assert_eq!(come(&office, "lan", HERE, Some(1)).err(), Some(Problem::SignInRefused));
    assert!(alerts(&mut office.at("mai")).iter().any(|alert| alert.kind == "ssh_key_altered"));
}

#[test]
fn networks_and_hours_hold_for_all_and_for_a_role() {
    let mut office = with_keys(&["lan", "minh"]);
    office.config.serve.time_zone = Some(jiff::tz::TimeZone::get("Asia/Ho_Chi_Minh").expect("a zone"));
    // 2026-11-22 is a Sunday; 08:02 UTC is 15:02 there.
    for (everybody, agents, refused) in [
        (reach(&["10.8.0.0/24"], ""), reach(&[], ""), None),
        (reach(&["10.9.0.0/24"], ""), reach(&[], ""), Some(Problem::NotFromHere)),
        (reach(&[], ""), reach(&["10.9.0.0/24"], ""), Some(Problem::NotFromHere)),
        (reach(&[], "sun 15:00-16:00"), reach(&[], ""), None),
        (reach(&[], "sun 08:00-09:00"), reach(&[], ""), Some(Problem::NotNow)),
        (reach(&[], "mon-fri 00:00-24:00"), reach(&[], ""), Some(Problem::NotNow)),
        (reach(&["10.0.0.0/8"], "sun 00:00-24:00"), reach(&["10.8.0.7/32"], "sat 00:00-24:00"), Some(Problem::NotNow)),
    ] {
        let office = {
            let mut copy = office.copy();
            copy.config = office.config.clone();
            (copy.config.serve.allow, copy.config.serve.hours) = (everybody.allow.clone(), everybody.hours.clone());
            copy.config.serve.roles.insert("Agent".into(), agents.clone());
            copy
        };
        let what = format!("{everybody:?} {agents:?}");
        let answer = come(&office, "lan", HERE, Some(1)).map(|_| ());
        assert_eq!(answer.err(), refused, "{what}");
        // An address that came as a mapped one is the same.
        let mapped = come(&office, "lan", "::ffff:10.8.0.7", Some(1)).map(|_| ());
        assert_eq!(mapped.err(), refused, "{what}");
        let Some(problem) = refused else { continue };
        let entry = office.last();
        assert_eq!((entry.action, entry.outcome), (Action::SignIn, Outcome::Failed));
        assert_eq!(entry.subject, Some(Office::member("lan")));
        let why = if problem == Problem::NotNow { "hours" } else { "network" };
        assert_eq!(entry.details, format!("{{\"refused\":\"{why}\"}}"));
        assert!(entry.origin.ends_with(" ssh 10.8.0.7"), "{}", entry.origin);
        // Whoever guesses is told nothing of it, and a role's limit is the role's alone.
        let mut desk = served(&office, HERE, Some(1));
        assert_eq!(desk.ask(sign_in("lan", WRONG, &office.code("lan"))).err(), Some(Problem::SignInRefused));
        let limited = agents != reach(&[], "");
        assert_eq!(come(&office, "minh", HERE, Some(2)).is_ok(), limited, "{what}");
        // Whoever sits at the computer itself is not limited by it.
        assert!(office.desk().ask(office.right("lan")).is_ok());
    }
}

#[test]
fn who_has_locked_the_screen_opens_it_within_the_hours_alone() {
    let mut office = with_keys(&["lan"]);
    office.config.serve.time_zone = Some(jiff::tz::TimeZone::UTC);
    office.config.serve.hours = Hours::parse("sun 08:00-09:00").expect("hours");
    let (mut lan, _) = come(&office, "lan", HERE, Some(1)).expect("lan is in");
    let unlock = || Request::Unlock { password: Secret::new(password("lan")) };
    assert!(lan.ask(Request::Lock { idle: true }).is_ok());
    assert!(lan.ask(unlock()).is_ok());
    assert!(lan.ask(Request::Lock { idle: true }).is_ok());
    office.clock.advance(3_600);
    assert_eq!(lan.ask(unlock()).err(), Some(Problem::NotNow));
    let wrong = Request::Unlock { password: Secret::new(WRONG) };
    assert_eq!(lan.ask(wrong).err(), Some(Problem::SignInRefused));
    assert_eq!(lan.ask(Request::Office(OfficeQuery::Own)).err(), Some(Problem::NoSession));
}

#[test]
fn limits_of_roles_that_are_not_there_are_told() {
    let mut office = Office::new();
    for role in ["agent", "Agnet", "LEAD"] {
        office.config.serve.roles.insert(role.into(), Reach::default());
    }
    assert_eq!(served(&office, HERE, None).unknown_roles(), ["agnet"]);
    assert!(office.desk().unknown_roles().is_empty(), "a local door has no limits");
}

#[test]
fn guesses_without_a_key_hold_up_nobody_who_has_one() {
    let office = with_keys(&["lan"]);
    for turn in 0..120 {
        let mut desk = served(&office, &format!("203.0.113.{turn}"), Some(9));
        office.clock.advance(1_000);
        let _ = desk.ask(sign_in("lan", WRONG, "000000"));
    }
    let mut desk = served(&office, "198.51.100.1", None);
    let code = office.code("lan");
    let locked = desk.ask(sign_in("lan", &password("lan"), &code)).err();
    assert_eq!(locked, Some(Problem::Wait { seconds: u32::MAX }), "a hundred in a row and no more");
    // Neither over the network with the key, nor at the computer itself.
    assert_eq!(come(&office, "lan", HERE, Some(1)).expect("lan is in").1.failures_since, 100);
    assert!(office.desk().ask(office.right("lan")).is_ok());
    // With the key wrong answers count as anywhere.
    let mut desk = served(&office, HERE, Some(1));
    let mut fail = || desk.ask(sign_in("lan", WRONG, "000000")).err();
    assert_eq!([fail(), fail()], [Some(Problem::SignInRefused), Some(Problem::SignInRefused)]);
    assert_eq!(fail(), Some(Problem::Wait { seconds: 1 }));
}

#[test]
fn one_address_that_guesses_at_many_names_waits_and_others_do_not() {
    let mut office = with_keys(&["lan"]);
    office.config.serve.sign_in = SignInBy::Password;
    for n in 0..16 {
        let mut desk = served(&office, ELSEWHERE, None);
        let answer = desk.ask(sign_in(&format!("name {n}"), WRONG, "000000")).err();
        let waits = matches!(answer, Some(Problem::Wait { .. }));
        assert_eq!(waits, n >= 9, "{n} {answer:?}");
        office.clock.advance(if n < 15 { 1_000 } else { 0 });
    }
    // Two minutes later whoever comes from there waits still, with the right answer too; with a key of one's own it
    // is no guess, and from elsewhere nobody waits.
    office.clock.advance(30);
    let right = office.right("minh");
    let waits = served(&office, ELSEWHERE, None).ask(right).err();
    assert_eq!(waits, Some(Problem::Wait { seconds: 3 }));
    assert!(come(&office, "minh", HERE, None).is_ok());
    office.clock.advance(100);
    assert!(come(&office, "minh", ELSEWHERE, None).is_ok());
}

#[test]
fn a_proven_key_does_not_wait_for_its_address() {
    let office = with_keys(&["lan"]);
    for n in 0..20 {
        office.clock.advance(1_000);
        let _ = served(&office, ELSEWHERE, None).ask(sign_in(&format!("name {n}"), WRONG, "000000"));
    }
    let right = office.right("minh");
    assert!(matches!(served(&office, ELSEWHERE, None).ask(right), Err(Problem::Wait { .. })));
    assert!(come(&office, "lan", ELSEWHERE, Some(1)).is_ok());
}

#[test]
fn a_first_sign_in_enrols_the_key_that_it_came_with() {
    let office = Office::new();
    let code = |name: &str| {
        let act = Manage::Invite { name: name.into(), grant: grant_of(Role::Agent, 0) };
        invited(&mut office.at("ioana"), act).code.expose().to_owned()
    };
    let first = code("Bình");
    // Twelve characters are enough where the server counts the tries, and no fewer.
    let short = enrol_at(&mut served(&office, HERE, Some(5)), &office, &first, "Bình", "violin teap").err();
    let at_least = |least| Problem::Invalid { field: "password".into(), unfit: Unfit::TooShort(least) };
    assert_eq!(short, Some(at_least(12)));
    assert_eq!(enrol(&office, &first, "Bình", "violin teapo").err(), Some(at_least(15)));
    // Without a key it would be its last sign-in.
    let keyless = enrol_at(&mut served(&office, HERE, None), &office, &first, "Bình", "violin teapo").err();
    assert_eq!(keyless, Some(Problem::Invalid { field: "key".into(), unfit: Unfit::Empty }));
    let mut desk = served(&office, HERE, Some(5));
    let binh = enrol_at(&mut desk, &office, &first, "Bình", "violin teapo").expect("an enrolment");
    let entry = office.last();
    assert_eq!((entry.action, entry.subject), (Action::MemberEnrol, Some(binh.id)));
    assert!(entry.details.contains("\"key\":"), "{}", entry.details);
    office.clock.advance(31);
    let now = kin::clock::Source::now(office.clock.as_ref());
    assert!(desk.ask(sign_in("Bình", "violin teapo", &binh.totp.code_at(now))).is_ok());
    let mine = own(&mut desk);
    assert_eq!((mine.keys.len(), mine.keys[0].label.as_str(), mine.minimum_password), (1, "laptop 5", 12));
    // By the password alone nobody comes in, and the same key lets in nobody else.
    assert_eq!(come(&office, "lan", HERE, Some(5)).err(), Some(Problem::SignInRefused));
    whole(&office);
}

#[test]
fn guesses_at_invitations_make_their_address_wait_and_nobody_else() {
    let office = Office::new();
    let act = Manage::Invite { name: "Bình".into(), grant: grant_of(Role::Agent, 0) };
    let code = invited(&mut office.at("ioana"), act).code.expose().to_owned();
    let mut desk = served(&office, ELSEWHERE, Some(4));
    for _ in 0..120 {
        office.clock.advance(901);
        let _ = desk.ask(Request::OpenInvitation { code: Secret::new("AAAA-BBBB") });
    }
    let waits = desk.ask(Request::OpenInvitation { code: Secret::new(code.as_str()) });
    assert!(matches!(waits, Err(Problem::Wait { seconds: ..=900 })), "{waits:?}");
    assert!(enrol_at(&mut served(&office, HERE, Some(5)), &office, &code, "Bình", "violin teapo").is_ok());
}

#[test]
fn a_first_sign_in_keeps_to_the_networks_too() {
    let mut office = Office::new();
    let act = Manage::Invite { name: "Bình".into(), grant: grant_of(Role::Agent, 0) };
    let code = invited(&mut office.at("ioana"), act).code.expose().to_owned();
    office.config.serve.roles.insert("agent".into(), reach(&["10.8.0.0/24"], ""));
    let mut outside = served(&office, ELSEWHERE, Some(5));
    let from = |desk: &mut Desk, code: &str| desk.ask(Request::OpenInvitation { code: Secret::new(code) }).err();
    assert_eq!(from(&mut outside, &code), Some(Problem::NotFromHere));
    assert_eq!(from(&mut outside, "AAAA-BBBB"), Some(Problem::NoInvitation));
    assert_eq!(from(&mut served(&office, HERE, Some(5)), &code), None);
}

#[test]
fn keys_go_with_what_is_decided_about_their_member() {
    let office = with_keys(&["lan", "minh", "hoa"]);
    let [lan, minh, hoa] = ["lan", "minh", "hoa"].map(Office::member);
    let mut mai = office.at("mai");
    let has = |name: &str, key| served(&office, HERE, None).accepts_key(name, &blob(&line(key))) == Ok(true);
    done(&mut mai, Manage::Suspend { member: lan });
    assert!(!has("lan", 1) && come(&office, "lan", HERE, Some(1)).is_err());
    done(&mut mai, Manage::Reactivate { member: lan });
    assert!(has("lan", 1) && come(&office, "lan", HERE, Some(1)).is_ok());
    invited(&mut mai, Manage::Reset { member: minh });
    done(&mut mai, Manage::Remove { member: hoa });
    let left = |member| office.store().read(|snapshot| snapshot.ssh_keys(member)).expect("a read").len();
    assert_eq!([lan, minh, hoa].map(left), [1, 0, 0]);
    whole(&office);
}

#[test]
fn who_manages_members_takes_their_keys_away() {
    let office = with_keys(&["lan", "mai", "ioana"]);
    let [lan, mai] = ["lan", "mai"].map(Office::member);
    let remove = |member| Manage::RemoveKeys { member };
    for name in ["minh", "sorin", "radu"] {
        let refused = manage(&mut office.at(name), remove(lan)).err();
        assert!(matches!(refused, Some(Problem::Denied { .. } | Problem::NotFound)), "{name} {refused:?}");
        assert_eq!(office.last().outcome, Outcome::Denied);
    }
    let (mut out, _) = come(&office, "lan", HERE, Some(1)).expect("lan is in");
    let mut ioana = office.at("ioana");
    // Nobody shuts out who has powers that he does not have himself.
    assert!(matches!(manage(&mut ioana, remove(mai)), Err(Problem::Refused(_))));
    office.clock.advance(16 * 60);
    assert_eq!(manage(&mut ioana, remove(lan)).err(), Some(Problem::ProveAgain));
    assert!(ioana.ask(Request::Prove { password: Secret::new(password("ioana")) }).is_ok());
    done(&mut ioana, remove(lan));
    let entry = office.last();
    assert_eq!((entry.action, entry.subject), (Action::SshKeyRemove, Some(lan)));
    assert_eq!(entry.details, "{\"keys\":1}");
    assert_eq!(out.ask(Request::Office(OfficeQuery::Own)).err(), Some(Problem::NoSession));
    assert_eq!(come(&office, "lan", HERE, Some(1)).err(), Some(Problem::SignInRefused));
    assert_eq!(manage(&mut ioana, remove(lan)).err(), Some(Problem::NotFound));
    whole(&office);
}

#[test]
fn words_reach_who_is_in_once_and_the_log_keeps_none_of_them() {
    let office = Office::new();
    let (mut mai, mut lan, mut twice, mut minh) =
        (office.at("mai"), office.at("lan"), office.at("lan"), office.at("minh"));
    let send = |desk: &mut Desk, to, text: &str| manage(desk, Manage::SendMessage { to, text: text.into() }).err();
    let words = "Tắt máy lúc năm giờ\u{1b}[2J";
    assert_eq!(send(&mut mai, MessageTo::Member(Office::member("lan")), words), None);
    let entry = office.last();
    assert_eq!((entry.action, entry.subject), (Action::MessageSend, Some(Office::member("lan"))));
    assert_eq!(entry.details, "{\"length\":22,\"sessions\":2,\"to\":\"member\"}");
    assert!(!office.log().iter().any(|entry| format!("{entry:?}").contains("năm giờ")));
    for desk in [&mut lan, &mut twice] {
        let read = read_messages(desk);
        assert_eq!(read.len(), 1);
        assert_eq!((read[0].by.as_str(), read[0].text.as_str()), ("mai", "Tắt máy lúc năm giờ[2J"));
        assert!(read_messages(desk).is_empty());
    }
    assert!(read_messages(&mut minh).is_empty());
    let number = planted(0).value(Field::Phone).to_owned();
    assert_eq!(send(&mut mai, MessageTo::Member(Office::member("minh")), &format!("gọi {number}")), None);
    assert!(read_messages(&mut minh).iter().all(|row| leaks(&row.text).is_empty()), "as in a note");
    assert_eq!(send(&mut mai, MessageTo::All, "all"), None);
    assert_eq!([&mut lan, &mut twice, &mut minh].map(|desk| read_messages(desk).len()), [1, 1, 1]);
    assert!(read_messages(&mut mai).is_empty(), "who speaks knows it");
    let session = own(&mut minh).sessions.iter().find(|session| session.mine).expect("this session").id;
    assert_eq!(send(&mut mai, MessageTo::Session(session), "you"), None);
    assert_eq!([&mut lan, &mut minh].map(|desk| read_messages(desk).len()), [0, 1]);
    // Not for everybody to send, and not to who is not there.
    for (desk, name) in [(&mut lan, "lan"), (&mut minh, "minh")] {
        for to in [MessageTo::All, MessageTo::Member(Office::member("mai")), MessageTo::Session(session)] {
            let refused = send(desk, to, "words");
            assert!(matches!(refused, Some(Problem::Denied { .. })), "{name} {to:?} {refused:?}");
        }
    }
    for (to, text, refused) in [
        (MessageTo::Member(Office::member("hoa")), "words".to_owned(), Problem::NotFound),
        (MessageTo::Session(Id([9; 16])), "words".to_owned(), Problem::NotFound),
        (MessageTo::All, " \u{1b} ".to_owned(), Problem::Invalid { field: "message".into(), unfit: Unfit::Empty }),
        (MessageTo::All, "á".repeat(501), Problem::Invalid { field: "message".into(), unfit: Unfit::TooLong(500) }),
    ] {
        assert_eq!(send(&mut mai, to, &text), Some(refused));
    }
    assert_eq!(send(&mut mai, MessageTo::All, &"á".repeat(500)), None);
    drop(minh);
    whole(&office);
}

#[test]
fn who_is_in_is_for_who_manages_members_to_know() {
    let office = with_keys(&["lan"]);
    let sessions = |desk: &mut Desk| match crate::deeds::office(desk, OfficeQuery::Sessions) {
        Ok(OfficeAnswer::Sessions(rows)) => Ok(rows),
        Ok(other) => panic!("{other:?}"),
        Err(problem) => Err(problem),
    };
    let mut mai = office.at("mai");
    let (mut lan, _) = come(&office, "lan", HERE, Some(1)).expect("lan is in");
    let before = office.log().len();
    let rows = sessions(&mut mai).expect("the sessions");
    // The session in which the key was enrolled has not ended either.
    let people = rows.iter().filter(|row| row.role != Role::Service);
    let names: Vec<_> = people.map(|row| (row.name.as_str(), row.role, row.mine)).collect();
    assert_eq!(names, [("lan", Role::Agent, false), ("mai", Role::Owner, true), ("lan", Role::Agent, false)]);
    assert!(rows[0].origin.ends_with(" ssh 10.8.0.7"), "{}", rows[0].origin);
    assert_eq!(office.last().action, Action::SessionView);
    assert!(sessions(&mut mai).is_ok());
    assert_eq!(office.log().len(), before + 1, "to look on is the same look");
    for name in ["lan", "minh", "radu"] {
        let refused = sessions(&mut office.at(name)).err();
        assert_eq!(refused, Some(Problem::Denied { rule: "member.manage".into() }), "{name}");
    }
    done(&mut mai, Manage::EndSession { session: rows[0].id });
    assert_eq!(lan.ask(Request::Office(OfficeQuery::Own)).err(), Some(Problem::NoSession));
    // What nobody has signed out of is no session for ever.
    office.clock.advance(25 * 3_600);
    let mut mai = office.at("mai");
    assert_eq!(sessions(&mut mai).expect("the sessions").len(), 1);
}

#[test]
fn what_happens_to_the_server_is_in_the_log() {
    let office = Office::new();
    let mut desk = office.desk();
    let place = "src/ui/update.rs:12\u{1b}[2J".to_owned();
    for (event, action, outcome) in [
        (ServerEvent::Started, Action::ServerStart, Outcome::Done),
        (ServerEvent::Reloaded, Action::ServerReload, Outcome::Done),
        (ServerEvent::Stopped, Action::ServerStop, Outcome::Done),
        (ServerEvent::Fault { place }, Action::ServerFault, Outcome::Failed),
    ] {
        desk.note(event).expect("an entry");
        let entry = office.last();
        assert_eq!((entry.action, entry.outcome, entry.member), (action, outcome, None));
    }
    assert_eq!(office.last().details, "{\"place\":\"src/ui/update.rs:12[2J\"}");
    whole(&office);
}

#[test]
fn what_the_server_upholds_is_said_to_be_so() {
    let office = with_keys(&["lan"]);
    let (mut served, mut local) = (come(&office, "lan", HERE, Some(1)).expect("lan is in").0, office.at("lan"));
    for (rule, with, without) in [
        ("customer.edit", Enforced::Server, Enforced::Client),
        ("log.export", Enforced::Server, Enforced::Client),
        ("field.reveal phone", Enforced::Cryptographic, Enforced::Cryptographic),
        ("member.manage", Enforced::Cryptographic, Enforced::Cryptographic),
    ] {
        assert_eq!(why(&mut served, rule, None).enforced, with, "{rule}");
        assert_eq!(why(&mut local, rule, None).enforced, without, "{rule}");
    }
}
