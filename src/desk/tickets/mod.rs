//! Tickets: each request to the one who answers it, and what rights on a ticket are judged on.

mod change;
mod choices;
mod clocks;
mod escalate;
mod import;
mod list;
mod merge;
mod note;
mod open;
mod presence;
mod rows;
mod save;
mod text;
mod ties;
mod today;
mod turn;

pub(super) use clocks::Rules;
pub use import::ImportedTicket;
pub(super) use turn::TicketTurn;

use super::Desk;
use super::api::{Problem, TicketReply, TicketRequest};
use super::queries::target_of as customer_target;
use crate::domain::ticket::Ticket;
use crate::domain::{Id, Micros, Unfit};
use crate::policy::{self, Actor, Operation, Permit, Target};
use crate::store::Snapshot;

/// Longest subject, and longest note, in characters.
const LONGEST_SUBJECT: usize = 200;
const LONGEST_NOTE: usize = 10_000;

impl Desk {
    pub(super) fn ticket(&mut self, request: TicketRequest) -> Result<TicketReply, Problem> {
        match request {
            TicketRequest::List(query) => self.list_tickets(&query).map(TicketReply::List),
            TicketRequest::Today => self.tickets_today().map(|today| TicketReply::Today(Box::new(today))),
            TicketRequest::Escalate => self.escalate_due().map(|()| TicketReply::Done),
            TicketRequest::Counts => self.count_queues().map(TicketReply::Counts),
            TicketRequest::Open(id) => self.open_ticket(id, false).map(|detail| TicketReply::Ticket(Box::new(detail))),
            TicketRequest::Refresh(id) => {
                self.open_ticket(id, true).map(|detail| TicketReply::Ticket(Box::new(detail)))
            }
            TicketRequest::Find(number) => self.find_ticket(number).map(TicketReply::Found),
            TicketRequest::OfCustomer(customer) => self.tickets_of(customer).map(TicketReply::OfCustomer),
            TicketRequest::Next { queue, after } => self.next_ticket(queue, after).map(TicketReply::Next),
            TicketRequest::Choices => self.ticket_choices().map(|choices| TicketReply::Choices(Box::new(choices))),
            TicketRequest::Save(draft) => self.save_ticket(&draft),
            TicketRequest::Note { ticket, public, text } => {
                self.add_ticket_note(ticket, public, &text).map(TicketReply::NoteAdded)
            }
            TicketRequest::Change { tickets, change, dry_run } => {
                self.change_tickets(tickets, &change, dry_run).map(TicketReply::Changed)
            }
            TicketRequest::Watch { ticket, on } => self.watch_ticket(ticket, on).map(|()| TicketReply::Done),
            TicketRequest::Relate { ticket, other, on } => {
                self.relate_tickets(ticket, other, on).map(|()| TicketReply::Done)
            }
            TicketRequest::Merge { from, into } => self.merge_tickets(from, into).map(|()| TicketReply::Done),
            TicketRequest::Rate { ticket, score } => self.rate_ticket(ticket, score).map(|()| TicketReply::Done),
            TicketRequest::Present { ticket, writing } => self.present_at(ticket, writing).map(TicketReply::Present),
            TicketRequest::Snippet { ticket, name } => self.snippet(ticket, &name).map(TicketReply::Text),
            TicketRequest::AsText(id) => self.ticket_as_text(id).map(TicketReply::Text),
        }
    }

    /// The right to do this with a ticket. What is not there is not told apart from what is out of scope, nor, to one
    /// who lacks the right altogether, from what is there.
    fn permit_ticket(&mut self, id: Id, operation: Operation) -> Result<Permit, Problem> {
        let found = self.store.read(|snapshot| target_of(snapshot, id))?;
        let target = match found {
            Some(target) => target,
            None if policy::scope_of(&self.session()?.actor, operation).is_none() => {
                Target::record(id, None, Id::default())
            }
            None => return Err(Problem::NotFound),
        };
        self.judge(operation, target)
    }

    pub(super) fn asker(&self) -> Result<Asker, Problem> {
        let session = self.session()?;
        let seen_as = session.preview.as_ref().map(|preview| preview.actor.clone());
        Ok(Asker { own: session.actor.clone(), seen_as })
    }
}

/// The facts that rights on a ticket depend on, or `None` where it is not there.
pub(super) fn target_of(snapshot: &Snapshot<'_>, id: Id) -> Result<Option<Target>, Problem> {
    Ok(snapshot.ticket(id)?.as_ref().map(record))
}

fn record(ticket: &Ticket) -> Target {
    Target::record(ticket.id, ticket.owner, ticket.department)
}

fn invalid<T>(field: &str, unfit: Unfit) -> Result<T, Problem> {
    Err(Problem::Invalid { field: field.into(), unfit })
}

/// Whoever asks: the member itself and, where it looks as a role, with that role's rights.
pub(super) struct Asker {
    own: Actor,
    seen_as: Option<Actor>,
}

impl Asker {
    /// Whether it may, asked without telling the log: for what is shown or left out.
    pub fn may(&self, operation: Operation, target: Target) -> bool {
        let may = |actor: &Actor| policy::judge(actor, operation, target).is_ok();
        may(&self.own) && self.seen_as.as_ref().is_none_or(may)
    }

    /// The customer as a target, where it may be seen.
    pub fn sees_customer(&self, snapshot: &Snapshot<'_>, customer: Id, now: Micros) -> Result<Option<Target>, Problem> {
        let target = customer_target(snapshot, customer, self.own.member, now)?;
        Ok(target.filter(|target| self.may(Operation::ViewCustomer, *target)))
    }
}
