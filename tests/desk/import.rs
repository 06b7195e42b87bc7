//! Customers brought in from elsewhere: duplicates, updates, odd values, and a whole import taken back.

use kin::cli::import::mapping::Mapping;
use kin::cli::import::rows::Rows;
use kin::cli::import::sniff::{Choices, Source};
use kin::cli::import::to_road;
use kin::desk::Desk;
use kin::desk::api::*;
use kin::desk::import::{ChunkReport, Import, ImportRow, OnDuplicate, Trial};
use kin::domain::*;

use crate::office::*;

fn bring(desk: &mut Desk, on_duplicate: OnDuplicate, rows: Vec<ImportRow>) -> (Import, ChunkReport) {
    let import = desk.import_start(&options(on_duplicate)).expect("an import");
    let report = desk.import_chunk(&import, rows).expect("a chunk");
    (import, report)
}

/// A row that nobody in the office is like.
fn fresh(n: usize) -> ImportRow {
    ImportRow {
        external_id: Some(format!("NEW-{n}")),
        name: format!("Mới Hoàn Toàn{n:02}"),
        company: String::new(),
        sealed: vec![(Field::Phone, format!("0905{:06}", 300_000 + n)), (Field::Email, format!("fresh{n}@tuoi.vn"))],
        notes: vec![(ActivityKind::Note, NOW, "từ tệp".into()).into()],
        ..row(n, None, None)
    }
}

#[test]
fn duplicates_are_skipped_updated_or_kept() {
    let office = Office::new();
    let mut desk = office.at("mai");
    let total = |desk: &mut Desk| list(desk, "").expect("a list").total;
    // By external id, by e-mail, by the second phone written otherwise, and one that is new.
    let rows = || {
        let by_email = ImportRow {
            external_id: None,
            sealed: vec![(Field::Email, planted(1).value(Field::Email).to_uppercase())],
            ..fresh(1)
        };
        let phone2 = planted(4).value(Field::Phone2).replace("+40", "0040 ");
        let by_phone = ImportRow { external_id: None, sealed: vec![(Field::Phone, phone2)], ..fresh(2) };
        let by_id = ImportRow { external_id: Some("EXT-0".into()), ..fresh(3) };
        vec![by_id, by_email, by_phone, fresh(4)]
    };
    let trial = desk.import_trial(&mut Trial::default(), &options(OnDuplicate::Skip), rows()).expect("a trial");
    assert_eq!(total(&mut desk), CUSTOMERS as u64, "a trial changes nothing");
    let (_, report) = bring(&mut desk, OnDuplicate::Skip, rows());
    assert_eq!((report.added, report.skipped, report.updated, report.kept), (1, 3, 0, 0));
    assert_eq!(report.duplicates, [(5, "external_id"), (3, "email"), (4, "phone")]);
    assert_eq!((trial.added, trial.skipped, &trial.duplicates), (1, 3, &report.duplicates));
    assert_eq!(total(&mut desk), CUSTOMERS as u64 + 1);
    let (_, report) = bring(&mut desk, OnDuplicate::Keep, rows());
    assert_eq!((report.added, report.kept), (0, 4));
    assert_eq!(total(&mut desk), CUSTOMERS as u64 + 5);
    let kept = list(&mut desk, "Mới Hoàn Toàn03").expect("a list");
    let detail = open(&mut desk, kept.rows[0].id).expect("there");
    assert_eq!(detail.customer.external_id, None, "the external id stays with the one who had it");
    assert!(matches!(desk.verify_log(&mut |_, _| {}), Ok(Ok(_))));
}

#[test]
fn duplicates_inside_the_file_are_found_across_chunks() {
    let office = Office::new();
    let mut desk = office.at(SERVICE);
    let again = || ImportRow { external_id: None, line: 9, ..fresh(1) };
    let (import, report) = bring(&mut desk, OnDuplicate::Skip, vec![fresh(1), again()]);
    assert_eq!((report.added, report.skipped, report.duplicates), (1, 1, vec![(9, "phone")]));
    let report = desk.import_chunk(&import, vec![again(), fresh(2)]).expect("a chunk");
    assert_eq!((report.added, report.skipped), (1, 1));
    let counts = desk.imports().expect("a list");
    assert_eq!((counts[0].added, counts[0].updated), (2, 0));
}

