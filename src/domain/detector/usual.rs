//! The detectors as they come with the program, for an office of some dozens of people, and as an office has them.

use std::collections::{BTreeMap, BTreeSet};

use jiff::tz::TimeZone;

use super::{Detector, DetectorKind, Response, Severity, WATCHED_DAYS};
use crate::domain::{Hours, Id, Policy};

const DAY: u32 = 24 * 60;
/// No window is longer than what a watch remembers.
const LONGEST_WINDOW: u32 = WATCHED_DAYS * DAY;
const MOST: u32 = 1_000_000;

impl DetectorKind {
    /// As it comes with the program. A busy agent is shown 60 values a day, most of them for a call or a ticket; nobody
    /// needs 40 in an hour.
    pub fn usual(self) -> Detector {
        let (threshold, window_minutes, severity, responses): (_, _, _, &[Response]) = match self {
            Self::ManyReveals => (40, 60, Severity::High, &[Response::SecondPerson]),
            Self::UnlinkedReveals => (25, 120, Severity::Medium, &[Response::RequireReason]),
            Self::OffHours => (10, 8 * 60, Severity::Medium, &[]),
            Self::OutsidePortfolio => (120, 8 * 60, Severity::Low, &[]),
            Self::SlowHarvest => (300, 30 * DAY, Severity::High, &[Response::RequireReason]),
            Self::Honeytoken => (1, DAY, Severity::Critical, &[Response::SecondPerson]),
            Self::FailedSignIns => (10, DAY, Severity::Medium, &[]),
            Self::NewOrigin => (1, 30 * DAY, Severity::Low, &[]),
            Self::MassExport => (5_000, DAY, Severity::High, &[]),
            Self::SelfGrant => (1, DAY, Severity::High, &[]),
        };
        let hours = if self == Self::OffHours { "mon-sat 07:00-20:00" } else { "" };
        let responses = responses.iter().copied().collect();
        Detector { on: true, threshold, window_minutes, severity, responses, hours: hours.into() }
    }
}

impl Detector {
    /// The first setting that can't be: its name, and what is wrong with it.
    pub fn fault(&self) -> Option<(&'static str, String)> {
        if !(1..=MOST).contains(&self.threshold) {
            return Some(("threshold", format!("write 1 to {MOST}")));
        }
        if !(1..=LONGEST_WINDOW).contains(&self.window_minutes) {
            return Some(("window_minutes", format!("write 1 to {LONGEST_WINDOW}")));
        }
        Hours::parse(&self.hours).err().map(|why| ("hours", why))
    }
}

/// The detectors of one office, ready to look at acts.
#[derive(Clone, Debug)]
pub struct Rules {
    pub(super) detectors: BTreeMap<DetectorKind, Detector>,
    pub(super) hours: Hours,
    pub(super) zone: TimeZone,
    pub(super) honeytokens: BTreeSet<Id>,
}

impl Rules {
    /// As the policy has them, with the time zone of the office.
    pub fn of(policy: &Policy, zone: TimeZone) -> Self {
        let detectors = DetectorKind::ALL.map(|kind| (kind, policy.detector(kind)));
        let on = detectors.into_iter().filter(|(_, detector)| detector.on).collect();
        Self::new(on, policy.honeytokens.clone(), zone)
    }

    /// One detector alone, set so.
    pub fn only(kind: DetectorKind, detector: Detector, policy: &Policy, zone: TimeZone) -> Self {
        Self::new(BTreeMap::from([(kind, detector)]), policy.honeytokens.clone(), zone)
    }

    fn new(detectors: BTreeMap<DetectorKind, Detector>, honeytokens: BTreeSet<Id>, zone: TimeZone) -> Self {
        let hours = detectors.get(&DetectorKind::OffHours).map(|detector| Hours::parse(&detector.hours));
        Self { detectors, hours: hours.and_then(Result::ok).unwrap_or_default(), zone, honeytokens }
    }

    /// The same without one of them.
    #[must_use]
    pub fn without(mut self, kind: DetectorKind) -> Self {
        self.detectors.remove(&kind);
        self
    }

    pub fn detector(&self, kind: DetectorKind) -> Option<&Detector> {
        self.detectors.get(&kind)
    }
}
