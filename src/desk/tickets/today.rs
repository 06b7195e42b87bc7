//! What of the tickets waits for a member today: its own whose promises run out, and what was escalated to leads.

use super::super::Desk;
use super::super::api::{Problem, TicketsToday};
use super::record;
use super::rows::Rows;
use crate::domain::Scope;
use crate::policy::{self, Operation};
use crate::store::{TicketQuery, TicketReach, TicketSet};

/// Most of each.
const MOST: usize = 50;

impl Desk {
    pub(super) fn tickets_today(&mut self) -> Result<TicketsToday, Problem> {
        let asked = self.asked()?;
        let asker = self.asker()?;
        let bulk = |actor| policy::scope_of(actor, Operation::BulkTickets);
        let leads = [Some(&asker.own), asker.seen_as.as_ref()]
            .into_iter()
            .flatten()
            .all(|actor| bulk(actor) >= Some(Scope::Department));
        // How many rules were passed when leads were told for the first time.
        let told = self.rights.policy().service.escalations.iter().position(|rule| rule.tell_leads).filter(|_| leads);
        self.store.read(|snapshot| {
            let mut rows = Rows::new(snapshot, &asker, asked.now)?;
            let mine = TicketReach::Own(asked.member);
            let query =
                TicketQuery { reach: &mine, set: TicketSet::Breaching(asked.now), limit: MOST, ..asked.query() };
            let own = snapshot.ticket_page(&query)?.rows.into_iter();
            let own = own.map(|(ticket, key)| rows.row(ticket, key)).collect::<Result<_, _>>()?;
            let mut escalated = Vec::new();
            if let Some(told) = told {
                for ticket in snapshot.escalated_tickets(&asked.team, told, MOST)? {
                    let others = ticket.owner != Some(asked.member);
                    if others && asker.may(Operation::ListTickets, record(&ticket)) {
                        escalated.push(rows.row(ticket, 0)?);
                    }
                }
            }
            Ok(TicketsToday { own, escalated })
        })
    }
}
