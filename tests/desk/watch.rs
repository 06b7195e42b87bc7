//! What others commit is told once, to whoever watches: which customers, that the office changed, and no more.

use kin::desk::api::*;
use kin::desk::import::{ImportRow, OnDuplicate};
use kin::desk::watch::Watch;
use kin::domain::*;

use crate::deeds::manage;
use crate::office::*;

fn watch(office: &Office) -> Watch {
    Watch::open(&office.paths).expect("a watch")
}

#[track_caller]
fn polled(watch: &mut Watch) -> News {
    watch.poll().expect("readable").expect("news")
}

#[test]
fn what_one_changes_is_news_for_all_once() {
    let office = Office::new();
    let (mut lan, mut minh) = (office.at("lan"), office.at("minh"));
    let mut watches = [watch(&office), watch(&office)];
    let first = open(&mut lan, Office::customer(0)).expect("there").customer;
    assert!(watches.iter_mut().all(|watch| polled(watch).is_quiet()), "to look changes nothing");
    save(&mut lan, CustomerDraft { city: "Hội An".into(), ..draft_of(&first) }).expect("saved");
    let noted = Office::customer(4);
    let note = Request::AddNote { customer: noted, kind: ActivityKind::Call, text: "gọi lại".into() };
    minh.ask(note).expect("noted");
    let made = save(&mut lan, new_draft("Lê Thị Mới")).expect("made");
    let head = office.log().len() as i64;
    for watch in &mut watches {
        let news = polled(watch);
        let mut wanted = vec![Office::customer(0), noted, made];
        wanted.sort();
        assert_eq!((news.customers.clone(), news.head), (wanted, head));
        assert!(!news.many && !news.office && !news.sessions && !news.presence);
        assert_eq!(watch.poll(), Ok(None));
    }
    // The chain's head is the log's.
    let hash = office.store().read(|snapshot| snapshot.head()).expect("readable").expect("entries").1;
    let mut later = watch(&office);
    assert_eq!(later.poll(), Ok(None), "what came before it is not new");
    minh.ask(Request::Undo).expect("taken back");
    assert_eq!(polled(&mut later).customers, [noted]);
    assert_ne!(polled(&mut watches[0]).hash, hash);
}

#[test]
fn who_comes_who_goes_and_what_is_decided() {
    let office = Office::new();
    let mut mai = office.at("mai");
    let mut watch = watch(&office);
    let mut lan = office.at("lan");
    let news = polled(&mut watch);
    assert!(news.presence && !news.office && !news.sessions, "{news:?}");
    lan.ask(Request::SignOut).expect("out");
    assert!(polled(&mut watch).presence);
    let mut sorin = office.at("sorin");
    let _ = watch.poll();
    let Ok(OfficeAnswer::Member(member)) = crate::deeds::office(&mut mai, OfficeQuery::Member(Office::member("sorin")))
    else {
        panic!("no member")
    };
    assert!(polled(&mut watch).is_quiet());
    manage(&mut mai, Manage::EndSession { session: member.sessions[0].id }).expect("ended");
    let news = polled(&mut watch);
    assert!(news.sessions && news.customers.is_empty(), "{news:?}");
    assert_eq!(sorin.ask(Request::Messages).err(), Some(Problem::NoSession), "the cheapest ask tells it");
    manage(&mut mai, Manage::Suspend { member: Office::member("sorin") }).expect("suspended");
    assert!(polled(&mut watch).office);
    // A draft, and what one likes, are nobody else's.
    mai.ask(Request::SaveDraft { key: "place".into(), body: Secret::new("{}") }).expect("kept");
    mai.ask(Request::SavePreferences("{}".into())).expect("kept");
    assert_eq!(watch.poll(), Ok(None));
}

#[test]
fn of_many_none_is_named() {
    let office = Office::new();
    let mut watch = watch(&office);
    let mut service = office.desk();
    service.sign_in_by_key_file(&office.service_key()).expect("the service is in");
    let import = service.import_start(&options(OnDuplicate::Keep)).expect("an import");
    let mut bring = |from: usize, count: usize| {
        let rows = (from..from + count).map(|n| ImportRow {
            line: n as u64 + 2,
            external_id: Some(format!("MANY-{n}")),
            sealed: Vec::new(),
            notes: Vec::new(),
            ..row(0, None, None)
        });
        assert_eq!(service.import_chunk(&import, rows.collect()).expect("a chunk").added, count as u64);
    };
    bring(0, 20);
    let news = polled(&mut watch);
    assert_eq!((news.customers.len(), news.many), (20, false));
    (0..6).for_each(|n| bring(1_000 + n * 100, 100));
    let news = polled(&mut watch);
    assert!(news.many && news.customers.is_empty(), "{}", news.customers.len());
}

#[test]
fn what_is_open_is_seen_again_without_another_entry() {
    let office = Office::new();
    let mut lan = office.at("lan");
    let id = Office::customer(0);
    let views = |office: &Office| office.log().iter().filter(|entry| entry.action == Action::CustomerView).count();
    let refresh = |desk: &mut kin::desk::Desk, id| match desk.ask(Request::Refresh(id)) {
        Ok(Reply::Customer(detail)) => Ok(detail),
        Ok(other) => panic!("{other:?}"),
        Err(problem) => Err(problem),
    };
    open(&mut lan, id).expect("there");
    let before = views(&office);
    let seen = refresh(&mut lan, id).expect("there");
    assert_eq!(views(&office), before);
    assert!(leaks(&format!("{seen:?}")).is_empty(), "masked as before");
    // What was not open is opened, and that is written.
    refresh(&mut lan, Office::customer(2)).expect("there");
    assert_eq!(views(&office), before + 1);
    refresh(&mut lan, id).expect("there");
    assert_eq!(views(&office), before + 2);
    // Judged as before: what has left the scope is there no more.
    assert_eq!(refresh(&mut office.at("hoa"), Office::customer(1)).err(), Some(Problem::NotFound));
}
