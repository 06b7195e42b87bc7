//! Lines of timelines: added, changed, taken away and put back, with what they were before, by those who may.

use kin::desk::Desk;
use kin::desk::api::*;
use kin::domain::*;

use crate::office::*;

pub fn words(text: &str) -> ActivityDraft {
    ActivityDraft { text: text.into(), ..ActivityDraft::default() }
}

pub fn ask(desk: &mut Desk, request: ActivityRequest) -> Result<ActivityReply, Problem> {
    match desk.ask(Request::Activity(Box::new(request)))? {
        Reply::Activity(reply) => Ok(*reply),
        other => panic!("{other:?}"),
    }
}

pub fn add(desk: &mut Desk, n: usize, draft: ActivityDraft) -> Result<SavedNote, Problem> {
    saved(ask(desk, ActivityRequest::Add { customer: Office::customer(n), draft }))
}

fn edit(desk: &mut Desk, note: Id, version: i64, draft: ActivityDraft) -> Result<SavedNote, Problem> {
    saved(ask(desk, ActivityRequest::Edit { note, version, draft }))
}

fn saved(reply: Result<ActivityReply, Problem>) -> Result<SavedNote, Problem> {
    match reply? {
        ActivityReply::Saved(saved) => Ok(saved),
        other => panic!("{other:?}"),
    }
}

fn history(desk: &mut Desk, note: Id) -> Result<NoteHistory, Problem> {
    match ask(desk, ActivityRequest::History { note })? {
        ActivityReply::History(history) => Ok(*history),
        other => panic!("{other:?}"),
    }
}

/// The texts of a line, from the first to the one of now.
fn texts(desk: &mut Desk, note: Id) -> Vec<String> {
    let history = history(desk, note).expect("a line");
    let versions = history.versions.into_iter().map(|(version, _)| version.text);
    versions.chain([history.current.activity.text]).collect()
}

#[track_caller]
fn verifies(desk: &mut Desk) {
    match desk.verify_log(&mut |_, _| {}) {
        Ok(Ok(_)) => {}
        other => panic!("{other:?}"),
    }
}

#[test]
fn a_call_keeps_what_came_of_it_and_an_edit_keeps_what_was_there() {
    let office = Office::new();
    let (mut lan, mut minh) = (office.at("lan"), office.at("minh"));
    let call = ActivityDraft {
        kind: ActivityKind::Call,
        direction: Direction::In,
        outcome: Some(ActivityOutcome::Reached),
        minutes: Some(5),
        next_step: "gọi lại +84903123567".into(),
        next_at: Some(Micros(NOW.0 + 86_400_000_000)),
        text: "hỏi **hóa đơn**\r\ntừ dao@gmail.com".into(),
    };
    let note = add(&mut lan, 0, call.clone()).expect("a call");
    assert_eq!((note.version, note.hidden), (1, 2));
    let entry = office.last();
    assert_eq!((entry.action, entry.subject), (Action::NoteAdd, Some(Office::customer(0))));
    assert!(!entry.details.contains("hóa") && !entry.details.contains("903"), "{}", entry.details);
    let row = timeline(&mut lan, Office::customer(0)).expect("a timeline").remove(0);
    let kept = ActivityDraft {
        text: "hỏi **hóa đơn**\ntừ d•••@gmail.com".into(),
        next_step: "gọi lại +84 ••• ••• 567".into(),
        ..call
    };
    assert_eq!(ActivityDraft::from(&row.activity), kept);
    assert!(row.may_edit && row.may_remove && row.edited_by.is_empty());

    // A lead puts it right.
    office.clock.advance(60);
    let better = ActivityDraft { outcome: Some(ActivityOutcome::Done), ..words("hỏi hóa đơn tháng 10") };
    let changed = edit(&mut minh, note.note, 1, better).expect("changed");
    assert_eq!((changed.note, changed.version), (note.note, 2));
    let entry = office.last();
    assert_eq!((entry.action, entry.subject), (Action::NoteEdit, Some(Office::customer(0))));
    assert!(!entry.details.contains("tháng"), "{}", entry.details);
    let seen = history(&mut lan, note.note).expect("a line");
    assert_eq!((seen.current.member.as_str(), seen.current.edited_by.as_str()), ("lan", "minh"));
    let [(first, by)] = &seen.versions[..] else { panic!("{:?}", seen.versions) };
    assert_eq!((first.version, first.text.as_str(), by.as_str()), (1, kept.text.as_str(), "lan"));
    assert_eq!((first.at, first.next_at), (row.activity.at, kept.next_at));
    let row = timeline(&mut minh, Office::customer(0)).expect("a timeline").remove(0);
    assert!(row.may_edit && !row.may_remove, "another's words may be put right, and stay");
    // To save what stands there is no change.
    edit(&mut lan, note.note, 2, ActivityDraft::from(&row.activity)).expect("the same");
    assert_eq!(history(&mut lan, note.note).expect("a line").versions.len(), 1);
    verifies(&mut lan);
}

