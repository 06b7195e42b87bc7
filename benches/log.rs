//! What reading a long log costs: `cargo bench --bench log`, or `-- 10000000` for another number of entries.
//!
//! The entries are written by SQL, without signatures: reading by filters does not look at them.
#![expect(
    clippy::disallowed_types,
    clippy::disallowed_methods,
    reason = "a bench fills the file by itself, and measures time"
)]

use std::time::{Duration, Instant};

use kin::domain::{Action, Id, Micros, Outcome};
use kin::store::{EntryIs, LOG_EFFORT, LogFilter, LogFrom, LogPage, Needle, Options, Store};

const KEY: [u8; 32] = [7; 32];
const ROUNDS: u32 = 20;
/// As many entries an hour as an office of 40 makes.
const AN_HOUR: i64 = 600;
const HOUR: i64 = 3_600_000_000;

fn member(n: u8) -> Id {
    Id([n; 16])
}

fn fill(path: &std::path::Path, entries: i64) {
    let conn = rusqlite::Connection::open(path).expect("the file");
    let key: String = KEY.iter().map(|byte| format!("{byte:02x}")).collect();
    conn.execute_batch(&format!(
        "PRAGMA key = \"x'{key}'\"; PRAGMA synchronous = OFF; PRAGMA cache_size = -400000; BEGIN;
         WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < {entries})
         INSERT INTO audit_log (sequence, op, at, member, session, origin, action, subject, outcome, reason, details,
           changes, previous, hash, signature)
         SELECT i, unhex(printf('%032x', i)), i * {},
           unhex(printf('%.*c', 32, char(48 + i % 10))),
           unhex(printf('%032x', i / 200)),
           CASE WHEN i = 7 THEN 'rare-host terminal' ELSE printf('desk-%d terminal', i % 40) END,
           CASE WHEN i % 100000 = 9 THEN 'keys.rotate' WHEN i % 8 = 0 THEN 'field.reveal' WHEN i % 8 = 1 THEN 'note.add'
             ELSE 'customer.view' END,
           unhex(printf('%032x', i % 50000)),
           CASE WHEN i % 50 = 3 THEN 'denied' ELSE 'done' END,
           CASE WHEN i % 8 = 0 THEN 'call: the customer asked for it' ELSE '' END,
           CASE WHEN i % 8 = 0 THEN '{{\"field\":\"phone\"}}' ELSE '{{}}' END,
           zeroblob(32), zeroblob(32), zeroblob(32), zeroblob(64)
         FROM n;
         COMMIT;",
        HOUR / AN_HOUR
    ))
    .expect("the entries");
}

/// The median and the slowest of some rounds.
fn measured(what: &str, mut work: impl FnMut() -> String) {
    let mut times: Vec<Duration> = Vec::new();
    let mut told = String::new();
    for _ in 0..ROUNDS {
        let begun = Instant::now();
        told = work();
        times.push(begun.elapsed());
    }
    times.sort_unstable();
    let ms = |time: Duration| time.as_secs_f64() * 1e3;
    println!(
        "{what:<58} {:>8.2} ms   slowest {:>8.2} ms   {told}",
        ms(times[times.len() / 2]),
        ms(times[times.len() - 1])
    );
}

fn main() {
    let entries: i64 = std::env::args().filter_map(|argument| argument.parse().ok()).next().unwrap_or(1_000_000);
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("office.db");
    drop(Store::create(&path, &KEY).expect("a store"));
    fill(&path, entries);
    println!("{entries} entries, page cache 10 MiB; each from a connection of its own:");
    let end = entries * HOUR / AN_HOUR;
    let page = |what: &str, filter: &LogFilter, from: LogFrom| {
        measured(what, || {
            // As a desk opens it: nothing is in the cache of the pages.
            let mut store = Store::open_with(&path, &KEY, &Options::default()).expect("the store");
            let LogPage { entries, unfinished, .. } =
                store.read(|snapshot| snapshot.log_page(filter, from, 100, LOG_EFFORT)).expect("a page");
            format!("{} rows{}", entries.len(), if unfinished { ", to be asked on" } else { "" })
        });
    };
    let all = LogFilter::default();
    let with = |entry: EntryIs| LogFilter::default().with(entry);
    measured("open the file alone", || {
        drop(Store::open_with(&path, &KEY, &Options::default()).expect("the store"));
        String::new()
    });
    page("open at the end", &all, LogFrom::End);
    page("a page in the middle", &all, LogFrom::Before(entries / 2));
    page("the page above it", &all, LogFrom::After(entries / 2));
    page("jump to a time", &all, LogFrom::At(Micros(end / 3)));
    page("by member", &with(EntryIs::By(vec![member(0x55)])), LogFrom::End);
    page("by customer", &with(EntryIs::About(vec![Id(1_234u128.to_be_bytes())])), LogFrom::End);
    page("by session", &with(EntryIs::Session(Id(99u128.to_be_bytes()))), LogFrom::End);
    page("by action, common", &with(EntryIs::Action(vec![Action::FieldReveal])), LogFrom::End);
    page("by action, rare", &with(EntryIs::Action(vec![Action::KeyRotate])), LogFrom::End);
    let both = with(EntryIs::By(vec![member(0x99)])).with(EntryIs::Action(vec![Action::KeyRotate]));
    page("by member and rare action", &both, LogFrom::End);
    page("refused", &with(EntryIs::Outcome(vec![Outcome::Denied])), LogFrom::End);
    page("by origin, one of all", &with(EntryIs::Origin(vec!["rare-host".into()])), LogFrom::End);
    let text = |text: &str| EntryIs::Text { text: Needle::new(text), members: Vec::new() };
    page("text, common", &with(text("asked for it")), LogFrom::End);
    page("text, nowhere", &with(text("no such word")), LogFrom::End);
    page(
        "text, nowhere, of one member",
        &with(text("no such word")).with(EntryIs::By(vec![member(0x55)])),
        LogFrom::End,
    );
    for (what, hours) in [("chart of 30 days, hour by hour", 720), ("chart of a year, day by day", 8_760)] {
        let step = if hours > 1_000 { 24 } else { 2 };
        let edges: Vec<Micros> = (0..=hours / step).map(|n| Micros(end - (hours - n * step) * HOUR)).collect();
        let filter = LogFilter { from: edges.first().copied(), ..LogFilter::default() };
        for (whose, filter) in [("", filter.clone()), (", of one member", filter.with(EntryIs::By(vec![member(0x55)])))]
        {
            measured(&format!("{what}{whose}"), || {
                let mut store = Store::open_with(&path, &KEY, &Options::default()).expect("the store");
                let bars = store.read(|snapshot| snapshot.log_counts(&filter, &edges)).expect("counts");
                let count = |bars: Vec<kin::store::Counted>| bars.iter().map(|bar| bar.all).sum::<u64>();
                bars.map_or("not by indexes".into(), |bars| format!("{} counted", count(bars)))
            });
        }
    }
    for (what, hours) in [("chart of 24 hours, filtered", 24), ("chart of 30 days, filtered", 720)] {
        let filter = LogFilter { from: Some(Micros(end - hours * HOUR)), ..LogFilter::default() };
        measured(what, || {
            let mut store = Store::open_with(&path, &KEY, &Options::default()).expect("the store");
            let mut count = 0;
            let rested = store.read(|snapshot| snapshot.log_tally(&filter, LOG_EFFORT, |_| count += 1));
            format!("{count} counted{}", if rested.expect("a count").is_some() { ", unfinished" } else { "" })
        });
    }
}
