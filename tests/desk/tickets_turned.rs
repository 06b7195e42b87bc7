//! Acts on tickets taken back and done again, merges above all; and tickets changed behind the desk's back.

use std::collections::BTreeSet;

use kin::desk::Desk;
use kin::desk::api::*;
use kin::domain::ticket::{Phase, Priority, Ticket, TicketNote};
use kin::domain::*;

use crate::deeds::whole;
use crate::office::*;
use crate::tickets::*;

fn turn(desk: &mut Desk, request: Request) -> Result<UndoneWhat, Problem> {
    match desk.ask(request)? {
        Reply::Undone(undone) => Ok(undone.what),
        other => panic!("{other:?}"),
    }
}

/// All that there is of a ticket, but for when and how often it was changed.
#[derive(Debug, PartialEq, Clone)]
struct Whole {
    ticket: Ticket,
    notes: Vec<TicketNote>,
    watchers: BTreeSet<Id>,
    related: BTreeSet<Id>,
}

fn state(desk: &mut Desk, id: Id) -> Whole {
    let detail = opened(desk, id).expect("there");
    Whole {
        ticket: Ticket { version: 0, updated_at: Micros(0), ..detail.row.ticket },
        notes: detail.notes.into_iter().map(|row| row.note).collect(),
        watchers: detail.watchers.into_iter().map(|(id, _)| id).collect(),
        related: detail.related.into_iter().map(|other| other.id).collect(),
    }
}

#[test]
fn edits_notes_and_hand_overs_are_taken_back_and_done_again() {
    let office = Office::new();
    let mut minh = office.at("minh");
    let id = like(&mut minh, 0);
    let mut states = vec![state(&mut minh, id)];
    let acts: [&dyn Fn(&mut Desk); 7] = [
        &|desk| {
            let edit =
                TicketDraft { subject: "Vé khác".into(), priority: Priority::Urgent, ..edit_of(&ticket(desk, id)) };
            raise(desk, edit).expect("edited");
        },
        &|desk| assert!(note(desk, id, false, "hỏi hãng").is_ok()),
        &|desk| {
            change_now(desk, id, TicketChange::Status("waiting".into())).expect("waits");
        },
        &|desk| assert!(note(desk, id, true, "đã gửi lại").is_ok()),
        &|desk| {
            let wanted = TicketChange::HandOver { owner: Office::member("hoa"), text: "nhờ Hoa".into() };
            change_now(desk, id, wanted).expect("handed over");
        },
        &|desk| {
            change_now(desk, id, TicketChange::Status("solved".into())).expect("done");
        },
        &|desk| drop(ask(desk, TicketRequest::Rate { ticket: id, score: 4 }).expect("rated")),
    ];
    for act in acts {
        office.clock.advance(100);
        act(&mut minh);
        states.push(state(&mut minh, id));
    }
    for _ in 0..2 {
        for before in states.iter().rev().skip(1) {
            assert_eq!(turn(&mut minh, Request::Undo), Ok(UndoneWhat::Ticket(1)));
            assert_eq!(state(&mut minh, id), *before);
            whole(&office);
        }
        // What was taken back lies sealed over a lock.
        minh.ask(Request::Lock { idle: true }).expect("locked");
        minh.ask(Request::Unlock { password: Secret::new(password("minh")) }).expect("open");
        for after in &states[1..] {
            assert_eq!(turn(&mut minh, Request::Redo), Ok(UndoneWhat::Ticket(1)));
            let now = state(&mut minh, id);
            // A status entered again is entered at another time.
            assert_eq!(
                (&now.notes, &now.ticket.status, now.ticket.owner),
                (&after.notes, &after.ticket.status, after.ticket.owner)
            );
        }
    }
    let log = office.log();
    assert!(log.iter().any(|entry| entry.action == Action::TicketEdit && entry.details.contains("\"undo\":true")));
    assert!(!log.iter().any(|entry| entry.details.contains("hãng") || entry.details.contains("Vé khác")));
}

