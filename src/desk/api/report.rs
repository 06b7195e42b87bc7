//! Reports: what their charts count, over spans of time.

use serde::Serialize;

use super::Rights;
use crate::domain::{Id, Micros};

/// One of the charts. Each stands on a right of its own, and counts no more than that lets somebody see.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum ReportKind {
    /// Tickets on which somebody still has to do something, by age; each bar by phase: new, open, waiting.
    Tickets,
    /// Promises of tickets by the week in which they were due; first answers kept and broken, solutions kept and broken.
    Promises,
    /// Customers by the month in which they were made.
    Customers,
    /// Values shown by week; each bar by class, in the order of `Class::ALL`.
    Reveals,
}

impl ReportKind {
    pub const ALL: [Self; 4] = [Self::Tickets, Self::Promises, Self::Customers, Self::Reveals];

    /// What each bar's counts are of, in their order.
    pub const fn parts(self) -> &'static [&'static str] {
        match self {
            Self::Tickets => &["new", "open", "waiting"],
            Self::Promises => &["respond_kept", "respond_broken", "resolve_kept", "resolve_broken"],
            Self::Customers => &["customers"],
            Self::Reveals => &["contact", "identity", "financial"],
        }
    }
}

impl Rights {
    /// The charts that somebody may look at; none: there are no reports for it.
    pub fn reports(&self) -> Vec<ReportKind> {
        let may = |kind: &ReportKind| match kind {
            ReportKind::Tickets | ReportKind::Promises => self.tickets,
            ReportKind::Customers => self.list,
            ReportKind::Reveals => self.log,
        };
        ReportKind::ALL.into_iter().filter(may).collect()
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ReportQuery {
    pub kind: ReportKind,
    /// Where to count on; `None`: from the start.
    pub from: Option<ReportPlace>,
}

/// Where the desk rested while it counted. Opaque to screens.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ReportPlace {
    /// When the count began: its spans stay the same.
    pub now: Micros,
    pub rest: ReportRest,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ReportRest {
    /// At this record, in so manieth of the walks.
    Record { walk: usize, at: Micros, id: Id },
    /// Above this entry of the log.
    Entry(i64),
}

/// Some of what a chart counts: all that was found since `ReportQuery::from`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Report {
    pub kind: ReportKind,
    /// The oldest span first, gaps too.
    pub bars: Vec<ReportBar>,
    /// Where to count on; `None`: that was all.
    pub next: Option<ReportPlace>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ReportBar {
    /// 0: whatever is older, too.
    pub from: Micros,
    pub until: Micros,
    /// As many as the kind has parts.
    pub counts: Vec<u64>,
}

impl ReportBar {
    pub fn total(&self) -> u64 {
        self.counts.iter().sum()
    }
}

impl Report {
    /// With what was counted on from `next`.
    pub fn add(&mut self, more: &Self) {
        for (bar, more) in self.bars.iter_mut().zip(&more.bars) {
            bar.counts.iter_mut().zip(&more.counts).for_each(|(count, more)| *count += more);
        }
        self.next = more.next;
    }

    /// Of all bars together, part by part.
    pub fn totals(&self) -> Vec<u64> {
        let mut totals = vec![0; self.kind.parts().len()];
        for bar in &self.bars {
            totals.iter_mut().zip(&bar.counts).for_each(|(total, count)| *total += count);
        }
        totals
    }

    pub fn total(&self) -> u64 {
        self.totals().iter().sum()
    }
}
