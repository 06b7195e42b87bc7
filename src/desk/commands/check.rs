//! Does what the caller says match? Answered without showing the value; tries are limited and audited.

use serde_json::json;

use super::super::Desk;
use super::super::api::{Problem, Reply};
use super::super::session::Trace;
use crate::domain::{Action, Entry, Field, Id, Outcome, Secret};
use crate::policy::Operation;
use crate::vault;

const DAY: i64 = 86_400_000_000;

impl Desk {
    pub(in crate::desk) fn check(&mut self, customer: Id, field: Field, said: &Secret) -> Result<Reply, Problem> {
        let target = self.target(customer, Operation::Check(field))?;
        let permit = self.judge(Operation::Check(field), target)?;
        let token = self.token_of(field, said.expose());
        let scribe = self.scribe()?;
        let (member, now, most) = (permit.actor(), scribe.now, u32::from(self.settings.check_tries));
        let trace =
            |matches: bool| Trace { details: json!({ "field": field, "matches": matches }), ..Trace::default() };
        let (done, failed) = (scribe.done(&permit, trace(true)), scribe.failed(&permit, trace(false)));
        let used_up = Entry { outcome: Outcome::Denied, ..failed.clone() };
        let (_, answer) = self.act(&permit, |tx| {
            // The log's time never runs back, so that a clock set back gives no new tries.
            let day = tx.log_time()?.map_or(now, |last| now.max(last)).0 / DAY;
            let before = tx.tries(Action::FieldCheck, member, customer, field, day)?;
            if before >= most {
                return Ok((used_up.clone(), None));
            }
            let stored = tx.sealed_value(customer, field)?.and_then(|value| value.token);
            let matches = matches!((&stored, &token), (Some(stored), Some(token)) if vault::same(stored, token));
            if matches {
                return Ok((done.clone(), Some((true, most - before))));
            }
            // Only wrong answers use up tries: the right one tells no more than the caller has said.
            let tried = tx.add_try(Action::FieldCheck, member, customer, field, day)?;
            Ok((failed.clone(), Some((false, most.saturating_sub(tried)))))
        })?;
        let (matches, tries_left) = answer.ok_or(Problem::TriesUsedUp)?;
        Ok(Reply::Checked { field, matches, tries_left: u16::try_from(tries_left).unwrap_or(u16::MAX) })
    }
}
