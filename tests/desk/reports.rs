//! Reports: what they count is what the lists and the log would show, to nobody more than that.

use kin::desk::Desk;
use kin::desk::api::*;
use kin::domain::*;

use crate::deeds::{give_role, without_tickets};
use crate::office::*;
use crate::tickets::{change_now, like, note, page};

fn ask(desk: &mut Desk, kind: ReportKind) -> Result<Report, Problem> {
    let mut part = |from| match desk.ask(Request::Report(ReportQuery { kind, from }))? {
        Reply::Report(report) => Ok::<Report, Problem>(*report),
        other => panic!("{other:?}"),
    };
    let mut report = part(None)?;
    while report.next.is_some() {
        let more = part(report.next)?;
        report.add(&more);
    }
    Ok(report)
}

#[track_caller]
fn total(desk: &mut Desk, kind: ReportKind) -> u64 {
    ask(desk, kind).expect("counted").total()
}

/// Live tickets as the list has them.
fn listed(desk: &mut Desk, filter: &str) -> u64 {
    let filter = format!("status:new,open,waiting {filter}");
    let query = TicketsQuery { queue: Queue::All, filter, ..TicketsQuery::default() };
    page(desk, query).expect("a page").rows.len() as u64
}

#[test]
fn each_counts_what_its_reader_may_list() {
    let office = Office::new();
    let mut mai = office.at("mai");
    for n in 0..12 {
        like(&mut mai, n);
    }
    let closed = like(&mut mai, 0);
    change_now(&mut mai, closed, TicketChange::Status("closed".into())).expect("closed");
    // One of lan's customers is nobody else's to see but of who reaches all.
    let share = Request::Share { customer: Office::customer(0), change: SharingChange::Private(true) };
    mai.ask(share).expect("private");
    let mut seen = Vec::new();
    for name in ["mai", "minh", "lan", "hoa", "sorin", "radu"] {
        let mut desk = office.at(name);
        let customers = list(&mut desk, "").expect("a list").total;
        assert_eq!(total(&mut desk, ReportKind::Customers), customers, "{name}");
        let tickets = listed(&mut desk, "");
        assert_eq!(total(&mut desk, ReportKind::Tickets), tickets, "{name}");
        assert_eq!(listed(&mut desk, "age:..1d"), tickets, "{name}: all are of today");
        assert_eq!(listed(&mut desk, "age:1d.."), 0, "{name}");
        seen.push((customers, tickets));
    }
    let [mai, minh, lan, hoa, sorin, _] = seen[..] else { panic!() };
    assert_eq!((mai.1, minh.1, lan.1, hoa.1, sorin.1), (12, 6, 6, 2, 6), "all, Support's, one's own, Sales'");
    assert!(mai.0 > lan.0 && lan.0 == minh.0 + 1 && hoa.0 < minh.0, "{seen:?}");
}

#[test]
fn tickets_grow_older_and_promises_run_out() {
    let office = Office::new();
    let mut lan = office.at("lan");
    let [answered, late] = [0, 1].map(|_| like(&mut lan, 0));
    note(&mut lan, answered, true, "Chào chị").expect("told");
    let by_age = |desk: &mut Desk| {
        ask(desk, ReportKind::Tickets).expect("counted").bars.iter().map(ReportBar::total).collect::<Vec<_>>()
    };
    assert_eq!(by_age(&mut lan), [0, 0, 0, 0, 2]);
    assert_eq!(total(&mut lan, ReportKind::Promises), 0, "none was due yet");
    drop(lan);
    office.clock.advance(8 * 86_400);
    let mut lan = office.at("lan");
    assert_eq!(by_age(&mut lan), [0, 2, 0, 0, 0]);
    assert_eq!((listed(&mut lan, "age:7d..30d"), listed(&mut lan, "age:..7d,30d..")), (2, 0));
    // One first answer was given in time; neither ticket was solved.
    assert_eq!(ask(&mut lan, ReportKind::Promises).expect("counted").totals(), [1, 1, 0, 2]);
    // Done late it stays broken.
    note(&mut lan, late, true, "Xin lỗi").expect("told");
    change_now(&mut lan, late, TicketChange::Status("solved".into())).expect("solved");
    assert_eq!(ask(&mut lan, ReportKind::Promises).expect("counted").totals(), [1, 1, 0, 2]);
    assert_eq!(by_age(&mut lan), [0, 1, 0, 0, 0]);
}

