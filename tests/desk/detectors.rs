//! The detectors as an engine: each from its threshold on and not one below, and a simulated office by several seeds.

#[path = "../support/simulation.rs"]
mod simulation;

use std::collections::BTreeSet;

use jiff::tz::TimeZone;
use kin::domain::detector::{Finding, MemberWatch, Observed, OfficeWatch, Rules};
use kin::domain::*;
use simulation::{HARVEST_BEGINS, HARVESTER, HEAVY, Manners, THIEF};

const ME: Id = Id([1; 16]);
const MINUTE: i64 = 60_000_000;
const DAY: i64 = 24 * 60 * MINUTE;
/// A Monday, 09:00 UTC.
const MONDAY: i64 = 1_795_424_400_000_000;

fn act(at: i64, action: Action, subject: u8) -> Observed {
    Observed {
        sequence: at,
        at: Micros(at),
        member: ME,
        place: "desk-3".into(),
        action,
        subject: Some(Id([subject; 16])),
        outcome: Outcome::Done,
        field: (action == Action::FieldReveal).then_some(Field::Phone),
        linked: false,
        approved: false,
        own: Some(false),
        count: 1,
        itself: false,
    }
}

fn detector(kind: DetectorKind, threshold: u32, window_minutes: u32) -> Detector {
    Detector { threshold, window_minutes, ..kind.usual() }
}

fn run(kind: DetectorKind, detector: Detector, acts: &[Observed]) -> Vec<Finding> {
    let policy = Policy { honeytokens: BTreeSet::from([Id([99; 16])]), ..Policy::default() };
    let rules = Rules::only(kind, detector, &policy, TimeZone::UTC);
    let mut watch = MemberWatch::default();
    acts.iter().flat_map(|act| watch.feed(act, &rules, &mut |_| None)).collect()
}

/// Fires at the third act and not at the second.
#[track_caller]
fn at_three(kind: DetectorKind, minutes: u32, acts: &[Observed]) {
    let [found] = &run(kind, detector(kind, 3, minutes), acts)[..] else { panic!("{kind:?} finds nothing, or twice") };
    assert_eq!((found.kind, found.member, found.count), (kind, ME, 3));
    assert_eq!(found.evidence, acts.iter().map(|act| act.sequence).collect::<Vec<_>>());
    assert!(run(kind, detector(kind, 3, minutes), &acts[..2]).is_empty(), "{kind:?} below");
    assert!(run(kind, detector(kind, 4, minutes), acts).is_empty(), "{kind:?} below another threshold");
}

#[test]
fn each_detector_finds_from_its_threshold_on() {
    let three = |action| [0, 1, 2].map(|n| act(MONDAY + n * MINUTE, action, n as u8));
    let reveals = three(Action::FieldReveal);
    at_three(DetectorKind::ManyReveals, 60, &reveals);
    at_three(DetectorKind::UnlinkedReveals, 60, &reveals);
    at_three(DetectorKind::OutsidePortfolio, 60, &three(Action::CustomerView));
    at_three(DetectorKind::MassExport, 60, &three(Action::LogExport));
    let night = reveals.clone().map(|act| Observed { at: Micros(act.at.0 + 14 * 60 * MINUTE), ..act });
    at_three(DetectorKind::OffHours, 60, &night);
    let failed = three(Action::SignIn).map(|act| Observed { outcome: Outcome::Failed, ..act });
    at_three(DetectorKind::FailedSignIns, 60, &failed);
    at_three(DetectorKind::SelfGrant, 60, &three(Action::RoleManage).map(|act| Observed { itself: true, ..act }));
    let looks = [0, 1, 2].map(|n| act(MONDAY + n * MINUTE, Action::CustomerView, 99));
    at_three(DetectorKind::Honeytoken, 60, &looks);
}

