//! A terminal that is not there, and a desk that says what the test says.

use jiff::tz::TimeZone;
use kin::desk::api::*;
use kin::domain::audit::Entry;
use kin::domain::*;
use kin::ui::*;
use ratatui::Terminal;
use ratatui::backend::TestBackend;
use ratatui::buffer::Buffer;

/// 2026-11-22 14:02:00 at +7 hours.
pub const NOW: Micros = Micros(1_795_330_920_000_000);

pub struct Seat {
    pub model: Model,
    terminal: Terminal<TestBackend>,
    pub asked: Vec<(u64, Request)>,
    pub others: Vec<Effect>,
    pub now: Micros,
}

pub fn start(size: (u16, u16)) -> Start {
    Start {
        office: "Hoa Sen Travel".into(),
        mode: Mode::Shared,
        idle_lock_seconds: 300,
        now: NOW,
        zone: TimeZone::fixed(jiff::tz::offset(7)),
        size,
        ..Start::default()
    }
}

impl Seat {
    pub fn new(start: Start) -> Self {
        Self::before(start, |_| ())
    }

    /// With what a door does before the first tick.
    pub fn before(start: Start, door: impl FnOnce(&mut Model)) -> Self {
        let terminal = Terminal::new(TestBackend::new(start.size.0, start.size.1)).unwrap();
        let mut seat = Self { model: Model::new(start), terminal, asked: Vec::new(), others: Vec::new(), now: NOW };
        door(&mut seat.model);
        seat.send(Event::Tick(NOW));
        seat
    }

    /// Signed in as an agent, with the list loaded.
    pub fn signed_in(start: Start, rows: Vec<CustomerRow>, total: u64) -> Self {
        let mut seat = Self::new(start);
        seat.keys("lan\tcorrect horse battery\t123456\n");
        seat.reply(Ok(Reply::SignedIn(Box::new(who(Role::Agent)))));
        seat.reply(Ok(Reply::Customers(CustomersPage { next: None, rows, total, ..CustomersPage::default() })));
        seat.pass(30);
        seat
    }

    fn message(&mut self, message: Message) {
        for effect in update(&mut self.model, message) {
            match effect {
                Effect::Ask { ticket, request } => self.asked.push((ticket, request)),
                other => self.others.push(other),
            }
        }
    }

    pub fn send(&mut self, event: Event) {
        self.message(Message::Event(event));
    }

    pub fn press(&mut self, code: KeyCode) {
        self.send(Event::Key(Key::new(code)));
    }

    /// Types characters; `\n` is Enter, `\t` Tab, `\x1b` Esc, `<` Backspace.
    pub fn keys(&mut self, keys: &str) {
        for c in keys.chars() {
            match c {
                '\n' => self.press(KeyCode::Enter),
                '\t' => self.press(KeyCode::Tab),
                '\x1b' => self.press(KeyCode::Esc),
                '<' => self.press(KeyCode::Backspace),
                c => self.press(KeyCode::Char(c)),
            }
        }
    }

    /// Answers the last request that this is an answer to; a problem, the last one of all.
    pub fn reply(&mut self, result: Result<Reply, Problem>) {
        let fits = |request: &Request| result.as_ref().map_or(true, |reply| answers(reply, request));
        let asked = self.asked.iter().rev().find(|(_, request)| fits(request));
        let ticket = asked.expect("something like it was asked").0;
        self.reply_to(ticket, result);
    }

    /// The ticket of the last request like this.
    #[track_caller]
    pub fn ticket(&self, like: impl Fn(&Request) -> bool) -> u64 {
        self.asked.iter().rev().find(|(_, request)| like(request)).expect("it was asked").0
    }

    pub fn reply_to(&mut self, ticket: u64, result: Result<Reply, Problem>) {
        self.message(Message::Reply { ticket, result });
    }

    /// Lets time pass.
    pub fn pass(&mut self, seconds: i64) {
        self.now.0 += seconds * 1_000_000;
        let now = self.now;
        self.send(Event::Tick(now));
    }

    pub fn last(&self) -> &Request {
        &self.asked.last().expect("something was asked").1
    }

