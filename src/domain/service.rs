//! How an office works on tickets: statuses and their order, promises, the calendar, what to say. Part of its policy.

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::Id;
use super::ticket::{Phase, Priority};

/// The office's rules for tickets.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Service {
    /// In the order to show them; the first one is a new ticket's.
    pub statuses: Vec<TicketStatus>,
    /// Where a status may go, by keys; one that is not named may go anywhere.
    pub flow: BTreeMap<String, BTreeSet<String>>,
    /// What tickets may be about, and on which products.
    pub kinds: Vec<String>,
    pub products: Vec<String>,
    pub calendar: Calendar,
    /// By priority; one that is not named promises nothing.
    pub targets: BTreeMap<Priority, Target>,
    /// From which part of the time on it grows short.
    pub warn_percent: u8,
    pub escalations: Vec<Escalation>,
    pub snippets: Vec<Snippet>,
    /// Ask how content the customer was when a ticket is solved.
    pub satisfaction: bool,
    /// Today names customers whose birthday it is, to who may see that.
    pub birthdays: bool,
}

/// A status as the office calls it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TicketStatus {
    /// A short word that stays: `waiting`.
    pub key: String,
    /// Empty: the phase's name in the reader's language.
    pub name: String,
    pub phase: Phase,
}

/// When the office works.
#[derive(Clone, Debug, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Calendar {
    /// An IANA name such as `Asia/Ho_Chi_Minh`; empty: the office's own zone.
    pub zone: String,
    /// Spans of the week as `Hours` reads them, such as `mon-fri 08:00-17:30`; empty: always.
    pub hours: String,
    /// Countries (ISO 3166-1) whose public holidays count: `VN`, `RO`.
    pub holidays: BTreeSet<String>,
    /// Days off beside them, and holidays that are worked on.
    pub closed: BTreeSet<Date>,
    pub open: BTreeSet<Date>,
}

/// What is promised for one priority, in working minutes; 0: nothing.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Target {
    pub respond_minutes: u32,
    pub resolve_minutes: u32,
}

/// Which of the two promises.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Promise {
    Respond,
    Resolve,
}

/// What happens by itself when a promise is so far used up. Applied in order, each once a ticket.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Escalation {
    pub promise: Promise,
    /// Minutes of working time before (below zero) or after its end.
    pub minutes: i32,
    /// At least this priority from then on.
    pub priority: Option<Priority>,
    /// Into this team's queue, with no owner.
    pub department: Option<Id>,
    /// Leads of the team are told in Today.
    pub tell_leads: bool,
}

/// Words that are often needed, with placeholders such as `{customer}`, `{number}`, `{member}`, `{office}`, `{date}`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Snippet {
    pub name: String,
    pub text: String,
}

impl Default for Service {
    fn default() -> Self {
        let status = |phase: Phase| TicketStatus { key: phase.name().into(), name: String::new(), phase };
        let target = |respond_minutes, resolve_minutes| Target { respond_minutes, resolve_minutes };
        Self {
            statuses: Phase::ALL.map(status).to_vec(),
            flow: BTreeMap::new(),
            kinds: Vec::new(),
            products: Vec::new(),
            calendar: Calendar::default(),
            targets: [
                (Priority::Low, target(8 * 60, 5 * 8 * 60)),
                (Priority::Normal, target(4 * 60, 2 * 8 * 60)),
                (Priority::High, target(60, 8 * 60)),
                (Priority::Urgent, target(15, 4 * 60)),
            ]
            .into(),
            warn_percent: 75,
            escalations: Vec::new(),
            snippets: Vec::new(),
            satisfaction: true,
            birthdays: false,
        }
    }
}

impl Service {
    /// The status of this key, if the office has it still.
    pub fn status(&self, key: &str) -> Option<&TicketStatus> {
        self.statuses.iter().find(|status| status.key == key)
    }

    /// The statuses that one may go to from this one.
    pub fn next(&self, from: &str) -> Vec<&TicketStatus> {
        let allowed = self.flow.get(from);
        let may =
            |status: &&TicketStatus| status.key != from && allowed.is_none_or(|allowed| allowed.contains(&status.key));
        self.statuses.iter().filter(may).collect()
    }
}