#[test]
fn what_nobody_may_write_down_is_refused_by_its_kind() {
    let office = Office::new();
    let mut lan = office.at("lan");
    let before = office.log().len();
    for (text, unfit) in [
        ("khách đọc mật khẩu: Sen2026", Unfit::HoldsPassword),
        ("parola Sibiu2020", Unfit::HoldsPassword),
        ("OTP 123456", Unfit::HoldsOneTimeCode),
        ("CVV 123", Unfit::HoldsCardCode),
        ("PIN 1234", Unfit::HoldsPin),
    ] {
        let expected = |field: &str| Some(Problem::Invalid { field: field.into(), unfit });
        assert_eq!(add(&mut lan, 0, words(text)).err(), expected("text"), "{text}");
        let step = ActivityDraft { next_step: text.into(), ..words("hẹn") };
        assert_eq!(add(&mut lan, 0, step).err(), expected("next_step"), "{text}");
        assert_eq!(edit(&mut lan, Office::line(0), 1, words(text)).err(), expected("text"), "{text}");
        let old = Request::AddNote { customer: Office::customer(0), kind: ActivityKind::Note, text: text.into() };
        assert_eq!(lan.ask(old).map(|_| ()).err(), expected("text"), "{text}");
        assert!(!unfit.to_string().contains(text));
    }
    let long = ActivityDraft { minutes: Some(1_441), ..words("x") };
    assert!(matches!(add(&mut lan, 0, long), Err(Problem::Invalid { field, .. }) if field == "minutes"));
    assert!(matches!(add(&mut lan, 0, words(" \n ")), Err(Problem::Invalid { unfit: Unfit::Empty, .. })));
    assert_eq!(office.log().len(), before, "nothing was kept");
    // An outcome says enough.
    let unanswered = ActivityDraft { outcome: Some(ActivityOutcome::NoAnswer), ..words("") };
    add(&mut lan, 0, unanswered).expect("a call");
}

#[test]
fn of_two_who_change_a_line_the_second_gets_what_is_there_now() {
    let office = Office::new();
    let (mut lan, mut minh) = (office.at("lan"), office.at("minh"));
    let note = Office::line(0);
    edit(&mut minh, note, 1, words("của minh")).expect("first");
    match edit(&mut lan, note, 1, words("của lan")) {
        Err(Problem::NoteConflict { current }) => {
            assert_eq!((current.text.as_str(), current.version), ("của minh", 2));
        }
        other => panic!("{other:?}"),
    }
    edit(&mut lan, note, 2, words("của cả hai")).expect("on top of it");
    // What was taken away meanwhile is not there to be changed.
    let fresh = add(&mut lan, 0, words("tạm")).expect("a note").note;
    ask(&mut lan, ActivityRequest::Remove { note: fresh }).expect("gone");
    assert_eq!(edit(&mut minh, fresh, 1, words("x")).err(), Some(Problem::NotFound));
    verifies(&mut lan);
}

