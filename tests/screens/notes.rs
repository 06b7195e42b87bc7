//! The timeline and its form: a call logged in a few keys, lines changed, read, taken away, and told to colleagues.

use kin::desk::api::*;
use kin::domain::*;
use kin::ui::*;

use crate::office::*;

/// What was asked of timelines last.
#[track_caller]
fn asked(seat: &Seat) -> &ActivityRequest {
    match seat.last() {
        Request::Activity(request) => request,
        other => panic!("{other:?}"),
    }
}

fn answer(reply: ActivityReply) -> Result<Reply, Problem> {
    Ok(Reply::Activity(Box::new(reply)))
}

fn mine(n: u8, kind: ActivityKind, text: &str) -> TimelineRow {
    TimelineRow { may_edit: true, may_remove: true, ..note(n, kind, text) }
}

/// At the timeline of a customer.
fn at_timeline(rows: Vec<TimelineRow>) -> Seat {
    let mut seat = Seat::at_customer();
    seat.keys("l");
    seat.reply(Ok(Reply::Timeline(rows)));
    seat
}

#[test]
fn a_call_is_logged_in_two_keys_and_its_outcome_in_two_more() {
    let mut seat = Seat::at_customer();
    seat.keys("c");
    seat.shows("[Call]");
    // Nothing to say but that nobody answered: the outcome is enough.
    seat.ctrl('s');
    seat.shows("Write something first");
    seat.keys("\tn");
    seat.ctrl('s');
    let ActivityRequest::Add { customer, draft } = asked(&seat) else { panic!("not added") };
    assert_eq!(*customer, id(1));
    let expected = ActivityDraft {
        kind: ActivityKind::Call,
        direction: Direction::In,
        outcome: Some(ActivityOutcome::NoAnswer),
        ..ActivityDraft::default()
    };
    assert_eq!(*draft, expected);
    seat.reply(Ok(noted()));
    seat.shows("in the timeline");
    assert!(matches!(seat.last(), Request::Timeline { .. }), "the timeline is loaded again");
    // From a note, the kind without leaving the words.
    seat.keys("agọi lại");
    seat.ctrl('k');
    seat.keys(" mai");
    seat.ctrl('s');
    let ActivityRequest::Add { draft, .. } = asked(&seat) else { panic!("not added") };
    assert_eq!((draft.kind, draft.text.as_str()), (ActivityKind::Call, "gọi lại mai"));
}

#[test]
fn minutes_and_days_are_read_and_mistakes_are_told_at_their_fields() {
    let mut seat = Seat::at_customer();
    seat.keys("cx\t\t\t");
    seat.keys("năm");
    seat.ctrl('s');
    seat.shows("whole minutes");
    seat.times(3, KeyCode::Backspace);
    seat.keys("5\tgọi lại\t31/02");
    seat.ctrl('s');
    seat.shows("No day.");
    seat.times(5, KeyCode::Backspace);
    seat.keys("3d 14:30");
    seat.ctrl('s');
    let ActivityRequest::Add { draft, .. } = asked(&seat) else { panic!("not added") };
    assert_eq!((draft.minutes, draft.next_step.as_str()), (Some(5), "gọi lại"));
    let days = (draft.next_at.expect("a moment").0 - NOW.0) / 86_400_000_000;
    assert!((2..=3).contains(&days), "{days}");
    // Refused, with the reason; what was typed stays.
    seat.reply(Err(Problem::Invalid { field: "text".into(), unfit: Unfit::HoldsPassword }));
    seat.shows("holds a password");
    seat.shows("gọi lại");
}

