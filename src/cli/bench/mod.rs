//! `kin bench`: the figures of an office on this machine, by the same road as every day's work.
//!
//! Each size gets a throw-away office, filled as a demo is. What is timed are requests to the desk
//! (judged, scoped, with encryption on) and whole key presses up to the last byte of the frame. What the
//! terminal is sent is counted, and memory is that of a process which does nothing else.

mod machine;
mod memory;
mod screen;

use std::path::Path;
use std::process::{Command, Stdio};
use std::sync::Arc;
use std::time::{Duration, Instant};

use serde::Serialize;

use machine::Machine;
use memory::Memory;
use screen::{KeyFigures, Loop, Screen};

use super::args::{Bench, Global};
use super::door;
use super::output::{Failure, print_json, print_line};
use super::progress::thousands;
use super::version::Build;
use crate::clock::{self, Source, System};
use crate::config::Config;
use crate::desk::Desk;
use crate::desk::api::{CustomersQuery, Place, Problem, Reply, Request};
use crate::desk::found::TotpSecret;
use crate::desk::office::OfficePaths;
use crate::domain::Secret;
use crate::ui::{Key, KeyCode};

/// How often each request is repeated.
const TIMES: usize = 200;
/// Entries written for the verification: customers opened one after another.
const OPENED: usize = 5_000;
/// What people type, by length; each is measured at every length from one letter.
const WORDS: [&str; 8] = ["nguyen", "popescu", "smith", "duc", "hoang", "andrei", "thanh", "william"];
const SEVERAL_WORDS: [&str; 4] = ["nguyen thi", "duc tran", "ion pop", "le van an"];

/// Quantiles of one kind of act, in microseconds.
#[derive(Serialize)]
struct Quantiles {
    p50_us: u64,
    p99_us: u64,
    most_us: u64,
}

/// A search by what is typed, such as `2 letters`.
#[derive(Serialize)]
struct Search {
    typed: String,
    #[serde(flatten)]
    time: Quantiles,
}

/// A whole verification of the log: chain, signatures and every record.
#[derive(Serialize)]
struct Verified {
    entries: u64,
    records: u64,
    seconds: f64,
}

/// The form of the answer in JSON: a number that changes when a name or a unit does.
const FORMAT: u32 = 2;

/// What was measured at one size. Names end in their units (`_us` microseconds, `_kib`, `_mib`, `_seconds`); counts have none.
#[derive(Serialize)]
struct Figures<'a> {
    format: u32,
    at: String,
    build: &'a Build,
    machine: &'a Machine,
    customers: u64,
    /// Customers a second, sealed, indexed, compared and audited.
    import_per_second: u64,
    database_mib: u64,
    /// Search as typed, by letters typed, over all customers.
    search: Vec<Search>,
    /// The same by an agent, who sees one department: seven of ten customers.
    search_as_agent: Vec<Search>,
    page_at_any_depth: Quantiles,
    lookup: Quantiles,
    /// A key, to the last byte of its frame at 120x36: the selection moved by a row.
    moves: KeyFigures,
    /// The same by a screenful.
    pages: KeyFigures,
    /// One letter of a search typed.
    search_keys: KeyFigures,
    /// The real loop, with its threads.
    burst: Loop,
    open_audited: Quantiles,
    verify: Verified,
    /// Of a process that has only opened the office, signed in and drawn the list.
    memory: Memory,
}

pub fn run(global: &Global, arguments: &Bench) -> Result<(), Failure> {
    let config = door::config(global)?;
    if arguments.memory {
        return memory::measure_this_process(global, &config);
    }
    let (build, machine) = (Build::of_this()?, Machine::of_this());
    if !global.json {
        print_line(&format!("{} on {}", build.line(), machine.line()))?;
    }
    for &customers in &arguments.customers {
        let folder = std::env::temp_dir().join(format!("kin-bench-{}", clock::new_id(&System)));
        let figures =
            fill(&folder, customers).and_then(|filled| measure(&filled, &config, customers, (&build, &machine)));
        // Whatever came of it, nothing stays.
        if let Ok(paths) = OfficePaths::find(&folder.join("office"), &door::config_dir()?, None) {
            paths.remove();
        }
        let _ = std::fs::remove_dir_all(&folder);
        let figures = figures?;
        if global.json { print_json(&figures)? } else { tell(&figures)? }
    }
    Ok(())
}

/// An office filled by a process of its own, so that its memory is not counted here.
struct Filled {
    paths: OfficePaths,
    /// The demo's members; the first is the owner, the second an agent.
    members: Vec<Member>,
    took: Duration,
}

struct Member {
    name: String,
    password: String,
    totp: TotpSecret,
}

impl Member {
    fn of(json: &serde_json::Value) -> Option<Self> {
        let text = |key: &str| json[key].as_str().map(str::to_owned);
        let secret = data_encoding::BASE32.decode(text("totp_secret")?.as_bytes()).ok()?;
        Some(Self { name: text("name")?, password: text("password")?, totp: TotpSecret::from_bytes(&secret).ok()? })
    }

