//! `kin host rotate` killed at many moments: after each the office opens, its log verifies, and the change is finished.

use std::io::Write;
use std::path::PathBuf;
use std::process::Child;
use std::time::{Duration, Instant};

use crate::office::{Office, command, copy_folder, home, run_in};

/// One kill of so many comes before the change has left anything on the disk.
const EARLY: u32 = 8;
const ROTATE: [&str; 5] = ["host", "rotate", "--yes", "--member", "mai"];

/// A copy of an office in a home of its own, so that each kill meets the same one.
struct Copy {
    home: tempfile::TempDir,
    secret: PathBuf,
}

impl Copy {
    fn of(office: &Office) -> Self {
        let home = home();
        copy_folder(office.home(), home.path());
        let secret = home.path().join(office.host_secret().strip_prefix(office.home()).expect("in the home"));
        Self { home, secret }
    }

    fn database(&self) -> PathBuf {
        self.home.path().join("office/office.db")
    }

    fn arguments<'a>(&self, folder: &'a str, words: &[&'a str]) -> Vec<&'a str> {
        [&["--office", folder], words].concat()
    }

    fn run(&self, words: &[&str], input: &str) -> crate::office::Ran {
        let folder = self.home.path().join("office").display().to_string();
        run_in(self.home.path(), &self.arguments(&folder, words), input)
    }
}

/// The password and the code of the step that is so many after now's: three are good at any time.
fn proof(office: &Office, name: &str, after: i64) -> String {
    format!("{}\n{}\n", office.password(name), office.code_of_step(name, after))
}

#[expect(clippy::disallowed_methods, reason = "measures how long a change takes")]
fn now() -> Instant {
    Instant::now()
}

/// The change of an office's host secret, under way.
struct Change {
    child: Child,
    next: PathBuf,
}

impl Change {
    fn begin(copy: &Copy, input: &str) -> Self {
        let folder = copy.home.path().join("office").display().to_string();
        let mut child = command(copy.home.path(), &copy.arguments(&folder, &ROTATE)).spawn().expect("it starts");
        child.stdin.take().expect("a pipe").write_all(input.as_bytes()).expect("it reads");
        Self { child, next: copy.secret.with_extension("secret.next") }
    }

    fn ended(&mut self) -> bool {
        self.child.try_wait().expect("a status").is_some()
    }

    /// Waits until the new secret lies beside the old one, as the first thing of a change.
    fn wait_for_next(&mut self) {
        while !self.next.exists() && !self.ended() {
            std::thread::sleep(Duration::from_micros(200));
        }
    }

    /// Whether it had ended by itself before it was killed.
    fn kill(mut self) -> bool {
        self.child.kill().expect("a kill");
        self.child.wait().expect("a status").success()
    }
}

#[test]
fn a_change_killed_at_some_moments_loses_nothing() {
    killed(16, 600);
}

#[test]
#[ignore = "minutes: run it with --ignored when the change of the host secret changes"]
fn a_change_killed_at_any_moment_loses_nothing() {
    killed(60, 2_000);
}

/// An office of so many customers, and a copy of it for each kill.
fn killed(kills: u32, customers: u32) {
    let office = Office::demo(customers);
    let early = kills / EARLY;
    let old = std::fs::read(office.host_secret()).expect("a secret");
    let whole = Copy::of(&office);
    let start = now();
    let mut change = Change::begin(&whole, &proof(&office, "mai", 0));
    change.wait_for_next();
    let before_it = start.elapsed();
    while !change.ended() {
        std::thread::sleep(Duration::from_millis(1));
    }
    let mut takes = start.elapsed() - before_it;
    // How far the killed ones came.
    let (mut before, mut within, mut after, mut ended) = (0, 0, 0, 0);
    for n in 0..kills {
        let copy = Copy::of(&office);
        let mut change = Change::begin(&copy, &proof(&office, "mai", 0));
        if n < early {
            std::thread::sleep(before_it * n / early);
        } else {
            change.wait_for_next();
            std::thread::sleep(takes * (n - early) / (kills - early));
        }
        let done = change.kill();
        let hot = |journal: std::fs::Metadata| journal.len() > 0;
        let hot = std::fs::metadata(copy.database().with_extension("db-journal")).is_ok_and(hot);
        let told = format!("kill {n}");

        let status = copy.run(&["host", "status", "--json"], "").json();
        assert_eq!(status["opens"], true, "{told}: {status}");
        let same = std::fs::read(&copy.secret).expect("a secret") == old;
        match (done, same, hot) {
            // The machine was busier when it was measured.
            (true, ..) => (ended, takes) = (ended + 1, takes.mul_f64(0.85)),
            (_, true, false) => before += 1,
            (_, true, true) => within += 1,
            (_, false, _) => after += 1,
        }
        let verified = copy.run(&["log", "verify", "--json"], "").json();
        let records = verified["records"].as_u64().unwrap_or_default();
        assert!(records >= u64::from(customers), "{told}: {verified}");
        if !done {
            copy.run(&ROTATE, &proof(&office, "mai", 1)).good();
            let status = copy.run(&["host", "status", "--json"], "").json();
            assert_eq!((&status["opens"], &status["unfinished"]), (&true.into(), &false.into()), "{told}: {status}");
            copy.run(&["log", "verify", "--chain-only"], "").good();
        }
        assert_ne!(std::fs::read(&copy.secret).expect("a secret"), old, "{told}");
        if n % 10 == 0 {
            copy.run(&["customer", "list", "--limit", "1", "--member", "lan"], &proof(&office, "lan", 0)).good();
        }
    }
    println!(
        "killed: {before} before, {within} within, {after} after the file was new; {ended} had ended, {takes:?} each"
    );
    assert!(before > 0 && within > 0 && ended < kills / 2, "{before} {within} {after} {ended} {takes:?}");
}
