//! The office that the desk tells of: members, roles, departments, keys, decisions, and what waits today.

use kin::desk::api::*;
use kin::domain::*;

use crate::cast::{Cast, LONG};
use crate::office::{NOW, Seat, id, who};

const HOUR: i64 = 3_600_000_000;
const DAY: i64 = 24 * HOUR;

pub fn ago(hours: i64) -> Micros {
    Micros(NOW.0 - hours * HOUR)
}

/// An owner, who may do everything.
pub fn chief() -> SignedIn {
    let mut chief = who(Role::Owner);
    chief.rights = Rights {
        approve: true,
        members: true,
        manage_members: true,
        roles: true,
        departments: true,
        policy: true,
        give_keys: true,
        rotate_keys: true,
        backups: true,
        review: true,
        alerts: true,
        incidents: true,
        insight: true,
        ..chief.rights
    };
    chief
}

pub fn office(answer: OfficeAnswer) -> Result<Reply, Problem> {
    Ok(Reply::Office(answer))
}

pub fn incident(reply: IncidentReply) -> Result<Reply, Problem> {
    Ok(Reply::Incident(Box::new(reply)))
}

pub fn managed(managed: Managed) -> Result<Reply, Problem> {
    Ok(Reply::Managed(managed))
}

pub fn invited(name: &str) -> Managed {
    let code = Secret::new("K7QM-2XPA-9RTV-4HDW-C6NE-YB");
    let until = Micros(NOW.0 + 72 * HOUR);
    Managed::Invited(Invited { member: id(99), name: name.into(), program: false, code, until, proposal: None })
}

/// The sections of Admin, in the order of their tabs.
pub const SECTIONS: [&str; 15] = [
    "members",
    "sessions",
    "roles",
    "departments",
    "policy",
    "service",
    "fields",
    "keys",
    "alerts",
    "incidents",
    "detectors",
    "insight",
    "decisions",
    "review",
    "backups",
];

impl Cast {
    fn pick<'a>(&self, usual: &'a str, short: &'a str) -> &'a str {
        if self.short { short } else { usual }
    }

    pub fn members(&self) -> Vec<MemberRow> {
        let member = |n: u8, name: &str, role: Role, standing, waiting: &[Class]| MemberRow {
            id: id(n),
            name: name.into(),
            standing,
            role,
            role_name: if role == own_role() { self.pick("Cộng tác viên", "Helper").into() } else { role.key() },
            department: id(201),
            department_name: self.pick("Công ty Hoa Sen › Chăm sóc khách", "Sen › Care").into(),
            limit: Scope::Department,
            expires: None,
            stands_in: n == 12,
            waiting: waiting.to_vec(),
            last_sign_in: (standing != MemberStanding::Invited).then(|| ago(i64::from(n))),
            failures: u32::from(n == 13) * 3,
            sessions: u32::from(n == 11),
        };
        use MemberStanding as S;
        vec![
            member(11, "thu", Role::Owner, S::Active, &[]),
            member(12, self.pick("Nguyễn Thị Minh Khai", "minh"), Role::Lead, S::Active, &[Class::Identity]),
            member(13, "lan", Role::Agent, S::Active, &[]),
            member(14, self.pick(LONG, "vy"), Role::Agent, S::Invited, &[Class::Contact, Class::Identity]),
            member(15, self.pick("Ștefănescu Măriuca", "ana"), Role::Auditor, S::Suspended, &[]),
            member(16, "an", own_role(), S::Expired, &[]),
            member(17, "bo", Role::Admin, S::Lapsed, &[]),
            member(18, "cu", Role::Agent, S::Removed, &[]),
        ]
    }

