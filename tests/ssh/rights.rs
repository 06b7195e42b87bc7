//! Members whose role gives little, over SSH: what they try by commands and by the screens shows nothing of what was
//! planted, in no byte that came over the line.

use std::time::Duration;

use crate::attackers::entered_again;
use crate::office::{Office, Ran};
use crate::server::{SOON, Server, has_ssh};
use crate::support::Pty;

const SIZE: (u16, u16) = (110, 30);
const MISSING: &str = "01900000-0000-7000-8000-000000000001";
/// What is planted, as it is known by: the values in no form that a mask shows.
const VALUES: [&str; 3] = ["903123567", "dao.rieng", "aaaa1b31"];
const NAMES: [&str; 2] = ["hồng đào", "quốc đức"];
/// Why the owner has looked at a value; only she and who may see the whole log read it.
const REASON: &str = "zqxorchid";
const PEOPLE: &str = "Name,Phone,Email,IBAN,Note\n\
    Nguyễn Thị Hồng Đào,0903123567,dao.rieng@kinden.example,RO49AAAA1B31007593840000,hẹn 0903 123 567\n\
    Trần Quốc Đức,0912345678,duc@kinden.example,,\n";

/// What of the planted is in a text; a number in groups is the same number.
fn found<'a>(text: &str, planted: &[&'a str]) -> Vec<&'a str> {
    let text = text.to_lowercase();
    let joined: String = text.chars().filter(|c| !matches!(c, ' ' | '.' | '-' | '(' | ')')).collect();
    let there = |one: &&&str| text.contains(**one) || joined.contains(**one);
    planted.iter().filter(there).copied().collect()
}

/// All that a terminal was sent: the bytes, and what they made of the screen all along.
fn sights(pty: &Pty) -> String {
    let raw = pty.raw_bytes();
    let mut emulator = vt100::Parser::new(SIZE.1, SIZE.0, 0);
    let mut all = String::from_utf8_lossy(&raw).into_owned();
    for chunk in raw.chunks(256) {
        emulator.process(chunk);
        all.push_str(&emulator.screen().contents());
    }
    all
}

/// Two people with all their values, and the first one's id and code.
fn office() -> (Office, String, String) {
    let office = Office::demo(0);
    let file = office.file("people.csv", PEOPLE);
    office.run_by_key(&["import", "customers", &file, "--yes"]).good();
    let rows = office.run_as("mai", &["customer", "list", "--search", "hong", "--json"]).lines();
    let text = |key: &str| rows[0][key].as_str().expect("text").to_owned();
    let (id, code) = (text("id"), text("code"));
    (office, id, code)
}

fn exec(server: &Server<'_>, member: &str, line: &str) -> Ran {
    let (out, err, code) = entered_again(server, member).exec(line).expect("an answer");
    Ran { code: i32::try_from(code).unwrap_or(-1), out, err }
}

/// Signed in, before the customers, of whom there may be none.
fn seat(server: &Server<'_>, member: &str) -> Pty {
    let mut pty = server.ssh(member, Some(&server.key(member)), &[], SIZE);
    server.credentials(&mut pty, member);
    pty.wait_for("Press / to search", SOON);
    pty
}

/// Gives the keys one by one, each with time to be answered, and leaves: all was carried out by then.
fn press(pty: &mut Pty, keys: &[&str]) {
    for key in keys {
        match *key {
            "esc" | "enter" | "down" | "right" => pty.key(key),
            text => pty.type_text(text),
        }
        std::thread::sleep(Duration::from_millis(150));
    }
    pty.key("ctrl-q");
    assert_eq!(pty.exit_code(SOON), 0, "{}", pty.screen());
}

/// What there is to be found is found where it may be seen: the others' tests prove something.
#[test]
fn an_owner_sees_what_was_planted() {
    if !has_ssh() {
        return;
    }
    let (office, id, _) = office();
    let server = Server::start(&office, "");
    server.enrol("mai");
    for (field, value) in ["phone", "email", "iban"].into_iter().zip(VALUES) {
        let ran = exec(&server, "mai", &format!("customer reveal {id} {field} --reason call"));
        assert_eq!(found(&ran.out, &VALUES), [value], "{ran:?}");
    }
    let mut pty = server.seat("mai", SIZE);
    pty.type_text("/hong");
    pty.wait_for("1 of 2", SOON);
    pty.key("enter");
    pty.wait_for("[Overview]", SOON);
    pty.type_text("r");
    pty.wait_for("Why do you need it?", SOON);
    pty.key("enter");
    pty.wait_for("hidden again in", SOON);
    let all = sights(&pty);
    assert_eq!((found(&all, &VALUES), found(&all, &NAMES)), (vec![VALUES[0]], NAMES.to_vec()));
}

