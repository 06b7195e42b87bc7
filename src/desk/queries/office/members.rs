//! Members as those see them who run the office: standing, grants, sessions.

use super::super::super::Desk;
use super::super::super::api::{GrantView, MemberDetail, MemberRow, MemberStanding, Problem, SessionRow};
use super::super::super::rights::{Holding, MemberRights, Standing};
use super::super::member_name;
use super::issuer_name;
use crate::domain::{Id, Micros};
use crate::policy::{self, Operation, Permit};
use crate::store::Snapshot;

impl Desk {
    /// Those within reach, by name; removed ones last.
    pub(super) fn member_rows(&mut self, permit: &Permit) -> Result<Vec<MemberRow>, Problem> {
        let mut rows = Vec::new();
        let ids: Vec<Id> = self.rights.members().map(|(id, _)| id).collect();
        for id in ids {
            if self.reaches(permit, id)? {
                rows.push(self.member_row(id)?);
            }
        }
        rows.sort_by_cached_key(|row| (row.standing == MemberStanding::Removed, crate::domain::fold::fold(&row.name)));
        Ok(rows)
    }

    pub(super) fn member_row(&mut self, member: Id) -> Result<MemberRow, Problem> {
        let now = self.steady_now()?;
        let (name, state, sessions) = self.store.read(|snapshot| {
            let sessions = u32::try_from(snapshot.open_sessions(member)?.len()).unwrap_or(u32::MAX);
            Ok::<_, Problem>((member_name(snapshot, member)?, snapshot.member_state(member)?, sessions))
        })?;
        let known = self.rights.member(member).ok_or(Problem::NotFound)?;
        let temporary = known.temporary.as_ref().filter(|held| held.expires.is_none_or(|end| now < end));
        let held = temporary.unwrap_or(&known.usual);
        let mut waiting = [&held.waiting[..], &held.waiting_lookups].concat();
        waiting.sort_unstable();
        waiting.dedup();
        Ok(MemberRow {
            id: member,
            name,
            standing: standing(known, now),
            role: held.role,
            role_name: self.rights.role_name(held.role),
            department: held.department,
            department_name: self.department_title(held.department),
            limit: held.limit,
            expires: held.expires,
            stands_in: temporary.is_some(),
            waiting,
            last_sign_in: state.last_sign_in,
            failures: state.failures,
            sessions,
        })
    }

    pub(super) fn member_detail(&mut self, member: Id) -> Result<MemberDetail, Problem> {
        let target = match self.member_target(member) {
            Ok(target) => target,
            Err(problem) => {
                // Whoever may not look at members is told that, and nothing of who is there.
                self.judge(Operation::ViewMembers, crate::policy::Target::Office)?;
                return Err(problem);
            }
        };
        let permit = self.judge(Operation::ViewMembers, target)?;
        self.look(&permit, false, serde_json::json!({ "part": "member" }))?;
        let row = self.member_row(member)?;
        let decisions = self.decisions_about(member)?;
        let mine = self.session()?.id;
        let actor = self.session()?.actor.clone();
        let may = |operation| policy::judge(&actor, operation, target).is_ok() && member != actor.member;
        let (classes, lookups) = self.can_give(member)?;
        let may_give_keys = may(Operation::GiveKeys) && !(classes.is_empty() && lookups.is_empty());
        let (rights, now) = (&self.rights, self.clock.now());
        self.store.read(|snapshot| {
            let known = rights.member(member).ok_or(Problem::NotFound)?;
            let view = |held: &Holding| {
                Ok::<_, Problem>(GrantView {
                    sequence: held.sequence,
                    role_name: rights.role_name(held.role),
                    department_name: super::super::department_name(snapshot, held.department)?,
                    limit: held.limit,
                    issuer: issuer_name(snapshot, held.issuer)?,
                    issued_at: held.issued_at,
                    expires: held.expires,
                    classes: held.classes.clone(),
                    lookups: held.lookups.clone(),
                    waiting: held.waiting.clone(),
                    waiting_lookups: held.waiting_lookups.clone(),
                })
            };
            let lasting = known.temporary.as_ref().filter(|held| held.expires.is_none_or(|end| now < end));
            Ok(MemberDetail {
                usual: view(&known.usual)?,
                temporary: lasting.map(view).transpose()?,
                invited_until: known.invitation.map(|open| open.until),
                sessions: session_rows(snapshot, member, mine)?,
                decisions,
                may_manage: may(Operation::ManageMembers) && known.standing != Standing::Removed,
                may_give_keys,
                row,
            })
        })
    }

    /// A department's name with those above it: two may be called the same.
    pub(super) fn department_title(&self, department: Id) -> String {
        let find = |id: Id| self.rights.departments().find(|(known, _)| *known == id).map(|(_, node)| node);
        let mut names = Vec::new();
        let mut next = Some(department);
        while let Some(node) = next.and_then(find) {
            names.push(node.name.clone());
            next = node.parent;
        }
        names.reverse();
        names.join(" › ")
    }
}

pub(super) fn session_rows(snapshot: &Snapshot<'_>, member: Id, mine: Id) -> Result<Vec<SessionRow>, Problem> {
    let open = snapshot.open_sessions(member)?;
    let row = |session: crate::store::Session| SessionRow {
        mine: session.id == mine,
        id: session.id,
        started_at: session.started_at,
        last_seen: session.last_seen,
        origin: session.origin,
    };
    Ok(open.into_iter().map(row).collect())
}

/// A member's standing at that time.
fn standing(known: &MemberRights, now: Micros) -> MemberStanding {
    match known.standing {
        Standing::Removed => MemberStanding::Removed,
        Standing::Suspended => MemberStanding::Suspended,
        Standing::Invited if known.invitation.is_none_or(|open| open.until <= now) => MemberStanding::Lapsed,
        Standing::Invited => MemberStanding::Invited,
        Standing::Active if known.holding(now).is_none() => MemberStanding::Expired,
        Standing::Active => MemberStanding::Active,
    }
}
