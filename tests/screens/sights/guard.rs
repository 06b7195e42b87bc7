//! Alerts, detectors and insight: lists, what is opened from them, and the forms.

use kin::desk::api::*;
use kin::ui::*;

use super::Sight;
use super::admin::{empty, pressed};
use crate::cast::Cast;
use crate::office::{Seat, id};
use crate::staff::office;

pub const SIGHTS: &[Sight] = &[
    ("alerts", |cast| cast.at("alerts")),
    ("alerts_none", |cast| empty(cast, "alerts", OfficeAnswer::Alerts(Vec::new()))),
    ("alert", Cast::at_alert),
    ("alert_loading", |cast| pressed(cast, "alerts", "\n")),
    ("alert_answers", |cast| alert(cast, "G")),
    ("alert_bare", |cast| pressed(cast, "alerts", "j\n")),
    ("alert_answer", |cast| alert(cast, if cast.short { "aasked" } else { "ađã hỏi lan qua điện thoại" })),
    ("alert_answer_wordless", |cast| alert(cast, "a\n")),
    ("alert_close", |cast| {
        let mut seat = alert(cast, "c");
        seat.times(3, KeyCode::Right);
        seat.keys(if cast.short { "\tfalse" } else { "\tchiến dịch tháng mười một" });
        seat
    }),
    ("alert_close_unchosen", |cast| alert(cast, "c\n")),
    ("alert_refused", |cast| {
        let mut seat = alert(cast, "t");
        seat.reply(Err(Problem::Busy));
        seat
    }),
    ("alert_closed", |cast| pressed(cast, "alerts", "G\n")),
    ("alerts_about", |cast| {
        let mut seat = member(cast);
        seat.keys("a");
        seat.reply(office(cast.answer("alerts")));
        seat
    }),
    ("detectors", |cast| cast.at("detectors")),
    ("detectors_loading", |cast| cast.entering("detectors")),
    ("detectors_end", |cast| pressed(cast, "detectors", "G")),
    ("detectors_bare", |cast| {
        let bare = Detectors { honeytokens: Vec::new(), may_change: false, ..cast.detectors() };
        empty(cast, "detectors", OfficeAnswer::Detectors(Box::new(bare)))
    }),
    ("detector_form", |cast| pressed(cast, "detectors", "\n")),
    ("detector_form_hours", |cast| {
        let mut seat = pressed(cast, "detectors", "jj\n");
        seat.press(KeyCode::Up);
        seat
    }),
    ("detector_form_mistake", |cast| {
        let mut seat = pressed(cast, "detectors", "\n\t\t");
        seat.keys("x");
        seat.send(Event::Key(Key::ctrl('s')));
        seat
    }),
    ("detector_trying", |cast| {
        let mut seat = pressed(cast, "detectors", "\n");
        seat.send(Event::Key(Key::ctrl('t')));
        seat
    }),
    ("detector_tried", |cast| {
        let mut seat = pressed(cast, "detectors", "\n");
        seat.send(Event::Key(Key::ctrl('t')));
        seat.reply(office(OfficeAnswer::DetectorTest(Box::new(cast.detector_test()))));
        seat
    }),
    ("honeytoken_end", |cast| pressed(cast, "detectors", "Gd")),
    ("honeytoken_make", |cast| {
        let mut seat = cast.chief_at_customer();
        seat.keys("T");
        seat
    }),
    ("insight", |cast| cast.at("insight")),
    ("insight_empty", |cast| empty(cast, "insight", OfficeAnswer::Insight(Box::default()))),
    ("insight_member", member),
    ("insight_member_loading", |cast| pressed(cast, "insight", "\n")),
    ("insight_member_end", |cast| {
        let mut seat = member(cast);
        seat.keys("G");
        seat.times(40, KeyCode::Down);
        seat
    }),
    ("insight_own", |cast| {
        let mut own = cast.insight_of_member();
        own.counts.iter_mut().for_each(|row| row.median = None);
        cast.own_insight(own)
    }),
    ("insight_quiet", |cast| {
        let whole = cast.insight_of_member();
        let counts = whole.counts.iter().map(|row| InsightCount { count: 0, ..row.clone() }).collect();
        let (by_class, by_reason) = (Vec::new(), Vec::new());
        cast.own_insight(Insight { counts, by_class, by_reason, by_hour: [0; 24], by_day: vec![0; 30], ..whole })
    }),
];

fn alert(cast: &Cast, keys: &str) -> Seat {
    let mut seat = cast.at_alert();
    seat.keys(keys);
    seat
}

/// The first member of the insight, opened.
pub fn member(cast: &Cast) -> Seat {
    let mut seat = pressed(cast, "insight", "\n");
    let ticket = seat.ticket(
        |request| matches!(request, Request::Office(OfficeQuery::Insight { member: Some(member), .. }) if *member == id(13)),
    );
    seat.reply_to(ticket, office(OfficeAnswer::Insight(Box::new(cast.insight_of_member()))));
    seat
}
