//! The clocks of a ticket: working time by a business calendar, paused while somebody outside has to answer.

use serde::{Deserialize, Serialize};

use super::Micros;
use super::service::{Escalation, Promise, Service};
use super::ticket::Ticket;
pub use super::work_time::{NEVER, WorkTime};

const SECOND: i64 = 1_000_000;

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
    /// Runs from then on; with 0 minutes nothing is promised. Clocks go by whole seconds, so that pauses lose none.
    pub fn start(work: &WorkTime, from: Micros, minutes: u32, warn_percent: u8) -> Self {
        if minutes == 0 {
            return Self::default();
        }
        Self::running(work, whole(from), i64::from(minutes) * 60, minutes, warn_percent)
    }

    fn running(work: &WorkTime, now: Micros, left: i64, minutes: u32, warn_percent: u8) -> Self {
        let short = i64::from(minutes) * 60 * i64::from(100 - warn_percent.min(100)) / 100;
        Self { due: Some(work.add(now, left)), warn: Some(work.add(now, left - short)), left: None, ended: None }
    }

    /// Stops while somebody outside has to answer. One that does not run stays as it is.
    #[must_use]
    pub fn pause(self, work: &WorkTime, now: Micros) -> Self {
        if self.due.is_none() || self.left.is_some() || self.ended.is_some() {
            return self;
        }
        Self { left: self.left_at(work, now), ..Self::default() }
    }

    /// Goes on with what was left, of a promise of so many minutes. One that is not paused stays as it is.
    #[must_use]
    pub fn resume(self, work: &WorkTime, now: Micros, minutes: u32, warn_percent: u8) -> Self {
        match (self.left, self.ended) {
            (Some(left), None) => Self::running(work, whole(now), left, minutes, warn_percent),
            _ => self,
        }
    }

    /// What was promised is done. Where nothing was promised, or it was done before, it stays as it is.
    #[must_use]
    pub fn end(self, now: Micros) -> Self {
        let promised = self.due.is_some() || self.left.is_some();
        if promised && self.ended.is_none() { Self { ended: Some(now), ..self } } else { self }
    }

    /// It was not done after all: goes on with what was left at the end; the time since does not count.
    #[must_use]
    pub fn reopen(self, work: &WorkTime, now: Micros, minutes: u32, warn_percent: u8) -> Self {
        match (self.ended, self.left_at(work, now)) {
            (Some(_), Some(left)) => Self::running(work, whole(now), left, minutes, warn_percent),
            _ => self,
        }
    }

    /// Another promise in the middle, because the priority changed: `used` working seconds of it are gone already
    /// (`Clock::used` with the minutes of before). One that is paused stays so, and one that is over stays as it was
    /// promised then. Where nothing was promised before it runs from `started` on; the caller pauses it where it has to
    /// wait.
    #[must_use]
    pub fn retarget(
        self,
        work: &WorkTime,
        started: Micros,
        used: i64,
        minutes: u32,
        warn_percent: u8,
        now: Micros,
    ) -> Self {
        let left = i64::from(minutes) * 60 - used;
        match (self.due, self.left, self.ended) {
            (_, _, Some(_)) => self,
            _ if minutes == 0 => Self::default(),
            (_, Some(_), None) => Self { left: Some(left), ..Self::default() },
            (Some(_), None, None) => Self::running(work, whole(now), left, minutes, warn_percent),
            (None, None, None) => Self::start(work, started, minutes, warn_percent),
        }
    }

    /// Working seconds that are left now, or were when it ended; below 0: it had run out. `None`: nothing is promised.
    pub fn left_at(&self, work: &WorkTime, now: Micros) -> Option<i64> {
        let at = whole(self.ended.unwrap_or(now));
        self.left.or_else(|| self.due.map(|due| work.between(at, due)))
    }

    /// Working seconds that a promise of so many minutes has used up; 0 where nothing is promised.
    pub fn used(&self, work: &WorkTime, now: Micros, minutes: u32) -> i64 {
        self.left_at(work, now).map_or(0, |left| i64::from(minutes) * 60 - left)
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

/// The second that the moment lies in.
const fn whole(at: Micros) -> Micros {
    Micros(at.0 - at.0.rem_euclid(SECOND))
}

/// The rules of escalation that are due and were not applied yet, in order. Only a ticket on which somebody still has to
/// do something has any. Rules stand in the order in which they come due; once some are applied, those before them are
/// passed: `Ticket::escalated` becomes one more than the place of the last one.
pub fn due_escalations<'a>(service: &'a Service, ticket: &Ticket, work: &WorkTime, now: Micros) -> Vec<&'a Escalation> {
    if !ticket.phase.is_live() {
        return Vec::new();
    }
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
    service.escalations.iter().skip(usize::from(ticket.escalated)).filter(due).collect()
}

#[cfg(test)]
mod tests;
