//! A served office for tests: the built program, keys for its members, the ordinary `ssh` client in a terminal.

use std::io::{BufRead, BufReader};
use std::os::unix::process::ExitStatusExt;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

use kin::clock::System;
use russh::keys::ssh_key::PrivateKey;
use russh::keys::ssh_key::private::{Ed25519Keypair, KeypairData};
use tempfile::TempDir;

use crate::office::{Office, Ran, command, env, home};
use crate::support::Pty;

/// Longer than anything takes, on a busy machine too.
pub const SOON: Duration = Duration::from_secs(30);

pub struct Server<'a> {
    pub office: &'a Office,
    pub port: u16,
    child: Child,
    /// What it said.
    said: Arc<Mutex<Vec<String>>>,
    config: PathBuf,
    keys: TempDir,
}

#[expect(clippy::disallowed_methods, reason = "tests wait for a program in real time")]
pub fn now() -> Instant {
    Instant::now()
}

/// Waits until it is so.
#[track_caller]
pub fn until(what: &str, so: impl Fn() -> bool) {
    let start = now();
    while !so() {
        assert!(start.elapsed() < SOON, "no {what} in {SOON:?}");
        std::thread::sleep(Duration::from_millis(10));
    }
}

impl<'a> Server<'a> {
    /// Serves with these lines under `[serve]`.
    pub fn start(office: &'a Office, settings: &str) -> Self {
        let config = office.home().join("serve.toml");
        std::fs::write(&config, format!("[serve]\n{settings}\n")).expect("a file");
        let folder = office.folder().display().to_string();
        let path = config.display().to_string();
        let arguments = ["--office", &folder, "--config", &path, "serve", "--listen", "127.0.0.1:0"];
        let mut child = command(office.home(), &arguments).stderr(Stdio::inherit()).spawn().expect("it starts");
        let mut out = BufReader::new(child.stdout.take().expect("a pipe"));
        let said = Arc::new(Mutex::new(Vec::new()));
        let port = loop {
            let mut line = String::new();
            assert!(out.read_line(&mut line).expect("text") > 0, "the server says where it listens");
            let after =
                line.strip_prefix("Serving on 127.0.0.1:").and_then(|rest| rest.split('.').next()?.parse().ok());
            said.lock().expect("a lock").push(line);
            if let Some(port) = after {
                break port;
            }
        };
        let all = Arc::clone(&said);
        std::thread::spawn(move || {
            for line in out.lines().map_while(Result::ok) {
                all.lock().unwrap_or_else(PoisonError::into_inner).push(line);
            }
        });
        Self { office, port, child, said, config, keys: home() }
    }

    pub fn said(&self) -> String {
        self.said.lock().unwrap_or_else(PoisonError::into_inner).join("\n")
    }

    /// Sends the server a signal by its name.
    pub fn signal(&self, name: &str) {
        let sent = Command::new("kill").args(["-s", name, &self.child.id().to_string()]).status().expect("kill");
        assert!(sent.success());
    }

    /// Other lines under `[serve]`, read at the next SIGHUP.
    pub fn set(&self, settings: &str) {
        std::fs::write(&self.config, format!("[serve]\n{settings}\n")).expect("a file");
    }

    /// The exit code, when it ends in time; that of a signal is below zero.
    #[track_caller]
    pub fn exit_code(&mut self) -> i32 {
        let start = now();
        loop {
            if let Some(status) = self.child.try_wait().expect("a status") {
                return status.code().or(status.signal().map(|signal| -signal)).expect("an end");
            }
            assert!(start.elapsed() < SOON, "the server still runs");
            std::thread::sleep(Duration::from_millis(10));
        }
    }

    /// How much memory the server has, in KiB.
    pub fn resident_kib(&self) -> u64 {
        let status = std::fs::read_to_string(format!("/proc/{}/status", self.child.id())).expect("a process");
        let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:")).expect("its memory");
        line.trim().trim_end_matches(" kB").parse().expect("a number")
    }

    /// The server's own figures.
    pub fn status(&self) -> serde_json::Value {
        self.office.run(&["serve", "status", "--json"], "").json()
    }

    /// A new key of this name, not enrolled: the private key's file.
    pub fn key(&self, name: &str) -> PathBuf {
        let path = self.keys.path().join(name);
        if !path.exists() {
            save(&new_key(), &path);
        }
        path
    }

    /// The member's key, enrolled.
    pub fn enrol(&self, member: &str) -> PathBuf {
        let path = self.key(member);
        let public = format!("{}.pub", path.display());
        self.office.run_as(member, &["ssh-key", "add", &public]).good();
        path
    }

