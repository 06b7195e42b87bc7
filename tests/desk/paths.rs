//! Every road out of the desk, walked by those who may read no sealed value: none shows one.

use std::fmt::{Debug, Write};

use kin::desk::Desk;
use kin::desk::api::*;
use kin::desk::evidence::ExtractQuery;
use kin::desk::import::{OnDuplicate, Trial};
use kin::domain::*;

use crate::deeds::done;
use crate::office::*;

/// Puts an answer into the text in every form in which a door may print it.
fn put(text: &mut String, answer: &Result<Reply, Problem>) {
    let json = |value: &dyn AsJson| value.json();
    let _ = writeln!(text, "{answer:?}");
    match answer {
        Ok(Reply::Customers(page)) => page.rows.iter().for_each(|row| text.push_str(&json(row))),
        Ok(Reply::Customer(detail)) => text.push_str(&json(detail.as_ref())),
        Ok(Reply::Timeline(rows)) => rows.iter().for_each(|row| text.push_str(&json(row))),
        Ok(Reply::Activity(reply)) => match reply.as_ref() {
            ActivityReply::List(rows) => rows.iter().for_each(|row| text.push_str(&json(row))),
            ActivityReply::History(history) => text.push_str(&json(history.as_ref())),
            ActivityReply::Mentions(rows) => rows.iter().for_each(|row| text.push_str(&json(row))),
            ActivityReply::Saved(saved) => text.push_str(&json(saved)),
            _ => {}
        },
        Ok(Reply::Log(page)) => page.rows.iter().for_each(|row| text.push_str(&json(&row.entry))),
        Ok(Reply::Access(rows)) => rows.iter().for_each(|row| text.push_str(&json(&row.entry))),
        Ok(Reply::Seen(seen)) => text.push_str(&json(seen.as_ref())),
        Ok(Reply::LogEntry(detail)) => text.push_str(&json(&detail.row.entry)),
        Ok(_) => {}
        Err(problem) => text.push_str(&problem.to_string()),
    }
}

/// What can be written as JSON.
trait AsJson {
    fn json(&self) -> String;
}

impl<T: serde::Serialize> AsJson for T {
    fn json(&self) -> String {
        serde_json::to_string(self).expect("JSON")
    }
}

fn put_other<T: Debug>(text: &mut String, answer: Result<T, Problem>) {
    match answer {
        Ok(value) => text.push_str(&format!("{value:?}\n")),
        Err(problem) => text.push_str(&format!("{problem:?} {problem}\n")),
    }
}

