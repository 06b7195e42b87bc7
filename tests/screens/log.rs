//! The log through the real update: what narrows it, where it goes, what comes in, and the ways from it and to it.

use std::sync::Arc;

use kin::desk::api::*;
use kin::domain::*;
use kin::ui::{Event, Key, KeyCode, Lang};

use crate::cast::Cast;
use crate::office::*;
use crate::shelf::is_preference;
use crate::sights::{self, SMALL};

const HOUR: i64 = 3_600_000_000;

fn is_log(request: &Request) -> bool {
    matches!(request, Request::Log(_))
}

fn is_chart(request: &Request) -> bool {
    matches!(request, Request::LogChart(_))
}

/// A log that answers as the desk does: entries 1 to `last`, a minute apart, the last one now.
struct Register {
    last: i64,
    /// Most entries that are looked at for one answer.
    effort: i64,
    /// Whether an entry is one of those that are looked for.
    finds: fn(i64) -> bool,
}

impl Register {
    fn of(last: i64) -> Self {
        Self { last, effort: i64::MAX, finds: |_| true }
    }

    fn row(&self, sequence: i64) -> LogRow {
        let mut row = entry(sequence, Action::FieldReveal, Outcome::Done, Verified::Good);
        row.entry.at = Micros(NOW.0 - (self.last - sequence) * 60_000_000);
        row
    }

    fn page(&self, query: &LogQuery) -> LogPage {
        let (from, up) = match query.from {
            LogPlace::End => (self.last, false),
            LogPlace::Before(sequence) => (sequence - 1, false),
            LogPlace::After(sequence) => (sequence + 1, true),
            LogPlace::At(at) => {
                let later = (1..=self.last).find(|sequence| self.row(*sequence).entry.at > at);
                (later.unwrap_or(self.last), false)
            }
        };
        let (mut at, mut looked, mut found) = (from, 0, Vec::new());
        while (1..=self.last).contains(&at) && looked < self.effort && found.len() < usize::from(query.limit) {
            if (self.finds)(at) {
                found.push(self.row(at));
            }
            (at, looked) = (if up { at + 1 } else { at - 1 }, looked + 1);
        }
        let more = (1..=self.last).contains(&at);
        let unfinished = more && found.len() < usize::from(query.limit);
        if up {
            found.reverse();
        }
        let next = more.then_some(if up { at - 1 } else { at + 1 });
        LogPage { rows: found, next, unfinished, head: Some(self.last) }
    }

    /// Answers what was asked of the log last, until nothing new is asked any more.
    fn serve(&self, seat: &mut Seat) {
        let mut served = 0;
        for _ in 0..100 {
            let ticket = seat.ticket(is_log);
            if ticket == served {
                return;
            }
            let page = self.page(query(seat));
            seat.reply_to(ticket, Ok(Reply::Log(page)));
            served = ticket;
        }
        panic!("it asks and asks");
    }

    /// An auditor at this log.
    fn seat(&self) -> Seat {
        let mut seat = Cast::usual(Lang::En, SMALL).at_list(Role::Auditor, people(), 7);
        seat.keys("9");
        self.serve(&mut seat);
        seat
    }
}

fn query(seat: &Seat) -> &LogQuery {
    let last = seat.asked.iter().rev().find_map(|(_, request)| match request {
        Request::Log(query) => Some(query),
        _ => None,
    });
    last.expect("the log was asked for")
}

fn narrowed(seat: &Seat) -> String {
    query(seat).filter.to_text(&jiff::tz::TimeZone::fixed(jiff::tz::offset(7)))
}

/// The number of the selected entry.
fn selected(seat: &mut Seat) -> i64 {
    let screen = seat.screen();
    let line = screen.lines().find(|line| line.starts_with('▸')).unwrap_or_else(|| panic!("{screen}"));
    let number: String = line.chars().skip(1).take(8).filter(char::is_ascii_digit).collect();
    number.parse().expect("a number")
}

