//! Every system call that writes, failed once each in a scripted session: with EIO, with ENOSPC, and by SIGKILL in its
//! place. Whatever the session said to be done is there, and file and log hold.

use std::collections::BTreeMap;
use std::io::Write;
use std::os::unix::process::ExitStatusExt;
use std::path::{Path, PathBuf};
use std::process::{Command, ExitCode};
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};

use kin::clock::{Source, System};
use kin::desk::Desk;
use kin::desk::api::{CustomerDraft, Reply, Request, TicketDraft, TicketReply, TicketRequest};
use kin::desk::import::{ImportOptions, OnDuplicate};
use kin::domain::{Field, Id, Secret};
use kin::store::Journal;
use kin::vault::TotpSecret;
use tempfile::TempDir;

use crate::desk::office::{draft_of, new_draft, open, revealed, save, sign_in};
use crate::kills;
use crate::office::{Office, open_database};

/// What changes files, on Linux.
const CALLS: [&str; 18] = [
    "write",
    "writev",
    "pwrite64",
    "pwritev",
    "fsync",
    "fdatasync",
    "sync_file_range",
    "ftruncate",
    "fallocate",
    "rename",
    "renameat",
    "renameat2",
    "unlink",
    "unlinkat",
    "openat",
    "mkdir",
    "mkdirat",
    "fchmod",
];
/// As strace names what happens in their place.
const FAULTS: [&str; 3] = ["error=EIO", "error=ENOSPC", "signal=KILL"];
const PHONE: &str = "+84904733101";
const CITY: &str = "Huế đã sửa";
const IMPORTED: [&str; 2] = ["call-1", "call-2"];

/// One call by its name, failing in one way, in one journal mode: at its first time, at its second, and so on.
struct Series {
    journal: Journal,
    call: &'static str,
    fault: &'static str,
}

impl Series {
    fn name(&self) -> String {
        format!("{:?} {} {}", self.journal, self.call, self.fault)
    }
}

/// What a series came to.
#[derive(Default)]
struct Hits {
    faults: usize,
    /// Acts that were said to be done, and those that were refused with a word.
    acknowledged: usize,
    refused: usize,
    wrong: Vec<String>,
}

