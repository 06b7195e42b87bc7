//! Detectors at work: after each act, and at sign-in, a member's new entries are looked at, and what is found becomes
//! an alert with what follows from it.

mod handle;
mod raise;
mod restrict;
mod settings;
pub mod tell;

use std::collections::{HashMap, HashSet};
use std::sync::Arc;

use serde_json::{Value, json};

use super::Desk;
use super::api::{Problem, Request};
use crate::domain::detector::{self, Finding, MemberWatch, Observed, Rules, WATCHED_DAYS};
use crate::domain::{DetectorKind, Id, Micros, Policy};
use crate::policy::{Permit, Target};

pub(super) use raise::follow;
pub(super) use restrict::{Restrictions, Signers};

const DAY: i64 = 24 * 3_600_000_000;
/// What was missed, as when a program was killed between act and alert, is told so long after.
const CATCH_UP: i64 = 7 * DAY;

/// The watch over the member who is in.
pub struct Watching {
    watch: MemberWatch,
    rules: Rules,
    /// What the rules were made of.
    policy: Arc<Policy>,
    /// The last entry that was looked at.
    sequence: i64,
    /// What was up to this entry, or before this time, is of the past.
    from: (i64, Micros),
}

/// Whether a request may leave an entry that detectors look at.
pub(super) const fn is_watched(request: &Request) -> bool {
    if let Request::Upkeep(request) = request {
        return request.is_watched();
    }
    matches!(
        request,
        Request::Customer(_)
            | Request::Refresh(_)
            | Request::Timeline { .. }
            | Request::Access { .. }
            | Request::Seen { .. }
            | Request::Sharing { .. }
            | Request::AskFor(_)
            | Request::Reveal { .. }
            | Request::Check { .. }
            | Request::Copy { .. }
            | Request::SaveCustomer(_)
            | Request::AddNote { .. }
            | Request::Activity(_)
            | Request::Share { .. }
            | Request::ExportLog(_)
            | Request::Manage(_)
    )
}

/// Whether a customer is the member's own to look after, for the entry about it.
pub(super) fn ownership(permit: &Permit) -> Value {
    match permit.target() {
        Target::Record { owner: Some(owner), .. } => json!({ "own": owner == permit.actor() }),
        _ => json!({}),
    }
}

impl Desk {
    /// Looks at what the member has done since the last look. What can't be read or raised now is found again later.
    pub(super) fn observe(&mut self) {
        if self.look_at_acts().is_err()
            && let Some(session) = &mut self.session
        {
            session.watching = None;
        }
    }

    fn look_at_acts(&mut self) -> Result<(), Problem> {
        let Some(session) = &mut self.session else { return Ok(()) };
        let member = session.actor.member;
        let kept = session.watching.take().filter(|watching| watching.policy == *self.rights.policy());
        let mut watching = kept.map_or_else(|| self.begin_watching().map(Box::new), Ok)?;
        let acts = self.store.read(|snapshot| snapshot.acts_of(member, watching.sequence))?;
        let mut found = Vec::new();
        for (sequence, entry) in &acts {
            watching.sequence = *sequence;
            let Some(act) = Observed::of(*sequence, entry) else { continue };
            let (watch, rules) = (&mut watching.watch, &watching.rules);
            let (decided, since) = watching.from;
            if *sequence <= decided || act.at < since {
                watch.recall(&act, rules);
                continue;
            }
            let mut failed = None;
            found.extend(watch.feed(&act, rules, &mut |at| {
                self.middle_of_others(member, at, rules).unwrap_or_else(|problem| {
                    failed = Some(problem);
                    None
                })
            }));
            failed.map_or(Ok(()), Err)?;
        }
        found.iter().try_for_each(|finding| self.raise_finding(finding))?;
        if let Some(session) = &mut self.session {
            session.watching = Some(watching);
        }
        Ok(())
    }

    /// A watch that has yet to read the last weeks. What was done before the detectors were set so is no news.
    fn begin_watching(&mut self) -> Result<Watching, Problem> {
        let now = self.steady_now()?;
        let policy = self.rights.policy().clone();
        let remembered = Micros(now.0 - i64::from(WATCHED_DAYS) * DAY);
        let (sequence, decided) = self.store.read(|snapshot| {
            let decided = snapshot.last_done(crate::domain::Action::PolicyManage)?;
            Ok::<_, Problem>((snapshot.sequence_before(remembered)?, decided))
        })?;
        Ok(Watching {
            watch: MemberWatch::default(),
            // Failed sign-ins are told as they are counted, whoever they are of.
            rules: Rules::of(&policy, self.settings.zone.clone()).without(DetectorKind::FailedSignIns),
            policy,
            sequence,
            from: (decided, Micros(now.0 - CATCH_UP)),
        })
    }

    /// What the middle one of the other members has of what a slow harvest counts.
    fn middle_of_others(&mut self, member: Id, at: Micros, rules: &Rules) -> Result<Option<u32>, Problem> {
        let Some(slow) = rules.detector(DetectorKind::SlowHarvest) else { return Ok(None) };
        let since = Micros(at.0 - i64::from(slow.window_minutes) * 60_000_000);
        let entries = self.store.read(|snapshot| snapshot.disclosures(snapshot.sequence_before(since)?))?;
        let mut values: HashMap<Id, HashSet<_>> = HashMap::new();
        for (sequence, entry) in entries.iter().filter(|(_, entry)| entry.at > since && entry.at <= at) {
            let Some(act) = Observed::of(*sequence, entry).filter(|act| act.member != member) else { continue };
            if let Some(value) = act.harvested() {
                values.entry(act.member).or_default().insert(value);
            }
        }
        Ok(detector::middle(values.values().map(|values| u32::try_from(values.len()).unwrap_or(u32::MAX))))
    }
}

/// The sight of a finding: there is one alert for it.
fn about(finding: &Finding) -> Value {
    let mut about = json!({ "kind": finding.kind.name(), "subject": finding.member, "period": finding.period });
    if let Some(customer) = finding.customer {
        about["customer"] = json!(customer);
    }
    if let Some(place) = &finding.place {
        about["place"] = json!(place);
    }
    about
}
