//! The log: entries, one of them, the filter.

use kin::desk::api::*;
use kin::domain::*;
use kin::ui::KeyCode;

use super::Sight;
use crate::cast::Cast;
use crate::office::Seat;

pub const SIGHTS: &[Sight] = &[
    ("log", Cast::at_log),
    ("log_loading", |cast| {
        let mut seat = cast.at_list(Role::Auditor, cast.people(), 7);
        seat.keys("9");
        seat
    }),
    ("log_filter", filtering),
    ("log_filter_mistake", |cast| {
        let mut seat = filtering(cast);
        seat.keys("\t\t2026-13-01\n");
        seat
    }),
    ("log_filtered", |cast| {
        let mut seat = filtering(cast);
        seat.keys("\t\t2026-11-01\n");
        seat.reply(Ok(Reply::Log(LogPage { rows: cast.log().rows[..1].to_vec(), ..cast.log() })));
        seat
    }),
    ("log_empty", |cast| {
        let mut seat = filtering(cast);
        seat.keys("\n");
        seat.reply(Ok(Reply::Log(LogPage { head: Some(412), ..LogPage::default() })));
        seat
    }),
    ("log_entry", |cast| cast.at_entry(Verified::Good)),
    ("log_entry_bad", |cast| cast.at_entry(Verified::BadSignature)),
];

/// As far as "revealed"; the first choice is "any".
fn filtering(cast: &Cast) -> Seat {
    let mut seat = cast.at_log();
    seat.keys("flan\t");
    let revealed = Action::ALL.iter().position(|action| *action == Action::FieldReveal).expect("an action");
    (0..=revealed).for_each(|_| seat.press(KeyCode::Right));
    seat
}
