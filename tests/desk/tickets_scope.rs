//! What one may not see of tickets is not there, by any road: lists, searches, texts, other tickets, error words.
use jiff::tz::TimeZone;

use kin::desk::Desk;
use kin::desk::api::*;
use kin::domain::ticket::Priority;
use kin::domain::*;

use crate::deeds::{give_role, whole, without_tickets};
use crate::office::*;
use crate::tickets::*;

fn all(desk: &mut Desk, search: &str, filter: &str) -> Vec<i64> {
    let query =
        TicketsQuery { queue: Queue::All, search: search.into(), filter: filter.into(), ..TicketsQuery::default() };
    page(desk, query).expect("a page").rows.iter().map(|row| row.ticket.number).collect()
}

#[test]
fn a_ticket_out_of_scope_is_not_there() {
    let office = Office::new();
    let mut lan = office.at("lan");
    let draft =
        TicketDraft { subject: "Vé Hà Nội".into(), customer: Some(Office::customer(0)), ..TicketDraft::default() };
    let id = raise(&mut lan, draft).expect("raised");
    let mut sorin = office.at("sorin");
    let own = like(&mut sorin, 1);
    for (n, wanted) in [
        TicketRequest::Open(id),
        TicketRequest::Refresh(id),
        TicketRequest::Save(Box::new(TicketDraft {
            id: Some(id),
            version: 1,
            subject: "Vé".into(),
            ..TicketDraft::default()
        })),
        TicketRequest::Note { ticket: id, public: false, text: "x".into() },
        TicketRequest::Change { tickets: vec![(id, 1)], change: TicketChange::Priority(Priority::Low), dry_run: false },
        TicketRequest::Change { tickets: vec![(id, 1)], change: TicketChange::Priority(Priority::Low), dry_run: true },
        TicketRequest::Watch { ticket: id, on: true },
        TicketRequest::Relate { ticket: id, other: 2, on: true },
        TicketRequest::Relate { ticket: own, other: 1, on: true },
        TicketRequest::Merge { from: (own, 1), into: (id, 1) },
        TicketRequest::Merge { from: (id, 1), into: (own, 1) },
        TicketRequest::Rate { ticket: id, score: 1 },
        TicketRequest::Present { ticket: id, writing: Some(false) },
        TicketRequest::Snippet { ticket: id, name: "chào".into() },
        TicketRequest::AsText(id),
        TicketRequest::OfCustomer(Office::customer(0)),
    ]
    .into_iter()
    .enumerate()
    {
        assert_eq!(ask(&mut sorin, wanted).err(), Some(Problem::NotFound), "{n}");
        let last = office.last();
        assert_eq!((last.outcome, last.member), (Outcome::Denied, Some(Office::member("sorin"))), "{n}");
    }
    // What is not there at all reads the same.
    assert_eq!(ask(&mut sorin, TicketRequest::Open(Id([7; 16]))).err(), Some(Problem::NotFound));
    assert!(matches!(ask(&mut sorin, TicketRequest::Find(1)), Ok(TicketReply::Found(None))));
    assert_eq!(all(&mut sorin, "", ""), [2]);
    for search in ["ha noi", "ve", "#1", "Vé Hà"] {
        assert!(!all(&mut sorin, search, "").contains(&1), "{search}");
    }
    assert_eq!(all(&mut sorin, "", "customer:KH-000001"), Vec::<i64>::new());
    assert_eq!(all(&mut lan, "", "customer:kh-000001 -priority:urgent"), [1]);
    assert_eq!(all(&mut lan, "ha noi", "status:new,open owner:nobody"), [1]);
    assert_eq!(all(&mut lan, "noi", "owner:lan"), Vec::<i64>::new());
    let bad = TicketsQuery { filter: "statut:new".into(), ..TicketsQuery::default() };
    assert!(matches!(page(&mut lan, bad), Err(Problem::Invalid { field, .. }) if field == "filter"));
    // Whoever reaches his own alone sees his own alone.
    let mut hoa = office.at("hoa");
    assert_eq!(all(&mut hoa, "", ""), Vec::<i64>::new());
    let hers = raise(&mut hoa, TicketDraft { subject: "Vé".into(), ..TicketDraft::default() }).expect("raised");
    assert_eq!(ticket(&mut hoa, hers).owner, Some(Office::member("hoa")));
    assert_eq!((all(&mut hoa, "", ""), queue(&mut hoa, Queue::Unassigned)), (vec![3], Vec::new()));
    assert_eq!(all(&mut office.at("mai"), "", ""), [1, 2, 3]);
    whole(&office);
}

