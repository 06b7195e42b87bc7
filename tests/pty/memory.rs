//! What the program's memory holds: after the lock and after the session's end nothing of what was shown, no code app's
//! secret, and no key that opens anything. While it is shown and open, the same search finds it.
//!
//! Two things may stay, which are named below: who can read the memory of a locked program might find them.
#![cfg(target_os = "linux")]

use std::fs::File;
use std::os::unix::fs::FileExt;
use std::path::Path;

use kin::domain::audit::Encoder;
use kin::domain::{Class, Id};
use kin::vault::{HostSecret, MemberKeys};

use crate::office::{Office, skip};
use crate::seat::{PHONE, PHONE_SHOWN, SOON, Seat, office};

/// Longest distance between the letters of a text that lies in cells of a screen, in bytes.
const CELL: usize = 64;

/// Something that must not stay.
struct Needle {
    name: &'static str,
    bytes: Vec<u8>,
}

fn needle(name: &'static str, bytes: impl Into<Vec<u8>>) -> Needle {
    Needle { name, bytes: bytes.into() }
}

const HOST_SECRET: &str = "host secret";
const VALUE: [&str; 2] = ["revealed value", "revealed value as shown"];
const KEYS: [&str; 3] = ["member's key", "member's signing key", "class key"];

/// What may stay until the memory is used again. The signing key: the Ed25519 library moves it about on the stack of the
/// desk's thread. The password, where it came in one burst as a paste does: as events, one letter each, of the loop.
const MAY_STAY: [&str; 2] = ["member's signing key", "password"];

/// What was found and may not be there. The file is open as before: the host secret goes with it.
fn left(found: Option<Vec<&'static str>>) -> Vec<&'static str> {
    let found = found.expect("it could be read before");
    assert!(found.contains(&HOST_SECRET), "the search finds nothing any more: {found:?}");
    found.into_iter().filter(|name| *name != HOST_SECRET && !MAY_STAY.contains(name)).collect()
}

/// What is to be searched for, of an office and one of its members.
fn needles(office: &Office, member: &str) -> Vec<Needle> {
    let host = HostSecret::load(&office.host_secret()).expect("the host secret");
    let database = office.open_database();
    let of = |sql: &str| database.query_row(sql, [], |row| row.get::<_, Vec<u8>>(0)).expect("a value");
    let id = |bytes: Vec<u8>| Id(bytes.try_into().expect("an id"));
    let install = id(of("SELECT value FROM office WHERE key = 'install'"));
    let member_id = id(of(&format!("SELECT id FROM member WHERE folded = '{member}'")));
    let sealed = of(&format!(
        "SELECT s.sealed_keys FROM member_secret s JOIN member m ON m.id = s.member WHERE m.folded = '{member}'"
    ));
    let keys = MemberKeys::open(&sealed, &office.password(member), &host, install, member_id).expect("the keys open");
    let text = keys.to_key_file_text();
    let text = text.split_whitespace().next_back().expect("the keys as text");
    let secrets = data_encoding::BASE32_NOPAD.decode(text.as_bytes()).expect("base32");
    let class = of(&format!(
        "SELECT c.sealed FROM class_key_copy c JOIN member m ON m.id = c.holder WHERE m.folded = '{member}' AND class = 'contact'"
    ));
    let mut context = Encoder::new("kin class key v1");
    context.put(&install.0).put(Class::Contact.name().as_bytes()).put_int(1);
    let class = keys.open_sealed("kin class key v1", &context.0, &class).expect("the class key opens");
    let totp = office.totp_secret(member);
    vec![
        needle(VALUE[0], PHONE),
        needle(VALUE[1], PHONE_SHOWN),
        needle("password", office.password(member)),
        needle("code app's secret", data_encoding::BASE32_NOPAD.decode(totp.as_bytes()).expect("base32")),
        needle("code app's secret as text", totp),
        needle(KEYS[0], &secrets[..32]),
        needle(KEYS[1], &secrets[32..64]),
        needle(KEYS[2], class.as_slice()),
        needle(HOST_SECRET, host.expose().as_slice()),
    ]
}

/// What of it lies in the process's memory, or `None` where this account may not look.
fn found(process: u32, needles: &[Needle]) -> Option<Vec<&'static str>> {
    let folder = Path::new("/proc").join(process.to_string());
    let maps = std::fs::read_to_string(folder.join("maps")).ok()?;
    let memory = File::open(folder.join("mem")).ok()?;
    let mut found = Vec::new();
    let mut read = 0;
    for line in maps.lines().filter(|line| !line.contains("[v")) {
        let (range, rest) = line.split_once(' ').expect("a range");
        if !rest.starts_with("rw") {
            continue;
        }
        let (from, to) = range.split_once('-').expect("two addresses");
        let address = |hex| u64::from_str_radix(hex, 16).expect("an address");
        let (from, to) = (address(from), address(to));
        let mut bytes = vec![0; usize::try_from(to - from).expect("a length")];
        if memory.read_exact_at(&mut bytes, from).is_err() {
            continue;
        }
        read += bytes.len();
        found.extend(needles.iter().filter(|needle| holds(&bytes, &needle.bytes)).map(|needle| needle.name));
    }
    assert!(read > 1 << 20, "only {read} bytes could be read");
    found.sort_unstable();
    found.dedup();
    Some(found)
}

