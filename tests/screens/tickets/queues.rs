//! The list: queues, search, order, pages, what narrows it, and how it looks without colour or room.

use std::sync::Arc;

use kin::desk::api::*;
use kin::domain::*;
use kin::ui::*;

use super::*;

fn lead() -> Seat {
    Seat::at_tickets(start((80, 24)), agent(Role::Lead), rows())
}

fn query(seat: &Seat) -> TicketsQuery {
    match seat.asked.iter().rev().find_map(|(_, request)| match request {
        Request::Ticket(request) => match &**request {
            TicketRequest::List(query) => Some(query.clone()),
            _ => None,
        },
        _ => None,
    }) {
        Some(query) => query,
        None => panic!("no list was asked for"),
    }
}

#[test]
fn a_row_says_in_words_how_it_stands() {
    let mut seat = lead();
    for words in [
        "[Mine 4]",
        "Team 12",
        "Unassigned 3",
        "Breaching 1",
        "Watched 2",
        "All",
        "5 tickets",
        "late 1h",
        "soon 11m",
        "2h left",
        "paused",
        "met",
        "!! urgent",
        "! high",
        "- low",
        "Waiting",
        "Solved",
        "#1043 @",
    ] {
        seat.shows(words);
    }
    // The same without colour, and in plain ASCII.
    let plain = Start { mono: true, theme: "mono".into(), ascii: true, ..start((80, 24)) };
    let mut seat = Seat::at_tickets(plain, agent(Role::Agent), rows());
    let (buffer, _) = seat.frame();
    assert!(buffer.content.iter().all(|cell| cell.fg == ratatui::style::Color::Reset), "no colour");
    for words in ["late 1h", "soon 11m", "!! urgent", "[Mine 4]"] {
        seat.shows(words);
    }
}

#[test]
fn it_fits_where_there_is_little_room_and_much() {
    for size in [(40, 12), (60, 16), (80, 24), (100, 30), (120, 36), (200, 50)] {
        let mut seat = Seat::at_tickets(start(size), agent(Role::Lead), rows());
        seat.shows("Mine 4");
        seat.shows("#1042");
        seat.shows("late 1h");
        for _ in Queue::ALL {
            seat.press(KeyCode::Right);
            seat.told(TicketReply::List(page(rows())));
            seat.told(TicketReply::Counts(counts()));
            let shown = seat.screen();
            let chosen = shown.lines().nth(2).unwrap_or_default();
            assert!(chosen.contains('[') && chosen.contains(']'), "{size:?}: {shown}");
        }
        seat.keys("\n");
        seat.told(TicketReply::Ticket(Box::new(detail())));
        seat.shows("Máy in không nhận giấy");
        for _ in 0..40 {
            seat.press(KeyCode::Down);
        }
        seat.shows("Hỏi về hóa");
    }
}

#[test]
fn enter_before_the_answer_opens_what_was_searched_for() {
    let mut seat = lead();
    seat.keys("/vé\n");
    let opens = |ask: &TicketRequest| matches!(ask, TicketRequest::Open(_));
    assert_eq!(seat.asks_of_tickets(opens), 0);
    let found = rows()[3].clone();
    let wanted = found.ticket.id;
    seat.told(TicketReply::List(page(vec![found])));
    assert_eq!(seat.asks_of_tickets(|ask| matches!(ask, TicketRequest::Open(id) if *id == wanted)), 1);
}

#[test]
fn queues_are_walked_both_ways_and_clicked() {
    let mut seat = lead();
    seat.press(KeyCode::Right);
    assert_eq!(query(&seat).queue, Queue::Team);
    seat.press(KeyCode::Left);
    seat.press(KeyCode::Left);
    assert_eq!(query(&seat).queue, Queue::All);
    seat.told(TicketReply::List(page(Vec::new())));
    seat.shows("No tickets in this queue. Press n to open one.");
    seat.click("Breaching");
    assert_eq!(query(&seat).queue, Queue::Breaching);
    seat.shows("Tickets › Breaching");
    seat.told(TicketReply::List(page(Vec::new())));
    seat.shows("No promise runs out soon.");
}

