//! `[alerts]`: how alerts reach people who are not in.

use jiff::civil::Time;
use serde::{Deserialize, Deserializer};

use super::Hours;
use crate::domain::Severity;

/// What is done with alerts beside showing them.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Alerts {
    /// A program and its arguments, run for each alert with the alert as JSON on its standard input; empty: none.
    pub command: Vec<String>,
    /// When only what is grave is told; empty: never.
    pub quiet_hours: Hours,
    /// What is less than this waits in the quiet hours: for the digest, or without one for their end.
    pub quiet_below: Severity,
    /// When a digest of the day is told, by the office's clocks, in the file as 07:30; `None`, there empty: never.
    #[serde(deserialize_with = "time_of_day")]
    pub digest_at: Option<Time>,
}

impl Default for Alerts {
    fn default() -> Self {
        Self { command: Vec::new(), quiet_hours: Hours::default(), quiet_below: Severity::High, digest_at: None }
    }
}

fn time_of_day<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<Time>, D::Error> {
    let text = String::deserialize(deserializer)?;
    if text.is_empty() {
        return Ok(None);
    }
    let wrong = |_| serde::de::Error::custom(format!("{text:?} is no time of the day: write such as 07:30"));
    Time::strptime("%H:%M", &text).map(Some).map_err(wrong)
}
