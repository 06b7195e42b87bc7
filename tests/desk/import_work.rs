//! Tickets, tasks and activities brought in from elsewhere: who may, for whom, what is refused, and what goes again.

use kin::desk::Desk;
use kin::desk::api::*;
use kin::desk::import::{OnDuplicate, Refusal, WorkKind, WorkReport, WorkRow, WorkTrial};
use kin::domain::ticket::{Phase, Ticket};
use kin::domain::*;
use kin::policy::{self, Operation};

use crate::deeds::{done, grant_of, set_policy, whole};
use crate::office::*;

const KINDS: [WorkKind; 3] = [WorkKind::Ticket, WorkKind::Task, WorkKind::Activity];
const HOUR: i64 = 3_600_000_000;

fn row(line: u64, customer: &str) -> WorkRow {
    let customer = (!customer.is_empty()).then(|| customer.to_owned()).into_iter().collect();
    WorkRow {
        line, customer, subject: format!("Vé chậm {line}"), text: "khách đợi".into(), ..WorkRow::default()
    }
}

fn bring(desk: &mut Desk, kind: WorkKind, rows: &[WorkRow]) -> (Id, WorkReport) {
    let import = desk.import_work_start(kind, "old.csv").expect("an import");
    (import, desk.import_work(import, kind, rows).expect("a chunk"))
}

fn refused(report: &WorkReport) -> Vec<(u64, &'static str)> {
    report.refused.iter().map(|(line, refusal)| (*line, refusal.key())).collect()
}

fn code(n: usize) -> String {
    let office = Office::new();
    open(&mut office.at("mai"), Office::customer(n)).expect("there").customer.code
}

fn ticket(desk: &mut Desk, number: i64) -> Ticket {
    match crate::tickets::ask(desk, TicketRequest::Find(number)) {
        Ok(TicketReply::Found(Some(found))) => crate::tickets::ticket(desk, found),
        other => panic!("{other:?}"),
    }
}

/// A member who works as agents do and may import, but for what is taken from it.
fn importer(office: &Office, without: &[&str]) -> Desk {
    let mut mai = office.at("mai");
    let mut rights = policy::built_in(Role::Agent);
    rights.operations.insert("import.run".into(), Scope::Department);
    rights.operations.insert("import.revert".into(), Scope::Own);
    rights.operations.retain(|key, _| !without.contains(&key.as_str()));
    done(&mut mai, Manage::SaveRole { role: None, name: "Nhập liệu".into(), rights });
    let Ok(OfficeAnswer::Roles(roles)) = crate::deeds::office(&mut mai, OfficeQuery::Roles) else { panic!("no roles") };
    let role = roles.iter().find(|row| row.name == "Nhập liệu").expect("the new one").role;
    done(&mut mai, Manage::Grant { member: Office::member("lan"), grant: grant_of(role, 0), temporary: false });
    office.at("lan")
}

#[test]
fn who_may_import_and_make_such_records_brings_them_in() {
    let office = Office::new();
    let people = PEOPLE.map(|(name, role, ..)| (name, role));
    for (name, role) in people.into_iter().chain([(SERVICE, Role::Service)]) {
        let mut desk = office.at(name);
        let rights = policy::built_in(role);
        let holds = |operation| policy::reach(&rights, operation).is_some();
        for kind in KINDS {
            let granted = holds(Operation::Import) && holds(kind.right());
            let begun = desk.import_work_start(kind, "old.csv");
            let tried = desk.import_work_trial(&mut WorkTrial::default(), kind, &[]);
            assert_eq!((begun.is_ok(), tried.is_ok()), (granted, granted), "{name} {kind:?}");
            if let Err(problem) = begun {
                assert!(matches!(problem, Problem::Denied { .. }), "{name} {kind:?}: {problem:?}");
                assert_eq!(office.last().outcome, Outcome::Denied, "{name} {kind:?}");
            }
        }
    }
    // Each of the two rights alone is not enough.
    for (taken, kind, rule) in [
        ("ticket.create", WorkKind::Ticket, "ticket.create"),
        ("task.edit", WorkKind::Task, "task.edit"),
        ("note.add", WorkKind::Activity, "note.add"),
        ("import.run", WorkKind::Task, "import.run"),
    ] {
        let office = Office::new();
        let mut desk = importer(&office, &[taken]);
        let refused = desk.import_work_start(kind, "old.csv");
        assert_eq!(refused, Err(Problem::Denied { rule: rule.into() }), "{kind:?}");
        let mut mai = office.at("mai");
        let import = mai.import_work_start(kind, "old.csv").expect("an import");
        let refused = desk.import_work(import, kind, &[row(2, "")]);
        assert_eq!(refused, Err(Problem::Denied { rule: rule.into() }), "{kind:?}");
        assert_eq!(mai.import_work(import, kind, &[]), Ok(WorkReport::default()));
    }
    // Nobody goes on with the import of somebody else.
    let office = Office::new();
    let import = office.at("mai").import_work_start(WorkKind::Ticket, "old.csv").expect("an import");
    let other = importer(&office, &[]).import_work(import, WorkKind::Ticket, &[row(2, "")]);
    assert_eq!(other, Err(Problem::NotFound));
    whole(&office);
}

