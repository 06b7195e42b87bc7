//! A disk that is full, and one that refuses to be written: nothing is shown or changed that the log does not hold, and
//! nothing is lost when there is room again.
#![cfg(target_os = "linux")]

use std::fs::File;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use kin::desk::Desk;
use kin::desk::api::*;
use kin::domain::*;
use rustix::process::{Resource, getrlimit, setrlimit};

use crate::deeds::done;
use crate::office::*;

/// Says to the test below, in a process of its own, how its disk fails.
const HOW: &str = "KIN_TEST_DISK";

#[test]
fn a_full_disk() {
    let folder = tempfile::tempdir().expect("a folder");
    let mounted = |script: &str| {
        let mut shell = Command::new("unshare");
        shell.args(["--user", "--map-root-user", "--mount", "sh", "-c", script]).env("TMPDIR", folder.path());
        shell
    };
    // Some systems give a namespace and let nobody mount in it.
    let probe = mounted("mount -t tmpfs -o size=1m kin \"$TMPDIR\"").output();
    if !probe.is_ok_and(|probe| probe.status.success()) {
        println!("This system lets nobody mount a small disk: writes that fail otherwise are tried alone.");
        return;
    }
    let mut shell = mounted("mount -t tmpfs -o size=24m kin \"$TMPDIR\" && exec \"$0\" \"$@\"");
    ends_well(&inside(&mut shell, "full", folder.path()));
}

#[test]
fn a_disk_that_refuses_writes() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut shell = Command::new("sh");
    // A file over the limit is an error then, and not the end of the process.
    shell.args(["-c", "trap '' XFSZ; exec \"$0\" \"$@\""]);
    ends_well(&inside(&mut shell, "refusing", folder.path()));
}

fn inside(shell: &mut Command, how: &str, folder: &Path) -> Output {
    let program = std::env::current_exe().expect("this program");
    shell.arg(program).args(["--exact", "disk::on_a_failing_disk", "--ignored", "--nocapture"]);
    shell.env(HOW, how).env("TMPDIR", folder).output().expect("it starts")
}

#[track_caller]
fn ends_well(output: &Output) {
    let said = [&output.stdout[..], &output.stderr[..]].concat();
    let said = String::from_utf8_lossy(&said);
    assert!(output.status.success() && said.contains("1 passed"), "{said}");
}

enum Disk {
    Full { filler: PathBuf },
    Refusing,
}

impl Disk {
    fn fail(&self) {
        match self {
            Self::Full { filler } => {
                let mut file = File::create(filler).expect("a file");
                while file.write_all(&[7; 4096]).is_ok() {}
                while file.write_all(&[7]).is_ok() {}
            }
            Self::Refusing => limit(Some(0)),
        }
    }

    fn recover(&self) {
        match self {
            Self::Full { filler } => std::fs::remove_file(filler).expect("the filler"),
            Self::Refusing => limit(getrlimit(Resource::Fsize).maximum),
        }
    }
}

fn limit(bytes: Option<u64>) {
    let now = getrlimit(Resource::Fsize);
    setrlimit(Resource::Fsize, rustix::process::Rlimit { current: bytes, ..now }).expect("a limit");
}

/// Notes until the disk takes no more: what was reserved before it was full is used up then.
fn note_until_refused(desk: &mut Desk) -> u32 {
    for noted in 0..10_000 {
        let text = "x".repeat(4_000);
        match desk.ask(Request::AddNote { customer: Office::customer(4), kind: ActivityKind::Note, text }) {
            Ok(_) => {}
            Err(Problem::NoAudit(_)) => return noted,
            other => panic!("{other:?}"),
        }
    }
    panic!("the disk never fails");
}

fn acts(office: &Office, action: Action) -> usize {
    office.log().iter().filter(|entry| entry.action == action && entry.outcome == Outcome::Done).count()
}

