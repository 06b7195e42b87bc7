//! The program's own log: what happened is told, and nothing of anybody, whatever road was taken.

use std::io::{BufRead, BufReader, Read};
use std::net::{Shutdown, TcpStream};
use std::os::unix::fs::PermissionsExt;
use std::path::PathBuf;
use std::process::{Child, Command};

use crate::office::{Office, command, home, run_in};

/// The office's program writes its log beside the office from now on.
fn log_of(office: &Office, more: &str) -> PathBuf {
    let file = office.home().join("kin.log");
    let folder = office.home().join("config/kin");
    std::fs::create_dir_all(&folder).expect("a folder");
    let text = format!("[log]\npath = {:?}\n{more}", file.display().to_string());
    std::fs::write(folder.join("config.toml"), text).expect("a file");
    file
}

fn read(log: &PathBuf) -> String {
    std::fs::read_to_string(log).expect("a log")
}

#[track_caller]
fn tells(log: &str, events: &[&str]) {
    for event in events {
        assert!(log.lines().any(|line| line.contains(event)), "no {event} in\n{log}");
    }
}

#[test]
fn a_day_leaves_its_events_and_nothing_of_anybody() {
    let office = Office::demo(60);
    let log = log_of(&office, "level = \"trace\"\nslow_ms = 1\n");
    let mut secrets: Vec<String> = ["mai", "lan", "minh", "radu", "importer"].map(str::to_owned).to_vec();
    let rows = office.run_as("mai", &["customer", "list", "--json", "--limit", "60"]).lines();
    secrets.extend(
        rows.iter()
            .flat_map(|row| ["name", "city", "code"].map(|key| row[key].as_str().unwrap_or_default().to_owned())),
    );
    let code = rows[0]["code"].as_str().expect("a code").to_owned();
    let name = rows[0]["name"].as_str().expect("a name");
    let word = name.split(' ').next_back().expect("a word");
    let searched = office.run_as("mai", &["customer", "list", "--search", word, "--json"]);
    assert!(searched.lines().iter().any(|row| row["name"] == name));
    office.run_as("mai", &["customer", "show", &code]).good();
    let reveal = ["customer", "reveal", &code, "phone", "--reason", "call", "--words", "đã hẹn trước", "--json"];
    let phone = office.run_as("mai", &reveal).json()["value"].as_str().expect("a phone").to_owned();
    office.run_as("mai", &["customer", "list", "--search", &format!("/{phone}"), "--json"]).good();
    office.run_as("mai", &["note", "add", &code, "Bệnh viện gọi lại"]).good();
    office.run_as("mai", &["customer", "show", "Nowhere-Man"]).fails(1, "");
    // Who does not exist is looked at.
    let decoy = rows[1]["code"].as_str().expect("a code");
    office.run_as("mai", &["detector", "honeytoken", "add", decoy]).good();
    office.run_as("lan", &["customer", "show", decoy]);
    // A right that is missing, a rule, a password in the name's place, an exact value that nobody has.
    office.run_by_key(&["member", "list"]).fails(1, "does not allow");
    office.run_as("radu", &reveal).fails(1, "");
    let password = office.password("mai");
    office.run(&["customer", "list", "--member", &password], "wrong-password\n123456\n").fails(1, "wrong");
    office.run(&["customer", "find", "--phone", "-", "--key", &office.importer_key()], "0912000111\n");
    office.run(&["backup", "now"], "").good();
    office.run(&["backup", "now", "--to", "/dev/null/nowhere"], "").fails(1, "");
    office.run(&["linear-no-such-command", name], "").fails(2, "");

    let text = read(&log);
    tells(
        &text,
        &[
            "level=info",
            "event=started version=",
            "event=ended code=0",
            "event=ended code=1",
            "event=office_opened office=",
            "door=\"command line\"",
            "event=signed_in member=",
            "level=warn",
            "event=sign_in_refused kind=SignInRefused",
            "event=asked request=",
            "request=Reveal",
            "event=refused request=",
            "kind=Denied",
            "event=slow request=",
            "event=backup_made bytes=",
            "event=alert_raised alert=",
            "level=error",
            "event=backup_failed kind=",
        ],
    );
    secrets.extend(
        [
            word,
            &phone,
            &phone[phone.len() - 6..],
            &password,
            "wrong-password",
            "đã hẹn",
            "viện",
            "Nowhere-Man",
            "0912000111",
        ]
        .map(str::to_owned),
    );
    secrets.push(office.home().display().to_string());
    for secret in secrets.iter().filter(|secret| !secret.is_empty()) {
        // A word of one syllable may be a part of one of the program's own.
        let found = text.split(|c: char| !c.is_alphanumeric() && c != '-').any(|word| word == secret);
        assert!(!found && (secret.len() < 5 || !text.contains(secret)), "{secret:?} stands in\n{text}");
    }
    for line in text.lines() {
        assert!(line.starts_with("time=20") && line.contains(" pid=") && line.contains(" event="), "{line}");
    }
    assert_eq!(std::fs::metadata(&log).expect("a log").permissions().mode() & 0o777, 0o600);
}

