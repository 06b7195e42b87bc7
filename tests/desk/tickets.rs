//! Tickets as people work on them all day: raised, answered, handed over, listed, and two people at one of them.

use kin::desk::Desk;
use kin::desk::api::*;
use kin::domain::sla::Standing;
use kin::domain::ticket::{Channel, Phase, Priority, Ticket};
use kin::domain::*;

use crate::deeds::{set_policy, whole};
use crate::office::*;

pub fn request(request: TicketRequest) -> Request {
    Request::Ticket(Box::new(request))
}

pub fn ask(desk: &mut Desk, wanted: TicketRequest) -> Result<TicketReply, Problem> {
    match desk.ask(request(wanted))? {
        Reply::Ticket(reply) => Ok(*reply),
        other => panic!("{other:?}"),
    }
}

pub fn new(subject: &str) -> TicketRequest {
    TicketRequest::Save(Box::new(TicketDraft { subject: subject.into(), ..TicketDraft::default() }))
}

pub fn raise(desk: &mut Desk, draft: TicketDraft) -> Result<Id, Problem> {
    match ask(desk, TicketRequest::Save(Box::new(draft)))? {
        TicketReply::Saved { ticket, .. } => Ok(ticket),
        other => panic!("{other:?}"),
    }
}

/// A ticket of the same owner and department as a planted customer.
pub fn like(desk: &mut Desk, n: usize) -> Id {
    let (owner, department) = (Some(Office::member(owner_of(n))), Some(Office::department(n % 2)));
    raise(desk, TicketDraft { subject: "Vé".into(), owner, department, ..TicketDraft::default() }).expect("raised")
}

pub fn opened(desk: &mut Desk, id: Id) -> Result<TicketDetail, Problem> {
    match ask(desk, TicketRequest::Open(id))? {
        TicketReply::Ticket(detail) => Ok(*detail),
        other => panic!("{other:?}"),
    }
}

pub fn ticket(desk: &mut Desk, id: Id) -> Ticket {
    opened(desk, id).expect("there").row.ticket
}

pub fn page(desk: &mut Desk, query: TicketsQuery) -> Result<TicketsPage, Problem> {
    match ask(desk, TicketRequest::List(TicketsQuery { limit: 100, ..query }))? {
        TicketReply::List(page) => Ok(page),
        other => panic!("{other:?}"),
    }
}

/// The numbers in a queue.
pub fn queue(desk: &mut Desk, queue: Queue) -> Vec<i64> {
    let page = page(desk, TicketsQuery { queue, ..TicketsQuery::default() }).expect("a page");
    page.rows.iter().map(|row| row.ticket.number).collect()
}

pub fn note(desk: &mut Desk, ticket: Id, public: bool, text: &str) -> Result<Id, Problem> {
    match ask(desk, TicketRequest::Note { ticket, public, text: text.into() })? {
        TicketReply::NoteAdded(id) => Ok(id),
        other => panic!("{other:?}"),
    }
}

pub fn change(desk: &mut Desk, tickets: &[(Id, i64)], change: TicketChange) -> Result<TicketsDone, Problem> {
    match ask(desk, TicketRequest::Change { tickets: tickets.to_vec(), change, dry_run: false })? {
        TicketReply::Changed(done) => Ok(done),
        other => panic!("{other:?}"),
    }
}

/// The ticket as it is now, to be changed so.
pub fn change_now(desk: &mut Desk, id: Id, wanted: TicketChange) -> Result<TicketsDone, Problem> {
    let version = ticket(desk, id).version;
    change(desk, &[(id, version)], wanted)
}

pub fn edit_of(ticket: &Ticket) -> TicketDraft {
    TicketDraft {
        id: Some(ticket.id),
        version: ticket.version,
        subject: ticket.subject.clone(),
        customer: ticket.customer,
        kind: ticket.kind.clone(),
        product: ticket.product.clone(),
        priority: ticket.priority,
        channel: ticket.channel,
        status: String::new(),
        owner: ticket.owner,
        department: None,
        text: String::new(),
    }
}

