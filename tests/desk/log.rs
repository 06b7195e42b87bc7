//! The log by filters, against one that looks at every entry: in both directions, from a time, and over charts.

use std::collections::HashMap;

use kin::desk::Desk;
use kin::desk::api::*;
use kin::domain::audit::RecordKind;
use kin::domain::*;
use kin::store;
use serde_json::Value;

use crate::office::*;

/// An entry with all that filters ask of it.
pub struct Known {
    pub sequence: i64,
    pub entry: Entry,
    pub about: Vec<Id>,
}

/// Some days of work by everybody, with refusals and mistakes.
pub fn busy() -> Office {
    let office = Office::new();
    let note = |n: usize| Request::AddNote {
        customer: Office::customer(n),
        kind: ActivityKind::Note,
        text: "hẹn gọi lại".into(),
    };
    for round in 0..3 {
        for (name, customers) in [("lan", [0, 2, 1]), ("sorin", [1, 3, 0]), ("hoa", [2, 8, 0]), ("minh", [4, 6, 1])] {
            let mut desk = office.at(name);
            for n in customers {
                let _ = open(&mut desk, Office::customer(n));
                let _ = desk.ask(reveal(n, Field::Phone));
                let _ = desk.ask(reveal(n, Field::Iban));
                let _ = desk.ask(check(n, Field::Email, "no such value"));
                let _ = desk.ask(note(n));
            }
            office.clock.advance(3_600 * 5);
            let _ = desk.ask(Request::SignOut);
        }
        let mut mai = office.at("mai");
        let phone = planted(round).value(Field::Phone).to_owned();
        let _ = mai.ask(Request::Customers(query(&format!("/{phone}"))));
        let change = BulkChange::Status([Status::Blocked, Status::Lead, Status::Active][round]);
        let versions: Vec<(Id, i64)> = [10, 12, 13].map(|n| (Office::customer(n), round as i64 + 1)).into();
        assert!(mai.ask(Request::Bulk { customers: versions, change, dry_run: false }).is_ok());
        let _ = office.desk().ask(sign_in("lan", "a wrong password", "000000"));
        office.clock.advance(86_400);
    }
    office
}

/// The whole log, newest first.
pub fn known(office: &Office) -> Vec<Known> {
    office
        .store()
        .read(|snapshot| {
            let all = snapshot.log(&store::LogFilter::default(), None, 100_000)?;
            all.into_iter()
                .map(|logged| {
                    let (sequence, entry) = (logged.sealed.sequence, logged.sealed.entry);
                    let mut about: Vec<Id> = entry.subject.into_iter().collect();
                    if entry.action == Action::CustomerBulk {
                        let changes = snapshot.changes(sequence)?.into_iter();
                        about.extend(
                            changes.filter(|change| change.kind == RecordKind::Customer).map(|change| change.id),
                        );
                    }
                    let details: Value = serde_json::from_str(&entry.details).unwrap_or_default();
                    let found = details["found"].as_array().cloned().unwrap_or_default();
                    about.extend(found.iter().filter_map(|id| id.as_str()?.parse::<Id>().ok()));
                    Ok(Known { sequence, entry, about })
                })
                .collect::<Result<_, store::StoreError>>()
        })
        .expect("the log")
}

fn name_of(member: Id) -> Option<&'static str> {
    PEOPLE.map(|person| person.0).into_iter().chain([SERVICE]).find(|name| Office::member(name) == member)
}

fn code_of(customer: Id) -> Option<String> {
    (0..CUSTOMERS).find(|n| Office::customer(*n) == customer).map(|n| format!("KH-{:06}", n + 1))
}