#[test]
fn a_ticket_comes_as_it_was() {
    let office = Office::new();
    let mut mai = office.at("mai");
    set_policy(&mut mai, |policy| policy.service.kinds = vec!["Khiếu nại".into()]).expect("set");
    let (opened, closed) = (Micros(NOW.0 - 90 * 24 * HOUR), Micros(NOW.0 - 89 * 24 * HOUR));
    let rows = [
        WorkRow {
            number: Some(1042),
            kind: "khieu nai".into(),
            status: "Đã đóng".into(),
            owner: "LAN".into(),
            at: Some(opened),
            closed: Some(closed),
            satisfaction: Some(4),
            ..row(2, &code(0))
        },
        // By phone and by e-mail; with the number of the one before.
        WorkRow { number: Some(1042), external_id: Some("A-1".into()), ..row(3, "0903 481 503") },
        WorkRow { at: Some(Micros(NOW.0 + HOUR)), ..row(4, &planted(4).value(Field::Email).to_uppercase()) },
        WorkRow { external_id: Some("A-1".into()), ..row(5, "") },
        row(6, ""),
    ];
    let trial = mai.import_work_trial(&mut WorkTrial::default(), WorkKind::Ticket, &rows).expect("a trial");
    assert_eq!((trial.added, trial.skipped, trial.refused.len()), (4, 1, 0));
    let (import, report) = bring(&mut mai, WorkKind::Ticket, &rows);
    assert_eq!((report.added, report.skipped, report.renumbered), (4, 1, 1));
    assert_eq!(report.refused, []);
    let first = ticket(&mut mai, 1042);
    assert_eq!((first.created_at, first.updated_at, first.phase), (opened, closed, Phase::Closed));
    assert_eq!((first.customer, first.owner), (Some(Office::customer(0)), Some(Office::member("lan"))));
    assert_eq!((first.kind.as_str(), first.satisfaction), ("Khiếu nại", Some(4)));
    for clock in [first.clocks.respond, first.clocks.resolve] {
        assert_eq!(clock.ended, Some(closed), "its clocks stand still");
    }
    let detail = crate::tickets::opened(&mut mai, first.id).expect("there");
    assert_eq!(detail.notes.len(), 1);
    let renumbered = ticket(&mut mai, 1043);
    assert_eq!(renumbered.customer, Some(Office::customer(0)), "found by its phone");
    let third = ticket(&mut mai, 1044);
    assert_eq!(third.customer, Some(Office::customer(4)), "found by its e-mail");
    assert!(third.created_at <= mai_now(&office) && third.clocks.resolve.ended.is_none());
    let next = crate::tickets::like(&mut mai, 0);
    assert_eq!(crate::tickets::ticket(&mut mai, next).number, 1046, "numbers go on behind the largest");
    // The same file once more adds nothing.
    let (_, again) = bring(&mut mai, WorkKind::Ticket, &rows);
    assert_eq!((again.added, again.skipped), (0, 5));
    let entries = office.log();
    let chunk = entries.iter().find(|entry| entry.details.contains("\"added\":4")).expect("its entry");
    assert!(chunk.action == Action::Import && chunk.details.contains(&import.to_string()));
    assert!(chunk.details.contains("\"kind\":\"ticket\"") && !chunk.details.contains("chậm"), "{chunk:?}");
    assert_eq!(leaks(&format!("{entries:?}")), Vec::<String>::new());
    whole(&office);
}

