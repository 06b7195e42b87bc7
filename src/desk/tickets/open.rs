//! One ticket opened: its conversation, who else is at it, and what may be done with it. Audited.

use super::super::api::{Presence, Problem, Related, TicketDetail, TicketNoteRow, TimelineRow};
use super::super::queries::member_name;
use super::super::{Desk, activities, detect};
use super::rows::Rows;
use super::{Asker, record};
use crate::domain::ticket::Ticket;
use crate::domain::{Id, Micros};
use crate::policy::Operation;
use crate::store::Snapshot;

/// Most notes, and most lines of the customer's timeline.
const NOTES: usize = 500;
const LINES: usize = 10;

impl Desk {
    /// `further`: it is open already, and seen again as it is now.
    pub(super) fn open_ticket(&mut self, id: Id, further: bool) -> Result<TicketDetail, Problem> {
        let permit = self.permit_ticket(id, Operation::ViewTicket)?;
        self.escalate_one(id)?;
        self.look(&permit, further, detect::ownership(&permit))?;
        let asker = self.asker()?;
        let lines = self.requester_timeline(id, &asker)?;
        let (rules, now) = (self.ticket_rules(), self.clock.now());
        self.store.read(|snapshot| {
            let ticket = snapshot.ticket(id)?.ok_or(Problem::NotFound)?;
            let target = record(&ticket);
            if !asker.may(Operation::ViewTicket, target) {
                return Err(Problem::NotFound);
            }
            let may_edit = asker.may(Operation::EditTicket, target);
            let next = rules.service().next(&ticket.status).into_iter();
            let next = next.filter(|_| may_edit).map(|status| (status.key.clone(), status.name.clone())).collect();
            let mut rows = Rows::new(snapshot, &asker, now)?;
            let mut notes = Vec::new();
            for note in snapshot.ticket_notes(id, NOTES)? {
                notes.push(TicketNoteRow { member: rows.member(note.member)?, note });
            }
            let watchers = snapshot.ticket_watchers(id)?;
            let watching = watchers.contains(&asker.own.member);
            let watchers = watchers.into_iter().map(|id| Ok((id, rows.member(id)?))).collect::<Result<_, Problem>>()?;
            let into = ticket.merged_into.map(|into| seen(snapshot, &asker, into)).transpose()?.flatten();
            let mut merged = Vec::new();
            for (id, number) in snapshot.merged_tickets(id)? {
                if seen(snapshot, &asker, id)?.is_some() {
                    merged.push((id, number));
                }
            }
            Ok(TicketDetail {
                notes,
                watchers,
                watching,
                related: related(snapshot, &asker, id)?,
                merged,
                merged_into: into.map(|into| (into.id, into.number)),
                timeline: lines,
                present: others_at(snapshot, id, asker.own.member, now)?,
                may_edit,
                may_note: asker.may(Operation::NoteTicket, target),
                may_merge: asker.may(Operation::MergeTickets, target),
                next,
                row: rows.row(ticket, 0)?,
            })
        })
    }

    /// What the timeline of the customer says of late: a look at that customer, where it may be looked at.
    fn requester_timeline(&mut self, ticket: Id, asker: &Asker) -> Result<Vec<TimelineRow>, Problem> {
        let now = self.clock.now();
        let found = self.store.read(|snapshot| {
            let customer = snapshot.ticket(ticket)?.and_then(|ticket| ticket.customer);
            let target = customer.map(|id| asker.sees_customer(snapshot, id, now)).transpose()?.flatten();
            Ok::<_, Problem>(customer.zip(target))
        })?;
        let Some((customer, target)) = found else { return Ok(Vec::new()) };
        let permit = self.judge(Operation::ViewCustomer, target)?;
        self.look(&permit, true, detect::ownership(&permit))?;
        let session = self.session.as_ref().ok_or(Problem::NoSession)?;
        self.store.read(|snapshot| {
            let lines = snapshot.timeline(customer, None, None, LINES)?.into_iter();
            lines.map(|activity| activities::row(snapshot, activity, session, &permit)).collect()
        })
    }
}

/// A ticket, where it may be seen.
fn seen(snapshot: &Snapshot<'_>, asker: &Asker, id: Id) -> Result<Option<Ticket>, Problem> {
    Ok(snapshot.ticket(id)?.filter(|ticket| asker.may(Operation::ViewTicket, record(ticket))))
}

fn related(snapshot: &Snapshot<'_>, asker: &Asker, id: Id) -> Result<Vec<Related>, Problem> {
    let mut related = Vec::new();
    for other in snapshot.related_tickets(id)? {
        if let Some(Ticket { id, number, subject, phase, .. }) = seen(snapshot, asker, other)? {
            related.push(Related { id, number, subject, phase });
        }
    }
    related.sort_unstable_by_key(|other| other.number);
    Ok(related)
}

/// Who is at the ticket beside the member.
pub(super) fn others_at(
    snapshot: &Snapshot<'_>,
    ticket: Id,
    member: Id,
    now: Micros,
) -> Result<Vec<Presence>, Problem> {
    let others = snapshot.others_at(ticket, member, now)?.into_iter();
    let named = |at: crate::store::AtTicket| {
        Ok(Presence { member: member_name(snapshot, at.member)?, since: at.since, writing: at.writing })
    };
    others.map(named).collect()
}
