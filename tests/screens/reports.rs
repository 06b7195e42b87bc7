//! Reports: charts of what one may see, and the ways from them into the lists.

use jiff::tz::TimeZone;
use kin::desk::api::*;
use kin::domain::*;
use kin::ui::*;

use crate::cast::Cast;
use crate::office::*;
use crate::{sights, staff, tickets};

const DAY: i64 = 86_400_000_000;

/// What the desk counts for a chart, whole.
pub fn report(kind: ReportKind) -> Report {
    let midnight = NOW.0 - (14 * 60 + 2) * 60_000_000;
    let week = |back: i64| Micros(midnight - 6 * DAY - back * 7 * DAY);
    let month = |back: i64| Micros(midnight - 21 * DAY - back * 30 * DAY + if back == 0 { 0 } else { DAY });
    let bar = |from: Micros, until: Micros, counts: &[u64]| ReportBar { from, until, counts: counts.to_vec() };
    let bars = match kind {
        ReportKind::Tickets => {
            let ages = [i64::MAX, 30, 7, 3, 1, 0];
            let at = |days: i64| Micros(if days == i64::MAX { 0 } else { NOW.0 - days * DAY });
            let counts = [[0, 1, 2], [0, 7, 4], [1, 12, 5], [2, 9, 3], [14, 6, 0]];
            (0..5).map(|n| bar(at(ages[n]), at(ages[n + 1]), &counts[n])).collect()
        }
        ReportKind::Promises => (0..12)
            .rev()
            .map(|back| {
                let n = u64::try_from(back).unwrap();
                let counts =
                    if back == 9 { [0; 4] } else { [40 - n, n % 4, 30 + n, if back == 0 { 0 } else { 3 * (n % 3) }] };
                bar(week(back), week(back - 1), &counts)
            })
            .collect(),
        ReportKind::Customers => {
            let counts = [21, 34, 0, 55, 48, 61, 90, 77, 102, 96, 131, 118, 64];
            (0..13).map(|n| bar(month(12 - n), month(11 - n), &[counts[usize::try_from(n).unwrap()]])).collect()
        }
        ReportKind::Reveals => (0..12)
            .rev()
            .map(|back| {
                let n = u64::try_from(back).unwrap();
                bar(week(back), week(back - 1), &[30 + 5 * (n % 5), n % 3, u64::from(back == 2)])
            })
            .collect(),
    };
    Report { kind, bars, next: None }
}

/// The same with nothing in it.
pub fn nothing(kind: ReportKind) -> Report {
    let mut report = report(kind);
    report.bars.iter_mut().for_each(|bar| bar.counts.iter_mut().for_each(|count| *count = 0));
    report
}

pub fn reply(report: Report) -> Result<Reply, Problem> {
    Ok(Reply::Report(Box::new(report)))
}

impl Cast {
    /// Somebody who may look at all of it.
    pub fn onlooker(&self) -> Seat {
        let mut who = staff::chief();
        who.rights.tickets = true;
        let mut seat = self.arriving(who);
        seat.pass(30);
        seat.reply(Ok(Reply::Ticket(Box::new(TicketReply::Choices(Box::new(tickets::choices()))))));
        seat.keys("7");
        seat
    }

    pub fn at_reports(&self, of: fn(ReportKind) -> Report) -> Seat {
        let mut seat = self.onlooker();
        ReportKind::ALL.into_iter().for_each(|kind| seat.reply(reply(of(kind))));
        seat
    }
}

fn small() -> Cast {
    Cast::usual(Lang::En, sights::SMALL)
}

/// The kinds that were asked for.
fn asked(seat: &Seat) -> Vec<ReportKind> {
    let of = |(_, request): &(u64, Request)| match request {
        Request::Report(query) => Some(query.kind),
        _ => None,
    };
    seat.asked.iter().filter_map(of).collect()
}

#[test]
fn what_a_role_may_not_open_is_not_there() {
    let with = |rights: Rights| {
        let mut seat = small().arriving(SignedIn { rights, ..who(Role::Agent) });
        seat.pass(30);
        seat.asked.clear();
        seat.keys("7");
        seat
    };
    let none = Rights::default;
    use ReportKind as K;
    for (rights, kinds) in [
        (Rights { tickets: true, ..none() }, &[K::Tickets, K::Promises][..]),
        (Rights { list: true, ..none() }, &[K::Customers]),
        (Rights { log: true, ..none() }, &[K::Reveals]),
        (Rights { list: true, log: true, tickets: true, ..none() }, &K::ALL),
    ] {
        let mut seat = with(rights);
        assert_eq!(asked(&seat), kinds);
        assert!(seat.screen().contains("Reports"), "{}", seat.screen());
        assert_eq!(seat.screen().contains("Values shown"), kinds.contains(&K::Reveals));
        assert_eq!(seat.screen().contains("New customers"), kinds.contains(&K::Customers));
    }
    // Who holds nothing of it is not offered the screen.
    let mut seat = with(none());
    assert_eq!(asked(&seat), []);
    assert!(!seat.screen().contains("› Reports") && !seat.screen().contains("7 reports"), "{}", seat.screen());
}