/// Every request there is, about a ticket raised with these words, for those who look for what gets out.
pub fn every_request(customer: Id, words: &str) -> Vec<TicketRequest> {
    let draft = TicketDraft {
        subject: words.into(),
        customer: Some(customer),
        text: words.into(),
        kind: words.into(),
        ..TicketDraft::default()
    };
    let plain = TicketDraft { kind: String::new(), ..draft.clone() };
    let query = |search: &str, filter: &str| {
        let (search, filter) = (search.into(), filter.into());
        TicketRequest::List(TicketsQuery { queue: Queue::All, search, filter, limit: 50, ..TicketsQuery::default() })
    };
    let id = Id([5; 16]);
    vec![
        TicketRequest::Save(Box::new(draft)),
        TicketRequest::Save(Box::new(plain)),
        query("", ""),
        query(words, ""),
        query("#1", "customer:KH-000001"),
        query("", words),
        TicketRequest::Counts,
        TicketRequest::Find(1),
        TicketRequest::OfCustomer(customer),
        TicketRequest::Choices,
        TicketRequest::Next { queue: Queue::All, after: None },
        TicketRequest::Open(id),
        TicketRequest::AsText(id),
        TicketRequest::Snippet { ticket: id, name: words.into() },
        TicketRequest::Note { ticket: id, public: true, text: words.into() },
    ]
}

fn status(key: &str) -> TicketChange {
    TicketChange::Status(key.into())
}

#[test]
fn a_ticket_lives_from_the_call_to_the_score() {
    let office = Office::new();
    let mut lan = office.at("lan");
    let customer = Office::customer(0);
    let draft = TicketDraft {
        subject: "  Vé chưa nhận được \u{1b}[31m".into(),
        customer: Some(customer),
        channel: Channel::Email,
        priority: Priority::High,
        text: "khách gọi hai lần".into(),
        ..TicketDraft::default()
    };
    let id = raise(&mut lan, draft).expect("raised");
    assert_eq!((office.last().action, office.last().subject), (Action::TicketCreate, Some(id)));
    let detail = opened(&mut lan, id).expect("there");
    let seen = &detail.row.ticket;
    assert_eq!((seen.number, seen.phase, seen.owner, seen.version), (1, Phase::New, None, 1));
    assert!(seen.subject.starts_with("Vé chưa nhận được") && !seen.subject.contains('\u{1b}'), "{}", seen.subject);
    assert_eq!(seen.department, Office::department(0), "one's own team's");
    assert_eq!((detail.row.code.as_str(), detail.row.customer), ("KH-000001", planted(0).name));
    assert_eq!((detail.notes.len(), detail.notes[0].note.public), (1, false));
    assert!(!detail.timeline.is_empty() && detail.may_edit && detail.may_note && detail.may_merge);
    assert_eq!(detail.next.len(), 4);
    let now = office.log()[0].at;
    assert_eq!(seen.clocks.respond.standing(now), Standing::Running);
    assert_eq!((queue(&mut lan, Queue::Unassigned), queue(&mut lan, Queue::Mine)), (vec![1], Vec::new()));

    change_now(&mut lan, id, TicketChange::Owner(Some(Office::member("lan")))).expect("taken");
    assert_eq!((queue(&mut lan, Queue::Unassigned), queue(&mut lan, Queue::Mine)), (Vec::new(), vec![1]));
    // An internal note is no answer.
    note(&mut lan, id, false, "đã hỏi hãng").expect("noted");
    assert_eq!(ticket(&mut lan, id).clocks.respond.ended, None);
    note(&mut lan, id, true, "Chúng tôi gửi lại vé ngay").expect("answered");
    let answered = ticket(&mut lan, id);
    assert_eq!((answered.clocks.respond.standing(now), answered.version), (Standing::Met, 2), "no edit");

    office.clock.advance(600);
    change_now(&mut lan, id, status("waiting")).expect("waits");
    let left = ticket(&mut lan, id).clocks.resolve.left.expect("it stands still");
    office.clock.advance(7_200);
    change_now(&mut lan, id, status("open")).expect("goes on");
    let again = ticket(&mut lan, id).clocks.resolve;
    assert_eq!(again.left, None);
    let paused = again.due.expect("it runs").0 - answered.clocks.resolve.due.expect("it ran").0;
    assert!((7_199_000_000..7_300_000_000).contains(&paused), "two hours later: {paused}, {left} s were left");
    change_now(&mut lan, id, status("solved")).expect("done");
    assert_eq!(ticket(&mut lan, id).clocks.resolve.standing(now), Standing::Met);
    assert_eq!((queue(&mut lan, Queue::Mine), queue(&mut lan, Queue::All)), (Vec::new(), vec![1]));
    ask(&mut lan, TicketRequest::Rate { ticket: id, score: 5 }).expect("rated");
    assert!(matches!(
        ask(&mut lan, TicketRequest::Rate { ticket: id, score: 6 }),
        Err(Problem::Invalid { field, .. }) if field == "satisfaction"
    ));
    change_now(&mut lan, id, status("open")).expect("not done after all");
    let reopened = ticket(&mut lan, id);
    assert_eq!((reopened.clocks.resolve.standing(now), reopened.satisfaction), (Standing::Running, Some(5)));
    assert!(reopened.clocks.respond.ended.is_some(), "the first answer stays the first");
    assert!(
        matches!(ask(&mut lan, TicketRequest::OfCustomer(customer)), Ok(TicketReply::OfCustomer(rows)) if rows.len() == 1)
    );
    whole(&office);
}