/// A ticket may lie with a team that does not see its customer: the team works on it and learns no name.
#[test]
fn a_requester_shows_to_who_may_see_that_customer() {
    let office = Office::new();
    let mut mai = office.at("mai");
    let draft = TicketDraft {
        subject: "Vé".into(),
        customer: Some(Office::customer(0)),
        department: Some(Office::department(1)),
        ..TicketDraft::default()
    };
    let id = raise(&mut mai, draft).expect("raised");
    let mut sorin = office.at("sorin");
    let detail = opened(&mut sorin, id).expect("his team's");
    assert_eq!((detail.row.code.as_str(), detail.row.customer.as_str(), detail.timeline.len()), ("", "", 0));
    let TicketReply::Text(text) = ask(&mut sorin, TicketRequest::AsText(id)).expect("a text") else { panic!() };
    assert!(!text.contains("Zinnia") && !text.contains("KH-"), "{text}");
    assert_eq!(all(&mut sorin, "", "customer:KH-000001"), Vec::<i64>::new());
    assert!(
        !office
            .log()
            .iter()
            .any(|entry| { entry.member == Some(Office::member("sorin")) && entry.action == Action::CustomerView })
    );
    // An edit that leaves the customer alone is his to make, and the customer stays.
    let edit = TicketDraft { subject: "Vé khác".into(), ..edit_of(&detail.row.ticket) };
    raise(&mut sorin, edit).expect("edited");
    assert_eq!(ticket(&mut mai, id).customer, Some(Office::customer(0)));
    // Naming another whom he does not see is not.
    let edit = TicketDraft { customer: Some(Office::customer(2)), ..edit_of(&ticket(&mut sorin, id)) };
    assert_eq!(raise(&mut sorin, edit).err(), Some(Problem::NotFound));
    // What is shown of a customer who may be seen is a look at that customer.
    opened(&mut mai, id).expect("there");
    assert!(office.log().iter().any(|entry| {
        (entry.member, entry.action, entry.subject)
            == (Some(Office::member("mai")), Action::CustomerView, Some(Office::customer(0)))
    }));
}

#[test]
fn a_ticket_is_given_to_who_can_see_it() {
    let office = Office::new();
    let mut lan = office.at("lan");
    let id = raise(&mut lan, TicketDraft { subject: "Vé".into(), ..TicketDraft::default() }).expect("raised");
    let to =
        |name: &str| TicketChange::HandOver { owner: Office::member(name), text: "gọi 0903481503 lúc 9h".into() };
    for (name, unfit) in [("sorin", Unfit::OutOfReach), (SERVICE, Unfit::NotInList)] {
        match change_now(&mut lan, id, to(name)) {
            Err(Problem::Invalid { field, unfit: why }) => assert_eq!((field.as_str(), why), ("owner", unfit)),
            other => panic!("{name}: {other:?}"),
        }
    }
    change_now(&mut lan, id, to("hoa")).expect("handed over");
    let detail = opened(&mut lan, id).expect("there");
    assert_eq!((detail.row.owner.as_str(), detail.notes.len()), ("hoa", 1));
    assert!(detail.notes[0].note.text.contains("•••") && !detail.notes[0].note.public);
    assert!(
        office.log().iter().any(|entry| entry.details.contains("hand_over") && entry.details.contains("\"hidden\":1"))
    );
    // To another team: into its queue, with no owner, and out of one's own sight.
    change_now(&mut lan, id, TicketChange::Department(Office::department(1))).expect("passed on");
    assert_eq!(opened(&mut lan, id).err(), Some(Problem::NotFound));
    assert_eq!(queue(&mut office.at("sorin"), Queue::Unassigned), [1]);
    whole(&office);
}

