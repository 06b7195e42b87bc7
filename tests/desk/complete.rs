//! Each act is in the log once, whatever came of it: reads too, and refused and failed ones.

use kin::desk::Desk;
use kin::desk::api::*;
use kin::desk::import::OnDuplicate;
use kin::domain::*;

use crate::deeds::{grant_of, set_policy};
use crate::office::*;

/// An office, and how long its log was when one last looked.
struct Witness {
    office: Office,
    known: usize,
}

impl Witness {
    fn new(office: Office) -> Self {
        let known = office.log().len();
        Self { office, known }
    }

    /// What came into the log since: action, outcome and subject, the oldest first.
    fn new_entries(&mut self) -> Vec<(Action, Outcome, Option<Id>)> {
        let log = self.office.log();
        let new = log.len() - std::mem::replace(&mut self.known, log.len());
        log[..new].iter().rev().map(|entry| (entry.action, entry.outcome, entry.subject)).collect()
    }

    /// The act of just now left one entry, and this.
    #[track_caller]
    fn saw(&mut self, action: Action, outcome: Outcome, subject: Option<Id>) {
        assert_eq!(self.new_entries(), [(action, outcome, subject)]);
    }

    #[track_caller]
    fn saw_nothing(&mut self) {
        assert_eq!(self.new_entries(), []);
    }
}

use Action as A;
use Outcome::{Denied, Done, Failed};

#[test]
fn work_with_customers() {
    let mut witness = Witness::new(Office::new());
    let mut lan = witness.office.at("lan");
    witness.saw(A::SignIn, Done, None);
    let (own, others) = (Office::customer(0), Office::customer(1));

    list(&mut lan, "zinnia").expect("a list");
    witness.saw_nothing();
    open(&mut lan, own).expect("a look");
    witness.saw(A::CustomerView, Done, Some(own));
    // Its parts are of the same look; the same customer opened again is another.
    timeline(&mut lan, own).expect("a tab");
    lan.ask(Request::Refresh(own)).expect("a look");
    witness.saw_nothing();
    open(&mut lan, own).expect("a look");
    witness.saw(A::CustomerView, Done, Some(own));
    assert_eq!(open(&mut lan, others).err(), Some(Problem::NotFound));
    witness.saw(A::CustomerView, Denied, Some(others));

    list(&mut lan, &format!("/{}", planted(0).value(Field::Phone))).expect("a lookup");
    witness.saw(A::CustomerLookup, Done, None);
    list(&mut lan, "/0909000111").expect("a lookup");
    witness.saw(A::CustomerLookup, Failed, None);

    lan.ask(reveal(0, Field::Phone)).expect("a value");
    witness.saw(A::FieldReveal, Done, Some(own));
    lan.ask(reveal(1, Field::Phone)).expect_err("out of scope");
    witness.saw(A::FieldReveal, Denied, Some(others));
    lan.ask(reveal(0, Field::Iban)).expect_err("not an agent's");
    witness.saw(A::FieldReveal, Denied, Some(own));
    lan.ask(Request::Copy { customer: own, what: CopyWhat::Code }).expect("a code");
    witness.saw(A::FieldCopy, Done, Some(own));
    let sealed = CopyWhat::Sealed(Field::Phone, reason());
    lan.ask(Request::Copy { customer: own, what: sealed }).expect_err("not an agent's");
    witness.saw(A::FieldCopy, Denied, Some(own));
    lan.ask(check(0, Field::Phone, planted(0).value(Field::Phone))).expect("a match");
    witness.saw(A::FieldCheck, Done, Some(own));
    for _ in 0..5 {
        lan.ask(check(0, Field::Phone, "0909000111")).expect("no match");
        witness.saw(A::FieldCheck, Failed, Some(own));
    }
    assert_eq!(lan.ask(check(0, Field::Phone, "0909000111")).err(), Some(Problem::TriesUsedUp));
    witness.saw(A::FieldCheck, Denied, Some(own));

    let made = save(&mut lan, new_draft("Lê Mới")).expect("a customer");
    witness.saw(A::CustomerCreate, Done, Some(made));
    let detail = open(&mut lan, made).expect("a look").customer;
    witness.saw(A::CustomerView, Done, Some(made));
    save(&mut lan, CustomerDraft { city: "Huế".into(), ..draft_of(&detail) }).expect("an edit");
    witness.saw(A::CustomerEdit, Done, Some(made));
    save(&mut lan, CustomerDraft { id: Some(others), ..new_draft("Lê Mới") }).expect_err("out of scope");
    witness.saw(A::CustomerEdit, Denied, Some(others));
    let note = |customer| Request::AddNote { customer, kind: ActivityKind::Call, text: "gọi lại".into() };
    lan.ask(note(own)).expect("a note");
    witness.saw(A::NoteAdd, Done, Some(own));
    lan.ask(note(others)).expect_err("out of scope");
    witness.saw(A::NoteAdd, Denied, Some(others));
    lan.ask(Request::Undo).expect("a step back");
    witness.saw(A::NoteRemove, Done, Some(own));
    let all = || vec![(own, 1)];
    let change = BulkChange::Status(Status::Lead);
    lan.ask(Request::Bulk { customers: all(), change, dry_run: false }).expect_err("not an agent's");
    witness.saw(A::CustomerBulk, Denied, None);
    lan.ask(Request::Access { customer: own, before: None }).expect_err("not an agent's");
    witness.saw(A::LogView, Denied, Some(own));
    lan.import_start(&options(OnDuplicate::Skip)).map(|_| ()).expect_err("not an agent's");
    witness.saw(A::Import, Denied, None);
    lan.ask(Request::SignOut).expect("out");
    witness.saw(A::SignOut, Done, None);
}