#[test]
fn search_filter_and_order_are_asked_together() {
    let mut seat = lead();
    seat.keys("/#1042");
    assert_eq!(query(&seat).search, "#1042");
    seat.told(TicketReply::List(page(Vec::new())));
    seat.shows("Nothing found.");
    seat.keys("\x1b\x1b");
    assert_eq!(query(&seat).search, "");
    seat.told(TicketReply::List(page(rows())));
    seat.keys("fprio");
    seat.shows("priority:");
    seat.keys("\turg\t\n");
    assert_eq!(query(&seat).filter, "priority:urgent");
    // One that was saved by another Kin may be none to this desk.
    seat.refuse(
        |request| matches!(request, TicketRequest::List(_)),
        Problem::Invalid { field: "filter".into(), unfit: Unfit::NotInList },
    );
    seat.shows("Press c to take it off");
    seat.keys("c");
    assert_eq!(query(&seat).filter, "");
    seat.told(TicketReply::List(page(rows())));
    seat.keys("snumber");
    seat.press(KeyCode::Enter);
    assert_eq!((query(&seat).sort, query(&seat).descending), (TicketSort::Number, false));
    seat.keys("S");
    assert!(query(&seat).descending);
    seat.told(TicketReply::List(page(rows())));
    seat.click("Time");
    assert_eq!((query(&seat).sort, query(&seat).descending), (TicketSort::Due, false));
}

#[test]
fn a_filter_that_can_not_be_read_says_what_to_write() {
    let mut seat = lead();
    let lists = |seat: &Seat| seat.asks_of_tickets(|request| matches!(request, TicketRequest::List(_)));
    let before = lists(&seat);
    for (typed, words) in [
        ("statut:open", "There is no such field. Did you mean status?"),
        ("printer", "Begin with status: priority: owner: kind: product: customer: channel:"),
        ("priority:urgnt", "Did you mean urgent?"),
        ("priority:9", "There is no such value. Write one of: low normal high urgent"),
        ("status:", "A value is missing. Write it like status:open or owner:me,nobody"),
        ("kind:\"Re", "The quote has no end. Write it like kind:\"a few words\""),
    ] {
        seat.keys("f");
        seat.keys(typed);
        seat.keys("\n");
        seat.shows(words);
        seat.keys("\x1b");
    }
    assert_eq!(lists(&seat), before, "nothing of that was asked");
    // Values are proposed behind a comma, within quotes and after what leaves out.
    seat.keys("f-owner:me,mi\t");
    seat.keys("kind:\"inv\t\n");
    assert_eq!(query(&seat).filter, "-owner:me,minh kind:Invoice");
}

