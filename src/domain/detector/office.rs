//! All members watched at once, as their acts lie in the log: to replay the past.

use std::collections::HashMap;

use super::{Finding, MemberWatch, Observed, Rules};
use crate::domain::Id;

/// With fewer others nobody is the middle one.
const FEWEST: usize = 3;

#[derive(Clone, Debug, Default)]
pub struct OfficeWatch {
    members: HashMap<Id, MemberWatch>,
}

impl OfficeWatch {
    /// Takes the next act in, whoever's it is.
    pub fn feed(&mut self, act: &Observed, rules: &Rules) -> Vec<Finding> {
        let mut watch = self.members.remove(&act.member).unwrap_or_default();
        let others = &mut self.members;
        let found = watch.feed(act, rules, &mut |at| middle(others.values_mut().map(|watch| watch.slow_count(at))));
        self.members.insert(act.member, watch);
        found
    }
}

/// The middle one of those who have any; `None` where they are too few.
pub fn middle(counts: impl Iterator<Item = u32>) -> Option<u32> {
    let mut counts: Vec<u32> = counts.filter(|count| *count > 0).collect();
    counts.sort_unstable();
    (counts.len() >= FEWEST).then(|| counts[counts.len() / 2])
}