#[test]
fn what_is_of_another_kind_is_not_counted() {
    let reveals = [0, 1, 2].map(|n| act(MONDAY + n * MINUTE, Action::FieldReveal, n as u8));
    let none = |kind, change: &dyn Fn(&mut Observed)| {
        let mut acts = reveals.clone();
        acts.iter_mut().for_each(change);
        assert!(run(kind, detector(kind, 1, 60), &acts).is_empty(), "{kind:?}");
    };
    none(DetectorKind::ManyReveals, &|act| act.outcome = Outcome::Denied);
    none(DetectorKind::ManyReveals, &|act| act.approved = true);
    none(DetectorKind::UnlinkedReveals, &|act| act.linked = true);
    none(DetectorKind::OffHours, &|_| {});
    none(DetectorKind::OutsidePortfolio, &|act| (act.action, act.own) = (Action::CustomerView, None));
    none(DetectorKind::Honeytoken, &|_| {});
    // The same value again and again is one value, and long ago is not now.
    let same = [0, 1, 2].map(|n| act(MONDAY + n * MINUTE, Action::FieldReveal, 7));
    assert!(run(DetectorKind::ManyReveals, detector(DetectorKind::ManyReveals, 2, 60), &same).is_empty());
    let apart = [0, 1, 2].map(|n| act(MONDAY + n * 61 * MINUTE, Action::FieldReveal, n as u8));
    assert!(run(DetectorKind::ManyReveals, detector(DetectorKind::ManyReveals, 2, 60), &apart).is_empty());
}

#[test]
fn one_day_is_told_once() {
    let acts: Vec<_> = (0..100).map(|n| act(MONDAY + n * MINUTE, Action::FieldReveal, n as u8)).collect();
    let many = detector(DetectorKind::ManyReveals, 10, 60);
    assert_eq!(run(DetectorKind::ManyReveals, many.clone(), &acts).len(), 1);
    let next = (0..10).map(|n| act(MONDAY + DAY + n * MINUTE, Action::FieldReveal, n as u8));
    let both: Vec<_> = acts.into_iter().chain(next).collect();
    let days: Vec<_> = run(DetectorKind::ManyReveals, many, &both).into_iter().map(|found| found.period).collect();
    assert_eq!(days, ["2026-11-23", "2026-11-24"]);
}

#[test]
fn slow_is_what_goes_on_over_days_and_is_more_than_others_have() {
    let kind = DetectorKind::SlowHarvest;
    let slow = |days: i64, each: i64| -> Vec<Observed> {
        let one = |n: i64| act(MONDAY + n / each * DAY + n % each * MINUTE, Action::FieldReveal, n as u8);
        (0..days * each).map(one).collect()
    };
    let [found] = &run(kind, detector(kind, 50, 30 * 24 * 60), &slow(5, 10))[..] else { panic!("nothing") };
    assert_eq!((found.count, found.period.as_str()), (50, "2026-W48"));
    assert!(run(kind, detector(kind, 51, 30 * 24 * 60), &slow(5, 10)).is_empty());
    assert!(run(kind, detector(kind, 50, 30 * 24 * 60), &slow(2, 50)).is_empty(), "much at once is another's");
    let rules = Rules::only(kind, detector(kind, 50, 30 * 24 * 60), &Policy::default(), TimeZone::UTC);
    for (peers, count) in [(25, 1), (26, 0)] {
        let mut watch = MemberWatch::default();
        let acts = slow(5, 10);
        let found: usize = acts.iter().map(|act| watch.feed(act, &rules, &mut |_| Some(peers)).len()).sum();
        assert_eq!(found, count, "others have {peers}");
    }
}

#[test]
fn a_place_is_new_where_others_are_known() {
    let come = |day: i64, place: &str| {
        let place = place.to_owned();
        Observed { place, subject: None, ..act(MONDAY + day * DAY, Action::SignIn, 0) }
    };
    let kind = DetectorKind::NewOrigin;
    let found = |acts: &[Observed]| -> Vec<_> {
        run(kind, kind.usual(), acts).into_iter().filter_map(|found| found.place).collect()
    };
    assert!(found(&[come(0, "desk-1"), come(1, "desk-1")]).is_empty(), "the first is where it works");
    assert_eq!(found(&[come(0, "desk-1"), come(1, "desk-2"), come(2, "desk-2")]), ["desk-2"]);
    assert_eq!(found(&[come(0, "desk-1"), come(29, "desk-2"), come(32, "desk-1")]), ["desk-2", "desk-1"]);
}

