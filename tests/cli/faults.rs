//! What breaks around an office: each fault gets a clear word, and nothing of the office is lost by it.

use std::io::{BufRead, BufReader, Read, Write};
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use kin::store::Journal;

use crate::kills;
use crate::office::{Office, Ran, command, run_in, skip};

const PAGE: usize = 4096;

fn read(path: &Path) -> Vec<u8> {
    std::fs::read(path).expect("a file")
}

fn write(path: &Path, bytes: impl AsRef<[u8]>) {
    std::fs::write(path, bytes).expect("written");
}

fn beside(office: &Office, end: &str) -> PathBuf {
    PathBuf::from(format!("{}{end}", office.database().display()))
}

fn verify(office: &Office) -> Ran {
    office.run(&["log", "verify"], "")
}

/// One line for people, of the program's own words.
#[track_caller]
fn says(ran: &Ran, words: &str) {
    ran.fails(1, words);
    assert!(ran.err.starts_with("kin: ") && ran.err.lines().count() == 1, "{ran:?}");
}

const RESTORE: &str = "Restore the newest backup: kin backup list, kin restore FILE --to DIR";

#[test]
fn damaged_pages_are_named_and_the_newest_backup_is_offered() {
    let office = Office::demo(40);
    let good = read(&office.database());
    let pages = good.len() / PAGE;
    let flipped = |damaged: &[usize]| {
        let mut bytes = good.clone();
        for page in damaged {
            bytes[(page - 1) * PAGE + 1000] ^= 4;
        }
        write(&office.database(), &bytes);
        let told = verify(&office);
        assert!(read(&office.database()) == bytes, "a damaged file is left as it is: {damaged:?}");
        told
    };
    // The first page, those of the tables that are read at opening, and each of the others.
    for page in [1, 2, pages / 4, pages / 3, pages / 2, pages - 1, pages] {
        let told = flipped(&[page]);
        says(&told, &format!("page {page} is not as written"));
        assert!(told.err.contains(RESTORE), "{told:?}");
    }
    says(&flipped(&[7, 9, pages]), &format!("pages 7, 9, {pages} are not as written"));
    // Its salt is in the first bytes: without them no page tells whose it is.
    let mut bytes = good.clone();
    bytes[3] ^= 1;
    write(&office.database(), &bytes);
    let told = verify(&office);
    says(&told, "its very beginning is damaged");
    assert!(told.err.contains(RESTORE));

    // Cut off between pages, and in one.
    write(&office.database(), &good[..good.len() / PAGE / 2 * PAGE]);
    says(&verify(&office), "some are missing");
    write(&office.database(), &good[..good.len() - 100]);
    let told = verify(&office);
    assert!(told.code == 1 && told.err.contains(RESTORE), "{told:?}");

    write(&office.database(), &good);
    verify(&office).good();
}

/// Not a test: a writer, killed by the tests below.
#[test]
#[ignore = "started by the tests below"]
fn writer() {
    kills::write_until_killed();
}

/// A program was killed while it wrote: the office is as it left it.
fn killed(office: &Office) {
    let mut writer = Command::new(std::env::current_exe().expect("this program"));
    writer.args(["--exact", "faults::writer", "--ignored", "--nocapture"]);
    kills::kill_at_work(office, Journal::Wal, writer);
    assert!(std::fs::metadata(beside(office, "-wal")).is_ok_and(|file| file.len() > 0), "a write-ahead log is left");
}

#[test]
fn the_write_ahead_log_of_another_office_is_left_alone() {
    let (office, other) = (Office::demo(5), Office::demo(0));
    killed(&other);
    let good = read(&office.database());
    let foreign = read(&beside(&other, "-wal"));
    write(&beside(&office, "-wal"), &foreign);
    let told = verify(&office);
    says(&told, "is not this office's");
    assert!(told.err.contains("office.db-wal") && told.err.contains("Move it to another place"));
    assert!(read(&office.database()) == good, "nothing of it came into the office");
    assert!(read(&beside(&office, "-wal")) == foreign, "and it is still there");
    std::fs::remove_file(beside(&office, "-wal")).expect("moved away");
    verify(&office).good();
    // Its own office takes it over.
    verify(&other).good();
}

