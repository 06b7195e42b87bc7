//! What a backup of a large office costs, and those who work meanwhile: `cargo bench --bench backup -- [CUSTOMERS]` (a
//! million without a number).
//!
//! A demo office is made, or found in `KIN_BACKUP_HOME=DIR`. A member adds lines to timelines as fast as it can, first
//! alone and then while a backup is made; the backup is read through, brought back and proven.

#[path = "demo/mod.rs"]
mod demo;

use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

use demo::Demo;
use kin::clock::{Source, System};
use kin::config::Config;
use kin::desk::Desk;
use kin::desk::api::{CustomersQuery, Reply, Request};
use kin::desk::backup::{By, Opening, Restoring, restore};
use kin::desk::office::OfficePaths;
use kin::domain::{ActivityKind, Id, Secret};

fn main() {
    let customers = std::env::args().find_map(|argument| argument.parse::<u64>().ok()).unwrap_or(1_000_000);
    let home = std::env::var_os("KIN_BACKUP_HOME").map(Into::into);
    let demo = Demo::find(home, &customers.to_string(), "0");
    let config_dir = demo.home.join(".config/kin");
    let paths = OfficePaths::find(&demo.office(), &config_dir, None).expect("the office");
    println!("file: {} MiB", mib(std::fs::metadata(paths.database()).expect("the file").len()));
    let mut writer = seat(&paths, &demo);
    let customer = first(&mut writer);
    tell("writes alone", &writes(&mut writer, customer, || Duration::from_secs(10)));
    let config = Config::default();
    let mut operator = desk(&paths);
    let (before, begun) = (peak(), now());
    let done = AtomicBool::new(false);
    let (made, taken) = std::thread::scope(|scope| {
        let writing = scope.spawn(|| {
            let going = || if done.load(Ordering::Relaxed) { Duration::ZERO } else { Duration::MAX };
            writes(&mut writer, customer, going)
        });
        let made = operator.back_up(&config.backup, None, By::Operator, &mut |_| true).expect("a backup");
        let took = begun.elapsed();
        done.store(true, Ordering::Relaxed);
        tell("writes meanwhile", &writing.join().expect("written"));
        (made, took)
    });
    let manifest = &made.beside.signed.manifest;
    told("backup, with somebody writing", manifest.rows(), taken);
    println!("  {} MiB, {} MiB unpacked", mib(made.beside.file_bytes), mib(manifest.bytes));
    println!("  resident memory at most: {} MiB before, {} MiB after", before / 1024, peak() / 1024);
    let begun = now();
    let alone = operator.back_up(&config.backup, None, By::Operator, &mut |_| true).expect("a backup");
    told("backup, alone", alone.beside.signed.manifest.rows(), begun.elapsed());
    let begun = now();
    operator.verify_backup(&alone.path, By::Operator, &mut |_| true).expect("a good one");
    told("read through", manifest.rows(), begun.elapsed());
    let begun = now();
    let to = demo.home.join("restored");
    let _ = std::fs::remove_dir_all(&to);
    let opening = Opening { hosts: vec![paths.host_secret().expect("the secret")], kit: None };
    let (file, present, clock) = (alone.path.as_path(), None, Arc::new(System));
    let restoring =
        Restoring { file, to: &to, config_dir: &config_dir, host_secret: None, present, config: &config, clock };
    let restored = restore(restoring, &opening, &mut |_| true).expect("back");
    told("brought back and proven", restored.manifest.rows(), begun.elapsed());
    println!("  resident memory at most: {} MiB", peak() / 1024);
    std::fs::remove_dir_all(to).expect("removed");
}

fn desk(paths: &OfficePaths) -> Desk {
    Desk::open(paths.clone(), &Config::default(), Arc::new(System), "bench").expect("a desk")
}

fn seat(paths: &OfficePaths, demo: &Demo) -> Desk {
    let (mut desk, mai) = (desk(paths), &demo.members[0]);
    let code = mai.totp.code_at(System.now());
    let sign_in = Request::SignIn { name: mai.name.clone(), password: Secret::new(&mai.password), code };
    desk.ask(sign_in).expect("in");
    desk
}

fn first(desk: &mut Desk) -> Id {
    match desk.ask(Request::Customers(CustomersQuery::new("", 1))) {
        Ok(Reply::Customers(page)) => page.rows.first().expect("a customer").id,
        other => panic!("{other:?}"),
    }
}

/// Adds lines until as long as `span` says has passed; answers how long each took.
fn writes(desk: &mut Desk, customer: Id, span: impl Fn() -> Duration) -> Vec<Duration> {
    let (begun, mut took) = (now(), Vec::new());
    while begun.elapsed() < span() {
        let one = now();
        let note = Request::AddNote { customer, kind: ActivityKind::Note, text: "asked about the invoice".into() };
        desk.ask(note).expect("written");
        took.push(one.elapsed());
        // People think between two of them.
        std::thread::sleep(Duration::from_millis(5));
    }
    took.sort_unstable();
    took
}

fn tell(what: &str, took: &[Duration]) {
    let at = |share: f64| took[((took.len() - 1) as f64 * share) as usize].as_secs_f64() * 1e3;
    println!("{what}: {}, p50 {:.1} ms, p99 {:.1} ms, longest {:.1} ms", took.len(), at(0.5), at(0.99), at(1.0));
}

fn told(what: &str, rows: u64, took: Duration) {
    println!("{what}: {:.1} s, {rows} rows, {:.0} a second", took.as_secs_f64(), rows as f64 / took.as_secs_f64());
}

const fn mib(bytes: u64) -> u64 {
    bytes / (1024 * 1024)
}

/// The most memory that this process has had, in KiB.
fn peak() -> u64 {
    let status = std::fs::read_to_string(Path::new("/proc/self/status")).unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    line.and_then(|line| line.split_whitespace().next()?.parse().ok()).unwrap_or_default()
}

#[expect(clippy::disallowed_methods, reason = "a bench measures time")]
fn now() -> Instant {
    Instant::now()
}