#[test]
fn an_update_is_sealed_for_the_record_that_is_there() {
    let office = Office::new();
    let mut desk = office.at("mai");
    let row = ImportRow {
        external_id: Some("EXT-6".into()),
        company: "Công ty Mới".into(),
        city: String::new(),
        sealed: vec![(Field::Phone, "0905 111 222".into()), (Field::Iban, planted(9).value(Field::Iban).into())],
        ..fresh(6)
    };
    let (_, report) = bring(&mut desk, OnDuplicate::Update, vec![row]);
    assert_eq!((report.updated, report.added), (1, 0));
    let id = Office::customer(6);
    let detail = open(&mut desk, id).expect("there").customer;
    assert_eq!((detail.company.as_str(), detail.city.as_str(), detail.version), ("Công ty Mới", "Huế", 2));
    assert_eq!(revealed(&mut desk, id, Field::Phone).as_deref(), Ok("+84905111222"));
    assert_eq!(revealed(&mut desk, id, Field::Iban).as_deref(), Ok(planted(9).value(Field::Iban)));
    assert_eq!(revealed(&mut desk, id, Field::Email).as_deref(), Ok(planted(6).value(Field::Email)), "left alone");
    assert_eq!(list(&mut desk, "/0905111222").expect("a lookup").rows.len(), 1);
    assert_eq!(list(&mut desk, &format!("/{}", planted(6).value(Field::Phone))).expect("a lookup").rows.len(), 0);
    assert!(matches!(desk.verify_log(&mut |_, _| {}), Ok(Ok(_))));
}

#[test]
fn odd_values_are_flagged_and_nothing_is_lost() {
    let office = Office::new();
    let mut desk = office.at("mai");
    let odd = [
        (Field::Phone, "-5361"),
        (Field::Email, "no address"),
        (Field::BirthDate, "May 1990"),
        (Field::NationalId, "003190012345"),
        (Field::Iban, "RO00 WRONG"),
    ];
    let sealed = odd.iter().map(|(field, value)| (*field, (*value).to_owned())).collect();
    let (_, report) =
        bring(&mut desk, OnDuplicate::Skip, vec![ImportRow { sealed, flags: vec!["since".into()], ..fresh(1) }]);
    assert_eq!((report.added, report.flagged), (1, 1));
    let id = list(&mut desk, "Mới Hoàn Toàn01").expect("a list").rows[0].id;
    let flags = open(&mut desk, id).expect("there").customer.flags;
    assert_eq!(flags, "since phone email birth_date national_id iban");
    for (field, value) in odd {
        assert_eq!(revealed(&mut desk, id, field).as_deref(), Ok(value));
    }
    // An odd phone is no proof that two are one.
    let sealed = vec![(Field::Phone, "-5361".to_owned())];
    let (_, report) = bring(&mut desk, OnDuplicate::Skip, vec![ImportRow { sealed, ..fresh(2) }]);
    assert_eq!((report.added, report.skipped), (1, 0));
}

#[test]
fn taking_back_removes_what_nobody_has_touched() {
    let office = Office::new();
    let mut service = office.at(SERVICE);
    let import = service.import_start(&options(OnDuplicate::Skip)).expect("an import");
    let owner = Some(Office::member("lan"));
    let rows = (0..20).map(|n| ImportRow { owner, ..fresh(n) }).collect();
    assert_eq!(service.import_chunk(&import, rows).expect("a chunk").added, 20);
    let mut lan = office.at("lan");
    let of = |desk: &mut Desk, n: usize| list(desk, &format!("Mới Hoàn Toàn{n:02}")).expect("a list").rows[0].id;
    let (edited, noted, seen) = (of(&mut lan, 3), of(&mut lan, 4), of(&mut lan, 5));
    let customer = open(&mut lan, edited).expect("there").customer;
    save(&mut lan, CustomerDraft { city: "Vinh".into(), ..draft_of(&customer) }).expect("an edit");
    let text = "khách đã trả lời".to_owned();
    lan.ask(Request::AddNote { customer: noted, kind: ActivityKind::Call, text }).expect("a note");
    revealed(&mut lan, seen, Field::Phone).expect("a value");
    let mut told = Vec::new();
    assert_eq!(service.import_revert(import.id, &mut |gone| told.push(gone)), Ok((18, 2)));
    assert_eq!(told, [18]);
    assert_eq!(open(&mut lan, seen).err(), Some(Problem::NotFound), "looking changes nothing");
    assert!(open(&mut lan, edited).is_ok());
    assert_eq!(timeline(&mut lan, noted).expect("there").len(), 2, "a note is somebody's work");
    let mut mai = office.at("mai");
    assert_eq!(list(&mut mai, "").expect("a list").total, CUSTOMERS as u64 + 2);
    assert_eq!(list(&mut mai, "/0905300005").expect("a lookup").rows.len(), 0);
    assert!(mai.imports().expect("a list").iter().any(|listed| listed.id == import.id && listed.reverted));
    assert!(matches!(mai.verify_log(&mut |_, _| {}), Ok(Ok(_))));
}

