//! A session: who is in, with which keys, and what it may cost to stay.

use std::collections::HashMap;

use super::steps::Steps;
use crate::domain::{Action, Class, Entry, Id, LogFilter, Micros, Outcome};
use crate::policy::{Actor, Denied, Permit, Target};
use crate::vault::{ClassKey, DataKey, LookupKey, MemberKeys, TotpSecret};

/// Exists only after a complete sign-in.
pub struct Session {
    pub id: Id,
    pub name: String,
    pub actor: Actor,
    pub started: Micros,
    pub last_seen: Micros,
    /// When the password was last given.
    pub proved: Micros,
    /// Looks as this role would, with no more than one's own rights.
    pub preview: Option<Preview>,
    /// A new code app's secret that was shown and waits for its first code.
    pub offered: Option<TotpSecret>,
    /// The newest grant's sequence when the rights were read; a newer one has them read again.
    pub grants_head: i64,
    /// What the log says is being looked at, by action: its further pages need no entry of their own.
    pub viewing: HashMap<Action, Option<Id>>,
    /// When the log last told of a look at a part of the office.
    pub parts: HashMap<String, Micros>,
    /// Looks that the log could not take yet, the oldest first.
    pub unwritten: Vec<Entry>,
    /// The filter under which the log is being read.
    pub reading: Option<LogFilter>,
    /// What can be taken back, and done again.
    pub steps: Steps,
    /// `None` while locked.
    pub keys: Option<OpenKeys>,
}

impl Session {
    /// As whom the member looks now: itself, or with the rights of a role that it previews.
    pub fn seen_as(&self) -> &Actor {
        self.preview.as_ref().map_or(&self.actor, |preview| &preview.actor)
    }
}

/// A role that is looked as.
#[derive(Clone)]
pub struct Preview {
    /// The member with that role's rights.
    pub actor: Actor,
}

/// What a member can open while signed in and not locked. Zeroed when dropped.
pub struct OpenKeys {
    pub member: MemberKeys,
    /// Each generation that was sealed for the member.
    pub classes: HashMap<(Class, u32), ClassKey>,
    pub lookups: HashMap<Class, LookupKey>,
    /// The data keys under which this session writes, made at the first write of a class.
    pub writing: HashMap<Class, DataKey>,
}

/// What an act leaves in the log beside who, when and on what.
#[derive(Default)]
pub struct Trace {
    pub reason: String,
    /// Ids, counts and names of fields; never a personal value.
    pub details: serde_json::Value,
}

/// The one maker of audit entries for signed-in acts: from a permit, or from its refusal.
pub struct Scribe<'a> {
    pub session: &'a Session,
    pub origin: &'a str,
    pub now: Micros,
}

impl Scribe<'_> {
    pub fn done(&self, permit: &Permit, trace: Trace) -> Entry {
        Entry {
            member: Some(permit.actor()),
            ..self.entry(permit.operation().action(), permit.subject(), Outcome::Done, trace)
        }
    }

    pub fn failed(&self, permit: &Permit, trace: Trace) -> Entry {
        Entry { outcome: Outcome::Failed, ..self.done(permit, trace) }
    }

    pub fn denied(&self, denied: &Denied) -> Entry {
        let subject = match denied.target {
            Target::Office => None,
            Target::Record { id, .. } => Some(id),
        };
        let details = serde_json::json!({ "rule": denied.operation.rule(), "out_of_scope": denied.out_of_scope });
        self.entry(denied.operation.action(), subject, Outcome::Denied, Trace { reason: String::new(), details })
    }

    /// An act on the session itself: sign-out, lock, unlock. Needs no right.
    pub fn own(&self, action: Action, outcome: Outcome) -> Entry {
        self.entry(action, None, outcome, Trace::default())
    }

    fn entry(&self, action: Action, subject: Option<Id>, outcome: Outcome, trace: Trace) -> Entry {
        Entry {
            at: self.now,
            member: Some(self.session.actor.member),
            session: Some(self.session.id),
            origin: self.origin.to_owned(),
            action,
            subject,
            outcome,
            reason: trace.reason,
            details: if trace.details.is_null() { "{}".into() } else { trace.details.to_string() },
        }
    }
}
