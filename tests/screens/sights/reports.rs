//! Reports: all charts, those of fewer rights, and what stands in their place.

use kin::desk::api::*;
use kin::domain::Role;
use kin::ui::KeyCode;

use super::Sight;
use crate::office::who;
use crate::reports::{nothing, reply, report};

pub const SIGHTS: &[Sight] = &[
    ("reports", |cast| cast.at_reports(report)),
    ("reports_promises", |cast| {
        let mut seat = cast.at_reports(report);
        seat.keys("\t");
        (0..8).for_each(|_| seat.press(KeyCode::Down));
        seat
    }),
    ("reports_month", |cast| {
        let mut seat = cast.at_reports(report);
        seat.keys("\t\t");
        seat.press(KeyCode::Left);
        seat.press(KeyCode::Left);
        seat
    }),
    ("reports_reveals", |cast| {
        let mut seat = cast.at_reports(report);
        seat.press(KeyCode::BackTab);
        seat.keys("G");
        seat
    }),
    ("reports_few", |cast| {
        let rights = Rights { list: true, ..Rights::default() };
        let mut seat = cast.arriving(SignedIn { rights, ..who(Role::Agent) });
        seat.pass(30);
        seat.keys("7");
        seat.reply(reply(report(ReportKind::Customers)));
        seat
    }),
    ("reports_loading", |cast| cast.onlooker()),
    ("reports_counting", |cast| {
        let mut seat = cast.onlooker();
        for kind in ReportKind::ALL {
            let place = ReportPlace { now: crate::office::NOW, rest: ReportRest::Entry(7) };
            seat.reply(reply(Report { next: Some(place), ..report(kind) }));
        }
        seat
    }),
    ("reports_empty", |cast| cast.at_reports(nothing)),
    ("reports_failed", |cast| {
        let mut seat = cast.at_reports(report);
        seat.press(KeyCode::F(5));
        let ticket =
            seat.ticket(|request| matches!(request, Request::Report(query) if query.kind == ReportKind::Tickets));
        seat.reply_to(ticket, Err(Problem::Busy));
        seat
    }),
];