#[test]
fn what_may_not_stand_there_is_masked_or_refused() {
    let office = Office::new();
    let mut lan = office.at("lan");
    let values = planted(7).values;
    let words = format!("gọi {} hoặc {}, {}", values[0].1, values[1].1, values[5].1);
    let draft = TicketDraft { subject: words.clone(), text: words.clone(), ..TicketDraft::default() };
    let id = raise(&mut lan, draft).expect("raised");
    note(&mut lan, id, true, &words).expect("noted");
    let detail = opened(&mut lan, id).expect("there");
    assert_eq!(leaks(&format!("{detail:?}")), Vec::<String>::new());
    let text = ask(&mut lan, TicketRequest::AsText(id)).expect("a text");
    assert!(matches!(&text, TicketReply::Text(text) if leaks(text).is_empty() && text.contains("•••")), "{text:?}");
    assert!(office.last().details.contains("\"copied\":true") && office.last().action == Action::TicketView);
    // The log has ids and counts, and no word of what was written.
    for entry in office.log().iter().filter(|entry| entry.subject == Some(id)) {
        let told = format!("{} {}", entry.details, entry.reason);
        assert!(!told.contains("gọi") && !told.contains("•••") && leaks(&told).is_empty(), "{told}");
    }
    assert!(office.log().iter().any(|entry| entry.details.contains("\"hidden\":6")));
    let draft = |change: fn(&mut TicketDraft)| {
        let mut draft = TicketDraft { subject: "Vé".into(), ..TicketDraft::default() };
        change(&mut draft);
        draft
    };
    let before = office.log().len();
    for (field, draft) in [
        ("subject", draft(|draft| draft.subject = " \u{200B} ".into())),
        ("kind", draft(|draft| draft.kind = "no such".into())),
        ("product", draft(|draft| draft.product = "no such".into())),
        ("status", draft(|draft| draft.status = "no such".into())),
        ("owner", draft(|draft| draft.owner = Some(Office::member(SERVICE)))),
        (
            "owner",
            draft(|draft| {
                (draft.owner, draft.department) = (Some(Office::member("sorin")), Some(Office::department(0)))
            }),
        ),
    ] {
        match raise(&mut lan, draft) {
            Err(Problem::Invalid { field: named, .. }) => assert_eq!(named, field),
            other => panic!("{field}: {other:?}"),
        }
    }
    assert_eq!(office.log().len(), before);
    assert!(matches!(note(&mut lan, id, false, " \n "), Err(Problem::Invalid { field, .. }) if field == "text"));
    // Into a queue that she does not reach, or for a customer whom she does not see.
    let sales =
        TicketDraft { subject: "Vé".into(), department: Some(Office::department(1)), ..TicketDraft::default() };
    assert_eq!(raise(&mut lan, sales).err(), Some(Problem::NotFound));
    let theirs = TicketDraft { subject: "Vé".into(), customer: Some(Office::customer(1)), ..TicketDraft::default() };
    assert_eq!(raise(&mut lan, theirs).err(), Some(Problem::NotFound));
}

