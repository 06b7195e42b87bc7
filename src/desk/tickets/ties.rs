//! Small acts on a ticket: who watches it, what belongs together, how content the customer was.

use serde_json::json;

use super::super::Desk;
use super::super::api::Problem;
use super::super::session::Trace;
use super::super::steps::{Step, Turn};
use super::turn::{TicketBack, TicketTurn};
use super::{invalid, record};
use crate::domain::ticket::Ticket;
use crate::domain::{Action, Entry, Id, Unfit};
use crate::policy::Operation;

/// The best score.
const BEST: u8 = 5;

impl Desk {
    /// One's own watching alone: whoever may see a ticket may be told of it.
    pub(super) fn watch_ticket(&mut self, id: Id, on: bool) -> Result<(), Problem> {
        let permit = self.permit_ticket(id, Operation::ViewTicket)?;
        let trace = Trace { details: json!({ "watch": on }), ..Trace::default() };
        let entry = Entry { action: Action::TicketEdit, ..self.scribe()?.done(&permit, trace) };
        self.act(&permit, |tx| {
            tx.watch_ticket(id, permit.actor(), on)?;
            Ok((entry.clone(), ()))
        })?;
        Ok(())
    }

    /// The other ticket, by its number, must be one that may be seen.
    pub(super) fn relate_tickets(&mut self, id: Id, other: i64, on: bool) -> Result<(), Problem> {
        let permit = self.permit_ticket(id, Operation::EditTicket)?;
        let other = self.store.read(|snapshot| snapshot.ticket_by_number(other))?.ok_or(Problem::NotFound)?;
        if other == id {
            return invalid("ticket", Unfit::Same);
        }
        self.permit_ticket(other, Operation::ViewTicket)?;
        let asker = self.asker()?;
        let trace = Trace { details: json!({ "related": other, "on": on }), ..Trace::default() };
        let entry = self.scribe()?.done(&permit, trace);
        self.act(&permit, |tx| {
            let seen = tx.ticket(other)?.is_some_and(|other| asker.may(Operation::ViewTicket, record(&other)));
            if !seen {
                return Err(Problem::NotFound);
            }
            tx.relate_tickets(id, other, on)?;
            Ok((entry.clone(), ()))
        })?;
        Ok(())
    }

    pub(super) fn rate_ticket(&mut self, id: Id, score: u8) -> Result<(), Problem> {
        let permit = self.permit_ticket(id, Operation::EditTicket)?;
        if !(1..=BEST).contains(&score) || !self.rights.policy().service.satisfaction {
            return invalid("satisfaction", Unfit::NotInList);
        }
        let scribe = self.scribe()?;
        let now = scribe.now;
        let details = json!({ "fields": ["satisfaction"] });
        let entry = scribe.done(&permit, Trace { details, ..Trace::default() });
        let (of, (back, left)) = self.act(&permit, |tx| {
            let back = tx.ticket(id)?.ok_or(Problem::NotFound)?;
            let left = tx.update_ticket(&Ticket { satisfaction: Some(score), updated_at: now, ..back.clone() })?;
            Ok((entry.clone(), (back, left)))
        })?;
        let back = TicketBack { ticket: Box::new(back), left, note: None };
        self.did(Step { of, turn: Turn::Ticket(TicketTurn::Edit(vec![back])) });
        Ok(())
    }
}