/// Whether a memory holds a text or key, its bytes in a row or each in a cell of its own.
fn holds(memory: &[u8], needle: &[u8]) -> bool {
    let first = needle[0];
    let at = |start: usize, apart: usize| {
        start + (needle.len() - 1) * apart < memory.len()
            && needle.iter().enumerate().all(|(n, byte)| memory[start + n * apart] == *byte)
    };
    memory
        .iter()
        .enumerate()
        .filter(|(_, byte)| **byte == first)
        .any(|(start, _)| (1..=CELL).any(|apart| at(start, apart)))
}

/// Has the one value shown, at the open customer.
fn reveal(seat: &mut Seat) {
    seat.open_hong();
    seat.type_text("r");
    seat.wait_for("Why do you need it?", SOON);
    seat.key("down");
    seat.key("tab");
    seat.type_text("hẹn giao chiều nay");
    seat.key("enter");
    seat.wait_for("hidden again in", SOON);
    assert!(seat.screen().contains(PHONE_SHOWN), "{}", seat.screen());
}

#[test]
fn no_value_and_no_key_that_opens_stays_in_memory_after_the_lock_and_the_sessions_end() {
    let office = office();
    let needles = needles(&office, "minh");
    let mut seat = Seat::signed_in(&office, "minh", (80, 24));
    reveal(&mut seat);
    let process = seat.process_id();
    let Some(shown) = found(process, &needles) else {
        return skip("this account may not read the program's memory, as nobody but root should");
    };
    for name in [VALUE[1], KEYS[0], KEYS[1], KEYS[2], HOST_SECRET] {
        assert!(shown.contains(&name), "the search does not find the {name} while it is there: {shown:?}");
    }

    // At once, with the value on the screen.
    seat.key("f9");
    seat.wait_for("Locked: minh", SOON);
    assert_eq!(left(found(process, &needles)), Vec::<&str>::new(), "after the lock");

    seat.type_text(&office.password("minh"));
    seat.key("enter");
    seat.wait_gone("Locked: minh");
    let unlocked = found(process, &needles).expect("as before");
    assert!(unlocked.contains(&KEYS[0]) && unlocked.contains(&KEYS[2]), "{unlocked:?}");
    // The sign-out that leaves the program there: somebody ends the session.
    for session in office.run_as("mai", &["member", "sessions", "minh", "--json"]).lines() {
        office.run_as("mai", &["member", "end-session", session["id"].as_str().expect("an id")]).good();
    }
    seat.type_text("r");
    seat.wait_for("Sign in with your name", SOON);
    assert_eq!(left(found(process, &needles)), Vec::<&str>::new(), "after the session's end");
}

#[test]
fn a_text_in_a_row_and_in_cells_is_found() {
    let cells: Vec<u8> = b"903".iter().flat_map(|byte| [*byte, 0, 0, 0, 0, 7]).collect();
    assert!(holds(b"..903..", b"903") && holds(&cells, b"903"));
    assert!(!holds(b"..9.0.4", b"903") && !holds(b"90", b"903"));
}