    fn sign_in(&self, desk: &mut Desk) -> Result<Reply, Problem> {
        let (name, code) = (self.name.clone(), self.totp.code_at(System.now()));
        desk.ask(Request::SignIn { name, password: Secret::new(&self.password), code })
    }
}

fn fill(folder: &Path, customers: u64) -> Result<Filled, Failure> {
    let other =
        |error: &dyn std::fmt::Display| Failure::Other(format!("The office to measure could not be made: {error}"));
    let program = std::env::current_exe().map_err(|error| other(&error))?;
    std::fs::create_dir_all(folder).map_err(|error| other(&error))?;
    let office = folder.join("office");
    let (made, took) = timed(|| {
        Command::new(program)
            .args(["demo", "--create-only", "--json", "--customers", &customers.to_string(), "--office"])
            .arg(&office)
            .stderr(Stdio::inherit())
            .output()
    });
    let made = made.map_err(|error| other(&error))?;
    let json: serde_json::Value = serde_json::from_slice(&made.stdout).map_err(|error| other(&error))?;
    let members = json["members"].as_array().map(Vec::as_slice).unwrap_or_default();
    Ok(Filled {
        paths: OfficePaths::find(&office, &door::config_dir()?, None)?,
        members: members.iter().filter_map(Member::of).collect(),
        took,
    })
}

fn measure<'a>(
    filled: &Filled,
    config: &Config,
    customers: u64,
    (build, machine): (&'a Build, &'a Machine),
) -> Result<Figures<'a>, Failure> {
    // What is measured is the lookup, more often than anybody may.
    let mut config = config.clone();
    config.limits.lookups_per_hour = u16::MAX;
    let config = &config;
    let database_mib = std::fs::metadata(filled.paths.database()).map_or(0, |file| file.len() >> 20);
    let mut desk = Desk::open(filled.paths.clone(), config, Arc::new(System), "bench")?;
    let [owner, agent, ..] = filled.members.as_slice() else {
        return Err(Failure::Other("The office to measure has no members.".into()));
    };
    agent.sign_in(&mut desk)?;
    let search_as_agent = searches(&mut desk)?;
    drop(desk);
    let mut desk = Desk::open(filled.paths.clone(), config, Arc::new(System), "bench")?;
    let signed_in = owner.sign_in(&mut desk)?;
    let mut random = fastrand::Rng::with_seed(1);

    let search = searches(&mut desk)?;
    let places = places(&mut desk)?;
    let page_at_any_depth =
        asked(&mut desk, |_| query(String::new(), Some(places[random.usize(..places.len())].clone())))?;
    let lookup = asked(&mut desk, |n| query(format!("/0912345{:03}", n % 1_000), None))?;

    let ids: Vec<_> = places.iter().map(|place| place.id).collect();
    let mut opened = Vec::with_capacity(OPENED);
    for n in 0..OPENED {
        let (reply, took) = timed(|| desk.ask(Request::Customer(ids[n % ids.len()])));
        reply?;
        opened.push(took);
    }
    let mut screen = Screen::new(desk, signed_in)?;
    // Up and down on one screen: what moves the whole list is a page.
    let moves = screen.keys((0..TIMES).map(|n| Key::new(if n % 40 < 20 { KeyCode::Down } else { KeyCode::Up })))?;
    let pages = screen.keys((0..TIMES).map(|_| Key::new(KeyCode::PageDown)))?;
    let search_keys = screen.searches()?;
    let desk = &mut screen.desk;
    let (verdict, took) = timed(|| desk.verify_log(&mut |_, _| {}));
    let report = verdict?.map_err(|bad| Failure::Other(format!("entry {}: {}", bad.sequence, bad.why)))?;
    let burst = screen.through_the_loop()?;
    let per_second = |count: u64, took: Duration| (count as f64 / took.as_secs_f64().max(1e-6)) as u64;
    Ok(Figures {
        format: FORMAT,
        at: jiff::Timestamp::from_microsecond(System.now().0).unwrap_or_default().to_string(),
        build,
        machine,
        customers,
        import_per_second: per_second(customers, filled.took),
        database_mib,
        search,
        search_as_agent,
        page_at_any_depth,
        lookup,
        moves,
        pages,
        search_keys,
        burst,
        open_audited: quantiles(opened),
        verify: Verified { entries: report.entries, records: report.records, seconds: took.as_secs_f64() },
        memory: memory::of_a_fresh_process(filled)?,
    })
}