/// Whether an entry matches, told the long way.
pub fn matches(known: &Known, what: &LogMatch) -> bool {
    let Entry { at, member, session, origin, action, subject, outcome, reason, details } = &known.entry;
    let name = member.and_then(name_of).unwrap_or_default();
    match what {
        LogMatch::Member(names) => !name.is_empty() && names.iter().any(|part| name.contains(part.as_str())),
        LogMatch::Role(roles) => {
            let role = PEOPLE.iter().find(|person| person.0 == name).map_or(Role::Service, |person| person.1);
            !name.is_empty() && roles.contains(&role.key())
        }
        LogMatch::Action(actions) => actions.contains(action),
        LogMatch::Customer(codes) => known.about.iter().filter_map(|id| code_of(*id)).any(|code| codes.contains(&code)),
        LogMatch::Subject(id) => known.about.contains(id),
        LogMatch::Field(fields) => fields.iter().any(|field| {
            let name = field.name();
            details.contains(&format!("\"field\":\"{name}\"")) || details.contains(&format!(" {name}\""))
        }),
        LogMatch::Outcome(outcomes) => outcomes.contains(outcome),
        LogMatch::Origin(parts) => parts.iter().any(|part| origin.contains(part.as_str())),
        LogMatch::Session(id) => *session == Some(*id),
        LogMatch::Since(time) => at >= time,
        LogMatch::Until(time) => at < time,
        LogMatch::Text(text) => {
            let subject_name = subject.and_then(|id| name_of(id).map(str::to_owned).or_else(|| code_of(id)));
            let texts = [reason.as_str(), details, origin, name, subject_name.as_deref().unwrap_or_default()];
            texts.into_iter().any(|one| fold::fold(one).contains(&fold::fold(text)))
        }
    }
}

pub fn passes(known: &Known, filter: &LogFilter) -> bool {
    filter.terms.iter().all(|term| matches(known, &term.matches) != term.out)
}

fn some(random: &mut fastrand::Rng, all: &[&str]) -> Vec<String> {
    let picked: Vec<String> = all.iter().filter(|_| random.u8(..3) == 0).map(|one| (*one).to_owned()).collect();
    if picked.is_empty() { vec![all[random.usize(..all.len())].to_owned()] } else { picked }
}

/// A condition of any kind, over things that are there and things that are not.
fn condition(random: &mut fastrand::Rng, all: &[Known]) -> LogMatch {
    let one = &all[random.usize(..all.len())];
    match random.u8(..11) {
        0 => LogMatch::Member(some(random, &["lan", "a", "sorin", "zzz"])),
        1 => LogMatch::Role(some(random, &["agent", "owner", "service", "nobody"])),
        2 => {
            let names =
                some(random, &["field.reveal", "customer.bulk", "customer.lookup", "log.view", "session.sign_in"]);
            LogMatch::Action(names.iter().filter_map(|name| Action::from_name(name)).collect())
        }
        3 => LogMatch::Customer(some(random, &["KH-000001", "KH-000002", "KH-000011", "KH-999999"])),
        4 => LogMatch::Subject(one.about.first().copied().unwrap_or_default()),
        5 => {
            LogMatch::Field(some(random, &["phone", "iban"]).iter().filter_map(|name| Field::from_name(name)).collect())
        }
        6 => LogMatch::Outcome(vec![[Outcome::Done, Outcome::Denied, Outcome::Failed][random.usize(..3)]]),
        7 => LogMatch::Origin(some(random, &["test", "nowhere"])),
        8 => LogMatch::Session(one.entry.session.unwrap_or_default()),
        9 if random.bool() => LogMatch::Since(one.entry.at),
        9 => LogMatch::Until(one.entry.at),
        _ => LogMatch::Text(
            some(random, &["LAN", "phone", "KH-00000", "call", "gọi", "out of scope", "no such word"]).remove(0),
        ),
    }
}

pub fn filter(random: &mut fastrand::Rng, all: &[Known]) -> LogFilter {
    let terms = random.usize(..4);
    (0..terms).fold(LogFilter::default(), |filter, _| filter.with(random.u8(..3) == 0, condition(random, all)))
}

pub fn page(desk: &mut Desk, filter: &LogFilter, from: LogPlace, limit: u16) -> LogPage {
    match desk.ask(Request::Log(LogQuery { filter: filter.clone(), from, limit })) {
        Ok(Reply::Log(page)) => page,
        other => panic!("{other:?}"),
    }
}