#[test]
fn a_view_of_tickets_is_saved_opened_and_shared() {
    let mut seat = lead();
    let view = |n: u8, name: &str, filter: &str| {
        let list = ViewList::Tickets { queue: Queue::Team, sort: TicketSort::Number, descending: true };
        let draft = ViewDraft { id: Some(id(n)), name: name.into(), filter: filter.into(), list, shared: Vec::new() };
        View { id: id(n), draft, member: "lan".into(), mine: true }
    };
    seat.keys("fpriority:urgent\n");
    seat.told(TicketReply::List(page(rows())));
    seat.keys("V");
    assert!(matches!(seat.last(), Request::Views(ViewKind::Tickets)));
    seat.reply(Ok(Reply::Views(Vec::new())));
    seat.keys("nGấp\n");
    let Request::SaveView(draft) = seat.last() else { panic!("not saved") };
    let now = ViewList::Tickets { queue: Queue::Mine, sort: TicketSort::Due, descending: false };
    assert_eq!((draft.filter.as_str(), &draft.list), ("priority:urgent", &now));
    seat.reply(Ok(Reply::ViewSaved(id(1))));
    assert!(matches!(seat.last(), Request::Views(ViewKind::Tickets)));
    seat.reply(Ok(Reply::Views(vec![view(1, "Gấp", "priority:urgent"), view(2, "Cũ", "moon:full")])));
    seat.shows("Team · priority:urgent");
    seat.keys("\n");
    let asked = query(&seat);
    assert_eq!((asked.queue, asked.sort, asked.descending), (Queue::Team, TicketSort::Number, true));
    assert_eq!(asked.filter, "priority:urgent");
    seat.told(TicketReply::List(page(rows())));
    seat.shows("Filtered: Gấp · priority:urgent");
    seat.shows("Tickets › Team › Gấp");
    // Another filter is another list, and what can not be read changes nothing.
    seat.keys("c");
    seat.hides("Filtered:");
    seat.told(TicketReply::List(page(rows())));
    let before = seat.asked.len();
    seat.keys("V");
    seat.reply(Ok(Reply::Views(vec![view(2, "Cũ", "moon:full")])));
    seat.keys("\n");
    seat.shows("its filter cannot be read");
    assert_eq!(seat.asked.len(), before + 1);
}

#[test]
fn the_palette_finds_tickets_by_number_and_subject() {
    let mut seat = Seat::at_work(start((80, 24)), agent(Role::Agent), people());
    let search = |request: &TicketRequest| matches!(request, TicketRequest::List(query) if !query.search.is_empty());
    let searches = |seat: &Seat| seat.asks_of_tickets(search);
    seat.keys(":#");
    assert_eq!(searches(&seat), 0);
    seat.keys("1042");
    let asked = query(&seat);
    assert_eq!((asked.queue, asked.search.as_str()), (Queue::All, "#1042"));
    assert_eq!(seat.asks(|ask| matches!(ask, Request::Customers(query) if query.search.contains("104"))), 0);
    seat.told(TicketReply::List(page(rows()[..1].to_vec())));
    seat.shows("#1042 Máy in không nhận giấy");
    seat.keys("\n");
    seat.shows("Tickets");
    let open = |request: &TicketRequest| matches!(request, TicketRequest::Open(wanted) if *wanted == id(102));
    assert_eq!(seat.asks_of_tickets(open), 1);
    // By words, beside customers; what is typed on counts alone.
    let mut seat = Seat::at_work(start((80, 24)), agent(Role::Agent), people());
    seat.keys(":may in");
    seat.told(TicketReply::List(page(rows()[..1].to_vec())));
    seat.shows("#1042 Máy in");
    seat.ctrl('u');
    seat.hides("#1042");
    // Saved views of both lists, and the one of tickets opens there.
    let list = ViewList::Tickets { queue: Queue::Team, sort: TicketSort::Due, descending: false };
    let draft = ViewDraft { id: Some(id(1)), name: "Gấp".into(), filter: String::new(), list, shared: Vec::new() };
    seat.keys("views gap");
    seat.reply(Ok(Reply::Views(vec![View { id: id(1), draft, member: "lan".into(), mine: true }])));
    seat.keys("\n");
    assert_eq!(query(&seat).queue, Queue::Team);
    seat.shows("Tickets › Team › Gấp");
    // Who sees no tickets searches none.
    let mut nobody = Seat::at_work(start((80, 24)), who(Role::Agent), people());
    nobody.keys(":#1042");
    assert_eq!(searches(&nobody), 0);
}

fn nth(n: i64) -> TicketRow {
    let mut bytes = [7; 16];
    bytes[8..].copy_from_slice(&n.to_be_bytes());
    let ticket = Ticket { id: Id(bytes), number: n, subject: format!("Subject {n:04}."), ..ticket(1, "") };
    super::row(ticket, "An")
}

