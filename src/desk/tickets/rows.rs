//! Tickets as rows: names that are each read once, and the requester where whoever asks may see that customer.

use std::collections::{HashMap, HashSet};

use super::super::api::{Problem, TicketPlace, TicketRow};
use super::super::queries::{department_name, member_name};
use super::Asker;
use crate::domain::ticket::Ticket;
use crate::domain::{Id, Micros};
use crate::store::Snapshot;

pub(super) struct Rows<'a, 'b> {
    snapshot: &'a Snapshot<'b>,
    asker: &'a Asker,
    now: Micros,
    /// Somebody else is at these.
    busy: HashSet<Id>,
    members: HashMap<Id, String>,
    departments: HashMap<Id, String>,
    /// Code and name.
    customers: HashMap<Id, (String, String)>,
}

impl<'a, 'b> Rows<'a, 'b> {
    pub fn new(snapshot: &'a Snapshot<'b>, asker: &'a Asker, now: Micros) -> Result<Self, Problem> {
        let busy = snapshot.busy_tickets(asker.own.member, now)?;
        let (members, departments, customers) = Default::default();
        Ok(Self { snapshot, asker, now, busy, members, departments, customers })
    }

    pub fn row(&mut self, ticket: Ticket, key: i64) -> Result<TicketRow, Problem> {
        let (code, customer) = self.customer(ticket.customer)?;
        Ok(TicketRow {
            code,
            customer,
            owner: ticket.owner.map_or(Ok(String::new()), |owner| self.member(owner))?,
            department: self.department(ticket.department)?,
            busy: self.busy.contains(&ticket.id),
            place: TicketPlace { key, id: ticket.id },
            ticket,
        })
    }

    pub fn member(&mut self, id: Id) -> Result<String, Problem> {
        once(&mut self.members, id, || member_name(self.snapshot, id))
    }

    fn department(&mut self, id: Id) -> Result<String, Problem> {
        once(&mut self.departments, id, || department_name(self.snapshot, id))
    }

    fn customer(&mut self, id: Option<Id>) -> Result<(String, String), Problem> {
        let Some(id) = id else { return Ok(Default::default()) };
        once(&mut self.customers, id, || {
            if self.asker.sees_customer(self.snapshot, id, self.now)?.is_none() {
                return Ok(Default::default());
            }
            Ok(self.snapshot.customer(id)?.map(|customer| (customer.code, customer.name)).unwrap_or_default())
        })
    }
}

fn once<T: Clone>(known: &mut HashMap<Id, T>, id: Id, read: impl FnOnce() -> Result<T, Problem>) -> Result<T, Problem> {
    if let Some(value) = known.get(&id) {
        return Ok(value.clone());
    }
    let value = read()?;
    known.insert(id, value.clone());
    Ok(value)
}
