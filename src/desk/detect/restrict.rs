//! What follows for a member from alerts that nobody has closed: read from the signed entries that raised and closed
//! them, so that a row taken out of the file lifts nothing.

use std::collections::{BTreeMap, BTreeSet};

use super::super::alerts::Sight;
use super::super::api::Problem;
use super::super::rights::Rights;
use super::super::{Desk, signed_by};
use crate::domain::audit::{self, SealedEntry};
use crate::domain::{Action, Entry, Id, Micros, Outcome, Response};
use crate::policy::{self, Operation};
use crate::store::Snapshot;

/// By whose keys entries must be signed.
#[derive(Clone, Copy)]
pub struct Signers<'a> {
    pub rights: &'a Rights,
}

impl Signers<'_> {
    /// Whether an entry is what was signed, by who is said to have acted.
    fn hold(&self, sealed: &SealedEntry) -> bool {
        let hash = audit::entry_hash(sealed.sequence, &sealed.entry, &sealed.changes, &sealed.previous);
        hash == sealed.hash && signed_by(sealed, |member, at| self.rights.signer_at(member, at))
    }

    /// Whether whoever did this could deal with alerts then.
    fn handled(&self, snapshot: &Snapshot<'_>, Entry { member, at, .. }: &Entry) -> Result<bool, Problem> {
        let Some(member) = *member else { return Ok(false) };
        let may = |rights: &Rights| {
            rights.actor(member, *at).is_some_and(|actor| policy::scope_of(&actor, Operation::HandleAlerts).is_some())
        };
        // Who may do so now may as well close it now.
        Ok(may(self.rights) || may(&self.rights.as_of(&snapshot.grants()?, *at)))
    }
}

/// One member's open alerts and what follows from them.
#[derive(Clone, Debug, Default)]
pub struct Restrictions {
    /// The last entry that was looked at.
    read_to: i64,
    /// By the alert: what follows, and the entry that raised it.
    raised: BTreeMap<Id, (BTreeSet<Response>, i64)>,
}

impl Restrictions {
    pub fn read(snapshot: &Snapshot<'_>, member: Id, signers: Signers<'_>) -> Result<Self, Problem> {
        let mut restrictions = Self::default();
        restrictions.update(snapshot, member, signers)?;
        Ok(restrictions)
    }

    /// Takes in what was raised and closed since. Cheap where nothing was committed.
    pub fn update(&mut self, snapshot: &Snapshot<'_>, member: Id, signers: Signers<'_>) -> Result<(), Problem> {
        let head = snapshot.head()?.map_or(0, |(sequence, _)| sequence);
        if head == self.read_to {
            return Ok(());
        }
        for sealed in snapshot.alert_entries(member, self.read_to)? {
            self.take(&sealed, signers, snapshot)?;
        }
        self.read_to = head;
        Ok(())
    }

    fn take(&mut self, sealed: &SealedEntry, signers: Signers<'_>, snapshot: &Snapshot<'_>) -> Result<(), Problem> {
        let Entry { action, outcome, details, .. } = &sealed.entry;
        let details: serde_json::Value = serde_json::from_str(details).unwrap_or_default();
        let id = |key: &str| details[key].as_str().and_then(|id| id.parse::<Id>().ok());
        let Some(alert) = id("alert") else { return Ok(()) };
        let holds = signers.hold(sealed);
        match (action, outcome) {
            (Action::AlertRaise, Outcome::Done) | (Action::SignIn, Outcome::Failed) => {
                let listed = details["responses"].as_array().into_iter().flatten();
                let responses = listed.filter_map(|name| name.as_str().and_then(Response::from_name)).collect();
                // Whoever changes the entry does not get rid of what it held, and locks nobody out by it.
                let altered = BTreeSet::from([Response::RequireReason, Response::SecondPerson]);
                self.raised.insert(alert, (if holds { responses } else { altered }, sealed.sequence));
            }
            (Action::AlertHandle, Outcome::Done)
                if holds && details["step"] == "close" && signers.handled(snapshot, &sealed.entry)? =>
            {
                for closed in [Some(alert), id("also")].into_iter().flatten() {
                    self.raised.remove(&closed);
                }
            }
            _ => {}
        }
        Ok(())
    }

