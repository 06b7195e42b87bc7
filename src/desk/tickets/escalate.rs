//! What happens by itself when a promise is used up: done for the next one who works on tickets and comes by, behind
//! what it came for, and written down under that session.

use serde_json::json;

use super::super::Desk;
use super::super::api::Problem;
use super::super::session::Trace;
use super::clocks::Rules;
use super::record;
use crate::domain::ticket::Ticket;
use crate::domain::{Id, Micros, sla};
use crate::policy::{self, Operation};
use crate::store::{TicketMatch, TicketOrder, TicketQuery, TicketSet, TicketTerm};

/// So many tickets are looked at each time, and so many escalated.
const LOOKED_AT: usize = 200;
const AT_ONCE: usize = 5;

impl Desk {
    /// Those within reach whose promises run out first.
    pub(super) fn escalate_due(&mut self) -> Result<(), Problem> {
        let rules = self.ticket_rules();
        if !self.escalates(&rules)? {
            return Ok(());
        }
        let now = self.clock.now();
        let reach = &self.asked()?.reach;
        let count = u8::try_from(rules.service().escalations.len()).unwrap_or(u8::MAX);
        let query = TicketQuery {
            reach,
            set: TicketSet::Breaching(now),
            terms: vec![TicketTerm { out: false, matches: TicketMatch::EscalatedBelow(count) }],
            order: TicketOrder::Due,
            descending: false,
            from: None,
            backward: false,
            limit: LOOKED_AT,
        };
        let page = self.store.read(|snapshot| snapshot.ticket_page(&query))?;
        let due = page.rows.into_iter().map(|(ticket, _)| ticket);
        let due: Vec<Id> =
            due.filter(|ticket| escalated(&rules, ticket, now).is_some()).map(|ticket| ticket.id).collect();
        due.into_iter().take(AT_ONCE).try_for_each(|id| self.escalate(&rules, id, now))
    }

    pub(super) fn escalate_one(&mut self, id: Id) -> Result<(), Problem> {
        let rules = self.ticket_rules();
        let now = self.clock.now();
        let ticket = if self.escalates(&rules)? { self.store.read(|snapshot| snapshot.ticket(id))? } else { None };
        match ticket.filter(|ticket| escalated(&rules, ticket, now).is_some()) {
            Some(ticket) => self.escalate(&rules, ticket.id, now),
            None => Ok(()),
        }
    }

    /// Whether there are rules, and somebody is here who could do by hand what they say.
    fn escalates(&self, rules: &Rules) -> Result<bool, Problem> {
        let session = self.session()?;
        let works = policy::scope_of(&session.actor, Operation::EditTicket).is_some();
        Ok(works && session.preview.is_none() && !rules.service().escalations.is_empty())
    }

    fn escalate(&mut self, rules: &Rules, id: Id, now: Micros) -> Result<(), Problem> {
        let actor = self.session()?.actor.clone();
        let Some(ticket) = self.store.read(|snapshot| snapshot.ticket(id))? else { return Ok(()) };
        let Ok(permit) = policy::judge(&actor, Operation::EditTicket, record(&ticket)) else { return Ok(()) };
        let blank = self.scribe()?.done(&permit, Trace::default());
        let done = self.act(&permit, |tx| {
            let current = tx.ticket(id)?.ok_or(Problem::NotFound)?;
            // Somebody else may just have done it.
            let ticket = escalated(rules, &current, now).ok_or(Problem::NotFound)?;
            tx.update_ticket(&ticket)?;
            let details = json!({ "escalation": ticket.escalated });
            Ok((crate::domain::Entry { details: details.to_string(), ..blank.clone() }, ()))
        });
        match done {
            // The next one who comes by does it.
            Ok(_) | Err(Problem::NotFound | Problem::TicketConflict { .. } | Problem::Busy) => Ok(()),
            Err(problem) => Err(problem),
        }
    }
}

/// The ticket with all rules applied that are due; `None`: none is.
fn escalated(rules: &Rules, ticket: &Ticket, now: Micros) -> Option<Ticket> {
    let service = rules.service();
    let due = sla::due_escalations(service, ticket, &rules.work, now);
    let last = due.last()?;
    let at = service.escalations.iter().rposition(|rule| std::ptr::eq(rule, *last))?;
    let mut after = Ticket { updated_at: now, ..ticket.clone() };
    after.escalated = u8::try_from(at + 1).unwrap_or(u8::MAX);
    for rule in due {
        // What was promised stays promised.
        after.priority = rule.priority.map_or(after.priority, |priority| after.priority.max(priority));
        if let Some(department) = rule.department.filter(|department| *department != after.department) {
            (after.department, after.owner) = (department, None);
        }
    }
    Some(after)
}
