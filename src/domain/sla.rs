//! The clocks of a ticket: working time by a business calendar, paused while somebody outside has to answer.

use serde::{Deserialize, Serialize};

use super::Micros;

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