#[test]
fn every_entry_is_come_past_in_both_directions() {
    let register = Register::of(1_050);
    let mut seat = register.seat();
    let mut seen = vec![selected(&mut seat)];
    for _ in 0..1_049 {
        seat.press(KeyCode::Down);
        register.serve(&mut seat);
        seen.push(selected(&mut seat));
    }
    assert_eq!(seen, (1..=1_050).rev().collect::<Vec<_>>());
    let mut up = vec![selected(&mut seat)];
    for _ in 0..1_049 {
        seat.press(KeyCode::Up);
        register.serve(&mut seat);
        up.push(selected(&mut seat));
    }
    assert_eq!(up, (1..=1_050).collect::<Vec<_>>());
    assert!(seat.asked.iter().any(|(_, ask)| matches!(ask, Request::Log(LogQuery { from: LogPlace::After(_), .. }))));
}

#[test]
fn what_is_rare_is_searched_on_for_until_it_is_there_or_one_stops() {
    // One of 5,000 is found, and 1,000 are looked at for an answer.
    let register = Register { effort: 1_000, finds: |n| n % 5_000 == 77, ..Register::of(60_000) };
    let mut seat = register.seat();
    assert_eq!(selected(&mut seat), 55_077);
    // All of them fit on the screen: the search went on to its round's end.
    assert!(seat.asks(is_log) > 30, "{}", seat.asks(is_log));
    seat.shows("searched back to");
    seat.shows("goes on");
    seat.press(KeyCode::Down);
    register.serve(&mut seat);
    seat.hides("searched back");
    seat.press(KeyCode::End);
    assert_eq!(selected(&mut seat), 77);

    let mut seat = Cast::usual(Lang::En, SMALL).at_list(Role::Auditor, people(), 7);
    seat.keys("9");
    let page = register.page(query(&seat));
    seat.reply(Ok(Reply::Log(page)));
    seat.shows("searched back to 59,001, Esc stops");
    let (asked, late) = (seat.asks(is_log), seat.ticket(is_log));
    seat.press(KeyCode::Esc);
    seat.reply_to(late, Ok(Reply::Log(LogPage { rows: vec![register.row(77)], ..LogPage::default() })));
    assert_eq!(seat.asks(is_log), asked, "it has stopped");
    seat.shows("Nothing was found so far.");
    seat.press(KeyCode::F(5));
    assert_eq!(query(&seat).from, LogPlace::End);
}

#[test]
fn conditions_add_up_and_go_one_by_one() {
    let mut seat = Cast::usual(Lang::En, SMALL).at_log();
    seat.keys("i\n");
    assert_eq!(narrowed(&seat), "member:lan");
    seat.reply(Ok(Reply::Log(log_page())));
    seat.keys("oact");
    seat.press(KeyCode::Enter);
    assert_eq!(narrowed(&seat), "member:lan -action:field.reveal");
    seat.reply(Ok(Reply::Log(log_page())));
    seat.shows("[lan] [not revealed]");
    seat.keys("ihour\n");
    assert_eq!(narrowed(&seat), "member:lan -action:field.reveal since:2026-11-22T12:00 until:2026-11-22T13:00");
    seat.reply(Ok(Reply::Log(log_page())));
    // The first one of them is chosen to go, then the last one goes.
    seat.keys("x\n");
    assert_eq!(narrowed(&seat), "-action:field.reveal since:2026-11-22T12:00 until:2026-11-22T13:00");
    seat.press(KeyCode::Backspace);
    assert_eq!(narrowed(&seat), "-action:field.reveal since:2026-11-22T12:00");
    seat.keys("c");
    assert_eq!(narrowed(&seat), "");
    // An hour can't be left out: that would be two conditions, one of which lets in.
    seat.reply(Ok(Reply::Log(log_page())));
    seat.keys("o");
    seat.hides("This hour");
}

#[test]
fn the_way_back_leads_to_the_filter_and_the_entry_before() {
    let register = Register::of(500);
    let mut seat = register.seat();
    seat.times(30, KeyCode::Down);
    seat.keys("/outcome:denied\n");
    register.serve(&mut seat);
    seat.keys("/customer:KH-000001\n");
    register.serve(&mut seat);
    seat.press(KeyCode::Esc);
    register.serve(&mut seat);
    assert_eq!(narrowed(&seat), "outcome:denied");
    seat.press(KeyCode::Esc);
    register.serve(&mut seat);
    assert_eq!((narrowed(&seat).as_str(), selected(&mut seat)), ("", 470));
    // Above it stand those that are newer.
    seat.times(30, KeyCode::Up);
    register.serve(&mut seat);
    seat.press(KeyCode::Home);
    assert_eq!(selected(&mut seat), 500);
}