    /// The frame as it is drawn now, and what it left behind.
    pub fn frame(&mut self) -> (Buffer, ViewOut) {
        let mut out = ViewOut::default();
        let model = &self.model;
        let frame = self.terminal.draw(|frame| out = view(model, frame)).unwrap();
        (frame.buffer.clone(), out)
    }

    /// The screen as text, the cursor's place below it.
    pub fn screen(&mut self) -> String {
        let (buffer, out) = self.frame();
        let mut text = String::new();
        for y in 0..buffer.area.height {
            text.push_str(line(&buffer, y).trim_end());
            text.push('\n');
        }
        match out.cursor {
            Some(at) => text + &format!("cursor {},{}", at.x, at.y),
            None => text + "no cursor",
        }
    }

    pub fn quit(&self) -> bool {
        self.others.iter().any(|effect| matches!(effect, Effect::Quit))
    }
}

/// One row of a frame as text.
pub fn line(buffer: &Buffer, y: u16) -> String {
    let mut line = String::new();
    let mut skip = 0;
    for x in 0..buffer.area.width {
        if skip > 0 {
            skip -= 1;
            continue;
        }
        let symbol = buffer[(x, y)].symbol();
        skip = SafeText::new(symbol).width().saturating_sub(1);
        line.push_str(symbol);
    }
    line
}

/// Whether a reply can be the answer to a request.
fn answers(reply: &Reply, request: &Request) -> bool {
    use {Reply as A, Request as Q};
    if let (A::Incident(reply), Q::Incident(request)) = (reply, request) {
        return crate::incidents::answers(reply, request);
    }
    if let (A::Report(report), Q::Report(query)) = (reply, request) {
        return report.kind == query.kind;
    }
    matches!(
        (reply, request),
        (A::SignedIn(_), Q::SignIn { .. })
            | (A::Unlocked, Q::Unlock { .. })
            | (A::Locked, Q::Lock { .. })
            | (A::SignedOut, Q::SignOut)
            | (A::Customers(_), Q::Customers(_))
            | (A::Customer(_), Q::Customer(_) | Q::Refresh(_))
            | (A::Messages(_), Q::Messages)
            | (A::Timeline(_), Q::Timeline { .. })
            | (A::Access(_), Q::Access { .. })
            | (A::Revealed { .. }, Q::Reveal { .. })
            | (A::Checked { .. }, Q::Check { .. })
            | (A::Saved { .. }, Q::SaveCustomer(_))
            | (A::NoteAdded(_), Q::AddNote { .. })
            | (A::Activity(_), Q::Activity(_))
            | (A::Counted(_), Q::CountCustomers { .. })
            | (A::Choices(_), Q::Choices)
            | (A::OwnFields(_), Q::OwnFields)
            | (A::People(_), Q::People { .. })
            | (A::Bulk(_), Q::Bulk { .. })
            | (A::Undone(_), Q::Undo | Q::Redo)
            | (A::Copied { .. }, Q::Copy { .. })
            | (A::Views(_), Q::Views(_))
            | (A::ViewSaved(_), Q::SaveView(_))
            | (A::ViewDeleted, Q::DeleteView(_))
            | (A::PreferencesSaved, Q::SavePreferences(_))
            | (A::DraftSaved, Q::SaveDraft { .. })
            | (A::Drafts(_), Q::Drafts)
            | (A::DraftDropped, Q::DropDraft { .. })
            | (A::Log(_), Q::Log(_))
            | (A::LogEntry(_), Q::LogEntry(_))
            | (A::LogChart(_), Q::LogChart(_))
            | (A::Seen(_), Q::Seen { .. })
            | (A::Invitation(_), Q::OpenInvitation { .. })
            | (A::Enrolled(_), Q::Enrol { .. })
            | (A::SuggestedPassword(_), Q::SuggestPassword)
            | (A::PasswordChanged, Q::ChangePassword { .. })
            | (A::KeyAdded(_), Q::AddKey { .. })
            | (A::KeyRemoved, Q::RemoveKey { .. })
            | (A::FactorOffered(_) | A::FactorChanged(_), Q::ChangeFactor { .. })
            | (A::Managed(_), Q::Manage(_))
            | (A::AskedFor(_), Q::AskFor(_))
            | (A::Why(_), Q::Why(_))
            | (A::Previewing { .. }, Q::PreviewRole(_))
            | (A::Sharing(_), Q::Sharing { .. } | Q::Share { .. })
            | (A::Proved, Q::Prove { .. })
            | (A::Resealed(_), Q::Reseal { .. })
    ) || matches!((reply, request), (A::Ticket(reply), Q::Ticket(asked)) if crate::tickets::answers(reply, asked))
        || matches!((reply, request), (A::Task(reply), Q::Task(request)) if crate::tasks::answers(reply, request))
        || matches!((reply, request), (A::Upkeep(reply), Q::Upkeep(request)) if crate::sights::upkeep::answers(reply, request))
        || matches!((reply, request), (A::Office(answer), Q::Office(query)) if crate::staff::answers(answer, query))
}

