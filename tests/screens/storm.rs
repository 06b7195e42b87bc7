//! Everything at once, in any order: nothing panics, and nothing wakes for a time that is over.

use std::sync::Arc;

use kin::desk::api::*;
use kin::domain::*;
use kin::ui::*;
use ratatui::Terminal;
use ratatui::backend::TestBackend;

use crate::cast::Cast;
use crate::office::*;
use crate::shelf::*;
use crate::staff;
use crate::tickets;

const EVENTS: usize = 20_000;

struct Storm {
    random: fastrand::Rng,
    model: Model,
    now: Micros,
    asked: Vec<(u64, Request)>,
    shelf: Shelf,
}

impl Storm {
    fn one<T: Clone>(&mut self, of: &[T]) -> T {
        of[self.random.usize(..of.len())].clone()
    }

    fn text(&mut self) -> String {
        self.one(&[
            "lan",
            "hồng đào",
            "city = Huế",
            "status = ",
            "e\u{301}\u{301}",
            "李小龍",
            "👩‍👩‍👧‍👦",
            "\u{202e}\x1b[31m",
            "2026-11-22",
            "member:lan -action:field. since:7d ",
            "/0903123567",
            "a\nb\r\n\tc",
            "",
            "((((",
            "\"",
            "0903 123 567",
        ])
        .repeat(self.one(&[1, 1, 1, 3, 400]))
    }

    fn key(&mut self) -> Key {
        let letters: Vec<char> =
            "abcdefghijklmnopqrstuvwxyzACDEFGHJKLMNOPRSUVWY/*?:,[]{}+->= 123579903'đồ\u{301}(".chars().collect();
        let code = match self.random.u8(..10) {
            0..=4 => KeyCode::Char(self.one(&letters)),
            5 => KeyCode::F(self.random.u8(1..=12)),
            _ => self.one(&[
                KeyCode::Enter,
                KeyCode::Enter,
                KeyCode::Esc,
                KeyCode::Tab,
                KeyCode::BackTab,
                KeyCode::Backspace,
                KeyCode::Delete,
                KeyCode::Left,
                KeyCode::Right,
                KeyCode::Up,
                KeyCode::Down,
                KeyCode::Home,
                KeyCode::End,
                KeyCode::PageUp,
                KeyCode::PageDown,
            ]),
        };
        let rarely = |random: &mut fastrand::Rng| random.u8(..12) == 0;
        Key { ctrl: rarely(&mut self.random), alt: rarely(&mut self.random), ..Key::new(code) }
    }

    fn event(&mut self) -> Event {
        match self.random.u8(..100) {
            0..=69 => Event::Key(self.key()),
            70..=73 => Event::Paste(self.text()),
            74..=83 => Event::Mouse(Mouse {
                column: self.random.u16(..305),
                row: self.random.u16(..105),
                what: self.one(&[MouseWhat::Press, MouseWhat::Press, MouseWhat::WheelUp, MouseWhat::WheelDown]),
            }),
            84..=87 => match self.random.u8(..4) {
                0 => Event::Resize(self.random.u16(1..=300), self.random.u16(1..=100)),
                1 => Event::Resize(self.random.u16(38..=42), self.random.u16(11..=13)),
                _ => Event::Resize(self.one(&[80, 100, 120]), self.one(&[24, 40])),
            },
            88..=97 => {
                self.now.0 += self.one(&[1, 1_000, 50_000, 300_000, 1_500_000, 1_500_000, 31_000_000]);
                if self.random.u8(..100) == 0 {
                    self.now.0 += 400_000_000;
                }
                Event::Tick(self.now)
            }
            98 => match self.random.u8(..4) {
                0 => Event::News(Arc::new(News {
                    customers: vec![id(1), id(self.random.u8(..9))],
                    many: self.random.bool(),
                    office: self.random.bool(),
                    sessions: self.random.bool(),
                    presence: self.random.bool(),
                    messages: self.random.bool(),
                    work: self.random.bool(),
                    ..News::default()
                })),
                1 => Event::Stopping,
                2 => Event::Keep,
                _ => Event::Focus(self.random.bool()),
            },
            _ => Event::Edited(self.random.bool().then(|| self.text())),
        }
    }