#[test]
fn what_somebody_else_changed_since_stays() {
    let office = Office::new();
    let (mut lan, mut minh) = (office.at("lan"), office.at("minh"));
    let ids: Vec<Id> = (0..3).map(|_| like(&mut lan, 0)).collect();
    let chosen: Vec<(Id, i64)> = ids.iter().map(|id| (*id, 1)).collect();
    change(&mut minh, &chosen, TicketChange::Priority(Priority::High)).expect("changed");
    change_now(&mut lan, ids[0], TicketChange::Status("open".into())).expect("hers");
    // A note since is no edit: it stays, and so does the answer.
    note(&mut lan, ids[1], true, "đã trả lời").expect("answered");
    assert_eq!(turn(&mut minh, Request::Undo), Ok(UndoneWhat::Tickets(2)));
    let kept = ticket(&mut lan, ids[1]);
    assert_eq!((kept.priority, kept.clocks.respond.ended.is_some()), (Priority::Normal, true));
    assert_eq!(ticket(&mut lan, ids[0]).priority, Priority::High);
    assert_eq!(opened(&mut lan, ids[1]).expect("there").notes.len(), 1);
    // All of it somebody else's: nothing happens, and the step stays.
    change_now(&mut minh, ids[2], TicketChange::Status("open".into())).expect("his");
    change_now(&mut lan, ids[2], TicketChange::Status("waiting".into())).expect("hers");
    assert!(matches!(turn(&mut minh, Request::Undo), Err(Problem::TicketConflict { .. })));
    assert!(matches!(turn(&mut minh, Request::Undo), Err(Problem::TicketConflict { .. })));
    // Out of reach, it is no step any more.
    change_now(&mut lan, ids[1], TicketChange::Status("open".into())).expect("hers");
    change_now(&mut office.at("mai"), ids[1], TicketChange::Department(Office::department(1))).expect("moved");
    assert_eq!(turn(&mut lan, Request::Undo), Err(Problem::NotFound));
    whole(&office);
}

/// Whatever two tickets and those around them hold: a merge loses nothing, and taken back it leaves all as it was.
#[test]
fn merges_keep_everything_and_can_be_taken_back() {
    for seed in 0..12 {
        let office = Office::new();
        let mut random = fastrand::Rng::with_seed(seed);
        let mut desks = [office.at("lan"), office.at("minh")];
        let ids: Vec<Id> = (0..5).map(|n| like(&mut desks[n % 2], 0)).collect();
        for _ in 0..random.usize(4..25) {
            let by = &mut desks[random.usize(..2)];
            let (ticket, at) = (ids[random.usize(..5)], random.usize(..5));
            match random.u8(..4) {
                0 => assert!(note(by, ticket, random.bool(), &format!("ghi {}", random.u32(..))).is_ok()),
                1 => drop(ask(by, TicketRequest::Watch { ticket, on: random.u8(..3) > 0 }).expect("watched")),
                2 if ids[at] != ticket => {
                    let wanted = TicketRequest::Relate { ticket, other: at as i64 + 1, on: random.u8(..4) > 0 };
                    drop(ask(by, wanted).expect("related"));
                }
                _ => {
                    let key = ["open", "waiting", "solved"][random.usize(..3)];
                    change_now(by, ticket, TicketChange::Status(key.into())).expect("changed");
                }
            }
            office.clock.advance(random.i64(1..400));
        }
        let lan = &mut desks[0];
        let before: Vec<Whole> = ids.iter().map(|id| state(lan, *id)).collect();
        let (from, into) = (random.usize(..5), random.usize(..4));
        let into = if into >= from { into + 1 } else { into };
        let version = |lan: &mut Desk, at: usize| (ids[at], ticket(lan, ids[at]).version);
        let (wanted_from, wanted_into) = (version(lan, from), version(lan, into));
        ask(lan, TicketRequest::Merge { from: wanted_from, into: wanted_into }).expect("merged");
        for round in 0..2 {
            let (ended, goes_on) = (state(lan, ids[from]), state(lan, ids[into]));
            assert_eq!((ended.ticket.phase, ended.ticket.merged_into), (Phase::Closed, Some(ids[into])));
            assert!(ended.notes.is_empty() && ended.watchers.is_empty() && ended.related.is_empty());
            let union = |of: fn(&Whole) -> &BTreeSet<Id>| of(&before[from]) | of(&before[into]);
            assert_eq!(goes_on.watchers, union(|whole| &whole.watchers), "seed {seed}");
            let related: BTreeSet<Id> =
                union(|whole| &whole.related).into_iter().filter(|id| *id != ids[from] && *id != ids[into]).collect();
            assert_eq!(goes_on.related, related, "seed {seed}");
            let said =
                |whole: &Whole| whole.notes.iter().map(|note| (note.id, note.text.clone())).collect::<BTreeSet<_>>();
            assert_eq!(said(&goes_on), &said(&before[from]) | &said(&before[into]), "seed {seed}");
            assert_eq!(opened(lan, ids[into]).expect("there").merged, [(ids[from], from as i64 + 1)]);
            // What goes on elsewhere is merged no further.
            let (again_from, again_into) = (version(lan, from), version(lan, into));
            let again = ask(lan, TicketRequest::Merge { from: again_from, into: again_into });
            assert!(matches!(again, Err(Problem::Invalid { .. })), "{again:?}");
            whole(&office);
            assert_eq!(turn(lan, Request::Undo), Ok(UndoneWhat::Ticket(from as i64 + 1)));
            let back: Vec<Whole> = ids.iter().map(|id| state(lan, *id)).collect();
            assert_eq!(back, before, "seed {seed}, round {round}");
            whole(&office);
            turn(lan, Request::Redo).expect("done again");
        }
        // Somebody works on it since: the merge stays.
        change_now(&mut desks[1], ids[into], TicketChange::Priority(Priority::Urgent)).expect("changed");
        assert!(matches!(turn(&mut desks[0], Request::Undo), Err(Problem::TicketConflict { .. })), "seed {seed}");
    }
}