/// Every request there is, with real customers and real values; reveals only where asked.
fn walk(desk: &mut Desk, text: &mut String, reveals: bool) {
    let mut ask = |request| put(text, &desk.ask(request));
    for sort in SortBy::ALL.map(|by| Sort { by, descending: false }) {
        for backward in [false, true] {
            ask(Request::Customers(CustomersQuery { sort, backward, ..query("") }));
        }
    }
    for search in ["dao", "zinnia", "zinnia03 th", "vuon", "KH-0000", "903", "secretbox", "0903", "1985"] {
        ask(Request::Customers(query(search)));
    }
    for n in 0..CUSTOMERS {
        let customer = Office::customer(n);
        let Planted { name, values } = planted(n);
        ask(Request::Customers(query(&name)));
        ask(Request::Customer(customer));
        ask(Request::Timeline { customer, before: None });
        ask(Request::Timeline { customer, before: Some((Micros(i64::MAX), customer)) });
        ask(Request::Access { customer, before: None });
        ask(Request::Access { customer, before: Some(i64::MAX) });
        for (field, value) in values.into_iter().filter(|_| n < 6) {
            ask(Request::Customers(query(&value)));
            ask(Request::Customers(query(&format!("/{value}"))));
            if reveals {
                ask(reveal(n, field));
                ask(Request::Copy { customer, what: CopyWhat::Sealed(field, reason()) });
            }
            ask(check(n, field, &value));
            ask(check(n, field, "no such value"));
            let sealed = vec![(field, Secret::new(value.clone()))];
            let stale = CustomerDraft { id: Some(customer), version: 99, sealed, ..new_draft("Stale") };
            ask(Request::SaveCustomer(Box::new(stale)));
            let odd = vec![(field, Secret::new(format!("{value} {}", "x".repeat(600))))];
            ask(Request::SaveCustomer(Box::new(CustomerDraft { sealed: odd, ..new_draft("Odd") })));
        }
    }
    let note = format!("gọi {} hoặc {}", planted(0).value(Field::Phone), planted(0).value(Field::Email));
    let more = MoreDraft {
        tags: Some(vec![note.clone()]),
        segment: Some(planted(0).value(Field::Phone).to_owned()),
        labels: [(Field::Email, PointLabel { label: planted(0).value(Field::Phone).to_owned(), preferred: true })]
            .into(),
        ..MoreDraft::default()
    };
    for words in [&more, &crate::more::tagged(planted(0).value(Field::Phone))] {
        for (id, version) in [(None, 1), (Some(Office::customer(0)), 1), (Some(Office::customer(0)), 2)] {
            ask(Request::SaveCustomer(Box::new(CustomerDraft {
                id,
                version,
                more: Some(words.clone()),
                ..new_draft("Lê Nhãn")
            })));
        }
    }
    ask(Request::OwnFields);
    ask(Request::Choices);
    ask(Request::People { company: Office::customer(0), from: None });
    ask(Request::AddNote { customer: Office::customer(0), kind: ActivityKind::Note, text: note.clone() });
    ask(Request::Timeline { customer: Office::customer(0), before: None });
    walk_notes(&mut ask, &note);
    walk_incidents(&mut ask, &note);
    let reason = Reason { key: "call".into(), words: note.clone(), link: None };
    ask(Request::Reveal { customer: Office::customer(35), field: Field::Phone, reason });
    // The office's own roads: what waits, what is asked for and why, with words that somebody typed a number into.
    // (An address, a day or what an office defines is like any other word.)
    let typed = |field: &Field| !field.is_address() && !field.is_own() && *field != Field::BirthDate;
    for (field, value) in planted(0).values.into_iter().filter(|(field, _)| typed(field)) {
        let words = format!("{note} {value}");
        let reason = Reason { key: "call".into(), words: words.clone(), link: None };
        ask(Request::AskFor(Wanted::Reveal { customer: Office::customer(0), field, reason }));
        let rule = format!("field.reveal {}", field.name());
        ask(Request::Why(WhyQuery { rule, customer: Some(Office::customer(0)) }));
        ask(Request::AskFor(Wanted::ExportLog { reason: words.clone() }));
        ask(Request::Manage(Box::new(Manage::SignReview { words })));
    }
    ask(Request::Sharing { customer: Office::customer(0) });
    ask(Request::AddKey { line: crate::served::line(1), label: String::new() });
    let to = MessageTo::Member(Office::member("mai"));
    ask(Request::Manage(Box::new(Manage::SendMessage { to, text: note.clone() })));
    ask(Request::Messages);
    for query in [
        OfficeQuery::Today,
        OfficeQuery::Members,
        OfficeQuery::Member(Office::member("lan")),
        OfficeQuery::Roles,
        OfficeQuery::Departments,
        OfficeQuery::Policy,
        OfficeQuery::Decisions { before: None },
        OfficeQuery::Keys,
        OfficeQuery::Alerts { open_only: false },
        OfficeQuery::Review,
        OfficeQuery::Detectors,
        OfficeQuery::Insight { member: None, days: 30 },
        OfficeQuery::Insight { member: Some(Office::member("lan")), days: 366 },
        OfficeQuery::Own,
        OfficeQuery::Sessions,
    ] {
        ask(Request::Office(query));
    }
    ask(Request::Undo);
    ask(Request::Redo);
    for what in [CopyWhat::Code, CopyWhat::Name] {
        ask(Request::Copy { customer: Office::customer(0), what });
    }
    let everyone: Vec<(Id, i64)> = (0..CUSTOMERS).map(|n| (Office::customer(n), 1)).collect();
    for dry_run in [true, false] {
        let change = BulkChange::Status(Status::Lead);
        ask(Request::Bulk { customers: everyone.clone(), change, dry_run });
    }
    ask(Request::Undo);
    let shared = vec![Role::Admin, Role::Auditor];
    ask(Request::SaveView(ViewDraft { filter: note.clone(), ..crate::views::view(&note, &shared) }));
    ask(Request::SaveView(crate::views::view(&note, &[])));
    for kind in ViewKind::ALL {
        ask(Request::Views(kind));
    }
    ask(Request::SaveView(crate::views::tickets_view(&note, &shared)));
    ask(Request::DeleteView(Office::customer(0)));
    ask(Request::SaveDraft { key: "note:1".into(), body: Secret::new(note.clone()) });
    ask(Request::SaveDraft { key: note.clone(), body: Secret::default() });
    ask(Request::Drafts);
    ask(Request::DropDraft { key: "note:1".into() });
    for limit in [3, 1_000] {
        let filter = LogFilter::of(LogMatch::Subject(Office::customer(0)));
        ask(Request::Log(LogQuery { filter, limit, ..LogQuery::default() }));
        ask(Request::Log(LogQuery { limit, ..LogQuery::default() }));
        ask(Request::ExportLog(LogQuery { limit, ..LogQuery::default() }));
    }
    for (field, value) in planted(0).values {
        for search in [value, field.name().to_owned()] {
            let filter = LogFilter::of(LogMatch::Text(search));
            ask(Request::Log(LogQuery { filter: filter.clone(), limit: 1_000, from: LogPlace::At(Micros(i64::MAX)) }));
            ask(Request::LogChart(LogChartQuery { filter, by: ChartBy::Member, until: None, bars: 400 }));
        }
        ask(Request::Log(LogQuery {
            filter: LogFilter::of(LogMatch::Field(vec![field])),
            limit: 9,
            from: LogPlace::After(0),
        }));
    }
    for kind in ReportKind::ALL {
        ask(Request::Report(ReportQuery { kind, from: None }));
        let rest = ReportRest::Record { walk: 9, at: Micros(i64::MAX), id: Office::customer(0) };
        ask(Request::Report(ReportQuery { kind, from: Some(ReportPlace { now: Micros(i64::MAX), rest }) }));
    }
    for n in 0..CUSTOMERS {
        ask(Request::Seen { customer: Office::customer(n) });
    }
    for sequence in 0..60 {
        ask(Request::LogEntry(sequence));
    }
    for request in crate::tickets::every_request(Office::customer(0), &note) {
        ask(crate::tickets::request(request));
    }
    // The roads beside `ask`.
    let mut extract = Vec::new();
    let query = ExtractQuery { reason: planted(0).value(Field::Phone).to_owned(), ..ExtractQuery::default() };
    if desk.export_extract(&query, &mut extract, &mut |_, _| {}).is_ok() {
        text.push_str(&String::from_utf8_lossy(&extract));
    }
    let options = options(OnDuplicate::Skip);
    let rows = || (0..CUSTOMERS).map(|n| row(n, None, None)).collect();
    put_other(text, desk.import_trial(&mut Trial::default(), &options, rows()));
    put_other(text, desk.imports());
    put_other(text, desk.verify_log(&mut |_, _| {}));
    if let Ok(import) = desk.import_start(&options) {
        put_other(text, desk.import_chunk(&import, rows()));
        put_other(text, desk.import_revert(import.id, &mut |_| {}));
    }
    put_other(text, desk.import_revert(Office::customer(0), &mut |_| {}));
}

