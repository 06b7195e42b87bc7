//! Who sees what of the log: lists, charts, details, searches, who has seen a customer, exports, and words of refusal.

use kin::desk::api::*;
use kin::desk::evidence::{ExtractError, ExtractQuery};
use kin::domain::*;

use crate::log::{Known, busy, filter, known, page, passes, walked};
use crate::office::*;

/// Whose entries somebody sees; `None`: all.
fn reach(name: &str) -> Option<Vec<Id>> {
    match name {
        "lan" | "sorin" | "hoa" => Some(vec![Office::member(name)]),
        "minh" => {
            let support = PEOPLE.iter().filter(|person| person.2 == 0).map(|person| Office::member(person.0));
            Some(support.chain([Office::member(SERVICE)]).collect())
        }
        _ => None,
    }
}

fn sees(reach: Option<&[Id]>, known: &Known) -> bool {
    reach.is_none_or(|reach| known.entry.member.is_some_and(|member| reach.contains(&member)))
}

#[test]
fn lists_charts_and_details_keep_to_the_readers_reach() {
    let office = busy();
    let mut random = fastrand::Rng::with_seed(9);
    for name in ["mai", "ioana", "radu", "minh", "lan", "sorin", "hoa"] {
        let reach = reach(name);
        let mut desk = office.at(name);
        let all = known(&office);
        let head = all[0].sequence;
        let visible: Vec<&Known> = all.iter().filter(|known| sees(reach.as_deref(), known)).collect();
        for _ in 0..25 {
            let filter = filter(&mut random, &all);
            let expected: Vec<i64> =
                visible.iter().filter(|known| passes(known, &filter)).map(|known| known.sequence).collect();
            assert_eq!(walked(&mut desk, &filter, false, 40, head), expected, "{name} {filter:?}");
        }
        let whole = page(&mut desk, &LogFilter::default(), LogPlace::End, 1);
        assert_eq!(whole.head.is_some(), reach.is_none(), "{name}");
        let chart = LogChartQuery { filter: LogFilter::default(), by: ChartBy::Member, until: None, bars: 400 };
        let Ok(Reply::LogChart(chart)) = desk.ask(Request::LogChart(chart)) else { panic!("{name}") };
        let seen = |bar: &ChartBar| match PEOPLE.iter().find(|person| person.0 == bar.member) {
            Some(person) => reach.as_ref().is_none_or(|reach| reach.contains(&Office::member(person.0))),
            None => bar.member == SERVICE || reach.is_none(),
        };
        assert!(!chart.bars.is_empty() && chart.bars.iter().all(seen), "{name} {:?}", chart.bars);
        for known in all.iter().step_by(7) {
            let answer = desk.ask(Request::LogEntry(known.sequence));
            if sees(reach.as_deref(), known) {
                let Ok(Reply::LogEntry(detail)) = answer else { panic!("{name} {answer:?}") };
                let of_session = |other: &&Known| other.entry.session == known.entry.session;
                let counted = all.iter().filter(of_session).count() as u64;
                if let Some((_, entries)) = detail.session {
                    assert!(entries >= counted, "{name}: {entries} of {counted}");
                }
                if let Some(customer) = detail.customer {
                    assert!(open(&mut desk, customer).is_ok(), "{name} may open what it is led to");
                }
            } else {
                // As if it were not there.
                let nothing = desk.ask(Request::LogEntry(i64::MAX)).map(|_| ()).unwrap_err();
                assert_eq!(answer.map(|_| ()).unwrap_err(), nothing, "{name} {}", known.sequence);
            }
        }
    }
}

/// A code that is there, and one that is not, look the same to who may not know.
#[test]
fn a_search_does_not_tell_which_customers_there_are() {
    let office = busy();
    let mut lan = office.at("lan");
    // KH-000004 is of Sales; others have looked at it.
    for text in ["KH-000004", "KH-009999"] {
        for matches in [LogMatch::Text(text.into()), LogMatch::Customer(vec![text.into()])] {
            let found = page(&mut lan, &LogFilter::of(matches), LogPlace::End, 50);
            assert_eq!((found.rows.len(), found.next, found.unfinished, found.head), (0, None, false, None), "{text}");
        }
    }
    let mut radu = office.at("radu");
    assert!(!page(&mut radu, &LogFilter::of(LogMatch::Text("KH-000004".into())), LogPlace::End, 50).rows.is_empty());
    // Nor does it tell which sessions others have.
    let other = known(&office).into_iter().find(|known| known.entry.member == Some(Office::member("sorin")));
    let session = other.and_then(|known| known.entry.session).expect("a session");
    assert!(page(&mut lan, &LogFilter::of(LogMatch::Session(session)), LogPlace::End, 50).rows.is_empty());
}

