//! Lines of timelines: what they were before they were changed, and whom they turn to.

use super::*;
use crate::domain::audit::RecordKind;
use crate::domain::{ActivityKind, ActivityOutcome, Direction};

fn line(number: u64) -> Activity {
    let at = Micros(number as i64);
    Activity { text: "called".into(), ..Activity::blank(id(number), id(1), MEMBER, at) }
}

fn office() -> Office {
    let mut office = Office::new();
    office.write(Action::CustomerCreate, None, |tx| tx.insert_customer(&customer(1, "an le", "kim")));
    office
}

/// What the log of a file of before vouches for: lines that say nothing more have the digest that they had.
#[test]
fn a_line_of_before_keeps_its_digest() {
    use crate::domain::audit::Encoder;
    let bare = line(7);
    let before = Encoder::new("kin activity v1")
        .put(&bare.id.0)
        .put(&bare.customer.0)
        .put(b"note")
        .put(&MEMBER.0)
        .put_int(7)
        .put(b"called")
        .digest();
    assert_eq!(digest::activity(&bare), before);
    let member = Some(MEMBER);
    let more = [
        Activity { direction: Direction::In, ..bare.clone() },
        Activity { outcome: Some(ActivityOutcome::Busy), ..bare.clone() },
        Activity { minutes: Some(0), ..bare.clone() },
        Activity { next_step: "x".into(), ..bare.clone() },
        Activity { next_at: Some(Micros(0)), ..bare.clone() },
        Activity { edited_at: Some(Micros(0)), ..bare.clone() },
        Activity { edited_by: member, ..bare.clone() },
        Activity { version: 2, ..bare.clone() },
        Activity { ticket: member, ..bare.clone() },
        Activity { mentions: vec![MEMBER], ..bare.clone() },
    ];
    let digests: std::collections::HashSet<[u8; 16]> = more.iter().map(digest::activity).chain([before]).collect();
    assert_eq!(digests.len(), more.len() + 1, "each part counts");
}

#[test]
fn an_edit_keeps_what_was_there_and_an_older_one_is_a_conflict() {
    let mut office = office();
    let first = line(7);
    office.write(Action::NoteAdd, Some(id(1)), |tx| tx.insert_activity(&first));
    let second = Activity {
        kind: ActivityKind::Call,
        text: "called twice".into(),
        outcome: Some(ActivityOutcome::NoAnswer),
        minutes: Some(3),
        edited_at: Some(Micros(20)),
        edited_by: Some(MEMBER),
        mentions: vec![MEMBER, id(60)],
        ..first.clone()
    };
    let version = office.write(Action::NoteEdit, Some(id(1)), |tx| tx.update_activity(&second, id(100)));
    assert_eq!(version, 2);
    let now = office.read(|tx| tx.activity(id(7))).unwrap();
    assert_eq!(now, Activity { version: 2, ..second.clone() });
    assert_eq!(office.read(|tx| tx.note_versions(id(7))), [first.as_version(id(100))]);
    let late = office.try_write(Action::NoteEdit, None, |tx| tx.update_activity(&second, id(101)));
    let Err(StoreError::NoteConflict { current }) = late else { panic!("{late:?}") };
    assert_eq!(*current, now);
    office.verify().unwrap();
    // A version changed or taken away is found.
    let (there, _) = office.read(|tx| tx.present(RecordKind::NoteVersion, id(100))).unwrap();
    assert_eq!(there, 4);
    for sql in ["UPDATE note_version SET text = 'x'", "UPDATE note_version SET at = 9", "DELETE FROM note_version"] {
        office.store.conn.execute_batch(&format!("SAVEPOINT s; {sql}")).unwrap();
        let verdict = verify::check(&Snapshot { conn: &office.store.conn }, None, &checks(), &mut |_, _| {}).unwrap();
        office.store.conn.execute_batch("ROLLBACK TO s; RELEASE s").unwrap();
        assert!(verdict.is_err(), "{sql}");
    }
    // It goes with all that it was.
    office.write(Action::NoteRemove, Some(id(1)), |tx| tx.delete_activity(id(7)));
    assert!(
        office.read(|tx| tx.note_versions(id(7))).is_empty() && office.read(|tx| tx.mentions(MEMBER, 9)).is_empty()
    );
    office.verify().unwrap();
}

#[test]
fn a_mention_is_new_until_it_was_seen_and_follows_the_line() {
    let mut office = office();
    let mentioning = |number: u64, members: &[Id]| Activity { mentions: members.to_vec(), ..line(number) };
    office.write(Action::NoteAdd, None, |tx| tx.insert_activity(&mentioning(7, &[MEMBER, id(60)])));
    office.write(Action::NoteAdd, None, |tx| tx.insert_activity(&mentioning(8, &[MEMBER])));
    let shown = |office: &mut Office, member| {
        let all = office.read(|tx| tx.mentions(member, 9));
        all.iter().map(|mention| (mention.activity, mention.seen_at.is_some())).collect::<Vec<_>>()
    };
    assert_eq!(shown(&mut office, MEMBER), [(id(8), false), (id(7), false)]);
    let see =
        |office: &mut Office, at| office.store.shelf(|shelf| shelf.see_mention(MEMBER, id(8), Micros(at))).unwrap();
    assert!(see(&mut office, 50) && see(&mut office, 60));
    assert_eq!(shown(&mut office, MEMBER), [(id(7), false), (id(8), true)]);
    assert_eq!(office.read(|tx| tx.mentions(MEMBER, 1)).len(), 1);
    // Whom it names no longer has none; who is named still has seen it.
    let edited = mentioning(8, &[MEMBER, id(60)]);
    office.write(Action::NoteEdit, None, |tx| tx.update_activity(&edited, id(100)));
    assert_eq!(shown(&mut office, MEMBER), [(id(7), false), (id(8), true)]);
    assert_eq!(shown(&mut office, id(60)), [(id(8), false), (id(7), false)]);
    let edited = Activity { version: 2, ..mentioning(8, &[]) };
    office.write(Action::NoteEdit, None, |tx| tx.update_activity(&edited, id(101)));
    assert_eq!(shown(&mut office, MEMBER), [(id(7), false)]);
    assert!(!see(&mut office, 70), "nobody else's");
    office.verify().unwrap();
}

#[test]
fn a_timeline_of_one_kind_pages_like_the_whole() {
    let mut office = office();
    office.write(Action::Import, None, |tx| {
        (10..40).try_for_each(|number| {
            let kind = if number % 3 == 0 { ActivityKind::Chat } else { ActivityKind::Note };
            tx.insert_activity(&Activity { kind, ..line(number) })
        })
    });
    let mut seen = Vec::new();
    let mut before = None;
    loop {
        let page = office.read(|tx| tx.timeline(id(1), Some(ActivityKind::Chat), before, 4));
        let Some(last) = page.last() else { break };
        before = Some((last.at, last.id));
        seen.extend(page.iter().map(|line| line.at.0));
    }
    assert_eq!(seen, (10..40).filter(|n| n % 3 == 0).rev().collect::<Vec<i64>>());
    assert_eq!(office.read(|tx| tx.timeline(id(1), None, None, 99)).len(), 30);
}