#[test]
fn a_flow_of_statuses_is_kept_to() {
    let office = Office::new();
    let mut mai = office.at("mai");
    set_policy(&mut mai, |policy| {
        policy.service.flow = [("new".to_owned(), ["open".to_owned()].into())].into();
        policy.service.kinds = vec!["Đổi vé".into()];
        policy.service.snippets = vec![service::Snippet {
            name: "chào".into(),
            text: "Chào {customer}, #{number} {member} {office}".into(),
        }];
    })
    .expect("a policy");
    let mut lan = office.at("lan");
    let draft = TicketDraft {
        subject: "Vé".into(),
        kind: "Đổi vé".into(),
        customer: Some(Office::customer(0)),
        ..TicketDraft::default()
    };
    let id = raise(&mut lan, draft).expect("raised");
    let next = opened(&mut lan, id).expect("there").next;
    assert_eq!(next.iter().map(|(key, _)| key.as_str()).collect::<Vec<_>>(), ["open"]);
    assert!(
        matches!(change_now(&mut lan, id, status("solved")), Err(Problem::Invalid { field, .. }) if field == "status")
    );
    let edit = TicketDraft { status: "closed".into(), ..edit_of(&ticket(&mut lan, id)) };
    assert!(matches!(raise(&mut lan, edit), Err(Problem::Invalid { field, .. }) if field == "status"));
    change_now(&mut lan, id, status("open")).expect("allowed");
    change_now(&mut lan, id, status("solved")).expect("from there anywhere");
    match ask(&mut lan, TicketRequest::Snippet { ticket: id, name: "chào".into() }) {
        Ok(TicketReply::Text(text)) => {
            assert_eq!(text, format!("Chào {}, #1 lan Hoa Sen Travel", planted(0).name));
        }
        other => panic!("{other:?}"),
    }
    // A kind that the office gives up stays where it is.
    set_policy(&mut mai, |policy| policy.service.kinds.clear()).expect("a policy");
    let mut lan = office.at("lan");
    let edit = TicketDraft { subject: "Vé khác".into(), ..edit_of(&ticket(&mut lan, id)) };
    raise(&mut lan, edit).expect("edited");
    let found =
        page(&mut lan, TicketsQuery { queue: Queue::All, filter: "kind:\"Đổi vé\"".into(), ..TicketsQuery::default() });
    assert_eq!(found.expect("a page").rows.len(), 1);
}

