//! The rules for tickets: keys in, one part of the policy out.

use kin::desk::api::*;
use kin::domain::service::{Escalation, Promise, Service, Snippet, TicketStatus};
use kin::domain::ticket::{Phase, Priority};
use kin::ui::*;

use crate::cast::Cast;
use crate::office::{Seat, id};
use crate::sights::SMALL;
use crate::staff::{chief, managed, office};

fn cast() -> Cast {
    Cast::usual(Lang::En, SMALL)
}

/// At a row of the page.
fn at(row: usize) -> Seat {
    let mut seat = cast().at("service");
    seat.times(row, KeyCode::Down);
    seat
}

fn save(seat: &mut Seat) {
    seat.send(Event::Key(Key::ctrl('s')));
}

fn acts(seat: &Seat) -> usize {
    seat.asks(|request| matches!(request, Request::Manage(_)))
}

/// The rules that were sent last; they are told to be made of those that were shown.
#[track_caller]
fn sent(seat: &Seat) -> Service {
    let sent = seat.asked.iter().rev().find_map(|(_, request)| match request {
        Request::Manage(act) => match &**act {
            Manage::SetService(change) => Some(change),
            _ => None,
        },
        _ => None,
    });
    let change = sent.expect("rules were sent");
    assert_eq!(change.before, cast().service());
    change.after.clone()
}

#[test]
fn the_calendar_is_changed_with_the_password_proven() {
    let mut seat = at(1);
    seat.keys("\n");
    seat.press(KeyCode::End);
    seat.times(40, KeyCode::Backspace);
    seat.keys("mon-sat 8:00-17:00\t\t ");
    seat.keys("\t\t30/4/2027, 2027-05-03");
    save(&mut seat);
    let mut expected = cast().service();
    expected.calendar.hours = "mon-sat 8:00-17:00".into();
    expected.calendar.holidays.insert("RO".into());
    expected.calendar.open = ["2027-04-30", "2027-05-03"].map(|day| day.parse().unwrap()).into();
    assert_eq!(sent(&seat), expected);
    seat.reply(Err(Problem::ProveAgain));
    seat.keys("pw\n");
    seat.reply(Ok(Reply::Proved));
    assert_eq!(acts(&seat), 2, "the same act again");
    seat.reply(managed(Managed::Done));
    seat.shows("The rules for tickets are signed.");
    let loaded = seat.asks(|request| matches!(request, Request::Office(OfficeQuery::Policy)));
    assert_eq!(loaded, 3, "the policy's page, this one, and this one again");
}

#[test]
fn what_can_not_be_read_is_told_at_its_field_and_not_sent() {
    let mut seat = at(0);
    seat.keys("\nx");
    save(&mut seat);
    seat.shows("Write one such as Asia/Ho_Chi_Minh");
    let mut seat = at(4);
    seat.keys("\n31/2/2027");
    save(&mut seat);
    seat.shows("31/2/2027 is no day");
    let mut seat = at(9);
    seat.keys("\n0");
    save(&mut seat);
    seat.shows("from 1 to 100");
    let mut seat = at(13);
    seat.keys("\n\t\t, nowhere\n");
    seat.shows("There is no status nowhere");
    let mut seat = at(10);
    seat.keys("n\n");
    seat.shows("It needs a key.");
    assert_eq!(acts(&seat), 0);
}

#[test]
fn promises_are_spans_of_working_time() {
    let mut seat = at(5);
    seat.keys("\n<<<1h 30m\t<<<2h\t<<<0\t<<<0");
    save(&mut seat);
    let service = sent(&seat);
    let target = service.targets[&Priority::Urgent];
    assert_eq!((target.respond_minutes, target.resolve_minutes), (90, 120));
    assert_eq!(service.targets.get(&Priority::High), None, "what promises nothing is not named");
    assert_eq!(service.targets[&Priority::Low], cast().service().targets[&Priority::Low]);
}

