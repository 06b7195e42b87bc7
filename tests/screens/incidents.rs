//! Incidents: keys in, requests out; what is marked, carried out, noted, told and closed.

use kin::desk::api::*;
use kin::domain::incident::{EventKind, Jurisdiction, Mark, Playbook, Score, Stage};
use kin::domain::*;
use kin::ui::*;

use crate::cast::Cast;
use crate::office::{NOW, Seat, id};
use crate::sights::{LARGE, SMALL};
use crate::staff::{ago, incident, office};

const STOLEN: Id = Id([60; 16]);
const DRILL: Id = Id([61; 16]);

fn row(playbook: &str, drill: bool, hours: i64, words: &str) -> IncidentRow {
    let aware_at = ago(hours);
    IncidentRow {
        id: if drill { DRILL } else { STOLEN },
        playbook: playbook.into(),
        words: words.into(),
        drill,
        jurisdiction: "vn".into(),
        started_at: ago(hours - 1),
        started_by: "thu".into(),
        aware_at,
        due: Jurisdiction::of("vn").and_then(|law| law.due(aware_at)),
        told_at: None,
        closed_at: None,
        score: Score { steps: 14, done: 5, in_time: 4, minutes_to_contain: drill.then_some(38) },
    }
}

impl Cast {
    fn words(&self) -> &'static str {
        if self.short {
            "laptop of lan"
        } else {
            "Máy tính xách tay của lan bị lấy trên chuyến tàu tối qua; trong máy có thư mục văn phòng."
        }
    }

    pub fn incidents(&self) -> IncidentPage {
        let open = row("stolen_laptop", false, 5, self.words());
        let drill = row("ransomware", true, 30, "");
        let told = IncidentRow {
            id: id(62),
            told_at: Some(ago(150)),
            closed_at: Some(ago(90)),
            ..row("lost_passwords", false, 200, "")
        };
        let rows = vec![
            open,
            drill,
            IncidentRow { id: id(63), ..row("lost_host_secret", false, 97, "") },
            IncidentRow { id: id(64), told_at: Some(ago(10)), ..row("misuse", false, 120, "") },
            told,
            IncidentRow { id: id(65), due: None, closed_at: Some(ago(250)), ..row("leaked_export", true, 300, "") },
        ];
        IncidentPage { rows, next: None }
    }

    pub fn incident(&self, drill: bool) -> IncidentView {
        let key = if drill { "ransomware" } else { "stolen_laptop" };
        let row = row(key, drill, 5, self.words());
        let playbook = Playbook::of(key).expect("a playbook");
        let step = |(n, step): (usize, &kin::domain::incident::Step)| {
            let mark = match (n, step.stage) {
                (1, _) => Some(Mark::Skipped),
                (_, Stage::Detect | Stage::Assess) => Some(Mark::Done),
                _ => None,
            };
            StepView {
                key: step.key.clone(),
                stage: step.stage,
                act: step.act,
                command: step.command.clone(),
                due: playbook.due(step.stage, row.started_at),
                mark,
                at: mark.map(|_| ago(3)),
                by: if mark.is_some() { "thu".into() } else { String::new() },
            }
        };
        let event = |hours, kind, step: &str, act, member: &str, words: &str| IncidentEventView {
            at: ago(hours),
            by: "thu".into(),
            kind,
            step: step.into(),
            act,
            member: member.into(),
            words: words.into(),
        };
        let events = vec![
            event(4, EventKind::Started, "", None, "", ""),
            event(3, EventKind::Noticed, "", None, "", self.words()),
            event(3, EventKind::StepDone, &playbook.steps[0].key, None, "", ""),
            event(2, EventKind::Acted, "", Some(IncidentAct::EndSessions), "lan", "2"),
            event(1, EventKind::WouldAct, "", Some(IncidentAct::RotateKeys), "", ""),
        ];
        IncidentView {
            steps: playbook.steps.iter().enumerate().map(step).collect(),
            row,
            closed_by: String::new(),
            since: ago(29),
            until: None,
            members: vec![(id(13), "lan".into())],
            events,
            exports_frozen: !drill,
        }
    }

    /// What the desk could answer.
    pub fn incident_reply(&self, request: &IncidentRequest) -> IncidentReply {
        match request {
            IncidentRequest::List { .. } => IncidentReply::List(self.incidents()),
            IncidentRequest::Show(incident) => IncidentReply::Incident(Box::new(self.incident(*incident == DRILL))),
            IncidentRequest::Start(_) => IncidentReply::Started(STOLEN),
            IncidentRequest::Act { .. } => IncidentReply::Acted(Acted::Done(String::new())),
            IncidentRequest::Touched(_) => IncidentReply::Touched(Box::new(self.touched())),
            IncidentRequest::Report { .. } | IncidentRequest::ReportPage { .. } | IncidentRequest::Notice { .. } => {
                IncidentReply::Text(String::new())
            }
            _ => IncidentReply::Done,
        }
    }

    pub fn touched(&self) -> Touched {
        Touched {
            customer_count: 1_204,
            counts: TouchedCounts { opened: 2_310, revealed: 87, copied: 3 },
            exports: 1,
            exported: 500,
            ..Touched::default()
        }
    }
}

