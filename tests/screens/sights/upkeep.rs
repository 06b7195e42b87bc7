//! The upkeep of customers: into the trash, merge, duplicates, what was opened last, hints while one types.

use kin::desk::api::*;
use kin::domain::Role;
use kin::ui::KeyCode;

use super::Sight;
use crate::cast::Cast;
use crate::office::Seat;

pub const SIGHTS: &[Sight] = &[
    ("trash_ask", |cast| pressed(cast, "d")),
    ("trash_ask_many", |cast| {
        let mut seat = pressed(cast, "  d");
        let done = BulkDone { changed: 1, conflicts: 1, ..BulkDone::default() };
        answer(&mut seat, UpkeepReply::Trashed(done));
        seat
    }),
    ("trash_done", |cast| {
        let mut seat = pressed(cast, "d\n");
        answer(&mut seat, UpkeepReply::Trashed(BulkDone { changed: 1, ..BulkDone::default() }));
        seat
    }),
    ("trash", |cast| {
        let mut seat = pressed(cast, "T");
        answer(&mut seat, UpkeepReply::Trash(cast.trash()));
        seat.keys("j");
        seat
    }),
    ("trash_empty", |cast| {
        let mut seat = pressed(cast, "T");
        answer(&mut seat, UpkeepReply::Trash(TrashPage::default()));
        seat
    }),
    ("duplicates", |cast| {
        let mut seat = pressed(cast, "=");
        answer(&mut seat, UpkeepReply::Duplicates(cast.duplicates()));
        seat
    }),
    ("duplicates_none", |cast| {
        let mut seat = pressed(cast, "=");
        answer(&mut seat, UpkeepReply::Duplicates(DuplicatesPage::default()));
        seat
    }),
    ("starred", starred),
    ("starred_open", |cast| {
        let mut seat = starred(cast);
        cast.open(&mut seat, CustomerDetail { starred: true, ..cast.detail() });
        seat
    }),
    ("merge", merge),
    ("merge_locked", |cast| {
        let mut seat = merge(cast);
        seat.keys("ljjjj");
        seat
    }),
    ("merge_conflict", |cast| {
        let mut seat = merge(cast);
        seat.keys("\n");
        let current = Box::new(cast.detail().customer);
        seat.reply(Err(Problem::Conflict { current }));
        answer(&mut seat, UpkeepReply::MergePreview(Box::new(cast.merge_preview())));
        seat
    }),
    ("recent", |cast| {
        let mut seat = pressed(cast, "R");
        answer(&mut seat, UpkeepReply::Recent(cast.people()));
        seat
    }),
    ("form_similar", |cast| {
        let mut seat = similar(cast);
        seat.press(KeyCode::BackTab);
        seat.press(KeyCode::BackTab);
        seat.press(KeyCode::BackTab);
        seat
    }),
    ("form_open_instead", |cast| {
        let mut seat = similar(cast);
        seat.press(KeyCode::BackTab);
        seat.press(KeyCode::BackTab);
        seat.keys("\n");
        seat
    }),
];

fn pressed(cast: &Cast, keys: &str) -> Seat {
    let mut seat = cast.lead();
    seat.keys(keys);
    seat
}

pub fn answer(seat: &mut Seat, reply: UpkeepReply) {
    seat.reply(Ok(Reply::Upkeep(Box::new(reply))));
}

/// The second one and the last one but one are marked, however long their names are.
fn starred(cast: &Cast) -> Seat {
    let mut people = cast.people();
    let last = people.len() - 2;
    for n in [1, last] {
        people[n].starred = true;
    }
    cast.at_list(Role::Lead, people, 1_000_000)
}

fn merge(cast: &Cast) -> Seat {
    let mut seat = pressed(cast, "  m");
    answer(&mut seat, UpkeepReply::MergePreview(Box::new(cast.merge_preview())));
    seat
}

/// A form in which a name was typed, and who is like it.
fn similar(cast: &Cast) -> Seat {
    let mut seat = pressed(cast, "n");
    seat.keys(cast.say("Hong Dao", "An Le"));
    seat.pass(1);
    answer(&mut seat, UpkeepReply::Similar(cast.similar()));
    seat
}

/// Whether a reply can be the answer to a request.
pub fn answers(reply: &UpkeepReply, request: &UpkeepRequest) -> bool {
    use {UpkeepReply as A, UpkeepRequest as Q};
    matches!(
        (reply, request),
        (A::Similar(_), Q::Similar { .. })
            | (A::Duplicates(_), Q::Duplicates { .. })
            | (A::NotDuplicates, Q::NotDuplicates { .. })
            | (A::MergePreview(_), Q::MergePreview { .. })
            | (A::Merged(_), Q::Merge { .. })
            | (A::Trashed(_), Q::Trash { .. })
            | (A::Trash(_), Q::Trashed { .. })
            | (A::Restored(_), Q::Restore { .. })
            | (A::Starred(_), Q::Star { .. })
            | (A::Recent(_), Q::Recent)
            | (A::Found(_), Q::Find { .. })
    )
}