/// Two people at the same version of a ticket: one wins, the other is shown what is there now, and nothing is lost.
#[test]
fn of_two_at_once_one_wins() {
    type Act = fn(&mut Desk, &Ticket, i64, &str) -> Result<(), Problem>;
    let edit: Act =
        |desk, seen, _, name| raise(desk, TicketDraft { subject: format!("Vé của {name}"), ..edit_of(seen) }).map(drop);
    let hand_over: Act = |desk, seen, _, name| {
        let wanted = TicketChange::HandOver { owner: Office::member(name), text: format!("từ {name}") };
        change(desk, &[(seen.id, seen.version)], wanted).map(drop)
    };
    let solve: Act = |desk, seen, _, _| change(desk, &[(seen.id, seen.version)], status("solved")).map(drop);
    let queue: Act = |desk, seen, _, name| {
        let wanted = if name == "lan" { Priority::Urgent } else { Priority::Low };
        change(desk, &[(seen.id, seen.version)], TicketChange::Priority(wanted)).map(drop)
    };
    let office = Office::new();
    let (mut lan, mut minh) = (office.at("lan"), office.at("minh"));
    for act in [edit, hand_over, solve, queue] {
        let id = raise(&mut lan, TicketDraft { subject: "Vé".into(), ..TicketDraft::default() }).expect("raised");
        let seen = ticket(&mut lan, id);
        let (one, other) = std::thread::scope(|scope| {
            let one = scope.spawn(|| act(&mut lan, &seen, 0, "lan"));
            let other = scope.spawn(|| act(&mut minh, &seen, 0, "minh"));
            (one.join().expect("ended"), other.join().expect("ended"))
        });
        let now = ticket(&mut lan, id);
        match (one, other) {
            (Ok(()), Err(Problem::TicketConflict { current })) | (Err(Problem::TicketConflict { current }), Ok(())) => {
                assert_eq!((current.version, current.id), (2, id));
            }
            other => panic!("{other:?}"),
        }
        assert_eq!(now.version, 2);
        assert!(opened(&mut lan, id).expect("there").notes.len() <= 1, "of who lost nothing is kept");
    }
    // Two notes are two notes, whoever writes and edits.
    let id = raise(&mut lan, TicketDraft { subject: "Vé".into(), ..TicketDraft::default() }).expect("raised");
    let seen = ticket(&mut lan, id);
    std::thread::scope(|scope| {
        scope.spawn(|| (0..5).for_each(|n| assert!(note(&mut lan, id, true, &format!("lan {n}")).is_ok())));
        scope.spawn(|| edit(&mut minh, &seen, 0, "minh").expect("nobody else edits"));
    });
    let detail = opened(&mut lan, id).expect("there");
    assert_eq!((detail.notes.len(), detail.row.ticket.subject.as_str()), (5, "Vé của minh"));
    assert!(detail.row.ticket.clocks.respond.ended.is_some());
    // Of two merges that cross, one is done.
    let (a, b) = (like(&mut lan, 0), like(&mut lan, 0));
    let merge = |desk: &mut Desk, from, into| ask(desk, TicketRequest::Merge { from: (from, 1), into: (into, 1) });
    let done = std::thread::scope(|scope| {
        let one = scope.spawn(|| merge(&mut lan, a, b).is_ok());
        let other = scope.spawn(|| merge(&mut minh, b, a).is_ok());
        [one.join().expect("ended"), other.join().expect("ended")]
    });
    assert_eq!(done.iter().filter(|done| **done).count(), 1);
    whole(&office);
}

#[test]
fn those_at_one_ticket_see_each_other() {
    let office = Office::new();
    let (mut lan, mut minh) = (office.at("lan"), office.at("minh"));
    let ids = [0, 1, 2].map(|_| like(&mut lan, 0));
    let present = |desk: &mut Desk, ticket, writing| match ask(desk, TicketRequest::Present { ticket, writing }) {
        Ok(TicketReply::Present(others)) => others,
        other => panic!("{other:?}"),
    };
    let next = |desk: &mut Desk, after| match ask(desk, TicketRequest::Next { queue: Queue::Team, after }) {
        Ok(TicketReply::Next(id)) => id,
        other => panic!("{other:?}"),
    };
    let before = office.log().len();
    assert_eq!(present(&mut lan, ids[0], Some(true)), []);
    let others = present(&mut minh, ids[0], Some(false));
    assert_eq!((others.len(), others[0].member.as_str(), others[0].writing), (1, "lan", true));
    assert_eq!(office.log().len(), before, "presence is in no log");
    assert_eq!(opened(&mut minh, ids[0]).expect("there").present.len(), 1);
    assert!(
        page(&mut minh, TicketsQuery { queue: Queue::Team, ..TicketsQuery::default() }).expect("a page").rows[0].busy
    );
    // The next one is one that nobody else is at, and after the last comes the first again.
    assert_eq!(next(&mut minh, None), Some(ids[1]));
    assert_eq!(next(&mut minh, Some(ids[1])), Some(ids[2]));
    assert_eq!(next(&mut minh, Some(ids[2])), Some(ids[1]));
    present(&mut lan, ids[0], None);
    assert_eq!(next(&mut minh, Some(ids[2])), Some(ids[0]));
    present(&mut lan, ids[0], Some(false));
    office.clock.advance(31);
    assert_eq!(present(&mut minh, ids[0], Some(false)), [], "it lasts half a minute");
    whole(&office);
}

