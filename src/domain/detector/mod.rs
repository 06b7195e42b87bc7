//! Detectors as data: what in the log is worth an alert, from how much on, and what follows from it.

mod observed;
mod office;
mod usual;
mod watch;
mod window;

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

pub use observed::Observed;
pub use office::{OfficeWatch, middle};
pub use usual::Rules;
pub use watch::{Finding, MemberWatch, WATCHED_DAYS};

/// What a detector looks for in the acts of one member.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum DetectorKind {
    /// Many values shown or copied in a short while.
    ManyReveals,
    /// Values shown without a line of the timeline (a call, a ticket) that they belong to.
    UnlinkedReveals,
    /// Values shown, copied or exported outside the office's hours.
    OffHours,
    /// Customers opened that somebody else looks after.
    OutsidePortfolio,
    /// A few values each day, over many days: never much, and much in all.
    SlowHarvest,
    /// A customer who does not exist, kept to see who looks.
    Honeytoken,
    FailedSignIns,
    /// A sign-in from a host or address that the member has not come from before.
    NewOrigin,
    /// Exports, and how much they carried off.
    MassExport,
    /// A member changed what it may do itself.
    SelfGrant,
}

impl DetectorKind {
    pub const ALL: [Self; 10] = [
        Self::ManyReveals,
        Self::UnlinkedReveals,
        Self::OffHours,
        Self::OutsidePortfolio,
        Self::SlowHarvest,
        Self::Honeytoken,
        Self::FailedSignIns,
        Self::NewOrigin,
        Self::MassExport,
        Self::SelfGrant,
    ];

    pub const fn name(self) -> &'static str {
        match self {
            Self::ManyReveals => "many_reveals",
            Self::UnlinkedReveals => "unlinked_reveals",
            Self::OffHours => "off_hours",
            Self::OutsidePortfolio => "outside_portfolio",
            Self::SlowHarvest => "slow_harvest",
            Self::Honeytoken => "honeytoken",
            Self::FailedSignIns => "failed_sign_ins",
            Self::NewOrigin => "new_origin",
            Self::MassExport => "mass_export",
            Self::SelfGrant => "self_grant",
        }
    }

    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.name() == name)
    }
}

/// How much an alert matters, least first.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Severity {
    Low,
    #[default]
    Medium,
    High,
    Critical,
}

impl Severity {
    pub const ALL: [Self; 4] = [Self::Low, Self::Medium, Self::High, Self::Critical];

    pub const fn name(self) -> &'static str {
        match self {
            Self::Low => "low",
            Self::Medium => "medium",
            Self::High => "high",
            Self::Critical => "critical",
        }
    }

    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|severity| severity.name() == name)
    }
}

/// What follows from an alert beside its being told, for as long as nobody has closed it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Response {
    /// The member gives a reason for each value, whatever its role says.
    RequireReason,
    /// Somebody else approves each value.
    SecondPerson,
    /// The member's sessions end, once.
    EndSessions,
    /// The member can't sign in.
    LockAccount,
}

impl Response {
    pub const ALL: [Self; 4] = [Self::RequireReason, Self::SecondPerson, Self::EndSessions, Self::LockAccount];

    pub const fn name(self) -> &'static str {
        match self {
            Self::RequireReason => "require_reason",
            Self::SecondPerson => "second_person",
            Self::EndSessions => "end_sessions",
            Self::LockAccount => "lock_account",
        }
    }

    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|response| response.name() == name)
    }
}

/// One detector as the office has set it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Detector {
    pub on: bool,
    /// From so many on within the window.
    pub threshold: u32,
    pub window_minutes: u32,
    pub severity: Severity,
    pub responses: BTreeSet<Response>,
    /// The office's hours, such as `mon-fri 07:30-19:00`, for the detector that needs them.
    pub hours: String,
}

impl Default for Detector {
    fn default() -> Self {
        Self {
            on: true,
            threshold: 1,
            window_minutes: 60,
            severity: Severity::default(),
            responses: BTreeSet::new(),
            hours: String::new(),
        }
    }
}

/// What somebody who looked into an alert found it to be.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Verdict {
    /// It was what it looked like.
    Incident,
    /// It was work.
    Explained,
    FalseAlarm,
}

impl Verdict {
    pub const ALL: [Self; 3] = [Self::Incident, Self::Explained, Self::FalseAlarm];

    pub const fn name(self) -> &'static str {
        match self {
            Self::Incident => "incident",
            Self::Explained => "explained",
            Self::FalseAlarm => "false_alarm",
        }
    }

    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|verdict| verdict.name() == name)
    }
}
