//! Questions about the office itself: each under the right that its answer needs, scoped, and in the log.

mod backups;
mod decisions;
mod insight;
mod keys;
mod members;
mod own;
mod review;
mod rights;
mod sessions;
mod today;

use super::super::Desk;
use super::super::api::{OfficeAnswer, OfficeQuery, Problem};
use super::super::rights::Issuer;
use crate::domain::{Action, Id, Scope};
use crate::policy::{self, Operation, Permit, Target};
use crate::store::Snapshot;

/// For so long a part that is shown again is the same look.
const SAME_LOOK: i64 = 60_000_000;

impl Desk {
    pub(in crate::desk) fn office(&mut self, query: &OfficeQuery) -> Result<OfficeAnswer, Problem> {
        Ok(match query {
            OfficeQuery::Today => OfficeAnswer::Today(Box::new(self.today()?)),
            OfficeQuery::Own => OfficeAnswer::Own(Box::new(self.own_sign_in()?)),
            OfficeQuery::Sessions => OfficeAnswer::Sessions(self.session_list()?),
            OfficeQuery::Alerts { open_only } => {
                self.look_at(Operation::HandleAlerts, "alerts")?;
                OfficeAnswer::Alerts(self.alert_views(*open_only)?)
            }
            OfficeQuery::Members => {
                let permit = self.look_at(Operation::ViewMembers, "members")?;
                OfficeAnswer::Members(self.member_rows(&permit)?)
            }
            OfficeQuery::Member(member) => OfficeAnswer::Member(Box::new(self.member_detail(*member)?)),
            OfficeQuery::Roles => {
                self.look_at(Operation::ViewMembers, "roles")?;
                OfficeAnswer::Roles(self.role_rows())
            }
            OfficeQuery::Departments => {
                self.look_at(Operation::ViewMembers, "departments")?;
                OfficeAnswer::Departments(self.department_rows()?)
            }
            OfficeQuery::Policy => {
                self.look_at(Operation::ViewMembers, "policy")?;
                OfficeAnswer::Policy(Box::new(self.policy_view()?))
            }
            OfficeQuery::Decisions { before } => {
                let permit = self.look_at(Operation::ViewMembers, "decisions")?;
                OfficeAnswer::Decisions(self.decision_page(&permit, *before)?)
            }
            OfficeQuery::Keys => {
                self.look_at(Operation::ViewMembers, "keys")?;
                OfficeAnswer::Keys(self.key_status()?)
            }
            OfficeQuery::Backups => {
                self.look_at(Operation::ManageBackups, "backups")?;
                OfficeAnswer::Backups(Box::new(self.backups_shown()?))
            }
            OfficeQuery::Detectors => {
                let handles = policy::scope_of(self.session()?.seen_as(), Operation::HandleAlerts).is_some();
                let operation = if handles { Operation::HandleAlerts } else { Operation::ManagePolicy };
                self.look_at(operation, "detectors")?;
                OfficeAnswer::Detectors(Box::new(self.detectors()?))
            }
            OfficeQuery::TestDetector { kind, detector, days } => {
                self.look_at(Operation::HandleAlerts, "detector test")?;
                OfficeAnswer::DetectorTest(Box::new(self.test_detector(*kind, detector.clone(), *days)?))
            }
            OfficeQuery::Insight { member, days } => OfficeAnswer::Insight(Box::new(self.insight(*member, *days)?)),
            OfficeQuery::Review => {
                self.look_at(Operation::ViewMembers, "review")?;
                OfficeAnswer::Review(Box::new(self.review()?))
            }
        })
    }

    /// The right to look at a part of the office, and the entry that says so. What a screen loads again of itself, as
    /// others change things, is the same look for a while.
    fn look_at(&mut self, operation: Operation, part: &str) -> Result<Permit, Problem> {
        let permit = self.judge(operation, Target::Office)?;
        self.look_at_part(operation.action(), &permit, part, serde_json::json!({ "part": part }))?;
        Ok(permit)
    }

    /// The entry that says that a part is looked at, unless it was just said.
    pub(in crate::desk) fn look_at_part(
        &mut self,
        action: Action,
        permit: &Permit,
        part: &str,
        details: serde_json::Value,
    ) -> Result<(), Problem> {
        let now = self.clock.now();
        let since = self.session()?.parts.get(part).map(|at| now.0 - at.0);
        if !since.is_some_and(|since| (0..SAME_LOOK).contains(&since)) {
            self.look_under(action, permit, false, details)?;
            if let Some(session) = &mut self.session {
                session.parts.insert(part.to_owned(), now);
            }
        }
        Ok(())
    }

    /// Whether a member is within what a permit reaches.
    pub(in crate::desk) fn reaches(&self, permit: &Permit, member: Id) -> Result<bool, Problem> {
        let actor = &self.session()?.actor;
        Ok(match permit.scope() {
            Scope::All => true,
            Scope::Own => member == actor.member,
            Scope::Department => self.rights.members_of(&actor.departments).contains(&member),
        })
    }
}

/// Who decided something, in words.
pub(super) fn issuer_name(snapshot: &Snapshot<'_>, issuer: Issuer) -> Result<String, Problem> {
    Ok(match issuer {
        Issuer::Root => "root key".to_owned(),
        Issuer::Invite(sequence) => format!("invitation {sequence}"),
        Issuer::Member(member) => super::member_name(snapshot, member)?,
    })
}
