//! Before and around the work: sign-in, lock, curtain, tour, the words on what was done.

use std::sync::Arc;

use kin::desk::api::*;
use kin::domain::*;
use kin::ui::*;

use super::Sight;
use crate::cast::{Cast, LONG, page};
use crate::office::{NOW, Seat, noted, who};

pub const SIGHTS: &[Sight] = &[
    ("sign_in", Cast::seat),
    ("sign_in_demo", |cast| {
        let mut seat = demo(cast);
        seat.pass(7);
        seat.keys("2");
        seat
    }),
    ("sign_in_empty", |cast| {
        let mut seat = cast.seat();
        seat.keys("lan\t\t\n\n");
        seat
    }),
    ("sign_in_checking", |cast| {
        let mut seat = cast.seat();
        seat.keys("lan\tabc\t123456\n");
        seat
    }),
    ("sign_in_refused", refused),
    ("sign_in_wait", |cast| {
        let mut seat = refused(cast);
        seat.keys("abc\t123456\n");
        seat.reply(Err(Problem::Wait { seconds: 9 }));
        seat.pass(2);
        seat
    }),
    ("session_ended", |cast| {
        let mut seat = cast.opened();
        seat.press(KeyCode::F(5));
        seat.reply(Err(Problem::NoSession));
        seat
    }),
    ("welcome", |cast| {
        let mut seat = cast.arriving(who(Role::Agent));
        seat.reply(Ok(Reply::Customers(page(cast.people(), 7))));
        seat
    }),
    ("lock", locked),
    ("lock_idle", |cast| {
        let mut seat = cast.opened();
        seat.pass(300);
        seat
    }),
    ("lock_refused", |cast| {
        let mut seat = locked(cast);
        seat.keys("wrong\n");
        seat.reply(Err(Problem::SignInRefused));
        seat
    }),
    ("lock_unsaved", |cast| {
        let mut seat = cast.opened();
        seat.keys("aHello");
        seat.press(KeyCode::F(9));
        seat.send(Event::Key(Key::ctrl('q')));
        seat
    }),
    ("curtain", |cast| {
        let mut seat = cast.with(|start| start.blank_unfocused = true).opened();
        seat.send(Event::Focus(false));
        seat
    }),
    ("tour", touring),
    ("tour_reveal", |cast| {
        let mut seat = touring(cast);
        seat.keys("/");
        cast.open(&mut seat, cast.detail());
        seat
    }),
    ("toast_good", |cast| {
        let mut seat = cast.list();
        seat.keys("y");
        seat.reply(Ok(Reply::Copied { value: Secret::new("KH-004201"), seconds: 30 }));
        seat
    }),
    ("toast_undone", |cast| {
        let mut seat = cast.opened();
        seat.keys("aX");
        seat.send(Event::Key(Key::ctrl('s')));
        let detail = cast.detail();
        seat.reply(Ok(noted()));
        seat.keys("u");
        let what = UndoneWhat::Note(detail.customer.name);
        seat.reply(Ok(Reply::Undone(Undone { what, customer: None, undo_left: 0, redo_left: 1 })));
        seat
    }),
    ("toast_warn", |cast| {
        let mut seat = cast.opened();
        seat.keys("U");
        seat
    }),
    ("toast_bad", |cast| {
        let mut seat = cast.list();
        seat.press(KeyCode::F(5));
        seat.reply(Err(Problem::Busy));
        seat
    }),
    ("served", |cast| {
        let mut seat = cast.with(|start| start.mode = Mode::Served).list();
        seat.send(Event::Stopping);
        seat
    }),
    ("announced_long", |cast| {
        let mut seat = cast.list();
        seat.send(Event::News(Arc::new(News { messages: true, ..News::default() })));
        let text = "Máy chủ khởi động lại lúc 18:00 để cập nhật; hãy lưu lại những gì đang gõ. ".repeat(6);
        let row = MessageRow { by: cast.say(LONG, "vy").into(), at: NOW, text: cast.say(&text, "Stop.").into() };
        seat.reply(Ok(Reply::Messages(vec![row])));
        seat
    }),
    ("toast_long", |cast| {
        let mut seat = cast.list();
        seat.press(KeyCode::F(5));
        seat.reply(Err(Problem::Tampered));
        seat
    }),
];

fn demo(cast: &Cast) -> Seat {
    let mut seat = cast.demo().seat();
    seat.send(Event::Codes(["123456", "234567", "345678", "456789"].map(String::from).to_vec()));
    seat
}

fn refused(cast: &Cast) -> Seat {
    let mut seat = cast.seat();
    seat.keys("lan\tabc\t1\n");
    seat.reply(Err(Problem::SignInRefused));
    seat
}

fn locked(cast: &Cast) -> Seat {
    let mut seat = cast.opened();
    seat.keys("L");
    seat
}

fn touring(cast: &Cast) -> Seat {
    cast.demo().list()
}
