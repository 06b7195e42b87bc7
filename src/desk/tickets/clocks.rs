//! What an office promises on its tickets: clocks that start, pause, end and go on again as a ticket goes its way.

use std::sync::Arc;

use super::super::Desk;
use crate::domain::service::{Service, Target as Promised, TicketStatus};
use crate::domain::sla::{Clock, Clocks, WorkTime};
use crate::domain::ticket::{Phase, Priority, Ticket};
use crate::domain::{Micros, Policy};

/// The office's rules of now.
pub(in crate::desk) struct Rules {
    policy: Arc<Policy>,
    pub work: WorkTime,
}

impl Desk {
    pub(in crate::desk) fn ticket_rules(&self) -> Rules {
        let policy = self.rights.policy().clone();
        let work = WorkTime::new(&policy.service.calendar, &self.settings.zone);
        Rules { policy, work }
    }
}

impl Rules {
    pub fn service(&self) -> &Service {
        &self.policy.service
    }

    fn promised(&self, priority: Priority) -> Promised {
        self.service().targets.get(&priority).copied().unwrap_or_default()
    }

    fn start(&self, from: Micros, minutes: u32) -> Clock {
        Clock::start(&self.work, from, minutes, self.service().warn_percent)
    }

    fn resume(&self, clock: Clock, now: Micros, minutes: u32) -> Clock {
        clock.resume(&self.work, now, minutes, self.service().warn_percent)
    }

    /// A new ticket's clocks; one that comes in another phase than new has got there at once.
    pub fn begin(&self, ticket: &mut Ticket, now: Micros) {
        let Promised { respond_minutes, resolve_minutes } = self.promised(ticket.priority);
        ticket.clocks = Clocks { respond: self.start(now, respond_minutes), resolve: self.start(now, resolve_minutes) };
        self.follow(ticket, Phase::New, now);
    }

    /// The ticket gets another status.
    pub fn enter(&self, ticket: &mut Ticket, status: &TicketStatus, now: Micros) {
        let before = ticket.phase;
        (ticket.status, ticket.phase) = (status.key.clone(), status.phase);
        self.follow(ticket, before, now);
    }

    /// Clocks pause while somebody outside has to answer, end with the work, and go on when it was not done after all.
    fn follow(&self, ticket: &mut Ticket, before: Phase, now: Micros) {
        let Promised { respond_minutes, resolve_minutes } = self.promised(ticket.priority);
        let Clocks { mut respond, mut resolve } = ticket.clocks;
        if !ticket.phase.is_live() {
            (respond, resolve) = (respond.end(now), resolve.end(now));
        } else {
            if !before.is_live() {
                resolve = resolve.reopen(&self.work, now, resolve_minutes, self.service().warn_percent);
                ticket.merged_into = None;
            }
            (respond, resolve) = if ticket.phase == Phase::Waiting {
                (respond.pause(&self.work, now), resolve.pause(&self.work, now))
            } else {
                (self.resume(respond, now, respond_minutes), self.resume(resolve, now, resolve_minutes))
            };
        }
        ticket.clocks = Clocks { respond, resolve };
    }

    /// Another priority promises something else: what has gone by counts.
    pub fn prioritise(&self, ticket: &mut Ticket, priority: Priority, now: Micros) {
        let (before, after) = (self.promised(ticket.priority), self.promised(priority));
        ticket.priority = priority;
        if !ticket.phase.is_live() {
            return;
        }
        let waits = ticket.phase == Phase::Waiting;
        let again = |clock: Clock, before: u32, after: u32| {
            if clock.ended.is_some() || before == after {
                return clock;
            }
            if after == 0 || clock == Clock::default() {
                let started = self.start(ticket.created_at, after);
                return if waits { started.pause(&self.work, now) } else { started };
            }
            let mut clock = clock.pause(&self.work, now);
            clock.left = clock.left.map(|left| left + (i64::from(after) - i64::from(before)) * 60);
            if waits { clock } else { self.resume(clock, now, after) }
        };
        let Clocks { respond, resolve } = ticket.clocks;
        ticket.clocks = Clocks {
            respond: again(respond, before.respond_minutes, after.respond_minutes),
            resolve: again(resolve, before.resolve_minutes, after.resolve_minutes),
        };
    }

    /// The first answer's clock as it stood before an answer that was taken back.
    pub fn unanswered(&self, ticket: &Ticket, clock: Clock, now: Micros) -> Clock {
        match ticket.phase {
            Phase::Waiting => clock.pause(&self.work, now),
            phase if phase.is_live() => self.resume(clock, now, self.promised(ticket.priority).respond_minutes),
            _ => ticket.clocks.respond,
        }
    }
}

/// The customer was told something.
pub(super) fn answer(ticket: &mut Ticket, at: Micros) {
    ticket.clocks.respond = ticket.clocks.respond.end(at);
}