#[test]
fn the_level_is_kept_to_and_none_is_usual() {
    let office = Office::demo(2);
    office.run_by_key(&["import", "list"]).good();
    assert!(!office.home().join("kin.log").exists());
    let log = log_of(&office, "level = \"warn\"\n");
    office.run_by_key(&["import", "list"]).good();
    assert_eq!(read(&log), "");
    office.run(&["customer", "list", "--member", "mai"], "wrong\n123456\n").fails(1, "wrong");
    let text = read(&log);
    assert!(text.lines().count() == 1 && text.contains("event=sign_in_refused"), "{text}");
}

#[test]
fn a_log_that_cannot_be_written_stops_nobody() {
    let office = Office::demo(2);
    log_of(&office, "");
    for path in ["/nowhere/kin.log", "/dev/full", &office.home().display().to_string()] {
        let file = office.file("other.toml", format!("[log]\npath = {path:?}\n"));
        let key = office.importer_key();
        let ran = office.run(&["import", "list", "--json", "--key", &key, "--config", &file], "");
        ran.good();
        assert_eq!(ran.err.matches("can't be written").count(), usize::from(path != "/dev/full"), "{ran:?}");
    }
}

/// A running server; it is ended when this is dropped.
struct Server {
    child: Child,
    port: u16,
}

impl Server {
    fn start(office: &Office) -> Self {
        let folder = office.folder().display().to_string();
        let mut child = command(office.home(), &["--office", &folder, "serve", "--listen", "127.0.0.1:0"])
            .spawn()
            .expect("it starts");
        let lines = BufReader::new(child.stdout.take().expect("a pipe")).lines().map_while(Result::ok);
        let port = lines
            .filter_map(|line| line.strip_prefix("Serving on 127.0.0.1:")?.split('.').next()?.parse().ok())
            .next()
            .expect("the server says where it listens");
        Self { child, port }
    }

    fn signal(&self, name: &str) {
        let sent = Command::new("kill").args(["-s", name, &self.child.id().to_string()]).status().expect("kill");
        assert!(sent.success());
    }

    /// Connects, and waits until the server hangs up.
    fn call(&self) {
        let mut line = TcpStream::connect(("127.0.0.1", self.port)).expect("a line");
        let _ = std::io::Write::write_all(&mut line, b"no greeting of SSH\r\n");
        let _ = line.shutdown(Shutdown::Write);
        let _ = line.read_to_end(&mut Vec::new());
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// Waits for what another process writes.
#[track_caller]
fn wait_for(log: &PathBuf, event: &str) {
    for _ in 0..500 {
        if std::fs::read_to_string(log).is_ok_and(|text| text.contains(event)) {
            return;
        }
        std::thread::sleep(std::time::Duration::from_millis(20));
    }
    panic!("no {event} in\n{}", read(log));
}

#[test]
fn a_server_tells_of_its_connections_and_its_end() {
    let office = Office::demo(2);
    let log = log_of(&office, "level = \"debug\"\n");
    let mut server = Server::start(&office);
    server.call();
    for event in ["event=serving address=127.0.0.1:", "event=connected connection=", "event=disconnected connection="] {
        wait_for(&log, event);
    }
    // The settings are read again, and the file begun anew where somebody has moved it away.
    log_of(&office, "level = \"info\"\n[serve]\nallow = [\"10.0.0.0/8\"]\n");
    std::fs::rename(&log, office.home().join("kin.log.old")).expect("moved");
    server.signal("HUP");
    wait_for(&log, "event=reloaded");
    server.call();
    wait_for(&log, "event=connection_refused why=NotAllowed");
    assert!(!read(&log).contains("event=connected"));
    server.signal("TERM");
    assert!(server.child.wait().expect("it ends").success());
    tells(&read(&log), &["event=stopping sessions=0", "event=stopped", "event=ended code=0"]);
}

#[test]
fn what_needs_no_office_needs_no_log() {
    let home = home();
    run_in(home.path(), &["version"], "").good();
    assert!(std::fs::read_dir(home.path()).expect("a folder").next().is_none());
}