/// Answers every page that was asked for, as the desk does, from so many tickets.
fn serve(seat: &mut Seat, answered: &mut usize, many: i64) {
    while *answered < seat.asked.len() {
        let (ticket, request) = &seat.asked[*answered];
        *answered += 1;
        let Request::Ticket(request) = request else { continue };
        let TicketRequest::List(query) = &**request else { continue };
        let limit = i64::from(query.limit);
        let (from, to) = match (query.from, query.backward) {
            (None, false) => (0, limit.min(many)),
            (None, true) => ((many - limit).max(0), many),
            (Some(place), false) => (place.key + 1, (place.key + 1 + limit).min(many)),
            (Some(place), true) => ((place.key - limit).max(0), place.key),
        };
        let rows: Vec<TicketRow> = (from..to).map(nth).collect();
        let more = if query.backward { from > 0 } else { to < many };
        let end = if query.backward { rows.first() } else { rows.last() };
        let next = end.map(|row| row.place).filter(|_| more);
        let ticket = *ticket;
        let page = TicketsPage { rows, next, total: None };
        seat.reply_to(ticket, Ok(Reply::Ticket(Box::new(TicketReply::List(page)))));
    }
}

#[test]
fn walking_down_and_up_misses_none() {
    let mut seat = lead();
    let (many, mut answered) = (900, 0);
    seat.asked.clear();
    seat.press(KeyCode::Right);
    serve(&mut seat, &mut answered, many);
    for n in 0..many {
        assert!(seat.selected().1.contains(&format!("Subject {n:04}")), "{n}\n{}", seat.screen());
        seat.press(KeyCode::Down);
        serve(&mut seat, &mut answered, many);
    }
    seat.press(KeyCode::F(5));
    serve(&mut seat, &mut answered, many);
    for n in (0..many).rev() {
        assert!(seat.selected().1.contains(&format!("Subject {n:04}")), "{n}\n{}", seat.screen());
        seat.press(KeyCode::Up);
        serve(&mut seat, &mut answered, many);
    }
    seat.keys("G");
    serve(&mut seat, &mut answered, many);
    assert!(seat.selected().1.contains("Subject 0899"), "{}", seat.screen());
}

#[test]
fn an_empty_list_names_the_next_key_and_a_failed_one_says_what_to_do() {
    let mut seat = Seat::at_tickets(start((80, 24)), agent(Role::Agent), Vec::new());
    seat.shows("You have no open tickets. Press → to see the other queues.");
    seat.press(KeyCode::F(5));
    seat.refuse(|request| matches!(request, TicketRequest::List(_)), Problem::Busy);
    seat.shows("Press F5 to load it again");
}

#[test]
fn the_words_of_time_change_by_the_minute_and_nothing_else_is_drawn() {
    let mut seat = Seat::at_tickets(start((80, 24)), agent(Role::Agent), rows()[1..2].to_vec());
    seat.shows("soon 11m");
    seat.screen();
    seat.model.take_dirty();
    let wake = seat.others.iter().rev().find_map(|effect| match effect {
        Effect::WakeAt(at) => Some(at.0 - seat.now.0),
        _ => None,
    });
    assert!(wake.is_some_and(|after| after > 0 && after <= MINUTE), "{wake:?}");
    seat.pass(20);
    assert!(!seat.model.take_dirty(), "the same words");
    seat.pass(45);
    assert!(seat.model.take_dirty());
    seat.shows("soon 10m");
}

#[test]
fn news_reload_the_rows_where_they_stand() {
    let mut seat = lead();
    seat.keys("jj");
    let asked = seat.asks_of_tickets(|request| matches!(request, TicketRequest::List(_)));
    let news = || Event::News(Arc::new(News { head: 9, work: true, ..News::default() }));
    seat.pass(2);
    seat.send(news());
    assert_eq!(seat.asks_of_tickets(|request| matches!(request, TicketRequest::List(_))), asked + 1);
    let mut others = rows();
    others.remove(0);
    seat.told(TicketReply::List(page(others)));
    assert!(seat.selected().1.contains("#1044"), "{}", seat.screen());
    // Elsewhere nothing is asked for before it is shown again.
    seat.keys("2");
    seat.pass(2);
    seat.send(news());
    assert_eq!(seat.asks_of_tickets(|request| matches!(request, TicketRequest::List(_))), asked + 1);
    seat.keys("3");
    assert_eq!(seat.asks_of_tickets(|request| matches!(request, TicketRequest::List(_))), asked + 2);
}