#[test]
fn what_was_shown_is_told_as_far_as_the_log_is() {
    let office = Office::new();
    let mut lan = office.at("lan");
    for field in [Field::Phone, Field::Email, Field::Phone] {
        lan.ask(reveal(0, field)).expect("shown");
    }
    lan.ask(reveal(1, Field::Phone)).expect_err("not hers");
    drop(lan);
    let mut minh = office.at("minh");
    minh.ask(reveal(4, Field::NationalId)).expect("shown");
    drop(minh);
    let of = |name: &str| ask(&mut office.at(name), ReportKind::Reveals).expect("counted").totals();
    assert_eq!(of("mai"), [3, 1, 0]);
    assert_eq!(of("radu"), [3, 1, 0]);
    // One's own alone, where the log is that.
    assert_eq!((of("lan"), of("sorin")), (vec![3, 0, 0], vec![0, 0, 0]));
}

#[test]
fn looking_at_what_was_shown_is_in_the_log_once() {
    let office = Office::new();
    let mut mai = office.at("mai");
    let before = office.log().len();
    for kind in [ReportKind::Tickets, ReportKind::Promises, ReportKind::Customers] {
        ask(&mut mai, kind).expect("counted");
    }
    assert_eq!(office.log().len(), before, "as a list is not");
    ask(&mut mai, ReportKind::Reveals).expect("counted");
    let last = office.last();
    assert_eq!((office.log().len(), last.action, last.outcome), (before + 1, Action::LogView, Outcome::Done));
}

#[test]
fn without_a_right_there_is_no_chart_of_it() {
    let office = Office::new();
    let mut rights = without_tickets(Role::Agent);
    rights.operations.remove("log.view");
    give_role(&office, "lan", rights);
    let mut lan = office.at("lan");
    for (kind, rule) in
        [(ReportKind::Tickets, "ticket.list"), (ReportKind::Promises, "ticket.list"), (ReportKind::Reveals, "log.view")]
    {
        assert_eq!(ask(&mut lan, kind), Err(Problem::Denied { rule: rule.into() }), "{kind:?}");
        assert_eq!(office.last().outcome, Outcome::Denied, "{kind:?}");
        // A place to go on from opens no other door.
        let from = Some(ReportPlace { now: NOW, rest: ReportRest::Entry(i64::MAX) });
        let answer = lan.ask(Request::Report(ReportQuery { kind, from })).map(drop);
        assert_eq!(answer, Err(Problem::Denied { rule: rule.into() }), "{kind:?}");
    }
    assert!(total(&mut lan, ReportKind::Customers) > 0);
    let Ok(Reply::SignedIn(who)) = office.desk().ask(office.right("lan")) else { panic!("not in") };
    assert_eq!(who.rights.reports(), [ReportKind::Customers]);
}

#[test]
fn who_looks_as_a_role_sees_no_more_than_that_role() {
    let office = Office::new();
    let mut mai = office.at("mai");
    for n in 0..4 {
        like(&mut mai, n);
    }
    let whole = total(&mut mai, ReportKind::Customers);
    mai.ask(Request::PreviewRole(Some(Role::Agent))).expect("a preview");
    assert_eq!(total(&mut mai, ReportKind::Tickets), listed(&mut mai, ""));
    assert!(total(&mut mai, ReportKind::Customers) < whole);
    assert_eq!(total(&mut mai, ReportKind::Customers), list(&mut mai, "").expect("a list").total);
}
