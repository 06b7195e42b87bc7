//! Alerts, detectors and insight: keys in, requests out, and where one comes from them.

use kin::desk::api::*;
use kin::domain::*;
use kin::ui::*;

use crate::cast::Cast;
use crate::guard::EVIDENCE;
use crate::office::{Seat, id};
use crate::sights::{LARGE, SMALL, find};
use crate::staff::{ago, chief, managed, office};

fn cast() -> Cast {
    Cast::usual(Lang::En, SMALL)
}

#[track_caller]
fn act(seat: &Seat) -> &Manage {
    let sent = seat.asked.iter().rev().find_map(|(_, request)| match request {
        Request::Manage(act) => Some(&**act),
        _ => None,
    });
    sent.expect("an act was sent")
}

fn acts(seat: &Seat) -> usize {
    seat.asks(|request| matches!(request, Request::Manage(_)))
}

fn asked(seat: &Seat, wanted: &OfficeQuery) -> usize {
    seat.asked.iter().filter(|(_, request)| matches!(request, Request::Office(query) if query == wanted)).count()
}

/// The column that a word begins in, and its row.
#[track_caller]
fn place_of(seat: &mut Seat, words: &str) -> usize {
    let screen = seat.screen();
    screen.lines().position(|line| line.contains(words)).unwrap_or_else(|| panic!("no {words} in {screen}"))
}

#[test]
fn what_matters_most_stands_first() {
    for size in [SMALL, LARGE] {
        let mut seat = Cast::short(Lang::En, size).at("alerts");
        let order = ["!!! critical", "! medium", "- low", "!! high"].map(|words| place_of(&mut seat, words));
        assert!(order.is_sorted(), "open ones by severity, then the closed one: {order:?}");
        seat.shows("1,204 values were shown over 30 days");
        seat.shows("minh is on it");
        seat.shows("✓ a false alarm");
    }
    let mut seat = Cast::short(Lang::En, LARGE).at_today(Today { alerts: cast().alerts(), ..cast().today() });
    assert!(place_of(&mut seat, "!!! critical") < place_of(&mut seat, "- low"));
}

#[test]
fn alerts_are_open_ones_or_all() {
    let mut seat = cast().entering("alerts");
    assert_eq!(asked(&seat, &OfficeQuery::Alerts { open_only: true }), 1);
    seat.keys("a");
    assert_eq!(asked(&seat, &OfficeQuery::Alerts { open_only: false }), 1);
    seat.reply(office(cast().answer("alerts")));
    seat.keys("G\n");
    seat.shows("thu: đã gọi hỏi lan");
    seat.keys("tac");
    assert_eq!(acts(&seat), 0, "what is closed stays so");
}

#[test]
fn an_alert_shows_its_evidence_and_leads_to_it() {
    let mut seat = cast().at_alert();
    assert_eq!(seat.asks(|request| matches!(request, Request::LogEntry(_))), EVIDENCE.len());
    seat.shows("Evidence: 4 entries of the log");
    seat.shows("KH-004201");
    seat.shows("not within your reach");
    seat.shows("The account is locked.");
    seat.keys("j\n");
    assert!(matches!(seat.last(), Request::LogEntry(342)));
    let mut seat = cast().at_alert();
    seat.keys("l");
    let Request::Log(LogQuery { filter, .. }) = seat.last() else { panic!("the log was not asked: {:?}", seat.last()) };
    let expected = LogFilter::of(LogMatch::Action(vec![Action::FieldReveal, Action::CustomerView]))
        .with(false, LogMatch::Member(vec!["lan".into()]))
        .with(false, LogMatch::Since(ago(500 - 311)))
        .with(false, LogMatch::Until(Micros(ago(500 - 377).0 + 1)));
    assert_eq!(*filter, expected);
    seat.shows("› Log");
}

/// Who handles alerts and may not read the log is shown the numbers alone, and no question is asked for nothing.
#[test]
fn without_the_log_evidence_is_numbers() {
    let handler = SignedIn { rights: Rights { alerts: true, ..Rights::default() }, ..chief() };
    let mut seat = cast().arriving(handler);
    seat.keys("0");
    seat.reply(office(cast().answer("alerts")));
    seat.keys("\n");
    seat.shows("311");
    seat.keys("\nl");
    assert_eq!(seat.asks(|request| matches!(request, Request::LogEntry(_) | Request::Log(_))), 0);
}

