//! Changes to the office itself: each becomes a signed statement, and what follows from it in the tables.

mod members;
mod messages;
mod office;
mod own_fields;
mod proposals;
mod requests;
mod rotation;
mod service;

pub(in crate::desk) use requests::OPEN_FOR;
use serde_json::json;

use super::super::api::{Manage, Managed, Problem};
use super::super::rights::{Act, Issuer, Rights, Seconded, Why};
use super::super::session::{OpenKeys, Trace};
use super::super::stay::MOST_TRIES;
use super::super::{Desk, carry, write_with};
use crate::domain::{Class, Entry, Id, Micros, Outcome, Role};
use crate::policy::{Operation, Target};
use crate::store::Tx;

/// How long a proof of who is there counts for changes to the office.
const PROVED: i64 = 15 * 60 * 1_000_000;

/// A decision that was judged, and what goes with it into the same transaction.
pub(in crate::desk) struct Decision<'a> {
    pub operation: Operation,
    pub target: Target,
    pub act: Act,
    pub seconded: Option<Seconded>,
    /// What follows from it: left out where it would not hold.
    pub further: Vec<Act>,
    pub follow: Follow<'a>,
}

/// Work in the transaction of a decision, with the rights after it and the keys of who makes it.
type Follow<'a> = &'a dyn Fn(&mut Tx<'_>, &Rights, &OpenKeys) -> Result<(), Problem>;

impl<'a> Decision<'a> {
    pub fn new(operation: Operation, target: Target, act: Act) -> Self {
        Self { operation, target, act, seconded: None, further: Vec::new(), follow: &|_, _, _| Ok(()) }
    }
}

impl Desk {
    /// Makes a change. Where somebody else decided something meanwhile it is judged and made again, on what holds now.
    pub(in crate::desk) fn manage(&mut self, manage: Manage) -> Result<Managed, Problem> {
        for _ in 1..MOST_TRIES {
            let answer = self.manage_once(manage.clone());
            let known = self.session()?.grants_head;
            if !matches!(answer, Err(Problem::Busy)) || !self.overtaken(known)? {
                return answer;
            }
            self.check_session()?;
        }
        self.manage_once(manage)
    }

    fn manage_once(&mut self, manage: Manage) -> Result<Managed, Problem> {
        match manage {
            Manage::Invite { name, grant } => self.invite(&name, &grant),
            Manage::Reset { member } => self.reset(member),
            Manage::Grant { member, grant, temporary } => self.grant(member, &grant, temporary),
            Manage::Suspend { member } => self.on_member(member, Act::Suspend { member }),
            Manage::Reactivate { member } => self.on_member(member, Act::Reactivate { member }),
            Manage::Remove { member } => self.on_member(member, Act::Remove { member }),
            Manage::GiveKeys { member } => self.give_keys(member),
            Manage::BackUp => self.back_up_now().map(|_| Managed::Done),
            Manage::TryBackup => self.try_newest_backup(),
            Manage::EndSession { session } => self.end_session(session),
            Manage::RemoveKeys { member } => self.remove_keys(member),
            Manage::SendMessage { to, text } => self.send_message(to, &text),
            Manage::SaveRole { role, name, rights } => self.save_role(role, &name, rights),
            Manage::RemoveRole { role } => self.on_office(Operation::ManageRoles, Act::RemoveRole { role }),
            Manage::SaveDepartment { department, name, parent } => self.save_department(department, &name, parent),
            Manage::RemoveDepartment { department } => self.remove_department(department),
            Manage::SetPolicy(policy) => self.set_policy(*policy),
            Manage::FreezeExports(on) => self.freeze_exports(on),
            Manage::SetService(change) => self.set_service(&change.before, &change.after),
            Manage::SetOwnField(field) => self.set_own_field(*field),
            Manage::RotateKeys { class } => self.rotate_keys(class),
            Manage::SignReview { words } => self.sign_review(&words),
            Manage::Second { proposal, approve } => self.second(proposal, approve),
            Manage::TakeAlert { alert } => self.take_alert(alert),
            Manage::AnswerAlert { alert, words } => self.answer_alert(alert, &words),
            Manage::CloseAlert { alert, words, verdict } => self.close_alert(alert, &words, verdict),
            Manage::SetDetector { kind, detector } => self.set_detector(kind, detector),
            Manage::SetHoneytoken { customer, on } => self.set_honeytoken(customer, on),
            Manage::Decide { request, approve, words } => self.decide_request(request, approve, &words),
        }
    }

    /// Judges, and asks who is there again if that was long ago.
    pub(in crate::desk) fn permit_grave(&mut self, operation: Operation, target: Target) -> Result<(), Problem> {
        self.judge(operation, target)?;
        self.proved()
    }

    pub(in crate::desk) fn proved(&self) -> Result<(), Problem> {
        let age = self.clock.now().0 - self.session()?.proved.0;
        // A clock set back proves nothing.
        if (0..PROVED).contains(&age) { Ok(()) } else { Err(Problem::ProveAgain) }
    }

    pub(in crate::desk) fn not_previewing(&self) -> Result<(), Problem> {
        if self.session()?.preview.is_some() { Err(Problem::Previewing) } else { Ok(()) }
    }

    /// Makes a decision that was judged: a statement, or a proposal where two persons are wanted.
    pub(in crate::desk) fn decide(&mut self, decision: Decision<'_>) -> Result<Managed, Problem> {
        let member = self.session()?.actor.member;
        if decision.act.member() == Some(member) {
            return self.refuse_about_oneself(&decision);
        }
        let now = self.steady_now()?;
        if self.rights.wants_two(Issuer::Member(member), &decision.act, now) {
            return self.propose(decision).map(Managed::Proposed);
        }
        self.state(decision)?;
        Ok(Managed::Done)
    }

    /// Nobody decides about his own rights; that somebody tried is in the log.
    fn refuse_about_oneself(&mut self, decision: &Decision<'_>) -> Result<Managed, Problem> {
        let permit = self.judge(decision.operation, decision.target)?;
        let details = json!({ "decision": decision.act.name(), "self": true });
        let done = self.scribe()?.done(&permit, Trace { details, ..Trace::default() });
        let entry = Entry { outcome: Outcome::Denied, subject: decision.act.member(), ..done };
        self.write(|_| Ok((entry.clone(), ())))?;
        Err(Problem::Refused(Why::OwnRights.to_string()))
    }

    /// Whether a decision changes what its maker may do itself.
    pub(in crate::desk) fn is_about_oneself(&self, act: &Act) -> Result<bool, Problem> {
        let actor = &self.session()?.actor;
        Ok(match act {
            Act::Role { role, .. } => actor.role == Role::Custom(*role),
            Act::Policy(policy) => Class::ALL.into_iter().any(|class| {
                let (before, after) = (actor.policy.quota(actor.role, class), policy.quota(actor.role, class));
                after.hour > before.hour || after.day > before.day
            }),
            act => act.member() == Some(actor.member),
        })
    }

    /// Signs and stores a statement with what follows from it. What would give nothing is refused before it is written.
    pub(in crate::desk) fn state(&mut self, decision: Decision<'_>) -> Result<(), Problem> {
        let Decision { operation, target, act, seconded, further, follow } = decision;
        let permit = self.judge(operation, target)?;
        let mut details = json!({ "decision": act.name() });
        if let Some(seconded) = &seconded {
            details["proposal"] = json!(seconded.proposal);
        }
        if self.is_about_oneself(&act)? {
            details["self"] = json!(true);
        }
        let entry = self.scribe()?.done(&permit, Trace { details, ..Trace::default() });
        let subject = act.member();
        let (issuer, head) = (Issuer::Member(permit.actor()), self.session()?.grants_head);
        let (install, clock) = (self.paths.install, self.clock.clone());
        self.with_keys(|desk, keys| {
            let rights = &desk.rights;
            write_with(&mut desk.store, clock.as_ref(), &keys.member, |tx| {
                // Somebody else decided something meanwhile.
                if tx.last_grant_sequence()? != head {
                    return Err(Problem::Busy);
                }
                let mut now = tx.log_time()?.map_or(clock.now(), |last| clock.now().max(Micros(last.0 + 1)));
                let (mut after, mut head) = (rights.clone(), head);
                let acts = std::iter::once((&act, &seconded)).chain(further.iter().map(|act| (act, &None)));
                for (number, (act, seconded)) in acts.enumerate() {
                    let statement = after.next(issuer, act.clone(), seconded.clone(), head, now);
                    let row = statement.sign(keys.member.signer());
                    match after.take(&row) {
                        Err(_) if number > 0 => continue,
                        taken => taken.map_err(|why| Problem::Refused(why.to_string()))?,
                    }
                    tx.insert_grant(&row)?;
                    carry::out(tx, &statement, &after, Some(keys), install, clock.as_ref())?;
                    (head, now) = (row.sequence, statement.issued_at);
                }
                follow(tx, &after, keys)?;
                let mut entry = entry.clone();
                entry.at = now;
                entry.subject = subject.or(entry.subject);
                Ok((entry, ()))
            })
        })?;
        self.take_stock()
    }

    /// Goes on with the rights as they are after a decision.
    pub(in crate::desk) fn take_stock(&mut self) -> Result<(), Problem> {
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
