//! Incidents, as they are asked for, worked on and shown.

use serde::Serialize;

use crate::domain::incident::{EventKind, Mark, Score, Stage};
use crate::domain::{Class, Field, Id, IncidentAct, Lang, Micros};

#[derive(Debug, Clone, PartialEq, Eq)]
pub enum IncidentRequest {
    /// Newest first, those that started before this one.
    List {
        before: Option<(Micros, Id)>,
    },
    Show(Id),
    Start(IncidentDraft),
    /// Corrects what is known of it.
    Change {
        incident: Id,
        facts: IncidentFacts,
    },
    /// Adds what was noticed, decided or done outside of Kin.
    Note {
        incident: Id,
        kind: EventKind,
        words: String,
    },
    /// Marks a step, or takes its mark back.
    Mark {
        incident: Id,
        step: String,
        mark: Option<Mark>,
    },
    /// Carries an act out with one's own rights; a drill only notes it. With a step that is marked as done by it.
    Act {
        incident: Id,
        act: IncidentAct,
        /// For acts on one member.
        member: Option<Id>,
        step: Option<String>,
    },
    /// The authority was told, at this time.
    Told {
        incident: Id,
        at: Micros,
        words: String,
    },
    Close {
        incident: Id,
        words: String,
    },
    /// Who and what was touched, from the log.
    Touched(Id),
    /// All of it as a text in Markdown.
    Report {
        incident: Id,
        lang: Lang,
    },
    /// The same as a page of HTML.
    ReportPage {
        incident: Id,
        lang: Lang,
    },
    /// A draft in Markdown, to edit outside.
    Notice {
        incident: Id,
        to: NoticeTo,
        lang: Lang,
    },
}

impl IncidentRequest {
    /// Whether it is there to change something.
    pub const fn changes(&self) -> bool {
        matches!(
            self,
            Self::Start(_)
                | Self::Change { .. }
                | Self::Note { .. }
                | Self::Mark { .. }
                | Self::Act { .. }
                | Self::Told { .. }
                | Self::Close { .. }
        )
    }
}

#[derive(Debug)]
pub enum IncidentReply {
    List(IncidentPage),
    Incident(Box<IncidentView>),
    Started(Id),
    Done,
    Acted(Acted),
    Touched(Box<Touched>),
    Text(String),
}

/// To whom a notice goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NoticeTo {
    Authority,
    /// The people concerned.
    People,
}

/// What came of an act.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Acted {
    /// It is done; what the timeline says of it.
    Done(String),
    /// It waits for a second person.
    Proposed(Id),
    /// A drill would have done it.
    WouldAct,
}

/// What is known of an incident, and may be corrected.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct IncidentFacts {
    /// What happened, in a line.
    pub words: String,
    /// A jurisdiction's key.
    pub jurisdiction: String,
    pub aware_at: Micros,
    /// From when on data may have been touched, and until when; `None`: until now.
    pub since: Micros,
    pub until: Option<Micros>,
    /// Whose acts are looked at; none: everybody's.
    pub members: Vec<Id>,
}

#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct IncidentDraft {
    /// A playbook's key.
    pub playbook: String,
    pub drill: bool,
    pub facts: IncidentFacts,
}

#[derive(Debug, Clone, Default)]
pub struct IncidentPage {
    pub rows: Vec<IncidentRow>,
    /// Where the next page begins; `None`: no more.
    pub next: Option<(Micros, Id)>,
}

#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct IncidentRow {
    pub id: Id,
    pub playbook: String,
    pub words: String,
    pub drill: bool,
    pub jurisdiction: String,
    pub started_at: Micros,
    pub started_by: String,
    pub aware_at: Micros,
    /// When the authority has to be told; `None`: no clock runs.
    pub due: Option<Micros>,
    pub told_at: Option<Micros>,
    pub closed_at: Option<Micros>,
    pub score: Score,
}

#[derive(Debug, Clone, Serialize)]
pub struct IncidentView {
    #[serde(flatten)]
    pub row: IncidentRow,
    pub closed_by: String,
    pub since: Micros,
    pub until: Option<Micros>,
    /// Whose acts are looked at, with their names.
    pub members: Vec<(Id, String)>,
    pub steps: Vec<StepView>,
    /// The oldest first.
    pub events: Vec<IncidentEventView>,
    /// Whether nothing may be exported or copied for now.
    pub exports_frozen: bool,
}

/// A step of the playbook; its text is the playbook's.
#[derive(Debug, Clone, Serialize)]
pub struct StepView {
    pub key: String,
    pub stage: Stage,
    pub act: Option<IncidentAct>,
    pub command: Option<String>,
    /// By when it should be done.
    pub due: Micros,
    pub mark: Option<Mark>,
    pub at: Option<Micros>,
    pub by: String,
}

#[derive(Debug, Clone, Serialize)]
pub struct IncidentEventView {
    pub at: Micros,
    pub by: String,
    pub kind: EventKind,
    pub step: String,
    pub act: Option<IncidentAct>,
    /// The member whom an act was on.
    pub member: String,
    pub words: String,
}

/// Who and what was touched in a span, as far as the reader may know.
#[derive(Debug, Clone, Default, Serialize)]
pub struct Touched {
    pub from: Micros,
    pub to: Micros,
    /// When it was counted.
    pub now: Micros,
    /// Entries of the log that were looked at.
    pub entries: u64,
    /// There are more entries than were looked at: all numbers are at least these.
    pub unfinished: bool,
    pub members: Vec<TouchedMember>,
    pub fields: Vec<TouchedField>,
    /// The customers who were touched most.
    pub customers: Vec<TouchedCustomer>,
    /// All customers who were touched.
    pub customer_count: u64,
    pub counts: TouchedCounts,
    /// Exports of the log, and the entries that went with them.
    pub exports: u64,
    pub exported: u64,
}

/// How often something was opened, shown and copied.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize)]
pub struct TouchedCounts {
    pub opened: u64,
    pub revealed: u64,
    pub copied: u64,
}

#[derive(Debug, Clone, Default, Serialize)]
pub struct TouchedMember {
    pub id: Id,
    pub name: String,
    pub counts: TouchedCounts,
    pub customers: u64,
    pub exported: u64,
}

#[derive(Debug, Clone, Copy, Serialize)]
pub struct TouchedField {
    pub field: Field,
    pub class: Class,
    pub revealed: u64,
    pub copied: u64,
    pub customers: u64,
}

#[derive(Debug, Clone, Default, Serialize)]
pub struct TouchedCustomer {
    pub id: Id,
    /// Code and name; empty for who may not open the customer, and where it is gone.
    pub code: String,
    pub name: String,
    pub counts: TouchedCounts,
}
