//! Writers at one office, each killed over and over at a random moment, in either journal mode. What was said to be
//! written must be there, and the log must hold.

use std::collections::HashSet;
use std::io::{BufRead, BufReader, Read, Write};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::Arc;
use std::time::Duration;

use kin::clock::System;
use kin::config::Config;
use kin::desk::Desk;
use kin::desk::entrance::{Entrance, Limits};
use kin::desk::import::{ImportOptions, ImportRow, OnDuplicate};
use kin::desk::office::{OfficeError, OfficePaths};
use kin::domain::{ActivityKind, CustomerKind, Field, Micros, Status};
use kin::store::Journal;

use crate::office::Office;

/// Rows of one commit.
const ROWS: u64 = 3;

/// What the kills came to.
#[derive(Debug)]
pub struct Outcome {
    pub acknowledged: usize,
    /// Entries and records that were verified in the end.
    pub entries: u64,
    pub records: u64,
}

/// A desk at this office, in this journal mode whatever the file lies on.
pub fn open(folder: &Path, host_secret: &Path, journal: Journal) -> Result<Desk, OfficeError> {
    let config_dir = host_secret.ancestors().nth(3).expect("the config folder");
    let paths = OfficePaths::find(folder, config_dir, None)?;
    let limits = Limits { local: Some(journal == Journal::Wal), ..Limits::default() };
    Desk::open_at(paths, &Config::default(), Arc::new(System), Entrance::local("test"), &limits)
}

impl Outcome {
    /// In words, for whoever runs it by hand.
    pub fn line(&self) -> String {
        let Self { acknowledged, entries, records } = self;
        format!("{acknowledged} records acknowledged, none lost; {entries} entries and {records} records verified")
    }
}

/// Brings an office that nobody has open into this journal mode.
pub fn set_journal(office: &Office, journal: Journal) {
    if journal == Journal::Truncate {
        office.open_database().execute_batch("PRAGMA journal_mode = DELETE").expect("out of the write-ahead log");
    }
}

/// One customer, so called.
pub fn row(name: &str) -> ImportRow {
    ImportRow {
        line: 1,
        external_id: Some(name.to_owned()),
        name: format!("Người viết {name}"),
        company: String::new(),
        kind: CustomerKind::Person,
        city: "Huế".into(),
        country: "VN".into(),
        website: String::new(),
        since: String::new(),
        status: Status::Active,
        owner: None,
        department: None,
        sealed: vec![(Field::Email, format!("{name}@example.com"))],
        notes: vec![(ActivityKind::Note, Micros(1), "Ghi chú".into()).into()],
        flags: Vec::new(),
        made: None,
    }
}

/// The writer itself, in a process that `storm` starts and kills. Says `ack NAME` for each record once its commit has
/// returned.
pub fn write_until_killed() {
    let text = |name| std::env::var(name).expect("set by the storm");
    let path = |name| PathBuf::from(text(name));
    let (run, journal) = (text("KILL_RUN"), if text("KILL_WAL") == "1" { Journal::Wal } else { Journal::Truncate });
    let mut desk = open(&path("KILL_OFFICE"), &path("KILL_SECRET"), journal).expect("the office opens");
    desk.sign_in_by_key_file(&path("KILL_KEY")).expect("the key signs in");
    let options = ImportOptions { source: run.clone(), on_duplicate: OnDuplicate::Skip, region: "VN".into() };
    let import = desk.import_start(&options).expect("an import");
    for first in (0u64..).step_by(3) {
        let names: Vec<String> = (first..first + ROWS).map(|n| format!("{run}-{n}")).collect();
        let report = desk.import_chunk(&import, names.iter().map(|name| row(name)).collect()).expect("a commit");
        assert_eq!(report.added, ROWS);
        let acks: String = names.iter().map(|name| format!("\nack {name}\n")).collect();
        std::io::stdout().write_all(acks.as_bytes()).expect("the storm reads");
    }
}

