//! Who stands on a sight, at which start: people as they come, or short ASCII ones that never need a cut.

use kin::desk::api::*;
use kin::domain::*;
use kin::ui::*;

use crate::office::{NOW, Seat, detail, entry, id, log_page, note, people, row, start, who};

/// A name that no column holds whole.
pub const LONG: &str = "Công Tằng Tôn Nữ Hoàng Thị Bảo Trân Ngọc Quỳnh Như Mai Phương Thảo Vy";

pub struct Cast {
    pub start: Start,
    /// Short ASCII data.
    pub short: bool,
}

impl Cast {
    pub fn usual(lang: Lang, size: (u16, u16)) -> Self {
        Self { start: Start { lang, ..start(size) }, short: false }
    }

    pub fn short(lang: Lang, size: (u16, u16)) -> Self {
        Self { short: true, ..Self::usual(lang, size) }
    }

    pub fn with(&self, change: impl FnOnce(&mut Start)) -> Self {
        let mut start = self.start.clone();
        change(&mut start);
        Self { start, short: self.short }
    }

    pub fn say<'a>(&self, usual: &'a str, short: &'a str) -> &'a str {
        if self.short { short } else { usual }
    }

    /// What is typed into a search, and a part of a company's name.
    pub fn city(&self) -> &'static str {
        self.say("Huế", "Hue")
    }

    pub fn people(&self) -> Vec<CustomerRow> {
        if self.short {
            return vec![row(1, "An Le", "", "Hue"), row(2, "Ba Vu", "", "Iasi"), row(3, "Cy Do", "", "Hue")];
        }
        let mut people = people();
        people.insert(4, row(8, LONG, "Tổng công ty Xuất nhập khẩu Thủy sản Miền Trung", "Quảng Ngãi"));
        people
    }

    pub fn detail(&self) -> CustomerDetail {
        let mut detail = detail();
        if self.short {
            (detail.customer.name, detail.customer.company) = ("An Le".into(), "Sen".into());
            detail.customer.city = "Hue".into();
            detail.masked[2].mask = "Hue".into();
        }
        detail
    }

    /// The customer as somebody else has saved it meanwhile.
    pub fn theirs(&self) -> CustomerDetail {
        let mut theirs = self.detail();
        theirs.customer.company = self.say("Cơ khí Bình Minh Miền Bắc", "Sen 2").into();
        (theirs.customer.status, theirs.customer.version) = (Status::Inactive, 4);
        theirs.masked[1].mask = "d•••@outlook.com".into();
        theirs
    }

    pub fn timeline(&self) -> Vec<TimelineRow> {
        let long = "Prefers to be called after 17:00, because the workshop is loud before that.";
        vec![
            note(11, ActivityKind::Call, self.say("Hỏi về hóa đơn tháng 10.\nGọi lại chiều mai.", "Bill?\nCall.")),
            note(12, ActivityKind::Note, self.say(long, "Loud.")),
            note(13, ActivityKind::Meeting, self.say("A trimis contractul semnat; așteptăm plata.", "Paid.")),
        ]
    }

    pub fn log(&self) -> LogPage {
        log_page()
    }

    pub fn views(&self) -> Vec<View> {
        let view = |n: u8, name: &str, filter: &str, shared: &[Role], member: &str| View {
            id: id(n),
            draft: ViewDraft {
                id: Some(id(n)),
                name: name.into(),
                filter: filter.into(),
                list: ViewList::Customers { sort: Sort::default(), columns: Vec::new() },
                shared: shared.to_vec(),
            },
            member: member.into(),
            mine: member == "lan",
        };
        vec![
            view(70, self.say("Huế, đang dùng", "Hue"), &format!("city = {}", self.city()), &[], "lan"),
            view(71, self.say("Chờ hơn một tháng", "Old"), "updated > 30d", &[Role::Agent], "lan"),
            view(
                72,
                self.say("Iași", "Iasi"),
                self.say("city = Iași and has = email", "has = email"),
                &[Role::Agent],
                "ana",
            ),
        ]
    }

    pub fn choices(&self) -> Choices {
        let named = |n: u8, name: &str| (id(n), name.to_owned());
        Choices {
            members: vec![named(200, "lan"), named(202, "minh"), named(203, "ana")],
            departments: vec![named(201, "Support"), named(204, self.say("Bán hàng", "Sales"))],
            cities: ["Hà Nội", "Huế", "Đà Nẵng", "Hải Phòng", "Iași"].map(String::from).to_vec(),
            countries: vec!["VN".into(), "RO".into()],
            tags: vec!["vip".into()],
            segments: vec!["vang".into()],
            own_fields: Vec::new(),
        }
    }

    /// Who is like the one that is being typed.
    pub fn similar(&self) -> Similar {
        let row = |n: usize, why, sure| SimilarRow { row: self.people()[n].clone(), why, sure };
        let rows = vec![
            row(0, Likeness::Value(Field::Phone), Sure::High),
            row(1, Likeness::NearName, Sure::Medium),
            row(2, Likeness::Company, Sure::Low),
        ];
        Similar { rows, limited: false }
    }

    pub fn duplicates(&self) -> DuplicatesPage {
        let people = self.people();
        let pair = |one: usize, other: usize, why, sure| DuplicateRow {
            one: people[one].clone(),
            other: people[other].clone(),
            why,
            sure,
        };
        let rows = vec![
            pair(0, 1, Likeness::SameName, Sure::Medium),
            pair(1, 2, Likeness::Value(Field::NationalId), Sure::High),
        ];
        DuplicatesPage { rows, next: None }
    }

    /// Two who differ in some fields, of which one may not be moved.
    pub fn merge_preview(&self) -> MergePreview {
        let detail = self.detail();
        let side = |activities| MergeSide {
            customer: detail.customer.clone(),
            owner: detail.owner.clone(),
            department: detail.department.clone(),
            masked: detail.masked.clone(),
            more: MoreView::default(),
            activities,
        };
        let (one, mut other) = (side(12), side(1));
        other.customer.id = id(2);
        other.customer.code = "KH-000917".into();
        other.customer.created_at = Micros(NOW.0);
        other.customer.city = self.say("Thành phố Hồ Chí Minh", "Hue").into();
        other.customer.name = self.say(LONG, "An Lee").into();
        other.masked.truncate(2);
        let field = |field: AnyField, same, may_take| MergeField { field, same, may_take };
        let fields = vec![
            field(PlainField::Kind.into(), Some(true), true),
            field(PlainField::Name.into(), Some(false), true),
            field(PlainField::City.into(), Some(false), true),
            field(Field::Phone.into(), Some(false), true),
            field(Field::Email.into(), None, true),
            field(Field::Address.into(), None, false),
        ];
        MergePreview { one, other, fields }
    }

    pub fn trash(&self) -> TrashPage {
        let row = |n: u8, name: &str, merged_into: &str| TrashRow {
            id: id(n),
            code: format!("KH-00000{n}"),
            name: name.into(),
            company: String::new(),
            city: self.city().into(),
            at: NOW,
            by: "minh".into(),
            merged_into: merged_into.into(),
        };
        let rows =
            vec![row(4, self.say("Nguyễn Thị Hồng Đào", "An Le"), ""), row(5, self.say(LONG, "Ba Vu"), "KH-000001")];
        TrashPage { rows, next: None }
    }

    /// What an invited member is shown.
    pub fn enrolment(&self) -> Enrolment {
        const SECRET: &str = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP";
        let office = "Hoa%20Sen%20Travel";
        let link =
            format!("otpauth://totp/{office}:hanh?secret={SECRET}&issuer={office}&algorithm=SHA1&digits=6&period=30");
        Enrolment {
            name: self.say("hạnh", "hanh").into(),
            office: "Hoa Sen Travel".into(),
            minimum_password: 15,
            totp: Secret::new(SECRET),
            link: Secret::new(link),
        }
    }

    pub fn own(&self, codes_left: u8) -> OwnSignIn {
        let session = |n: u8, hours: i64, origin: &str, mine| SessionRow {
            id: id(n),
            started_at: Micros(NOW.0 - hours * 3_600_000_000),
            last_seen: Micros(NOW.0 - hours * 60_000_000),
            origin: origin.into(),
            mine,
        };
        let event = |sequence, action, outcome| entry(sequence, action, outcome, Verified::Good);
        OwnSignIn {
            sessions: vec![
                session(220, 2, "desk-3 terminal", true),
                session(221, 30, self.say("máy-lễ-tân terminal", "desk-7 terminal"), false),
            ],
            codes_left,
            keys: vec![
                ssh_key(230, "ssh-ed25519", self.say("máy xách tay của Lan", "lan@laptop"), Some(3)),
                ssh_key(231, "sk-ssh-ed25519@openssh.com", "YubiKey", None),
            ],
            events: vec![
                event(412, Action::SignIn, Outcome::Done),
                event(402, Action::SignIn, Outcome::Failed),
                event(380, Action::CredentialChange, Outcome::Done),
                event(371, Action::SessionEnd, Outcome::Denied),
            ],
            minimum_password: 15,
        }
    }

    /// The answer to a rule: refused for want of a key and of the quota, or allowed.
    pub fn why(&self, rule: &str, allowed: bool) -> Why {
        let class = Class::Contact;
        let department = self.say("Chăm sóc khách hàng miền Trung", "Support");
        let mut lines = vec![
            WhyLine::Role { role: "agent".into(), reach: Some(Scope::Department) },
            WhyLine::Grant {
                sequence: 41,
                issuer: "thu".into(),
                limit: Scope::All,
                expires: Some(Micros(NOW.0 + 86_400_000_000)),
                temporary: !allowed,
            },
            WhyLine::Record {
                mine: allowed,
                department: department.into(),
                in_department: true,
                private: !allowed,
                shared: (!allowed).then_some(ShareLevel::View),
            },
        ];
        if rule.starts_with("field.") {
            lines.insert(1, WhyLine::Field { right: FieldRight::RevealWithReason });
            lines.push(WhyLine::Key { class, lookup: false, held: allowed, waiting: !allowed });
            lines.push(WhyLine::Quota { used_hour: if allowed { 3 } else { 20 }, hour: 20, used_day: 31, day: 80 });
        }
        let enforced = if rule.starts_with("field.") { Enforced::Cryptographic } else { Enforced::Client };
        Why { rule: rule.into(), allowed, lines, enforced }
    }

    pub fn sharing(&self) -> Sharing {
        let shared = |n: u8, name: &str, level, days: Option<i64>| SharedWith {
            member: id(n),
            name: name.into(),
            level,
            until: days.map(|days| Micros(NOW.0 + days * 86_400_000_000)),
        };
        Sharing {
            private: true,
            members: vec![
                shared(202, "minh", ShareLevel::Edit, Some(7)),
                shared(203, self.say("Nguyễn Thị Minh Khai", "ana"), ShareLevel::View, None),
            ],
        }
    }

    pub fn roles(&self) -> Vec<RoleRow> {
        let row = |role: Role, name: &str| RoleRow {
            role,
            name: name.into(),
            built_in: !matches!(role, Role::Custom(_)),
            rights: RoleRights::default(),
            members: 1,
        };
        let own = self.say("Lễ tân buổi tối", "Evening desk");
        let custom = Role::Custom(id(90));
        vec![row(Role::Lead, "lead"), row(Role::Agent, "agent"), row(Role::Auditor, "auditor"), row(custom, own)]
    }

    /// Nobody is in yet.
    pub fn seat(&self) -> Seat {
        Seat::new(self.start.clone())
    }

    /// Signed in, the list still loading.
    pub fn arriving(&self, who: SignedIn) -> Seat {
        let mut seat = self.seat();
        seat.keys("lan\tcorrect horse battery\t123456\n");
        seat.reply(Ok(Reply::SignedIn(Box::new(who))));
        seat
    }

    /// An admin at the list, who may look at the members.
    pub fn admin(&self) -> Seat {
        let mut admin = who(Role::Admin);
        admin.rights.members = true;
        let mut seat = self.arriving(admin);
        seat.reply(Ok(Reply::Customers(page(self.people(), 1_000_000))));
        seat.pass(30);
        seat
    }

    /// At the list, the welcome gone.
    pub fn at_list(&self, role: Role, rows: Vec<CustomerRow>, total: u64) -> Seat {
        let mut seat = self.arriving(who(role));
        seat.reply(Ok(Reply::Choices(Box::new(self.choices()))));
        seat.reply(Ok(Reply::Customers(page(rows, total))));
        seat.pass(30);
        seat
    }

    pub fn list(&self) -> Seat {
        self.at_list(Role::Agent, self.people(), 1_000_000)
    }

    pub fn lead(&self) -> Seat {
        self.at_list(Role::Lead, self.people(), 1_000_000)
    }

    /// The first customer of the list, opened.
    pub fn opened(&self) -> Seat {
        let mut seat = self.list();
        self.open(&mut seat, self.detail());
        seat
    }

    pub fn open(&self, seat: &mut Seat, detail: CustomerDetail) {
        seat.keys("\n");
        seat.reply(Ok(Reply::Customer(Box::new(detail))));
        // A wide screen asks for the newest lines too.
        if matches!(seat.last(), Request::Timeline { .. }) {
            seat.reply(Ok(Reply::Timeline(self.timeline())));
        }
    }

    /// An auditor at the log.
    pub fn at_log(&self) -> Seat {
        let mut seat = self.at_list(Role::Auditor, self.people(), 1_000_000);
        seat.keys("9");
        seat.reply(Ok(Reply::Log(self.log())));
        seat
    }

    /// The first entry of the log, opened.
    pub fn at_entry(&self, verified: Verified) -> Seat {
        let mut seat = self.at_log();
        seat.keys("\n");
        let row = entry(412, Action::FieldReveal, Outcome::Done, verified);
        let hash = "7f3c".repeat(16);
        let whole = LogDetail {
            row,
            changes: 2,
            previous: hash.clone(),
            hash,
            signer: "lan".into(),
            customer: Some(id(1)),
            session: Some((Micros(NOW.0 - 7_200_000_000), 212)),
            checkpoint: (verified == Verified::Good).then_some(500),
        };
        seat.reply(Ok(Reply::LogEntry(Box::new(whole))));
        seat
    }

    /// How the log's entries lie over time, or over members.
    pub fn chart(&self, by: ChartBy, bars: u16, end: Micros) -> LogChart {
        const HOUR: i64 = 3_600_000_000;
        let step = if by == ChartBy::Day { 24 * HOUR } else { HOUR };
        let last = (end.0 + 7 * HOUR) / step * step - 7 * HOUR;
        let count = |n: i64| if n % 7 == 3 { 0 } else { u64::try_from(n * 37 % 24).unwrap_or(0) * 3 };
        let of_time = |n: i64| ChartBar {
            at: Micros(last - (i64::from(bars) - 1 - n) * step),
            member: String::new(),
            count: count(n),
            refused: if n % 11 == 2 { count(n) / 3 } else { 0 },
        };
        let names = ["lan", self.say("Nguyễn Thị Minh Khai", "minh"), "ana", self.say(LONG, "vy"), "", "thu", "bo"];
        let of_member = |(n, name): (u64, &&str)| ChartBar {
            at: Micros(last - i64::from(bars) * HOUR),
            member: (*name).into(),
            count: 1_204 / (n + 1),
            refused: if n % 3 == 1 { 40 } else { 0 },
        };
        let bars = match by {
            ChartBy::Member => (0..).zip(&names).map(of_member).collect(),
            ChartBy::Hour | ChartBy::Day => (0..i64::from(bars)).map(of_time).collect(),
        };
        LogChart { bars, unfinished: false }
    }

    /// An auditor at the log, with a chart over it.
    pub fn at_chart(&self, by: ChartBy) -> Seat {
        let mut seat = self.at_log();
        for _ in 0..=(by as usize) {
            seat.keys("b");
            let Request::LogChart(query) = seat.last() else { panic!("not asked: {:?}", seat.last()) };
            let chart = self.chart(query.by, query.bars, query.until.unwrap_or(NOW));
            seat.reply(Ok(Reply::LogChart(chart)));
        }
        seat
    }

    pub fn seen(&self) -> Seen {
        let row = |member: &str, role: &str, days: i64, reveals: u32| SeenRow {
            member: member.into(),
            role: role.into(),
            first: Micros(NOW.0 - days * 86_400_000_000),
            last: Micros(NOW.0 - days * 3_600_000_000),
            acts: [("customer.view", 12), ("field.reveal", reveals), ("customer.bulk", 1)]
                .into_iter()
                .filter(|(_, count)| *count > 0)
                .map(|(name, count)| (name.to_owned(), count))
                .collect(),
            fields: if reveals > 0 { [(Field::Phone, reveals), (Field::NationalId, 1)].into() } else { [].into() },
            reasons: if reveals > 0 {
                [("call".to_owned(), 3), (self.say("legal: công an quận hỏi", "legal: x").to_owned(), 1)].into()
            } else {
                [].into()
            },
        };
        Seen {
            customer: id(1),
            code: "KH-004201".into(),
            since: Some(Micros(NOW.0 - 90 * 86_400_000_000)),
            rows: vec![
                row("lan", "agent", 2, 4),
                row(self.say(LONG, "vy"), "lead", 20, 0),
                row(self.say("Ștefănescu Măriuca", "ana"), "auditor", 40, 1),
            ],
        }
    }

    /// A demo office, where everybody's sign-in is shown.
    pub fn demo(&self) -> Self {
        let login = |name: &str, role, password: &str| DemoLogin {
            name: name.into(),
            role,
            password: password.into(),
            totp_secret: "JBSWY3DPEHPK3PXP".into(),
        };
        let logins = vec![
            login("lan", Role::Agent, self.say("sen-nở-giữa-hồ", "lotus")),
            login("minh", Role::Lead, self.say("mưa-bay-qua-phố", "rain")),
            login("ana", Role::Auditor, self.say("merele-coapte-cad", "apple")),
            login("thu", Role::Owner, self.say("gió-từ-biển-về", "wind")),
        ];
        self.with(|start| start.demo = Some(logins))
    }
}

pub fn page(rows: Vec<CustomerRow>, total: u64) -> CustomersPage {
    CustomersPage { rows, total, ..CustomersPage::default() }
}

/// One's own SSH key, last used so many days ago.
fn ssh_key(n: u8, kind: &str, label: &str, used: Option<i64>) -> SshKeyRow {
    SshKeyRow {
        id: id(n),
        kind: kind.into(),
        fingerprint: format!("SHA256:{n}KuU4IeXHs4rSUiEYkVpb2HZbtuMq7KwMnWaZLkx"),
        label: label.into(),
        added_at: Micros(NOW.0 - 40 * 86_400_000_000),
        last_used: used.map(|days| Micros(NOW.0 - days * 86_400_000_000)),
    }
}
