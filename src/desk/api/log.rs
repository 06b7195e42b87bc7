//! What is asked of the log and what it shows.

use std::collections::BTreeMap;

use serde::Serialize;

pub use crate::domain::log_filter::{LogFilter, LogMatch, LogTerm};
use crate::domain::{Entry, Field, Id, Micros, Role};

#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct LogQuery {
    pub filter: LogFilter,
    pub from: LogPlace,
    pub limit: u16,
}

/// Where in the log a page begins.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum LogPlace {
    #[default]
    End,
    /// Entries before this sequence, newest first.
    Before(i64),
    /// The nearest entries after this sequence: the page above one that is shown. Newest first too.
    After(i64),
    /// Entries up to the first one that is later than this time, newest first.
    At(Micros),
}

#[derive(Debug, Clone, Default)]
pub struct LogPage {
    /// Newest first.
    pub rows: Vec<LogRow>,
    /// Where the next page in the asked direction begins; `None`: no more.
    pub next: Option<i64>,
    /// The desk stopped looking, to stay quick, before the page was full: ask on from `next`.
    pub unfinished: bool,
    /// How many entries the whole log has; `None` for who may see only a part of it.
    pub head: Option<i64>,
}

#[derive(Debug, Clone)]
pub struct LogRow {
    pub sequence: i64,
    pub entry: Entry,
    /// The member's name, or empty.
    pub member: String,
    /// The subject's code or name in the log's own words (a customer's code), or empty.
    pub subject: String,
    pub verified: Verified,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Verified {
    /// Hash, link to the entry before it and signature hold.
    Good,
    BadHash,
    BadLink,
    BadSignature,
}

#[derive(Debug, Clone)]
pub struct LogDetail {
    pub row: LogRow,
    pub changes: usize,
    pub previous: String,
    pub hash: String,
    pub signer: String,
    /// The entry is about a customer that the reader may open.
    pub customer: Option<Id>,
    /// When the entry's session began, and how many entries it has so far.
    pub session: Option<(Micros, u64)>,
    /// The size of the first checkpoint that covers the entry, if one was made.
    pub checkpoint: Option<i64>,
}

/// How the entries that a filter lets through lie over time or over members.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LogChartQuery {
    pub filter: LogFilter,
    pub by: ChartBy,
    /// The end of the last bar; `None`: now.
    pub until: Option<Micros>,
    /// How many bars, at most 400.
    pub bars: u16,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum ChartBy {
    #[default]
    Hour,
    Day,
    /// The same hours as `bars` hours, each member a bar, most first.
    Member,
}

#[derive(Debug, Clone, Default)]
pub struct LogChart {
    /// The oldest first, gaps too; or by member, most first.
    pub bars: Vec<ChartBar>,
    /// The desk stopped looking, to stay quick: what is older is not in it.
    pub unfinished: bool,
}

#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ChartBar {
    /// When the bar begins, or of all bars where they are members.
    pub at: Micros,
    /// The member's name, or empty.
    pub member: String,
    pub count: u64,
    /// Of them those that were denied or failed.
    pub refused: u64,
}

/// Who has seen one customer: what a subject may ask for.
#[derive(Debug, Clone, Default, Serialize)]
pub struct Seen {
    pub customer: Id,
    pub code: String,
    /// The oldest entry looked at.
    pub since: Option<Micros>,
    /// By member, who saw it last first.
    pub rows: Vec<SeenRow>,
}

#[derive(Debug, Clone, Serialize)]
pub struct SeenRow {
    pub member: String,
    pub role: String,
    pub first: Micros,
    pub last: Micros,
    /// How often by action.
    pub acts: BTreeMap<String, u32>,
    /// Fields that were shown or copied, and how often.
    pub fields: BTreeMap<Field, u32>,
    /// The reasons given, and how often.
    pub reasons: BTreeMap<String, u32>,
}

/// What one member, or the office, did over some days.
#[derive(Debug, Clone, Default, Serialize)]
pub struct Insight {
    /// `None`: the whole office.
    pub member: Option<Id>,
    pub name: String,
    pub role: Option<Role>,
    pub role_name: String,
    pub from: Micros,
    pub days: u16,
    /// Each thing counted, of the member, with the median of the others who have that role.
    pub counts: Vec<InsightCount>,
    /// Values shown, by class and by reason: key and number, most first.
    pub by_class: Vec<(String, u32)>,
    pub by_reason: Vec<(String, u32)>,
    /// Values shown, by hour of the day in the office's time.
    pub by_hour: [u32; 24],
    /// Values shown, by day, the oldest first: the sparkline.
    pub by_day: Vec<u32>,
    /// Alerts about the member in these days; `None` for who may not look into alerts.
    pub alerts: Option<u32>,
    /// For the office: each member's line, most first.
    pub members: Vec<InsightMember>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct InsightCount {
    /// `views`, `reveals`, `copies`, `checks`, `lookups`, `exports`, `changes`, `denied`, `failed_sign_ins`.
    pub what: String,
    pub count: u32,
    /// The median of the others who have that role; `None`: they are so few that it would be one colleague's number.
    pub median: Option<u32>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct InsightMember {
    pub id: Id,
    pub name: String,
    pub role_name: String,
    pub views: u32,
    pub reveals: u32,
    /// The median of the reveals of the others who have that role, where they are enough.
    pub median: Option<u32>,
    pub by_day: Vec<u32>,
    pub alerts: Option<u32>,
}
