//! The server as its admin has it: its figures, its settings read again, its end, and a fault in one session.

use std::io::Write;
use std::os::unix::fs::PermissionsExt;
use std::sync::Arc;

use russh::keys::ssh_key::PrivateKey;

use crate::client::{Client, Step};
use crate::office::Office;
use crate::server::{SOON, Server, has_ssh, until};

const SIZE: (u16, u16) = (100, 30);

#[test]
fn a_stop_tells_people_and_keeps_what_they_typed() {
    if !has_ssh() {
        return;
    }
    let office = Office::demo(10);
    let mut server = Server::start(&office, "");
    server.enrol("lan");
    let mut pty = server.seat("lan", SIZE);
    server.signal("TERM");
    assert_eq!(server.exit_code(), 0, "{}", server.said());
    pty.exit_code(SOON);
    assert!(pty.screen().contains("server was stopped"), "{}", pty.screen());
    assert!(!pty.state().alternate_screen());
    assert!(server.said().contains("Stopped."));
    let actions: Vec<String> = (office.run_as("radu", &["log", "list", "--json"]).lines().iter())
        .map(|row| row["entry"]["action"].as_str().expect("an action").to_owned())
        .collect();
    for action in ["server.start", "server.stop"] {
        assert!(actions.iter().any(|found| found == action), "{action} is not in {actions:?}");
    }
    assert!(!office.folder().join("serve.sock").exists());
}

/// People see the time of their office, wherever its server stands.
#[test]
fn screens_tell_the_time_of_the_office() {
    if !has_ssh() {
        return;
    }
    let office = Office::demo(10);
    let server = Server::start(&office, "time_zone = \"Pacific/Kiritimati\"");
    server.enrol("lan");
    let there = || {
        let zone = jiff::tz::TimeZone::get("Pacific/Kiritimati").expect("a zone that is known");
        jiff::Timestamp::now().to_zoned(zone).strftime("served · %H:%M").to_string()
    };
    let before = there();
    let pty = server.seat("lan", SIZE);
    let title = pty.screen().lines().next().unwrap_or_default().to_owned();
    assert!(title.contains(&before) || title.contains(&there()), "{title}");
}

#[test]
fn settings_are_read_again_and_a_wrong_one_changes_nothing() {
    let office = Office::demo(10);
    let server = Server::start(&office, "");
    let reachable = || Client::connect(server.port).is_ok();
    assert!(reachable());
    server.set("allow = [\"10.0.0.0/8\"]");
    server.signal("HUP");
    until("a reload", || server.said().contains("Read the settings again"));
    assert!(!reachable());
    server.set("allow = [\"nonsense\"]");
    server.signal("HUP");
    until("a refusal", || server.said().contains("stay as they were"));
    assert!(!reachable());
    server.set("allow = [\"127.0.0.0/8\", \"::1\"]");
    server.signal("HUP");
    until("a reload", || server.said().matches("Read the settings again").count() == 2);
    assert!(reachable());
    let refused = &server.status()["refused"];
    assert!(refused["not_allowed"].as_u64().is_some_and(|count| count >= 2), "{refused}");
}

#[test]
fn figures_are_told_to_who_may_open_the_folder() {
    let office = Office::demo(10);
    let server = Server::start(&office, "");
    let status = server.status();
    assert_eq!(status["sessions"], 0);
    let head = status["head"].as_i64().expect("the log's head");
    assert!(head > 0 && status["hash"].as_str().is_some_and(|hash| hash.len() == 64), "{status}");
    let told = office.run(&["serve", "status"], "");
    assert!(told.out.contains("\nlast backup            ") && !told.out.contains(['{', '"']), "{told:?}");
    let socket = office.folder().join("serve.sock");
    assert_eq!(socket.metadata().expect("a socket").permissions().mode() & 0o777, 0o600);
    drop(server);
    // The socket of a server that was killed says so, and the next server takes its place.
    office.run(&["serve", "status"], "").fails(1, "kin serve");
    let server = Server::start(&office, "");
    let more = server.status()["head"].as_i64().expect("the log's head");
    assert!(more > head);
    // One server serves an office.
    let config = office.file("other.toml", "[serve]\n");
    office.run(&["--config", &config, "serve", "--listen", "127.0.0.1:0"], "").fails(1, "Is another server running");
}