#[test]
fn promises_that_run_out_escalate() {
    let office = Office::new();
    let mut mai = office.at("mai");
    set_policy(&mut mai, |policy| {
        policy.service.escalations = vec![
            service::Escalation {
                promise: service::Promise::Respond,
                minutes: 0,
                priority: Some(Priority::High),
                department: None,
                tell_leads: true,
            },
            service::Escalation {
                promise: service::Promise::Respond,
                minutes: 60,
                priority: None,
                department: Some(Office::department(1)),
                tell_leads: false,
            },
        ];
    })
    .expect("a policy");
    let mut lan = office.at("lan");
    let id = like(&mut lan, 0);
    // Normal promises an answer within four hours.
    office.clock.advance(4 * 3_600 - 120);
    assert_eq!(queue(&mut lan, Queue::Breaching), [1]);
    assert_eq!(ticket(&mut lan, id).priority, Priority::Normal);
    office.clock.advance(300);
    // Who only looks changes nothing.
    let mut radu = office.at("radu");
    ask(&mut radu, TicketRequest::Escalate).expect("nothing to do");
    queue(&mut radu, Queue::All);
    assert_eq!(ticket(&mut radu, id).escalated, 0);
    drop(radu);
    ask(&mut lan, TicketRequest::Escalate).expect("escalated");
    let entry = office.last();
    assert_eq!(
        (entry.action, entry.subject, entry.details.as_str()),
        (Action::TicketEdit, Some(id), r#"{"escalation":1}"#)
    );
    let now = ticket(&mut lan, id);
    assert_eq!((now.priority, now.escalated, now.owner), (Priority::High, 1, Some(Office::member("lan"))));
    ask(&mut lan, TicketRequest::Escalate).expect("nothing to do");
    assert_eq!(ticket(&mut lan, id).version, now.version, "once");
    // It is its owner's to do, and who leads there is told; nobody else is.
    let today = |desk: &mut Desk| match ask(desk, TicketRequest::Today).expect("today") {
        TicketReply::Today(today) => {
            let ids = |rows: Vec<TicketRow>| rows.into_iter().map(|row| row.ticket.id).collect::<Vec<_>>();
            (ids(today.own), ids(today.escalated))
        }
        other => panic!("{other:?}"),
    };
    assert_eq!(today(&mut lan), (vec![id], vec![]));
    assert_eq!(today(&mut mai), (vec![], vec![id]));
    assert_eq!(today(&mut office.at("radu")), (vec![], vec![]), "an auditor leads nobody");
    assert_eq!(today(&mut office.at("sorin")), (vec![], vec![]), "another team's");
    office.clock.advance(2 * 3_600);
    ask(&mut lan, TicketRequest::Escalate).expect("escalated");
    let counts = ask(&mut lan, TicketRequest::Counts).expect("counts");
    assert!(matches!(&counts, TicketReply::Counts(counts) if counts.counts[0] == (Queue::Mine, 0)), "{counts:?}");
    assert_eq!(opened(&mut lan, id).err(), Some(Problem::NotFound), "it is Sales' by now");
    let there = ticket(&mut office.at("sorin"), id);
    assert_eq!((there.owner, there.escalated), (None, 2));
    whole(&office);
}