    fn problem(&mut self) -> Problem {
        match self.random.u8(..16) {
            12 => Problem::QuotaUsedUp,
            13 => Problem::NoInvitation,
            14 => Problem::SignInRefused,
            0 => Problem::NoSession,
            1 => Problem::Busy,
            2 => Problem::NotFound,
            3 => Problem::Denied { rule: "a.rule".into() },
            4 => Problem::Invalid { field: self.one(&["email", "name", "nothing"]).into(), unfit: Unfit::Email },
            5 => Problem::Duplicate { field: "code".into() },
            6 => Problem::NothingToUndo,
            7 => Problem::Wait { seconds: self.random.u32(..40) },
            8 => Problem::Store("disk".into()),
            9 => Problem::TriesUsedUp,
            10 => Problem::TicketConflict { current: Box::new(tickets::ticket(2, "Theirs")) },
            _ => Problem::Conflict { current: Box::new(Customer { version: 9, city: "Huế".into(), ..customer() }) },
        }
    }

    fn cast(&self) -> Cast {
        Cast::usual(Lang::Vi, (80, 24))
    }

    /// What the desk might say to a request.
    fn reply(&mut self, request: &Request) -> Result<Reply, Problem> {
        let patient = matches!(request, Request::SignIn { .. } | Request::Unlock { .. });
        if self.random.u8(..if patient { 10 } else { 20 }) == 0 {
            return Err(self.problem());
        }
        let seconds = 30;
        Ok(match request {
            Request::SignIn { .. } => {
                let preferences = self.one(&["", r#"{"lang":"vi"}"#, r#"{"columns":[["name",0]],"theme":"dark"}"#]);
                let role = self.one(&[Role::Lead, Role::Owner, Role::Agent, Role::Auditor]);
                let who = if role == Role::Owner { staff::chief() } else { who(role) };
                let tickets = self.random.u8(..4) > 0;
                let rights = Rights {
                    roles: self.random.bool(),
                    tasks: true,
                    tickets,
                    create_tickets: tickets,
                    edit_tickets: tickets && self.random.bool(),
                    bulk_tickets: tickets && self.random.bool(),
                    ..who.rights
                };
                let failures_since = self.random.u32(..3);
                Reply::SignedIn(Box::new(SignedIn { preferences: preferences.into(), rights, failures_since, ..who }))
            }
            Request::Unlock { .. } => Reply::Unlocked,
            Request::Lock { .. } => Reply::Locked,
            Request::SignOut => Reply::SignedOut,
            Request::Customers(query) => {
                self.shelf.effort = self.one(&[usize::MAX, 1, 30, 170]);
                Reply::Customers(self.shelf.page(query))
            }
            Request::CountCustomers { .. } => {
                Reply::Counted(Counted { found: 40, next: self.random.bool().then(|| nth(3).place) })
            }
            Request::Choices => Reply::Choices(Box::new(choices())),
            Request::OwnFields => Reply::OwnFields(crate::more::fields()),
            Request::People { .. } => {
                let rows = vec![row(3, &self.text(), "", "")];
                Reply::People(People { rows, next: self.random.bool().then(|| nth(3).place) })
            }
            Request::Customer(wanted) | Request::Refresh(wanted) => {
                let customer =
                    Customer { id: *wanted, name: self.text(), version: self.random.i64(1..9), ..customer() };
                let (more, own_fields) = (crate::more::held(), crate::more::fields());
                let kind = self.one(&[CustomerKind::Person, CustomerKind::Company]);
                let customer = Customer { kind, ..customer };
                let locked = if self.random.bool() { vec![AnyField::Sealed(Field::Email)] } else { Vec::new() };
                Reply::Customer(Box::new(CustomerDetail {
                    customer,
                    may_copy: vec![Field::Phone],
                    locked,
                    more,
                    own_fields,
                    ..detail()
                }))
            }
            Request::Timeline { .. } => {
                let count = self.random.u8(..4);
                Reply::Timeline((0..count).map(|n| note(n, ActivityKind::Call, &self.text())).collect())
            }
            Request::Access { .. } => Reply::Access(log_page().rows),
            Request::Reveal { customer, field, .. } => {
                Reply::Revealed { customer: *customer, field: *field, value: Secret::new(self.text()), seconds }
            }
            Request::Check { field, .. } => {
                Reply::Checked { field: *field, matches: self.random.bool(), tries_left: 2 }
            }
            Request::SaveCustomer(draft) => {
                Reply::Saved { customer: draft.id.unwrap_or(id(9)), created: draft.id.is_none() }
            }
            Request::Ticket(request) => Reply::Ticket(Box::new(self.of_tickets(request))),
            Request::Task(request) => Reply::Task(Box::new(self.task(request)?)),
            Request::Upkeep(request) => Reply::Upkeep(Box::new(self.upkeep(request))),
            Request::Incident(request) => Reply::Incident(Box::new(self.cast().incident_reply(request))),
            Request::AddNote { .. } => Reply::NoteAdded(id(77)),
            Request::Activity(request) => Reply::Activity(Box::new(self.activity(request)?)),
            Request::Bulk { customers, .. } => {
                Reply::Bulk(BulkDone { changed: u32::try_from(customers.len()).unwrap(), ..BulkDone::default() })
            }
            Request::Undo | Request::Redo => Reply::Undone(Undone {
                what: match self.random.u8(..3) {
                    0 => UndoneWhat::Ticket(1042),
                    1 => UndoneWhat::Tickets(7),
                    _ => UndoneWhat::Edit(self.text()),
                },
                customer: None,
                undo_left: self.random.u16(..3),
                redo_left: self.random.u16(..3),
            }),
            Request::Copy { .. } => Reply::Copied { value: Secret::new("KH"), seconds },
            Request::Views(kind) => {
                let draft = ViewDraft {
                    id: Some(id(1)),
                    name: self.text(),
                    filter: self.one(&["", "city = Huế", "status:open", "moon = 1"]).into(),
                    list: match kind {
                        ViewKind::Customers => ViewList::Customers {
                            sort: Sort::default(),
                            columns: vec![(self.one(&["name", "x"]).into(), self.one(&[0, 5, 60_000]))],
                        },
                        ViewKind::Tickets => ViewList::Tickets {
                            queue: self.one(&Queue::ALL),
                            sort: self.one(&TicketSort::ALL),
                            descending: self.random.bool(),
                        },
                    },
                    shared: Vec::new(),
                };
                Reply::Views(vec![View { id: id(1), draft, member: "mai".into(), mine: true }; self.random.usize(..4)])
            }
            Request::SaveView(_) => Reply::ViewSaved(id(1)),
            Request::DeleteView(_) => Reply::ViewDeleted,
            Request::SavePreferences(_) => Reply::PreferencesSaved,
            Request::SaveDraft { .. } => Reply::DraftSaved,
            Request::Drafts => {
                let kept = self.asked.iter().rev().filter_map(|(_, ask)| match ask {
                    Request::SaveDraft { key, body } => {
                        Some(Draft { key: key.clone(), at: NOW, body: Secret::new(body.expose()) })
                    }
                    _ => None,
                });
                Reply::Drafts(kept.take(3).collect())
            }
            Request::DropDraft { .. } => Reply::DraftDropped,
            Request::Log(query) => Reply::Log(self.log(query)),
            Request::ExportLog(_) => Reply::Log(log_page()),
            Request::Prove { .. } => Reply::Proved,
            Request::Messages => {
                let row = MessageRow { by: self.text(), at: NOW, text: self.text() };
                Reply::Messages(vec![row; self.random.usize(..3)])
            }
            Request::Office(query) => Reply::Office(self.office(query)?),
            Request::Manage(_) => match self.random.u8(..6) {
                0 => return Err(Problem::ProveAgain),
                1 => Reply::Managed(Managed::Proposed(id(9))),
                2 => Reply::Managed(staff::invited(&self.text())),
                _ => Reply::Managed(Managed::Done),
            },
            Request::Reseal { .. } => {
                let looked = self.random.u64(..1_100);
                let finished = self.random.bool();
                Reply::Resealed(ResealState { looked, of: self.one(&[0, 1_000]), sealed: looked, finished })
            }
            Request::OpenInvitation { .. } => Reply::Invitation(Box::new(self.cast().enrolment())),
            Request::Enrol { .. } => Reply::Enrolled(codes()),
            Request::SuggestPassword => Reply::SuggestedPassword(Secret::new(self.text())),
            Request::ChangePassword { .. } => Reply::PasswordChanged,
            Request::AddKey { .. } | Request::RemoveKey { .. } if self.random.u8(..3) == 0 => {
                return Err(Problem::ProveAgain);
            }
            Request::AddKey { .. } => Reply::KeyAdded(Box::new(self.cast().own(4).keys.remove(0))),
            Request::RemoveKey { .. } => Reply::KeyRemoved,
            Request::ChangeFactor { totp, .. } if totp.is_empty() => {
                Reply::FactorOffered(Box::new(self.cast().enrolment()))
            }
            Request::ChangeFactor { .. } => Reply::FactorChanged(codes()),
            Request::AskFor(_) => Reply::AskedFor(id(80)),
            Request::Why(query) => Reply::Why(Box::new(self.cast().why(&query.rule, self.random.bool()))),
            Request::PreviewRole(role) => {
                let rights = who(self.one(&[Role::Agent, Role::Auditor])).rights;
                Reply::Previewing { role: role.map(Role::key), rights: Box::new(rights) }
            }
            Request::Sharing { .. } | Request::Share { .. } => Reply::Sharing(self.cast().sharing()),
            Request::Report(query) => {
                let whole = if self.random.bool() { crate::reports::report } else { crate::reports::nothing };
                let place = ReportPlace { now: NOW, rest: ReportRest::Entry(self.random.i64(..9)) };
                let next = self.random.bool().then_some(place);
                Reply::Report(Box::new(Report { next, ..whole(query.kind) }))
            }
            Request::LogChart(query) => Reply::LogChart(self.chart(query)),
            Request::Seen { .. } if self.random.bool() => Reply::Seen(Box::default()),
            Request::Seen { .. } => Reply::Seen(Box::new(self.cast().seen())),
            Request::LogEntry(sequence) => {
                let row = entry(*sequence, Action::FieldReveal, Outcome::Done, Verified::Good);
                let text = self.text();
                let whole = LogDetail {
                    row,
                    changes: 3,
                    previous: text.clone(),
                    hash: text,
                    signer: String::new(),
                    customer: self.random.bool().then(|| id(1)),
                    session: self.random.bool().then_some((NOW, 3)),
                    checkpoint: self.random.bool().then_some(500),
                };
                Reply::LogEntry(Box::new(whole))
            }
        })
    }

    /// What the desk might say of tickets: rows with and without a place to go on from, strange texts, ends of time.
    fn of_tickets(&mut self, request: &TicketRequest) -> TicketReply {
        use {TicketReply as A, TicketRequest as Q};
        let mut rows = tickets::rows();
        for row in &mut rows {
            row.ticket.subject = self.text();
            row.ticket.clocks.resolve.due = self.one(&[None, Some(Micros(i64::MAX)), Some(Micros(0)), Some(self.now)]);
        }
        rows.truncate(self.random.usize(..6));
        match request {
            Q::List(_) => {
                let next = rows.last().map(|row| row.place).filter(|_| self.random.bool());
                A::List(TicketsPage { rows, next, total: self.one(&[None, Some(5)]) })
            }
            Q::Today => {
                let escalated = rows.split_off(rows.len() / 2);
                A::Today(Box::new(TicketsToday { own: rows, escalated }))
            }
            Q::Counts => A::Counts(if self.random.bool() { tickets::counts() } else { QueueCounts::default() }),
            Q::Open(_) | Q::Refresh(_) => {
                let mut detail = tickets::detail();
                detail.row.ticket.subject = self.text();
                detail.notes[0].note.text = self.text();
                detail.may_edit = self.random.u8(..4) > 0;
                let present = Presence { member: self.text(), since: NOW, writing: self.random.bool() };
                detail.present = vec![present; self.random.usize(..3)];
                A::Ticket(Box::new(detail))
            }
            Q::Find(_) => A::Found(self.one(&[None, Some(id(103))])),
            Q::OfCustomer(_) => A::OfCustomer(rows),
            Q::Next { .. } => A::Next(self.one(&[None, Some(id(103))])),
            Q::Choices => A::Choices(Box::new(self.one(&[tickets::choices(), TicketChoices::default()]))),
            Q::Save(draft) => A::Saved { ticket: id(102), number: 1042, created: draft.id.is_none() },
            Q::Note { .. } => A::NoteAdded(id(9)),
            Q::Change { .. } => {
                A::Changed(TicketsDone { changed: self.random.u32(..3), refused: 1, ..TicketsDone::default() })
            }
            Q::Escalate | Q::Watch { .. } | Q::Relate { .. } | Q::Merge { .. } | Q::Rate { .. } => A::Done,
            Q::Present { .. } => {
                let one = Presence { member: self.text(), since: NOW, writing: true };
                A::Present(vec![one; self.random.usize(..3)])
            }
            Q::Snippet { .. } | Q::AsText(_) => A::Text(self.text()),
        }
    }

    /// Tasks, few or many, and what may come of them.
    fn task(&mut self, request: &TaskRequest) -> Result<TaskReply, Problem> {
        if self.random.u8(..12) == 0 {
            return Err(Problem::TaskConflict { current: Box::default() });
        }
        let mut rows = crate::tasks::rows();
        rows.truncate(self.random.usize(..8));
        rows.iter_mut().for_each(|row| row.may_edit = self.random.u8(..4) > 0);
        let today = jiff::civil::date(2026, 11, 22);
        let tomorrow = Micros(self.now.0 + self.random.i64(-5..40) * 1_000_000);
        let next = self.random.bool().then_some(TaskPlace { key: 1, id: id(1) });
        Ok(match request {
            TaskRequest::List(_) => TaskReply::List(TasksPage { rows, next, today, tomorrow }),
            TaskRequest::Today => TaskReply::Today(Box::new(TasksToday { rows, today, tomorrow })),
            TaskRequest::Reminders { .. } => {
                let reminder = Reminder { task: id(1), at: tomorrow, title: self.text() };
                TaskReply::Reminders(vec![reminder; self.random.usize(..3)])
            }
            TaskRequest::Open(_) => {
                let row = crate::tasks::rows().swap_remove(self.random.usize(..5));
                TaskReply::Task(Box::new(TaskDetail { row, remind: self.one(&[None, Some(0), Some(7)]) }))
            }
            TaskRequest::Choices => TaskReply::Choices(vec![(id(200), self.text()); self.random.usize(..3)]),
            TaskRequest::Save(draft) => TaskReply::Saved { task: id(1), created: draft.id.is_none() },
            TaskRequest::Add(_) => TaskReply::Saved { task: id(1), created: true },
            TaskRequest::Change { tasks, .. } => {
                let changed = u32::try_from(tasks.len()).unwrap();
                TaskReply::Changed(TasksDone { changed, conflicts: self.random.u32(..2), ..TasksDone::default() })
            }
            TaskRequest::Preview(_) => {
                TaskReply::Understood(Box::new(Understood { title: self.text(), ..Understood::default() }))
            }
        })
    }

    fn activity(&mut self, request: &ActivityRequest) -> Result<ActivityReply, Problem> {
        Ok(match request {
            ActivityRequest::List { .. } => {
                let count = self.random.u8(..4);
                ActivityReply::List((0..count).map(|n| note(n, ActivityKind::Chat, &self.text())).collect())
            }
            ActivityRequest::Edit { .. } if self.random.bool() => {
                let current = Box::new(note(11, ActivityKind::Call, &self.text()).activity);
                return Err(Problem::NoteConflict { current });
            }
            ActivityRequest::Add { .. } | ActivityRequest::Edit { .. } => ActivityReply::Saved(SavedNote {
                note: id(77),
                version: 2,
                hidden: 1,
                not_mentioned: vec![self.text(); self.random.usize(..3)],
            }),
            ActivityRequest::Remove { .. } => ActivityReply::Removed,
            ActivityRequest::History { .. } => {
                let mut current = note(11, ActivityKind::Call, &self.text());
                (current.activity.edited_at, current.edited_by) = (Some(NOW), self.text());
                let version = note(11, ActivityKind::Note, &self.text()).activity.as_version(id(5));
                let versions = vec![(version, self.text()); self.random.usize(..3)];
                ActivityReply::History(Box::new(NoteHistory { current, versions }))
            }
            ActivityRequest::Mentions => {
                let mention = MentionRow {
                    note: id(11),
                    customer: id(1),
                    name: self.text(),
                    by: self.text(),
                    at: self.now,
                    text: self.text(),
                    seen: self.random.bool(),
                };
                ActivityReply::Mentions(vec![mention; self.random.usize(..3)])
            }
            ActivityRequest::MentionSeen { .. } => ActivityReply::MentionSeen,
            ActivityRequest::Mentionable { .. } => {
                ActivityReply::Mentionable(vec![(id(1), "lan".into()), (id(2), self.text())])
            }
            ActivityRequest::Snippets { .. } => {
                let snippet = service::Snippet { name: self.text(), text: self.text() };
                ActivityReply::Snippets(vec![snippet; self.random.usize(..3)])
            }
        })
    }

    /// A part of the log: full, short, empty, and sometimes not searched to its end.
    fn log(&mut self, query: &LogQuery) -> LogPage {
        let (from, up) = match query.from {
            LogPlace::Before(from) => (from, false),
            LogPlace::After(from) => (from, true),
            LogPlace::End | LogPlace::At(_) => (self.random.i64(0..2_000), false),
        };
        let count = self.random.i64(0..5) * 33;
        let sequences: Vec<i64> =
            if up { (from + 1..=from + count).rev().collect() } else { (from - count..from).rev().collect() };
        let far = if up { from + count } else { from - count };
        let row = |sequence| LogRow {
            member: self.one(&["lan", "", "李小龍"]).into(),
            ..entry(sequence, Action::FieldReveal, Outcome::Done, Verified::Good)
        };
        let rows = sequences.into_iter().filter(|sequence| *sequence > 0).map(row).collect();
        let more = !up && far > 0 || up && self.random.bool();
        LogPage {
            rows,
            next: more.then_some(far),
            unfinished: self.random.bool(),
            head: self.one(&[None, Some(2_000)]),
        }
    }

    fn chart(&mut self, query: &LogChartQuery) -> LogChart {
        let bars = if self.random.u8(..4) == 0 { 0 } else { i64::from(query.bars) };
        let bar = |n: i64| {
            let count = self.one(&[0, 1, 40, 3_000_000_000]);
            let at = Micros(NOW.0 - (bars - n) * 3_600_000_000);
            ChartBar { at, member: self.one(&["lan", "", "minh"]).into(), count, refused: count / 3 }
        };
        LogChart { bars: (0..bars).map(bar).collect(), unfinished: self.random.bool() }
    }

    /// What the desk might say of the office, sometimes nothing much.
    fn office(&mut self, query: &OfficeQuery) -> Result<OfficeAnswer, Problem> {
        let (cast, bare) = (Cast::usual(Lang::En, (120, 40)), self.random.u8(..4) == 0);
        let mut members = cast.members();
        members[2].name = self.text();
        Ok(match query {
            OfficeQuery::Detectors if bare => OfficeAnswer::Detectors(Box::default()),
            OfficeQuery::Detectors => cast.answer("detectors"),
            OfficeQuery::TestDetector { .. } if bare => return Err(Problem::Busy),
            OfficeQuery::TestDetector { .. } => OfficeAnswer::DetectorTest(Box::new(cast.detector_test())),
            OfficeQuery::Insight { .. } if bare => OfficeAnswer::Insight(Box::default()),
            OfficeQuery::Insight { member: Some(_), .. } => OfficeAnswer::Insight(Box::new(cast.insight_of_member())),
            OfficeQuery::Insight { .. } => cast.answer("insight"),
            OfficeQuery::Today if bare => OfficeAnswer::Today(Box::default()),
            OfficeQuery::Today => OfficeAnswer::Today(Box::new(cast.today())),
            OfficeQuery::Members if bare => OfficeAnswer::Members(Vec::new()),
            OfficeQuery::Members => OfficeAnswer::Members(members),
            OfficeQuery::Sessions if bare => OfficeAnswer::Sessions(Vec::new()),
            OfficeQuery::Sessions => cast.answer("sessions"),
            OfficeQuery::Member(_) => OfficeAnswer::Member(Box::new(cast.member())),
            OfficeQuery::Backups if bare => OfficeAnswer::Backups(Box::default()),
            OfficeQuery::Backups => cast.answer("backups"),
            OfficeQuery::Roles => cast.answer("roles"),
            OfficeQuery::Departments if bare => OfficeAnswer::Departments(Vec::new()),
            OfficeQuery::Departments => cast.answer("departments"),
            OfficeQuery::Policy => cast.answer("policy"),
            OfficeQuery::Decisions { before: Some(_) } if bare => OfficeAnswer::Decisions(DecisionPage::default()),
            OfficeQuery::Decisions { before } => {
                let (from, row) = (before.unwrap_or(9_000), &cast.decisions()[0]);
                let rows = (1..80).map(|n| DecisionRow { sequence: from - n, ..row.clone() }).collect();
                OfficeAnswer::Decisions(DecisionPage { rows, next: Some(from - 79) })
            }
            OfficeQuery::Keys if bare => OfficeAnswer::Keys(KeyStatus::default()),
            OfficeQuery::Keys => cast.answer("keys"),
            OfficeQuery::Alerts { .. } => cast.answer("alerts"),
            OfficeQuery::Review => cast.answer("review"),
            OfficeQuery::Own => OfficeAnswer::Own(Box::new(cast.own(self.random.u8(..12)))),
        })
    }

    fn upkeep(&mut self, request: &UpkeepRequest) -> UpkeepReply {
        let cast = self.cast();
        match request {
            UpkeepRequest::Similar { .. } => UpkeepReply::Similar(cast.similar()),
            UpkeepRequest::Duplicates { .. } => {
                let next = self.random.bool().then(|| nth(3).place);
                UpkeepReply::Duplicates(DuplicatesPage { next, ..cast.duplicates() })
            }
            UpkeepRequest::NotDuplicates { .. } => UpkeepReply::NotDuplicates,
            UpkeepRequest::MergePreview { .. } => UpkeepReply::MergePreview(Box::new(cast.merge_preview())),
            UpkeepRequest::Merge { keep, .. } => UpkeepReply::Merged(keep.0),
            UpkeepRequest::Trash { customers, .. } => {
                let changed = u32::try_from(customers.len()).unwrap() * self.random.u32(..2);
                UpkeepReply::Trashed(BulkDone { changed, ..BulkDone::default() })
            }
            UpkeepRequest::Trashed { .. } => {
                UpkeepReply::Trash(TrashPage { next: self.random.bool().then_some((NOW, id(4))), ..cast.trash() })
            }
            UpkeepRequest::Restore { customer } => UpkeepReply::Restored(*customer),
            UpkeepRequest::Star { .. } => UpkeepReply::Starred(self.random.bool()),
            UpkeepRequest::Recent => UpkeepReply::Recent(cast.people()),
            UpkeepRequest::Find { .. } => UpkeepReply::Found(CustomersPage::default()),
        }
    }

    fn send(&mut self, message: Message) {
        let told: String = format!("{message:?}").chars().take(60).collect();
        for effect in update(&mut self.model, message) {
            match effect {
                Effect::Ask { ticket, request } => self.asked.push((ticket, request)),
                Effect::WakeAt(at) => assert!(at > self.now, "wakes at {at:?}, but it is {:?}: {told}", self.now),
                _ => {}
            }
        }
    }
}

#[test]
fn a_storm_of_everything() {
    for seed in [1, 2] {
        let login = DemoLogin { name: "lan".into(), role: Role::Lead, password: "x".into(), totp_secret: "x".into() };
        let demo = (seed == 2).then(|| vec![login]);
        let begin = Start { blank_unfocused: seed == 2, demo, ..start((120, 40)) };
        let mut storm = Storm {
            random: fastrand::Rng::with_seed(seed),
            model: Model::new(begin),
            now: NOW,
            asked: Vec::new(),
            shelf: Shelf { finds: |row| !row.name.ends_with('3'), ..Shelf::of(700) },
        };
        let mut answered = 0;
        let mut terminal = Terminal::new(TestBackend::new(120, 40)).unwrap();
        let mut size = (120, 40);
        let mut signed_in = 0;
        for turn in 0..EVENTS {
            if !storm.model.signed_in() && storm.random.u8(..4) == 0 {
                // Random keys alone would hardly get in.
                for event in [KeyCode::Esc, KeyCode::Esc, KeyCode::Esc].map(|code| Event::Key(Key::new(code))) {
                    storm.send(Message::Event(event));
                }
                for code in "lan\tx\t1\n".chars() {
                    let code = match code {
                        '\t' => KeyCode::Tab,
                        '\n' => KeyCode::Enter,
                        code => KeyCode::Char(code),
                    };
                    storm.send(Message::Event(Event::Key(Key::new(code))));
                }
            }
            if storm.model.locked() && storm.random.u8(..8) == 0 {
                for code in [KeyCode::Char('p'), KeyCode::Enter] {
                    storm.send(Message::Event(Event::Key(Key::new(code))));
                }
            }
            let event = storm.event();
            if let Event::Resize(columns, rows) = event {
                size = (columns, rows);
            }
            storm.send(Message::Event(event));
            // Some answers come at once, some late, a few twice.
            while answered < storm.asked.len() && storm.random.u8(..3) > 0 {
                let (ticket, request) = storm.asked.swap_remove(answered);
                let result = storm.reply(&request);
                storm.asked.insert(answered, (ticket, request));
                storm.send(Message::Reply { ticket, result });
                if storm.random.u8(..30) > 0 {
                    answered += 1;
                }
            }
            signed_in += usize::from(storm.model.signed_in() && !storm.model.locked());
            if storm.model.take_dirty() && (turn % 3 == 0 || size.0 < 50) {
                if (terminal.backend().buffer().area.width, terminal.backend().buffer().area.height) != size {
                    terminal = Terminal::new(TestBackend::new(size.0, size.1)).unwrap();
                }
                terminal
                    .draw(|frame| {
                        view(&storm.model, frame);
                    })
                    .unwrap();
            }
        }
        assert!(signed_in > EVENTS / 2, "only {signed_in} turns were spent signed in");
    }
}