#[test]
fn who_has_seen_a_customer_is_told_to_who_may_know() {
    let office = busy();
    let seen = |name: &str, n: usize| match office.at(name).ask(Request::Seen { customer: Office::customer(n) }) {
        Ok(Reply::Seen(seen)) => Ok(*seen),
        Ok(other) => panic!("{other:?}"),
        Err(problem) => Err(problem),
    };
    for name in ["mai", "ioana", "radu", "minh"] {
        let seen = seen(name, 0).expect("an answer");
        assert_eq!(seen.code, "KH-000001");
        let lan = seen.rows.iter().find(|row| row.member == "lan").expect("lan has seen it");
        assert_eq!((lan.role.as_str(), lan.acts["customer.view"], lan.acts["field.reveal"]), ("agent", 3, 3), "{name}");
        assert_eq!((lan.fields[&Field::Phone], lan.reasons["call"]), (3, 3));
        assert!(lan.first < lan.last);
        // The import brought it, a look-up found it.
        let importer = seen.rows.iter().find(|row| row.member == SERVICE).expect("the importer");
        assert_eq!(importer.acts["import.chunk"], 1);
        let mai = seen.rows.iter().find(|row| row.member == "mai").expect("mai found it by its phone");
        assert!(mai.acts["customer.lookup"] >= 1, "{:?}", mai.acts);
        // Who was refused has seen nothing.
        assert!(seen.rows.iter().all(|row| row.member != "sorin"), "{:?}", seen.rows);
        assert!(seen.rows.windows(2).all(|pair| pair[0].last >= pair[1].last));
        assert!(
            office
                .log()
                .iter()
                .any(|entry| entry.action == Action::LogView && entry.subject == Some(Office::customer(0)))
        );
    }
    let bulk = seen("radu", 10).expect("an answer");
    assert_eq!(bulk.rows.iter().find(|row| row.member == "mai").map(|row| row.acts["customer.bulk"]), Some(3));
    assert_eq!(seen("minh", 1).err(), Some(Problem::NotFound), "of another department");
    assert_eq!(seen("minh", 1).err(), seen("minh", 3).err());
    for name in ["lan", "sorin", "hoa"] {
        assert_eq!(seen(name, 0).err(), Some(Problem::Denied { rule: "access.view".into() }), "{name}");
    }
    // The tab shows the same entries: bulk changes, and the import at the end.
    let mut radu = office.at("radu");
    let Ok(Reply::Access(rows)) = radu.ask(Request::Access { customer: Office::customer(10), before: None }) else {
        panic!("no access")
    };
    let actions: Vec<Action> = rows.iter().map(|row| row.entry.action).collect();
    assert_eq!(actions.iter().filter(|action| **action == Action::CustomerBulk).count(), 3);
    assert_eq!(actions.last(), Some(&Action::Import));
    let oldest = rows.last().map(|row| row.sequence);
    let Ok(Reply::Access(rows)) = radu.ask(Request::Access { customer: Office::customer(10), before: oldest }) else {
        panic!("no access")
    };
    assert!(rows.is_empty());
}

#[test]
fn an_extract_is_for_who_may_take_the_whole_log_away() {
    let office = busy();
    for name in ["ioana", "minh", "lan", "hoa", SERVICE] {
        let mut out = Vec::new();
        let made = office.at(name).export_extract(&ExtractQuery::default(), &mut out, &mut |_, _| {});
        match made {
            Err(ExtractError::Problem(problem)) => {
                assert_eq!(problem, Problem::Denied { rule: "log.export".into() }, "{name}");
            }
            other => panic!("{name}: {other:?}"),
        }
        assert!(out.is_empty(), "{name}");
        assert_eq!((office.last().action, office.last().outcome), (Action::LogExport, Outcome::Denied), "{name}");
    }
}