#[test]
fn who_works_at_night_is_not_told_of_each_night() {
    let kind = DetectorKind::OffHours;
    let acts: Vec<_> = (0..6)
        .flat_map(|day| {
            (0..3).map(move |n| act(MONDAY + day * DAY + 14 * 60 * MINUTE + n, Action::FieldReveal, n as u8))
        })
        .collect();
    let nights = run(kind, detector(kind, 3, 60), &acts).len();
    assert_eq!(nights, 3, "three nights are a habit");
}

/// What the README and the bench claim, at the bench's first seed and at others.
#[test]
fn the_thieves_of_a_simulated_office_are_found_and_nobody_else_is_locked() {
    let rules = Rules::of(&simulation::policy(), simulation::zone());
    for seed in [1, 2, 77, 2_026] {
        let found = simulation::findings(&simulation::log(seed, Manners::USUAL), &rules);
        for kind in [DetectorKind::ManyReveals, DetectorKind::SlowHarvest] {
            let wrong: Vec<_> =
                found.iter().filter(|found| found.kind == kind && !simulation::is_right(found)).collect();
            assert!(wrong.is_empty(), "seed {seed}: {wrong:?}");
        }
        for (kind, wanted) in simulation::expected() {
            for n in wanted {
                let by = |found: &&Finding| found.kind == kind && found.member == simulation::member(n);
                assert!(found.iter().any(|found| by(&found)), "seed {seed}: {kind:?} misses {n}");
            }
        }
        let by =
            |found: &&Finding| found.kind == DetectorKind::SlowHarvest && found.member == simulation::member(HARVESTER);
        let first = found.iter().find(by).expect("found").at;
        let days = simulation::day_of(first) - HARVEST_BEGINS;
        assert!((5..=21).contains(&days), "seed {seed}: {days} days");
        let grave = |found: &&Finding| rules.detector(found.kind).is_some_and(|it| it.severity >= Severity::High);
        let right = found.iter().filter(grave).filter(|found| simulation::is_right(found)).count();
        let all = found.iter().filter(grave).count();
        assert!(right * 10 >= all * 9, "seed {seed}: {right} of {all} grave alerts are right");
    }
}

/// Where nobody links anything and nobody looks after anybody, all are shown much; that is no harvest.
#[test]
fn an_office_that_works_otherwise_is_not_accused_as_a_whole() {
    let rules = Rules::of(&simulation::policy(), simulation::zone());
    // Nobody links anything, and nobody looks after anybody.
    let careless = Manners { linked: 0, ownerless: 100 };
    let found = simulation::findings(&simulation::log(1, careless), &rules);
    let slow: BTreeSet<Id> =
        found.iter().filter(|found| found.kind == DetectorKind::SlowHarvest).map(|found| found.member).collect();
    let known = [HARVESTER, HEAVY, THIEF].map(simulation::member);
    assert!(slow.iter().all(|member| known.contains(member)), "{slow:?}");
}

/// The same history read from another starting point gives the same alerts.
#[test]
fn a_watch_that_began_later_finds_the_same() {
    let rules = Rules::of(&simulation::policy(), simulation::zone());
    let log = simulation::log(3, Manners::USUAL);
    let acts: Vec<_> = log.iter().zip(1..).filter_map(|(entry, sequence)| Observed::of(sequence, entry)).collect();
    let from = Micros(log[log.len() / 2].at.0);
    let told = |begin: Micros| -> Vec<_> {
        let mut watch = OfficeWatch::default();
        let fed = acts.iter().filter(|act| act.at >= begin).flat_map(|act| watch.feed(act, &rules));
        fed.filter(|found| found.at >= from).map(|found| (found.kind, found.member, found.period)).collect()
    };
    let whole = told(Micros(0));
    assert!(whole.len() > 5);
    let mut later = told(Micros(from.0 - 36 * DAY));
    // What a week was told of before `from` is told again by who begins later at most in that week.
    later.retain(|found| whole.contains(found));
    assert_eq!(later, whole);
}
