//! A line of the timeline, read whole and beside what it was.

use kin::desk::api::*;
use kin::domain::*;
use kin::ui::KeyCode;

use super::Sight;
use crate::cast::Cast;
use crate::office::{NOW, Seat, id, note};

pub const SIGHTS: &[Sight] = &[
    ("note_whole", whole),
    ("note_before", |cast| {
        let mut seat = whole(cast);
        seat.press(KeyCode::Left);
        seat
    }),
    ("timeline_kinds", |cast| {
        let mut seat = timeline(cast, cast.timeline());
        seat.keys("F");
        seat
    }),
    ("timeline_kind", |cast| {
        let mut seat = timeline(cast, cast.timeline());
        seat.keys("F");
        seat.press(KeyCode::Down);
        seat.keys("\n");
        seat.reply(Ok(Reply::Activity(Box::new(ActivityReply::List(cast.timeline()[1..2].to_vec())))));
        seat
    }),
];

fn timeline(cast: &Cast, rows: Vec<TimelineRow>) -> Seat {
    let mut seat = cast.opened();
    seat.keys("l");
    seat.reply(Ok(Reply::Timeline(rows)));
    seat
}

fn whole(cast: &Cast) -> Seat {
    let text = cast.say("# Hóa đơn tháng 10\n\n- **chưa nhận**\n- gửi lại bản giấy", "# Bill\n\n- one");
    let line = Activity {
        outcome: Some(ActivityOutcome::NoAnswer),
        direction: Direction::Out,
        minutes: (!cast.short).then_some(3),
        next_step: cast.say("gọi lại", "call").into(),
        edited_at: Some(NOW),
        edited_by: Some(id(202)),
        version: 2,
        ..note(11, ActivityKind::Call, text).activity
    };
    let row = TimelineRow { activity: line.clone(), edited_by: "minh".into(), ..note(11, ActivityKind::Call, "") };
    let mut seat = timeline(cast, vec![row.clone()]);
    seat.keys("\n");
    let before = Activity {
        version: 1,
        text: cast.say("Hỏi hóa đơn.", "Bill.").into(),
        edited_at: None,
        edited_by: None,
        ..line
    };
    let versions = vec![(before.as_version(id(70)), "lan".to_owned())];
    let history = NoteHistory { current: row, versions };
    seat.reply(Ok(Reply::Activity(Box::new(ActivityReply::History(Box::new(history))))));
    seat
}
