//! An incident: what happened, what was done about it and when, and how far that is by its playbook.

mod jurisdiction;
mod playbook;
mod score;

use serde::{Deserialize, Serialize};

pub use jurisdiction::Jurisdiction;
pub use playbook::{Playbook, Stage, Step, Wording};
pub use score::{Mark, Marked, Score, marks, score};

use super::{Id, Micros};

/// One incident, or a drill of one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Incident {
    pub id: Id,
    /// The key of the playbook that it follows.
    pub playbook: String,
    /// What happened, in a line.
    pub words: String,
    /// Its acts are not carried out.
    pub drill: bool,
    /// The key of the law whose clock runs.
    pub jurisdiction: String,
    pub started_at: Micros,
    pub started_by: Id,
    /// When the office became aware of it: the clock begins then.
    pub aware_at: Micros,
    /// From when on data may have been touched, and until when: `None` is now.
    pub since: Micros,
    pub until: Option<Micros>,
    /// The members whose acts are looked at; none: everybody's.
    pub members: Vec<Id>,
    /// When the authority was told.
    pub told_at: Option<Micros>,
    pub closed_at: Option<Micros>,
    pub closed_by: Option<Id>,
}

impl Incident {
    pub const fn is_open(&self) -> bool {
        self.closed_at.is_none()
    }
}

/// A line of an incident's timeline. It is written once and never changed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct IncidentEvent {
    pub id: Id,
    pub incident: Id,
    pub at: Micros,
    pub by: Id,
    pub kind: EventKind,
    /// The key of the step that it is about, or empty.
    pub step: String,
    pub act: Option<IncidentAct>,
    /// The member whom an act was on.
    pub member: Option<Id>,
    pub words: String,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum EventKind {
    Started,
    /// Something was seen or learnt.
    Noticed,
    Decided,
    /// Something was done outside of Kin.
    Did,
    StepDone,
    /// It does not apply here.
    StepSkipped,
    /// A mark was taken back.
    StepReopened,
    Acted,
    /// An act waits for a second person.
    Proposed,
    /// A drill would have acted.
    WouldAct,
    /// The authority was told.
    Told,
    /// What is known of it was corrected.
    Changed,
    Closed,
}

impl EventKind {
    pub const ALL: [Self; 13] = [
        Self::Started,
        Self::Noticed,
        Self::Decided,
        Self::Did,
        Self::StepDone,
        Self::StepSkipped,
        Self::StepReopened,
        Self::Acted,
        Self::Proposed,
        Self::WouldAct,
        Self::Told,
        Self::Changed,
        Self::Closed,
    ];

    /// What people may write themselves.
    pub const NOTES: [Self; 3] = [Self::Noticed, Self::Decided, Self::Did];

    pub const fn name(self) -> &'static str {
        match self {
            Self::Started => "started",
            Self::Noticed => "noticed",
            Self::Decided => "decided",
            Self::Did => "did",
            Self::StepDone => "step_done",
            Self::StepSkipped => "step_skipped",
            Self::StepReopened => "step_reopened",
            Self::Acted => "acted",
            Self::Proposed => "proposed",
            Self::WouldAct => "would_act",
            Self::Told => "told",
            Self::Changed => "changed",
            Self::Closed => "closed",
        }
    }

    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.name() == name)
    }
}

/// What a playbook can have done at once. Each needs the right that it needs anywhere else.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum IncidentAct {
    /// All sessions of one member.
    EndSessions,
    /// All sessions but the one in which this is asked.
    EndAllSessions,
    Suspend,
    /// New key pairs for all sealed classes.
    RotateKeys,
    FreezeExports,
    UnfreezeExports,
    /// A checkpoint of the log, carried outside.
    Checkpoint,
    Backup,
}

impl IncidentAct {
    pub const ALL: [Self; 8] = [
        Self::EndSessions,
        Self::EndAllSessions,
        Self::Suspend,
        Self::RotateKeys,
        Self::FreezeExports,
        Self::UnfreezeExports,
        Self::Checkpoint,
        Self::Backup,
    ];

    pub const fn name(self) -> &'static str {
        match self {
            Self::EndSessions => "end_sessions",
            Self::EndAllSessions => "end_all_sessions",
            Self::Suspend => "suspend",
            Self::RotateKeys => "rotate_keys",
            Self::FreezeExports => "freeze_exports",
            Self::UnfreezeExports => "unfreeze_exports",
            Self::Checkpoint => "checkpoint",
            Self::Backup => "backup",
        }
    }

    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|act| act.name() == name)
    }

    /// Whether it is on one member, who has to be named.
    pub const fn is_on_member(self) -> bool {
        matches!(self, Self::EndSessions | Self::Suspend)
    }
}
