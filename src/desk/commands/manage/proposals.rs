//! Decisions for which the policy wants two persons: the first proposes and signs, the second carries out or turns down.

use serde_json::json;

use super::super::super::Desk;
use super::super::super::api::{Managed, Problem};
use super::super::super::rights::{Act, Issuer, Proposal, Seconded, Statement};
use super::super::super::session::Trace;
use super::Decision;
use crate::clock;
use crate::domain::{Action, Entry, Id, Micros, Role};
use crate::policy::{Operation, Target};
use crate::store::{ProposalRow, ProposalState};

const MINUTE: i64 = 60_000_000;

impl Desk {
    /// Leaves a decision for a second person. What he could not carry out either is refused now.
    pub(super) fn propose(&mut self, decision: Decision<'_>) -> Result<Id, Problem> {
        let Decision { operation, target, act, .. } = decision;
        let permit = self.judge(operation, target)?;
        let (by, at) = (permit.actor(), self.steady_now()?);
        let until = Micros(at.0 + i64::from(self.rights.policy().approval_minutes) * MINUTE);
        let id = clock::new_id(self.clock.as_ref());
        let proposal = Proposal { id, install: self.paths.install, by, at, until, act };
        self.would_hold(&proposal)?;
        let keys = &self.session()?.keys.as_ref().ok_or(Problem::NoSession)?.member;
        let row = ProposalRow {
            id,
            member: by,
            at,
            until,
            act: serde_json::to_string(&proposal.act).map_err(|error| Problem::Store(error.to_string()))?,
            signature: proposal.sign(keys.signer()),
            state: ProposalState::Open,
            decided_by: None,
            decided_at: None,
        };
        let mut details = json!({ "proposal": id, "decision": proposal.act.name() });
        if self.is_about_oneself(&proposal.act)? {
            details["self"] = json!(true);
        }
        let trace = Trace { details, ..Trace::default() };
        let entry = Entry { action: Action::ProposalMake, ..self.scribe()?.done(&permit, trace) };
        let entry = Entry { subject: proposal.act.member().or(entry.subject), ..entry };
        self.write(|tx| {
            tx.put_proposal(&row)?;
            Ok((entry.clone(), ()))
        })?;
        Ok(id)
    }

    /// Whether nothing but the second person is missing.
    fn would_hold(&self, proposal: &Proposal) -> Result<(), Problem> {
        let keys = &self.session()?.keys.as_ref().ok_or(Problem::NoSession)?.member;
        let head = self.session()?.grants_head;
        let mut after = self.rights.clone();
        let statement = after.next(Issuer::Member(proposal.by), proposal.act.clone(), None, head, proposal.at);
        match after.take(&statement.sign(keys.signer())) {
            Err(why) if why.is_one_person() => Ok(()),
            Err(why) => Err(Problem::Refused(why.to_string())),
            Ok(()) => Err(Problem::Busy),
        }
    }

    pub(super) fn second(&mut self, proposal: Id, approve: bool) -> Result<Managed, Problem> {
        let now = self.steady_now()?;
        let row = self.store.read(|snapshot| snapshot.proposal(proposal))?;
        let row = row.filter(|row| row.state == ProposalState::Open && row.until > now).ok_or(Problem::NotFound)?;
        let act: Act = serde_json::from_str(&row.act).map_err(|_| Problem::Tampered)?;
        let (operation, target) = self.ground_of(&act)?;
        let me = self.session()?.actor.member;
        let ended = |state| ProposalRow { state, decided_by: Some(me), decided_at: Some(now), ..row.clone() };
        if !approve {
            // Whoever proposed it may take it back.
            if row.member != me {
                self.judge(operation, target)?;
            }
            let denied = ended(ProposalState::Denied);
            let trace = json!({ "proposal": proposal, "decision": act.name() }).to_string();
            let own = self.scribe()?.own(Action::ProposalEnd, crate::domain::Outcome::Done);
            let entry = Entry { subject: act.member(), details: trace, ..own };
            self.write(|tx| {
                tx.put_proposal(&denied)?;
                Ok((entry.clone(), ()))
            })?;
            return Ok(Managed::Done);
        }
        self.permit_grave(operation, target)?;
        if row.member == me {
            return Err(Problem::NeedsApproval);
        }
        // A policy is decided as a whole: an older one would take back what was decided since.
        if matches!(act, Act::Policy(_)) && self.policy_changed_since(row.at)? {
            let words = "the policy was changed since this was proposed; turn it down, and propose it again";
            return Err(Problem::Refused(words.into()));
        }
        let seconded = Seconded {
            proposal,
            by: row.member,
            at: row.at,
            until: row.until,
            signature: data_encoding::BASE64.encode(&row.signature),
        };
        let done = ended(ProposalState::Done);
        let follow = |tx: &mut crate::store::Tx<'_>, _: &_, _: &_| {
            let open = tx.proposal(proposal)?.is_some_and(|row| row.state == ProposalState::Open);
            if open { Ok(tx.put_proposal(&done)?) } else { Err(Problem::NotFound) }
        };
        let further = match &act {
            Act::Role { role, rights, .. } => self.granted_anew(Role::Custom(*role), rights),
            _ => Vec::new(),
        };
        let decision = Decision::new(operation, target, act);
        self.state(Decision { further, seconded: Some(seconded), follow: &follow, ..decision })?;
        Ok(Managed::Done)
    }

    fn policy_changed_since(&mut self, time: Micros) -> Result<bool, Problem> {
        let rows = self.store.read(|snapshot| snapshot.grants())?;
        let changed = |made: Statement| matches!(made.act, Act::Policy(_)) && made.issued_at > time;
        Ok(rows.iter().filter_map(Statement::read).any(changed))
    }

    /// The right that a decision needs, and on what.
    pub(in crate::desk) fn ground_of(&self, act: &Act) -> Result<(Operation, Target), Problem> {
        Ok(match act {
            Act::Appoint { member, terms, .. } | Act::Invite { member, terms, .. } => {
                (Operation::ManageMembers, Target::record(*member, Some(*member), terms.department))
            }
            Act::Reset { member, .. }
            | Act::Grant { member, .. }
            | Act::Suspend { member }
            | Act::Reactivate { member }
            | Act::Remove { member } => (Operation::ManageMembers, self.member_target(*member)?),
            Act::Give { member, .. } => (Operation::GiveKeys, self.member_target(*member)?),
            Act::Role { .. } | Act::RemoveRole { .. } => (Operation::ManageRoles, Target::Office),
            Act::Department { .. } | Act::RemoveDepartment { .. } => (Operation::ManageDepartments, Target::Office),
            Act::Policy(_) => (Operation::ManagePolicy, Target::Office),
            Act::ClassKey { .. } | Act::OfficeKey { .. } => (Operation::RotateKeys, Target::Office),
            Act::Review { .. } => (Operation::SignReview, Target::Office),
            Act::Enrol { .. } | Act::RecoveryKit { .. } => return Err(Problem::NotFound),
        })
    }
}
