//! Today: what waits, and the forms that decide it.

use kin::desk::api::*;
use kin::ui::KeyCode;

use super::Sight;
use crate::cast::Cast;
use crate::office::Seat;

pub const SIGHTS: &[Sight] = &[
    ("today", |cast| cast.at_today(cast.today())),
    ("today_charts", |cast| {
        let mut seat = cast.onlooker();
        seat.keys("1");
        let today = Today { requests: Vec::new(), proposals: Vec::new(), own: Vec::new(), ..cast.today() };
        seat.reply(crate::staff::office(OfficeAnswer::Today(Box::new(today))));
        for kind in [ReportKind::Tickets, ReportKind::Promises] {
            seat.reply(crate::reports::reply(crate::reports::report(kind)));
        }
        seat
    }),
    ("today_empty", |cast| cast.at_today(Today::default())),
    ("today_loading", |cast| {
        let mut seat = cast.chief();
        seat.keys("1");
        seat
    }),
    ("today_failed", |cast| {
        let mut seat = cast.chief();
        seat.keys("1");
        seat.reply(Err(Problem::Busy));
        seat
    }),
    ("today_own", |cast| {
        let mut seat = cast.at_today(cast.today());
        seat.keys("G");
        seat
    }),
    ("today_request", |cast| opened(cast, 1)),
    ("today_request_undecided", |cast| {
        let mut seat = opened(cast, 1);
        seat.keys("\n");
        seat
    }),
    ("today_request_export", |cast| opened(cast, 2)),
    ("today_proposal", |cast| opened(cast, 3)),
    ("today_proposal_mine", |cast| {
        let proposals = vec![ProposalView { mine: true, ..cast.proposal() }];
        let mut seat = cast.at_today(Today { proposals, ..Today::default() });
        seat.keys("\n");
        seat.press(KeyCode::Right);
        seat
    }),
    ("today_give_keys", |cast| opened(cast, 4)),
    ("today_alert", |cast| opened(cast, 0)),
];

/// What the row so many below the first is about.
fn opened(cast: &Cast, row: usize) -> Seat {
    let mut seat = cast.at_today(cast.today());
    (0..row).for_each(|_| seat.press(KeyCode::Down));
    seat.keys("\n");
    seat
}
