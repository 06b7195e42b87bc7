//! An opened customer: overview, timeline, access, reveal and check.

use kin::desk::api::*;
use kin::domain::*;
use kin::ui::KeyCode;

use super::Sight;
use crate::cast::Cast;
use crate::office::{Seat, revealed};

pub const SIGHTS: &[Sight] = &[
    ("overview", Cast::opened),
    ("overview_loading", |cast| {
        let mut seat = cast.list();
        seat.keys("\n");
        seat
    }),
    ("overview_failed", |cast| {
        let mut seat = cast.list();
        seat.keys("\n");
        let ticket = seat.ticket(|request| matches!(request, Request::Customer(_)));
        seat.reply_to(ticket, Err(Problem::NotFound));
        seat.pass(30);
        seat
    }),
    ("overview_bare", |cast| {
        let mut seat = cast.list();
        cast.open(&mut seat, CustomerDetail { masked: Vec::new(), ..cast.detail() });
        seat
    }),
    ("overview_checks", |cast| {
        let mut seat = cast.opened();
        seat.press(KeyCode::End);
        seat
    }),
    ("list_beside", |cast| {
        let mut seat = cast.opened();
        seat.keys("\t");
        seat
    }),
    ("timeline", |cast| {
        let mut seat = cast.opened();
        seat.press(KeyCode::Right);
        seat.reply(Ok(Reply::Timeline(cast.timeline())));
        seat
    }),
    ("timeline_empty", |cast| {
        let mut seat = cast.list();
        seat.keys("\n");
        seat.reply(Ok(Reply::Customer(Box::new(cast.detail()))));
        seat.press(KeyCode::Right);
        seat.reply(Ok(Reply::Timeline(Vec::new())));
        seat
    }),
    ("access", |cast| {
        let mut seat = cast.opened();
        seat.press(KeyCode::Left);
        seat.reply(Ok(Reply::Access(cast.log().rows)));
        seat
    }),
    ("access_empty", |cast| {
        let mut seat = cast.opened();
        seat.press(KeyCode::Left);
        seat.reply(Ok(Reply::Access(Vec::new())));
        seat
    }),
    ("reveal_why", revealing),
    ("reveal_words", |cast| {
        let mut seat = revealing(cast);
        seat.press(KeyCode::Down);
        seat.keys("\thẹn giao chiều nay");
        seat
    }),
    ("reveal_link", |cast| {
        let mut seat = revealing(cast);
        seat.keys("\t\t ");
        seat
    }),
    ("reveal_denied", |cast| {
        let mut seat = revealing(cast);
        seat.keys("\n");
        seat.reply(Err(Problem::Denied { rule: "reveal.contact".into() }));
        seat
    }),
    ("reveal_shown", |cast| {
        let mut seat = shown(cast, cast.detail());
        seat.pass(3);
        seat
    }),
    ("reveal_may_copy", |cast| {
        let mut seat = shown(cast, CustomerDetail { may_copy: vec![Field::Phone], ..cast.detail() });
        seat.pass(29);
        seat
    }),
    ("reveal_over", |cast| {
        let mut seat = shown(cast, cast.detail());
        seat.pass(30);
        seat
    }),
    ("check", checking),
    ("check_typed", |cast| {
        let mut seat = checking(cast);
        seat.keys("001188012345");
        seat
    }),
    ("check_match", |cast| checked(cast, true, 4)),
    ("check_no_match", |cast| checked(cast, false, 2)),
    ("check_no_tries", |cast| checked(cast, false, 0)),
    ("check_refused", |cast| {
        let mut seat = checking(cast);
        seat.keys("001188012345\n");
        seat.reply(Err(Problem::TriesUsedUp));
        seat
    }),
];

fn revealing(cast: &Cast) -> Seat {
    let mut seat = cast.opened();
    seat.keys("r");
    seat.reply(Ok(Reply::Timeline(cast.timeline())));
    seat
}

fn shown(cast: &Cast, detail: CustomerDetail) -> Seat {
    let mut seat = cast.list();
    cast.open(&mut seat, detail);
    seat.keys("r\n");
    seat.reply(Ok(revealed()));
    seat
}

fn checking(cast: &Cast) -> Seat {
    let mut seat = cast.opened();
    seat.press(KeyCode::End);
    seat.keys("v");
    seat
}

fn checked(cast: &Cast, matches: bool, tries_left: u16) -> Seat {
    let mut seat = checking(cast);
    seat.keys("001188012345\n");
    seat.reply(Ok(Reply::Checked { field: Field::NationalId, matches, tries_left }));
    seat
}
