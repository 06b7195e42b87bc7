//! Tickets brought in as they were elsewhere: with their notes, their times, and who did what.

use serde_json::json;

use super::super::Desk;
use super::super::api::Problem;
use super::super::session::Trace;
use super::clocks::{Rules, answer};
use super::save::first_status;
use super::{LONGEST_NOTE, LONGEST_SUBJECT, invalid};
use crate::clock::{self, Source};
use crate::domain::sla::Clocks;
use crate::domain::ticket::{Channel, Phase, Priority, Ticket, TicketNote};
use crate::domain::{Id, Micros, Unfit, audit, scan, text};
use crate::policy::{Operation, Target};

/// A ticket of elsewhere.
#[derive(Debug, Clone)]
pub struct ImportedTicket {
    pub subject: String,
    /// The requester's code.
    pub customer: Option<String>,
    pub kind: String,
    pub product: String,
    pub priority: Priority,
    pub channel: Channel,
    /// A key of the office's statuses; empty: the first. Since when it has it is `updated_at`.
    pub status: String,
    pub owner: Option<Id>,
    pub department: Id,
    pub satisfaction: Option<u8>,
    pub created_at: Micros,
    pub updated_at: Micros,
    /// Who, when, whether the customer was told, and what; in the order of time.
    pub notes: Vec<(Id, Micros, bool, String)>,
}

impl Desk {
    fn coded(&mut self, code: Option<&str>) -> Result<Option<Id>, Problem> {
        let Some(code) = code else { return Ok(None) };
        match self.store.read(|snapshot| snapshot.customer_by_code(code))? {
            Some(id) => Ok(Some(id)),
            None => invalid("customer", Unfit::NotInList),
        }
    }

    /// Stores them in one act under the right to import; answers their numbers.
    pub fn import_tickets(&mut self, rows: &[ImportedTicket]) -> Result<Vec<i64>, Problem> {
        self.check_session()?;
        let permit = self.judge(Operation::Import, Target::Office)?;
        let rules = self.ticket_rules();
        let mut all = Vec::with_capacity(rows.len());
        for row in rows {
            let customer = self.coded(row.customer.as_deref())?;
            let (ticket, notes) = rules.imported_ticket(row, permit.actor(), self.clock.as_ref())?;
            all.push((Ticket { customer, ..ticket }, notes));
        }
        let ids: Vec<Id> = all.iter().map(|(ticket, _)| ticket.id).collect();
        let details = json!({ "tickets": all.len(), "ids": audit::ids_hash(&ids) });
        let entry = self.scribe()?.done(&permit, Trace { details, ..Trace::default() });
        let (_, numbers) = self.act(&permit, |tx| {
            let mut numbers = Vec::with_capacity(all.len());
            for (ticket, notes) in &all {
                let number = tx.next_ticket_number()?;
                tx.insert_ticket(&Ticket { number, ..ticket.clone() })?;
                notes.iter().try_for_each(|note| tx.insert_ticket_note(note))?;
                numbers.push(number);
            }
            Ok((entry.clone(), numbers))
        })?;
        Ok(numbers)
    }
}

impl Rules {
    /// The ticket as it was elsewhere, without its number and requester, and its notes. Its clocks ran as its times
    /// say: those of one that is over have ended with it.
    pub(in crate::desk) fn imported_ticket(
        &self,
        row: &ImportedTicket,
        by: Id,
        clock: &dyn Source,
    ) -> Result<(Ticket, Vec<TicketNote>), Problem> {
        let status = first_status(self.service(), &row.status)?;
        let (subject, _) = scan::mask_secrets(&text::clean_input(&row.subject, LONGEST_SUBJECT));
        let mut ticket = Ticket {
            id: clock::new_id(clock),
            number: 0,
            subject,
            customer: None,
            kind: row.kind.clone(),
            product: row.product.clone(),
            priority: row.priority,
            channel: row.channel,
            status: Phase::New.name().into(),
            phase: Phase::New,
            owner: row.owner,
            department: row.department,
            clocks: Clocks::default(),
            merged_into: None,
            satisfaction: row.satisfaction,
            escalated: 0,
            created_by: by,
            created_at: row.created_at,
            updated_at: row.updated_at,
            version: 1,
        };
        self.begin(&mut ticket, row.created_at);
        let note = |(member, at, public, words): &(Id, Micros, bool, String)| {
            let (text, _) = scan::mask_secrets(&text::clean_multiline(words, LONGEST_NOTE));
            TicketNote { id: clock::new_id(clock), ticket: ticket.id, member: *member, at: *at, public: *public, text }
        };
        let notes: Vec<TicketNote> = row.notes.iter().map(note).collect();
        if let Some(first) = notes.iter().find(|note| note.public) {
            answer(&mut ticket, first.at);
        }
        self.enter(&mut ticket, &status, row.updated_at);
        Ok((ticket, notes))
    }
}
