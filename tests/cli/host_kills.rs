//! `kin host rotate` killed at many moments: after each the office opens, its log verifies, and the change is finished.

use std::path::{Path, PathBuf};
use std::time::Instant;

use crate::office::{Office, command, home, run_in};

const KILLS: u32 = 60;
const CUSTOMERS: u32 = 2_000;

/// A copy of an office in a home of its own, so that each kill meets the same one.
struct Copy {
    home: tempfile::TempDir,
    secret: PathBuf,
}

fn copy_folder(from: &Path, to: &Path) {
    std::fs::create_dir_all(to).expect("a folder");
    for entry in std::fs::read_dir(from).expect("a folder").map(|entry| entry.expect("an entry")) {
        let (path, to) = (entry.path(), to.join(entry.file_name()));
        if path.is_dir() { copy_folder(&path, &to) } else { std::fs::copy(&path, &to).map(drop).expect("copied") }
    }
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

#[test]
fn a_change_killed_at_any_moment_loses_nothing() {
    let office = Office::demo(CUSTOMERS);
    let rotate = ["host", "rotate", "--yes", "--member", "mai"];
    let whole = Copy::of(&office);
    let start = now();
    whole.run(&rotate, &proof(&office, "mai", 0)).good();
    let takes = start.elapsed();
    let old = std::fs::read(office.host_secret()).expect("a secret");
    // How far the killed ones came.
    let (mut before, mut within, mut after, mut ended) = (0, 0, 0, 0);
    for n in 0..KILLS {
        let copy = Copy::of(&office);
        let folder = copy.home.path().join("office").display().to_string();
        let mut child = command(copy.home.path(), &copy.arguments(&folder, &rotate)).spawn().expect("it starts");
        let input = proof(&office, "mai", 0);
        std::io::Write::write_all(&mut child.stdin.take().expect("a pipe"), input.as_bytes()).expect("it reads");
        let delay = takes.mul_f64(0.2 + 0.85 * f64::from(n) / f64::from(KILLS));
        std::thread::sleep(delay);
        child.kill().expect("a kill");
        let done = child.wait().expect("a status").success();
        let hot =
            std::fs::metadata(copy.database().with_extension("db-journal")).is_ok_and(|journal| journal.len() > 0);
        let told = format!("kill {n} after {delay:?}");

        let status = copy.run(&["host", "status", "--json"], "").json();
        assert_eq!(status["opens"], true, "{told}: {status}");
        let same = std::fs::read(&copy.secret).expect("a secret") == old;
        match (done, same, hot) {
            (true, ..) => ended += 1,
            (_, true, false) => before += 1,
            (_, true, true) => within += 1,
            (_, false, _) => after += 1,
        }
        let verified = copy.run(&["log", "verify", "--json"], "").json();
        assert!(
            verified["records"].as_u64().is_some_and(|records| records >= u64::from(CUSTOMERS)),
            "{told}: {verified}"
        );
        if !done {
            copy.run(&rotate, &proof(&office, "mai", 1)).good();
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
        "{takes:?} a change: {before} killed before, {within} within, {after} after the file was new, {ended} done"
    );
    assert!(before > 0 && within > 0, "{takes:?}: {before} {within} {after} {ended}");
}