pub fn id(n: u8) -> Id {
    let mut bytes = [0; 16];
    bytes[15] = n;
    Id(bytes)
}

pub fn who(role: Role) -> SignedIn {
    let all = Class::ALL.to_vec();
    SignedIn {
        member: id(200),
        name: "lan".into(),
        role,
        role_name: role.key(),
        office: "Hoa Sen Travel".into(),
        department: "Support".into(),
        rights: Rights {
            list: true,
            create: true,
            edit: true,
            note: true,
            log: role != Role::Agent,
            access: true,
            lookup: true,
            reveal: all.clone(),
            bulk: role == Role::Lead || role == Role::Owner,
            merge: role == Role::Lead || role == Role::Owner,
            trash: role == Role::Lead || role == Role::Owner,
            share_views: role == Role::Lead || role == Role::Owner,
            copy: vec![],
            check: all,
            ..Rights::default()
        },
        last_sign_in: Some(Micros(NOW.0 - 86_400_000_000)),
        failures_since: 0,
        preferences: String::new(),
        notices: Vec::new(),
    }
}

pub fn row(n: u8, name: &str, company: &str, city: &str) -> CustomerRow {
    CustomerRow {
        id: id(n),
        code: format!("KH-{:06}", 4200 + u32::from(n)),
        kind: CustomerKind::Person,
        name: name.into(),
        company: company.into(),
        city: city.into(),
        status: if n.is_multiple_of(3) { Status::Lead } else { Status::Active },
        phone: format!("+84 ••• ••• {:03}", 100 + u32::from(n)),
        email: "n•••@gmail.com".into(),
        owner: "lan".into(),
        department: "Support".into(),
        country: "VN".into(),
        since: "2024-03-01".into(),
        created_at: Micros(NOW.0 - 40 * 86_400_000_000),
        updated_at: Micros(NOW.0 - i64::from(n) * 3_600_000_000),
        version: 1,
        private: false,
        shared: false,
        starred: false,
        tags: Vec::new(),
        segment: String::new(),
        place: Place { group: 0, key: name.into(), key2: String::new(), id: id(n) },
    }
}

pub fn people() -> Vec<CustomerRow> {
    vec![
        row(1, "Nguyễn Thị Hồng Đào", "", "Hà Nội"),
        row(2, "Nguyễn Hồng Đạo", "Cơ khí Bình Minh", "Huế"),
        row(3, "Phạm Hồng Đào", "", "Đà Nẵng"),
        row(4, "Trần Quốc Đức", "Thủy sản Cửu Long", "Cần Thơ"),
        row(5, "Ștefănescu Măriuca", "Țesături Iași", "Iași"),
        row(6, "李小龍", "", "Hải Phòng"),
        row(7, "Lê Thị Ánh Nguyệt", "Hoa Sen", "Thành phố Hồ Chí Minh"),
    ]
}

pub fn customer() -> Customer {
    Customer {
        id: id(1),
        kind: CustomerKind::Person,
        code: "KH-004201".into(),
        external_id: None,
        name: "Nguyễn Thị Hồng Đào".into(),
        company: "Cơ khí Bình Minh".into(),
        city: "Hà Nội".into(),
        country: "VN".into(),
        website: String::new(),
        since: "2024-03-01".into(),
        status: Status::Active,
        owner: Some(id(200)),
        department: id(201),
        private: false,
        flags: String::new(),
        import_id: None,
        version: 3,
        created_at: NOW,
        updated_at: Micros(NOW.0 - 3_600_000_000),
    }
}

