//! Why a value is revealed or copied: the key from the list, words without numbers, and perhaps what it belongs to.

use super::super::Desk;
use super::super::api::{Problem, REASONS, Reason};
use crate::domain::{Id, Unfit, scan, text};

/// Longest words of a reason, in characters.
const LONGEST_WORDS: usize = 500;

/// A word that somebody adds to a decision: one line, without the numbers that text must not carry into the log.
pub(in crate::desk) fn word(typed: &str) -> String {
    scan::mask_secrets(&text::clean_input(typed, LONGEST_WORDS)).0
}

impl Desk {
    /// The reason as it goes into the log, if it is one; its link must be a line of this customer's timeline.
    pub(super) fn reason(&mut self, customer: Id, reason: &Reason) -> Result<String, Problem> {
        let unfit = || Problem::Invalid { field: "reason".into(), unfit: Unfit::NotInList };
        if !REASONS.contains(&reason.key.as_str()) {
            return Err(unfit());
        }
        if let Some(link) = reason.link {
            let line = self.store.read(|snapshot| snapshot.activity(link))?;
            line.filter(|line| line.customer == customer).ok_or_else(unfit)?;
        }
        let words = word(&reason.words);
        Ok(if words.is_empty() { reason.key.clone() } else { format!("{}: {words}", reason.key) })
    }
}
