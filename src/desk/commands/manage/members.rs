//! Members: invited, given rights, reset, suspended, removed; their sessions ended.

use super::super::super::Desk;
use super::super::super::api::{GrantDraft, Invited, Managed, Problem};
use super::super::super::rights::{Act, Standing, Terms};
use super::super::super::session::Trace;
use super::Decision;
use crate::clock;
use crate::domain::{Action, Entry, Id, Micros, Secret, Unfit, fold, text};
use crate::policy::{self, Operation, Target};
use crate::vault::InviteCode;

/// Longest name of a member, a role or a department, in characters.
pub(super) const LONGEST_NAME: usize = 100;
const HOUR: i64 = 3_600_000_000;

impl Desk {
    pub(super) fn invite(&mut self, name: &str, grant: &GrantDraft) -> Result<Managed, Problem> {
        let member = clock::new_id(self.clock.as_ref());
        let target = Target::record(member, Some(member), grant.department);
        self.permit_grave(Operation::ManageMembers, target)?;
        let name = text::clean_input(name, LONGEST_NAME);
        let folded = fold::fold(&name);
        if folded.is_empty() {
            return Err(Problem::Invalid { field: "name".into(), unfit: Unfit::Empty });
        }
        if self.store.read(|snapshot| snapshot.member_by_name(&folded))?.is_some() {
            return Err(Problem::Invalid { field: "name".into(), unfit: Unfit::Taken });
        }
        let terms = self.terms(grant)?;
        let (code, until) = self.code()?;
        let act = Act::Invite { member, name: name.clone(), key: code.keys().public(), until, terms };
        let made = self.decide(Decision::new(Operation::ManageMembers, target, act))?;
        Ok(invited(made, member, name, self.rights.is_program(grant.role), (&code, until)))
    }

    pub(super) fn reset(&mut self, member: Id) -> Result<Managed, Problem> {
        let target = self.member_target(member)?;
        self.permit_grave(Operation::ManageMembers, target)?;
        let role = self.rights.member(member).ok_or(Problem::NotFound)?.usual.role;
        let name = self.store.read(|snapshot| super::super::super::queries::member_name(snapshot, member))?;
        let (code, until) = self.code()?;
        let act = Act::Reset { member, key: code.keys().public(), until };
        let made = self.decide(Decision::new(Operation::ManageMembers, target, act))?;
        Ok(invited(made, member, name, self.rights.is_program(role), (&code, until)))
    }

    pub(super) fn grant(&mut self, member: Id, grant: &GrantDraft, temporary: bool) -> Result<Managed, Problem> {
        let target = self.member_target(member)?;
        self.permit_grave(Operation::ManageMembers, target)?;
        if temporary && grant.expires.is_none() {
            return Err(Problem::Invalid { field: "expires".into(), unfit: Unfit::Empty });
        }
        let act = Act::Grant { member, terms: self.terms(grant)?, temporary };
        self.decide(Decision::new(Operation::ManageMembers, target, act))
    }

    /// The keys that the member's grants wait for, as far as they are held here.
    pub(super) fn give_keys(&mut self, member: Id) -> Result<Managed, Problem> {
        let target = self.member_target(member)?;
        self.permit_grave(Operation::GiveKeys, target)?;
        let (classes, lookups) = self.can_give(member)?;
        if classes.is_empty() && lookups.is_empty() {
            return Err(Problem::NotFound);
        }
        self.decide(Decision::new(Operation::GiveKeys, target, Act::Give { member, classes, lookups }))
    }