/// All pages of a direction, newest first, without what came in while they were read.
pub fn walked(desk: &mut Desk, filter: &LogFilter, up: bool, limit: u16, head: i64) -> Vec<i64> {
    let mut found: Vec<i64> = Vec::new();
    let mut from = if up { LogPlace::After(0) } else { LogPlace::End };
    loop {
        let page = page(desk, filter, from, limit);
        assert!(page.rows.len() <= usize::from(limit));
        let rows = page.rows.iter().map(|row| row.sequence);
        if up {
            found.splice(..0, rows);
        } else {
            found.extend(rows);
        }
        match page.next {
            Some(next) => from = if up { LogPlace::After(next) } else { LogPlace::Before(next) },
            None => break,
        }
    }
    found.retain(|sequence| *sequence <= head);
    found
}

#[test]
fn every_filter_answers_as_if_each_entry_were_looked_at() {
    let office = busy();
    let mut desk = office.at("radu");
    let all = known(&office);
    let head = all[0].sequence;
    let mut random = fastrand::Rng::with_seed(5);
    let mut found_some = 0;
    for _ in 0..200 {
        let filter = filter(&mut random, &all);
        let expected: Vec<&Known> = all.iter().filter(|known| passes(known, &filter)).collect();
        let sequences: Vec<i64> = expected.iter().map(|known| known.sequence).collect();
        found_some += usize::from(!sequences.is_empty() && sequences.len() < all.len());
        let limit = random.u16(1..50);
        assert_eq!(walked(&mut desk, &filter, false, limit, head), sequences, "down: {filter:?}");
        assert_eq!(walked(&mut desk, &filter, true, limit, head), sequences, "up: {filter:?}");
        // What is typed is the same.
        let zone = jiff::tz::TimeZone::UTC;
        assert_eq!(LogFilter::parse(&filter.to_text(&zone), NOW, &zone).as_ref(), Ok(&filter));
    }
    assert!(found_some > 80, "{found_some}");
}

#[test]
fn a_time_is_jumped_to() {
    let office = busy();
    let mut desk = office.at("radu");
    let all = known(&office);
    let head = all[0].sequence;
    for filter in [LogFilter::default(), LogFilter::of(LogMatch::Action(vec![Action::FieldReveal]))] {
        let expected: Vec<&Known> = all.iter().filter(|known| passes(known, &filter)).collect();
        for time in [i64::MIN, NOW.0, all[all.len() / 2].entry.at.0, all[3].entry.at.0 + 1] {
            let jumped = page(&mut desk, &filter, LogPlace::At(Micros(time)), 7);
            let later = expected.iter().rposition(|known| known.entry.at.0 > time).unwrap_or(0);
            let wanted: Vec<i64> = expected[later..].iter().take(7).map(|known| known.sequence).collect();
            let rows: Vec<i64> = jumped.rows.iter().map(|row| row.sequence).filter(|row| *row <= head).collect();
            assert_eq!(rows, wanted, "{time} {filter:?}");
        }
        // After the end lies the end.
        let last = page(&mut desk, &filter, LogPlace::At(Micros(i64::MAX)), 1);
        assert_eq!(last.rows.len(), 1);
    }
}

