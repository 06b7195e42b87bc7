//! Changes to the office itself: each becomes a signed statement, and what follows from it in the tables.

mod carry;
mod members;
mod office;

use serde_json::json;

use super::super::api::{Manage, Managed, Problem};
use super::super::rights::{Act, Issuer, Rights, Seconded};
use super::super::session::Trace;
use super::super::{Desk, write_with};
use crate::domain::{Id, Micros};
use crate::policy::{Operation, Target};

/// How long a proof of who is there counts for changes to the office.
const PROVED: i64 = 15 * 60 * 1_000_000;

impl Desk {
    pub(in crate::desk) fn manage(&mut self, manage: Manage) -> Result<Managed, Problem> {
        self.not_previewing()?;
        match manage {
            Manage::Invite { name, grant } => self.invite(&name, &grant),
            Manage::Reset { member } => self.reset(member),
            Manage::Grant { member, grant, temporary } => self.grant(member, &grant, temporary),
            Manage::Suspend { member } => self.on_member(member, Act::Suspend { member }),
            Manage::Reactivate { member } => self.on_member(member, Act::Reactivate { member }),
            Manage::Remove { member } => self.on_member(member, Act::Remove { member }),
            Manage::GiveKeys { member } => self.give_keys(member),
            Manage::EndSession { session } => self.end_session(session),
            Manage::SaveRole { role, name, rights } => self.save_role(role, &name, rights),
            Manage::RemoveRole { role } => self.on_office(Operation::ManageRoles, Act::RemoveRole { role }),
            Manage::SaveDepartment { department, name, parent } => self.save_department(department, &name, parent),
            Manage::RemoveDepartment { department } => self.remove_department(department),
            Manage::SetPolicy(policy) => self.set_policy(*policy),
            Manage::RotateKeys { class } => self.rotate_keys(class),
            Manage::SignReview { words } => self.sign_review(&words),
            Manage::Second { proposal, approve } => self.second(proposal, approve),
            Manage::CloseAlert { alert, words } => self.close_alert(alert, &words),
            Manage::Decide { request, approve, words } => self.decide_request(request, approve, &words),
        }
    }

    /// Judges, and asks who is there again if that was long ago.
    pub(in crate::desk) fn permit_grave(&mut self, operation: Operation, target: Target) -> Result<(), Problem> {
        self.judge(operation, target)?;
        self.proved()
    }

    fn proved(&self) -> Result<(), Problem> {
        let age = self.clock.now().0 - self.session()?.proved.0;
        // A clock set back proves nothing.
        if (0..PROVED).contains(&age) { Ok(()) } else { Err(Problem::ProveAgain) }
    }

    fn not_previewing(&self) -> Result<(), Problem> {
        if self.session()?.preview.is_some() { Err(Problem::Previewing) } else { Ok(()) }
    }

    /// Makes a decision that was judged: a statement, or a proposal where two persons are wanted.
    pub(in crate::desk) fn decide(
        &mut self,
        operation: Operation,
        target: Target,
        act: Act,
    ) -> Result<Managed, Problem> {
        let member = self.session()?.actor.member;
        let now = self.clock.now();
        if self.rights.wants_two(Issuer::Member(member), &act, now) {
            return self.propose(operation, target, act);
        }
        self.state(operation, target, act, None)?;
        Ok(Managed::Done)
    }

    /// Signs and stores a statement with what follows from it. What would give nothing is refused before it is written.
    pub(in crate::desk) fn state(
        &mut self,
        operation: Operation,
        target: Target,
        act: Act,
        seconded: Option<Seconded>,
    ) -> Result<(), Problem> {
        let permit = self.judge(operation, target)?;
        let mut details = json!({ "decision": act.name() });
        if let Some(seconded) = &seconded {
            details["proposal"] = json!(seconded.proposal);
        }
        let scribe = self.scribe()?;
        let subject = act.member();
        let entry = scribe.done(&permit, Trace { details, ..Trace::default() });
        let (issuer, head) = (Issuer::Member(permit.actor()), self.session()?.grants_head);
        let (install, clock) = (self.paths.install, self.clock.clone());
        let now = clock.now();
        self.with_keys(|desk, keys| {
            let rights = &desk.rights;
            write_with(&mut desk.store, clock.as_ref(), &keys.member, |tx| {
                // Somebody else decided something meanwhile.
                if tx.last_grant_sequence()? != head {
                    return Err(Problem::Busy);
                }
                let at = tx.head()?.map(|(last, _)| tx.entry(last)).transpose()?.flatten();
                let now = at.map_or(now, |last| now.max(Micros(last.sealed.entry.at.0 + 1)));
                let row = rights.next(issuer, act.clone(), seconded.clone(), head, now).sign(keys.member.signer());
                let mut after: Rights = rights.clone();
                after.take(&row).map_err(|why| Problem::Refused(why.to_string()))?;
                tx.insert_grant(&row)?;
                let statement = super::super::rights::Statement::read(&row).ok_or(Problem::Tampered)?;
                carry::out(tx, &statement, &after, Some(keys), install, clock.as_ref())?;
                let mut entry = entry.clone();
                entry.at = statement.issued_at;
                entry.subject = subject.or(entry.subject);
                Ok((entry, ()))
            })
        })?;
        self.read_rights()?;
        // One's own session goes on with the rights of now.
        if let Some(session) = &mut self.session {
            session.grants_head = 0;
        }
        self.check_session()
    }

    /// A member as what rights are judged on.
    pub(in crate::desk) fn member_target(&self, member: Id) -> Result<Target, Problem> {
        let known = self.rights.member(member).ok_or(Problem::NotFound)?;
        Ok(Target::record(member, Some(member), known.usual.department))
    }
}
