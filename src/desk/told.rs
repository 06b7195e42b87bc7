//! What the program's own log is told of the desk's work: kinds, ids and times, by names that the source code holds.

use std::time::Duration;

use super::Desk;
use super::api::{Problem, Request};
use super::office::OfficeError;
use crate::diagnostics::{self, Event, variant_name};
use crate::domain::{Id, Micros};

/// A way into the office was opened, or not.
pub(super) fn opened(install: Id, door: &str, failed: Option<&OfficeError>) {
    match failed {
        None => Event::OfficeOpened { install, door }.tell(),
        Some(error) => Event::OfficeFailed { kind: &variant_name(error) }.tell(),
    }
}

/// Somebody has tried to sign in.
pub(super) fn signed_in(desk: &Desk, refused: Option<&Problem>) {
    match (refused, &desk.session) {
        (Some(problem), _) => Event::SignInRefused { kind: &variant_name(problem) }.tell(),
        (None, Some(session)) => Event::SignedIn { member: session.actor.member }.tell(),
        (None, None) => {}
    }
}

/// One request, from its beginning to its answer.
pub(super) struct Ask {
    /// Empty where nobody is told.
    request: String,
    sign_in: bool,
    begun: Micros,
}

impl Ask {
    pub fn begin(request: &Request, begun: Micros) -> Self {
        let told = diagnostics::slow().is_some();
        let request_name = if told { name_of(request) } else { String::new() };
        let sign_in = matches!(request, Request::SignIn { .. } | Request::Unlock { .. } | Request::Enrol { .. });
        Self { request: request_name, sign_in, begun }
    }

    pub fn end(self, desk: &Desk, problem: Option<&Problem>) {
        let Some(slow) = diagnostics::slow().filter(|_| !self.request.is_empty()) else { return };
        let request = self.request.as_str();
        let took = Duration::from_micros(u64::try_from(desk.clock.now().0 - self.begun.0).unwrap_or(0));
        // A password takes long to check on purpose.
        if took >= slow && !self.sign_in {
            Event::AskedSlowly { request, took }.tell();
        } else {
            Event::Asked { request, took }.tell();
        }
        if self.sign_in {
            signed_in(desk, problem);
        } else if let Some(problem) = problem {
            let kind = &variant_name(problem);
            if is_failure(problem) {
                Event::Failed { request, kind }.tell();
            } else {
                Event::Refused { request, kind }.tell();
            }
        } else if request == "SignOut" {
            Event::SignedOut.tell();
        }
    }
}

/// What went wrong by nobody's will, and is worth a look.
fn is_failure(problem: &Problem) -> bool {
    matches!(problem, Problem::Busy | Problem::Closed(_) | Problem::NoAudit(_) | Problem::Tampered | Problem::Store(_))
}

/// `Customers`, or of a group `Ticket.List`: names of variants, nothing of what they hold.
fn name_of(request: &Request) -> String {
    let inner = match request {
        Request::Activity(inner) => variant_name(inner),
        Request::Incident(inner) => variant_name(inner),
        Request::Manage(inner) => variant_name(inner),
        Request::Office(inner) => variant_name(inner),
        Request::Task(inner) => variant_name(inner),
        Request::Ticket(inner) => variant_name(inner),
        Request::Upkeep(inner) => variant_name(inner),
        _ => return variant_name(request),
    };
    format!("{}.{inner}", variant_name(request))
}