fn mai_now(office: &Office) -> Micros {
    use kin::clock::Source;
    office.clock.now()
}

#[test]
fn what_is_out_of_reach_is_not_told_from_what_is_not_there() {
    let office = Office::new();
    let (mine, theirs) = (code(0), code(1));
    let mut desk = importer(&office, &[]);
    let phone = |n: usize| planted(n).value(Field::Phone).to_owned();
    let rows = [
        row(2, &mine),
        row(3, &phone(0)),
        row(4, "EXT-0"),
        row(5, &theirs),
        row(6, &phone(1)),
        row(7, "EXT-1"),
        row(8, "KH-999999"),
        row(9, "0909 999 999"),
        WorkRow { owner: "sorin".into(), ..row(10, "") },
        WorkRow { owner: "nobody".into(), ..row(11, "") },
        WorkRow { department: "Sales".into(), ..row(12, "") },
        WorkRow { department: "Nowhere".into(), ..row(13, "") },
        WorkRow { kind: "none".into(), ..row(14, "") },
        WorkRow { product: "none".into(), ..row(15, "") },
        WorkRow { status: "none".into(), ..row(16, "") },
        WorkRow { subject: " ".into(), ..row(17, "") },
    ];
    let wanted = [
        (5, "no-customer"),
        (6, "no-customer"),
        (7, "no-customer"),
        (8, "no-customer"),
        (9, "no-customer"),
        (10, "no-owner"),
        (11, "no-owner"),
        (12, "no-department"),
        (13, "no-department"),
        (14, "no-kind"),
        (15, "no-product"),
        (16, "no-status"),
        (17, "empty"),
    ];
    let trial = desk.import_work_trial(&mut WorkTrial::default(), WorkKind::Ticket, &rows).expect("a trial");
    let (_, report) = bring(&mut desk, WorkKind::Ticket, &rows);
    for report in [trial, report] {
        assert_eq!((report.added, refused(&report)), (3, wanted.to_vec()));
    }
    let lines = [row(2, &mine), row(3, &theirs), row(4, &phone(1)), row(5, "")];
    let (_, report) = bring(&mut desk, WorkKind::Activity, &lines);
    assert_eq!(refused(&report), [(3, "no-customer"), (4, "no-customer"), (5, "no-customer")]);
    // Who works on its own tasks alone gives none to others.
    let tasks = [row(2, &mine), WorkRow { owner: "minh".into(), ..row(3, "") }, row(4, &theirs)];
    let (_, report) = bring(&mut desk, WorkKind::Task, &tasks);
    assert_eq!((report.added, refused(&report)), (1, vec![(3, "no-owner"), (4, "no-customer")]));
    whole(&office);
}

#[test]
fn a_phone_finds_nobody_for_one_who_may_not_look_up() {
    let office = Office::new();
    let mine = code(0);
    let mut desk = importer(&office, &["customer.lookup"]);
    let rows = [row(2, &mine), row(3, planted(0).value(Field::Phone)), row(4, planted(0).value(Field::Email))];
    let before = office.log().len();
    let trial = desk.import_work_trial(&mut WorkTrial::default(), WorkKind::Ticket, &rows).expect("a trial");
    assert_eq!((trial.added, refused(&trial)), (1, vec![(3, "no-customer"), (4, "no-customer")]));
    assert_eq!(office.log().len(), before, "nothing was looked up");
    let (_, report) = bring(&mut desk, WorkKind::Ticket, &rows);
    assert_eq!((report.added, refused(&report)), (1, vec![(3, "no-customer"), (4, "no-customer")]));
    // Two customers with one phone: a code is asked for.
    let mut mai = office.at("mai");
    let twin = CustomerDraft {
        sealed: vec![(Field::Phone, Secret::new(planted(0).value(Field::Phone)))],
        ..new_draft("Người Trùng Số")
    };
    save(&mut mai, twin).expect("a twin");
    let (_, report) = bring(&mut mai, WorkKind::Ticket, &rows[1..2]);
    assert_eq!(report.refused, [(3, Refusal::ManyCustomers)]);
}