#[test]
fn the_form_keeps_what_it_does_not_show() {
    let mut seat = Cast::usual(Lang::En, SMALL).at_log();
    seat.keys("/member:lan,minh -outcome:done member:an since:2026-11-01T10:00 invoice\n");
    seat.reply(Ok(Reply::Log(log_page())));
    seat.keys("f");
    seat.shows("4 more conditions stay as they are.");
    seat.keys("<<ana\t\t\t2026-11-05\n");
    assert_eq!(
        narrowed(&seat),
        "member:lan,minh -outcome:done member:ana since:2026-11-01T10:00 invoice since:2026-11-05"
    );
}

#[test]
fn a_letter_goes_through_the_acts_that_begin_with_it() {
    let mut seat = Cast::usual(Lang::En, SMALL).at_log();
    seat.keys("f\ti");
    seat.shows("imported");
    seat.keys("i");
    seat.shows("import undone");
    // Five more that begin so, and around.
    seat.keys("iiiiii");
    seat.shows("imported");
    seat.keys("z\n");
    assert_eq!(narrowed(&seat), "action:import.chunk");
}

#[test]
fn times_are_gone_to_and_walked_by() {
    let register = Register::of(5_000);
    let mut seat = register.seat();
    seat.keys("t2026-11-21 14:02\n");
    assert_eq!(query(&seat).from, LogPlace::At(Micros(NOW.0 - 24 * HOUR)));
    register.serve(&mut seat);
    assert_eq!(selected(&mut seat), 5_000 - 24 * 60 + 1);
    seat.press(KeyCode::Left);
    register.serve(&mut seat);
    let hour_before = selected(&mut seat);
    assert!((5_000 - 25 * 60..5_000 - 25 * 60 + 3).contains(&hour_before), "{hour_before}");
    seat.press(KeyCode::Right);
    register.serve(&mut seat);
    assert!(selected(&mut seat) > hour_before + 55);
    seat.keys("}");
    register.serve(&mut seat);
    seat.keys("}");
    register.serve(&mut seat);
    assert_eq!(selected(&mut seat), 5_000, "the newest, where there is nothing later");
    seat.keys("{");
    register.serve(&mut seat);
    assert!(selected(&mut seat) <= 5_000 - 24 * 60 + 1);
    // Where hours are empty a step leads to the next entry.
    let register = Register { finds: |n| n % 1_000 == 0, ..Register::of(5_000) };
    let mut seat = register.seat();
    for wanted in [4_000, 3_000] {
        seat.press(KeyCode::Left);
        register.serve(&mut seat);
        assert_eq!(selected(&mut seat), wanted);
    }
    seat.keys("tsoon\n");
    seat.shows("This is no time and no entry.");
    seat.keys("\x1bt#x\n");
    seat.shows("This is no time and no entry.");
    seat.keys("\x1bt#412\n");
    assert!(matches!(seat.last(), Request::LogEntry(412)), "{:?}", seat.last());
}

fn news(head: i64) -> Event {
    Event::News(Arc::new(News { head, ..News::default() }))
}

#[test]
fn new_entries_are_counted_and_come_in_where_they_are_followed() {
    let mut register = Register::of(500);
    let mut seat = register.seat();
    let asked = seat.asks(is_log);
    seat.pass(60);
    assert_eq!(seat.asks(is_log), asked, "nothing is looked for without a cause");
    register.last = 503;
    seat.send(news(503));
    seat.pass(3);
    register.serve(&mut seat);
    seat.shows("3 new");
    assert_eq!(selected(&mut seat), 500);
    register.last = 504;
    seat.send(news(504));
    seat.pass(3);
    register.serve(&mut seat);
    seat.shows("4 new");
    seat.press(KeyCode::Up);
    register.serve(&mut seat);
    seat.hides("4 new");
    seat.press(KeyCode::Home);
    assert_eq!(selected(&mut seat), 504);

    seat.keys("F");
    register.serve(&mut seat);
    seat.shows("Following");
    register.last = 506;
    seat.pass(3);
    register.serve(&mut seat);
    assert_eq!(selected(&mut seat), 506, "it comes in by itself");
    seat.press(KeyCode::Down);
    register.last = 507;
    seat.pass(3);
    register.serve(&mut seat);
    assert_eq!(selected(&mut seat), 505, "who has gone down stays");
    seat.shows("1 new");
    // Deep in the log, and on another screen, nothing is looked for.
    seat.keys("t2026-11-22 10:00\n");
    register.serve(&mut seat);
    let asked = seat.asks(is_log);
    seat.pass(60);
    seat.keys("1");
    seat.send(news(600));
    seat.pass(60);
    assert_eq!(seat.asks(is_log), asked);
}