#[test]
fn without_its_write_ahead_log_the_office_is_what_it_was_before_and_a_checkpoint_tells() {
    let office = Office::demo(5);
    killed(&office);
    // A copy with its write-ahead log is whole: there a checkpoint is made, which lies outside of both.
    let copy = office.home().join("whole");
    std::fs::create_dir(&copy).expect("a folder");
    for file in std::fs::read_dir(office.folder()).expect("a folder").map(|file| file.expect("a file").path()) {
        std::fs::copy(&file, copy.join(file.file_name().expect("a name"))).expect("a copy");
    }
    let copied = copy.display().to_string();
    let answers = format!("{}\n{}\n", office.password("radu"), office.code("radu"));
    run_in(office.home(), &["--office", &copied, "log", "checkpoint", "--member", "radu"], &answers).good();
    run_in(office.home(), &["--office", &copied, "log", "verify"], "").good();
    std::fs::remove_file(beside(&office, "-wal")).expect("lost");
    says(&verify(&office), "is missing: the checkpoint of");
    // What is left is whole in itself, so that without one nothing tells.
    let kept = office.host_secret().with_file_name("log.checkpoints");
    std::fs::rename(&kept, office.home().join("kept")).expect("away");
    verify(&office).good();
}

#[test]
fn a_file_and_a_folder_that_may_only_be_read() {
    let office = Office::demo(2);
    let before = read(&office.database());
    let modes = |file, folder| {
        for (path, mode) in [(office.database(), file), (office.folder(), folder)] {
            std::fs::set_permissions(path, std::fs::Permissions::from_mode(mode)).expect("a mode");
        }
    };
    let as_nobody = || {
        // Who is root may write everything: then as somebody else, whom the files are given to.
        let folder = office.folder().display().to_string();
        let mut run = command(office.home(), &["--office", &folder, "log", "verify"]);
        if rustix::process::getuid().is_root() {
            use std::os::unix::process::CommandExt;
            for path in [office.home().to_owned(), office.folder(), office.database(), office.host_secret()] {
                std::os::unix::fs::chown(path, Some(65534), Some(65534)).expect("given away");
            }
            for path in office.host_secret().ancestors().skip(1).take_while(|path| *path != office.home()) {
                std::os::unix::fs::chown(path, Some(65534), Some(65534)).expect("given away");
            }
            run.uid(65534).gid(65534);
        }
        run.output()
    };
    let words = |mode: (u32, u32)| {
        modes(mode.0, mode.1);
        let Ok(output) = as_nobody() else { return None };
        modes(0o600, 0o700);
        Some((output.status.code(), String::from_utf8_lossy(&output.stderr).into_owned()))
    };
    // Some systems let root be nobody else, or nobody reach the program.
    let Some((Some(0), _)) = words((0o600, 0o700)) else {
        return skip("nobody else than root can run the program here");
    };
    for (mode, said) in [
        ((0o600, 0o500), "may only be read"),
        ((0o400, 0o700), "may only be read"),
        ((0o400, 0o500), "may only be read"),
        ((0o000, 0o700), "could not be opened"),
        ((0o600, 0o000), "ermission denied"),
    ] {
        let (code, err) = words(mode).expect("it runs");
        assert!(code == Some(1) && err.contains(said) && err.lines().count() == 1, "{mode:?}: {err}");
        assert!(read(&office.database()) == before, "{mode:?}");
    }
}

#[test]
fn a_moved_folder_is_found_where_it_is() {
    let office = Office::demo(2);
    let elsewhere = office.home().join("elsewhere");
    // In use, at a prompt, while it is moved.
    let folder = office.folder().display().to_string();
    let mut child = command(office.home(), &["--office", &folder, "--linear"]).spawn().expect("it starts");
    let mut stdin = child.stdin.take().expect("a pipe");
    let mut stdout = BufReader::new(child.stdout.take().expect("a pipe"));
    let mut line = String::new();
    while !line.contains("Sign in") {
        line.clear();
        assert!(stdout.read_line(&mut line).expect("text") > 0, "it ended");
    }
    std::fs::rename(office.folder(), &elsewhere).expect("moved");
    writeln!(stdin, "mai\n{}\n{}", office.password("mai"), office.code("mai")).expect("it reads");
    drop(stdin);
    let mut said = String::new();
    stdout.read_to_string(&mut said).expect("text");
    child.wait().expect("it ends");
    assert!(!said.contains("panicked"), "{said}");
    office.run(&["log", "verify"], "").fails(1, "There is no office in");
    let moved = elsewhere.display().to_string();
    let sign_in = run_in(
        office.home(),
        &["--office", &moved, "log", "list", "--json", "--member", "radu"],
        &format!("{}\n{}\n", office.password("radu"), office.code("radu")),
    );
    sign_in.good();
    // What was done at the moved office is in it.
    let signed_in = |line: &&str| line.to_lowercase().contains("sign_in") && line.to_lowercase().contains("done");
    assert!(sign_in.out.lines().filter(signed_in).count() >= 1, "{said}\n{sign_in:?}");
    run_in(office.home(), &["--office", &moved, "log", "verify"], "").good();
}