/// Words at every length, and several words.
fn searches(desk: &mut Desk) -> Result<Vec<Search>, Failure> {
    let mut searches = Vec::new();
    for letters in 1..=6 {
        let words = WORDS.map(|word| word.chars().take(letters).collect::<String>());
        let times = asked(desk, |n| query(words[n % words.len()].clone(), None))?;
        let plural = if letters == 1 { "" } else { "s" };
        searches.push(Search { typed: format!("{letters} letter{plural}"), time: times });
    }
    let time = asked(desk, |n| query(SEVERAL_WORDS[n % SEVERAL_WORDS.len()].into(), None))?;
    searches.push(Search { typed: "several words".into(), time });
    Ok(searches)
}

fn query(search: String, from: Option<Place>) -> CustomersQuery {
    CustomersQuery { from, ..CustomersQuery::new(search, 50) }
}

/// Times `TIMES` lists; the first few only warm the caches up.
fn asked(desk: &mut Desk, mut query: impl FnMut(usize) -> CustomersQuery) -> Result<Quantiles, Failure> {
    const WARM: usize = 20;
    let mut times = Vec::with_capacity(TIMES);
    for n in 0..TIMES + WARM {
        let request = Request::Customers(query(n));
        let (reply, took) = timed(|| desk.ask(request));
        reply?;
        if n >= WARM {
            times.push(took);
        }
    }
    Ok(quantiles(times))
}

/// Places all over the list, found by names that begin with each pair of letters.
fn places(desk: &mut Desk) -> Result<Vec<Place>, Failure> {
    let mut places = Vec::new();
    for first in 'a'..='z' {
        for second in 'a'..='z' {
            let reply = desk.ask(Request::Customers(query(format!("{first}{second}"), None)))?;
            if let Reply::Customers(page) = reply {
                // Only places of the plain list, in name order, can be paged on from without a search.
                places.extend(page.rows.into_iter().map(|row| row.place).filter(|place| place.group == 0));
            }
        }
    }
    if places.is_empty() {
        return Err(Failure::Other("The office is too small to measure. Take more customers.".into()));
    }
    Ok(places)
}

fn quantiles(mut times: Vec<Duration>) -> Quantiles {
    times.sort_unstable();
    let at = |share: f64| {
        let index = ((times.len() as f64 * share) as usize).min(times.len().saturating_sub(1));
        times.get(index).map_or(0, |time| u64::try_from(time.as_micros()).unwrap_or(u64::MAX))
    };
    Quantiles { p50_us: at(0.5), p99_us: at(0.99), most_us: at(1.0) }
}

fn timed<T>(work: impl FnOnce() -> T) -> (T, Duration) {
    #[expect(clippy::disallowed_methods, reason = "this is what measures")]
    let start = Instant::now();
    let value = work();
    (value, start.elapsed())
}

fn tell(figures: &Figures<'_>) -> Result<(), Failure> {
    let millis = |times: &Quantiles| {
        let ms = |micros: u64| micros as f64 / 1_000.0;
        format!(
            "p50 {:>7.2} ms   p99 {:>7.2} ms   most {:>7.2} ms",
            ms(times.p50_us),
            ms(times.p99_us),
            ms(times.most_us)
        )
    };
    print_line(&format!("{} customers, database {} MiB", thousands(figures.customers), figures.database_mib))?;
    print_line(&format!("  import                      {} a second", thousands(figures.import_per_second)))?;
    for (whose, searches) in [("search", &figures.search), ("agent's search", &figures.search_as_agent)] {
        for Search { typed, time } in searches {
            print_line(&format!("  {:<27} {}", format!("{whose}, {typed}"), millis(time)))?;
        }
    }
    for (name, times) in [
        ("page at any depth", &figures.page_at_any_depth),
        ("exact lookup", &figures.lookup),
        ("open, with its entry", &figures.open_audited),
        ("key to last byte, move", &figures.moves.time),
        ("key to last byte, page", &figures.pages.time),
        ("key to last byte, search", &figures.search_keys.time),
    ] {
        print_line(&format!("  {name:<27} {}", millis(times)))?;
    }
    let Loop { keys, frames, bytes, idle_bytes } = &figures.burst;
    print_line(&format!(
        "  bytes to the terminal       {} a move, {} a page, {} a search key, {idle_bytes} in 2 s of idling",
        figures.moves.bytes, figures.pages.bytes, figures.search_keys.bytes
    ))?;
    print_line(&format!("  a burst of {keys} keys         {frames} frames, {bytes} bytes"))?;
    print_line(&format!(
        "  verify                      {} entries and {} records in {:.1} s",
        thousands(figures.verify.entries),
        thousands(figures.verify.records),
        figures.verify.seconds
    ))?;
    let Memory { resident_kib, anonymous_kib, peak_kib, worked_kib } = figures.memory;
    let mib = |kib: u64| kib as f64 / 1_024.0;
    print_line(&format!(
        "  resident memory             {:.1} MiB with the list drawn ({:.1} its own), {:.1} after searches, {:.1} at the sign-in",
        mib(resident_kib),
        mib(anonymous_kib),
        mib(worked_kib),
        mib(peak_kib)
    ))
}
