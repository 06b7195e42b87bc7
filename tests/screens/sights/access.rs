//! One's own sign-in, and what one may and may not: invitation, password, code app, requests, why, sharing, preview.

use kin::desk::api::*;
use kin::domain::*;
use kin::ui::*;

use super::Sight;
use crate::cast::{Cast, page};
use crate::office::{NOW, Seat, codes, id, who};

pub const SIGHTS: &[Sight] = &[
    ("enrol", enrolling),
    ("enrol_refused", |cast| {
        let mut seat = enrolling(cast);
        seat.keys("KIN-7Q2W\n");
        seat.reply(Err(Problem::NoInvitation));
        seat
    }),
    ("enrol_password", choosing),
    ("enrol_password_weak", |cast| {
        let mut seat = choosing(cast);
        seat.keys("hoa sen hoa sen hoa\n");
        seat
    }),
    ("enrol_suggested", |cast| {
        let mut seat = choosing(cast);
        seat.send(Event::Key(Key::ctrl('g')));
        seat.reply(Ok(Reply::SuggestedPassword(Secret::new(PASSWORD))));
        seat
    }),
    ("enrol_unlike", |cast| {
        let mut seat = choosing(cast);
        seat.keys(&format!("{PASSWORD}\nsomething else\n"));
        seat
    }),
    ("enrol_app", proving),
    ("enrol_app_wrong", |cast| {
        let mut seat = proving(cast);
        seat.keys("123456\n");
        seat.reply(Err(Problem::Invalid { field: "code".into(), unfit: Unfit::Code }));
        seat
    }),
    ("recovery_codes", written),
    ("enrolled", |cast| {
        let mut seat = written(cast);
        seat.keys("x");
        seat
    }),
    ("my_sign_in", |cast| own(cast, 8)),
    ("my_sign_in_loading", |cast| {
        let mut seat = cast.list();
        seat.keys("M");
        seat
    }),
    ("my_sign_in_few", |cast| {
        let mut seat = own(cast, 1);
        seat.press(KeyCode::Down);
        seat
    }),
    ("my_keys", |cast| {
        let mut seat = own(cast, 8);
        seat.times(3, KeyCode::Down);
        seat.keys("d");
        seat
    }),
    ("my_keys_none", |cast| {
        let mut seat = cast.list();
        seat.keys("M");
        let none = OwnSignIn { keys: Vec::new(), ..cast.own(8) };
        seat.reply(Ok(Reply::Office(OfficeAnswer::Own(Box::new(none)))));
        seat
    }),
    ("key_form", keyed),
    ("key_refused", |cast| {
        let mut seat = keyed(cast);
        seat.keys("\n\n");
        seat.reply(Err(Problem::Invalid { field: "key".into(), unfit: Unfit::KeyPrivate }));
        seat
    }),
    ("password_change", changing),
    ("password_refused", |cast| {
        let mut seat = changing(cast);
        seat.keys(&format!("wrong\n{PASSWORD}\n{PASSWORD}\n"));
        seat.reply(Err(Problem::SignInRefused));
        seat
    }),
    ("app_change", |cast| {
        let mut seat = own(cast, 8);
        seat.keys("a");
        seat
    }),
    ("app_offered", |cast| {
        let mut seat = own(cast, 8);
        seat.keys("apw\n");
        seat.reply(Ok(Reply::FactorOffered(Box::new(cast.enrolment()))));
        seat
    }),
    ("notices", |cast| {
        let notices = vec![Notice::CredentialsChanged(Micros(NOW.0 - 7_000_000_000)), Notice::RefusedStatements(2)];
        let mut seat = cast.arriving(SignedIn { failures_since: 3, notices, ..who(Role::Lead) });
        seat.reply(Ok(Reply::Customers(page(cast.people(), 7))));
        seat
    }),
    ("ask", asking),
    ("ask_over_quota", |cast| {
        let mut seat = cast.opened();
        seat.keys("r");
        seat.reply(Ok(Reply::Timeline(cast.timeline())));
        seat.keys("\n");
        seat.reply(Err(Problem::QuotaUsedUp));
        seat
    }),
    ("asked", |cast| {
        let mut seat = asking(cast);
        seat.keys("\n");
        seat.reply(Ok(Reply::AskedFor(id(80))));
        seat
    }),
    ("why_field", |cast| explained(cast, true)),
    ("why_field_refused", |cast| {
        let mut seat = explained(cast, false);
        seat.press(KeyCode::Down);
        seat
    }),
    ("why_list", |cast| {
        let mut seat = cast.list();
        seat.keys("w");
        answer(cast, &mut seat, true);
        seat
    }),
    ("why_loading", |cast| {
        let mut seat = cast.opened();
        seat.keys("w");
        seat
    }),
    ("denied", |cast| {
        let mut seat = cast.list();
        seat.press(KeyCode::F(5));
        seat.reply(Err(Problem::Denied { rule: "customer.list".into() }));
        seat
    }),
    ("preview_roles", |cast| {
        let mut seat = cast.admin();
        seat.keys("P");
        seat.reply(Ok(Reply::Office(OfficeAnswer::Roles(cast.roles()))));
        seat
    }),
    ("previewing", |cast| {
        let mut seat = cast.admin();
        seat.keys("P");
        seat.reply(Ok(Reply::Office(OfficeAnswer::Roles(cast.roles()))));
        seat.keys("\n");
        let rights = Box::new(who(Role::Auditor).rights);
        seat.reply(Ok(Reply::Previewing { role: Some("auditor".into()), rights }));
        seat.reply(Ok(Reply::Customers(page(cast.people(), 7))));
        seat
    }),
    ("sharing", |cast| sharing(cast, cast.sharing())),
    ("sharing_none", |cast| sharing(cast, Sharing { private: false, members: Vec::new() })),
    ("share_form", share_form),
    ("share_form_mistake", |cast| {
        let mut seat = share_form(cast);
        seat.keys("\t\tsoon\n");
        seat
    }),
    ("form_locked", |cast| locked_form(cast, 0)),
    ("form_locked_sealed", |cast| locked_form(cast, 6)),
];

