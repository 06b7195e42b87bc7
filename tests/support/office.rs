//! A demo office for tests, in a home of its own, and the program run in it without a terminal.

use std::cell::RefCell;
use std::collections::HashMap;
use std::io::{BufRead, BufReader, Read, Write};
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
const TUNABLES: &str = "GLIBC_TUNABLES";

/// A home folder with an office in it; both go when it is dropped.
pub struct Office {
    home: TempDir,
    /// What `kin demo --create-only --json` said.
    made: Value,
    /// Who can sign in: name, password, code secret, recovery codes.
    members: RefCell<Vec<Value>>,
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
        Self::demo_of_days(customers, 0)
    }

    /// The same with so many days of its members' work behind it.
    pub fn demo_of_days(customers: u32, days: u32) -> Self {
        let home = home();
        let folder = home.path().join("office").display().to_string();
        let [count, days] = [customers, days].map(|number| number.to_string());
        let mut arguments = vec!["demo", "--customers", &count, "--days", &days, "--seed", "1"];
        arguments.extend(["--create-only", "--json", "--office", &folder]);
        let made = run_in(home.path(), &arguments, "").json();
        let members = made["members"].as_array().expect("members").clone();
        Self { home, made, members: members.into(), steps: RefCell::default() }
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

    pub fn recovery_kit(&self) -> String {
        self.text("recovery_kit")
    }

    fn text(&self, name: &str) -> String {
        self.made[name].as_str().expect("the demo's answer is whole").to_owned()
    }

    fn member<T>(&self, name: &str, read: impl FnOnce(&mut Value) -> T) -> T {
        let mut members = self.members.borrow_mut();
        read(members.iter_mut().find(|member| member["name"] == name).expect("a member"))
    }

    pub fn password(&self, name: &str) -> String {
        self.member(name, |member| member["password"].as_str().expect("a password").to_owned())
    }

    /// The member has another password from now on.
    pub fn set_password(&self, name: &str, password: &str) {
        self.member(name, |member| member["password"] = password.into());
    }

    /// A code that lets this member in. Three of the app are good at any time; when they are used up, the file forgets
    /// which were, and where it can't be opened there are ten for when the app is lost; then it waits.
    pub fn code(&self, name: &str) -> String {
        let totp = self.member(name, |member| totp_of(&member["totp_secret"]));
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
            if self.forget_codes(name) {
                steps.remove(name);
                continue;
            }
            let recovery = self.member(name, |member| member["recovery_codes"].as_array_mut().and_then(Vec::pop));
            if let Some(code) = recovery {
                return code.as_str().expect("a code").to_owned();
            }
            std::thread::sleep(Duration::from_millis(200));
        }
    }

    /// Makes the member's used codes good again, past the program, as whoever holds the file can: so no test waits half
    /// a minute for the next one. Whether it did; a file that was damaged or re-keyed is left to itself.
    fn forget_codes(&self, name: &str) -> bool {
        let Some(database) = unlocked(&self.database(), &self.host_secret()) else { return false };
        let sql =
            "UPDATE member_state SET last_totp_step = NULL WHERE member = (SELECT id FROM member WHERE name = ?1)";
        database.execute(sql, [name]).is_ok_and(|changed| changed == 1)
    }

    /// The code of the step that is so many after the present one, whether it was used or not.
    pub fn code_of_step(&self, name: &str, after: i64) -> String {
        let totp = self.member(name, |member| totp_of(&member["totp_secret"]));
        totp.code_at(Micros(System.now().0 + after * STEP))
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

    /// Joins with an invitation's code, as a script that reads what it is shown. The member can be run as from then on.
    pub fn join(&self, invitation: &str, password: &str) -> Result<Value, Ran> {
        let folder = self.folder().display().to_string();
        let mut child = command(self.home.path(), &["--office", &folder, "join", "--json"]).spawn().expect("it starts");
        let mut stdin = child.stdin.take().expect("a pipe");
        // It may end without reading.
        let _ = stdin.write_all(format!("{invitation}\n{password}\n").as_bytes());
        let mut stdout = BufReader::new(child.stdout.take().expect("a pipe"));
        let mut offered = String::new();
        stdout.read_line(&mut offered).expect("text");
        let step = System.now().0 / STEP;
        if let Ok(offered) = serde_json::from_str::<Value>(&offered) {
            let code = totp_of(&offered["totp_secret"]).code_at(Micros(step * STEP));
            let _ = stdin.write_all(format!("{code}\n").as_bytes());
        }
        drop(stdin);
        let mut out = String::new();
        stdout.read_to_string(&mut out).expect("text");
        let output = child.wait_with_output().expect("it ends");
        let ran = Ran {
            code: output.status.code().unwrap_or(-1),
            out: format!("{offered}{out}"),
            err: String::from_utf8_lossy(&output.stderr).into_owned(),
        };
        if ran.code != 0 {
            return Err(ran);
        }
        let [offered, joined] = &ran.lines()[..] else { panic!("two answers: {ran:?}") };
        let name = offered["name"].as_str().expect("a name").to_owned();
        let mut members = self.members.borrow_mut();
        members.retain(|member| member["name"] != name.as_str());
        members.push(serde_json::json!({
            "name": name,
            "password": password,
            "totp_secret": offered["totp_secret"],
            "recovery_codes": joined["recovery_codes"],
        }));
        self.steps.borrow_mut().insert(name, step);
        Ok(joined.clone())
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
        open_database(&self.database(), &self.host_secret())
    }

    /// What a member's authenticator app was given, in base32.
    pub fn totp_secret(&self, name: &str) -> String {
        self.member(name, |member| member["totp_secret"].as_str().expect("a secret").to_owned())
    }
}