/// Who may read it but not change it, who may change his own, whose customer was taken away, and who may nothing.
#[test]
fn rights_are_judged_on_the_writer_and_on_the_customer() {
    let office = Office::new();
    let note = Office::line(0);
    let denied = || Some(Problem::Denied { rule: "note.edit".into() });
    let mut radu = office.at("radu");
    assert_eq!(edit(&mut radu, note, 1, words("x")).err(), denied());
    assert_eq!(edit(&mut radu, Id([7; 16]), 1, words("x")).err(), denied(), "whether it is there or not");
    assert!(history(&mut radu, note).is_ok());
    let mut service = office.at(SERVICE);
    assert_eq!(edit(&mut service, note, 1, words("x")).err(), denied());
    assert!(matches!(history(&mut service, note).err(), Some(Problem::Denied { .. })));
    // An agent of another department, and one who reaches her own customers alone.
    for name in ["sorin", "hoa"] {
        let mut desk = office.at(name);
        for request in [
            ActivityRequest::Edit { note, version: 1, draft: words("x") },
            ActivityRequest::Remove { note },
            ActivityRequest::History { note },
        ] {
            assert_eq!(ask(&mut desk, request).err(), Some(Problem::NotFound), "{name}");
        }
    }
    // A lead changes another's line, and does not take it away.
    let mut minh = office.at("minh");
    assert_eq!(ask(&mut minh, ActivityRequest::Remove { note }).err(), denied());
    assert_eq!((office.last().action, office.last().outcome), (Action::NoteEdit, Outcome::Denied));
    edit(&mut minh, note, 1, words("của minh")).expect("changed");
    // One's own line of a customer who has gone to another department.
    let (mut lan, mut mai) = (office.at("lan"), office.at("mai"));
    let mine = add(&mut lan, 0, words("của lan")).expect("a note").note;
    let sales = BulkChange::Department(Office::department(1));
    let customers = vec![(Office::customer(0), 1)];
    mai.ask(Request::Bulk { customers, change: sales, dry_run: false }).expect("moved");
    assert_eq!(edit(&mut lan, mine, 1, words("x")).err(), Some(Problem::NotFound));
    assert_eq!(ask(&mut lan, ActivityRequest::Remove { note: mine }).err(), Some(Problem::NotFound));
    assert_eq!(lan.ask(Request::Undo).map(|_| ()).err(), Some(Problem::NotFound), "nor by taking back");
    verifies(&mut mai);
}

/// Steps taken back and done again in any order: every text that ever stood there is in the history, in its order, and
/// what stands there now is what the steps say.
#[test]
fn nothing_that_was_said_is_lost_by_undo_and_redo() {
    for seed in 0..12 {
        let office = Office::new();
        let mut lan = office.at("lan");
        let mut random = fastrand::Rng::with_seed(seed);
        let note = add(&mut lan, 0, words("0")).expect("a note").note;
        // What stands there, and what an undo and a redo would put there.
        let (mut now, mut back, mut forth) = ("0".to_owned(), Vec::new(), Vec::<String>::new());
        let mut said = vec![now.clone()];
        for turn in 1..25 {
            match random.u8(..3) {
                0 if !back.is_empty() => {
                    lan.ask(Request::Undo).expect("undone");
                    forth.push(std::mem::replace(&mut now, back.pop().expect("a step")));
                }
                1 if !forth.is_empty() => {
                    lan.ask(Request::Redo).expect("done again");
                    back.push(std::mem::replace(&mut now, forth.pop().expect("a step")));
                }
                _ => {
                    let version = said.len() as i64;
                    edit(&mut lan, note, version, words(&turn.to_string())).expect("changed");
                    back.push(std::mem::replace(&mut now, turn.to_string()));
                    forth.clear();
                }
            }
            said.push(now.clone());
            assert_eq!(texts(&mut lan, note), said, "seed {seed}, turn {turn}");
        }
        // Taken away with all of it, and put back with all of it.
        ask(&mut lan, ActivityRequest::Remove { note }).expect("gone");
        assert_eq!(history(&mut lan, note).err(), Some(Problem::NotFound));
        assert_eq!(office.last().action, Action::NoteRemove);
        lan.ask(Request::Lock { idle: true }).expect("locked");
        lan.ask(Request::Unlock { password: Secret::new(password("lan")) }).expect("open");
        match lan.ask(Request::Undo).expect("back") {
            Reply::Undone(undone) => assert_eq!(undone.what, UndoneWhat::NoteBack(planted(0).name)),
            other => panic!("{other:?}"),
        }
        assert_eq!(texts(&mut lan, note), said, "seed {seed}");
        // And the steps before it still find it as they left it.
        if !back.is_empty() {
            lan.ask(Request::Undo).expect("undone");
            assert_eq!(texts(&mut lan, note).last(), back.last(), "seed {seed}");
        }
        verifies(&mut lan);
    }
}