/// Runs every series, or those with a word in their name, some side by side.
pub fn every(lanes: usize, only: Option<&str>) -> ExitCode {
    if !Command::new("strace").arg("--version").output().is_ok_and(|ran| ran.status.success()) {
        eprintln!("skipped: strace is not there. Install it (Debian: apt-get install strace) and run this again.");
        return ExitCode::SUCCESS;
    }
    let offices = [Office::demo(3), Office::demo(3)];
    let masters = [Master::new(&offices[0], Journal::Wal), Master::new(&offices[1], Journal::Truncate)];
    let mut series = Vec::new();
    for master in &masters {
        let made = master.calls();
        println!("{:?}: the session makes {made:?}", master.journal);
        for fault in FAULTS {
            series.extend(made.keys().map(|call| Series { journal: master.journal, call, fault }));
        }
    }
    series.retain(|series| only.is_none_or(|word| series.name().contains(word)));
    let (next, good) = (AtomicUsize::new(0), Mutex::new(true));
    std::thread::scope(|scope| {
        for _ in 0..lanes {
            scope.spawn(|| {
                while let Some(series) = series.get(next.fetch_add(1, Ordering::Relaxed)) {
                    let master = masters.iter().find(|master| master.journal == series.journal).expect("one of two");
                    let Hits { faults, acknowledged, refused, wrong } = master.run(series);
                    let mut good = good.lock().expect("no lane has panicked");
                    println!(
                        "{}: {faults} faults, {acknowledged} acts acknowledged and there, {refused} refused, {} wrong",
                        series.name(),
                        wrong.len()
                    );
                    wrong.iter().take(5).for_each(|wrong| println!("  {wrong}"));
                    *good &= wrong.is_empty();
                }
            });
        }
    });
    if good.into_inner().expect("no lane has panicked") { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

/// The office that each session begins with.
struct Master {
    home: PathBuf,
    folder: PathBuf,
    host_secret: PathBuf,
    journal: Journal,
    importer_key: String,
    password: String,
    totp: String,
}

/// One copy of it.
struct Copy {
    home: TempDir,
    folder: PathBuf,
    host_secret: PathBuf,
}

/// What a session left behind.
struct Session {
    hit: bool,
    said: String,
    words: String,
    panicked: bool,
}

impl Master {
    fn new(office: &Office, journal: Journal) -> Self {
        kills::set_journal(office, journal);
        Self {
            home: office.home().to_owned(),
            folder: office.folder(),
            host_secret: office.host_secret(),
            journal,
            importer_key: office.importer_key(),
            password: office.password("mai"),
            totp: office.totp_secret("mai"),
        }
    }

    fn copy(&self) -> Copy {
        let home = tempfile::tempdir().expect("a temporary folder");
        let copied = Command::new("cp").arg("-a").arg(self.home.join(".")).arg(home.path()).status();
        assert!(copied.is_ok_and(|copied| copied.success()), "a copy");
        let inside = |path: &Path| home.path().join(path.strip_prefix(&self.home).expect("inside the home"));
        let (folder, host_secret) = (inside(&self.folder), inside(&self.host_secret));
        Copy { home, folder, host_secret }
    }

    /// How often an undisturbed session makes each call.
    fn calls(&self) -> BTreeMap<&'static str, usize> {
        let copy = self.copy();
        let traced = self.traced(&copy, &["-e", &format!("trace={}", CALLS.join(","))]);
        let wrong = self.wrong(&copy, &traced);
        assert!(
            wrong.is_empty() && traced.said.lines().filter(|line| line.starts_with("ack ")).count() == 6,
            "{wrong:?} {}",
            traced.said
        );
        let log = std::fs::read_to_string(copy.home.path().join("trace")).expect("the trace");
        let made = |call: &str| log.lines().filter(|line| line.contains(&format!(" {call}("))).count();
        CALLS.iter().map(|call| (*call, made(call))).filter(|(_, count)| *count > 0).collect()
    }

    fn run(&self, series: &Series) -> Hits {
        let mut hits = Hits::default();
        for when in 1.. {
            let copy = self.copy();
            let inject = format!("inject={}:{}:when={when}", series.call, series.fault);
            let session = self.traced(&copy, &["-e", &format!("trace={}", series.call), "-e", &inject]);
            if !session.hit {
                break;
            }
            hits.faults += 1;
            let starting = |start: &str| session.said.lines().filter(|line| line.starts_with(start)).count();
            hits.acknowledged += starting("ack ");
            hits.refused += starting("refused ");
            hits.wrong.extend(self.wrong(&copy, &session).into_iter().map(|wrong| format!("at {when}: {wrong}")));
        }
        hits
    }

    fn traced(&self, copy: &Copy, how: &[&str]) -> Session {
        let trace = copy.home.path().join("trace");
        let output = Command::new("strace")
            .args(["-f", "-qq", "-o"])
            .arg(&trace)
            .args(how)
            .arg(std::env::current_exe().expect("this program"))
            .arg("session")
            .env("CALLS_OFFICE", &copy.folder)
            .env("CALLS_SECRET", &copy.host_secret)
            .env("CALLS_KEY", &self.importer_key)
            .env("CALLS_WAL", if self.journal == Journal::Wal { "1" } else { "0" })
            .env("CALLS_PASSWORD", &self.password)
            .env("CALLS_TOTP", &self.totp)
            .output()
            .expect("strace runs");
        let log = std::fs::read_to_string(&trace).unwrap_or_default();
        let words = String::from_utf8_lossy(&output.stderr).into_owned();
        Session {
            // strace ends by the signal that ended what it traced.
            hit: log.contains("(INJECTED)") || output.status.signal().is_some(),
            said: String::from_utf8_lossy(&output.stdout).into_owned(),
            panicked: words.contains("panicked"),
            words,
        }
    }

    /// What is not as it must be after a session.
    fn wrong(&self, copy: &Copy, session: &Session) -> Vec<String> {
        let mut wrong = Vec::new();
        if session.panicked {
            wrong.push(format!("it panicked: {}", session.words));
        }
        match kills::open(&copy.folder, &copy.host_secret, self.journal) {
            Err(error) => return vec![format!("it does not open any more: {error}")],
            Ok(mut desk) => match desk.verify_log(&mut |_, _| {}) {
                Ok(Ok(_)) => {}
                Ok(Err(bad)) => wrong.push(format!("entry {}: {}", bad.sequence, bad.why)),
                Err(problem) => wrong.push(problem.to_string()),
            },
        }
        let database = open_database(&copy.folder.join("office.db"), &copy.host_secret);
        let count = |sql: &str| database.query_row(sql, [], |row| row.get::<_, i64>(0)).expect("a count");
        for line in session.said.lines() {
            let Some((act, what)) = line.strip_prefix("ack ").and_then(|line| line.split_once(' ')) else { continue };
            let record = |table: &str, and: &str| {
                count(&format!("SELECT count(*) FROM {table} WHERE id = x'{}' {and}", what.replace('-', ""))) == 1
            };
            let there = match act {
                "sign-in" => {
                    count("SELECT count(*) FROM audit_log WHERE action = 'session.sign_in' AND outcome = 'done'") > 0
                }
                "created" => record("customer", ""),
                "edited" => record("customer", &format!("AND city = '{CITY}'")),
                "ticket" => record("ticket", ""),
                "revealed" => {
                    let entries = "SELECT count(*) FROM audit_log WHERE action = 'field.reveal' AND outcome = 'done'";
                    what == PHONE && count(entries) == 1
                }
                "imported" => IMPORTED
                    .iter()
                    .all(|name| count(&format!("SELECT count(*) FROM customer WHERE external_id = '{name}'")) == 1),
                _ => false,
            };
            if !there {
                wrong.push(format!("{line}: it is not there"));
            }
        }
        wrong
    }
}

/// The session itself: each act is said to be done once the desk has said so, or refused with its words.
pub fn session() -> ExitCode {
    let text = |name| std::env::var(name).expect("set by who starts it");
    let (folder, secret) = (PathBuf::from(text("CALLS_OFFICE")), PathBuf::from(text("CALLS_SECRET")));
    let journal = if text("CALLS_WAL") == "1" { Journal::Wal } else { Journal::Truncate };
    let desk = || match kills::open(&folder, &secret, journal) {
        Ok(desk) => Some(desk),
        Err(error) => {
            said("open", Err::<&str, _>(error));
            None
        }
    };
    if let Some(mut desk) = desk() {
        person(&mut desk, &text("CALLS_PASSWORD"), &text("CALLS_TOTP"));
    }
    if let Some(mut desk) = desk() {
        said("imported", imported(&mut desk, Path::new(&text("CALLS_KEY"))));
    }
    ExitCode::SUCCESS
}

/// Signs in, adds somebody, changes that, raises a ticket and reveals a value.
fn person(desk: &mut Desk, password: &str, totp: &str) {
    let totp = data_encoding::BASE32_NOPAD.decode(totp.as_bytes()).expect("base32");
    let code = TotpSecret::from_bytes(&totp).expect("20 bytes").code_at(System.now());
    if said("sign-in", desk.ask(sign_in("mai", password, &code)).map(|_| "mai")).is_none() {
        return;
    }
    let sealed = vec![(Field::Phone, Secret::new(PHONE))];
    let created = save(desk, CustomerDraft { sealed, ..new_draft("Lê Thị Bền") });
    let Some(customer) = said("created", created) else { return };
    let edited = open(desk, customer)
        .and_then(|detail| save(desk, CustomerDraft { city: CITY.into(), ..draft_of(&detail.customer) }));
    said("edited", edited);
    let draft = TicketDraft { subject: "Vé".into(), ..TicketDraft::default() };
    let raised = desk.ask(Request::Ticket(Box::new(TicketRequest::Save(Box::new(draft)))));
    said("ticket", raised.map(raised_id));
    said("revealed", revealed(desk, customer, Field::Phone));
}

fn raised_id(reply: Reply) -> Id {
    match reply {
        Reply::Ticket(reply) => match *reply {
            TicketReply::Saved { ticket, .. } => ticket,
            other => panic!("{other:?}"),
        },
        other => panic!("{other:?}"),
    }
}

fn imported(desk: &mut Desk, key: &Path) -> Result<usize, Box<dyn std::error::Error>> {
    desk.sign_in_by_key_file(key)?;
    let options = ImportOptions { source: "calls".into(), on_duplicate: OnDuplicate::Skip, region: "VN".into() };
    let import = desk.import_start(&options)?;
    desk.import_chunk(&import, IMPORTED.iter().map(|name| kills::row(name)).collect())?;
    Ok(IMPORTED.len())
}

/// Says what came of an act; where even that fails, it was never acknowledged.
fn said<T: ToString + Clone, E: ToString>(act: &str, done: Result<T, E>) -> Option<T> {
    let line = match &done {
        Ok(value) => format!("ack {act} {}\n", value.to_string()),
        Err(error) => format!("refused {act} {}\n", error.to_string().replace('\n', " ")),
    };
    let _ = std::io::stdout().write_all(line.as_bytes());
    done.ok()
}