/// Kills so many writers, `lanes` of them at work at a time, and looks at what they leave. `writer` is a command that
/// runs `write_until_killed`.
pub fn storm(journal: Journal, kills: usize, lanes: usize, writer: &(dyn Fn() -> Command + Sync)) -> Outcome {
    let office = Office::demo(0);
    set_journal(&office, journal);
    let acknowledged: Vec<String> = std::thread::scope(|scope| {
        let work: Vec<_> = (0..lanes)
            .map(|lane| {
                let office = Parts::of(&office, journal);
                scope.spawn(move || {
                    let mut random = fastrand::Rng::with_seed(lane as u64);
                    let kills = 0..kills / lanes;
                    let mut kill = |n| {
                        // One in five is killed while it opens the office; the others while they write.
                        let at_work = random.u8(..5) > 0;
                        office.kill_one(writer(), &format!("w{lane}r{n}"), at_work, random.u64(20..150))
                    };
                    kills.flat_map(&mut kill).collect::<Vec<_>>()
                })
            })
            .collect();
        work.into_iter().flat_map(|lane| lane.join().expect("a lane of kills")).collect()
    });
    assert!(acknowledged.len() > kills, "too little was written to prove anything: {}", acknowledged.len());
    whole(&office, journal, &acknowledged)
}

/// Leaves an office as one writer leaves it that was killed at work.
pub fn kill_at_work(office: &Office, journal: Journal, writer: Command) {
    let acknowledged = Parts::of(office, journal).kill_one(writer, "killed", true, 100);
    assert!(!acknowledged.is_empty());
}

/// Everything that was acknowledged is there, each commit is whole or absent, and file and log hold.
fn whole(office: &Office, journal: Journal, acknowledged: &[String]) -> Outcome {
    let mut desk = open(&office.folder(), &office.host_secret(), journal).expect("the office opens");
    assert_eq!(desk.on_network(), journal == Journal::Truncate);
    let verdict = desk.verify_log(&mut |_, _| {}).expect("it can be read");
    let report = verdict.unwrap_or_else(|bad| panic!("entry {}: {}", bad.sequence, bad.why));
    assert!(report.records as usize >= acknowledged.len());
    drop(desk);
    let database = office.open_database();
    let mode: String = database.query_row("PRAGMA journal_mode", [], |row| row.get(0)).expect("a mode");
    assert_eq!(mode == "wal", journal == Journal::Wal, "{mode}");
    let mut names = database.prepare("SELECT external_id FROM customer").expect("a query");
    let there: HashSet<String> =
        names.query_map([], |row| row.get(0)).expect("rows").collect::<Result<_, _>>().expect("names");
    let lost: Vec<_> = acknowledged.iter().filter(|name| !there.contains(*name)).collect();
    assert!(lost.is_empty(), "{} of {} acknowledged records are lost: {lost:?}", lost.len(), acknowledged.len());
    // A commit is whole or not there at all.
    assert_eq!(there.len() as u64 % ROWS, 0);
    let check: String = database.query_row("PRAGMA integrity_check", [], |row| row.get(0)).expect("a check");
    assert_eq!(check, "ok");
    Outcome { acknowledged: acknowledged.len(), entries: report.entries, records: report.records }
}

/// What a writer is told of the office.
struct Parts {
    env: Vec<(&'static str, PathBuf)>,
}

impl Parts {
    fn of(office: &Office, journal: Journal) -> Self {
        let env = vec![
            ("KILL_OFFICE", office.folder()),
            ("KILL_SECRET", office.host_secret()),
            ("KILL_KEY", office.importer_key().into()),
            ("KILL_WAL", if journal == Journal::Wal { "1" } else { "0" }.into()),
        ];
        Self { env }
    }

    /// Starts a writer, kills it so many milliseconds after it began (to write, or to start), and answers what it
    /// acknowledged.
    fn kill_one(&self, mut writer: Command, run: &str, at_work: bool, after: u64) -> Vec<String> {
        let mut child = writer
            .envs(self.env.iter().map(|(name, value)| (*name, value)))
            .env("KILL_RUN", run)
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .expect("a writer starts");
        let mut output = BufReader::new(child.stdout.take().expect("a pipe"));
        let mut said = String::new();
        if at_work {
            while !said.contains("\nack ") {
                if output.read_line(&mut said).expect("a line") == 0 {
                    let mut words = String::new();
                    let _ = child.stderr.take().expect("a pipe").read_to_string(&mut words);
                    panic!("the writer ended by itself: {said}{words}");
                }
            }
        }
        std::thread::sleep(Duration::from_millis(after));
        // SIGKILL. Had it ended by itself, its exit code would say so.
        child.kill().expect("a kill");
        let status = child.wait().expect("a status");
        output.read_to_string(&mut said).expect("the rest");
        assert_eq!(status.code(), None, "the writer ended by itself: {said}");
        // A last line without its end was cut.
        let whole = said.rfind('\n').map_or("", |end| &said[..end]);
        whole.lines().filter_map(|line| line.strip_prefix("ack ")).map(str::to_owned).collect()
    }
}