/// The incident that stands first, with what was touched.
pub fn at_incident(cast: &Cast) -> Seat {
    let mut seat = cast.at("incidents");
    seat.keys("\n");
    seat.reply(incident(IncidentReply::Incident(Box::new(cast.incident(false)))));
    seat.reply(incident(IncidentReply::Touched(Box::new(cast.touched()))));
    seat
}

/// Whether this answers that question.
pub fn answers(reply: &IncidentReply, request: &IncidentRequest) -> bool {
    use {IncidentReply as A, IncidentRequest as Q};
    match (reply, request) {
        (A::List(_), Q::List { .. })
        | (A::Incident(_), Q::Show(_))
        | (A::Started(_), Q::Start(_))
        | (A::Acted(_), Q::Act { .. })
        | (A::Touched(_), Q::Touched(_))
        | (A::Text(_), Q::Report { .. } | Q::ReportPage { .. } | Q::Notice { .. }) => true,
        (A::Done, request) => request.changes() && !matches!(request, Q::Start(_) | Q::Act { .. }),
        _ => false,
    }
}

fn cast() -> Cast {
    Cast::short(Lang::En, SMALL)
}

#[track_caller]
fn sent(seat: &Seat) -> &IncidentRequest {
    match seat.last() {
        Request::Incident(request) => request,
        other => panic!("{other:?}"),
    }
}

fn changes(seat: &Seat) -> usize {
    seat.asks(|request| matches!(request, Request::Incident(request) if request.changes()))
}

#[test]
fn the_list_tells_how_each_stands_and_what_is_left() {
    let mut seat = Cast::short(Lang::En, LARGE).at("incidents");
    for words in
        ["! open", "drill, open", "2 d 18 h left", "over by 1 d 1 h", "late by 1 d 14 h", "told in time", "none runs"]
    {
        seat.shows(words);
    }
    seat.shows("6 incidents");
    seat.keys("\n");
    assert!(matches!(
        seat.asked.iter().rev().nth(1),
        Some((_, Request::Incident(request))) if matches!(**request, IncidentRequest::Show(STOLEN))
    ));
    assert_eq!(*sent(&seat), IncidentRequest::Touched(STOLEN));
}

#[test]
fn steps_are_marked_skipped_and_opened_again() {
    let mut seat = at_incident(&cast());
    seat.shows("Touched");
    seat.keys(" ");
    assert_eq!(*sent(&seat), IncidentRequest::Mark { incident: STOLEN, step: "ask".into(), mark: None });
    seat.reply(incident(IncidentReply::Done));
    let loads =
        |request: &Request| matches!(request, Request::Incident(request) if **request == IncidentRequest::Show(STOLEN));
    assert_eq!(seat.asks(loads), 2, "it is loaded again");
    seat.reply(incident(IncidentReply::Incident(Box::new(cast().incident(false)))));
    seat.keys("jjjjj\n");
    assert_eq!(*sent(&seat), IncidentRequest::Mark { incident: STOLEN, step: "end".into(), mark: Some(Mark::Done) });
    seat.reply(incident(IncidentReply::Done));
    seat.keys("s");
    assert_eq!(*sent(&seat), IncidentRequest::Mark { incident: STOLEN, step: "end".into(), mark: Some(Mark::Skipped) });
}

#[test]
fn an_act_on_a_member_names_it_and_asks_the_password_where_that_is_long_ago() {
    let mut seat = at_incident(&cast());
    seat.keys("jjjjja");
    seat.shows("End all sessions of a member");
    seat.reply(office(cast().answer("members")));
    // The incident is about one member, who stands there.
    seat.keys("\n");
    let act = IncidentRequest::Act {
        incident: STOLEN,
        act: IncidentAct::EndSessions,
        member: Some(id(13)),
        step: Some("end".into()),
    };
    assert_eq!(*sent(&seat), act);
    seat.reply(Err(Problem::ProveAgain));
    seat.keys("abc\n");
    seat.reply(Ok(Reply::Proved));
    assert_eq!(*sent(&seat), act, "the same once more");
    seat.reply(incident(IncidentReply::Acted(Acted::Done("2".into()))));
    seat.shows("It is done, and noted.");
    assert_eq!(changes(&seat), 2);
}

