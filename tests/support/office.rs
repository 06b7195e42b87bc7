//! A demo office for tests, in a home of its own, and the program run in it without a terminal.

use std::cell::RefCell;
use std::collections::HashMap;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::Duration;

use kin::clock::{Source, System};
use kin::domain::Micros;
use kin::vault::{HostSecret, TotpSecret};
use serde_json::Value;
use tempfile::TempDir;

/// The program under test.
pub const KIN: &str = env!("CARGO_BIN_EXE_kin");
const STEP: i64 = 30_000_000;

/// A home folder with an office in it; both go when it is dropped.
pub struct Office {
    home: TempDir,
    /// What `kin demo --create-only --json` said.
    made: Value,
    /// The last code step that each member has used.
    steps: RefCell<HashMap<String, i64>>,
}

/// What a run of the program left behind.
#[derive(Debug)]
pub struct Ran {
    pub code: i32,
    pub out: String,
    pub err: String,
}

#[allow(dead_code, reason = "each test program uses a part of the harness")]
impl Office {
    /// A demo office of seed 1 with so many customers.
    pub fn demo(customers: u32) -> Self {
        let home = home();
        let folder = home.path().join("office").display().to_string();
        let count = customers.to_string();
        let arguments = ["demo", "--customers", &count, "--seed", "1", "--create-only", "--json", "--office", &folder];
        let made = run_in(home.path(), &arguments, "").json();
        Self { home, made, steps: RefCell::default() }
    }

    pub fn home(&self) -> &Path {
        self.home.path()
    }

    pub fn folder(&self) -> PathBuf {
        self.home.path().join("office")
    }

    pub fn database(&self) -> PathBuf {
        self.folder().join("office.db")
    }

    pub fn importer_key(&self) -> String {
        self.text("importer_key")
    }

    pub fn host_secret(&self) -> PathBuf {
        self.text("host_secret").into()
    }

    fn text(&self, name: &str) -> String {
        self.made[name].as_str().expect("the demo's answer is whole").to_owned()
    }

    fn member(&self, name: &str) -> &Value {
        let members = self.made["members"].as_array().expect("members");
        members.iter().find(|member| member["name"] == name).expect("a demo member")
    }

    pub fn password(&self, name: &str) -> String {
        self.member(name)["password"].as_str().expect("a password").to_owned()
    }

    /// A code that this member has not used yet. Three of them are good at any time; for a fourth it waits.
    pub fn code(&self, name: &str) -> String {
        let base32 = self.member(name)["totp_secret"].as_str().expect("a secret");
        let secret = data_encoding::BASE32_NOPAD.decode(base32.as_bytes()).expect("base32");
        let totp = TotpSecret::from_bytes(&secret).expect("20 bytes");
        let mut steps = self.steps.borrow_mut();
        loop {
            let now = System.now().0;
            // The step before is good for as long as this one lasts: it is given out early in it only.
            let oldest = now / STEP - i64::from(now % STEP < STEP / 2);
            let step = steps.get(name).map_or(oldest, |last| oldest.max(last + 1));
            if step <= now / STEP + 1 {
                steps.insert(name.to_owned(), step);
                return totp.code_at(Micros(step * STEP));
            }
            std::thread::sleep(Duration::from_millis(200));
        }
    }

    /// Runs `kin --office OFFICE ARGUMENTS` with this standard input.
    pub fn run(&self, arguments: &[&str], input: &str) -> Ran {
        let folder = self.folder().display().to_string();
        let all: Vec<&str> = ["--office", folder.as_str()].into_iter().chain(arguments.iter().copied()).collect();
        run_in(self.home.path(), &all, input)
    }

    /// The same, signed in as a member.
    pub fn run_as(&self, member: &str, arguments: &[&str]) -> Ran {
        let all: Vec<&str> = arguments.iter().copied().chain(["--member", member]).collect();
        let input = format!("{}\n{}\n", self.password(member), self.code(member));
        self.run(&all, &input)
    }