const PASSWORD: &str = "lotus rain ladder ocean plum nine";

fn enrolling(cast: &Cast) -> Seat {
    let mut seat = cast.seat();
    seat.send(Event::Key(Key::ctrl('n')));
    seat
}

fn choosing(cast: &Cast) -> Seat {
    let mut seat = enrolling(cast);
    seat.keys("KIN-7Q2W\n");
    seat.reply(Ok(Reply::Invitation(Box::new(cast.enrolment()))));
    seat
}

fn proving(cast: &Cast) -> Seat {
    let mut seat = choosing(cast);
    seat.keys(&format!("{PASSWORD}\n{PASSWORD}\n"));
    seat
}

fn written(cast: &Cast) -> Seat {
    let mut seat = proving(cast);
    seat.keys("123456\n");
    seat.reply(Ok(Reply::Enrolled(codes())));
    seat
}

fn own(cast: &Cast, codes_left: u8) -> Seat {
    let mut seat = cast.list();
    seat.keys("M");
    seat.reply(Ok(Reply::Office(OfficeAnswer::Own(Box::new(cast.own(codes_left))))));
    seat
}

/// A key of one's own, pasted and named.
pub fn keyed(cast: &Cast) -> Seat {
    let mut seat = own(cast, 8);
    seat.keys("n");
    seat.send(Event::Paste(KEY_LINE.into()));
    seat.press(KeyCode::Tab);
    seat.keys(cast.say("máy bàn", "desk"));
    seat
}

pub const KEY_LINE: &str =
    "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAILQ8mrk1L6a6+6s1cl9wjmIxwTxoSXqGrp1B+iyfxlgU lan@laptop";

fn changing(cast: &Cast) -> Seat {
    let mut seat = own(cast, 8);
    seat.keys("p");
    seat
}

/// The national id can't be revealed by this member.
fn asking(cast: &Cast) -> Seat {
    let mut seat = cast.opened();
    seat.press(KeyCode::End);
    seat.keys("r");
    seat.reply(Ok(Reply::Timeline(cast.timeline())));
    seat
}

/// Answers every rule that was asked for and not answered yet.
fn answer(cast: &Cast, seat: &mut Seat, allowed: bool) {
    let asked = seat.asked.iter().filter_map(|(ticket, request)| match request {
        Request::Why(query) => Some((*ticket, query.rule.clone())),
        _ => None,
    });
    for (ticket, rule) in asked.collect::<Vec<_>>() {
        seat.reply_to(ticket, Ok(Reply::Why(Box::new(cast.why(&rule, allowed)))));
    }
}

fn explained(cast: &Cast, allowed: bool) -> Seat {
    let mut seat = cast.opened();
    seat.keys("w");
    answer(cast, &mut seat, allowed);
    seat
}

fn sharing(cast: &Cast, sharing: Sharing) -> Seat {
    let mut seat = cast.opened();
    seat.keys("s");
    seat.reply(Ok(Reply::Sharing(sharing)));
    seat
}

fn share_form(cast: &Cast) -> Seat {
    let mut seat = sharing(cast, cast.sharing());
    seat.keys("n");
    seat
}

fn locked_form(cast: &Cast, down: usize) -> Seat {
    let mut seat = cast.list();
    let locked =
        vec![AnyField::Plain(PlainField::Name), AnyField::Plain(PlainField::Status), AnyField::Sealed(Field::Phone)];
    cast.open(&mut seat, CustomerDetail { locked, ..cast.detail() });
    seat.keys("e");
    (0..down).for_each(|_| seat.press(KeyCode::Down));
    seat
}