#[test]
fn the_chart_is_remembered_and_moves_with_the_selection() {
    let register = Register::of(20_000);
    let mut seat = register.seat();
    seat.keys("b");
    let Request::LogChart(query) = seat.last() else { panic!("{:?}", seat.last()) };
    assert_eq!((query.by, query.until), (ChartBy::Hour, None));
    let cast = Cast::usual(Lang::En, SMALL);
    let chart = cast.chart(ChartBy::Hour, query.bars, NOW);
    seat.reply(Ok(Reply::LogChart(chart)));
    let kept = seat.asked.iter().rev().find_map(|(_, request)| match request {
        Request::SavePreferences(text) => Some(text.clone()),
        _ => None,
    });
    assert!(kept.expect("kept").contains(r#""log_chart":"hour""#));
    let asked = seat.asks(is_chart);
    seat.press(KeyCode::Down);
    assert_eq!(seat.asks(is_chart), asked, "it is in the bars already");
    // Ten days ago is outside of the bars.
    seat.keys("t10d\n");
    register.serve(&mut seat);
    assert!(matches!(seat.last(), Request::LogChart(LogChartQuery { until: None, .. })), "first all is counted anew");
    let chart = cast.chart(ChartBy::Hour, 71, NOW);
    seat.reply(Ok(Reply::LogChart(chart)));
    seat.press(KeyCode::Down);
    let Request::LogChart(query) = seat.last() else { panic!("{:?}", seat.last()) };
    let end = query.until.expect("an end in the past");
    assert!(end.0 > NOW.0 - 240 * HOUR && end.0 < NOW.0 - 200 * HOUR);
    // By day, by member, and away.
    seat.keys("bbb");
    let asked = seat.asks(is_chart);
    seat.keys("c");
    assert_eq!(seat.asks(is_chart), asked);
    seat.hides("By ");
    // A window that is too low says so.
    seat.send(Event::Resize(80, 14));
    seat.keys("b");
    seat.shows("The chart needs a higher window.");
}

#[test]
fn a_saved_filter_keeps_its_age() {
    let mut seat = Cast::usual(Lang::En, SMALL).at_log();
    seat.keys("/since:7d outcome:refused\n");
    seat.reply(Ok(Reply::Log(log_page())));
    seat.keys("V");
    seat.send(Event::Key(Key::ctrl('s')));
    seat.shows("Type a name first.");
    seat.keys("refused of late");
    seat.send(Event::Key(Key::ctrl('s')));
    seat.shows("Filter refused of late saved.");
    let kept = match seat.asked.iter().rev().find(|(_, request)| is_preference(request)) {
        Some((_, Request::SavePreferences(text))) => text.clone(),
        _ => panic!("not kept"),
    };
    assert!(kept.contains("since:7d outcome:refused"), "{kept}");
    // A day later it is a week back from then.
    let since = |seat: &Seat| match query(seat).filter.terms[0].matches {
        LogMatch::Since(at) => at,
        _ => panic!("no time"),
    };
    let before = since(&seat);
    seat.keys("c");
    seat.reply(Ok(Reply::Log(log_page())));
    seat.now.0 += 60 * 1_000_000;
    seat.pass(1);
    seat.keys("V\n");
    assert!(since(&seat) > before);
    seat.reply(Ok(Reply::Log(log_page())));
    seat.keys("V");
    seat.press(KeyCode::Delete);
    seat.shows("again to delete refused of late");
    seat.press(KeyCode::Delete);
    seat.keys("\x1bV");
    seat.hides("refused of late");
}

#[test]
fn an_entry_leads_to_the_next_ones_and_to_all_of_its_kind() {
    let mut seat = Cast::usual(Lang::En, SMALL).at_entry(Verified::Good);
    seat.shows("signed by lan");
    seat.press(KeyCode::Down);
    assert!(matches!(seat.last(), Request::LogEntry(411)), "{:?}", seat.last());
    seat.press(KeyCode::Up);
    assert!(matches!(seat.last(), Request::LogEntry(412)), "{:?}", seat.last());
    for (key, text) in
        [("s", format!("session:{}", id(220))), ("m", "member:lan".to_owned()), ("c", "customer:KH-004201".to_owned())]
    {
        let mut seat = Cast::usual(Lang::En, SMALL).at_entry(Verified::Good);
        seat.keys(key);
        assert_eq!(narrowed(&seat), text);
        seat.reply(Ok(Reply::Log(log_page())));
        seat.press(KeyCode::Esc);
        assert_eq!((narrowed(&seat).as_str(), query(&seat).from), ("", LogPlace::Before(413)));
    }
    // The customer is offered only where the desk gives it.
    let mut seat = Cast::usual(Lang::En, SMALL).at_log();
    seat.keys("\n");
    let row = entry(412, Action::CustomerView, Outcome::Done, Verified::Good);
    let bare = LogDetail {
        row,
        changes: 0,
        previous: String::new(),
        hash: String::new(),
        signer: "lan".into(),
        customer: None,
        session: None,
        checkpoint: None,
    };
    seat.reply(Ok(Reply::LogEntry(Box::new(bare))));
    seat.shows("not covered by a checkpoint yet");
    seat.keys("\n");
    assert!(!seat.asked.iter().any(|(_, request)| matches!(request, Request::Customer(_))));
}

#[test]
fn who_has_opened_a_customer_leads_to_the_entries_and_to_the_summary() {
    let cast = Cast::usual(Lang::En, SMALL);
    let at_access = |role| {
        let mut seat = cast.at_list(role, cast.people(), 7);
        cast.open(&mut seat, cast.detail());
        seat.press(KeyCode::Left);
        seat.reply(Ok(Reply::Access(log_page().rows)));
        seat
    };
    let mut seat = at_access(Role::Lead);
    seat.keys("\n");
    assert!(matches!(seat.last(), Request::LogEntry(412)));
    seat.press(KeyCode::Down);
    assert!(matches!(seat.last(), Request::LogEntry(411)));
    seat.press(KeyCode::Esc);
    seat.keys("S");
    assert!(matches!(seat.last(), Request::Seen { customer } if *customer == id(1)));
    seat.reply(Err(Problem::Denied { rule: "access.view".into() }));
    seat.shows("access.view");
    // Who may not read the log opens no entry of it.
    let mut seat = at_access(Role::Agent);
    seat.keys("\n");
    assert!(!seat.asked.iter().any(|(_, request)| matches!(request, Request::LogEntry(_))));
}

#[test]
fn members_and_sessions_lead_to_their_entries() {
    let cast = Cast::usual(Lang::En, SMALL);
    for (section, wanted) in [("members", "member:"), ("sessions", "session:")] {
        let mut seat = cast.at(section);
        seat.press(KeyCode::Down);
        seat.keys("E");
        assert!(narrowed(&seat).starts_with(wanted), "{}", narrowed(&seat));
        seat.shows("› Log");
    }
    let mut seat = cast.at("members");
    seat.press(KeyCode::Down);
    seat.keys("\n");
    seat.reply(Ok(Reply::Office(OfficeAnswer::Member(Box::new(cast.member())))));
    seat.keys("E");
    assert_eq!(narrowed(&seat), format!("session:{}", id(30)));
    let screen = seat.screen();
    assert!(screen.contains("› Log") && screen.contains("[session ..00001e]"), "{screen}");
}

#[test]
fn it_stands_in_ascii_and_in_any_window() {
    for name in ["log_chart_hour", "log_chart_member", "log_text", "log_chips", "seen", "log_entry", "log_line_values"]
    {
        for size in [(40, 12), (61, 17), (80, 24), (300, 90)] {
            let cast = Cast::usual(Lang::Vi, size).with(|start| start.ascii = true);
            let mut seat = sights::find(name).1(&cast);
            seat.screen();
        }
    }
    let cast = Cast::usual(Lang::En, SMALL).with(|start| start.ascii = true);
    let screen = sights::find("log_chart_hour").1(&cast).screen();
    assert!(screen.contains('#') && screen.contains("x 89 refused"), "{screen}");
}