#[test]
#[ignore = "run by the tests above, each on a disk of its own"]
fn on_a_failing_disk() {
    let office = Office::new();
    let disk = match std::env::var(HOW).as_deref() {
        Ok("full") => Disk::Full { filler: office.home().join("filler") },
        Ok("refusing") => Disk::Refusing,
        other => panic!("{HOW} is {other:?}"),
    };
    let mut mai = office.at("mai");
    let before = acts(&office, Action::CustomerView);
    assert_eq!(revealed(&mut mai, Office::customer(0), Field::Phone).as_deref(), Ok(planted(0).value(Field::Phone)));

    disk.fail();
    note_until_refused(&mut mai);
    let notes = acts(&office, Action::NoteAdd);
    let customer = Office::customer(1);
    let refused = |answer: Result<Reply, Problem>| match answer {
        Err(problem @ Problem::NoAudit(_)) => {
            let said = problem.to_string();
            assert!(said.contains("nothing was shown or changed"), "{said}");
            assert_eq!(leaks(&said), Vec::<String>::new());
        }
        other => panic!("{other:?}"),
    };
    refused(mai.ask(reveal(1, Field::Phone)));
    refused(mai.ask(Request::Copy { customer, what: CopyWhat::Sealed(Field::Email, reason()) }));
    refused(mai.ask(Request::Copy { customer, what: CopyWhat::Name }));
    refused(mai.ask(check(1, Field::Phone, planted(1).value(Field::Phone))));
    refused(mai.ask(Request::Customers(query(&format!("/{}", planted(1).value(Field::Phone))))));
    refused(mai.ask(Request::SaveCustomer(Box::new(new_draft("Nobody")))));
    refused(mai.ask(Request::Log(LogQuery { limit: 10, ..LogQuery::default() })));
    refused(mai.ask(Request::ExportLog(LogQuery { limit: 10, ..LogQuery::default() })));
    // By the policy as it comes nothing is looked at that can't be logged; the list, which is no look at anybody, goes on.
    refused(mai.ask(Request::Customer(customer)));
    assert!(!list(&mut mai, "zinnia").expect("a list").rows.is_empty());

    // There is room again: all is as it was, and nothing of what was refused was done.
    disk.recover();
    assert_eq!(acts(&office, Action::CustomerView), before, "no look without an entry");
    assert_eq!(acts(&office, Action::NoteAdd), notes);
    assert_eq!(acts(&office, Action::FieldReveal), 1);
    assert!(list(&mut mai, "nobody").expect("a list").rows.is_empty());
    let policy = Policy { read_without_log: true, ..Policy::default() };
    done(&mut mai, Manage::SetPolicy(Box::new(policy)));

    // Where the policy allows it customers are looked at, masked, and the log has each look as soon as it can.
    disk.fail();
    note_until_refused(&mut mai);
    for n in 1..4 {
        let detail = open(&mut mai, Office::customer(n)).expect("a look");
        assert!(detail.unlogged, "it is said");
        assert_eq!(leaks(&format!("{detail:?}")), Vec::<String>::new());
    }
    refused(mai.ask(reveal(1, Field::Phone)));
    refused(mai.ask(Request::Log(LogQuery { limit: 10, ..LogQuery::default() })));
    disk.recover();
    assert!(!open(&mut mai, Office::customer(5)).expect("a look").unlogged);
    let views: Vec<Entry> = office.log().into_iter().filter(|entry| entry.action == Action::CustomerView).collect();
    let late = |entry: &Entry| entry.details.contains("\"late\":true");
    let seen: Vec<Option<Id>> = views.iter().filter(|entry| late(entry)).map(|entry| entry.subject).collect();
    assert_eq!(seen, [3, 2, 1].map(|n| Some(Office::customer(n))), "newest first, each once");
    assert_eq!(views.len(), before + 4);
    assert_eq!(revealed(&mut mai, Office::customer(1), Field::Phone).as_deref(), Ok(planted(1).value(Field::Phone)));
    drop(mai);
    let verdict = office.desk().verify_log(&mut |_, _| {}).expect("it can be read");
    assert!(verdict.is_ok(), "{verdict:?}");
}

/// Somebody else holds the file: after the wait a reveal and a change are refused, and a look goes on where it may.
#[test]
fn a_locked_file() {
    let office = Office::new();
    let mut mai = office.at("mai");
    done(&mut mai, Manage::SetPolicy(Box::new(Policy { read_without_log: true, ..Policy::default() })));
    let other = office.dishonest();
    other.execute_batch("BEGIN IMMEDIATE").expect("the lock");
    assert_eq!(revealed(&mut mai, Office::customer(0), Field::Phone), Err(Problem::Busy));
    assert!(open(&mut mai, Office::customer(0)).expect("a look").unlogged);
    other.execute_batch("ROLLBACK").expect("the lock");
    drop(other);
    assert!(!open(&mut mai, Office::customer(2)).expect("a look").unlogged);
    assert_eq!(acts(&office, Action::CustomerView), 2);
    assert_eq!(acts(&office, Action::FieldReveal), 0);
}

#[test]
fn a_value_that_is_asked_for_without_a_reason_is_in_the_log() {
    let office = Office::new();
    let mut lan = office.at("lan");
    let asked = Request::Reveal { customer: Office::customer(0), field: Field::Phone, reason: Reason::NONE };
    assert!(matches!(lan.ask(asked), Err(Problem::Invalid { field, .. }) if field == "reason"));
    let entry = office.last();
    assert_eq!((entry.action, entry.outcome), (Action::FieldReveal, Outcome::Failed));
    assert_eq!(entry.subject, Some(Office::customer(0)));
}