#[test]
fn a_status_is_added_changed_moved_and_removed() {
    let mut seat = at(10);
    seat.keys("nĐang giao\t");
    seat.press(KeyCode::Right);
    seat.keys("\topen, solved\t");
    // From the last place to the one before the last two.
    seat.times(2, KeyCode::Left);
    seat.keys("\tshipping\n");
    let service = sent(&seat);
    let expected = TicketStatus { key: "shipping".into(), name: "Đang giao".into(), phase: Phase::Waiting };
    assert_eq!(service.statuses[4], expected);
    assert_eq!(service.flow["shipping"], ["open", "solved"].map(String::from).into());
    // What the desk refuses stays in the form.
    seat.reply(Err(Problem::Refused("two statuses have the key shipping; give each its own".into())));
    seat.shows("two statuses have the key shipping");
    seat.shows("Đang giao");

    let mut seat = at(13);
    seat.keys("\n\t\t");
    seat.times(20, KeyCode::Backspace);
    seat.keys("\t");
    seat.times(3, KeyCode::Left);
    seat.keys("\n");
    let service = sent(&seat);
    assert_eq!((service.statuses[0].key.as_str(), service.flow.get("at-lab")), ("at-lab", None));

    let mut seat = at(13);
    seat.keys("d");
    seat.shows("Remove the status Chờ phòng kỹ thuật?");
    seat.keys("\n");
    assert!(sent(&seat).status("at-lab").is_none() && sent(&seat).flow.is_empty());
}

#[test]
fn an_escalation_says_when_and_what() {
    let mut seat = at(20);
    seat.keys("n\t");
    seat.press(KeyCode::Left);
    seat.keys("\t<1h 30m\t");
    seat.press(KeyCode::Left);
    seat.keys("\t");
    // The last of the teams.
    seat.press(KeyCode::Left);
    seat.keys("\t \n");
    let rule = Escalation {
        promise: Promise::Resolve,
        minutes: -90,
        priority: Some(Priority::Urgent),
        department: Some(id(203)),
        tell_leads: false,
    };
    assert_eq!(sent(&seat).escalations.last(), Some(&rule));
    let mut seat = at(21);
    seat.keys("\n\t\t<5m\n");
    assert_eq!(sent(&seat).escalations[1].minutes, 5);
    let mut seat = at(20);
    seat.keys("d\n");
    assert_eq!(sent(&seat).escalations, cast().service().escalations[1..]);
}

#[test]
fn a_snippet_is_lines_under_a_name() {
    let mut seat = at(22);
    seat.keys("n");
    save(&mut seat);
    seat.shows("It needs a name and a text.");
    seat.keys("Cảm ơn\tCảm ơn {customer},\n{office}");
    save(&mut seat);
    let expected = Snippet { name: "Cảm ơn".into(), text: "Cảm ơn {customer},\n{office}".into() };
    assert_eq!(sent(&seat).snippets.last(), Some(&expected));
    seat.reply(managed(Managed::Proposed(id(70))));
    seat.shows("second person");
    let mut seat = at(23);
    seat.keys("\n!");
    seat.keys("\x1b");
    seat.shows("Unsaved");
    seat.keys("\x1b");
    save(&mut seat);
    assert!(sent(&seat).snippets[1].text.contains('!'));
    let mut seat = at(23);
    seat.keys("d\n");
    assert_eq!(sent(&seat).snippets.len(), 1);
}

#[test]
fn names_and_choices_stand_beside() {
    let mut seat = at(17);
    seat.keys("\nTour, Vé máy bay,\t \t ");
    save(&mut seat);
    let service = sent(&seat);
    assert_eq!(service.products, ["Tour", "Vé máy bay"]);
    assert_eq!((service.satisfaction, service.birthdays), (false, true));
    assert_eq!(service.kinds, cast().service().kinds);
}

#[test]
fn who_may_not_set_the_policy_reads_it() {
    let rights = Rights { policy: false, ..chief().rights };
    let mut seat = cast().arriving(SignedIn { rights, ..chief() });
    seat.keys("0");
    (0..5).for_each(|_| seat.keys("\t"));
    seat.reply(office(cast().answer("service")));
    seat.shows("mon-fri 08:00-12:00");
    seat.keys("e");
    seat.shows("Not possible here");
    seat.times(10, KeyCode::Down);
    for keys in ["n", "d", "\n"] {
        seat.keys(keys);
        seat.hides("Kind ");
    }
    assert_eq!(acts(&seat), 0);
}

#[test]
fn holidays_that_end_are_told() {
    let mut seat = at(2);
    seat.shows("VN, known to the end of 2032");
    // Six years on.
    seat.pass(6 * 366 * 86_400);
    seat.keys("pw\n");
    seat.reply(Ok(Reply::Unlocked));
    seat.shows("VN, only known to the end of 2032: update Kin");
}
