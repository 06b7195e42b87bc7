//! What is watched, as the desk tells of it: alerts, detectors, insight.

use kin::desk::api::*;
use kin::domain::audit::Entry;
use kin::domain::*;
use serde_json::{Value, json};

use crate::cast::Cast;
use crate::office::{Seat, entry, id};
use crate::staff::{ago, chief, office};

/// As long as the desk says it.
const LONG_ALERT: &str =
    "The file names another public key (4f1a22c091bd77e3) for the member than the signed decisions.";
const LONG_WORDS: &str = "lan nói rằng đang gọi cho toàn bộ khách của chiến dịch tháng mười một, theo danh sách mà minh đã \
                          duyệt hôm thứ hai; đã đối chiếu với dòng thời gian của ba mươi khách và đúng như vậy";

fn facts(value: Value) -> serde_json::Map<String, Value> {
    value.as_object().cloned().unwrap_or_default()
}

/// The entries that made the first alert.
pub const EVIDENCE: [i64; 4] = [311, 342, 377, 410];

impl Cast {
    pub fn alerts(&self) -> Vec<AlertView> {
        let alert = |n: u8, kind: &str, about: &str, severity| AlertView {
            id: id(n),
            at: ago(i64::from(n)),
            kind: kind.into(),
            subject: self.say("Nguyễn Thị Minh Khai", "minh").into(),
            about: about.into(),
            severity,
            open: true,
            ..AlertView::default()
        };
        let harvest = json!({ "kind": "slow_harvest", "count": 1_204, "window_minutes": 43_200 });
        let answer = |by: &str, hours, words: &str| AlertAnswer { by: by.into(), at: ago(hours), words: words.into() };
        vec![
            AlertView {
                handled_by: "thu".into(),
                words: self.say("đã gọi hỏi lan", "asked").into(),
                open: false,
                verdict: Some(Verdict::FalseAlarm),
                facts: facts(json!({ "failures": 12, "entry": 412 })),
                ..alert(41, "sign_in_failures", "12 failed sign-ins in a row, up to entry 412.", Severity::High)
            },
            AlertView {
                facts: facts(json!({ "key": "4f1a22c091bd77e3" })),
                ..alert(40, "member_key_swapped", self.say(LONG_ALERT, "another key"), Severity::Medium)
            },
            AlertView {
                facts: facts(harvest),
                subject: self.say("Công Tằng Tôn Nữ Bảo Trân", "lan").into(),
                member: Some(id(13)),
                responses: vec![Response::RequireReason, Response::LockAccount],
                evidence: EVIDENCE.to_vec(),
                taken_by: "minh".into(),
                taken_at: Some(ago(2)),
                answers: vec![
                    answer("minh", 2, self.say(LONG_WORDS, "asked lan")),
                    answer(self.say("Ștefănescu Măriuca", "ana"), 1, self.say("đã xem", "seen")),
                ],
                ..alert(43, "slow_harvest", "1204 values over 30 days.", Severity::Critical)
            },
            alert(42, "honeytoken", self.say("a customer who does not exist was opened", "opened"), Severity::Low),
        ]
    }

    /// The alert of the slow harvest, opened from the list, with the entries that made it.
    pub fn at_alert(&self) -> Seat {
        let mut seat = self.at("alerts");
        seat.keys("\n");
        self.bring_evidence(&mut seat);
        seat
    }

    /// What the log says of the evidence; the last entry is not for this reader.
    pub fn bring_evidence(&self, seat: &mut Seat) {
        for (at, sequence) in EVIDENCE.into_iter().enumerate() {
            let ticket = seat.ticket(|request| matches!(request, Request::LogEntry(asked) if *asked == sequence));
            let action = if at % 2 == 0 { Action::FieldReveal } else { Action::CustomerView };
            let row = entry(sequence, action, Outcome::Done, Verified::Good);
            let (customer, session, checkpoint) = (None, None, None);
            let detail = LogDetail {
                row: LogRow { entry: Entry { at: ago(500 - sequence), ..row.entry }, ..row },
                changes: 0,
                previous: String::new(),
                hash: String::new(),
                signer: String::new(),
                customer,
                session,
                checkpoint,
            };
            let answer = if sequence == 410 { Err(Problem::NotFound) } else { Ok(Reply::LogEntry(Box::new(detail))) };
            seat.reply_to(ticket, answer);
        }
    }