/// Incidents with words that somebody typed a number into, and what is told of them.
fn walk_incidents(ask: &mut dyn FnMut(Request), words: &str) {
    let mut ask = |request| ask(Request::Incident(Box::new(request)));
    let facts = IncidentFacts {
        words: words.into(),
        jurisdiction: "eu".into(),
        aware_at: Micros(1),
        since: Micros(0),
        ..IncidentFacts::default()
    };
    // The id of what is started is not known here: what was started before is found by the list.
    ask(IncidentRequest::Start(IncidentDraft { playbook: "misuse".into(), drill: false, facts: facts.clone() }));
    ask(IncidentRequest::List { before: None });
    for incident in [Office::customer(0), Office::member("lan")] {
        let (lang, words) = (Lang::Vi, words.to_owned());
        for request in [
            IncidentRequest::Show(incident),
            IncidentRequest::Change { incident, facts: facts.clone() },
            IncidentRequest::Note { incident, kind: kin::domain::incident::EventKind::Did, words: words.clone() },
            IncidentRequest::Touched(incident),
            IncidentRequest::Report { incident, lang },
            IncidentRequest::Notice { incident, to: NoticeTo::People, lang },
            IncidentRequest::Close { incident, words },
        ] {
            ask(request);
        }
    }
}

/// Every road of timelines, with words that hold values.
fn walk_notes(ask: &mut impl FnMut(Request), typed: &str) {
    let customer = Office::customer(0);
    let note = Office::line(0);
    let draft = || ActivityDraft { text: format!("@mai {typed}"), next_step: typed.into(), ..ActivityDraft::default() };
    for request in [
        ActivityRequest::List { customer, kind: Some(ActivityKind::Call), before: None },
        ActivityRequest::Add { customer, draft: draft() },
        ActivityRequest::Edit { note, version: 1, draft: draft() },
        ActivityRequest::History { note },
        ActivityRequest::Mentions,
        ActivityRequest::MentionSeen { note },
        ActivityRequest::Mentionable { customer },
        ActivityRequest::Snippets { customer },
        ActivityRequest::Remove { note },
    ] {
        ask(Request::Activity(Box::new(request)));
    }
    ask(Request::Undo);
    ask(Request::Redo);
}