#[test]
fn a_trial_changes_nothing_and_its_look_ups_are_counted() {
    let mut office = Office::new();
    office.config.limits.lookups_per_hour = 2;
    let mut mai = office.at("mai");
    let rows = [row(2, planted(0).value(Field::Phone))];
    let before = office.log().len();
    let mut try_once = || mai.import_work_trial(&mut WorkTrial::default(), WorkKind::Activity, &rows);
    assert_eq!(try_once().map(|report| report.added), Ok(1));
    let entry = office.last();
    assert_eq!((entry.action, entry.outcome), (Action::CustomerLookup, Outcome::Done));
    assert!(entry.details.contains(&Office::customer(0).to_string()));
    assert_eq!(try_once().map(|report| report.added), Ok(1));
    assert_eq!(try_once(), Err(Problem::TriesUsedUp));
    assert_eq!(office.log().len(), before + 3);
    assert_eq!(timeline(&mut mai, Office::customer(0)).expect("there").len(), 1);
    assert!(mai.imports().expect("a list").iter().all(|listed| listed.source != "old.csv"));
}

#[test]
fn what_nobody_may_write_down_stays_out_and_numbers_are_masked() {
    let office = Office::new();
    let mut mai = office.at("mai");
    let (code, planted) = (code(0), planted(7));
    let phone = planted.value(Field::Phone);
    for kind in KINDS {
        let rows = [
            WorkRow { text: "mật khẩu: hoasen88".into(), ..row(2, &code) },
            WorkRow { text: "CVV 123".into(), ..row(3, &code) },
            WorkRow { text: format!("gọi {phone}"), subject: format!("gọi {phone}"), ..row(4, &code) },
        ];
        let (_, report) = bring(&mut mai, kind, &rows);
        assert_eq!(refused(&report), [(2, "holds-password"), (3, "holds-card-code")], "{kind:?}");
        assert_eq!(report.added, 1, "{kind:?}");
    }
    let subject = WorkRow { subject: "PIN 1234".into(), ..row(2, "") };
    let (_, report) = bring(&mut mai, WorkKind::Ticket, &[subject]);
    assert_eq!(refused(&report), [(2, "holds-pin")]);
    let kept: Vec<String> =
        timeline(&mut mai, Office::customer(0)).expect("there").into_iter().map(|row| row.activity.text).collect();
    assert!(kept.iter().any(|text| text.starts_with("gọi ") && text.contains('•')), "{kept:?}");
    assert_eq!(leaks(&format!("{kept:?} {:?}", ticket(&mut mai, 1).subject)), Vec::<String>::new());
    // Nor do customers come in with such a note.
    let import = mai.import_start(&options(OnDuplicate::Skip)).expect("an import");
    let with_note = |note: &str| kin::desk::import::ImportRow {
        external_id: None,
        sealed: Vec::new(),
        notes: vec![(ActivityKind::Note, NOW, note.to_owned()).into()],
        ..crate::office::row(1, None, None)
    };
    let rows = || vec![with_note("OTP 889 120"), with_note("hẹn mai")];
    let trial = mai
        .import_trial(&mut kin::desk::import::Trial::default(), &options(OnDuplicate::Skip), rows())
        .expect("a trial");
    let report = mai.import_chunk(&import, rows()).expect("a chunk");
    for report in [trial, report] {
        assert_eq!((report.added, report.refused), (1, vec![(3, "holds-one-time-code")]));
    }
    whole(&office);
}