#[test]
fn somebody_elses_change_is_not_taken_back() {
    let office = Office::new();
    let (mut lan, mut minh) = (office.at("lan"), office.at("minh"));
    let note = add(&mut lan, 0, words("một")).expect("a note").note;
    edit(&mut minh, note, 1, words("hai")).expect("changed");
    for _ in 0..2 {
        assert!(matches!(lan.ask(Request::Undo), Err(Problem::NoteConflict { .. })), "the step stays");
    }
    minh.ask(Request::Undo).expect("his own");
    assert!(matches!(lan.ask(Request::Undo), Err(Problem::NoteConflict { .. })), "the version is another one");
    assert_eq!(texts(&mut lan, note), ["một", "hai", "một"]);
    verifies(&mut lan);
}

#[test]
fn a_history_changed_by_hand_is_found() {
    for sql in [
        "UPDATE note_version SET text = 'khác'",
        "UPDATE note_version SET member = zeroblob(16)",
        "DELETE FROM note_version",
        "UPDATE activity SET version = 1 WHERE version = 2",
        "UPDATE activity SET edited_by = member WHERE version = 2",
        "UPDATE activity SET outcome = 'reached' WHERE version = 2",
    ] {
        let office = Office::new();
        let mut minh = office.at("minh");
        edit(&mut minh, Office::line(0), 1, words("khác")).expect("changed");
        drop(minh);
        office.run(sql);
        assert!(matches!(office.desk().verify_log(&mut |_, _| {}), Ok(Err(_))), "{sql}");
    }
}

#[test]
fn a_timeline_of_one_kind_and_the_usual_words() {
    let office = Office::new();
    let (mut mai, mut lan) = (office.at("mai"), office.at("lan"));
    add(&mut lan, 0, ActivityDraft { kind: ActivityKind::Chat, ..words("chat") }).expect("a chat");
    let customer = Office::customer(0);
    let list = |desk: &mut Desk, kind| match ask(desk, ActivityRequest::List { customer, kind, before: None }) {
        Ok(ActivityReply::List(rows)) => rows.into_iter().map(|row| row.activity.kind).collect::<Vec<_>>(),
        other => panic!("{other:?}"),
    };
    assert_eq!(list(&mut lan, Some(ActivityKind::Chat)), [ActivityKind::Chat]);
    assert_eq!(list(&mut lan, None), [ActivityKind::Chat, ActivityKind::Call]);
    crate::deeds::set_policy(&mut mai, |policy| {
        let text = "Chào {customer}, tôi là {member}. {number}".into();
        policy.service.snippets = vec![service::Snippet { name: "chào".into(), text }];
    })
    .expect("a decision");
    let mut lan = office.at("lan");
    match ask(&mut lan, ActivityRequest::Snippets { customer }) {
        Ok(ActivityReply::Snippets(snippets)) => {
            assert_eq!(snippets[0].text, format!("Chào {}, tôi là lan. {{number}}", planted(0).name));
        }
        other => panic!("{other:?}"),
    }
}

/// Nothing is changed while one looks as another role.
#[test]
fn a_preview_changes_no_line() {
    let office = Office::new();
    let mut mai = office.at("mai");
    mai.ask(Request::PreviewRole(Some(Role::Agent))).expect("a preview");
    let note = Office::line(0);
    for request in [
        ActivityRequest::Add { customer: Office::customer(0), draft: words("x") },
        ActivityRequest::Edit { note, version: 1, draft: words("x") },
        ActivityRequest::Remove { note },
    ] {
        assert_eq!(ask(&mut mai, request).err(), Some(Problem::Previewing));
    }
}