/// Every cell of a table of the decrypted file, as text.
fn cells(office: &Office, table: &str) -> String {
    use rusqlite::types::ValueRef;
    let database = office.dishonest();
    let mut statement = database.prepare(&format!("SELECT * FROM {table}")).expect("a table");
    let columns = statement.column_count();
    let mut rows = statement.query([]).expect("its rows");
    let mut text = String::new();
    while let Some(row) = rows.next().expect("a row") {
        for column in 0..columns {
            match row.get_ref(column).expect("a cell") {
                ValueRef::Text(bytes) | ValueRef::Blob(bytes) => text.push_str(&String::from_utf8_lossy(bytes)),
                // Times in microseconds have digits enough to be anything.
                ValueRef::Null | ValueRef::Integer(_) | ValueRef::Real(_) => {}
            }
            text.push('\n');
        }
    }
    text
}

fn tables(office: &Office) -> Vec<String> {
    let database = office.dishonest();
    let mut statement = database.prepare("SELECT name FROM sqlite_schema WHERE type = 'table'").expect("the schema");
    let names = statement.query_map([], |row| row.get(0)).expect("its rows");
    names.collect::<Result<_, _>>().expect("names")
}

/// After everything was tried by somebody who may do it: no table holds a sealed value as it is, not even to whoever can
/// open the file; and what tells of acts holds no customer's name either.
#[test]
fn nothing_that_is_kept_holds_a_value() {
    for name in ["mai", "lan", SERVICE] {
        let office = Office::new();
        walk(&mut office.at(name), &mut String::new(), true);
        let tables = tables(&office);
        assert!(tables.len() > 20, "{tables:?}");
        for table in tables {
            assert_eq!(leaks(&cells(&office, &table)), Vec::<String>::new(), "{name}: {table}");
        }
        let log = cells(&office, "audit_log");
        assert!(log.contains("field.check") && log.contains("customer.view"), "{name} did not do much");
        for table in ["audit_log", "alert", "request", "proposal", "grant_statement", "message"] {
            let kept = fold::fold(&cells(&office, table));
            let named: Vec<usize> = (0..CUSTOMERS).filter(|n| kept.contains(&format!("zinnia{n:02}"))).collect();
            assert_eq!(named, Vec::<usize>::new(), "{name}: {table}");
        }
    }
}

#[test]
fn no_road_shows_a_sealed_value_to_one_who_holds_nothing() {
    for name in ["radu", "ioana", SERVICE] {
        let office = Office::new();
        let mut text = String::new();
        walk(&mut office.at(name), &mut text, true);
        assert_eq!(leaks(&text), Vec::<String>::new(), "{name}");
        assert!(!text.contains("Revealed {"), "{name}");
        if name != SERVICE {
            assert!(text.contains("Zinnia03") && text.contains("••••"), "{name} walked past the customers");
        }
    }
}

/// Only a reveal shows a value, and even its reply prints none.
#[test]
fn the_owner_sees_values_by_revealing_alone() {
    let office = Office::new();
    let mut desk = office.at("mai");
    // Nobody is shown so much at once without being noticed.
    for kind in [DetectorKind::ManyReveals, DetectorKind::UnlinkedReveals] {
        done(&mut desk, Manage::SetDetector { kind, detector: Detector { on: false, ..kind.usual() } });
    }
    let mut text = String::new();
    walk(&mut desk, &mut text, true);
    assert!(text.contains("Revealed {") && text.contains("matches: true"));
    assert_eq!(leaks(&text), Vec::<String>::new());
    for (field, value) in planted(8).values {
        assert_eq!(revealed(&mut desk, Office::customer(8), field).as_deref(), Ok(value.as_str()));
    }
}

/// The search for leaks finds what it is there for.
#[test]
fn a_leak_would_be_found() {
    for (field, value) in planted(5).values {
        assert!(!leaks(&format!("…{value}…")).is_empty(), "{field:?}");
    }
    let phone = planted(5).value(Field::Phone).to_owned();
    assert!(!leaks(&format!("0{} {} {}", &phone[3..6], &phone[6..9], &phone[9..])).is_empty(), "in groups");
    assert!(leaks(&kin::domain::mask::mask(Field::Phone, &phone)).is_empty());
}
