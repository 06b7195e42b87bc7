//! What may be chosen from in the forms of tickets.

use super::super::Desk;
use super::super::api::{Problem, TicketChoices};
use super::super::queries::is_person;
use crate::policy::{self, Operation, Target};

impl Desk {
    pub(super) fn ticket_choices(&mut self) -> Result<TicketChoices, Problem> {
        self.judge(Operation::ListTickets, Target::Office)?;
        let (rights, now) = (&self.rights, self.clock.now());
        let service = &rights.policy().service;
        let works = |member| {
            let actor = rights.actor(member, now);
            is_person(rights, member, now)
                && actor.is_some_and(|actor| policy::scope_of(&actor, Operation::ViewTicket).is_some())
        };
        self.store.read(|snapshot| {
            let members = snapshot.members()?.into_iter().filter(|member| member.active && works(member.id));
            let departments = snapshot.departments()?.into_iter();
            let statuses = service.statuses.iter();
            Ok(TicketChoices {
                members: members.map(|member| (member.id, member.name)).collect(),
                departments: departments.map(|department| (department.id, department.name)).collect(),
                kinds: service.kinds.clone(),
                products: service.products.clone(),
                statuses: statuses.map(|one| (one.key.clone(), one.name.clone(), one.phase)).collect(),
                snippets: service.snippets.iter().map(|snippet| snippet.name.clone()).collect(),
                satisfaction: service.satisfaction,
            })
        })
    }
}