/// A database, past the program.
#[expect(clippy::disallowed_types, reason = "the tests look behind the store")]
pub fn open_database(database: &Path, host_secret: &Path) -> rusqlite::Connection {
    unlocked(database, host_secret).expect("a database and its host secret")
}

#[expect(clippy::disallowed_types, reason = "the tests look behind the store")]
fn unlocked(database: &Path, host_secret: &Path) -> Option<rusqlite::Connection> {
    let key = HostSecret::load(host_secret).ok()?.store_key();
    let database = rusqlite::Connection::open(database).ok()?;
    let hex = data_encoding::HEXLOWER.encode(key.as_slice());
    database.execute_batch(&format!("PRAGMA key = \"x'{hex}'\"")).ok()?;
    Some(database)
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

fn totp_of(base32: &Value) -> TotpSecret {
    let base32 = base32.as_str().expect("a secret");
    let secret = data_encoding::BASE32_NOPAD.decode(base32.as_bytes()).expect("base32");
    TotpSecret::from_bytes(&secret).expect("20 bytes")
}

pub fn home() -> TempDir {
    tempfile::tempdir().expect("a temporary folder")
}

/// A folder with all that is in it, under another name.
#[allow(dead_code, reason = "each test program uses a part of the harness")]
pub fn copy_folder(from: &Path, to: &Path) {
    std::fs::create_dir_all(to).expect("a folder");
    for entry in std::fs::read_dir(from).expect("a folder").map(|entry| entry.expect("an entry")) {
        let (path, to) = (entry.path(), to.join(entry.file_name()));
        if path.is_dir() { copy_folder(&path, &to) } else { std::fs::copy(&path, &to).map(drop).expect("copied") }
    }
}

/// The environment of a home folder, and nothing else.
pub fn env(home: &Path) -> Vec<(String, String)> {
    let mut env = vec![("HOME".to_owned(), home.display().to_string())];
    for (name, folder) in [("CONFIG", "config"), ("DATA", "data"), ("STATE", "state"), ("CACHE", "cache")] {
        env.push((format!("XDG_{name}_HOME"), home.join(folder).display().to_string()));
    }
    env.push(("TMPDIR".to_owned(), home.display().to_string()));
    env.extend([("PATH", "/usr/bin:/bin"), ("LANG", "C.UTF-8"), ("TZ", "UTC")].map(|(n, v)| (n.into(), v.into())));
    // How memory is had (.cargo/config.toml) is nothing that a program could tell.
    env.extend(std::env::var(TUNABLES).ok().map(|value| (TUNABLES.to_owned(), value)));
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
