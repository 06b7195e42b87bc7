//! The log: entries, one of them, the filter.

use kin::desk::api::*;
use kin::domain::*;
use kin::ui::{Event, Key, KeyCode};

use super::Sight;
use crate::cast::Cast;
use crate::office::{Seat, entry};

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
    ("log_entry_bad_hash", |cast| cast.at_entry(Verified::BadHash)),
    ("log_chart_hour", |cast| cast.at_chart(ChartBy::Hour)),
    ("log_chart_day", |cast| cast.at_chart(ChartBy::Day)),
    ("log_chart_member", |cast| cast.at_chart(ChartBy::Member)),
    ("log_line", |cast| {
        let mut seat = cast.at_log();
        seat.keys("/member:lan -a");
        seat
    }),
    ("log_line_values", |cast| {
        let mut seat = cast.at_log();
        seat.keys("/-action:field");
        seat
    }),
    ("log_line_mistake", |cast| {
        let mut seat = cast.at_log();
        seat.keys("/membr:lan\n");
        seat
    }),
    ("log_chips", |cast| {
        chips(cast, "member:lan -action:customer.view since:2026-11-01 until:2026-11-22T12:30 outcome:refused")
    }),
    ("log_text", |cast| chips(cast, cast.say("\"gọi cho khách\" call", "\"call this\" call"))),
    ("log_filter_in", |cast| {
        let mut seat = cast.at_log();
        seat.keys("i");
        seat
    }),
    ("log_drop", |cast| {
        let mut seat = chips(cast, "member:lan -outcome:done");
        seat.keys("x");
        seat
    }),
    ("log_filter_kept", |cast| {
        let mut seat = chips(cast, "member:lan -outcome:done");
        seat.keys("f");
        seat
    }),
    ("log_time", |cast| {
        let mut seat = cast.at_log();
        seat.keys("t");
        seat
    }),
    ("log_time_mistake", |cast| {
        let mut seat = cast.at_log();
        seat.keys("tsoon\n");
        seat
    }),
    ("log_views", |cast| {
        let mut seat = saved(cast);
        seat.keys("V");
        seat
    }),
    ("log_views_none", |cast| {
        let mut seat = cast.at_log();
        seat.keys("V");
        seat
    }),
    ("log_views_delete", |cast| {
        let mut seat = saved(cast);
        seat.keys("V");
        seat.press(KeyCode::Delete);
        seat
    }),
    ("log_seeking", |cast| {
        let mut seat = chips_asked(cast, "origin:desk-9");
        let rows = cast.log().rows[..1].to_vec();
        seat.reply(Ok(Reply::Log(LogPage { rows, next: Some(1_204_331), unfinished: true, head: Some(2_000_000) })));
        seat
    }),
    ("log_new", |cast| {
        let mut seat = cast.at_log();
        seat.send(Event::News(std::sync::Arc::new(News { head: 415, ..News::default() })));
        seat.pass(3);
        let rows = (413..416).rev().map(|n| entry(n, Action::CustomerView, Outcome::Done, Verified::Good)).collect();
        seat.reply(Ok(Reply::Log(LogPage { rows, head: Some(415), ..LogPage::default() })));
        seat
    }),
    ("seen", |cast| {
        let mut seat = at_access(cast);
        seat.keys("S");
        seat.reply(Ok(Reply::Seen(Box::new(cast.seen()))));
        seat
    }),
    ("seen_none", |cast| {
        let mut seat = at_access(cast);
        seat.keys("S");
        seat.reply(Ok(Reply::Seen(Box::new(Seen { code: "KH-004201".into(), ..Seen::default() }))));
        seat
    }),
];

/// Narrowed by what is typed, the answer still to come.
fn chips_asked(cast: &Cast, typed: &str) -> Seat {
    let mut seat = cast.at_log();
    seat.keys(&format!("/{typed}\n"));
    seat
}

fn chips(cast: &Cast, typed: &str) -> Seat {
    let mut seat = chips_asked(cast, typed);
    seat.reply(Ok(Reply::Log(cast.log())));
    seat
}

/// Two filters are saved, and another one is on.
fn saved(cast: &Cast) -> Seat {
    let mut seat = cast.at_log();
    for (name, text) in
        [(cast.say("Tuần này, trừ lan", "week"), "-member:lan since:7d"), ("refused", "outcome:refused")]
    {
        seat.keys(&format!("/<{text}\n"));
        seat.reply(Ok(Reply::Log(cast.log())));
        seat.keys(&format!("V{name}"));
        seat.send(Event::Key(Key::ctrl('s')));
        seat.keys("c");
        seat.reply(Ok(Reply::Log(cast.log())));
    }
    seat.keys("/member:ana\n");
    seat.reply(Ok(Reply::Log(cast.log())));
    seat.pass(30);
    seat
}

/// A lead's look at who opened the first customer.
fn at_access(cast: &Cast) -> Seat {
    let mut seat = cast.lead();
    cast.open(&mut seat, cast.detail());
    seat.press(KeyCode::Left);
    seat.reply(Ok(Reply::Access(cast.log().rows)));
    seat
}

/// As far as "revealed"; the first choice is "any".
fn filtering(cast: &Cast) -> Seat {
    let mut seat = cast.at_log();
    seat.keys("flan\t");
    let revealed = Action::ALL.iter().position(|action| *action == Action::FieldReveal).expect("an action");
    (0..=revealed).for_each(|_| seat.press(KeyCode::Right));
    seat
}
