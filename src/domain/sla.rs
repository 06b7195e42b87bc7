//! The clocks of a ticket: working time by a business calendar, paused while somebody outside has to answer.

use jiff::tz::TimeZone;
use serde::{Deserialize, Serialize};

use super::Micros;
use super::service::{Calendar, Escalation, Promise, Service};
use super::ticket::Ticket;

const SECOND: i64 = 1_000_000;

/// Working time: so far every second of the week.
#[derive(Clone, Copy, Debug)]
pub struct WorkTime;

impl WorkTime {
    pub fn new(_calendar: &Calendar, _office_zone: &TimeZone) -> Self {
        Self
    }

    /// So many working seconds after (or, below zero, before) this time.
    pub fn add(&self, from: Micros, seconds: i64) -> Micros {
        Micros(from.0.saturating_add(seconds.saturating_mul(SECOND)))
    }

    /// The working seconds between two times; below zero where the second is before the first.
    pub fn between(&self, from: Micros, to: Micros) -> i64 {
        to.0.saturating_sub(from.0) / SECOND
    }
}

/// The two promises of a ticket.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Clocks {
    /// To the first answer.
    pub respond: Clock,
    /// To the solution.
    pub resolve: Clock,
}

/// One promise: running (`due`), paused (`left`), over (`ended`), or none at all.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Clock {
    /// When it runs out, while it runs; once it is over, when it would have.
    pub due: Option<Micros>,
    /// From when it shows that time grows short.
    pub warn: Option<Micros>,
    /// Working seconds that are left, while it is paused; below zero: it had run out before.
    pub left: Option<i64>,
    /// When what was promised was done.
    pub ended: Option<Micros>,
}

/// How a clock stands at some moment.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Standing {
    /// Nothing is promised.
    None,
    Met,
    /// Done, but late.
    Missed,
    Paused,
    Running,
    /// Runs out soon.
    Soon,
    /// Ran out, and it is not done.
    Breached,
}

impl Clock {
    /// Runs from now on; 0 minutes promise nothing.
    pub fn start(work: &WorkTime, from: Micros, minutes: u32, warn_percent: u8) -> Self {
        if minutes == 0 {
            return Self::default();
        }
        Self::running(work, from, i64::from(minutes) * 60, minutes, warn_percent)
    }

    fn running(work: &WorkTime, now: Micros, left: i64, minutes: u32, warn_percent: u8) -> Self {
        let due = work.add(now, left);
        let last = i64::from(minutes) * 60 * (100 - i64::from(warn_percent.min(100))) / 100;
        Self { due: Some(due), warn: Some(work.add(due, -last)), left: None, ended: None }
    }

    /// What is left stands still.
    #[must_use]
    pub fn pause(self, work: &WorkTime, now: Micros) -> Self {
        match (self.due, self.left, self.ended) {
            (Some(due), None, None) => Self { left: Some(work.between(now, due)), ..Self::default() },
            _ => self,
        }
    }

    /// What was left runs again.
    #[must_use]
    pub fn resume(self, work: &WorkTime, now: Micros, minutes: u32, warn_percent: u8) -> Self {
        match (self.left, self.ended) {
            (Some(left), None) => Self::running(work, now, left, minutes, warn_percent),
            _ => self,
        }
    }

    /// What was promised is done.
    #[must_use]
    pub fn end(self, now: Micros) -> Self {
        let promised = self.due.is_some() || self.left.is_some();
        if promised && self.ended.is_none() { Self { ended: Some(now), ..self } } else { self }
    }

    /// It was not done after all: goes on with what was left.
    #[must_use]
    pub fn reopen(self, work: &WorkTime, now: Micros, minutes: u32, warn_percent: u8) -> Self {
        let Some(ended) = self.ended else { return self };
        match self.left.or_else(|| self.due.map(|due| work.between(ended, due))) {
            Some(left) => Self::running(work, now, left, minutes, warn_percent),
            None => self,
        }
    }

    pub fn standing(&self, now: Micros) -> Standing {
        match (self.ended, self.due, self.left) {
            (Some(ended), Some(due), _) => {
                if ended <= due {
                    Standing::Met
                } else {
                    Standing::Missed
                }
            }
            (Some(_), None, left) => {
                if left.is_some_and(|left| left < 0) {
                    Standing::Missed
                } else {
                    Standing::Met
                }
            }
            (None, _, Some(left)) => {
                if left < 0 {
                    Standing::Breached
                } else {
                    Standing::Paused
                }
            }
            (None, Some(due), None) if now > due => Standing::Breached,
            (None, Some(_), None) if self.warn.is_some_and(|warn| now >= warn) => Standing::Soon,
            (None, Some(_), None) => Standing::Running,
            (None, None, None) => Standing::None,
        }
    }
}

/// The rules of escalation that are due and were not applied yet, in order. Once some are applied, those before the last
/// of them are passed.
pub fn due_escalations<'a>(service: &'a Service, ticket: &Ticket, work: &WorkTime, now: Micros) -> Vec<&'a Escalation> {
    let due = |rule: &&Escalation| {
        let clock = match rule.promise {
            Promise::Respond => &ticket.clocks.respond,
            Promise::Resolve => &ticket.clocks.resolve,
        };
        let after = i64::from(rule.minutes) * 60;
        match (clock.ended, clock.left, clock.due) {
            (None, Some(left), _) => -left >= after,
            (None, None, Some(due)) => work.add(due, after) <= now,
            _ => false,
        }
    };
    let rules = service.escalations.iter().skip(usize::from(ticket.escalated));
    rules.filter(|rule| ticket.phase.is_live() && due(rule)).collect()
}