#[test]
fn tickets_changed_by_hand_are_named() {
    let office = Office::new();
    let mut lan = office.at("lan");
    let (one, other) = (like(&mut lan, 0), like(&mut lan, 0));
    note(&mut lan, one, true, "đã gửi").expect("noted");
    ask(&mut lan, TicketRequest::Watch { ticket: one, on: true }).expect("watched");
    ask(&mut lan, TicketRequest::Relate { ticket: one, other: 2, on: true }).expect("related");
    drop(lan);
    whole(&office);
    let (a, b, minh) = (sql(one), sql(other), sql(Office::member("minh")));
    for touch in [
        format!("UPDATE ticket SET subject = 'Khác' WHERE id = {a}"),
        format!("UPDATE ticket SET owner = {minh} WHERE id = {a}"),
        format!("UPDATE ticket SET resolve_due = resolve_due + 1 WHERE id = {b}"),
        format!("UPDATE ticket SET respond_ended = NULL WHERE id = {a}"),
        // What lists go by: nothing is hidden from a queue.
        format!("UPDATE ticket SET live = 0 WHERE id = {a}"),
        format!("UPDATE ticket SET due = due + 1 WHERE id = {a}"),
        format!("UPDATE ticket SET alarm = NULL WHERE id = {a}"),
        format!("UPDATE ticket SET urgency = 0 WHERE id = {b}"),
        format!("UPDATE ticket SET folded = 'x' WHERE id = {b}"),
        format!("DELETE FROM ticket_word WHERE ticket = {a}"),
        format!("INSERT INTO ticket_word VALUES ('khac', {a})"),
        format!("DELETE FROM ticket_watcher WHERE ticket = {a}"),
        format!("INSERT INTO ticket_watcher VALUES ({b}, {minh})"),
        format!("DELETE FROM ticket_relation WHERE ticket = {b}"),
        "INSERT INTO ticket_watcher SELECT zeroblob(16), member FROM ticket_watcher".to_owned(),
        "UPDATE ticket_note SET text = 'chưa gửi'".to_owned(),
        "UPDATE ticket_note SET public = 0".to_owned(),
        format!("UPDATE ticket_note SET ticket = {b}"),
        "DELETE FROM ticket_note".to_owned(),
        format!("DELETE FROM ticket WHERE id = {b}"),
    ] {
        let copy = office.copy();
        copy.run(&touch);
        assert!(matches!(copy.desk().verify_log(&mut |_, _| {}), Ok(Err(_))), "not found: {touch}");
    }
    // Who is at a ticket is nobody's to vouch for.
    office.run(&format!("INSERT INTO ticket_presence VALUES ({a}, {minh}, 0, 1, 0)"));
    whole(&office);
}

/// An import taken back takes its customers with it, but for those who asked for something since.
#[test]
fn who_asked_for_a_ticket_stays_with_it() {
    let office = Office::new();
    let mut lan = office.at("lan");
    let draft = TicketDraft { subject: "Vé".into(), customer: Some(Office::customer(0)), ..TicketDraft::default() };
    let id = raise(&mut lan, draft).expect("raised");
    let mut service = office.at(SERVICE);
    let import = service.imports().expect("imports")[0].id;
    assert_eq!(service.import_revert(import, &mut |_| {}), Ok((CUSTOMERS as u64 - 1, 1)));
    let detail = opened(&mut lan, id).expect("there");
    assert_eq!(detail.row.ticket.customer, Some(Office::customer(0)));
    assert!(open(&mut lan, Office::customer(0)).is_ok());
    whole(&office);
}
