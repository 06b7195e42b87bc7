//! Bits that flip and pages that come back from another day: whatever the desk answers over such a file is the truth, or
//! an error, or the log's proof says that the file is not as it was written.
//!
//! Ten thousand: `cargo bench --bench faults -- flips --count 10000`.

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::sync::atomic::{AtomicUsize, Ordering};

use kin::desk::Desk;
use kin::desk::api::*;
use kin::desk::office::OfficeError;
use kin::domain::*;

use super::office::*;

const PAGE: usize = 4096;
/// At work side by side.
const LANES: usize = 2;

/// What became of damaged copies.
#[derive(Debug, Default)]
pub struct Counts {
    pub copies: usize,
    /// The office did not open.
    pub refused: usize,
    /// Something that was asked for was answered by an error.
    pub failed: usize,
    /// All that was asked for was answered, and the proof says that the file is damaged.
    pub reported: usize,
    /// All answers are true and the file holds: what was damaged is of no use to anybody.
    pub harmless: usize,
    /// Answers that are not the truth, of copies that the proof had found damaged.
    pub told: usize,
    /// The same where nothing told of it: there must be none.
    pub wrong: Vec<String>,
    /// Answers compared.
    pub answers: usize,
}

impl Counts {
    fn add(&mut self, other: Self) {
        self.copies += other.copies;
        self.refused += other.refused;
        self.failed += other.failed;
        self.reported += other.reported;
        self.harmless += other.harmless;
        self.told += other.told;
        self.answers += other.answers;
        self.wrong.extend(other.wrong);
    }
}

/// An office with some history, its file now and at an earlier time, and what it truly answers.
pub struct Original {
    office: Office,
    now: Vec<u8>,
    earlier: Vec<u8>,
    truth: BTreeMap<String, String>,
}

impl Original {
    pub fn new() -> Self {
        let office = Office::new();
        work(&mut office.at("mai"), 0);
        let earlier = std::fs::read(office.paths.database()).expect("the file");
        work(&mut office.at("mai"), 1);
        let now = std::fs::read(office.paths.database()).expect("the file");
        let truth = truth_of(&office.copy());
        Self { office, now, earlier, truth }
    }

    /// One bit of the file flipped at a random place, so many times.
    pub fn flips(&self, count: usize, seed: u64) -> Counts {
        self.tried(count, |n| {
            let mut random = fastrand::Rng::with_seed(seed.wrapping_add(n as u64));
            let mut bytes = self.now.clone();
            let (at, bit) = (random.usize(..bytes.len()), random.u8(..8));
            bytes[at] ^= 1 << bit;
            (bytes, format!("bit {bit} of byte {at}, page {}", at / PAGE + 1))
        })
    }

    /// Pages of the earlier file put back: one by one those that have changed since, and then random sets of them.
    pub fn old_pages(&self, count: usize, seed: u64) -> Counts {
        let place = |page: usize| page * PAGE..(page + 1) * PAGE;
        let mut changed: Vec<usize> = (0..self.earlier.len() / PAGE)
            .filter(|page| self.now[place(*page)] != self.earlier[place(*page)])
            .collect();
        fastrand::Rng::with_seed(seed).shuffle(&mut changed);
        self.tried(count, |n| {
            let mut random = fastrand::Rng::with_seed(seed.wrapping_add(n as u64));
            let pages: Vec<usize> = match changed.get(n) {
                Some(page) => vec![*page],
                None => changed.iter().copied().filter(|_| random.bool()).collect(),
            };
            let mut bytes = self.now.clone();
            for page in &pages {
                bytes[place(*page)].copy_from_slice(&self.earlier[place(*page)]);
            }
            (bytes, format!("old pages {:?}", pages.iter().map(|page| page + 1).collect::<Vec<_>>()))
        })
    }