#[test]
fn an_alert_is_taken_answered_and_closed() {
    let mut seat = cast().at_alert();
    seat.keys("t");
    assert!(matches!(act(&seat), Manage::TakeAlert { alert } if *alert == id(43)));
    seat.reply(managed(Managed::Done));
    seat.shows("You look into it now.");
    // It is loaded again, and whoever took it takes it no more.
    let mut alerts = cast().alerts();
    alerts[2].taken_by = "lan".into();
    let ticket = seat.ticket(|request| matches!(request, Request::Office(OfficeQuery::Alerts { open_only: false })));
    seat.reply_to(ticket, office(OfficeAnswer::Alerts(alerts)));
    seat.keys("t");
    assert_eq!(acts(&seat), 1);
    seat.keys("a\n");
    seat.shows("Write a word");
    seat.keys("asked her\n");
    assert!(matches!(act(&seat), Manage::AnswerAlert { alert, words } if *alert == id(43) && words == "asked her"));
    seat.reply(managed(Managed::Done));
    seat.shows("The answer is kept.");
    seat.keys("c\n\n");
    seat.shows("Choose first");
    assert_eq!(acts(&seat), 2, "Enter alone closes nothing");
    seat.times(3, KeyCode::Right);
    seat.keys("\t\n");
    seat.shows("Write a word");
    seat.keys("a campaign\n");
    assert!(matches!(act(&seat), Manage::CloseAlert { alert, words, verdict: Verdict::FalseAlarm }
        if *alert == id(43) && words == "a campaign"));
}

#[test]
fn a_detector_is_changed_with_the_password_proven() {
    let mut seat = cast().at("detectors");
    seat.keys("jj\n\t<<99\t");
    // Backspaces, then what is typed; the window's letters are typed too.
    seat.times(5, KeyCode::Backspace);
    seat.keys("2h\t");
    seat.press(KeyCode::Right);
    seat.keys("\t");
    seat.press(KeyCode::Right);
    seat.send(Event::Key(Key::ctrl('s')));
    let Manage::SetDetector { kind: DetectorKind::OffHours, detector } = act(&seat) else { panic!("{:?}", act(&seat)) };
    let usual = cast().detectors().rows[2].usual.clone();
    let responses = [Response::RequireReason].into();
    let expected = Detector { threshold: 99, window_minutes: 120, severity: Severity::Critical, responses, ..usual };
    assert_eq!(*detector, expected);
    seat.reply(Err(Problem::ProveAgain));
    seat.keys("pw\n");
    seat.reply(Ok(Reply::Proved));
    assert_eq!(acts(&seat), 2, "the same act again");
    seat.reply(managed(Managed::Done));
    seat.shows("The detector is set.");
    assert_eq!(asked(&seat, &OfficeQuery::Detectors), 2, "loaded again");
}

#[test]
fn a_detector_is_tried_as_the_form_has_it_and_nothing_is_saved() {
    let mut seat = cast().at("detectors");
    seat.keys("\n\t<5");
    seat.send(Event::Key(Key::ctrl('t')));
    let tried = Detector { threshold: 5, ..cast().detectors().rows[0].detector.clone() };
    assert_eq!(
        asked(&seat, &OfficeQuery::TestDetector { kind: DetectorKind::ManyReveals, detector: tried, days: 30 }),
        1
    );
    seat.shows("Reading the past");
    seat.reply(office(OfficeAnswer::DetectorTest(Box::new(cast().detector_test()))));
    seat.shows("it would have raised 12 alerts");
    seat.shows("21 values were shown or copied within 1 hour.");
    assert_eq!(acts(&seat), 0);
    // A failure is told, and it is not waited for any more.
    seat.send(Event::Key(Key::ctrl('t')));
    seat.reply(Err(Problem::Busy));
    seat.shows("The office is busy");
    seat.hides("Reading the past");
    // What can't be read is not asked.
    seat.keys("x");
    seat.send(Event::Key(Key::ctrl('t')));
    seat.shows("A whole number from 1 on");
    assert_eq!(seat.asks(|request| matches!(request, Request::Office(OfficeQuery::TestDetector { .. }))), 2);
}

