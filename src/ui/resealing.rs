//! Values sealed anew under a class's newest key, part by part, while its owner goes on with other work. It ends with
//! the lock, at whose other side no key is at hand, and is gone on with from where it was.

use super::context::{Context, Intent, Tone};
use super::screens::admin::words;
use crate::desk::api::{Problem, Reply, Request, ResealState};
use crate::domain::Class;

#[derive(Debug)]
pub struct Resealing {
    pub class: Class,
    /// How far it is; none before the first part.
    pub state: Option<ResealState>,
    ticket: u64,
}

impl Resealing {
    pub fn waits(&self, ticket: u64) -> bool {
        self.ticket == ticket
    }

    /// Hundredths of the whole.
    pub fn percent(&self) -> u64 {
        self.state.map_or(0, |state| (state.looked.min(state.of) * 100).checked_div(state.of).unwrap_or(100))
    }
}

/// Begins, or goes on with what was begun.
pub fn start(class: Class, cx: &mut Context) {
    let ticket = cx.ask(Request::Reseal { class });
    cx.resealing = Some(Resealing { class, state: None, ticket });
}

/// One more part is done; asks for the next.
pub fn reply(result: Result<Reply, Problem>, cx: &mut Context) {
    let Some(mut resealing) = cx.resealing.take() else { return };
    match result {
        Ok(Reply::Resealed(state)) if !state.finished => {
            resealing.state = Some(state);
            resealing.ticket = cx.ask(Request::Reseal { class: resealing.class });
            cx.resealing = Some(resealing);
            return;
        }
        Ok(Reply::Resealed(state)) => {
            let class = cx.t(words::class_key(resealing.class));
            let args = [("class", class.into()), ("count", state.sealed.into())];
            cx.say(Tone::Good, cx.i18n.t_with("reseal-done", &args));
        }
        Ok(_) => {}
        Err(problem) => cx.complain(&problem),
    }
    cx.intents.push(Intent::OfficeChanged);
}