    /// Who is in.
    pub fn live(&self) -> Vec<LiveSession> {
        let live = |n: u8, name: &str, role: Role, origin: &str, hours: i64| LiveSession {
            id: id(n),
            member: id(n + 50),
            name: name.into(),
            role,
            role_name: if role == own_role() { self.pick("Cộng tác viên", "Helper").into() } else { role.key() },
            origin: origin.into(),
            started_at: ago(hours),
            last_seen: Micros(ago(0).0 - i64::from(n) * 60_000_000),
            mine: n == 40,
        };
        let far = self.pick("kin-hn-01 ssh 2001:db8:85a3::8a2e:370:7334", "kin ssh ::1");
        vec![
            live(40, "thu", Role::Owner, self.pick("kin-hn-01 ssh 10.8.0.2", "kin ssh 10.8.0.2"), 1),
            live(41, self.pick("Nguyễn Thị Minh Khai", "minh"), Role::Lead, "kin ssh 10.8.0.17", 3),
            live(42, self.pick(LONG, "vy"), Role::Agent, far, 5),
            live(43, "an", own_role(), "desk-3 terminal", 26),
        ]
    }

    pub fn member(&self) -> MemberDetail {
        let row = self.members()[1].clone();
        let grant = |sequence, role: &str, expires, waiting: &[Class]| GrantView {
            sequence,
            role_name: role.into(),
            department_name: self.pick("Chăm sóc khách", "Care").into(),
            limit: Scope::Department,
            issuer: "thu".into(),
            issued_at: ago(300),
            expires,
            classes: vec![Class::Contact],
            lookups: vec![Class::Contact, Class::Identity],
            waiting: waiting.to_vec(),
            waiting_lookups: Vec::new(),
        };
        let session = |n: u8, hours| SessionRow {
            id: id(n),
            started_at: ago(hours),
            last_seen: ago(0),
            origin: "desk-3 terminal".into(),
            mine: n == 30,
        };
        MemberDetail {
            usual: grant(12, "agent", None, &[]),
            temporary: Some(grant(31, "lead", Some(Micros(NOW.0 + 5 * DAY)), &[Class::Identity])),
            invited_until: None,
            sessions: vec![session(30, 2), session(31, 26)],
            decisions: self.decisions()[1..4].to_vec(),
            may_manage: true,
            may_give_keys: true,
            row,
        }
    }

    pub fn role_rows(&self) -> Vec<RoleRow> {
        let role = |role: Role, members| RoleRow {
            role,
            name: if role == own_role() { self.pick("Cộng tác viên", "Helper").into() } else { role.key() },
            built_in: role != own_role(),
            rights: rights(role),
            members,
        };
        let mut roles: Vec<RoleRow> = Role::BUILT_IN.into_iter().zip(0..).map(|(one, n)| role(one, n)).collect();
        roles.push(role(own_role(), 1));
        roles
    }

    pub fn departments(&self) -> Vec<DepartmentRow> {
        let department = |n: u8, name: &str, parent: Option<u8>, depth, members, customers| DepartmentRow {
            id: id(n),
            name: name.into(),
            parent: parent.map(id),
            depth,
            members,
            customers,
        };
        vec![
            department(200, self.pick("Công ty Du lịch Hoa Sen", "Sen"), None, 0, 2, 12),
            department(201, self.pick("Chăm sóc khách hàng", "Care"), Some(200), 1, 14, 25_310),
            department(202, self.pick("Chi nhánh Thành phố Hồ Chí Minh", "South"), Some(201), 2, 5, 9_004),
            department(203, self.pick("Bán hàng", "Sales"), Some(200), 1, 1, 1),
        ]
    }

