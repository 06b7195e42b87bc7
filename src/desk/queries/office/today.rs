//! What waits for a member: requests and proposals to decide, keys to give, alerts, and what came of one's own.

use super::super::super::Desk;
use super::super::super::api::{Problem, ProposalView, RequestStanding, RequestView, Today};
use super::super::super::commands::OPEN_FOR;
use super::super::super::rights::Act;
use super::super::{member_name, target_of};
use super::decisions::about;
use crate::domain::{Id, Micros, Scope};
use crate::policy::{self, Actor, Operation, Target};
use crate::store::{RequestRow, RequestState, Snapshot};

/// How long one's own requests are shown, and how many.
const OWN_SINCE: i64 = 7 * 24 * 3_600_000_000;
const MOST: usize = 200;

impl Desk {
    pub(super) fn today(&mut self) -> Result<Today, Problem> {
        let now = self.steady_now()?;
        let actor = self.session()?.actor.clone();
        let previewing = self.session()?.preview.is_some();
        let mut today = Today::default();
        (today.requests, today.own) = self.store.read(|snapshot| {
            let since = Micros(now.0 - OPEN_FOR);
            let open = snapshot.requests(RequestState::Open, since, MOST)?;
            let mut theirs = Vec::new();
            for row in open {
                if row.member != actor.member && may_decide(snapshot, &actor, &row, now)? {
                    theirs.push(view(snapshot, &row, now)?);
                }
            }
            let own = snapshot.requests_of(actor.member, Micros(now.0 - OWN_SINCE), MOST)?;
            let own = own.iter().map(|row| view(snapshot, row, now)).collect::<Result<_, Problem>>()?;
            Ok::<_, Problem>((theirs, own))
        })?;
        if previewing {
            // What one may decide is one's own, not of the role that is looked as.
            return Ok(Today { requests: Vec::new(), ..today });
        }
        today.proposals = self.open_proposals(now)?;
        if policy::scope_of(&actor, Operation::GiveKeys).is_some() {
            today.waiting = self.waiting_members()?;
        }
        if policy::scope_of(&actor, Operation::HandleAlerts).is_some() {
            today.alerts = self.alert_views(true)?;
        }
        if policy::scope_of(&actor, Operation::RotateKeys).is_some() {
            today.rotations = self.rotations_due()?;
        }
        Ok(today)
    }

    /// Those that one may carry out, and one's own.
    fn open_proposals(&mut self, now: Micros) -> Result<Vec<ProposalView>, Problem> {
        let actor = self.session()?.actor.clone();
        let rows = self.store.read(|snapshot| snapshot.open_proposals(now))?;
        let mut proposals = Vec::new();
        for row in rows {
            let Ok(act) = serde_json::from_str::<Act>(&row.act) else { continue };
            let Ok((operation, target)) = self.ground_of(&act) else { continue };
            let mine = row.member == actor.member;
            if !mine && policy::judge(&actor, operation, target).is_err() {
                continue;
            }
            let rights = &self.rights;
            let (by, about) = self.store.read(|snapshot| {
                Ok::<_, Problem>((member_name(snapshot, row.member)?, about(snapshot, rights, &act)?))
            })?;
            let (id, at, until, act) = (row.id, row.at, row.until, act.name().to_owned());
            proposals.push(ProposalView { id, by, at, until, act, about, mine });
        }
        Ok(proposals)
    }

    /// Members whose grant waits for a key that is held here.
    fn waiting_members(&mut self) -> Result<Vec<super::super::super::api::MemberRow>, Problem> {
        let ids: Vec<Id> = self.rights.members().map(|(id, _)| id).collect();
        let mut waiting = Vec::new();
        for id in ids {
            let (classes, lookups) = self.can_give(id)?;
            if !(classes.is_empty() && lookups.is_empty()) {
                waiting.push(self.member_row(id)?);
            }
        }
        Ok(waiting)
    }
}

/// Whether one could decide this alone, and so may decide it for another.
fn may_decide(snapshot: &Snapshot<'_>, actor: &Actor, row: &RequestRow, now: Micros) -> Result<bool, Problem> {
    let may = |operation, target| policy::judge(actor, operation, target);
    Ok(match (row.customer, row.field) {
        (Some(customer), Some(field)) => match target_of(snapshot, customer, actor.member, now)? {
            Some(target) => {
                may(Operation::ApproveRequest, target).is_ok() && may(Operation::Reveal(field), target).is_ok()
            }
            None => false,
        },
        _ => {
            let whole = may(Operation::ApproveRequest, Target::Office).is_ok_and(|it| it.scope() == Scope::All);
            whole && may(Operation::ExportLog, Target::Office).is_ok()
        }
    })
}

fn view(snapshot: &Snapshot<'_>, row: &RequestRow, now: Micros) -> Result<RequestView, Problem> {
    let standing = match row.state {
        RequestState::Denied => RequestStanding::Denied,
        RequestState::Approved if row.until.is_some_and(|end| now < end) => RequestStanding::Approved,
        RequestState::Open if row.at.0 + OPEN_FOR > now.0 => RequestStanding::Open,
        RequestState::Approved | RequestState::Open => RequestStanding::Over,
    };
    let code = row.customer.map(|id| snapshot.customer_code(id)).transpose()?.flatten().unwrap_or_default();
    let decided_by = row.decided_by.map(|by| member_name(snapshot, by)).transpose()?.unwrap_or_default();
    Ok(RequestView {
        id: row.id,
        member: member_name(snapshot, row.member)?,
        field: row.field,
        customer: row.customer,
        code,
        reason: row.reason.clone(),
        at: row.at,
        standing,
        until: row.until,
        decided_by,
        words: row.words.clone(),
    })
}
