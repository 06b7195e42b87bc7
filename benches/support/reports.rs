//! Reports: each chart, a part at a time as its screen counts it, and how long it takes to the end.

use kin::desk::api::{Reply, ReportKind, ReportQuery, Request};

use crate::Seat;
use crate::fill::Known;
use crate::table::Table;

pub fn ask(seat: &mut Seat, table: &mut Table, _: &Known) {
    for kind in ReportKind::ALL {
        table.ask(seat, &format!("a part of the report: {kind:?}"), |_, last| {
            let from = match last {
                Some(Reply::Report(report)) => report.next,
                _ => None,
            };
            Request::Report(ReportQuery { kind, from })
        });
        table.ask_whole(seat, &format!("the whole report: {kind:?}"), |last| {
            let from = match last {
                None => None,
                Some(Reply::Report(report)) => Some(report.next?),
                Some(other) => panic!("{other:?}"),
            };
            Some(Request::Report(ReportQuery { kind, from }))
        });
    }
}
