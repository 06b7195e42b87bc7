//! What of the tickets waits for a member today: its own whose promises run out, and what was escalated to leads.

use super::super::Desk;
use super::super::api::{Problem, TicketRow};
use super::record;
use super::rows::Rows;
use crate::domain::Scope;
use crate::policy::{self, Operation};
use crate::store::{TicketOrder, TicketQuery, TicketReach, TicketSet};

/// Most of each.
const MOST: usize = 50;

#[derive(Debug, Default)]
pub(in crate::desk) struct TicketsForToday {
    /// One's own whose promise has run out or soon will, what runs out first before the others.
    pub own: Vec<TicketRow>,
    /// Escalated by a rule that tells leads, in one's departments, for who leads there.
    pub escalated: Vec<TicketRow>,
}

impl Desk {
    /// Nothing for who may list no tickets.
    pub(in crate::desk) fn tickets_for_today(&mut self) -> Result<TicketsForToday, Problem> {
        let asker = self.asker()?;
        let (member, now) = (asker.own.member, self.clock.now());
        let scope = |operation| {
            let seen = asker.seen_as.as_ref().map(|actor| policy::scope_of(actor, operation));
            policy::scope_of(&asker.own, operation).min(seen.unwrap_or(Some(Scope::All)))
        };
        if scope(Operation::ListTickets).is_none() {
            return Ok(TicketsForToday::default());
        }
        let leads = scope(Operation::BulkTickets) >= Some(Scope::Department);
        let escalations = &self.rights.policy().service.escalations;
        // How many rules were passed when leads were told for the first time.
        let told = escalations.iter().position(|rule| rule.tell_leads).filter(|_| leads);
        let departments = asker.own.departments.clone();
        self.store.read(|snapshot| {
            let mut rows = Rows::new(snapshot, &asker, now)?;
            let reach = TicketReach::Own(member);
            let query = TicketQuery {
                reach: &reach,
                set: TicketSet::Breaching(now),
                terms: Vec::new(),
                order: TicketOrder::Due,
                descending: false,
                from: None,
                backward: false,
                limit: MOST,
            };
            let own = snapshot.ticket_page(&query)?.rows.into_iter();
            let own = own.map(|(ticket, key)| rows.row(ticket, key)).collect::<Result<_, _>>()?;
            let mut escalated = Vec::new();
            if let Some(told) = told {
                for ticket in snapshot.escalated_tickets(&departments, MOST)? {
                    if usize::from(ticket.escalated) > told && asker.may(Operation::ListTickets, record(&ticket)) {
                        escalated.push(rows.row(ticket, 0)?);
                    }
                }
            }
            Ok(TicketsForToday { own, escalated })
        })
    }
}
