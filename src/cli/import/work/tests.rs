//! Columns and rows of tickets, tasks and activities, from files in memory.

use jiff::tz::TimeZone;

use super::columns::{Column, Columns};
use super::read::WorkRows;
use crate::cli::import::lines::{BadRow, Lines};
use crate::cli::import::mapping::MapError;
use crate::cli::import::sniff::{Choices, MAX_STDIN, Shape, Source};
use crate::desk::import::{WorkKind, WorkRow};
use crate::domain::ticket::{Channel, Priority};
use crate::domain::{ActivityKind, ActivityOutcome, Direction};

fn source(bytes: &[u8]) -> Option<(Source, Shape)> {
    let mut source = Source::read_all("test", &mut &bytes[..], MAX_STDIN).unwrap();
    let shape = source.sniff(&Choices::default()).ok()?;
    Some((source, shape))
}

fn columns(kind: WorkKind, text: &str) -> Result<Vec<Column>, MapError> {
    let (_, shape) = source(text.as_bytes()).unwrap();
    Ok(Columns::new(kind, &shape, None)?.of.into_iter().map(|(_, column, _)| column).collect())
}

fn try_read(kind: WorkKind, text: &str) -> Option<Vec<Result<WorkRow, BadRow>>> {
    let (source, shape) = source(text.as_bytes())?;
    let columns = Columns::new(kind, &shape, None).ok()?;
    let zone = TimeZone::get("Asia/Ho_Chi_Minh").unwrap();
    let rows = WorkRows::new(kind, Lines::new(source, &shape).unwrap(), columns, zone);
    Some(rows.map(|row| row.map(|(row, _)| row)).collect())
}

fn read(kind: WorkKind, text: &str) -> Vec<Result<WorkRow, BadRow>> {
    try_read(kind, text).unwrap()
}

fn reasons(rows: &[Result<WorkRow, BadRow>]) -> Vec<&'static str> {
    rows.iter().filter_map(|row| row.as_ref().err()).map(|bad| bad.reason.key()).collect()
}

fn at(text: &str) -> i64 {
    text.parse::<jiff::Timestamp>().unwrap().as_microsecond()
}

#[test]
fn columns_are_known_in_three_languages() {
    let english =
        columns(WorkKind::Ticket, "Ticket Number,Email,Subject,Priority,Created At\n1,a@b.vn,x,low,2025-01-01\n");
    assert_eq!(english.unwrap(), [Column::Number, Column::Customer, Column::Subject, Column::Priority, Column::At]);
    let vietnamese = columns(WorkKind::Task, "Mã KH,Công việc,Hạn,Nhân viên,Xong\nKH-1,x,2025-01-01,lan,có\n");
    assert_eq!(vietnamese.unwrap(), [Column::Customer, Column::Subject, Column::Due, Column::Owner, Column::Done]);
    let romanian =
        columns(WorkKind::Activity, "Telefon,Tip,Rezultat,Observații,Data apelului\n0721,apel,ocupat,x,1.2.2025\n");
    assert_eq!(romanian.unwrap(), [Column::Customer, Column::Kind, Column::Outcome, Column::Text, Column::At]);
    // Numbers that are none are ids of elsewhere.
    let ids = columns(WorkKind::Ticket, "Case number,Subject\nCASE-17,x\n");
    assert_eq!(ids.unwrap(), [Column::ExternalId, Column::Subject]);
    let missing = columns(WorkKind::Activity, "Note,Date\nx,2025-01-01\n").unwrap_err().to_string();
    assert!(missing.contains("--map 'COLUMN=customer'"), "{missing}");
}

#[test]
fn rows_are_read_with_times_of_the_office() {
    let text = "Number,Customer,Subject,Note,Description,Priority,Channel,Created,Closed,Rating\n\
        #12,KH-000001,Vé,một,hai,P1,Zalo,26/08/2025 14:05,2025-08-27T01:02:03Z,5\n";
    let rows = read(WorkKind::Ticket, text);
    let row = rows[0].as_ref().unwrap();
    assert_eq!((row.number, row.satisfaction, row.text.as_str()), (Some(12), Some(5), "một\nhai"));
    assert_eq!((row.priority, row.channel), (Priority::Urgent, Channel::Chat));
    assert_eq!(row.at.unwrap().0, at("2025-08-26T07:05:00Z"), "the office is seven hours ahead");
    assert_eq!(row.closed.unwrap().0, at("2025-08-27T01:02:03Z"));

    let rows = read(WorkKind::Task, "Task,Due\nx,2025-12-02\ny,2025-12-02 9:30 PM\n");
    let due: Vec<_> =
        rows.iter().map(|row| row.as_ref().unwrap().due.unwrap()).map(|(due, day)| (due.0, day)).collect();
    assert_eq!(due, [(at("2025-12-01T17:00:00Z"), true), (at("2025-12-02T14:30:00Z"), false)]);

    let rows = read(WorkKind::Activity, "Phone,Type,Direction,Outcome,Duration\n0903,call,inbound,no answer,3\n");
    let row = rows[0].as_ref().unwrap();
    assert_eq!((row.note.kind, row.note.direction), (ActivityKind::Call, Direction::In));
    assert_eq!((row.note.outcome, row.note.minutes), (Some(ActivityOutcome::NoAnswer), Some(3)));
}

#[test]
fn what_cannot_be_read_is_bad_and_not_guessed() {
    let text = "Number,Subject,Priority,Channel,Created,Rating\n\
        1,a,low,phone,2025-01-01,1\n\
        x,a,low,phone,2025-01-01,1\n\
        0,a,low,phone,2025-01-01,1\n\
        9999999999,a,low,phone,2025-01-01,1\n\
        2,a,soonish,phone,2025-01-01,1\n\
        3,a,low,pigeon,2025-01-01,1\n\
        4,a,low,phone,2025-02-30,1\n\
        5,a,low,phone,2025-01-01 25:00,1\n\
        6,a,low,phone,2025-01-01,9\n\
        7,,low,phone,2025-01-01,1\n\
        8,a,low,phone,2025-01-01,1,more\n";
    let rows = read(WorkKind::Ticket, text);
    let mut wanted = vec!["unreadable"; 8];
    wanted.extend(["missing", "too-many-columns"]);
    assert_eq!(reasons(&rows), wanted);
    let rows = read(WorkKind::Activity, "Customer,Outcome,Text\nKH-1,busy,\nKH-1,,\n,busy,x\n");
    assert_eq!(reasons(&rows), ["missing", "missing"]);
    assert!(!format!("{rows:?}").contains("KH-1"), "rows do not print their values");
}

#[test]
fn no_bytes_make_it_panic() {
    let mut random = fastrand::Rng::with_seed(11);
    let pieces = [
        ",",
        ";",
        "\n",
        "\"",
        "\r\n",
        "\0",
        "ễ",
        "26/08/2020",
        "25:61",
        "#9",
        "'=",
        "KH-1",
        "2025-01-01T00:00:00Z",
        "99999999999999999999",
    ];
    let mut read = 0;
    for _ in 0..2_000 {
        let mut text = String::from("subject,customer,text,at,due,number\n");
        (0..random.usize(..60)).for_each(|_| text.push_str(pieces[random.usize(..pieces.len())]));
        for kind in [WorkKind::Ticket, WorkKind::Task, WorkKind::Activity] {
            for row in try_read(kind, &text).unwrap_or_default().into_iter().flatten() {
                assert!(kind == WorkKind::Activity || !row.subject.is_empty());
                read += 1;
            }
        }
    }
    assert!(read > 1_000, "{read}");
}
