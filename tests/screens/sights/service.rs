//! The rules for tickets: the page, each form, and what can go wrong in them.

use kin::desk::api::*;
use kin::ui::*;

use super::Sight;
use super::admin::pressed;
use crate::staff::office;

/// Rows down to the first status, kind, escalation and snippet of the page.
const STATUS: usize = 10;
const KINDS: usize = 16;
const ESCALATION: usize = 20;
const SNIPPET: usize = 22;

pub const SIGHTS: &[Sight] = &[
    ("service", |cast| cast.at("service")),
    ("service_end", |cast| pressed(cast, "service", "G")),
    ("service_loading", |cast| cast.entering("service")),
    ("service_bare", |cast| {
        let mut seat = cast.entering("service");
        let mut view = cast.policy();
        view.policy.service = kin::domain::Service::default();
        seat.reply(office(OfficeAnswer::Policy(Box::new(view))));
        seat.keys("G");
        seat
    }),
    ("service_calendar", |cast| pressed(cast, "service", "\n")),
    ("service_calendar_mistake", |cast| {
        let mut seat = pressed(cast, "service", "j\nx");
        seat.send(Event::Key(Key::ctrl('s')));
        seat
    }),
    ("service_targets", |cast| pressed(cast, "service", "jjjjj\n")),
    ("service_targets_mistake", |cast| {
        let mut seat = pressed(cast, "service", "jjjjjj\nx");
        seat.send(Event::Key(Key::ctrl('s')));
        seat
    }),
    ("service_status", |cast| pressed(cast, "service", &down(STATUS + 3, "\n"))),
    ("service_status_new", |cast| pressed(cast, "service", &down(STATUS, "n\n"))),
    ("service_status_remove", |cast| pressed(cast, "service", &down(STATUS + 3, "d"))),
    ("service_more", |cast| pressed(cast, "service", &down(KINDS, "\n"))),
    ("service_escalation", |cast| pressed(cast, "service", &down(ESCALATION, "\n"))),
    ("service_escalation_new", |cast| pressed(cast, "service", &down(ESCALATION, "n"))),
    ("service_escalation_remove", |cast| pressed(cast, "service", &down(ESCALATION, "d"))),
    ("service_snippet", |cast| pressed(cast, "service", &down(SNIPPET, "\n"))),
    ("service_snippet_new", |cast| {
        let mut seat = pressed(cast, "service", &down(SNIPPET, "n"));
        seat.send(Event::Key(Key::ctrl('s')));
        seat
    }),
    ("service_snippet_remove", |cast| pressed(cast, "service", "Gd")),
];

/// So many rows down, and what is pressed there.
pub fn down(rows: usize, keys: &str) -> String {
    "j".repeat(rows) + keys
}