#[test]
fn a_check_says_what_is_wrong_before_a_start() {
    let office = Office::demo(10);
    office.run(&["serve", "--check", "--listen", "127.0.0.1:0"], "").good();
    let server = Server::start(&office, "");
    let taken = format!("127.0.0.1:{}", server.port);
    let ran = office.run(&["serve", "--check", "--listen", &taken], "");
    assert_eq!(ran.code, 1, "{ran:?}");
    assert!(ran.out.contains("can't be listened on"), "{ran:?}");
    let open = office.run(&["serve", "--check", "--listen", "0.0.0.0:0"], "");
    assert!(open.out.contains("anybody who reaches the port may try"), "{open:?}");
    let config = office.file("wrong.toml", "[serve]\nhours = \"always\"\n");
    office.run(&["--config", &config, "serve", "--check"], "").fails(2, "wrong.toml:2:");
    let config = office.file("roles.toml", "[serve.roles.agnet]\nallow = [\"10.0.0.0/8\"]\n");
    let check = office.run(&["--config", &config, "serve", "--check"], "");
    assert!(check.code == 1 && check.out.contains("no role is called agnet"), "{check:?}");
    office
        .run(&["--config", &config, "serve", "--listen", "127.0.0.1:0"], "")
        .fails(1, "No role of the office is called agnet");
    let unit = office.run(&["serve", "--unit"], "");
    assert!(unit.out.contains("ProtectSystem=strict") && unit.out.contains("LoadCredential"), "{unit:?}");
}

#[test]
fn commands_answer_as_they_do_at_home() {
    if !has_ssh() {
        return;
    }
    let office = Office::demo(40);
    let server = Server::start(&office, "");
    server.enrol("radu");
    let over = server.command("radu", "kin log list --limit 5 --json");
    assert_eq!(over.lines().len(), 5, "{over:?}");
    let over = server.command("radu", "customer list --limit 2");
    assert_ne!(over.out, "");
    let over = server.command("radu", "kin --help");
    assert_eq!(over.code, 0, "{over:?}");
    // No session stays behind.
    until("the end of all sessions", || server.status()["sessions"] == 0);
}

/// A fault of ours in one session: it ends, others go on, and the log says where and nothing else.
#[test]
fn a_fault_ends_one_session_alone() {
    let office = Office::demo(10);
    let server = Server::start(&office, "");
    let key = PrivateKey::read_openssh_file(server.enrol("lan")).expect("a key");
    drop(server);
    let config = kin::config::Config::parse("[serve]\nlisten = \"127.0.0.1:0\"", "test".as_ref()).expect("a config");
    let secret = office.host_secret();
    let paths =
        kin::desk::office::OfficePaths::find(&office.folder(), office.home(), Some(&secret)).expect("an office");
    let serving = kin::ssh::Serving {
        host_key: office.home().join("another_host_key"),
        status: office.home().join("another.sock"),
        config: config.clone(),
        paths,
        clock: Arc::new(kin::clock::System),
        exec: |line, desk, mut out, _| {
            assert_ne!(line, "fail 0903123567", "a customer's number");
            let _ = writeln!(out, "well");
            (Some(desk), 0)
        },
        reload: Box::new(move || Ok(config.clone())),
        say: |words| {
            if let Some(port) = words.strip_prefix("Serving on 127.0.0.1:").and_then(|rest| rest.split('.').next()) {
                PORT.set(port.parse().expect("a port")).expect("one server");
            }
        },
    };
    static PORT: std::sync::OnceLock<u16> = std::sync::OnceLock::new();
    // It ends with the test program.
    std::thread::spawn(move || kin::ssh::serve(serving));
    until("a server", || PORT.get().is_some());
    // The server says no words of a panic; those of other tests of this program are wanted.
    let quiet = std::panic::take_hook();
    std::panic::set_hook(Box::new(move |panic| {
        quiet(panic);
        eprintln!("{panic}");
    }));
    let port = *PORT.get().expect("a port");
    let enter = || {
        let mut client = Client::connect(port).expect("a connection");
        assert_eq!(client.prove("lan", &key), Step::More);
        let (password, code) = (office.password("lan"), office.code("lan"));
        assert_eq!(client.sign_in("lan", &[&password, &code]), Step::In);
        client
    };
    let (mut one, mut other) = (enter(), enter());
    let (_, errors, code) = one.exec("fail 0903123567").expect("an answer");
    assert_eq!(code, 101);
    assert!(errors.contains("fault") && !errors.contains("0903"), "{errors}");
    assert_eq!(other.exec("go on").expect("an answer").0, "well\n");
    let log = office.run_as("radu", &["log", "list", "--json", "--limit", "5000"]);
    let fault = log.lines().into_iter().find(|row| row["entry"]["action"] == "server.fault").expect("an entry");
    let details = fault["entry"]["details"].to_string();
    assert!(details.contains("running.rs") && !log.out.contains("0903123567"), "{details}");
}
