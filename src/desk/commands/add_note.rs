//! A note, call, meeting ... added to a customer's timeline.

use serde_json::json;

use super::super::Desk;
use super::super::api::Problem;
use super::super::session::Trace;
use super::super::steps::{Step, Turn};
use crate::domain::{Activity, ActivityKind, Id, Unfit, scan, text};
use crate::policy::Operation;

/// Longest text of one timeline line, in characters.
const LONGEST: usize = 10_000;

impl Desk {
    pub(in crate::desk) fn add_note(&mut self, customer: Id, kind: ActivityKind, words: &str) -> Result<Id, Problem> {
        let target = self.target(customer, Operation::AddNote)?;
        let permit = self.judge(Operation::AddNote, target)?;
        // Numbers that belong into sealed fields must not stand in free text.
        let (words, hidden) = scan::mask_secrets(&text::clean_multiline(words, LONGEST));
        if words.trim().is_empty() {
            return Err(Problem::Invalid { field: "text".into(), unfit: Unfit::Empty });
        }
        let scribe = self.scribe()?;
        let activity =
            Activity { id: self.new_id(), customer, kind, member: permit.actor(), at: scribe.now, text: words };
        let details = json!({ "kind": kind, "activity": activity.id, "hidden": hidden });
        let entry = scribe.done(&permit, Trace { details, ..Trace::default() });
        let (of, ()) = self.act(&permit, |tx| {
            tx.insert_activity(&activity)?;
            Ok((entry.clone(), ()))
        })?;
        self.did(Step { of, turn: Turn::RemoveNote { customer, note: activity.id } });
        Ok(activity.id)
    }
}