#[test]
fn a_colleague_is_completed_and_who_was_not_told_is_said() {
    let mut seat = Seat::at_customer();
    seat.keys("anhờ @");
    assert!(matches!(asked(&seat), ActivityRequest::Mentionable { customer } if *customer == id(1)));
    let names = vec![(id(2), "minh".to_owned()), (id(3), "Lan Nguyễn".to_owned())];
    seat.reply(answer(ActivityReply::Mentionable(names)));
    seat.shows("Lan Nguyễn");
    seat.keys("lan\txem");
    seat.ctrl('s');
    let ActivityRequest::Add { draft, .. } = asked(&seat) else { panic!("not added") };
    assert_eq!(draft.text, "nhờ @Lan Nguyễn xem");
    let saved = SavedNote { note: id(9), version: 1, hidden: 0, not_mentioned: vec!["sorin".into()] };
    seat.reply(answer(ActivityReply::Saved(saved)));
    seat.shows("sorin");
    seat.shows("Not told");
}

#[test]
fn one_changes_ones_own_line_and_meets_somebody_elses_change() {
    let mut seat = at_timeline(vec![mine(11, ActivityKind::Call, "hỏi hóa đơn"), note(12, ActivityKind::Note, "khác")]);
    seat.keys("e");
    seat.shows("Change a note");
    seat.keys(" tháng 10");
    seat.ctrl('s');
    let ActivityRequest::Edit { note: line, version, draft } = asked(&seat) else { panic!("not changed") };
    assert_eq!((*line, *version, draft.text.as_str()), (id(11), 1, "hỏi hóa đơn tháng 10"));
    let theirs = Activity { version: 2, ..note(11, ActivityKind::Call, "của minh").activity };
    let conflict = || Err(Problem::NoteConflict { current: Box::new(theirs.clone()) });
    seat.reply(conflict());
    seat.shows("Changed meanwhile");
    seat.shows("của minh");
    seat.shows("hỏi hóa đơn tháng 10");
    // Mine, on top of theirs.
    seat.keys("\n");
    let ActivityRequest::Edit { version, draft, .. } = asked(&seat) else { panic!("not saved") };
    assert_eq!((*version, draft.text.as_str()), (2, "hỏi hóa đơn tháng 10"));
    seat.reply(conflict());
    // Theirs, to go on from.
    seat.press(KeyCode::Left);
    seat.keys("\n");
    seat.shows("của minh");
    seat.keys("!");
    seat.ctrl('s');
    let ActivityRequest::Edit { draft, .. } = asked(&seat) else { panic!("not saved") };
    assert_eq!(draft.text, "của minh!");
    seat.reply(Ok(noted()));
    seat.shows("The note was changed");
    // Another's line is not offered to be changed.
    seat.reply(Ok(Reply::Timeline(vec![note(12, ActivityKind::Note, "khác")])));
    seat.keys("e");
    seat.shows("Not possible here");
}

#[test]
fn a_line_is_taken_away_and_put_back() {
    let mut seat = at_timeline(vec![mine(11, ActivityKind::Call, "một")]);
    seat.keys("dd");
    assert!(matches!(asked(&seat), ActivityRequest::Remove { note } if *note == id(11)));
    let removes =
        |ask: &Request| matches!(ask, Request::Activity(ask) if matches!(**ask, ActivityRequest::Remove { .. }));
    assert_eq!(seat.asks(removes), 1, "once");
    seat.reply(answer(ActivityReply::Removed));
    seat.shows("gone from the timeline. u puts it back");
    seat.reply(Ok(Reply::Timeline(Vec::new())));
    seat.keys("u");
    let what = UndoneWhat::NoteBack("Nguyễn Thị Hồng Đào".into());
    seat.reply(Ok(Reply::Undone(Undone { what, customer: Some(id(1)), undo_left: 0, redo_left: 1 })));
    seat.shows("is back");
    // Somebody else has changed it: that is said.
    seat.keys("U");
    seat.reply(Err(Problem::NoteConflict { current: Box::new(note(11, ActivityKind::Call, "x").activity) }));
    seat.shows("changed by someone since");
}