    /// The same, signed in by the importer's key file.
    pub fn run_by_key(&self, arguments: &[&str]) -> Ran {
        let key = self.importer_key();
        let all: Vec<&str> = arguments.iter().copied().chain(["--key", key.as_str()]).collect();
        self.run(&all, "")
    }

    /// A file in the home folder.
    pub fn file(&self, name: &str, bytes: impl AsRef<[u8]>) -> String {
        let path = self.home.path().join(name);
        std::fs::write(&path, bytes).expect("a file");
        path.display().to_string()
    }

    /// The database itself, past the program: for tampering and counting.
    #[expect(clippy::disallowed_types, reason = "the tests look behind the store")]
    pub fn open_database(&self) -> rusqlite::Connection {
        let key = HostSecret::load(&self.host_secret()).expect("the host secret").store_key();
        let database = rusqlite::Connection::open(self.database()).expect("a file");
        let hex = data_encoding::HEXLOWER.encode(key.as_slice());
        database.execute_batch(&format!("PRAGMA key = \"x'{hex}'\"")).expect("a key");
        database
    }
}

#[allow(dead_code, reason = "each test program uses a part of the harness")]
impl Ran {
    /// The one JSON value of a run that went well.
    #[track_caller]
    pub fn json(&self) -> Value {
        self.good();
        serde_json::from_str(&self.out).unwrap_or_else(|error| panic!("{error}: {self:?}"))
    }

    /// The JSON lines of a run that went well.
    #[track_caller]
    pub fn lines(&self) -> Vec<Value> {
        self.good();
        let parse = |line| serde_json::from_str(line).unwrap_or_else(|error| panic!("{error}: {line}"));
        self.out.lines().map(parse).collect()
    }

    #[track_caller]
    pub fn good(&self) {
        assert_eq!(self.code, 0, "{self:?}");
    }

    /// The run failed with this code and these words, and did not panic.
    #[track_caller]
    pub fn fails(&self, code: i32, words: &str) {
        assert_eq!(self.code, code, "{self:?}");
        assert!(self.err.contains(words), "no {words:?} in {self:?}");
        assert!(!self.err.contains("panicked"), "{self:?}");
    }
}

pub fn home() -> TempDir {
    tempfile::tempdir().expect("a temporary folder")
}

/// The environment of a home folder, and nothing else.
pub fn env(home: &Path) -> Vec<(String, String)> {
    let mut env = vec![("HOME".to_owned(), home.display().to_string())];
    for (name, folder) in [("CONFIG", "config"), ("DATA", "data"), ("STATE", "state"), ("CACHE", "cache")] {
        env.push((format!("XDG_{name}_HOME"), home.join(folder).display().to_string()));
    }
    env.push(("TMPDIR".to_owned(), home.display().to_string()));
    env.extend([("PATH", "/usr/bin:/bin"), ("LANG", "C.UTF-8"), ("TZ", "UTC")].map(|(n, v)| (n.into(), v.into())));
    env
}

/// The program in this home, ready to start.
pub fn command(home: &Path, arguments: &[&str]) -> Command {
    let mut command = Command::new(KIN);
    command.args(arguments).env_clear().envs(env(home)).current_dir(home);
    command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    command
}

/// Says why a test proves nothing here, past the test program's capture.
#[allow(dead_code, reason = "each test program uses a part of the harness")]
pub fn skip(why: &str) {
    let _ = writeln!(std::io::stderr(), "skipped: {why}");
}

pub fn run_in(home: &Path, arguments: &[&str], input: &str) -> Ran {
    let mut child = command(home, arguments).spawn().expect("the program starts");
    // It may end without reading.
    let _ = child.stdin.take().expect("a pipe").write_all(input.as_bytes());
    let output = child.wait_with_output().expect("the program ends");
    Ran {
        code: output.status.code().unwrap_or(-1),
        out: String::from_utf8_lossy(&output.stdout).into_owned(),
        err: String::from_utf8_lossy(&output.stderr).into_owned(),
    }
}