#[test]
fn no_terminal_no_locale_and_closed_streams() {
    let office = Office::demo(2);
    let folder = office.folder().display().to_string();
    let shell = |script: &str, more: &[(&str, &str)]| {
        let mut shell = Command::new("sh");
        shell
            .args(["-c", script, "kin", crate::office::KIN, &folder])
            .env_clear()
            .envs(crate::office::env(office.home()));
        shell.envs(more.iter().copied()).current_dir(office.home()).stdin(Stdio::null());
        let output = shell.output().expect("it runs");
        let err = String::from_utf8_lossy(&output.stderr).into_owned();
        assert!(!err.contains("panicked"), "{script}: {err}");
        (output.status.code(), String::from_utf8_lossy(&output.stdout).into_owned(), err)
    };
    for (script, code, words) in [
        // What is told to nobody is done all the same.
        (r#""$1" --office "$2" log verify >&-"#, 0, ""),
        (r#""$1" --office "$2" log verify <&-"#, 0, ""),
        (r#""$1" --office "$2" log verify >&- 2>&- <&-"#, 0, ""),
        (r#""$1" --office "$2" log verify > /dev/full"#, 1, "Standard output could not be written"),
        (r#""$1" --office "$2" customer list --member mai <&-"#, 1, "wrong"),
        (r#""$1" --office "$2" <&-"#, 2, "screens need a terminal"),
        (r#""$1" --office "$2" --linear < /dev/null"#, 1, ""),
        (r#""$1" --office "$2" --linear <&- >&-"#, 1, ""),
        (r#""$1" --help | true"#, 0, ""),
    ] {
        let (ended, _, err) = shell(script, &[]);
        assert_eq!(ended, Some(code), "{script}: {err}");
        assert!(err.contains(words), "{script}: {err}");
    }
    // Whoever stops reading early hears nothing more, and the program ends quietly.
    let broken = format!(
        "printf '%s\\n%s\\n' '{}' '{}' | \"$1\" --office \"$2\" log list --json --member radu | head -1",
        office.password("radu"),
        office.code("radu")
    );
    let (code, out, err) = shell(&broken, &[]);
    assert!(code == Some(0) && out.lines().count() == 1 && !err.contains("kin:"), "{out} {err}");
    for locale in ["C", "POSIX", "xx_YY.nonsense", ""] {
        let (code, out, err) = shell(r#""$1" --office "$2" log verify"#, &[("LC_ALL", locale), ("LANG", locale)]);
        assert!(code == Some(0) && out.starts_with("Good: "), "{locale}: {err}");
    }
}

#[test]
fn a_clock_far_from_the_logs_is_borne() {
    if !Command::new("faketime").arg("--version").output().is_ok_and(|ran| ran.status.success()) {
        return skip("faketime is not there: the desk's own tests turn the clock");
    }
    let office = Office::demo(2);
    let folder = office.folder().display().to_string();
    let at = |time: &str, arguments: &[&str], input: &str| {
        let mut run = Command::new("faketime");
        run.args(["-f", time, crate::office::KIN, "--office", &folder]).args(arguments);
        run.env_clear().envs(crate::office::env(office.home())).current_dir(office.home());
        run.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
        let mut child = run.spawn().expect("it starts");
        let _ = child.stdin.take().expect("a pipe").write_all(input.as_bytes());
        let output = child.wait_with_output().expect("it ends");
        Ran {
            code: output.status.code().unwrap_or(-1),
            out: String::from_utf8_lossy(&output.stdout).into_owned(),
            err: String::from_utf8_lossy(&output.stderr).into_owned(),
        }
    };
    let answers = format!("{}\n{}\n", office.password("radu"), office.code("radu"));
    for time in ["@1970-01-02 00:00:00", "@2100-01-01 00:00:00"] {
        at(time, &["log", "verify"], "").good();
        let told = at(time, &["log", "list", "--member", "radu"], &answers);
        told.fails(1, if time.starts_with("@1970") { "clock is behind" } else { "wrong" });
    }
    verify(&office).good();
}
