//! How well the detectors tell thieves from people who work: a simulated office, with precision and recall of each
//! detector, how long it took, and whom a lock would have shut out. `cargo bench --bench detectors [-- SEEDS]`.

#[path = "../tests/support/simulation.rs"]
mod simulation;

use std::collections::{BTreeMap, BTreeSet};
use std::time::Instant;

use kin::domain::DetectorKind;
use kin::domain::detector::{Finding, Rules};
use simulation::{BEFORE, DAYS, HARVEST_BEGINS, HARVESTER, MEMBERS, Manners};

/// Right and wrong alerts, those who were to be found, and those who were.
#[derive(Default)]
struct Score {
    right: usize,
    wrong: usize,
    wanted: usize,
    found: usize,
}

fn main() {
    let seeds = std::env::args().skip(1).find_map(|word| word.parse().ok()).unwrap_or(10u64);
    println!("{MEMBERS} members, {DAYS} days after {BEFORE} that show what is usual, {seeds} seeds\n");
    let rules = Rules::of(&simulation::policy(), simulation::zone());
    let mut scores: BTreeMap<DetectorKind, Score> = BTreeMap::new();
    let (mut entries, mut seconds, mut locked, mut waited) = (0, 0.0, 0, Vec::new());
    for seed in 1..=seeds {
        let log = simulation::log(seed, Manners::USUAL);
        let started = now();
        let found = simulation::findings(&log, &rules);
        seconds += started.elapsed().as_secs_f64();
        entries += log.len();
        add(&mut scores, &found);
        locked += locks(&found).filter(|finding| !simulation::is_right(finding)).count();
        waited.extend(days_until_found(&found));
    }
    println!("{:<20} {:>6} {:>6} {:>10} {:>7}", "detector", "right", "wrong", "precision", "recall");
    let mut all = Score::default();
    for (kind, score) in &scores {
        print(kind.name(), score);
        all.right += score.right;
        all.wrong += score.wrong;
        all.wanted += score.wanted;
        all.found += score.found;
    }
    print("all", &all);
    let mean = waited.iter().sum::<i32>() as f64 / waited.len().max(1) as f64;
    println!("\nslow harvester found after {mean:.1} days (of {seeds}: {})", waited.len());
    println!("honest members locked (many_reveals and slow_harvest lock): {locked}");
    let careless = Manners { linked: 0, ownerless: 100 };
    let careless = simulation::findings(&simulation::log(1, careless), &rules);
    let accused: BTreeSet<_> =
        careless.iter().filter(|found| found.kind == DetectorKind::SlowHarvest).map(|found| found.member).collect();
    println!("slow harvesters seen in an office that links nothing: {} of {MEMBERS}", accused.len());
    println!("entries looked at: {entries}, {:.0} a second", entries as f64 / seconds);
}

fn add(scores: &mut BTreeMap<DetectorKind, Score>, found: &[Finding]) {
    for (kind, wanted) in simulation::expected() {
        let of: Vec<_> = found.iter().filter(|finding| finding.kind == kind).collect();
        let score = scores.entry(kind).or_default();
        score.right += of.iter().filter(|finding| simulation::is_right(finding)).count();
        score.wrong += of.iter().filter(|finding| !simulation::is_right(finding)).count();
        score.wanted += wanted.len();
        let is_found = |n: &&usize| of.iter().any(|finding| finding.member == simulation::member(**n));
        score.found += wanted.iter().filter(is_found).count();
    }
}

/// What locks an account where the office wants it so.
fn locks(found: &[Finding]) -> impl Iterator<Item = &Finding> {
    found.iter().filter(|finding| matches!(finding.kind, DetectorKind::ManyReveals | DetectorKind::SlowHarvest))
}

fn days_until_found(found: &[Finding]) -> Option<i32> {
    let by = |finding: &&Finding| {
        finding.kind == DetectorKind::SlowHarvest && finding.member == simulation::member(HARVESTER)
    };
    found.iter().find(by).map(|finding| simulation::day_of(finding.at) - HARVEST_BEGINS)
}

fn print(name: &str, score: &Score) {
    let ratio = |part: usize, of: usize| if of == 0 { 1.0 } else { part as f64 / of as f64 };
    let precision = ratio(score.right, score.right + score.wrong);
    let recall = ratio(score.found, score.wanted);
    println!("{name:<20} {:>6} {:>6} {precision:>10.3} {recall:>7.3}", score.right, score.wrong);
}

#[expect(clippy::disallowed_methods, reason = "a bench measures real time")]
fn now() -> Instant {
    Instant::now()
}