    /// Rules for tickets with something in each part.
    pub fn service(&self) -> Service {
        use kin::domain::service::{Escalation, Promise, Snippet, TicketStatus};
        use kin::domain::ticket::{Phase, Priority};
        let mut service = Service::default();
        let calendar = &mut service.calendar;
        calendar.zone = "Asia/Ho_Chi_Minh".into();
        calendar.hours = "mon-fri 08:00-12:00, 13:00-17:30".into();
        calendar.holidays.insert("VN".into());
        let days = ["2026-01-02", "2026-12-31", "2027-01-02", "2027-01-04", "2027-01-05"];
        calendar.closed = days.map(|day| day.parse().expect("a day")).into();
        let name = self.pick("Chờ phòng kỹ thuật", "Lab").into();
        service.statuses.insert(3, TicketStatus { key: "at-lab".into(), name, phase: Phase::Waiting });
        service.flow.insert("at-lab".into(), ["open", "solved"].map(String::from).into());
        service.kinds = [self.pick("Hóa đơn", "Bill"), self.pick("Giao hàng chậm", "Late")].map(String::from).into();
        let rule = |promise, minutes, priority, department: Option<u8>| {
            let department = department.map(id);
            Escalation { promise, minutes, priority, department, tell_leads: true }
        };
        service.escalations =
            vec![rule(Promise::Respond, -30, Some(Priority::High), None), rule(Promise::Resolve, 0, None, Some(203))];
        let long = "Kính chào {customer},\nCảm ơn quý khách đã gọi đến {office}. Phiếu của quý khách là #{number}.";
        let snippet = |name: &str, text: &str| Snippet { name: name.into(), text: text.into() };
        service.snippets = vec![
            snippet(self.pick("Chào", "Hi"), self.pick(long, "Hi {customer}")),
            snippet(self.pick("Hẹn gọi lại", "Call"), "{date}"),
        ];
        service
    }

    pub fn policy(&self) -> PolicyView {
        let mut policy = Policy::default();
        policy.two_persons.insert(Grave::Purge);
        policy.manners.insert("phone".into(), EditManner::OwnerAndPermitted);
        policy.quotas.entry("agent".into()).or_default().insert(Class::Contact, Quota { hour: 5, day: 30 });
        policy.service = self.service();
        PolicyView { policy, roles: self.role_rows().into_iter().map(|row| (row.role, row.name)).collect() }
    }

    pub fn keys(&self) -> KeyStatus {
        let names = |names: &[&str]| names.iter().map(ToString::to_string).collect::<Vec<_>>();
        let minh = self.pick("Nguyễn Thị Minh Khai", "minh");
        let key = |class, generation, former: &[&str], reseal, kit| KeyRow {
            class,
            generation,
            fingerprint: "4f1a22c091bd77e3".into(),
            made_at: ago(900),
            holders: names(&["thu", minh]),
            lookup_holders: names(&["thu", minh, "lan"]),
            former: names(former),
            reseal,
            kit,
        };
        let far = ResealState { looked: 1_200, of: 4_000, sealed: 1_150, finished: false };
        KeyStatus {
            classes: vec![
                key(Class::Contact, 2, &["cu"], Some(far), true),
                key(Class::Identity, 1, &[], None, true),
                key(Class::Financial, 1, &[], None, false),
            ],
            drilled_at: Some(ago(2_000)),
        }
    }

    pub fn backups(&self) -> Backups {
        const DAY: i64 = 24 * HOUR;
        let row = |n: i64, state| {
            let known = state != BackupState::Unsigned;
            BackupRow {
                name: format!("kin-4f1a22c0-{n}.age"),
                at: Micros(NOW.0 - n * DAY),
                bytes: 412_345_678 - n.unsigned_abs() * 1_234_567,
                state,
                customers: known.then_some(1_000_000 - n.unsigned_abs() * 211),
                head: known.then_some(9_412_007 - n * 3_377),
            }
        };
        let mut rows: Vec<BackupRow> = (0..12).map(|n| row(n * n, BackupState::Signed)).collect();
        rows[2].state = BackupState::Changed;
        rows[5] = row(25, BackupState::Unsigned);
        Backups {
            folder: "/var/lib/kin/office.backups".into(),
            rows,
            last: Some(NOW),
            drill: Some(Micros(NOW.0 - 12 * DAY)),
            next: Some(Micros(NOW.0 + DAY)),
            drill_overdue: false,
        }
    }

