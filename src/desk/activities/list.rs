//! A customer's timeline, newest first, and one line of it with what it was before.

use super::super::Desk;
use super::super::api::{NoteHistory, Problem, TimelineRow};
use super::super::queries::member_name;
use super::super::session::Session;
use crate::domain::{Activity, ActivityKind, Id, Micros};
use crate::policy::{self, Operation, Permit, Target};
use crate::store::Snapshot;

const PAGE: usize = 50;

impl Desk {
    pub(in crate::desk) fn timeline(
        &mut self,
        customer: Id,
        before: Option<(Micros, Id)>,
    ) -> Result<Vec<TimelineRow>, Problem> {
        self.timeline_of(customer, None, before)
    }

    pub(super) fn timeline_of(
        &mut self,
        customer: Id,
        kind: Option<ActivityKind>,
        before: Option<(Micros, Id)>,
    ) -> Result<Vec<TimelineRow>, Problem> {
        let permit = self.look_at_timeline(customer)?;
        let session = self.session.as_ref().ok_or(Problem::NoSession)?;
        self.store.read(|snapshot| {
            let activities = snapshot.timeline(customer, kind, before, PAGE)?;
            activities.into_iter().map(|activity| row(snapshot, activity, session, &permit)).collect()
        })
    }

    pub(super) fn note_history(&mut self, note: Id) -> Result<NoteHistory, Problem> {
        let found = self.store.read(|snapshot| snapshot.activity(note))?;
        let Some(Activity { customer, .. }) = found else {
            if policy::scope_of(&self.session()?.actor, Operation::ViewCustomer).is_none() {
                self.judge(Operation::ViewCustomer, Target::record(note, None, Id::default()))?;
            }
            return Err(Problem::NotFound);
        };
        let permit = self.look_at_timeline(customer)?;
        let session = self.session.as_ref().ok_or(Problem::NoSession)?;
        self.store.read(|snapshot| {
            let current = snapshot.activity(note)?.ok_or(Problem::NotFound)?;
            let versions = snapshot.note_versions(note)?.into_iter();
            let versions = versions.map(|version| {
                let name = member_name(snapshot, version.member)?;
                Ok((version, name))
            });
            Ok(NoteHistory {
                versions: versions.collect::<Result<_, Problem>>()?,
                current: row(snapshot, current, session, &permit)?,
            })
        })
    }

    /// The right to see a customer's timeline; looking at it goes on in the look at the customer.
    pub(super) fn look_at_timeline(&mut self, customer: Id) -> Result<Permit, Problem> {
        let target = self.target(customer, Operation::ViewCustomer)?;
        let permit = self.judge(Operation::ViewCustomer, target)?;
        self.look(&permit, true, serde_json::Value::Null)?;
        Ok(permit)
    }
}

/// A line with what may be done with it by whoever may see it.
pub(in crate::desk) fn row(
    snapshot: &Snapshot<'_>,
    activity: Activity,
    session: &Session,
    seen: &Permit,
) -> Result<TimelineRow, Problem> {
    let department = match seen.target() {
        Target::Record { department, .. } => department,
        Target::Office => Id::default(),
    };
    let target = Target::record(activity.id, Some(activity.member), department);
    let may_edit = policy::judge(session.seen_as(), Operation::EditNote, target).is_ok();
    Ok(TimelineRow {
        member: member_name(snapshot, activity.member)?,
        edited_by: activity.edited_by.map(|by| member_name(snapshot, by)).transpose()?.unwrap_or_default(),
        may_edit,
        may_remove: may_edit && activity.member == session.actor.member,
        activity,
    })
}