/// A role for one's own customers alone, in another department, that reveals nothing: nobody is there.
#[test]
fn who_holds_little_finds_nobody() {
    if !has_ssh() {
        return;
    }
    let (office, id, code) = office();
    office
        .run_as("mai", &["role", "save", "looker", "--set", "customer.list=own", "--set", "customer.view=own"])
        .good();
    let invite = ["member", "invite", "kha", "--role", "looker", "--department", "Sales", "--json"];
    let invited = office.run_as("mai", &invite).json();
    office.join(invited["code"].as_str().expect("a code"), "seven quiet herons wade at noon").expect("joined");
    let server = Server::start(&office, "");
    server.enrol("kha");
    let planted = [&VALUES[..], &NAMES].concat();
    let tried = |line: &str| {
        let ran = exec(&server, "kha", line);
        assert_eq!(found(&format!("{ran:?}"), &planted), Vec::<&str>::new(), "{line}: {ran:?}");
        ran
    };
    // Somebody else's record is in the very words of one that is not there; so is a right that the role lacks.
    for line in ["customer show ID --json", "why customer.view --customer ID", "customer reveal ID phone --reason call"]
    {
        let [theirs, missing] = [id.as_str(), MISSING].map(|id| {
            let Ran { code, out, err } = tried(&line.replace("ID", id));
            (code, out.replace(id, "ID"), err.replace(id, "ID"))
        });
        assert_eq!(theirs, missing, "{line}");
        assert!(theirs.0 == 1 && theirs.1.is_empty() && !theirs.2.is_empty(), "{line}: {theirs:?}");
    }
    tried(&format!("customer show {code}")).fails(1, &format!("There is no customer \"{code}\" in your scope"));
    assert_eq!(tried("customer list --search hong --json").out, "");
    tried("customer list --search /0903123560").fails(1, "does not allow this (customer.lookup");
    tried("log export").fails(1, "does not allow this (log.export");
    let mut pty = seat(&server, "kha");
    press(
        &mut pty,
        &[
            "/",
            "ong",
            "enter",
            "esc",
            "esc",
            ":",
            "ong",
            "esc",
            "/",
            "/090312356",
            "enter",
            "esc",
            "esc",
            "enter",
            "r",
            "esc",
            "y",
            "esc",
            "e",
            "esc",
            "1",
            "9",
            "0",
            "M",
            "esc",
            "V",
            "esc",
            "D",
            "esc",
            "2",
        ],
    );
    assert_eq!(found(&sights(&pty), &planted), Vec::<&str>::new());
}

/// An agent sees masks of what the role does not reveal, and of the log its own part.
#[test]
fn an_agent_reads_no_log_of_others_and_takes_nothing_out() {
    let (office, id, _) = office();
    let reveal = ["customer", "reveal", &id, "iban", "--reason", "call", "--words", REASON];
    office.run_as("mai", &reveal).good();
    assert!(office.run_as("radu", &["log", "export"]).out.contains(REASON), "it is there to be read");
    let server = Server::start(&office, "");
    server.enrol("lan");
    let tried = |line: &str| {
        let ran = exec(&server, "lan", line);
        assert_eq!(found(&format!("{ran:?}"), &[&VALUES[..], &[REASON]].concat()), Vec::<&str>::new(), "{line}");
        ran
    };
    tried(&format!("customer show {id} --json")).good();
    tried(&format!("customer reveal {id} iban --reason call")).fails(1, "does not allow this (field.reveal iban");
    let log = tried("log list --limit 500 --json").lines();
    assert!(!log.is_empty() && log.iter().all(|row| row["member"] == "lan"), "{log:?}");
    tried("log export --json").fails(1, "does not allow this (log.export");
    tried("member list").fails(1, "does not allow this (member.view");
}

/// Who looks the office through holds no key: masks alone, and the whole log without a value.
#[test]
fn an_auditor_reads_everything_and_no_value() {
    if !has_ssh() {
        return;
    }
    let (office, id, _) = office();
    office.run_as("mai", &["customer", "reveal", &id, "phone", "--reason", "call"]).good();
    let server = Server::start(&office, "");
    server.enrol("radu");
    let tried = |line: &str| {
        let ran = exec(&server, "radu", line);
        assert_eq!(found(&format!("{ran:?}"), &VALUES), Vec::<&str>::new(), "{line}: {ran:?}");
        ran
    };
    let shown = tried(&format!("customer show {id} --json"));
    shown.good();
    assert!(shown.out.contains('•') && !found(&shown.out, &NAMES).is_empty(), "{shown:?}");
    tried(&format!("customer reveal {id} phone --reason call")).fails(1, "does not allow this (field.reveal phone");
    tried("customer list --search /0903123560").fails(1, "does not allow this (customer.lookup");
    tried("log export").good();
    let mut pty = seat(&server, "radu");
    pty.type_text("/hong");
    pty.wait_for("1 of 2", SOON);
    pty.key("enter");
    pty.wait_for("[Overview]", SOON);
    let mut keys = Vec::new();
    for _ in 0..7 {
        keys.extend(["r", "enter", "esc", "v", "esc", "y", "Y", "e", "esc", "w", "esc", "down"]);
    }
    keys.extend(["right", "right", "right", "a", "esc", "1", "9", "0", "right", "right", "right"]);
    press(&mut pty, &keys);
    let all = sights(&pty);
    assert_eq!(found(&all, &VALUES), Vec::<&str>::new());
    assert!(all.contains('•') && !found(&all, &NAMES).is_empty(), "the record was there");
}