#[test]
fn many_are_changed_by_who_may_change_many() {
    let office = Office::new();
    let (mut lan, mut minh, mut sorin) = (office.at("lan"), office.at("minh"), office.at("sorin"));
    let ids: Vec<Id> = (0..4).map(|_| like(&mut lan, 0)).collect();
    let far = like(&mut sorin, 1);
    let chosen: Vec<(Id, i64)> = ids.iter().chain([&far]).map(|id| (*id, 1)).collect();
    let urgent = || TicketChange::Priority(Priority::Urgent);
    assert!(matches!(change(&mut lan, &chosen, urgent()), Err(Problem::Denied { rule }) if rule == "ticket.bulk"));
    change(&mut lan, &[(ids[0], 1)], urgent()).expect("one alone");
    let before = office.log().len();
    let trial = TicketRequest::Change { tickets: chosen.clone(), change: urgent(), dry_run: true };
    let expected = TicketsDone { changed: 3, same: 0, refused: 1, conflicts: 1 };
    assert!(matches!(ask(&mut minh, trial), Ok(TicketReply::Changed(done)) if done == expected));
    assert_eq!(office.log().len(), before);
    assert_eq!(change(&mut minh, &chosen, urgent()), Ok(expected));
    let entry = office.last();
    assert_eq!((entry.action, entry.subject), (Action::TicketBulk, None));
    assert!(entry.details.contains("\"count\":3") && entry.details.contains("\"refused\":1"), "{}", entry.details);
    assert_eq!(ticket(&mut sorin, far).priority, Priority::Normal);
    // Watching and relating are not edits, and are everybody's who may.
    ask(&mut lan, TicketRequest::Watch { ticket: ids[1], on: true }).expect("watched");
    assert_eq!(queue(&mut lan, Queue::Watched).len(), 1);
    ask(&mut lan, TicketRequest::Relate { ticket: ids[1], other: 1, on: true }).expect("related");
    let detail = opened(&mut minh, ids[0]).expect("there");
    assert_eq!(detail.related.iter().map(|other| other.id).collect::<Vec<_>>(), [ids[1]]);
    assert_eq!(opened(&mut minh, ids[1]).expect("there").watchers, [(Office::member("lan"), "lan".to_owned())]);
    ask(&mut lan, TicketRequest::Relate { ticket: ids[0], other: 2, on: false }).expect("parted");
    assert!(opened(&mut minh, ids[1]).expect("there").related.is_empty());
    whole(&office);
}

/// Which customers have tickets is asked of those tickets alone that one may list.
#[test]
fn a_customer_has_the_tickets_that_one_sees() {
    let office = Office::new();
    let mut mai = office.at("mai");
    let of = |n: usize, department: usize| TicketDraft {
        subject: "Vé".into(),
        customer: Some(Office::customer(n)),
        department: Some(Office::department(department)),
        ..TicketDraft::default()
    };
    // Customers with even numbers are Support's: the second ticket of theirs lies with Sales.
    let first = raise(&mut mai, of(0, 0)).expect("raised");
    raise(&mut mai, of(2, 1)).expect("raised");
    raise(&mut mai, of(1, 1)).expect("raised");
    let asked =
        |text: &str| CustomersQuery { filter: filter::parse(text, &TimeZone::UTC).expect("a filter"), ..query("") };
    let found = |desk: &mut Desk, text: &str| match desk.ask(Request::Customers(asked(text))) {
        Ok(Reply::Customers(page)) => page.rows.iter().map(|row| row.id).collect::<Vec<_>>(),
        other => panic!("{other:?}"),
    };
    let (mut lan, mut sorin) = (office.at("lan"), office.at("sorin"));
    let counts = |desk: &mut Desk| ["has ticket", "has open ticket"].map(|text| found(desk, text).len());
    assert_eq!(counts(&mut mai), [3, 3]);
    assert_eq!(found(&mut lan, "has ticket"), [Office::customer(0)]);
    assert_eq!(found(&mut sorin, "has open ticket"), [Office::customer(1)]);
    change_now(&mut mai, first, TicketChange::Status("solved".into())).expect("solved");
    assert_eq!((counts(&mut mai), counts(&mut lan)), ([3, 2], [1, 0]));
    assert_eq!(found(&mut lan, "not has ticket and city != x").len(), CUSTOMERS / 2 - 1);
    // Without the right there is no such condition, nor a count by it.
    give_role(&office, "lan", without_tickets(Role::Agent));
    let refused = Some(Problem::Invalid { field: "has".into(), unfit: Unfit::NotInList });
    for text in ["has ticket", "not has open ticket", "city = x or has in (phone, ticket)"] {
        let filter = filter::parse(text, &TimeZone::UTC).expect("a filter");
        assert_eq!(lan.ask(Request::Customers(asked(text))).err(), refused, "{text}");
        let count = Request::CountCustomers { search: String::new(), filter, after: None };
        assert_eq!(lan.ask(count).err(), refused, "{text}");
    }
    whole(&office);
}