    /// Makes damaged copies and asks each of them for everything.
    fn tried(&self, count: usize, damage: impl Fn(usize) -> (Vec<u8>, String) + Sync) -> Counts {
        let next = AtomicUsize::new(0);
        let lane = || {
            let mut counts = Counts::default();
            loop {
                let n = next.fetch_add(1, Ordering::Relaxed);
                if n >= count {
                    return counts;
                }
                let (bytes, what) = damage(n);
                let copy = self.office.copy();
                std::fs::write(copy.paths.database(), bytes).expect("a damaged copy");
                self.judge(&copy, n, &what, &mut counts);
            }
        };
        let mut all = Counts::default();
        std::thread::scope(|scope| {
            let lanes: Vec<_> = (0..LANES).map(|_| scope.spawn(lane)).collect();
            lanes.into_iter().for_each(|lane| all.add(lane.join().expect("a lane")));
        });
        all
    }

    fn judge(&self, copy: &Office, n: usize, what: &str, counts: &mut Counts) {
        counts.copies += 1;
        let mut desk = match opened(copy) {
            Ok(desk) => desk,
            Err(_) => {
                counts.refused += 1;
                return;
            }
        };
        // Before anything is written over the damage.
        let holds = matches!(desk.verify_log(&mut |_, _| {}), Ok(Ok(_)));
        let answers = asked(copy, &mut desk, Some(n));
        counts.answers += answers.len();
        let wrong: Vec<String> = answers
            .iter()
            .filter_map(|(question, answer)| {
                let truth = self.truth.get(question);
                let answer = answer.as_ref().ok()?;
                (truth != Some(answer)).then(|| format!("{what}: {question}: {answer} and not {truth:?}"))
            })
            .collect();
        let failed = answers.iter().any(|(_, answer)| answer.is_err());
        match (wrong.is_empty(), holds) {
            (false, true) => counts.wrong.extend(wrong),
            (false, false) => counts.told += 1,
            (true, _) if failed => counts.failed += 1,
            (true, false) => counts.reported += 1,
            (true, true) => counts.harmless += 1,
        }
    }
}

/// The write-ahead log of an office in use, with a bit of it flipped: what its end held may be gone, as after a crash, and
/// the checkpoint outside tells that.
pub fn log_flips(count: usize, seed: u64) -> Counts {
    let office = Office::new();
    let mut desk = office.at("mai");
    work(&mut desk, 0);
    work(&mut desk, 1);
    office.at("radu").checkpoint().expect("a checkpoint");
    let in_use = office.copy();
    let wal = |office: &Office| PathBuf::from(format!("{}-wal", office.paths.database().display()));
    let bytes = std::fs::read(wal(&office)).expect("the write-ahead log");
    let truth = truth_of(&in_use.copy());
    drop(desk);
    let mut counts = Counts::default();
    for n in 0..count {
        let mut random = fastrand::Rng::with_seed(seed.wrapping_add(n as u64));
        let copy = in_use.copy();
        let mut bytes = bytes.clone();
        let at = random.usize(..bytes.len());
        bytes[at] ^= 1 << random.u8(..8);
        std::fs::write(wal(&copy), bytes).expect("a damaged copy");
        let original = Original { office: copy, now: Vec::new(), earlier: Vec::new(), truth: truth.clone() };
        original.judge(&original.office, n, &format!("byte {at} of the write-ahead log"), &mut counts);
    }
    counts
}

/// Some work, of one day or of the next.
fn work(desk: &mut Desk, day: usize) {
    for n in [day, 4 + day, 10] {
        let seen = open(desk, Office::customer(n)).expect("there").customer;
        let sealed = vec![(Field::Phone, Secret::new(format!("09047331{n:02}")))];
        let draft = CustomerDraft { city: format!("Huế {day}"), sealed, ..draft_of(&seen) };
        save(desk, draft).expect("an edit");
    }
    for n in 0..6 {
        let text = format!("ngày {day}, lần {n}");
        desk.ask(Request::AddNote { customer: Office::customer(n), kind: ActivityKind::Note, text }).expect("a note");
    }
    save(desk, new_draft(&format!("Bùi Violet{day} Mới"))).expect("a new customer");
}