    pub fn has(&self, response: Response) -> bool {
        self.raised.values().any(|(responses, _)| responses.contains(&response))
    }

    /// Whether a session that began with this entry has been ended.
    fn ends(&self, entered: i64) -> bool {
        self.raised.values().any(|(responses, raised)| *raised > entered && responses.contains(&Response::EndSessions))
    }
}

/// Those who may deal with alerts now and are not locked out themselves.
pub fn handlers(snapshot: &Snapshot<'_>, signers: Signers<'_>, now: Micros) -> Result<Vec<Id>, Problem> {
    let mut handlers = Vec::new();
    for (member, _) in signers.rights.members() {
        let Some(actor) = signers.rights.actor(member, now) else { continue };
        if policy::scope_of(&actor, Operation::HandleAlerts).is_some()
            && !Restrictions::read(snapshot, member, signers)?.has(Response::LockAccount)
        {
            handlers.push(member);
        }
    }
    Ok(handlers)
}

impl Desk {
    /// What follows for whoever is in from open alerts; ends the session, or refuses it, where they say so.
    pub(in crate::desk) fn check_restrictions(&mut self) -> Result<(), Problem> {
        let session = self.session.as_mut().ok_or(Problem::NoSession)?;
        let (member, entered) = (session.actor.member, session.entered);
        let mut restrictions = std::mem::take(&mut session.restrictions);
        let first = restrictions.read_to == 0;
        let signers = Signers { rights: &self.rights };
        self.store.read(|snapshot| restrictions.update(snapshot, member, signers))?;
        let (ended, locked) = (restrictions.ends(entered), restrictions.has(Response::LockAccount));
        let raised: Vec<Id> = restrictions.raised.keys().copied().collect();
        if let Some(session) = &mut self.session {
            session.restrictions = restrictions;
        }
        if first {
            self.tell_altered(member, &raised)?;
        }
        if ended {
            self.session = None;
            return Err(Problem::NoSession);
        }
        if locked { Err(Problem::AccountLocked) } else { Ok(()) }
    }

    /// An open alert whose row is gone, or closed by nobody, is told anew.
    fn tell_altered(&mut self, member: Id, raised: &[Id]) -> Result<(), Problem> {
        let mut sights = Vec::new();
        self.store.read(|snapshot| {
            for alert in raised {
                if snapshot.alert(*alert)?.is_none_or(|row| !row.open) {
                    sights.push(Sight::alert_altered(*alert, member));
                }
            }
            Ok::<_, Problem>(())
        })?;
        self.raise(&sights)
    }

    /// Whether something follows for whoever is in.
    pub(in crate::desk) fn restricted(&self, response: Response) -> Result<bool, Problem> {
        Ok(self.session()?.restrictions.has(response))
    }

    /// Whether who has shown that it is this member may come in. A refusal is in the log.
    pub(in crate::desk) fn judge_lock(&mut self, member: Id) -> Result<(), Problem> {
        let signers = Signers { rights: &self.rights };
        let restrictions = self.store.read(|snapshot| Restrictions::read(snapshot, member, signers))?;
        if !restrictions.has(Response::LockAccount) {
            return Ok(());
        }
        // Where the file does not show what locks the member, nobody could lift it.
        let raised: Vec<Id> = restrictions.raised.keys().copied().collect();
        self.tell_altered(member, &raised)?;
        let entry = Entry {
            subject: Some(member),
            details: serde_json::json!({ "refused": "locked" }).to_string(),
            ..self.entry_of_nobody(Action::SignIn, Outcome::Failed)
        };
        self.write_as_office(|_| Ok((entry.clone(), ())))?;
        Err(Problem::AccountLocked)
    }
}
