//! The quick-add line: shown as it is understood, and made a task.

use super::super::Desk;
use super::super::api::{Problem, QuickLine, TicketReply, TicketRequest, Understood};
use super::super::queries::member_name;
use super::save::Wanted;
use crate::domain::quick_add::{self, Parsed};
use crate::domain::{Id, Unfit, fold, task};
use crate::policy::{self, Operation, Target};

/// A line with what it names looked up.
struct Resolved {
    parsed: Parsed,
    owner: Option<Id>,
    customer: Option<Id>,
    ticket: Option<Id>,
    /// The field, and what was typed, that nobody found.
    unknown: Vec<(&'static str, String)>,
}

impl Desk {
    pub(super) fn preview_task(&mut self, line: &QuickLine) -> Result<Understood, Problem> {
        self.judge(Operation::EditTasks, Target::Office)?;
        let Resolved { parsed, owner, customer, unknown, .. } = self.resolved(line)?;
        let owner = owner.unwrap_or(self.me()?.member);
        let owner = self.store.read(|snapshot| member_name(snapshot, owner))?;
        let (code, customer) = match customer {
            Some(customer) => self.customer_words(customer)?,
            None => Default::default(),
        };
        Ok(Understood {
            due: parsed.due.and_then(|due| task::local(due, &self.settings.zone)),
            title: parsed.title,
            all_day: parsed.all_day,
            repeat: parsed.repeat.map(Into::into),
            past: parsed.past,
            owner,
            code,
            customer,
            ticket: parsed.ticket,
            unknown: unknown.into_iter().map(|(_, typed)| typed).collect(),
        })
    }

    pub(super) fn add_task(&mut self, line: &QuickLine) -> Result<Id, Problem> {
        self.judge(Operation::EditTasks, Target::Office)?;
        let Resolved { parsed, owner, customer, ticket, unknown } = self.resolved(line)?;
        if let Some((field, _)) = unknown.first() {
            return Err(Problem::Invalid { field: (*field).to_owned(), unfit: Unfit::NotInList });
        }
        // One is reminded of what has a time when it comes.
        let remind = (parsed.due.is_some() && !parsed.all_day).then_some(0);
        self.put_task(Wanted {
            title: parsed.title,
            owner,
            customer,
            ticket,
            when: (parsed.due, parsed.all_day, parsed.repeat),
            remind,
            ..Wanted::default()
        })
    }

    /// Looks up what a line names, among what whoever typed it may see.
    fn resolved(&mut self, line: &QuickLine) -> Result<Resolved, Problem> {
        let parsed = quick_add::parse(&line.line, self.clock.now(), &self.settings.zone);
        let mut unknown = Vec::new();
        let mut owner = None;
        if let Some(name) = &parsed.assignee {
            let wanted = fold::fold(name);
            owner = self.receivers()?.into_iter().find(|(_, other)| fold::fold(other) == wanted).map(|(id, _)| id);
            if owner.is_none() {
                unknown.push(("owner", format!("@{name}")));
            }
        }
        let mut customer = line.customer;
        if let Some(code) = &parsed.customer {
            customer = self.customer_of_code(code)?;
            if customer.is_none() {
                unknown.push(("customer", format!("/{code}")));
            }
        }
        let mut ticket = line.ticket;
        if let Some(number) = parsed.ticket {
            ticket = self.ticket_of_number(number);
            if ticket.is_none() {
                unknown.push(("ticket", format!("#{number}")));
            }
        }
        Ok(Resolved { parsed, owner, customer, ticket, unknown })
    }

    fn customer_of_code(&mut self, code: &str) -> Result<Option<Id>, Problem> {
        let Some(id) = self.store.read(|snapshot| snapshot.customer_by_code(code))? else { return Ok(None) };
        let (seen, _) = self.customer_words(id)?;
        Ok((!seen.is_empty()).then_some(id))
    }

    fn ticket_of_number(&mut self, number: i64) -> Option<Id> {
        policy::scope_of(&self.session().ok()?.actor, Operation::ViewTicket)?;
        match self.ticket(TicketRequest::Find(number)) {
            Ok(TicketReply::Found(found)) => found,
            _ => None,
        }
    }
}
