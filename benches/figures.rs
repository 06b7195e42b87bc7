//! What single steps cost, and how long the program takes to its first frame: `cargo bench`.
//!
//! Whole days' work on offices of any size is measured by `kin bench`.

use std::io::Read;
use std::path::PathBuf;
use std::process::Command;
use std::sync::{Arc, LazyLock};
use std::time::{Duration, Instant};

use divan::{Bencher, black_box};
use kin::clock::{Fixed, System};
use kin::config::Config;
use kin::desk::Desk;
use kin::desk::api::Request;
use kin::desk::found::{Credential, Foundation, Newcomer, found};
use kin::domain::{Class, Field, Id, Micros, Role, Scope, Secret, contact, fold, mask, scan};
use kin::vault::{ClassKey, DataKey, KdfParams, ValueContext};
use portable_pty::{Child, CommandBuilder, PtySize, native_pty_system};

fn main() {
    if std::env::args().any(|argument| argument == "told_apart") {
        return told_apart();
    }
    divan::main();
    // Dropping a static never happens: the office goes here.
    let _ = std::fs::remove_dir_all(&OFFICE.0);
}

const NAMES: [&str; 4] = ["Nguyễn Thị Hồng Đào", "Ștefan Țăranu", "John Smith", "Công ty TNHH Bình Minh"];

#[divan::bench(args = NAMES)]
fn fold_a_name(name: &str) -> String {
    fold::fold(black_box(name))
}

#[divan::bench(args = ["0903 123 567", "+40722123456", "(209)172-7124x3651"])]
fn read_a_phone(phone: &str) -> contact::Phone {
    contact::Phone::parse(black_box(phone), "VN")
}

#[divan::bench]
fn mask_an_email() -> String {
    mask::mask(Field::Email, black_box("hong.dao@gmail.com"))
}

#[divan::bench]
fn scan_a_note() -> (String, usize) {
    scan::mask_secrets(black_box("Gọi lại số 0903 123 567 về hoá đơn tháng trước, khách hẹn chiều thứ sáu."))
}

#[divan::bench]
fn seal_a_value(bencher: Bencher) {
    let class = ClassKey::generate(Class::Contact, 1, &System);
    let install = Id([1; 16]);
    let (key, _) = DataKey::new(&class.public(), Class::Contact, 1, install, &System).expect("a data key");
    let place = ValueContext { install, record: Id([2; 16]), field: Field::Phone, generation: 1, version: 1 };
    bencher.bench(|| key.seal(black_box(&place), black_box("+84903123567"), &System));
}

/// Whether a refused sign-in tells by its time if the name is there: medians of both, tried in turn, so that a busy
/// machine is as busy for one as for the other.
#[expect(clippy::disallowed_methods, reason = "a bench measures time")]
fn told_apart() {
    const TRIES: usize = 80;
    let home = tempfile::tempdir().expect("a folder");
    let clock = Arc::new(Fixed::new(Micros(1_795_330_920_000_000), 1));
    let owner = Newcomer {
        name: "mai".into(),
        role: Role::Owner,
        department: 0,
        limit: Scope::All,
        credential: Credential::Password(Secret::new("seven quiet herons wade at noon")),
    };
    let founded = found(Foundation {
        folder: home.path().join("office"),
        config_dir: home.path().join("config"),
        host_secret: None,
        office: "Figures".into(),
        departments: vec!["Support".into()],
        members: vec![owner],
        kdf: KdfParams::default(),
        clock: clock.clone(),
    })
    .expect("an office");
    let mut desk = Desk::open(founded.paths, &Config::default(), clock.clone(), "bench").expect("a desk");
    let mut took: [Vec<Duration>; 2] = Default::default();
    for _ in 0..TRIES {
        for (name, took) in ["mai", "nobody here"].into_iter().zip(&mut took) {
            // Long enough for every wait to be over, and never a hundred in a row.
            clock.advance(3_600);
            let password = Secret::new("not the password at all");
            let begun = Instant::now();
            let answer = desk.ask(Request::SignIn { name: name.into(), password, code: "000000".into() });
            took.push(begun.elapsed());
            assert!(answer.is_err());
        }
    }
    let [known, unknown] = took.map(|mut took| {
        took.sort();
        took[TRIES / 2]
    });
    println!("sign-in refused, medians of {TRIES}: a name that is there {known:.1?}, one that is not {unknown:.1?}");
}

/// A folder with a home and an office of 100,000 customers, made once.
static OFFICE: LazyLock<(PathBuf, PathBuf)> = LazyLock::new(|| {
    let folder = std::env::temp_dir().join(format!("kin-figures-{}", std::process::id()));
    let office = folder.join("office");
    std::fs::create_dir_all(&folder).expect("a folder");
    let made = Command::new(env!("CARGO_BIN_EXE_kin"))
        .args(["demo", "--create-only", "--customers", "100000", "--office"])
        .arg(&office)
        .env("HOME", &folder)
        .env_remove("XDG_CONFIG_HOME")
        .output()
        .expect("the program runs");
    assert!(made.status.success(), "{}", String::from_utf8_lossy(&made.stderr));
    (folder, office)
});

/// The program at its sign-in screen, ended when what was measured is over.
struct Running(Box<dyn Child + Send + Sync>);

impl Drop for Running {
    fn drop(&mut self) {
        self.0.kill().expect("it was running");
        self.0.wait().expect("it ends");
    }
}

/// From exec to the sign-in screen, on an office of 100,000 customers.
#[divan::bench(sample_count = 30, sample_size = 1)]
fn start_to_first_frame(bencher: Bencher) {
    let (home, office) = (&OFFICE.0, &OFFICE.1);
    bencher.bench(|| {
        let size = PtySize { rows: 36, cols: 120, pixel_width: 0, pixel_height: 0 };
        let pair = native_pty_system().openpty(size).expect("a terminal");
        let mut command = CommandBuilder::new(env!("CARGO_BIN_EXE_kin"));
        command.arg("--office");
        command.arg(office);
        command.env("HOME", home);
        command.env("TERM", "xterm-256color");
        command.env("LANG", "C.UTF-8");
        let child = pair.slave.spawn_command(command).expect("the program runs");
        let mut reader = pair.master.try_clone_reader().expect("a reader");
        let mut seen = Vec::new();
        let mut buffer = [0; 4096];
        while !seen.windows(8).any(|bytes| bytes == b"Password") {
            let read = reader.read(&mut buffer).expect("the terminal is read");
            assert!(read > 0, "the program ended: {}", String::from_utf8_lossy(&seen));
            seen.extend_from_slice(&buffer[..read]);
        }
        Running(child)
    });
}