#[test]
fn a_bar_leads_to_the_list_that_it_was_counted_from() {
    // The youngest tickets, and then those of three to seven days.
    let mut seat = small().at_reports(report);
    seat.press(KeyCode::Down);
    seat.press(KeyCode::Down);
    seat.keys("\n");
    let of = |(_, request): &(u64, Request)| match request {
        Request::Ticket(request) => match &**request {
            TicketRequest::List(query) => Some(query.clone()),
            _ => None,
        },
        _ => None,
    };
    let query = seat.asked.iter().rev().find_map(of).expect("a list was asked for");
    assert_eq!((query.queue, query.filter.as_str()), (Queue::All, "age:3d..7d status:new,open,waiting"));
    assert!(seat.screen().contains("3–7 days"), "{}", seat.screen());

    // There is no list of promises; of customers those of October.
    let mut seat = small().at_reports(report);
    seat.keys("\t");
    let before = seat.asked.len();
    seat.keys("\n");
    assert_eq!(seat.asked.len(), before, "{:?}", seat.last());
    seat.keys("\t");
    seat.press(KeyCode::Left);
    seat.keys("\n");
    let Request::Customers(query) = seat.last() else { panic!("{:?}", seat.last()) };
    let filter = kin::domain::filter::parse(
        "created >= 2026-10-03 and created < 2026-11-01",
        &TimeZone::fixed(jiff::tz::offset(7)),
    )
    .unwrap();
    assert_eq!(query.filter, filter);

    // Of the log the week before the last one.
    let mut seat = small().at_reports(report);
    seat.press(KeyCode::BackTab);
    seat.press(KeyCode::Down);
    seat.keys("\n");
    let Request::Log(query) = seat.last() else { panic!("{:?}", seat.last()) };
    let week = &report(ReportKind::Reveals).bars[10];
    assert_eq!(
        query.filter.to_text(&jiff::tz::TimeZone::fixed(jiff::tz::offset(7))),
        LogFilter::of(LogMatch::Action(vec![Action::FieldReveal]))
            .with(false, LogMatch::Outcome(vec![Outcome::Done]))
            .with(false, LogMatch::Since(week.from))
            .with(false, LogMatch::Until(week.until))
            .to_text(&jiff::tz::TimeZone::fixed(jiff::tz::offset(7)))
    );
}

#[test]
fn what_is_counted_in_parts_adds_up() {
    let mut seat = small().onlooker();
    let place = ReportPlace { now: NOW, rest: ReportRest::Entry(7) };
    let kind = ReportKind::Reveals;
    seat.reply(reply(Report { next: Some(place), ..report(kind) }));
    let Request::Report(query) = seat.last() else { panic!("{:?}", seat.last()) };
    assert_eq!((query.kind, query.from), (kind, Some(place)));
    assert!(seat.screen().contains("counting"), "{}", seat.screen());
    seat.reply(reply(report(kind)));
    let total = 2 * report(kind).total();
    assert!(seat.screen().contains(&total.to_string()), "{total}: {}", seat.screen());
    assert!(!seat.screen().contains("counting"));
    // Counted anew it begins from nothing.
    seat.press(KeyCode::F(5));
    seat.reply(reply(report(kind)));
    assert!(seat.screen().contains(&(total / 2).to_string()), "{}", seat.screen());
}

#[test]
fn it_is_counted_anew_after_a_while_and_not_at_each_look() {
    let mut seat = small().at_reports(report);
    let count = asked(&seat).len();
    seat.keys("27");
    assert_eq!(asked(&seat).len(), count);
    seat.pass(61);
    seat.keys("27");
    assert_eq!(asked(&seat).len(), count + 4);
}

#[test]
fn a_click_selects_and_another_opens() {
    let mut seat = small().at_reports(report);
    let screen = seat.screen();
    let row = screen.lines().position(|line| line.contains("7–30 days")).expect("a row");
    let click = Event::Mouse(Mouse { column: 6, row: u16::try_from(row).unwrap(), what: MouseWhat::Press });
    seat.send(click.clone());
    assert!(seat.screen().lines().nth(row).unwrap().starts_with('▸'), "{}", seat.screen());
    seat.send(click);
    assert!(seat.screen().contains("Tickets › All"), "{}", seat.screen());
}