    pub(super) fn end_session(&mut self, session: Id) -> Result<Managed, Problem> {
        let found = self.store.read(|snapshot| snapshot.session(session))?;
        let open = found.filter(|found| found.ended_at.is_none());
        let me = self.session()?.actor.member;
        let now = self.clock.now();
        let trace = Trace { details: serde_json::json!({ "session": session }), ..Trace::default() };
        // One's own needs no right; for whoever has none, another's is not there.
        let entry = match open.as_ref().map(|open| open.member) {
            Some(member) if member == me => {
                Entry { subject: Some(me), ..self.scribe()?.own(Action::SessionEnd, crate::domain::Outcome::Done) }
            }
            found => {
                let target = found.map_or(Ok(Target::Office), |member| self.member_target(member))?;
                let permit = self.judge(Operation::ManageMembers, target)?;
                Entry { action: Action::SessionEnd, ..self.scribe()?.done(&permit, Trace::default()) }
            }
        };
        open.ok_or(Problem::NotFound)?;
        let entry = Entry { details: trace.details.to_string(), ..entry };
        self.write(|tx| {
            tx.end_session(session, now)?;
            Ok((entry.clone(), ()))
        })?;
        Ok(Managed::Done)
    }

    /// An act on a member that needs nothing more than the right to manage it.
    pub(super) fn on_member(&mut self, member: Id, act: Act) -> Result<Managed, Problem> {
        let target = self.member_target(member)?;
        self.permit_grave(Operation::ManageMembers, target)?;
        self.decide(Decision::new(Operation::ManageMembers, target, act))
    }

    /// What a grant gives, with the classes that its role needs.
    fn terms(&mut self, grant: &GrantDraft) -> Result<Terms, Problem> {
        let unfit = |field: &str| Problem::Invalid { field: field.into(), unfit: Unfit::NotInList };
        let now = self.steady_now()?;
        let rights = self.rights.role(grant.role).ok_or_else(|| unfit("role"))?;
        if self.rights.departments().all(|(id, _)| id != grant.department) {
            return Err(unfit("department"));
        }
        if grant.expires.is_some_and(|end| end <= now) {
            return Err(Problem::Invalid { field: "expires".into(), unfit: Unfit::Past });
        }
        let (classes, lookups) = policy::classes_of(&rights);
        let GrantDraft { role, department, limit, expires } = *grant;
        Ok(Terms { role, department, limit, classes, lookups, expires })
    }

    /// A fresh one-time code, and until when it is good.
    fn code(&mut self) -> Result<(InviteCode, Micros), Problem> {
        let hours = i64::from(self.rights.policy().invite_hours);
        let until = Micros(self.steady_now()?.0 + hours * HOUR);
        Ok((InviteCode::generate(self.clock.as_ref()), until))
    }

    /// What of the keys that a member waits for is held here: (class keys, lookup keys).
    pub(in crate::desk) fn can_give(
        &self,
        member: Id,
    ) -> Result<(Vec<crate::domain::Class>, Vec<crate::domain::Class>), Problem> {
        let own = &self.session()?.actor;
        let known = self.rights.member(member).ok_or(Problem::NotFound)?;
        if !matches!(known.standing, Standing::Active | Standing::Invited) || member == own.member {
            return Ok((Vec::new(), Vec::new()));
        }
        let (mut classes, mut lookups) = (Vec::new(), Vec::new());
        for holding in std::iter::once(&known.usual).chain(known.temporary.as_ref()) {
            classes.extend(holding.waiting.iter().copied().filter(|class| own.classes.contains(class)));
            lookups.extend(holding.waiting_lookups.iter().copied().filter(|class| own.lookups.contains(class)));
        }
        for list in [&mut classes, &mut lookups] {
            list.sort_unstable();
            list.dedup();
        }
        Ok((classes, lookups))
    }
}

/// The code goes to whoever made the decision, also where it waits for a second person: until then it opens nothing.
fn invited(made: Managed, member: Id, name: String, program: bool, (code, until): (&InviteCode, Micros)) -> Managed {
    let proposal = match made {
        Managed::Proposed(id) => Some(id),
        Managed::Done | Managed::Invited(_) => None,
    };
    Managed::Invited(Invited { member, name, program, code: Secret::new(code.words().to_string()), until, proposal })
}
