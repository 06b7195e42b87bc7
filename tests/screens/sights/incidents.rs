//! Incidents: the list, one of them whole, and its forms.

use kin::desk::api::*;
use kin::ui::*;

use super::Sight;
use super::admin::pressed;
use crate::cast::Cast;
use crate::incidents::at_incident;
use crate::office::{Seat, id};
use crate::staff::{incident, office};

pub const SIGHTS: &[Sight] = &[
    ("incidents", |cast| cast.at("incidents")),
    ("incidents_loading", |cast| cast.entering("incidents")),
    ("incidents_none", |cast| {
        let mut seat = cast.entering("incidents");
        seat.reply(incident(IncidentReply::List(IncidentPage::default())));
        seat
    }),
    ("incident", at_incident),
    ("incident_steps", |cast| at(cast, "jjjjjj")),
    ("incident_end", |cast| at(cast, "G")),
    ("incident_loading", |cast| pressed(cast, "incidents", "\n")),
    ("incident_drill", |cast| {
        let mut seat = pressed(cast, "incidents", "j\n");
        seat.reply(incident(IncidentReply::Incident(Box::new(cast.incident(true)))));
        seat
    }),
    ("incident_refused", |cast| {
        let mut seat = at(cast, " ");
        seat.reply(Err(Problem::Busy));
        seat
    }),
    ("incident_start", |cast| {
        let mut seat = pressed(cast, "incidents", "n");
        seat.reply(office(cast.answer("members")));
        seat.keys(if cast.short { "laptop gone" } else { "máy tính của lan bị lấy trên tàu" });
        seat
    }),
    ("incident_start_mistake", |cast| {
        let mut seat = pressed(cast, "incidents", "n");
        seat.reply(office(cast.answer("members")));
        seat.keys("x\t\tsoon\n");
        seat
    }),
    ("incident_change", |cast| {
        let mut seat = at(cast, "e");
        seat.reply(office(cast.answer("members")));
        seat
    }),
    ("incident_note", |cast| at(cast, if cast.short { "n\tseen" } else { "n\tcông an đã nhận đơn" })),
    ("incident_told", |cast| at(cast, "t")),
    ("incident_close", |cast| at(cast, "c\n")),
    ("incident_act", |cast| {
        let mut seat = at(cast, "jjjjja");
        seat.reply(office(cast.answer("members")));
        seat
    }),
    ("incident_act_nobody", |cast| {
        let mut seat = at(cast, "jjjjja");
        seat.reply(office(cast.answer("members")));
        seat.times(3, KeyCode::Backspace);
        seat.keys("zz\n");
        seat
    }),
    ("incident_sure", |cast| at(cast, "jjjjjjjjja")),
    ("incident_acted", |cast| {
        let mut seat = at(cast, "jjjjjjjjja\n");
        seat.reply(incident(IncidentReply::Acted(Acted::Done(String::new()))));
        seat
    }),
    ("incident_proposed", |cast| {
        let mut seat = at(cast, "jjjjjjjjja\n");
        seat.reply(incident(IncidentReply::Acted(Acted::Proposed(id(70)))));
        seat
    }),
];

fn at(cast: &Cast, keys: &str) -> Seat {
    let mut seat = at_incident(cast);
    seat.keys(keys);
    seat
}