    pub fn decisions(&self) -> Vec<DecisionRow> {
        let decision = |sequence, act: &str, second: &str, refused: &str| DecisionRow {
            sequence,
            act: act.into(),
            about: self.pick("Nguyễn Thị Minh Khai", "minh").into(),
            issuer: "thu".into(),
            second: second.into(),
            issued_at: ago(500 - sequence),
            refused: refused.into(),
        };
        let why = self.pick("lan does not hold member.manage, and can not hand it on", "no right");
        vec![
            decision(31, "stand_in", "", ""),
            decision(30, "remove_department", "", ""),
            decision(29, "grant", "", why),
            decision(28, "policy", "bo", ""),
            decision(27, "invite", "", ""),
        ]
    }

    pub fn review(&self) -> Review {
        let row = |role: &str, rule: &str, scope, members: &[&str]| ReviewRow {
            role: role.into(),
            rule: rule.into(),
            scope,
            members: members.iter().map(ToString::to_string).collect(),
        };
        let change = |sign, role: &str, rule: &str, what: &str| ReviewChange {
            sign,
            role: role.into(),
            rule: rule.into(),
            what: what.into(),
        };
        Review {
            rows: vec![
                row("owner", "customer.edit", Scope::All, &["thu"]),
                row("lead", "customer.edit", Scope::Department, &[self.pick("Nguyễn Thị Minh Khai", "minh")]),
                row("lead", "field.reveal phone", Scope::Department, &["minh"]),
                row("agent", "field.check national_id", Scope::Own, &["lan"]),
                row("auditor", "log.export", Scope::All, &[]),
            ],
            last: Some(ReviewSigned { by: "ana".into(), at: ago(1_000), words: "ok".into() }),
            changes: vec![
                change('+', "lead", "field.reveal phone", "minh"),
                change('~', "agent", "field.check national_id", self.pick("department, now own: lan", "now own")),
                change('-', "agent", "customer.bulk", "lan"),
            ],
        }
    }

    pub fn request(&self, n: u8, standing: RequestStanding) -> RequestView {
        let decided = standing != RequestStanding::Open;
        RequestView {
            id: id(n),
            member: self.pick("Công Tằng Tôn Nữ Bảo Trân", "lan").into(),
            field: (n != 52).then_some(Field::NationalId),
            customer: (n != 52).then_some(id(1)),
            code: if n == 52 { String::new() } else { "KH-004201".into() },
            reason: self.pick("identity: khách quên mã số, cần đọc lại để đối chiếu", "call").into(),
            at: ago(i64::from(n)),
            standing,
            until: (standing == RequestStanding::Approved).then_some(Micros(NOW.0 + HOUR)),
            decided_by: if decided { "minh".into() } else { String::new() },
            words: if decided { self.pick("được, nhớ ghi chú lại", "ok").into() } else { String::new() },
        }
    }

    pub fn proposal(&self) -> ProposalView {
        ProposalView {
            id: id(60),
            by: "bo".into(),
            at: ago(3),
            until: Micros(NOW.0 + HOUR),
            act: "remove".into(),
            about: self.pick("Ștefănescu Măriuca", "ana").into(),
            mine: false,
        }
    }

    pub fn today(&self) -> Today {
        use RequestStanding as R;
        Today {
            requests: vec![self.request(51, R::Open), self.request(52, R::Open)],
            own: vec![self.request(53, R::Approved), self.request(54, R::Denied), self.request(55, R::Open)],
            proposals: vec![self.proposal()],
            waiting: vec![self.members()[1].clone(), self.members()[3].clone()],
            alerts: self.alerts()[2..3].to_vec(),
            rotations: vec![Class::Contact],
        }
    }

    /// An owner at the list, nothing known of Today yet.
    pub fn chief(&self) -> Seat {
        let mut seat = self.arriving(chief());
        seat.pass(30);
        seat
    }