#[test]
fn activities_and_tasks_say_all_that_they_said() {
    let office = Office::new();
    let mut mai = office.at("mai");
    let code = code(2);
    let note = ActivityDraft {
        kind: ActivityKind::Call,
        direction: Direction::Out,
        outcome: Some(ActivityOutcome::NoAnswer),
        minutes: Some(3),
        next_step: "gọi lại".into(),
        next_at: Some(NOW),
        text: String::new(),
    };
    let at = Some(Micros(NOW.0 - HOUR));
    let call = WorkRow { note: note.clone(), text: String::new(), owner: "hoa".into(), at, ..row(2, &code) };
    let long = WorkRow { note: ActivityDraft { minutes: Some(5_000), ..note.clone() }, ..row(3, &code) };
    let rows = [call.clone(), long, call, WorkRow { text: " ".into(), ..row(5, &code) }];
    let (_, report) = bring(&mut mai, WorkKind::Activity, &rows);
    assert_eq!((report.added, report.skipped, refused(&report)), (1, 1, vec![(3, "too-many"), (5, "empty")]));
    let lines = timeline(&mut mai, Office::customer(2)).expect("there");
    let line = lines.iter().find(|row| row.activity.outcome.is_some()).expect("the call");
    assert_eq!(ActivityDraft::from(&line.activity), note);
    assert_eq!((line.activity.member, Some(line.activity.at)), (Office::member("hoa"), at));

    let due = Some((Micros(NOW.0 + 24 * HOUR), false));
    let tasks = [
        WorkRow { due, owner: "minh".into(), ..row(2, &code) },
        WorkRow { done: true, at, ..row(3, "") },
        WorkRow { owner: "radu".into(), ..row(4, "") },
    ];
    let (_, report) = bring(&mut mai, WorkKind::Task, &tasks);
    assert_eq!((report.added, refused(&report)), (2, vec![(4, "no-owner")]));
    let query = TasksQuery { view: TaskView::Mine, limit: 10, ..TasksQuery::default() };
    let Ok(TaskReply::List(page)) = crate::tasks::ask(&mut office.at("minh"), TaskRequest::List(query)) else {
        panic!("no list")
    };
    let task = &page.rows[0].task;
    assert_eq!(
        (task.due, task.by, task.customer),
        (due.map(|(due, _)| due), Office::member("mai"), Some(Office::customer(2)))
    );
    whole(&office);
}

#[test]
fn taking_back_removes_what_nobody_has_touched() {
    let office = Office::new();
    let mut mai = office.at("mai");
    let code = code(0);
    let rows: Vec<WorkRow> = (2..12).map(|line| WorkRow { number: Some(line as i64), ..row(line, &code) }).collect();
    let imports = KINDS.map(|kind| bring(&mut mai, kind, &rows).0);
    // One is edited, one has an answer, one a task of its own; a line is changed, and a task done.
    let [edited, noted, tasked] = [2, 3, 4].map(|number| ticket(&mut mai, number));
    let assigned = TicketChange::Owner(Some(Office::member("minh")));
    crate::tickets::change_now(&mut mai, edited.id, assigned).expect("a change");
    crate::tickets::note(&mut mai, noted.id, true, "đã trả lời").expect("a note");
    let task = TaskDraft { title: "theo dõi".into(), ticket: Some(tasked.id), ..TaskDraft::default() };
    crate::tasks::ask(&mut mai, TaskRequest::Save(Box::new(task))).expect("a task");
    let lines = timeline(&mut mai, Office::customer(0)).expect("there");
    let line = lines.iter().find(|row| row.activity.text == "khách đợi").expect("an imported one").activity.clone();
    let draft = ActivityDraft { text: "khách đã đợi".into(), ..ActivityDraft::default() };
    let edit = ActivityRequest::Edit { note: line.id, version: 1, draft };
    mai.ask(Request::Activity(Box::new(edit))).expect("an edit");
    assert_eq!(imports.map(|import| mai.import_revert(import, &mut |_| {})), [Ok((7, 3)), Ok((10, 0)), Ok((9, 1))]);
    assert!(crate::tickets::opened(&mut mai, edited.id).is_ok());
    assert!(matches!(crate::tickets::ask(&mut mai, TicketRequest::Find(5)), Ok(TicketReply::Found(None))));
    whole(&office);
    // What went may come in again, under its number; what stayed does not.
    let (_, again) = bring(&mut mai, WorkKind::Ticket, &rows);
    assert_eq!((again.added, again.skipped, again.renumbered), (7, 3, 0));
    assert!(mai.imports().expect("a list").iter().filter(|listed| listed.reverted).count() == 3);
    whole(&office);
}