fn opened(office: &Office) -> Result<Desk, OfficeError> {
    Desk::open(office.paths.clone(), &office.config, office.clock.clone(), "test")
}

fn truth_of(office: &Office) -> BTreeMap<String, String> {
    let mut desk = opened(office).expect("the original opens");
    let answers = asked(office, &mut desk, None);
    answers.into_iter().map(|(question, answer)| (question, answer.expect("the original answers"))).collect()
}

/// One in so many customers is opened in one copy, and one in so many revealed: those in turn, over many copies all.
const OPENED: usize = 3;
const REVEALED: usize = 18;

/// Everything asked for, by who may see all of it: lists, searches, customers with their masks, timelines, the log, and the
/// sealed values of some.
fn asked(office: &Office, desk: &mut Desk, some: Option<usize>) -> Vec<(String, Result<String, Problem>)> {
    let mut answers = Vec::new();
    let mut note = |question: String, answer: Result<String, Problem>| answers.push((question, answer));
    if let Err(problem) = desk.ask(office.right("mai")) {
        note("sign in".into(), Err(problem));
        return answers;
    }
    let log = desk.ask(Request::Log(LogQuery { limit: 20, ..LogQuery::default() }));
    note("log".into(), log.map(|reply| format!("{reply:?}")));
    note("list".into(), list(desk, "").map(|page| format!("{:?}", page.rows)));
    let in_turn = |n: usize, of: usize| some.is_none_or(|some| n % of == some % of);
    for n in (0..CUSTOMERS).filter(|n| in_turn(*n, OPENED)) {
        let id = Office::customer(n);
        let found = list(desk, &format!("zinnia{n:02}"));
        note(format!("search {n}"), found.map(|page| format!("{:?}", page.rows)));
        let detail = open(desk, id);
        note(format!("customer {n}"), detail.map(|detail| format!("{:?}", detail.customer)));
        note(format!("timeline {n}"), timeline(desk, id).map(|rows| format!("{rows:?}")));
        // Reveals are counted: all of them are more than anybody may see in an hour.
        if in_turn(n, REVEALED) {
            for (field, planted) in planted(n).values {
                let value = match some {
                    Some(_) => revealed(desk, id, field),
                    None => Ok(truly(n, field, planted)),
                };
                note(format!("{n} {}", field.name()), value);
            }
        }
    }
    answers
}

/// The value that a customer has after the work.
fn truly(n: usize, field: Field, planted: String) -> String {
    if field == Field::Phone && [0, 1, 4, 5, 10].contains(&n) { format!("+849047331{n:02}") } else { planted }
}

#[test]
fn no_flipped_bit_and_no_old_page_is_shown_as_truth() {
    let original = Original::new();
    for (counts, what) in [
        (original.flips(24, 1), "flips"),
        (original.old_pages(8, 1), "old pages"),
        (log_flips(4, 1), "flips of the log"),
    ] {
        assert!(counts.wrong.is_empty(), "{what}: {:#?}", counts.wrong);
        assert!(counts.refused + counts.failed + counts.reported + counts.told > 0, "nothing was found: {counts:?}");
        assert!(counts.answers > 200, "{what}: too little was asked: {counts:?}");
    }
}

/// The harness sees a value that is not the truth.
#[test]
fn a_wrong_answer_would_be_seen() {
    let mut original = Original::new();
    assert_eq!(original.flips(0, 1).copies, 0);
    let copy = original.office.copy();
    let mut counts = Counts::default();
    original.judge(&copy, 0, "nothing", &mut counts);
    let failed: Vec<_> = {
        let copy = original.office.copy();
        let mut desk = opened(&copy).expect("it opens");
        asked(&copy, &mut desk, Some(0)).into_iter().filter(|(_, answer)| answer.is_err()).collect()
    };
    assert_eq!((counts.harmless, counts.wrong.len()), (1, 0), "{counts:#?} {failed:#?}");
    original.truth.insert("customer 3".into(), "another".into());
    original.judge(&original.office.copy(), 0, "nothing", &mut counts);
    assert_eq!(counts.wrong.len(), 1);
}
