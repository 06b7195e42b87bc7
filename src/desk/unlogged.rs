//! Looking on while the log can't be written, where the policy allows it: what was seen meanwhile is kept and written
//! as soon as it can be. Only a customer with its masks is shown so; never a value, a copy or a change.

use serde_json::{Value, json};

use super::api::Problem;
use super::{Desk, write_with};
use crate::domain::Entry;
use crate::policy::{Operation, Permit};

/// Most looks that one session keeps; more are refused.
const MOST: usize = 100;

impl Desk {
    /// Keeps the entry of a look that the log could not take, or says why nothing may be shown.
    pub(super) fn keep_for_later(&mut self, permit: &Permit, entry: Entry, problem: Problem) -> Result<(), Problem> {
        let unwritten = matches!(problem, Problem::NoAudit(_) | Problem::Busy);
        let allowed = self.rights.policy().read_without_log && permit.operation() == Operation::ViewCustomer;
        match &mut self.session {
            Some(session) if unwritten && allowed && session.unwritten.len() < MOST => {
                session.unwritten.push(late(entry));
                Ok(())
            }
            _ => Err(problem),
        }
    }

    /// Writes what was kept, the oldest first, as far as it can be written now.
    pub(super) fn write_kept(&mut self) {
        while let Some(entry) = self.session.as_ref().and_then(|session| session.unwritten.first()).cloned() {
            let written = self.with_keys(|desk, keys| {
                write_with(&mut desk.store, desk.clock.as_ref(), &keys.member, |_| Ok((entry.clone(), ())))
            });
            match (written, &mut self.session) {
                (Ok(_), Some(session)) => session.unwritten.remove(0),
                _ => return,
            };
        }
    }

    /// Whether something was looked at that the log does not hold yet.
    pub(super) fn has_unwritten(&self) -> bool {
        self.session.as_ref().is_some_and(|session| !session.unwritten.is_empty())
    }
}

/// The same entry, which says that it comes after what it tells of.
fn late(mut entry: Entry) -> Entry {
    let mut details: Value = serde_json::from_str(&entry.details).unwrap_or_default();
    if !details.is_object() {
        details = json!({});
    }
    details["late"] = json!(true);
    entry.details = details.to_string();
    entry
}
