//! Alerts and the detectors that raise them, as they are shown.

use serde::Serialize;
use serde_json::{Map, Value};

use crate::domain::{Detector, DetectorKind, Id, Micros, Response, Severity, Verdict};

#[derive(Debug, Clone, Default, Serialize)]
pub struct AlertView {
    pub id: Id,
    pub at: Micros,
    pub kind: String,
    pub subject: String,
    /// What was seen, as one line of English.
    pub about: String,
    /// The numbers and names that the line is made of, by stable names: for a line in another language.
    pub facts: Map<String, Value>,
    pub open: bool,
    pub handled_by: String,
    pub words: String,
    pub severity: Severity,
    /// The member whose acts raised it, if it was one's.
    pub member: Option<Id>,
    /// What follows from it while it is open.
    pub responses: Vec<Response>,
    /// The entries of the log that made it, the oldest first; of many the first ones and the last.
    pub evidence: Vec<i64>,
    /// Who looks into it, and since when.
    pub taken_by: String,
    pub taken_at: Option<Micros>,
    pub answers: Vec<AlertAnswer>,
    pub verdict: Option<Verdict>,
}

#[derive(Debug, Clone, Serialize)]
pub struct AlertAnswer {
    pub by: String,
    pub at: Micros,
    pub words: String,
}

/// The detectors as the office has them.
#[derive(Debug, Clone, Default, Serialize)]
pub struct Detectors {
    pub rows: Vec<DetectorRow>,
    /// Customers who do not exist: id, code and name.
    pub honeytokens: Vec<(Id, String, String)>,
    /// May the one who asks change them?
    pub may_change: bool,
}

#[derive(Debug, Clone, Serialize)]
pub struct DetectorRow {
    pub kind: DetectorKind,
    pub detector: Detector,
    /// As it comes with the program.
    pub usual: Detector,
    /// Its alerts that are open, and those closed as a false alarm, of all.
    pub open: u32,
    pub false_alarms: u32,
    pub all: u32,
}

/// What a detector would have raised.
#[derive(Debug, Clone, Default, Serialize)]
pub struct DetectorTest {
    pub entries: u64,
    pub from: Micros,
    /// The oldest first; at most 200.
    pub found: Vec<WouldAlert>,
    /// How many in all.
    pub count: u32,
}

#[derive(Debug, Clone, Serialize)]
pub struct WouldAlert {
    pub at: Micros,
    pub member: String,
    /// What was seen, as one line of English.
    pub about: String,
    /// What it is made of, as in an alert.
    pub facts: Map<String, Value>,
    pub evidence: Vec<i64>,
}