#[test]
fn what_a_role_may_not_do_is_neither_shown_nor_reached() {
    // No tickets at all: no key, no tab, no word in the palette.
    let mut seat = Seat::at_work(start((80, 24)), who(Role::Lead), people());
    seat.keys("3");
    seat.hides("Unassigned");
    assert_eq!(seat.asks_of_tickets(|_| true), 0);
    seat.keys("\n");
    seat.reply(Ok(Reply::Customer(Box::new(crate::office::detail()))));
    seat.hides("Tickets");
    seat.keys("t");
    assert_eq!(seat.asks_of_tickets(|_| true), 0);
    seat.hides("› New ticket");
    // Only looking.
    let mut reader = agent(Role::Agent);
    (reader.rights.create_tickets, reader.rights.edit_tickets) = (false, false);
    let mut seat = Seat::at_tickets(start((120, 36)), reader, rows());
    seat.keys("no b*");
    seat.hides("› New ticket");
    seat.hides("marked");
    assert!(matches!(seat.asked_of_tickets(), TicketRequest::Counts), "{:?}", seat.asked_of_tickets());
    seat.keys("\n");
    let shown = TicketDetail { may_edit: false, may_note: false, may_merge: false, ..super::detail() };
    seat.told(TicketReply::Ticket(Box::new(shown)));
    for key in ["a", "A", "s", "o", "O", "h", "e", "p", "m", "r", "J", "R"] {
        seat.keys(key);
        seat.shows("Not possible here");
        seat.pass(30);
    }
    assert_eq!(seat.asks_of_tickets(|request| request.changes() || matches!(request, TicketRequest::Change { .. })), 0);
}

#[test]
fn the_place_is_kept_over_a_lost_line() {
    let mut seat = lead();
    seat.press(KeyCode::Right);
    seat.told(TicketReply::List(page(rows())));
    seat.keys("jj\n");
    seat.send(Event::Keep);
    let draft = seat.kept_place().expect("the place is kept");
    let mut next = Seat::new(start((80, 24)));
    next.keys("lan\tx\t1\n");
    next.reply(Ok(Reply::SignedIn(Box::new(agent(Role::Lead)))));
    next.reply(Ok(Reply::Drafts(vec![draft])));
    assert_eq!(query(&next).queue, Queue::Team);
    assert_eq!(next.asks_of_tickets(|request| matches!(request, TicketRequest::Open(open) if *open == id(104))), 1);
    next.told(TicketReply::List(page(rows())));
    next.shows("Tickets");
    // Who may see no tickets any more is not brought there.
    let mut barred = Seat::new(start((80, 24)));
    let draft =
        Draft { key: "place".into(), at: NOW, body: Secret::new(r#"{"screen":"tickets","list":{},"tickets":{}}"#) };
    barred.keys("lan\tx\t1\n");
    barred.reply(Ok(Reply::SignedIn(Box::new(who(Role::Lead)))));
    barred.reply(Ok(Reply::Drafts(vec![draft])));
    assert_eq!(barred.asks_of_tickets(|_| true), 0);
}

#[test]
fn jumping_back_leads_to_the_ticket_and_from_it_again() {
    let mut seat = Seat::at_ticket(start((80, 24)), agent(Role::Agent));
    seat.keys("c");
    assert_eq!(seat.asks(|ask| matches!(ask, Request::Customer(_))), 1);
    seat.keys("[");
    assert!(matches!(seat.asked_of_tickets(), TicketRequest::Open(open) if *open == id(102)));
    seat.keys("[");
    seat.shows("Unassigned");
}