    /// The client's options, `more` before the others, so that they count: this server's host key is known, and nothing
    /// of this machine's own settings counts.
    pub fn client(&self, key: Option<&Path>, more: &[&str]) -> Vec<String> {
        let known = self.keys.path().join("known_hosts");
        if !known.exists() {
            let found = walk(self.office.home(), "ssh_host_ed25519_key").expect("a host key");
            let key = PrivateKey::read_openssh_file(&found).expect("a key");
            let line = key.public_key().to_openssh().expect("a line");
            std::fs::write(&known, format!("[127.0.0.1]:{} {line}\n", self.port)).expect("a file");
        }
        let mut all: Vec<String> = more.iter().map(|text| (*text).to_owned()).collect();
        all.extend(["-F", "none", "-p", &self.port.to_string()].map(str::to_owned));
        let mut options = vec![
            format!("UserKnownHostsFile={}", known.display()),
            "GlobalKnownHostsFile=/dev/null".to_owned(),
            "StrictHostKeyChecking=yes".to_owned(),
            "IdentityAgent=none".to_owned(),
            "IdentitiesOnly=yes".to_owned(),
            "LogLevel=ERROR".to_owned(),
        ];
        options.push(key.map_or("IdentityFile=none".to_owned(), |key| format!("IdentityFile={}", key.display())));
        for option in options {
            all.extend(["-o".to_owned(), option]);
        }
        all
    }

    /// The client in a terminal, before its first question.
    pub fn ssh(&self, user: &str, key: Option<&Path>, more: &[&str], (cols, rows): (u16, u16)) -> Pty {
        let mut all = self.client(key, more);
        all.push(format!("{user}@127.0.0.1"));
        let all: Vec<&str> = all.iter().map(String::as_str).collect();
        let env = env(self.office.home());
        let env: Vec<(&str, &str)> = env.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
        Pty::spawn("ssh", &all, &env, cols, rows)
    }

    /// The same, signed in.
    pub fn seat(&self, member: &str, size: (u16, u16)) -> Pty {
        let key = self.key(member);
        let mut pty = self.ssh(member, Some(&key), &[], size);
        self.answer(&mut pty, member);
        pty
    }

    /// Answers the questions for password and code.
    pub fn credentials(&self, pty: &mut Pty, member: &str) {
        pty.wait_for("Password:", SOON);
        pty.type_text(&format!("{}\r", self.office.password(member)));
        pty.wait_for("Code:", SOON);
        pty.type_text(&format!("{}\r", self.office.code(member)));
    }

    /// The same, up to the list of customers.
    pub fn answer(&self, pty: &mut Pty, member: &str) {
        self.credentials(pty, member);
        pty.wait_for("Press / to search", SOON);
        pty.wait_for(" ••• ", SOON);
        // A key that was enrolled since the last sign-in is told of.
        if pty.screen().contains("Please look") {
            pty.key("esc");
            pty.wait_until("the list alone", SOON, |screen| !screen.contents().contains("Please look"));
        }
    }

    /// One command over the client, the answers given by a program, as a script does.
    pub fn command(&self, member: &str, line: &str) -> Ran {
        let answers = format!("{}\\n{}\\n", self.office.password(member), self.office.code(member));
        let asker = self.keys.path().join(format!("ask-{member}"));
        // Each question takes the next line: the count of questions so far is the file's length.
        let script =
            format!("#!/bin/sh\necho x >> {0}.n\nprintf '{answers}' | sed -n \"$(wc -l < {0}.n)p\"\n", asker.display());
        std::fs::write(&asker, script).expect("a file");
        let _ = std::fs::remove_file(format!("{}.n", asker.display()));
        let mode = std::os::unix::fs::PermissionsExt::from_mode(0o700);
        std::fs::set_permissions(&asker, mode).expect("rights");
        let mut all = self.client(Some(&self.key(member)), &[]);
        all.extend([format!("{member}@127.0.0.1"), line.to_owned()]);
        let output = Command::new("ssh")
            .args(&all)
            .env_clear()
            .envs(env(self.office.home()))
            .envs([("SSH_ASKPASS", asker.display().to_string()), ("SSH_ASKPASS_REQUIRE", "force".into())])
            .stdin(Stdio::null())
            .output()
            .expect("ssh runs");
        Ran {
            code: output.status.code().unwrap_or(-1),
            out: String::from_utf8_lossy(&output.stdout).into_owned(),
            err: String::from_utf8_lossy(&output.stderr).into_owned(),
        }
    }
}

impl Drop for Server<'_> {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

pub fn new_key() -> PrivateKey {
    let mut seed = [0; 32];
    kin::clock::Source::fill(&System, &mut seed);
    PrivateKey::new(KeypairData::Ed25519(Ed25519Keypair::from_seed(&seed)), "a laptop").expect("a key")
}

fn save(key: &PrivateKey, path: &Path) {
    key.write_openssh_file(path, russh::keys::ssh_key::LineEnding::LF).expect("a file");
    let line = key.public_key().to_openssh().expect("a line");
    std::fs::write(format!("{}.pub", path.display()), format!("{line}\n")).expect("a file");
}

/// The first file of this name under a folder.
fn walk(folder: &Path, name: &str) -> Option<PathBuf> {
    for entry in std::fs::read_dir(folder).ok()?.flatten() {
        let path = entry.path();
        if path.file_name().is_some_and(|found| found == name) {
            return Some(path);
        }
        if let Some(found) = path.is_dir().then(|| walk(&path, name)).flatten() {
            return Some(found);
        }
    }
    None
}

/// Whether the ordinary client is there; says so where it is not.
pub fn has_ssh() -> bool {
    let there = Command::new("ssh").arg("-V").stderr(Stdio::null()).status().is_ok_and(|status| status.success());
    if !there {
        crate::office::skip("there is no ssh client on this machine");
    }
    there
}