#[test]
fn work_with_the_log_and_the_office() {
    let mut witness = Witness::new(Office::new());
    let mut mai = witness.office.at("mai");
    witness.saw(A::SignIn, Done, None);
    let page = |limit| LogQuery { limit, ..LogQuery::default() };
    mai.ask(Request::Log(page(10))).expect("a page");
    witness.saw(A::LogView, Done, None);
    mai.ask(Request::Log(LogQuery { from: LogPlace::Before(9), ..page(10) })).expect("its next one");
    mai.ask(Request::LogEntry(3)).expect("an entry of it");
    witness.saw_nothing();
    for kind in ReportKind::ALL {
        mai.ask(Request::Report(ReportQuery { kind, from: None })).expect("a chart");
    }
    witness.saw(A::LogView, Done, None);
    let customer = Office::customer(0);
    mai.ask(Request::Access { customer, before: None }).expect("its part of the log");
    witness.saw(A::LogView, Done, Some(customer));
    let change = BulkChange::Status(Status::Lead);
    mai.ask(Request::Bulk { customers: vec![(customer, 1)], change: change.clone(), dry_run: true }).expect("a try");
    witness.saw_nothing();
    mai.ask(Request::Bulk { customers: vec![(customer, 1)], change, dry_run: false }).expect("a change");
    witness.saw(A::CustomerBulk, Done, None);
    mai.ask(Request::Share { customer, change: SharingChange::Private(true) }).expect("a change");
    witness.saw(A::CustomerShare, Done, Some(customer));
    mai.ask(Request::Office(OfficeQuery::Members)).expect("the members");
    witness.saw(A::MemberView, Done, None);
    mai.ask(Request::Office(OfficeQuery::Members)).expect("the same look, as a screen renews it");
    witness.saw_nothing();
    witness.office.clock.advance(61);
    mai.ask(Request::Office(OfficeQuery::Members)).expect("another look");
    witness.saw(A::MemberView, Done, None);
    mai.ask(Request::PreviewRole(Some(Role::Agent))).expect("a preview");
    witness.saw(A::RolePreview, Done, None);
    mai.ask(Request::PreviewRole(None)).expect("its end");
    witness.saw(A::RolePreview, Done, None);
    set_policy(&mut mai, |policy| policy.approval_minutes = 30).expect("a decision");
    assert_eq!(witness.new_entries().iter().filter(|entry| entry.0 == A::PolicyManage).count(), 1);

    let mut lan = witness.office.at("lan");
    witness.saw(A::SignIn, Done, None);
    lan.ask(Request::ExportLog(page(10))).map(|_| ()).expect_err("not an agent's");
    witness.saw(A::LogExport, Denied, None);
    lan.ask(Request::Office(OfficeQuery::Members)).map(|_| ()).expect_err("not an agent's");
    witness.saw(A::MemberView, Denied, None);
    let invite = Manage::Invite { name: "thu".into(), grant: grant_of(Role::Agent, 0) };
    lan.ask(Request::Manage(Box::new(invite))).map(|_| ()).expect_err("not an agent's");
    assert_eq!(
        witness.new_entries().iter().map(|entry| (entry.0, entry.1)).collect::<Vec<_>>(),
        [(A::MemberManage, Denied)]
    );
    let field = Field::Email;
    lan.ask(Request::AskFor(Wanted::Reveal { customer, field, reason: reason() })).expect("a request");
    witness.saw(A::RequestAsk, Done, Some(customer));
    lan.ask(Request::Lock { idle: false }).expect("locked");
    witness.saw(A::Lock, Done, None);
    lan.ask(Request::Unlock { password: Secret::new("not it") }).expect_err("a wrong password");
    witness.saw(A::SignIn, Failed, Some(Office::member("lan")));
    lan.ask(Request::Unlock { password: Secret::new(password("lan")) }).expect("in again");
    witness.saw(A::Unlock, Done, None);
    lan.ask(Request::Prove { password: Secret::new("not it") }).expect_err("a wrong password");
    witness.saw(A::SignIn, Failed, Some(Office::member("lan")));
}

#[test]
fn tries_at_coming_in() {
    let mut witness = Witness::new(Office::new());
    let mut desk: Desk = witness.office.desk();
    let lan = Some(Office::member("lan"));
    let code = witness.office.code("lan");
    for (name, typed, code, subject) in [
        ("lan", "not the password".to_owned(), code.as_str(), lan),
        ("lan", password("lan"), "000000", lan),
        ("nobody", password("lan"), code.as_str(), None),
    ] {
        desk.ask(sign_in(name, &typed, code)).map(|_| ()).expect_err("refused");
        witness.saw(A::SignIn, Failed, subject);
    }
    let code = Secret::new("K7QM-2XPA-9RTV-4HDW-C6NE-YB");
    desk.ask(Request::OpenInvitation { code }).map(|_| ()).expect_err("no such invitation");
    witness.saw(A::MemberEnrol, Failed, None);
}
