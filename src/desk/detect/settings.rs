//! The detectors as the office has them: shown, set like any part of the policy, and tried on the past log.

use super::super::Desk;
use super::super::alerts::{facts_of, words_of};
use super::super::api::{DetectorRow, DetectorTest, Detectors, Managed, Problem, WouldAlert};
use super::super::commands::Decision;
use super::super::queries;
use super::super::rights::Act;
use super::about;
use super::handle::Reader;
use crate::domain::detector::{Finding, Observed, OfficeWatch, Rules, WATCHED_DAYS};
use crate::domain::{Detector, DetectorKind, Id, Micros, Policy, Unfit, Verdict};
use crate::policy::{self, Operation, Target};
use crate::store::{AlertRow, Snapshot};

/// So many customers who do not exist are enough.
const MOST_HONEYTOKENS: usize = 1_000;
/// Alerts that are counted.
const COUNTED: usize = 100_000;
/// Entries that are looked at in one test: the newest.
const MOST_ENTRIES: i64 = 1_000_000;
const SHOWN: usize = 200;
const MOST_DAYS: u16 = 3_650;
const DAY: i64 = 24 * 3_600_000_000;

impl Desk {
    pub(in crate::desk) fn set_detector(&mut self, kind: DetectorKind, detector: Detector) -> Result<Managed, Problem> {
        self.permit_grave(Operation::ManagePolicy, Target::Office)?;
        check(&detector)?;
        let mut policy = Policy::clone(self.rights.policy());
        if detector == kind.usual() {
            policy.detectors.remove(&kind);
        } else {
            policy.detectors.insert(kind, detector);
        }
        self.decide(Decision::new(Operation::ManagePolicy, Target::Office, Act::Policy(Box::new(policy))))
    }

    pub(in crate::desk) fn set_honeytoken(&mut self, customer: Id, on: bool) -> Result<Managed, Problem> {
        self.permit_grave(Operation::ManagePolicy, Target::Office)?;
        let mut policy = Policy::clone(self.rights.policy());
        if on {
            if self.store.read(|snapshot| snapshot.customer_code(customer))?.is_none() {
                return Err(Problem::NotFound);
            }
            if policy.honeytokens.len() >= MOST_HONEYTOKENS {
                return Err(Problem::Invalid { field: "honeytokens".into(), unfit: Unfit::TooMany(MOST_HONEYTOKENS) });
            }
            policy.honeytokens.insert(customer);
        } else if !policy.honeytokens.remove(&customer) {
            return Err(Problem::NotFound);
        }
        self.decide(Decision::new(Operation::ManagePolicy, Target::Office, Act::Policy(Box::new(policy))))
    }

    /// Whether whoever is in may know which customers do not exist.
    pub(in crate::desk) fn sees_detectors(&self) -> Result<bool, Problem> {
        let actor = self.session()?.seen_as();
        let may = |operation| policy::scope_of(actor, operation).is_some();
        Ok(may(Operation::HandleAlerts) || may(Operation::ManagePolicy))
    }

    /// Judged by the caller.
    pub(in crate::desk) fn detectors(&mut self) -> Result<Detectors, Problem> {
        let may_change = policy::scope_of(self.session()?.seen_as(), Operation::ManagePolicy).is_some();
        let policy = self.rights.policy().clone();
        self.store.read(|snapshot| {
            let alerts = snapshot.alerts(false, COUNTED)?;
            let rows = DetectorKind::ALL.into_iter().map(|kind| row(&policy, &alerts, kind)).collect();
            let mut honeytokens = Vec::new();
            for id in &policy.honeytokens {
                if let Some(customer) = snapshot.customer(*id)? {
                    honeytokens.push((*id, customer.code, customer.name));
                }
            }
            Ok(Detectors { rows, honeytokens, may_change })
        })
    }

    /// What a detector, set so, would have raised over the last days. Judged by the caller.
    pub(in crate::desk) fn test_detector(
        &mut self,
        kind: DetectorKind,
        detector: Detector,
        days: u16,
    ) -> Result<DetectorTest, Problem> {
        check(&detector)?;
        if !(1..=MOST_DAYS).contains(&days) {
            return Err(Problem::Invalid { field: "days".into(), unfit: Unfit::NotInList });
        }
        let now = self.steady_now()?;
        let minutes = detector.window_minutes;
        let rules = Rules::only(kind, detector, self.rights.policy(), self.settings.zone.clone());
        let reader = self.evidence_reader()?;
        let from = Micros(now.0 - i64::from(days) * DAY);
        self.store.read(|snapshot| {
            // What lies before says what was usual then.
            let remembered = Micros(from.0 - i64::from(WATCHED_DAYS) * DAY);
            let head = snapshot.head()?.map_or(0, |(sequence, _)| sequence);
            let first = snapshot.sequence_before(remembered)?.max(head - MOST_ENTRIES);
            let mut test = DetectorTest { from, ..DetectorTest::default() };
            let (mut watch, mut found) = (OfficeWatch::default(), Vec::new());
            snapshot.each_act(first, |sequence, entry| {
                test.entries += 1;
                let Some(act) = Observed::of(sequence, entry) else { return };
                found.extend(watch.feed(&act, &rules).into_iter().filter(|finding| finding.at >= from));
            })?;
            test.count = u32::try_from(found.len()).unwrap_or(u32::MAX);
            found.truncate(SHOWN);
            let would = |finding| would_alert(snapshot, finding, minutes, &reader);
            test.found = found.into_iter().map(would).collect::<Result<_, Problem>>()?;
            Ok(test)
        })
    }
}

fn would_alert(
    snapshot: &Snapshot<'_>,
    finding: Finding,
    minutes: u32,
    reader: &Reader,
) -> Result<WouldAlert, Problem> {
    let seen = about(&finding).to_string();
    Ok(WouldAlert {
        at: finding.at,
        member: queries::member_name(snapshot, finding.member)?,
        about: words_of(snapshot, finding.kind.name(), &seen, finding.count, minutes)?,
        facts: facts_of(snapshot, finding.kind.name(), &seen, finding.count, minutes)?,
        evidence: if reader.reads(Some(finding.member)) { finding.evidence } else { Vec::new() },
    })
}

fn check(detector: &Detector) -> Result<(), Problem> {
    match detector.fault() {
        None => Ok(()),
        Some((field, _)) => Err(Problem::Invalid { field: field.into(), unfit: Unfit::NotInList }),
    }
}

fn row(policy: &Policy, alerts: &[AlertRow], kind: DetectorKind) -> DetectorRow {
    let of = || alerts.iter().filter(|alert| detector_of(&alert.kind) == Some(kind));
    let count = |number: usize| u32::try_from(number).unwrap_or(u32::MAX);
    DetectorRow {
        kind,
        detector: policy.detector(kind),
        usual: kind.usual(),
        open: count(of().filter(|alert| alert.open).count()),
        false_alarms: count(of().filter(|alert| alert.more.verdict == Some(Verdict::FalseAlarm)).count()),
        all: count(of().count()),
    }
}

/// The detector that raises alerts of this kind.
fn detector_of(kind: &str) -> Option<DetectorKind> {
    let kind = if kind == super::super::alerts::FAILED_SIGN_INS { DetectorKind::FailedSignIns.name() } else { kind };
    DetectorKind::from_name(kind)
}