    pub fn detectors(&self) -> Detectors {
        let row = |kind: DetectorKind, n: u32| {
            let usual = Detector {
                on: n != 5,
                threshold: 1 + n * 7,
                window_minutes: [30, 60, 1_440, 43_200][n as usize % 4],
                severity: Severity::ALL[n as usize % 4],
                responses: if n == 4 { Response::ALL.into() } else { [].into() },
                hours: if n == 2 { "mon-fri 07:30-19:00".into() } else { String::new() },
            };
            let detector = Detector { threshold: usual.threshold + u32::from(n == 1), ..usual.clone() };
            DetectorRow { kind, detector, usual, open: n % 3, false_alarms: n, all: 3 * n }
        };
        let name = self.say("Nguyễn Thị Không Có Thật", "Nobody");
        Detectors {
            rows: DetectorKind::ALL.into_iter().zip(0..).map(|(kind, n)| row(kind, n)).collect(),
            honeytokens: vec![
                (id(1), "KH-004201".into(), name.into()),
                (id(2), "KH-004202".into(), self.say("Popescu Închipuitul", "Nobody 2").into()),
            ],
            may_change: true,
        }
    }

    pub fn detector_test(&self) -> DetectorTest {
        let would = |n: i64| WouldAlert {
            at: ago(n * 31),
            member: self.say("Nguyễn Thị Minh Khai", "minh").into(),
            about: format!("{n} values"),
            facts: facts(json!({ "count": 20 + n, "window_minutes": 60 })),
            evidence: vec![n],
        };
        DetectorTest { entries: 48_211, from: ago(30 * 24), found: (1..=12).rev().map(would).collect(), count: 12 }
    }

    fn insight_row(&self, n: u8, name: &str, role: &str, reveals: u32, median: Option<u32>) -> InsightMember {
        InsightMember {
            id: id(n),
            name: name.into(),
            role_name: role.into(),
            views: reveals * 9,
            reveals,
            median,
            by_day: (0..30).map(|day| (day * u32::from(n)) % 7 * u32::from(reveals > 0)).collect(),
            alerts: Some(u32::from(n == 13) * 2),
        }
    }

    pub fn insight(&self) -> Insight {
        let members = vec![
            self.insight_row(13, self.say("Công Tằng Tôn Nữ Bảo Trân", "lan"), "agent", 1_204, Some(112)),
            self.insight_row(12, self.say("Nguyễn Thị Minh Khai", "minh"), "lead", 96, None),
            self.insight_row(16, "an", self.say("Cộng tác viên", "Helper"), 40, Some(44)),
            self.insight_row(17, "bo", "agent", 0, Some(140)),
        ];
        let count = |what: &str, count| InsightCount { what: what.into(), count, median: None };
        let counts = vec![count("views", 12_060), count("reveals", 1_340)];
        Insight { from: ago(29 * 24), days: 30, counts, members, alerts: Some(2), ..Insight::default() }
    }

    pub fn insight_of_member(&self) -> Insight {
        let counted = [
            ("views", 10_836, Some(9_900)),
            ("reveals", 1_204, Some(112)),
            ("copies", 12, Some(12)),
            ("checks", 3, Some(44)),
            ("lookups", 40, Some(21)),
            ("exports", 1, Some(0)),
            ("changes", 87, Some(93)),
            ("denied", 2, Some(0)),
            ("failed_sign_ins", 0, Some(0)),
        ];
        let count = |(what, count, median): (&str, u32, Option<u32>)| InsightCount { what: what.into(), count, median };
        let named = |parts: &[(&str, u32)]| parts.iter().map(|(key, n)| ((*key).to_owned(), *n)).collect();
        let mut by_hour = [0; 24];
        by_hour[8..19].copy_from_slice(&[40, 90, 120, 60, 10, 80, 200, 310, 180, 90, 24]);
        Insight {
            member: Some(id(13)),
            name: self.say("Công Tằng Tôn Nữ Bảo Trân", "lan").into(),
            role: Some(Role::Agent),
            role_name: "agent".into(),
            from: ago(29 * 24),
            days: 30,
            counts: counted.map(count).into(),
            by_class: named(&[("contact", 1_190), ("identity", 14)]),
            by_reason: named(&[("call", 900), ("billing", 300), ("", 4)]),
            by_hour,
            by_day: (0..30).map(|day| 10 + day * 13 % 60).collect(),
            alerts: Some(2),
            members: Vec::new(),
        }
    }

    /// One's own page, by the key for it.
    pub fn own_insight(&self, insight: Insight) -> Seat {
        let mut seat = self.lead();
        seat.keys("I");
        seat.reply(office(OfficeAnswer::Insight(Box::new(Insight { alerts: None, ..insight }))));
        seat
    }

    /// An owner at the first customer of the list.
    pub fn chief_at_customer(&self) -> Seat {
        let mut seat = self.arriving(chief());
        seat.reply(Ok(Reply::Customers(crate::cast::page(self.people(), 1_000_000))));
        seat.pass(30);
        self.open(&mut seat, self.detail());
        seat
    }
}
