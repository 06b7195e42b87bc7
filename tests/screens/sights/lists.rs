//! The list of customers, and what narrows it.

use kin::desk::api::*;
use kin::domain::*;

use super::Sight;
use crate::cast::{Cast, page};
use crate::office::{Seat, who};

pub const SIGHTS: &[Sight] = &[
    ("list", Cast::list),
    ("list_lead", Cast::lead),
    ("list_loading", |cast| cast.arriving(who(Role::Lead))),
    ("list_error", |cast| {
        let mut seat = cast.arriving(who(Role::Agent));
        let ticket = seat.ticket(|request| matches!(request, Request::Customers(_)));
        seat.reply_to(ticket, Err(Problem::Busy));
        seat.pass(30);
        seat
    }),
    ("list_empty", |cast| cast.at_list(Role::Agent, Vec::new(), 0)),
    ("list_empty_bare", |cast| {
        let mut who = who(Role::Agent);
        who.rights.create = false;
        let mut seat = cast.arriving(who);
        seat.reply(Ok(Reply::Customers(page(Vec::new(), 0))));
        seat.pass(30);
        seat
    }),
    ("search", |cast| {
        let mut seat = cast.list();
        seat.keys("/hong dao");
        seat.reply(Ok(Reply::Customers(page(cast.people()[..3].to_vec(), 1_000_000))));
        seat
    }),
    ("search_none", |cast| {
        let mut seat = cast.list();
        seat.keys("/hong daoz");
        seat.reply(Ok(Reply::Customers(page(Vec::new(), 1_000_000))));
        seat
    }),
    ("lookup", |cast| {
        let mut seat = cast.list();
        seat.keys("//0903123567");
        seat
    }),
    ("filtered", |cast| {
        let mut seat = filtered(cast);
        seat.reply(Ok(Reply::Customers(page(cast.people()[1..2].to_vec(), 1_000_000))));
        seat
    }),
    ("filter_none", |cast| {
        let mut seat = filtered(cast);
        seat.reply(Ok(Reply::Customers(page(Vec::new(), 1_000_000))));
        seat
    }),
    ("marked", |cast| {
        let mut seat = cast.lead();
        seat.keys("  ");
        seat
    }),
    ("marking", |cast| {
        let mut seat = cast.lead();
        seat.keys(" *");
        seat
    }),
    ("view_open", |cast| {
        let mut seat = cast.lead();
        seat.keys("V");
        seat.reply(Ok(Reply::Views(cast.views())));
        seat.keys("\n");
        seat.reply(Ok(Reply::Customers(page(cast.people()[1..2].to_vec(), 1_000_000))));
        seat
    }),
];

fn filtered(cast: &Cast) -> Seat {
    let mut seat = cast.list();
    seat.keys(&format!("fcity = {} and status = active\n", cast.city()));
    seat
}
