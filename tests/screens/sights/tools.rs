//! What helps: many at once, columns, order, views, filter, palette, settings, help.

use kin::desk::api::*;
use kin::ui::KeyCode;

use super::Sight;
use crate::cast::{Cast, page};
use crate::office::Seat;

pub const SIGHTS: &[Sight] = &[
    ("bulk", bulk),
    ("bulk_preview", |cast| {
        let mut seat = bulk(cast);
        seat.press(KeyCode::Down);
        seat.press(KeyCode::Down);
        seat.keys("\n");
        let done = BulkDone { changed: 2, same: 1, refused: 1, conflicts: 1 };
        seat.reply(Ok(Reply::Bulk(done)));
        seat
    }),
    ("bulk_done", |cast| {
        let mut seat = bulk(cast);
        seat.keys("\n");
        let done = BulkDone { changed: 2, ..BulkDone::default() };
        seat.reply(Ok(Reply::Bulk(done.clone())));
        seat.keys("\n");
        seat.reply(Ok(Reply::Bulk(done)));
        seat.reply(Ok(Reply::Customers(page(cast.people(), 1_000_000))));
        seat
    }),
    ("columns", |cast| pressed(cast, "C")),
    ("sort", |cast| pressed(cast, "s")),
    ("views", views),
    ("views_none", |cast| {
        let mut seat = pressed(cast, "V");
        seat.reply(Ok(Reply::Views(Vec::new())));
        seat
    }),
    ("views_sure", |cast| {
        let mut seat = views(cast);
        seat.keys("d");
        seat
    }),
    ("view_form", |cast| {
        let mut seat = views(cast);
        seat.keys("n");
        seat
    }),
    ("view_share", |cast| {
        let mut seat = views(cast);
        seat.keys("js");
        seat
    }),
    ("list_filter", |cast| pressed(cast, "f")),
    ("list_filter_operators", |cast| pressed(cast, "fupdated ")),
    ("list_filter_values", |cast| {
        let mut seat = pressed(cast, "fstatus = ");
        seat.press(KeyCode::Down);
        seat.press(KeyCode::Down);
        seat
    }),
    ("list_filter_cities", |cast| pressed(cast, "fkind = person and city = H")),
    ("list_filter_mistake", |cast| pressed(cast, "fkind = person and citty = Hue\n")),
    ("palette", |cast| pressed(cast, ":")),
    ("palette_records", |cast| {
        let mut seat = pressed(cast, ":le");
        seat.reply(Ok(Reply::Customers(page(cast.people(), 7))));
        seat
    }),
    ("settings", |cast| pressed(cast, ",")),
    ("help", |cast| {
        let mut seat = cast.opened();
        seat.keys("?");
        seat
    }),
    ("help_list", |cast| pressed(cast, "?")),
    ("help_filtered", |cast| pressed(cast, "?ctrl-s")),
    ("help_none", |cast| pressed(cast, "?qqqq")),
];

fn pressed(cast: &Cast, keys: &str) -> Seat {
    let mut seat = cast.lead();
    seat.keys(keys);
    seat
}

fn bulk(cast: &Cast) -> Seat {
    pressed(cast, "   b")
}

fn views(cast: &Cast) -> Seat {
    let mut seat = pressed(cast, "V");
    seat.reply(Ok(Reply::Views(cast.views())));
    seat
}