#[test]
fn what_is_on_nobody_is_asked_about_first() {
    let mut seat = at_incident(&cast());
    seat.keys("jjjjjjjjja");
    seat.shows("Make new class keys, now?");
    assert_eq!(changes(&seat), 0);
    seat.keys("\n");
    let act = IncidentRequest::Act {
        incident: STOLEN,
        act: IncidentAct::RotateKeys,
        member: None,
        step: Some("rotate".into()),
    };
    assert_eq!(*sent(&seat), act);
    seat.reply(incident(IncidentReply::Acted(Acted::Done(String::new()))));
    seat.shows("New keys are made.");
    // Where a step has no act there is nothing to carry out.
    let mut seat = at_incident(&cast());
    seat.keys("jja\n");
    assert!(matches!(sent(&seat), IncidentRequest::Mark { .. }), "no form was opened");
}

#[test]
fn an_incident_is_started_from_what_was_typed() {
    let mut seat = cast().at("incidents");
    seat.keys("n");
    seat.reply(office(cast().answer("members")));
    seat.keys("laptop gone\t");
    seat.times(2, KeyCode::Right);
    seat.keys("\t2h\t1d\t\tlan, AN\t");
    seat.press(KeyCode::Right);
    seat.keys("\t");
    seat.press(KeyCode::Right);
    seat.keys("\n");
    let IncidentRequest::Start(draft) = sent(&seat) else { panic!("{:?}", seat.last()) };
    let expected = IncidentFacts {
        words: "laptop gone".into(),
        jurisdiction: Jurisdiction::all()[2].key.clone(),
        aware_at: Micros(NOW.0 - 2 * 3_600_000_000),
        since: Micros(NOW.0 - 24 * 3_600_000_000),
        until: None,
        members: vec![id(13), id(16)],
    };
    // The seat's clock has gone on by what it passed.
    let passed = seat.now.0 - NOW.0;
    let shifted = |at: Micros| Micros(at.0 + passed);
    let expected = IncidentFacts { aware_at: shifted(expected.aware_at), since: shifted(expected.since), ..expected };
    assert_eq!(*draft, IncidentDraft { playbook: Playbook::all()[1].key.clone(), drill: true, facts: expected });
    seat.reply(incident(IncidentReply::Started(DRILL)));
    assert!(
        seat.asks(|request| {
            matches!(request, Request::Incident(request) if **request == IncidentRequest::Show(DRILL))
        }) > 0
    );
}

#[test]
fn what_is_corrected_keeps_what_was_not_touched() {
    let mut seat = at_incident(&cast());
    let before = cast().incident(false);
    seat.keys("e");
    seat.reply(office(cast().answer("members")));
    seat.keys(" again");
    seat.send(Event::Key(Key::ctrl('s')));
    let expected = IncidentFacts {
        words: format!("{} again", before.row.words),
        jurisdiction: "vn".into(),
        aware_at: before.row.aware_at,
        since: before.since,
        until: None,
        members: vec![id(13)],
    };
    assert_eq!(*sent(&seat), IncidentRequest::Change { incident: STOLEN, facts: expected });
}

#[test]
fn lines_are_noted_the_authority_told_and_the_incident_closed_with_words() {
    let mut seat = at_incident(&cast());
    seat.keys("n");
    seat.press(KeyCode::Right);
    seat.keys("\twe call the bank\n");
    let words = || "we call the bank".to_owned();
    assert_eq!(*sent(&seat), IncidentRequest::Note { incident: STOLEN, kind: EventKind::Decided, words: words() });
    let mut seat = at_incident(&cast());
    seat.keys("t\tby the portal\n");
    let now = seat.now;
    assert_eq!(*sent(&seat), IncidentRequest::Told { incident: STOLEN, at: now, words: "by the portal".into() });
    let mut seat = at_incident(&cast());
    seat.keys("c\n");
    assert_eq!(changes(&seat), 0, "without words nothing is closed");
    seat.keys("found again\n");
    assert_eq!(*sent(&seat), IncidentRequest::Close { incident: STOLEN, words: "found again".into() });
}

#[test]
fn what_is_closed_offers_nothing_to_change() {
    let mut seat = cast().at("incidents");
    seat.keys("\n");
    let mut view = cast().incident(false);
    view.row.closed_at = Some(ago(0));
    seat.reply(incident(IncidentReply::Incident(Box::new(view))));
    seat.keys("jjjjja snectx");
    assert_eq!(changes(&seat), 0);
    let mut seat = at_incident(&cast());
    seat.keys("l");
    let Request::Log(LogQuery { filter, .. }) = seat.last() else { panic!("{:?}", seat.last()) };
    let expected = LogFilter::of(LogMatch::Since(ago(29))).with(false, LogMatch::Member(vec!["lan".into()]));
    assert_eq!(*filter, expected);
}

/// Without the right there is no such section.
#[test]
fn the_section_is_for_who_manages_incidents() {
    let cast = Cast::short(Lang::En, LARGE);
    let mut seat = cast.chief();
    seat.keys("0");
    seat.shows("Incidents");
    let without =
        SignedIn { rights: Rights { incidents: false, ..crate::staff::chief().rights }, ..crate::staff::chief() };
    let mut seat = cast.arriving(without);
    seat.keys("0");
    assert!(!seat.screen().contains("Incidents"));
}