#[test]
fn charts_count_what_the_list_shows() {
    let office = busy();
    let mut desk = office.at("radu");
    // The first chart is the look that the log keeps.
    let chart = |desk: &mut Desk, filter: &LogFilter, by, bars| match desk.ask(Request::LogChart(LogChartQuery {
        filter: filter.clone(),
        by,
        until: None,
        bars,
    })) {
        Ok(Reply::LogChart(chart)) => chart,
        other => panic!("{other:?}"),
    };
    for filter in [
        LogFilter::default(),
        LogFilter::of(LogMatch::Outcome(vec![Outcome::Denied, Outcome::Failed])),
        LogFilter::of(LogMatch::Member(vec!["lan".into()])),
    ] {
        chart(&mut desk, &filter, ChartBy::Hour, 1);
        let all: Vec<Known> = known(&office).into_iter().filter(|known| passes(known, &filter)).collect();
        let refused = |known: &&Known| known.entry.outcome != Outcome::Done;
        for (by, bars) in [(ChartBy::Hour, 24), (ChartBy::Hour, 400), (ChartBy::Day, 5)] {
            let shown = chart(&mut desk, &filter, by, bars).bars;
            assert_eq!(shown.len(), usize::from(bars));
            assert!(shown.windows(2).all(|pair| pair[0].at < pair[1].at));
            for (n, bar) in shown.iter().enumerate() {
                let end = shown.get(n + 1).map_or(Micros(i64::MAX), |next| next.at);
                let inside: Vec<&Known> =
                    all.iter().filter(|known| bar.at <= known.entry.at && known.entry.at < end).collect();
                let counted =
                    (inside.len() as u64, inside.iter().copied().filter(|known| refused(known)).count() as u64);
                assert_eq!((bar.count, bar.refused), counted, "{by:?} {n} {filter:?}");
            }
        }
        let shown = chart(&mut desk, &filter, ChartBy::Member, 400).bars;
        let mut wanted: HashMap<&str, u64> = HashMap::new();
        for known in all.iter().filter(|known| known.entry.at >= shown.first().map_or(Micros(0), |bar| bar.at)) {
            *wanted.entry(known.entry.member.and_then(name_of).unwrap_or_default()).or_default() += 1;
        }
        let counted: HashMap<&str, u64> = shown.iter().map(|bar| (bar.member.as_str(), bar.count)).collect();
        assert_eq!(counted, wanted, "{filter:?}");
        assert!(shown.windows(2).all(|pair| pair[0].count >= pair[1].count));
    }
}

/// Once for each opening and for each filter, whatever is looked at beside it.
#[test]
fn reading_the_log_is_in_the_log() {
    let office = busy();
    let mut desk = office.at("radu");
    let views = || known(&office).iter().filter(|known| known.entry.action == Action::LogView).count();
    let before = views();
    let (all, lan) = (LogFilter::default(), LogFilter::of(LogMatch::Member(vec!["lan".into()])));
    let entry = page(&mut desk, &all, LogPlace::End, 5).rows[0].sequence;
    assert_eq!(views(), before + 1);
    page(&mut desk, &all, LogPlace::Before(entry), 5);
    page(&mut desk, &all, LogPlace::After(entry - 3), 5);
    page(&mut desk, &all, LogPlace::At(NOW), 5);
    let by = ChartBy::Day;
    assert!(desk.ask(Request::LogChart(LogChartQuery { filter: all.clone(), by, until: None, bars: 3 })).is_ok());
    assert!(desk.ask(Request::LogEntry(entry)).is_ok());
    assert_eq!(views(), before + 1, "part of the same look");
    page(&mut desk, &lan, LogPlace::Before(entry), 5);
    assert_eq!(views(), before + 2, "another filter");
    page(&mut desk, &lan, LogPlace::End, 5);
    assert_eq!(views(), before + 3, "opened anew");
    assert!(desk.ask(Request::LogChart(LogChartQuery { filter: all, by, until: None, bars: 3 })).is_ok());
    assert_eq!(views(), before + 4);
}

#[test]
fn a_filter_that_is_too_large_is_refused() {
    let office = Office::new();
    let mut desk = office.at("radu");
    for terms in [
        vec![LogTerm { out: false, matches: LogMatch::Text("x".into()) }; 51],
        vec![LogTerm { out: true, matches: LogMatch::Member(vec!["x".into(); 501]) }],
        vec![LogTerm { out: true, matches: LogMatch::Origin(vec!["x".repeat(1_001)]) }],
    ] {
        let query = LogQuery { filter: LogFilter { terms }, ..LogQuery::default() };
        assert!(matches!(desk.ask(Request::Log(query)), Err(Problem::Invalid { .. })));
    }
    // What looks like more than text is text.
    for text in ["' OR 1=1 --", "%", "_", "\0", "\u{202e}", "?1", "\"", "*"] {
        let filter = LogFilter::of(LogMatch::Text(text.into())).with(true, LogMatch::Origin(vec![text.into()]));
        page(&mut desk, &filter, LogPlace::End, 5);
    }
}
