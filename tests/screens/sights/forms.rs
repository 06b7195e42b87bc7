//! What is typed and saved: customer, conflict, note, drafts, the questions before something is lost.

use kin::desk::api::*;
use kin::domain::*;
use kin::ui::*;

use super::Sight;
use crate::cast::Cast;
use crate::office::{Seat, noted};

pub const SIGHTS: &[Sight] = &[
    ("form_new", |cast| {
        let mut seat = cast.list();
        seat.keys("n");
        seat
    }),
    ("form_edit", editing),
    ("form_choice", |cast| {
        let mut seat = editing(cast);
        down(&mut seat, 5);
        seat.press(KeyCode::Right);
        seat
    }),
    ("form_saving", |cast| {
        let mut seat = editing(cast);
        seat.keys(" A");
        save(&mut seat);
        seat
    }),
    ("form_name_needed", |cast| {
        let mut seat = cast.list();
        seat.keys("n");
        save(&mut seat);
        seat
    }),
    ("form_errors", |cast| {
        let mut seat = editing(cast);
        down(&mut seat, 8);
        seat.keys("dao");
        save(&mut seat);
        seat.reply(Err(Problem::Invalid { field: "email".into(), unfit: Unfit::Email }));
        seat
    }),
    ("form_problem", |cast| {
        let mut seat = editing(cast);
        seat.keys(" A");
        save(&mut seat);
        seat.reply(Err(Problem::NotFound));
        seat
    }),
    ("form_sealed_typed", |cast| {
        let mut seat = editing(cast);
        down(&mut seat, 6);
        seat.keys("0903123567");
        down(&mut seat, 2);
        seat.press(KeyCode::Delete);
        seat
    }),
    ("form_dropped_by_lock", |cast| {
        let mut seat = editing(cast);
        down(&mut seat, 6);
        seat.keys("0903123567");
        seat.press(KeyCode::F(9));
        seat.keys("pw\n");
        seat.reply(Ok(Reply::Unlocked));
        seat
    }),
    ("form_saved", |cast| {
        let mut seat = editing(cast);
        seat.keys(" A");
        save(&mut seat);
        seat.reply(Ok(Reply::Saved { customer: id_of(cast), created: false }));
        seat
    }),
    ("conflict", |cast| {
        let mut seat = editing(cast);
        seat.press(KeyCode::Down);
        seat.keys(" Group");
        down(&mut seat, 7);
        seat.keys("dao@sen.vn");
        save(&mut seat);
        conflict(&mut seat, cast.theirs());
        seat
    }),
    ("conflict_same", |cast| {
        let mut seat = editing(cast);
        seat.keys(" A");
        save(&mut seat);
        let mut theirs = cast.detail();
        theirs.customer.name.push_str(" A");
        conflict(&mut seat, theirs);
        seat
    }),
    ("note", noting),
    ("note_kind", |cast| {
        let mut seat = noting(cast);
        seat.keys("\t");
        seat.press(KeyCode::Right);
        seat
    }),
    ("note_empty", |cast| {
        let mut seat = cast.opened();
        seat.keys("a");
        save(&mut seat);
        seat
    }),
    ("note_saved", |cast| {
        let mut seat = noting(cast);
        save(&mut seat);
        seat.reply(Ok(noted()));
        seat
    }),
    ("question_drop", |cast| {
        let mut seat = noting(cast);
        seat.press(KeyCode::Esc);
        seat
    }),
    ("question_quit", |cast| {
        let mut seat = noting(cast);
        seat.send(Event::Key(Key::ctrl('q')));
        seat
    }),
    ("drafts", |cast| {
        let mut seat = cast.list();
        let drafts = vec![kept(noting(cast)), kept(typing(editing(cast))), kept(typing(newcomer(cast)))];
        seat.reply(Ok(Reply::Drafts(drafts)));
        seat
    }),
];

fn id_of(cast: &Cast) -> Id {
    cast.detail().customer.id
}

fn editing(cast: &Cast) -> Seat {
    let mut seat = cast.opened();
    seat.keys("e");
    seat
}

fn newcomer(cast: &Cast) -> Seat {
    let mut seat = cast.list();
    seat.keys("n");
    seat
}

fn typing(mut seat: Seat) -> Seat {
    seat.keys("Mai");
    seat
}

fn noting(cast: &Cast) -> Seat {
    let mut seat = cast.opened();
    seat.keys("aHỏi về hóa đơn.\nGọi lại chiều mai, sau 17 giờ.");
    seat
}

fn down(seat: &mut Seat, times: usize) {
    (0..times).for_each(|_| seat.press(KeyCode::Down));
}

fn save(seat: &mut Seat) {
    seat.send(Event::Key(Key::ctrl('s')));
}

fn conflict(seat: &mut Seat, theirs: CustomerDetail) {
    seat.reply(Err(Problem::Conflict { current: Box::new(theirs.customer.clone()) }));
    seat.reply(Ok(Reply::Customer(Box::new(theirs))));
}

/// What this seat has kept of what is typed there.
fn kept(mut seat: Seat) -> Draft {
    seat.pass(2);
    let Some((_, Request::SaveDraft { key, body })) = seat.asked.pop() else { panic!("nothing was kept") };
    Draft { key, at: seat.now, body }
}