    pub fn at_today(&self, today: Today) -> Seat {
        let mut seat = self.chief();
        seat.keys("1");
        seat.reply(office(OfficeAnswer::Today(Box::new(today))));
        seat
    }

    pub fn answer(&self, section: &str) -> OfficeAnswer {
        match section {
            "members" => OfficeAnswer::Members(self.members()),
            "sessions" => OfficeAnswer::Sessions(self.live()),
            "roles" => OfficeAnswer::Roles(self.role_rows()),
            "departments" => OfficeAnswer::Departments(self.departments()),
            "policy" | "service" | "fields" => OfficeAnswer::Policy(Box::new(self.policy())),
            "keys" => OfficeAnswer::Keys(self.keys()),
            "alerts" => OfficeAnswer::Alerts(self.alerts()),
            "detectors" => OfficeAnswer::Detectors(Box::new(self.detectors())),
            "insight" => OfficeAnswer::Insight(Box::new(self.insight())),
            "decisions" => OfficeAnswer::Decisions(DecisionPage { rows: self.decisions(), next: None }),
            "backups" => OfficeAnswer::Backups(Box::new(self.backups())),
            _ => OfficeAnswer::Review(Box::new(self.review())),
        }
    }

    /// A section of Admin, still loading.
    pub fn entering(&self, section: &str) -> Seat {
        let mut seat = self.chief();
        seat.keys("0");
        let at = SECTIONS.iter().position(|other| *other == section).expect("a section");
        (0..at).for_each(|_| seat.keys("\t"));
        seat
    }

    pub fn at(&self, section: &str) -> Seat {
        let mut seat = self.entering(section);
        if section == "incidents" {
            seat.reply(incident(IncidentReply::List(self.incidents())));
            return seat;
        }
        seat.reply(office(self.answer(section)));
        if section == "service" {
            seat.reply(office(self.answer("departments")));
        }
        seat
    }
}

pub fn own_role() -> Role {
    Role::Custom(id(90))
}

/// What a role may do: enough to see a matrix.
fn rights(role: Role) -> RoleRights {
    let mut rights = RoleRights { program: role == Role::Service, ..RoleRights::default() };
    let reach = match role {
        Role::Owner => Scope::All,
        Role::Lead => Scope::Department,
        _ => Scope::Own,
    };
    let most = if role == Role::Owner { OPERATIONS.len() } else { 8 };
    rights.operations.extend(OPERATIONS[..most].iter().map(|name| ((*name).to_owned(), reach)));
    let rule = FieldRule { view: FieldRight::RevealWithReason, copy: role == Role::Owner, edit: true };
    rights.fields.insert(Field::Phone, rule);
    rights.fields.insert(Field::NationalId, FieldRule { view: FieldRight::Lookup, ..rule });
    rights
}

/// Whether this answers that question.
pub fn answers(answer: &OfficeAnswer, query: &OfficeQuery) -> bool {
    use {OfficeAnswer as A, OfficeQuery as Q};
    matches!(
        (answer, query),
        (A::Today(_), Q::Today)
            | (A::Members(_), Q::Members)
            | (A::Member(_), Q::Member(_))
            | (A::Sessions(_), Q::Sessions)
            | (A::Roles(_), Q::Roles)
            | (A::Departments(_), Q::Departments)
            | (A::Policy(_), Q::Policy)
            | (A::Decisions(_), Q::Decisions { .. })
            | (A::Keys(_), Q::Keys)
            | (A::Backups(_), Q::Backups)
            | (A::Alerts(_), Q::Alerts { .. })
            | (A::Detectors(_), Q::Detectors)
            | (A::DetectorTest(_), Q::TestDetector { .. })
            | (A::Insight(_), Q::Insight { .. })
            | (A::Review(_), Q::Review)
            | (A::Own(_), Q::Own)
    )
}