#[test]
fn one_kind_is_shown_and_pages_go_on_within_it() {
    let mut seat = at_timeline(vec![mine(11, ActivityKind::Call, "một"), note(12, ActivityKind::Note, "hai")]);
    seat.keys("Fchat\n");
    let chat = Some(ActivityKind::Chat);
    assert!(matches!(asked(&seat), ActivityRequest::List { kind, before: None, .. } if *kind == chat));
    let rows = (20..60).map(|n| note(n, ActivityKind::Chat, "chat")).collect();
    seat.reply(answer(ActivityReply::List(rows)));
    seat.shows("Only: Chat");
    seat.keys("j");
    let ActivityRequest::List { kind, before, .. } = asked(&seat) else { panic!("no page") };
    assert_eq!((*kind, before.map(|(_, id)| id)), (chat, Some(id(59))));
    seat.reply(answer(ActivityReply::List(Vec::new())));
    seat.keys("Feverything\n");
    assert!(matches!(seat.last(), Request::Timeline { before: None, .. }));
}

#[test]
fn a_line_is_read_whole_and_beside_what_it_was() {
    let line = Activity {
        outcome: Some(ActivityOutcome::NoAnswer),
        direction: Direction::Out,
        minutes: Some(3),
        next_step: "gọi lại".into(),
        edited_at: Some(NOW),
        edited_by: Some(id(202)),
        version: 2,
        ..note(11, ActivityKind::Call, "# Hóa đơn\n\n- **một**\n- hai").activity
    };
    let row = TimelineRow { activity: line.clone(), edited_by: "minh".into(), ..mine(11, ActivityKind::Call, "") };
    let mut seat = at_timeline(vec![row.clone()]);
    seat.shows("no answer");
    seat.shows("changed");
    seat.shows("Next: gọi lại");
    seat.shows("• một");
    seat.keys("\n");
    assert!(matches!(asked(&seat), ActivityRequest::History { note } if *note == id(11)));
    let before = Activity { version: 1, text: "cũ".into(), edited_at: None, edited_by: None, ..line };
    let versions = vec![(before.as_version(id(70)), "lan".to_owned())];
    seat.reply(answer(ActivityReply::History(Box::new(NoteHistory { current: row, versions }))));
    seat.shows("by minh");
    seat.shows("• hai");
    seat.hides("cũ");
    seat.press(KeyCode::Left);
    seat.shows("Version 1");
    seat.shows("cũ");
    seat.shows("• hai");
    seat.press(KeyCode::Left);
    seat.press(KeyCode::Right);
    seat.hides("Version 1");
    seat.keys("\x1b");
    seat.hides("A line of the timeline");
}

#[test]
fn the_usual_words_are_put_in() {
    let mut seat = Seat::at_customer();
    seat.keys("aDạ, ");
    seat.ctrl('t');
    let snippets = vec![
        service::Snippet { name: "chào".into(), text: "chào chị Đào".into() },
        service::Snippet { name: "cảm ơn".into(), text: "cảm ơn".into() },
    ];
    seat.reply(answer(ActivityReply::Snippets(snippets)));
    seat.keys("chao\n");
    seat.ctrl('s');
    let ActivityRequest::Add { draft, .. } = asked(&seat) else { panic!("not added") };
    assert_eq!(draft.text, "Dạ, chào chị Đào");
}

/// What was typed into any part of the form is kept, and comes back.
#[test]
fn a_draft_holds_every_part_of_the_form() {
    let mut seat = Seat::at_customer();
    seat.keys("cx\tb\t\t7\tbáo giá\t3d");
    seat.pass(2);
    let kept = seat.kept();
    let mut seat = Seat::new(start((80, 24)));
    seat.keys("lan\tx\t1\n");
    seat.reply(Ok(Reply::SignedIn(Box::new(who(Role::Agent)))));
    seat.reply(Ok(Reply::Drafts(vec![kept])));
    seat.keys("\n");
    seat.ctrl('s');
    let ActivityRequest::Add { draft, .. } = asked(&seat) else { panic!("not added") };
    assert_eq!((draft.kind, draft.outcome), (ActivityKind::Call, Some(ActivityOutcome::Busy)));
    assert_eq!((draft.direction, draft.minutes, draft.next_step.as_str()), (Direction::In, Some(7), "báo giá"));
    assert!(draft.next_at.is_some() && draft.text == "x");
}