#[test]
fn a_service_takes_back_its_own_alone() {
    let office = Office::new();
    let (owners, _) = bring(&mut office.at("mai"), OnDuplicate::Skip, vec![fresh(1)]);
    let mut service = office.at(SERVICE);
    assert_eq!(service.import_revert(owners.id, &mut |_| {}), Err(Problem::NotFound));
    let refusal = office.last();
    assert_eq!((refusal.outcome, refusal.subject), (Outcome::Denied, Some(owners.id)));
    assert_eq!(service.import_revert(Id([9; 16]), &mut |_| {}), Err(Problem::NotFound));
    assert!(service.imports().expect("a list").iter().all(|listed| listed.id != owners.id));
    let planted = service.imports().expect("a list")[0].id;
    for name in ["lan", "minh", "radu", "ioana"] {
        assert!(office.at(name).import_revert(planted, &mut |_| {}).is_err(), "{name}");
    }
    assert_eq!(office.at("mai").import_revert(owners.id, &mut |_| {}), Ok((1, 0)), "the owner takes back any");
    assert_eq!(service.import_revert(planted, &mut |_| {}), Ok((CUSTOMERS as u64, 0)));
}

#[test]
fn each_chunk_has_its_entry_and_no_value_in_it() {
    let office = Office::new();
    let mut desk = office.at(SERVICE);
    let (import, _) = bring(&mut desk, OnDuplicate::Skip, vec![fresh(1)]);
    desk.import_chunk(&import, vec![fresh(2), fresh(3), row(0, None, None)]).expect("a chunk");
    let entries: Vec<Entry> = office.log().into_iter().take(3).collect();
    let details: Vec<serde_json::Value> =
        entries.iter().map(|entry| serde_json::from_str(&entry.details).expect("JSON")).collect();
    assert!(entries.iter().all(|entry| entry.action == Action::Import && entry.outcome == Outcome::Done));
    assert_eq!(details[2]["begin"], true);
    assert_eq!((&details[1]["rows"], &details[1]["added"]), (&1.into(), &1.into()));
    assert_eq!((&details[0]["rows"], &details[0]["added"], &details[0]["skipped"]), (&3.into(), &2.into(), &1.into()));
    assert!(details.iter().all(|details| details["import"] == import.id.to_string()));
    assert_eq!(details[0]["records"].as_str().map(str::len), Some(32));
    assert_eq!(leaks(&format!("{entries:?}")), Vec::<String>::new());
}

/// The keys under which rows are sealed go with a lock: a chunk after it is refused whole, not stored without values.
#[test]
fn a_chunk_after_a_lock_loses_no_value() {
    let office = Office::new();
    let mut desk = office.at("mai");
    let import = desk.import_start(&options(OnDuplicate::Skip)).expect("an import");
    desk.ask(Request::Lock { idle: true }).expect("locked");
    assert!(desk.import_chunk(&import, vec![fresh(1)]).is_err());
    desk.ask(Request::Unlock { password: Secret::new(password("mai")) }).expect("unlocked");
    match desk.import_chunk(&import, vec![fresh(1)]) {
        Ok(_) => {
            let id = list(&mut desk, "Mới Hoàn Toàn01").expect("a list").rows[0].id;
            assert_eq!(revealed(&mut desk, id, Field::Phone).as_deref(), Ok("+84905300001"));
        }
        Err(_) => assert_eq!(list(&mut desk, "Mới Hoàn Toàn01").expect("a list").rows.len(), 0),
    }
    // Nobody goes on with the import of another who is no importer.
    assert!(matches!(office.at("lan").import_chunk(&import, vec![fresh(2)]), Err(Problem::Denied { .. })));
}

#[test]
fn a_file_of_ten_thousand_comes_in_whole() {
    let path = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/data/customers-10000.csv");
    if !path.exists() {
        eprintln!("skipped: {} is not there", path.display());
        return;
    }
    let office = Office::new();
    let mut source = Source::open(&path.to_string_lossy()).expect("a file");
    let shape = source.sniff(&Choices { encoding: None, delimiter: None, header: None }).expect("a shape");
    let mapping = Mapping::new(&shape, None).expect("a mapping");
    let mut rows = Rows::new(source, &shape, mapping).expect("rows");
    let mut desk = office.at(SERVICE);
    let import = desk.import_start(&options(OnDuplicate::Keep)).expect("an import");
    let mut added = 0;
    loop {
        let chunk: Vec<ImportRow> =
            rows.by_ref().take(2_000).map(|read| to_road(read.expect("a good row"), Micros(0))).collect();
        if chunk.is_empty() {
            break;
        }
        let report = desk.import_chunk(&import, chunk).expect("a chunk");
        added += report.added + report.kept;
    }
    assert_eq!(added, 10_000);
    let mut mai = office.at("mai");
    assert_eq!(list(&mut mai, "").expect("a list").total, 10_000 + CUSTOMERS as u64);
    let found = list(&mut mai, "heather callahan").expect("a list");
    let heather = found.rows.iter().find(|row| row.company == "Mosley-David").expect("the first of the file").id;
    assert_eq!(revealed(&mut mai, heather, Field::Email).as_deref(), Ok("urangel@espinoza-francis.net"));
    let detail = open(&mut mai, heather).expect("there").customer;
    assert_eq!((detail.since.as_str(), detail.external_id.as_deref()), ("2020-08-26", Some("EB54EF1154C3A78")));
    let report = mai.verify_log(&mut |_, _| {}).expect("a verdict").expect("a good log");
    assert!(report.records > 10_000);
}