pub fn detail() -> CustomerDetail {
    let mask = |field, mask: &str| Masked { field, mask: mask.into() };
    CustomerDetail {
        customer: customer(),
        owner: "lan".into(),
        department: "Support".into(),
        masked: vec![
            mask(Field::Phone, "+84 ••• ••• 567"),
            mask(Field::Email, "n•••@gmail.com"),
            mask(Field::Address, "Hà Nội"),
            mask(Field::BirthDate, "1988"),
            mask(Field::NationalId, "•••••••••345"),
        ],
        more: MoreView::default(),
        own_fields: Vec::new(),
        starred: false,
        may_edit: true,
        locked: vec![],
        may_share: true,
        may_note: true,
        may_reveal: vec![Field::Phone, Field::Email],
        may_reveal_freely: vec![],
        may_copy: vec![],
        may_check: vec![Field::Phone, Field::Email, Field::BirthDate, Field::NationalId],
        may_see_access: true,
        unlogged: false,
    }
}

pub fn entry(sequence: i64, action: Action, outcome: Outcome, verified: Verified) -> LogRow {
    LogRow {
        sequence,
        entry: Entry {
            at: Micros(NOW.0 - (500 - sequence) * 61_000_000),
            member: Some(id(200)),
            session: Some(id(220)),
            origin: "desk-3 terminal".into(),
            action,
            subject: Some(id(1)),
            outcome,
            reason: "call".into(),
            details: r#"{"field":"phone"}"#.into(),
        },
        member: "lan".into(),
        subject: "KH-004201".into(),
        verified,
    }
}

pub fn log_page() -> LogPage {
    let rows = vec![
        entry(412, Action::FieldReveal, Outcome::Done, Verified::Good),
        entry(411, Action::FieldReveal, Outcome::Denied, Verified::Good),
        entry(410, Action::CustomerView, Outcome::Done, Verified::Good),
        entry(409, Action::CustomerEdit, Outcome::Done, Verified::BadHash),
        entry(408, Action::FieldCheck, Outcome::Failed, Verified::BadSignature),
        entry(407, Action::SignIn, Outcome::Done, Verified::Good),
    ];
    LogPage { rows, head: Some(412), ..LogPage::default() }
}

pub fn note(n: u8, kind: ActivityKind, text: &str) -> TimelineRow {
    TimelineRow {
        activity: Activity {
            kind,
            text: text.into(),
            ..Activity::blank(id(n), id(1), id(200), Micros(NOW.0 - i64::from(n) * 7_000_000_000))
        },
        member: "lan".into(),
        edited_by: String::new(),
        may_edit: false,
        may_remove: false,
    }
}

/// The desk has saved a line of a timeline.
pub fn noted() -> Reply {
    let saved = SavedNote { note: id(9), version: 1, hidden: 0, not_mentioned: Vec::new() };
    Reply::Activity(Box::new(ActivityReply::Saved(saved)))
}

/// The customer of `detail` opened from the list.
pub fn opened(start: Start) -> Seat {
    let mut seat = Seat::signed_in(start, people(), 1_000_000);
    seat.keys("\n");
    seat.reply(Ok(Reply::Customer(Box::new(detail()))));
    seat
}

/// An auditor at the log.
pub fn auditor(size: (u16, u16)) -> Seat {
    let mut seat = Seat::new(start(size));
    seat.keys("ana\tx\t1\n");
    seat.reply(Ok(Reply::SignedIn(Box::new(who(Role::Auditor)))));
    seat.reply(Ok(Reply::Customers(CustomersPage {
        rows: people(),
        next: None,
        total: 7,
        ..CustomersPage::default()
    })));
    seat.pass(30);
    seat.keys("9");
    seat.reply(Ok(Reply::Log(log_page())));
    seat
}

pub fn codes() -> Codes {
    Codes { codes: (0..10).map(|n| Secret::new(format!("k{n}mf-7q2w-x9c{n}"))).collect() }
}

/// A phone number, revealed.
pub fn revealed() -> Reply {
    Reply::Revealed { customer: id(1), field: Field::Phone, value: Secret::new("+84 903 123 567"), seconds: 30 }
}