#[test]
fn who_may_not_change_detectors_reads_them() {
    let mut seat = find("detectors_bare").1(&cast());
    seat.keys("\ne");
    seat.hides("How many at least");
    assert_eq!(acts(&seat), 0);
}

#[test]
fn a_honeytoken_is_made_by_who_sets_the_policy_and_taken_back_in_the_list() {
    let mut seat = cast().chief_at_customer();
    seat.keys("T");
    seat.shows("you too");
    seat.keys("\n");
    assert!(matches!(act(&seat), Manage::SetHoneytoken { customer, on: true } if *customer == id(1)));
    let mut seat = cast().opened();
    seat.keys("T");
    assert_eq!(acts(&seat), 0);
    seat.shows("Not possible here");
    let mut seat = cast().at("detectors");
    seat.keys("Gd\n");
    assert!(matches!(act(&seat), Manage::SetHoneytoken { customer, on: false } if *customer == id(2)));
    // On a detector there is nothing to take away.
    let mut seat = cast().at("detectors");
    seat.keys("d");
    seat.shows("Not possible here");
}

#[test]
fn insight_goes_over_some_days_and_into_a_member() {
    let mut seat = cast().at("insight");
    let whole = |days| OfficeQuery::Insight { member: None, days };
    assert_eq!(asked(&seat, &whole(30)), 1);
    seat.shows("1,204 !");
    seat.keys("dd");
    assert_eq!([asked(&seat, &whole(90)), asked(&seat, &whole(7))], [1, 1]);
    seat.keys("\n");
    assert_eq!(asked(&seat, &OfficeQuery::Insight { member: Some(id(13)), days: 7 }), 1, "over the same days");
    let mut seat = crate::sights::guard_member(&cast());
    seat.shows("10 times the median");
    seat.shows("as the median");
    seat.shows("below the median");
    seat.keys("d");
    assert_eq!(asked(&seat, &OfficeQuery::Insight { member: Some(id(13)), days: 90 }), 1);
    seat.keys("l");
    let Request::Log(LogQuery { filter, .. }) = seat.last() else { panic!("the log was not asked") };
    let name = "Công Tằng Tôn Nữ Bảo Trân".to_owned();
    let since = cast().insight_of_member().from;
    assert_eq!(*filter, LogFilter::of(LogMatch::Member(vec![name])).with(false, LogMatch::Since(since)));
}

#[test]
fn a_members_alerts_are_told_apart_and_the_list_is_whole_again() {
    let mut seat = find("alerts_about").1(&cast());
    seat.shows("Alerts about Công Tằng");
    seat.shows(" 1 alert");
    seat.hides("Another key for a member");
    seat.keys("c");
    seat.reply(office(cast().answer("alerts")));
    seat.shows("Another key for a member");
}

/// One's own page needs the log alone, says nothing of alerts, and leads to none.
#[test]
fn everybody_may_look_at_itself() {
    let mut seat = cast().own_insight(cast().insight_of_member());
    assert_eq!(asked(&seat, &OfficeQuery::Insight { member: Some(id(200)), days: 30 }), 1);
    seat.hides("alert");
    seat.keys("a");
    seat.hides("› Admin");
    let mut seat = cast().list();
    seat.keys("I");
    seat.shows("Not possible here");
    // From one's own sign-in, too.
    let mut seat = cast().lead();
    seat.keys("MI");
    assert_eq!(asked(&seat, &OfficeQuery::Insight { member: Some(id(200)), days: 30 }), 1);
}

/// Sections that do not fit into one line of tabs are reached all the same, and the line says that there are more.
#[test]
fn tabs_go_on_beyond_the_line() {
    for lang in Lang::ALL {
        let mut seat = Cast::short(lang, SMALL).chief();
        seat.keys("0");
        let first = seat.screen();
        assert!(first.lines().nth(2).is_some_and(|tabs| tabs.ends_with('›') && !tabs.starts_with('‹')), "{first}");
        seat.keys(&"\t".repeat(14));
        let last = seat.screen();
        assert!(last.lines().nth(2).is_some_and(|tabs| tabs.starts_with('‹') && !tabs.ends_with('›')), "{last}");
        assert!(last.contains(&format!("[{}]", I18n::new(lang).t("place-backups"))), "{last}");
    }
}