#[test]
fn customers_with_work_of_since_stay() {
    let office = Office::new();
    let mut mai = office.at("mai");
    let service = office.at(SERVICE).imports().expect("a list")[0].id;
    let (first, second, third) = (code(0), code(1), code(2));
    bring(&mut mai, WorkKind::Ticket, &[row(2, &first)]);
    bring(&mut mai, WorkKind::Task, &[row(2, &second)]);
    bring(&mut mai, WorkKind::Activity, &[row(2, &third)]);
    assert_eq!(mai.import_revert(service, &mut |_| {}), Ok((CUSTOMERS as u64 - 3, 3)));
    for n in 0..3 {
        assert!(open(&mut mai, Office::customer(n)).is_ok(), "{n}");
    }
    assert_eq!(ticket(&mut mai, 1).customer, Some(Office::customer(0)));
    whole(&office);
}

/// A row that says that an import made what it did not make takes nothing away.
#[test]
fn only_what_the_log_says_an_import_made_goes_with_it() {
    let office = Office::new();
    let mut mai = office.at("mai");
    let (import, _) = bring(&mut mai, WorkKind::Ticket, &[row(2, "")]);
    let own = crate::tickets::like(&mut mai, 0);
    office.run(&format!(
        "INSERT INTO imported (kind, external_id, import, record, audit_seq)
         SELECT 16, 'x', {}, id, audit_seq FROM ticket WHERE id = {}",
        sql(import),
        sql(own)
    ));
    assert_eq!(mai.import_revert(import, &mut |_| {}), Ok((1, 1)));
    assert!(crate::tickets::opened(&mut mai, own).is_ok());
    whole(&office);
}

#[test]
fn hostile_text_comes_in_clean_or_not_at_all() {
    let office = Office::new();
    let mut mai = office.at("mai");
    let code = code(0);
    let strings = crate::hostile::strings();
    let rows: Vec<WorkRow> = strings
        .iter()
        .enumerate()
        .map(|(n, text)| WorkRow {
            external_id: Some(format!("{n} {text}")),
            subject: text.clone(),
            text: text.clone(),
            note: ActivityDraft { next_step: text.clone(), ..ActivityDraft::default() },
            ..row(n as u64 + 2, &code)
        })
        .collect();
    for kind in KINDS {
        let (_, report) = bring(&mut mai, kind, &rows);
        let other = refused(&report).into_iter().filter(|(_, key)| *key != "empty" && !key.starts_with("holds"));
        assert_eq!(other.collect::<Vec<_>>(), [], "{kind:?}");
        assert!(report.added as usize + report.skipped as usize + report.refused.len() == rows.len());
        assert!(report.added as usize > strings.len() * 9 / 10, "{kind:?} {report:?}");
    }
    for row in crate::tickets::page(&mut mai, TicketsQuery { queue: Queue::All, ..TicketsQuery::default() })
        .expect("a page")
        .rows
    {
        assert!(!row.ticket.subject.chars().any(crate::hostile::is_foul), "{:?}", row.ticket.subject);
    }
    // What names whom and where it goes, too.
    for (n, text) in strings.iter().enumerate() {
        let strange = |field: usize| {
            let mut row = row(n as u64, "");
            let place = match field {
                0 => &mut row.owner,
                1 => &mut row.department,
                2 => &mut row.status,
                3 => &mut row.kind,
                _ => &mut row.product,
            };
            place.clone_from(text);
            row
        };
        let mut rows: Vec<WorkRow> = (0..5).map(strange).collect();
        rows.push(row(n as u64, text));
        let report = mai.import_work_trial(&mut WorkTrial::default(), WorkKind::Ticket, &rows);
        assert!(matches!(report, Ok(_) | Err(Problem::TriesUsedUp)), "{text:?} {report:?}");
    }
    whole(&office);
}
