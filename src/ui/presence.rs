//! Two people on one ticket see each other: who is at one tells it, and again while it lasts.

use super::layer::Layer;
use super::model::{Model, Screen};
use super::popups::ticket::answer;
use super::screens::tickets::load::ask;
use super::session;
use crate::desk::api::{Problem, Reply, TicketReply, TicketRequest};
use crate::domain::{Id, Micros};

/// It is told again after so long.
const PACE: i64 = 20_000_000;

/// What was told last: at which ticket, and whether one writes.
#[derive(Debug, Default)]
pub struct Present {
    told: Option<(Id, bool)>,
    /// When it is told again.
    again: Micros,
    asked: Option<u64>,
}

impl Present {
    pub fn waits(&self, ticket: u64) -> bool {
        self.asked == Some(ticket)
    }

    pub fn wake(&self) -> Option<Micros> {
        self.told.map(|_| self.again)
    }
}

/// The ticket that is looked at now, and whether an answer to it is being typed.
fn here(model: &Model) -> Option<(Id, bool)> {
    if model.cx.who.is_none() || model.screen != Screen::Tickets || model.cx.preview.is_some() {
        return None;
    }
    let ticket = model.tickets.in_view()?;
    let key = answer::draft_key(ticket);
    let writes = |popup: &dyn Layer| popup.unsaved() && popup.draft_key().as_ref() == Some(&key);
    Some((ticket, model.popups.iter().any(|popup| writes(&**popup))))
}

/// Tells what has changed, and what lasts.
pub fn tell(model: &mut Model) {
    if model.cx.who.is_none() {
        return;
    }
    if model.lock.is_some() {
        // Nobody is told anything behind the lock: it ends by itself.
        model.present = Present::default();
        return;
    }
    let (here, now) = (here(model), model.cx.now);
    let Present { told, again, .. } = model.present;
    if here == told && (here.is_none() || again > now) {
        return;
    }
    if let Some((before, _)) = told.filter(|(before, _)| here.is_none_or(|(ticket, _)| ticket != *before)) {
        ask(TicketRequest::Present { ticket: before, writing: None }, &mut model.cx);
    }
    let asked =
        here.map(|(ticket, writes)| ask(TicketRequest::Present { ticket, writing: Some(writes) }, &mut model.cx));
    model.present = Present { told: here, again: Micros(now.0 + PACE), asked };
}

/// Who else is there. What can't be had now is asked for again in its time.
pub fn take(model: &mut Model, result: Result<Reply, Problem>) {
    model.present.asked = None;
    match result {
        Ok(Reply::Ticket(reply)) => {
            if let (TicketReply::Present(others), Some((ticket, _))) = (*reply, model.present.told) {
                model.cx.dirty |= model.tickets.meet(ticket, others);
            }
        }
        Err(Problem::NoSession) if model.cx.who.is_some() && model.lock.is_none() => session::sign_out(model),
        _ => {}
    }
}
